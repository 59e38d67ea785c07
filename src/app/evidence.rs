//! What bears on a passage: asked by a key, answered in the background from an index that follows the documents.

use crate::command::{Action, Then};
use crate::edit;
use crate::model::{DocumentId, LinkTarget, PassageId, ProjectId};
use crate::search::EvidenceIndex;
use crate::session::{AlsoFound, Bearing, Focus, LowerTab, Question};
use crate::text::TextRange;
use crate::ui::panels::lower::Asked;

use super::App;

/// The index, and what it is of.
#[derive(Default)]
pub(super) struct Indexed {
    index: EvidenceIndex,
    /// The project and its documents that were read last, also if that is under way.
    of: Option<(ProjectId, Vec<DocumentId>)>,
    /// The revision at which the documents were looked at last.
    seen: Option<(ProjectId, u64)>,
    /// Whether a job of the index or of a question is under way.
    is_busy: bool,
}

impl Indexed {
    /// The sentences of all documents.
    pub(super) fn index(&self) -> EvidenceIndex {
        self.index.clone()
    }

    /// Whether documents are being read, or something is looked for in them.
    pub(super) fn is_busy(&self) -> bool {
        self.is_busy
    }
}

/// What came of a job.
pub enum EvidenceNews {
    /// The documents of a project were read.
    Indexed(EvidenceIndex),
    /// What bears on a question.
    Found(Question, Vec<Bearing>),
    /// What else says the same as a passage, if it says anything.
    Also(PassageId, Option<AlsoFound>),
}

impl App {
    /// Keeps the index in line with the documents, and looks for what is asked.
    pub(super) fn keep_evidence(&mut self) {
        let Some(work) = self.work.as_ref().filter(|_| !self.indexed.is_busy) else { return };
        let project = work.session.project();
        let now = (project.id(), work.session.revision());
        if self.indexed.seen != Some(now) {
            self.indexed.seen = Some(now);
            let of = (project.id(), project.newest_documents().iter().map(|document| document.id).collect());
            if self.indexed.of.as_ref() != Some(&of) {
                if self.indexed.of.as_ref().is_none_or(|(id, _)| *id != of.0) {
                    self.views.lower.evidence_mut().forget();
                }
                self.indexed.of = Some(of);
                self.indexed.is_busy = true;
                return self.jobs.index(self.indexed.index.clone(), project.clone());
            }
        }
        if let Some(question) = self.views.lower.evidence_mut().waiting() {
            self.indexed.is_busy = true;
            self.jobs.find_evidence(self.indexed.index.clone(), project.clone(), question.clone());
            return;
        }
        let project = project.clone();
        if let Some(passage) = self.also_wanted() {
            self.indexed.is_busy = true;
            self.jobs.find_also(self.indexed.index.clone(), project, passage);
        }
    }

    /// Takes what came of a job.
    pub(super) fn take_evidence(&mut self, news: EvidenceNews) {
        self.indexed.is_busy = false;
        match (news, &self.work) {
            (EvidenceNews::Indexed(index), _) => {
                self.indexed.index = index;
                self.views.lower.evidence_mut().ask_again();
            }
            (EvidenceNews::Found(question, found), Some(work)) => {
                let first = self.views.lower.evidence_mut().take(&work.session, &question, found);
                // Whoever went on to something else is not taken away from it.
                let looks_on = work.session.desk.lower == LowerTab::Evidence && self.views.in_lower();
                first.filter(|_| looks_on && self.dialogs.is_empty()).into_iter().for_each(|first| self.run(first));
            }
            (EvidenceNews::Also(passage, found), _) => self.take_also(passage, found),
            (EvidenceNews::Found(..), None) => {}
        }
    }

    /// Looks for what bears on a question, and shows it in the lower pane.
    pub(super) fn find_evidence(&mut self, question: Question) {
        let was_open = self.lower_is_open();
        let Some(session) = self.session() else { return };
        let asked = Asked { question, side: session.desk.side, before: session.desk.lower, was_open };
        self.views.lower.evidence_mut().ask(asked);
        self.show_lower(LowerTab::Evidence);
        self.focus(Focus::Lower);
    }

    /// Back to where it was asked.
    pub(super) fn close_evidence(&mut self) {
        let Some(asked) = self.views.lower.evidence_mut().asked().cloned() else { return };
        self.show_lower(asked.before);
        if !asked.was_open {
            self.toggle_lower();
        }
        self.with_desk(|desk, _| desk.side = asked.side);
        self.focus(Focus::Reader(asked.side));
    }

    /// Links what was asked about with a sentence. Words that are no passage yet are marked first.
    pub(super) fn link_evidence(&mut self, question: &Question, document: DocumentId, range: TextRange) {
        let Some(from) = question.passage.or_else(|| self.mark_asked(question)) else { return };
        let Some(session) = self.session() else { return };
        let marks = session.places(document).map(|places| places.overlapping(range).map(|mark| mark.id));
        let marks: Vec<PassageId> = marks.into_iter().flatten().collect();
        match marks.as_slice() {
            // What is marked in it is what it says.
            [only] if *only != from => self.run(Action::LinkTo(from, LinkTarget::Passage(*only))),
            _ => self.run(Action::LinkWords { from, document, range }),
        }
    }

    /// Marks the words that were asked about; the question is about that passage from now on.
    fn mark_asked(&mut self, question: &Question) -> Option<PassageId> {
        let (document, range) = question.place?;
        let session = self.session()?;
        let record = session.project().document(document)?;
        let (id, what) = edit::add_passage(session.project(), record, range, question.kind(), session.fresh)?;
        self.run(Action::Commit(what, Then::Stay));
        self.with_desk(|desk, _| desk.hand = Some(id));
        self.views.lower.evidence_mut().set_passage(id);
        Some(id)
    }
}
