//! Random work: whatever is done, in whatever order, all rules hold, and the way back leads back.

use proptest::prelude::*;
use tickmark::edit::{self, History, Repeat, Transaction};
use tickmark::model::{
    AnyRecord, Change, ChangeId, Decision, Edit, Field, Id, LinkTarget, Outcome, Passage, PassageKind, Place, Project,
    Query, QueryId, Relation, Role, Severity, Source, SourceId, SourceKind, Text,
};
use tickmark::session::Session;
use tickmark::store::{Unsaved, UnsavedWork, from_bytes, holds, to_text};
use tickmark::text::TextRange;

use crate::support::{Case, UNSTAMPED, worker};

const PROJECT: &str = "\
//- a.txt role:draft
Zoë said: “<claim #1>don’t</claim>”. 🙂 <statistic #2>Over 80,000</statistic> were held.
<claim #3>العربية</claim> and e\u{301}te\u{301}.
//- b.txt role:draft
<quote #4>Five</quote> six
//- report.txt role:evidence
<statistic #5>At least <claim #6>85,000</claim></statistic>, it says.
//- sources
@1 Person Ben
//- links
#2 updates #5
#1 context @1
#4 supports report.txt
//- checks
#1 outcome confirmed
#2 query who? | they
#4 change x | accepted
";

/// How many kinds of steps there are.
const N_KINDS: u8 = 29;

/// One step of work; the numbers choose among what is there.
type Step = (u8, u16, u16, u8);

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_work_keeps_all_rules(steps in prop::collection::vec(any::<Step>(), 1..40)) {
        let mut case = Case::new(PROJECT);
        let start = case.project().clone();
        for step in steps {
            take(&mut case, step);
            check_indexes(&case.session);
        }
        check_file(case.project());
        check_journal(&mut case, &start);
        check_way_back(&mut case, &start);
    }
}

/// Takes a step and checks that it is taken whole or not at all.
fn take(case: &mut Case, step: Step) {
    let before = case.project().clone();
    let time = case.now();
    let taken = match step.0 % N_KINDS {
        18 => case.session.undo(time).is_some_and(|done| done.map_err(|error| panic!("{error}")).is_ok()),
        19 => case.session.redo(time).is_some_and(|done| done.map_err(|error| panic!("{error}")).is_ok()),
        _ => transaction(case, step).is_some_and(|what| case.session.commit(what, time).is_ok()),
    };
    assert_eq!(case.project().validate(), Ok(()));
    if !taken {
        assert!(to_text(&before).expect("text") == to_text(case.project()).expect("text"), "a trace was left");
    }
}

