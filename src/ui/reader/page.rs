//! The chunks that are in view, each at its place, and what lies where on them.

use std::sync::Arc;

use egui::{Pos2, Rect, pos2};

use crate::text::TextRange;

use super::chunks::Chunk;
use super::layout::ParaLayout;

/// The height of the line below a paragraph that is written from right to left.
pub const NOTICE_HEIGHT: f32 = 16.0;

/// A chunk that is in view.
#[derive(Clone, Debug)]
pub struct Laid {
    /// Which.
    pub chunk: Chunk,
    /// Its upper left corner.
    pub pos: Pos2,
    /// How it is laid out.
    pub layout: Arc<ParaLayout>,
}

impl Laid {
    /// Where its words end.
    pub fn words_bottom(&self) -> f32 {
        self.pos.y + self.layout.height()
    }

    /// Whether a line below it says that it is shown approximately.
    pub fn has_notice(&self) -> bool {
        self.layout.is_rtl() && self.chunk.is_last_part()
    }

    /// Where it ends.
    pub fn bottom(&self) -> f32 {
        self.words_bottom() + if self.has_notice() { NOTICE_HEIGHT } else { 0.0 }
    }
}

/// The chunks that are in view, from top to bottom.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub(super) laid: Vec<Laid>,
}

impl Page {
    /// The chunks.
    pub fn chunks(&self) -> &[Laid] {
        &self.laid
    }

    /// The text that is laid out, including what is cut off by the edges.
    pub fn range(&self) -> TextRange {
        let start = self.laid.first().map_or(0, |laid| laid.chunk.range.start());
        TextRange::between(start, self.laid.last().map_or(start, |laid| laid.chunk.range.end()))
    }

    /// The chunk that holds `offset`, `None` if it is not in view.
    fn chunk_of(&self, offset: usize) -> Option<&Laid> {
        let from = |laid: &&Laid| laid.chunk.range.start() <= offset;
        self.laid.iter().rev().find(from).filter(|laid| laid.chunk.range.touches(offset))
    }

    /// Where the caret stands at `offset`, `None` if its chunk is not in view.
    pub fn caret(&self, offset: usize) -> Option<Rect> {
        self.chunk_of(offset).map(|laid| laid.layout.caret(offset).translate(laid.pos.to_vec2()))
    }

    /// The rectangles that cover the part of `range` that is in view.
    pub fn rects(&self, range: TextRange) -> impl Iterator<Item = Rect> {
        let of_chunk = move |laid: &Laid| {
            (laid.chunk.range.overlaps(range)).then(|| (Arc::clone(&laid.layout), laid.pos.to_vec2()))
        };
        self.laid.iter().filter_map(of_chunk).flat_map(move |(layout, by)| {
            let rects: Vec<Rect> = layout.rects(range).map(|(_, rect)| rect.translate(by)).collect();
            rects
        })
    }

    /// The chunk at this height, or the nearest.
    fn chunk_at(&self, y: f32) -> Option<&Laid> {
        self.laid.iter().find(|laid| y < laid.bottom()).or(self.laid.last())
    }

    /// The nearest place for a caret.
    pub fn offset_at(&self, pos: Pos2) -> usize {
        let to_offset = |laid: &Laid| laid.layout.offset_at(pos - laid.pos.to_vec2());
        self.chunk_at(pos.y).map_or(0, to_offset)
    }

    /// The character at `pos`, `None` beside the words.
    pub fn character_at(&self, pos: Pos2) -> Option<TextRange> {
        let laid = self.chunk_at(pos.y)?;
        laid.layout.character_at(pos - laid.pos.to_vec2())
    }

    /// The row that begins with `offset` or holds it: its upper left corner, and its height.
    pub fn row_of(&self, offset: usize) -> Option<Rect> {
        let laid = self.chunk_of(offset)?;
        let row = laid.layout.rows().get(laid.layout.row_of(offset))?;
        let (top, bottom) = (laid.pos.y + row.top, laid.pos.y + row.bottom);
        Some(Rect::from_min_max(pos2(laid.pos.x, top), pos2(laid.pos.x, bottom)))
    }
}
