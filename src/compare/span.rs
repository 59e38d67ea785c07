//! Intervals in, interval out: multiplying and dividing what numbers can be.

use crate::reading::{End, Interval};

/// An interval whose ends are numbers too where there is none: infinities, which do not belong to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    low: End,
    high: End,
}

impl Span {
    pub(super) fn of(interval: Interval) -> Self {
        let open = |value| End { value, closed: false };
        Self {
            low: interval.low.unwrap_or(open(f64::NEG_INFINITY)),
            high: interval.high.unwrap_or(open(f64::INFINITY)),
        }
    }

    pub(super) fn interval(self) -> Interval {
        let end = |end: End| Some(end).filter(|end| end.value.is_finite());
        Interval { low: end(self.low), high: end(self.high) }
    }

    /// All products of a value of each.
    pub(super) fn times(self, other: Self) -> Self {
        let ends = |span: Self| [span.low, span.high];
        let products = ends(self).into_iter().flat_map(|a| ends(other).map(|b| product(a, b)));
        // Of two equal ends the one that belongs to it.
        let low = products.clone().reduce(|a, b| if (b.value, !b.closed) < (a.value, !a.closed) { b } else { a });
        let high = products.reduce(|a, b| if (b.value, b.closed) > (a.value, a.closed) { b } else { a });
        Self { low: low.unwrap_or(self.low), high: high.unwrap_or(self.high) }
    }

    /// One divided by each of its values; `None` if zero lies between them or is the only one.
    pub(super) fn inverse(self) -> Option<Self> {
        let (low, high) = (self.low, self.high);
        if low.value < 0.0 && high.value > 0.0 || low.value == 0.0 && high.value == 0.0 {
            return None;
        }
        let part = |end: End, at_zero: f64| match end.value {
            0.0 => End { value: at_zero, closed: false },
            value => End { value: 1.0 / value, ..end },
        };
        Some(Self { low: part(high, f64::NEG_INFINITY), high: part(low, f64::INFINITY) })
    }
}

/// The product of two ends. Zero times whatever there is is zero.
fn product(a: End, b: End) -> End {
    if a.value == 0.0 || b.value == 0.0 {
        let closed = a.value == 0.0 && a.closed || b.value == 0.0 && b.closed;
        return End { value: 0.0, closed };
    }
    End { value: a.value * b.value, closed: a.closed && b.closed }
}
