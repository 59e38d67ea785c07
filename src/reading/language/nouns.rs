//! How to find the noun that a number counts, and names that a number belongs to.

use super::claims::has;

/// Words that tell where a counted noun is and where it ends. Lists are sorted.
#[derive(Debug)]
pub struct Nouns {
    /// Words that no counted noun goes over: prepositions, pronouns, auxiliaries, frequent verbs.
    pub stops: &'static [&'static str],
    /// Words between a number and its noun that only add: four "more" years.
    pub more: &'static [&'static str],
    /// Those that tell which: two "other" cities.
    pub others: &'static [&'static str],
    /// Stops that are adjectives where another word of the same group follows: two "former" players. Sorted.
    pub adjectives: &'static [&'static str],
    /// Words before a counted noun after "of": 20 of "these" people.
    pub determiners: &'static [&'static str],
    /// Those of them that point to all that was told of before: "the" 80,000 people.
    pub definite: &'static [&'static str],
    /// The word before a whole or a kind: hundreds "of" people.
    pub of: &'static [&'static str],
    /// Plurals that no ending shows: "people".
    pub plurals: &'static [&'static str],
    /// Plurals that stand before another noun: two "sports" teams. Sorted.
    pub plural_adjectives: &'static [&'static str],
    /// Whether adjectives stand after their noun and have its plural.
    pub adjectives_follow: bool,
    /// Words that look like plurals and are none: "perhaps".
    pub not_plurals: &'static [&'static str],
    /// Words that begin something else after a noun, and may be part of it before: "last".
    pub after_nouns: &'static [&'static str],
    /// Endings of words that are no nouns on their own: "-ly".
    pub not_nouns: &'static [&'static str],
    /// Nouns before a number that names one of many: "page" 12.
    pub numbered: &'static [&'static str],
    /// Nouns that count what no product does: in Paris 130 "people".
    pub tallies: &'static [&'static str],
    /// Words in capitals before a number that are no names: "Over" 500.
    pub capital_starts: &'static [&'static str],
    /// The last word of an address: 12 Main "Street".
    pub streets: &'static [&'static str],
    /// Letters after digits that make an order of them: 2nd.
    pub ordinals: &'static [&'static str],
}

impl Nouns {
    /// Whether a word in lower case ends what a number can count.
    pub fn is_stop(&self, word: &str) -> bool {
        has(self.stops, word)
    }

    /// One of what a word names: "test" for "tests".
    pub fn singular(&self, word: &str) -> String {
        let stem =
            word.strip_suffix('s').filter(|_| self.is_plural(word) && self.plurals.binary_search(&word).is_err());
        stem.map_or_else(
            || word.to_owned(),
            |stem| stem.strip_suffix("ie").map_or_else(|| stem.to_owned(), |stem| format!("{stem}y")),
        )
    }

    /// Whether a word in lower case looks like several of something.
    pub fn is_plural(&self, word: &str) -> bool {
        if self.plurals.binary_search(&word).is_ok() {
            return true;
        }
        // "ads", but "gas".
        let is_long = word.len() > 3 || word.len() == 3 && !word.chars().nth(1).is_some_and(|c| "aeiou".contains(c));
        let has_ending =
            is_long && word.ends_with('s') && !["ss", "us", "is", "'s"].iter().any(|end| word.ends_with(end));
        has_ending && self.not_plurals.binary_search(&word).is_err()
    }
}
