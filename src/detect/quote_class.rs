//! What quote marks are for.

use super::QuoteClass;
use super::speaker::Clause;
use crate::text::TextRange;

/// From how many words on a quotation without a speaker is still somebody's words.
const SPOKEN_WORDS: usize = 6;
/// From how many words on a quotation before a stop may be a sentence.
const WHOLE_WORDS: usize = 4;
/// How many words a quotation with a title has at most.
const TITLE_WORDS: usize = 12;
/// How far before a quotation the word is looked for that tells what it is.
const REACH: usize = 4;

/// How the words in the quote marks look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) n_words: usize,
    /// Whether it begins as a sentence does.
    pub(super) starts_sentence: bool,
    /// The stop or comma it ends with.
    pub(super) end: Option<char>,
    /// Whether all its longer words have capitals.
    pub(super) is_titled: bool,
}

impl Look {
    /// The look of a quotation with its marks.
    pub(super) fn of(text: &str, range: TextRange) -> Self {
        let is_mark = |c: char| "\"“”„‟‘’'«»‹›「」『』".contains(c) || c.is_whitespace();
        let words = range.within(text).unwrap_or_default().trim_matches(is_mark);
        let end = words.chars().next_back().filter(|c| matches!(c, '.' | '!' | '?' | ',' | '…' | '—' | '–' | '-'));
        let plain: Vec<&str> = words.split_whitespace().collect();
        let starts_large = |word: &&str| {
            let first = word.chars().find(|c| c.is_alphanumeric());
            first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
        };
        let long = plain.iter().filter(|word| word.chars().count() > 4);
        Self {
            n_words: plain.len(),
            starts_sentence: plain.first().is_some_and(starts_large) || words.starts_with(['…', '.', '[']),
            end,
            is_titled: plain.first().is_some_and(starts_large)
                && plain.last().is_some_and(starts_large)
                && long.clone().all(starts_large),
        }
    }
}

/// Whether somebody is told to have said the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attributed {
    /// Nobody is.
    No,
    /// Somewhere around.
    Around,
    /// Right beside them.
    Beside,
}

/// What the marks of the quotation at a unit are for.
pub(super) fn class(clause: Clause<'_, '_>, unit: usize, look: Look, speaker: Attributed) -> QuoteClass {
    let is_whole = is_whole(clause, unit, look);
    if let Some(class) = as_word(clause, unit, look, speaker) {
        return class;
    }
    match (is_whole, speaker != Attributed::No) {
        (true, true) => QuoteClass::Direct,
        (true, false)
            if look.n_words >= 4 || clause.units.len() == 1 || look.end.is_some_and(|end| "?!".contains(end)) =>
        {
            QuoteClass::Direct
        }
        (false, true) => QuoteClass::Fragment,
        _ if look.n_words >= SPOKEN_WORDS => QuoteClass::Fragment,
        _ => QuoteClass::Scare,
    }
}

/// Whether the words are whole sentences by their look.
pub(super) fn is_whole(clause: Clause<'_, '_>, unit: usize, look: Look) -> bool {
    let before = unit.checked_sub(1);
    let begins = before.is_none_or(|at| clause.sign(at).is_some() || clause.verb(at).is_some() || clause.is_quote(at));
    // Where the stop of a sentence stands behind the mark, as in Spanish.
    let stops = clause.sign(unit + 1) == Some('.') && look.n_words >= WHOLE_WORDS;
    let ends = look.end.is_some() || clause.is_comma(unit + 1) || stops;
    look.starts_sentence && ends && (begins || look.n_words >= SPOKEN_WORDS)
}

/// Whether the words around speak of the quoted words as a title or a term.
fn as_word(clause: Clause<'_, '_>, unit: usize, look: Look, speaker: Attributed) -> Option<QuoteClass> {
    let speech = clause.speech();
    let near = |list: &[&str]| {
        let start =
            (unit.saturating_sub(REACH)..unit).rev().take_while(|at| clause.sign(*at).is_none_or(|sign| sign == ','));
        start.filter(|at| list.binary_search(&clause.word(*at)).is_ok()).count() > 0
    };
    let right_before = |list: &[&str]| list.binary_search(&clause.word_before(unit)).is_ok();
    let is_link =
        |at: &usize| clause.is_determiner(*at) || clause.is_helper(*at) || speech.as_words.contains(&clause.word(*at));
    let head = (unit.saturating_sub(REACH)..unit).rev().find(|at| !is_link(at));
    let named = head.is_some_and(|at| speech.terms.binary_search(&clause.word(at)).is_ok());
    if look.is_titled && look.n_words <= TITLE_WORDS && look.end.is_none_or(|end| end == ',' || end == '.') {
        let is_beside = speaker == Attributed::Beside;
        let before = unit.checked_sub(1);
        // "On CBS's “Face the Nation,” she said".
        let is_placed = before.is_some_and(|at| clause.word(at).ends_with("'s") || clause.is_preposition(at));
        let stands_apart = !is_beside && (unit > 0 || look.end != Some('.'));
        let is_work = !is_beside && (near(speech.works) || right_before(speech.titled));
        // "In her memoir, “A Life in Ice,” she wrote": the name of the work, whoever speaks next.
        let noun = if before.is_some_and(|at| clause.sign(at) == Some(',')) { unit - 1 } else { unit };
        let is_work = is_work || look.n_words > 1 && speech.works.binary_search(&clause.word_before(noun)).is_ok();
        if is_work || look.n_words > 1 && is_placed && !stands_apart {
            return Some(QuoteClass::Title);
        }
        if look.n_words > 1 && stands_apart {
            let of_work = is_placed && before.is_some_and(|at| clause.word(at).ends_with("'s"));
            return Some(if of_work { QuoteClass::Title } else { QuoteClass::Term });
        }
    }
    let is_short = look.n_words < SPOKEN_WORDS;
    (is_short && named && speaker != Attributed::Beside).then_some(QuoteClass::Term)
}
