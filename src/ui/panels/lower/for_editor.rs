//! The page for the editor: what contradicts, conflicts, is wrong, changed or left open, most serious first.
//!
//! The list is on the left, two lines a row, so that both sides stand below each other; the matter under the cursor is in
//! full on the right, where it is decided.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Align2, Button, EventFilter, Id, Key, Modifiers, Rangef, Rect, RichText, Ui, UiBuilder};

use crate::command::{Action, Ask, Command, Then, WhyNot};
use crate::edit::Transaction;
use crate::model::Role;
use crate::session::{
    Copied, End, Matter, MatterId, MatterState, Session, Side, Spot, counted, matters_as_list, matters_as_table,
};
use crate::ui::ViewCtx;
use crate::ui::theme::{HAIRLINE, Theme};
use crate::ui::widgets::{
    RowLook, Tab, Table, TableEvent, TableState, check_box, context_menu, drop_menu, fit_middle, menu_check, menu_item,
};

use super::for_editor_data::{MattersData, MattersFilter, Sort};
use super::for_editor_detail::{DetailState, detail_ui};
use super::for_editor_row;
use super::show_all::show_all_ui;

/// The part of the pane that shows the matter under the cursor in full, and how wide that may be, in points.
const DETAIL_SHARE: f32 = 0.36;
const DETAIL_WIDTH: Rangef = Rangef { min: 300.0, max: 760.0 };

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct ForEditorState {
    data: MattersData,
    filter: MattersFilter,
    /// How many documents could not be compared.
    n_left_out: usize,
    /// Whether the documents that there are now are still being compared.
    comparing: bool,
    table: TableState,
    selected: BTreeSet<MatterId>,
    /// The matter under the cursor, to be found again when the rows are others.
    current: Option<Matter>,
    /// The row from which `Shift` selects.
    anchor: usize,
    /// Whether the next matter is to be shown once the one before is gone.
    goes_on: bool,
    /// Whether no row is chosen, because what was chosen was settled elsewhere.
    is_let_go: bool,
    detail: DetailState,
}

impl ForEditorState {
    /// Takes what was gathered, and how many documents could not be compared. Gives what shows the matter to go on with, if
    /// one was just done with by whoever looks at the list; else no other is lit instead of it.
    pub fn take(
        &mut self,
        session: &Session,
        (all, n_left_out): (Arc<[Matter]>, usize),
        looks_on: bool,
    ) -> Option<Action> {
        self.n_left_out = n_left_out;
        let is_draft = |id| session.project().document(id).is_some_and(|document| session.project().is_draft(document));
        self.filter.draft = self.filter.draft.filter(|draft| is_draft(*draft));
        self.data.set(all, self.filter);
        if !looks_on && self.current.as_ref().is_some_and(|current| self.row_of(current).is_none()) {
            self.let_go();
            return None;
        }
        // Keys are to mean what is lit, which is a passage once it is linked.
        self.goes_on |= self.find_again();
        std::mem::take(&mut self.goes_on).then(|| self.preview(self.table.cursor()))?
    }

    /// Begins with the row under the cursor, once there is one. Gives what shows it.
    pub fn begin(&mut self) -> Option<Action> {
        self.goes_on = self.data.n_rows() == 0;
        let row = (self.data.n_rows() > 0).then(|| self.table.cursor())?;
        self.go_to(row);
        self.preview(row)
    }

    /// Shows matters of one sort alone.
    pub fn show_only(&mut self, sort: Sort) {
        self.filter = MattersFilter { sort: Some(sort), ..MattersFilter::default() };
        self.refilter();
    }

    /// Lets everything go, for another project.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// How many matters there are, but for what was dismissed.
    fn n_all(&self) -> usize {
        self.data.all().iter().filter(|matter| matter.state != MatterState::Dismissed).count()
    }

    /// Says whether the documents that there are now are still being compared.
    pub fn set_comparing(&mut self, comparing: bool) {
        self.comparing = comparing;
    }

