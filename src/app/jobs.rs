//! Work that does not belong in a frame: reading, opening, saving. Each job runs on a thread of its own and wakes the
//! window when it is done.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crate::import::{Cancel, Workshop};
use crate::model::{Body, Document, DocumentId, PassageId, Project, ProjectId, Time};
use crate::search::EvidenceIndex;
use crate::session::{AlsoFound, Matters, Noticed, Question, Snapshot, VersionPair, Versions, evidence, sentences_of};
use crate::store::{self, Change, FileStamp, OpenError, Opened, StoreError, Written, backups};
use crate::text::TextRange;
use crate::ui::panels::lower::{HistoryJob, HistoryRows, MOST_EVIDENCE, Rows, RowsJob};

use super::WriteProject;
use super::again::Search;
use super::coverage::{SignOffFound, SignOffJob};
use super::evidence::EvidenceNews;
use super::matters::Gathered;
use super::picker::{Pick, Picked};
use super::reading::{News, Order, Task};
use super::replacing::{VersionFound, VersionJob};
use super::reviewing::{ReviewJob, Reviewed};
use super::uniting::{United, Uniting, copies_with_more};

/// How long a job may take before the window says what it waits for.
const TELL_AFTER: Duration = Duration::from_millis(200);

/// What dividing a draft into sentences is called.
const DIVIDING: &str = "Dividing into sentences…";
/// What is done for finding evidence.
const EVIDENCE: &str = "Looking for evidence…";
/// What is done for the review of new versions.
const REVIEWING: &str = "Looking through the new version…";
/// What is done for new versions of documents.
const REPLACING: &str = "Setting the versions side by side…";
/// What is done for the history.
const HISTORY: &str = "Reading the history…";
/// What is done for the editor.
const COMPARING: &str = "Comparing…";
/// What comparing two versions is called.
const COMPARING_VERSIONS: &str = "Comparing versions…";

/// Uniting two copies of a project.
const MERGING: &str = "Merging…";

/// Looking for conflicted copies.
const COPIES: &str = "Looking for copies…";

/// What came of a job.
pub enum Done {
    /// A file dialog was answered.
    Picked(Pick, Picked),
    /// Files of a batch are being read.
    Reading(u64, News),
    /// The file that a document was loaded from was looked for.
    Original(Box<Search>),
    /// The bytes of a file of a batch were looked at.
    Sample(u64, usize, Result<Vec<u8>, String>),
    /// A project was opened.
    Opened(PathBuf, Result<Box<(Opened, FileStamp)>, OpenError>),
    /// A project was saved.
    Saved(Saved),
    /// A draft of a project was divided into sentences.
    Divided(ProjectId, DocumentId, Arc<[TextRange]>),
    /// It was found out whether a draft can be signed off.
    SignOff(Box<SignOffFound>),
    /// A table was sorted, unless other rows were wanted meanwhile.
    Sorted(Option<Box<Rows>>),
    /// The history was listed, unless other rows were wanted meanwhile.
    History(Option<Box<HistoryRows>>),
    /// It was looked what can be wrong in a draft, unless nobody waited for it any more.
    Noticed(Option<Box<Noticed>>),
    /// Documents were read for finding evidence in them, or it was found.
    Evidence(Box<EvidenceNews>),
    /// What became of the passages of earlier versions was listed.
    Reviewed(Box<Reviewed>),
    /// Something was worked out about two versions of a document.
    Version(Box<VersionFound>),
    /// It was gathered what the editor has to decide.
    Matters(Box<Gathered>),
    /// The project was united with another copy.
    United(Box<United>),
    /// Copies that hold more were looked for beside this file.
    Copies(PathBuf, Vec<PathBuf>),
    /// Two versions were compared.
    Versions(Box<Versions>),
}

/// What is to be saved, and where.
pub struct Save {
    /// The project as it stands.
    pub project: Project,
    /// Where.
    pub path: PathBuf,
    /// The file as it was opened or last saved there; `None` for a new name, which the user has confirmed.
    pub stamp: Option<FileStamp>,
    /// Where backups go.
    pub backups: PathBuf,
    /// When.
    pub time: Time,
    /// The transactions that it holds.
    pub n_done: usize,
    /// Who writes it.
    pub write: WriteProject,
}

/// What came of a save.
pub struct Saved {
    /// The transactions that it holds.
    pub n_done: usize,
    /// Where it should go.
    pub path: PathBuf,
    /// When it was begun.
    pub time: Time,
    /// What came of it.
    pub result: SaveResult,
}

/// What came of a save.
pub enum SaveResult {
    /// It is written.
    Written {
        /// Where, and the stamp of the file.
        written: Written,
        /// Why there is no backup of it, if so.
        backup: Option<StoreError>,
    },
    /// Another program has changed the file since it was opened; nothing was written.
    ChangedOnDisk,
    /// It could not be written.
    Failed(StoreError),
}

/// Sends what came of a job to the window, and wakes it.
#[derive(Clone)]
pub struct Wake {
    to: Sender<Done>,
    window: egui::Context,
}

