//! A question that comes before everything else.

use egui::{Align, Button, Context, Frame, Id, Layout, Margin, Modal, RichText, Stroke, Ui};

use super::accent_button;
use crate::ui::theme::{HAIRLINE, RADIUS_FLOAT, SPACE_M, Theme};

/// A dialog in the middle of the window: a title, what it is about, and buttons at its foot.
pub struct Dialog<'a> {
    id: Id,
    title: &'a str,
    width: f32,
}

/// One button at the foot of a dialog.
#[derive(Clone, Copy, Debug)]
pub struct DialogButton<'a> {
    /// What it does, as a verb: "Save", "Do not save".
    pub text: &'a str,
    /// Whether it is what most people want, and what `Enter` does.
    pub default: bool,
    /// Whether it can be used now.
    pub enabled: bool,
}

/// How a dialog was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// By the button with this index.
    Button(usize),
    /// By `Esc`: nothing is to happen.
    Dismissed,
}

impl<'a> Dialog<'a> {
    /// A dialog of usual width. `id` tells it from all other dialogs.
    pub fn new(id: &str, title: &'a str) -> Self {
        Self { id: Id::unique(id), title, width: 440.0 }
    }

    /// The same, `width` points wide.
    pub fn width(self, width: f32) -> Self {
        Self { width, ..self }
    }

    /// Shows the dialog. The buttons stand from left to right as given, at the right edge.
    pub fn show(
        self,
        ctx: &Context,
        buttons: &[DialogButton<'_>],
        add_contents: impl FnOnce(&mut Ui),
    ) -> Option<Answer> {
        let theme = Theme::of(ctx);
        let frame = Frame::new()
            .fill(theme.paper)
            .stroke(Stroke::new(HAIRLINE, theme.line))
            .corner_radius(RADIUS_FLOAT)
            .shadow(ctx.global_style().visuals.window_shadow)
            .inner_margin(Margin { left: 22, right: 22, top: 18, bottom: 18 });
        let room = ctx.content_rect().width() - 60.0;
        let shown = Modal::new(self.id).frame(frame).backdrop_color(theme.backdrop).show(ctx, |ui| {
            ui.set_width(self.width.min(room));
            ui.accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(egui::accesskit::Role::Dialog);
                node.set_label(self.title);
            });
            ui.heading(self.title);
            ui.add_space(6.0);
            add_contents(ui);
            ui.add_space(SPACE_M);
            buttons_ui(ui, buttons)
        });
        // It stands in the middle only in the frame after its size was known.
        let (size, id) = (shown.response.rect.size(), self.id.with("size"));
        if ctx.data(|data| data.get_temp(id)) != Some(size) {
            ctx.data_mut(|data| data.insert_temp(id, size));
            ctx.request_repaint();
        }
        if shown.inner.is_some() {
            return shown.inner.map(Answer::Button);
        }
        // A click beside it does nothing: what was dropped or typed would be gone by a slip of the hand.
        (!shown.backdrop_response.clicked() && shown.should_close()).then_some(Answer::Dismissed)
    }
}

impl<'a> DialogButton<'a> {
    /// A button among others.
    pub fn new(text: &'a str) -> Self {
        Self { text, default: false, enabled: true }
    }

    /// The button that `Enter` presses.
    pub fn primary(text: &'a str) -> Self {
        Self { default: true, ..Self::new(text) }
    }

    /// The same button, which can be used if `enabled`.
    pub fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }
}

/// Whether a dialog is over what `ui` shows, or was in the frame before. Then nothing behind it can have the keyboard.
pub fn is_behind_dialog(ui: &Ui) -> bool {
    ui.memory(|memory| memory.top_modal_layer().is_some())
}

/// The buttons; returns which one was pressed.
fn buttons_ui(ui: &mut Ui, buttons: &[DialogButton<'_>]) -> Option<usize> {
    let theme = Theme::of(ui);
    let mut default_button = None;
    let clicked = ui
        .with_layout(Layout::right_to_left(Align::Center), |ui| {
            let mut clicked = None;
            for (index, button) in buttons.iter().enumerate().rev() {
                let add = |ui: &mut Ui| {
                    if button.default {
                        accent_button(ui, button.text)
                    } else {
                        ui.add(Button::new(RichText::new(button.text).font(theme.body_medium())))
                    }
                };
                let response = ui.add_enabled_ui(button.enabled, add).inner;
                if response.clicked() {
                    clicked = Some(index);
                }
                if button.default && button.enabled {
                    default_button = Some(response);
                }
            }
            clicked
        })
        .inner;
    // A field of one line has let the keyboard go by now, and one of several lines needs `Enter`
    // itself, as does a button.
    let nothing_focused = ui.memory(|memory| memory.focused().is_none());
    let default = buttons.iter().position(|button| button.default && button.enabled);
    let entered = || nothing_focused && super::take_enter(ui);
    let answer = clicked.or_else(|| default.filter(|_| entered()));
    if nothing_focused && let Some(button) = default_button {
        // So that it is seen what `Enter` would do.
        button.request_focus();
    }
    answer
}
