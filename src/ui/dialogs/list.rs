//! A list from which one thing is chosen.

use egui::{
    Align2, Color32, EventFilter, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2,
    vec2,
};

use super::parts::{BAR_ROOM, Opening};
use crate::ui::theme::{RADIUS, SPACE_S, Theme};
use crate::ui::widgets::{Glyph, elide_middle, focus_ring, take_enter};

/// The height of a row.
pub(super) const ROW: f32 = 28.0;
/// The height of the words above a group of rows.
const GROUP: f32 = 26.0;
/// How far `PageUp` and `PageDown` go.
const PAGE: usize = 8;

/// A list from which one row is chosen: by arrows and `Enter`, or by a click.
///
/// The list as a whole has the keyboard, or a field above it has; so the row that `Enter` would choose is always marked.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    /// The row that `Enter` chooses.
    pub at: usize,
    /// Whether `at` has moved, so that it must be brought into view.
    moved: bool,
}

/// One row of a [`List`].
#[derive(Clone, Debug, Default)]
pub(super) struct Row<'a> {
    /// Words above it, if it is the first of a group.
    pub group: Option<&'a str>,
    /// A sign before the words.
    pub sign: Option<(Glyph, Color32)>,
    /// What would be chosen.
    pub text: &'a str,
    /// What is to be known of it.
    pub detail: &'a str,
    /// At the right edge: keys, a size.
    pub right: &'a str,
    /// Why it cannot be chosen now, empty if it can.
    pub why_not: &'a str,
}

impl List {
    /// A list that begins at the row `at`.
    pub(super) fn at(at: usize) -> Self {
        Self { at, moved: true }
    }

    /// Back to the first row, because the rows are others now.
    pub(super) fn restart(&mut self) {
        *self = Self::at(0);
    }

    /// Takes the keys that move in a list of `n_rows`. To be called before a field that has the keyboard is drawn.
    pub(super) fn take_arrows(&mut self, ui: &Ui, n_rows: usize) {
        let last = n_rows.saturating_sub(1);
        let before = self.at;
        let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let down = pressed(Key::ArrowDown) + PAGE * pressed(Key::PageDown);
        let up = pressed(Key::ArrowUp) + PAGE * pressed(Key::PageUp);
        self.at = (self.at + down).min(last).saturating_sub(up);
        self.moved |= self.at != before;
    }

    /// Takes `Enter`, if this list would choose by it. To be called before a field that has the keyboard is drawn.
    pub(super) fn take_enter(&self, ui: &Ui) -> bool {
        take_enter(ui)
    }

    /// Draws the rows in at most `height` and returns the one that was clicked.
    pub(super) fn rows_ui(&mut self, ui: &mut Ui, name: &str, height: f32, rows: &[Row<'_>]) -> Option<usize> {
        let moved = std::mem::take(&mut self.moved);
        let id = ui.scope_id().with(name);
        let scroll = ScrollArea::vertical().id_salt(name).max_height(height).auto_shrink([false, true]);
        let shown = scroll.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut clicked = None;
            for (idx, row) in rows.iter().enumerate() {
                let response = row_ui(ui, id.with(idx), row, idx == self.at);
                if moved && idx == self.at {
                    response.scroll_to_me(None);
                }
                if response.clicked() && row.why_not.is_empty() {
                    clicked = Some(idx);
                }
            }
            clicked
        });
        if let Some(clicked) = shown.inner {
            self.at = clicked;
        }
        shown.inner
    }

    /// Draws one more row below those that scroll, always in view, and returns whether it was clicked.
    pub(super) fn last_row_ui(&mut self, ui: &mut Ui, name: &str, idx: usize, row: &Row<'_>) -> bool {
        row_ui(ui, ui.scope_id().with(name).with(idx), row, idx == self.at).clicked()
    }

    /// Draws a list that has the keyboard itself, and returns the row that was chosen.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        opening: &mut Opening,
        name: &str,
        height: f32,
        rows: &[Row<'_>],
    ) -> Option<usize> {
        let id = ui.scope_id().with((name, "list"));
        // Until the list has the keyboard, nothing else in the dialog has it.
        let has_keys = !opening.is_done() || ui.memory(|memory| memory.has_focus(id));
        let mut entered = false;
        if has_keys {
            self.take_arrows(ui, rows.len());
            entered = self.take_enter(ui);
        }
        let top = ui.cursor().min;
        let clicked = self.rows_ui(ui, name, height, rows);
        let rect = Rect::from_min_max(top, pos2(ui.min_rect().right(), ui.cursor().min.y.max(top.y)));
        let response = ui.interact(rect, id, Sense::FOCUSABLE);
        response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, name));
        let current = ui.scope_id().with(name).with(self.at);
        ui.accesskit_node_builder(id, |node| node.set_active_descendant(current.accesskit_id()));
        let filter = EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        opening.give_focus(&response);
        let can = rows.get(self.at).is_some_and(|row| row.why_not.is_empty());
        clicked.or((entered && can).then_some(self.at))
    }
}

