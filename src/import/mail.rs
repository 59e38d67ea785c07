//! E-mails and web archives: one file of many parts, by the same rules.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Address, Encoding, HeaderName, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};
use memchr::memmem;

use crate::model::Facts;

use super::builder::Builder;
use super::html::{self, day};
use super::{Attachment, ImportError, Imported, Options, Warning, plain};

/// The most that is kept of the files that came with an e-mail.
const MAX_ATTACHED_LEN: usize = 128 << 20;
/// The most e-mails in an e-mail, and files with it, that are looked at.
const MAX_PARTS: usize = 10_000;

/// Reads an e-mail: its head, what it says, the e-mails in it, and the files that came with it.
pub(super) fn import(bytes: &[u8], options: &Options) -> Result<Imported, ImportError> {
    let message = parse(bytes)?;
    let mut text = Builder::default();
    text.facts = facts(&message);
    let mut attachments = Attachments::default();
    let mut waiting = vec![&message];
    let mut n_messages = 0;
    while let Some(message) = waiting.pop() {
        n_messages += 1;
        if n_messages > MAX_PARTS {
            text.warnings.push(Warning::LeftOut { what: format!("what follows the first {MAX_PARTS} e-mails in it") });
            break;
        }
        push_head(message, &mut text);
        push_body(message, options, &mut text);
        let inner = message.attachments.iter().filter_map(|id| message.part(*id));
        // What comes first in the e-mail is on top of what waits.
        let mut messages = Vec::new();
        for part in inner.take(MAX_PARTS) {
            match &part.body {
                PartType::Message(inner) => messages.push(inner),
                _ => attachments.take(part),
            }
        }
        waiting.extend(messages.into_iter().rev());
    }
    text.warnings.append(&mut attachments.warnings);
    text.warnings.extend(cut_off(&message));
    let mut imported = text.finish("mail", 1, "message/rfc822");
    imported.attachments = attachments.files;
    Ok(imported)
}

/// Reads a web archive: the page that it was saved for.
pub(super) fn import_archive(bytes: &[u8], options: &Options) -> Result<Imported, ImportError> {
    let message = parse(bytes)?;
    let root = message.parts.first();
    let start = root.and_then(|root| root.content_type()).and_then(|kind| kind.attribute("start"));
    let start = start.map(|id| id.trim_matches(['<', '>']));
    let pages = || message.parts.iter().filter(|part| matches!(part.body, PartType::Html(_)));
    let started = pages().find(|part| start.is_some() && part.content_id() == start);
    let Some(page) = started.or_else(|| pages().next()) else { return import(bytes, options) };
    let mut imported = html::import(&contents(&message, page), charset(page), options)?;
    imported.media_type = "multipart/related".to_owned();
    imported.warnings.extend(cut_off(&message));
    if imported.facts.url.is_empty() {
        let saved = message.header_raw(HeaderName::Other("Snapshot-Content-Location".into()));
        let url = saved.or_else(|| page.content_location()).unwrap_or_default().trim();
        imported.facts.url = if url.contains("://") { url.to_owned() } else { String::new() };
        html::complete_addresses(&mut imported);
    }
    Ok(imported)
}

fn parse(bytes: &[u8]) -> Result<Message<'_>, ImportError> {
    let unreadable = || ImportError::Unreadable { what: "it has no header of an e-mail".to_owned() };
    MessageParser::default().parse(bytes).ok_or_else(unreadable)
}

/// A word on an e-mail whose end is missing. The outermost part tells: what lies in it ends before it does.
fn cut_off(message: &Message) -> Option<Warning> {
    let bytes = message.raw_message.as_ref();
    let root = message.parts.first()?;
    let body = bytes.get(root.raw_body_offset() as usize..).unwrap_or_default();
    let boundary = root.content_type().and_then(|kind| kind.attribute("boundary"));
    let is_cut = match (&root.body, root.encoding) {
        (PartType::Multipart(_), _) => {
            boundary.is_some_and(|boundary| memmem::find(body, format!("--{boundary}--").as_bytes()).is_none())
        }
        // Four letters stand for three bytes.
        (_, Encoding::Base64) => body.iter().filter(|byte| !byte.is_ascii_whitespace()).count() % 4 != 0,
        (_, Encoding::QuotedPrintable) => body.ends_with(b"="),
        (_, Encoding::None) => body.is_empty() && !bytes.ends_with(b"\n"),
    };
    is_cut.then(|| Warning::Damaged { what: "it ends too soon".to_owned() })
}

fn facts(message: &Message) -> Facts {
    let from = message.from().and_then(Address::first);
    let author = from.and_then(|from| from.name().or(from.address()));
    Facts {
        title: message.subject().unwrap_or_default().to_owned(),
        author: author.unwrap_or_default().to_owned(),
        published: message.date().map(|date| day(&date.to_rfc3339())).unwrap_or_default(),
        ..Facts::default()
    }
}

