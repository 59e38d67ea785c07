//! Two people took in different new versions of one draft: one thing to decide, and what becomes of all passages by it.

use std::collections::BTreeMap;

use tickmark::edit::{self, Transaction};
use tickmark::merge::{Tally, merge, news};
use tickmark::model::{
    Blocker, Decision, Document, Edit, Field, Id, Made, Outcome, Passage, PassageKind, Place, Project, State, Text,
    Then, Time, Why,
};
use tickmark::search::EvidenceIndex;
use tickmark::session::{
    Cause, Clashing, Compared, Fork, LogTeller, Matter, MatterId, Matters, Noticed, Session, goes_on_in,
    matters_as_list, standing_in_forks,
};
use tickmark::store::{from_bytes, to_text};
use tickmark::text::{Placement, TextRange};

use crate::merge::{TODAY, does, opens};
use crate::news::told;
use crate::replace::loaded;
use crate::support::Case;

pub const DRAFT: &str = "\
//- one.txt role:draft
It was <statistic #1>265 men</statistic> then.

He left <claim #2>in May</claim> for good.
";

pub fn document(project: &Project, title: &str) -> Document {
    let documents = project.documents();
    let found = documents.into_iter().find(|document| &*document.title == title);
    Document::clone(found.expect("a document of this title"))
}

pub fn take_in(session: &mut Session, old: &str, new: &str, text: &str) {
    let what = edit::replace(session.project(), &document(session.project(), old), loaded(new, text));
    does(session, what.expect("a new version"));
}

/// Says that `newer` is the newest of the versions of which `older` is another.
pub fn choose(session: &mut Session, older: &str, newer: &str) {
    let project = session.project();
    let [older, newer] = [older, newer].map(|title| document(project, title).id);
    let fork = Fork::of(project, newer).expect("several versions");
    let version = |id| fork.versions.iter().find(|(version, newest)| [*version, *newest].contains(&id));
    assert!(version(older).is_some(), "{older:?} is none of them");
    let what = edit::choose_newest(project, fork.replaced, version(newer).expect("one of them").0);
    does(session, what.expect("a choice"));
}

/// Ana took in one new version and Ben another, and did more.
pub fn forked(case: &Case, ana: (&str, &str), ben: (&str, &str), more: impl Fn(&mut Session, &mut Session)) -> Session {
    let [mut anas, mut bens] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
    take_in(&mut anas, "one.txt", ana.0, ana.1);
    take_in(&mut bens, "one.txt", ben.0, ben.1);
    more(&mut anas, &mut bens);
    let merged = merge(anas.project(), bens.project()).project;
    assert_eq!(to_text(&merged).ok(), to_text(&merge(bens.project(), anas.project()).project).ok());
    opens(&merged, "Cem Öz")
}

pub const ANA: (&str, &str) = ("two.txt", "It was 266 men then.\n\nHe left in May for good.\n");
pub const BEN: (&str, &str) = ("other.txt", "He left in May for good.\n\nIt was 265 men then.\n");

fn matters(session: &Session) -> Vec<Matter> {
    let matters = Matters::default().updated(&session.snapshot(), Default::default(), &EvidenceIndex::default());
    matters.all.to_vec()
}

/// Where each passage stands, with its words.
fn stand(case: &Case, session: &Session) -> Vec<(String, String)> {
    let stands = |number| {
        let passage = session.project().passage(case.id(number)).expect("it is there");
        (session.project().called(passage.place.document).to_owned(), passage.words().to_owned())
    };
    vec![stands(1), stands(2)]
}

#[test]
fn a_fork_is_one_thing_to_decide_and_no_clash_of_every_passage() {
    let case = Case::new(DRAFT);
    let session = forked(&case, ANA, BEN, |_, _| ());
    let project = session.project();
    assert_eq!(project.n_clashes(), 0);
    for number in [1, 2] {
        let passage = project.passage(case.id(number)).expect("it is there");
        assert_eq!(project.open_because(passage), Some(Why::NoOutcome));
        let told = standing_in_forks(project, passage).expect("it stands in both");
        let [ana, ben] = ["“two.txt” ¶", "“other.txt” ¶"].map(|place| told.find(place).expect("where it stands"));
        let [by_ana, by_ben] = ["(Ana Ruiz)", "(Ben Okafor)"].map(|who| told.find(who).expect("who carried it"));
        assert_eq!(ana < ben, by_ana < by_ben, "{told}");
    }
    let matters = matters(&session);
    let forks: Vec<_> = matters.iter().filter(|matter| matches!(matter.id, MatterId::Fork(_))).collect();
    assert_eq!(forks.len(), 1);
    assert!(matters.iter().all(|matter| !matter.causes.contains(&Cause::Clash)));
    let told = matters_as_list(project, &forks).text;
    assert!(told.contains("“two.txt” (Ana Ruiz)") && told.contains("“other.txt” (Ben Okafor)"), "{told}");
    for title in ["two.txt", "other.txt"] {
        let blockers = project.sign_off_blockers(&document(project, title), 0);
        assert!(blockers.contains(&Blocker::Forked(1)), "{title} may not be the one that counts");
    }
}

