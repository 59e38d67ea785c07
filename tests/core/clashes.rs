//! What two people set differently is found wherever it is, and settled for good.

use tickmark::edit::{self, Transaction};
use tickmark::merge::merge;
use tickmark::model::{
    About, Decision, Edit, Field, Id, LinkTarget, Outcome, Place, Project, RecordId, RecordKind, Relation, Source,
    SourceKind, Text, Value,
};
use tickmark::search::EvidenceIndex;
use tickmark::session::{Cause, Clashing, Matters, Session};
use tickmark::store::to_text;
use tickmark::text::{Placement, TextRange};

use crate::merge::{TODAY, does, opens};
use crate::replace::loaded;
use crate::support::{Case, UNSTAMPED};

const PROJECT: &str = "\
//- draft.txt role:draft
<claim #1>Nearly all</claim> of <statistic #2>over 80,000 Salvadorans</statistic> were held.
//- report.txt role:evidence
<statistic #3>At least 85,000</statistic>, it says.
//- links
#2 contradicts #3
//- checks
#2 query how many? | 85,000
#2 change at least 85,000
";

/// What Ana and Ben did to copies of one project, and the two merged.
fn clashing(case: &Case, ana: impl Fn(&Session) -> Transaction, ben: impl Fn(&Session) -> Transaction) -> [Project; 3] {
    let [mut anas, mut bens] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
    let what = ana(&anas);
    does(&mut anas, what);
    let what = ben(&bens);
    does(&mut bens, what);
    let merged = merge(anas.project(), bens.project()).project;
    [anas.project().clone(), bens.project().clone(), merged]
}

/// The clashes that the page for the editor leads to.
fn found(project: &Project) -> Vec<Clashing> {
    let session = opens(project, "Cem");
    let matters = Matters::default().updated(&session.snapshot(), Default::default(), &EvidenceIndex::default());
    let clashes = matters.all.iter().filter(|matter| matter.causes.contains(&Cause::Clash));
    let found: Vec<_> = clashes.flat_map(|matter| matter.clashing(project)).collect();
    assert_eq!(found.iter().map(|clash| clash.values.len() - 1).sum::<usize>(), project.n_clashes());
    found
}

/// Checks that a clash of this name is found, and that each of its values can be chosen and then holds wherever it is merged.
#[track_caller]
fn check(name: &str, [ana, ben, merged]: [Project; 3]) {
    let found = found(&merged);
    let [clash] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((clash.name.as_str(), clash.values.len()), (name, 2), "{}", clash.in_words(&merged));
    for chosen in &clash.values {
        let mut cem = opens(&merged, "Cem");
        let what = edit::settle(cem.project(), clash.record, clash.field, chosen.value.clone());
        does(&mut cem, what);
        for other in [&ana, &ben, &merged] {
            for settled in [merge(cem.project(), other), merge(other, cem.project())] {
                assert_eq!((settled.project.n_clashes(), settled.project.validate()), (0, Ok(())));
                assert!(settled.project.shows_the_same(cem.project()));
            }
        }
    }
}

fn set(record: impl Into<RecordId>, field: Field, value: impl Into<Value>) -> impl Fn(&Session) -> Transaction {
    let (record, value) = (record.into(), value.into());
    move |_| Transaction::new("Set", vec![Edit::Set { record, field, value: value.clone() }])
}

fn of_kind(case: &Case, kind: RecordKind) -> RecordId {
    let mut records = case.project().tables().iter().map(|record| record.record_id());
    records.find(|id| id.kind == kind).expect("there is one")
}

fn text(text: &str) -> Text {
    text.into()
}

#[test]
fn fields_of_a_passage_and_of_what_hangs_on_it() {
    let case = Case::new(PROJECT);
    let outcome = |outcome| set(case.id(2), Field::Outcome, Some(outcome));
    check("Outcome", clashing(&case, outcome(Outcome::Wrong), outcome(Outcome::Opinion)));
    let relation = |relation| set(of_kind(&case, RecordKind::Link), Field::Relation, relation);
    check("Relation of the link", clashing(&case, relation(Relation::Updates), relation(Relation::Context)));
    let answer = |answer| set(of_kind(&case, RecordKind::Query), Field::Answer, text(answer));
    check("Answer of the query", clashing(&case, answer("1"), answer("2")));
    let to = |to| set(of_kind(&case, RecordKind::Change), Field::To, text(to));
    check("New words of the change", clashing(&case, to("1"), to("2")));
}

