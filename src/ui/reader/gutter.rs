//! The gutter: the numbers of paragraphs, and a sign where a passage begins.

use std::cmp::Reverse;
use std::sync::Arc;

use egui::{
    Align2, Color32, CursorIcon, FontId, Galley, Id, Painter, Pos2, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use crate::model::{Document, Mark, PassageId, Standing};
use crate::text::TextRange;
use crate::ui::standing::{color_of, glyph_of, seriousness};
use crate::ui::theme::Theme;
use crate::ui::widgets::on_one_line;

use super::page::{Laid, Page};
use super::segments::{Segment, next_in_stack};
use super::sight::Sight;
use super::waiting::Waiting;

/// How far left of the text signs are centered, in parts of the width of the gutter.
pub const SIGN: f32 = 0.26;
/// The size of a sign.
pub const SIGN_SIZE: f32 = 11.0;
/// How far a sign and the mark of a suggestion move up and down that share a line.
const SHARED: f32 = 6.0;
/// Between a sign and the number of those that are like it.
const COUNT_GAP: f32 = 1.5;
/// How far boxes and brackets around words stick out, and a little more.
const AROUND_WORDS: f32 = 4.0;
/// The side of what can be clicked.
const CLICKABLE: f32 = 20.0;
/// How many characters of its words the name of a sign has.
const MAX_CHARS: usize = 80;

/// Draws the number of each paragraph beside its first line, so far left of it.
pub fn paint_numbers(painter: &Painter, theme: &Theme, page: &Page, sight: &Sight, left: f32) {
    // Of paragraphs side by side the first has its number, and where times stand there is no room for one.
    let timed = |laid: &Laid| sight.cues_in(TextRange::empty(laid.chunk.range.start())).next().is_some();
    let firsts = page.bands().iter().filter_map(|band| band.laid.first());
    for laid in firsts.filter(|laid| laid.chunk.is_first_part() && !timed(laid)) {
        let Some(row) = page.row_of(laid.chunk.range.start()) else { continue };
        let at = pos2(row.left() - left, row.center().y);
        painter.text(at, Align2::RIGHT_CENTER, laid.chunk.block + 1, theme.tiny(), theme.faint);
    }
}

/// The signs of passages of a draft that begin on a page. Those that are done have their ticks in the text, and no sign
/// here.
pub struct Signs<'a>(Vec<Sign<'a>>);

/// What stands beside a line: the passages that begin in it, the most serious first.
struct Sign<'a> {
    center: Pos2,
    /// The middle of its line; the sign is above it where it has to share the line.
    line: f32,
    passages: Vec<&'a Mark>,
}

impl<'a> Signs<'a> {
    /// The signs beside these segments; lines in which `waiting` has marks are shared.
    pub fn of(
        (painter, theme): (&Painter, &Theme),
        page: &Page,
        segments: &'a [Segment],
        waiting: &Waiting,
        gutter: f32,
    ) -> Self {
        let is_shown = |segment: &&Segment| {
            segment.mark.standing.is_draft() && !segment.closed && segment.mark.range.start() >= page.range().start()
        };
        let mut signs: Vec<Sign<'_>> = Vec::new();
        // In the order of the text, so that those of one line follow each other.
        for mark in segments.iter().filter(is_shown).map(|segment| &segment.mark) {
            let Some(row) = page.row_of(mark.range.start()) else { continue };
            let line = row.center().y;
            let center = pos2(row.left() - gutter * SIGN, line);
            match signs.last_mut().filter(|sign| sign.line == line) {
                None => signs.push(Sign { center, line, passages: vec![mark] }),
                Some(sign) => sign.passages.push(mark),
            }
        }
        let marked: Vec<f32> = waiting.lines_of_marks(page).collect();
        for sign in &mut signs {
            sign.passages.sort_by_key(|mark| Reverse(seriousness(mark.standing)));
            // With its count it stands clear of what is drawn around the first words.
            let text = sign.center.x + gutter * SIGN;
            let count = sign.count_in(painter, theme).map_or(0.0, |count| COUNT_GAP + count.size().x);
            sign.center.x = sign.center.x.min(text - AROUND_WORDS - count - SIGN_SIZE / 2.0);
            if marked.contains(&sign.line) {
                sign.center.y -= SHARED;
            }
        }
        Self(signs)
    }

