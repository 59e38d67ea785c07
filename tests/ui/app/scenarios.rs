//! What the program is for, step by step.

use egui::vec2;
use tickmark::app::Picked;
use tickmark::model::{Document, LinkTarget, Outcome, PassageKind, Relation, Role, State, sha256};
use tickmark::session::Side::{Left, Right};
use tickmark::store::holds;

use super::driver::{Driver, Home, seed};

const DRAFT: &str = "000_9a464d67475b2cb6.txt";
const EVIDENCE: &str = "001_5dae7fbb4ec7dd23.txt";

/// Both articles as they are loaded when nothing is entered.
fn articles(home: &Home) -> Driver {
    let mut driver = Driver::start(home, vec2(1600.0, 1000.0));
    driver.drop_files(vec![seed(DRAFT), seed(EVIDENCE)]);
    driver.click("Load 2");
    driver.wait_for_jobs();
    driver
}

#[test]
fn two_dropped_articles_become_a_saved_project() {
    let home = Home::new();
    let before = [DRAFT, EVIDENCE].map(|name| std::fs::read(seed(name)).expect("a seed"));
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.drop_files(vec![seed(EVIDENCE), seed(DRAFT)]);
    // The second is the draft.
    driver.click_nth("Role: Evidence", 0);
    driver.click_nth("Role: Draft", 1);
    for (field, text) in [("Title", "Inside the prisons"), ("Published", "2025-03-24")] {
        driver.click_nth(field, 0);
        driver.press("Ctrl+A");
        driver.type_text(text);
    }
    driver.click_nth("Title", 1);
    driver.press("Ctrl+A");
    driver.type_text("A shared agenda");
    driver.press("Tab Tab");
    driver.type_text("2025-02");
    driver.click("Load 2");

    let file = home.path("story.tickmark.ron");
    driver.will_pick(Picked::Paths(vec![file.clone()]));
    driver.press("Ctrl+S");
    driver.wait_saved();
    let saved = driver.project().clone();
    driver.choose(&["File", "Close project"]);
    assert!(driver.app().session().is_none());
    driver.will_pick(Picked::Paths(vec![file.clone()]));
    driver.press("Ctrl+O");
    driver.wait_for(|app| app.session().is_some());

    let text = std::fs::read_to_string(&file).expect("it was saved");
    assert!(holds(&text, &saved) && holds(&text, driver.project()), "the file is the project");
    let facts = |document: &Document| (document.role, document.title.to_string(), document.published.to_string());
    let roles: Vec<_> = saved.documents().into_iter().map(|document| facts(document)).collect();
    assert!(roles.contains(&(Role::Draft, "A shared agenda".into(), "2025-02".into())), "{roles:?}");
    assert!(roles.contains(&(Role::Evidence, "Inside the prisons".into(), "2025-03-24".into())), "{roles:?}");
    for (name, bytes) in [DRAFT, EVIDENCE].into_iter().zip(&before) {
        assert_eq!(std::fs::read(seed(name)).expect("a seed"), *bytes, "a seed is never touched");
        let text = std::str::from_utf8(bytes).expect("the articles are UTF-8");
        let sha256 = sha256(bytes);
        let documents = saved.documents();
        let document = documents.into_iter().find(|it| it.origins.iter().any(|of| of.sha256 == sha256));
        assert_eq!(document.expect("it was loaded").text().trim_end(), text.trim_end());
    }
    driver.words(Left, HEADING);
    assert!(driver.paragraphs(egui::accesskit::Role::Heading).iter().any(|heading| heading == HEADING));
    driver.words(Left, "The results of the crackdown");
    assert!(driver.paragraphs(egui::accesskit::Role::Paragraph).iter().any(|it| it.starts_with("The results of")));

    driver.multi_click(Left, "The results of the crackdown", 3);
    driver.press("1 Ctrl+S");
    driver.wait_saved();
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_tickmark")).arg("check").arg(&file).output();
    assert_eq!(out.expect("the program runs").status.code(), Some(1), "a passage is open");
}

