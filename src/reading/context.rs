//! What stands around a quantity: what it is about, for when it is said, who is named for it.

use std::cell::OnceCell;

use crate::text::{TextRange, sentences};

use super::UnitClass;
use super::date::DateSpan;
use super::pieces::{PieceKind, Pieces};

/// How far before and after a number its subject is looked for, in pieces.
const REACH: usize = 24;
/// How many words a source or a subject may have.
const MAX_WORDS: usize = 10;

/// The sentences of a text with what is known of each.
pub(super) struct Context<'p, 't> {
    pieces: &'p Pieces<'t>,
    sentences: Vec<Sentence>,
}

struct Sentence {
    range: TextRange,
    source: OnceCell<Option<TextRange>>,
}

impl<'p, 't> Context<'p, 't> {
    pub(super) fn of(pieces: &'p Pieces<'t>) -> Self {
        let ranges = sentences(pieces.text());
        Self { pieces, sentences: ranges.map(|range| Sentence { range, source: OnceCell::new() }).collect() }
    }

    fn sentence(&self, at: usize) -> Option<&Sentence> {
        let start = self.pieces.get(at)?.range.start();
        let index = self.sentences.partition_point(|sentence| sentence.range.end() <= start);
        self.sentences.get(index)
    }

    /// The first and last piece of the sentence around a piece, cut to what is near.
    fn bounds(&self, first: usize, last: usize) -> (usize, usize) {
        let near = (first.saturating_sub(REACH), (last + REACH).min(self.pieces.len().saturating_sub(1)));
        let Some(sentence) = self.sentence(first) else { return near };
        let start = self.pieces.at(sentence.range.start());
        let end = self.pieces.at(sentence.range.end().saturating_sub(1));
        (near.0.max(start), near.1.min(end))
    }

    /// The date in the sentence that stands nearest to the pieces, with the word before it: "as of June 2024".
    /// One that follows another quantity, which ends with the piece `previous`, is that one's.
    pub(super) fn as_of(
        &self,
        dates: &[DateSpan],
        first: usize,
        last: usize,
        previous: Option<usize>,
    ) -> Option<TextRange> {
        let sentence = self.sentence(first)?.range;
        let after = dates.partition_point(|date| date.first < first);
        let is_inside =
            |date: &&DateSpan| !date.qualifies(self.pieces) && sentence.covers(self.pieces.span(date.first, date.last));
        let next = dates.get(after).filter(is_inside);
        let is_taken =
            |date: &&DateSpan| previous.is_some_and(|at| at < date.first && sentence.covers(self.pieces.span(at, at)));
        let before = after.checked_sub(1).and_then(|at| dates.get(at)).filter(is_inside).filter(|date| !is_taken(date));
        let nearest = match (before, next) {
            (Some(before), Some(next)) => {
                if next.first.saturating_sub(last) <= first.saturating_sub(before.last) {
                    next
                } else {
                    before
                }
            }
            (before, next) => before.or(next)?,
        };
        let lead = self.pieces.longest_before(nearest.first, self.pieces.language.dates.leads);
        Some(self.pieces.span(nearest.first - lead, nearest.last))
    }

    /// Who is named as the source in the sentence: after "according to", or before "said".
    pub(super) fn source(&self, at: usize) -> Option<TextRange> {
        let sentence = self.sentence(at)?;
        *sentence.source.get_or_init(|| {
            let first = self.pieces.at(sentence.range.start());
            let last = self.pieces.at(sentence.range.end().saturating_sub(1));
            self.according(first, last).or_else(|| self.reporting(first, last))
        })
    }

    fn according(&self, first: usize, last: usize) -> Option<TextRange> {
        let (p, phrases) = (self.pieces, self.pieces.language.phrases);
        let (at, n) = (first..=last).map(|at| (at, p.longest_at(at, phrases.according))).find(|(_, n)| *n > 0)?;
        let start = at + n;
        let end = (start..=last.min(start + MAX_WORDS)).take_while(|&at| self.is_name_part(at)).last()?;
        // "documentary, photographic and forensic evidence"
        let is_list = end == start && !p.is_capital(start) && p.sign(end + 1) == Some(',');
        let goes_on = |at: &usize| self.is_name_part(*at) || p.sign(*at) == Some(',');
        let end = if is_list { (start..=last.min(start + MAX_WORDS)).take_while(goes_on).last()? } else { end };
        Some(p.span(start, end))
    }

    /// Words, and the signs that stand within a name: "El Salvador's", "S&P".
    fn is_name_part(&self, at: usize) -> bool {
        let p = self.pieces;
        let is_verb = p.language.phrases.reporting.binary_search(&p.word(at)).is_ok() && !p.is_capital(at);
        match p.get(at).map(|piece| piece.kind) {
            Some(PieceKind::Word) => !is_verb,
            Some(PieceKind::Sign) => p.sign(at) == Some('&'),
            _ => false,
        }
    }

