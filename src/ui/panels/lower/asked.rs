//! The tab with all queries and proposed changes: who owes an answer, what is still to be decided.

use egui::{Align, Button, Id, Layout, Rangef, RichText, Ui, UiBuilder};

use crate::command::{Action, Command, Then};
use crate::edit::Transaction;
use crate::model::{Change, Decision, Edit, Made, Query};
use crate::session::{Copied, Session, asked_as_text};
use crate::ui::ViewCtx;
use crate::ui::panels::marked::sign_of_made;
use crate::ui::panels::passage::{decisions_ui, sent_today};
use crate::ui::theme::{ROW_HEIGHT, Theme};
use crate::ui::widgets::{
    Cell, Column, Glyph, RowLook, Table, TableEvent, TableState, cell_text, check_box, context_menu, drop_menu,
    fit_middle, menu_item, pill_button,
};

use super::asked_data::{Asked, AskedData, AskedFilter, Sort, What, changes, queries};
use super::row_order::paragraph;
use super::show_all::show_all_ui;
use super::show_row;

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct AskedState {
    data: AskedData,
    filter: AskedFilter,
    table: TableState,
    /// The row that the open menu is about.
    menu: Option<Asked>,
}

impl AskedState {
    /// How many there are, whatever the filter.
    pub fn n_all(&self) -> usize {
        self.data.all().len()
    }

    /// Brings the rows up to date.
    pub fn update(&mut self, session: &Session) {
        self.data.update(session);
        let gone = |person: &String| !self.data.people().contains(&person.as_str());
        if self.filter.person.as_ref().is_some_and(gone) {
            self.filter.person = None;
        }
    }

    /// What a command means while this tab has the keys.
    pub fn answer(&self, session: &Session, command: Command) -> Option<Action> {
        let rows = self.data.rows(&self.filter);
        let lit: Vec<&Asked> = rows.iter().copied().filter(|asked| is_lit(session, asked)).collect();
        let meant = if lit.is_empty() { rows } else { lit };
        match command {
            Command::Copy | Command::CopyAsText if !meant.is_empty() => Some(Action::Copy(as_text(session, &meant))),
            _ => None,
        }
    }
}

/// Whether a row is lit: its passage is the one that is shown.
fn is_lit(session: &Session, asked: &Asked) -> bool {
    session.desk.passage() == Some(asked.passage)
}

/// Rows as they go into an e-mail: the queries by person, then the changes.
fn as_text(session: &Session, rows: &[&Asked]) -> Copied {
    asked_as_text(session, &queries(session, rows), &changes(session, rows))
}

/// The filter and what can be copied, from the right edge.
pub fn tools_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut AskedState) {
    let theme = Theme::of(ui);
    let before = state.filter.clone();
    which_ui(ui, state);
    check_box(ui, &mut state.filter.waiting_only, "Waiting only");
    let rows = state.data.rows(&state.filter);
    let count = format!("{} of {}", rows.len(), state.data.all().len());
    ui.label(RichText::new(count).font(theme.small()).color(theme.ink2));
    let text = match (&state.filter.person, state.filter.sort) {
        (Some(person), _) => format!("Copy queries to {person} as text"),
        (None, Sort::Both) => "Copy all as text".to_owned(),
        (None, Sort::Queries) => "Copy queries as text".to_owned(),
        (None, Sort::Changes) => "Copy changes as text".to_owned(),
    };
    let short = fit_middle(ui, &text, &theme.body(), 240.0).into_owned();
    let copy = ui.add_enabled(!rows.is_empty(), Button::new(short));
    if copy.on_hover_text("As a list for an e-mail").clicked() {
        ctx.send(Action::Copy(as_text(session, &rows)));
    }
    if state.filter != before {
        ui.ctx().request_repaint();
    }
}

