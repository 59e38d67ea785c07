//! What a journal holds: the facts of every transaction since the last save, the whole project after every merge, and the
//! field that is being typed in.

use serde::{Deserialize, Serialize};

use crate::edit::{Facts, Typing, take_in};
use crate::model::Project;
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
    /// The whole project as it is after a merge, or after one was taken back. As a payload it is the text of its file.
    #[serde(skip)]
    Whole(Box<Project>),
}

impl Unsaved {
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
    /// The whole project, if it was merged since it was saved: what was done until then is in it.
    pub whole: Option<Box<Project>>,
    /// The transactions, those after the merge if there was one.
    pub facts: Vec<Facts>,
    /// The field that was being typed in when the program ended.
    pub typing: Option<Typing>,
    /// How many transactions and merges there are in all.
    pub n_changes: usize,
    /// How many payloads could not be understood.
    pub n_unreadable: usize,
}

impl UnsavedWork {
    /// Reads the payloads of a journal, in their order.
    pub fn of(payloads: &[Vec<u8>]) -> Self {
        let mut recovered = Self::default();
        for payload in payloads {
            match Unsaved::from_payload(payload) {
                Some(Unsaved::Facts(facts)) => recovered.facts.push(facts),
                Some(Unsaved::Typing(typing)) => {
                    recovered.typing = typing;
                    continue;
                }
                Some(Unsaved::Whole(project)) => {
                    recovered.whole = Some(project);
                    recovered.facts.clear();
                }
                None => {
                    recovered.n_unreadable += 1;
                    continue;
                }
            }
            recovered.n_changes += 1;
        }
        recovered
    }

    /// Whether there is nothing to recover.
    pub fn is_empty(&self) -> bool {
        self.whole.is_none() && self.facts.is_empty() && self.typing.is_none() && self.n_unreadable == 0
    }

    /// The project with all of it taken in. What was being typed is the caller's to commit.
    pub fn onto(self, project: &Project) -> Project {
        take_in(self.whole.as_deref().unwrap_or(project), self.facts)
    }
}
