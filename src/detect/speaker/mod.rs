//! Who says a quotation, from the words around it.
//!
//! Each sentence is read for its cues ([`cue`]), and a quotation is given the one that governs it: right after it, before
//! it in the sentence, or at the end of the sentence. Without one it may go on with what the speaker before said. Rather
//! no speaker than a wrong one.

mod clause;
mod cue;
mod naming;

use std::cell::RefCell;
use std::rc::Rc;

use crate::reading::{Language, NameKind, Names, Oddity, Pronoun, Quotation};
use crate::text::TextRange;

use super::dialogue::{is_dash, tells};
use super::paragraphs::Paragraphs;
use super::passage::{Paragraph, Sentence, UnitKind};
use super::quote_class::{Attributed, Look, class, is_whole};
use super::quotes::{BESIDE, MIN_CONFIDENCE, QuoteClass, Speaker};
pub(super) use clause::Clause;
use clause::Phrase;
use cue::{Cue, How, cues};

/// The words between a speaker's verb and a quotation from which on it is less sure.
const NEAR: usize = 3;
const FAR: usize = 20;
/// How many cues before and after a quotation are looked at.
const MAX_CUES: usize = 8;
/// From how many words on a quotation is taken for the words of the subject.
const SUBJECT_WORDS: usize = 3;
/// How many words introduce a quotation before a colon, as in a transcript.
const INTRODUCTION: usize = 8;
/// How many words tell between dashes who speaks.
const MAX_INSERTED: usize = 30;
/// How much of a speaker's confidence is left for a quotation within the words.
const NESTED_SHARE: f32 = 0.8;

/// What is known while the quotations of a document are read one after another.
pub(super) struct Attribution<'p, 't> {
    pub(super) language: &'static Language,
    pub(super) paragraphs: &'p Paragraphs<'t>,
    pub(super) names: &'p Names,
    pub(super) turns: Turns,
    /// The cues of the sentence that was read last, and which that was.
    pub(super) cues: RefCell<Option<SentenceCues>>,
}

/// Who spoke before, and who goes on.
#[derive(Default)]
pub(super) struct Turns {
    /// The paragraph and the speaker of the quotation before.
    pub(super) last: Option<(usize, Speaker)>,
    /// The last paragraph of a quotation that goes on over several, and who is named there.
    ends: Option<(usize, Option<Speaker>)>,
}

/// The cues of a sentence, by its paragraph and index.
pub(super) type SentenceCues = ((usize, usize), Rc<[Cue]>);

/// Where a quotation stands, and how it looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoken {
    pub(super) paragraph: usize,
    pub(super) sentence: usize,
    pub(super) unit: usize,
    /// Whether it is whole sentences.
    pub(super) is_whole: bool,
    /// Whether it ends as what goes on after it: with a comma, or as a question.
    pub(super) goes_on: bool,
    pub(super) n_words: usize,
}

impl Spoken {
    /// A quotation by the paragraph, the sentence and the unit that it is.
    pub(super) fn of((paragraph, sentence, unit): (usize, usize, usize), clause: Clause<'_, '_>, look: Look) -> Self {
        let goes_on = look.end.is_some_and(|end| end != '.' && end != '…');
        Self { paragraph, sentence, unit, is_whole: is_whole(clause, unit, look), goes_on, n_words: look.n_words }
    }
}

/// A speaker that the words of a sentence name.
struct Found {
    phrase: Phrase,
    confidence: f32,
    why: String,
}

impl<'p, 't> Attribution<'p, 't> {
    /// A quotation by its paragraph and index, with its sentence and its look.
    pub(super) fn spoken(&self, paragraph: usize, quote: usize) -> Option<(Clause<'p, 't>, Look, Spoken)> {
        let here = self.paragraph(paragraph)?;
        let (sentence, unit) = here.place(quote)?;
        let clause = self.clause(paragraph, sentence)?;
        let look = Look::of(clause.tokens.text(), here.quotes.get(quote)?.range);
        Some((clause, look, Spoken::of((paragraph, sentence, unit), clause, look)))
    }

    /// Who says a quotation by the words of its own sentence.
    pub(super) fn in_sentence(&self, spoken: Spoken) -> Option<Speaker> {
        let clause = self.clause(spoken.paragraph, spoken.sentence)?;
        let cues = self.cues(spoken.paragraph, spoken.sentence, clause);
        let found = governing(clause, &cues, spoken).or_else(|| introduced(clause, spoken.unit))?;
        Some(self.speaker(spoken.paragraph, clause, found))
    }