/// The choice between queries, changes and one person's queries.
fn which_ui(ui: &mut Ui, state: &mut AskedState) {
    let theme = Theme::of(ui);
    let text = match (&state.filter.person, state.filter.sort) {
        (Some(person), _) => format!("To {person}"),
        (None, Sort::Both) => "Queries and changes".to_owned(),
        (None, Sort::Queries) => "Queries".to_owned(),
        (None, Sort::Changes) => "Changes".to_owned(),
    };
    let short = fit_middle(ui, &text, &theme.body(), 150.0).into_owned();
    let button = ui.add(Button::new(short)).on_hover_text("What to show");
    let people: Vec<String> = state.data.people().into_iter().map(str::to_owned).collect();
    let filter = &mut state.filter;
    drop_menu(&button, |ui| {
        for (text, sort) in
            [("Queries and changes", Sort::Both), ("Only queries", Sort::Queries), ("Only changes", Sort::Changes)]
        {
            if menu_item(ui, text, "").clicked() {
                (filter.sort, filter.person) = (sort, None);
            }
        }
        if !people.is_empty() {
            ui.separator();
        }
        for person in &people {
            if menu_item(ui, &format!("Queries to {person}"), "").clicked() {
                (filter.sort, filter.person) = (Sort::Queries, Some(person.clone()));
            }
        }
    });
}

/// The table. Returns its id.
pub fn asked_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut AskedState) -> Id {
    let columns = columns();
    let rows = state.data.rows(&state.filter);
    let empty = if state.data.all().is_empty() { "Nothing asked, no change proposed" } else { "Nothing is like that" };
    let table = Table {
        name: "Queries and changes",
        columns: &columns,
        n_rows: rows.len(),
        sorted: None,
        empty,
        row_height: ROW_HEIGHT,
    };
    let look = |row: usize| {
        rows.get(row).map_or_else(RowLook::default, |asked| RowLook {
            selected: is_lit(session, asked),
            name: Line::of(session, asked).map_or_else(String::new, |line| line.name()),
        })
    };
    let room = ui.available_rect_before_wrap();
    let shown = table.show(ui, &mut state.table, look, |ui, cell| {
        if let Some(asked) = rows.get(cell.row)
            && let Some(line) = Line::of(session, asked)
        {
            cell_ui(ctx, session, ui, (asked, line), cell);
        }
    });
    match shown.event {
        Some(TableEvent::Click(row, _) | TableEvent::Open(row)) => {
            if let Some(asked) = rows.get(row) {
                show_row(ctx, asked.passage);
            }
        }
        Some(TableEvent::Menu(row)) => state.menu = rows.get(row).map(|asked| (*asked).clone()),
        _ => {}
    }
    let menu = &state.menu;
    context_menu(&shown.response, shown.menu_at, |ui| {
        if let Some(asked) = menu {
            menu_ui(ctx, session, ui, asked);
        }
    });
    let (n_rows, n_all) = (rows.len(), state.n_all());
    if n_rows == 0 && n_all > 0 && show_all_ui(ui, room, n_all) {
        state.filter = AskedFilter::default();
        ui.memory_mut(|memory| memory.request_focus(shown.response.id));
    }
    shown.response.id
}

fn menu_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, asked: &Asked) {
    let Some(line) = Line::of(session, asked) else { return };
    if menu_item(ui, "Show its passage", "Enter").clicked() {
        show_row(ctx, asked.passage);
    }
    let remove = match line {
        Line::Query(query) => {
            let sent = ui.add_enabled_ui(query.sent.is_empty(), |ui| menu_item(ui, "Sent today", "")).inner;
            if sent.on_disabled_hover_text(format!("Sent: {}", query.sent)).clicked() {
                ctx.send(Action::Commit(sent_today(query, ctx.now), Then::Stay));
            }
            ("Remove this query", Transaction::new("Remove query", vec![Edit::remove(query.id)]))
        }
        Line::Change(change) => {
            ui.menu_button("Decision", |ui| decisions_ui(ctx, ui, change));
            ("Remove this change", Transaction::new("Remove change", vec![Edit::remove(change.id)]))
        }
    };
    ui.separator();
    if menu_item(ui, "Copy as text", "").clicked() {
        ctx.send(Action::Copy(as_text(session, &[asked])));
    }
    ui.separator();
    if menu_item(ui, remove.0, "").clicked() {
        ctx.send(Action::Commit(remove.1, Then::Stay));
    }
}

fn columns() -> Vec<Column<'static>> {
    let column =
        |title, (min, max), keep| Column { title, name: title, width: Rangef::new(min, max), keep, sortable: false };
    vec![
        column("Type", (66.0, 78.0), 5),
        column("¶", (46.0, 50.0), 4),
        column("Passage", (120.0, 220.0), 6),
        column("To whom, severity", (100.0, 140.0), 3),
        column("Question or change", (200.0, f32::INFINITY), 10),
        column("Sent", (60.0, 100.0), 1),
        column("Answer or reason", (120.0, 260.0), 7),
        column("State", (132.0, 142.0), 9),
    ]
}

