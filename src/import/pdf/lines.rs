//! Characters to lines: what stands on one baseline without a wide gap, whichever was drawn first.

use std::collections::BTreeMap;

use hayro_interpret::kurbo::Point;

use crate::text::is_rtl_char;

use super::device::Glyph;
use super::words::{Piece, write};

/// How far apart two stretches of one line may stand, in ems, unless one was drawn right after the other.
const MAX_GAP: f64 = 0.9;
/// And if it was.
const MAX_GAP_IN_RUN: f64 = 1.3;
/// How many neighbors of a stretch are looked at. Only tables with hundreds of stretches in a line have more.
const MAX_NEIGHBORS: usize = 256;

/// How many directions the text of a page may have.
const MAX_DIRECTIONS: usize = 12;

/// Words on one baseline. Places are those of the page as it must be turned to read the line.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// The words.
    pub(super) text: String,
    /// Where it begins and ends.
    pub(super) left: f64,
    pub(super) right: f64,
    /// How far its baseline is from the top.
    pub(super) base: f64,
    /// The height of most of its characters.
    pub(super) size: f64,
    /// Whether most of them are bold.
    pub(super) bold: bool,
    /// Whether no reader of the page sees it.
    pub(super) hidden: bool,
    /// By how many degrees it is turned on the page, clockwise.
    pub(super) turned: i16,
    /// How many characters were drawn before it.
    pub(super) drawn: usize,
    /// The field of a form that it stands in.
    pub(super) field: Option<InField>,
    /// Which words lie under which of the page's marks.
    pub(super) marks: Vec<(usize, usize, u16)>,
}

/// The field of a form that a line stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct InField {
    /// Which of those of its page.
    pub(super) idx: usize,
    /// Where it ends.
    pub(super) right: f64,
}

/// The lines of a page: the upright ones first, each direction in the order in which it was drawn.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut directions: Vec<(i16, Vec<usize>)> = Vec::new();
    let mut last = 0;
    for (idx, glyph) in glyphs.iter().enumerate() {
        let turned = turned(glyph).unwrap_or(last);
        last = turned;
        // Text along a curve has every direction; it is read as if it were straight.
        let n_known = directions.len();
        let known = directions.iter().position(|(known, _)| *known == turned).unwrap_or(if n_known < MAX_DIRECTIONS {
            n_known
        } else {
            n_known - 1
        });
        match directions.get_mut(known) {
            Some((_, of)) => of.push(idx),
            None => directions.push((turned, vec![idx])),
        }
    }
    directions.sort_by_key(|(turned, _)| *turned != 0);
    for (turned, of) in directions {
        let frame = Frame::new(turned);
        let stretches = stretches(glyphs, &of, &frame);
        let joined = joined(glyphs, stretches);
        lines.extend(joined.into_iter().filter_map(|parts| line(glyphs, &parts, &frame, turned)));
    }
    lines
}

/// By how many degrees a glyph is turned; `None` if it has no width.
fn turned(glyph: &Glyph) -> Option<i16> {
    let along = glyph.end - glyph.start;
    if along.hypot() < 1e-3 * f64::from(glyph.size) {
        return None;
    }
    let degrees = along.y.atan2(along.x).to_degrees().round() as i16;
    // What is a little askew on a scanned page is meant to be straight.
    let straight = [0, 90, 180, -180, -90].into_iter().find(|straight| (degrees - straight).abs() <= 3);
    Some(match straight.unwrap_or(degrees) {
        -180 => 180,
        degrees => degrees,
    })
}

/// The page turned so that text of one direction runs from left to right.
struct Frame {
    cos: f64,
    sin: f64,
}

impl Frame {
    fn new(turned: i16) -> Self {
        let (sin, cos) = f64::from(turned).to_radians().sin_cos();
        Self { cos, sin }
    }

    /// How far a point is from the left and from the top.
    fn place(&self, at: Point) -> (f64, f64) {
        (at.x * self.cos + at.y * self.sin, at.y * self.cos - at.x * self.sin)
    }
}

/// Characters that were drawn one after another on one baseline.
#[derive(Clone, Debug)]
struct Stretch {
    glyphs: Vec<usize>,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
    hidden: bool,
}

