//! What a new version of a document does to the desk.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edit::Touched;
use crate::model::{AnyRecord, Body, Document, DocumentId, Field, Fields as _, Project, RecordKind, Role};
use crate::text::TextRange;

use super::pane::{Before, Beside};
use super::{Desk, Selection, Side, Tab};

/// That what was read in one place is read in another now: in another reader, or in the version that took its tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// What was read, and in which reader.
    pub from: (Side, DocumentId),
    /// What is read instead, and where.
    pub to: (Side, DocumentId),
    /// Their texts, if it is another document.
    bodies: Option<(Arc<Body>, Arc<Body>)>,
}

impl Turned {
    /// That a document is read in this reader, no longer in the other one.
    pub(super) fn to_other_side(document: DocumentId, side: Side) -> Self {
        Self { from: (side.other(), document), to: (side, document), bodies: None }
    }

    /// Whether it is another document.
    pub fn is_other_text(&self) -> bool {
        self.bodies.is_some()
    }

    /// Where in the text that is read now the same stands as at `offset` of the other.
    pub fn same_place(&self, offset: usize) -> usize {
        self.bodies.as_ref().map_or(offset, |(from, to)| same_place(from, to, offset))
    }
}

/// A project, and the text of a document that may not be in it any more.
type Around<'a> = (&'a Project, Option<&'a Arc<Body>>);

/// Lets a new version take the tabs of the document that it replaces, and gives them back when it does so no longer.
pub(super) fn turn_tabs(desk: &mut Desk, project: &Project, touched: &[Touched]) {
    // What somebody removed, and is there only for what a colleague left in it, takes no tabs.
    let replaces_now = |document: &Document| document.replaces.filter(|_| !document.is_derived(Field::Present));
    let replaces = |record: &AnyRecord| match record {
        AnyRecord::Document(document) => replaces_now(document),
        _ => None,
    };
    let follows = |version: DocumentId, old| version == old || project.earlier_versions(version).contains(&old);
    for touched in touched.iter().filter(|touched| touched.record.kind == RecordKind::Document) {
        let new = DocumentId(touched.record.id);
        let before = touched.before.as_ref().filter(|_| touched.was_present()).and_then(replaces);
        let after = project.document(new).and_then(|document| replaces_now(document));
        let was = match &touched.before {
            Some(AnyRecord::Document(document)) => Some(&document.body),
            _ => None,
        };
        if let Some(old) = before.filter(|old| after.is_none_or(|after| !follows(after, *old))) {
            if after.is_none() {
                // What was compared with it is compared with nothing now.
                desk.leave_comparison(project);
            }
            give_back(desk, (project, was), (old, new), after.is_none());
        }
        if let Some(old) = after.filter(|old| before.is_none_or(|before| !follows(before, *old))) {
            turn(desk, (project, was), (old, new), Some(new));
        }
    }
}

/// Gives back the tabs that a version took of the one that it replaces no longer. If it replaces none, it is read no more:
/// where it is not known what was in its place, the one that stays of them comes there.
fn give_back(desk: &mut Desk, around: Around<'_>, (old, new): (DocumentId, DocumentId), replaces_none: bool) {
    let (project, _) = around;
    let mut is_known = false;
    for side in Side::BOTH {
        // It may have come for another one before, whose place it keeps.
        let is_of_these = |it: &Before| it.by == new && [old, new].contains(&it.document);
        let is_back = |tab: &Tab| tab.before.filter(|it| is_of_these(it) && project.document(it.document).is_some());
        while let Some((at, before)) =
            desk.pane(side).tabs.iter().enumerate().find_map(|(at, tab)| Some((at, is_back(tab)?)))
        {
            is_known = true;
            take_back(desk, around, (side, at), before);
        }
    }
    if replaces_none && !is_known {
        // Of two versions that nobody chose between the other one stays.
        let stays = project.newest(old).unwrap_or(old);
        turn(desk, around, (new, stays), None);
    }
}