impl Wake {
    /// Sends, and wakes.
    pub fn send(&self, done: Done) {
        // A window that is closed needs no answer.
        let _ = self.to.send(done);
        self.window.request_repaint();
    }
}

/// The jobs under way.
pub struct Jobs {
    wake: Wake,
    from: Receiver<Done>,
    running: Vec<(&'static str, Instant)>,
    /// Tells the last sorting that nobody waits for it.
    unsort: Cancel,
    /// The same of the last listing of the history.
    unlist: Cancel,
}

impl Jobs {
    /// No jobs yet; `window` is woken by those to come.
    pub fn new(window: egui::Context) -> Self {
        let (to, from) = channel();
        let wake = Wake { to, window };
        Self { wake, from, running: Vec::new(), unsort: Cancel::default(), unlist: Cancel::default() }
    }

    /// For who sends answers from elsewhere.
    pub fn wake(&self) -> Wake {
        self.wake.clone()
    }

    /// What is done.
    pub fn done(&mut self) -> Vec<Done> {
        let done: Vec<Done> = self.from.try_iter().collect();
        for done in &done {
            let name = done.job();
            if let Some(at) = self.running.iter().position(|(running, _)| *running == name) {
                self.running.remove(at);
            }
        }
        done
    }

    /// What the window waits for, once that takes long enough to be told: "Opening…".
    pub fn slow(&self) -> Option<&'static str> {
        let (name, since) = self.running.iter().find(|(name, _)| !name.is_empty())?;
        if since.elapsed() >= TELL_AFTER {
            return Some(name);
        }
        self.wake.window.request_repaint_after(TELL_AFTER);
        None
    }

    /// Reads the files of a batch.
    pub fn read(&mut self, batch: u64, order: Order, workshop: Workshop) {
        let wake = self.wake();
        self.start("Reading…", move || {
            order.read(&workshop, &move |news| wake.send(Done::Reading(batch, news)));
            Done::Reading(batch, News::Over)
        });
    }

    /// Looks for the file that a document was loaded from.
    pub fn find_original(&mut self, search: Search) {
        self.start("Looking for the file…", move || Done::Original(Box::new(search.look())));
    }

    /// Looks at the bytes of a file of a batch.
    pub fn look_at(&mut self, batch: u64, file: usize, task: Task) {
        self.start("Looking at the file…", move || {
            Done::Sample(batch, file, task.open().map(|bytes| bytes.to_vec()))
        });
    }

    /// Opens a project.
    pub fn open(&mut self, path: PathBuf) {
        self.start("Opening…", move || {
            let opened = store::open_project(&path).map(Box::new);
            Done::Opened(path, opened)
        });
    }

    /// Saves a project.
    pub fn save(&mut self, save: Save) {
        self.start("Saving…", move || Done::Saved(write(save)));
    }

    /// Unites the project with another copy.
    pub fn unite(&mut self, uniting: Uniting) {
        self.start(MERGING, move || Done::United(Box::new(uniting.run())));
    }

    /// Lets something go that is large: freeing it takes time too.
    pub fn let_go(&self, what: impl Send + 'static) {
        // Where no thread can be started it is freed here.
        let _ = std::thread::Builder::new().name("letting go".into()).spawn(move || drop(what));
    }

    /// Looks for copies of a project beside its file.
    pub fn find_copies(&mut self, path: PathBuf, project: Project) {
        self.start(COPIES, move || {
            let copies = copies_with_more(&path, &project);
            Done::Copies(path, copies)
        });
    }

    /// Sorts and filters a table, instead of the last time that this was asked for.
    pub fn sort(&mut self, job: RowsJob) {
        let cancel = instead_of(&mut self.unsort);
        self.start("Sorting…", move || Done::Sorted(job.run(|| cancel.is_cancelled()).map(Box::new)));
    }

    /// Lists the history, instead of the last time that this was asked for.
    pub fn list_history(&mut self, job: HistoryJob) {
        let cancel = instead_of(&mut self.unlist);
        self.start(HISTORY, move || Done::History(job.run(|| cancel.is_cancelled()).map(Box::new)));
    }

    /// Looks for what can be wrong in a draft.
    pub fn notice(&mut self, document: Arc<Document>, cancel: Cancel) {
        self.start("Looking for what to check…", move || {
            Done::Noticed(Noticed::of(&document, || cancel.is_cancelled()).map(Box::new))
        });
    }

    /// Divides a draft into sentences, unless that is under way.
    pub fn divide(&mut self, project: ProjectId, draft: &Arc<Document>) {
        if self.running.iter().any(|(running, _)| *running == DIVIDING) {
            return;
        }
        let draft = Arc::clone(draft);
        self.start(DIVIDING, move || Done::Divided(project, draft.id, sentences_of(&draft)));
    }

    /// Finds out whether a draft can be signed off.
    pub fn sign_off(&mut self, job: SignOffJob) {
        self.start("Looking through the draft…", move || Done::SignOff(Box::new(job.run())));
    }

