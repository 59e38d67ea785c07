//! Speech that a dash opens instead of quote marks: —No sé nada —dijo Ana Ruiz—. Nos vamos.

use crate::reading::{Language, Quotation, Tokens, VerbForm};
use crate::text::TextRange;

/// What is said in a paragraph that a dash opens, if words between dashes tell that somebody speaks. A dash alone may
/// open an item of a list.
pub(super) fn dialogue(tokens: &Tokens<'_>, language: &Language) -> Vec<Quotation> {
    if !language.speech.dashes || !is_dash(tokens, 0) || !tokens.is_joined(0) {
        return Vec::new();
    }
    let mut spoken = Vec::new();
    let mut first = 0;
    while let Some(dash) = (first + 1..tokens.len()).find(|at| tells(tokens, language, *at)) {
        push(tokens, first, dash, &mut spoken);
        let close = (dash + 1..tokens.len()).find(|at| is_dash(tokens, *at));
        let Some(close) = close else { return spoken };
        let is_stop = |at: &usize| tokens.sign(*at).is_none_or(|sign| !".,;:".contains(sign));
        first = (close + 1..tokens.len()).find(is_stop).unwrap_or(tokens.len());
    }
    if !spoken.is_empty() {
        push(tokens, first, tokens.len(), &mut spoken);
    }
    spoken
}

/// Whether a dash stands there.
pub(super) fn is_dash(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.sign(at), Some('—' | '–' | '―'))
}

/// Whether a dash stands there that a verb of speech follows: "—dijo".
pub(super) fn tells(tokens: &Tokens<'_>, language: &Language, dash: usize) -> bool {
    let verb = || tokens.word(dash + 1).and_then(|word| language.speech.verb(word));
    is_dash(tokens, dash)
        && !tokens.is_capital(dash + 1)
        && verb().is_some_and(|verb| verb.says && verb.form != VerbForm::Base)
}

fn push(tokens: &Tokens<'_>, first: usize, end: usize, spoken: &mut Vec<Quotation>) {
    let range = end.checked_sub(1).filter(|last| *last >= first).and_then(|last| tokens.span(first, last));
    spoken.extend(range.map(|range: TextRange| Quotation { range, depth: 0, oddity: None }));
}
