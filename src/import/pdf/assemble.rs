//! Lines to paragraphs, pages to a document.

use crate::model::{Comment, PageFlaw, SpanKind, StoryKind};
use crate::text::{BlockKind, TextRange};

use super::Read;
use super::annotations::{Mark, Note};
use super::joins::{Seam, Vocabulary};
use super::kinds::Sizes;
use super::lines::Line;
use super::page::PageText;
use super::paragraphs::{Paragraph, paragraphs};
use super::running::running;
use crate::import::builder::Builder;
use crate::import::{Imported, Warning};

/// How many pages a warning names.
const MAX_NAMED: usize = 20;

/// Makes a document of the pages that are read.
pub(super) fn assemble(read: Read) -> Imported {
    let running = running(&read.pages);
    let paragraphs = paragraphs(&read.pages, &running);
    let mut writer = Writer {
        sizes: Sizes::of(&read.pages),
        words: Vocabulary::of(&read.pages),
        pages: &read.pages,
        labels: &read.labels,
        running: &running,
        text: Builder::default(),
        n_begun: 0,
        waiting: Vec::new(),
        notes: Vec::new(),
    };
    for paragraph in &paragraphs {
        writer.paragraph(paragraph);
    }
    writer.turn_to(read.pages.len(), false);
    if let Some(last) = read.pages.len().checked_sub(1) {
        writer.end_page(last, false);
    }
    let notes = std::mem::take(&mut writer.notes);
    let mut text = writer.text;
    for label in read.labels.iter().skip(read.pages.len()) {
        text.page(label, Some(PageFlaw::NotRead));
    }
    write_notes(&mut text, notes);
    text.facts = read.facts;
    text.warnings = read.warnings;
    text.warnings.extend(warnings(&read.pages, &read.labels));
    text.warnings.extend(uncovered(&read.pages, &read.labels));
    text.finish("pdf", 1, "application/pdf")
}

/// What a reader should know of pages that are not all there.
fn warnings(pages: &[PageText], labels: &[String]) -> Vec<Warning> {
    let left_out = |flaw, why: &str| {
        let labels =
            pages.iter().zip(labels).filter(|(page, _)| page.flaw == Some(flaw)).map(|(_, label)| label.as_str());
        let labels: Vec<&str> = labels.collect();
        let named = labels.get(..labels.len().min(MAX_NAMED)).unwrap_or_default().join(", ");
        let more = if labels.len() > MAX_NAMED { ", …" } else { "" };
        let what = format!("{} of {} pages, which {why}: {named}{more}", labels.len(), pages.len());
        (!labels.is_empty()).then_some(Warning::LeftOut { what })
    };
    let is_unreadable = |page: &PageText| matches!(page.flaw, Some(PageFlaw::Unreadable(_)));
    let no_text = left_out(PageFlaw::NoTextLayer, "are pictures without a text layer (scans)");
    let not_read = left_out(PageFlaw::NotRead, "are damaged or take too much to read, in part or as a whole");
    let unreadable = pages.iter().any(is_unreadable).then_some(Warning::UndecodableBytes);
    no_text.into_iter().chain(not_read).chain(unreadable).collect()
}

/// A word on the pages of which more is shown than other programs show.
fn uncovered(pages: &[PageText], labels: &[String]) -> Option<Warning> {
    let mut pages = pages.iter().enumerate().filter(|(_, page)| page.uncovered);
    let (first, _) = pages.next()?;
    let label = labels.get(first).cloned().unwrap_or_else(|| (first + 1).to_string());
    let what = match pages.count() {
        0 => format!("page {label}"),
        n_more => format!("page {label} and {n_more} more"),
    };
    Some(Warning::Uncovered { what })
}

/// Writes the paragraphs one after another.
struct Writer<'p> {
    sizes: Sizes,
    words: Vocabulary,
    pages: &'p [PageText],
    labels: &'p [String],
    running: &'p [Vec<bool>],
    text: Builder,
    /// How many pages are begun.
    n_begun: usize,
    /// The running lines that wait for the end of a paragraph that goes on over the end of a page.
    waiting: Vec<&'p Line>,
    notes: Vec<(TextRange, &'p Note)>,
}

