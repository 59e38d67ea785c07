//! Two versions laid beside each other on the desk to be compared, and what lies there again afterwards.

use crate::model::{DocumentId, Project};

use super::{Desk, Side, Tab, Turned};

/// What lay in front before two versions were laid there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Laid {
    /// The versions.
    versions: [DocumentId; 2],
    /// What lay in front of each reader.
    before: [Option<Tab>; 2],
}

impl Desk {
    /// Lays two versions beside each other and compares them, the old one left. The one that is read stays the one.
    pub fn compare(&mut self, versions: [DocumentId; 2]) {
        let before = self.in_front();
        let read = [self.side, self.side.other()].into_iter().filter_map(|side| self.pane(side).tab());
        let read = read.map(|tab| tab.document).find(|document| versions.contains(document));
        for (side, document) in Side::BOTH.into_iter().zip(versions) {
            self.pane_mut(side).lend(document);
            self.bring_along(side, &before);
        }
        // Whoever goes on to other versions comes back to what was there before all of them.
        let before = self.laid.filter(|_| self.compares).map_or(before, |laid| laid.before);
        self.laid = Some(Laid { versions, before });
        self.compares = true;
        self.stay_with(read);
    }

    /// Compares what is in front no longer. What was in front before is so again, where it was read last.
    pub fn leave_comparison(&mut self, project: &Project) {
        self.compares = false;
        let Some(Laid { versions, before }) = self.laid.take() else { return };
        let shown = self.in_front();
        let read = self.tab().map(|tab| tab.document);
        let sides = Side::BOTH.into_iter().zip(before).zip(shown.into_iter().zip(versions));
        for ((side, before), (shown, version)) in sides {
            if shown.is_none_or(|shown| shown.document != version) {
                // Something else was opened there since.
                continue;
            }
            let pane = self.pane_mut(side);
            let before = before.filter(|tab| project.document(tab.document).is_some());
            match before.filter(|tab| tab.guest || pane.position(tab.document).is_some()) {
                Some(before) => pane.bring(before),
                None => pane.let_guest_go(),
            }
        }
        Side::BOTH.into_iter().for_each(|side| self.bring_along(side, &shown));
        self.stay_with(read);
        self.leave_empty_reader();
    }

    /// The tabs in front of both readers.
    pub(super) fn in_front(&self) -> [Option<Tab>; 2] {
        Side::BOTH.map(|side| self.pane(side).tab().copied())
    }

    /// Puts a reader where its document was in front of the other one.
    fn bring_along(&mut self, side: Side, before: &[Option<Tab>; 2]) {
        let [left, right] = before;
        let (own, other) = match side {
            Side::Left => (left, right),
            Side::Right => (right, left),
        };
        let Some(tab) = self.pane_mut(side).tab_mut() else { return };
        let document = tab.document;
        let is_it = |it: &&Tab| it.document == document;
        if own.as_ref().is_some_and(|own| is_it(&own)) {
            return;
        }
        if let Some(read) = other.as_ref().filter(is_it) {
            *tab = tab.at(read);
            self.turned.push(Turned::to_other_side(document, side));
        }
    }

    /// The reader that is used is that with this document in front, if one is.
    fn stay_with(&mut self, read: Option<DocumentId>) {
        let shows_it = |side: &Side| self.pane(*side).tab().is_some_and(|tab| Some(tab.document) == read);
        self.side = [self.side, self.side.other()].into_iter().find(shows_it).unwrap_or(self.side);
    }
}
