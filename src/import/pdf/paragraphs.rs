//! Which lines make a paragraph.

use super::joins::is_hyphen;
use super::kinds::begins_item;
use super::lines::Line;
use super::page::PageText;

/// How far apart the baselines of a paragraph may be, in ems, if nothing near tells more.
const MAX_STEP: f64 = 2.6;
/// How far apart they may be if it takes no more than two short lines to make one.
const MAX_SHORT_STEP: f64 = 1.9;
/// How long a line is that is not short, in ems.
const MIN_LONG: f64 = 20.0;

/// Lines that make a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// The lines, in order.
    pub(super) lines: Vec<Place>,
    /// Whether they stand beside each other, as in a table.
    pub(super) is_row: bool,
}

/// Which line of which page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) page: usize,
    pub(super) line: usize,
}

/// A line, or what stands beside each other on one.
struct Row<'p> {
    places: Vec<Place>,
    first: &'p Line,
    last: &'p Line,
}

/// The paragraphs of all pages, without the running lines.
pub(super) fn paragraphs(pages: &[PageText], running: &[Vec<bool>]) -> Vec<Paragraph> {
    let rows = rows(pages, running);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut start = 0;
    let mut before: Option<(&Row<'_>, f64)> = None;
    while start < rows.len() {
        let end = end_of_chunk(&rows, start);
        let chunk = rows.get(start..end).unwrap_or_default();
        let left = chunk.iter().map(|row| row.first.left).fold(f64::INFINITY, f64::min);
        let right = right_edge(chunk);
        for (idx, row) in chunk.iter().enumerate() {
            let above = idx.checked_sub(1).and_then(|above| chunk.get(above));
            let goes_on = match (above, before) {
                (Some(above), _) => !is_break(above, row, chunk.get(idx + 1), left, right),
                (None, Some((above, right))) => goes_on(above, right, row, left),
                (None, None) => false,
            };
            match paragraphs.last_mut() {
                Some(last) if goes_on => last.lines.extend(&row.places),
                _ => paragraphs.push(Paragraph { lines: row.places.clone(), is_row: row.places.len() > 1 }),
            }
        }
        before = chunk.last().map(|row| (row, right));
        start = end;
    }
    paragraphs
}

fn rows<'p>(pages: &'p [PageText], running: &[Vec<bool>]) -> Vec<Row<'p>> {
    let mut rows: Vec<Row<'p>> = Vec::new();
    for (page_idx, (page, running)) in pages.iter().zip(running).enumerate() {
        for (line_idx, line) in page.lines.iter().enumerate() {
            if running.get(line_idx).is_some_and(|running| *running) {
                continue;
            }
            let place = Place { page: page_idx, line: line_idx };
            match rows.last_mut() {
                Some(row) if row.places.iter().all(|of| of.page == page_idx) && is_beside(row.last, line) => {
                    row.places.push(place);
                    row.last = line;
                }
                _ => rows.push(Row { places: vec![place], first: line, last: line }),
            }
        }
    }
    rows
}

/// Whether a line stands to the right of another on the same height.
fn is_beside(line: &Line, next: &Line) -> bool {
    line.turned == next.turned
        && line.hidden == next.hidden
        && (line.base - next.base).abs() < 0.3 * line.size.max(next.size)
        && next.left >= line.right - 0.1 * line.size
}

