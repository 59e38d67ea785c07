//! The indexes of a session: brought up to date with what a transaction touched, never rebuilt.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::edit::{Commit, Touched};
use crate::model::{
    AnyRecord, Document, DocumentId, LinkTarget, Mark, Origins, Passage, PassageId, Places, Project, RecordKind,
    Relation, Role,
};

use super::Sentences;
use super::suggested::Suggested;

/// What a session has derived from its project as it is: lists by which it answers at once what would otherwise be
/// looked for in all records. Another state of the project has others, and going over to it exchanges them whole.
#[derive(Debug)]
pub(super) struct Indexes {
    /// The passages of every document in the order of its text.
    pub(super) places: BTreeMap<DocumentId, Places>,
    /// The sentences of drafts, where they are known.
    pub(super) sentences: BTreeMap<DocumentId, Sentences>,
    /// The other drafts.
    pub(super) undivided: BTreeSet<DocumentId>,
    /// Which evidence has one origin.
    pub(super) origins: Origins,
    /// The documents that a newer version replaces.
    replaced: BTreeSet<DocumentId>,
    /// The documents that are signed off, which shows at all of their passages.
    pub(super) signed_off: BTreeSet<DocumentId>,
    /// The suggestions of every draft.
    pub(super) suggested: BTreeMap<DocumentId, Suggested>,
    /// The drafts in which it is still to be looked what can be noticed.
    pub(super) to_notice: BTreeSet<DocumentId>,
}

impl Indexes {
    /// Those of a project, with what can be found out of its texts at once. This looks at all of it.
    pub(super) fn of(project: &Project) -> Self {
        let places = project.documents().into_iter().map(|document| (document.id, places_of(project, document)));
        let drafts: BTreeSet<DocumentId> =
            project.documents_as(Role::Draft).into_iter().map(|draft| draft.id).collect();
        let mut indexes = Self {
            places: places.collect(),
            sentences: BTreeMap::new(),
            undivided: drafts.clone(),
            origins: Origins::of(project),
            replaced: replaced_documents(project),
            signed_off: project.signed_off().collect(),
            suggested: BTreeMap::new(),
            to_notice: BTreeSet::new(),
        };
        indexes.divide(project);
        drafts.into_iter().for_each(|draft| indexes.suggest(project, draft, None));
        indexes
    }

    /// Brings them up to date with what a transaction touched; gives the passages that may look different than before,
    /// `None` if all may.
    pub(super) fn update(&mut self, project: &Project, commit: &Commit) -> Option<BTreeSet<PassageId>> {
        let documents = self.touched_documents(project, commit);
        documents.iter().for_each(|document| self.update_document(project, *document));
        for touched in &commit.touched {
            if let Some(AnyRecord::Passage(before)) = &touched.before {
                self.take_out(before);
            }
        }
        if commit.touched.iter().any(|touched| changes_origins(project, touched)) {
            self.origins = Origins::of(project);
        }
        let signed_off: BTreeSet<DocumentId> = project.signed_off().collect();
        let struck: Vec<_> = signed_off.symmetric_difference(&self.signed_off).copied().collect();
        self.signed_off = signed_off;
        // A passage with many links is affected by each of them, but only counted once.
        let affected: BTreeSet<PassageId> = affected_by(project, &commit.touched).collect();
        for passage in affected.iter().filter_map(|id| project.passage(*id)) {
            self.take_out(passage);
            if let Some(places) = self.places.get_mut(&passage.place.document) {
                places.insert(Mark::of(project, passage));
            }
        }
        for document in &struck {
            if let Some(places) = self.places.get_mut(document) {
                places.set_signed_off(self.signed_off.contains(document));
            }
        }
        self.update_sentences(project, commit, &documents);
        self.resuggest(project, commit, &documents);
        (struck.is_empty() && !commit.touched.iter().any(concerns_all)).then_some(affected)
    }

    /// The documents that a transaction touched, and those that are replaced by it, or no longer.
    fn touched_documents(&mut self, project: &Project, commit: &Commit) -> BTreeSet<DocumentId> {
        let records = commit.touched.iter().map(|touched| touched.record);
        let documents = records.filter(|record| record.kind == RecordKind::Document);
        let mut documents: BTreeSet<DocumentId> = documents.map(|record| DocumentId(record.id)).collect();
        if !documents.is_empty() {
            let replaced = replaced_documents(project);
            documents.extend(replaced.symmetric_difference(&self.replaced));
            self.replaced = replaced;
        }
        documents
    }

    fn take_out(&mut self, passage: &Passage) {
        if let Some(places) = self.places.get_mut(&passage.place.document) {
            places.remove(passage.range(), passage.id);
        }
    }

    fn update_document(&mut self, project: &Project, id: DocumentId) {
        match project.document(id) {
            Some(document) => self.places.insert(id, places_of(project, document)),
            None => self.places.remove(&id),
        };
    }
}

/// Whether evidence may have another origin than before.
fn changes_origins(project: &Project, touched: &Touched) -> bool {
    let is = |record: &AnyRecord| match record {
        AnyRecord::Document(_) | AnyRecord::Source(_) => true,
        AnyRecord::Link(link) => link.relation == Relation::Repeats,
        _ => false,
    };
    let document = |record: &AnyRecord| match record {
        AnyRecord::Passage(passage) => Some(passage.place.document),
        _ => None,
    };
    let (before, after) = (touched.before.as_ref(), project.tables().get(touched.record));
    let after = after.as_ref();
    before.is_some_and(is)
        || after.is_some_and(is)
        || (before.is_some() && before.and_then(document) != after.and_then(document))
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
fn replaced_documents(project: &Project) -> BTreeSet<DocumentId> {
    let documents = project.documents().into_iter().map(|document| document.id);
    documents.filter(|document| project.is_replaced(*document)).collect()
}

/// Builds the index of one document.
fn places_of(project: &Project, document: &Arc<Document>) -> Places {
    let inside = project.passages().filter(|passage| passage.place.document == document.id);
    Places::new(document, inside.map(|passage| Mark::of(project, passage)).collect())
}
