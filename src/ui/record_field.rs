//! Fields in which the text of records is written, in place.

use egui::{Align2, Color32, FontId, Frame, Id, Key, Margin, Modifiers, Response, Shape, Stroke, StrokeKind, Ui, vec2};

use crate::command::Action;
use crate::edit::{Typing, TypingTarget};

use super::ViewCtx;
use super::theme::{FOCUS_WIDTH, HAIRLINE, RADIUS, Theme};
use super::widgets::{EditLook, edit_ui, is_behind_dialog, select_all};

/// A text field of a record, or of a query or change that begins to exist when something is written.
///
/// While it has the keyboard its text stands in [`ViewCtx::typing`]; when it is left, by `Esc`, `Ctrl+Enter`, `Tab` or a
/// click elsewhere, it asks for [`Action::FinishTyping`]. Otherwise it shows what the project says. It is as high as its
/// text.
pub struct RecordField<'a> {
    target: TypingTarget,
    name: &'a str,
    hint: &'a str,
    several_lines: bool,
    n_rows: usize,
    boxed: bool,
    selects_all: bool,
    takes_calls: bool,
    font: Option<FontId>,
    color: Option<Color32>,
}

impl<'a> RecordField<'a> {
    /// A field for one line: `Enter` leaves it. A line that is too long for its place is wrapped, not cut. `name` is for
    /// screen readers.
    pub fn line(target: TypingTarget, name: &'a str) -> Self {
        let (boxed, selects_all, takes_calls, font, color) = (true, false, true, None, None);
        let (hint, several_lines, n_rows) = ("", false, 1);
        Self { target, name, hint, several_lines, n_rows, boxed, selects_all, takes_calls, font, color }
    }

    /// A field for several lines, with room for `n_rows` when it is empty.
    pub fn area(target: TypingTarget, name: &'a str, n_rows: usize) -> Self {
        Self { several_lines: true, n_rows, ..Self::line(target, name) }
    }

    /// What shows while it is empty.
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// Without a box until the pointer or the keyboard is on it, its words in line with the words around it.
    pub fn quiet(self) -> Self {
        Self { boxed: false, ..self }
    }

    /// Takes the keys when its record is asked to be typed in only if `here`: the same field stands elsewhere too.
    pub fn only_if(self, here: bool) -> Self {
        Self { takes_calls: here, ..self }
    }

    /// With all of its text selected when it is asked to be typed in, so that typing replaces it.
    pub fn select_all(self) -> Self {
        Self { selects_all: true, ..self }
    }

    /// In another font than the program's own words.
    pub fn font(self, font: FontId) -> Self {
        Self { font: Some(font), ..self }
    }

    /// In another color than ink.
    pub fn color(self, color: Color32) -> Self {
        Self { color: Some(color), ..self }
    }

    /// Shows the field, as wide as there is room.
    pub fn show(self, ctx: &ViewCtx<'_>, ui: &mut Ui) -> Response {
        let target = self.target;
        let id = ui.make_persistent_id(("record field", target));
        let begins = self.takes_calls && ctx.focus_field.get() == Some(target) && !is_behind_dialog(ui);
        if begins {
            ctx.focus_field.set(None);
            ui.memory_mut(|memory| memory.request_focus(id));
            ui.scroll_to_cursor(None);
        }
        let leaves = ui.memory(|memory| memory.has_focus(id)) && ui.input_mut(|input| self.leaves(input));
        let mut text = shown_text(ctx, ui, target, id);
        let response = self.edit_ui(ui, id, &mut text);
        if begins && self.selects_all {
            select_all(ui, &response, &text);
        }
        if leaves {
            response.surrender_focus();
        }
        if response.lost_focus() {
            // Otherwise `Esc` would also let the passage go.
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        }
        keep(ctx, ui, Typing { target, text }, &response);
        response
    }

    fn leaves(&self, input: &mut egui::InputState) -> bool {
        let by_enter = !self.several_lines && input.consume_key(Modifiers::NONE, Key::Enter);
        input.consume_key(Modifiers::COMMAND, Key::Enter) || by_enter
    }

