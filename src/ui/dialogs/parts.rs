//! What several dialogs are put together from.

use egui::{
    Align2, Area, Button, Color32, Context, Frame, Id, Margin, Modal, Pos2, Rect, Response, RichText, ScrollArea,
    Stroke, Ui, Vec2, pos2, vec2,
};

use crate::command::Keys;
use crate::ui::theme::{HAIRLINE, RADIUS, RADIUS_FLOAT, SPACE_S, Theme};
use crate::ui::widgets::line_edit;

/// The width of the names beside fields.
const NAME_WIDTH: f32 = 96.0;
/// What is left free at the right edge of what scrolls, for its bar.
pub(super) const BAR_ROOM: f32 = 12.0;

/// Gives the keyboard to what a dialog begins with, once: when it opens, when another dialog over it is closed, and
/// when nothing at all would have the keyboard otherwise.
#[derive(Clone, Debug, Default)]
pub(super) struct Opening {
    done: bool,
    /// When the dialog was last drawn, counted in passes over the window.
    drawn: u64,
    /// Whether nothing had the keyboard then.
    nobody: bool,
}

impl Opening {
    /// Whether the dialog has the keyboard, so that its keys are meant for it.
    pub(super) fn is_done(&self) -> bool {
        self.done
    }

    /// Gives the keyboard to a widget, if none got it since the dialog opened.
    ///
    /// A dialog is first drawn unseen, to measure it, when nothing in it can have the keyboard. Hence the repetition. The
    /// response is not asked: it has the keyboard only while the window has it, which may not be soon.
    pub(super) fn give_focus(&mut self, response: &Response) {
        let now = response.ctx.cumulative_pass_nr();
        let nobody = response.ctx.memory(|memory| memory.focused().is_none());
        // Where `Enter` leaves a field, a button gets the keyboard in the same frame, if one can be pressed.
        let lost = std::mem::replace(&mut self.nobody, nobody) && nobody;
        self.done &= !lost && now.saturating_sub(self.drawn) <= 1;
        self.drawn = now;
        if self.done {
            if nobody {
                response.ctx.request_repaint();
            }
            return;
        }
        if response.ctx.memory(|memory| memory.has_focus(response.id)) {
            self.done = true;
        } else {
            response.request_focus();
            response.ctx.request_repaint();
        }
    }
}

/// What a small popup gave back.
pub(super) struct Shown<R> {
    /// What its contents gave back.
    pub inner: R,
    /// Whether it was left by `Esc` or a click beside it.
    pub dismissed: bool,
}

/// A popup in the upper part of the window, which leaves the text behind it readable.
pub(super) fn popup<R>(
    ctx: &Context,
    id: &str,
    name: &str,
    width: f32,
    add_contents: impl FnOnce(&mut Ui) -> R,
) -> Shown<R> {
    popup_beside(ctx, (id, name), width, &[], add_contents)
}

/// A popup that leaves these parts of the window free if it can, in the upper part of the window if that does.
pub(super) fn popup_beside<R>(
    ctx: &Context,
    (id, name): (&str, &str),
    width: f32,
    avoid: &[Rect],
    add_contents: impl FnOnce(&mut Ui) -> R,
) -> Shown<R> {
    let theme = Theme::of(ctx);
    let window = ctx.content_rect();
    let frame = Frame::new()
        .fill(theme.paper)
        .stroke(Stroke::new(HAIRLINE, theme.line))
        .corner_radius(RADIUS_FLOAT)
        .shadow(ctx.global_style().visuals.popup_shadow)
        .inner_margin(Margin::same(12));
    let known = ctx.memory(|memory| memory.area_rect(Id::unique(id)));
    let size = known.map_or(vec2(width + 26.0, 300.0), |known| known.size());
    let at = free_place(window, size, avoid) - window.min;
    let place: Area = Modal::default_area(Id::unique(id)).anchor(Align2::LEFT_TOP, at);
    let modal = Modal::new(Id::unique(id)).area(place).frame(frame).backdrop_color(Color32::TRANSPARENT);
    let shown = modal.show(ctx, |ui| {
        ui.set_width(width.min(window.width() - 60.0));
        ui.accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(egui::accesskit::Role::Dialog);
            node.set_label(name);
        });
        add_contents(ui)
    });
    Shown { dismissed: shown.should_close(), inner: shown.inner }
}

/// Where something of this size covers the least of what is to be left free; first in the middle.
fn free_place(window: Rect, size: Vec2, avoid: &[Rect]) -> Pos2 {
    let (middle, right) = (window.center().x - size.x / 2.0, window.right() - size.x - 30.0);
    let (upper, lower) = (window.top() + window.height() * 0.14, window.bottom() - size.y - 40.0);
    let lefts = [middle, window.left() + 60.0, right];
    let places = [upper, lower].into_iter().flat_map(|top| lefts.map(|left| pos2(left, top)));
    let covered = |place: &Pos2| {
        let popup = Rect::from_min_size(*place, size).expand(6.0);
        avoid.iter().map(|rect| rect.intersect(popup)).filter(|it| it.is_positive()).map(|it| it.area()).sum::<f32>()
    };
    let best = places.min_by(|a, b| covered(a).total_cmp(&covered(b)));
    best.unwrap_or(pos2(middle, upper))
}

