//! The desk: which documents lie open, what is selected, which passage is in hand, and the way back.
//!
//! None of it belongs to the project, so none of it is saved in its file.

use std::collections::BTreeSet;

use crate::model::{DocumentId, PassageId, Project, Role, StandsIn, View};
use crate::text::TextRange;

use super::comparing::Laid;
use super::{Pane, Selection, Tab, Turned};

/// One of the two readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The left one, or the upper one when they are stacked.
    #[default]
    Left,
    /// The right one, or the lower one.
    Right,
}

impl Side {
    /// Both, left first.
    pub const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// Which part of the window takes the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// A reader.
    Reader(Side),
    /// The list of documents.
    Documents,
    /// The panel of the passage.
    Passage,
    /// The lower pane.
    Lower,
}

/// What the lower pane shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LowerTab {
    /// All passages.
    #[default]
    Passages,
    /// All queries and proposed changes.
    Asked,
    /// What the editor has to decide.
    ForEditor,
    /// What became of the passages of earlier versions.
    Review,
    /// What the writers of drafts put beside the words, and what the program noticed in them.
    Suggestions,
    /// What was found in everything.
    Search,
    /// What bears on a passage.
    Evidence,
    /// Who did what, and when.
    History,
}

impl LowerTab {
    /// All tabs, in their order.
    pub const ALL: [Self; 8] = [
        Self::Passages,
        Self::Asked,
        Self::ForEditor,
        Self::Review,
        Self::Suggestions,
        Self::Search,
        Self::Evidence,
        Self::History,
    ];
}

/// A place to which one can come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// In which reader.
    pub side: Side,
    /// In which document.
    pub document: DocumentId,
    /// Where in it.
    pub range: TextRange,
    /// The passage that was selected there.
    pub passage: Option<PassageId>,
}

/// Where the checker has been: back and forward.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    behind: Vec<Spot>,
    ahead: Vec<Spot>,
}

/// How many spots a trail remembers.
const TRAIL_LENGTH: usize = 200;

impl Trail {
    /// Remembers the spot that is being left for another.
    pub fn leave(&mut self, spot: Spot) {
        if self.behind.last() != Some(&spot) {
            self.behind.push(spot);
        }
        if self.behind.len() > TRAIL_LENGTH {
            self.behind.remove(0);
        }
        self.ahead.clear();
    }

    /// Goes back; `here` becomes the next spot ahead.
    pub fn back(&mut self, here: Option<Spot>) -> Option<Spot> {
        let spot = self.behind.pop()?;
        self.ahead.extend(here);
        Some(spot)
    }

    /// Goes forward again; `here` becomes the last spot behind.
    pub fn forward(&mut self, here: Option<Spot>) -> Option<Spot> {
        let spot = self.ahead.pop()?;
        self.behind.extend(here);
        Some(spot)
    }

    /// Whether one can go back.
    pub fn has_behind(&self) -> bool {
        !self.behind.is_empty()
    }

    /// Whether one can go forward.
    pub fn has_ahead(&self) -> bool {
        !self.ahead.is_empty()
    }
}

/// What lies on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The two readers.
    panes: [Pane; 2],
    /// The reader that was used last.
    pub side: Side,
    /// Which part of the window takes the keys.
    pub focus: Focus,
    /// The draft passage that was selected last: links go out from it, and the panel shows it.
    pub hand: Option<PassageId>,
    /// The rows that are selected in the table of passages.
    pub rows: BTreeSet<PassageId>,
    /// What the lower pane shows.
    pub lower: LowerTab,
    /// The passage under the cursor of the review, and the version in which it is to have a place.
    pub reviewed: Option<(PassageId, DocumentId)>,
    /// The way back.
    pub trail: Trail,
    /// Whether readers show what is suggested.
    pub suggestions: bool,
    /// Whether the documents in front are compared as versions of one text.
    pub compares: bool,
    /// What lay in front before two versions were laid there.
    pub(super) laid: Option<Laid>,
    /// What is read in another place since the readers were drawn.
    pub turned: Vec<Turned>,
}

impl Desk {
    /// The desk on which a project is opened: the first draft left, the first evidence right.
    pub fn of(project: &Project) -> Self {
        let mut desk = Self {
            panes: Default::default(),
            side: Side::Left,
            focus: Focus::Reader(Side::Left),
            hand: None,
            rows: BTreeSet::new(),
            lower: LowerTab::default(),
            reviewed: None,
            trail: Trail::default(),
            suggestions: true,
            compares: false,
            laid: None,
            turned: Vec::new(),
        };
        for (side, role) in [(Side::Left, Role::Draft), (Side::Right, Role::Evidence)] {
            if let Some(first) = project.documents_as(role).first() {
                desk.pane_mut(side).show(first.id);
            }
        }
        if desk.pane(Side::Left).tabs.is_empty() {
            desk.panes.swap(0, 1);
        }
        desk
    }

