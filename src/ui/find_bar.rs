//! The bar that finds words in the document of a reader.

use std::sync::Arc;

use egui::{Align, Frame, Key, Layout, Margin, Modifiers, Response, Role, Stroke, Ui, WidgetInfo, vec2};

use crate::command::{Action, Command, WindowAction};
use crate::model::{Document, DocumentId};
use crate::search::{self, Query};
use crate::session::{Selection, Session};
use crate::text::TextRange;

use super::ViewCtx;
use super::theme::{CONTROL_HEIGHT, HAIRLINE, RADIUS_FLOAT, SPACE_S, Theme};
use super::widgets::{Glyph, icon_button, search_field, select_all};

/// The width of the bar between its edges.
const WIDTH: f32 = 370.0;
/// How much text is searched in one frame, in bytes: about 4 ms on a slow machine.
const STEP: usize = 256 * 1024;
/// How much of a step is searched again by the next, so that no hit is lost where they meet. White space inside a hit
/// can be longer than that only in a text that nobody wrote.
const OVERLAP: usize = 8 * 1024;
/// More hits than these are not counted.
const MAX_HITS: usize = 100_000;

/// The bar, what is looked for, and what was found so far in the document of the reader that was used last.
#[derive(Clone, Debug, Default)]
pub struct FindBar {
    is_open: bool,
    /// Whether the field has got the keyboard since the bar was opened.
    has_keys: bool,
    text: String,
    query: Option<Query>,
    document: Option<DocumentId>,
    hits: Vec<TextRange>,
    /// Up to where the document was searched.
    searched: usize,
    is_done: bool,
    current: Option<usize>,
    seek: Option<Seek>,
    /// Whether the bar is to be closed once the hit is found that `Enter` was pressed for.
    is_leaving: bool,
}

/// A hit that is wanted, but may lie in what was not searched yet.
#[derive(Clone, Copy, Debug)]
enum Seek {
    /// The first at or after this offset.
    From(usize),
    /// The one after the current one, or before it.
    Neighbor { forward: bool },
}

impl FindBar {
    /// Opens the bar, or gives it the keyboard again. Words selected on one line are what is looked for at first.
    pub fn open(&mut self, session: &Session) {
        self.is_open = true;
        self.has_keys = false;
        let selected = document_in_front(session).and_then(|document| {
            let range = session.desk.tab()?.selection.range();
            range.within(document.text()).filter(|words| !words.contains('\n') && words.len() < 200)
        });
        if let Some(words) = selected.filter(|words| !words.trim().is_empty()) {
            self.text = words.to_owned();
        }
        self.restart(session);
    }

    /// Whether the bar is shown.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Closes the bar. What was looked for stays for [`FindBar::go`].
    pub fn close(&mut self) {
        self.is_open = false;
    }

    /// Goes to the next hit, or to the one before, open or not. The hit is selected as soon as it is found.
    pub fn go(&mut self, session: &Session, forward: bool) {
        if self.document != session.desk.tab().map(|tab| tab.document) {
            self.restart(session);
        } else if self.query.is_some() {
            self.seek = Some(Seek::Neighbor { forward });
        }
    }

    /// The hits found so far and the document they are in, while the bar is open.
    pub fn hits(&self) -> Option<(DocumentId, &[TextRange])> {
        self.document.filter(|_| self.is_open).map(|document| (document, self.hits.as_slice()))
    }

    /// The index of the hit at which the search is.
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    /// Begins the search anew, from the caret on.
    fn restart(&mut self, session: &Session) {
        let tab = session.desk.tab();
        self.query = Query::new(&self.text);
        self.document = tab.map(|tab| tab.document);
        self.hits.clear();
        self.searched = 0;
        self.is_done = self.query.is_none();
        self.current = None;
        self.is_leaving = false;
        self.seek = self.query.is_some().then(|| Seek::From(tab.map_or(0, |tab| tab.selection.range().start())));
    }

    /// Searches one step further.
    fn search_on(&mut self, document: &Document) {
        let Some(query) = self.query.as_ref().filter(|_| !self.is_done) else { return };
        let text = document.text();
        let end = text.ceil_char_boundary((self.searched + STEP).min(text.len()));
        let is_last = end == text.len();
        let cut = if is_last { end } else { text.floor_char_boundary(end - OVERLAP) };
        let part = TextRange::between(self.searched, end).within(text).unwrap_or_default();
        let found = search::find(part, query).map(|hit| hit.shifted(self.searched));
        let room = MAX_HITS - self.hits.len();
        self.hits.extend(found.take_while(|hit| is_last || hit.start() < cut).take(room));
        self.searched = self.hits.last().map_or(cut, |hit| hit.end().max(cut));
        self.is_done = is_last || self.hits.len() >= MAX_HITS;
    }

    /// The index of the wanted hit: `None` while it may still be found, `Some(None)` if there is none.
    fn found(&self, seek: Seek) -> Option<Option<usize>> {
        let n_hits = self.hits.len();
        let first = || self.is_done.then(|| (n_hits > 0).then_some(0));
        match (seek, self.current) {
            (Seek::From(offset), _) => match self.hits.partition_point(|hit| hit.start() < offset) {
                idx if idx < n_hits => Some(Some(idx)),
                _ => first(),
            },
            (Seek::Neighbor { forward: true }, Some(current)) if current + 1 < n_hits => Some(Some(current + 1)),
            (Seek::Neighbor { forward: true }, _) => first(),
            (Seek::Neighbor { forward: false }, Some(current)) if current > 0 => Some(Some(current - 1)),
            (Seek::Neighbor { forward: false }, _) => self.is_done.then(|| n_hits.checked_sub(1)),
        }
    }

