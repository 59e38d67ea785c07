//! A change of some words, carried over to other words that state the same.

use crate::reading::{Language, Quantity, Tokens, quantities};
use crate::text::{Folded, TextRange};

/// What `words` become when the change from `from` to `to` is made in them too, `None` where that is not clear.
///
/// Where the change replaces a number, the same number is replaced: "over 80,000 Salvadorans" that become "at least 85,000
/// Salvadorans" make "at least 85,000 people" of "the 80,000 people".
pub(super) fn carried(from: &str, to: &str, words: &str) -> Option<String> {
    if Folded::of(from).text() == Folded::of(words).text() {
        return Some(like_first_letter(words, to));
    }
    let changed = number_changed(from, to, words).or_else(|| words_changed(from, to, words))?;
    Some(like_first_letter(words, &changed))
}

/// What becomes of the number that both have, if the change leaves all around it as it is.
fn number_changed(from: &str, to: &str, words: &str) -> Option<String> {
    let (own, other) = (numbers(from), numbers(words));
    let same = |a: &Quantity, b: &Quantity| a.is_same_number(b) || a.amount == b.amount && a.counts_like(b);
    let mut pairs = own.iter().flat_map(|a| other.iter().filter(move |b| same(a, b)).map(move |b| (a, b)));
    let (a, b) = pairs.next()?;
    if pairs.next().is_some() {
        return None;
    }
    let (before, after) = around(from, core(a))?;
    let (start, rest) = around(words, core(b))?;
    let new = match to.strip_prefix(before).and_then(|new| new.strip_suffix(after)) {
        Some(new) => format!("{new}{rest}"),
        None => format!("{}{rest}", whole_number(from).and_then(|_| whole_number(to))?),
    };
    let is_bounded = new.starts_with(char::is_alphabetic);
    let start = if is_bounded { without_article(start) } else { start };
    Some(format!("{start}{new}")).filter(|changed| changed != words && !new.trim().is_empty())
}

/// The number that a text is, with what bounds it, if it is nothing but a number with what it counts.
fn whole_number(text: &str) -> Option<&str> {
    let found = numbers(text);
    let [only] = found.as_slice() else { return None };
    let is_all = only.range == TextRange::of(text).trimmed(text);
    core(only).within(text).filter(|_| is_all)
}

/// The number with what bounds it, without its unit.
fn core(quantity: &Quantity) -> TextRange {
    TextRange::between(quantity.range.start(), quantity.number.end().max(quantity.range.start()))
}

fn numbers(text: &str) -> Vec<Quantity> {
    quantities(&Tokens::of(text), Language::of(text))
}

fn around(text: &str, range: TextRange) -> Option<(&str, &str)> {
    Some((text.get(..range.start())?, text.get(range.end()..)?))
}

/// "the" goes before a number that is bounded by words of its own.
fn without_article(before: &str) -> &str {
    let tokens = Tokens::of(before);
    let Some(last) = tokens.len().checked_sub(1) else { return before };
    let is_article = tokens.word(last).is_some_and(|word| Language::of(before).nouns.definite.contains(&word));
    let start = tokens.range(last).filter(|_| is_article).map(TextRange::start);
    start.and_then(|start| before.get(..start)).unwrap_or(before)
}

/// What becomes of the words that the change replaces, if they stand in the other words just once.
fn words_changed(from: &str, to: &str, words: &str) -> Option<String> {
    let (start, end) = common_ends(from, to);
    let gone = from.get(start..from.len() - end)?;
    let new = to.get(start..to.len() - end)?;
    let mut found = words.match_indices(gone).filter(|_| !gone.trim().is_empty());
    let (at, _) = found.next().filter(|_| found.next().is_none())?;
    let (before, after) = (words.get(..at)?, words.get(at + gone.len()..)?);
    let is_apart = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
    is_apart.then(|| format!("{before}{new}{after}"))
}

/// How many bytes of whole words two texts have in common at their beginnings and at their ends.
fn common_ends(a: &str, b: &str) -> (usize, usize) {
    let same = |(x, y): &(char, char)| x == y;
    let start: usize = a.chars().zip(b.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let is_edge = |text: &str, at: usize| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
        !(before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric))
    };
    let is_both = |at: &usize| is_edge(a, *at) && is_edge(b, *at);
    let start = (0..=start).rev().filter(|at| a.is_char_boundary(*at)).find(is_both).unwrap_or(0);
    let (rest_a, rest_b) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let end: usize = rest_a.chars().rev().zip(rest_b.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let is_both = |len: &usize| is_edge(a, a.len() - len) && is_edge(b, b.len() - len);
    let end = (0..=end).rev().filter(|len| a.is_char_boundary(a.len() - len)).find(is_both).unwrap_or(0);
    (start, end)
}

/// The text with a capital where the words begin with one.
fn like_first_letter(words: &str, text: &str) -> String {
    let is_capital = words.starts_with(char::is_uppercase);
    let mut chars = text.chars();
    match chars.next().filter(|first| is_capital && first.is_lowercase()) {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &str, to: &str, words: &str, expected: &str) {
        assert_eq!(carried(from, to, words).as_deref().unwrap_or("(not clear)"), expected);
    }

    #[test]
    fn a_number_is_replaced_and_what_it_counts_stays() {
        check("over 80,000 Salvadorans", "at least 85,000 Salvadorans", "the 80,000 people", "at least 85,000 people");
        check("over 80,000", "at least 85,000", "The 80,000 people detained", "At least 85,000 people detained");
        check("over 80,000 Salvadorans", "85,000 Salvadorans", "the 80,000 people", "the 85,000 people");
        check("over 80,000 men", "at least 85,000 people", "the 80,000 men detained", "at least 85,000 men detained");
        check("over 80,000 people", "many people", "the 80,000 detained", "many detained");
        check("1,086 per 100,000", "1,100 per 100,000", "a rate of 1,086 per 100,000", "a rate of 1,100 per 100,000");
        check(
            "some 80,000 were held in 12 jails",
            "some 85,000 were held in 12 jails",
            "80,000 people",
            "some 85,000 people",
        );
    }

    #[test]
    fn the_same_words_are_changed_alike() {
        check("“never again”", "“not again”", "“Never again”", "“not again”");
        check("the largest jail", "the second largest jail", "the largest jail", "the second largest jail");
        check(
            "Samuel Ramirez, the coordinator",
            "Samuel Ramírez, the coordinator",
            "as Ramirez says",
            "as Ramírez says",
        );
    }

    #[test]
    fn what_is_not_clear_is_not_guessed() {
        check("over 80,000 people", "very many", "the 80,000 detained", "(not clear)");
        check("over 80,000 people", "", "the 80,000 detained", "(not clear)");
        check("two of 80,000 and 80,000 more", "two", "80,000 people", "(not clear)");
        check("", "é", "ß", "(not clear)");
    }
}
