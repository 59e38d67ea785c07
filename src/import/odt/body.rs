//! A part that holds text: the body, or the headers and footers.

use std::collections::BTreeMap;

use crate::import::builder::Builder;
use crate::import::sheet::{Mark, Remark, Remarks, Sheet};
use crate::import::xml::{Event, Tag, Xml};
use crate::model::{SpanKind, StoryKind};
use crate::text::BlockKind;

use super::changes::{self, Change};
use super::lists::{Counts, OpenLists};
use super::styles::Styles;

/// The most text that a part gives, in bytes.
const MAX_TEXT_LEN: usize = 100 << 20;
/// How many columns and rows one element may stand for.
const MAX_REPEATED: u32 = 1_000;

/// Reads one part.
pub(super) struct Walker<'d> {
    styles: &'d Styles,
    remarks: Remarks,
    changes: BTreeMap<String, Change>,
    /// How far headings are counted.
    headings: Counts,
    /// How many pages have begun, `None` if the part does not say.
    n_pages: Option<u32>,
    n_comments: usize,
    /// The story that is being read.
    frame: Frame,
    /// Those that it interrupts, the innermost last.
    outer: Vec<Frame>,
    is_full: bool,
}

/// A story that is being read.
#[derive(Default)]
struct Frame {
    sheet: Sheet,
    /// Where it belongs in the story that it interrupts.
    anchor: usize,
    /// How many paragraphs are open: text outside of them is none.
    n_open: usize,
    is_after_space: bool,
    lists: OpenLists,
    kind: Kind,
}

/// What a story is, with what is known of it beside its text.
#[derive(Default)]
enum Kind {
    #[default]
    Body,
    TextBox,
    Line(StoryKind),
    Note {
        kind: StoryKind,
        mark: String,
    },
    Comment {
        id: String,
        remark: Remark,
    },
}

impl<'d> Walker<'d> {
    pub(super) fn new(styles: &'d Styles) -> Self {
        let (remarks, changes, headings) = (Remarks::default(), BTreeMap::new(), Counts::default());
        let (frame, outer) = (Frame::default(), Vec::new());
        Self { styles, remarks, changes, headings, n_pages: None, n_comments: 0, frame, outer, is_full: false }
    }

    /// Also notes where pages begin, if the part says so.
    pub(super) fn with_pages(mut self, text: &str) -> Self {
        let names = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
        if names("use-soft-page-breaks=\"true\"") || names("<text:soft-page-break") {
            self.n_pages = Some(0);
            self.begin_page();
        }
        self
    }

