//! The form in which a chunk is shown: which font, what stands for characters that cannot be seen, where marks stand.

use egui::Align;
use egui::text::{LayoutJob, TextFormat};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::{BlockKind, TextRange, has_rtl, is_rtl_char, visible_mark};
use crate::ui::theme::Theme;

use super::chunks::Chunk;
use super::sight::{Piece, Sight};

/// A line of at least this many characters was broken by a program, and is joined with the next one.
const BROKEN_LINE: std::ops::RangeInclusive<usize> = 50..=100;

/// The height of the mark of a note in parts of its size: with it, it stands as high as the letters.
const RAISED: f32 = 1.5;

/// How a chunk is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What of the text is shown, and the marks of notes between.
    pieces: Vec<Piece>,
    /// Whether line breaks inside of the paragraph are shown as spaces.
    joined: bool,
    /// Whether it is a running line, which is shown in a quieter ink.
    quiet: bool,
}

/// What a person sees as one character, or the mark of a note.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// Where it is in the text.
    pub at: usize,
    /// How many characters are shown for it.
    pub n_chars: usize,
    /// Whether it is white space.
    pub is_blank: bool,
    /// The story, for the mark of a note.
    pub note: Option<u32>,
}

impl Shown {
    /// How a chunk is shown.
    pub fn of(sight: &Sight, chunk: &Chunk) -> Self {
        let words = chunk.range.within(sight.text()).unwrap_or_default();
        let mut lines = words.split('\n').peekable();
        let mut joined = true;
        while let Some(line) = lines.next() {
            joined &= lines.peek().is_none() || BROKEN_LINE.contains(&line.chars().count());
        }
        let quiet = sight.running_in(chunk.range).any(|running| running.covers(chunk.range));
        Self { pieces: sight.pieces(chunk), joined, quiet }
    }

    /// The words that are shown, and the marks between, from first to last.
    pub fn units<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Unit> + 'a {
        self.pieces.iter().flat_map(move |piece| {
            let (range, mark) = match piece {
                Piece::Words(range) => (*range, None),
                Piece::Mark { at, story, words } => (
                    TextRange::empty(*at),
                    Some(Unit { at: *at, n_chars: words.chars().count(), is_blank: false, note: Some(*story) }),
                ),
            };
            let words = range.within(text).unwrap_or_default();
            let units = words.grapheme_indices(true).map(move |(at, grapheme)| Unit {
                at: range.start() + at,
                n_chars: grapheme.chars().map(n_chars).sum(),
                is_blank: grapheme.trim().is_empty(),
                note: None,
            });
            units.chain(mark)
        })
    }

    /// The job of laying out a chunk of `text`.
    pub fn job(&self, text: &str, kind: BlockKind, theme: &Theme, width: f32) -> LayoutJob {
        let mut format = text_format(kind, theme);
        if self.quiet {
            format.color = theme.faint;
        }
        let font_id = theme.tiny();
        // Lower than the row, or it could not be raised in it.
        let line_height = Some((font_id.size * RAISED).round());
        let raised = TextFormat { font_id, color: theme.accent, valign: Align::TOP, line_height, ..format.clone() };
        let mut job = LayoutJob::default();
        job.wrap.max_width = width;
        for piece in &self.pieces {
            match piece {
                Piece::Words(range) => self.append(&mut job, range.within(text).unwrap_or_default(), &format, theme),
                Piece::Mark { words, .. } => job.append(words, 0.0, raised.clone()),
            }
        }
        if self.pieces.is_empty() {
            // For the height of its line.
            append_words(&mut job, "", &format);
        }
        job
    }

    fn append(&self, job: &mut LayoutJob, words: &str, format: &TextFormat, theme: &Theme) {
        let mut rest = words;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| self.is_replaced(*c)) {
            append_words(job, rest.get(..at).unwrap_or_default(), format);
            match visible_mark(c) {
                Some(name) => {
                    let named = TextFormat { font_id: theme.tiny(), color: theme.faint, ..format.clone() };
                    job.append(&format!("‹{name}›"), 0.0, named);
                }
                None => job.append(" ", 0.0, format.clone()),
            }
            rest = rest.get(at + c.len_utf8()..).unwrap_or_default();
        }
        append_words(job, rest, format);
    }

    fn is_replaced(&self, c: char) -> bool {
        c == '\n' && self.joined || visible_mark(c).is_some()
    }
}

/// How many characters are shown for `c`.
fn n_chars(c: char) -> usize {
    visible_mark(c).map_or(1, |name| name.len() + 2)
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
