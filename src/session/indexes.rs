//! The indexes of a session: brought up to date with what a transaction touched, never rebuilt.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::edit::{Commit, Deed, Facts, Touched};
use crate::model::{
    AnyRecord, Document, DocumentId, LinkTarget, Mark, Origins, Passage, PassageId, Places, Project, RecordKind,
    Relation,
};

use super::{Session, replaced};

impl Session {
    /// Brings places and counts up to date with what a transaction touched, and keeps it for the journal.
    pub(super) fn update(&mut self, commit: &Commit) {
        self.revision += 1;
        self.deeds.extend(Facts::of(&self.project, commit).map(Deed::Facts));
        let documents = self.touched_documents(commit);
        documents.iter().for_each(|document| self.update_document(*document));
        let mut affected = Vec::new();
        for touched in &commit.touched {
            if let Some(AnyRecord::Passage(before)) = &touched.before {
                self.take_out(before);
            }
        }
        affected.extend(affected_by(&self.project, &commit.touched));
        if commit.touched.iter().any(|touched| self.changes_origins(touched)) {
            self.origins = Origins::of(&self.project);
        }
        let signed_off: BTreeSet<DocumentId> = self.project.signed_off().collect();
        let struck: Vec<_> = signed_off.symmetric_difference(&self.signed_off).copied().collect();
        self.signed_off = signed_off;
        let some = struck.is_empty() && !commit.touched.iter().any(concerns_all);
        // A passage with many links is affected by each of them, but only counted once.
        affected.sort_unstable();
        affected.dedup();
        self.recent.push(some.then(|| affected.iter().copied().collect()));
        for id in affected {
            let Some(passage) = self.project.passage(id).cloned() else { continue };
            self.take_out(&passage);
            let mark = Mark::of(&self.project, &passage);
            if let Some(places) = self.places.get_mut(&passage.place.document) {
                places.insert(mark);
            }
        }
        // That a document is signed off, or no longer, shows at all of its passages.
        for document in struck {
            if let Some(places) = self.places.get_mut(&document) {
                places.set_signed_off(self.signed_off.contains(&document));
            }
        }
        self.update_sentences(commit, &documents);
        self.resuggest(commit, &documents);
        replaced::turn_tabs(&mut self.desk, &self.project, &commit.touched);
        self.desk.let_go_of_missing(&self.project);
    }

    /// The documents that a transaction touched, and those that are replaced by it, or no longer.
    fn touched_documents(&mut self, commit: &Commit) -> BTreeSet<DocumentId> {
        let records = commit.touched.iter().map(|touched| touched.record);
        let documents = records.filter(|record| record.kind == RecordKind::Document);
        let mut documents: BTreeSet<DocumentId> = documents.map(|record| DocumentId(record.id)).collect();
        if !documents.is_empty() {
            let replaced = replaced_documents(&self.project);
            documents.extend(replaced.symmetric_difference(&self.replaced));
            self.replaced = replaced;
        }
        documents
    }

    /// Whether evidence may have another origin than before.
    fn changes_origins(&self, touched: &Touched) -> bool {
        let is = |record: &AnyRecord| match record {
            AnyRecord::Document(_) | AnyRecord::Source(_) => true,
            AnyRecord::Link(link) => link.relation == Relation::Repeats,
            _ => false,
        };
        let document = |record: &AnyRecord| match record {
            AnyRecord::Passage(passage) => Some(passage.place.document),
            _ => None,
        };
        let (before, after) = (touched.before.as_ref(), self.project.tables().get(touched.record));
        let after = after.as_ref();
        before.is_some_and(is)
            || after.is_some_and(is)
            || (before.is_some() && before.and_then(document) != after.and_then(document))
    }

    fn take_out(&mut self, passage: &Passage) {
        if let Some(places) = self.places.get_mut(&passage.place.document) {
            places.remove(passage.range(), passage.id);
        }
    }

    fn update_document(&mut self, id: DocumentId) {
        match self.project.document(id) {
            Some(document) => self.places.insert(id, places_of(&self.project, document)),
            None => self.places.remove(&id),
        };
    }
}

/// Whether a record shows at every passage: the title and role of a document, the names of people.
pub(super) fn concerns_all(touched: &Touched) -> bool {
    matches!(touched.record.kind, RecordKind::Document | RecordKind::Checker)
}

/// The passages whose standing may depend on what was touched, some of them several times.
pub(super) fn affected_by<'t>(project: &'t Project, touched: &'t [Touched]) -> impl Iterator<Item = PassageId> + 't {
    touched.iter().flat_map(|touched| match touched.record.kind {
        RecordKind::Document => Vec::new(),
        RecordKind::Passage => vec![PassageId(touched.record.id)],
        _ => {
            let after = project.tables().get(touched.record);
            touched.before.iter().chain(&after).flat_map(passages_named).collect()
        }
    })
}

/// The passages whose standing depends on a link, query or change.
fn passages_named(record: &AnyRecord) -> Vec<PassageId> {
    match record {
        AnyRecord::Link(link) => {
            let to = match link.to {
                LinkTarget::Passage(to) => Some(to),
                LinkTarget::Document(_) | LinkTarget::Source(_) => None,
            };
            std::iter::once(link.from).chain(to).collect()
        }
        record => record.rules().passage().into_iter().collect(),
    }
}

/// The documents that a newer version replaces.
pub(super) fn replaced_documents(project: &Project) -> BTreeSet<DocumentId> {
    let documents = project.documents().into_iter().map(|document| document.id);
    documents.filter(|document| project.is_replaced(*document)).collect()
}

/// Builds the index of one document.
pub(super) fn places_of(project: &Project, document: &Arc<Document>) -> Places {
    let inside = project.passages().filter(|passage| passage.place.document == document.id);
    Places::new(document, inside.map(|passage| Mark::of(project, passage)).collect())
}
