//! The table of passages when there are more of them than can be sorted in a frame.

use std::fmt::Write as _;

use egui::vec2;
use tickmark::command::Command;
use tickmark::edit::{self, Transaction};
use tickmark::model::{Actor, Id, PassageKind, Project, Time};
use tickmark::session::{Session, Side::Left, Worker};
use tickmark::text::TextRange;

use super::driver::{Driver, Home};

const N_PASSAGES: usize = 3_000;

/// A project with a passage in every line: "2999 people", "2998 people", and so on.
fn long(home: &Home) -> Project {
    let mut text = String::new();
    (0..N_PASSAGES).rev().for_each(|n| writeln!(text, "{n:04} people").expect("a string takes everything"));
    let start = Driver::texts(home, &[("draft", &text)]);
    let worker = Worker { checker: Id::random([9; 16]).into(), name: "Ben".into(), actor: Actor(99) };
    let mut session = Session::new(start.project().clone(), worker, Id::random([8; 16]));
    let document = session.project().documents()[0].clone();
    let marks = (0..N_PASSAGES).filter_map(|n| {
        let range = TextRange::new(n * 12, n * 12 + 11)?;
        edit::add_passage(session.project(), &document, range, PassageKind::Statistic, session.fresh)
    });
    let edits = marks.flat_map(|(_, what)| what.edits).collect();
    session.commit(Transaction::new("Mark", edits), Time(0)).expect("they can be marked");
    session.project().clone()
}

fn open(home: &Home) -> Driver {
    let project = long(&Home::new());
    let mut driver = Driver::open(home, vec2(1600.0, 1000.0), &project);
    driver.wait_for_jobs();
    driver
}

/// The first words of the rows in view, from top to bottom.
fn rows(driver: &Driver) -> Vec<String> {
    let mut rows = driver.rows_shown();
    rows.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    rows.into_iter().map(|(_, name)| name.chars().take(4).collect()).collect()
}

#[test]
fn many_rows_are_sorted_and_filtered_in_the_background() {
    let home = Home::new();
    let mut driver = open(&home);
    assert_eq!(rows(&driver)[..2], ["2999", "2998"]);
    driver.click("Sort by words");
    driver.wait_for_jobs();
    assert_eq!(rows(&driver)[..2], ["0000", "0001"]);
    driver.click("Filter by words");
    driver.type_text("77");
    driver.type_text("7 p");
    driver.wait_for_jobs();
    assert_eq!(rows(&driver), ["0777", "1777", "2777"]);
    assert!(driver.reads("3 of 3000"));
    driver.press("Ctrl+A Delete");
    driver.wait_for_jobs();
    assert!(driver.reads("3000 of 3000"));
    assert_eq!(rows(&driver)[..2], ["0000", "0001"]);
}

#[test]
fn what_is_done_while_rows_are_sorted_shows_in_them() {
    let home = Home::new();
    let mut driver = open(&home);
    driver.click_words(Left, "2990 people");
    driver.request_at_once(&[Command::Remove, Command::Undo]);
    driver.click("Sort by words");
    driver.request_at_once(&[Command::Remove]);
    driver.wait_for_jobs();
    assert!(driver.reads("2999 of 2999"));
    assert!(rows(&driver).is_sorted() && rows(&driver).len() > 3);
}
