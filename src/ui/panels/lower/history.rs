//! The tab with the history: who did what, when and where, the newest first, by person, by day and by words.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use egui::{
    Align, Button, EventFilter, Id, Key, Layout, Modifiers, Rangef, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::command::{Action, Command, HistoryOf};
use crate::model::Time;
use crate::session::{LogFilter, LogPlace, Session, Side, Spot};
use crate::ui::ViewCtx;
use crate::ui::theme::{CONTROL_HEIGHT, ROW_HEIGHT, Theme};
use crate::ui::widgets::{
    Cell, Column, Glyph, RowLook, Table, TableEvent, TableState, cell_text, check_box, context_menu, drop_menu,
    fit_middle, focus_ring, icon_button, menu_check, menu_item, search_field,
};

use super::history_data::{HistoryData, HistoryJob, HistoryRow, HistoryRows, RowTold, day_in_words};
use super::show_row;

/// In windows that are narrower the filter is short, so that the tabs can be read.
const NARROW: f32 = 1200.0;
/// How wide the field of the filter is.
const FIELD: f32 = 160.0;
const NARROW_FIELD: f32 = 96.0;
/// How far the changes of a transaction stand in.
const INDENT: f32 = 16.0;

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct HistoryState {
    data: HistoryData,
    filter: LogFilter,
    table: TableState,
    /// The row with the cursor, wherever it moves.
    current: Option<HistoryRow>,
    selected: BTreeSet<HistoryRow>,
    /// The row from which `Shift` selects.
    anchor: usize,
}

impl HistoryState {
    /// Shows only some of the history.
    pub fn show_only(&mut self, of: HistoryOf) {
        self.filter = match of {
            HistoryOf::Unseen => LogFilter { new_only: true, ..LogFilter::default() },
            HistoryOf::Passage(passage) => LogFilter { passage: Some(passage), ..LogFilter::default() },
        };
        (self.table, self.current, self.anchor) = (TableState::default(), None, 0);
        self.selected.clear();
    }

    /// Brings the rows up to date, and keeps the cursor on its row.
    pub fn update(&mut self, session: &Session) {
        self.filter.new_only &= session.unseen().is_some();
        if self.data.update(session, &self.filter) {
            let moved = self.current.and_then(|current| self.data.position(current));
            let last = self.data.n_rows().saturating_sub(1);
            self.table.set_cursor(moved.unwrap_or(self.table.cursor()).min(last));
            let data = &self.data;
            self.selected.retain(|row| data.position(*row).is_some());
        }
    }

    /// Work for the background.
    pub fn take_job(&mut self) -> Option<HistoryJob> {
        self.data.take_job()
    }

    /// Shows what came of it.
    pub fn take_rows(&mut self, rows: HistoryRows) {
        self.data.take_rows(rows);
    }

    /// What a command means while this tab has the keys.
    pub fn answer(&self, session: &Session, command: Command) -> Option<Action> {
        let rows = self.chosen();
        match command {
            Command::Copy if !rows.is_empty() => Some(Action::Copy(self.data.as_table(session, &rows))),
            Command::CopyAsText if !rows.is_empty() => Some(Action::Copy(self.data.as_list(session, &rows))),
            _ => None,
        }
    }

    /// The selected rows in their order, else the one with the cursor.
    fn chosen(&self) -> Vec<HistoryRow> {
        let all = (0..self.data.n_rows()).filter_map(|at| self.data.row(at));
        match self.selected.len() {
            0 => self.data.row(self.table.cursor()).into_iter().collect(),
            1 => self.selected.iter().copied().collect(),
            _ => all.filter(|row| self.selected.contains(row)).collect(),
        }
    }

    fn stretch_to(&self, at: usize) -> BTreeSet<HistoryRow> {
        (self.anchor.min(at)..=self.anchor.max(at)).filter_map(|at| self.data.row(at)).collect()
    }

