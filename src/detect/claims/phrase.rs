//! The phrase or clause around a word.

use crate::reading::{Language, Quotation, Tokens, has, quotations};
use crate::text::{TextRange, sentences};

/// How many words of a clause are taken before and after the word that gives it away.
const REACH: (usize, usize) = (16, 24);
/// How many words a phrase of a noun has at most after its first.
const PHRASE_WORDS: usize = 14;

/// A paragraph with what bounds its clauses.
pub(super) struct Phrases<'p> {
    pub(super) language: &'static Language,
    pub(super) tokens: &'p Tokens<'p>,
    sentences: Vec<TextRange>,
    /// The outermost quotations.
    quotes: Vec<Quotation>,
}

impl<'p> Phrases<'p> {
    pub(super) fn of(language: &'static Language, tokens: &'p Tokens<'p>) -> Self {
        let text = tokens.text();
        let mut quotes = quotations(text);
        quotes.retain(|quote| quote.depth == 0);
        Self { language, tokens, sentences: sentences(text).collect(), quotes }
    }

    /// The first and last token of the sentence that a token lies in.
    pub(super) fn sentence(&self, at: usize) -> (usize, usize) {
        let offset = self.tokens.range(at).map_or(0, |range| range.start());
        let index = self.sentences.partition_point(|sentence| sentence.end() <= offset);
        let Some(sentence) = self.sentences.get(index) else { return (at, at) };
        let last = self.tokens.at(sentence.end()).saturating_sub(1);
        (self.tokens.at(sentence.start()).min(at), last.max(at))
    }

    /// The first and last token of the clause around a token: up to a sign or a word that begins another part of the
    /// sentence. A clause that begins with its verb takes the words before it too, among which its subject is.
    pub(super) fn clause(&self, at: usize) -> (usize, usize) {
        let (first, last) = self.sentence(at);
        let first = first.max(at.saturating_sub(REACH.0));
        let mut start = at;
        while start > first && !self.is_edge(start - 1, at) {
            start -= 1;
        }
        if start > first && self.begins_with_verb(start) && self.is_and(start - 1) {
            start -= 1;
            while start > first && !self.is_edge(start - 1, at) {
                start -= 1;
            }
        }
        self.trimmed(start, self.end(at, last.min(at + REACH.1)))
    }

    /// The first and last token of the clause from a token on.
    pub(super) fn rest_of_clause(&self, at: usize) -> (usize, usize) {
        let (_, last) = self.sentence(at);
        self.trimmed(at, self.end(at, last.min(at + REACH.1)))
    }

    /// The first and last token of the phrase around a word that says something of a noun: from what begins it, "the" or
    /// "the world's", over words like "of" and "in".
    pub(super) fn noun_phrase(&self, at: usize) -> (usize, usize) {
        let (first, last) = self.sentence(at);
        let start = self.start_of_noun(at, first);
        let mut end = at;
        for next in at + 1..=last.min(at + PHRASE_WORDS) {
            let word = self.tokens.word(next);
            let is_other =
                word.is_some_and(|word| self.ends_noun(word)) || word.is_none() && !self.is_within_name(next);
            if is_other && !self.tokens.is_digits(next) || self.begins_another(next) {
                break;
            }
            end = next;
        }
        self.trimmed(start, end)
    }

    /// The first token of the phrase of a noun: the determiner or possessive before it, if one is near.
    pub(super) fn start_of_noun(&self, at: usize, first: usize) -> usize {
        let mut start = at;
        for before in (first.max(at.saturating_sub(4))..at).rev() {
            let Some(word) = self.tokens.word(before) else { break };
            if has(self.language.speech.determiners, word) {
                return before;
            }
            if word.ends_with("'s") || word.ends_with("s'") {
                let determiner = before.checked_sub(1).and_then(|at| self.tokens.word(at));
                let determined = determiner.is_some_and(|word| has(self.language.speech.determiners, word));
                return if determined { before - 1 } else { before };
            }
            if self.ends_noun(word) || has(self.language.speech.prepositions, word) {
                break;
            }
            start = before;
        }
        start
    }