#[test]
fn what_is_chosen_is_undone_redone_and_chosen_otherwise() {
    let case = Case::new(DRAFT);
    let mut session = forked(&case, ANA, BEN, |_, _| ());
    let (before, merged) = (stand(&case, &session), session.project().clone());
    let at = |title: &str, one: &str| vec![(title.to_owned(), one.to_owned()), (title.to_owned(), "in May".into())];
    choose(&mut session, "two.txt", "other.txt");
    assert_eq!(session.history().undo_name(), Some("“other.txt” follows “two.txt”"));
    assert_eq!(stand(&case, &session), at("other.txt", "265 men"));
    let is_done = |session: &Session| !session.project().has_forks();
    assert!(is_done(&session));
    session.undo(Time(20)).expect("a step").expect("undone");
    assert!(!is_done(&session) && session.project().n_clashes() == 0);
    assert_eq!(stand(&case, &session), before);
    for known in [case.project(), &merged] {
        let again = merge(session.project(), known).project;
        assert_eq!(to_text(&again).ok(), to_text(session.project()).ok(), "what it has already changes nothing");
    }
    let passage = |session: &Session| Passage::clone(session.project().passage(case.id(1)).expect("it is there"));
    assert_eq!(session.project().across_forks(&passage(&session)).count(), 1);
    session.redo(Time(21)).expect("a step").expect("redone");
    assert_eq!(stand(&case, &session), at("other.txt", "265 men"));
    session.undo(Time(22)).expect("a step").expect("undone");
    choose(&mut session, "other.txt", "two.txt");
    assert_eq!(stand(&case, &session), at("two.txt", "266 men"));
    let former: Vec<_> = passage(&session).former.iter().map(|former| former.became).collect();
    assert_eq!(former, [Placement::Moved, Placement::Changed], "it was in Ben’s version in between");
    let read = from_bytes(to_text(session.project()).expect("text").as_bytes()).expect("a project").project;
    assert!(read.shows_the_same(session.project()));
}

#[test]
fn an_outcome_that_was_set_for_other_words_does_not_stand_in_the_newer_version() {
    let case = Case::new(DRAFT);
    let confirms = |session: &mut Session| {
        let what = edit::set_outcome(
            [&**session.project().passage(case.id(1)).expect("it is there")],
            Some(Outcome::Confirmed),
        );
        does(session, what);
    };
    let state = |session: &Session| session.project().passage(case.id(1)).expect("it is there").reopened.to_string();
    let mut ana_confirmed = forked(&case, ANA, BEN, |ana, _| confirms(ana));
    choose(&mut ana_confirmed, "two.txt", "other.txt");
    assert_eq!(state(&ana_confirmed), "Its words changed in the new version", "266 was confirmed, and it says 265");
    let mut ben_confirmed = forked(&case, ANA, BEN, |_, ben| confirms(ben));
    choose(&mut ben_confirmed, "two.txt", "other.txt");
    assert_eq!(state(&ben_confirmed), "", "265 was confirmed where it stands");
    choose_back(&case, confirms, state);
}

fn choose_back(case: &Case, confirms: impl Fn(&mut Session), state: impl Fn(&Session) -> String) {
    let mut session = forked(case, ANA, BEN, |_, ben| confirms(ben));
    choose(&mut session, "other.txt", "two.txt");
    assert_eq!(state(&session), "Its words changed in the new version");
}

