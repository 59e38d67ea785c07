//! The list of documents and sources, and the rail that it folds to.

use egui::{
    Align, Align2, Button, Color32, EventFilter, Id, Key, Layout, Modifiers, Rect, Response, Role as Reads, ScrollArea,
    Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::command::{Action, Ask, Command, FileAction, Then};
use crate::edit;
use crate::model::{DocumentId, Field, Role};
use crate::session::{Session, Side, counted, versions_to_compare};
use crate::ui::ViewCtx;
use crate::ui::theme::{HAIRLINE, RADIUS, SPACE_M, SPACE_S, Theme};
use crate::ui::widgets::{
    Glyph, context_menu, elide_middle, fit_middle, focus_ring, icon_button, keep_focus_in_view, menu_item, menu_key,
};

use super::coverage::{progress_meter, sign_off_in_words, struck_because};
use super::documents_data::{DocumentLine, DocumentsData, SourceLine};
use super::documents_entries::{Entry, groups, is_unfolded, rows_of, unfolded_key};

/// The height of one entry: two lines.
const LINE_HEIGHT: f32 = 50.0;
/// The side of a box in the rail.
const BOX: f32 = 30.0;
/// The height of a line that folds earlier versions, and how far they are set in.
const SMALL_HEIGHT: f32 = 26.0;
const INDENT: f32 = 14.0;
/// So many characters of a title stand in a menu.
const MENU_CHARS: f32 = 40.0;

/// What the list remembers.
#[derive(Debug, Default)]
pub struct DocumentsState {
    data: DocumentsData,
    /// The entries that were drawn of documents.
    rows: Vec<(Id, DocumentId)>,
    take_focus: bool,
}

impl DocumentsState {
    /// Gives the keyboard to the list when it is drawn next: to the first document that lies in front.
    pub fn request_focus(&mut self) {
        self.take_focus = true;
    }

    /// The widgets of documents, as they were drawn last.
    pub fn rows(&self) -> &[(Id, DocumentId)] {
        &self.rows
    }
}

/// The list, in all the room of `ui`.
pub fn documents_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, state: &mut DocumentsState) {
    let Some(session) = ctx.session else { return };
    state.data.update(session);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut entries = Vec::new();
    let buttons_height = 74.0;
    ScrollArea::vertical().auto_shrink(false).max_height(ui.available_height() - buttons_height).show(ui, |ui| {
        ui.add_space(SPACE_S);
        for (title, group) in groups(&state.data, |id| is_unfolded(ui, id)) {
            if group.is_empty() {
                continue;
            }
            heading_ui(ui, title);
            for entry in group {
                entries.push((line_ui(ctx, session, ui, entry), entry));
            }
        }
        keep_focus_in_view(ui);
    });
    state.rows = rows_of(&entries);
    keyboard(session, ui, &mut state.take_focus, &entries);
    ui.add_space(SPACE_S);
    let buttons = ui.available_rect_before_wrap().shrink2(vec2(SPACE_M, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(buttons).layout(Layout::top_down_justified(Align::Min)), |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        if ui.add(Button::new(Command::AddDocuments.label())).on_hover_text(Command::AddDocuments.about()).clicked() {
            ctx.send(Command::AddDocuments);
        }
        let new = ui.add(Button::new("New source…"));
        if new.on_hover_text("A person, a call, a book or a web page that a statement rests on").clicked() {
            ctx.send(Action::Ask(Ask::Source { source: None, link_from: None }));
        }
    });
}

/// The rail: a box with a letter for every entry.
pub fn rail_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, state: &mut DocumentsState) {
    let Some(session) = ctx.session else { return };
    state.data.update(session);
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut entries = Vec::new();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.add_space(SPACE_M - 2.0);
        ui.vertical_centered(|ui| {
            for (_, group) in groups(&state.data, |_| false) {
                if group.is_empty() {
                    continue;
                }
                for entry in group.into_iter().filter(|entry| !matches!(entry, Entry::Fold(..))) {
                    entries.push((box_ui(ctx, session, ui, entry), entry));
                }
                let (line, _) = ui.allocate_exact_size(vec2(BOX, 13.0), Sense::hover());
                ui.painter().hline(line.x_range(), line.top() + 3.0, Stroke::new(HAIRLINE, theme.line));
            }
            if icon_button(ui, Glyph::Plus, Command::AddDocuments.label()).clicked() {
                ctx.send(Command::AddDocuments);
            }
        });
        keep_focus_in_view(ui);
    });
    state.rows = rows_of(&entries);
    keyboard(session, ui, &mut state.take_focus, &entries);
}

