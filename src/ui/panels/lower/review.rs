//! The review of new versions: what became of the passages of those before, what waits for a person first.
//!
//! The list is on the left, two lines a row, so that before and now stand below each other; the passage under the cursor is
//! in full on the right.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{EventFilter, Id, Key, Modifiers, Rangef, Rect, Ui, UiBuilder};

use crate::command::{Action, Command, Then, WhyNot};
use crate::edit;
use crate::model::{PassageId, Role};
use crate::session::{ReviewId, ReviewRow, Session, Side, Spot, same_place};
use crate::text::TextRange;
use crate::ui::ViewCtx;
use crate::ui::theme::{HAIRLINE, Theme};
use crate::ui::widgets::{RowLook, Table, TableEvent, TableState, context_menu};

use super::review_data::{ReviewData, ReviewFilter};
use super::review_detail::{DetailState, detail_ui};
use super::review_forks::forks_ui;
use super::review_onward::Onward;
use super::review_row;
use super::review_tools::menu_ui;
use super::show_all::show_all_ui;

/// The part of the pane that shows the passage under the cursor in full, and how wide that may be, in points.
const DETAIL_SHARE: f32 = 0.36;
const DETAIL_WIDTH: Rangef = Rangef { min: 300.0, max: 760.0 };
/// What is said of a place that is still to be chosen.
const CHOOSE: WhyNot =
    WhyNot("Choose one of its places with the arrow keys Left and Right first, or leave it where it was with X");

/// What is said of what goes to one of several versions.
const FORK: WhyNot = WhyNot("Say first which version is the newest");

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct ReviewState {
    pub(super) data: ReviewData,
    pub(super) filter: ReviewFilter,
    has_versions: bool,
    table: TableState,
    selected: BTreeSet<ReviewId>,
    /// The row under the cursor, to be found again when the rows are others.
    current: Option<ReviewId>,
    /// The row that was shown in the readers last, or chosen by hand.
    led_to: Option<ReviewId>,
    /// The row from which `Shift` selects.
    anchor: usize,
    /// Where to go once the rows are others.
    pub(super) onward: Onward,
    /// Which of its places is chosen, if the row under the cursor has several.
    chosen: Option<usize>,
    detail: DetailState,
}

impl ReviewState {
    /// Takes what was listed. Gives what shows the row to go on with, if something was chosen about one, unless whoever
    /// chose has gone elsewhere since.
    pub fn take(&mut self, session: &Session, all: Arc<[ReviewRow]>) -> Option<Action> {
        let is_newest = |id| session.project().document(id).is_some() && !session.project().is_replaced(id);
        self.filter.document = self.filter.document.filter(|document| is_newest(*document));
        let shown = self.row().map(|row| row.carried.before.document);
        let onward = std::mem::take(&mut self.onward);
        let listed: Vec<ReviewId> =
            onward.chosen().into_iter().flat_map(|_| self.data.rows().map(ReviewRow::id)).collect();
        self.data.set(all, self.filter);
        let before = self.current;
        self.find_again();
        if onward.is_ahead(&self.data) {
            self.onward = onward;
            return None;
        }
        if matches!(onward, Onward::Stay) {
            return None;
        }
        let is_there =
            session.desk.watches_review() || onward.chosen().is_some_and(|passage| session.desk.hand == Some(passage));
        if let Some(row) = onward.row(&listed, &self.data).filter(|_| is_there) {
            self.go_to(row);
            return self.preview(session);
        }
        let is_other = matches!(onward, Onward::Hand) || before.is_none() || self.current != before;
        let is_same = shown.is_some() && self.current == before;
        if is_same && self.row().map(|row| row.carried.before.document) != shown {
            return self.preview_if_watched(session);
        }
        let in_hand = self.row().is_none_or(|row| Some(row.carried.passage) == session.desk.hand);
        (is_other && !in_hand).then(|| self.go_to(self.row_in_hand(session).unwrap_or(self.table.cursor())))?;
        self.preview_if_watched(session)
    }

    /// Goes to the row of the passage in hand, to which undo or redo led. Gives what shows it.
    pub fn follow(&mut self, session: &Session) -> Option<Action> {
        let row = self.row_in_hand(session);
        row.into_iter().for_each(|row| self.go_to(row));
        self.onward = Onward::Hand;
        row.and_then(|_| self.preview_if_watched(session))
    }

