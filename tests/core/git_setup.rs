//! Setting a repository up for Git: what is entered, and what is said where Git does not go by it.

use std::fs;
use std::path::Path;

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
