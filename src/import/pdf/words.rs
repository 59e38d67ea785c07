//! The characters of a line to its words: spaces where there are gaps, accents on their letters, and text that runs from
//! right to left in the order in which it is read.

use hayro_interpret::hayro_cmap::BfString;
use unicode_normalization::char::compose;

use crate::text::is_rtl_char;

use super::device::Glyph;
use super::lines::Line;

/// How wide a gap is a space, in ems.
const SPACE: f64 = 0.15;
/// How wide a gap is a space between signs that are written without, in ems.
const SPACE_IN_IDEOGRAPHS: f64 = 0.5;

/// A character and the room it takes in its line.
pub(super) struct Piece<'g> {
    pub(super) glyph: &'g Glyph,
    pub(super) left: f64,
    pub(super) right: f64,
}

/// A character as it is written, or the space before the next one.
struct Sign {
    text: BfString,
    mark: Option<u16>,
}

/// Writes the words of a line whose pieces stand from left to right, and which of them are marked.
pub(super) fn write(pieces: &[Piece<'_>], line: &mut Line) {
    let mut signs = signs(pieces, line.size);
    if signs.iter().any(|sign| side(&sign.text) == Side::Right) {
        in_reading_order(&mut signs);
    }
    let space = |sign: &Sign| matches!(sign.text, BfString::Char(' '));
    let mut open: Option<(usize, u16)> = None;
    for (idx, sign) in signs.iter().enumerate() {
        // A space lies under a mark only amid its words.
        let mark = if space(sign) { signs.get(idx + 1).and_then(|next| next.mark) } else { sign.mark };
        let ends = open.map(|(_, to)| to) != mark || (space(sign) && sign.mark != mark);
        if let Some((start, to)) = open.take_if(|_| ends) {
            line.marks.push((start, line.text.len(), to));
        }
        if !space(sign) && open.is_none() {
            open = sign.mark.map(|to| (line.text.len(), to));
        }
        match &sign.text {
            BfString::Char(char) => line.text.push(*char),
            BfString::String(words) => line.text.push_str(words),
        }
    }
    if let Some((start, to)) = open {
        line.marks.push((start, line.text.len(), to));
    }
}

fn signs(pieces: &[Piece<'_>], size: f64) -> Vec<Sign> {
    let widest = space_width(pieces, size);
    let mut signs: Vec<Sign> = Vec::with_capacity(pieces.len() + pieces.len() / 4);
    let (mut end, mut space, mut skip) = (f64::INFINITY, false, false);
    for (idx, piece) in pieces.iter().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        if piece.glyph.is_space() {
            // One that says nothing is part of a stretch whose words stand at its first character.
            if matches!(&piece.glyph.text, BfString::String(words) if words.is_empty()) {
                end = end.max(piece.right);
            } else {
                space = true;
            }
            continue;
        }
        let em = f64::from(piece.glyph.size.min(piece.glyph.em)).min(size);
        let is_ideograph = |glyph: &Glyph| glyph.first().is_some_and(is_ideograph);
        let before = idx.checked_sub(1).and_then(|before| pieces.get(before));
        let amid_ideographs = is_ideograph(piece.glyph)
            && before.is_some_and(|before| before.glyph.is_space() || is_ideograph(before.glyph));
        let wide = if amid_ideographs { SPACE_IN_IDEOGRAPHS * em } else { widest.max(SPACE * em) };
        if (space || piece.left - end > wide) && !signs.is_empty() {
            signs.push(Sign { text: BfString::Char(' '), mark: None });
        }
        space = false;
        let (text, both) = with_accent(piece, pieces.get(idx + 1), size);
        skip = both;
        end = if both {
            pieces.get(idx + 1).map_or(piece.right, |next| next.right.max(piece.right))
        } else {
            piece.right
        };
        signs.push(Sign { text, mark: piece.glyph.mark });
    }
    signs
}

/// How wide a gap is more than the gaps between the letters of a line that is set wide; 0 for other lines.
fn space_width(pieces: &[Piece<'_>], size: f64) -> f64 {
    let is_letter = |piece: &Piece<'_>| piece.glyph.first().is_some_and(char::is_alphabetic);
    let pairs = pieces.windows(2).filter_map(|pair| match pair {
        [one, other] if is_letter(one) && is_letter(other) => Some(other.left - one.right),
        _ => None,
    });
    let mut gaps: Vec<f64> = pairs.collect();
    if gaps.len() < 4 {
        return 0.0;
    }
    let middle = gaps.len() / 2;
    let (_, median, _) = gaps.select_nth_unstable_by(middle, f64::total_cmp);
    if *median > 0.1 * size && *median < 0.45 * size { *median + SPACE * size } else { 0.0 }
}

/// A character with the accent that is drawn over it, where the two are one character; whether they are.
fn with_accent(piece: &Piece<'_>, next: Option<&Piece<'_>>, size: f64) -> (BfString, bool) {
    let alone = (piece.glyph.text.clone(), false);
    let Some(next) = next else { return alone };
    let (BfString::Char(one), BfString::Char(other)) = (&piece.glyph.text, &next.glyph.text) else { return alone };
    let (base, accent) = match (combining(*one), combining(*other)) {
        (Some(accent), None) => (*other, accent),
        (None, Some(accent)) => (*one, accent),
        _ => return alone,
    };
    let apart = (piece.left + piece.right - next.left - next.right).abs() / 2.0;
    if apart > 0.3 * size {
        return alone;
    }
    // A letter without its dot has the accent of the letter with it.
    let base = match base {
        'ı' => 'i',
        'ȷ' => 'j',
        base => base,
    };
    compose(base, accent).map_or(alone, |letter| (BfString::Char(letter), true))
}

/// The accent that a sign stands for when it is drawn over a letter.
fn combining(char: char) -> Option<char> {
    Some(match char {
        '`' | '\u{2CB}' => '\u{300}',
        '´' | '\u{2CA}' => '\u{301}',
        '^' | 'ˆ' => '\u{302}',
        '~' | '˜' => '\u{303}',
        '¯' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30A}',
        '˝' => '\u{30B}',
        'ˇ' => '\u{30C}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        '\u{300}'..='\u{36F}' => char,
        _ => return None,
    })
}

/// Whether words of these signs have no spaces between them.
pub(super) fn is_ideograph(char: char) -> bool {
    matches!(char, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
        && !matches!(char, '\u{3130}'..='\u{318F}')
}

/// The direction of a sign.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Digit,
    Neither,
}

fn side(text: &BfString) -> Side {
    let first = match text {
        BfString::Char(char) => Some(*char),
        BfString::String(words) => words.chars().next(),
    };
    match first {
        Some(char) if is_rtl_char(char) => Side::Right,
        Some(char) if char.is_numeric() => Side::Digit,
        Some(char) if char.is_alphabetic() => Side::Left,
        _ => Side::Neither,
    }
}

/// Turns round what is read from right to left; in it, words and numbers of the other direction stay.
fn in_reading_order(signs: &mut [Sign]) {
    let count = |wanted| signs.iter().filter(|sign| side(&sign.text) == wanted).count();
    let from_right = count(Side::Right) >= count(Side::Left);
    if from_right {
        signs.reverse();
        for sign in signs.iter_mut() {
            if let BfString::Char(char) = &mut sign.text {
                *char = mirrored(*char);
            }
        }
        turn(signs, |side| matches!(side, Side::Left | Side::Digit));
    } else {
        turn(signs, |side| side == Side::Right);
    }
}

/// Turns round each run of signs of a side, with what stands between them.
fn turn(signs: &mut [Sign], is_turned: impl Fn(Side) -> bool) {
    let mut run: Option<(usize, usize)> = None;
    for idx in 0..=signs.len() {
        let side = signs.get(idx).map(|sign| side(&sign.text));
        match (side, run) {
            (Some(side), _) if is_turned(side) => run = Some((run.map_or(idx, |(start, _)| start), idx + 1)),
            (Some(Side::Neither), _) => {}
            (_, Some((start, end))) => {
                let run_of = signs.get_mut(start..end).unwrap_or_default();
                run_of.reverse();
                for sign in run_of {
                    if let BfString::Char(char) = &mut sign.text {
                        *char = mirrored(*char);
                    }
                }
                run = None;
            }
            _ => {}
        }
    }
}

/// A bracket as it is written where it is read from the other side.
fn mirrored(char: char) -> char {
    match char {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        char => char,
    }
}
