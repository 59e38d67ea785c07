//! A part that holds text: the body, the notes, a header, the comments.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::import::builder::Builder;
use crate::import::numeral::Numeral;
use crate::import::sheet::{Mark, Remarks, Sheet};
use crate::import::symbols;
use crate::import::xml::{Event, Tag, Xml};
use crate::model::{SpanKind, StoryKind};
use crate::text::BlockKind;

use super::fields::{self, Field};
use super::numbering::Numbering;
use super::properties::{ParagraphProperties, RunProperties, number, reference, value};
use super::styles::{Styles, heading_level};

/// The most text that a part gives, in bytes.
const MAX_TEXT_LEN: usize = 100 << 20;
/// How many fields may lie in each other.
const MAX_FIELDS: usize = 20;

/// What the parts of a document know of each other.
#[derive(Default)]
pub(super) struct Document {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) footnotes: Notes,
    pub(super) endnotes: Notes,
    pub(super) remarks: Remarks,
    /// The headers and footers that sections name, in the order in which they do.
    pub(super) lines: Vec<(StoryKind, String)>,
}

/// The notes of one kind by their ids, each until its mark is met.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) by_id: BTreeMap<String, Builder>,
    pub(super) numeral: Numeral,
    /// How many marks were met.
    pub(super) n_marks: u32,
}

/// Reads one part.
pub(super) struct Walker<'d> {
    document: &'d mut Document,
    /// Where the relationships of this part lead on the web.
    addresses: BTreeMap<String, String>,
    /// How many pages have begun, `None` if the part does not say.
    n_pages: Option<u32>,
    /// The story that is being read.
    frame: Frame,
    /// Those that it interrupts, the innermost last.
    outer: Vec<Frame>,
    finished: Vec<Finished>,
    is_full: bool,
}

/// A story that is being read.
#[derive(Default)]
struct Frame {
    sheet: Sheet,
    id: String,
    /// Where a text box belongs in the story that it interrupts.
    anchor: usize,
    paragraph: Paragraph,
    n_paragraphs: u32,
    font: String,
    in_text: bool,
    fields: Vec<Field>,
    /// What closes the brackets of a formula that are open.
    brackets: Vec<String>,
    facts: BTreeMap<&'static str, String>,
}

/// The paragraph that is being read.
#[derive(Default)]
struct Paragraph {
    /// Whether nothing of it but its beginning was read.
    is_new: bool,
    is_hidden: bool,
    is_end_deleted: bool,
    /// Whether some of it is not deleted.
    has_kept_words: bool,
    /// Whether the paragraph before goes on in it.
    continues: bool,
}

/// A story that was read as one of several in a part.
pub(super) struct Finished {
    pub(super) id: String,
    pub(super) content: Builder,
    /// The author, the time and the last paragraph of a comment.
    pub(super) facts: BTreeMap<&'static str, String>,
}

impl<'d> Walker<'d> {
    pub(super) fn new(document: &'d mut Document, addresses: BTreeMap<String, String>) -> Self {
        let (frame, outer, finished) = (Frame::default(), Vec::new(), Vec::new());
        Self { document, addresses, n_pages: None, frame, outer, finished, is_full: false }
    }

    /// Also notes where pages begin, if the part says so.
    pub(super) fn with_pages(mut self, text: &str) -> Self {
        if memchr::memmem::find(text.as_bytes(), b"lastRenderedPageBreak").is_some() {
            self.n_pages = Some(0);
            self.begin_page();
        }
        self
    }

