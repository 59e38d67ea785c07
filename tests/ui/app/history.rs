//! The history: in the panel of a passage, of the whole project in its tab, and what of it is new on opening.

use std::path::Path;

use egui::{PointerButton, vec2};
use tickmark::app::Picked;
use tickmark::command::{Action, Command, Then};
use tickmark::edit::{self, Transaction};
use tickmark::import::{Options, Watch, import};
use tickmark::model::{Actor, Document, Dot, Field, Id, Outcome, PassageKind, Project, Role, Text, Time};
use tickmark::session::{Session, Side::Left, Worker};
use tickmark::store::{open_project, save_project};
use tickmark::text::TextRange;

use super::driver::{Driver, Home};

/// A draft of four statistics, the first two of which are ticked by one command.
fn checked(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", "One woman. Two people.\nThree people. Four people.")]);
    for words in ["One woman", "Two people", "Three people", "Four people"] {
        driver.select_words(Left, words);
        driver.press("3");
    }
    driver.press("F6 F6");
    driver.click_row("One woman: ");
    driver.press("Shift+Down");
    driver.press("S C");
    driver
}

fn show(driver: &mut Driver) {
    driver.request(Command::History);
    driver.wait_for_jobs();
}

/// The rows in view, from top to bottom.
fn rows(driver: &Driver) -> Vec<String> {
    let mut rows = driver.rows_shown();
    rows.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    rows.into_iter().map(|(_, name)| name).collect()
}

fn somebody_works_on(file: &Path, name: &str, actor: u64) {
    somebody_finds(file, (name, actor), "Four people");
}

/// Somebody opens a copy of the project, sets an outcome, writes a note, and saves.
fn somebody_finds(file: &Path, (name, actor): (&str, u64), words: &str) {
    let project = open_project(file).expect("it is a project").0.project;
    let checker = Id::derived(&[name.as_bytes()]).into();
    let mut session = Session::new(project, Worker { checker, name: name.into(), actor: Actor(actor) }, Id::default());
    let passage = session.project().passages().find(|it| it.words() == words).expect("it is marked").clone();
    let outcome = edit::set_outcome([&*passage], Some(Outcome::Wrong));
    for what in [outcome, edit::set_field(passage.id, Field::Note, Text::from("there were five"))] {
        session.commit(what, Time(1_742_900_060)).expect("it can be changed");
    }
    save_project(file, session.project()).expect("there is room");
}

/// A project that was saved and closed.
fn closed(home: &Home) -> Driver {
    let mut driver = checked(home);
    driver.will_pick(Picked::Paths(vec![home.path("story.tickmark.ron")]));
    driver.press("Ctrl+S");
    driver.wait_saved();
    driver.choose(&["File", "Close project"]);
    driver
}

fn open(driver: &mut Driver, home: &Home) {
    driver.will_pick(Picked::Paths(vec![home.path("story.tickmark.ron")]));
    driver.press("Ctrl+O");
    driver.wait_for(|app| app.session().is_some());
    driver.wait_for_jobs();
}

const NEW: &str = "New since you last had this project open";

#[test]
fn the_tab_lists_all_that_was_done_the_last_first() {
    let home = Home::new();
    let mut driver = checked(&home);
    show(&mut driver);
    let rows = rows(&driver);
    assert!(rows[0].contains("Ana Ruiz, Set outcome to confirmed: 2 passages, draft, folded"), "{rows:#?}");
    assert!(rows[1].contains("Ana Ruiz, Mark as statistic, Four people, draft, ¶2"), "{rows:#?}");
    assert!(driver.reads("6 of 6"), "four marks, an outcome, and the document");
}

#[test]
fn a_row_of_many_changes_unfolds_by_mouse_and_by_keys() {
    let home = Home::new();
    let mut driver = checked(&home);
    show(&mut driver);
    driver.click("Unfold");
    let change = |words: &str| format!("Outcome: none → Confirmed, {words}, draft, ¶1");
    assert_eq!(rows(&driver)[1..3], [change("One woman"), change("Two people")]);
    driver.click("Fold");
    assert!(!driver.reads("Outcome: none → Confirmed"));
    driver.press("Home Right Down");
    driver.press("Down Enter");
    assert_eq!(driver.in_hand(), Some("Two people"), "Enter shows the passage of the change");
    assert!(driver.focused().is_some_and(|(name, _)| name.contains("Confirmed, Two people")), "and the keys stay");
    driver.press("Left");
    assert!(rows(&driver)[1].contains("Mark as statistic"));
}

