//! The order in which the lines of a page are read.

use super::lines::Line;

/// Puts the lines into the order in which they are read.
pub(super) fn in_reading_order(lines: Vec<Line>) -> Vec<Line> {
    lines
}
