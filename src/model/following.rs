//! What follows from the records once a transaction changed some: in which of several versions a passage is shown, what that
//! one has of its changes, and that a deleted document is there because something stands in it.
//!
//! When a file is read all of it is worked out (`from_records.rs`); here the same is, for what a transaction may have changed
//! it for. So nothing comes to light when a file is opened that did not show when it was saved. No entry of a record is
//! changed for it, and nothing has to take it back: it follows again from what an undo leaves.

use std::collections::{BTreeMap, BTreeSet};

use super::latest::{Versions, is_of_version};
use super::{
    AnyRecord, Applied, ChangeId, Document, DocumentId, Dot, Field, Fields as _, PassageId, Project, RecordId,
    RecordKind,
};

/// The fields that show something else for a passage that is carried to a newer version.
const CARRIED: [Field; 2] = [Field::Place, Field::Former];

impl Project {
    /// Shows what follows from the records after these changes. Gives the records that show something else for it, as they
    /// were before.
    pub fn follow<'a>(&mut self, changes: impl Iterator<Item = &'a Applied> + Clone) -> Vec<AnyRecord> {
        let of_versions = changes.clone().any(|change| self.has_changed_versions(change));
        let mut before = if of_versions { self.undo_circles() } else { BTreeMap::new() };
        let open = if of_versions { self.open_by_versions() } else { self.open_among(changes.clone()) };
        if !open.is_empty() {
            before.extend(self.follow_versions(open, of_versions));
        }
        self.follow_late(changes, of_versions, &mut before);
        before.into_values().filter(|before| self.tables.get(before.record_id()).as_ref() != Some(before)).collect()
    }

    /// Shows what follows from it that versions follow each other in a circle, or do so no more, once that can be known.
    pub(super) fn follow_circles(&mut self) {
        if !self.undo_circles().is_empty() {
            let open = self.open_by_versions();
            self.follow_versions(open, true);
        }
    }

    /// Shows what the versions in circles replaced before. Gives the documents that show something else, as they were before.
    fn undo_circles(&mut self) -> BTreeMap<RecordId, AnyRecord> {
        let mut before = BTreeMap::new();
        for record in self.unlooped() {
            before.extend(self.tables.get(record.record_id()).map(|was| (was.record_id(), was)));
            self.show(record);
        }
        before
    }

    /// Shows these records as the versions want it. Gives those that may show something else, as they were before.
    fn follow_versions(&mut self, open: Vec<AnyRecord>, of_versions: bool) -> BTreeMap<RecordId, AnyRecord> {
        let versions = Versions::of(self.tables.documents.values().map(|document| &**document));
        let mut before: BTreeMap<RecordId, AnyRecord> = BTreeMap::new();
        let mut to_carry: Vec<PassageId> = Vec::new();
        for record in open {
            let id = record.record_id();
            let entered = record.without_late();
            let said = entered.with_said(&CARRIED);
            let mut shown = said.clone();
            versions.arrange(&mut shown, |id| self.tables.get(id).map(|record| record.with_said(&CARRIED)));
            // Of what is carried somebody may have said a part.
            let is_carried = CARRIED.iter().all(|field| record.fields().is_derived(*field));
            let shows_it = shown == if is_carried { said } else { entered };
            if of_versions || !shows_it {
                for raised in self.raised_for(&shown) {
                    before.extend(self.tables.get(raised.record_id()).map(|it| (raised.record_id(), it)));
                    self.show(raised);
                }
                if shown.fields().present() && self.check(&shown).is_err() {
                    continue;
                }
                before.insert(id, record);
                self.show(shown);
                to_carry.extend((id.kind == RecordKind::Passage).then_some(PassageId(id.id)));
            }
        }
        let to_carry: Vec<_> = to_carry.into_iter().filter_map(|id| self.passage(id)).cloned().collect();
        for carried in self.carried(to_carry.iter()) {
            self.show(carried);
        }
        before
    }

    /// Shows what versions have of changes that were accepted late, where that may be another thing now; `before` gets what
    /// records were before.
    fn follow_late<'a>(
        &mut self,
        changes: impl Iterator<Item = &'a Applied>,
        of_versions: bool,
        before: &mut BTreeMap<RecordId, AnyRecord>,
    ) {
        let mut passages = if of_versions { self.passages_with_changes() } else { BTreeSet::new() };
        let passage_of = |id: RecordId| self.tables.get(id).and_then(|record| record.rules().passage());
        let mut late = Vec::new();
        for id in changes.map(|change| change.record) {
            match id.kind {
                RecordKind::Passage => passages.extend([PassageId(id.id)]),
                RecordKind::Change => {
                    passages.extend(passage_of(id));
                    late.extend(self.late_deleted(ChangeId(id.id)));
                }
                _ => {}
            }
        }
        passages.extend(before.keys().copied().filter_map(passage_of));
        late.extend(self.late(&passages));
        for record in late {
            let id = record.record_id();
            let was = self.tables.get(id);
            self.show(record);
            was.into_iter().for_each(|was| {
                before.entry(id).or_insert(was);
            });
        }
    }

    /// Whether a change may have made another document the newest version.
    fn has_changed_versions(&self, change: &Applied) -> bool {
        let facts = |document: &Document| {
            let is_there = (document.present, document.is_derived(Field::Present));
            (is_there, document.said_to_replace().0, document.body.is_emptied())
        };
        let before = match &change.before {
            Some(AnyRecord::Document(before)) => Some(facts(before)),
            Some(_) => return false,
            None => None,
        };
        let id = DocumentId(change.record.id);
        let now = self.tables.documents.get(&id).map(|now| facts(now));
        let replaces = [before, now].into_iter().flatten().any(|(_, replaces, _)| replaces.is_some());
        let is_version = || replaces || self.tables.documents.values().any(|other| other.replaces == Some(id));
        before != now && is_version()
    }

    /// The records for which it matters which version came after which.
    fn open_by_versions(&self) -> Vec<AnyRecord> {
        let left = self.passages().filter(|passage| self.is_replaced(passage.place.document));
        let mut open: Vec<AnyRecord> = self.tables.with_clashes().filter(is_of_version).collect();
        open.extend(left.filter(|passage| passage.clashes.is_empty()).cloned().map(AnyRecord::Passage));
        open.sort_by_key(AnyRecord::record_id);
        open
    }

    /// Those of the changed records, and of what is said of them, in which two people said where a passage is.
    fn open_among<'a>(&self, changes: impl Iterator<Item = &'a Applied>) -> Vec<AnyRecord> {
        let mut open: BTreeSet<RecordId> = BTreeSet::new();
        for change in changes {
            open.insert(change.record);
            if change.record.kind == RecordKind::Passage {
                open.extend(self.changes_of(PassageId(change.record.id)).map(|change| RecordId::from(change.id)));
            }
        }
        let records = open.into_iter().filter_map(|id| self.tables.get(id));
        records.filter(|record| is_of_version(record) && !record.fields().clashes().is_empty()).collect()
    }

    /// The transaction that left what keeps a record that somebody removed: it names it, or names what names it.
    pub fn kept_by(&self, id: RecordId) -> Option<Dot> {
        let mut seen = BTreeSet::new();
        let naming =
            std::iter::successors(Some(id), |id| self.first_naming(*id)).skip(1).take_while(|id| seen.insert(*id));
        let said = |id: RecordId| {
            let record = self.tables.get(id)?;
            let fields = record.fields();
            (!fields.is_derived(Field::Present)).then(|| fields.stamps().of(Field::Present))
        };
        naming.filter_map(said).next()
    }

    /// What a record names and was deleted, raised.
    fn raised_for(&self, record: &AnyRecord) -> Vec<AnyRecord> {
        let named = record.rules().names().into_iter().flatten().filter(|_| record.fields().present());
        let mut deleted: Vec<_> = named.filter_map(|id| self.tables.get(id)).collect();
        deleted.retain(|record| !record.fields().present());
        deleted.iter_mut().for_each(AnyRecord::raise);
        deleted
    }
}
