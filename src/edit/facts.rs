//! What a transaction left behind, as facts that can be written down at once and taken in again.

use serde::{Deserialize, Serialize};

use crate::model::{Actor, AnyRecord, CheckerId, LogEntry, Project};

use super::Commit;

/// A transaction by its result: the records it touched, as they are after it, and its entry in the log.
///
/// Facts are taken in, not made again: whoever has them all has the project, whatever program wrote them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Who it was.
    pub actor: (Actor, CheckerId),
    /// What was done.
    pub entry: LogEntry,
    /// The records after it.
    pub records: Vec<AnyRecord>,
}

impl Facts {
    /// What `commit` left behind in `project`, which it was just made in. `None` if nobody was entered as its actor.
    pub fn of(project: &Project, commit: &Commit) -> Option<Self> {
        let actor = commit.dot.actor;
        let records = commit.touched.iter().filter_map(|touched| project.tables().get(touched.record));
        Some(Self {
            actor: (actor, *project.actors.get(&actor)?),
            entry: project.log.get(&commit.dot)?.clone(),
            records: records.collect(),
        })
    }
}

/// The project with these facts taken in, in their order.
pub fn take_in(project: &Project, facts: impl IntoIterator<Item = Facts>) -> Project {
    let mut records = Vec::new();
    let mut after = project.clone();
    for fact in facts {
        let (actor, checker) = fact.actor;
        let dot = fact.entry.dot;
        after.actors.insert(actor, checker);
        let seen = after.seen.entry(dot.actor).or_default();
        *seen = dot.counter.max(*seen);
        after.log.insert(dot, fact.entry);
        records.extend(fact.records);
    }
    after.replaced(records)
}
