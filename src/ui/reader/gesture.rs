//! What the pointer does on the text: selecting by characters, words and sentences, clicking passages, dragging edges.

use egui::{Pos2, Rect, Ui, Vec2, vec2};

use crate::model::{Document, PassageId};
use crate::session::Selection;
use crate::text::{TextRange, sentence_at, word_at};

use super::contract::ReaderEvent;
use super::page::Page;
use super::segments::{Segment, next_in_stack, stack_at};

/// Two presses within this time are a double click.
const MULTI_CLICK_TIME: f64 = 0.35;
/// The pointer may move so far within a click, and between the clicks of a double click.
const CLICK_DISTANCE: f32 = 5.0;
/// How far the handle of an edge reaches away from the passage, and into it.
const HANDLE: (f32, f32) = (6.0, 2.0);
/// From the outer corner of an edge to the middle of its knob.
const KNOB: Vec2 = vec2(3.5, 1.5);
/// How large a knob is.
pub const KNOB_RADIUS: f32 = 3.5;
/// A little more than is seen of a knob takes the pointer.
const KNOB_REACH: f32 = KNOB_RADIUS + 1.5;

/// What the pointer is doing, and what it did last.
#[derive(Clone, Debug, Default)]
pub struct Pointer {
    gesture: Option<Gesture>,
    last_press: Option<Press>,
    /// Where a click last took a passage: clicking there again takes the next one out.
    last_taken: Option<Pos2>,
}

#[derive(Clone, Copy, Debug)]
struct Press {
    pos: Pos2,
    time: f64,
    /// 1 for a click, 2 for a double, 3 for a triple click.
    count: u8,
}

#[derive(Clone, Copy, Debug)]
struct Gesture {
    press: Press,
    /// Whether the pointer went away from where it was pressed.
    moved: bool,
    /// From where it was pressed to what is dragged: a knob lies beside the line of its edge.
    grip: Vec2,
    drag: Drag,
}

#[derive(Clone, Copy, Debug)]
enum Drag {
    /// Selects by the unit of the press, from this range on.
    Select {
        origin: TextRange,
        extend: bool,
    },
    Edge {
        passage: PassageId,
        edge: Edge,
        range: TextRange,
    },
}

/// An end of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Its first character.
    Start,
    /// Its last.
    End,
}

/// What a gesture needs to know of the page.
pub struct Under<'a> {
    /// The document.
    pub document: &'a Document,
    /// The page in the window.
    pub page: &'a Page,
    /// The passages that are drawn.
    pub segments: &'a [Segment],
    /// The selected passage.
    pub selected: Option<PassageId>,
    /// Whether its edges stay where they are.
    pub is_fixed: bool,
}

impl Under<'_> {
    /// The passages at a point, the innermost first.
    pub fn stack(&self, pos: Pos2) -> Vec<PassageId> {
        self.page.character_at(pos).map(|character| stack_at(self.segments, character)).unwrap_or_default()
    }

    /// The edge of the selected passage that can be dragged from `pos`.
    pub fn edge(&self, pos: Pos2) -> Option<(Segment, Edge)> {
        let is_dragged = |segment: &&Segment| !self.is_fixed && Some(segment.mark.id) == self.selected;
        let segment = self.segments.iter().find(is_dragged)?;
        let range = segment.mark.range;
        let [start, end] = edge_rects(self.page, range);
        let [start_knob, end_knob] = knobs(self.page, range);
        let on_knob = |knob: Option<Pos2>| knob.is_some_and(|knob| knob.distance(pos) <= KNOB_REACH);
        let (out, into) = HANDLE;
        let reach = |rect: Rect, left: f32, right: f32| {
            Rect::from_x_y_ranges(rect.left() - left..=rect.left() + right, rect.y_range())
        };
        if on_knob(start_knob) || start.is_some_and(|rect| reach(rect, out, into).contains(pos)) {
            Some((*segment, Edge::Start))
        } else if on_knob(end_knob) || end.is_some_and(|rect| reach(rect, into, out).contains(pos)) {
            Some((*segment, Edge::End))
        } else {
            None
        }
    }

    /// The word or sentence at `pos`, or the place between two characters, as the number of clicks says.
    fn unit(&self, pos: Pos2, count: u8) -> TextRange {
        let caret = self.page.offset_at(pos);
        let offset = self.page.character_at(pos).map_or(caret, TextRange::start);
        match count {
            1 => TextRange::empty(caret),
            2 => word_at(self.document.text(), offset),
            _ => {
                let (block, words) = self.document.block_at(offset);
                sentence_at(words, offset.saturating_sub(block.start())).shifted(block.start())
            }
        }
    }
}

/// The upright lines at both ends of a passage, as far as they are in view.
pub fn edge_rects(page: &Page, range: TextRange) -> [Option<Rect>; 2] {
    let start = page.caret(range.start());
    let last = page.rects(range).last().map(|rect| Rect::from_x_y_ranges(rect.right()..=rect.right(), rect.y_range()));
    let ends_here = page.range().end() >= range.end();
    [start, last.filter(|_| ends_here)]
}

