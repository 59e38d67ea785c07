//! How fast the program is and how much memory it takes: `cargo bench --bench speed [WORDS IN A ROW]`.
//!
//! Every row of the table that it prints is something a user waits for, with the document and the number of passages
//! that it was measured with, and the median, the 95th percentile and the worst of many runs. Times are CPU time, so
//! that other programs do not count: for frames that of the thread that draws, for files that of the whole process. The
//! last column says what was promised, and whether that holds.
//!
//! A frame is the program itself, `App::logic` and `App::ui`, at 1280×800 with its fonts, and the tessellation of what
//! it draws; what a graphics card does with it is left out, and so is assistive technology. The window is as full as it
//! gets: the document in both readers, a passage with links in hand and its connectors drawn, the table of passages
//! open, sorted by its words and filtered. It is given pointer, wheel and key events as a window gives them. Texts are
//! articles of short paragraphs, with a passage in every hundred bytes, each marked by a transaction of its own as a
//! checker does it; some have an outcome, a query or a link.
//!
//! Memory is what the process has in use (RSS) with the window drawn and all work in the background done, in a fresh
//! process for each project, and the difference between two of them: a long document and none, many passages and none.

mod files;
mod frames;
mod history;
mod lines;
mod loading;
mod memory;
mod merging;
mod report;
mod texts;
mod versions;
mod window;

use report::Report;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    if let [child, path] = args.as_slice()
        && child == memory::CHILD
    {
        return memory::child(path.as_ref());
    }
    let mut report = Report::new(args.join(" "));
    let store = texts::Store::new();
    loading::run(&mut report, &store);
    frames::run(&mut report, &store);
    history::run(&mut report, &store);
    lines::run(&mut report, &store);
    versions::run(&mut report, &store);
    merging::run(&mut report, &store);
    files::run(&mut report, &store);
    memory::run(&mut report, &store);
}
