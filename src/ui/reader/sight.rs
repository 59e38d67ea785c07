//! A text in a view: what of it is shown, and where on it that stands which is kept beside it.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::{Body, ShownChanges, Span, SpanKind, Story, View};
use crate::text::{Blocks, TextRange};

use super::beside::{PageStarts, clock_time};
use super::chunks::Chunk;
use super::grid::{Grid, grids};

/// A text in a view.
///
/// Made once for a document and a view, in time linear in what is kept beside the text; whatever is asked of it while
/// the reader draws takes a search in a sorted list.
#[derive(Clone, Debug)]
pub struct Sight {
    body: Arc<Body>,
    view: View,
    /// What is not shown, in order, none touching another.
    hidden: Vec<TextRange>,
    /// The same, with the blank characters that would be all that is left of a paragraph: for what lies in one of these
    /// no chunk is made.
    skipped: Vec<TextRange>,
    /// The marks of notes: where, and of which story.
    notes: Vec<(usize, u32)>,
    grids: Vec<Grid>,
    page_starts: PageStarts,
    changes: Stretches,
    running: Stretches,
    addresses: Stretches,
}

/// A stretch of what a chunk shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words of the text.
    Words(TextRange),
    /// The mark of a note, which is no part of the text.
    Mark {
        /// Where it stands: behind the character before this offset.
        at: usize,
        /// The index of the story.
        story: u32,
        /// The mark as it is shown.
        words: String,
    },
}

impl Sight {
    /// A text in a view. A view that would leave nothing of it shows all.
    pub fn new(body: &Arc<Body>, view: View) -> Self {
        let (text, structure) = (body.text(), body.structure());
        let mut hidden = structure.hidden(view, text.len());
        let mut skipped = skipped(body, &hidden);
        let leaves_nothing = |skip: &TextRange| is_blank(text, 0, skip.start()) && skip.end() >= text.len();
        if skipped.first().is_some_and(leaves_nothing) {
            (hidden, skipped) = (Vec::new(), Vec::new());
        }
        let spans = |wanted: fn(SpanKind) -> bool| {
            let indexed = (0..).zip(&structure.spans).filter(move |(_, span)| wanted(span.kind));
            Stretches::new(indexed.map(|(index, span)| (span.range, index)).collect())
        };
        let mut sight = Self {
            body: Arc::clone(body),
            view,
            notes: Vec::new(),
            grids: grids(body.blocks()),
            page_starts: PageStarts::default(),
            changes: spans(|kind| matches!(kind, SpanKind::Inserted | SpanKind::Deleted)),
            running: spans(|kind| kind == SpanKind::RunningLine),
            addresses: Stretches::new(structure.addresses.iter().map(|to| to.range).zip(0..).collect()),
            hidden,
            skipped,
        };
        let is_marked = |story: &Story| !story.mark.is_empty() && !sight.is_hidden(story.range);
        let marked = (0..).zip(&structure.stories).filter(|(_, story)| is_marked(story));
        let mut notes: Vec<_> = marked.filter_map(|(index, story)| Some((story.anchor? as usize, index))).collect();
        notes.sort_unstable();
        sight.notes = notes;
        sight.page_starts = PageStarts::new(&sight);
        sight
    }

    /// Whether this is still what `view` shows of `body`.
    pub fn is_of(&self, body: &Arc<Body>, view: View) -> bool {
        self.view == view && Arc::ptr_eq(&self.body, body)
    }

    /// How many characters the gutter must have room for: those of the last number, or of a time.
    pub fn gutter_chars(&self) -> usize {
        let digits = self.blocks().len().max(1).ilog10() as usize + 1;
        match self.body.structure().cues.last() {
            Some(cue) => digits.max(clock_time(cue.from_ms).chars().count()),
            None => digits,
        }
    }

    /// The text and what is kept beside it.
    pub fn body(&self) -> &Arc<Body> {
        &self.body
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.body.text()
    }

    /// Its paragraphs.
    pub fn blocks(&self) -> &Blocks {
        self.body.blocks()
    }

    /// The view.
    pub fn view(&self) -> View {
        self.view
    }

    /// The tables.
    pub(super) fn grids(&self) -> &[Grid] {
        &self.grids
    }

    /// Where pages begin.
    pub(super) fn page_starts(&self) -> &PageStarts {
        &self.page_starts
    }

