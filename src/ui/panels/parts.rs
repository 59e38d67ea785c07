//! Small parts that the panels share.

use egui::{
    Align, Align2, Color32, Key, Label, Layout, Modifiers, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind,
    Ui, UiBuilder, WidgetInfo, pos2,
    text::{LayoutJob, TextFormat},
    vec2,
};

use crate::command::{Action, Command};
use crate::ui::theme::{FOCUS_WIDTH, HAIRLINE, Theme};
use crate::ui::widgets::{Glyph, elided_label, focus_ring, icon_button, kbd, menu_item, section_label};
use crate::ui::{RecordField, ViewCtx};

use super::quoted::{Quoted, visible};

/// The width of the names in front of fields.
const NAME_WIDTH: f32 = 62.0;
/// The width that a heading leaves to the button beside it.
const ADD_WIDTH: f32 = 30.0;

/// The heading of a group, with a button for what adds to it.
pub fn section_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, title: &str, add: Option<Command>) {
    let Some(command) = add else {
        section_label(ui, title);
        return;
    };
    let whole = ui.available_rect_before_wrap();
    let heading = |ui: &mut Ui| {
        ui.set_max_width(whole.width() - ADD_WIDTH);
        section_label(ui, title).rect
    };
    let rect = ui.scope(heading).inner;
    let rest = rect.right()..=whole.right();
    ui.painter().hline(rest, rect.top() + 4.0, Stroke::new(HAIRLINE, Theme::of(ui).line));
    let corner = Rect::from_min_max(pos2(whole.right() - 26.0, rect.top() + 7.0), pos2(whole.right(), rect.bottom()));
    ui.scope_builder(UiBuilder::new().max_rect(corner), |ui| {
        if icon_button(ui, Glyph::Plus, command.label()).clicked() {
            ctx.send(command);
        }
    });
}

/// What a group shows while it is empty: a few words, and the key that adds to it. All of it can be clicked.
pub fn empty_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, text: &str, command: Command) {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{text}: {}", command.label())));
    let color = if response.hovered() { theme.ink } else { theme.faint };
    ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, text, theme.body(), color);
    keys_ui(ui, rect, &ctx.keymap.shown(command));
    focus_ring(ui, &response, 4);
    if response.on_hover_text(command.about()).clicked() {
        ctx.send(command);
    }
}

/// A field with the key that leads to it while it is empty.
pub fn keyed_field_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, field: RecordField<'_>, is_empty: bool, command: Command) {
    let response = field.show(ctx, ui);
    if is_empty && !response.has_focus() {
        keys_ui(ui, response.rect, &ctx.keymap.shown(command));
    }
}

fn keys_ui(ui: &mut Ui, rect: Rect, keys: &str) {
    if keys.is_empty() {
        return;
    }
    let layout = Layout::right_to_left(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| kbd(ui, keys));
}

/// A name in front of a field, which takes the rest of the width. Screen readers hear the name of the field itself.
pub fn named_ui<R>(ui: &mut Ui, name: &str, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = Theme::of(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let height = ui.spacing().interact_size.y.max(22.0);
        let (rect, _) = ui.allocate_exact_size(vec2(NAME_WIDTH, height), Sense::hover());
        let at = pos2(rect.left(), rect.center().y);
        ui.painter().text(at, Align2::LEFT_CENTER, name, theme.small(), theme.ink2);
        ui.vertical(add_contents).inner
    })
    .inner
}

/// A word among several to choose from: a click opens the menu of the others. `name` says what is chosen.
pub fn choice_button(ui: &mut Ui, name: &str, text: &str, font: egui::FontId, color: Color32) -> Response {
    let theme = Theme::of(ui);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, color);
    let size = vec2(galley.size().x + 16.0, galley.size().y.max(18.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, enabled, format!("{name}: {text}")));
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 1.0)), 4.0, theme.hover);
    }
    let at = Align2::LEFT_CENTER.anchor_size(rect.left_center(), galley.size()).min;
    ui.painter().galley(at, galley, color);
    Glyph::ChevronDown.paint(ui.painter(), pos2(rect.right() - 5.0, rect.center().y + 0.5), 7.0, color);
    if response.has_focus() {
        let stroke = Stroke::new(FOCUS_WIDTH, theme.focus);
        ui.painter().rect_stroke(rect.expand2(vec2(4.0, 1.0)), 4.0, stroke, StrokeKind::Inside);
    }
    response
}

