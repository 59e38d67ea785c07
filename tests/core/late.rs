//! Changes that were accepted by somebody who did not know of the new version, or once it was there: what it has of them.

use std::sync::Arc;

use tickmark::edit;
use tickmark::merge::merge;
use tickmark::model::{Change, Decision, Field, Made, Project, State, Text};
use tickmark::session::{Session, review};
use tickmark::store::{from_bytes, to_text};

use crate::forks::{document, take_in};
use crate::merge::{TODAY, does, opens};
use crate::news::told;
use crate::support::Case;

/// A number that was confirmed, and for which a change is proposed on which nobody has decided.
const DRAFT: &str = "\
//- one.txt role:draft
It was <statistic #1>265 men</statistic> then.
//- checks
#1 outcome confirmed
#1 change 266 men
";

fn accepts(session: &mut Session) {
    let change = change(session.project());
    does(session, edit::decide(&change, Decision::Accepted, "The editor"));
}

fn change(project: &Project) -> Arc<Change> {
    project.changes().next().expect("a change").clone()
}

/// What is known of the change, and how far the check of its passage is. A file that is opened says the same.
#[track_caller]
fn known(case: &Case, project: &Project) -> (Option<Made>, State) {
    let opened = from_bytes(to_text(project).expect("text").as_bytes()).expect("a project that opens").project;
    assert_eq!(opened.tables(), project.tables());
    assert_eq!(project.validate(), Ok(()));
    (change(project).made, project.state(project.passage(case.id(1)).expect("it is there")))
}

/// Ana takes in a new version while Ben accepts the change in his copy.
fn accepted_apart(case: &Case, new: &str) -> Session {
    let [mut ana, mut ben] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
    take_in(&mut ana, "one.txt", "two.txt", new);
    accepts(&mut ben);
    assert_eq!(change(ben.project()).made, None, "there is no new version yet");
    let merged = merge(ana.project(), ben.project()).project;
    assert_eq!(to_text(&merged).ok(), to_text(&merge(ben.project(), ana.project()).project).ok());
    assert_eq!(merged.n_clashes(), 0);
    opens(&merged, "Cem Öz")
}

#[test]
fn a_change_that_a_colleague_accepted_without_knowing_of_the_new_version_is_looked_for_in_it() {
    for (new, expected) in [
        ("It was 266 men then.\n", (Made::AsProposed, State::Checked)),
        ("It was 267 men then.\n", (Made::Otherwise, State::Reopened)),
        ("It was 265 men then.\n", (Made::NotMade, State::Checked)),
        ("Nobody knows.\n", (Made::Gone, State::Checked)),
    ] {
        let case = Case::new(DRAFT);
        let both = accepted_apart(&case, new);
        assert_eq!(known(&case, both.project()), (Some(expected.0), expected.1), "{new}");
        let two = document(both.project(), "two.txt");
        let listed = review(both.project(), &two);
        assert_eq!(listed[0].made, [(change(both.project()).id, expected.0)], "{new}");
        assert_eq!(change(both.project()).is_missing(), expected.0 == Made::NotMade);
        let waits = both.project().unreviewed(two.id).count();
        assert_eq!(waits, usize::from(!matches!(expected.0, Made::AsProposed | Made::NotMade)), "{new}");
    }
}

#[test]
fn before_a_new_version_is_merged_it_is_told_whether_a_change_accepted_meanwhile_was_made() {
    for (new, expected) in [
        ("It was 266 men then.\n", "1 passage: 1 text changed; 1 accepted change made"),
        ("It was 265 men then.\n", "1 passage: 1 unchanged; 0 accepted changes made, 1 not"),
    ] {
        let case = Case::new(DRAFT);
        let [mut ana, mut ben] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
        take_in(&mut ana, "one.txt", "two.txt", new);
        accepts(&mut ben);
        let told = told(ben.project(), &merge(ben.project(), ana.project()).project);
        assert!(told.starts_with(&format!("Ana Ruiz replaced “one.txt” with “two.txt” ({expected})")), "{told}");
    }
}

#[test]
fn words_that_were_to_be_taken_out_and_are_gone_need_not_be_looked_for() {
    let mut case = Case::new(&DRAFT.replace("then.", "then. Nobody knows."));
    let out = edit::set_field(change(case.project()).id, Field::To, Text::default());
    case.commit(out);
    let mut both = accepted_apart(&case, "Nobody knows.\n");
    let two = document(both.project(), "two.txt").id;
    assert_eq!(known(&case, both.project()), (Some(Made::AsProposed), State::Checked));
    assert_eq!(both.project().unreviewed(two).count(), 0);
    let declined = edit::decide(&change(both.project()), Decision::Declined, "The editor");
    does(&mut both, declined);
    assert_eq!(both.project().unreviewed(two).count(), 1);
}

#[test]
fn a_change_that_is_accepted_when_the_new_version_has_it_already_is_made() {
    let case = Case::new(DRAFT);
    let mut ana = opens(case.project(), "Ana Ruiz");
    take_in(&mut ana, "one.txt", "two.txt", "It was 266 men then.\n");
    assert_eq!(known(&case, ana.project()), (None, State::Reopened));
    accepts(&mut ana);
    assert_eq!(known(&case, ana.project()), (Some(Made::AsProposed), State::Checked));
    ana.undo(TODAY).expect("a step").expect("undone");
    assert_eq!(known(&case, ana.project()), (None, State::Reopened));
    ana.redo(TODAY).expect("a step").expect("done again");
    assert_eq!(known(&case, ana.project()), (Some(Made::AsProposed), State::Checked));
}

#[test]
fn a_change_that_is_accepted_in_the_new_version_is_still_to_be_made() {
    let case = Case::new(DRAFT);
    let mut ana = opens(case.project(), "Ana Ruiz");
    take_in(&mut ana, "one.txt", "two.txt", "Then it was 265 men.\n");
    accepts(&mut ana);
    assert_eq!(known(&case, ana.project()), (None, State::Checked));
}

#[test]
fn of_several_versions_the_newest_tells_whether_a_change_was_made() {
    let case = Case::new(DRAFT);
    let mut both = accepted_apart(&case, "It was 265 men then.\n");
    take_in(&mut both, "two.txt", "three.txt", "It was 266 men then.\n");
    assert_eq!(known(&case, both.project()), (Some(Made::AsProposed), State::Checked));
    both.undo(TODAY).expect("a step").expect("undone");
    assert_eq!(known(&case, both.project()), (Some(Made::NotMade), State::Checked));
}

#[test]
fn once_the_new_version_is_removed_nothing_is_known_of_a_change() {
    let case = Case::new(DRAFT);
    for new in ["It was 266 men then.\n", "It was 267 men then.\n"] {
        let mut both = accepted_apart(&case, new);
        let before = known(&case, both.project());
        let two = document(both.project(), "two.txt").id;
        let what = edit::remove_document(both.project(), two);
        does(&mut both, what);
        assert_eq!(known(&case, both.project()), (None, State::Checked), "{new}");
        both.undo(TODAY).expect("a step").expect("undone");
        assert_eq!(known(&case, both.project()), before, "{new}");
    }
}

#[test]
fn who_declines_after_all_has_to_look_at_the_new_words() {
    let case = Case::new(DRAFT);
    let mut both = accepted_apart(&case, "It was 266 men then.\n");
    let declined = edit::decide(&change(both.project()), Decision::Declined, "The editor");
    does(&mut both, declined);
    assert_eq!(known(&case, both.project()), (None, State::Reopened));
}
