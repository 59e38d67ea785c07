//! From a long text to the first frame that shows it.

use std::path::Path;
use std::time::Duration;

use tickmark::command::{Action, FileAction};

use crate::report::{Report, Row, Which, median, process_time};
use crate::texts::{Recipe, Store, text};
use crate::window::Window;

const BYTES: usize = 10_000_000;
const N_RUNS: usize = 15;

/// Measures the first frames of a long text.
pub fn run(report: &mut Report, store: &Store) {
    let shown = "text to its first frame, from when the window has it";
    let read = "text file to its first frame, reading included";
    let opened = "project file to its first frame, reading included";
    let most = Some((Which::Median, Duration::from_millis(60)));
    let row = |what, bytes| Row { what, bytes, passages: 0 };
    if report.wants(&[shown, opened]) {
        let [short, long] = [0, BYTES].map(|bytes| store.file(Recipe { bytes, passages: 0, checked: false }));
        let (short_frames, short_all) = runs(|| opened_in(&short));
        let (long_frames, long_all) = runs(|| opened_in(&long));
        report.times(row(shown, BYTES), beyond(&long_frames, short_frames), most);
        report.times(row(opened, BYTES), beyond(&long_all, short_all), None);
    }
    if report.wants(&[read]) {
        let [short, long] = [1, BYTES].map(|bytes| {
            let path = store.folder().join(format!("{bytes}.txt"));
            let text = if bytes == 1 { "W".to_owned() } else { text(bytes).0 };
            std::fs::write(&path, text).expect("there is room for temporary files");
            path
        });
        let (_, short_all) = runs(|| ((), loaded_in(&short)));
        let (_, long_all) = runs(|| ((), loaded_in(&long)));
        report.times(row(read, BYTES), beyond(&long_all, short_all), most);
    }
}

fn runs<T>(mut run: impl FnMut() -> (T, Duration)) -> (Vec<T>, Vec<Duration>) {
    (0..N_RUNS).map(|_| run()).unzip()
}

/// How much longer each of `times` is than the usual run without a text.
fn beyond(times: &[Duration], empty: Vec<Duration>) -> Vec<Duration> {
    let empty = median(empty);
    times.iter().map(|time| time.saturating_sub(empty)).collect()
}

/// The time of the frames from the one that is given the project to the one that shows it; and all the time since it
/// was asked for.
fn opened_in(path: &Path) -> (Duration, Duration) {
    let mut window = Window::new();
    window.settle();
    let start = process_time();
    window.app.request(Action::File(FileAction::Open(path.to_owned())));
    let mut frames = Duration::ZERO;
    while window.app.session().is_none() {
        frames = window.wait().time;
    }
    // Panels know how large they are in the second frame.
    frames += window.frame(Vec::new()).time;
    let all = process_time() - start;
    rest(&mut window);
    (frames, all)
}

/// All the time from when the file was dropped to when its text is shown; the question what it is, is answered at once.
fn loaded_in(path: &Path) -> Duration {
    let mut window = Window::new();
    window.app.request(Action::File(FileAction::New));
    window.settle();
    let start = process_time();
    window.app.request(Action::File(FileAction::Add(vec![path.to_owned()])));
    window.wait();
    while window.app.is_busy() {
        window.wait();
    }
    let n_documents = |window: &Window| window.app.session().map_or(0, |session| session.project().documents().len());
    window.settle();
    let load = window.find("Load");
    window.click(load);
    assert_eq!(n_documents(&window), 1, "the text was loaded");
    window.frame(Vec::new());
    let all = process_time() - start;
    rest(&mut window);
    all
}

/// Waits until nothing is worked out in the background any more: the next run shall not pay for it.
fn rest(window: &mut Window) {
    window.frame(Vec::new());
    while window.app.is_busy() {
        window.wait();
    }
}
