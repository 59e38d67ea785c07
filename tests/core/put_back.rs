//! Undo and redo put back what somebody had set: that person is named for it, not who went back.

use tickmark::edit;
use tickmark::model::{Decision, Field, Outcome, PassageId, Project, Time};
use tickmark::session::{Session, as_list};
use tickmark::store::{from_bytes, to_text};

use crate::merge::{TODAY, opens};
use crate::replace::loaded;
use crate::support::Case;

const PROJECT: &str = "\
//- one.txt role:draft
It was <statistic #1>265 people</statistic> then.
//- checks
#1 change 266 people
";

/// Work of several people, one after the other, each a minute after the one before.
struct Work {
    session: Session,
    time: Time,
    passage: PassageId,
}

impl Work {
    fn new() -> Self {
        let case = Case::new(PROJECT);
        Self { session: opens(case.project(), "Ana"), time: TODAY, passage: case.id(1) }
    }

    fn goes_on(&mut self, name: &str) {
        let saved = to_text(self.session.project()).expect("text");
        self.session = opens(&from_bytes(saved.as_bytes()).expect("a project").project, name);
    }

    fn later(&mut self) -> Time {
        self.time = Time(self.time.0 + 60);
        self.time
    }

    fn finds(&mut self, outcome: Outcome) {
        let time = self.later();
        let passage = self.project().passage(self.passage).expect("it").clone();
        let what = edit::set_outcome([&*passage], Some(outcome));
        self.session.commit(what, time).expect("an outcome");
    }

    fn undoes(&mut self) {
        let time = self.later();
        self.session.undo(time).expect("a step").expect("an undo");
    }

    fn redoes(&mut self) {
        let time = self.later();
        self.session.redo(time).expect("a step").expect("a redo");
    }

    fn project(&self) -> &Project {
        self.session.project()
    }

    /// Who set a field of the passage, and how many minutes after the beginning.
    fn set(&self, field: Field) -> (&str, i64) {
        let project = self.project();
        let dot = project.set_by(&**project.passage(self.passage).expect("it"), field);
        let minutes = project.when(dot).map_or(0, |time| (time.0 - TODAY.0) / 60);
        (project.who(dot).unwrap_or_default(), minutes)
    }
}

#[test]
fn an_outcome_that_was_put_back_is_of_whoever_found_it() {
    let mut work = Work::new();
    work.finds(Outcome::Confirmed);
    work.goes_on("Tess");
    work.finds(Outcome::Wrong);
    assert_eq!(work.set(Field::Outcome), ("Tess", 2));
    work.undoes();
    assert_eq!(work.set(Field::Outcome), ("Ana", 1));
    let copied = as_list(&work.session, &[work.passage]).text;
    assert!(copied.contains("Ana, 21 November 2025"), "{copied}");
    work.redoes();
    assert_eq!(work.set(Field::Outcome), ("Tess", 2));
    // The same value twice: she came to it herself first, and then goes back behind that.
    work.finds(Outcome::Confirmed);
    assert_eq!(work.set(Field::Outcome), ("Tess", 5));
    work.undoes();
    work.undoes();
    assert_eq!(work.set(Field::Outcome), ("Ana", 1));
    work.redoes();
    work.redoes();
    assert_eq!(work.set(Field::Outcome), ("Tess", 5));
    // Without any outcome it is as it was made.
    work.goes_on("Ben");
    work.finds(Outcome::Wrong);
    work.undoes();
    assert_eq!(work.set(Field::Outcome), ("Tess", 5), "also of what was redone");
}

#[test]
fn what_a_version_took_along_is_put_back_as_it_was() {
    let mut work = Work::new();
    work.finds(Outcome::Confirmed);
    let made = work.project().passage(work.passage).expect("it").stamps.made();
    work.goes_on("Tess");
    let old = work.project().documents()[0].clone();
    let new = loaded("two.txt", "It was 265 people, then.\n");
    let (what, time) = (edit::replace(work.project(), &old, new).expect("a version"), work.later());
    work.session.commit(what, time).expect("a version");
    work.undoes();
    let passage = work.project().passage(work.passage).expect("it").clone();
    assert_eq!(work.project().set_by(&*passage, Field::Place), made);
    work.redoes();
    assert_eq!(work.set(Field::Place), ("Tess", 2));
    work.goes_on("Ben");
    let two = work.project().newest_documents()[0].id;
    let (what, time) = (edit::remove_document(work.project(), two), work.later());
    work.session.commit(what, time).expect("a removal");
    work.undoes();
    assert_eq!([Field::Place, Field::Former].map(|field| work.set(field)), [("Tess", 2); 2]);
}

#[test]
fn a_decision_that_was_put_back_is_of_whoever_made_it() {
    let mut work = Work::new();
    let decided = |work: &mut Work, decision| {
        let change = work.project().changes().next().expect("a change").clone();
        let (what, time) = (edit::decide(&change, decision, ""), work.later());
        work.session.commit(what, time).expect("a decision");
    };
    decided(&mut work, Decision::Declined);
    work.goes_on("Tess");
    decided(&mut work, Decision::Accepted);
    work.undoes();
    let change = work.project().changes().next().expect("a change").clone();
    assert_eq!(work.project().who(work.project().set_by(&*change, Field::Decision)), Some("Ana"));
}
