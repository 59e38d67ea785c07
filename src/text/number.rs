//! Numbers with the words that give them their meaning.

use super::TextRange;
use super::window::Window;

/// How far around the caret the words of a number are looked for, in bytes.
const REACH: usize = 512;

/// The number of one block that `offset` lies in or touches, with its bound and its unit: "at least 85,000 people",
/// "2 percent", "$6 million", "1,086 per 100,000", "20 to 40 years".
///
/// In the order of the text such a number consists of
/// 1. words that bound it: "over", "at least", "an estimated" and the like, one after another,
/// 2. a sign: a currency, minus, `~`, `<`, `>` and the like,
/// 3. the number in digits or words, or two that are joined by "to", a dash, or "and" after "between",
/// 4. words of scale ("million"), then "percent" or its sign, or
/// 5. one word that names what is counted, with a common adjective before it ("major"), unless it is a preposition, a
///    verb of being or having, or the like; a year (four digits without a bound) counts nothing,
/// 6. "per" with a further number or word: "per 100,000", "per day".
///
/// The caret may stand in any of these. Digits that belong to a name (`MS-13`) are no number.
pub fn number_at(block_text: &str, offset: usize) -> Option<TextRange> {
    let window = Window::around(block_text, offset, REACH);
    let offset = window.inner(offset);
    let tokens = Tokens::of(window.text);
    let mut from = 0;
    while let Some(at) = (from..tokens.list.len()).find(|&at| tokens.is_number(at)) {
        let (first, last) = tokens.measured(at);
        let range = TextRange::between(tokens.range(first)?.start(), tokens.range(last)?.end());
        if range.touches(offset) {
            return Some(window.outer(range));
        }
        from = last + 1;
    }
    None
}

/// A text as words, digits and signs. White space is left out, so neighbors are one index apart.
struct Tokens {
    list: Vec<Token>,
}

struct Token {
    range: TextRange,
    kind: TokenKind,
}

#[derive(PartialEq, Eq)]
enum TokenKind {
    /// A number in digits, with whatever is attached to them ("18th", "40bn"); whether it could be a year.
    Digits { year: bool },
    /// A word, in lower case.
    Word(String),
    /// Any other character.
    Sign(char),
}

impl Tokens {
    fn of(text: &str) -> Self {
        let mut list = Vec::new();
        let mut rest = text.trim_start();
        while let Some(c) = rest.chars().next() {
            let start = text.len() - rest.len();
            let (len, kind) = match c {
                '0'..='9' => digits(rest),
                _ if c.is_alphabetic() => word(rest),
                _ => (c.len_utf8(), TokenKind::Sign(c)),
            };
            list.push(Token { range: TextRange::between(start, start + len), kind });
            rest = rest.get(len..).unwrap_or_default().trim_start();
        }
        Self { list }
    }

    fn range(&self, at: usize) -> Option<TextRange> {
        self.list.get(at).map(|token| token.range)
    }

