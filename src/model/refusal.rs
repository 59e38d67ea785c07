//! Why a change cannot be made, and which rules a record can break.

use crate::text::TextRange;

use super::{Field, RecordId};

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The record is there already.
    #[error("there is already a {}", .0.kind.name())]
    Exists(RecordId),
    /// There is no such record.
    #[error("there is no such {}: {}", .0.kind.name(), .0.id)]
    Missing(RecordId),
    /// The field does not exist or holds something else.
    #[error("a {} has no field “{}” for this value", .0.kind.name(), .1.name())]
    WrongField(RecordId, Field),
    /// Something else still names the record.
    #[error("a {} still names this {}", .by.kind.name(), .record.kind.name())]
    Named {
        /// The record that should go.
        record: RecordId,
        /// A record that names it.
        by: RecordId,
    },
    /// Only what was removed can be emptied for good.
    #[error("the {} is still here", .0.kind.name())]
    StillHere(RecordId),
    /// The file claims that whoever works here has made more changes than can be counted.
    #[error("the file claims that you have made every change that can be counted; open it again")]
    NoDotLeft,
    /// A rule would be broken.
    #[error(transparent)]
    Invalid(#[from] Invalid),
}

/// A rule of the project that a record breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// It names a record that is not there.
    #[error("it names a {} that is not there: {}", .0.kind.name(), .0.id)]
    Names(RecordId),
    /// Its range does not fit the text, or begins or ends inside a character.
    #[error("its range {range:?} does not fit a text of {length} bytes")]
    Outside {
        /// The range.
        range: TextRange,
        /// The length of the text.
        length: usize,
    },
    /// Its range holds other words than it says, or none.
    #[error("its range {range:?} holds other words than it says")]
    OtherWords {
        /// The range.
        range: TextRange,
    },
    /// A link that ends where it begins.
    #[error("it links a passage to itself")]
    LinkToItself,
    /// It is a document whose text was thrown away for good.
    #[error("its text was emptied for good")]
    Emptied,
    /// It settles a proposal that its document does not have.
    #[error("its document has no such proposal")]
    NoProposal,
}
