//! The selection of a reader, and the steps of its caret that need no layout.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::Document;
use crate::text::TextRange;

use super::chunks::nearest_place;

/// How far a step looks around, in bytes: more than any word that is one.
const REACH: usize = 1024;

/// What is selected in a document, in bytes of its text. Without a length it is a caret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Selection {
    /// Where selecting began.
    pub anchor: usize,
    /// Where the caret is.
    pub head: usize,
}

impl Selection {
    /// A caret.
    pub fn caret(offset: usize) -> Self {
        Self { anchor: offset, head: offset }
    }

    /// `range`, with the caret at its end.
    pub fn of(range: TextRange) -> Self {
        Self { anchor: range.start(), head: range.end() }
    }

    /// The selected words.
    pub fn range(self) -> TextRange {
        TextRange::between(self.anchor, self.head)
    }

    /// Whether it is only a caret.
    pub fn is_empty(self) -> bool {
        self.anchor == self.head
    }

    /// The selection with the caret at `head`; what was selected stays so if `extend`.
    #[must_use]
    pub fn moved(self, head: usize, extend: bool) -> Self {
        if extend { Self { head, ..self } } else { Self::caret(head) }
    }

    /// The nearest selection that fits the document: inside of it, between characters, not in the empty lines between two
    /// paragraphs.
    #[must_use]
    pub fn fitted(self, document: &Document) -> Self {
        let fit = |offset| nearest_place(document.blocks(), document.text().floor_char_boundary(offset));
        Self { anchor: fit(self.anchor), head: fit(self.head) }
    }
}

/// A step of the caret through the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// By one character, as a person sees it.
    Character,
    /// To the end or beginning of a word.
    Word,
    /// To the beginning of a paragraph.
    Paragraph,
    /// To the end or beginning of the document.
    Document,
}

/// Where one step leads from `offset`.
pub fn step(document: &Document, offset: usize, step: Step, forward: bool) -> usize {
    let blocks = document.blocks();
    match (step, forward) {
        (Step::Document, false) => blocks.range(0).start(),
        (Step::Document, true) => blocks.range(blocks.len()).start(),
        (Step::Paragraph, forward) => {
            let block = blocks.at(offset);
            let start = blocks.range(block).start();
            match forward {
                true if block + 1 == blocks.len() => blocks.range(block).end(),
                true => blocks.range(block + 1).start(),
                false if offset > start => start,
                false => blocks.range(block.saturating_sub(1)).start(),
            }
        }
        (step, true) => forward_step(document, offset, step),
        (step, false) => backward_step(document, offset, step),
    }
}

fn forward_step(document: &Document, offset: usize, step: Step) -> usize {
    let blocks = document.blocks();
    let block = blocks.range(blocks.at(offset));
    if offset >= block.end() {
        let below = blocks.at(offset) + 1;
        return if below < blocks.len() { blocks.range(below).start() } else { block.end() };
    }
    let text = document.text();
    let end = text.floor_char_boundary(block.end().min(offset + REACH));
    let ahead = text.get(offset..end).unwrap_or_default();
    let length = match step {
        Step::Word => {
            let words = ahead.split_word_bound_indices();
            let mut ends = words.filter(|(_, word)| is_word(word)).map(|(at, word)| at + word.len());
            ends.next().unwrap_or(ahead.len())
        }
        _ => ahead.graphemes(true).next().map_or(0, str::len),
    };
    offset + length
}

fn backward_step(document: &Document, offset: usize, step: Step) -> usize {
    let blocks = document.blocks();
    let index = blocks.at(offset);
    let block = blocks.range(index);
    if offset <= block.start() {
        return if index == 0 { block.start() } else { blocks.range(index - 1).end() };
    }
    let text = document.text();
    let start = text.ceil_char_boundary(block.start().max(offset.saturating_sub(REACH)));
    let behind = text.get(start..offset).unwrap_or_default();
    match step {
        Step::Word => {
            let words = behind.split_word_bound_indices().rev();
            let mut starts = words.filter(|(_, word)| is_word(word)).map(|(at, _)| start + at);
            starts.next().unwrap_or(start)
        }
        _ => offset - behind.graphemes(true).next_back().map_or(0, str::len),
    }
}

fn is_word(part: &str) -> bool {
    part.chars().any(char::is_alphanumeric)
}
