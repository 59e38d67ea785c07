//! Who set what a field shows, and not who came back to it: undo and redo put back values that others had set, under a
//! stamp of their own.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{AnyRecord, Changed, Dot, Field, FormerPlace, LogEntry, Passage, Project, Record, RecordId, Value};

/// What the log tells of every record in which something was undone or redone: an index of the log of one project.
#[derive(Debug, Default)]
pub(super) struct PutBack(BTreeMap<RecordId, Vec<(Dot, usize)>>);

impl PutBack {
    /// Reads the log of a project.
    fn of(project: &Project) -> Self {
        let goes_back = project.log.values().filter(|entry| entry.way() != Way::Done);
        let records = goes_back.flat_map(|entry| entry.changed.iter()).map(|changed| (changed.record(), Vec::new()));
        let mut steps: BTreeMap<_, Vec<(Dot, usize)>> = records.collect();
        if steps.is_empty() {
            return Self::default();
        }
        for entry in project.log.values() {
            for (at, changed) in entry.changed.iter().enumerate() {
                steps.get_mut(&changed.record()).into_iter().for_each(|steps| steps.push((entry.dot, at)));
            }
        }
        Self(steps)
    }

    /// What was done to a field, by time. To make a record sets all its fields.
    fn steps<'p>(&self, project: &'p Project, id: RecordId, field: Field) -> Vec<Step<'p>> {
        let mut steps: Vec<Step<'p>> = Vec::new();
        for (dot, at) in self.0.get(&id).into_iter().flatten() {
            let Some(entry) = project.log.get(dot) else { continue };
            let after = match entry.changed.get(*at) {
                Some(Changed::Made(_)) => None,
                Some(Changed::Set(change)) if change.field == field => Some(&change.after),
                _ => continue,
            };
            match steps.last_mut().filter(|last| last.entry.dot == *dot) {
                Some(last) => last.after = after,
                None => steps.push(Step { entry, after }),
            }
        }
        steps.sort_by_key(|step| (step.entry.time, step.entry.dot.counter, step.entry.dot.actor));
        steps
    }
}

/// Whether a transaction was made for the first time, or goes back or forth.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Done,
    Undone,
    Redone,
}

impl LogEntry {
    fn way(&self) -> Way {
        match self.command.split(' ').next() {
            Some("Undo") => Way::Undone,
            Some("Redo") => Way::Redone,
            _ => Way::Done,
        }
    }
}

/// Something that was done to a field.
struct Step<'p> {
    entry: &'p LogEntry,
    /// The value that it left there; `None` if the log does not tell.
    after: Option<&'p Value>,
}

impl Step<'_> {
    fn way(&self) -> Way {
        self.entry.way()
    }

    /// Whether this was before another one, as far as can be told.
    fn is_before(&self, other: &Self) -> bool {
        match self.entry.dot.actor == other.entry.dot.actor {
            true => self.entry.dot.counter < other.entry.dot.counter,
            false => self.entry.time <= other.entry.time,
        }
    }
}

impl Project {
    /// The transaction that set what a field of a record shows. Its stamp may be that of an undo or a redo: then it is the
    /// one that had set the value that was put back.
    pub fn set_by(&self, record: &impl Record, field: Field) -> Dot {
        self.origin(record, field, record.stamps().of(field))
    }

    /// The transaction by which somebody left a passage in an earlier version of its document. That others took in further
    /// versions since, and went back behind them, is not that.
    pub fn left_by(&self, passage: &Passage, left: &FormerPlace) -> Dot {
        let says_it = |value: &Value| matches!(value, Value::Former(former) if former.at(left.version) == Some(left));
        let is_it = |changed: &Changed| match changed {
            Changed::Set(set) => set.record == passage.id.into() && says_it(&set.after) && !says_it(&set.before),
            Changed::Made(_) | Changed::Emptied(_) => false,
        };
        let left_it = |entry: &&LogEntry| entry.way() != Way::Undone && entry.changed.iter().any(is_it);
        let last = self.set_by(passage, Field::Former);
        if self.log.get(&last).filter(left_it).is_some() {
            return last;
        }
        let found = self.log.values().filter(left_it).max_by_key(|entry| (entry.time, entry.dot.counter, entry.dot));
        found.map_or(last, |entry| entry.dot)
    }

    /// The transaction that made a record, and those that set what its fields show since.
    pub fn setters(&self, record: &impl Record) -> impl Iterator<Item = Dot> {
        let made = self.origin(record, Field::Present, record.stamps().made());
        let since = record.stamps().since().map(|(field, stamp)| self.origin(record, field, stamp));
        std::iter::once(made).chain(since)
    }

