//! One story of an office document while it is read: its blocks, what is open across them, its tables and comments.

use std::collections::BTreeMap;

use crate::model::{Comment, SpanKind};
use crate::text::{BlockKind, TextRange};

use super::builder::Builder;

/// How many changes and links may be open at a place. Files have one or two; more would make reading slow.
const MAX_OPEN: usize = 64;

/// A story that grows. What is written goes through it rather than to its builder, so that what is open across the end
/// of a block is noted for each block.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) builder: Builder,
    marks: Vec<(String, Mark, usize)>,
    anchors: Vec<Anchor>,
    /// How many anchors lie before the block that is being written.
    n_settled: usize,
    tables: Vec<Table>,
}

/// What words are, from where it is opened to where it is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Inserted, deleted or hidden words.
    Span { kind: SpanKind, author: String, time: String },
    /// Words that lead to a place on the web.
    Link(String),
    /// Nothing that is kept, so that what is closed was opened.
    Plain,
}

impl Mark {
    /// Words that are hidden.
    pub(super) fn hidden() -> Self {
        Self::Span { kind: SpanKind::Hidden, author: String::new(), time: String::new() }
    }

    /// Words that may lead to a place on the web.
    pub(super) fn link(url: Option<String>) -> Self {
        url.filter(|url| !url.is_empty()).map_or(Self::Plain, Self::Link)
    }
}

/// Where a comment begins or ends.
#[derive(Debug)]
struct Anchor {
    comment: String,
    is_end: bool,
    at: usize,
}

#[derive(Debug)]
struct Table {
    row: u32,
    column: u32,
    /// Where the next row and the next cell lie.
    next: (u32, u32),
}

impl Sheet {
    /// Begins a block. In a table every block is one of the cell.
    pub(super) fn begin(&mut self, kind: BlockKind, label: &str) {
        self.end();
        let cell = self.tables.first().map(|table| BlockKind::Cell { row: table.row, column: table.column });
        self.builder.begin_labeled(cell.unwrap_or(kind), label);
    }

    /// Ends the block.
    pub(super) fn end(&mut self) {
        for at in 0..self.marks.len() {
            self.note(at);
        }
        let had_words = self.builder.has_words();
        self.builder.end();
        let end = self.builder.at();
        self.marks.iter_mut().for_each(|(.., start)| *start = end);
        // The line end after the block is no part of what is said about it.
        let last = if had_words { end.saturating_sub(1) } else { end };
        self.anchors.iter_mut().skip(self.n_settled).for_each(|anchor| anchor.at = anchor.at.min(last));
        self.n_settled = self.anchors.len();
    }

    pub(super) fn push(&mut self, words: &str) {
        self.builder.push(words);
    }

    /// From here on words are this, until the mark of the same key is closed.
    pub(super) fn open(&mut self, key: &str, mark: Mark) {
        if self.marks.len() < MAX_OPEN {
            self.marks.push((key.to_owned(), mark, self.builder.at()));
        }
    }

    /// Closes the mark of this key that was opened last.
    pub(super) fn close(&mut self, key: &str) {
        if let Some(at) = self.marks.iter().rposition(|(known, ..)| known == key) {
            self.note(at);
            self.marks.remove(at);
        }
    }

    /// Whether what is written here is deleted.
    pub(super) fn is_deleted(&self) -> bool {
        self.marks.iter().any(|(_, mark, _)| matches!(mark, Mark::Span { kind: SpanKind::Deleted, .. }))
    }

    fn note(&mut self, at: usize) {
        let Some((_, mark, start)) = self.marks.get(at) else { return };
        match mark {
            Mark::Span { kind, author, time } => self.builder.span(*kind, *start, author, time),
            Mark::Link(url) => self.builder.address(*start, url),
            Mark::Plain => {}
        }
    }

    pub(super) fn open_table(&mut self) {
        self.end();
        self.tables.push(Table { row: 0, column: 0, next: (0, 0) });
    }

    /// Begins a row in which so many columns are left out at the start.
    pub(super) fn open_row(&mut self, n_before: u32) {
        self.end();
        if let Some(table) = self.tables.last_mut() {
            table.row = table.next.0;
            table.next = (table.row.saturating_add(1), n_before);
        }
    }

    /// Begins a cell that takes so many columns.
    pub(super) fn open_cell(&mut self) {
        self.end();
        if let Some(table) = self.tables.last_mut() {
            table.column = table.next.1;
            table.next.1 = table.column.saturating_add(1);
        }
    }

