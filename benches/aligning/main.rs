//! How fast the passages of an old version are found in a new one: `cargo bench --bench aligning`.
//!
//! The new version has every twentieth word changed, every fiftieth paragraph left out and every fiftieth moved. All times
//! are CPU times of the whole process: median and worst of several runs.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use tickmark::edit::{Transaction, replace};
use tickmark::import::{Options, Watch, import};
use tickmark::model::{
    Actor, CheckerId, Document, Dot, Edit, Id, Passage, PassageKind, Place, Project, ProjectId, Role, Time,
};
use tickmark::session::{Session, Worker};
use tickmark::text::{Alignment, Placement, TextRange};

const N_RUNS: usize = 7;
/// The words that there are; the first are the most frequent.
const N_FORMS: u64 = 30_000;
const WORDS_PER_PARAGRAPH: usize = 80;

fn main() {
    println!("{:<56} {:>9} {:>9}   promised", "CPU time in ms", "median", "worst");
    measure("10,000 passages of 10,000 words", 10_000, 10_000, Some(100.0));
    measure("1,000 passages of 1,000,000 words", 1_000_000, 1_000, Some(2000.0));
    measure_replacing(10_000, 10_000);
    let old = text(&mut Chance(7), 1_000_000);
    let new = next_version(&mut Chance(8), &old);
    row("how two versions of 1,000,000 words differ, in stretches", None, || Alignment::of(&old, &new).alterations());
    let old = text(&mut Chance(1), 100_000);
    let new = text(&mut Chance(2), 100_000);
    row("100,000 words against as many that are others", None, || Alignment::of(&old, &new).place(TextRange::of(&old)));
    let old = "The men were there. The men were there.\n".repeat(2_500);
    let new = old.replacen("men", "women", 1) + "The men were there.";
    row("20,000 words that say the same again and again", None, || {
        Alignment::of(&old, &new).place(TextRange::of(&old))
    });
}

/// Aligns a text with its next version, and places so many passages.
fn measure(what: &str, n_words: usize, n_passages: usize, promised: Option<f64>) {
    let mut chance = Chance(7);
    let old = text(&mut chance, n_words);
    let new = next_version(&mut chance, &old);
    let starts: Vec<usize> = old.match_indices(' ').map(|(at, _)| at + 1).collect();
    let passage = |at: usize| {
        let first = at * (starts.len() - 8) / n_passages;
        TextRange::between(starts[first], starts[first + 1 + at % 7] - 1)
    };
    row(what, promised, || {
        let alignment = Alignment::of(&old, &new);
        let placed = (0..n_passages).map(|at| alignment.place(passage(at)));
        let n_found = placed.filter(|placed| placed.placement != Placement::Orphaned).count();
        assert!(n_found * 10 > n_passages * 9, "nearly all are found: {n_found}");
        n_found
    });
}

/// Takes in a new version of a draft with so many passages, as one step of a session.
fn measure_replacing(n_words: usize, n_passages: usize) {
    let mut chance = Chance(7);
    let old = text(&mut chance, n_words);
    let (old, new) = (document("one.txt", &old), document("two.txt", &next_version(&mut chance, &old)));
    let starts: Vec<usize> = old.text().match_indices(' ').map(|(at, _)| at + 1).collect();
    let mark = |at: usize| {
        let first = at * (starts.len() - 8) / n_passages;
        let range = TextRange::between(starts[first], starts[first + 1 + at % 7] - 1);
        let passage = Passage::new(Place::of(&old, range)?, PassageKind::Claim, Dot::NOBODY);
        Some(Edit::insert(Passage { id: Id::derived(&[&at.to_le_bytes()]).into(), ..passage }))
    };
    let marks = std::iter::once(Edit::insert(old.clone())).chain((0..n_passages).filter_map(mark)).collect();
    let nobody = Worker { checker: CheckerId(Id::derived(&[b"bench"])), name: "Bench".into(), actor: Actor(1) };
    let mut session = Session::new(Project::new(ProjectId(Id::derived(&[b"bench"]))), nobody.clone(), Id::default());
    session.commit(Transaction::new("Mark", marks), Time(0)).expect("passages");
    let project = session.project().clone();
    let what = format!("{n_passages} passages taken to a new version, all of it");
    row(&what, None, || {
        let mut session = Session::new(project.clone(), nobody.clone(), Id::default());
        let what = replace(session.project(), &old, new.clone()).expect("a new version");
        session.commit(what, Time(1)).expect("a transaction");
        session.counts(new.id).n_passages
    });
}

fn document(name: &str, text: &str) -> Document {
    let read = import(text.as_bytes(), name, &Options::default(), &Watch::default()).expect("text");
    Document::new(read.into_loaded(name, text.as_bytes(), Time(0)), name, Role::Draft, Dot::NOBODY)
}

fn row<T>(what: &str, promised: Option<f64>, mut run: impl FnMut() -> T) {
    let mut times: Vec<f64> = (0..N_RUNS)
        .map(|_| {
            let before = cpu_time();
            std::hint::black_box(run());
            (cpu_time() - before).as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let promised = promised.map_or(String::new(), |promised| format!("< {promised:.0}"));
    println!("{what:<56} {:>9.2} {:>9.2}   {promised}", times[N_RUNS / 2], times[N_RUNS - 1]);
}

fn text(chance: &mut Chance, n_words: usize) -> String {
    let mut text = String::new();
    for at in 0..n_words {
        text.push_str(&chance.word());
        let end = if (at + 1) % WORDS_PER_PARAGRAPH == 0 {
            "\n"
        } else if (at + 1) % 20 == 0 {
            ". "
        } else {
            " "
        };
        text.push_str(end);
    }
    text
}

fn next_version(chance: &mut Chance, old: &str) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    for (at, paragraph) in old.lines().enumerate() {
        let words: Vec<String> = paragraph
            .split(' ')
            .map(|word| if chance.below(20) == 0 { chance.word() } else { word.to_owned() })
            .collect();
        match at % 50 {
            10 => {}
            30 => paragraphs.insert(paragraphs.len() / 2, words.join(" ")),
            _ => paragraphs.push(words.join(" ")),
        }
    }
    paragraphs.join("\n")
}

/// Numbers that look like chance and are the same in every run (xorshift, G. Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    /// A word; about as often as in a language, where the frequency falls with the rank.
    fn word(&mut self) -> String {
        let reach = 1 + self.below(N_FORMS);
        format!("word{}", self.below(reach))
    }
}

fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}