#[test]
fn a_new_version_unfolds_to_what_a_person_should_look_at() {
    let home = Home::new();
    let mut driver = checked(&home);
    let text = "One woman. Two people.\nThree men. Four people.";
    let read = import(text.as_bytes(), "draft 2", &Options::default(), &Watch::default()).expect("text");
    let loaded = read.into_loaded("draft 2", text.as_bytes(), Time(1_742_890_000));
    let newer = Document::new(loaded, "draft 2", Role::Draft, Dot::NOBODY);
    let old = driver.project().documents_as(Role::Draft)[0].clone();
    let what = edit::replace(driver.project(), &old, newer).expect("a draft can be replaced");
    driver.request(Action::Commit(what, Then::Stay));
    show(&mut driver);
    let rows_of = |driver: &Driver| rows(driver).into_iter().filter(|row| !row.contains("Mark as")).collect::<Vec<_>>();
    let told = "Replace with a new version: 4 passages: 3 unchanged, 1 text changed";
    assert!(rows_of(&driver)[0].contains(told), "{:#?}", rows(&driver));
    let marked = rows(&driver).into_iter().find(|row| row.contains("Three people"));
    assert!(
        marked.is_some_and(|row| row.contains("“Three people”, now “Three men”, draft, ¶2")),
        "{:#?}",
        rows(&driver)
    );
    driver.press("Home Right");
    let unfolded = rows_of(&driver);
    let told = |row: &String| !row.contains("Ana Ruiz");
    assert_eq!(unfolded.iter().filter(|row| told(row)).count(), 2, "the document and one passage: {unfolded:#?}");
    assert!(unfolded.iter().any(|row| row.starts_with("Words: “Three people” → “Three men”")), "{unfolded:#?}");
}

#[test]
fn a_click_leads_to_the_place_also_where_the_passage_is_gone() {
    let home = Home::new();
    let mut driver = checked(&home);
    show(&mut driver);
    let three = rows(&driver).into_iter().find(|row| row.contains("Three people")).expect("it was marked");
    driver.click_row(&three);
    assert_eq!(driver.in_hand(), Some("Three people"));
    driver.click_words(Left, "Three people");
    driver.press("Delete");
    let removed = rows(&driver)[0].clone();
    assert!(removed.contains("Remove passage, Three people"), "{removed}");
    driver.click_row(&removed);
    assert_eq!(driver.selected_words(), "Three people");
}

#[test]
fn it_is_filtered_by_person_by_day_and_by_words() {
    let home = Home::new();
    let mut driver = closed(&home);
    somebody_works_on(&home.path("story.tickmark.ron"), "Ben Okafor", 900);
    open(&mut driver, &home);
    show(&mut driver);
    assert!(driver.reads("8 of 8"));
    driver.click("Everybody");
    driver.click_line("Ben Okafor");
    assert!(driver.reads("2 of 8") && rows(&driver).iter().all(|row| row.contains("Ben Okafor")));
    driver.click("Clear the filter");
    driver.click("Any day");
    driver.click_line("Today");
    assert!(driver.reads("8 of 8"));
    driver.click("Filter by words");
    driver.type_text("were five");
    driver.wait_for_jobs();
    assert!(driver.reads("1 of 8") && driver.reads("Note: “there were five”"));
    driver.type_text(" and six");
    driver.wait_for_jobs();
    assert!(driver.reads("Nothing was done that is like that"));
}

#[test]
fn the_menu_of_a_row_filters_by_what_it_is() {
    let home = Home::new();
    let mut driver = checked(&home);
    show(&mut driver);
    let four = driver.row("10:53, Ana Ruiz, Mark as statistic, Four people").center();
    driver.click_with(four, PointerButton::Secondary);
    driver.click_line("Only this passage");
    assert!(driver.reads("1 of 6") && driver.reads("Only “Four people”"));
    driver.press("Shift+F10");
    driver.click_line("Only today");
    assert!(driver.reads("1 of 6") && driver.shows("Today"));
    driver.click("Clear the filter");
    assert!(driver.reads("6 of 6"));
}