/// Writes who wrote to whom, when and about what, each as a paragraph.
fn push_head(message: &Message, text: &mut Builder) {
    let people = |people: Option<&Address>| people.map(in_words).unwrap_or_default();
    let date =
        message.header_raw(HeaderName::Date).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let head = [
        ("From", people(message.from())),
        ("To", people(message.to())),
        ("Cc", people(message.cc())),
        ("Date", date),
        ("Subject", message.subject().unwrap_or_default().to_owned()),
    ];
    for (name, value) in head.iter().filter(|(_, value)| !value.trim().is_empty()) {
        text.end();
        text.push(&format!("{name}: {}", one_line(value)));
    }
    text.end();
}

fn in_words(people: &Address) -> String {
    let people = people.iter().map(|person| match (person.name(), person.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (one, other) => one.or(other).unwrap_or_default().to_owned(),
    });
    people.collect::<Vec<_>>().join(", ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes what an e-mail says: its plain text, unless that says much less than its page does.
fn push_body(message: &Message, options: &Options, text: &mut Builder) {
    let mut body = body(message, &message.text_body, options);
    if message.html_body != message.text_body {
        let page = self::body(message, &message.html_body, options);
        if n_words(&body) * 2 < n_words(&page) {
            body = page;
        }
    }
    text.extend(body);
}

fn n_words(text: &Builder) -> usize {
    text.text().split_whitespace().count()
}

fn body(message: &Message, parts: &[u32], options: &Options) -> Builder {
    let mut text = Builder::default();
    for part in parts.iter().filter_map(|id| message.part(*id)) {
        let contents = contents(message, part);
        let is_page = matches!(part.body, PartType::Html(_));
        if !is_page && !matches!(part.body, PartType::Text(_)) {
            continue;
        }
        match html::decode_page(&contents, charset(part), options) {
            Ok(decoded) => {
                text.warnings.extend(decoded.warnings);
                if is_page {
                    html::push_page(&decoded.text, &mut text);
                } else {
                    push_plain(&unflowed(decoded.text, part), &mut text);
                }
            }
            Err(_) => text.warnings.push(Warning::LeftOut { what: "a part that is no text".to_owned() }),
        }
    }
    text
}

fn push_plain(words: &str, text: &mut Builder) {
    let (blocks, _) = plain::structure(words);
    let ends = blocks.iter().skip(1).map(|block| block.start()).chain([words.len()]);
    for (block, end) in blocks.iter().zip(ends) {
        text.begin(block.kind());
        text.push(words.get(block.start()..end).unwrap_or_default().trim_matches('\n'));
        text.end();
    }
}

/// Joins the lines that the mail program broke, where it says that it did (`format=flowed`).
fn unflowed(words: String, part: &MessagePart) -> String {
    let attribute = |name| part.content_type().and_then(|kind| kind.attribute(name)).unwrap_or_default();
    if !attribute("format").eq_ignore_ascii_case("flowed") {
        return words;
    }
    let drops_space = attribute("delsp").eq_ignore_ascii_case("yes");
    let mut joined = String::with_capacity(words.len());
    let mut open_depth = None;
    for line in words.lines() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        let content = content.strip_prefix(' ').unwrap_or(content);
        if open_depth != Some(depth) {
            if !joined.is_empty() {
                joined.push('\n');
            }
            joined.extend(std::iter::repeat_n('>', depth));
            joined.push_str(if depth > 0 { " " } else { "" });
        }
        let is_open = content.ends_with(' ') && content != "-- ";
        joined.push_str(if is_open && drops_space { content.trim_end_matches(' ') } else { content });
        open_depth = is_open.then_some(depth);
    }
    joined
}

fn charset<'m>(part: &'m MessagePart) -> Option<&'m str> {
    part.content_type().and_then(|kind| kind.attribute("charset"))
}

/// The bytes of a part, so that their characters are read by the rules for all files.
fn contents(message: &Message, part: &MessagePart) -> Vec<u8> {
    let range = part.raw_body_offset() as usize..part.raw_end_offset() as usize;
    let raw = message.raw_message.get(range).unwrap_or_default();
    let decoded = match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    };
    decoded.unwrap_or_else(|| part.contents().to_vec())
}

/// The files that came with an e-mail.
#[derive(Default)]
struct Attachments {
    files: Vec<Attachment>,
    len: usize,
    warnings: Vec<Warning>,
}

impl Attachments {
    fn take(&mut self, part: &MessagePart) {
        let bytes = part.contents();
        let is_picture_in_text = matches!(part.body, PartType::InlineBinary(_)) && part.content_id().is_some();
        if is_picture_in_text || bytes.is_empty() {
            return;
        }
        let name = part.attachment_name().map(one_line).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| format!("attachment {}", self.files.len() + 1));
        if self.len + bytes.len() > MAX_ATTACHED_LEN || self.files.len() >= MAX_PARTS {
            self.warnings
                .push(Warning::LeftOut { what: format!("the attached file {name}, since there are too many") });
            return;
        }
        self.len += bytes.len();
        self.files.push(Attachment { name, bytes: bytes.to_vec() });
    }
}
