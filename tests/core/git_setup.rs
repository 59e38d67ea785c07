//! Setting a repository up for Git: what is entered, and what is said where Git does not go by it.

use std::fs;
use std::path::Path;
use std::process::Command;

use tickmark::store::{open_project, save_project};

use crate::cli::run;
use crate::merge_git::{FILE, check_git, clones, has_git, marks, project, works};
use crate::store_files::folder;

#[test]
fn setting_up_twice_changes_nothing_and_keeps_what_is_there() {
    if !has_git() {
        return;
    }
    let folder = folder();
    let (code, _, said) = run(folder.path(), &["git-setup"]);
    assert_eq!(
        (code, said.as_str()),
        (2, "Nothing was set up, because this folder is in no Git repository (git init makes one)\n")
    );
    check_git(folder.path(), &["init", "-q"]);
    fs::write(folder.path().join(".gitattributes"), "*.png binary").expect("a file");
    fs::create_dir(folder.path().join("inside")).expect("a folder");
    let (code, out, _) = run(&folder.path().join("inside"), &["git-setup"]);
    assert!(code == 0 && out.contains("(written)") && out.contains("set for this clone"), "{out}");
    let config = || fs::read_to_string(folder.path().join(".git/config")).expect("a file");
    let first = config();
    let (code, out, _) = run(folder.path(), &["git-setup"]);
    assert!(code == 0 && !out.contains("(written)") && !out.contains("set for this clone"), "{out}");
    assert_eq!(config(), first);
    let attributes = fs::read_to_string(folder.path().join(".gitattributes")).expect("a file");
    assert_eq!(attributes, "*.png binary\n*.tickmark.ron merge=tickmark diff=tickmark\n");
}

#[test]
fn why_git_refuses_a_folder_is_told() {
    if !has_git() {
        return;
    }
    let folder = folder();
    check_git(folder.path(), &["init", "-q", "--bare", "bare"]);
    check_git(folder.path(), &["init", "-q", "own"]);
    fs::create_dir(folder.path().join("odd")).expect("a folder");
    fs::write(folder.path().join("odd/.git"), "gitdir: nowhere\n").expect("a file");
    for (inside, why) in [
        ("bare", "this operation must be run in a work tree"),
        ("own/.git", "this operation must be run in a work tree"),
        ("odd", "not a git repository: "),
    ] {
        let (code, out, said) = run(&folder.path().join(inside), &["git-setup"]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(
            said.starts_with(&format!("Nothing was set up, because Git refuses this folder, and says: {why}")),
            "{said}"
        );
    }
    fs::write(folder.path().join("own/.git/config.lock"), "").expect("a file");
    let (code, _, said) = run(&folder.path().join("own"), &["git-setup"]);
    assert!(code == 2 && said.contains("does not take merge.tickmark.name, and says: could not lock"), "{said}");
}

/// After `more` was written to a file of attributes, setting up says that this does not hold; without it, it does.
#[track_caller]
fn check_overridden(path: &str, more: &str, told: &str) {
    let folder = folder();
    check_git(folder.path(), &["init", "-q"]);
    fs::create_dir(folder.path().join("sub")).expect("a folder");
    for name in ["a.tickmark.ron", "sub/b.tickmark.ron"] {
        save_project(&folder.path().join(name), project(1).project()).expect("saved");
    }
    check_git(folder.path(), &["add", "."]);
    assert_eq!(run(folder.path(), &["git-setup"]).0, 0);
    let path = folder.path().join(path);
    let before = fs::read_to_string(&path).unwrap_or_default();
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, format!("{before}{more}\n")).expect("a file");
    for inside in ["", "sub"] {
        let (code, out, said) = run(&folder.path().join(inside), &["git-setup"]);
        assert!(code == 2 && out.contains("was there already"), "{out}");
        assert_eq!(
            said,
            format!(
                "Git does not go by *.tickmark.ron merge=tickmark diff=tickmark, because another line overrides it, in a \
                 .gitattributes or in .git/info/attributes:\n{told}\nTake that out of the other line, and run tickmark \
                 git-setup again\n"
            )
        );
    }
    fs::write(&path, before).expect("a file");
    assert_eq!(run(folder.path(), &["git-setup"]).0, 0);
}

#[test]
fn an_attribute_that_another_line_overrides_is_told() {
    if !has_git() {
        return;
    }
    const MERGE: &str = "Git merges as text instead, which leaves files that cannot be opened, or takes one side";
    const DIFF: &str = "Git does not tell in words what was changed";
    check_overridden(
        ".gitattributes",
        "*.ron -merge diff=ron",
        &format!(
            "  merge is “unset” for a.tickmark.ron and 1 more: {MERGE}\n  diff is “ron” for a.tickmark.ron and 1 more: {DIFF}"
        ),
    );
    check_overridden(
        ".git/info/attributes",
        "/*.tickmark.ron !merge\n/a.tickmark.ron merge=tickmark",
        &format!("  merge is “unspecified” for *.tickmark.ron: {MERGE}"),
    );
    check_overridden("sub/.gitattributes", "* -diff", &format!("  diff is “unset” for sub/b.tickmark.ron: {DIFF}"));
}

