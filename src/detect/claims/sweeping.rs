//! What is set above all else, and what holds for all, for none or for one alone.

use crate::reading::{ClaimWords, Language, Tokens, has};
use crate::text::TextRange;

use super::super::article::Article;
use super::ClaimClass::{Superlative, Universal};
use super::Found;
use super::phrase::Phrases;

pub(super) fn find(article: &Article<'_>, paragraph: usize, phrases: &Phrases<'_>) -> Vec<Found> {
    let tokens = phrases.tokens;
    let finder = Finder {
        words: &article.language.claims,
        phrases,
        language: article.language,
        tokens,
        is_heading: article.is_heading(paragraph, phrases.tokens),
    };
    let cues = (0..tokens.len()).filter_map(|at| finder.superlative(at).or_else(|| finder.universal(at)));
    let mut found: Vec<Found> = cues.collect();
    // What is set above all else in the world is no second claim about the whole world.
    let superlatives: Vec<_> =
        found.iter().filter(|found| found.claim.class == Superlative).map(|found| found.range).collect();
    found.retain(|found| {
        let before = superlatives.partition_point(|range| range.start() <= found.range.start());
        let around = before.checked_sub(1).and_then(|at| superlatives.get(at));
        found.claim.class == Superlative || !around.is_some_and(|range| range.covers(found.range))
    });
    found
}

/// Whether something in these words of a paragraph is set above all else.
pub(super) fn has_superlative(paragraph: &str, words: TextRange, language: &'static Language) -> bool {
    let tokens = Tokens::of(paragraph);
    let phrases = Phrases::of(language, &tokens);
    let finder = Finder { words: &language.claims, phrases: &phrases, language, tokens: &tokens, is_heading: false };
    (tokens.at(words.start())..tokens.at(words.end())).any(|at| finder.superlative(at).is_some())
}

struct Finder<'f> {
    words: &'static ClaimWords,
    language: &'static Language,
    tokens: &'f Tokens<'f>,
    phrases: &'f Phrases<'f>,
    is_heading: bool,
}

