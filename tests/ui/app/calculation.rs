//! Three statistics bound in a calculation, by keyboard and by mouse.

use tickmark::command::Command;
use tickmark::session::Side::{Left, Right};

use super::driver::{Driver, Home};

const DRAFT: &str = "El Salvador holds 120,000 prisoners.\nThat is 2 percent of its people.";
const REPORT: &str = "Prices rose.\nThe country has 6.3 million people.\nIn 2019 it had 600,000 people.";

/// Four statistics, the prisoners in hand.
fn marked(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", DRAFT), ("report", REPORT)]);
    for (side, words) in
        [(Right, "6.3 million people"), (Right, "600,000 people"), (Left, "2 percent"), (Left, "120,000 prisoners")]
    {
        driver.select_words(side, words);
        driver.press("3");
    }
    driver.wait_for_jobs();
    driver
}

const FOLLOWS: &str = "120,000 prisoners at 2 percent imply 6.0 million people";

fn bound(driver: &Driver) -> Vec<[Option<String>; 3]> {
    let words = |id| driver.project().passage(id).map(|passage| passage.words().to_owned());
    let calculations = driver.project().calculations();
    calculations.map(|calculation| calculation.passages().map(|passage| passage.and_then(words))).collect()
}

#[test]
fn by_keyboard_two_are_bound_and_say_what_follows() {
    let home = Home::new();
    let mut driver = marked(&home);
    driver.press("Ctrl+K");
    driver.type_text("calculate");
    driver.press("Enter");
    driver.type_text("perc");
    driver.press("Enter");
    assert!(driver.reads(FOLLOWS));
    driver.press("Enter");
    assert!(!driver.app().dialog_is_open());
    assert_eq!(bound(&driver), [[Some("120,000 prisoners".into()), None, Some("2 percent".into())]]);
    assert!(driver.reads(FOLLOWS), "the panel says so too");
    driver.click_words(Left, "2 percent");
    assert!(driver.reads(FOLLOWS), "and that of the other");
    driver.press("Ctrl+Z");
    assert_eq!(bound(&driver), [] as [[Option<String>; 3]; 0]);
    assert!(!driver.reads(FOLLOWS));
}

#[test]
fn a_third_that_is_stated_is_compared_and_can_be_another() {
    let home = Home::new();
    let mut driver = marked(&home);
    driver.request(Command::Calculate);
    driver.type_text("perc");
    driver.press("Enter");
    driver.type_text("6.3");
    driver.press("Enter");
    assert!(driver.reads("compatible: “6.3 million people” is stated: the same when rounded"));
    driver.press("Ctrl+Enter");
    assert!(driver.reads("compatible: “6.3 million people” is stated: the same when rounded"));

    driver.click("Calculation: More");
    driver.click_line("Change what is bound…");
    driver.click("Take the whole away");
    driver.type_text("600");
    driver.press("Enter");
    driver.click("Keep");
    assert!(driver.reads("conflict: “600,000 people” is stated: what follows is 10 times as much"));
    driver.click_line("Go to whole: ");
    assert_eq!(driver.selected_passage(), Some("600,000 people"));
    driver.click("Calculation: More");
    driver.click_line("Remove this calculation");
    assert_eq!(driver.project().calculations().count(), 0);
}

#[test]
fn by_mouse_it_is_made_and_wrong_units_are_told() {
    let home = Home::new();
    let mut driver = marked(&home);
    driver.menu_at(Left, "120,000 prisoners");
    driver.click_line("Calculate…");
    driver.click_line("600,000 people, report");
    assert!(driver.reads("“600,000 people” is no rate"));
    driver.click_line("Rate: “600,000 people”");
    driver.click_line("2 percent, draft");
    assert!(driver.reads(FOLLOWS));
    driver.click("Keep");
    assert_eq!(bound(&driver), [[Some("120,000 prisoners".into()), None, Some("2 percent".into())]]);
}

#[test]
fn only_a_statistic_is_calculated_with() {
    let home = Home::new();
    let mut driver = marked(&home);
    driver.select_words(Left, "its people");
    driver.press("1");
    assert!(Command::Calculate.resolve(Some(driver.session())).is_err());
}
