//! Two people who are asked which of two versions is the newer, and answer otherwise: it is asked again.

use tickmark::edit;
use tickmark::merge::{Teller, merge};
use tickmark::model::{Field, Outcome, Project, Replacing};
use tickmark::session::{Fork, Session};
use tickmark::store::{from_bytes, to_text};

use crate::forks::{ANA, BEN, DRAFT, choose, document, forked};
use crate::merge::{TODAY, does, opens};
use crate::news::told;
use crate::support::{Case, shown};

/// Ana says that her version is the newer, and Ben that his is; their copies are merged, and Cem opens that.
fn answered_otherwise(case: &Case) -> (Session, [Session; 2]) {
    let asked = forked(case, ANA, BEN, |_, _| ());
    let mut copies = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(asked.project(), name));
    choose(&mut copies[0], BEN.0, ANA.0);
    choose(&mut copies[1], ANA.0, BEN.0);
    let merged = merge(copies[0].project(), copies[1].project()).project;
    assert_eq!(to_text(&merged).ok(), to_text(&merge(copies[1].project(), copies[0].project()).project).ok());
    (opens(&merged, "Cem Öz"), copies)
}

/// The fork, if there is one, and that a file that is opened has the same.
#[track_caller]
fn fork(project: &Project) -> Option<Fork> {
    assert_eq!(project.validate(), Ok(()));
    let opened = from_bytes(to_text(project).expect("text").as_bytes()).expect("a project that opens").project;
    assert_eq!(opened.tables(), project.tables());
    Fork::at(project, document(project, "one.txt").id)
}

#[test]
fn who_answers_otherwise_which_version_is_the_newer_is_asked_again() {
    let case = Case::new(DRAFT);
    let (mut cem, _) = answered_otherwise(&case);
    let asked = fork(cem.project()).expect("it is asked again");
    let said = asked.in_words(cem.project());
    assert!(said.contains(" both replace “one.txt”; "), "{said}");
    for answer in [format!("Ana Ruiz said “{}”", ANA.0), format!("Ben Okafor said “{}”", BEN.0)] {
        assert!(said.contains(&answer), "{said}");
        let told = Teller::new(cem.project(), None).versions().join("\n");
        assert!(told.contains("which of them counts is for a person to say, ") && told.contains(&answer), "{told}");
    }
    // Whoever answers anew has the last word, wherever that is merged.
    let before = shown(cem.project());
    choose(&mut cem, ANA.0, BEN.0);
    assert_eq!(fork(cem.project()), None);
    let newest = cem.project().newest(document(cem.project(), "one.txt").id);
    assert_eq!(newest, Some(document(cem.project(), BEN.0).id));
    cem.undo(TODAY).expect("a step").expect("undone");
    assert_eq!(fork(cem.project()), Some(asked));
    assert_eq!(shown(cem.project()), before);
    cem.redo(TODAY).expect("a step").expect("done again");
    assert_eq!(fork(cem.project()), None);
}

#[test]
fn an_answer_to_the_second_question_holds_for_those_who_gave_the_first() {
    let case = Case::new(DRAFT);
    for (older, newer) in [(ANA.0, BEN.0), (BEN.0, ANA.0)] {
        let (mut cem, copies) = answered_otherwise(&case);
        choose(&mut cem, older, newer);
        for copy in copies {
            let merged = merge(copy.project(), cem.project()).project;
            assert_eq!(fork(&merged), None);
            assert_eq!(merged.n_clashes(), 0);
            let newest = merged.newest(document(&merged, "one.txt").id);
            assert_eq!(newest, Some(document(&merged, newer).id));
        }
    }
}

#[test]
fn what_the_other_one_answered_is_told_as_that() {
    let case = Case::new(DRAFT);
    let (cem, [ana, _]) = answered_otherwise(&case);
    let told = told(ana.project(), cem.project());
    assert!(told.contains(&format!("Ben Okafor said that “{}” follows “{}”", BEN.0, ANA.0)), "{told}");
    let ben = document(cem.project(), BEN.0);
    let project = cem.project();
    let by = project
        .log
        .values()
        .find(|entry| entry.command.contains("follows") && project.who(entry.dot) == Some("Ben Okafor"));
    assert_eq!(project.replacing_by(by.expect("it is in the log"), ben.id), Replacing::Follows);
}

#[test]
fn whichever_version_is_removed_the_other_one_is_the_newest() {
    let case = Case::new(DRAFT);
    for (gone, stays) in [(ANA.0, BEN.0), (BEN.0, ANA.0)] {
        let (mut cem, _) = answered_otherwise(&case);
        let set = edit::set_outcome([&**cem.project().passage(case.id(2)).expect("it is there")], Some(Outcome::Wrong));
        does(&mut cem, set);
        let what = edit::remove_document(cem.project(), document(cem.project(), gone).id);
        does(&mut cem, what);
        assert_eq!(fork(cem.project()), None);
        let stays = document(cem.project(), stays);
        assert_eq!(cem.project().newest(document(cem.project(), "one.txt").id), Some(stays.id));
        let passage = cem.project().passage(case.id(2)).expect("it is there").clone();
        assert_eq!((passage.place.document, passage.outcome), (stays.id, Some(Outcome::Wrong)));
        assert_eq!(stays.stamps.of(Field::Replaces).actor, cem.worker().actor, "it is said, and not only shown");
        cem.undo(TODAY).expect("a step").expect("undone");
        assert!(fork(cem.project()).is_some());
    }
}