#[test]
fn what_the_newer_version_has_of_a_change_is_what_counts() {
    let mut case = Case::new(DRAFT);
    case.check("#1 change 266 men | accepted");
    let made = |session: &Session| session.project().changes_of(case.id(1)).next().expect("a change").made;
    for (older, newer, expected) in
        [("two.txt", "other.txt", Made::NotMade), ("other.txt", "two.txt", Made::AsProposed)]
    {
        let mut session = forked(&case, ANA, BEN, |_, _| ());
        assert_eq!(session.project().n_clashes(), 0, "that is another thing in each version");
        choose(&mut session, older, newer);
        assert_eq!((made(&session), session.project().n_clashes()), (Some(expected), 0));
        assert!(session.project().changes_of(case.id(1)).all(|change| change.decision == Decision::Accepted));
    }
}

#[test]
fn versions_that_came_later_go_along() {
    let case = Case::new(DRAFT);
    let third = "It was 267 men then.\n\nHe left in May for good.\n";
    let go_on = |ana: &mut Session, _: &mut Session| take_in(ana, "two.txt", "three.txt", third);
    let mut session = forked(&case, ANA, BEN, go_on);
    let project = session.project();
    let fork = Fork::at(project, document(project, "one.txt").id).expect("a fork");
    assert!(fork.in_words(project).contains("“three.txt”"), "of each the newest: {}", fork.in_words(project));

    choose(&mut session, "other.txt", "two.txt");
    assert_eq!(stand(&case, &session)[0], ("three.txt".to_owned(), "267 men".to_owned()));
    assert_eq!((session.project().forks().count(), session.project().n_clashes()), (0, 0));
    session.undo(Time(20)).expect("a step").expect("undone");
    choose(&mut session, "three.txt", "other.txt");
    assert_eq!(stand(&case, &session)[0], ("other.txt".to_owned(), "265 men".to_owned()));
    assert_eq!((session.project().forks().count(), session.project().n_clashes()), (0, 0));
}

#[test]
fn places_within_one_version_stay_a_clash_that_tells_them_apart() {
    let case = Case::new("//- one.txt role:draft\nMen, men and <claim #1>men</claim> left.\n");
    let [mut ana, mut ben] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
    for (session, at) in [(&mut ana, 5), (&mut ben, 0)] {
        let project = session.project();
        let place = Place::of(&document(project, "one.txt"), TextRange::between(at, at + 3)).expect("words");
        let what = edit::set_place(project, project.passage(case.id(1)).expect("it is there"), place);
        does(session, what);
    }
    let mut cem = opens(&merge(ana.project(), ben.project()).project, "Cem Öz");
    let clashing = |session: &Session| Clashing::of(session.project(), case.id(1).into());
    let words = |session: &Session| {
        let mut words: Vec<_> = clashing(session)[0].values.iter().map(|value| value.words.clone()).collect();
        words.sort();
        words
    };
    assert_eq!(words(&cem), ["one.txt ¶1: “Men”", "one.txt ¶1: “men”"]);
    let chosen = clashing(&cem)[0].clone();
    let what = edit::settle(cem.project(), chosen.record, chosen.field, chosen.values[1].value.clone());
    // Later than what was chosen from.
    cem.commit(what, Time(TODAY.0 + 60)).expect("a choice");
    cem.undo(Time(TODAY.0 + 120)).expect("a step").expect("undone");
    let by = |session: &Session| clashing(session)[0].in_words(session.project());
    assert!(by(&cem).contains("(Ana Ruiz)") && by(&cem).contains("(Ben Okafor)"), "{}", by(&cem));
}

#[test]
fn what_is_re_opened_stays_so_until_somebody_looked_again_and_is_no_choice() {
    let mut case = Case::new(DRAFT);
    case.check("#1 outcome confirmed");
    let [mut ana, mut ben] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
    // Ben looks again at something for another reason, and has done so before he knows of Ana’s version.
    take_in(&mut ana, "one.txt", ANA.0, ANA.1);
    let reopen = Edit::set(case.id(1), Field::Reopened, Text::from("A linked passage changed"));
    does(&mut ben, Transaction::new("Re-open", vec![reopen]));
    let outcome = |session: &Session, outcome| {
        edit::set_outcome([&**session.project().passage(case.id(1)).expect("it is there")], Some(outcome))
    };
    let what = outcome(&ben, Outcome::Confirmed);
    does(&mut ben, what);
    let merged = [merge(ana.project(), ben.project()).project, merge(ben.project(), ana.project()).project];
    for project in &merged {
        let passage = project.passage(case.id(1)).expect("it is there");
        assert_eq!((&*passage.reopened, project.n_clashes()), ("Its words changed in the new version", 0));
        assert_eq!(project.open_because(passage), Some(Why::Reopened));
    }
    let mut cem = opens(&merged[0], "Cem Öz");
    let what = outcome(&cem, Outcome::Wrong);
    does(&mut cem, what);
    let mut all = cem.project().clone();
    for other in [&ana, &ben] {
        all = merge(&merge(other.project(), &all).project, &merged[1]).project;
    }
    let passage = all.passage(case.id(1)).expect("it is there");
    assert_eq!((&*passage.reopened, passage.outcome, all.n_clashes()), ("", Some(Outcome::Wrong), 0));
}

