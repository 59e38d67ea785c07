//! Links: with a selection, a passage, a document, a source; their relation and rank; following them.

use tickmark::model::{Link, LinkTarget, Rank, Relation, SourceKind};
use tickmark::session::Side::{Left, Right};

use super::driver::{Driver, Home};

const DRAFT: &str = "Over 80,000 people were detained.\nMore than that.";
const REPORT: &str = "They say it was 85,000 people.\nThe prison is new.";

/// A draft with a passage in hand, beside a report.
fn in_hand(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", DRAFT), ("report", REPORT)]);
    driver.select_words(Left, "Over 80,000 people");
    driver.press("3");
    driver
}

fn only_link(driver: &Driver) -> Link {
    let links: Vec<_> = driver.project().links().collect();
    assert_eq!(links.len(), 1);
    Link::clone(links.first().expect("one"))
}

#[test]
fn every_relation_has_a_letter_and_p_makes_it_primary() {
    use Relation::{Context, Contradicts, Repeats, Supports, Updates};
    for (letter, relation) in [("S", Supports), ("C", Contradicts), ("U", Updates), ("X", Context), ("E", Repeats)] {
        let home = Home::new();
        let mut driver = in_hand(&home);
        driver.select_words(Right, "85,000 people");
        driver.press("L P");
        assert!(driver.app().dialog_is_open(), "P leaves the list open");
        driver.press(letter);
        let link = only_link(&driver);
        assert_eq!((link.relation, link.rank), (relation, Rank::Primary));
        assert_eq!(link.to, LinkTarget::Passage(driver.passage("85,000 people").id));
    }
}

#[test]
fn a_marked_passage_is_linked_as_it_is() {
    let home = Home::new();
    let mut driver = in_hand(&home);
    driver.select_words(Right, "85,000 people");
    driver.press("3");
    assert_eq!(driver.in_hand(), Some("Over 80,000 people"), "the passage in hand stays");
    driver.press("L S");
    assert_eq!(only_link(&driver).to, LinkTarget::Passage(driver.passage("85,000 people").id));
    assert_eq!(driver.project().passages().count(), 2);
}

#[test]
fn a_share_is_compared_with_a_number_by_what_another_document_says_of_all() {
    let home = Home::new();
    let texts = [
        ("draft", "About 2 percent of the population of El Salvador is in prison."),
        ("report", "El Salvador holds some 310,000 people in its prisons."),
        ("yearbook", "El Salvador has a population of 6 million."),
    ];
    let mut driver = Driver::texts(&home, &texts);
    driver.select_words(Left, "2 percent");
    driver.press("3");
    driver.select_words(Right, "some 310,000 people");
    driver.press("L S");
    driver.wait_for_jobs();
    assert!(driver.reads("conflict · “About 2 percent” of “6 million” is 120,000"), "{:?}", driver.names());
    assert!(driver.reads("“6 million” stands in yearbook ¶1"));
}

#[test]
fn words_of_the_same_document_can_be_linked() {
    let home = Home::new();
    let mut driver = in_hand(&home);
    driver.select_words(Left, "More than that");
    driver.click_line("Link");
    driver.click_line("repeats");
    let link = only_link(&driver);
    assert_eq!(
        (link.from, link.to),
        (driver.passage("Over 80,000 people").id, LinkTarget::Passage(driver.passage("More than that").id),)
    );
}

#[test]
fn a_whole_document_is_linked_by_keys() {
    let home = Home::new();
    let mut driver = in_hand(&home);
    driver.press("Shift+L");
    driver.type_text("repo");
    driver.press("Enter S");
    let link = only_link(&driver);
    assert!(matches!(link.to, LinkTarget::Document(_)));
    assert_eq!(link.relation, Relation::Supports);
}

#[test]
fn a_new_source_is_linked() {
    let home = Home::new();
    let mut driver = in_hand(&home);
    driver.press("L");
    driver.click_line("New source…, a person");
    driver.click("Kind: Web page");
    driver.click("Name");
    driver.type_text("Prison Policy Initiative");
    driver.click("Address");
    driver.type_text("https://www.prisonpolicy.org");
    driver.click("Accessed");
    driver.type_text("2025-03-24");
    driver.click("Add and link");
    driver.click_line("contradicts");
    let link = only_link(&driver);
    let sources = driver.project().sources();
    let source = sources.first().expect("it was added");
    assert_eq!(link.to, LinkTarget::Source(source.id));
    assert_eq!((source.kind, source.name.as_str()), (SourceKind::WebPage, "Prison Policy Initiative"));
    assert_eq!((source.url.as_str(), source.accessed.as_str()), ("https://www.prisonpolicy.org", "2025-03-24"));
    assert_eq!(link.relation, Relation::Contradicts);
    driver.press("Ctrl+Z");
    assert_eq!(driver.project().sources().len(), 1, "first the relation is taken back");
    driver.press("Ctrl+Z");
    assert_eq!(driver.project().sources().len(), 0, "then the link with its source");
}

#[test]
fn place_words_and_note_of_a_link_are_written_in_its_card() {
    let home = Home::new();
    let mut driver = in_hand(&home);
    driver.select_words(Right, "85,000 people");
    driver.press("L S");
    for (line, text) in [("Write the place", "page 4"), ("Write the words", "so it says"), ("Write a note", "clear")] {
        driver.click("Relation: supports");
        driver.click_line(line);
        driver.press("Ctrl+A");
        driver.type_text(text);
        driver.press("Escape");
    }
    let link = only_link(&driver);
    assert_eq!((link.place.as_str(), link.words.as_str(), link.note.as_str()), ("page 4", "so it says", "clear"));
}

#[test]
fn following_a_link_leads_there_and_back() {
    let home = Home::new();
    let mut driver = in_hand(&home);
    driver.select_words(Right, "85,000 people");
    driver.press("L S");
    driver.click_words(Left, "More than that");
    driver.click_words(Left, "Over 80,000 people");
    driver.press("G");
    assert_eq!((driver.session().desk.side, driver.selected_passage()), (Right, Some("85,000 people")));
    driver.press("Alt+Left");
    assert_eq!((driver.session().desk.side, driver.selected_passage()), (Left, Some("Over 80,000 people")));
    driver.click_line("Follow: ");
    assert_eq!((driver.session().desk.side, driver.selected_passage()), (Right, Some("85,000 people")));
    driver.menu_at(Right, "85,000 people");
    driver.choose(&["Follow link"]);
    assert!(driver.reads("Over 80,000 people"));
}
