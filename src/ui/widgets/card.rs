//! A piece of paper for one thing among several.

use egui::{Color32, Frame, InnerResponse, Margin, Rect, Stroke, Ui, vec2};

use crate::ui::theme::{HAIRLINE, RADIUS, Theme};

/// Paper as wide as the panel, with a bar of `color` along its left edge.
pub fn card<R>(ui: &mut Ui, color: Color32, add_contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let theme = Theme::of(ui);
    let frame = Frame::new()
        .fill(theme.paper)
        .stroke(Stroke::new(HAIRLINE, theme.line))
        .corner_radius(RADIUS)
        .inner_margin(Margin { left: 12, right: 10, top: 8, bottom: 8 });
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        // Lines of small facts stand closer than controls do.
        ui.spacing_mut().interact_size.y = 16.0;
        add_contents(ui)
    });
    let rect = shown.response.rect;
    let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
    let painter = ui.painter();
    painter.with_clip_rect(bar.intersect(painter.clip_rect())).rect_filled(rect, f32::from(RADIUS), color);
    shown
}
