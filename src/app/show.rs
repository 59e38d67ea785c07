//! The window, put together from its parts.

use std::ops::RangeInclusive;

use egui::{CentralPanel, Frame, Panel, Rangef, Rect, Ui};

use crate::command::{Action, Command, WindowAction};
use crate::model::{DocumentId, ShownChanges};
use crate::session::{Focus, LowerTab, Session, Side};
use crate::store::{Layout, Settings, ThemeChoice};
use crate::text::TextRange;
use crate::ui::panels::documents::{DocumentsState, documents_ui, rail_ui};
use crate::ui::panels::foot::foot_ui;
use crate::ui::panels::lower::{LowerState, lower_ui};
use crate::ui::panels::passage::{PassageState, passage_ui};
use crate::ui::panels::start_page::{StartPageState, start_page_ui};
use crate::ui::panels::top_bar::top_bar_ui;
use crate::ui::readers::{ReadersState, reader_id, readers_ui};
use crate::ui::theme::{
    DOCUMENTS_WIDTH, FOOT_HEIGHT, LOWER_HEIGHT, PASSAGE_WIDTH, RAIL_WIDTH, TAB_HEIGHT, TOP_BAR_HEIGHT, Theme,
};
use crate::ui::when::when;
use crate::ui::widgets::{Axis, fit_middle, is_behind_dialog, splitter};
use crate::ui::{ViewCtx, finish_if_left};

use super::{App, is_project};

/// Below this width of the window the list of documents is a rail, unless the user unfolds it.
const DOCUMENTS_FROM: f32 = 1500.0;
/// Below this width the lower pane is folded to its tabs, unless the user unfolds it.
const LOWER_FROM: f32 = 1300.0;
/// What the readers keep at least, whatever the lower pane wants.
const MIN_READERS_HEIGHT: f32 = 220.0;
/// How narrow and how wide the panel of the passage may be.
const PASSAGE_WIDTHS: RangeInclusive<f32> = 280.0..=460.0;
/// The height of the lower pane while it shows the page for the editor or the review, whose rows have two lines, until a
/// user gives it another.
const FOR_EDITOR_HEIGHT: f32 = 330.0;
/// The lowest lower pane: its tabs, the head of its table and three rows.
const MIN_LOWER_HEIGHT: f32 = 156.0;

/// What the parts of the window keep from one frame to the next.
#[derive(Default)]
pub(super) struct Views {
    pub readers: ReadersState,
    pub passage: PassageState,
    pub lower: LowerState,
    pub documents: DocumentsState,
    pub start: StartPageState,
    /// The height of the lower pane while it is being dragged.
    lower_height: Option<f32>,
    /// The width of the panel of the passage while it is being dragged.
    passage_width: Option<f32>,
    width: f32,
    /// Which part should get the keys.
    focus: Option<Focus>,
    /// Which part has them.
    pub focused: Option<Focus>,
}

impl Views {
    /// Brings `range` of a document into view in a reader.
    pub fn reveal(&mut self, side: Side, document: DocumentId, range: TextRange) {
        self.readers.reveal(side, document, range);
    }

    /// Whether the lower pane has the keys.
    pub fn in_lower(&self) -> bool {
        self.focused == Some(Focus::Lower)
    }

    /// Whether bare letters and digits ask for commands: only in readers and tables.
    pub fn letters_act(&self, ctx: &egui::Context) -> bool {
        if egui::Popup::is_any_open(ctx) {
            // Letters choose in a menu that is open.
            return false;
        }
        let in_reader = Self::reader_has_keys(ctx);
        let nowhere = ctx.memory(|memory| memory.focused().is_none());
        in_reader || nowhere || self.lower.has_focus(ctx)
    }

    /// Whether a reader has the keys.
    pub fn reader_has_keys(ctx: &egui::Context) -> bool {
        Side::BOTH.into_iter().any(|side| ctx.memory(|memory| memory.has_focus(reader_id(side))))
    }

    /// Where the keys go when a dialog was closed or a field was left: the reader used last, or a list that had them.
    pub fn resting(&self, layout: &Layout, session: &Session) -> Focus {
        match session.desk.focus {
            Focus::Lower if self.lower_open(layout) => Focus::Lower,
            Focus::Documents => Focus::Documents,
            _ => Focus::Reader(session.desk.side),
        }
    }

