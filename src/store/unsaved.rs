//! What a journal holds: the facts of every transaction since the last save, the whole project after every merge, and the
//! field that is being typed in.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::edit::{Deed, Facts, History, MergeTurn, Turn, Typing, repeat_deeds};
use crate::model::{Project, Time};
use crate::store::{from_bytes, to_text};

/// What the text of a project begins with, and no other payload.
const COMMENT: &[u8] = b"//";

/// One payload of a journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Unsaved {
    /// A transaction.
    Facts(Facts),
    /// The field that is being typed in, as it stands; `None` once it became a transaction or was left as it was.
    Typing(Option<Typing>),
    /// A merge was done or taken back. The whole project as it was after that comes next.
    Merge {
        /// What it is called.
        command: Arc<str>,
        /// What became of it.
        turn: MergeTurn,
        /// When.
        time: Time,
    },
    /// The whole project. As a payload it is the text of its file.
    #[serde(skip)]
    Whole(Box<Project>),
}

impl Unsaved {
    /// Something that was done, as payloads; `now` is when, if it does not say so itself.
    pub fn of(deed: Deed, now: Time) -> Vec<Self> {
        match deed {
            Deed::Facts(facts) => vec![Self::Facts(facts)],
            Deed::Merge(command, turn, after) => {
                vec![Self::Merge { command, turn, time: now }, Self::Whole(after)]
            }
            Deed::Replaced(after) => vec![Self::Whole(after)],
        }
    }

    /// As a payload.
    pub fn to_payload(&self) -> Result<Vec<u8>, ron::Error> {
        let text = match self {
            Self::Whole(project) => to_text(project),
            unsaved => ron::to_string(unsaved),
        };
        text.map(String::into_bytes)
    }

    fn from_payload(payload: &[u8]) -> Option<Self> {
        if payload.starts_with(COMMENT) {
            return Some(Self::Whole(Box::new(from_bytes(payload).ok()?.project)));
        }
        ron::de::from_bytes(payload).ok()
    }
}

/// What a journal adds to its project.
#[derive(Debug, Default)]
pub struct UnsavedWork {
    /// What was done, in its order.
    pub deeds: Vec<Deed>,
    /// The field that was being typed in when the program ended.
    pub typing: Option<Typing>,
    /// How many transactions and merges there are in all.
    pub n_changes: usize,
    /// When the last of them was made, if that is known.
    pub last: Option<Time>,
    /// How many payloads could not be understood.
    pub n_unreadable: usize,
}

impl UnsavedWork {
    /// Reads the payloads of a journal, in their order.
    pub fn of(payloads: &[Vec<u8>]) -> Self {
        let mut recovered = Self::default();
        let mut merge = None;
        for payload in payloads {
            match Unsaved::from_payload(payload) {
                Some(Unsaved::Typing(typing)) => recovered.typing = typing,
                Some(Unsaved::Facts(facts)) => {
                    // Entering who works here is nobody's change.
                    recovered.n_changes += usize::from(facts.turn != Some(Turn::Entered));
                    recovered.last = Some(facts.entry.time);
                    // The project that should have followed could not be written down.
                    merge = None;
                    recovered.deeds.push(Deed::Facts(facts));
                }
                Some(Unsaved::Merge { command, turn, time }) => merge = Some((command, turn, time)),
                Some(Unsaved::Whole(project)) => {
                    recovered.n_changes += 1;
                    recovered.deeds.push(match merge.take() {
                        Some((command, turn, time)) => {
                            recovered.last = Some(time);
                            Deed::Merge(command, turn, project)
                        }
                        None => Deed::Replaced(project),
                    });
                }
                None => recovered.n_unreadable += 1,
            }
        }
        recovered
    }

    /// Whether there is nothing to recover.
    pub fn is_empty(&self) -> bool {
        self.deeds.is_empty() && self.typing.is_none() && self.n_unreadable == 0
    }

    /// Whether a project stands in it as a whole, so that all can be recovered without what it was done to.
    pub fn has_whole(&self) -> bool {
        self.deeds.iter().any(|deed| !matches!(deed, Deed::Facts(_)))
    }

    /// The project with all of it taken in, and the way back behind it. `is_known` says whether `project` is what it was
    /// done to. What was being typed is the caller's to commit.
    pub fn onto(&self, project: &Project, is_known: bool) -> (Project, History) {
        repeat_deeds(project, is_known, self.deeds.iter().cloned())
    }

    /// The payloads that lead on from `project` to the same again, with the same way back.
    pub fn again(self, is_known: bool, now: Time) -> Vec<Unsaved> {
        let is_whole = |deed: &Deed| !matches!(deed, Deed::Facts(_));
        let first = if is_known { None } else { self.deeds.iter().position(is_whole) };
        let mut deeds: Vec<Deed> = self.deeds.into_iter().skip(first.unwrap_or_default()).collect();
        if first.is_some()
            && let Some(deed) = deeds.first_mut()
            && let Deed::Merge(_, _, after) = deed
        {
            *deed = Deed::Replaced(after.clone());
        }
        let last = self.last.unwrap_or(now);
        deeds.into_iter().flat_map(|deed| Unsaved::of(deed, last)).collect()
    }
}
