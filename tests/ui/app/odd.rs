//! Projects that are odd, but keep all rules: full of clashes, of links in circles, of outcomes where none are asked for.

use egui::vec2;
use tickmark::model::{AnyRecord, Clash, Field, Outcome, Project, Relation, Role, Text, Value};
use tickmark::session::Side::{Left, Right};

use super::driver::{Driver, Home};

/// The sample project, every passage and link of which two people have set differently.
fn full_of_clashes() -> Project {
    let project = tickmark::store::from_bytes(tickmark::sample::FILE.as_bytes()).expect("a project").project;
    let clash = |field, value, dot| Clash { field, value, dot };
    let clashing = project.tables().iter().filter_map(|record| {
        let dot = record.fields().stamps().dots().next()?;
        match record {
            AnyRecord::Passage(passage) => {
                let mut passage = (*passage).clone();
                let wrong = Value::Outcome(Some(Outcome::Wrong));
                let note = Text::from("Another note").into();
                passage.clashes = [clash(Field::Outcome, wrong, dot), clash(Field::Note, note, dot)].to_vec().into();
                Some(passage.into())
            }
            AnyRecord::Link(link) => {
                let mut link = (*link).clone();
                link.clashes = [clash(Field::Relation, Value::Relation(Relation::Context), dot)].to_vec().into();
                Some(link.into())
            }
            _ => None,
        }
    });
    project.replaced(clashing.collect::<Vec<AnyRecord>>())
}

#[test]
fn clashes_of_a_whole_project_are_settled_one_by_one() {
    let home = Home::new();
    let project = full_of_clashes();
    let n_clashes = project.n_clashes();
    assert!(n_clashes > 90, "{n_clashes}");
    let mut driver = Driver::open(&home, vec2(1600.0, 1000.0), &project);
    for done in 1..=4 {
        driver.press("N");
        assert!(driver.reads("two people set it differently"));
        driver.click_line("Choose Wrong, set by");
        assert_eq!(driver.passage_in_hand().outcome, Some(Outcome::Wrong));
        assert_eq!(driver.project().n_clashes(), n_clashes - done);
    }
    driver.press("Ctrl+Z");
    assert_eq!(driver.project().n_clashes(), n_clashes - 3, "a clash that was settled comes back");
    driver.press("Ctrl+S");
    driver.wait_saved();
}

const CIRCLE: [&str; 3] = ["Over 80,000", "More people", "Nobody"];

#[test]
fn links_that_form_a_circle_are_followed_around_and_removed() {
    let home = Home::new();
    let mut driver =
        Driver::texts(&home, &[("draft", "Over 80,000 people.\nMore people.\nNobody at all."), ("report", "So.")]);
    for words in CIRCLE {
        driver.select_words(Left, words);
        driver.press("1");
    }
    for (at, words) in CIRCLE.into_iter().enumerate() {
        driver.click_words(Left, words);
        driver.press("Escape");
        driver.click_words(Left, words);
        driver.select_words(Left, CIRCLE[(at + 1) % 3]);
        driver.press("L S");
    }
    assert_eq!(driver.project().links().count(), 3);
    driver.click_words(Left, CIRCLE[0]);
    for _ in 0..7 {
        driver.press("G");
    }
    assert_eq!(driver.selected_passage(), Some(CIRCLE[1]), "seven steps around three");
    for _ in 0..7 {
        driver.press("Alt+Left");
    }
    assert_eq!(driver.selected_passage(), Some(CIRCLE[0]));
    driver.press("Delete");
    assert_eq!(driver.project().links().count(), 1, "its two links went with it");
    driver.press("Ctrl+Z");
    assert_eq!(driver.project().links().count(), 3);
}

#[test]
fn outcomes_stay_when_a_document_becomes_evidence_and_draft_again() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "One two three.\nFour five."), ("report", "Six seven.")]);
    driver.select_words(Left, "two");
    driver.press("1 S W");
    driver.select_words(Left, "Four");
    driver.press("1");
    let counts = |driver: &Driver| driver.session().draft_counts();
    assert_eq!((counts(&driver).n_passages, counts(&driver).n_open), (2, 2), "wrong asks for a change");
    driver.press("F2");
    driver.click("Role: Evidence");
    driver.click("Save");
    assert_eq!((counts(&driver).n_passages, counts(&driver).n_open), (0, 0));
    assert_eq!(driver.passage("two").outcome, Some(Outcome::Wrong), "kept, but nobody is asked");
    driver.press("N");
    assert!(driver.announced().is_some());
    driver.click_words(Left, "two");
    driver.press("T");
    driver.press("F2");
    driver.click("Role: Draft");
    driver.click("Save");
    assert_eq!(counts(&driver).n_passages, 2);
    assert!(driver.passage("two").outcome.is_some());
    driver.select_words(Right, "Six");
    driver.press("1");
    assert_eq!(driver.passage("Six").outcome, None);
    let report = driver.passage("Six").place.document;
    assert_eq!(driver.project().document(report).map(|it| it.role), Some(Role::Evidence));
}

#[test]
fn a_draft_with_emoji_is_shown() {
    let home = Home::new();
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    let draft = home.bytes("sample.docx", include_bytes!("../../data/import/sample.docx"));
    driver.drop_files(vec![draft]);
    driver.press("Enter");
    driver.wait_until_reads("🙂");
}