/// The middles of the knobs at both ends of the selected passage, as far as they are in view.
pub fn knobs(page: &Page, range: TextRange) -> [Option<Pos2>; 2] {
    let [start, end] = edge_rects(page, range);
    [start.map(|edge| edge.left_top() - KNOB), end.map(|edge| edge.right_bottom() + KNOB)]
}

impl Pointer {
    /// Whether words are being selected or an edge is being dragged.
    pub fn is_dragging(&self) -> bool {
        self.gesture.is_some_and(|gesture| gesture.moved)
    }

    /// Whether a button is held down on the text.
    pub fn is_down(&self) -> bool {
        self.gesture.is_some()
    }

    /// The passage whose edge is being dragged, and the range it would get.
    pub fn preview(&self) -> Option<(PassageId, TextRange)> {
        match self.gesture?.drag {
            Drag::Edge { passage, range, .. } => Some((passage, range)),
            Drag::Select { .. } => None,
        }
    }

    /// The primary button goes down at `pos`.
    pub fn press(&mut self, ui: &Ui, pos: Pos2, under: &Under<'_>, selection: &mut Selection) {
        let (time, extend) = ui.input(|input| (input.time, input.modifiers.shift));
        let again = self
            .last_press
            .filter(|last| time - last.time < MULTI_CLICK_TIME && last.pos.distance(pos) < CLICK_DISTANCE && !extend);
        let press = Press { pos, time, count: again.map_or(1, |last| last.count % 3 + 1) };
        self.last_press = Some(press);
        let mut grip = Vec2::ZERO;
        let drag = match under.edge(pos).filter(|_| press.count == 1 && !extend) {
            Some((segment, edge)) => {
                let range = segment.mark.range;
                let [start, end] = edge_rects(under.page, range);
                let held = if edge == Edge::Start { start } else { end };
                grip.y = held.map_or(0.0, |held| held.center().y - pos.y);
                Drag::Edge { passage: segment.mark.id, edge, range }
            }
            None => {
                let unit = under.unit(pos, press.count);
                let origin = if extend { TextRange::empty(selection.anchor) } else { unit };
                *selection = joined(origin, unit);
                Drag::Select { origin, extend }
            }
        };
        self.gesture = Some(Gesture { press, moved: false, grip, drag });
    }

    /// The pointer is at `pos`, with the button held down.
    pub fn drag(&mut self, pos: Pos2, under: &Under<'_>, selection: &mut Selection) {
        let Some(gesture) = &mut self.gesture else { return };
        gesture.moved |= gesture.press.pos.distance(pos) >= CLICK_DISTANCE;
        if !gesture.moved {
            return;
        }
        match &mut gesture.drag {
            Drag::Select { origin, .. } => *selection = joined(*origin, under.unit(pos, gesture.press.count)),
            Drag::Edge { edge, range, .. } => {
                let offset = under.page.offset_at(pos + gesture.grip);
                let moved = match edge {
                    Edge::Start => TextRange::new(offset, range.end()),
                    Edge::End => TextRange::new(range.start(), offset),
                };
                // An edge stops before the other one: a passage is never empty.
                *range = moved.filter(|moved| !moved.is_empty()).unwrap_or(*range);
            }
        }
    }

    /// The button goes up.
    pub fn release(&mut self, under: &Under<'_>, selection: &mut Selection) -> Option<ReaderEvent> {
        let gesture = self.gesture.take()?;
        match gesture.drag {
            Drag::Edge { passage, range, .. } if gesture.moved => Some(ReaderEvent::MoveEdge { passage, range }),
            Drag::Select { extend: true, .. } => None,
            _ if gesture.moved || gesture.press.count > 2 => None,
            drag => {
                if matches!(drag, Drag::Edge { .. }) {
                    *selection = Selection::caret(under.page.offset_at(gesture.press.pos));
                }
                self.click(gesture.press, under)
            }
        }
    }

    fn click(&mut self, press: Press, under: &Under<'_>) -> Option<ReaderEvent> {
        let again = self.last_taken.is_some_and(|last| last.distance(press.pos) < CLICK_DISTANCE);
        let stack = under.stack(press.pos);
        let next = next_in_stack(&stack, under.selected.filter(|_| again));
        self.last_taken = next.map(|_| press.pos);
        match next {
            Some(passage) => Some(ReaderEvent::Passage(passage)),
            None => (press.count == 1).then_some(ReaderEvent::Blank),
        }
    }
}

/// All from `origin` to `unit`, with the caret at the end that moves.
fn joined(origin: TextRange, unit: TextRange) -> Selection {
    if unit.start() < origin.start() {
        Selection { anchor: origin.end(), head: unit.start() }
    } else {
        Selection { anchor: origin.start(), head: unit.end().max(origin.end()) }
    }
}
