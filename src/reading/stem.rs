//! Words by which the same word is found in another form: "prisoners" and "prisoner", "Ramírez" and "Ramirez".

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer as Snowball};

use crate::text::Folded;

use super::Language;

/// Takes words to their stems, by the rules of one language.
///
/// The rules are Snowball's (M. F. Porter, "Snowball: a language for stemming algorithms", 2001).
pub struct Stemmer {
    snowball: Snowball,
}

impl Stemmer {
    /// The stemmer of a language.
    pub fn of(language: &Language) -> Self {
        Self { snowball: Snowball::create(language.stems) }
    }

    /// The stem of a word, without accents.
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        // Possession is no part of a word's meaning here.
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("s'")).unwrap_or(word);
        match self.snowball.stem(word) {
            stem if stem.is_ascii() => stem,
            stem => Cow::Owned(Folded::of(&stem).text().to_owned()),
        }
    }
}

/// How a language takes words to stems.
pub(super) type StemRules = Algorithm;