#[test]
fn it_has_room_in_a_small_window_and_is_used_without_a_mouse() {
    let home = Home::new();
    closed(&home);
    somebody_works_on(&home.path("story.tickmark.ron"), "Ben Okafor, of the research desk in the other building", 900);
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0) / 1.25);
    open(&mut driver, &home);
    driver.click("Show");
    driver.wait_for_jobs();
    assert!(driver.reads("2 of 8"));
    assert_eq!(driver.overlaps(), []);
    for name in ["Everybody", "Any day", "Filter by words", "Clear the filter"] {
        assert!(driver.window().contains_rect(driver.rect(name)), "{name} is in the window");
    }
    driver.press("Shift+Tab");
    driver.focus_is_visible();
    driver.press("Enter");
    assert!(driver.reads("8 of 8"), "the cross before the table clears the filter, and the table has the keys again");
    driver.press("End");
    driver.focus_is_visible();
    assert!(driver.reads("Add document: “draft”"));
}

#[test]
fn rows_are_copied_as_a_table_and_as_text() {
    let home = Home::new();
    let mut driver = checked(&home);
    show(&mut driver);
    driver.press("Home");
    driver.press("Shift+Down");
    let table = driver.copy().expect("rows are copied");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "When\tWho\tWhat\tPassage\t¶\tDocument");
    assert!(lines[1].ends_with("\tAna Ruiz\tSet outcome to confirmed: 2 passages\t\t\tdraft"), "{table}");
    assert!(lines[2].ends_with("\tAna Ruiz\tMark as statistic\tFour people\t¶2\tdraft"), "{table}");
    let list = driver.press_to_copy("Ctrl+Alt+C").expect("rows are copied");
    assert!(list.ends_with(", Ana Ruiz: Mark as statistic (draft, ¶2 “Four people”)\n"), "{list}");
}

#[test]
fn the_history_of_a_passage_is_short_until_all_of_it_is_asked_for() {
    let home = Home::new();
    let mut driver = checked(&home);
    driver.click_words(Left, "Three people");
    for letter in ["C", "H", "W", "F", "V", "O", "X"] {
        driver.press("S");
        driver.press(letter);
    }
    driver.click_words(Left, "Three people");
    let panel = driver.rect("Outcome: Out of scope").center();
    driver.wheel(panel, -600.0);
    driver.click("History");
    driver.wheel(panel, -600.0);
    assert!(driver.reads("Outcome: Opinion → Out of scope") && !driver.reads("Outcome: none → Confirmed"));
    driver.click("Show more or less of the history of this passage");
    driver.wheel(panel, -600.0);
    assert!(driver.reads("Outcome: none → Confirmed") && driver.reads("Fewer"));
    driver.click("Show the history of this passage in the tab History");
    driver.wait_for_jobs();
    assert!(driver.reads("8 of 13") && driver.reads("Only “Three people”"));
    assert!(rows(&driver).iter().all(|row| row.contains("Three people")));
}

#[test]
fn what_others_did_since_is_told_on_opening_and_shown() {
    let home = Home::new();
    let mut driver = closed(&home);
    somebody_works_on(&home.path("story.tickmark.ron"), "Ben Okafor", 900);
    somebody_finds(&home.path("story.tickmark.ron"), ("Cem Aydin", 901), "Three people");
    let bytes = std::fs::read(home.path("story.tickmark.ron")).expect("it is there");
    open(&mut driver, &home);
    let told = format!("{NEW}:\nBen Okafor: 1 changed; Cem Aydin: 1 changed");
    assert!(driver.reads(&told));
    driver.wait(60);
    assert!(driver.reads(&told), "it stays until it is dismissed");
    driver.click("Show");
    driver.wait_for_jobs();
    assert!(driver.reads("4 of 10") && driver.is_at_rest() && !driver.reads(NEW));
    assert!(rows(&driver).iter().all(|row| row.starts_with("new, ")), "{:?}", rows(&driver));
    assert!(driver.names().iter().any(|name| name.starts_with("draft: draft, ") && name.ends_with(", new work")));
    driver.click("New only");
    assert!(driver.reads("10 of 10"));
    assert_eq!(
        std::fs::read(home.path("story.tickmark.ron")).expect("it is there"),
        bytes,
        "nothing of this is stored"
    );

    driver.choose(&["File", "Close project"]);
    open(&mut driver, &home);
    assert!(!driver.reads(NEW), "it was open here since");
}

