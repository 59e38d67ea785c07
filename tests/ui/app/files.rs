//! Files: new, open, save, what was changed elsewhere, what was not saved.

use std::path::{Path, PathBuf};

use egui::vec2;
use tickmark::app::{App, Picked};
use tickmark::import::Workshop;
use tickmark::model::Role;
use tickmark::session::Side::Left;
use tickmark::store::{from_bytes, holds};

use super::driver::{Driver, Home};

/// A project with one passage, in no file yet.
fn project(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", "One two three.\nFour five.")]);
    driver.select_words(Left, "two");
    driver.press("1");
    driver
}

/// The same, saved.
fn saved(home: &Home) -> Driver {
    let mut driver = project(home);
    driver.will_pick(Picked::Paths(vec![home.path("story")]));
    driver.press("Ctrl+S");
    driver.wait_saved();
    driver
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file is there")
}

fn is_saved(app: &App) -> bool {
    app.session().is_some_and(|session| !session.history().is_unsaved())
}

#[test]
fn a_saved_project_opens_as_it_was() {
    let home = Home::new();
    let driver = saved(&home);
    let file = home.path("story.tickmark.ron");
    assert!(holds(&text(&file), driver.project()));
    let opened = from_bytes(text(&file).as_bytes()).expect("it is a project");
    assert!(opened.project.shows_the_same(driver.project()) && opened.notices.is_empty());
    assert_eq!(home.settings().recent, [file]);
}

#[test]
fn save_as_makes_another_file() {
    let home = Home::new();
    let mut driver = saved(&home);
    driver.select_words(Left, "Four");
    driver.press("1");
    driver.will_pick(Picked::Paths(vec![home.path("other.tickmark.ron")]));
    driver.choose(&["File", "Save as"]);
    driver.wait_saved();
    assert_eq!(driver.session().path, Some(home.path("other.tickmark.ron")));
    assert!(holds(&text(&home.path("other.tickmark.ron")), driver.project()));
    assert!(!holds(&text(&home.path("story.tickmark.ron")), driver.project()));
}

#[test]
fn paths_are_typed_where_the_system_has_no_dialog() {
    let home = Home::new();
    let mut driver = project(&home);
    driver.will_pick(Picked::NoDialog);
    driver.press("Ctrl+S Ctrl+A");
    driver.type_text(&home.path("typed.tickmark.ron").display().to_string());
    driver.press("Enter");
    driver.wait_saved();
    driver.choose(&["File", "Close project"]);
    driver.will_pick(Picked::NoDialog);
    driver.choose(&["Open project…"]);
    driver.type_text(&home.path("typed.tickmark.ron").display().to_string());
    driver.click("Open");
    driver.wait_for(|app| app.session().is_some());
    assert!(driver.find_passage("two").is_some());
    home.file("more.txt", "More to read.");
    driver.will_pick(Picked::NoDialog);
    driver.press("Ctrl+Shift+O");
    driver.type_text(&home.path("more.txt").display().to_string());
    driver.press("Enter");
    driver.wait_for_question();
    driver.click("Load");
    assert_eq!(driver.project().documents().len(), 2);
}

#[test]
fn several_paths_are_typed_one_on_each_line() {
    let home = Home::new();
    let mut driver = project(&home);
    let paths = [home.file("more.txt", "More to read."), home.file("other.txt", "Other words.")];
    driver.will_pick(Picked::NoDialog);
    driver.press("Ctrl+Shift+O");
    driver.type_text(&paths[0].display().to_string());
    driver.press("Shift+Enter");
    assert!(driver.app().dialog_is_open() && driver.shows("Paths"));
    driver.type_text(&paths[1].display().to_string());
    driver.press("Enter");
    driver.wait_for_question();
    driver.click("Load 2");
    assert_eq!(driver.project().documents().len(), 3);
}

#[cfg(unix)]
#[test]
fn a_project_named_from_the_working_folder_is_remembered_by_its_whole_path() {
    let home = Home::new();
    drop(saved(&home));
    home.set(|settings| settings.recent.clear());
    let here = std::env::current_dir().expect("tests run somewhere");
    let up: PathBuf = here.components().skip(1).map(|_| "..").collect();
    let file = up.join(home.path("story.tickmark.ron").strip_prefix("/").expect("temporary folders have whole paths"));
    let workshop = Workshop::of(env!("CARGO_BIN_EXE_tickmark"));
    let mut driver = Driver::start_with(&home, vec2(1280.0, 800.0), (workshop, vec![file.clone()]));
    driver.wait_for(|app| app.session().is_some());
    assert_eq!(home.settings().recent, [here.join(file)]);
}

#[test]
fn closing_the_window_asks_about_unsaved_work() {
    let home = Home::new();
    let mut driver = project(&home);
    assert!(!driver.close_window(), "unsaved work holds the window open");
    driver.click("Cancel");
    assert!(driver.find_passage("two").is_some());
    assert!(!driver.close_window());
    driver.will_pick(Picked::Paths(vec![home.path("story.tickmark.ron")]));
    driver.click("Save");
    driver.wait_for(|app| app.session().is_none());
    assert!(text(&home.path("story.tickmark.ron")).contains("two"));
    assert!(driver.close_window());
}

