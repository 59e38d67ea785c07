//! The rules of merging, by which random histories are judged: nothing is lost, only what two people did without knowing of
//! each other clashes, and every file can be opened.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tickmark::edit::Commit;
use tickmark::merge::{is_contained, merge};
use tickmark::model::{
    Actor, AnyRecord, Change, Changed, Dot, Entry, Field, Fields as _, Passage, Project, RecordId, Text, Value,
};
use tickmark::store::{from_bytes, to_text};

/// What happened in histories.
#[derive(Clone, Copy, Default)]
pub struct Stats {
    pub n_merges: u64,
    pub n_clashes: u64,
    pub n_kept: u64,
    pub n_carried: u64,
    pub n_forked: u64,
}

impl Stats {
    pub fn with(self, other: Self) -> Self {
        Self {
            n_merges: self.n_merges + other.n_merges,
            n_clashes: self.n_clashes + other.n_clashes,
            n_kept: self.n_kept + other.n_kept,
            n_carried: self.n_carried + other.n_carried,
            n_forked: self.n_forked + other.n_forked,
        }
    }
}

/// An entry of a field of a record, to be looked up.
type Key = (RecordId, Field, Dot, String);

/// The fields in which a record names others, or is there to name them.
const NAMING: [Field; 5] = [Field::Present, Field::Place, Field::Part, Field::Whole, Field::Rate];

/// What was done in a history, by which the outcome of its merges is judged.
pub struct Judge {
    seed: u64,
    /// Whether all is opened again that might be saved, which takes most of the time.
    is_thorough: bool,
    /// For every transaction, what whoever made it knew.
    knew: BTreeMap<Dot, BTreeMap<Actor, u32>>,
    /// For every entry that was replaced: by which transactions.
    replaced: BTreeMap<Key, Vec<Dot>>,
    /// The deletions that clashed with something.
    clashed: BTreeSet<(RecordId, Dot)>,
    pub stats: Stats,
}

impl Judge {
    pub fn new(seed: u64, is_thorough: bool) -> Self {
        Self {
            seed,
            is_thorough,
            knew: BTreeMap::new(),
            replaced: BTreeMap::new(),
            clashed: BTreeSet::new(),
            stats: Stats::default(),
        }
    }

    /// Enters what a transaction did, and what of `before` whoever made it knew.
    pub fn enter(&mut self, commit: &Commit, before: &Project, after: &Project) {
        assert_eq!(after.validate(), Ok(()), "history {}: {}", self.seed, commit.command);
        if self.is_thorough {
            self.check_opened(&commit.command, after);
        }
        for changed in after.log.get(&commit.dot).into_iter().flat_map(|entry| &*entry.changed) {
            let Changed::Set(set) = changed else { continue };
            let was_deleted = (set.field, &set.after) == (Field::Present, &Value::Flag(false));
            let is_gone = !was_deleted || !after.tables().is_present(set.record);
            assert!(is_gone, "history {}: {}: it is there again", self.seed, commit.command);
        }
        self.knew.insert(commit.dot, before.seen.clone());
        for touched in &commit.touched {
            let after = {
                let record = after.tables().get(touched.record).expect("a record that was touched");
                // Whoever takes a choice back puts back what there was to choose from.
                let put_back = after.clashes_of(&record).filter(|clash| clash.dot == commit.dot);
                self.clashed.extend(put_back.map(|clash| (touched.record, clash.dot)));
                record
            };
            let Some(before) = &touched.before else { continue };
            let stays: Vec<Key> = keys(&after).collect();
            for key in keys(before).filter(|key| !stays.contains(key)) {
                self.replaced.entry(key).or_default().push(commit.dot);
            }
        }
    }

    /// What is done shows at once what it shows when the file is opened again, and is saved as the same bytes.
    fn check_opened(&self, command: &str, after: &Project) {
        let opened = reread(after);
        assert_eq!(opened.validate(), Ok(()), "history {}: {command}, opened", self.seed);
        let is_same = to_text(after).ok() == to_text(&opened).ok();
        assert!(is_same, "history {}: {command}: saved as other bytes once opened", self.seed);
        for (before, now) in after.tables().iter().zip(opened.tables().iter()) {
            // What was kept only because something rested on it goes when nothing does any more, and what somebody marks in
            // an earlier version stays there for as long as it is open.
            let has_gone = before.fields().is_derived(Field::Present) && !now.fields().present();
            let was_marked_there = matches!((&before, &now), (AnyRecord::Passage(before), AnyRecord::Passage(now))
                if opened.is_carried(now) && !after.is_carried(before));
            let is_shown = before.fields().present() || now.fields().present();
            if is_shown && !has_gone && !was_marked_there {
                assert_eq!(before, now, "history {}: {command}: another by opening", self.seed);
            }
        }
    }

