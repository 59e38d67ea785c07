//! Where the checker was when something was done, to be there again once it is taken back.

use crate::model::{PassageId, Project};

use super::{Desk, Side, Spot, Tab};

/// Where the checker was, and what lay in front of both readers.
#[derive(Clone, Copy, Debug)]
pub struct Left {
    /// Where.
    pub spot: Option<Spot>,
    /// The passage in hand.
    pub hand: Option<PassageId>,
    in_front: [Option<Tab>; 2],
}

impl Desk {
    /// Where the checker is, to be remembered.
    pub(super) fn left(&self) -> Left {
        Left { spot: self.spot(), hand: self.hand, in_front: self.in_front() }
    }

    /// Brings to the front what lay there, as far as it is there. What was opened since stays open.
    pub fn come_back(&mut self, left: &Left, project: &Project) {
        for (side, before) in Side::BOTH.into_iter().zip(left.in_front) {
            let Some(before) = before.filter(|tab| project.document(tab.document).is_some()) else { continue };
            let pane = self.pane_mut(side);
            if before.guest || pane.position(before.document).is_some() {
                pane.bring(before);
                pane.tab_mut().into_iter().for_each(|tab| *tab = tab.at(&before));
            }
        }
        self.hand = left.hand;
        self.side = left.spot.map_or(self.side, |spot| spot.side);
        self.let_go_of_missing(project);
    }
}
