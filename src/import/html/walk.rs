//! From the tree of a page to blocks of text, as a browser lays them out.

use std::collections::BTreeMap;

use crate::import::Warning;
use crate::import::builder::Builder;
use crate::text::BlockKind;

use super::elements::{heading_level, is_block, is_hidden, is_never_shown, is_of_type, ordinal, tables_of_facts};
use super::grid::Grid;
use super::notes::Notes;
use super::tree::{NodeId, Tree, Visit};

/// The longest text that is made of one file.
const MAX_TEXT_LEN: usize = 50_000_000;

const PAGE_BREAKS: [&str; 2] = ["pagebreak", "doc-pagebreak"];
const CONTENTS: [&str; 5] = ["toc", "doc-toc", "landmarks", "page-list", "doc-pagelist"];
const NOTE_MARKS: [&str; 2] = ["noteref", "doc-noteref"];

/// Where the words of a text node stand in the text.
#[derive(Clone, Copy, Debug)]
pub(in crate::import) struct Piece {
    pub(super) node: NodeId,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Writes what is on a page. `on_piece` is told where each piece of text came to stand.
///
/// `chapters` is there for the pages of a book: the names of what begins at elements with an id. In books the words for
/// pictures are text, as is what a script may show, and tables of contents are none, since they stand beside the book.
pub(in crate::import) fn walk(
    tree: &Tree,
    builder: &mut Builder,
    notes: &mut Notes,
    chapters: Option<&BTreeMap<String, String>>,
    on_piece: &mut dyn FnMut(Piece),
) {
    let tables = tables_of_facts(tree);
    let mut walker = Walker {
        tree,
        builder,
        notes,
        chapters,
        has_scripts: chapters.is_some() && tree.has("script"),
        tables,
        frames: Vec::new(),
        kind: BlockKind::Paragraph,
        label: None,
        link: None,
        n_pre: 0,
        n_svg: 0,
        in_svg_text: false,
        has_space: false,
        lists: Vec::new(),
        grids: Vec::new(),
        outer: None,
    };
    let mut visits = tree.visits(Tree::ROOT);
    while let Some(visit) = visits.next() {
        match visit {
            Visit::Enter(id) => {
                if walker.builder.at() > MAX_TEXT_LEN {
                    let what = format!("what follows the first {} MB of text", MAX_TEXT_LEN / 1_000_000);
                    walker.builder.warnings.push(Warning::LeftOut { what });
                    break;
                }
                if let Some(text) = tree.text(id) {
                    let start = walker.push(text);
                    on_piece(Piece { node: id, start, end: walker.builder.at() });
                } else if walker.is_left_out(id) || !walker.enter(id) {
                    visits.pass_over(id);
                }
            }
            Visit::Leave(id) => walker.leave(id),
        }
    }
    while let Some(frame) = walker.frames.last() {
        let node = frame.node;
        walker.leave(node);
    }
    walker.builder.end();
}

struct Walker<'w> {
    tree: &'w Tree,
    builder: &'w mut Builder,
    notes: &'w mut Notes,
    chapters: Option<&'w BTreeMap<String, String>>,
    /// Whether the page has scripts, which may show what is hidden at first.
    has_scripts: bool,
    /// Which nodes are tables of facts.
    tables: Vec<bool>,
    /// What the elements that are open change, the outermost first.
    frames: Vec<Frame>,
    /// What the next words are.
    kind: BlockKind,
    /// The label of the list item whose first words come next.
    label: Option<String>,
    link: Option<Link>,
    /// How many elements are open in which white space counts.
    n_pre: usize,
    n_svg: usize,
    in_svg_text: bool,
    /// Whether white space was read since the last word.
    has_space: bool,
    lists: Vec<List>,
    grids: Vec<Grid>,
    /// The body of the text, while a note is written.
    outer: Option<(String, Builder)>,
}

/// What an open element changes, and how it was before.
struct Frame {
    node: NodeId,
    opened: Opened,
    kind: BlockKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    Block,
    List,
    Table,
    Pre,
    Link,
    Quotation,
    Svg,
    SvgText,
    Note,
}

struct Link {
    url: String,
    /// Where its first words stand, once they came.
    start: Option<usize>,
}

struct List {
    /// The type of its numbers; `None` if it has none.
    numbered: Option<String>,
    next: i32,
    step: i32,
}

impl<'w> Walker<'w> {
    /// Whether nothing in an element is to be written.
    fn is_left_out(&self, id: NodeId) -> bool {
        let name = self.tree.name(id);
        if self.chapters.is_some() {
            // What stands in them is for readers of books that cannot show them, like this one.
            let has_substitute = matches!(name, "audio" | "canvas" | "video");
            let may_be_shown = self.has_scripts && !is_never_shown(self.tree, id);
            return !has_substitute && !may_be_shown && is_hidden(self.tree, id);
        }
        is_hidden(self.tree, id)
    }

