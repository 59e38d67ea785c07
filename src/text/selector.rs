//! Where a passage is, what it says, and how to find it again.

use std::fmt;
use std::sync::Arc;

use serde::de::Error as _;
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::TextRange;

/// How many characters of the neighbourhood a selector quotes on either side.
const CONTEXT_CHARS: usize = 32;

/// A range together with the words it holds and the words around it.
///
/// The words make a passage readable without the program, and findable when the text has changed. They are kept as one
/// string, so a selector costs one allocation: a project may hold 100,000 of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Selector {
    range: TextRange,
    /// `prefix`, `exact` and `suffix` in a row. Invariant: both cuts lie on character boundaries.
    quoted: Arc<str>,
    prefix_len: u32,
    exact_len: u32,
}

impl Selector {
    /// The selector of `range` in `text`, `None` if the range is empty, outside the text or cuts a character.
    pub fn of(text: &str, range: TextRange) -> Option<Self> {
        let exact = range.within(text)?;
        if exact.is_empty() {
            return None;
        }
        let before = text.get(..range.start())?;
        let after = text.get(range.end()..)?;
        let prefix_start = before.char_indices().rev().take(CONTEXT_CHARS).last().map_or(before.len(), |(at, _)| at);
        let suffix_len = after.char_indices().nth(CONTEXT_CHARS).map_or(after.len(), |(at, _)| at);
        Some(Self {
            range,
            quoted: text.get(prefix_start..range.end() + suffix_len)?.into(),
            prefix_len: u32::try_from(before.len() - prefix_start).ok()?,
            exact_len: u32::try_from(exact.len()).ok()?,
        })
    }

    /// A selector from its parts, as they stand in a file; nothing is checked against a text.
    pub fn from_parts(range: TextRange, prefix: &str, exact: &str, suffix: &str) -> Option<Self> {
        Some(Self {
            range,
            quoted: [prefix, exact, suffix].concat().into(),
            prefix_len: u32::try_from(prefix.len()).ok()?,
            exact_len: u32::try_from(exact.len()).ok()?,
        })
    }

    /// Where the words are.
    pub fn range(&self) -> TextRange {
        self.range
    }

    /// The words themselves.
    pub fn exact(&self) -> &str {
        let start = self.prefix_len as usize;
        self.quoted.get(start..start + self.exact_len as usize).unwrap_or_default()
    }

    /// Up to 32 characters before the words.
    pub fn prefix(&self) -> &str {
        self.quoted.get(..self.prefix_len as usize).unwrap_or_default()
    }

    /// Up to 32 characters after the words.
    pub fn suffix(&self) -> &str {
        self.quoted.get((self.prefix_len + self.exact_len) as usize..).unwrap_or_default()
    }

    /// Whether `text` holds the very words at the very place.
    pub fn fits(&self, text: &str) -> bool {
        !self.range.is_empty() && self.range.within(text) == Some(self.exact())
    }
}

impl fmt::Debug for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.range, self.exact())
    }
}

impl Serialize for Selector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_struct("Selector", 4)?;
        parts.serialize_field("range", &self.range)?;
        parts.serialize_field("exact", self.exact())?;
        parts.serialize_field("prefix", self.prefix())?;
        parts.serialize_field("suffix", self.suffix())?;
        parts.end()
    }
}

impl<'de> Deserialize<'de> for Selector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "Selector")]
        struct Parts {
            range: TextRange,
            exact: String,
            prefix: String,
            suffix: String,
        }
        let parts = Parts::deserialize(deserializer)?;
        Self::from_parts(parts.range, &parts.prefix, &parts.exact, &parts.suffix)
            .ok_or_else(|| D::Error::custom("the words of a passage are longer than 4 GiB"))
    }
}
