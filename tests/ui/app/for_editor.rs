//! The page for the editor: what is there and what is not, and deciding in place.

use egui::{Rect, vec2};
use tickmark::command::{Action, Command, Then, WindowAction};
use tickmark::edit;
use tickmark::model::{Decision, Field, LinkTarget, Outcome, PassageKind, Relation, Role, Text};
use tickmark::session::Side::{self, Left, Right};

use super::driver::{Driver, Home, seed};

const DRAFT: &str = "The police of El Salvador detained 80,000 people without warrants since 2022.\n\
                     The weather was fine in the capital on Monday.\n";
const REPORT: &str = "Prices of coffee rose again on Friday.\n\
                      Since 2022 the police of El Salvador have detained at least 85,000 people without warrants.\n\
                      It rained in the hills.\n";

/// A draft and a report that say otherwise of the same, with the page open.
fn pair(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", DRAFT), ("report", REPORT)]);
    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    driver
}

/// The rows of the page, as they are told.
fn rows(driver: &Driver) -> Vec<String> {
    driver.rows_shown().into_iter().map(|(_, row)| row).collect()
}

/// What stands in the title of the tab.
fn count(driver: &Driver) -> String {
    let names = driver.names();
    names.iter().find_map(|name| name.strip_prefix("For the editor ")).unwrap_or("none").to_owned()
}

fn press(driver: &mut Driver, keys: &str) {
    for key in keys.split(' ') {
        driver.press(key);
        driver.wait_for_jobs();
    }
}

fn click(driver: &mut Driver, label: &str) {
    driver.click(label);
    driver.wait_for_jobs();
}

#[test]
fn what_documents_say_otherwise_of_the_same_is_found() {
    let home = Home::new();
    let driver = pair(&home);
    let rows = rows(&driver);
    assert_eq!(rows.len(), 1, "{rows:?}");
    for words in ["Found, not linked yet", "draft ¶1", "80,000 people", "report ¶2", "85,000", "Conflict", "Undecided"]
    {
        assert!(rows[0].contains(words), "{words:?} is missing: {rows:?}");
    }
    assert_eq!(count(&driver), "1");
    assert_eq!(driver.project().passages().count(), 0, "to compare marks nothing");
}

#[test]
fn what_a_report_says_three_times_is_one_row_that_names_the_places() {
    let home = Home::new();
    let again = "In all the police of El Salvador detained 85,000 people without warrants since 2022.\n";
    let report = format!("{REPORT}{again}{again}");
    let mut driver = Driver::texts(&home, &[("draft", DRAFT), ("report", &report)]);
    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    let found = rows(&driver);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("report ¶2, ¶4, ¶5"), "{found:?}");
    press(&mut driver, "X");
    assert_eq!(count(&driver), "0", "all of them are dismissed");
    press(&mut driver, "Ctrl+Z");
    assert_eq!(count(&driver), "1");
}

#[test]
fn a_pair_is_linked_by_the_keyboard_alone() {
    let home = Home::new();
    let mut driver = pair(&home);
    press(&mut driver, "Home");
    assert_eq!(driver.session().desk.side, Left, "both sides are shown, and the draft is what keys mean");
    let in_right = driver.session().desk.pane(Right).tab().map(|tab| tab.document);
    assert_eq!(driver.project().document(in_right.expect("a document")).map(|it| it.title.as_str()), Some("report"));
    press(&mut driver, "L U");
    let link = driver.project().links().next().expect("a link").clone();
    let from = driver.passage("80,000 people");
    let to = driver.passage("at least 85,000 people");
    assert_eq!((link.from, link.to), (from.id, LinkTarget::Passage(to.id)));
    assert_eq!(link.relation, Relation::Updates);
    let rows = rows(&driver);
    assert_eq!(rows.len(), 1, "what is linked is not there twice: {rows:?}");
    assert!(rows[0].starts_with("Updated"), "{rows:?}");
    press(&mut driver, "Ctrl+Z Ctrl+Z");
    assert_eq!((driver.project().links().count(), driver.project().passages().count()), (0, 0));
}

