//! The characters of a page: by its byte order mark, by what came with it, by what it says itself, else by a guess.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use crate::import::encoding::{Decoded, decode, decode_as};
use crate::import::{ImportError, Options, Warning};

/// How far into a page it may say how it is encoded.
const HEAD_LEN: usize = 4096;

/// Decodes a page. `told` is the encoding that was named by what the page came in.
pub(in crate::import) fn decode_page(
    bytes: &[u8],
    told: Option<&str>,
    options: &Options,
) -> Result<Decoded, ImportError> {
    if let Some(label) = &options.encoding {
        let unknown = || ImportError::UnknownEncoding { label: label.clone() };
        return decode_as(bytes, label).ok_or_else(unknown);
    }
    let guess = || decode(bytes).ok_or(ImportError::NotText);
    if Encoding::for_bom(bytes).is_some() {
        return guess();
    }
    let told = told.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let Some(encoding) = told.map(readable).or_else(|| said(bytes)) else { return guess() };
    // Hardly any text of another encoding happens to be UTF-8; and what says so wrongly is of an unknown encoding.
    let is_utf8 = str::from_utf8(bytes).is_ok();
    if (encoding == UTF_8) != is_utf8 && (encoding == UTF_8 || !bytes.is_ascii()) && encoding.is_ascii_compatible() {
        return guess();
    }
    let decoded = decode_as(bytes, encoding.name()).ok_or(ImportError::NotText)?;
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if is_wide && decoded.warnings.contains(&Warning::UndecodableBytes) { guess() } else { Ok(decoded) }
}

/// What the beginning of a page names as its encoding: `charset=` in a `<meta>`, or `encoding=` in the line of XML.
fn said(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD_LEN))?).to_ascii_lowercase();
    let after = |tag: &str, name: &str| {
        let tags = head.split(tag).skip(1).filter_map(|rest| rest.split('>').next());
        let mut values =
            tags.filter_map(|tag| Some(tag.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start()));
        let label = values.next()?.trim_start_matches(['"', '\'']);
        let label = label.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '?')).next()?;
        Encoding::for_label(label.as_bytes())
    };
    let encoding = after("<meta", "charset").or_else(|| after("<?xml", "encoding"))?;
    // It could not be read if it were UTF-16.
    Some(if encoding.is_ascii_compatible() { readable(encoding) } else { UTF_8 })
}

/// The encoding that browsers read in place of one that gives no characters.
fn readable(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == X_USER_DEFINED { WINDOWS_1252 } else { encoding }
}
