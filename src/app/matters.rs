//! What the editor has to decide: gathered in the background whenever the project changes, and shown in the readers.

use std::sync::Arc;

use crate::import::Cancel;
use crate::model::{DocumentId, ProjectId};
use crate::session::{Focus, LowerTab, Matters, Selection, Spot};

use super::App;

/// The gathering, and what it is of.
#[derive(Default)]
pub(super) struct Gathering {
    /// What was gathered last; a job that is under way has it.
    matters: Matters,
    /// The project and its documents that it is of, also while it is under way.
    of: Option<(ProjectId, Vec<DocumentId>)>,
    /// The revision at which it was begun last.
    seen: Option<(ProjectId, u64)>,
    /// The project and its documents of which it was told last what came of it.
    told: Option<(ProjectId, Vec<DocumentId>)>,
    /// The job that is under way.
    under_way: Option<Cancel>,
}

/// What came of a job.
pub struct Gathered {
    /// What was gathered, or what there was before.
    pub matters: Matters,
    /// Whether the job came to its end.
    pub done: bool,
}

impl App {
    /// Another project comes, or another state of the same: what is gathered of this one is of no use to it, and what is
    /// under way is waited for, so that what comes of it is never taken for the other's.
    pub(super) fn forget_matters(&mut self) {
        let under_way = self.gathering.under_way.take();
        under_way.iter().for_each(Cancel::cancel);
        self.gathering = Gathering { under_way, ..Gathering::default() };
    }

    /// Begins to gather when the project has changed, once all that it needs is there.
    pub(super) fn keep_matters(&mut self) {
        let session = self.work.as_ref().map(|work| &work.session);
        let project = session.map(|session| session.project());
        let gathering = &mut self.gathering;
        let now = session.map(|session| (session.project().id(), session.revision()));
        if now == gathering.seen {
            return;
        }
        let of =
            project.map(|it| (it.id(), it.newest_documents().iter().map(|document| document.id).collect::<Vec<_>>()));
        let page = self.views.lower.for_editor_mut();
        page.set_comparing(of != gathering.told);
        if let Some(cancel) = &gathering.under_way {
            if of != gathering.of {
                cancel.cancel();
            }
            return;
        }
        if of.as_ref().map(|(id, _)| *id) != gathering.of.as_ref().map(|(id, _)| *id) {
            (gathering.matters, gathering.told) = (Matters::default(), None);
            page.forget();
            page.set_comparing(session.is_some());
        }
        let Some(session) = session else {
            (gathering.of, gathering.seen) = (None, None);
            return;
        };
        // What is noticed is compared, and what is indexed tells where a draft says the same again.
        if session.to_notice().is_some() || self.indexed.is_busy() {
            return;
        }
        (gathering.of, gathering.seen) = (of, now);
        let cancel = Cancel::default();
        gathering.under_way = Some(cancel.clone());
        let before = std::mem::take(&mut gathering.matters);
        let (work, noticed) = (session.snapshot(), session.all_noticed());
        self.jobs.gather(before, (work, noticed, self.indexed.index()), cancel);
    }

    /// Takes what was gathered, unless it is of other documents by now.
    pub(super) fn take_matters(&mut self, gathered: Gathered) {
        let Gathered { matters, done } = gathered;
        self.gathering.under_way = None;
        let Some(work) = &mut self.work else { return };
        let project = work.session.project();
        let documents = project.newest_documents().into_iter().map(|document| document.id);
        let is_of_these =
            self.gathering.of.as_ref().is_some_and(|(id, of)| *id == project.id() && of.iter().copied().eq(documents));
        if !done || !is_of_these {
            self.gathering.seen = None;
        }
        let (all, n_left_out) = (Arc::clone(&matters.all), matters.compared().n_left_out());
        if done && is_of_these {
            work.session.take_compared(matters.compared().clone());
        }
        self.gathering.matters = matters;
        if done && is_of_these {
            self.gathering.told = self.gathering.of.clone();
            self.views.lower.for_editor_mut().set_comparing(false);
            // Whoever went on to something else is not taken away from it.
            let looks_on = work.session.desk.lower == LowerTab::ForEditor && work.session.desk.focus == Focus::Lower;
            let next = self.views.lower.for_editor_mut().take(&work.session, (all, n_left_out), looks_on);
            next.filter(|_| looks_on).into_iter().for_each(|next| self.run(next));
        }
    }

    /// Shows the page for the editor, and gives it the keys.
    pub(super) fn show_for_editor(&mut self) {
        self.show_lower(LowerTab::ForEditor);
        self.focus(Focus::Lower);
        let first = self.views.lower.for_editor_mut().begin();
        first.into_iter().for_each(|first| self.run(first));
    }

    /// Shows both sides of a matter while the keys stay where they are. What it is about is in hand, if it is a passage.
    pub(super) fn show_both(&mut self, about: Spot, other: Option<Spot>) {
        self.leave_spot();
        let keys = self.session().map(|session| session.desk.focus);
        self.with_desk(|desk, _| desk.hand = None);
        for spot in other.into_iter().chain([about]) {
            self.arrive(spot);
            if spot.passage.is_some() {
                // A passage is selected instead of its words, so that keys mean it.
                self.set_selection(spot.side, Selection::caret(spot.range.start()));
            }
        }
        keys.into_iter().for_each(|keys| self.focus(keys));
    }
}
