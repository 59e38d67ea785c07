//! Rich text, as Word and many others write it: groups in braces, control words, bytes of text.
//!
//! The reader takes every file for rich text and never gives up: what it does not know it passes over, what is not
//! closed it closes at the end. Kept are paragraphs, headings, labels of lists, tables, notes, headers, boxes, tracked
//! changes, hidden words, comments, addresses, title and author. Start reading with [`import`]; what the control words
//! mean is in `words.rs`, what happens at the end of a group in `groups.rs`.

mod flow;
mod fonts;
mod groups;
mod tokens;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::StoryKind;

use super::{ImportError, Imported, Warning};
use flow::{Flow, Look, Mark, Paragraph};
use fonts::Fonts;
use groups::{CommentBegun, Ending, Field};
use tokens::{Token, tokens};

pub(super) use tokens::start;

/// How deep groups may lie in each other; those that are deeper count as one.
const MAX_DEPTH: usize = 20_000;
/// How many texts may lie in each other: a note in a box in a header.
const MAX_FLOWS: usize = 16;
/// The longest text that is read, in bytes.
const MAX_TEXT_LEN: usize = 100 << 20;
/// How much of a name, a label, an address is kept.
const MAX_CAPTURED_LEN: usize = 16 << 10;

/// Reads rich text.
pub(super) fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    let bytes = start(bytes).and_then(|start| bytes.get(start..)).unwrap_or(bytes);
    let mut reader = Reader { state: State { unicode_len: 1, ..State::default() }, ..Reader::default() };
    reader.flows.push(Flow::default());
    for token in tokens(bytes) {
        reader.take(token);
        if reader.flow().builder.at() > MAX_TEXT_LEN {
            let why = "it has more than 100 MiB of text".to_owned();
            reader.flow().builder.warnings.push(Warning::Stopped { why });
            break;
        }
    }
    Ok(reader.finish())
}

/// A file that is being read.
#[derive(Default)]
struct Reader {
    /// The texts that are being written: the body, in it maybe a note, in that maybe a box.
    flows: Vec<Flow>,
    state: State,
    /// The states of the groups around.
    around: Vec<State>,
    /// How many groups deeper than [`MAX_DEPTH`] are open.
    n_too_deep: usize,
    /// Bytes of text that wait for the next ones: two may be one character.
    waiting: Vec<u8>,
    /// The first half of a character beyond the first 65,536.
    high_half: Option<u32>,
    /// How many characters are passed over, which stand for the one before for programs that do not know it.
    n_to_skip: usize,
    /// What is read for other ends than text: a name, a label, an address.
    captured: String,
    fonts: Fonts,
    /// The levels of the styles that are headings.
    headings: BTreeMap<i32, u8>,
    /// The style that is being told about.
    style: i32,
    /// Those who tracked changes.
    authors: Vec<String>,
    fields: Vec<Field>,
    comment: CommentBegun,
    /// Where comments begin and end, by their marks: numbers of places in the flow of this depth.
    ranges: BTreeMap<String, (usize, usize, Option<usize>)>,
    n_footnotes: u32,
    n_endnotes: u32,
    has_roman_endnotes: bool,
    /// Headers and footers come again with every section.
    seen_lines: BTreeSet<(StoryKind, String)>,
    is_damaged: bool,
}

/// What holds inside a group.
#[derive(Clone, Copy, Default)]
struct State {
    into: Into,
    /// What its end means.
    ending: Ending,
    /// Where in the captured text the group began.
    captured_from: usize,
    font: Option<i32>,
    /// By how many characters one in Unicode is followed that stand for it.
    unicode_len: usize,
    look: Look,
    /// Who inserts and who deletes, told apart from whether somebody does.
    inserted: Mark,
    deleted: Mark,
    paragraph: Paragraph,
    /// Whether nothing stands in the group yet.
    is_fresh: bool,
    /// After `\*` at its beginning: if its first word is not known, the group is passed over.
    is_optional: bool,
}

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Into {
    /// Into the text.
    #[default]
    Text,
    /// Nowhere.
    Nowhere,
    /// Nowhere, but a box in it has text.
    Drawing,
    /// Nowhere, but the same follows in Unicode.
    OldSpelling,
    /// Into what is captured, for the end of a group to look at.
    Captured,
    Fonts,
    Colors,
    Styles,
    Facts,
    /// The list of those who tracked changes.
    Authors,
}

