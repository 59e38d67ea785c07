//! Projects in Git: two people work in clones of one repository, and Git merges by the program.
//!
//! `TICKMARK_GIT_MERGES=100 cargo test --release --test core_tests merge_git` makes that many merges of either size.

use std::fs;
use std::path::Path;
use std::process::Command;

use tickmark::edit;
use tickmark::model::{Id, Outcome, PassageKind, Project};
use tickmark::session::Session;
use tickmark::store::{open_project, save_project};
use tickmark::text::TextRange;

use crate::cli::run;
use crate::merge::{does, opens};
use crate::store_files::folder;
use crate::support::Case;

pub const FILE: &str = "story.tickmark.ron";

/// What the driver advises after a merge that it refuses.
const STOP: &str = "  git -c merge.tickmark.driver=false pull --no-rebase ";
const KEEP_BOTH: &str = "  git show :2:FILE > ours.tickmark.ron
  git show :3:FILE > theirs.tickmark.ron
  tickmark merge ours.tickmark.ron theirs.tickmark.ron -o FILE --force
";

/// Runs Git, away from the settings of whoever runs the tests; its exit code, and all that it says.
pub fn git(folder: &Path, args: &[&str]) -> (i32, String) {
    let who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main"];
    let mut command = Command::new("git");
    command.args(who).args(args).current_dir(folder).env("GIT_CONFIG_GLOBAL", folder.join("none"));
    let answer = command.env("GIT_CONFIG_NOSYSTEM", "1").output().expect("git");
    let words = [answer.stdout, answer.stderr].concat();
    (answer.status.code().expect("an exit code"), String::from_utf8_lossy(&words).into_owned())
}

#[track_caller]
pub fn check_git(folder: &Path, args: &[&str]) -> String {
    let (code, said) = git(folder, args);
    assert_eq!(code, 0, "git {}: {said}", args.join(" "));
    said
}

/// Whether Git is there; if not, the test says that it was left out.
pub fn has_git() -> bool {
    let has = Command::new("git").arg("--version").output().is_ok_and(|answer| answer.status.success());
    if !has {
        println!("left out: git is not installed");
    }
    has
}

/// A project whose draft has so many sentences of three words.
pub fn project(n_sentences: usize) -> Case {
    let sentences: String = (0..n_sentences).map(|at| format!("Sentence {at} stands.\n")).collect();
    Case::new(&format!("//- draft.txt role:draft\n{sentences}"))
}

/// A repository with the project, set up, and the clones of two people.
pub fn clones(root: &Path, project: &Project) {
    let origin = root.join("origin");
    fs::create_dir(&origin).expect("a folder");
    check_git(&origin, &["init", "-q"]);
    save_project(&origin.join(FILE), project).expect("saved");
    assert_eq!(run(&origin, &["git-setup"]).0, 0);
    check_git(&origin, &["add", "."]);
    check_git(&origin, &["commit", "-qm", "Begin"]);
    for person in ["ana", "ben"] {
        check_git(root, &["clone", "-q", "origin", person]);
        assert_eq!(run(&root.join(person), &["git-setup"]).0, 0);
    }
}

/// Lets somebody work in a clone and commit.
pub fn works(clone: &Path, name: &str, work: impl FnOnce(&mut Session)) {
    let path = clone.join(FILE);
    let mut session = opens(&open_project(&path).expect("a project").0.project, name);
    work(&mut session);
    save_project(&path, session.project()).expect("saved");
    check_git(clone, &["commit", "-qam", &format!("{name} worked")]);
}

/// Marks `n` sentences, of which those of other people may be neighbours.
pub fn marks(session: &mut Session, first: usize, n: usize) {
    let draft = session.project().documents()[0].clone();
    for at in 0..n {
        let sentence = draft.blocks().range(first + 2 * at);
        let fresh = Id::derived(&[b"mark"]);
        let (_, what) =
            edit::add_passage(session.project(), &draft, sentence, PassageKind::Claim, fresh).expect("words");
        does(session, what);
    }
}

/// Two people add so many passages each, between those of the other; Git merges them.
fn check_additions(n: usize) {
    let folder = folder();
    clones(folder.path(), project(2 * n).project());
    let (ana, ben) = (folder.path().join("ana"), folder.path().join("ben"));
    works(&ana, "Ana Ruiz", |session| marks(session, 0, n));
    works(&ben, "Ben Okafor", |session| marks(session, 1, n));
    check_git(&ana, &["pull", "-q", "--no-rebase", "--no-edit", "../ben", "main"]);
    check_git(&ben, &["pull", "-q", "--no-rebase", "--no-edit", "../ana", "main"]);
    let merged = open_project(&ana.join(FILE)).expect("a project").0.project;
    assert_eq!((merged.passages().count(), merged.n_clashes(), merged.validate()), (2 * n, 0, Ok(())));
    assert!(fs::read(ana.join(FILE)).expect("a file") == fs::read(ben.join(FILE)).expect("a file"));
}