#[test]
fn a_dismissed_pair_stays_away_until_it_is_taken_back() {
    let home = Home::new();
    let mut driver = pair(&home);
    press(&mut driver, "X");
    assert!(rows(&driver).is_empty() && count(&driver) == "0");
    press(&mut driver, "Ctrl+Z");
    assert_eq!(rows(&driver).len(), 1, "the dismissal is undone");
    // The notice of what was undone goes.
    driver.wait(10);
    driver.click("Why it is dismissed");
    driver.type_text("Another period");
    click(&mut driver, "Dismiss X");
    assert!(rows(&driver).is_empty());

    let project = driver.project().clone();
    let mut driver = Driver::open(&home, vec2(1600.0, 1000.0), &project);
    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    assert!(rows(&driver).is_empty(), "it stays so");
    driver.click("All matters");
    driver.click_line("Dismissed pairs too");
    assert!(rows(&driver)[0].contains("Dismissed"), "{:?}", rows(&driver));
    driver.click_row("Found, not linked yet");
    assert!(driver.reads("Another period"));
    click(&mut driver, "Bring it back");
    assert!(rows(&driver)[0].contains("Undecided"));
}

#[test]
fn only_what_was_found_can_be_dismissed() {
    let home = Home::new();
    let mut driver = pair(&home);
    press(&mut driver, "L C X");
    assert_eq!(rows(&driver).len(), 1);
    assert!(driver.names().iter().any(|name| name.contains("Only what was found by comparing")));
}

#[test]
fn what_agrees_is_not_there() {
    let home = Home::new();
    let mut driver =
        Driver::texts(&home, &[("draft", "They held up to 40,000 men."), ("report", "They held 40,000 men.")]);
    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    assert!(rows(&driver).is_empty(), "{:?}", rows(&driver));
    assert!(driver.reads("Nothing to decide: no contradiction"));
}

#[test]
fn without_a_second_document_it_says_that_nothing_can_be_compared() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", DRAFT)]);
    driver.request(Command::ForEditor);
    assert!(driver.reads("Nothing to decide: with a second document"));
}

/// A draft whose only number is set to an outcome.
fn with_outcome(home: &Home, keys: &str) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", DRAFT)]);
    driver.select_words(Left, "80,000 people");
    driver.press(&format!("3 {keys}"));
    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    driver
}

#[test]
fn a_passage_with_several_reasons_is_one_row_that_names_them() {
    let home = Home::new();
    let mut driver = pair(&home);
    press(&mut driver, "L C");
    driver.press("S F");
    driver.wait_for_jobs();
    let rows = rows(&driver);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(rows[0].starts_with("Conflicting, contradicted"), "{rows:?}");
}

#[test]
fn a_change_is_decided_in_place_and_that_is_undone() {
    let home = Home::new();
    let mut driver = with_outcome(&home, "S H C");
    driver.click_words(Left, "80,000 people");
    driver.press("C");
    driver.type_text("85,000 people");
    driver.press("Ctrl+Enter");
    driver.wait_for_jobs();
    let change = |driver: &Driver| driver.project().changes().next().expect("proposed").clone();
    driver.click_row("Change, confirmed");
    press(&mut driver, "Enter");
    assert_eq!(driver.focused().map(|(name, _)| name).as_deref(), Some("Accept"), "Enter leads to the decision");
    press(&mut driver, "Enter");
    assert_eq!((change(&driver).decision, change(&driver).decided_by.as_str()), (Decision::Accepted, "Ana Ruiz"));
    assert_eq!(count(&driver), "0");
    assert!(rows(&driver)[0].contains("Accepted"), "it is quiet, not gone: {:?}", rows(&driver));
    driver.click("Undecided only");
    assert!(rows(&driver).is_empty());
    press(&mut driver, "Ctrl+Z");
    assert_eq!((change(&driver).decision, count(&driver).as_str()), (Decision::Open, "1"));
}

