//! Draws the page: what stands behind the words, the words, and what stands over them.

use egui::{Color32, CornerRadius, Painter, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use crate::model::{PassageKind, Span, SpanKind};
use crate::text::TextRange;
use crate::ui::theme::{HAIRLINE, Theme};
use crate::ui::widgets::Glyph;

use super::gesture::{KNOB_RADIUS, knobs};
use super::outline::outline;
use super::page::{Laid, NOTICE_HEIGHT, Page};
use super::segments::Segment;

/// From the upper edge of a line to that of what stands behind its words, and from the lower edge.
const INSET: (f32, f32) = (2.0, 2.0);
/// From the lower edge of a line to the line under a claim.
const UNDERLINE: f32 = 2.5;
/// From one underline to the next further out.
const LANE: f32 = 3.0;
/// From the upper edge of a line to the middle of the tick of a passage that is done.
const TICK: f32 = 2.0;
/// How far a box stands away from its words at both ends.
const BOX_PADDING: f32 = 2.0;
/// From a box to the ring around it.
const RING: f32 = 1.5;
const STRONG: f32 = 2.0;

/// Draws on one page.
pub struct Brush<'a> {
    /// Where to.
    pub painter: &'a Painter,
    /// In which colors.
    pub theme: &'a Theme,
    /// On what.
    pub page: &'a Page,
    /// The color of what is drawn quietly. In an earlier version that is all that stands there, and to be seen.
    pub quiet: Color32,
}

