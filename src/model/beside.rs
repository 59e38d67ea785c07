//! Versions beside each other: two people took in different ones, and nobody has said yet which is the newer. What they
//! have in common need be looked at in one of them only.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::text::{TextRange, twins};

use super::{Document, DocumentId, Field, Fields as _, Looked, Project};

impl Project {
    /// What stands beside a version: other versions of the same document, of which nobody has said whether they are newer
    /// or older; beside one that was removed and is there again, the one that counts.
    pub fn beside(&self, version: DocumentId) -> Vec<&Arc<Document>> {
        if !self.has_any_beside() {
            return Vec::new();
        }
        let instead = self.counting_instead(version);
        let newest = self.newest_documents().into_iter();
        newest.filter(|it| instead == Some(it.id) || self.fork_between(version, it.id).is_some()).collect()
    }

    /// Whether any version stands beside another.
    pub fn has_any_beside(&self) -> bool {
        self.has_forks() || self.documents_raised().next().is_some()
    }

    /// The version that counts instead of one that somebody removed, and that is there only because a colleague, who did not
    /// know of that, left something in it.
    pub fn counting_instead(&self, raised: DocumentId) -> Option<DocumentId> {
        let raised = self.documents_raised().find(|document| document.id == raised)?;
        let before = |id: &DocumentId| self.tables().documents.get(id)?.replaces;
        let mut seen = BTreeSet::new();
        let mut line = std::iter::successors(raised.replaces, before).take_while(|id| seen.insert(*id));
        let counts = line.find(|id| self.document(*id).is_some_and(|it| !it.is_derived(Field::Present)))?;
        self.newest(counts)
    }

    fn documents_raised(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.tables().documents.values().filter(|document| document.present && document.is_derived(Field::Present))
    }

    /// Where passages stand in a version that are shown in one beside it.
    pub fn standing_beside(&self, version: DocumentId) -> Vec<TextRange> {
        if !self.is_forked(version) {
            return Vec::new();
        }
        let places = self.passages().flat_map(|passage| self.across_forks(passage));
        places.filter(|place| place.document == version).map(|place| place.range()).collect()
    }

    /// For each of these sentences of a version: whether somebody has looked at it in one beside it. It looks at all of
    /// both texts.
    pub(super) fn looked_beside(&self, version: &Document, sentences: &[TextRange]) -> Vec<bool> {
        let mut looked = vec![false; sentences.len()];
        for other in self.beside(version.id).into_iter().filter(|other| self.is_draft(other)) {
            let theirs: Vec<TextRange> = other.body.shown_sentences(0..other.blocks().len()).collect();
            let by_them = Looked::at(self, other.id, self.passages_of(other.id).map(|passage| passage.range()));
            let twins = sentence_twins((version, sentences), (other, &theirs));
            for (looked, twin) in looked.iter_mut().zip(twins) {
                let twin = twin.and_then(|twin| theirs.get(twin));
                *looked |= twin.is_some_and(|sentence| !by_them.is_untouched(*sentence));
            }
        }
        looked
    }
}

/// For each sentence of a version the one of another that it is, if that is certain.
pub fn sentence_twins(version: (&Document, &[TextRange]), other: (&Document, &[TextRange])) -> Vec<Option<usize>> {
    let [own, theirs] = [version, other].map(|(document, sentences)| {
        let words = sentences.iter().map(|sentence| sentence.within(document.text()).unwrap_or_default());
        words.collect::<Vec<_>>()
    });
    twins(&own, &theirs)
}
