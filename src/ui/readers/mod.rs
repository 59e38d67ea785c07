//! The middle of the window: two readers with their tabs, and the links between them.
//!
//! Each reader shows one document in front; [`readers_ui`] divides the room, draws both, turns what the user does in
//! them into actions, and draws connectors from the passage in hand to its partners, or takes one reader along with the
//! other while they show two versions of a text. Start reading with it.

mod aside;
mod card;
mod compare;
mod compare_bar;
mod connectors;
mod menu;
mod pane;
mod view_bar;

use std::collections::BTreeMap;

use egui::{Id, Rangef, Rect, Ui, UiBuilder, pos2};

use crate::command::WindowAction;
use crate::model::{DocumentId, LinkTarget, PassageId};
use crate::session::{Session, Side, Turned};
use crate::text::TextRange;

use super::ViewCtx;
use super::find_bar::FindBar;
use super::reader::{ReaderOutput, ReaderState, Sighted, Trace};
use super::widgets::{Axis, splitter};

use aside::Aside;
use compare::{CompareState, Place};
use compare_bar::compare_bar_ui;
use connectors::connectors_ui;
use pane::pane_ui;

/// The narrowest reader that still holds 45 characters a line beside its gutter and strip.
pub const MIN_READER_WIDTH: f32 = 448.0;
/// The lowest reader that is worth showing, tabs included.
const MIN_READER_HEIGHT: f32 = 140.0;

/// What the readers keep from one frame to the next.
#[derive(Default)]
pub struct ReadersState {
    states: BTreeMap<(Side, DocumentId), ReaderState>,
    /// Whether this is the first read: one reader, no marks.
    pub first_read: bool,
    /// Whether what is done is gray in drafts: the proof view.
    pub proof: bool,
    /// How the two documents in front differ, while they are compared.
    pub compare: CompareState,
    /// The bar that finds words in the document of the reader used last.
    pub find: FindBar,
    /// What is beside the text of each document.
    asides: BTreeMap<DocumentId, Aside>,
    /// How much of the room above the readers is taken for as long as versions are compared.
    above: f32,
    /// The passage under the pointer, in the reader that it is in.
    hovered: Option<(Side, PassageId)>,
    /// The part of the room that the first reader has, while it is being dragged.
    split: Option<f32>,
}

impl ReadersState {
    /// Brings `range` of a document into view in a reader.
    pub fn reveal(&mut self, side: Side, document: DocumentId, range: TextRange) {
        self.states.entry((side, document)).or_default().reveal(range);
    }

    /// Keeps `range` of a document in view in a reader, if it is in view now, when the text is laid out anew.
    pub fn keep_in_view(&mut self, side: Side, document: DocumentId, range: TextRange) {
        if let Some(state) = self.states.get_mut(&(side, document)) {
            state.keep_in_view(range);
        }
    }

    /// What was read is read in another place now: its reader is where that was.
    pub fn turn(&mut self, turned: &Turned) {
        let Some(before) = self.states.get(&turned.from).cloned() else { return };
        if turned.is_other_text() {
            let reader = self.states.entry(turned.to).or_default();
            reader.go_like(&before, |offset| turned.same_place(offset));
        } else {
            self.states.insert(turned.to, before);
        }
    }

    /// From where on the document in front of a reader is read, if it was shown.
    pub fn reads_from(&self, side: Side, document: DocumentId) -> Option<usize> {
        self.states.get(&(side, document))?.reads_from()
    }

    /// Whether the bar to find words is open, which has the keys then.
    pub fn find_has_keys(&self) -> bool {
        self.find.is_open()
    }
}

/// The identity of a reader in egui, for the keyboard focus.
pub fn reader_id(side: Side) -> Id {
    Id::unique(("reader", side))
}

