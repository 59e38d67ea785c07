//! What the program notices in a draft: accepting, dismissing, one or many, with the keyboard or in the table.

use std::fmt::Write as _;

use egui::Modifiers;
use tickmark::command::Command;
use tickmark::model::PassageKind;
use tickmark::session::Side::Left;

use super::driver::{Driver, Home};

const DRAFT: &str = "“We counted them twice,” said Ana Piquer, the Americas director.\n\
                     At least 265 people died in custody last year.\n\
                     It is the largest prison in the world.\n";

fn open(home: &Home) -> Driver {
    Driver::texts(home, &[("Draft", DRAFT)])
}

fn n_waiting(driver: &Driver) -> usize {
    driver.session().n_all_waiting()
}

/// The words of the passages, in the order of the text.
fn passages(driver: &Driver) -> Vec<String> {
    let project = driver.project();
    let mut passages: Vec<_> = project.passages().collect();
    passages.sort_by_key(|passage| passage.range());
    passages.iter().map(|passage| project.words(&passage.place).into_owned()).collect()
}

#[test]
fn enter_accepts_each_as_what_it_is() {
    let home = Home::new();
    let mut driver = open(&home);
    driver.click_words(Left, "counted them");
    driver.press("Enter");
    let quote = driver.passage("“We counted them twice,”");
    assert_eq!((quote.kind, quote.speaker.as_str()), (PassageKind::Quote, "Ana Piquer"));
    driver.click_words(Left, "265");
    driver.press("Enter");
    assert_eq!(driver.passage("At least 265 people").kind, PassageKind::Statistic);
    assert!(driver.passage("At least 265 people").reading.is_empty(), "what it means is the checker's word");
    driver.press("Ctrl+Z Ctrl+Z");
    assert!(passages(&driver).is_empty());
}

#[test]
fn a_digit_accepts_as_that_kind() {
    let home = Home::new();
    let mut driver = open(&home);
    driver.click_words(Left, "265");
    driver.press("1");
    assert_eq!(driver.passage("At least 265 people").kind, PassageKind::Claim);
    assert_eq!(driver.selected_passage(), Some("At least 265 people"), "as after marking");
}

#[test]
fn a_draft_is_decided_by_the_keyboard_alone() {
    let home = Home::new();
    let mut driver = open(&home);
    let before = n_waiting(&driver);
    assert!(before >= 4, "a quote, a name, a number and a superlative at least: {before}");
    driver.press("Ctrl+Home Enter");
    assert_eq!(driver.passage("“We counted them twice,”").kind, PassageKind::Quote);
    for left in (0..before - 1).rev() {
        driver.press("X");
        assert_eq!(n_waiting(&driver), left);
    }
    assert_eq!(passages(&driver).len(), 1);
    driver.travel("Ctrl+Z", before);
    assert_eq!(n_waiting(&driver), before, "each step is taken back");
}

#[test]
fn what_was_dismissed_stays_so() {
    let home = Home::new();
    let mut driver = open(&home);
    let before = n_waiting(&driver);
    driver.click_words(Left, "265");
    driver.press("X");
    assert_eq!(n_waiting(&driver), before - 1);
    let project = driver.project().clone();
    let driver = Driver::open(&home, egui::vec2(1600.0, 1000.0), &project);
    assert_eq!(n_waiting(&driver), before - 1);
}

#[test]
fn words_that_are_marked_wait_no_more() {
    let home = Home::new();
    let mut driver = open(&home);
    let before = n_waiting(&driver);
    driver.select_words(Left, "265 people");
    driver.press("3");
    assert_eq!(n_waiting(&driver), before - 1, "most of its words are a statistic");
    driver.press("Delete");
    assert_eq!(n_waiting(&driver), before);
}

#[test]
fn nothing_waits_in_a_sentence_that_was_passed() {
    let home = Home::new();
    let mut driver = open(&home);
    let before = n_waiting(&driver);
    driver.click_words(Left, "died");
    driver.press("P");
    assert_eq!(n_waiting(&driver), before - 2, "the number and the clock word");
    driver.press("Ctrl+Z");
    assert_eq!(n_waiting(&driver), before);
}

#[test]
fn the_keys_walk_without_deciding() {
    let home = Home::new();
    let mut driver = open(&home);
    let caret = |driver: &Driver| driver.session().desk.tab().map(|tab| tab.selection.head);
    driver.press("Ctrl+Home J");
    let second = caret(&driver);
    driver.press("J");
    assert_ne!(caret(&driver), second);
    driver.press("Shift+J");
    assert_eq!(caret(&driver), second);
    assert!(passages(&driver).is_empty());
}

