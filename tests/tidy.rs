//! The rules of the code that a compiler does not know: who may know whom, sizes, and words that do not land.

use std::fs;
use std::path::{Path, PathBuf};

/// For every room of `src` the other rooms that it may name. A new arrow is a change here, and is discussed first.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("reading", &["text"]),
    ("model", &["text"]),
    ("edit", &["text", "model"]),
    ("import", &["text", "model", "edit"]),
    ("store", &["text", "model", "edit"]),
    ("search", &["text", "reading", "model", "edit"]),
    ("detect", &["text", "reading", "model"]),
    ("compare", &["text", "reading", "model"]),
    ("merge", &["text", "model"]),
    ("session", &["text", "reading", "model", "edit", "search", "detect", "compare"]),
    ("sample", &["text", "model", "edit", "import", "session"]),
    ("chance", &["model"]),
    (
        "cli",
        &[
            "text", "reading", "model", "edit", "import", "store", "search", "detect", "compare", "merge", "session",
            "sample", "chance",
        ],
    ),
    // Of the store only the settings that a command changes.
    ("command", &["text", "model", "edit", "store", "search", "session"]),
    ("ui", &["text", "model", "edit", "import", "store", "search", "session", "command"]),
    (
        "app",
        &[
            "text", "model", "edit", "import", "store", "search", "merge", "session", "sample", "chance", "command",
            "ui",
        ],
    ),
];
/// The rooms that are drawn with: only they may name the crates of the window.
const WITH_WINDOW: [&str; 3] = ["command", "ui", "app"];
const WINDOW_CRATES: [&str; 6] = ["egui", "eframe", "epaint", "rfd", "winit", "egui_table"];
/// Rooms that may touch files.
const WITH_FILES: [&str; 4] = ["import", "store", "cli", "app"];
/// Rooms that may ask for chance, the time or the environment.
const WITH_CHANCE: [&str; 5] = ["import", "store", "chance", "cli", "app"];

const MAX_FILE_LINES: usize = 500;
const MAX_FUNCTION_LINES: usize = 60;
const MAX_VIEW_LINES: usize = 80;

/// A file of our own code.
struct Source {
    /// Its path in the package, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The room it belongs to, `None` for `lib.rs` and `main.rs`.
    fn room(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        let room = inside.split_once('/').map_or_else(|| inside.strip_suffix(".rs"), |(room, _)| Some(room));
        room.filter(|room| !["lib", "main"].contains(room))
    }

    /// Its lines of code with their numbers, without comments and without the tests at its end.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().take_while(|line| *line != "#[cfg(test)]").enumerate();
        lines.map(|(at, line)| (at + 1, line.split_once("//").map_or(line, |(code, _)| code)))
    }
}

fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut waiting: Vec<PathBuf> = vec![root.join(folder)];
    let mut sources = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(root).expect("a path in the package").to_string_lossy().replace('\\', "/");
            sources.push(Source { path: name, text: fs::read_to_string(&path).expect("a file of code") });
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// Fails with all complaints, each on its line.
#[track_caller]
fn expect_none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The lines of code in `src` that `is_bad`, told with `why`. It is given the room and the code.
#[track_caller]
fn check_lines(why: &str, is_bad: impl Fn(&str, &str) -> bool) {
    let sources = sources("src");
    let bad = sources.iter().flat_map(|source| {
        let room = source.room().unwrap_or_default();
        let lines = source.code().filter(|(_, line)| is_bad(room, line));
        lines.map(|(at, line)| format!("{}:{at}: {why}: {}", source.path, line.trim())).collect::<Vec<_>>()
    });
    expect_none(bad.collect());
}

/// Whether `name` stands in `code` as a word of its own, followed by `::`.
fn names_path(code: &str, name: &str) -> bool {
    code.match_indices(&format!("{name}::")).any(|(at, _)| {
        let before = code.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
    })
}

