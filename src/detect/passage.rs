//! A paragraph as sentences in which every quotation is one unit, so that what is said in quote marks never stands
//! between a speaker and the verb.

use std::borrow::Cow;

use crate::reading::{Language, Quotation, Tokens, VerbForm, quotations};
use crate::text::{TextRange, sentences};

use super::dialogue::dialogue;

/// How many words after a quotation are looked at to tell whether the sentence goes on: “Why?” Ana Ruiz asked.
const ASKED_REACH: usize = 6;

/// All quote marks.
const MARKS: &str = "\"“”„‟‘’‚‛'«»‹›「」『』";

/// A paragraph with its quotations.
pub(super) struct Paragraph {
    /// Its outermost quotations, in order.
    pub(super) quotes: Vec<Quotation>,
    /// Its sentences, in order.
    pub(super) sentences: Vec<Sentence>,
    /// The sentence and the unit in it that each quotation is.
    places: Vec<Option<(usize, usize)>>,
    /// The quotations within those, in order.
    nested: Vec<Quotation>,
}

/// A sentence outside quote marks, which may be several inside.
#[derive(Default)]
pub(super) struct Sentence {
    /// What it consists of. Asides in brackets and the stops of abbreviations are left out.
    pub(super) units: Vec<Unit>,
}

/// A piece of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// What it is.
    pub(super) kind: UnitKind,
    /// Its first token.
    pub(super) first: usize,
    /// Its last token.
    pub(super) last: usize,
}

/// What a piece of a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    /// A word or a number.
    Word,
    /// Any other character.
    Sign(char),
    /// A quotation, by its index in the paragraph.
    Quote(usize),
}

impl Paragraph {
    /// Reads the paragraph that the tokens are of.
    pub(super) fn of(tokens: &Tokens<'_>, language: &Language) -> Self {
        let text = tokens.text();
        let (mut quotes, nested): (Vec<_>, Vec<_>) =
            quotations(text).into_iter().filter(|quote| quote.depth < 2).partition(|quote| quote.depth == 0);
        if quotes.is_empty() {
            quotes = dialogue(tokens, language);
        }
        let masked = masked(tokens, &quotes, language);
        let sentences: Vec<_> = sentences(&masked).map(|range| Sentence::of(tokens, &quotes, range)).collect();
        let mut places = vec![None; quotes.len()];
        for (index, sentence) in sentences.iter().enumerate() {
            for (at, unit) in sentence.units.iter().enumerate() {
                if let UnitKind::Quote(quote) = unit.kind
                    && let Some(place) = places.get_mut(quote)
                {
                    *place = Some((index, at));
                }
            }
        }
        Self { quotes, sentences, places, nested }
    }

    /// The quotations that lie right within another.
    pub(super) fn nested(&self, range: TextRange) -> &[Quotation] {
        let first = self.nested.partition_point(|quote| quote.range.start() < range.start());
        let rest = self.nested.get(first..).unwrap_or_default();
        let len = rest.iter().take_while(|quote| quote.range.end() <= range.end()).count();
        rest.get(..len).unwrap_or_default()
    }

    /// The sentence and the unit in it that a quotation is.
    pub(super) fn place(&self, quote: usize) -> Option<(usize, usize)> {
        self.places.get(quote).copied().flatten()
    }
}

