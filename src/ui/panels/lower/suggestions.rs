//! The tab with all that is suggested in drafts, to be accepted or dismissed, one or many at once.

use std::collections::BTreeSet;

use egui::{Button, Id, Modifiers, Rangef, RichText, Ui};

use crate::command::{Action, Command, Then};
use crate::model::PassageKind;
use crate::session::{Session, Side, Spot, SuggestionId, Waiting};
use crate::ui::ViewCtx;
use crate::ui::theme::{ROW_HEIGHT, Theme};
use crate::ui::widgets::{
    Cell, Column, RowLook, Table, TableEvent, TableState, cell_text, check_box, context_menu, drop_menu, fit_middle,
    menu_check, menu_item,
};

use super::suggestions_data::{SuggestionsData, SuggestionsFilter};

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct SuggestionsState {
    data: SuggestionsData,
    filter: SuggestionsFilter,
    table: TableState,
    selected: BTreeSet<SuggestionId>,
    /// The row from which `Shift` selects.
    anchor: usize,
}

impl SuggestionsState {
    /// Brings the rows up to date.
    pub fn update(&mut self, session: &Session) {
        if !self.data.update(session, self.filter) {
            return;
        }
        let is_draft = |id| self.data.drafts().iter().any(|(draft, _)| *draft == id);
        if self.filter.document.is_some_and(|id| !is_draft(id)) {
            self.filter.document = None;
            self.data.update(session, self.filter);
        }
        if self.data.rows().is_empty() && self.filter.class.take().is_some() {
            // The last of its type was decided: the others are what is left to do.
            self.data.update(session, self.filter);
        }
        self.table.set_cursor(self.table.cursor().min(self.data.rows().len().saturating_sub(1)));
        self.selected.retain(|id| session.find_waiting(*id).is_some_and(|one| self.filter.takes(&one)));
    }

    /// What a command means while this tab has the keys: it is about the selected rows.
    pub fn answer(&self, session: &Session, command: Command) -> Option<Action> {
        let accept = |ids: Vec<SuggestionId>, kind| Some(Action::Accept(ids, kind, Then::Stay));
        match command {
            Command::AcceptProposal => accept(self.chosen()?, None),
            Command::MarkClaim => accept(self.chosen()?, Some(PassageKind::Claim)),
            Command::MarkQuote => accept(self.chosen()?, Some(PassageKind::Quote)),
            Command::MarkStatistic => accept(self.chosen()?, Some(PassageKind::Statistic)),
            Command::DismissProposal => Some(Action::Commit(session.dismiss(&self.chosen()?), Then::Stay)),
            Command::AcceptClass => accept(self.same_class(session)?, None),
            Command::DismissClass => Some(Action::Commit(session.dismiss(&self.same_class(session)?), Then::Stay)),
            _ => None,
        }
    }

    /// The selected rows, else the one with the cursor.
    fn chosen(&self) -> Option<Vec<SuggestionId>> {
        if !self.selected.is_empty() {
            return Some(self.selected.iter().copied().collect());
        }
        self.at(self.table.cursor()).map(|id| vec![id])
    }

    /// The rows of the sort of the one with the cursor.
    fn same_class(&self, session: &Session) -> Option<Vec<SuggestionId>> {
        let class = session.find_waiting(self.at(self.table.cursor())?)?.class;
        let rows = self.data.rows().iter().copied();
        Some(rows.filter(|id| session.find_waiting(*id).is_some_and(|one| one.is_of(class))).collect())
    }

    /// What accepting the chosen rows makes, a sentence for each sort among them.
    fn accepted_in_words(&self) -> String {
        let chosen = self.chosen().unwrap_or_default();
        let sorts: BTreeSet<&str> = chosen.iter().map(|(_, key)| key.accepted()).collect();
        let lines = std::iter::once("Each becomes a passage, as what it is").chain(sorts);
        lines.collect::<Vec<_>>().join("\n")
    }

    fn at(&self, row: usize) -> Option<SuggestionId> {
        self.data.rows().get(row).copied()
    }

    fn stretch_to(&self, row: usize) -> BTreeSet<SuggestionId> {
        let (from, to) = (self.anchor.min(row), self.anchor.max(row));
        self.data.rows().iter().skip(from).take(to - from + 1).copied().collect()
    }
}