impl Finder<'_> {
    fn superlative(&self, at: usize) -> Option<Found> {
        let word = self.tokens.word(at)?;
        let words = self.words;
        let written = self.tokens.written(at);
        let len = self.tokens.longest_of(at, words.superlative_phrases);
        if len > 0 {
            let quoted = self.tokens.span(at, at + len - 1)?.within(self.tokens.text())?;
            let why = format!("“{quoted}”: compared with what, and who looked?");
            return Some(Found::new(self.phrases.span(self.phrases.clause(at))?, Superlative, why));
        }
        let why = if has(words.uniques, word) {
            format!("“{written}”: one other case makes it wrong")
        } else if has(words.firsts, word) && self.is_determined(at) && !self.is_beside(at, words.not_first) {
            format!("“{written}”: was there really none before?")
        } else if self.is_superlative(word) && self.is_determined(at)
            || words.most.contains(&word) && self.is_determined(at) && self.precedes_quality(at)
        {
            "A superlative: compared with what, and as of when?".to_owned()
        } else {
            return None;
        };
        Some(Found::new(self.phrases.span(self.with_relative(self.phrases.noun_phrase(at)))?, Superlative, why))
    }

    fn universal(&self, at: usize) -> Option<Found> {
        let word = self.tokens.word(at)?;
        let words = self.words;
        let written = self.tokens.written(at);
        let is_negation = || self.language.is_negation(word);
        let exception = || format!("“{written}”: one exception makes it wrong");
        let is_rate = has(words.each, word) && self.is_number(at + 1);
        let nearly = self.nearly(at);
        let (range, why) = if has(words.all, word) && !self.is_inside(at, words.not_all) && !is_rate {
            let almost = |nearly: &str| format!("“{nearly} {written}”: how many are the others, by whose count?");
            (self.around_group(at, nearly.is_some()), nearly.map_or_else(exception, almost))
        } else if has(words.majorities, word) && !self.is_beside(at, words.not_majorities) {
            (self.phrases.clause(at), format!("“{written}”: more than half of how many, by whose count?"))
        } else if has(words.many, word) && !self.is_beside(at, words.not_many) {
            (self.phrases.clause(at), format!("“{written}”: how many of how many, by whose count?"))
        } else if has(words.only, word) && !self.is_inside(at, words.not_only) && !self.is_number(at + 1) {
            (self.phrases.clause(at), format!("“{written}”: is there really no other?"))
        } else if has(words.always, word) || has(words.never, word) || self.is_no(at, word) {
            (self.phrases.clause(at), exception())
        } else if is_negation() && self.is_without_exception(at, word) {
            (self.phrases.clause(at), "Without exception: one makes it wrong".to_owned())
        } else {
            return None;
        };
        let range = (range.0.min(at), range.1.max(at));
        Some(Found::new(self.phrases.span(range)?, Universal, why))
    }

    /// Whether a word says that there is none of what follows.
    fn is_no(&self, at: usize, word: &str) -> bool {
        let words = self.words;
        has(words.no, word) && !self.is_beside(at, words.not_no) && self.tokens.word(at + 1).is_some()
    }

    /// The word before "all" that leaves room for others, as it is written: "almost".
    fn nearly(&self, at: usize) -> Option<&str> {
        let before = at.checked_sub(1)?;
        has(self.words.nearly, self.tokens.word(before)?).then(|| self.tokens.written(before))
    }

    /// The phrase of a group, with the verb before it; the whole clause if it begins with the group. A word like "almost"
    /// may stand before it.
    fn around_group(&self, at: usize, is_nearly: bool) -> (usize, usize) {
        let clause = self.phrases.clause(at);
        let at = at - usize::from(is_nearly);
        if clause.0 >= at {
            return clause;
        }
        let (_, last) = self.phrases.noun_phrase(at);
        let speech = &self.language.speech;
        if last == at || self.tokens.word(last + 1).is_some_and(|word| has(speech.helpers, word)) {
            return clause;
        }
        let (_, last) = self.with_relative((at, last));
        let before = self.tokens.word(at - 1).unwrap_or_default();
        let is_verb = !has(speech.prepositions, before) && !has(speech.joints, before) && !before.is_empty();
        (if is_verb { at - 1 } else { self.phrases.start_of_noun(at, clause.0) }, last.max(at))
    }

    /// The phrase with the part of the sentence that says which one is meant: "the first time *that …*".
    fn with_relative(&self, (first, last): (usize, usize)) -> (usize, usize) {
        let is_joint = self.tokens.word(last + 1).is_some_and(|word| has(self.language.speech.joints, word));
        if is_joint { (first, self.phrases.rest_of_clause(last + 2).1) } else { (first, last) }
    }

    /// Whether a word like "any" makes a negation one without exception; after "without" it follows at once.
    fn is_without_exception(&self, at: usize, word: &str) -> bool {
        let (_, last) = self.phrases.rest_of_clause(at);
        let is_preposition = has(self.language.speech.prepositions, word);
        self.phrases.any_of((at + 1, if is_preposition { at + 1 } else { last }), self.words.any)
    }

    /// Whether a word puts something above all else: "largest", "second-largest", "best-known".
    fn is_superlative(&self, word: &str) -> bool {
        let words = self.words;
        let is_plain = |word: &str| {
            let has_ending =
                words.superlative_endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending));
            has_ending && !has(words.not_superlatives, word) || has(words.superlatives, word)
        };
        let word = word.strip_suffix("'s").unwrap_or(word);
        let has_part = || {
            let ends = word.split_once('-').zip(word.rsplit_once('-'));
            ends.is_some_and(|((first, _), (_, last))| is_plain(first) || is_plain(last))
        };
        is_plain(word) || word.contains('-') && !has(words.not_superlatives, word) && has_part()
    }

    /// Whether a determiner or a possessive stands before a word; headings leave them out.
    fn is_determined(&self, at: usize) -> bool {
        let (first, _) = self.phrases.sentence(at);
        let start = self.phrases.start_of_noun(at, first);
        let word = self.tokens.word(start).filter(|_| start < at).unwrap_or_default();
        let is_possessive = word.ends_with("'s") || word.ends_with("s'");
        has(self.language.speech.determiners, word) || is_possessive || self.is_heading && start == first
    }

    /// Whether a word that can be raised follows.
    fn precedes_quality(&self, at: usize) -> bool {
        let speech = &self.language.speech;
        self.tokens.word(at + 1).is_some_and(|word| !has(speech.prepositions, word) && !has(speech.joints, word))
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens.is_digits(at) || self.tokens.word(at).is_some_and(|word| self.language.clock.count(word).is_some())
    }

    /// Whether one of the words stands right before or after a token.
    fn is_beside(&self, at: usize, list: &[&str]) -> bool {
        let beside = [at.checked_sub(1), Some(at + 1)];
        beside.into_iter().flatten().any(|at| self.tokens.word(at).is_some_and(|word| has(list, word)))
    }

    /// Whether a token is one of the words of a phrase that stands around it.
    fn is_inside(&self, at: usize, phrases: &[&[&str]]) -> bool {
        phrases.iter().any(|words| {
            (0..words.len())
                .any(|before| at.checked_sub(before).is_some_and(|start| self.tokens.starts_with(start, words)))
        })
    }
}
