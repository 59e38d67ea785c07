//! Two wordings side by side: which words go, and which come.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::common_subsequence;

/// What becomes of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays.
    Kept,
    /// It is taken out.
    Removed,
    /// It is put in.
    Added,
}

/// Beyond so many pairs of words all of one text is taken out and all of the other put in.
const MAX_PAIRS: usize = 250_000;

/// The pieces of `from` and `to` in reading order, what is taken out before what is put in for it.
pub fn word_diff(from: &str, to: &str) -> Vec<(Fate, String)> {
    let from: Vec<&str> = from.split_word_bounds().collect();
    let to: Vec<&str> = to.split_word_bounds().collect();
    joined(&steps(&from, &to))
}

/// The same as they are shown: with a space between what goes and what comes for it.
pub fn set_apart(diff: &[(Fate, String)]) -> impl Iterator<Item = (Fate, &str)> {
    let mut before = None;
    diff.iter().flat_map(move |(fate, text)| {
        let joins = before.replace(*fate) == Some(Fate::Removed) && *fate == Fate::Added;
        joins.then_some((Fate::Kept, " ")).into_iter().chain([(*fate, text.as_str())])
    })
}

/// The words in reading order, with what becomes of each.
fn steps<'t>(from: &[&'t str], to: &[&'t str]) -> Vec<(Fate, &'t str)> {
    let kept = common_subsequence(from, to, MAX_PAIRS).unwrap_or_default();
    let mut steps = Vec::with_capacity(from.len() + to.len());
    let (mut i, mut j) = (0, 0);
    for (next_i, next_j) in kept.into_iter().chain([(from.len(), to.len())]) {
        steps.extend(from.get(i..next_i).unwrap_or_default().iter().map(|word| (Fate::Removed, *word)));
        steps.extend(to.get(j..next_j).unwrap_or_default().iter().map(|word| (Fate::Added, *word)));
        steps.extend(from.get(next_i).map(|word| (Fate::Kept, *word)));
        (i, j) = (next_i + 1, next_j + 1);
    }
    steps
}

/// Words of one fate as one piece. A space between two changed words belongs to the change: it reads better.
fn joined(steps: &[(Fate, &str)]) -> Vec<(Fate, String)> {
    let mut pieces: Vec<(Fate, String)> = Vec::new();
    let (mut removed, mut added, mut space) = (String::new(), String::new(), String::new());
    let mut flush = |removed: &mut String, added: &mut String, kept: &str| {
        let kept = format!("{}{kept}", take_common_space(removed, added));
        let parts = [(Fate::Removed, std::mem::take(removed)), (Fate::Added, std::mem::take(added))];
        pieces.extend(parts.into_iter().filter(|(_, text)| !text.is_empty()));
        match pieces.last_mut() {
            Some((Fate::Kept, text)) => text.push_str(&kept),
            _ if kept.is_empty() => {}
            _ => pieces.push((Fate::Kept, kept)),
        }
    };
    for (fate, word) in steps {
        let is_changing = !removed.is_empty() || !added.is_empty();
        if *fate == Fate::Kept {
            if is_changing && word.trim().is_empty() {
                space.push_str(word);
            } else {
                space.push_str(word);
                flush(&mut removed, &mut added, &std::mem::take(&mut space));
            }
            continue;
        }
        removed.push_str(&space);
        added.push_str(&space);
        space.clear();
        match fate {
            Fate::Removed => removed.push_str(word),
            Fate::Added => added.push_str(word),
            Fate::Kept => {}
        }
    }
    flush(&mut removed, &mut added, &space);
    pieces
}

/// Takes away the white space with which both end: it stays.
fn take_common_space(removed: &mut String, added: &mut String) -> String {
    let space = |text: &str| text.get(text.trim_end().len()..).unwrap_or_default().to_owned();
    let common = space(removed);
    if common.is_empty() || common != space(added) {
        return String::new();
    }
    removed.truncate(removed.len() - common.len());
    added.truncate(added.len() - common.len());
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_which_words_go_and_which_come() {
        check("over 80,000 people", "at least 85,000 people", "[-over 80,000-]{+at least 85,000+} people");
        check("the highest rate", "the second highest rate", "the {+second +}highest rate");
        check("all of them", "all", "all[- of them-]");
        check("same", "same", "same");
        check("“gangs”", "", "[-“gangs”-]");
        check("", "new", "{+new+}");
    }

    #[test]
    fn what_goes_and_what_comes_are_set_apart() {
        let diff = word_diff("over 80,000 people", "at least 85,000 people");
        let shown: String = set_apart(&diff).map(|(_, text)| text).collect();
        assert_eq!(shown, "over 80,000 at least 85,000 people");
        let diff = word_diff("the highest rate", "the second highest rate");
        assert_eq!(set_apart(&diff).map(|(_, text)| text).collect::<String>(), "the second highest rate");
    }

    fn check(from: &str, to: &str, expected: &str) {
        let shown = |(fate, text): &(Fate, String)| match fate {
            Fate::Kept => text.clone(),
            Fate::Removed => format!("[-{text}-]"),
            Fate::Added => format!("{{+{text}+}}"),
        };
        assert_eq!(word_diff(from, to).iter().map(shown).collect::<String>(), expected);
    }
}