#[test]
fn a_version_that_both_took_in_and_one_of_them_replaced_again_is_no_fork() {
    let case = Case::new(DRAFT);
    for who in [0, 1] {
        let mut both = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
        for session in &mut both {
            take_in(session, "one.txt", ANA.0, ANA.1);
        }
        take_in(&mut both[who], "two.txt", "three.txt", "It was 267 men then.\n\nHe left in May for good.\n");
        let [ana, ben] = both.each_ref().map(Session::project);
        for merged in [merge(ana, ben).project, merge(ben, ana).project] {
            let session = opens(&merged, "Cem Öz");
            assert_eq!((merged.n_clashes(), merged.forks().count()), (0, 0));
            assert_eq!(stand(&case, &session)[0], ("three.txt".to_owned(), "267 men".to_owned()));
        }
    }
}

#[test]
fn what_was_dealt_with_before_a_new_version_was_known_is_re_opened_by_it() {
    let mut case = Case::new(DRAFT);
    case.check("#1 outcome confirmed");
    case.check("#1 reopened A linked passage changed");
    let [mut ana, mut ben] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
    take_in(&mut ana, "one.txt", ANA.0, ANA.1);
    let what = edit::set_outcome([&*case.passage(1)], Some(Outcome::Confirmed));
    does(&mut ben, what);
    let merged = merge(ana.project(), ben.project()).project;
    let passage = merged.passage(case.id(1)).expect("it is there");
    assert_eq!(&*passage.reopened, "Its words changed in the new version", "266 was never looked at");
}

#[test]
fn which_version_follows_which_is_told_as_undo_calls_it_and_is_no_new_version() {
    let case = Case::new(DRAFT);
    let mut session = forked(&case, ANA, BEN, |_, _| ());
    let fork = session.project().clone();
    choose(&mut session, "two.txt", "other.txt");
    let chosen = session.project().clone();
    let said = "\
Cem Öz said that “other.txt” follows “two.txt” (2 passages: 1 unchanged, 1 text changed), 21 Nov
  text changed: ¶1 “266 men”, now ¶2 “265 men”
";
    assert_eq!(told(&fork, &chosen), said);
    assert_eq!(Tally::of(&news(&fork, &chosen)).in_words(), "1 changed");
    // Who had neither version is told of both, and then of that.
    let all = told(case.project(), &chosen);
    for line in [
        "Ana Ruiz replaced “one.txt” with “two.txt” (2 passages: 1 unchanged, 1 text changed), 21 Nov\n",
        "Ben Okafor replaced “one.txt” with “other.txt” (2 passages: 1 unchanged, 1 moved), 21 Nov\n",
        said,
    ] {
        assert!(all.contains(line), "{line}{all}");
    }
    assert_eq!(all.lines().count(), 4, "{all}");
    assert_eq!(Tally::of(&news(case.project(), &chosen)).in_words(), "1 changed, 2 new versions");
    session.undo(TODAY).expect("a step").expect("undone");
    assert_eq!(told(&chosen, session.project()), "Cem Öz took back that “other.txt” follows “two.txt”, 21 Nov\n");
    // What was said and taken back is no news.
    assert_eq!(told(&fork, session.project()), "");
    assert!(!told(case.project(), session.project()).contains("Cem Öz"));
}

#[test]
fn what_goes_on_to_a_later_version_is_counted_and_looked_at_there() {
    let case = Case::new(DRAFT);
    let third = "It was 267 men then.\n\nHe left in June for good.\n";
    let go_on = |ana: &mut Session, _: &mut Session| take_in(ana, "two.txt", "three.txt", third);
    let mut session = forked(&case, ANA, BEN, go_on);
    let fork = session.project().clone();
    choose(&mut session, "other.txt", "two.txt");
    let said = "\
Cem Öz said that “two.txt” follows “other.txt” (2 passages: 2 text changed), 21 Nov
  text changed: ¶1 “in May”, now ¶2 “in June”
  text changed: ¶2 “265 men”, now ¶1 “267 men”
";
    assert_eq!(told(&fork, session.project()), said);
}

