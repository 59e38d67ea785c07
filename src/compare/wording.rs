//! Quotes word by word.

use unicode_normalization::UnicodeNormalization as _;

use crate::reading::{Language, Term, TokenKind, Tokens};
use crate::text::{Folded, TextRange, common_subsequence, visible_mark};

/// How two wordings of a quote differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// In a word.
    pub verdict: WordingVerdict,
    /// In a sentence.
    pub reason: String,
    /// The words of the first that the second has not, in the first text.
    pub only_first: Vec<TextRange>,
    /// The words of the second that the first has not, in the second text.
    pub only_second: Vec<TextRange>,
    /// How many words both have that say something by themselves.
    pub n_telling: usize,
}

/// How two wordings differ, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordingVerdict {
    /// Character by character the same.
    Verbatim,
    /// The same but for quote marks, dashes, spaces, accents, capitals or punctuation.
    Typography,
    /// One leaves words out and says so, or is a part of the other, or has words in brackets.
    Trimmed,
    /// Other words in some places.
    Reworded,
    /// Other words altogether.
    Different,
}

impl WordingVerdict {
    /// The words for it: "verbatim but for typography".
    pub fn label(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Typography => "verbatim but for typography",
            Self::Trimmed => "trimmed",
            Self::Reworded => "reworded",
            Self::Different => "different words",
        }
    }
}

/// Compares two wordings. Typography is folded; words, negations and digits never are.
pub fn compare_wording(first: &str, second: &str) -> Wording {
    let inner = (inner(first), inner(second));
    let texts = (inner.0.within(first).unwrap_or_default(), inner.1.within(second).unwrap_or_default());
    let words = (Words::of(first, inner.0), Words::of(second, inner.1));
    let same = |verdict, reason: String| Wording {
        verdict,
        reason,
        only_first: Vec::new(),
        only_second: Vec::new(),
        n_telling: (0..words.0.folded.len()).filter(|at| words.0.tells(*at)).count(),
    };
    if texts.0 == texts.1 {
        return same(WordingVerdict::Verbatim, "The same, character by character".to_owned());
    }
    if words.0.folded == words.1.folded {
        let differing = typography(texts.0, texts.1);
        return same(WordingVerdict::Typography, format!("The same words; other {differing}"));
    }
    let kept = common_subsequence(&words.0.folded, &words.1.folded, MAX_PAIRS).unwrap_or_default();
    Aligned { texts: (first, second), first: words.0, second: words.1, kept }.wording()
}

/// The words of a quote in numbers, which tell in no time that two quotes cannot be wordings of one.
#[derive(Debug, Default)]
pub(super) struct WordNumbers {
    /// A number for each word, in order.
    numbers: Vec<u32>,
    has_brackets: bool,
}

impl WordNumbers {
    pub(super) fn of(text: &str) -> Self {
        let words = Words::of(text, inner(text));
        let mut numbers: Vec<u32> = words.folded.iter().map(|word| Term::of_name(word).bits()).collect();
        numbers.sort_unstable();
        Self { numbers, has_brackets: words.bracketed.contains(&true) }
    }

    /// Whether [`compare_wording`] may find that two quotes are wordings of one. `false` is certain: too few words are in
    /// both, in whatever order.
    pub(super) fn may_be_one(&self, other: &Self) -> bool {
        let (mut n_common, mut i, mut j) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.numbers.get(i), other.numbers.get(j)) {
            n_common += usize::from(a == b);
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
        let (n_short, n_all) = (self.numbers.len().min(other.numbers.len()), self.numbers.len() + other.numbers.len());
        let is_half = 2.0 * n_common as f32 >= MIN_COMMON * n_all as f32;
        is_half || n_common >= n_short || self.has_brackets || other.has_brackets
    }
}

/// The words of a quote without the marks around it and the punctuation before the closing one.
fn inner(text: &str) -> TextRange {
    let is_around = |c: char| c.is_whitespace() || QUOTE_MARKS.contains(c);
    let is_end = |c: char| is_around(c) || matches!(c, ',' | '.' | ';' | ':');
    let start = text.len() - text.trim_start_matches(is_around).len();
    let end = text.trim_end_matches(is_end).len();
    TextRange::between(start.min(end), end)
}

const QUOTE_MARKS: &str = "\"'“”‘’„‟‚‛«»‹›";
/// Beyond so many pairs of words two quotes are told apart as wholes.
const MAX_PAIRS: usize = 4_000_000;
/// Two wordings with a smaller share of words in common are not two wordings of one quote.
const MIN_COMMON: f32 = 0.5;

