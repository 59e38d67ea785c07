//! Whether two statements speak of the same, and how they differ.

use crate::reading::{Quantity, Term, UnitClass};
use crate::text::Folded;

use super::dates::{DateVerdict, compare_dates};
use super::numbers::{NumberVerdict, Stated, compare_numbers};
use super::pairs::{PairKind, Said, Statement, Verdict};
use super::topic::Rarity;
use super::wording::{WordingVerdict, compare_wording};

/// Two statements that have a word in common.
#[derive(Clone, Copy)]
pub(super) struct Met<'m> {
    /// What words tell.
    pub rarity: &'m Rarity,
    /// Whether their documents tell the same story.
    pub is_one_story: bool,
    /// How many of their rarer words they have in common.
    pub n_shared: usize,
    /// How much of what they say they have in common, from 0 to 1.
    pub common: &'m dyn Fn() -> f32,
    /// Whether two quotes have so many words in common that they may be wordings of one.
    pub may_be_one: &'m dyn Fn() -> bool,
}

/// What is compared, how it differs in a word and a sentence, and how sure it is that both speak of the same.
pub(super) type Found = (PairKind, Verdict, String, f32);

/// Statements with less in common speak of something else. All these bounds were set by the two articles of `seeds`, whose
/// true pairs are known, and by thirty other news texts of one subject, of which hardly any pair is true.
const MIN_NUMBER: f32 = 0.3;
/// What is called a conflict is surer to be one.
const MIN_CONFLICT: f32 = 0.36;
const MIN_OCCASION: f32 = 0.15;
/// Two dates are of one event if a word beside both tells so much and their sentences have so much in common. What is
/// called a conflict is surer to be of one event: most events of one sort have several dates.
const MIN_EVENT: f32 = 2.0;
const MIN_DATE: f32 = 0.3;
const MIN_DATE_CONFLICT: f32 = 0.5;
/// Sentences with less in common quote nothing that is the same.
const MIN_ALIGNED: f32 = 0.1;
const MIN_DENIED: f32 = 0.1;
/// A name that is met in more than every fifteenth sentence is what all of them are about.
const MIN_RARITY: f32 = 2.7;
/// What it is worth if the words right beside two numbers are the same.
const BESIDE: f32 = 0.35;
/// What it is worth if two numbers are the same.
const SAME_AMOUNT: f32 = 0.1;
/// Shares, numbers of nothing that is said, and small numbers stand everywhere: more must be the same around them.
const MIN_FREQUENT: f32 = 0.45;
const LARGEST_FREQUENT: f64 = 12.0;
/// A quote of fewer words has no other wording: it is a word.
const MIN_QUOTE_WORDS: usize = 3;
/// Two quotes are wordings of one if they have so many words that say something, of the same speaker or of anybody.
const MIN_TELLING_OF_ONE: usize = 2;
const MIN_TELLING: usize = 3;

/// Two statements compared, if they speak of the same.
pub(super) fn compared(first: &Statement<'_>, second: &Statement<'_>, met: Met<'_>) -> Option<Found> {
    match (&first.said, &second.said) {
        (Said::Number { .. }, Said::Number { .. }) => number_pair(first, second, met),
        (Said::Quote(x), Said::Quote(y)) => quote_pair((first.words, *x), (second.words, *y), met),
        (Said::Date { .. }, Said::Date { .. }) => date_pair(first, second, met),
        (Said::Sentence { .. }, Said::Sentence { .. }) => denial_pair(first, second, met),
        _ => None,
    }
}

fn number_pair(first: &Statement<'_>, second: &Statement<'_>, met: Met<'_>) -> Option<Found> {
    let (
        Said::Number { quantity: x, as_of, beside, counted, .. },
        Said::Number { quantity: y, as_of: other_as_of, beside: other, counted: other_counted, .. },
    ) = (&first.said, &second.said)
    else {
        return None;
    };
    let is_beside = shares(beside, other);
    // Most end here: a word in common that stands elsewhere tells nothing by itself.
    if !is_beside && met.n_shared < 2 || !counts_like((x, *counted), (y, *other_counted)) {
        return None;
    }
    let likeness = first.names.likeness(&second.names);
    let same_amount = if x.is_same_number(y) { SAME_AMOUNT } else { 0.0 };
    let (near, besides) = (x.nearness(y) * likeness, if is_beside { BESIDE } else { 0.0 } + same_amount);
    if near * (1.0 + besides) < MIN_NUMBER {
        return None;
    }
    let common = (met.common)();
    let sameness = near * (common + besides);
    // A bare number counts what the words beside it say.
    let has_units = x.unit.is_some() && y.unit.is_some();
    if sameness < MIN_NUMBER || !(has_units || is_beside) {
        return None;
    }
    let stated = |quantity, words, as_of| Stated { quantity, words, as_of };
    let compared = compare_numbers(stated(x, first.words, *as_of), stated(y, second.words, *other_as_of))?;
    let is_frequent = |quantity: &Quantity| {
        let class = quantity.unit.as_ref().map(|unit| unit.class);
        let is_small = quantity.amount.high().abs() <= LARGEST_FREQUENT;
        matches!(class, None | Some(UnitClass::Share)) || class == Some(UnitClass::Count) && is_small
    };
    let is_conflict = compared.verdict == NumberVerdict::Conflict;
    let is_bare = x.unit.is_none() && y.unit.is_none();
    let least = if is_bare || is_conflict && (is_frequent(x) || is_frequent(y)) { MIN_FREQUENT } else { 0.0 };
    let is_sure = common >= least && (!is_conflict || is_beside && sameness >= MIN_CONFLICT);
    is_sure.then_some((PairKind::Number, Verdict::Number(compared.verdict), compared.reason, sameness))
}

