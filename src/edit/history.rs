//! Transactions, and the way back.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{
    Actor, AnyRecord, Applied, Changed, Dot, Edit, EditError, Field, FieldChange, LogEntry, Project, RecordId, Time,
    Value,
};

/// Changes that are made and taken back together, under the name by which a person asked for them.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// What was asked for, in the words of the window: "Mark as claim".
    pub command: Arc<str>,
    /// The changes, in the order in which they are made.
    pub edits: Vec<Edit>,
}

impl Transaction {
    /// A transaction under a name.
    pub fn new(command: &str, edits: Vec<Edit>) -> Self {
        Self { command: command.into(), edits }
    }

    /// Whether it cannot be taken back.
    fn is_final(&self) -> bool {
        self.edits.iter().any(|edit| matches!(edit, Edit::Empty(_)))
    }
}

/// Who makes a transaction, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Who.
    pub actor: Actor,
    /// When.
    pub time: Time,
}

/// What a commit, an undo or a redo did.
#[derive(Clone, Debug)]
pub struct Commit {
    /// Its stamp.
    pub dot: Dot,
    /// What it was called.
    pub command: Arc<str>,
    /// The records it touched, each once, with what they were before.
    pub touched: Vec<Touched>,
    /// What it was for the way back.
    pub turn: Turn,
}

/// What a transaction was for the way back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Turn {
    /// Nobody's to take back.
    Entered,
    /// It cannot be taken back, nor can what was done before it.
    Final,
    /// It was made; with the edits that take it back.
    Done(Arc<[Edit]>),
    /// It took back the step of this name; with the edits that make that again.
    Undone(Arc<str>, Arc<[Edit]>),
    /// It made the step of this name again; with the edits that take it back.
    Redone(Arc<str>, Arc<[Edit]>),
}

/// What became of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MergeTurn {
    /// It was done.
    Done,
    /// It was taken back.
    Undone,
    /// It was done again.
    Redone,
}

/// A record that a transaction touched.
#[derive(Clone, Debug)]
pub struct Touched {
    /// Which.
    pub record: RecordId,
    /// The record before, `None` if there was none.
    pub before: Option<AnyRecord>,
}

/// The transactions and merges of this session that can be taken back, and those that were.
#[derive(Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// How many steps were done before those of `done`, which nobody can take back any more.
    n_final: usize,
    /// How many steps were done when the project was last saved; `None` if that point can no longer be reached.
    saved: Option<usize>,
}

/// Something that was done, with what takes it to the other side.
#[derive(Debug)]
struct Step {
    command: Arc<str>,
    way: Way,
}

/// What takes a step to the other side.
#[derive(Debug)]
enum Way {
    /// Of a transaction: the edits that take it back when it is done, and make it again when it is undone.
    Edits(Arc<[Edit]>),
    /// Of a merge: the project before it when it is done, and the one to unite with again when it is undone. No edit takes
    /// a merge back, for what came in is to count as never received.
    Merge(Box<Project>),
}

impl History {
    /// The history of a project as it was opened: nothing to undo, nothing unsaved.
    pub fn new() -> Self {
        Self { saved: Some(0), ..Self::default() }
    }

    /// Makes all changes of a transaction, or none of them.
    pub fn commit(&mut self, project: &mut Project, what: Transaction, at: Moment) -> Result<Commit, EditError> {
        let is_final = what.is_final();
        let (commit, back) = perform(project, what.command.clone(), what.edits, at)?;
        if is_final {
            self.let_go();
            return Ok(Commit { turn: Turn::Final, ..commit });
        }
        self.push(what.command, Way::Edits(Arc::clone(&back)));
        Ok(Commit { turn: Turn::Done(back), ..commit })
    }

    /// Takes in what another copy of the project holds: `merged` is `project` united with that. A merge is one step, but
    /// no transaction: it takes no stamp and writes no log.
    pub fn merge(&mut self, project: &mut Project, command: &str, merged: Project) {
        let before = std::mem::replace(project, merged);
        self.push(command.into(), Way::Merge(Box::new(before)));
    }

    fn push(&mut self, command: Arc<str>, way: Way) {
        self.go_on();
        self.done.push(Step { command, way });
    }

    /// Enters a step that cannot be taken back, nor can those before it: the way back would lead to what it threw away.
    pub(super) fn let_go(&mut self) {
        self.go_on();
        self.n_final = self.n_done() + 1;
        self.done.clear();
    }

