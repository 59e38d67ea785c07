//! A text divided at word boundaries: by a library, and faster where it is plain.
//!
//! The rules are those of Unicode Standard Annex #29, section 4. Most of a text is letters and digits of ASCII between spaces
//! and stops, where the next two bytes tell all that the rules ask for.

use std::iter;

use unicode_segmentation::UnicodeSegmentation as _;

/// The parts of a text between word boundaries, each with where it begins.
pub(super) fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    iter::from_fn(move || {
        let start = from;
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let part = plain_part(rest).or_else(|| rest.split_word_bounds().next())?;
        from += part.len();
        Some((start, part))
    })
}

/// The first part of a text that begins at a word boundary; `None` if it needs all the rules to tell.
fn plain_part(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let n_alphanumeric = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let after = |n: usize| bytes.get(n).copied();
    let is_part = match (n_alphanumeric, after(n_alphanumeric), after(n_alphanumeric + 1)) {
        // Marks of other scripts change what they follow, and two spaces are one part.
        (0, Some(b' '), next) => next.is_none_or(|next| next.is_ascii() && next != b' '),
        (0, Some(b'\n'), _) => true,
        (0, Some(mark), next) => is_mark(mark) && next.is_none_or(|next| next.is_ascii()),
        (_, None | Some(b' ' | b'\n'), _) => true,
        // What joins two words, as in "it's" or "3.5", joins nothing here.
        (_, Some(mark), next) => is_mark(mark) && next.is_none_or(|next| is_mark(next) || matches!(next, b' ' | b'\n')),
    };
    is_part.then(|| text.get(..n_alphanumeric.max(1))).flatten()
}

/// Whether it is a mark that belongs to no word by itself.
fn is_mark(byte: u8) -> bool {
    byte.is_ascii_punctuation() && byte != b'_'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Letters, digits, marks that join and that do not, spaces, ends of lines, and what changes the sign before it.
        #[test]
        fn a_text_is_divided_as_by_all_the_rules(text in "[ab1 .,:;'\"_\\-\n\r\t\u{301}\u{200D}\u{AD}é中ア\u{5D0}😀🇩\u{A0}]{0,24}") {
            let all: Vec<_> = text.split_word_bound_indices().collect();
            prop_assert_eq!(parts(&text).collect::<Vec<_>>(), all);
        }
    }
}
