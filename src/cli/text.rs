//! `tickmark text`: a document as the reader shows it.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::import::{Imported, read_file};
use crate::model::{Comment, Facts, Importer, PageFlaw, ShownChanges, SpanKind, Story, Structure, Time, View};
use crate::text::{BlockKind, Blocks, TextRange};

use super::chars::{CharCount, Chars};
use super::{Failure, import};

#[derive(Args)]
pub(super) struct Text {
    /// The document
    file: PathBuf,
    /// Everything that was read: also headers, struck and hidden text, and what surrounds an article
    #[arg(long)]
    whole: bool,
    /// Everything that was read, with its structure, in JSON; places count characters
    #[arg(long, conflicts_with = "whole")]
    json: bool,
}

impl Text {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let bytes = read_file(&self.file).map_err(Failure::because)?;
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let imported = import(&self.file, &name, &bytes)?;
        if self.json {
            serde_json::to_writer(&mut *out, &Report::of(&imported)).map_err(io::Error::from)?;
            writeln!(out)?;
            return Ok(0);
        }
        let changes = if self.whole { ShownChanges::Both } else { ShownChanges::Accepted };
        let body = imported.into_loaded(&name, &bytes, Time(0)).body;
        out.write_all(body.shown(View { changes, whole: self.whole }).as_bytes())?;
        Ok(0)
    }
}

/// A document in the form of the JSON answer. Each place is a number of characters, not of bytes.
#[derive(Serialize)]
struct Report<'d> {
    text: &'d str,
    blocks: Vec<BlockReport<'d>>,
    stories: Vec<StoryReport<'d>>,
    pages: Vec<PageReport<'d>>,
    comments: Vec<CommentReport<'d>>,
    changes: Vec<SpanReport<'d>>,
    /// What is hidden, repeated on every page, or the article.
    marked: Vec<SpanReport<'d>>,
    addresses: Vec<AddressReport<'d>>,
    cues: Vec<CueReport>,
    /// Where a hyphen at the end of a line was taken away.
    joins: Vec<usize>,
    facts: &'d Facts,
    media_type: &'d str,
    encoding: &'d str,
    importer: &'d Importer,
    attachments: Vec<&'d str>,
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct BlockReport<'d> {
    kind: &'static str,
    level: Option<u8>,
    label: Option<&'d str>,
    row: Option<u32>,
    column: Option<u32>,
    chars: Chars,
}

#[derive(Serialize)]
struct StoryReport<'d> {
    kind: &'static str,
    chars: Chars,
    anchor: Option<usize>,
    mark: Option<&'d str>,
}

#[derive(Serialize)]
struct PageReport<'d> {
    label: &'d str,
    start: usize,
    flaw: Option<PageFlaw>,
}

#[derive(Serialize)]
struct CommentReport<'d> {
    author: Option<&'d str>,
    time: Option<&'d str>,
    chars: Chars,
    text: &'d str,
    /// The number of its thread, from 1.
    thread: usize,
    resolved: bool,
}

#[derive(Serialize)]
struct SpanReport<'d> {
    kind: &'static str,
    chars: Chars,
    author: Option<&'d str>,
    time: Option<&'d str>,
}

#[derive(Serialize)]
struct AddressReport<'d> {
    chars: Chars,
    url: &'d str,
}

#[derive(Serialize)]
struct CueReport {
    start: usize,
    from_ms: u32,
    to_ms: u32,
}