    fn go_on(&mut self) {
        if self.saved.is_some_and(|saved| saved > self.n_done()) {
            self.saved = None;
        }
        self.undone.clear();
    }

    /// Makes changes that are nobody's to take back, such as entering who works here.
    pub fn enter(&mut self, project: &mut Project, what: Transaction, at: Moment) -> Result<Commit, EditError> {
        perform(project, what.command, what.edits, at).map(|(commit, _)| commit)
    }

    /// Takes back the last transaction; `None` if there is none, or if a merge was done since.
    pub fn undo(&mut self, project: &mut Project, at: Moment) -> Option<Result<Commit, EditError>> {
        let Step { command, way } = self.done.pop()?;
        let Way::Edits(edits) = way else {
            self.done.push(Step { command, way });
            return None;
        };
        match perform(project, format!("Undo {}", lower_first(&command)).into(), edits.to_vec(), at) {
            Ok((commit, forth)) => {
                let turn = Turn::Undone(Arc::clone(&command), Arc::clone(&forth));
                self.undone.push(Step { command, way: Way::Edits(forth) });
                Some(Ok(Commit { turn, ..commit }))
            }
            Err(error) => Some(Err(error)),
        }
    }

    /// Makes the transaction again that was last taken back; `None` if there is none, or if it was a merge.
    pub fn redo(&mut self, project: &mut Project, at: Moment) -> Option<Result<Commit, EditError>> {
        let Step { command, way } = self.undone.pop()?;
        let Way::Edits(edits) = way else {
            self.undone.push(Step { command, way });
            return None;
        };
        match perform(project, format!("Redo {}", lower_first(&command)).into(), edits.to_vec(), at) {
            Ok((commit, back)) => {
                let turn = Turn::Redone(Arc::clone(&command), Arc::clone(&back));
                self.done.push(Step { command, way: Way::Edits(back) });
                Some(Ok(Commit { turn, ..commit }))
            }
            Err(error) => Some(Err(error)),
        }
    }

    /// Whether it is a merge that undo would take back.
    pub fn undoes_merge(&self) -> bool {
        matches!(self.done.last(), Some(Step { way: Way::Merge(_), .. }))
    }

    /// Takes a merge back, if that was done last: the project is as it was before, to the last stamp. Whoever goes on has
    /// to do so as another actor, for the stamps given since are free again. Says whether it was.
    pub fn undo_merge(&mut self, project: &mut Project) -> bool {
        let Some(mut step) = self.done.pop_if(|step| matches!(step.way, Way::Merge(_))) else { return false };
        if let Way::Merge(other) = &mut step.way {
            std::mem::swap(project, other);
        }
        self.undone.push(step);
        true
    }

    /// The project to unite with again, if it is a merge that was last taken back. It also knows what was done since the
    /// merge and taken back, which may be done again after it.
    pub fn merge_to_redo(&self) -> Option<&Project> {
        match &self.undone.last()?.way {
            Way::Merge(after) => Some(after),
            Way::Edits(_) => None,
        }
    }

    /// Does a merge again, if that was last taken back: `merged` is `project` united with [`History::merge_to_redo`]. It
    /// is united anew because stamps were given since. Says whether it was a merge.
    pub fn redo_merge(&mut self, project: &mut Project, merged: Project) -> bool {
        let Some(mut step) = self.undone.pop_if(|step| matches!(step.way, Way::Merge(_))) else { return false };
        if let Way::Merge(other) = &mut step.way {
            **other = std::mem::replace(project, merged);
        }
        self.done.push(step);
        true
    }

    /// Enters a transaction that was made before, as it stands in a journal.
    pub(super) fn enter_again(&mut self, command: &Arc<str>, turn: Turn) {
        match turn {
            Turn::Entered => {}
            Turn::Final => self.let_go(),
            Turn::Done(back) => self.push(Arc::clone(command), Way::Edits(back)),
            Turn::Undone(command, forth) => {
                // It may have been made before the journal began.
                self.done.pop();
                self.undone.push(Step { command, way: Way::Edits(forth) });
            }
            Turn::Redone(command, back) => {
                self.undone.pop();
                self.done.push(Step { command, way: Way::Edits(back) });
            }
        }
    }

