//! Two people took in different new versions of one draft, and one of the versions is removed: the other one holds as if it
//! had come alone.

use tickmark::edit;
use tickmark::model::{Made, Outcome, PassageId, Project, Role, State};
use tickmark::session::{Session, Side, review_all};
use tickmark::store::{from_bytes, to_text};
use tickmark::text::TextRange;

use crate::forks::{ANA, BEN, DRAFT, choose, document, forked, take_in};
use crate::merge::{TODAY, does, opens};
use crate::news::told;
use crate::support::Case;

const JUDGED: &str = "\
//- one.txt role:draft
It was <statistic #1>265 men</statistic> then.

He left <claim #2>in May</claim> for good. <claim #3>Nobody</claim> came.
//- checks
#1 outcome confirmed
#1 change 266 men | accepted
#2 outcome confirmed with change
#2 change in June | accepted
";
const ANAS: (&str, &str) = ("two.txt", "It was 267 men then.\n\nHe left in May for good.\n");
const BENS: (&str, &str) = ("other.txt", "He left in June for good. Nobody came.\n\nIt was 266 men then.\n");

/// What is known of every passage: where it stands and stood, its state, and what became of its changes.
fn known(project: &Project) -> Vec<String> {
    let passages = project.passages().map(|passage| {
        let made: Vec<Option<Made>> = project.changes_of(passage.id).map(|change| change.made).collect();
        let state = project.state(passage);
        format!("{:?} {:?} {state:?} {} {made:?}", passage.place, passage.former, passage.reopened)
    });
    passages.collect()
}

fn waiting(project: &Project) -> Vec<PassageId> {
    let mut waiting: Vec<_> =
        project.documents().iter().flat_map(|it| project.unreviewed(it.id).map(|it| it.id)).collect();
    waiting.sort_unstable();
    waiting
}

fn remove(session: &mut Session, title: &str) {
    let what = edit::remove_document(session.project(), document(session.project(), title).id);
    does(session, what);
}

fn judges(session: &mut Session, passage: PassageId, outcome: Outcome) {
    let passage = session.project().passage(passage).expect("it is there").clone();
    does(session, edit::set_outcome([&*passage], Some(outcome)));
}

/// Ana and Ben, each with a version of their own.
fn both(case: &Case) -> [Session; 2] {
    let mut both = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
    for (session, (title, text)) in both.iter_mut().zip([ANAS, BENS]) {
        take_in(session, "one.txt", title, text);
    }
    both
}

fn merged([ana, ben]: &[Session; 2]) -> Session {
    opens(&tickmark::merge::merge(ana.project(), ben.project()).project, "Cem Öz")
}

#[test]
fn the_version_that_stays_is_as_if_it_had_come_alone_and_undo_brings_the_fork_back() {
    let case = Case::new(JUDGED);
    let alone = both(&case);
    let fork = merged(&alone);
    for (own, gone) in alone.iter().zip(["other.txt", "two.txt"]) {
        let mut session = opens(fork.project(), "Dea");
        let removed = document(session.project(), gone).id;
        let stays = edit::beside(session.project(), removed);
        session.desk.pane_mut(Side::Left).show(removed);
        remove(&mut session, gone);
        assert_eq!(session.desk.pane(Side::Left).tab().map(|tab| tab.document), stays, "it is read in its place");
        assert_eq!(session.history().undo_name(), Some("Remove document"), "nobody goes back");
        let project = session.project();
        assert_eq!(stays, project.documents_as(Role::Draft).first().map(|document| document.id));
        assert_eq!(known(project), known(own.project()), "{gone} removed");
        assert_eq!(waiting(project), waiting(own.project()));
        assert_eq!(
            review_all(project, &mut Default::default()).len(),
            review_all(own.project(), &mut Default::default()).len()
        );
        assert_eq!((project.n_clashes(), project.validate()), (0, Ok(())));
        let other = if gone == ANAS.0 { BENS.0 } else { ANAS.0 };
        let line = told(fork.project(), project);
        assert!(line.starts_with(&format!("Dea removed “{gone}”, and “{other}” stays (")), "{line}");
        let saved = to_text(project).expect("text");
        let opened = from_bytes(saved.as_bytes()).expect("a project that opens").project;
        assert_eq!(known(&opened), known(project));

        session.undo(TODAY).expect("a step").expect("undone");
        assert_eq!(known(session.project()), known(fork.project()));
        assert_eq!((session.project().forks().count(), session.project().n_clashes()), (1, 0));
        remove(&mut session, gone);
        assert_eq!(known(session.project()), known(own.project()), "{gone} removed again");
    }
}