    /// Unfolds or folds the transaction of a row, which gets the cursor.
    fn unfold(&mut self, session: &Session, row: HistoryRow, unfold: bool) {
        let (HistoryRow::Entry(dot) | HistoryRow::Change(dot, _)) = row;
        self.data.unfold(session.project(), dot, unfold);
        let data = &self.data;
        self.selected.retain(|row| data.position(*row).is_some());
        if let Some(at) = self.data.position(HistoryRow::Entry(dot)) {
            self.current = Some(HistoryRow::Entry(dot));
            self.anchor = at;
            self.table.reveal(at);
        }
    }
}

/// The filter, from the right edge: by whom, when, what is new, words; and how many rows are left.
pub fn tools_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut HistoryState) {
    let theme = Theme::of(ui);
    let before = state.filter.clone();
    let is_narrow = ui.ctx().content_rect().width() < NARROW;
    person_ui(ui, state);
    day_ui(ctx, ui, state);
    if session.unseen().is_some() {
        let new = check_box(ui, &mut state.filter.new_only, if is_narrow { "New" } else { "New only" });
        new.on_hover_text("What others did since you last had this project open");
    }
    if let Some(passage) = state.filter.passage.and_then(|id| session.project().tables().passages.get(&id)) {
        let words = format!("Only “{}”", session.project().words(&passage.place));
        let short = fit_middle(ui, &words, &theme.small(), 120.0).into_owned();
        ui.label(RichText::new(short).font(theme.small()).color(theme.accent)).on_hover_text(words);
    }
    let layout = Layout::left_to_right(Align::Center);
    let width = if is_narrow { NARROW_FIELD } else { FIELD };
    let field = |ui: &mut Ui| search_field(ui, &mut state.filter.text, "Filter by words", "");
    ui.allocate_ui_with_layout(vec2(width, CONTROL_HEIGHT), layout, field);
    let (n_shown, n_all) = (state.data.list().dots().len(), state.data.list().n_all());
    let count = if state.data.is_waiting() { "Reading…".to_owned() } else { format!("{n_shown} of {n_all}") };
    ui.label(RichText::new(count).font(theme.small()).color(theme.ink2));
    // Last, for egui numbers what it draws: coming and going before the field, it would take the keyboard from it.
    let is_filtered = state.filter != LogFilter::default();
    if is_filtered && icon_button(ui, Glyph::Close, "Clear the filter").clicked() {
        state.filter = LogFilter::default();
    }
    if state.filter != before {
        state.selected.clear();
        ui.ctx().request_repaint();
    }
}

/// The choice of a person.
fn person_ui(ui: &mut Ui, state: &mut HistoryState) {
    let chosen = &mut state.filter.person;
    let people = state.data.list().people();
    choice_ui(ui, "Everybody", "Whose work to show", chosen, people, |name| name.clone());
}

/// The choice of a day.
fn day_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, state: &mut HistoryState) {
    let chosen = &mut state.filter.day;
    let days = state.data.list().days();
    let in_words = |day: &jiff::civil::Date| {
        let words = day_in_words(*day, ctx.now);
        let mut chars = words.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
    };
    choice_ui(ui, "Any day", "Of which day to show the work", chosen, days, in_words);
}

/// A button with what is chosen, and the list of what else there is, each with how many rows it has.
fn choice_ui<T: Clone + PartialEq>(
    ui: &mut Ui,
    all: &str,
    about: &str,
    chosen: &mut Option<T>,
    choices: &[(T, usize)],
    in_words: impl Fn(&T) -> String,
) {
    let theme = Theme::of(ui);
    let text = chosen.as_ref().map_or_else(|| all.to_owned(), &in_words);
    let text = RichText::new(fit_middle(ui, &text, &theme.body(), 110.0));
    let text = if chosen.is_some() { text.color(theme.accent) } else { text };
    let button = ui.add(Button::new(text)).on_hover_text(about);
    drop_menu(&button, |ui| {
        if menu_check(ui, all, "", chosen.is_none()).clicked() {
            *chosen = None;
            ui.close();
        }
        ui.separator();
        ScrollArea::vertical().max_height(ui.ctx().content_rect().height() * 0.5).show(ui, |ui| {
            for (choice, n) in choices {
                let words = in_words(choice);
                let short = fit_middle(ui, &words, &theme.body(), 240.0).into_owned();
                let on = chosen.as_ref() == Some(choice);
                if menu_check(ui, &short, &n.to_string(), on).clicked() {
                    *chosen = Some(choice.clone());
                    ui.close();
                }
            }
        });
    });
}

