//! Moving through documents: tabs, the other reader, back and forward, finding, selecting.

use egui::{PointerButton, vec2};
use tickmark::model::Outcome;
use tickmark::session::Side::{Left, Right};

use super::driver::{Driver, Home};

fn front(driver: &Driver) -> String {
    let tab = driver.session().desk.tab().expect("a document is open");
    driver.project().document(tab.document).expect("it is there").title.to_string()
}

#[test]
fn a_reader_shows_any_document_in_tabs() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.click_nth_from_left("Open another document", 0);
    driver.click_line("Inside the prisons Evidence");
    assert_eq!(driver.session().desk.pane(Left).tabs.len(), 2);
    assert_eq!(front(&driver), "Inside the prisons");
    driver.press("Ctrl+Tab");
    assert_eq!(front(&driver), "A shared agenda");
    driver.press("Ctrl+Shift+Tab Ctrl+W");
    assert_eq!(front(&driver), "A shared agenda");
    assert_eq!(driver.session().desk.pane(Left).tabs.len(), 1);
}

#[test]
fn o_moves_to_the_other_reader() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("O");
    assert_eq!(driver.session().desk.side, Right);
    assert!(driver.focused().is_some_and(|(name, _)| name.starts_with("Right reader")));
    driver.press("O");
    assert!(driver.focused().is_some_and(|(name, _)| name.starts_with("Left reader")));
}

#[test]
fn f6_goes_through_the_panes() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    let mut names = Vec::new();
    for _ in 0..5 {
        driver.press("F6");
        names.push(driver.focused().expect("a pane has the keyboard").0);
    }
    assert!(names.iter().any(|name| name.starts_with("Right reader")), "{names:?}");
    assert!(names.last().is_some_and(|name| name.starts_with("Left reader")), "{names:?}");
    driver.press("Shift+F6");
    assert!(!driver.focused().expect("a pane has the keyboard").0.starts_with("Left reader"));
}

#[test]
fn back_and_forward_by_keys_and_mouse_buttons() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("N");
    let first = driver.in_hand().map(str::to_owned);
    driver.press("N");
    let second = driver.in_hand().map(str::to_owned);
    assert_ne!(first, second);
    driver.press("Alt+Left");
    assert_eq!(driver.in_hand(), first.as_deref());
    driver.press("Alt+Right");
    assert_eq!(driver.in_hand(), second.as_deref());
    let at = driver.reader(Left).center();
    driver.click_with(at, PointerButton::Extra1);
    assert_eq!(driver.in_hand(), first.as_deref());
    driver.click_with(at, PointerButton::Extra2);
    assert_eq!(driver.in_hand(), second.as_deref());
}

#[test]
fn clicks_go_through_overlapping_passages() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "One two three four five six seven.")]);
    for words in ["One two three four", "three four five six", "four"] {
        driver.select_words_by_keys(words);
        driver.press("1");
    }
    driver.click_words(Left, "seven");
    let mut seen = Vec::new();
    for _ in 0..3 {
        driver.click_words(Left, "four");
        seen.push(driver.selected_passage().expect("a passage is selected").to_owned());
    }
    assert_eq!(seen.first().map(String::as_str), Some("four"));
    seen.sort();
    assert_eq!(seen, ["One two three four", "four", "three four five six"]);
}

#[test]
fn an_edge_can_be_dragged() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "One two three four five six seven.")]);
    driver.select_words(Left, "two three");
    driver.press("1");
    driver.click_words(Left, "seven");
    driver.click_words(Left, "two three");
    let (_, from) = driver.ends_of(Left, "two three");
    let (_, to) = driver.ends_of(Left, "five");
    driver.drag(from + vec2(3.0, 0.0), to);
    assert_eq!(driver.selected_passage(), Some("two three four five"));
    driver.press("Ctrl+Z");
    assert_eq!(driver.selected_passage(), Some("two three"));
}

#[test]
fn clicks_select_words_and_shift_extends() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "One two. Three four five.\nSix.")]);
    driver.multi_click(Left, "four", 2);
    assert_eq!(driver.selected_words(), "four");
    assert_eq!(driver.copy().as_deref(), Some("four"));
    driver.press("Ctrl+Shift+Right");
    assert_eq!(driver.selected_words(), "four five");
    driver.press("Shift+Down");
    assert!(driver.selected_words().starts_with("four five.\n"), "across paragraphs");
    driver.press("Escape");
    assert_eq!(driver.selected_words(), "");
    driver.press("Ctrl+A");
    assert!(driver.selected_words().starts_with("One") && driver.selected_words().ends_with("Six."));
}

#[test]
fn words_are_found_by_keys() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "One two one.\nAnd one more.")]);
    driver.press("Ctrl+F");
    driver.type_text("one");
    assert!(driver.shows("1 of 3"));
    driver.press("Down");
    assert!(driver.shows("2 of 3"));
    driver.press("Enter");
    assert_eq!(driver.selected_words(), "one");
    driver.press("F3 F3");
    assert_eq!(driver.selected_words(), "One", "around the end");
    driver.press("Shift+F3");
    assert_eq!(driver.selected_words(), "one");
}

