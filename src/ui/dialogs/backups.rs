//! Earlier saves of the project.

use std::path::PathBuf;

use egui::Context;

use super::DialogAnswer;
use super::list::{List, ROW, Row};
use super::parts::{Opening, gap, room, sentence};
use crate::ui::widgets::{Answer, Dialog, DialogButton};

/// Shows the backups of a project, and asks which to open.
#[derive(Clone, Debug)]
pub struct Backups {
    items: Vec<BackupItem>,
    list: List,
    opening: Opening,
}

/// One earlier save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupItem {
    /// Its file.
    pub path: PathBuf,
    /// When it was saved, in words.
    pub when: String,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Backups {
    /// Asks for one of these, the last save first.
    pub fn new(items: Vec<BackupItem>) -> Self {
        Self { items, list: List::default(), opening: Opening::default() }
    }

    pub(super) fn show(&mut self, egui: &Context) -> Option<DialogAnswer> {
        let buttons = [
            DialogButton::new("Cancel"),
            DialogButton::primary("Open a copy").enabled(self.items.get(self.list.at).is_some()),
        ];
        let sizes: Vec<String> = self.items.iter().map(|item| size_in_words(item.bytes)).collect();
        let rows = self.items.iter().zip(&sizes);
        let rows: Vec<Row<'_>> =
            rows.map(|(item, size)| Row { text: &item.when, right: size, ..Row::default() }).collect();
        let mut chosen = None;
        let answer = Dialog::new("backups", "Open a backup").show(egui, &buttons, |ui| {
            if rows.is_empty() {
                sentence(ui, "There is none yet. Every save keeps one.");
                return;
            }
            sentence(
                ui,
                "The project as it was saved before. Opening one changes nothing: to keep it, save it under a name.",
            );
            gap(ui);
            let height = (ROW * rows.len() as f32).min(room(egui)).min(ROW * 9.0);
            chosen = self.list.show(ui, &mut self.opening, "Backups", height, &rows);
        });
        let opened = match answer {
            Some(Answer::Button(1)) => Some(self.list.at),
            Some(_) => return Some(DialogAnswer::Dismissed),
            None => chosen,
        };
        opened.and_then(|idx| self.items.get(idx)).map(|item| DialogAnswer::Backup(item.path.clone()))
    }
}

/// A size as people write it: "3.4 MB".
pub(super) fn size_in_words(bytes: u64) -> String {
    let size = bytes as f64;
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.0} kB", size / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", size / 1e6),
        _ => format!("{:.1} GB", size / 1e9),
    }
}
