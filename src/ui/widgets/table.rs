//! A table of very many rows, of which only those in view are drawn.
//!
//! It is one stop for the keyboard, with a row that has the cursor. What is selected and in which order the rows stand is
//! the caller's; the table tells what its user asks for. Offsets are `f64`: a hundred thousand rows are too high for `f32`.

use egui::{
    Align2, Color32, CornerRadius, Event, EventFilter, FontId, Id, Key, Modifiers, Rangef, Rect, Response, Role, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, text::LayoutJob, vec2,
};

use super::{Glyph, menu_key, on_one_line};
use crate::ui::theme::{FOCUS_WIDTH, HAIRLINE, SPACE_M, Theme};

/// The height of the line with the headings.
const HEAD_HEIGHT: f32 = 28.0;
/// The room of the scroll bar.
const BAR_WIDTH: f32 = 12.0;
/// The shortest handle that can be taken with ease.
const MIN_HANDLE: f32 = 28.0;
/// The width of the bar before a selected row.
const SELECTED_BAR: f32 = 3.0;

/// A column of a [`Table`].
#[derive(Clone, Debug)]
pub struct Column<'a> {
    /// Its heading; may be empty if it only holds signs.
    pub title: &'a str,
    /// What it is called by screen readers.
    pub name: &'a str,
    /// From the least width to the most, both with the space around. One column should have no most.
    pub width: Rangef,
    /// How much it matters: where there is no room, the column with the least goes first.
    pub keep: u8,
    /// Whether rows can be sorted by it.
    pub sortable: bool,
}

/// A table with its columns.
pub struct Table<'a> {
    /// What it is called, for screen readers; tells it from other tables.
    pub name: &'a str,
    /// From left to right.
    pub columns: &'a [Column<'a>],
    /// How many rows there are.
    pub n_rows: usize,
    /// By which column the rows are sorted, and whether the other way round.
    pub sorted: Option<(usize, bool)>,
    /// What to say where there are no rows.
    pub empty: &'a str,
    /// How high a row is: `theme::ROW_HEIGHT` for one line.
    pub row_height: f32,
}

/// Where a table stands: how far it is scrolled, and which row has the cursor.
#[derive(Clone, Debug, Default)]
pub struct TableState {
    /// How far it is scrolled, in points.
    top: f64,
    /// The row with the cursor.
    cursor: usize,
    /// Whether the row with the cursor is to be brought into view.
    reveal: bool,
}

/// What shows of a row as a whole.
#[derive(Clone, Debug, Default)]
pub struct RowLook {
    /// Whether it is selected.
    pub selected: bool,
    /// What a screen reader says.
    pub name: String,
}

/// Where a cell is to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// Which row.
    pub row: usize,
    /// Which column.
    pub column: usize,
    /// The room inside the cell's edges.
    pub rect: Rect,
    /// Whether its row is selected.
    pub selected: bool,
}

/// What a user asks of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableEvent {
    /// Sort by this column; if it is sorted by it, the other way round.
    Sort(usize),
    /// A row was clicked.
    Click(usize, Modifiers),
    /// A row was clicked twice, or `Enter` was pressed on it.
    Open(usize),
    /// A menu is asked for at this row.
    Menu(usize),
    /// The cursor was moved to this row.
    Move {
        /// Where it is now.
        row: usize,
        /// Whether `Shift` was held.
        extend: bool,
    },
    /// Select all.
    All,
}

/// A table as it was drawn.
pub struct TableShown {
    /// The rows as one widget, to hang a menu on.
    pub response: Response,
    /// What was asked for.
    pub event: Option<TableEvent>,
    /// The row at which a menu is asked for by a key.
    pub menu_at: Option<Rect>,
}

impl TableState {
    /// The row with the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the cursor on a row without moving the table.
    pub fn set_cursor(&mut self, row: usize) {
        self.cursor = row;
    }

    /// Puts the cursor on a row and brings it into view.
    pub fn reveal(&mut self, row: usize) {
        self.cursor = row;
        self.reveal = true;
    }
}

