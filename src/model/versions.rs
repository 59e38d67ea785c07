//! Versions: which document replaces which, and passages that were left in one that was replaced.
//!
//! Only that one document replaces another is a fact. Which version is the newest is derived from all of them, and so is
//! where a passage stands that somebody marked in a version without knowing of the next: it is shown in the newest one
//! where its words are for certain, and saved where it was marked, until a person takes it over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::text::{Alignment, Placement};

use super::{
    AnyRecord, Document, DocumentId, Field, Fields as _, FormerPlace, Passage, PassageId, Place, Project, Role,
};

impl Project {
    /// The documents that replace this one. More than one are a fork: two people took in different versions, and which
    /// of them counts is for a person to say.
    pub fn replacements(&self, document: DocumentId) -> &[DocumentId] {
        self.replaced.get(&document).map_or(&[], Vec::as_slice)
    }

    /// Whether there is a newer version of a document.
    pub fn is_replaced(&self, document: DocumentId) -> bool {
        self.replaced.contains_key(&document)
    }

    /// Whether any document has a newer version.
    pub fn has_versions(&self) -> bool {
        !self.replaced.is_empty()
    }

    /// All documents but those that a newer version replaces, in the same order.
    pub fn newest_documents(&self) -> Vec<&Arc<Document>> {
        self.documents().into_iter().filter(|document| !self.is_replaced(document.id)).collect()
    }

    /// All documents in this role but those that a newer version replaces, by title.
    pub fn documents_as(&self, role: Role) -> Vec<&Arc<Document>> {
        self.newest_documents().into_iter().filter(|document| document.role == role).collect()
    }

    /// Whether a document is a draft under check: not evidence, and not replaced by a newer version.
    pub fn is_draft(&self, document: &Document) -> bool {
        document.role == Role::Draft && !self.is_replaced(document.id)
    }

    /// The newest version of a document, which is itself if nothing replaces it; `None` if two documents replace it or a
    /// later version.
    pub fn newest(&self, document: DocumentId) -> Option<DocumentId> {
        let mut newest = document;
        loop {
            // There are no circles among those that count as replaced.
            match self.replacements(newest) {
                [] => return Some(newest),
                [next] => newest = *next,
                _ => return None,
            }
        }
    }

    /// The versions that came before a document, as far as they are there, the latest first.
    pub fn earlier_versions(&self, document: DocumentId) -> Vec<DocumentId> {
        let before = |id: &DocumentId| {
            let replaces = self.document(*id)?.replaces?;
            self.replacements(replaces).contains(id).then_some(replaces)
        };
        std::iter::successors(before(&document), before).collect()
    }

    /// The documents that two others replace.
    pub fn forks(&self) -> impl Iterator<Item = (DocumentId, &[DocumentId])> {
        let forks = self.replaced.iter().filter(|(_, by)| by.len() > 1);
        forks.map(|(document, by)| (*document, by.as_slice()))
    }

    /// Whether two people took in different new versions, of which this document is one or came after one.
    pub fn is_forked(&self, document: DocumentId) -> bool {
        self.earlier_versions(document).into_iter().any(|earlier| self.replacements(earlier).len() > 1)
    }

    /// Whether a passage is shown elsewhere than it was marked: in a newer version that whoever marked it did not know.
    pub fn is_carried(&self, passage: &Passage) -> bool {
        passage.is_derived(Field::Place)
    }

    /// The passages that were marked in a document and are shown in a newer version of it.
    pub fn carried_from(&self, document: DocumentId) -> impl Iterator<Item = &Arc<Passage>> {
        let carried = self.passages().filter(|passage| self.is_carried(passage));
        carried.filter(move |passage| self.place_as_said(passage).document == document)
    }

    /// Where a passage was marked, even if it is shown elsewhere.
    pub fn place_as_said(&self, passage: &Passage) -> Place {
        let said = if self.is_carried(passage) { passage.former.last() } else { None };
        said.map_or_else(|| passage.place.clone(), |former| former.place.clone())
    }

    /// The passages that came to a version from those before it, or were left in them, by id.
    pub fn reviewed_in(&self, version: DocumentId) -> impl Iterator<Item = &Arc<Passage>> {
        let earlier = self.earlier_versions(version);
        self.passages().filter(move |passage| {
            let document = passage.place.document;
            passage.former.at(version).is_some_and(|_| document == version || earlier.contains(&document))
                || earlier.contains(&document)
        })
    }

    /// The passages of earlier versions of which nobody has looked at what became of them in this one, though it is not
    /// certain, or though they were added by somebody who did not know of it.
    pub fn unreviewed(&self, version: DocumentId) -> impl Iterator<Item = &Arc<Passage>> {
        self.reviewed_in(version).filter(move |passage| match passage.former.at(version) {
            None => true,
            Some(former) => {
                let is_uncertain = matches!(former.became, Placement::Ambiguous | Placement::Orphaned);
                !former.reviewed && (is_uncertain || former.added)
            }
        })
    }

    /// For every document that another one replaces: by which. Documents that replace each other in a circle, which only
    /// two people can bring about, count as not replaced.
    pub(super) fn count_replaced(&self) -> BTreeMap<DocumentId, Vec<DocumentId>> {
        let replaces = |id: &DocumentId| self.document(*id)?.replaces.filter(|old| self.document(*old).is_some());
        let mut replaced: BTreeMap<DocumentId, Vec<DocumentId>> = BTreeMap::new();
        for id in self.tables.documents.keys() {
            let Some(old) = replaces(id) else { continue };
            let mut seen = BTreeSet::new();
            let mut earlier = std::iter::successors(Some(old), replaces).take_while(|earlier| seen.insert(*earlier));
            if !earlier.any(|earlier| earlier == *id) {
                replaced.entry(old).or_default().push(*id);
            }
        }
        replaced
    }

    /// Shows passages that were left in a replaced document in its newest version, where their words are for certain.
    pub(super) fn carry(&mut self) {
        if self.replaced.is_empty() {
            return;
        }
        let mut left: BTreeMap<(DocumentId, DocumentId), Vec<PassageId>> = BTreeMap::new();
        for passage in self.passages().filter(|passage| self.is_replaced(passage.place.document)) {
            let old = passage.place.document;
            // Of what is told already what became of it, no more is known.
            if let Some(new) = self.newest(old).filter(|new| passage.former.at(*new).is_none()) {
                left.entry((old, new)).or_default().push(passage.id);
            }
        }
        for ((old, new), passages) in left {
            let (Some(old), Some(new)) = (self.document(old).cloned(), self.document(new).cloned()) else { continue };
            let alignment = Alignment::of(old.text(), new.text());
            for id in passages {
                self.carry_passage(id, &alignment, &new);
            }
        }
    }

    fn carry_passage(&mut self, id: PassageId, alignment: &Alignment<'_>, new: &Document) {
        let Some(passage) = self.passage(id) else { return };
        let placed = alignment.place(passage.range());
        let Some(place) = placed.range.and_then(|range| Place::of(new, range)) else { return };
        let said = passage.place.clone();
        let former =
            FormerPlace { place: said, version: new.id, became: placed.placement, added: true, reviewed: false };
        let former = passage.former.with(former);
        let mut record = AnyRecord::Passage(Arc::clone(passage));
        record.derive(Field::Place, place.into());
        record.derive(Field::Former, former.into());
        self.tables.put(record);
    }
}
