//! What is known of a document.

use egui::{Context, Ui};

use super::DialogAnswer;
use super::parts::{Opening, choice, field, gap, hint, keep_in_view, named, scrolled};
use crate::edit::tidy_date;
use crate::model::{Document, DocumentId, Edit, Field, Role, Text};
use crate::ui::ViewCtx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{Answer, Dialog, DialogButton, date_hint, text_area};

/// Asks for the facts of a document: its role, who wrote it, when it was published.
#[derive(Clone, Debug)]
pub struct DocumentFacts {
    document: DocumentId,
    role: Role,
    texts: [String; FIELDS.len()],
    note: String,
    opening: Opening,
}

/// A text about a document: its field, where it stands, and what to write there.
type Fact = (Field, fn(&Document) -> &Text, &'static str);

const FIELDS: [Fact; 7] = [
    (Field::Title, |document| &document.title, "What it is called here"),
    (Field::Author, |document| &document.author, "Who wrote it"),
    (Field::Publisher, |document| &document.publisher, "Who published it"),
    (Field::Published, |document| &document.published, "2025-03-24, as exactly as is known"),
    (Field::OriginGroup, |document| &document.origin_group, "Who said it first: evidence of one origin counts once"),
    (Field::Url, |document| &document.url, "https://"),
    (Field::Accessed, |document| &document.accessed, "When it was fetched from there"),
];

impl DocumentFacts {
    /// A form for the facts of this document.
    pub fn new(document: &Document) -> Self {
        Self {
            document: document.id,
            role: document.role,
            texts: FIELDS.map(|(_, of, _)| of(document).to_string()),
            note: document.note.to_string(),
            opening: Opening::default(),
        }
    }

    pub(super) fn show(&mut self, ctx: &ViewCtx<'_>, egui: &Context) -> Option<DialogAnswer> {
        let Some(document) = ctx.session.and_then(|session| session.project().document(self.document)) else {
            return Some(DialogAnswer::Dismissed);
        };
        let titled = self.texts.first().is_some_and(|title| !title.trim().is_empty());
        let buttons = [DialogButton::new("Cancel"), DialogButton::primary("Save").enabled(titled)];
        let answer = Dialog::new("document", "About this document").width(500.0).show(egui, &buttons, |ui| {
            scrolled(ui, |ui| self.fields_ui(ui, document));
        });
        match answer? {
            Answer::Button(1) => Some(self.answer(document)),
            _ => Some(DialogAnswer::Dismissed),
        }
    }

    fn fields_ui(&mut self, ui: &mut Ui, document: &Document) {
        named(ui, "Role", |ui| choice(ui, "Role", &Role::ALL.map(|role| (role, role.label())), &mut self.role));
        gap(ui);
        // A draft bears nothing out, so where it comes from makes no difference.
        let is_asked = |field: Field| field != Field::OriginGroup || self.role == Role::Evidence;
        let fields = FIELDS.iter().zip(&mut self.texts).filter(|((field, ..), _)| is_asked(*field));
        for (idx, ((field_of, _, about), text)) in fields.enumerate() {
            let response = field(ui, field_of.label(), text, about);
            if idx == 0 {
                self.opening.give_focus(&response);
            }
            if *field_of == Field::Published && !response.has_focus() {
                date_hint(ui, text);
            }
        }
        let note = named(ui, Field::Note.label(), |ui| {
            text_area(ui, &mut self.note, Field::Note.label(), "What else should be known of it", 3)
        });
        keep_in_view(&note);
        let origin = document.origins.last().map(|origin| origin.name.as_str()).unwrap_or_default();
        let facts = [origin, document.format_name(), &document.encoding];
        let facts = facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ");
        named(ui, "Read from", |ui| hint(ui, &facts, Theme::of(ui).faint));
    }

    fn answer(&self, document: &Document) -> DialogAnswer {
        let role = (document.role != self.role).then(|| Edit::set(document.id, Field::Role, self.role));
        let texts = FIELDS.iter().zip(&self.texts).map(|((field, of, _), text)| match field {
            Field::Published => (*field, of(document), tidy_date(text)),
            _ => (*field, of(document), text.trim().to_owned()),
        });
        let texts = texts.chain([(Field::Note, &document.note, self.note.trim_end().to_owned())]);
        let changed = texts.filter(|(_, before, after)| before.as_str() != *after);
        let edits = changed.map(|(field, _, after)| Edit::set(document.id, field, Text::from(after)));
        DialogAnswer::edits("Edit document", role.into_iter().chain(edits).collect())
    }
}
