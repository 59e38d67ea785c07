//! The part of a document that is in view, and how it scrolls.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::{Painter, Pos2, Rect, pos2, vec2};

use crate::model::View as Wanted;
use crate::text::TextRange;
use crate::ui::theme::Theme;

use super::beside::FLAW_LINE;
use super::chunks::Chunk;
use super::grid::{CELL_PADDING, Slot};
use super::layout::{ParaLayout, Row};
use super::page::{Laid, LaidBand, Page};
use super::shown::Shown;
use super::sight::Sight;

/// Below the last line of a document.
const BOTTOM: f32 = 40.0;
/// More than what stands above the first line of any document, and still a small number.
const ABOVE_ALL: f32 = 2048.0;
/// Where the eyes rest, in parts of the height of the view.
pub const EYES: f32 = 0.3;
/// So far from the edges of the view a caret stays.
const MARGIN: f32 = 12.0;

/// Where a reader is scrolled to: which line is at the top.
///
/// By the words and not by a height, so that it holds for every width and font, and so that nothing has to be known of
/// the text above. Small numbers only: a long document scrolls as smoothly at its end as at its beginning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// An offset in the line.
    pub offset: usize,
    /// How far the upper edge of the view is below the upper edge of the line.
    pub below: f32,
}

impl Default for Anchor {
    /// The beginning of a document, with all that stands above it.
    fn default() -> Self {
        Self { offset: 0, below: -ABOVE_ALL }
    }
}

/// What stands at a certain height of a view: an offset, parts of a line included.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Line {
    /// The offset; within a line in proportion to its height.
    pub offset: f64,
    /// How far above it the height is, where nothing stands there.
    pub above: f32,
}

/// Layouts of the chunks that were in view lately, so that a frame in which nothing moves costs little.
#[derive(Clone, Debug, Default)]
pub struct LayoutCache {
    /// What the layouts depend on besides the text: width, theme, pixels per point, the view.
    made_for: (u32, bool, u32, Wanted),
    /// By the beginnings of the chunks.
    layouts: BTreeMap<usize, (Arc<Shown>, Arc<ParaLayout>)>,
}

/// Lays out chunks of one document in one width.
pub struct Layouter<'a> {
    sight: &'a Sight,
    painter: &'a Painter,
    theme: &'a Theme,
    width: f32,
    cache: &'a mut LayoutCache,
}

impl<'a> Layouter<'a> {
    /// A layouter; `cache` belongs to one text alone.
    pub fn new(
        sight: &'a Sight,
        painter: &'a Painter,
        theme: &'a Theme,
        width: f32,
        cache: &'a mut LayoutCache,
    ) -> Self {
        let made_for = (width.to_bits(), theme.dark, painter.pixels_per_point().to_bits(), sight.view());
        if cache.made_for != made_for {
            *cache = LayoutCache { made_for, layouts: BTreeMap::new() };
        }
        Self { sight, painter, theme, width, cache }
    }

