//! The strings of a PDF file that are meant for people.

use encoding_rs::{UTF_16BE, UTF_16LE};
use hayro_syntax::metadata::Metadata;

use crate::model::Facts;

/// What the file says about itself.
pub(super) fn facts(metadata: &Metadata) -> Facts {
    let words = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(decoded).unwrap_or_default().trim().to_owned();
    let date = metadata.creation_date.or(metadata.modification_date);
    Facts {
        title: words(&metadata.title),
        author: words(&metadata.author),
        published: date.map(|on| format!("{:04}-{:02}-{:02}", on.year, on.month, on.day)).unwrap_or_default(),
        ..Facts::default()
    }
}

/// The words of a string: UTF-16 or UTF-8 if it says so, else the encoding of PDF's own.
pub(super) fn decoded(bytes: &[u8]) -> String {
    let words = match bytes {
        [0xFE, 0xFF, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| in_pdf_encoding(*byte)).collect(),
    };
    words.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

/// A character of the encoding that strings outside pages have, which is Latin-1 but for some signs.
fn in_pdf_encoding(byte: u8) -> char {
    const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const SIGNS: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    let of = |signs: &[char], first: u8| signs.get(usize::from(byte.wrapping_sub(first))).copied();
    match byte {
        0x18..=0x1F => of(&ACCENTS, 0x18),
        0x80..=0xA0 => of(&SIGNS, 0x80),
        _ => None,
    }
    .unwrap_or(char::from(byte))
}

/// A date such as `D:20160622230900+02'00'` as `2016-06-22T23:09:00+02:00`; empty if it is none.
pub(super) fn iso_date(date: &str) -> String {
    let rest = date.trim().trim_start_matches("D:");
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count().min(14);
    let part = |from: usize, to: usize| if to <= digits { rest.get(from..to) } else { None };
    let Some(year) = part(0, 4) else { return String::new() };
    let mut iso = year.to_owned();
    for (sign, from) in [("-", 4), ("-", 6), ("T", 8), (":", 10), (":", 12)] {
        let Some(part) = part(from, from + 2) else { return iso.split('T').next().unwrap_or_default().to_owned() };
        iso.extend([sign, part]);
    }
    let zone: Vec<&str> = rest.get(digits..).unwrap_or_default().split('\'').collect();
    match zone.as_slice() {
        [hours, minutes, ..] if hours.len() == 3 && minutes.len() == 2 => iso.extend([hours, ":", minutes]),
        [zulu, ..] if zulu.starts_with('Z') => iso.push('Z'),
        _ => {}
    }
    iso
}
