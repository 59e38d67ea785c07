//! Coverage and sign-off in the window: passing sentences, what is left, the proof view, signing a draft off.

use std::sync::Arc;

use egui::{Color32, vec2};
use tickmark::command::{Action, Command, Then};
use tickmark::edit;
use tickmark::model::{Decision, Field, LinkTarget, Outcome, Question, Rank, SignOff, State};
use tickmark::session::Side::{self, Left};
use tickmark::session::counted;

use super::driver::{Driver, Home};

const DRAFT: &str = "Two people came. Nobody knows why.\nThree people left.";

fn draft(home: &Home) -> Driver {
    Driver::texts(home, &[("draft", DRAFT), ("report", "Two people, says the office.")])
}

/// A draft of which every sentence is passed but the first, in which "Two people" is marked as wrong.
fn almost_done(home: &Home) -> Driver {
    let mut driver = draft(home);
    driver.select_words(Left, "Two people");
    driver.press("3 S O");
    driver.click_words(Left, "Nobody");
    driver.press("P P");
    driver
}

/// What nobody has looked at in the draft.
fn untouched(driver: &Driver) -> Vec<&str> {
    let draft = driver.session().draft_in_front().expect("a draft is open");
    let sentences = driver.session().sentences(draft.id).expect("they are known");
    let all = tickmark::text::TextRange::of(draft.text());
    sentences.untouched_in(all).filter_map(|sentence| sentence.within(draft.text())).collect()
}

fn sign_offs(driver: &Driver) -> Vec<Arc<SignOff>> {
    let draft = driver.session().draft_in_front().expect("a draft is open");
    driver.project().sign_offs_of(draft.id).into_iter().cloned().collect()
}

fn ask_to_sign_off(driver: &mut Driver) {
    driver.request(Command::SignOff);
    driver.wait_for(|app| !app.is_busy());
}

#[test]
fn p_passes_a_sentence_and_goes_on() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.select_words(Left, "Two people");
    driver.press("3");
    assert_eq!(untouched(&driver), ["Nobody knows why.", "Three people left."]);
    driver.click_words(Left, "Nobody");
    driver.press("P");
    assert_eq!(untouched(&driver), ["Three people left."]);
    driver.press("1");
    driver.passage("Three people");
    assert_eq!(untouched(&driver), [""; 0], "the caret was in the next one");
    driver.press("Ctrl+Z Ctrl+Z");
    assert_eq!(untouched(&driver), ["Nobody knows why.", "Three people left."]);
    assert!(driver.shows("Notice: Undone: nothing to check here"), "{:?}", driver.names());
}

#[test]
fn p_on_a_passed_sentence_takes_that_back() {
    let home = Home::new();
    let mut driver = almost_done(&home);
    assert_eq!(untouched(&driver), [""; 0]);
    driver.click_words(Left, "Three people");
    driver.press("P");
    assert_eq!(untouched(&driver), ["Three people left."]);
}

#[test]
fn p_passes_all_selected_sentences_that_have_no_passage() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.select_words(Left, "Two people");
    driver.press("3 Ctrl+A P");
    assert_eq!(untouched(&driver), [""; 0]);
    assert_eq!(driver.project().passes_of(driver.passage("Two people").place.document).count(), 2);
    driver.press("Ctrl+A P");
    assert_eq!(untouched(&driver).len(), 2);
}

#[test]
fn n_walks_open_passages_and_then_what_nobody_has_looked_at() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.select_words(Left, "Three people");
    driver.press("3");
    driver.click_words(Left, "Two people");
    driver.press("N");
    assert_eq!(driver.in_hand(), Some("Three people"), "past the sentences in between");
    driver.press("S O N");
    assert_eq!(driver.in_hand(), None);
    driver.press("P N");
    assert_eq!(untouched(&driver), ["Nobody knows why."]);
    driver.press("P");
    assert_eq!(untouched(&driver), [""; 0]);
    assert!(driver.shows("Notice: Next open item: Nothing is open or untouched, or all that is waits for an answer"));
}

