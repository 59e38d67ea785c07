//! Two names: equal, one with less, spelled otherwise, or in conflict.

use crate::reading::Language;
use crate::text::{Folded, is_slip};

/// How two names of one person, body or place differ, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameVerdict {
    /// They are written alike.
    Equal,
    /// One has a title or a first name that the other leaves out.
    Compatible,
    /// They are written in two ways, by accents or as by a slip.
    Spelling,
    /// The same title and last name with another first name.
    Conflict,
}

impl NameVerdict {
    /// The words for it: "spelling variants".
    pub fn label(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Compatible => "compatible",
            Self::Spelling => "spelling variants",
            Self::Conflict => "conflict",
        }
    }
}

/// How two names differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameComparison {
    /// In a word.
    pub verdict: NameVerdict,
    /// In a sentence.
    pub reason: String,
}

/// A last name alone is taken for a slip of another only if it is as long; beside the same first name a shorter one is.
const MIN_CLOSE_ALONE: usize = 6;
const MIN_CLOSE: usize = 3;

/// Compares two names with or without titles. `None` if they are names of two.
pub fn compare_names(first: &str, second: &str) -> Option<NameComparison> {
    let (a, b) = (Words::of(first), Words::of(second));
    let compared = |verdict, reason: &str| {
        let reason = format!("“{}” against “{}”: {reason}", first.trim(), second.trim());
        Some(NameComparison { verdict, reason })
    };
    let (last, other_last) = (a.name.last()?, b.name.last()?);
    let is_alike = |a: &Word, b: &Word| a.folded == b.folded || is_initial(a, b) || is_initial(b, a);
    let (given, other_given) = (a.given(), b.given());
    let (short, long) = if given.len() <= other_given.len() { (given, other_given) } else { (other_given, given) };
    let are_alike = is_within(short, long, is_alike);
    if last.folded == other_last.folded {
        let accented = |a: &Word, b: &Word| a.folded == b.folded && a.plain != b.plain;
        let pairs = || given.iter().zip(other_given);
        let is_spelled_otherwise =
            accented(last, other_last) || given.len() == other_given.len() && pairs().any(|(a, b)| accented(a, b));
        let n_slips = pairs().filter(|(a, b)| !is_alike(a, b)).count();
        let is_one_slip = given.len() == other_given.len()
            && n_slips == 1
            && pairs().all(|(a, b)| is_alike(a, b) || is_close(a, b, MIN_CLOSE));
        return match () {
            () if are_alike && is_spelled_otherwise => {
                compared(NameVerdict::Spelling, "the same name with other accents")
            }
            () if are_alike && given.len() == other_given.len() && a.title == b.title => {
                let is_short = pairs().any(|(a, b)| a.folded != b.folded);
                let verdict = if is_short { NameVerdict::Compatible } else { NameVerdict::Equal };
                compared(verdict, if is_short { "one has the first letter alone" } else { "the same name" })
            }
            () if are_alike => compared(NameVerdict::Compatible, "the same name, fuller in one of them"),
            () if is_one_slip => compared(NameVerdict::Spelling, "one letter apart"),
            () if !a.title.is_empty() && a.title == b.title => {
                compared(NameVerdict::Conflict, "the same last name, other first names")
            }
            () => None,
        };
    }
    let min_len = if given.is_empty() || other_given.is_empty() { MIN_CLOSE_ALONE } else { MIN_CLOSE };
    let is_slip = are_alike && is_close(last, other_last, min_len);
    is_slip.then(|| compared(NameVerdict::Spelling, "one letter apart")).flatten()
}

/// A word of a name.
struct Word {
    /// Without case, accents and the shapes of apostrophes.
    folded: String,
    /// Without case alone.
    plain: String,
}

/// The words of a name.
struct Words {
    /// What stands before it, folded.
    title: String,
    name: Vec<Word>,
}

impl Words {
    fn of(name: &str) -> Self {
        let word = |word: &str| {
            let plain = |c| match c {
                '’' | '‘' | 'ʼ' => '\'',
                '‐' | '‑' => '-',
                c => c,
            };
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
            let lower: String = word.to_lowercase().chars().map(plain).collect();
            Word { folded: Folded::of(word).text().to_owned(), plain: lower }
        };
        let mut words: Vec<Word> = name.split_whitespace().map(word).filter(|word| !word.folded.is_empty()).collect();
        let is_title = |word: &Word| {
            Language::ALL.iter().any(|language| language.names.titles.binary_search(&word.folded.as_str()).is_ok())
        };
        // The last word is the name, whatever else it is.
        let end = words.len().saturating_sub(1);
        let start = words.iter().take(end).rposition(is_title).map_or(0, |at| at + 1);
        let name = words.split_off(start);
        let title = words.into_iter().map(|word| word.folded).collect::<Vec<_>>().join(" ");
        Self { title, name }
    }

    /// The words before the last.
    fn given(&self) -> &[Word] {
        self.name.split_last().map_or(&[], |(_, given)| given)
    }
}

/// Whether a word is the first letter of another: “J.” of “John”.
fn is_initial(short: &Word, long: &Word) -> bool {
    short.folded.chars().count() == 1 && long.folded.starts_with(short.folded.as_str())
}

/// Whether some words stand among others in their order.
fn is_within(short: &[Word], long: &[Word], is_alike: impl Fn(&Word, &Word) -> bool) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| is_alike(word, other)))
}

fn is_close(a: &Word, b: &Word, min_len: usize) -> bool {
    let is_long = |word: &Word| word.folded.chars().count() >= min_len;
    is_long(a) && is_long(b) && is_slip(&a.folded, &b.folded)
}
