//! Many files at once, files that are hard to read, and files that are read again.

use std::path::PathBuf;

use egui::vec2;
use tickmark::app::Picked;
use tickmark::command::Command;
use tickmark::import::{Limits, Workshop};
use tickmark::model::Role;
use tickmark::session::Side::Left;

use super::driver::{Driver, Home, sample};

const DOCX: &[u8] = include_bytes!("../../data/import/sample.docx");
const PAGE: &[u8] = include_bytes!("../../data/import/page.html");
const LETTER: &[u8] = include_bytes!("../../data/import/letter.eml");
const LOCKED: &[u8] = include_bytes!("../../data/import/locked.pdf");

fn start(home: &Home) -> Driver {
    Driver::start(home, vec2(1280.0, 800.0))
}

/// The titles of all documents, sorted.
fn titles(driver: &Driver) -> Vec<String> {
    let mut titles: Vec<String> = driver.project().documents().iter().map(|it| it.title.to_string()).collect();
    titles.sort();
    titles
}

/// The program over whose readers of files a gate is closed.
#[cfg(unix)]
fn start_gated(home: &Home) -> Driver {
    Driver::start_with(home, vec2(1280.0, 800.0), (home.gated_workshop(), Vec::new()))
}

/// A folder with a text, a page in a folder in it, a copy, and what nobody means by it.
fn folder(home: &Home) -> PathBuf {
    let folder = home.folder("story");
    home.folder("story/sources/.git");
    home.file("story/a.txt", "The first.");
    home.file("story/b.txt", "The first.");
    home.file("story/.hidden.txt", "Not meant.");
    home.file("story/~$draft.docx", "Not meant.");
    home.file("story/sources/.git/HEAD", "Not meant.");
    home.bytes("story/sources/page.html", PAGE);
    home.bytes("story/sources/photo.png", b"\x89PNG\r\n\x1a\n");
    folder
}

#[test]
fn a_folder_is_loaded_without_what_nobody_means_by_it() {
    let home = Home::new();
    let mut driver = start(&home);
    driver.drop_files(vec![folder(&home)]);
    assert!(driver.reads("3 hidden files and folders were passed over"), "{:?}", driver.names());
    assert!(driver.reads("1 file was passed over: it holds no text"));
    assert!(driver.reads("It is the same file as a.txt"));
    driver.click("Load 2");
    let documents = driver.project().documents();
    let roles: Vec<Role> = documents.iter().map(|it| it.role).collect();
    assert_eq!(documents.len(), 2, "{:?}", driver.names());
    assert_eq!(roles.iter().filter(|role| **role == Role::Draft).count(), 1);
    // Again, there is nothing new.
    driver.let_fall(vec![home.path("story")]);
    driver.wait_until_reads("is here already");
    driver.wait_for_jobs();
    assert!(!driver.app().dialog_is_open());
}

#[test]
fn a_folder_is_picked_or_given_on_the_command_line() {
    let home = Home::new();
    let mut driver = start(&home);
    driver.press("Ctrl+N");
    driver.will_pick(Picked::Paths(vec![folder(&home)]));
    driver.choose(&["File", "Add a folder"]);
    driver.wait_for_question();
    driver.click("Load 2");
    let first = titles(&driver);
    assert_eq!(first, ["The bridge that nobody ordered", "a"]);
    let workshop = Workshop::of(env!("CARGO_BIN_EXE_tickmark"));
    let mut driver = Driver::start_with(&home, vec2(1280.0, 800.0), (workshop, vec![home.path("story")]));
    driver.wait_for_question();
    driver.click("Load 2");
    assert_eq!(titles(&driver), first);
}

#[test]
fn a_question_that_is_being_answered_comes_before_one_about_files() {
    let home = Home::new();
    home.set(|settings| settings.checker = None);
    let workshop = Workshop::of(env!("CARGO_BIN_EXE_tickmark"));
    let paths = vec![home.file("a.txt", "One."), home.file("b.txt", "Two.")];
    let mut driver = Driver::start_with(&home, vec2(1280.0, 800.0), (workshop, paths));
    driver.type_text("Ana ");
    driver.wait_for_jobs();
    driver.type_text("Ruiz");
    driver.press("Enter");
    assert_eq!(driver.session().worker().name, "Ana Ruiz");
    driver.click("Load 2");
    assert_eq!(titles(&driver), ["a", "b"]);
}

