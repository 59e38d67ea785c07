//! The review of new versions: listed in the background whenever the project changes, and shown in the readers.

use std::sync::Arc;

use crate::command::{Action, Command, Then};
use crate::edit;
use crate::model::{DocumentId, PassageId, Project, ProjectId};
use crate::session::{Focus, Lookups, LowerTab, Review, ReviewRow, Selection, Session, Spot};

use super::App;
use super::replacing::VersionWork;
use super::run::side_for;

/// The listing, and what it is of.
#[derive(Default)]
pub(super) struct Reviewing {
    /// What was looked up so far; a job that is under way has it.
    lookups: Lookups,
    /// The revision at which it was begun last.
    seen: Option<(ProjectId, u64)>,
    under_way: bool,
}

/// What is to be listed.
pub struct ReviewJob {
    project: Project,
    revision: u64,
    lookups: Lookups,
}

/// What came of it.
pub struct Reviewed {
    of: (ProjectId, u64),
    lookups: Lookups,
    review: Review,
}

impl ReviewJob {
    /// Lists what became of the passages of earlier versions.
    pub fn run(mut self) -> Reviewed {
        let review = Review::of(&self.project, &mut self.lookups);
        Reviewed { of: (self.project.id(), self.revision), lookups: self.lookups, review }
    }
}

impl App {
    /// Begins to list when the project has changed.
    pub(super) fn keep_review(&mut self) {
        let session = self.work.as_ref().map(|work| &work.session);
        let now = session.map(|session| (session.project().id(), session.revision()));
        if self.reviewing.under_way || self.reviewing.seen == now {
            return;
        }
        if self.reviewing.seen.map(|(project, _)| project) != now.map(|(project, _)| project) {
            self.reviewing = Reviewing::default();
            self.views.lower.review_mut().forget();
        }
        self.reviewing.seen = now;
        let Some(session) = session else { return };
        let has_versions = session.project().has_versions();
        self.views.lower.review_mut().set_has_versions(has_versions);
        if !has_versions {
            self.views.lower.review_mut().take(session, [].into());
            self.work.iter_mut().for_each(|work| work.session.take_review(Review::default()));
            return;
        }
        let (project, revision) = (session.project().clone(), session.revision());
        let lookups = std::mem::take(&mut self.reviewing.lookups);
        self.reviewing.under_way = true;
        self.jobs.review(ReviewJob { project, revision, lookups });
    }

    /// Takes what was listed, unless the project is another one by now.
    pub(super) fn take_reviewed(&mut self, reviewed: Reviewed) {
        let Reviewed { of, lookups, review } = reviewed;
        self.reviewing.under_way = false;
        let Some(work) = &mut self.work else { return };
        if work.session.project().id() != of.0 {
            return;
        }
        self.reviewing.lookups = lookups;
        if work.session.revision() != of.1 {
            return;
        }
        let rows = Arc::clone(review.rows());
        work.session.take_review(review);
        let next = self.views.lower.review_mut().take(&work.session, rows);
        self.show_row(next);
    }

    /// Lets the review follow the passage to which undo or redo led.
    pub(super) fn follow_in_review(&mut self) {
        let Some(session) = self.work.as_ref().map(|work| &work.session) else { return };
        if session.desk.lower == LowerTab::Review {
            let row = self.views.lower.review_mut().follow(session);
            self.show_row(row);
        }
    }

    /// Shows the row under the cursor if it is another one.
    fn show_row(&mut self, row: Option<Action>) {
        let is_in_front = self.session().is_some_and(|session| session.desk.lower == LowerTab::Review);
        match row.filter(|_| is_in_front) {
            Some(row) => self.run(row),
            None if is_in_front => {
                let id = self.views.lower.review_mut().row().map(ReviewRow::id);
                self.with_desk(|desk, _| desk.reviewed = id.map(|(newest, passage)| (passage, newest)));
            }
            None => {}
        }
    }

    /// Whether the review is in front, and something waits in it.
    pub(super) fn walks_review(&self) -> bool {
        let is_shown = self.views.lower_shown(&self.settings.layout);
        self.session().is_some_and(|session| is_shown && self.views.lower.walks_review(session))
    }

    /// What a command is called where the keys are.
    pub(super) fn name_of(&self, command: Command) -> &'static str {
        let session = self.session().filter(|_| self.views.in_lower());
        let own = session.and_then(|session| self.views.lower.name_of(session, command));
        own.unwrap_or(command.label())
    }

    /// A passage was given its words by hand: it is selected instead of them, and what waits next in the review is shown if
    /// that is in front.
    pub(super) fn attached(&mut self, passage: PassageId) {
        let Some(session) = self.session() else { return };
        let Some(document) = session.project().passage(passage).map(|passage| passage.place.document) else { return };
        let side = side_for(session, document);
        let is_in_front = session.desk.lower == LowerTab::Review && self.views.lower_shown(&self.settings.layout);
        self.with_desk(|desk, _| desk.side = side);
        self.select_marked(passage);
        if is_in_front {
            self.views.lower.review_mut().go_on_behind(passage);
        }
    }

    /// Shows the review, and gives it the keys.
    pub(super) fn show_review(&mut self) {
        self.show_lower(LowerTab::Review);
        self.focus(Focus::Lower);
        let session = self.work.as_ref().map(|work| &work.session);
        let first = session.and_then(|session| self.views.lower.review_mut().begin(session));
        first.into_iter().for_each(|first| self.run(first));
    }

    /// The review was brought to the front: it begins where it matters, while the readers stay where they are.
    pub(super) fn open_review(&mut self) {
        let Some(work) = &mut self.work else { return };
        let review = self.views.lower.review_mut();
        review.begin_at(&work.session);
        work.session.desk.reviewed = review.row().map(|row| (row.carried.passage, row.newest));
    }

    /// Shows where a passage under review is and where it was, while the keys stay where they are.
    pub(super) fn show_reviewed(&mut self, (passage, newest): (PassageId, DocumentId), spots: [Option<Spot>; 2]) {
        self.leave_spot();
        let keys = self.session().map(|session| session.desk.focus);
        self.with_desk(|desk, _| desk.hand = None);
        let [now, before] = spots;
        for spot in before.into_iter().chain(now) {
            self.with_desk(|desk, _| desk.pane_mut(spot.side).lend(spot.document));
            self.arrive(spot);
            if spot.passage.is_some() {
                // A passage is selected instead of its words, so that keys mean it.
                self.set_selection(spot.side, Selection::caret(spot.range.start()));
            }
        }
        self.with_desk(|desk, _| {
            desk.reviewed = Some((passage, newest));
            // The panel shows it, wherever it is.
            desk.hand = Some(passage);
        });
        keys.into_iter().for_each(|keys| self.focus(keys));
    }

    /// Says of passages that what became of them was looked at. Where their place is still to be worked out, that takes as
    /// long as reading both versions.
    pub(super) fn accept_carried(&mut self, newest: DocumentId, passages: Vec<PassageId>) {
        let Some(project) = self.session().map(Session::project) else { return };
        let Some(document) = project.document(newest) else { return };
        let is_known = |id: &PassageId| {
            let passage = project.passage(*id);
            passage.is_some_and(|it| it.former_in(newest).is_some() && !project.is_carried(it))
        };
        if passages.iter().all(is_known) {
            let what = edit::accept_carried(project, document, &passages);
            self.run(Action::Commit(what, Then::Stay));
        } else {
            self.work_on_version(VersionWork::Accept(newest, passages));
        }
    }
}
