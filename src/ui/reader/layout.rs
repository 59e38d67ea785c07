//! The layout of a chunk: the only place where offsets and points on the page meet.

use std::sync::Arc;

use egui::epaint::text::{Glyph, PlacedRow};
use egui::{Galley, Pos2, Rect, pos2};

use crate::text::{TextRange, has_rtl, is_rtl_char, visible_mark};

use super::shown::{Shown, Unit};

/// A chunk as it stands on the page, from (0, 0) on.
///
/// Everything that draws into a text or asks where in it a point lies goes through this, never through the [`Galley`]: its
/// glyphs are no characters. A ligature is one wide glyph and some without width, a hidden character is shown by its name,
/// and in text from right to left egui repeats some glyphs. Here every character that a person sees has a place of its own.
#[derive(Clone, Debug)]
pub struct ParaLayout {
    galley: Arc<Galley>,
    range: TextRange,
    /// Never empty.
    rows: Vec<Row>,
    /// The places for a caret, row by row. A row has one more than it has characters.
    stops: Vec<Stop>,
    rtl: bool,
    /// The marks of notes: the story, the row, and the stop before the mark.
    marks: Vec<(u32, usize, usize)>,
}

/// A line of a chunk.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The first offset of the row.
    pub start: usize,
    /// Its last: where the next row begins, or before the line break.
    pub end: usize,
    /// Where its visible words end: a row that was broken at a space ends before that space.
    pub words_end: usize,
    /// Upper edge.
    pub top: f32,
    /// Lower edge.
    pub bottom: f32,
    first_stop: usize,
    last_stop: usize,
}

#[derive(Clone, Copy, Debug)]
struct Stop {
    offset: usize,
    x: f32,
}

impl ParaLayout {
    /// The layout of the text at `range`, which was laid out as `galley` in the form of `shown`.
    pub fn new(text: &str, range: TextRange, shown: &Shown, galley: Arc<Galley>) -> Self {
        let words = range.within(text).unwrap_or_default();
        // Signs that turn the direction are spelled out and turn nothing.
        let rtl = has_rtl(words) && words.chars().any(|c| is_rtl_char(c) && visible_mark(c).is_none());
        let mut layout = Self { galley, range, rows: Vec::new(), stops: Vec::new(), rtl, marks: Vec::new() };
        let units: Vec<Unit> = shown.units(text).collect();
        if layout.is_exact(&units) {
            layout.place_by_glyphs(&units);
        } else {
            layout.place_evenly(words, &units);
        }
        if let Some(last) = layout.rows.last_mut() {
            last.words_end = last.end;
        }
        layout
    }

    /// Whether egui made one glyph of each character.
    fn is_exact(&self, units: &[Unit]) -> bool {
        let n_glyphs: usize = self.galley.rows.iter().map(|row| row.char_count_including_newline().0).sum();
        n_glyphs == units.iter().map(|unit| unit.n_chars).sum::<usize>()
    }

    fn place_by_glyphs(&mut self, units: &[Unit]) {
        let galley = Arc::clone(&self.galley);
        let mut units = units.iter().peekable();
        // Glyphs of this row that belong to a character of the row above.
        let mut left_over = 0;
        for placed in &galley.rows {
            let first_stop = self.stops.len();
            let mut clusters = Clusters::new(&mut self.stops, placed.pos.x);
            let mut glyph_at = left_over;
            let mut words = Words::default();
            while glyph_at < placed.glyphs.len() {
                let Some(unit) = units.next() else { break };
                words.push(unit);
                let stop = clusters.push(unit.at, placed.glyphs.get(glyph_at));
                self.marks.extend(unit.note.map(|note| (note, self.rows.len(), stop)));
                glyph_at += unit.n_chars;
            }
            left_over = glyph_at.saturating_sub(placed.glyphs.len());
            let end = units.peek().map_or(self.range.end(), |unit| unit.at);
            clusters.finish(end, placed.glyphs.iter().map(Glyph::max_x).fold(0.0, f32::max));
            self.push_row(placed.pos.y, placed.max_y(), first_stop, &words);
            if placed.ends_with_newline {
                units.next();
            }
        }
    }