#[test]
#[cfg(unix)]
fn attributes_that_git_does_not_read_because_they_are_a_link_are_told() {
    if !has_git() {
        return;
    }
    let folder = folder();
    check_git(folder.path(), &["init", "-q"]);
    fs::write(folder.path().join("shared"), "*.png binary\n").expect("a file");
    std::os::unix::fs::symlink("shared", folder.path().join(".gitattributes")).expect("a link");
    let (code, _, said) = run(folder.path(), &["git-setup"]);
    assert!(code == 2 && said.contains("because it reads no .gitattributes that is a link:\n  merge is “"), "{said}");
    assert!(said.ends_with("\nMake a file of it, and run tickmark git-setup again\n"), "{said}");
}

/// What older versions entered.
fn as_before(clone: &Path) {
    for (name, from, to) in [
        ("diff.tickmark.textconv", " textconv --", " textconv"),
        ("merge.tickmark.driver", " merge-driver -- ", " merge-driver "),
    ] {
        let now = check_git(clone, &["config", name]);
        assert!(now.contains(from), "{now}");
        check_git(clone, &["config", name, now.trim_end().replace(from, to).as_str()]);
    }
}

#[test]
fn projects_whose_names_begin_with_a_dash_are_compared_and_merged() {
    if !has_git() {
        return;
    }
    const NAMES: [&str; 3] = ["-draft.tickmark.ron", "--help.tickmark.ron", "-h.tickmark.ron"];
    let folder = folder();
    let before = project(4);
    clones(folder.path(), before.project());
    let (ana, ben) = (folder.path().join("ana"), folder.path().join("ben"));
    // Each of them stands for all: what is done in a clone is done to all.
    let copies = |clone: &Path| {
        for name in NAMES {
            fs::copy(clone.join(FILE), clone.join(name)).expect("a copy");
        }
    };
    copies(&ana);
    check_git(&ana, &["add", "-A"]);
    check_git(&ana, &["commit", "-qm", "Names"]);
    check_git(&ben, &["pull", "-q", "--ff-only", "../ana", "main"]);
    as_before(&ben);
    let (code, out, _) = run(&ben, &["git-setup"]);
    assert!(
        code == 0 && out.contains("textconv -- (set for this clone)") && out.contains("%P (set for this clone)"),
        "{out}"
    );
    for (clone, name, first) in [(&ana, "Ana Ruiz", 0), (&ben, "Ben Okafor", 1)] {
        works(clone, name, |session| marks(session, first, 1));
        copies(clone);
        let told = check_git(clone, &["diff"]);
        assert_eq!(
            told.matches(&format!("\n+¶{} “Sentence {first} stands.” (", first + 1)).count(),
            NAMES.len(),
            "{told}"
        );
        check_git(clone, &["commit", "-qam", "All of them"]);
    }
    check_git(&ben, &["pull", "-q", "--no-rebase", "--no-edit", "../ana", "main"]);
    for name in NAMES {
        let merged = open_project(&ben.join(name)).expect("a project").0.project;
        assert_eq!(merged.passages().count(), 2, "{name}");
    }
}

#[test]
fn a_program_in_a_folder_with_any_name_merges_and_compares() {
    if !has_git() {
        return;
    }
    let folder = folder();
    clones(folder.path(), project(4).project());
    let (ana, ben) = (folder.path().join("ana"), folder.path().join("ben"));
    let elsewhere = folder.path().join("Tickmark's 100%A $HOME");
    fs::create_dir(&elsewhere).expect("a folder");
    let (built, program) = (env!("CARGO_BIN_EXE_tickmark"), elsewhere.join("tickmark"));
    fs::hard_link(built, &program).or_else(|_| fs::copy(built, &program).map(drop)).expect("the program");
    let status = Command::new(&program).arg("git-setup").current_dir(&ben).output().expect("the program").status;
    assert!(status.success());
    works(&ana, "Ana Ruiz", |session| marks(session, 0, 1));
    works(&ben, "Ben Okafor", |session| marks(session, 1, 1));
    check_git(&ben, &["pull", "-q", "--no-rebase", "--no-edit", "../ana", "main"]);
    assert_eq!(open_project(&ben.join(FILE)).expect("a project").0.project.passages().count(), 2);
    let told = check_git(&ben, &["show", "--first-parent", "HEAD"]);
    assert!(told.contains("\n+¶1 “Sentence 0 stands.” ("), "{told}");
}