/// The record behind a row.
enum Line<'a> {
    Query(&'a Query),
    Change(&'a Change),
}

impl<'a> Line<'a> {
    fn of(session: &'a Session, asked: &Asked) -> Option<Self> {
        let tables = session.project().tables();
        match asked.what {
            What::Query(id) => tables.queries.get(&id).map(|query| Self::Query(query)),
            What::Change(id) => tables.changes.get(&id).map(|change| Self::Change(change)),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Query(query) => format!("Query to {}: {}", query.to, query.question),
            Self::Change(change) => format!("Change: {} to {}", change.from, change.to),
        }
    }
}

fn cell_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, (asked, line): (&Asked, Line<'_>), cell: Cell) {
    let theme = Theme::of(ui);
    let plain = |text: &str| cell_text(ui, cell.rect, text, theme.body(), theme.ink);
    let quoted = |text: &str| cell_text(ui, cell.rect, text, theme.quoted(16.0), theme.ink);
    let passage = session.project().passage(asked.passage);
    let is_left = passage.is_some_and(|passage| session.standing(passage).is_left());
    match (cell.column, &line) {
        (0, Line::Query(_)) => plain("Query"),
        (0, Line::Change(_)) => plain("Change"),
        (1, _) => match passage.map_or(0, |passage| paragraph(session.project(), passage)) {
            0 => {}
            at => plain(&at.to_string()),
        },
        (2, _) => quoted(&passage.map_or_else(Default::default, |passage| session.project().words(&passage.place))),
        (3, Line::Query(query)) => plain(&query.to),
        (3, Line::Change(change)) => plain(change.severity.label()),
        (4, Line::Query(query)) => plain(&query.question),
        (4, Line::Change(change)) => {
            let to = if change.to.is_empty() { "(delete)" } else { change.to.as_str() };
            let says =
                if change.to == change.from { change.from.to_string() } else { format!("{} → {to}", change.from) };
            quoted(&says);
        }
        (5, Line::Query(query)) => plain(&query.sent),
        (6, Line::Query(query)) => plain(&query.answer),
        (6, Line::Change(change)) => plain(&change.reason),
        (7, Line::Query(query)) if query.answer.is_empty() && is_left => plain("Left, no answer"),
        (7, Line::Query(query)) if query.answer.is_empty() => {
            let color = if cell.selected { theme.on_sel(theme.conf) } else { theme.conf };
            cell_text(ui, cell.rect, "Waits for an answer", theme.body(), color);
        }
        (7, Line::Query(_)) => plain("Answered"),
        (7, Line::Change(change)) if change.decision == Decision::Open && is_left => plain("Left, undecided"),
        (7, Line::Change(change)) => decision_ui(ctx, ui, change, cell),
        _ => {}
    }
}

/// The decision on a change, to be set in place.
fn decision_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, change: &Change, cell: Cell) {
    let theme = Theme::of(ui);
    let made = change.made.map(|made| (made, sign_of_made(made, theme)));
    let (sign, text, color) = match (change.decision, made) {
        (Decision::Open, _) => (Glyph::Circle, "Open", theme.conf),
        (Decision::Accepted, Some((Made::AsProposed, (sign, color)))) => (sign, "Made", color),
        (Decision::Accepted, Some((Made::Otherwise, (sign, color)))) => (sign, "Made otherwise", color),
        (Decision::Accepted, Some((Made::NotMade, (sign, color)))) => (sign, "Not made", color),
        (Decision::Accepted, Some((Made::Gone, (sign, color)))) => (sign, "Words gone", color),
        (Decision::Accepted, None) => (Glyph::Tick, "Accepted", theme.ok),
        (Decision::Declined, _) => (Glyph::Cross, "Declined", theme.ink2),
    };
    let builder = UiBuilder::new()
        .id_salt(("decision", change.id))
        .max_rect(cell.rect)
        .layout(Layout::left_to_right(Align::Center));
    // A child of its own: a row that is half in view must not make the pane larger.
    let pill = pill_button(&mut ui.new_child(builder), sign, text, color);
    drop_menu(&pill, |ui| decisions_ui(ctx, ui, change));
}
