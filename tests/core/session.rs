//! Work on a project: stepping, the passage in hand, the way back, and what hangs together.

use std::collections::BTreeSet;

use expect_test::{Expect, expect};
use tickmark::edit;
use tickmark::model::{Id, Outcome, PassageKind, Place};
use tickmark::session::{Direction, Noticed, Selection, Session, Side, Spot, Trail};
use tickmark::text::TextRange;

use crate::support::{Case, shown};

const PROJECT: &str = "\
//- a.txt role:draft
<claim #1>One</claim> <claim #2>two <statistic #3>three</statistic></claim> <claim #4>four</claim>
//- b.txt role:draft
<claim #5>Five</claim>
//- report.txt role:evidence
<statistic #6>Six</statistic> <claim #7>seven</claim>
//- sources
@1 Person Ben
";

/// The numbers of the passages where `N` stops, one after the other, until it is where it began.
fn tour(case: &mut Case, direction: Direction) -> Vec<u32> {
    let mut stops = Vec::new();
    while let Some(next) = case.session.next_open(direction) {
        let number = (1..=7).find(|number| case.id(*number) == next).expect("a passage of the project");
        if stops.contains(&number) {
            break;
        }
        stops.push(number);
        let project = case.project().clone();
        case.session.desk.select(&project, Side::Left, next);
    }
    stops
}

#[test]
fn next_goes_through_all_drafts_outer_before_inner() {
    assert_eq!(tour(&mut Case::new(PROJECT), Direction::Forward), [1, 2, 3, 4, 5]);
    assert_eq!(tour(&mut Case::new(PROJECT), Direction::Backward), [5, 4, 3, 2, 1]);
}

#[test]
fn next_skips_what_is_closed_or_waits_for_an_answer() {
    let mut case = Case::new(PROJECT);
    case.check("#2 outcome opinion");
    case.check("#4 query why?");
    assert_eq!(tour(&mut case, Direction::Forward), [1, 3, 5]);
    case.check("#4 query and? | so");
    assert_eq!(tour(&mut case, Direction::Forward), [1, 3, 5]);
}

#[test]
fn next_stops_again_when_the_answer_is_there() {
    let mut case = Case::new(PROJECT);
    case.check("#1 query why?");
    let query = case.project().queries().next().expect("a query").id;
    case.commit(edit::set_field(query, tickmark::model::Field::Answer, tickmark::model::Text::from("so")));
    assert_eq!(case.session.next_open(Direction::Forward), Some(case.id(1)));
}

#[test]
fn nothing_open_is_no_next() {
    let mut case = Case::new("//- a.txt role:draft\n<claim #1>One</claim>\n");
    case.check("#1 outcome opinion");
    assert_eq!(case.session.next_open(Direction::Forward), None);
    assert_eq!(Case::new("").session.next_open(Direction::Forward), None);
}

#[test]
fn the_passage_in_hand_stays_while_the_other_reader_is_used() {
    let mut case = Case::new(PROJECT);
    let (project, draft, evidence) = (case.project().clone(), case.id(1), case.id(6));
    let desk = &mut case.session.desk;
    desk.select(&project, Side::Left, draft);
    desk.select(&project, Side::Right, evidence);
    assert_eq!((desk.hand, desk.passage(), desk.shown()), (Some(draft), Some(evidence), Some(draft)));
    desk.deselect(&project, Side::Right);
    assert_eq!((desk.hand, desk.passage()), (Some(draft), Some(draft)));
    desk.deselect(&project, Side::Left);
    assert_eq!((desk.hand, desk.passage(), desk.shown()), (None, None, None));
}

#[test]
fn the_desk_lets_go_of_what_is_removed() {
    let mut case = Case::new(PROJECT);
    let (project, passage) = (case.project().clone(), case.id(1));
    case.session.desk.select(&project, Side::Left, passage);
    case.session.desk.rows.insert(passage);
    let what = edit::remove_passages(&project, &[passage]);
    case.commit(what);
    assert_eq!((case.session.desk.shown(), case.session.desk.rows.len()), (None, 0));
    let draft = case.document("a.txt").id;
    let what = edit::remove_document(case.project(), draft);
    case.commit(what);
    let left = case.session.desk.pane(Side::Left);
    assert!(left.tabs.iter().all(|tab| tab.document != draft));
}

