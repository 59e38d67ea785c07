//! Other statements of the same fact in the draft: named, and settled with the first.

use egui::vec2;
use tickmark::command::{Action, Command, Then};
use tickmark::edit;
use tickmark::model::{Decision, Id, LinkTarget, Outcome, PassageKind, Relation};
use tickmark::session::Side::{Left, Right};
use tickmark::text::TextRange;

use super::driver::{Driver, Home, seed};

const DRAFT: &str =
    "Police detained over 80,000 people.\nThe weather was fine.\nThe 80,000 people detained have no trial.\nIt rained.";
const REPORT: &str = "Prices rose.\nPolice have detained over 80,000 people without a warrant.";

/// A draft with a number in hand of which it was looked what else says the same.
fn number_in_hand(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", DRAFT), ("report", REPORT)]);
    driver.select_words(Left, "over 80,000 people");
    driver.press("3");
    driver.wait_for_jobs();
    driver
}

/// The same with evidence for it.
fn supported(home: &Home) -> Driver {
    let mut driver = number_in_hand(home);
    driver.select_words(Right, "over 80,000 people");
    driver.press("L S");
    driver.wait_for_jobs();
    driver
}

#[track_caller]
fn propose(driver: &mut Driver, words: &str) {
    driver.press("C");
    driver.type_text(words);
    driver.press("Ctrl+Enter");
    driver.wait_for_jobs();
}

fn repeats(driver: &Driver) -> usize {
    driver.project().links().filter(|link| link.relation == Relation::Repeats).count()
}

/// The first half of scenario 1 of the issue, with its words.
#[test]
fn a_change_names_the_other_statement_and_is_proposed_there_in_one_step() {
    let home = Home::new();
    let mut driver = Driver::start(&home, vec2(1600.0, 1000.0));
    driver.drop_files(vec![seed("000_9a464d67475b2cb6.txt"), seed("001_5dae7fbb4ec7dd23.txt")]);
    driver.click("Load 2");
    driver.wait_for_jobs();
    driver.select_words(Left, "over 80,000 Salvadorans");
    driver.press("3");
    driver.wait_for_jobs();
    assert!(driver.shows("Also said in ¶9: “the 80,000 people”, without “over”"));
    propose(&mut driver, "at least 85,000 Salvadorans");
    assert!(driver.reads("Also said in ¶9: “the 80,000 people” → “at least 85,000 people”"), "it is told too");

    driver.click("Propose there too: ¶9");
    let (first, other) = (driver.passage("over 80,000 Salvadorans"), driver.passage("the 80,000 people"));
    assert_eq!(driver.project().changes_of(other.id).count(), 1);
    let change = driver.project().changes_of(other.id).next().expect("a change");
    assert_eq!((change.from.as_str(), change.to.as_str()), ("the 80,000 people", "at least 85,000 people"));
    assert_eq!((other.kind, other.outcome, change.decision), (PassageKind::Statistic, None, Decision::Open));
    let links: Vec<_> = driver.project().links_from(other.id).map(|link| (link.to, link.relation)).collect();
    assert_eq!(links, [(LinkTarget::Passage(first.id), Relation::Repeats)]);
    assert!(!driver.shows("Propose there too: ¶9"), "what is done is offered no more");
    assert!(driver.shows("Also said in ¶9: “the 80,000 people”, without “over”"));

    driver.press("Ctrl+Z");
    assert!(driver.find_passage("the 80,000 people").is_none());
    assert_eq!((driver.project().changes().count(), repeats(&driver)), (1, 0), "one step takes all of it back");
}

#[test]
fn a_tick_goes_on_and_is_offered_for_the_others() {
    let home = Home::new();
    let mut driver = supported(&home);
    driver.select_words(Left, "rained");
    driver.press("1");
    driver.click_words(Left, "over 80,000");
    driver.press("T");
    driver.wait_for_jobs();
    assert_eq!(driver.selected_passage(), Some("rained"), "the flow is not stopped");
    driver.click("Tick there too");
    let other = driver.passage("The 80,000 people");
    assert_eq!((other.outcome, driver.session().standing(&other).open), (Some(Outcome::Confirmed), None));
    assert_eq!(repeats(&driver), 1);
    assert_eq!(driver.selected_passage(), Some("rained"));
    assert!(driver.reads("Ticked in ¶3 too"));
    driver.press("Ctrl+Z");
    assert!(driver.find_passage("The 80,000 people").is_none());
    assert_eq!(driver.passage("over 80,000 people").outcome, Some(Outcome::Confirmed));
}

