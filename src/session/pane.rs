//! The tabs of a reader: the documents that lie open in it, one of them in front.

use crate::model::{DocumentId, PassageId, View};

use super::Selection;

/// A document open in a reader, with where its reader is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tab {
    /// The document.
    pub document: DocumentId,
    /// The caret and what is selected.
    pub selection: Selection,
    /// The passage that is selected.
    pub passage: Option<PassageId>,
    /// What of the document is shown.
    pub view: View,
    /// Whether no user opened it, but what leads from place to place: then it is here only while it is in front.
    pub guest: bool,
    /// What was here before a newer version took the place, until that is taken back.
    pub(super) before: Option<Before>,
}

/// What was in the place of a tab before a newer version took it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Before {
    /// The version that came.
    pub by: DocumentId,
    /// What the tab showed.
    pub document: DocumentId,
    /// What lay open beside it, and would have been the same document twice.
    pub beside: Option<Beside>,
}

/// A tab that was closed because another one showed its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beside {
    /// What it showed.
    pub document: DocumentId,
    /// Whether it was a guest.
    pub guest: bool,
    /// Whether it stood left of the other one.
    pub left: bool,
}

impl Tab {
    /// A tab at the beginning of a document.
    pub fn new(document: DocumentId) -> Self {
        let selection = Selection::default();
        Self { document, selection, passage: None, view: View::default(), guest: false, before: None }
    }

    /// This tab where another one of its document is.
    pub(super) fn at(self, other: &Self) -> Self {
        Self { selection: other.selection, passage: other.passage, view: other.view, ..self }
    }
}

/// One reader: its tabs, and which of them is in front.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pane {
    /// The documents that lie open here. A guest is in front.
    pub tabs: Vec<Tab>,
    /// Which of them is in front.
    pub front: usize,
    /// What was in front before the guest that is.
    under: Option<DocumentId>,
}

impl Pane {
    /// The tab in front.
    pub fn tab(&self) -> Option<&Tab> {
        self.tabs.get(self.front)
    }

    /// The tab in front, to be changed.
    pub fn tab_mut(&mut self) -> Option<&mut Tab> {
        self.tabs.get_mut(self.front)
    }

    /// The place of the tab with a document.
    pub fn position(&self, document: DocumentId) -> Option<usize> {
        self.tabs.iter().position(|tab| tab.document == document)
    }

    /// Brings a document to the front; it gets a tab if it has none here.
    pub fn show(&mut self, document: DocumentId) {
        self.bring(Tab::new(document));
    }

    /// The same for now: a tab that it gets is a guest, which goes again when another document is brought to the front.
    pub fn lend(&mut self, document: DocumentId) {
        self.bring(Tab { guest: true, ..Tab::new(document) });
    }

    /// Brings the document of a tab to the front; that is its tab if it has none here.
    pub(super) fn bring(&mut self, tab: Tab) {
        let here = self.tab().filter(|here| !here.guest).map(|here| here.document);
        let at = self.position(tab.document).unwrap_or_else(|| {
            self.under = here.or(self.under).filter(|_| tab.guest);
            self.tabs.push(tab);
            self.tabs.len() - 1
        });
        self.turn_to(at);
    }

    /// Brings a tab to the front. A guest that was there goes.
    pub fn turn_to(&mut self, at: usize) {
        self.front = at.min(self.tabs.len().saturating_sub(1));
        let is_left = |(at, tab): (usize, &Tab)| tab.guest && at != self.front;
        if let Some(guest) = self.tabs.iter().enumerate().position(is_left) {
            self.close(guest);
        }
    }

    /// Lets the tab in front stay if it is a guest.
    pub fn keep(&mut self) {
        self.tab_mut().into_iter().for_each(|tab| tab.guest = false);
    }

    /// Lets a guest go; what was in front before it is so again.
    pub fn let_guest_go(&mut self) {
        if self.tab().is_some_and(|tab| tab.guest) {
            self.close(self.front);
        }
    }

    /// Closes a tab; its neighbour comes to the front, or what was there before a guest.
    pub fn close(&mut self, tab: usize) {
        if tab < self.tabs.len() {
            let closed = self.tabs.remove(tab);
            let under = self.under.filter(|_| closed.guest && tab == self.front);
            if self.front > tab || self.front >= self.tabs.len() {
                self.front = self.front.saturating_sub(1);
            }
            self.front = under.and_then(|under| self.position(under)).unwrap_or(self.front);
        }
    }
}