#[test]
fn a_triple_click_selects_a_sentence_and_2_marks_a_quotation() {
    let home = Home::new();
    let mut driver = articles(&home);
    driver.multi_click(Left, "These were the words of U.S. Secretary", 3);
    assert!(driver.selected_words().starts_with("These were the words of U.S. Secretary"));
    assert!(driver.selected_words().ends_with("early February."));

    driver.click_words(Left, "No country has");
    assert_eq!(driver.selected_words(), "");
    driver.press("2");
    let quote = driver.passage("\"No country has ever made an offer of friendship such as this.”");
    assert_eq!(quote.kind, PassageKind::Quote);
}

#[test]
fn the_same_by_keyboard() {
    let home = Home::new();
    let mut driver = articles(&home);
    driver.press("Ctrl+Home Right Right Right 2");
    let quote = driver.passage("\"No country has ever made an offer of friendship such as this.”");
    assert_eq!(quote.kind, PassageKind::Quote);
}

const HEADING: &str = "The World’s Largest Jailer and the World’s Largest Prison";
const RATE: &str = "the highest incarceration rate in the entire world, with 1,086 per 100,000 as of June 2024";

/// The articles with a claim and a statistic inside it.
fn nested(home: &Home) -> Driver {
    let mut driver = articles(home);
    driver.select_words(Left, RATE);
    driver.press("1");
    driver.select_words(Left, "1,086 per 100,000");
    driver.press("3");
    driver
}

#[test]
fn two_clicks_select_the_inner_then_the_outer_passage() {
    let home = Home::new();
    let mut driver = nested(&home);
    driver.click_words(Left, "The results of the crackdown");
    assert_eq!(driver.selected_passage(), None);
    driver.click_words(Left, "1,086 per 100,000");
    assert_eq!(driver.selected_passage(), Some("1,086 per 100,000"));
    driver.click_words(Left, "1,086 per 100,000");
    assert_eq!(driver.selected_passage(), Some(RATE));

    let shorter = "the highest incarceration rate in the entire world";
    // From the end: where it begins, the selected passage has the handle of its edge.
    driver.select_words_backwards(Left, shorter);
    driver.press("R");
    assert_eq!(driver.selected_passage(), Some(shorter));
    assert!(driver.find_passage(RATE).is_none());
    driver.press("Delete");
    assert!(driver.find_passage(shorter).is_none());
    driver.press("Ctrl+Z");
    assert!(driver.find_passage(shorter).is_some());
    driver.press("Ctrl+Z");
    assert!(driver.find_passage(RATE).is_some() && driver.find_passage("1,086 per 100,000").is_some());
}

#[test]
fn the_same_with_menus_only() {
    let home = Home::new();
    let mut driver = articles(&home);
    driver.select_words(Left, RATE);
    driver.click_line("Claim");
    driver.select_words(Left, "1,086 per 100,000");
    driver.click_line("Statistic");
    driver.click_words(Left, "The results of the crackdown");
    driver.click_words(Left, "1,086 per 100,000");
    driver.click_words(Left, "1,086 per 100,000");
    assert_eq!(driver.selected_passage(), Some(RATE));
    let shorter = "the highest incarceration rate in the entire world";
    driver.select_words_backwards(Left, shorter);
    driver.menu_at(Left, "highest incarceration");
    driver.click_line("Give it the selected words");
    assert_eq!(driver.selected_passage(), Some(shorter));
    driver.menu_at(Left, "highest incarceration");
    driver.click_line("Remove");
    driver.choose(&["Edit", "Undo"]);
    driver.choose(&["Edit", "Undo"]);
    assert!(driver.find_passage(RATE).is_some() && driver.find_passage("1,086 per 100,000").is_some());
}

