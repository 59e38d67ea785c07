//! XML as a row of events, read leniently: what is wrong is passed over where that is possible, and ends the reading where
//! it is not; all that was opened until then is closed.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, BytesStart, Event as Read};
use quick_xml::reader::Reader;

/// How deep elements may lie in each other.
const MAX_DEPTH: usize = 20_000;
/// How many attributes of a tag are looked at.
const MAX_ATTRIBUTES: usize = 1_000;
/// How far out the element that an end tag ends is looked for.
const MAX_REACH: usize = 100;

/// A document of XML. Yields what is in it from first to last; each [`Event::Open`] has its [`Event::Close`].
///
/// Names are local names: prefixes are taken away. Entities other than those of XML itself are not known, and stand as
/// they are written; none is ever replaced by what the document declares.
pub(super) struct Xml<'x> {
    text: &'x str,
    reader: Reader<&'x [u8]>,
    /// The names of what is open, the outermost first.
    open: Vec<&'x str>,
    /// How many of them are to be closed before anything else is read.
    n_closing: usize,
    is_over: bool,
    flaw: Option<String>,
}

/// What stands next in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event<'x> {
    /// An element begins.
    Open(Tag<'x>),
    /// The element of this name that was opened last ends.
    Close(&'x str),
    /// A piece of text. What stands between two tags may come in several.
    Text(Cow<'x, str>),
}

/// The beginning of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'x> {
    /// Its name without prefix.
    pub(super) name: &'x str,
    /// Its prefix, empty if there is none.
    pub(super) prefix: &'x str,
    /// All between `<` and `>`, and how long the name in it is.
    raw: &'x str,
    name_len: usize,
}

impl<'x> Tag<'x> {
    /// The value of an attribute, by its name without prefix. If there are several that differ in their prefix, the first.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'x, str>> {
        self.raw_attributes().find(|(known, _)| *known == name).map(|(_, value)| unescaped(value))
    }

    /// All attributes: their names without prefix, and their values.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'x str, Cow<'x, str>)> + use<'x> {
        self.raw_attributes().map(|(name, value)| (name, unescaped(value)))
    }

    /// The same with the values as they are written.
    fn raw_attributes(&self) -> impl Iterator<Item = (&'x str, Cow<'x, str>)> + use<'x> {
        let mut attributes = Attributes::new(self.raw, self.name_len);
        attributes.with_checks(false);
        let attributes = attributes.filter_map(Result::ok).take(MAX_ATTRIBUTES);
        attributes.map(|attribute| (split_name(attribute.key.0).1, attribute.value))
    }
}

impl<'x> Xml<'x> {
    pub(super) fn new(text: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { text, reader, open: Vec::new(), n_closing: 0, is_over: false, flaw: None }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Passes over what is left of the element that was opened last, also over its end.
    pub(super) fn leave(&mut self) {
        let outside = self.open.len().saturating_sub(1);
        while self.open.len() > outside && self.next().is_some() {}
    }

    /// Reads the text of the element that was opened last, with that of all in it, up to its end.
    pub(super) fn words(&mut self) -> String {
        let outside = self.open.len().saturating_sub(1);
        let mut words = String::new();
        while self.open.len() > outside {
            match self.next() {
                Some(Event::Text(text)) => words.push_str(&text),
                Some(_) => {}
                None => break,
            }
        }
        words
    }

    /// What ended the reading too soon, so far: "ends too soon", "cannot be read after character 5,012".
    pub(super) fn flaw(&self) -> Option<&str> {
        self.flaw.as_deref()
    }

    fn opened(&mut self, tag: &BytesStart, start: usize, is_empty: bool) -> Option<Event<'x>> {
        let name_len = tag.name().0.len();
        let raw = self.text.get(start..start + name_len + tag.attributes_raw().len())?;
        let (prefix, name) = split_name(raw.get(..name_len)?);
        if self.open.len() >= MAX_DEPTH {
            self.end(Some(format!("is nested more than {MAX_DEPTH} levels deep")));
            return None;
        }
        self.open.push(name);
        self.n_closing = usize::from(is_empty);
        Some(Event::Open(Tag { name, prefix, raw, name_len }))
    }

