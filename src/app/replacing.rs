//! A new version of a document: from the wish for it to what is said of what became of its passages.
//!
//! Two versions are set side by side in the background: that takes as long as reading both.

use std::path::PathBuf;

use crate::command::{Action, FileAction, Then};
use crate::edit::{self, CannotReplace, Transaction};
use crate::import::title_of_file;
use crate::model::{Carriage, Document, DocumentId, Dot, PassageId, Project, ProjectId};
use crate::text::listed;
use crate::ui::dialogs::{LoadItem, LoadState, VersionOffer};
use crate::ui::widgets::Severity;

use super::App;
use super::picker::Pick;

/// That a file may be a new version of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct VersionOf {
    /// The document.
    pub old: DocumentId,
    /// Whether that was asked for; else it is only offered.
    pub is_meant: bool,
}

impl VersionOf {
    /// Offers it where the facts of the file are asked for, if there is one file.
    pub fn offer(self, project: &Project, items: &mut [LoadItem]) {
        let Some(old) = project.document(self.old) else { return };
        let mut items = items.iter_mut().filter(|item| item.state != LoadState::Left);
        let (Some(item), None) = (items.next(), items.next()) else { return };
        let own = item.guess.title.clone();
        // Where the file tells no title, but a person has given the old version one, that goes on.
        let is_named = old.origins.iter().all(|origin| *old.title != title_of_file(&origin.name));
        let next = if is_named && own == title_of_file(&item.file) { old.title.to_string() } else { own.clone() };
        if item.guess.author.is_empty() {
            item.guess.author = old.author.to_string();
        }
        item.version =
            Some(VersionOffer { old: old.id, title: project.called(old.id).to_owned(), titles: [own, next] });
        item.load_as_version(self.is_meant);
    }
}

/// What is worked out in the background about two versions of a document.
#[derive(Clone, Debug)]
pub enum VersionWork {
    /// A document, of this id, gets a new version.
    Replace(DocumentId, Box<Document>),
    /// Of the versions that replace the first document, the second is the newest.
    ChooseNewest(DocumentId, DocumentId),
    /// What was added to earlier versions of a document is taken over.
    TakeOver(DocumentId),
    /// What became of passages in this version is accepted.
    Accept(DocumentId, Vec<PassageId>),
}

/// The work, and what it is on.
pub struct VersionJob {
    work: VersionWork,
    project: Project,
    revision: u64,
}

/// What came of it.
pub struct VersionFound {
    work: VersionWork,
    project: ProjectId,
    revision: u64,
    what: Result<Transaction, CannotReplace>,
}

impl VersionJob {
    /// Works it out.
    pub fn run(self) -> VersionFound {
        let Self { work, project, revision } = self;
        let none = || Transaction::new("", Vec::new());
        let what = match &work {
            VersionWork::Replace(old, new) => match project.document(*old) {
                Some(old) => edit::replace(&project, old, Document::clone(new)),
                None => Ok(none()),
            },
            VersionWork::ChooseNewest(replaced, newest) => edit::choose_newest(&project, *replaced, *newest),
            VersionWork::TakeOver(newest) => {
                Ok(project.document(*newest).map_or_else(none, |newest| edit::take_over(&project, newest)))
            }
            VersionWork::Accept(newest, passages) => {
                let accept = |newest| edit::accept_carried(&project, newest, passages);
                Ok(project.document(*newest).map_or_else(none, |newest| accept(newest)))
            }
        };
        VersionFound { work, project: project.id(), revision, what }
    }
}

impl App {
    /// Asks for the file of a new version of a document.
    pub(super) fn ask_version(&mut self, old: DocumentId) {
        let Some(session) = self.session() else { return };
        let title = session.project().called(old).to_owned();
        self.pick(Pick::Version { old, title });
    }

