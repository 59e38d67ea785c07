//! Structure and suggestions in the window: views, notes, accepting and dismissing.

use egui::{Modifiers, Vec2, vec2};
use tickmark::command::{Action, Command};
use tickmark::model::{Edit, Id, Project, ProjectId, Role, ShownChanges};
use tickmark::session::Side::Left;

use super::driver::{Driver, Home};
use crate::rich;

pub fn open(home: &Home) -> Driver {
    open_in(home, vec2(1600.0, 1000.0))
}

fn open_in(home: &Home, size: Vec2) -> Driver {
    let mut project = Project::new(ProjectId(Id::random([3; 16])));
    let dot = tickmark::model::Dot { actor: tickmark::model::Actor(1), counter: 1 };
    project.apply(Edit::insert(rich::document(Role::Draft)), dot).expect("a document fits an empty project");
    Driver::open(home, size, &project)
}

fn n_waiting(driver: &Driver) -> usize {
    let document = driver.project().documents()[0];
    driver.project().waiting_proposals(document).len()
}

#[test]
fn the_bar_shows_the_whole_page_and_the_changes() {
    let home = Home::new();
    let mut driver = open(&home);
    assert!(!driver.reads("Home | News") && !driver.reads("held about"));
    driver.click("show the whole page");
    assert!(driver.reads("Home | News"));
    driver.click("both");
    assert!(driver.reads("held about some 85,000"));
    driver.request(Command::ChangesOriginal);
    driver.request(Command::ShowWhole);
    assert!(driver.reads("held about 85,000") && !driver.reads("Home | News"));
}

#[test]
fn the_bar_loses_nothing_in_a_narrow_reader() {
    let home = Home::new();
    let driver = open_in(&home, vec2(720.0, 800.0));
    let reader = driver.reader(Left);
    for choice in ["show the whole page", "accepted", "original", "both"] {
        let rect = driver.rect(choice);
        assert!(rect.left() >= reader.left() && rect.right() <= reader.right(), "{choice}: {rect} in {reader}");
        assert!(rect.top() >= reader.bottom(), "{choice} lies over the text");
    }
}

#[test]
fn a_hit_in_what_is_hidden_shows_it() {
    let home = Home::new();
    let mut driver = open(&home);
    driver.press("Ctrl+F");
    driver.type_text("Imprint");
    driver.press("Enter");
    assert!(driver.reads("Imprint | Privacy"));
    assert!(driver.session().desk.tab().is_some_and(|tab| tab.view.whole));
}

#[test]
fn what_is_copied_is_what_is_seen() {
    let home = Home::new();
    let mut driver = open(&home);
    let from = driver.words(Left, "it held").left_center();
    let to = driver.words(Left, "people").right_center();
    driver.drag(from, to);
    assert_eq!(driver.copy().as_deref(), Some("it held some 85,000 people"));
}

#[test]
fn enter_accepts_as_a_claim_and_goes_on() {
    let home = Home::new();
    let mut driver = open(&home);
    let before = n_waiting(&driver);
    driver.click_words(Left, "the most prisoners");
    driver.press("Enter");
    assert!(driver.passage("the most prisoners").note.contains("Per head or in all?"));
    assert_eq!(n_waiting(&driver), before - 1);
    let next = rich::place("says the ministry.").end();
    assert_eq!(driver.session().desk.tab().map(|tab| tab.selection.head), Some(next));
    driver.press("X");
    assert_eq!(n_waiting(&driver), before - 2);
    driver.press("Ctrl+Z Ctrl+Z");
    assert_eq!(n_waiting(&driver), before);
    assert!(driver.find_passage("the most prisoners").is_none());
}

#[test]
fn a_digit_accepts_as_that_kind() {
    let home = Home::new();
    let mut driver = open(&home);
    driver.click_words(Left, "the most prisoners");
    driver.press("3");
    assert_eq!(driver.passage("the most prisoners").kind, tickmark::model::PassageKind::Statistic);
}

