//! Text in the form in which it is compared and searched, with the way back to the original.

use unicode_normalization::char::decompose_canonical;

use super::TextRange;

/// A text folded for comparing, with a map back to the offsets of the original.
///
/// Folded are: upper and lower case; quote marks (double ones and guillemets to `"`, single ones and apostrophes to `'`);
/// all dashes and the minus sign to `-`; any run of white space, line ends too, to one space; `…` to `...`; accents
/// (`á`, but also `ø`, `ł`, `ß` and the like); typographic ligatures. Characters that nobody sees are dropped. Words,
/// digits, superscripts and punctuation stay apart: what a text says is never folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// Where the way back changes. Invariant: ascending in both offsets, and the last one is at the end of the text.
    pieces: Vec<Piece>,
}

/// A stretch of folded text and the original it comes from; it reaches to the next piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    folded: u32,
    original: u32,
    /// Whether the original has a byte for every folded byte. Else the piece is one character that became several, or
    /// one of another length, and only its ends have a counterpart.
    bytewise: bool,
}

impl Folded {
    /// `text`, folded. What lies beyond 4 GiB is left out.
    pub fn of(text: &str) -> Self {
        let mut folding = Folding { text: String::with_capacity(text.len()), pieces: Vec::new(), skew: None };
        let mut rest = text;
        while !rest.is_empty() {
            let start = text.len() - rest.len();
            let plain_len = folding.push_plain(rest, start);
            rest = rest.get(plain_len..).unwrap_or_default();
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            folding.push_char(c, start + plain_len);
            rest = chars.as_str();
        }
        let (folded, original) = (folding.text.len(), text.len());
        folding.push_piece(folded, original, false);
        Self { text: folding.text, pieces: folding.pieces }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The offset in the original of an offset in the folded text. Inside a character that was folded to several, it is
    /// the start of that character.
    pub fn original_offset(&self, folded: usize) -> usize {
        let (piece, _) = self.piece_at(folded);
        let inside = if piece.bytewise { folded - piece.folded as usize } else { 0 };
        piece.original as usize + inside
    }

    /// The range in the original of a range in the folded text. It holds whole characters: one that was folded to several
    /// is inside as soon as one of them is.
    pub fn original_range(&self, folded: TextRange) -> TextRange {
        let (piece, next) = self.piece_at(folded.end());
        let end = match next {
            Some(next) if !piece.bytewise && folded.end() > piece.folded as usize => next.original as usize,
            _ => self.original_offset(folded.end()),
        };
        TextRange::between(self.original_offset(folded.start()), end)
    }

    fn piece_at(&self, folded: usize) -> (Piece, Option<Piece>) {
        let folded = folded.min(self.text.len());
        let after = self.pieces.partition_point(|piece| piece.folded as usize <= folded);
        let first = Piece { folded: 0, original: 0, bytewise: false };
        let piece = after.checked_sub(1).and_then(|at| self.pieces.get(at)).copied().unwrap_or(first);
        (piece, self.pieces.get(after).copied())
    }
}

/// A folded text in the making.
struct Folding {
    text: String,
    pieces: Vec<Piece>,
    /// Original minus folded offset of the bytewise piece that is being continued.
    skew: Option<usize>,
}

impl Folding {
    /// Folds the ASCII that `rest` starts with as far as each byte gives one byte; returns how far that is.
    fn push_plain(&mut self, rest: &str, original: usize) -> usize {
        let mut after_space = self.text.ends_with(' ');
        let bytes = rest.as_bytes().iter().take_while(|byte| {
            let goes_on = match byte {
                b' ' => !after_space,
                b'!'..=b'_' | b'a'..=b'~' => true,
                _ => false,
            };
            after_space = **byte == b' ';
            goes_on
        });
        let len = bytes.count();
        if len > 0 {
            let start = self.text.len();
            self.continue_bytewise(start, original);
            self.text.push_str(rest.get(..len).unwrap_or_default());
            if let Some(pushed) = self.text.get_mut(start..) {
                pushed.make_ascii_lowercase();
            }
        }
        len
    }

    fn push_char(&mut self, c: char, original: usize) {
        let start = self.text.len();
        if c.is_whitespace() {
            if !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        } else {
            fold_char(c, &mut self.text);
        }
        let folded_len = self.text.len() - start;
        let one_char = self.text.get(start..).is_some_and(|folded| folded.chars().count() == 1);
        if one_char && folded_len == c.len_utf8() {
            self.continue_bytewise(start, original);
        } else if folded_len > 0 {
            self.push_piece(start, original, false);
        }
    }

    /// Notes that from here on each folded byte has one of the original.
    fn continue_bytewise(&mut self, folded: usize, original: usize) {
        if self.skew != Some(original.wrapping_sub(folded)) {
            self.push_piece(folded, original, true);
        }
    }

    fn push_piece(&mut self, folded: usize, original: usize, bytewise: bool) {
        let (Ok(from), Ok(to)) = (u32::try_from(folded), u32::try_from(original)) else { return };
        self.skew = bytewise.then(|| original.wrapping_sub(folded));
        self.pieces.push(Piece { folded: from, original: to, bytewise });
    }
}

/// A quotation mark, dash or row of dots in its plainest form; `None` for all else.
pub(super) fn plain_mark(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{2039}' | '\u{203A}' | '`' | '\u{B4}' => "'",
        '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{AB}' | '\u{BB}' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '\u{2026}' => "...",
        _ => return None,
    })
}

fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() && c != '`' {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if let Some(mark) = plain_mark(c) {
        return out.push_str(mark);
    }
    let spelled = match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' => "d",
        'ł' | 'Ł' => "l",
        'ı' => "i",
        'ς' => "σ",
        'ſ' => "s",
        'µ' => "μ",
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ if is_unseen(c) => "",
        // Hangul syllables are letters of one piece; taken apart, one would be found inside another.
        '\u{AC00}'..='\u{D7A3}' => return out.push(c),
        _ => {
            decompose_canonical(c, |part| match part {
                _ if is_accent(part) => {}
                _ if part == c => out.extend(part.to_lowercase().filter(|&lower| !is_accent(lower))),
                // What is left without its accents may be spelled otherwise: Ǽ is an Æ first.
                _ => fold_char(part, out),
            });
            return;
        }
    };
    out.push_str(spelled);
}

/// Accents of alphabets in which a word is readable without them; not the vowel signs of other scripts.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Characters without width that change nothing about the words: soft hyphens, break hints, direction controls.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
