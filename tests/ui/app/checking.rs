//! Recording what was found: outcomes, notes, queries, changes, speakers, tables of passages.

use egui::{Event, Modifiers};
use tickmark::model::{Decision, Outcome, PassageKind, Severity};
use tickmark::session::Side::Left;

use super::driver::{Driver, Home};

const DRAFT: &str = "“One,” she said. Two people.\nThree people. Four people.";

/// A draft with a quote, and statistics in every sentence.
fn draft(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", DRAFT)]);
    for (words, key) in [("“One,”", "2"), ("Two people", "3"), ("Three people", "3"), ("Four people", "3")] {
        driver.select_words(Left, words);
        driver.press(key);
    }
    driver
}

#[test]
fn every_outcome_has_a_letter() {
    let home = Home::new();
    let mut driver = draft(&home);
    for (outcome, letter) in Outcome::ALL.into_iter().zip(["C", "H", "W", "F", "V", "A", "O", "X"]) {
        driver.press("S");
        driver.press(letter);
        assert_eq!(driver.passage("Four people").outcome, Some(outcome));
        assert!(!driver.app().dialog_is_open());
    }
    driver.press("S Delete");
    assert_eq!(driver.passage("Four people").outcome, None);
    driver.press("S Down Down Enter");
    assert_eq!(driver.passage("Four people").outcome, Some(Outcome::Wrong));
    driver.press("S Escape");
    assert_eq!(driver.passage("Four people").outcome, Some(Outcome::Wrong));
}

#[test]
fn t_ticks_and_goes_on() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.click_words(Left, "Two people");
    driver.press("T");
    assert_eq!(driver.passage("Two people").outcome, Some(Outcome::Confirmed));
    assert_eq!(driver.in_hand(), Some("Three people"));
    driver.press("N");
    assert_eq!(driver.in_hand(), Some("Four people"));
    driver.press("Shift+N");
    assert_eq!(driver.in_hand(), Some("Three people"));
}

#[test]
fn keys_change_the_kind_of_the_selected_passage() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.click_words(Left, "Three people");
    driver.press("1");
    assert_eq!(driver.passage("Three people").kind, PassageKind::Claim);
    driver.click("Kind: CLAIM");
    driver.click_line("Quote");
    assert_eq!(driver.passage("Three people").kind, PassageKind::Quote);
}

#[test]
fn a_note_is_kept_however_it_is_left() {
    let home = Home::new();
    let mut driver = draft(&home);
    for (leave, text) in [("Ctrl+Enter", "n a"), ("Escape", "s b"), ("Tab", "t c")] {
        driver.press("M Ctrl+A");
        driver.type_text(text);
        driver.press(leave);
        assert_eq!(driver.passage("Four people").note.as_str(), text);
        driver.click_words(Left, "Four people");
    }
    driver.press("M Ctrl+A");
    driver.type_text("by click");
    driver.click_words(Left, "Three people");
    assert_eq!(driver.passage("Four people").note.as_str(), "by click");
    assert_eq!(driver.in_hand(), Some("Three people"));
}

#[test]
fn letters_are_text_while_a_field_has_the_keyboard() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.press("M");
    for key in ["N", "1", "T", "Delete", "S"] {
        driver.press(key);
    }
    driver.press("Ctrl+Enter");
    assert_eq!(driver.passage("Four people").note.as_str(), "n1ts");
    assert_eq!(driver.passage("Four people").outcome, None);
    driver.press("T");
    assert_eq!(driver.passage("Four people").outcome, Some(Outcome::Confirmed), "and keys again after it");
}

#[test]
fn a_change_is_proposed_and_decided() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.press("C");
    driver.type_text("Five people");
    driver.press("Ctrl+Enter");
    driver.click("Severity: Substantive");
    driver.click_line("Legal");
    driver.click("Decision: Open");
    driver.click_line("Accepted");
    let passage = driver.passage("Four people").id;
    let change = driver.project().changes_of(passage).next().expect("proposed").clone();
    assert_eq!((change.from.as_str(), change.to.as_str()), ("Four people", "Five people"));
    assert_eq!((change.severity, change.decision), (Severity::Legal, Decision::Accepted));
    assert_eq!(change.decided_by.as_str(), "Ana Ruiz");
}

#[test]
fn a_quote_has_a_speaker() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.click_words(Left, "One");
    driver.press("K");
    driver.type_text("Marco Rubio");
    driver.press("Enter");
    assert_eq!(driver.passage("“One,”").speaker.as_str(), "Marco Rubio");
    assert!(driver.focused().is_some_and(|(name, _)| name.starts_with("Left reader")), "the reader has the keys");
}

