//! The signs that rich text is written in.

use std::iter::from_fn;

use memchr::memchr;

/// One sign of rich text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'r> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\par`, `\u8211`: a control word and its number.
    Word(&'r str, Option<i32>),
    /// `\~`: a control sign.
    Sign(u8),
    /// `\'e9`: a byte of text.
    Byte(u8),
    /// Bytes of text.
    Text(&'r [u8]),
}

/// The longest control word. The longest that any program writes has less than this.
const MAX_WORD_LEN: usize = 40;

/// The signs of rich text, without the line ends, which mean nothing, and the bytes of pictures.
pub(super) fn tokens(bytes: &[u8]) -> impl Iterator<Item = Token<'_>> {
    let mut rest = bytes;
    from_fn(move || {
        loop {
            let (first, after) = rest.split_first()?;
            match first {
                b'\r' | b'\n' => rest = after,
                b'{' | b'}' => {
                    rest = after;
                    return Some(if *first == b'{' { Token::Open } else { Token::Close });
                }
                b'\\' => {
                    let (token, after) = control(after);
                    rest = after;
                    if token.is_some() {
                        return token;
                    }
                }
                _ => {
                    let len = rest.iter().position(|byte| b"\\{}\r\n".contains(byte)).unwrap_or(rest.len());
                    let (text, after) = rest.split_at(len);
                    rest = after;
                    return Some(Token::Text(text));
                }
            }
        }
    })
}

/// What follows a backslash.
fn control(bytes: &[u8]) -> (Option<Token<'_>>, &[u8]) {
    let Some((first, after)) = bytes.split_first() else { return (None, bytes) };
    match first {
        b'\'' => byte(after),
        b'\r' | b'\n' => (Some(Token::Word("par", None)), after),
        b'\t' => (Some(Token::Word("tab", None)), after),
        first if first.is_ascii_alphabetic() => word(bytes),
        _ => (Some(Token::Sign(*first)), after),
    }
}

/// Two hexadecimal digits; nothing if they are none.
fn byte(bytes: &[u8]) -> (Option<Token<'_>>, &[u8]) {
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    match (digit(0), digit(1)) {
        (Some(high), Some(low)) => {
            let byte = u8::try_from(high * 16 + low).ok();
            (byte.map(Token::Byte), bytes.get(2..).unwrap_or_default())
        }
        _ => (None, bytes),
    }
}

fn word(bytes: &[u8]) -> (Option<Token<'_>>, &[u8]) {
    let len = bytes.iter().take(MAX_WORD_LEN).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (name, mut rest) = bytes.split_at(len);
    let name = str::from_utf8(name).unwrap_or_default();
    let (value, after) = number(rest);
    rest = after;
    if let Some(after) = rest.strip_prefix(b" ") {
        rest = after;
    }
    if name == "bin" {
        // A length beyond the end of the file is a mistake, and what follows is more likely text.
        let len = value.and_then(|len| usize::try_from(len).ok()).unwrap_or(0);
        rest = rest.get(len..).unwrap_or(rest);
    }
    (Some(Token::Word(name, value)), rest)
}

/// A number, cut to what fits.
fn number(bytes: &[u8]) -> (Option<i32>, &[u8]) {
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let len = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if len == 0 {
        return (None, bytes);
    }
    let (digits, rest) = digits.split_at(len);
    let value = digits.iter().fold(0_i32, |sum, digit| sum.saturating_mul(10).saturating_add(i32::from(digit - b'0')));
    (Some(if bytes.starts_with(b"-") { -value } else { value }), rest)
}

/// Where a file of rich text begins, after white space and what a mail program may have put before it.
pub(in crate::import) fn start(bytes: &[u8]) -> Option<usize> {
    let head = bytes.get(..bytes.len().min(64)).unwrap_or_default();
    let brace = memchr(b'{', head)?;
    let begins = head.get(brace..).is_some_and(|rest| rest.starts_with(b"{\\rt"));
    let is_blank = head.get(..brace)?.iter().all(|byte| byte.is_ascii_whitespace() || !byte.is_ascii());
    (begins && is_blank).then_some(brace)
}
