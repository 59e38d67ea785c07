//! The part of a document that is in view, and how it scrolls.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Painter, Pos2, pos2};

use crate::model::Document;
use crate::text::TextRange;
use crate::ui::theme::Theme;

use super::chunks::Chunk;
use super::layout::{ParaLayout, Row};
use super::page::{Laid, Page};
use super::shown::{Shown, space_above};

/// Below the last line of a document.
const BOTTOM: f32 = 40.0;
/// So far from the edges of the view a caret stays.
const MARGIN: f32 = 12.0;

/// Where a reader is scrolled to: which line is at the top.
///
/// By the words and not by a height, so that it holds for every width and font, and so that nothing has to be known of
/// the text above. Small numbers only: a long document scrolls as smoothly at its end as at its beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchor {
    /// An offset in the line.
    pub offset: usize,
    /// How far the upper edge of the view is below the upper edge of the line.
    pub below: f32,
}

/// Layouts of the chunks that were in view lately, so that a frame in which nothing moves costs little.
#[derive(Clone, Debug, Default)]
pub struct LayoutCache {
    /// What the layouts depend on besides the text: width, theme, pixels per point.
    made_for: (u32, bool, u32),
    /// By the beginnings of the chunks.
    layouts: BTreeMap<usize, (Shown, Arc<ParaLayout>)>,
}

/// Lays out chunks of one document in one width.
pub struct Layouter<'a> {
    document: &'a Document,
    painter: &'a Painter,
    theme: &'a Theme,
    width: f32,
    cache: &'a mut LayoutCache,
}