#[test]
fn what_a_file_says_about_itself_is_proposed() {
    let home = Home::new();
    let mut driver = start(&home);
    driver.drop_files(vec![home.bytes("letter.eml", LETTER)]);
    driver.click("Load");
    let documents = driver.project().documents();
    let letter = documents.first().expect("it was loaded");
    assert_eq!((letter.title.as_str(), letter.published.as_str()), ("Re: the bridge", "2025-03-14"));
    assert_eq!(letter.author.as_str(), "Ada Quill");
}

#[test]
fn a_hundred_files_are_a_table() {
    let home = Home::new();
    let mut driver = start(&home);
    let paths = (0..100).map(|n| home.file(&format!("{n:03}.txt"), &format!("Text number {n}."))).collect();
    driver.drop_files(paths);
    assert!(driver.rows_shown().len() < 30, "only those in view are drawn");
    driver.press("Down Down");
    driver.click("Title");
    driver.press("Ctrl+A");
    driver.type_text("The third");
    driver.click("Role: Draft");
    driver.click("Load 100");
    assert_eq!(driver.project().documents().len(), 100);
    let documents = driver.project().documents();
    let third = documents.iter().find(|it| it.title.as_str() == "The third").expect("it was loaded");
    assert_eq!((third.text(), third.role), ("Text number 2.", Role::Draft));
}

#[cfg(unix)]
#[test]
fn reading_is_shown_and_can_be_canceled_and_what_was_read_is_kept() {
    let home = Home::new();
    let mut driver = start_gated(&home);
    let files =
        vec![home.bytes("slow.docx", DOCX), home.file("quick.txt", "Quickly read."), home.bytes("slow.html", PAGE)];
    driver.let_fall(files);
    driver.wait_until_reads("Reading 3 files");
    driver.wait_until_reads("reading…");
    driver.click("Cancel slow.docx");
    driver.wait_until_reads("canceled");
    driver.click("Cancel all");
    driver.wait_for_jobs();
    assert!(driver.reads("2 files were canceled"), "{:?}", driver.names());
    driver.click("Load");
    assert_eq!(titles(&driver), ["quick"]);
}

#[cfg(unix)]
#[test]
fn a_click_beside_does_not_stop_the_reading_but_escape_does() {
    let home = Home::new();
    let mut driver = start_gated(&home);
    driver.let_fall(vec![home.bytes("slow.eml", LETTER)]);
    driver.wait_until_reads("Reading 1 file");
    driver.click_at(egui::pos2(20.0, 780.0));
    assert!(driver.reads("Reading 1 file"));
    driver.press("Escape");
    driver.wait_for_jobs();
    assert!(driver.reads("1 file was canceled") && !driver.app().dialog_is_open());
    driver.let_fall(vec![home.path("slow.eml")]);
    driver.wait_until_reads("Reading 1 file");
    home.file("gate", "open");
    driver.wait_for_jobs();
    driver.click("Load");
    assert_eq!(driver.project().documents().len(), 1);
}

#[test]
fn files_that_fail_are_told_with_what_can_be_done() {
    let home = Home::new();
    let mut driver = start(&home);
    let project = home.file("other.tickmark.ron", "Project()");
    // A package without parts.
    let broken = home.bytes("broken.docx", b"PK\x05\x06 some words that somebody wrote here, plain enough to read\n");
    driver.drop_files(vec![home.file("fine.txt", "Fine."), broken, project]);
    assert!(driver.reads("This is a project; open it by itself"));
    driver.click("Open as plain text");
    driver.wait_for_jobs();
    driver.wait_until_reads("Load these 2 documents?");
    driver.click("Load 2");
    assert_eq!(titles(&driver), ["broken", "fine"]);
}

#[test]
fn a_locked_file_opens_with_its_password() {
    let home = Home::new();
    let mut driver = start(&home);
    driver.drop_files(vec![home.bytes("locked.pdf", LOCKED)]);
    assert!(driver.reads("The file is locked with a password"));
    driver.click("Password of locked.pdf");
    driver.type_text("wrong");
    driver.press("Enter");
    driver.wait_until_reads("This is not the password of the file");
    // The field has the keyboard again.
    driver.type_text("open sesame");
    driver.click("Open");
    driver.wait_until_reads("Load this document?");
    driver.click("Load");
    let documents = driver.project().documents();
    assert!(documents.first().expect("it was loaded").text().contains("grew by 12 percent"));
}