#[test]
fn nothing_unsaved_lets_the_window_close() {
    let home = Home::new();
    let mut driver = saved(&home);
    assert!(driver.close_window());
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    assert!(driver.close_window());
}

#[test]
fn a_note_being_typed_holds_the_window_open() {
    let home = Home::new();
    let mut driver = saved(&home);
    driver.press("M");
    driver.type_text("half a no");
    assert!(!driver.close_window());
    driver.press("Escape");
    assert_eq!(driver.passage("two").note.as_str(), "half a no");
}

#[test]
fn new_and_open_ask_about_unsaved_work() {
    let home = Home::new();
    let mut driver = saved(&home);
    driver.press("2");
    driver.press("Ctrl+N");
    assert!(driver.shows("Don’t save"));
    driver.press("Escape");
    assert!(driver.find_passage("two").is_some(), "nothing was lost");
    driver.press("Ctrl+N");
    driver.press("Enter");
    driver.wait_for(|app| app.session().is_some_and(|session| session.project().documents().is_empty()));
    driver.will_pick(Picked::Paths(vec![home.path("story.tickmark.ron")]));
    driver.press("Ctrl+O");
    driver.wait_for(|app| app.session().is_some_and(|session| !session.project().documents().is_empty()));
    driver.click_words(Left, "two");
    driver.press("3");
    driver.choose(&["File", "New project"]);
    driver.click("Don’t save");
    assert!(driver.project().documents().is_empty());
    assert!(text(&home.path("story.tickmark.ron")).contains("Quote"), "the file is as it was saved");
}

#[test]
fn a_recent_project_opens_from_the_start_page_and_the_menu() {
    let home = Home::new();
    drop(saved(&home));
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.click_line("story");
    driver.wait_for(|app| app.session().is_some());
    driver.choose(&["File", "Close project"]);
    driver.choose(&["File", "Recent projects", "story"]);
    driver.wait_for(|app| app.session().is_some());
    assert!(driver.find_passage("two").is_some());
}

#[test]
fn a_file_that_became_something_else_is_kept_and_mine_beside_it() {
    let home = Home::new();
    let mut driver = saved(&home);
    let file = home.path("story.tickmark.ron");
    let other = text(&file).replace(&driver.project().id().to_string(), "00000000000000000000000001");
    for theirs in ["half a proj", &other] {
        std::fs::write(&file, theirs).expect("it can be written");
        driver.press("3");
        driver.press("1");
        driver.press("Ctrl+S");
        driver.wait_for(App::dialog_is_open);
        driver.press("Escape");
        assert_eq!(text(&file), theirs);
    }
    driver.press("Ctrl+S");
    driver.wait_for(App::dialog_is_open);
    driver.click("Keep both");
    driver.wait_for(is_saved);
    assert_eq!(text(&file), other);
    let mine = text(&home.path("story (Ana Ruiz).tickmark.ron"));
    assert!(holds(&mine, driver.project()), "my version has what I did");
}

#[test]
fn a_file_that_a_newer_version_wrote_meanwhile_is_told_apart_and_left_alone() {
    let home = Home::new();
    let mut driver = saved(&home);
    let file = home.path("story.tickmark.ron");
    let newer = text(&file).replace("version: 1,\n    min_reader: 1", "version: 9,\n    min_reader: 7");
    assert_ne!(newer, text(&file));
    std::fs::write(&file, &newer).expect("it can be written");
    driver.press("3 Ctrl+S");
    driver.wait_for(App::dialog_is_open);
    let told = "a newer Tickmark wrote it: it needs version 7 of the file format, and this program reads version 1";
    assert!(driver.reads(told), "{:?}", driver.names());
    driver.click("Keep both");
    driver.wait_for(is_saved);
    assert_eq!(text(&file), newer);
}

#[test]
fn coming_back_to_a_file_that_was_changed_is_told_once() {
    let home = Home::new();
    let mut driver = saved(&home);
    driver.come_back();
    assert!(!driver.reads("Another program has changed"));
    let file = home.path("story.tickmark.ron");
    std::fs::write(&file, text(&file).replace("draft", "theirs")).expect("it can be written");
    driver.come_back();
    assert!(driver.reads("Another program has changed"));
}

#[test]
fn a_note_half_typed_is_there_after_a_kill() {
    let home = Home::new();
    let mut driver = saved(&home);
    driver.press("M");
    driver.type_text("killed while ty");
    driver.wait_until_journaled(&home, "killed while ty");
    let left = home.as_left_by_a_crash();
    driver.kill();
    let mut driver = Driver::start(&left, vec2(1280.0, 800.0));
    assert!(driver.reads("killed while ty"), "the half note is shown");
    driver.click("Recover");
    assert_eq!(driver.passage("two").note.as_str(), "killed while ty");
    assert!(driver.session().history().is_unsaved());
    driver.press("Ctrl+S");
    driver.wait_saved();
    driver.choose(&["File", "Close project"]);
    drop(driver);
    assert!(!Driver::start(&left, vec2(1280.0, 800.0)).app().dialog_is_open(), "nothing is left to recover");
}

