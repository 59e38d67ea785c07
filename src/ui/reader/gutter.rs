//! The gutter: the numbers of paragraphs, and a sign where a passage begins.

use egui::{Align2, Painter, pos2, vec2};

use crate::model::Standing;
use crate::ui::standing::{color_of, glyph_of, seriousness};
use crate::ui::theme::Theme;

use super::page::Page;
use super::segments::Segment;

/// How far left of the text numbers end and signs are centered, in parts of the width of the gutter.
const NUMBER: f32 = 0.52;
const SIGN: f32 = 0.26;
const SIGN_SIZE: f32 = 11.0;

/// Draws the number of each paragraph beside its first line.
pub fn paint_numbers(painter: &Painter, theme: &Theme, page: &Page, gutter: f32) {
    for laid in page.chunks().iter().filter(|laid| laid.chunk.is_first_part()) {
        let Some(row) = page.row_of(laid.chunk.range.start()) else { continue };
        let at = pos2(row.left() - gutter * NUMBER, row.center().y);
        painter.text(at, Align2::RIGHT_CENTER, laid.chunk.block + 1, theme.tiny(), theme.faint);
    }
}

/// Draws the signs of passages of a draft that begin on the page. Those that are done have their ticks in the text, and no
/// sign here.
pub fn paint_signs(painter: &Painter, theme: &Theme, page: &Page, segments: &[Segment], gutter: f32) {
    for sign in signs(page, segments) {
        let color = color_of(sign.standing, theme);
        let center = pos2(sign.left - gutter * SIGN, sign.y);
        glyph_of(sign.standing).paint(painter, center, SIGN_SIZE, color);
        if sign.n_alike > 1 {
            let at = center + vec2(SIGN_SIZE / 2.0 + 1.5, -1.0);
            painter.text(at, Align2::LEFT_BOTTOM, sign.n_alike, count_font(theme), color);
        }
    }
}

/// What stands beside a line.
struct Sign {
    left: f32,
    y: f32,
    standing: Standing,
    /// How many of the passages that begin in the line have this sign.
    n_alike: usize,
}

fn signs(page: &Page, segments: &[Segment]) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    let is_shown = |segment: &&Segment| {
        segment.mark.standing.draft && !segment.closed && segment.mark.range.start() >= page.range().start()
    };
    // In the order of the text, so that those of one line follow each other.
    for segment in segments.iter().filter(is_shown) {
        let Some(row) = page.row_of(segment.mark.range.start()) else { continue };
        let new = Sign { left: row.left(), y: row.center().y, standing: segment.mark.standing, n_alike: 1 };
        match signs.last_mut().filter(|sign| sign.y == new.y) {
            None => signs.push(new),
            Some(sign) if glyph_of(sign.standing) == glyph_of(new.standing) => sign.n_alike += 1,
            Some(sign) if seriousness(sign.standing) < seriousness(new.standing) => *sign = new,
            Some(_) => {}
        }
    }
    signs
}

fn count_font(theme: &Theme) -> egui::FontId {
    egui::FontId { size: 9.0, ..theme.heading_label() }
}
