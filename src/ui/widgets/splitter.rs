//! The line between two parts, to be moved.

use egui::{CursorIcon, EventFilter, Key, Rangef, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo};

use crate::ui::theme::{FOCUS_WIDTH, HAIRLINE, Theme};

/// The direction in which a splitter moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Left and right: the parts are side by side.
    Horizontal,
    /// Up and down: the parts are above each other.
    Vertical,
}

/// How far one press of an arrow key moves a splitter.
const KEY_STEP: f32 = 16.0;
/// How far beside the line it can be taken.
const GRAB: f32 = 3.0;

/// Draws a line along the middle of `place` that can be dragged, or moved by arrow keys when it has
/// the keyboard. Changes `position` (the line's x or y, in points) within `range`.
///
/// Call it after both parts are drawn, or they take its clicks. A double click is left to the
/// caller, who knows the usual position.
pub fn splitter(ui: &mut Ui, name: &str, axis: Axis, place: Rect, position: &mut f32, range: Rangef) -> Response {
    let theme = Theme::of(ui);
    let (grab, cursor) = match axis {
        Axis::Horizontal => (place.expand2(egui::vec2(GRAB, 0.0)), CursorIcon::ResizeHorizontal),
        Axis::Vertical => (place.expand2(egui::vec2(0.0, GRAB)), CursorIcon::ResizeVertical),
    };
    let id = ui.make_persistent_id(name);
    let mut response = ui.interact(grab, id, Sense::click_and_drag()).on_hover_and_drag_cursor(cursor);

    let moved_by = moved_by(ui, &response, axis);
    let moved_to = range.clamp(*position + moved_by);
    if moved_by != 0.0 && moved_to != *position {
        *position = moved_to;
        response.mark_changed();
    }

    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, name));
    ui.accesskit_node_builder(id, |node| {
        node.set_numeric_value(f64::from(*position));
        node.set_min_numeric_value(f64::from(range.min));
        node.set_max_numeric_value(f64::from(range.max));
    });

    let stroke = if response.has_focus() || response.dragged() || response.hovered() {
        Stroke::new(FOCUS_WIDTH, theme.focus)
    } else {
        Stroke::new(HAIRLINE, theme.line)
    };
    match axis {
        Axis::Horizontal => ui.painter().vline(place.center().x, place.y_range(), stroke),
        Axis::Vertical => ui.painter().hline(place.x_range(), place.center().y, stroke),
    };
    response
}

fn moved_by(ui: &Ui, response: &Response, axis: Axis) -> f32 {
    let (less, more, drag) = match axis {
        Axis::Horizontal => (Key::ArrowLeft, Key::ArrowRight, response.drag_delta().x),
        Axis::Vertical => (Key::ArrowUp, Key::ArrowDown, response.drag_delta().y),
    };
    if !response.has_focus() {
        return drag;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let presses = ui.input(|input| input.num_presses(more) as f32 - input.num_presses(less) as f32);
    drag + presses * KEY_STEP
}