#[test]
fn additions_on_both_sides_merge_without_a_conflict() {
    if !has_git() {
        return;
    }
    let asked = std::env::var("TICKMARK_GIT_MERGES").ok().and_then(|number| number.parse().ok());
    for _ in 0..asked.unwrap_or(1) {
        check_additions(10);
        check_additions(50);
    }
}

#[test]
fn what_two_people_set_differently_stops_the_merge_with_both_inside() {
    if !has_git() {
        return;
    }
    let folder = folder();
    let mut case = project(2);
    let draft = case.document("draft.txt");
    let mark = edit::add_passage(case.project(), &draft, TextRange::between(0, 8), PassageKind::Claim, Id::default());
    let (id, what) = mark.expect("words");
    case.commit(what);
    clones(folder.path(), case.project());
    let (ana, ben) = (folder.path().join("ana"), folder.path().join("ben"));
    let sets = |outcome| {
        move |session: &mut Session| {
            let passage = session.project().passage(id).expect("it is there").clone();
            does(session, edit::set_outcome([&*passage], Some(outcome)));
        }
    };
    works(&ana, "Ana Ruiz", sets(Outcome::Wrong));
    works(&ben, "Ben Okafor", sets(Outcome::Conflicting));
    let (code, said) = git(&ana, &["pull", "-q", "--no-rebase", "--no-edit", "../ben", "main"]);
    assert!(code == 1 && said.contains("CONFLICT") && said.contains(&format!("differently (1): {FILE}\n")), "{said}");
    let opened = open_project(&ana.join(FILE)).expect("a project that opens in the middle of a merge").0;
    assert_eq!((opened.project.n_clashes(), opened.notices), (1, vec![]));
    works(&ana, "Ana Ruiz", sets(Outcome::Wrong));
    check_git(&ben, &["pull", "-q", "--no-rebase", "--no-edit", "../ana", "main"]);
    let settled = open_project(&ben.join(FILE)).expect("a project").0.project;
    assert_eq!((settled.n_clashes(), settled.passage(id).and_then(|p| p.outcome)), (0, Some(Outcome::Wrong)));

    // What Git shows is told in words.
    let log = check_git(&ben, &["log", "-p", "-1", "--format=%s", "ORIG_HEAD"]);
    let line = "\n+¶1 “Sentence” · outcome: conflicting (Ben Okafor, 21 Nov 2025)\n";
    assert!(log.contains(line), "{log}");
}

#[test]
fn a_clone_that_was_set_up_before_goes_on_merging_and_a_new_one_is_told_of_its_own_file() {
    if !has_git() {
        return;
    }
    let folder = folder();
    clones(folder.path(), project(4).project());
    let (ana, ben) = (folder.path().join("ana"), folder.path().join("ben"));
    let driver = check_git(&ana, &["config", "merge.tickmark.driver"]);
    let before = driver.trim_end().strip_suffix(" %P").expect("the path is asked for");
    check_git(&ana, &["config", "merge.tickmark.driver", before]);
    works(&ana, "Ana Ruiz", |session| marks(session, 0, 1));
    works(&ben, "Ben Okafor", |session| marks(session, 1, 1));
    let pull = ["pull", "-q", "--no-rebase", "--no-edit", "../ben", "main"];
    check_git(&ana, &pull);
    assert_eq!(open_project(&ana.join(FILE)).expect("a project").0.project.passages().count(), 2);

    let (code, out, _) = run(&ana, &["git-setup"]);
    assert!(code == 0 && out.contains("%P (set for this clone)"), "{out}");
    works(&ana, "Ana Ruiz", |session| marks(session, 2, 1));
    fs::write(ben.join(FILE), "nothing\n").expect("a file");
    check_git(&ben, &["commit", "-qam", "Odd"]);
    let (code, said) = git(&ana, &pull);
    assert!(code != 0 && said.contains(&format!("{FILE} (the other side)")), "{said}");
    assert!(!said.contains(".merge_file"), "{said}");
}

#[test]
fn rebasing_merges_and_reverting_stops_with_a_reason() {
    if !has_git() {
        return;
    }
    let folder = folder();
    clones(folder.path(), project(12).project());
    let (ana, ben) = (folder.path().join("ana"), folder.path().join("ben"));
    for first in [0, 4] {
        works(&ana, "Ana Ruiz", |session| marks(session, first, 2));
        works(&ben, "Ben Okafor", |session| marks(session, first + 1, 2));
    }
    check_git(&ana, &["pull", "-q", "--rebase", "../ben", "main"]);
    let merged = open_project(&ana.join(FILE)).expect("a project").0.project;
    assert_eq!((merged.passages().count(), merged.n_clashes()), (8, 0));
    let (code, said) = git(&ana, &["revert", "--no-edit", "HEAD~1"]);
    assert!(code != 0 && said.contains("to revert or cherry-pick is not to merge"), "{code}: {said}");
    let kept = open_project(&ana.join(FILE)).expect("a project").0.project;
    assert_eq!(kept.passages().count(), 8);
}

