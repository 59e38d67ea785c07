//! What stands between two lines of a paragraph: a space, nothing, or a hyphen that only the end of the line asked for.

use std::collections::BTreeSet;

use super::page::PageText;
use super::words::is_ideograph;

/// The words of a document, to tell hyphens that belong to a word from those at the end of a line.
#[derive(Default)]
pub(super) struct Vocabulary(BTreeSet<String>);

/// What stands between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seam {
    /// A space.
    Space,
    /// Nothing.
    Nothing,
    /// Nothing, and the hyphen at the end of the first goes away.
    Join,
}

impl Vocabulary {
    /// The words that stand within the lines, with and without hyphens.
    pub(super) fn of(pages: &[PageText]) -> Self {
        let mut words = BTreeSet::new();
        for line in pages.iter().flat_map(|page| &page.lines) {
            let parts = line.text.split(|char: char| !char.is_alphanumeric() && !is_hyphen(char) && char != '’');
            let n_parts = parts.clone().count();
            // The first and the last word of a line may be parts of one.
            let within = parts.take(n_parts.saturating_sub(1)).skip(1).filter(|part| !part.is_empty());
            words.extend(within.map(str::to_lowercase));
        }
        Self(words)
    }

    /// What stands between a line and the one below it.
    pub(super) fn seam(&self, above: &str, below: &str) -> Seam {
        let (Some(last), Some(next)) = (above.chars().next_back(), below.chars().next()) else { return Seam::Space };
        if is_ideograph(last) && is_ideograph(next) {
            return Seam::Nothing;
        }
        if !is_hyphen(last) {
            // A long dash and a slash that follow a word without a space are not followed by one either.
            let is_closed = above.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
            return if is_closed && matches!(last, '—' | '/') { Seam::Nothing } else { Seam::Space };
        }
        let is_part = |char: &char| char.is_alphanumeric() || is_hyphen(*char) || *char == '’';
        let head: String = above.trim_end_matches(is_hyphen).chars().rev().take_while(is_part).take(60).collect();
        let head: String = head.chars().rev().collect::<String>().to_lowercase();
        let tail: String = below.chars().take_while(is_part).take(60).collect::<String>().to_lowercase();
        let tail = tail.trim_end_matches(is_hyphen);
        if !head.chars().next_back().is_some_and(char::is_alphabetic) || !next.is_alphabetic() {
            return if head.is_empty() || next.is_whitespace() { Seam::Space } else { Seam::Nothing };
        }
        if next.is_lowercase() && self.is_one_word(&head, tail) { Seam::Join } else { Seam::Nothing }
    }

    /// Whether the parts are one word without a hyphen: as it stands elsewhere, or because they are no words alone.
    fn is_one_word(&self, head: &str, tail: &str) -> bool {
        let has = |word: &str| self.0.contains(word);
        if has(&format!("{head}{tail}")) {
            return true;
        }
        let (end, start) = (last_part(head), tail.split(is_hyphen).next().unwrap_or_default());
        let is_hyphenated = has(&format!("{head}-{tail}"));
        !is_hyphenated && end.len() > 1 && !has(end) && !has(start)
    }
}

fn last_part(word: &str) -> &str {
    word.rsplit(is_hyphen).next().unwrap_or_default()
}

/// Whether a sign can be the hyphen at the end of a line.
pub(super) fn is_hyphen(char: char) -> bool {
    matches!(char, '-' | '\u{2010}' | '\u{AD}')
}
