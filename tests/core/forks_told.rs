//! What is said of versions of which nobody has said which is the newest: of three as of two, and which of them says otherwise.

use expect_test::expect;
use tickmark::edit;
use tickmark::merge::{Teller, merge};
use tickmark::model::{Blocker, Outcome, Place, Project, Time};
use tickmark::search::EvidenceIndex;
use tickmark::session::{
    Fork, MatterId, Matters, Session, matters_as_list, others_in_words, reopened_in_words, standing_in_forks,
};
use tickmark::store::save_project;
use tickmark::text::{Placement, TextRange};

use crate::forks::{ANA, BEN, DRAFT, choose, document, forked, take_in};
use crate::merge::{TODAY, does, opens};
use crate::news::told;
use crate::replace::loaded;
use crate::support::{Case, shown};

const CEM: (&str, &str) = ("third.txt", "It was 265 men then.\n\nHe left in June for good.\n");
/// The versions in the order in which they are named.
type Titles = Vec<String>;

/// Ana, Ben and Cem took in a version each.
fn three(case: &Case) -> (Session, Titles) {
    let two = forked(case, ANA, BEN, |_, _| ());
    let mut cem = opens(case.project(), "Cem Öz");
    take_in(&mut cem, "one.txt", CEM.0, CEM.1);
    let session = opens(&merge(two.project(), cem.project()).project, "Dea");
    let project = session.project();
    let fork = Fork::at(project, document(project, "one.txt").id).expect("three versions");
    let titles = fork.versions.iter().map(|(_, newest)| project.called(*newest).to_owned()).collect();
    (session, titles)
}

fn list_of_matters(session: &Session) -> String {
    let matters = Matters::default().updated(&session.snapshot(), Default::default(), &EvidenceIndex::default());
    let forks: Vec<_> = matters.all.iter().filter(|matter| matches!(matter.id, MatterId::Fork(_))).collect();
    matters_as_list(session.project(), &forks).text
}

fn by(title: &str) -> String {
    let who = [(ANA.0, "Ana Ruiz"), (BEN.0, "Ben Okafor"), (CEM.0, "Cem Öz")];
    let who = who.iter().find(|(own, _)| *own == title).expect("one of them").1;
    format!("“{title}” ({who})")
}

#[test]
fn of_three_versions_all_are_named_and_counted() {
    let case = Case::new(DRAFT);
    let (session, titles) = three(&case);
    let project = session.project();
    let [a, b, c] = [0, 1, 2].map(|at: usize| titles[at].as_str());
    let all = format!("“{a}”, “{b}” and “{c}”");
    let list = list_of_matters(&session);
    assert!(list.contains("1. Three new versions. Undecided (Say which is the newest)"), "{list}");
    assert!(list.contains(&format!("{}, {} or {}", by(a), by(b), by(c))), "{list}");
    let said = others_in_words(project, document(project, b).id);
    assert_eq!(said, Some(format!("{} and {} replace “one.txt”, too", by(a), by(c))));
    let passage = project.passage(case.id(2)).expect("it is there");
    let stands = standing_in_forks(project, passage).expect("in all of them");
    assert!([a, b, c].iter().all(|title| stands.contains(&format!("“{title}” ¶"))), "{stands}");
    assert_eq!((stands.matches(", ").count(), stands.matches(" and ").count()), (1, 1), "{stands}");
    assert!(project.sign_off_blockers(&document(project, c), 0).contains(&Blocker::Forked(2)));
    let told = Teller::new(project, None).versions();
    assert_eq!(told, [format!("“one.txt” is replaced by {all}: which of them counts is for a person to say")]);
}

#[test]
fn versions_are_named_in_the_order_in_which_they_came() {
    let case = Case::new(DRAFT);
    for order in [[ANA, BEN, CEM], [CEM, ANA, BEN], [BEN, CEM, ANA]] {
        let mut all = case.project().clone();
        for ((at, (title, text)), who) in order.into_iter().enumerate().zip(["Ana Ruiz", "Ben Okafor", "Cem Öz"]) {
            let mut session = opens(case.project(), who);
            let old = document(session.project(), "one.txt");
            let what = edit::replace(session.project(), &old, loaded(title, text)).expect("a new version");
            session.commit(what, Time(TODAY.0 + 60 * at as i64)).expect("taken in");
            all = merge(&all, session.project()).project;
        }
        let [a, b, c] = order.map(|(title, _)| title);
        let fork = Fork::at(&all, document(&all, "one.txt").id).expect("three versions");
        assert_eq!(fork.names(&all), format!("“{a}”, “{b}” and “{c}”"));
        let stands = standing_in_forks(&all, all.passage(case.id(2)).expect("it is there")).expect("in all of them");
        assert!(stands.find(a) < stands.find(b) && stands.find(b) < stands.find(c), "{stands}");
    }
}

