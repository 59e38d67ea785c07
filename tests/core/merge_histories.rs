//! Random histories of three people and their copies: merging loses nothing, invents no clash, and gives the same bytes in
//! any order.
//!
//! `TICKMARK_HISTORIES=100000 cargo test --release --no-default-features --test core_tests merge_histories` runs that many;
//! `TICKMARK_HISTORIES=100000..200000` those that come next.

use std::num::NonZero;
use std::ops::Range;
use std::thread;

use tickmark::edit::{self, Deed, History, MergeTurn, Moment, Transaction};
use tickmark::import::{Options, Watch, import};
use tickmark::model::{
    About, Actor, Change, ChangeId, Checker, CheckerId, Document, Edit, EditError, Field, Id, LinkTarget, Outcome,
    PassageKind, Project, ProjectId, Query, QueryId, Relation, Role, Text, Time, Value,
};
use tickmark::text::TextRange;

use crate::merge_deeds::{N_DEEDS, deed, first_deeds};
use crate::merge_rules::{Judge, Stats, reread};
use crate::support::UNSTAMPED;

const N_HISTORIES: u64 = 2_000;
/// Histories that once broke a rule, run beside the others.
const HARD: [Seed; 6] = [former(21_593), former(155_386), former(184_219), full(638), full(75_993), full(80_784)];
const MAX_COPIES: usize = 5;
const PEOPLE: [&str; 3] = ["Ana", "Ben", "Cem"];
/// The last two are later versions of the first.
const TEXTS: [(&str, &str); 5] = [
    ("a.txt", "Over 80,000 men were held in two jails."),
    ("b.txt", "At least 85,000, it says."),
    ("a2.txt", "Since May over 80,000 men were held in two jails."),
    ("a3.txt", "Over 85,000 men were held."),
    ("a4.txt", "In two jails 80,000 men were held, it says."),
];

#[test]
fn histories_of_three_people_merge_by_the_rules() {
    let asked = std::env::var("TICKMARK_HISTORIES").map(|asked| numbers(&asked));
    let is_thorough = asked.is_ok();
    let asked = asked.unwrap_or(0..N_HISTORIES);
    let n_histories = asked.end - asked.start;
    let n_threads = thread::available_parallelism().map_or(1, NonZero::get);
    let documents = TEXTS.map(|(name, text)| document(name, text));
    let stats: Vec<Stats> = thread::scope(|scope| {
        let run = |first: usize| {
            let documents = &documents;
            let asked = asked.clone().map(|number| Seed { number, kind: Kind::of(number), is_thorough });
            let seeds = HARD.into_iter().chain(asked).skip(first).step_by(n_threads);
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
    if n_histories < N_HISTORIES {
        return;
    }
    // Else the histories say nothing.
    assert!(n_merges > 2 * n_histories && n_clashes > n_histories / 10 && n_kept > n_histories / 100);
    assert!(n_carried > n_histories / 10 && n_forked > n_histories / 100);
}

/// The histories that were asked for: the first so many, or from one to another.
fn numbers(asked: &str) -> Range<u64> {
    let number = |digits: &str| digits.parse().expect("a number");
    asked.split_once("..").map_or_else(|| 0..number(asked), |(from, to)| number(from)..number(to))
}

/// Names a history.
#[derive(Clone, Copy)]
struct Seed {
    number: u64,
    kind: Kind,
    /// Whether all is tried in it that can be.
    is_thorough: bool,
}

const fn former(number: u64) -> Seed {
    Seed { number, kind: Kind::Former, is_thorough: true }
}

const fn full(number: u64) -> Seed {
    Seed { number, kind: Kind::Full, is_thorough: true }
}

/// What happens in a history.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// What happened in all of them before there were full ones.
    Former,
    /// All that people do with the program today, in a project that they have worked on before.
    Full,
    /// The same with three new versions of one draft, of which people say which is the newest.
    Versions,
}

impl Kind {
    fn of(number: u64) -> Self {
        if number % 3 == 2 { Self::Versions } else { Self::Full }
    }

    fn is_full(self) -> bool {
        self != Self::Former
    }

    fn n_steps(self) -> usize {
        if self.is_full() { 32 } else { 24 }
    }

    /// Of how many kinds of steps one is chosen.
    fn n_ways(self) -> usize {
        if self.is_full() { 25 } else { 22 }
    }

    /// Of how many kinds of transactions one is chosen.
    fn n_deeds(self) -> usize {
        if self.is_full() { N_FORMER_DEEDS + N_DEEDS } else { N_FORMER_DEEDS }
    }
}

const N_FORMER_DEEDS: usize = 17;

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
    /// What it was opened with, and what was written down since.
    opened: Project,
    deeds: Vec<Deed>,
}

impl Copy {
    fn tell_merge(&mut self, turn: MergeTurn) {
        self.deeds.push(Deed::Merge("Merge".into(), turn, Box::new(self.project.clone())));
    }
}

/// All copies of a project, and who judges what becomes of them.
struct World<'d> {
    documents: &'d [Document; 5],
    seed: u64,
    kind: Kind,
    is_thorough: bool,
    dice: Dice,
    copies: Vec<Copy>,
    n_actors: u64,
    n_ids: u32,
    judge: Judge,
}