    /// What a command means while this tab has the keys: it is about the selected rows.
    pub fn answer(&mut self, session: &Session, command: Command) -> Option<Result<Action, WhyNot>> {
        let Some(current) = self.data.row(self.table.cursor()).filter(|_| !self.is_let_go).cloned() else {
            let why = if self.is_let_go { "No row is chosen" } else { "Nothing is listed" };
            return (command == Command::DismissProposal).then_some(Err(WhyNot(why)));
        };
        match command {
            Command::Link => {
                let answer = link(session, &current);
                self.current = Some(current);
                Some(answer)
            }
            Command::DismissProposal => {
                self.current = Some(current);
                let answer = self.dismiss(session, "");
                self.goes_on = answer.is_ok();
                Some(answer)
            }
            Command::Copy => Some(Ok(Action::Copy(matters_as_table(session.project(), &self.chosen())))),
            Command::CopyAsText => Some(Ok(Action::Copy(matters_as_list(session.project(), &self.chosen())))),
            _ => None,
        }
    }

    /// Says of the selected pairs that nothing is to come of them.
    fn dismiss(&self, session: &Session, reason: &str) -> Result<Action, WhyNot> {
        let waiting = self.chosen().into_iter().filter(|matter| matter.state == MatterState::Undecided);
        let all: Vec<Transaction> = waiting.filter_map(|matter| session.dismiss_pair(matter, reason)).collect();
        let name = if all.len() == 1 { "Dismiss a pair" } else { "Dismiss pairs" };
        if all.is_empty() {
            return Err(WhyNot("Only what was found by comparing can be dismissed; all else is decided"));
        }
        let edits = all.into_iter().flat_map(|what| what.edits).collect();
        Ok(Action::Commit(Transaction::new(name, edits), Then::Stay))
    }

    /// The selected rows, else the one with the cursor.
    fn chosen(&self) -> Vec<&Matter> {
        let selected: Vec<&Matter> = self.data.rows().filter(|matter| self.selected.contains(&matter.id)).collect();
        if selected.is_empty() { self.data.row(self.table.cursor()).into_iter().collect() } else { selected }
    }

    /// Shows both sides of a row in the readers.
    fn preview(&self, row: usize) -> Option<Action> {
        let matter = self.data.row(row)?;
        let spot = |side, (document, range), passage| Spot { side, document, range, passage };
        let other = matter.against.first().and_then(|against| match against.end {
            End::Words(words, passage) => Some(spot(Side::Right, words, passage)),
            End::Whole(_) => None,
        });
        Some(Action::ShowBoth(spot(Side::Left, matter.words?, matter.passage), other))
    }

    /// The matter under the cursor was settled elsewhere: nothing is in its place until a row is chosen.
    fn let_go(&mut self) {
        self.selected.clear();
        (self.current, self.goes_on, self.is_let_go) = (None, false, true);
    }

    /// Puts the cursor on a row, and selects it alone.
    fn go_to(&mut self, row: usize) {
        self.is_let_go = false;
        self.table.reveal(row);
        self.anchor = row;
        self.current = self.data.row(row).cloned();
        self.selected = self.current.iter().map(|matter| matter.id).collect();
    }

    /// Finds the matter under the cursor among other rows: by what it is about; if it is gone, the one in its place. Says
    /// whether it is another one now.
    fn find_again(&mut self) -> bool {
        let Some(current) = &self.current else {
            if self.goes_on {
                self.go_to(0);
            }
            return false;
        };
        let same = self.data.rows().position(|matter| matter.id == current.id);
        let row = self.row_of(current).unwrap_or(self.table.cursor());
        let row = row.min(self.data.n_rows().saturating_sub(1));
        if same.is_some() && (row == self.table.cursor() || self.selected.len() > 1) {
            // Whoever has scrolled elsewhere stays there.
            self.table.set_cursor(row);
            self.current = self.data.row(row).cloned();
            let ids: BTreeSet<MatterId> = self.data.rows().map(|matter| matter.id).collect();
            self.selected.retain(|id| ids.contains(id));
        } else {
            self.go_to(row);
        }
        same.is_none()
    }

