//! What is particular to a language, as tables.

use super::stem::StemRules;

mod english;
mod spanish;

/// The tables of one language. All words are in lower case with straight apostrophes.
#[derive(Debug)]
pub struct Language {
    /// Its name in English.
    pub name: &'static str,
    /// Words that are frequent in it and in few others.
    pub common: &'static [&'static str],
    /// Words that turn a statement round.
    pub negations: &'static [&'static str],
    /// The ending of words that do so, empty if there is none.
    pub negating_ending: &'static str,
    /// How its words are taken to their stems.
    pub(super) stems: StemRules,
}

impl Language {
    /// All languages that are known, the default first.
    pub const ALL: [&Self; 2] = [&english::ENGLISH, &spanish::SPANISH];

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
