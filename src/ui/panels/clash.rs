//! A field that two people set differently: every value with who set it and when, to be chosen from, or another instead.

use egui::{Id, Label, Response, Sense, Ui};

use crate::command::{Action, Then};
use crate::edit::{self, TypingTarget};
use crate::model::{Decision, Field, Outcome, PassageKind, Rank, Relation, Role, Severity, SourceKind, Value};
use crate::session::{Clashing, ClashingValue, set_by};
use crate::ui::theme::Theme;
use crate::ui::when::when;
use crate::ui::widgets::{Glyph, card, drop_menu, elide_middle, menu_item};
use crate::ui::{RecordField, ViewCtx};

use super::quoted::{excerpt, visible};

/// A name of more characters is cut in the middle, and told whole where the pointer rests.
const NAME_CHARS: f32 = 40.0;
/// How many independent sources a project may ask for.
const MOST_SOURCES: u32 = 3;

/// Draws a card for each field. Gives back the first button.
pub fn clashes_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, clashes: &[Clashing]) -> Option<Response> {
    let mut first = None;
    for clash in clashes {
        ui.add_space(2.0);
        let color = Theme::of(ui).conf;
        let id = (clash.record, clash.field);
        let shown = ui.push_id(id, |ui| card(ui, color, |ui| clash_ui(ctx, ui, clash)).inner).inner;
        first = first.or(shown);
    }
    first
}

fn clash_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, clash: &Clashing) -> Option<Response> {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let (rect, _) = ui.allocate_exact_size(egui::vec2(11.0, 11.0), Sense::hover());
        Glyph::Clash.paint(ui.painter(), rect.center(), 11.0, theme.conf);
        let text = match clash.field {
            // Nobody set anything else where somebody removed what a colleague used.
            Field::Present => clash.name.clone(),
            _ => format!("{}: two people set it differently", clash.name),
        };
        ui.add(Label::new(theme.text(text, theme.small_strong()).color(theme.conf)).wrap());
    });
    let mut first = None;
    for value in &clash.values {
        let button = value_ui(ctx, ui, clash, value);
        first = first.or(button);
    }
    other_ui(ctx, ui, clash);
    first
}

/// A value to choose, and who set it when.
fn value_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, clash: &Clashing, value: &ClashingValue) -> Option<Response> {
    let theme = Theme::of(ui);
    let project = ctx.session?.project();
    let shown = excerpt(&value.words);
    let who = set_by(project, clash.field, value.dot);
    let time = project.when(value.dot).map(|time| format!(", {}", when(time, ctx.now))).unwrap_or_default();
    let is_name = project.who(value.dot).is_some();
    let cut = is_name.then(|| elide_middle(who, NAME_CHARS, |name| name.chars().count() as f32));
    let name = cut.unwrap_or(who.into());
    let deed = visible(&clash.deed(project, value));
    let said = format!("{name}{deed}{time}");
    let is_beside = {
        let width = |text: &str, font| ui.painter().layout_no_wrap(text.to_owned(), font, theme.ink).size().x;
        let around = 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x;
        width(&shown, theme.body()) + around + width(&said, theme.small()) <= ui.available_width()
    };
    let add = |ui: &mut Ui| {
        let button = ui.add(egui::Button::new(theme.text(&shown, theme.body())).wrap());
        let is_cut = value.words.chars().count() > shown.chars().count();
        let button = if is_cut { button.on_hover_text(visible(&value.words)) } else { button };
        let said = ui.add(Label::new(theme.text(&said, theme.small()).color(theme.ink2)).wrap());
        let told = visible(&format!("{who}{deed}{time}"));
        ui.accesskit_node_builder(said.id, |node| node.set_label(told.as_str()));
        if name.contains('…') {
            said.on_hover_text(told);
        }
        button
    };
    // Of long words the next line says who wrote them.
    let button = if is_beside { ui.horizontal(add).inner } else { ui.vertical(add).inner };
    let name = match deed.is_empty() {
        true => format!("Choose {shown}, set by {who}"),
        false => format!("Choose {shown}: {who}{deed}"),
    };
    ui.accesskit_node_builder(button.id, |node| node.set_label(name));
    if button.clicked() {
        choose(ctx, clash, value.value.clone());
    }
    Some(button)
}

