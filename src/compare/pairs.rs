//! Which statements of some documents speak of the same, and how they differ.

use std::collections::BTreeMap;

use crate::reading::{DateMeaning, Quantity, Term};
use crate::text::{Folded, TextRange};

use super::dates::DateVerdict;
use super::names::NameVerdict;
use super::numbers::{NumberVerdict, Stated, compare_numbers};
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
    /// A number.
    Number {
        /// The number.
        quantity: &'d Quantity,
        /// The words and the meaning of its date.
        as_of: Option<(&'d str, DateMeaning)>,
        /// The terms right beside it, which say what it counts: "detained", "capacity".
        beside: Vec<Term>,
        /// The names in its sentence.
        names: Vec<Term>,
    },
    /// Somebody's words, with the name of who says them.
    Quote(Option<&'d str>),
    /// A sentence as a whole.
    Sentence {
        /// The names of which it says something; none if it says of anything that it is not so.
        names: Vec<Term>,
        /// The names of which it says that something is not so.
        denied: Vec<Term>,
        /// The other words of that: "held".
        denied_words: Vec<Term>,
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
    /// Two dates of one event.
    Date,
    /// Two ways to write a name.
    Name,
}

impl PairKind {
    /// The word for it: "number".
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Quote => "quote",
            Self::Claim => "claim",
            Self::Date => "date",
            Self::Name => "name",
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
    /// Of two dates.
    Date(DateVerdict),
    /// Of two names.
    Name(NameVerdict),
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
            Self::Date(verdict) => verdict.label(),
            Self::Name(verdict) => verdict.label(),
            Self::Denied => "one says “not”",
        }
    }

    /// Whether an editor has something to decide: not both can stand as they are, or one quotes, spells or denies otherwise.
    /// What is equal, compatible, of another scope or only a part of the other needs nobody.
    pub fn is_for_editor(self) -> bool {
        match self {
            Self::Number(verdict) => verdict == NumberVerdict::Conflict,
            Self::Wording(verdict) => matches!(verdict, WordingVerdict::Reworded | WordingVerdict::Different),
            Self::Date(verdict) => verdict == DateVerdict::Conflict,
            Self::Name(verdict) => matches!(verdict, NameVerdict::Spelling | NameVerdict::Conflict),
            Self::Denied => true,
        }
    }

    /// Whether it is given to statements of which it is not yet sure that they speak of the same.
    fn is_loose(self) -> bool {
        matches!(self, Self::Number(NumberVerdict::Conflict) | Self::Wording(WordingVerdict::Different) | Self::Denied)
    }

    /// How much it matters to who looks for what is wrong, from 0 to 1.
    fn weight(self) -> f32 {
        match self {
            Self::Number(NumberVerdict::Conflict) => 1.0,
            Self::Wording(WordingVerdict::Reworded) | Self::Date(DateVerdict::Conflict) => 0.9,
            Self::Wording(WordingVerdict::Different) | Self::Denied => 0.8,
            Self::Name(NameVerdict::Spelling | NameVerdict::Conflict) => 0.7,
            Self::Number(NumberVerdict::DifferentScope) | Self::Wording(WordingVerdict::Trimmed) => 0.6,
            Self::Number(NumberVerdict::Compatible) => 0.5,
            Self::Date(DateVerdict::Compatible) | Self::Name(NameVerdict::Compatible) => 0.4,
            Self::Number(NumberVerdict::Equal)
            | Self::Wording(WordingVerdict::Verbatim | WordingVerdict::Typography)
            | Self::Date(DateVerdict::Equal)
            | Self::Name(NameVerdict::Equal) => 0.3,
        }
    }
}

