//! The form in which a chunk is shown: which font, and what stands for characters that cannot be seen.

use egui::text::{LayoutJob, TextFormat};

use crate::model::Document;
use crate::text::{BlockKind, TextRange, has_rtl, is_rtl_char, visible_mark};
use crate::ui::theme::{self, Theme};

use super::chunks::Chunk;

/// A line of at least this many characters was broken by a program, and is joined with the next one.
const BROKEN_LINE: std::ops::RangeInclusive<usize> = 50..=100;
/// Above the first line of a document.
pub const TOP: f32 = 18.0;
/// The distance between a heading and what is above it.
const ABOVE_HEADING: f32 = 22.0;

/// How the characters of a chunk are shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// Whether line breaks inside of the paragraph are shown as spaces.
    joined: bool,
}

impl Shown {
    /// How the chunk at `range` is shown.
    pub fn of(text: &str, range: TextRange) -> Self {
        let words = range.within(text).unwrap_or_default();
        let mut lines = words.split('\n').peekable();
        let mut joined = true;
        while let Some(line) = lines.next() {
            joined &= lines.peek().is_none() || BROKEN_LINE.contains(&line.chars().count());
        }
        Self { joined }
    }

    /// How many characters are shown for `c`.
    pub fn n_chars(&self, c: char) -> usize {
        visible_mark(c).map_or(1, |name| name.len() + 2)
    }

    /// The job of laying out the words of a chunk.
    pub fn job(&self, words: &str, kind: BlockKind, theme: &Theme, width: f32) -> LayoutJob {
        let format = text_format(kind, theme);
        let mark_format = TextFormat { font_id: theme.tiny(), color: theme.faint, ..format.clone() };
        let mut job = LayoutJob::default();
        job.wrap.max_width = width;
        let mut rest = words;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| self.is_replaced(*c)) {
            append_words(&mut job, rest.get(..at).unwrap_or_default(), &format);
            match visible_mark(c) {
                Some(name) => job.append(&format!("‹{name}›"), 0.0, mark_format.clone()),
                None => job.append(" ", 0.0, format.clone()),
            }
            rest = rest.get(at + c.len_utf8()..).unwrap_or_default();
        }
        append_words(&mut job, rest, &format);
        job
    }

    fn is_replaced(self, c: char) -> bool {
        c == '\n' && self.joined || visible_mark(c).is_some()
    }
}

/// Appends words so that each direction of writing is shaped by itself: egui would mirror numbers in Hebrew words.
fn append_words(job: &mut LayoutJob, words: &str, format: &TextFormat) {
    if !has_rtl(words) {
        return job.append(words, 0.0, format.clone());
    }
    // Equal to look at, but egui joins what has equal formats.
    let rtl_format = TextFormat { expand_bg: 0.0, ..format.clone() };
    let mut rest = words;
    let mut rtl = words.chars().next().is_some_and(is_rtl_char);
    while !rest.is_empty() {
        let turns = |c: char| if rtl { c.is_alphanumeric() && !is_rtl_char(c) } else { is_rtl_char(c) };
        let (run, _) = rest.split_at(rest.find(turns).unwrap_or(rest.len()));
        // What stands between the two directions belongs to neither word, and keeps its place.
        let run = if rtl && run.len() < rest.len() { run.trim_end_matches(|c| !is_rtl_char(c)) } else { run };
        let after = rest.get(run.len()..).unwrap_or_default();
        job.append(run, 0.0, if rtl { rtl_format.clone() } else { format.clone() });
        (rest, rtl) = (after, !rtl);
    }
}

/// The empty space above a chunk.
pub fn space_above(document: &Document, chunk: &Chunk) -> f32 {
    let above_is_heading = || matches!(document.blocks().kind(chunk.block - 1), BlockKind::Heading(_));
    match chunk.kind {
        _ if !chunk.is_first_part() => 0.0,
        _ if chunk.block == 0 => TOP,
        BlockKind::Heading(_) if !above_is_heading() => ABOVE_HEADING,
        _ => theme::PARAGRAPH_GAP,
    }
}

fn text_format(kind: BlockKind, theme: &Theme) -> TextFormat {
    let font_id = match kind {
        BlockKind::Heading(1) => theme.quoted_strong(25.0),
        BlockKind::Heading(2) => theme.quoted_strong(21.0),
        BlockKind::Heading(_) => theme.quoted_strong(18.5),
        BlockKind::Paragraph | BlockKind::ListItem(_) | BlockKind::Cell { .. } => theme.reading(),
    };
    let line_height = match kind {
        BlockKind::Heading(_) => (font_id.size * 1.3).round(),
        _ => theme.reading_line_height(font_id.size),
    };
    TextFormat { line_height: Some(line_height), ..TextFormat::simple(font_id, theme.ink) }
}
