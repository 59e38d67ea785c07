//! Files read in a process of their own: what it gives, and what stops it.

use std::sync::mpsc::channel;

use tickmark::import::{Cancel, ImportError, Imported, Limits, Options, Progress, Warning, Watch, Workshop, import};

use crate::support::zipped;

const LETTER: &[u8] = include_bytes!("../data/import/letter.eml");

fn workshop() -> Workshop {
    Workshop::of(env!("CARGO_BIN_EXE_tickmark"))
}

fn read(workshop: &Workshop, bytes: &[u8], name: &str) -> Result<Imported, ImportError> {
    workshop.import(bytes, name, &Options::default(), &Watch::default(), &Cancel::default())
}

/// A book of these pages.
fn book(pages: &[&str]) -> Vec<u8> {
    let names: Vec<String> = (0..pages.len()).map(|n| format!("{n}.xhtml")).collect();
    let items =
        names.iter().map(|name| format!(r#"<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>"#));
    let spine = names.iter().map(|name| format!(r#"<itemref idref="{name}"/>"#));
    let (items, spine): (String, String) = (items.collect(), spine.collect());
    let opf = format!("<package><manifest>{items}</manifest><spine>{spine}</spine></package>");
    let container = r#"<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>"#;
    let mut parts =
        vec![("mimetype", "application/epub+zip"), ("META-INF/container.xml", container), ("book.opf", &*opf)];
    parts.extend(names.iter().map(String::as_str).zip(pages.iter().copied()));
    zipped(&parts)
}

/// A page that takes long and much.
fn heavy_page() -> String {
    format!("<html><body>{}</body></html>", "<p><b>a</b>".repeat(2_000_000))
}

#[test]
fn a_worker_reads_what_the_program_would_read() {
    let here = import(LETTER, "letter.eml", &Options::default(), &Watch::default());
    let there = read(&workshop(), LETTER, "letter.eml");
    assert_eq!(there, here);
    assert_eq!(there.expect("a letter").attachments.len(), 1, "with what came with it");
}

#[test]
fn progress_is_told_page_by_page() {
    let (send, told) = channel();
    let watch = Watch::telling(move |progress| send.send(progress).expect("somebody listens"));
    let book = book(&["<p>One</p>", "<p>Two</p>", "<p>Three</p>"]);
    let read = workshop().import(&book, "a.epub", &Options::default(), &watch, &Cancel::default());
    assert_eq!(read.expect("a book").text, "One\nTwo\nThree");
    drop(watch);
    let told: Vec<Progress> = told.iter().collect();
    assert_eq!(told, [0, 1, 2, 3].map(|done| Progress { done, total: 3 }));
}

#[test]
fn what_was_read_before_the_time_was_over_is_kept() {
    let limits = Limits { seconds: 1, ..Limits::default() };
    let loaded = read(&workshop().within(limits), &book(&["<p>One</p>", &heavy_page()]), "a.epub").expect("a page");
    assert_eq!(loaded.text, "One");
    let why = "it took more than 1 seconds".to_owned();
    assert!(loaded.warnings.contains(&Warning::OverLimit { why }), "{:?}", loaded.warnings);
}

#[test]
fn a_file_of_which_nothing_was_read_in_time_says_so() {
    let limits = Limits { seconds: 0, ..Limits::default() };
    let why = "it took more than 0 seconds".to_owned();
    let found = read(&workshop().within(limits), heavy_page().as_bytes(), "a.html");
    assert_eq!(found, Err(ImportError::OverLimit { why }));
}

#[test]
fn a_file_that_takes_too_much_memory_is_stopped() {
    let limits = Limits { mebibytes: 300, seconds: 120 };
    let why = match read(&workshop().within(limits), heavy_page().as_bytes(), "a.html") {
        Err(ImportError::OverLimit { why } | ImportError::Stopped { why }) => why,
        other => format!("{:?}", other.map(|loaded| loaded.text.len())),
    };
    // Where the system is faster than the worker, its end is sudden.
    assert!(why.contains("225 MiB") || why.contains("sudden end"), "{why}");
}

#[test]
fn a_worker_that_dies_is_told() {
    // This very program knows nothing of workers, and ends at once.
    let mortal = Workshop::of(std::env::current_exe().expect("it runs"));
    let why = match read(&mortal, LETTER, "letter.eml") {
        Err(ImportError::Stopped { why }) => why,
        other => format!("{other:?}"),
    };
    assert!(why.contains("came to a sudden end"), "{why}");
    assert_eq!(read(&mortal, b"Plain text needs no worker.", "a.txt").map(|loaded| loaded.text.len()), Ok(27));
    let missing = read(&Workshop::of("/nowhere/tickmark"), LETTER, "letter.eml");
    assert!(matches!(missing, Err(ImportError::Unreadable { .. })), "{missing:?}");
}

#[test]
fn nobody_waits_for_a_reading_that_is_canceled() {
    let cancel = Cancel::default();
    cancel.cancel();
    let page = heavy_page();
    let found = workshop().import(page.as_bytes(), "a.html", &Options::default(), &Watch::default(), &cancel);
    assert_eq!(found, Err(ImportError::Stopped { why: "it was canceled".into() }));
}
