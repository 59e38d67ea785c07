//! Files that are damaged in every way that chance finds: refused in words, or read with all rules kept.

use tickmark::edit::Transaction;
use tickmark::merge::{Merged, merge};
use tickmark::model::{Edit, Field, Project, Text, Time};
use tickmark::session::Session;
use tickmark::store::{ReadError, Unsaved, UnsavedWork, from_bytes, holds, open_project, to_text};

use crate::store_files::folder;
use crate::support::{Case, worker};

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }
}

/// A file with all that a project can hold.
const FILE: &[u8] = include_bytes!("../data/store/v1.ron");

/// What hands and programs leave in files.
const WORDS: [&str; 24] = [
    "\"",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\n",
    "\r\n",
    "0",
    "-1",
    "4294967295",
    "99999999999",
    "None",
    "Some(",
    "true",
    "\u{202e}",
    "\0",
    "é",
    "#",
    "//",
    "\u{1b}[31m",
];

/// The file with up to six injuries.
fn injured(file: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len());
        let end = (at + dice.roll(40)).min(bytes.len());
        match dice.roll(7) {
            0 => bytes[at] = u8::try_from(dice.roll(256)).unwrap_or(0),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, WORDS[dice.roll(WORDS.len())].bytes())),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = dice.roll(bytes.len());
                drop(bytes.splice(to..to, piece));
            }
            4 => digit(&mut bytes, at, dice),
            _ => swap_lines(&mut bytes, dice),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

/// Changes the first digit from `at` on: an offset, an id, a stamp.
fn digit(bytes: &mut [u8], at: usize, dice: &mut Dice) {
    if let Some(digit) = bytes[at..].iter_mut().find(|byte| byte.is_ascii_digit()) {
        *digit = b'0' + u8::try_from(dice.roll(10)).unwrap_or(0);
    }
}

/// Puts a line in the place of another: a record twice, or in the wrong list.
fn swap_lines(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let mut changed = lines.clone();
    changed[dice.roll(lines.len())] = lines[dice.roll(lines.len())];
    *bytes = changed.concat();
}

/// Reads what may be a project; says whether it was one. Whatever was read can be worked on, saved and read again.
#[track_caller]
fn check(bytes: &[u8]) -> bool {
    let opened = match from_bytes(bytes) {
        Ok(opened) => opened,
        Err(error) => {
            let message = error.to_string();
            assert!(message.chars().count() < 700, "{message}");
            assert!(message.chars().all(|c| c == '\n' || tickmark::text::visible_mark(c).is_none()), "{message:?}");
            assert_eq!(matches!(error, ReadError::Broken { .. }), message.contains("at line"), "{message}");
            return false;
        }
    };
    assert_eq!(opened.project.validate(), Ok(()));
    check_saved(&opened.project);
    check_merged(&opened.project);
    let mut session = Session::new(opened.project.clone(), worker(9), tickmark::model::Id::random([5; 16]));
    for passage in opened.project.passages() {
        let what = Transaction::new("Note", vec![Edit::set(passage.id, Field::Note, Text::from("seen"))]);
        session.commit(what, Time(0)).expect("a passage takes a note");
    }
    while session.undo(Time(0)).is_some_and(|undone| undone.is_ok()) {}
    assert_eq!(session.project().validate(), Ok(()));
    check_saved(session.project());
    true
}

/// Whatever was read merges with the file that was not damaged, the same way round and the other, and again.
#[track_caller]
fn check_merged(damaged: &Project) {
    let whole = from_bytes(FILE).expect("a project that opens").project;
    if whole.id() != damaged.id() {
        return;
    }
    let Merged { project: merged, doubts } = merge(damaged, &whole);
    assert_eq!(merged.validate(), Ok(()));
    check_saved(&merged);
    let text = |project: &Project| to_text(project).expect("text");
    assert!(text(&merge(&whole, damaged).project) == text(&merged), "the order of two changes the outcome");
    // By stamps that lie, what was kept this time was replaced; it was said.
    let again = merge(&merged, damaged).project;
    assert!(!doubts.is_empty() || text(&again) == text(&merged), "merging again changes the outcome");
}