/// Terms that more statements of a sort have tell too little to begin with, and would cost too much.
const MAX_SAYING: usize = 300;
/// Statements with less in common speak of something else. Set by the two articles of `seeds`, whose true pairs are known,
/// and looked at on thirty other news texts of one subject, of which hardly any pair is true: there they still let some in.
const MIN_NUMBER: f32 = 0.3;
/// What is called a conflict is surer to be one.
const MIN_CONFLICT: f32 = 0.36;
const MIN_OCCASION: f32 = 0.15;
const MIN_DENIED: f32 = 0.1;
/// A name that is met in more than every fifteenth sentence is what all of them are about.
const MIN_RARITY: f32 = 2.7;
/// What it is worth if the words right beside two numbers are the same.
const BESIDE: f32 = 0.35;
/// What it is worth if two numbers are the same.
const SAME_AMOUNT: f32 = 0.1;
/// What is left of it if both sentences name somebody or something, and nothing together.
const OTHER_NAMES: f32 = 0.5;
/// A quote of fewer words has no other wording: it is a word.
const MIN_QUOTE_WORDS: usize = 3;

/// The pairs of statements of different documents that speak of the same, those that matter most first.
pub fn pairs(statements: &[Statement<'_>]) -> Vec<Pair> {
    let rarity = Rarity::of(statements.iter().filter(|one| is_sentence(&one.said)).map(|one| &one.topic));
    let numbers = Matching::of(statements, &rarity, is_number).pairs(is_number);
    let quotes = Matching::of(statements, &rarity, is_quote).pairs(is_quote);
    // Only what somebody denies is worth looking for.
    let denials = Matching::of(statements, &rarity, denies).pairs(names);
    let mut found: Vec<Pair> = numbers.into_iter().chain(quotes).chain(denials).collect();
    keep_nearest(statements, &mut found);
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.statements.cmp(&b.statements)));
    found
}

fn is_number(said: &Said<'_>) -> bool {
    matches!(said, Said::Number { .. })
}

fn is_quote(said: &Said<'_>) -> bool {
    matches!(said, Said::Quote(_))
}

fn is_sentence(said: &Said<'_>) -> bool {
    matches!(said, Said::Sentence { .. })
}

fn denies(said: &Said<'_>) -> bool {
    matches!(said, Said::Sentence { denied, .. } if !denied.is_empty())
}

fn names(said: &Said<'_>) -> bool {
    matches!(said, Said::Sentence { names, .. } if !names.is_empty())
}

/// Where an occasion, a name or a word beside tells that two statements belong together, only the nearest of each
/// document are kept, and those that say the same as the nearest: the others speak of something else more often than not.
/// So of two polls not every number is set against every other.
fn keep_nearest(statements: &[Statement<'_>], found: &mut Vec<Pair>) {
    let document = |at: usize| statements.get(at).map_or(usize::MAX, |statement| statement.document);
    let mut nearest: BTreeMap<Side, (f32, usize)> = BTreeMap::new();
    for pair in found.iter().filter(|pair| pair.verdict.is_loose()) {
        let (a, b) = pair.statements;
        for (one, other) in [(a, b), (b, a)] {
            let best = nearest.entry((pair.verdict, one, document(other))).or_insert((pair.score, other));
            if pair.score > best.0 {
                *best = (pair.score, other);
            }
        }
    }
    let amount = |at: usize| match &statements.get(at)?.said {
        Said::Number { quantity, .. } => Some(quantity.amount),
        _ => None,
    };
    found.retain(|pair| {
        let (a, b) = pair.statements;
        let is_near = |one, other| {
            nearest.get(&(pair.verdict, one, document(other))).is_some_and(|(_, best)| {
                *best == other || amount(*best).is_some_and(|said| amount(other) == Some(said))
            })
        };
        !pair.verdict.is_loose() || is_near(a, b) && is_near(b, a)
    });
}

/// A statement against another document, by how they differ.
type Side = (Verdict, usize, usize);

/// The statements of one sort by their terms.
struct Matching<'s, 'd> {
    statements: &'s [Statement<'d>],
    rarity: &'s Rarity,
    /// The statements with each term, and what it is worth to them.
    saying: BTreeMap<Term, Vec<(usize, f32)>>,
    /// What the terms of each statement are worth together; nothing for those of other sorts.
    totals: Vec<f32>,
}

