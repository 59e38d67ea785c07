//! Passages that two people carried to two versions of one document, once somebody says which of these is the newer.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Answer, AnyRecord, Document, DocumentId, Dot, Edit, Field, Passage, Place, Project, Text, Value};
use crate::text::{find_words, is_same_but_for_type};

use super::made::said_of_changes;
use super::step::Step;

/// A passage that one person carried to one version of a document, and another to another one.
pub(super) struct Twice {
    /// It, as it stands in the version that is the earlier now, and who carried it there.
    there: (Passage, Dot),
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
            let (there, left) = places().find_map(|entry| Some((place_in(entry.value, is_there)?, entry.dot)))?;
            let (here, dot) = places().find_map(|entry| Some((place_in(entry.value, is_here)?, entry.dot)))?;
            let stood = |place: Place| {
                let former = passage.formers().find(|former| former.at(place.document).is_some()).cloned();
                Passage { former: former.unwrap_or_default(), place, ..Passage::clone(passage) }
            };
            // Whoever took something back carried nothing.
            let [left, dot] = [left, dot].map(|dot| project.origin(&**passage, Field::Place, dot));
            Some(Self { there: (stood(there), left), here: (stood(here), dot) })
        });
        twice.collect()
    }

    /// Whether its outcome is about the words that it has in the version that is the newer: who carried it there has set it
    /// since then, or it was set before anybody carried it away from just these words.
    pub(super) fn is_checked_here(&self, project: &Project) -> bool {
        let (passage, carried) = &self.here;
        let outcome = project.set_by(passage, Field::Outcome);
        let person = |dot: Dot| project.actors.get(&dot.actor);
        let is_since = |carried: Dot| match outcome.actor == carried.actor {
            true => outcome.counter > carried.counter,
            false => project.when(outcome) > project.when(carried),
        };
        let is_as_judged = || is_same_but_for_type(self.came().words(), passage.words()) && !is_since(self.there.1);
        person(outcome) == person(*carried) && is_since(*carried) || is_as_judged()
    }

    /// Where it was before it was carried to the version that is the newer.
    fn came(&self) -> &Place {
        let here = &self.here.0;
        here.former.at(here.place.document).map_or(&self.there.0.place, |former| &former.place)
    }

    /// That it need not be looked at again, if that was asked only because its words are others in the other version.
    fn looked_at(&self, project: &Project) -> Option<Edit> {
        let passage = project.passage(self.here.0.id)?;
        let record = AnyRecord::Passage(Arc::clone(passage)).as_said();
        let mut asked = record.entries(Field::Reopened).into_iter().filter(|entry| !entry.value.is_unfilled());
        let is_of_other = asked.next().is_some_and(|entry| entry.dot == self.there.1) && asked.next().is_none();
        let is_closed = is_of_other && self.is_checked_here(project);
        is_closed.then(|| Edit::set(passage.id, Field::Reopened, Text::default()))
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
        let (there, came) = (&one.there.0, one.came());
        let new = one.here.0.place.document;
        for old in [there.place.document, came.document] {
            let new_step = || Some(Step::new(project, project.document(old)?, project.document(new)?));
            steps.entry((old, new)).or_insert_with(new_step);
        }
        let step = |old: DocumentId| steps.get(&(old, new)).and_then(Option::as_ref);
        let (Some(from_there), Some(from_before)) = (step(there.place.document), step(came.document)) else { continue };
        edits.extend(from_there.passage(there, Some(one)));
        edits.extend(one.looked_at(project));
        let before = Passage { place: came.clone(), ..there.clone() };
        let answers = project.accepted_changes(there.id).map(|change| {
            // A change is of the words of one of the versions.
            let is_before = find_words(before.words(), &change.from).is_some();
            let (step, passage) = if is_before { (from_before, &before) } else { (from_there, there) };
            (change, Answer::of(change, passage.range(), &step.alignment, &step.alignment.place(passage.range())).made)
        });
        edits.extend(said_of_changes(&answers.collect::<Vec<_>>()));
    }
    edits
}
