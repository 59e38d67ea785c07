//! Where the cells of a table stand.

/// The widest table, and the most rows that a cell reaches over. Browsers have such limits too.
const MAX_SPAN: u32 = 1_000;

/// A table, cell by cell.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Whether its cells are such, and not only things beside each other.
    is_of_facts: bool,
    /// The row that is being read, counted from 1.
    row: u32,
    column: u32,
    /// For each column the row below the last cell in it, counted from 1.
    free_from: Vec<u32>,
}

impl Grid {
    pub(super) fn new(is_of_facts: bool) -> Self {
        Self { is_of_facts, ..Self::default() }
    }

    pub(super) fn begin_row(&mut self) {
        self.row += 1;
        self.column = 0;
    }

    /// Row and column of the next cell, `None` if the table has no such.
    pub(super) fn cell(&mut self, n_columns: u32, n_rows: u32) -> Option<(u32, u32)> {
        if !self.is_of_facts {
            return None;
        }
        let row = self.row.max(1);
        while self.free_from.get(self.column as usize).is_some_and(|free| *free > row) {
            self.column += 1;
        }
        let column = self.column;
        if column >= MAX_SPAN {
            return Some((row - 1, column));
        }
        self.column += n_columns.clamp(1, MAX_SPAN - column);
        let n_known = self.free_from.len().max(self.column as usize);
        self.free_from.resize(n_known, 0);
        let below = row + n_rows.clamp(1, MAX_SPAN);
        let under = self.free_from.get_mut(column as usize..self.column as usize);
        under.into_iter().flatten().for_each(|free| *free = below);
        Some((row - 1, column))
    }
}
