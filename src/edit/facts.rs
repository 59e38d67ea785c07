//! What a transaction left behind, as facts that can be written down at once and taken in again.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Actor, AnyRecord, Changed, CheckerId, LogEntry, Project};

use super::{Commit, History, MergeTurn, Turn};

/// Something that was done, as it is written down at once.
#[derive(Clone, Debug)]
pub enum Deed {
    /// A transaction.
    Facts(Facts),
    /// A merge of this name was done or taken back, which left this project.
    Merge(Arc<str>, MergeTurn, Box<Project>),
    /// The project was replaced by this one, nobody knows how.
    Replaced(Box<Project>),
}

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
    /// What it was for the way back; programs of former days did not tell.
    #[serde(default)]
    pub turn: Option<Turn>,
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
            turn: Some(commit.turn.clone()),
        })
    }
}

/// The project with these deeds taken in, in their order, and the way back behind them. `is_known` says whether `project`
/// is what they were done to: if it is not, they go on from the first project that one of them left.
pub fn repeat_deeds(project: &Project, is_known: bool, deeds: impl IntoIterator<Item = Deed>) -> (Project, History) {
    let (mut project, mut history) = (project.clone(), History::default());
    let mut is_known = is_known;
    // Not taken in before that is needed, because all of them together cost as much as one.
    let mut waiting: Vec<Facts> = Vec::new();
    for deed in deeds {
        match deed {
            Deed::Facts(mut facts) => {
                match facts.turn.take() {
                    Some(turn) => history.enter_again(&facts.entry.command, turn),
                    None => history = History::default(),
                }
                waiting.push(facts);
            }
            Deed::Merge(command, turn, after) if is_known => {
                let before = take_in(&project, std::mem::take(&mut waiting));
                history.enter_merge_again(command, turn, before);
                project = *after;
            }
            Deed::Merge(_, _, after) | Deed::Replaced(after) => {
                waiting.clear();
                (project, history, is_known) = (*after, History::default(), true);
            }
        }
    }
    history.set_never_saved();
    (take_in(&project, waiting), history)
}

/// The project with these facts taken in, in their order.
fn take_in(project: &Project, facts: impl IntoIterator<Item = Facts>) -> Project {
    let (mut records, mut emptied) = (Vec::new(), BTreeSet::new());
    let mut after = project.clone();
    for fact in facts {
        let (actor, checker) = fact.actor;
        let dot = fact.entry.dot;
        after.actors.insert(actor, checker);
        let seen = after.seen.entry(dot.actor).or_default();
        *seen = dot.counter.max(*seen);
        emptied.extend(fact.entry.changed.iter().filter_map(|changed| match changed {
            Changed::Emptied(document) => Some(*document),
            _ => None,
        }));
        after.enter(fact.entry);
        records.extend(fact.records);
    }
    let mut after = after.replaced(records);
    after.empty(&emptied);
    after
}
