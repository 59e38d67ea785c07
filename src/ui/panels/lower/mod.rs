//! The lower pane: all passages, all queries and changes, what the editor decides, the review of new versions, all
//! suggestions, the search in everything, what bears on a passage, and the history.
//!
//! Each tab has one file for how it looks and one for what it shows. The height is the shell's. Start reading with
//! [`lower_ui`].

mod asked;
mod asked_data;
mod evidence;
mod evidence_data;
mod filter;
mod for_editor;
mod for_editor_data;
mod for_editor_detail;
mod for_editor_row;
mod fork_compare;
mod history;
mod history_data;
mod passages;
mod passages_data;
mod review;
mod review_data;
mod review_detail;
mod review_forks;
mod review_onward;
mod review_row;
mod review_tools;
mod row_order;
mod scrolled;
mod search;
mod search_data;
mod show_all;
mod suggestions;
mod suggestions_data;

use std::collections::BTreeSet;

use egui::{Align, Id, Layout, Rect, Sense, Stroke, Ui, UiBuilder};

use crate::command::{Action, Command, WhyNot, WindowAction};
use crate::model::PassageId;
use crate::session::{LowerTab, Session};
use crate::ui::ViewCtx;
use crate::ui::theme::{CONTROL_HEIGHT, HAIRLINE, SPACE_M, SPACE_S, TAB_HEIGHT, Theme};
use crate::ui::widgets::{Tab, TabAction, TabBar};

pub use self::evidence::{Asked, EvidenceState, MOST_EVIDENCE};
pub use self::for_editor_data::Sort;
pub use self::history::HistoryState;
pub use self::history_data::{HistoryJob, HistoryRows};
pub use self::passages_data::{Rows, RowsJob};

use self::asked::AskedState;
use self::for_editor::ForEditorState;
use self::passages::PassagesState;
use self::review::ReviewState;
use self::search::SearchState;
use self::suggestions::SuggestionsState;

/// What the lower pane remembers: filters, orders, and where its tables are scrolled.
#[derive(Debug, Default)]
pub struct LowerState {
    passages: PassagesState,
    asked: AskedState,
    for_editor: ForEditorState,
    review: ReviewState,
    suggestions: SuggestionsState,
    search: SearchState,
    evidence: EvidenceState,
    history: HistoryState,
    /// The table that was drawn last, by which the pane is given the keyboard.
    table: Option<Id>,
    take_focus: bool,
}

impl LowerState {
    /// Gives the keyboard to the field of the search when it is drawn next. The shell shows its tab.
    pub fn focus_search(&mut self) {
        self.search.focus_field();
        self.take_focus = false;
    }

    /// Gives the keyboard to the table when it is drawn next.
    pub fn request_focus(&mut self) {
        // Not over the head of the search field, which is about to have it.
        self.take_focus = !self.search.awaits_keys();
    }

    /// The tab with what bears on a passage.
    pub fn evidence_mut(&mut self) -> &mut EvidenceState {
        &mut self.evidence
    }

    /// The tab with what the editor has to decide.
    pub fn for_editor_mut(&mut self) -> &mut ForEditorState {
        &mut self.for_editor
    }

    /// The tab with what became of the passages of earlier versions.
    pub fn review_mut(&mut self) -> &mut ReviewState {
        &mut self.review
    }

    /// The tab with the history.
    pub fn history_mut(&mut self) -> &mut HistoryState {
        &mut self.history
    }

    /// Whether the table that is shown has the keyboard.
    pub fn has_focus(&self, ctx: &egui::Context) -> bool {
        self.table.is_some_and(|table| ctx.memory(|memory| memory.has_focus(table)))
    }

    /// Sorting and filtering that does not belong in a frame. It takes the place of what was taken before.
    pub fn take_job(&mut self) -> Option<RowsJob> {
        self.passages.rows_mut().take_job()
    }

    /// Shows what came of it.
    pub fn take_rows(&mut self, rows: Rows) {
        self.passages.rows_mut().take_rows(rows);
    }

