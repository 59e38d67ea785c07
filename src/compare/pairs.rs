//! Which statements of some documents speak of the same, and how they differ.

use std::collections::BTreeMap;

use crate::reading::{DateMeaning, Quantity, Term, UnitClass};
use crate::text::{Folded, TextRange};

use super::NumberVerdict;
use super::numbers::{Stated, compare_numbers};
use super::topic::{Rarity, Topic};
use super::wording::{WordingVerdict, compare_wording};

/// Something that a document says, as it is compared.
#[derive(Clone, Debug)]
pub struct Statement<'d> {
    /// Which of the compared documents says it.
    pub document: usize,
    /// Its words.
    pub words: &'d str,
    /// Where they stand.
    pub range: TextRange,
    /// What they are.
    pub said: Said<'d>,
    /// What they are about.
    pub topic: Topic,
}

/// What a statement is.
#[derive(Clone, Debug)]
pub enum Said<'d> {
    /// A number, with the words and the meaning of its date.
    Number(&'d Quantity, Option<(&'d str, DateMeaning)>),
    /// Somebody's words, with the name of who says them.
    Quote(Option<&'d str>),
    /// Anything else; whether it says that something is not so.
    Claim {
        /// Whether it denies.
        negative: bool,
    },
}

/// Two statements of different documents that speak of the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The indexes of both, that of the earlier document first.
    pub statements: (usize, usize),
    /// What is compared.
    pub kind: PairKind,
    /// How they differ, in a word.
    pub verdict: Verdict,
    /// How they differ, in a sentence.
    pub reason: String,
    /// How much they have in common and how much it matters, from 0 to 1; only for comparing with others.
    pub score: f32,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PairKind {
    /// Two numbers.
    Number,
    /// Two quotes.
    Quote,
    /// Two other statements.
    Claim,
}

impl PairKind {
    /// The word for it: "number".
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Quote => "quote",
            Self::Claim => "claim",
        }
    }
}

/// How two statements differ, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Of two numbers.
    Number(NumberVerdict),
    /// Of two quotes.
    Wording(WordingVerdict),
    /// One says of the same that it is not so.
    Denied,
}

impl Verdict {
    /// The words for it: "conflict".
    pub fn label(self) -> &'static str {
        match self {
            Self::Number(verdict) => verdict.label(),
            Self::Wording(WordingVerdict::Different) => "different words, same speaker and occasion",
            Self::Wording(verdict) => verdict.label(),
            Self::Denied => "one says “not”",
        }
    }

    /// How much it matters to who looks for what is wrong, from 0 to 1.
    fn weight(self) -> f32 {
        match self {
            Self::Number(NumberVerdict::Conflict) => 1.0,
            Self::Wording(WordingVerdict::Reworded) => 0.9,
            Self::Wording(WordingVerdict::Different) | Self::Denied => 0.8,
            Self::Number(NumberVerdict::DifferentScope) | Self::Wording(WordingVerdict::Trimmed) => 0.6,
            Self::Number(NumberVerdict::Compatible) => 0.5,
            Self::Number(NumberVerdict::Equal)
            | Self::Wording(WordingVerdict::Verbatim | WordingVerdict::Typography) => 0.3,
        }
    }
}

/// Terms that more statements have tell too little to begin with, and would cost too much.
const MAX_SAYING: usize = 60;

/// The pairs of statements of different documents that speak of the same, those that matter most first.
pub fn pairs(statements: &[Statement<'_>]) -> Vec<Pair> {
    let matching = Matching::of(statements);
    let mut found: Vec<Pair> = (0..statements.len()).flat_map(|at| matching.pairs_of(at)).collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.statements.cmp(&b.statements)));
    found
}

/// The statements by their terms.
struct Matching<'s, 'd> {
    statements: &'s [Statement<'d>],
    rarity: Rarity,
    /// The statements with each term, and what it is worth to them.
    saying: BTreeMap<Term, Vec<(usize, f32)>>,
    /// What the terms of each statement are worth together.
    totals: Vec<f32>,
}

