//! The Korean encodings that browsers do not know: Johab, which builds a syllable from three codes of five bits, and
//! ISO-2022-KR, which shifts between two sets of seven bits.

use encoding_rs::EUC_KR;

/// Decodes Johab (code page 1361), and says whether some bytes stand for no character.
pub(super) fn decode_johab(bytes: &[u8]) -> (String, bool) {
    let (mut text, mut damaged) = (String::with_capacity(bytes.len() * 3 / 2), false);
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        if first.is_ascii() {
            text.push(char::from(*first));
            continue;
        }
        let pair = after.split_first().and_then(|(second, after)| Some((johab_pair(*first, *second)?, after)));
        match pair {
            Some((c, after)) => {
                text.push(c);
                rest = after;
            }
            None => {
                text.push('\u{FFFD}');
                damaged = true;
            }
        }
    }
    (text, damaged)
}

/// Whether this is Johab: nearly all pairs of bytes are characters, most of these are syllables, and the commonest
/// syllables of the language are among them. Files in other encodings of two bytes fail at the first.
pub(super) fn is_johab(bytes: &[u8]) -> bool {
    let (mut n_pairs, mut n_bad, mut n_syllables, mut n_common) = (0, 0, 0, 0);
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        if first.is_ascii() {
            continue;
        }
        n_pairs += 1;
        let Some((second, after)) = after.split_first() else { break };
        match johab_pair(*first, *second) {
            Some(c) => {
                n_syllables += usize::from(('가'..='힣').contains(&c));
                n_common += usize::from("이다는의에가을고하지은한를도로기사".contains(c));
                rest = after;
            }
            None => n_bad += 1,
        }
    }
    n_pairs >= 10 && n_bad * 100 <= n_pairs && n_syllables * 10 >= n_pairs * 7 && n_common * 10 >= n_syllables
}

/// The character that two bytes stand for in Johab.
fn johab_pair(first: u8, second: u8) -> Option<char> {
    match first {
        0x84..=0xD3 => johab_letters(u32::from(first) << 8 | u32::from(second)),
        0xD9..=0xDE | 0xE0..=0xF9 => johab_sign(first, second),
        _ => None,
    }
}

/// A syllable from its initial, its vowel and its final; where only one of them is there, the letter.
fn johab_letters(code: u32) -> Option<char> {
    let (initial, vowel, last) = (code >> 10 & 31, code >> 5 & 31, code & 31);
    // The codes of vowels and finals have gaps; the first code of each stands for there being none.
    let vowel = match vowel {
        2 => None,
        3..=7 => Some(vowel - 3),
        10..=15 => Some(vowel - 5),
        18..=23 => Some(vowel - 7),
        26..=29 => Some(vowel - 9),
        _ => return None,
    };
    let last = match last {
        1..=17 => last - 1,
        19..=29 => last - 2,
        _ => return None,
    };
    let nth = |letters: &str, at: u32| letters.chars().nth(at.checked_sub(1)? as usize);
    match (initial, vowel, last) {
        (1, None, 0) => Some('\u{3000}'),
        (1, None, _) => nth("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ", last),
        (1, Some(vowel), 0) => char::from_u32(0x314F + vowel),
        (2..=20, None, 0) => nth("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", initial - 1),
        (2..=20, Some(vowel), last) => char::from_u32(0xAC00 + ((initial - 2) * 21 + vowel) * 28 + last),
        _ => None,
    }
}

/// A sign or a Chinese character: those of KS X 1001, two of its rows to each first byte.
fn johab_sign(first: u8, second: u8) -> Option<char> {
    let column = match second {
        0x31..=0x7E => second - 0x31,
        0x91..=0xFE => second - 0x43,
        _ => return None,
    };
    let first = u16::from(first);
    let row = if first < 0xE0 { 2 * (first - 0xD9) } else { 2 * first - 0x197 };
    let (row, column) = if column < 94 { (row, column) } else { (row + 1, column - 94) };
    let pair = [u8::try_from(row + 0xA1).ok()?, column + 0xA1];
    let text = EUC_KR.decode_without_bom_handling_and_without_replacement(&pair)?;
    text.chars().next()
}

/// What a text in ISO-2022-KR begins with, maybe after other lines.
pub(super) const ISO_2022_KR_MARK: &[u8] = b"\x1B$)C";

/// Decodes ISO-2022-KR, and says whether some bytes stand for no character.
pub(super) fn decode_iso_2022_kr(bytes: &[u8]) -> (String, bool) {
    const SHIFT_OUT: u8 = 0x0E;
    const SHIFT_IN: u8 = 0x0F;
    let mut euc = Vec::with_capacity(bytes.len());
    let (mut shifted, mut rest) = (false, bytes);
    while let Some((byte, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(ISO_2022_KR_MARK) {
            rest = after;
            continue;
        }
        rest = after;
        match byte {
            &SHIFT_OUT => shifted = true,
            &SHIFT_IN => shifted = false,
            b'\n' => {
                shifted = false;
                euc.push(b'\n');
            }
            0x21..=0x7E if shifted => euc.push(byte | 0x80),
            _ => euc.push(*byte),
        }
    }
    let (text, damaged) = EUC_KR.decode_without_bom_handling(&euc);
    (text.into_owned(), damaged)
}
