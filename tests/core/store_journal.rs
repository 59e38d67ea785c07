//! The journal: work that was not saved when the program ended.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tickmark::store::{Fingerprint, Journal, JournalHead, ProgramRun, journal};

use crate::store_files::{folder, names_in};

fn head() -> JournalHead {
    JournalHead {
        project_path: Some(PathBuf::from("/home/ana/a.tickmark.ron")),
        base: Some(Fingerprint::of(b"saved")),
        project_id: "4K7Q2M9XH1T8V5C3NR6BWE0ZAD".to_owned(),
        actor: "9f27c01be4d85a36".to_owned(),
        program: "0.1.0".to_owned(),
        started: "2026-11-21T12:40:07Z".to_owned(),
        run: ProgramRun::this(),
    }
}

/// A journal with these payloads whose program ended without saving, and its bytes.
fn left_behind(dir: &Path, payloads: &[Vec<u8>]) -> (PathBuf, Vec<u8>) {
    let mut journal = Journal::create(dir, &head()).expect("created");
    for payload in payloads {
        journal.append(payload).expect("appended");
    }
    let bytes = fs::read(journal.path()).expect("readable");
    (journal.path().to_owned(), bytes)
}

#[track_caller]
fn find(dir: &Path) -> Vec<journal::Found> {
    journal::find(dir).expect("the folder can be looked into")
}

fn found(dir: &Path) -> Vec<Vec<Vec<u8>>> {
    find(dir).into_iter().filter_map(|found| Some(found.content.ok()?.payloads)).collect()
}

#[test]
fn work_is_offered_when_its_program_is_gone() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &head()).expect("created");
    journal.append(b"one").expect("appended");
    journal.append(b"").expect("appended");
    journal.sync_handle().sync().expect("synced");
    assert_eq!(found(dir.path()), Vec::<Vec<Vec<u8>>>::new(), "it is still in use");
    drop(journal);
    let offered = find(dir.path());
    assert_eq!(offered.len(), 1);
    let recovered = offered.first().and_then(|found| found.content.as_ref().ok()).expect("readable");
    assert_eq!(recovered.head, head());
    assert_eq!((recovered.payloads.as_slice(), recovered.torn), ([b"one".to_vec(), vec![]].as_slice(), false));
    assert_eq!(found(dir.path()), Vec::<Vec<Vec<u8>>>::new(), "it is being offered already");
    for found in offered {
        found.discard().expect("removed");
    }
    assert_eq!(names_in(dir.path()), Vec::<String>::new());
}

#[test]
fn a_save_ends_the_work_before_it_only() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &head()).expect("created");
    journal.append(b"saved").expect("appended");
    let saved = journal.end();
    journal.append(b"after the save began").expect("appended");
    let head = JournalHead { base: Some(Fingerprint::of(b"newer")), ..head() };
    journal.restart(&head, saved).expect("restarted");
    journal.append(b"later").expect("appended");
    let path = journal.path().to_owned();
    drop(journal);
    let recovered = journal::read(&path).expect("readable");
    assert_eq!(recovered.head, head);
    assert_eq!(recovered.payloads, [b"after the save began".to_vec(), b"later".to_vec()]);
}

#[test]
fn a_journal_that_was_restarted_empty_goes_on() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &head()).expect("created");
    let end = journal.end();
    journal.restart(&head(), end).expect("restarted");
    assert_eq!(names_in(dir.path()).len(), 1);
    assert!(find(dir.path()).is_empty(), "still in use");
    journal.append(b"work").expect("appended");
    drop(journal);
    assert_eq!(found(dir.path()), [[b"work".to_vec()]]);
}

#[test]
fn nothing_stays_when_nothing_is_unsaved() {
    let dir = folder();
    drop(Journal::create(dir.path(), &head()).expect("created"));
    let mut journal = Journal::create(dir.path(), &head()).expect("created");
    journal.append(b"not wanted").expect("appended");
    journal.remove().expect("removed");
    assert_eq!(names_in(dir.path()), Vec::<String>::new());
    assert!(find(&dir.path().join("missing")).is_empty());
}