impl<'d> World<'d> {
    /// A project of one document, and a copy of it for each person.
    fn new(documents: &'d [Document; 5], Seed { number: seed, kind, is_thorough }: Seed) -> Self {
        let project = Project::new(ProjectId(Id::derived(&[b"history"])));
        let mut world = Self {
            documents,
            seed,
            kind,
            is_thorough,
            dice: Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            copies: Vec::new(),
            n_actors: 0,
            n_ids: 0,
            judge: Judge::new(seed, is_thorough),
        };
        world.open(project.clone(), 0);
        let about = About::new(project.id(), "Prisons", UNSTAMPED);
        let begin = vec![Edit::insert(about), Edit::insert(documents[0].clone())];
        world.commit(0, Transaction::new("Begin", begin));
        if kind.is_full() {
            world.commit(0, first_deeds(&documents[0]));
        }
        let begun = world.copies[0].project.clone();
        for person in 1..PEOPLE.len() {
            world.open(begun.clone(), person);
        }
        world
    }

    fn live(mut self) -> Stats {
        for _ in 0..self.kind.n_steps() {
            let at = self.dice.roll(self.copies.len());
            self.step(at);
        }
        let [a, b, c, ..] = &self.copies[..] else { panic!("three people") };
        self.judge.check_any_order([&a.project, &b.project, &c.project]);
        if self.is_thorough {
            self.check_all_together();
        }
        self.judge.stats
    }

    /// All copies and what they were when they were opened, in one order and in another, some of them repeatedly.
    fn check_all_together(&mut self) {
        let copies = self.copies.iter();
        let all: Vec<Project> = copies.flat_map(|copy| [copy.project.clone(), copy.opened.clone()]).collect();
        let mut other = all.clone();
        for at in 0..other.len() {
            other.swap(at, self.dice.roll(all.len()));
        }
        other.extend_from_within(..3);
        self.judge.check_orders(&all, &other);
    }

    fn open(&mut self, project: Project, person: usize) {
        self.n_actors += 1;
        // Which of two stamps is greater has nothing to do with which came first.
        let actor = Actor(self.n_actors.wrapping_mul(0xd134_2543_de82_ef95));
        let (backups, opened) = (vec![project.clone()], project.clone());
        let copy = Copy { project, history: History::new(), actor, person, backups, opened, deeds: Vec::new() };
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
        copy.opened = project.clone();
        copy.deeds.clear();
        copy.project = project;
    }

    fn step(&mut self, at: usize) {
        match self.dice.roll(self.kind.n_ways()) {
            0..=14 => {
                if let Some(what) = self.transaction(at) {
                    self.commit(at, what);
                }
            }
            15 if self.copies[at].history.undoes_merge() => self.undo_merge(at),
            15 => self.turn(at, History::undo),
            16 if self.copies[at].history.merge_to_redo().is_some() => self.redo_merge(at),
            16 => self.turn(at, History::redo),
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
            22 => self.recover(at),
            23 => {
                let other = self.dice.roll(self.copies.len());
                let which = self.dice.roll(self.copies[other].backups.len());
                self.merge_in(at, &self.copies[other].backups[which].clone());
            }
            _ => {
                let other = self.dice.roll(self.copies.len());
                self.merge_in(at, &self.copies[other].project.clone());
            }
        }
    }

