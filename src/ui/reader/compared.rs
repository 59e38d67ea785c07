//! A document as one of two versions: what was altered is marked, each way by its own line.

use egui::{Id, Pos2, Rangef, Rect, Sense, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::session::VersionPair;
use crate::text::{Alteration, Alterations, Altered, TextRange, Version};
use crate::ui::theme::{HAIRLINE, Theme};
use crate::ui::widgets::{Glyph, altered_color, altered_line, altered_tint};

use super::page::Page;
use super::paint::Brush;

/// More alterations than this in one view would only be a blot.
const MAX: usize = 2_000;
/// From the text to the right edge of the bars in the gutter, and how wide they are.
const BAR_GAP: f32 = 6.0;
const BAR_WIDTH: f32 = 3.0;
/// From the text to the middle of the arrow to where words were moved, and its size.
const ARROW: (f32, f32) = (19.0, 9.0);
/// The height of what the overview strip tells apart.
const SLOT: f32 = 3.0;
/// The height of the sign where words are missing.
const WEDGE: f32 = 6.0;

/// As what a reader shows its document while two versions are compared.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// Which two they are.
    pub pair: VersionPair,
    /// How they differ.
    pub alterations: &'a Alterations,
    /// Which version it is.
    pub version: Version,
    /// The alteration that the user has gone to.
    pub current: Option<usize>,
    /// What an alteration is in words, for who rests on it.
    pub says: &'a dyn Fn(&Alteration) -> String,
}

impl Compared<'_> {
    fn in_view(&self, page: &Page) -> impl Iterator<Item = (usize, &Alteration, TextRange)> {
        let found = self.alterations.touching(self.version, page.range()).take(MAX);
        found.map(|(index, it)| (index, it, it.range(self.version)))
    }

    /// What stands behind the words.
    pub(super) fn paint_behind(&self, brush: &Brush<'_>) {
        for (_, it, range) in self.in_view(brush.page) {
            for line in brush.page.rects(range) {
                brush.painter.rect_filled(line.shrink2(vec2(0.0, 2.0)), 2.0, altered_tint(it.altered, brush.theme));
            }
        }
    }

    /// The lines over the words, the bars beside them, and signs where words are missing.
    pub(super) fn paint(&self, brush: &Brush<'_>) {
        let mut bars = Bars::default();
        for (index, it, range) in self.in_view(brush.page) {
            let lines: Vec<Rect> = brush.page.rects(range).collect();
            for line in &lines {
                altered_line(brush.painter, brush.theme, it.altered, *line);
            }
            if range.is_empty() {
                wedge(brush, it.altered, range.start());
            } else {
                bars.paint(brush, it.altered, &lines);
            }
            if it.altered == Altered::Moved {
                self.arrow(brush, it, &lines);
            }
            if self.current == Some(index) {
                ring(brush, range);
            }
        }
    }

    /// Points to where the words stand in the other version.
    fn arrow(&self, brush: &Brush<'_>, it: &Alteration, lines: &[Rect]) {
        let here = self.alterations.across(self.version, range_middle(it.range(self.version)));
        let is_below = range_middle(it.range(self.version.other())) > here;
        let Some(first) = lines.first().filter(|_| brush.begins_here(it.range(self.version))) else { return };
        let glyph = if is_below { Glyph::ArrowDown } else { Glyph::ArrowUp };
        let (away, size) = ARROW;
        glyph.paint(
            brush.painter,
            pos2(brush.page.left - away, first.center().y),
            size,
            altered_color(it.altered, brush.theme),
        );
    }

    fn at(&self, character: TextRange) -> impl Iterator<Item = &Alteration> {
        let touched = self.alterations.touching(self.version, character);
        touched.map(|(_, it)| it).filter(move |it| it.range(self.version).overlaps(character))
    }

    /// Whether a character is altered.
    pub(super) fn differs_at(&self, character: TextRange) -> bool {
        self.at(character).next().is_some()
    }

    /// Tells who rests on words what became of them.
    pub(super) fn hover(&self, ui: &Ui, id: Id, page: &Page, pos: Pos2) {
        let Some(at) = page.character_at(pos) else { return };
        let lines: Vec<String> = self.at(at).map(self.says).collect();
        if let Some(line) = page.rects(at).next().filter(|_| !lines.is_empty()) {
            let over = ui.interact(line, id.with(("altered", at.start())), Sense::hover());
            over.on_hover_text(lines.join("\n"));
        }
    }

    /// The signs of the overview strip.
    pub(super) fn signs(&self, len: usize, strip: Rect, theme: &Theme) -> Vec<Shape> {
        let n_slots = (strip.height() / SLOT).max(1.0) as usize;
        let slot_of = |offset: usize| (offset * n_slots / len.max(1)).min(n_slots - 1);
        let mut slots = vec![[false; Altered::ALL.len()]; n_slots];
        for it in self.alterations.all() {
            let range = it.range(self.version);
            let (first, last) = (slot_of(range.start()), slot_of(range.end().saturating_sub(1).max(range.start())));
            for slot in slots.iter_mut().take(last + 1).skip(first) {
                slot[it.altered as usize] = true;
            }
        }
        let slots = slots.into_iter().enumerate();
        slots.flat_map(|(at, slot)| sign(slot, at as f32 * SLOT, strip, theme)).collect()
    }
}

