//! From bytes to characters.

mod charset;
mod cyrillic;
mod korean;
mod wide;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8};
use memchr::memmem;

use super::Warning;

pub(super) use charset::Charset;
pub use charset::{EncodingGroup, encodings};

/// How much of a file is looked at to tell what it is.
const SAMPLE_LEN: usize = 64 * 1024;

/// The characters of a file.
pub(super) struct Decoded {
    /// Without a byte order mark, and with `\n` as the only line end.
    pub(super) text: String,
    pub(super) encoding: String,
    pub(super) warnings: Vec<Warning>,
}

/// Decodes a file that does not say how: by its byte order mark or the escapes of older Asian encodings, as UTF-16 or
/// UTF-32 if it reads as such, as UTF-8 if it is, else by what its bytes make likely. `None` if it holds no text.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some(decoded) = decode_marked(bytes) {
        return Some(decoded);
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE_LEN))?;
    if let Some(charset) = by_escapes(sample).or_else(|| wide::find(sample)) {
        return Some(decode_guessed(charset, bytes));
    }
    if let Ok(text) = str::from_utf8(bytes) {
        let is_text = bytes.len() < 64 || control_share(bytes) < 0.5;
        return is_text.then(|| decoded(text.to_owned(), UTF_8.name(), vec![]));
    }
    if control_share(bytes) > 0.05 {
        return None;
    }
    if is_damaged_utf8(bytes) {
        return Some(decode_with(Charset::Web(UTF_8), bytes, vec![]));
    }
    if korean::is_johab(sample) {
        return Some(decode_guessed(Charset::Johab, bytes));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = Charset::Web(detector.guess(None, Utf8Detection::Deny));
    Some(decode_guessed(cyrillic::code_page(sample, guess).unwrap_or(guess), bytes))
}

/// Decodes a file in a named encoding, `None` if there is none of that name.
pub(super) fn decode_as(bytes: &[u8], label: &str) -> Option<Decoded> {
    let charset = Charset::for_label(label)?;
    let mark: &[u8] = match charset {
        Charset::Utf32Le => b"\xFF\xFE\0\0",
        Charset::Utf32Be => b"\0\0\xFE\xFF",
        Charset::Web(encoding) => {
            let marked = Encoding::for_bom(bytes).filter(|(marked, _)| *marked == encoding);
            bytes.get(..marked.map_or(0, |(_, len)| len))?
        }
        _ => b"",
    };
    Some(decode_with(charset, bytes.strip_prefix(mark).unwrap_or(bytes), vec![]))
}

/// The lines at the beginning of a file by which its encoding can be judged: those with letters beyond ASCII, or else the
/// first ones. Empty if there is no encoding of this name.
pub fn preview(bytes: &[u8], encoding: &str) -> Vec<String> {
    const MAX_LINES: usize = 6;
    const MAX_CHARS: usize = 120;
    let sample = bytes.get(..bytes.len().min(SAMPLE_LEN)).unwrap_or_default();
    let Some(decoded) = decode_as(sample, encoding) else { return Vec::new() };
    let lines: Vec<&str> = decoded.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let telling: Vec<&str> = lines.iter().copied().filter(|line| !line.is_ascii()).collect();
    let shown = if telling.is_empty() { lines } else { telling };
    shown.into_iter().take(MAX_LINES).map(|line| line.chars().take(MAX_CHARS).collect()).collect()
}

fn decode_marked(bytes: &[u8]) -> Option<Decoded> {
    for (mark, charset) in [(b"\xFF\xFE\0\0", Charset::Utf32Le), (b"\0\0\xFE\xFF", Charset::Utf32Be)] {
        if let Some(decoded) = bytes.strip_prefix(mark).map(|rest| decode_with(charset, rest, vec![])) {
            // The first four bytes of UTF-16 can be these too, if its first character is NUL.
            if decoded.warnings.is_empty() {
                return Some(decoded);
            }
        }
    }
    let (encoding, mark_len) = Encoding::for_bom(bytes)?;
    Some(decode_with(Charset::Web(encoding), bytes.get(mark_len..)?, vec![]))
}

/// The encoding of seven bits that shifts between alphabets by the escapes that are found here.
fn by_escapes(sample: &[u8]) -> Option<Charset> {
    let has = |escape: &[u8]| memmem::find(sample, escape).is_some();
    match () {
        () if !sample.is_ascii() || memchr::memchr(0x1B, sample).is_none() => None,
        () if has(korean::ISO_2022_KR_MARK) => Some(Charset::Iso2022Kr),
        () if has(b"\x1B$B") || has(b"\x1B$@") => Some(Charset::Web(ISO_2022_JP)),
        () => None,
    }
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

fn decode_guessed(charset: Charset, bytes: &[u8]) -> Decoded {
    decode_with(charset, bytes, vec![Warning::GuessedEncoding { encoding: charset.name().to_owned() }])
}

fn decode_with(charset: Charset, bytes: &[u8], mut warnings: Vec<Warning>) -> Decoded {
    let (text, damaged) = charset.decode(bytes);
    if damaged {
        warnings.push(Warning::UndecodableBytes);
    }
    decoded(text.into_owned(), charset.name(), warnings)
}

fn decoded(text: String, encoding: &str, warnings: Vec<Warning>) -> Decoded {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    Decoded { text, encoding: encoding.to_owned(), warnings }
}
