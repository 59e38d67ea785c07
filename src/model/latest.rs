//! Several people carried a passage to versions of which one came after the other: it is shown in the latest.
//!
//! This is decided from the records alone, deleted documents included, before it is known which of them count as deleted:
//! a document is there if something that is shown names it.

use std::collections::{BTreeMap, BTreeSet};

use super::{AnyRecord, DocumentId, Field, Passage, Place, RecordId, Value};

/// Shows passages in the latest of the versions that they were carried to, and of their changes what that one has. The
/// records are sorted by id.
pub(super) fn show_latest(records: &mut [AnyRecord]) {
    let replaces = |record: &AnyRecord| match record {
        AnyRecord::Document(document) => Some((document.id, document.replaces?)),
        _ => None,
    };
    let versions = Versions { replaces: records.iter().filter_map(replaces).collect() };
    if versions.replaces.is_empty() {
        return;
    }
    let is_open = |record: &AnyRecord| {
        let is_of_version = matches!(record, AnyRecord::Passage(_) | AnyRecord::Change(_));
        is_of_version && !record.fields().clashes().is_empty()
    };
    let open: Vec<usize> = records.iter().enumerate().filter(|(_, it)| is_open(it)).map(|(at, _)| at).collect();
    for at in open {
        let Some(mut record) = records.get(at).cloned() else { continue };
        match &record {
            AnyRecord::Passage(passage) => {
                let Some(place) = versions.latest_place(records, passage, &record) else { continue };
                show_place(&mut record, place);
            }
            AnyRecord::Change(change) => {
                let Some(passage) = find(records, change.passage.into()) else { continue };
                let carried = passage.fields().stamps().of(Field::Place);
                if change.stamps.of(Field::Made) == carried {
                    continue;
                }
                record.show(Field::Made, |clash| clash.dot == carried);
            }
            _ => continue,
        }
        records[at] = record;
    }
}

/// Shows a passage at one of its places, with the former places that lead there.
fn show_place(passage: &mut AnyRecord, place: Place) {
    let (version, place) = (place.document, Value::Place(place));
    passage.show(Field::Place, |clash| clash.value == place);
    let leads_there = |value: &Value| matches!(value, Value::Former(former) if former.at(version).is_some());
    if passage.fields().get(Field::Former).is_none_or(|shown| !leads_there(&shown)) {
        passage.show(Field::Former, |clash| leads_there(&clash.value));
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
    /// Where somebody put a passage in a later version than the one in which it is shown.
    fn latest_place(&self, records: &[AnyRecord], passage: &Passage, record: &AnyRecord) -> Option<Place> {
        let fits = |place: &Place| match find(records, place.document.into()) {
            Some(AnyRecord::Document(document)) => place.selector.fits(document.text()),
            _ => false,
        };
        let mut latest = passage.place.document;
        let mut found = None;
        for entry in record.entries(Field::Place) {
            let Value::Place(place) = entry.value else { continue };
            if self.came_after(place.document, latest) && fits(&place) {
                latest = place.document;
                found = Some(place);
            }
        }
        found
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
