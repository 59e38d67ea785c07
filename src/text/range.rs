//! Half-open byte ranges that lie on character boundaries.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of byte offsets into one text, `start <= end`.
///
/// The type proves the order of its ends. That both ends lie inside a certain text and on character boundaries is
/// proven by [`TextRange::within`], and is an invariant of every range kept in a project.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct TextRange {
    start: u32,
    end: u32,
}

impl TextRange {
    /// The range from `start` to `end`, or `None` if they are the wrong way round or beyond 4 GiB.
    pub fn new(start: usize, end: usize) -> Option<Self> {
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
        (start <= end).then_some(Self { start, end })
    }

    /// The range between two offsets, whichever comes first. Offsets beyond 4 GiB are cut to it.
    pub fn between(a: usize, b: usize) -> Self {
        let (a, b) = (cut(a), cut(b));
        Self { start: a.min(b), end: a.max(b) }
    }

    /// The empty range at `offset`.
    pub fn empty(offset: usize) -> Self {
        Self::between(offset, offset)
    }

    /// The whole of `text`.
    pub fn of(text: &str) -> Self {
        Self::between(0, text.len())
    }

    /// The first byte of the range.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The first byte after the range.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the range holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `offset` is inside, the end excluded.
    pub fn contains(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// Whether `offset` is inside or at either end: where a click still means this range.
    pub fn touches(self, offset: usize) -> bool {
        self.start() <= offset && offset <= self.end()
    }

    /// Whether all of `other` is inside.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What both ranges share, `None` if that is nothing.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// The range moved to the right by `by` bytes.
    pub fn shifted(self, by: usize) -> Self {
        Self::between(self.start() + by, self.end() + by)
    }

    /// The words of this range in `text`, `None` if it does not fit the text or cuts a character.
    pub fn within(self, text: &str) -> Option<&str> {
        text.get(self.start()..self.end())
    }

    /// The range without white space at either end; the range itself if it does not fit `text`.
    pub fn trimmed(self, text: &str) -> Self {
        let Some(words) = self.within(text) else { return self };
        let start = self.start() + (words.len() - words.trim_start().len());
        Self::between(start, (start + words.trim().len()).max(start))
    }
}

fn cut(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

impl From<TextRange> for Range<usize> {
    fn from(range: TextRange) -> Self {
        range.start()..range.end()
    }
}

impl From<TextRange> for (u32, u32) {
    fn from(range: TextRange) -> Self {
        (range.start, range.end)
    }
}

impl TryFrom<(u32, u32)> for TextRange {
    type Error = BackwardRange;

    fn try_from((start, end): (u32, u32)) -> Result<Self, BackwardRange> {
        if start <= end { Ok(Self { start, end }) } else { Err(BackwardRange { start, end }) }
    }
}

/// A range whose end lies before its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the range ({start}, {end}) ends before it starts")]
pub struct BackwardRange {
    start: u32,
    end: u32,
}

impl fmt::Debug for TextRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