    /// The newest version of a document that the pointer is over, and whether that is in the list of documents.
    pub fn document_at(&self, ctx: &egui::Context, session: &Session) -> Option<(DocumentId, bool)> {
        let at = ctx.input(|input| input.pointer.latest_pos())?;
        let is_at = |id| ctx.read_response(id).is_some_and(|widget| widget.interact_rect.contains(at));
        let in_list = self.documents.rows().iter().find(|(row, _)| is_at(*row)).map(|(_, document)| (*document, true));
        let side = || Side::BOTH.into_iter().find(|side| is_at(reader_id(*side)));
        let in_reader = || Some((session.desk.pane(side()?).tab()?.document, false));
        let (document, in_list) = in_list.or_else(in_reader)?;
        (!session.project().is_replaced(document)).then_some((document, in_list))
    }

    fn documents_open(&self, layout: &Layout) -> bool {
        layout.list_open.unwrap_or(self.width >= DOCUMENTS_FROM)
    }

    fn lower_open(&self, layout: &Layout) -> bool {
        layout.lower_open.unwrap_or(self.width >= LOWER_FROM)
    }

    /// Whether more of the lower pane is shown than its tabs.
    pub fn lower_shown(&self, layout: &Layout) -> bool {
        self.lower_open(layout) && !self.readers.first_read
    }
}

/// What the user does with the parts of the window, which is kept for the next time. What a window of this width does by
/// itself is no choice to be kept.
impl App {
    /// Unfolds or folds the list of documents.
    pub(super) fn toggle_documents(&mut self) {
        let open = !self.views.documents_open(&self.settings.layout);
        let by_itself = self.views.width >= DOCUMENTS_FROM;
        self.change_settings(|settings| settings.layout.list_open = (open != by_itself).then_some(open));
    }

    /// Shows or folds the lower pane.
    pub(super) fn toggle_lower(&mut self) {
        self.open_lower(!self.views.lower_open(&self.settings.layout));
    }

    /// Shows suggestions in the readers, or hides them.
    pub(super) fn toggle_suggestions(&mut self) {
        self.change_settings(|settings| settings.suggestions ^= true);
        self.show_suggestions();
    }

    /// Lets the readers show suggestions or not, as the settings want it.
    pub(super) fn show_suggestions(&mut self) {
        if let Some(work) = &mut self.work {
            // While versions are compared, what differs is what counts.
            work.session.desk.suggestions = self.settings.suggestions && !work.session.desk.compares;
        }
    }

    /// Shows a tab of the lower pane.
    pub(super) fn show_lower(&mut self, tab: LowerTab) {
        self.open_lower(true);
        self.with_desk(|desk, _| {
            let before = std::mem::replace(&mut desk.lower, tab);
            if before == LowerTab::Review && tab != before {
                // What only the review opened goes with it.
                desk.let_guests_go();
            }
        });
    }

    /// Shows a tab of the lower pane and gives it the keys: those that stand there are to mean its rows.
    pub(super) fn go_to_lower(&mut self, tab: LowerTab) {
        let was_in_front = self.session().is_some_and(|session| session.desk.lower == tab);
        self.show_lower(tab);
        self.focus(Focus::Lower);
        if tab == LowerTab::Review && !was_in_front {
            self.open_review();
        }
    }

    /// Whether the lower pane is unfolded.
    pub(super) fn lower_is_open(&self) -> bool {
        self.views.lower_open(&self.settings.layout)
    }

    fn open_lower(&mut self, open: bool) {
        if open != self.views.lower_open(&self.settings.layout) {
            let by_itself = self.views.width >= LOWER_FROM;
            self.change_settings(|settings| settings.layout.lower_open = (open != by_itself).then_some(open));
        }
    }
}

impl App {
    /// What the foot line says on the left.
    fn status(&self) -> String {
        if let Some(slow) = self.jobs.slow() {
            return slow.to_owned();
        }
        if self.views.readers.first_read {
            return format!("First read: no marks. {} ends it", self.keymap.shown(Command::FirstRead));
        }
        let Some(work) = &self.work else { return String::new() };
        let recovery = if work.recovery_works() { "recovery on" } else { "recovery off" };
        let saved = match work.saved_at {
            Some(at) => format!("Saved {}, {recovery}", when(at, (self.world.now)())),
            None if work.session.path.is_some() => format!("Opened, {recovery}"),
            None => format!("Not saved yet, {recovery}"),
        };
        let suggestion = self.suggestion_at_caret(&work.session);
        suggestion.map_or(saved.clone(), |suggestion| format!("{saved}  —  {suggestion}"))
    }

    /// The suggestion that the next key means, in words: who uses no mouse sees no card.
    fn suggestion_at_caret(&self, session: &Session) -> Option<String> {
        let in_reader = matches!(self.views.focused, Some(Focus::Reader(_)));
        let one = session.waiting_at_caret(None).filter(|_| in_reader)?;
        Some(one.in_a_line())
    }