#[test]
fn a_bar_stands_beside_what_nobody_has_looked_at() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.select_words(Left, "Two people");
    driver.press("3");
    let bars: Vec<_> = driver.names().into_iter().filter(|name| name.starts_with("Untouched: ")).collect();
    assert_eq!(bars, ["Untouched: Nobody knows why.", "Untouched: Three people left."]);
    driver.click("Untouched: Three people left.");
    driver.press("P");
    assert_eq!(untouched(&driver), ["Nobody knows why."]);
    driver.request(Command::FirstRead);
    assert!(!driver.shows("Untouched: Nobody knows why."), "a first read has no marks");
}

#[test]
fn the_meter_says_how_far_the_draft_is_and_leads_on() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.select_words(Left, "Two people");
    driver.press("3 S O");
    assert!(driver.reads("1 closed · 0 open · 2 untouched"));
    let name = |driver: &Driver, n_untouched| {
        let waiting = counted(driver.session().n_all_waiting(), "suggestion waits", "suggestions wait");
        format!("1 closed, 0 open, {n_untouched} of 3 sentences untouched, {waiting}: go to the next")
    };
    driver.click_nth(&name(&driver, 2), 0);
    driver.press("P");
    assert_eq!(untouched(&driver), ["Three people left."]);
    driver.click_nth(&name(&driver, 1), 1);
    driver.press("P");
    assert!(driver.reads("1 closed · 0 open · 0 untouched"));
}

#[test]
fn a_long_draft_is_divided_in_the_background() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", &"It is so. ".repeat(30_000))]);
    driver.wait_for(|app| app.session().is_some_and(|session| session.undivided().next().is_none()));
    assert!(driver.reads("0 closed · 0 open · 30000 untouched"));
    driver.press("P");
    assert!(driver.reads("0 closed · 0 open · 29999 untouched"));
}

/// The color of words in a reader.
fn color_of(driver: &mut Driver, words: &str) -> Color32 {
    let at = driver.words(Left, words).center();
    let painted: Vec<_> = driver.texts_painted().filter(|text| text.visible.contains(at)).collect();
    let over = painted.iter().rfind(|text| text.rect_of(words).is_some_and(|rect| rect.contains(at)));
    over.and_then(|text| text.shape.override_text_color).expect("the proof view colors words")
}

#[test]
fn in_the_proof_view_what_is_left_to_do_is_black() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.select_words(Left, "Two people");
    driver.press("3 S O");
    driver.select_words(Left, "people left");
    driver.press("3 F9");
    let done = color_of(&mut driver, "Two people");
    assert_eq!(color_of(&mut driver, "came"), done, "the sentence was looked at");
    let left = color_of(&mut driver, "Nobody knows");
    assert_ne!(left, done);
    assert_eq!(color_of(&mut driver, "people left"), left, "it is open");
    assert_eq!(color_of(&mut driver, "Three"), left, "nobody ticked it, and its sentence is open");
    driver.press("Escape");
    let at = driver.words(Left, "Two people").center();
    assert!(driver.texts_painted().all(|it| !it.visible.contains(at) || it.shape.override_text_color.is_none()));
    driver.press("F9");
    driver.click("back to the usual view");
    assert!(!driver.shows("back to the usual view"));
}

#[test]
fn in_the_proof_view_what_is_undecided_is_black() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "Ana Piquer saw 40 men there now.\nBen Ruiz saw 90 men there.")]);
    for words in ["40 men", "90 men"] {
        driver.select_words(Left, words);
        driver.press("3 S O");
    }
    driver.click_words(Left, "Ben");
    driver.press("X F9");
    let done = color_of(&mut driver, "40 men");
    assert_ne!(color_of(&mut driver, "Ana Piquer"), done, "the name waits");
    assert_ne!(color_of(&mut driver, "there now"), done, "and so the sentence is not done");
    assert_eq!(color_of(&mut driver, "Ben Ruiz"), done, "it was dismissed, and all else is closed");
}

#[test]
fn it_is_told_how_many_suggestions_wait() {
    let home = Home::new();
    let mut driver = almost_done(&home);
    let text = "Ana Piquer saw 40 men.";
    let mut with_offers = Driver::texts(&home, &[("draft", text)]);
    let n = with_offers.session().n_all_waiting();
    assert!(n > 1);
    assert!(with_offers.reads(&format!("0 closed, 0 open, 1 of 1 sentence untouched, {n} suggestions wait")));
    ask_to_sign_off(&mut with_offers);
    assert!(with_offers.reads(&format!("{n} suggestions of the program wait. They do not stand in the way.")));
    ask_to_sign_off(&mut driver);
    assert!(!driver.reads("of the program wait"));
}

