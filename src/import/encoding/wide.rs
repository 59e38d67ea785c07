//! Encodings whose characters all have two or four bytes, found without a byte order mark.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::Charset;

/// UTF-16 or UTF-32 if these bytes are a text in one of them. A text in any other encoding has no NUL bytes and hardly
/// any control characters, while here every space and every line end has some.
pub(super) fn find(bytes: &[u8]) -> Option<Charset> {
    if bytes.len() < 8 || !bytes.iter().any(|byte| *byte < 0x09) {
        return None;
    }
    let wide = [(Charset::Utf32Le, u32::from_le_bytes as fn([u8; 4]) -> u32), (Charset::Utf32Be, u32::from_be_bytes)];
    if let Some((charset, _)) = wide.into_iter().find(|(_, code)| is_utf32(bytes, *code)) {
        return Some(charset);
    }
    let little = likeness(bytes, u16::from_le_bytes);
    let big = likeness(bytes, u16::from_be_bytes);
    let charset = if little >= big { UTF_16LE } else { UTF_16BE };
    (little.max(big) >= 0.97).then_some(Charset::Web(charset))
}

/// The characters of a text in UTF-32, and whether some bytes stand for none.
pub(super) fn decode_utf32(bytes: &[u8], code: fn([u8; 4]) -> u32) -> (String, bool) {
    let (units, rest) = bytes.as_chunks::<4>();
    let mut damaged = !rest.is_empty();
    let mut text: String = units
        .iter()
        .map(|unit| {
            char::from_u32(code(*unit)).unwrap_or_else(|| {
                damaged = true;
                '\u{FFFD}'
            })
        })
        .collect();
    text.extend((!rest.is_empty()).then_some('\u{FFFD}'));
    (text, damaged)
}

/// Whether nearly all fours of bytes are characters: any other file has next to none.
fn is_utf32(bytes: &[u8], code: fn([u8; 4]) -> u32) -> bool {
    let (units, _) = bytes.as_chunks::<4>();
    let n_chars = units.iter().filter(|unit| char::from_u32(code(**unit)).is_some_and(|c| c != '\0')).count();
    n_chars > 0 && n_chars * 50 >= units.len() * 49
}

/// Which part of the pairs of bytes are characters that texts are made of, from 0 to 1; 0 if no space, line end or full
/// stop is among them.
fn likeness(bytes: &[u8], code: fn([u8; 2]) -> u16) -> f64 {
    let (units, _) = bytes.as_chunks::<2>();
    let (mut n_chars, mut n_likely, mut n_between) = (0_usize, 0_usize, 0_usize);
    for c in char::decode_utf16(units.iter().map(|unit| code(*unit))) {
        let c = c.unwrap_or('\u{FFFD}');
        n_chars += 1;
        n_likely += usize::from(is_likely(c));
        n_between += usize::from(matches!(c, ' ' | '\n' | '\r' | '\u{3000}'..='\u{3002}' | '，'));
    }
    if n_between * 100 < n_chars { 0.0 } else { n_likely as f64 / n_chars.max(1) as f64 }
}

/// Whether texts are made of such characters: those of living scripts, signs and emoji, but no control characters.
fn is_likely(c: char) -> bool {
    matches!(c,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}'..='\u{24F}' | '\u{2B0}'..='\u{52F}' | '\u{531}'..='\u{6FF}'
        | '\u{900}'..='\u{10FF}' | '\u{1E00}'..='\u{1FFF}' | '\u{2010}'..='\u{22FF}' | '\u{2500}'..='\u{26FF}'
        | '\u{3000}'..='\u{30FF}' | '\u{3130}'..='\u{318E}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{FF01}'..='\u{FF9F}' | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{2FA1F}' | '\u{FEFF}')
}
