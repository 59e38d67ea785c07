//! How much memory a document and its passages take, in fresh processes.

use std::path::Path;
use std::process::Command;

use tickmark::command::Action;
use tickmark::session::Side;

use crate::report::{Report, Row};
use crate::texts::{BYTES_PER_PASSAGE, Recipe, Store};
use crate::window::Window;

/// What a child process is called with.
pub const CHILD: &str = "memory-of";

const BYTES: usize = 10_000_000;

/// Measures what a document and what its passages take.
pub fn run(report: &mut Report, store: &Store) {
    let (of_text, of_passages) = ("memory of a document", "memory of passages");
    if !report.wants(&[of_text, of_passages]) {
        return;
    }
    let recipe = |bytes, passages| Recipe { bytes, passages, checked: false };
    let passages = BYTES / BYTES_PER_PASSAGE;
    let empty = in_use(&store.file(recipe(1000, 0)));
    let text = in_use(&store.file(recipe(BYTES, 0)));
    let marked = in_use(&store.file(recipe(BYTES, passages)));
    let per_byte = (text - empty) / BYTES as f64;
    let per_passage = (marked - text) / passages as f64;
    let row = |what, passages| Row { what, bytes: BYTES, passages };
    report.figure(row(of_text, 0), format!("{per_byte:.2} B/B"), Some(("≤ 3 per byte", per_byte <= 3.0)));
    let holds = per_passage <= 400.0;
    report.figure(row(of_passages, passages), format!("{per_passage:.0} B"), Some(("≤ 400 each", holds)));
}

/// The bytes in use by a process that has this project open; the median of three.
fn in_use(path: &Path) -> f64 {
    let program = std::env::current_exe().expect("this program is a file");
    let mut all: Vec<f64> = (0..3)
        .map(|_| {
            let output = Command::new(&program).arg(CHILD).arg(path).output().expect("this program can be started");
            String::from_utf8_lossy(&output.stdout).trim().parse().expect("the child prints a number")
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all.get(1).copied().unwrap_or_default()
}

/// Opens a project in a window, draws it, and prints how many bytes the process has in use.
pub fn child(path: &Path) {
    let mut window = Window::new();
    window.open(path.to_owned());
    let document = window.app.session().and_then(|session| session.project().documents().first().map(|it| it.id));
    window.app.request(Action::OpenDocument(Side::Right, document.expect("the project has a document")));
    window.settle();
    // What is worked out in the background is kept as well, and takes much to be worked out.
    window.frames_until_done();
    let status = std::fs::read_to_string("/proc/self/statm").expect("this is Linux");
    let pages: usize = status.split(' ').nth(1).and_then(|pages| pages.parse().ok()).expect("the second number");
    println!("{}", pages * rustix::param::page_size());
}