#[test]
fn what_came_in_by_a_merge_that_was_taken_back_is_not_told_as_new() {
    let home = Home::new();
    let mut driver = super::merging::saved(&home);
    let ben = super::merging::copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| super::merging::marks(ben, "Four"));
    let is_marked = |driver: &Driver| driver.names().iter().any(|name| name.ends_with(", new work"));
    super::merging::merge(&mut driver, ben);
    assert!(is_marked(&driver));
    driver.press("Ctrl+Z");
    assert!(!is_marked(&driver), "it is not here");
    driver.press("Ctrl+Shift+Z");
    driver.wait_for_jobs();
    assert!(is_marked(&driver));
}

#[test]
fn the_notice_is_dismissed_and_what_is_new_stays_marked() {
    let home = Home::new();
    let mut driver = closed(&home);
    somebody_works_on(&home.path("story.tickmark.ron"), "Ben Okafor", 900);
    open(&mut driver, &home);
    driver.click("Dismiss");
    assert!(!driver.reads(NEW));
    show(&mut driver);
    assert_eq!(rows(&driver).iter().filter(|row| row.starts_with("new, ")).count(), 2);
}

#[test]
fn nothing_is_new_on_the_first_opening_nor_in_ones_own_work() {
    let home = Home::new();
    let mut driver = closed(&home);
    driver.choose(&["Open project…"]);
    open(&mut driver, &home);
    assert!(!driver.reads(NEW), "it is one's own work");
    somebody_works_on(&home.path("story.tickmark.ron"), "Ben Okafor", 900);
    let elsewhere = Home::new();
    let mut driver = Driver::start(&elsewhere, vec2(1600.0, 1000.0));
    open(&mut driver, &home);
    assert!(!driver.reads(NEW), "it was never open there");
    driver.click("History");
    assert!(!driver.shows("New only"));
}

/// A project in which very much was done.
fn long() -> Project {
    let home = Home::new();
    let text = "word ".repeat(3_000);
    let start = Driver::texts(&home, &[("draft", &text)]);
    let worker = Worker { checker: Id::random([9; 16]).into(), name: "Ben".into(), actor: Actor(99) };
    let mut session = Session::new(start.project().clone(), worker, Id::random([8; 16]));
    let document = session.project().documents()[0].clone();
    let mut all = Transaction::new("Accept suggestions", Vec::new());
    let later = Time(1_742_900_060);
    for (n, range) in (0..3_000).filter_map(|n| Some((n, TextRange::new(n * 5, n * 5 + 4)?))) {
        let (_, what) = edit::add_passage(session.project(), &document, range, PassageKind::Claim, session.fresh)
            .expect("words can be marked");
        if n < 2_500 {
            session.commit(what, later).expect("words can be marked");
        } else {
            all.edits.extend(what.edits);
        }
    }
    session.commit(all, later).expect("words can be marked");
    session.project().clone()
}

#[test]
fn a_long_history_is_listed_in_the_background_and_kept_up_to_date() {
    let home = Home::new();
    let mut driver = Driver::open(&home, vec2(1600.0, 1000.0), &long());
    show(&mut driver);
    assert!(driver.reads("2502 of 2502"));
    assert!(rows(&driver)[0].contains("Ben, Accept suggestions: 500 passages, draft, folded"));
    driver.press("Home Right End");
    assert!(driver.reads("Add"), "the first thing that was done is the last row");
    driver.press("Home");
    assert!(rows(&driver)[1].starts_with("Marked, word, draft"));
    driver.request(Command::NextOpen);
    driver.press("S W");
    driver.wait_for_jobs();
    assert!(driver.reads("2503 of 2503"));
    driver.click("Filter by words");
    driver.type_text("wrong");
    driver.wait_for_jobs();
    assert!(driver.reads("1 of 2503") && rows(&driver)[0].contains("Outcome: none → Wrong"));
}