/// The transaction that a step means here, which may well be one that cannot be made.
fn transaction(case: &mut Case, (what, a, b, c): Step) -> Option<Transaction> {
    let fresh = case.fresh();
    let project = case.project();
    let passages: Vec<_> = project.passages().cloned().collect();
    let passage = |number: u16| passages.get(usize::from(number) % passages.len().max(1));
    let tables = project.tables();
    let dead_or_alive: Vec<AnyRecord> = tables.iter().collect();
    let any_record = dead_or_alive.get(usize::from(b) % dead_or_alive.len().max(1))?.record_id();
    let text = Text::from(["", "a", "é “x”\n\tz", "#\"##", "line\r\n\u{0}"][usize::from(c) % 5]);
    let outcomes = [None].into_iter().chain(Outcome::ALL.map(Some));
    let outcome = outcomes.cycle().nth(usize::from(c)).flatten();
    let kind = PassageKind::ALL[usize::from(c) % 3];
    let edits = |edits| Some(Transaction::new("Step", edits));
    match what % N_KINDS {
        0..=2 => {
            let document = project.documents().get(usize::from(a) % 3).copied()?.clone();
            edit::add_passage(project, &document, range(document.text(), a, b), kind, fresh).map(|(_, what)| what)
        }
        3 => Some(edit::set_kind(passage(a)?, kind)),
        4 => {
            let document = project.document(passage(a)?.place.document)?;
            Some(edit::set_place(project, passage(a)?, Place::of(document, range(document.text(), b, a))?))
        }
        5 => Some(edit::set_outcome([&**passage(a)?], outcome)),
        6 => Some(edit::set_field(passage(a)?.id, Field::Note, text)),
        7 | 8 => {
            let relation = Relation::ALL[usize::from(c) % 5];
            Some(edit::add_link(project, passage(a)?.id, target(project, passage(b)?, c)?, relation, fresh).1)
        }
        9 => Some(edit::remove_passages(project, &[passage(a)?.id, passage(b)?.id])),
        10 => edits(vec![Edit::insert(Query::new(QueryId(fresh), passage(a)?.id, "Ben", &text, UNSTAMPED))]),
        11 => {
            let queries: Vec<_> = project.queries().collect();
            Some(edit::set_field(queries.get(usize::from(a) % queries.len().max(1))?.id, Field::Answer, text))
        }
        12 => edits(vec![Edit::insert(Change::new(ChangeId(fresh), passage(a)?.id, "x", &text, UNSTAMPED))]),
        13 => {
            let changes: Vec<_> = project.changes().collect();
            let change = changes.get(usize::from(a) % changes.len().max(1))?.id;
            edits(vec![Edit::set(change, Field::Decision, Decision::ALL[usize::from(c) % 3])])
        }
        14 => edits(vec![Edit::insert(Source::new(SourceId(fresh), SourceKind::Book, "Book", UNSTAMPED))]),
        15 if c % 4 == 0 => Some(edit::remove_document(project, project.documents().get(usize::from(a) % 3)?.id)),
        15 => edits(vec![Edit::set(
            project.documents().get(usize::from(a) % 3)?.id,
            Field::Role,
            Role::ALL[usize::from(c) % 2],
        )]),
        // What may break a rule at its second half.
        16 => edits(vec![Edit::set(passage(a)?.id, Field::Note, text), Edit::remove(any_record)]),
        17 => edits(vec![
            Edit::set(passage(a)?.id, Field::Tags, text),
            Edit::set(any_record, Field::ALL[usize::from(c) % Field::ALL.len()], true),
        ]),
        26 => {
            let known: Vec<_> = project.calculations().map(|calculation| calculation.id).collect();
            let known = known.get(usize::from(c) % (known.len() + 1)).copied();
            let bound = [passage(a), passage(b), passage(a.wrapping_add(b))].map(|it| it.map(|it| it.id));
            Some(edit::calculate(project, known, bound, fresh))
        }
        27 => Some(edit::remove_calculation(project.calculations().next()?.id)),
        28 => {
            let first = passage(a)?;
            let document = project.document(first.place.document)?;
            let there = passage(b).filter(|there| there.place.document == document.id && there.id != first.id);
            let change = (c % 2 == 0).then(|| (text.to_string(), Severity::Minor));
            let other = Repeat { range: range(document.text(), b, a), there: there.map(|there| there.id), change };
            Some(edit::repeat(project, (document, first), &[other], fresh).1)
        }
        _ => coverage(project, (what, a, b, c), &text, fresh),
    }
}

/// A step in what was passed, dismissed and signed off.
fn coverage(project: &Project, (what, a, b, c): Step, text: &Text, fresh: Id) -> Option<Transaction> {
    let document = project.documents().get(usize::from(a) % 3).copied()?.clone();
    let words = range(document.text(), a, b);
    match what % N_KINDS {
        20 => {
            let sentence = document.body.shown_sentence_at(words.start())?;
            Some(edit::pass_sentences(project, &document, &[sentence]))
        }
        21 => Some(edit::take_back_passes(project, document.id, words)),
        22 if c % 2 == 0 => {
            let place = |document| Place::of(document, range(document.text(), b, a));
            let other = project.documents().get(usize::from(b) % 3).copied()?;
            Some(edit::dismiss_pair(project, place(&document)?, place(other)?, text))
        }
        22 => Some(edit::dismiss_words(project, &document, &[(words, PassageKind::ALL[usize::from(c) % 3])], text)),
        23 => {
            let settled: Vec<_> = project.settled_of(document.id).map(|settled| settled.id).collect();
            Some(edit::take_back_settled(project, &settled))
        }
        24 if c % 3 == 0 => Some(edit::take_back_sign_off(project.sign_offs_of(document.id).first()?.id)),
        24 => Some(edit::sign_off(project, &document, usize::from(c), "now", fresh).ok()?.1),
        _ => Some(edit::set_field(document.id, Field::OriginGroup, text.clone())),
    }
}

