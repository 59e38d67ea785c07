//! Words that are the same but for how they are set: quotation marks, dashes, dots and spaces of another shape.

use super::TextRange;
use super::fold::{is_unseen, plain_mark};

/// Whether two texts say the same but for typography. Letters, accents, capitals and digits are never folded.
pub fn is_same_but_for_type(a: &str, b: &str) -> bool {
    a == b || plain(a).iter().map(|(_, c)| c).eq(plain(b).iter().map(|(_, c)| c))
}

/// Where words stand in a text for the first time, as whole words, however they are set; as they are written, if they are.
pub fn find_words(text: &str, words: &str) -> Option<TextRange> {
    let exact = text.match_indices(words).map(|(at, _)| TextRange::between(at, at + words.len()));
    exact.filter(|range| !range.is_empty()).find(|range| is_whole(text, *range)).or_else(|| {
        let (text_chars, sought) = (plain(text), plain(words));
        let stands = |at: &usize| {
            let here = text_chars.get(*at..*at + sought.len());
            here.is_some_and(|here| here.iter().map(|(_, c)| c).eq(sought.iter().map(|(_, c)| c)))
        };
        let range = |at: usize| {
            let start = text_chars.get(at).map_or(text.len(), |(offset, _)| *offset);
            let last = text_chars.get(at + sought.len() - 1).map_or(text.len(), |(offset, _)| *offset);
            let length = text.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            TextRange::between(start, last + length)
        };
        let starts = if sought.is_empty() { 0..0 } else { 0..text_chars.len() };
        starts.filter(stands).map(range).find(|range| is_whole(text, *range))
    })
}

/// The characters that are compared, each with where it stands: runs of white space are one space, and none at the ends.
fn plain(text: &str) -> Vec<(usize, char)> {
    let mut plain: Vec<(usize, char)> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices().filter(|(_, c)| !is_unseen(*c)) {
        match plain_mark(c) {
            _ if c.is_whitespace() => {
                if plain.last().is_some_and(|(_, last)| *last != ' ') {
                    plain.push((at, ' '));
                }
            }
            Some(mark) => plain.extend(mark.chars().map(|c| (at, c))),
            None => plain.push((at, c)),
        }
    }
    plain.pop_if(|(_, last)| *last == ' ');
    plain
}

/// Whether a range begins and ends where words do.
fn is_whole(text: &str, range: TextRange) -> bool {
    let parts = |at: usize| {
        let (before, behind) = text.split_at_checked(at)?;
        Some(before.chars().next_back()?.is_alphanumeric() && behind.chars().next()?.is_alphanumeric())
    };
    !parts(range.start()).unwrap_or(false) && !parts(range.end()).unwrap_or(false)
}