#[test]
fn work_that_was_never_saved_comes_back_too() {
    let home = Home::new();
    let mut driver = project(&home);
    driver.wait_until_journaled(&home, "exact:\"two\"");
    let left = home.as_left_by_a_crash();
    driver.kill();
    let mut driver = Driver::start(&left, vec2(1280.0, 800.0));
    driver.press("Enter");
    assert!(driver.find_passage("two").is_some());
    assert_eq!(driver.session().path, None);
}

#[test]
fn a_backup_opens_as_a_copy() {
    let home = Home::new();
    let mut driver = saved(&home);
    driver.select_words(Left, "Four");
    driver.press("1 Ctrl+S");
    driver.wait_saved();
    driver.choose(&["File", "Open a backup"]);
    driver.press("End Down Down Enter");
    driver.wait_for(|app| !app.dialog_is_open());
    assert_eq!(driver.session().path, None, "it needs a name of its own");
    assert!(driver.session().history().is_unsaved());
}

#[test]
fn pasted_text_becomes_a_document() {
    let home = Home::new();
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.paste("A pasted headline\n\nWith a paragraph.");
    driver.wait_for_question();
    driver.press("Ctrl+A");
    driver.type_text("Pasted");
    driver.press("Enter");
    let documents = driver.project().documents();
    let document = documents.first().expect("it was loaded");
    assert_eq!((document.title.as_str(), document.role), ("Pasted", Role::Draft));
    driver.press("1");
    assert!(driver.find_passage("A pasted headline").is_some());
}

#[test]
fn the_same_file_is_not_loaded_twice() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "One.")]);
    driver.will_pick(Picked::Paths(vec![home.path("draft.txt")]));
    driver.press("Ctrl+Shift+O");
    driver.wait_until_reads("is here already");
    assert_eq!(driver.project().documents().len(), 1);
}

#[test]
fn the_facts_of_a_document_can_be_changed() {
    let home = Home::new();
    let mut driver = project(&home);
    driver.press("F2");
    driver.click("Role: Evidence");
    driver.click("Published");
    driver.type_text("24 March 2025");
    driver.click("Save");
    let documents = driver.project().documents();
    let document = documents.first().expect("there");
    assert_eq!((document.role, document.published.as_str()), (Role::Evidence, "2025-03-24"));
    driver.press("Ctrl+Z");
    assert_eq!(driver.project().documents().first().map(|it| it.role), Some(Role::Draft));
}

#[test]
fn a_date_that_cannot_be_read_is_kept_and_told() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "One.")]);
    let published = |driver: &Driver| driver.project().documents().first().map(|it| it.published.to_string());
    for (typed, kept, told) in [("early 2025", "early 2025", true), ("3/2025", "2025-03", false)] {
        driver.click("Published");
        driver.press("Ctrl+A");
        driver.type_text(typed);
        driver.press("Enter");
        assert_eq!(published(&driver).as_deref(), Some(kept));
        assert_eq!(driver.reads("not read as a date"), told);
    }
    driver.press("F2");
    driver.click("Published");
    driver.press("Ctrl+A");
    driver.type_text("3/4/2025");
    driver.press("Tab");
    assert!(driver.reads("not read as a date"), "it may be in March or in April");
}

#[test]
fn the_name_is_asked_for_once() {
    let home = Home::new();
    home.set(|settings| settings.checker = None);
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.click("Open the sample project");
    driver.type_text("Ben Okafor");
    driver.press("Enter");
    assert_eq!(home.settings().checker.map(|checker| checker.name), Some("Ben Okafor".into()));
    assert_eq!(driver.session().worker().name, "Ben Okafor");
    drop(driver);
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.click("Open the sample project");
    assert!(!driver.app().dialog_is_open());
}

#[test]
fn saving_works_while_a_list_is_open() {
    let home = Home::new();
    let mut driver = super::merging::saved(&home);
    driver.click_words(Left, "two");
    for (key, list) in [("S", "Outcome"), ("Ctrl+K", "All commands"), ("L", "Link with")] {
        driver.press("T");
        driver.click_words(Left, "two");
        assert!(driver.session().history().is_unsaved());
        driver.press(key);
        assert!(driver.app().dialog_is_open(), "{list}");
        driver.press("Ctrl+S");
        driver.wait_saved();
        assert!(driver.app().dialog_is_open(), "{list} stays open");
        driver.press("Escape Ctrl+Z");
    }
}

#[test]
fn a_click_beside_the_question_loses_nothing_that_was_dropped() {
    let home = Home::new();
    let mut driver = super::merging::saved(&home);
    let ben = super::merging::copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |_| {});
    for (file, asks) in [(home.file("report.txt", "A report."), "Load"), (ben, "Merge…")] {
        driver.drop_files(vec![file]);
        driver.click_at(egui::pos2(8.0, 300.0));
        assert!(driver.app().dialog_is_open() && driver.shows(asks), "{:?}", driver.names());
        driver.press("Escape");
        assert!(!driver.app().dialog_is_open());
    }
}
