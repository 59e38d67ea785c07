//! Files of other programs as text: bytes in, text with its blocks and warnings out.
//!
//! Knows texts, and of the model only what a document is made from. Damaged or odd input is no error: what was understood
//! comes back with warnings, and only a file that holds no text is refused. `format.rs` tells what a file is; one file or
//! folder per format reads it and writes what it finds through `builder.rs`, which sees to it that all places fit.
//! `worker.rs` does this in a process of its own. Start reading with [`import`].

mod builder;
mod docx;
mod encoding;
mod epub;
mod file;
mod format;
mod html;
mod loaded;
mod mail;
mod markdown;
mod numeral;
mod odt;
mod package;
mod pdf;
mod plain;
mod rtf;
mod sheet;
mod subtitles;
mod symbols;
mod watch;
mod worker;
mod xml;

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{Facts, Importer, Structure};
use crate::text::Block;

pub use encoding::{EncodingGroup, encodings, preview};
pub use file::{ReadError, read_file};
pub use format::Format;
pub use loaded::title_of_file;
pub use watch::{Progress, Watch};
pub use worker::{Cancel, Limits, WORKER_ARGUMENT, Workshop, serve};

/// The largest file that is loaded.
pub const MAX_FILE_LEN: u64 = 256 << 20;

/// A loaded file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The whole text, with `\n` as the only line end. Of plain text and Markdown nothing else is changed: a last line
    /// end, white space, NUL and control characters stay, and Markdown keeps its signs.
    pub text: String,
    /// The paragraphs, headings, list items and cells of the text, as `Blocks::new` takes them.
    pub blocks: Vec<Block>,
    /// What is kept beside the text. Fits it.
    pub structure: Structure,
    /// The words of the title that the text is known by.
    pub title: Option<String>,
    /// What the file says about itself.
    pub facts: Facts,
    /// `text/plain`, `application/pdf`.
    pub media_type: String,
    /// The name of the encoding, as the WHATWG standard spells it ("UTF-8", "windows-1252"); empty where the format
    /// settles it.
    pub encoding: String,
    /// What read it.
    pub importer: Importer,
    /// What a reader should know before trusting the text.
    pub warnings: Vec<Warning>,
    /// Files inside the file, such as those that came with an e-mail.
    pub attachments: Vec<Attachment>,
}

impl Imported {
    /// What was read, unless that is no text because the file is damaged.
    fn unless_lost(self) -> Result<Self, ImportError> {
        let damage = self.warnings.iter().find_map(|warning| match warning {
            Warning::Damaged { what } => Some(what.clone()),
            _ => None,
        });
        match damage.filter(|_| self.text.is_empty()) {
            Some(what) => Err(ImportError::Unreadable { what }),
            None => Ok(self),
        }
    }
}

/// A file inside a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What a file is read with beside its bytes and its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The encoding that the user names, by any label of the WHATWG standard ("latin1", "shift_jis"). Formats that settle
    /// it themselves take no notice.
    pub encoding: Option<String>,
    /// The password that the user gave.
    pub password: Option<String>,
    /// Whether to read the file as plain text whatever it is.
    pub as_plain_text: bool,
}

/// Something about a loaded file that its reader should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The file has content, but no text was found in it.
    NoText,
    /// A part of the file is damaged; what could be read of it is there.
    Damaged {
        /// The part and what is wrong with it: "its footnotes end too soon".
        what: String,
    },
    /// Something in the file was left out.
    LeftOut {
        /// What, and why: "a picture of more than 64 MiB".
        what: String,
    },
    /// A part of the file holds so much more than its size that it may have been made to do harm.
    Swollen {
        /// The part.
        what: String,
    },
    /// Words are shown that the file hides, as they are most of a page.
    Uncovered {
        /// Of which pages: "page 3 and 2 more".
        what: String,
    },
    /// The reading was stopped before the end.
    Stopped {
        /// Why: "it took more than 20 seconds".
        why: String,
    },
    /// The reading was stopped before the end, because it took more time or memory than it may.
    OverLimit {
        /// Why: "it took more than 20 seconds".
        why: String,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GuessedEncoding { encoding } => {
                write!(f, "The file does not name its encoding; it was read as {encoding}, which is a guess")
            }
            Self::UndecodableBytes => write!(f, "Some bytes of the file are no characters; they are shown as �"),
            Self::Empty => write!(f, "The file is empty"),
            Self::NoText => write!(f, "No text was found in the file"),
            Self::Damaged { what } => write!(f, "The file is damaged: {what}; the rest was read"),
            Self::LeftOut { what } => write!(f, "Left out: {what}"),
            Self::Swollen { what } => write!(f, "{what} unpacks to more than 200 times its size; be wary of this file"),
            Self::Uncovered { what } => {
                write!(f, "Most words of {what} are hidden, outside its edges or unpainted; they are shown here")
            }
            Self::Stopped { why } | Self::OverLimit { why } => {
                write!(f, "The reading was stopped before the end, because {why}")
            }
        }
    }
}

