//! What the groups of rich text are for, which is settled where they end.

use crate::import::numeral::Numeral;
use crate::model::{Comment, StoryKind};
use crate::text::TextRange;

use super::flow::{Flow, time};
use super::{Into, MAX_FLOWS, Reader};

/// What the end of a group means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ending {
    #[default]
    Nothing,
    /// What was captured is this.
    Captured(What),
    /// A text beside the body ends.
    Story(StoryKind),
    /// The text of a comment ends.
    Comment,
    /// A field ends.
    Field,
}

/// What is captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Label,
    Title,
    Author,
    /// What a field does.
    Instruction,
    CommentAuthor,
    CommentTime,
    /// The mark by which the words of a comment are found.
    CommentMark,
    CommentStart,
    CommentEnd,
}

/// A field: words that a program puts in.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// Where it leads; empty if nowhere.
    url: String,
    /// The number of the place where its words begin.
    start: Option<usize>,
}

/// What is known of the next comment.
#[derive(Debug, Default)]
pub(super) struct CommentBegun {
    author: String,
    time: String,
    mark: String,
}

impl Reader {
    /// Says that the text of this group is captured, for its end.
    pub(super) fn capture(&mut self, what: What) {
        self.state.into = Into::Captured;
        self.state.ending = Ending::Captured(what);
        self.state.captured_from = self.captured.len();
    }

    /// Says that this group is a text beside the one that is being written.
    pub(super) fn begin_flow(&mut self, ending: Ending) {
        let is_begun = matches!(self.state.ending, Ending::Story(_) | Ending::Comment);
        if is_begun || self.flows.len() >= MAX_FLOWS {
            return;
        }
        self.state.into = Into::Text;
        self.state.ending = ending;
        self.state.look = Default::default();
        self.state.paragraph = Default::default();
        self.flows.push(Flow::default());
    }

    pub(super) fn begin_field(&mut self) {
        if self.state.ending == Ending::Nothing {
            self.state.ending = Ending::Field;
            self.fields.push(Field::default());
        }
    }

    /// Says that the words of the field begin here.
    pub(super) fn begin_result(&mut self) {
        let start = self.flow().remember();
        if let Some(field) = self.fields.last_mut() {
            field.start = Some(start);
        }
    }

    /// Does what the end of the group means.
    pub(super) fn end_group(&mut self) {
        match self.state.ending {
            Ending::Nothing => self.end_entry(),
            Ending::Captured(what) => self.end_capture(what),
            Ending::Story(kind) => self.end_story(kind),
            Ending::Comment => self.end_comment(),
            Ending::Field => self.end_field(),
        }
    }

    /// Ends an entry of the list of styles or authors, if the group is one.
    fn end_entry(&mut self) {
        let is_inside = self.around.last().is_some_and(|around| around.into == self.state.into);
        match self.state.into {
            Into::Styles if is_inside => {
                let name = self.take_captured();
                if let Some(level) = heading_level(name.trim_end_matches(';').trim()) {
                    self.headings.entry(self.style).or_insert(level);
                }
            }
            Into::Authors if is_inside => {
                let name = self.take_captured();
                self.authors.push(name.trim_end_matches(';').trim().to_owned());
            }
            _ => {}
        }
    }

    fn take_captured(&mut self) -> String {
        let from = self.state.captured_from.min(self.captured.len());
        self.captured.split_off(from)
    }

