//! A text as the pieces that numbers are made of: tokens, with the parts of "twenty-five" and "six-year" on their own.

use std::cell::OnceCell;

use crate::text::TextRange;

use super::language::UnitName;
use super::{Language, TokenKind, Tokens, digits};

/// The pieces of a text.
pub(super) struct Pieces<'t> {
    text: &'t str,
    list: Vec<Piece<'t>>,
    /// The unit at each piece, once somebody has asked: the same is asked many times.
    units: Vec<OnceCell<UnitAt>>,
    pub(super) language: &'static Language,
}

/// A unit of the tables with its last piece, if there is one.
type UnitAt = Option<(&'static UnitName, usize)>;

/// A word, a number in digits or a sign.
#[derive(Clone, Copy)]
pub(super) struct Piece<'t> {
    pub(super) range: TextRange,
    /// In lower case with straight apostrophes; a sign as it is.
    pub(super) word: &'t str,
    pub(super) kind: PieceKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    Word,
    Digits,
    Sign,
}

impl<'t> Pieces<'t> {
    /// The pieces of tokens.
    pub(super) fn of(tokens: &'t Tokens<'_>, language: &'static Language) -> Self {
        let mut pieces =
            Self { text: tokens.text(), list: Vec::with_capacity(tokens.len() + 8), units: Vec::new(), language };
        for at in 0..tokens.len() {
            let Some(token) = tokens.get(at) else { continue };
            match token.kind {
                TokenKind::Word { .. } => pieces.push_word(token.range, tokens.word(at).unwrap_or_default()),
                TokenKind::Digits => pieces.push_digits(token.range, tokens.written(at)),
                TokenKind::Sign(_) => pieces.push(token.range, tokens.written(at), PieceKind::Sign),
            }
        }
        pieces.units = vec![OnceCell::new(); pieces.list.len()];
        pieces
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Piece<'t>> {
        self.list.get(at)
    }

