//! Passages that two people carried to two versions of one document, once somebody says which of these is the newer.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{AnyRecord, Document, DocumentId, Dot, Edit, Field, Passage, Place, Project, Value};
use crate::text::find_words;

use super::made::{accepted, said_of_changes};
use super::step::Step;

/// A passage that one person carried to one version of a document, and another to another one.
pub(super) struct Twice {
    /// It, as it stands in the version that is the earlier now.
    there: Passage,
    /// It, as it stands in the one that is the newer, and who carried it there.
    pub(super) here: (Passage, Dot),
}

impl Twice {
    /// All those that stand in one of the versions that are the earlier now, and in the newest or one before it.
    pub(super) fn all(project: &Project, earlier: &[&Arc<Document>], newest: &Document) -> Vec<Self> {
        let is_there = |id: DocumentId| earlier.iter().any(|version| version.id == id);
        let before = project.earlier_versions(newest.id);
        let is_here = |id: DocumentId| id == newest.id || before.contains(&id) && !is_there(id);
        let forked = project.passages().filter(|passage| project.across_forks(passage).next().is_some());
        let twice = forked.filter_map(|passage| {
            let record = AnyRecord::Passage(Arc::clone(passage));
            let places = || record.entries(Field::Place).into_iter();
            let there = places().find_map(|entry| place_in(entry.value, is_there))?;
            let (here, dot) = places().find_map(|entry| Some((place_in(entry.value, is_here)?, entry.dot)))?;
            let stood = |place: Place| {
                let formers = record.entries(Field::Former).into_iter().filter_map(|entry| match entry.value {
                    Value::Former(former) => Some(former),
                    _ => None,
                });
                let former = formers.into_iter().find(|former| former.at(place.document).is_some());
                Passage { former: former.unwrap_or_default(), place, ..Passage::clone(passage) }
            };
            Some(Self { there: stood(there), here: (stood(here), dot) })
        });
        twice.collect()
    }

    /// Whether its outcome was set by who carried it to the version that is the newer, and since then.
    pub(super) fn is_checked_here(&self, project: &Project) -> bool {
        let (passage, carried) = &self.here;
        let outcome = passage.stamps.of(Field::Outcome);
        let person = |dot: Dot| project.actors.get(&dot.actor);
        let is_since = match outcome.actor == carried.actor {
            true => outcome.counter > carried.counter,
            false => project.when(outcome) > project.when(*carried),
        };
        person(outcome) == person(*carried) && is_since
    }
}

fn place_in(value: Value, is_in: impl Fn(DocumentId) -> bool) -> Option<Place> {
    if let Value::Place(place) = value { Some(place).filter(|place| is_in(place.document)) } else { None }
}

/// Of two versions that replaced one document, the other is the earlier now: passages that one person carried to this one
/// and another to that one stand here, and went on from there.
pub(super) fn settled(project: &Project, twice: &[Twice]) -> Vec<Edit> {
    let mut steps: BTreeMap<(DocumentId, DocumentId), Option<Step<'_>>> = BTreeMap::new();
    let mut edits = Vec::new();
    for one in twice {
        let Twice { there, here } = one;
        let new = here.0.place.document;
        let came = here.0.former.at(new).map_or(&there.place, |former| &former.place);
        for old in [there.place.document, came.document] {
            let new_step = || Some(Step::new(project, project.document(old)?, project.document(new)?));
            steps.entry((old, new)).or_insert_with(new_step);
        }
        let step = |old: DocumentId| steps.get(&(old, new)).and_then(Option::as_ref);
        let (Some(from_there), Some(from_before)) = (step(there.place.document), step(came.document)) else { continue };
        edits.extend(from_there.passage(there, Some(one)));
        let before = Passage { place: came.clone(), ..there.clone() };
        let answers = accepted(project, there.id).map(|change| {
            // A change is of the words of one of the versions.
            let is_before = find_words(before.words(), &change.from).is_some();
            let (step, passage) = if is_before { (from_before, &before) } else { (from_there, there) };
            (change, step.answer(passage, change, &step.alignment.place(passage.range())).made)
        });
        edits.extend(said_of_changes(&answers.collect::<Vec<_>>()));
    }
    edits
}
