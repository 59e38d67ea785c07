//! Passages that were left in an earlier version of a draft, in the window.

use tickmark::command::{Action, Command, Then};
use tickmark::edit;
use tickmark::model::{Decision, DocumentId, PassageKind, Role};
use tickmark::session::Side::{Left, Right};

use super::driver::{Driver, Home};
use super::review::replace;

const OLD: &str = "It was 265 men then.\n\nNobody else came home.\n\nThe end of it.\n";

fn document(driver: &Driver, title: &str) -> DocumentId {
    let found = driver.project().documents().into_iter().find(|it| &*it.title == title).map(|it| it.id);
    found.expect("a document of this title")
}

/// A draft with a wrong claim, about which something was asked, and a new version without its words. Both lie open.
fn left(home: &Home, new: &str) -> Driver {
    let mut driver = Driver::texts(home, &[("Draft 1", OLD)]);
    driver.select_words(Left, "Nobody else came home.");
    driver.press("1 Q");
    driver.type_text("Who says so?");
    driver.press("Escape S W");
    replace(&mut driver, home, new);
    let one = document(&driver, "Draft 1");
    driver.request(Action::OpenDocument(Right, one));
    driver
}

const NEW: &str = "It was 265 men then.\n\nThe end of it.\n";

#[test]
fn the_panel_tells_all_that_was_found_of_it() {
    let home = Home::new();
    let mut driver = left(&home, NEW);
    driver.click_words(Right, "Nobody else");
    assert!(driver.reads("Left in “Draft 1”: its words are not in “Draft 2”"), "{:?}", driver.names());
    assert!(driver.shows("Outcome: Wrong") && driver.reads("Query out"));
    assert!(!driver.reads("Nothing rests on it yet") && !driver.reads("needs a change"));
    let announced = driver.announced().unwrap_or_default();
    assert!(announced.contains("left in Draft 1, wrong"), "{announced}");
    // What comes back is recorded; nothing new is asked.
    driver.click("Answer");
    driver.type_text("My mother");
    driver.press("Escape");
    let query = driver.project().queries().next().expect("it").clone();
    assert_eq!(&*query.answer, "My mother");
    driver.click_words(Right, "Nobody else");
    driver.press("C");
    assert!(driver.reads("It was left in an earlier version: give it a place in the new one first"));
    driver.click("Leave it there");
    driver.wait_for_jobs();
    assert!(driver.reads("Left in “Draft 1” by "), "and who left it");
    assert!(!driver.shows("Leave it there"));
    assert_eq!(driver.session().history().undo_name(), Some("Leave in the earlier version"));
    driver.press("Ctrl+Z");
    assert!(driver.shows("Leave it there"));
}

#[test]
fn it_gets_the_words_that_are_selected_in_the_new_version() {
    let home = Home::new();
    let mut driver = left(&home, "It was 265 men then.\n\nNo other person is back.\n\nThe end of it.\n");
    driver.click_words(Right, "Nobody else");
    driver.select_words(Left, "No other person is back");
    driver.press("R");
    driver.wait_for_jobs();
    assert_eq!(driver.passage("No other person is back").place.document, document(&driver, "Draft 2"));
    assert!(driver.shows("Outcome: Wrong") && driver.shows("Show it in Draft 1 ¶2"), "{:?}", driver.names());
    assert!(!driver.reads("Left in “Draft 1”"));
}

#[test]
fn it_leads_to_its_row_of_the_review() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Draft 1", OLD)]);
    for words in ["265 men", "Nobody else came home", "The end"] {
        driver.select_words(Left, words);
        driver.press("1");
    }
    replace(&mut driver, &home, "Something else.\n");
    let one = document(&driver, "Draft 1");
    driver.request(Action::OpenDocument(Right, one));
    driver.click_words(Right, "The end");
    driver.click("Show in the review");
    driver.wait_for_jobs();
    let lit = driver.lit_rows();
    assert!(lit.len() == 1 && lit[0].contains("The end"), "{lit:?}");
}

#[test]
fn the_table_says_that_it_was_left() {
    let home = Home::new();
    let mut driver = left(&home, NEW);
    driver.choose(&["View", "Lower pane", "Passages"]);
    let row = "Nobody else came home.: claim, left, wrong";
    assert!(driver.rows_shown().iter().any(|(_, name)| name == row), "{:?}", driver.rows_shown());
    driver.choose(&["Filter…", "Left"]);
    assert_eq!(driver.rows_shown().len(), 1);
}

#[test]
fn a_new_version_in_which_nothing_has_a_place_does_not_look_done() {
    let home = Home::new();
    let mut driver = left(&home, "Something else altogether.\n");
    driver.click_words(Left, "Something");
    driver.press("P");
    driver.wait_for_jobs();
    assert!(driver.reads("0 closed · 0 open · 0 untouched · 1 to review"), "{:?}", driver.names());
    assert!(driver.shows("0 closed, 0 open, 0 of 1 sentence untouched, 1 waits for review"), "{:?}", driver.names());
    assert!(driver.shows("Draft 2: draft, 0 closed, 0 open, 0 of 1 sentence untouched, 1 waits for review"));
    driver.press("N");
    assert!(driver.reads("passages of an earlier version wait in the tab New version"));
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    driver.press("Enter");
    driver.wait_for_jobs();
    assert!(!driver.reads("to review"), "{:?}", driver.names());
}

