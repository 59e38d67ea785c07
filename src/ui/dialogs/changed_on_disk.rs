//! When another program changed the file of the project, and the two cannot be merged.

use std::path::{Path, PathBuf};

use egui::Context;

use super::DialogAnswer;
use super::parts::{excerpt, gap, sentence};
use crate::text::spelled_out;
use crate::ui::widgets::{Answer, Dialog, DialogButton};

/// Asks what to do when the file of the project is no longer what was opened. Nothing here overwrites it.
#[derive(Clone, Debug)]
pub struct ChangedOnDisk {
    path: PathBuf,
    mine_as: PathBuf,
    why: String,
}

/// What becomes of two versions of one project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskChoice {
    /// Mine is saved beside the other, and stays open.
    KeepBoth,
    /// Mine is saved under a name that is asked for, and stays open.
    SaveAs,
}

impl ChangedOnDisk {
    /// Asks about the file at `path`; keeping both would save mine as `mine_as`. `why` tells why the two cannot be merged,
    /// to go on after "because".
    pub fn new(path: &Path, mine_as: &Path, why: &str) -> Self {
        Self { path: path.to_owned(), mine_as: mine_as.to_owned(), why: why.to_owned() }
    }

    pub(super) fn show(&self, egui: &Context) -> Option<DialogAnswer> {
        let buttons =
            [DialogButton::new("Cancel"), DialogButton::new("Save mine as…"), DialogButton::primary("Keep both")];
        let answer = Dialog::new("changed-on-disk", "The file has changed").width(500.0).show(egui, &buttons, |ui| {
            let why = spelled_out(&self.why);
            let text =
                format!("This file was changed since you opened it, and cannot be merged with yours, because {why}.");
            sentence(ui, &text);
            sentence(ui, "It is left as it is:");
            excerpt(ui, &spelled_out(&self.path.display().to_string()));
            gap(ui);
            sentence(ui, "“Keep both” saves your version beside it, and you go on in yours. It becomes:");
            excerpt(ui, &spelled_out(&self.mine_as.display().to_string()));
        });
        Some(match answer? {
            Answer::Button(1) => DialogAnswer::Disk(DiskChoice::SaveAs),
            Answer::Button(2) => DialogAnswer::Disk(DiskChoice::KeepBoth),
            _ => DialogAnswer::Dismissed,
        })
    }
}
