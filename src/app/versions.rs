//! Versions that are compared: worked out in the background, kept for as long as they may be wanted again, walked through.

use std::collections::VecDeque;
use std::sync::Arc;

use egui::{Key, Modifiers};

use crate::model::DocumentId;
use crate::session::{Desk, Focus, Selection, Session, Side, VersionPair, Versions};
use crate::text::TextRange;

use super::App;
use super::show::Views;

/// So many comparisons are kept.
const MAX_KEPT: usize = 8;

/// The comparisons that were made lately, and whether one is being made.
#[derive(Default)]
pub(super) struct Comparing {
    /// The last one first.
    kept: VecDeque<Arc<Versions>>,
    under_way: bool,
}

impl Comparing {
    fn known(&self, pair: VersionPair) -> Option<Arc<Versions>> {
        self.kept.iter().find(|versions| versions.pair == pair).cloned()
    }
}

impl App {
    /// Compares the documents in front, if that is wanted and was not done before.
    pub(super) fn keep_versions(&mut self) {
        let session = self.work.as_ref().map(|work| &work.session).filter(|session| session.desk.compares);
        let Some(session) = session else { return self.views.readers.compare.leave() };
        let pair = VersionPair::in_front(session);
        let known = pair.and_then(|pair| self.comparing.known(pair));
        if let (Some(pair), None, false) = (pair, &known, self.comparing.under_way) {
            let body = |(id, _)| session.project().document(id).map(|document| Arc::clone(&document.body));
            if let (Some(old), Some(new)) = (body(pair.old), body(pair.new)) {
                self.comparing.under_way = true;
                self.jobs.compare_versions(pair, old, new);
            }
        }
        self.views.readers.compare.show(known, session.desk.side);
    }

    /// Takes a comparison.
    pub(super) fn take_versions(&mut self, versions: Versions) {
        self.comparing.under_way = false;
        self.comparing.kept.truncate(MAX_KEPT - 1);
        self.comparing.kept.push_front(Arc::new(versions));
    }

    /// Compares the documents in front, or shows them as usual again.
    pub(super) fn toggle_compare(&mut self) {
        self.views.readers.first_read = false;
        if self.session().is_some_and(|session| session.desk.compares) {
            self.leave_comparison();
        } else {
            self.with_desk(|desk, _| desk.compares = true);
        }
    }

    /// Shows the documents as usual again; those that were in front before are there, where they were read last.
    fn leave_comparison(&mut self) {
        self.with_desk(Desk::leave_comparison);
        self.follow_versions();
        if let Some(Focus::Reader(_)) = self.session().map(|session| session.desk.focus) {
            self.focus_used_reader();
        }
    }

    /// Gives the keys to the reader that was used last.
    fn focus_used_reader(&mut self) {
        let side = self.session().map_or(Side::Left, |session| session.desk.side);
        self.focus(Focus::Reader(side));
    }

    /// The first read, or all of the window again.
    pub(super) fn toggle_first_read(&mut self) {
        self.views.readers.first_read ^= true;
        self.leave_comparison();
    }

    /// Compares two documents, the old version on the left, at a place in one of them; else where one of them is read.
    pub(super) fn compare(&mut self, old: DocumentId, new: DocumentId, at: Option<(DocumentId, TextRange)>) {
        let has = |id| self.session().is_some_and(|session| session.project().document(id).is_some());
        if old == new || !has(old) || !has(new) {
            return;
        }
        self.leave_spot();
        let in_lower = self.views.in_lower();
        self.views.readers.first_read = false;
        self.with_desk(|desk, _| desk.compare([old, new]));
        self.follow_versions();
        if let Some((document, range)) = at {
            let side = if document == old { Side::Left } else { Side::Right };
            self.set_selection(side, Selection::caret(range.start()));
            self.reveal(side, document, range);
            self.views.readers.compare.go_to(document, range);
        }
        // Whoever walks through a list goes on in it.
        if !in_lower {
            self.focus_used_reader();
        }
    }

    /// Goes on to the next place in which the compared versions differ: the carets of both readers are there then.
    pub(super) fn next_difference(&mut self, forward: bool) {
        let Some(desk) = self.session().map(|session| &session.desk) else { return };
        let (side, tab) = (desk.side, desk.tab());
        let read = tab.filter(|_| self.views.readers.compare.current().is_none());
        let read = read.and_then(|tab| self.views.readers.reads_from(side, tab.document));
        let caret = read.or(tab.map(|tab| tab.selection.head)).unwrap_or(0);
        let compare = &mut self.views.readers.compare;
        let next = compare.next(side, caret, forward);
        let Some(places) = next.and_then(|next| compare.go(next)) else { return };
        self.with_desk(|desk, _| {
            for (side, place) in places {
                if let Some(tab) = desk.pane_mut(side).tab_mut() {
                    tab.selection = Selection::caret(place.start());
                }
            }
        });
    }

    /// Takes the `Esc` that leaves the comparison, if it has nothing else to leave.
    pub(super) fn leaves_compare(&self, ctx: &egui::Context) -> bool {
        let compares = self.session().is_some_and(|session| session.desk.compares);
        compares && self.may_leave(ctx) && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
    }

    /// Whether `Esc` in a reader has nothing nearer to leave than the way in which it shows its document.
    pub(super) fn may_leave(&self, ctx: &egui::Context) -> bool {
        let is_caret = |session: &Session| session.desk.tab().is_none_or(|tab| tab.selection.is_caret());
        Views::reader_has_keys(ctx)
            && !egui::Popup::is_any_open(ctx)
            && !self.views.readers.find_has_keys()
            && self.session().is_some_and(is_caret)
    }
}
