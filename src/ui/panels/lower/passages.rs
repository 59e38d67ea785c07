//! The tab with all passages: filter, sort, select several, set an outcome for all of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{
    Align, Button, Color32, FontId, Frame, Id, Layout, Modifiers, Popup, PopupCloseBehavior, Rangef, RichText,
    ScrollArea, Ui, vec2,
};

use crate::command::{Action, Command, Then};
use crate::edit;
use crate::model::{Outcome, Passage, PassageId, PassageKind, Role, StandsIn, State};
use crate::session::{Focus, Session, as_list, as_table};
use crate::ui::ViewCtx;
use crate::ui::standing::{color_of, glyph_of};
use crate::ui::theme::{CONTROL_HEIGHT, ROW_HEIGHT, SPACE_M, SPACE_S, Theme};
use crate::ui::when::when;
use crate::ui::widgets::{
    Cell, Column, Glyph, RowLook, Table, TableEvent, TableState, cell_text, check_box, context_menu, fit_middle,
    icon_button, menu_item, search_field,
};

use super::filter::{Filter, HowFar, Within};
use super::passages_data::PassageRows;
use super::row_order::{Order, PassageColumn, changed, paragraph};
use super::show_row;

/// The name of the table, which the keyboard and screen readers know it by.
const TABLE: &str = "Passages";

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct PassagesState {
    rows: PassageRows,
    n_all: usize,
    order: Order,
    filter: Filter,
    table: TableState,
    /// The row with the cursor, wherever it moves.
    cursor: Option<PassageId>,
    /// From where `Shift` selects.
    anchor: Option<PassageId>,
    /// Whether the table had the keys when it was last drawn.
    focused: bool,
    /// The passage that was selected in the readers when the table was last drawn.
    seen: Option<PassageId>,
    /// The rows that the open menu is about.
    menu: Vec<PassageId>,
}

impl PassagesState {
    /// How many passages there are, whatever the filter.
    pub fn n_all(&self) -> usize {
        self.n_all
    }

    /// Brings the rows up to date, and keeps the cursor on its passage.
    pub fn update(&mut self, session: &Session) {
        let counts = session.project().documents().into_iter().map(|document| session.counts(document.id).n_passages);
        self.n_all = counts.sum();
        if self.rows.update(session, self.order, &self.filter) {
            let moved = self.cursor.and_then(|cursor| self.rows.position(session, cursor));
            self.table.set_cursor(moved.unwrap_or(self.table.cursor()).min(self.rows.rows().len().saturating_sub(1)));
        }
        let shown = session.desk.passage();
        if shown != self.seen && !self.has_keys(session) {
            self.seen = shown;
            if let Some(row) = shown.and_then(|shown| self.rows.position(session, shown)) {
                self.cursor = shown;
                self.table.reveal(row);
            }
        }
    }

    /// The rows, for what is done with them in the background.
    pub fn rows_mut(&mut self) -> &mut PassageRows {
        &mut self.rows
    }

    fn has_keys(&self, session: &Session) -> bool {
        self.focused || session.desk.focus == Focus::Lower
    }

    /// Whether a row is lit: it is selected here, or its passage is in the readers while those have the keys or no row
    /// is selected. So it is what commands mean.
    fn is_lit(&self, session: &Session, passage: PassageId) -> bool {
        let desk = &session.desk;
        if desk.rows.len() > 1 || (self.has_keys(session) && !desk.rows.is_empty()) {
            desk.rows.contains(&passage)
        } else {
            desk.passage() == Some(passage)
        }
    }

    fn position(&self, passage: PassageId) -> Option<usize> {
        self.rows.rows().iter().position(|id| *id == passage)
    }

    fn at(&self, row: usize) -> Option<PassageId> {
        self.rows.rows().get(row).copied()
    }

    /// The rows between the anchor and `row`, both included.
    fn stretch_to(&self, row: usize) -> BTreeSet<PassageId> {
        let from = self.anchor.and_then(|anchor| self.position(anchor)).unwrap_or(row);
        let stretch = self.rows.rows().get(from.min(row)..=from.max(row)).unwrap_or_default();
        stretch.iter().copied().collect()
    }
}

