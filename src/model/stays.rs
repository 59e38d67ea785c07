//! Places that people gave a passage differently, one of them in an earlier version: once that is removed, the passage
//! stays where it is shown, and there is nothing left to choose.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{AnyRecord, Changed, DocumentId, Field, LogEntry, Passage, PassageId, Place, Project, RecordKind, Value};

impl Project {
    /// How many passages that two people placed differently stay where they are shown once an earlier version is removed.
    pub fn n_staying_without(&self, version: DocumentId) -> usize {
        let is_there = |value: &Value| matches!(value, Value::Place(place) if place.document == version);
        let stays = |passage: &&Arc<Passage>| {
            if passage.clashes.is_empty() || passage.place.document == version || self.is_carried(passage) {
                return false;
            }
            let record = AnyRecord::Passage(Arc::clone(passage));
            let mut places = self.clashes_of(&record).filter(|clash| clash.field == Field::Place).peekable();
            places.peek().is_some() && places.all(|clash| is_there(&clash.value))
        };
        self.passages().filter(stays).count()
    }

    /// How many passages stayed where they were shown when a transaction removed an earlier version, although somebody had
    /// given them another place in it.
    pub fn n_staying_by(&self, entry: &LogEntry) -> usize {
        let Some(gone) = removed(entry) else { return 0 };
        let kept: BTreeSet<PassageId> = placed(entry)
            .filter(|(_, before, after)| before == after && self.came_after(after.document, gone, entry))
            .map(|(passage, ..)| passage)
            .collect();
        if kept.is_empty() {
            return 0;
        }
        // Where a passage was before it came to the next version was no choice.
        let was_there = |id: PassageId, place: &Place| {
            let passage = self.tables().passages.get(&id);
            passage.is_some_and(|passage| passage.all_former().any(|former| former.place == *place))
        };
        let there = self
            .log
            .values()
            .flat_map(placed)
            .filter(|(id, _, place)| place.document == gone && kept.contains(id) && !was_there(*id, place));
        there.map(|(passage, ..)| passage).collect::<BTreeSet<_>>().len()
    }

    /// Whether a version came after the one that a transaction removed.
    fn came_after(&self, version: DocumentId, gone: DocumentId, entry: &LogEntry) -> bool {
        let followed = |version: DocumentId| {
            entry.changed.iter().any(|changed| match changed {
                Changed::Set(set) if set.record == version.into() && set.field == Field::Replaces => {
                    set.before == Value::Document(Some(gone))
                }
                _ => false,
            })
        };
        let mut seen = BTreeSet::new();
        let before = |id: &DocumentId| self.tables().documents.get(id)?.replaces;
        let mut line = std::iter::successors(Some(version), before).take_while(|id| seen.insert(*id));
        line.any(|id| id == gone || followed(id))
    }
}

/// The document that a transaction removed.
fn removed(entry: &LogEntry) -> Option<DocumentId> {
    entry.changed.iter().find_map(|changed| match changed {
        Changed::Set(set) if set.record.kind == RecordKind::Document && set.field == Field::Present => {
            (set.after == Value::Flag(false)).then_some(DocumentId(set.record.id))
        }
        _ => None,
    })
}

/// The passages that a transaction gave a place, with the one before.
fn placed(entry: &LogEntry) -> impl Iterator<Item = (PassageId, &Place, &Place)> {
    entry.changed.iter().filter_map(|changed| match changed {
        Changed::Set(set) if set.record.kind == RecordKind::Passage => match (&set.before, &set.after) {
            (Value::Place(before), Value::Place(after)) => Some((PassageId(set.record.id), before, after)),
            _ => None,
        },
        _ => None,
    })
}

/// "1 passage that two people placed differently stays where it is shown"; empty of none.
pub fn staying_in_words(n_passages: usize) -> String {
    match n_passages {
        0 => String::new(),
        1 => "1 passage that two people placed differently stays where it is shown".to_owned(),
        n => format!("{n} passages that two people placed differently stay where they are shown"),
    }
}
