//! The file of a project changes while it is open: both are merged when it is saved, and nothing is overwritten.

use tickmark::app::{App, Picked};
use tickmark::model::Outcome;
use tickmark::session::Side::Left;
use tickmark::store::{holds, open_project};

use super::driver::{Driver, Home};
use super::forks::takes_in;
use super::merging::{copy, finds, mark, marks, merge, saved, saved_with};

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
}

/// The window after saving merged what Ben had done in the file.
fn merged_by_saving(home: &Home) -> Driver {
    let mut driver = saved(home);
    ben(home, |ben| marks(ben, "Four"));
    mark(&mut driver, "Six");
    driver.press("Ctrl+S");
    driver.wait_saved();
    driver
}

/// How many passages this file has.
fn n_passages(path: &std::path::Path) -> usize {
    open_project(path).expect("it is there").0.project.passages().count()
}

const TAKEN_BACK: &str = "This file holds what was taken back here: 1 new by Ben Okafor. It was merged with yours";

#[test]
fn what_only_the_file_holds_is_merged_again_after_it_was_taken_back() {
    let home = Home::new();
    let mut driver = merged_by_saving(&home);
    driver.press("Ctrl+Z");
    assert!(driver.find_passage("Four").is_none(), "a merge by saving is taken back as any other");
    assert!(driver.session().history().is_unsaved());
    for _ in 0..2 {
        driver.press("Ctrl+S");
        driver.wait_saved();
        assert!(driver.find_passage("Four").is_some() && driver.find_passage("Six").is_some());
        assert!(driver.reads(TAKEN_BACK), "{:?}", driver.names());
        file_holds(&home, &driver);
        driver.press("Ctrl+Z");
        assert!(driver.find_passage("Four").is_none() && !driver.reads(TAKEN_BACK));
    }
    driver.press("Ctrl+Shift+Z");
    driver.wait_for_jobs();
    mark(&mut driver, "Seven");
    driver.press("Ctrl+S");
    driver.wait_saved();
    assert!(driver.find_passage("Four").is_some() && !driver.reads(TAKEN_BACK), "it was done again");
    file_holds(&home, &driver);
}

#[test]
fn what_was_taken_back_is_not_merged_with_what_is_saved_elsewhere() {
    let home = Home::new();
    let mut driver = merged_by_saving(&home);
    driver.press("Ctrl+Z");
    for _ in 0..2 {
        driver.will_pick(Picked::Paths(vec![home.path("mine")]));
        driver.press("Ctrl+Shift+S");
        driver.wait_saved();
        mark(&mut driver, "Seven");
        driver.press("Ctrl+S");
        driver.wait_saved();
        assert!(driver.find_passage("Four").is_none() && !driver.reads(TAKEN_BACK));
        assert_eq!([n_passages(&home.path(FILE)), n_passages(&home.path("mine.tickmark.ron"))], [3, 3]);
        driver.press("Ctrl+Z");
    }
}

#[test]
fn what_a_chosen_copy_brought_is_saved_without_once_it_was_taken_back() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    merge(&mut driver, ben);
    driver.press("Ctrl+S");
    driver.wait_saved();
    driver.press("Ctrl+Z Ctrl+S");
    driver.wait_saved();
    assert!(driver.find_passage("Four").is_none(), "Ben has it still");
    file_holds(&home, &driver);
}

#[test]
fn what_only_the_file_holds_is_not_lost_by_a_crash_after_it_was_taken_back() {
    let home = Home::new();
    let mut driver = merged_by_saving(&home);
    driver.press("Ctrl+Z");
    mark(&mut driver, "Seven");
    driver.wait_until_journaled(&home, "exact:\"Seven\"");
    let left = home.as_left_by_a_crash();
    driver.kill();
    let mut after = Driver::start(&left, egui::vec2(1280.0, 800.0));
    after.press("Enter");
    after.wait_for(|app| app.session().is_some());
    assert!(after.find_passage("Four").is_none() && after.find_passage("Seven").is_some());
    after.press("Ctrl+S");
    after.wait_saved();
    assert!(after.reads(TAKEN_BACK), "{:?}", after.names());
    assert_eq!(n_passages(&home.path(FILE)), 4);
}

