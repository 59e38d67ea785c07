//! The proof view: what is done turns gray, what is left to do stays black.

use egui::{Rangef, Rect};

use crate::text::TextRange;

use super::page::Laid;
use super::paint::Brush;
use super::segments::Segment;
use super::untouched::Untouched;

/// The words that stay black: of open passages, and of sentences that nobody has looked at.
pub fn left_to_do(segments: &[Segment], untouched: &Untouched) -> Vec<TextRange> {
    let open = segments.iter().filter(|segment| !segment.closed).map(|segment| segment.mark.range);
    open.chain(untouched.ranges()).collect()
}

impl Brush<'_> {
    /// The words, gray but for those in `black`.
    pub fn proof(&self, black: &[TextRange]) {
        for laid in self.page.chunks() {
            if black.iter().any(|range| range.overlaps(laid.chunk.range)) {
                self.proof_rows(laid, black);
            } else {
                self.galley(laid, Rect::EVERYTHING, false);
            }
            self.notice(laid);
        }
    }

    /// Draws a paragraph piece by piece, so that no letter is drawn twice: that would make it bolder.
    fn proof_rows(&self, laid: &Laid, black: &[TextRange]) {
        for (index, row) in laid.layout.rows().iter().enumerate() {
            let of_row = |range: &TextRange| {
                let rects: Vec<Rangef> =
                    laid.layout.rects(*range).filter(|(at, _)| *at == index).map(|it| it.1.x_range()).collect();
                rects
            };
            let mut pieces: Vec<Rangef> = black.iter().flat_map(of_row).collect();
            pieces.sort_by(|a, b| a.min.total_cmp(&b.min));
            let lines = Rangef::new(laid.pos.y + row.top, laid.pos.y + row.bottom);
            let piece = |from: f32, to: f32, is_black: bool| {
                if from < to {
                    let x = Rangef::new(laid.pos.x + from, laid.pos.x + to);
                    self.galley(laid, Rect::from_x_y_ranges(x, lines), is_black);
                }
            };
            let mut at = f32::NEG_INFINITY;
            for black in pieces {
                piece(at, black.min, false);
                piece(at.max(black.min), black.max, true);
                at = at.max(black.max);
            }
            piece(at, f32::INFINITY, false);
        }
    }

    fn galley(&self, laid: &Laid, clip: Rect, is_black: bool) {
        let color = if is_black { self.theme.ink } else { self.theme.faint };
        let painter = self.painter.with_clip_rect(self.painter.clip_rect().intersect(clip));
        painter.galley_with_override_text_color(laid.pos, laid.layout.galley().clone(), color);
    }
}