/// The table. Returns its id.
pub fn history_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut HistoryState) -> Id {
    fold_by_key(session, ui, state);
    let columns = columns();
    let n_rows = state.data.n_rows();
    let empty = match state.data.list().n_all() {
        _ if state.data.is_waiting() => "Reading…",
        0 => "Nothing was done in this project yet",
        _ => "Nothing was done that is like that",
    };
    let table = Table { name: "History", columns: &columns, n_rows, sorted: None, empty, row_height: ROW_HEIGHT };
    let lines = RefCell::new(BTreeMap::<usize, RowTold>::new());
    let (data, now) = (&state.data, ctx.now);
    let line_at = |at: usize| {
        let mut lines = lines.borrow_mut();
        let read = || data.row(at).and_then(|row| data.line(session, row, now)).unwrap_or_default();
        lines.entry(at).or_insert_with(read).clone()
    };
    let look = |at: usize| {
        let selected = data.row(at).is_some_and(|row| state.selected.contains(&row));
        RowLook { selected, name: row_name(&line_at(at)) }
    };
    let mut view = state.table.clone();
    let mut fold = None;
    let shown = table.show(ui, &mut view, look, |ui, cell| {
        let line = line_at(cell.row);
        if cell_ui(ui, &line, cell) {
            fold = Some((cell.row, line.unfolded == Some(false)));
        }
    });
    state.table = view;
    if shown.response.has_focus() {
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(shown.response.id, filter));
    }
    // By Enter: a double click only shows the row, as its first click does.
    let is_double = matches!(shown.event, Some(TableEvent::Open(_))) && shown.response.double_clicked();
    if let Some((row, unfold)) = fold.and_then(|(at, unfold)| Some((state.data.row(at)?, unfold))) {
        state.unfold(session, row, unfold);
    } else if let Some(event) = shown.event.filter(|_| !is_double) {
        take_event(ctx, session, state, event);
    }
    context_menu(&shown.response, shown.menu_at, |ui| menu_ui(ctx, session, ui, state));
    shown.response.id
}