#[test]
fn the_keys_for_the_next_hit_are_told_and_work_in_the_field() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Draft", "one fish, two fish, red fish")]);
    driver.press("Ctrl+F");
    driver.type_text("fish");
    assert!(driver.shows("Enter selects it, F3 next, Shift+F3 previous"), "{:?}", driver.names());
    assert!(driver.shows("1 of 3"));
    driver.press("F3 Ctrl+G");
    assert!(driver.shows("3 of 3"));
    driver.press("Shift+F3 Ctrl+Shift+G");
    assert!(driver.shows("1 of 3"));
    driver.press("Enter F3");
    assert_eq!(
        (driver.selected_words(), driver.session().desk.tab().map(|tab| tab.selection.range().start())),
        ("fish", Some(14))
    );
}

#[test]
fn words_are_found_by_mouse() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "One two one.\nAnd one more.")]);
    driver.choose(&["Edit", "Find in this document"]);
    driver.type_text("one");
    driver.click("Next hit");
    assert!(driver.shows("2 of 3"));
    driver.click("Previous hit");
    assert!(driver.shows("1 of 3"));
    driver.click("Close the search");
    assert!(!driver.shows("Next hit"));
    driver.press("Ctrl+End");
    assert!(driver.focused().is_some_and(|(name, _)| name.starts_with("Left reader")), "the reader has the keys");
}

#[test]
fn search_everything_links_with_a_hit() {
    let home = Home::new();
    let texts = [("draft", "Over 80,000 people were detained."), ("report", "They were many.\nIt was 85,000 people.")];
    let mut driver = Driver::texts(&home, &texts);
    driver.select_words(Left, "Over 80,000 people");
    driver.press("3 Ctrl+Shift+F");
    driver.type_text("85,000");
    driver.press("Enter");
    assert_eq!(driver.session().desk.tab().map(|tab| tab.selection.range().len()), Some(6), "the hit is shown");
    driver.press("L U");
    let from = driver.passage("Over 80,000 people").id;
    let link = driver.project().links_from(from).next().expect("linked with the hit").clone();
    assert_eq!(link.relation, tickmark::model::Relation::Updates);
    assert!(driver.find_passage("85,000").is_some(), "it was marked for that");
}

#[test]
fn a_key_opens_the_menu_at_the_passage() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("N");
    let passage = driver.selected_passage().expect("one is open").to_owned();
    for key in ["Shift+F10", "Menu"] {
        driver.press(key);
        let (line, menu) = (driver.words(Left, &passage), driver.rect_starting("Mark as claim"));
        assert!(menu.left() < line.right() && line.left() < menu.right(), "{menu} at {line}");
        // It is a claim already.
        assert!(driver.focused().is_some_and(|(name, _)| name.starts_with("Mark as quote")), "{:?}", driver.focused());
        driver.press("Escape");
        assert!(driver.focused().is_some_and(|(name, _)| name.starts_with("Left reader")), "{:?}", driver.focused());
        assert_eq!(driver.selected_passage(), Some(passage.as_str()));
    }
    driver.press("Menu");
    let outcomes = (0..9).find(|_| {
        driver.press("Down");
        driver.focused().is_some_and(|(name, _)| name.starts_with("Set outcome"))
    });
    assert!(outcomes.is_some(), "the outcomes are reached: {:?}", driver.focused());
    driver.press("Right Down Enter");
    assert_eq!(driver.passage(&passage).outcome, Some(Outcome::ConfirmedWithChange));
    assert!(driver.focused().is_some_and(|(name, _)| name.starts_with("Left reader")), "{:?}", driver.focused());
}

#[test]
fn a_key_opens_the_menu_at_the_caret() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Draft", "One sentence stands here. Another one follows")]);
    driver.click_words(Left, "Another");
    driver.press("Shift+F10 Enter");
    assert_eq!(driver.selected_passage(), Some("Another one follows"));
    driver.press("Escape Ctrl+Home");
    driver.select_words(Left, "stands here");
    driver.press("Menu");
    let (line, menu) = (driver.words(Left, "stands here"), driver.rect_starting("Mark as claim"));
    assert!(menu.top() > line.top() && menu.left() > line.left() - 20.0, "{menu} at {line}");
    driver.press("Down Enter");
    assert_eq!(driver.selected_passage(), Some("stands here"));
}

#[test]
fn a_key_opens_the_menu_of_a_row_and_of_a_document() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    for pane in ["\"No country has", "A shared agenda: draft"] {
        let named = |driver: &Driver| driver.focused().is_some_and(|(name, _)| name.starts_with(pane));
        let found = (0..5).any(|_| {
            driver.press("F6");
            named(&driver)
        });
        assert!(found, "{pane}: {:?}", driver.focused());
        driver.press("Menu");
        let (name, menu) = driver.focused().expect("the menu has the keyboard");
        assert!(!named(&driver) && menu.height() < 40.0, "{name}");
        driver.press("Escape");
        assert!(named(&driver), "{:?}", driver.focused());
    }
}
