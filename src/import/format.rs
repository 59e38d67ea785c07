//! Which format a file has: by what it holds first, by its name second.

use super::encoding::control_share;
use super::package::{Package, format_told_first};
use super::{ImportError, Options, rtf, subtitles};

/// How much of a file is looked at to tell that it is a web page or an e-mail.
const HEAD_LEN: usize = 8 * 1024;

/// A format that can be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A web page with all its parts in one file, as browsers save it.
    Mhtml,
    /// A document of Word.
    Docx,
    /// A document of LibreOffice.
    Odt,
    /// Rich text.
    Rtf,
    /// An electronic book.
    Epub,
    /// Pages as they are printed.
    Pdf,
    /// An e-mail.
    Eml,
    /// Subtitles.
    Srt,
    /// Subtitles of the web.
    Vtt,
}

impl Format {
    /// The format of a file. An error if it is of a kind that is known but not read.
    pub fn of(bytes: &[u8], name: &str, options: &Options) -> Result<Self, ImportError> {
        if options.as_plain_text {
            return Ok(Self::Text);
        }
        let named = by_name(name);
        // The source of a page is text too: who names it so wants to read that.
        if let Some(format) = by_content(bytes).filter(|format| (*format, named) != (Self::Html, Some(Self::Text))) {
            return Ok(format);
        }
        // Parts without the list and the beginning of their file.
        let is_package = || Package::open(bytes).is_some();
        if let Some(format @ (Self::Docx | Self::Odt | Self::Epub)) = named.filter(|_| is_package()) {
            return Ok(format);
        }
        if let Some(what) = known_binary(bytes) {
            return Err(ImportError::OtherFormat { what: what.to_owned() });
        }
        // Its first bytes may be damaged.
        let is_rich = || bytes.contains(&b'\\');
        let named = named.filter(|format| format.is_told_by_name() || *format == Self::Rtf && is_rich());
        Ok(named.unwrap_or(Self::Text))
    }

    /// Whether a file may have this format that does not begin as such files do.
    fn is_told_by_name(self) -> bool {
        matches!(self, Self::Markdown | Self::Eml | Self::Mhtml | Self::Html | Self::Srt | Self::Vtt)
    }

    /// Whether the text is read as it stands, so that the file can do no harm.
    pub fn is_plain(self) -> bool {
        matches!(self, Self::Text | Self::Markdown)
    }
}

/// The format that files of this name have.
fn by_name(name: &str) -> Option<Format> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "txt" | "text" => Format::Text,
        "md" | "markdown" => Format::Markdown,
        "eml" => Format::Eml,
        "mhtml" | "mht" => Format::Mhtml,
        "html" | "htm" | "xhtml" | "xht" | "shtml" => Format::Html,
        "srt" => Format::Srt,
        "vtt" => Format::Vtt,
        "rtf" => Format::Rtf,
        "docx" | "docm" => Format::Docx,
        "odt" => Format::Odt,
        "epub" => Format::Epub,
        _ => return None,
    })
}

/// The format if the bytes leave no doubt.
fn by_content(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PK") {
        return format_told_first(bytes).or_else(|| Package::open(bytes)?.format());
    }
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    // Other programs also take a PDF file with something before it.
    if memchr::memmem::find(start, b"%PDF-").is_some() {
        return Some(Format::Pdf);
    }
    if rtf::start(bytes).is_some() {
        return Some(Format::Rtf);
    }
    let head: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).take(HEAD_LEN).collect();
    let head = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .or(head.strip_prefix(b"\xFF\xFE"))
        .or(head.strip_prefix(b"\xFE\xFF"))
        .unwrap_or(&head);
    let head = String::from_utf8_lossy(head);
    match () {
        () if subtitles::is_vtt(&head) => Some(Format::Vtt),
        () if subtitles::is_srt(&head) => Some(Format::Srt),
        () if is_page(&head) => Some(Format::Html),
        () => mail_or_archive(&head),
    }
}

/// Whether a file begins with the head of an e-mail, or of a web archive, which is one with the mark of a browser.
fn mail_or_archive(head: &str) -> Option<Format> {
    // A mailbox has a line before each e-mail.
    let head = head.strip_prefix("From ").and_then(|head| head.split_once('\n')).map_or(head, |(_, head)| head);
    let mut names = Vec::new();
    for line in head.lines().take_while(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) && !names.is_empty() {
            continue;
        }
        let name = line.split_once(':').map_or("", |(name, _)| name).trim_end();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            break;
        }
        names.push(name.to_ascii_lowercase());
    }
    let has = |name: &str| names.iter().any(|own| own == name);
    let known =
        ["from", "to", "subject", "date", "message-id", "mime-version", "received", "content-type", "return-path"];
    let is_mail =
        known.iter().filter(|name| has(name)).count() >= 3 && (has("from") || has("received") || has("mime-version"));
    let lower = head.to_ascii_lowercase();
    let is_archive = has("snapshot-content-location") || lower.contains("<saved by ");
    match () {
        () if is_archive && lower.contains("multipart/related") => Some(Format::Mhtml),
        () if is_mail => Some(Format::Eml),
        () => None,
    }
}

/// Whether a file begins as a web page does.
fn is_page(head: &str) -> bool {
    let mut rest = head.trim_start();
    loop {
        let behind = |start: &str, end: &str| rest.strip_prefix(start)?.split_once(end).map(|(_, behind)| behind);
        match behind("<!--", "-->").or_else(|| behind("<?xml", "?>")) {
            Some(behind) => rest = behind.trim_start(),
            None => break,
        }
    }
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| {
        let begins = rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        begins && rest.get(tag.len()..).is_some_and(|behind| !behind.starts_with(|c: char| c.is_alphanumeric()))
    })
}

/// What kind of file this is if its first bytes say that it is no text.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    let known = |magic: &[u8]| bytes.starts_with(magic);
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let names = |part: &[u8]| memchr::memmem::find(head, part).is_some();
    Some(match () {
        () if known(b"PK\x03\x04") || known(b"PK\x05\x06") => "a ZIP archive or a document in one",
        // The name of the stream, in UTF-16, in which Office keeps what it has locked.
        () if known(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
            && memchr::memmem::find(bytes, b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0").is_some() =>
        {
            "an Office document locked with a password"
        }
        () if known(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") => "an old Office document",
        () if known(b"\x7FELF") => "a program",
        () if known(b"MZ") && control_share(bytes) > 0.1 => "a program",
        () if known(b"\x89PNG\r\n\x1A\n") || known(b"GIF87a") || known(b"GIF89a") || known(b"\xFF\xD8\xFF") => {
            "a picture"
        }
        () if known(b"II*\0") || known(b"MM\0*") || (known(b"RIFF") && names(b"WEBP")) => "a picture",
        () if known(b"RIFF") && control_share(bytes) > 0.05 => "a sound or video file",
        () if known(b"ID3") || known(b"OggS") || known(b"fLaC") => "a sound file",
        () if bytes.get(4..8) == Some(b"ftyp") => "a video file",
        () if known(b"\x1F\x8B") || known(b"7z\xBC\xAF\x27\x1C") || known(b"Rar!\x1A") || known(b"\xFD7zXZ\0") => {
            "a compressed archive"
        }
        () if known(b"SQLite format 3\0") => "a database",
        () => return None,
    })
}
