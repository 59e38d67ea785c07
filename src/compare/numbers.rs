//! Two numbers: equal, compatible, of another scope, or in conflict.

use crate::reading::{DateMeaning, Interval, Quantifier, Quantity, Unit, UnitClass};

/// How two numbers differ, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberVerdict {
    /// They say the same.
    Equal,
    /// Both can be true: bounds or rounding allow it.
    Compatible,
    /// They speak of another date, group or place, so both can be true.
    DifferentScope,
    /// Not both can be true, if they speak of the same.
    Conflict,
}

impl NumberVerdict {
    /// The words for it: "different scope".
    pub fn label(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Compatible => "compatible",
            Self::DifferentScope => "different scope",
            Self::Conflict => "conflict",
        }
    }
}

/// How two numbers differ.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberComparison {
    /// In a word.
    pub verdict: NumberVerdict,
    /// In a sentence.
    pub reason: String,
    /// How many times the smaller number the larger is, if there is a smaller.
    pub ratio: Option<f64>,
    /// What the first allows.
    pub first: Interval,
    /// What the second allows, in the unit of the first.
    pub second: Interval,
}

/// A number with its words and its date.
#[derive(Clone, Copy, Debug)]
pub struct Stated<'t> {
    /// The number.
    pub quantity: &'t Quantity,
    /// Its words: "at least 85,000 people".
    pub words: &'t str,
    /// The words and the meaning of the date for which it is said.
    pub as_of: Option<(&'t str, DateMeaning)>,
}

/// Compares two numbers that are said of the same. `None` if they are not counted in what can be compared: then there is
/// nothing to say.
pub fn compare_numbers(first: Stated<'_>, second: Stated<'_>) -> Option<NumberComparison> {
    let (a, b) = (first.quantity, second.quantity);
    if a.trend.is_some() != b.trend.is_some() {
        return None;
    }
    let [b_low, b_high] = [converted(b.amount.low(), b, a)?, converted(b.amount.high(), b, a)?];
    let second_interval = b.interval.converted(|value| converted(value, b, a))?;
    let amounts = ((a.amount.low(), a.amount.high()), (b_low, b_high));
    let compared = Compared { first, second, amounts, intervals: (a.interval, second_interval) };
    let (verdict, reason) = compared.verdict();
    Some(NumberComparison { verdict, reason, ratio: compared.ratio(), first: a.interval, second: second_interval })
}

/// A value in the unit of another quantity, `None` if nothing converts them.
fn converted(value: f64, from: &Quantity, to: &Quantity) -> Option<f64> {
    match (&from.unit, &to.unit) {
        (Some(from), Some(to)) if from.class == UnitClass::Count && to.class == UnitClass::Count => Some(value),
        (Some(from), Some(to)) => from.convert(value, to),
        (None, None) => Some(value),
        // A bare number counts whatever the other counts.
        (None, Some(unit)) | (Some(unit), None) => (unit.class == UnitClass::Count).then_some(value),
    }
}

struct Compared<'t> {
    first: Stated<'t>,
    second: Stated<'t>,
    /// The numbers as written, from lowest to highest, in the unit of the first.
    amounts: ((f64, f64), (f64, f64)),
    intervals: (Interval, Interval),
}

