//! The changes that are proposed for a passage.

use egui::{
    Color32, Label, Role, Sense, Stroke, Ui, WidgetInfo,
    text::{LayoutJob, TextFormat},
};

use crate::command::{Action, Command, Then};
use crate::edit::{self, Transaction, TypingTarget};
use crate::model::{Change, Decision, Edit, Field, Made, Severity};
use crate::session::changes_as_text;
use crate::text::spelled_out;
use crate::ui::panels::marked::{sentence_case, sign_of_made};
use crate::ui::panels::parts::{choice_button, empty_ui, named_ui, section_ui, sign_item};
use crate::ui::theme::Theme;
use crate::ui::widgets::{Glyph, card, drop_menu, focus_ring, menu_item};
use crate::ui::{RecordField, ViewCtx};

use super::data::{ChangeData, PassageData};
use super::diff::{Fate, set_apart};
use super::evidence::is_wanted;

/// The changes of a passage, and the field for a new one.
pub fn changes_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData) {
    let theme = Theme::of(ui);
    let new = TypingTarget::NewChange(data.passage.id);
    let writing = is_wanted(ctx, new);
    let is_left = data.standing.is_left();
    if is_left && data.changes.is_empty() {
        return;
    }
    section_ui(ctx, ui, "Change", (!is_left && !data.changes.is_empty()).then_some(Command::ProposeChange));
    if data.changes.is_empty() && !writing {
        empty_ui(ctx, ui, "None proposed", Command::ProposeChange);
    }
    if let Some(outcome) = data.standing.outcome.filter(|_| data.needs_decision()) {
        let text = match data.changes.is_empty() {
            true => format!("“{}” needs a change and a decision on it", outcome.label()),
            false => format!("“{}” needs a decision", outcome.label()),
        };
        ui.add(Label::new(theme.text(text, theme.small()).color(theme.conf)).wrap());
    }
    for change in &data.changes {
        change_ui(ctx, ui, change);
    }
    if writing {
        let field = RecordField::area(new, "How the words should be", 2).font(theme.quoted(16.0));
        field.select_all().hint("Nothing: the words are deleted").show(ctx, ui);
    }
}

fn change_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &ChangeData) {
    let change = &data.change;
    let theme = Theme::of(ui);
    let field = |field| TypingTarget::Field(change.id.into(), field);
    let (sign, color) = sign_of_decision(theme, change.decision);
    ui.push_id(change.id, |ui| {
        card(ui, color, |ui| {
            words_ui(ctx, ui, data);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let severity = choice_button(ui, "Severity", change.severity.label(), theme.small(), theme.ink2);
                drop_menu(&severity, |ui| severities_ui(ctx, ui, change));
                let (rect, _) = ui.allocate_exact_size(egui::vec2(11.0, 16.0), Sense::hover());
                sign.paint(ui.painter(), rect.center(), 10.0, color);
                ui.add_space(-3.0);
                let decision = choice_button(ui, "Decision", short(change.decision), theme.small_strong(), color);
                drop_menu(&decision, |ui| decisions_ui(ctx, ui, change));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let more = choice_button(ui, "Change", "More", theme.small(), theme.ink2);
                    drop_menu(&more, |ui| more_ui(ctx, ui, change));
                });
            });
            if let Some(made) = change.made {
                made_ui(ui, made);
            }
            if change.decision != Decision::Open || !change.decided_by.is_empty() {
                named_ui(ui, "By", |ui| {
                    RecordField::line(field(Field::DecidedBy), "Decided by").quiet().hint("Who decided").show(ctx, ui)
                });
            }
            if change.decision != Decision::Open || !change.reason.is_empty() || is_wanted(ctx, field(Field::Reason)) {
                named_ui(ui, "Why", |ui| {
                    RecordField::area(field(Field::Reason), "Why", 1).quiet().hint("The reason").show(ctx, ui)
                });
            }
        });
    });
}

