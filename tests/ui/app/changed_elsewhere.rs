//! The file of a project changes while it is open: both are merged when it is saved, and nothing is overwritten.

use tickmark::app::App;
use tickmark::model::Outcome;
use tickmark::store::{holds, open_project};

use super::driver::{Driver, Home};
use super::merging::{copy, finds, mark, marks, saved};

const FILE: &str = "story.tickmark.ron";

/// Ben does this in the very file that Ana has open.
fn ben(home: &Home, does: impl FnOnce(&mut tickmark::session::Session)) {
    copy(home, ("Ben Okafor", FILE), does);
}

#[track_caller]
fn file_holds(home: &Home, driver: &Driver) {
    let text = std::fs::read_to_string(home.path(FILE)).expect("it is there");
    assert!(holds(&text, driver.project()));
}

#[test]
fn saving_merges_what_came_in_and_says_so() {
    let home = Home::new();
    let mut driver = saved(&home);
    ben(&home, |ben| marks(ben, "Four"));
    mark(&mut driver, "Six");
    driver.press("Ctrl+S");
    driver.wait_saved();
    assert!(driver.find_passage("Four").is_some() && driver.find_passage("Six").is_some());
    assert!(driver.reads("This file was changed meanwhile: 1 new by Ben Okafor. It was merged with yours"));
    assert!(!driver.app().dialog_is_open());
    file_holds(&home, &driver);
    driver.press("Ctrl+Z Ctrl+S");
    driver.wait_saved();
    assert!(driver.find_passage("Four").is_none(), "a merge by saving is taken back as any other");
    file_holds(&home, &driver);
}

#[test]
fn a_clash_that_came_in_by_saving_is_one_click_away() {
    let home = Home::new();
    let mut driver = saved(&home);
    ben(&home, |ben| finds(ben, "two", Outcome::Wrong));
    driver.click_words(tickmark::session::Side::Left, "two");
    driver.press("T");
    driver.press("Ctrl+S");
    driver.wait_saved();
    assert_eq!(driver.project().n_clashes(), 1);
    file_holds(&home, &driver);
    driver.click("Show clashes");
    driver.wait_for_jobs();
    driver.click("Choose Wrong, set by Ben Okafor");
    assert_eq!((driver.project().n_clashes(), driver.passage("two").outcome), (0, Some(Outcome::Wrong)));
}

#[test]
fn a_file_with_nothing_new_is_written_as_ever() {
    let home = Home::new();
    let mut driver = saved(&home);
    // Another program wrote the same project in other bytes.
    let text = std::fs::read_to_string(home.path(FILE)).expect("it is there");
    home.file(FILE, &format!("{text}\n"));
    mark(&mut driver, "Six");
    driver.press("Ctrl+S");
    driver.wait_saved();
    assert!(!driver.reads("This file was changed meanwhile"));
    file_holds(&home, &driver);
}

#[test]
fn a_window_that_closes_stays_to_show_what_came_in() {
    let home = Home::new();
    let mut driver = saved(&home);
    ben(&home, |ben| marks(ben, "Four"));
    mark(&mut driver, "Six");
    assert!(!driver.close_window());
    driver.click("Save");
    driver.wait_saved();
    assert!(driver.reads("This file was changed meanwhile"));
    file_holds(&home, &driver);
    assert!(driver.close_window(), "all is saved");
}

#[test]
fn work_recovered_after_the_file_has_changed_is_merged_with_that() {
    let home = Home::new();
    let mut driver = saved(&home);
    mark(&mut driver, "Six");
    driver.wait_until_journaled(&home, "exact:\"Six\"");
    ben(&home, |ben| marks(ben, "Four"));
    let left = home.as_left_by_a_crash();
    driver.kill();
    // The journal names the file where it was.
    std::fs::copy(left.path(FILE), home.path(FILE)).expect("it can be written");
    let mut after = Driver::start(&left, egui::vec2(1280.0, 800.0));
    after.press("Enter");
    after.wait_for(|app| app.session().is_some());
    assert!(after.find_passage("Four").is_some() && after.find_passage("Six").is_some());
    assert!(after.reads("your work was merged with that"));
    after.press("Ctrl+S");
    after.wait_for(|app: &App| app.session().is_some_and(|it| !it.history().is_unsaved()));
    let (opened, _) = open_project(&home.path(FILE)).expect("it is there");
    assert_eq!(opened.project.passages().count(), 3);
}