#[track_caller]
fn check_saved(project: &Project) {
    let text = to_text(project).expect("text");
    assert!(holds(&text, project));
    let again = from_bytes(text.as_bytes()).expect("what was saved opens");
    assert_eq!((again.project.tables(), &again.project.set_aside), (project.tables(), &project.set_aside));
    assert!(to_text(&again.project).expect("text") == text, "saving twice gives other bytes");
}

#[test]
fn damaged_projects_are_refused_or_keep_all_rules() {
    let mut dice = Dice(7);
    let n_cases = std::env::var("TICKMARK_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1500);
    let n_read = (0..n_cases).filter(|_| check(&injured(FILE, &mut dice))).count();
    // Else nothing but the parser was tried.
    assert!(n_read * 40 > n_cases, "{n_read} of {n_cases}");
}

#[test]
fn damaged_journals_lose_nothing_but_what_is_damaged() {
    let mut case = Case::new("//- a.txt role:draft\n<claim #1>One</claim> two <quote #2>three</quote>\n");
    let start = case.project().clone();
    let passages: Vec<_> = start.passages().map(|passage| passage.id).collect();
    for (number, passage) in passages.iter().cycle().take(6).enumerate() {
        let note = Text::from(format!("note {number}"));
        let time = case.now();
        case.session
            .commit(Transaction::new("Note", vec![Edit::set(*passage, Field::Note, note)]), time)
            .expect("a note");
    }
    let now = case.now();
    let facts = case.session.take_deeds().into_iter().flat_map(|deed| Unsaved::of(deed, now));
    let payloads: Vec<Vec<u8>> = facts.map(|facts| facts.to_payload().expect("a payload")).collect();
    let mut dice = Dice(11);
    for _ in 0..400 {
        let mut damaged = payloads.clone();
        let at = dice.roll(damaged.len());
        damaged[at] = injured(&damaged[at], &mut dice);
        let recovered = UnsavedWork::of(&damaged).onto(&start, true).0;
        assert_eq!(recovered.validate(), Ok(()));
        check_saved(&recovered);
    }
}

#[test]
fn a_file_of_absurd_size_is_refused_before_it_is_read() {
    let folder = folder();
    let path = folder.path().join("p.ron");
    // Sparse: it takes no room on the disk.
    std::fs::File::create(&path).and_then(|file| file.set_len(10 << 30)).expect("a large file");
    let message = open_project(&path).expect_err("must be refused").to_string();
    assert!(message.starts_with("The file could not be read, because it is larger than 1 GiB: "), "{message}");
}

#[test]
fn what_a_file_says_is_told_briefly_and_without_hidden_characters() {
    let file = include_str!("../data/store/v1.ron");
    let message = |file: &str| from_bytes(file.as_bytes()).expect_err("must be refused").to_string();
    let long = message(&file.replacen("kind: Claim", &format!("kind: {}", "Y".repeat(5_000_000)), 1));
    assert!(long.chars().count() < 500 && long.contains("YYY…"), "{long}");
    let hidden = message(&file.replacen("seen: {", "seen: { \"\u{202e}\u{1b}[31m\": 1,", 1));
    assert!(hidden.contains("“‹RLO›‹ESC›[31m” is not an actor"), "{hidden}");
    let nested = message(&file.replacen("about: [", &format!("x: {}, about: [", "[".repeat(100_000)), 1));
    assert!(nested.contains("Brackets stand too deep inside of each other"), "{nested}");
}

/// The file claims that whoever opens it has made all changes that can be counted.
#[test]
fn counters_at_their_end_refuse_changes_and_break_nothing() {
    let case = Case::new("//- a.txt role:draft\n<claim #1>One</claim>\n");
    let mut project = case.project().clone();
    let worker = worker(77);
    project.actors.insert(worker.actor, worker.checker);
    project.seen.insert(worker.actor, u32::MAX);
    let mut session = Session::new(project, worker, tickmark::model::Id::random([5; 16]));
    let note = || Transaction::new("Note", vec![Edit::set(case.id(1), Field::Note, Text::from("seen"))]);
    assert!(session.commit(note(), Time(0)).is_err());
    assert_eq!(session.project().validate(), Ok(()));
    check_saved(session.project());
}
