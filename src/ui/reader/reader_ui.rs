//! The view itself.

use egui::{
    CursorIcon, Event, EventFilter, OutputCommand, PointerButton, Rect, Response, Sense, Stroke, Ui, Vec2, WidgetInfo,
    pos2,
};

use crate::model::{PassageId, Span, SpanKind};
use crate::session::Selection;
use crate::text::TextRange;
use crate::ui::theme::{FOCUS_WIDTH, HAIRLINE, Theme};
use crate::ui::widgets::{context_menu, is_behind_dialog, menu_key};

use super::access::describe;
use super::bar::bar_ui;
use super::column::Column;
use super::contract::{MenuAt, ReaderEvent, ReaderInput, ReaderOutput, Trace};
use super::gesture::Under;
use super::gutter::{Signs, paint_numbers};
use super::keys::travel;
use super::margin::Margin;
use super::page::Page;
use super::paint::Brush;
use super::proof::left_to_do;
use super::segments::{Segment, former_segments, segments, stack_at};
use super::selection::{fitted, tightened};
use super::sight::Sight;
use super::state::ReaderState;
use super::strip::{StripMarks, strip_ui};
use super::untouched::Untouched;
use super::view::{Anchor, EYES, Layouter, View};
use super::waiting::Waiting;

/// The speed of scrolling while a selection is dragged over the edge, per second and point of distance.
const DRAG_SCROLL: f32 = 12.0;

/// Shows a reader in all the room there is. `menu` fills the context menu, `card` what is shown of a passage on which the
/// pointer rests.
pub fn reader_ui(
    ui: &mut Ui,
    input: &ReaderInput<'_>,
    state: &mut ReaderState,
    menu: impl FnOnce(&mut Ui, MenuAt),
    card: impl FnOnce(&mut Ui, PassageId),
) -> ReaderOutput {
    state.forget_other_document(input.document.id);
    let sight = &*state.sight(input.document, input.view);
    let column = Column::new(ui.available_rect_before_wrap(), sight.gutter_chars(), input.first_read);
    ui.allocate_rect(column.whole, Sense::hover());
    let response = ui.interact(column.text, input.id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Document, true, input.name));
    let mut frame = Frame { input, sight, column, response, selection: fitted(input.selection, sight), events: vec![] };

    let theme = Theme::of(ui);
    let painter = ui.painter_at(column.whole);
    let page = frame.scroll(ui, state);
    let segments = frame.visible_segments(&page, state);
    frame.pointer(ui, state, &page, &segments);
    let hovered = frame.hover(ui, state, &page, &segments);

    let text_painter = ui.painter_at(column.text);
    let margin = Margin::of(sight, &page, &column, theme);
    let is_bare = input.first_read || input.compared.is_some();
    let waiting = Waiting::new(if is_bare { Vec::new() } else { (input.waiting)(page.range()) });
    let signs = Signs::of((ui.painter(), theme), &page, &segments, &waiting, column.gutter);
    let untouched = Untouched::of(&page, input.sentences.filter(|_| !is_bare));
    let marks = Marks { segments: &segments, signs: &signs, margin: &margin, untouched: &untouched, waiting: &waiting };
    let quiet = if input.earlier && input.compared.is_none() { theme.control_line } else { theme.line };
    frame.paint(&Brush { painter: &text_painter, theme, page: &page, quiet }, state, &marks, hovered);
    if frame.response.has_focus() {
        let edge = column.text.left() + 1.0;
        painter.vline(edge, column.text.y_range(), Stroke::new(FOCUS_WIDTH, theme.focus));
    }
    frame.copy(ui);
    frame.context_menu(ui, state, &page, &segments, menu);
    let by_sign = signs.click(ui, input.id, input.document, column.text, input.selected);
    frame.events.extend(by_sign.map(ReaderEvent::Passage));
    let by_bar = untouched.click(ui, input.id, input.document, column.text, input.pass_keys);
    frame.events.extend(by_bar.map(|sentence| ReaderEvent::Suggestion(TextRange::empty(sentence.start()))));
    let by_mark = margin.click(ui, input.id, sight, column.text);
    frame.events.extend(by_mark.map(ReaderEvent::Follow));
    let with_card = hovered.filter(|_| !frame.is_on_shorter(&page, &segments, &waiting, hovered));
    if !is_behind_dialog(ui) {
        frame.beside(ui, (&page, &signs, &waiting), with_card);
        if let Some(passage) = with_card {
            frame.card(ui, &page, &segments, passage, card);
        }
    }
    frame.bar(ui, state, &page);
    let clicked = describe(ui, input.id, input, (sight, &page), &segments, frame.selection);
    frame.events.extend(clicked.map(ReaderEvent::Passage));
    frame.selection = tightened(frame.selection, sight);
    if frame.selection != input.selection {
        frame.events.insert(0, ReaderEvent::Select(frame.selection));
    }
    let traced = input.trace.iter().map(|(id, range)| (*id, frame.trace(&page, *range))).collect();
    let lines = if input.trace.is_empty() { Vec::new() } else { page.rects(page.range()).collect() };
    ReaderOutput {
        events: frame.events,
        hovered,
        traced,
        text_rect: column.text,
        lines,
        lane: column.lane(),
        numbers: column.numbers(),
        response: frame.response,
    }
}