/// The window after saving merged a colleague's outcome against another.
fn with_clash_by_saving(home: &Home) -> Driver {
    let mut driver = saved(home);
    ben(home, |ben| finds(ben, "two", Outcome::Wrong));
    driver.click_words(Left, "two");
    driver.press("T");
    driver.press("Ctrl+S");
    driver.wait_saved();
    driver
}

#[test]
fn a_clash_that_came_in_by_saving_is_one_click_away() {
    let home = Home::new();
    let mut driver = with_clash_by_saving(&home);
    assert_eq!(driver.project().n_clashes(), 1);
    file_holds(&home, &driver);
    driver.click("Show clashes");
    driver.wait_for_jobs();
    driver.click("Choose Wrong, set by Ben Okafor");
    assert_eq!((driver.project().n_clashes(), driver.passage("two").outcome), (0, Some(Outcome::Wrong)));
}

#[test]
fn a_clash_that_was_there_before_is_not_offered_as_what_came_in() {
    let home = Home::new();
    let mut driver = with_clash_by_saving(&home);
    assert!(driver.shows("Show clashes"));
    ben(&home, |ben| marks(ben, "Four"));
    mark(&mut driver, "Six");
    driver.press("Ctrl+S");
    driver.wait_saved();
    assert!(driver.reads("This file was changed meanwhile: 1 new by Ben Okafor"));
    assert_eq!(driver.project().n_clashes(), 1);
    assert!(!driver.shows("Show clashes"));
}

#[test]
fn that_the_file_was_changed_is_told_until_it_is_saved() {
    let home = Home::new();
    let mut driver = saved(&home);
    for words in ["Four", "Six"] {
        ben(&home, |ben| marks(ben, words));
        driver.come_back();
        assert!(driver.reads("Saving merges both"));
        driver.press("Ctrl+S");
        driver.wait_saved();
        assert!(driver.find_passage(words).is_some() && !driver.reads("Saving merges both"));
    }
}

/// Numbered paragraphs, more than a reader shows.
fn long_draft() -> String {
    (1..=90).map(|number| format!("Paragraph {number} says something of its own.\n")).collect()
}