impl Table<'_> {
    /// The id of the table of this name in `ui`, by which it can be given the keyboard.
    pub fn id(ui: &Ui, name: &str) -> Id {
        ui.make_persistent_id((name, "rows"))
    }

    /// Draws the table into all the room of `ui`. `look` tells of a row what shows of it as a whole, `cell` draws a cell.
    pub fn show(
        &self,
        ui: &mut Ui,
        state: &mut TableState,
        look: impl Fn(usize) -> RowLook,
        mut cell: impl FnMut(&mut Ui, Cell),
    ) -> TableShown {
        let theme = Theme::of(ui);
        let (area, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
        let (head, body) = area.split_top_bottom_at_y(area.top() + HEAD_HEIGHT.min(area.height()));
        let body = if self.n_rows as f32 * self.row_height > body.height() { self.whole_rows(body) } else { body };
        let columns = self.places(Rangef::new(area.left() + SPACE_M / 2.0, area.right() - BAR_WIDTH));
        let mut event = self.head_ui(ui, head, &columns);

        let id = Self::id(ui, self.name);
        let (rows, bar) = body.split_left_right_at_x(body.right() - BAR_WIDTH);
        let response = ui.interact(rows, id, Sense::click());
        let n_rows = self.n_rows;
        response.widget_info(|| WidgetInfo::labeled(Role::Table, true, format!("{}, {n_rows} rows", self.name)));
        event = self.keys(ui, &response, state, body.height()).or(event);
        self.scroll(ui, body, bar, id, state);
        event = self.pointer(&response, body, state).or(event);

        let hovered = response.hover_pos().and_then(|at| self.row_at(body, state, at.y));
        let first = (state.top / f64::from(self.row_height)) as usize;
        let n_visible = (body.height() / self.row_height) as usize + 2;
        let clip = ui.clip_rect();
        ui.set_clip_rect(clip.intersect(body));
        for row in first..n_rows.min(first + n_visible) {
            let rect = self.row_rect(body, state, row);
            let look = look(row);
            let selected = look.selected;
            self.row_ui(ui, &response, rect, &look, (row, hovered == Some(row), row == state.cursor));
            for (column, x) in &columns {
                let rect = Rect::from_x_y_ranges(x.shrink(SPACE_M / 2.0), rect.y_range());
                cell(ui, Cell { row, column: *column, rect, selected });
            }
        }
        if n_rows == 0 {
            let at = pos2(body.center().x, body.top() + (body.height() / 2.0).min(60.0));
            ui.painter().text(at, Align2::CENTER_CENTER, self.empty, theme.body(), theme.faint);
        }
        ui.set_clip_rect(clip);
        if response.has_focus() {
            let ring = Stroke::new(FOCUS_WIDTH, theme.focus);
            ui.painter().rect_stroke(body, CornerRadius::ZERO, ring, StrokeKind::Inside);
        }
        let menu_at = (n_rows > 0 && menu_key(&response)).then(|| {
            let cursor = state.cursor.min(n_rows - 1);
            event = Some(TableEvent::Menu(cursor));
            self.row_rect(body, state, cursor).intersect(body)
        });
        TableShown { response, event, menu_at }
    }

    /// The columns that have room, and where they are.
    fn places(&self, room: Rangef) -> Vec<(usize, Rangef)> {
        let mut shown: Vec<(usize, &Column<'_>)> = self.columns.iter().enumerate().collect();
        let least = |shown: &[(usize, &Column<'_>)]| shown.iter().map(|(_, column)| column.width.min).sum::<f32>();
        while shown.len() > 1 && least(&shown) > room.span() {
            let weakest = shown.iter().enumerate().min_by_key(|(_, (_, column))| column.keep).map(|(at, _)| at);
            shown.remove(weakest.unwrap_or_default());
        }
        let spare = (room.span() - least(&shown)).max(0.0);
        let growth = |column: &Column<'_>| column.width.max - column.width.min;
        let wanted: f32 = shown.iter().map(|(_, column)| growth(column)).filter(|growth| growth.is_finite()).sum();
        let share = if wanted > 0.0 { (spare / wanted).min(1.0) } else { 0.0 };
        let mut left = room.min;
        let place = |(index, column): &(usize, &Column<'_>)| {
            let grown = match growth(column) {
                growth if growth.is_finite() => growth * share,
                _ => spare - wanted * share,
            };
            let x = Rangef::new(left, left + column.width.min + grown);
            left = x.max;
            (*index, x)
        };
        shown.iter().map(place).collect()
    }

    fn head_ui(&self, ui: &mut Ui, head: Rect, columns: &[(usize, Rangef)]) -> Option<TableEvent> {
        let theme = Theme::of(ui);
        ui.painter().rect_filled(head, 0.0, theme.panel);
        ui.painter().hline(head.x_range(), head.bottom() - 0.5, Stroke::new(HAIRLINE, theme.line));
        let mut event = None;
        for (index, x) in columns {
            let Some(column) = self.columns.get(*index) else { continue };
            let rect = Rect::from_x_y_ranges(*x, head.y_range());
            let descending = self.sorted.filter(|(by, _)| by == index).map(|(_, descending)| descending);
            if column_head_ui(ui, rect, column, descending) {
                event = Some(TableEvent::Sort(*index));
            }
        }
        event
    }

    /// What the keys ask for while the table has them.
    fn keys(&self, ui: &Ui, response: &Response, state: &mut TableState, height: f32) -> Option<TableEvent> {
        if !response.has_focus() || self.n_rows == 0 {
            return None;
        }
        let filter = EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
            return Some(TableEvent::All);
        }
        let last = self.n_rows - 1;
        let page = ((height / self.row_height) as usize).saturating_sub(1).max(1);
        let moved = ui.input(|input| {
            let n = |key| input.num_presses(key);
            let down = n(Key::ArrowDown) + n(Key::PageDown) * page;
            let up = n(Key::ArrowUp) + n(Key::PageUp) * page;
            let from = if n(Key::Home) > 0 { 0 } else { state.cursor };
            let from = if n(Key::End) > 0 { last } else { from };
            let pressed = down + up + n(Key::Home) + n(Key::End) > 0;
            // As it was when the key was pressed: it may have been let go since, in the same frame.
            let is_held =
                |event: &Event| matches!(event, Event::Key { pressed: true, modifiers, .. } if modifiers.shift);
            pressed.then(|| ((from + down).saturating_sub(up).min(last), input.events.iter().any(is_held)))
        });
        let (row, extend) = moved?;
        state.reveal(row);
        Some(TableEvent::Move { row, extend })
    }

    /// What the pointer asks for.
    fn pointer(&self, response: &Response, body: Rect, state: &mut TableState) -> Option<TableEvent> {
        let by_key = response.clicked() && response.interact_pointer_pos().is_none();
        if by_key {
            return (state.cursor < self.n_rows).then_some(TableEvent::Open(state.cursor));
        }
        if !response.clicked() && !response.secondary_clicked() {
            return None;
        }
        response.request_focus();
        let row = self.row_at(body, state, response.interact_pointer_pos()?.y)?;
        let modifiers = response.ctx.input(|input| input.modifiers);
        state.set_cursor(row);
        Some(if response.secondary_clicked() {
            TableEvent::Menu(row)
        } else if response.double_clicked() {
            TableEvent::Open(row)
        } else {
            TableEvent::Click(row, modifiers)
        })
    }

    fn row_at(&self, body: Rect, state: &TableState, y: f32) -> Option<usize> {
        let row = ((f64::from(y - body.top()) + state.top) / f64::from(self.row_height)) as usize;
        (row < self.n_rows).then_some(row)
    }

    /// Moves the rows by wheel and scroll bar, and to the cursor if that is asked for.
    fn scroll(&self, ui: &Ui, body: Rect, bar: Rect, id: Id, state: &mut TableState) {
        let height = f64::from(body.height());
        let all = self.n_rows as f64 * f64::from(self.row_height);
        let most = (all - height).max(0.0);
        if ui.rect_contains_pointer(body) {
            state.top -= f64::from(ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y)));
        }
        if most > 0.0 {
            bar_ui(ui, bar, id.with("bar"), &mut state.top, (height / all, most));
        }
        if std::mem::take(&mut state.reveal) {
            let row_top = state.cursor as f64 * f64::from(self.row_height);
            state.top = state.top.min(row_top).max(row_top + f64::from(self.row_height) - height);
        }
        state.top = state.top.clamp(0.0, most);
    }

    fn row_ui(&self, ui: &Ui, table: &Response, rect: Rect, look: &RowLook, at: (usize, bool, bool)) {
        let theme = Theme::of(ui);
        let (row, hovered, has_cursor) = at;
        let fill = match (look.selected, hovered) {
            (true, _) => Some(theme.sel),
            (false, true) => Some(theme.hover),
            (false, false) => None,
        };
        if let Some(fill) = fill {
            ui.painter().rect_filled(rect, 0.0, fill);
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(HAIRLINE, theme.line));
        if look.selected {
            // A tint alone is weak on dark paper.
            ui.painter().rect_filled(rect.with_max_x(rect.left() + SELECTED_BAR), 0.0, theme.accent);
        }
        if has_cursor && table.has_focus() {
            let ring = Stroke::new(FOCUS_WIDTH, theme.focus);
            ui.painter().rect_stroke(rect.shrink2(vec2(SELECTED_BAR, 1.0)), 3.0, ring, StrokeKind::Inside);
        }
        let row_id = table.id.with(row);
        let response = ui.interact(rect, row_id, Sense::hover());
        response.widget_info(|| WidgetInfo::selected(Role::Row, true, look.selected, &look.name));
        if has_cursor {
            ui.accesskit_node_builder(table.id, |node| node.set_active_descendant(row_id.accesskit_id()));
        }
    }

    /// Where a row is, in view or not.
    fn row_rect(&self, body: Rect, state: &TableState, row: usize) -> Rect {
        let y = body.top() + (row as f64 * f64::from(self.row_height) - state.top) as f32;
        Rect::from_min_size(pos2(body.left(), y), vec2(body.width(), self.row_height))
    }

    /// As much of the room for rows as whole rows take: the last one in view is not cut in two.
    fn whole_rows(&self, body: Rect) -> Rect {
        let height = (body.height() / self.row_height).floor() * self.row_height;
        if height > 0.0 { body.with_max_y(body.top() + height) } else { body }
    }
}

