//! Records: what all kept things have in common, and the table of their kinds.

use std::fmt;
use std::sync::Arc;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use super::clashes::in_order;
use super::{
    About, Calculation, CalculationId, Change, ChangeId, Checker, CheckerId, Clash, Clashes, Document, DocumentId, Dot,
    Field, FormerPlace, Id, Invalid, Link, LinkId, Pass, PassId, Passage, PassageId, Place, Project, ProjectId, Query,
    QueryId, Settled, SettledId, SignOff, SignOffId, Source, SourceId, Stamps, Value,
};

/// All records of one kind, deleted ones included, by id. Cloning shares everything.
pub type Table<R> = OrdMap<<R as Record>::Id, Arc<R>>;

/// One kept thing: an identity, fields that may change, and who changed them.
pub trait Record: Fields + Rules + Clone {
    /// The type of its id.
    type Id: Copy + Ord + From<Id> + Into<Id> + fmt::Display;
    /// Which kind of record this is.
    const KIND: RecordKind;

    /// Its id.
    fn id(&self) -> Self::Id;

    /// Its id together with its kind.
    fn record_id(&self) -> RecordId {
        RecordId { kind: Self::KIND, id: self.id().into() }
    }
}

/// The changeable side of a record, for code that treats all kinds alike.
pub trait Fields {
    /// The changeable fields of this kind, in the order of the file.
    fn fields(&self) -> &'static [Field];
    /// The value of `field`, `None` if this kind has no such field.
    fn get(&self, field: Field) -> Option<Value>;
    /// Puts a value into `field` and gives back the old one; stamps stay as they are.
    fn put(&mut self, field: Field, value: Value) -> Result<Value, WrongField>;
    /// Whether the record is there: a deleted one stays in the file, so that its deletion can be merged.
    fn present(&self) -> bool;
    /// Who set its fields.
    fn stamps(&self) -> &Stamps;
    /// Who set its fields, to be changed.
    fn stamps_mut(&mut self) -> &mut Stamps;
    /// Further entries of its fields. Those that a person has to choose from are [`Project::clashes_of`].
    fn clashes(&self) -> &[Clash];
    /// Further entries of its fields, to be changed.
    fn clashes_mut(&mut self) -> &mut Clashes;

    /// Whether a field shows what nobody entered: what somebody did is among the other entries.
    fn is_derived(&self, field: Field) -> bool {
        let is_entered = || self.clashes().iter().any(|clash| clash.field == field);
        self.stamps().of(field) == Dot::NOBODY && is_entered()
    }

    /// Forgets the further entries of `field`: somebody has chosen.
    fn settle(&mut self, field: Field) {
        if self.clashes().iter().any(|clash| clash.field == field) {
            let rest = self.clashes().iter().filter(|clash| clash.field != field);
            *self.clashes_mut() = rest.cloned().collect::<Vec<_>>().into();
        }
    }

    /// Enters further values as the transaction `dot` does: a choice was taken back. They stand as a merge would put them.
    fn unsettle(&mut self, clashes: &[Clash], dot: Dot) {
        let mut again: Vec<Clash> = clashes.iter().map(|clash| Clash { dot, ..clash.clone() }).collect();
        in_order(self.get(Field::Place).as_ref(), &mut again);
        let mut clashes: Vec<Clash> = self.clashes().iter().cloned().chain(again).collect();
        clashes.sort_by_key(|clash| clash.field);
        *self.clashes_mut() = clashes.into();
    }

    /// Sets `field` as the transaction `dot` does: one entry, one stamp, and by the same transaction the record is there. That
    /// somebody deleted it who did not know of it stays to be chosen from, unless just that is set.
    fn set(&mut self, field: Field, value: Value, dot: Dot) -> Result<Value, WrongField> {
        let before = self.put(field, value)?;
        self.settle(field);
        if field != Field::Present && self.clashes().iter().any(|clash| clash.field == Field::Present) {
            let is_deletion = |clash: &&Clash| clash.field != Field::Present || clash.value == Value::Flag(false);
            *self.clashes_mut() = self.clashes().iter().filter(is_deletion).cloned().collect::<Vec<_>>().into();
        }
        self.stamps_mut().set(field, dot);
        self.stamps_mut().set(Field::Present, dot);
        Ok(before)
    }
}

/// What must hold of a record beside the types of its fields.
pub trait Rules {
    /// The records that this one names, and that must be present when it is.
    fn names(&self) -> [Option<RecordId>; 3];
    /// Whether what it says fits the records it names; those are present when this is asked.
    fn check(&self, project: &Project) -> Result<(), Invalid>;

    /// The passage that it is, or that it says something about.
    fn passage(&self) -> Option<PassageId> {
        None
    }

    /// The places that it quotes: when a file is read, they share the text of their document, or are found again in it.
    fn places_mut(&mut self) -> PlacesMut<'_> {
        PlacesMut::new([None, None], &mut [])
    }
}