/// What a popup is about, above its list.
pub(super) fn popup_title(ui: &mut Ui, text: &str) {
    let theme = Theme::of(ui);
    ui.label(RichText::new(text).font(theme.body_strong()).color(theme.ink));
    ui.add_space(2.0);
}

/// Sentences that explain.
pub(super) fn sentence(ui: &mut Ui, text: &str) {
    let theme = Theme::of(ui);
    ui.label(theme.text(text, theme.body()).color(theme.ink2));
}

/// Small words that may be overlooked: a hint, a notice.
pub(super) fn hint(ui: &mut Ui, text: &str, color: Color32) {
    let theme = Theme::of(ui);
    ui.label(theme.text(text, theme.small()).color(color));
}

/// Words as they stand elsewhere: an address, a path, a piece of a file. They wrap anywhere and can be copied.
pub(super) fn excerpt(ui: &mut Ui, text: &str) {
    quoting(ui, |ui| {
        let theme = Theme::of(ui);
        let mut job = egui::text::LayoutJob::simple(text.to_owned(), theme.body(), theme.ink, ui.available_width());
        job.wrap.break_anywhere = !text.contains('\n');
        ui.add(egui::Label::new(job).selectable(true));
    });
}

/// A block for words as they stand elsewhere.
pub(super) fn quoting(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui)) {
    let frame = Frame::new().fill(Theme::of(ui).panel).corner_radius(RADIUS).inner_margin(Margin::symmetric(10, 7));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        add_contents(ui);
    });
}

/// A name, and the field of one line that it belongs to.
pub(super) fn field(ui: &mut Ui, name: &str, text: &mut String, hint: &str) -> Response {
    let response = named(ui, name, |ui| line_edit(ui, text, name, hint));
    keep_in_view(&response);
    response
}

/// A name, and what it belongs to.
pub(super) fn named<R>(ui: &mut Ui, name: &str, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        let theme = Theme::of(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(NAME_WIDTH, ui.spacing().interact_size.y), egui::Sense::empty());
        let galley = ui.painter().layout_no_wrap(name.to_owned(), theme.body(), theme.ink2);
        let at = Align2::LEFT_CENTER.anchor_size(rect.left_center(), galley.size()).min;
        ui.painter().galley(at, galley, theme.ink2);
        add_contents(ui)
    })
    .inner
}

/// A few things of which one is chosen, side by side. `about` tells screen readers what is chosen.
pub(super) fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    about: &str,
    options: &[(T, &str)],
    value: &mut T,
) -> Option<Response> {
    let theme = Theme::of(ui);
    let mut first = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (option, text) in options {
            let chosen = option == value;
            let font = if chosen { theme.body_medium() } else { theme.body() };
            let button = Button::new(RichText::new(*text).font(font)).selected(chosen);
            let button =
                if chosen { button.fill(theme.sel).stroke(Stroke::new(HAIRLINE, theme.accent)) } else { button };
            let response = ui.add(button);
            ui.accesskit_node_builder(response.id, |node| {
                node.set_role(egui::accesskit::Role::RadioButton);
                node.set_label(format!("{about}: {text}"));
                node.set_toggled(chosen.into());
            });
            crate::ui::widgets::focus_ring(ui, &response, RADIUS);
            keep_in_view(&response);
            if response.clicked() {
                *value = *option;
            }
            if chosen {
                first = Some(response);
            }
        }
    });
    first
}

/// The middle of a dialog that may be higher than the window.
pub(super) fn scrolled<R>(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    let id = ui.scope_id().with("overflows");
    let overflowed = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    let scroll = ScrollArea::vertical().max_height(room(ui)).auto_shrink([false, true]);
    let shown = scroll.show(ui, |ui| {
        if overflowed {
            ui.set_max_width(ui.available_width() - BAR_ROOM);
        }
        add_contents(ui)
    });
    let overflows = shown.content_size.y > shown.inner_rect.height() + 1.0;
    if overflows != overflowed {
        ui.data_mut(|data| data.insert_temp(id, overflows));
        ui.request_repaint();
    }
    shown.inner
}

/// Scrolls to a control that the keyboard came to.
pub(super) fn keep_in_view(response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

/// How high the middle of a dialog may be, so that its buttons stay in the window.
pub(super) fn room(ctx: &Context) -> f32 {
    (ctx.content_rect().height() - 230.0).max(90.0)
}

/// Room between two groups of fields.
pub(super) fn gap(ui: &mut Ui) {
    ui.add_space(SPACE_S);
}

/// The bare key that was pressed in this frame, by its name: "C". Keys that repeat because they are held do not count.
pub(super) fn letter(ui: &Ui) -> Option<String> {
    ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            egui::Event::Key { key, physical_key, pressed: true, repeat: false, modifiers } if modifiers.is_none() => {
                Keys::of_event(*key, *physical_key, *modifiers)
                    .find(|keys| keys.is_single())
                    .map(|keys| keys.to_string())
            }
            _ => None,
        })
    })
}
