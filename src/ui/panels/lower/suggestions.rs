//! The tab with what the writers of drafts put beside the words, to be accepted or dismissed.

use std::collections::BTreeSet;

use egui::{Button, Id, Modifiers, Rangef, RichText, Ui};

use crate::command::{Action, Command, Then};
use crate::model::PassageKind;
use crate::session::{Session, Side, Spot};
use crate::ui::ViewCtx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{
    Cell, Column, RowLook, Table, TableEvent, TableState, cell_text, context_menu, fit_middle, menu_item,
};

use super::suggestions_data::{Suggestion, SuggestionId, SuggestionsData, dismissed};

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct SuggestionsState {
    data: SuggestionsData,
    table: TableState,
    selected: BTreeSet<SuggestionId>,
    /// The row from which `Shift` selects.
    anchor: usize,
}

impl SuggestionsState {
    /// How many wait.
    pub fn n_all(&self) -> usize {
        self.data.all().len()
    }

    /// Brings the rows up to date.
    pub fn update(&mut self, session: &Session) {
        if self.data.update(session) {
            let waits = |id: &SuggestionId| self.data.all().iter().any(|one| one.id == *id);
            self.selected.retain(waits);
        }
    }

    /// What a command means while this tab has the keys: it is about the selected rows.
    pub fn answer(&self, session: &Session, command: Command) -> Option<Action> {
        let kind = match command {
            Command::AcceptProposal | Command::MarkClaim => PassageKind::Claim,
            Command::MarkQuote => PassageKind::Quote,
            Command::MarkStatistic => PassageKind::Statistic,
            Command::DismissProposal => {
                let what = dismissed(session.project(), &self.chosen()?);
                return Some(Action::Commit(what, Then::Stay));
            }
            _ => return None,
        };
        Some(Action::Accept(self.chosen()?.into_iter().collect(), kind, Then::Stay))
    }

    /// The selected rows, else the one with the cursor.
    fn chosen(&self) -> Option<BTreeSet<SuggestionId>> {
        if !self.selected.is_empty() {
            return Some(self.selected.clone());
        }
        self.at(self.table.cursor()).map(|one| BTreeSet::from([one.id]))
    }

    /// What accepting the chosen rows makes, a sentence for each kind among them.
    fn accepted_in_words(&self) -> String {
        let chosen = self.chosen().unwrap_or_default();
        let kinds: BTreeSet<&str> = chosen.iter().map(|(_, key)| key.accepted()).collect();
        let lines = std::iter::once("The words of each become a passage").chain(kinds);
        lines.collect::<Vec<_>>().join("\n")
    }

    fn at(&self, row: usize) -> Option<&Suggestion> {
        self.data.all().get(row)
    }

    fn stretch_to(&self, row: usize) -> BTreeSet<SuggestionId> {
        let (from, to) = (self.anchor.min(row), self.anchor.max(row));
        self.data.all().iter().skip(from).take(to - from + 1).map(|one| one.id).collect()
    }
}

/// What can be done with the selected rows, from the right edge.
pub fn tools_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &SuggestionsState) {
    let theme = Theme::of(ui);
    let count = format!("{} of {} selected", state.selected.len(), state.n_all());
    ui.label(RichText::new(count).font(theme.small()).color(theme.ink2));
    let accepted = state.accepted_in_words();
    let commands = [
        (Command::AcceptProposal, "Accept as claims", accepted.as_str()),
        (Command::DismissProposal, "Dismiss", "Nothing is to come of the selected rows"),
    ];
    for (command, text, about) in commands {
        let action = state.answer(session, command).filter(|_| !state.selected.is_empty());
        let button = ui.add_enabled(action.is_some(), Button::new(text));
        let button = button.on_hover_text(about).on_disabled_hover_text("No row is selected");
        if let Some(action) = action.filter(|_| button.clicked()) {
            ctx.send(action);
        }
    }
}

