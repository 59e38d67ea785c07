//! What is particular to a language, as tables.

mod claims;
mod clock;
mod dates;
mod english;
mod nouns;
mod numbers;
mod spanish;
mod speech;
mod units;

pub use claims::{ClaimWords, has};
pub use clock::{ClockWords, Sense, TimeUnit};
pub use dates::DateWords;
pub use nouns::Nouns;
pub use numbers::{NumberPhrases, NumberWords};
pub use speech::{CueVerb, Pronoun, Speech, VerbForm};
pub use units::{Currency, UnitName, Units};

pub(super) use numbers::trend_of;

use super::stem::StemRules;
use super::{GenderWords, NameWords};

/// The tables of one language. All words are in lower case with straight apostrophes.
#[derive(Debug)]
pub struct Language {
    /// Its name in English.
    pub name: &'static str,
    /// Words that are frequent in it and in few others.
    pub common: &'static [&'static str],
    /// How it tells that somebody speaks.
    pub speech: Speech,
    /// How it tells names.
    pub names: NameWords,
    /// How it tells men from women.
    pub gender: GenderWords,
    /// How it tells that a statement is sweeping, grave or causal.
    pub claims: ClaimWords,
    /// How it tells a time by the day of writing.
    pub clock: ClockWords,
    /// Words that turn a statement round.
    pub negations: &'static [&'static str],
    /// The ending of words that do so, empty if there is none.
    pub negating_ending: &'static str,
    /// Groups of words that say the same of a fact for whoever looks for it; the first stands for all.
    pub same: &'static [&'static [&'static str]],
    /// How it writes numbers.
    pub numbers: &'static NumberWords,
    /// How it bounds them and says what they are about.
    pub phrases: &'static NumberPhrases,
    /// What it measures in.
    pub units: &'static Units,
    /// What it counts.
    pub nouns: &'static Nouns,
    /// How it writes dates.
    pub dates: &'static DateWords,
    /// Nouns that count people.
    pub persons: &'static [&'static str],
    /// Endings of nouns that count people more often than anything else.
    pub person_endings: &'static [&'static str],
    /// How its words are taken to their stems.
    pub(super) stems: StemRules,
}

impl Language {
    /// All languages that are known, the default first.
    pub const ALL: [&Self; 2] = [&english::ENGLISH, &spanish::SPANISH];

    /// Whether a noun in lower case counts people.
    pub fn is_person(&self, noun: &str) -> bool {
        self.persons.contains(&noun) || self.person_endings.iter().any(|ending| noun.ends_with(ending))
    }

    /// Whether a word in lower case says nothing by itself: "the", "of", "have".
    pub fn is_function(&self, word: &str) -> bool {
        self.nouns.is_stop(word) || self.common.contains(&word)
    }

    /// Whether a word in lower case turns a statement round.
    pub fn is_negation(&self, word: &str) -> bool {
        let ends = !self.negating_ending.is_empty() && word.ends_with(self.negating_ending);
        ends || self.negations.contains(&word)
    }

    /// The language that a text is most likely in.
    pub fn of(text: &str) -> &'static Self {
        let [default, others @ ..] = Self::ALL;
        let n_common = |language: &Self| {
            let words = text.split(|c: char| !c.is_alphabetic()).take(SAMPLE_WORDS);
            words.filter(|word| language.common.contains(word)).count()
        };
        others
            .into_iter()
            .filter(|other| n_common(other) > n_common(default))
            .max_by_key(|other| n_common(other))
            .unwrap_or(default)
    }
}

/// How many words of a text are looked at to tell its language.
const SAMPLE_WORDS: usize = 500;