fn heading_ui(ui: &mut Ui, title: &str) {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Reads::Heading, true, title));
    let galley = ui.painter().layout_job(theme.heading_job(title, theme.faint));
    ui.painter().galley(pos2(rect.left() + SPACE_M, rect.bottom() - 4.0 - galley.size().y), galley, theme.faint);
}

/// One entry of the list. Returns its id.
fn line_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, entry: Entry<'_>) -> Id {
    if matches!(entry, Entry::Fold(..) | Entry::Fork(..)) {
        return small_line_ui(ctx, session, ui, entry);
    }
    let theme = Theme::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), LINE_HEIGHT));
    let response = ui.interact(rect, entry.id(ui), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Reads::ListBoxOption, true, entry.is_in_front(session), entry.name()));
    let front = entry.is_in_front(session);
    if front || response.hovered() {
        ui.painter().rect_filled(rect, 0.0, if front { theme.paper } else { theme.hover });
    }
    if front {
        ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0.0, theme.accent);
    }
    let is_earlier = matches!(entry, Entry::Earlier(_));
    let inner = rect.shrink2(vec2(SPACE_M, 0.0));
    let inner = if is_earlier { inner.with_min_x(inner.left() + INDENT) } else { inner };
    // What came before is quiet.
    let (font, ink) = if is_earlier { (theme.body(), theme.ink2) } else { (theme.body_medium(), theme.ink) };
    let shown = fit_middle(ui, entry.title(), &font, inner.width());
    let cut = *shown != *entry.title();
    ui.painter().text(pos2(inner.left(), rect.top() + 16.0), Align2::LEFT_CENTER, shown, font, ink);
    let second = pos2(inner.left(), rect.top() + 35.0);
    let (left, n_links) = match entry {
        Entry::Document(line) => (line.coverage(), line.n_links),
        Entry::Source(line) => (line.detail.clone(), line.n_links),
        Entry::Earlier(line) | Entry::Fold(line, _) | Entry::Fork(line, _) => (line.left(), 0),
    };
    let right = pos2(inner.right(), second.y);
    match entry {
        Entry::Document(line) if line.role == Role::Draft => {
            let place = Rect::from_center_size(pos2(right.x - 35.0, right.y), vec2(70.0, 5.0));
            // A child of its own, so that the next entry is not put below the meter.
            let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt(("meter", line.id)));
            progress_meter(ctx, &mut child, place.size(), &line.progress, || session.first_step(line.id));
        }
        Entry::Earlier(_) | Entry::Fold(..) | Entry::Fork(..) => {}
        _ => {
            let links = counted(n_links, "link", "links");
            ui.painter().text(right, Align2::RIGHT_CENTER, links, theme.small(), theme.ink2);
        }
    }
    let beside = if is_earlier { 0.0 } else { 76.0 };
    let left = fit_middle(ui, &left, &theme.small(), inner.width() - beside);
    ui.painter().text(second, Align2::LEFT_CENTER, left, theme.small(), theme.ink2);
    if entry.is_new() {
        ui.painter().circle_filled(pos2(rect.left() + 8.0, rect.top() + 16.5), 3.0, theme.accent);
    }
    focus_ring(ui, &response, 0);
    take_click(ctx, session, ui, &response, entry);
    hover_ui(ctx, session, &response, entry, cut);
    response.id
}

/// A line that folds earlier versions, or tells of a fork. Returns its id.
fn small_line_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, entry: Entry<'_>) -> Id {
    let theme = Theme::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), SMALL_HEIGHT));
    let response = ui.interact(rect, entry.id(ui), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Reads::Button, true, entry.name()));
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, theme.hover);
    }
    let inner = rect.shrink2(vec2(SPACE_M, 0.0));
    let (sign, color, text) = match entry {
        Entry::Fold(line, true) => (Glyph::ChevronUp, theme.ink2, line.fold()),
        Entry::Fold(line, false) => (Glyph::ChevronDown, theme.ink2, line.fold()),
        Entry::Fork(_, fork) => (Glyph::Warning, theme.conf, fork.short.clone()),
        _ => return response.id,
    };
    sign.paint(ui.painter(), inner.left_center() + vec2(5.0, 0.0), 9.0, color);
    let at = inner.left_center() + vec2(INDENT + 2.0, 0.0);
    ui.painter().text(at, Align2::LEFT_CENTER, text, theme.small(), color);
    focus_ring(ui, &response, 0);
    take_click(ctx, session, ui, &response, entry);
    if let Entry::Fork(_, fork) = entry {
        response.clone().on_hover_text(&fork.told);
    }
    response.id
}

