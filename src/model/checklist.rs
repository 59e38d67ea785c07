//! The checklist of a passage: what to look at, by what it is.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::PassageKind;

/// A question that a checker asks of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Question {
    /// Of a quote: are these the very words?
    Verbatim,
    /// Of a quote: is it the right speaker, with the right name and title?
    Speaker,
    /// Of a quote: does it mean here what it meant there?
    Context,
    /// Of a statistic: is what is counted, and in what, the same?
    Unit,
    /// Of a statistic: out of what?
    Base,
    /// Of a statistic: as of when?
    Date,
    /// Of a superlative: compared with what?
    Comparison,
}

impl Question {
    /// All questions.
    pub const ALL: [Self; 7] =
        [Self::Verbatim, Self::Speaker, Self::Context, Self::Unit, Self::Base, Self::Date, Self::Comparison];

    /// Those for a passage of this kind. Whether its words hold a superlative, the caller has to know.
    pub fn of(kind: PassageKind, is_superlative: bool) -> impl Iterator<Item = Self> {
        let own: &[Self] = match kind {
            PassageKind::Claim => &[],
            PassageKind::Quote => &[Self::Verbatim, Self::Speaker, Self::Context],
            PassageKind::Statistic => &[Self::Unit, Self::Base, Self::Date],
        };
        own.iter().copied().chain(is_superlative.then_some(Self::Comparison))
    }

    /// What is asked, whole.
    pub fn about(self) -> &'static str {
        match self {
            Self::Verbatim => "Are these the very words?",
            Self::Speaker => "Is it the right speaker, with the right name and title?",
            Self::Context => "Does it mean here what it meant there?",
            Self::Unit => "Is what is counted, and in what, the same?",
            Self::Base => "Out of what?",
            Self::Date => "As of when?",
            Self::Comparison => "A superlative: compared with what?",
        }
    }

    /// The question in the window: "Verbatim?".
    pub fn label(self) -> &'static str {
        match self {
            Self::Verbatim => "Verbatim?",
            Self::Speaker => "Speaker?",
            Self::Context => "Context?",
            Self::Unit => "Unit?",
            Self::Base => "Base?",
            Self::Date => "Date?",
            Self::Comparison => "Compared with what?",
        }
    }
}

/// The questions that a checker has seen to. What was found stands in the note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Question>", into = "Vec<Question>")]
pub struct Checklist {
    /// A bit for each question: a project may hold 100,000 checklists.
    bits: u8,
}

impl Checklist {
    /// Whether no question was seen to.
    pub fn is_empty(&self) -> bool {
        self.bits == 0
    }

    /// Whether a question was seen to.
    pub fn has(self, question: Question) -> bool {
        self.bits & bit(question) != 0
    }

    /// The checklist with a question seen to or not.
    #[must_use]
    pub fn with(self, question: Question, seen_to: bool) -> Self {
        Self { bits: if seen_to { self.bits | bit(question) } else { self.bits & !bit(question) } }
    }

    /// The questions that were seen to.
    pub fn iter(self) -> impl Iterator<Item = Question> {
        Question::ALL.into_iter().filter(move |question| self.has(*question))
    }
}

fn bit(question: Question) -> u8 {
    1 << question as u8
}

impl From<Vec<Question>> for Checklist {
    fn from(questions: Vec<Question>) -> Self {
        questions.into_iter().fold(Self::default(), |checklist, question| checklist.with(question, true))
    }
}

impl From<Checklist> for Vec<Question> {
    fn from(checklist: Checklist) -> Self {
        checklist.iter().collect()
    }
}

impl fmt::Display for Checklist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels: Vec<_> = self.iter().map(Question::label).collect();
        f.write_str(&labels.join(" "))
    }
}
