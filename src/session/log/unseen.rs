//! What others did since a project was last open here.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, CheckerId, DocumentId, Dot, LogEntry, Project};

use super::LogTeller;

/// Which transactions are new to whoever works here: made by others, and not in the project when it was last open here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    known: BTreeMap<Actor, u32>,
    me: CheckerId,
    documents: BTreeSet<DocumentId>,
}

impl Unseen {
    /// What of a project is new to `me`, who knew of it what is `known`; `None` if nothing is.
    pub fn of(project: &Project, known: BTreeMap<Actor, u32>, me: CheckerId) -> Option<Self> {
        let mut unseen = Self { known, me, documents: BTreeSet::new() };
        let teller = LogTeller::new(project);
        let mut n_new = 0;
        for (&actor, &seen) in &project.seen {
            let from = Dot { actor, counter: unseen.known_of(actor).saturating_add(1) };
            if from.counter > seen || unseen.is_mine(project, actor) {
                continue;
            }
            let entries = project.log.range(from..=Dot { actor, counter: seen }).map(|(_, entry)| entry);
            for entry in entries.filter(|entry| !super::rows::only_names_somebody(entry)) {
                n_new += 1;
                let places = entry.changed.iter().filter_map(|changed| teller.place(changed.record(), entry.dot));
                unseen.documents.extend(places.map(|place| place.document));
            }
        }
        (n_new > 0).then_some(unseen)
    }

    /// What of the project was known: per actor the last transaction.
    pub fn known(&self) -> &BTreeMap<Actor, u32> {
        &self.known
    }

    /// Whether a transaction is new.
    pub fn has(&self, project: &Project, entry: &LogEntry) -> bool {
        entry.dot.counter > self.known_of(entry.dot.actor) && !self.is_mine(project, entry.dot.actor)
    }

    /// Whether an actor is whoever works here.
    pub fn is_mine(&self, project: &Project, actor: Actor) -> bool {
        project.actors.get(&actor) == Some(&self.me)
    }

    /// The documents in which something is new.
    pub fn documents(&self) -> &BTreeSet<DocumentId> {
        &self.documents
    }

    fn known_of(&self, actor: Actor) -> u32 {
        self.known.get(&actor).copied().unwrap_or(0)
    }
}
