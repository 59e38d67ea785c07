//! Words that only tell.

use std::borrow::Cow;

use egui::{
    Align2, Color32, FontId, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, text::LayoutJob, vec2,
};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::spelled_out;
use crate::ui::theme::{HAIRLINE, Theme};

/// One line of text, cut in the middle where it does not fit, whole when the pointer is over it.
///
/// The middle goes because titles often differ at their ends: "… 2023.pdf", "… 2024.pdf".
pub fn elided_label(ui: &mut Ui, text: &str, font: FontId, color: Color32) -> Response {
    let measure = |text: &str| width_of(ui, text, &font);
    let shown = elide_middle(text, ui.available_width(), measure);
    let is_cut = *shown != *text;
    let galley = ui.painter().layout_no_wrap(shown.into_owned(), font.clone(), color);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().galley(rect.min, galley, color);
    if is_cut { response.on_hover_text(text) } else { response }
}

/// `text` as it fits on one line of `width`, cut in the middle where it must be.
pub fn fit_middle<'a>(ui: &Ui, text: &'a str, font: &FontId, width: f32) -> Cow<'a, str> {
    elide_middle(text, width, |text| width_of(ui, text, font))
}

/// `text` with its middle replaced by "…", as long as fits into `width` by `measure`.
///
/// Cuts between what a reader takes for characters, and leaves no space beside the "…".
/// Line breaks become spaces, and hidden characters are spelled out.
pub fn elide_middle(text: &str, width: f32, measure: impl Fn(&str) -> f32) -> Cow<'_, str> {
    // No letter is narrower than a point, so what is longer is cut, and its middle need not be looked at.
    let most = width.max(0.0) as usize + 1;
    let ends = text.graphemes(true).nth(2 * most).map(|_| {
        let head: String = text.graphemes(true).take(most).collect();
        let mut tail: Vec<&str> = text.graphemes(true).rev().take(most).collect();
        tail.reverse();
        head + &tail.concat()
    });
    let line: Cow<'_, str> = match &ends {
        Some(ends) => on_one_line(ends).into_owned().into(),
        None => on_one_line(text),
    };
    let is_short = line.graphemes(true).nth(most).is_none();
    if is_short && measure(&line) <= width {
        return line;
    }
    let head: Vec<&str> = line.graphemes(true).take(most).collect();
    let tail: Vec<&str> = line.graphemes(true).rev().take(most).collect();
    let cut_to = |n_kept: usize| {
        let n_head = n_kept.div_ceil(2);
        let head: String = head.iter().take(n_head).copied().collect();
        let tail: String = tail.iter().take(n_kept - n_head).rev().copied().collect();
        format!("{}…{}", head.trim_end(), tail.trim_start())
    };
    let counts: Vec<usize> = (1..head.len().max(1)).collect();
    let n_fitting = counts.partition_point(|&n_kept| measure(&cut_to(n_kept)) <= width);
    cut_to(n_fitting).into()
}

/// `text` as it is shown on one line: line breaks become spaces, and hidden characters are spelled out.
pub fn on_one_line(text: &str) -> Cow<'_, str> {
    let spelled = spelled_out(text);
    if spelled.contains(['\n', '\t']) { spelled.replace(['\n', '\t'], " ").into() } else { spelled }
}

/// The name of a key or of keys, as on a keyboard.
pub fn kbd(ui: &mut Ui, keys: &str) -> Response {
    let theme = Theme::of(ui);
    let galley = ui.painter().layout_no_wrap(keys.to_owned(), theme.tiny(), theme.ink2);
    let size = vec2((galley.size().x + 10.0).max(16.0), galley.size().y.ceil() + 3.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, keys));
    ui.painter().rect(rect, 4.0, theme.paper, Stroke::new(HAIRLINE, theme.line), StrokeKind::Inside);
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min;
    ui.painter().galley(at, galley, theme.ink2);
    response
}

/// The heading of a group in small capitals, under a line that ends the group above it.
pub fn section_label(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::of(ui);
    let mut job: LayoutJob = theme.heading_job(text, theme.faint);
    job.wrap.max_width = ui.available_width();
    let galley = ui.painter().layout_job(job);
    let above = 10.0;
    let size = vec2(ui.available_width(), galley.size().y + 2.0 * above);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().hline(rect.x_range(), rect.top() + 4.0, Stroke::new(HAIRLINE, theme.line));
    ui.painter().galley(pos2(rect.left(), rect.top() + above + 4.0), galley, theme.faint);
    response
}

/// How wide `text` is on one line.
fn width_of(ui: &Ui, text: &str, font: &FontId) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x
}
