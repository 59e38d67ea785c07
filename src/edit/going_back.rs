//! Going back to an earlier version of a document: the newest is removed, and what came to it returns to where it was.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{
    AnyRecord, Changed, DocumentId, Edit, Field, Fields as _, FormerPlace, FormerPlaces, LogEntry, Passage, PassageId,
    Place, Project, RecordId, Value,
};

/// Where passages stand once the newest version of a document is removed, with their former places: those that came to it
/// from the versions before it. Passages that were marked in it are not among them; nor is any if the document is not the
/// newest of several versions.
pub fn returning(project: &Project, version: DocumentId) -> BTreeMap<PassageId, (Place, FormerPlaces)> {
    if !goes_back(project, version) {
        return BTreeMap::new();
    }
    let here = project.passages().filter(|passage| passage.place.document == version);
    here.filter_map(|passage| Some((passage.id, former_place(project, passage, version)?))).collect()
}

/// The edits with which passages return to the versions before the newest, and with which nothing tells of it any more.
pub(super) fn go_back(project: &Project, version: DocumentId) -> Vec<Edit> {
    if !goes_back(project, version) {
        return Vec::new();
    }
    let returning = returning(project, version);
    let mut edits = Vec::new();
    for passage in project.passages() {
        if let Some((place, former)) = returning.get(&passage.id) {
            edits.push(Edit::set(passage.id, Field::Place, place.clone()));
            edits.push(Edit::set(passage.id, Field::Former, former.clone()));
        } else if passage.place.document != version {
            // Where it stands was chosen, or it was left there.
            let is_elsewhere_too = elsewhere(project, passage).any(|place| place.document == version);
            edits.extend(is_elsewhere_too.then(|| Edit::set(passage.id, Field::Place, passage.place.clone())));
            let is_told = passage.former.at(version).is_some();
            edits.extend(is_told.then(|| Edit::set(passage.id, Field::Former, without(&passage.former, &[version]))));
        }
    }
    let stays = |passage: &Passage| passage.place.document != version || returning.contains_key(&passage.id);
    let staying: BTreeSet<_> = project.passages().filter(|passage| stays(passage)).map(|passage| passage.id).collect();
    edits.extend(taken_back(project, version, &staying));
    edits
}

/// Whether a document is the newest of several versions, so that the one before it takes its place if it is removed.
pub fn goes_back(project: &Project, version: DocumentId) -> bool {
    !project.is_replaced(version) && !project.earlier_versions(version).is_empty()
}

/// Where a passage stood before it came to a version, or where somebody else carried it. Of versions that are removed it goes
/// back behind them.
fn former_place(project: &Project, passage: &Arc<Passage>, version: DocumentId) -> Option<(Place, FormerPlaces)> {
    let is_there = |place: &Place| place.document != version && project.document(place.document).is_some();
    passage.former.at(version)?;
    if let Some(other) = elsewhere(project, passage).find(is_there) {
        let of_other = passage.clashes().iter().find_map(|clash| match &clash.value {
            Value::Former(former) if former.at(other.document).is_some() => Some(without(former, &[version])),
            _ => None,
        });
        return Some((other, of_other.unwrap_or_else(|| without(&passage.former, &[version]))));
    }
    let mut gone = vec![version];
    loop {
        let place = &passage.former_in(*gone.last()?)?.place;
        if is_there(place) {
            return Some((place.clone(), without(&passage.former, &gone)));
        }
        // There may be circles, which only two people can bring about.
        if gone.contains(&place.document) {
            return None;
        }
        gone.push(place.document);
    }
}

/// The other places that a passage was given by people who did not know of each other.
fn elsewhere(project: &Project, passage: &Arc<Passage>) -> impl Iterator<Item = Place> {
    let record = AnyRecord::Passage(Arc::clone(passage));
    let clashing = project.clashes_of(&record).filter_map(|clash| match &clash.value {
        Value::Place(place) => Some(place),
        _ => None,
    });
    let places: Vec<Place> = clashing.chain(project.across_forks(passage)).cloned().collect();
    places.into_iter()
}

fn without(former: &FormerPlaces, versions: &[DocumentId]) -> FormerPlaces {
    former.iter().filter(|former| !versions.contains(&former.version)).cloned().collect::<Vec<FormerPlace>>().into()
}

/// What the new version said of passages that stay, as far as nobody has said otherwise since: that their words are others,
/// and whether a change was made.
fn taken_back(project: &Project, version: DocumentId, staying: &BTreeSet<PassageId>) -> Vec<Edit> {
    let id = RecordId::from(version);
    let took_in = |changed: &Changed| match changed {
        Changed::Made(record) => *record == id,
        Changed::Emptied(_) => false,
        Changed::Set(change) => change.record == id && change.field == Field::Replaces,
    };
    let mut entries: Vec<&LogEntry> = project.log.values().filter(|entry| entry.changed.iter().any(took_in)).collect();
    entries.sort_by_key(|entry| (entry.time, entry.dot));
    let mut seen = BTreeSet::new();
    let edits = entries.into_iter().flat_map(|entry| &*entry.changed).filter_map(|changed| {
        let Changed::Set(change) = changed else { return None };
        let record = project.tables().get(change.record).filter(|record| record.fields().present())?;
        let is_of_it = matches!(change.field, Field::Reopened | Field::Made)
            && record.rules().passage().is_some_and(|passage| staying.contains(&passage));
        let stands = record.fields().get(change.field).as_ref() == Some(&change.after);
        let is_first = is_of_it && stands && seen.insert((change.record, change.field));
        is_first.then(|| Edit::set(change.record, change.field, change.before.clone()))
    });
    edits.collect()
}
