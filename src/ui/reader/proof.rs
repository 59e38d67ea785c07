//! The proof view: what is done turns gray, what is left to do stays black.

use egui::{Rangef, Rect};

use crate::session::Sentences;
use crate::text::TextRange;

use super::page::Laid;
use super::paint::Brush;
use super::segments::Segment;
use super::waiting::Waiting;

/// The words of `in_view` that stay black.
///
/// Words turn gray that are in a closed passage or a passed sentence, or in a sentence that has a closed passage and in
/// which nothing is open and no suggestion waits; what is in an open passage or a waiting suggestion stays black.
pub fn left_to_do(
    in_view: TextRange,
    segments: &[Segment],
    sentences: Option<&Sentences>,
    waiting: &Waiting,
) -> Vec<TextRange> {
    let ranges = |closed: bool| {
        let these = segments.iter().filter(move |segment| segment.closed == closed);
        these.map(|segment| segment.mark.range).collect::<Vec<_>>()
    };
    let (open, closed) = (ranges(false), ranges(true));
    let is_done = |sentence: TextRange| {
        let has = |ranges: &[TextRange]| ranges.iter().any(|range| range.overlaps(sentence));
        has(&closed) && !has(&open) && waiting.touching(sentence).next().is_none()
    };
    // As long as the sentences are not known, nothing is known to be passed.
    let sentences = sentences.map_or_else(|| vec![(in_view, false)], |all| all.inside(in_view).collect());
    let left = sentences.into_iter().filter(|(sentence, is_passed)| !is_passed && !is_done(*sentence));
    let mut black: Vec<TextRange> = left.flat_map(|(sentence, _)| without(sentence, &closed)).collect();
    black.extend(open);
    black.extend(waiting.touching(in_view).map(|one| one.range).filter(|range| !range.is_empty()));
    black
}

/// What is left of a stretch without others, which are in the order of the text.
fn without(range: TextRange, others: &[TextRange]) -> Vec<TextRange> {
    let mut left = Vec::new();
    let mut at = range.start();
    for other in others.iter().filter(|other| other.overlaps(range)) {
        if at < other.start() {
            left.push(TextRange::between(at, other.start()));
        }
        at = at.max(other.end());
    }
    if at < range.end() {
        left.push(TextRange::between(at, range.end()));
    }
    left
}

impl Brush<'_> {
    /// The words, gray but for those in `black`.
    pub fn proof(&self, black: &[TextRange]) {
        for laid in self.page.chunks() {
            let black: Vec<TextRange> =
                black.iter().copied().filter(|range| range.overlaps(laid.chunk.range)).collect();
            if black.is_empty() {
                self.galley(laid, Rect::EVERYTHING, false);
            } else {
                self.proof_rows(laid, &black);
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