    /// The word at an index in lower case, empty if there is none.
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.get(at).filter(|piece| piece.kind == PieceKind::Word).map_or("", |piece| piece.word)
    }

    /// The digits at an index, empty if there are none.
    pub(super) fn digits(&self, at: usize) -> &'t str {
        self.get(at).filter(|piece| piece.kind == PieceKind::Digits).map_or("", |piece| piece.word)
    }

    /// The sign at an index.
    pub(super) fn sign(&self, at: usize) -> Option<char> {
        self.get(at).filter(|piece| piece.kind == PieceKind::Sign).and_then(|piece| piece.word.chars().next())
    }

    /// The word before an index.
    pub(super) fn word_before(&self, at: usize) -> &'t str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    /// The sign before an index.
    pub(super) fn sign_before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.sign(at))
    }

    /// The piece at an index as it is written.
    pub(super) fn written(&self, at: usize) -> &'t str {
        self.get(at).and_then(|piece| piece.range.within(self.text)).unwrap_or_default()
    }

    /// Whether the piece at an index begins with a capital letter.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.written(at).starts_with(char::is_uppercase)
    }

    /// Whether nothing stands between the piece at an index and the next.
    pub(super) fn touches_next(&self, at: usize) -> bool {
        matches!((self.get(at), self.get(at + 1)), (Some(this), Some(next)) if this.range.end() == next.range.start())
    }

    /// Whether nothing stands between the piece at an index and the one before.
    pub(super) fn touches_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.touches_next(before))
    }

    /// The range of the pieces from one index to another, both included.
    pub(super) fn span(&self, first: usize, last: usize) -> TextRange {
        let start = self.get(first).map_or(0, |piece| piece.range.start());
        TextRange::between(start, self.get(last).map_or(start, |piece| piece.range.end()).max(start))
    }

    /// Whether a sentence begins at an index, as far as the sign before tells.
    pub(super) fn is_start(&self, at: usize) -> bool {
        at == 0
            || self.sign_before(at).is_some_and(|sign| matches!(sign, '.' | '!' | '?' | ':' | '“' | '"' | '«' | '•'))
    }

    /// How many pieces from an index on are these words, with one space between them; 0 if they are others.
    pub(super) fn starts_with(&self, at: usize, words: &str) -> usize {
        // Most phrases differ in their first word: they are told without taking them apart.
        let first = self.word(at);
        if first.is_empty() || words.as_bytes().first() != first.as_bytes().first() || !words.starts_with(first) {
            return 0;
        }
        let mut n = 0;
        for word in words.split(' ') {
            if self.word(at + n) != word {
                return 0;
            }
            n += 1;
        }
        n
    }

    /// How many pieces before an index are these words; 0 if they are others.
    pub(super) fn ends_with(&self, end: usize, words: &str) -> usize {
        let last = self.word_before(end);
        if last.is_empty() || words.as_bytes().last() != last.as_bytes().last() || !words.ends_with(last) {
            return 0;
        }
        let mut n = 0;
        for word in words.rsplit(' ') {
            n += 1;
            if end < n || self.word(end - n) != word {
                return 0;
            }
        }
        n
    }

    /// The longest of these phrases that starts at an index, as its number of pieces; 0 for none.
    pub(super) fn longest_at(&self, at: usize, phrases: &[&str]) -> usize {
        phrases.iter().map(|words| self.starts_with(at, words)).max().unwrap_or(0)
    }

    /// The longest of these phrases that ends before an index; 0 for none.
    pub(super) fn longest_before(&self, end: usize, phrases: &[&str]) -> usize {
        phrases.iter().map(|words| self.ends_with(end, words)).max().unwrap_or(0)
    }

    /// The unit at an index, which `find` finds if nobody has asked yet.
    pub(super) fn unit_at(&self, at: usize, find: impl FnOnce() -> UnitAt) -> UnitAt {
        *self.units.get(at)?.get_or_init(find)
    }

    /// The index of the first piece that ends after an offset.
    pub(super) fn at(&self, offset: usize) -> usize {
        self.list.partition_point(|piece| piece.range.end() <= offset)
    }

    fn push(&mut self, range: TextRange, word: &'t str, kind: PieceKind) {
        self.list.push(Piece { range, word, kind });
    }

    /// Digits; several in a list without spaces ("22,24,26") on their own.
    fn push_digits(&mut self, range: TextRange, digits: &'t str) {
        let is_list = digits.matches(',').count() > 1
            && digits.chars().all(|c| c.is_ascii_digit() || c == ',')
            && digits::value_of(digits, self.language.numbers.decimal).is_none();
        if !is_list {
            self.push(range, digits, PieceKind::Digits);
            return;
        }
        let mut start = range.start();
        for (at, part) in digits.split(',').enumerate() {
            if at > 0 {
                self.push(TextRange::between(start, start + 1), ",", PieceKind::Sign);
                start += 1;
            }
            self.push(TextRange::between(start, start + part.len()), part, PieceKind::Digits);
            start += part.len();
        }
    }

    /// Takes number words at the start of a word with hyphens apart from what follows: "twenty-five", "six-year", and what
    /// stands before digits without a space: "then-13-year-old", "EUR50m".
    fn push_word(&mut self, range: TextRange, word: &'t str) {
        let numbers = self.language.numbers;
        let is_number = |part: &str| {
            numbers.small(part).is_some()
                || numbers.scale(part).is_some()
                || numbers.minus.contains(&part)
                || numbers.half.contains(&part)
        };
        let starts_digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let is_lead = |part: &str, after: &str| {
            (numbers.leads.contains(&part) || numbers.to.contains(&part)) && starts_digits(after)
        };
        let is_hyphen = |c: char| matches!(c, '-' | '‐' | '‑');
        let n_code = self.code_len(range, word);
        let (code, mut rest) = word.split_at_checked(n_code).unwrap_or(("", word));
        let mut start = range.start() + n_code;
        if n_code > 0 {
            self.push(TextRange::between(range.start(), start), code, PieceKind::Word);
        }
        while let Some((part, after)) =
            rest.split_once(is_hyphen).filter(|(part, after)| is_number(part) || is_lead(part, after))
        {
            // Number words are ASCII, or as long in lower case as in capitals.
            let hyphen = rest.get(part.len()..rest.len() - after.len()).unwrap_or_default();
            let middle = start + part.len();
            self.push(TextRange::between(start, middle), part, PieceKind::Word);
            self.push(TextRange::between(middle, middle + hyphen.len()), hyphen, PieceKind::Sign);
            (start, rest) = (middle + hyphen.len(), after);
        }
        let n_digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if start == range.start() || n_digits == 0 {
            self.push(TextRange::between(start, range.end()), rest, PieceKind::Word);
            return;
        }
        let (digits, after) = rest.split_at_checked(n_digits).unwrap_or((rest, ""));
        let middle = start + n_digits;
        self.push(TextRange::between(start, middle), digits, PieceKind::Digits);
        let n_hyphen = after.chars().next().filter(|c| is_hyphen(*c)).map_or(0, char::len_utf8);
        let (hyphen, after) = after.split_at_checked(n_hyphen).unwrap_or(("", after));
        if !hyphen.is_empty() {
            self.push(TextRange::between(middle, middle + n_hyphen), hyphen, PieceKind::Sign);
        }
        if !after.is_empty() {
            self.push(TextRange::between(middle + n_hyphen, range.end()), after, PieceKind::Word);
        }
    }

    /// The length of the currency's letters that a word begins with right before digits: "Rs500".
    fn code_len(&self, range: TextRange, word: &str) -> usize {
        let n_letters = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(0);
        let digits = word.get(n_letters..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let written = TextRange::between(range.start(), range.start() + n_letters).within(self.text);
        let is_code = digits && written.is_some_and(|written| self.language.units.is_code(written));
        if is_code { n_letters } else { 0 }
    }
}
