//! Texts that were changed on their way, by a mail program or by hand: places in them are brought to the text that is used.
//!
//! Nobody said these places anew, so their stamps do not tell which is right: of two places that one transaction gave, the
//! one in the text that is used holds. What was marked in the other text alone goes where the texts have the same words.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{AnyRecord, DocumentId, Entry, Field, PlacesMut, Project, Rules, Value};
use crate::text::{Alignment, Selector};

use super::unite::better;

/// The documents of which the copies have other texts, each with the text that is used.
pub(super) struct Texts(BTreeMap<DocumentId, Arc<str>>);

impl Texts {
    /// What the copies have other texts of.
    pub fn of(ours: &Project, theirs: &Project) -> Self {
        let both = ours.tables().documents.iter();
        let both = both.filter_map(|(id, our)| Some((*id, our, theirs.tables().documents.get(id)?)));
        let differing = both.filter(|(_, our, their)| our.text() != their.text());
        Self(differing.map(|(id, our, their)| (id, better(our, their).body.shared_text().clone())).collect())
    }

    /// The documents that they are of.
    pub fn documents(&self) -> impl Iterator<Item = DocumentId> {
        self.0.keys().copied()
    }

    /// Whether a copy has all of these documents as they are used, of which another copy has some otherwise.
    fn has_used(&self, copy: &Project, documents: &[DocumentId]) -> bool {
        let differing = || documents.iter().filter_map(|id| Some((id, self.0.get(id)?)));
        let has = |(id, used): (&DocumentId, &Arc<str>)| {
            copy.tables().documents.get(id).is_some_and(|own| own.text() == &**used)
        };
        differing().next().is_some() && differing().all(has)
    }

    /// The records of a copy as people left them, by kind and id, with all places in the texts that are used. A place that
    /// has no like there stays as it was.
    pub fn records(&self, project: &Project) -> Vec<AnyRecord> {
        let mut records: Vec<AnyRecord> = project.tables().iter().map(|record| record.as_said()).collect();
        for (document, text) in &self.0 {
            let Some(own) = project.tables().documents.get(document).filter(|own| own.text() != &**text) else {
                continue;
            };
            let alignment = Alignment::of(own.text(), text);
            for place in records.iter_mut().filter_map(places_of).flatten().filter(|place| place.document == *document)
            {
                let found = alignment.place(place.range()).range.and_then(|range| Selector::of(text, range));
                place.selector = found.unwrap_or_else(|| place.selector.clone());
            }
        }
        records
    }

    /// Of two values that one transaction gave to a field of a passage, both copies get the one that stands in the texts
    /// that are used, or follows from them: who opens another text finds passages re-opened whose words are others there.
    pub fn settle(
        &self,
        (record, field): (&AnyRecord, Field),
        (our, ours): (&mut [Entry], &Project),
        (their, theirs): (&mut [Entry], &Project),
    ) {
        let AnyRecord::Passage(passage) = record else { return };
        if self.0.is_empty() || !matches!(field, Field::Place | Field::Former | Field::Reopened) {
            return;
        }
        let documents = |value: &Value| match value {
            Value::Former(former) => former.iter().map(|former| former.place.document).collect(),
            Value::Place(place) => vec![place.document],
            _ => vec![passage.place.document],
        };
        for our in our {
            let other = their.iter_mut().find(|their| their.dot == our.dot);
            let Some(their) = other.filter(|their| their.value != our.value) else { continue };
            if self.has_used(ours, &documents(&our.value)) {
                their.value = our.value.clone();
            } else if self.has_used(theirs, &documents(&their.value)) {
                our.value = their.value.clone();
            }
        }
    }

    /// Whether of a record that cannot change its place this copy has the one in the text that is used.
    pub fn has_placed(&self, record: &AnyRecord, copy: &Project) -> bool {
        let documents = |record: &mut AnyRecord| -> Vec<DocumentId> {
            places_of(record).into_iter().flatten().map(|place| place.document).collect()
        };
        !self.0.is_empty() && self.has_used(copy, &documents(&mut record.clone()))
    }
}

fn places_of(record: &mut AnyRecord) -> Option<PlacesMut<'_>> {
    match record {
        AnyRecord::Passage(passage) => Some(Arc::make_mut(passage).places_mut()),
        AnyRecord::Pass(pass) => Some(Arc::make_mut(pass).places_mut()),
        AnyRecord::Settled(settled) => Some(Arc::make_mut(settled).places_mut()),
        _ => None,
    }
}