fn target(project: &Project, passage: &Passage, c: u8) -> Option<LinkTarget> {
    match c / 5 % 4 {
        0 => Some(LinkTarget::Document(passage.place.document)),
        1 => project.sources().first().map(|source| LinkTarget::Source(source.id)),
        _ => Some(LinkTarget::Passage(passage.id)),
    }
}

/// A range of the text on boundaries of characters, at times too long or empty.
fn range(text: &str, a: u16, b: u16) -> TextRange {
    let at = |number: u16| text.floor_char_boundary(usize::from(number) % (text.len() + 2));
    TextRange::between(at(a), at(b))
}

/// The indexes of a session are those that a fresh one would build.
fn check_indexes(session: &Session) {
    let fresh = Session::new(session.project().clone(), worker(3), session.fresh);
    for document in session.project().tables().documents.keys() {
        let (kept, built) = (session.places(*document), fresh.places(*document));
        let marks =
            |session: &Session| session.places(*document).map(|places| places.iter().copied().collect::<Vec<_>>());
        assert_eq!(marks(session), marks(&fresh));
        assert_eq!(kept.map(|places| places.counts()), built.map(|places| places.counts()));
        let overview =
            |session: &Session| session.places(*document).map(|places| places.overview().collect::<Vec<_>>());
        assert_eq!(overview(session), overview(&fresh));
        let untouched = |session: &Session| {
            let sentences = session.sentences(*document)?;
            let all = TextRange::between(0, usize::MAX);
            Some((sentences.n_untouched(), sentences.untouched_in(all).collect::<Vec<_>>()))
        };
        assert_eq!(untouched(session), untouched(&fresh));
    }
    for passage in session.project().passages() {
        assert_eq!(session.rests_on(passage), fresh.rests_on(passage));
    }
}

/// Saving and opening gives an equal project, and saving that one the same bytes.
fn check_file(project: &Project) {
    let text = to_text(project).expect("text");
    assert!(holds(&text, project));
    let opened = from_bytes(text.as_bytes()).expect("a project that opens");
    assert_eq!((opened.notices, opened.read_only), (vec![], None));
    assert_eq!((opened.project.tables(), &opened.project.seen), (project.tables(), &project.seen));
    assert_eq!(opened.project.validate(), Ok(()));
    assert!(to_text(&opened.project).expect("text") == text, "saving twice gives other bytes");
}

/// What is journaled leads from the start to where the work is now.
fn check_journal(case: &mut Case, start: &Project) {
    let now = case.now();
    let unsaved = case.session.take_deeds().into_iter().flat_map(|deed| Unsaved::of(deed, now));
    let payloads: Vec<_> = unsaved.map(|unsaved| unsaved.to_payload().expect("a payload")).collect();
    let (recovered, history) = UnsavedWork::of(&payloads).onto(start, true);
    assert!(to_text(&recovered).expect("text") == to_text(case.project()).expect("text"), "recovered something else");
    let names = |history: &History| [history.undo_name(), history.redo_name()].map(|name| name.map(str::to_owned));
    assert_eq!(names(&history), names(case.session.history()));
    // All of it can be taken back and made again, as if there had been no crash. By the same opening: another one would
    // enter its person first, whom a random step may have removed.
    let mut after = Session::new(recovered, case.session.worker().clone(), case.session.fresh);
    *after.history_mut() = history;
    while after.redo(now).is_some() {}
    let end = after.project().clone();
    while after.undo(now).is_some() {}
    assert!(after.project().shows_the_same(start), "undo after a crash leads elsewhere");
    while after.redo(now).is_some() {}
    assert!(after.project().shows_the_same(&end), "redo after a crash leads elsewhere");
}

/// Undoing all shows the start, redoing all the end.
fn check_way_back(case: &mut Case, start: &Project) {
    let time = case.now();
    // What was undone before can still be redone: only then the end is reached.
    while case.session.redo(time).is_some() {}
    let end = case.project().clone();
    while case.session.undo(time).is_some() {
        check_indexes(&case.session);
    }
    assert!(case.project().shows_the_same(start));
    while case.session.redo(time).is_some() {}
    assert!(case.project().shows_the_same(&end));
    assert_eq!(case.project().validate(), Ok(()));
}