impl Sentence {
    /// Reads a sentence of the text that the tokens are of, in which these quotations lie.
    pub(super) fn of(tokens: &Tokens<'_>, quotes: &[Quotation], range: TextRange) -> Self {
        let mut units = Vec::new();
        let mut at = tokens.at(range.start());
        let mut next_quote = quotes.partition_point(|quote| quote.range.end() <= range.start());
        while let Some(token) = tokens.get(at).filter(|token| token.range.start() < range.end()) {
            let quote = quotes.get(next_quote).filter(|quote| quote.range.overlaps(token.range));
            if let Some(quote) = quote {
                let last = tokens.at(quote.range.end().saturating_sub(1)).max(at);
                units.push(Unit { kind: UnitKind::Quote(next_quote), first: at, last });
                next_quote += 1;
                at = last + 1;
                continue;
            }
            let is_last = tokens.range(at + 1).is_none_or(|next| next.start() >= range.end());
            match tokens.sign(at) {
                Some('.') if !is_last => {}
                // Between digits and letters it is part of a word: "78-year-old".
                Some('-') if at > 0 && tokens.is_joined(at - 1) && tokens.is_joined(at) => {}
                Some(sign) => units.push(Unit { kind: UnitKind::Sign(sign), first: at, last: at }),
                None => units.push(Unit { kind: UnitKind::Word, first: at, last: at }),
            }
            at += 1;
        }
        Self { units: without_asides(units) }
    }
}

/// The units without what stands in brackets, unless a quotation does.
fn without_asides(units: Vec<Unit>) -> Vec<Unit> {
    let mut kept: Vec<Unit> = Vec::with_capacity(units.len());
    let mut open = None;
    for unit in units {
        match unit.kind {
            UnitKind::Sign('(' | '[') => open = Some(kept.len()),
            UnitKind::Quote(_) => open = None,
            UnitKind::Sign(')' | ']') => {
                if let Some(start) = open.take() {
                    kept.truncate(start);
                    continue;
                }
            }
            _ => {}
        }
        kept.push(unit);
    }
    kept
}

/// The text with the words of all quotations made unreadable, but for what tells where a sentence ends. Offsets stay.
fn masked<'t>(tokens: &Tokens<'t>, quotes: &[Quotation], language: &Language) -> Cow<'t, str> {
    let text = tokens.text();
    if quotes.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    for quote in quotes {
        masked.push_str(text.get(masked.len()..quote.range.start()).unwrap_or_default());
        let words = quote.range.within(text).unwrap_or_default();
        let is_mark = |c: char| MARKS.contains(c);
        let inner = words.trim_start_matches(is_mark);
        let open = words.get(..words.len() - inner.len()).unwrap_or_default();
        let marked = inner;
        let inner = inner.trim_end_matches(is_mark);
        let close = marked.get(inner.len()..).unwrap_or_default();
        masked.push_str(open);
        let capital = inner.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
        let last = inner.trim_end().chars().next_back().filter(|c| matches!(c, '.' | '!' | '?' | ',' | '…'));
        let last = match last {
            Some('.') if inner.len() > 1 => ".",
            Some('!' | '?' | '…') if inner.len() > 1 && !goes_on(tokens, quote.range, language) => "?",
            Some(_) if inner.len() > 1 => ",",
            _ => "",
        };
        let first = if capital && !inner.is_empty() && inner.len() > last.len() { "X" } else { "" };
        masked.push_str(first);
        masked.extend(std::iter::repeat_n('x', inner.len().saturating_sub(first.len() + last.len())));
        masked.push_str(last);
        masked.push_str(close);
    }
    masked.push_str(text.get(masked.len()..).unwrap_or_default());
    Cow::Owned(masked)
}

/// Whether a verb of speech follows so soon after a question that it belongs to it.
fn goes_on(tokens: &Tokens<'_>, quote: TextRange, language: &Language) -> bool {
    let before = tokens.at(quote.start()).checked_sub(1).and_then(|at| tokens.sign(at));
    if matches!(before, Some(',' | ':')) {
        return false;
    }
    let first = tokens.at(quote.end());
    let goes_on = |at: &usize| tokens.word(*at).is_some() || tokens.sign(*at) == Some('.') && tokens.is_joined(at - 1);
    let words = (first..first + ASKED_REACH).take_while(goes_on);
    let mut verbs = words.filter_map(|at| Some((at, language.speech.verb(tokens.word(at)?)?)));
    verbs.any(|(at, verb)| verb.says && verb.form != VerbForm::Base && !tokens.is_capital(at))
}
