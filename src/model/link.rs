//! Links: what bears a passage out or contradicts it.

use serde::{Deserialize, Serialize};

use super::record::{Rules, record};
use super::{Clashes, DocumentId, Dot, Invalid, LinkId, PassageId, Project, RecordId, SourceId, Stamps, Text};

record! {
    /// From a passage to a passage, a document or a source: its *to* end says something about its *from* end.
    Link(LinkId) {
        fixed {
            /// The passage that something is said about.
            from: PassageId,
            /// What says it.
            to: LinkTarget,
        }
        fields {
            /// What it says.
            relation: Relation = Relation,
            /// How good it is.
            #[serde(default, skip_serializing_if = "Rank::is_secondary")]
            rank: Rank = Rank,
            /// Where in the target: a page, a paragraph, a time stamp.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            place: Text = Place,
            /// The words or the answer that the target gave.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            words: Text = Words,
            /// What the checker wrote about it.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            note: Text = Note,
        }
    }
}

/// The *to* end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LinkTarget {
    /// A passage of the same or another document.
    Passage(PassageId),
    /// A whole document.
    Document(DocumentId),
    /// Something without text here.
    Source(SourceId),
}

impl LinkTarget {
    /// The record it names.
    pub fn record_id(self) -> RecordId {
        match self {
            Self::Passage(id) => id.into(),
            Self::Document(id) => id.into(),
            Self::Source(id) => id.into(),
        }
    }
}

/// What the *to* end of a link says about its *from* end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Relation {
    /// It bears it out.
    Supports,
    /// It says otherwise.
    Contradicts,
    /// It tells the same fact with a newer or closer figure.
    Updates,
    /// It helps to understand it.
    Context,
    /// It is the same statement again, or has the same origin: no independent support.
    Repeats,
}

impl Relation {
    /// All relations.
    pub const ALL: [Self; 5] = [Self::Supports, Self::Contradicts, Self::Updates, Self::Context, Self::Repeats];

    /// The word for it: "supports".
    pub fn label(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Contradicts => "contradicts",
            Self::Updates => "updates",
            Self::Context => "context",
            Self::Repeats => "repeats",
        }
    }
}

/// How good a piece of evidence is, for this fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rank {
    /// It reports what somebody else found or said.
    #[default]
    Secondary,
    /// It is the one who found, said or did it.
    Primary,
}

impl Rank {
    /// The word for it: "secondary".
    pub fn label(self) -> &'static str {
        match self {
            Self::Secondary => "secondary",
            Self::Primary => "primary",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
    fn is_secondary(&self) -> bool {
        *self == Self::Secondary
    }
}

impl Link {
    /// A link that was just made.
    pub fn new(id: LinkId, from: PassageId, to: LinkTarget, relation: Relation, dot: Dot) -> Self {
        Self {
            id,
            from,
            to,
            relation,
            rank: Rank::default(),
            place: Text::default(),
            words: Text::default(),
            note: Text::default(),
            present: true,
            stamps: Stamps::new(dot),
            clashes: Clashes::default(),
        }
    }
}

impl Rules for Link {
    fn names(&self) -> [Option<RecordId>; 3] {
        [Some(self.from.into()), Some(self.to.record_id()), None]
    }

    fn check(&self, _: &Project) -> Result<(), Invalid> {
        if self.to == LinkTarget::Passage(self.from) { Err(Invalid::LinkToItself) } else { Ok(()) }
    }

    fn passage(&self) -> Option<PassageId> {
        Some(self.from)
    }
}
