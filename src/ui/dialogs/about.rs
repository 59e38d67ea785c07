//! About the program.

use egui::Context;

use super::DialogAnswer;
use super::parts::{excerpt, gap, named, sentence};
use crate::ui::theme::Theme;
use crate::ui::widgets::{Dialog, DialogButton};

/// Tells the version, the licenses and where the files of the program lie.
#[derive(Clone, Debug)]
pub struct About {
    /// What lies in a folder, and the folder.
    folders: Vec<(String, String)>,
}

impl About {
    /// Tells that these folders hold what they are named by: "Settings", "Unsaved work and backups".
    pub fn new(folders: Vec<(String, String)>) -> Self {
        Self { folders }
    }

    pub(super) fn show(&self, egui: &Context) -> Option<DialogAnswer> {
        let buttons = [DialogButton::primary("Close")];
        let answer = Dialog::new("about", "Tickmark").width(520.0).show(egui, &buttons, |ui| {
            sentence(ui, concat!("Version ", env!("CARGO_PKG_VERSION"), ". ", env!("CARGO_PKG_DESCRIPTION"), "."));
            sentence(ui, "It works offline: it opens no network connection, ever.");
            gap(ui);
            let fact = |ui: &mut egui::Ui, name: &str, text: &str| {
                named(ui, name, |ui| {
                    let theme = Theme::of(ui);
                    ui.add(egui::Label::new(theme.text(text, theme.body())).wrap());
                });
            };
            fact(ui, "License", env!("CARGO_PKG_LICENSE"));
            fact(ui, "Fonts", "Libertinus Serif and Inter (with its figures made tabular), SIL Open Font License 1.1");
            for (what, folder) in &self.folders {
                gap(ui);
                sentence(ui, what);
                excerpt(ui, folder);
            }
        });
        answer.map(|_| DialogAnswer::Dismissed)
    }
}
