//! A long document without a line end: whatever is done there must not depend on the length of the paragraph.

use std::time::Duration;

use egui::{Event, Key, Modifiers};
use tickmark::command::{Action, Command, WindowAction};
use tickmark::model::PassageKind;
use tickmark::session::{Selection, Side};
use tickmark::text::TextRange;

use crate::report::{Report, Row};
use crate::texts::{Store, text};
use crate::window::{Window, key};

const BYTES: usize = 20_000_000;
const N_RUNS: usize = 5;

/// Measures the frames of a line of 20 MB.
pub fn run(report: &mut Report, store: &Store) {
    let all = "marking the whole of one line, all frames";
    let some = "marking words in one line, all frames";
    let find = "finding words in one line, all frames";
    if !report.wants(&[all, some, find]) {
        return;
    }
    let row = |what| Row { what, bytes: BYTES, passages: 0 };
    let path = store.folder().join("line.txt");
    let line = text(BYTES).0.replace('\n', " ");
    std::fs::write(&path, &line).expect("there is room for temporary files");
    let mut window = Window::new();
    window.load(path);
    let middle = line.floor_char_boundary(BYTES / 2);
    let words = TextRange::between(middle, line.ceil_char_boundary(middle + 30));
    let times = (0..N_RUNS).flat_map(|_| marking(&mut window, words)).collect();
    report.times(row(some), times, None);
    let times = (0..N_RUNS).flat_map(|_| finding(&mut window)).collect();
    report.times(row(find), times, None);
    let times = (0..N_RUNS).flat_map(|_| marking(&mut window, TextRange::of(line.trim_end()))).collect();
    report.times(row(all), times, None);
}

/// The frames from the key that marks until the window rests, and those that take it back.
fn marking(window: &mut Window, range: TextRange) -> Vec<Duration> {
    window.app.request(Action::ShowWords(Side::Left, Selection::of(range)));
    window.app.request(Action::Window(WindowAction::FocusReader(Side::Left)));
    window.settle();
    let mut times = vec![window.frame(key(Key::Num1, Modifiers::NONE)).time];
    times.extend(window.frames_until_done());
    let kinds: Vec<_> =
        window.app.session().into_iter().flat_map(|it| it.project().passages().map(|passage| passage.kind)).collect();
    assert_eq!(kinds, [PassageKind::Claim], "the key marks");
    times.push(window.frame(key(Key::Z, Modifiers::COMMAND)).time);
    times.extend(window.frames_until_done());
    times
}

/// The frames from the first letter in the field until all hits are found, and those of going to the next ones.
fn finding(window: &mut Window) -> Vec<Duration> {
    window.app.request(Command::Find);
    window.settle();
    window.frame(key(Key::A, Modifiers::COMMAND));
    let mut times = Vec::new();
    for letter in "torture".chars() {
        times.push(window.frame(vec![Event::Text(letter.into())]).time);
        times.extend(window.frames_until_done());
    }
    for _ in 0..10 {
        times.push(window.frame(key(Key::F3, Modifiers::NONE)).time);
        times.extend(window.frames_until_done());
    }
    window.frame(key(Key::Escape, Modifiers::NONE));
    window.settle();
    times
}