#[test]
fn who_decided_and_why_is_written_in_place() {
    let home = Home::new();
    let mut driver = with_outcome(&home, "S W");
    driver.click_row("Wrong. ");
    click(&mut driver, "Stands as written");
    driver.click("Decided by, in the matter");
    driver.press("Ctrl+A");
    driver.type_text("M. Editor");
    driver.click("Why, in the matter");
    driver.type_text("The ministry counts otherwise");
    driver.press("Escape");
    driver.wait_for_jobs();
    let change = driver.project().changes().next().expect("a decision").clone();
    assert_eq!(change.decision, Decision::Declined);
    assert_eq!((change.decided_by.as_str(), change.reason.as_str()), ("M. Editor", "The ministry counts otherwise"));
    assert!(rows(&driver)[0].contains("M. Editor"), "{:?}", rows(&driver));
    assert_eq!(count(&driver), "0");
}

#[test]
fn a_change_can_be_proposed_in_place() {
    let home = Home::new();
    let mut driver = with_outcome(&home, "S V");
    driver.click_row("Cannot verify. ");
    driver.click("Propose a change");
    driver.type_text("many people");
    driver.press("Ctrl+Enter");
    driver.wait_for_jobs();
    assert_eq!(driver.project().changes().next().map(|change| change.to.to_string()).as_deref(), Some("many people"));
    assert!(driver.shows("Accept"));
}

#[test]
fn a_support_that_differs_is_there() {
    let home = Home::new();
    let mut driver = pair(&home);
    press(&mut driver, "L S");
    assert!(rows(&driver)[0].starts_with("Support that differs"), "{:?}", rows(&driver));
    assert!(rows(&driver)[0].contains("Conflict"));
}

#[test]
fn rows_are_copied_as_a_table_and_as_text() {
    let home = Home::new();
    let mut driver = pair(&home);
    press(&mut driver, "Home");
    let table = driver.copy().expect("copied");
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(
        table
            .lines()
            .nth(1)
            .is_some_and(|line| line.contains("80,000 people\tThe police of El Salvador detained 80,000 people"))
    );
    let text = driver.click_to_copy("Copy as text").expect("copied");
    assert!(text.starts_with("1. Found: conflict. Undecided (Link it or dismiss it)"), "{text}");
    assert!(text.contains("report, ¶2") && text.contains("conflict: "), "{text}");
}

#[test]
fn an_edit_does_not_compare_the_documents_again_but_a_document_does() {
    let home = Home::new();
    let mut driver = pair(&home);
    driver.drop_files(vec![
        home.file(
            "wire.txt",
            "In the end the police of El Salvador detained 90,000 people without warrants since 2022.",
        ),
    ]);
    driver.press("Enter");
    driver.wait_for(|app| app.session().is_some_and(|session| session.project().documents().len() == 3));
    driver.wait_for_jobs();
    assert!(rows(&driver).iter().any(|row| row.contains("wire ¶1")), "{:?}", rows(&driver));
    let wire = driver.project().documents().into_iter().find(|it| it.title.as_str() == "wire").expect("loaded").id;
    driver.request(Action::Commit(edit::remove_document(driver.project(), wire), Then::Stay));
    driver.wait_for_jobs();
    assert_eq!(rows(&driver).len(), 1, "{:?}", rows(&driver));
}

#[test]
fn long_titles_are_cut_in_the_middle_and_nothing_overlaps() {
    let home = Home::new();
    let long = "A report with a title that nobody ever thought would have to fit anywhere at all";
    let draft = format!("{long} of 2023");
    let report = format!("{long} of 2024");
    let size = vec2(1024.0, 640.0);
    let mut driver = Driver::texts_in(&home, size, &[(&draft, DRAFT), (&report, REPORT)]);
    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    press(&mut driver, "Home");
    assert!(driver.reads("of 2024 ¶2"), "the end of a title tells it from others");
    assert!(driver.overlaps().is_empty(), "{:?}", driver.overlaps());
}

