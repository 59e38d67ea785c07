//! Whether to really do something.

use egui::Context;

use super::DialogAnswer;
use super::parts::{excerpt, gap, scrolled, sentence};
use crate::command::{Action, Then};
use crate::edit;
use crate::model::{DocumentId, LinkTarget, Project, SourceId};
use crate::text::spelled_out;
use crate::ui::widgets::{Answer, Dialog, DialogButton};

/// Asks whether to do one thing, and shows what it is about.
#[derive(Clone, Debug)]
pub struct Confirm {
    title: String,
    /// What happens, in a sentence.
    text: String,
    /// What must be seen whole: an address.
    whole: String,
    verb: &'static str,
    answer: Box<DialogAnswer>,
}

impl Confirm {
    /// Whether to remove a document with all that hangs on it; `None` if it is not there.
    pub fn remove_document(project: &Project, document: DocumentId) -> Option<Self> {
        project.document(document)?;
        let title = project.called(document);
        let n_passages = project.passages().filter(|passage| passage.place.document == document).count();
        let text = match n_passages {
            0 => "Nothing is marked in it. You can undo this.".to_owned(),
            1 => "Its passage goes too, with its links, queries and changes. You can undo this.".to_owned(),
            _ => format!("Its {n_passages} passages go too, with their links, queries and changes. You can undo this."),
        };
        let what = edit::remove_document(project, document);
        Some(Self {
            title: format!("Remove “{title}”?"),
            text,
            whole: String::new(),
            verb: "Remove",
            answer: Box::new(DialogAnswer::action(Action::Commit(what, Then::Stay))),
        })
    }

    /// Whether to remove a source with the links to it; `None` if it is not there.
    pub fn remove_source(project: &Project, source: SourceId) -> Option<Self> {
        let name = &project.source(source)?.name;
        let text = match project.links_to(LinkTarget::Source(source)).count() {
            0 => "No passage is linked with it. You can undo this.".to_owned(),
            1 => "The link to it goes too. You can undo this.".to_owned(),
            n_links => format!("The {n_links} links to it go too. You can undo this."),
        };
        let what = edit::remove_source(project, source);
        Some(Self {
            title: format!("Remove “{name}”?"),
            text,
            whole: String::new(),
            verb: "Remove",
            answer: Box::new(DialogAnswer::action(Action::Commit(what, Then::Stay))),
        })
    }

    /// Whether to open an address in the browser. The whole of it is shown.
    pub fn open_url(url: &str) -> Self {
        Self {
            title: "Open this address in the browser?".to_owned(),
            text: "Tickmark itself never goes online. This is the whole address:".to_owned(),
            whole: url.to_owned(),
            verb: "Open",
            answer: Box::new(DialogAnswer::OpenUrl(url.to_owned())),
        }
    }

    pub(super) fn show(&self, egui: &Context) -> Option<DialogAnswer> {
        let buttons = [DialogButton::new("Cancel"), DialogButton::primary(self.verb)];
        let title = spelled_out(&self.title);
        let answer = Dialog::new("confirm", &title).show(egui, &buttons, |ui| {
            sentence(ui, &self.text);
            if !self.whole.is_empty() {
                gap(ui);
                scrolled(ui, |ui| excerpt(ui, &spelled_out(&self.whole)));
            }
        });
        Some(match answer? {
            Answer::Button(1) => (*self.answer).clone(),
            _ => DialogAnswer::Dismissed,
        })
    }
}