#[test]
fn files_that_came_with_an_e_mail_are_offered() {
    let home = Home::new();
    let mut driver = start(&home);
    driver.drop_files(vec![home.bytes("letter.eml", LETTER)]);
    driver.click("figures.csv");
    driver.click("Load");
    driver.wait_for_question();
    driver.click("Load");
    assert_eq!(titles(&driver), ["Re: the bridge", "figures"]);
}

/// "Ökonomie" in the encoding of DOS, which is taken for another one.
const DOS: &[u8] = b"Die \x99konomie w\x84chst, sagt das B\x81ro.\n";

#[test]
fn the_encoding_of_a_file_is_chosen_with_its_lines_in_view() {
    let home = Home::new();
    let mut driver = start(&home);
    driver.drop_files(vec![home.bytes("dos.txt", DOS)]);
    driver.click_line("Encoding: ");
    driver.wait_until_reads("Which encoding?");
    driver.click_line("IBM850");
    assert!(driver.reads("Die Ökonomie wächst, sagt das Büro."), "the lines are shown as they would be");
    driver.click("Use this encoding");
    driver.wait_for_jobs();
    driver.click("Load");
    assert!(driver.project().documents().first().expect("it was loaded").text().starts_with("Die Ökonomie"));
}

#[test]
fn a_document_is_reopened_with_another_encoding() {
    let home = Home::new();
    let mut driver = start(&home);
    driver.drop_files(vec![home.bytes("dos.txt", DOS)]);
    driver.click("Load");
    driver.select_words(Left, "sagt");
    driver.press("1");
    driver.choose(&["View", "Reopen with another encoding"]);
    driver.wait_until_reads("Which encoding?");
    driver.click_line("IBM850");
    driver.click("Use this encoding");
    driver.wait_for_question();
    assert!(driver.reads("It becomes a document of its own"), "{:?}", driver.names());
    driver.click("Load");
    let documents = driver.project().documents();
    let texts: Vec<bool> = documents.iter().map(|it| it.text().starts_with("Die Ökonomie")).collect();
    assert_eq!(texts.iter().filter(|good| **good).count(), 1);
    assert_eq!((documents.len(), titles(&driver)), (2, vec!["dos".to_owned(), "dos".to_owned()]));
    assert!(documents.iter().all(|it| it.role == Role::Draft));
    assert!(driver.find_passage("sagt").is_some(), "the passage stays with the old one");
}

#[test]
fn a_document_is_loaded_again_from_where_its_file_is_now() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "One two three.")]);
    let again = |driver: &mut Driver| driver.choose(&["View", "Load this document again"]);
    again(&mut driver);
    driver.wait_until_reads("gives the same text as before");
    home.file("draft.txt", "One two three four.");
    again(&mut driver);
    driver.wait_for_question();
    assert!(driver.reads("This file is not the one that was loaded before"));
    driver.click("Cancel");
    std::fs::remove_file(home.path("draft.txt")).expect("it is ours");
    let moved = home.file("moved.txt", "One two three.\nFour.");
    driver.will_pick(Picked::Paths(vec![moved]));
    again(&mut driver);
    driver.wait_for_question();
    driver.click("Load");
    assert_eq!(titles(&driver), ["draft", "draft"]);
}

#[test]
fn commands_for_a_format_that_settles_its_encoding_say_so() {
    let home = Home::new();
    let mut driver = start(&home);
    driver.drop_files(vec![home.bytes("letter.eml", LETTER)]);
    driver.click("Load");
    driver.request_at_once(&[Command::ReopenEncoding]);
    driver.wait_until_reads("Its format settles its encoding");
}

#[cfg(unix)]
#[test]
fn a_file_that_takes_too_long_is_read_with_more_time() {
    let home = Home::new();
    let quick = Limits { seconds: 1, ..Limits::default() };
    let workshop = home.gated_workshop().within(quick);
    let mut driver = Driver::start_with(&home, vec2(1280.0, 800.0), (workshop, vec![sample("report.pdf")]));
    driver.wait_for_question();
    assert!(driver.reads("it took more than 1 seconds"));
    home.file("gate", "open");
    driver.click("Read with more time");
    driver.wait_until_reads("Load this document?");
    driver.click("Load");
    driver.words(Left, "There were 17 wrecks in all.");
}