impl Compared<'_> {
    fn verdict(&self) -> (NumberVerdict, String) {
        let (a, b) = (self.first.quantity, self.second.quantity);
        let said = self.said();
        let same_amount = is_same(self.amounts.0.0, self.amounts.1.0) && is_same(self.amounts.0.1, self.amounts.1.1);
        if same_amount && a.quantifier == b.quantifier {
            return (NumberVerdict::Equal, said.clone() + ": the same number");
        }
        if is_lower_bound(a) && is_lower_bound(b) {
            let tighter = if self.amounts.0.0 > self.amounts.1.0 { self.first.words } else { self.second.words };
            return (NumberVerdict::Compatible, format!("{said}: two lower bounds, “{tighter}” says more"));
        }
        if self.intervals.0.meets(&self.intervals.1) {
            return (NumberVerdict::Compatible, format!("{said}: each allows the other{}", self.tighter()));
        }
        let rounded = (
            self.intervals.0.widened(rounding(a.amount.high())),
            self.intervals.1.widened(rounding(b.amount.high()) * self.unit_ratio()),
        );
        if rounded.0.meets(&rounded.1) {
            return (NumberVerdict::Compatible, format!("{said}: the same when rounded"));
        }
        let times = self.ratio().map_or_else(String::new, |ratio| format!(", {} times as much", shown(ratio)));
        match self.dates() {
            Dates::Apart(words) => (NumberVerdict::DifferentScope, format!("{said}{times}, but {words}")),
            Dates::Unclear(words) => (NumberVerdict::Conflict, format!("{said}{times}; {words}")),
            Dates::Silent => (NumberVerdict::Conflict, format!("{said}{times}")),
        }
    }

    /// Both numbers in their words, and the one in the unit of the other if that is another.
    fn said(&self) -> String {
        let (first, second) = (self.first.words, self.second.words);
        let (Some(a), Some(b)) = (&self.first.quantity.unit, &self.second.quantity.unit) else {
            return format!("“{first}” against “{second}”");
        };
        if a.class == UnitClass::Count || a.name == b.name {
            format!("“{first}” against “{second}”")
        } else if is_usual(b) {
            let value = a.convert(self.first.quantity.amount.high(), b).unwrap_or_default();
            format!("“{first}”, which is {} {}, against “{second}”", shown(value), unit_name(b))
        } else {
            format!("“{first}” against “{second}”, which is {} {}", shown(self.amounts.1.1), unit_name(a))
        }
    }

    fn tighter(&self) -> String {
        let width = |interval: &Interval| match (interval.low, interval.high) {
            (Some(low), Some(high)) => high.value - low.value,
            _ => f64::INFINITY,
        };
        let (a, b) = (width(&self.intervals.0), width(&self.intervals.1));
        match a.total_cmp(&b) {
            std::cmp::Ordering::Less => format!(", “{}” says more", self.first.words),
            std::cmp::Ordering::Greater => format!(", “{}” says more", self.second.words),
            std::cmp::Ordering::Equal => String::new(),
        }
    }

    fn ratio(&self) -> Option<f64> {
        let (a, b) = (self.amounts.0.1.abs(), self.amounts.1.1.abs());
        let (small, large) = (a.min(b), a.max(b));
        (small > 0.0).then(|| large / small)
    }

    /// How many units of the first one of the second is.
    fn unit_ratio(&self) -> f64 {
        let written = self.second.quantity.amount.high();
        if written == 0.0 { 1.0 } else { self.amounts.1.1 / written }
    }

    fn dates(&self) -> Dates {
        Dates::of(self.first, self.second)
    }
}

/// What the dates say about two numbers.
pub(super) enum Dates {
    /// They are of different times.
    Apart(String),
    /// Only one has a date.
    Unclear(String),
    /// Nothing that would explain a difference.
    Silent,
}

impl Dates {
    pub fn of(first: Stated<'_>, second: Stated<'_>) -> Self {
        match (first.as_of, second.as_of) {
            (Some((a, x)), Some((b, y))) if x.is_apart(y) => {
                Self::Apart(format!("one is said for {a}, the other for {b}"))
            }
            (Some(_), Some(_)) | (None, None) => Self::Silent,
            (Some((date, _)), None) | (None, Some((date, _))) => {
                Self::Unclear(format!("one is said for {date}, the other without a date"))
            }
        }
    }
}

fn is_lower_bound(quantity: &Quantity) -> bool {
    quantity.interval.high.is_none() && matches!(quantity.quantifier, Quantifier::AtLeast | Quantifier::MoreThan)
}

/// How far from a number, on both sides, what it was rounded from can lie: half of its last digit. Zeros at its end count
/// as digits up to the second of all: 80,000 stands for 79,500 to 80,500, 120,000 for 115,000 to 125,000.
pub(super) fn rounding(value: f64) -> f64 {
    let value = value.abs();
    if value == 0.0 || !value.is_finite() {
        return 0.0;
    }
    let is_whole = |unit: f64| ((value / unit) - (value / unit).round()).abs() < 1e-6;
    let second = 10_f64.powf(value.log10().floor() - 1.0);
    let mut unit = second.max(1.0);
    while !is_whole(unit) && unit > value * 1e-9 {
        unit /= 10.0;
    }
    unit / 2.0
}

/// Whether people think in a unit rather than in others of its class.
fn is_usual(unit: &Unit) -> bool {
    unit.name == PERCENT
}

fn unit_name(unit: &Unit) -> &str {
    if unit.name == PERCENT { "percent" } else { &unit.name }
}

const PERCENT: &str = "percentage";

/// Whether two numbers are the same but for what computing loses.
fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// A number as people write it: thousands apart, three digits where it is not whole.
pub fn shown(value: f64) -> String {
    let digits = if value.fract().abs() < 1e-9 || value.abs() >= 1000.0 {
        format!("{value:.0}")
    } else {
        let n_decimals = (2 - value.abs().log10().floor() as i32).clamp(0, 9) as usize;
        let written = format!("{value:.n_decimals$}");
        return written.trim_end_matches('0').trim_end_matches('.').to_owned();
    };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
    let mut grouped = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