/// Whether the new version has the change.
pub fn made_ui(ui: &mut Ui, made: Made) {
    let theme = Theme::of(ui);
    let (sign, color) = sign_of_made(made, theme);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let (rect, _) = ui.allocate_exact_size(egui::vec2(12.0, 16.0), Sense::hover());
        sign.paint(ui.painter(), rect.center(), 10.0, color);
        let text = match made {
            Made::Gone => "Its words are gone from the new version".to_owned(),
            made => format!("{} in the new version", sentence_case(made.label())),
        };
        ui.add(Label::new(theme.text(text, theme.small_strong()).color(color)).wrap());
    });
}

/// The words before and after in one, or the field in which those after are written.
fn words_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &ChangeData) {
    let change = &data.change;
    let theme = Theme::of(ui);
    let target = TypingTarget::Field(change.id.into(), Field::To);
    if is_wanted(ctx, target) {
        RecordField::area(target, "How the words should be", 1).quiet().font(theme.quoted(16.0)).show(ctx, ui);
        return;
    }
    let mut job = change_job(theme, &data.diff, 16.0);
    job.wrap.max_width = ui.available_width();
    let response = ui.add(Label::new(job).wrap().sense(Sense::click()));
    let to = if change.to.is_empty() { "(delete)" } else { change.to.as_str() };
    let spoken = format!("Change “{}” to “{to}”: edit", change.from);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    focus_ring(ui, &response, 3);
    if response.on_hover_cursor(egui::CursorIcon::Text).clicked() {
        ctx.send(Action::BeginTyping(target));
    }
}

/// The words before and after in one, in letters of a size: what goes is struck, what comes underlined.
pub fn change_job(theme: &Theme, diff: &[(Fate, String)], size: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (fate, text) in set_apart(diff) {
        let plain = TextFormat { line_height: Some(size + 6.0), ..TextFormat::simple(theme.quoted(size), theme.ink) };
        let format = match fate {
            Fate::Kept => plain,
            Fate::Removed => TextFormat { strikethrough: Stroke::new(1.2, theme.bad), color: theme.ink2, ..plain },
            Fate::Added => {
                TextFormat { underline: Stroke::new(1.5, theme.ok), font_id: theme.quoted_strong(size), ..plain }
            }
        };
        job.append(&spelled_out(text), 0.0, format);
    }
    job
}

fn severities_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, change: &Change) {
    for severity in Severity::ALL {
        if sign_item(ui, None, severity.label(), None, severity == change.severity) && severity != change.severity {
            ctx.send(Action::Commit(edit::set_field(change.id, Field::Severity, severity), Then::Stay));
        }
    }
}

/// A menu with the decisions on a change.
pub fn decisions_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, change: &Change) {
    let theme = Theme::of(ui);
    for decision in Decision::ALL {
        let sign = sign_of_decision(theme, decision);
        if sign_item(ui, Some(sign), decision.label(), None, decision == change.decision) && decision != change.decision
        {
            let who = ctx.session.map(|session| session.worker().name.clone()).unwrap_or_default();
            ctx.send(Action::Commit(edit::decide(change, decision, &who), Then::Stay));
        }
    }
}

fn more_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, change: &Change) {
    for (text, field) in [("Edit the words", Field::To), ("Write the reason", Field::Reason)] {
        if menu_item(ui, text, "").clicked() {
            ctx.send(Action::BeginTyping(TypingTarget::Field(change.id.into(), field)));
        }
    }
    if menu_item(ui, "Copy as text", "").clicked()
        && let Some(session) = ctx.session
    {
        ctx.send(Action::Copy(changes_as_text(session, &[change])));
    }
    ui.separator();
    if menu_item(ui, "Remove this change", "").clicked() {
        let what = Transaction::new("Remove change", vec![Edit::remove(change.id)]);
        ctx.send(Action::Commit(what, Then::Stay));
    }
}

/// The decision in one word, for a line that has others beside it.
fn short(decision: Decision) -> &'static str {
    match decision {
        Decision::Open => "Open",
        Decision::Accepted => "Accepted",
        Decision::Declined => "Declined: stands",
    }
}

/// The sign and the color of a decision.
pub fn sign_of_decision(theme: &Theme, decision: Decision) -> (Glyph, Color32) {
    match decision {
        Decision::Open => (Glyph::Circle, theme.conf),
        Decision::Accepted => (Glyph::Tick, theme.ok),
        Decision::Declined => (Glyph::OutOfScope, theme.ink2),
    }
}