    /// Undo led to where nothing of the list was in hand: what is read then stays in front.
    pub fn stay(&mut self) {
        self.onward = Onward::Stay;
    }

    /// Something was chosen about a passage: on to the next row that waits, if its own one did.
    pub fn go_on_behind(&mut self, passage: PassageId) {
        let waiting = self.data.rows().take_while(|row| row.waits).map(ReviewRow::id);
        let row = waiting.into_iter().find(|(_, other)| *other == passage);
        self.onward = row.map(Onward::Behind).unwrap_or_default();
    }

    /// Begins where it matters, or with the first row once there is one. Gives what shows it.
    pub fn begin(&mut self, session: &Session) -> Option<Action> {
        self.begin_at(session);
        self.onward = if self.data.n_rows() == 0 { Onward::First } else { Onward::Nowhere };
        self.preview(session)
    }

    /// Begins with the row of the passage in hand if that waits or was left in an earlier version, else with the first row.
    pub fn begin_at(&mut self, session: &Session) {
        let hand = session.desk.hand.and_then(|hand| session.project().passage(hand));
        let left = hand.filter(|hand| session.project().is_replaced(hand.place.document)).map(|left| left.id);
        let in_hand = |row: &ReviewRow| Some(row.carried.passage) == session.desk.hand;
        let is_meant = |row: &ReviewRow| in_hand(row) && (row.waits || left.is_some());
        let row = |state: &Self| state.data.rows().position(is_meant);
        if left.is_some() && row(self).is_none() {
            self.filter = ReviewFilter::default();
            self.refilter();
        }
        self.go_to(row(self).unwrap_or(0));
    }

    /// Lets everything go, for another project.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Whether there is a document with an earlier version.
    pub fn has_versions(&self) -> bool {
        self.has_versions
    }

    /// Says so.
    pub fn set_has_versions(&mut self, has_versions: bool) {
        self.has_versions = has_versions;
    }

    /// How many rows wait for a person.
    pub fn n_waiting(&self) -> usize {
        self.data.n_waiting()
    }

    /// What a command means while this tab has the keys: it is about the selected rows.
    pub fn answer(&mut self, session: &Session, command: Command) -> Option<Result<Action, WhyNot>> {
        match command {
            Command::NextOpen => Some(self.walk(session, true)),
            Command::PreviousOpen => Some(self.walk(session, false)),
            Command::AcceptProposal => Some(self.accept(session)),
            Command::DismissProposal => Some(self.leave()),
            _ => None,
        }
    }

    /// What a command means while the tab is shown and something else has the keys: what waits is walked from there too.
    pub fn answer_in_front(&mut self, session: &Session, command: Command) -> Option<Result<Action, WhyNot>> {
        let is_step = matches!(command, Command::NextOpen | Command::PreviousOpen);
        if is_step && self.waits() { self.answer(session, command) } else { None }
    }

    /// Whether something waits among the rows that are shown.
    pub fn waits(&self) -> bool {
        self.data.rows().next().is_some_and(|row| row.waits)
    }

    /// Whether there is a row to go on to, beside the one under the cursor.
    pub fn has_next(&self) -> bool {
        self.data.rows().take_while(|row| row.waits).any(|row| Some(row.id()) != self.current)
    }

    /// The row under the cursor.
    pub fn row(&self) -> Option<&ReviewRow> {
        self.data.row(self.table.cursor())
    }

    /// Which of its places is chosen, if it has several.
    pub fn chosen(&self) -> Option<usize> {
        self.chosen
    }

    /// Chooses one of its places. Gives what shows it.
    pub fn choose(&mut self, session: &Session, candidate: usize) -> Option<Action> {
        self.chosen = Some(candidate);
        self.preview(session)
    }

