//! The one way in which text is edited: hidden characters, which can change what a text says, are seen in it.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::text_edit::TextEditOutput;
use egui::{Color32, FontId, Galley, Response, TextBuffer, TextEdit, Ui};

use crate::text::visible_mark;
use crate::ui::theme::Theme;

/// What stands in a field for a hidden character. It is one character as well, so that the caret counts as the text does.
const SIGN: char = '¤';
/// How many hidden characters are named.
const MAX_NAMES: usize = 5;

/// How a field shows its text.
#[derive(Clone, Debug)]
pub struct EditLook {
    /// Whether it may have several lines.
    pub several_lines: bool,
    /// Its font.
    pub font: FontId,
    /// The color of its text.
    pub color: Color32,
}

impl EditLook {
    /// One line in the font and color of the program's own words.
    pub fn line(ui: &Ui) -> Self {
        let theme = Theme::of(ui);
        Self { several_lines: false, font: theme.body(), color: theme.ink }
    }

    /// Several such lines.
    pub fn area(ui: &Ui) -> Self {
        Self { several_lines: true, ..Self::line(ui) }
    }
}

/// Draws a field to edit `text`, dressed by `dress`. A sign stands for every hidden character; which ones they are says a
/// tooltip, and screen readers say it too.
pub fn edit_ui(
    ui: &mut Ui,
    text: &mut String,
    look: EditLook,
    dress: impl for<'t> FnOnce(TextEdit<'t>) -> TextEdit<'t>,
) -> Response {
    let hidden = hidden_in(text);
    let mut lay_out = |ui: &Ui, text: &dyn TextBuffer, width: f32| lay_out(ui, text.as_str(), &look, width);
    let edit = if look.several_lines { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
    let mut edit = dress(edit.font(look.font.clone()).text_color(look.color));
    if !hidden.is_empty() {
        edit = edit.layouter(&mut lay_out);
    }
    let shown = edit.show(ui);
    let response = shown.response.response.clone();
    if look.several_lines {
        keep_caret_in_view(ui, &shown);
    }
    if hidden.is_empty() {
        return response;
    }
    ui.accesskit_node_builder(response.id, |node| node.set_description(hidden.as_str()));
    response.on_hover_text(hidden)
}

/// Brings the caret of a field back into view that has grown: what was typed or pasted moved it before there was room.
fn keep_caret_in_view(ui: &Ui, shown: &TextEditOutput) {
    let response = &shown.response.response;
    let Some(caret) = shown.cursor_range.filter(|_| response.has_focus()) else { return };
    let height = response.rect.height();
    let before = ui.data_mut(|data| {
        let known = data.get_temp_mut_or(response.id.with("height"), height);
        std::mem::replace(known, height)
    });
    if height > before {
        let line = shown.galley.pos_from_cursor(caret.primary).translate(shown.galley_pos.to_vec2());
        ui.scroll_to_rect(line.expand(4.0), None);
    }
}

/// Selects what stands in a field, so that typing replaces it.
pub fn select_all(ui: &Ui, field: &Response, text: &str) {
    let mut state = TextEdit::load_state(ui, field.id).unwrap_or_default();
    let [start, end] = [0, text.chars().count()].map(egui::text::CCursor::new);
    state.cursor.set_char_range(Some(egui::text::CCursorRange::two(start, end)));
    state.store(ui, field.id);
}

/// "Hidden characters: ‹RLO›, ‹ZWSP›", empty if there are none.
fn hidden_in(text: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in text.chars().filter_map(visible_mark) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return String::new();
    }
    let more = if names.len() > MAX_NAMES { ", …" } else { "" };
    let shown: Vec<String> = names.iter().take(MAX_NAMES).map(|name| format!("‹{name}›")).collect();
    format!("Hidden characters: {}{more}", shown.join(", "))
}

/// As egui lays the text of a field out, but with a sign for every hidden character.
fn lay_out(ui: &Ui, text: &str, look: &EditLook, width: f32) -> Arc<Galley> {
    let theme = Theme::of(ui);
    let row_height = ui.fonts_mut(|fonts| fonts.row_height(&look.font));
    let line_height = Some(row_height + ui.spacing().extra_text_line_spacing);
    let usual = TextFormat { line_height, ..TextFormat::simple(look.font.clone(), look.color) };
    let striking = TextFormat { color: theme.conf, ..usual.clone() };
    let mut job = LayoutJob { break_on_newline: look.several_lines, ..LayoutJob::default() };
    job.wrap = TextWrapping::wrap_at_width(if look.several_lines { width } else { f32::INFINITY });
    job.keep_trailing_whitespace = true;
    let sign = SIGN.to_string();
    for part in text.split_inclusive(|c| visible_mark(c).is_some()) {
        match part.char_indices().next_back().filter(|(_, last)| visible_mark(*last).is_some()) {
            Some((at, _)) => {
                job.append(part.get(..at).unwrap_or_default(), 0.0, usual.clone());
                job.append(&sign, 0.0, striking.clone());
            }
            None => job.append(part, 0.0, usual.clone()),
        }
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
