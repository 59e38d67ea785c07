//! Two copies of a project become one: what stays, what shows, and what waits for a person's choice.

use tickmark::edit::{self, Transaction};
use tickmark::merge::{Merged, Teller, belong_together, merge, n_shared_documents, news, tally};
use tickmark::model::{
    Actor, CheckerId, Edit, Field, Id, LinkTarget, Outcome, PassageKind, Project, ProjectId, Relation, Text, Time,
};
use tickmark::session::{Session, Worker};
use tickmark::store::{from_bytes, to_text};
use tickmark::text::TextRange;

use crate::support::{Case, shown};

pub const PROJECT: &str = "\
//- draft.txt role:draft
<claim #1>Nearly all</claim> of <statistic #2>over 80,000 Salvadorans</statistic> were held.
//- report.txt role:evidence
<statistic #3>At least 85,000</statistic>, it says.
//- links
#2 contradicts #3
";
/// 21 November 2025.
pub const TODAY: Time = Time(1_763_730_000);

/// Somebody who opens a copy of the project.
pub fn opens(project: &Project, name: &str) -> Session {
    let checker = CheckerId(Id::derived(&[name.as_bytes()]));
    let before = project.seen.len() as u64;
    let actor = Actor(u64::from_le_bytes(*b"a person") ^ (before << 8) ^ u64::from(name.as_bytes()[0]));
    Session::new(project.clone(), Worker { checker, name: name.into(), actor }, Id::default())
}

/// Ana and Ben, each with a copy of the project.
pub fn both(case: &Case) -> [Session; 2] {
    ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name))
}

#[track_caller]
pub fn does(session: &mut Session, what: Transaction) {
    session.commit(what, TODAY).expect("a change that can be made");
}

/// Merges both ways and again; checks that it is the same, and valid.
#[track_caller]
pub fn merged(ours: &Session, theirs: &Session) -> Project {
    let Merged { project, doubts } = merge(ours.project(), theirs.project());
    assert_eq!(doubts, []);
    let text = to_text(&project).expect("text");
    assert!(text == to_text(&merge(theirs.project(), ours.project()).project).expect("text"));
    assert!(text == to_text(&merge(&project, theirs.project()).project).expect("text"));
    assert_eq!((project.validate(), project.set_aside.len()), (Ok(()), 0));
    let opened = from_bytes(text.as_bytes()).expect("a project that opens").project;
    assert_eq!(opened.tables(), project.tables());
    project
}

/// What waits for a choice, in words.
pub fn clashes(project: &Project) -> Vec<String> {
    let teller = Teller::new(project, Some(TODAY));
    project.clashing().flat_map(|record| teller.clashes(&record)).collect()
}

pub fn outcome(case: &Case, number: u32, outcome: Outcome) -> Transaction {
    edit::set_outcome([&*case.passage(number)], Some(outcome))
}

pub fn note(case: &Case, number: u32, note: &str) -> Transaction {
    edit::set_field(case.id(number), Field::Note, Text::from(note))
}

#[test]
fn work_on_different_things_is_united() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    does(&mut ana, outcome(&case, 2, Outcome::Conflicting));
    does(&mut ben, note(&case, 2, "by telephone"));
    does(&mut ben, edit::remove_passages(case.project(), &[case.id(1)]));
    let project = merged(&ana, &ben);
    assert_eq!(
        shown(&project),
        PROJECT.replace("<claim #1>Nearly all</claim>", "Nearly all").replace("#2", "#1").replace("#3", "#2")
            + "//- checks\n#1 note by telephone\n#1 outcome conflicting\n"
    );
    assert_eq!(project.n_clashes(), 0);
    let learned = news(ana.project(), &project);
    let by_ben = tally(&project, &learned)["Ben Okafor"];
    assert_eq!((by_ben.n_new, by_ben.n_changed, by_ben.n_deleted, by_ben.n_clashes), (0, 1, 1, 0));
    let teller = Teller::new(&project, Some(TODAY));
    let told: Vec<_> = learned.iter().map(|news| teller.tell(news)).collect();
    let told: Vec<_> = told.iter().map(String::as_str).collect();
    assert!(told.contains(&"Ben Okafor removed ¶1 “Nearly all”, 21 Nov"), "{told:?}");
    assert!(
        told.contains(&"Ben Okafor set the note of ¶1 “over 80,000 Salvadorans” to “by telephone”, 21 Nov"),
        "{told:?}"
    );
}

