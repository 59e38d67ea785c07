//! The kinds of rows in the tables of the sample, and short ways to write them.
//!
//! Words name the one place where they stand in their article; ` … ` stands for whatever lies between.

use crate::model::{Decision, Outcome, PassageKind, Rank, Relation, Role, Severity, SourceKind};

use Target::{Draft, Evidence, Source};

/// One who checks.
pub struct Person {
    pub name: &'static str,
    /// The actor of their first opening.
    pub actor: u64,
}

/// One of the two articles, with what is marked in it.
pub struct Article {
    pub file: &'static str,
    pub bytes: &'static [u8],
    pub title: &'static str,
    pub role: Role,
    pub author: &'static str,
    pub published: &'static str,
    pub note: &'static str,
    pub marks: &'static [Mark],
}

impl Article {
    /// The passage of this article that is marked with these words.
    pub fn target(&self, words: &'static str) -> Target {
        match self.role {
            Role::Draft => Draft(words),
            Role::Evidence => Evidence(words),
        }
    }
}

/// A marked passage and what was found.
pub struct Mark {
    pub kind: PassageKind,
    pub words: &'static str,
    pub speaker: &'static str,
    pub outcome: Option<Outcome>,
    pub note: &'static str,
}

pub const fn mark(kind: PassageKind, words: &'static str) -> Mark {
    Mark { kind, words, speaker: "", outcome: None, note: "" }
}

pub const fn claim(words: &'static str) -> Mark {
    mark(PassageKind::Claim, words)
}

pub const fn quote(words: &'static str) -> Mark {
    mark(PassageKind::Quote, words)
}

pub const fn statistic(words: &'static str) -> Mark {
    mark(PassageKind::Statistic, words)
}

impl Mark {
    pub const fn by(self, speaker: &'static str) -> Self {
        Self { speaker, ..self }
    }

    pub const fn found(self, outcome: Outcome) -> Self {
        Self { outcome: Some(outcome), ..self }
    }

    pub const fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }
}

/// A passage by its words, or a source by its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    Draft(&'static str),
    Evidence(&'static str),
    Source(&'static str),
}

impl Target {
    pub fn words(self) -> &'static str {
        match self {
            Draft(words) | Evidence(words) | Source(words) => words,
        }
    }
}

/// A person, page or book without text here.
pub struct RowSource {
    pub kind: SourceKind,
    pub name: &'static str,
    pub detail: &'static str,
    pub url: &'static str,
}

/// A link from a passage of the draft.
pub struct RowLink {
    pub from: &'static str,
    pub relation: Relation,
    pub to: Target,
    pub rank: Rank,
    pub note: &'static str,
}

pub const fn link(from: &'static str, relation: Relation, to: Target, note: &'static str) -> RowLink {
    RowLink { from, relation, to, rank: Rank::Secondary, note }
}

impl RowLink {
    pub const fn primary(self) -> Self {
        Self { rank: Rank::Primary, ..self }
    }
}

/// Statistics that hang together: two say what the third must be.
pub struct RowCalculation {
    pub part: Target,
    pub rate: Target,
    pub note: &'static str,
}

/// A question about a passage of the draft, and what came back.
pub struct RowQuery {
    pub words: &'static str,
    pub to: &'static str,
    pub sent: &'static str,
    pub question: &'static str,
    pub answer: &'static str,
}

pub const fn query(words: &'static str, to: &'static str, sent: &'static str, question: &'static str) -> RowQuery {
    RowQuery { words, to, sent, question, answer: "" }
}

impl RowQuery {
    pub const fn answered(self, answer: &'static str) -> Self {
        Self { answer, ..self }
    }
}

/// A correction of words of the draft, and what was decided by whom.
pub struct ProposedChange {
    pub words: &'static str,
    pub to: &'static str,
    pub severity: Severity,
    pub reason: &'static str,
    pub decided: Option<(Decision, &'static str)>,
}

pub const fn change(words: &'static str, to: &'static str, severity: Severity, reason: &'static str) -> ProposedChange {
    ProposedChange { words, to, severity, reason, decided: None }
}

impl ProposedChange {
    pub const fn decided(self, decision: Decision, by: &'static str) -> Self {
        Self { decided: Some((decision, by)), ..self }
    }
}
