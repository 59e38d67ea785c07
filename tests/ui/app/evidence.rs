//! Evidence for a passage: found, looked at and linked by keyboard alone.

use tickmark::model::{LinkTarget, Relation};
use tickmark::session::Side::{Left, Right};

use super::driver::{Driver, Home};

const DRAFT: &str =
    "Police detained over 80,000 people.\nThe weather was fine.\nThe 80,000 people detained have no trial.";
const REPORT: &str = "Prices rose.\nPolice have detained at least 85,000 people without a warrant.\nIt rained.";

/// A draft with a number in hand, beside a report; what bears on it was asked for.
fn asked(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", DRAFT), ("report", REPORT)]);
    driver.select_words(Left, "over 80,000 people");
    driver.press("3 E");
    driver.wait_for_jobs();
    driver
}

/// The rows of the list, as they are told.
fn rows(driver: &Driver) -> Vec<String> {
    let rows = driver.rows_shown().into_iter().map(|(_, row)| row);
    rows.filter(|row| row.contains(", ¶")).collect()
}

#[test]
fn the_same_fact_in_the_draft_comes_before_what_others_say() {
    let home = Home::new();
    let driver = asked(&home);
    let rows = rows(&driver);
    let says = |row: usize, words: &[&str]| {
        let row = rows.get(row).expect("a row");
        assert!(words.iter().all(|words| row.contains(words)), "{row}");
    };
    says(0, &["draft, ¶3", "also in ¶3", "without “over”"]);
    says(1, &["report, ¶2", "same unit and subject"]);
    assert_eq!(driver.selected_words(), "The 80,000 people detained have no trial.", "the first is shown");
}

#[test]
fn arrows_show_the_place_in_the_other_reader_and_enter_links_it() {
    let home = Home::new();
    let mut driver = asked(&home);
    driver.press("Down");
    assert_eq!(driver.session().desk.side, Right);
    assert_eq!(driver.selected_words(), "Police have detained at least 85,000 people without a warrant.");
    driver.press("Enter C");
    let link = driver.project().links().next().expect("a link").clone();
    assert_eq!((link.from, link.relation), (driver.passage("over 80,000 people").id, Relation::Contradicts));
    assert!(
        matches!(link.to, LinkTarget::Passage(to) if driver.project().passage(to).is_some_and(|to| to.words().contains("85,000")))
    );
    assert!(rows(&driver).iter().any(|row| row.starts_with("report, ¶2")), "the list stays");
    driver.press("Ctrl+Z Ctrl+Z");
    assert_eq!(driver.project().links().count(), 0);
    assert!(driver.find_passage("over 80,000 people").is_some());
}

#[test]
fn esc_goes_back_to_the_reader_where_it_was_asked() {
    let home = Home::new();
    let mut driver = asked(&home);
    driver.press("Down Esc");
    assert_eq!(driver.session().desk.side, Left);
    assert!(rows(&driver).is_empty());
    driver.press("T");
    assert!(driver.passage("over 80,000 people").outcome.is_some(), "the keys mean the passage again");
}

#[test]
fn selected_words_become_a_passage_when_they_are_linked() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", DRAFT), ("report", REPORT)]);
    driver.select_words(Left, "80,000 people detained");
    driver.press("E");
    driver.wait_for_jobs();
    assert_eq!(driver.project().passages().count(), 0, "to look for evidence marks nothing");
    while !driver.selected_words().contains("85,000") {
        driver.press("Down");
    }
    driver.press("Enter S");
    let link = driver.project().links().next().expect("a link").clone();
    assert_eq!(link.from, driver.passage("80,000 people detained").id);
}

#[test]
fn documents_that_come_are_searched_too() {
    let home = Home::new();
    let mut driver = asked(&home);
    let new = home.file("new.txt", "The police say that they detained 81,000 people.");
    driver.drop_files(vec![new]);
    driver.press("Enter");
    driver.wait_for(|app| app.session().is_some_and(|session| session.project().documents().len() == 3));
    driver.wait_for_jobs();
    assert!(rows(&driver).iter().any(|row| row.starts_with("new, ¶1")), "{:?}", rows(&driver));
}

#[test]
fn what_was_searched_is_said_where_nothing_was_found() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "Nobody yawned."), ("report", "It rained.")]);
    driver.select_words(Left, "yawned");
    driver.press("E");
    driver.wait_for_jobs();
    assert!(driver.reads("No other sentence in 2 documents"));
}
