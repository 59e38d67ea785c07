//! The tab with what bears on a passage or on selected words.

use egui::{Align2, EventFilter, Id, Key, Modifiers, Rangef, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};

use crate::command::{Action, Ask, Command};
use crate::model::{LinkId, PassageId};
use crate::session::{Bearing, Difference, LowerTab, Question, Session, Side, Spot};
use crate::ui::ViewCtx;
use crate::ui::theme::{HAIRLINE, ROW_HEIGHT, SPACE_M, SPACE_S, Theme};
use crate::ui::widgets::{
    Cell, Column, RowLook, Table, TableEvent, TableState, cell_job, cell_text, context_menu, menu_item,
};

use super::evidence_data::{Line, Piece, lines, linked};

/// The part of the pane that shows the sentence with the cursor in full, and how wide that may be, in points.
const DETAIL_SHARE: f32 = 0.34;
const DETAIL_WIDTH: Rangef = Rangef { min: 260.0, max: 520.0 };

/// How many sentences are listed at most.
pub const MOST_EVIDENCE: usize = 60;

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct EvidenceState {
    asked: Option<Asked>,
    found: Vec<Bearing>,
    lines: Vec<Line>,
    table: TableState,
    /// Whether the answer to what was asked is still to come.
    waits: bool,
    /// Whether nothing was answered yet.
    is_new: bool,
}

/// What was asked, and where.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// The reader in which it was asked.
    pub side: Side,
    /// The tab that was shown before.
    pub before: LowerTab,
    /// Whether the lower pane was open before.
    pub was_open: bool,
}

impl EvidenceState {
    /// Asks anew; where it was asked from before is kept while the tab is shown.
    pub fn ask(&mut self, asked: Asked) {
        (self.found, self.lines, self.table) = (Vec::new(), Vec::new(), TableState::default());
        (self.waits, self.is_new) = (true, true);
        let kept = self.asked.take().filter(|_| asked.before == LowerTab::Evidence);
        let (before, was_open) = kept.map_or((asked.before, asked.was_open), |kept| (kept.before, kept.was_open));
        self.asked = Some(Asked { before, was_open, ..asked });
    }

    /// What was asked last.
    pub fn asked(&self) -> Option<&Asked> {
        self.asked.as_ref()
    }

    /// The question that waits for an answer.
    pub fn waiting(&self) -> Option<&Question> {
        self.asked.as_ref().filter(|_| self.waits).map(|asked| &asked.question)
    }

    /// Takes the answer to a question, if it is still asked. Gives what shows the first sentence, if the question is new.
    pub fn take(&mut self, session: &Session, question: &Question, found: Vec<Bearing>) -> Option<Action> {
        self.asked.as_ref().filter(|asked| asked.question == *question)?;
        self.waits = false;
        self.lines = lines(session, &found);
        self.found = found;
        self.table.set_cursor(self.table.cursor().min(self.found.len().saturating_sub(1)));
        std::mem::take(&mut self.is_new).then(|| self.preview(0))?
    }

    /// That documents came or went: what was found may have changed.
    pub fn ask_again(&mut self) {
        self.waits = self.asked.is_some();
    }

    /// That the words that were asked about are a passage now.
    pub fn set_passage(&mut self, passage: PassageId) {
        if let Some(asked) = &mut self.asked {
            asked.question.passage = Some(passage);
        }
    }

    /// Lets the question go, for another project.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// What a command means while this tab has the keys.
    pub fn answer(&self, session: &Session, command: Command) -> Option<Action> {
        (command == Command::Link).then(|| self.link(session, self.table.cursor()))?
    }

    /// Links what was asked about with a row; asks what the link says if they are linked.
    fn link(&self, session: &Session, row: usize) -> Option<Action> {
        let (asked, bearing) = (self.asked.as_ref()?, self.found.get(row)?);
        match self.link_of(session, row) {
            Some(link) => Some(Action::Ask(Ask::Relation(link))),
            None => Some(Action::LinkEvidence(asked.question.clone(), bearing.document, bearing.range)),
        }
    }

    fn link_of(&self, session: &Session, row: usize) -> Option<LinkId> {
        let passage = self.asked.as_ref()?.question.passage?;
        linked(session, passage, self.found.get(row)?)
    }

    /// Shows a row in the reader in which it was not asked.
    fn preview(&self, row: usize) -> Option<Action> {
        let (asked, bearing) = (self.asked.as_ref()?, self.found.get(row)?);
        let (side, document) = (asked.side.other(), bearing.document);
        Some(Action::ShowPlace(Spot { side, document, range: bearing.range, passage: None }))
    }
}

/// What was asked about and how much was found, from the right edge.
pub fn tools_ui(ui: &mut Ui, state: &EvidenceState) {
    let theme = Theme::of(ui);
    let Some(asked) = &state.asked else { return };
    let said = match (state.waits, state.found.len()) {
        (true, _) => "Searching…".to_owned(),
        (false, 1) => "1 sentence".to_owned(),
        (false, n_found) if n_found >= MOST_EVIDENCE => format!("The best {n_found} sentences"),
        (false, n_found) => format!("{n_found} sentences"),
    };
    let words = super::super::quoted::excerpt(&asked.question.words);
    ui.label(RichText::new(format!("about “{}”", words.trim_matches(['“', '”', '"']))).font(theme.small()));
    ui.label(RichText::new(said).font(theme.small()).color(theme.ink2));
}