/// The table. Returns its id.
pub fn suggestions_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut SuggestionsState) -> Id {
    let columns = columns();
    let n_rows = state.n_all();
    let empty = "Nothing waits: comments, notes and addresses in drafts appear here";
    let table = Table { name: "Suggestions", columns: &columns, n_rows, sorted: None, empty };
    let look = |row: usize| {
        state.at(row).map_or_else(RowLook::default, |one| RowLook {
            selected: state.selected.contains(&one.id),
            name: format!("{}: {}: {}", one.kind, one.words, one.says),
        })
    };
    let mut view = state.table.clone();
    let shown = table.show(ui, &mut view, look, |ui, cell| {
        if let Some(one) = state.at(cell.row) {
            cell_ui(ui, one, cell);
        }
    });
    state.table = view;
    if let Some(event) = shown.event {
        take_event(ctx, session, state, event);
    }
    context_menu(&shown.response, shown.menu_at, |ui| menu_ui(ctx, session, ui, state));
    shown.response.id
}

fn take_event(ctx: &ViewCtx<'_>, session: &Session, state: &mut SuggestionsState, event: TableEvent) {
    match event {
        TableEvent::All => state.selected = state.data.all().iter().map(|one| one.id).collect(),
        TableEvent::Click(row, Modifiers { shift: true, .. }) | TableEvent::Move { row, extend: true } => {
            state.selected = state.stretch_to(row);
        }
        TableEvent::Click(row, Modifiers { command: true, .. }) => {
            state.anchor = row;
            if let Some(id) = state.at(row).map(|one| one.id)
                && !state.selected.remove(&id)
            {
                state.selected.insert(id);
            }
        }
        TableEvent::Click(row, _) | TableEvent::Open(row) => {
            (state.anchor, state.selected) = (row, state.at(row).map(|one| one.id).into_iter().collect());
            if let Some(one) = state.at(row) {
                show(ctx, session, one);
            }
        }
        TableEvent::Move { row, extend: false } => {
            (state.anchor, state.selected) = (row, state.at(row).map(|one| one.id).into_iter().collect());
        }
        TableEvent::Menu(row) => {
            if let Some(id) = state.at(row).map(|one| one.id).filter(|id| !state.selected.contains(id)) {
                (state.anchor, state.selected) = (row, BTreeSet::from([id]));
            }
        }
        TableEvent::Sort(_) => {}
    }
}

/// Shows where a suggestion stands, in the reader that has its document, and keeps the keys here.
fn show(ctx: &ViewCtx<'_>, session: &Session, one: &Suggestion) {
    let (document, _) = one.id;
    let has_it = |side: &Side| session.desk.pane(*side).tab().is_some_and(|tab| tab.document == document);
    let side = Side::BOTH.into_iter().find(has_it).unwrap_or_default();
    ctx.send(Action::ShowPlace(Spot { side, document, range: one.range, passage: None }));
}

fn menu_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &SuggestionsState) {
    let lines = [
        (Command::MarkClaim, "Accept as claim"),
        (Command::MarkQuote, "Accept as quote"),
        (Command::MarkStatistic, "Accept as statistic"),
        (Command::DismissProposal, "Dismiss"),
    ];
    let accepted = state.accepted_in_words();
    for (command, text) in lines {
        let about = if command == Command::DismissProposal { "Nothing is to come of them" } else { &accepted };
        if menu_item(ui, text, &ctx.keymap.shown(command)).on_hover_text(about).clicked()
            && let Some(action) = state.answer(session, command)
        {
            ctx.send(action);
        }
    }
}

fn columns() -> Vec<Column<'static>> {
    let column =
        |title, (min, max), keep| Column { title, name: title, width: Rangef::new(min, max), keep, sortable: false };
    vec![
        column("Type", (70.0, 84.0), 7),
        column("Words", (160.0, 340.0), 9),
        column("Says", (200.0, f32::INFINITY), 10),
        column("Author", (80.0, 140.0), 5),
        column("Place", (46.0, 64.0), 4),
        column("Document", (110.0, 180.0), 6),
    ]
}

fn cell_ui(ui: &Ui, one: &Suggestion, cell: Cell) {
    let theme = Theme::of(ui);
    let plain = |text: &str| cell_text(ui, cell.rect, text, theme.body(), theme.ink);
    match cell.column {
        0 => plain(one.kind),
        1 => cell_text(ui, cell.rect, &one.words, theme.quoted(16.0), theme.ink),
        2 => plain(&one.says),
        3 => plain(&one.author),
        4 => plain(&one.place),
        5 => plain(&fit_middle(ui, &one.document, &theme.body(), cell.rect.width())),
        _ => {}
    }
}
