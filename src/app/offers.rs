//! Notices with a button, and what is said of changes that were made and taken back.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::command::{Action, Command, HistoryOf};
use crate::edit::{Commit, Touched, Turn, lower_first};
use crate::model::{DocumentId, Edit, Field, PassageId, Project, RecordId, RecordKind, Value};
use crate::session::{Session, counted};
use crate::text::TextRange;
use crate::ui::panels::excerpt;
use crate::ui::widgets::{Severity, ToastEvent, ToastId};

use super::App;
use super::reading::Task;

/// Notices with a button, and the one about the last change.
#[derive(Debug, Default)]
pub(super) struct Offers {
    open: Vec<(ToastId, Offer)>,
    /// What was said of the last change: another one makes it untrue.
    change: Option<ToastId>,
    /// What was said of a new version, and what that replaces.
    version: Option<(ToastId, VersionTold)>,
}

/// Of which version it was said that it replaces which document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct VersionTold {
    version: DocumentId,
    replaces: DocumentId,
}

/// What the button of a notice does.
#[derive(Debug)]
pub(super) enum Offer {
    /// Asks for a command.
    Command(Command),
    /// Shows what waits for a choice between two people's values.
    Clashes,
    /// Merges these copies, one after the other.
    Merge(Vec<PathBuf>),
    /// Reads files again that were left out.
    Read(Vec<Task>),
    /// Gives other statements of a passage's fact its outcome or its change.
    CarryOver(PassageId, Vec<TextRange>),
    /// Shows what others did since the project was last open here.
    Unseen,
}

impl Offers {
    /// This was said of the last change.
    pub(super) fn set_change(&mut self, told: ToastId) {
        self.change = Some(told);
    }
}

impl App {
    /// Says something, with a button that does something about it.
    pub(super) fn offer(&mut self, severity: Severity, message: String, button: &str, offer: Offer) -> ToastId {
        let id = self.toasts.add(severity, message, Some(button));
        self.offers.open.push((id, offer));
        id
    }

    /// Does what a notice offers, if its button was pressed.
    pub(super) fn take_offer(&mut self, event: ToastEvent) {
        let (ToastEvent::Action(id) | ToastEvent::Dismissed(id)) = event;
        let Some(at) = self.offers.open.iter().position(|(open, _)| *open == id) else { return };
        let (_, offer) = self.offers.open.remove(at);
        match (event, offer) {
            (ToastEvent::Action(_), Offer::Command(command)) => self.request(command),
            (ToastEvent::Action(_), Offer::CarryOver(passage, to)) => self.run(Action::CarryOver(passage, to)),
            (ToastEvent::Action(_), Offer::Clashes) => self.show_clashes(),
            (ToastEvent::Action(_), Offer::Unseen) => self.run(Action::ShowHistory(Some(HistoryOf::Unseen))),
            (ToastEvent::Action(_), Offer::Read(tasks)) => self.read_tasks(tasks, None),
            (ToastEvent::Action(_), Offer::Merge(copies)) => self.merge_files(copies),
            (ToastEvent::Dismissed(_), Offer::Merge(copies)) => self.dismiss_copies(copies),
            (ToastEvent::Dismissed(_), _) => {}
        }
    }

    /// Whether a notice offers to show clashes.
    pub(super) fn offers_clashes(&self, told: ToastId) -> bool {
        self.offers.open.iter().any(|(open, offer)| *open == told && matches!(offer, Offer::Clashes))
    }

    /// Leaves a notice without its button, because that means nothing any more.
    pub(super) fn withdraw_offer(&mut self, told: ToastId) {
        self.toasts.take_button(told);
        self.offers.open.retain(|(open, _)| *open != told);
    }

    /// Takes a notice away whose offer means nothing any more.
    pub(super) fn withdraw(&mut self, told: ToastId) {
        self.toasts.remove(told);
        self.offers.open.retain(|(open, _)| *open != told);
    }

    /// What was said of the last change is no longer about the last one; of a new version it stays until that is gone.
    pub(super) fn forget_change(&mut self) {
        if let Some(told) = self.offers.change.take() {
            self.withdraw(told);
        }
        if self.offers.version.is_some_and(|(_, told)| self.version_told(told.version) != Some(told)) {
            self.forget_version();
        }
        self.clashes_may_be_settled();
    }

