//! The check: what was found, what was asked, what should be changed, and what is still open.

use serde::{Deserialize, Serialize};

use super::record::{Rules, record};
use super::{
    ChangeId, Clashes, Dot, Invalid, Made, Passage, PassageId, Project, QueryId, RecordId, Relation, Stamps, Text,
};

/// What the check of a passage found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// It is right as it stands.
    Confirmed,
    /// It is right once the proposed change is made.
    ConfirmedWithChange,
    /// No wording of this fact is right.
    Wrong,
    /// The evidence disagrees.
    Conflicting,
    /// Nothing was found that could settle it.
    CannotVerify,
    /// The author answers for it.
    OnAuthor,
    /// It is an opinion.
    Opinion,
    /// It is not this check's business.
    OutOfScope,
}

impl Outcome {
    /// All outcomes, in the order of the list that sets them.
    pub const ALL: [Self; 8] = [
        Self::Confirmed,
        Self::ConfirmedWithChange,
        Self::Wrong,
        Self::Conflicting,
        Self::CannotVerify,
        Self::OnAuthor,
        Self::Opinion,
        Self::OutOfScope,
    ];

    /// The words for it: "Confirmed with change".
    pub fn label(self) -> &'static str {
        match self {
            Self::Confirmed => "Confirmed",
            Self::ConfirmedWithChange => "Confirmed with change",
            Self::Wrong => "Wrong",
            Self::Conflicting => "Conflicting",
            Self::CannotVerify => "Cannot verify",
            Self::OnAuthor => "On author",
            Self::Opinion => "Opinion",
            Self::OutOfScope => "Out of scope",
        }
    }

    /// The words for it in scripts: "confirmed with change".
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::ConfirmedWithChange => "confirmed with change",
            Self::Wrong => "wrong",
            Self::Conflicting => "conflicting",
            Self::CannotVerify => "cannot verify",
            Self::OnAuthor => "on author",
            Self::Opinion => "opinion",
            Self::OutOfScope => "out of scope",
        }
    }

    /// Whether somebody has to decide what becomes of the words before the passage is closed.
    pub fn needs_decision(self) -> bool {
        matches!(self, Self::ConfirmedWithChange | Self::Wrong | Self::Conflicting | Self::CannotVerify)
    }
}

/// How far the check of a passage is. Derived from its records, never set by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nothing was done.
    Unchecked,
    /// There is a link, a note, a query or a change, but no outcome.
    InProgress,
    /// A query waits for its answer, whatever the outcome.
    QueryOut,
    /// Its words or a linked passage changed after its outcome was set.
    Reopened,
    /// It has an outcome.
    Checked,
    /// It has an outcome, and its document is signed off as it stands.
    SignedOff,
}

impl State {
    /// All states, the least done first.
    pub const ALL: [Self; 6] =
        [Self::Unchecked, Self::InProgress, Self::QueryOut, Self::Reopened, Self::Checked, Self::SignedOff];

    /// The words for it: "Query out".
    pub fn label(self) -> &'static str {
        match self {
            Self::Unchecked => "Unchecked",
            Self::InProgress => "In progress",
            Self::QueryOut => "Query out",
            Self::Reopened => "Re-opened",
            Self::Checked => "Checked",
            Self::SignedOff => "Signed off",
        }
    }

    /// The words for it in scripts: "query out".
    pub fn name(self) -> &'static str {
        match self {
            Self::Unchecked => "unchecked",
            Self::InProgress => "in progress",
            Self::QueryOut => "query out",
            Self::Reopened => "re-opened",
            Self::Checked => "checked",
            Self::SignedOff => "signed off",
        }
    }
}

/// Why a passage of a draft is still open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Two people set one of its fields differently.
    Clash,
    /// A query has no answer.
    AwaitsAnswer,
    /// Its words or a linked passage changed after its outcome was set.
    Reopened,
    /// It has no outcome.
    NoOutcome,
    /// It is confirmed, but by nothing: no supporting link and no reason.
    Unsupported,
    /// Somebody has to decide what becomes of its words.
    Undecided,
    /// The new version of the draft does not have a change that was accepted.
    NotMade,
    /// It is left to the author, who has not said anything.
    NoAnswer,
}