    /// What a quotation within another is, and who says it. The document has it from who says the words around it, whose
    /// place is given.
    pub(super) fn nested(
        &self,
        paragraph: usize,
        outer: TextRange,
        around: Option<&Speaker>,
        quote: &Quotation,
    ) -> Option<(QuoteClass, Option<Speaker>)> {
        let tokens = self.paragraphs.tokens(paragraph)?;
        let (first, last) = (tokens.at(quote.range.start()), tokens.at(quote.range.end().saturating_sub(1)));
        let goes_on = |at: &usize| tokens.sign(*at).is_none_or(|sign| !".!?…".contains(sign));
        let floor = (tokens.at(outer.start()) + 1).max(first.saturating_sub(FAR));
        let start = (floor..first).rev().take_while(goes_on).last().unwrap_or(first);
        let ceiling = tokens.at(outer.end().saturating_sub(1)).min(last + FAR);
        let end = (last + 1..ceiling).take_while(goes_on).last().unwrap_or(last);
        let sentence = Sentence::of(tokens, std::slice::from_ref(quote), tokens.span(start, end)?);
        let clause = Clause::of(tokens, &sentence, self.language);
        let unit = sentence.units.iter().position(|unit| matches!(unit.kind, UnitKind::Quote(_)))?;
        let look = Look::of(tokens.text(), quote.range);
        let spoken = Spoken::of((paragraph, 0, unit), clause, look);
        let found = governing(clause, &cues(clause), spoken);
        let attributed = match found.as_ref().map(|found| found.confidence >= BESIDE) {
            Some(true) => Attributed::Beside,
            Some(false) => Attributed::Around,
            None => Attributed::No,
        };
        let class = class(clause, unit, look, attributed);
        let around = around.filter(|_| class.is_said());
        let speaker = around.map(|around| Speaker {
            range: around.range,
            name: found.as_ref().and_then(|found| self.name_within(paragraph, clause, found.phrase, around)),
            confidence: rounded((around.confidence * NESTED_SHARE).max(MIN_CONFIDENCE)),
            why: found
                .map_or("within another quote".to_owned(), |found| format!("{}, within another quote", found.why)),
        });
        Some((class, speaker))
    }

    /// Who speaks within somebody's words, if it is they or one who is named there. Whom they mean by "he" is not told.
    fn name_within(
        &self,
        paragraph: usize,
        clause: Clause<'_, '_>,
        phrase: Phrase,
        around: &Speaker,
    ) -> Option<String> {
        if clause.speech().selves.contains(&clause.word(phrase.first)) {
            return around.name.clone();
        }
        let (first, last) = (clause.units.get(phrase.first)?.first, clause.units.get(phrase.last)?.last);
        let [name] = self.names.within(paragraph, first, last) else { return None };
        let start = name.title.map_or(name.tokens.0, |title| clause.tokens.at(title.start()));
        (name.kind == NameKind::Person && start == first && name.tokens.1 == last).then(|| name.full.clone())
    }

    /// Whether a pronoun stands where a speaker is told.
    pub(super) fn stands_in(&self, speaker: &Speaker) -> bool {
        let paragraph = self.paragraphs.at(speaker.range.start());
        self.paragraphs.tokens(paragraph).is_some_and(|tokens| {
            let at = tokens.at(speaker.range.start().saturating_sub(self.paragraphs.start(paragraph)));
            let is_alone = tokens.range(at).is_some_and(|range| range.len() == speaker.range.len());
            let (word, speech) = (tokens.word(at).unwrap_or_default(), &self.language.speech);
            is_alone && (speech.pronoun(word).is_some() || speech.possessives.contains(&word))
        })
    }

    /// The cues of a sentence, found once for all its quotations.
    fn cues(&self, paragraph: usize, sentence: usize, clause: Clause<'_, '_>) -> Rc<[Cue]> {
        let mut kept = self.cues.borrow_mut();
        if let Some((_, cues)) = kept.as_ref().filter(|(place, _)| *place == (paragraph, sentence)) {
            return Rc::clone(cues);
        }
        let found: Rc<[Cue]> = cues(clause).into();
        *kept = Some(((paragraph, sentence), Rc::clone(&found)));
        found
    }

    /// Who says a quotation that has no cue in its sentence: who is named after it, or who spoke before.
    pub(super) fn around(&self, spoken: Spoken) -> Option<Speaker> {
        self.retold(spoken)
            .or_else(|| self.continued(spoken))
            .or_else(|| self.announced(spoken))
            .or_else(|| self.subject(spoken))
    }

