//! What follows from the records shows at once as it shows when the file is opened again: where passages stand that are in
//! several versions.

use tickmark::edit::{self, Transaction};
use tickmark::merge::merge;
use tickmark::model::{Edit, Field, Fields as _, Id, PassageKind, Place, Project};
use tickmark::session::Session;
use tickmark::store::{from_bytes, to_text};
use tickmark::text::TextRange;

use crate::forks::{ANA, BEN, DRAFT, document, forked, take_in};
use crate::merge::{TODAY, does, opens};
use crate::support::Case;

/// The project as it is once it was saved and opened, which is just what it shows already.
fn opened(project: &Project) -> Project {
    let saved = to_text(project).expect("text");
    let opened = from_bytes(saved.as_bytes()).expect("a project that opens").project;
    assert_eq!(opened.tables(), project.tables());
    opened
}

#[test]
fn a_passage_of_two_versions_stands_in_the_one_that_is_chosen_as_the_later() {
    let case = Case::new(DRAFT);
    let mut both = forked(&case, ANA, BEN, |_, _| {});
    let stands = |session: &Session| {
        let passage = session.project().passage(case.id(1)).expect("it is there");
        session.project().called(passage.place.document).to_owned()
    };
    let before = stands(&both);
    for (earlier, later) in [(ANA.0, BEN.0), (BEN.0, ANA.0)] {
        let [earlier, newer] = [earlier, later].map(|title| document(both.project(), title).id);
        does(&mut both, Transaction::new("Choose", vec![Edit::set(newer, Field::Replaces, Some(earlier))]));
        assert_eq!(stands(&both), later);
        opened(both.project());
        both.undo(TODAY).expect("a step").expect("undone");
        assert_eq!(stands(&both), before);
        opened(both.project());
    }
}

#[test]
fn a_passage_that_was_only_shown_in_a_version_and_is_given_other_words_there_stands_there() {
    let case = Case::new(DRAFT);
    let [mut ana, mut ben] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
    take_in(&mut ana, "one.txt", ANA.0, ANA.1);
    let one = document(ben.project(), "one.txt");
    let marked = edit::add_passage(ben.project(), &one, TextRange::between(7, 14), PassageKind::Claim, Id::default());
    let (id, what) = marked.expect("words");
    does(&mut ben, what);
    let mut both = opens(&merge(ana.project(), ben.project()).project, "Cem Öz");
    let two = document(both.project(), ANA.0);
    let waits = |project: &Project| project.unreviewed(two.id).any(|passage| passage.id == id);
    assert!(both.project().passage(id).is_some_and(|passage| both.project().is_carried(passage)));
    assert!(waits(both.project()), "nobody has looked at it");
    let place = Place::of(&two, TextRange::between(7, 10)).expect("words");
    let what = edit::set_place(both.project(), both.project().passage(id).expect("it is there"), place);
    does(&mut both, what);
    for project in [both.project(), &opened(both.project())] {
        let passage = project.passage(id).expect("it is there");
        assert_eq!((passage.words(), waits(project)), ("266", false));
        assert!(passage.former.at(two.id).is_some_and(|former| former.added), "where it was marked is known");
        assert!(!passage.is_derived(Field::Place));
    }
}