fn stretches(glyphs: &[Glyph], of: &[usize], frame: &Frame) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut end = 0.0;
    for &idx in of {
        let Some(glyph) = glyphs.get(idx) else { continue };
        let (left, base) = frame.place(glyph.start);
        let right = frame.place(glyph.end).0;
        let size = f64::from(glyph.size);
        if let Some(last) = stretches.last_mut() {
            let em = last.size.max(size);
            let is_level = (base - last.base).abs() <= em * if is_alike(last.size, size) { 0.3 } else { 0.5 };
            let gap = left - end;
            if is_level && last.hidden == glyph.hidden && gap > -0.6 * em && gap < MAX_GAP_IN_RUN * em {
                let before = last.glyphs.last().and_then(|before| glyphs.get(*before));
                if before.is_some_and(|before| is_again(before, glyph)) {
                    continue;
                }
                // The baseline is that of what is not raised.
                if size >= last.size * 0.9 {
                    (last.base, last.size) = (base, last.size.max(size));
                }
                last.glyphs.push(idx);
                // The spaces at the end take no room: other words may stand over them.
                if !glyph.first().is_some_and(char::is_whitespace) {
                    (last.left, last.right) = (last.left.min(left.min(right)), last.right.max(left.max(right)));
                }
                end = right;
                continue;
            }
        }
        if glyph.is_space() {
            continue;
        }
        end = right;
        let (left, right) = (left.min(right), left.max(right));
        stretches.push(Stretch { glyphs: vec![idx], left, right, base, size, hidden: glyph.hidden });
    }
    stretches
}

fn is_alike(size: f64, other: f64) -> bool {
    size.min(other) > 0.85 * size.max(other)
}

/// Whether a character was drawn twice so that it looks bold.
fn is_again(before: &Glyph, glyph: &Glyph) -> bool {
    // Not so far that it could be the second of two narrow letters.
    let near = (0.1 * f64::from(glyph.size)).min(0.35 * glyph.start.distance(glyph.end));
    before.text == glyph.text && !glyph.is_space() && before.start.distance(glyph.start) < near
}

/// The stretches that make a line together.
fn joined(glyphs: &[Glyph], mut stretches: Vec<Stretch>) -> Vec<Vec<Stretch>> {
    stretches.sort_by(|one, other| one.base.total_cmp(&other.base).then(one.glyphs.first().cmp(&other.glyphs.first())));
    let reach = 0.5 * stretches.iter().map(|stretch| stretch.size).fold(0.0, f64::max);
    let mut sets = Sets::new(stretches.len());
    let mut is_double = vec![false; stretches.len()];
    for (idx, upper) in stretches.iter().enumerate() {
        for (place, lower) in stretches.iter().enumerate().skip(idx + 1).take(MAX_NEIGHBORS) {
            let drop = lower.base - upper.base;
            // Sorted by the baseline: what follows is lower still.
            if drop > reach {
                break;
            }
            if upper.hidden != lower.hidden {
                continue;
            }
            let em = upper.size.max(lower.size);
            let is_level = drop <= em * if is_alike(upper.size, lower.size) { 0.25 } else { 0.5 };
            let gap = upper.left.max(lower.left) - upper.right.min(lower.right);
            if !is_level || gap > MAX_GAP * em {
                continue;
            }
            if is_copy(glyphs, upper, lower) {
                if let Some(double) = is_double.get_mut(place) {
                    *double = true;
                }
                continue;
            }
            let narrower = (upper.right - upper.left).min(lower.right - lower.left);
            let is_over = -gap > 0.3 * narrower && narrower > 2.0 * em;
            if !is_over {
                sets.unite(idx, place);
            }
        }
    }
    let mut lines: BTreeMap<usize, Vec<Stretch>> = BTreeMap::new();
    for (idx, stretch) in stretches.into_iter().enumerate() {
        if !is_double.get(idx).is_some_and(|double| *double) {
            lines.entry(sets.of(idx)).or_default().push(stretch);
        }
    }
    let mut lines: Vec<_> = lines.into_values().collect();
    lines.sort_by_key(|parts| parts.iter().filter_map(|part| part.glyphs.first()).min().copied());
    lines
}

