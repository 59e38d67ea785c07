//! Tables: how wide their columns are, and which chunks stand side by side.

use crate::text::{BlockKind, Blocks, TextRange};

use super::chunks::{Chunk, PART};
use super::sight::Sight;

/// No column is narrower.
const MIN_COLUMN: f32 = 64.0;
/// Between the words of two columns.
const COLUMN_GAP: f32 = 16.0;
/// About the width of a character.
const CHARACTER: f32 = 8.0;
/// What a column wants for its longest cell, in characters, at least and at most.
const WANTED_CHARS: (usize, usize) = (5, 60);
/// A table with more columns, or a row with more paragraphs, is shown one cell below the other.
const MAX_COLUMNS: usize = 12;
const MAX_IN_ROW: usize = 60;
/// Between the words of a cell and the rules above and below.
pub const CELL_PADDING: f32 = 5.0;
/// How far an item of a list stands right of the list around it.
const INDENT: f32 = 26.0;
/// No item is indented by more of the measure.
const MAX_INDENT: f32 = 0.4;

/// A table: the blocks of its cells, and what its columns want.
#[derive(Clone, Debug)]
pub struct Grid {
    first: usize,
    last: usize,
    /// The longest cell of each column, in bytes; empty if it cannot be laid out as a grid.
    longest: Vec<usize>,
}

/// Where the lines of a chunk stand in the measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// How far right of the left edge.
    pub x: f32,
    /// The longest line.
    pub width: f32,
}

impl Grid {
    /// Whether a block is one of its cells.
    pub fn holds(&self, block: usize) -> bool {
        (self.first..=self.last).contains(&block)
    }

    /// The columns, `None` if they do not fit the measure.
    pub fn columns(&self, measure: f32) -> Option<Vec<Slot>> {
        let n = self.longest.len();
        let least = MIN_COLUMN * n as f32;
        if n == 0 || least > measure {
            return None;
        }
        let (few, many) = WANTED_CHARS;
        let wanted = |longest: &usize| ((*longest).clamp(few, many) as f32 * CHARACTER + COLUMN_GAP).max(MIN_COLUMN);
        let whole: f32 = self.longest.iter().map(wanted).sum();
        // What is there beyond the least goes to those who want more.
        let share = if whole > measure { (measure - least) / (whole - least).max(1.0) } else { 1.0 };
        let mut x = 0.0;
        let columns = self.longest.iter().map(|longest| {
            let width = (MIN_COLUMN + (wanted(longest) - MIN_COLUMN) * share).floor();
            let slot = Slot { x, width: width - COLUMN_GAP };
            x += width;
            slot
        });
        Some(columns.collect())
    }
}

/// All tables of a text.
pub fn grids(blocks: &Blocks) -> Vec<Grid> {
    let mut grids: Vec<Grid> = Vec::new();
    // The cell above, and how many blocks its row has.
    let mut above: Option<(u32, u32, usize)> = None;
    for (block, (range, kind)) in blocks.iter().enumerate() {
        let BlockKind::Cell { row, column } = kind else {
            above = None;
            continue;
        };
        let same_row = above.filter(|(above, ..)| *above == row);
        if above.is_none_or(|(above, ..)| row < above) {
            grids.push(Grid { first: block, last: block, longest: vec![0] });
        }
        let n_in_row = same_row.map_or(1, |(.., n)| n + 1);
        let is_odd = same_row.is_some_and(|(_, left, _)| column < left)
            || column as usize >= MAX_COLUMNS
            || n_in_row > MAX_IN_ROW
            || range.len() >= 2 * PART;
        above = Some((row, column, n_in_row));
        let Some(grid) = grids.last_mut() else { continue };
        grid.last = block;
        if is_odd {
            grid.longest.clear();
        } else if !grid.longest.is_empty() {
            let n_columns = grid.longest.len().max(column as usize + 1);
            grid.longest.resize(n_columns, 0);
            if let Some(longest) = grid.longest.get_mut(column as usize) {
                *longest = range.len().max(*longest);
            }
        }
    }
    grids
}

impl Sight {
    /// The table in which a block is a cell.
    pub fn grid_of(&self, block: usize) -> Option<&Grid> {
        let at = self.grids().partition_point(|grid| grid.last < block);
        self.grids().get(at).filter(|grid| grid.holds(block))
    }

    /// Where the lines of a block stand.
    pub fn slot(&self, block: usize, measure: f32) -> Slot {
        match self.blocks().kind(block) {
            BlockKind::Cell { column, .. } => {
                let columns = self.grid_of(block).and_then(|grid| grid.columns(measure));
                let column = columns.and_then(|columns| columns.get(column as usize).copied());
                column.unwrap_or(Slot { x: 0.0, width: measure })
            }
            BlockKind::ListItem(level) => self.indented(block, usize::from(level.max(1)), measure),
            _ if self.note_of(block).is_some() => self.indented(block, 1, measure),
            BlockKind::Heading(_) | BlockKind::Paragraph => Slot { x: 0.0, width: measure },
        }
    }

    /// Its label hangs left of the words, and must find room there.
    fn indented(&self, block: usize, level: usize, measure: f32) -> Slot {
        let label = self.label(block).map_or(0, |label| label.chars().count());
        let hanging = (label as f32 * CHARACTER + 10.0).max(INDENT);
        let x = ((level - 1) as f32 * INDENT + hanging).min(measure * MAX_INDENT).round();
        Slot { x, width: measure - x }
    }

    /// The chunks that stand side by side with this one, column by column: the cells of a row, most often it alone.
    pub fn band(&self, chunk: &Chunk, measure: f32) -> Vec<Vec<Chunk>> {
        let cell = |block: usize| match self.blocks().kind(block) {
            BlockKind::Cell { row, column } => Some((row, column)),
            _ => None,
        };
        let grid = self.grid_of(chunk.block).filter(|grid| grid.columns(measure).is_some());
        let (Some(grid), Some((row, _))) = (grid, cell(chunk.block)) else { return vec![vec![*chunk]] };
        let in_row = |block: &usize| grid.holds(*block) && cell(*block).is_some_and(|(other, _)| other == row);
        let above = (0..chunk.block).rev().take_while(in_row).last().unwrap_or(chunk.block);
        let mut band: Vec<(u32, Vec<Chunk>)> = Vec::new();
        for block in (above..self.blocks().len()).take_while(in_row) {
            let range = self.blocks().range(block);
            let Some((_, column)) = cell(block).filter(|_| !self.is_skipped(range)) else { continue };
            let cell = Chunk::at(self, range.start());
            match band.last_mut() {
                Some((left, chunks)) if *left == column => chunks.push(cell),
                _ => band.push((column, vec![cell])),
            }
        }
        band.into_iter().map(|(_, chunks)| chunks).collect()
    }

    fn is_skipped(&self, range: TextRange) -> bool {
        self.skip_of(range).is_some()
    }
}