#[test]
fn whoever_saves_stays_where_they_read_whatever_came_in() {
    let (draft, at) = (long_draft(), "Paragraph 60 says");
    let added = format!("One is new.\nAnd another.\nAnd a third.\n{}", draft.replace("of its own", "else"));
    let new_version = added.replace("Paragraph 60 says something else", "Paragraph 60 says something of its own");
    for new_version in [None, Some(new_version.leak())] {
        let home = Home::new();
        let mut driver = saved_with(&home, &draft);
        ben(&home, |ben| match new_version {
            None => marks(ben, "Paragraph 3 "),
            Some(text) => takes_in("Draft 2", "two.txt", text)(ben),
        });
        mark(&mut driver, at);
        let before = driver.words(Left, at);
        driver.press("Ctrl+S");
        driver.wait_saved();
        driver.wait_for_jobs();
        assert_eq!(
            driver.session().desk.pane(Left).tab().map(|tab| tab.document),
            Some(driver.passage(at).place.document)
        );
        let after = driver.find_words(Left, at).expect("it is still in view");
        assert!((after.top() - before.top()).abs() < 60.0, "{before} {after}");
        driver.press("Ctrl+Z");
        driver.wait_for_jobs();
        let after = driver.find_words(Left, at).expect("going back, too");
        assert!((after.top() - before.top()).abs() < 60.0, "{before} {after}");
    }
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

/// Opens the project again, beside which sync services may have left copies.
fn open_again(driver: &mut Driver, home: &Home) {
    driver.will_pick(Picked::Paths(vec![home.path(FILE)]));
    driver.press("Ctrl+O");
    driver.wait_for_jobs();
}

#[test]
fn conflicted_copies_beside_the_file_are_offered_one_after_the_other() {
    let home = Home::new();
    let mut driver = saved(&home);
    let dropbox = "story.tickmark (Ben's conflicted copy 2025-03-24).ron";
    let syncthing = "story.tickmark.sync-conflict-20250324-140507-ABCDEFG.ron";
    copy(&home, ("Ben Okafor", dropbox), |ben| marks(ben, "Four"));
    copy(&home, ("Cem Öz", syncthing), |cem| marks(cem, "five"));
    // The same as the file, another project, and something else.
    copy(&home, ("Dana", "story (1).tickmark.ron"), |_| {});
    let text = std::fs::read_to_string(home.path(FILE)).expect("it is there");
    let id = driver.project().id().to_string();
    home.file("story (2).tickmark.ron", &text.replace(&id, "00000000000000000000000001"));
    copy(&home, ("Eve", "other.tickmark.ron"), |eve| marks(eve, "Seven"));
    open_again(&mut driver, &home);
    assert!(driver.reads("Copies of this project lie beside it, not merged yet"), "{:?}", driver.names());
    driver.wait(60);
    driver.click("Merge…");
    driver.wait_for_jobs();
    driver.click("Merge");
    driver.wait_for_jobs();
    driver.click("Merge");
    assert!(driver.find_passage("Four").is_some() && driver.find_passage("five").is_some());
    assert!(driver.find_passage("Seven").is_none());
    assert!(driver.reads("Once this is saved, that file can be removed"));
    assert!(home.path(dropbox).exists() && home.path(syncthing).exists(), "nothing is deleted");
    driver.press("Ctrl+S");
    driver.wait_saved();
    assert!(driver.reads("All of it is saved here: that file can be removed"), "{:?}", driver.names());
    assert!(!driver.reads("Once this is saved"));
    open_again(&mut driver, &home);
    assert!(!driver.reads("not merged yet"), "all is here now");
}

#[test]
fn a_copy_is_offered_no_longer_once_another_file_brought_what_it_holds() {
    let home = Home::new();
    let mut driver = saved(&home);
    let beside = copy(&home, ("Ben Okafor", "story-LAPTOP-7F3KQ.tickmark.ron"), |ben| marks(ben, "Four"));
    copy(&home, ("Cem Öz", "story-LAPTOP-8G4LR.tickmark.ron"), |cem| marks(cem, "Six"));
    let sent = home.path("from-ben.tickmark.ron");
    std::fs::copy(&beside, &sent).expect("room for a file");
    open_again(&mut driver, &home);
    assert!(driver.reads("and 1 other"));
    merge(&mut driver, sent);
    driver.wait_for_jobs();
    assert!(driver.find_passage("Four").is_some());
    assert!(driver.reads("not merged yet: “story-LAPTOP-8G4LR.tickmark.ron”"), "{:?}", driver.names());
    let sent = home.path("from-cem.tickmark.ron");
    std::fs::copy(home.path("story-LAPTOP-8G4LR.tickmark.ron"), &sent).expect("room for a file");
    merge(&mut driver, sent);
    driver.wait_for_jobs();
    assert!(!driver.reads("not merged yet"), "{:?}", driver.names());
}

#[test]
fn a_copy_that_nobody_wants_is_not_offered_again() {
    let home = Home::new();
    let mut driver = saved(&home);
    copy(&home, ("Ben Okafor", "story-LAPTOP-7F3KQ.tickmark.ron"), |ben| marks(ben, "Four"));
    open_again(&mut driver, &home);
    assert!(driver.reads("A copy of this project lies beside it, not merged yet: “story-LAPTOP-7F3KQ.tickmark.ron”"));
    driver.click("Dismiss");
    open_again(&mut driver, &home);
    assert!(!driver.reads("not merged yet"));
    drop(driver);
    let mut driver = Driver::start(&home, egui::vec2(1280.0, 800.0));
    open_again(&mut driver, &home);
    assert!(driver.reads("not merged yet"), "another day it is");
    driver.choose(&["File", "Close project"]);
    assert!(!driver.reads("not merged yet"), "it is offered for that project alone");
}
