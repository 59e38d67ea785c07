//! The sample project: rich enough to show everything, and the same every time.

use std::collections::BTreeSet;

use tickmark::model::{Decision, Id, LinkTarget, Outcome, PassageKind, Role, State};
use tickmark::search::EvidenceIndex;
use tickmark::session::{AlsoFound, Offer, Session, following};
use tickmark::{sample, store};

use crate::support::worker;

/// As `tickmark sample --force -o assets/sample.tickmark.ron` writes it, which also renews it.
const FILE: &str = include_str!("../../assets/sample.tickmark.ron");

#[test]
fn is_made_again_byte_for_byte() {
    let project = sample::project().expect("a sample");
    assert_eq!(project.validate(), Ok(()));
    let renew = "tickmark sample --force -o assets/sample.tickmark.ron renews the file";
    assert!(store::to_text(&project).expect("text") == FILE, "{renew}");
}

#[test]
fn shows_everything() {
    let project = store::from_bytes(FILE.as_bytes()).expect("a project").project;
    let drafts: BTreeSet<_> = project.documents_as(Role::Draft).iter().map(|draft| draft.id).collect();
    let (checked, evidence): (Vec<_>, Vec<_>) =
        project.passages().partition(|passage| drafts.contains(&passage.place.document));
    assert!(checked.len() >= 40 && evidence.len() >= 12 && project.links().count() >= 12);
    for kind in PassageKind::ALL {
        assert!(checked.iter().any(|passage| passage.kind == kind), "{kind:?}");
    }
    for outcome in Outcome::ALL {
        assert!(checked.iter().any(|passage| passage.outcome == Some(outcome)), "{outcome:?}");
    }
    // The work on the sample goes on, so it is not signed off.
    for state in State::ALL.into_iter().filter(|state| *state != State::SignedOff) {
        assert!(checked.iter().any(|passage| project.state(passage) == state), "{state:?}");
    }
    for decision in Decision::ALL {
        assert!(project.changes().any(|change| change.decision == decision), "{decision:?}");
    }
    assert!(project.queries().any(|query| query.answer.is_empty()));
    assert!(project.queries().any(|query| !query.answer.is_empty()));
    let n_closed = checked.iter().filter(|passage| project.open_because(passage).is_none()).count();
    assert!((5..checked.len() - 5).contains(&n_closed));
}

#[test]
fn says_one_number_twice_and_what_follows_from_two_others() {
    let project = store::from_bytes(FILE.as_bytes()).expect("a project").project;
    let calculations: Vec<_> = project.calculations().collect();
    let [only] = calculations.as_slice() else { unreachable!("one calculation: {calculations:?}") };
    let follows = following(&project, only.passages()).map(|follows| follows.sentence);
    let sentence = "An estimated 120,000 people at 2 percent imply 5.4 million to 6.6 million people";
    assert_eq!(follows.as_deref(), Ok(sentence));

    let index = EvidenceIndex::default().updated(&project);
    let first = project.passages().find(|passage| passage.words() == "over 80,000 Salvadorans").expect("a passage").id;
    let found = AlsoFound::of(&index, &project, first).expect("it is in the draft");
    let mut session = Session::new(project, worker(1), Id::default());
    session.take_also(found);
    let also: Vec<_> = session.also(first).iter().map(|there| there.told()).collect();
    assert_eq!(also, ["¶9: “the 80,000 people detained”, without “over”"]);
    assert_eq!(
        session.also(first).first().and_then(|there| there.offer.clone()),
        Some(Offer::Change { to: "at least 85,000 people detained".into(), is_clear: true })
    );
}

#[test]
fn holds_the_links_for_which_it_was_made() {
    let project = store::from_bytes(FILE.as_bytes()).expect("a project").project;
    let words = |id: Id| project.passage(id.into()).map(|passage| passage.words().to_owned()).unwrap_or_default();
    let links: Vec<_> = project
        .links()
        .filter_map(|link| match link.to {
            LinkTarget::Passage(to) => Some((words(link.from.into()), link.relation.label(), words(to.into()))),
            LinkTarget::Document(_) | LinkTarget::Source(_) => None,
        })
        .collect();
    for (from, relation, to) in [
        ("over 80,000", "updates", "at least 85,000"),
        ("at least 265", "updates", "at least 367"),
        ("1,086 per 100,000", "contradicts", "2 percent of the population"),
        ("No country has ever made", "context", "extraordinary gesture"),
        ("capacity of 40,000", "supports", "up to 40,000"),
        ("Many of these deaths occurred", "contradicts", "not being held at CECOT"),
        ("a civil violation, not a criminal offense", "contradicts", "any crime beyond crossing the border illegally"),
    ] {
        let is_it = |link: &&(String, &str, String)| link.0.contains(from) && link.1 == relation && link.2.contains(to);
        assert_eq!(links.iter().filter(is_it).count(), 1, "{from} {relation} {to}");
    }
}