impl Brush<'_> {
    /// The words.
    pub fn words(&self) {
        for laid in self.page.chunks() {
            self.painter.galley(laid.pos, laid.layout.galley().clone(), self.theme.ink);
            self.notice(laid);
        }
    }

    /// What is said below a paragraph that is shown approximately.
    pub(super) fn notice(&self, laid: &Laid) {
        if laid.has_notice() {
            let at = pos2(laid.pos.x, laid.words_bottom() + NOTICE_HEIGHT / 2.0);
            let notice = "This paragraph is written from right to left; it is shown approximately";
            self.painter.text(at, egui::Align2::LEFT_CENTER, notice, self.theme.tiny(), self.theme.faint);
        }
    }

    /// What stands behind the words of a passage.
    pub fn behind(&self, segment: &Segment) {
        if segment.closed {
            return;
        }
        let (fill, padding, radius) = match segment.mark.kind {
            PassageKind::Claim => return,
            PassageKind::Quote => (self.theme.quote_tint, BOX_PADDING, 0),
            PassageKind::Statistic => (self.theme.stat_tint, BOX_PADDING, 3),
        };
        for rect in self.page.rects(segment.mark.range) {
            self.painter.rect_filled(boxed(rect, segment.lane, padding), CornerRadius::same(radius), fill);
        }
    }

    /// What stands over and around the words of a passage.
    pub fn over(&self, segment: &Segment) {
        let theme = self.theme;
        let (usual, width) = match segment.mark.kind {
            PassageKind::Claim => (theme.claim, STRONG),
            PassageKind::Quote => (theme.quote, STRONG),
            PassageKind::Statistic => (theme.stat, HAIRLINE),
        };
        let quiet = if segment.former { theme.line } else { self.quiet };
        let stroke = if segment.closed { Stroke::new(HAIRLINE, quiet) } else { Stroke::new(width, usual) };
        match segment.mark.kind {
            PassageKind::Claim => self.underline(segment, stroke),
            PassageKind::Quote => self.brackets(segment, stroke),
            PassageKind::Statistic => self.boxes(segment, stroke),
        }
    }

    fn underline(&self, segment: &Segment, stroke: Stroke) {
        for rect in self.page.rects(segment.mark.range) {
            let y = self.crisp(rect.bottom() - UNDERLINE + LANE * segment.lane as f32, stroke.width);
            self.painter.hline(rect.x_range(), y, stroke);
        }
    }

    fn brackets(&self, segment: &Segment, stroke: Stroke) {
        let range = segment.mark.range;
        let rects: Vec<Rect> = self.page.rects(range).collect();
        let bracket = |rect: Rect, at_start: bool| {
            let rect = boxed(rect, segment.lane, BOX_PADDING);
            let (x, tick) = if at_start { (rect.left(), 3.5) } else { (rect.right(), -3.5) };
            let (top, bottom) = (rect.top() + stroke.width / 2.0, rect.bottom() - stroke.width / 2.0);
            let x = self.crisp(x, stroke.width);
            let points = vec![pos2(x + tick, top), pos2(x, top), pos2(x, bottom), pos2(x + tick, bottom)];
            self.painter.add(Shape::line(points, stroke));
        };
        if let Some(first) = rects.first().filter(|_| self.begins_here(range)) {
            bracket(*first, true);
        }
        if let Some(last) = rects.last().filter(|_| self.ends_here(range)) {
            bracket(*last, false);
        }
    }

    fn boxes(&self, segment: &Segment, stroke: Stroke) {
        for rect in self.page.rects(segment.mark.range) {
            let rect = boxed(rect, segment.lane, BOX_PADDING);
            self.painter.rect_stroke(rect, 3.0, stroke, StrokeKind::Inside);
        }
    }

    /// The small tick after the last word of a passage that is done.
    pub fn tick(&self, segment: &Segment) {
        let range = segment.mark.range;
        if !segment.closed || !segment.mark.standing.is_draft() || !self.ends_here(range) {
            return;
        }
        if let Some(last) = self.page.rects(range).last() {
            // Above the letters: the word may go on.
            Glyph::Tick.paint(self.painter, pos2(last.right() + 3.5, last.top() + TICK), 7.0, self.theme.ok);
        }
    }

    /// The small mark at the end of a passage that has links.
    pub fn link_mark(&self, segment: &Segment) {
        if let Some(last) = self.page.rects(segment.mark.range).last().filter(|_| self.ends_here(segment.mark.range)) {
            let center = pos2(last.right() + 1.0, last.bottom() - UNDERLINE);
            let color = if segment.closed { self.theme.faint } else { self.theme.accent };
            self.painter.circle(center, 2.5, color, Stroke::new(1.0, self.theme.paper));
        }
    }

    /// What was inserted and struck: a line under the words or through them, and a bar in the margin.
    pub fn change(&self, change: &Span) {
        let (color, struck) = match change.kind {
            SpanKind::Deleted => (self.theme.ink2, true),
            _ => (self.theme.ok, false),
        };
        let rects: Vec<Rect> = self.page.rects(change.range).collect();
        for rect in &rects {
            let y = if struck { rect.center().y + 1.0 } else { rect.bottom() - UNDERLINE };
            self.painter.hline(rect.x_range(), self.crisp(y, 1.5), Stroke::new(1.5, color));
            let bar = pos2(self.page.left - 5.0, rect.top());
            self.painter.vline(self.crisp(bar.x, STRONG), rect.y_range(), Stroke::new(STRONG, color));
        }
    }

    /// The faint line under words that lead to the web.
    pub fn address(&self, range: TextRange) {
        for rect in self.page.rects(range) {
            let y = self.crisp(rect.bottom() - UNDERLINE - 1.0, HAIRLINE);
            self.painter.hline(rect.x_range(), y, Stroke::new(HAIRLINE, self.theme.faint));
        }
    }

    /// A ring around a passage.
    pub fn ring(&self, range: TextRange, width: f32, color: Color32) {
        let rects: Vec<Rect> = self.page.rects(range).map(|rect| boxed(rect, 0, BOX_PADDING).expand(RING)).collect();
        self.painter.extend(outline(&rects, Stroke::new(width, color)));
    }

    /// The handles at the edges of the selected passage: knobs on two corners of its ring, where they cover no letter.
    pub fn handles(&self, range: TextRange) {
        for corner in knobs(self.page, range).into_iter().flatten() {
            self.painter.circle(corner, KNOB_RADIUS, self.theme.accent, Stroke::new(1.0, self.theme.paper));
        }
    }

    /// The selected words. A selection that goes on in the next paragraph reaches a little over the end of the line.
    pub fn selection(&self, range: TextRange) {
        for rect in self.page.rects(range) {
            self.painter.rect_filled(rect.expand2(vec2(0.0, -0.5)), 0.0, self.theme.text_sel);
        }
        for laid in self.page.chunks() {
            let end = laid.chunk.range.end();
            if range.contains(end)
                && let Some(edge) = self.page.caret(end)
            {
                let beyond = Rect::from_x_y_ranges(edge.left()..=edge.left() + 5.0, edge.y_range());
                self.painter.rect_filled(beyond.expand2(vec2(0.0, -0.5)), 0.0, self.theme.text_sel);
            }
        }
    }

    /// Words that were searched for; `current` is the one the search is at.
    pub fn find_hit(&self, range: TextRange, current: bool) {
        let theme = self.theme;
        let (fill, stroke) = match current {
            true => (theme.sel, Stroke::new(STRONG, theme.accent)),
            false => (theme.press, Stroke::new(HAIRLINE, theme.faint)),
        };
        for rect in self.page.rects(range) {
            let rect = rect.expand2(vec2(1.0, -2.0));
            self.painter.rect_filled(rect, 2.0, fill);
            self.painter.hline(rect.x_range(), rect.bottom() - stroke.width / 2.0, stroke);
            if current {
                self.painter.hline(rect.x_range(), rect.top() + stroke.width / 2.0, stroke);
            }
        }
    }

    /// The caret; thin in a reader that does not have the keyboard.
    pub fn caret(&self, offset: usize, active: bool) {
        let Some(caret) = self.page.caret(offset) else { return };
        let (width, color) = if active { (STRONG, self.theme.accent) } else { (HAIRLINE, self.theme.faint) };
        let x = self.crisp(caret.left(), width);
        self.painter.vline(x, caret.shrink(2.0).y_range(), Stroke::new(width, color));
    }

    pub(super) fn begins_here(&self, range: TextRange) -> bool {
        self.page.range().start() <= range.start()
    }

    fn ends_here(&self, range: TextRange) -> bool {
        range.end() <= self.page.range().end()
    }

    /// Where a line of this width covers whole pixels.
    pub(super) fn crisp(&self, at: f32, width: f32) -> f32 {
        let scale = self.painter.pixels_per_point();
        let half = (width * scale).round() / 2.0;
        ((at * scale - half).round() + half) / scale
    }
}

/// The box around the words of a line, further out in higher lanes.
fn boxed(line: Rect, lane: usize, padding: f32) -> Rect {
    // Less upward than sideways: the next line is near.
    let (aside, up) = (2.0 * lane as f32, lane as f32);
    let (top, bottom) = INSET;
    Rect::from_min_max(line.min + vec2(-padding - aside, top - up), line.max + vec2(padding + aside, up - bottom))
}