#[test]
fn shift_t_takes_the_offer_by_keyboard() {
    let home = Home::new();
    let mut driver = supported(&home);
    driver.click_words(Left, "over 80,000");
    driver.press("Shift+T");
    assert!(driver.find_passage("The 80,000 people").is_none(), "nothing is offered yet");
    driver.press("T");
    driver.wait_for_jobs();
    driver.press("Shift+T");
    assert_eq!(driver.passage("The 80,000 people").outcome, Some(Outcome::Confirmed));
    assert!(driver.session().offered().is_none());
}

#[test]
fn a_passage_that_is_there_already_is_taken() {
    let home = Home::new();
    let mut driver = supported(&home);
    driver.select_words(Left, "80,000 people detained");
    driver.press("3");
    driver.click_words(Left, "over 80,000");
    driver.press("T Shift+T");
    assert_eq!(driver.project().passages().count(), 3);
    assert_eq!(driver.passage("80,000 people detained").outcome, Some(Outcome::Confirmed));
    assert_eq!(repeats(&driver), 1);
}

#[test]
fn what_was_declined_does_not_come_again() {
    let home = Home::new();
    let mut driver = supported(&home);
    driver.click_words(Left, "over 80,000");
    assert!(driver.reads("Also said in ¶3"));
    driver.click("Not the same as ¶3: name it no longer");
    assert!(!driver.reads("Also said in ¶3"));
    driver.press("T");
    driver.wait_for_jobs();
    assert!(!driver.shows("Tick there too") && driver.session().offered().is_none());
    driver.press("Ctrl+Z Ctrl+Z");
    assert!(driver.reads("Also said in ¶3"), "to decline can be undone");
}

#[test]
fn a_change_that_does_not_carry_over_by_itself_is_written_there() {
    let home = Home::new();
    let mut driver = number_in_hand(&home);
    propose(&mut driver, "very many");
    driver.click("Propose there too…: ¶3");
    assert_eq!(driver.in_hand(), Some("The 80,000 people"));
    assert_eq!(driver.focused().map(|(name, _)| name), Some("How the words should be".to_owned()));
    driver.press("Ctrl+A");
    driver.type_text("Very many of those");
    driver.press("Ctrl+Enter");
    let other = driver.passage("The 80,000 people");
    let to: Vec<_> = driver.project().changes_of(other.id).map(|change| change.to.to_string()).collect();
    assert_eq!(to, ["Very many of those"]);
}

#[test]
fn a_click_shows_it_and_keeps_the_passage_in_hand() {
    let home = Home::new();
    let mut driver = number_in_hand(&home);
    driver.click("Also said in ¶3: “The 80,000 people”, without “over”");
    assert_eq!((driver.selected_words(), driver.in_hand()), ("The 80,000 people", Some("over 80,000 people")));
    driver.press("Alt+Left");
    assert_eq!(driver.selected_passage(), Some("over 80,000 people"));
}

#[test]
fn a_quote_that_is_said_again_is_named_and_all_fits_a_small_window() {
    let home = Home::new();
    let quote = format!("“They never told us {}why”", "and never told anybody else ".repeat(8));
    let draft = format!("He said: {quote}.\nIt rained.\nLater he said {quote} once more.");
    // 1280×800 at 125 %.
    let mut driver = Driver::texts_in(&home, vec2(1024.0, 640.0), &[("draft", &draft)]);
    let document = driver.session().draft_in_front().expect("a draft").clone();
    let at = document.text().find(&quote).expect("it is there");
    let range = TextRange::between(at, at + quote.len());
    let marked = edit::add_passage(driver.project(), &document, range, PassageKind::Quote, Id::default());
    let (passage, what) = marked.expect("words");
    driver.request(Action::Commit(what, Then::Select(passage)));
    driver.press("T");
    driver.wait_for_jobs();
    driver.request(Action::Show(passage));
    // The notice goes by itself.
    driver.wait(6);
    assert!(driver.reads("Also said in ¶3: “They never told us"));
    assert!(driver.window().contains_rect(driver.rect("Tick there too: ¶3")));
    assert_eq!(driver.overlaps(), []);
    driver.press("Shift+T");
    assert_eq!(driver.project().passages().filter(|it| it.outcome.is_some()).count(), 2);
}

#[test]
fn nothing_is_said_where_nothing_says_the_same() {
    let home = Home::new();
    let mut driver = number_in_hand(&home);
    driver.click_words(Left, "rained");
    driver.press("1");
    driver.wait_for_jobs();
    assert!(!driver.reads("Also said"));
    let why = Command::CarryOver.resolve(Some(driver.session())).expect_err("nothing is offered");
    assert!(why.to_string().starts_with("No other statement"));
}