/// Shows the readers in all the room there is.
pub fn readers_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, state: &mut ReadersState) {
    let Some(session) = ctx.session else { return };
    let top = ui.available_rect_before_wrap().top();
    if session.desk.compares {
        ui.spacing_mut().item_spacing.y = 0.0;
        compare_bar_ui(ctx, ui, session, &mut state.compare);
        put_compared(session, state);
    }
    let room = ui.available_rect_before_wrap();
    state.above = room.top() - top;
    let traces = traces(session, state.hovered.map(|(_, passage)| passage));
    let mut shown = Vec::new();
    let mut hovered = None;
    for (side, rect) in divide(ctx, session, state, room) {
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("pane", side)));
        child.set_clip_rect(rect.intersect(ui.clip_rect()));
        let out = pane_ui(ctx, &mut child, session, state, side, &traces);
        if session.desk.compares {
            scroll_together(ui, session, state, side);
        }
        if let Some(out) = out {
            hovered = hovered.or(out.hovered.map(|passage| (side, passage)));
            shown.push((side, out));
        }
    }
    if hovered != state.hovered {
        ui.request_repaint();
        state.hovered = hovered;
    }
    remember_words(ui, &shown);
    if !state.first_read && !session.desk.compares {
        connectors_ui(ctx, ui, session, &shown, hovered.map(|(_, passage)| passage), room);
    }
    split_ui(ctx, ui, session, state, room);
}

/// The state of the reader on a side, of the document in front there.
fn reader_in_front<'s>(session: &Session, state: &'s mut ReadersState, side: Side) -> Option<&'s mut ReaderState> {
    let tab = session.desk.pane(side).tab()?;
    Some(state.states.entry((side, tab.document)).or_default())
}

/// Puts both readers where the same stands that the user wants to see.
fn put_compared(session: &Session, state: &mut ReadersState) {
    let Some(places) = state.compare.places() else { return };
    for (side, offset) in places {
        state.compare.was_put(side);
        if let Some(reader) = reader_in_front(session, state, side) {
            reader.put_row(Sighted { offset, below: 0.0 });
        }
    }
}

/// Takes the other reader along, if this one was scrolled.
fn scroll_together(ui: &Ui, session: &Session, state: &mut ReadersState, side: Side) {
    let Some(tab) = session.desk.pane(side).tab() else { return };
    let reader = state.states.entry((side, tab.document)).or_default();
    let Some(place) = state.compare.follow(side, reader) else { return };
    let other = side.other();
    state.compare.was_put(other);
    if let Some(reader) = reader_in_front(session, state, other) {
        match place {
            Place::Top => reader.set_anchor(super::reader::Anchor::default()),
            Place::Line(line) => reader.put_line(line),
            Place::Row(row) => reader.put_row(row),
        }
    }
    if other == Side::Left {
        // It was drawn before.
        ui.request_repaint();
    }
}

/// The lines of the passages that are linked with the one in hand, as they were drawn last.
type WordsInView = BTreeMap<PassageId, Vec<Rect>>;

fn words_id() -> Id {
    Id::unique("linked words in view")
}

fn remember_words(ui: &Ui, shown: &[(Side, ReaderOutput)]) {
    let mut words = WordsInView::new();
    for (passage, trace) in shown.iter().flat_map(|(_, reader)| &reader.traced) {
        if let Trace::Rects(rects) = trace {
            words.entry(*passage).or_default().extend(rects);
        }
    }
    ui.data_mut(|data| data.insert_temp(words_id(), words));
}

/// The lines in the window that the words of a passage take which is in hand, or linked with that.
pub fn words_in_view(ctx: &egui::Context, passage: PassageId) -> Vec<Rect> {
    let words: Option<WordsInView> = ctx.data(|data| data.get_temp(words_id()));
    words.and_then(|mut words| words.remove(&passage)).unwrap_or_default()
}

