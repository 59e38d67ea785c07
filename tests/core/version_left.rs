//! A new version that somebody removed while another one marked words in it: both are kept, and a person decides.

use tickmark::edit;
use tickmark::merge::merge;
use tickmark::model::{Field, Id, Outcome, PassageKind, Project};
use tickmark::session::{Session, Side, goes_on_in};
use tickmark::store::{from_bytes, to_text};
use tickmark::text::TextRange;

use crate::forks::{DRAFT, document, take_in};
use crate::merge::{clashes, does, opens};
use crate::news::told;
use crate::support::Case;

const NEW: &str = "It was 265 men then.\n\nHe left in May for good.\n\nNobody came.\n";

/// Ana removes the new version, and empties it if that is said; Ben marks a word in it and finds something of a passage
/// that came to it.
fn removed_and_marked(case: &Case, is_emptied: bool) -> [Session; 2] {
    let mut both = opens(case.project(), "Dea");
    take_in(&mut both, "one.txt", "two.txt", NEW);
    let [mut ana, mut ben] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(both.project(), name));
    let two = document(both.project(), "two.txt");
    does(&mut ana, edit::remove_document(both.project(), two.id));
    if is_emptied {
        does(&mut ana, edit::empty_documents(&[two.id]));
    }
    let at = NEW.find("Nobody").expect("his word");
    let nobody = TextRange::between(at, at + 6);
    let mark = edit::add_passage(both.project(), &two, nobody, PassageKind::Claim, Id::derived(&[b"his"]));
    does(&mut ben, mark.expect("a word").1);
    does(
        &mut ben,
        edit::set_outcome([&**both.project().passage(case.id(2)).expect("it is there")], Some(Outcome::Wrong)),
    );
    [ana, ben]
}

#[track_caller]
fn united([ana, ben]: &[Session; 2]) -> Project {
    let merged = merge(ana.project(), ben.project()).project;
    let text = to_text(&merged).expect("text");
    assert!(text == to_text(&merge(ben.project(), ana.project()).project).expect("text"));
    let opened = from_bytes(text.as_bytes()).expect("a project that opens").project;
    assert_eq!((opened.tables(), merged.validate()), (merged.tables(), Ok(())));
    merged
}

#[test]
fn what_was_removed_is_not_the_newest_version_because_somebody_marked_words_in_it() {
    let case = Case::new(DRAFT);
    for is_emptied in [false, true] {
        let both = removed_and_marked(&case, is_emptied);
        let merged = united(&both);
        let [one, two] = ["one.txt", "two.txt"].map(|title| document(&merged, title));
        assert_eq!(merged.newest(one.id), Some(one.id));
        assert_eq!(merged.passages_of(one.id).count(), 2, "all that stood there before");
        assert_eq!(merged.passage(case.id(2)).expect("it is there").outcome, Some(Outcome::Wrong));
        let words: Vec<String> = merged.passages_of(two.id).map(|it| merged.words(&it.place).to_string()).collect();
        assert_eq!(words, ["Nobody"], "what Ben marked stays with its words");
        assert!(merged.is_draft(&one));
        assert_eq!(merged.unreviewed(one.id).count() + merged.unreviewed(two.id).count(), 0);
        let clash = clashes(&merged).concat();
        assert!(clash.contains("Ana Ruiz removed the document “two.txt”"), "{clash}");
        // Whoever merges it is told before.
        let news = told(both[0].project(), &merged);
        assert!(news.contains("Ben Okafor left something in the document “two.txt”"), "{news}");
        assert!(news.contains("; Ana Ruiz removed it, 21 Nov; neither knew of the other"), "{news}");
    }
}

#[test]
fn whoever_keeps_it_has_the_new_version_again_and_whoever_deletes_it_has_not() {
    let case = Case::new(DRAFT);
    let merged = united(&removed_and_marked(&case, false));
    let two = document(&merged, "two.txt").id;
    let mut cem = opens(&merged, "Cem Öz");
    does(&mut cem, edit::set_field(two, Field::Present, true));
    let one = document(cem.project(), "one.txt").id;
    assert_eq!((cem.project().newest(one), cem.project().n_clashes()), (Some(two), 0));
    assert_eq!(cem.project().passages_of(two).count(), 3);
    let mut dea = opens(&merged, "Dea");
    does(&mut dea, edit::remove_document(&merged, two));
    assert_eq!((dea.project().newest(one), dea.project().n_clashes()), (Some(one), 0));
    assert_eq!(dea.project().passages().count(), 2);
}

#[test]
fn whoever_removed_it_goes_on_in_the_version_that_counts_and_is_asked_of_the_other_only_what_is_its_own() {
    let case = Case::new(DRAFT);
    let [ana, ben] = removed_and_marked(&case, false);
    let mut ana = opens(ana.project(), "Ana Ruiz");
    let one = document(ana.project(), "one.txt");
    ana.merge("Merge", merge(ana.project(), ben.project()).project);
    let front = ana.desk.pane(Side::Left).tab().map(|tab| tab.document);
    assert_eq!(front, Some(one.id));
    let two = document(ana.project(), "two.txt");
    assert_eq!(goes_on_in(ana.project(), two.id), Some(one.id));
    assert_eq!(ana.sentences(two.id).expect("they are known").n_untouched(), 0);
    // Who keeps it reads it.
    does(&mut ana, edit::set_field(two.id, Field::Present, true));
    let front = ana.desk.pane(Side::Left).tab().map(|tab| tab.document);
    assert_eq!((front, goes_on_in(ana.project(), two.id)), (Some(two.id), None));
}