#[test]
fn rooms_know_only_whom_they_may() {
    let mut complaints = Vec::new();
    for source in sources("src") {
        let Some(room) = source.room() else { continue };
        let Some((_, may_know)) = MAY_KNOW.iter().find(|(name, _)| *name == room) else {
            complaints.push(format!("{}: the room {room} is not in the table", source.path));
            continue;
        };
        for (at, line) in source.code() {
            for named in line.split("crate::").skip(1) {
                let end = named.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(named.len());
                let named = named.get(..end).unwrap_or_default();
                if named != room && !may_know.contains(&named) {
                    complaints.push(format!("{}:{at}: {room} may not know {named:?}", source.path));
                }
            }
        }
    }
    expect_none(complaints);
}

#[test]
fn every_room_is_on_the_map() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs");
    let on_map: Vec<_> = map.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let order: Vec<_> = MAY_KNOW.iter().map(|(room, _)| *room).filter(|room| on_map.contains(room)).collect();
    assert_eq!(on_map, order, "lib.rs lists the rooms in another order than the table, or one that is not in it");
}

#[test]
fn only_the_window_names_its_crates() {
    let names_window = |code: &str| WINDOW_CRATES.iter().any(|name| names_path(code, name));
    check_lines("a crate of the window", |room, code| {
        !room.is_empty() && !WITH_WINDOW.contains(&room) && names_window(code)
    });
}

#[test]
fn only_some_rooms_touch_files_time_and_chance() {
    check_lines("files", |room, code| {
        !room.is_empty() && !WITH_FILES.contains(&room) && (code.contains("std::fs") || names_path(code, "fs"))
    });
    let asks =
        ["SystemTime::now", "Instant::now", "Timestamp::now", "getrandom", "std::env::", "std::process", "thread::"];
    check_lines("chance, time or environment", |room, code| {
        !room.is_empty() && !WITH_CHANCE.contains(&room) && asks.iter().any(|ask| code.contains(ask))
    });
}

#[test]
fn some_words_do_not_land() {
    let words = [".unwrap()", "todo!", "unimplemented!", "dbg!", "HashMap", "HashSet", "#[ignore", "unsafe "];
    check_lines("does not land", |_, code| words.iter().any(|word| code.contains(word)));
    let words = ["TODO", "FIXME", "XXX", "#[ignore", "should_panic"];
    let found = sources("tests").into_iter().chain(sources("src")).filter(|source| source.path != "tests/tidy.rs");
    let found = found.flat_map(|source| {
        let lines = source.text.lines().enumerate();
        let bad = lines.filter(|(_, line)| words.iter().any(|word| line.contains(word)));
        bad.map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim())).collect::<Vec<_>>()
    });
    expect_none(found.collect());
}

#[test]
fn files_fit_into_a_head() {
    let sources: Vec<_> = ["src", "tests", "benches", "examples"]
        .into_iter()
        .filter(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).is_dir())
        .flat_map(sources)
        .collect();
    let long = sources.iter().map(|source| (source, source.text.lines().count()));
    let long = long.filter(|(_, n_lines)| *n_lines > MAX_FILE_LINES);
    expect_none(long.map(|(source, n_lines)| format!("{}: {n_lines} lines", source.path)).collect());
}

#[test]
fn functions_fit_on_a_screen() {
    let mut long = Vec::new();
    for source in sources("src") {
        let lines: Vec<&str> = source.text.lines().collect();
        let limit =
            if WITH_WINDOW.contains(&source.room().unwrap_or_default()) { MAX_VIEW_LINES } else { MAX_FUNCTION_LINES };
        for (start, head) in lines.iter().enumerate().filter(|(_, line)| is_function(line)) {
            // Formatted code ends a function with a brace under its first letter.
            let end = format!("{}}}", " ".repeat(head.len() - head.trim_start().len()));
            let one_line = head.ends_with('}') || head.ends_with(';');
            let n_lines = lines.iter().skip(start).position(|line| *line == end).map_or(1, |at| at + 1);
            if !one_line && n_lines > limit {
                long.push(format!("{}:{}: {n_lines} lines: {}", source.path, start + 1, head.trim()));
            }
        }
    }
    expect_none(long);
}

fn is_function(line: &str) -> bool {
    let words = line.trim_start();
    let rest = ["pub ", "pub(super) ", "pub(crate) ", "const ", "async "]
        .iter()
        .fold(words, |rest, prefix| rest.strip_prefix(prefix).unwrap_or(rest));
    rest.starts_with("fn ")
}