/// Both articles, the first as the draft.
fn articles(home: &Home) -> Driver {
    let mut driver = Driver::start(home, vec2(1600.0, 1000.0));
    driver.drop_files(vec![seed("000_9a464d67475b2cb6.txt"), seed("001_5dae7fbb4ec7dd23.txt")]);
    driver.click("Load 2");
    driver.wait_for_jobs();
    for (role, published) in [(Role::Draft, "2025-02"), (Role::Evidence, "2025-03-24")] {
        let id = driver.project().documents_as(role)[0].id;
        driver.request(Action::Commit(edit::set_field(id, Field::Published, Text::from(published)), Then::Stay));
    }
    driver.wait_for_jobs();
    driver
}

/// Links words of both articles with a letter of the list of relations.
fn linked(driver: &mut Driver, (draft, kind): (&str, &str), evidence: &str, relation: &str) {
    driver.select_words(Left, draft);
    driver.press(kind);
    driver.select_words(Side::Right, evidence);
    driver.press("L");
    driver.press(relation);
    driver.wait_for_jobs();
}

/// Scenario 1 of the issue.
#[test]
fn a_change_names_where_the_draft_says_the_same_again_and_waits_for_its_decision() {
    let home = Home::new();
    let mut driver = articles(&home);
    driver.select_words(Left, "over 80,000");
    driver.press("3 S H C");
    driver.type_text("at least 85,000");
    driver.press("Ctrl+Enter");
    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    let row = rows(&driver).into_iter().find(|row| row.starts_with("Change")).expect("a change");
    assert!(row.contains("“over 80,000” → “at least 85,000”"), "{row}");
    assert!(row.contains("also in ¶9") && row.contains("80,000 people"), "{row}");

    let blocked = |driver: &mut Driver| {
        driver.request(Command::SignOff);
        driver.wait_for(|app| !app.is_busy());
        let names = driver.names();
        driver.press("Escape");
        names.iter().any(|name| name.contains("over 80,000") && name.contains("No decision on a change yet"))
    };
    assert!(blocked(&mut driver), "the sign-off lists it");
    driver.click_row("Change, confirmed");
    click(&mut driver, "Accept");
    driver.click("Decided by, in the matter");
    driver.press("Ctrl+A");
    driver.type_text("M. Editor");
    driver.press("Enter");
    driver.wait_for_jobs();
    assert!(!blocked(&mut driver), "it is decided");
    let row = rows(&driver).into_iter().find(|row| row.starts_with("Change")).expect("it is still there");
    assert!(row.contains("Accepted, M. Editor"), "{row}");
}