    /// The stretch that is skipped and covers all of `range`.
    pub fn skip_of(&self, range: TextRange) -> Option<TextRange> {
        let at = self.skipped.partition_point(|skip| skip.end() <= range.start());
        let covers = |skip: &&TextRange| skip.start() <= range.start() && range.end() <= skip.end();
        self.skipped.get(at).filter(covers).copied()
    }

    /// Whether nothing of `range` is shown.
    pub fn is_hidden(&self, range: TextRange) -> bool {
        self.hidden_in(range).next().is_some_and(|hidden| hidden.covers(range)) && !range.is_empty()
    }

    /// What of `range` is not shown.
    pub fn hidden_in(&self, range: TextRange) -> impl Iterator<Item = TextRange> {
        let from = self.hidden.partition_point(|hidden| hidden.end() <= range.start());
        let behind = self.hidden.iter().skip(from);
        behind.take_while(move |hidden| hidden.start() < range.end()).copied()
    }

    /// The hidden stretch that begins at or before `offset` and goes on behind it.
    pub fn hidden_behind(&self, offset: usize) -> Option<TextRange> {
        let at = self.hidden.partition_point(|hidden| hidden.end() <= offset);
        self.hidden.get(at).filter(|hidden| hidden.start() <= offset).copied()
    }

    /// The hidden stretch that ends at or behind `offset` and began before it.
    pub fn hidden_before(&self, offset: usize) -> Option<TextRange> {
        let at = self.hidden.partition_point(|hidden| hidden.end() < offset);
        self.hidden.get(at).filter(|hidden| hidden.start() < offset).copied()
    }

    /// The last hidden stretch that ends at or before `offset`.
    pub fn hidden_above(&self, offset: usize) -> Option<TextRange> {
        let behind = self.hidden.partition_point(|hidden| hidden.end() <= offset);
        behind.checked_sub(1).and_then(|at| self.hidden.get(at)).copied()
    }

    /// The nearest place for a caret: in a paragraph that is shown, and not in the midst of what is hidden.
    pub fn place(&self, offset: usize) -> usize {
        let offset = self.text().floor_char_boundary(offset);
        let block = self.blocks().range(Chunk::at(self, offset).block);
        let offset = offset.clamp(block.start(), block.end());
        match self.hidden_before(offset).filter(|hidden| offset < hidden.end()) {
            Some(hidden) if hidden.end() <= block.end() => hidden.end(),
            Some(hidden) => hidden.start().max(block.start()),
            None => offset,
        }
    }

    /// A range without what is hidden at its ends.
    pub fn tightened(&self, range: TextRange) -> TextRange {
        let start = self.hidden_behind(range.start()).map_or(range.start(), |hidden| hidden.end());
        let end = self.hidden_before(range.end()).map_or(range.end(), |hidden| hidden.start());
        if start < end { TextRange::between(start, end) } else { range }
    }

    /// What a chunk shows, in order.
    pub fn pieces(&self, chunk: &Chunk) -> Vec<Piece> {
        let range = chunk.range;
        let mut pieces = Vec::new();
        let mut at = range.start();
        let words = |from: usize, to: usize| (from < to).then(|| Piece::Words(TextRange::between(from, to)));
        let mut notes = self.notes_in(chunk).iter().peekable();
        for hidden in self.hidden_in(range).chain([TextRange::empty(range.end())]) {
            while let Some((anchor, story)) = notes.next_if(|(anchor, _)| *anchor <= hidden.start()) {
                if *anchor >= at {
                    pieces.extend(words(at, *anchor));
                    pieces.push(self.mark(*anchor, *story, pieces.last()));
                    at = *anchor;
                }
            }
            pieces.extend(words(at, hidden.start()));
            at = hidden.end().max(at);
        }
        pieces
    }

