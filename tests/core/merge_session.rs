//! A merge in an open project: one step of undo, with all indexes as if the project had just been opened.

use tickmark::edit;
use tickmark::import::{Options, Watch, import};
use tickmark::merge::merge;
use tickmark::model::{Actor, Document, Id, LinkTarget, Outcome, PassageKind, Project, Relation, Role};
use tickmark::session::{Noticed, Ready, Session, Worker};
use tickmark::store::{Unsaved, UnsavedWork, to_text};
use tickmark::text::TextRange;

use crate::merge::{does, opens};
use crate::support::Case;

const PROJECT: &str = "\
//- draft.txt role:draft
<claim #1>Nearly all</claim> of <statistic #2>over 80,000 Salvadorans</statistic> were held. It rained.
//- report.txt role:evidence
<statistic #3>At least 85,000</statistic>, it says.
";

/// Ana, with what Ben did in his copy: a link, a passage less, words that were passed, another role.
fn ana_and_bens(case: &Case) -> (Session, Session) {
    let (mut ana, mut ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    ana.fresh = Id::derived(&[b"of Ana"]);
    let link = edit::add_link(
        ben.project(),
        case.id(2),
        LinkTarget::Passage(case.id(3)),
        Relation::Supports,
        Id::derived(&[b"a link"]),
    );
    does(&mut ben, link.1);
    does(&mut ben, edit::set_outcome([&*case.passage(2)], Some(Outcome::Confirmed)));
    does(&mut ben, edit::remove_passages(case.project(), &[case.id(1)]));
    let draft = case.document("draft.txt");
    let sentence = TextRange::between(draft.text().find("It").expect("there"), draft.text().len());
    let mark = edit::add_passage(ben.project(), &draft, sentence, PassageKind::Claim, Id::derived(&[b"a passage"]));
    does(&mut ben, mark.expect("words").1);
    does(&mut ana, edit::set_outcome([&*case.passage(2)], Some(Outcome::Wrong)));
    (ana, ben)
}

/// Checks that nothing tells that the project was not just opened.
#[track_caller]
fn check(session: &Session) {
    let worker = Worker { actor: Actor(99), ..session.worker().clone() };
    let fresh = Session::new(session.project().clone(), worker, Id::default());
    assert_eq!(session.project().validate(), Ok(()));
    assert_eq!((session.draft_counts(), session.n_all_waiting()), (fresh.draft_counts(), fresh.n_all_waiting()));
    for draft in session.project().documents() {
        let untouched = |session: &Session| session.sentences(draft.id).map(|sentences| sentences.n_untouched());
        assert_eq!(untouched(session), untouched(&fresh));
        let marks = |session: &Session| session.places(draft.id).map(|it| it.iter().copied().collect::<Vec<_>>());
        assert_eq!(marks(session), marks(&fresh));
        for passage in session.project().passages() {
            assert_eq!(session.rests_on(passage), fresh.rests_on(passage));
        }
    }
}

fn text(session: &Session) -> String {
    to_text(session.project()).expect("a project can be written")
}

#[test]
fn indexes_follow_a_merge_and_the_way_back() {
    let case = Case::new(PROJECT);
    let (mut ana, ben) = ana_and_bens(&case);
    let before = text(&ana);
    let merged = merge(ana.project(), ben.project()).project;
    ana.merge("Merge", merged.clone());
    check(&ana);
    assert!(ana.history().is_unsaved() && ana.history().undoes_merge());
    assert!(ana.undo(crate::merge::TODAY).is_none(), "a merge is no transaction");
    assert!(ana.undo_merge());
    check(&ana);
    assert_eq!(text(&ana), before);
    let again = merge(ana.project(), ana.history().merge_to_redo().expect("to be redone")).project;
    assert!(ana.redo_merge(again));
    check(&ana);
    assert_eq!(text(&ana), to_text(&merged).expect("a project can be written"));
}

#[test]
fn indexes_follow_a_merge_that_brings_a_new_version_of_a_draft() {
    let case = Case::new(PROJECT);
    let (mut ana, mut ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    let text = "It begins. Nearly all of over 80,000 Salvadorans were held. It rained.";
    let read = import(text.as_bytes(), "draft 2.txt", &Options::default(), &Watch::default()).expect("text");
    let newer = Document::new(
        read.into_loaded("draft 2.txt", text.as_bytes(), crate::merge::TODAY),
        "draft 2",
        Role::Draft,
        crate::support::UNSTAMPED,
    );
    let what = edit::replace(ben.project(), &case.document("draft.txt"), newer).expect("a newer draft");
    does(&mut ben, what);
    let draft = case.document("draft.txt");
    let rained = TextRange::between(draft.text().find("It").expect("there"), draft.text().len());
    let mark = edit::add_passage(ana.project(), &draft, rained, PassageKind::Claim, Id::derived(&[b"a passage"]));
    does(&mut ana, mark.expect("words").1);
    let merged = merge(ana.project(), ben.project()).project;
    ana.merge("Merge", merged);
    check(&ana);
    assert!(ana.undo_merge());
    check(&ana);
}

#[test]
fn stamps_given_since_a_merge_are_not_given_again_once_it_is_taken_back() {
    let case = Case::new(PROJECT);
    let (mut ana, ben) = ana_and_bens(&case);
    let merged = merge(ana.project(), ben.project()).project;
    ana.merge("Merge", merged);
    does(&mut ana, edit::set_outcome([&*case.passage(2)], Some(Outcome::Opinion)));
    let mailed = ana.project().clone();
    ana.undo(crate::merge::TODAY).expect("something to undo").expect("undone");
    assert!(ana.undo_merge());
    does(&mut ana, edit::set_outcome([&*case.passage(2)], Some(Outcome::OutOfScope)));
    let both = merge(ana.project(), &mailed);
    assert_eq!(both.doubts, [], "every stamp stands for one transaction");
    let there = both.project.passage(case.id(2)).expect("it is there");
    assert_eq!(both.project.clashes_of(&there.clone().into()).count(), 1, "neither of the two is lost");
}

#[test]
fn a_journal_of_a_merge_holds_all_of_it() {
    let case = Case::new(PROJECT);
    let (mut ana, ben) = ana_and_bens(&case);
    let mut payloads = Vec::new();
    let mut keep = |ana: &mut Session| {
        let unsaved = ana.take_deeds().into_iter().flat_map(|deed| Unsaved::of(deed, crate::merge::TODAY));
        payloads.extend(unsaved.map(|it| it.to_payload().expect("it can be written")));
        let recovered = UnsavedWork::of(&payloads);
        assert_eq!(recovered.n_unreadable, 0);
        assert_eq!(to_text(&recovered.onto(case.project(), true).0).expect("text"), text(ana));
    };
    keep(&mut ana);
    let merged = merge(ana.project(), ben.project()).project;
    ana.merge("Merge", merged);
    keep(&mut ana);
    let removed = edit::remove_passages(ana.project(), &[case.id(3)]);
    does(&mut ana, removed);
    keep(&mut ana);
    ana.undo(crate::merge::TODAY).expect("something to undo").expect("undone");
    assert!(ana.undo_merge());
    keep(&mut ana);
    does(&mut ana, edit::set_outcome([&*case.passage(2)], Some(Outcome::Opinion)));
    keep(&mut ana);
}

/// Who opens what was recovered from a journal with these payloads.
fn recovered(case: &Case, payloads: &[Vec<u8>]) -> Session {
    let (project, history) = UnsavedWork::of(payloads).onto(case.project(), true);
    let mut session = opens(&project, "Cem Öz");
    session.fresh = Id::derived(&[b"of Cem"]);
    *session.history_mut() = history;
    session
}

/// What was done to a session since this was last asked, as it stands in a journal.
fn payloads(session: &mut Session) -> Vec<Vec<u8>> {
    let unsaved = session.take_deeds().into_iter().flat_map(|deed| Unsaved::of(deed, crate::merge::TODAY));
    unsaved.map(|it| it.to_payload().expect("it can be written")).collect()
}

#[test]
fn after_a_crash_a_merge_goes_back_as_one_step_to_the_last_stamp_and_what_was_before_it_after_that() {
    let case = Case::new(PROJECT);
    let (mut ana, ben) = ana_and_bens(&case);
    let before = text(&ana);
    ana.merge("Merge “ben”", merge(ana.project(), ben.project()).project);
    does(&mut ana, edit::set_outcome([&*case.passage(2)], Some(Outcome::Opinion)));
    // All of it in one frame, before anything was journaled.
    let mut after = recovered(&case, &payloads(&mut ana));
    assert_eq!(text(&after), text(&ana));
    after.undo(crate::merge::TODAY).expect("something to undo").expect("undone");
    assert_eq!(after.history().undo_name(), Some("Merge “ben”"));
    let undone_by = after.worker().actor;
    assert!(after.undo_merge());
    assert_eq!(text(&after), before, "what stood before the merge, `seen` included");
    assert_ne!(after.worker().actor, undone_by, "no stamp is given twice");
    check(&after);
    after.undo(crate::merge::TODAY).expect("something to undo").expect("undone");
    let outcome = |project: &Project| project.passage(case.id(2)).and_then(|passage| passage.outcome);
    assert_eq!(outcome(after.project()), outcome(case.project()));
    check(&after);
}

#[test]
fn after_a_crash_a_merge_that_was_taken_back_can_be_done_again() {
    let case = Case::new(PROJECT);
    let (mut ana, ben) = ana_and_bens(&case);
    let merged = merge(ana.project(), ben.project()).project;
    ana.merge("Merge “ben”", merged.clone());
    assert!(ana.undo_merge());
    let mut after = recovered(&case, &payloads(&mut ana));
    assert_eq!(text(&after), text(&ana));
    let again = merge(after.project(), after.history().merge_to_redo().expect("to be redone")).project;
    assert!(after.redo_merge(again));
    assert!(after.project().shows_the_same(&merged));
    assert!(after.undo_merge());
    assert_eq!(text(&after), text(&ana));
}

#[test]
fn work_on_a_file_that_is_gone_goes_back_to_its_merge() {
    let case = Case::new(PROJECT);
    let (mut ana, ben) = ana_and_bens(&case);
    ana.merge("Merge “ben”", merge(ana.project(), ben.project()).project);
    let merged = ana.project().clone();
    does(&mut ana, edit::set_outcome([&*case.passage(2)], Some(Outcome::Opinion)));
    let work = UnsavedWork::of(&payloads(&mut ana));
    assert_eq!((work.n_changes, work.last), (3, Some(crate::merge::TODAY)), "to enter who works here is none");
    let nothing = Project::new(case.project().id());
    let (project, history) = work.onto(&nothing, false);
    assert_eq!(to_text(&project).expect("text"), text(&ana));
    // And once more, if that crashes too.
    let again: Vec<_> =
        work.again(false, crate::merge::TODAY).iter().map(|it| it.to_payload().expect("text")).collect();
    let (project_again, history_again) = UnsavedWork::of(&again).onto(&nothing, true);
    for (project, history) in [(project, history), (project_again, history_again)] {
        let worker = Worker { actor: Actor(99), ..ana.worker().clone() };
        let mut after = Session::new(project, worker, Id::default());
        *after.history_mut() = history;
        after.undo(crate::merge::TODAY).expect("something to undo").expect("undone");
        assert!(after.project().shows_the_same(&merged));
        assert_eq!(after.history().undo_name(), None);
    }
}

#[test]
fn what_was_found_out_while_a_merge_was_made_ready_and_since_is_known_on_both_sides() {
    let case = Case::new(PROJECT);
    let (mut ana, ben) = ana_and_bens(&case);
    let draft = case.document("draft.txt");
    let merged = merge(ana.project(), ben.project()).project;
    let ready = Ready::of(ana.project(), merged, &ana.known());
    let notice = |session: &mut Session| {
        session.take_noticed(Noticed::of(&draft, || false).expect("nobody cancels it"));
    };
    let check_waiting = |session: &Session| {
        let mut fresh = Session::new(session.project().clone(), session.worker().clone(), Id::default());
        notice(&mut fresh);
        assert!(session.n_waiting(draft.id) > 0 && !session.is_to_notice(draft.id));
        assert_eq!(session.n_waiting(draft.id), fresh.n_waiting(draft.id));
    };
    notice(&mut ana);
    ana.merge_ready("Merge", ready);
    check_waiting(&ana);
    assert!(ana.undo_merge());
    check_waiting(&ana);
    let (mut ana, ben) = ana_and_bens(&case);
    ana.merge("Merge", merge(ana.project(), ben.project()).project);
    notice(&mut ana);
    assert!(ana.undo_merge());
    check_waiting(&ana);
}

#[test]
fn what_is_done_again_after_a_merge_was_done_again_is_still_somebodys() {
    let case = Case::new(PROJECT);
    let (mut ana, ben) = ana_and_bens(&case);
    ana.merge("Merge", merge(ana.project(), ben.project()).project);
    does(&mut ana, edit::set_outcome([&*case.passage(2)], Some(Outcome::Conflicting)));
    ana.undo(crate::merge::TODAY).expect("a step").expect("an undo");
    assert!(ana.undo_merge());
    let again = merge(ana.project(), ana.history().merge_to_redo().expect("to be redone")).project;
    assert!(ana.redo_merge(again));
    let redone = ana.redo(crate::merge::TODAY).expect("a step").expect("a redo");
    assert_eq!(ana.project().who(redone.dot), Some("Ana Ruiz"));
}
