//! The text of a file cut into code, strings and comments, without understanding any of it.

/// A stretch of a file. One after the other they are the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Names, numbers, brackets, and what stands between them.
    Code(&'a str),
    /// A string or a character, with its marks.
    Quoted(&'a str),
    /// A comment; that of a line with its end.
    Comment(&'a str),
}

/// Cuts a text into its pieces. Any text can be cut: what does not end goes on to the end of the text.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    let mut hashes = None;
    std::iter::from_fn(move || {
        let (piece, len) = match rest.chars().next()? {
            '"' => cut(rest, quoted(rest, hashes), Piece::Quoted),
            '\'' if let Some(len) = character(rest) => cut(rest, len, Piece::Quoted),
            '/' if rest.starts_with("//") => cut(rest, rest.find('\n').map_or(rest.len(), |at| at + 1), Piece::Comment),
            '/' if rest.starts_with("/*") => cut(rest, block_comment(rest), Piece::Comment),
            first => {
                let after = first.len_utf8();
                let more = rest.get(after..).and_then(|more| more.find(['"', '\'', '/']));
                cut(rest, more.map_or(rest.len(), |more| after + more), Piece::Code)
            }
        };
        hashes = if let Piece::Code(code) = piece { raw_hashes(code) } else { None };
        rest = rest.get(len..).unwrap_or_default();
        Some(piece)
    })
}

fn cut<'a>(rest: &'a str, len: usize, kind: impl FnOnce(&'a str) -> Piece<'a>) -> (Piece<'a>, usize) {
    (kind(rest.get(..len).unwrap_or(rest)), len)
}

/// How many hashes end the raw string that begins after this code, if one does: `r##"`.
fn raw_hashes(code: &str) -> Option<usize> {
    let before = code.trim_end_matches('#');
    before.ends_with('r').then_some(code.len() - before.len())
}

/// The length of a string with its marks. In a raw one a backslash means nothing.
fn quoted(rest: &str, hashes: Option<usize>) -> usize {
    if let Some(n_hashes) = hashes {
        let end = format!("\"{}", "#".repeat(n_hashes));
        let found = rest.get(1..).and_then(|inside| inside.find(&end));
        return found.map_or(rest.len(), |at| 1 + at + end.len());
    }
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            c => escaped = c == '\\' && !escaped,
        }
    }
    rest.len()
}

/// The length of `'x'` or `'\''`, if that is what stands here.
fn character(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices().skip(1);
    let (_, first) = chars.next()?;
    if first == '\\' {
        chars.next()?;
        return chars.take_while(|(_, c)| *c != '\n').find(|(_, c)| *c == '\'').map(|(at, _)| at + 1);
    }
    chars.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 1)
}

/// The length of a comment between slashes and stars, in which others may stand.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(left) = rest.get(at..).filter(|left| !left.is_empty()) {
        if left.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if left.starts_with("*/") {
            (depth, at) = (depth.saturating_sub(1), at + 2);
        } else {
            at += left.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}
