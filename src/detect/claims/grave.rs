//! What is said to bring something about, and what somebody is accused of.

use crate::reading::{ClaimWords, Tokens, has};

use super::super::article::Article;
use super::phrase::Phrases;
use super::{ClaimClass, Found};

/// One claim for each clause with such a word; words in quote marks are left to the quote.
pub(super) fn find(article: &Article<'_>, tokens: &Tokens<'_>) -> Vec<Found> {
    let words = &article.language.claims;
    let phrases = Phrases::of(article.language, tokens);
    let mut found: Vec<Found> = Vec::new();
    for at in 0..tokens.len() {
        let Some((class, why)) = class(words, tokens, at).filter(|_| !phrases.is_quoted(at)) else { continue };
        let is_new = |start: usize| found.last().is_none_or(|last| last.range.end() <= start);
        if tokens.range(at).is_some_and(|range| is_new(range.start()))
            && let Some(range) = phrases.span(phrases.clause(at))
        {
            found.push(Found::new(range, class, why));
        }
    }
    found
}

fn class(words: &ClaimWords, tokens: &Tokens<'_>, at: usize) -> Option<(ClaimClass, String)> {
    let word = tokens.word(at)?;
    let written = tokens.written(at);
    let phrase = words.cause_phrases.iter().filter(|phrase| tokens.starts_with(at, phrase)).max_by_key(|it| it.len());
    if let Some(phrase) = phrase {
        let said = tokens.span(at, at + phrase.len() - 1)?.within(tokens.text())?;
        return Some((ClaimClass::Cause, format!("“{said}”: is it shown that one brought about the other?")));
    }
    if has(words.causes, word) {
        return Some((ClaimClass::Cause, format!("“{written}”: is it shown that one brought about the other?")));
    }
    has(words.grave, word).then(|| (ClaimClass::Accusation, format!("“{written}”: by whose word, and is it safe to print?")))
}