    /// An approximation for text of which egui made more or fewer glyphs than it has characters: all characters of a row
    /// are equally wide, and rows have characters as they have visible glyphs.
    fn place_evenly(&mut self, words: &str, units: &[Unit]) {
        let galley = Arc::clone(&self.galley);
        let from_right = self.rtl && words.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl_char);
        let weight = |row: &PlacedRow| row.glyphs.iter().filter(|g| g.advance_width > 0.0).count();
        let total: usize = galley.rows.iter().map(weight).sum::<usize>().max(1);
        let (mut seen, mut from) = (0, 0);
        for (at, placed) in galley.rows.iter().enumerate() {
            seen += weight(placed);
            let is_last = at + 1 == galley.rows.len();
            let to = if is_last { units.len() } else { (units.len() * seen / total).max(from) };
            let first_stop = self.stops.len();
            let in_row = units.get(from..to).unwrap_or_default();
            let end = units.get(to).map_or(self.range.end(), |unit| unit.at);
            let step = placed.size.x / in_row.len().max(1) as f32;
            let mut words = Words::default();
            in_row.iter().for_each(|unit| words.push(unit));
            for (index, offset) in in_row.iter().map(|unit| unit.at).chain([end]).enumerate() {
                let along = step * index as f32;
                let x = placed.pos.x + if from_right { placed.size.x - along } else { along };
                self.stops.push(Stop { offset, x });
            }
            self.push_row(placed.pos.y, placed.max_y(), first_stop, &words);
            from = to;
        }
    }

    fn push_row(&mut self, top: f32, bottom: f32, first_stop: usize, words: &Words) {
        let last_stop = self.stops.len() - 1;
        let offset = |stop: usize| self.stops.get(stop).map_or(self.range.end(), |stop| stop.offset);
        let (start, end) = (offset(first_stop), offset(last_stop));
        let words_end = words.end(start, end);
        self.rows.push(Row { start, end, words_end, top, bottom, first_stop, last_stop });
    }

    /// What was laid out, to be painted.
    pub fn galley(&self) -> &Arc<Galley> {
        &self.galley
    }

    /// Where the chunk is in its document.
    pub fn range(&self) -> TextRange {
        self.range
    }

    /// The rows, from top to bottom.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether some of it is written from right to left, so that places in it are approximate.
    pub fn is_rtl(&self) -> bool {
        self.rtl
    }

    /// The height of all rows.
    pub fn height(&self) -> f32 {
        self.rows.last().map_or(0.0, |row| row.bottom)
    }

    /// The index of the row in which `offset` stands. An offset between two rows stands in the lower one.
    pub fn row_of(&self, offset: usize) -> usize {
        self.rows.partition_point(|row| row.start <= offset).saturating_sub(1)
    }

    /// The index of the row at this height; the first or last if there is none.
    pub fn row_at(&self, y: f32) -> usize {
        self.rows.partition_point(|row| row.bottom <= y).min(self.rows.len().saturating_sub(1))
    }

    /// Where the caret stands at `offset`, without width.
    pub fn caret(&self, offset: usize) -> Rect {
        let Some(row) = self.rows.get(self.row_of(offset)) else { return Rect::ZERO };
        let x = self.x_in(row, offset);
        Rect::from_min_max(pos2(x, row.top), pos2(x, row.bottom))
    }

    /// The nearest place for a caret.
    pub fn offset_at(&self, pos: Pos2) -> usize {
        self.offset_in_row(self.row_at(pos.y), pos.x)
    }

    /// The nearest place for a caret in a row. In a row that was broken at a space that is never behind the space.
    pub fn offset_in_row(&self, row: usize, x: f32) -> usize {
        let Some(row) = self.rows.get(row) else { return self.range.start() };
        let distance = |stop: &&Stop| (stop.x - x).abs();
        let reachable = self.stops_of(row).iter().filter(|stop| stop.offset <= row.words_end);
        let nearest = reachable.min_by(|a, b| distance(a).total_cmp(&distance(b)));
        nearest.map_or(row.start, |stop| stop.offset)
    }

    /// The character that stands at `pos`, `None` beside the words.
    pub fn character_at(&self, pos: Pos2) -> Option<TextRange> {
        let row = self.rows.iter().find(|row| row.top <= pos.y && pos.y < row.bottom)?;
        self.stops_of(row).windows(2).find_map(|pair| match pair {
            [a, b] if a.x.min(b.x) <= pos.x && pos.x < a.x.max(b.x) && a.offset < b.offset => {
                TextRange::new(a.offset, b.offset)
            }
            _ => None,
        })
    }

    /// The rectangles that cover `range`, one for each row; none for the space at which a row was broken.
    pub fn rects(&self, range: TextRange) -> impl Iterator<Item = (usize, Rect)> {
        let first = self.row_of(range.start());
        self.rows.iter().enumerate().skip(first).take_while(move |(_, row)| row.start < range.end()).filter_map(
            move |(index, row)| {
                let (start, end) = (range.start().max(row.start), range.end().min(row.words_end));
                let (a, b) = (self.x_behind_marks(row, start), self.x_in(row, end));
                let rect = Rect::from_min_max(pos2(a.min(b), row.top), pos2(a.max(b), row.bottom));
                (start < end).then_some((index, rect))
            },
        )
    }

    /// The marks of notes: each with its story, and the rectangle that it covers.
    pub fn marks(&self) -> impl Iterator<Item = (u32, Rect)> {
        self.marks.iter().filter_map(|(note, row, stop)| {
            let row = self.rows.get(*row)?;
            let (from, to) = (self.stops.get(*stop)?.x, self.stops.get(stop + 1)?.x);
            Some((*note, Rect::from_min_max(pos2(from.min(to), row.top), pos2(from.max(to), row.bottom))))
        })
    }

    fn stops_of(&self, row: &Row) -> &[Stop] {
        self.stops.get(row.first_stop..=row.last_stop).unwrap_or_default()
    }

    fn x_in(&self, row: &Row, offset: usize) -> f32 {
        let stops = self.stops_of(row);
        let at = stops.partition_point(|stop| stop.offset < offset);
        stops.get(at).or(stops.last()).map_or(0.0, |stop| stop.x)
    }

    /// The same behind the mark of a note that stands at `offset`.
    fn x_behind_marks(&self, row: &Row, offset: usize) -> f32 {
        let stops = self.stops_of(row);
        let behind = stops.partition_point(|stop| stop.offset <= offset);
        let at = stops.get(..behind).and_then(<[Stop]>::last).filter(|stop| stop.offset == offset);
        at.map_or_else(|| self.x_in(row, offset), |stop| stop.x)
    }
}