    /// The row of a matter: of a pair that was linked, that of its passage from then on, until that is undone.
    fn row_of(&self, matter: &Matter) -> Option<usize> {
        let became = |other: &Matter| {
            other.words.zip(matter.words).is_some_and(|(a, b)| a.0 == b.0 && a.1.overlaps(b.1))
                && matter.against.first().is_some_and(|before| other.against.iter().any(|it| is_at(it.end, before.end)))
        };
        let same = self.data.rows().position(|other| other.id == matter.id);
        same.or_else(|| self.data.rows().position(became))
    }

    fn refilter(&mut self) {
        self.is_let_go = false;
        self.data.filter(self.filter);
        if self.find_again() || self.current.is_none() {
            // Nothing is lit that keys would not mean.
            self.selected.clear();
            (self.current, self.table) = (None, TableState::default());
        }
    }

    fn stretch_to(&self, row: usize) -> BTreeSet<MatterId> {
        let (from, to) = (self.anchor.min(row), self.anchor.max(row));
        self.data.rows().skip(from).take(to - from + 1).map(|matter| matter.id).collect()
    }
}

/// Whether two ends have words in common.
fn is_at(a: End, b: End) -> bool {
    matches!((a, b), (End::Words(a, _), End::Words(b, _)) if a.0 == b.0 && a.1.overlaps(b.1))
}

/// Links a pair, and asks what the link says; of what is linked, asks that alone.
pub(super) fn link(session: &Session, matter: &Matter) -> Result<Action, WhyNot> {
    let linked = matter.against.iter().find_map(|against| against.link);
    match (matter.id, linked) {
        (_, Some(link)) => Ok(Action::Ask(Ask::Relation(link))),
        (MatterId::Pair(_), None) => {
            let (link, what) = session.link_pair(matter).ok_or(WhyNot("These words cannot be marked"))?;
            Ok(Action::Commit(what, Then::AskRelation(link)))
        }
        (MatterId::Record(_) | MatterId::Fork(_), None) => Err(WhyNot("There is nothing to link")),
        (MatterId::Passage(id), None) => Ok(Action::Ask(Ask::Target(id))),
    }
}

/// The tab: with how many have to be decided once that is known.
pub fn tab(state: &ForEditorState) -> Tab<'static> {
    if state.comparing {
        return Tab { title: "For the editor …", count: None };
    }
    Tab { title: "For the editor", count: Some(state.data.n_undecided()) }
}

/// The filter and what can be copied, from the right edge.
pub fn tools_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut ForEditorState) {
    let theme = Theme::of(ui);
    let before = state.filter;
    sorts_ui(session, ui, state);
    check_box(ui, &mut state.filter.undecided_only, "Undecided only");
    let n_all = state.n_all();
    let so_far = if state.comparing { "Comparing… " } else { "" };
    let count = format!("{so_far}{} of {n_all}", state.data.n_rows());
    ui.label(RichText::new(count).font(theme.small()).color(theme.ink2));
    if state.n_left_out > 0 {
        let left_out = counted(state.n_left_out, "document", "documents");
        let about = format!("{left_out} not compared: all together they are too long for that");
        ui.label(RichText::new(format!("without {}", state.n_left_out)).font(theme.small()).color(theme.conf))
            .on_hover_text(about);
    }
    let copy = ui.add_enabled(state.data.n_rows() > 0, Button::new("Copy as text"));
    if copy.on_hover_text("The selected rows, or all, as a list for an e-mail").clicked() {
        ctx.send(Action::Copy(copied(session, state)));
    }
    if state.filter != before {
        state.refilter();
        ui.ctx().request_repaint();
    }
}

/// Several selected rows, else all.
fn copied(session: &Session, state: &ForEditorState) -> Copied {
    let all = || state.data.rows().collect();
    let chosen = if state.selected.len() > 1 { state.chosen() } else { all() };
    matters_as_list(session.project(), &chosen)
}

