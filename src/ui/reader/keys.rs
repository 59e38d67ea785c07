//! The caret's keys.

use egui::{Event, Key, Modifiers, Ui};

use crate::session::Selection;

use super::selection::{Step, moved, step};
use super::view::{Layouter, View};

/// Lines that stay in view when a page is turned.
const KEPT_LINES: f32 = 2.0;

/// What a key does to the caret.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Travel {
    /// A step through the text.
    Step(Step, bool),
    /// So many lines down, or up.
    Lines(isize),
    /// A page down, or up.
    Page(bool),
    /// To the end of the line, or its beginning.
    LineEdge(bool),
    /// Select everything.
    All,
    /// Select nothing.
    Nothing,
}

/// Takes the keys that move the caret out of the input, and moves it. Says whether a page was turned, so that the text
/// should move with the caret.
pub fn travel(
    ui: &Ui,
    layouter: &mut Layouter<'_>,
    selection: &mut Selection,
    goal_x: &mut Option<f32>,
    page_height: f32,
) -> Option<Moved> {
    let mut travels = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match travel_of(event, selection) {
            Some(travel) => {
                travels.push(travel);
                false
            }
            None => true,
        });
    });
    let mut moved = None;
    for (travel, extend) in travels {
        let from = *selection;
        *selection = moved_by(travel, extend, from, layouter, goal_x, page_height);
        moved = Some(Moved { turned_page: matches!(travel, Travel::Page(_)), from: from.head });
    }
    moved
}

/// How the caret moved.
#[derive(Clone, Copy, Debug)]
pub struct Moved {
    /// By a page.
    pub turned_page: bool,
    /// Where it was.
    pub from: usize,
}

fn moved_by(
    travel: Travel,
    extend: bool,
    from: Selection,
    layouter: &mut Layouter<'_>,
    goal_x: &mut Option<f32>,
    page_height: f32,
) -> Selection {
    let goal = goal_x.take();
    let mut lines = |layouter: &mut Layouter<'_>, n_rows| {
        let x = goal.unwrap_or_else(|| layouter.caret(from.head).left());
        *goal_x = Some(x);
        moved(from, View::step_rows(layouter, from.head, x, n_rows), extend)
    };
    match travel {
        // Without Shift an arrow leaves a selection by the end it points to.
        Travel::Step(Step::Character, forward) if !extend && !from.is_caret() => {
            Selection::caret(if forward { from.range().end() } else { from.range().start() })
        }
        Travel::Step(by, forward) => moved(from, step(layouter.sight(), from.head, by, forward), extend),
        Travel::Lines(n_rows) => lines(layouter, n_rows),
        Travel::Page(down) => {
            let height = layouter.caret(from.head).height().max(1.0);
            let n_rows = ((page_height / height) - KEPT_LINES).max(1.0) as isize;
            lines(layouter, if down { n_rows } else { -n_rows })
        }
        Travel::LineEdge(end) => moved(from, layouter.line_edge(from.head, end), extend),
        Travel::All => {
            let sight = layouter.sight();
            let (start, end) = (step(sight, 0, Step::Document, false), step(sight, 0, Step::Document, true));
            Selection { anchor: start, head: end }
        }
        Travel::Nothing => Selection::caret(from.head),
    }
}

/// What a key does to the caret, and whether it extends the selection; `None` for all other keys.
fn travel_of(event: &Event, selection: &Selection) -> Option<(Travel, bool)> {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
    let Modifiers { alt, shift, command, .. } = *modifiers;
    let travel = match (key, alt, command) {
        (Key::ArrowLeft, false, false) => Travel::Step(Step::Character, false),
        (Key::ArrowRight, false, false) => Travel::Step(Step::Character, true),
        (Key::ArrowLeft, false, true) => Travel::Step(Step::Word, false),
        (Key::ArrowRight, false, true) => Travel::Step(Step::Word, true),
        (Key::ArrowUp, true, false) => Travel::Step(Step::Paragraph, false),
        (Key::ArrowDown, true, false) => Travel::Step(Step::Paragraph, true),
        (Key::ArrowUp, false, false) => Travel::Lines(-1),
        (Key::ArrowDown, false, false) => Travel::Lines(1),
        (Key::PageUp, false, false) => Travel::Page(false),
        (Key::PageDown, false, false) => Travel::Page(true),
        (Key::Home, false, false) => Travel::LineEdge(false),
        (Key::End, false, false) => Travel::LineEdge(true),
        (Key::Home, false, true) => Travel::Step(Step::Document, false),
        (Key::End, false, true) => Travel::Step(Step::Document, true),
        (Key::A, false, true) if !shift => Travel::All,
        (Key::Escape, false, false) if !selection.is_caret() => Travel::Nothing,
        _ => return None,
    };
    Some((travel, shift))
}