/// Puts into the place of a tab what was there before.
fn take_back(desk: &mut Desk, around: Around<'_>, (side, at): (Side, usize), before: Before) {
    let (project, _) = around;
    let Some(tab) = desk.pane(side).tabs.get(at).copied() else { return };
    let own = Tab { before: None, ..in_version(desk, around, side, (&tab, before.document)) };
    let beside = before.beside.filter(|beside| project.document(beside.document).is_some());
    let lent = beside.filter(|beside| beside.guest && desk.pane(side).front == at);
    let lent = lent.map(|lent| in_version(desk, around, side, (&tab, lent.document)));
    let pane = desk.pane_mut(side);
    if let Some(tab) = pane.tabs.get_mut(at) {
        *tab = own;
    }
    let is_double = |(other, tab): (usize, &Tab)| other != at && tab.document == own.document;
    if let Some(double) = pane.tabs.iter().enumerate().position(is_double) {
        // It was opened since.
        pane.close(if double == pane.front { at } else { double });
    } else if let Some(beside) = beside.filter(|beside| !beside.guest && pane.position(beside.document).is_none()) {
        let place = at + usize::from(!beside.left);
        pane.tabs.insert(place, Tab::new(beside.document));
        pane.front += usize::from(pane.front >= place);
    }
    lent.into_iter().for_each(|lent| pane.bring(Tab { guest: true, before: None, ..lent }));
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
/// newer one is where documents of its role belong. What was there is kept, if it is known by which version it goes.
fn turn(desk: &mut Desk, around: Around<'_>, (from, to): (DocumentId, DocumentId), by: Option<DocumentId>) {
    let (project, _) = around;
    let has = |side: &Side, id| desk.pane(*side).position(id).is_some();
    let both = Side::BOTH.into_iter().find(|side| has(side, to) && has(&side.other(), from) && !has(side, from));
    let belongs = match project.document(to).map(|document| document.role) {
        Some(Role::Evidence) => Side::Right,
        Some(Role::Draft) | None => Side::Left,
    };
    match both {
        Some(side) if side == belongs => {}
        Some(side) => {
            turn_in(desk, around, side.other(), (from, to), by);
            turn_in(desk, around, side, (to, from), by);
        }
        None => {
            let stays = Side::BOTH.map(|side| by.is_some() && is_lent_beside(desk, side, from));
            let turns = Side::BOTH.into_iter().zip(stays).filter(|(_, stays)| !stays);
            turns.for_each(|(side, _)| turn_in(desk, around, side, (from, to), by));
        }
    }
}

/// Whether a document is only lent to a reader, and a user has it open in the other one: there its new version is read,
/// here it stays what it is.
fn is_lent_beside(desk: &Desk, side: Side, document: DocumentId) -> bool {
    let is_guest = |side: Side| {
        let pane = desk.pane(side);
        pane.position(document).and_then(|at| pane.tabs.get(at)).map(|tab| tab.guest)
    };
    !desk.compares && is_guest(side) == Some(true) && is_guest(side.other()) == Some(false)
}

/// Puts one document in the tab of another in a reader; where both have a tab there, one is left, that of a user if one is.
fn turn_in(
    desk: &mut Desk,
    around: Around<'_>,
    side: Side,
    (from, to): (DocumentId, DocumentId),
    by: Option<DocumentId>,
) {
    let pane = desk.pane(side);
    let Some(at) = pane.position(from) else { return };
    let Some(tab) = pane.tabs.get(at).copied() else { return };
    let double = pane.position(to).and_then(|double| Some((double, *pane.tabs.get(double)?)));
    let in_front = pane.tab().map(|tab| tab.document);
    let there = match double {
        // It is being read already, and stays as it is.
        Some((_, double)) if in_front == Some(to) => double,
        _ => in_version(desk, around, side, (&tab, to)),
    };
    let other = double.map(|(_, double)| double);
    // Of two tabs of users that which is read is the one that stays.
    let (stays, goes) = match other {
        Some(other) if !other.guest && (tab.guest || in_front == Some(to)) => (other, Some(tab)),
        other => (tab, other),
    };
    let right = double.is_some_and(|(double, _)| double > at);
    let beside = goes.map(|it| Beside { document: it.document, guest: it.guest, left: (it.document == from) == right });
    let before = by.map(|by| Before { by, document: stays.document, beside });
    let pane = desk.pane_mut(side);
    if let Some(tab) = pane.tabs.get_mut(at) {
        *tab = Tab { guest: stays.guest, before, ..there };
    }
    if in_front == Some(from) || in_front == Some(to) {
        pane.front = at;
    }
    double.into_iter().for_each(|(double, _)| pane.close(double));
}

/// A tab that shows another version of its document instead, at the same place, where its reader goes, too. A passage that
/// is selected there and went along stays selected. A text that is not in the project any more is known from outside.
fn in_version(desk: &mut Desk, (project, was): Around<'_>, side: Side, (tab, to): (&Tab, DocumentId)) -> Tab {
    if tab.document == to {
        return *tab;
    }
    let body = |id| project.document(id).map(|document| &document.body).or(was).map(Arc::clone);
    let bodies = body(tab.document).zip(body(to));
    let turned = bodies.map(|bodies| Turned { from: (side, tab.document), to: (side, to), bodies: Some(bodies) });
    let selected = tab.passage.and_then(|id| project.passage(id)).filter(|it| it.place.document == to);
    let caret = tab.selection.head;
    let same = turned.as_ref().filter(|_| caret > 0).map(|turned| turned.same_place(caret));
    let caret = selected.map(|passage| passage.range().start()).or(same).unwrap_or_default();
    desk.turned.extend(turned);
    let passage = selected.map(|passage| passage.id);
    Tab { passage, selection: Selection::caret(caret), guest: tab.guest, ..Tab::new(to) }
}
