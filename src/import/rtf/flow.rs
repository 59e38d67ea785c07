//! One text of a file that is being written: the body, a note, a header; paragraph by paragraph.

use crate::import::builder::Builder;
use crate::model::SpanKind;
use crate::text::BlockKind;

/// One text that is being written.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) builder: Builder,
    /// The label of the paragraph that is being written.
    pub(super) label: String,
    /// Whether the mark of a note stands in the text, or has stood there since the note before.
    pub(super) marked: bool,
    /// Where in its table the next cell stands.
    row: u32,
    column: u32,
    /// Since when the text is inserted, deleted and hidden, and by whom.
    runs: [Option<(usize, Mark)>; 3],
    /// Places to remember, in order; none lies beyond the end of the text.
    places: Vec<usize>,
}

/// Who changed words, and when, as the file has it: a number in its list of authors, and the bits of the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) author: i32,
    pub(super) time: i32,
}

/// What words are besides their characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) inserted: Option<Mark>,
    pub(super) deleted: Option<Mark>,
    pub(super) hidden: Option<Mark>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Paragraph {
    pub(super) style: Option<i32>,
    /// The level that it gives itself, from 0; 9 for running text.
    pub(super) outline: Option<i32>,
    pub(super) in_table: bool,
    /// How deep in lists it lies, from 0.
    pub(super) list_level: i32,
}

impl Flow {
    /// Writes words of a paragraph.
    pub(super) fn push(&mut self, words: &str, look: Look, authors: &[String]) {
        self.look(look, authors);
        self.builder.push(words);
    }

    /// Ends the paragraph, which has this heading level.
    pub(super) fn end(&mut self, paragraph: Paragraph, heading: Option<u8>, authors: &[String]) {
        self.look(Look::default(), authors);
        let label = std::mem::take(&mut self.label);
        let kind = match heading {
            _ if paragraph.in_table => BlockKind::Cell { row: self.row, column: self.column },
            Some(level) => BlockKind::Heading(level),
            None if !label.is_empty() => {
                BlockKind::ListItem(u8::try_from(paragraph.list_level.clamp(0, 8)).unwrap_or(0) + 1)
            }
            None => BlockKind::Paragraph,
        };
        self.builder.rename(kind, &label);
        self.builder.end();
        if !paragraph.in_table {
            (self.row, self.column) = (0, 0);
        }
        let end = self.builder.at();
        self.places.iter_mut().rev().take_while(|place| **place > end).for_each(|place| *place = end);
    }

    /// After the end of a cell's last paragraph.
    pub(super) fn next_cell(&mut self) {
        self.column = self.column.saturating_add(1);
    }

    /// After the end of a row's last cell.
    pub(super) fn next_row(&mut self) {
        (self.row, self.column) = (self.row.saturating_add(1), 0);
    }

    /// Remembers where the next word will stand; gives the number under which it is asked for again.
    pub(super) fn remember(&mut self) -> usize {
        self.places.push(self.builder.at());
        self.places.len() - 1
    }

    /// A place that was remembered.
    pub(super) fn place(&self, number: usize) -> usize {
        self.places.get(number).copied().unwrap_or(self.builder.at())
    }

    /// Notes that the words from here on look so.
    fn look(&mut self, look: Look, authors: &[String]) {
        const KINDS: [SpanKind; 3] = [SpanKind::Inserted, SpanKind::Deleted, SpanKind::Hidden];
        let at = self.builder.at();
        let wanted = [look.inserted, look.deleted, look.hidden];
        for ((run, wanted), kind) in self.runs.iter_mut().zip(wanted).zip(KINDS) {
            if run.map(|(_, mark)| mark) == wanted {
                continue;
            }
            if let Some((start, mark)) = run.take() {
                let author = usize::try_from(mark.author).ok().and_then(|at| authors.get(at));
                self.builder.span(kind, start, author.map_or("", String::as_str), &time(mark.time));
            }
            *run = wanted.map(|mark| (at, mark));
        }
    }
}

/// A time as the file packs it into a number, in the form of all times that are kept; empty if it is none.
pub(super) fn time(packed: i32) -> String {
    let bits = |shift: u32, len: u32| packed >> shift & ((1 << len) - 1);
    let (minute, hour, day, month, year) = (bits(0, 6), bits(6, 5), bits(11, 5), bits(16, 4), 1900 + bits(20, 9));
    if day == 0 || !(1..=12).contains(&month) {
        return String::new();
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00")
}