/// The arrows to the right and left unfold and fold the row with the cursor.
fn fold_by_key(session: &Session, ui: &Ui, state: &mut HistoryState) {
    if !ui.memory(|memory| memory.has_focus(Table::id(ui, "History"))) {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (unfold, fold) = (pressed(Key::ArrowRight), pressed(Key::ArrowLeft));
    let row = state.data.row(state.table.cursor()).filter(|_| unfold || fold);
    match row {
        Some(row @ HistoryRow::Entry(_)) => state.unfold(session, row, unfold),
        Some(row @ HistoryRow::Change(..)) if fold => state.unfold(session, row, false),
        _ => {}
    }
}

fn take_event(ctx: &ViewCtx<'_>, session: &Session, state: &mut HistoryState, event: TableEvent) {
    match event {
        TableEvent::All => state.selected = (0..state.data.n_rows()).filter_map(|at| state.data.row(at)).collect(),
        TableEvent::Click(at, Modifiers { shift: true, .. }) | TableEvent::Move { row: at, extend: true } => {
            state.current = state.data.row(at);
            state.selected = state.stretch_to(at);
        }
        TableEvent::Click(at, Modifiers { command: true, .. }) => {
            (state.anchor, state.current) = (at, state.data.row(at));
            if let Some(row) = state.current
                && !state.selected.remove(&row)
            {
                state.selected.insert(row);
            }
        }
        TableEvent::Move { row: at, extend: false } => select(state, at),
        TableEvent::Click(at, _) | TableEvent::Open(at) => {
            select(state, at);
            let Some(row) = state.data.row(at) else { return };
            let Some(line) = state.data.line(session, row, ctx.now) else { return };
            if !go(ctx, session, &line)
                && let Some(unfolded) = line.unfolded
            {
                state.unfold(session, row, !unfolded);
            }
        }
        TableEvent::Menu(at) => {
            if state.data.row(at).is_some_and(|row| !state.selected.contains(&row)) {
                select(state, at);
            }
        }
        TableEvent::Sort(_) => {}
    }
}

fn select(state: &mut HistoryState, at: usize) {
    (state.anchor, state.current) = (at, state.data.row(at));
    state.selected = state.current.into_iter().collect();
}

/// Shows where something was done, in the reader that has its document, and keeps the keys here; says whether there is
/// such a place. Several places of one document are none.
fn go(ctx: &ViewCtx<'_>, session: &Session, line: &RowTold) -> bool {
    let Some(LogPlace { document, range, passage }) = line.place.filter(|_| can_go(session, line)) else {
        return false;
    };
    let has_it = |side: &Side| session.desk.pane(*side).tab().is_some_and(|tab| tab.document == document);
    let side = Side::BOTH.into_iter().find(has_it).unwrap_or_default();
    match (passage.filter(|id| session.project().passage(*id).is_some()), range) {
        (Some(passage), _) => show_row(ctx, passage),
        (None, Some(range)) => ctx.send(Action::ShowPlace(Spot { side, document, range, passage: None })),
        (None, None) => ctx.send(Action::OpenDocument(side, document)),
    }
    true
}

fn can_go(session: &Session, line: &RowTold) -> bool {
    let is_one = |place: LogPlace| place.range.is_some() || line.unfolded.is_none();
    line.place.is_some_and(|place| is_one(place) && session.project().document(place.document).is_some())
}

fn menu_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut HistoryState) {
    let Some(row) = state.data.row(state.table.cursor()) else { return };
    let Some(line) = state.data.line(session, row, ctx.now) else { return };
    if ui.add_enabled_ui(can_go(session, &line), |ui| menu_item(ui, "Show", "Enter")).inner.clicked() {
        go(ctx, session, &line);
    }
    if let Some(unfolded) = line.unfolded
        && menu_item(ui, if unfolded { "Fold" } else { "Unfold" }, if unfolded { "←" } else { "→" }).clicked()
    {
        state.unfold(session, row, !unfolded);
    }
    ui.separator();
    only_ui(ctx, session, ui, (state, row, &line));
    ui.separator();
    let copies = [(Command::Copy, "Copy as table"), (Command::CopyAsText, "Copy as text")];
    for (command, text) in copies {
        if menu_item(ui, text, &ctx.keymap.shown(command)).clicked()
            && let Some(action) = state.answer(session, command)
        {
            ctx.send(action);
        }
    }
}

/// The lines of the menu that filter by what a row is.
fn only_ui(
    ctx: &ViewCtx<'_>,
    session: &Session,
    ui: &mut Ui,
    (state, row, line): (&mut HistoryState, HistoryRow, &RowTold),
) {
    let (HistoryRow::Entry(dot) | HistoryRow::Change(dot, _)) = row;
    let who = session.project().who(dot).unwrap_or("somebody").to_owned();
    let theme = Theme::of(ui);
    if menu_item(ui, &fit_middle(ui, &format!("Only {who}"), &theme.body(), 220.0), "").clicked() {
        state.filter.person = Some(who);
    }
    if let Some(day) = session.project().when(dot).and_then(day_of)
        && menu_item(ui, &format!("Only {}", day_in_words(day, ctx.now)), "").clicked()
    {
        state.filter.day = Some(day);
    }
    if let Some(passage) = line.place.and_then(|place| place.passage)
        && menu_item(ui, "Only this passage", "").clicked()
    {
        state.filter.passage = Some(passage);
    }
}

fn day_of(time: Time) -> Option<jiff::civil::Date> {
    let moment = jiff::Timestamp::from_second(time.0).ok()?;
    Some(moment.to_zoned(jiff::tz::TimeZone::system()).date())
}