    /// Begins an element. `false` if what is in it is not to be written.
    fn enter(&mut self, id: NodeId) -> bool {
        let name = self.tree.name(id);
        if is_block(name) {
            self.break_block();
        }
        let is_page_break = self.n_svg == 0 && is_of_type(self.tree, id, &PAGE_BREAKS);
        if self.chapters.is_some() {
            if let Some(label) = self.label_of(id).filter(|_| !is_page_break) {
                self.builder.page_here(label, None);
            }
            match name {
                "nav" if is_of_type(self.tree, id, &CONTENTS) => return false,
                "img" => self.write_picture(id),
                _ => {}
            }
        }
        if is_page_break {
            return self.page_break(id);
        }
        if is_of_type(self.tree, id, &NOTE_MARKS) && self.note_mark(id) {
            return false;
        }
        let opened = match name {
            "br" => return self.break_line(),
            "hr" => return false,
            "svg" => Opened::Svg,
            "text" if self.n_svg > 0 => Opened::SvgText,
            "pre" | "listing" | "xmp" | "plaintext" => Opened::Pre,
            "ol" | "ul" | "menu" | "dir" => Opened::List,
            "table" => Opened::Table,
            "a" => Opened::Link,
            "q" => Opened::Quotation,
            _ if self.begin_note(id) => Opened::Note,
            _ if is_block(name) => Opened::Block,
            _ => return true,
        };
        self.frames.push(Frame { node: id, opened, kind: self.kind });
        self.open(id, name, opened);
        true
    }

    fn open(&mut self, id: NodeId, name: &str, opened: Opened) {
        match opened {
            Opened::Block => self.open_block(id, name),
            Opened::List => self.lists.push(self.list(id, name)),
            Opened::Table => {
                let is_of_facts = self.tables.get(id as usize).copied().unwrap_or_default();
                self.grids.push(Grid::new(is_of_facts));
            }
            Opened::Pre => self.n_pre += 1,
            Opened::Link => self.link = self.link_of(id),
            Opened::Quotation => self.write("“"),
            Opened::Svg => self.n_svg += 1,
            Opened::SvgText => {
                self.break_block();
                self.in_svg_text = true;
            }
            Opened::Note => self.kind = BlockKind::Paragraph,
        }
    }

    fn open_block(&mut self, id: NodeId, name: &str) {
        if let Some(level) = heading_level(name) {
            self.kind = BlockKind::Heading(level);
            return;
        }
        match name {
            "li" => {
                let level = u8::try_from(self.lists.len().max(1)).unwrap_or(u8::MAX);
                self.kind = BlockKind::ListItem(level);
                self.label = Some(self.next_label(id));
            }
            "tr" => self.grids.last_mut().into_iter().for_each(Grid::begin_row),
            "td" | "th" => {
                let span = |name| self.tree.attribute(id, name).and_then(|n| n.trim().parse().ok()).unwrap_or(1);
                let (columns, rows) = (span("colspan"), span("rowspan"));
                let place = self.grids.last_mut().and_then(|grid| grid.cell(columns, rows));
                if let Some((row, column)) = place {
                    self.kind = BlockKind::Cell { row, column };
                }
            }
            _ => {}
        }
    }

    /// Ends an element.
    fn leave(&mut self, id: NodeId) {
        if is_block(self.tree.name(id)) {
            self.break_block();
        }
        let Some(frame) = self.frames.pop_if(|frame| frame.node == id) else { return };
        self.kind = frame.kind;
        match frame.opened {
            Opened::Block => {
                if self.tree.name(id) == "li" {
                    self.label = None;
                }
            }
            Opened::List => drop(self.lists.pop()),
            Opened::Table => drop(self.grids.pop()),
            Opened::Pre => self.n_pre -= 1,
            Opened::Link => self.end_link(),
            Opened::Quotation => {
                // It belongs to the word before it.
                self.has_space = false;
                self.write("”");
            }
            Opened::Svg => self.n_svg -= 1,
            Opened::SvgText => {
                self.break_block();
                self.in_svg_text = false;
            }
            Opened::Note => self.end_note(),
        }
    }

    fn list(&self, id: NodeId, name: &str) -> List {
        let attribute = |name| self.tree.attribute(id, name);
        let is_numbered = name == "ol";
        let step = if attribute("reversed").is_some() { -1 } else { 1 };
        let n_items = || self.tree.children(id).filter(|child| self.tree.name(*child) == "li").count();
        let first = if step < 0 { i32::try_from(n_items()).unwrap_or(i32::MAX) } else { 1 };
        List {
            numbered: is_numbered.then(|| attribute("type").unwrap_or("1").trim().to_owned()),
            next: attribute("start").and_then(|start| start.trim().parse().ok()).unwrap_or(first),
            step,
        }
    }