#[test]
fn that_a_change_is_gone_with_its_words_is_told() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Draft 1", OLD)]);
    driver.select_words(Left, "Nobody else came home.");
    driver.press("1 C");
    driver.type_text("Ten others came home.");
    driver.press("Escape");
    let change = driver.project().changes().next().expect("it").clone();
    driver.request(Action::Commit(edit::decide(&change, Decision::Accepted, "The editor"), Then::Stay));
    replace(&mut driver, &home, NEW);
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    let row = driver.lit_rows().concat();
    assert!(row.contains("Its words are gone: “Nobody else came home.” → “Ten others came home.”"), "{row}");
    assert!(driver.reads("Its words are gone from the new version"), "in the panel");
    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    assert!(driver.rows_shown().iter().any(|(_, name)| name.starts_with("Words gone")), "{:?}", driver.rows_shown());
    assert!(driver.shows("For the editor 0"), "nothing is to be decided");
    driver.click_line("Queries and changes");
    assert!(driver.reads("Words gone"), "{:?}", driver.names());
}

#[test]
fn removing_an_earlier_version_says_what_goes_with_it() {
    let home = Home::new();
    let mut driver = left(&home, NEW);
    let before = driver.project().clone();
    let one = document(&driver, "Draft 1");
    driver.request(Action::Ask(tickmark::command::Ask::RemoveDocument(one)));
    assert!(driver.reads("1 passage is left in it, and goes too"), "{:?}", driver.names());
    assert!(driver.reads("nobody has looked yet at what became of it"));
    driver.click("Remove");
    driver.wait_for_jobs();
    assert!(driver.find_passage("Nobody else came home.").is_none());
    driver.press("Ctrl+Z");
    driver.wait_for_jobs();
    assert!(driver.project().shows_the_same(&before));
}

#[test]
fn what_went_along_shows_where_it_was_and_leads_to_where_it_is() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Draft 1", OLD)]);
    driver.select_words(Left, "265 men");
    driver.press("3 Escape");
    replace(&mut driver, &home, "In all, it was 265 men then.\n");
    let one = document(&driver, "Draft 1");
    driver.request(Action::OpenDocument(Right, one));
    driver.click_words(Right, "265 men");
    assert_eq!(driver.in_hand(), Some("265 men"));
    assert!(driver.shows("Show it in Draft 1 ¶1"), "{:?}", driver.names());
    assert!(driver.shows("Statistic: 265 men, paragraph 1"), "where it was: {:?}", driver.names());
    driver.request(Action::Commit(edit::set_kind(&driver.passage("265 men"), PassageKind::Claim), Then::Stay));
    assert!(driver.shows("Claim: 265 men, paragraph 1"), "{:?}", driver.names());
    let shown = [Left, Right].map(|side| driver.session().desk.pane(side).tab().map(|tab| tab.document));
    assert_eq!(shown, [Some(document(&driver, "Draft 2")), Some(one)], "both stay where they are");
}

#[test]
fn its_edges_cannot_be_dragged() {
    let home = Home::new();
    let mut driver = left(&home, NEW);
    driver.click_words(Right, "Nobody else");
    let (from, _) = driver.ends_of(Right, "Nobody else came home.");
    let to = driver.ends_of(Right, "came").0;
    driver.drag(from, to);
    assert_eq!(driver.passage("Nobody else came home.").words(), "Nobody else came home.");
    assert!(!driver.selected_words().is_empty(), "words are selected instead");
}

#[test]
fn what_was_left_offers_no_more_to_leave_it() {
    let home = Home::new();
    let mut driver = left(&home, NEW);
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    assert!(driver.reads("Enter: leave it") && driver.reads("leave it"));
    driver.press("Enter");
    driver.wait_for_jobs();
    assert!(!driver.reads("leave it") && !driver.reads("accept") && driver.reads("R: selected words"));
}

#[test]
fn changed_words_that_were_never_checked_are_listed_as_changed() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Draft 1", OLD)]);
    driver.select_words(Left, "265 men");
    driver.press("3");
    replace(&mut driver, &home, "It was 266 men then.\n\nNobody else came home.\n\nThe end of it.\n");
    driver.click("Review");
    driver.wait_for_jobs();
    driver.choose(&["All passages", "Text changed (1)"]);
    assert!(driver.rows_shown().iter().any(|(_, name)| name.starts_with("Text changed")), "{:?}", driver.rows_shown());
}

#[test]
fn a_draft_that_has_the_words_again_has_the_passage_again() {
    let home = Home::new();
    let mut driver = left(&home, NEW);
    driver.click_words(Right, "Nobody else");
    driver.click("Leave it there");
    driver.wait_for_jobs();
    driver.click_words(Left, "The end");
    replace_again(&mut driver, &home, "Nobody else came home.\n\nIt was 265 men then.\n\nThe end of it.\n");
    let passage = driver.passage("Nobody else came home.");
    assert_eq!(passage.place.document, document(&driver, "Draft 3"));
    assert_eq!(driver.project().documents_as(Role::Draft).len(), 1);
    driver.click_words(Left, "Nobody else");
    assert!(driver.shows("Outcome: Wrong") && !driver.reads("Left in"));
    assert_eq!(driver.session().counts(passage.place.document).n_open, 1, "its query waits again");
}

/// Takes in a third draft.
fn replace_again(driver: &mut Driver, home: &Home, text: &str) {
    driver.will_pick(tickmark::app::Picked::Paths(vec![home.file("Draft 3.txt", text)]));
    driver.request(Command::ReplaceDocument);
    driver.wait_for_question();
    driver.click("Replace");
    driver.wait_for(|app| {
        app.session().is_some_and(|it| it.project().documents().iter().filter(|it| it.replaces.is_some()).count() == 2)
    });
    driver.wait_for_jobs();
}
