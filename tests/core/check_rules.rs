//! How far a check is, and why a passage is still open.

use tickmark::edit;
use tickmark::model::{Clash, Dot, Field, Id, Text, Time};
use tickmark::session::Session;

use crate::support::{Case, worker};

const PROJECT: &str = "\
//- draft.txt role:draft
They <claim #1>detained 85,000</claim> and <claim #2>more</claim>
//- report.txt role:evidence
<statistic #3>over 80,000</statistic> were detained
//- sources
@1 Person Ben
";

/// The state of #1 after these links and checks, and why it is open.
#[track_caller]
fn check(lines: &[&str], state: &str, why: Option<&str>) {
    let mut case = Case::new(PROJECT);
    for line in lines {
        let relation = line.split(' ').nth(1).expect("a relation or a check");
        match relation {
            "supports" | "contradicts" | "context" | "updates" | "repeats" => case.add_link(line),
            _ => case.check(line),
        }
    }
    let passage = case.passage(1);
    let standing = case.session.standing(&passage);
    assert_eq!((standing.state.name(), standing.open.map(|why| why.label())), (state, why));
    let counts = case.session.counts(passage.place.document);
    // Of the two passages of the draft, the other one is always open.
    assert_eq!((counts.n_passages, counts.n_closed()), (2, usize::from(why.is_none())));
}

const NO_OUTCOME: Option<&str> = Some("No outcome yet");
const UNDECIDED: Option<&str> = Some("No decision on a change yet");

#[test]
fn what_was_done_gives_the_state() {
    check(&[], "unchecked", NO_OUTCOME);
    check(&["#1 note look"], "in progress", NO_OUTCOME);
    check(&["#1 supports #3"], "in progress", NO_OUTCOME);
    check(&["#1 change x"], "in progress", NO_OUTCOME);
    check(&["#1 query why? | so"], "in progress", NO_OUTCOME);
    check(&["#2 supports #1"], "unchecked", NO_OUTCOME);
    check(&["#1 query why?"], "query out", Some("A query waits for its answer"));
    check(&["#1 outcome opinion", "#1 query why?"], "query out", Some("A query waits for its answer"));
    check(&["#1 outcome opinion", "#1 query why? | so"], "checked", None);
    check(&["#1 outcome opinion", "#1 reopened Its words changed"], "re-opened", Some("Re-opened"));
}

#[test]
fn confirmed_needs_support_or_a_reason() {
    check(&["#1 outcome confirmed"], "checked", Some("Confirmed without a supporting link or a reason"));
    check(&["#1 outcome confirmed", "#1 note common knowledge"], "checked", None);
    check(&["#1 outcome confirmed", "#1 supports #3"], "checked", None);
    check(&["#1 outcome confirmed", "#1 supports @1"], "checked", None);
    check(
        &["#1 outcome confirmed", "#1 context #3"],
        "checked",
        Some("Confirmed without a supporting link or a reason"),
    );
}

#[test]
fn what_should_change_needs_a_decision() {
    for outcome in ["confirmed with change", "wrong", "conflicting", "cannot verify"] {
        let outcome = &*format!("#1 outcome {outcome}");
        check(&[outcome], "checked", UNDECIDED);
        check(&[outcome, "#1 note look"], "checked", UNDECIDED);
        check(&[outcome, "#1 change x"], "checked", UNDECIDED);
        check(&[outcome, "#1 change x | accepted"], "checked", None);
        check(&[outcome, "#1 change x | declined"], "checked", None);
        check(&[outcome, "#1 change x | accepted", "#1 change y"], "checked", UNDECIDED);
    }
}

#[test]
fn on_author_needs_an_answer_or_a_note() {
    check(&["#1 outcome on author"], "checked", Some("On author, without an answer or a note"));
    check(&["#1 outcome on author", "#1 note on tape"], "checked", None);
    check(&["#1 outcome on author", "#1 query sure? | yes"], "checked", None);
}

#[test]
fn opinion_and_out_of_scope_need_nothing() {
    check(&["#1 outcome opinion"], "checked", None);
    check(&["#1 outcome out of scope"], "checked", None);
}

#[test]
fn evidence_is_never_open() {
    let mut case = Case::new(PROJECT);
    case.check("#3 query sure?");
    assert_eq!(case.project().open_because(&case.passage(3)), None);
    assert_eq!(case.session.draft_counts().n_passages, 2);
}

#[test]
fn a_clash_keeps_a_passage_open() {
    let mut case = Case::new(PROJECT);
    case.check("#1 outcome opinion");
    let mut passage = (*case.passage(1)).clone();
    let dot = Dot { actor: tickmark::model::Actor(9), counter: 1 };
    passage.clashes = vec![Clash { field: Field::Note, value: Text::from("other").into(), dot }].into();
    assert_eq!(case.project().open_because(&passage).map(|why| why.label()), Some("Two people set it differently"));
}

#[test]
fn a_choice_between_two_values_can_be_taken_back() {
    let case = Case::new(PROJECT);
    let mut passage = (*case.passage(1)).clone();
    let dot = passage.stamps.of(Field::Note);
    passage.clashes =
        ["mine", "yours"].map(|note| Clash { field: Field::Note, value: Text::from(note).into(), dot }).to_vec().into();
    let mut session = Session::new(case.project().replaced([passage.into()]), worker(3), Id::default());
    let clashes = |session: &Session| session.project().passage(case.id(1)).expect("it is there").clashes.clone();
    let values = |session: &Session| clashes(session).iter().map(|clash| clash.value.to_string()).collect::<Vec<_>>();
    let choice = edit::set_field(case.id(1), Field::Note, Text::from("yours"));
    session.commit(choice, Time(0)).expect("a choice");
    assert!(clashes(&session).is_empty());
    session.undo(Time(0)).expect("something to undo").expect("it can be undone");
    // Values come back, in the order of a merge; stamps do not: whoever has seen the choice would take them for replaced.
    assert_eq!(values(&session), ["yours", "mine"]);
    let undone = session.project().passage(case.id(1)).expect("it is there").stamps.of(Field::Note);
    assert!(undone != dot && clashes(&session).iter().all(|clash| clash.dot == undone));
    session.redo(Time(0)).expect("something to redo").expect("it can be redone");
    assert!(clashes(&session).is_empty());
    assert_eq!(session.project().validate(), Ok(()));
}
