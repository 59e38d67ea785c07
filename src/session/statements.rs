//! What documents say, in the form in which it is compared.

use crate::compare::{Said, Statement, Topic};
use crate::detect::{Item, Suggestion};
use crate::model::{Body, View};
use crate::reading::{DateMeaning, Language, Quantity, Terms, Tokens, dates};
use crate::text::{TextRange, sentences};

/// A sentence with fewer words says too little to be compared as a whole.
const MIN_WORDS: usize = 6;

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
            Item::Statistic(quantity) => Said::Number(quantity, self.date(quantity, language)),
            Item::Quote(quote) if quote.class.is_said() => {
                Said::Quote(quote.speaker.as_ref().map(|speaker| speaker.name.as_str()))
            }
            Item::Quote(_) | Item::Claim(_) => return None,
        };
        let sentence = self.sentences.iter().position(|sentence| sentence.overlaps(inner))?;
        let except = if matches!(said, Said::Number(..)) { inner } else { TextRange::empty(inner.start()) };
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
        let spoken = (0..tokens.len()).filter_map(|at| tokens.word(at));
        let (mut n_words, mut negative) = (0, false);
        for word in spoken {
            n_words += 1;
            negative |= language.is_negation(word);
        }
        let number = self.sentences.iter().position(|other| *other == sentence)?;
        (n_words >= MIN_WORDS).then(|| Statement {
            document: self.document,
            words,
            range: sentence.shifted(self.start),
            said: Said::Claim { negative },
            topic: self.topic(number, TextRange::empty(sentence.start()), terms),
        })
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
