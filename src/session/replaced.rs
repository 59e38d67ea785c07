//! What a new version of a document does to the desk.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edit::Touched;
use crate::model::{AnyRecord, Body, DocumentId, Project, RecordKind, Role};
use crate::text::TextRange;

use super::{Desk, Selection, Side, Tab};

/// That one version took the tab of another in a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// The reader.
    pub side: Side,
    /// What the tab showed, and what it shows now.
    pub documents: (DocumentId, DocumentId),
    /// Their texts.
    bodies: (Arc<Body>, Arc<Body>),
}

impl Turned {
    /// Where in the text that took the place of the other the same stands as at `offset` of that.
    pub fn same_place(&self, offset: usize) -> usize {
        let (from, to) = &self.bodies;
        same_place(from, to, offset)
    }
}

/// Lets a new version take the tabs of the document that it replaces, and gives them back when it does so no longer.
pub(super) fn turn_tabs(desk: &mut Desk, project: &Project, touched: &[Touched]) {
    let replaces = |record: &AnyRecord| match record {
        AnyRecord::Document(document) => document.replaces,
        _ => None,
    };
    for touched in touched.iter().filter(|touched| touched.record.kind == RecordKind::Document) {
        let new = DocumentId(touched.record.id);
        let before = touched.before.as_ref().filter(|_| touched.was_present()).and_then(replaces);
        let after = project.document(new).and_then(|document| document.replaces);
        let was = match &touched.before {
            Some(AnyRecord::Document(document)) => Some(&document.body),
            _ => None,
        };
        match (before, after) {
            (before, Some(old)) if before != Some(old) => turn(desk, (project, was), (old, new)),
            (Some(old), None) => {
                // What was compared with it is compared with nothing now.
                desk.compares = false;
                // Of two versions that nobody chose between the other one stays.
                let stays = project.newest(old).unwrap_or(old);
                turn(desk, (project, was), (new, stays));
            }
            _ => {}
        }
    }
}

/// Where in another version of a text the same stands as at `offset` of this one: in the same paragraph, if both have it;
/// else as far as there between the nearest paragraphs around it that both have.
///
/// It takes a look at each paragraph and compares nothing within them: whoever reads waits for it.
pub fn same_place(from: &Body, to: &Body, offset: usize) -> usize {
    let mut places: BTreeMap<&str, Option<TextRange>> = BTreeMap::new();
    for (range, _) in to.blocks().iter() {
        let words = range.within(to.text()).unwrap_or_default();
        // What stands there twice tells no place.
        places.entry(words).and_modify(|place| *place = None).or_insert(Some(range));
    }
    let at = from.blocks().at(offset);
    let common = |block: usize| {
        let range = from.blocks().range(block);
        let there = places.get(range.within(from.text())?).copied().flatten()?;
        Some((range, there)).filter(|(range, _)| !range.is_empty())
    };
    if let Some((here, there)) = common(at) {
        return there.start() + offset.saturating_sub(here.start()).min(here.len());
    }
    let before = (0..at).rev().find_map(common).map_or((0, 0), |(here, there)| (here.end(), there.end()));
    let behind = (at + 1..from.blocks().len()).find_map(common).map(|(here, there)| (here.start(), there.start()));
    let ends = (from.text().len(), to.text().len());
    // A paragraph that was moved before the other says nothing of what is between them.
    let behind = behind.filter(|behind| behind.1 >= before.1).unwrap_or((ends.0, ends.1.max(before.1)));
    let room = (behind.0 - before.0).max(1) as f64;
    let share = offset.saturating_sub(before.0) as f64 / room;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a length")]
    let further = (share.min(1.0) * (behind.1 - before.1) as f64) as usize;
    to.text().floor_char_boundary(before.1 + further)
}

/// Puts one document in the tabs of another. Where both lie open already, in two readers, they change places, unless the
/// newer one is where documents of its role belong.
fn turn(desk: &mut Desk, around: (&Project, Option<&Arc<Body>>), (from, to): (DocumentId, DocumentId)) {
    let (project, _) = around;
    let has = |side: &Side, id| desk.pane(*side).tabs.iter().any(|tab| tab.document == id);
    let both = Side::BOTH.into_iter().find(|side| has(side, to) && has(&side.other(), from) && !has(side, from));
    let belongs = match project.document(to).map(|document| document.role) {
        Some(Role::Evidence) => Side::Right,
        Some(Role::Draft) | None => Side::Left,
    };
    match both {
        Some(side) if side == belongs => {}
        Some(side) => {
            turn_in(desk, around, side.other(), (from, to));
            turn_in(desk, around, side, (to, from));
        }
        None => Side::BOTH.into_iter().for_each(|side| turn_in(desk, around, side, (from, to))),
    }
}

/// Puts one document in the tab of another in a reader. A passage that is selected there and went along stays selected,
/// and the caret where it was. `was` is the text of the one of them that may not be in the project any more.
fn turn_in(
    desk: &mut Desk,
    (project, was): (&Project, Option<&Arc<Body>>),
    side: Side,
    (from, to): (DocumentId, DocumentId),
) {
    let body = |id| project.document(id).map(|document| &document.body).or(was);
    let bodies = body(from).zip(body(to)).map(|(from, to)| (Arc::clone(from), Arc::clone(to)));
    let turned = bodies.map(|bodies| Turned { side, documents: (from, to), bodies });
    let pane = desk.pane_mut(side);
    let Some(at) = pane.tabs.iter().position(|tab| tab.document == from) else { return };
    let in_front = pane.tab().map(|tab| tab.document);
    if in_front == Some(to) {
        // It is being read already, and stays as it is.
        pane.close(at);
        return;
    }
    if let Some(tab) = pane.tabs.get_mut(at) {
        let selected = tab.passage.and_then(|id| project.passage(id)).filter(|it| it.place.document == to);
        let caret = tab.selection.head;
        let same = turned.as_ref().filter(|_| caret > 0).map(|turned| turned.same_place(caret));
        let caret = selected.map(|passage| passage.range().start()).or(same).unwrap_or_default();
        let selection = Selection::caret(caret);
        *tab = Tab { passage: selected.map(|passage| passage.id), selection, ..Tab::new(to) };
    }
    let double = pane.tabs.iter().enumerate().position(|(other, tab)| other != at && tab.document == to);
    double.into_iter().for_each(|double| pane.close(double));
    if in_front == Some(from) {
        pane.show(to);
    }
    desk.turned.extend(turned);
}
