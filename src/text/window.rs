//! A small part of a text around an offset, so that looking around a caret costs the same in any text.

use super::TextRange;

/// The part of a text that is looked at, with the way back to offsets of the whole text.
#[derive(Clone, Copy)]
pub(crate) struct Window<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Window<'t> {
    /// Up to `reach` bytes on both sides of `offset`. Where something is cut off, the window begins and ends at white
    /// space if there is any, so that no word is cut.
    pub(crate) fn around(text: &'t str, offset: usize, reach: usize) -> Self {
        let offset = text.floor_char_boundary(offset);
        let start = text.ceil_char_boundary(offset.saturating_sub(reach));
        let end = text.floor_char_boundary(offset.saturating_add(reach));
        let before = text.get(start..offset).unwrap_or_default();
        let after = text.get(offset..end).unwrap_or_default();
        let skipped = if start == 0 { 0 } else { before.find(char::is_whitespace).unwrap_or(0) };
        let kept = if end == text.len() { None } else { after.rfind(char::is_whitespace) };
        let (start, end) = (start + skipped, kept.map_or(end, |kept| offset + kept));
        Self { text: text.get(start..end).unwrap_or_default(), start }
    }

    /// Its text.
    pub(crate) fn text(self) -> &'t str {
        self.text
    }

    /// An offset of the whole text as an offset of the window, cut to it and to a character boundary.
    pub(crate) fn inner(self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset.saturating_sub(self.start))
    }

    /// A range of the window as a range of the whole text.
    pub(crate) fn outer(self, range: TextRange) -> TextRange {
        range.shifted(self.start)
    }
}
