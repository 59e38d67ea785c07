//! What the world does to the program: disks, folders and files that are not as they should be, and colleagues.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use egui::vec2;
use tickmark::app::{App, Picked};
use tickmark::session::Side::Left;
use tickmark::store::{CheckerSettings, Settings, from_bytes, holds};

use super::driver::{Driver, Home, NOW};

/// A project with one passage, saved.
fn saved(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", "One two three.\nFour five.")]);
    driver.select_words(Left, "two");
    driver.press("1");
    driver.will_pick(Picked::Paths(vec![file(home)]));
    driver.press("Ctrl+S");
    driver.wait_saved();
    driver
}

fn file(home: &Home) -> PathBuf {
    home.path("story.tickmark.ron")
}

/// Marks one more passage, which is in no file then.
fn mark_more(driver: &mut Driver) {
    driver.select_words(Left, "Four");
    driver.press("1");
}

/// The number of passages in a file.
#[track_caller]
fn n_passages(path: &Path) -> usize {
    let bytes = fs::read(path).expect("the file is there");
    from_bytes(&bytes).expect("a project").project.passages().count()
}

/// A file that nobody can read: a link that leads to itself. The administrator of a system may read all others.
#[cfg(unix)]
fn unreadable(home: &Home, name: &str) -> PathBuf {
    let path = home.path(name);
    std::os::unix::fs::symlink(&path, &path).expect("a temporary folder can be written to");
    path
}

#[cfg(unix)]
#[test]
fn documents_that_cannot_be_read_are_told_and_the_others_are_loaded() {
    use std::os::unix::fs::PermissionsExt as _;

    let home = Home::new();
    let mut driver = saved(&home);
    let secret = home.file("secret.txt", "Not for you.");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).expect("it is ours");
    // An administrator reads it all the same.
    let n_loaded = if fs::read(&secret).is_ok() { 2 } else { 1 };
    let readable = home.file("report.txt", "For you.");
    driver.drop_files(vec![unreadable(&home, "loop.txt"), secret.clone(), readable]);
    assert!(driver.reads("The file could not be read: "), "the link is told");
    assert_eq!(driver.reads("You are not allowed to read this file"), n_loaded == 1);
    driver.press("Enter");
    driver.wait_for(|app| app.session().is_some_and(|it| it.project().documents().len() == 1 + n_loaded));
    assert!(driver.find_passage("two").is_some());
}

#[cfg(unix)]
#[test]
fn a_project_that_cannot_be_read_leaves_the_open_one_alone() {
    let home = Home::new();
    let mut driver = saved(&home);
    driver.will_pick(Picked::Paths(vec![unreadable(&home, "loop.tickmark.ron")]));
    driver.press("Ctrl+O");
    driver.wait_for(App::dialog_is_open);
    assert!(driver.reads("The project could not be opened") && driver.reads("The file was not changed."));
    driver.click("Close");
    assert!(driver.find_passage("two").is_some());
    assert_eq!(driver.session().path, Some(file(&home)));
}

#[test]
fn work_that_cannot_be_journaled_is_told_and_journaled_once_it_can_be() {
    let home = Home::new();
    let journals = home.folders().journals;
    fs::create_dir_all(journals.parent().expect("a folder")).expect("a temporary folder can be written to");
    fs::write(&journals, "in the way").expect("a temporary folder can be written to");
    let mut driver = Driver::texts(&home, &[("draft", "One two three.\nFour five.")]);
    driver.wait_until_reads("Unsaved work could not be kept safe, because its folder is not a folder");
    assert!(driver.reads("recovery off"));
    fs::remove_file(&journals).expect("it is ours");
    driver.select_words(Left, "two");
    driver.press("1");
    driver.wait_until_reads("Unsaved work is kept safe again");
    assert!(driver.reads("recovery on") && !driver.reads("could not be kept safe"));
    let left = home.as_left_by_a_crash();
    driver.kill();
    let mut driver = Driver::start(&left, vec2(1280.0, 800.0));
    driver.press("Enter");
    assert!(driver.find_passage("two").is_some(), "also what came before there was a journal");
}

#[test]
fn a_full_disk_costs_nothing_and_saving_goes_on_when_there_is_room() {
    let home = Home::new();
    let mut driver = saved(&home);
    mark_more(&mut driver);
    driver.disk_is_full.store(true, Ordering::Relaxed);
    driver.press("Ctrl+S");
    driver.wait_for(App::dialog_is_open);
    assert!(driver.reads("The project was not saved") && driver.reads("the disk is full"));
    driver.click("Close");
    assert!(driver.session().history().is_unsaved() && driver.find_passage("Four").is_some());
    assert_eq!(n_passages(&file(&home)), 1, "the file is as it was");
    driver.wait_until_journaled(&home, "Four");
    driver.disk_is_full.store(false, Ordering::Relaxed);
    driver.press("Ctrl+S");
    driver.wait_saved();
    assert!(holds(&fs::read_to_string(file(&home)).expect("it was saved"), driver.project()));
}

