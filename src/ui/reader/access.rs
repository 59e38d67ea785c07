//! What a screen reader is told: the paragraphs that are in view, the caret, and each passage by name.

use egui::accesskit::{Action, Node, Role};
use egui::text_selection::{CCursorRange, accesskit_text::update_accesskit_for_text_widget};
use egui::{Id, Rect, Sense, Ui, UiBuilder, emath::TSTransform, epaint::text::cursor::CCursor};

use crate::model::{PassageId, StandsIn};
use crate::session::Selection;
use crate::text::BlockKind;

use super::contract::ReaderInput;
use super::page::{Laid, Page};
use super::segments::Segment;
use super::sight::Sight;

/// Describes the page as children of the reader `id`. Gives the passage that the screen reader clicked.
pub fn describe(
    ui: &mut Ui,
    id: Id,
    input: &ReaderInput<'_>,
    (sight, page): (&Sight, &Page),
    segments: &[Segment],
    selection: Selection,
) -> Option<PassageId> {
    // Nobody listens: nothing is built.
    ui.ctx().accesskit_node_builder(id, |_| ())?;
    let mut clicked = None;
    ui.scope_builder(UiBuilder::new().accessibility_parent(id), |ui| {
        for laid in page.chunks() {
            describe_chunk(ui, id, sight, laid, selection);
        }
        for segment in segments {
            clicked = describe_passage(ui, id, input, page, segment).or(clicked);
        }
    });
    clicked
}

fn describe_chunk(ui: &Ui, id: Id, sight: &Sight, laid: &Laid, selection: Selection) {
    let range = laid.chunk.range;
    let words = sight.words(&laid.chunk);
    let id = id.with(("chunk", range.start()));
    let size = laid.layout.galley().size();
    ui.interact(Rect::from_min_size(laid.pos, size), id, Sense::hover());
    ui.ctx().accesskit_node_builder(id, |node: &mut Node| {
        node.set_role(match laid.chunk.kind {
            BlockKind::Heading(_) => Role::Heading,
            BlockKind::ListItem(_) => Role::ListItem,
            BlockKind::Paragraph | BlockKind::Cell { .. } => Role::Paragraph,
        });
        // Its name and not its value, which screen readers take from fields only.
        match sight.label(laid.chunk.block).filter(|_| laid.chunk.is_first_part()) {
            Some(label) => node.set_label(format!("{label} {words}")),
            None => node.set_label(&*words),
        }
        if let BlockKind::Heading(level) = laid.chunk.kind {
            node.set_level(usize::from(level));
        }
        set_bounds(node, Rect::from_min_size(laid.pos, size));
    });
    let inside = range.touches(selection.anchor) && range.touches(selection.head);
    // Where words are hidden, marks stand between them or characters are spelled out, places in the galley are no places in the text.
    let plain = words.len() == range.len() && laid.layout.galley().text().len() == words.len();
    if inside && plain && !laid.layout.is_rtl() {
        let cursor = |offset: usize| {
            let before = words.get(..offset.saturating_sub(range.start())).unwrap_or_default();
            CCursor::new(before.chars().count())
        };
        let cursors = CCursorRange::two(cursor(selection.anchor), cursor(selection.head));
        let to_window = TSTransform::from_translation(laid.pos.to_vec2());
        update_accesskit_for_text_widget(ui.ctx(), id, Some(cursors), to_window, laid.layout.galley());
    }
}

fn describe_passage(ui: &Ui, id: Id, input: &ReaderInput<'_>, page: &Page, segment: &Segment) -> Option<PassageId> {
    let passage = segment.mark.id;
    let rect = page.rects(segment.mark.range).reduce(Rect::union)?;
    let id = id.with(("passage", passage));
    ui.interact(rect, id, Sense::hover());
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Mark);
        node.set_label(name_of(input, segment));
        node.add_action(Action::Click);
        if input.selected == Some(passage) {
            node.set_selected(true);
        }
        set_bounds(node, rect);
    });
    ui.input(|input| input.has_accesskit_action_request(id, Action::Click)).then_some(passage)
}

/// "Statistic: 1,086 per 100,000, paragraph 7, conflicting, query out, 2 links".
fn name_of(input: &ReaderInput<'_>, segment: &Segment) -> String {
    let mark = &segment.mark;
    let words = input.document.body.quoted(mark.range);
    let paragraph = input.document.paragraph_at(mark.range.start());
    let mut name = format!("{}: {words}, paragraph {paragraph}", mark.kind.label());
    let mut add = |part: &str| {
        name.push_str(", ");
        name.push_str(part);
    };
    if let Some(outcome) = mark.standing.found() {
        add(outcome.name());
    }
    match mark.standing.stands_in {
        StandsIn::Draft => add(mark.standing.state.name()),
        StandsIn::Earlier => add("left in an earlier version"),
        StandsIn::Evidence => {}
    }
    match (input.n_links)(mark.id) {
        0 => {}
        1 => add("1 link"),
        n => add(&format!("{n} links")),
    }
    name
}

fn set_bounds(node: &mut Node, rect: Rect) {
    node.set_bounds(egui::accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    });
}
