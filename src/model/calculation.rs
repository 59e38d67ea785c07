//! Calculations: three statistics that hang together, so that two say what the third must be.

use std::sync::Arc;

use super::record::{Rules, record};
use super::{CalculationId, Clashes, Dot, Field, Invalid, PassageId, Project, RecordId, RecordKind, Stamps, Text};

record! {
    /// A part, the whole that it is a part of, and the rate of the one in the other. One of them may be missing: the others
    /// say what it would be. It is a help for who checks and settles nothing, so no sign-off covers it.
    Calculation(CalculationId) {
        fixed {}
        fields {
            /// How many of them.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            part: Option<PassageId> = Part,
            /// Of how many.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            whole: Option<PassageId> = Whole,
            /// How many of so many.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            rate: Option<PassageId> = Rate,
            /// What the checker wrote about it.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            note: Text = Note,
        }
    }
}

/// What a statistic is in a calculation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// How many of them.
    Part,
    /// Of how many.
    Whole,
    /// How many of so many.
    Rate,
}

impl Slot {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Part, Self::Whole, Self::Rate];

    /// The word for it: "Part".
    pub fn label(self) -> &'static str {
        self.field().label()
    }

    /// The field of a calculation that holds it.
    pub fn field(self) -> Field {
        match self {
            Self::Part => Field::Part,
            Self::Whole => Field::Whole,
            Self::Rate => Field::Rate,
        }
    }
}

impl Calculation {
    /// A calculation that was just made, with the passages in the order of [`Slot::ALL`].
    pub fn new(id: CalculationId, [part, whole, rate]: [Option<PassageId>; 3], dot: Dot) -> Self {
        Self {
            id,
            part,
            whole,
            rate,
            note: Text::default(),
            present: true,
            stamps: Stamps::new(dot),
            clashes: Clashes::default(),
        }
    }

    /// Its passages in the order of [`Slot::ALL`].
    pub fn passages(&self) -> [Option<PassageId>; 3] {
        [self.part, self.whole, self.rate]
    }
}

impl Rules for Calculation {
    fn names(&self) -> [Option<RecordId>; 3] {
        self.passages().map(|passage| passage.map(RecordId::from))
    }

    fn check(&self, _: &Project) -> Result<(), Invalid> {
        // Two people can bind one passage as two things, each without knowing of the other: then nothing follows.
        Ok(())
    }
}

impl Project {
    /// All calculations, by id.
    pub fn calculations(&self) -> impl Iterator<Item = &Arc<Calculation>> {
        self.tables().calculations.values().filter(|calculation| calculation.present)
    }

    /// A calculation.
    pub fn calculation(&self, id: CalculationId) -> Option<&Arc<Calculation>> {
        self.tables().calculations.get(&id).filter(|calculation| calculation.present)
    }

    /// The calculations that a passage is in, by id.
    pub fn calculations_of(&self, passage: PassageId) -> impl Iterator<Item = &Arc<Calculation>> {
        let named = self.naming(passage.into()).iter().filter(|by| by.kind == RecordKind::Calculation);
        named.filter_map(|by| self.tables().calculations.get(&CalculationId(by.id)))
    }
}