    /// Loads a file that was dropped on the window. Dropped on a document of the list it is a new version of that, unless
    /// the user says otherwise; over a reader it may be.
    pub(super) fn dropped_on(&mut self, ctx: &egui::Context, path: PathBuf) {
        let session = self.work.as_ref().map(|work| &work.session);
        let under = session.and_then(|session| self.views.document_at(ctx, session));
        match under.filter(|_| !path.is_dir()) {
            Some((old, is_meant)) => self.read_version(path, VersionOf { old, is_meant }),
            None => self.run(Action::File(FileAction::Add(vec![path]))),
        }
    }

    /// Loads a file that was chosen as the new version of a document.
    pub(super) fn add_version(&mut self, old: DocumentId, path: PathBuf) {
        self.read_version(path, VersionOf { old, is_meant: true });
    }

    /// The document that gets a new version, and that version, if the file that was chosen for it is here already.
    pub(super) fn version_here(&self, batch: usize) -> Option<(DocumentId, Document)> {
        let batch = self.batches.get(batch)?;
        let version = batch.version.filter(|version| version.is_meant)?;
        let mut read = batch.read();
        let (Some(read), None) = (read.next(), read.next()) else { return None };
        let project = self.session()?.project();
        let known = project.document(project.id_to_load(&read.loaded))?;
        Some((version.old, Document::clone(known)))
    }

    /// Lets a document that is here already be the new version of another.
    pub(super) fn replace_with(&mut self, old: DocumentId, new: DocumentId) {
        let new = self.session().and_then(|session| session.project().document(new));
        if let Some(new) = new.map(|new| Box::new(Document::clone(new))) {
            self.replace_document(old, new);
        }
    }

    /// Gives a document a new version.
    pub(super) fn replace_document(&mut self, old: DocumentId, new: Box<Document>) {
        self.work_on_version(VersionWork::Replace(old, new));
    }

    /// Works something out about two versions, then does it.
    pub(super) fn work_on_version(&mut self, work: VersionWork) {
        let Some(session) = self.session() else { return };
        let (project, revision) = (session.project().clone(), session.revision());
        self.jobs.work_on_version(VersionJob { work, project, revision });
    }

    /// Does what was worked out, unless the project has changed meanwhile: then it is worked out anew.
    pub(super) fn version_found(&mut self, found: VersionFound) {
        let VersionFound { work, project, revision, what } = found;
        let Some(session) = self.session().filter(|session| session.project().id() == project) else { return };
        if session.revision() != revision {
            return self.work_on_version(work);
        }
        match what {
            Ok(what) => {
                self.run(Action::Commit(what, Then::Stay));
                match work {
                    VersionWork::Replace(_, new) => self.tell_replaced(new.id),
                    VersionWork::ChooseNewest(_, newest) => self.tell_replaced(newest),
                    VersionWork::TakeOver(_) | VersionWork::Accept(..) => {}
                }
            }
            Err(why) => {
                let (VersionWork::Replace(old, _) | VersionWork::ChooseNewest(old, _)) = work else { return };
                let title = session.project().called(old).to_owned();
                self.tell(Severity::Warning, format!("“{title}” was not replaced: {why}"));
            }
        }
    }

    /// Says what became of the passages of the document that was replaced.
    fn tell_replaced(&mut self, new: DocumentId) {
        let Some(session) = self.session() else { return };
        let (project, actor) = (session.project(), session.worker().actor);
        let Some(old) = project.document(new).and_then(|new| new.replaces) else { return };
        // Just what was done is told, as in the history.
        let entry = project.log.get(&Dot { actor, counter: project.seen.get(&actor).copied().unwrap_or(0) });
        let Some(entry) = entry.filter(|it| it.changed.iter().any(|it| it.record() == new.into())) else { return };
        let older = project.older_by(entry);
        let (verb, older) = if older.is_empty() { ("replaces", vec![old]) } else { ("follows", older) };
        let older: Vec<String> = older.into_iter().map(|older| format!("“{}”", project.called(older))).collect();
        let (newer, older) = (project.called(new), listed(&older, "and"));
        let message = format!("“{newer}” {verb} {older}.\n{}", Carriage::by(project, entry, new));
        self.tell_version(new, message);
    }
}
