//! Quantities: a number with the words that say what it counts.

use crate::text::TextRange;

use super::{Interval, Unit, UnitClass};

/// A number with its meaning, as one statement says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// All its words: what bounds it, its sign, the number, its unit.
    pub range: TextRange,
    /// The number in digits or words, with its scale: "6 million".
    pub number: TextRange,
    /// The number itself, without what bounds it; two for a range: "65 to 70".
    pub amount: Amount,
    /// The values that it allows, in its unit.
    pub interval: Interval,
    /// How the number bounds them.
    pub quantifier: Quantifier,
    /// Whether it is said to have risen or fallen by it.
    pub trend: Option<Trend>,
    /// In what it is counted.
    pub unit: Option<Unit>,
    /// What it is about: "the prison population".
    pub subject: Option<TextRange>,
    /// For when it is said: "as of June 2024".
    pub as_of: Option<TextRange>,
    /// Who is named for it: "the Prison Policy Initiative".
    pub source: Option<TextRange>,
}

impl Quantity {
    /// The quantity with all its places moved to the right by so many bytes.
    pub fn shifted(self, by: usize) -> Self {
        let shifted = |range: TextRange| range.shifted(by);
        Self {
            range: shifted(self.range),
            number: shifted(self.number),
            unit: self.unit.map(|unit| unit.shifted(by)),
            subject: self.subject.map(shifted),
            as_of: self.as_of.map(shifted),
            source: self.source.map(shifted),
            ..self
        }
    }

    /// The number that is written, if it is just one.
    pub fn stated(&self) -> Option<f64> {
        match self.amount {
            Amount::One(value) => Some(value),
            Amount::Range(..) => None,
        }
    }

    /// Whether both count the same: people and prisoners, but no missions. A bare number may count anything.
    pub fn counts_like(&self, other: &Self) -> bool {
        match (&self.unit, &other.unit) {
            (Some(a), Some(b)) if a.class == UnitClass::Count && b.class == UnitClass::Count => a.counts_like(b),
            (Some(a), Some(b)) => a.class == b.class,
            _ => true,
        }
    }

    /// How near the numbers lie, from 0 to 1: one is rarely ten times the other when both are of the same.
    pub fn nearness(&self, other: &Self) -> f32 {
        let (x, y) = self.numbers(other);
        if x == 0.0 || y == 0.0 {
            return if x == y { 1.0 } else { 0.3 };
        }
        (1.2 - 0.4 * (x / y).ln().abs()).clamp(0.0, 1.0) as f32
    }

    /// Whether the numbers are the same, and larger than numbers that are the same by chance.
    pub fn is_same_number(&self, other: &Self) -> bool {
        let (x, y) = self.numbers(other);
        x > LARGEST_BY_CHANCE && y > 0.0 && (x / y).ln().abs() < 1e-9
    }

    /// Both numbers without their signs, in the unit of the first where that can be.
    fn numbers(&self, other: &Self) -> (f64, f64) {
        let written = other.amount.high();
        let converted = match (&other.unit, &self.unit) {
            (Some(from), Some(to)) => from.convert(written, to),
            _ => None,
        };
        (self.amount.high().abs(), converted.unwrap_or(written).abs())
    }
}

/// Numbers up to this one are often the same by chance.
const LARGEST_BY_CHANCE: f64 = 12.0;

/// A number as it is written, with its scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// One number.
    One(f64),
    /// From one to another.
    Range(f64, f64),
}

impl Amount {
    /// The lowest number.
    pub fn low(self) -> f64 {
        match self {
            Self::One(value) => value,
            Self::Range(a, b) => a.min(b),
        }
    }

    /// The highest number.
    pub fn high(self) -> f64 {
        match self {
            Self::One(value) => value,
            Self::Range(a, b) => a.max(b),
        }
    }
}

/// How a number bounds the values that are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantifier {
    /// Just this many.
    Equal,
    /// "over", "more than".
    MoreThan,
    /// "at least".
    AtLeast,
    /// "fewer than", "nearly".
    LessThan,
    /// "up to".
    AtMost,
    /// "about", "some", "an estimated".
    About,
}

impl Quantifier {
    /// The word for it in scripts: "at_least".
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::MoreThan => "more_than",
            Self::AtLeast => "at_least",
            Self::LessThan => "less_than",
            Self::AtMost => "at_most",
            Self::About => "about",
        }
    }
}

/// Which way something went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trend {
    /// More than before.
    Up,
    /// Less than before.
    Down,
}

impl Trend {
    /// The word for it in scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}