    fn edit_ui(&self, ui: &mut Ui, id: Id, text: &mut String) -> Response {
        let theme = Theme::of(ui);
        let font = self.font.clone().unwrap_or_else(|| theme.body());
        let hint = theme.text(self.hint, font.clone()).color(theme.faint);
        // A line that is too long for its place is wrapped.
        let look = EditLook { several_lines: true, font, color: self.color.unwrap_or(theme.ink) };
        let behind = ui.painter().add(Shape::Noop);
        let response = edit_ui(ui, text, look, |edit| {
            let edit = edit.id(id).hint_text(hint).desired_width(f32::INFINITY).desired_rows(self.n_rows);
            let edit = if self.several_lines { edit } else { edit.return_key(None) };
            match (self.boxed, self.several_lines) {
                (true, true) => edit.margin(vec2(10.0, 6.0)),
                (true, false) => edit,
                (false, _) => edit.frame(Frame::NONE.inner_margin(Margin::symmetric(0, 2))).align(Align2::LEFT_CENTER),
            }
        });
        ui.accesskit_node_builder(response.id, |node| node.set_label(self.name));
        if !self.boxed && (response.has_focus() || response.hovered()) {
            let stroke = match response.has_focus() {
                true => Stroke::new(FOCUS_WIDTH, theme.focus),
                false => Stroke::new(HAIRLINE, theme.line),
            };
            let rect = response.rect.expand2(vec2(6.0, 1.0));
            let paper = egui::epaint::RectShape::new(rect, f32::from(RADIUS), theme.paper, stroke, StrokeKind::Inside);
            ui.painter().set(behind, paper);
        }
        if !self.several_lines && text.contains(['\n', '\r']) {
            *text = text.replace(['\n', '\r'], " ");
        }
        response
    }
}

/// Asks to finish the field that is being typed in, if it is no longer shown or has lost the keyboard unseen: its record
/// was removed, or another passage is shown. To be called once at the end of every frame.
pub fn finish_if_left(ctx: &ViewCtx<'_>, egui_ctx: &egui::Context) {
    let Some(target) = ctx.typing.borrow().as_ref().map(|typing| typing.target) else { return };
    let owner: Option<(TypingTarget, Id)> = egui_ctx.data(|data| data.get_temp(owner_key()));
    if let Some((owned, id)) = owner
        && owned == target
        && ctx.focus_field.get() != Some(target)
        && egui_ctx.memory(|memory| !memory.has_focus(id))
    {
        ctx.send(Action::FinishTyping);
    }
}

/// Where it is remembered which field is being typed in.
fn owner_key() -> Id {
    Id::unique("record field that is being typed in")
}

/// The text that is being typed here; else what was typed while another field was not finished yet; else the project's.
fn shown_text(ctx: &ViewCtx<'_>, ui: &Ui, target: TypingTarget, id: Id) -> String {
    if let Some(typing) = ctx.typing.borrow().as_ref().filter(|typing| typing.target == target) {
        return typing.text.clone();
    }
    let waiting: Option<String> = ui.data_mut(|data| data.remove_temp(id));
    let stored = || ctx.session.map(|session| Typing::begin(session.project(), target).text);
    waiting.or_else(stored).unwrap_or_default()
}

/// Puts what was typed where it is journaled, and asks to finish it when the field was left.
fn keep(ctx: &ViewCtx<'_>, ui: &Ui, typed: Typing, response: &Response) {
    let has_focus = response.has_focus();
    let mut slot = ctx.typing.borrow_mut();
    let is_other = slot.as_ref().is_some_and(|typing| typing.target != typed.target);
    if is_other && (has_focus || response.changed()) {
        // The other field comes first; what was typed here so far waits for the next frame.
        ui.data_mut(|data| data.insert_temp(response.id, typed.text));
        ctx.send(Action::FinishTyping);
        ui.request_repaint();
    } else if has_focus || response.changed() {
        ui.data_mut(|data| data.insert_temp(owner_key(), (typed.target, response.id)));
        *slot = Some(typed);
        // A screen reader may set the text of a field without giving it the keyboard.
        if !has_focus {
            ctx.send(Action::FinishTyping);
        }
    } else if response.lost_focus() && slot.as_ref().is_some_and(|typing| typing.target == typed.target) {
        ctx.send(Action::FinishTyping);
    }
}
