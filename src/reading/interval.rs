//! What a number can be: an interval with open or closed ends.

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

    /// The value, if there is only one.
    pub fn value(&self) -> Option<f64> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low.closed && high.closed && low.value == high.value => Some(low.value),
            _ => None,
        }
    }
}
