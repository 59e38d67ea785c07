//! From bytes to characters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::Warning;

/// How much of a file is looked at to tell what it is.
const SAMPLE_LEN: usize = 64 * 1024;

/// The characters of a file.
pub(super) struct Decoded {
    /// Without a byte order mark, and with `\n` as the only line end.
    pub(super) text: String,
    pub(super) encoding: String,
    pub(super) warnings: Vec<Warning>,
}

/// Decodes a file that does not say how: by its byte order mark, as UTF-8 if it is, as UTF-16 or UTF-32 if its NUL bytes
/// say so, else by what its bytes make likely. `None` if it holds no text.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some(decoded) = decode_marked(bytes).or_else(|| decode_wide(bytes)) {
        return Some(decoded);
    }
    if let Ok(text) = str::from_utf8(bytes) {
        let is_text = bytes.len() < 64 || control_share(bytes) < 0.5;
        return is_text.then(|| decoded(text.to_owned(), "UTF-8", vec![]));
    }
    if control_share(bytes) > 0.05 {
        return None;
    }
    if is_damaged_utf8(bytes) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        return Some(decoded(text, "UTF-8", vec![Warning::UndecodableBytes]));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let guessed = Warning::GuessedEncoding { encoding: encoding.name().to_owned() };
    Some(decode_with(encoding, bytes, vec![guessed]))
}

/// Decodes a file in a named encoding, `None` if there is none of that name.
pub(super) fn decode_as(bytes: &[u8], label: &str) -> Option<Decoded> {
    let encoding = Encoding::for_label(label.as_bytes())?;
    let mark_len = Encoding::for_bom(bytes).filter(|(marked, _)| *marked == encoding).map_or(0, |(_, len)| len);
    Some(decode_with(encoding, bytes.get(mark_len..)?, vec![]))
}

fn decode_marked(bytes: &[u8]) -> Option<Decoded> {
    for (mark, big_endian) in [(b"\xFF\xFE\0\0", false), (b"\0\0\xFE\xFF", true)] {
        if let Some(text) = bytes.strip_prefix(mark).and_then(|rest| decode_utf32(rest, big_endian)) {
            return Some(decoded(text, utf32_name(big_endian), vec![]));
        }
    }
    let (encoding, mark_len) = Encoding::for_bom(bytes)?;
    Some(decode_with(encoding, bytes.get(mark_len..)?, vec![]))
}

/// Decodes UTF-16 and UTF-32 without a byte order mark, `None` if the file is neither. UTF-16 gives itself away by the NUL
/// byte beside each character of the Latin alphabet, so text without any is not found.
fn decode_wide(bytes: &[u8]) -> Option<Decoded> {
    if bytes.len() < 8 {
        return None;
    }
    let guessed = |encoding: &str| vec![Warning::GuessedEncoding { encoding: encoding.to_owned() }];
    for big_endian in [false, true] {
        if let Some(text) = decode_utf32(bytes, big_endian).filter(|text| !text.contains('\0')) {
            let name = utf32_name(big_endian);
            return Some(decoded(text, name, guessed(name)));
        }
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE_LEN))?;
    let nuls = |parity| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, units) = (nuls(0), nuls(1), sample.len() / 2);
    let encoding = match () {
        () if odd * 10 >= units * 3 && even * 20 <= odd => UTF_16LE,
        () if even * 10 >= units * 3 && odd * 20 <= even => UTF_16BE,
        () => return None,
    };
    Some(decode_with(encoding, bytes, guessed(encoding.name())))
}

fn decode_utf32(bytes: &[u8], big_endian: bool) -> Option<String> {
    let (units, []) = bytes.as_chunks::<4>() else { return None };
    let code = |unit: &[u8; 4]| if big_endian { u32::from_be_bytes(*unit) } else { u32::from_le_bytes(*unit) };
    units.iter().map(|unit| char::from_u32(code(unit))).collect()
}

fn utf32_name(big_endian: bool) -> &'static str {
    if big_endian { "UTF-32BE" } else { "UTF-32LE" }
}

/// Whether this is UTF-8 with a few bad places: at least ten good characters beyond ASCII for each.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * 10
}

/// How much of the file's beginning is control characters that no text needs, from 0 to 1.
pub(super) fn control_share(bytes: &[u8]) -> f64 {
    let sample = bytes.get(..bytes.len().min(SAMPLE_LEN)).unwrap_or_default();
    // Shifts and escapes belong to older Asian encodings, the others to any text.
    let needed = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x0E | 0x0F | 0x1B);
    let controls = sample.iter().filter(|byte| **byte < 0x20 && !needed(**byte)).count();
    controls as f64 / sample.len().max(1) as f64
}

fn decode_with(encoding: &'static Encoding, bytes: &[u8], mut warnings: Vec<Warning>) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if damaged {
        warnings.push(Warning::UndecodableBytes);
    }
    decoded(text.into_owned(), encoding.name(), warnings)
}

fn decoded(text: String, encoding: &str, warnings: Vec<Warning>) -> Decoded {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    Decoded { text, encoding: encoding.to_owned(), warnings }
}
