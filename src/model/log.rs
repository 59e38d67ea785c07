//! The log: what every transaction did, for the history of a passage and for whoever asks who and when.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{DocumentId, Dot, Field, Project, RecordId, Time, Value};

/// One transaction, as it is remembered for ever. Undo and redo are transactions of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    /// Its stamp.
    pub dot: Dot,
    /// When it was made.
    pub time: Time,
    /// What was asked for, in the words of the window: "Mark as claim".
    pub command: Arc<str>,
    /// What it did.
    pub changed: Changes,
    /// The new versions of documents that its maker had taken in and made nothing since, itself among them: by the stamps
    /// with which they replaced others. So it can be told which words were meant by whoever worked apart.
    #[serde(default, skip_serializing_if = "<[_]>::is_empty")]
    pub versions: Versions,
}

/// The stamps with which documents replaced earlier versions. Most entries have none, hence the thin pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Dot>", into = "Vec<Dot>")]
#[expect(clippy::box_collection, reason = "one word instead of three in every entry")]
pub struct Versions(Option<Box<Vec<Dot>>>);

impl Deref for Versions {
    type Target = [Dot];

    fn deref(&self) -> &[Dot] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl From<Vec<Dot>> for Versions {
    fn from(dots: Vec<Dot>) -> Self {
        Self((!dots.is_empty()).then(|| Box::new(dots)))
    }
}

impl From<Versions> for Vec<Dot> {
    fn from(versions: Versions) -> Self {
        versions.0.map_or_else(Self::new, |dots| *dots)
    }
}

/// What a transaction did, in its order. Most did one thing, and there are very many of those: that is kept in place.
#[derive(Clone, Debug, PartialEq)]
pub enum Changes {
    /// One thing.
    One(Changed),
    /// Several, or none.
    Many(Box<[Changed]>),
}

impl Deref for Changes {
    type Target = [Changed];

    fn deref(&self) -> &[Changed] {
        match self {
            Self::One(changed) => std::slice::from_ref(changed),
            Self::Many(changed) => changed,
        }
    }
}

impl From<Vec<Changed>> for Changes {
    fn from(mut changed: Vec<Changed>) -> Self {
        match (changed.pop(), changed.is_empty()) {
            (Some(only), true) => Self::One(only),
            (last, _) => {
                changed.extend(last);
                Self::Many(changed.into())
            }
        }
    }
}

impl FromIterator<Changed> for Changes {
    fn from_iter<I: IntoIterator<Item = Changed>>(changed: I) -> Self {
        changed.into_iter().collect::<Vec<_>>().into()
    }
}

impl Serialize for Changes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Changes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into())
    }
}

/// What a transaction did to one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Changed {
    /// It made the record. With which values, the earliest `before` of each field tells, or the record itself.
    Made(RecordId),
    /// It threw the text of a document away for good.
    Emptied(DocumentId),
    /// It changed a field. Boxed, because most entries only make a passage, and there are very many of those.
    Set(Box<FieldChange>),
}

/// A field before and after a transaction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The record.
    pub record: RecordId,
    /// Its field.
    pub field: Field,
    /// The value that was there.
    pub before: Value,
    /// The value that is there now.
    pub after: Value,
}

impl Changed {
    /// The record that was changed.
    pub fn record(&self) -> RecordId {
        match self {
            Self::Made(record) => *record,
            Self::Emptied(document) => (*document).into(),
            Self::Set(change) => change.record,
        }
    }
}

/// Who and when.
impl Project {
    /// The name of the person behind a stamp.
    pub fn who(&self, dot: Dot) -> Option<&str> {
        self.actors.get(&dot.actor).and_then(|id| self.checker(*id)).map(|checker| checker.name.as_str())
    }

    /// When the transaction with this stamp was made.
    pub fn when(&self, dot: Dot) -> Option<Time> {
        self.log.get(&dot).map(|entry| entry.time)
    }
}
