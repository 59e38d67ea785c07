//! What a number can be: an interval with open or closed ends.

use super::Quantifier;

/// How far "about", "nearly" and "just over" reach, as a part of the number. Writers round to one or two digits, so that
/// "about 120,000" stands for what lies closer than a tenth; whoever means less writes another number. It is wide rather
/// than narrow, since a pair that is called a conflict wrongly costs a checker more than one that is called compatible.
const TOLERANCE: f64 = 0.1;

/// The values that a statement allows: "at least 265" is from 265 upwards, 265 included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end, `None` if there is none.
    pub low: Option<End>,
    /// The upper end, `None` if there is none.
    pub high: Option<End>,
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// The number there.
    pub value: f64,
    /// Whether the number itself belongs to the interval.
    pub closed: bool,
}

impl Interval {
    /// Just this value.
    pub fn exactly(value: f64) -> Self {
        Self::between(value, value)
    }

    /// From one value to another, both included, in either order.
    pub fn between(a: f64, b: f64) -> Self {
        Self { low: Some(End { value: a.min(b), closed: true }), high: Some(End { value: a.max(b), closed: true }) }
    }

    /// This value or more.
    pub fn at_least(value: f64) -> Self {
        Self { low: Some(End { value, closed: true }), high: None }
    }

    /// More than this value.
    pub fn over(value: f64) -> Self {
        Self { low: Some(End { value, closed: false }), high: None }
    }

    /// What a number allows with what bounds it. `is_near` says that the rest lies close to it: "just over". What cannot
    /// be negative begins at zero.
    pub fn bounded(low: f64, high: f64, quantifier: Quantifier, is_near: bool, can_be_negative: bool) -> Self {
        let (open, closed) = (|value| Some(End { value, closed: false }), |value| Some(End { value, closed: true }));
        let below = if can_be_negative || low < 0.0 { None } else { closed(0.0) };
        let (low_margin, high_margin) = (low.abs() * TOLERANCE, high.abs() * TOLERANCE);
        match quantifier {
            Quantifier::Equal => Self::between(low, high),
            // Two ends say themselves how far it reaches.
            Quantifier::About if low < high => Self::between(low, high),
            Quantifier::About => Self::between(low - low_margin, high + high_margin),
            Quantifier::AtLeast => Self::at_least(low),
            Quantifier::AtMost => Self { low: below, high: closed(high) },
            Quantifier::MoreThan if is_near => Self { low: open(low), high: closed(low + low_margin) },
            Quantifier::MoreThan => Self::over(low),
            Quantifier::LessThan if is_near => Self { low: closed(high - high_margin), high: open(high) },
            Quantifier::LessThan => Self { low: below, high: open(high) },
        }
    }

    /// From one value, included, to another, excluded: "dozens".
    pub fn vague(low: f64, until: f64) -> Self {
        Self { low: Some(End { value: low, closed: true }), high: Some(End { value: until, closed: false }) }
    }

    /// The interval of converted values, `None` if one cannot be converted.
    pub fn converted(&self, convert: impl Fn(f64) -> Option<f64>) -> Option<Self> {
        let end = |end: Option<End>| match end {
            None => Some(None),
            Some(end) => Some(Some(End { value: convert(end.value)?, ..end })),
        };
        Some(Self { low: end(self.low)?, high: end(self.high)? })
    }

    /// Whether a value lies in both.
    pub fn meets(&self, other: &Self) -> bool {
        let is_below = |low: Option<End>, high: Option<End>| match (low, high) {
            (Some(low), Some(high)) => low.value < high.value || low.value == high.value && low.closed && high.closed,
            _ => true,
        };
        is_below(self.low, other.high) && is_below(other.low, self.high)
    }

    /// The interval with its ends moved out by `margin`, which stays outside itself.
    pub fn widened(&self, margin: f64) -> Self {
        let end = |end: Option<End>, by: f64| end.map(|end| End { value: end.value + by, closed: false });
        if margin > 0.0 { Self { low: end(self.low, -margin), high: end(self.high, margin) } } else { *self }
    }

    /// What the products of the values of both are, if none is negative.
    pub fn times(&self, other: &Self) -> Self {
        let end =
            |a: Option<End>, b: Option<End>| Some(End { value: a?.value * b?.value, closed: a?.closed && b?.closed });
        Self { low: end(self.low, other.low), high: end(self.high, other.high) }
    }

    /// The value, if there is only one.
    pub fn value(&self) -> Option<f64> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low.closed && high.closed && low.value == high.value => Some(low.value),
            _ => None,
        }
    }
}