impl<'s, 'd> Matching<'s, 'd> {
    fn of(statements: &'s [Statement<'d>], rarity: &'s Rarity, is_of: fn(&Said<'_>) -> bool) -> Self {
        let mut saying: BTreeMap<Term, Vec<(usize, f32)>> = BTreeMap::new();
        let mut totals = vec![0.0; statements.len()];
        let of_sort = statements.iter().zip(&mut totals).enumerate();
        for (at, (statement, total)) in of_sort.filter(|(_, (statement, _))| is_of(&statement.said)) {
            for (term, weight) in statement.topic.terms() {
                saying.entry(*term).or_default().push((at, weight * rarity.of_term(*term)));
            }
            *total = total_of(&statement.topic, rarity);
        }
        Self { statements, rarity, saying, totals }
    }

    /// The pairs of one of these with a statement that `is_other`, of another document; each once.
    fn pairs(&self, is_other: fn(&Said<'_>) -> bool) -> Vec<Pair> {
        let mut common = vec![0.0; self.statements.len()];
        let others = self.statements.iter().enumerate().filter(|(_, statement)| is_other(&statement.said));
        others.flat_map(|(at, other)| self.pairs_of(at, other, &mut common)).collect()
    }

    /// The pairs of a statement. `common` is all zero before and after.
    fn pairs_of(&self, at: usize, statement: &Statement<'_>, common: &mut [f32]) -> Vec<Pair> {
        // Two of one sort meet twice; the first time counts.
        let own_total = self.totals.get(at).copied().unwrap_or(0.0);
        let is_of_sort = own_total > 0.0;
        let own_total = if is_of_sort { own_total } else { total_of(&statement.topic, self.rarity) };
        let mut met = Vec::new();
        for (term, weight) in statement.topic.terms() {
            let Some(saying) = self.saying.get(term).filter(|saying| saying.len() <= MAX_SAYING) else { continue };
            let own = weight * self.rarity.of_term(*term);
            let from = if is_of_sort { saying.partition_point(|(other, _)| *other <= at) } else { 0 };
            for (other, worth) in saying.get(from..).unwrap_or_default() {
                if let Some(sum) = common.get_mut(*other) {
                    if *sum == 0.0 {
                        met.push(*other);
                    }
                    *sum += own.min(*worth);
                }
            }
        }
        let pair = |other: usize| {
            let sum = common.get_mut(other).map(std::mem::take)?;
            if self.document(other) == statement.document {
                return None;
            }
            let least = own_total.min(*self.totals.get(other)?).max(self.rarity.of_several());
            self.compared(at.min(other), at.max(other), (sum / least).min(1.0))
        };
        met.into_iter().filter_map(pair).collect()
    }

    fn document(&self, at: usize) -> usize {
        self.statements.get(at).map_or(usize::MAX, |statement| statement.document)
    }

    /// Two statements compared, if they speak of the same. `common` is how much of what they say they share.
    fn compared(&self, a: usize, b: usize, common: f32) -> Option<Pair> {
        let (first, second) = (self.statements.get(a)?, self.statements.get(b)?);
        let (kind, verdict, reason, sameness) = match (&first.said, &second.said) {
            (Said::Number { .. }, Said::Number { .. }) => number_pair(first, second, common)?,
            (Said::Quote(x), Said::Quote(y)) => quote_pair((first.words, *x), (second.words, *y), common)?,
            (Said::Sentence { .. }, Said::Sentence { .. }) => {
                let bonus = self.denial(first, second).or_else(|| self.denial(second, first))?;
                if common < MIN_DENIED {
                    return None;
                }
                let reason = "Both speak of the same, and only one says that it is not so".to_owned();
                (PairKind::Claim, Verdict::Denied, reason, common + bonus)
            }
            _ => return None,
        };
        Some(Pair { statements: (a, b), kind, verdict, reason, score: sameness.min(1.0) * verdict.weight() })
    }
}