    /// What a command means while the lower pane has the keys, if it means something else there than elsewhere: to link
    /// with a hit, to go on to the next hit, to copy queries as text.
    pub fn answer(&mut self, session: &Session, command: Command) -> Option<Result<Action, WhyNot>> {
        match session.desk.lower {
            LowerTab::Passages => None,
            LowerTab::Asked => self.asked.answer(session, command).map(Ok),
            LowerTab::ForEditor => self.for_editor.answer(session, command),
            LowerTab::Review => self.review.answer(session, command),
            LowerTab::Suggestions => self.suggestions.answer(session, command).map(Ok),
            LowerTab::Search => self.search.answer(session, command).map(Ok),
            LowerTab::Evidence => self.evidence.answer(session, command).map(Ok),
            LowerTab::History => self.history.answer(session, command).map(Ok),
        }
    }

    /// What a command is called while the lower pane has the keys, if it means something else there than elsewhere.
    pub fn name_of(&self, session: &Session, command: Command) -> Option<&'static str> {
        match session.desk.lower {
            LowerTab::Review => review::name_of(command),
            LowerTab::ForEditor => for_editor::name_of(command),
            _ => None,
        }
    }

    /// Whether the review is in front of the other tabs, and something waits in it.
    pub fn walks_review(&self, session: &Session) -> bool {
        session.desk.lower == LowerTab::Review && self.review.waits()
    }

    /// What a command means while the lower pane is shown and something else has the keys, if it is about what is shown
    /// there.
    pub fn answer_in_front(&mut self, session: &Session, command: Command) -> Option<Result<Action, WhyNot>> {
        match session.desk.lower {
            LowerTab::Review => self.review.answer_in_front(session, command),
            _ => None,
        }
    }
}

/// The lower pane, in all the room of `ui`.
pub fn lower_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, state: &mut LowerState) {
    let Some(session) = ctx.session else { return };
    ui.spacing_mut().item_spacing.y = 0.0;
    let tab = session.desk.lower;
    state.passages.update(session);
    state.asked.update(session);
    // There may be very many: their table is made when it is looked at.
    if tab == LowerTab::Suggestions {
        state.suggestions.update(session);
    }
    state.search.update(session, ui.ctx());
    if tab == LowerTab::History {
        state.history.update(session);
    }

    let top = ui.available_rect_before_wrap();
    let focused = ui.memory(|memory| memory.focused());
    let shown = tabs_shown(tab, state);
    let tabs: Vec<Tab<'_>> = shown.iter().map(|tab| tab_of(*tab, session, state)).collect();
    let active = shown.iter().position(|other| *other == tab);
    let bar = TabBar { name: "Lower pane", tabs: &tabs, active, closable: false, add: None };
    let is_folded = top.height() < TAB_HEIGHT + CONTROL_HEIGHT;
    let tools_width = if is_folded { 0.0 } else { tools_width(ui, tab).unwrap_or(0.0) + SPACE_M + SPACE_S };
    if let Some(TabAction::Select(index)) = bar_ui(ui, &bar, tools_width)
        && let Some(chosen) = shown.get(index)
    {
        ctx.send(Action::Window(WindowAction::ShowLower(*chosen)));
    }
    // Folded, the pane is only its tabs.
    if ui.available_height() < CONTROL_HEIGHT {
        state.table = None;
        return;
    }

    let tools =
        Rect::from_min_max(top.min, egui::pos2(top.right(), top.top() + TAB_HEIGHT)).shrink2(egui::vec2(SPACE_M, 0.0));
    at_right(ui, tools, tab, |ui| match tab {
        LowerTab::Passages => passages::tools_ui(session, ui, &mut state.passages),
        LowerTab::Asked => asked::tools_ui(ctx, session, ui, &mut state.asked),
        LowerTab::ForEditor => for_editor::tools_ui(ctx, session, ui, &mut state.for_editor),
        LowerTab::Review => review_tools::tools_ui(ctx, session, ui, &mut state.review),
        LowerTab::Suggestions => suggestions::tools_ui(ctx, session, ui, &mut state.suggestions),
        LowerTab::Search => search::tools_ui(ui, &mut state.search),
        LowerTab::Evidence => evidence::tools_ui(ui, &state.evidence),
        LowerTab::History => history::tools_ui(ctx, session, ui, &mut state.history),
    });
    let table = match tab {
        LowerTab::Passages => passages::passages_ui(ctx, session, ui, &mut state.passages),
        LowerTab::Asked => asked::asked_ui(ctx, session, ui, &mut state.asked),
        LowerTab::ForEditor => for_editor::for_editor_ui(ctx, session, ui, &mut state.for_editor),
        LowerTab::Review => review::review_ui(ctx, session, ui, &mut state.review),
        LowerTab::Suggestions => suggestions::suggestions_ui(ctx, session, ui, &mut state.suggestions),
        LowerTab::Search => search::search_ui(ctx, session, ui, &mut state.search),
        LowerTab::Evidence => evidence::evidence_ui(ctx, session, ui, &mut state.evidence),
        LowerTab::History => history::history_ui(ctx, session, ui, &mut state.history),
    };
    state.table = Some(table);
    // Not over the head of a field or button of the pane that has just asked for it.
    let is_asked_for = ui.memory(|memory| memory.focused()) != focused;
    if std::mem::take(&mut state.take_focus) && !is_asked_for {
        ui.memory_mut(|memory| memory.request_focus(table));
    }
}

