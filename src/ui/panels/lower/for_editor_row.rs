//! A row of the page for the editor: two lines, so that both sides stand below each other.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Rangef, Rect, Ui, pos2};

use crate::session::{Cause, MatterState};
use crate::ui::theme::{SPACE_S, Theme};
use crate::ui::widgets::{Cell, Column, Glyph, cell_job, cell_text, fit_middle};

use super::for_editor_data::{Line, Side};

/// A row has two lines.
pub const ROW_HEIGHT: f32 = 50.0;
/// The part of a line that may stand before the words in question, and how wide a letter is, in points.
const LEAD_SHARE: f32 = 0.3;
const LETTER: f32 = 7.0;
/// How far the lines of a row stand from its middle.
const LINE_OFFSET: f32 = 10.5;

/// The columns, of which those that matter least go first where there is no room.
pub fn columns() -> Vec<Column<'static>> {
    let column =
        |title, (min, max), keep| Column { title, name: title, width: Rangef::new(min, max), keep, sortable: false };
    vec![
        column("Matter", (140.0, 200.0), 9),
        column("Where", (134.0, 190.0), 8),
        column("Published", (102.0, 116.0), 4),
        column("What they say", (236.0, f32::INFINITY), 10),
        column("Difference or change", (140.0, 230.0), 6),
        column("Decision", (112.0, 170.0), 7),
    ]
}

/// The sign and the color of a cause. The word stands beside it.
pub fn sign_of(cause: Cause, theme: &Theme) -> (Glyph, Color32) {
    match cause {
        Cause::Fork | Cause::Clash => (Glyph::Clash, theme.conf),
        Cause::Wrong => (Glyph::Cross, theme.bad),
        Cause::NotMade => (Glyph::ArrowRight, theme.bad),
        Cause::LegalChange => (Glyph::Warning, theme.bad),
        Cause::Conflicting | Cause::Contradicted => (Glyph::NotEqual, theme.conf),
        Cause::SupportDiffers => (Glyph::Warning, theme.conf),
        Cause::CannotVerify => (Glyph::Question, theme.unk),
        Cause::Change => (Glyph::ArrowRight, theme.ink),
        Cause::WithChange => (Glyph::TickChange, theme.ok),
        Cause::Found => (Glyph::Search, theme.ink),
        Cause::Updated => (Glyph::ArrowUp, theme.ink),
        Cause::MinorChange => (Glyph::ArrowRight, theme.ink2),
        Cause::Gone => (Glyph::Dash, theme.ink2),
        Cause::OnAuthor => (Glyph::Person, theme.ink2),
    }
}

/// Draws a cell of a row.
pub fn cell_ui(ui: &Ui, line: &Line, cell: Cell) {
    let theme = Theme::of(ui);
    let is_open = line.state == MatterState::Undecided;
    let shade = |color| if cell.selected { theme.on_sel(color) } else { color };
    // What is decided is quiet.
    let (ink, quiet) = if is_open { (theme.ink, theme.ink2) } else { (theme.ink2, theme.ink2) };
    let [upper, lower] = lines_of(cell.rect);
    let strong = if is_open { theme.body_strong() } else { theme.body() };
    match cell.column {
        0 => {
            let (sign, color) = sign_of(line.cause, theme);
            let color = if is_open { shade(color) } else { quiet };
            sign.paint(ui.painter(), upper.left_center() + egui::vec2(6.0, 0.0), 11.0, color);
            cell_text(ui, upper.with_min_x(upper.left() + 20.0), &line.matter[0], strong, color);
            cell_text(ui, lower.with_min_x(lower.left() + 20.0), &line.matter[1], theme.small(), quiet);
        }
        1 | 2 => {
            for (rect, side) in [(upper, &line.sides[0]), (lower, &line.sides[1])] {
                let Some(side) = side else { continue };
                let text = if cell.column == 1 { &side.place } else { &side.published };
                let short = fit_middle(ui, text, &theme.small(), rect.width());
                cell_text(ui, rect, &short, theme.small(), if cell.column == 1 { ink } else { quiet });
            }
        }
        3 => {
            for (rect, side) in [(upper, &line.sides[0]), (lower, &line.sides[1])] {
                side.iter().for_each(|side| cell_job(ui, rect, says_job(side, theme, rect.width(), (ink, quiet))));
            }
        }
        4 => {
            cell_text(ui, upper, &line.difference[0], theme.body(), ink);
            cell_text(ui, lower, &line.difference[1], theme.small(), quiet);
        }
        _ => {
            let color = if is_open { shade(theme.conf) } else { quiet };
            cell_text(ui, upper, &line.decision[0], if is_open { theme.body_medium() } else { theme.body() }, color);
            cell_text(ui, lower, &line.decision[1], theme.small(), quiet);
        }
    }
}

/// Where the two lines of a cell are.
fn lines_of(rect: Rect) -> [Rect; 2] {
    [-LINE_OFFSET, LINE_OFFSET].map(|offset| {
        let middle = rect.center().y + offset;
        Rect::from_min_max(pos2(rect.left(), middle - SPACE_S), pos2(rect.right(), middle + SPACE_S))
    })
}

/// Words in their sentence, the words standing out where they are less than it.
fn says_job(side: &Side, theme: &Theme, width: f32, (ink, quiet): (Color32, Color32)) -> LayoutJob {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few letters")]
    let n_before = (width.max(0.0) * LEAD_SHARE / LETTER) as usize;
    let says = side.says_from(n_before);
    let mut job = LayoutJob::default();
    let font = if says.has_more() { theme.quoted_strong(15.0) } else { theme.quoted(15.0) };
    let plain = TextFormat::simple(theme.quoted(15.0), quiet);
    job.append(&says.before, 0.0, plain.clone());
    job.append(&says.words, 0.0, TextFormat::simple(font, ink));
    job.append(&says.after, 0.0, plain);
    job
}
