//! A new version of a document in the window.

use std::collections::BTreeSet;

use egui::vec2;
use tickmark::app::Picked;
use tickmark::command::{Action, Command, Then};
use tickmark::edit;
use tickmark::model::{Document, Field, PassageKind, Role, Text};
use tickmark::session::Side::Left;

use super::driver::{Driver, Home};

const OLD: &str = "The report came in May.\n\nIn all, 265 people have died there.\n\nNobody was charged.\n";
const NEW: &str = "The report came in May.\n\nIn all, 266 people have died there.\n";

/// A draft with the number and the last sentence marked.
fn draft(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("Draft 1", OLD)]);
    for (words, key) in [("265 people", "3"), ("Nobody was charged", "1")] {
        driver.select_words(Left, words);
        driver.press(key);
    }
    driver
}

fn titles(driver: &Driver) -> Vec<&str> {
    driver.project().documents().into_iter().map(|document| &*document.title).collect()
}

/// The document in front on the left.
fn in_front(driver: &Driver) -> &Document {
    let tab = driver.session().desk.pane(Left).tab().expect("a document is open");
    driver.project().document(tab.document).expect("it is here")
}

/// Waits until the old draft has a new version.
#[track_caller]
fn wait_replaced(driver: &mut Driver) {
    driver.wait_for(|app| app.session().is_some_and(|it| it.project().newest_documents()[0].replaces.is_some()));
    driver.wait_for_jobs();
}

#[test]
fn a_file_becomes_the_new_version_of_a_draft() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.will_pick(Picked::Paths(vec![home.file("Draft 2.txt", NEW)]));
    driver.request(Command::ReplaceDocument);
    driver.wait_for_question();
    assert!(driver.shows("Load this as a new version?") && !driver.shows("Role: Draft"), "the role is known");
    driver.click("Replace");
    wait_replaced(&mut driver);
    assert_eq!((titles(&driver), &*in_front(&driver).title), (vec!["Draft 1", "Draft 2"], "Draft 2"));
    assert_eq!(driver.passage("266 people").place.document, in_front(&driver).id);
    assert!(driver.reads("2 passages: 1 text changed, 1 orphaned"), "what became of them is said");

    driver.press("Ctrl+Z");
    assert_eq!((titles(&driver), &*in_front(&driver).title), (vec!["Draft 1"], "Draft 1"), "with its tab");
    assert!(driver.find_passage("265 people").is_some());
    driver.press("Ctrl+Shift+Z");
    assert_eq!(&*in_front(&driver).title, "Draft 2");
}

#[test]
fn a_file_dropped_over_a_reader_may_be_a_new_version() {
    let home = Home::new();
    let mut driver = draft(&home);
    let file = home.file("Draft 2.txt", NEW);
    driver.words(Left, "265 people");
    driver.drop_files(vec![file.clone()]);
    driver.click("Load");
    driver.wait_for_jobs();
    assert_eq!(driver.project().documents_as(Role::Draft).len(), 1, "it is evidence, unless one says otherwise");
    driver.press("Ctrl+Z");

    driver.drop_files(vec![file]);
    driver.click("Load as: New version of “Draft 1”");
    driver.click("Replace");
    wait_replaced(&mut driver);
    assert!(driver.find_passage("266 people").is_some());
}

#[test]
fn a_file_dropped_on_a_document_of_the_list_is_its_new_version() {
    let home = Home::new();
    let mut driver = draft(&home);
    let at = driver.rect_starting("Draft 1: draft").center();
    driver.move_to(at);
    driver.drop_files(vec![home.file("Draft 1.txt", NEW)]);
    driver.click("Replace");
    wait_replaced(&mut driver);
    let called: BTreeSet<_> = driver.project().documents().iter().map(|it| driver.project().called(it.id)).collect();
    assert_eq!((titles(&driver), called.len()), (vec!["Draft 1", "Draft 1"], 2), "{called:?}");
    assert_eq!(driver.project().called(in_front(&driver).id), "Draft 1", "the newest has the title alone");
}

#[test]
fn a_document_that_is_here_already_can_be_the_new_version() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Draft 1", OLD), ("Draft 2", NEW)]);
    driver.select_words(Left, "265 people");
    driver.press("3");
    let at = driver.rect_starting("Draft 1: draft").center();
    driver.click_with(at, egui::PointerButton::Secondary);
    driver.click("Replace with new version…");
    // The list has the keys.
    driver.press("ArrowDown Enter");
    wait_replaced(&mut driver);
    assert_eq!(in_front(&driver).role, Role::Draft, "it takes the role of the old one");
    assert_eq!(driver.passage("266 people").kind, PassageKind::Statistic);
    assert!(driver.shows("Left reader: Draft 2") && driver.shows("Right reader: Draft 1"), "they change places");
    driver.press("Ctrl+Z");
    assert!(driver.shows("Left reader: Draft 1") && driver.shows("Right reader: Draft 2"), "and back");
    assert_eq!(driver.project().documents_as(Role::Evidence).len(), 1);
}

#[test]
fn the_same_file_is_no_new_version() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.will_pick(Picked::Paths(vec![home.path("Draft 1.txt")]));
    driver.request(Command::ReplaceDocument);
    driver.wait_until_reads("“Draft 1” was not replaced: this is the very document that it would replace");
    driver.wait_for_jobs();
    assert_eq!(titles(&driver), ["Draft 1"]);
}