    /// Where a version took the tab of another, whoever reads stays where they were.
    pub(super) fn follow_versions(&mut self) {
        let turned = self.work.as_mut().map(|work| std::mem::take(&mut work.session.desk.turned));
        turned.into_iter().flatten().for_each(|turned| self.views.readers.turn(&turned));
    }

    /// Draws the window.
    pub(super) fn show(&mut self, ui: &mut Ui) {
        let status = self.status();
        let walks_review = self.walks_review();
        let ctx = ViewCtx::new(
            self.work.as_ref().map(|work| &work.session),
            &self.keymap,
            &self.settings,
            (self.world.now)(),
            (&self.typing, &self.focus_field),
            &self.requests,
        );
        let on = commands_on(&self.views, &self.settings, ctx.session);
        let ctx = ctx.with_on(on);
        self.views.width = ui.available_width();
        let theme = Theme::of(ui);
        let panel = Frame::NONE.fill(theme.panel);
        if !self.views.readers.first_read {
            Panel::top("top bar").exact_size(TOP_BAR_HEIGHT).frame(panel).show(ui, |ui| top_bar_ui(&ctx, ui));
        }
        Panel::bottom("foot")
            .exact_size(FOOT_HEIGHT)
            .frame(panel)
            .show(ui, |ui| foot_ui(&ctx, ui, &status, walks_review));
        if ctx.session.is_some() {
            project_ui(&ctx, ui, &mut self.views);
        } else {
            CentralPanel::default().frame(Frame::NONE).show(ui, |ui| start_page_ui(&ctx, ui, &self.views.start));
        }
        finish_if_left(&ctx, ui.ctx());
        drop_hint_ui(&ctx, ui, &self.views);
        if let (Some(work), Some(focused)) = (&mut self.work, self.views.focused) {
            work.session.desk.focus = focused;
        }
    }

    /// Gives the keys to a part of the window.
    pub(super) fn focus(&mut self, focus: Focus) {
        self.views.focus = Some(focus);
        if let Some(work) = &mut self.work {
            work.session.desk.focus = focus;
        }
    }

    /// Gives the keys to the next part of the window.
    pub(super) fn focus_next(&mut self, forward: bool) {
        let Some(session) = self.session() else { return };
        let mut parts = vec![Focus::Documents];
        let readers = Side::BOTH.into_iter().filter(|side| !session.desk.pane(*side).tabs.is_empty());
        parts.extend(readers.map(Focus::Reader));
        parts.push(Focus::Passage);
        if self.views.lower_open(&self.settings.layout) {
            parts.push(Focus::Lower);
        }
        let here = self.views.focused.unwrap_or(session.desk.focus);
        let at = parts.iter().position(|part| *part == here).unwrap_or(0);
        let next = (at + if forward { 1 } else { parts.len() - 1 }) % parts.len();
        if let Some(part) = parts.get(next) {
            if let Focus::Reader(side) = *part
                && let Some(work) = &mut self.work
            {
                work.session.desk.side = side;
            }
            self.focus(*part);
        }
    }

    /// Opens the search in everything.
    pub(super) fn find_everywhere(&mut self) {
        self.show_lower(LowerTab::Search);
        self.views.lower.focus_search();
    }
}

/// The commands that stand for what is shown now.
fn commands_on(views: &Views, settings: &Settings, session: Option<&Session>) -> Vec<Command> {
    let layout = &settings.layout;
    let tab = session.and_then(|session| session.desk.tab());
    let document = tab.and_then(|tab| session?.project().document(tab.document));
    let changes = tab.filter(|_| document.is_some_and(|document| document.structure().has_changes()));
    let choices = [
        (Command::Proof, views.readers.proof),
        (Command::FirstRead, views.readers.first_read),
        (Command::CompareVersions, session.is_some_and(|session| session.desk.compares)),
        (Command::ShowDocuments, session.is_some() && views.documents_open(layout)),
        (Command::ShowLower, session.is_some() && views.lower_open(layout)),
        (Command::ShowSuggestions, session.is_some() && settings.suggestions),
        (Command::ShowBoth, session.is_some() && !layout.one_reader),
        (Command::Stack, session.is_some() && layout.stacked),
        (Command::ShowWhole, tab.is_some_and(|tab| tab.view.whole)),
        (Command::ChangesAccepted, changes.is_some_and(|tab| tab.view.changes == ShownChanges::Accepted)),
        (Command::ChangesOriginal, changes.is_some_and(|tab| tab.view.changes == ShownChanges::Original)),
        (Command::ChangesBoth, changes.is_some_and(|tab| tab.view.changes == ShownChanges::Both)),
        (Command::ThemeLight, settings.theme == ThemeChoice::Light),
        (Command::ThemeDark, settings.theme == ThemeChoice::Dark),
        (Command::ThemeSystem, settings.theme == ThemeChoice::System),
    ];
    choices.into_iter().filter(|(_, on)| *on).map(|(command, _)| command).collect()
}

