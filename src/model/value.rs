//! Fields and their values: the vocabulary in which edits, history and clashes speak of any record.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Checklist, Decision, DocumentId, Fate, FormerPlaces, Made, Outcome, PassageId, PassageKind, Place, Rank, Relation,
    Role, Severity, SourceKind, WrongField,
};

/// A piece of free text, empty more often than not: one pointer wide, so that a passage without notes stays small.
// The outer box keeps the pointer thin; a box of `str` alone would be two words wide.
#[derive(Clone, PartialEq, Eq, Default)]
#[expect(clippy::box_collection, reason = "a boxed string is one word, and most texts are empty")]
pub struct Text(Option<Box<String>>);

impl Text {
    /// The text as a string slice, empty if there is none.
    pub fn as_str(&self) -> &str {
        self.0.as_deref().map_or("", String::as_str)
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self((!text.is_empty()).then(|| Box::new(text)))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(String::deserialize(deserializer)?.into())
    }
}

macro_rules! fields {
    ($($variant:ident $name:literal $label:literal),+ $(,)?) => {
        /// The name of a field of some record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $(#[doc = $label] $variant),+
        }

        impl Field {
            /// Every field there is.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in the project file.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The name in the window, as it stands in a history: "Outcome".
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The field of this name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

fields! {
    Present "present" "Present",
    Title "title" "Title",
    Rules "rules" "Rules",
    Name "name" "Name",
    Role "role" "Role",
    Author "author" "Author",
    Publisher "publisher" "Publisher",
    Published "published" "Published",
    Url "url" "Address",
    Accessed "accessed" "Accessed",
    Kind "kind" "Kind",
    Detail "detail" "Detail",
    Date "date" "Date",
    Place "place" "Place",
    Outcome "outcome" "Outcome",
    Reopened "reopened" "Re-opened",
    Note "note" "Note",
    Tags "tags" "Tags",
    Speaker "speaker" "Speaker",
    Reading "reading" "Reads as",
    Relation "relation" "Relation",
    Rank "rank" "Rank",
    Words "words" "Words",
    Addressee "addressee" "To whom",
    Question "question" "Question",
    Sent "sent" "Sent",
    Answer "answer" "Answer",
    From "from" "From",
    To "to" "To",
    Severity "severity" "Severity",
    Decision "decision" "Decision",
    DecidedBy "decided_by" "Decided by",
    Reason "reason" "Why",
    Fate "fate" "Fate",
    OriginGroup "origin_group" "Origin",
    Independent "independent" "Independent sources",
    Checklist "checklist" "Checklist",
    Part "part" "Part",
    Whole "whole" "Whole",
    Rate "rate" "Rate",
    Replaces "replaces" "Replaces",
    Former "former" "Earlier versions",
    Made "made" "Made",
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Field;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Field, E> {
                Field::named(name).ok_or_else(|| E::custom(format_args!("no record has a field “{name}”")))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

macro_rules! values {
    ($($variant:ident($type:ty) $doc:literal),+ $(,)?) => {
        /// The value of a field of some record.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Value {
            $(#[doc = $doc] $variant($type)),+
        }

        $(
            impl From<$type> for Value {
                fn from(value: $type) -> Self {
                    Self::$variant(value)
                }
            }

            impl TryFrom<Value> for $type {
                type Error = WrongField;

                fn try_from(value: Value) -> Result<Self, WrongField> {
                    match value {
                        Value::$variant(value) => Ok(value),
                        _ => Err(WrongField),
                    }
                }
            }
        )+
    };
}

values! {
    Flag(bool) "Yes or no.",
    Text(Text) "Free text, a name, a date as it was typed.",
    Role(Role) "Why a document is here.",
    Place(Place) "Where a passage is.",
    Kind(PassageKind) "What a passage is.",
    Outcome(Option<Outcome>) "What the check found.",
    Relation(Relation) "What a link says.",
    Rank(Rank) "Primary or secondary evidence.",
    SourceKind(SourceKind) "What a source is.",
    Severity(Severity) "How grave a proposed change is.",
    Decision(Decision) "What was decided on a proposed change.",
    Fate(Fate) "What became of a suggestion.",
    Number(u32) "How many.",
    Checklist(Checklist) "What of a passage was looked at.",
    Passage(Option<PassageId>) "A passage, or none.",
    Document(Option<DocumentId>) "A document, or none.",
    Former(FormerPlaces) "Where a passage was in earlier versions of its document.",
    Made(Option<Made>) "Whether a change was made.",
}

impl Value {
    /// Whether it is what a field holds before anybody fills it.
    pub fn is_unfilled(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Outcome(outcome) => outcome.is_none(),
            Self::Checklist(checklist) => checklist.is_empty(),
            Self::Number(number) => *number == 0,
            Self::Rank(rank) => *rank == Rank::default(),
            Self::Severity(severity) => *severity == Severity::default(),
            Self::Decision(decision) => *decision == Decision::default(),
            Self::Document(document) => document.is_none(),
            Self::Former(former) => former.is_empty(),
            Self::Made(made) => made.is_none(),
            _ => false,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number(number) => return number.fmt(f),
            Self::Checklist(checklist) => return checklist.fmt(f),
            Self::Passage(Some(passage)) => return passage.fmt(f),
            Self::Document(Some(document)) => return document.fmt(f),
            Self::Passage(None) | Self::Document(None) => "none",
            Self::Former(former) => return former.fmt(f),
            Self::Made(made) => made.map_or("not known", Made::label),
            Self::Flag(true) => "yes",
            Self::Flag(false) => "no",
            Self::Text(text) => text,
            Self::Role(role) => role.label(),
            Self::Place(place) => place.words(),
            Self::Kind(kind) => kind.label(),
            Self::Outcome(outcome) => outcome.map_or("none", Outcome::label),
            Self::Relation(relation) => relation.label(),
            Self::Rank(rank) => rank.label(),
            Self::SourceKind(kind) => kind.label(),
            Self::Severity(severity) => severity.label(),
            Self::Decision(decision) => decision.label(),
            Self::Fate(fate) => fate.label(),
        })
    }
}