#[test]
fn what_was_done_in_one_of_two_versions_is_told_in_that_one() {
    let case = Case::new(DRAFT);
    let finds = |session: &mut Session| {
        let passage = session.project().passage(case.id(1)).expect("it is there").clone();
        does(session, edit::set_outcome([&*passage], Some(Outcome::Wrong)));
    };
    let session = forked(&case, ANA, BEN, |ana, _| finds(ana));
    let mut other = forked(&case, ANA, BEN, |_, ben| finds(ben));
    for (session, line) in [
        (&session, "Ana Ruiz set two.txt ¶1 “266 men” to wrong, 21 Nov\n"),
        (&other, "Ben Okafor set other.txt ¶2 “265 men” to wrong, 21 Nov\n"),
    ] {
        let all = told(case.project(), session.project());
        assert!(all.contains(line), "{all}");
    }
    let listed = |session: &Session| {
        let then = Then::of(session.project());
        let teller = LogTeller::with_then(session.project(), &then);
        let mut places = session.project().log.values().filter(|entry| &*entry.command == "Set outcome to wrong");
        let place = places.next().and_then(|entry| teller.told(entry).place).expect("a place");
        (teller.words(place), teller.words_now(place))
    };
    assert_eq!(listed(&session), ("266 men".to_owned(), None));
    assert_eq!(listed(&other), ("265 men".to_owned(), None));
    choose(&mut other, "other.txt", "two.txt");
    assert_eq!(listed(&other), ("265 men".to_owned(), Some("266 men".to_owned())));
}

#[test]
fn the_command_line_tells_of_a_fork_and_the_history_of_the_choice() {
    let case = Case::new(DRAFT);
    let folder = crate::store_files::folder();
    let save = |name: &str, project: &Project| {
        tickmark::store::save_project(&folder.path().join(name), project).expect("saved");
    };
    for (name, file, (title, text)) in [("Ana Ruiz", "ana.ron", ANA), ("Ben Okafor", "ben.ron", BEN)] {
        let mut session = opens(case.project(), name);
        take_in(&mut session, "one.txt", title, text);
        save(file, session.project());
    }
    let run = |args: &[&str]| crate::cli::run(folder.path(), args);
    let (code, told, _) = run(&["merge", "ana.ron", "ben.ron", "-o", "all.ron"]);
    assert_eq!(code, 1, "something is to be decided");
    assert!(told.contains("“one.txt” is replaced by") && !told.contains("clash"), "{told}");
    let (_, told, _) = run(&["check", "all.ron"]);
    assert!(told.contains("clashes   0") && told.contains("say which is the newer"), "{told}");

    let merged = tickmark::store::open_project(&folder.path().join("all.ron")).expect("it was saved").0.project;
    let mut cem = opens(&merged, "Cem Öz");
    choose(&mut cem, "two.txt", "other.txt");
    cem.undo(Time(TODAY.0 + 60)).expect("a step").expect("undone");
    save("all.ron", cem.project());
    let (_, told, _) = run(&["log", "all.ron", "--person", "Cem Öz"]);
    assert!(told.contains("“other.txt” follows “two.txt”: 2 passages"), "{told}");
    assert!(told.contains("Undo “other.txt” follows “two.txt”: 2 passages"), "{told}");
}

#[test]
fn words_that_were_judged_before_the_fork_stay_judged_in_the_version_that_has_them() {
    let case = Case::new(&format!("{DRAFT}//- checks\n#1 outcome confirmed\n"));
    let state =
        |session: &Session| session.project().state(session.project().passage(case.id(1)).expect("it is there"));
    let mut session = forked(&case, ANA, BEN, |_, _| ());
    choose(&mut session, "two.txt", "other.txt");
    assert_eq!(state(&session), State::Checked, "265 men were confirmed");
    session.undo(Time(20)).expect("a step").expect("undone");
    choose(&mut session, "other.txt", "two.txt");
    assert_eq!(state(&session), State::Reopened, "266 men were not");
}