    fn word(&self, at: usize) -> Option<&str> {
        match &self.list.get(at)?.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    fn sign(&self, at: usize) -> Option<char> {
        match self.list.get(at)?.kind {
            TokenKind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    fn is_number(&self, at: usize) -> bool {
        let Some(token) = self.list.get(at) else { return false };
        matches!(token.kind, TokenKind::Digits { .. }) || self.word(at).is_some_and(is_number_word)
    }

    fn is_scale(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| SCALES.contains(&word))
    }

    /// The first and last token of the measured number whose first digits or number word is at `at`.
    fn measured(&self, at: usize) -> (usize, usize) {
        let mut last = self.amount_end(at);
        let mut first = self.bounds_start(at);
        let second = if self.sign(last + 2).is_some_and(is_currency) { last + 3 } else { last + 2 };
        let joined = self.is_joint(last + 1, first) && (self.is_number(last + 2) || self.is_number(second));
        if joined {
            last = self.amount_end(if self.is_number(last + 2) { last + 2 } else { second });
        }
        if joined && first > 0 && matches!(self.word(first - 1), Some("between" | "from")) {
            first -= 1;
        }
        let year = matches!(self.list.get(at), Some(Token { kind: TokenKind::Digits { year: true }, .. }));
        if let Some(percent) = self.percent_end(last + 1) {
            last = percent;
        } else if !(year && (first == at || joined)) && self.is_counted(last + 1) {
            let described = self.word(last + 1).is_some_and(|word| DESCRIBING.contains(&word));
            last += if described && self.is_counted(last + 2) { 2 } else { 1 };
        }
        (first, self.rate_end(last))
    }

    /// The last token of a number with its words of scale: "2.5 million", "two hundred thousand".
    fn amount_end(&self, at: usize) -> usize {
        let mut last = at;
        while self.is_scale(last + 1) || (self.word(last).is_some() && self.word(last + 1).is_some_and(is_number_word))
        {
            last += 1;
        }
        last
    }

    fn is_joint(&self, at: usize, first: usize) -> bool {
        let between = first > 0 && self.word(first - 1) == Some("between");
        matches!(self.sign(at), Some('-' | '–' | '—'))
            || self.word(at) == Some("to")
            || (between && self.word(at) == Some("and"))
    }

    /// The first token of the signs and bounding words before the number.
    fn bounds_start(&self, at: usize) -> usize {
        let mut first = at;
        while first > 0 && self.sign(first - 1).is_some_and(|sign| is_currency(sign) || "-−±~≈<>≤≥".contains(sign))
        {
            first -= 1;
        }
        if first < at && first > 0 && matches!(self.word(first - 1), Some("us" | "a" | "c" | "hk" | "nz")) {
            let adjacent = self.range(first - 1).map(TextRange::end) == self.range(first).map(TextRange::start);
            first -= usize::from(adjacent);
        }
        while let Some(words) = BOUNDS.iter().find(|words| self.ends_with(first, words)) {
            first -= words.len();
        }
        first
    }

    /// Whether these words stand right before the token at `end`.
    fn ends_with(&self, end: usize, words: &[&str]) -> bool {
        let Some(start) = end.checked_sub(words.len()) else { return false };
        words.iter().zip(start..).all(|(word, at)| self.word(at) == Some(word))
    }

    fn percent_end(&self, at: usize) -> Option<usize> {
        match (self.sign(at), self.word(at), self.word(at + 1)) {
            (Some('%' | '‰' | '°'), ..) => Some(at),
            (_, Some("per"), Some("cent")) | (_, Some("percentage"), Some("point" | "points")) => Some(at + 1),
            (_, Some("percent" | "pct"), _) => Some(at),
            _ => None,
        }
    }

    fn is_counted(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| !NOT_COUNTED.contains(&word) && !is_number_word(word))
    }

    /// The last token of a rate ("per 100,000 people", "per day") if one follows, else `last`.
    fn rate_end(&self, last: usize) -> usize {
        if self.word(last + 1) != Some("per") || self.word(last + 2).is_none() && !self.is_number(last + 2) {
            return last;
        }
        let end = self.amount_end(last + 2);
        if self.is_number(last + 2) && self.is_counted(end + 1) { end + 1 } else { end }
    }
}

fn digits(text: &str) -> (usize, TokenKind) {
    let mut len = 0;
    for (at, c) in text.char_indices() {
        let next_is = |test: fn(char) -> bool| text.get(at + c.len_utf8()..).is_some_and(|rest| rest.starts_with(test));
        let goes_on = match c {
            _ if c.is_alphanumeric() => true,
            '.' | ',' | '\'' | '’' | '\u{A0}' | '\u{2009}' | '\u{202F}' => next_is(|c| c.is_ascii_digit()),
            '-' => next_is(char::is_alphabetic),
            _ => false,
        };
        if !goes_on {
            break;
        }
        len = at + c.len_utf8();
    }
    let value = text.get(..len).and_then(|digits| digits.parse::<u32>().ok());
    (len, TokenKind::Digits { year: len == 4 && value.is_some_and(|value| (1000..2100).contains(&value)) })
}

fn word(text: &str) -> (usize, TokenKind) {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    let word = text.split(|c| !inner(c)).next().unwrap_or_default();
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    (word.len(), TokenKind::Word(word.to_lowercase()))
}

fn is_number_word(word: &str) -> bool {
    word.split('-').all(|part| NUMBER_WORDS.contains(&part))
}

fn is_currency(sign: char) -> bool {
    matches!(sign, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₩' | '₪' | '₺' | '₴' | '₦' | '¢')
}

const SCALES: &[&str] =
    &["hundred", "thousand", "million", "millions", "billion", "billions", "trillion", "dozen", "bn", "mn", "m", "k"];

const NUMBER_WORDS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
];

/// What bounds or blurs a number. Longer phrases come before those that they end with.
const BOUNDS: &[&[&str]] = &[
    &["no", "fewer", "than"],
    &["no", "less", "than"],
    &["no", "more", "than"],
    &["not", "more", "than"],
    &["as", "many", "as"],
    &["as", "much", "as"],
    &["as", "few", "as"],
    &["as", "little", "as"],
    &["in", "excess", "of"],
    &["more", "than"],
    &["less", "than"],
    &["fewer", "than"],
    &["greater", "than"],
    &["well", "over"],
    &["just", "over"],
    &["just", "under"],
    &["at", "least"],
    &["at", "most"],
    &["up", "to"],
    &["close", "to"],
    &["upwards", "of"],
    &["upward", "of"],
    &["a", "total", "of"],
    &["an", "estimated"],
    &["an", "average", "of"],
    &["some"],
    &["estimated"],
    &["over"],
    &["above"],
    &["under"],
    &["below"],
    &["nearly"],
    &["almost"],
    &["about"],
    &["around"],
    &["roughly"],
    &["approximately"],
    &["exactly"],
    &["only"],
    &["just"],
];

/// Words that stand between a number and what is counted so often that it is worth knowing them.
const DESCRIBING: &[&str] = &[
    "additional",
    "alleged",
    "different",
    "foreign",
    "former",
    "further",
    "innocent",
    "local",
    "main",
    "major",
    "new",
    "old",
    "older",
    "separate",
    "small",
    "young",
];

/// Words after a number that do not name what is counted.
const NOT_COUNTED: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "against",
    "ago",
    "all",
    "also",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "between",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "during",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "how",
    "i",
    "if",
    "in",
    "including",
    "into",
    "is",
    "it",
    "its",
    "may",
    "might",
    "more",
    "must",
    "no",
    "nor",
    "not",
    "of",
    "off",
    "on",
    "or",
    "other",
    "our",
    "out",
    "over",
    "per",
    "said",
    "says",
    "she",
    "should",
    "since",
    "so",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "under",
    "until",
    "up",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "will",
    "with",
    "within",
    "without",
    "would",
    "you",
];
