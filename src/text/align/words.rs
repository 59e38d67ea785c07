//! The words of two versions of a text, numbered so that equal words have one number.

use crate::text::TextRange;
use crate::text::fold::is_unseen;

use super::parts::parts;

/// What a word is to the alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// Letters.
    Word,
    /// Digits, perhaps with letters.
    Number,
    /// Punctuation.
    Mark,
    /// The end of a line.
    Break,
}

/// A different word, as both versions use it.
pub(super) struct Form<'t> {
    pub(super) text: &'t str,
    pub(super) sort: Sort,
    /// How often it stands in both versions together.
    n_uses: u32,
}

/// The words of one version, what nobody sees left out.
pub(super) struct Words {
    /// Where each stands.
    pub(super) ranges: Vec<TextRange>,
    /// Which form each has.
    pub(super) forms: Vec<u32>,
}

/// The different words of both versions.
pub(super) struct Forms<'t>(Vec<Form<'t>>);

impl Form<'_> {
    /// Whether it is more than punctuation.
    pub(super) fn is_word(&self) -> bool {
        matches!(self.sort, Sort::Word | Sort::Number)
    }

    /// What it is worth to find it again, in tenths: rare words tell more.
    pub(super) fn worth(&self) -> i32 {
        match self.sort {
            Sort::Mark => 6,
            Sort::Break => 10,
            Sort::Word | Sort::Number => match self.n_uses {
                0..=4 => 30,
                5..=16 => 22,
                _ => 14,
            },
        }
    }
}

impl<'t> Forms<'t> {
    /// Reads both versions.
    pub(super) fn read(old_text: &'t str, new_text: &'t str) -> (Words, Words, Self) {
        let mut parts = Vec::new();
        let [mut old, mut new] =
            [old_text, new_text].map(|text| Words { ranges: parts_of(text, &mut parts), forms: Vec::new() });
        let text = |part: &Part| match part.sort {
            Sort::Break => "\n",
            _ => match part.at.checked_sub(old.ranges.len()) {
                Some(at) => new.ranges.get(at).and_then(|range| range.within(new_text)).unwrap_or_default(),
                None => old.ranges.get(part.at).and_then(|range| range.within(old_text)).unwrap_or_default(),
            },
        };
        let rest = |part: &Part| if part.start.is_whole() { "" } else { text(part) };
        // Sorting numbers them faster than a table would, and in an order that is always the same.
        parts.sort_unstable_by(|a, b| a.start.cmp(&b.start).then_with(|| rest(a).cmp(rest(b))));
        let mut all: Vec<Form<'t>> = Vec::new();
        let mut forms = vec![0; parts.len()];
        for same in parts.chunk_by(|a, b| a.start == b.start && rest(a) == rest(b)) {
            let number = u32::try_from(all.len()).unwrap_or(u32::MAX);
            same.iter().for_each(|part| forms[part.at] = number);
            let n_uses = u32::try_from(same.len()).unwrap_or(u32::MAX);
            all.extend(same.first().map(|part| Form { text: text(part), sort: part.sort, n_uses }));
        }
        new.forms = forms.split_off(old.ranges.len());
        old.forms = forms;
        (old, new, Self(all))
    }

    /// A form by its number.
    pub(super) fn form(&self, number: u32) -> &Form<'t> {
        &self.0[number as usize]
    }

    /// Whether two forms are one word but for the shape of quotation marks, apostrophes and dashes.
    pub(super) fn reads_same(&self, a: u32, b: u32) -> bool {
        let plain = |form: u32| self.form(form).text.chars().map(plain);
        a == b || plain(a).eq(plain(b))
    }

    /// Whether two different forms are likely one word, spelled or inflected otherwise. Two numbers never are.
    pub(super) fn is_similar(&self, a: u32, b: u32) -> bool {
        let (a, b) = (self.form(a), self.form(b));
        if !a.is_word() || !b.is_word() || is_digits(a.text) && is_digits(b.text) {
            return false;
        }
        let (x, y) = (a.text.as_bytes(), b.text.as_bytes());
        let (shorter, longer) = (x.len().min(y.len()), x.len().max(y.len()));
        let same = |(a, b): &(&u8, &u8)| a.eq_ignore_ascii_case(b);
        let before = x.iter().zip(y).take_while(same).count();
        let after = x.iter().rev().zip(y.iter().rev()).take_while(same).count().min(shorter - before);
        let is_inflected = before >= 4 && before * 3 >= longer * 2;
        let n_other = longer - before - after;
        is_inflected || n_other == 0 || n_other == 1 && longer >= 4 || n_other == 2 && longer >= 8
    }
}

/// A sign without the shape that programs give it while one types.
fn plain(c: char) -> char {
    match c {
        '\u{2018}'..='\u{201B}' => '\'',
        '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| !byte.is_ascii_alphabetic()) && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// A word where it stands.
struct Part {
    start: Start,
    /// Which word of both versions.
    at: usize,
    sort: Sort,
}

/// How a word begins, and how long it is: nearly all are told apart by it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Start(u128);

impl Start {
    /// Of so many bytes it is the whole word.
    const N_BYTES: usize = 15;

    fn of(text: &str) -> Self {
        let bytes = text.bytes().chain(std::iter::repeat(0)).take(Self::N_BYTES);
        let start = bytes.fold(0, |start, byte| start << 8 | u128::from(byte));
        Self(start << 8 | text.len().min(Self::N_BYTES + 1) as u128)
    }

    fn is_whole(self) -> bool {
        self.0 & 0xFF <= Self::N_BYTES as u128
    }
}

/// Appends the words of a version, and gives where they stand.
fn parts_of(text: &str, all: &mut Vec<Part>) -> Vec<TextRange> {
    let mut ranges = Vec::new();
    for (start, part) in parts(text) {
        let Some(sort) = sort_of(part) else { continue };
        let range = TextRange::between(start, start + part.len());
        // An invisible character may hang on a space.
        let (range, word) = if sort == Sort::Break { (range, "\n") } else { (range.trimmed(text), part.trim()) };
        ranges.push(range);
        all.push(Part { start: Start::of(word), at: all.len(), sort });
    }
    ranges
}

/// Whether nobody sees a character.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_unseen(c)
}

/// What a part of a text between two word boundaries is; `None` for what nobody sees.
fn sort_of(part: &str) -> Option<Sort> {
    if part == " " {
        return None;
    }
    let first = part.chars().next()?;
    if first.is_alphabetic() || part.chars().any(char::is_alphabetic) && !first.is_numeric() {
        Some(Sort::Word)
    } else if first.is_numeric() {
        Some(Sort::Number)
    } else if part.contains('\n') {
        Some(Sort::Break)
    } else if part.chars().all(is_blank) {
        None
    } else {
        Some(Sort::Mark)
    }
}