/// A fork of which each version says something of its own, beside evidence that says otherwise than both, with all
/// noticed and compared.
fn noticed_fork(case: &Case) -> Session {
    const ANA: (&str, &str) =
        ("two.txt", "It was 12 ships then. Over 300 men were held there in 2022. Only 40 women came.\n");
    const BEN: (&str, &str) =
        ("other.txt", "It was 12 ships then. Over 300 men were held there in 2022. All 70 boys left.\n");
    let mut session = forked(case, ANA, BEN, |_, _| ());
    notice(&mut session);
    session
}

fn notice(session: &mut Session) {
    while let Some(draft) = session.to_notice().cloned() {
        session.take_noticed(Noticed::of(&draft, || false).expect("nobody cancels it"));
    }
}

const HELD: &str = "\
//- one.txt role:draft
It was <statistic #1>12 ships</statistic> then.
//- report.txt role:evidence
Some 250 men were held there in 2022.
";

#[test]
fn what_both_versions_of_a_fork_say_is_suggested_in_the_one_in_which_work_goes_on() {
    let case = Case::new(HELD);
    let mut session = noticed_fork(&case);
    let ids = ["two.txt", "other.txt"].map(|title| document(session.project(), title).id);
    let front = ids.into_iter().find_map(|id| goes_on_in(session.project(), id)).expect("one of them");
    let other = ids.into_iter().find(|id| *id != front).expect("and another");
    assert_eq!(goes_on_in(session.project(), front), None);
    let passage = session.project().passage(case.id(1)).expect("it is there");
    assert_eq!(passage.place.document, front, "where the passages are");
    let waits = |session: &Session, document, words: &str| {
        session.waiting(document).any(|one| one.range.within(one.document.text()).is_some_and(|it| it.contains(words)))
    };
    assert!(waits(&session, front, "2022") && !waits(&session, other, "2022"), "what both say waits once");
    let own = |document| waits(&session, document, "40 women") || waits(&session, document, "70 boys");
    assert!(own(front) && own(other), "what one of them says alone waits there");

    let title = |id| session.project().document(id).expect("it is there").title.to_string();
    let (older, newer) = (title(front), title(other));
    choose(&mut session, &older, &newer);
    assert!(waits(&session, other, "2022"), "once that is the newer, all of it waits there");
    session.undo(TODAY).expect("it was done").expect("it can be undone");
    notice(&mut session);
    assert!(waits(&session, front, "2022") && !waits(&session, other, "2022"));
}

#[test]
fn what_both_versions_of_a_fork_say_otherwise_than_evidence_is_one_thing_to_decide() {
    let case = Case::new(HELD);
    let session = noticed_fork(&case);
    let compared = Compared::default().updated(session.project(), &BTreeMap::new(), || false).expect("compared");
    let matters = Matters::default().updated(&session.snapshot(), compared, &EvidenceIndex::default());
    assert_eq!(matters.all[0].first_cause(), Cause::Fork, "which version counts comes first");
    let found: Vec<_> = matters.all.iter().filter(|matter| matter.causes == [Cause::Found]).collect();
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn a_version_that_is_said_to_be_one_of_another_document_keeps_its_passages() {
    let case = Case::new("//- one.txt role:draft\nIt was 265 men.\n//- other.txt role:draft\nNobody came.\n");
    // Whose stamp is the greater has nothing to do with it.
    for people in [["Ana Ruiz", "Ben Okafor"], ["Ben Okafor", "Ana Ruiz"]] {
        let [mut first, mut second] = people.map(|name| opens(case.project(), name));
        let range = TextRange::between(7, 10);
        let marked = [&mut first, &mut second].map(|session| {
            let one = document(session.project(), "one.txt");
            let mark = edit::add_passage(session.project(), &one, range, PassageKind::Claim, Id::default());
            let (id, what) = mark.expect("words");
            does(session, what);
            id
        });
        take_in(&mut first, "one.txt", "two.txt", "Now it was 265 men.\n");
        let mut both = opens(&merge(first.project(), second.project()).project, "Cem");
        take_in(&mut both, "other.txt", "two.txt", "Now it was 265 men.\n");
        let two = document(both.project(), "two.txt");
        let saved = to_text(both.project()).expect("text");
        let opened = from_bytes(saved.as_bytes()).expect("a project that opens").project;
        for project in [both.project(), &opened] {
            assert_eq!(project.passage(marked[0]).map(|passage| passage.place.document), Some(two.id));
            assert_eq!(project.n_clashes(), 0);
        }
        assert_eq!(to_text(&opened).ok(), Some(saved), "and it is saved as it was");
    }
}
