//! How a language writes numbers and bounds them.

use crate::reading::{Quantifier, Trend};

/// The words by which a language counts.
#[derive(Debug)]
pub struct NumberWords {
    /// What stands between whole and part: `.` in 2.5.
    pub decimal: char,
    /// Words for numbers below a thousand that are added up: "twenty", "five".
    pub small: &'static [(&'static str, u16)],
    /// Words that multiply what stands before them: "hundred", "million", "dozen".
    pub scales: &'static [(&'static str, f64)],
    /// Letters after digits that do the same: "bn".
    pub short_scales: &'static [(&'static str, f64)],
    /// Letters that are a scale after money, and a unit after other numbers: "m".
    pub money_scales: &'static [(&'static str, f64)],
    /// Words for a number of unknown size: "dozens".
    pub vague: &'static [VagueWord],
    /// Words before a scale that leave open how many: "several" hundred; with the least it can be.
    pub several: &'static [(&'static str, f64)],
    /// Words for two things: "a couple of".
    pub pair: &'static [&'static str],
    /// Words for a part, with how many make a whole: "thirds".
    pub fractions: &'static [(&'static str, u64)],
    /// Which of them stand without a numerator: "half".
    pub half: &'static [&'static str],
    /// Words before which "half" is no share: the "second half".
    pub not_half: &'static [&'static str],
    /// Words for one before a scale or a part: "a" hundred.
    pub articles: &'static [&'static str],
    /// Whether these also stand between tens and units: "treinta y cinco".
    pub adds_with_and: bool,
    /// Words within a number: two hundred "and" five.
    pub and: &'static [&'static str],
    /// The word for the decimal mark: five "point" two.
    pub point: &'static [&'static str],
    /// Words for less than nothing: "minus".
    pub minus: &'static [&'static str],
    /// Words between two numbers of which the first is divided by the second: 1 "over" 3.
    pub divided_by: &'static [&'static str],
    /// Words between part and whole: one "out of" five.
    pub out_of: &'static [&'static str],
    /// The same, if the whole is a round number: one "in" ten.
    pub in_: &'static [&'static str],
    /// Words between the ends of a range: 65 "to" 70.
    pub to: &'static [&'static str],
    /// Words before two numbers that "and" makes a range.
    pub between: &'static [&'static str],
    /// Words between two small numbers that make them a range: three "or" four.
    pub range_or: &'static [&'static str],
    /// Words before the first of two values: "from" 20 to 40.
    pub from: &'static [&'static str],
    /// Words before these that make the two a range and not a change: "ranging" from 20 to 40.
    pub ranging: &'static [&'static str],
    /// Words that make an order of the number before them: twenty-"first".
    pub ordinals: &'static [&'static str],
    /// Words before "one" with which it stands for a thing: "this one".
    pub not_one: &'static [&'static str],
    /// Words that a hyphen may join to digits: "then"-13-year-old.
    pub leads: &'static [&'static str],
    /// Phrases with a number word that count nothing: "one another".
    pub idioms: &'static [&'static str],
}

/// A word for a number of unknown size.
#[derive(Debug)]
pub struct VagueWord {
    /// The word.
    pub word: &'static str,
    /// The least it can be: the order of size that it tells, "hundreds" from 100 on.
    pub low: f64,
    /// The first that it cannot be.
    pub high: f64,
    /// Whether it is such a number only before "of": "scores".
    pub needs_of: bool,
}

impl VagueWord {
    /// A word that always is one.
    pub(super) const fn new(word: &'static str, low: f64, high: f64) -> Self {
        Self { word, low, high, needs_of: false }
    }

    /// A word that means something else without "of".
    pub(super) const fn of(word: &'static str, low: f64, high: f64) -> Self {
        Self { word, low, high, needs_of: true }
    }
}

impl NumberWords {
    /// The value of a small number word.
    pub fn small(&self, word: &str) -> Option<u16> {
        find(self.small, word)
    }

    /// What a word of scale multiplies by.
    pub fn scale(&self, word: &str) -> Option<f64> {
        find(self.scales, word)
    }

    /// How many of what a word names make a whole.
    pub fn fraction(&self, word: &str) -> Option<u64> {
        find(self.fractions, word)
    }
}

fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

/// Words that bound a number.
#[derive(Debug)]
pub struct BoundWord {
    /// The words, one space between them.
    pub words: &'static str,
    /// What they say.
    pub quantifier: Quantifier,
    /// Whether what is meant is also close to the number: "just over".
    pub is_near: bool,
}

impl BoundWord {
    /// A bound that says nothing of how far the other end is.
    pub(super) const fn new(words: &'static str, quantifier: Quantifier) -> Self {
        Self { words, quantifier, is_near: false }
    }

    /// A bound that what is meant lies close to.
    pub(super) const fn near(words: &'static str, quantifier: Quantifier) -> Self {
        Self { words, quantifier, is_near: true }
    }
}

/// The words by which a language bounds numbers and says where they went.
#[derive(Debug)]
pub struct NumberPhrases {
    /// What stands before a number; of two that end alike, the longer first.
    pub bounds: &'static [BoundWord],
    /// What stands after a number or its unit.
    pub bounds_after: &'static [BoundWord],
    /// Words of a trend before "5 percent" or "by 5 percent".
    pub trends: &'static [(&'static [&'static str], Trend)],
    /// Those that tell one only of a share, of money or of points.
    pub share_trends: &'static [(&'static [&'static str], Trend)],
    /// Words of these that after a comma tell one of anything: "down".
    pub particles: &'static [&'static str],
    /// Verbs after which a word of these is a part of them: "make" up 5 percent.
    pub phrasal: &'static [&'static str],
    /// What scores, indexes and percentages rise by, also in the names of units: "points".
    pub points: &'static [&'static str],
    /// Words that only add to a number after a verb: rose "another" 5 percent.
    pub added: &'static [&'static str],
    /// Nouns of a trend after a number, or before "of" and a number.
    pub trend_nouns: &'static [(&'static [&'static str], Trend)],
    /// The word between such a word and the number: "by".
    pub by: &'static [&'static str],
    /// Words that name a source after them: "according to".
    pub according: &'static [&'static str],
    /// Verbs whose subject is a source. Sorted.
    pub reporting: &'static [&'static str],
    /// Words that help these verbs and belong to no name: "has".
    pub helpers: &'static [&'static str],
    /// Words that begin a clause: "that". Sorted.
    pub clauses: &'static [&'static str],
    /// Nouns for what shares are: "rate". Sorted.
    pub measures: &'static [&'static str],
    /// Verbs before which stands what is counted, and not who counts: "reached". Sorted.
    pub tracking: &'static [&'static str],
    /// Verbs before which stands what a number is about: "is", "reached". Sorted.
    pub linking: &'static [&'static str],
}

/// Which way a word tells that something went.
pub(in crate::reading) fn trend_of(table: &[(&[&str], Trend)], word: &str) -> Option<Trend> {
    table.iter().find(|(words, _)| words.contains(&word)).map(|(_, trend)| *trend)
}