    /// Accepts what became of the selected rows; gives the one under the cursor its chosen place if it has several.
    pub fn accept(&mut self, session: &Session) -> Result<Action, WhyNot> {
        let row = self.row().ok_or(WhyNot("Nothing is listed"))?;
        let newest = row.newest;
        if self.selected.len() > 1 {
            let is_meant = |row: &&ReviewRow| self.selected.contains(&row.id()) && row.newest == newest;
            let with_place = self.data.rows().filter(is_meant).filter(|row| row.carried.now.is_some());
            let rows: Vec<&ReviewRow> = with_place.filter(|row| row.waits).collect();
            let last = rows.last().ok_or(WhyNot("None of them waits, or they have no place yet"))?.id();
            let passages = rows.into_iter().map(|row| row.carried.passage).collect();
            self.onward = Onward::Behind(last);
            return Ok(Action::AcceptCarried(newest, passages));
        }
        let carried = &row.carried;
        if row.awaits_fork() {
            return Err(FORK);
        }
        // What was left in the earlier version can still get a place.
        let can_choose = carried.now.is_none() && self.chosen.is_some();
        if carried.reviewed && !can_choose {
            return Err(WhyNot("It was looked at already"));
        }
        if !row.waits && !can_choose {
            return Err(WhyNot("Nobody has to look at it: there is nothing to accept"));
        }
        if carried.now.is_some() || carried.candidates.is_empty() {
            let action = Action::AcceptCarried(newest, vec![carried.passage]);
            self.onward = Onward::Behind(row.id());
            return Ok(action);
        }
        let range = self.chosen.and_then(|at| carried.candidates.get(at)).ok_or(CHOOSE)?;
        let project = session.project();
        let passage = project.passage(carried.passage).zip(project.document(newest));
        let attached = passage.and_then(|(passage, newest)| edit::attach(project, passage, newest, *range));
        let then = Then::Attached(carried.passage);
        attached.map(|what| Action::Commit(what, then)).ok_or(WhyNot("These words cannot be marked"))
    }

    /// Leaves the row under the cursor where it was.
    pub fn leave(&mut self) -> Result<Action, WhyNot> {
        let row = self.row().ok_or(WhyNot("Nothing is listed"))?;
        if row.carried.now.is_some() {
            return Err(WhyNot("It has a place in the new version: only what has none can be left in the old one"));
        }
        if row.carried.reviewed {
            return Err(WhyNot("It was left already"));
        }
        if row.awaits_fork() {
            return Err(FORK);
        }
        let action = Action::AcceptCarried(row.newest, vec![row.carried.passage]);
        self.onward = Onward::Behind(row.id());
        Ok(action)
    }

    /// On to the next row that waits, or back to the one before, and around.
    fn walk(&mut self, session: &Session, forward: bool) -> Result<Action, WhyNot> {
        let (at, n_rows) = (self.table.cursor(), self.data.n_rows());
        let next = if forward {
            // Whoever opened the tab has not been led to any row yet, and begins with the first.
            self.next_waiting(if self.is_at_row(session) { at + 1 } else { 0 }, true)
                .or_else(|| self.next_waiting(0, true))
        } else {
            let before = at.checked_sub(1).and_then(|at| self.next_waiting(at, false));
            before.or_else(|| self.next_waiting(n_rows.checked_sub(1)?, false))
        };
        self.go_to(next.ok_or(WhyNot("Nothing of the earlier versions waits here any more"))?);
        self.preview(session).ok_or(WhyNot("Its documents are gone"))
    }

    /// Whether the row under the cursor is known to be the selected one: it was shown, or its passage is in hand.
    fn is_at_row(&self, session: &Session) -> bool {
        let Some(id) = self.row().map(ReviewRow::id) else { return false };
        self.led_to == Some(id) || (self.selected.contains(&id) && session.desk.hand == Some(id.1))
    }

    /// The first row from `at` on, or back from there, that waits.
    fn next_waiting(&self, at: usize, forward: bool) -> Option<usize> {
        let waits = |row: &usize| self.data.row(*row).is_some_and(|row| row.waits);
        if forward { (at..self.data.n_rows()).find(waits) } else { (0..=at).rev().find(waits) }
    }