    /// Reads the documents of a project that an index does not know.
    pub fn index(&mut self, index: EvidenceIndex, project: Project) {
        self.start(EVIDENCE, move || Done::Evidence(Box::new(EvidenceNews::Indexed(index.updated(&project)))));
    }

    /// Finds what bears on a question.
    pub fn find_evidence(&mut self, index: EvidenceIndex, project: Project, question: Question) {
        self.start(EVIDENCE, move || {
            let found = evidence(&index, &project, &question, MOST_EVIDENCE);
            Done::Evidence(Box::new(EvidenceNews::Found(question, found)))
        });
    }

    /// Finds what else in its draft says the same as a passage.
    pub fn find_also(&mut self, index: EvidenceIndex, project: Project, passage: PassageId) {
        self.start(EVIDENCE, move || {
            let found = AlsoFound::of(&index, &project, passage);
            Done::Evidence(Box::new(EvidenceNews::Also(passage, found)))
        });
    }

    /// Lists what became of the passages of earlier versions.
    pub fn review(&mut self, job: ReviewJob) {
        self.start(REVIEWING, move || Done::Reviewed(Box::new(job.run())));
    }

    /// Works something out about two versions of a document.
    pub fn work_on_version(&mut self, job: VersionJob) {
        self.start(REPLACING, move || Done::Version(Box::new(job.run())));
    }

    /// Compares all documents, unless that was done before, and gathers what the editor has to decide. `work` is the
    /// project, what was noticed in its drafts, and the index of its sentences.
    pub fn gather(
        &mut self,
        before: Matters,
        (work, noticed, index): (Snapshot, BTreeMap<DocumentId, Arc<Noticed>>, EvidenceIndex),
        cancel: Cancel,
    ) {
        self.start(COMPARING, move || {
            let gathered = match before.compared().updated(&work.project, &noticed, || cancel.is_cancelled()) {
                Some(compared) => Gathered { matters: before.updated(&work, compared, &index), done: true },
                None => Gathered { matters: before, done: false },
            };
            Done::Matters(Box::new(gathered))
        });
    }

    /// Compares two versions.
    pub fn compare_versions(&mut self, pair: VersionPair, old: Arc<Body>, new: Arc<Body>) {
        self.start(COMPARING_VERSIONS, move || Done::Versions(Box::new(Versions::of(pair, &old, &new))));
    }

    /// Whether anything is under way.
    pub fn is_busy(&self) -> bool {
        !self.running.is_empty()
    }

    fn start(&mut self, name: &'static str, work: impl FnOnce() -> Done + Send + 'static) {
        let wake = self.wake();
        self.running.push((name, Instant::now()));
        let thread = std::thread::Builder::new().name(name.into());
        if thread.spawn(move || wake.send(work())).is_err() {
            self.running.pop();
        }
    }
}

impl Done {
    /// The name of the job that it comes from.
    fn job(&self) -> &'static str {
        match self {
            Self::Reading(_, News::Over) => "Reading…",
            Self::Picked(..) | Self::Reading(..) => "",
            Self::Original(_) => "Looking for the file…",
            Self::Sample(..) => "Looking at the file…",
            Self::Opened(..) => "Opening…",
            Self::Saved(_) => "Saving…",
            Self::Sorted(_) => "Sorting…",
            Self::History(_) => HISTORY,
            Self::Divided(..) => DIVIDING,
            Self::SignOff(_) => "Looking through the draft…",
            Self::Noticed(_) => "Looking for what to check…",
            Self::Evidence(_) => EVIDENCE,
            Self::Version(_) => REPLACING,
            Self::Reviewed(_) => REVIEWING,
            Self::Matters(_) => COMPARING,
            Self::United(_) => MERGING,
            Self::Copies(..) => COPIES,
            Self::Versions(_) => COMPARING_VERSIONS,
        }
    }
}

/// Takes back the last wish of a kind, and gives the next.
fn instead_of(last: &mut Cancel) -> Cancel {
    std::mem::take(last).cancel();
    last.clone()
}

/// Checks that nobody else has changed the file, then writes it, then keeps a backup of the very bytes.
fn write(save: Save) -> Saved {
    let Save { project, path, stamp, backups, time, n_done, write } = save;
    let changed = stamp.is_some_and(|mut stamp| stamp.changed_on_disk(&path) == Change::Changed);
    let result = if changed {
        SaveResult::ChangedOnDisk
    } else {
        match write(&path, &project) {
            Ok(written) => {
                let backup = back_up(&backups, project.id(), time, &written.path).err();
                SaveResult::Written { written, backup }
            }
            Err(error) => SaveResult::Failed(error),
        }
    };
    Saved { n_done, path, time, result }
}

fn back_up(folder: &Path, project: ProjectId, time: Time, saved: &Path) -> Result<(), StoreError> {
    let (bytes, _) = store::read_stamped(saved)?;
    let moment = jiff::Timestamp::from_second(time.0).unwrap_or_default();
    backups::keep(folder, &project.to_string(), moment, &bytes).map(|_| ())
}