impl<'d> Report<'d> {
    fn of(imported: &'d Imported) -> Self {
        let Imported { text, structure, .. } = imported;
        let count = CharCount::of(text);
        let spans = |is_wanted: fn(SpanKind) -> bool| {
            let spans = structure.spans.iter().filter(move |span| is_wanted(span.kind));
            spans.map(|span| SpanReport {
                kind: span_name(span.kind),
                chars: count.range(span.range),
                author: said(&span.author),
                time: said(&span.time),
            })
        };
        Self {
            text,
            blocks: blocks(imported, &count),
            stories: stories(structure, &count),
            pages: structure
                .pages
                .iter()
                .map(|page| PageReport { label: &page.label, start: count.at(page.start as usize), flaw: page.flaw })
                .collect(),
            comments: comments(structure, &count),
            changes: spans(is_change).collect(),
            marked: spans(|kind| !is_change(kind)).collect(),
            addresses: structure
                .addresses
                .iter()
                .map(|to| AddressReport { chars: count.range(to.range), url: &to.url })
                .collect(),
            cues: structure
                .cues
                .iter()
                .map(|cue| CueReport { start: count.at(cue.at as usize), from_ms: cue.from_ms, to_ms: cue.to_ms })
                .collect(),
            joins: structure.joins.iter().map(|at| count.at(*at as usize)).collect(),
            facts: &imported.facts,
            media_type: &imported.media_type,
            encoding: &imported.encoding,
            importer: &imported.importer,
            attachments: imported.attachments.iter().map(|file| file.name.as_str()).collect(),
            warnings: imported.warnings.iter().map(ToString::to_string).collect(),
        }
    }
}

fn blocks<'d>(imported: &'d Imported, count: &CharCount<'_>) -> Vec<BlockReport<'d>> {
    let blocks = Blocks::new(&imported.text, imported.blocks.clone()).unwrap_or_else(|| Blocks::lines(&imported.text));
    let mut labels = imported.structure.labels.iter().peekable();
    let report = |(range, kind): (TextRange, BlockKind)| {
        while labels.next_if(|label| (label.at as usize) < range.start()).is_some() {}
        let label = labels.next_if(|label| label.at as usize == range.start());
        let (kind, level, cell) = match kind {
            BlockKind::Heading(level) => ("heading", Some(level), None),
            BlockKind::Paragraph => ("paragraph", None, None),
            BlockKind::ListItem(level) => ("list item", Some(level), None),
            BlockKind::Cell { row, column } => ("table cell", None, Some((row, column))),
        };
        let (row, column) = cell.unzip();
        let label = label.map(|label| label.words.as_str());
        BlockReport { kind, level, label, row, column, chars: count.range(range) }
    };
    blocks.iter().map(report).collect()
}

fn stories<'d>(structure: &'d Structure, count: &CharCount<'_>) -> Vec<StoryReport<'d>> {
    let report = |story: &'d Story| StoryReport {
        kind: story.kind.name(),
        chars: count.range(story.range),
        anchor: story.anchor.map(|at| count.at(at as usize)),
        mark: said(&story.mark),
    };
    structure.stories.iter().map(report).collect()
}

fn comments<'d>(structure: &'d Structure, count: &CharCount<'_>) -> Vec<CommentReport<'d>> {
    let mut threads: Vec<usize> = Vec::with_capacity(structure.comments.len());
    let mut n_threads = 0;
    let mut report = |comment: &'d Comment| {
        let begun = comment.thread.and_then(|first| threads.get(first as usize).copied());
        let thread = begun.unwrap_or_else(|| {
            n_threads += 1;
            n_threads
        });
        threads.push(thread);
        CommentReport {
            author: said(&comment.author),
            time: said(&comment.time),
            chars: count.range(comment.range),
            text: &comment.text,
            thread,
            resolved: comment.resolved,
        }
    };
    structure.comments.iter().map(&mut report).collect()
}

fn said(words: &str) -> Option<&str> {
    (!words.is_empty()).then_some(words)
}

fn is_change(kind: SpanKind) -> bool {
    matches!(kind, SpanKind::Inserted | SpanKind::Deleted)
}

fn span_name(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Inserted => "inserted",
        SpanKind::Deleted => "deleted",
        SpanKind::Hidden => "hidden",
        SpanKind::RunningLine => "running line",
        SpanKind::Article => "article",
    }
}