    /// Shows the row under the cursor in the readers: where it is in the one for its document, where it was in the other.
    fn preview(&mut self, session: &Session) -> Option<Action> {
        self.led_to = self.row().map(ReviewRow::id);
        let row = self.row()?;
        let (carried, project) = (&row.carried, session.project());
        let (old, newest) = (project.document(carried.before.document), project.document(row.newest)?);
        let side = match newest.role {
            Role::Draft if !session.desk.compares => Side::Left,
            // Versions are compared with the old one left.
            Role::Draft | Role::Evidence => Side::Right,
        };
        let spot = |range, passage| Spot { side, document: row.newest, range, passage };
        let candidate = carried.candidates.get(self.chosen.unwrap_or_default());
        let now = match (&carried.now, candidate) {
            (Some(now), _) => Some(spot(now.range(), Some(carried.passage))),
            (None, Some(candidate)) => Some(spot(*candidate, None)),
            (None, None) => {
                // Where the words next to it are gone as well, between the paragraphs around it that are still there.
                let around = || Some(same_place(&old?.body, &newest.body, carried.before.range().start()));
                Some(spot(TextRange::empty(carried.near.or_else(around).unwrap_or_default()), None))
            }
        };
        let before = old.map(|old| {
            let is_there = carried.now.is_none().then_some(carried.passage);
            Spot { side: side.other(), document: old.id, range: carried.before.range(), passage: is_there }
        });
        Some(Action::ShowReviewed(carried.passage, row.newest, [now, before]))
    }

    /// The same, unless whoever works here went on to something else.
    fn preview_if_watched(&mut self, session: &Session) -> Option<Action> {
        session.desk.watches_review().then(|| self.preview(session)).flatten()
    }

    /// Compares both versions at the row under the cursor.
    pub fn compare(&self) -> Option<Action> {
        let row = self.row()?;
        let carried = &row.carried;
        let here = carried.now.as_ref().map(|now| (row.newest, now.range()));
        let at = here.unwrap_or_else(|| (carried.before.document, carried.before.range()));
        Some(Action::Compare { old: carried.before.document, new: row.newest, at: Some(at) })
    }

    /// Puts the cursor on a row, and selects it alone.
    fn go_to(&mut self, row: usize) {
        self.table.reveal(row);
        self.anchor = row;
        self.chosen = None;
        self.onward = Onward::Nowhere;
        self.current = self.data.row(row).map(ReviewRow::id);
        self.selected = self.current.into_iter().collect();
    }

    /// Finds the row under the cursor among other rows, and shows it where it is now; if it is gone, the one in its place.
    fn find_again(&mut self) {
        let Some(current) = self.current else { return };
        let same = self.data.rows().position(|row| row.id() == current);
        let ids: BTreeSet<_> = self.data.rows().map(ReviewRow::id).collect();
        self.selected.retain(|id| ids.contains(id));
        match same {
            Some(row) if row == self.table.cursor() => {}
            Some(row) => self.table.reveal(row),
            None => self.go_to(self.table.cursor().min(self.data.n_rows().saturating_sub(1))),
        }
    }

    fn row_in_hand(&self, session: &Session) -> Option<usize> {
        self.data.rows().position(|row| Some(row.carried.passage) == session.desk.hand)
    }

    pub(super) fn refilter(&mut self) {
        self.data.filter(self.filter);
        self.find_again();
    }

    fn stretch_to(&self, row: usize) -> BTreeSet<ReviewId> {
        let (from, to) = (self.anchor.min(row), self.anchor.max(row));
        self.data.rows().skip(from).take(to - from + 1).map(ReviewRow::id).collect()
    }
}