#[test]
fn of_three_versions_one_answer_puts_the_others_before_it_as_they_came() {
    let case = Case::new(DRAFT);
    for newest in [0, 1, 2] {
        let (mut session, titles) = three(&case);
        let before = session.project().clone();
        let one = document(&before, "one.txt");
        let fork = Fork::at(&before, one.id).expect("three versions");
        assert_eq!((fork.label(), fork.ask()), ("Three new versions".into(), "say which is the newest".into()));
        let older: Vec<&str> = (0..3).filter(|at| *at != newest).map(|at| titles[at].as_str()).collect();
        choose(&mut session, older[0], &titles[newest]);
        let project = session.project();
        assert_eq!((project.forks().count(), project.n_clashes(), project.validate()), (0, 0, Ok(())));
        let chosen = document(project, &titles[newest]).id;
        let line: Vec<&str> = project.earlier_versions(chosen).into_iter().map(|id| project.called(id)).collect();
        assert_eq!(line, [older[1], older[0], "one.txt"]);
        for number in [1, 2] {
            let passage = project.passage(case.id(number)).expect("it is there");
            let is_gone = passage.former_in(chosen).is_some_and(|former| former.became == Placement::Orphaned);
            assert!(passage.place.document == chosen || is_gone, "{passage:?}");
        }
        // What was answered is told, and not what follows from it.
        let told = told(&before, project);
        let answer =
            format!("Dea said that “{}” follows “{}” and “{}” (2 passages: ", titles[newest], older[0], older[1]);
        assert_eq!((told.matches("follows").count(), told.matches(&answer).count()), (1, 1), "{told}");
        assert_eq!(told.lines().filter(|line| !line.starts_with("  ")).count(), 1, "{told}");
        session.undo(TODAY).expect("a step").expect("undone");
        assert_eq!(Fork::at(session.project(), one.id), Some(fork));
        assert_eq!(shown(session.project()), shown(&before));
    }
}

#[test]
fn what_is_removed_of_three_versions_leaves_both_others() {
    let case = Case::new(DRAFT);
    let (mut session, titles) = three(&case);
    let before = session.project().clone();
    let gone = document(&before, &titles[1]).id;
    let what = edit::remove_document(&before, gone);
    does(&mut session, what);
    let said = told(&before, session.project());
    assert!(said.contains(&format!("and “{}” and “{}” stay (", titles[0], titles[2])), "{said}");
}

/// What the command line answers about a project.
fn answers(project: &Project, command: &str) -> String {
    let folder = crate::store_files::folder();
    save_project(&folder.path().join("all.ron"), project).expect("saved");
    crate::cli::run(folder.path(), &[command, "all.ron"]).1
}

#[test]
fn the_command_line_names_all_three() {
    let case = Case::new(DRAFT);
    let (session, titles) = three(&case);
    let told = answers(session.project(), "check");
    assert!(told.contains(&format!("replaced by {}, {} and {}: it is", titles[0], titles[1], titles[2])), "{told}");
    assert!(told.contains("2 other new versions replace the same document: say which is the newest"), "{told}");
}

#[test]
fn what_is_open_again_for_the_other_version_says_which_that_is() {
    let case = Case::new(&format!("{DRAFT}//- checks\n#1 outcome confirmed\n"));
    let mut session = forked(&case, ANA, BEN, |_, _| ());
    let passage = |session: &Session| session.project().passage(case.id(1)).expect("it is there").clone();
    let why = |session: &Session| reopened_in_words(session.project(), &passage(session));
    assert_eq!(why(&session), "Its words changed in “two.txt”", "265 stays 265 in the other");
    let told = answers(session.project(), "check");
    assert!(told.contains("Re-opened: its words changed in “two.txt”"), "{told}");
    assert_eq!(passage(&session).reopened.as_str(), "Its words changed in the new version", "it is saved as ever");
    choose(&mut session, "other.txt", "two.txt");
    assert_eq!(why(&session), "Its words changed in the new version", "there is only one by now");
    session.undo(TODAY).expect("a step").expect("undone");
    assert_eq!(why(&session), "Its words changed in “two.txt”");
}