/// Writes one line into a cell, cut at its end where it does not fit.
pub fn cell_text(ui: &Ui, rect: Rect, text: &str, font: FontId, color: Color32) {
    // No letter is narrower than a point, so that the length of the text does not matter.
    let most = rect.width().max(0.0) as usize + 1;
    let line: String = text.chars().take(most).collect();
    cell_job(ui, rect, LayoutJob::simple_singleline(on_one_line(&line).into_owned(), font, color));
}

/// Writes one line of several fonts into a cell, cut at its end where it does not fit.
pub fn cell_job(ui: &Ui, rect: Rect, mut job: LayoutJob) {
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width());
    let galley = ui.painter().layout_job(job);
    let at = Align2::LEFT_CENTER.anchor_size(rect.left_center(), galley.size()).min;
    ui.painter().galley(at, galley, Color32::PLACEHOLDER);
}

/// A heading; returns whether it was pressed. `descending` is there if the rows are sorted by it.
fn column_head_ui(ui: &Ui, rect: Rect, column: &Column<'_>, descending: Option<bool>) -> bool {
    let theme = Theme::of(ui);
    let inner = rect.shrink2(vec2(SPACE_M / 2.0, 0.0));
    let galley = ui.painter().layout_no_wrap(column.title.to_owned(), theme.small(), theme.ink2);
    let end = inner.left() + galley.size().x;
    if !column.sortable {
        ui.painter().galley(
            Align2::LEFT_CENTER.anchor_size(inner.left_center(), galley.size()).min,
            galley,
            theme.ink2,
        );
        return false;
    }
    let id = ui.make_persistent_id(("head", column.name));
    let response = ui.interact(rect, id, Sense::click());
    let name = match descending {
        None => format!("Sort by {}", column.name),
        Some(false) => format!("Sorted by {}, upwards", column.name),
        Some(true) => format!("Sorted by {}, downwards", column.name),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 0.0, theme.hover);
    }
    let color = if response.hovered() || descending.is_some() { theme.ink } else { theme.ink2 };
    let at = Align2::LEFT_CENTER.anchor_size(inner.left_center(), galley.size()).min;
    ui.painter().galley_with_override_text_color(at, galley, color);
    let arrow = match descending {
        Some(false) => Some(Glyph::ArrowUp),
        Some(true) => Some(Glyph::ArrowDown),
        None => None,
    };
    if let Some(arrow) = arrow {
        let x = if column.title.is_empty() { inner.left() + 5.0 } else { end + 9.0 };
        arrow.paint(ui.painter(), pos2(x, rect.center().y), 9.0, color);
    }
    super::focus_ring(ui, &response, 0);
    response.clicked()
}

/// The scroll bar: `shown` of all is in view, and `most` is the greatest value of `top`.
fn bar_ui(ui: &Ui, bar: Rect, id: Id, top: &mut f64, (shown, most): (f64, f64)) {
    let theme = Theme::of(ui);
    let response = ui.interact(bar, id, Sense::DRAG | Sense::CLICK);
    let length = ((f64::from(bar.height()) * shown) as f32).max(MIN_HANDLE).min(bar.height());
    let way = f64::from((bar.height() - length).max(1.0));
    if response.dragged() {
        *top += f64::from(response.drag_delta().y) / way * most;
    } else if let Some(at) = response.interact_pointer_pos().filter(|_| response.clicked()) {
        *top = f64::from(at.y - bar.top() - length / 2.0) / way * most;
    }
    *top = top.clamp(0.0, most);
    let from = bar.top() + (*top / most * way) as f32;
    let strong = response.hovered() || response.dragged();
    let width = if strong { 8.0 } else { 5.0 };
    let handle = Rect::from_min_size(pos2(bar.right() - width - 2.0, from), vec2(width, length));
    ui.painter().rect_filled(handle, width / 2.0, theme.ink2.gamma_multiply(if strong { 0.6 } else { 0.3 }));
}