#[test]
fn who_uses_the_keyboard_reads_what_it_is() {
    let home = Home::new();
    let mut driver = open(&home);
    driver.press("Ctrl+Home");
    assert!(driver.reads("Quote · Ana Piquer"));
    driver.click_words(Left, "265");
    assert!(driver.reads("Statistic · At least 265 people"));
}

#[test]
fn the_table_shows_one_type_and_accepts_it_whole() {
    let home = Home::new();
    let mut driver = open(&home);
    let before = n_waiting(&driver);
    driver.click_line("Suggestions ");
    assert_eq!(driver.rows_shown().len(), before);
    driver.click("All types");
    driver.click_line("Superlative (");
    assert_eq!(driver.rows_shown().len(), 1);
    driver.click_row("Superlative: ");
    driver.press("Ctrl+A");
    driver.click("Accept");
    assert_eq!(passages(&driver).len(), 1);
    driver.press("Ctrl+Z");
    assert_eq!(n_waiting(&driver), before);
}

#[test]
fn the_table_dismisses_all_selected() {
    let home = Home::new();
    let mut driver = open(&home);
    let before = n_waiting(&driver);
    driver.click_line("Suggestions ");
    driver.click_row("Quote: ");
    driver.click_row_holding("Statistic: ", Modifiers::COMMAND);
    driver.press("X");
    assert_eq!(n_waiting(&driver), before - 2);
    driver.press("Ctrl+Z");
    assert_eq!(n_waiting(&driver), before);
}

#[test]
fn all_of_one_kind_are_accepted_or_dismissed_in_one_step() {
    let home = Home::new();
    let numbers = "They held 12 people.\nThen 40 people.\nAna Piquer saw 90 people.\n";
    let mut driver = Driver::texts(&home, &[("Draft", numbers)]);
    let before = n_waiting(&driver);
    for (command, n_passages) in [(Command::AcceptClass, 3), (Command::DismissClass, 0)] {
        driver.click_words(Left, "40");
        driver.request(command);
        assert_eq!((passages(&driver).len(), n_waiting(&driver)), (n_passages, before - 3));
        driver.press("Ctrl+Z");
        assert_eq!(n_waiting(&driver), before);
    }
}

#[test]
fn they_can_be_switched_off_for_good() {
    let home = Home::new();
    let mut driver = open(&home);
    let is_underlined = |driver: &Driver| driver.names().iter().any(|name| name.starts_with("Suggestion: "));
    assert!(is_underlined(&driver));
    driver.request(Command::ShowSuggestions);
    assert!(!is_underlined(&driver) && !home.settings().suggestions);
    driver.click_words(Left, "265");
    driver.press("Enter X");
    assert!(passages(&driver).is_empty(), "what is not seen is not decided");
    driver.request(Command::ShowSuggestions);
    assert!(is_underlined(&driver));
}

#[test]
fn evidence_suggests_nothing() {
    let home = Home::new();
    let mut driver = open(&home);
    let before = n_waiting(&driver);
    driver.drop_files(vec![home.file("report.txt", "At least 300 people died.\n")]);
    driver.press("Enter");
    driver.wait_for_jobs();
    assert_eq!(n_waiting(&driver), before);
}

#[test]
fn a_long_draft_is_read_while_it_is_looked_through() {
    let home = Home::new();
    let mut text = String::new();
    for count in 0..80_000 {
        let _ = writeln!(text, "In all, at least {count} people died there, said Ana Piquer, who counted.");
    }
    assert!(text.len() > 5_000_000);
    let mut driver = Driver::start(&home, egui::vec2(1600.0, 1000.0));
    driver.drop_files(vec![home.file("draft.txt", &text)]);
    driver.press("Enter");
    driver.wait_for(|app| app.session().is_some_and(|it| it.project().documents().len() == 1));
    assert_eq!(n_waiting(&driver), 0, "they are still looked for");
    driver.press("Ctrl+End Ctrl+Home");
    assert_eq!(driver.session().desk.tab().map(|tab| tab.selection.head), Some(0));
    driver.request(Command::CloseProject);
    driver.click("Don’t save");
    driver.wait_for_jobs();
    assert!(driver.app().session().is_none(), "nothing comes for a project that is closed");
}