    /// "These were the words of …" in the next sentence.
    fn retold(&self, spoken: Spoken) -> Option<Speaker> {
        let clause = self.clause(spoken.paragraph, spoken.sentence + 1)?;
        let words = clause.speech().retold.iter().find(|words| clause.starts_with(0, words))?;
        let phrase = clause.phrase_from(words.len())?;
        let why = format!("“{}” after the quote", words.join(" "));
        Some(self.speaker(spoken.paragraph, clause, Found { phrase, confidence: 0.95, why }))
    }

    /// The speaker before goes on.
    fn continued(&self, spoken: Spoken) -> Option<Speaker> {
        let (paragraph, last) = self.turns.last.as_ref()?;
        let same = *paragraph == spoken.paragraph;
        let next = *paragraph + 1 == spoken.paragraph && spoken.sentence == 0 && spoken.unit == 0;
        if !(same && (spoken.is_whole || spoken.n_words >= 4) || next && spoken.is_whole) {
            return None;
        }
        let above = self.paragraph(*paragraph).and_then(|above| above.quotes.last());
        let is_open = above.is_some_and(is_unclosed);
        // Where the end of a quotation is lost, so is who said it.
        if !same && !is_open && self.is_lost(spoken.paragraph) {
            return None;
        }
        let (share, why) = match (same, is_open) {
            (true, _) => (0.9, "goes on in the same paragraph"),
            (false, true) => (0.98, "goes on from the paragraph before, which does not close"),
            (false, false) => (0.7, "goes on from the paragraph before"),
        };
        Some(Speaker { confidence: rounded(last.confidence * share), why: why.to_owned(), ..last.clone() })
    }

    /// Whether the first quotation of a paragraph is never closed and does not go on in the next one either.
    fn is_lost(&self, paragraph: usize) -> bool {
        let first = self.paragraph(paragraph).and_then(|paragraph| paragraph.quotes.first());
        first.is_some_and(is_unclosed) && !self.goes_on_below(paragraph, 0)
    }

    /// Whether a quotation that is not closed goes on in the next paragraph, which opens it anew.
    pub(super) fn goes_on_below(&self, paragraph: usize, quote: usize) -> bool {
        let Some(here) = self.paragraph(paragraph) else { return false };
        let next = self.paragraph(paragraph + 1).and_then(|next| next.sentences.first()?.units.first());
        let opens = next.is_some_and(|unit| matches!(unit.kind, UnitKind::Quote(_)));
        here.quotes.get(quote).is_some_and(is_unclosed) && quote + 1 == here.quotes.len() && opens
    }

    /// Who is named at the end of a quotation that goes on over paragraphs, if that one does.
    pub(super) fn at_end(&mut self, paragraph: usize, quote: usize) -> Option<Speaker> {
        if !self.goes_on_below(paragraph, quote) {
            return None;
        }
        let known = self.turns.ends.as_ref().filter(|(last, _)| *last > paragraph);
        if known.is_none() {
            let last = (paragraph + 1..self.paragraphs.len()).find(|next| !self.goes_on_below(*next, 0))?;
            let speaker = self.spoken(last, 0).and_then(|(_, _, spoken)| self.in_sentence(spoken));
            self.turns.ends = Some((last, speaker));
        }
        let speaker = self.turns.ends.as_ref()?.1.clone()?;
        Some(Speaker { why: "named where the quote ends".to_owned(), ..speaker })
    }

    /// Who is named within a quotation, between dashes: «Es tarde —dijo Ana Ruiz—. Nos vamos.»
    pub(super) fn inserted(&self, paragraph: usize, quote: usize) -> Option<Speaker> {
        let tokens = self.paragraphs.tokens(paragraph)?;
        let range = self.paragraph(paragraph)?.quotes.get(quote)?.range;
        let (first, end) = (tokens.at(range.start()) + 1, tokens.at(range.end()));
        let dash = (first..end).find(|at| tells(tokens, self.language, *at)).filter(|_| self.language.speech.dashes)?;
        let close = (dash + 1..end).take(MAX_INSERTED).find(|at| is_dash(tokens, *at)).unwrap_or(end.checked_sub(1)?);
        let sentence = Sentence::of(
            tokens,
            &[],
            TextRange::between(tokens.range(dash + 1)?.start(), tokens.range(close)?.start()),
        );
        let clause = Clause::of(tokens, &sentence, self.language);
        let cue = cues(clause).into_iter().find(|cue| cue.at == 0 && cue.how == How::Verb)?;
        Some(self.speaker(paragraph, clause, found(clause, &cue, 0.9, "within the quote")))
    }

