//! What a document keeps beside its text: labels, notes, pages, changes that were tracked, comments, addresses.

use serde::{Deserialize, Serialize};

use crate::text::TextRange;

/// What a document keeps beside its text and its paragraphs. Like them it never changes after loading.
///
/// The text holds everything that was read, in this order: the body, then the stories (notes, headers, text boxes), each
/// made of blocks of its own. What of it is shown by default is told by [`Structure::hidden`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Structure {
    /// The labels of list items and notes ("3.2", "•"), which are no part of the text, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<Label>,
    /// What stands beside the body, in the order of the text, where it follows the body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stories: Vec<Story>,
    /// The pages, chapters or slides, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<Page>,
    /// Stretches that are more than text, by their start.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
    /// Where a hyphen at the end of a line was taken away to join a word, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joins: Vec<u32>,
    /// When the words were spoken, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<Cue>,
    /// What people wrote in the margin, in the order of the text, answers after what they answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// Where words lead to on the web, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address>,
}

/// The label of a list item or a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Where its block starts.
    pub at: u32,
    /// The words of it, without white space at the ends: "3.2", "a)", "•".
    pub words: String,
}

/// A text beside the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// What it is.
    pub kind: StoryKind,
    /// Where it stands.
    pub range: TextRange,
    /// Where in the text it belongs: after the character before this offset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<u32>,
    /// Its mark: "1", "*".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mark: String,
}

/// What a text beside the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StoryKind {
    /// A note at the foot of a page.
    Footnote,
    /// A note at the end of the document.
    Endnote,
    /// A box beside the text.
    TextBox,
    /// What someone typed or stamped onto a page later.
    Annotation,
    /// A line at the top of pages.
    Header,
    /// A line at the foot of pages.
    Footer,
}

impl StoryKind {
    /// The word for it in files and scripts: "footnote".
    pub fn name(self) -> &'static str {
        match self {
            Self::Footnote => "footnote",
            Self::Endnote => "endnote",
            Self::TextBox => "text box",
            Self::Annotation => "annotation",
            Self::Header => "header",
            Self::Footer => "footer",
        }
    }

    /// Whether it is shown with the body.
    pub fn is_shown(self) -> bool {
        !matches!(self, Self::Header | Self::Footer)
    }
}

/// A page, chapter or slide of the source. It ends where the next one starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// What the source calls it: "12", "xiv", "Chapter 3".
    pub label: String,
    /// Its first byte.
    pub start: u32,
    /// What of it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flaw: Option<PageFlaw>,
}

impl Page {
    /// What people call it, short: "p. 12"; a chapter by its name.
    pub fn name(&self) -> String {
        if self.is_numbered() { format!("p. {}", self.label) } else { self.label.clone() }
    }

    /// What people call it: "page 12"; a chapter by its name.
    pub fn long_name(&self) -> String {
        if self.is_numbered() { format!("page {}", self.label) } else { self.label.clone() }
    }

    /// Whether its label is a number, Arabic or Roman, and no name.
    fn is_numbered(&self) -> bool {
        let is_number = |c: char| c.is_ascii_digit() || "ivxlcdmIVXLCDM".contains(c);
        !self.label.is_empty() && self.label.split('-').all(|part| !part.is_empty() && part.chars().all(is_number))
    }
}

impl PageFlaw {
    /// What it is, to go on after "page 12: ".
    pub fn sentence(self) -> String {
        match self {
            Self::NoTextLayer => "no text layer (scan)".to_owned(),
            Self::Unreadable(1) => "1 character on this page cannot be read".to_owned(),
            Self::Unreadable(n) => format!("{n} characters on this page cannot be read"),
            Self::Guessed => "decoded by guess".to_owned(),
            Self::NotRead => "not read".to_owned(),
        }
    }
}

/// What of a page could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageFlaw {
    /// It is a picture: a scan without a text layer.
    NoTextLayer,
    /// So many characters of it cannot be read; they stand as `�`.
    Unreadable(u32),
    /// Its font does not name its characters; they were read by their codes.
    Guessed,
    /// It is damaged, or reading it took too much.
    NotRead,
}

/// A stretch of text that is more than text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// What it is.
    pub kind: SpanKind,
    /// Where.
    pub range: TextRange,
    /// Who made it, if that is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// When it was made, as the source says it: `2016-06-22T23:09:00Z`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time: String,
}

/// What a stretch of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SpanKind {
    /// Written while changes were tracked.
    Inserted,
    /// Struck while changes were tracked.
    Deleted,
    /// Not visible in the source.
    Hidden,
    /// Repeated on page after page: running heads, page numbers.
    RunningLine,
    /// The article of a web page; what else stands on the page is menus and the like.
    Article,
}

/// When the words from here on were spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// The first byte of the words.
    pub at: u32,
    /// From when, in milliseconds.
    pub from_ms: u32,
    /// Until when, in milliseconds.
    pub to_ms: u32,
}

/// What someone wrote in the margin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// When, as the source says it: `2016-06-22T23:09:00Z`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time: String,
    /// The words it is about; empty if it stands at one place.
    pub range: TextRange,
    /// What it says.
    pub text: String,
    /// For an answer: the index of the comment that began the thread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<u32>,
    /// Whether somebody has marked it as done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub resolved: bool,
}