#[test]
fn two_openings_have_two_journals() {
    let dir = folder();
    left_behind(dir.path(), &[b"one".to_vec()]);
    left_behind(dir.path(), &[b"two".to_vec()]);
    assert_eq!(found(dir.path()), [[b"one".to_vec()], [b"two".to_vec()]]);
}

#[test]
fn a_damaged_journal_is_said_and_does_not_hide_others() {
    let dir = folder();
    left_behind(dir.path(), &[b"work".to_vec()]);
    fs::write(dir.path().join("0.journal"), "no journal").expect("written");
    fs::create_dir(dir.path().join("1.journal")).expect("a folder");
    fs::write(dir.path().join("notes.txt"), "no journal").expect("written");
    let found = find(dir.path());
    let messages: Vec<_> = found.iter().map(|found| found.content.as_ref().err().map(ToString::to_string)).collect();
    let said = |name: &str, why: &str| {
        Some(format!("The file could not be read, because {why}: {}", dir.path().join(name).display()))
    };
    assert_eq!(
        messages,
        [
            said("0.journal", "it is damaged (it does not begin as a journal does)"),
            said("1.journal", "it is a folder"),
            None
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_path_need_not_be_unicode() {
    use std::os::unix::ffi::OsStrExt as _;
    let dir = folder();
    let path = PathBuf::from(std::ffi::OsStr::from_bytes(b"/home/\xff\x01/a.ron"));
    let head = JournalHead { project_path: Some(path), ..head() };
    let mut journal = Journal::create(dir.path(), &head).expect("created");
    journal.append(b"work").expect("appended");
    assert_eq!(journal::read(journal.path()).expect("readable").head, head);
}

#[test]
fn cut_anywhere_gives_all_payloads_before_the_cut() {
    let dir = folder();
    let payloads = [b"first".to_vec(), vec![], vec![0; 40]];
    let (path, whole) = left_behind(dir.path(), &payloads);
    let record_ends = [whole.len() - 52 - 12 - 17, whole.len() - 52 - 12, whole.len() - 52, whole.len()];
    for len in 0..whole.len() {
        fs::write(&path, whole.get(..len).expect("shorter")).expect("written");
        let n_whole = record_ends.iter().filter(|end| **end <= len).count();
        match journal::read(&path) {
            Ok(recovered) => {
                assert_eq!(Some(recovered.payloads.as_slice()), payloads.get(..n_whole - 1), "cut at {len}");
                assert_eq!(recovered.torn, !record_ends.contains(&len), "cut at {len}");
            }
            Err(_) => assert_eq!(n_whole, 0, "cut at {len}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_changed_byte_costs_only_what_follows(
        payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..6),
        place in any::<prop::sample::Index>(),
        mask in 1_u8..,
    ) {
        let dir = folder();
        let (path, mut bytes) = left_behind(dir.path(), &payloads);
        let offset = place.index(bytes.len());
        bytes[offset] ^= mask;
        fs::write(&path, &bytes).expect("written");
        let mut begin = bytes.len() - payloads.iter().map(|payload| payload.len() + 12).sum::<usize>();
        let before_damage = payloads.iter().take_while(|payload| {
            begin += payload.len() + 12;
            begin <= offset
        });
        let expected: Vec<_> = before_damage.cloned().collect();
        match journal::read(&path) {
            Ok(recovered) => prop_assert_eq!((recovered.payloads, recovered.torn), (expected, true)),
            Err(_) => prop_assert!(expected.is_empty()),
        }
    }

    #[test]
    fn any_bytes_are_read_without_harm(junk in prop::collection::vec(any::<u8>(), 0..200)) {
        let dir = folder();
        let (path, mut bytes) = left_behind(dir.path(), &[b"work".to_vec()]);
        bytes.extend(&junk);
        fs::write(&path, &bytes).expect("written");
        let recovered = journal::read(&path).expect("readable");
        prop_assert_eq!(recovered.payloads.first(), Some(&b"work".to_vec()));
        fs::write(&path, &junk).expect("written");
        prop_assert!(journal::read(&path).is_err());
    }
}