/// The filter, from the right edge: what is asked, and how many rows are left.
pub fn tools_ui(session: &Session, ui: &mut Ui, state: &mut PassagesState) {
    let theme = Theme::of(ui);
    let filter = &mut state.filter;
    let count = format!("{} of {}", state.rows.rows().len(), state.n_all);
    let layout = Layout::left_to_right(Align::Center);
    let size = vec2(180.0, CONTROL_HEIGHT);
    ui.allocate_ui_with_layout(size, layout, |ui| search_field(ui, &mut filter.text, "Filter by words", ""));
    filter_button_ui(session, ui, filter);
    check_box(ui, &mut filter.open_only, "Open only");
    ui.label(RichText::new(count).font(theme.small()).color(theme.ink2));
    // Last, for egui numbers what it draws: coming and going before the field, it would take the keyboard from it.
    if !filter.is_empty() && icon_button(ui, Glyph::Close, "Clear the filter").clicked() {
        *filter = Filter::default();
    }
}

fn filter_button_ui(session: &Session, ui: &mut Ui, filter: &mut Filter) {
    let theme = Theme::of(ui);
    let choices = filter.choices(session);
    let text = if choices.is_empty() {
        RichText::new("Filter…")
    } else {
        RichText::new(fit_middle(ui, &choices, &theme.body(), 150.0)).color(theme.accent)
    };
    let button = ui.add(Button::new(text)).on_hover_text("Show only some kinds, states, outcomes or documents");
    let popup = Popup::menu(&button).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| Frame::new().inner_margin(SPACE_S).show(ui, |ui| choices_ui(session, ui, filter)));
}

fn choices_ui(session: &Session, ui: &mut Ui, filter: &mut Filter) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_M;
        let kinds = PassageKind::ALL.map(|kind| (kind, kind.label()));
        choice_ui(ui, "Kind", 90.0, &mut filter.kind, &kinds);
        let states = State::ALL.map(HowFar::Is).into_iter();
        let left = session.project().has_versions().then_some(HowFar::Left);
        let states: Vec<_> = states.chain(left).map(|state| (state, state.label())).collect();
        choice_ui(ui, "State", 100.0, &mut filter.state, &states);
        let outcomes = Outcome::ALL.map(|outcome| (outcome, outcome.label()));
        choice_ui(ui, "Outcome", 160.0, &mut filter.outcome, &outcomes);
        let roles = Role::ALL.map(|role| (Within::Role(role), role.label()));
        let documents = session.project().documents();
        let titles =
            documents.iter().map(|document| (Within::Document(document.id), session.project().called(document.id)));
        choice_ui(ui, "Document", 220.0, &mut filter.within, &roles.into_iter().chain(titles).collect::<Vec<_>>());
    });
}

/// A list of which one thing can be chosen, or all.
fn choice_ui<T: Copy + PartialEq>(ui: &mut Ui, title: &str, width: f32, chosen: &mut Option<T>, choices: &[(T, &str)]) {
    let theme = Theme::of(ui);
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.spacing_mut().button_padding.x = SPACE_S;
        ui.horizontal(|ui| {
            ui.add_space(SPACE_S);
            ui.label(theme.heading_job(title, theme.faint));
        });
        ScrollArea::vertical().id_salt(title).max_height(ui.ctx().content_rect().height() * 0.6).show(ui, |ui| {
            if ui.add(Button::selectable(chosen.is_none(), format!("Any {}", title.to_lowercase()))).clicked() {
                *chosen = None;
            }
            for (choice, text) in choices {
                let selected = *chosen == Some(*choice);
                let shown = fit_middle(ui, text, &theme.body(), width - 2.0 * SPACE_S);
                let cut = *shown != **text;
                let choose = ui.add(Button::selectable(selected, shown.into_owned()));
                let choose = if cut { choose.on_hover_text(*text) } else { choose };
                if choose.clicked() {
                    *chosen = (!selected).then_some(*choice);
                }
            }
        });
    });
}