impl<'s, 'd> Matching<'s, 'd> {
    fn of(statements: &'s [Statement<'d>]) -> Self {
        let rarity = Rarity::of(statements.iter().map(|statement| &statement.topic));
        let mut saying: BTreeMap<Term, Vec<(usize, f32)>> = BTreeMap::new();
        let mut totals = Vec::with_capacity(statements.len());
        for (at, statement) in statements.iter().enumerate() {
            let mut total = 0.0;
            for (term, weight) in statement.topic.terms() {
                let worth = weight * rarity.of_term(*term);
                saying.entry(*term).or_default().push((at, worth));
                total += if *weight >= 1.0 { worth } else { 0.0 };
            }
            totals.push(total);
        }
        Self { statements, rarity, saying, totals }
    }

    /// The pairs of a statement with those of later documents.
    fn pairs_of(&self, at: usize) -> Vec<Pair> {
        let Some(statement) = self.statements.get(at) else { return Vec::new() };
        let mut common: BTreeMap<usize, f32> = BTreeMap::new();
        for (term, weight) in statement.topic.terms() {
            let others = self.saying.get(term).map(Vec::as_slice).unwrap_or_default();
            if others.len() > MAX_SAYING {
                continue;
            }
            let own = weight * self.rarity.of_term(*term);
            for (other, worth) in others {
                if self.statements.get(*other).is_some_and(|other| other.document > statement.document) {
                    *common.entry(*other).or_insert(0.0) += own.min(*worth);
                }
            }
        }
        let total = |at: usize| self.totals.get(at).copied().unwrap_or(0.0);
        let pair = |(other, common): (usize, f32)| {
            let least = total(at).min(total(other)).max(f32::MIN_POSITIVE);
            self.compared(at, other, (common / least).min(1.0))
        };
        common.into_iter().filter_map(pair).collect()
    }

    /// Two statements compared, if they speak of the same. `common` is how much of what they say they share.
    fn compared(&self, a: usize, b: usize, common: f32) -> Option<Pair> {
        let (first, second) = (self.statements.get(a)?, self.statements.get(b)?);
        let (kind, verdict, reason, sameness) = match (&first.said, &second.said) {
            (Said::Number(x, x_date), Said::Number(y, y_date)) => {
                let near = closeness(x, y) * common;
                if near < MIN_NUMBER || !is_counted_alike(x, y) {
                    return None;
                }
                let stated = |quantity, words, as_of| Stated { quantity, words, as_of };
                let compared = compare_numbers(stated(x, first.words, *x_date), stated(y, second.words, *y_date))?;
                (PairKind::Number, Verdict::Number(compared.verdict), compared.reason, near)
            }
            (Said::Quote(x), Said::Quote(y)) => {
                let wording = compare_wording(first.words, second.words);
                let is_same_speaker = matches!((x, y), (Some(x), Some(y)) if is_same_name(x, y));
                if wording.verdict == WordingVerdict::Different && !(is_same_speaker && common >= MIN_OCCASION) {
                    return None;
                }
                let reason = match wording.verdict {
                    WordingVerdict::Different => "The same speaker on the same occasion, in other words".to_owned(),
                    _ => wording.reason,
                };
                (PairKind::Quote, Verdict::Wording(wording.verdict), reason, common.max(MIN_OCCASION))
            }
            (Said::Claim { negative: x }, Said::Claim { negative: y }) if x != y && common >= MIN_CLAIM => {
                let reason = "Both speak of the same, and only one says that it is not so".to_owned();
                (PairKind::Claim, Verdict::Denied, reason, common)
            }
            _ => return None,
        };
        Some(Pair { statements: (a, b), kind, verdict, reason, score: sameness * verdict.weight() })
    }
}

/// Statements with less in common speak of something else. Measured on the two articles and on news that has nothing to
/// do with each other.
const MIN_NUMBER: f32 = 0.25;
const MIN_OCCASION: f32 = 0.15;
const MIN_CLAIM: f32 = 0.3;

/// How near two numbers lie, from 0 to 1: one is rarely ten times the other when both are of the same.
fn closeness(a: &Quantity, b: &Quantity) -> f32 {
    let value = |quantity: &Quantity, other: &Quantity| match (&quantity.unit, &other.unit) {
        (Some(from), Some(to)) => from.convert(quantity.amount.high(), to),
        _ => Some(quantity.amount.high()),
    };
    let (x, y) = (a.amount.high().abs(), value(b, a).unwrap_or(b.amount.high()).abs());
    if x == 0.0 || y == 0.0 {
        return if x == y { 1.0 } else { 0.3 };
    }
    let times = (x / y).ln().abs();
    (1.2 - 0.4 * times).clamp(0.0, 1.0) as f32
}

/// Whether two numbers count the same: people and prisoners, but no missions.
fn is_counted_alike(a: &Quantity, b: &Quantity) -> bool {
    match (&a.unit, &b.unit) {
        (Some(a), Some(b)) if a.class == UnitClass::Count && b.class == UnitClass::Count => a.counts_like(b),
        (Some(a), Some(b)) => a.class == b.class,
        _ => true,
    }
}

/// Whether two names can be of one person or body: their last words are the same.
fn is_same_name(a: &str, b: &str) -> bool {
    let last = |name: &str| name.split_whitespace().next_back().map(|word| Folded::of(word).text().to_owned());
    last(a) == last(b)
}
