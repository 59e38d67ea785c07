//! Removed documents are emptied for good, in the window.

use std::fs;

use std::path::PathBuf;

use tickmark::app::Picked;
use tickmark::command::{Action, Ask, Command, FileAction};
use tickmark::edit;
use tickmark::model::{DocumentId, Field, PassageKind, Project, Text, Time};
use tickmark::session::Side::{Left, Right};
use tickmark::text::TextRange;

use super::driver::{Driver, Home};
use super::merging::copy;
use super::review::{current, replace};

const DRAFT: &str = "Nobody else came home.\n";
const WIRE: &str = "Two jails hold them all.\n\nIt is said in the town that a secret witness told all of this.\n";
const SECRET: &str = "a secret witness";

fn wire(project: &Project) -> DocumentId {
    let mut all = project.tables().documents.values();
    all.find(|it| &*it.title == "wire").map(|it| it.id).expect("the wire")
}

/// A saved project with a draft and evidence, of which the evidence was removed again.
fn removed(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", DRAFT), ("wire", WIRE)]);
    driver.request(Command::EmptyDocuments);
    assert!(driver.reads("There is no removed document that still has its text"), "{:?}", driver.names());
    driver.will_pick(Picked::Paths(vec![home.path("story")]));
    driver.press("Ctrl+S");
    driver.wait_saved();
    let id = wire(driver.project());
    driver.request(Action::Ask(Ask::RemoveDocument(id)));
    driver.click("Remove");
    driver
}

/// The project as it is in its file.
fn saved(home: &Home, driver: &mut Driver) -> String {
    driver.press("Ctrl+S");
    driver.wait_saved();
    fs::read_to_string(home.path("story.tickmark.ron")).expect("it was saved")
}

/// Empties what was removed, and takes in a copy of a colleague who did not know of it.
fn empty_and_merge(driver: &mut Driver, theirs: PathBuf) {
    driver.request(Command::EmptyDocuments);
    driver.click("Empty for good");
    driver.request(Action::File(FileAction::Merge(vec![theirs])));
    driver.wait_for_question();
    driver.click("Merge");
    driver.wait_for_jobs();
}

#[test]
fn the_text_of_a_removed_document_leaves_the_file_and_does_not_come_back() {
    let home = Home::new();
    let mut driver = removed(&home);
    assert!(saved(&home, &mut driver).contains(SECRET), "what is removed can be brought back");
    driver.choose(&["File", "Empty removed documents for good…"]);
    assert!(driver.shows("wire") && driver.reads("Removed by Ana Ruiz"), "{:?}", driver.names());
    // A mere Enter does not do it, nor does it without a tick.
    driver.press("Enter");
    assert!(driver.project().emptied.is_empty());
    driver.request(Command::EmptyDocuments);
    driver.click("wire");
    driver.click("Empty for good");
    assert!(driver.project().emptied.is_empty());
    driver.click("wire");
    driver.click("Empty for good");
    assert!(driver.reads("1 document emptied for good"), "{:?}", driver.names());
    assert!(!saved(&home, &mut driver).contains(SECRET));
    driver.press("Ctrl+Z");
    assert!(driver.project().document(wire(driver.project())).is_none(), "nothing is undone");
    // The same file is a document of its own now.
    driver.drop_files(vec![home.path("wire.txt")]);
    driver.press("Enter");
    driver.wait_for(|app| app.session().is_some_and(|it| it.project().documents().len() == 2));
    assert!(driver.find_words(Right, SECRET).is_some());
    assert!(saved(&home, &mut driver).contains(SECRET));
}

#[test]
fn what_a_colleague_marked_meanwhile_is_kept_with_its_words() {
    let home = Home::new();
    let mut driver = removed(&home);
    let theirs = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| {
        let wire = ben.project().document(wire(ben.project())).expect("it is there").clone();
        let marked = edit::add_passage(ben.project(), &wire, TextRange::between(4, 9), PassageKind::Claim, ben.fresh);
        let (id, what) = marked.expect("words of the wire");
        ben.commit(what, Time(1)).expect("a mark");
        ben.commit(edit::set_field(id, Field::Note, Text::from("which?")), Time(2)).expect("a note");
    });
    empty_and_merge(&mut driver, theirs);
    let wire = wire(driver.project());
    driver.request(Action::OpenDocument(Right, wire));
    let told = "Its text was emptied for good by Ana Ruiz. What was marked in it is kept with its words";
    assert!(driver.reads(told), "{:?}", driver.names());
    assert!(driver.names().iter().any(|name| name.starts_with("wire: evidence, text emptied")));
    driver.choose(&["View", "Lower pane", "Passages"]);
    driver.click_row("jails");
    driver.press("Enter");
    assert!(driver.reads("“wire”: its text was emptied for good by Ana Ruiz"), "{:?}", driver.names());
    assert!(driver.reads("which?") && !driver.shows("Go to paragraph 1"));
    assert!(!saved(&home, &mut driver).contains(SECRET));
    // It goes like any other passage, and the document with it.
    driver.press("Delete");
    assert_eq!(driver.project().passages().count(), 0);
    driver.press("Ctrl+Z");
    assert_eq!(driver.project().passages().count(), 1);
    driver.select_words(Left, "Nobody else");
    driver.press("1");
    assert_eq!(driver.project().passages().count(), 2);
}

#[test]
fn a_draft_without_its_text_can_have_a_new_version() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Draft 1", "It was 265 men then.\n\nNobody else came home.\n")]);
    driver.select_words(Left, "Nobody else");
    driver.press("1 S W");
    driver.will_pick(Picked::Paths(vec![home.path("story")]));
    driver.press("Ctrl+S");
    driver.wait_saved();
    let theirs = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| {
        let id = ben.project().passages().next().expect("it was marked").id;
        ben.commit(edit::set_field(id, Field::Note, Text::from("which?")), Time(1)).expect("a note");
    });
    let draft = driver.project().documents()[0].id;
    driver.request(Action::Ask(Ask::RemoveDocument(draft)));
    driver.click("Remove");
    empty_and_merge(&mut driver, theirs);
    driver.request(Action::OpenDocument(Left, draft));
    assert!(driver.reads("Its text was emptied for good by Ana Ruiz"));
    for command in [Command::NextOpen, Command::NextUntouched, Command::SignOff, Command::Proof, Command::Find] {
        driver.request(command);
        driver.press("Escape");
    }
    replace(&mut driver, &home, "It was 266 men then.\n\nNobody else came home.\n");
    driver.request(Action::OpenDocument(Right, draft));
    driver.request(Command::CompareVersions);
    driver.wait_for_jobs();
    driver.request(Command::CompareVersions);
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    let sought = "Its words could not be looked for in “Draft 2”: the old text was emptied for good";
    assert!(driver.reads(sought), "{:?}", driver.names());
    let row = current(&driver);
    assert!(row.contains("Draft 2: not looked for: the old text was emptied for good"), "{row}");
    let passage = driver.project().passages().next().expect("it is kept").id;
    driver.request(Action::Show(passage));
    assert!(driver.reads("Left in “Draft 1”: its text was emptied for good by Ana Ruiz"), "{:?}", driver.names());
    // It gets its words again in the new version.
    driver.select_words(Left, "Nobody else");
    driver.press("R");
    driver.wait_for_jobs();
    assert_ne!(driver.passage("Nobody else").place.document, draft);
}