    /// The text as it is shown.
    pub fn sight(&self) -> &'a Sight {
        self.sight
    }

    /// The layout of a chunk.
    pub fn lay(&mut self, chunk: &Chunk) -> Arc<ParaLayout> {
        let text = self.sight.text();
        let known = self.cache.layouts.get(&chunk.range.start());
        let (shown, job) = match known {
            Some((shown, layout)) => (Arc::clone(shown), (*layout.galley().job).clone()),
            None => {
                let shown = Arc::new(Shown::of(self.sight, chunk));
                let job = shown.job(text, chunk.kind, self.theme, self.slot(chunk).width);
                (shown, job)
            }
        };
        // Asked for in every frame, as egui wants it: a galley that was kept may point to letters that are gone.
        let galley = self.painter.layout_job(job);
        if let Some((_, layout)) = known
            && Arc::ptr_eq(layout.galley(), &galley)
        {
            return Arc::clone(layout);
        }
        let layout = Arc::new(ParaLayout::new(text, chunk.range, &shown, galley));
        self.cache.layouts.insert(chunk.range.start(), (shown, Arc::clone(&layout)));
        layout
    }

    fn slot(&self, chunk: &Chunk) -> Slot {
        self.sight.slot(chunk.block, self.width)
    }

    /// Where the caret stands at `offset`: sideways in the measure, its height in its chunk.
    pub fn caret(&mut self, offset: usize) -> Rect {
        let chunk = Chunk::at(self.sight, offset);
        let x = self.slot(&chunk).x;
        self.lay(&chunk).caret(offset).translate(vec2(x, 0.0))
    }

    /// The first or last place of the line in which `offset` stands.
    pub fn line_edge(&mut self, offset: usize, end: bool) -> usize {
        let layout = self.lay(&Chunk::at(self.sight, offset));
        let row = layout.rows().get(layout.row_of(offset));
        row.map_or(offset, |row| if end { row.words_end } else { row.start })
    }

    /// Lays out a chunk with those that stand beside it, from `top` on.
    fn place(&mut self, chunk: &Chunk, top: f32) -> LaidBand {
        let padding = if self.sight.grid_of(chunk.block).is_some() { CELL_PADDING } else { 0.0 };
        let mut band = LaidBand { laid: Vec::with_capacity(1), top, bottom: top };
        for column in self.sight.band(chunk, self.width) {
            let mut y = top + padding;
            for chunk in column {
                let Slot { x, width } = self.slot(&chunk);
                let laid = Laid { layout: self.lay(&chunk), pos: pos2(x, y), width, chunk };
                y = laid.bottom();
                band.bottom = band.bottom.max(y + padding);
                band.laid.push(laid);
            }
        }
        if let Some(last) = band.last() {
            band.bottom += FLAW_LINE * self.sight.below(last).len() as f32;
        }
        band
    }

    /// How much stands above a band.
    fn above(&self, band: &LaidBand) -> f32 {
        band.first().map_or(0.0, |first| self.sight.above(first).height())
    }
}

/// What is in view: a few chunks, from top to bottom.
#[derive(Clone, Debug)]
pub struct View {
    /// Heights count from the upper edge of the view.
    page: Page,
    height: f32,
    /// Whether it begins with all that stands above the first line of the document.
    is_at_top: bool,
}

impl View {
    /// What is in view at `anchor`, at most as far down as the document goes.
    pub fn new(layouter: &mut Layouter<'_>, anchor: Anchor, height: f32) -> Self {
        let mut view = Self { page: Page::default(), height, is_at_top: false };
        let chunk = Chunk::at(layouter.sight, anchor.offset);
        let mut start = layouter.place(&chunk, 0.0);
        let line = start.laid.iter().find(|laid| laid.chunk == chunk);
        let top = line.map_or(0.0, |laid| laid.pos.y + laid.layout.caret(anchor.offset).top());
        start.shift(-top - anchor.below);
        view.page.bands.push(start);
        view.fill_up(layouter);
        view.fill_down(layouter);
        let missing = view.page.bands.last().map_or(0.0, |last| height - last.bottom - BOTTOM);
        if missing > 0.0 {
            view.shift(missing);
            view.fill_up(layouter);
        }
        view.is_at_top = view.page.bands.first().is_some_and(|first| {
            let is_first = first.first().is_some_and(|chunk| chunk.previous(layouter.sight).is_none());
            is_first && first.top - layouter.above(first) > -0.01
        });
        view.page.bands.retain(|band| band.bottom > 0.0 && band.top < height);
        let seen: BTreeSet<usize> = view.page.chunks().map(|laid| laid.chunk.range.start()).collect();
        layouter.cache.layouts.retain(|start, _| seen.contains(start));
        view
    }

    /// Adds the chunks above, then takes away what is empty above the beginning of the document.
    fn fill_up(&mut self, layouter: &mut Layouter<'_>) {
        let mut above: Vec<LaidBand> = Vec::new();
        while let Some(first) = above.last().or(self.page.bands.first()) {
            let top = first.top - layouter.above(first);
            if top <= 0.0 {
                break;
            }
            let Some(chunk) = first.first().and_then(|chunk| chunk.previous(layouter.sight)) else {
                self.shift(-top);
                above.iter_mut().for_each(|band| band.shift(-top));
                break;
            };
            let mut band = layouter.place(&chunk, top);
            band.shift(top - band.bottom);
            above.push(band);
        }
        self.page.bands.splice(0..0, above.into_iter().rev());
    }