/// What is shown of an entry on which the pointer rests: its title if that is cut, and its sign-off.
fn hover_ui(ctx: &ViewCtx<'_>, session: &Session, response: &Response, entry: Entry<'_>, cut: bool) {
    let sign_off = match entry {
        Entry::Document(DocumentLine { sign_off: Some((sign_off, _)), .. }) => Some(sign_off),
        _ => None,
    };
    if !cut && sign_off.is_none() && !entry.is_new() {
        return;
    }
    response.clone().on_hover_ui(|ui| {
        if cut {
            ui.label(entry.title());
        }
        if entry.is_new() {
            ui.label("Others worked here since you last had this project open");
        }
        if let Some(sign_off) = sign_off {
            ui.label(sign_off_in_words(session.project(), sign_off, ctx.now));
            if let Some(why) = struck_because(ui, session, sign_off) {
                ui.label(format!("Struck: {why}"));
            }
        }
    });
}

/// One box of the rail. Returns its id.
fn box_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, entry: Entry<'_>) -> Id {
    let theme = Theme::of(ui);
    let (_, rect) = ui.allocate_space(Vec2::splat(BOX));
    ui.add_space(SPACE_S);
    let response = ui.interact(rect, entry.id(ui), Sense::click());
    let front = entry.is_in_front(session);
    response.widget_info(|| WidgetInfo::selected(Reads::ListBoxOption, true, front, entry.name()));
    let fill = if response.hovered() { theme.hover } else { theme.paper };
    let (line, ink): (Color32, Color32) = if front { (theme.accent, theme.accent) } else { (theme.line, theme.ink2) };
    ui.painter().rect(rect, f32::from(RADIUS), fill, Stroke::new(HAIRLINE, line), StrokeKind::Inside);
    if matches!(entry, Entry::Fork(..)) {
        Glyph::Warning.paint(ui.painter(), rect.center(), 13.0, theme.conf);
    } else {
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, entry.initials(), theme.small_strong(), ink);
    }
    if entry.is_new() {
        ui.painter().circle_filled(rect.right_top() + vec2(-2.0, 2.0), 4.0, theme.accent);
    }
    focus_ring(ui, &response, RADIUS);
    take_click(ctx, session, ui, &response, entry);
    response.on_hover_text(entry.name()).id
}

fn take_click(ctx: &ViewCtx<'_>, session: &Session, ui: &Ui, response: &Response, entry: Entry<'_>) {
    let asked_at = menu_key(response).then_some(response.rect);
    match entry {
        Entry::Fold(line, unfolded) => {
            if response.clicked() {
                ui.data_mut(|data| data.insert_temp(unfolded_key(line.id), !unfolded));
            }
        }
        Entry::Fork(..) => {
            if response.clicked() {
                ctx.send(Command::ReviewVersion);
            }
        }
        Entry::Document(line) | Entry::Earlier(line) => {
            if response.clicked() {
                let other = ui.input(|input| input.modifiers.command);
                let side = own_side(line.role);
                ctx.send(Action::OpenDocument(if other { side.other() } else { side }, line.id));
            }
            context_menu(response, asked_at, |ui| document_menu_ui(ctx, session, ui, line));
        }
        Entry::Source(line) => {
            let edit = Ask::Source { source: Some(line.id), link_from: None };
            if response.clicked() {
                ctx.send(Action::Ask(edit));
            }
            context_menu(response, asked_at, |ui| source_menu_ui(ctx, ui, line));
        }
    }
}

/// Where a document is opened unless the other reader is asked for.
fn own_side(role: Role) -> Side {
    match role {
        Role::Draft => Side::Left,
        Role::Evidence => Side::Right,
    }
}