    /// The sentence before tells of the speaker.
    fn announced(&self, spoken: Spoken) -> Option<Speaker> {
        if !spoken.is_whole && spoken.n_words < 4 || spoken.is_whole && spoken.unit > 0 {
            return None;
        }
        let (paragraph, sentence) = match spoken.sentence.checked_sub(1) {
            Some(sentence) => (spoken.paragraph, sentence),
            None if self.is_lost(spoken.paragraph) => return None,
            None => {
                let before = spoken.paragraph.checked_sub(1)?;
                (before, self.paragraph(before)?.sentences.len().checked_sub(1)?)
            }
        };
        let clause = self.clause(paragraph, sentence)?;
        let cue = cues(clause).into_iter().rfind(|cue| cue.how != How::Noun);
        let cue = cue.filter(|cue| spoken.is_whole || cue.says && sentence < spoken.sentence);
        let subject = || clause.first_phrase(clause.units.len()).filter(|_| spoken.is_whole);
        let phrase = cue.map(|cue| cue.subject).or_else(subject)?;
        let confidence = if cue.is_some() { 0.65 } else { 0.5 };
        let why = "named in the sentence before".to_owned();
        Some(self.speaker(paragraph, clause, Found { phrase, confidence, why }))
    }

    /// The subject of the sentence, whose verb is not known to give words.
    fn subject(&self, spoken: Spoken) -> Option<Speaker> {
        if spoken.n_words < SUBJECT_WORDS && !spoken.is_whole {
            return None;
        }
        let clause = self.clause(spoken.paragraph, spoken.sentence)?;
        let phrase = clause.first_phrase(spoken.unit)?;
        let is_known = clause.is_somebody(phrase) && clause.pronoun(phrase.first) != Some(Pronoun::Other);
        // "He is the “…” man": what somebody is, nobody said.
        let is_told =
            clause.speech().passive.contains(&clause.word(phrase.last + 1)) || clause.word(phrase.last).contains('\'');
        let why = "subject of the sentence".to_owned();
        let found = Found { phrase, confidence: 0.55, why };
        (is_known && !is_told).then(|| self.speaker(spoken.paragraph, clause, found))
    }

    pub(super) fn paragraph(&self, index: usize) -> Option<&'p Paragraph> {
        self.paragraphs.get(index)
    }

    pub(super) fn clause(&self, paragraph: usize, sentence: usize) -> Option<Clause<'p, 't>> {
        let sentence = self.paragraph(paragraph)?.sentences.get(sentence)?;
        Some(Clause::of(self.paragraphs.tokens(paragraph)?, sentence, self.language))
    }

    fn speaker(&self, paragraph: usize, clause: Clause<'_, '_>, found: Found) -> Speaker {
        let tokens = clause.units.get(found.phrase.first).zip(clause.units.get(found.phrase.last));
        let tokens = tokens.map_or((0, 0), |(first, last)| (first.first, last.last));
        let start = self.paragraphs.start(paragraph);
        let range = clause.tokens.span(tokens.0, tokens.1).unwrap_or(TextRange::empty(0));
        let name = self.name(paragraph, clause, found.phrase, tokens);
        Speaker { range: range.shifted(start), name, confidence: rounded(found.confidence), why: found.why }
    }
}

/// Whether the closing mark of a quotation is missing.
fn is_unclosed(quote: &Quotation) -> bool {
    matches!(quote.oddity, Some(Oddity::NeverClosed(_)))
}

/// A confidence as it is shown.
pub(super) fn rounded(confidence: f32) -> f32 {
    (confidence * 100.0).round() / 100.0
}

/// The cue that tells who says a quotation.
fn governing(clause: Clause<'_, '_>, cues: &[Cue], spoken: Spoken) -> Option<Found> {
    let quote = spoken.unit;
    right_after(clause, cues, spoken).or_else(|| before(clause, cues, quote)).or_else(|| later(clause, cues, quote))
}

