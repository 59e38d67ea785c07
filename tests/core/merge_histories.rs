//! Random histories of three people and their copies: merging loses nothing, invents no clash, and gives the same bytes in
//! any order.
//!
//! `TICKMARK_HISTORIES=100000 cargo test --release --test core_tests merge_histories` runs that many.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::thread;

use tickmark::edit::{self, History, Moment, Transaction};
use tickmark::import::{Options, Watch, import};
use tickmark::merge::{is_contained, merge};
use tickmark::model::{
    About, Actor, AnyRecord, Change, ChangeId, Checker, CheckerId, Document, Dot, Edit, Entry, Field, Id, LinkTarget,
    Outcome, PassageKind, Project, ProjectId, Query, QueryId, RecordId, Relation, Role, Text, Time, Value,
};
use tickmark::store::{from_bytes, to_text};
use tickmark::text::TextRange;

use crate::support::UNSTAMPED;

const N_HISTORIES: u64 = 2_000;
/// Histories that once broke a rule, run beside the first ones.
const HARD: [u64; 1] = [21_593];
const N_STEPS: usize = 24;
const MAX_COPIES: usize = 5;
const PEOPLE: [&str; 3] = ["Ana", "Ben", "Cem"];
/// The last two are later versions of the first.
const TEXTS: [(&str, &str); 4] = [
    ("a.txt", "Over 80,000 men were held in two jails."),
    ("b.txt", "At least 85,000, it says."),
    ("a2.txt", "Since May over 80,000 men were held in two jails."),
    ("a3.txt", "Over 85,000 men were held."),
];

#[test]
fn histories_of_three_people_merge_by_the_rules() {
    let asked = std::env::var("TICKMARK_HISTORIES").ok().and_then(|number| number.parse().ok());
    let n_histories: u64 = asked.unwrap_or(N_HISTORIES);
    let n_threads = thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let documents = TEXTS.map(|(name, text)| document(name, text));
    let stats: Vec<Stats> = thread::scope(|scope| {
        let run = |first: u64| {
            let documents = &documents;
            let seeds = (first..n_histories).step_by(usize::try_from(n_threads).expect("few threads"));
            let hard = HARD.into_iter().filter(move |seed| first == 0 && *seed >= n_histories);
            let seeds = seeds.chain(hard);
            move || seeds.fold(Stats::default(), |stats, seed| stats.with(World::new(documents, seed).live()))
        };
        let threads: Vec<_> = (0..n_threads).map(|first| scope.spawn(run(first))).collect();
        threads.into_iter().map(|thread| thread.join().expect("rules that hold")).collect()
    });
    let Stats { n_merges, n_clashes, n_kept, n_carried, n_forked } =
        stats.into_iter().fold(Stats::default(), Stats::with);
    println!(
        "{n_histories} histories: {n_merges} merges, {n_clashes} clashes, {n_kept} deleted records that were kept, \
         {n_carried} passages carried to a version that whoever marked them did not know, \
         {n_forked} carried to different versions by two people"
    );
    // Else the histories say nothing.
    assert!(n_merges > 2 * n_histories && n_clashes > n_histories / 10 && n_kept > n_histories / 100);
    assert!(n_carried > n_histories / 10 && n_forked > n_histories / 100);
}

/// What happened in histories.
#[derive(Clone, Copy, Default)]
struct Stats {
    n_merges: u64,
    n_clashes: u64,
    n_kept: u64,
    n_carried: u64,
    n_forked: u64,
}

impl Stats {
    fn with(self, other: Self) -> Self {
        Self {
            n_merges: self.n_merges + other.n_merges,
            n_clashes: self.n_clashes + other.n_clashes,
            n_kept: self.n_kept + other.n_kept,
            n_carried: self.n_carried + other.n_carried,
            n_forked: self.n_forked + other.n_forked,
        }
    }
}

fn document(name: &str, text: &str) -> Document {
    let read = import(text.as_bytes(), name, &Options::default(), &Watch::default()).expect("text");
    Document::new(read.into_loaded(name, text.as_bytes(), Time(0)), name, Role::Draft, UNSTAMPED)
}

/// One copy of the project, open in a program.
struct Copy {
    project: Project,
    history: History,
    actor: Actor,
    person: usize,
    /// Earlier states: saved ones, and those before a merge.
    backups: Vec<Project>,
}

