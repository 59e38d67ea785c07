//! The paragraphs, headings and list items that a text consists of.

use serde::{Deserialize, Serialize};

use super::TextRange;

/// What a stretch of text is to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading and its level; 1 is the highest.
    Heading(u8),
    /// Running text, and whatever is nothing else.
    Paragraph,
    /// One item of a list, and how deep the list lies in others; 1 is the outermost.
    ListItem(u8),
    /// A cell of a table, or a paragraph in one. Rows and columns count from 0; a row above the one before begins a
    /// new table.
    Cell {
        /// The row.
        row: u32,
        /// The column.
        column: u32,
    },
}

/// Where a block starts, and its kind. It ends where the next one starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u32, BlockKind)", into = "(u32, BlockKind)")]
pub struct Block {
    start: u32,
    kind: BlockKind,
}

impl Block {
    /// A block at an offset. An offset beyond 4 GiB is cut to it; such a block fits no text.
    pub fn new(start: usize, kind: BlockKind) -> Self {
        Self { start: u32::try_from(start).unwrap_or(u32::MAX), kind }
    }

    /// The first byte of the block.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// What the block is.
    pub fn kind(self) -> BlockKind {
        self.kind
    }
}

impl From<(u32, BlockKind)> for Block {
    fn from((start, kind): (u32, BlockKind)) -> Self {
        Self { start, kind }
    }
}

impl From<Block> for (u32, BlockKind) {
    fn from(block: Block) -> Self {
        (block.start, block.kind)
    }
}

/// All blocks of one text, in order.
///
/// There is always at least one: an empty text has one empty paragraph, so every offset belongs to a block. People
/// count from one: the block at index 3 is "¶4".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    /// What each block shows. Invariant: not empty, in order, no two overlap.
    ranges: Box<[TextRange]>,
    /// The kinds of all blocks that are no paragraphs, by index: most are, so this is short.
    kinds: Box<[(u32, BlockKind)]>,
}

impl Blocks {
    /// The blocks of `text`, or `None` if they do not fit it: each must start inside the text, on a character boundary
    /// and after the one before it, and the first at 0.
    pub fn new(text: &str, blocks: Vec<Block>) -> Option<Self> {
        if text.is_empty() {
            let kind = blocks.first().map_or(BlockKind::Paragraph, |block| block.kind);
            let fits = blocks.iter().all(|block| block.start == 0) && blocks.len() <= 1;
            return fits.then(|| Self { ranges: Box::new([TextRange::empty(0)]), kinds: kinds([kind].into_iter()) });
        }
        if blocks.first()?.start != 0 {
            return None;
        }
        let ends = blocks.iter().skip(1).map(|block| block.start()).chain([text.len()]);
        let ranges = blocks.iter().zip(ends).map(|(block, end)| shown(text, block.start(), end));
        let ranges: Option<Box<[TextRange]>> = ranges.collect();
        Some(Self { ranges: ranges?, kinds: kinds(blocks.iter().map(|block| block.kind)) })
    }

    /// Every line that is not blank as a paragraph.
    pub fn lines(text: &str) -> Self {
        let mut start = 0;
        let mut blocks = Vec::new();
        for line in text.split_inclusive('\n') {
            if blocks.is_empty() || !line.trim().is_empty() {
                blocks.push(Block::new(start, BlockKind::Paragraph));
            }
            start += line.len();
        }
        let whole = || Self { ranges: Box::new([TextRange::of(text)]), kinds: Box::default() };
        Self::new(text, blocks).unwrap_or_else(whole)
    }

    /// How many blocks there are.
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// What the block shows: from its start to the next one's, without the line end and the blank lines before that (and,
    /// for the first block, the blank lines above it). An index beyond the last block gives an empty range at its end.
    pub fn range(&self, index: usize) -> TextRange {
        let end = self.ranges.last().map_or(0, |range| range.end());
        self.ranges.get(index).copied().unwrap_or(TextRange::empty(end))
    }

    /// What the block is.
    pub fn kind(&self, index: usize) -> BlockKind {
        let found = self.kinds.binary_search_by_key(&index, |&(at, _)| at as usize);
        found.ok().and_then(|at| self.kinds.get(at)).map_or(BlockKind::Paragraph, |&(_, kind)| kind)
    }

    /// The index of the block that `offset` lies in. The gap between two blocks belongs to the one before it.
    pub fn at(&self, offset: usize) -> usize {
        self.ranges.partition_point(|range| range.start() <= offset).saturating_sub(1)
    }

    /// Every block in order: what it shows, and its kind.
    pub fn iter(&self) -> impl Iterator<Item = (TextRange, BlockKind)> {
        let mut kinds = self.kinds.iter().peekable();
        self.ranges.iter().enumerate().map(move |(index, range)| {
            let kind = kinds.next_if(|(at, _)| *at as usize == index);
            (*range, kind.map_or(BlockKind::Paragraph, |&(_, kind)| kind))
        })
    }

    /// The blocks as they stand in a file; [`Blocks::new`] makes the same blocks of them again.
    pub fn to_vec(&self) -> Vec<Block> {
        let start = |index, range: TextRange| if index == 0 { 0 } else { range.start() };
        self.iter().enumerate().map(|(index, (range, kind))| Block::new(start(index, range), kind)).collect()
    }
}

/// What a block from `start` to `end` shows, `None` if these are no bounds of a block.
fn shown(text: &str, start: usize, end: usize) -> Option<TextRange> {
    let words = text.get(start..end).filter(|words| !words.is_empty())?;
    let visible = words.trim_end();
    let last_line_end = words.get(visible.len()..)?.find('\n').map_or(words.len(), |at| visible.len() + at);
    let first_line = if start == 0 { visible.len() - visible.trim_start().len() } else { 0 };
    let blank_above = visible.get(..first_line)?.rfind('\n').map_or(0, |at| at + 1);
    let end = if visible.is_empty() { 0 } else { last_line_end };
    TextRange::new(start + blank_above, start + end)
}

fn kinds(all: impl Iterator<Item = BlockKind>) -> Box<[(u32, BlockKind)]> {
    let indexed = (0u32..).zip(all);
    indexed.filter(|(_, kind)| *kind != BlockKind::Paragraph).collect()
}