#[test]
fn the_history_tells_who_did_what() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.press("S W");
    let panel = driver.rect("Outcome: Wrong").center();
    driver.wheel(panel, -400.0);
    driver.click("History");
    driver.wheel(panel, -400.0);
    assert!(driver.reads("Ana Ruiz") && driver.reads("→ Wrong"));
}

#[test]
fn an_outcome_for_several_rows_by_keys() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.press("F6 F6");
    driver.click_row("Two people: ");
    driver.press("Shift+Down");
    driver.press("S V");
    for words in ["Two people", "Three people"] {
        assert_eq!(driver.passage(words).outcome, Some(Outcome::CannotVerify));
    }
    assert_eq!(driver.passage("Four people").outcome, None);
    let table = driver.copy().expect("rows are copied");
    assert!(table.starts_with("Passage\t¶\t") && table.lines().count() == 3, "{table}");
    let list = driver.press_to_copy("Ctrl+Alt+C").expect("rows are copied");
    assert!(list.contains("¶1: “Two people” — Cannot verify") && list.contains("Three people"), "{list}");
    driver.press("Ctrl+Z");
    assert_eq!(driver.passage("Two people").outcome, None, "one step takes back all of it");
}

#[test]
fn an_outcome_for_several_rows_by_mouse() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.click_row("Two people: ");
    driver.click_row_holding("Four people: ", Modifiers::COMMAND | Modifiers::CTRL);
    let at = driver.row("Four people: ").center();
    driver.click_with(at, egui::PointerButton::Secondary);
    driver.choose(&["Set outcome", "Opinion"]);
    assert_eq!(driver.passage("Two people").outcome, Some(Outcome::Opinion));
    assert_eq!(driver.passage("Four people").outcome, Some(Outcome::Opinion));
    assert_eq!(driver.passage("Three people").outcome, None);
    driver.choose(&["Edit", "Undo"]);
    driver.click_row("Two people: ");
    driver.click_row_holding("Three people: ", Modifiers::SHIFT);
    driver.choose(&["Passage", "Set outcome"]);
    driver.click_line("Wrong");
    assert_eq!(driver.passage("Two people").outcome, Some(Outcome::Wrong));
    assert_eq!(driver.passage("Three people").outcome, Some(Outcome::Wrong));
}

#[test]
fn undo_and_redo_show_what_they_changed() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.click_words(Left, "Two people");
    driver.press("S W");
    driver.click_words(Left, "Four people");
    driver.press("Ctrl+Z");
    assert_eq!(driver.passage("Two people").outcome, None);
    assert_eq!(driver.in_hand(), Some("Two people"));
    driver.press("Ctrl+Shift+Z");
    assert_eq!(driver.passage("Two people").outcome, Some(Outcome::Wrong));
    driver.press("Ctrl+Z Ctrl+Y");
    assert_eq!(driver.passage("Two people").outcome, Some(Outcome::Wrong));
}

#[test]
fn what_is_copied_is_told_and_the_notice_goes_by_itself() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.select_words(Left, "over 80,000 Salvadorans");
    driver.copy();
    driver.settle();
    assert!(driver.shows("Notice: 3 words copied"));
    driver.wait(6);
    assert!(!driver.shows("Notice: 3 words copied"));
    driver.press("F6 F6 F6 Shift+Down Ctrl+Alt+C");
    assert!(driver.shows("Notice: 2 passages copied"), "{:?}", driver.names());
}

#[test]
fn the_row_of_the_passage_shown_stays_lit_when_the_table_gets_the_keys() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.click_words(Left, "87 people");
    assert_eq!(driver.lit_rows(), ["87 people: statistic, checked, cannot verify"]);
    driver.press("F6 F6 F6");
    assert_eq!(driver.lit_rows(), ["87 people: statistic, checked, cannot verify"]);
}

#[test]
fn the_list_of_decisions_closes_when_one_is_chosen_by_enter() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.click_words(Left, "Four people");
    driver.press("C");
    driver.type_text("Five people");
    driver.press("Ctrl+Enter");
    driver.click("Queries and changes 1");
    let row = driver.row("Change: Four people");
    let decision = driver.rects_starting("Open").into_iter().find(|rect| row.contains_rect(*rect));
    driver.click_at(decision.expect("the row has its decision").center());
    assert!(driver.shows("Declined: stands as written"), "the list is open: {:?}", driver.names());
    driver.press("Down Enter");
    let passage = driver.passage("Four people").id;
    let decided = driver.project().changes_of(passage).next().map(|change| change.decision);
    assert_eq!(decided, Some(Decision::Accepted));
    assert!(!driver.shows("Declined: stands as written"), "the list is closed: {:?}", driver.names());
}

