//! Before changes would be lost.

use egui::Context;

use super::DialogAnswer;
use super::parts::sentence;
use crate::ui::widgets::{Answer, Dialog, DialogButton};

/// Asks what becomes of changes that are not saved, before the project is closed.
#[derive(Clone, Debug)]
pub struct Unsaved {
    project: String,
}

/// What becomes of changes that are not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsavedChoice {
    /// They are saved first.
    Save,
    /// They are thrown away.
    Discard,
}

impl Unsaved {
    /// Asks about the changes of the project that is called `project`.
    pub fn new(project: &str) -> Self {
        Self { project: project.to_owned() }
    }

    pub(super) fn show(&self, egui: &Context) -> Option<DialogAnswer> {
        let buttons = [DialogButton::new("Don’t save"), DialogButton::new("Cancel"), DialogButton::primary("Save")];
        let answer = Dialog::new("unsaved", "Save the changes?").show(egui, &buttons, |ui| {
            let about = if self.project.is_empty() { "This project".into() } else { format!("“{}”", self.project) };
            sentence(ui, &format!("{about} has changes that are not saved. Without saving they are lost."));
        });
        Some(match answer? {
            Answer::Button(0) => DialogAnswer::Unsaved(UnsavedChoice::Discard),
            Answer::Button(2) => DialogAnswer::Unsaved(UnsavedChoice::Save),
            _ => DialogAnswer::Dismissed,
        })
    }
}