/// Whether both are counted in the same: in units of one sort, or as things with one name.
fn counts_like(first: (&Quantity, Option<Term>), second: (&Quantity, Option<Term>)) -> bool {
    match (&first.0.unit, &second.0.unit) {
        (Some(a), Some(b)) if a.class == UnitClass::Count && b.class == UnitClass::Count => first.1 == second.1,
        (Some(a), Some(b)) => a.class == b.class,
        _ => true,
    }
}

fn quote_pair(first: (&str, Option<&str>), second: (&str, Option<&str>), met: Met<'_>) -> Option<Found> {
    let is_long = |words: &str| words.split_whitespace().count() >= MIN_QUOTE_WORDS;
    if !is_long(first.0) || !is_long(second.0) {
        return None;
    }
    let is_same_speaker = matches!((first.1, second.1), (Some(x), Some(y)) if is_same_name(x, y));
    let common = (met.common)();
    // Most end here, before any word is aligned.
    if common < MIN_ALIGNED {
        return None;
    }
    let wording = (met.may_be_one)().then(|| compare_wording(first.0, second.0));
    if let Some(wording) = wording.filter(|wording| wording.verdict != WordingVerdict::Different) {
        let least = if is_same_speaker { MIN_TELLING_OF_ONE } else { MIN_TELLING };
        let is_same = wording.verdict < WordingVerdict::Trimmed || wording.n_telling >= least;
        let found = (PairKind::Quote, Verdict::Wording(wording.verdict), wording.reason, common.max(0.5));
        return is_same.then_some(found);
    }
    let reason = "The same speaker on the same occasion, in other words".to_owned();
    let found = (PairKind::Quote, Verdict::Wording(WordingVerdict::Different), reason, common);
    (is_same_speaker && met.is_one_story && common >= MIN_OCCASION).then_some(found)
}

fn date_pair(first: &Statement<'_>, second: &Statement<'_>, met: Met<'_>) -> Option<Found> {
    let (
        Said::Date { words, meaning, event, act },
        Said::Date { words: other_words, meaning: other_meaning, event: other_event, act: other_act },
    ) = (&first.said, &second.said)
    else {
        return None;
    };
    let shared = event.iter().filter(|term| other_event.contains(term)).map(|term| met.rarity.of_term(*term));
    let telling = shared.fold(0.0, f32::max);
    if telling < MIN_EVENT || met.n_shared < 2 || first.names.likeness(&second.names) < 1.0 {
        return None;
    }
    let common = (met.common)();
    let compared = compare_dates((words, *meaning), (other_words, *other_meaning));
    let is_conflict = compared.verdict == DateVerdict::Conflict;
    // What was opened then and what was closed then are two events.
    if is_conflict && (act.is_none() || act != other_act) {
        return None;
    }
    let least = if is_conflict { MIN_DATE_CONFLICT } else { MIN_DATE };
    (common >= least).then_some((PairKind::Date, Verdict::Date(compared.verdict), compared.reason, common))
}

fn denial_pair(first: &Statement<'_>, second: &Statement<'_>, met: Met<'_>) -> Option<Found> {
    let bonus = denial(first, second, met.rarity).or_else(|| denial(second, first, met.rarity))?;
    let common = (met.common)();
    let reason = "Both speak of the same, and only one says that it is not so".to_owned();
    (common >= MIN_DENIED).then_some((PairKind::Claim, Verdict::Denied, reason, common + bonus))
}

/// Whether one sentence denies of a name what another says of it, in a word of the other.
fn denial(denying: &Statement<'_>, saying: &Statement<'_>, rarity: &Rarity) -> Option<f32> {
    let Said::Sentence { denied, denied_words, .. } = &denying.said else { return None };
    let Said::Sentence { names, .. } = &saying.said else { return None };
    let tells = |name: &&Term| rarity.of_term(**name) >= MIN_RARITY;
    denied.iter().filter(tells).find(|name| names.contains(name))?;
    let is_said = |word: &Term| saying.topic.says(*word);
    denied_words.iter().any(is_said).then_some(BESIDE)
}

fn shares(some: &[Term], others: &[Term]) -> bool {
    some.iter().any(|term| others.contains(term))
}

/// Whether two names can be of one person or body: their last words are the same.
fn is_same_name(a: &str, b: &str) -> bool {
    let last = |name: &str| name.split_whitespace().next_back().map(|word| Folded::of(word).text().to_owned());
    last(a) == last(b)
}