    /// How far below the middle of a line a mark has to stand for the sign that is there.
    pub fn lowers_mark(&self, line: f32) -> f32 {
        if self.0.iter().any(|sign| sign.line == line) { SHARED } else { 0.0 }
    }

    /// Draws them, the most serious of each line with the number of those that are like it.
    pub fn paint(&self, painter: &Painter, theme: &Theme) {
        for sign in &self.0 {
            let Some(standing) = sign.standing() else { continue };
            let color = color_of(standing, theme);
            glyph_of(standing).paint(painter, sign.center, SIGN_SIZE, color);
            let Some(count) = sign.count_in(painter, theme) else { continue };
            let at = sign.center + vec2(SIGN_SIZE / 2.0 + COUNT_GAP, -1.0 - count.size().y);
            painter.galley(at, count, color);
        }
    }

    /// Lets them be clicked, in the reader `id`. Gives the passage that a click takes: the most serious, and if that is
    /// selected the next one.
    pub fn click(
        &self,
        ui: &mut Ui,
        id: Id,
        document: &Document,
        text: Rect,
        selected: Option<PassageId>,
    ) -> Option<PassageId> {
        let clicked = |sign: &Sign<'_>, ui: &Ui| {
            let first = sign.passages.first()?;
            let rect = Rect::from_center_size(sign.center, vec2(CLICKABLE, CLICKABLE)).intersect(text);
            if !rect.is_positive() {
                return None;
            }
            // Not by Tab: N and the arrows lead to passages.
            let response = ui.interact(rect, id.with(("sign", first.id)), Sense::CLICK);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, sign.name(document)));
            let response = response.on_hover_cursor(CursorIcon::PointingHand);
            let clicked = response.clicked();
            response.on_hover_ui(|ui| {
                ui.label(sign.name(document));
            });
            let stack: Vec<PassageId> = sign.passages.iter().map(|mark| mark.id).collect();
            next_in_stack(&stack, selected).filter(|_| clicked)
        };
        let reader = UiBuilder::new().accessibility_parent(id);
        // All of them, for a screen reader knows only what is shown in every frame.
        let show = |ui: &mut Ui| self.0.iter().fold(None, |taken, sign| clicked(sign, ui).or(taken));
        ui.scope_builder(reader, show).inner
    }
}

impl Sign<'_> {
    /// The standing that is shown.
    fn standing(&self) -> Option<Standing> {
        self.passages.first().map(|mark| mark.standing)
    }

    /// How many passages are like the one that is shown, laid out, if it is not alone.
    fn count_in(&self, painter: &Painter, theme: &Theme) -> Option<Arc<Galley>> {
        let shown = glyph_of(self.standing()?);
        let alike = self.passages.iter().filter(|mark| glyph_of(mark.standing) == shown).count();
        let font = FontId { size: 9.0, ..theme.heading_label() };
        (alike > 1).then(|| painter.layout_no_wrap(alike.to_string(), font, Color32::PLACEHOLDER))
    }

    /// "Wrong, claim: many of these deaths", or "Wrong, first of 3 in this line, claim: many of these deaths".
    fn name(&self, document: &Document) -> String {
        let Some(mark) = self.passages.first() else { return String::new() };
        let standing = mark.standing.outcome.map_or(mark.standing.state.label(), |outcome| outcome.label());
        let n = self.passages.len();
        let several = if n > 1 { format!(", first of {n} in this line") } else { String::new() };
        let words = document.body.quoted(mark.range);
        let shown = words.char_indices().nth(MAX_CHARS).and_then(|(end, _)| words.get(..end));
        let (shown, rest) = shown.map_or((&*words, ""), |shown| (shown, "…"));
        format!("{standing}{several}, {}: {}{rest}", mark.kind.name(), on_one_line(shown))
    }
}
