//! What is known of documents that were just read.

use egui::{Context, Ui};

use super::DialogAnswer;
use super::parts::{Opening, choice, field, gap, hint, named, scrolled};
use crate::edit::tidy_date;
use crate::model::Role;
use crate::ui::theme::Theme;
use crate::ui::widgets::{Answer, Dialog, DialogButton, card, check_box, date_hint, elided_label, select_all};

/// Asks for role, title, author and date of documents that were just read, before they are loaded.
#[derive(Clone, Debug)]
pub struct Loading {
    items: Vec<LoadItem>,
    opening: Opening,
}

/// A document that was just read, with what could be guessed about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadItem {
    /// The name of its file, or what it is instead: "Pasted text".
    pub file: String,
    /// What its facts seem to be.
    pub guess: LoadChoice,
    /// What its reader should know before trusting the text, a sentence each.
    pub notices: Vec<String>,
}

/// The facts of one document, as they were entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadChoice {
    /// Why it is loaded.
    pub role: Role,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// When it was published.
    pub published: String,
}

impl Default for LoadChoice {
    fn default() -> Self {
        Self { role: Role::Evidence, title: String::new(), author: String::new(), published: String::new() }
    }
}

impl Loading {
    /// Asks about these documents.
    pub fn new(items: Vec<LoadItem>) -> Self {
        Self { items, opening: Opening::default() }
    }

    pub(super) fn show(&mut self, egui: &Context) -> Option<DialogAnswer> {
        let (title, verb) = match self.items.len() {
            1 => ("Load this document?".to_owned(), "Load".to_owned()),
            n_documents => (format!("Load these {n_documents} documents?"), format!("Load {n_documents}")),
        };
        let titled = self.items.iter().all(|item| !item.guess.title.trim().is_empty());
        let buttons = [DialogButton::new("Cancel"), DialogButton::primary(&verb).enabled(titled)];
        let answer = Dialog::new("loading", &title).width(540.0).show(egui, &buttons, |ui| {
            if self.items.len() > 1 {
                self.first_is_draft_ui(ui);
            }
            scrolled(ui, |ui| {
                for (idx, item) in self.items.iter_mut().enumerate() {
                    let opening = (idx == 0).then_some(&mut self.opening);
                    ui.push_id(idx, |ui| item_ui(ui, item, opening));
                    gap(ui);
                }
            });
            if !titled {
                hint(ui, "Every document needs a title", Theme::of(ui).conf);
            }
        });
        match answer? {
            Answer::Button(1) => Some(DialogAnswer::Load(self.items.iter().map(|item| item.guess.trimmed()).collect())),
            _ => Some(DialogAnswer::Dismissed),
        }
    }

    /// The usual case with one tick: the first is the draft, the others are evidence.
    fn first_is_draft_ui(&mut self, ui: &mut Ui) {
        let is_draft = |item: &LoadItem| item.guess.role == Role::Draft;
        let mut first_only = self.items.first().is_some_and(is_draft) && !self.items.iter().skip(1).any(is_draft);
        if check_box(ui, &mut first_only, "The first is the draft, the others are evidence").changed() {
            for (idx, item) in self.items.iter_mut().enumerate() {
                item.guess.role = if idx == 0 && first_only { Role::Draft } else { Role::Evidence };
            }
        }
    }
}

fn item_ui(ui: &mut Ui, item: &mut LoadItem, opening: Option<&mut Opening>) {
    let theme = Theme::of(ui);
    let color = if item.guess.role == Role::Draft { theme.accent } else { theme.line };
    card(ui, color, |ui| {
        ui.spacing_mut().interact_size.y = crate::ui::theme::CONTROL_HEIGHT;
        elided_label(ui, &item.file, theme.body_medium(), theme.ink);
        for notice in &item.notices {
            hint(ui, notice, theme.conf);
        }
        let guess = &mut item.guess;
        named(ui, "Role", |ui| choice(ui, "Role", &Role::ALL.map(|role| (role, role.label())), &mut guess.role));
        let title = field(ui, "Title", &mut guess.title, "What it is called here");
        if let Some(opening) = opening {
            let had_keys = opening.is_done();
            opening.give_focus(&title);
            if !had_keys && opening.is_done() {
                // The name of the file is seldom a title.
                select_all(ui, &title, &guess.title);
            }
        }
        field(ui, "Author", &mut guess.author, "Who wrote it");
        let published = field(ui, "Published", &mut guess.published, "2025-03-24, as exactly as is known");
        if !published.has_focus() {
            date_hint(ui, &guess.published);
        }
    });
}

impl LoadChoice {
    fn trimmed(&self) -> Self {
        let trimmed = |text: &String| text.trim().to_owned();
        Self {
            role: self.role,
            title: trimmed(&self.title),
            author: trimmed(&self.author),
            published: tidy_date(&self.published),
        }
    }
}
