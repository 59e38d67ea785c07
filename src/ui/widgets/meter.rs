//! How far the work is, as a bar.

use egui::{Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2};

use crate::ui::theme::Theme;

/// A bar of `n_all` parts, of which `n_closed` are closed and `n_open` begun but open.
///
/// The rest is what nobody has looked at. `name` says the same in words.
///
/// The closed part is full height and the open part lower, so that they differ in gray too.
pub fn meter(ui: &mut Ui, size: Vec2, n_closed: usize, n_open: usize, n_all: usize, name: &str) -> Response {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));

    let radius = rect.height() / 2.0;
    let x_at = |n: usize| rect.left() + rect.width() * (n as f32 / n_all.max(1) as f32).min(1.0);
    let part = |from: usize, to: usize| Rect::from_min_max(pos2(x_at(from), rect.top()), pos2(x_at(to), rect.bottom()));
    let painter = ui.painter();
    painter.rect_filled(rect, radius, theme.line);
    let open = part(n_closed, n_closed + n_open).shrink2(Vec2::new(0.0, (rect.height() / 4.0).floor()));
    painter.with_clip_rect(open.intersect(painter.clip_rect())).rect_filled(rect, radius, theme.conf);
    let closed = part(0, n_closed);
    painter.with_clip_rect(closed.intersect(painter.clip_rect())).rect_filled(rect, radius, theme.ok);
    response.on_hover_text(name)
}