#[test]
fn a_draft_is_signed_off_and_a_change_strikes_that() {
    let home = Home::new();
    let mut driver = almost_done(&home);
    ask_to_sign_off(&mut driver);
    driver.press("Enter");
    assert!(driver.shows("Notice: Signed off: “draft”"), "{:?}", driver.names());
    assert!(driver.reads("Signed off · 1 closed"));
    assert_eq!(driver.session().standing(&driver.passage("Two people")).state, State::SignedOff);
    driver.click_words(Left, "Two people");
    driver.press("T");
    assert!(driver.shows("Warning: This strikes the sign-off of “draft”"), "{:?}", driver.names());
    assert!(driver.reads("Sign-off struck"));
    driver.press("Ctrl+Z");
    assert!(driver.reads("Signed off · 1 closed"), "the undo restores it");
    driver.request(Command::TakeBackSignOff);
    assert!(sign_offs(&driver).is_empty());
    driver.press("Ctrl+Z");
    assert!(driver.reads("Signed off · 1 closed"));
}

#[test]
fn the_facts_of_a_draft_say_who_signed_it_off_and_what_struck_that() {
    let home = Home::new();
    let mut driver = almost_done(&home);
    driver.click("Sign off…");
    driver.wait_for(|app| !app.is_busy());
    driver.click("Sign off");
    assert!(driver.reads("Signed off by Ana Ruiz, "));
    driver.click_words(Left, "Three");
    driver.press("P");
    assert!(driver.reads("Struck: Something to check here: ¶2 “Three people left.” (Ana Ruiz)"));
    driver.click("Take it back");
    assert!(sign_offs(&driver).is_empty());
}

/// Scenario 2 of the issue.
#[test]
fn a_draft_is_not_signed_off_before_nothing_is_left() {
    let home = Home::new();
    let text = "# Detained\n\nTwo people came.";
    let path = home.file("draft.md", text);
    let mut driver = Driver::start(&home, vec2(1600.0, 1000.0));
    driver.drop_files(vec![path]);
    driver.press("Enter");
    driver.wait_for(|app| app.session().is_some_and(|it| !it.project().documents().is_empty()));
    driver.select_words(Left, "Two people came.");
    driver.press("1 S O");

    ask_to_sign_off(&mut driver);
    assert!(driver.names().iter().any(|name| name.ends_with("Detained, Untouched · ¶1")), "{:?}", driver.names());
    driver.press("Enter 1");
    assert!(driver.selected_passage().is_some_and(|words| words.ends_with("Detained")), "the row leads to the heading");

    driver.press("S W");
    ask_to_sign_off(&mut driver);
    let row = "Detained, No decision on a change yet · ¶1";
    assert!(driver.names().iter().any(|name| name.ends_with(row)), "{:?}", driver.names());
    assert!(sign_offs(&driver).is_empty());
    driver.click("Why it is signed off all the same");
    driver.type_text("The editor asked for it");
    driver.click("Sign off all the same");
    driver.wait_for(|app| !app.is_busy());
    let [sign_off] = sign_offs(&driver).try_into().expect("one");
    assert_eq!(sign_off.reason.as_str(), "The editor asked for it");
    assert!(driver.reads("Signed off"));

    driver.press("S C");
    assert!(driver.reads("Sign-off struck"));
    assert!(driver.project().struck_because(&sign_off).is_some());
}

