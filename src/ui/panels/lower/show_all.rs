//! The way out of a filter that lets nothing through.

use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use crate::ui::theme::CONTROL_HEIGHT;

/// How far below the top of a list that is empty this stands, and how far below its middle if that is less.
const BELOW_TOP: f32 = 118.0;
const BELOW_MIDDLE: f32 = 42.0;

/// A button below the words that stand where a list has no rows. Whether all `n_all` are to be shown.
pub fn show_all_ui(ui: &mut Ui, list: Rect, n_all: usize) -> bool {
    let top = (list.top() + BELOW_TOP).min(list.center().y + BELOW_MIDDLE).min(list.bottom()) - CONTROL_HEIGHT / 2.0;
    let room = Rect::from_min_size(pos2(list.left(), top), vec2(list.width(), CONTROL_HEIGHT));
    let builder = UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::Center)).id_salt("show all");
    ui.new_child(builder).button(format!("Show all {n_all}")).clicked()
}
