//! What is said to bring something about, and what somebody is accused of.

use crate::reading::{ClaimWords, NameKind, Tokens, has};

use super::super::article::Article;
use super::phrase::Phrases;
use super::{ClaimClass, Found, places};

/// How many words lead into a sentence at most.
const MAX_LEAD: usize = 25;

/// One claim for each clause with a word of cause, and one for each sentence that names somebody beside a grave word: who
/// is named by nobody is accused of nothing. Words in quote marks are left to the quote.
pub(super) fn find(article: &Article<'_>, paragraph: usize, phrases: &Phrases<'_>) -> Vec<Found> {
    if article.is_heading(paragraph, phrases.tokens) {
        return Vec::new();
    }
    let tokens = phrases.tokens;
    let mut found: Vec<Found> = Vec::new();
    let mut accused = None;
    for at in 0..tokens.len() {
        let class = class(&article.language.claims, tokens, at).filter(|_| !phrases.is_quoted(at));
        let (Some((class, why)), Some(range)) = (class, tokens.range(at)) else { continue };
        let is_known = found.last().is_some_and(|last| last.range.end() > range.start());
        if class == ClaimClass::Accusation {
            let sentence = phrases.sentence(at);
            if accused == Some(sentence) || !names_somebody(article, paragraph, tokens, sentence) {
                continue;
            }
            accused = Some(sentence);
        }
        let clause = if class == ClaimClass::Cause { with_effect(phrases, at) } else { phrases.clause(at) };
        found.extend(phrases.span(clause).filter(|_| !is_known).map(|range| Found::new(range, class, why)));
    }
    found
}

/// The clause of a word of cause; where it begins the sentence, with what came of it behind the comma: "Because of the
/// law, rents fell".
fn with_effect(phrases: &Phrases<'_>, at: usize) -> (usize, usize) {
    let clause = phrases.clause(at);
    let (first, last) = phrases.sentence(at);
    let comma =
        (at..last).take(MAX_LEAD).find(|comma| phrases.tokens.sign(*comma) == Some(',')).filter(|_| at == first);
    comma.map_or(clause, |comma| (first, phrases.clause(comma + 1).1))
}

/// Whether a person or a body is named in a sentence; a country is none.
fn names_somebody(article: &Article<'_>, paragraph: usize, tokens: &Tokens<'_>, (first, last): (usize, usize)) -> bool {
    let mut names = article.names.within(paragraph, first, last).iter();
    names.any(|name| name.kind != NameKind::Other && !places::is_place(article, tokens, name))
}

fn class(words: &ClaimWords, tokens: &Tokens<'_>, at: usize) -> Option<(ClaimClass, String)> {
    let word = tokens.word(at)?;
    let written = tokens.written(at);
    let len = tokens.longest_of(at, words.cause_phrases);
    if len > 0 {
        let said = tokens.span(at, at + len - 1)?.within(tokens.text())?;
        return Some((ClaimClass::Cause, format!("“{said}”: is it shown that one brought about the other?")));
    }
    if has(words.causes, word) {
        return Some((ClaimClass::Cause, format!("“{written}”: is it shown that one brought about the other?")));
    }
    has(words.grave, word)
        .then(|| (ClaimClass::Accusation, format!("“{written}”: by whose word, and is it safe to print?")))
}