    /// Whether a token stands in quote marks.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.tokens.range(at).is_some_and(|range| self.quote_around(range).is_some())
    }

    /// The place of tokens from one to another.
    pub(super) fn span(&self, (first, last): (usize, usize)) -> Option<TextRange> {
        self.tokens.span(first, last)
    }

    /// Whether one of the words of a sorted list stands from one token to another.
    pub(super) fn any_of(&self, (first, last): (usize, usize), list: &[&str]) -> bool {
        (first..=last).any(|at| self.tokens.word(at).is_some_and(|word| has(list, word)))
    }

    fn end(&self, at: usize, last: usize) -> usize {
        let mut end = at;
        while end < last && !self.is_edge(end + 1, at) {
            end += 1;
            // What is quoted belongs to the clause whole, whatever stands in it.
            if !self.is_quoted(at)
                && let Some(quote) = self.tokens.range(end).and_then(|range| self.quote_around(range))
            {
                end = self.tokens.at(quote.range.end().saturating_sub(1)).clamp(end, last);
                if end > 0 && matches!(self.tokens.sign(end - 1), Some(',' | '.' | '!' | '?')) {
                    break;
                }
            }
        }
        end
    }

    /// Whether the clause of the word at `inner` ends before the token.
    fn is_edge(&self, at: usize, inner: usize) -> bool {
        let quote = |at: usize| self.tokens.range(at).and_then(|range| self.quote_around(range));
        if let (Some(quote), Some(range)) = (quote(inner), self.tokens.range(at)) {
            let is_mark = range.start() == quote.range.start() || range.end() == quote.range.end();
            if is_mark || !quote.range.covers(range) {
                return true;
            }
        }
        if let Some(sign) = self.tokens.sign(at) {
            let is_end = matches!(sign, ',' | ';' | ':' | '—' | '–' | '(' | ')' | '[' | ']' | '•' | '!' | '?');
            return is_end || sign == '-' && !self.tokens.is_joined(at);
        }
        let Some(word) = self.tokens.word(at) else { return false };
        has(self.language.speech.joints, word) && !self.is_joint_within_phrase(at, word)
    }

    /// Whether a word like "and" or "than" holds a phrase together here, so that no clause begins with it.
    fn is_joint_within_phrase(&self, at: usize, word: &str) -> bool {
        let speech = &self.language.speech;
        let next = self.tokens.word(at + 1).unwrap_or_default();
        let begins_clause = speech.pronoun(next).is_some();
        let joins_nouns = self.is_and(at) && !speech.is_helper(next) && !self.tokens.is_capital(at);
        let is_preposition = has(speech.prepositions, word);
        let joins_verbs =
            has(speech.helpers, word) && at.checked_sub(1).is_some_and(|before| self.begins_with_verb(before));
        !begins_clause && (joins_nouns || is_preposition || joins_verbs)
    }

    /// Whether a second phrase begins here: "and the", "during".
    fn begins_another(&self, at: usize) -> bool {
        let (speech, claims) = (&self.language.speech, &self.language.claims);
        let word = self.tokens.word(at).unwrap_or_default();
        let next = self.tokens.word(at + 1).unwrap_or_default();
        let ties = speech.ties.contains(&word) || has(claims.place_leads, word);
        self.is_and(at) && has(speech.determiners, next) || has(speech.prepositions, word) && !ties
    }

    fn is_and(&self, at: usize) -> bool {
        let joins = |word| self.language.speech.and.contains(&word) || has(self.language.claims.or, word);
        self.tokens.word(at).is_some_and(joins)
    }

    fn begins_with_verb(&self, at: usize) -> bool {
        self.tokens.word(at).is_some_and(|word| self.language.speech.is_helper(word))
    }

    /// Whether no phrase of a noun goes over a word.
    fn ends_noun(&self, word: &str) -> bool {
        let speech = &self.language.speech;
        let is_joint = has(speech.joints, word) && !has(speech.prepositions, word) && !speech.and.contains(&word);
        let is_helper = has(speech.helpers, word);
        is_joint || is_helper || speech.pronoun(word).is_some() || speech.passive.contains(&word)
    }

    /// Whether a sign stands between two words of one name: "St. Louis".
    fn is_within_name(&self, at: usize) -> bool {
        let is_inner = matches!(self.tokens.sign(at), Some('.' | '%' | '$' | '€' | '£' | '&' | '/' | '-'));
        is_inner && self.tokens.word(at + 1).is_some()
    }

    fn quote_around(&self, range: TextRange) -> Option<&Quotation> {
        let before = self.quotes.partition_point(|quote| quote.range.start() <= range.start());
        let quote = self.quotes.get(before.checked_sub(1)?)?;
        quote.range.covers(range).then_some(quote)
    }

    /// Without signs and words at either end that belong to what is left out.
    fn trimmed(&self, mut first: usize, mut last: usize) -> (usize, usize) {
        let speech = &self.language.speech;
        let ends_here = self.tokens.sign(last + 1).is_some() || self.sentence(last).1 == last;
        let is_loose =
            |word: &str| has(speech.joints, word) || has(speech.prepositions, word) || has(speech.determiners, word);
        let is_sign = |at: usize| {
            let sign = self.tokens.sign(at).filter(|sign| !matches!(sign, '$' | '€' | '£' | '%'));
            sign.is_some_and(|_| self.tokens.range(at).is_some_and(|range| self.quote_around(range).is_none()))
        };
        while last > first && (is_sign(last) || !ends_here && self.tokens.word(last).is_some_and(is_loose)) {
            last -= 1;
        }
        let is_joint = |at: usize| self.tokens.word(at).is_some_and(|word| has(speech.joints, word));
        while first < last && (is_sign(first) || is_joint(first)) {
            first += 1;
        }
        (first, last)
    }
}