    /// Reads a part to its end: its own text, the stories in it, and what is wrong with it.
    pub(super) fn read(mut self, text: &str) -> (Builder, Vec<Finished>, Option<String>) {
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next() {
            match event {
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
            self.close_story("txbxContent");
        }
        (self.frame.sheet.finish(&mut self.document.remarks), self.finished, flaw)
    }

    fn open<'x>(&mut self, tag: Tag<'x>, xml: &mut Xml<'x>) {
        if tag.name == "pPr" {
            let properties = ParagraphProperties::read(xml);
            return self.begin_block(properties);
        }
        if self.frame.paragraph.is_new {
            self.begin_block(ParagraphProperties::default());
        }
        match tag.name {
            "Fallback" | "pPrChange" | "rPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange" | "sectPrChange"
            | "tblGridChange" | "numberingChange" | "sdtPr" | "rt" => xml.leave(),
            "p" => self.open_paragraph(tag),
            "r" => self.open_run(),
            "rPr" => self.run_properties(&RunProperties::read(xml)),
            "footnote" | "endnote" | "comment" | "txbxContent" | "txBody" => self.open_story(tag, xml),
            "headerReference" | "footerReference" => {
                let kind = if tag.name == "headerReference" { StoryKind::Header } else { StoryKind::Footer };
                self.document.lines.extend(reference(tag).map(|id| (kind, id)));
            }
            "tbl" => self.frame.sheet.open_table(),
            "tr" => self.frame.sheet.open_row(0),
            "tc" => self.frame.sheet.open_cell(),
            "gridBefore" => self.frame.sheet.pass_columns(number(tag).unwrap_or(0)),
            "gridSpan" => self.frame.sheet.span_columns(number(tag).unwrap_or(1)),
            "ins" | "moveTo" => self.open_change(tag, SpanKind::Inserted),
            "del" | "moveFrom" => self.open_change(tag, SpanKind::Deleted),
            "hyperlink" => {
                let url = reference(tag).and_then(|id| self.addresses.get(&id).cloned());
                self.frame.sheet.open("hyperlink", Mark::link(url));
            }
            _ => self.open_in_run(tag, xml),
        }
    }

    /// What stands among words.
    fn open_in_run<'x>(&mut self, tag: Tag<'x>, xml: &mut Xml<'x>) {
        let id = || tag.attribute("id").unwrap_or_default();
        match tag.name {
            "t" | "delText" => self.frame.in_text = true,
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "softHyphen" => self.push("\u{AD}"),
            "sym" => self.push_symbol(tag),
            "lastRenderedPageBreak" if self.outer.is_empty() => self.begin_page(),
            "footnoteReference" => self.note(tag, StoryKind::Footnote),
            "endnoteReference" => self.note(tag, StoryKind::Endnote),
            "commentRangeStart" => self.frame.sheet.comment_from(&id()),
            "commentRangeEnd" | "commentReference" => self.frame.sheet.comment_to(&id()),
            "fldChar" => {
                self.field(&tag.attribute("fldCharType").unwrap_or_default());
                // The settings of a form's field.
                xml.leave();
            }
            "fldSimple" => {
                let url = tag.attribute("instr").and_then(|code| fields::address(&code));
                self.frame.sheet.open("fldSimple", Mark::link(url));
            }
            "sup" if tag.prefix == "m" => self.push("^"),
            "sub" if tag.prefix == "m" => self.push("_"),
            "dPr" => self.open_bracket(xml),
            "instrText" | "delInstrText" => {
                let code = xml.words();
                if let Some(field) = self.frame.fields.last_mut() {
                    field.code.push_str(&code);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" | "delText" => self.frame.in_text = false,
            "p" => self.close_paragraph(),
            "r" | "ins" | "moveTo" | "del" | "moveFrom" | "hyperlink" | "fldSimple" => self.frame.sheet.close(name),
            "tbl" => self.frame.sheet.close_table(),
            // Above the line of a fraction.
            "num" => self.push("/"),
            "d" => {
                let bracket = self.frame.brackets.pop().unwrap_or_default();
                self.push(&bracket);
            }
            "footnote" | "endnote" | "comment" | "txbxContent" | "txBody" => self.close_story(name),
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        let frame = &mut self.frame;
        if !frame.in_text {
            return;
        }
        let paragraph = frame.n_paragraphs;
        // What stands in the code of a field is not shown. A field that no paragraph ends is taken for damaged.
        if frame.fields.iter().any(|field| !field.is_shown && field.paragraph == paragraph) {
            return;
        }
        let words =
            if words.contains(['\n', '\t']) { words.replace(['\n', '\t'], " ").into() } else { Cow::from(words) };
        let is_private = |c: char| ('\u{F000}'..='\u{F0FF}').contains(&c);
        if words.contains(is_private) {
            let font = frame.font.clone();
            let shown: String =
                words.chars().map(|c| if is_private(c) { symbols::shown(c, &font) } else { c }).collect();
            self.push(&shown);
        } else {
            self.push(&words);
        }
    }

    fn push(&mut self, words: &str) {
        let frame = &mut self.frame;
        frame.paragraph.has_kept_words |= !frame.sheet.is_deleted();
        frame.sheet.push(words);
        self.is_full |= self.frame.sheet.builder.at() > MAX_TEXT_LEN;
    }

    /// The bracket before a part of a formula, and which one closes it.
    fn open_bracket(&mut self, xml: &mut Xml) {
        let (mut begin, mut end) = ("(".to_owned(), ")".to_owned());
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.next() {
                Some(Event::Open(tag)) if tag.name == "begChr" => begin = value(tag).unwrap_or_default(),
                Some(Event::Open(tag)) if tag.name == "endChr" => end = value(tag).unwrap_or_default(),
                Some(_) => {}
                None => break,
            }
        }
        self.frame.brackets.push(end);
        self.push(&begin);
    }

    fn push_symbol(&mut self, tag: Tag) {
        let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok()).and_then(char::from_u32);
        if let Some(code) = code {
            let sign = symbols::shown(code, &tag.attribute("font").unwrap_or_default());
            self.push(sign.encode_utf8(&mut [0; 4]));
        }
    }
}