#[test]
fn arrows_in_the_table_show_the_row_that_keys_act_on() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "One man ate.\nTwo hens slept.\nThree cats ran.")]);
    for words in ["One man", "Two hens", "Three cats"] {
        driver.select_words(Left, words);
        driver.press("1");
    }
    driver.press("F6 F6 Home");
    for words in ["Two hens", "Three cats"] {
        driver.press("Down");
        let row = format!("{words}: claim, unchecked");
        let shown = (driver.in_hand(), driver.selected_passage(), driver.lit_rows());
        assert_eq!(shown, (Some(words), Some(words), vec![row]));
    }
    driver.press("2");
    assert_eq!(driver.passage("Three cats").kind, PassageKind::Quote);
    assert!(driver.passage("One man").kind == PassageKind::Claim && driver.lit_rows().len() == 1);
}

#[test]
fn an_arrow_extends_the_rows_though_shift_was_let_go_in_the_same_frame() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("F6 F6 F6 Down");
    let (key, modifiers) = (egui::Key::ArrowDown, Modifiers::SHIFT);
    driver.events([Event::Key { key, physical_key: Some(key), pressed: true, repeat: false, modifiers }]);
    assert_eq!(driver.session().desk.rows.len(), 2);
}

#[test]
fn queries_to_one_person_are_copied_as_text() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.press("Q");
    driver.type_text("Really four?");
    driver.press("Ctrl+Enter");
    driver.click("Query: More");
    let text = driver.click_to_copy("Copy all to the writer as text").expect("copied");
    assert!(text.contains("¶2 “Four people”") && text.contains("Really four?"), "{text}");
}

#[test]
fn the_selected_queries_are_copied_as_text_or_all() {
    let home = Home::new();
    let mut driver = draft(&home);
    for (words, question) in [("Four people", "Really four?"), ("Two people", "Really two?")] {
        driver.click_words(Left, words);
        driver.press("Q");
        driver.type_text(question);
        driver.press("Ctrl+Enter");
    }
    driver.click("Queries and changes 2");
    driver.click_row("Query to the writer: Really four?");
    let text = driver.press_to_copy("Ctrl+Alt+C").expect("copied");
    assert!(text.contains("Really four?") && !text.contains("Really two?"), "{text}");
    driver.click_words(Left, "she said");
    driver.press("F6 F6");
    assert!(driver.lit_rows().is_empty());
    let text = driver.copy().expect("copied");
    assert!(text.contains("Really four?") && text.contains("Really two?"), "{text}");
}

#[test]
fn queries_and_changes_have_a_menu() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.press("Q");
    driver.type_text("Really four?");
    driver.press("Ctrl+Enter C");
    driver.type_text("Five people");
    driver.press("Ctrl+Enter");
    let passage = driver.passage("Four people").id;
    driver.click_words(Left, "Two people");
    driver.click("Queries and changes 2");
    let at = driver.row("Query to the writer: Really four?").center();
    driver.click_with(at, egui::PointerButton::Secondary);
    driver.click_line("Sent today");
    assert!(!driver.project().queries_of(passage).next().expect("asked").sent.is_empty());
    let at = driver.row("Change: Four people").center();
    driver.click_with(at, egui::PointerButton::Secondary);
    driver.choose(&["Decision", "Accepted"]);
    let change = driver.project().changes_of(passage).next().expect("proposed");
    assert_eq!((change.decision, change.decided_by.as_str()), (Decision::Accepted, "Ana Ruiz"));
    driver.click_with(at, egui::PointerButton::Secondary);
    driver.click_line("Show its passage");
    assert_eq!(driver.selected_passage(), Some("Four people"));
    driver.click_row("Change: Four people");
    driver.press("Shift+F10");
    driver.click_line("Remove this change");
    assert_eq!(driver.project().changes_of(passage).count(), 0);
}

#[test]
fn tab_out_of_a_new_change_goes_on_to_its_reason() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("N C");
    driver.type_text("other words");
    driver.press("Tab");
    driver.type_text("Because");
    driver.press("Ctrl+Enter");
    let passage = driver.passage_in_hand();
    let change = driver.project().changes_of(passage.id).find(|change| change.to.as_str() == "other words");
    assert_eq!(change.map(|change| change.reason.to_string()), Some("Because".into()));
}

#[test]
fn after_an_undo_keys_mean_the_passage_that_is_shown() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.click_row("Two people");
    driver.press("S W");
    driver.click_row("Four people");
    driver.press("Ctrl+Z S X");
    assert_eq!(driver.passage("Four people").outcome, None);
    assert_eq!(driver.passage("Two people").outcome, Some(Outcome::OutOfScope));
}

#[test]
fn the_search_box_takes_the_keys_from_a_table() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.click_row("Two people");
    driver.click_nth("Search everything", 0);
    driver.type_text("so");
    assert!(driver.focused().is_some_and(|(name, _)| name == "Search everything"), "{:?}", driver.focused());
    assert_eq!(driver.passage("Two people").outcome, None);
}
