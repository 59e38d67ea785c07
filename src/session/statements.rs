//! What documents say, in the form in which it is compared.

use crate::compare::{Said, Statement, Topic};
use crate::detect::{Item, Suggestion};
use crate::model::{Body, View};
use crate::reading::{DateMeaning, Language, Quantity, Term, Terms, Tokens, dates};
use crate::text::{TextRange, sentences};

/// A sentence with fewer words says too little to be compared as a whole.
const MIN_WORDS: usize = 6;
/// How far a negation reaches, in words.
const REACH: usize = 7;
/// How many words before and after a number say what it counts.
const BEFORE: usize = 2;
const AFTER: usize = 1;

/// The numbers, quotes and other statements of a document, which is the `document`th of those that are compared.
pub fn statements<'d>(document: usize, body: &'d Body, found: &'d [Suggestion]) -> Vec<Statement<'d>> {
    let language = Language::of(body.text());
    let mut terms = Terms::of(language);
    let mut waiting = found.iter().peekable();
    let mut statements = Vec::new();
    for block in body.shown_blocks(View::default()) {
        let paragraph = Paragraph::of(document, body.text(), block);
        while waiting.next_if(|suggestion| suggestion.range.start() < block.start()).is_some() {}
        while let Some(suggestion) = waiting.next_if(|suggestion| suggestion.range.start() < block.end()) {
            statements.extend(paragraph.said(suggestion, language, &mut terms));
        }
        statements
            .extend(paragraph.sentences.iter().filter_map(|range| paragraph.claimed(*range, language, &mut terms)));
    }
    statements
}

/// A paragraph with its sentences.
struct Paragraph<'d> {
    document: usize,
    text: &'d str,
    start: usize,
    sentences: Vec<TextRange>,
}

impl<'d> Paragraph<'d> {
    fn of(document: usize, text: &'d str, block: TextRange) -> Self {
        let text = block.within(text).unwrap_or_default();
        Self { document, text, start: block.start(), sentences: sentences(text).collect() }
    }

    /// What a suggestion says.
    fn said(
        &self,
        suggestion: &'d Suggestion,
        language: &'static Language,
        terms: &mut Terms,
    ) -> Option<Statement<'d>> {
        let inner = self.inner(suggestion.range);
        let words = inner.within(self.text)?;
        let said = match &suggestion.item {
            Item::Statistic(quantity) => Said::Number {
                quantity,
                as_of: self.date(quantity, language),
                beside: self.beside(quantity, terms),
                names: self.names(inner, terms),
            },
            Item::Quote(quote) if quote.class.is_said() => {
                Said::Quote(quote.speaker.as_ref().map(|speaker| speaker.name.as_str()))
            }
            Item::Quote(_) | Item::Claim(_) => return None,
        };
        let sentence = self.sentences.iter().position(|sentence| sentence.overlaps(inner))?;
        let except = match &suggestion.item {
            Item::Statistic(quantity) => self.inner(quantity.number),
            _ => TextRange::empty(inner.start()),
        };
        Some(Statement {
            document: self.document,
            words,
            range: suggestion.range,
            said,
            topic: self.topic(sentence, except, terms),
        })
    }

    /// What a sentence says as a whole.
    fn claimed(&self, sentence: TextRange, language: &'static Language, terms: &mut Terms) -> Option<Statement<'d>> {
        let words = sentence.within(self.text)?;
        let tokens = Tokens::of(words);
        let n_words = (0..tokens.len()).filter(|at| tokens.word(*at).is_some()).count();
        let number = self.sentences.iter().position(|other| *other == sentence)?;
        // The first word has a capital whatever it is.
        let is_name = |at: &usize| *at > 0 && tokens.is_capital(*at);
        let mut said = |at: usize| tokens.word(at).and_then(|word| terms.word(word));
        let all: Vec<Term> = (0..tokens.len()).filter(is_name).filter_map(&mut said).collect();
        let is_negation = |at: &usize| tokens.word(*at).is_some_and(|word| language.is_negation(word));
        let negations: Vec<usize> = (0..tokens.len()).filter(is_negation).collect();
        let reached = || negations.iter().flat_map(|at| at + 1..(at + REACH).min(tokens.len()));
        let denied = reached().filter(is_name).filter_map(&mut said).collect();
        let denied_words = reached().filter(|at| !is_name(at)).filter_map(&mut said).collect();
        (n_words >= MIN_WORDS).then(|| Statement {
            document: self.document,
            words,
            range: sentence.shifted(self.start),
            said: Said::Sentence { names: if negations.is_empty() { all } else { Vec::new() }, denied, denied_words },
            topic: self.topic(number, TextRange::empty(sentence.start()), terms),
        })
    }

    /// The names in the sentence around a number. Its first word has a capital whatever it is.
    fn names(&self, number: TextRange, terms: &mut Terms) -> Vec<Term> {
        let Some(sentence) = self.sentences.iter().find(|sentence| sentence.overlaps(number)) else {
            return Vec::new();
        };
        let tokens = Tokens::of(sentence.within(self.text).unwrap_or_default());
        let names = (1..tokens.len()).filter(|at| tokens.is_capital(*at));
        names.filter_map(|at| tokens.word(at).and_then(|word| terms.word(word))).collect()
    }

    /// The terms right beside a number in its sentence, and those of its subject.
    fn beside(&self, quantity: &Quantity, terms: &mut Terms) -> Vec<Term> {
        let number = self.inner(quantity.range);
        let subject = quantity.subject.map(|range| self.inner(range));
        let Some(sentence) = self.sentences.iter().find(|sentence| sentence.overlaps(number)) else {
            return Vec::new();
        };
        let tokens = Tokens::of(sentence.within(self.text).unwrap_or_default());
        let mut all = Vec::new();
        terms.each(&tokens, |at, term| {
            all.extend(tokens.range(at).map(|range| (range.shifted(sentence.start()), term)));
        });
        let first = all.partition_point(|(range, _)| range.end() <= number.start());
        let after = all.partition_point(|(range, _)| range.start() < number.end());
        let is_beside =
            |at: usize| (first.saturating_sub(BEFORE)..first).contains(&at) || (after..after + AFTER).contains(&at);
        let is_subject = |range: TextRange| subject.is_some_and(|subject| subject.covers(range));
        let beside = all.iter().enumerate().filter(|(at, (range, _))| is_beside(*at) || is_subject(*range));
        beside.map(|(_, (_, term))| *term).collect()
    }

    fn topic(&self, sentence: usize, except: TextRange, terms: &mut Terms) -> Topic {
        let beside = [sentence.checked_sub(1), Some(sentence + 1)];
        let around: Vec<_> = beside.into_iter().flatten().filter_map(|at| self.sentences.get(at).copied()).collect();
        let range = self.sentences.get(sentence).copied().unwrap_or(except);
        Topic::of(self.text, range, except, &around, terms)
    }

    /// The date for which a number is said.
    fn date(&self, quantity: &Quantity, language: &'static Language) -> Option<(&'d str, DateMeaning)> {
        let range = self.inner(quantity.as_of?);
        let words = range.within(self.text)?;
        let date = dates(&Tokens::of(words), language).into_iter().next()?;
        Some((date.range.within(words)?, date.meaning))
    }

    /// A range of the document within the paragraph.
    fn inner(&self, range: TextRange) -> TextRange {
        let at = |offset: usize| offset.saturating_sub(self.start).min(self.text.len());
        TextRange::between(at(range.start()), at(range.end()))
    }
}