/// The places that a record quotes: its own, and those where it was in earlier versions of a document.
pub struct PlacesMut<'a> {
    own: [Option<&'a mut Place>; 2],
    former: std::slice::IterMut<'a, FormerPlace>,
}

impl<'a> PlacesMut<'a> {
    /// These places.
    pub(super) fn new(own: [Option<&'a mut Place>; 2], former: &'a mut [FormerPlace]) -> Self {
        Self { own, former: former.iter_mut() }
    }
}

impl<'a> Iterator for PlacesMut<'a> {
    type Item = &'a mut Place;

    fn next(&mut self) -> Option<&'a mut Place> {
        let own = self.own.iter_mut().find_map(Option::take);
        own.or_else(|| self.former.next().map(|former| &mut former.place))
    }
}

/// A value was given to a field that does not exist or holds something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this record has no such field, or the field holds something else")]
pub struct WrongField;

/// Declares a record: its fixed parts, then its changeable fields with the names they go by.
macro_rules! record {
    (
        $(#[$doc:meta])*
        $record:ident($id:ty) {
            fixed { $($(#[$fixed_doc:meta])* $fixed:ident: $fixed_type:ty),* $(,)? }
            fields { $($(#[$field_doc:meta])* $name:ident: $type:ty = $field:ident),* $(,)? }
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $record {
            /// Its id, the same in every copy of the project.
            pub id: $id,
            $($(#[$fixed_doc])* pub $fixed: $fixed_type,)*
            $($(#[$field_doc])* pub $name: $type,)*
            /// False once it was deleted.
            #[serde(default = "crate::model::record::yes", skip_serializing_if = "crate::model::record::is_yes")]
            pub present: bool,
            /// Who set its fields.
            pub stamps: crate::model::Stamps,
            /// Further values of its fields, waiting for a person's choice.
            #[serde(default, skip_serializing_if = "<[_]>::is_empty")]
            pub clashes: crate::model::Clashes,
        }

        impl crate::model::record::Fields for $record {
            fn fields(&self) -> &'static [crate::model::Field] {
                &[$(crate::model::Field::$field),*]
            }

            fn get(&self, field: crate::model::Field) -> Option<crate::model::Value> {
                match field {
                    crate::model::Field::Present => Some(self.present.into()),
                    $(crate::model::Field::$field => Some(self.$name.clone().into()),)*
                    _ => None,
                }
            }

            fn put(
                &mut self,
                field: crate::model::Field,
                value: crate::model::Value,
            ) -> Result<crate::model::Value, crate::model::WrongField> {
                match field {
                    crate::model::Field::Present => {
                        Ok(std::mem::replace(&mut self.present, value.try_into()?).into())
                    }
                    $(crate::model::Field::$field => {
                        Ok(std::mem::replace(&mut self.$name, value.try_into()?).into())
                    })*
                    _ => Err(crate::model::WrongField),
                }
            }

            fn present(&self) -> bool {
                self.present
            }

            fn stamps(&self) -> &crate::model::Stamps {
                &self.stamps
            }

            fn stamps_mut(&mut self) -> &mut crate::model::Stamps {
                &mut self.stamps
            }

            fn clashes(&self) -> &[crate::model::Clash] {
                &self.clashes
            }

            fn clashes_mut(&mut self) -> &mut crate::model::Clashes {
                &mut self.clashes
            }
        }

        impl crate::model::Record for $record {
            type Id = $id;
            const KIND: crate::model::RecordKind = crate::model::RecordKind::$record;

            fn id(&self) -> $id {
                self.id
            }
        }
    };
}

pub(crate) use record;

pub(super) fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
pub(super) fn is_yes(present: &bool) -> bool {
    *present
}

macro_rules! kinds {
    ($($record:ident($id:ident) $table:ident $label:literal),+ $(,)?) => {
        /// Which kind of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum RecordKind {
            $(#[doc = $label] $record),+
        }

        impl RecordKind {
            /// Every kind there is.
            pub const ALL: &[Self] = &[$(Self::$record),+];

            /// The word for it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$record => $label),+ }
            }
        }

        /// A record of any kind.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum AnyRecord {
            $(#[doc = $label] $record(Arc<$record>)),+
        }

        impl AnyRecord {
            /// The record's kind and id.
            pub fn record_id(&self) -> RecordId {
                match self { $(Self::$record(record) => record.record_id()),+ }
            }

            /// The record's fields.
            pub fn fields(&self) -> &dyn Fields {
                match self { $(Self::$record(record) => &**record),+ }
            }

            /// The record's fields, to be changed.
            pub fn fields_mut(&mut self) -> &mut dyn Fields {
                match self { $(Self::$record(record) => Arc::<$record>::make_mut(record) as &mut dyn Fields),+ }
            }

            /// What must hold of the record.
            pub fn rules(&self) -> &dyn Rules {
                match self { $(Self::$record(record) => &**record),+ }
            }
        }

        $(impl From<$record> for AnyRecord {
            fn from(record: $record) -> Self {
                Self::$record(Arc::new(record))
            }
        }

        impl From<Arc<$record>> for AnyRecord {
            fn from(record: Arc<$record>) -> Self {
                Self::$record(record)
            }
        }

        impl TryFrom<AnyRecord> for Arc<$record> {
            type Error = WrongField;

            fn try_from(record: AnyRecord) -> Result<Self, WrongField> {
                if let AnyRecord::$record(record) = record { Ok(record) } else { Err(WrongField) }
            }
        }

        impl From<$id> for RecordId {
            fn from(id: $id) -> Self {
                Self { kind: RecordKind::$record, id: id.into() }
            }
        })+

        /// The records of a project, a table for each kind.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Tables {
            $(#[doc = $label] pub $table: Table<$record>),+
        }

        impl Tables {
            /// The record of this name, deleted or not.
            pub fn get(&self, id: RecordId) -> Option<AnyRecord> {
                match id.kind {
                    $(RecordKind::$record => self.$table.get(&$id(id.id)).cloned().map(AnyRecord::$record)),+
                }
            }

            /// Whether a record of this name is there and not deleted.
            pub fn is_present(&self, id: RecordId) -> bool {
                match id.kind {
                    $(RecordKind::$record => self.$table.get(&$id(id.id)).is_some_and(|record| record.present)),+
                }
            }

            /// The record of this name, to be changed; it is not copied unless a snapshot shares it.
            pub(super) fn get_mut(&mut self, id: RecordId) -> Option<&mut dyn Fields> {
                match id.kind {
                    $(RecordKind::$record => {
                        self.$table.get_mut(&$id(id.id)).map(|record| Arc::<$record>::make_mut(record) as &mut dyn Fields)
                    }),+
                }
            }

            /// Enters a record under its id.
            pub(super) fn put(&mut self, record: AnyRecord) {
                match record {
                    $(AnyRecord::$record(record) => { self.$table.insert(record.id, record); }),+
                }
            }

            /// The records with further entries, deleted ones too, kind by kind and sorted by id.
            pub fn with_clashes(&self) -> impl Iterator<Item = AnyRecord> + '_ {
                std::iter::empty()$(.chain({
                    let clashing = self.$table.values().filter(|record| !record.clashes.is_empty());
                    clashing.cloned().map(AnyRecord::$record)
                }))+
            }

            /// All records, deleted ones too, kind by kind and sorted by id.
            pub fn iter(&self) -> impl Iterator<Item = AnyRecord> + '_ {
                std::iter::empty()$(.chain(self.$table.values().cloned().map(AnyRecord::$record)))+
            }
        }
    };
}

/// The table of kinds, given to a macro: a new kind is a struct of its own and a line here. The project file has a list for
/// each, in this order. A kind stands below those that it names.
macro_rules! with_kinds {
    ($then:ident) => {
        $then! {
            About(ProjectId) about "project",
            Checker(CheckerId) checkers "checker",
            Document(DocumentId) documents "document",
            Source(SourceId) sources "source",
            Passage(PassageId) passages "passage",
            Link(LinkId) links "link",
            Query(QueryId) queries "query",
            Change(ChangeId) changes "change",
            Calculation(CalculationId) calculations "calculation",
            Settled(SettledId) settled "settled suggestion",
            Pass(PassId) passes "pass",
            SignOff(SignOffId) sign_offs "sign-off",
        }
    };
}

pub(crate) use with_kinds;

with_kinds!(kinds);

/// A table of entries that are sorted by their keys. Its nodes are full: entered one after the other, entries would leave
/// each half empty, and there are very many of them.
pub fn packed<K: Ord + Clone, V: Clone>(sorted: impl IntoIterator<Item = (K, V)>) -> OrdMap<K, V> {
    let mut table = OrdMap::new();
    let mut between = Vec::new();
    for (at, entry) in sorted.into_iter().enumerate() {
        if at % 2 == 0 {
            table.insert(entry.0, entry.1);
        } else {
            between.push(entry);
        }
    }
    for (key, value) in between {
        table.insert(key, value);
    }
    table
}

/// Names a record of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordId {
    /// Which kind of record.
    pub kind: RecordKind,
    /// Which one.
    pub id: Id,
}

impl RecordId {
    /// Whether the index of who names whom lists it. What names its document by a place is left out: a document is named
    /// by thousands of those.
    pub(super) fn is_listed(self) -> bool {
        !matches!(self.kind, RecordKind::Passage | RecordKind::Settled | RecordKind::Pass)
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.name(), self.id)
    }
}
