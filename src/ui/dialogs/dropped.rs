//! When a project is dropped on the window of another one, or of a copy of it.

use std::path::PathBuf;

use egui::Context;

use super::DialogAnswer;
use super::parts::{excerpt, gap, sentence};
use crate::command::{Action, FileAction};
use crate::text::spelled_out;
use crate::ui::widgets::{Answer, Dialog, DialogButton};

/// Asks whether a project file is to be merged into the project that is open, or opened instead of it.
#[derive(Clone, Debug)]
pub struct DroppedProject {
    path: PathBuf,
}

impl DroppedProject {
    /// Asks about the project at `path`.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn show(&self, egui: &Context) -> Option<DialogAnswer> {
        let buttons = [DialogButton::new("Cancel"), DialogButton::new("Open it"), DialogButton::primary("Merge…")];
        let answer = Dialog::new("dropped", "Merge this project, or open it?").width(500.0).show(egui, &buttons, |ui| {
            excerpt(ui, &spelled_out(&self.path.display().to_string()));
            gap(ui);
            sentence(
                ui,
                "“Merge…” takes what others did in it into the project that is open, and shows you first what that is. \
                 “Open it” closes the project that is open.",
            );
        });
        let path = || self.path.clone();
        Some(match answer? {
            Answer::Button(1) => DialogAnswer::action(Action::File(FileAction::Open(path()))),
            Answer::Button(2) => DialogAnswer::action(Action::File(FileAction::Merge(vec![path()]))),
            _ => DialogAnswer::Dismissed,
        })
    }
}
