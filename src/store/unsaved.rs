//! What a journal holds: the facts of every transaction since the last save, and the field that is being typed in.

use serde::{Deserialize, Serialize};

use crate::edit::{Facts, Typing, take_in};
use crate::model::Project;

/// One payload of a journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Unsaved {
    /// A transaction.
    Facts(Facts),
    /// The field that is being typed in, as it stands; `None` once it became a transaction or was left as it was.
    Typing(Option<Typing>),
}

impl Unsaved {
    /// As a payload.
    pub fn to_payload(&self) -> Result<Vec<u8>, ron::Error> {
        ron::to_string(self).map(String::into_bytes)
    }
}

/// What a journal adds to its project.
#[derive(Debug, Default)]
pub struct UnsavedWork {
    /// The transactions.
    pub facts: Vec<Facts>,
    /// The field that was being typed in when the program ended.
    pub typing: Option<Typing>,
    /// How many payloads could not be understood.
    pub n_unreadable: usize,
}

impl UnsavedWork {
    /// Reads the payloads of a journal, in their order.
    pub fn of(payloads: &[Vec<u8>]) -> Self {
        let mut recovered = Self::default();
        for payload in payloads {
            match ron::de::from_bytes(payload) {
                Ok(Unsaved::Facts(facts)) => recovered.facts.push(facts),
                Ok(Unsaved::Typing(typing)) => recovered.typing = typing,
                Err(_) => recovered.n_unreadable += 1,
            }
        }
        recovered
    }

    /// Whether there is nothing to recover.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.typing.is_none() && self.n_unreadable == 0
    }

    /// The project with all of it taken in. What was being typed is the caller's to commit.
    pub fn onto(self, project: &Project) -> Project {
        take_in(project, self.facts)
    }
}