    /// Enters a merge that was done or taken back before, as it stands in a journal: `other` is the project on its other
    /// side.
    pub(super) fn enter_merge_again(&mut self, command: Arc<str>, turn: MergeTurn, other: Project) {
        let step = Step { command, way: Way::Merge(Box::new(other)) };
        match turn {
            MergeTurn::Done => self.push(step.command, step.way),
            MergeTurn::Undone => {
                self.done.pop();
                self.undone.push(step);
            }
            MergeTurn::Redone => {
                self.undone.pop();
                self.done.push(step);
            }
        }
    }

    /// The name of what undo would take back.
    pub fn undo_name(&self) -> Option<&str> {
        self.done.last().map(|step| &*step.command)
    }

    /// The name of what redo would make again.
    pub fn redo_name(&self) -> Option<&str> {
        self.undone.last().map(|step| &*step.command)
    }

    /// Whether the project differs from what was saved.
    pub fn is_unsaved(&self) -> bool {
        self.saved != Some(self.n_done())
    }

    /// How many transactions are done, a mark to give to [`History::set_saved`] when a save of this very state is through.
    pub fn n_done(&self) -> usize {
        self.n_final + self.done.len()
    }

    /// Enters that the project was saved when `n_done` transactions were done.
    pub fn set_saved(&mut self, n_done: usize) {
        self.saved = Some(n_done);
    }

    /// Enters that the project as it stands is in no file: it was recovered, or its file is gone.
    pub fn set_never_saved(&mut self) {
        self.saved = None;
    }
}

/// The name of a transaction within a sentence: "mark as claim".
pub fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// Applies edits under the next dot, and gives those that take them back; on failure those that were applied are taken
/// back, stamps and all.
pub(super) fn perform(
    project: &mut Project,
    command: Arc<str>,
    edits: Vec<Edit>,
    at: Moment,
) -> Result<(Commit, Arc<[Edit]>), EditError> {
    let untouched = project.clone();
    let seen = project.seen.get(&at.actor).copied().unwrap_or(0);
    let counter = seen.checked_add(1).ok_or(EditError::NoDotLeft)?;
    let dot = Dot { actor: at.actor, counter };
    let mut done = Vec::with_capacity(edits.len());
    for edit in edits {
        let after = match &edit {
            Edit::Insert(_) | Edit::Restore(_) | Edit::Empty(_) => None,
            Edit::Set { value, .. } | Edit::Unsettle { value, .. } => Some(value.clone()),
        };
        match project.apply(edit, dot) {
            Ok(applied) => done.push((applied, after)),
            Err(error) => {
                *project = untouched;
                return Err(error);
            }
        }
    }
    project.seen.insert(at.actor, dot.counter);
    let changed = done.iter().map(|(applied, after)| changed(applied, after.clone())).collect();
    let versions = project.versions_to_tell(dot);
    project.enter(LogEntry { dot, time: at.time, command: command.clone(), changed, versions });
    let followed = project.follow(done.iter().map(|(applied, _)| applied));
    let mut seen: BTreeSet<RecordId> = BTreeSet::new();
    let mut touched = Vec::new();
    let mut back = Vec::with_capacity(done.len());
    for (Applied { inverse, record, before }, _) in done {
        if seen.insert(record) {
            touched.push(Touched { record, before });
        }
        back.push(inverse);
    }
    back.reverse();
    for before in followed {
        let record = before.record_id();
        if seen.insert(record) {
            touched.push(Touched { record, before: Some(before) });
        }
    }
    Ok((Commit { dot, command, touched, turn: Turn::Entered }, back.into()))
}

fn changed(applied: &Applied, after: Option<Value>) -> Changed {
    match (&applied.inverse, after) {
        (Edit::Set { record, field, value } | Edit::Unsettle { record, field, value, .. }, Some(after)) => {
            Changed::Set(Box::new(FieldChange { record: *record, field: *field, before: value.clone(), after }))
        }
        (Edit::Empty(document), _) => Changed::Emptied(*document),
        (inverse, _) => Changed::Made(inverse.record()),
    }
}

impl Touched {
    /// Whether the record was there before.
    pub fn was_present(&self) -> bool {
        self.before.as_ref().is_some_and(|record| record.fields().present())
    }

    /// The value of a field before.
    pub fn before(&self, field: Field) -> Option<Value> {
        self.before.as_ref().and_then(|record| record.fields().get(field))
    }
}