/// What is shown, and what can be done with the selected rows, from the right edge.
pub fn tools_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut SuggestionsState) {
    let theme = Theme::of(ui);
    let before = state.filter;
    class_ui(ui, state);
    if state.data.drafts().len() > 1 {
        draft_ui(ui, state);
    }
    check_box(ui, &mut state.filter.by_worth, "Most worth checking first");
    let count = match state.selected.len() {
        0 => format!("{} of {}", state.data.rows().len(), session.n_all_waiting()),
        n => format!("{n} of {} selected", state.data.rows().len()),
    };
    ui.label(RichText::new(count).font(theme.small()).color(theme.ink2));
    let accepted = state.accepted_in_words();
    let commands = [
        (Command::AcceptProposal, "Accept", accepted.as_str()),
        (Command::DismissProposal, "Dismiss", "Nothing is to come of the selected rows"),
    ];
    for (command, text, about) in commands {
        let button = ui.add_enabled(!state.selected.is_empty(), Button::new(text));
        let button = button.on_hover_text(about).on_disabled_hover_text("No row is selected: Ctrl+A selects all");
        if button.clicked()
            && let Some(action) = state.answer(session, command)
        {
            ctx.send(action);
        }
    }
    if state.filter != before {
        ui.ctx().request_repaint();
    }
}

/// The choice of a sort.
fn class_ui(ui: &mut Ui, state: &mut SuggestionsState) {
    let name = state.filter.class.map_or("All types", |class| class.label());
    let button = ui.add(Button::new(name)).on_hover_text("Which types to show");
    let n_all = state.data.n_in_draft();
    let filter = &mut state.filter;
    drop_menu(&button, |ui| {
        if menu_check(ui, &format!("All types ({n_all})"), "", filter.class.is_none()).clicked() {
            filter.class = None;
            ui.close();
        }
        ui.separator();
        for (class, n) in state.data.classes() {
            if menu_check(ui, &format!("{} ({n})", class.label()), "", filter.class == Some(*class)).clicked() {
                filter.class = Some(*class);
                ui.close();
            }
        }
    });
}

/// The choice of a draft.
fn draft_ui(ui: &mut Ui, state: &mut SuggestionsState) {
    let theme = Theme::of(ui);
    let chosen = state.filter.document;
    let draft = state.data.drafts().iter().find(|(id, _)| Some(*id) == chosen);
    let name = draft.map_or("All drafts", |(_, title)| title);
    let short = fit_middle(ui, name, &theme.body(), 120.0);
    let button = ui.add(Button::new(short.as_ref())).on_hover_text("Which drafts to show");
    let filter = &mut state.filter;
    drop_menu(&button, |ui| {
        if menu_check(ui, "All drafts", "", chosen.is_none()).clicked() {
            filter.document = None;
            ui.close();
        }
        ui.separator();
        for (id, title) in state.data.drafts() {
            if menu_check(ui, title, "", chosen == Some(*id)).clicked() {
                filter.document = Some(*id);
                ui.close();
            }
        }
    });
}

/// The table. Returns its id.
pub fn suggestions_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut SuggestionsState) -> Id {
    let columns = columns();
    let n_rows = state.data.rows().len();
    let empty = match state.filter.document {
        None => {
            "Nothing waits: what can be checked in drafts appears here, and what their writers put beside the words"
        }
        Some(_) => "Nothing waits in this draft",
    };
    let table = Table { name: "Suggestions", columns: &columns, n_rows, sorted: None, empty, row_height: ROW_HEIGHT };
    let look = |row: usize| {
        state.at(row).and_then(|id| session.find_waiting(id)).map_or_else(RowLook::default, |one| RowLook {
            selected: state.selected.contains(&one.id()),
            name: format!("{}: {}: {}", one.class.label(), one.words(), says(&one)),
        })
    };
    let mut view = state.table.clone();
    let shown = table.show(ui, &mut view, look, |ui, cell| {
        if let Some(one) = state.at(cell.row).and_then(|id| session.find_waiting(id)) {
            cell_ui(ui, &one, cell);
        }
    });
    state.table = view;
    // By Enter: a double click only shows the row, as a click does.
    let accepts = matches!(shown.event, Some(TableEvent::Open(_))) && !shown.response.double_clicked();
    if accepts && let Some(action) = state.answer(session, Command::AcceptProposal) {
        ctx.send(action);
    } else if let Some(event) = shown.event {
        take_event(ctx, session, state, event);
    }
    context_menu(&shown.response, shown.menu_at, |ui| menu_ui(ctx, session, ui, state));
    shown.response.id
}

