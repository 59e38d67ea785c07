//! Dialogs about commands, keys, files and the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use tickmark::{
    command::{Command, Keymap, Request},
    ui::dialogs::{
        About, BackupItem, Backups, ChangedOnDisk, CheckerName, Confirm, Dialog, DialogAnswer, DiskChoice, KeySheet,
        PathBox, PathWant, Recovery, Unsaved, UnsavedChoice,
    },
};

use super::{Asked, TwoFiles, found_work};

#[test]
fn the_checker_has_a_name() {
    let mut asked = Asked::new(|_, _| Dialog::Checker(CheckerName::new("")));
    asked.press(&[Key::Enter]);
    assert!(asked.answer().is_none());
    asked.type_text(" Ana Ruiz ");
    asked.press(&[Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Checker("Ana Ruiz".into())));
}

#[test]
fn a_dialog_has_the_keyboard_again_when_one_over_it_is_closed() {
    let mut asked = Asked::new(|_, _| Dialog::Checker(CheckerName::new("")));
    let below = asked.harness.state_mut().1.dialog.replace(Dialog::About(About::new(Vec::new())));
    asked.harness.run();
    asked.harness.state_mut().1.dialog = below;
    asked.harness.run();
    asked.type_text("Ana Ruiz");
    asked.press(&[Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Checker("Ana Ruiz".into())));
}

#[test]
fn a_dialog_comes_to_rest_in_a_window_without_the_keyboard() {
    let mut asked = Asked::new(|_, _| Dialog::About(About::new(Vec::new())));
    asked.harness.input_mut().focused = false;
    // Fails if the window is painted again and again.
    asked.open(Dialog::Checker(CheckerName::new("")));
}

#[test]
fn a_command_is_found_by_a_few_letters() {
    let mut asked = ask_command();
    asked.type_text("dark");
    asked.press(&[Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Do(vec![Request::Command(Command::ThemeDark)])));
}

#[test]
fn a_command_that_means_nothing_now_says_why() {
    let mut asked = ask_command();
    asked.type_text("redo");
    asked.press(&[Key::Enter]);
    assert!(asked.answer().is_none());
    asked.click("Redo, Edit, Ctrl+Shift+Z, Nothing to undo".replace("undo", "redo").as_str());
    assert!(asked.answer().is_none());
}

fn ask_command() -> Asked {
    let mut asked = Asked::new(|_, _| Dialog::About(About::new(Vec::new())));
    asked.harness.state_mut().1.palette = true;
    asked.harness.run();
    asked
}

#[test]
fn new_keys_are_taken_from_the_command_that_had_them() {
    let mut asked = ask_keys();
    asked.click("Tick: confirmed, T");
    asked.click("Change…");
    asked.press(&[Key::N]);
    asked.harness.get_by_label("N: taken from “Next open item”");
    asked.click("Save");
    let (changed, single_letters) = asked.keys();
    let keymap = Keymap::new(&changed, single_letters);
    assert_eq!((keymap.shown(Command::Tick).as_str(), keymap.shown(Command::NextOpen).as_str()), ("N", ""));
}

#[test]
fn keys_are_changed_switched_off_and_reset_without_a_mouse() {
    let mut asked = ask_keys();
    asked.press(&[Key::ArrowDown, Key::Enter]);
    asked.harness.key_press_modifiers(Modifiers::CTRL | Modifiers::COMMAND, Key::L);
    asked.harness.run();
    asked.harness.get_by_label("Open project…, changed, Ctrl+L");
    asked.press(&[Key::Enter, Key::Escape]);
    asked.harness.get_by_label("Open project…, changed, Ctrl+L");
    asked.click("Usual keys");
    asked.harness.get_by_label("Open project…, Ctrl+O");
    asked.click("Switch off");
    asked.click("Single letters act in readers and tables");
    asked.click("Save");
    assert_eq!(asked.keys(), (BTreeMap::from([("open-project".to_owned(), String::new())]), false));
}

