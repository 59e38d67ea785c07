//! A share against a number, where the documents say of how many it is a share: 2 percent of 6 million are 120,000.

use crate::reading::{Quantity, Term, UnitClass};

use super::numbers::{Dates, NumberComparison, NumberVerdict, Stated, rounding, shown};
use super::pairs::{Pair, PairKind, Said, Statement, Verdict};
use super::stories::Stories;
use super::topic::Rarity;

/// What a share and a number have in common tells at least so much, if both are of the same part.
const MIN_PART: f32 = 1.5;
/// Two statements of how many there are in all say the same if the smaller is at least so much of the larger.
const MIN_ALIKE: f64 = 0.95;
/// Nobody tells a part of fewer in percent.
const MIN_BASE: f64 = 100.0;
/// How sure it is that both are of the same.
const SAMENESS: f32 = 0.5;

/// The pairs of a share with a number of the same part in another document, where how many there are in all is said in a
/// document of the same story, and nothing else is said of that.
pub(super) fn pairs_by_base(statements: &[Statement<'_>], rarity: &Rarity, stories: &Stories) -> Vec<Pair> {
    let (shares, counts) = shares_and_counts(statements);
    let mut found = Vec::new();
    for share in shares {
        let Some(base) = base_of(&share, &counts, stories) else { continue };
        let same =
            counts.iter().filter(|count| amount(count) < amount(base) && is_of_part(&share, count, rarity, stories));
        for count in same {
            let Some(compared) = compare_with_base(share.stated(), base.stated(), count.stated()) else { continue };
            let verdict = Verdict::Number(compared.verdict);
            found.push(Pair {
                statements: (share.at.min(count.at), share.at.max(count.at)),
                kind: PairKind::Number,
                verdict,
                reason: compared.reason,
                score: SAMENESS * verdict.weight(),
                base: Some(base.at),
            });
        }
    }
    found
}

/// The shares of which the documents say of how many they are shares, each with the statement that says so. Both are told
/// by their indexes.
pub fn bases(statements: &[Statement<'_>], stories: &Stories) -> Vec<(usize, usize)> {
    let (shares, counts) = shares_and_counts(statements);
    shares.iter().filter_map(|share| Some((share.at, base_of(share, &counts, stories)?.at))).collect()
}

/// Compares a number with what a share of a base makes. `None` if they are no share, number and base.
pub fn compare_with_base(share: Stated<'_>, base: Stated<'_>, count: Stated<'_>) -> Option<NumberComparison> {
    let unit = share.quantity.unit.as_ref()?;
    let of_one = |value: f64| unit.of_one(value);
    let rounded = |quantity: &Quantity| quantity.interval.widened(rounding(quantity.amount.high()));
    let (parts, wholes) = (rounded(share.quantity).converted(of_one)?, rounded(base.quantity));
    let implied = parts.times(&wholes);
    let value = of_one(share.quantity.amount.high())? * base.quantity.amount.high();
    let written = count.quantity.amount.high();
    let said = format!("“{}” of “{}” is {}, against “{}”", share.words, base.words, shown(value), count.words);
    let ratio = (value.min(written) > 0.0).then(|| value.max(written) / value.min(written));
    let times = ratio.map_or_else(String::new, |ratio| format!(", {} times as much", shown(ratio)));
    let (verdict, reason) = match Dates::of(share, count) {
        _ if implied.meets(&rounded(count.quantity)) => (NumberVerdict::Compatible, said + ": the same when rounded"),
        Dates::Apart(words) => (NumberVerdict::DifferentScope, format!("{said}{times}, but {words}")),
        Dates::Unclear(words) => (NumberVerdict::Conflict, format!("{said}{times}; {words}")),
        Dates::Silent => (NumberVerdict::Conflict, format!("{said}{times}")),
    };
    Some(NumberComparison { verdict, reason, ratio, first: implied, second: count.quantity.interval })
}

fn shares_and_counts<'s, 'd>(statements: &'s [Statement<'d>]) -> (Vec<Number<'s, 'd>>, Vec<Number<'s, 'd>>) {
    let numbers = statements.iter().enumerate().filter_map(|(at, statement)| Number::of(at, statement));
    numbers.partition(Number::is_share)
}

/// A statement of a number.
struct Number<'s, 'd> {
    at: usize,
    statement: &'s Statement<'d>,
    stated: Stated<'d>,
    whole: Option<Term>,
    part: &'s [Term],
}

impl<'s, 'd> Number<'s, 'd> {
    fn of(at: usize, statement: &'s Statement<'d>) -> Option<Self> {
        let Said::Number { quantity, as_of, whole, part, .. } = &statement.said else { return None };
        let stated = Stated { quantity, words: statement.words, as_of: *as_of };
        quantity.trend.is_none().then_some(Self { at, statement, stated, whole: *whole, part })
    }

    fn stated(&self) -> Stated<'d> {
        self.stated
    }

    fn is_share(&self) -> bool {
        self.stated.quantity.unit.as_ref().is_some_and(|unit| unit.class == UnitClass::Share)
    }

    /// Whether its number counts things, people, or what is not said.
    fn is_count(&self) -> bool {
        self.stated.quantity.unit.as_ref().is_none_or(|unit| unit.class == UnitClass::Count)
    }

    fn is_of_same(&self, other: &Self, stories: &Stories) -> bool {
        let documents = (self.statement.document, other.statement.document);
        let is_one_story = documents.0 == documents.1 || stories.tell_the_same(documents.0, documents.1);
        is_one_story && self.statement.names.likeness(&other.statement.names) >= 1.0
    }
}

fn amount(number: &Number<'_, '_>) -> f64 {
    number.stated.quantity.amount.high()
}

/// The only number of all that a share is of.
fn base_of<'n, 's, 'd>(
    share: &Number<'s, 'd>,
    counts: &'n [Number<'s, 'd>],
    stories: &Stories,
) -> Option<&'n Number<'s, 'd>> {
    let whole = share.whole?;
    let is_base = |count: &&Number<'_, '_>| {
        count.whole == Some(whole) && count.is_count() && amount(count) >= MIN_BASE && share.is_of_same(count, stories)
    };
    let bases: Vec<_> = counts.iter().filter(is_base).collect();
    let largest = bases.iter().max_by(|a, b| amount(a).total_cmp(&amount(b)))?;
    let is_alike = |base: &&Number<'_, '_>| amount(base) >= MIN_ALIKE * amount(largest);
    bases.iter().all(is_alike).then_some(*largest)
}

/// Whether a number counts what a share is: both name the part in the same word.
fn is_of_part(share: &Number<'_, '_>, count: &Number<'_, '_>, rarity: &Rarity, stories: &Stories) -> bool {
    let is_part =
        |term: &&Term| Some(**term) != share.whole && share.part.contains(term) && rarity.of_term(**term) >= MIN_PART;
    share.statement.document != count.statement.document
        && count.whole != share.whole
        && count.stated.quantity.unit.as_ref().is_some_and(|unit| unit.class == UnitClass::Count)
        && count.part.iter().any(|term| is_part(&term))
        && share.is_of_same(count, stories)
}
