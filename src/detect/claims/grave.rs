//! What is said to bring something about, and what somebody is accused of.

use crate::reading::{ClaimWords, NameKind, Tokens, has};

use super::super::article::Article;
use super::phrase::Phrases;
use super::{ClaimClass, Found, places};

/// One claim for each clause with a word of cause, and one for each sentence that names somebody beside a grave word: who
/// is named by nobody is accused of nothing. Words in quote marks are left to the quote.
pub(super) fn find(article: &Article<'_>, paragraph: usize, phrases: &Phrases<'_>) -> Vec<Found> {
    if article.is_heading(paragraph) {
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
            if accused == Some(sentence) || !names_somebody(article, paragraph, sentence) {
                continue;
            }
            accused = Some(sentence);
        }
        found.extend(phrases.span(phrases.clause(at)).filter(|_| !is_known).map(|range| Found::new(range, class, why)));
    }
    found
}

/// Whether a person or a body is named in a sentence; a country is none.
fn names_somebody(article: &Article<'_>, paragraph: usize, (first, last): (usize, usize)) -> bool {
    let Some(tokens) = article.paragraphs.get(paragraph) else { return false };
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