/// Where words lead to on the web.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The words.
    pub range: TextRange,
    /// Where they lead, as it stands in the source.
    pub url: String,
}

/// Which of a document's changes and parts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct View {
    /// How tracked changes are shown.
    pub changes: ShownChanges,
    /// Whether headers, hidden text and what surrounds the article are shown too.
    pub whole: bool,
}

/// How tracked changes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ShownChanges {
    /// As if all were accepted.
    #[default]
    Accepted,
    /// As if none had been made.
    Original,
    /// Both the old words and the new.
    Both,
}

impl Structure {
    /// Whether every place in it lies in `text`, on character boundaries.
    pub fn fits(&self, text: &str) -> bool {
        let is_place = |at: u32| text.is_char_boundary(at as usize);
        let is_range = |range: TextRange| range.within(text).is_some();
        self.labels.iter().all(|label| is_place(label.at))
            && self.stories.iter().all(|story| is_range(story.range) && story.anchor.is_none_or(is_place))
            && self.pages.iter().all(|page| is_place(page.start))
            && self.spans.iter().all(|span| is_range(span.range))
            && self.joins.iter().all(|at| is_place(*at))
            && self.cues.iter().all(|cue| is_place(cue.at))
            && self.comments.iter().all(|comment| is_range(comment.range))
            && self.addresses.iter().all(|address| is_range(address.range))
    }

    /// Whether there is nothing in it, as for plain text.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The view nearest to `view` that shows `range`, or some of it, in a text of `len` bytes.
    pub fn view_to_show(&self, view: View, range: TextRange, len: usize) -> View {
        let both = View { changes: ShownChanges::Both, ..view };
        let whole = View { whole: true, ..view };
        let is_in = |hidden: &TextRange| {
            if range.is_empty() {
                hidden.start() < range.start() && range.start() < hidden.end()
            } else {
                hidden.covers(range)
            }
        };
        let shows = |view: &View| !self.hidden(*view, len).iter().any(is_in);
        [view, both, whole].into_iter().find(shows).unwrap_or(View { changes: ShownChanges::Both, whole: true })
    }

    /// Whether a view of the whole shows more than one of the article.
    pub fn has_more_than_article(&self) -> bool {
        let is_cut = |kind| matches!(kind, SpanKind::Article | SpanKind::Hidden);
        self.spans.iter().any(|span| is_cut(span.kind)) || self.stories.iter().any(|story| !story.kind.is_shown())
    }

    /// Whether changes were tracked.
    pub fn has_changes(&self) -> bool {
        self.spans.iter().any(|span| matches!(span.kind, SpanKind::Inserted | SpanKind::Deleted))
    }

    /// The page on which `offset` lies.
    pub fn page_at(&self, offset: usize) -> Option<&Page> {
        let behind = self.pages.partition_point(|page| page.start as usize <= offset);
        behind.checked_sub(1).and_then(|at| self.pages.get(at))
    }

    /// The stretches of a text of `len` bytes that a view does not show, in order, none touching another.
    pub fn hidden(&self, view: View, len: usize) -> Vec<TextRange> {
        let mut hidden: Vec<TextRange> = Vec::new();
        let spans = |kind| self.spans.iter().filter(move |span| span.kind == kind).map(|span| span.range);
        match view.changes {
            ShownChanges::Accepted => hidden.extend(spans(SpanKind::Deleted)),
            ShownChanges::Original => hidden.extend(spans(SpanKind::Inserted)),
            ShownChanges::Both => {}
        }
        if !view.whole {
            hidden.extend(spans(SpanKind::Hidden));
            hidden.extend(self.stories.iter().filter(|story| !story.kind.is_shown()).map(|story| story.range));
            let body_len = self.stories.first().map_or(len, |story| story.range.start());
            hidden.extend(gaps(spans(SpanKind::Article), body_len));
        }
        let hidden = united(hidden);
        // A note belongs to its words.
        let is_inside = |at: usize| {
            let around = hidden.get(hidden.partition_point(|range| range.end() <= at));
            around.is_some_and(|range| range.start() < at)
        };
        let is_with_hidden = |story: &&Story| story.anchor.is_some_and(|at| is_inside(at as usize));
        let notes: Vec<TextRange> = self.stories.iter().filter(is_with_hidden).map(|story| story.range).collect();
        if notes.is_empty() { hidden } else { united(hidden.into_iter().chain(notes).collect()) }
    }
}

/// What lies before, between and after ranges in the first `len` bytes; nothing if there is no range.
fn gaps(ranges: impl Iterator<Item = TextRange>, len: usize) -> Vec<TextRange> {
    let (mut gaps, mut end, mut any) = (Vec::new(), 0, false);
    for range in ranges {
        if range.start() > end {
            gaps.push(TextRange::between(end, range.start()));
        }
        (end, any) = (end.max(range.end()), true);
    }
    if any && end < len {
        gaps.push(TextRange::between(end, len));
    }
    if any { gaps } else { Vec::new() }
}

/// The same stretches in order, those that touch made one.
pub(super) fn united(mut ranges: Vec<TextRange>) -> Vec<TextRange> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable();
    let mut united: Vec<TextRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match united.last_mut() {
            Some(last) if range.start() <= last.end() => {
                *last = TextRange::between(last.start(), last.end().max(range.end()))
            }
            _ => united.push(range),
        }
    }
    united
}
