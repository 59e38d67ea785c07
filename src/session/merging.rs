//! Taking in another copy of the project, and going back behind that.
//!
//! A merge takes no stamp and writes no log, so there is no commit to bring the indexes up to date from: those of the
//! united project are made whole, in the background where it unites, and exchanged for those that were there. These are
//! kept with the step, so that the way back is an exchange too.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::edit::{Deed, MergeTurn, Touched};
use crate::model::{Actor, AnyRecord, Project};

use super::ready::Derived;
use super::{Ready, Session};

impl Session {
    /// Takes in `merged`, the project united with another copy, as one step of undo.
    pub fn merge(&mut self, command: &str, merged: Project) {
        let ready = Ready::of(&self.project, merged, &self.known());
        self.merge_ready(command, ready);
    }

    /// The same, with what was made ready in the background.
    pub fn merge_ready(&mut self, command: &str, Ready { project, derived }: Ready) {
        let before = self.project.clone();
        let n_done = self.history.n_done();
        self.history.merge(&mut self.project, command, project);
        self.left.resize(n_done, None);
        self.left.push(Some(self.desk.left()));
        self.step_over(&before, derived, n_done);
        self.replaced_by(command.into(), MergeTurn::Done);
    }

    /// Takes a merge back, if that was done last; says whether it was. All is as it was before, to the last stamp, and work
    /// goes on as another actor: what came in then counts as not received, never as deleted, and no stamp is given twice.
    pub fn undo_merge(&mut self) -> bool {
        let before = self.project.clone();
        let command = self.history.undo_name().unwrap_or_default().into();
        let undone = self.history.undo_merge(&mut self.project);
        if undone {
            self.worker.actor = Actor::derived(self.fresh);
            let n_done = self.history.n_done();
            let mut derived = match self.behind.pop_if(|(step, _)| *step == n_done) {
                Some((_, derived)) => derived,
                // A merge from before a crash: there was no session yet to keep them.
                None => Ready::of(&before, self.project.clone(), &self.known()).derived,
            };
            self.exchange(&before, &mut derived);
            self.forget_received();
            self.replaced_by(command, MergeTurn::Undone);
        }
        undone
    }

    /// Does a merge again that was taken back; `merged` is the project united with what
    /// [`crate::edit::History::merge_to_redo`] gives. Says whether there was one.
    pub fn redo_merge(&mut self, merged: Project) -> bool {
        let ready = Ready::of(&self.project, merged, &self.known());
        self.redo_merge_ready(ready)
    }

    /// The same, with what was made ready in the background.
    pub fn redo_merge_ready(&mut self, Ready { project, derived }: Ready) -> bool {
        let before = self.project.clone();
        let command = self.history.redo_name().unwrap_or_default().into();
        let n_done = self.history.n_done();
        let redone = self.history.redo_merge(&mut self.project, project);
        if redone {
            self.step_over(&before, derived, n_done);
            self.replaced_by(command, MergeTurn::Redone);
        }
        redone
    }

    /// Exchanges what is derived, and keeps that of the state before for the way back.
    fn step_over(&mut self, before: &Project, mut derived: Derived, n_done: usize) {
        self.exchange(before, &mut derived);
        self.behind.push((n_done, derived));
    }

    /// Keeps the project as it is now for the journal.
    fn replaced_by(&mut self, command: Arc<str>, turn: MergeTurn) {
        self.deeds.push(Deed::Merge(command, turn, Box::new(self.project.clone())));
    }
}

/// The records that two states of a project do not have in common, with what they are in the first.
pub(super) fn differing(before: &Project, after: &Project) -> Vec<Touched> {
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