#[test]
fn a_new_version_whose_file_needs_a_password_is_still_one() {
    let home = Home::new();
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.drop_files(vec![home.file("Draft 1.txt", OLD)]);
    driver.click("Load");
    driver.wait_for_jobs();
    driver.will_pick(Picked::Paths(vec![super::driver::sample("locked.pdf")]));
    driver.request(Command::ReplaceDocument);
    driver.wait_for_question();
    driver.click("Password of locked.pdf");
    driver.type_text("open sesame");
    driver.click("Open");
    driver.wait_until_reads("Load this as a new version?");
    driver.click("Replace");
    wait_replaced(&mut driver);
    assert_eq!(titles(&driver).len(), 2);
}

/// The draft and its second version.
fn two_versions(home: &Home) -> Driver {
    let mut driver = draft(home);
    driver.will_pick(Picked::Paths(vec![home.file("Draft 2.txt", NEW)]));
    driver.request(Command::ReplaceDocument);
    driver.wait_for_question();
    driver.click("Replace");
    wait_replaced(&mut driver);
    driver
}

#[test]
fn earlier_versions_are_folded_under_the_newest() {
    let home = Home::new();
    let mut driver = two_versions(&home);
    let earlier = "Draft 1: earlier version, 1 passage left in it";
    assert!(!driver.shows(earlier) && driver.reads("1 earlier version"));
    driver.click("1 earlier version of Draft 2: unfold");
    driver.click(earlier);
    assert_eq!(&*in_front(&driver).title, "Draft 1");
    assert!(driver.reads("An earlier version; “Draft 2” replaces it"));
    driver.click("show it");
    assert_eq!(&*in_front(&driver).title, "Draft 2");
    driver.click("1 earlier version of Draft 2: fold");
    assert!(!driver.shows(earlier));
}

#[test]
fn nothing_is_marked_in_an_earlier_version() {
    let home = Home::new();
    let mut driver = two_versions(&home);
    driver.click("1 earlier version of Draft 2: unfold");
    driver.click_line("Draft 1: earlier version");
    let n_passages = driver.project().passages().count();
    driver.select_words(Left, "The report");
    driver.press("1");
    assert!(driver.reads("This is an earlier version: mark it in the version that replaces it"));
    assert_eq!(driver.project().passages().count(), n_passages);
    assert_eq!(driver.session().n_waiting(in_front(&driver).id), 0, "nothing is suggested there");
}

#[test]
fn a_version_that_was_taken_in_by_mistake_is_removed_and_the_one_before_it_is_back() {
    let home = Home::new();
    let mut driver = two_versions(&home);
    driver.select_words(Left, "The report");
    driver.press("1");
    let at = driver.rect_starting("Draft 2: draft").center();
    driver.click_with(at, egui::PointerButton::Secondary);
    driver.click("Remove, and go back to the version before…");
    assert!(driver.reads("The version before it, “Draft 1”, takes its place again: 1 passage goes back"));
    assert!(driver.reads("with all that was found since, and 1 that was left in it counts again"));
    assert!(driver.reads("1 passage that was marked in this one goes"));
    driver.click("Remove");
    assert_eq!((titles(&driver), &*in_front(&driver).title), (vec!["Draft 1"], "Draft 1"));
    assert_eq!(driver.passage("265 people").place.document, in_front(&driver).id);
    assert_eq!(driver.passage("Nobody was charged").place.document, in_front(&driver).id);
    driver.select_words(Left, "The report");
    driver.press("1");
    assert!(driver.find_passage("The report").is_some(), "it is the one under check");
    driver.press("Ctrl+Z Ctrl+Z");
    assert_eq!(driver.passage("266 people").place.document, in_front(&driver).id);
}

#[test]
fn a_draft_that_a_person_named_keeps_its_title_in_a_new_version() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft-1", "In all, 265 people have died.\n")]);
    let draft = driver.project().documents()[0].id;
    let named = edit::set_field(draft, Field::Title, Text::from("A shared agenda"));
    driver.request(Action::Commit(named, Then::Stay));
    let title = |driver: &Driver| driver.project().documents_as(Role::Draft)[0].title.to_string();
    let mut next = |name: &str, text: &str| {
        driver.will_pick(Picked::Paths(vec![home.file(name, text)]));
        driver.request(Command::ReplaceDocument);
        driver.wait_for_question();
        driver.click("Replace");
        driver.wait_for_jobs();
        driver.wait_for(|app| app.session().is_some_and(|it| it.project().documents().len() > 1));
        driver.wait_for_jobs();
        title(&driver)
    };
    assert_eq!(next("draft-2-final.txt", "In all, 266 people have died.\n"), "A shared agenda");
    assert_eq!(next("draft-3.md", "# Another agenda\n\nIn all, 267 people have died.\n"), "Another agenda");
    let called: Vec<_> = driver.project().documents().iter().map(|it| driver.project().called(it.id)).collect();
    assert_eq!(called, ["A shared agenda", "A shared agenda · draft-1.txt", "Another agenda"]);
}

#[test]
fn what_became_of_the_passages_is_told_until_it_is_closed_or_untrue() {
    let home = Home::new();
    let mut driver = two_versions(&home);
    let told = "2 passages: 1 text changed, 1 orphaned";
    driver.wait(60);
    driver.select_words(Left, "report");
    driver.press("1");
    assert!(driver.reads(told), "whoever looks away or goes on finds it again");
    driver.press("Ctrl+Z Ctrl+Z");
    assert!(!driver.reads(told), "it was taken back");
}
