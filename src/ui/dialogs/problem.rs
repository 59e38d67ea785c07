//! What could not be done.

use egui::{Context, ScrollArea};

use super::DialogAnswer;
use super::parts::{excerpt, gap, hint, plainly, room, sentence};
use crate::ui::theme::Theme;
use crate::ui::widgets::{Dialog, DialogButton};

/// Tells what could not be done, why and where, with a piece of the file if that helps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// What failed: "The project could not be opened".
    pub title: String,
    /// Why, in one or more sentences.
    pub why: String,
    /// Where: a line and column, empty if there is none.
    pub place: String,
    /// The file, empty if there is none.
    pub path: String,
    /// The lines of the file that the problem is in, empty if there are none.
    pub excerpt: String,
    /// What is safe all the same, or what can be done: "The file was not changed".
    pub advice: String,
}

impl Problem {
    pub(super) fn show(&self, egui: &Context) -> Option<DialogAnswer> {
        let buttons = [DialogButton::primary("Close")];
        let answer = Dialog::new("problem", &self.title).width(560.0).show(egui, &buttons, |ui| {
            ScrollArea::vertical().max_height(room(egui)).show(ui, |ui| {
                sentence(ui, &plainly(&self.why));
                if !self.place.is_empty() {
                    hint(ui, &self.place, Theme::of(ui).ink2);
                }
                if !self.excerpt.is_empty() {
                    gap(ui);
                    let lines: Vec<String> = self.excerpt.lines().map(plainly).collect();
                    excerpt(ui, &lines.join("\n"));
                }
                if !self.advice.is_empty() {
                    gap(ui);
                    sentence(ui, &self.advice);
                }
                if !self.path.is_empty() {
                    gap(ui);
                    hint(ui, &plainly(&self.path), Theme::of(ui).ink2);
                }
            });
        });
        answer.map(|_| DialogAnswer::Dismissed)
    }
}