/// The words of a quote.
struct Words {
    /// As compared: without case, accents and the shapes of marks. In step with `ranges`.
    folded: Vec<String>,
    ranges: Vec<TextRange>,
    /// Whether a word stands in square brackets, which are an editor's. In step with `ranges`.
    bracketed: Vec<bool>,
    /// Before which words something is left out.
    gaps: Vec<usize>,
}

impl Words {
    fn of(text: &str, inner: TextRange) -> Self {
        let mut words = Self { folded: Vec::new(), ranges: Vec::new(), bracketed: Vec::new(), gaps: Vec::new() };
        let quoted = inner.within(text).unwrap_or_default();
        let tokens = Tokens::of(quoted);
        let (mut in_brackets, mut n_stops) = (false, 0);
        for at in 0..tokens.len() {
            let Some(token) = tokens.get(at) else { break };
            n_stops = if token.kind == TokenKind::Sign('.') { n_stops + 1 } else { 0 };
            match token.kind {
                TokenKind::Sign('[') => in_brackets = true,
                TokenKind::Sign(']') => in_brackets = false,
                TokenKind::Sign('…') => words.gaps.push(words.ranges.len()),
                TokenKind::Sign('.') if n_stops == 3 => words.gaps.push(words.ranges.len()),
                TokenKind::Sign(sign) if !sign.is_alphanumeric() && !SAYING.contains(sign) => {}
                _ => {
                    let folded = Folded::of(tokens.written(at)).text().to_owned();
                    if !folded.is_empty() {
                        words.folded.push(folded);
                        words.ranges.push(token.range.shifted(inner.start()));
                        words.bracketed.push(in_brackets);
                    }
                }
            }
        }
        words
    }

    /// The indexes of all words but the kept ones.
    fn without(&self, kept: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut kept = kept.peekable();
        (0..self.folded.len()).filter(|at| kept.next_if_eq(at).is_none()).collect()
    }

    /// The words at these indexes as written, for a reason.
    fn written(&self, at: &[usize], text: &str) -> String {
        let words: Vec<_> = at.iter().filter_map(|at| self.ranges.get(*at)?.within(text)).take(MAX_TOLD).collect();
        let more = if at.len() > words.len() { " …" } else { "" };
        format!("“{}{more}”", words.join(" "))
    }

    /// Whether a word says something by itself.
    fn tells(&self, at: usize) -> bool {
        let is_function = |word: &String| Language::ALL.iter().any(|language| language.is_function(word));
        self.folded.get(at).is_some_and(|word| !is_function(word))
    }

    fn is_negation(&self, at: usize) -> bool {
        self.folded.get(at).is_some_and(|word| Language::ALL.iter().any(|language| language.is_negation(word)))
    }

    fn is_number(&self, at: usize) -> bool {
        self.folded.get(at).is_some_and(|word| word.contains(|c: char| c.is_numeric()))
    }
}

/// Two wordings with the words that both have, in their order.
struct Aligned<'t> {
    texts: (&'t str, &'t str),
    first: Words,
    second: Words,
    /// Pairs of indexes of the same word.
    kept: Vec<(usize, usize)>,
}

impl Aligned<'_> {
    fn wording(&self) -> Wording {
        let only_first = self.first.without(self.kept.iter().map(|(at, _)| *at));
        let only_second = self.second.without(self.kept.iter().map(|(_, at)| *at));
        let n_words = self.first.folded.len() + self.second.folded.len();
        let in_common = 2.0 * self.kept.len() as f32 / n_words.max(1) as f32;
        let kept_back: Vec<_> = self.kept.iter().map(|(a, b)| (*b, *a)).collect();
        let is_part =
            |short: &Words, long: &Words, kept: &[(usize, usize)]| !kept.is_empty() && is_trimmed(short, long, kept);
        let (verdict, reason) =
            if is_part(&self.first, &self.second, &self.kept) || is_part(&self.second, &self.first, &kept_back) {
                (WordingVerdict::Trimmed, self.left_out(&only_first, &only_second))
            } else if in_common >= MIN_COMMON {
                (WordingVerdict::Reworded, self.reworded(&only_first, &only_second))
            } else {
                (WordingVerdict::Different, "Few words in common".to_owned())
            };
        let places =
            |words: &Words, only: &[usize]| only.iter().filter_map(|at| words.ranges.get(*at).copied()).collect();
        Wording {
            verdict,
            reason,
            only_first: places(&self.first, &only_first),
            only_second: places(&self.second, &only_second),
            n_telling: self.kept.iter().filter(|(at, _)| self.first.tells(*at)).count(),
        }
    }

    fn left_out(&self, only_first: &[usize], only_second: &[usize]) -> String {
        let told = [(&self.first, only_first, self.texts.0), (&self.second, only_second, self.texts.1)]
            .into_iter()
            .filter(|(_, only, _)| !only.is_empty())
            .map(|(words, only, text)| words.written(only, text));
        format!("The same words; only one has {}", told.collect::<Vec<_>>().join(" and only the other "))
    }

    fn reworded(&self, only_first: &[usize], only_second: &[usize]) -> String {
        let told = (self.first.written(only_first, self.texts.0), self.second.written(only_second, self.texts.1));
        let has = |is: fn(&Words, usize) -> bool| {
            only_first.iter().any(|at| is(&self.first, *at)) || only_second.iter().any(|at| is(&self.second, *at))
        };
        let what = match (has(Words::is_number), has(Words::is_negation)) {
            (true, _) => "Another number",
            (false, true) => "A negation in one of them",
            (false, false) => "Other words",
        };
        match (only_first.is_empty(), only_second.is_empty()) {
            (false, false) => format!("{what}: {} against {}", told.0, told.1),
            (false, true) => format!("{what}: {} stands only in the first", told.0),
            (true, _) => format!("{what}: {} stands only in the second", told.1),
        }
    }
}

