//! Quotes and who says them.

use std::cell::RefCell;
use std::ops::Range;

use crate::reading::{Oddity, Pronoun};
use crate::text::TextRange;

use super::article::Article;
use super::paragraphs::Paragraphs;
use super::quote_class::{Attributed, class};
use super::speaker::{Attribution, Turns, rounded};
use super::{Item, Suggestion};

/// Below this a speaker is not named.
pub(super) const MIN_CONFIDENCE: f32 = 0.5;
/// From here on a speaker is told right beside the words.
pub(super) const BESIDE: f32 = 0.9;
/// How much of it is left where only a pronoun tells who speaks.
const PRONOUN_SHARE: f32 = 0.85;

/// Somebody's words in quote marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// What the marks are for.
    pub class: QuoteClass,
    /// Who says it, if that is clear.
    pub speaker: Option<Speaker>,
    /// What is odd about its marks.
    pub oddity: Option<Oddity>,
}

/// What quote marks are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteClass {
    /// Whole sentences that somebody said.
    Direct,
    /// Some words of what somebody said.
    Fragment,
    /// Words from which the writer stands apart: "so-called".
    Scare,
    /// A word as a word, or a name for something.
    Term,
    /// The title of a work.
    Title,
}

impl QuoteClass {
    /// The word for it: "fragment".
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Fragment => "fragment",
            Self::Scare => "scare",
            Self::Term => "term",
            Self::Title => "title",
        }
    }

    /// Whether somebody says such words, so that a speaker belongs to them.
    pub fn is_said(self) -> bool {
        matches!(self, Self::Direct | Self::Fragment)
    }
}

/// Who says a quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The words that name the speaker where the quote is attributed; may be "she". Of a quotation within another, the
    /// words for who says the one around it.
    pub range: TextRange,
    /// The full name, or who it is in words: "the report". None if a pronoun or a role ("the mayor") tells too little.
    pub name: Option<String>,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
    /// Why, in words.
    pub why: String,
}

/// The quotations in some paragraphs of a document, and those right within one of them. `turns` is who spoke before.
pub(super) fn find(
    article: &Article<'_>,
    paragraphs: &Paragraphs<'_>,
    blocks: Range<usize>,
    turns: &mut Turns,
) -> Vec<Suggestion> {
    let Article { body, language, names, .. } = article;
    let hidden = body.hidden_at_first();
    let mut attribution =
        Attribution { language, paragraphs, names, turns: std::mem::take(turns), cues: RefCell::default() };
    let mut found = Vec::new();
    for index in blocks {
        let Some(paragraph) = attribution.paragraph(index) else { continue };
        let start = paragraphs.start(index);
        for (at, quotation) in paragraph.quotes.iter().enumerate() {
            let range = quotation.range.shifted(start);
            let near = hidden.partition_point(|hidden| hidden.end() <= range.start());
            if hidden.get(near).is_some_and(|hidden| hidden.covers(range)) {
                continue;
            }
            let oddity = quotation.oddity.filter(|_| !attribution.goes_on_below(index, at));
            let (class, speaker) = attribution.read(index, at);
            let around = speaker.clone();
            found.push(Suggestion { range, item: Item::Quote(Box::new(Quote { class, speaker, oddity })) });
            for nested in paragraph.nested(quotation.range) {
                let Some((class, speaker)) = attribution.nested(index, quotation.range, around.as_ref(), nested) else {
                    continue;
                };
                let quote = Quote { class, speaker, oddity: nested.oddity };
                found.push(Suggestion { range: nested.range.shifted(start), item: Item::Quote(Box::new(quote)) });
            }
        }
    }
    *turns = attribution.turns;
    found
}

impl Attribution<'_, '_> {
    /// What a quotation is, and who says it.
    fn read(&mut self, index: usize, at: usize) -> (QuoteClass, Option<Speaker>) {
        let Some((clause, look, spoken)) = self.spoken(index, at) else { return (QuoteClass::Scare, None) };
        let unit = spoken.unit;
        let speaker = self.in_sentence(spoken).or_else(|| self.inserted(index, at));
        let (class, speaker) = match speaker {
            Some(speaker) => {
                let is_beside = speaker.confidence >= BESIDE;
                let attributed = if is_beside { Attributed::Beside } else { Attributed::Around };
                (class(clause, unit, look, attributed), Some(speaker))
            }
            None => {
                let speaker = if self.is_turn_of_last(index, at) { None } else { self.at_end(index, at) };
                let speaker = speaker.or_else(|| self.around(spoken));
                let attributed = if speaker.is_some() { Attributed::Around } else { Attributed::No };
                (class(clause, unit, look, attributed), speaker)
            }
        };
        let speaker = speaker.filter(|speaker| class.is_said() && speaker.confidence >= MIN_CONFIDENCE);
        if let Some(speaker) = speaker.as_ref().filter(|speaker| !self.is_relative(index, speaker)) {
            self.turns.last = Some((index, speaker.clone()));
        }
        (class, speaker.map(|speaker| self.less_if_pronoun(speaker)))
    }

    /// Whether a speaker is a "who" of the one who spoke before in the paragraph.
    fn is_relative(&self, index: usize, speaker: &Speaker) -> bool {
        let start = self.paragraphs.start(index);
        let offset = speaker.range.start().saturating_sub(start);
        let word = self.paragraphs.tokens(index).and_then(|tokens| tokens.word(tokens.at(offset)));
        let is_who = word.and_then(|word| self.language.speech.pronoun(word)) == Some(Pronoun::Who);
        is_who && self.turns.last.as_ref().is_some_and(|(paragraph, _)| *paragraph == index)
    }

    /// Whether who spoke last has not ended: somebody who spoke in the same paragraph, or in the one before, which does
    /// not close.
    fn is_turn_of_last(&self, index: usize, at: usize) -> bool {
        if self.turns.last.as_ref().is_some_and(|(paragraph, _)| *paragraph == index) {
            return true;
        }
        let above = index.checked_sub(1).filter(|_| at == 0);
        let is_known = |above: &usize| self.turns.last.as_ref().is_some_and(|(paragraph, _)| paragraph == above);
        let n_above = |above: usize| self.paragraph(above).map_or(0, |paragraph| paragraph.quotes.len());
        above.filter(is_known).is_some_and(|above| self.goes_on_below(above, n_above(above).saturating_sub(1)))
    }

    /// The speaker, less sure where only a pronoun tells.
    fn less_if_pronoun(&self, speaker: Speaker) -> Speaker {
        if !self.stands_in(&speaker) {
            return speaker;
        }
        let confidence = rounded((speaker.confidence * PRONOUN_SHARE).max(MIN_CONFIDENCE));
        Speaker { confidence, ..speaker }
    }
}