/// Draws a row. It can be clicked but not tabbed to: its list can.
fn row_ui(ui: &mut Ui, id: Id, row: &Row<'_>, current: bool) -> Response {
    let theme = Theme::of(ui);
    if let Some(group) = row.group {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), GROUP), Sense::empty());
        let galley = ui.painter().layout_job(theme.heading_job(group, theme.faint));
        ui.painter().galley(pos2(rect.left() + SPACE_S, rect.bottom() - galley.size().y - 4.0), galley, theme.faint);
    }
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, id, Sense::CLICK);
    let enabled = row.why_not.is_empty();
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, enabled, current, row.name()));
    if ui.is_rect_visible(rect) {
        let fill = match (current, response.hovered()) {
            (true, _) => theme.sel,
            (false, true) => theme.hover,
            (false, false) => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect, f32::from(RADIUS), fill);
        row.paint(ui, rect, current);
        if current {
            let stroke = egui::Stroke::new(1.0, theme.focus);
            ui.painter().rect_stroke(rect, f32::from(RADIUS), stroke, egui::StrokeKind::Inside);
        }
        focus_ring(ui, &response, RADIUS);
    }
    if enabled { response } else { response.on_hover_text(row.why_not) }
}

impl Row<'_> {
    /// What a screen reader says.
    fn name(&self) -> String {
        let parts = [self.text, self.detail, self.right, self.why_not];
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        said.join(", ")
    }

    fn paint(&self, ui: &Ui, rect: Rect, current: bool) {
        let theme = Theme::of(ui);
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let colored = |color| if current { theme.on_sel(color) } else { color };
        let (ink, faint) =
            (if self.why_not.is_empty() { theme.ink } else { colored(theme.faint) }, colored(theme.faint));
        let middle = rect.center().y;
        let line = |text: &str, font, color, left: f32, right: f32| {
            let measure =
                |text: &str| painter.layout_no_wrap(text.to_owned(), egui::FontId::clone(&font), color).size().x;
            let shown = elide_middle(text, right - left, measure).into_owned();
            let galley = painter.layout_no_wrap(shown, egui::FontId::clone(&font), color);
            let end = left + galley.size().x;
            painter.galley(pos2(left, middle - galley.size().y / 2.0), galley, color);
            end
        };
        let mut right = rect.right() - BAR_ROOM;
        if !self.right.is_empty() {
            let galley = painter.layout_no_wrap(self.right.to_owned(), theme.small(), faint);
            right -= galley.size().x;
            let at = Align2::LEFT_CENTER.anchor_size(pos2(right, middle), galley.size()).min;
            painter.galley(at, galley, faint);
            right -= SPACE_S;
        }
        let mut left = rect.left() + SPACE_S;
        if let Some((sign, color)) = self.sign {
            sign.paint(&painter, pos2(left + 7.0, middle), 11.0, colored(color));
            left += 22.0;
        }
        let end = line(self.text, theme.body(), ink, left, right);
        let detail = if self.why_not.is_empty() { self.detail } else { self.why_not };
        if !detail.is_empty() && end + 60.0 < right {
            line(detail, theme.small(), faint, end + SPACE_S, right);
        }
    }
}