    fn fill_down(&mut self, layouter: &mut Layouter<'_>) {
        while let Some(last) = self.page.bands.last().filter(|last| last.bottom < self.height) {
            let Some(chunk) = last.last().and_then(|chunk| chunk.next(layouter.sight)) else { break };
            let bottom = last.bottom;
            let mut band = layouter.place(&chunk, bottom);
            band.shift(layouter.above(&band));
            self.page.bands.push(band);
            // Far above the view after a long way: not needed, and not to be kept.
            let last = self.page.bands.len() - 1;
            let mut index = 0..;
            self.page.bands.retain(|band| index.next() == Some(last) || band.bottom > -self.height);
        }
    }

    fn shift(&mut self, by: f32) {
        self.page.bands.iter_mut().for_each(|band| band.shift(by));
    }

    /// All rows with their chunks and upper edges.
    fn rows(&self) -> impl Iterator<Item = (&Laid, &Row, f32)> {
        self.page.chunks().flat_map(|laid| laid.layout.rows().iter().map(move |row| (laid, row, laid.pos.y + row.top)))
    }

    /// Where this view is scrolled to.
    pub fn anchor(&self) -> Anchor {
        if self.is_at_top { Anchor::default() } else { self.first_line() }
    }

    /// The line that is at the upper edge.
    fn first_line(&self) -> Anchor {
        let first = self.rows().find(|(_, row, top)| top + (row.bottom - row.top) > 0.0);
        // Rounded, so that the remains of additions do not move a text at rest.
        let rounded = |top: f32| -(top * 64.0).round() / 64.0;
        first.map_or_else(Anchor::default, |(_, row, top)| Anchor { offset: row.start, below: rounded(top) })
    }

    /// The offsets at the upper and lower edge of the view; within a line in proportion to its height.
    pub fn edges(&self) -> (f64, f64) {
        let at = |y: f32, fallback: usize| {
            let row = self.rows().find(|(_, row, top)| top + (row.bottom - row.top) > y);
            row.map_or(fallback as f64, |(_, row, top)| {
                let share = f64::from((y - top) / (row.bottom - row.top)).clamp(0.0, 1.0);
                row.start as f64 + share * (row.end - row.start) as f64
            })
        };
        (at(0.0, 0), at(self.height, self.page.range().end()))
    }

    /// What stands at this height.
    pub fn line_at(&self, y: f32) -> Line {
        let Some((_, row, top)) = self.rows().find(|(_, row, top)| top + (row.bottom - row.top) > y) else {
            let bottom = self.page.bands.last().map_or(y, |last| last.bottom);
            return Line { offset: self.page.range().end() as f64, above: bottom - y };
        };
        let share = f64::from((y - top) / (row.bottom - row.top)).max(0.0);
        Line { offset: row.start as f64 + share * (row.end - row.start) as f64, above: (top - y).max(0.0) }
    }

    /// The anchor at which a line stands at this height.
    pub fn anchor_of(layouter: &mut Layouter<'_>, line: Line, y: f32) -> Anchor {
        let anchor = Self::anchor_at(layouter, line.offset);
        Anchor { below: anchor.below - line.above - y, ..anchor }
    }

    /// The anchor at which the line of `offset` is just in view, `None` if it is now.
    pub fn anchor_to_show(&self, layouter: &mut Layouter<'_>, offset: usize) -> Option<Anchor> {
        if let Some(caret) = self.page.caret(offset) {
            let below = if caret.top() < MARGIN.min(self.height - caret.height()) {
                -MARGIN
            } else if caret.bottom() > self.height - MARGIN {
                MARGIN + caret.height() - self.height
            } else {
                return None;
            };
            return Some(Anchor { offset, below: below.min(0.0) });
        }
        let caret = layouter.lay(&Chunk::at(layouter.sight, offset)).caret(offset);
        let is_above = offset < self.page.range().start();
        let below = if is_above { -MARGIN } else { MARGIN + caret.height() - self.height };
        Some(Anchor { offset, below: below.min(0.0) })
    }

    /// The anchor at which `range` stands at a comfortable height, `None` if it is well in view: all of it, or its
    /// beginning high enough.
    pub fn anchor_to_reveal(&self, range: TextRange) -> Option<Anchor> {
        let comfortable = self.height * EYES;
        let in_view = |caret: &Rect| caret.top() >= MARGIN && caret.bottom() <= self.height - 2.0 * MARGIN;
        let start = self.page.caret(range.start()).filter(in_view);
        let settled = start.is_some_and(|start| {
            start.top() <= comfortable + 1.0 || self.page.caret(range.end()).is_some_and(|end| in_view(&end))
        });
        (!settled).then_some(Anchor { offset: range.start(), below: -comfortable })
    }

