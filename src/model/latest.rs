//! Several people carried a passage to versions of which one came after the other: it is shown in the latest.
//!
//! This is decided from the records alone, deleted documents included, before it is known which of them count as deleted:
//! a document is there if something that is shown names it. And it is decided from all entries of a field, however they were
//! arranged before: what other copies know of versions may arrange them anew.

use std::collections::{BTreeMap, BTreeSet};

use super::{AnyRecord, DocumentId, Entry, Field, Place, RecordId, Value};

/// Shows passages in the latest of the versions that they were carried to, and of their changes what that one has. The
/// records are sorted by id.
pub(super) fn show_latest(records: &mut [AnyRecord]) {
    let replaces = |record: &AnyRecord| match record {
        AnyRecord::Document(document) => Some((document.id, document.replaces?)),
        _ => None,
    };
    let versions = Versions { replaces: records.iter().filter_map(replaces).collect() };
    let is_open = |record: &AnyRecord| {
        let is_of_version = matches!(record, AnyRecord::Passage(_) | AnyRecord::Change(_));
        is_of_version && !record.fields().clashes().is_empty()
    };
    let open: Vec<usize> = records.iter().enumerate().filter(|(_, it)| is_open(it)).map(|(at, _)| at).collect();
    for at in open {
        let Some(mut record) = records.get(at).cloned() else { continue };
        match &record {
            AnyRecord::Passage(_) => {
                let latest = versions.latest_place(records, &record);
                record.arrange(Field::Place, |entry| Some(&entry.value) == latest.as_ref());
                let here = record.fields().get(Field::Place);
                record.arrange(Field::Former, |entry| leads_to(&entry.value, here.as_ref()));
            }
            AnyRecord::Change(change) => {
                let passage = find(records, change.passage.into());
                let carried = passage.map(|passage| passage.fields().stamps().of(Field::Place));
                record.arrange(Field::Made, |entry| Some(entry.dot) == carried);
            }
            _ => continue,
        }
        records[at] = record;
    }
}

/// Whether former places lead to where a passage is.
fn leads_to(former: &Value, here: Option<&Value>) -> bool {
    match (former, here) {
        (Value::Former(former), Some(Value::Place(place))) => former.at(place.document).is_some(),
        _ => false,
    }
}

fn find(records: &[AnyRecord], id: RecordId) -> Option<&AnyRecord> {
    let at = records.binary_search_by_key(&id, AnyRecord::record_id).ok()?;
    records.get(at)
}

/// Which document replaces which, deleted or not.
struct Versions {
    replaces: BTreeMap<DocumentId, DocumentId>,
}

impl Versions {
    /// Where a passage is shown: where it was put last, or by somebody else in a later version than that one.
    fn latest_place(&self, records: &[AnyRecord], passage: &AnyRecord) -> Option<Value> {
        let fits = |place: &Place| match find(records, place.document.into()) {
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
