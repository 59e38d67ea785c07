//! Which of many names are meant by a few typed letters.

use crate::text::Folded;

/// `text` in the form in which it is compared.
pub(super) fn folded(text: &str) -> String {
    Folded::of(text).text().trim().to_owned()
}

/// How well a folded name fits what was typed, less is better; `None` if it does not.
///
/// First come names that begin with what was typed, then those with a word that does, then those that hold all typed
/// words, and last those that hold the typed letters in their order.
pub(super) fn fit(name: &str, typed: &str) -> Option<usize> {
    if typed.is_empty() || name.starts_with(typed) {
        return Some(0);
    }
    let begins_word = |word: &str| name.starts_with(word) || name.contains(&format!(" {word}"));
    if typed.split(' ').all(begins_word) {
        return Some(1);
    }
    if typed.split(' ').all(|word| name.contains(word)) {
        return Some(2);
    }
    let mut letters = name.chars();
    let in_order = typed.chars().filter(|c| *c != ' ').all(|c| letters.any(|other| other == c));
    in_order.then_some(3)
}

/// The indexes of the names that fit, the best first, else in their order.
pub(super) fn fitting<'a>(names: impl Iterator<Item = &'a str>, typed: &str) -> Vec<usize> {
    let typed = folded(typed);
    let mut found: Vec<(usize, usize)> =
        names.enumerate().filter_map(|(idx, name)| Some((fit(name, &typed)?, idx))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, idx)| idx).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_fit_comes_first() {
        let check = |typed: &str, expected: &[usize]| {
            let names = ["mark as claim", "set outcome...", "claim of all", "search everything..."].map(folded);
            assert_eq!(fitting(names.iter().map(String::as_str), typed), expected, "{typed}");
        };
        check("", &[0, 1, 2, 3]);
        check("claim", &[2, 0]);
        check("Outcome set", &[1]);
        check("srch", &[3]);
        check("xyz", &[]);
    }
}