fn take_event(ctx: &ViewCtx<'_>, session: &Session, state: &mut SuggestionsState, event: TableEvent) {
    match event {
        TableEvent::All => state.selected = state.data.rows().iter().copied().collect(),
        TableEvent::Click(row, Modifiers { shift: true, .. }) | TableEvent::Move { row, extend: true } => {
            state.selected = state.stretch_to(row);
        }
        TableEvent::Click(row, Modifiers { command: true, .. }) => {
            state.anchor = row;
            if let Some(id) = state.at(row)
                && !state.selected.remove(&id)
            {
                state.selected.insert(id);
            }
        }
        TableEvent::Click(row, _) | TableEvent::Open(row) | TableEvent::Move { row, extend: false } => {
            (state.anchor, state.selected) = (row, state.at(row).into_iter().collect());
            if let Some(one) = state.at(row).and_then(|id| session.find_waiting(id)) {
                show(ctx, session, &one);
            }
        }
        TableEvent::Menu(row) => {
            if let Some(id) = state.at(row).filter(|id| !state.selected.contains(id)) {
                (state.anchor, state.selected) = (row, BTreeSet::from([id]));
            }
        }
        TableEvent::Sort(_) => {}
    }
}

/// Shows where a suggestion stands, in the reader that has its document, and keeps the keys here.
fn show(ctx: &ViewCtx<'_>, session: &Session, one: &Waiting<'_>) {
    let document = one.document.id;
    let has_it = |side: &Side| session.desk.pane(*side).tab().is_some_and(|tab| tab.document == document);
    let side = Side::BOTH.into_iter().find(has_it).unwrap_or_default();
    ctx.send(Action::ShowPlace(Spot { side, document, range: one.range, passage: None }));
}

fn menu_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &SuggestionsState) {
    let lines = [
        (Command::AcceptProposal, "Accept as what it is"),
        (Command::MarkClaim, "Accept as claim"),
        (Command::MarkQuote, "Accept as quote"),
        (Command::MarkStatistic, "Accept as statistic"),
        (Command::DismissProposal, "Dismiss"),
        (Command::AcceptClass, "Accept all of this type"),
        (Command::DismissClass, "Dismiss all of this type"),
    ];
    let accepted = state.accepted_in_words();
    for (command, text) in lines {
        let dismisses = matches!(command, Command::DismissProposal | Command::DismissClass);
        let about = if dismisses { "Nothing is to come of them" } else { &accepted };
        if menu_item(ui, text, &ctx.keymap.shown(command)).on_hover_text(about).clicked()
            && let Some(action) = state.answer(session, command)
        {
            ctx.send(action);
        }
    }
}

/// What it says, and why its sentence is worth checking.
fn says(one: &Waiting<'_>) -> String {
    let worth = one.worth_in_words();
    if worth.is_empty() { one.says() } else { format!("{} · {worth}", one.says()) }
}

fn columns() -> Vec<Column<'static>> {
    let column =
        |title, (min, max), keep| Column { title, name: title, width: Rangef::new(min, max), keep, sortable: false };
    vec![
        column("Type", (76.0, 92.0), 8),
        column("Words", (160.0, 320.0), 9),
        column("Says or why", (200.0, f32::INFINITY), 10),
        column("Sentence worth checking", (160.0, 230.0), 4),
        column("Speaker", (90.0, 160.0), 5),
        column("Place", (46.0, 64.0), 7),
        column("Document", (110.0, 180.0), 6),
    ]
}

fn cell_ui(ui: &Ui, one: &Waiting<'_>, cell: Cell) {
    let theme = Theme::of(ui);
    let plain = |text: &str| cell_text(ui, cell.rect, text, theme.body(), theme.ink);
    match cell.column {
        0 => plain(one.class.label()),
        1 => cell_text(ui, cell.rect, &one.words(), theme.quoted(16.0), theme.ink),
        2 => plain(&one.says()),
        3 => cell_text(ui, cell.rect, &one.worth_in_words(), theme.body(), theme.ink2),
        4 => plain(one.whose()),
        5 => plain(&one.document.place_name(one.range.start())),
        6 => plain(&fit_middle(ui, &one.document.title, &theme.body(), cell.rect.width())),
        _ => {}
    }
}
