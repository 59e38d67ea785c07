//! Things to click.

use egui::{
    Align, Align2, Button, Color32, Frame, InnerResponse, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui,
    Vec2, WidgetInfo, pos2,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::Glyph;
use crate::ui::theme::{CONTROL_HEIGHT, FOCUS_WIDTH, HAIRLINE, RADIUS, RADIUS_FLOAT, Theme};

/// A button that is only a sign. `name` says what it does: to a screen reader, and under the pointer.
pub fn icon_button(ui: &mut Ui, sign: Glyph, name: &str) -> Response {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(CONTROL_HEIGHT), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    if let Some(fill) = fill_under_pointer(theme, &response) {
        ui.painter().rect_filled(rect, f32::from(RADIUS), fill);
    }
    let color = if response.hovered() { theme.ink } else { theme.ink2 };
    sign.paint(ui.painter(), rect.center(), 12.0, color);
    focus_ring(ui, &response, RADIUS);
    response.on_hover_text(name)
}

/// A sign and a word in `color`, and a chevron that says there are others to choose from.
pub fn pill_button(ui: &mut Ui, sign: Glyph, text: &str, color: Color32) -> Response {
    let theme = Theme::of(ui);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme.body(), color);
    let (padding, sign_width, chevron_width) = (10.0, 18.0, 18.0);
    let width = galley.size().x + sign_width + chevron_width + 2.0 * padding - 2.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, CONTROL_HEIGHT), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, enabled, text));

    let fill = fill_under_pointer(theme, &response).unwrap_or(theme.paper);
    ui.painter().rect(rect, f32::from(RADIUS), fill, Stroke::new(HAIRLINE, theme.line), StrokeKind::Inside);
    let middle = rect.center().y;
    sign.paint(ui.painter(), pos2(rect.left() + padding + 5.5, middle), 11.0, color);
    let at = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + padding + sign_width, middle), galley.size()).min;
    ui.painter().galley(at, galley, color);
    Glyph::ChevronDown.paint(ui.painter(), pos2(rect.right() - padding - 3.0, middle + 0.5), 9.0, color);
    focus_ring(ui, &response, RADIUS);
    response
}

/// The button for what a dialog or page is about; there is at most one.
pub fn accent_button(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::of(ui);
    let response = ui
        .scope(|ui| {
            let widgets = &mut ui.visuals_mut().widgets;
            for visuals in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
                visuals.bg_stroke = Stroke::NONE;
            }
            let text = RichText::new(text).color(theme.on_accent).font(theme.body_medium());
            ui.add(Button::new(text).fill(theme.accent))
        })
        .inner;
    if response.has_focus() {
        let stroke = Stroke::new(FOCUS_WIDTH, theme.focus);
        ui.painter().rect_stroke(response.rect.expand(1.5), f32::from(RADIUS) + 1.5, stroke, StrokeKind::Outside);
    }
    response
}

/// A dark bar that floats over the text, for a few [`bar_button`]s.
pub fn float_bar<R>(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let frame = Frame::new()
        .fill(Theme::of(ui).popup)
        .corner_radius(RADIUS_FLOAT)
        .inner_margin(5)
        .shadow(ui.visuals().popup_shadow);
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.horizontal(add_contents).inner
    })
}

/// A button on a [`float_bar`]: what it does, and the key that does the same.
pub fn bar_button(ui: &mut Ui, text: &str, key: &str) -> Response {
    let theme = Theme::of(ui);
    let mut job = LayoutJob::default();
    let format = |font, color| TextFormat { valign: Align::Center, ..TextFormat::simple(font, color) };
    job.append(text, 0.0, format(theme.body_medium(), theme.popup_ink));
    job.append(key, 7.0, format(theme.tiny(), theme.popup_faint));
    let galley = ui.painter().layout_job(job);
    let size = vec2(galley.size().x + 20.0, CONTROL_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, theme.popup_hover);
    }
    ui.painter().galley(Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min, galley, theme.popup_ink);
    if response.has_focus() {
        let stroke = Stroke::new(FOCUS_WIDTH, theme.popup_ink);
        ui.painter().rect_stroke(rect, 5.0, stroke, StrokeKind::Inside);
    }
    response
}

/// A box to tick, with an outline that stands out although the box has no words in it.
pub fn check_box(ui: &mut Ui, checked: &mut bool, text: &str) -> Response {
    let theme = Theme::of(ui);
    if ui.layout().main_wrap() {
        // It goes to the next line as a whole.
        let words = ui.painter().layout_no_wrap(text.to_owned(), theme.body(), theme.ink).size().x;
        let width = ui.spacing().icon_width + ui.spacing().icon_spacing + words;
        if ui.available_size_before_wrap().x < width {
            ui.end_row();
        }
    }
    let checkbox = |ui: &mut Ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        widgets.inactive.bg_stroke.color = theme.control_line;
        widgets.hovered.bg_stroke.color = theme.control_line;
        ui.checkbox(checked, text)
    };
    ui.scope(checkbox).inner
}

/// A ring around `response` when it has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response, radius: u8) {
    if response.has_focus() {
        let stroke = Stroke::new(FOCUS_WIDTH, Theme::of(ui).focus);
        ui.painter().rect_stroke(response.rect, f32::from(radius), stroke, StrokeKind::Inside);
    }
}

/// Scrolls to what has just got the keyboard. To be called at the end of what scrolls.
pub fn keep_focus_in_view(ui: &Ui) {
    let focused = ui.memory(|memory| memory.focused()).and_then(|id| ui.ctx().read_response(id));
    let is_here = |response: &Response| {
        // What scrolls is higher than its window: below it other panes have their controls, and those are in view.
        let is_seen_elsewhere =
            response.interact_rect.is_positive() && !ui.clip_rect().contains_rect(response.interact_rect);
        response.layer_id == ui.layer_id()
            && ui.min_rect().contains(response.rect.center())
            && !is_seen_elsewhere
            && response.gained_focus()
    };
    if let Some(response) = focused.filter(is_here) {
        response.scroll_to_me(None);
    }
}

/// What stands behind a control because of the pointer.
fn fill_under_pointer(theme: &Theme, response: &Response) -> Option<Color32> {
    if response.is_pointer_button_down_on() {
        Some(theme.press)
    } else if response.hovered() {
        Some(theme.hover)
    } else {
        None
    }
}