/// The choice of a sort and a draft, and whether what was dismissed is shown.
fn sorts_ui(session: &Session, ui: &mut Ui, state: &mut ForEditorState) {
    let theme = Theme::of(ui);
    let drafts = session.project().documents_as(Role::Draft);
    let draft = state.filter.draft.and_then(|id| drafts.iter().find(|draft| draft.id == id));
    let sort = state.filter.sort.map(Sort::label);
    let name = match (sort, draft) {
        (None, None) => "All matters".to_owned(),
        (Some(sort), None) => sort.to_owned(),
        (None, Some(draft)) => session.project().called(draft.id).to_owned(),
        (Some(sort), Some(draft)) => format!("{sort}, {}", session.project().called(draft.id)),
    };
    let short = fit_middle(ui, &name, &theme.body(), 150.0).into_owned();
    let button = ui.add(Button::new(short)).on_hover_text("Which matters to show");
    let counts = state.filter.counts(state.data.all());
    let has_dismissed = state.data.all().iter().any(|matter| matter.state == MatterState::Dismissed);
    let filter = &mut state.filter;
    drop_menu(&button, |ui| {
        if menu_check(ui, "All matters", "", filter.sort.is_none()).clicked() {
            filter.sort = None;
            ui.close();
        }
        ui.separator();
        for sort in Sort::ALL {
            let Some(n) = counts.get(&sort) else { continue };
            if menu_check(ui, &format!("{} ({n})", sort.label()), "", filter.sort == Some(sort)).clicked() {
                filter.sort = Some(sort);
                ui.close();
            }
        }
        if drafts.len() > 1 {
            ui.separator();
            if menu_check(ui, "All drafts", "", filter.draft.is_none()).clicked() {
                filter.draft = None;
                ui.close();
            }
            for draft in &drafts {
                let title = fit_middle(ui, session.project().called(draft.id), &theme.body(), 260.0).into_owned();
                if menu_check(ui, &title, "", filter.draft == Some(draft.id)).clicked() {
                    filter.draft = Some(draft.id);
                    ui.close();
                }
            }
        }
        if has_dismissed || filter.dismissed {
            ui.separator();
            if menu_check(ui, "Dismissed pairs too", "", filter.dismissed).clicked() {
                filter.dismissed = !filter.dismissed;
                ui.close();
            }
        }
    });
}

/// The list of matters, with the one under the cursor in full beside it. Returns the id of the list.
pub fn for_editor_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut ForEditorState) -> Id {
    let room = ui.available_rect_before_wrap();
    let n_rows = state.data.n_rows();
    let width = if n_rows > 0 && !state.is_let_go { DETAIL_WIDTH.clamp(room.width() * DETAIL_SHARE) } else { 0.0 };
    let (list, detail) = room.split_left_right_at_x(room.right() - width);
    let columns = for_editor_row::columns();
    let empty = empty_words(session, state);
    let table = Table {
        name: "For the editor",
        columns: &columns,
        n_rows,
        sorted: None,
        empty,
        row_height: for_editor_row::ROW_HEIGHT,
    };
    let mut view = state.table.clone();
    let data = &state.data;
    let look = |row: usize| {
        let line = data.line(session, row, ctx.now);
        let selected = data.row(row).is_some_and(|matter| state.selected.contains(&matter.id));
        RowLook { selected, name: line.map(|line| line.name.clone()).unwrap_or_default() }
    };
    let mut in_list = ui.new_child(UiBuilder::new().max_rect(list));
    let shown = table.show(&mut in_list, &mut view, look, |ui, cell| {
        if let Some(line) = data.line(session, cell.row, ctx.now) {
            for_editor_row::cell_ui(ui, &line, cell);
        }
    });
    state.table = view;
    if let Some(event) = shown.event {
        state.is_let_go = false;
        take_event(ctx, state, event);
    }
    context_menu(&shown.response, shown.menu_at, |ui| menu_ui(ctx, session, ui, state));
    if shown.response.has_focus() {
        // Otherwise `Esc` would let the keys go.
        let filter = EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(shown.response.id, filter));
    }
    let list_id = shown.response.id;
    let n_all = state.n_all();
    if n_rows == 0 && n_all > 0 && show_all_ui(ui, list, n_all) {
        state.filter = MattersFilter::default();
        state.refilter();
        ui.memory_mut(|memory| memory.request_focus(list_id));
    }
    if let Some(matter) = state.data.row(state.table.cursor()).filter(|_| width > 0.0).cloned() {
        ui.painter().vline(detail.left(), detail.y_range(), egui::Stroke::new(HAIRLINE, Theme::of(ui).line));
        detail_ui(ctx, session, ui, detail, (&matter, &mut state.detail));
        leave_detail(ui, detail, list_id);
        state.goes_on |= std::mem::take(&mut state.detail.is_done);
    }
    list_id
}