    /// Says of a new version what became of the passages. Whoever looks away is to find it all the same.
    pub(super) fn tell_version(&mut self, version: DocumentId, message: String) {
        self.forget_version();
        let told = self.offer(Severity::Info, message, "Review", Offer::Command(Command::ReviewVersion));
        self.toasts.keep(told);
        self.offers.version = self.version_told(version).map(|version| (told, version));
    }

    fn version_told(&self, version: DocumentId) -> Option<VersionTold> {
        let replaces = self.session()?.project().document(version)?.replaces?;
        Some(VersionTold { version, replaces })
    }

    /// What was said of a new version is no longer so.
    pub(super) fn forget_version(&mut self) {
        self.offers.version.take().into_iter().for_each(|(told, _)| self.withdraw(told));
    }

    /// Says what was taken back or made again: "Undone: mark as claim".
    pub(super) fn tell_step(&mut self, done: &str, command: &str) {
        self.forget_change();
        self.offers.change = Some(self.toasts.add(Severity::Info, format!("{done}: {}", lower_first(command)), None));
    }

    /// Says which document or passages were removed, which is easily done by mistake.
    pub(super) fn tell_removed(&mut self, commit: &Commit) {
        let Some(session) = self.session() else { return };
        let project = session.project();
        let is_gone = |id: &RecordId| id.kind == RecordKind::Passage && !project.tables().is_present(*id);
        let removed = commit.touched.iter().filter(|it| it.was_present() && is_gone(&it.record));
        let removed: Vec<_> = removed.collect();
        let is_document = |it: &&Touched| it.record.kind == RecordKind::Document && it.was_present();
        let document = commit.touched.iter().filter(is_document).map(|it| DocumentId(it.record.id));
        let mut documents = document.filter(|id| project.document(*id).is_none());
        let message = match removed.as_slice() {
            _ if let Some(document) = documents.next() => {
                let title = called_before(project, document, commit);
                let with = match removed.len() {
                    0 => String::new(),
                    n => format!(", and {} with it", counted(n, "passage", "passages")),
                };
                format!("“{}” was removed{with}", excerpt(&title))
            }
            [] => return,
            [only] => match only.before(Field::Place) {
                Some(Value::Place(place)) => format!("Removed: “{}”", excerpt(&project.words(&place))),
                _ => "1 passage was removed".to_owned(),
            },
            many => format!("{} passages were removed", many.len()),
        };
        self.offers.change = Some(self.offer(Severity::Info, message, "Undo", Offer::Command(Command::Undo)));
    }

    /// Says that documents were emptied for good, and that the file does not know of it yet.
    pub(super) fn tell_emptied(&mut self, commit: &Commit) {
        if commit.turn != Turn::Final {
            return;
        }
        let documents = counted(commit.touched.len(), "document", "documents");
        self.tell(
            Severity::Info,
            format!("{documents} emptied for good. The next save takes the text out of the file"),
        );
    }

    /// Says which drafts were signed off, are no longer, or have lost it to a change.
    pub(super) fn tell_signed(&mut self, before: &BTreeSet<DocumentId>) {
        let now = self.signed_off();
        for draft in before.symmetric_difference(&now) {
            let Some(project) = self.session().map(Session::project) else { return };
            let Some(title) = project.document(*draft).map(|draft| project.called(draft.id).to_owned()) else {
                continue;
            };
            let (severity, message) = if now.contains(draft) {
                (Severity::Info, format!("Signed off: “{title}”"))
            } else if project.latest_sign_off(*draft).is_some() {
                (Severity::Warning, format!("This strikes the sign-off of “{title}”"))
            } else {
                (Severity::Info, format!("No longer signed off: “{title}”"))
            };
            self.offers.change = Some(self.offer(severity, message, "Undo", Offer::Command(Command::Undo)));
        }
    }
}

/// What a document was called before it was removed, beside all others.
fn called_before(project: &Project, document: DocumentId, removal: &Commit) -> String {
    let mut before = project.clone();
    // Where it cannot be put back just so it is called by its title.
    let _ = before.apply(Edit::set(document, Field::Present, true), removal.dot);
    before.called(document).to_owned()
}