impl<'p> Writer<'p> {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let Some(first) = paragraph.lines.first() else { return };
        self.turn_to(first.page + 1, false);
        let pages = self.pages;
        let lines: Vec<&Line> =
            paragraph.lines.iter().filter_map(|place| pages.get(place.page)?.lines.get(place.line)).collect();
        let Some(above) = lines.first() else { return };
        let opening = if lines.len() > 1 { format!("{} ", above.text) } else { above.text.clone() };
        let len: usize = lines.iter().map(|line| line.text.len()).sum();
        let (mut kind, label, mut skip) = self.sizes.kind(&lines, &opening);
        if matches!(kind, BlockKind::Heading(_)) && (paragraph.is_row || len > 200) {
            kind = BlockKind::Paragraph;
        }
        self.text.begin_labeled(kind, label);
        let start = self.text.at();
        for (idx, (line, place)) in lines.iter().zip(&paragraph.lines).enumerate() {
            let next = lines.get(idx + 1);
            let seam = next.map(|next| self.words.seam(&line.text, &next.text));
            self.turn_to(place.page + 1, true);
            self.line(line, place.page, std::mem::take(&mut skip), seam == Some(Seam::Join));
            let is_beside = paragraph.is_row && next.is_some_and(|next| next.left > line.right);
            match seam {
                Some(_) if is_beside => self.text.push("\t"),
                Some(Seam::Join) => self.text.join(),
                Some(Seam::Space) => self.text.push(" "),
                Some(Seam::Nothing) | None => {}
            }
        }
        if above.hidden {
            self.text.span(SpanKind::Hidden, start, "", "");
        }
        self.text.end();
        for line in std::mem::take(&mut self.waiting) {
            self.running_line(line);
        }
    }

    /// Writes the words of a line but for those that `skip` leaves out, and without its hyphen where it is joined.
    fn line(&mut self, line: &'p Line, page: usize, skip: usize, without_hyphen: bool) {
        let hyphen = line.text.chars().next_back().map_or(0, char::len_utf8);
        let end = line.text.len() - if without_hyphen { hyphen } else { 0 };
        let mut at = skip;
        for (from, to, mark) in &line.marks {
            let (from, to) = ((*from).clamp(at, end.max(at)), (*to).clamp(at, end.max(at)));
            self.text.push(line.text.get(at..from).unwrap_or_default());
            let start = self.text.at();
            self.text.push(line.text.get(from..to).unwrap_or_default());
            at = to;
            match self.pages.get(page).and_then(|page| page.marks.get(usize::from(*mark))) {
                Some(Mark::Link(url)) => self.text.address(start, url),
                Some(Mark::Note(note)) => self.note(TextRange::between(start, self.text.at()), note),
                None => {}
            }
        }
        self.text.push(line.text.get(at..end).unwrap_or_default());
    }

    /// Notes what someone wrote; words that follow those before it in the same note belong to them.
    fn note(&mut self, range: TextRange, note: &'p Note) {
        match self.notes.last_mut() {
            Some((words, last)) if std::ptr::eq(*last, note) => *words = TextRange::between(words.start(), range.end()),
            _ => self.notes.push((range, note)),
        }
    }

    fn running_line(&mut self, line: &'p Line) {
        self.text.begin(BlockKind::Paragraph);
        let start = self.text.at();
        self.text.push(&line.text);
        self.text.span(SpanKind::RunningLine, start, "", "");
        self.text.end();
    }

    /// Ends the pages before the first `n_pages`, and begins the last of these.
    fn turn_to(&mut self, n_pages: usize, amid_paragraph: bool) {
        while self.n_begun < n_pages {
            let idx = self.n_begun;
            self.n_begun += 1;
            if let Some(before) = idx.checked_sub(1) {
                self.end_page(before, amid_paragraph);
            }
            let Some(page) = self.pages.get(idx) else { continue };
            let label = self.labels.get(idx).cloned().unwrap_or_else(|| (idx + 1).to_string());
            if amid_paragraph {
                self.text.page_here(&label, page.flaw);
            } else {
                self.text.page(&label, page.flaw);
            }
            self.running_lines(idx, true, amid_paragraph);
        }
    }

    fn end_page(&mut self, idx: usize, amid_paragraph: bool) {
        self.running_lines(idx, false, amid_paragraph);
        let Some(page) = self.pages.get(idx) else { return };
        for (_, note) in &page.notes {
            self.notes.push((TextRange::empty(self.text.at()), note));
        }
        if !page.added.is_empty() {
            let mut added = Builder::default();
            for line in &page.added {
                added.begin(BlockKind::Paragraph);
                added.push(&line.text);
            }
            self.text.story(StoryKind::Annotation, Some(self.text.at()), "", added);
        }
    }

    fn running_lines(&mut self, idx: usize, at_top: bool, amid_paragraph: bool) {
        let (Some(page), Some(running)) = (self.pages.get(idx), self.running.get(idx)) else { return };
        let of_page = page.lines.iter().zip(running).filter(|(_, running)| **running).map(|(line, _)| line);
        let lines: Vec<&'p Line> = of_page.filter(|line| (line.base < page.height / 2.0) == at_top).collect();
        for line in lines {
            if amid_paragraph {
                self.waiting.push(line);
            } else {
                self.running_line(line);
            }
        }
    }
}

fn write_notes(text: &mut Builder, mut notes: Vec<(TextRange, &Note)>) {
    text.end();
    let len = text.at();
    notes.sort_by_key(|(range, _)| *range);
    for (range, note) in notes {
        text.comment(Comment {
            author: note.author.clone(),
            time: note.time.clone(),
            range: TextRange::between(range.start().min(len), range.end().min(len)),
            text: note.text.clone(),
            thread: None,
            resolved: false,
        });
    }
}