#[test]
fn one_field_set_differently_clashes_until_somebody_chooses() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    does(&mut ana, outcome(&case, 2, Outcome::Conflicting));
    does(&mut ben, outcome(&case, 2, Outcome::Wrong));
    let project = merged(&ana, &ben);
    let (project, ben) = (&project, &ben);
    assert_eq!(project.n_clashes(), 1);
    let told = clashes(project).concat();
    assert!(
        told.contains("to conflicting") && told.contains("to wrong") && told.contains("; neither knew of the other"),
        "{told}"
    );
    let passage = case.passage(2);
    assert_eq!(
        project.open_because(project.passage(passage.id).expect("it is there")).map(|why| why.label()),
        Some("Two people set it differently")
    );

    let mut cem = opens(project, "Cem");
    does(&mut cem, outcome(&case, 2, Outcome::Wrong));
    let settled = merged(&cem, ben);
    assert_eq!((settled.n_clashes(), settled.passage(passage.id).and_then(|p| p.outcome)), (0, Some(Outcome::Wrong)));

    // Taken back, the choice is open again, also for those who had received it.
    cem.undo(TODAY).expect("something to undo").expect("undone");
    let open = merge(cem.project(), &settled).project;
    assert_eq!(open.n_clashes(), 1);
}

#[test]
fn the_same_value_is_no_clash() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    for person in [&mut ana, &mut ben] {
        does(person, outcome(&case, 2, Outcome::Wrong));
    }
    assert_eq!(merged(&ana, &ben).n_clashes(), 0);
}

#[test]
fn the_same_words_marked_by_both_are_one_passage_and_what_one_found_stands() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    let draft = case.document("draft.txt");
    let mark =
        || edit::add_passage(case.project(), &draft, TextRange::between(37, 41), PassageKind::Claim, Id::default());
    let (id, _) = mark().expect("words");
    for person in [&mut ana, &mut ben] {
        does(person, mark().expect("words").1);
    }
    let passage = ben.project().passage(id).expect("it was marked").clone();
    does(&mut ben, edit::set_outcome([&*passage], Some(Outcome::Wrong)));
    does(&mut ben, edit::set_field(id, Field::Note, Text::from("seen")));
    let project = merged(&ana, &ben);
    let passage = project.passage(id).expect("it is there");
    assert_eq!((passage.outcome, &*passage.note, project.n_clashes()), (Some(Outcome::Wrong), "seen", 0));
    // To take an outcome away is a choice, and clashes with another one.
    let (mut ana, mut ben) = (opens(&project, "Ana Ruiz"), opens(&project, "Ben Okafor"));
    does(&mut ana, edit::set_outcome([&**passage], None));
    does(&mut ben, edit::set_outcome([&**passage], Some(Outcome::Opinion)));
    assert_eq!(merged(&ana, &ben).n_clashes(), 1);
}

#[test]
fn many_passages_that_both_marked_at_once_are_one_each_and_what_one_found_stands() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    let draft = case.document("draft.txt");
    let mark = |end| {
        let range = TextRange::between(0, end);
        edit::add_passage(case.project(), &draft, range, PassageKind::Quote, Id::default()).expect("words")
    };
    let (ids, all): (Vec<_>, Vec<_>) = (1..40).map(mark).unzip();
    let all = Transaction::new("Mark", all.into_iter().flat_map(|one| one.edits).collect());
    for person in [&mut ana, &mut ben] {
        does(person, all.clone());
    }
    for id in &ids {
        does(&mut ben, edit::set_field(*id, Field::Note, Text::from("seen")));
    }
    let project = merged(&ana, &ben);
    let notes = ids.iter().filter_map(|id| project.passage(*id)).map(|passage| passage.note.to_string());
    assert_eq!((notes.collect::<Vec<_>>(), project.n_clashes()), (vec!["seen".to_owned(); 39], 0));
}

#[test]
fn what_one_deleted_and_the_other_changed_stays_and_is_listed() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    does(&mut ana, edit::remove_passages(case.project(), &[case.id(1)]));
    does(&mut ben, note(&case, 1, "seen"));
    let project = merged(&ana, &ben);
    assert_eq!(
        clashes(&project),
        ["Ana Ruiz removed ¶1 “Nearly all”, 21 Nov; Ben Okafor changed it, 21 Nov; neither knew of the other"]
    );
    assert_eq!(&*project.passage(case.id(1)).expect("it stays").note, "seen");
    let mut cem = opens(&project, "Cem");
    does(&mut cem, edit::remove_passages(&project, &[case.id(1)]));
    let project = merged(&cem, &ben);
    assert_eq!((project.n_clashes(), project.passage(case.id(1)).is_none()), (0, true));
}

