//! A step back and forward in what was done.

use crate::edit::{self, Commit, History, Touched};
use crate::model::{EditError, PassageId, RecordKind};
use crate::session::Session;

use super::App;

impl App {
    /// Takes the last change back, says which, and shows the passage that it was about; where that is gone now, or it was
    /// about a suggestion, the caret is again where it was.
    pub(super) fn undo(&mut self) {
        let Some(commit) = self.go_back_in_history(Session::undo, ("Undone", History::undo_name)) else { return };
        if is_of_documents(&commit) {
            return self.come_back_in_review();
        }
        let Some(session) = self.session() else { return };
        let is_there = |touched: &Touched| session.project().tables().is_present(touched.record);
        let is_decision = |touched: &Touched| match touched.record.kind {
            RecordKind::Passage | RecordKind::Settled => !is_there(touched),
            _ => false,
        };
        if commit.touched.iter().all(is_decision)
            && let Some(spot) = session.left_at().and_then(|left| left.spot)
        {
            let keys = self.views.focused;
            self.arrive(spot);
            keys.into_iter().for_each(|keys| self.focus(keys));
        }
    }

    /// Undoes or redoes, says what, and shows the passage that it changed; of many, that which is nearest to where the
    /// checker is. Where documents come, go or replace others, whoever reads stays where they are.
    pub(super) fn go_back_in_history(
        &mut self,
        step: fn(&mut Session, crate::model::Time) -> Option<Result<edit::Commit, EditError>>,
        (done, name): (&str, fn(&History) -> Option<&str>),
    ) -> Option<Commit> {
        let name = self.session().and_then(|session| name(session.history())).map(str::to_owned);
        let commit = self.committed(|session, now| step(session, now).transpose())?;
        name.into_iter().for_each(|name| self.tell_step(done, &name));
        if !is_of_documents(&commit) {
            self.show_passed(&commit);
            let touched = commit.touched.iter().map(|touched| PassageId(touched.record.id));
            let nearest = self.session().and_then(|session| session.nearest(touched));
            nearest.into_iter().for_each(|passage| self.show_passage(passage));
        }
        self.follow_in_review();
        Some(commit)
    }

    /// Documents came, went or replaced others again: the review shows the passage that was in hand then, and what was read
    /// without one lies in front again, from where the review has led since.
    fn come_back_in_review(&mut self) {
        let Some(session) = self.session().filter(|session| session.desk.watches_review()) else { return };
        let Some(left) = session.left_at().filter(|left| left.hand.is_none()) else { return };
        self.with_desk(|desk, project| desk.come_back(&left, project));
        let spots = left.spot.into_iter();
        spots.for_each(|spot| self.reveal(spot.side, spot.document, spot.range));
        self.views.lower.review_mut().stay();
    }
}

/// Whether documents come, go or replace others.
fn is_of_documents(commit: &Commit) -> bool {
    commit.touched.iter().any(|touched| touched.record.kind == RecordKind::Document)
}