/// What is drawn over and beside the words.
struct Marks<'a> {
    segments: &'a [Segment],
    signs: &'a Signs<'a>,
    margin: &'a Margin,
    untouched: &'a Untouched,
    waiting: &'a Waiting,
}

/// One frame of one reader.
struct Frame<'a> {
    input: &'a ReaderInput<'a>,
    sight: &'a Sight,
    column: Column,
    response: Response,
    selection: Selection,
    events: Vec<ReaderEvent>,
}

impl Frame<'_> {
    /// Moves the view and the caret as wheel, strip and keys want it, and gives the page that is then in view.
    fn scroll(&mut self, ui: &mut Ui, state: &mut ReaderState) -> Page {
        let Column { text, measure, .. } = self.column;
        let painter = ui.painter().clone();
        let mut layouts = std::mem::take(&mut state.layouts);
        let mut layouter = Layouter::new(self.sight, &painter, Theme::of(ui), measure, &mut layouts);
        let anchor = state.take_anchor(self.input.above);
        let mut view = View::new(&mut layouter, anchor, text.height());
        let go = |view: &mut View, layouter: &mut Layouter<'_>, anchor: Option<Anchor>| {
            if let Some(anchor) = anchor {
                *view = View::new(layouter, anchor, text.height());
            }
        };
        let wheel = self.take_wheel(ui);
        let scrolled = (wheel != 0.0).then(|| view.anchor_scrolled(-wheel));
        go(&mut view, &mut layouter, scrolled);
        let keys = self.keys(ui, state, &mut layouter, &view);
        go(&mut view, &mut layouter, keys);
        let reveal = state.to_reveal.take().and_then(|range| view.anchor_to_reveal(range));
        go(&mut view, &mut layouter, reveal);
        let by_drag = self.drag_scroll(ui, state).map(|by| view.anchor_scrolled(by));
        go(&mut view, &mut layouter, by_drag);
        let by_strip = self.strip(ui, state, &view).map(|offset| View::anchor_at(&mut layouter, offset));
        go(&mut view, &mut layouter, by_strip);
        // At one height, whatever stands below the text.
        let eyes = EYES * (text.height() + self.input.below);
        let row = state.wanted_row.take().map(|row| Anchor { offset: row.offset, below: -eyes - row.below });
        let line = state.wanted_line.take().map(|line| View::anchor_of(&mut layouter, line, eyes));
        go(&mut view, &mut layouter, row.or(line));
        state.layouts = layouts;
        state.saw(&view, eyes, self.selection.head);
        let scale = ui.pixels_per_point();
        let page = view.placed(self.column.origin(), |y| (y * scale).round() / scale);
        state.in_view = Some(page.range());
        page
    }

    fn take_wheel(&self, ui: &Ui) -> f32 {
        if !self.response.contains_pointer() && !ui.rect_contains_pointer(self.column.strip) {
            return 0.0;
        }
        ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y))
    }

    fn keys(&mut self, ui: &Ui, state: &mut ReaderState, layouter: &mut Layouter<'_>, view: &View) -> Option<Anchor> {
        if self.response.gained_focus() {
            self.events.push(ReaderEvent::Focused);
        }
        if !self.response.has_focus() {
            return None;
        }
        // Tab goes on to the next pane; arrows and Escape stay here.
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(self.input.id, filter));
        let height = self.column.text.height();
        let moved = travel(ui, layouter, &mut self.selection, &mut state.goal_x, height)?;
        if moved.turned_page
            && let Some(anchor) = view.anchor_with(moved.from, self.selection.head)
        {
            return Some(anchor);
        }
        view.anchor_to_show(layouter, self.selection.head)
    }

    /// How far the text moves because a selection is dragged over an edge.
    fn drag_scroll(&self, ui: &Ui, state: &ReaderState) -> Option<f32> {
        let pos = ui.input(|input| input.pointer.interact_pos()).filter(|_| state.pointer.is_dragging())?;
        let Rect { min, max } = self.column.text;
        let over = (pos.y - max.y).max(0.0) + (pos.y - min.y).min(0.0);
        if over == 0.0 {
            return None;
        }
        ui.ctx().request_repaint();
        let seconds = ui.input(|input| input.stable_dt.min(0.1));
        Some(over.clamp(-200.0, 200.0) * DRAG_SCROLL * seconds)
    }

    /// Shows the strip. Gives the offset to which the user wants to go.
    fn strip(&self, ui: &mut Ui, state: &mut ReaderState, view: &View) -> Option<f64> {
        let length = (self.input.document.text().len() as f64).max(1.0);
        let (from, to) = view.edges();
        let places = self.input.places.filter(|_| !self.input.first_read).map(|places| (places, self.input.revision));
        let marks = self.input.compared.map(StripMarks::Versions).or(places.map(StripMarks::Passages));
        let edges = (from / length, to / length);
        let name = self.input.name;
        let clip = ui.clip_rect();
        let chosen = ui.push_id(self.input.id, |ui| {
            ui.set_clip_rect(clip);
            strip_ui(ui, self.column.strip, name, (marks, self.input.document.text().len()), edges, &mut state.strip)
        });
        chosen.inner.map(|share| share * length)
    }

    /// The passages in view. The one whose edge is being dragged has its new place.
    fn visible_segments(&self, page: &Page, state: &ReaderState) -> Vec<Segment> {
        let Some(places) = self.input.places.filter(|_| !self.input.first_read) else { return Vec::new() };
        let is_quiet = self.input.earlier || self.input.compared.is_some();
        let mut visible = segments(places.overlapping(page.range()), is_quiet);
        let former = former_segments(self.input.former.overlapping(page.range()));
        visible.extend(former.filter(|_| self.input.compared.is_none()));
        if let Some((passage, range)) = state.pointer.preview() {
            let dragged = visible.iter_mut().find(|segment| segment.mark.id == passage);
            dragged.into_iter().for_each(|segment| segment.mark.range = range);
        }
        visible
    }

    fn under<'p>(&'p self, page: &'p Page, segments: &'p [Segment]) -> Under<'p> {
        let input = self.input;
        Under { document: input.document, page, segments, selected: input.selected, is_fixed: input.earlier }
    }

    fn pointer(&mut self, ui: &Ui, state: &mut ReaderState, page: &Page, segments: &[Segment]) {
        let (pos, pressed, released) = ui.input(|input| {
            let pointer = &input.pointer;
            (pointer.interact_pos(), pointer.primary_pressed(), pointer.button_released(PointerButton::Primary))
        });
        let Some(pos) = pos else { return };
        let mut selection = self.selection;
        let under = self.under(page, segments);
        let mut clicked = None;
        let held = ui.input(|input| input.modifiers.command);
        if pressed
            && held
            && self.response.is_pointer_button_down_on()
            && let Some(address) = page.character_at(pos).and_then(|at| self.sight.addresses_in(at).next())
        {
            clicked = Some(ReaderEvent::Address(address.2));
        } else if pressed && self.response.is_pointer_button_down_on() {
            state.pointer.press(ui, pos, &under, &mut selection);
            state.goal_x = None;
            self.response.request_focus();
            clicked = Some(ReaderEvent::Focused);
        } else if state.pointer.is_down() && !released {
            let text = self.column.text;
            state.pointer.drag(pos2(pos.x, pos.y.clamp(text.top(), text.bottom() - 1.0)), &under, &mut selection);
        }
        let was_down = state.pointer.is_down();
        let done = if released { state.pointer.release(&under, &mut selection) } else { None };
        if released && was_down && !selection.is_caret() {
            let words = self.input.document.body.seen(self.input.view, selection.range());
            // For the middle mouse button, where the system has that.
            ui.send_cmd(OutputCommand::TextSelectionSettled(words.into_owned()));
        }
        self.selection = selection;
        self.events.extend(clicked.into_iter().chain(done));
    }

    /// Finds the passage under the pointer, and shows what the pointer would do.
    fn hover(&self, ui: &Ui, state: &ReaderState, page: &Page, segments: &[Segment]) -> Option<PassageId> {
        let pos = self.response.hover_pos().filter(|_| self.response.contains_pointer())?;
        let under = self.under(page, segments);
        let on_edge = under.edge(pos).is_some() || state.pointer.preview().is_some();
        let icon = match on_edge {
            true => CursorIcon::ResizeHorizontal,
            false if pos.x < self.column.left - 8.0 => CursorIcon::Default,
            false => CursorIcon::Text,
        };
        ui.set_cursor_icon(icon);
        under.stack(pos).first().copied()
    }

    /// Whether the pointer is on something smaller than a passage: a waiting suggestion, or what differs between versions.
    fn is_on_shorter(&self, page: &Page, segments: &[Segment], waiting: &Waiting, hovered: Option<PassageId>) -> bool {
        let at = self.response.hover_pos().and_then(|pos| page.character_at(pos));
        let passage = segments.iter().find(|segment| Some(segment.mark.id) == hovered);
        let differs = |at: TextRange| self.input.compared.is_some_and(|compared| compared.differs_at(at));
        at.zip(passage).is_some_and(|(at, passage)| {
            let is_shorter = |range: TextRange| range.overlaps(at) && range.len() < passage.mark.range.len();
            differs(at) || waiting.touching(at).any(|one| is_shorter(one.range))
        })
    }

    fn paint(&self, brush: &Brush<'_>, state: &ReaderState, marks: &Marks<'_>, hovered: Option<PassageId>) {
        let Self { input, column, .. } = self;
        let Marks { segments, signs, margin, untouched, waiting } = *marks;
        let theme = brush.theme;
        segments.iter().for_each(|segment| brush.behind(segment));
        input.compared.iter().for_each(|compared| compared.paint_behind(brush));
        let in_view = brush.page.range();
        let first_hit = input.find_hits.partition_point(|hit| hit.end() <= in_view.start());
        let hits = input.find_hits.iter().enumerate().skip(first_hit);
        for (index, hit) in hits.take_while(|(_, hit)| hit.start() < in_view.end()) {
            brush.find_hit(*hit, input.current_hit == Some(index));
        }
        brush.selection(self.selection.range());
        paint_numbers(brush.painter, theme, brush.page, self.sight, column.number);
        if input.proof && !input.first_read {
            brush.proof(&left_to_do(in_view, segments, input.sentences, waiting));
        } else {
            brush.words();
        }
        let caret = self.selection.is_caret() && input.active;
        untouched.paint(brush.painter, theme, column.text, caret.then_some(self.selection.head));
        margin.paint(brush);
        self.sight.changes_in(in_view).for_each(|change| brush.change(change));
        self.sight.addresses_in(in_view).for_each(|(range, ..)| brush.address(range));
        waiting.paint(brush, signs);
        for segment in segments {
            brush.over(segment);
            if input.compared.is_some() || segment.former {
                continue;
            }
            brush.tick(segment);
            if (input.n_links)(segment.mark.id) > 0 {
                brush.link_mark(segment);
            }
        }
        signs.paint(brush.painter, theme);
        input.compared.iter().for_each(|compared| compared.paint(brush));
        for segment in segments {
            let id = Some(segment.mark.id);
            if id == input.selected || id == input.in_hand {
                brush.ring(segment.mark.range, 2.0, theme.accent);
            } else if id == hovered || id == input.hovered_elsewhere {
                brush.ring(segment.mark.range, HAIRLINE, theme.accent);
            }
            if id == input.selected && !input.earlier && !state.pointer.is_dragging() {
                brush.handles(segment.mark.range);
            }
        }
        if input.active || self.response.has_focus() {
            brush.caret(self.selection.head, self.response.has_focus());
        }
    }

    fn copy(&self, ui: &Ui) {
        if !self.response.has_focus() || self.selection.is_caret() {
            return;
        }
        let wanted = ui.input_mut(|input| {
            let n_events = input.events.len();
            input.events.retain(|event| !matches!(event, Event::Copy | Event::Cut));
            input.events.len() < n_events
        });
        if wanted {
            ui.copy_text(self.input.document.body.seen(self.input.view, self.selection.range()).into_owned());
        }
    }

    fn context_menu(
        &mut self,
        ui: &Ui,
        state: &mut ReaderState,
        page: &Page,
        segments: &[Segment],
        menu: impl FnOnce(&mut Ui, MenuAt),
    ) {
        let pressed = ui.input(|input| input.pointer.button_pressed(PointerButton::Secondary));
        if pressed
            && self.response.is_pointer_button_down_on()
            && let Some(pos) = self.response.interact_pointer_pos()
        {
            let under = self.under(page, segments);
            let (offset, passage) = (page.offset_at(pos), under.stack(pos).first().copied());
            state.menu_at = Some(MenuAt { offset, passage });
            self.response.request_focus();
            self.events.push(ReaderEvent::Focused);
            let range = self.selection.range();
            if range.is_empty() || !range.touches(offset) {
                self.selection = Selection::caret(offset);
                self.events.push(passage.map_or(ReaderEvent::Blank, ReaderEvent::Passage));
            }
        }
        let asked_at = menu_key(&self.response).then(|| {
            let (at, place) = self.menu_by_key(page, segments);
            state.menu_at = Some(at);
            place
        });
        if let Some(at) = state.menu_at {
            context_menu(&self.response, asked_at, |ui| menu(ui, at));
        }
    }

    /// What a menu that is asked for by a key is about, and where it is shown: the selected words or passage, else what is
    /// at the caret.
    fn menu_by_key(&mut self, page: &Page, segments: &[Segment]) -> (MenuAt, Rect) {
        let Self { column, selection, input, .. } = self;
        let offset = selection.head;
        let selected = segments.iter().find(|segment| Some(segment.mark.id) == input.selected);
        let at_caret = || stack_at(segments, TextRange::between(offset, offset + 1)).first().copied();
        let mut passage = selected.map(|segment| segment.mark.id);
        if passage.is_none() && selection.is_caret() {
            passage = at_caret();
            self.events.extend(passage.map(ReaderEvent::Passage));
        }
        let range = match selected {
            Some(segment) if selection.is_caret() => segment.mark.range,
            _ => selection.range(),
        };
        let lines = page.rects(range).chain(page.caret(offset)).filter(|line| column.text.intersects(*line));
        // Out of sight: at the upper edge.
        let place = lines.last().unwrap_or(Rect::from_min_size(column.origin(), Vec2::ZERO));
        (MenuAt { offset, passage }, place.intersect(column.text))
    }

    fn card(
        &self,
        ui: &Ui,
        page: &Page,
        segments: &[Segment],
        passage: PassageId,
        card: impl FnOnce(&mut Ui, PassageId),
    ) {
        if !self.selection.is_caret() {
            // The bar beside the selection is what is wanted now.
            return;
        }
        let Some(pos) = self.response.hover_pos() else { return };
        let Some(segment) = segments.iter().find(|segment| segment.mark.id == passage) else { return };
        // The line under the pointer alone, so that the card stands beside it and not over the words.
        if let Some(line) = page.rects(segment.mark.range).find(|line| line.contains(pos)) {
            let over = ui.interact(line, self.input.id.with(("card", passage)), Sense::hover());
            over.on_hover_ui(|ui| card(ui, passage));
        }
    }

    /// What is known of the place under the pointer beside passages: suggestions, who changed the words, where they lead.
    fn beside(
        &mut self,
        ui: &mut Ui,
        (page, signs, waiting): (&Page, &Signs<'_>, &Waiting),
        hovered: Option<PassageId>,
    ) {
        let Self { input, sight, column, .. } = self;
        let card = hovered.is_none() && self.selection.is_caret();
        let clicked = waiting.click(ui, input.id, (page, signs), column.text, card);
        self.events.extend(clicked.map(ReaderEvent::Suggestion));
        let Some(pos) = self.response.hover_pos().filter(|_| card) else { return };
        let Some(at) = page.character_at(pos) else { return };
        input.compared.iter().for_each(|compared| compared.hover(ui, input.id, page, pos));
        let changes = sight.changes_in(at).map(change_words);
        let mut lines: Vec<String> = changes.collect();
        let address = sight.addresses_in(at).next();
        lines.extend(address.map(|(_, url, _)| format!("{url}\nCtrl+click opens it")));
        if let Some(line) = page.rects(at).next().filter(|_| !lines.is_empty()) {
            let over = ui.interact(line, input.id.with(("beside", at.start())), Sense::hover());
            over.on_hover_text(lines.join("\n"));
        }
    }

    fn bar(&mut self, ui: &Ui, state: &ReaderState, page: &Page) {
        // Nothing in an earlier version is marked or linked.
        let wanted = self.input.active && !self.selection.is_caret() && !self.input.first_read && !self.input.earlier;
        if !wanted || state.pointer.is_down() || self.response.context_menu_opened() {
            return;
        }
        let text = self.column.text;
        let lines: Vec<Rect> = page.rects(self.selection.range()).filter(|line| text.intersects(*line)).collect();
        self.events.extend(bar_ui(ui, self.input.id, &lines, text));
    }

    fn trace(&self, page: &Page, range: TextRange) -> Trace {
        let text = self.column.text;
        let rects: Vec<Rect> = page.rects(range).filter(|rect| text.intersects(*rect)).collect();
        if !rects.is_empty() {
            return Trace::Rects(rects);
        }
        let seen = page.caret(range.start()).map(|caret| caret.center().y);
        let above = seen.map_or(range.start() < page.range().start(), |y| y < text.center().y);
        if above { Trace::Above } else { Trace::Below }
    }
}

/// "Inserted by A. Clark, 2016-06-22T23:09:00Z".
fn change_words(change: &Span) -> String {
    let what = if change.kind == SpanKind::Deleted { "Struck" } else { "Inserted" };
    let by = if change.author.is_empty() { String::new() } else { format!(" by {}", change.author) };
    let when = if change.time.is_empty() { String::new() } else { format!(", {}", change.time) };
    format!("{what}{by}{when}")
}
