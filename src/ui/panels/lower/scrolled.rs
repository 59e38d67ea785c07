//! A part of a tab that scrolls by itself.

use egui::{AsIdSalt, Rect, ScrollArea, Ui, UiBuilder};

use crate::ui::theme::{SPACE_M, SPACE_S, SPACE_XS};
use crate::ui::widgets::keep_focus_in_view;

/// Draws something that scrolls, beside its bar; gives with it how high it is.
pub fn scroll_ui<R>(ui: &mut Ui, room: Rect, id: impl AsIdSalt + Copy, add: impl FnOnce(&mut Ui) -> R) -> (R, f32) {
    let mut inside = ui.new_child(UiBuilder::new().max_rect(room).id_salt(id));
    let area = ScrollArea::vertical().id_salt(id).auto_shrink(false);
    let shown = area.show(&mut inside, |ui| {
        ui.set_max_width(ui.available_width() - SPACE_M);
        ui.spacing_mut().item_spacing.y = SPACE_XS;
        let added = add(ui);
        ui.add_space(SPACE_S);
        keep_focus_in_view(ui);
        added
    });
    (shown.inner, shown.content_size.y)
}
