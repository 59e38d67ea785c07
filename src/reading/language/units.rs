//! What a language measures in.

use crate::reading::UnitClass;

/// A unit that is always the same thing, with what it is worth.
#[derive(Debug)]
pub struct UnitName {
    /// How it is written short, letter by letter: "km", "MW".
    pub symbols: &'static [&'static str],
    /// How it is spelled, in lower case: "square mile", "square miles".
    pub words: &'static [&'static str],
    /// Its one name.
    pub name: &'static str,
    /// What it measures.
    pub class: UnitClass,
    /// What one of it is in the first unit of its class: meters, seconds, kilograms; a share of 1.
    pub factor: f64,
    /// What none of it is there: only temperatures do not begin at zero.
    pub zero: f64,
}

impl UnitName {
    /// A unit that begins at zero.
    pub(super) const fn new(
        symbols: &'static [&'static str],
        words: &'static [&'static str],
        name: &'static str,
        class: UnitClass,
        factor: f64,
    ) -> Self {
        Self { symbols, words, name, class, factor, zero: 0.0 }
    }
}

/// A currency and how it stands beside its number.
#[derive(Debug)]
pub struct Currency {
    /// What stands before the number, without the sign: "US" in US$. Empty for the sign alone.
    pub prefix: &'static str,
    /// Its sign.
    pub sign: char,
    /// Its one name.
    pub name: &'static str,
}

/// The units of a language.
#[derive(Debug)]
pub struct Units {
    /// All but money that have a name of their own; the longer before those that they begin with.
    pub names: &'static [UnitName],
    /// The currencies that have one.
    pub money: &'static [UnitName],
    /// Signs before or after a number; those with a prefix first.
    pub currencies: &'static [Currency],
    /// Letters that are money only before a number, and its name: "Rs" 500.
    pub codes: &'static [(&'static str, &'static str)],
    /// What the sign of a currency becomes where a text was taken to ASCII, and its name: "PS"8.1bn.
    pub ascii_signs: &'static [(&'static str, &'static str)],
    /// Words between a unit and what it is counted by: 20 dollars "per" gram.
    pub per: &'static [&'static str],
    /// Words that do so before a measure or a time: 40 dollars "a" barrel.
    pub per_article: &'static [&'static str],
    /// Things by which money is counted beside measures: a "barrel", a "share".
    pub per_things: &'static [&'static str],
    /// Words after which such a word was none: a year "ago".
    pub not_per: &'static [&'static str],
    /// Words after a time that make it an age: "old".
    pub old: &'static [&'static str],
    /// Weights that are called like a currency: "pound".
    pub weights: &'static [UnitName],
    /// Words before a number that say that it weighs: "weighs", "lost".
    pub weighing: &'static [&'static str],
    /// Words after "m" that make it meters: 2 m "tall".
    pub sized: &'static [&'static str],
    /// Words between a number and its scale: 7.8 "on the" Richter scale.
    pub on_scale: &'static [&'static str],
    /// The word for such a scale after its name, empty where it stands before.
    pub scale: &'static str,
    /// Words before the number of years that somebody has lived: "aged" 20.
    pub ages: &'static [&'static str],
}

impl Units {
    /// Whether letters right before digits are money: "USD", "Rs".
    pub fn is_code(&self, letters: &str) -> bool {
        self.code(letters).is_some()
    }

    /// All units that have a name of their own.
    pub(in crate::reading) fn all(&self) -> impl Iterator<Item = &'static UnitName> {
        self.names.iter().chain(self.money)
    }

    /// The name of the currency that letters before a number stand for.
    pub(in crate::reading) fn code(&self, letters: &str) -> Option<&'static str> {
        let of_name = |unit: &&UnitName| letters.len() == 3 && unit.symbols.contains(&letters);
        let named = self.money.iter().find(of_name).map(|unit| unit.name);
        named.or_else(|| self.codes.iter().find(|(code, _)| *code == letters).map(|(_, name)| *name))
    }
}