#[test]
fn a_full_disk_does_not_let_the_window_close() {
    let home = Home::new();
    let mut driver = saved(&home);
    mark_more(&mut driver);
    driver.disk_is_full.store(true, Ordering::Relaxed);
    assert!(!driver.close_window());
    driver.click("Save");
    driver.wait_until_reads("the disk is full");
    driver.click("Close");
    assert!(driver.find_passage("Four").is_some());
    assert!(!driver.close_window(), "it is still unsaved");
}

#[test]
fn a_folder_in_the_place_of_the_file_is_left_alone() {
    let home = Home::new();
    let mut driver = saved(&home);
    fs::remove_file(file(&home)).expect("it is ours");
    fs::create_dir(file(&home)).expect("a temporary folder can be written to");
    driver.come_back();
    assert!(driver.reads("Another program has changed"));
    mark_more(&mut driver);
    driver.press("Ctrl+S");
    driver.wait_for(App::dialog_is_open);
    driver.click("Keep both");
    driver.wait_saved();
    assert!(file(&home).is_dir());
    assert_eq!(n_passages(&home.path("story (Ana Ruiz).tickmark.ron")), 2);
}

#[test]
fn a_file_that_was_deleted_is_written_again() {
    let home = Home::new();
    let mut driver = saved(&home);
    fs::remove_file(file(&home)).expect("it is ours");
    driver.come_back();
    assert!(driver.reads("was deleted or moved away"));
    mark_more(&mut driver);
    driver.press("Ctrl+S");
    driver.wait_saved();
    assert_eq!(n_passages(&file(&home)), 2);
}

#[test]
fn a_folder_that_is_gone_sends_the_project_elsewhere() {
    let home = Home::new();
    let mut driver = saved(&home);
    let folder = home.path("share");
    fs::create_dir(&folder).expect("a temporary folder can be written to");
    driver.will_pick(Picked::Paths(vec![folder.join("story.tickmark.ron")]));
    driver.choose(&["File", "Save as"]);
    driver
        .wait_for(|app| app.session().is_some_and(|it| it.path.as_ref().is_some_and(|path| path.starts_with(&folder))));
    fs::remove_dir_all(&folder).expect("it is ours");
    mark_more(&mut driver);
    driver.press("Ctrl+S");
    driver.wait_for(App::dialog_is_open);
    assert!(driver.reads("its folder does not exist"));
    driver.click("Close");
    driver.will_pick(Picked::Paths(vec![home.path("other.tickmark.ron")]));
    driver.choose(&["File", "Save as"]);
    driver.wait_saved();
    assert_eq!(n_passages(&home.path("other.tickmark.ron")), 2);
}

#[test]
fn damaged_settings_are_told_and_kept_aside() {
    let home = Home::new();
    let settings = home.folders().config.join("settings.ron");
    fs::write(&settings, "Settings(zoom: 1\u{202e}25,,").expect("a temporary folder can be written to");
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    assert!(driver.reads("settings"), "{:?}", driver.names());
    assert!(!settings.exists() && settings.with_file_name("settings.ron.damaged").exists());
    driver.click("Open the sample project");
    driver.type_text("Ana Ruiz");
    driver.press("Enter");
    assert_eq!(home.settings().checker.map(|checker| checker.name), Some("Ana Ruiz".into()));
}

#[test]
fn settings_that_cannot_be_kept_do_not_stop_the_work() {
    let home = Home::new();
    let config = home.folders().config;
    fs::remove_dir_all(&config).expect("it is ours");
    fs::write(&config, "in the way").expect("a temporary folder can be written to");
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.click("Open the sample project");
    driver.type_text("Ana Ruiz");
    driver.press("Enter");
    assert!(driver.reads("settings.ron"), "it is told");
    driver.press("N");
    assert!(driver.in_hand().is_some());
    assert_eq!(home.settings(), Settings::default());
}

#[test]
fn a_second_window_on_a_project_says_who_has_it_open() {
    let home = Home::new();
    let first = saved(&home);
    let other = Home::new();
    let ben = CheckerSettings { id: tickmark::model::Id::random([9; 16]).to_string(), name: "Ben Okafor".into() };
    other.set(|settings| settings.checker = Some(ben));
    let open = || {
        let mut driver = Driver::start(&other, vec2(1280.0, 800.0));
        driver.will_pick(Picked::Paths(vec![file(&home)]));
        driver.press("Ctrl+O");
        driver.wait_for(|app| app.session().is_some());
        driver
    };
    let mut second = open();
    // The clock of the test stands.
    let since = tickmark::ui::when::moment(NOW, NOW);
    assert!(second.reads(&format!("Ana Ruiz has this project open since {since}")), "{:?}", second.names());
    mark_more(&mut second);
    second.press("Ctrl+S");
    second.wait_saved();
    assert_eq!(n_passages(&file(&home)), 2, "the hint is no barrier");
    drop((first, second));
    assert!(!open().reads("has this project open"));
}