    /// Merges two copies and judges the outcome.
    pub fn merge(&mut self, ours: &Project, theirs: &Project) -> Project {
        let merged = merge(ours, theirs);
        let seed = self.seed;
        assert_eq!(merged.doubts, [], "history {seed}");
        let merged = merged.project;
        assert_eq!((merged.validate(), &*merged.set_aside), (Ok(()), [].as_slice()), "history {seed}");
        assert!(is_contained(ours, &merged) && is_contained(theirs, &merged), "history {seed}");
        if self.is_thorough {
            let opened = reread(&merged);
            let is_same = opened.tables() == merged.tables() && opened.validate() == Ok(());
            assert!(is_same, "history {seed}: it opens as another");
        }
        self.stats.n_merges += 1;
        let held: Vec<Key> = merged.tables().iter().flat_map(|record| keys(&record).collect::<Vec<_>>()).collect();
        if is_contained(theirs, ours) {
            let known = ours.tables().iter().flat_map(|record| keys(&record).collect::<Vec<_>>());
            assert!(held.iter().eq(&known.collect::<Vec<_>>()), "history {seed}: what was taken in before changes it");
        }
        let is_replaced = |key: &Key| {
            let by = self.replaced.get(key).map_or(&[][..], Vec::as_slice);
            by.iter().any(|dot| merged.has_seen(*dot))
        };
        for project in [ours, theirs] {
            for record in project.tables().iter() {
                let lost = keys(&record).find(|key| held.binary_search(key).is_err() && !is_replaced(key));
                assert_eq!(lost, None, "history {seed}: lost");
            }
        }
        assert_eq!(held.iter().find(|key| is_replaced(key)), None, "history {seed}: replaced, and back");
        self.stats.n_carried += merged.passages().filter(|passage| merged.is_carried(passage)).count() as u64;
        self.check_clashes(&merged);
        crate::news::check_all_told(ours, &merged);
        self.check_versions(&merged);
        merged
    }

    /// A clash is between two people who did not know of each other.
    fn check_clashes(&mut self, merged: &Project) {
        let knew = &self.knew;
        let knew_not = |a: Dot, b: Dot| {
            let knows = |a: Dot, b: Dot| knew[&a].get(&b.actor).is_some_and(|counter| *counter >= b.counter);
            a == b || !knows(a, b) && !knows(b, a)
        };
        for record in merged.clashing() {
            for clash in merged.clashes_of(&record) {
                self.stats.n_clashes += 1;
                let is_kept = clash.field == Field::Present && record.fields().is_derived(Field::Present);
                // What nobody entered stands for what somebody did.
                let said = if is_kept { record.clone() } else { record.as_said() };
                let shown = said.fields().stamps().of(clash.field);
                self.stats.n_kept += u64::from(is_kept);
                let is_one = if is_kept {
                    let id = record.record_id();
                    let present = merged.tables().iter().filter(|other| other.fields().present());
                    // What is shown in a newer version names the one that it was marked in.
                    let mut naming = present
                        .map(|other| (other.fields().is_derived(Field::Present), other.as_said()))
                        .filter(|(_, said)| said.rules().names().contains(&Some(id)));
                    naming.any(|(is_kept, said)| {
                        let stamps = said.fields().stamps();
                        is_kept || NAMING.into_iter().any(|field| knew_not(stamps.of(field), clash.dot))
                    })
                } else {
                    knew_not(shown, clash.dot)
                };
                // Who works on in what was kept knows of the clash, and leaves it for others to settle.
                let is_one = is_one || self.clashed.contains(&(record.record_id(), clash.dot));
                assert!(is_one, "history {}: no clash: {} {clash:?}", self.seed, record.record_id());
                // Of several who deleted it one stands for all.
                let same = said.entries(clash.field).into_iter().filter(|entry| entry.value == clash.value);
                self.clashed.extend(same.map(|entry| (record.record_id(), entry.dot)));
            }
        }
    }