/// An entry of a field of a record, to be looked up.
type Key = (RecordId, Field, Dot, String);

/// All copies, and what was done in them, by which the outcome of merges is judged.
struct World<'d> {
    documents: &'d [Document; 4],
    seed: u64,
    dice: Dice,
    copies: Vec<Copy>,
    n_actors: u64,
    n_ids: u32,
    /// For every transaction, what whoever made it knew.
    knew: BTreeMap<Dot, BTreeMap<Actor, u32>>,
    /// For every entry that was replaced: by which transactions.
    replaced: BTreeMap<Key, Vec<Dot>>,
    /// The deletions that clashed with something.
    clashed: BTreeSet<(RecordId, Dot)>,
    stats: Stats,
}

impl<'d> World<'d> {
    /// A project of one document, and a copy of it for each person.
    fn new(documents: &'d [Document; 4], seed: u64) -> Self {
        let project = Project::new(ProjectId(Id::derived(&[b"history"])));
        let mut world = Self {
            documents,
            seed,
            dice: Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            copies: Vec::new(),
            n_actors: 0,
            n_ids: 0,
            knew: BTreeMap::new(),
            replaced: BTreeMap::new(),
            clashed: BTreeSet::new(),
            stats: Stats::default(),
        };
        world.open(project.clone(), 0);
        let about = About::new(project.id(), "Prisons", UNSTAMPED);
        let begin = vec![Edit::insert(about), Edit::insert(documents[0].clone())];
        world.commit(0, Transaction::new("Begin", begin));
        let begun = world.copies[0].project.clone();
        for person in 1..PEOPLE.len() {
            world.open(begun.clone(), person);
        }
        world
    }

    fn live(mut self) -> Stats {
        for _ in 0..N_STEPS {
            let at = self.dice.roll(self.copies.len());
            self.step(at);
        }
        self.check_any_order();
        self.stats
    }

    fn open(&mut self, project: Project, person: usize) {
        self.n_actors += 1;
        // Which of two stamps is greater has nothing to do with which came first.
        let actor = Actor(self.n_actors.wrapping_mul(0xd134_2543_de82_ef95));
        let copy = Copy { backups: vec![project.clone()], project, history: History::new(), actor, person };
        if self.copies.len() < MAX_COPIES {
            self.copies.push(copy);
        } else {
            let at = self.dice.roll(MAX_COPIES);
            self.copies[at] = copy;
        }
    }

    /// Lets one copy go on from `project` under a new actor.
    fn reopen(&mut self, at: usize, project: Project) {
        self.n_actors += 1;
        let copy = &mut self.copies[at];
        copy.actor = Actor(self.n_actors.wrapping_mul(0xd134_2543_de82_ef95));
        copy.history = History::new();
        copy.project = project;
    }

    fn step(&mut self, at: usize) {
        match self.dice.roll(22) {
            0..=14 => {
                if let Some(what) = self.transaction(at) {
                    self.commit(at, what);
                }
            }
            15 if self.copies[at].history.undoes_merge() => self.undo_merge(at),
            15 => self.perform(at, |history, project, moment| history.undo(project, moment)?.ok()),
            16 if self.copies[at].history.merge_to_redo().is_some() => self.redo_merge(at),
            16 => self.perform(at, |history, project, moment| history.redo(project, moment)?.ok()),
            17 => {
                let copy = &mut self.copies[at];
                let opened = reread(&copy.project);
                copy.backups.push(opened.clone());
                self.reopen(at, opened);
            }
            18 => {
                let (project, person) = (self.copies[at].project.clone(), self.dice.roll(PEOPLE.len()));
                self.open(project, person);
            }
            19 if self.dice.roll(3) == 0 => {
                let which = self.dice.roll(self.copies[at].backups.len());
                let project = self.copies[at].backups[which].clone();
                self.reopen(at, project);
            }
            _ => {
                let other = self.dice.roll(self.copies.len());
                let merged = self.merge(&self.copies[at].project.clone(), &self.copies[other].project.clone());
                let copy = &mut self.copies[at];
                copy.backups.push(copy.project.clone());
                copy.history.merge(&mut copy.project, "Merge", merged);
            }
        }
    }