/// Merges the two sides of a conflict in a clone, as the driver says.
fn merges_both(clone: &Path) {
    for (stage, name) in [(2, "ours.tickmark.ron"), (3, "theirs.tickmark.ron")] {
        fs::write(clone.join(name), check_git(clone, &["show", &format!(":{stage}:{FILE}")])).expect("saved");
    }
    let (code, _, said) = run(clone, &["merge", "ours.tickmark.ron", "theirs.tickmark.ron", "-o", FILE, "--force"]);
    assert_eq!(code, 0, "{said}");
}

/// After Ana went back by Git alone and somebody worked on that, Ben's pull is refused; by the ways that he is told of he
/// settles it. How many passages that leaves, before and after more of her work was pulled.
fn goes_on(settle: impl FnOnce(&Path)) -> [usize; 2] {
    let folder = folder();
    clones(folder.path(), project(12).project());
    let (ana, ben) = (folder.path().join("ana"), folder.path().join("ben"));
    let passages = || open_project(&ben.join(FILE)).expect("a project").0.project.passages().count();
    works(&ana, "Ana Ruiz", |session| marks(session, 0, 2));
    let pull = ["pull", "-q", "--no-rebase", "--no-edit", "../ana", "main"];
    check_git(&ben, &pull);
    check_git(&ana, &["revert", "--no-edit", "HEAD"]);
    works(&ana, "Cem Aydın", |session| marks(session, 3, 2));
    works(&ben, "Ben Okafor", |session| marks(session, 7, 1));
    let (code, said) = git(&ben, &pull);
    let way = [STOP, KEEP_BOTH, "  git checkout --theirs FILE\n", "  git add FILE\n  git commit --no-edit\n"];
    assert!(code != 0 && way.iter().all(|step| said.contains(step)), "{code}: {said}");
    let (code, said) = git(&ben, &[&["-c", "merge.tickmark.driver=false"][..], &pull].concat());
    assert!(code == 1 && said.contains("CONFLICT"), "{code}: {said}");
    settle(&ben);
    check_git(&ben, &["add", FILE]);
    check_git(&ben, &["commit", "--no-edit"]);
    let taken = passages();
    works(&ana, "Dora Lind", |session| marks(session, 8, 1));
    works(&ben, "Eve Marsh", |session| marks(session, 11, 1));
    check_git(&ben, &pull);
    [taken, passages()]
}

#[test]
fn after_a_revert_by_git_alone_the_way_that_is_told_leads_on() {
    if !has_git() {
        return;
    }
    assert_eq!(goes_on(merges_both), [5, 7]);
    assert_eq!(goes_on(|clone| drop(check_git(clone, &["checkout", "--theirs", FILE]))), [2, 4]);
}

/// Lets somebody put the project in place of a file that cannot be read, and mark a sentence.
fn mends(clone: &Path, project: &Project, name: &str, first: usize) {
    save_project(&clone.join(FILE), project).expect("saved");
    works(clone, name, |session| marks(session, first, 1));
}

#[test]
fn where_what_both_began_with_cannot_be_read_the_way_that_is_told_leads_on() {
    if !has_git() {
        return;
    }
    for (unreadable, why) in [
        ("<<<<<<< HEAD\nProject(\n=======\n>>>>>>> theirs\n", "Git merged it as text, and left its marks in it"),
        ("Project(format: \"tickmark\", version: 1, x", "the project is damaged at line 1, column 41"),
    ] {
        let folder = folder();
        let before = project(12);
        clones(folder.path(), before.project());
        let [origin, ana, ben] = ["origin", "ana", "ben"].map(|name| folder.path().join(name));
        fs::write(origin.join(FILE), unreadable).expect("a file");
        check_git(&origin, &["commit", "-qam", "Merge as text"]);
        for (clone, name, first) in [(&ana, "Ana Ruiz", 0), (&ben, "Ben Okafor", 1)] {
            check_git(clone, &["pull", "-q", "--ff-only"]);
            mends(clone, before.project(), name, first);
        }
        let pull = ["pull", "-q", "--no-rebase", "--no-edit", "../ana", "main"];
        let (code, said) = git(&ben, &pull);
        assert!(code != 0 && said.contains(&format!("holds a file that cannot be read: {why}")), "{said}");
        assert!(!said.contains("checkout --ours") && said.contains(&format!("\nHere FILE is {FILE}\n")), "{said}");
        let way = [STOP, KEEP_BOTH, "  git add FILE\n  git commit --no-edit\n"];
        assert!(way.iter().all(|step| said.contains(step)), "{said}");
        // Nothing has to be taken back before it.
        let (code, said) = git(&ben, &[&["-c", "merge.tickmark.driver=false"][..], &pull].concat());
        assert!(code == 1 && said.contains("CONFLICT"), "{code}: {said}");
        merges_both(&ben);
        check_git(&ben, &["add", FILE]);
        check_git(&ben, &["commit", "--no-edit"]);
        works(&ana, "Cem Aydın", |session| marks(session, 4, 1));
        works(&ben, "Dora Lind", |session| marks(session, 7, 1));
        check_git(&ben, &pull);
        assert_eq!(open_project(&ben.join(FILE)).expect("a project").0.project.passages().count(), 4);
    }
}
