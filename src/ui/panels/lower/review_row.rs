//! A row of the review: two lines, so that before and now stand below each other.

use egui::text::LayoutJob;
use egui::{Color32, FontId, Rangef, Rect, Ui, pos2, vec2};

use crate::ui::panels::marked::{Marked, marked_job, sentence_case, sign_of, sign_of_made};
use crate::ui::panels::quoted::last_chars;
use crate::ui::theme::{SPACE_S, Theme};
use crate::ui::widgets::{Cell, Column, Glyph, cell_job, cell_text, fit_middle};

use super::review_data::Line;

/// A row has two lines.
pub const ROW_HEIGHT: f32 = 50.0;
/// How far the lines of a row stand from its middle.
const LINE_OFFSET: f32 = 10.5;
/// The part of a line that may stand before the words in question, and how wide a letter is, in points.
const LEAD_SHARE: f32 = 0.25;
const LETTER: f32 = 7.0;

/// The columns, of which those that matter least go first where there is no room.
pub fn columns() -> Vec<Column<'static>> {
    let column =
        |title, (min, max), keep| Column { title, name: title, width: Rangef::new(min, max), keep, sortable: false };
    vec![
        column("Passage", (132.0, 180.0), 9),
        column("Before, and now", (116.0, 210.0), 8),
        column("What it says", (236.0, f32::INFINITY), 10),
        column("Accepted change", (140.0, 220.0), 6),
        column("Review", (92.0, 124.0), 7),
    ]
}

/// Draws a cell of a row.
pub fn cell_ui(ui: &Ui, line: &Line, cell: Cell) {
    let theme = Theme::of(ui);
    let shade = |color| if cell.selected { theme.on_sel(color) } else { color };
    // What does not wait is quiet.
    let ink = if line.waits { theme.ink } else { theme.ink2 };
    let [upper, lower] = lines_of(cell.rect);
    match cell.column {
        0 => {
            let (sign, color) = sign_of(line.became, theme);
            let color = if line.waits { shade(color) } else { theme.ink2 };
            let font = if line.waits { theme.body_strong() } else { theme.body() };
            signed_ui(ui, upper, (sign, color), (&line.fate[0], font));
            cell_text(ui, lower.with_min_x(lower.left() + 20.0), &line.fate[1], theme.small(), theme.ink2);
        }
        1 => {
            for (rect, place) in [(upper, &line.places[0]), (lower, &line.places[1])] {
                let short = fit_middle(ui, place, &theme.small(), rect.width());
                cell_text(ui, rect, &short, theme.small(), ink);
            }
        }
        2 => {
            for (rect, says) in [(upper, &line.says[0]), (lower, &line.says[1])] {
                match says {
                    Some(says) => cell_job(ui, rect, says_job(says, theme, rect.width(), ink)),
                    None => {
                        let color = if line.waits { shade(sign_of(line.became, theme).1) } else { theme.ink2 };
                        cell_text(ui, rect, &line.nowhere, theme.body(), color);
                    }
                }
            }
        }
        3 => {
            if let Some((made, change)) = &line.made {
                let (sign, color) = sign_of_made(*made, theme);
                signed_ui(ui, upper, (sign, shade(color)), (&sentence_case(made.label()), theme.body_medium()));
                cell_text(ui, lower.with_min_x(lower.left() + 20.0), change, theme.small(), theme.ink2);
            }
        }
        _ => {
            let (font, color) =
                if line.waits { (theme.body_medium(), shade(theme.conf)) } else { (theme.body(), theme.ink2) };
            cell_text(ui, upper, &line.state[0], font, color);
            cell_text(ui, lower, &line.state[1], theme.small(), theme.ink2);
        }
    }
}

fn signed_ui(ui: &Ui, rect: Rect, (sign, color): (Glyph, Color32), (words, font): (&str, FontId)) {
    sign.paint(ui.painter(), rect.left_center() + vec2(6.0, 0.0), 11.0, color);
    cell_text(ui, rect.with_min_x(rect.left() + 20.0), words, font, color);
}

/// Where the two lines of a cell are.
fn lines_of(rect: Rect) -> [Rect; 2] {
    [-LINE_OFFSET, LINE_OFFSET].map(|offset| {
        let middle = rect.center().y + offset;
        Rect::from_min_max(pos2(rect.left(), middle - SPACE_S), pos2(rect.right(), middle + SPACE_S))
    })
}

/// Words in their sentence, what differs marked.
fn says_job(says: &Marked, theme: &Theme, width: f32, ink: Color32) -> LayoutJob {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few letters")]
    let n_before = (width.max(0.0) * LEAD_SHARE / LETTER) as usize;
    let before = last_chars(&says.before, n_before);
    marked_job(&Marked { before, ..says.clone() }, theme, (15.0, ink))
}