/// Whether `short` says the words of `long` but for some that it leaves out at its ends, or where it says so, or that an
/// editor put in brackets. `kept` are the words of both.
fn is_trimmed(short: &Words, long: &Words, kept: &[(usize, usize)]) -> bool {
    if short.without(kept.iter().map(|(at, _)| *at)).iter().any(|at| short.bracketed.get(*at) != Some(&true)) {
        return false;
    }
    let ends = kept.iter().copied().chain([(short.folded.len(), long.folded.len())]);
    let mut before = (0, 0);
    for (at, to) in ends {
        let is_outside = before == (0, 0) || at == short.folded.len();
        let has_gap = (before.0..=at).any(|gap| short.gaps.contains(&gap)) || before.0 < at;
        let is_edited = (before.1..to).all(|word| long.bracketed.get(word) == Some(&true));
        // Leaving out the “not” beside words that are kept turns them round.
        let turns = before.1 < to
            && (long.is_negation(to - 1) && at < short.folded.len() || long.is_negation(before.1) && before != (0, 0));
        if before.1 < to && !is_edited && (turns || !is_outside && !has_gap) {
            return false;
        }
        before = (at + 1, to + 1);
    }
    true
}

/// Signs that say something between words, unlike punctuation.
const SAYING: &str = "%‰°$€£¥₹+=<>≤≥±×÷/&@#½¼¾⅓⅔−";
/// How many words a reason tells.
const MAX_TOLD: usize = 12;

/// In what of typography two texts of the same words differ: "quote marks and dashes".
fn typography(first: &str, second: &str) -> String {
    let pick = |is: fn(char) -> bool| first.chars().filter(|c| is(*c)).ne(second.chars().filter(|c| is(*c)));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let bare = |text: &str| text.nfd().filter(|c| c.is_alphabetic()).collect::<String>();
    let (a, b) = (letters(first), letters(second));
    let other_accents =
        bare(first).to_lowercase() == bare(second).to_lowercase() && a.to_lowercase() != b.to_lowercase();
    let other_letters = !other_accents && a.to_lowercase() != b.to_lowercase();
    let kinds = [
        ("quote marks", pick(|c| QUOTE_MARKS.contains(c))),
        ("dashes", pick(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'))),
        ("spaces", pick(char::is_whitespace)),
        ("accents", other_accents),
        ("letter forms", other_letters),
        ("capitals", pick(char::is_uppercase) && !other_letters),
        ("hidden characters", pick(|c| visible_mark(c).is_some())),
        ("punctuation", pick(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '(' | ')' | '[' | ']'))),
    ];
    let differing: Vec<_> = kinds.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name).collect();
    match differing.as_slice() {
        [] => "signs".to_owned(),
        [one] => (*one).to_owned(),
        [some @ .., last] => format!("{} and {last}", some.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_a_wording_of_one_may_be_one() {
        let all = [
            "“They cannot prove their guilt, so they wait,”",
            "They CANNOT prove their guilt; so they wait",
            "prove their guilt … they wait",
            "They [the judges] prove guilt",
            "They can prove his guilt, so all wait",
            "Prices rose by 5 percent",
            "",
        ];
        for (first, second) in all.into_iter().flat_map(|first| all.map(|second| (first, second))) {
            let may_be_one = WordNumbers::of(first).may_be_one(&WordNumbers::of(second));
            let is_one = compare_wording(first, second).verdict != WordingVerdict::Different;
            assert!(may_be_one || !is_one, "{first:?} and {second:?}");
        }
        assert!(!WordNumbers::of(all[0]).may_be_one(&WordNumbers::of(all[5])), "it tells most pairs apart");
    }
}
