//! The order in which the lines of a page are read.
//!
//! Most programs draw a page as it is read, columns and all, so that this order is kept but for what cannot be: of two
//! pieces above each other the upper one is read first, of two pieces beside each other the left one.

use super::lines::Line;

/// How many pieces of a page are put into order. A page with more is a drawing, whose order says as much.
const MAX_PIECES: usize = 600;
/// How far below a line the next one of its piece may stand, in ems.
const MAX_STEP: f64 = 2.2;

/// Puts the lines into the order in which they are read.
pub(super) fn in_reading_order(lines: Vec<Line>) -> Vec<Line> {
    let mut ordered = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    while let Some(turned) = lines.peek().map(|line| line.turned) {
        let mut pieces: Vec<Piece> = Vec::new();
        while let Some(line) = lines.next_if(|line| line.turned == turned) {
            match pieces.last_mut() {
                Some(last) if last.goes_on(&line) => last.push(line),
                _ => pieces.push(Piece::new(line)),
            }
        }
        for piece in sorted(pieces) {
            ordered.extend(piece.lines);
        }
    }
    ordered
}

/// Lines that were drawn one after another and stand below or beside each other.
struct Piece {
    lines: Vec<Line>,
    left: f64,
    right: f64,
    top: f64,
    foot: f64,
}

impl Piece {
    fn new(line: Line) -> Self {
        let (left, right, top, foot) = (line.left, line.right, top(&line), line.base);
        Self { lines: vec![line], left, right, top, foot }
    }

    fn goes_on(&self, line: &Line) -> bool {
        let Some(last) = self.lines.last() else { return false };
        let em = last.size.max(line.size);
        let drop = line.base - last.base;
        let is_below = drop > 0.3 * em && drop < MAX_STEP * em && line.left < self.right && line.right > self.left;
        let is_beside = drop.abs() <= 0.3 * em && line.left >= last.right;
        is_below || is_beside
    }

    fn push(&mut self, line: Line) {
        (self.left, self.right) = (self.left.min(line.left), self.right.max(line.right));
        (self.top, self.foot) = (self.top.min(top(&line)), self.foot.max(line.base));
        self.lines.push(line);
    }

    /// Whether this is read before another piece wherever it was drawn.
    fn is_before(&self, other: &Self) -> bool {
        let shared = self.right.min(other.right) - self.left.max(other.left);
        let shared_height = self.foot.min(other.foot) - self.top.max(other.top);
        if shared > 0.0 {
            return shared_height <= 0.0 && self.top < other.top;
        }
        let lower = (self.foot - self.top).min(other.foot - other.top);
        shared_height > 0.5 * lower && self.left < other.left
    }
}

fn top(line: &Line) -> f64 {
    line.base - 0.7 * line.size
}

fn sorted(pieces: Vec<Piece>) -> Vec<Piece> {
    if pieces.len() > MAX_PIECES {
        return pieces;
    }
    let mut n_before = vec![0_usize; pieces.len()];
    for (count, piece) in n_before.iter_mut().zip(&pieces) {
        *count = pieces.iter().filter(|other| other.is_before(piece)).count();
    }
    let mut waiting: Vec<Option<Piece>> = pieces.into_iter().map(Some).collect();
    let mut sorted = Vec::with_capacity(waiting.len());
    while sorted.len() < waiting.len() {
        let is_waiting = |idx: &usize| waiting.get(*idx).is_some_and(Option::is_some);
        // Where each waits for another in a circle, the one that waits for the fewest.
        let next = (0..waiting.len()).filter(is_waiting).min_by_key(|idx| (n_before.get(*idx).copied(), *idx));
        let Some(piece) = next.and_then(|idx| waiting.get_mut(idx)?.take()) else { break };
        for (count, other) in n_before.iter_mut().zip(&waiting) {
            if other.as_ref().is_some_and(|other| piece.is_before(other)) {
                *count = count.saturating_sub(1);
            }
        }
        sorted.push(piece);
    }
    sorted
}
