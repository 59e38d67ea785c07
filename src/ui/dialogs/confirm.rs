//! Whether to really do something.

use std::sync::Arc;

use egui::Context;

use super::DialogAnswer;
use super::parts::{excerpt, gap, scrolled, sentence};
use crate::command::{Action, Then};
use crate::edit;
use crate::model::{DocumentId, LinkTarget, Passage, Project, SourceId, staying_in_words};
use crate::text::{listed, spelled_out};
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
    /// Whether it takes something away: then a mere `Enter` does not do it.
    takes_away: bool,
    answer: Box<DialogAnswer>,
}

impl Confirm {
    /// Whether to remove a document with all that hangs on it; `None` if it is not there.
    pub fn remove_document(project: &Project, document: DocumentId) -> Option<Self> {
        project.document(document)?;
        let title = project.called(document);
        let n_passages = project.passages().filter(|passage| passage.place.document == document).count();
        let others = edit::all_beside(project, document);
        let text = match n_passages {
            _ if !others.is_empty() => beside_in_words(project, document, &others),
            _ if edit::goes_back(project, document) => going_back_in_words(project, document, n_passages),
            _ if project.is_replaced(document) => left_in_words(project, document, n_passages),
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
            takes_away: true,
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
            takes_away: true,
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
            takes_away: false,
            answer: Box::new(DialogAnswer::OpenUrl(url.to_owned())),
        }
    }

    pub(super) fn show(&self, egui: &Context) -> Option<DialogAnswer> {
        let buttons = match self.takes_away {
            true => [DialogButton::primary("Cancel"), DialogButton::new(self.verb)],
            false => [DialogButton::new("Cancel"), DialogButton::primary(self.verb)],
        };
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

/// What becomes of the passages of one of several new versions, once only the others are left.
fn beside_in_words(project: &Project, document: DocumentId, others: &[DocumentId]) -> String {
    let returning = edit::returning(project, document);
    let n_there = returning.values().filter(|(place, _)| others.contains(&place.document)).count();
    let there = match n_there {
        0 => String::new(),
        1 => ", and 1 passage goes there, with all that was found".to_owned(),
        n => format!(", and {n} passages go there, with all that was found"),
    };
    let (them, stay) = if let [_] = others { ("it", "stays") } else { ("them", "stay") };
    let back = match returning.len() - n_there {
        0 => String::new(),
        1 => format!(" 1 passage that is not in {them} goes back to where it stood."),
        n => format!(" {n} passages that are not in {them} go back to where they stood."),
    };
    let here = project.passages().filter(|passage| passage.place.document == document);
    let gone = match here.filter(|passage| !returning.contains_key(&passage.id)).count() {
        0 => String::new(),
        1 => " 1 passage that was marked in this one goes, with its links, queries and changes.".to_owned(),
        n => format!(" {n} passages that were marked in this one go, with their links, queries and changes."),
    };
    let titles: Vec<String> = others.iter().map(|other| format!("“{}”", project.called(*other))).collect();
    format!("{} {stay}{there}.{back}{gone} You can undo this.", listed(&titles, "and"))
}

/// What becomes of the passages of the newest version, once the one before it is the newest again.
fn going_back_in_words(project: &Project, document: DocumentId, n_passages: usize) -> String {
    let title = |id: DocumentId| project.document(id).map_or("", |document| &document.title);
    let id_before = project.earlier_versions(document).first().copied();
    let before = id_before.map_or("", title);
    let before = match before == title(document) {
        true => "The version before it".to_owned(),
        false => format!("The version before it, “{before}”,"),
    };
    let returning = edit::returning(project, document);
    let n_left = id_before.map_or(0, |before| project.passages_of(before).count());
    let back = back_in_words(returning.len(), n_left);
    let came = |passage: &&Arc<Passage>| passage.former.at(document).is_some();
    let here = project.passages().filter(|passage| passage.place.document == document);
    let n_homeless = here.filter(came).filter(|passage| !returning.contains_key(&passage.id)).count();
    let gone = match (n_passages - returning.len(), n_homeless) {
        (0, _) => String::new(),
        (1, 0) => " 1 passage that was marked in this one goes, with its links, queries and changes.".to_owned(),
        (n, 0) => format!(" {n} passages that were marked in this one go, with their links, queries and changes."),
        (1, _) => {
            " 1 passage has no place in an earlier version that is still here, and goes, with all that was found."
                .into()
        }
        (n, m) if n == m => format!(
            " {n} passages have no place in an earlier version that is still here, and go, with all that was found."
        ),
        (n, m) => format!(
            " {n} passages go, with their links, queries and changes: {} marked in this one, {m} without a place in an \
             earlier version that is still here.",
            n - m
        ),
    };
    format!("{before} takes its place again{back}.{gone} You can undo this.")
}

/// How many passages go back to the version before, and how many that were left in it count again.
fn back_in_words(n_returning: usize, n_left: usize) -> String {
    let returning = match n_returning {
        0 => String::new(),
        1 => ": 1 passage goes back to where it stood, with all that was found since".to_owned(),
        n => format!(": {n} passages go back to where they stood, with all that was found since"),
    };
    let (between, passages) = if n_returning == 0 { (": ", "passages ") } else { (", and ", "") };
    let left = match n_left {
        0 => String::new(),
        1 => format!("{between}1 {}that was left in it counts again", passages.replace("passages", "passage")),
        n => format!("{between}{n} {passages}that were left in it count again"),
    };
    returning + &left
}

/// What goes with an earlier version: the passages that were left in it, and what waits of them.
fn left_in_words(project: &Project, document: DocumentId, n_left: usize) -> String {
    let newest = project.newest(document);
    let is_here = |passage: &&Arc<Passage>| passage.place.document == document;
    let n_waiting = newest.map_or(0, |newest| project.unreviewed(newest).filter(is_here).count());
    let staying = match project.n_staying_without(document) {
        0 => String::new(),
        n => format!(" {}.", staying_in_words(n)),
    };
    let left = match n_left {
        0 => {
            return format!(
                "No passage is left in it: all went along to the new version, and stay there.{staying} You can undo this."
            );
        }
        1 => "1 passage is left in it, and goes too".to_owned(),
        n => format!("{n} passages are left in it, and go too"),
    };
    let waiting = match n_waiting {
        0 => String::new(),
        1 if n_left == 1 => ", though nobody has looked yet at what became of it".to_owned(),
        n if n == n_left => ", though nobody has looked yet at what became of them".to_owned(),
        1 => "; 1 of them waits for review".to_owned(),
        n => format!("; {n} of them wait for review"),
    };
    format!(
        "{left}, with all that was found, asked and proposed{waiting}. What went along to the new version stays.{staying} \
         You can undo this."
    )
}