/// Why a file could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum ImportError {
    /// The file is of a kind that is known but not read.
    #[error("This is {what}, which Tickmark does not read")]
    OtherFormat {
        /// The kind with its article, such as "a picture".
        what: String,
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
    /// The file is damaged so that nothing of it can be read.
    #[error("The file cannot be read: {what}")]
    Unreadable {
        /// What is wrong with it: "its list of parts is missing".
        what: String,
    },
    /// The file can only be read with a password.
    #[error("The file is locked with a password")]
    PasswordNeeded,
    /// The password that was given is not the right one.
    #[error("This is not the password of the file")]
    WrongPassword,
    /// Reading the file came to an end too soon, and nothing of it was read until then.
    #[error("The reading was stopped, because {why}")]
    Stopped {
        /// Why: "it was canceled".
        why: String,
    },
    /// Reading the file took more time or memory than it may, and nothing of it was read until then.
    #[error("The reading was stopped, because {why}")]
    OverLimit {
        /// Why: "it took more than 20 seconds".
        why: String,
    },
}

/// Loads a file from its bytes. What it is tell its bytes first, and its name where they do not.
///
/// This reads in the running program, however long it takes; only plain text and Markdown are read so in the window.
pub fn import(bytes: &[u8], name: &str, options: &Options, watch: &Watch) -> Result<Imported, ImportError> {
    let len = bytes.len() as u64;
    if len > MAX_FILE_LEN {
        return Err(ImportError::TooLarge { len });
    }
    match Format::of(bytes, name, options)? {
        Format::Text => text(bytes, options, plain::structure, "text/plain"),
        Format::Markdown => text(bytes, options, markdown::structure, "text/markdown"),
        Format::Rtf => rtf::import(bytes),
        Format::Srt | Format::Vtt => match subtitles::import(&decoded(bytes, options)?) {
            Some(imported) => Ok(imported),
            None => text(bytes, options, plain::structure, "text/plain"),
        },
        Format::Html => html::import(bytes, None, options),
        Format::Mhtml => mail::import_archive(bytes, options),
        Format::Eml => mail::import(bytes, options),
        Format::Epub => epub::import(bytes, watch),
        Format::Docx => docx::import(bytes, watch),
        Format::Odt => odt::import(bytes, watch),
        Format::Pdf => pdf::import(bytes, options, watch),
    }
}

/// Loads a text whose blocks and title `structure` finds.
fn text(
    bytes: &[u8],
    options: &Options,
    structure: impl FnOnce(&str) -> (Vec<Block>, Option<String>),
    media_type: &str,
) -> Result<Imported, ImportError> {
    let encoding::Decoded { text, encoding, mut warnings } = decoded(bytes, options)?;
    if text.is_empty() {
        warnings.push(Warning::Empty);
    }
    let (blocks, title) = structure(&text);
    Ok(Imported {
        text,
        blocks,
        structure: Structure::default(),
        title,
        facts: Facts::default(),
        media_type: media_type.to_owned(),
        encoding,
        importer: Importer { name: "text".to_owned(), version: 1 },
        warnings,
        attachments: Vec::new(),
    })
}

/// The characters of a text file.
fn decoded(bytes: &[u8], options: &Options) -> Result<encoding::Decoded, ImportError> {
    match &options.encoding {
        Some(label) => {
            let unknown = || ImportError::UnknownEncoding { label: label.clone() };
            encoding::decode_as(bytes, label).ok_or_else(unknown)
        }
        None => encoding::decode(bytes).ok_or(ImportError::NotText),
    }
}