fn columns() -> Vec<Column<'static>> {
    let column =
        |title, name, (min, max), keep| Column { title, name, width: Rangef::new(min, max), keep, sortable: false };
    vec![
        column("", "new, unfold", (40.0, 44.0), 8),
        column("When", "when", (110.0, 140.0), 7),
        column("Who", "who", (90.0, 140.0), 9),
        column("What", "what", (360.0, f32::INFINITY), 10),
        column("Passage", "passage", (150.0, 300.0), 6),
        column("¶", "paragraph", (46.0, 60.0), 5),
        column("Document", "document", (110.0, 160.0), 4),
    ]
}

/// What a screen reader says of a row.
fn row_name(line: &RowTold) -> String {
    let head = [&line.when, &line.who].into_iter().filter(|part| !part.is_empty()).cloned();
    let new = line.is_new.then(|| "new".to_owned());
    let place = [&line.title, &line.paragraph].into_iter().filter(|part| !part.is_empty()).cloned();
    let fold = line.unfolded.map(|unfolded| if unfolded { "unfolded" } else { "folded" }.to_owned());
    let words: String = line.words_then_and_now().chars().take(120).collect();
    let words = Some(words).filter(|words| !words.is_empty());
    let parts = new.into_iter().chain(head).chain([line.what.clone()]).chain(words).chain(place).chain(fold);
    parts.collect::<Vec<_>>().join(", ")
}

/// Draws a cell; returns whether its fold was pressed.
fn cell_ui(ui: &mut Ui, line: &RowTold, cell: Cell) -> bool {
    let theme = Theme::of(ui);
    let quiet = |text: &str| cell_text(ui, cell.rect, text, theme.body(), theme.ink2);
    match cell.column {
        0 => return signs_ui(ui, line, cell),
        1 => quiet(&line.when),
        2 => cell_text(ui, cell.rect, &line.who, theme.body(), theme.ink),
        3 => {
            let indent = if line.who.is_empty() { INDENT } else { 0.0 };
            let rect = cell.rect.with_min_x(cell.rect.left() + indent);
            cell_text(ui, rect, &line.what, theme.body(), theme.ink);
            whole_on_hover(ui, rect, &line.what);
        }
        4 => {
            let words = line.words_then_and_now();
            cell_text(ui, cell.rect, &words, theme.quoted(16.0), theme.ink);
            whole_on_hover(ui, cell.rect, &words);
        }
        5 => quiet(&line.paragraph),
        6 => quiet(&fit_middle(ui, &line.title, &theme.body(), cell.rect.width())),
        _ => {}
    }
    false
}

/// Shows the whole of a text while the pointer is on it, if it is longer than its cell.
fn whole_on_hover(ui: &Ui, rect: Rect, text: &str) {
    if !ui.rect_contains_pointer(rect) {
        return;
    }
    let theme = Theme::of(ui);
    let whole = ui.painter().layout_no_wrap(text.to_owned(), theme.body(), theme.ink);
    if whole.size().x > rect.width() {
        let id = ui.make_persistent_id("the whole text");
        ui.interact(rect, id, Sense::hover()).on_hover_text(text);
    }
}

/// A dot for what is new, and a chevron for what can be unfolded; returns whether that was pressed.
fn signs_ui(ui: &mut Ui, line: &RowTold, cell: Cell) -> bool {
    let theme = Theme::of(ui);
    if line.is_new && !line.who.is_empty() {
        ui.painter().circle_filled(pos2(cell.rect.left() + 1.0, cell.rect.center().y), 3.5, theme.accent);
    }
    let Some(unfolded) = line.unfolded else { return false };
    let place = Rect::from_center_size(pos2(cell.rect.right() - 6.0, cell.rect.center().y), vec2(22.0, 22.0));
    let response = ui.interact(place, ui.make_persistent_id(("fold", cell.row)), Sense::CLICK);
    let name = if unfolded { "Fold" } else { "Unfold" };
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(place, 4.0, theme.press);
    }
    let color = if response.hovered() { theme.ink } else { theme.ink2 };
    let sign = if unfolded { Glyph::ChevronDown } else { Glyph::ChevronRight };
    sign.paint(ui.painter(), place.center(), 9.0, color);
    focus_ring(ui, &response, 4);
    response.on_hover_text(name).clicked()
}
