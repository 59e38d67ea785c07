//! Who checked a passage is not who took something else back.

use egui::vec2;
use tickmark::command::{Action, Then};
use tickmark::edit;
use tickmark::model::{Actor, Id, Outcome, PassageKind, Project, Time};
use tickmark::session::Side::Left;
use tickmark::session::{Session, Worker};
use tickmark::text::TextRange;

use super::driver::{Driver, Home};
use super::review::replace;

const DRAFT: &str = "Two men came home.\n\nA third one stayed away.\n";

/// A draft of which Ben has called "Two men" an opinion.
fn checked_by_ben() -> Project {
    let start = Driver::texts(&Home::new(), &[("Draft 1", DRAFT)]);
    let worker = Worker { checker: Id::random([9; 16]).into(), name: "Ben".into(), actor: Actor(99) };
    let mut session = Session::new(start.project().clone(), worker, Id::random([8; 16]));
    let draft = session.project().documents()[0].clone();
    let range = TextRange::between(0, 7);
    let marked = edit::add_passage(session.project(), &draft, range, PassageKind::Claim, session.fresh);
    let (id, what) = marked.expect("words can be marked");
    session.commit(what, Time(0)).expect("a passage");
    let outcome = edit::set_outcome([&**session.project().passage(id).expect("it")], Some(Outcome::Opinion));
    session.commit(outcome, Time(60)).expect("an outcome");
    session.project().clone()
}

/// Whether the panel and the table say that Ben has checked it.
#[track_caller]
fn is_bens(driver: &Driver) {
    assert!(driver.reads("Checked by Ben"), "{:?}", driver.names());
    let texts: Vec<_> = driver.texts_painted().map(|text| text.shape.galley.text().to_owned()).collect();
    assert!(texts.iter().any(|text| text == "Ben") && !texts.iter().any(|text| text == "Ana Ruiz"), "{texts:?}");
}

#[test]
fn whoever_takes_something_back_has_not_checked_the_passage() {
    let home = Home::new();
    let mut driver = Driver::open(&home, vec2(1600.0, 1000.0), &checked_by_ben());
    driver.click_words(Left, "Two men");
    is_bens(&driver);
    driver.press("S W");
    assert!(!driver.reads("Checked by Ben"));
    driver.press("Ctrl+Z");
    is_bens(&driver);
    replace(&mut driver, &home, "Then two women came home.\n");
    driver.press("Ctrl+Z");
    driver.wait_for_jobs();
    driver.click_words(Left, "Two men");
    is_bens(&driver);
}

#[test]
fn whoever_goes_back_to_the_version_before_has_not_checked_the_passages() {
    let home = Home::new();
    let mut driver = Driver::open(&home, vec2(1600.0, 1000.0), &checked_by_ben());
    replace(&mut driver, &home, "Then two men came home.\n");
    let newest = driver.project().documents().into_iter().find(|it| it.replaces.is_some()).expect("it").id;
    driver.request(Action::Commit(edit::remove_document(driver.project(), newest), Then::Stay));
    driver.wait_for_jobs();
    driver.click_words(Left, "Two men");
    is_bens(&driver);
}
