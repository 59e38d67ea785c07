//! One reader with its tabs.

use egui::{Align, Align2, Layout, Rect, Ui, UiBuilder, vec2};

use crate::command::{Action, Command, WindowAction};
use crate::edit;
use crate::model::{Document, DocumentId, LinkTarget, PassageId, PassageKind, Place, Project};
use crate::session::{Focus, Selection, Session, Side, Spot, WaitingContent};
use crate::text::{Alteration, TextRange};
use crate::ui::ViewCtx;
use crate::ui::find_bar::{FindBar, find_bar_ui};
use crate::ui::reader::{Compared, ReaderEvent, ReaderInput, ReaderOutput, WaitingLook, WaitingSuggestion, reader_ui};
use crate::ui::theme::{SPACE_S, Theme};
use crate::ui::widgets::{Tab, TabAction, TabBar, drop_menu, menu_item};

use super::aside::Offers;
use super::card::card_ui;
use super::compare::in_words;
use super::menu::menu_ui;
use super::view_bar::ViewBar;
use super::{ReadersState, reader_id};

/// How much room the bar to find words has.
const FIND_WIDTH: f32 = 400.0;

/// Shows one reader; `None` if it has no document.
pub fn pane_ui(
    ctx: &ViewCtx<'_>,
    ui: &mut Ui,
    session: &Session,
    state: &mut ReadersState,
    side: Side,
    traces: &[(DocumentId, PassageId, TextRange)],
) -> Option<ReaderOutput> {
    ui.spacing_mut().item_spacing.y = 0.0;
    if !state.first_read {
        tabs_ui(ctx, ui, session, side);
    }
    let tab = session.desk.pane(side).tab().copied();
    let Some((tab, document)) = tab.and_then(|tab| Some((tab, session.project().document(tab.document)?))) else {
        empty_ui(ui);
        return None;
    };
    let aside = state.asides.entry(document.id).or_default();
    aside.update(session, document);
    let offers = aside.offers();
    let proof = state.proof && session.project().is_draft(document) && !session.desk.compares;
    let bar = ViewBar::new((side, tab.view), Offers { proof, ..offers }, aside).filter(|_| !state.first_read);
    let (mut in_text, foot) = split_foot(ui, bar.as_ref());
    let active = session.desk.side == side;
    let hits = state.find.hits().filter(|(of, _)| active && *of == document.id).map_or(&[][..], |(_, hits)| hits);
    let in_document = traces.iter().filter(|(of, _, _)| *of == document.id);
    let trace: Vec<_> = in_document.map(|(_, passage, range)| (*passage, *range)).collect();
    let project = session.project();
    let compared = state.compare.marks_in(side, document.id).filter(|_| session.desk.compares);
    let says = |it: &Alteration| {
        compared.map_or_else(String::new, |versions| in_words(project, versions, versions.pair.version_on(side), it))
    };
    let input = ReaderInput {
        id: reader_id(side),
        name: &name(project, side, document),
        document,
        view: tab.view,
        // What was marked in a text that is gone stands nowhere in it.
        places: session.places(document.id).filter(|_| !document.body.is_emptied()),
        former: aside.former(),
        revision: session.revision(),
        selection: tab.selection,
        selected: tab.passage,
        in_hand: session.desk.hand,
        hovered_elsewhere: state.hovered.filter(|(at, _)| *at != side).map(|(_, passage)| passage),
        find_hits: hits,
        current_hit: state.find.current(),
        trace: &trace,
        waiting: &|range| waiting(session, side, document.id, range),
        sentences: session.sentences(document.id),
        pass_keys: &ctx.keymap.shown(Command::Pass),
        earlier: offers.newer,
        proof,
        compared: compared.map(|versions| Compared {
            pair: versions.pair,
            alterations: &versions.alterations,
            version: versions.pair.version_on(side),
            current: state.compare.current(),
            says: &says,
        }),
        n_links: &|id| project.links_from(id).count() + project.links_to(LinkTarget::Passage(id)).count(),
        first_read: state.first_read,
        above: state.above,
        below: foot.height(),
        // While a list in the lower pane has the keys, it only shows places here.
        active: active && session.desk.focus != Focus::Lower,
    };
    let reader = state.states.entry((side, document.id)).or_default();
    let menu = |ui: &mut Ui, at| menu_ui(ctx, ui, session, at);
    let card = |ui: &mut Ui, passage| card_ui(ctx, ui, session, passage);
    let out = reader_ui(&mut in_text, &input, reader, menu, card);
    bar.into_iter().for_each(|bar| bar.show(ctx, ui, foot));
    for event in &out.events {
        send(ctx, session, side, document, *event);
    }
    if active {
        find_ui(ctx, ui, &mut state.find, out.text_rect);
    }
    Some(out)
}

/// The room for the text, and that for the bar: below it, so that the words that one reads stay where they are when it
/// comes and goes.
fn split_foot(ui: &mut Ui, bar: Option<&ViewBar>) -> (Ui, Rect) {
    let whole = ui.available_rect_before_wrap();
    let height = bar.map_or(0.0, |bar| bar.height(ui));
    let (text, foot) = whole.split_top_bottom_at_y((whole.bottom() - height).max(whole.top()));
    (ui.new_child(UiBuilder::new().max_rect(text).id_salt("text")), foot)
}

