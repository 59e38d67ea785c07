//! Merging and comparing on the command line: what is printed, how it ends, and that nothing is lost.

use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};
use tempfile::TempDir;
use tickmark::edit::{self, Transaction};
use tickmark::model::{Checker, CheckerId, Edit, Field, Id, Outcome, PassageKind, Project, ProjectId, Text};
use tickmark::session::Session;
use tickmark::store::{open_project, save_project};
use tickmark::text::TextRange;

use crate::cli::{check_refused, run};
use crate::merge::{does, opens};
use crate::store_files::{folder, names_in};
use crate::support::{Case, UNSTAMPED};

const PROJECT: &str = "\
//- draft.txt role:draft
<claim #1>Nearly all</claim> of <statistic #2>over 80,000 Salvadorans</statistic> were held.
//- report.txt role:evidence
<statistic #3>At least 85,000</statistic>, it says.
";

/// A folder with `base.ron`, and what Ana and Ben made of it: `ana.ron` and `ben.ron`.
fn copies(case: &Case, ana: impl FnOnce(&mut Session), ben: impl FnOnce(&mut Session)) -> TempDir {
    let folder = folder();
    let (mut ana_has, mut ben_has) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    ana(&mut ana_has);
    ben(&mut ben_has);
    save(folder.path(), "base.ron", case.project());
    save(folder.path(), "ana.ron", ana_has.project());
    save(folder.path(), "ben.ron", ben_has.project());
    folder
}

fn save(folder: &Path, name: &str, project: &Project) {
    save_project(&folder.join(name), project).expect("saved");
}

pub fn bytes(folder: &Path, name: &str) -> Vec<u8> {
    fs::read(folder.join(name)).expect("a file")
}

/// Ana and Ben disagree on one passage, and each did something besides.
pub fn disagreeing() -> TempDir {
    let case = Case::new(PROJECT);
    let passage = case.passage(2);
    let draft = case.document("draft.txt");
    let held = edit::add_passage(case.project(), &draft, TextRange::between(43, 47), PassageKind::Claim, Id::default());
    copies(
        &case,
        |ana| does(ana, edit::set_outcome([&*passage], Some(Outcome::Conflicting))),
        |ben| {
            does(ben, edit::set_outcome([&*passage], Some(Outcome::Wrong)));
            does(ben, held.expect("words").1);
            does(ben, edit::remove_passages(case.project(), &[case.id(1)]));
            does(ben, edit::set_field(case.id(3), Field::Note, Text::from("page 12")));
        },
    )
}

#[track_caller]
fn check_merge(folder: &Path, args: &[&str], code: i32, answer: Expect) {
    let (ended, out, said) = run(folder, args);
    answer.assert_eq(&(out + &said));
    assert_eq!(ended, code);
}