    /// The anchor at which `to` stands as high as `from` stands now, `None` if that is not in view.
    pub fn anchor_with(&self, from: usize, to: usize) -> Option<Anchor> {
        self.height_of(from).map(|height| Anchor { offset: to, below: -height })
    }

    /// How far down the line of `offset` begins, if it is in view.
    pub fn height_of(&self, offset: usize) -> Option<f32> {
        let caret = self.page.caret(offset).filter(|caret| caret.top() >= 0.0 && caret.bottom() <= self.height);
        caret.map(|caret| caret.top())
    }

    /// The anchor at which `delta` more text is above the view.
    pub fn anchor_scrolled(&self, delta: f32) -> Anchor {
        let anchor = self.first_line();
        Anchor { below: anchor.below + delta, ..anchor }
    }

    /// The page in the window, with its upper left corner at `origin`; `round` puts a height on a whole pixel.
    pub fn placed(self, origin: Pos2, round: impl Fn(f32) -> f32) -> Page {
        let mut page = self.page;
        page.left = origin.x;
        for band in &mut page.bands {
            (band.top, band.bottom) = (round(origin.y + band.top), round(origin.y + band.bottom));
            for laid in &mut band.laid {
                laid.pos = pos2(origin.x + laid.pos.x, round(origin.y + laid.pos.y));
            }
        }
        page
    }

    /// The anchor at which an offset, fractions of characters included, is at the upper edge of the view.
    pub fn anchor_at(layouter: &mut Layouter<'_>, offset: f64) -> Anchor {
        let whole = layouter.sight.text().floor_char_boundary(offset.max(0.0) as usize);
        let layout = layouter.lay(&Chunk::at(layouter.sight, whole));
        let Some(row) = layout.rows().get(layout.row_of(whole)) else { return Anchor::default() };
        let share = (offset - row.start as f64) / (row.end - row.start).max(1) as f64;
        Anchor { offset: row.start, below: share.clamp(0.0, 1.0) as f32 * (row.bottom - row.top) }
    }

    /// The place `n_rows` above or below `offset`, under the same `x` in the measure.
    pub fn step_rows(layouter: &mut Layouter<'_>, offset: usize, x: f32, n_rows: isize) -> usize {
        let mut chunk = Chunk::at(layouter.sight, offset);
        let mut layout = layouter.lay(&chunk);
        let mut row = layout.row_of(offset);
        for _ in 0..n_rows.unsigned_abs() {
            let is_at_edge = if n_rows > 0 { row + 1 >= layout.rows().len() } else { row == 0 };
            if !is_at_edge {
                row = row.saturating_add_signed(n_rows.signum());
                continue;
            }
            let Some(next) = layouter.beyond(&chunk, x, n_rows > 0) else {
                return if n_rows > 0 { chunk.range.end() } else { chunk.range.start() };
            };
            chunk = next;
            layout = layouter.lay(&chunk);
            row = if n_rows > 0 { 0 } else { layout.rows().len().saturating_sub(1) };
        }
        layout.offset_in_row(row, x - layouter.slot(&chunk).x)
    }
}

impl Layouter<'_> {
    /// The chunk that stands above or below another: in its own column, else in the next band, where `x` is.
    fn beyond(&self, chunk: &Chunk, x: f32, down: bool) -> Option<Chunk> {
        let sight = self.sight;
        let band = sight.band(chunk, self.width);
        let column = band.iter().find(|column| column.contains(chunk))?;
        let at = column.iter().position(|other| other == chunk)?;
        let beside = if down { column.get(at + 1) } else { at.checked_sub(1).and_then(|at| column.get(at)) };
        if let Some(chunk) = beside {
            return Some(*chunk);
        }
        let next = if down {
            band.last().and_then(|column| column.last())?.next(sight)?
        } else {
            band.first().and_then(|column| column.first())?.previous(sight)?
        };
        let columns = sight.band(&next, self.width);
        let away = |column: &Vec<Chunk>| {
            let slot = column.first().map_or(Slot { x: 0.0, width: 0.0 }, |chunk| self.slot(chunk));
            (slot.x - x).max(x - slot.x - slot.width).max(0.0)
        };
        let nearest = columns.into_iter().min_by(|a, b| away(a).total_cmp(&away(b)))?;
        if down { nearest.first().copied() } else { nearest.last().copied() }
    }
}