/// The window with a project open.
fn project_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, views: &mut Views) {
    let theme = Theme::of(ui);
    let panel = Frame::NONE.fill(theme.panel);
    give_focus(ctx, ui, views);
    let (mut focused, mut edges) = (None, None);
    let whole = ui.available_rect_before_wrap();
    if !views.readers.first_read {
        let height = lower_height(ctx, ui, views);
        let lower = Panel::bottom("lower").exact_size(height).frame(Frame::NONE);
        let lower = lower.show(ui, |ui| lower_ui(ctx, ui, &mut views.lower)).response;
        let documents = if views.documents_open(&ctx.settings.layout) {
            let list = Panel::left("documents").exact_size(DOCUMENTS_WIDTH).resizable(false).frame(panel);
            list.show(ui, |ui| documents_ui(ctx, ui, &mut views.documents)).response
        } else {
            let rail = Panel::left("rail").exact_size(RAIL_WIDTH).resizable(false).frame(panel);
            rail.show(ui, |ui| rail_ui(ctx, ui, &mut views.documents)).response
        };
        let passage = Panel::right("passage").exact_size(passage_width(ctx, views)).resizable(false).frame(panel);
        // The line that can be dragged is drawn there.
        let passage =
            passage.show_separator_line(false).show(ui, |ui| passage_ui(ctx, ui, &mut views.passage)).response;
        edges = Some((lower.rect, passage.rect));
        let parts = [(Focus::Lower, lower), (Focus::Documents, documents), (Focus::Passage, passage)];
        focused = focused_part(ui, parts.map(|(focus, response)| (focus, response.rect)));
    }
    CentralPanel::default().frame(Frame::NONE).show(ui, |ui| readers_ui(ctx, ui, &mut views.readers));
    if let Some((lower, passage)) = edges {
        lower_edge_ui(ctx, ui, views, lower, whole);
        passage_edge_ui(ctx, ui, views, passage);
    }
    let reader = Side::BOTH.into_iter().find(|side| ui.memory(|memory| memory.has_focus(reader_id(*side))));
    let focused = reader.map(Focus::Reader).or(focused);
    // While a menu has the keys, what is chosen in it is for the part that had them.
    if focused.is_some() || !egui::Popup::is_any_open(ui.ctx()) {
        views.focused = focused;
    }
}

/// The part in which the widget with the keys is.
fn focused_part(ui: &Ui, parts: [(Focus, egui::Rect); 3]) -> Option<Focus> {
    let id = ui.memory(|memory| memory.focused())?;
    let widget = ui.ctx().read_response(id).filter(|widget| widget.layer_id == ui.layer_id())?;
    parts.into_iter().find(|(_, part)| part.contains(widget.rect.center())).map(|(focus, _)| focus)
}

/// Gives the keys to the part that should have them. When nothing has them they go back to where they rest.
fn give_focus(ctx: &ViewCtx<'_>, ui: &Ui, views: &mut Views) {
    // What is to have the keys gets them once the dialog is gone.
    if is_behind_dialog(ui) {
        return;
    }
    let nobody_has_them = ui.memory(|memory| memory.focused().is_none())
        && !egui::Popup::is_any_open(ui.ctx())
        && !ui.input(|input| input.pointer.any_down());
    let resting = ctx.session.filter(|_| nobody_has_them).map(|session| views.resting(&ctx.settings.layout, session));
    match views.focus.take().or(resting) {
        Some(Focus::Reader(side)) => ui.memory_mut(|memory| memory.request_focus(reader_id(side))),
        Some(Focus::Passage) => views.passage.request_focus(),
        Some(Focus::Lower) => views.lower.request_focus(),
        Some(Focus::Documents) => views.documents.request_focus(),
        None => {}
    }
}