#[test]
fn enter_follows_the_mark_of_a_note_that_waits_no_more() {
    let home = Home::new();
    let mut driver = open(&home);
    driver.click_words(Left, "the most prisoners");
    driver.press("X X");
    let side = driver.session().desk.side;
    let anchor = rich::place("says the ministry.").end();
    let at_mark = tickmark::session::Selection::caret(anchor);
    driver.request(Action::ShowWords(side, at_mark));
    driver.press("Enter");
    let note = rich::place("Ministry of Justice").start();
    assert_eq!(driver.session().desk.tab().map(|tab| tab.selection.head), Some(note));
    driver.press("Enter");
    assert_eq!(driver.session().desk.tab().map(|tab| tab.selection.head), Some(anchor), "and back");
}

#[test]
fn the_table_accepts_and_dismisses_all_selected() {
    let home = Home::new();
    let mut driver = open(&home);
    let before = n_waiting(&driver);
    driver.click_line("Suggestions ");
    let n_rows = driver.session().n_all_waiting();
    assert!(driver.shows(&format!("Suggestions, {n_rows} rows")));
    driver.click_row("Comment: ");
    driver.click_row_holding("Note: ", Modifiers::COMMAND);
    driver.click("Accept");
    assert_eq!(n_waiting(&driver), before - 2);
    driver.click("All types");
    driver.click_line("Address (");
    driver.click_row("Address: ");
    driver.press("X");
    assert_eq!(n_waiting(&driver), before - 3);
    driver.press("Ctrl+Z");
    assert_eq!(n_waiting(&driver), before - 2);
}

#[test]
fn all_are_accepted_in_one_step() {
    let home = Home::new();
    let mut driver = open(&home);
    driver.request(Command::AcceptAll);
    assert_eq!(n_waiting(&driver), 0);
    driver.press("Ctrl+Z");
    assert_eq!(n_waiting(&driver), 4);
}

#[test]
fn links_name_the_page() {
    let document = rich::document(Role::Evidence);
    assert_eq!(document.place_name(rich::place("Its yard").start()), "p. 12");
}

#[test]
fn nothing_overlaps_at_125_percent_in_a_small_window() {
    let home = Home::new();
    home.set(|settings| settings.zoom = 125);
    let mut project = Project::new(ProjectId(Id::random([3; 16])));
    let dot = tickmark::model::Dot { actor: tickmark::model::Actor(1), counter: 1 };
    project.apply(Edit::insert(rich::document(Role::Draft)), dot).expect("a document fits an empty project");
    let mut driver = Driver::open(&home, vec2(1024.0, 640.0), &project);
    driver.click("both");
    assert_eq!(driver.overlaps(), []);
    assert_eq!(driver.session().desk.tab().map(|tab| tab.view.changes), Some(ShownChanges::Both));
}

#[test]
fn what_is_quoted_is_what_is_seen() {
    let home = Home::new();
    let mut driver = open(&home);
    let from = driver.words(Left, "it held").left_center();
    let to = driver.words(Left, "people").right_center();
    driver.drag(from, to);
    driver.press("1 M");
    driver.type_text("Since when?");
    driver.press("Esc C");
    driver.type_text("it held 85,000 people");
    driver.press("Esc");
    driver.click("Passages 1");
    let row = driver.rows_shown().remove(0).1;
    assert!(row.starts_with("it held some 85,000 people: claim"), "{row}");
    assert!(!driver.names().iter().any(|name| name.contains("about some")));
    assert!(!driver.reads("about some"), "neither in the panel nor in the table");
    driver.click_row("it held");
    assert!(driver.press_to_copy("Ctrl+Alt+C").is_some_and(|copied| copied.contains("“it held some 85,000 people”")));
    assert!(driver.copy().is_some_and(|copied| copied.contains("\nit held some 85,000 people\t")));
    driver.click_line("Queries and changes");
    assert!(driver.names().iter().any(|name| name == "Change: it held some 85,000 people to it held 85,000 people"));
}
