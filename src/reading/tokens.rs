//! A text as words, numbers in digits, and signs.

use crate::text::TextRange;

/// The tokens of a text. White space is left out, so neighbors are one index apart.
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    list: Vec<Token>,
    /// The words one after another in lower case with straight apostrophes.
    lower: String,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub range: TextRange,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word, with hyphens, apostrophes and digits inside it ("twenty-five", "don't", "MS-13"), and single letters with
    /// stops ("U.S."). `lower` is where it stands in the lower-case words.
    Word {
        /// Its place in [`Tokens::word`]'s store.
        lower: (u32, u32),
    },
    /// Digits with separators between them: "1,086", "2.5".
    Digits,
    /// Any other character.
    Sign(char),
}

impl<'t> Tokens<'t> {
    /// The tokens of a text, in linear time.
    pub fn of(text: &'t str) -> Self {
        let mut tokens = Self { text, list: Vec::new(), lower: String::new() };
        let mut rest = text.trim_start();
        while let Some(c) = rest.chars().next() {
            let start = text.len() - rest.len();
            let (len, kind) = match c {
                _ if c.is_ascii_digit() => (digits_len(rest), TokenKind::Digits),
                _ if c.is_alphabetic() => tokens.word_of(code_after_sign(text, start, rest)),
                _ => (c.len_utf8(), TokenKind::Sign(c)),
            };
            tokens.list.push(Token { range: TextRange::between(start, start + len), kind });
            rest = rest.get(len..).unwrap_or_default().trim_start();
        }
        tokens
    }

    /// The text they are of.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The token at an index.
    pub fn get(&self, at: usize) -> Option<Token> {
        self.list.get(at).copied()
    }

    /// The place of the token at an index.
    pub fn range(&self, at: usize) -> Option<TextRange> {
        self.get(at).map(|token| token.range)
    }

    /// The characters of the token at an index, as written.
    pub fn written(&self, at: usize) -> &'t str {
        self.range(at).and_then(|range| range.within(self.text)).unwrap_or_default()
    }

    /// The word at an index in lower case with straight apostrophes, `None` if there is none.
    pub fn word(&self, at: usize) -> Option<&str> {
        match self.get(at)?.kind {
            TokenKind::Word { lower: (start, end) } => self.lower.get(start as usize..end as usize),
            _ => None,
        }
    }

    /// The sign at an index.
    pub fn sign(&self, at: usize) -> Option<char> {
        match self.get(at)?.kind {
            TokenKind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// Whether the token at an index is a number in digits.
    pub fn is_digits(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == TokenKind::Digits)
    }

    /// Whether the word at an index begins with a capital letter.
    pub fn is_capital(&self, at: usize) -> bool {
        self.written(at).starts_with(char::is_uppercase)
    }

    /// Whether nothing stands between the token at an index and the next.
    pub fn is_joined(&self, at: usize) -> bool {
        matches!((self.range(at), self.range(at + 1)), (Some(this), Some(next)) if this.end() == next.start())
    }

    /// Whether these words, in lower case, stand from an index on.
    pub fn starts_with(&self, at: usize, words: &[&str]) -> bool {
        words.iter().zip(at..).all(|(word, at)| self.word(at) == Some(word))
    }

    /// Whether these words, in lower case, stand right before an index.
    pub fn ends_with(&self, end: usize, words: &[&str]) -> bool {
        end.checked_sub(words.len()).is_some_and(|start| self.starts_with(start, words))
    }

    /// How many words the longest of the phrases has that stand from an index on, 0 if none does. The phrases are in lower
    /// case and sorted.
    pub fn longest_of(&self, at: usize, sorted: &[&[&str]]) -> usize {
        let Some(word) = self.word(at) else { return 0 };
        let start = sorted.partition_point(|phrase| phrase.first().is_some_and(|first| *first < word));
        let phrases = sorted.iter().skip(start).take_while(|phrase| phrase.first() == Some(&word));
        phrases.filter(|phrase| self.starts_with(at, phrase)).map(|phrase| phrase.len()).max().unwrap_or(0)
    }

    /// The index of the first token that ends after `offset`.
    pub fn at(&self, offset: usize) -> usize {
        self.list.partition_point(|token| token.range.end() <= offset)
    }

    /// The place of the tokens from one index to another, both included.
    pub fn span(&self, first: usize, last: usize) -> Option<TextRange> {
        Some(TextRange::between(self.range(first)?.start(), self.range(last)?.end()))
    }

    fn word_of(&mut self, text: &str) -> (usize, TokenKind) {
        let len = word_len(text);
        let start = self.lower.len();
        for c in text.get(..len).unwrap_or_default().chars() {
            match c {
                '’' | '‘' | 'ʼ' => self.lower.push('\''),
                c => self.lower.extend(c.to_lowercase()),
            }
        }
        // A text of more than 4 GiB has words that are not told.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        (len, TokenKind::Word { lower: (place(start), place(self.lower.len())) })
    }
}