impl Reader {
    fn take(&mut self, token: Token<'_>) {
        let is_fresh = std::mem::take(&mut self.state.is_fresh);
        match token {
            Token::Text(bytes) => self.text(bytes),
            Token::Byte(byte) => self.text(&[byte]),
            Token::Open => {
                self.flush();
                self.open();
            }
            Token::Close => {
                self.flush();
                self.close();
            }
            Token::Word(word, value) => {
                self.flush();
                self.word(word, value);
            }
            // Some programs write it amid text too, where it means nothing.
            Token::Sign(b'*') => self.state.is_optional = is_fresh,
            Token::Sign(sign) => {
                self.flush();
                self.sign(sign);
            }
        }
    }

    /// The text that is being written. There always is one: the body is never taken away.
    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    fn open(&mut self) {
        self.n_to_skip = 0;
        if self.around.len() >= MAX_DEPTH {
            self.n_too_deep += 1;
            return;
        }
        self.around.push(self.state);
        self.state.ending = Ending::default();
        self.state.captured_from = self.captured.len();
        (self.state.is_fresh, self.state.is_optional) = (true, false);
    }

    fn close(&mut self) {
        self.n_to_skip = 0;
        if self.n_too_deep > 0 {
            self.n_too_deep -= 1;
            return;
        }
        self.end_group();
        // A brace too many closes nothing.
        if let Some(around) = self.around.pop() {
            self.state = around;
        }
    }

    /// Takes in bytes of text, which may be the beginning of a character.
    fn text(&mut self, bytes: &[u8]) {
        let n_skipped = self.n_to_skip.min(bytes.len());
        self.n_to_skip -= n_skipped;
        let bytes = bytes.get(n_skipped..).unwrap_or_default();
        if !matches!(self.state.into, Into::Nowhere | Into::Drawing | Into::OldSpelling | Into::Colors | Into::Facts) {
            self.waiting.extend_from_slice(bytes);
        }
    }

    /// Writes the bytes that wait.
    fn flush(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let waiting = std::mem::take(&mut self.waiting);
        let mut text = String::with_capacity(waiting.len());
        self.is_damaged |= self.fonts.decode(self.state.font, &waiting, &mut text);
        self.write(&text);
        // The memory is used again.
        self.waiting = waiting;
        self.waiting.clear();
    }

    /// Writes a character that stands as such in the file.
    fn write_char(&mut self, c: char) {
        self.write(c.encode_utf8(&mut [0; 4]));
    }

    /// Writes text to where it goes.
    fn write(&mut self, text: &str) {
        if self.high_half.take().is_some() {
            self.write("\u{FFFD}");
        }
        let is_odd = |c: char| c.is_ascii_control() && c != '\t' && c != '\n';
        let cleaned;
        let text = if text.contains(is_odd) {
            cleaned = text.replace(is_odd, "");
            &cleaned
        } else {
            text
        };
        match self.state.into {
            Into::Text if !text.is_empty() => {
                let look = self.state.look;
                // What parts the mark of a note from its words is no part of them.
                let is_begun = self.flows.len() < 2 || self.flow().builder.has_words();
                let text = if is_begun { text } else { text.trim_start() };
                let authors = std::mem::take(&mut self.authors);
                self.flow().push(text, look, &authors);
                self.authors = authors;
            }
            Into::Captured | Into::Authors | Into::Styles
                if self.captured.len() < self.state.captured_from + MAX_CAPTURED_LEN =>
            {
                self.captured.push_str(text);
            }
            Into::Fonts => self.fonts.name(text),
            _ => {}
        }
    }

    /// Ends the paragraph.
    fn end_paragraph(&mut self, in_table: bool) {
        let mut paragraph = self.state.paragraph;
        paragraph.in_table |= in_table;
        let of_style = || paragraph.style.and_then(|style| self.headings.get(&style).copied());
        let heading = match paragraph.outline {
            Some(level @ 0..=8) => u8::try_from(level + 1).ok(),
            Some(_) => None,
            None => of_style(),
        };
        let authors = std::mem::take(&mut self.authors);
        self.flow().end(paragraph, heading, &authors);
        self.authors = authors;
    }

    fn finish(mut self) -> Imported {
        self.flush();
        let is_cut_off = !self.around.is_empty();
        while self.flows.len() > 1 || !self.around.is_empty() {
            self.end_group();
            match self.around.pop() {
                Some(around) => self.state = around,
                None => break,
            }
        }
        self.end_paragraph(false);
        if self.is_damaged {
            self.flow().builder.warnings.push(Warning::UndecodableBytes);
        }
        let is_stopped = |warning: &Warning| matches!(warning, Warning::Stopped { .. });
        if is_cut_off && !self.flow().builder.warnings.iter().any(is_stopped) {
            self.flow().builder.warnings.push(Warning::Damaged { what: "it ends too soon".to_owned() });
        }
        let body = std::mem::take(self.flow());
        body.builder.finish("rtf", 1, "application/rtf")
    }
}