/// Paragraphs and runs.
impl Walker<'_> {
    fn open_paragraph(&mut self, tag: Tag) {
        let id = tag.attribute("paraId");
        let frame = &mut self.frame;
        let continues = frame.paragraph.is_end_deleted && frame.paragraph.has_kept_words;
        frame.paragraph = Paragraph { is_new: true, continues, ..Paragraph::default() };
        frame.n_paragraphs += 1;
        if let Some(id) = id {
            frame.facts.insert("paragraph", id.into_owned());
        }
    }

    fn begin_block(&mut self, properties: ParagraphProperties) {
        self.document.lines.extend(properties.lines.iter().cloned());
        let (styles, numbering) = (&self.document.styles, &mut self.document.numbering);
        let frame = &mut self.frame;
        frame.paragraph.is_new = false;
        frame.paragraph.is_end_deleted = properties.is_end_deleted;
        frame.paragraph.is_hidden = styles.is_hidden(properties.style.as_deref());
        if frame.paragraph.continues && frame.sheet.builder.has_words() {
            let end = Mark::Span { kind: SpanKind::Deleted, author: String::new(), time: String::new() };
            frame.sheet.open("end", end);
            frame.sheet.push("\n");
            frame.sheet.close("end");
            return;
        }
        let style = properties.style.as_deref();
        let heading = match properties.outline {
            Some(outline) => heading_level(outline),
            None => styles.heading(style),
        };
        let item = item(&properties, styles, numbering);
        let label = item.as_ref().map(|(list, level)| numbering.label(list, *level)).unwrap_or_default();
        let kind = match (heading, &item) {
            (Some(level), _) => BlockKind::Heading(level),
            (None, Some((_, level))) => BlockKind::ListItem(level.saturating_add(1)),
            (None, None) => BlockKind::Paragraph,
        };
        frame.sheet.begin(kind, &label);
    }

    fn close_paragraph(&mut self) {
        if self.frame.paragraph.is_new {
            self.begin_block(ParagraphProperties::default());
        }
        let frame = &mut self.frame;
        frame.in_text = false;
        match (frame.paragraph.is_end_deleted, frame.paragraph.has_kept_words) {
            (true, true) => {}
            (true, false) => {
                frame.sheet.end();
                self.document.numbering.take_back();
            }
            (false, _) => frame.sheet.end(),
        }
    }

    fn open_run(&mut self) {
        let frame = &mut self.frame;
        frame.font.clear();
        if frame.paragraph.is_hidden {
            frame.sheet.open("r", Mark::hidden());
        }
    }

    fn run_properties(&mut self, properties: &RunProperties) {
        let by_style = properties.style.as_deref().map(|style| self.document.styles.is_hidden(Some(style)));
        let frame = &mut self.frame;
        frame.font.clone_from(&properties.font);
        match properties.is_hidden.or(by_style.filter(|is_hidden| *is_hidden)) {
            Some(true) if !frame.paragraph.is_hidden => frame.sheet.open("r", Mark::hidden()),
            Some(false) => frame.sheet.close("r"),
            _ => {}
        }
    }

    fn open_change(&mut self, tag: Tag, kind: SpanKind) {
        let fact = |name| tag.attribute(name).unwrap_or_default().into_owned();
        let mark = Mark::Span { kind, author: fact("author"), time: fact("date") };
        self.frame.sheet.open(tag.name, mark);
    }

    fn field(&mut self, what: &str) {
        let frame = &mut self.frame;
        let paragraph = frame.n_paragraphs;
        match what {
            "begin" if frame.fields.len() < MAX_FIELDS => frame.fields.push(Field { paragraph, ..Field::default() }),
            "separate" => {
                if let Some(field) = frame.fields.last_mut().filter(|field| !field.is_shown) {
                    field.is_shown = true;
                    let url = fields::address(&field.code);
                    frame.sheet.open("fldChar", Mark::link(url));
                }
            }
            "end" => {
                let was_shown = frame.fields.pop().is_some_and(|field| field.is_shown);
                if was_shown {
                    frame.sheet.close("fldChar");
                }
            }
            _ => {}
        }
    }

    fn begin_page(&mut self) {
        let Some(n_pages) = &mut self.n_pages else { return };
        *n_pages += 1;
        let label = n_pages.to_string();
        self.frame.sheet.builder.page_here(&label, None);
    }
}