fn lower_height(ctx: &ViewCtx<'_>, ui: &Ui, views: &Views) -> f32 {
    if !views.lower_open(&ctx.settings.layout) {
        return TAB_HEIGHT;
    }
    let is_tall = |tab| matches!(tab, LowerTab::ForEditor | LowerTab::Review);
    let for_editor = ctx.session.is_some_and(|session| is_tall(session.desk.lower));
    let kept = match ctx.settings.layout.lower_height {
        height if for_editor && height == Layout::default().lower_height => FOR_EDITOR_HEIGHT,
        0 => LOWER_HEIGHT,
        height => f32::from(height),
    };
    let wanted = views.lower_height.unwrap_or(kept);
    wanted.min(ui.available_height() - MIN_READERS_HEIGHT).max(TAB_HEIGHT)
}

/// The upper edge of the lower pane, which can be dragged while the pane is unfolded.
fn lower_edge_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, views: &mut Views, lower: Rect, whole: Rect) {
    if !views.lower_open(&ctx.settings.layout) {
        return;
    }
    let allowed = Rangef::new(whole.top() + MIN_READERS_HEIGHT, whole.bottom() - MIN_LOWER_HEIGHT);
    let place = Rect::from_min_max(lower.left_top(), lower.right_top());
    let mut at = lower.top();
    let edge = splitter(ui, "Above the lower pane", Axis::Vertical, place, &mut at, allowed);
    if edge.changed() {
        views.lower_height = Some(whole.bottom() - at);
    }
    if let Some(height) = views.lower_height.filter(|_| edge.drag_stopped() || edge.has_focus()) {
        views.lower_height = None;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a height in whole points")]
        ctx.send(Action::Window(WindowAction::LowerHeight(height.round() as u16)));
    }
}

fn passage_width(ctx: &ViewCtx<'_>, views: &Views) -> f32 {
    let kept = match ctx.settings.layout.passage_width {
        0 => PASSAGE_WIDTH,
        width => f32::from(width),
    };
    let wanted = views.passage_width.unwrap_or(kept);
    wanted.clamp(*PASSAGE_WIDTHS.start(), *PASSAGE_WIDTHS.end())
}

/// The left edge of the panel of the passage, which can be dragged.
fn passage_edge_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, views: &mut Views, passage: Rect) {
    let (narrow, wide) = PASSAGE_WIDTHS.into_inner();
    let allowed = Rangef::new(passage.right() - wide, passage.right() - narrow);
    let place = Rect::from_min_max(passage.left_top(), passage.left_bottom());
    let mut at = passage.left();
    let edge = splitter(ui, "Left of the passage", Axis::Horizontal, place, &mut at, allowed);
    if edge.changed() {
        views.passage_width = Some(passage.right() - at);
    }
    if let Some(width) = views.passage_width.filter(|_| edge.drag_stopped() || edge.has_focus()) {
        views.passage_width = None;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width in whole points")]
        ctx.send(Action::Window(WindowAction::PassageWidth(width.round() as u16)));
    }
}

/// What is said over the window while files are held over it.
fn drop_hint_ui(ctx: &ViewCtx<'_>, ui: &Ui, views: &Views) {
    let n_files = ui.input(|input| input.raw.hovered_files.len());
    if n_files == 0 {
        return;
    }
    let theme = Theme::of(ui);
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop hint"));
    let painter = ui.ctx().layer_painter(layer);
    let screen = ui.ctx().content_rect();
    painter.rect_filled(screen, 0.0, theme.backdrop);
    let is_project = |file: &egui::HoveredFile| file.path.as_deref().is_some_and(is_project);
    let projects = ui.input(|input| input.raw.hovered_files.iter().all(is_project));
    let under = ctx.session.filter(|_| n_files == 1 && !projects).and_then(|session| {
        let (document, _) = views.document_at(ui.ctx(), session)?;
        session.project().document(document)
    });
    let hint = match under {
        _ if projects && ctx.session.is_some() => "Drop to merge or open it".to_owned(),
        _ if projects && n_files == 1 => "Drop to open it".to_owned(),
        _ if n_files > 1 => format!("Drop to load {n_files} files"),
        Some(document) => {
            let title = fit_middle(ui, &document.title, &theme.title(), screen.width() / 3.0);
            format!("Drop to load it, or as a new version of “{title}”")
        }
        None => "Drop to load it".to_owned(),
    };
    let hint = painter.layout_no_wrap(hint, theme.title(), theme.ink);
    let card = Rect::from_center_size(screen.center(), hint.size() + egui::vec2(48.0, 28.0));
    painter.rect(card, 8.0, theme.paper, egui::Stroke::new(1.0, theme.line), egui::StrokeKind::Inside);
    painter.galley(card.center() - hint.size() / 2.0, hint, theme.ink);
}
