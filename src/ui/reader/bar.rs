//! The bar beside selected words: what can be done with them.

use egui::{Area, Id, Order, Rect, Ui, Vec2, pos2, vec2};

use crate::model::PassageKind;
use crate::ui::widgets::{bar_button, float_bar};

use super::reader_ui::ReaderEvent;

/// Between the bar and the words.
const GAP: f32 = 6.0;
/// The size before it was ever shown.
const GUESS: Vec2 = vec2(300.0, 36.0);

/// Shows the bar below the selected `lines`, or above them; not at all if there is no room but over them. All is within
/// `within`.
pub fn bar_ui(ui: &Ui, id: Id, lines: &[Rect], within: Rect) -> Option<ReaderEvent> {
    let id = id.with("selection bar");
    let size = ui.memory(|memory| memory.area_rect(id)).map_or(GUESS, |rect| rect.size());
    let rect = place(lines, size, within)?;
    let area = Area::new(id).order(Order::Foreground).fixed_pos(rect.min).constrain(false);
    let shown = area.show(ui.ctx(), |ui| {
        float_bar(ui, |ui| {
            let mut event = None;
            for (kind, key) in PassageKind::ALL.into_iter().zip(["1", "2", "3"]) {
                if bar_button(ui, kind.label(), key).clicked() {
                    event = Some(ReaderEvent::Mark(kind));
                }
            }
            if bar_button(ui, "Link", "L").clicked() {
                event = Some(ReaderEvent::Link);
            }
            event
        })
    });
    shown.inner.inner
}

/// Where a bar of this size goes, never over the lines.
fn place(lines: &[Rect], size: Vec2, within: Rect) -> Option<Rect> {
    let (first, last) = (lines.first()?, lines.last()?);
    let x = |line: &Rect| line.left().min(within.right() - size.x - GAP).max(within.left() + GAP);
    let below = Rect::from_min_size(pos2(x(last), last.bottom() + GAP), size);
    let above = Rect::from_min_size(pos2(x(first), first.top() - GAP - size.y), size);
    [below, above].into_iter().find(|rect| rect.top() >= within.top() && rect.bottom() <= within.bottom())
}
