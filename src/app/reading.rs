//! Reading files in the background: a few at a time, each by a worker, what is there twice only once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;

use crate::import::{
    self, Attachment, Cancel, ImportError, Imported, Limits, Options, Progress, Warning, Watch, Workshop,
};
use crate::model::{Loaded, Time, sha256};
use crate::ui::dialogs::Remedy;

use super::folder::Found;

/// The most files that are read at the same time.
const MAX_WORKERS: usize = 4;
/// How much longer than usual a file may take if its reader says so.
const PATIENCE: u32 = 15;

/// A file that is to be read.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its name, without its folder.
    pub name: String,
    /// Where its bytes are.
    pub content: Content,
    /// How it is to be read.
    pub options: Options,
    /// Whether it may take much longer than usual.
    pub patient: bool,
    /// Whether it was not named, but stands in a folder that was.
    pub from_folder: bool,
    /// Takes the wish back.
    pub cancel: Cancel,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug)]
pub enum Content {
    /// On disk.
    File(PathBuf),
    /// Here.
    Bytes(Arc<[u8]>),
}

/// What is to be read.
#[derive(Debug)]
pub struct Order {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Files, and which they are of those that were asked for: instead of paths.
    pub tasks: Vec<(usize, Task)>,
    /// The hashes of files that are here already, and what they are called here.
    pub known: BTreeMap<String, String>,
    /// When.
    pub time: Time,
}

/// What is told while files are read.
#[derive(Debug)]
pub enum News {
    /// These are the files; and what should be said of those that are none of them.
    Found(Vec<Task>, Vec<String>),
    /// A file is being read, and how far it is.
    Progress(usize, Option<Progress>),
    /// What came of a file.
    File(usize, Outcome),
    /// There will be no more.
    Over,
}

/// What came of a file.
#[derive(Debug)]
pub enum Outcome {
    /// It was read.
    Read(Box<ReadDocument>),
    /// It is here already, in words.
    Here(String),
    /// It was not read: why, and what can be done.
    Failed(String, Vec<Remedy>),
    /// It stands in a folder but holds no text, for which nobody is to blame.
    PassedOver,
}

/// A document that was read, before the user has said what it is.
#[derive(Debug)]
pub struct ReadDocument {
    /// The title to propose.
    pub title: String,
    /// What should be said about how it was read.
    pub warnings: Vec<String>,
    /// Whether more of it could be read if it may take longer.
    pub over_limit: bool,
    /// Files inside the file.
    pub attachments: Vec<Attachment>,
    /// The text and where it comes from.
    pub loaded: Loaded,
}

impl ReadDocument {
    /// What was read from a file of this name and these bytes.
    pub fn of(mut imported: Imported, name: &str, bytes: &[u8], time: Time) -> Self {
        Self {
            title: imported.proposed_title(name),
            warnings: imported.warnings.iter().map(ToString::to_string).collect(),
            over_limit: imported.warnings.iter().any(|warning| matches!(warning, Warning::OverLimit { .. })),
            attachments: std::mem::take(&mut imported.attachments),
            loaded: imported.into_loaded(name, bytes, time),
        }
    }
}