/// "…," said Piquer.
fn right_after(clause: Clause<'_, '_>, cues: &[Cue], spoken: Spoken) -> Option<Found> {
    let quote = spoken.unit;
    let is_between =
        |at: usize| clause.is_comma(at) || clause.is_helper(at) || clause.speech().as_words.contains(&clause.word(at));
    let after = (quote + 1..clause.units.len()).find(|at| !is_between(*at))?;
    // "When somebody shouted, “…,” she replied": who stands right before it with a comma said it.
    let is_led = quote > 0 && matches!(clause.sign(quote - 1), Some(',' | ':'));
    let start = cues.partition_point(|cue| cue.at <= quote);
    if is_led && start > 0 && cues.get(start - 1).is_some_and(|cue| cue.says && cue.at + 2 == quote) {
        return None;
    }
    let cue = cues.get(start..)?.iter().take(MAX_CUES).find(|cue| {
        let tells = matches!(cue.how, How::Verb | How::According);
        tells && (cue.first == after || cue.at == after) && cue.first > quote
    })?;
    let goes_on = spoken.goes_on || clause.is_comma(quote + 1);
    let led = cues.iter().take(start).any(|cue| cue.how != How::Noun);
    let confidence = match (goes_on, led) {
        (true, _) => 0.97,
        (false, false) => 0.85,
        (false, true) => return None,
    };
    Some(found(clause, cue, confidence, "after the quote"))
}

/// Piquer said: "…"
fn before(clause: Clause<'_, '_>, cues: &[Cue], quote: usize) -> Option<Found> {
    let earlier = cues.get(..cues.partition_point(|cue| cue.at < quote)).unwrap_or_default();
    let is_placed = |cue: &&Cue| cue.subject.first < quote || matches!(cue.how, How::Passive | How::Shared);
    let mut earlier = earlier.iter().rev().filter(is_placed).take(MAX_CUES);
    let last = earlier.next()?;
    // What is thought or claimed within somebody's words is theirs: "she said she feels".
    let outer = match last {
        Cue { how: How::Noun, .. } => earlier.find(|cue| cue.how != How::Noun),
        // But what she said Ruiz called it, Ruiz called it; what she said she called it may be either's.
        Cue { names: true, how: How::Verb, .. } if !clause.is_person_pronoun(last.subject) => None,
        Cue { says: false, .. } => earlier.find(|cue| cue.says),
        _ => None,
    };
    let cue = outer.unwrap_or(last);
    if !cue.says && !clause.is_somebody(cue.subject) {
        return None;
    }
    let between = quote - cue.at.max(cue.last.min(quote));
    let parted = (cue.at.max(quote.saturating_sub(2 * FAR))..quote).any(|at| clause.sign(at) == Some(';'));
    let confidence: f32 = match between {
        _ if parted => 0.5,
        _ if between <= NEAR => 0.95,
        _ if between <= FAR => 0.85,
        _ => 0.7,
    };
    let confidence = match cue.how {
        How::Shared => confidence - 0.1,
        How::Noun => confidence - 0.15,
        _ => confidence,
    };
    Some(found(clause, cue, confidence, "before the quote"))
}

/// The plan was "…" for all, Piquer said.
fn later(clause: Clause<'_, '_>, cues: &[Cue], quote: usize) -> Option<Found> {
    let first = cues.partition_point(|cue| cue.at <= quote);
    let cue = cues.get(first..)?.iter().take(MAX_CUES).find(|cue| {
        let apart = cue.first > quote + 1 && clause.is_comma(cue.first - 1);
        cue.first > quote && (cue.how == How::According || cue.how == How::Verb && cue.says && apart)
    })?;
    Some(found(clause, cue, 0.8, "later in the sentence"))
}

/// Piquer: "…"
fn introduced(clause: Clause<'_, '_>, quote: usize) -> Option<Found> {
    let colon = quote.checked_sub(1).filter(|at| clause.sign(*at) == Some(':'))?;
    let last = colon.checked_sub(1)?;
    let start = (0..=last).rev().take_while(|at| clause.is_name_word(*at)).last();
    let person = start.map(|first| Phrase { first, last });
    let person = person.filter(|person| person.first.checked_sub(1).is_none_or(|at| !clause.is_preposition(at)));
    let named = person.or_else(|| clause.phrase_ending(last).filter(|_| clause.is_speaker_noun(last)));
    let confidence = if named.is_some() || colon <= INTRODUCTION { 0.75 } else { 0.6 };
    let phrase = named.or_else(|| clause.first_phrase(colon))?;
    Some(Found { phrase, confidence, why: "named before the colon".to_owned() })
}

fn found(clause: Clause<'_, '_>, cue: &Cue, confidence: f32, place: &str) -> Found {
    let ends = clause.units.get(cue.at).zip(clause.units.get(cue.end));
    let range = ends.and_then(|(first, last)| clause.tokens.span(first.first, last.last));
    let words = range.and_then(|range| range.within(clause.tokens.text())).unwrap_or_default();
    Found { phrase: cue.subject, confidence, why: format!("“{words}” {place}") }
}