/// `Esc` in the detail leads back to the list.
fn leave_detail(ui: &Ui, detail: Rect, list: Id) {
    let focused = ui.memory(|memory| memory.focused()).and_then(|id| ui.ctx().read_response(id));
    let is_here = focused.is_some_and(|it| it.layer_id == ui.layer_id() && detail.contains(it.rect.center()));
    if is_here && !egui::Popup::is_any_open(ui.ctx()) && ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Escape))
    {
        ui.memory_mut(|memory| memory.request_focus(list));
    }
}

fn take_event(ctx: &ViewCtx<'_>, state: &mut ForEditorState, event: TableEvent) {
    match event {
        TableEvent::All => state.selected = state.data.rows().map(|matter| matter.id).collect(),
        TableEvent::Click(row, Modifiers { shift: true, .. }) | TableEvent::Move { row, extend: true } => {
            state.selected = state.stretch_to(row);
        }
        TableEvent::Click(row, Modifiers { command: true, .. }) => {
            state.anchor = row;
            if let Some(id) = state.data.row(row).map(|matter| matter.id)
                && !state.selected.remove(&id)
            {
                state.selected.insert(id);
            }
        }
        TableEvent::Click(row, _) | TableEvent::Move { row, extend: false } => {
            state.go_to(row);
            state.preview(row).into_iter().for_each(|action| ctx.send(action));
        }
        TableEvent::Open(row) => {
            state.go_to(row);
            state.preview(row).into_iter().for_each(|action| ctx.send(action));
            state.detail.request_focus();
        }
        TableEvent::Menu(row) => {
            if state.data.row(row).is_some_and(|matter| !state.selected.contains(&matter.id)) {
                state.go_to(row);
            }
        }
        TableEvent::Sort(_) => {}
    }
}

/// What a command is called here, where it means something of its own.
pub(super) fn name_of(command: Command) -> Option<&'static str> {
    (command == Command::DismissProposal).then_some("Dismiss the pair")
}

fn menu_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut ForEditorState) {
    let Some(matter) = state.data.row(state.table.cursor()).cloned() else { return };
    if menu_item(ui, "Show both sides", "Enter").clicked() {
        state.preview(state.table.cursor()).into_iter().for_each(|action| ctx.send(action));
    }
    let is_pair = matches!(matter.id, MatterId::Pair(_));
    let link_text = if is_pair { "Link them…" } else { "What the link says…" };
    let mut lines =
        vec![(Command::Link, link_text), (Command::Copy, "Copy as a table"), (Command::CopyAsText, "Copy as text")];
    if is_pair && matter.state == MatterState::Undecided {
        lines.insert(1, (Command::DismissProposal, "Dismiss the pair"));
    }
    for (command, text) in lines {
        if menu_item(ui, text, &ctx.keymap.shown(command)).clicked()
            && let Some(Ok(action)) = state.answer(session, command)
        {
            ctx.send(action);
        }
    }
    if let Some(back) = session.take_pair_back(&matter)
        && menu_item(ui, "Bring the pair back", "").clicked()
    {
        ctx.send(Action::Commit(back, Then::Stay));
    }
}

/// What stands where there are no rows.
fn empty_words(session: &Session, state: &ForEditorState) -> &'static str {
    if state.n_all() > 0 {
        "Nothing is like that"
    } else if state.comparing {
        "The documents are being compared"
    } else if session.project().newest_documents().len() < 2 {
        "Nothing to decide: with a second document, what the two say of the same is compared"
    } else {
        "Nothing to decide: no contradiction, no change, and the documents agree where they speak of the same"
    }
}

/// A line in the corner that says which keys do what.
pub(super) fn keys_ui(ui: &Ui, room: Rect, keys: &str) {
    let theme = Theme::of(ui);
    ui.painter().text(room.right_center(), Align2::RIGHT_CENTER, keys, theme.small(), theme.faint);
}
