//! Who and when: actors, dots, stamps and clashes, the facts from which two copies of a project can be united.
//!
//! The rules are those of the project-file design: every transaction takes the next dot of its actor, a change of a field
//! replaces all its entries by one with that dot, and undo and redo put back values, never stamps.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Field, Id, Value};

/// One opening of one file by one running program: random, entered at its first change, never continued.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor(pub u64);

impl Actor {
    /// An actor made from an id that was random, and is used for nothing else.
    pub fn derived(random: Id) -> Self {
        let mut bytes = [0; 8];
        for (to, from) in bytes.iter_mut().zip(Id::derived(&[b"actor", random.bytes()]).bytes()) {
            *to = *from;
        }
        Self(u64::from_le_bytes(bytes))
    }
}

/// The stamp of one transaction: the actor that made it, and the how many-th of that actor it is, from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dot {
    /// Who.
    pub actor: Actor,
    /// The how many-th transaction of this actor, from 1.
    pub counter: u32,
}

impl Dot {
    /// The stamp of what nobody did: of a record that was not committed yet, and of one that is there only because
    /// something names it.
    pub const NOBODY: Self = Self { actor: Actor(0), counter: 0 };
}

/// A moment, in whole seconds since 1970, UTC. In the file as `2026-11-21T12:40:07Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub i64);

/// A further value of a field, set by someone who had not seen the value that is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clash {
    /// The field that two people set.
    pub field: Field,
    /// What it would be by this entry.
    pub value: Value,
    /// Who set it.
    pub dot: Dot,
}

/// The clashes of a record. Most records have none, hence the thin pointer.
#[derive(Clone, Debug, PartialEq, Default, Deserialize)]
#[serde(from = "Vec<Clash>")]
#[expect(clippy::box_collection, reason = "one word instead of two in every record")]
pub struct Clashes(Option<Box<Vec<Clash>>>);

impl Deref for Clashes {
    type Target = [Clash];

    fn deref(&self) -> &[Clash] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl From<Vec<Clash>> for Clashes {
    fn from(clashes: Vec<Clash>) -> Self {
        Self((!clashes.is_empty()).then(|| Box::new(clashes)))
    }
}

impl Serialize for Clashes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

/// The dots of a record's fields: one for all, and one each for those that were changed since.
#[derive(Clone, PartialEq, Eq)]
pub struct Stamps {
    all: Dot,
    /// Sorted by field; never holds a field stamped with `all`. Most records have none, hence the thin pointer.
    #[expect(clippy::box_collection, reason = "one word instead of three in every record")]
    rest: Option<Box<Vec<(Field, Dot)>>>,
}

impl Stamps {
    /// The stamps of a record that was made by the transaction `dot`.
    pub fn new(dot: Dot) -> Self {
        Self { all: dot, rest: None }
    }

    /// The stamp of the transaction that made the record.
    pub fn made(&self) -> Dot {
        self.all
    }

    /// The stamp of `field`.
    pub fn of(&self, field: Field) -> Dot {
        self.rest().iter().find(|(other, _)| *other == field).map_or(self.all, |(_, dot)| *dot)
    }

    /// Enters that `field` was set by the transaction `dot`.
    pub fn set(&mut self, field: Field, dot: Dot) {
        let mut rest = self.rest.take().map_or_else(Vec::new, |rest| *rest);
        rest.retain(|(other, _)| *other != field);
        if dot != self.all {
            let at = rest.partition_point(|(other, _)| *other < field);
            rest.insert(at, (field, dot));
        }
        self.rest = (!rest.is_empty()).then(|| Box::new(rest));
    }

    /// The dot that made the record, and those of the fields that were set since.
    pub fn dots(&self) -> impl Iterator<Item = Dot> + '_ {
        std::iter::once(self.all).chain(self.rest().iter().map(|(_, dot)| *dot))
    }

    /// The fields that were set since the record was made.
    pub fn since(&self) -> impl Iterator<Item = (Field, Dot)> + '_ {
        self.rest().iter().copied()
    }

    fn rest(&self) -> &[(Field, Dot)] {
        self.rest.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl fmt::Debug for Stamps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entry(&"*", &self.all)
            .entries(self.rest().iter().map(|(field, dot)| (field.name(), dot)))
            .finish()
    }
}

impl Serialize for Stamps {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1 + self.rest().len()))?;
        map.serialize_entry("*", &self.all)?;
        for (field, dot) in self.rest() {
            map.serialize_entry(field, dot)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Stamps {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StampsVisitor;

        /// "*" or the name of a field.
        struct Key(Option<Field>);

        impl<'de> Deserialize<'de> for Key {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct KeyVisitor;
                impl Visitor<'_> for KeyVisitor {
                    type Value = Key;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("\"*\" or the name of a field")
                    }

                    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Key, E> {
                        match name {
                            "*" => Ok(Key(None)),
                            name => Field::named(name)
                                .map(|field| Key(Some(field)))
                                .ok_or_else(|| E::custom(format_args!("no record has a field “{name}”"))),
                        }
                    }
                }
                deserializer.deserialize_str(KeyVisitor)
            }
        }

        impl<'de> Visitor<'de> for StampsVisitor {
            type Value = Stamps;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map from field names, or \"*\", to stamps")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Stamps, A::Error> {
                let (mut all, mut rest) = (None, Vec::new());
                while let Some((Key(key), dot)) = map.next_entry::<Key, Dot>()? {
                    match key {
                        None => all = Some(dot),
                        Some(field) => rest.push((field, dot)),
                    }
                }
                let mut stamps = Stamps::new(all.ok_or_else(|| A::Error::custom("stamps without \"*\""))?);
                for (field, dot) in rest {
                    stamps.set(field, dot);
                }
                Ok(stamps)
            }
        }

        deserializer.deserialize_map(StampsVisitor)
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Actor {
    type Err = BadStamp;

    fn from_str(text: &str) -> Result<Self, BadStamp> {
        if text.len() != 16 || text.bytes().any(|byte| !matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(BadStamp);
        }
        u64::from_str_radix(text, 16).map(Self).map_err(|_| BadStamp)
    }
}

impl fmt::Display for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.actor, self.counter)
    }
}

impl FromStr for Dot {
    type Err = BadStamp;

    fn from_str(text: &str) -> Result<Self, BadStamp> {
        let (actor, counter) = text.split_once(':').ok_or(BadStamp)?;
        Ok(Self { actor: actor.parse()?, counter: counter.parse().map_err(|_| BadStamp)? })
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_second(self.0) {
            Ok(moment) => write!(f, "{moment}"),
            Err(_) => f.write_str("1970-01-01T00:00:00Z"),
        }
    }
}

impl FromStr for Time {
    type Err = BadStamp;

    fn from_str(text: &str) -> Result<Self, BadStamp> {
        text.parse::<jiff::Timestamp>().map(|moment| Self(moment.as_second())).map_err(|_| BadStamp)
    }
}

/// What is neither an actor, a dot nor a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a stamp")]
pub struct BadStamp;

/// Reads and writes a type as its printed form, without an intermediate `String` on reading.
macro_rules! as_text {
    ($($type:ty, $what:literal);+ $(;)?) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct TextVisitor;
                impl Visitor<'_> for TextVisitor {
                    type Value = $type;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($what)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(|_| E::custom(format_args!("“{text}” is not {}", $what)))
                    }
                }
                deserializer.deserialize_str(TextVisitor)
            }
        }
    )+};
}

as_text! {
    Actor, "an actor (16 hexadecimal digits)";
    Dot, "a stamp (actor:counter)";
    Time, "a moment (2026-11-21T12:40:07Z)";
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Debug for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