    /// The words that a chunk shows, without the marks.
    pub fn words(&self, chunk: &Chunk) -> Cow<'_, str> {
        let text = self.text();
        if self.hidden_in(chunk.range).next().is_none() {
            return Cow::Borrowed(chunk.range.within(text).unwrap_or_default());
        }
        let pieces = self.pieces(chunk);
        let words = pieces.iter().filter_map(|piece| match piece {
            Piece::Words(range) => range.within(text),
            Piece::Mark { .. } => None,
        });
        Cow::Owned(words.collect())
    }

    fn mark(&self, at: usize, story: u32, before: Option<&Piece>) -> Piece {
        let mark = self.story(story).map_or("", |story| story.mark.as_str());
        let comma = if matches!(before, Some(Piece::Mark { .. })) { "," } else { "" };
        Piece::Mark { at, story, words: format!("{comma}{mark}") }
    }

    /// The notes whose marks stand in a chunk.
    fn notes_in(&self, chunk: &Chunk) -> &[(usize, u32)] {
        let (start, end) = (chunk.range.start(), chunk.range.end());
        // A mark belongs to the character before it.
        let is_before = |anchor: usize| anchor < start || (anchor == start && !chunk.is_first_part());
        let from = self.notes.partition_point(|(anchor, _)| is_before(*anchor));
        let to = self.notes.partition_point(|(anchor, _)| *anchor <= end);
        self.notes.get(from..to.max(from)).unwrap_or_default()
    }

    /// The note whose mark stands at `offset`.
    pub fn note_at(&self, offset: usize) -> Option<u32> {
        let at = self.notes.binary_search_by_key(&offset, |(anchor, _)| *anchor).ok()?;
        self.notes.get(at).map(|(_, story)| *story)
    }

    /// A story by its index.
    pub fn story(&self, index: u32) -> Option<&Story> {
        self.body.structure().stories.get(index as usize)
    }

    /// What was inserted and struck in `range`, where both are shown.
    pub fn changes_in(&self, range: TextRange) -> impl Iterator<Item = &Span> {
        let shown = self.view.changes == ShownChanges::Both;
        let spans = &self.body.structure().spans;
        self.changes.overlapping(range).filter(move |_| shown).filter_map(|(_, index)| spans.get(index as usize))
    }

    /// The running lines in `range`.
    pub fn running_in(&self, range: TextRange) -> impl Iterator<Item = TextRange> {
        self.running.overlapping(range).map(|(range, _)| range)
    }

    /// The words in `range` that lead to the web, where they lead, and the index of the address.
    pub fn addresses_in(&self, range: TextRange) -> impl Iterator<Item = (TextRange, &str, u32)> {
        let addresses = &self.body.structure().addresses;
        let found = self.addresses.overlapping(range);
        found.filter_map(|(range, index)| Some((range, addresses.get(index as usize)?.url.as_str(), index)))
    }
}

/// Stretches that may overlap, found by place.
#[derive(Clone, Debug, Default)]
pub struct Stretches {
    /// By start.
    all: Vec<(TextRange, u32)>,
    /// How far any of them reaches, up to and with each.
    reach: Vec<usize>,
}

impl Stretches {
    /// These stretches, each with a number.
    pub fn new(mut all: Vec<(TextRange, u32)>) -> Self {
        all.sort_unstable();
        let mut reach = 0;
        let reaches = all.iter().map(|(range, _)| {
            reach = range.end().max(reach);
            reach
        });
        Self { reach: reaches.collect(), all }
    }

    /// Those that overlap `range`, by start.
    pub fn overlapping(&self, range: TextRange) -> impl Iterator<Item = (TextRange, u32)> {
        let from = self.reach.partition_point(|reach| *reach <= range.start());
        let behind = self.all.iter().skip(from).take_while(move |(other, _)| other.start() < range.end());
        behind.filter(move |(other, _)| other.end() > range.start()).copied()
    }
}

/// The hidden stretches, each with what would be left of its paragraphs if that is blank, those with nothing but blanks
/// between them made one.
fn skipped(body: &Body, hidden: &[TextRange]) -> Vec<TextRange> {
    let (text, blocks) = (body.text(), body.blocks());
    let mut skipped: Vec<TextRange> = Vec::new();
    for range in hidden {
        let first = blocks.range(blocks.at(range.start()));
        let last = blocks.at(range.end().saturating_sub(1));
        let below = if last + 1 < blocks.len() { blocks.range(last + 1).start() } else { text.len() };
        let start = if is_blank(text, first.start(), range.start()) { first.start() } else { range.start() };
        let start = start.min(range.start());
        let ends_block = is_blank(text, range.end(), blocks.range(last).end());
        let end = if ends_block { below.max(range.end()) } else { range.end() };
        match skipped.last_mut() {
            Some(above) if is_blank(text, above.end(), start) => {
                *above = TextRange::between(above.start(), end.max(above.end()));
            }
            _ => skipped.push(TextRange::between(start, end)),
        }
    }
    skipped
}

/// Whether nothing but white space stands between two places, or nothing at all.
fn is_blank(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_none_or(|words| words.trim_start().is_empty())
}
