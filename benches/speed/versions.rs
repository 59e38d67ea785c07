//! Two versions of a long text side by side: what is compared in the background must not be felt in a frame.

use std::time::Duration;

use egui::{Event, Key, Modifiers, Pos2, pos2, vec2};
use tickmark::command::{Action, Command};
use tickmark::edit::Transaction;
use tickmark::model::{Document, DocumentId, Edit};

use crate::report::{Report, Row, Which};
use crate::texts::{Recipe, Store, document, text};
use crate::window::{Window, key, wheel_turned};

/// About a million words.
const BYTES: usize = 6_000_000;
const PER_FRAME: Duration = Duration::from_millis(8);
/// In the text of the left reader, and in its overview strip.
const IN_READER: Pos2 = pos2(300.0, 300.0);
const IN_STRIP: Pos2 = pos2(494.0, 250.0);

/// Measures the frames of a comparison.
pub fn run(report: &mut Report, store: &Store) {
    let names = [
        "comparing versions, all frames until that is done",
        "scrolling both versions",
        "going through what differs between versions",
    ];
    if !report.wants(&names) {
        return;
    }
    let row = |what| Row { what, bytes: BYTES, passages: 0 };
    let most = Some((Which::Worst, PER_FRAME));
    let mut window = Window::new();
    window.open(store.file(Recipe { bytes: 0, passages: 0, checked: false }));
    let old = document(&text(BYTES).0);
    let new = next_version(&old);
    let (old_id, new_id) = (old.id, new.id);
    let what = Transaction::new("Load", vec![Edit::insert(old), Edit::insert(new)]);
    window.app.request(Action::Commit(what, tickmark::command::Then::Stay));
    window.frames_until_done();
    window.app.request(Action::Compare { old: old_id, new: new_id, at: None });
    report.times(row(names[0]), window.frames_until_done(), most);
    // What is told apart is told only once it is known.
    window.find("Scroll together");
    report.times(row(names[1]), scrolling(&mut window), most);
    let times = (0..200).flat_map(|_| {
        let pressed = window.frame(key(Key::F7, Modifiers::NONE)).time;
        [pressed, window.frame(Vec::new()).time, window.frame(Vec::new()).time]
    });
    report.times(row(names[2]), times.collect(), most);
    window.app.request(Command::CompareVersions);
}

/// The text with every twentieth number changed, every fiftieth line left out and every fiftieth moved.
fn next_version(old: &Document) -> Document {
    let mut lines: Vec<String> = Vec::new();
    for (at, line) in old.text().lines().enumerate() {
        let line = if at % 4 == 1 { line.replacen("2024", "2025", 1) } else { line.to_owned() };
        match at % 50 {
            10 => {}
            30 => lines.insert(lines.len() / 2, line),
            _ => lines.push(line),
        }
    }
    let new = document(&lines.join("\n"));
    Document { id: DocumentId::of("the next", ""), title: "The next draft".into(), ..new }
}

/// Turns the wheel over one reader and drags in its strip; the other one follows.
fn scrolling(window: &mut Window) -> Vec<Duration> {
    window.frame(vec![Event::PointerMoved(IN_READER)]);
    let wheel = (0..300).map(|at| window.frame(vec![wheel_turned(if at < 200 { -300.0 } else { 200.0 })]).time);
    let mut times: Vec<Duration> = wheel.collect();
    for step in 0..60_u16 {
        let drawn = window.click(IN_STRIP + vec2(0.0, f32::from(step) * 4.0));
        times.extend([drawn.time, window.frame(Vec::new()).time, window.frame(Vec::new()).time]);
    }
    times
}
