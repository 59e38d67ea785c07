//! Part, whole and rate: what two of them say of the third.

use crate::model::Slot;
use crate::reading::{End, Interval, Language, Quantity, Unit, UnitClass};

use super::NumberVerdict;
use super::numbers::{Stated, rounding, shown};
use super::span::Span;

/// Fewer significant figures than these are never shown.
const MIN_FIGURES: usize = 2;
/// More than these no statistic has.
const MAX_FIGURES: usize = 12;
/// A share that is less is written as so many of 100,000.
const LEAST_PERCENT: f64 = 1e-3;

/// What follows from two statistics, and how a third differs from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Calculated {
    /// What follows: the part, the whole or the rate.
    pub slot: Slot,
    /// What it can be: a number of the part's units, or as a rate a share of one.
    pub interval: Interval,
    /// What follows, in a sentence: "120,000 prisoners at 2 percent imply 6.0 million people".
    pub sentence: String,
    /// How what is stated differs from that, in a word and in a sentence.
    pub stated: Option<(NumberVerdict, String)>,
}

/// What follows from statistics, given in the order of [`Slot::ALL`], of which two say what the third must be. With all
/// three the whole follows, or else what can. Why nothing does, in a sentence.
pub fn calculate(bound: [Option<Stated<'_>>; 3]) -> Result<Calculated, String> {
    for (slot, stated) in Slot::ALL.into_iter().zip(bound) {
        stated.map_or(Ok(()), |stated| fits(slot, stated))?;
    }
    match bound {
        [Some(part), Some(whole), None] => rate_of(part, whole).map(|it| it.found()),
        [Some(part), None, Some(rate)] => whole_of(part, rate).map(|it| it.found()),
        [None, Some(whole), Some(rate)] => Ok(part_of(whole, rate).found()),
        [Some(part), Some(whole), Some(rate)] => {
            in_units_of(whole, part)?;
            let followed = whole_of(part, rate).map(|it| it.against(whole));
            Ok(followed.unwrap_or_else(|_| part_of(whole, rate).against(part)))
        }
        _ => Err("Two statistics are needed to say what the third must be".to_owned()),
    }
}

/// Whether a statistic can be what it stands for.
fn fits(slot: Slot, stated: Stated<'_>) -> Result<(), String> {
    let (words, quantity) = (stated.words, stated.quantity);
    let is_share = quantity.unit.as_ref().is_some_and(|unit| unit.class == UnitClass::Share);
    if quantity.trend.is_some() {
        return Err(format!("“{words}” says how much something rose or fell, not how much there is"));
    }
    match slot {
        Slot::Rate if !is_share => {
            Err(format!("“{words}” is no rate: that is a percentage, a fraction, or so many per 100,000"))
        }
        Slot::Part | Slot::Whole if is_share => {
            Err(format!("“{words}” is a rate: part and whole are numbers of people or things"))
        }
        _ => Ok(()),
    }
}

/// A statistic as it is computed with.
#[derive(Clone, Copy)]
struct Term {
    /// The number that is written, the middle of two.
    value: f64,
    exact: Span,
    /// With all that is rounded to it.
    rounded: Span,
}

impl Term {
    fn times(self, other: Self) -> Self {
        let rounded = self.rounded.times(other.rounded);
        Self { value: self.value * other.value, exact: self.exact.times(other.exact), rounded }
    }

    fn inverse(self) -> Option<Self> {
        let exact = self.exact.inverse()?;
        // What rounds to zero may be below it; then rounding says nothing.
        Some(Self { value: 1.0 / self.value, exact, rounded: self.rounded.inverse().unwrap_or(exact) })
    }
}

/// A statistic as a number of these units, or as a share of one.
fn term(quantity: &Quantity, convert: impl Fn(f64) -> Option<f64>) -> Option<Term> {
    let written = quantity.amount;
    let exact = quantity.interval.converted(&convert)?;
    let widened = quantity.interval.widened(rounding(written.high())).converted(&convert)?;
    let value = convert(f64::midpoint(written.low(), written.high()))?;
    Some(Term { value, exact: Span::of(exact), rounded: Span::of(widened) })
}

fn share(rate: Stated<'_>) -> Option<Term> {
    let unit = rate.quantity.unit.as_ref()?;
    term(rate.quantity, |value| unit.of_one(value))
}

fn plain(stated: Stated<'_>) -> Option<Term> {
    term(stated.quantity, Some)
}

/// A statistic in the units of another, or why that cannot be.
fn in_units_of(stated: Stated<'_>, other: Stated<'_>) -> Result<Term, String> {
    let counts = |unit: &Option<Unit>| unit.as_ref().is_none_or(|unit| unit.class == UnitClass::Count);
    let (from, to) = (&stated.quantity.unit, &other.quantity.unit);
    let found = match (from, to) {
        _ if counts(from) && counts(to) => plain(stated),
        (Some(from), Some(to)) => term(stated.quantity, |value| from.convert(value, to)),
        _ => None,
    };
    let apart = || {
        format!("“{}” and “{}” are not counted in the same, so neither is part of the other", other.words, stated.words)
    };
    found.ok_or_else(apart)
}

/// What follows, with all that is needed to say it.
struct Following<'t> {
    slot: Slot,
    from: [Stated<'t>; 2],
    term: Term,
    /// What it is counted in, after its number: " people".
    unit: String,
    n_figures: usize,
}

fn whole_of<'t>(part: Stated<'t>, rate: Stated<'t>) -> Result<Following<'t>, String> {
    let zero = || format!("“{}” can be none at all, so the whole can be anything", rate.words);
    let (number, inverse) = (plain(part).ok_or_else(zero)?, share(rate).and_then(Term::inverse).ok_or_else(zero)?);
    Ok(Following::new(Slot::Whole, [part, rate], number.times(inverse), unit_of(part)))
}

fn part_of<'t>(whole: Stated<'t>, rate: Stated<'t>) -> Following<'t> {
    let nothing = Term { value: 0.0, exact: Span::of(ANY), rounded: Span::of(ANY) };
    let term = plain(whole).zip(share(rate)).map_or(nothing, |(whole, rate)| whole.times(rate));
    Following::new(Slot::Part, [whole, rate], term, unit_of(whole))
}

fn rate_of<'t>(part: Stated<'t>, whole: Stated<'t>) -> Result<Following<'t>, String> {
    let zero = || format!("“{}” can be none at all, so there is no rate of it", whole.words);
    let inverse = in_units_of(whole, part)?.inverse().ok_or_else(zero)?;
    let number = plain(part).ok_or_else(zero)?;
    Ok(Following::new(Slot::Rate, [part, whole], number.times(inverse), String::new()))
}

/// Everything that a number can be.
const ANY: Interval = Interval { low: None, high: None };

/// What is counted, said after a number. A part of some people is people, whatever they are called; of other things only
/// what they are measured in is the same.
fn unit_of(stated: Stated<'_>) -> String {
    let Some(unit) = &stated.quantity.unit else { return String::new() };
    let is_person = || Language::ALL.iter().any(|language| language.is_person(unit.head()));
    match unit.class {
        UnitClass::Count if is_person() => " people".to_owned(),
        UnitClass::Count => String::new(),
        _ if unit.name.contains(' ') => format!(" {}", unit.name),
        _ => format!(" {}s", unit.name),
    }
}

impl<'t> Following<'t> {
    fn new(slot: Slot, from: [Stated<'t>; 2], term: Term, unit: String) -> Self {
        let figures = from.iter().map(|stated| n_figures(stated.quantity));
        let n_figures = figures.min().unwrap_or(MIN_FIGURES).max(MIN_FIGURES);
        Self { slot, from, term, unit, n_figures }
    }

    fn found(self) -> Calculated {
        let [a, b] = self.from.map(|stated| stated.words);
        let interval = self.term.exact.interval();
        let follows = self.in_words(interval);
        let sentence = match self.slot {
            Slot::Whole if b.starts_with(|c: char| c.is_ascii_digit()) => format!("{a} at {b} imply {follows}"),
            Slot::Whole => format!("{a} at a rate of {b} imply {follows}"),
            Slot::Part => format!("{b} of {a} imply {follows}"),
            Slot::Rate => format!("{a} of {b} imply {follows}"),
        };
        let mut letters = sentence.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let sentence = first.chain(letters.as_str().chars()).collect();
        Calculated { slot: self.slot, interval, sentence, stated: None }
    }

    /// With how what is stated differs from what follows.
    fn against(self, stated: Stated<'_>) -> Calculated {
        let verdict = self.verdict(stated);
        let verdict = verdict.map(|(verdict, why)| (verdict, format!("“{}” is stated: {why}", stated.words)));
        Calculated { stated: verdict, ..self.found() }
    }

    fn verdict(&self, stated: Stated<'_>) -> Option<(NumberVerdict, String)> {
        let [base, _] = self.from;
        let said = in_units_of(stated, base).ok()?;
        let figures = self.n_figures.min(n_figures(stated.quantity).max(MIN_FIGURES));
        let values = self.term.exact.interval().value().zip(said.exact.interval().value());
        let meets = |a: Span, b: Span| a.interval().meets(&b.interval());
        if values.is_some_and(|(a, b)| is_near(to_figures(a, figures), to_figures(b, figures))) {
            return Some((NumberVerdict::Equal, "the same number".to_owned()));
        }
        if meets(self.term.exact, said.exact) {
            return Some((NumberVerdict::Compatible, "both can be true".to_owned()));
        }
        if meets(self.term.rounded, said.rounded) {
            return Some((NumberVerdict::Compatible, "the same when rounded".to_owned()));
        }
        let (small, large) = (self.term.value.abs().min(said.value.abs()), self.term.value.abs().max(said.value.abs()));
        let times = if small > 0.0 { format!("{} times as much", shown(large / small)) } else { "not that".to_owned() };
        let other = if said.value.abs() < self.term.value.abs() { "what follows is" } else { "that is" };
        let dates = self.from.iter().filter_map(|from| from.as_of.zip(stated.as_of));
        let apart = dates.into_iter().find(|((_, a), (_, b))| a.is_apart(*b));
        Some(match apart {
            Some(((a, _), (b, _))) => {
                (NumberVerdict::DifferentScope, format!("{other} {times}, but it is said for {b}, the other for {a}"))
            }
            None => (NumberVerdict::Conflict, format!("{other} {times}")),
        })
    }

    /// What it can be, in words: "at least 6.0 million people".
    fn in_words(&self, interval: Interval) -> String {
        let n = self.n_figures;
        let number = |value: f64| match self.slot {
            Slot::Rate => share_in_words(value, n),
            Slot::Part | Slot::Whole => in_figures(value, n),
        };
        let exactly = |value: f64| number(to_figures(value, n));
        let (from, to) = (
            |end: End| number(to_figures_beyond(end.value, n, false)),
            |end: End| number(to_figures_beyond(end.value, n, true)),
        );
        let low = interval.low.filter(|low| low.value != 0.0 || interval.high.is_none());
        let text = match (low, interval.high) {
            (Some(low), Some(high)) if is_near(low.value, high.value) => exactly(low.value),
            (Some(low), Some(high)) => format!("{} to {}", from(low), to(high)),
            (Some(low), None) if low.closed => format!("at least {}", from(low)),
            (Some(low), None) => format!("more than {}", from(low)),
            (None, Some(high)) if high.value == 0.0 => exactly(0.0),
            (None, Some(high)) if high.closed => format!("at most {}", to(high)),
            (None, Some(high)) => format!("less than {}", to(high)),
            (None, None) => "any number".to_owned(),
        };
        format!("{text}{}", self.unit)
    }
}

/// How many significant figures a number is written with: zeros at the end of 120,000 are none.
fn n_figures(quantity: &Quantity) -> usize {
    let figures = |value: f64| (1..=MAX_FIGURES).find(|n| is_near(to_figures(value, *n), value));
    [quantity.amount.low(), quantity.amount.high()].into_iter().filter_map(figures).min().unwrap_or(MIN_FIGURES)
}

/// A value with so many significant figures.
fn to_figures(value: f64, n: usize) -> f64 {
    format!("{value:.*e}", n.saturating_sub(1)).parse().unwrap_or(value)
}

/// The nearest number with so many significant figures on this side of a bound, so that no bound promises too much.
fn to_figures_beyond(value: f64, n: usize, upwards: bool) -> f64 {
    let rounded = to_figures(value, n);
    let is_inside = if upwards { rounded < value } else { rounded > value };
    if !is_inside || is_near(rounded, value) {
        return rounded;
    }
    let step = 10_f64.powf(value.abs().log10().floor() + 1.0 - n as f64);
    to_figures(if upwards { rounded + step } else { rounded - step }, n)
}

/// Whether two numbers are the same but for what computing loses.
fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// A share of one that has so many significant figures, as people write it: "2.0 percent", "12 per 100,000".
fn share_in_words(share: f64, n_figures: usize) -> String {
    if share != 0.0 && share.abs() < LEAST_PERCENT {
        return format!("{} per 100,000", in_figures(share * 1e5, n_figures));
    }
    format!("{} percent", in_figures(share * 100.0, n_figures))
}

/// A number that has so many significant figures, as people write it: "6.0 million", "85,000", "0.35".
fn in_figures(value: f64, n: usize) -> String {
    let scales = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million")];
    let (scale, name) = scales.into_iter().find(|(scale, _)| value.abs() >= *scale).unwrap_or((1.0, ""));
    let scaled = value / scale;
    if scaled.abs() >= 1000.0 {
        return format!("{}{name}", shown(scaled));
    }
    let n_before = if scaled == 0.0 { 1 } else { scaled.abs().log10().floor() as i32 + 1 };
    let n_decimals = usize::try_from(n as i32 - n_before).unwrap_or(0).min(MAX_FIGURES);
    format!("{scaled:.n_decimals$}{name}")
}
