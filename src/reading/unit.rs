//! In what something is counted or measured, and how one unit becomes another.

use crate::text::TextRange;

use super::language::UnitName;
use super::pieces::Pieces;
use super::{Language, Stemmer};

/// In what something is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its words in the text; those of the number for a fraction, which is its own unit.
    pub range: TextRange,
    /// What can be compared with it.
    pub class: UnitClass,
    /// Its name, always the same for the same unit and spelled as the International System of Units spells it:
    /// "percentage", "dollar", "kilometre per hour". What is counted keeps its words, in lower case: "innocent men".
    pub name: String,
    /// The noun of its name: of "glass of water", "glass".
    head: String,
    /// What one of it is in the first unit of its class.
    factor: f64,
    /// What none of it is there.
    zero: f64,
}

impl Unit {
    /// A share of one in so many: 100,000 for "per 100,000".
    pub(super) fn share(range: TextRange, name: String, of: f64) -> Self {
        Self { factor: 1.0 / of, ..Self::plain(range, UnitClass::Share, name) }
    }

    /// Things counted one by one, or a unit that nothing else is converted into.
    pub(super) fn plain(range: TextRange, class: UnitClass, name: String) -> Self {
        let head = name.rsplit(' ').next().unwrap_or_default().to_owned();
        Self { range, class, name, head, factor: 1.0, zero: 0.0 }
    }

    /// Things of which more is said than their noun: "glasses of water".
    pub(super) fn things(range: TextRange, name: String, head: &str) -> Self {
        Self { head: head.to_owned(), ..Self::plain(range, UnitClass::Count, name) }
    }

    /// A unit of the tables.
    pub(super) fn named(range: TextRange, unit: &UnitName) -> Self {
        Self { factor: unit.factor, zero: unit.zero, ..Self::plain(range, unit.class, unit.name.to_owned()) }
    }

    /// The age that a time makes.
    pub(super) fn aged(range: TextRange, unit: &UnitName) -> Self {
        Self { class: UnitClass::Age, name: format!("{} of age", unit.name), ..Self::named(range, unit) }
    }

    /// The unit with more words.
    pub(super) fn until(self, end: usize) -> Self {
        Self { range: TextRange::between(self.range.start(), end), ..self }
    }

    /// The unit with its place moved to the right by so many bytes.
    pub(super) fn shifted(self, by: usize) -> Self {
        Self { range: self.range.shifted(by), ..self }
    }

    /// What a value in this unit is in another, `None` if the two do not measure the same: 2 percent are 2,000 per
    /// 100,000, and no number of dollars is a number of euros.
    pub fn convert(&self, value: f64, to: &Self) -> Option<f64> {
        if self.name == to.name && self.class == to.class {
            return Some(value);
        }
        let converts = self.class == to.class && self.class.converts();
        converts.then(|| (self.zero + value * self.factor - to.zero) / to.factor)
    }

    /// What a value in this unit is of one, if it is a share: of 2 percent, 0.02.
    pub fn of_one(&self, value: f64) -> Option<f64> {
        (self.class == UnitClass::Share).then_some(value * self.factor)
    }

    /// Whether both can count the same: their nouns are one, or both count people.
    pub fn counts_like(&self, other: &Self) -> bool {
        let is_person = |noun: &str| Language::ALL.iter().any(|language| language.is_person(noun));
        let stem = |noun: &str| Language::ALL.map(|language| Stemmer::of(language).stem(noun).into_owned());
        let (a, b) = (self.head(), other.head());
        a == b || is_person(a) && is_person(b) || stem(a).iter().zip(stem(b)).any(|(a, b)| *a == b)
    }

    /// The noun of its name: of "innocent men", "men"; of "glasses of water", "glasses".
    pub fn head(&self) -> &str {
        &self.head
    }
}

/// What units measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitClass {
    /// People and things that are counted one by one.
    Count,
    /// A share: percent, per 100,000, a fraction.
    Share,
    /// Money of one currency.
    Money,
    /// A stretch of time.
    Time,
    /// How old somebody or something is.
    Age,
    /// A length.
    Length,
    /// An area.
    Area,
    /// A volume.
    Volume,
    /// A weight.
    Weight,
    /// A speed.
    Speed,
    /// A temperature.
    Temperature,
    /// Anything else that has a unit, also one by another: dollars per barrel.
    Other,
}

impl UnitClass {
    /// Whether values of this class can be converted into each other whatever their units.
    pub fn converts(self) -> bool {
        !matches!(self, Self::Count | Self::Money | Self::Other)
    }
}

/// The unit of the tables that is written at a piece, with its last piece; of several the longest.
pub(super) fn named_at(pieces: &Pieces<'_>, at: usize) -> Option<(&'static UnitName, usize)> {
    let units = pieces.language.units;
    let start = pieces.get(at)?.range.start();
    let rest = pieces.text().get(start..)?;
    let symbol_end = |symbol: &str| {
        let after = rest.strip_prefix(symbol)?;
        let ends = !after.starts_with(char::is_alphanumeric) || symbol.ends_with(['°', '%']);
        // A letter on its own is a unit only where it touches its number, unless it is never anything else there.
        let lone = symbol.len() == 1 && !pieces.touches_before(at) && "ph".contains(symbol);
        (ends && !lone).then(|| pieces.at(start + symbol.len() - 1))
    };
    let is_word = !pieces.word(at).is_empty();
    if !is_word && pieces.sign(at).is_none_or(|sign| sign.is_ascii_punctuation() && sign != '%') {
        return None;
    }
    let found = units.names.iter().flat_map(|unit| {
        let spelled = unit
            .words
            .iter()
            .filter(move |_| is_word)
            .map(move |words| pieces.starts_with(at, words))
            .filter(|n| *n > 0);
        let short = unit.symbols.iter().filter_map(|symbol| symbol_end(symbol));
        spelled.map(move |n| at + n - 1).chain(short).map(move |last| (unit, last))
    });
    // Of equals the first of the table.
    found.reduce(|best, next| if next.1 > best.1 { next } else { best })
}
