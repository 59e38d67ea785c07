//! Coverage and sign-off: sentences that are walked through, drafts that are signed off, and what is said of that.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Key, Modifiers};

use crate::command::{Command, Then};
use crate::edit::{self, Commit, Transaction};
use crate::model::{AnyRecord, Blocker, Document, DocumentId, Id, Project, ProjectId};
use crate::session::{Direction, Focus, Selection, Session, Step};
use crate::text::TextRange;
use crate::ui::dialogs::Dialog;
use crate::ui::widgets::Severity;

use super::App;
use super::run::side_for;

/// Finds out whether a draft can be signed off, in the background.
pub struct SignOffJob {
    project: Project,
    revision: u64,
    draft: Arc<Document>,
    n_undecided: usize,
    /// Why it is signed off all the same; `None` if that is only asked.
    reason: Option<String>,
    fresh: Id,
}

/// Whether a draft can be signed off.
pub struct SignOffFound {
    /// The project in which it was looked for.
    project: ProjectId,
    /// Its revision then.
    revision: u64,
    draft: DocumentId,
    /// Whether it is to be done now.
    wanted: bool,
    /// What does it, or what stands in the way.
    result: Result<Transaction, Vec<Blocker>>,
}

impl SignOffJob {
    /// Looks at all of the draft.
    pub fn run(self) -> SignOffFound {
        let Self { project, revision, draft, n_undecided, reason, fresh } = self;
        let result = edit::sign_off(&project, &draft, n_undecided, reason.as_deref().unwrap_or_default(), fresh);
        SignOffFound {
            project: project.id(),
            revision,
            draft: draft.id,
            wanted: reason.is_some(),
            result: result.map(|(_, what)| what),
        }
    }
}

/// Signing off.
impl App {
    /// Finds out whether a draft can be signed off; with a reason it is then done.
    pub(super) fn sign_off(&mut self, draft: DocumentId, reason: Option<String>) {
        let Some(session) = self.session() else { return };
        let Some(draft) = session.project().document(draft) else { return };
        let job = SignOffJob {
            project: session.project().clone(),
            revision: session.revision(),
            n_undecided: session.n_undecided(draft),
            draft: Arc::clone(draft),
            reason,
            fresh: session.fresh,
        };
        self.jobs.sign_off(job);
    }

    pub(super) fn sign_off_found(&mut self, found: SignOffFound) {
        let SignOffFound { project, revision, draft, wanted, result } = found;
        let Some(work) = &self.work else { return };
        let is_current = work.session.project().id() == project && work.session.revision() == revision;
        if wanted {
            match result {
                Ok(what) if is_current => self.commit(what, Then::Stay),
                _ => self.tell(Severity::Warning, "Not signed off: something was changed meanwhile"),
            }
            return;
        }
        let mut dialogs = self.dialogs.iter_mut();
        let asked = dialogs.find_map(|dialog| match dialog {
            Dialog::SignOff(dialog) => Some(dialog),
            _ => None,
        });
        if let Some(dialog) = asked.filter(|dialog| is_current && dialog.draft() == draft) {
            dialog.found(work.session.project(), result);
        }
    }

    /// The drafts that are signed off.
    pub(super) fn signed_off(&self) -> BTreeSet<DocumentId> {
        self.session().into_iter().flat_map(|session| session.project().signed_off()).collect()
    }
}

/// Sentences.
impl App {
    /// Divides drafts into sentences that are too long for that to be done at once, one after the other.
    pub(super) fn divide_drafts(&mut self) {
        let Some(session) = self.work.as_ref().map(|work| &work.session) else { return };
        if let Some(draft) = session.undivided().next() {
            self.jobs.divide(session.project().id(), draft);
        }
    }

    pub(super) fn divided(&mut self, project: ProjectId, draft: DocumentId, all: Arc<[TextRange]>) {
        let work = self.work.as_mut().filter(|work| work.session.project().id() == project);
        if let Some(work) = work {
            work.session.enter_sentences(draft, all);
        }
    }

    /// Goes on to the next sentence that nobody has looked at; if there is none, to the next open item.
    pub(super) fn next_untouched(&mut self) {
        let next = self.session().and_then(|session| session.next_untouched(Direction::Forward));
        match next {
            Some(Step::Sentence(draft, sentence)) => self.show_sentence(draft, sentence),
            Some(Step::Passage(passage)) => self.show_passage(passage),
            None => self.request(Command::NextOpen),
        }
    }

    /// Puts the caret in a sentence, and lets the passage in hand go: keys mean the sentence.
    pub(super) fn show_sentence(&mut self, draft: DocumentId, sentence: TextRange) {
        let Some(session) = self.session().filter(|session| session.project().document(draft).is_some()) else {
            return;
        };
        let side = side_for(session, draft);
        self.leave_spot();
        self.with_desk(|desk, project| {
            desk.side = side;
            desk.pane_mut(side).show(draft);
            desk.deselect(project, side);
            desk.hand = None;
            desk.rows.clear();
            if let Some(tab) = desk.pane_mut(side).tab_mut() {
                tab.selection = Selection::caret(sentence.start());
            }
        });
        self.reveal(side, draft, sentence);
        if !self.views.in_lower() {
            self.focus(Focus::Reader(side));
        }
    }

    /// Shows the first sentence of those that were passed, or are not any more.
    pub(super) fn show_passed(&mut self, commit: &Commit) {
        let Some(project) = self.session().map(Session::project) else { return };
        let mut records = commit.touched.iter().filter_map(|touched| project.tables().get(touched.record));
        let place = records.find_map(|record| match record {
            AnyRecord::Pass(pass) => Some((pass.place.document, pass.place.range())),
            _ => None,
        });
        if let Some((draft, sentence)) = place {
            self.show_sentence(draft, sentence);
        }
    }

    /// Takes the `Esc` that leaves the proof view, if it has nothing else to leave.
    pub(super) fn leaves_proof(&self, ctx: &egui::Context) -> bool {
        self.views.readers.proof
            && self.may_leave(ctx)
            && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
    }
}