/// The list, with the passage under the cursor in full beside it. Returns the id of the list.
pub fn review_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut ReviewState) -> Id {
    forks_ui(ctx, session, ui);
    let room = ui.available_rect_before_wrap();
    let n_rows = state.data.n_rows();
    let width = if n_rows > 0 { DETAIL_WIDTH.clamp(room.width() * DETAIL_SHARE) } else { 0.0 };
    let (list, detail) = room.split_left_right_at_x(room.right() - width);
    let columns = review_row::columns();
    let table = Table {
        name: "Review",
        columns: &columns,
        n_rows,
        sorted: None,
        empty: empty_words(state),
        row_height: review_row::ROW_HEIGHT,
    };
    let mut view = state.table.clone();
    let data = &state.data;
    let look = |row: usize| {
        let selected = data.row(row).is_some_and(|row| state.selected.contains(&row.id()));
        RowLook { selected, name: data.line(session, row).map(|line| line.name.clone()).unwrap_or_default() }
    };
    let mut in_list = ui.new_child(UiBuilder::new().max_rect(list));
    let shown = table.show(&mut in_list, &mut view, look, |ui, cell| {
        if let Some(line) = data.line(session, cell.row) {
            review_row::cell_ui(ui, &line, cell);
        }
    });
    state.table = view;
    if shown.response.has_focus() {
        take_arrows(ctx, session, ui, state, shown.response.id);
    }
    if let Some(event) = shown.event {
        let is_enter = matches!(event, TableEvent::Open(_)) && !shown.response.double_clicked();
        take_event(ctx, session, state, (event, is_enter));
    }
    let n_all = state.data.all().len();
    if n_rows == 0 && n_all > 0 && show_all_ui(ui, list, n_all) {
        state.filter = ReviewFilter::default();
        state.refilter();
        ui.memory_mut(|memory| memory.request_focus(shown.response.id));
    }
    context_menu(&shown.response, shown.menu_at, |ui| menu_ui(ctx, session, ui, state));
    if width > 0.0 && state.row().is_some() {
        ui.painter().vline(detail.left(), detail.y_range(), egui::Stroke::new(HAIRLINE, Theme::of(ui).line));
        let mut in_detail = std::mem::take(&mut state.detail);
        detail_ui(ctx, session, ui, detail, (state, &mut in_detail));
        state.detail = in_detail;
        leave_detail(ui, detail, shown.response.id);
    }
    shown.response.id
}

/// The arrow keys left and right choose among the places of what is ambiguous.
fn take_arrows(ctx: &ViewCtx<'_>, session: &Session, ui: &Ui, state: &mut ReviewState, list: Id) {
    // `Esc` would let the keys go otherwise, and the arrows would move them.
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list, filter));
    let n_places = state.row().filter(|row| row.carried.now.is_none()).map_or(0, |row| row.carried.candidates.len());
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (left, right) = (pressed(Key::ArrowLeft), pressed(Key::ArrowRight));
    if n_places == 0 || left == right {
        return;
    }
    let next = match state.chosen {
        None if right => 0,
        None => n_places - 1,
        Some(at) => (at + if right { 1 } else { n_places - 1 }) % n_places,
    };
    state.choose(session, next).into_iter().for_each(|action| ctx.send(action));
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

fn take_event(ctx: &ViewCtx<'_>, session: &Session, state: &mut ReviewState, (event, is_enter): (TableEvent, bool)) {
    state.led_to = state.row().map(ReviewRow::id);
    match event {
        TableEvent::All => state.selected = state.data.rows().map(ReviewRow::id).collect(),
        TableEvent::Click(row, Modifiers { shift: true, .. }) | TableEvent::Move { row, extend: true } => {
            state.selected = state.stretch_to(row);
        }
        TableEvent::Click(row, Modifiers { command: true, .. }) => {
            state.anchor = row;
            if let Some(id) = state.data.row(row).map(ReviewRow::id)
                && !state.selected.remove(&id)
            {
                state.selected.insert(id);
            }
        }
        // The shell says why it cannot be accepted, if so.
        TableEvent::Open(_) if is_enter => ctx.send(Command::AcceptProposal),
        TableEvent::Click(row, _) | TableEvent::Open(row) | TableEvent::Move { row, extend: false } => {
            state.go_to(row);
            state.preview(session).into_iter().for_each(|action| ctx.send(action));
        }
        TableEvent::Menu(row) => {
            if state.data.row(row).is_some_and(|row| !state.selected.contains(&row.id())) {
                state.go_to(row);
            }
        }
        TableEvent::Sort(_) => {}
    }
}

/// What a command is called in the review, where it means something of its own there.
pub(super) fn name_of(command: Command) -> Option<&'static str> {
    match command {
        Command::NextOpen => Some("Next that waits"),
        Command::PreviousOpen => Some("Previous that waits"),
        Command::AcceptProposal => Some("Accept"),
        Command::DismissProposal => Some("Leave it in the earlier version"),
        _ => None,
    }
}

/// What stands where there are no rows.
fn empty_words(state: &ReviewState) -> &'static str {
    if !state.data.all().is_empty() {
        "Nothing is like that"
    } else if state.has_versions {
        "No passage was marked in the earlier versions"
    } else {
        "No document here has an earlier version"
    }
}
