//! What a new version of a document does to the desk.

use crate::edit::Touched;
use crate::model::{AnyRecord, DocumentId, Project, RecordKind, Role};

use super::{Desk, Selection, Side, Tab};

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
        match (before, after) {
            (before, Some(old)) if before != Some(old) => turn(desk, project, (old, new)),
            (Some(old), None) => turn(desk, project, (new, old)),
            _ => {}
        }
    }
}

/// Puts one document in the tabs of another. Where both lie open already, in two readers, they change places, unless the
/// newer one is where documents of its role belong.
fn turn(desk: &mut Desk, project: &Project, (from, to): (DocumentId, DocumentId)) {
    let has = |side: &Side, id| desk.pane(*side).tabs.iter().any(|tab| tab.document == id);
    let both = Side::BOTH.into_iter().find(|side| has(side, to) && has(&side.other(), from) && !has(side, from));
    let belongs = match project.document(to).map(|document| document.role) {
        Some(Role::Evidence) => Side::Right,
        Some(Role::Draft) | None => Side::Left,
    };
    match both {
        Some(side) if side == belongs => {}
        Some(side) => {
            turn_in(desk, project, side.other(), (from, to));
            turn_in(desk, project, side, (to, from));
        }
        None => Side::BOTH.into_iter().for_each(|side| turn_in(desk, project, side, (from, to))),
    }
}

/// Puts one document in the tab of another in a reader. A passage that is selected there and went along stays selected.
fn turn_in(desk: &mut Desk, project: &Project, side: Side, (from, to): (DocumentId, DocumentId)) {
    let pane = desk.pane_mut(side);
    let Some(at) = pane.tabs.iter().position(|tab| tab.document == from) else { return };
    let in_front = pane.tab().map(|tab| tab.document);
    if let Some(tab) = pane.tabs.get_mut(at) {
        let selected = tab.passage.and_then(|id| project.passage(id)).filter(|it| it.place.document == to);
        let selection = selected.map(|passage| Selection::caret(passage.range().start())).unwrap_or_default();
        *tab = Tab { passage: selected.map(|passage| passage.id), selection, ..Tab::new(to) };
    }
    let double = pane.tabs.iter().enumerate().position(|(other, tab)| other != at && tab.document == to);
    double.into_iter().for_each(|double| pane.close(double));
    if in_front.is_some_and(|document| document == from || document == to) {
        pane.show(to);
    }
}
