//! Chunks: what is laid out at once, a paragraph or a part of a very long one.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::{BlockKind, TextRange};

use super::sight::Sight;

/// A paragraph of twice this many bytes is laid out in parts of about as many.
pub const PART: usize = 4096;
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
    /// The chunk in which `offset` lies; if that is not shown, the nearest below that is, or above.
    pub fn at(sight: &Sight, offset: usize) -> Self {
        let chunk = Self::holding(sight, offset);
        if sight.skip_of(chunk.range).is_none() {
            return chunk;
        }
        chunk.next(sight).or_else(|| chunk.previous(sight)).unwrap_or(chunk)
    }

    /// The chunk in which `offset` lies, shown or not.
    fn holding(sight: &Sight, offset: usize) -> Self {
        let blocks = sight.blocks();
        let block = blocks.at(offset);
        let range = blocks.range(block);
        let part = (offset.saturating_sub(range.start()) / PART).min(n_parts(range) - 1);
        let chunk = Self::new(sight, block, part);
        if part > 0 && offset < chunk.range.start() { Self::new(sight, block, part - 1) } else { chunk }
    }

    fn new(sight: &Sight, block: usize, part: usize) -> Self {
        let whole = sight.blocks().range(block);
        let n_parts = n_parts(whole);
        let start = |part| match part {
            0 => whole.start(),
            part if part == n_parts => whole.end(),
            part => part_start(sight.text(), whole.start() + part * PART),
        };
        let range = TextRange::between(start(part), start(part + 1));
        Self { block, kind: sight.blocks().kind(block), range, part, n_parts }
    }

    /// Whether its paragraph begins with it.
    pub fn is_first_part(&self) -> bool {
        self.part == 0
    }

    /// Whether its paragraph ends with it.
    pub fn is_last_part(&self) -> bool {
        self.part + 1 == self.n_parts
    }

    /// The next one below that is shown, `None` at the end of the document.
    pub fn next(&self, sight: &Sight) -> Option<Self> {
        let below = if !self.is_last_part() {
            Self::new(sight, self.block, self.part + 1)
        } else if self.block + 1 < sight.blocks().len() {
            Self::new(sight, self.block + 1, 0)
        } else {
            return None;
        };
        match sight.skip_of(below.range) {
            None => Some(below),
            // However much is skipped, what is shown begins right behind it.
            Some(skip) => (skip.end() < sight.text().len()).then(|| Self::holding(sight, skip.end())),
        }
    }

    /// The next one above that is shown, `None` at the beginning of the document.
    pub fn previous(&self, sight: &Sight) -> Option<Self> {
        let above = if self.part > 0 {
            Self::new(sight, self.block, self.part - 1)
        } else {
            let above = self.block.checked_sub(1)?;
            Self::new(sight, above, n_parts(sight.blocks().range(above)) - 1)
        };
        match sight.skip_of(above.range) {
            None => Some(above),
            Some(skip) => {
                let above = Self::holding(sight, skip.start().checked_sub(1)?);
                sight.skip_of(above.range).is_none().then_some(above)
            }
        }
    }
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
