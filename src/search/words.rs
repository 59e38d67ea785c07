//! Words in one text.

use memchr::memmem::Finder;

use crate::text::{Folded, TextRange};

/// How much text is folded at a time: enough to be fast, too little to be felt in memory.
const CHUNK_LEN: usize = 64 * 1024;

/// The words that are looked for, in the order in which they must stand.
#[derive(Clone, Debug)]
pub struct Query {
    /// The folded words, with one space between them.
    finder: Finder<'static>,
}

impl Query {
    /// A search for `words`, `None` if there is nothing to look for.
    pub fn new(words: &str) -> Option<Self> {
        let folded = Folded::of(words);
        let needle = folded.text().trim();
        (!needle.is_empty()).then(|| Self { finder: Finder::new(needle).into_owned() })
    }
}

/// Every place in `text` where the words of `query` stand, in order and without overlaps.
///
/// Both are compared in folded form (see [`Folded`]), so any white space may stand between the words. The words may
/// begin and end inside longer words. Only a small part of the text is ever held in folded form.
pub fn find<'a>(text: &'a str, query: &'a Query) -> impl Iterator<Item = TextRange> + use<'a> {
    Hits { text, query, chunk: Chunk::new(text, 0, CHUNK_LEN), from: 0, end_of_last: 0 }
}

struct Hits<'a> {
    text: &'a str,
    query: &'a Query,
    chunk: Chunk,
    /// Where to go on, in the folded chunk.
    from: usize,
    /// Where the last hit ended, in the text: two hits inside one character are one.
    end_of_last: usize,
}

impl Iterator for Hits<'_> {
    type Item = TextRange;

    fn next(&mut self) -> Option<TextRange> {
        loop {
            let Some(hit) = self.next_in_chunk() else {
                self.chunk = self.chunk.next(self.text, self.query)?;
                self.from = 0;
                continue;
            };
            if hit.start() >= self.end_of_last {
                self.end_of_last = hit.end();
                return Some(hit);
            }
        }
    }
}

impl Hits<'_> {
    fn next_in_chunk(&mut self) -> Option<TextRange> {
        let folded = self.chunk.folded.text();
        let needle_len = self.query.finder.needle().len();
        let start = self.from + self.query.finder.find(folded.as_bytes().get(self.from..)?)?;
        let end = start + needle_len;
        // What follows the chunk may belong to its last character, so a hit there is left to the next chunk.
        if end == folded.len() && !self.chunk.is_last(self.text) {
            return None;
        }
        self.from = end;
        let hit = self.chunk.folded.original_range(TextRange::between(start, end));
        Some(hit.shifted(self.chunk.range.start()))
    }
}

/// A part of the text in folded form.
struct Chunk {
    range: TextRange,
    folded: Folded,
}

impl Chunk {
    fn new(text: &str, start: usize, len: usize) -> Self {
        let range = TextRange::between(start, text.ceil_char_boundary(start + len));
        Self { range, folded: Folded::of(range.within(text).unwrap_or_default()) }
    }

    fn is_last(&self, text: &str) -> bool {
        self.range.end() >= text.len()
    }

    /// The part after this one. They overlap by the length of the words, so none that lie across are missed.
    fn next(&self, text: &str, query: &Query) -> Option<Self> {
        if self.is_last(text) {
            return None;
        }
        let overlap = query.finder.needle().len();
        let folded_end = self.folded.text().len().saturating_sub(overlap);
        let start =
            self.range.start() + self.folded.original_offset(self.folded.text().floor_char_boundary(folded_end));
        // A part that folds to less than the words (a desert of white space) must grow to get on.
        let stuck = start <= self.range.start() || self.range.end() - start > self.range.len() / 2;
        let len = if stuck { self.range.len() * 2 } else { CHUNK_LEN };
        Some(Self::new(text, start, len))
    }
}
