//! What was done before a crash, merges among it: all of it comes back, and can be undone.

use egui::vec2;
use tickmark::store::open_project;

use super::driver::{Driver, Home};
use super::merging::{copy, mark, marks, merge, saved, text_of};

#[test]
fn a_crash_right_after_merging_loses_nothing() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    merge(&mut driver, ben.clone());
    mark(&mut driver, "Six");
    driver.wait_until_journaled(&home, "exact:\"Six\"");
    std::fs::remove_file(ben).expect("it is ours");
    let mut after = recovered(&home, driver);
    assert!(after.find_passage("Four").is_some() && after.find_passage("Six").is_some());
    after.press("Ctrl+S");
    after.wait_saved();
    assert!(text_of(&open_project(&home.path("story.tickmark.ron")).expect("saved").0.project).contains("Ana Ruiz"));
}

#[test]
fn a_crash_after_going_back_keeps_what_stood_before() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    merge(&mut driver, ben);
    driver.press("Ctrl+Z");
    mark(&mut driver, "Six");
    driver.wait_until_journaled(&home, "exact:\"Six\"");
    let after = recovered(&home, driver);
    assert!(after.find_passage("Four").is_none() && after.find_passage("Six").is_some());
}

#[test]
fn what_was_merged_before_a_crash_is_told_as_new_until_that_is_taken_back() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    merge(&mut driver, ben);
    mark(&mut driver, "Six");
    driver.wait_until_journaled(&home, "exact:\"Six\"");
    let mut after = recovered(&home, driver);
    let told = "New since you last had this project open:\nBen Okafor: 1 new";
    assert!(after.reads(told));
    after.press("Ctrl+Z");
    assert!(after.reads(told));
    after.press("Ctrl+Z");
    assert!(after.find_passage("Four").is_none() && !after.reads("New since"), "it is not here");
}

#[test]
fn how_much_work_there_is_and_up_to_when_is_said_before_it_is_recovered() {
    let home = Home::new();
    let mut driver = saved(&home);
    mark(&mut driver, "One");
    mark(&mut driver, "Six");
    driver.wait_until_journaled(&home, "exact:\"Six\"");
    driver.kill();
    let after = Driver::start(&home.as_left_by_a_crash(), vec2(1280.0, 800.0));
    assert!(after.reads("2 changes, the last ") && after.reads("can be undone, back to the last save"));
}

#[test]
fn after_a_crash_everything_since_the_last_save_can_be_undone() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    mark(&mut driver, "One");
    merge(&mut driver, ben.clone());
    mark(&mut driver, "Six");
    driver.wait_until_journaled(&home, "exact:\"Six\"");
    std::fs::remove_file(ben).expect("it is ours");
    let mut after = recovered(&home, driver);
    let stands = |driver: &Driver| ["One", "Four", "Six"].map(|words| driver.find_passage(words).is_some());
    for expected in [[true, true, false], [true, false, false], [false, false, false]] {
        after.press("Ctrl+Z");
        after.wait_for_jobs();
        assert_eq!(stands(&after), expected);
    }
    after.press("Ctrl+Z");
    assert!(after.find_passage("two").is_some(), "what was saved before stays");
    for expected in [[true, false, false], [true, true, false], [true, true, true]] {
        after.press("Ctrl+Shift+Z");
        after.wait_for_jobs();
        assert_eq!(stands(&after), expected);
    }
}

/// The program killed, started again, and its work recovered.
fn recovered(home: &Home, driver: Driver) -> Driver {
    driver.kill();
    // The killed program is this one, and would hold its journal still.
    let left = home.as_left_by_a_crash();
    let mut after = Driver::start(&left, vec2(1280.0, 800.0));
    after.press("Enter");
    after.wait_for(|app| app.session().is_some());
    after
}
