//! What is suggested in drafts: looking for it in the background, one draft after the other, and deciding about it.

use crate::command::{Many, Then};
use crate::import::Cancel;
use crate::model::{DocumentId, PassageKind, ProjectId};
use crate::session::{Direction, Noticed, Selection, Session, SuggestionId};

use super::App;

/// A draft that is being looked at.
pub struct Noticing {
    document: DocumentId,
    cancel: Cancel,
}

impl App {
    /// Whether the documents are on the screen: work that can wait begins after that. If not, another frame follows.
    pub(super) fn is_drawn(&self, ctx: &egui::Context) -> bool {
        let is_drawn = self.drawn == self.documents_at_hand();
        if !is_drawn {
            ctx.request_repaint();
        }
        is_drawn
    }

    /// The project and how many documents it has.
    pub(super) fn documents_at_hand(&self) -> Option<(ProjectId, usize)> {
        let session = self.session()?;
        Some((session.project().id(), session.all_places().len()))
    }

    /// Begins with the next draft, unless one is being looked at; that ends when its document goes.
    pub(super) fn notice(&mut self) {
        let session = self.work.as_ref().map(|work| &work.session);
        if let Some(noticing) = &self.noticing {
            if !session.is_some_and(|session| session.is_to_notice(noticing.document)) {
                noticing.cancel.cancel();
            }
            return;
        }
        let Some(document) = session.and_then(Session::to_notice).cloned() else { return };
        let cancel = Cancel::default();
        self.noticing = Some(Noticing { document: document.id, cancel: cancel.clone() });
        self.jobs.notice(document, cancel);
    }

    /// Takes what was noticed in a draft; `None` if nobody waited for it any more.
    pub(super) fn take_noticed(&mut self, noticed: Option<Noticed>) {
        self.noticing = None;
        if let (Some(work), Some(noticed)) = (&mut self.work, noticed) {
            work.session.take_noticed(noticed);
        }
    }
}

/// Deciding about suggestions, and walking them.
impl App {
    /// Accepts suggestions as passages of a kind, or each as what it is.
    pub(super) fn accept(&mut self, suggestions: &[SuggestionId], kind: Option<PassageKind>, then: Then) {
        let Some(what) = self.session().map(|session| session.accept(suggestions, kind)) else { return };
        self.commit(what, then);
    }

    /// Dismisses suggestions.
    pub(super) fn dismiss(&mut self, suggestions: &[SuggestionId]) {
        let Some(what) = self.session().map(|session| session.dismiss(suggestions)) else { return };
        self.commit(what, Then::NextProposal);
    }

    /// The suggestions that are meant.
    pub(super) fn many(&self, many: Many) -> Vec<SuggestionId> {
        let Some(session) = self.session() else { return Vec::new() };
        let waiting = session.waiting(many.document);
        let wanted = waiting.filter(|one| many.class.is_none_or(|class| one.is_of(class)));
        wanted.map(|one| one.id()).collect()
    }

    /// Goes on to the next suggestion that waits in the document of the reader used last, `from` so many bytes behind the
    /// caret, or back to the one before it; and around.
    pub(super) fn next_suggestion(&mut self, direction: Direction, from: usize) {
        let Some(session) = self.session() else { return };
        let Some(tab) = session.desk.tab().copied() else { return };
        let side = session.desk.side;
        let from = if direction == Direction::Forward { from } else { 0 };
        let next = session.next_waiting(tab.document, tab.selection.head + from, direction);
        if let Some(range) = next.map(|next| next.range) {
            self.with_desk(|desk, project| desk.deselect(project, side));
            self.set_selection(side, Selection::caret(range.start()));
            self.reveal(side, tab.document, range);
        }
    }
}