impl Task {
    /// A file on disk, read as usual.
    pub fn file(path: PathBuf) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self::new(name, Content::File(path))
    }

    /// A file that is here.
    pub fn bytes(name: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self::new(name.to_owned(), Content::Bytes(bytes.into()))
    }

    fn new(name: String, content: Content) -> Self {
        let (options, cancel) = (Options::default(), Cancel::default());
        Self { name, content, options, patient: false, from_folder: false, cancel }
    }

    /// Its bytes, or why they cannot be read.
    pub fn open(&self) -> Result<Arc<[u8]>, String> {
        match &self.content {
            Content::File(path) => import::read_file(path).map(Into::into).map_err(|error| error.to_string()),
            Content::Bytes(bytes) => Ok(bytes.clone()),
        }
    }

    /// Reads the file from its bytes.
    fn read(&self, bytes: &[u8], workshop: &Workshop, watch: &Watch, time: Time) -> Outcome {
        let limits = workshop.limits();
        let longer = Limits { seconds: limits.seconds.saturating_mul(PATIENCE), ..limits };
        let workshop = if self.patient { workshop.clone().within(longer) } else { workshop.clone() };
        match workshop.import(bytes, &self.name, &self.options, watch, &self.cancel) {
            Ok(imported) => Outcome::Read(Box::new(ReadDocument::of(imported, &self.name, bytes, time))),
            Err(ImportError::OtherFormat { .. }) if self.from_folder => Outcome::PassedOver,
            Err(error) => Outcome::Failed(error.to_string(), self.remedies(&error)),
        }
    }

    fn remedies(&self, error: &ImportError) -> Vec<Remedy> {
        let first = match error {
            ImportError::PasswordNeeded | ImportError::WrongPassword => Some(Remedy::Password),
            ImportError::OverLimit { .. } => Some(Remedy::MoreTime),
            _ => None,
        };
        let as_text = (!self.options.as_plain_text).then_some(Remedy::AsPlainText);
        first.into_iter().chain(as_text).collect()
    }
}

impl Order {
    /// These paths and files, none of which is here already.
    pub fn new(paths: Vec<PathBuf>, tasks: Vec<(usize, Task)>, time: Time) -> Self {
        Self { paths, tasks, known: BTreeMap::new(), time }
    }

    /// Reads, and tells what comes of it. The bytes are looked at one file after another, so that of two files that are
    /// the same the first is read.
    pub fn read(mut self, workshop: &Workshop, tell: &(impl Fn(News) + Clone + Send + Sync + 'static)) {
        if !self.paths.is_empty() {
            self.find(tell);
        }
        let n_workers = thread::available_parallelism().map_or(1, usize::from).min(MAX_WORKERS);
        let (end, ended) = channel();
        thread::scope(|scope| {
            let mut n_running = 0;
            for (at, task) in std::mem::take(&mut self.tasks) {
                if n_running == n_workers && ended.recv().is_ok() {
                    n_running -= 1;
                }
                let Some(bytes) = self.look(at, &task, tell) else { continue };
                n_running += 1;
                let (end, time) = (end.clone(), self.time);
                scope.spawn(move || {
                    let telling = tell.clone();
                    let watch = Watch::telling(move |progress| telling(News::Progress(at, Some(progress))));
                    tell(News::File(at, task.read(&bytes, workshop, &watch, time)));
                    // Without anyone to hear it, no other file waits for this one.
                    let _ = end.send(());
                });
            }
        });
    }

    fn find(&mut self, tell: &impl Fn(News)) {
        let found = Found::look(std::mem::take(&mut self.paths));
        let notices = found.notices();
        let tasks = found.files.into_iter().map(|(path, from_folder)| Task { from_folder, ..Task::file(path) });
        let tasks: Vec<Task> = tasks.collect();
        self.tasks = tasks.iter().cloned().enumerate().collect();
        tell(News::Found(tasks, notices));
    }

    /// The bytes of a file, unless there is no need to read it.
    fn look(&mut self, at: usize, task: &Task, tell: &impl Fn(News)) -> Option<Arc<[u8]>> {
        if task.cancel.is_cancelled() {
            return None;
        }
        tell(News::Progress(at, None));
        if is_project(&task.name) {
            let project = || Outcome::Failed("This is a project; open it by itself".to_owned(), Vec::new());
            tell(News::File(at, if task.from_folder { Outcome::PassedOver } else { project() }));
            return None;
        }
        match task.open() {
            Err(why) => {
                tell(News::File(at, Outcome::Failed(why, Vec::new())));
                None
            }
            Ok(bytes) => {
                let hash = sha256(&bytes);
                if let Some(known) = self.known.get(&hash) {
                    tell(News::File(at, Outcome::Here(known.clone())));
                    return None;
                }
                self.known.insert(hash, format!("is the same file as {}", task.name));
                Some(bytes)
            }
        }
    }
}

fn is_project(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"))
}