/// Finds who denies what others say.
impl Matching<'_, '_> {
    /// Whether one sentence denies of a name what another says of it, in a word of the other.
    fn denial(&self, denying: &Statement<'_>, saying: &Statement<'_>) -> Option<f32> {
        let Said::Sentence { denied, denied_words, .. } = &denying.said else { return None };
        let Said::Sentence { names, .. } = &saying.said else { return None };
        let tells = |name: &&Term| self.rarity.of_term(**name) >= MIN_RARITY;
        denied.iter().filter(tells).find(|name| names.contains(name))?;
        let is_said = |word: &Term| saying.topic.says(*word);
        denied_words.iter().any(is_said).then_some(BESIDE)
    }
}

/// What the terms that a statement has itself are worth together.
fn total_of(topic: &Topic, rarity: &Rarity) -> f32 {
    topic.terms().iter().filter(|(_, weight)| *weight >= 1.0).map(|(term, _)| rarity.of_term(*term)).sum()
}

type Found = (PairKind, Verdict, String, f32);

fn number_pair(first: &Statement<'_>, second: &Statement<'_>, common: f32) -> Option<Found> {
    let (
        Said::Number { quantity: x, as_of, beside, names },
        Said::Number { quantity: y, as_of: other_as_of, beside: other, names: other_names },
    ) = (&first.said, &second.said)
    else {
        return None;
    };
    let shares = |some: &[Term], others: &[Term]| some.iter().any(|term| others.contains(term));
    let is_beside = shares(beside, other);
    let in_words = common + if is_beside { BESIDE } else { 0.0 };
    // Most end here, before anything is worked out.
    if in_words + SAME_AMOUNT < MIN_NUMBER {
        return None;
    }
    let same_amount = if x.is_same_number(y) { SAME_AMOUNT } else { 0.0 };
    let is_of_others = !names.is_empty() && !other_names.is_empty() && !shares(names, other_names);
    let sameness = x.nearness(y) * (in_words + same_amount) * if is_of_others { OTHER_NAMES } else { 1.0 };
    // A bare number counts what the words beside it say.
    let has_units = x.unit.is_some() && y.unit.is_some();
    if sameness < MIN_NUMBER || !(has_units || is_beside) || !x.counts_like(y) {
        return None;
    }
    let stated = |quantity, words, as_of| Stated { quantity, words, as_of };
    let compared = compare_numbers(stated(x, first.words, *as_of), stated(y, second.words, *other_as_of))?;
    let is_sure = compared.verdict != NumberVerdict::Conflict || is_beside && sameness >= MIN_CONFLICT;
    is_sure.then_some((PairKind::Number, Verdict::Number(compared.verdict), compared.reason, sameness))
}

fn quote_pair(first: (&str, Option<&str>), second: (&str, Option<&str>), common: f32) -> Option<Found> {
    let is_long = |words: &str| words.split_whitespace().count() >= MIN_QUOTE_WORDS;
    if !is_long(first.0) || !is_long(second.0) {
        return None;
    }
    let wording = compare_wording(first.0, second.0);
    if wording.verdict != WordingVerdict::Different {
        return Some((PairKind::Quote, Verdict::Wording(wording.verdict), wording.reason, common.max(0.5)));
    }
    let is_same_speaker = matches!((first.1, second.1), (Some(x), Some(y)) if is_same_name(x, y));
    let reason = "The same speaker on the same occasion, in other words".to_owned();
    let found = (PairKind::Quote, Verdict::Wording(wording.verdict), reason, common);
    (is_same_speaker && common >= MIN_OCCASION).then_some(found)
}

/// Whether two names can be of one person or body: their last words are the same.
fn is_same_name(a: &str, b: &str) -> bool {
    let last = |name: &str| name.split_whitespace().next_back().map(|word| Folded::of(word).text().to_owned());
    last(a) == last(b)
}