    /// What follows from which version a passage stands in is no clash: that two people carried it to different ones is
    /// decided of the versions. What has to be looked at again shows whatever else was said.
    fn check_versions(&mut self, merged: &Project) {
        let seed = self.seed;
        for passage in merged.passages() {
            let record = AnyRecord::Passage(Arc::clone(passage));
            self.stats.n_forked += merged.across_forks(passage).count() as u64;
            for clash in merged.clashes_of(&record) {
                let Value::Place(place) = &clash.value else { continue };
                let fork = merged.fork_between(passage.place.document, place.document);
                assert_eq!(fork, None, "history {seed}: {}: a clash of what a fork decides", passage.id);
            }
            // Only words that were accepted are no reason to look again.
            let is_wanted = |value: &Value| *value == Text::from(Passage::WORDS_CHANGED).into();
            let is_made = || merged.accepted_changes(passage.id).any(Change::is_made);
            let is_due = |value: &Value| !passage.is_derived(Field::Reopened) || !is_wanted(value) || !is_made();
            let mut asked = record.entries(Field::Reopened).into_iter().filter(|entry| !entry.value.is_unfilled());
            let reopened = asked.any(|entry| is_due(&entry.value));
            assert_eq!(reopened, !passage.reopened.is_empty(), "history {seed}: {}", passage.id);
        }
        let made = merged.clashing().any(|record| merged.clashes_of(&record).any(|clash| clash.field == Field::Made));
        assert!(!made, "history {seed}: what a version has of a change is nobody's to choose");
    }

    /// All copies give the same bytes in any order, and merging again changes nothing.
    pub fn check_any_order(&mut self, [a, b, c]: [&Project; 3]) {
        let seed = self.seed;
        let ab = self.merge(a, b);
        let text = |project: &Project| to_text(project).expect("text");
        let ab_text = text(&ab);
        assert!(ab_text == text(&self.merge(b, a)), "history {seed}: the order of two changes the outcome");
        assert!(text(a) == text(&self.merge(a, a)), "history {seed}: a copy merged with itself is another");
        assert!(ab_text == text(&self.merge(&ab, b)), "history {seed}: merging again changes the outcome");
        let bc = self.merge(b, c);
        let (left, right) = (self.merge(&ab, c), self.merge(a, &bc));
        let left_text = text(&left);
        assert!(left_text == text(&right), "history {seed}: the order of three changes the outcome");
        let saved = reread(&ab);
        assert!(left_text == text(&self.merge(&saved, c)), "history {seed}: saving in between changes the outcome");
        let opened = reread(&left);
        assert!(opened.tables() == left.tables() && left_text == text(&opened), "history {seed}: it opens as another");
    }

    /// Many copies give the same bytes in one order and in another.
    pub fn check_orders(&self, one: &[Project], other: &[Project]) {
        let united = |all: &[Project]| {
            let first = all[0].clone();
            to_text(&all.iter().fold(first, |united, project| merge(&united, project).project)).expect("text")
        };
        assert!(united(one) == united(other), "history {}: the order of all changes the outcome", self.seed);
    }
}

/// A project as it is after it was saved and opened.
pub fn reread(project: &Project) -> Project {
    let text = to_text(project).expect("text");
    let opened = from_bytes(text.as_bytes()).expect("a project that opens");
    assert_eq!((opened.notices, opened.read_only), (vec![], None));
    opened.project
}

/// All entries of a record as people left them, in order.
fn keys(record: &AnyRecord) -> impl Iterator<Item = Key> {
    let (id, record) = (record.record_id(), record.as_said());
    let entries = record.entered().into_iter().flat_map(move |field| {
        let key = move |Entry { value, dot }: Entry| {
            let range = if let Value::Place(place) = &value { Some(place.range()) } else { None };
            (id, field, dot, format!("{value} {range:?}"))
        };
        record.entries(field).into_iter().map(key)
    });
    let mut entries: Vec<_> = entries.collect();
    entries.sort();
    entries.into_iter()
}