/// The list of sentences, with the one under the cursor in full beside it. Returns the id of the list.
pub fn evidence_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut EvidenceState) -> Id {
    let room = ui.available_rect_before_wrap();
    let has_detail = !state.found.is_empty();
    let width = if has_detail { DETAIL_WIDTH.clamp(room.width() * DETAIL_SHARE) } else { 0.0 };
    let (list, detail) = room.split_left_right_at_x(room.right() - width);
    let empty = empty_words(session, state);
    let columns = columns();
    let table = Table {
        name: "Evidence",
        columns: &columns,
        n_rows: state.found.len(),
        sorted: None,
        empty: &empty,
        row_height: ROW_HEIGHT,
    };
    let (lines, cursor) = (&state.lines, state.table.cursor());
    let look =
        |row: usize| RowLook { selected: row == cursor, name: lines.get(row).map(Line::in_words).unwrap_or_default() };
    let mut in_list = ui.new_child(UiBuilder::new().max_rect(list));
    let mut table_state = state.table.clone();
    let shown = table.show(&mut in_list, &mut table_state, look, |ui, cell| {
        if let Some(line) = lines.get(cell.row) {
            cell_ui(ui, line, state.link_of(session, cell.row).is_some(), cell);
        }
    });
    state.table = table_state;
    if has_detail {
        detail_ui(ui, detail, state, state.link_of(session, state.table.cursor()).is_some());
    }
    let action = match shown.event {
        Some(TableEvent::Open(row)) => state.link(session, row),
        Some(TableEvent::Move { row, .. } | TableEvent::Click(row, _)) => state.preview(row),
        _ => None,
    };
    action.into_iter().for_each(|action| ctx.send(action));
    let link = state.link(session, state.table.cursor());
    context_menu(&shown.response, shown.menu_at, |ui| {
        if menu_item(ui, "Link with the passage", "Enter").clicked() {
            link.into_iter().for_each(|link| ctx.send(link));
        }
    });
    if shown.response.has_focus() {
        let filter = EventFilter { vertical_arrows: true, escape: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(shown.response.id, filter));
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            ctx.send(Action::CloseEvidence);
        }
    }
    shown.response.id
}

/// What stands where there are no rows: what was searched, and for what.
fn empty_words(session: &Session, state: &EvidenceState) -> String {
    let n_documents = session.project().documents().len();
    match (&state.asked, state.waits) {
        (None, _) => {
            "E on a passage, on selected words or on a suggestion finds what bears on it in all documents".into()
        }
        (Some(_), true) => "Searching…".into(),
        (Some(_), false) => {
            let documents = crate::session::counted(n_documents, "document", "documents");
            format!("No other sentence in {documents} has a word, a number or a name of it")
        }
    }
}

fn columns() -> Vec<Column<'static>> {
    let column =
        |title, (min, max), keep| Column { title, name: title, width: Rangef::new(min, max), keep, sortable: false };
    vec![
        column("Where", (110.0, 190.0), 8),
        column("Sentence", (240.0, f32::INFINITY), 10),
        column("Why", (150.0, 270.0), 9),
    ]
}

fn cell_ui(ui: &Ui, line: &Line, is_linked: bool, cell: Cell) {
    let theme = Theme::of(ui);
    match cell.column {
        0 => cell_text(ui, cell.rect, &line.place, theme.body(), theme.ink2),
        1 => cell_job(ui, cell.rect, Piece::job(&line.excerpt, theme, 16.0)),
        _ => {
            let linked = is_linked.then_some("linked");
            let verdict = line.verdict.as_ref().map(Difference::label);
            let parts = [linked, verdict, Some(line.reason.as_str())];
            let why = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let conflict = if cell.selected { theme.on_sel(theme.conf) } else { theme.conf };
            let color = if line.is_for_editor() { conflict } else { theme.ink2 };
            cell_text(ui, cell.rect, &why, theme.body(), color);
        }
    }
}

/// The sentence under the cursor in full: where it is, how it differs, why it was found, what can be done.
fn detail_ui(ui: &mut Ui, room: Rect, state: &EvidenceState, is_linked: bool) {
    let theme = Theme::of(ui);
    let Some(line) = state.lines.get(state.table.cursor()) else { return };
    ui.painter().vline(room.left(), room.y_range(), egui::Stroke::new(HAIRLINE, theme.line));
    let keys = if is_linked { "Enter: what the link says   Esc: back" } else { "Enter: link   Esc: back" };
    let at = room.right_bottom() - vec2(SPACE_M, SPACE_S);
    ui.painter().text(at, Align2::RIGHT_BOTTOM, keys, theme.small(), theme.faint);
    let inner = room.shrink2(vec2(SPACE_M, SPACE_S)).with_max_y(room.bottom() - SPACE_M - SPACE_M);
    let mut inside = ui.new_child(UiBuilder::new().max_rect(inner));
    ScrollArea::vertical().id_salt("sentence in full").show(&mut inside, |ui| {
        ui.spacing_mut().item_spacing.y = SPACE_S;
        ui.label(RichText::new(&line.place).font(theme.small()).color(theme.ink2));
        if let Some(difference) = &line.verdict {
            let color = if line.is_for_editor() { theme.conf } else { theme.ink };
            let text = format!("{}: {}", difference.label(), difference.reason);
            ui.label(RichText::new(text).font(theme.body_medium()).color(color));
        }
        ui.label(Piece::job(&line.sentence, theme, 16.0));
        ui.label(RichText::new(&line.reason).font(theme.small()).color(theme.ink2));
    });
}
