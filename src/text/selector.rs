//! Where a passage is, what it says, and how to find it again.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::TextRange;

/// How many characters of the neighbourhood a selector quotes on either side.
const CONTEXT_CHARS: usize = 32;

/// A range together with the words it holds and the words around it.
///
/// The words make a passage readable without the program, and findable when the text has changed. As long as they stand
/// in the text they are not kept a second time: a project may hold 100,000 selectors.
#[derive(Clone)]
pub struct Selector {
    range: TextRange,
    words: Words,
}

/// Where a selector has its words from.
#[derive(Clone)]
enum Words {
    /// The text of the document, shared with it. Invariant: the range holds words of this text.
    InText(Arc<str>),
    /// Words of its own, which may not stand in the text.
    Own(Arc<Quoted>),
}

/// Words and the words around them, in one string.
struct Quoted {
    /// `prefix`, `exact` and `suffix` in a row. Invariant: both cuts lie on character boundaries.
    all: Box<str>,
    prefix_len: usize,
    exact_len: usize,
}

impl Selector {
    /// The selector of `range` in `text`, `None` if the range is empty, outside the text or cuts a character.
    pub fn of(text: &Arc<str>, range: TextRange) -> Option<Self> {
        let holds_words = range.within(text).is_some_and(|words| !words.is_empty());
        holds_words.then(|| Self { range, words: Words::InText(text.clone()) })
    }

    /// A selector from its parts, as they stand in a file; nothing is checked against a text.
    pub fn from_parts(range: TextRange, prefix: &str, exact: &str, suffix: &str) -> Self {
        let all = [prefix, exact, suffix].concat().into();
        let quoted = Quoted { all, prefix_len: prefix.len(), exact_len: exact.len() };
        Self { range, words: Words::Own(Arc::new(quoted)) }
    }

    /// Lets go of words of its own if `text` holds the very same, and those around them, at the range.
    pub fn share(&mut self, text: &Arc<str>) {
        if let Some(shared) = Self::of(text, self.range).filter(|shared| shared == self) {
            *self = shared;
        }
    }

    /// Where the words are.
    pub fn range(&self) -> TextRange {
        self.range
    }

    /// The words themselves.
    pub fn exact(&self) -> &str {
        match &self.words {
            Words::InText(text) => self.range.within(text).unwrap_or_default(),
            Words::Own(quoted) => {
                quoted.all.get(quoted.prefix_len..).and_then(|rest| rest.get(..quoted.exact_len)).unwrap_or_default()
            }
        }
    }

    /// Up to 32 characters before the words.
    pub fn prefix(&self) -> &str {
        match &self.words {
            Words::InText(text) => last_chars(text.get(..self.range.start()).unwrap_or_default()),
            Words::Own(quoted) => quoted.all.get(..quoted.prefix_len).unwrap_or_default(),
        }
    }

    /// Up to 32 characters after the words.
    pub fn suffix(&self) -> &str {
        match &self.words {
            Words::InText(text) => first_chars(text.get(self.range.end()..).unwrap_or_default()),
            Words::Own(quoted) => quoted.all.get(quoted.prefix_len + quoted.exact_len..).unwrap_or_default(),
        }
    }

    fn parts(&self) -> [&str; 3] {
        [self.exact(), self.prefix(), self.suffix()]
    }

    /// Whether `text` holds the very words at the very place.
    pub fn fits(&self, text: &str) -> bool {
        match &self.words {
            Words::InText(own) if std::ptr::eq(&raw const **own, text) => true,
            _ => !self.range.is_empty() && self.range.within(text) == Some(self.exact()),
        }
    }
}

/// The characters at the end of `text` that a selector quotes.
fn last_chars(text: &str) -> &str {
    let plain = text.get(text.len().saturating_sub(CONTEXT_CHARS)..).filter(|tail| tail.is_ascii());
    plain.unwrap_or_else(|| {
        let start = text.char_indices().rev().take(CONTEXT_CHARS).last().map_or(0, |(at, _)| at);
        text.get(start..).unwrap_or_default()
    })
}

/// The characters at the beginning of `text` that a selector quotes.
fn first_chars(text: &str) -> &str {
    let plain = text.get(..CONTEXT_CHARS.min(text.len())).filter(|head| head.is_ascii());
    plain.unwrap_or_else(|| {
        let end = text.char_indices().nth(CONTEXT_CHARS).map_or(text.len(), |(at, _)| at);
        text.get(..end).unwrap_or_default()
    })
}

/// Two selectors are equal if they say the same, wherever they have it from.
impl PartialEq for Selector {
    fn eq(&self, other: &Self) -> bool {
        let same_text = match (&self.words, &other.words) {
            (Words::InText(one), Words::InText(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        self.range == other.range && (same_text || self.parts() == other.parts())
    }
}

impl Eq for Selector {}

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
        struct Parts<'a> {
            range: TextRange,
            #[serde(borrow)]
            exact: Cow<'a, str>,
            #[serde(borrow)]
            prefix: Cow<'a, str>,
            #[serde(borrow)]
            suffix: Cow<'a, str>,
        }
        let parts = Parts::deserialize(deserializer)?;
        Ok(Self::from_parts(parts.range, &parts.prefix, &parts.exact, &parts.suffix))
    }
}
