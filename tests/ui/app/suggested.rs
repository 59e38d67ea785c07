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
    let left = n_waiting(&driver);
    driver.press("Enter");
    assert_eq!((passages(&driver).len(), n_waiting(&driver)), (2, left - 1), "it went on to the next one");
}

#[test]
fn what_is_taken_back_has_the_caret_again() {
    let home = Home::new();
    let mut driver = open(&home);
    let caret = |driver: &Driver| driver.session().desk.tab().map(|tab| tab.selection.head);
    for key in ["X", "Enter", "1"] {
        driver.click_words(Left, "265");
        let before = caret(&driver);
        driver.press(key);
        assert_ne!(caret(&driver), before);
        driver.press("Ctrl+Z");
        assert_eq!(caret(&driver), before, "{key}");
    }
}

const OFFER: &str = "It is an unprecedented offer from Salvadoran President Nayib Bukele.\n";

#[test]
fn what_overlaps_an_accepted_one_waits_on() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Draft", OFFER)]);
    for words in ["Nayib", "unprecedented"] {
        let before = n_waiting(&driver);
        driver.click_words(Left, words);
        driver.press("Enter");
        assert_eq!(n_waiting(&driver), before - 1, "{words}: {:?}", passages(&driver));
    }
    assert_eq!(passages(&driver).len(), 2);
}

#[test]
fn cards_are_of_the_smallest_words_and_below_dialogs() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Draft", OFFER)]);
    driver.click_words(Left, "unprecedented");
    driver.press("Enter");
    let at = driver.words(Left, "Nayib").center();
    driver.move_to(at);
    driver.wait(1);
    let card = "X dismisses it";
    assert!(driver.reads(card), "the name within the claim waits");
    driver.request(Command::EditTitle);
    driver.wait(1);
    assert!(!driver.reads(card));
}

#[test]
fn all_reasons_are_said() {
    let home = Home::new();
    let text = "It would only exacerbate the abuses, which rose by 12 percent.\n";
    let mut driver = Driver::texts(&home, &[("Draft", text)]);
    driver.press("Ctrl+Home");
    assert!(driver.reads("Claim · cause, all or none · a rate, no source named"), "the foot says what and why");
    let at = driver.words(Left, "exacerbate").center();
    driver.move_to(at);
    driver.wait(1);
    assert!(driver.reads("“only”: is there really no other?"), "the card does");
    assert!(driver.reads("The sentence: a rate, no source named"));
    driver.click_line("Suggestions ");
    assert!(driver.rows_shown().iter().any(|(_, row)| row.contains("a rate, no source named")));
    for class in ["Cause (1)", "All or none (1)"] {
        driver.click_line("All types");
        driver.click_line(class);
        assert_eq!(driver.rows_shown().len(), 1, "{class}");
        driver.click(class.split_once(" (").expect("a count").0);
        driver.click_line("All types (");
    }
}

#[test]
fn what_the_program_reads_in_a_statistic_is_taken_over_by_who_wants_it() {
    let home = Home::new();
    let mut driver = open(&home);
    driver.click_words(Left, "265");
    driver.press("Enter");
    driver.click_words(Left, "265");
    assert!(driver.reads("The program reads: At least 265 people"));
    assert!(driver.passage("At least 265 people").reading.is_empty());
    driver.click("Take over what the program reads");
    let reading = driver.passage("At least 265 people").reading.clone();
    assert!(reading.starts_with("At least 265 people"), "{reading:?}");
    assert!(!driver.reads("The program reads"));
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
fn enter_in_the_table_accepts_all_selected_and_the_used_up_type_gives_way() {
    let home = Home::new();
    let numbers = "They held 12 people.\nThen 40 people.\nAna Piquer saw 90 people.\n";
    let mut driver = Driver::texts(&home, &[("Draft", numbers)]);
    let before = n_waiting(&driver);
    driver.click_line("Suggestions ");
    driver.click("All types");
    driver.click_line("Statistic (");
    driver.click_row("Statistic: ");
    driver.press("Ctrl+A");
    assert!(driver.reads("accept the selected") && driver.reads("dismiss them"));
    driver.press("Enter");
    assert_eq!((passages(&driver).len(), n_waiting(&driver)), (3, before - 3));
    assert!(driver.shows("All types"), "no statistic is left");
    assert_eq!(driver.rows_shown().len(), before - 3);
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