    /// Reads the text in the elements of this name: the document, and what is wrong with the part.
    pub(super) fn read(mut self, text: &str, root: &str) -> (Builder, Option<String>) {
        let mut xml = Xml::new(text);
        let mut inside = false;
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) if !inside => inside = tag.name == root && tag.prefix == "office",
                Event::Close(name) if name == root && self.outer.is_empty() && self.frame.n_open == 0 => inside = false,
                _ if !inside => {}
                Event::Open(tag) => self.open(tag, &mut xml),
                Event::Close(name) => self.close(name),
                Event::Text(words) => self.text(&words),
            }
            if self.is_full {
                break;
            }
        }
        let flaw = if self.is_full { Some("holds too much text".to_owned()) } else { xml.flaw().map(str::to_owned) };
        while !self.outer.is_empty() {
            self.close_story();
        }
        let mut body = self.frame.sheet.finish(&mut self.remarks);
        self.remarks.place_rest(&mut body);
        (body, flaw)
    }

    fn open<'x>(&mut self, tag: Tag<'x>, xml: &mut Xml<'x>) {
        let fact = |name| tag.attribute(name).unwrap_or_default().into_owned();
        match tag.name {
            "p" | "h" => self.open_paragraph(tag),
            "list" if tag.prefix == "text" => self.frame.lists.open(tag),
            "list-item" | "list-header" => self.frame.lists.open_item(tag),
            "table" if tag.prefix == "table" => {
                self.break_page("table", &fact("style-name"));
                self.frame.sheet.open_table();
            }
            "table-row" => self.frame.sheet.open_row(0),
            "table-cell" => {
                self.frame.sheet.open_cell();
                self.frame.sheet.span_columns(repeated(tag));
            }
            "covered-table-cell" => self.frame.sheet.pass_columns(repeated(tag)),
            "tracked-changes" => self.changes = changes::read(xml),
            "note" => {
                let kind = if fact("note-class") == "endnote" { StoryKind::Endnote } else { StoryKind::Footnote };
                self.open_story(Kind::Note { kind, mark: String::new() });
            }
            "text-box" | "rect" | "ellipse" | "circle" | "line" | "polyline" | "polygon" | "path" | "connector"
            | "caption" | "custom-shape" | "regular-polygon" | "measure" => self.open_story(Kind::TextBox),
            "annotation" => self.open_comment(tag),
            "header" | "header-left" | "header-first" => self.open_story(Kind::Line(StoryKind::Header)),
            "footer" | "footer-left" | "footer-first" => self.open_story(Kind::Line(StoryKind::Footer)),
            // What is no text: how an index is made, scripts, the words of signs above others, numbers worked out before.
            "table-of-content-source"
            | "alphabetical-index-source"
            | "bibliography-source"
            | "user-index-source"
            | "illustration-index-source"
            | "table-index-source"
            | "object-index-source"
            | "forms"
            | "script"
            | "ruby-text"
            | "number" => xml.leave(),
            "title" | "desc" if tag.prefix == "svg" => xml.leave(),
            _ => self.open_in_paragraph(tag, xml),
        }
    }

    /// What stands among words.
    fn open_in_paragraph<'x>(&mut self, tag: Tag<'x>, xml: &mut Xml<'x>) {
        let fact = |name| tag.attribute(name).unwrap_or_default().into_owned();
        match tag.name {
            "s" => self.push(&" ".repeat(changes::spaces(tag))),
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "soft-page-break" => self.begin_page(),
            "span" => {
                let is_hidden = self.styles.is_hidden("text", &fact("style-name"));
                self.frame.sheet.open("span", if is_hidden { Mark::hidden() } else { Mark::Plain });
            }
            "section" | "hidden-text" | "hidden-paragraph" => {
                let is_hidden = fact("display") == "none" || fact("is-hidden") == "true";
                self.frame.sheet.open(tag.name, if is_hidden { Mark::hidden() } else { Mark::Plain });
            }
            "a" => self.frame.sheet.open("a", Mark::link(outside(fact("href")))),
            "change-start" => {
                if let Some(change) = self.changes.get(&fact("change-id")) {
                    self.frame.sheet.open(&fact("change-id"), change.mark());
                }
            }
            "change-end" => self.frame.sheet.close(&fact("change-id")),
            "change" => self.push_deleted(&fact("change-id")),
            "annotation-end" => self.frame.sheet.comment_to(&fact("name")),
            "note-citation" => {
                let words = xml.words();
                if let Kind::Note { mark, .. } = &mut self.frame.kind {
                    *mark = words.trim().to_owned();
                }
            }
            "creator" | "date" | "date-string" | "sender-initials" | "creator-initials" => {
                let words = xml.words();
                match &mut self.frame.kind {
                    Kind::Comment { remark, .. } if self.frame.n_open == 0 => match tag.name {
                        "creator" => remark.author = words,
                        "date" => remark.time = words,
                        _ => {}
                    },
                    // Fields of the same names.
                    _ => self.text(&words),
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.frame.n_open = self.frame.n_open.saturating_sub(1);
                self.frame.sheet.close("p");
                self.frame.sheet.end();
            }
            "list" => self.frame.lists.close(),
            "table" => self.frame.sheet.close_table(),
            "span" | "a" | "section" | "hidden-text" | "hidden-paragraph" => self.frame.sheet.close(name),
            "note" | "annotation" | "text-box" | "rect" | "ellipse" | "circle" | "line" | "polyline" | "polygon"
            | "path" | "connector" | "caption" | "custom-shape" | "regular-polygon" | "measure" | "header"
            | "header-left" | "header-first" | "footer" | "footer-left" | "footer-first" => self.close_story(),
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        let frame = &mut self.frame;
        if frame.n_open == 0 {
            return;
        }
        let mut collapsed = String::with_capacity(words.len());
        changes::collapse(words, frame.is_after_space, &mut collapsed);
        if let Some(last) = words.chars().next_back() {
            frame.is_after_space = matches!(last, ' ' | '\t' | '\n');
            frame.sheet.push(&collapsed);
            self.is_full |= self.frame.sheet.builder.at() > MAX_TEXT_LEN;
        }
    }

    /// Writes what is no white space of the file's own.
    fn push(&mut self, words: &str) {
        if self.frame.n_open > 0 {
            self.frame.is_after_space = false;
            self.frame.sheet.push(words);
            self.is_full |= self.frame.sheet.builder.at() > MAX_TEXT_LEN;
        }
    }

    fn push_deleted(&mut self, id: &str) {
        let Some(change) = self.changes.get_mut(id).filter(|change| change.kind == SpanKind::Deleted) else { return };
        // A deletion is shown where it is first mentioned.
        let deleted = std::mem::take(&mut change.deleted);
        self.frame.sheet.open(id, change.mark());
        self.frame.sheet.push(&deleted);
        self.frame.sheet.close(id);
    }
}

