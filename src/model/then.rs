//! Then: where a passage stood, and with which words, when something was done to it.
//!
//! A record holds what is; what was, the log tells. Of two people who work apart, one may have given a passage another place
//! that the other did not know: then the other meant the words that stood before. Who knew of what is certain within one
//! actor, where a copy is at hand that has the one and not the other, and of new versions, for the log says when each was
//! taken in by whom. Where an older program wrote the log, whoever goes on working in a version did not know of the next.
//! Else what was done earlier counts as known.

use std::collections::BTreeMap;

use super::{Actor, Changed, DocumentId, Dot, Field, FieldChange, PassageId, Place, Project, RecordKind, Value};

/// Where passages stood at every time, as far as they stood in more than one place: an index of the log of one project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Then {
    /// For every passage that was given another place: in which transactions, by time, and at which of their changes.
    moves: BTreeMap<PassageId, Vec<(Dot, usize)>>,
    /// The first and the last time that somebody made something in a document.
    worked: BTreeMap<(DocumentId, Actor), (u32, u32)>,
    /// When somebody first did something after having taken in a new version, by the stamp with which that replaced another.
    taken_in: BTreeMap<(Actor, Dot), u32>,
    /// What some copies of the project have taken in.
    copies: Vec<BTreeMap<Actor, u32>>,
}

impl Then {
    /// Reads the log of a project.
    pub fn of(project: &Project) -> Self {
        let mut then = Self::default();
        for entry in project.log.values() {
            for version in &*entry.versions {
                then.taken_in.entry((entry.dot.actor, *version)).or_insert(entry.dot.counter);
            }
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
            None => {
                // What nobody has taken over yet was seen where it is shown.
                let shown = project.tables().passages.get(&passage).filter(|passage| project.is_carried(passage));
                let knew = |place: &Place| {
                    came(project, place.document).is_some_and(|came| self.knew_version(dot, &[came]) == Some(true))
                };
                let shown = shown.map(|passage| passage.place.clone()).filter(knew);
                shown.or_else(|| self.first_place(project, passage))
            }
        }
    }

    /// Where a passage was marked.
    fn first_place(&self, project: &Project, passage: PassageId) -> Option<Place> {
        let record = || project.tables().passages.get(&passage);
        match self.changes(project, passage).next() {
            Some((_, first)) => {
                let before = place_in(&first.before)?;
                // What somebody took over was shown in the new version, and marked in one before it.
                let mut former = record().into_iter().flat_map(|passage| passage.all_former());
                let marked = former.find(|former| former.added && former.version == before.document);
                Some(marked.map_or(before, |former| former.place.clone()))
            }
            None => record().map(|passage| project.place_as_said(passage)),
        }
    }

    /// All places that a passage was given after it was marked, and those where it stood before.
    pub fn places<'p>(&self, project: &'p Project, passage: PassageId) -> impl Iterator<Item = &'p Place> {
        let both = self.changes(project, passage).flat_map(|(_, change)| [&change.before, &change.after]);
        both.filter_map(|value| if let Value::Place(place) = value { Some(place) } else { None })
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
            let came: Vec<Dot> = came(project, after.document).into_iter().chain([made]).collect();
            match self.knew_version(dot, &came) {
                Some(false) => return false,
                Some(true) if self.taken_in.contains_key(&(made.actor, made)) => return true,
                _ => {}
            }
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

    /// Whether whoever made the transaction `dot` had taken in a new version, by the stamps with which it came; `None` if
    /// the log does not tell.
    fn knew_version(&self, dot: Dot, came: &[Dot]) -> Option<bool> {
        // Whoever takes in a version says so; the programs before this one did not.
        let mut told = came.iter().filter(|came| self.taken_in.contains_key(&(came.actor, **came))).peekable();
        told.peek()?;
        Some(told.any(|came| match came.actor == dot.actor {
            true => came.counter <= dot.counter,
            false => self.taken_in.get(&(dot.actor, *came)).is_some_and(|counter| *counter <= dot.counter),
        }))
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

/// The stamp with which a document replaced another, if it did.
fn came(project: &Project, document: DocumentId) -> Option<Dot> {
    let document = project.tables().documents.get(&document).filter(|document| document.replaces.is_some())?;
    Some(document.said_to_replace().1)
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