/// The letters of a currency that stand between its sign and the number, as in "$US55"; else the whole text.
fn code_after_sign<'t>(text: &str, start: usize, rest: &'t str) -> &'t str {
    let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let is_code = text.get(..start).is_some_and(|before| before.ends_with('$'))
        && rest.get(letters..).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    rest.get(..letters).filter(|_| is_code).unwrap_or(rest)
}

/// The length of the number in digits that `text` starts with.
fn digits_len(text: &str) -> usize {
    let is_separator = |c: char| matches!(c, '.' | ',' | '\'' | '’' | '\u{A0}' | '\u{2009}' | '\u{202F}');
    let mut len = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let goes_on =
            c.is_ascii_digit() || is_separator(c) && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !goes_on {
            break;
        }
        len = at + c.len_utf8();
    }
    len
}

/// The length of the word that `text` starts with.
fn word_len(text: &str) -> usize {
    if let Some(len) = code_len(text) {
        return len;
    }
    let mut len = 0;
    let mut n_letters = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let is_inner = |c: char| matches!(c, '-' | '‐' | '‑' | '\'' | '’' | 'ʼ');
        let goes_on = match c {
            _ if c.is_alphanumeric() || is_mark(c) => true,
            '.' if n_letters == 1 => {
                next.is_some_and(|next| next.is_alphabetic())
                    || len > 1 && text.get(..len).is_some_and(|word| word.contains('.'))
            }
            // Two apostrophes are a slip for one: O''Farrell.
            '\'' | '’' if n_letters > 0 && next == Some(c) => {
                text.get(at + 2 * c.len_utf8()..).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
            }
            '\'' | '’' if n_letters == 0 && len > 0 => {
                next.is_some_and(char::is_alphanumeric) && text.get(..at).is_some_and(|word| word.ends_with(c))
            }
            _ => is_inner(c) && next.is_some_and(char::is_alphanumeric) && !is_decimal(text, at + c.len_utf8()),
        };
        if !goes_on {
            break;
        }
        n_letters = if c.is_alphabetic() { n_letters + 1 } else { 0 };
        len = at + c.len_utf8();
    }
    len
}

/// The length of the two or three capitals that stand right before a number with a separator, as in "EUR2.7".
fn code_len(text: &str) -> Option<usize> {
    let len = text.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    ((2..=3).contains(&len) && is_decimal(text, len)).then_some(len)
}

/// Whether at an offset a number with a separator stands, which belongs to no word: "minus-1.4".
fn is_decimal(text: &str, at: usize) -> bool {
    let Some(rest) = text.get(at..).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) else { return false };
    let mut rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()).chars();
    rest.next().is_some_and(|c| matches!(c, '.' | ',')) && rest.next().is_some_and(|c| c.is_ascii_digit())
}

/// Whether a character goes with the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{AD}')
}
