//! Other statements that can be wrong: names, dates, superlatives.

use crate::model::Body;

use super::Suggestion;

/// A statement that can be wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What sort of statement it is.
    pub class: ClaimClass,
    /// Why it should be checked, in words.
    pub why: String,
}

/// What sort of statement a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimClass {
    /// A person or body, with what is said of them: "Ana Piquer, the Americas director at Amnesty International".
    Name,
    /// A place.
    Place,
    /// A day, month or year.
    Date,
    /// "the largest", "all", "only", "never", "first".
    Superlative,
}

impl ClaimClass {
    /// The word for it: "superlative".
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Place => "place",
            Self::Date => "date",
            Self::Superlative => "superlative",
        }
    }
}

pub(super) fn find(_: &Body) -> Vec<Suggestion> {
    Vec::new()
}
