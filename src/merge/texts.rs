//! Texts that were changed on their way, by a mail program or by hand: places in them are brought to the text that is used.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{AnyRecord, DocumentId, Place, PlacesMut, Project, Rules};
use crate::text::{Selector, find_again};

use super::unite::better;

/// Texts of documents.
pub(super) type Texts = BTreeMap<DocumentId, Arc<str>>;

/// The documents of which the copies have other texts, each with the one that is used.
pub(super) fn loaded(ours: &Project, theirs: &Project) -> Texts {
    let both = ours.tables().documents.iter();
    let both = both.filter_map(|(id, our)| Some((*id, our, theirs.tables().documents.get(id)?)));
    let differing = both.filter(|(_, our, their)| our.text() != their.text());
    differing.map(|(id, our, their)| (id, better(our, their).body.shared_text().clone())).collect()
}

/// The records of a copy as people left them, by kind and id. Places in another text than the one that is used stand where
/// their words are found in it; where they are not found, as they were.
pub(super) fn records(project: &Project, texts: &Texts) -> Vec<AnyRecord> {
    let mut records: Vec<AnyRecord> = project.tables().iter().map(|record| record.as_said()).collect();
    for (document, text) in texts {
        let differs = project.tables().documents.get(document).is_some_and(|own| own.text() != &**text);
        let mut places: Vec<&mut Place> = Vec::new();
        for record in records.iter_mut().filter(|_| differs) {
            places.extend(places_of(record).into_iter().flatten().filter(|place| place.document == *document));
        }
        let selectors: Vec<&Selector> = places.iter().map(|place| &place.selector).collect();
        let found = find_again(text, &selectors);
        for (place, found) in places.iter_mut().zip(found) {
            if let Some(found) = found {
                place.selector = found;
            }
        }
    }
    records
}

fn places_of(record: &mut AnyRecord) -> Option<PlacesMut<'_>> {
    match record {
        AnyRecord::Passage(passage) => Some(Arc::make_mut(passage).places_mut()),
        AnyRecord::Pass(pass) => Some(Arc::make_mut(pass).places_mut()),
        AnyRecord::Settled(settled) => Some(Arc::make_mut(settled).places_mut()),
        _ => None,
    }
}