#[test]
fn fields_of_evidence_documents_and_sources() {
    let case = Case::new(PROJECT);
    let note = |note| set(case.id(3), Field::Note, text(note));
    check("Note", clashing(&case, note("1"), note("2")));
    let title = |title| set(case.document("report.txt").id, Field::Title, text(title));
    check("Title of the document", clashing(&case, title("1"), title("2")));
    let source = Source::new(Id::derived(&[b"source"]).into(), SourceKind::Person, "Kim", UNSTAMPED);
    let id = source.id;
    let mut with_source = opens(case.project(), "Dana");
    does(&mut with_source, Transaction::new("Source", vec![Edit::insert(source)]));
    let detail = |name: &str, to| {
        let mut session = opens(with_source.project(), name);
        does(&mut session, set(id, Field::Detail, text(to))(&case.session));
        session.project().clone()
    };
    let (ana, ben) = (detail("Ana Ruiz", "1"), detail("Ben Okafor", "2"));
    let merged = merge(&ana, &ben).project;
    check("Detail of the source", [ana, ben, merged]);
}

#[test]
fn the_title_and_rules_of_the_project() {
    let case = Case::new(PROJECT);
    let about = |title: &'static str| {
        move |session: &Session| {
            let about = About::new(session.project().id(), title, UNSTAMPED);
            Transaction::new("Title", vec![Edit::insert(about)])
        }
    };
    check("Title of the project", clashing(&case, about("1"), about("2")));
}

#[test]
fn what_one_deleted_and_the_other_changed() {
    let case = Case::new(PROJECT);
    let remove = |session: &Session| edit::remove_passages(session.project(), &[case.id(1)]);
    let note = set(case.id(1), Field::Note, text("by telephone"));
    check("Deleted, and changed since", clashing(&case, remove, note));
    let link = |session: &Session| {
        let to = LinkTarget::Passage(case.id(3));
        edit::add_link(session.project(), case.id(1), to, Relation::Supports, Id::derived(&[b"link"])).1
    };
    let [ana, ben, merged] = clashing(&case, remove, link);
    assert!(found(&merged)[0].in_words(&merged).contains("Keep it (Ben Okafor left something that rests on it)"));
    check("Deleted, and changed since", [ana, ben, merged]);
    let remove = |session: &Session| edit::remove_document(session.project(), case.document("report.txt").id);
    let title = set(case.document("report.txt").id, Field::Title, text("A report"));
    let [ana, ben, merged] = clashing(&case, remove, title);
    assert_eq!(merged.n_clashes(), 1, "the passages in it stay deleted");
    check("The document: deleted, and changed since", [ana, ben, merged]);
}

#[test]
fn that_one_deleted_it_is_to_be_decided_until_somebody_does_whatever_else_is_done() {
    let case = Case::new(PROJECT);
    let remove = |session: &Session| edit::remove_passages(session.project(), &[case.id(1)]);
    let [.., merged] = clashing(&case, remove, set(case.id(1), Field::Note, text("by telephone")));
    let mut cem = opens(&merged, "Cem");
    does(&mut cem, edit::set_field(case.id(1), Field::Note, text("by letter")));
    let old = case.document("draft.txt");
    let new = "Nearly all of over 80,000 Salvadorans were held, they say.\n";
    does(&mut cem, edit::replace(&merged, &old, loaded("draft-2.txt", new)).expect("a new version"));
    check("Deleted, and changed since", [merged.clone(), merged, cem.project().clone()]);
    for _ in 0..2 {
        cem.undo(TODAY).expect("it was done").expect("it can be undone");
        assert_eq!(cem.project().n_clashes(), 1);
    }
}

#[test]
fn two_people_who_decide_the_same_have_nothing_to_choose() {
    let case = Case::new(PROJECT);
    let change = || case.project().changes().next().expect("a change").clone();
    let decide = |decision, who: &'static str| move |_: &Session| edit::decide(&change(), decision, who);
    let alike = clashing(&case, decide(Decision::Accepted, "Ana"), decide(Decision::Accepted, "Ben"));
    assert_eq!(alike[2].n_clashes(), 0);
    let [.., other] = clashing(&case, decide(Decision::Accepted, "Ana"), decide(Decision::Declined, "Ben"));
    assert_eq!(other.n_clashes(), 2, "what was decided, and by whom");
    let names = ["Cem", "Dea"].map(|name| set(change().id, Field::DecidedBy, text(name)));
    let [.., named] = clashing(&case, &names[0], &names[1]);
    assert_eq!(named.n_clashes(), 1, "names that were written stand against each other");
    let [.., named] = clashing(&case, decide(Decision::Accepted, "Ana"), &names[0]);
    assert_eq!(named.n_clashes(), 1, "and against one that came with a decision");
}