/// The table. Returns its id.
pub fn passages_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut PassagesState) -> Id {
    let columns = columns();
    let sorted = PassageColumn::ALL.iter().position(|column| *column == state.order.column);
    let n_rows = state.rows.rows().len();
    let sorted = sorted.map(|column| (column, state.order.descending));
    let empty = match state.n_all {
        0 => "Select words in a document and mark them",
        _ if state.rows.is_waiting() => "Sorting…",
        _ => "No passage is like that",
    };
    let table = Table { name: TABLE, columns: &columns, n_rows, sorted, empty, row_height: ROW_HEIGHT };
    state.cursor = state.cursor.or(state.at(state.table.cursor()));
    let rows = &state.rows;
    let row_passage = |row: usize| rows.rows().get(row).and_then(|id| session.project().passage(*id));
    let look = |row: usize| {
        row_passage(row).map_or_else(RowLook::default, |passage| RowLook {
            selected: state.is_lit(session, passage.id),
            name: row_name(session, passage),
        })
    };
    let mut view = state.table.clone();
    let shown = table.show(ui, &mut view, look, |ui, cell| {
        if let Some(passage) = row_passage(cell.row) {
            cell_ui(ctx, session, ui, passage, cell);
        }
    });
    state.table = view;
    state.focused = shown.response.has_focus();
    if let Some(event) = shown.event {
        take_event(ctx, session, state, event);
    }
    if !state.rows.is_for(state.order, &state.filter) && !state.rows.is_waiting() {
        ui.ctx().request_repaint();
    }
    let menu = &state.menu;
    context_menu(&shown.response, shown.menu_at, |ui| menu_ui(ctx, session, ui, menu));
    shown.response.id
}

fn take_event(ctx: &ViewCtx<'_>, session: &Session, state: &mut PassagesState, event: TableEvent) {
    match event {
        TableEvent::Sort(column) => {
            let Some(column) = PassageColumn::ALL.get(column).copied() else { return };
            let descending = state.order.column == column && !state.order.descending;
            state.order = Order { column, descending };
        }
        TableEvent::All => ctx.send(Action::SelectRows(state.rows.rows().iter().copied().collect())),
        TableEvent::Click(row, modifiers) => click(ctx, session, state, row, modifiers),
        TableEvent::Open(row) => {
            if let Some(passage) = state.at(row) {
                (state.cursor, state.anchor) = (Some(passage), Some(passage));
                show_row(ctx, passage);
            }
        }
        TableEvent::Menu(row) => {
            let Some(passage) = state.at(row) else { return };
            state.cursor = Some(passage);
            let among = session.desk.rows.contains(&passage);
            let rows = if among { session.desk.rows.clone() } else { BTreeSet::from([passage]) };
            state.menu = rows.iter().copied().collect();
            ctx.send(Action::SelectRows(rows));
        }
        TableEvent::Move { row, extend } => {
            let Some(passage) = state.at(row) else { return };
            let from = state.cursor.replace(passage);
            if extend {
                state.anchor = state.anchor.or(from);
                ctx.send(Action::SelectRows(state.stretch_to(row)));
            } else {
                // What keys act on is what the readers and the panel show.
                state.anchor = Some(passage);
                show_row(ctx, passage);
            }
        }
    }
}

fn click(ctx: &ViewCtx<'_>, session: &Session, state: &mut PassagesState, row: usize, modifiers: Modifiers) {
    let Some(passage) = state.at(row) else { return };
    state.cursor = Some(passage);
    if modifiers.shift {
        ctx.send(Action::SelectRows(state.stretch_to(row)));
        return;
    }
    state.anchor = Some(passage);
    if modifiers.command {
        let mut rows = session.desk.rows.clone();
        if !rows.remove(&passage) {
            rows.insert(passage);
        }
        ctx.send(Action::SelectRows(rows));
    } else {
        show_row(ctx, passage);
    }
}