    /// A reader.
    pub fn pane(&self, side: Side) -> &Pane {
        let [left, right] = &self.panes;
        match side {
            Side::Left => left,
            Side::Right => right,
        }
    }

    /// A reader, to be changed.
    pub fn pane_mut(&mut self, side: Side) -> &mut Pane {
        let [left, right] = &mut self.panes;
        match side {
            Side::Left => left,
            Side::Right => right,
        }
    }

    /// The tab in front of the reader that was used last.
    pub fn tab(&self) -> Option<&Tab> {
        self.pane(self.side).tab()
    }

    /// The passage that commands act on: the one selected in the reader that was used last, else the one in hand.
    pub fn passage(&self) -> Option<PassageId> {
        self.tab().and_then(|tab| tab.passage).or(self.hand)
    }

    /// The passage that the panel shows: the one in hand, else the one selected.
    pub fn shown(&self) -> Option<PassageId> {
        self.hand.or_else(|| self.tab().and_then(|tab| tab.passage))
    }

    /// Whether the review is shown and has the keys: whoever went on to something else is not taken away from it.
    pub fn watches_review(&self) -> bool {
        self.lower == LowerTab::Review && self.focus == Focus::Lower
    }

    /// Where the checker is.
    pub fn spot(&self) -> Option<Spot> {
        let tab = self.tab()?;
        Some(Spot { side: self.side, document: tab.document, range: tab.selection.range(), passage: tab.passage })
    }

    /// Selects a passage in a reader. A draft's passage is taken in hand, also one that was left in an earlier version: so
    /// it can be given words of the new one.
    pub fn select(&mut self, project: &Project, side: Side, passage: PassageId) {
        let Some(record) = project.passage(passage) else { return };
        self.side = side;
        let pane = self.pane_mut(side);
        pane.show(record.place.document);
        if let Some(tab) = pane.tab_mut() {
            tab.passage = Some(passage);
            if !record.range().touches(tab.selection.head) {
                tab.selection = Selection::caret(record.range().start());
            }
        }
        if project.stands_in(record) != StandsIn::Evidence {
            self.hand = Some(passage);
        }
    }

    /// Shows more or less of the document in front of a reader.
    pub fn show_as(&mut self, side: Side, view: View) {
        if let Some(tab) = self.pane_mut(side).tab_mut() {
            tab.view = view;
        }
    }

    /// Lets what only leads from place to place go from the readers, unless it is compared.
    pub fn let_guests_go(&mut self) {
        if !self.compares {
            self.panes.iter_mut().for_each(Pane::let_guest_go);
            self.leave_empty_reader();
        }
    }

    /// Where nothing lies open in the reader that is used, it is the other one.
    pub(super) fn leave_empty_reader(&mut self) {
        let other = self.side.other();
        if self.tab().is_none() && self.pane(other).tab().is_some() {
            self.side = other;
        }
    }

    /// Lets the selected passage of a reader go; the one in hand too, if this reader shows its draft.
    pub fn deselect(&mut self, project: &Project, side: Side) {
        let hand_in = self.hand.and_then(|hand| project.passage(hand)).map(|passage| passage.place.document);
        if let Some(tab) = self.pane_mut(side).tab_mut() {
            tab.passage = None;
            if hand_in == Some(tab.document) {
                self.hand = None;
            }
        }
    }

    /// Forgets documents and passages that are no longer there, and opens what came back to an empty desk.
    pub fn let_go_of_missing(&mut self, project: &Project) {
        let is_here = |id: &PassageId| project.passage(*id).is_some();
        self.hand = self.hand.filter(is_here);
        self.rows.retain(is_here);
        for pane in &mut self.panes {
            while let Some(gone) = pane.tabs.iter().position(|tab| project.document(tab.document).is_none()) {
                pane.close(gone);
            }
            for tab in &mut pane.tabs {
                tab.passage = tab.passage.filter(is_here);
            }
        }
        if self.panes.iter().all(|pane| pane.tabs.is_empty()) {
            let [left, right] = Self::of(project).panes;
            self.panes = [left, right];
        }
    }
}