/// The suggestions that touch a stretch of a document, as a reader shows them.
fn waiting(session: &Session, side: Side, document: DocumentId, range: TextRange) -> Vec<WaitingSuggestion> {
    if !session.desk.suggestions {
        return Vec::new();
    }
    let at_caret = session.waiting_at_caret(None).filter(|_| session.desk.side == side).map(|one| one.id());
    let shown = session.waiting_in(document, range).map(|one| WaitingSuggestion {
        key: one.key,
        range: one.range,
        title: one.title(),
        says: one.says(),
        worth: one.worth_in_words(),
        accepted: one.key.accepted(),
        look: WaitingLook {
            kind: matches!(one.content, WaitingContent::Noticed(..)).then(|| one.kind()),
            quiet: one.class.is_routine(),
            current: at_caret == Some(one.id()),
        },
    });
    shown.collect()
}

/// The bar that finds words floats over the upper right corner of the text.
fn find_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, bar: &mut FindBar, text: Rect) {
    let place = Rect::from_min_max(text.right_top() + vec2(-FIND_WIDTH, SPACE_S), text.right_bottom());
    let mut child = ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::right_to_left(Align::TOP)));
    find_bar_ui(ctx, &mut child, bar);
}

fn name(project: &Project, side: Side, document: &Document) -> String {
    let side = match side {
        Side::Left => "Left reader",
        Side::Right => "Right reader",
    };
    format!("{side}: {}", project.called(document.id))
}

/// Turns what the user did in a reader into what is to be done.
fn send(ctx: &ViewCtx<'_>, session: &Session, side: Side, document: &Document, event: ReaderEvent) {
    match event {
        ReaderEvent::Focused => ctx.send(Action::Window(WindowAction::UseReader(side))),
        ReaderEvent::Select(selection) => ctx.send(Action::SetSelection(side, selection)),
        ReaderEvent::Passage(passage) => {
            // One that went along is shown where it is now, beside where it was.
            let is_here = session.project().passage(passage).is_some_and(|it| it.place.document == document.id);
            ctx.send(if is_here { Action::Select(side, passage) } else { Action::Show(passage) });
        }
        ReaderEvent::Blank => ctx.send(Action::Deselect(side)),
        ReaderEvent::MoveEdge { passage, range } => {
            let moved = session.project().passage(passage).zip(Place::of(document, range));
            if let Some((passage, place)) = moved.filter(|(it, place)| it.place != *place) {
                let what = edit::set_place(session.project(), passage, place);
                ctx.send(Action::Commit(what, crate::command::Then::Stay));
            }
        }
        ReaderEvent::Follow(range) => {
            // The beginning: who reads on wants no words selected.
            let range = TextRange::empty(range.start());
            ctx.send(Action::Go(Spot { side, document: document.id, range, passage: None }));
        }
        ReaderEvent::Suggestion(range) => {
            ctx.send(Action::Deselect(side));
            ctx.send(Action::SetSelection(side, Selection::caret(range.start())));
            ctx.send(Action::Window(WindowAction::FocusReader(side)));
        }
        ReaderEvent::Address(index) => {
            if let Some(address) = document.structure().addresses.get(index as usize) {
                ctx.send(Action::OpenUrl(address.url.clone()));
            }
        }
        ReaderEvent::Mark(kind) => ctx.send(mark_command(kind)),
        ReaderEvent::Link => ctx.send(Command::Link),
    }
}

/// The command that marks as a kind.
pub fn mark_command(kind: PassageKind) -> Command {
    match kind {
        PassageKind::Claim => Command::MarkClaim,
        PassageKind::Quote => Command::MarkQuote,
        PassageKind::Statistic => Command::MarkStatistic,
    }
}

fn tabs_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, session: &Session, side: Side) {
    let pane = session.desk.pane(side);
    let tabs: Vec<Tab<'_>> =
        pane.tabs.iter().map(|tab| Tab { title: session.project().called(tab.document), count: None }).collect();
    let name = match side {
        Side::Left => "Documents in the left reader",
        Side::Right => "Documents in the right reader",
    };
    let bar =
        TabBar { name, tabs: &tabs, active: Some(pane.front), closable: true, add: Some("Open another document") };
    match bar.show(ui) {
        Some(TabAction::Select(tab)) => {
            if let Some(tab) = pane.tabs.get(tab) {
                ctx.send(Action::OpenDocument(side, tab.document));
            }
        }
        Some(TabAction::Close(tab)) => ctx.send(Action::CloseTab(side, tab)),
        // Its menu opens by itself.
        Some(TabAction::Add) | None => {}
    }
    if let Some(add) = ui.ctx().read_response(bar.add_id(ui)) {
        drop_menu(&add, |ui| open_menu(ctx, ui, session, side));
    }
}

/// Every document of the project, to be opened in this reader, and more from outside.
fn open_menu(ctx: &ViewCtx<'_>, ui: &mut Ui, session: &Session, side: Side) {
    ui.set_min_width(200.0);
    for document in session.project().documents() {
        let called = session.project().called(document.id);
        let title = if called.is_empty() { "Untitled" } else { called };
        let is_earlier = session.project().is_replaced(document.id);
        let role = if is_earlier { "Earlier version" } else { document.role.label() };
        if menu_item(ui, title, role).clicked() {
            ctx.send(Action::OpenDocument(side, document.id));
            ui.close();
        }
    }
    ui.separator();
    crate::ui::command_item::command_item(ctx, ui, Command::AddDocuments);
}

fn empty_ui(ui: &mut Ui) {
    let theme = Theme::of(ui);
    let rect = ui.available_rect_before_wrap();
    let hint = "Drop a document here, paste its text, or choose File, Add documents…";
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, hint, theme.body(), theme.ink2);
}
