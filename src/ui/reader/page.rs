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
    /// The longest line.
    pub width: f32,
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

    /// How far away a point is, first to the side.
    fn distance(&self, pos: Pos2) -> (f32, f32) {
        let away = |from: f32, to: f32, at: f32| (from - at).max(at - to).max(0.0);
        (away(self.pos.x, self.pos.x + self.width, pos.x), away(self.pos.y, self.bottom(), pos.y))
    }
}

/// Chunks side by side: the cells of a row of a table, column by column; most often one chunk alone.
#[derive(Clone, Debug)]
pub struct LaidBand {
    /// The chunks; never empty.
    pub laid: Vec<Laid>,
    /// The upper edge.
    pub top: f32,
    /// The lower edge, with what stands below the words.
    pub bottom: f32,
}

impl LaidBand {
    pub(super) fn shift(&mut self, by: f32) {
        self.top += by;
        self.bottom += by;
        self.laid.iter_mut().for_each(|laid| laid.pos.y += by);
    }

    pub(super) fn first(&self) -> Option<&Chunk> {
        self.laid.first().map(|laid| &laid.chunk)
    }

    pub(super) fn last(&self) -> Option<&Chunk> {
        self.laid.last().map(|laid| &laid.chunk)
    }
}

/// What is in view, from top to bottom.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub(super) bands: Vec<LaidBand>,
    /// The left edge of the measure.
    pub(super) left: f32,
}

impl Page {
    /// The bands.
    pub fn bands(&self) -> &[LaidBand] {
        &self.bands
    }

    /// The chunks, in the order of the text.
    pub fn chunks(&self) -> impl DoubleEndedIterator<Item = &Laid> {
        self.bands.iter().flat_map(|band| &band.laid)
    }

    /// The text that is laid out, including what is cut off by the edges.
    pub fn range(&self) -> TextRange {
        let start = self.chunks().next().map_or(0, |laid| laid.chunk.range.start());
        TextRange::between(start, self.chunks().next_back().map_or(start, |laid| laid.chunk.range.end()))
    }

    /// The chunk that holds `offset`, `None` if it is not in view.
    fn chunk_of(&self, offset: usize) -> Option<&Laid> {
        let from = |laid: &&Laid| laid.chunk.range.start() <= offset;
        self.chunks().rev().find(from).filter(|laid| laid.chunk.range.touches(offset))
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
        self.chunks().filter_map(of_chunk).flat_map(move |(layout, by)| {
            let rects: Vec<Rect> = layout.rects(range).map(|(_, rect)| rect.translate(by)).collect();
            rects
        })
    }

    /// The marks of notes: each with its story, and where it stands.
    pub fn marks(&self) -> impl Iterator<Item = (u32, Rect)> {
        self.chunks().flat_map(|laid| {
            let by = laid.pos.to_vec2();
            laid.layout.marks().map(move |(note, rect)| (note, rect.translate(by)))
        })
    }

    /// The chunk at this height and nearest to the side, or the nearest.
    fn chunk_at(&self, pos: Pos2) -> Option<&Laid> {
        let band = self.bands.iter().find(|band| pos.y < band.bottom).or(self.bands.last())?;
        let order = |a: &(f32, f32), b: &(f32, f32)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1));
        band.laid.iter().min_by(|a, b| order(&a.distance(pos), &b.distance(pos)))
    }

    /// The nearest place for a caret.
    pub fn offset_at(&self, pos: Pos2) -> usize {
        let to_offset = |laid: &Laid| laid.layout.offset_at(pos - laid.pos.to_vec2());
        self.chunk_at(pos).map_or(0, to_offset)
    }

    /// The character at `pos`, `None` beside the words.
    pub fn character_at(&self, pos: Pos2) -> Option<TextRange> {
        let laid = self.chunk_at(pos)?;
        laid.layout.character_at(pos - laid.pos.to_vec2())
    }

    /// The row that begins with `offset` or holds it: the left edge of the measure, and its height.
    pub fn row_of(&self, offset: usize) -> Option<Rect> {
        let laid = self.chunk_of(offset)?;
        let row = laid.layout.rows().get(laid.layout.row_of(offset))?;
        let (top, bottom) = (laid.pos.y + row.top, laid.pos.y + row.bottom);
        Some(Rect::from_min_max(pos2(self.left, top), pos2(self.left, bottom)))
    }
}