    /// Enters in the log what a transaction did.
    pub fn enter(&mut self, entry: LogEntry) {
        if entry.way() != Way::Done {
            self.put_back = Default::default();
        }
        self.log.insert(entry.dot, entry);
    }

    /// The transaction that first set what this one left in a field: itself, unless it was an undo or a redo.
    pub fn origin(&self, record: &impl Record, field: Field, stamp: Dot) -> Dot {
        self.origin_of((record.record_id(), record.stamps().made()), field, stamp)
    }

    /// The same for a record of any kind.
    pub fn origin_in(&self, record: &AnyRecord, field: Field, stamp: Dot) -> Dot {
        self.origin_of((record.record_id(), record.fields().stamps().made()), field, stamp)
    }

    /// The transaction that set one of the values of a field that show or are among its further entries; `stamp` is that of
    /// the value. Of several that one undo put back, each is told by who first set it.
    pub fn value_set_by(&self, record: &AnyRecord, field: Field, value: &Value, stamp: Dot) -> Dot {
        let fields = record.fields();
        let further = fields.clashes().iter().filter(|clash| clash.field == field).map(|clash| clash.dot);
        let n_alike = further.chain([fields.stamps().of(field)]).filter(|dot| *dot == stamp).count();
        let first = if n_alike > 1 { self.first_set(record.record_id(), field, value) } else { None };
        first.unwrap_or_else(|| self.origin_in(record, field, stamp))
    }

    /// The first transaction that set a field to a value.
    fn first_set(&self, record: RecordId, field: Field, value: &Value) -> Option<Dot> {
        let sets = |changed: &Changed| match changed {
            Changed::Set(change) => change.record == record && change.field == field && change.after == *value,
            Changed::Made(_) | Changed::Emptied(_) => false,
        };
        let set = self.log.values().filter(|entry| entry.changed.iter().any(sets));
        set.min_by_key(|entry| (entry.time, entry.dot)).map(|entry| entry.dot)
    }

    fn origin_of(&self, (record, made): (RecordId, Dot), field: Field, stamp: Dot) -> Dot {
        if self.log.get(&stamp).is_none_or(|entry| entry.way() == Way::Done) {
            return stamp;
        }
        let index = self.put_back.get_or_init(|| Arc::new(PutBack::of(self)));
        let steps = index.steps(self, record, field);
        first_setting(self, &steps, stamp).unwrap_or(made)
    }
}

/// The step that first led to what is there after the transaction `dot`.
fn first_setting(project: &Project, steps: &[Step<'_>], dot: Dot) -> Option<Dot> {
    let mut at = steps.iter().position(|step| step.entry.dot == dot)?;
    // Every turn leads further back, unless clocks went wrong.
    for _ in 0..steps.len() {
        let step = steps.get(at)?;
        match step.way() {
            Way::Done => return Some(step.entry.dot),
            Way::Redone => at = done(project, steps, at)?,
            Way::Undone => {
                let undone = steps.get(done(project, steps, at)?)?;
                let is_it = |before: &Step<'_>| {
                    let is_same = before.after.zip(step.after).is_none_or(|(before, after)| before == after);
                    is_same && before.is_before(undone)
                };
                at = steps.iter().rposition(is_it)?;
            }
        }
    }
    None
}

/// The transaction that a step undoes or does again.
fn done(project: &Project, steps: &[Step<'_>], mut at: usize) -> Option<usize> {
    while steps.get(at)?.way() != Way::Done {
        at = counterpart(project, steps, at)?;
    }
    Some(at)
}

/// What an undo took back, or the undo that a redo took back: nearest before it, in the same opening if it is there.
fn counterpart(project: &Project, steps: &[Step<'_>], at: usize) -> Option<usize> {
    let step = steps.get(at)?;
    let actor = step.entry.dot.actor;
    let person = project.actors.get(&actor);
    let nearest = |is_own: &dyn Fn(&Step<'_>) -> bool| {
        let mut depth = 1;
        steps.iter().take(at).rposition(|other| {
            let same = (step.way() == Way::Undone) == (other.way() == Way::Undone);
            if is_own(other) {
                depth += if same { 1 } else { -1 };
            }
            depth == 0
        })
    };
    nearest(&|other| other.entry.dot.actor == actor)
        .or_else(|| nearest(&|other| project.actors.get(&other.entry.dot.actor) == person))
}