/// What a few points of the strip show: what moved at the right edge, the rest left of it, each in its own form.
fn sign(slot: [bool; 4], top: f32, strip: Rect, theme: &Theme) -> Vec<Shape> {
    let y = strip.top() + top + HAIRLINE / 2.0;
    let rows = Rangef::new(y, y + SLOT - HAIRLINE);
    let block = |from: f32, to: f32| Rect::from_x_y_ranges(strip.left() + from..=strip.left() + to, rows);
    let filled = |rect: Rect, altered| Shape::rect_filled(rect, 0.0, altered_color(altered, theme));
    let mut shapes = Vec::new();
    for altered in Altered::ALL {
        if !slot[altered as usize] {
            continue;
        }
        match altered {
            Altered::Inserted => shapes.push(filled(block(3.0, 14.0), altered)),
            Altered::Deleted => {
                let stroke = Stroke::new(HAIRLINE, altered_color(altered, theme));
                shapes.push(Shape::hline(strip.left() + 3.0..=strip.left() + 14.0, rows.center(), stroke));
            }
            Altered::Replaced => shapes.extend([(3.0, 7.5), (9.5, 14.0)].map(|(a, b)| filled(block(a, b), altered))),
            Altered::Moved => shapes.push(filled(block(16.0, 18.0), altered)),
        }
    }
    shapes
}

fn range_middle(range: TextRange) -> f64 {
    usize::midpoint(range.start(), range.end()) as f64
}

/// A sign below the place where words are missing that the other version has.
fn wedge(brush: &Brush<'_>, altered: Altered, offset: usize) {
    let Some(caret) = brush.page.caret(offset) else { return };
    let (x, bottom) = (caret.left(), caret.bottom() + 1.0);
    let points = vec![pos2(x, bottom - WEDGE), pos2(x + WEDGE * 0.75, bottom), pos2(x - WEDGE * 0.75, bottom)];
    brush.painter.add(Shape::convex_polygon(points, altered_color(altered, brush.theme), Stroke::NONE));
}

/// The bars beside the lines of alterations: full, hollow, double or broken. Those of words that were moved have a place
/// of their own, and of the others only one stands beside a line.
#[derive(Default)]
struct Bars {
    /// The lines that were moved.
    moved: Vec<Rangef>,
    /// How far down the other bars reach.
    lower: Option<f32>,
}

impl Bars {
    fn paint(&mut self, brush: &Brush<'_>, altered: Altered, lines: &[Rect]) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let mut rows = Rangef::new(first.top(), last.bottom());
        let mut away = BAR_GAP;
        if altered == Altered::Moved {
            self.moved.push(rows);
        } else {
            rows.min = self.lower.map_or(rows.min, |lower| lower.max(rows.min));
            self.lower = Some(self.lower.map_or(rows.max, |lower| lower.max(rows.max)));
            if self.moved.iter().any(|moved| moved.min < rows.max && rows.min < moved.max) {
                away += BAR_WIDTH + 2.0;
            }
        }
        if rows.span() > 2.0 {
            let right = brush.crisp(brush.page.left - away, 0.0);
            bar(brush, altered, Rect::from_x_y_ranges(right - BAR_WIDTH..=right, rows.shrink(2.0)));
        }
    }
}

fn bar(brush: &Brush<'_>, altered: Altered, bar: Rect) {
    let color = altered_color(altered, brush.theme);
    let thin = Stroke::new(HAIRLINE, color);
    match altered {
        Altered::Inserted => _ = brush.painter.rect_filled(bar, 0.0, color),
        Altered::Deleted => _ = brush.painter.rect_stroke(bar, 0.0, thin, StrokeKind::Inside),
        Altered::Replaced => {
            for x in [bar.left(), bar.right() - HAIRLINE] {
                brush.painter.rect_filled(Rect::from_x_y_ranges(x..=x + HAIRLINE, bar.y_range()), 0.0, color);
            }
        }
        Altered::Moved => {
            let line = [bar.center_top(), bar.center_bottom()];
            brush.painter.extend(Shape::dashed_line(&line, Stroke::new(BAR_WIDTH, color), 4.0, 4.0));
        }
    }
}

/// What shows which alteration the user has gone to.
fn ring(brush: &Brush<'_>, range: TextRange) {
    if range.is_empty() {
        if let Some(caret) = brush.page.caret(range.start()) {
            let place = Rect::from_center_size(caret.center(), vec2(WEDGE * 2.0, caret.height() + 2.0));
            brush.painter.rect_stroke(place, 2.0, Stroke::new(2.0, brush.theme.accent), StrokeKind::Outside);
        }
    } else {
        brush.ring(range, 2.0, brush.theme.accent);
    }
}
