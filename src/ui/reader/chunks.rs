//! Chunks: what is laid out at once, a paragraph or a part of a very long one.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::Document;
use crate::text::{BlockKind, Blocks, TextRange};

/// A paragraph of twice this many bytes is laid out in parts of about as many.
const PART: usize = 4096;
/// How far behind its nominal end a part may end, to end where a sentence does.
const REACH: usize = 512;

/// A stretch of a document that is laid out at once.
///
/// Computed from the paragraphs when it is needed: nothing is kept per paragraph, so that a long text costs a reader
/// neither time nor memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The index of its paragraph.
    pub block: usize,
    /// What the paragraph is.
    pub kind: BlockKind,
    /// The chunk in the text.
    pub range: TextRange,
    part: usize,
    n_parts: usize,
}

impl Chunk {
    /// The chunk in which `offset` lies.
    pub fn at(document: &Document, offset: usize) -> Self {
        let blocks = document.blocks();
        let block = blocks.at(offset);
        let range = blocks.range(block);
        let part = (offset.saturating_sub(range.start()) / PART).min(n_parts(range) - 1);
        let chunk = Self::new(document, block, part);
        if part > 0 && offset < chunk.range.start() { Self::new(document, block, part - 1) } else { chunk }
    }

    fn new(document: &Document, block: usize, part: usize) -> Self {
        let whole = document.blocks().range(block);
        let n_parts = n_parts(whole);
        let start = |part| match part {
            0 => whole.start(),
            part if part == n_parts => whole.end(),
            part => part_start(document.text(), whole.start() + part * PART),
        };
        let range = TextRange::between(start(part), start(part + 1));
        Self { block, kind: document.blocks().kind(block), range, part, n_parts }
    }

    /// Whether its paragraph begins with it.
    pub fn is_first_part(&self) -> bool {
        self.part == 0
    }

    /// Whether its paragraph ends with it.
    pub fn is_last_part(&self) -> bool {
        self.part + 1 == self.n_parts
    }

    /// The one below, `None` at the end of the document.
    pub fn next(&self, document: &Document) -> Option<Self> {
        if !self.is_last_part() {
            return Some(Self::new(document, self.block, self.part + 1));
        }
        (self.block + 1 < document.blocks().len()).then(|| Self::new(document, self.block + 1, 0))
    }

    /// The one above, `None` at the beginning of the document.
    pub fn previous(&self, document: &Document) -> Option<Self> {
        if self.part > 0 {
            return Some(Self::new(document, self.block, self.part - 1));
        }
        let above = self.block.checked_sub(1)?;
        Some(Self::new(document, above, n_parts(document.blocks().range(above)) - 1))
    }
}

/// The nearest place for a caret: within a paragraph, not in the empty lines between two.
pub fn nearest_place(blocks: &Blocks, offset: usize) -> usize {
    let range = blocks.range(blocks.at(offset));
    offset.clamp(range.start(), range.end())
}

fn n_parts(block: TextRange) -> usize {
    (block.len() / PART).max(1)
}

/// Where the part begins that should begin at `nominal`: behind the end of a line or sentence that is not far, else behind
/// a space, else between two characters.
fn part_start(text: &str, nominal: usize) -> usize {
    let start = text.floor_char_boundary(nominal);
    let window = text.get(start..text.floor_char_boundary(start + REACH)).unwrap_or_default();
    let behind = |pattern: &str| window.find(pattern).map(|at| start + at + pattern.len());
    let space = || behind("\n").or_else(|| behind(". ")).or_else(|| behind(" "));
    space().unwrap_or_else(|| {
        let graphemes = window.grapheme_indices(true).map(|(at, _)| start + at);
        // The first may begin in the middle of what a person sees as one character.
        graphemes.skip(1).find(|at| *at >= nominal).unwrap_or(text.ceil_char_boundary(nominal))
    })
}