impl<'a> Layouter<'a> {
    /// A layouter; `cache` belongs to `document` alone.
    pub fn new(
        document: &'a Document,
        painter: &'a Painter,
        theme: &'a Theme,
        width: f32,
        cache: &'a mut LayoutCache,
    ) -> Self {
        let made_for = (width.to_bits(), theme.dark, painter.pixels_per_point().to_bits());
        if cache.made_for != made_for {
            *cache = LayoutCache { made_for, layouts: BTreeMap::new() };
        }
        Self { document, painter, theme, width, cache }
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The layout of a chunk.
    pub fn lay(&mut self, chunk: &Chunk) -> Arc<ParaLayout> {
        let text = self.document.text();
        let known = self.cache.layouts.get(&chunk.range.start());
        let (shown, job) = match known {
            Some((shown, layout)) => (*shown, (*layout.galley().job).clone()),
            None => {
                let shown = Shown::of(text, chunk.range);
                let words = chunk.range.within(text).unwrap_or_default();
                (shown, shown.job(words, chunk.kind, self.theme, self.width))
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

    /// Where the caret stands at `offset`, relative to its chunk.
    pub fn caret(&mut self, offset: usize) -> egui::Rect {
        self.lay(&Chunk::at(self.document, offset)).caret(offset)
    }

    /// The first or last place of the line in which `offset` stands.
    pub fn line_edge(&mut self, offset: usize, end: bool) -> usize {
        let layout = self.lay(&Chunk::at(self.document, offset));
        let row = layout.rows().get(layout.row_of(offset));
        row.map_or(offset, |row| if end { row.words_end } else { row.start })
    }

    fn place(&mut self, chunk: Chunk, top: f32) -> Laid {
        Laid { layout: self.lay(&chunk), pos: pos2(0.0, top), chunk }
    }

    fn above(&self, chunk: &Chunk) -> f32 {
        space_above(self.document, chunk)
    }
}

/// What is in view: a few chunks, from top to bottom.
#[derive(Clone, Debug)]
pub struct View {
    /// Heights count from the upper edge of the view.
    page: Page,
    height: f32,
}

impl View {
    /// What is in view at `anchor`, at most as far down as the document goes.
    pub fn new(layouter: &mut Layouter<'_>, anchor: Anchor, height: f32) -> Self {
        let mut view = Self { page: Page::default(), height };
        let chunk = Chunk::at(layouter.document, anchor.offset);
        let mut start = layouter.place(chunk, 0.0);
        start.pos.y = -start.layout.caret(anchor.offset).top() - anchor.below;
        view.page.laid.push(start);
        view.fill_up(layouter);
        view.fill_down(layouter);
        let missing = view.page.laid.last().map_or(0.0, |last| height - last.bottom() - BOTTOM);
        if missing > 0.0 {
            view.shift(missing);
            view.fill_up(layouter);
        }
        view.page.laid.retain(|laid| laid.bottom() > 0.0 && laid.pos.y < height);
        let seen = |start: &usize| view.page.laid.iter().any(|laid| laid.chunk.range.start() == *start);
        layouter.cache.layouts.retain(|start, _| seen(start));
        view
    }

    /// Adds the chunks above, then takes away what is empty above the beginning of the document.
    fn fill_up(&mut self, layouter: &mut Layouter<'_>) {
        let mut above = Vec::new();
        while let Some(first) = above.last().or(self.page.laid.first()) {
            let top = first.pos.y - layouter.above(&first.chunk);
            if top <= 0.0 {
                break;
            }
            let Some(chunk) = first.chunk.previous(layouter.document) else {
                self.shift(-top);
                above.iter_mut().for_each(|laid: &mut Laid| laid.pos.y -= top);
                break;
            };
            let mut laid = layouter.place(chunk, top);
            laid.pos.y -= laid.layout.height();
            above.push(laid);
        }
        self.page.laid.splice(0..0, above.into_iter().rev());
    }

    fn fill_down(&mut self, layouter: &mut Layouter<'_>) {
        while let Some(last) = self.page.laid.last().filter(|last| last.bottom() < self.height) {
            let Some(chunk) = last.chunk.next(layouter.document) else { break };
            let top = last.bottom() + layouter.above(&chunk);
            self.page.laid.push(layouter.place(chunk, top));
            // Far above the view after a long way: not needed, and not to be kept.
            self.page.laid.retain(|laid| laid.bottom() > -self.height || laid.chunk == chunk);
        }
    }

    fn shift(&mut self, by: f32) {
        self.page.laid.iter_mut().for_each(|laid| laid.pos.y += by);
    }

    /// All rows with their chunks and upper edges.
    fn rows(&self) -> impl Iterator<Item = (&Laid, &Row, f32)> {
        self.page
            .laid
            .iter()
            .flat_map(|laid| laid.layout.rows().iter().map(move |row| (laid, row, laid.pos.y + row.top)))
    }

    /// Where this view is scrolled to.
    pub fn anchor(&self) -> Anchor {
        let first = self.rows().find(|(_, row, top)| top + (row.bottom - row.top) > 0.0);
        first.map_or_else(Anchor::default, |(_, row, top)| Anchor { offset: row.start, below: -top })
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
        let caret = layouter.lay(&Chunk::at(layouter.document, offset)).caret(offset);
        let is_above = offset < self.page.range().start();
        let below = if is_above { -MARGIN } else { MARGIN + caret.height() - self.height };
        Some(Anchor { offset, below: below.min(0.0) })
    }

    /// The anchor at which `range` stands at a comfortable height, `None` if all of it is well in view.
    pub fn anchor_to_reveal(&self, range: TextRange) -> Option<Anchor> {
        let comfortable = |offset| {
            self.page
                .caret(offset)
                .is_some_and(|caret| caret.top() >= MARGIN && caret.bottom() <= self.height - 2.0 * MARGIN)
        };
        let settled = comfortable(range.start()) && comfortable(range.end());
        (!settled).then_some(Anchor { offset: range.start(), below: -(self.height * 0.3) })
    }

    /// The anchor at which `to` stands as high as `from` stands now, `None` if that is not in view.
    pub fn anchor_with(&self, from: usize, to: usize) -> Option<Anchor> {
        let caret = self.page.caret(from).filter(|caret| caret.top() >= 0.0 && caret.bottom() <= self.height)?;
        Some(Anchor { offset: to, below: -caret.top() })
    }

    /// The anchor at which `delta` more text is above the view.
    pub fn anchor_scrolled(&self, delta: f32) -> Anchor {
        let anchor = self.anchor();
        Anchor { below: anchor.below + delta, ..anchor }
    }

    /// The page in the window, with its upper left corner at `origin`; `round` puts a height on a whole pixel.
    pub fn placed(self, origin: Pos2, round: impl Fn(f32) -> f32) -> Page {
        let mut page = self.page;
        for laid in &mut page.laid {
            laid.pos = pos2(origin.x, round(origin.y + laid.pos.y));
        }
        page
    }

    /// The anchor at which an offset, fractions of characters included, is at the upper edge of the view.
    pub fn anchor_at(layouter: &mut Layouter<'_>, offset: f64) -> Anchor {
        let whole = layouter.document.text().floor_char_boundary(offset.max(0.0) as usize);
        let layout = layouter.lay(&Chunk::at(layouter.document, whole));
        let Some(row) = layout.rows().get(layout.row_of(whole)) else { return Anchor::default() };
        let share = (offset - row.start as f64) / (row.end - row.start).max(1) as f64;
        Anchor { offset: row.start, below: share.clamp(0.0, 1.0) as f32 * (row.bottom - row.top) }
    }

    /// The place `n_rows` above or below `offset`, under the same `x`.
    pub fn step_rows(layouter: &mut Layouter<'_>, offset: usize, x: f32, n_rows: isize) -> usize {
        let document = layouter.document;
        let mut chunk = Chunk::at(document, offset);
        let mut layout = layouter.lay(&chunk);
        let mut row = layout.row_of(offset);
        for _ in 0..n_rows.unsigned_abs() {
            let is_at_edge = if n_rows > 0 { row + 1 >= layout.rows().len() } else { row == 0 };
            if !is_at_edge {
                row = row.saturating_add_signed(n_rows.signum());
                continue;
            }
            let next = if n_rows > 0 { chunk.next(document) } else { chunk.previous(document) };
            let Some(next) = next else {
                return if n_rows > 0 { chunk.range.end() } else { chunk.range.start() };
            };
            chunk = next;
            layout = layouter.lay(&chunk);
            row = if n_rows > 0 { 0 } else { layout.rows().len().saturating_sub(1) };
        }
        layout.offset_in_row(row, x)
    }
}