#[test]
fn keys_that_are_needed_for_typing_are_refused() {
    let mut asked = ask_keys();
    for (modifiers, key) in [(Modifiers::NONE, Key::Comma), (Modifiers::COMMAND, Key::A), (Modifiers::NONE, Key::Space)]
    {
        asked.click("Tick: confirmed, T");
        asked.click("Change…");
        asked.harness.key_press_modifiers(modifiers, key);
        asked.harness.run();
        asked.harness.get_by_label("Tick: confirmed, T");
    }
}

#[test]
fn keys_are_found_by_the_name_of_the_command_and_by_themselves() {
    let mut asked = ask_keys();
    asked.type_text("close proj");
    asked.harness.get_by_label("Close project, none");
    assert!(asked.harness.query_by_label("Tick: confirmed, T").is_none());
    asked.press(&[Key::Backspace; 10]);
    asked.type_text("ctrl+j");
    asked.press(&[Key::Enter, Key::J]);
    asked.click("Save");
    assert_eq!(asked.keys().0, BTreeMap::from([("show-lower".to_owned(), "J".to_owned())]));
}

#[test]
fn letters_typed_into_the_sheet_of_keys_change_none() {
    let mut asked = ask_keys();
    asked.click("Close project, none");
    asked.type_text("q");
    asked.press(&[Key::Q]);
    asked.click("Save");
    assert_eq!(asked.keys().0, BTreeMap::new());
}

fn ask_keys() -> Asked {
    Asked::new(|_, _| Dialog::Keys(KeySheet::new(&BTreeMap::new(), true)))
}

#[test]
fn a_path_is_completed_with_arrows_and_opened_with_enter() {
    let mut asked = ask_path(PathWant::OpenProject);
    asked.type_text("/home/ana/p");
    asked.press(&[Key::ArrowDown, Key::ArrowDown, Key::Enter]);
    assert!(asked.answer().is_none());
    asked.press(&[Key::Enter]);
    let expected = vec![PathBuf::from("/home/ana/prisons.tickmark.ron")];
    assert_eq!(asked.answer(), Some(DialogAnswer::Paths(PathWant::OpenProject, expected)));
}

#[test]
fn several_paths_are_pasted() {
    let mut asked = ask_path(PathWant::Documents);
    asked.harness.event(Event::Paste("\"/home/ana/one.txt\"\n/home/ana/two.md\n".into()));
    asked.harness.run();
    asked.click("Add");
    let expected = vec![PathBuf::from("/home/ana/one.txt"), PathBuf::from("/home/ana/two.md")];
    assert_eq!(asked.answer(), Some(DialogAnswer::Paths(PathWant::Documents, expected)));
}

#[test]
fn a_file_is_not_replaced_without_saying_so_and_a_bad_path_is_not_taken() {
    let mut asked = ask_path(PathWant::SaveProject);
    asked.type_text("/home/ana/prisons.tickmark.ron");
    asked.harness.get_by_label("This file exists");
    assert!(!asked.harness.get_by_label("Replace").is_focused());
    asked.press(&[Key::Enter]);
    assert!(asked.answer().is_none(), "a mere Enter replaces no file");
    asked.type_text("/below");
    asked.press(&[Key::Enter]);
    asked.harness.get_by_label("Its folder is not a folder");
    assert!(asked.answer().is_none());
}

fn ask_path(want: PathWant) -> Asked {
    Asked::new(move |_, _| Dialog::PathBox(PathBox::new(want, "", Box::new(TwoFiles))))
}

#[test]
fn unsaved_changes_are_saved_by_enter_and_thrown_away_by_a_click() {
    let ask = || Asked::new(|_, _| Dialog::Unsaved(Unsaved::new("Prisons")));
    let mut asked = ask();
    assert!(asked.harness.get_by_label("Save").is_focused());
    asked.press(&[Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Unsaved(UnsavedChoice::Save)));
    let mut asked = ask();
    asked.click("Don’t save");
    assert_eq!(asked.answer(), Some(DialogAnswer::Unsaved(UnsavedChoice::Discard)));
    let mut asked = ask();
    asked.press(&[Key::Escape]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Dismissed));
}

