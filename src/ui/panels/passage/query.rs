//! The queries about a passage.

use egui::{Label, Sense, Ui};

use crate::command::{Action, Command, Then};
use crate::edit::{self, Transaction, TypingTarget};
use crate::model::{Edit, Field, Query, Text, Time};
use crate::session::queries_as_text;
use crate::ui::panels::parts::{choice_button, empty_ui, named_ui, section_ui};
use crate::ui::panels::quoted::excerpt;
use crate::ui::theme::Theme;
use crate::ui::widgets::{Glyph, card, drop_menu, menu_item};
use crate::ui::{RecordField, ViewCtx};

use super::data::PassageData;
use super::evidence::is_wanted;

/// Who is always there to be asked.
const WRITER: &str = "the writer";

/// The queries about a passage, and the field for a new one.
pub fn queries_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData) {
    let new = TypingTarget::NewQuery(data.passage.id);
    let writing = is_wanted(ctx, new);
    let is_left = data.standing.is_left();
    if is_left && data.queries.is_empty() {
        return;
    }
    section_ui(ctx, ui, "Query", (!is_left && !data.queries.is_empty()).then_some(Command::AskQuery));
    if data.queries.is_empty() && !writing {
        empty_ui(ctx, ui, "None asked", Command::AskQuery);
    }
    for query in &data.queries {
        query_ui(ctx, ui, query, &data.addressees);
    }
    if writing {
        RecordField::area(new, "New query", 2).hint("Ask the writer; another can be named after").show(ctx, ui);
    }
}

fn query_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, query: &Query, addressees: &[String]) {
    let theme = Theme::of(ui);
    let field = |field| TypingTarget::Field(query.id.into(), field);
    let waits = query.answer.is_empty();
    let color = if waits { theme.conf } else { theme.ok };
    ui.push_id(query.id, |ui| {
        card(ui, color, |ui| {
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(egui::vec2(11.0, 16.0), Sense::hover());
                let sign = if waits { Glyph::Ellipsis } else { Glyph::Tick };
                sign.paint(ui.painter(), rect.center(), 10.0, color);
                let text = if waits { "waits for an answer" } else { "answered" };
                ui.add(Label::new(theme.text(text, theme.small_strong()).color(color)));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let more = choice_button(ui, "Query", "More", theme.small(), theme.ink2);
                    drop_menu(&more, |ui| more_ui(ctx, ui, query, addressees));
                });
            });
            RecordField::area(field(Field::Question), "Question", 1).quiet().hint("What is asked").show(ctx, ui);
            named_ui(ui, "To", |ui| {
                RecordField::line(field(Field::Addressee), "To whom").quiet().hint("To whom").show(ctx, ui)
            });
            named_ui(ui, "Sent", |ui| {
                RecordField::line(field(Field::Sent), "Sent").quiet().hint("Not sent yet").show(ctx, ui)
            });
            named_ui(ui, "Answer", |ui| {
                RecordField::area(field(Field::Answer), "Answer", 1).quiet().hint("No answer yet").show(ctx, ui)
            });
        });
    });
}

fn more_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, query: &Query, addressees: &[String]) {
    let set = |field, text: &str| {
        ctx.send(Action::Commit(edit::set_field(query.id, field, Text::from(text)), Then::Stay));
    };
    if query.sent.is_empty() && menu_item(ui, "Sent today", "").clicked() {
        ctx.send(Action::Commit(sent_today(query, ctx.now), Then::Stay));
    }
    ui.menu_button("To whom", |ui| {
        for name in std::iter::once(WRITER).chain(addressees.iter().map(String::as_str)) {
            if menu_item(ui, name, "").clicked() {
                set(Field::Addressee, name);
            }
        }
    });
    let copy = format!("Copy all to {} as text", excerpt(&query.to));
    if menu_item(ui, &copy, "").clicked()
        && let Some(session) = ctx.session
    {
        let same: Vec<&Query> = session.project().queries().filter(|it| it.to == query.to).map(|it| &**it).collect();
        ctx.send(Action::Copy(queries_as_text(session, &same)));
    }
    ui.separator();
    if menu_item(ui, "Remove this query", "").clicked() {
        let what = Transaction::new("Remove query", vec![Edit::remove(query.id)]);
        ctx.send(Action::Commit(what, Then::Stay));
    }
}

/// Enters that a query was sent today.
pub fn sent_today(query: &Query, now: Time) -> Transaction {
    edit::set_field(query.id, Field::Sent, Text::from(today(now)))
}

/// The day by the clock on the wall here, as dates are written in a project: "2026-11-21".
fn today(now: Time) -> String {
    let now = jiff::Timestamp::from_second(now.0).unwrap_or_default();
    now.to_zoned(jiff::tz::TimeZone::system()).date().to_string()
}