fn document_menu_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, line: &DocumentLine) {
    let id: DocumentId = line.id;
    for (text, side) in [("Open on the left", Side::Left), ("Open on the right", Side::Right)] {
        if menu_item(ui, text, "").clicked() {
            ctx.send(Action::OpenDocument(side, id));
        }
    }
    compare_item(ctx, session, ui, id);
    ui.separator();
    if menu_item(ui, Command::EditDocument.label(), &ctx.keymap.shown(Command::EditDocument)).clicked() {
        ctx.send(Action::Ask(Ask::Document(id)));
    }
    let can = !session.project().is_replaced(id);
    let item = ui.add_enabled_ui(can, |ui| menu_item(ui, Command::ReplaceDocument.label(), "")).inner;
    let item = item.on_hover_text(Command::ReplaceDocument.about());
    if item.on_disabled_hover_text("A newer version has replaced this document already").clicked() {
        ctx.send(Action::Ask(Ask::Version(id)));
    }
    for (command, action) in
        [(Command::LoadAgain, FileAction::LoadAgain(id)), (Command::ReopenEncoding, FileAction::ReopenEncoding(id))]
    {
        let has_encoding = session.project().document(id).is_some_and(|document| !document.encoding.is_empty());
        let can_read = command == Command::LoadAgain || has_encoding;
        let item = ui.add_enabled_ui(can_read, |ui| menu_item(ui, command.label(), "")).inner;
        if item.on_disabled_hover_text("Its format settles its encoding").clicked() {
            ctx.send(Action::File(action));
        }
    }
    if line.role == Role::Draft && can && !matches!(line.sign_off, Some((_, true))) {
        let item = menu_item(ui, Command::SignOff.label(), "");
        if item.on_hover_text(Command::SignOff.about()).clicked() {
            ctx.send(Action::Ask(Ask::SignOff(id)));
        }
    }
    let (text, role) = match line.role {
        Role::Draft => ("Make it evidence", Role::Evidence),
        Role::Evidence => ("Make it a draft", Role::Draft),
    };
    if menu_item(ui, text, "").clicked() && session.project().document(id).is_some() {
        ctx.send(Action::Commit(edit::set_field(id, Field::Role, role), Then::Stay));
    }
    ui.separator();
    let project = session.project();
    let goes_back = edit::goes_back(project, id) && edit::beside(project, id).is_none();
    let text = if goes_back { "Remove, and go back to the version before…" } else { "Remove…" };
    if menu_item(ui, text, "").clicked() {
        ctx.send(Action::Ask(Ask::RemoveDocument(id)));
    }
}

/// The line that compares a document with another version of it, or with what is in front if it has none.
fn compare_item(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, id: DocumentId) {
    let pair = versions_to_compare(session, id).or_else(|| with_what_is_beside(session, id));
    let text = pair.map_or("Compare versions".into(), |(old, new)| {
        let other = session.project().called(if old == id { new } else { old });
        format!("Compare with “{}”", elide_middle(other, MENU_CHARS, |text| text.chars().count() as f32))
    });
    let item = ui.add_enabled_ui(pair.is_some(), |ui| menu_item(ui, &text, "")).inner;
    let item = item.on_hover_text("Mark how both differ, and scroll them together");
    if item.on_disabled_hover_text("Open another document first, with which it is compared").clicked()
        && let Some((old, new)) = pair
    {
        ctx.send(Action::Compare { old, new, at: None });
    }
}

/// A document with the one in front of the reader used last, or of the other reader; the left one counts as the old one.
fn with_what_is_beside(session: &Session, document: DocumentId) -> Option<(DocumentId, DocumentId)> {
    let desk = &session.desk;
    let other =
        |side: Side| desk.pane(side).tab().filter(|tab| tab.document != document).map(|tab| (side, tab.document));
    let (side, other) = other(desk.side).or_else(|| other(desk.side.other()))?;
    Some(if side == Side::Left { (other, document) } else { (document, other) })
}

fn source_menu_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, line: &SourceLine) {
    if menu_item(ui, "Edit…", "").clicked() {
        ctx.send(Action::Ask(Ask::Source { source: Some(line.id), link_from: None }));
    }
    let open = ui.add_enabled_ui(!line.url.is_empty(), |ui| menu_item(ui, "Open its address…", "")).inner;
    if open.on_disabled_hover_text("It has no address").clicked() {
        ctx.send(Action::OpenUrl(line.url.clone()));
    }
    ui.separator();
    if menu_item(ui, "Remove…", "").clicked() {
        ctx.send(Action::Ask(Ask::RemoveSource(line.id)));
    }
}

/// Gives the keyboard to the list if that was asked for; then the arrow keys go from entry to entry.
fn keyboard(session: &Session, ui: &Ui, take_focus: &mut bool, entries: &[(Id, Entry<'_>)]) {
    if std::mem::take(take_focus)
        && let Some((id, _)) = entries.iter().find(|(_, entry)| entry.is_in_front(session)).or(entries.first())
    {
        ui.memory_mut(|memory| memory.request_focus(*id));
        // Only then the arrow keys are ours.
        ui.ctx().request_repaint();
    }
    let Some(at) = entries.iter().position(|(id, _)| ui.memory(|memory| memory.has_focus(*id))) else { return };
    let Some((here, _)) = entries.get(at) else { return };
    let filter = EventFilter { vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(*here, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let to = if pressed(Key::ArrowDown) {
        entries.get(at + 1)
    } else if pressed(Key::ArrowUp) {
        at.checked_sub(1).and_then(|at| entries.get(at))
    } else {
        None
    };
    if let Some((to, _)) = to {
        ui.memory_mut(|memory| memory.request_focus(*to));
    }
}