#[test]
fn words_that_were_chosen_in_an_earlier_version_go_on_to_the_newest() {
    let case = Case::new(PROJECT);
    let new = "First: nearly all of the over 81,000 Salvadorans were held.\n";
    let replace = |session: &Session| {
        let old = case.document("draft.txt");
        edit::replace(session.project(), &old, loaded("draft-2.txt", new)).expect("a new version")
    };
    let wider = |session: &Session| {
        let place = Place::of(&case.document("draft.txt"), TextRange::between(11, 38)).expect("words");
        assert_eq!(place.words(), "of over 80,000 Salvadorans ");
        edit::set_place(session.project(), &case.passage(2), place)
    };
    let [.., merged] = clashing(&case, replace, wider);
    let found = found(&merged);
    let [clash] = found.as_slice() else { panic!("{found:?}") };
    let bens = clash.values.iter().find(|value| value.words.contains("of over 80,000")).expect("his words");
    let mut cem = opens(&merged, "Cem");
    does(&mut cem, edit::settle(&merged, clash.record, clash.field, bens.value.clone()));
    let passage = cem.project().passage(case.id(2)).expect("it is there").clone();
    assert_eq!((passage.words().trim(), cem.project().n_clashes()), ("of the over 81,000 Salvadorans", 0));
    let former = passage.former.at(passage.place.document).expect("it came");
    assert_eq!((former.place.words(), former.became), ("of over 80,000 Salvadorans ", Placement::Changed));
}

#[test]
fn another_value_than_the_two_replaces_both() {
    let case = Case::new(PROJECT);
    let note = |note| set(case.id(3), Field::Note, text(note));
    let [ana, ben, merged] = clashing(&case, note("1"), note("2"));
    let mut cem = opens(&merged, "Cem");
    does(&mut cem, edit::settle(&merged, case.id(3).into(), Field::Note, text("both").into()));
    let all = merge(&merge(cem.project(), &ana).project, &ben).project;
    assert_eq!((all.n_clashes(), all.passage(case.id(3)).map(|it| it.note.to_string())), (0, Some("both".into())));
}

#[test]
fn what_was_removed_leaves_nothing_to_choose_until_it_is_back() {
    let case = Case::new(PROJECT);
    let outcome = |outcome| {
        let passage = case.passage(2);
        move |_: &Session| edit::set_outcome([&*passage], Some(outcome))
    };
    let [.., merged] = clashing(&case, outcome(Outcome::Wrong), outcome(Outcome::Confirmed));
    assert_eq!(merged.n_clashes(), 1);
    let mut cem = opens(&merged, "Cem");
    does(&mut cem, edit::remove_passages(&merged, &[case.id(2)]));
    assert_eq!((cem.project().n_clashes(), cem.project().clashing().count()), (0, 0));
    cem.undo(TODAY).expect("it was done").expect("it can be undone");
    assert_eq!(cem.project().n_clashes(), 1);
}

#[test]
fn a_choice_that_was_taken_back_shows_what_it_showed_before_wherever_it_is_merged() {
    let orders = [[Outcome::Wrong, Outcome::Confirmed], [Outcome::Confirmed, Outcome::Wrong]];
    // By itself, and as one of many things that were done at once.
    for ([ana, ben], n_beside) in orders.into_iter().flat_map(|order| [(order, 0), (order, 40)]) {
        let case = Case::new(PROJECT);
        let outcome = |outcome| {
            let passage = case.passage(2);
            move |_: &Session| edit::set_outcome([&*passage], Some(outcome))
        };
        let source =
            |at: u8| Edit::insert(Source::new(Id::derived(&[&[at]]).into(), SourceKind::Person, "Kim", UNSTAMPED));
        let beside: Vec<Edit> = (0..n_beside).map(source).collect();
        let [.., merged] = clashing(&case, outcome(ana), outcome(ben));
        let shown = |project: &Project| project.passage(case.id(2)).and_then(|passage| passage.outcome);
        let mut cem = opens(&merged, "Cem");
        let what = edit::settle(&merged, case.id(2).into(), Field::Outcome, Value::Outcome(Some(Outcome::Wrong)));
        does(&mut cem, Transaction { edits: what.edits.into_iter().chain(beside.clone()).collect(), ..what });
        cem.undo(TODAY).expect("it was done").expect("it can be undone");
        assert_eq!((shown(cem.project()), cem.project().n_clashes()), (shown(&merged), 1));
        for known in [case.project(), &merged] {
            let again = merge(cem.project(), known).project;
            assert_eq!(to_text(&again).ok(), to_text(cem.project()).ok(), "it has it already");
        }
    }
}
