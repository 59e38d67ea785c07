//! Two people took in different new versions of one draft: what was looked at in one need not be looked at in the other.

use tickmark::edit;
use tickmark::model::{Blocker, Id, PassageKind, Project, Time};
use tickmark::session::{Session, sentences_of};
use tickmark::text::TextRange;

use crate::forks::{choose, document, forked};
use crate::merge::{does, opens};
use crate::support::Case;

const DRAFT: &str = "\
//- one.txt role:draft
In all <statistic #1>265 men</statistic> came to the port in March.

He left for good. Nobody knows why. He said no.

She stayed. He said no.
";
const ANA: (&str, &str) = (
    "two.txt",
    "In all 266 men came to the port in March.\n\nHe left for good. Nobody knows why. He said no.\n\nShe stayed. He said no.\n",
);
const BEN: (&str, &str) = (
    "other.txt",
    "She stayed. He said no.\n\nHe left for good. Nobody knows why. He said no.\n\nIn all 265 men came to the port in March. It was hot.\n",
);

/// The sentences of a version that nobody has looked at: kept, as for a sign-off, and on opening the project.
#[track_caller]
fn untouched(session: &Session, title: &str) -> Vec<String> {
    let project = session.project();
    let draft = document(project, title);
    let words = |range: TextRange| range.within(draft.text()).expect("words").to_owned();
    let whole = TextRange::of(draft.text());
    let kept = |session: &Session| -> Vec<String> {
        let sentences = session.sentences(draft.id).expect("they are known");
        let untouched: Vec<_> = sentences.untouched_in(whole).map(words).collect();
        assert_eq!(sentences.n_untouched(), untouched.len());
        untouched
    };
    let kept_here = kept(session);
    assert_eq!(kept_here, kept(&opens(project, "Nobody")));
    let blocks = |blocker: Blocker| if let Blocker::Untouched(range) = blocker { Some(words(range)) } else { None };
    let blockers: Vec<_> = project.sign_off_blockers(&draft, 0).into_iter().filter_map(blocks).collect();
    assert_eq!((&blockers, project.coverage(&draft, 0, 0).n_untouched), (&kept_here, kept_here.len()));
    kept_here
}

/// The `nth` sentence of a version.
fn sentence(project: &Project, title: &str, nth: usize) -> TextRange {
    sentences_of(&document(project, title))[nth]
}

fn pass(session: &mut Session, title: &str, nth: usize) {
    let (draft, sentence) = (document(session.project(), title), sentence(session.project(), title, nth));
    does(session, edit::pass_sentences(session.project(), &draft, &[sentence]));
}

#[test]
fn what_both_versions_say_is_looked_at_once() {
    let mut session = forked(&Case::new(DRAFT), ANA, BEN, |_, _| ());
    let all = ["He left for good.", "Nobody knows why.", "He said no.", "She stayed.", "He said no."];
    assert_eq!(untouched(&session, "two.txt"), all, "the passage stands in both, with other words");
    let moved = ["She stayed.", "He said no.", "He left for good.", "Nobody knows why.", "He said no.", "It was hot."];
    assert_eq!(untouched(&session, "other.txt"), moved);

    pass(&mut session, "two.txt", 2);
    let other = document(session.project(), "other.txt");
    let at = sentence(session.project(), "other.txt", 2);
    let marked = edit::add_passage(session.project(), &other, at, PassageKind::Claim, Id::derived(&[b"left"]));
    does(&mut session, marked.expect("words").1);
    assert_eq!(untouched(&session, "two.txt"), ["He said no.", "She stayed.", "He said no."]);
    assert_eq!(untouched(&session, "other.txt"), ["She stayed.", "He said no.", "He said no.", "It was hot."]);

    pass(&mut session, "two.txt", 5);
    assert_eq!(untouched(&session, "other.txt"), ["She stayed.", "He said no.", "It was hot."]);
    let (draft, sentence) = (document(session.project(), "two.txt").id, sentence(session.project(), "two.txt", 3));
    assert!(session.is_untouched(draft, sentence), "he said no twice, and one was passed");
    session.undo(Time(20)).expect("a step").expect("undone");
    assert_eq!(untouched(&session, "other.txt"), ["She stayed.", "He said no.", "He said no.", "It was hot."]);
}

#[test]
fn what_was_looked_at_stays_so_when_one_is_chosen() {
    let mut session = forked(&Case::new(DRAFT), ANA, BEN, |ana, ben| {
        pass(ana, "two.txt", 2);
        pass(ben, "other.txt", 0);
    });
    let both = ["two.txt", "other.txt"].map(|title| untouched(&session, title));
    assert_eq!(both[0], ["He left for good.", "He said no.", "He said no."]);
    assert_eq!(both[1], ["He said no.", "He left for good.", "He said no.", "It was hot."]);
    choose(&mut session, "two.txt", "other.txt");
    assert_eq!(untouched(&session, "other.txt"), both[1]);
    session.undo(Time(20)).expect("a step").expect("undone");
    assert_eq!(["two.txt", "other.txt"].map(|title| untouched(&session, title)), both);
}

#[test]
fn what_became_of_words_in_a_version_is_looked_at_once_also_where_that_becomes_the_newer_one() {
    let case = Case::new(&format!("{}//- checks\n#1 outcome confirmed\n#2 outcome confirmed\n", crate::forks::DRAFT));
    let waiting = [false, true].map(|looks| {
        let look = |ana: &mut Session, _: &mut Session| {
            let two = document(ana.project(), "two.txt");
            let both = if looks { vec![case.id(1), case.id(2)] } else { Vec::new() };
            does(ana, edit::accept_carried(ana.project(), &two, &both));
        };
        let mut session = forked(&case, ("two.txt", "It was 266 men then.\n"), crate::forks::BEN, look);
        choose(&mut session, "other.txt", "two.txt");
        let two = document(session.project(), "two.txt").id;
        session.project().unreviewed(two).count()
    });
    assert_eq!(waiting, [2, 0]);
}