    fn end(&mut self, flaw: Option<String>) {
        self.is_over = true;
        self.n_closing = self.open.len();
        self.flaw = flaw;
    }

    fn read(&mut self) -> Option<Event<'x>> {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        match self.reader.read_event() {
            Ok(Read::Start(tag)) => return self.opened(&tag, at + 1, false),
            Ok(Read::Empty(tag)) => return self.opened(&tag, at + 1, true),
            Ok(Read::End(tag)) => {
                let name = tag.local_name();
                let inner = self.open.iter().rev().take(MAX_REACH).position(|open| *open == name.into_inner());
                self.n_closing = inner.map_or(0, |n_inside| n_inside + 1);
            }
            Ok(Read::Text(text)) => return Some(Event::Text(with_line_feeds(text.into_inner()))),
            Ok(Read::CData(text)) => return Some(Event::Text(with_line_feeds(text.into_inner()))),
            Ok(Read::GeneralRef(entity)) => return Some(Event::Text(resolved(&entity).into())),
            Ok(Read::Eof) => self.end((!self.open.is_empty()).then(|| "ends too soon".to_owned())),
            Ok(_) => {}
            Err(_) => {
                let n_chars = self.text.get(..at).map_or(0, |read| read.chars().count());
                self.end(Some(format!("cannot be read after character {n_chars}")));
            }
        }
        None
    }
}

impl<'x> Iterator for Xml<'x> {
    type Item = Event<'x>;

    fn next(&mut self) -> Option<Event<'x>> {
        loop {
            if self.n_closing > 0 {
                self.n_closing -= 1;
                return self.open.pop().map(Event::Close);
            }
            if self.is_over {
                return None;
            }
            if let Some(event) = self.read() {
                return Some(event);
            }
        }
    }
}

/// The characters of a document, by its byte order mark or by how it says it is encoded; and whether some bytes of it
/// stand for none.
pub(super) fn decode(bytes: Vec<u8>) -> (String, bool) {
    let (encoding, mark_len) = Encoding::for_bom(&bytes).unwrap_or_else(|| (declared(&bytes), 0));
    let bytes = if mark_len > 0 { bytes.get(mark_len..).unwrap_or_default().to_vec() } else { bytes };
    if encoding != UTF_8 {
        let (text, is_damaged) = encoding.decode_without_bom_handling(&bytes);
        return (text.into_owned(), is_damaged);
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), true),
    }
}

fn declared(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [b'<', 0, ..] => return UTF_16LE,
        [0, b'<', ..] => return UTF_16BE,
        _ => {}
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200)).unwrap_or_default());
    let declaration = head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let value = declaration.and_then(|(declaration, _)| declaration.split_once("encoding"));
    let label = value.and_then(|(_, value)| value.split(['"', '\'']).nth(1));
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(UTF_8);
    // Such a file cannot be in UTF-16: its declaration was readable.
    if encoding.is_ascii_compatible() { encoding } else { UTF_8 }
}

/// Prefix and local name.
fn split_name(name: &str) -> (&str, &str) {
    let colon = name.bytes().rposition(|byte| byte == b':');
    colon.and_then(|at| Some((name.get(..at)?, name.get(at + 1..)?))).unwrap_or(("", name))
}

fn with_line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text }
}

fn resolved(entity: &BytesRef) -> String {
    if let Ok(Some(character)) = entity.resolve_char_ref() {
        return character.to_string();
    }
    let name: &str = entity;
    resolve_predefined_entity(name).map_or_else(|| format!("&{name};"), str::to_owned)
}

fn unescaped(value: Cow<'_, str>) -> Cow<'_, str> {
    if !value.contains('&') {
        return value;
    }
    match quick_xml::escape::unescape(&value) {
        Ok(plain) => plain.into_owned().into(),
        Err(_) => value,
    }
}
