//! Of two versions that replaced one document, and of which nobody said which is the newer, one is removed: what the other
//! one says of passages holds, as if the removed one had never come.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{
    AnyRecord, DocumentId, Dot, Edit, Entry, Field, FieldChange, LogEntry, Passage, PassageId, Place, Project,
    RecordId, Replacing, Value,
};

use super::{holding, said_by};

/// The edits with which passages that stay at these places are as the version says that stays: whether they are to be looked
/// at again, and which of their changes were made.
pub(super) fn as_if_alone(project: &Project, version: DocumentId, staying: &BTreeMap<PassageId, Place>) -> Vec<Edit> {
    let lines = Lines::of(project, version);
    let mut values: BTreeMap<(RecordId, Field), Vec<Value>> = BTreeMap::new();
    for (_, change) in taken_in(project, version) {
        let Some(record) = project.tables().get(change.record).filter(|it| it.fields().present()) else { continue };
        let Some(passage) = record.rules().passage().and_then(|id| project.passage(id)) else { continue };
        let Some(place) = staying.get(&passage.id) else { continue };
        let key = (change.record, change.field);
        if !values.contains_key(&key)
            && let Some(holds) = lines.without_own(&record.as_said(), change, (place, carried(passage, place)))
        {
            values.insert(key, holds);
        }
    }
    values.into_iter().filter_map(|((record, field), values)| holding(record, field, values)).collect()
}

/// What was said of passages when a version was taken in, and not when somebody said what it follows.
fn taken_in(project: &Project, version: DocumentId) -> impl Iterator<Item = (&LogEntry, &FieldChange)> {
    let said = said_by(project, version).into_iter();
    said.filter(move |(entry, _)| project.replacing_by(entry, version) == Replacing::TakenIn)
}

/// The transaction that carried a passage to a place.
fn carried(passage: &Arc<Passage>, place: &Place) -> Option<Dot> {
    let entries = AnyRecord::Passage(Arc::clone(passage)).entries(Field::Place);
    let is_there = |entry: &Entry| matches!(&entry.value, Value::Place(it) if it == place);
    entries.into_iter().find(is_there).map(|entry| entry.dot)
}

/// What the taking in of the version that goes said, and that of those that stay apart from it.
struct Lines<'p> {
    own: BTreeSet<Dot>,
    others: BTreeSet<Dot>,
    said_by_others: BTreeMap<(RecordId, Field), Vec<&'p Value>>,
    /// The versions that the one that goes came after, but not the others.
    before: Vec<DocumentId>,
}

impl<'p> Lines<'p> {
    fn of(project: &'p Project, version: DocumentId) -> Self {
        let mut said_by_others: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut others = BTreeSet::new();
        let documents = project.documents().into_iter().map(|document| document.id);
        for other in documents.filter(|other| project.fork_between(version, *other).is_some()) {
            for (entry, change) in taken_in(project, other) {
                others.insert(entry.dot);
                said_by_others.entry((change.record, change.field)).or_default().push(&change.after);
            }
        }
        let own = taken_in(project, version).map(|(entry, _)| entry.dot).collect();
        let mut before = project.earlier_versions(version);
        before.retain(|earlier| project.is_forked(*earlier));
        Self { own, others, said_by_others, before }
    }

    /// What a field holds without what the version that goes said in it, first what shows for a passage that stays at a
    /// place, to which this transaction carried it; `None` if that does not stand.
    fn without_own(
        &self,
        record: &AnyRecord,
        change: &FieldChange,
        (place, carried): (&Place, Option<Dot>),
    ) -> Option<Vec<Value>> {
        let mut entries = record.entries(change.field);
        // After an undo the stamps do not tell who said what, but the values do.
        let is_own = |entry: &Entry| entry.value == change.after && !self.others.contains(&entry.dot);
        let own = entries.iter().position(|entry| self.own.contains(&entry.dot));
        let said = entries.remove(own.or_else(|| entries.iter().position(is_own))?).value;
        let theirs = entries.iter().position(|entry| Some(entry.dot) == carried).unwrap_or(0);
        entries.get_mut(..=theirs).into_iter().for_each(|first| first.rotate_right(1));
        let mut values: Vec<Value> = entries.into_iter().map(|entry| entry.value).collect();
        // What it was in the versions that led to the one that goes it is there again.
        if !self.before.is_empty() {
            let at = if self.before.contains(&place.document) { 0 } else { values.len() };
            values.insert(at, change.before.clone());
        }
        if values.is_empty() {
            // Both may have said the same, of which an undo leaves one.
            let by_others = self.said_by_others.get(&(change.record, change.field));
            let is_said_too = by_others.is_some_and(|values| values.contains(&&said));
            values.push(if is_said_too { said } else { change.before.clone() });
        }
        if change.field == Field::Reopened {
            // In whichever version it is to be looked at again, it is until somebody did.
            values.sort_by_key(Value::is_unfilled);
        }
        Some(values)
    }
}
