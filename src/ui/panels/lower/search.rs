//! The tab with the search in everything.

use egui::{Align, Id, Key, Layout, Modifiers, Rangef, RichText, Ui, text::LayoutJob, text::TextFormat, vec2};

use crate::command::{Action, Ask, Command};
use crate::model::{LinkTarget, RecordKind};
use crate::search::{Hit, HitPlace};
use crate::session::{LowerTab, Session};
use crate::ui::ViewCtx;
use crate::ui::theme::{CONTROL_HEIGHT, ROW_HEIGHT, Theme};
use crate::ui::widgets::{
    Cell, Column, RowLook, Table, TableEvent, TableState, cell_job, cell_text, context_menu, is_behind_dialog,
    menu_item, on_one_line, search_field,
};

use super::search_data::{MOST_HITS, Row, SearchData, context, paragraph, source, spot};

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct SearchState {
    text: String,
    data: SearchData,
    table: TableState,
    unfinished: bool,
    focus_field: bool,
    focus_table: bool,
    /// Whether `Enter` was pressed in the field.
    entered: bool,
}

impl SearchState {
    /// Gives the keyboard to the field when it is drawn next.
    pub fn focus_field(&mut self) {
        self.focus_field = true;
    }

    /// Whether the field gets the keyboard when it is drawn next.
    pub fn awaits_keys(&self) -> bool {
        self.focus_field
    }

    /// Searches a little further while the tab is shown.
    pub fn update(&mut self, session: &Session, egui: &egui::Context) {
        if session.desk.lower != LowerTab::Search {
            return;
        }
        self.unfinished = self.data.update(session, &self.text);
        if self.unfinished {
            egui.request_repaint();
        }
    }

    /// What a command means while this tab has the keys.
    pub fn answer(&mut self, session: &Session, command: Command) -> Option<Action> {
        match command {
            Command::Link => link(session, self.hit_at(self.table.cursor())?),
            Command::FindNext => self.step(session, true),
            Command::FindPrevious => self.step(session, false),
            _ => None,
        }
    }

    /// On to the next hit, or back; around at the end.
    fn step(&mut self, session: &Session, forward: bool) -> Option<Action> {
        let n_rows = self.data.n_rows();
        let from = self.table.cursor();
        let rows =
            (1..=n_rows).map(|step| if forward { (from + step) % n_rows } else { (from + n_rows - step) % n_rows });
        let row = rows.into_iter().find(|row| self.hit_at(*row).is_some())?;
        self.table.reveal(row);
        self.hit_at(row).and_then(|hit| go(session, hit))
    }

    fn hit_at(&self, row: usize) -> Option<Hit> {
        match self.data.row(row) {
            Some(Row::Hit(hit)) => Some(hit),
            Some(Row::Head(..)) | None => None,
        }
    }
}

/// Shows a hit where it stands.
fn go(session: &Session, hit: Hit) -> Option<Action> {
    let in_text = || spot(session, hit).map(Action::Go);
    let at_passage = || hit.passage(session.project()).map(Action::Show);
    let at_source = || source(hit).map(|source| Action::Ask(Ask::Source { source: Some(source), link_from: None }));
    in_text().or_else(at_passage).or_else(at_source)
}

/// Links the passage in hand with a hit.
fn link(session: &Session, hit: Hit) -> Option<Action> {
    let from = session.desk.hand?;
    if let HitPlace::Text(document) = hit.place {
        return Some(Action::LinkWords { from, document, range: hit.range });
    }
    let passage = hit.passage(session.project()).filter(|passage| *passage != from).map(LinkTarget::Passage);
    passage.or(source(hit).map(LinkTarget::Source)).map(|to| Action::LinkTo(from, to))
}

/// The field and the number of hits, from the right edge.
pub fn tools_ui(ui: &mut Ui, state: &mut SearchState) {
    let theme = Theme::of(ui);
    let count = match (state.data.n_hits(), state.unfinished) {
        _ if state.text.trim().is_empty() => String::new(),
        (_, true) => "Searching…".to_owned(),
        (1, false) => "1 hit".to_owned(),
        (n_hits, false) if state.data.is_capped() => format!("The first {n_hits} hits"),
        (n_hits, false) => format!("{n_hits} hits"),
    };
    ui.label(RichText::new(count).font(theme.small()).color(theme.ink2))
        .on_hover_text(format!("No more than {MOST_HITS} hits are listed"));
    let size = vec2(ui.available_width().min(360.0), CONTROL_HEIGHT);
    let layout = Layout::left_to_right(Align::Center);
    let field =
        ui.allocate_ui_with_layout(size, layout, |ui| search_field(ui, &mut state.text, "Search everything", ""));
    let field = field.inner;
    if field.changed() {
        state.table.reveal(1);
        ui.ctx().request_repaint();
    }
    if state.focus_field && !is_behind_dialog(ui) {
        state.focus_field = false;
        field.request_focus();
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if field.has_focus() && pressed(Key::ArrowDown) {
        state.focus_table = true;
    }
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        (state.entered, state.focus_table) = (true, true);
    }
}

