//! What is said of files that were asked for and are not loaded.

use crate::import::Cancel;
use crate::ui::widgets::Severity;

use super::App;
use super::batches::{Batch, State};
use super::offers::Offer;
use super::reading::{Outcome, Task};

/// How many files that are here already are told one by one.
const MAX_TOLD: usize = 3;

impl App {
    /// Says why nothing came of a batch.
    pub(super) fn tell_nothing_to_load(&mut self, batch: &Batch, n_canceled: usize) {
        let here = batch.files.iter().filter_map(|file| match &file.state {
            State::Done(Outcome::Here(known)) => Some(format!("{} {known}", file.task.name)),
            _ => None,
        });
        let here: Vec<String> = here.collect();
        if here.len() > MAX_TOLD {
            self.tell(Severity::Info, format!("All {} files are here already", here.len()));
        } else {
            here.iter().for_each(|told| self.tell(Severity::Info, told.as_str()));
        }
        batch.notices.iter().for_each(|notice| self.tell(Severity::Info, notice.as_str()));
        match n_canceled {
            0 if here.is_empty() => self.tell(Severity::Info, "There is nothing to load"),
            0 => {}
            n => self.tell(Severity::Info, format!("{} canceled", files(n))),
        }
    }

    /// Says which files are not among those that are loaded, and why, with the way to them.
    pub(super) fn tell_left_out(&mut self, batch: &Batch) {
        let failed = batch.files.iter().filter_map(|file| match &file.state {
            State::Done(Outcome::Failed(why, _)) => Some((&file.task, why)),
            _ => None,
        });
        let failed: Vec<_> = failed.collect();
        if failed.is_empty() || batch.again.is_some() {
            return;
        }
        let told = failed.iter().take(MAX_TOLD).map(|(task, why)| format!("{}: {why}", task.name));
        let mut lines = vec![format!("{} not loaded", files(failed.len()))];
        lines.extend(told);
        if failed.len() > MAX_TOLD {
            lines.push(format!("and {} more", failed.len() - MAX_TOLD));
        }
        let tasks = failed.iter().map(|(task, _)| Task { cancel: Cancel::default(), ..(*task).clone() }).collect();
        self.offer(Severity::Warning, lines.join("\n"), "Show…", Offer::Read(tasks));
    }
}

/// "1 file was", "3 files were".
pub(super) fn files(n: usize) -> String {
    if n == 1 { "1 file was".to_owned() } else { format!("{n} files were") }
}
