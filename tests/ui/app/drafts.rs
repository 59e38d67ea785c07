//! A writer's draft from Word in the window: comments, notes and tracked changes.

use egui::vec2;
use tickmark::session::Side::Left;

use super::driver::{Driver, Home, sample};

fn open(home: &Home) -> Driver {
    let mut driver = Driver::start(home, vec2(1600.0, 1000.0));
    driver.drop_files(vec![sample("sample.docx")]);
    driver.click("Load");
    driver
}

/// What the writer's suggestions have become: the notes of the passages that there are.
fn notes(driver: &Driver) -> Vec<String> {
    driver.project().passages().map(|passage| passage.note.to_string()).collect()
}

/// The text from the caret on.
fn after_caret(driver: &Driver) -> &str {
    let tab = driver.session().desk.tab().expect("it is open");
    let text = driver.project().document(tab.document).expect("it was loaded").text();
    text.get(tab.selection.head..).expect("a caret stands between characters")
}

#[test]
fn enter_accepts_a_comment_and_undo_takes_that_back() {
    let home = Home::new();
    let mut driver = open(&home);
    driver.wait_for_jobs();
    let n_waiting = |driver: &Driver| driver.project().waiting_proposals(driver.project().documents()[0]).len();
    let n_all = driver.session().n_all_waiting();
    assert_eq!(n_waiting(&driver), 3, "a comment, a note, a link");
    assert!(n_all > 3 && driver.shows(&format!("Suggestions {n_all}")), "and what was noticed");
    driver.click_words(Left, "of what is used");
    driver.press("Enter");
    assert_eq!(notes(&driver), ["Eva, 2025-02-05: Which year?"]);
    assert_eq!(n_waiting(&driver), 2);
    assert!(driver.shows("Passages 1"));
    driver.press("Ctrl+Z");
    assert_eq!(notes(&driver), [""; 0]);
    assert_eq!(n_waiting(&driver), 3);
    assert!(driver.shows(&format!("Suggestions {n_all}")));
}

#[test]
fn the_mark_of_a_note_leads_there_and_the_note_back() {
    let home = Home::new();
    let mut driver = open(&home);
    // The sign of the suggestion, left of the text, has the same name.
    driver.click_nth_from_left("Note 1: Ministry of Water, 2024.", 1);
    assert!(after_caret(&driver).starts_with("Ministry of Water, 2024."));
    driver.click("Back to the mark of note 1");
    assert!(after_caret(&driver).starts_with("nearly more than half"), "the mark stands before what was struck");
}

#[test]
fn tracked_changes_are_shown_in_three_ways() {
    let home = Home::new();
    let mut driver = open(&home);
    for (way, shown) in
        [("original", "nearly  half"), ("both", "nearly more than half"), ("accepted", "more than half")]
    {
        driver.click(way);
        let line = driver.words(Left, "12.5 million");
        let line = driver.words_in(line).concat();
        assert!(line.contains(&format!("m³ 1{shown} of what is used")), "{way}: {line}");
    }
}