fn choose(ctx: &ViewCtx<'_>, clash: &Clashing, value: Value) {
    if let Some(session) = ctx.session {
        let what = edit::settle(session.project(), clash.record, clash.field, value);
        ctx.send(Action::Commit(what, Then::Stay));
    }
}

/// Another value than those that were set: written, or chosen from all there are.
fn other_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, clash: &Clashing) {
    let Some(shown) = clash.values.first() else { return };
    if matches!(shown.value, Value::Text(_)) {
        return written_ui(ctx, ui, clash);
    }
    let is_new = |value: &Value| clash.values.iter().all(|known| known.value != *value);
    let others: Vec<Value> = all_like(&shown.value).into_iter().filter(is_new).collect();
    if others.is_empty() {
        return;
    }
    let button = ui.button("Another…");
    let name = format!("Another value: {}", clash.name);
    ui.accesskit_node_builder(button.id, |node| node.set_label(name));
    drop_menu(&button, |ui| {
        for value in others {
            if menu_item(ui, &value.to_string(), "").clicked() {
                choose(ctx, clash, value);
            }
        }
    });
}

/// A field that appears where another value is to be written.
fn written_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, clash: &Clashing) {
    let target = TypingTarget::Field(clash.record, clash.field);
    let id = ui.unique_id().with("another value");
    let name = format!("Another value: {}", clash.name);
    if is_called(ctx, ui, id, target) {
        RecordField::line(target, &name).select_all().show(ctx, ui);
        return;
    }
    let button = ui.button("Write another…");
    ui.accesskit_node_builder(button.id, |node| node.set_label(name.as_str()));
    if button.clicked() {
        ui.data_mut(|data| data.insert_temp(id, false));
        ctx.send(Action::BeginTyping(target));
    }
}

/// Whether a field was asked for here and is being typed in, or is about to be: the panels have it elsewhere too.
fn is_called(ctx: &ViewCtx<'_>, ui: &Ui, id: Id, target: TypingTarget) -> bool {
    let Some(has_appeared) = ui.data(|data| data.get_temp::<bool>(id)) else { return false };
    let typing = ctx.typing.borrow().as_ref().is_some_and(|typing| typing.target == target);
    let wanted = typing || ctx.focus_field.get() == Some(target);
    match (has_appeared, wanted) {
        (true, false) => ui.data_mut(|data| data.remove::<bool>(id)),
        (_, wanted) => _ = ui.data_mut(|data| data.insert_temp(id, wanted)),
    }
    wanted
}

/// All values that a field of this kind can have, if they are few.
fn all_like(value: &Value) -> Vec<Value> {
    fn all<T: Copy + Into<Value>>(values: &[T]) -> Vec<Value> {
        values.iter().map(|value| (*value).into()).collect()
    }
    match value {
        Value::Outcome(_) => Outcome::ALL.into_iter().map(Some).chain([None]).map(Value::Outcome).collect(),
        Value::Kind(_) => all(&PassageKind::ALL),
        Value::Relation(_) => all(&Relation::ALL),
        Value::Rank(_) => all(&[Rank::Primary, Rank::Secondary]),
        Value::Role(_) => all(&Role::ALL),
        Value::SourceKind(_) => all(&SourceKind::ALL),
        Value::Severity(_) => all(&Severity::ALL),
        Value::Decision(_) => all(&Decision::ALL),
        Value::Number(_) => (0..=MOST_SOURCES).map(Value::Number).collect(),
        _ => Vec::new(),
    }
}
