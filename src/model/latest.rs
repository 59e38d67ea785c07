//! Several people carried a passage to versions of which one came after the other: it is shown in the latest.
//!
//! This is decided from the records alone, deleted documents included, before it is known which of them count as deleted:
//! a document is there if something that is shown names it. And it is decided from all entries of a field, however they were
//! arranged before: what other copies know of versions may arrange them anew.

use std::collections::{BTreeMap, BTreeSet};

use super::{AnyRecord, Document, DocumentId, Entry, Field, Place, RecordId, Value};

/// Shows passages in the latest of the versions that they were carried to, and of their changes what that one has. The
/// records are sorted by id.
pub(super) fn show_latest(records: &mut [AnyRecord]) {
    let documents = records.iter().filter_map(|record| match record {
        AnyRecord::Document(document) => Some(&**document),
        _ => None,
    });
    let versions = Versions::of(documents);
    let is_open = |record: &AnyRecord| is_of_version(record) && !record.fields().clashes().is_empty();
    let open: Vec<usize> = records.iter().enumerate().filter(|(_, it)| is_open(it)).map(|(at, _)| at).collect();
    for at in open {
        let Some(mut record) = records.get(at).cloned() else { continue };
        let find = |id: RecordId| {
            let at = records.binary_search_by_key(&id, AnyRecord::record_id).ok()?;
            records.get(at).cloned()
        };
        versions.arrange(&mut record, find);
        records[at] = record;
    }
}

/// Whether what a record shows rests on which version came after which.
pub(super) fn is_of_version(record: &AnyRecord) -> bool {
    matches!(record, AnyRecord::Passage(_) | AnyRecord::Change(_))
}

/// Whether former places lead to where a passage is.
fn leads_to(former: &Value, here: Option<&Value>) -> bool {
    match (former, here) {
        (Value::Former(former), Some(Value::Place(place))) => former.at(place.document).is_some(),
        _ => false,
    }
}

/// Which document replaces which, deleted or not.
pub(super) struct Versions {
    replaces: BTreeMap<DocumentId, DocumentId>,
}

impl Versions {
    /// The versions among these documents.
    pub(super) fn of<'r>(documents: impl Iterator<Item = &'r Document>) -> Self {
        Self { replaces: documents.filter_map(|document| Some((document.id, document.replaces?))).collect() }
    }

    /// Shows a passage in the latest of the versions that it was carried to, and of a change what that one has.
    pub(super) fn arrange(&self, record: &mut AnyRecord, find: impl Fn(RecordId) -> Option<AnyRecord>) {
        match record {
            AnyRecord::Passage(_) => {
                let latest = self.latest_place(find, record);
                record.arrange(Field::Place, |entry| Some(&entry.value) == latest.as_ref());
                let here = record.fields().get(Field::Place);
                record.arrange(Field::Former, |entry| leads_to(&entry.value, here.as_ref()));
            }
            AnyRecord::Change(change) => {
                let passage = find(change.passage.into());
                let carried = passage.map(|passage| passage.fields().stamps().of(Field::Place));
                record.arrange(Field::Made, |entry| Some(entry.dot) == carried);
            }
            _ => {}
        }
    }

    /// Where a passage is shown: where it was put last, or by somebody else in a later version than that one.
    fn latest_place(&self, find: impl Fn(RecordId) -> Option<AnyRecord>, passage: &AnyRecord) -> Option<Value> {
        let fits = |place: &Place| match find(place.document.into()) {
            Some(AnyRecord::Document(document)) => place.selector.fits(document.text()),
            _ => false,
        };
        let mut latest: Option<(DocumentId, Value)> = None;
        for Entry { value, .. } in passage.entries_in_order(Field::Place) {
            let Value::Place(place) = &value else { continue };
            let is_later =
                |(document, _): &(DocumentId, Value)| self.came_after(place.document, *document) && fits(place);
            if latest.as_ref().is_none_or(is_later) {
                latest = Some((place.document, value));
            }
        }
        latest.map(|(_, place)| place)
    }

    /// Whether a version came after another. Of two that replace each other neither did.
    fn came_after(&self, later: DocumentId, earlier: DocumentId) -> bool {
        self.is_after(later, earlier) && !self.is_after(earlier, later)
    }

    fn is_after(&self, later: DocumentId, earlier: DocumentId) -> bool {
        let mut seen = BTreeSet::new();
        let before = |id: &DocumentId| self.replaces.get(id).copied();
        let mut chain = std::iter::successors(before(&later), before).take_while(|id| seen.insert(*id));
        chain.any(|id| id == earlier)
    }
}
