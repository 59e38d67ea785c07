//! The facts of a document, to be changed where they stand.

use egui::{Label, Response, Sense, Ui};

use crate::command::{Action, Command, FileAction, Then};
use crate::edit::{self, TypingTarget};
use crate::model::{Document, Field, Role};
use crate::session::{Clashing, Session, counted};
use crate::ui::panels::clash::clashes_ui;
use crate::ui::panels::coverage::{Progress, sign_off_ui};
use crate::ui::panels::parts::{address_ui, choice_button, fact_ui, named_ui, section_ui, sign_item};
use crate::ui::panels::quoted::visible;
use crate::ui::panels::versions::{ask_in_words, fork_in_words, undecided_ui};
use crate::ui::theme::Theme;
use crate::ui::when::when;
use crate::ui::widgets::{Glyph, date_hint, drop_menu};
use crate::ui::{RecordField, ViewCtx};

/// What an origin is for.
const ORIGIN: &str =
    "Evidence of one origin counts once: write the same here for all that goes back to one agency, study or person";

/// What is known of a document: what it is, who published it when, how much of it is checked, and its file.
pub fn document_facts_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, session: &Session, document: &Document) -> Response {
    let theme = Theme::of(ui);
    let field = |field| TypingTarget::Field(document.id.into(), field);
    let role = choice_button(ui, "Role", &document.role.label().to_uppercase(), theme.heading_label(), theme.accent);
    let role = role.on_hover_text("Why it is here");
    drop_menu(&role, |ui| roles_ui(ctx, ui, document));
    RecordField::line(field(Field::Title), "Title").quiet().font(theme.title()).hint("No title").show(ctx, ui);
    clashes_ui(ctx, ui, &Clashing::of(session.project(), document.id.into()));
    let fork = fork_in_words(session.project(), document.id);
    let ask = || ask_in_words(session.project(), document.id);
    fork.into_iter().for_each(|told| undecided_ui(ctx, ui, &format!("{told}: {}", ask())));
    ui.add_space(4.0);
    let facts = [
        (Field::Author, "Author", "Who wrote it"),
        (Field::Publisher, "Publisher", "Who published it"),
        (Field::Published, "Published", "2025-03-18, or 2025-03"),
    ];
    for (which, name, hint) in facts {
        named_ui(ui, name, |ui| RecordField::line(field(which), name).quiet().hint(hint).show(ctx, ui));
    }
    date_hint(ui, &document.published);
    if document.published.trim().is_empty() {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(13.0, 18.0), Sense::hover());
            Glyph::Warning.paint(ui.painter(), rect.center(), 12.0, theme.conf);
            let text = "This document has no date: “today” and “last weekend” mean nothing without it";
            ui.add(Label::new(theme.text(text, theme.small()).color(theme.conf)).wrap());
        });
    }
    if document.role == Role::Evidence {
        named_ui(ui, "Origin", |ui| {
            let origin = RecordField::line(field(Field::OriginGroup), "Origin").quiet();
            origin.hint("Who said it first").show(ctx, ui).on_hover_text(ORIGIN)
        });
    }
    named_ui(ui, "Address", |ui| {
        RecordField::line(field(Field::Url), "Address").quiet().hint("Where it stands on the web").show(ctx, ui);
        if !document.url.trim().is_empty() {
            address_ui(ctx, ui, document.url.trim());
        }
    });
    named_ui(ui, "Accessed", |ui| {
        RecordField::line(field(Field::Accessed), "Accessed").quiet().hint("When it was fetched").show(ctx, ui)
    });
    section_ui(ctx, ui, "Note", None);
    RecordField::area(field(Field::Note), "Note on the document", 1)
        .quiet()
        .hint("What else should be known of it")
        .show(ctx, ui);
    section_ui(ctx, ui, "Passages", None);
    counts_ui(ui, session, document);
    sign_off_ui(ctx, ui, session, document);
    section_ui(ctx, ui, "File", None);
    file_ui(ctx, ui, document);
    role
}

fn roles_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, document: &Document) {
    for role in Role::ALL {
        if sign_item(ui, None, role.label(), None, role == document.role) && role != document.role {
            ctx.send(Action::Commit(edit::set_field(document.id, Field::Role, role), Then::Stay));
        }
    }
}

fn counts_ui(ui: &mut Ui, session: &Session, document: &Document) {
    let counts = session.counts(document.id);
    let text = match (document.role, counts.n_passages) {
        (_, 0) if session.project().is_replaced(document.id) => {
            "None is left in it: a newer version has them".to_owned()
        }
        (_, n) if session.project().is_replaced(document.id) => {
            format!("{} left in it", counted(n, "passage", "passages"))
        }
        (Role::Evidence, 0) => "None marked yet".to_owned(),
        (Role::Evidence, 1) => "1 passage".to_owned(),
        (Role::Evidence, n) => format!("{n} passages"),
        (Role::Draft, _) => Progress::of(session, document.id).in_words(),
    };
    let theme = Theme::of(ui);
    ui.label(theme.text(text, theme.body()).color(theme.ink2));
}

fn file_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, document: &Document) {
    for origin in &document.origins {
        fact_ui(ui, "Name", &visible(&origin.name));
        fact_ui(ui, "Size", &size(origin.bytes));
        fact_ui(ui, "Loaded", &when(origin.loaded, ctx.now));
    }
    if !document.encoding.is_empty() {
        fact_ui(ui, "Encoding", &document.encoding);
    }
    fact_ui(ui, "Read as", document.format_name());
    ui.horizontal_wrapped(|ui| {
        if ui.button("Load again…").on_hover_text(Command::LoadAgain.about()).clicked() {
            ctx.send(Action::File(FileAction::LoadAgain(document.id)));
        }
        if !document.encoding.is_empty()
            && ui.button("Another encoding…").on_hover_text(Command::ReopenEncoding.about()).clicked()
        {
            ctx.send(Action::File(FileAction::ReopenEncoding(document.id)));
        }
    });
}

/// "740 bytes", "34 kB", "1.2 MB".
fn size(bytes: u64) -> String {
    match bytes {
        1 => "1 byte".into(),
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
