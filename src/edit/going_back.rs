//! Going back to an earlier version of a document: the newest is removed, and what came to it returns to where it was.

mod fork;
mod judged;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{
    AnyRecord, Changed, Clash, DocumentId, Edit, Field, FieldChange, Fields as _, FormerPlace, FormerPlaces, LogEntry,
    Passage, PassageId, Place, Project, RecordId, Value,
};

use super::recipes::UNSTAMPED;
use super::replace::passed_along;

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

/// The edits with which passages return to the versions before the newest, and with which nothing tells of it any more. If
/// the document is not the newest version, passages that stand in a later one stay there, whoever put them in it.
pub(super) fn go_back(project: &Project, version: DocumentId) -> Vec<Edit> {
    let goes_back = goes_back(project, version);
    let returning = returning(project, version);
    let mut edits = Vec::new();
    for passage in project.passages() {
        let said = Said { project, passage, gone: version };
        if let Some((place, former)) = returning.get(&passage.id) {
            edits.extend(said.place(place));
            edits.extend(said.former(former));
        } else if passage.place.document != version && !project.is_carried(passage) {
            // Where it stands was chosen, or it was left there.
            let is_there_too = said.is_there_too();
            edits.extend(is_there_too.then(|| said.place(&passage.place)).flatten());
            let is_told = is_there_too || passage.formers().any(|former| former.at(version).is_some());
            let former = || said.former(&former_at(passage, &passage.place, &[version]));
            edits.extend((is_told && goes_back).then(former).flatten());
        }
    }
    if !goes_back {
        return edits;
    }
    let now = |passage: &Arc<Passage>| match returning.get(&passage.id) {
        Some((place, _)) => Some((passage.id, place.clone())),
        None => Some((passage.id, passage.place.clone())).filter(|(_, place)| place.document != version),
    };
    let staying: BTreeMap<PassageId, Place> = project.passages().filter_map(now).collect();
    match project.is_forked(version) {
        true => edits.extend(fork::as_if_alone(project, version, &staying)),
        false => edits.extend(taken_back(project, version, &staying)),
    }
    edits.extend(passes_along(project, version));
    judged::with_judged_again(project, version, &staying, edits)
}

/// The edits after which sentences that were passed in a version that goes count as passed in the one that takes its place,
/// where they are the same.
fn passes_along(project: &Project, version: DocumentId) -> Vec<Edit> {
    let stays = beside(project, version).or_else(|| project.earlier_versions(version).first().copied());
    stays.map(|stays| passed_along(project, version, stays)).unwrap_or_default()
}

/// What people said of a passage, as it stays when a version goes.
struct Said<'p> {
    project: &'p Project,
    passage: &'p Arc<Passage>,
    gone: DocumentId,
}

impl Said<'_> {
    /// Whether somebody put the passage in the version that goes, although it is shown elsewhere.
    fn is_there_too(&self) -> bool {
        let is_there = |clash: &Clash| matches!(&clash.value, Value::Place(place) if place.document == self.gone);
        self.passage.clashes().iter().any(is_there)
    }

    /// The edit after which the passage stands here, beside what else waits for a choice.
    fn place(&self, here: &Place) -> Option<Edit> {
        let others = elsewhere(self.project, self.passage).filter(|other| other.document != self.gone);
        let all = std::iter::once(here.clone()).chain(others);
        holding(self.passage.id.into(), Field::Place, all.map(Value::from))
    }

    /// The edit after which it has these former places, beside those that others told of.
    fn former(&self, here: &FormerPlaces) -> Option<Edit> {
        let others = self.passage.formers().map(|former| without(former, &[self.gone]));
        let all = std::iter::once(here.clone()).chain(others.filter(|former| !former.is_empty()));
        holding(self.passage.id.into(), Field::Former, all.map(Value::from))
    }
}

/// Whether a document is the newest of several versions, so that the one before it takes its place if it is removed.
pub fn goes_back(project: &Project, version: DocumentId) -> bool {
    !project.is_replaced(version) && !project.earlier_versions(version).is_empty()
}

/// The version that stays if another one of the same document is removed, of which nobody said which is the newer: the
/// newest of its line. Of several the first.
pub fn beside(project: &Project, version: DocumentId) -> Option<DocumentId> {
    all_beside(project, version).first().copied()
}