    fn next_label(&mut self, item: NodeId) -> String {
        let value = self.tree.attribute(item, "value").and_then(|value| value.trim().parse().ok());
        let Some(List { numbered: Some(kind), next, step }) = self.lists.last_mut() else { return "•".to_owned() };
        let number = value.unwrap_or(*next);
        *next = number.saturating_add(*step);
        format!("{}.", ordinal(number, kind))
    }

    /// Writes text; returns where it begins.
    fn push(&mut self, text: &str) -> usize {
        if self.n_svg > 0 && !self.in_svg_text {
            return self.builder.at();
        }
        if self.n_pre > 0 {
            if !self.builder.has_open() && text.trim().is_empty() {
                return self.builder.at();
            }
            self.write(text);
            return self.builder.at() - text.len();
        }
        let mut start = None;
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}');
        for (nth, word) in text.split(is_space).enumerate() {
            self.has_space |= nth > 0;
            if !word.is_empty() {
                self.write(word);
                start = start.or_else(|| self.builder.at().checked_sub(word.len()));
            }
        }
        start.unwrap_or_else(|| self.builder.at())
    }

    /// Writes words, with a space before them if there is one between them and the words before.
    fn write(&mut self, words: &str) {
        if !self.builder.has_open() {
            let label = self.label.take().unwrap_or_default();
            self.builder.begin_labeled(self.kind, &label);
        } else if self.has_space && !self.builder.text().ends_with('\n') {
            self.builder.push(" ");
        }
        self.has_space = false;
        if let Some(link) = &mut self.link {
            link.start.get_or_insert(self.builder.at());
        }
        self.builder.push(words);
    }

    /// Writes the words for a picture.
    fn write_picture(&mut self, id: NodeId) {
        let words = self.tree.attribute(id, "alt").unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.write(&format!("[{words}]"));
        }
    }

    fn break_block(&mut self) {
        self.builder.end();
        if let Some(start) = self.link.as_mut().and_then(|link| link.start.as_mut()) {
            // White space at the end of a block is taken away again.
            *start = (*start).min(self.builder.at());
        }
        self.has_space = false;
    }

    /// Ends a line; the second in a row ends the block.
    fn break_line(&mut self) -> bool {
        self.has_space = false;
        if self.builder.text().ends_with('\n') {
            self.break_block();
        } else if self.builder.has_open() {
            self.builder.push("\n");
        }
        false
    }

    fn link_of(&self, id: NodeId) -> Option<Link> {
        let url = self.tree.attribute(id, "href")?.trim();
        let is_elsewhere = !url.is_empty() && !url.starts_with('#');
        let is_script = url.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("javascript:"));
        (is_elsewhere && !is_script).then(|| Link { url: url.to_owned(), start: None })
    }

    fn end_link(&mut self) {
        if let Some(Link { url, start: Some(start) }) = self.link.take() {
            self.builder.address(start, &url);
        }
    }

    fn page_break(&mut self, id: NodeId) -> bool {
        let said = self.tree.attribute(id, "title").or_else(|| self.tree.attribute(id, "aria-label"));
        let words = self.tree.words(id);
        let told = [said, Some(&words), self.label_of(id).map(String::as_str)];
        let label = told.into_iter().flatten().find(|label| !label.trim().is_empty()).unwrap_or_default().to_owned();
        // A page break that holds more than its number is one of those that stand around a whole page.
        let is_number = label.trim().chars().nth(24).is_none();
        if is_number && !label.trim().is_empty() {
            self.builder.page_here(label.trim(), None);
        }
        !is_number
    }

    /// How the lists of chapters and pages call what begins with an element.
    fn label_of(&self, id: NodeId) -> Option<&'w String> {
        self.chapters?.get(self.tree.attribute(id, "id")?)
    }

    /// Writes the mark of a note as such. `false` if there is no such note.
    fn note_mark(&mut self, id: NodeId) -> bool {
        let target = self.tree.with_ancestors(id).take(2).chain(self.tree.children(id));
        let href = target.filter_map(|id| self.tree.attribute(id, "href")).next().map(str::to_owned);
        let mark = self.tree.words(id);
        self.outer.is_none() && href.is_some_and(|href| self.notes.refer(&href, mark.trim(), self.builder))
    }

    fn begin_note(&mut self, id: NodeId) -> bool {
        if self.outer.is_some() {
            return false;
        }
        let Some(key) = self.tree.attribute(id, "id").and_then(|id| self.notes.key_of_body(id)) else { return false };
        self.break_block();
        self.end_link();
        self.outer = Some((key, std::mem::take(self.builder)));
        true
    }

    fn end_note(&mut self) {
        self.break_block();
        self.end_link();
        if let Some((key, outer)) = self.outer.take() {
            let content = std::mem::replace(self.builder, outer);
            self.notes.keep(key, content);
        }
    }
}
