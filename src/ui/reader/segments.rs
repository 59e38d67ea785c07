//! Which passages are drawn, and in which lane: nothing but arithmetic.

use crate::model::{Mark, PassageId, PassageKind};
use crate::text::TextRange;

/// More lanes cannot be told apart between two lines; what needs more shares the last.
pub const N_LANES: usize = 4;
/// More passages than this in one view are a damaged or hostile file, and would only be a blot.
const MAX: usize = 600;

/// A passage to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The passage.
    pub mark: Mark,
    /// How many passages of its kind are inside of it or cross it, at most `N_LANES - 1`: so far outward it is drawn.
    pub lane: usize,
    /// Whether its check is over, so that it is drawn quietly.
    pub closed: bool,
    /// Whether it only was here once: it went along to a newer version.
    pub former: bool,
}

/// The segments of these marks, in the order of the text; what is drawn later lies inside. All are `quiet` where nothing is
/// checked any more.
pub fn segments<'m>(marks: impl Iterator<Item = &'m Mark>, quiet: bool) -> Vec<Segment> {
    let is_closed = |mark: &Mark| quiet || mark.standing.is_draft() && mark.standing.open.is_none();
    let mut segments: Vec<Segment> =
        marks.take(MAX).map(|mark| Segment { mark: *mark, lane: 0, closed: is_closed(mark), former: false }).collect();
    let mut by_length: Vec<usize> = (0..segments.len()).collect();
    by_length.sort_by_key(|at| segments.get(*at).map(|segment| (segment.mark.range.len(), *at)));
    let mut taken: [Vec<(PassageKind, TextRange)>; N_LANES] = Default::default();
    for at in by_length {
        let Some(segment) = segments.get_mut(at) else { continue };
        let (kind, range) = (segment.mark.kind, segment.mark.range);
        let is_free = |lane: &Vec<_>| lane.iter().all(|(other, place)| *other != kind || !range.overlaps(*place));
        segment.lane = taken.iter().position(is_free).unwrap_or(N_LANES - 1);
        if let Some(lane) = taken.get_mut(segment.lane) {
            lane.push((kind, range));
        }
    }
    segments
}

/// The segments of passages that were here once.
pub fn former_segments<'m>(marks: impl Iterator<Item = &'m Mark>) -> impl Iterator<Item = Segment> {
    segments(marks, true).into_iter().map(|segment| Segment { former: true, ..segment })
}

/// The passages at a character, the innermost first.
pub fn stack_at(segments: &[Segment], character: TextRange) -> Vec<PassageId> {
    let mut stack: Vec<&Mark> =
        segments.iter().map(|segment| &segment.mark).filter(|mark| mark.range.overlaps(character)).collect();
    stack.sort_by_key(|mark| (mark.range.len(), mark.id));
    stack.into_iter().map(|mark| mark.id).collect()
}

/// Which passage a click takes: the innermost, and if that was just taken the next one out, and so around.
pub fn next_in_stack(stack: &[PassageId], taken: Option<PassageId>) -> Option<PassageId> {
    let at = taken.and_then(|taken| stack.iter().position(|id| *id == taken));
    let next = at.map_or(0, |at| (at + 1) % stack.len().max(1));
    stack.get(next).copied()
}