fn menu_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, rows: &[PassageId]) {
    let records = || rows.iter().filter_map(|id| session.project().passage(*id));
    let keys = |command| ctx.keymap.shown(command);
    if menu_item(ui, "Show", "Enter").clicked()
        && let Some(first) = rows.first()
    {
        show_row(ctx, *first);
    }
    let is_checked = |it: &&Arc<Passage>| session.standing(it).stands_in != StandsIn::Evidence;
    let checked: Vec<&Passage> = records().filter(is_checked).map(|passage| &**passage).collect();
    let set = ui.add_enabled_ui(!checked.is_empty(), |ui| {
        ui.menu_button("Set outcome", |ui| {
            for outcome in Outcome::ALL {
                if menu_item(ui, outcome.label(), "").clicked() {
                    let what = edit::set_outcome(checked.iter().copied(), Some(outcome));
                    ctx.send(Action::Commit(what, Then::Stay));
                }
            }
        })
        .response
    });
    set.inner.on_disabled_hover_text("Only passages of a draft are checked");
    ui.separator();
    if menu_item(ui, "Copy as table", &keys(Command::Copy)).clicked() {
        ctx.send(Action::Copy(as_table(session, rows)));
    }
    if menu_item(ui, "Copy as text", &keys(Command::CopyAsText)).clicked() {
        ctx.send(Action::Copy(as_list(session, rows)));
    }
    ui.separator();
    if menu_item(ui, "Remove", &keys(Command::Remove)).clicked() {
        ctx.send(Action::Commit(edit::remove_passages(session.project(), rows), Then::Stay));
    }
}

fn columns() -> Vec<Column<'static>> {
    let column =
        |title, name, (min, max), keep| Column { title, name, width: Rangef::new(min, max), keep, sortable: true };
    vec![
        column("", "sign", (36.0, 42.0), 9),
        column("Passage", "words", (220.0, f32::INFINITY), 10),
        column("¶", "paragraph", (46.0, 50.0), 7),
        column("Document", "document", (110.0, 170.0), 5),
        column("Kind", "kind", (78.0, 92.0), 4),
        column("State", "state", (98.0, 112.0), 6),
        column("Outcome", "outcome", (110.0, 190.0), 8),
        column("Links", "links", (56.0, 64.0), 1),
        column("Checker", "checker", (90.0, 120.0), 2),
        column("Changed", "changed", (96.0, 110.0), 3),
    ]
}

fn row_name(session: &Session, passage: &Passage) -> String {
    let words: String = session.project().words(&passage.place).chars().take(120).collect();
    let standing = session.standing(passage);
    let state = standing.label().to_lowercase();
    let outcome = standing.found().map_or("", Outcome::name);
    let said = [passage.kind.name(), &state, outcome].into_iter().filter(|part| !part.is_empty());
    format!("{words}: {}", said.collect::<Vec<_>>().join(", "))
}

fn cell_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &Ui, passage: &Passage, cell: Cell) {
    let theme = Theme::of(ui);
    let Some(column) = PassageColumn::ALL.get(cell.column) else { return };
    // Looked up only for the columns that show it.
    let standing = || session.standing(passage);
    let plain = |text: &str| cell_text(ui, cell.rect, text, theme.body(), theme.ink);
    let words =
        |font: FontId, color: Color32| cell_text(ui, cell.rect, &session.project().words(&passage.place), font, color);
    match column {
        PassageColumn::Sign => {
            let standing = standing();
            let color = color_of(standing, theme);
            let color = if cell.selected { theme.on_sel(color) } else { color };
            let center = egui::pos2(cell.rect.left() + 6.0, cell.rect.center().y);
            glyph_of(standing).paint(ui.painter(), center, 11.0, color);
        }
        PassageColumn::Words => words(theme.quoted(16.0), theme.ink),
        PassageColumn::Paragraph => match paragraph(session.project(), passage) {
            0 => {}
            at => plain(&at.to_string()),
        },
        PassageColumn::Document => {
            let title = session.project().called(passage.place.document);
            plain(&fit_middle(ui, title, &theme.body(), cell.rect.width()));
        }
        PassageColumn::Kind => plain(passage.kind.label()),
        PassageColumn::State => plain(standing().label()),
        PassageColumn::Outcome => plain(standing().found().map_or("", Outcome::label)),
        PassageColumn::Links => match session.project().links_from(passage.id).count() {
            0 => {}
            n_links => plain(&n_links.to_string()),
        },
        PassageColumn::Checker => plain(changed(session.project(), passage).map_or("", |(who, _)| who)),
        PassageColumn::Changed => {
            let time = changed(session.project(), passage).map(|(_, time)| when(time, ctx.now));
            plain(&time.unwrap_or_default());
        }
    }
}
