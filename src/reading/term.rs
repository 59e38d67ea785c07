//! What a sentence is found by, and told to be about.

use std::collections::BTreeMap;

use crate::text::Folded;

use super::{Language, Stemmer, TokenKind, Tokens};

/// A word without its ending, a number in digits, or that something is quoted; as a hash. Words that a language's table
/// calls the same are one. Two words of one hash, one pair in thousands of millions, can only change a rank a little.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(u32);

impl Term {
    /// That words stand in quote marks.
    pub const QUOTED: Self = Self(0);

    /// That people are counted, whatever they are called.
    pub const PEOPLE: Self = Self(1);

    /// A name, by its beginning: the people of a place have its name, but for how it ends ("Salvador", "Salvadoran").
    pub fn of_name(word: &str) -> Self {
        let word = Folded::of(word);
        let start = word
            .text()
            .char_indices()
            .nth(NAME_LEN)
            .map_or(word.text(), |(end, _)| word.text().get(..end).unwrap_or_default());
        Self::hashed(start)
    }

    /// The hash.
    pub fn bits(self) -> u32 {
        self.0
    }

    fn hashed(word: &str) -> Self {
        let hash = hash(word);
        #[expect(clippy::cast_possible_truncation, reason = "both halves are mixed into the lower one")]
        let folded = (hash ^ (hash >> 32)) as u32;
        Self(folded.max(2))
    }
}

/// By so many letters a name is known.
const NAME_LEN: usize = 5;

/// FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo), which is the same in every version of the program.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
}

/// Takes sentences of one language to their terms, and remembers those of the words that it met.
pub struct Terms {
    language: &'static Language,
    stemmer: Stemmer,
    /// The terms of stems that have a word of the same meaning, which stands for them.
    same: BTreeMap<String, Term>,
    /// The terms of words that were met, by a hash of the word.
    known: BTreeMap<u64, Option<Term>>,
}

/// The terms of all languages, for many texts one after another.
#[derive(Default)]
pub struct Lexicon {
    terms: Vec<Terms>,
}

impl Lexicon {
    /// Those of a language.
    pub fn of(&mut self, language: &'static Language) -> &mut Terms {
        let known = self.terms.iter().position(|terms| terms.language.name == language.name);
        let at = known.unwrap_or_else(|| {
            self.terms.push(Terms::of(language));
            self.terms.len() - 1
        });
        &mut self.terms[at]
    }
}

/// How many different words are remembered; more are worked out again.
const MAX_KNOWN: usize = 1 << 18;

impl Terms {
    /// For texts of a language.
    pub fn of(language: &'static Language) -> Self {
        let stemmer = Stemmer::of(language);
        let mut same = BTreeMap::new();
        for group in language.same {
            let term = Term::hashed(&stemmer.stem(group.first().copied().unwrap_or_default()));
            same.extend(group.iter().map(|word| (stemmer.stem(word).into_owned(), term)));
        }
        Self { language, stemmer, same, known: BTreeMap::new() }
    }

    /// The language.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// The terms of a sentence in its order, each with the number of its token.
    pub fn each(&mut self, tokens: &Tokens<'_>, mut take: impl FnMut(usize, Term)) {
        for at in 0..tokens.len() {
            match tokens.get(at).map(|token| token.kind) {
                Some(TokenKind::Word { .. }) => {
                    if let Some(term) = tokens.word(at).and_then(|word| self.word(word)) {
                        take(at, term);
                    }
                }
                Some(TokenKind::Digits) => take(at, digits(tokens.written(at))),
                Some(TokenKind::Sign('“' | '”' | '"' | '«' | '»' | '„')) => take(at, Term::QUOTED),
                Some(TokenKind::Sign(_)) | None => {}
            }
        }
    }

    /// The term of a word in lower case; none if it says nothing by itself, such as "the", "of", "have".
    pub fn word(&mut self, word: &str) -> Option<Term> {
        let key = hash(word);
        if let Some(term) = self.known.get(&key) {
            return *term;
        }
        let stem = self.stemmer.stem(word);
        let meant = self.same.get(&*stem).copied();
        let term = meant.or_else(|| (!self.language.is_function(word)).then(|| Term::hashed(&stem)));
        if self.known.len() < MAX_KNOWN {
            self.known.insert(key, term);
        }
        term
    }
}

/// The term of a number: "85,000" and "85 000" are one.
fn digits(written: &str) -> Term {
    let plain: String = written.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    Term::hashed(&plain)
}