#[test]
fn both_versions_of_a_changed_file_are_kept() {
    let ask = || {
        let (path, mine) =
            (Path::new("/home/ana/prisons.tickmark.ron"), Path::new("/home/ana/prisons (Ana).tickmark.ron"));
        Asked::new(move |_, _| Dialog::ChangedOnDisk(ChangedOnDisk::new(path, mine, "it holds another project now")))
    };
    let mut asked = ask();
    asked.press(&[Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Disk(DiskChoice::KeepBoth)));
    let mut asked = ask();
    asked.click("Save mine as…");
    assert_eq!(asked.answer(), Some(DialogAnswer::Disk(DiskChoice::SaveAs)));
}

#[test]
fn found_work_is_recovered_by_enter_and_thrown_away_only_when_asked_twice() {
    let mut asked = ask_recovery(1);
    asked.press(&[Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Recover(0)));
    let mut asked = ask_recovery(1);
    asked.click("Discard…");
    asked.press(&[Key::Escape]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Dismissed));
    let mut asked = ask_recovery(1);
    asked.click("Discard…");
    asked.click("Keep it");
    asked.click("Discard…");
    assert!(asked.answer().is_none());
    asked.click("Discard for good");
    assert_eq!(asked.answer(), Some(DialogAnswer::DiscardRecovered(0)));
}

#[test]
fn found_work_is_not_thrown_away_by_a_key_or_a_click_too_many() {
    let mut asked = ask_recovery(1);
    asked.harness.get_by_label("Discard…").focus();
    asked.harness.run();
    asked.press(&[Key::Enter, Key::Enter]);
    assert!(asked.answer().is_none() && asked.harness.query_by_label("Discard…").is_some(), "the second kept it");
    let mut asked = ask_recovery(1);
    let at = asked.harness.get_by_label("Discard…").rect().center();
    asked.click_at(at);
    asked.click_at(at);
    assert!(asked.answer().is_none() && asked.harness.query_by_label("Discard…").is_some(), "the second kept it");
}

#[test]
fn each_of_several_found_works_has_its_own_answer() {
    let mut asked = ask_recovery(2);
    let second = asked.harness.get_all_by_label("Recover").nth(1).expect("two can be recovered").rect().center();
    asked.click_at(second);
    assert_eq!(asked.answer(), Some(DialogAnswer::Recover(1)));
}

fn ask_recovery(n_works: usize) -> Asked {
    Asked::new(move |_, _| Dialog::Recovery(Recovery::new(vec![found_work(); n_works])))
}

#[test]
fn a_backup_is_opened_by_arrows_and_by_a_click() {
    let mut asked = ask_backup();
    asked.press(&[Key::ArrowDown, Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Backup("/backups/1".into())));
    let mut asked = ask_backup();
    asked.click("today, 12:40, 1.2 MB");
    assert_eq!(asked.answer(), Some(DialogAnswer::Backup("/backups/2".into())));
}

fn ask_backup() -> Asked {
    let item = |path: &str, when: &str, bytes| BackupItem { path: path.into(), when: when.into(), bytes };
    let items = vec![item("/backups/2", "today, 12:40", 1_200_000), item("/backups/1", "yesterday, 9:15", 900)];
    Asked::new(move |_, _| Dialog::Backups(Backups::new(items)))
}

#[test]
fn a_document_is_removed_with_what_hangs_on_it_once_confirmed() {
    let mut asked = Asked::new(|desk, passage| {
        let draft = desk.session.project().passage(passage).expect("it was marked").place.document;
        Dialog::Confirm(Confirm::remove_document(desk.session.project(), draft).expect("it is there"))
    });
    asked.harness.get_by_label_contains("Its passage goes too");
    asked.click("Remove");
    let passage = asked.passage;
    assert!(asked.desk().session.project().passage(passage).is_none());
}

#[test]
fn an_address_is_shown_whole_and_plainly_before_it_is_opened() {
    let url = "https://example.org/\u{202e}gpj.exe";
    let mut asked = Asked::new(move |_, _| Dialog::Confirm(Confirm::open_url(url)));
    asked.harness.get_by_label("https://example.org/‹RLO›gpj.exe");
    asked.click("Open");
    assert_eq!(asked.answer(), Some(DialogAnswer::OpenUrl(url.into())));
}