    /// The words before a verb of reporting, back to the last sign.
    fn reporting(&self, first: usize, last: usize) -> Option<TextRange> {
        let (p, phrases) = (self.pieces, self.pieces.language.phrases);
        let is_verb = |at: &usize| phrases.reporting.binary_search(&p.word(*at)).is_ok() && !p.is_capital(*at);
        (first..=last).filter(is_verb).find_map(|verb| {
            let end = (first..verb).rev().find(|&at| !phrases.helpers.contains(&p.word(at)))?;
            let words = (first..=end).rev().take_while(|&at| !p.word(at).is_empty());
            let start = words.take(MAX_WORDS + 1).last().filter(|start| end - start < MAX_WORDS)?;
            let is_led = (start..=end)
                .any(|at| p.is_capital(at) && at > first || p.is_capital(at) && !p.language.nouns.is_stop(p.word(at)));
            let is_joined =
                p.language.nouns.is_stop(p.word(start)) && !p.language.nouns.determiners.contains(&p.word(start));
            (is_led && !is_joined).then(|| p.span(start, end))
        })
    }

    /// What a quantity is about: the whole after "of", the noun before "of", or what stands before the verb.
    pub(super) fn subject(&self, first: usize, last: usize, class: Option<UnitClass>) -> Option<TextRange> {
        let (p, nouns) = (self.pieces, self.pieces.language.nouns);
        let (start, end) = self.bounds(first, last);
        if class.is_none_or(|class| class == UnitClass::Share) && nouns.of.contains(&p.word(last + 1)) && last + 1 < end
        {
            return self.phrase(last + 2, end);
        }
        if first > start && nouns.of.contains(&p.word(first - 1)) && first >= start + 2 {
            let word = p.word(first - 2);
            if !word.is_empty() && !nouns.is_stop(word) {
                return self.phrase_before(start, first - 2);
            }
        }
        let phrases = p.language.phrases;
        let verbs = if class == Some(UnitClass::Count) { phrases.tracking } else { phrases.linking };
        let is_share = class.is_none_or(|class| class == UnitClass::Share);
        let is_measure =
            |at: &usize| is_share && !p.word(*at).is_empty() && phrases.measures.binary_search(&p.word(*at)).is_ok();
        if let Some(measure) = (start..first).rev().find(is_measure) {
            return self.phrase_before(start, measure);
        }
        let is_verb = |at: &usize| !p.word(*at).is_empty() && verbs.binary_search(&p.word(*at)).is_ok();
        let verb = (start..first).rev().find(is_verb)?;
        let before = (start..verb).rev().find(|at| {
            phrases.linking.binary_search(&p.word(*at)).is_err() && !phrases.helpers.contains(&p.word(*at))
        })?;
        let is_bound = |at: &usize| p.word(*at).is_empty() || phrases.clauses.binary_search(&p.word(*at)).is_ok();
        let clause = (start..=before).rev().find(is_bound).map_or(start, |at| at + 1);
        self.phrase(clause, before).or_else(|| self.phrase_before(clause, before))
    }

    /// The group of words that begins at a piece.
    fn phrase(&self, start: usize, end: usize) -> Option<TextRange> {
        let (p, nouns) = (self.pieces, self.pieces.language.nouns);
        let lead = (start..=end).take_while(|&at| nouns.determiners.contains(&p.word(at))).count();
        let inner = |at: &usize| {
            let word = p.word(*at);
            !word.is_empty() && (!nouns.is_stop(word) || nouns.of.contains(&word))
        };
        let last = (start + lead..=end).take(MAX_WORDS).take_while(inner).last()?;
        Some(p.span(start, last))
    }

    /// The group of words that ends at a piece.
    fn phrase_before(&self, start: usize, end: usize) -> Option<TextRange> {
        let (p, nouns) = (self.pieces, self.pieces.language.nouns);
        let inner = |at: &usize| {
            let word = p.word(*at);
            !word.is_empty() && (!nouns.is_stop(word) || nouns.of.contains(&word) || nouns.determiners.contains(&word))
        };
        let is_determiner = |at: usize| nouns.determiners.contains(&p.word(at));
        // "the spree that", "the country reportedly"
        let is_tail =
            |at: &usize| is_determiner(*at) || nouns.not_nouns.iter().take(1).any(|end| p.word(*at).ends_with(end));
        let end = (start..=end).rev().find(|at| !is_tail(at))?;
        let words: Vec<usize> = (start..=end).rev().take(MAX_WORDS).take_while(inner).collect();
        let lead = words.iter().position(|&at| is_determiner(at) && !nouns.of.contains(&p.word(at.saturating_sub(1))));
        let first = lead.and_then(|lead| words.get(lead)).or(words.last())?;
        Some(p.span(*first, end))
    }

    /// The first piece of the sentence around a piece.
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        self.sentence(at).map_or(0, |sentence| self.pieces.at(sentence.range.start()))
    }
}
