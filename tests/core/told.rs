//! What others did, counted: the same in the preview of a merge, in the notice after it, for whoever opens the project
//! later, and in the history, whatever was done.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use tickmark::edit::{self, Transaction};
use tickmark::merge::{Tally, merge, news, tally, untold};
use tickmark::model::{Field, Id, LinkTarget, Outcome, PassageKind, Project, Relation, Role, Text, Value};
use tickmark::session::{LogFilter, LogRows, Session, Unseen};
use tickmark::text::TextRange;

use crate::merge::{TODAY, does, opens};
use crate::replace::loaded;
use crate::support::Case;

const N_HISTORIES: u64 = 300;
const N_DEEDS: usize = 14;
const DRAFT: &str = "\
//- one.txt role:draft
Since then <statistic #1>265 people</statistic> have died. He said <quote #2>“we are sure”</quote> of it.
";
const VERSIONS: [(&str, &str); 2] = [
    ("two.txt", "Since then 266 people have died. He said “we are sure” of it.\n"),
    ("three.txt", "He said “we are sure” of it, and 266 people have died.\n"),
];

#[test]
fn what_others_did_is_counted_alike_wherever_it_is_told() {
    let case = Case::new(DRAFT);
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..N_HISTORIES {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut people = ["Ana Ruiz", "Ben Okafor", "Cem Aydın"].map(|name| opens(case.project(), name));
        for _ in 0..N_DEEDS {
            let at = dice.roll(people.len());
            match dice.roll(5) {
                0 => {
                    let theirs = people[dice.roll(3)].project().clone();
                    let merged = merge(people[at].project(), &theirs).project;
                    check(&people[at], &merged, seed, &mut counted);
                    people[at].merge("Merge", merged);
                }
                _ => {
                    let what = deed(people[at].project(), &mut dice);
                    match what {
                        Some(what) => does(&mut people[at], what),
                        None => drop(people[at].undo(TODAY)),
                    }
                }
            }
        }
    }
    // Else the histories say nothing.
    assert!(["new", "changed", "deleted", "version", "clash"].iter().all(|what| counted[what] > 30), "{counted:?}");
}

/// What comes in is counted alike by who has their copy at hand and by who knows only what they had taken in, and the
/// history lists something of everybody who is counted.
#[track_caller]
fn check(ours: &Session, merged: &Project, seed: u64, counted: &mut BTreeMap<&str, usize>) {
    let of_copy = news(ours.project(), merged);
    let by_copy = tally(merged, &of_copy);
    let known = ours.project().seen.clone();
    assert_eq!(by_copy, tally(merged, &news(&known, merged)), "history {seed}");
    assert!(untold(ours.project(), merged).is_empty(), "history {seed}");
    let in_all = Tally::of(&of_copy);
    for (what, n) in [
        ("new", in_all.n_new),
        ("changed", in_all.n_changed),
        ("deleted", in_all.n_deleted),
        ("version", in_all.n_versions),
        ("clash", in_all.n_clashes),
    ] {
        *counted.entry(what).or_default() += n;
    }
    let unseen = Unseen::of(merged, known, ours.worker().checker);
    let filter = LogFilter { new_only: true, ..LogFilter::default() };
    let rows = LogRows::of(merged, &filter, (unseen.as_ref(), &TimeZone::UTC), || false).expect("all of it");
    let listed: BTreeSet<&str> = rows.dots().iter().filter_map(|dot| merged.who(*dot)).collect();
    let others = by_copy.keys().filter(|who| **who != ours.worker().name);
    assert!(others.clone().all(|who| listed.contains(who.as_str())), "history {seed}: {by_copy:?} {listed:?}");
}

/// Something to do; `None` to take back what was done last.
fn deed(project: &Project, dice: &mut Dice) -> Option<Transaction> {
    let draft = (*project.documents_as(Role::Draft).first()?).clone();
    let passages: Vec<_> = project.passages().cloned().collect();
    let passage = passages.get(dice.roll(passages.len().max(1)));
    let fresh = Id::derived(&[&dice.0.to_le_bytes()]);
    match (dice.roll(9), passage) {
        (0 | 1, _) => {
            let start = dice.roll(4) * 6;
            let range = TextRange::between(start, start + 5);
            Some(edit::add_passage(project, &draft, range, PassageKind::Claim, fresh)?.1)
        }
        (2, Some(passage)) => {
            let outcome = [None, Some(Outcome::Wrong), Some(Outcome::Confirmed)][dice.roll(3)];
            Some(edit::set_outcome([&**passage], outcome))
        }
        (3, Some(passage)) => {
            let note = ["", "a", "b"][dice.roll(3)];
            Some(edit::set_field(passage.id, Field::Note, Text::from(note)))
        }
        (4, Some(passage)) => Some(edit::remove_passages(project, &[passage.id])),
        (5, Some(passage)) => {
            let to = LinkTarget::Document(draft.id);
            Some(edit::add_link(project, passage.id, to, Relation::Context, fresh).1)
        }
        (6, _) => {
            let (title, text) = VERSIONS[dice.roll(2)];
            edit::replace(project, &draft, loaded(title, text)).ok()
        }
        (7, _) => {
            let record = project.clashing().next()?;
            let clash = project.clashes_of(&record).next()?.clone();
            let value = if dice.roll(2) == 0 { clash.value } else { record.fields().get(clash.field)? };
            let is_kept = value != Value::Flag(false);
            is_kept.then(|| edit::settle(project, record.record_id(), clash.field, value))
        }
        _ => None,
    }
}

/// Chance that is the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("a number") % n
    }
}