/// Blocks and pages.
impl Walker<'_> {
    fn open_paragraph(&mut self, tag: Tag) {
        let style = tag.attribute("style-name").unwrap_or_default();
        self.frame.n_open += 1;
        self.frame.is_after_space = true;
        self.break_page("paragraph", &style);
        let (kind, label) = self.kind_of(tag, &style);
        self.frame.sheet.begin(kind, &label);
        if self.styles.is_hidden("paragraph", &style) {
            self.frame.sheet.open("p", Mark::hidden());
        }
    }

    fn kind_of(&mut self, tag: Tag, style: &str) -> (BlockKind, String) {
        let is_in_list = self.frame.lists.is_open();
        let item = self.frame.lists.begin_item();
        let mut label = String::new();
        if let Some((level, list, start)) = &item {
            let list = list.clone().or_else(|| self.styles.list_of(style)).unwrap_or_default();
            if let Some(list) = self.styles.list(&list) {
                label = list.label(*level, *start, self.frame.lists.counts());
            }
        }
        let deep = |level: usize| u8::try_from(level + 1).unwrap_or(u8::MAX);
        if tag.name == "h" {
            let level =
                tag.attribute("outline-level").and_then(|level| level.parse().ok()).unwrap_or(1_usize).clamp(1, 10);
            let is_numbered = !is_in_list && tag.attribute("is-list-header").is_none_or(|header| header != "true");
            if is_numbered && self.outer.is_empty() {
                label = self.styles.outline.label(level - 1, None, &mut self.headings);
            }
            return (BlockKind::Heading(deep(level - 1)), label);
        }
        match item {
            Some((level, ..)) => (BlockKind::ListItem(deep(level)), label),
            None if self.styles.is_title(style) => (BlockKind::Heading(1), label),
            None => (BlockKind::Paragraph, label),
        }
    }

    fn break_page(&mut self, family: &str, style: &str) {
        let is_text = self.outer.is_empty() && !self.frame.sheet.builder.text().is_empty();
        if self.n_pages.is_some() && is_text && self.styles.begins_page(family, style) {
            self.frame.sheet.end();
            self.begin_page();
        }
    }

    fn begin_page(&mut self) {
        let Some(n_pages) = self.n_pages.as_mut().filter(|_| self.outer.is_empty()) else { return };
        *n_pages += 1;
        let label = n_pages.to_string();
        self.frame.sheet.builder.page_here(&label, None);
    }
}

/// Stories in stories.
impl Walker<'_> {
    fn open_story(&mut self, kind: Kind) {
        let anchor = self.frame.sheet.builder.at();
        let inner = Frame { kind, anchor, ..Frame::default() };
        self.outer.push(std::mem::replace(&mut self.frame, inner));
    }

    fn open_comment(&mut self, tag: Tag) {
        let fact = |name| tag.attribute(name).unwrap_or_default().into_owned();
        self.n_comments += 1;
        let name = fact("name");
        let id = if name.is_empty() { format!("comment {}", self.n_comments) } else { name };
        self.frame.sheet.comment_from(&id);
        let answers = tag.attribute("parent-name").map(|parent| parent.into_owned());
        let remark = Remark { answers, resolved: fact("resolved") == "true", ..Remark::default() };
        self.open_story(Kind::Comment { id, remark });
    }

    fn close_story(&mut self) {
        let Some(outer) = self.outer.pop() else { return };
        let Frame { sheet, anchor, kind, .. } = std::mem::replace(&mut self.frame, outer);
        let mut content = sheet.finish(&mut self.remarks);
        let into = &mut self.frame.sheet.builder;
        match kind {
            Kind::Body | Kind::TextBox => into.story(StoryKind::TextBox, Some(anchor), "", content),
            Kind::Line(kind) => into.story(kind, None, "", content),
            Kind::Note { kind, mark } => {
                content.label_first(&mark);
                into.story(kind, Some(anchor), &mark, content);
            }
            Kind::Comment { id, remark } => {
                content.end();
                let text = content.text().trim_end().to_owned();
                self.remarks.add(id, Remark { text, ..remark });
            }
        }
    }
}

/// The address of a link that does not lead into the document itself.
fn outside(href: String) -> Option<String> {
    (!href.starts_with('#')).then_some(href)
}

/// How many columns a cell takes.
fn repeated(tag: Tag) -> u32 {
    let count = |name| tag.attribute(name).and_then(|count| count.parse().ok()).unwrap_or(1_u32).clamp(1, MAX_REPEATED);
    // The columns that a cell spans are there as cells that it covers.
    count("number-columns-repeated")
}