#[test]
fn a_link_and_an_outcome_in_eight_keys() {
    let home = Home::new();
    let mut driver = articles(&home);
    // The caret travels to "over 80,000 Salvadorans": paragraph, words, then with Shift over three of them.
    driver.travel("Ctrl+Home", 1);
    driver.travel("Alt+Down", 6);
    driver.travel("Ctrl+Right", 12);
    driver.travel("Right", 2);
    driver.travel("Ctrl+Shift+Right", 3);
    assert_eq!(driver.selected_words().trim(), "over 80,000 Salvadorans");
    driver.focus_is_visible();
    driver.n_keys = 0;
    for key in ["3", "O", "Ctrl+F"] {
        driver.press(key);
        driver.focus_is_visible();
    }
    driver.type_text("at least 85,000 people");
    for key in ["Enter", "L", "U", "S", "H"] {
        driver.press(key);
        driver.focus_is_visible();
    }
    assert!(driver.n_keys <= 8, "{} keys", driver.n_keys);
    let from = driver.passage("over 80,000 Salvadorans");
    let to = driver.passage("at least 85,000 people");
    let link = driver.project().links_from(from.id).next().expect("linked");
    assert_eq!((link.to, link.relation), (LinkTarget::Passage(to.id), Relation::Updates));
    assert_eq!(link.place.as_str(), "¶4");
    assert_eq!(from.outcome, Some(Outcome::ConfirmedWithChange));
    assert!(driver.reads("¶4"), "the card of the link tells the place");
}

#[test]
fn a_whole_check_without_a_keyboard_but_for_words() {
    let home = Home::new();
    let mut driver = articles(&home);
    driver.select_words(Left, "over 80,000 Salvadorans");
    driver.click_line("Statistic");
    driver.select_words(Right, "at least 85,000 people");
    driver.click_line("Link");
    driver.click_line("updates");
    let from = driver.passage("over 80,000 Salvadorans").id;
    let link = driver.project().links_from(from).next().expect("linked");
    assert_eq!(link.relation, Relation::Updates);

    driver.menu_at(Left, "over 80,000 Salvadorans");
    driver.choose(&["Set outcome", "Confirmed with change"]);
    assert_eq!(driver.passage("over 80,000 Salvadorans").outcome, Some(Outcome::ConfirmedWithChange));

    driver.menu_at(Left, "over 80,000 Salvadorans");
    driver.click_line("Ask a query");
    driver.type_text("Since when?");
    driver.click_words(Left, "The results of the crackdown");
    assert_eq!(driver.project().queries_of(from).next().expect("asked").question.as_str(), "Since when?");

    driver.menu_at(Left, "over 80,000 Salvadorans");
    driver.click_line("Propose a change");
    driver.type_text("over 80,000 Salvadorans, at least 85,000");
    driver.click_words(Left, "The results of the crackdown");
    assert_eq!(
        driver.project().changes_of(from).next().expect("proposed").to.as_str(),
        "over 80,000 Salvadorans, at least 85,000"
    );

    driver.choose(&["Edit", "Undo"]);
    assert_eq!(driver.project().changes_of(from).count(), 0);
    driver.menu_at(Left, "over 80,000 Salvadorans");
    driver.click_line("Remove");
    assert!(driver.find_passage("over 80,000 Salvadorans").is_none());
    assert_eq!(driver.project().links().count(), 0);
}

#[test]
fn a_query_is_skipped_until_its_answer_is_there() {
    let home = Home::new();
    let mut driver = articles(&home);
    driver.select_words(Left, "over 80,000 Salvadorans");
    driver.press("3");
    driver.select_words(Left, "1,086 per 100,000");
    driver.press("3");
    driver.press("Q");
    driver.type_text("Which base?");
    driver.press("Ctrl+Enter");
    let asked = driver.passage("1,086 per 100,000");
    assert_eq!(driver.session().standing(&asked).state, State::QueryOut);
    driver.press("N");
    assert_eq!(driver.in_hand(), Some("over 80,000 Salvadorans"));
    driver.press("N");
    assert_eq!(driver.in_hand(), Some("over 80,000 Salvadorans"), "the other one waits for an answer");

    driver.choose(&["View", "Lower pane"]);
    driver.click("Queries and changes 1");
    let text = driver.click_to_copy("Copy all as text").expect("copied");
    assert!(text.contains("¶7 “1,086 per 100,000”") && text.contains("Which base?"), "{text}");

    driver.click_words(Left, "1,086 per 100,000");
    driver.click("Answer");
    driver.type_text("All inhabitants");
    driver.press("Ctrl+Enter N N");
    assert_eq!(driver.in_hand(), Some("1,086 per 100,000"));
}
