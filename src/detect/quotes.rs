//! Quotes and who says them.

use std::cell::{OnceCell, RefCell};

use crate::model::{Body, View};
use crate::reading::{Language, Names, Oddity, Pronoun, Tokens};
use crate::text::TextRange;

use super::passage::{Paragraph, UnitKind};
use super::quote_class::{Attributed, Look, class, is_whole};
use super::speaker::{Attribution, Spoken};
use super::{Item, Suggestion};

/// Below this a speaker is not named.
const MIN_CONFIDENCE: f32 = 0.5;
/// From here on a speaker is told right beside the words.
const BESIDE: f32 = 0.9;

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
    /// The words that name the speaker where the quote is attributed; may be "she".
    pub range: TextRange,
    /// The full name, if it stands elsewhere.
    pub name: String,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
    /// Why, in words.
    pub why: String,
}

/// The outermost quotations of a document. What stands in quote marks within one is checked with it.
pub(super) fn find(body: &Body) -> Vec<Suggestion> {
    let text = body.text();
    let language = Language::of(text);
    let ranges: Vec<TextRange> = body.blocks().iter().map(|(range, _)| range).collect();
    let tokens: Vec<Tokens<'_>> =
        ranges.iter().map(|range| Tokens::of(range.within(text).unwrap_or_default())).collect();
    let starts: Vec<usize> = ranges.iter().map(|range| range.start()).collect();
    let names = Names::of(language, &tokens);
    let paragraphs: Vec<OnceCell<Paragraph>> = tokens.iter().map(|_| OnceCell::new()).collect();
    let hidden = body.structure().hidden(View::default(), text.len());
    let mut attribution = Attribution {
        language,
        tokens: &tokens,
        starts: &starts,
        names: &names,
        paragraphs: &paragraphs,
        last: None,
        cues: RefCell::default(),
    };
    let mut found = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let Some(paragraph) = attribution.paragraph(index) else { continue };
        for (at, quotation) in paragraph.quotes.iter().enumerate() {
            let range = quotation.range.shifted(*start);
            let near = hidden.partition_point(|hidden| hidden.end() <= range.start());
            if hidden.get(near).is_some_and(|hidden| hidden.covers(range)) {
                continue;
            }
            let oddity = quotation.oddity.filter(|oddity| !attribution.goes_on_below(index, at, *oddity));
            let (class, speaker) = attribution.read(index, at);
            found.push(Suggestion { range, item: Item::Quote(Quote { class, speaker, oddity }) });
        }
    }
    found
}

impl Attribution<'_, '_> {
    /// What a quotation is, and who says it.
    fn read(&mut self, index: usize, at: usize) -> (QuoteClass, Option<Speaker>) {
        let place = self.paragraph(index).and_then(|paragraph| Some((paragraph, paragraph.place(at)?)));
        let Some((paragraph, (sentence, unit))) = place else { return (QuoteClass::Scare, None) };
        let Some(clause) = self.clause(index, sentence) else { return (QuoteClass::Scare, None) };
        let range = paragraph.quotes.get(at).map_or(TextRange::empty(0), |quote| quote.range);
        let look = Look::of(clause.tokens.text(), range);
        let spoken = Spoken {
            paragraph: index,
            sentence,
            unit,
            is_whole: is_whole(clause, unit, look),
            goes_on: look.end.is_some_and(|end| end != '.' && end != '…'),
            n_words: look.n_words,
        };
        let speaker = self.in_sentence(spoken);
        let (class, speaker) = match speaker {
            Some(speaker) => {
                let is_beside = speaker.confidence >= BESIDE;
                let attributed = if is_beside { Attributed::Beside } else { Attributed::Around };
                (class(clause, unit, look, attributed), Some(speaker))
            }
            None => {
                let speaker = self.around(spoken);
                let attributed = if speaker.is_some() { Attributed::Around } else { Attributed::No };
                (class(clause, unit, look, attributed), speaker)
            }
        };
        let speaker = speaker.filter(|speaker| class.is_said() && speaker.confidence >= MIN_CONFIDENCE);
        if let Some(speaker) = speaker.as_ref().filter(|speaker| !self.is_relative(index, speaker)) {
            self.last = Some((index, speaker.clone()));
        }
        (class, speaker)
    }

    /// Whether a speaker is a "who" of the one who spoke before in the paragraph.
    fn is_relative(&self, index: usize, speaker: &Speaker) -> bool {
        let start = self.starts.get(index).copied().unwrap_or_default();
        let offset = speaker.range.start().saturating_sub(start);
        let word = self.tokens.get(index).and_then(|tokens| tokens.word(tokens.at(offset)));
        let is_who = word.and_then(|word| self.language.speech.pronoun(word)) == Some(Pronoun::Who);
        is_who && self.last.as_ref().is_some_and(|(paragraph, _)| *paragraph == index)
    }

    /// Whether a quotation that is not closed goes on in the next paragraph, which opens it anew.
    fn goes_on_below(&self, index: usize, at: usize, oddity: Oddity) -> bool {
        let is_last = self.paragraph(index).is_some_and(|paragraph| at + 1 == paragraph.quotes.len());
        let next = self.paragraph(index + 1).and_then(|paragraph| paragraph.sentences.first());
        let opens = next.and_then(|sentence| sentence.units.first());
        matches!(oddity, Oddity::NeverClosed(_))
            && is_last
            && opens.is_some_and(|unit| matches!(unit.kind, UnitKind::Quote(_)))
    }
}
