//! Places to write.

use egui::{Align, Align2, Event, Key, Label, Modifiers, Response, RichText, Ui, pos2, vec2};

use super::{EditLook, Glyph, edit_ui, kbd};
use crate::text::PartialDate;
use crate::ui::theme::Theme;

/// A field of one line, as wide as there is room. `name` is for screen readers; `hint` shows while it is empty.
pub fn line_edit(ui: &mut Ui, text: &mut String, name: &str, hint: &str) -> Response {
    let (look, hint) = (EditLook::line(ui), hint_text(ui, hint));
    let response =
        edit_ui(ui, text, look, |edit| edit.hint_text(hint).desired_width(f32::INFINITY).align(Align2::LEFT_CENTER));
    set_name(ui, &response, name);
    response
}

/// A field of several lines. `Esc` and `Ctrl+Enter` leave it, and the text stays.
pub fn text_area(ui: &mut Ui, text: &mut String, name: &str, hint: &str, n_rows: usize) -> Response {
    let (look, hint) = (EditLook::area(ui), hint_text(ui, hint));
    let response = edit_ui(ui, text, look, |edit| {
        edit.hint_text(hint).desired_width(f32::INFINITY).desired_rows(n_rows).margin(vec2(10.0, 6.0))
    });
    set_name(ui, &response, name);
    if response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) {
        response.surrender_focus();
    }
    response
}

/// Takes `Enter` pressed by itself. With `Shift` it begins a line, which egui's own way to take keys does not tell apart.
pub fn take_enter(ui: &Ui) -> bool {
    let is_enter = |event: &Event| matches!(event, Event::Key { key: Key::Enter, pressed: true, modifiers, .. } if modifiers.is_none());
    ui.input_mut(|input| {
        let n_before = input.events.len();
        input.events.retain(|event| !is_enter(event));
        input.events.len() < n_before
    })
}

/// A field to search with: a lens, and the `keys` that lead here while it is empty.
pub fn search_field(ui: &mut Ui, text: &mut String, hint: &str, keys: &str) -> Response {
    let theme = Theme::of(ui);
    let (look, shown) = (EditLook::line(ui), hint_text(ui, hint));
    let margin = egui::Margin { left: 28, right: 10, top: 3, bottom: 3 };
    let response = edit_ui(ui, text, look, |edit| edit.hint_text(shown).desired_width(f32::INFINITY).margin(margin));
    set_name(ui, &response, hint);
    let rect = response.rect;
    Glyph::Search.paint(ui.painter(), pos2(rect.left() + 15.0, rect.center().y), 11.0, theme.faint);
    if text.is_empty() && !response.has_focus() && !keys.is_empty() {
        let corner = rect.shrink2(vec2(5.0, 0.0));
        let layout = egui::Layout::right_to_left(Align::Center);
        ui.scope_builder(egui::UiBuilder::new().max_rect(corner).layout(layout), |ui| kbd(ui, keys));
    }
    response
}

/// Says below a field for a date that what stands there is not read as one, if so.
pub fn date_hint(ui: &mut Ui, typed: &str) {
    if !typed.trim().is_empty() && PartialDate::read(typed).is_none() {
        let theme = Theme::of(ui);
        let text = "Kept as it is, but not read as a date: 2025, 2025-03 or 14 March 2025 would be";
        ui.add(Label::new(theme.text(text, theme.small()).color(theme.ink2)).wrap());
    }
}

/// A hint on the same lines as what will be written.
fn hint_text(ui: &Ui, hint: &str) -> RichText {
    let theme = Theme::of(ui);
    theme.text(hint, theme.body()).color(theme.faint)
}

/// egui names fields by their hint only, which goes when something is written.
fn set_name(ui: &Ui, response: &Response, name: &str) {
    ui.accesskit_node_builder(response.id, |node| node.set_label(name));
}
