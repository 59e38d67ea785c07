//! Quotes and who says them.

use crate::model::Body;
use crate::text::TextRange;

use super::Suggestion;

/// Somebody's words in quote marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// What the marks are for.
    pub class: QuoteClass,
    /// Who says it, if that is clear.
    pub speaker: Option<Speaker>,
}

/// What quote marks are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteClass {
    /// Whole sentences that somebody said.
    Direct,
    /// Some words of what somebody said.
    Fragment,
    /// Words from which the writer stands apart: "so-called".
    Scare,
    /// A word as a word, or a name for something.
    Term,
    /// The title of a work.
    Title,
}

impl QuoteClass {
    /// The word for it: "fragment".
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Fragment => "fragment",
            Self::Scare => "scare",
            Self::Term => "term",
            Self::Title => "title",
        }
    }
}

/// Who says a quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The words that name the speaker where the quote is attributed; may be "she".
    pub range: TextRange,
    /// The full name, if it stands elsewhere.
    pub name: String,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
    /// Why, in words.
    pub why: String,
}

pub(super) fn find(_: &Body) -> Vec<Suggestion> {
    Vec::new()
}
