//! A project from the records of a file: all that keep the rules, and the others set aside.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;

use super::latest::show_latest;
use super::{
    AnyRecord, Dot, Id, LogEntry, Passage, PassageId, Project, ProjectId, RecordId, RecordKind, SetAside, packed,
};

/// Deleted records that something present names are present too: whoever made what names them did not know that they
/// were deleted, or they were deleted by one who did not know of it.
fn raise_named(records: &mut [AnyRecord]) {
    let is_deleted = |record: &&AnyRecord| !record.fields().present();
    let mut deleted: BTreeSet<RecordId> = records.iter().filter(is_deleted).map(AnyRecord::record_id).collect();
    if deleted.is_empty() {
        return;
    }
    // What is named comes before what names it.
    let mut named: BTreeSet<RecordId> = BTreeSet::new();
    for record in records.iter_mut().rev() {
        if named.contains(&record.record_id()) && !record.fields().present() {
            record.raise();
        }
        if record.fields().present() {
            named.extend(record.rules().names().into_iter().flatten().filter(|id| deleted.remove(id)));
        }
    }
}

impl Project {
    /// A project from records as they stand in a file. What breaks a rule is set aside.
    pub fn from_records(id: ProjectId, records: impl IntoIterator<Item = AnyRecord>) -> Self {
        let mut project = Self::new(id);
        let mut waiting: Vec<AnyRecord> = records.into_iter().collect();
        // Kinds that are named come before those that name them. Mostly they are sorted already.
        waiting.sort_by_key(AnyRecord::record_id);
        show_latest(&mut waiting);
        raise_named(&mut waiting);
        let mut naming: BTreeMap<Id, Vec<RecordId>> = BTreeMap::new();
        let mut passages: Vec<(PassageId, Arc<Passage>)> = Vec::new();
        let mut last = None;
        for record in waiting {
            let id = record.record_id();
            if id.kind > RecordKind::Passage && !passages.is_empty() {
                project.tables.passages = packed(passages.drain(..));
            }
            if let Err(reason) = project.accepts(&record, last) {
                project.set_aside.push(SetAside { reason, record });
                continue;
            }
            last = Some(id);
            match record {
                AnyRecord::Passage(passage) => passages.push((passage.id, passage)),
                record => {
                    for named in record
                        .rules()
                        .names()
                        .into_iter()
                        .flatten()
                        .filter(|_| record.fields().present() && id.is_listed())
                    {
                        naming.entry(named.id).or_default().push(id);
                    }
                    project.tables.put(record);
                }
            }
        }
        if !passages.is_empty() {
            project.tables.passages = packed(passages);
        }
        // A file that was edited by hand may hold its records in any order.
        naming.values_mut().for_each(|by| by.sort_unstable());
        project.named_by = naming.into_iter().map(|(id, by)| (id, Arc::from(by))).collect();
        project.replaced = project.count_replaced();
        project.carry();
        project.signed = project.count_signed();
        project
    }

    /// The project with these records in the place of those that it has of the same id. What breaks a rule is set aside.
    pub fn replaced(&self, records: impl IntoIterator<Item = AnyRecord>) -> Self {
        let mut tables = self.tables.clone();
        for record in records {
            tables.put(record);
        }
        let read = Self::from_records(self.id(), tables.iter().map(|record| record.as_said()));
        let set_aside = self.set_aside.iter().cloned().chain(read.set_aside).collect();
        let Self { tables, named_by, replaced, told_apart, signed, .. } = read;
        let mut project = Self { tables, named_by, replaced, told_apart, signed, set_aside, ..self.clone() };
        project.follow_circles();
        project.show_late();
        project
    }

    /// Takes in the log that belongs to the records, once it is known who worked on them, and shows what follows from both.
    pub fn take_log(&mut self, log: OrdMap<Dot, LogEntry>) {
        self.log = log;
        self.find_unfilled();
        self.follow_circles();
        self.show_late();
    }

    /// Whether a record from a file keeps all rules; `last` is the one before it that does: of two with one id the first counts.
    fn accepts(&self, record: &AnyRecord, last: Option<RecordId>) -> Result<(), String> {
        let id = record.record_id();
        if last == Some(id) {
            return Err(format!("there is another {} with the id {}", id.kind.name(), id.id));
        }
        if !record.fields().present() { Ok(()) } else { self.check(record).map_err(|broken| broken.to_string()) }
    }
}
