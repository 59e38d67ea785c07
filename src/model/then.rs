//! Then: where a passage stood, and with which words, when something was done to it.
//!
//! A record holds what is; what was, the log tells. Of two people who work apart, one may have given a passage another place
//! that the other did not know: then the other meant the words that stood before. Who knew of what is certain within one
//! actor, and where a copy is at hand that has the one and not the other; whoever goes on working in a version did not know
//! of the next. Else what was done earlier counts as known.

use std::collections::BTreeMap;

use super::{Actor, Changed, DocumentId, Dot, Field, FieldChange, PassageId, Place, Project, RecordKind, Value};

/// Where passages stood at every time, as far as they stood in more than one place: an index of the log of one project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Then {
    /// For every passage that was given another place: in which transactions, by time, and at which of their changes.
    moves: BTreeMap<PassageId, Vec<(Dot, usize)>>,
    /// The first and the last time that somebody made something in a document.
    worked: BTreeMap<(DocumentId, Actor), (u32, u32)>,
    /// What some copies of the project have taken in.
    copies: Vec<BTreeMap<Actor, u32>>,
}

impl Then {
    /// Reads the log of a project.
    pub fn of(project: &Project) -> Self {
        let mut then = Self::default();
        for entry in project.log.values() {
            for (at, changed) in entry.changed.iter().enumerate() {
                if place_change(changed).is_some() {
                    then.moves.entry(PassageId(changed.record().id)).or_default().push((entry.dot, at));
                }
            }
        }
        for moves in then.moves.values_mut() {
            moves.sort_by_key(|(dot, _)| (project.when(*dot), dot.counter, dot.actor));
        }
        if project.has_versions() {
            then.find_worked(project);
        }
        then
    }

    /// The same for whoever has these copies of it at hand.
    pub fn with_copies<'c>(self, copies: impl IntoIterator<Item = &'c Project>) -> Self {
        Self { copies: copies.into_iter().map(|copy| copy.seen.clone()).collect(), ..self }
    }

    /// Where a passage stood when the transaction `dot` was made, be it there still or not.
    pub fn place(&self, project: &Project, passage: PassageId, dot: Dot) -> Option<Place> {
        let known = self.changes(project, passage).filter(|(made, change)| self.knew(project, dot, (*made, change)));
        match known.last() {
            Some((_, change)) => place_in(&change.after),
            None => self.first_place(project, passage),
        }
    }

    /// Where a passage was marked.
    fn first_place(&self, project: &Project, passage: PassageId) -> Option<Place> {
        match self.changes(project, passage).next() {
            Some((_, first)) => place_in(&first.before),
            None => project.tables().passages.get(&passage).map(|passage| project.place_as_said(passage)),
        }
    }

    /// When a passage was given another place, and which.
    fn changes<'p>(&self, project: &'p Project, passage: PassageId) -> impl Iterator<Item = (Dot, &'p FieldChange)> {
        let moves = self.moves.get(&passage).map_or(&[][..], Vec::as_slice);
        moves.iter().filter_map(move |(dot, at)| {
            let change = project.log.get(dot)?.changed.get(*at).and_then(place_change)?;
            Some((*dot, change))
        })
    }

    /// Where a passage stood before the transaction `dot` gave it another place, if it did.
    pub fn place_before(&self, project: &Project, passage: PassageId, dot: Dot) -> Option<Place> {
        let (_, change) = self.changes(project, passage).find(|(made, _)| *made == dot)?;
        place_in(&change.before)
    }

    /// Whether whoever made the transaction `dot` knew that a passage had been given another place, or did just that.
    fn knew(&self, project: &Project, dot: Dot, (made, change): (Dot, &FieldChange)) -> bool {
        if dot.actor == made.actor {
            return made.counter <= dot.counter;
        }
        let has = |seen: &BTreeMap<Actor, u32>, dot: Dot| seen.get(&dot.actor).is_some_and(|seen| *seen >= dot.counter);
        if self.copies.iter().any(|copy| has(copy, dot) && !has(copy, made)) {
            return false;
        }
        if let (Value::Place(before), Value::Place(after)) = (&change.before, &change.after)
            && before.document != after.document
        {
            let worked_in = |document| self.worked.get(&(document, dot.actor));
            if worked_in(before.document).is_some_and(|(_, last)| *last >= dot.counter) {
                return false;
            }
            if worked_in(after.document).is_some_and(|(first, _)| *first <= dot.counter) {
                return true;
            }
        }
        project.when(made) < project.when(dot)
    }

    fn find_worked(&mut self, project: &Project) {
        let tables = project.tables();
        let marked = tables
            .passages
            .values()
            .filter_map(|passage| Some((self.first_place(project, passage.id)?.document, passage.stamps.made())));
        let passed = tables.passes.values().map(|pass| (pass.place.document, pass.stamps.made()));
        let mut worked: BTreeMap<(DocumentId, Actor), (u32, u32)> = BTreeMap::new();
        for (document, Dot { actor, counter }) in marked.chain(passed) {
            let (first, last) = worked.entry((document, actor)).or_insert((counter, counter));
            (*first, *last) = ((*first).min(counter), (*last).max(counter));
        }
        self.worked = worked;
    }
}

/// That a passage was given another place, if that is what was changed.
fn place_change(changed: &Changed) -> Option<&FieldChange> {
    match changed {
        Changed::Set(change) if change.field == Field::Place && change.record.kind == RecordKind::Passage => {
            Some(change)
        }
        _ => None,
    }
}

fn place_in(value: &Value) -> Option<Place> {
    if let Value::Place(place) = value { Some(place.clone()) } else { None }
}
