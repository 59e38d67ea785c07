//! Stable identities: 26 characters that say the same in every copy of a project.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::text::TextRange;

use super::{LinkTarget, PassageKind, ProposalKey, Subject};

/// The digits of an id: base 32 without letters that look like digits (Crockford's alphabet).
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Length of a printed id: 128 bits in digits of 5 bits.
const LENGTH: usize = 26;

/// 128 bits that name one thing for ever.
///
/// Ids of documents, passages, links, passes and what is settled are made from what the thing is, so two colleagues who
/// load the same file and mark the same words have one record and not two; all others are random.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id([u8; 16]);

impl Id {
    /// An id from random bytes, which the caller provides.
    pub fn random(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// An id made from what a thing is: the same parts give the same id everywhere.
    pub fn derived(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut id = [0; 16];
        for (to, from) in id.iter_mut().zip(hasher.finalize()) {
            *to = from;
        }
        Self(id)
    }

    /// The id of what there is one of at each place.
    fn of_place(what: &[u8], document: DocumentId, range: TextRange, kind: &str) -> Self {
        let (start, end) = range.into();
        Self::derived(&[what, document.0.bytes(), &start.to_le_bytes(), &end.to_le_bytes(), kind.as_bytes()])
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = u128::from_be_bytes(self.0);
        let mut digits = [0; LENGTH];
        for (place, digit) in digits.iter_mut().rev().enumerate() {
            *digit = DIGITS[((number >> (5 * place)) & 31) as usize];
        }
        f.write_str(std::str::from_utf8(&digits).unwrap_or_default())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// What is not an id: the text that was read instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an id of 26 characters")]
pub struct BadId(String);

impl FromStr for Id {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId(text.chars().take(40).collect());
        if text.len() != LENGTH {
            return Err(bad());
        }
        let mut number: u128 = 0;
        for (place, byte) in text.bytes().enumerate() {
            let digit = DIGITS.iter().position(|&digit| digit == byte).ok_or_else(bad)?;
            // 26 digits hold 130 bits: the first may only use three of its five.
            if place == 0 && digit > 7 {
                return Err(bad());
            }
            number = (number << 5) | digit as u128;
        }
        Ok(Self(number.to_be_bytes()))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(IdVisitor)
    }
}

/// Reads an id without an intermediate `String`: a project holds some 300,000 of them.
struct IdVisitor;

impl serde::de::Visitor<'_> for IdVisitor {
    type Value = Id;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id of 26 characters")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Id, E> {
        text.parse().map_err(E::custom)
    }
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Id);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Id> for $name {
            fn from(id: Id) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Id {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

typed_ids! {
    /// Names a project through all its copies.
    ProjectId,
    /// Names a document.
    DocumentId,
    /// Names a passage.
    PassageId,
    /// Names a link.
    LinkId,
    /// Names a source.
    SourceId,
    /// Names a query.
    QueryId,
    /// Names a proposed change.
    ChangeId,
    /// Names a calculation.
    CalculationId,
    /// Names a person who checks.
    CheckerId,
    /// Names what became of a suggestion.
    SettledId,
    /// Names a sentence in which there is nothing to check.
    PassId,
    /// Names a sign-off.
    SignOffId,
}

impl DocumentId {
    /// The id of the document with these original bytes and this text, given as their SHA-256.
    pub fn of(original_sha256: &str, text_sha256: &str) -> Self {
        Self(Id::derived(&[b"document", original_sha256.as_bytes(), text_sha256.as_bytes()]))
    }

    /// All ids that this document may have, without end: the first, and the next for every time that it was emptied for
    /// good and loaded again.
    pub fn all_of(original_sha256: &str, text_sha256: &str) -> impl Iterator<Item = Self> {
        let again = |before: &Self| Some(Self(Id::derived(&[b"document again", before.0.bytes()])));
        std::iter::successors(Some(Self::of(original_sha256, text_sha256)), again)
    }
}

impl PassageId {
    /// The id of a passage that is marked as `kind` at `range` of `document`.
    pub fn of(document: DocumentId, range: TextRange, kind: PassageKind) -> Self {
        Self(Id::of_place(b"passage", document, range, kind.name()))
    }
}

impl PassId {
    /// The id of the pass of this sentence.
    pub fn of(document: DocumentId, range: TextRange) -> Self {
        Self(Id::of_place(b"pass", document, range, ""))
    }
}

impl SettledId {
    /// The id of what became of this.
    pub fn of(subject: &Subject) -> Self {
        match subject {
            Subject::Proposal(document, proposal) => Self::of_proposal(*document, *proposal),
            Subject::Words(place, kind) => Self::of_words(place.document, place.range(), *kind),
            Subject::Pair(a, b) => Self::of_pair((a.document, a.range()), (b.document, b.range())),
        }
    }

    /// The id of what became of this proposal of a document.
    pub fn of_proposal(document: DocumentId, proposal: ProposalKey) -> Self {
        let (kind, index): (&[u8], u32) = match proposal {
            ProposalKey::Comment(index) => (b"comment", index),
            ProposalKey::Note(index) => (b"note", index),
            ProposalKey::Address(index) => (b"address", index),
        };
        Self(Id::derived(&[b"settled", document.0.bytes(), kind, &index.to_le_bytes()]))
    }

    /// The id of what became of these words, suggested as this kind.
    pub fn of_words(document: DocumentId, range: TextRange, kind: PassageKind) -> Self {
        Self(Id::of_place(b"settled words", document, range, kind.name()))
    }

    /// The id of what became of this pair, in whichever order.
    pub fn of_pair(a: (DocumentId, TextRange), b: (DocumentId, TextRange)) -> Self {
        let [a, b] = [a.min(b), a.max(b)].map(|(document, range)| Id::of_place(b"place", document, range, ""));
        Self(Id::derived(&[b"settled pair", a.bytes(), b.bytes()]))
    }
}

impl LinkId {
    /// The id of the first link between these two ends. Further ones are random.
    pub fn of(from: PassageId, to: LinkTarget) -> Self {
        let target = to.record_id();
        Self(Id::derived(&[b"link", from.0.bytes(), target.kind.name().as_bytes(), target.id.bytes()]))
    }
}