/// The tabs that mean something now: without a new version there is nothing to review.
fn tabs_shown(active: LowerTab, state: &LowerState) -> Vec<LowerTab> {
    let is_meant = |tab: &LowerTab| *tab != LowerTab::Review || active == *tab || state.review.has_versions();
    LowerTab::ALL.into_iter().filter(is_meant).collect()
}

fn tab_of(tab: LowerTab, session: &Session, state: &LowerState) -> Tab<'static> {
    let (title, count) = match tab {
        LowerTab::Passages => ("Passages", Some(state.passages.n_all())),
        LowerTab::Asked => ("Queries and changes", Some(state.asked.n_all())),
        LowerTab::ForEditor => return for_editor::tab(&state.for_editor),
        LowerTab::Review => ("New version", Some(state.review.n_waiting())),
        LowerTab::Suggestions => ("Suggestions", Some(session.n_all_waiting())),
        LowerTab::Search => ("Search", None),
        LowerTab::Evidence => ("Evidence", None),
        LowerTab::History => ("History", None),
    };
    Tab { title, count }
}

/// The tabs, which leave the tools their room.
fn bar_ui(ui: &mut Ui, bar: &TabBar<'_>, tools_width: f32) -> Option<TabAction> {
    let theme = Theme::of(ui);
    let (whole, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), TAB_HEIGHT), Sense::hover());
    ui.painter().rect_filled(whole, 0.0, theme.panel);
    ui.painter().hline(whole.x_range(), whole.bottom() - 0.5, Stroke::new(HAIRLINE, theme.line));
    let room = whole.with_max_x((whole.right() - tools_width).max(whole.left()));
    bar.show(&mut ui.new_child(UiBuilder::new().max_rect(room)))
}

/// Where it is remembered how wide the tools of a tab are.
fn tools_key(tab: LowerTab) -> Id {
    Id::unique(("width of the tools", tab))
}

/// How wide the tools of a tab were when they were drawn last.
fn tools_width(ui: &Ui, tab: LowerTab) -> Option<f32> {
    ui.data(|data| data.get_temp(tools_key(tab)))
}

/// Draws tools from left to right, as `Tab` goes through them, so that they end at the right edge of `room`. How wide they
/// are is known from the frame before.
fn at_right(ui: &mut Ui, room: Rect, tab: LowerTab, add_tools: impl FnOnce(&mut Ui)) {
    let key = tools_key(tab);
    let known = tools_width(ui, tab);
    let place = room.with_min_x((room.right() - known.unwrap_or(room.width())).max(room.left()));
    // A child that takes no room: tabs without tools keep theirs, too.
    let builder = UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)).id_salt("tools");
    let mut inside = ui.new_child(builder);
    inside.spacing_mut().item_spacing.x = SPACE_S;
    add_tools(&mut inside);
    let width = inside.min_rect().width();
    if known.is_none_or(|known| (known - width).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(key, width));
        match known {
            None => ui.request_discard("the width of the tools was not known"),
            Some(_) => ui.request_repaint(),
        }
    }
}

/// Shows a passage, and keeps the keys in the pane with this row selected.
fn show_row(ctx: &ViewCtx<'_>, passage: PassageId) {
    ctx.send(Action::Show(passage));
    ctx.send(Action::SelectRows(BTreeSet::from([passage])));
}
