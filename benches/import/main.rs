//! How fast files of other programs are read: `cargo bench --bench import [FOLDERS]`.
//!
//! Without folders it reads documents that it makes itself, the same every time, and prints the CPU time of many runs:
//! median, 95th percentile and worst, and what was promised of them. That is the reading alone, in this process; a worker
//! process around it costs some milliseconds more.
//!
//! With folders it runs `tickmark text` on each file in them, worker and all, and the programs that others use for the
//! same (pdftotext for PDF, pandoc for the others) where they are installed. It prints the CPU time of both, and how many
//! times that of the other program ours is. Files that only one of the two can read count for both.

mod folders;
mod made;
mod packages;
mod table;

use std::cell::Cell;
use std::path::PathBuf;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use tickmark::import::{Options, Watch, import};

use table::Table;

const N_RUNS: usize = 21;

fn main() {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).filter(|path| path.is_dir()).collect();
    if !folders.is_empty() {
        return folders::run(&folders);
    }
    let table = Table::new();
    for document in made::all() {
        let mut times: Vec<[Duration; 2]> = (0..N_RUNS).map(|_| times(&document)).collect();
        times.sort_unstable_by_key(|[first, _]| *first);
        if let Some(most) = document.first_within {
            let first = times.iter().map(|[first, _]| *first).collect();
            table.row(&format!("{}, until the first page", document.what), document.bytes.len(), first, Some(most));
        }
        let whole = times.iter().map(|[_, whole]| *whole).collect();
        table.row(document.what, document.bytes.len(), whole, document.within);
    }
}

/// How long it takes until the first part of a document is read, and all of it.
fn times(document: &made::Document) -> [Duration; 2] {
    thread_local!(static FIRST: Cell<Option<Duration>> = const { Cell::new(None) });
    FIRST.set(None);
    let begun = cpu_time();
    let watch = Watch::telling(move |_| {
        if FIRST.get().is_none() {
            FIRST.set(Some(cpu_time() - begun));
        }
    });
    let read = import(&document.bytes, document.name, &Options::default(), &watch);
    let whole = cpu_time() - begun;
    let n_words = read.map_or(0, |read| read.text.split_whitespace().count());
    assert!(n_words >= document.n_words, "{} has {n_words} words of {}", document.what, document.n_words);
    [FIRST.get().unwrap_or(whole), whole]
}

/// The CPU time that this process has used.
fn cpu_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
}