/// Whether the same words were drawn once more in the same place, for a bold look or a shadow.
fn is_copy(glyphs: &[Glyph], one: &Stretch, other: &Stretch) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 0.2 * one.size;
    near(one.left, other.left)
        && near(one.right, other.right)
        && near(one.base, other.base)
        && one.glyphs.len() == other.glyphs.len()
        && one
            .glyphs
            .iter()
            .zip(&other.glyphs)
            .all(|(a, b)| matches!((glyphs.get(*a), glyphs.get(*b)), (Some(a), Some(b)) if a.text == b.text))
}

/// Which stretches belong together.
struct Sets(Vec<usize>);

impl Sets {
    fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    fn of(&mut self, mut idx: usize) -> usize {
        while let Some(&parent) = self.0.get(idx).filter(|parent| **parent != idx) {
            let above = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(link) = self.0.get_mut(idx) {
                *link = above;
            }
            idx = parent;
        }
        idx
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        if let Some(link) = self.0.get_mut(one.max(other)) {
            *link = one.min(other);
        }
    }
}

/// A line made of its parts. `None` if there is nothing to see in it.
fn line(glyphs: &[Glyph], parts: &[Stretch], frame: &Frame, turned: i16) -> Option<Line> {
    let size = parts.iter().map(|part| part.size).fold(0.0, f64::max);
    let mut parts: Vec<&Stretch> = parts.iter().collect();
    parts.sort_by(|one, other| one.left.total_cmp(&other.left));
    let mut end = f64::NEG_INFINITY;
    let apart = parts.iter().all(|part| {
        let apart = part.left > end - 0.2 * size;
        end = part.right;
        apart
    });
    let mut drawn: Vec<&Glyph> =
        parts.iter().flat_map(|part| &part.glyphs).filter_map(|idx| glyphs.get(*idx)).collect();
    let left_of = |glyph: &Glyph| frame.place(glyph.start).0.min(frame.place(glyph.end).0);
    // What is read from right to left may be drawn so, too, letter by letter.
    if !apart || drawn.iter().any(|glyph| glyph.first().is_some_and(is_rtl_char)) {
        drawn.sort_by(|one, other| left_of(one).total_cmp(&left_of(other)));
        drawn.dedup_by(|glyph, before| is_again(before, glyph));
    }
    let pieces = drawn.iter().map(|glyph| {
        let (start, end) = (frame.place(glyph.start).0, frame.place(glyph.end).0);
        Piece { glyph, left: start.min(end), right: start.max(end) }
    });
    let main = main_size(&drawn);
    let mut line = Line { size: main, turned, hidden: parts.first()?.hidden, ..Line::default() };
    write(&pieces.collect::<Vec<_>>(), &mut line);
    if line.text.is_empty() {
        return None;
    }
    let visible = || drawn.iter().filter(|glyph| !glyph.is_space());
    line.left = visible().map(|glyph| left_of(glyph)).fold(f64::INFINITY, f64::min);
    let right_of = |glyph: &Glyph| frame.place(glyph.start).0.max(frame.place(glyph.end).0);
    line.right = visible().map(|glyph| right_of(glyph)).fold(f64::NEG_INFINITY, f64::max);
    line.bold = 2 * visible().filter(|glyph| glyph.bold).count() > visible().count();
    line.base = parts.iter().max_by(|one, other| one.size.total_cmp(&other.size))?.base;
    line.drawn = parts.iter().filter_map(|part| part.glyphs.first()).min().copied()?;
    line.left.is_finite().then_some(line)
}

/// The size that most of the characters have.
fn main_size(drawn: &[&Glyph]) -> f64 {
    let mut counts: Vec<(f32, usize)> = Vec::new();
    for glyph in drawn.iter().filter(|glyph| !glyph.is_space()) {
        match counts.iter_mut().take(16).find(|(size, _)| (size - glyph.size).abs() < 0.25) {
            Some((_, count)) => *count += 1,
            None => counts.push((glyph.size, 1)),
        }
    }
    counts.iter().max_by_key(|(_, count)| *count).map_or(1.0, |(size, _)| f64::from(*size))
}