    fn merge_in(&mut self, at: usize, theirs: &Project) {
        let merged = self.judge.merge(&self.copies[at].project, theirs);
        let copy = &mut self.copies[at];
        copy.backups.push(copy.project.clone());
        copy.history.merge(&mut copy.project, "Merge", merged);
        copy.tell_merge(MergeTurn::Done);
    }

    /// The program stops without having saved, and goes on from what was written down.
    fn recover(&mut self, at: usize) {
        let copy = &self.copies[at];
        let (project, history) = edit::repeat_deeds(&copy.opened, true, copy.deeds.clone());
        let lost = reread(&copy.project);
        assert!(project.tables() == lost.tables() && project.seen == lost.seen, "history {}: not recovered", self.seed);
        assert_eq!(project.validate(), Ok(()), "history {}: recovered", self.seed);
        self.reopen(at, project);
        self.copies[at].history = history;
    }

    /// Takes a merge back, and goes on under a new actor.
    fn undo_merge(&mut self, at: usize) {
        self.n_actors += 1;
        let copy = &mut self.copies[at];
        copy.backups.push(copy.project.clone());
        assert!(copy.history.undo_merge(&mut copy.project));
        copy.actor = Actor(self.n_actors.wrapping_mul(0xd134_2543_de82_ef95));
        copy.tell_merge(MergeTurn::Undone);
    }

    /// Does a merge again that was taken back.
    fn redo_merge(&mut self, at: usize) {
        let copy = &self.copies[at];
        let again = copy.history.merge_to_redo().expect("it was asked for").clone();
        let merged = self.judge.merge(&copy.project.clone(), &again);
        let copy = &mut self.copies[at];
        assert!(copy.history.redo_merge(&mut copy.project, merged));
        copy.tell_merge(MergeTurn::Redone);
    }

    fn commit(&mut self, at: usize, what: Transaction) {
        self.enter(at);
        self.perform(at, |history, project, moment| history.commit(project, what, moment).ok());
    }

    /// Takes the last transaction back, or makes one again.
    fn turn(
        &mut self,
        at: usize,
        turn: fn(&mut History, &mut Project, Moment) -> Option<Result<edit::Commit, EditError>>,
    ) {
        if self.kind.is_full() {
            self.enter(at);
        }
        self.perform(at, |history, project, moment| turn(history, project, moment)?.ok());
    }

    /// Enters who works in a copy.
    fn enter(&mut self, at: usize) {
        let person = self.copies[at].person;
        let checker = CheckerId(Id::derived(&[PEOPLE[person].as_bytes()]));
        let copy = &mut self.copies[at];
        if copy.project.actors.insert(copy.actor, checker).is_none() && copy.project.checker(checker).is_none() {
            let enter = Edit::insert(Checker::new(checker, PEOPLE[person], UNSTAMPED));
            self.perform(at, |history, project, moment| {
                history.enter(project, Transaction::new("Enter", vec![enter]), moment).ok()
            });
        }
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
        copy.deeds.extend(edit::Facts::of(&copy.project, &commit).map(Deed::Facts));
        self.judge.enter(&commit, &before, &copy.project);
    }

    fn transaction(&mut self, at: usize) -> Option<Transaction> {
        self.n_ids += 1;
        let fresh = Id::derived(&[b"fresh", &self.n_ids.to_le_bytes()]);
        let dice = &mut self.dice;
        let project = &self.copies[at].project;
        let passages: Vec<_> = project.passages().cloned().collect();
        let documents = project.documents();
        let passage = |dice: &mut Dice| passages.get(dice.roll(passages.len().max(1)));
        match dice.roll(self.kind.n_deeds()) {
            number @ N_FORMER_DEEDS.. => deed(number - N_FORMER_DEEDS, project, dice, fresh),
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
                let has_three = self.kind == Kind::Versions;
                let forks: Vec<_> = project.forks().filter(|_| has_three && dice.roll(2) == 0).collect();
                if let Some((replaced, versions)) = forks.first() {
                    let newest = versions[dice.roll(versions.len())];
                    return edit::choose_newest(project, *replaced, newest).ok();
                }
                let new = self.documents[2 + dice.roll(if has_three { 3 } else { 2 })].clone();
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
}

/// Chance that is the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn roll(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("a number") % n
    }
}