#[test]
fn what_was_chosen_and_taken_back_before_makes_no_difference() {
    let case = Case::new(JUDGED);
    let alone = both(&case);
    for (own, gone) in alone.iter().zip(["other.txt", "two.txt"]) {
        for (older, newer) in [("two.txt", "other.txt"), ("other.txt", "two.txt")] {
            let mut session = merged(&alone);
            choose(&mut session, older, newer);
            session.undo(TODAY).expect("a step").expect("undone");
            remove(&mut session, gone);
            assert_eq!(known(session.project()), known(own.project()), "{newer} chosen, {gone} removed");
        }
    }
}

#[test]
fn who_looked_again_in_one_version_looked_at_the_words_of_that_one() {
    let case = Case::new(JUDGED);
    let mut alone = both(&case);
    judges(&mut alone[0], case.id(1), Outcome::Wrong);
    let state = |session: &Session| {
        let passage = session.project().passage(case.id(1)).expect("it is there");
        (session.project().state(passage), passage.outcome)
    };
    let fork = merged(&alone);
    for (gone, expected) in [("other.txt", State::Checked), ("two.txt", State::Reopened)] {
        let mut session = opens(fork.project(), "Dea");
        remove(&mut session, gone);
        assert_eq!(state(&session), (expected, Some(Outcome::Wrong)), "{gone} removed");
    }
    // What nobody had judged before is no more judged in other words.
    let case = Case::new("//- one.txt role:draft\nIt was <statistic #1>265 men</statistic> then. In May.\n");
    let [mut ana, mut ben] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
    take_in(&mut ana, "one.txt", ANA.0, ANA.1);
    take_in(&mut ben, "one.txt", BEN.0, BEN.1);
    judges(&mut ben, case.id(1), Outcome::Confirmed);
    let fork = merged(&[ana, ben]);
    for (gone, expected) in [("two.txt", State::Checked), ("other.txt", State::Reopened)] {
        let mut session = opens(fork.project(), "Dea");
        remove(&mut session, gone);
        let passage = session.project().passage(case.id(1)).expect("it is there");
        assert_eq!(session.project().state(passage), expected, "{gone} removed");
    }
}

const CEMS: (&str, &str) = ("third.txt", "He left in May, for good. Somebody came.\n\nIt was 265 men then.\n");

#[test]
fn of_three_versions_the_two_that_stay_are_as_if_the_third_had_never_come() {
    let case = Case::new(JUDGED);
    let mut cem = opens(case.project(), "Cem Öz");
    take_in(&mut cem, "one.txt", CEMS.0, CEMS.1);
    let [ana, ben] = both(&case);
    let all = [ana, ben, cem];
    let unite = |all: &[&Session]| {
        let first = all[0].project().clone();
        let united = all.iter().fold(first, |united, one| tickmark::merge::merge(&united, one.project()).project);
        opens(&united, "Dea")
    };
    let three = unite(&all.iter().collect::<Vec<_>>());
    for gone in 0..3 {
        let titles = [ANAS.0, BENS.0, CEMS.0];
        let others: Vec<&Session> = all.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, it)| it).collect();
        let mut session = opens(three.project(), "Eva");
        remove(&mut session, titles[gone]);
        assert_eq!(known(session.project()), known(unite(&others).project()), "{} removed", titles[gone]);
        let second = (gone + 1) % 3;
        remove(&mut session, titles[second]);
        let last = &all[(gone + 2) % 3];
        assert_eq!(known(session.project()), known(last.project()), "{} removed too", titles[second]);
        assert_eq!(waiting(session.project()), waiting(last.project()));
        for _ in 0..2 {
            session.undo(TODAY).expect("a step").expect("undone");
        }
        assert_eq!(known(session.project()), known(three.project()));
    }
}