    /// Takes a merge back, and goes on under a new actor.
    fn undo_merge(&mut self, at: usize) {
        self.n_actors += 1;
        let copy = &mut self.copies[at];
        copy.backups.push(copy.project.clone());
        assert!(copy.history.undo_merge(&mut copy.project));
        copy.actor = Actor(self.n_actors.wrapping_mul(0xd134_2543_de82_ef95));
    }

    /// Does a merge again that was taken back.
    fn redo_merge(&mut self, at: usize) {
        let copy = &self.copies[at];
        let again = copy.history.merge_to_redo().expect("it was asked for").clone();
        let merged = self.merge(&copy.project.clone(), &again);
        let copy = &mut self.copies[at];
        assert!(copy.history.redo_merge(&mut copy.project, merged));
    }

    fn commit(&mut self, at: usize, what: Transaction) {
        let person = self.copies[at].person;
        let checker = CheckerId(Id::derived(&[PEOPLE[person].as_bytes()]));
        let copy = &mut self.copies[at];
        if copy.project.actors.insert(copy.actor, checker).is_none() && copy.project.checker(checker).is_none() {
            let enter = Edit::insert(Checker::new(checker, PEOPLE[person], UNSTAMPED));
            self.perform(at, |history, project, moment| {
                history.enter(project, Transaction::new("Enter", vec![enter]), moment).ok()
            });
        }
        self.perform(at, |history, project, moment| history.commit(project, what, moment).ok());
    }

    /// Does something in a copy, and enters who knew of what and what was replaced.
    fn perform(&mut self, at: usize, act: impl FnOnce(&mut History, &mut Project, Moment) -> Option<edit::Commit>) {
        let copy = &mut self.copies[at];
        let before = copy.project.clone();
        // Clocks run backwards as well as forwards: nothing rests on them.
        let time = Time(1_760_000_000 + self.dice.roll(1_000_000) as i64);
        let Some(commit) = act(&mut copy.history, &mut copy.project, Moment { actor: copy.actor, time }) else {
            return;
        };
        self.knew.insert(commit.dot, before.seen);
        for touched in commit.touched {
            let after = self.copies[at].project.tables().get(touched.record).expect("a record that was touched");
            let Some(before) = touched.before else { continue };
            let stays: Vec<Key> = keys(&after).collect();
            for key in keys(&before).filter(|key| !stays.contains(key)) {
                self.replaced.entry(key).or_default().push(commit.dot);
            }
        }
    }

    fn transaction(&mut self, at: usize) -> Option<Transaction> {
        self.n_ids += 1;
        let fresh = Id::derived(&[b"fresh", &self.n_ids.to_le_bytes()]);
        let dice = &mut self.dice;
        let project = &self.copies[at].project;
        let passages: Vec<_> = project.passages().cloned().collect();
        let documents = project.documents();
        let passage = |dice: &mut Dice| passages.get(dice.roll(passages.len().max(1)));
        match dice.roll(17) {
            // Few places and kinds, so that people often mark the same.
            0..=2 => {
                let document = documents.get(dice.roll(documents.len().max(1)))?;
                let start = dice.roll(3) * 5;
                let kind = PassageKind::ALL[dice.roll(2)];
                Some(edit::add_passage(project, document, TextRange::between(start, start + 5), kind, fresh)?.1)
            }
            3 | 4 => {
                let outcome = [None, Some(Outcome::Wrong), Some(Outcome::Confirmed)][dice.roll(3)];
                Some(edit::set_outcome([&**passage(dice)?], outcome))
            }
            5 => {
                let note = Text::from(["", "a", "b"][dice.roll(3)]);
                Some(edit::set_field(passage(dice)?.id, Field::Note, note))
            }
            6 => Some(edit::remove_passages(project, &[passage(dice)?.id])),
            7 | 8 => {
                let (from, to) = (passage(dice)?.id, passage(dice)?.id);
                let relation = Relation::ALL[dice.roll(2)];
                Some(edit::add_link(project, from, LinkTarget::Passage(to), relation, fresh).1)
            }
            9 => self.settling(at),
            10 => {
                let document = self.documents[dice.roll(2)].clone();
                Some(Transaction::new("Load", vec![Edit::insert(document)]))
            }
            11 => {
                let id = passage(dice)?.id;
                let query = Edit::insert(Query::new(QueryId(fresh), id, "Ben", "who?", UNSTAMPED));
                let change = Edit::insert(Change::new(ChangeId(fresh), id, "x", "y", UNSTAMPED));
                Some(Transaction::new("Ask", vec![query, change]))
            }
            12 if dice.roll(4) == 0 => {
                Some(edit::remove_document(project, documents.get(dice.roll(documents.len().max(1)))?.id))
            }
            12 => {
                let document = documents.get(dice.roll(documents.len().max(1)))?;
                Some(edit::sign_off(project, document, 0, "now", fresh).ok()?.1)
            }
            13 | 16 => {
                let old = documents.get(dice.roll(documents.len().max(1)))?;
                let new = self.documents[2 + dice.roll(2)].clone();
                edit::replace(project, old, new).ok()
            }
            14 => {
                let newest = project.documents_as(Role::Draft);
                let newest = newest.get(dice.roll(newest.len().max(1)))?;
                let waiting: Vec<_> = project.unreviewed(newest.id).map(|passage| passage.id).collect();
                let first = project.passage(*waiting.first()?)?;
                Some(match dice.roll(3) {
                    0 => edit::take_over(project, newest),
                    1 => edit::accept_carried(project, newest, &waiting),
                    _ => edit::attach(project, first, newest, TextRange::between(5, 11))?,
                })
            }
            _ => {
                let document = documents.get(dice.roll(documents.len().max(1)))?.id;
                Some(edit::set_field(document, Field::Title, Text::from(["c", "d"][dice.roll(2)])))
            }
        }
    }

