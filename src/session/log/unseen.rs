//! What others did since a project was last open here.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, CheckerId, DocumentId, Dot, LogEntry, Project};

use super::LogTeller;

/// Which transactions are new to whoever works here: made by others, and not in the project when it was last open here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    known: BTreeMap<Actor, u32>,
    me: CheckerId,
    by_person: Vec<(String, usize)>,
    documents: BTreeSet<DocumentId>,
}

impl Unseen {
    /// What of a project is new to `me`, who knew of it what is `known`; `None` if nothing is.
    pub fn of(project: &Project, known: BTreeMap<Actor, u32>, me: CheckerId) -> Option<Self> {
        let mut unseen = Self { known, me, by_person: Vec::new(), documents: BTreeSet::new() };
        let teller = LogTeller::new(project);
        let mut by_person: BTreeMap<&str, usize> = BTreeMap::new();
        for (&actor, &seen) in &project.seen {
            let from = Dot { actor, counter: unseen.known_of(actor).saturating_add(1) };
            if from.counter > seen || unseen.is_mine(project, actor) {
                continue;
            }
            let entries = project.log.range(from..=Dot { actor, counter: seen }).map(|(_, entry)| entry);
            for entry in entries.filter(|entry| !super::rows::only_names_somebody(entry)) {
                *by_person.entry(teller.who(entry.dot)).or_default() += 1;
                let places = entry.changed.iter().filter_map(|changed| teller.place(changed.record()));
                unseen.documents.extend(places.map(|place| place.document));
            }
        }
        let mut by_person: Vec<(String, usize)> = by_person.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
        by_person.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        unseen.by_person = by_person;
        (!unseen.by_person.is_empty()).then_some(unseen)
    }

    /// Whether a transaction is new.
    pub fn has(&self, project: &Project, entry: &LogEntry) -> bool {
        entry.dot.counter > self.known_of(entry.dot.actor) && !self.is_mine(project, entry.dot.actor)
    }

    /// Who did how much of it; who did most comes first.
    pub fn by_person(&self) -> &[(String, usize)] {
        &self.by_person
    }

    /// The documents in which something is new.
    pub fn documents(&self) -> &BTreeSet<DocumentId> {
        &self.documents
    }

    fn known_of(&self, actor: Actor) -> u32 {
        self.known.get(&actor).copied().unwrap_or(0)
    }

    fn is_mine(&self, project: &Project, actor: Actor) -> bool {
        project.actors.get(&actor) == Some(&self.me)
    }
}
