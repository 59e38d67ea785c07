//! Places counted in characters, for programs in languages that do so.

use crate::text::TextRange;

/// A place in Unicode scalar values, not bytes: the first one and the one after the last.
pub(super) type Chars = [usize; 2];

/// How many characters of a text stand before an offset, told in a time that does not grow with the text.
pub(super) struct CharCount<'t> {
    text: &'t str,
    /// How many begin before each [`STEP`]th byte.
    before: Vec<usize>,
}

const STEP: usize = 128;

impl<'t> CharCount<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut n_chars = 0;
        let before = text.as_bytes().chunks(STEP).map(|chunk| {
            let before = n_chars;
            n_chars += n_beginning(chunk);
            before
        });
        Self { text, before: before.collect() }
    }

    pub(super) fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let step = (offset / STEP).min(self.before.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(step * STEP..offset).unwrap_or_default();
        self.before.get(step).copied().unwrap_or(0) + n_beginning(rest)
    }

    pub(super) fn range(&self, range: TextRange) -> Chars {
        [self.at(range.start()), self.at(range.end())]
    }
}

/// How many characters begin in these bytes.
fn n_beginning(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}