    fn end_capture(&mut self, what: What) {
        let words = self.take_captured();
        let words = words.trim();
        match what {
            What::Label => self.flow().label = words.chars().map(|c| if is_sign(c) { '•' } else { c }).collect(),
            What::Title => self.body().builder.facts.title = words.to_owned(),
            What::Author => self.body().builder.facts.author = words.to_owned(),
            What::Instruction => {
                if let Some(field) = self.fields.last_mut() {
                    field.url = address(words);
                }
            }
            What::CommentAuthor => self.comment.author = words.to_owned(),
            What::CommentTime => self.comment.time = words.parse().map(time).unwrap_or_default(),
            What::CommentMark => self.comment.mark = words.to_owned(),
            What::CommentStart => {
                let depth = self.flows.len();
                let start = self.flow().remember();
                self.ranges.insert(words.to_owned(), (depth, start, None));
            }
            What::CommentEnd => {
                let end = self.flow().remember();
                if let Some((_, _, open)) = self.ranges.get_mut(words) {
                    *open = Some(end);
                }
            }
        }
    }

    fn body(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        &mut self.flows[0]
    }

    fn end_story(&mut self, kind: StoryKind) {
        self.end_paragraph(false);
        let Some(mut story) = self.flows.pop() else { return };
        let is_line = !kind.is_shown();
        if is_line && !self.seen_lines.insert((kind, story.builder.text().to_owned())) {
            return;
        }
        let is_note = matches!(kind, StoryKind::Footnote | StoryKind::Endnote);
        let flow = self.flow();
        let is_marked = is_note && (std::mem::take(&mut flow.marked) | story.marked);
        let mark = if is_marked { self.next_mark(kind) } else { String::new() };
        let anchor = self.flow().builder.at();
        story.builder.end();
        self.flow().builder.story(kind, (!is_line).then_some(anchor), &mark, story.builder);
    }

    /// The mark of the next note that the program numbers.
    fn next_mark(&mut self, kind: StoryKind) -> String {
        if kind == StoryKind::Footnote {
            self.n_footnotes += 1;
            return self.n_footnotes.to_string();
        }
        self.n_endnotes += 1;
        let numeral = if self.has_roman_endnotes { Numeral::LowerRoman } else { Numeral::Decimal };
        numeral.write(self.n_endnotes)
    }

    fn end_comment(&mut self) {
        self.end_paragraph(false);
        let Some(story) = self.flows.pop() else { return };
        let begun = std::mem::take(&mut self.comment);
        let (depth, range) = (self.flows.len(), self.ranges.get(&begun.mark).copied());
        let flow = self.flow();
        let here = flow.builder.at();
        let range = match range.filter(|(of, ..)| *of == depth) {
            Some((_, start, end)) => TextRange::between(flow.place(start), end.map_or(here, |end| flow.place(end))),
            None => TextRange::empty(here),
        };
        let text = story.builder.text().trim().to_owned();
        if !text.is_empty() {
            let CommentBegun { author, time, .. } = begun;
            flow.builder.comment(Comment { author, time, range, text, thread: None, resolved: false });
        }
    }

    fn end_field(&mut self) {
        let Some(Field { url, start: Some(start) }) = self.fields.pop() else { return };
        if !url.is_empty() {
            let flow = self.flow();
            let start = flow.place(start).min(flow.builder.at());
            flow.builder.address(start, &url);
        }
    }
}

/// The level of a style of headings, by the name that all programs give it.
fn heading_level(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase();
    let level = if name == "title" { 1 } else { name.strip_prefix("heading ")?.trim().parse().ok()? };
    (1..=9).contains(&level).then_some(level)
}

/// Whether a character is a sign of a font of its own, for which there is no other.
fn is_sign(c: char) -> bool {
    ('\u{F000}'..='\u{F0FF}').contains(&c)
}

/// Where `HYPERLINK "https://…" \o "tip"` leads; empty if it is another field, or a place in the same document.
fn address(instruction: &str) -> String {
    let (name, rest) = instruction.split_once(char::is_whitespace).unwrap_or((instruction, ""));
    if !name.eq_ignore_ascii_case("hyperlink") {
        return String::new();
    }
    let rest = rest.trim_start();
    let url = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split_whitespace().next().filter(|word| !word.starts_with('\\')),
    };
    url.filter(|url| !url.starts_with('#')).unwrap_or_default().trim().to_owned()
}