#[test]
fn what_one_deleted_and_the_other_names_stays_as_long_as_it_is_named() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    let report = case.document("report.txt");
    does(&mut ana, edit::remove_document(case.project(), report.id));
    let (link, what) =
        edit::add_link(case.project(), case.id(1), LinkTarget::Passage(case.id(3)), Relation::Supports, Id::default());
    does(&mut ben, what);
    let project = merged(&ana, &ben);
    assert_eq!(
        clashes(&project),
        [
            "Ana Ruiz removed the document “report.txt”, 21 Nov; it stays, because Ben Okafor left something that rests on it, 21 Nov; neither knew of the other",
            "Ana Ruiz removed report.txt ¶1 “At least 85,000”, 21 Nov; it stays, because Ben Okafor left something that rests on it, 21 Nov; neither knew of the other",
        ]
    );
    // The file says only what people did: without the link both are gone.
    let mut cem = opens(&project, "Cem");
    does(&mut cem, Transaction::new("Unlink", vec![Edit::remove(link)]));
    let saved = to_text(cem.project()).expect("text");
    let opened = from_bytes(saved.as_bytes()).expect("a project that opens").project;
    assert_eq!((opened.document(report.id), opened.n_clashes()), (None, 0));
    assert!(to_text(&opened).expect("text") == saved);
}

#[test]
fn a_draft_signed_off_by_one_while_the_other_works_on_is_no_longer_signed_off() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    let draft = case.document("draft.txt");
    does(
        &mut ana,
        edit::sign_off(case.project(), &draft, 0, "it goes to print", Id::derived(&[b"s"])).expect("signed").1,
    );
    assert!(merged(&ana, &ben).is_signed_off(draft.id));
    does(&mut ben, note(&case, 1, "wait"));
    assert!(!merged(&ana, &ben).is_signed_off(draft.id));
}

#[test]
fn after_going_back_a_colleagues_work_counts_as_not_received() {
    let case = Case::new(PROJECT);
    let [ana, mut ben] = both(&case);
    does(&mut ben, note(&case, 1, "seen"));
    let project = merged(&ana, &ben);
    let mut back = opens(ana.project(), "Ana Ruiz");
    does(&mut back, note(&case, 2, "mine"));
    let again = merge(back.project(), &project).project;
    let notes = [1, 2].map(|number| again.passage(case.id(number)).expect("it is there").note.to_string());
    assert_eq!((notes, again.n_clashes()), (["seen".into(), "mine".into()], 0));
}

#[test]
fn two_projects_may_share_documents() {
    let case = Case::new(PROJECT);
    let other = Project::from_records(ProjectId(Id::derived(&[b"another"])), case.project().tables().iter());
    assert_eq!(n_shared_documents(case.project(), &other), 2);
    assert_eq!(n_shared_documents(case.project(), &Project::new(other.id())), 0);
}

#[test]
fn projects_that_were_united_once_belong_together_in_whatever_order() {
    let case = Case::new(PROJECT);
    let named =
        |name: &str| Project::from_records(ProjectId(Id::derived(&[name.as_bytes()])), case.project().tables().iter());
    let [a, b, c] = ["a", "b", "c"].map(named);
    let both = |ours: &Project, theirs: &Project| merge(ours, theirs).project;
    assert!(!belong_together(&a, &b) && a.united.is_empty() && both(&a, &a).united.is_empty());
    let ab = both(&a, &b);
    for (one, other) in [(&ab, &b), (&b, &ab), (&ab, &a), (&ab, &both(&c, &b))] {
        assert!(belong_together(one, other) && belong_together(other, one));
    }
    assert!(!belong_together(&ab, &c));
    let all = to_text(&both(&ab, &c)).expect("text");
    assert!(to_text(&both(&a, &both(&c, &b))).expect("text") == all);
    assert!(to_text(&both(&both(&ab, &c), &ab)).expect("text") == all);
    let opened = from_bytes(all.as_bytes()).expect("a project that opens").project;
    assert_eq!(opened.united, [a.id(), b.id(), c.id()].into());
}