/// Where the visible words of a row end: at the first stop behind the last character that is not blank.
#[derive(Default)]
struct Words {
    /// Blank from here on; `None` while the last character was not.
    blank_from: Option<usize>,
    any: bool,
}

impl Words {
    fn push(&mut self, unit: &Unit) {
        match (unit.is_blank, self.blank_from) {
            (true, None) => self.blank_from = Some(unit.at),
            (true, Some(_)) => {}
            (false, _) => self.blank_from = None,
        }
        self.any = true;
    }

    fn end(&self, row_start: usize, row_end: usize) -> usize {
        self.blank_from.unwrap_or(if self.any { row_end } else { row_start })
    }
}

/// Puts stops at the beginnings of characters, and those that share one glyph evenly over it.
struct Clusters<'s> {
    stops: &'s mut Vec<Stop>,
    left: f32,
    /// The first stop of the glyph that is not finished.
    open: usize,
}

impl<'s> Clusters<'s> {
    fn new(stops: &'s mut Vec<Stop>, left: f32) -> Self {
        Self { open: stops.len(), left, stops }
    }

    /// Gives the index of the stop.
    fn push(&mut self, offset: usize, glyph: Option<&Glyph>) -> usize {
        let Some(glyph) = glyph else { return self.stops.len() };
        if glyph.advance_width > 0.0 || self.open == self.stops.len() {
            self.close(glyph.pos.x);
            self.open = self.stops.len();
        }
        self.stops.push(Stop { offset, x: self.left + glyph.pos.x });
        self.stops.len() - 1
    }

    /// The last glyph ends at `x`.
    fn close(&mut self, x: f32) {
        let Some(shared) = self.stops.get_mut(self.open..) else { return };
        let Some(start) = shared.first().map(|stop| stop.x) else { return };
        let step = (self.left + x - start).max(0.0) / shared.len() as f32;
        for (index, stop) in shared.iter_mut().enumerate() {
            stop.x = start + step * index as f32;
        }
    }

    fn finish(mut self, end: usize, x: f32) {
        self.close(x);
        self.stops.push(Stop { offset: end, x: self.left + x });
    }
}