/// The versions that stay if another one of the same document is removed, each the newest of its line.
pub fn all_beside(project: &Project, version: DocumentId) -> Vec<DocumentId> {
    let before = project.earlier_versions(version).first().copied().filter(|_| goes_back(project, version));
    let others = before.into_iter().flat_map(|before| project.replacements(before)).filter(|other| **other != version);
    others.filter_map(|other| project.newest(*other)).collect()
}

/// Where a passage stood before it came to a version, or where somebody else carried it. Of versions that are removed it goes
/// back behind them.
fn former_place(project: &Project, passage: &Arc<Passage>, version: DocumentId) -> Option<(Place, FormerPlaces)> {
    let is_there = |place: &Place| place.document != version && project.document(place.document).is_some();
    passage.former.at(version)?;
    if let Some(other) = elsewhere(project, passage).find(is_there) {
        let former = former_at(passage, &other, &[version]);
        return Some((other, former));
    }
    let mut gone = vec![version];
    loop {
        let place = &passage.former_in(*gone.last()?)?.place;
        if is_there(place) {
            return Some((place.clone(), former_at(passage, place, &gone)));
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

/// The former places of a passage that stands at a place, without what was said of these versions: those that lead to the
/// place, or that tell of none of these versions, by whomever that was said.
fn former_at(passage: &Passage, place: &Place, gone: &[DocumentId]) -> FormerPlaces {
    let tells_of_none = |former: &&FormerPlaces| former.iter().all(|former| !gone.contains(&former.version));
    let leads_here = |former: &&FormerPlaces| former.at(place.document).is_some();
    let of_others = passage.formers().find(|former| leads_here(former) && tells_of_none(former));
    let former =
        of_others.or_else(|| passage.formers().find(leads_here)).or_else(|| passage.formers().find(tells_of_none));
    let former = former.unwrap_or(&passage.former);
    without(former, gone)
}

/// The edit after which a field holds these values, of which the first shows: what several people said of the versions that
/// stay is for a person to choose from. `None` if there is no value.
fn holding(record: RecordId, field: Field, values: impl IntoIterator<Item = Value>) -> Option<Edit> {
    let mut all: Vec<Value> = Vec::new();
    values.into_iter().for_each(|value| {
        if !all.contains(&value) {
            all.push(value)
        }
    });
    let mut all = all.into_iter();
    let value = all.next()?;
    let clashes: Box<[Clash]> = all.map(|value| Clash { field, value, dot: UNSTAMPED }).collect();
    Some(match clashes.is_empty() {
        true => Edit::Set { record, field, value },
        false => Edit::Unsettle { record, field, value, clashes },
    })
}

fn without(former: &FormerPlaces, versions: &[DocumentId]) -> FormerPlaces {
    former.iter().filter(|former| !versions.contains(&former.version)).cloned().collect::<Vec<FormerPlace>>().into()
}

/// What the new version said of passages that stay, as far as nobody has said otherwise since: that their words are others,
/// and whether a change was made.
fn taken_back(project: &Project, version: DocumentId, staying: &BTreeMap<PassageId, Place>) -> Vec<Edit> {
    let mut seen = BTreeSet::new();
    let said = said_by(project, version);
    let edits = said.into_iter().filter_map(|(_, change)| {
        let record = project.tables().get(change.record).filter(|record| record.fields().present())?;
        let is_of_it = record.rules().passage().is_some_and(|passage| staying.contains_key(&passage));
        let stands = record.as_said().fields().get(change.field).as_ref() == Some(&change.after);
        let is_first = is_of_it && stands && seen.insert((change.record, change.field));
        is_first.then(|| Edit::set(change.record, change.field, change.before.clone()))
    });
    edits.collect()
}

/// What was said of passages by the transactions that took in a version, by time: that their words are others, and whether
/// a change was made.
fn said_by(project: &Project, version: DocumentId) -> Vec<(&LogEntry, &FieldChange)> {
    let id = RecordId::from(version);
    let took_in = |changed: &Changed| match changed {
        Changed::Made(record) => *record == id,
        Changed::Emptied(_) => false,
        Changed::Set(change) => change.record == id && change.field == Field::Replaces,
    };
    let mut entries: Vec<&LogEntry> = project.log.values().filter(|entry| entry.changed.iter().any(took_in)).collect();
    entries.sort_by_key(|entry| (entry.time, entry.dot));
    let all = entries.into_iter().flat_map(|entry| entry.changed.iter().map(move |changed| (entry, changed)));
    let said = all.filter_map(|(entry, changed)| match changed {
        Changed::Set(change) if matches!(change.field, Field::Reopened | Field::Made) => Some((entry, &**change)),
        _ => None,
    });
    said.collect()
}