#[test]
fn all_versions_with_other_words_are_named_but_those_that_were_asked_for() {
    let other = |text: &'static str| ("other.txt", text);
    let checks = "//- checks\n#1 outcome confirmed\n";
    let reopened = |checks: &str, other| {
        let case = Case::new(&format!("{DRAFT}{checks}"));
        let session = forked(&case, ANA, other, |_, _| ());
        reopened_in_words(session.project(), session.project().passage(case.id(1)).expect("it is there"))
    };
    let both = reopened(checks, other("It was 267 men then.\n\nHe left in May for good.\n"));
    assert!(both.contains("“two.txt”") && both.contains("“other.txt”"), "{both}");
    let changes = format!("{checks}#1 change 266 men | accepted\n");
    let one = reopened(&changes, other("It was 267 men then.\n\nHe left in May for good.\n"));
    assert_eq!(one, "Its words changed in “other.txt”", "266 is what was asked for");
}

const ASKED: &str = "\
//- one.txt role:draft
It was <statistic #1>265 men</statistic> then.

He left <claim #2>in May</claim> for good. <claim #3>Nobody</claim> came.
//- checks
#1 outcome confirmed
#1 change 266 men | accepted
";
const AS_ASKED: (&str, &str) = ("two.txt", "It was 266 men then.\n\nHe left in May for good. Nobody came.\n");
const OTHERWISE: (&str, &str) = ("other.txt", "He left in June for good.\n\nIt was 268 men then.\n");

