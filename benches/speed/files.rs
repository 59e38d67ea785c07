//! Writing, reading and saving a project of many passages, beside ron by itself.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use egui::{Key, Modifiers};
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use tickmark::model::{Actor, Checker, CheckerId, Document, Link, LogEntry, Passage, ProjectId, Query};
use tickmark::store::{from_bytes, save_project, to_text};

use crate::report::{Report, Row, Which, median, process_time};
use crate::texts::{BYTES_PER_PASSAGE, Recipe, Store};
use crate::window::{Window, key};

const PASSAGES: usize = 100_000;
const N_RUNS: usize = 9;

/// The same file as plain structs, with nothing but derived code: what ron takes by itself.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Project")]
struct Bare {
    format: String,
    version: u32,
    min_reader: u32,
    program: String,
    id: ProjectId,
    actors: BTreeMap<Actor, CheckerId>,
    seen: BTreeMap<Actor, u32>,
    about: Vec<()>,
    checkers: Vec<Arc<Checker>>,
    documents: Vec<Arc<Document>>,
    passages: Vec<Arc<Passage>>,
    links: Vec<Arc<Link>>,
    queries: Vec<Arc<Query>>,
    history: Vec<LogEntry>,
}

/// Measures files of a large project.
pub fn run(report: &mut Report, store: &Store) {
    let names = ["writing as text", "reading from text", "a whole save: written, read back, compared, stored"];
    let starting = "the frame that starts a save";
    let first = "the first change after a snapshot";
    let bytes = PASSAGES * BYTES_PER_PASSAGE;
    let row = |what| Row { what, bytes, passages: PASSAGES };
    let recipe = Recipe { bytes, passages: PASSAGES, checked: true };
    if report.wants(&names) {
        let bytes = std::fs::read(store.file(recipe)).expect("the file was just written");
        let project = from_bytes(&bytes).expect("a project can be read").project;
        let path = store.folder().join("saved.tickmark.ron");
        let (mut writing, mut reading, mut saving) = (Vec::new(), Vec::new(), Vec::new());
        let (mut bare_writing, mut bare_reading) = (Vec::new(), Vec::new());
        for _ in 0..N_RUNS {
            let (time, bare) = bare_read(&bytes);
            bare_reading.push(time);
            let (time, text) = timed(|| bare_text(&bare));
            bare_writing.push(time);
            drop(bare);
            let (time, ours) = timed(|| to_text(&project).expect("a project can be written"));
            writing.push(time);
            assert!(ours.lines().skip(1).eq(text.lines()), "both write the same");
            drop((ours, text));
            let (time, opened) = timed(|| from_bytes(&bytes).expect("a project can be read"));
            reading.push(time);
            drop(opened);
            saving.push(timed(|| save_project(&path, &project).expect("a project can be saved")).0);
        }
        compare(report, row(names[0]), writing, median(bare_writing.clone()));
        compare(report, row(names[1]), reading, median(bare_reading.clone()));
        compare(report, row(names[2]), saving, median(bare_writing) + median(bare_reading));
    }
    if report.wants(&[starting, first]) {
        let (starts, firsts) = saves(store, recipe);
        report.times(row(starting), starts, Some((Which::Worst, Duration::from_millis(8))));
        report.times(row(first), firsts, None);
    }
}

/// Prints our times, and how they compare with ron's.
fn compare(report: &Report, row: Row<'_>, ours: Vec<Duration>, bare: Duration) {
    let ratio = median(ours.clone()).as_secs_f64() / bare.as_secs_f64();
    report.times(row, ours, None);
    report.figure(row, format!("{ratio:.2} × ron"), Some(("ratio ≤ 1.2", ratio <= 1.2)));
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = process_time();
    let done = work();
    (process_time() - start, done)
}

fn bare_read(bytes: &[u8]) -> (Duration, Bare) {
    timed(|| ron::de::from_bytes(bytes).expect("a project can be read"))
}

fn bare_text(bare: &Bare) -> String {
    let form = PrettyConfig::new().new_line("\n").depth_limit(2).struct_names(true).escape_strings(false);
    let mut text = String::with_capacity(600 * PASSAGES);
    ron::Options::default().to_writer_pretty(&mut text, bare, form).expect("plain structs can be written");
    text
}

/// Saves again and again by key, with a change before each. The frames that begin it, and the changes after it.
fn saves(store: &Store, recipe: Recipe) -> (Vec<Duration>, Vec<Duration>) {
    let path = store.folder().join("mine.tickmark.ron");
    std::fs::copy(store.file(recipe), &path).expect("there is room for temporary files");
    let mut window = Window::new();
    window.open(path);
    let passages: Vec<_> =
        window.app.session().map(|it| it.project().passages().take(20).cloned().collect()).unwrap_or_default();
    let (mut starts, mut firsts) = (Vec::new(), Vec::new());
    for passage in passages.chunks(2).take(6) {
        let [before, after] = passage else { continue };
        change(&mut window, before);
        window.settle();
        starts.push(window.frame(key(Key::S, Modifiers::COMMAND)).time);
        let start = crate::report::thread_time();
        change(&mut window, after);
        firsts.push(crate::report::thread_time() - start);
        // Back to what is being saved, so that it shows when that is done.
        window.app.request(tickmark::command::Action::Undo);
        while window.app.session().is_some_and(|session| session.history().is_unsaved()) {
            window.wait();
        }
        window.settle();
    }
    (starts, firsts)
}

fn change(window: &mut Window, passage: &Passage) {
    let outcome = Some(tickmark::model::Outcome::Opinion);
    let what = tickmark::edit::set_outcome([passage], outcome);
    window.app.request(tickmark::command::Action::Commit(what, tickmark::command::Then::Stay));
}