#[test]
fn merge_says_what_came_from_whom_and_what_clashes() {
    let folder = disagreeing();
    check_merge(
        folder.path(),
        &["merge", "--base", "base.ron", "ana.ron", "ben.ron", "-o", "all.ron"],
        1,
        expect![[r#"
            from ben.ron:
              Ben Okafor: 1 new, 1 changed, 1 deleted, 1 clash
            from ana.ron:
              Ana Ruiz: 1 clash
            1 clash to choose from:
              Ana Ruiz set ¶1 “over 80,000 Salvadorans” to conflicting, 21 Nov 2025; Ben Okafor set it to wrong, 21 Nov 2025; neither knew of the other
        "#]],
    );
    let all = bytes(folder.path(), "all.ron");
    // Whose copy is named first means nothing, and merging again changes nothing.
    assert_eq!(run(folder.path(), &["merge", "ben.ron", "ana.ron", "-o", "other.ron"]).0, 1);
    assert!(bytes(folder.path(), "other.ron") == all);
    assert_eq!(run(folder.path(), &["merge", "ben.ron", "all.ron", "-o", "ben.ron"]).0, 1);
    assert!(bytes(folder.path(), "ben.ron") == all);
    check_merge(
        folder.path(),
        &["merge", "all.ron", "ana.ron", "-o", "all.ron"],
        1,
        expect![[r#"
            from ana.ron: nothing new
            from all.ron:
              Ben Okafor: 1 new, 1 changed, 1 deleted, 1 clash
            1 clash to choose from:
              Ana Ruiz set ¶1 “over 80,000 Salvadorans” to conflicting, 21 Nov 2025; Ben Okafor set it to wrong, 21 Nov 2025; neither knew of the other
        "#]],
    );
}

#[test]
fn merge_ends_with_0_if_nothing_clashes() {
    let case = Case::new(PROJECT);
    let folder = copies(&case, |ana| does(ana, edit::set_field(case.id(1), Field::Note, Text::from("a"))), |_| ());
    check_merge(
        folder.path(),
        &["merge", "ben.ron", "ana.ron", "-o", "all.ron"],
        0,
        expect![[r#"
            from ana.ron:
              Ana Ruiz: 1 changed
            from ben.ron: nothing new
        "#]],
    );
    assert!(bytes(folder.path(), "all.ron") == bytes(folder.path(), "ana.ron"));
}

#[test]
fn merge_writes_over_nothing_that_would_be_lost() {
    let folder = disagreeing();
    for (name, held) in [("notes.txt", "my notes"), ("half.ron", "Project(")] {
        fs::write(folder.path().join(name), held).expect("a file");
        let (code, _, said) = run(folder.path(), &["merge", "ana.ron", "base.ron", "-o", name]);
        assert!(code == 2 && said.contains("Nothing was written, because there is a file already"), "{said}");
        assert_eq!(bytes(folder.path(), name), held.as_bytes());
    }
    let (code, _, said) = run(folder.path(), &["merge", "ana.ron", "base.ron", "-o", "ben.ron"]);
    assert!(code == 2 && said.contains("there is a file already"), "{said}");
    assert_eq!(run(folder.path(), &["merge", "ana.ron", "base.ron", "-o", "notes.txt", "--force"]).0, 0);
}

#[test]
fn copies_of_different_projects_are_merged_only_if_that_is_meant() {
    let folder = disagreeing();
    let (opened, _) = open_project(&folder.path().join("ben.ron")).expect("a project");
    let mut other = Project::from_records(ProjectId(Id::derived(&[b"other"])), opened.project.tables().iter());
    other.seen.clone_from(&opened.project.seen);
    other.take_log(opened.project.log.clone());
    save(folder.path(), "other.ron", &other);
    let before = names_in(folder.path());
    check_refused(
        folder.path(),
        &["merge", "ana.ron", "other.ron", "-o", "all.ron"],
        expect![[r#"
        Nothing was merged (--anyway does it), because these are not copies of one project, though they share 2 documents: ana.ron and other.ron
    "#]],
    );
    check_refused(
        folder.path(),
        &["diff", "ana.ron", "other.ron"],
        expect![[r#"
        Nothing was compared (--anyway does it), because these are not copies of one project, though they share 2 documents: ana.ron and other.ron
    "#]],
    );
    let (code, _, said) = run(folder.path(), &["merge-driver", "base.ron", "ana.ron", "other.ron"]);
    assert!(code == 129 && said.contains("not copies of one project"), "{said}");
    assert_eq!(names_in(folder.path()), before);
    let (code, _, said) = run(folder.path(), &["merge", "ana.ron", "other.ron", "-o", "all.ron", "--anyway"]);
    assert!(code == 1 && said.contains("share 2 documents"), "{said}");
    // Once united, they belong together, whichever of them goes on.
    for args in [
        &["merge", "all.ron", "other.ron", "-o", "again.ron"][..],
        &["merge", "other.ron", "all.ron", "-o", "other way.ron"],
        &["merge", "again.ron", "other way.ron", "-o", "both.ron"],
        &["diff", "other.ron", "again.ron"],
    ] {
        let (code, _, said) = run(folder.path(), args);
        assert!(code < 2 && said.is_empty(), "{args:?}: {said}");
    }
    assert!(bytes(folder.path(), "again.ron") == bytes(folder.path(), "both.ron"));
    let (code, told, said) = run(folder.path(), &["diff", "ana.ron", "other.ron", "--anyway"]);
    assert!(
        code == 0 && said.contains("share 2 documents") && told.contains("removed ¶1 “Nearly all”"),
        "{told}{said}"
    );
}

#[test]
fn what_cannot_be_read_whole_is_not_merged() {
    let folder = disagreeing();
    let base = String::from_utf8(bytes(folder.path(), "base.ron")).expect("text");
    let newer = base.replace("version: 1", "version: 7").replace("min_reader: 1", "min_reader: 7");
    let readable = base.replace("version: 1", "version: 7");
    let unknown = base.replace("program:", "mood: \"fine\", program:");
    let marked = base.replacen("\n    seen:", "\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n    seen:", 1);
    assert_ne!(marked, base);
    for (odd, why) in [
        (newer.as_str(), "needs a newer Tickmark"),
        (&readable, "written by a newer Tickmark"),
        (&unknown, "what this version does not know"),
        (base.get(..base.len() / 2).expect("half a file"), "damaged at line"),
        ("", "the file is empty"),
        ("<<<<<<< HEAD\n", "not a Tickmark project"),
        (&marked, "Git merged it as text, and left its marks in it. Take one side (git checkout --ours FILE"),
    ] {
        fs::write(folder.path().join("odd.ron"), odd).expect("a file");
        let ana = bytes(folder.path(), "ana.ron");
        for args in [["ana.ron", "odd.ron"], ["odd.ron", "ana.ron"]] {
            let (code, out, said) = run(folder.path(), &["merge", args[0], args[1], "-o", "all.ron"]);
            assert!((code, out.as_str()) == (2, "") && said.contains(why), "{said}");
            let (code, _, said) = run(folder.path(), &["merge-driver", "base.ron", args[0], args[1]]);
            assert!(code == 129 && said.contains(why), "{said}");
        }
        assert!(bytes(folder.path(), "ana.ron") == ana && bytes(folder.path(), "odd.ron") == odd.as_bytes());
        assert!(!folder.path().join("all.ron").exists());
    }
}

#[test]
fn the_driver_merges_into_our_side() {
    let folder = disagreeing();
    run(folder.path(), &["merge", "ana.ron", "ben.ron", "-o", "all.ron"]);
    let (code, out, said) = run(folder.path(), &["merge-driver", "base.ron", "ana.ron", "ben.ron"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(said, "Merged; open the project to choose between what two people set differently (1)\n");
    assert!(bytes(folder.path(), "ana.ron") == bytes(folder.path(), "all.ron"));
    // Both sides began the project on their own: Git gives an empty file.
    fs::write(folder.path().join("none"), "").expect("a file");
    assert_eq!(run(folder.path(), &["merge-driver", "none", "base.ron", "base.ron"]).0, 0);
}

#[test]
fn the_driver_names_the_file_of_the_repository_if_git_says_which_that_is() {
    let folder = disagreeing();
    let ana = bytes(folder.path(), "ana.ron");
    fs::write(folder.path().join("odd.ron"), "nothing\n").expect("a file");
    for (path, named) in [("news/a b.ron", "news/a b.ron"), ("-a.ron", "-a.ron")] {
        let (code, _, said) = run(folder.path(), &["merge-driver", "base.ron", "ana.ron", "odd.ron", path]);
        assert!(code == 129 && said.contains(&format!("{named} (the other side)")) && !said.contains("odd"), "{said}");
        let (code, _, said) = run(folder.path(), &["merge-driver", "ana.ron", "ben.ron", "base.ron", path]);
        assert!(code == 129 && said.ends_with(&format!("\nHere FILE is {named}\n")), "{said}");
        let (code, _, said) = run(folder.path(), &["merge-driver", "base.ron", "ana.ron", "ben.ron", path]);
        assert!(code == 1 && said.ends_with(&format!("differently (1): {named}\n")), "{said}");
        fs::write(folder.path().join("ana.ron"), &ana).expect("a file");
    }
}

#[test]
fn the_driver_does_not_revert_or_pick() {
    let folder = disagreeing();
    let ben = bytes(folder.path(), "ben.ron");
    // To revert Ana's work is to merge what was before it, as if both had begun with her work.
    for sides in [["ana.ron", "ben.ron", "base.ron"], ["ana.ron", "base.ron", "ben.ron"]] {
        let (code, _, said) = run(folder.path(), &["merge-driver", sides[0], sides[1], sides[2]]);
        assert!(code == 129 && said.contains("to revert or cherry-pick is not to merge"), "{said}");
    }
    assert!(bytes(folder.path(), "ben.ron") == ben);
}

#[test]
fn diff_tells_who_changed_what() {
    let folder = disagreeing();
    check_merge(
        folder.path(),
        &["diff", "base.ron", "ben.ron"],
        0,
        expect![[r#"
            only in ben.ron:
              Ben Okafor removed ¶1 “Nearly all”, 21 Nov 2025
              Ben Okafor set ¶1 “over 80,000 Salvadorans” to wrong, 21 Nov 2025
              Ben Okafor marked ¶1 “held” as claim, 21 Nov 2025
              Ben Okafor set the note of report.txt ¶1 “At least 85,000” to “page 12”, 21 Nov 2025
        "#]],
    );
    check_merge(
        folder.path(),
        &["diff", "ana.ron", "ben.ron"],
        0,
        expect![[r#"
            only in ben.ron:
              Ben Okafor removed ¶1 “Nearly all”, 21 Nov 2025
              Ben Okafor set ¶1 “over 80,000 Salvadorans” to wrong, 21 Nov 2025; Ana Ruiz set it to conflicting, 21 Nov 2025; neither knew of the other
              Ben Okafor marked ¶1 “held” as claim, 21 Nov 2025
              Ben Okafor set the note of report.txt ¶1 “At least 85,000” to “page 12”, 21 Nov 2025
            only in ana.ron:
              Ana Ruiz set ¶1 “over 80,000 Salvadorans” to conflicting, 21 Nov 2025; Ben Okafor set it to wrong, 21 Nov 2025; neither knew of the other
        "#]],
    );
    check_merge(
        folder.path(),
        &["diff", "ana.ron", "ana.ron"],
        0,
        expect![[r#"
        both hold the same
    "#]],
    );
}

#[test]
fn what_was_changed_by_hand_is_told_although_no_stamp_does() {
    let folder = disagreeing();
    let text = String::from_utf8(bytes(folder.path(), "ben.ron")).expect("text");
    fs::write(folder.path().join("forged.ron"), text.replace("note: \"page 12\"", "note: \"page 13\""))
        .expect("written");
    let doubt = "The copies do not agree on who knew of what (1 stamp that cannot be right, the first of report.txt ¶1 \
                 “At least 85,000”); all values were kept\n";
    let (code, out, said) = run(folder.path(), &["diff", "ben.ron", "forged.ron"]);
    let differs = "they differ in 1 record of which no stamp tells: report.txt ¶1 “At least 85,000”\n";
    assert_eq!((code, &*out, &*said), (0, differs, doubt));
    let (_, out, said) = run(folder.path(), &["merge", "ben.ron", "forged.ron", "-o", "all.ron"]);
    let from = |file| format!("from {file}: 1 record of which no stamp tells: report.txt ¶1 “At least 85,000”\n");
    assert!(out.starts_with(&(from("forged.ron") + &from("ben.ron"))) && said == doubt, "{out}{said}");
}

#[test]
fn textconv_prints_why_a_file_cannot_be_read_so_that_git_goes_on() {
    let folder = folder();
    fs::write(folder.path().join("odd.ron"), "nothing\n").expect("a file");
    let (code, out, said) = run(folder.path(), &["textconv", "odd.ron"]);
    assert!(out.starts_with("cannot be read, because this is not a Tickmark project"), "{out}");
    assert!(code == 0 && said.is_empty() && !out.contains("odd.ron"), "{code}: {said}");
    let (code, out, _) = run(folder.path(), &["textconv", "gone.ron"]);
    assert_eq!((code, out.as_str()), (0, "cannot be read, because it does not exist\n"));
}

#[test]
fn textconv_tells_two_checkers_of_one_name_apart() {
    let case = Case::new(PROJECT);
    let folder = copies(
        &case,
        |ana| {
            let [one, other] = ["at home", "at work"].map(|place| CheckerId(Id::derived(&[place.as_bytes()])));
            let enters = |id| Edit::insert(Checker::new(id, "Dana", UNSTAMPED));
            does(ana, Transaction::new("Enter", vec![enters(one), enters(other)]));
        },
        |_| (),
    );
    let (_, out, _) = run(folder.path(), &["textconv", "ana.ron"]);
    let lines: Vec<&str> = out.lines().filter(|line| line.contains("“Dana”")).collect();
    let mut apart = lines.clone();
    apart.sort_unstable();
    apart.dedup();
    assert!(lines.len() == 4 && apart.len() == 4, "{out}");
    assert!(lines.iter().all(|line| line.starts_with("the checker “Dana” · ")), "{out}");
    assert!(out.contains("the checker “Ana Ruiz” ("), "{out}");
}

#[test]
fn textconv_prints_a_fact_a_line() {
    let folder = disagreeing();
    run(folder.path(), &["merge", "ana.ron", "ben.ron", "-o", "all.ron"]);
    check_merge(
        folder.path(),
        &["textconv", "all.ron"],
        0,
        expect![[r#"
            the checker “Ana Ruiz” (Ana Ruiz, 21 Nov 2025)
            the checker “Ana Ruiz” · name: “Ana Ruiz” (Ana Ruiz, 21 Nov 2025)
            the checker “Ben Okafor” (Ben Okafor, 21 Nov 2025)
            the checker “Ben Okafor” · name: “Ben Okafor” (Ben Okafor, 21 Nov 2025)
            the checker “Ana” (Ana, 9 Oct 2025)
            the checker “Ana” · name: “Ana” (Ana, 9 Oct 2025)
            the document “draft.txt” · text: paragraphs 1, bytes 48
            the document “draft.txt” · title: “draft.txt” (Ana, 9 Oct 2025)
            the document “draft.txt” · role: draft (Ana, 9 Oct 2025)
            ¶1 “over 80,000 Salvadorans” (Ana, 9 Oct 2025)
            ¶1 “over 80,000 Salvadorans” · kind: statistic (Ana, 9 Oct 2025)
            ¶1 “over 80,000 Salvadorans” · outcome: wrong (Ben Okafor, 21 Nov 2025)
            ¶1 “over 80,000 Salvadorans” · outcome, in a clash: conflicting (Ana Ruiz, 21 Nov 2025)
            ¶1 “held” (Ben Okafor, 21 Nov 2025)
            ¶1 “held” · kind: claim (Ben Okafor, 21 Nov 2025)
            the document “report.txt” · text: paragraphs 1, bytes 25
            the document “report.txt” · title: “report.txt” (Ana, 9 Oct 2025)
            the document “report.txt” · role: evidence (Ana, 9 Oct 2025)
            report.txt ¶1 “At least 85,000” (Ana, 9 Oct 2025)
            report.txt ¶1 “At least 85,000” · kind: statistic (Ana, 9 Oct 2025)
            report.txt ¶1 “At least 85,000” · note: “page 12” (Ben Okafor, 21 Nov 2025)
        "#]],
    );
}
