//! What was loaded, as lines that a test can show; and files that are packages, made from their parts.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use tickmark::import::{ImportError, Imported, Options, Watch, import};
use tickmark::model::{Comment, Structure};
use tickmark::text::{BlockKind, Blocks, TextRange};

/// A ZIP archive of parts.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("room for a part");
        archive.write_all(content.as_bytes()).expect("room for its content");
    }
    archive.finish().expect("an archive").into_inner()
}

pub fn read(bytes: &[u8], name: &str) -> Result<Imported, ImportError> {
    import(bytes, name, &Options::default(), &Watch::default())
}

/// Everything that was kept: each block with its kind, label and words, then what lies beside them.
#[track_caller]
pub fn described(imported: &Imported) -> String {
    let Imported { text, structure, .. } = imported;
    assert_fits(imported);
    let words = |range: TextRange| range.within(text).unwrap_or_default().replace('\n', "⏎");
    let mut lines = String::new();
    for (range, kind) in Blocks::new(text, imported.blocks.clone()).expect("blocks that fit").iter() {
        let sign = match kind {
            BlockKind::Heading(level) => "#".repeat(level.into()),
            BlockKind::ListItem(level) => "-".repeat(level.into()),
            BlockKind::Cell { row, column } => format!("[{row},{column}]"),
            BlockKind::Paragraph => "¶".to_owned(),
        };
        let label = structure.labels.iter().find(|label| label.at as usize == range.start());
        let label = label.map(|label| format!(" ({})", label.words)).unwrap_or_default();
        let _ = writeln!(lines, "{sign}{label} {}", words(range));
    }
    for story in &structure.stories {
        let anchor =
            story.anchor.map(|anchor| format!(" after “{}”", last_word(text, anchor as usize))).unwrap_or_default();
        let _ = writeln!(lines, "{} {:?}: {}{anchor}", story.kind.name(), story.mark, words(story.range));
    }
    for page in &structure.pages {
        let rest = text.get(page.start as usize..).unwrap_or_default();
        let _ = writeln!(lines, "page {}: {}", page.label, rest.split_whitespace().next().unwrap_or_default());
    }
    for span in &structure.spans {
        let _ = writeln!(lines, "{:?} {} {}: {}", span.kind, span.author, span.time, words(span.range));
    }
    for Comment { author, time, range, text, thread, resolved } in &structure.comments {
        let thread = thread.map(|first| format!(" in thread {first}")).unwrap_or_default();
        let done = if *resolved { " (done)" } else { "" };
        let _ = writeln!(lines, "{author} {time} on “{}”{thread}{done}: {}", words(*range), text.replace('\n', "⏎"));
    }
    for address in &structure.addresses {
        let _ = writeln!(lines, "{} -> {}", words(address.range), address.url);
    }
    for warning in &imported.warnings {
        let _ = writeln!(lines, "! {warning}");
    }
    lines
}

/// Expects that all that is kept beside the text lies in it.
#[track_caller]
pub fn assert_fits(Imported { text, blocks, structure, .. }: &Imported) {
    assert!(Structure::fits(structure, text), "a place outside of the text");
    assert!(Blocks::new(text, blocks.clone()).is_some(), "blocks that do not fit");
}

fn last_word(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or_default().split_whitespace().next_back().unwrap_or_default()
}
