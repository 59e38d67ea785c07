//! A selection in one text: where it was begun, and where the caret is.

use crate::text::TextRange;

/// A selection by its two ends; without extent it is a caret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where it was begun.
    pub anchor: usize,
    /// Where the caret is.
    pub head: usize,
}

impl Selection {
    /// A caret at `offset`, nothing selected.
    pub fn caret(offset: usize) -> Self {
        Self { anchor: offset, head: offset }
    }

    /// A selection of `range` with the caret at its end.
    pub fn of(range: TextRange) -> Self {
        Self { anchor: range.start(), head: range.end() }
    }

    /// What is selected.
    pub fn range(self) -> TextRange {
        TextRange::between(self.anchor, self.head)
    }

    /// Whether nothing is selected.
    pub fn is_caret(self) -> bool {
        self.anchor == self.head
    }
}