#[test]
fn of_each_version_of_a_fork_it_is_told_what_to_look_at() {
    let case = Case::new(ASKED);
    for [first, second] in [[AS_ASKED, OTHERWISE], [OTHERWISE, AS_ASKED]] {
        let [mut ana, mut ben] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
        take_in(&mut ana, "one.txt", first.0, first.1);
        take_in(&mut ben, "one.txt", second.0, second.1);
        let [by_ana, by_ben] = [(&ben, &ana), (&ana, &ben)].map(|(known, new)| {
            told(known.project(), new.project()).replace("Ana Ruiz", "Who").replace("Ben Okafor", "Who")
        });
        let [asked, otherwise] = if first == AS_ASKED { [by_ana, by_ben] } else { [by_ben, by_ana] };
        expect![[r#"
            Who replaced “one.txt” with “two.txt” (3 passages: 2 unchanged, 1 text changed; 1 accepted change made), 21 Nov
        "#]].assert_eq(&asked);
        expect![[r#"
            Who replaced “one.txt” with “other.txt” (3 passages: 1 text changed, 2 orphaned; 0 accepted changes made, 1 otherwise), 21 Nov
              text changed: ¶1 “265 men”, now ¶2 “268 men”
              made otherwise: “265 men” → “266 men”, ¶2
              orphaned: ¶2 “in May”
              orphaned: ¶2 “Nobody”
        "#]].assert_eq(&otherwise);
        let both = merge(ana.project(), ben.project()).project;
        let check = answers(&both, "check");
        for counts in [
            "3 passages: 2 unchanged, 1 text changed; 1 accepted change made",
            "3 passages: 1 text changed, 2 orphaned; 0 accepted changes made, 1 otherwise",
        ] {
            assert!(check.contains(&format!("from earlier versions: {counts}\n")), "{counts}: {check}");
        }
    }
}

#[test]
fn what_was_placed_otherwise_in_an_earlier_version_that_is_removed_is_told() {
    let case = Case::new(DRAFT);
    let [mut ana, mut ben] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
    take_in(&mut ana, "one.txt", ANA.0, ANA.1);
    let one = document(ben.project(), "one.txt");
    let wider = Place::of(&one, TextRange::between(0, 14)).expect("words");
    let what = edit::set_place(ben.project(), &case.passage(1), wider);
    does(&mut ben, what);
    let mut both = opens(&merge(ana.project(), ben.project()).project, "Dea");
    let before = both.project().clone();
    assert_eq!((before.n_clashes(), before.n_staying_without(one.id)), (1, 1));
    assert_eq!(before.n_staying_without(document(&before, ANA.0).id), 0, "it is shown there");
    let what = edit::remove_document(&before, one.id);
    does(&mut both, what);
    assert_eq!(both.project().n_clashes(), 0);
    let stays = "1 passage that two people placed differently stays where it is shown";
    let said = told(&before, both.project());
    assert_eq!(said, format!("Dea removed the document “one.txt”; {stays}, 21 Nov\n"));
    let history = answers(both.project(), "log");
    assert!(history.contains(&format!("Dea  Remove document: “one.txt”; {stays}")), "{history}");
    assert_eq!(history.matches(stays).count(), 1, "{history}");
}

#[test]
fn an_earlier_version_that_is_removed_settles_nothing_that_was_no_choice() {
    let case = Case::new(DRAFT);
    let mut session = forked(&case, ANA, BEN, |ana, _| {
        take_in(ana, ANA.0, CEM.0, CEM.1);
    });
    for title in [ANA.0, "one.txt"] {
        let before = session.project().clone();
        let id = document(&before, title).id;
        assert_eq!(before.n_staying_without(id), 0, "{title}");
        does(&mut session, edit::remove_document(&before, id));
        let said = told(&before, session.project());
        assert!(!said.contains("differently"), "{said}");
    }
}

#[test]
fn a_version_that_was_removed_and_brought_back_is_told_as_if_it_had_stayed() {
    let case = Case::new(ASKED);
    let mut ana = opens(case.project(), "Ana Ruiz");
    take_in(&mut ana, "one.txt", OTHERWISE.0, OTHERWISE.1);
    let taken = ana.project().clone();
    let once = told(case.project(), &taken);
    let what = edit::remove_document(&taken, document(&taken, OTHERWISE.0).id);
    does(&mut ana, what);
    let removed = ana.project().clone();
    ana.undo(TODAY).expect("a step").expect("undone");
    assert_eq!(told(case.project(), ana.project()), once);
    assert_eq!(told(&taken, ana.project()), "", "it shows what it did");
    let back = told(&removed, ana.project());
    assert!(back.lines().all(|line| line.starts_with("  ") || line.contains("“other.txt”")), "{back}");
}

#[test]
fn who_took_a_choice_back_set_none_of_what_is_there_again() {
    let case = Case::new(ASKED);
    let mut session = forked(&case, ANA, BEN, |_, _| ());
    let before = answers(session.project(), "textconv");
    for (older, newer) in [(ANA.0, BEN.0), (BEN.0, ANA.0)] {
        choose(&mut session, older, newer);
        assert!(answers(session.project(), "textconv").contains("replaces: "), "it is told");
        session.undo(TODAY).expect("a step").expect("undone");
    }
    assert_eq!(without_cem(session.project()), before);
}

/// What textconv prints, but for who Cem is.
fn without_cem(project: &Project) -> String {
    let lines = answers(project, "textconv");
    lines.lines().filter(|line| !line.starts_with("the checker “Cem Öz”")).map(|it| format!("{it}\n")).collect()
}

#[test]
fn who_took_back_what_settled_a_clash_set_none_of_its_values() {
    let case = Case::new(DRAFT);
    let [mut ana, mut ben] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
    let set = |session: &mut Session, outcome| {
        let passage = session.project().passage(case.id(1)).expect("it is there").clone();
        does(session, edit::set_outcome([&*passage], Some(outcome)));
    };
    set(&mut ana, Outcome::Wrong);
    set(&mut ben, Outcome::Conflicting);
    let mut cem = opens(&merge(ana.project(), ben.project()).project, "Cem Öz");
    let before = answers(cem.project(), "textconv");
    assert!(before.contains("outcome, in a clash: "), "{before}");
    let clashes = |session: &Session| {
        let (project, told) = (session.project(), Teller::new(session.project(), None));
        project.clashing().flat_map(|record| told.clashes(&record)).collect::<Vec<_>>()
    };
    let clashing = clashes(&cem);
    set(&mut cem, Outcome::CannotVerify);
    cem.undo(TODAY).expect("a step").expect("undone");
    assert_eq!(without_cem(cem.project()), before);
    assert_eq!(clashes(&cem), clashing);
}
