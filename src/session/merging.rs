//! Taking in another copy of the project, and going back behind that.
//!
//! A merge takes no stamp and writes no log, so there is no commit to bring the indexes up to date from: what differs
//! between before and after is found by comparing the records, and treated as what a transaction touched.

use std::cmp::Ordering;

use std::sync::Arc;

use crate::edit::{Commit, Deed, MergeTurn, Touched, Turn};
use crate::model::{Actor, AnyRecord, Dot, Project};

use super::Session;

impl Session {
    /// Takes in `merged`, the project united with another copy, as one step of undo.
    pub fn merge(&mut self, command: &str, merged: Project) {
        let before = self.project.clone();
        let n_done = self.history.n_done();
        self.history.merge(&mut self.project, command, merged);
        self.left.resize(n_done, None);
        self.left.push(self.desk.spot());
        self.adopt(&before, command.into(), MergeTurn::Done);
    }

    /// Takes a merge back, if that was done last; says whether it was. All is as it was before, to the last stamp, and work
    /// goes on as another actor: what came in then counts as not received, never as deleted, and no stamp is given twice.
    pub fn undo_merge(&mut self) -> bool {
        let before = self.project.clone();
        let command = self.history.undo_name().unwrap_or_default().into();
        let undone = self.history.undo_merge(&mut self.project);
        if undone {
            self.worker.actor = Actor::derived(self.fresh);
            self.adopt(&before, command, MergeTurn::Undone);
        }
        undone
    }

    /// Does a merge again that was taken back; `merged` is the project united with what
    /// [`crate::edit::History::merge_to_redo`] gives. Says whether there was one.
    pub fn redo_merge(&mut self, merged: Project) -> bool {
        let before = self.project.clone();
        let command = self.history.redo_name().unwrap_or_default().into();
        let redone = self.history.redo_merge(&mut self.project, merged);
        if redone {
            self.adopt(&before, command, MergeTurn::Redone);
        }
        redone
    }

    /// Brings the indexes up to date after the project was replaced as a whole, and keeps it for the journal.
    fn adopt(&mut self, before: &Project, command: Arc<str>, turn: MergeTurn) {
        let touched = differing(before, &self.project);
        self.deeds.push(Deed::Merge(command, turn, Box::new(self.project.clone())));
        self.update(&Commit { dot: Dot::NOBODY, command: "".into(), touched, turn: Turn::Entered });
    }
}

/// The records that two states of a project do not have in common, with what they are in the first.
fn differing(before: &Project, after: &Project) -> Vec<Touched> {
    let (mut old, mut new) = (before.tables().iter().peekable(), after.tables().iter().peekable());
    let mut touched = Vec::new();
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return touched,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => old.record_id().cmp(&new.record_id()),
        };
        let (was, is): (Option<AnyRecord>, Option<AnyRecord>) = match order {
            Ordering::Less => (old.next(), None),
            Ordering::Greater => (None, new.next()),
            Ordering::Equal => (old.next(), new.next()),
        };
        if was != is
            && let Some(record) = was.as_ref().or(is.as_ref()).map(AnyRecord::record_id)
        {
            touched.push(Touched { record, before: was });
        }
    }
}