/// An item of a menu with a sign in front, which `letter` presses too while the menu is open. The one that holds now
/// takes the keyboard.
pub fn sign_item(ui: &mut Ui, sign: Option<(Glyph, Color32)>, text: &str, letter: Option<Key>, chosen: bool) -> bool {
    let theme = Theme::of(ui);
    let item = |ui: &mut Ui| {
        ui.spacing_mut().button_padding.x = 30.0;
        menu_item(ui, text, letter.map_or("", Key::name))
    };
    let response = ui.scope(item).inner;
    let left = response.rect.left_center();
    if let Some((sign, color)) = sign {
        sign.paint(ui.painter(), left + vec2(15.0, 0.0), 11.0, color);
    }
    if chosen {
        let dot = response.rect.right_center() - vec2(12.0, 0.0);
        ui.painter().circle_filled(dot, 3.0, theme.accent);
        ui.accesskit_node_builder(response.id, |node| node.set_toggled(true.into()));
        let nothing_in_menu = ui.memory(|memory| memory.focused().is_none());
        if nothing_in_menu {
            response.request_focus();
        }
    }
    let pressed = letter.is_some_and(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)));
    if pressed {
        ui.close();
    }
    response.clicked() || pressed
}

/// Words with their sentence around them, the words standing out.
pub fn quoted_ui(ui: &mut Ui, quoted: &Quoted, size: f32, max_rows: usize) -> Response {
    let theme = Theme::of(ui);
    let format =
        |font, color| TextFormat { line_height: Some((size * 1.36).round()), ..TextFormat::simple(font, color) };
    let mut job = LayoutJob::default();
    let around = format(theme.quoted(size), theme.ink2);
    job.append(&quoted.before, 0.0, around.clone());
    job.append(&quoted.words, 0.0, format(theme.quoted_strong(size), theme.ink));
    job.append(&quoted.after, 0.0, around);
    job.wrap.max_width = ui.available_width();
    job.wrap.max_rows = max_rows;
    ui.add(Label::new(job).wrap())
}

/// An address on the web, whole. It is opened only by a click, and shown once more before that.
pub fn address_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, url: &str) {
    let theme = Theme::of(ui);
    let shown = visible(url);
    let text = RichText::new(&shown).font(theme.small()).color(theme.accent);
    let response = ui.add(Label::new(text).wrap().sense(Sense::click()));
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("Open {shown} in the browser")));
    focus_ring(ui, &response, 3);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        ctx.send(Action::OpenUrl(url.to_owned()));
    }
}

/// One line that leads somewhere.
pub fn go_link(ui: &mut Ui, text: &str, name: &str) -> Response {
    let theme = Theme::of(ui);
    let label = RichText::new(text).font(theme.small()).color(theme.ink2);
    let response = ui.add(Label::new(label).sense(Sense::click()));
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, name));
    if response.hovered() {
        let line = Stroke::new(1.0, theme.ink2);
        ui.painter().hline(response.rect.x_range(), response.rect.bottom() - 1.0, line);
    }
    focus_ring(ui, &response, 3);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(name)
}

/// A quiet fact, cut in the middle if it does not fit.
pub fn fact_ui(ui: &mut Ui, name: &str, value: &str) {
    let theme = Theme::of(ui);
    named_ui(ui, name, |ui| {
        ui.add_space(5.0);
        let response = elided_label(ui, value, theme.body(), theme.ink2);
        ui.accesskit_node_builder(response.id, |node| node.set_label(format!("{name}: {value}")));
    });
}

/// A line in the program's own words that may be overlooked.
pub fn faint_ui(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::of(ui);
    ui.add(Label::new(theme.text(text, theme.small()).color(theme.faint)).wrap())
}
