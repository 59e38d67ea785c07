//! Where a merge on the command line writes: what it does not replace, and what it says if it cannot be told.

use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};
use tickmark::model::Project;
use tickmark::store::open_project;

use crate::cli::{check_refused, run};
use crate::merge_cli::{bytes, disagreeing};

fn project(folder: &Path, name: &str) -> Project {
    open_project(&folder.join(name)).expect("a project").0.project
}

/// What Ana and Ben did is not written over a file that somebody has changed so, but with --force it is.
#[track_caller]
fn check_kept(change: impl FnOnce(&str) -> String, message: Expect) {
    let folder = disagreeing();
    let before = String::from_utf8(bytes(folder.path(), "ben.ron")).expect("text");
    let changed = change(&before);
    assert_ne!(changed, before);
    fs::write(folder.path().join("story.ron"), &changed).expect("a file");
    let merge = ["merge", "ana.ron", "ben.ron", "-o", "story.ron"];
    check_refused(folder.path(), &merge, message);
    assert!(bytes(folder.path(), "story.ron") == changed.as_bytes());
    assert_eq!(run(folder.path(), &[&merge[..], &["--force"]].concat()).0, 1);
}

#[test]
fn a_file_with_words_of_which_no_stamp_tells_is_not_replaced() {
    check_kept(
        |file| file.replace("note: \"page 12\"", "note: \"page 12 and 13\""),
        expect![[r#"
        Nothing was written, because there is a file already, and the merged project lacks something of it: 1 record of which no stamp tells: report.txt ¶1 “At least 85,000” (--force replaces it): story.ron
    "#]],
    );
}

#[test]
fn a_file_with_records_that_were_set_aside_is_not_replaced() {
    let twice = |file: &str| {
        let passage = file.lines().find(|line| line.contains("\"page 12\"")).expect("a passage");
        file.replacen(passage, &format!("{passage}\n{}", passage.replace("page 12", "page 14")), 1)
    };
    check_kept(
        twice,
        expect![[r#"
        Nothing was written, because there is a file already, and the merged project lacks something of it: 1 record that was set aside (--force replaces it): story.ron
    "#]],
    );
}

#[test]
fn a_file_with_another_text_is_not_replaced() {
    check_kept(
        |file| file.replace("85,000, it says.", "85,000, it says now."),
        expect![[r#"
        Nothing was written, because there is a file already, and the merged project lacks something of it: another text of the document “report.txt” (--force replaces it): story.ron
    "#]],
    );
}

#[test]
fn a_file_of_which_nothing_is_lost_is_replaced() {
    let folder = disagreeing();
    for earlier in ["base.ron", "ana.ron"] {
        fs::copy(folder.path().join(earlier), folder.path().join("story.ron")).expect("a copy");
        assert_eq!(run(folder.path(), &["merge", "ana.ron", "ben.ron", "-o", "story.ron"]).0, 1);
    }
    let story = bytes(folder.path(), "story.ron");
    assert_eq!(run(folder.path(), &["merge", "ana.ron", "ben.ron", "-o", "story.ron"]).0, 1);
    assert!(bytes(folder.path(), "story.ron") == story);
    // One of the two is merged in as it is, with what was written into it by hand.
    let by_hand = String::from_utf8(bytes(folder.path(), "ben.ron")).expect("text").replace("page 12", "page 13");
    fs::write(folder.path().join("ben.ron"), by_hand).expect("a file");
    assert_eq!(run(folder.path(), &["merge", "ana.ron", "./ben.ron", "-o", "ben.ron"]).0, 1);
    assert!(String::from_utf8(bytes(folder.path(), "ben.ron")).expect("text").contains("page 13"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_merge_that_cannot_be_told_is_said_to_be_written() {
    let folder = disagreeing();
    let full = fs::File::options().write(true).open("/dev/full").expect("a device");
    let mut merge = crate::cli::tickmark(folder.path(), &["merge", "ana.ron", "ben.ron", "-o", "all.ron"]);
    let answer = merge.stdout(full).output().expect("the program");
    let said = String::from_utf8(answer.stderr).expect("text");
    assert!(said.starts_with("The merged project was written, but what is new in it could not be printed, because"));
    assert!(said.ends_with(": all.ron\n"), "{said}");
    // There is a clash to settle, as always.
    assert_eq!(answer.status.code(), Some(1));
    assert_eq!(project(folder.path(), "all.ron").n_clashes(), 1);
}