impl Why {
    /// The reason in the window: "No decision on a change yet".
    pub fn label(self) -> &'static str {
        match self {
            Self::Clash => "Two people set it differently",
            Self::AwaitsAnswer => "A query waits for its answer",
            Self::Reopened => "Re-opened",
            Self::NoOutcome => "No outcome yet",
            Self::Unsupported => "Confirmed without a supporting link or a reason",
            Self::Undecided => "No decision on a change yet",
            Self::NotMade => "An accepted change was not made",
            Self::NoAnswer => "On author, without an answer or a note",
        }
    }
}

impl Project {
    /// How far the check of a passage is.
    pub fn state(&self, passage: &Passage) -> State {
        if self.awaits_answer(passage.id) {
            State::QueryOut
        } else if passage.outcome.is_some() && !passage.reopened.is_empty() {
            State::Reopened
        } else if passage.outcome.is_some() {
            // What was signed off in spite of being open shows how far it is all the same.
            if self.is_signed_off(passage.place.document) { State::SignedOff } else { State::Checked }
        } else if !passage.note.is_empty() || self.is_worked_on(passage.id) {
            State::InProgress
        } else {
            State::Unchecked
        }
    }

    /// Why a passage is open, `None` if it is closed or does not stand in a draft under check.
    pub fn open_because(&self, passage: &Passage) -> Option<Why> {
        if !self.is_draft(self.document(passage.place.document)?) {
            return None;
        }
        if self.in_clash(passage) {
            return Some(Why::Clash);
        }
        if self.awaits_answer(passage.id) {
            return Some(Why::AwaitsAnswer);
        }
        let Some(outcome) = passage.outcome else { return Some(Why::NoOutcome) };
        if !passage.reopened.is_empty() {
            return Some(Why::Reopened);
        }
        match outcome {
            Outcome::Confirmed if passage.note.is_empty() && !self.is_supported(passage.id) => Some(Why::Unsupported),
            Outcome::OnAuthor if passage.note.is_empty() && !self.is_answered(passage.id) => Some(Why::NoAnswer),
            outcome if outcome.needs_decision() && !self.is_decided(passage.id) => Some(Why::Undecided),
            _ if self.changes_of(passage.id).any(|change| change.is_missing()) => Some(Why::NotMade),
            _ => None,
        }
    }

    /// Whether a field of the passage, or of a link, query or change of it, holds two people's values.
    pub fn in_clash(&self, passage: &Passage) -> bool {
        self.has_clash(passage)
            || self.links_from(passage.id).any(|link| self.has_clash(&**link))
            || self.queries_of(passage.id).any(|query| self.has_clash(&**query))
            || self.changes_of(passage.id).any(|change| self.has_clash(&**change))
    }

    fn awaits_answer(&self, passage: PassageId) -> bool {
        self.queries_of(passage).any(|query| query.answer.is_empty())
    }

    fn is_answered(&self, passage: PassageId) -> bool {
        self.queries_of(passage).any(|query| !query.answer.is_empty())
    }

    fn is_worked_on(&self, passage: PassageId) -> bool {
        self.links_from(passage).next().is_some()
            || self.queries_of(passage).next().is_some()
            || self.changes_of(passage).next().is_some()
    }

    fn is_supported(&self, passage: PassageId) -> bool {
        self.links_from(passage).any(|link| link.relation == Relation::Supports)
    }

    fn is_decided(&self, passage: PassageId) -> bool {
        let mut changes = self.changes_of(passage).peekable();
        changes.peek().is_some() && changes.all(|change| change.decision != Decision::Open)
    }
}