#[test]
fn the_way_back_and_forward() {
    let case = Case::new(PROJECT);
    let document = case.document("a.txt").id;
    let spot = |at| Spot { side: Side::Left, document, range: TextRange::empty(at), passage: None };
    let mut trail = Trail::default();
    trail.leave(spot(1));
    trail.leave(spot(1));
    trail.leave(spot(2));
    assert_eq!(trail.back(Some(spot(3))), Some(spot(2)));
    assert_eq!(trail.back(Some(spot(2))), Some(spot(1)));
    assert_eq!(trail.back(Some(spot(1))), None);
    assert_eq!(trail.forward(Some(spot(1))), Some(spot(2)));
    trail.leave(spot(2));
    assert!(trail.has_behind() && !trail.has_ahead());
}

#[test]
fn selecting_a_passage_brings_its_document_and_caret() {
    let mut case = Case::new(PROJECT);
    let (project, passage) = (case.project().clone(), case.id(5));
    case.session.desk.select(&project, Side::Right, passage);
    let tab = *case.session.desk.pane(Side::Right).tab().expect("a tab");
    assert_eq!((tab.document, tab.selection), (case.document("b.txt").id, Selection::caret(0)));
}

/// What a change makes of a project in which passages rest on each other.
fn check_change(change: impl Fn(&Case) -> edit::Transaction, expected: Expect) {
    let mut case = Case::new(PROJECT);
    for line in ["#1 supports #6", "#1 context @1", "#4 context a.txt", "#2 supports #1"] {
        case.add_link(line);
    }
    for line in ["#1 outcome confirmed", "#2 outcome confirmed", "#1 query why? | so", "#1 change x | accepted"] {
        case.check(line);
    }
    let before = shown(case.project());
    case.commit(change(&case));
    let after = shown(case.project());
    expected.assert_eq(&after);
    let time = case.now();
    case.session.undo(time).expect("something to undo").expect("an undo that works");
    assert_eq!(shown(case.project()), before);
}