    /// "3 of 12", or what else is to be said.
    fn count(&self) -> String {
        let more = match (self.is_done, self.hits.len() >= MAX_HITS) {
            (_, true) => "+",
            (false, _) => "…",
            (true, _) => "",
        };
        match (self.current, self.hits.len()) {
            _ if self.query.is_none() => String::new(),
            (_, 0) if self.is_done => "Nothing found".to_owned(),
            (None, n_hits) => format!("{n_hits}{more}"),
            (Some(current), n_hits) => format!("{} of {n_hits}{more}", current + 1),
        }
    }
}

/// Draws the bar if it is open, and searches on. To be called in every frame, open or not.
///
/// `Enter` leaves the hit selected and the reader with the keyboard; `Esc` leaves it where one is.
pub fn find_bar_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, bar: &mut FindBar) {
    let Some(session) = ctx.session else { return };
    if !bar.is_open && bar.seek.is_none() {
        return;
    }
    let Some(document) = document_in_front(session) else { return };
    if bar.document != Some(document.id) {
        bar.restart(session);
    }
    let pressed = if bar.is_open { bar_ui(ctx, ui, bar, session) } else { None };
    bar.search_on(document);
    let side = session.desk.side;
    if let Some(found) = bar.seek.and_then(|seek| bar.found(seek)) {
        bar.seek = None;
        bar.current = found;
        if let Some(hit) = found.and_then(|idx| bar.hits.get(idx)) {
            ctx.send(Action::ShowWords(side, Selection::of(*hit)));
        }
    }
    bar.is_leaving |= pressed == Some(Pressed::Enter) && bar.query.is_some();
    let is_found = bar.is_leaving && bar.seek.is_none();
    if is_found || pressed == Some(Pressed::Close) {
        bar.is_leaving = false;
        if bar.current.is_some() || pressed == Some(Pressed::Close) {
            bar.close();
            ctx.send(Action::Window(WindowAction::FocusReader(side)));
        } else {
            // Nothing was found: the field keeps the keyboard, to be mended.
            bar.has_keys = false;
        }
    }
    if !bar.is_done {
        ui.request_repaint();
    }
}

fn document_in_front(session: &Session) -> Option<&Arc<Document>> {
    session.desk.tab().and_then(|tab| session.project().document(tab.document))
}

/// What ends the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pressed {
    Enter,
    Close,
}

fn bar_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, bar: &mut FindBar, session: &Session) -> Option<Pressed> {
    let theme = Theme::of(ui);
    let frame = Frame::new()
        .fill(theme.paper)
        .stroke(Stroke::new(HAIRLINE, theme.line))
        .corner_radius(RADIUS_FLOAT)
        .inner_margin(Margin::same(5))
        .shadow(ui.visuals().popup_shadow);
    let row = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let field = ui.scope(|ui| {
            ui.set_width(190.0);
            field_ui(ui, bar, session)
        });
        count_ui(ui, &bar.count());
        let previous = icon_button(ui, Glyph::ChevronUp, "Previous hit");
        let next = icon_button(ui, Glyph::ChevronDown, "Next hit");
        let close = icon_button(ui, Glyph::Close, "Close the search");
        if previous.clicked() || next.clicked() {
            bar.go(session, next.clicked());
        }
        let field = field.inner;
        let key = |key| ui.input(|input| input.key_pressed(key));
        let left = [&field, &previous, &next, &close].iter().any(|part| part.lost_focus());
        if close.clicked() || (left && key(Key::Escape)) {
            Some(Pressed::Close)
        } else {
            (field.lost_focus() && key(Key::Enter)).then_some(Pressed::Enter)
        }
    };
    // Whatever the layout around it, the bar reads from left to right.
    let layout = Layout::left_to_right(Align::Center);
    let bar = |ui: &mut Ui| {
        let pressed = ui.allocate_ui_with_layout(vec2(WIDTH, CONTROL_HEIGHT), layout, row).inner;
        let hint = theme.text(keys_hint(ctx), theme.small()).color(theme.faint);
        ui.horizontal(|ui| {
            ui.add_space(SPACE_S);
            ui.label(hint);
        });
        pressed
    };
    frame.show(ui, |ui| ui.vertical(bar).inner).inner
}

/// "Enter selects it, F3 next, Shift+F3 previous"; without the keys that are switched off.
fn keys_hint(ctx: &ViewCtx<'_>) -> String {
    let mut hint = "Enter selects it".to_owned();
    for (command, does) in [(Command::FindNext, "next"), (Command::FindPrevious, "previous")] {
        let keys = ctx.keymap.shown(command);
        if !keys.is_empty() {
            hint.push_str(&format!(", {keys} {does}"));
        }
    }
    hint
}

fn field_ui(ui: &mut Ui, bar: &mut FindBar, session: &Session) -> Response {
    // A field of one line would take the arrows to its ends.
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (up, down) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown));
    let field = search_field(ui, &mut bar.text, "Find in this document", "");
    if !bar.has_keys {
        bar.has_keys = field.has_focus();
        field.request_focus();
        select_all(ui, &field, &bar.text);
    }
    if field.changed() {
        bar.restart(session);
    } else if up || down {
        bar.go(session, down);
    }
    field
}

/// How many hits there are, in room for as many digits as there may be, so that the buttons stay where they are.
fn count_ui(ui: &mut Ui, count: &str) {
    let theme = Theme::of(ui);
    let galley = ui.painter().layout_no_wrap(count.to_owned(), theme.small(), theme.ink2);
    let size = vec2(galley.size().x.max(86.0), ui.spacing().interact_size.y);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    let spoken = if count.is_empty() { "Nothing to find" } else { count };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken));
    ui.accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    let at = egui::Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min;
    ui.painter().galley(at, galley, theme.ink2);
}
