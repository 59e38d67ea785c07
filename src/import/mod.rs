//! Files of other programs as text: bytes in, text with its blocks and warnings out.
//!
//! Knows texts, and of the model only what a document is made from. Damaged or odd input is no error: what was understood comes back with warnings,
//! and only a file that holds no text is refused. Start reading with [`import`].

mod encoding;
mod file;
mod loaded;
mod markdown;
mod plain;

use std::fmt;

use thiserror::Error;

use crate::text::Block;

pub use file::{ReadError, read_file};

/// The largest file that is loaded.
pub const MAX_FILE_LEN: u64 = 256 << 20;

/// A loaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The whole text as in the file: decoded, without a byte order mark, and every line end one `\n`. Nothing else is
    /// changed: a last line end, white space, NUL and control characters stay, and Markdown keeps its signs.
    pub text: String,
    /// The paragraphs, headings and list items of the text, as `Blocks::new` takes them.
    pub blocks: Vec<Block>,
    /// The words of the heading that the text is known by.
    pub title: Option<String>,
    /// `text/plain` or `text/markdown`.
    pub media_type: &'static str,
    /// The name of the encoding, as the WHATWG standard spells it ("UTF-8", "windows-1252").
    pub encoding: String,
    /// What a reader should know before trusting the text.
    pub warnings: Vec<Warning>,
}

/// Something about a loaded file that its reader should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The file does not say how it is encoded.
    GuessedEncoding {
        /// The encoding it was taken for.
        encoding: String,
    },
    /// Some bytes stand for no character in this encoding; each such place shows as `�`.
    UndecodableBytes,
    /// The file has no content.
    Empty,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GuessedEncoding { encoding } => {
                write!(f, "The file does not name its encoding; it was read as {encoding}, which is a guess")
            }
            Self::UndecodableBytes => write!(f, "Some bytes of the file are no characters; they are shown as �"),
            Self::Empty => write!(f, "The file is empty"),
        }
    }
}

/// Why a file could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// The file is of a kind that is known but not read.
    #[error("This is {what}: this version reads plain text and Markdown")]
    OtherFormat {
        /// The kind with its article, such as "a PDF file".
        what: &'static str,
    },
    /// The file holds something that is no text.
    #[error("This is no text: most of the file is not made of characters")]
    NotText,
    /// The file is larger than [`MAX_FILE_LEN`].
    #[error("The file is too large: it has {} MiB, and at most 256 MiB can be loaded", len >> 20)]
    TooLarge {
        /// How long the file is, in bytes.
        len: u64,
    },
    /// The encoding that was asked for does not exist.
    #[error("There is no encoding of the name “{label}”")]
    UnknownEncoding {
        /// The name that was asked for.
        label: String,
    },
}

/// Loads a file from its bytes. `name` is its file name; it tells Markdown (`.md`, `.markdown`) from plain text.
pub fn import(bytes: &[u8], name: &str) -> Result<Imported, ImportError> {
    refuse(bytes)?;
    let decoded = encoding::decode(bytes).ok_or(ImportError::NotText)?;
    Ok(structured(decoded, name))
}

/// Loads a file in the encoding that the user names, by any label of the WHATWG standard ("latin1", "shift_jis").
pub fn import_as(bytes: &[u8], name: &str, encoding_label: &str) -> Result<Imported, ImportError> {
    refuse(bytes)?;
    let unknown = || ImportError::UnknownEncoding { label: encoding_label.to_owned() };
    Ok(structured(encoding::decode_as(bytes, encoding_label).ok_or_else(unknown)?, name))
}

fn refuse(bytes: &[u8]) -> Result<(), ImportError> {
    let len = bytes.len() as u64;
    if len > MAX_FILE_LEN {
        return Err(ImportError::TooLarge { len });
    }
    match encoding::known_binary(bytes) {
        Some(what) => Err(ImportError::OtherFormat { what }),
        None => Ok(()),
    }
}

fn structured(decoded: encoding::Decoded, name: &str) -> Imported {
    let encoding::Decoded { text, encoding, mut warnings } = decoded;
    if text.is_empty() {
        warnings.push(Warning::Empty);
    }
    let (media_type, (blocks, title)) = if is_markdown(name) {
        ("text/markdown", markdown::structure(&text))
    } else {
        ("text/plain", plain::structure(&text))
    };
    Imported { text, blocks, title, media_type, encoding, warnings }
}

fn is_markdown(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}