#[test]
fn a_passage_takes_with_it_what_hangs_on_it() {
    check_change(
        |case| edit::remove_passages(case.project(), &[case.id(1)]),
        expect![[r#"
        //- a.txt role:draft
        One <claim #1>two <statistic #2>three</statistic></claim> <claim #3>four</claim>
        //- b.txt role:draft
        <claim #4>Five</claim>
        //- report.txt role:evidence
        <statistic #5>Six</statistic> <claim #6>seven</claim>
        //- sources
        @1 Person Ben
        //- links
        #3 context a.txt
        //- checks
        #1 outcome confirmed
        #1 reopened A linked passage was removed
    "#]],
    );
    check_change(
        |case| edit::remove_passages(case.project(), &[case.id(1), case.id(2)]),
        expect![[r#"
        //- a.txt role:draft
        One two <statistic #1>three</statistic> <claim #2>four</claim>
        //- b.txt role:draft
        <claim #3>Five</claim>
        //- report.txt role:evidence
        <statistic #4>Six</statistic> <claim #5>seven</claim>
        //- sources
        @1 Person Ben
        //- links
        #2 context a.txt
    "#]],
    );
}

#[test]
fn a_removed_passage_that_is_marked_again_is_empty_and_comes_back_full() {
    let mut case = Case::new("//- a.txt role:draft\n<claim #1>One</claim>\n//- checks\n#1 note look\n");
    let marked = shown(case.project());
    let what = edit::remove_passages(case.project(), &[case.id(1)]);
    case.commit(what);
    let document = case.document("a.txt");
    let range = TextRange::between(0, 3);
    let again = edit::add_passage(case.project(), &document, range, PassageKind::Claim, Id::default());
    let (id, what) = again.expect("a passage that fits");
    case.commit(what);
    assert_eq!((id, &*case.passage(1).note), (case.id(1), ""));
    for _ in 0..2 {
        let time = case.now();
        case.session.undo(time).expect("something to undo").expect("an undo that works");
    }
    assert_eq!(shown(case.project()), marked);
}

#[test]
fn evidence_that_goes_or_changes_opens_what_rests_on_it() {
    check_change(
        |case| edit::remove_passages(case.project(), &[case.id(6)]),
        expect![[r#"
        //- a.txt role:draft
        <claim #1>One</claim> <claim #2>two <statistic #3>three</statistic></claim> <claim #4>four</claim>
        //- b.txt role:draft
        <claim #5>Five</claim>
        //- report.txt role:evidence
        Six <claim #6>seven</claim>
        //- sources
        @1 Person Ben
        //- links
        #1 context @1
        #2 supports #1
        #4 context a.txt
        //- checks
        #1 change x | accepted
        #1 outcome confirmed
        #1 query why? | so
        #1 reopened A linked passage was removed
        #2 outcome confirmed
    "#]],
    );
    check_change(
        |case| {
            let place = Place::of(&case.document("report.txt"), TextRange::between(0, 2)).expect("a place");
            edit::set_place(case.project(), &case.passage(6), place)
        },
        expect![[r#"
            //- a.txt role:draft
            <claim #1>One</claim> <claim #2>two <statistic #3>three</statistic></claim> <claim #4>four</claim>
            //- b.txt role:draft
            <claim #5>Five</claim>
            //- report.txt role:evidence
            <statistic #6>Si</statistic>x <claim #7>seven</claim>
            //- sources
            @1 Person Ben
            //- links
            #1 context @1
            #1 supports #6
            #2 supports #1
            #4 context a.txt
            //- checks
            #1 change x | accepted
            #1 outcome confirmed
            #1 query why? | so
            #1 reopened A linked passage changed
            #2 outcome confirmed
        "#]],
    );
}

#[test]
fn a_document_takes_its_passages_with_it() {
    check_change(
        |case| edit::remove_document(case.project(), case.document("a.txt").id),
        expect![[r#"
        //- b.txt role:draft
        <claim #1>Five</claim>
        //- report.txt role:evidence
        <statistic #2>Six</statistic> <claim #3>seven</claim>
        //- sources
        @1 Person Ben
    "#]],
    );
}

#[test]
fn a_source_takes_its_links_with_it() {
    check_change(
        |case| edit::remove_source(case.project(), case.project().sources()[0].id),
        expect![[r#"
        //- a.txt role:draft
        <claim #1>One</claim> <claim #2>two <statistic #3>three</statistic></claim> <claim #4>four</claim>
        //- b.txt role:draft
        <claim #5>Five</claim>
        //- report.txt role:evidence
        <statistic #6>Six</statistic> <claim #7>seven</claim>
        //- links
        #1 supports #6
        #2 supports #1
        #4 context a.txt
        //- checks
        #1 change x | accepted
        #1 outcome confirmed
        #1 query why? | so
        #2 outcome confirmed
    "#]],
    );
}

#[test]
fn an_outcome_closes_what_was_opened_again() {
    let mut case = Case::new(PROJECT);
    case.check("#1 outcome opinion");
    case.check("#1 reopened Its words changed");
    let passage = case.passage(1);
    case.commit(edit::set_outcome([&*passage], Some(Outcome::Opinion)));
    assert_eq!(case.project().open_because(&case.passage(1)), None);
}

#[test]
fn a_change_that_fails_leaves_no_trace_of_its_worker() {
    let mut case = Case::new(PROJECT);
    let before = case.project().clone();
    let twice = tickmark::model::Edit::insert(tickmark::model::AnyRecord::from(case.passage(1)));
    let time = case.now();
    case.session.commit(edit::Transaction::new("Mark", vec![twice]), time).expect_err("it is there already");
    assert_eq!((case.project().tables(), &case.project().actors), (before.tables(), &before.actors));
}

#[test]
fn a_name_that_is_said_late_stands_at_the_work_before_it() {
    let mut case = Case::new(PROJECT);
    case.check("#1 outcome opinion");
    let (checker, now) = (case.session.worker().checker, case.now());
    case.session.set_worker_name("Ana Ruiz", now).expect("names can be changed");
    assert_eq!(&*case.project().checker(checker).expect("who did it").name, "Ana Ruiz");
    assert!(!case.session.take_deeds().is_empty(), "it is journaled");
}

#[test]
fn a_copied_passage_says_why_it_stands() {
    let case = Case::new(
        "//- draft.txt role:draft
They hold <statistic #1>1,086 per 100,000</statistic>.
//- report.txt role:evidence
It is <statistic #2>2 percent</statistic>.
//- sources
@1 Person Ben
//- links
#1 contradicts #2
#1 supports @1
//- checks
#1 outcome conflicting
",
    );
    let copied = tickmark::session::as_list(&case.session, &[case.passage(1).id]).text;
    let says =
        ["— Conflicting. ", "report.txt ¶1 (secondary) contradicts it: “2 percent”", "Ben (secondary) supports it"];
    assert!(says.iter().all(|words| copied.contains(words)), "{copied}");
    assert!(copied.trim_end().ends_with("October 2025"), "who and when: {copied}");
}

/// How many suggestions wait, by the session as it went on and by one that begins anew.
fn n_waiting(case: &Case) -> [usize; 2] {
    let draft = case.document("a.txt").clone();
    let mut anew = Session::new(case.project().clone(), case.session.worker().clone(), Id::random([9; 16]));
    anew.take_noticed(Noticed::of(&draft, || false).expect("nobody cancels it"));
    [case.session.n_waiting(draft.id), anew.n_waiting(draft.id)]
}

fn undo(case: &mut Case) {
    let time = case.now();
    case.session.undo(time).expect("something was done").expect("it can be taken back");
}

#[test]
fn what_waits_is_the_same_after_any_step_and_anew() {
    let mut case =
        Case::new("//- a.txt role:draft\nAt least 265 people died last year. It is the largest prison in the world.\n");
    let draft = case.document("a.txt").clone();
    case.session.take_noticed(Noticed::of(&draft, || false).expect("nobody cancels it"));
    let [all, _] = n_waiting(&case);
    assert!(all >= 3);
    for kind in [None, Some(PassageKind::Claim)] {
        let ids: Vec<_> = case.session.waiting(draft.id).map(|one| one.id()).collect();
        let accepted = case.session.accept(&ids[..1], kind);
        case.commit(accepted);
        let dismissed = case.session.dismiss(&ids[1..2]);
        case.commit(dismissed);
        assert_eq!(n_waiting(&case), [all - 2; 2]);
        undo(&mut case);
        assert_eq!(n_waiting(&case), [all - 1; 2]);
        undo(&mut case);
        assert_eq!(n_waiting(&case), [all; 2]);
    }
}

#[test]
fn nothing_is_noticed_for_nobody() {
    let case = Case::new("//- a.txt role:draft\nAt least 265 people died.\n");
    assert!(Noticed::of(&case.document("a.txt"), || true).is_none());
}

/// Whether two stretches share at least two thirds of what both have together.
fn nearly_same(a: TextRange, b: TextRange) -> bool {
    let both = a.intersection(b).map_or(0, TextRange::len);
    3 * both >= 2 * (a.len() + b.len() - both)
}

#[test]
fn accepting_all_of_a_sort_settles_nothing_else_but_the_same_words() {
    for seed in ["000_9a464d67475b2cb6.txt", "001_5dae7fbb4ec7dd23.txt"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(seed);
        let text = std::fs::read_to_string(path).expect("the article is there");
        let mut case = Case::new(&format!("//- a.txt role:draft\n{text}"));
        let draft = case.document("a.txt");
        case.session.take_noticed(Noticed::of(&draft, || false).expect("nobody cancels it"));
        let all: Vec<_> = case.session.waiting(draft.id).map(|one| (one.id(), one.range, one.classes())).collect();
        let classes: BTreeSet<_> = all.iter().flat_map(|(.., classes)| classes.iter().copied()).collect();
        for class in classes {
            let (accepted, others): (Vec<_>, Vec<_>) = all.iter().partition(|(.., classes)| classes.contains(&class));
            let ids: Vec<_> = accepted.iter().map(|(id, ..)| *id).collect();
            case.commit(case.session.accept(&ids, None));
            for (id, range, _) in others {
                let is_same = accepted.iter().any(|(_, other, _)| nearly_same(*range, *other));
                let waits = case.session.find_waiting(*id).is_some();
                assert!(waits || is_same, "{seed} {class:?}: {:?}", range.within(draft.text()));
            }
            let time = case.now();
            case.session.undo(time).expect("something to undo").expect("that it can be undone");
            assert_eq!(case.session.n_waiting(draft.id), all.len());
        }
    }
}
