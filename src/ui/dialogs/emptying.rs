//! Which removed documents are emptied for good.

use egui::{Context, Frame, Margin, Ui};

use super::DialogAnswer;
use super::backups::size_in_words;
use super::parts::{gap, hint, keep_in_view, scrolled, sentence};
use crate::command::{Action, Then};
use crate::edit;
use crate::model::{Document, DocumentId, Field, Project, Time};
use crate::store;
use crate::text::spelled_out;
use crate::ui::theme::{SPACE_S, Theme};
use crate::ui::when::when;
use crate::ui::widgets::{Answer, Dialog, DialogButton, check_box, fit_middle};

/// Shows the documents that were removed and still have their text, and asks which are to be emptied for good.
#[derive(Clone, Debug)]
pub struct EmptyingForm {
    items: Vec<Item>,
}

/// A removed document.
#[derive(Clone, Debug)]
struct Item {
    id: DocumentId,
    title: String,
    /// Who removed it, and when: "Removed by Ana Ruiz, 12 March".
    removed: String,
    /// How much its text takes in the file, in bytes.
    bytes: u64,
    ticked: bool,
}

impl EmptyingForm {
    /// Asks about all removed documents of a project; `None` if there is none that still has its text.
    pub fn new(project: &Project, now: Time) -> Option<Self> {
        let items = project.removed_with_text().into_iter().map(|document| {
            let bytes = store::bytes_of_text(document);
            let removed = removed_in_words(project, document, now);
            Item { id: document.id, title: spelled_out(&document.title).into_owned(), removed, bytes, ticked: true }
        });
        let items: Vec<_> = items.collect();
        (!items.is_empty()).then_some(Self { items })
    }

    pub(super) fn show(&mut self, egui: &Context) -> Option<DialogAnswer> {
        let n_ticked = self.items.iter().filter(|item| item.ticked).count();
        // What cannot be undone is not done by a mere `Enter`.
        let buttons = [DialogButton::primary("Cancel"), DialogButton::new("Empty for good").enabled(n_ticked > 0)];
        let title = "Empty removed documents for good?";
        let answer = Dialog::new("emptying", title).width(540.0).show(egui, &buttons, |ui| {
            scrolled(ui, |ui| {
                sentence(
                    ui,
                    "Their text goes from this project and, as soon as your colleagues merge it, from their copies. \
                     This cannot be undone, nor can what was done before it. The words that passages quote stay. \
                     Backups of former saves, and copies that nobody merges, keep the text.",
                );
                gap(ui);
                self.items.iter_mut().for_each(|item| item.show(ui));
            });
            gap(ui);
            let bytes = self.items.iter().filter(|item| item.ticked).map(|item| item.bytes).sum();
            sentence(ui, &format!("The file of the project gets {} smaller.", size_in_words(bytes)));
        });
        let ticked = || self.items.iter().filter(|item| item.ticked).map(|item| item.id).collect::<Vec<_>>();
        Some(match answer? {
            Answer::Button(1) => DialogAnswer::action(Action::Commit(edit::empty_documents(&ticked()), Then::Stay)),
            _ => DialogAnswer::Dismissed,
        })
    }
}

impl Item {
    fn show(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let indent = ui.spacing().icon_width + ui.spacing().icon_spacing;
        let title = fit_middle(ui, &self.title, &theme.body(), ui.available_width() - indent).into_owned();
        keep_in_view(&check_box(ui, &mut self.ticked, &title));
        let size = size_in_words(self.bytes);
        let about = if self.removed.is_empty() { size } else { format!("{} · {size}", self.removed) };
        let below_title = Margin { left: indent as i8, bottom: SPACE_S as i8, ..Margin::ZERO };
        Frame::new().inner_margin(below_title).show(ui, |ui| hint(ui, &about, theme.ink2));
    }
}

fn removed_in_words(project: &Project, document: &Document, now: Time) -> String {
    let dot = document.stamps.of(Field::Present);
    let who = project.who(dot).map(|who| format!(" by {}", spelled_out(who))).unwrap_or_default();
    let when = project.when(dot).map(|time| format!(", {}", when(time, now))).unwrap_or_default();
    if who.is_empty() && when.is_empty() { String::new() } else { format!("Removed{who}{when}") }
}
