//! How words are drawn that differ between two versions: each way has its own line and its own color.

use egui::{Color32, Painter, Rect, Shape, Stroke, pos2};

use crate::text::Altered;
use crate::ui::theme::{HAIRLINE, Theme};

/// The side of the dots under words that were moved, and what is between two.
const DOT: f32 = 1.5;
const DOT_GAP: f32 = 4.0;

/// The color of lines and signs.
pub fn altered_color(altered: Altered, theme: &Theme) -> Color32 {
    match altered {
        Altered::Inserted => theme.ok,
        Altered::Deleted => theme.bad,
        Altered::Replaced => theme.conf,
        Altered::Moved => theme.unk,
    }
}

/// The color behind the words.
pub fn altered_tint(altered: Altered, theme: &Theme) -> Color32 {
    match altered {
        Altered::Inserted => theme.inserted_tint,
        Altered::Deleted => theme.deleted_tint,
        Altered::Replaced => theme.replaced_tint,
        Altered::Moved => theme.moved_tint,
    }
}

/// The line under the words of a line of text, or through them: one, through, double, dots.
pub fn altered_line(painter: &Painter, theme: &Theme, altered: Altered, line: Rect) {
    let color = altered_color(altered, theme);
    let scale = painter.pixels_per_point();
    let fill = |top: f32, height: f32| {
        let top = (top * scale).round() / scale;
        let rect = Rect::from_min_max(pos2(line.left(), top), pos2(line.right(), top + height));
        painter.rect_filled(rect, 0.0, color);
    };
    match altered {
        Altered::Inserted => fill(line.bottom() - 4.0, 2.0),
        Altered::Deleted => fill(line.center().y + 1.0, 1.5),
        Altered::Replaced => {
            fill(line.bottom() - 5.0, HAIRLINE);
            fill(line.bottom() - 2.5, HAIRLINE);
        }
        Altered::Moved => {
            let y = ((line.bottom() - 3.5) * scale).round() / scale + HAIRLINE / 2.0;
            let ends = [pos2(line.left(), y), pos2(line.right(), y)];
            painter.extend(Shape::dashed_line(&ends, Stroke::new(DOT, color), DOT, DOT_GAP));
        }
    }
}