/// The readers that are shown, each with its room.
fn divide(ctx: &ViewCtx<'_>, session: &Session, state: &ReadersState, room: Rect) -> Vec<(Side, Rect)> {
    let desk = &session.desk;
    let shown: Vec<Side> = Side::BOTH.into_iter().filter(|side| !desk.pane(*side).tabs.is_empty()).collect();
    match shown.as_slice() {
        [left, right] if (!ctx.settings.layout.one_reader || desk.compares) && !state.first_read => {
            let split = split_of(ctx, state);
            let (first, second) = match axis(ctx, room) {
                Axis::Horizontal => room.split_left_right_at_x(middle(room.x_range(), split, MIN_READER_WIDTH)),
                Axis::Vertical => room.split_top_bottom_at_y(middle(room.y_range(), split, MIN_READER_HEIGHT)),
            };
            vec![(*left, first), (*right, second)]
        }
        [_, _] => vec![(desk.side, room)],
        [only] => vec![(*only, room)],
        _ => vec![(Side::Left, room)],
    }
}

/// Side by side, unless the user stacks the readers or their lines would get too short.
fn axis(ctx: &ViewCtx<'_>, room: Rect) -> Axis {
    let narrow = room.width() < 2.0 * MIN_READER_WIDTH;
    if ctx.settings.layout.stacked || narrow { Axis::Vertical } else { Axis::Horizontal }
}

fn split_of(ctx: &ViewCtx<'_>, state: &ReadersState) -> f32 {
    state.split.unwrap_or(f32::from(ctx.settings.layout.split) / 1000.0)
}

fn middle(range: Rangef, split: f32, least: f32) -> f32 {
    let at = range.min + range.span() * split;
    allowed(range, least).clamp(at).round()
}

fn allowed(range: Rangef, least: f32) -> Rangef {
    let least = least.min(range.span() / 2.0);
    Rangef::new(range.min + least, range.max - least)
}

/// The line between the readers, which can be dragged.
fn split_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, session: &Session, state: &mut ReadersState, room: Rect) {
    let rects = divide(ctx, session, state, room);
    let [(_, first), _] = rects.as_slice() else { return };
    let axis = axis(ctx, room);
    let (range, least, mut at, place) = match axis {
        Axis::Horizontal => {
            let line = Rect::from_min_max(pos2(first.right(), room.top()), pos2(first.right(), room.bottom()));
            (room.x_range(), MIN_READER_WIDTH, first.right(), line)
        }
        Axis::Vertical => {
            let line = Rect::from_min_max(pos2(room.left(), first.bottom()), pos2(room.right(), first.bottom()));
            (room.y_range(), MIN_READER_HEIGHT, first.bottom(), line)
        }
    };
    let response = splitter(ui, "Between the readers", axis, place, &mut at, allowed(range, least));
    if response.changed() {
        state.split = Some((at - range.min) / range.span());
    }
    if response.double_clicked() {
        state.split = None;
        ctx.send(crate::command::Action::Window(WindowAction::Split(500)));
    } else if (response.drag_stopped() || (response.has_focus() && response.changed()))
        && let Some(split) = state.split
    {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of one, in thousandths")]
        let per_mille = (split.clamp(0.1, 0.9) * 1000.0).round() as u16;
        state.split = None;
        ctx.send(crate::command::Action::Window(WindowAction::Split(per_mille)));
    }
}

/// The passages whose places are needed to draw connectors: the one in hand, the one pointed at, and their partners.
fn traces(session: &Session, hovered: Option<PassageId>) -> Vec<(DocumentId, PassageId, TextRange)> {
    let project = session.project();
    let mut wanted: Vec<PassageId> = Vec::new();
    for from in session.desk.shown().into_iter().chain(hovered) {
        wanted.push(from);
        wanted.extend(project.links_from(from).filter_map(|link| match link.to {
            LinkTarget::Passage(to) => Some(to),
            LinkTarget::Document(_) | LinkTarget::Source(_) => None,
        }));
        wanted.extend(project.links_to(LinkTarget::Passage(from)).map(|link| link.from));
    }
    wanted.sort_unstable();
    wanted.dedup();
    let marked = |id: PassageId| project.passage(id).filter(|passage| !project.is_orphaned(passage));
    let place = |id: PassageId| marked(id).map(|passage| (passage.place.document, id, passage.range()));
    wanted.into_iter().filter_map(place).collect()
}