/// The list of hits. Returns its id.
pub fn search_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut SearchState) -> Id {
    let columns = columns();
    let n_rows = state.data.n_rows();
    let empty = match (state.text.trim().is_empty(), state.unfinished) {
        (true, _) => "Words are found in all documents, notes, links, queries, changes and sources",
        (false, true) => "Searching…",
        (false, false) => "Found nowhere",
    };
    let table = Table { name: "Hits", columns: &columns, n_rows, sorted: None, empty, row_height: ROW_HEIGHT };
    let (data, cursor) = (&state.data, state.table.cursor());
    let look = |row: usize| {
        let name = data.row(row).map_or_else(String::new, |row| row_name(session, row));
        RowLook { selected: row == cursor && matches!(data.row(row), Some(Row::Hit(_))), name }
    };
    let shown = table.show(ui, &mut state.table, look, |ui, cell| {
        if let Some(row) = data.row(cell.row) {
            cell_ui(session, ui, row, cell);
        }
    });
    if std::mem::take(&mut state.focus_table) {
        shown.response.request_focus();
    }
    let clicked = match shown.event {
        Some(TableEvent::Click(row, _) | TableEvent::Open(row)) => Some(row),
        _ => None,
    };
    let entered = std::mem::take(&mut state.entered).then_some(state.table.cursor().max(1));
    let hit = clicked.or(entered).and_then(|row| state.hit_at(row));
    if let Some(action) = hit.and_then(|hit| go(session, hit)) {
        ctx.send(action);
    }
    let at_cursor = state.hit_at(state.table.cursor());
    context_menu(&shown.response, shown.menu_at, |ui| menu_ui(ctx, session, ui, at_cursor));
    shown.response.id
}

fn menu_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, hit: Option<Hit>) {
    let (show, link) = (hit.and_then(|hit| go(session, hit)), hit.and_then(|hit| link(session, hit)));
    let enabled = show.is_some();
    let item = ui.add_enabled_ui(enabled, |ui| menu_item(ui, "Show", "Enter")).inner;
    if let Some(action) = show.filter(|_| item.clicked()) {
        ctx.send(action);
    }
    let enabled = link.is_some();
    let keys = ctx.keymap.shown(Command::Link);
    let item = ui.add_enabled_ui(enabled, |ui| menu_item(ui, "Link with the passage in hand", &keys)).inner;
    let item = item.on_disabled_hover_text("Select a passage of the draft first: links go out from it");
    if let Some(action) = link.filter(|_| item.clicked()) {
        ctx.send(action);
    }
}

fn columns() -> Vec<Column<'static>> {
    let column =
        |title, (min, max), keep| Column { title, name: title, width: Rangef::new(min, max), keep, sortable: false };
    vec![column("¶", (46.0, 50.0), 4), column("Found", (240.0, f32::INFINITY), 10), column("Where", (120.0, 200.0), 5)]
}

fn row_name(session: &Session, row: Row) -> String {
    match row {
        Row::Head(group, n_hits) => format!("{}, {n_hits}", group.title(session)),
        Row::Hit(hit) => {
            let context = context(session, hit);
            format!("{}{}{}", context.before, context.hit, context.after)
        }
    }
}

fn cell_ui(session: &Session, ui: &Ui, row: Row, cell: Cell) {
    let theme = Theme::of(ui);
    match (row, cell.column) {
        (Row::Head(group, n_hits), 1) => {
            let mut job = LayoutJob::default();
            job.append(&on_one_line(&group.title(session)), 0.0, TextFormat::simple(theme.body_strong(), theme.ink));
            job.append(&n_hits.to_string(), 8.0, TextFormat::simple(theme.body(), theme.ink2));
            cell_job(ui, cell.rect, job);
        }
        (Row::Head(..), _) => {}
        (Row::Hit(hit), 0) => {
            let paragraph = paragraph(session, hit).map(|paragraph| paragraph.to_string());
            cell_text(ui, cell.rect, &paragraph.unwrap_or_default(), theme.body(), theme.ink2);
        }
        (Row::Hit(hit), 1) => {
            let context = context(session, hit);
            let mut job = LayoutJob::default();
            let parts = [
                (&context.before, theme.quoted(16.0), theme.ink2),
                (&context.hit, theme.quoted_strong(16.0), theme.ink),
                (&context.after, theme.quoted(16.0), theme.ink2),
            ];
            for (text, font, color) in parts {
                job.append(&on_one_line(text), 0.0, TextFormat::simple(font, color));
            }
            cell_job(ui, cell.rect, job);
        }
        (Row::Hit(hit), _) => cell_text(ui, cell.rect, &place_of(session, hit), theme.body(), theme.ink2),
    }
}

/// In which document or field a hit is, in words.
fn place_of(session: &Session, hit: Hit) -> String {
    match hit.place {
        HitPlace::Text(id) => session.project().called(id).to_owned(),
        HitPlace::Field(record, _) if record.kind == RecordKind::Source => "Source".to_owned(),
        HitPlace::Field(_, field) => field.label().to_owned(),
    }
}