#[test]
fn a_version_that_one_of_two_led_to_can_be_removed_and_so_can_those_before_and_beside_it() {
    let case = Case::new(JUDGED);
    let [ana, ben] = both(&case);
    let mut later = opens(ana.project(), "Ana Ruiz");
    take_in(&mut later, ANAS.0, CEMS.0, CEMS.1);
    let fork = merged(&[later, ben]);
    let [before, ben] = both(&case);
    // What the later version led to goes with it, and the fork stays.
    let mut session = opens(fork.project(), "Dea");
    remove(&mut session, CEMS.0);
    assert_eq!(known(session.project()), known(merged(&[before, ben]).project()));
    // Beside it the other one goes.
    let mut alone = opens(both(&case)[0].project(), "Ana Ruiz");
    take_in(&mut alone, ANAS.0, CEMS.0, CEMS.1);
    let mut session = opens(fork.project(), "Dea");
    remove(&mut session, BENS.0);
    assert_eq!(known(session.project()), known(alone.project()));
    session.undo(TODAY).expect("a step").expect("undone");
    assert_eq!(known(session.project()), known(fork.project()));
    // Of the chain only one goes, with what was left in it: the later one and the other stay beside each other.
    let removed = document(session.project(), ANAS.0).id;
    let mut stood: Vec<_> = fork.project().passages().map(|it| it.place.document).collect();
    stood.retain(|document| *document != removed);
    remove(&mut session, ANAS.0);
    let project = session.project();
    let replaced = document(project, "one.txt").id;
    let mut beside = project.replacements(replaced).to_vec();
    beside.sort_by_key(|id| project.called(*id).to_owned());
    assert_eq!(beside, [BENS.0, CEMS.0].map(|title| document(project, title).id));
    assert_eq!((project.n_clashes(), project.validate()), (0, Ok(())));
    assert_eq!(project.passages().map(|it| it.place.document).collect::<Vec<_>>(), stood);
    session.undo(TODAY).expect("a step").expect("undone");
    assert_eq!(known(session.project()), known(fork.project()));
}

#[test]
fn what_was_passed_in_the_version_that_goes_is_passed_in_the_one_that_stays() {
    let case = Case::new(DRAFT);
    let mut session = forked(&case, ANA, BEN, |_, ben| {
        let other = document(ben.project(), BEN.0);
        let sentences = ["He left in May for good.", "It was 265 men then."].map(|words| {
            let at = other.text().find(words).expect("a sentence");
            TextRange::between(at, at + words.len())
        });
        let what = edit::pass_sentences(ben.project(), &other, &sentences);
        does(ben, what);
    });
    remove(&mut session, BEN.0);
    let project = session.project();
    let passed = project.passes_of(document(project, ANA.0).id).map(|pass| pass.place.words().to_owned());
    assert_eq!(passed.collect::<Vec<_>>(), ["He left in May for good."], "the other sentence is another there");
}

#[test]
fn who_went_back_and_took_that_back_judged_the_words_of_no_other_version() {
    let case = Case::new(DRAFT);
    let mut session = forked(&case, ANA, BEN, |ana, _| {
        judges(ana, case.id(1), Outcome::Confirmed);
        remove(ana, ANA.0);
        ana.undo(TODAY).expect("a step").expect("undone");
    });
    choose(&mut session, ANA.0, BEN.0);
    let passage = session.project().passage(case.id(1)).expect("it is there");
    assert_eq!((passage.words(), session.project().state(passage)), ("265 men", State::Reopened));
}