/// Scenario 3 of the issue.
#[test]
fn the_five_pairs_of_the_articles_are_there_with_sentences_dates_and_places() {
    let home = Home::new();
    let mut driver = articles(&home);
    linked(&mut driver, ("over 80,000 Salvadorans", "3"), "at least 85,000 people", "U");
    linked(&mut driver, ("at least 265 people", "3"), "at least 367", "U");
    linked(&mut driver, ("1,086 per 100,000", "3"), "2 percent of the population", "C");
    let offer = "No country has ever made an offer of friendship such as this";
    linked(&mut driver, (offer, "2"), "extraordinary gesture never before extended by any country", "C");
    let deaths = "Many of these deaths occurred in the country’s new Centro de Confinamiento del Terrorismo (CECOT)";
    linked(&mut driver, (deaths, "1"), "not being held at CECOT", "C");
    driver.request(Action::Window(WindowAction::LowerHeight(640)));
    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    let rows = rows(&driver);
    for (own, other) in [
        ("over 80,000 Salvadorans", "at least 85,000 people"),
        ("at least 265 people", "at least 367"),
        ("1,086 per 100,000", "2 percent of the population"),
        (offer, "extraordinary gesture"),
        ("Many of these deaths occurred", "not being held at CECOT"),
    ] {
        let with_both: Vec<&String> =
            rows.iter().filter(|row| row.contains(own) && row.contains(other) && !row.starts_with("Found")).collect();
        assert_eq!(with_both.len(), 1, "{own} / {other}: {rows:#?}");
        let row = with_both[0];
        assert!(row.contains("February 2025") && row.contains("24 March 2025"), "{row}");
        assert!(row.matches('¶').count() >= 2, "{row}");
    }
    assert!(rows.iter().all(|row| !row.contains("up to 40,000")), "both allow each other: {rows:#?}");
    let is_kind = |words: &str, kind| driver.passage(words).kind == kind;
    assert!(is_kind("at least 367", PassageKind::Statistic) && is_kind(offer, PassageKind::Quote));
    assert_eq!(driver.passage("1,086 per 100,000").outcome, None::<Outcome>);
}

#[test]
fn what_was_linked_is_in_hand_and_its_undo_shows_the_pair_again() {
    let home = Home::new();
    let mut driver = pair(&home);
    press(&mut driver, "L C");
    assert_eq!(driver.in_hand(), Some("80,000 people"));
    press(&mut driver, "Ctrl+Z");
    assert_eq!(driver.lit_rows().len(), 1);
    assert!(driver.lit_rows()[0].starts_with("Found"), "{:?}", driver.lit_rows());
    assert_eq!(driver.in_hand(), None, "keys mean no passage that is not lit");
}

#[test]
fn what_x_is_refused_for_is_called_what_it_means_here() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", DRAFT)]);
    driver.request(Command::ForEditor);
    press(&mut driver, "X");
    assert!(driver.reads("Dismiss the pair: Nothing is listed"), "{:?}", driver.names());
    let mut driver = pair(&home);
    press(&mut driver, "L C X");
    let told = "Dismiss the pair: Only what was found by comparing can be dismissed; all else is decided";
    assert!(driver.reads(told), "{:?}", driver.names());
}

#[test]
fn the_keys_of_a_tab_work_once_it_was_clicked() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", DRAFT), ("report", REPORT)]);
    driver.click_words(Left, "80,000");
    driver.click_line("For the editor");
    driver.wait_for_jobs();
    let before = rows(&driver).len();
    driver.press("X");
    driver.wait_for_jobs();
    assert_eq!(rows(&driver).len(), before - 1, "{:?}", rows(&driver));
}

#[test]
fn the_decision_leaves_its_scroll_bar_room() {
    for (width, keys, outcome) in [(1440.0, "S H", "Confirmed with change"), (1310.0, "S V", "Cannot verify")] {
        let home = Home::new();
        let mut driver = Driver::texts_in(&home, vec2(width, 900.0), &[("draft", DRAFT)]);
        driver.select_words(Left, "80,000 people");
        driver.press(&format!("3 {keys}"));
        driver.request(Command::ForEditor);
        driver.wait_for_jobs();
        let pill = driver.rect(&format!("Outcome of the matter: {outcome}"));
        let free = driver.window().right() - 22.0;
        assert!(pill.right() <= free, "{pill} at {width}");
        let top = driver.rect("Copy as text").bottom();
        let column = Rect::from_x_y_ranges(pill.left() - 1.0..=f32::INFINITY, top..=pill.bottom() + 40.0);
        let lines = driver.texts_painted().enumerate().flat_map(|(at, text)| text.lines(at));
        let over: Vec<_> =
            lines.filter(|(_, _, ink)| column.contains(ink.left_center()) && ink.right() > free).collect();
        assert!(over.is_empty(), "{over:?}");
    }
}