/// Stories in stories.
impl Walker<'_> {
    fn open_story(&mut self, tag: Tag, xml: &mut Xml) {
        let fact = |name| tag.attribute(name).unwrap_or_default().into_owned();
        // The lines that part notes from the text are kept as notes.
        if matches!(tag.name, "footnote" | "endnote") && !matches!(fact("type").as_str(), "" | "normal") {
            return xml.leave();
        }
        let anchor = self.frame.sheet.builder.at();
        let facts = [("author", fact("author")), ("date", fact("date"))].into_iter().collect();
        let inner = Frame { id: fact("id"), anchor, facts, ..Frame::default() };
        self.outer.push(std::mem::replace(&mut self.frame, inner));
    }

    fn close_story(&mut self, name: &str) {
        let Some(outer) = self.outer.pop() else { return };
        let Frame { sheet, id, anchor, facts, .. } = std::mem::replace(&mut self.frame, outer);
        let content = sheet.finish(&mut self.document.remarks);
        if matches!(name, "txbxContent" | "txBody") {
            self.frame.sheet.builder.story(StoryKind::TextBox, Some(anchor), "", content);
        } else {
            self.finished.push(Finished { id, content, facts });
        }
    }

    /// The mark of a note. A second mark of one note has nothing more to show.
    fn note(&mut self, tag: Tag, kind: StoryKind) {
        let notes =
            if kind == StoryKind::Footnote { &mut self.document.footnotes } else { &mut self.document.endnotes };
        let id = tag.attribute("id").unwrap_or_default();
        let Some(mut content) = notes.by_id.remove(&*id) else { return };
        // Its own words follow as the mark.
        let has_own_mark = tag.attribute("customMarkFollows").is_some_and(|own| !matches!(&*own, "0" | "false"));
        let mark = if has_own_mark {
            String::new()
        } else {
            notes.n_marks += 1;
            notes.numeral.write(notes.n_marks)
        };
        content.label_first(&mark);
        let frame = &mut self.frame;
        let at = frame.sheet.builder.at();
        frame.sheet.builder.story(kind, Some(at), &mark, content);
    }
}

/// The list that a paragraph is an item of, and its level.
fn item(properties: &ParagraphProperties, styles: &Styles, numbering: &Numbering) -> Option<(String, u8)> {
    let (list, level) = match &properties.list {
        Some(list) => (list.as_str(), None),
        None => {
            let (list, level, style) = styles.list(properties.style.as_deref())?;
            (list, numbering.level_of_style(list, properties.style.as_deref().unwrap_or(style)).or(level))
        }
    };
    (list != "0").then(|| (list.to_owned(), properties.level.or(level).unwrap_or(0)))
}