    /// Chooses one of the values of a clash, or another one.
    fn settling(&mut self, at: usize) -> Option<Transaction> {
        let project = &self.copies[at].project;
        let record = project.clashing().next()?;
        let clash = project.clashes_of(&record).next()?.clone();
        let shown = record.fields().get(clash.field)?;
        let value = match (self.dice.roll(3), &clash.value) {
            (0, _) => shown,
            (1, Value::Text(_)) => Value::Text("another".into()),
            _ => clash.value,
        };
        Some(edit::settle(project, record.record_id(), clash.field, value))
    }

    /// Merges two copies and judges the outcome.
    fn merge(&mut self, ours: &Project, theirs: &Project) -> Project {
        let merged = merge(ours, theirs);
        let seed = self.seed;
        assert_eq!(merged.doubts, [], "history {seed}");
        let merged = merged.project;
        assert_eq!((merged.validate(), merged.set_aside.len()), (Ok(()), 0), "history {seed}");
        assert!(is_contained(ours, &merged) && is_contained(theirs, &merged), "history {seed}");
        self.stats.n_merges += 1;
        let held: Vec<Key> = merged.tables().iter().flat_map(|record| keys(&record).collect::<Vec<_>>()).collect();
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
                        let fields = [Field::Present, Field::Place].into_iter();
                        is_kept || fields.map(|field| stamps.of(field)).any(|dot| knew_not(dot, clash.dot))
                    })
                } else {
                    knew_not(shown, clash.dot)
                };
                // Who works on in what was kept knows of the clash, and leaves it for others to settle.
                let is_one = is_one || self.clashed.contains(&(record.record_id(), clash.dot));
                assert!(is_one, "history {}: no clash: {} {clash:?}", self.seed, record.record_id());
                self.clashed.insert((record.record_id(), clash.dot));
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
            let reopened = record.entries(Field::Reopened).into_iter().any(|entry| !entry.value.is_unfilled());
            assert_eq!(reopened, !passage.reopened.is_empty(), "history {seed}: {}", passage.id);
        }
        let made = merged.clashing().any(|record| merged.clashes_of(&record).any(|clash| clash.field == Field::Made));
        assert!(!made, "history {seed}: what a version has of a change is nobody's to choose");
    }

    /// All copies give the same bytes in any order, and merging again changes nothing.
    fn check_any_order(&mut self) {
        let copies: Vec<Project> = self.copies.iter().take(3).map(|copy| copy.project.clone()).collect();
        let [a, b, c] = &copies[..] else { panic!("three people") };
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
}

/// A project as it is after it was saved and opened.
fn reread(project: &Project) -> Project {
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