#[test]
fn a_decision_lets_a_wrong_passage_be_signed_off() {
    let home = Home::new();
    let mut driver = almost_done(&home);
    driver.click_words(Left, "Two people");
    driver.press("S W C");
    driver.type_text("Three people");
    driver.press("Ctrl+Enter");
    ask_to_sign_off(&mut driver);
    assert!(driver.shows("Sign off all the same"));
    driver.press("Escape");
    driver.click("Queries and changes 1");
    let at = driver.row("Change: Two people").center();
    driver.click_with(at, egui::PointerButton::Secondary);
    driver.choose(&["Decision", "Accepted"]);
    let passage = driver.passage("Two people").id;
    assert_eq!(driver.project().changes_of(passage).next().map(|change| change.decision), Some(Decision::Accepted));
    ask_to_sign_off(&mut driver);
    driver.click("Sign off");
    assert_eq!(sign_offs(&driver).len(), 1);
}

#[test]
fn what_a_passage_rests_on_is_shown_and_asked_for() {
    let home = Home::new();
    let mut driver = almost_done(&home);
    driver.click_words(Left, "Two people");
    driver.click_words(Side::Right, "Two people");
    driver.select_words(Side::Right, "Two people");
    driver.press("L S");
    driver.press("T");
    driver.click_words(Left, "Two people");
    assert!(driver.shows("Evidence · rests on 1 secondary"), "{:?}", driver.names());
    driver.request(Command::EditTitle);
    driver.click("Independent sources: 2");
    driver.click("Save");
    assert_eq!(driver.project().about().map(|about| about.independent), Some(2));
    assert!(driver.reads("The project asks for 2 independent sources, or a primary one"));
    ask_to_sign_off(&mut driver);
    let why = "Rests on 1 secondary, fewer than the project asks for";
    assert!(driver.names().iter().any(|name| name.contains(why)), "{:?}", driver.names());
    driver.press("Escape");
    let passage = driver.passage("Two people");
    let link = driver.project().links_from(passage.id).next().expect("linked").clone();
    assert!(matches!(link.to, LinkTarget::Passage(_)));
    driver.request(Action::Commit(edit::set_field(link.id, Field::Rank, Rank::Primary), Then::Stay));
    assert!(driver.shows("Evidence · rests on 1 primary"));
    ask_to_sign_off(&mut driver);
    assert!(driver.shows("Sign off"));
}

#[test]
fn sources_of_one_origin_count_once() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "Two died."), ("a", "Two dead."), ("b", "Two are dead.")]);
    driver.select_words(Left, "Two died.");
    driver.press("1");
    for (title, words) in [("a", "Two dead."), ("b", "Two are dead.")] {
        let document = driver.project().documents().into_iter().find(|document| document.title.as_str() == title);
        let document = document.expect("it is loaded").id;
        driver.request(Action::OpenDocument(Side::Right, document));
        driver.press("F2");
        driver.click("Origin");
        driver.type_text("The wire");
        driver.click("Save");
        driver.select_words(Side::Right, words);
        driver.press("L S");
    }
    assert!(driver.shows("Evidence · rests on 1 secondary"), "{:?}", driver.names());
    let why = "What supports it from one document or origin counts once";
    assert!(driver.reads(why));
    driver.press("Ctrl+Z Ctrl+Z Ctrl+Z");
    driver.select_words(Side::Right, "Two are dead.");
    driver.press("L S");
    assert!(driver.shows("Evidence · rests on 2 secondary"), "{:?}", driver.names());
    assert!(!driver.reads(why));
}

#[test]
fn the_checklist_of_a_passage_goes_by_what_it_is() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "It has the largest prison of all, for 40 men.")]);
    driver.select_words(Left, "the largest prison of all");
    driver.press("1");
    assert!(!driver.shows("Unit?"));
    driver.click("Compared with what?");
    let checklist = driver.passage("the largest prison of all").checklist;
    assert!(checklist.has(Question::Comparison));
    driver.click("Compared with what?");
    assert!(driver.passage("the largest prison of all").checklist.is_empty());
    driver.click_words(Left, "the largest prison of all");
    driver.press("2");
    let questions = ["Verbatim?", "Speaker?", "Context?", "Compared with what?"].map(|name| driver.rect(name));
    assert!(questions.iter().all(|rect| (rect.height() - questions[0].height()).abs() < 1.0), "{questions:?}");
    driver.select_words(Left, "40 men");
    driver.press("3");
    assert!(driver.shows("Unit?") && driver.shows("Base?") && !driver.shows("Compared with what?"));
    assert_eq!(driver.passage("40 men").outcome, None::<Outcome>);
}