    /// Says how many columns the cell takes.
    pub(super) fn span_columns(&mut self, n_columns: u32) {
        if let Some(table) = self.tables.last_mut() {
            table.next.1 = table.column.saturating_add(n_columns.max(1));
        }
    }

    /// So many columns to the left of the next cell are left out.
    pub(super) fn pass_columns(&mut self, n_columns: u32) {
        if let Some(table) = self.tables.last_mut() {
            table.next.1 = table.next.1.saturating_add(n_columns);
        }
    }

    pub(super) fn close_table(&mut self) {
        self.end();
        self.tables.pop();
    }

    /// A comment begins here.
    pub(super) fn comment_from(&mut self, comment: &str) {
        self.anchor(comment, false);
    }

    /// A comment ends here. If its beginning was not noted, it stands here.
    pub(super) fn comment_to(&mut self, comment: &str) {
        self.anchor(comment, true);
    }

    fn anchor(&mut self, comment: &str, is_end: bool) {
        self.anchors.push(Anchor { comment: comment.to_owned(), is_end, at: self.builder.at() });
    }

    /// The story as it is, with the comments on it.
    pub(super) fn finish(mut self, remarks: &mut Remarks) -> Builder {
        self.end();
        self.marks.clear();
        let mut ranges: BTreeMap<&str, (Option<usize>, Option<usize>)> = BTreeMap::new();
        for Anchor { comment, is_end, at } in &self.anchors {
            let (from, to) = ranges.entry(comment).or_default();
            (if *is_end { to } else { from }).get_or_insert(*at);
        }
        let range = |(from, to): (Option<usize>, Option<usize>)| {
            let from_or_to = from.or(to).unwrap_or_default();
            TextRange::between(from_or_to, to.unwrap_or(from_or_to).max(from_or_to))
        };
        let mut places: Vec<(TextRange, usize)> =
            ranges.into_iter().filter_map(|(id, ends)| Some((range(ends), *remarks.by_id.get(id)?))).collect();
        places.sort_unstable();
        remarks.place(&places, &mut self.builder);
        self.builder
    }
}

/// What was written in the margin of a document.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// Taken out as soon as its place is known.
    list: Vec<Option<Remark>>,
    by_id: BTreeMap<String, usize>,
    /// By answers, what they answer; and the other way round.
    firsts: BTreeMap<usize, usize>,
    answers: BTreeMap<usize, Vec<usize>>,
}

/// What someone wrote in the margin, before it has a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Remark {
    pub(super) author: String,
    pub(super) time: String,
    pub(super) text: String,
    /// The comment that began the thread, if this is an answer.
    pub(super) answers: Option<String>,
    pub(super) resolved: bool,
}

impl Remarks {
    /// Adds a comment. What it answers is added before it.
    pub(super) fn add(&mut self, id: String, remark: Remark) {
        let index = self.list.len();
        if let Some(first) = remark.answers.as_ref().and_then(|first| self.by_id.get(first)) {
            self.firsts.insert(index, *first);
            self.answers.entry(*first).or_default().push(index);
        }
        self.by_id.entry(id).or_insert(index);
        self.list.push(Some(remark));
    }

    /// Notes all comments that no story has a place for, where the text ends.
    pub(super) fn place_rest(&mut self, builder: &mut Builder) {
        builder.end();
        let end = TextRange::empty(builder.text().trim_end().len());
        let rest: Vec<(TextRange, usize)> = (0..self.list.len()).map(|index| (end, index)).collect();
        self.place(&rest, builder);
    }

    /// Notes the comments at these places, each with the answers to it. An answer whose first comment is at another
    /// place than one of these begins a thread.
    fn place(&mut self, places: &[(TextRange, usize)], builder: &mut Builder) {
        let here: BTreeMap<usize, TextRange> = places.iter().map(|(range, index)| (*index, *range)).collect();
        for (range, index) in places {
            if self.firsts.get(index).is_some_and(|first| here.contains_key(first)) {
                continue;
            }
            let Some(thread) = self.note(*index, *range, None, builder) else { continue };
            for answer in self.answers.remove(index).into_iter().flatten() {
                self.note(answer, *here.get(&answer).unwrap_or(range), Some(thread), builder);
            }
        }
    }

    fn note(&mut self, index: usize, range: TextRange, thread: Option<u32>, builder: &mut Builder) -> Option<u32> {
        let Remark { author, time, text, resolved, .. } = self.list.get_mut(index)?.take()?;
        Some(builder.comment(Comment { author, time, range, text, thread, resolved }))
    }
}