/// Where the lines end that stand evenly below each other, from one on.
fn end_of_chunk(rows: &[Row<'_>], start: usize) -> usize {
    let step = |idx: usize| {
        let (above, below) = (rows.get(idx)?, rows.get(idx + 1)?);
        step(above, below)
    };
    let mut end = start + 1;
    while end < rows.len() {
        let Some(this) = step(end - 1) else { break };
        let around = [end.checked_sub(2).and_then(step), step(end)];
        let least = around.into_iter().flatten().fold(f64::INFINITY, f64::min);
        if this > 1.25 * least + 0.5 {
            break;
        }
        end += 1;
    }
    end
}

/// How far a line is below another, if they may belong together.
fn step(above: &Row<'_>, below: &Row<'_>) -> Option<f64> {
    let (one, other) = (above.first, below.first);
    let em = one.size.max(other.size);
    let step = other.base - one.base;
    let is_near = step > 0.3 * em && step < MAX_STEP * em;
    let overlaps = one.left < below.last.right && other.left < above.last.right;
    let same = one.turned == other.turned && one.hidden == other.hidden;
    let is_same_page = above.places.last().map(|of| of.page) == below.places.first().map(|of| of.page);
    let is_alike = one.size.min(other.size) > 0.88 * em;
    (is_near && overlaps && same && is_same_page && is_alike).then_some(step)
}

/// Where the lines of a column end that are full. A few may be longer.
fn right_edge(chunk: &[Row<'_>]) -> f64 {
    let mut ends: Vec<f64> = chunk.iter().map(|row| row.last.right).collect();
    ends.sort_by(f64::total_cmp);
    let idx = (ends.len().saturating_sub(1) * 4).div_ceil(5);
    ends.get(idx).copied().unwrap_or(0.0)
}

/// Whether a new paragraph begins with a line that stands right below another.
fn is_break(above: &Row<'_>, row: &Row<'_>, below: Option<&Row<'_>>, left: f64, right: f64) -> bool {
    if above.places.len() > 1 || row.places.len() > 1 || begins_item(&row.first.text) {
        return true;
    }
    let (one, other) = (above.first, row.first);
    let em = one.size;
    match (one.field, other.field) {
        (None, None) => {}
        // A list in a field has lines of its own.
        (Some(of), Some(in_field)) if of.idx == in_field.idx => return has_room(one, other, of.right),
        _ => return true,
    }
    let is_centered = ((one.left + one.right) - (other.left + other.right)).abs() < em
        && (one.left - left > em || other.left - left > em);
    if is_centered {
        return false;
    }
    let hangs = begins_item(&one.text) && other.left > one.left;
    let is_indented = other.left - left > 0.8 * em && one.left - left < 0.5 * em;
    let stays_in = below.is_some_and(|below| below.first.left - left > 0.8 * em);
    if is_indented && !hangs && !stays_in {
        return true;
    }
    // Words that go on, and a hyphen that only a full line needs, say more than how long the lines are.
    let last = one.text.chars().next_back();
    let goes_on = other.text.chars().next().is_some_and(char::is_lowercase)
        && !last.is_some_and(|last| matches!(last, '.' | '!' | '?' | ':' | ';'));
    if goes_on || last.is_some_and(is_hyphen) {
        return false;
    }
    if other.base - one.base > MAX_SHORT_STEP * em && one.right - one.left < MIN_LONG * em {
        return true;
    }
    has_room(one, other, right) || (one.bold && !other.bold && right - one.right > 2.0 * em)
}

/// Whether the first word of a line had room on the line above, had the paragraph gone on.
fn has_room(above: &Line, line: &Line, right: f64) -> bool {
    let word = line.text.split(' ').next().unwrap_or_default().chars().count() as f64;
    let n_chars = line.text.chars().count().max(1) as f64;
    let width = (line.right - line.left) * word / n_chars;
    right - above.right > width + 0.8 * above.size
}

/// Whether a paragraph goes on at the top of the next column or page.
fn goes_on(above: &Row<'_>, right: f64, row: &Row<'_>, left: f64) -> bool {
    let (one, other) = (above.last, row.first);
    let (Some(from), Some(to)) = (above.places.last(), row.places.first()) else { return false };
    let em = one.size;
    let is_next_page = to.page == from.page + 1;
    let is_next_column = to.page == from.page && other.base < one.base - em && other.left > one.left + 2.0 * em;
    let same = one.turned == 0
        && other.turned == 0
        && one.field.is_none()
        && other.field.is_none()
        && !one.hidden
        && !other.hidden
        && one.bold == other.bold;
    let is_alike = one.size.min(other.size) > 0.95 * one.size.max(other.size);
    let is_single = above.places.len() == 1 && row.places.len() == 1;
    if !(is_next_page || is_next_column) || !same || !is_alike || !is_single || begins_item(&other.text) {
        return false;
    }
    let is_full = right - one.right < 3.0 * em;
    let is_indented = other.left - left > 0.8 * em;
    let last = one.text.trim_end_matches(['"', '”', '’', ')', ']']).chars().next_back();
    let is_open =
        last.is_some_and(|last| last.is_alphanumeric() || matches!(last, ',' | ';' | '–' | '—') || is_hyphen(last));
    let first = other.text.chars().next();
    let is_amid = first.is_some_and(char::is_lowercase) || last.is_some_and(|last| last == ',' || is_hyphen(last));
    is_full && is_open && !is_indented && is_amid
}