record! {
    /// A question about a passage, to the writer or to a source.
    Query(QueryId) {
        fixed {
            /// The passage it is about.
            passage: PassageId,
        }
        fields {
            /// To whom.
            to: Text = Addressee,
            /// What is asked.
            question: Text = Question,
            /// The day it was sent.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            sent: Text = Sent,
            /// What came back, empty until something does.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            answer: Text = Answer,
        }
    }
}

record! {
    /// A correction of a passage's words that a checker proposes.
    Change(ChangeId) {
        fixed {
            /// The passage it is about.
            passage: PassageId,
        }
        fields {
            /// The words as they stand.
            from: Text = From,
            /// The words as they should be.
            to: Text = To,
            /// How grave it is.
            #[serde(default)]
            severity: Severity = Severity,
            /// What was decided.
            #[serde(default)]
            decision: Decision = Decision,
            /// Who decided.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            decided_by: Text = DecidedBy,
            /// Why.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            reason: Text = Reason,
            /// What a new version of the draft has of it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            made: Option<Made> = Made,
        }
    }
}

/// How grave a proposed change is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Spelling, rounding, a title.
    Minor,
    /// It changes what is said.
    #[default]
    Substantive,
    /// A lawyer should see it.
    Legal,
}

impl Severity {
    /// All severities, the lightest first.
    pub const ALL: [Self; 3] = [Self::Minor, Self::Substantive, Self::Legal];

    /// The word for it: "Minor".
    pub fn label(self) -> &'static str {
        match self {
            Self::Minor => "Minor",
            Self::Substantive => "Substantive",
            Self::Legal => "Legal",
        }
    }
}

/// What was decided on a proposed change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Decision {
    /// Nothing yet.
    #[default]
    Open,
    /// It will be made.
    Accepted,
    /// The words stand as written.
    Declined,
}

impl Decision {
    /// All decisions.
    pub const ALL: [Self; 3] = [Self::Open, Self::Accepted, Self::Declined];

    /// The words for it: "Declined: stands as written".
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Accepted => "Accepted",
            Self::Declined => "Declined: stands as written",
        }
    }
}

impl Query {
    /// A query that was just written.
    pub fn new(id: QueryId, passage: PassageId, to: &str, question: &str, dot: Dot) -> Self {
        Self {
            id,
            passage,
            to: to.into(),
            question: question.into(),
            sent: Text::default(),
            answer: Text::default(),
            present: true,
            stamps: Stamps::new(dot),
            clashes: Clashes::default(),
        }
    }
}

impl Change {
    /// A change that was just proposed.
    pub fn new(id: ChangeId, passage: PassageId, from: &str, to: &str, dot: Dot) -> Self {
        Self {
            id,
            passage,
            from: from.into(),
            to: to.into(),
            severity: Severity::default(),
            decision: Decision::default(),
            decided_by: Text::default(),
            reason: Text::default(),
            made: None,
            present: true,
            stamps: Stamps::new(dot),
            clashes: Clashes::default(),
        }
    }
}

impl Change {
    /// Whether the new version of the draft has it as it was proposed.
    pub fn is_made(&self) -> bool {
        self.made == Some(Made::AsProposed)
    }

    /// Whether it was accepted, and the new version of the draft does not have it.
    pub fn is_missing(&self) -> bool {
        self.decision == Decision::Accepted && self.made == Some(Made::NotMade)
    }
}

impl Rules for Query {
    fn names(&self) -> [Option<RecordId>; 3] {
        [Some(self.passage.into()), None, None]
    }

    fn check(&self, _: &Project) -> Result<(), Invalid> {
        Ok(())
    }

    fn passage(&self) -> Option<PassageId> {
        Some(self.passage)
    }
}

impl Rules for Change {
    fn names(&self) -> [Option<RecordId>; 3] {
        [Some(self.passage.into()), None, None]
    }

    fn check(&self, _: &Project) -> Result<(), Invalid> {
        Ok(())
    }

    fn passage(&self) -> Option<PassageId> {
        Some(self.passage)
    }
}
