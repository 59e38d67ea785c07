//! Files that were asked for, from then until the user has said what they are.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::command::{Action, Retry, Then};
use crate::edit::{Transaction, tidy_date};
use crate::import::{Cancel, Progress};
use crate::model::{About, Document, DocumentId, Dot, Edit, RecordId, Role, Text};
use crate::session::{Session, Side};
use crate::ui::dialogs::{Dialog, LoadChoice, LoadItem, LoadState, Loading, ReadingFiles, ReadingLine, Remedy};

use super::App;
use super::again;
use super::left_out::files;
use super::reading::{Content, News, Order, Outcome, ReadDocument, Task};
use super::replacing::VersionOf;

/// How long files are read before the window shows it.
const SHOW_AFTER: Duration = Duration::from_millis(200);
/// The dot of a record until its transaction stamps it.
const UNSTAMPED: Dot = Dot { actor: crate::model::Actor(0), counter: 0 };

/// Files that were asked for together.
#[derive(Debug)]
pub(super) struct Batch {
    id: u64,
    pub files: Vec<File>,
    /// What should be said of those that are not read.
    pub notices: Vec<String>,
    /// The document whose file this is, if it is read again.
    pub again: Option<DocumentId>,
    /// The document of which the file may be a new version.
    pub version: Option<VersionOf>,
    since: Instant,
    phase: Phase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The files are being read.
    Reading,
    /// The user is asked what they are.
    Asking,
}

#[derive(Debug)]
pub(super) struct File {
    pub task: Task,
    pub state: State,
}

#[derive(Debug)]
pub(super) enum State {
    Waiting,
    Reading(Option<Progress>),
    Done(Outcome),
    Canceled,
}

impl Batch {
    fn is_over(&self) -> bool {
        self.files.iter().all(File::is_over)
    }

    /// Whether it is asked for as a new version of a document.
    fn is_version(&self) -> bool {
        self.version.is_some_and(|version| version.is_meant)
    }

    /// What was read of its files.
    pub fn read(&self) -> impl Iterator<Item = &ReadDocument> {
        self.files.iter().filter_map(|file| match &file.state {
            State::Done(Outcome::Read(read)) => Some(&**read),
            _ => None,
        })
    }

    fn set(&mut self, file: usize, state: State) {
        if let Some(file) = self.files.get_mut(file).filter(|file| !file.is_over()) {
            file.state = state;
        }
    }

    fn lines(&self) -> Vec<ReadingLine> {
        self.files.iter().map(File::line).collect()
    }
}

impl File {
    fn new(task: Task) -> Self {
        Self { task, state: State::Waiting }
    }

    fn is_over(&self) -> bool {
        matches!(self.state, State::Done(_) | State::Canceled)
    }

    fn cancel(&mut self) {
        if !self.is_over() {
            self.task.cancel.cancel();
            self.state = State::Canceled;
        }
    }

    /// The file as the dialog shows it while it is being read.
    fn line(&self) -> ReadingLine {
        let state = match &self.state {
            State::Waiting => "waiting".to_owned(),
            State::Reading(progress) => reading(*progress),
            State::Canceled => "canceled".to_owned(),
            State::Done(Outcome::Read(_)) => "read".to_owned(),
            State::Done(Outcome::Here(known)) => known.clone(),
            State::Done(Outcome::Failed(why, _)) => why.clone(),
            State::Done(Outcome::PassedOver) => "holds no text".to_owned(),
        };
        let failed = matches!(self.state, State::Done(Outcome::Failed(..)));
        ReadingLine { name: self.task.name.clone(), state, over: self.is_over(), failed }
    }

    /// The file as the dialog shows it that asks what it is; `None` if there is nothing to say of it.
    fn item(&self) -> Option<LoadItem> {
        let item = LoadItem { file: self.task.name.clone(), ..LoadItem::default() };
        Some(match &self.state {
            State::Canceled | State::Done(Outcome::PassedOver) => return None,
            State::Waiting => LoadItem { state: LoadState::Reading(reading(None)), ..item },
            State::Reading(progress) => LoadItem { state: LoadState::Reading(reading(*progress)), ..item },
            State::Done(Outcome::Here(known)) => LoadItem { state: LoadState::Here(known.clone()), ..item },
            State::Done(Outcome::Failed(why, remedies)) => {
                LoadItem { state: LoadState::Failed(why.clone()), remedies: remedies.clone(), ..item }
            }
            State::Done(Outcome::Read(read)) => read_item(read, item),
        })
    }
}

/// "reading… 3 of 12": pages, chapters or parts.
fn reading(progress: Option<Progress>) -> String {
    match progress {
        None => "reading…".to_owned(),
        Some(Progress { done, total }) => format!("reading… {done} of {total}"),
    }
}

fn read_item(read: &ReadDocument, item: LoadItem) -> LoadItem {
    let facts = &read.loaded.facts;
    LoadItem {
        guess: LoadChoice {
            title: read.title.clone(),
            author: facts.author.clone(),
            published: tidy_date(&facts.published),
            ..LoadChoice::default()
        },
        notices: read.warnings.clone(),
        encoding: read.loaded.encoding.clone(),
        attachments: read.attachments.iter().map(|attachment| attachment.name.clone()).collect(),
        remedies: if read.over_limit { vec![Remedy::MoreTime] } else { Vec::new() },
        ..item
    }
}

/// From the wish to have files read to the question what they are.
impl App {
    /// Reads documents, and the files in folders.
    pub(super) fn read_documents(&mut self, paths: Vec<PathBuf>) {
        let known = self.known_files();
        self.read(Order { known, ..Order::new(paths, Vec::new(), self.now()) }, None);
    }

    /// Loads pasted text as a document.
    pub(super) fn read_text(&mut self, text: &str) {
        self.read_tasks(vec![Task::bytes("Pasted text.txt", text.as_bytes())], None);
    }

    /// Reads a file that may be, or is, a new version of a document.
    pub(super) fn read_version(&mut self, path: PathBuf, version: VersionOf) {
        let known = if version.is_meant { BTreeMap::new() } else { self.known_files() };
        self.read(Order { known, ..Order::new(vec![path], Vec::new(), self.now()) }, None);
        self.batches.last_mut().into_iter().for_each(|batch| batch.version = Some(version));
    }

    /// Reads files that are known one by one; `again` is the document whose file it is.
    pub(super) fn read_tasks(&mut self, tasks: Vec<Task>, again: Option<DocumentId>) {
        let known = if again.is_some() { BTreeMap::new() } else { self.known_files() };
        let tasks = tasks.into_iter().enumerate().collect();
        self.read(Order { known, ..Order::new(Vec::new(), tasks, self.now()) }, again);
    }

    fn read(&mut self, order: Order, again: Option<DocumentId>) {
        if self.session().is_none() {
            self.new_project();
        }
        self.n_batches += 1;
        let files = order.tasks.iter().map(|(_, task)| File::new(task.clone())).collect();
        let batch = Batch {
            id: self.n_batches,
            files,
            notices: Vec::new(),
            again,
            version: None,
            since: Instant::now(),
            phase: Phase::Reading,
        };
        self.start_reading(batch.id, order);
        self.batches.push(batch);
    }

    fn start_reading(&mut self, batch: u64, order: Order) {
        self.jobs.read(batch, order, self.world.workshop.clone());
    }

    /// The hashes of the files of this project, and what to say of each.
    fn known_files(&self) -> BTreeMap<String, String> {
        let documents = self.session().map(|session| session.project().documents()).unwrap_or_default();
        let known = |document: &Document| format!("is here already, as “{}”", document.title);
        let hashes = documents.iter().flat_map(|document| {
            let known = known(document);
            document.origins.iter().map(move |origin| (origin.sha256.clone(), known.clone()))
        });
        hashes.collect()
    }

    /// Takes what is told of files that are being read.
    pub(super) fn reading_news(&mut self, id: u64, news: News) {
        let news = match news {
            News::File(file, outcome) => News::File(file, self.checked(id, outcome)),
            news => news,
        };
        let Some(batch) = self.batches.iter_mut().find(|batch| batch.id == id) else { return };
        match news {
            News::Found(tasks, notices) => {
                batch.files = tasks.into_iter().map(File::new).collect();
                batch.notices = notices;
            }
            News::Progress(file, progress) => batch.set(file, State::Reading(progress)),
            News::File(file, outcome) => batch.set(file, State::Done(outcome)),
            News::Over if batch.phase == Phase::Reading => return self.finish_reading(id),
            News::Over => {}
        }
        self.show_batch(id);
    }

    /// A document that was read, unless the very same one is in the project.
    fn checked(&self, batch: u64, outcome: Outcome) -> Outcome {
        let Outcome::Read(read) = outcome else { return outcome };
        let batch = self.batches.iter().find(|it| it.id == batch);
        if batch.is_some_and(Batch::is_version) {
            // It may be the new version all the same.
            return Outcome::Read(read);
        }
        let again = batch.is_some_and(|batch| batch.again.is_some());
        let project = self.session().map(Session::project);
        match project.and_then(|project| project.document(project.id_to_load(&read.loaded))) {
            Some(_) if again => Outcome::Here("gives the same text as before, so there is nothing to load".to_owned()),
            Some(document) => Outcome::Here(format!("is here already, as “{}”", document.title)),
            None => Outcome::Read(read),
        }
    }

    /// Brings the dialog about a batch up to date.
    fn show_batch(&mut self, id: u64) {
        let Some(batch) = self.batches.iter().find(|batch| batch.id == id) else { return };
        for dialog in &mut self.dialogs {
            match dialog {
                Dialog::Reading(dialog) if dialog.batch == id => dialog.lines = batch.lines(),
                Dialog::Loading(dialog) if dialog.batch == id => {
                    for (file, idx) in batch.files.iter().zip(0..) {
                        if let Some(item) = file.item().filter(|_| dialog.waits_for(idx)) {
                            dialog.set(idx, item);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Shows what is being read once that takes long enough to be told.
    pub(super) fn show_reading(&mut self) {
        let Some(batch) = self.batches.iter().find(|batch| batch.phase == Phase::Reading) else { return };
        let is_shown = self.dialogs.iter().any(|dialog| matches!(dialog, Dialog::Reading(_)));
        if is_shown {
            return;
        }
        match SHOW_AFTER.checked_sub(batch.since.elapsed()) {
            Some(rest) if !rest.is_zero() => self.window.request_repaint_after(rest),
            _ => self.ask_next(Dialog::Reading(ReadingFiles::new(batch.id, batch.lines()))),
        }
    }

    /// Stops reading one of the files that are read, or all; what is read is kept.
    pub(super) fn stop_reading(&mut self, file: Option<usize>) {
        let Some(batch) = self.batches.iter_mut().find(|batch| !batch.is_over() || batch.phase == Phase::Reading)
        else {
            return;
        };
        let id = batch.id;
        match file {
            Some(file) => batch.files.get_mut(file).into_iter().for_each(File::cancel),
            None => batch.files.iter_mut().for_each(File::cancel),
        }
        if batch.phase == Phase::Reading && batch.is_over() {
            self.finish_reading(id);
        }
        self.show_batch(id);
    }

    /// All files are read: now it is asked what they are.
    fn finish_reading(&mut self, id: u64) {
        self.dialogs.retain(|dialog| !matches!(dialog, Dialog::Reading(dialog) if dialog.batch == id));
        let Some(at) = self.batches.iter().position(|batch| batch.id == id) else { return };
        let version = self.version_here(at);
        let Some(batch) = self.batches.get_mut(at) else { return };
        batch.phase = Phase::Asking;
        let n_canceled = batch.files.iter().filter(|file| matches!(file.state, State::Canceled)).count();
        let passed_over = batch.files.iter().filter(|file| matches!(file.state, State::Done(Outcome::PassedOver)));
        match passed_over.count() {
            0 => {}
            1 => batch.notices.push("1 file was passed over: it holds no text".to_owned()),
            n => batch.notices.push(format!("{n} files were passed over: they hold no text")),
        }
        let is_here = |file: &File| matches!(file.state, State::Done(Outcome::Here(_)));
        if let Some((old, new)) = version {
            self.batches.remove(at);
            self.replace_document(old, Box::new(new));
        } else if batch.files.iter().all(|file| is_here(file) || file.item().is_none()) {
            let batch = self.batches.remove(at);
            self.tell_nothing_to_load(&batch, n_canceled);
        } else {
            if n_canceled > 0 {
                batch.notices.push(format!("{} canceled", files(n_canceled)));
            }
            self.ask_what_they_are(at);
        }
        self.give_keys_back();
    }

    /// Asks what documents are that were just read.
    fn ask_what_they_are(&mut self, at: usize) {
        let Some(batch) = self.batches.get(at) else { return };
        let mut items: Vec<LoadItem> = batch.files.iter().map(|file| file.item().unwrap_or_default()).collect();
        for (item, file) in items.iter_mut().zip(&batch.files) {
            if file.item().is_none() {
                item.state = LoadState::Left;
            }
        }
        let project = self.session().map(Session::project);
        let has_draft = project.is_some_and(|project| !project.documents_as(Role::Draft).is_empty());
        let first = items.iter_mut().find(|item| item.state == LoadState::Read);
        if let Some(first) = first.filter(|_| !has_draft) {
            first.guess.role = Role::Draft;
        }
        let old = batch.again.and_then(|again| project?.document(again));
        for (item, file) in items.iter_mut().zip(&batch.files) {
            if let (Some(old), State::Done(Outcome::Read(read))) = (old, &file.state) {
                again::describe(item, old, read);
            }
        }
        if let Some((project, version)) = project.zip(batch.version) {
            version.offer(project, &mut items);
        }
        self.ask_next(Dialog::Loading(Loading::new(items).about(batch.id, batch.notices.clone())));
    }

    /// Shows a dialog that comes by itself: after those that are open, so that nobody types into it what another one asked.
    fn ask_next(&mut self, dialog: Dialog) {
        self.dialogs.insert(0, dialog);
    }

    /// Reads a file of the batch that is asked about in another way.
    pub(super) fn reread(&mut self, batch: u64, file: usize, how: Retry) {
        let Some(batch) = self.batches.iter_mut().find(|it| it.id == batch) else { return };
        let Some(it) = batch.files.get_mut(file) else { return };
        it.task.cancel = Cancel::default();
        match how {
            Retry::AsPlainText => it.task.options.as_plain_text = true,
            Retry::MoreTime => it.task.patient = true,
            Retry::Password(password) => it.task.options.password = Some(password),
            Retry::Encoding(encoding) => it.task.options.encoding = Some(encoding),
        }
        it.state = State::Reading(None);
        let (id, tasks) = (batch.id, vec![(file, it.task.clone())]);
        for dialog in &mut self.dialogs {
            match dialog {
                Dialog::Loading(dialog) if dialog.batch == id => dialog.wait_for(file),
                _ => {}
            }
        }
        self.start_reading(id, Order::new(Vec::new(), tasks, self.now()));
    }

    /// The file of a batch, for who looks at it in another way.
    pub(super) fn task_of(&self, batch: u64, file: usize) -> Option<&Task> {
        self.batches.iter().find(|it| it.id == batch)?.files.get(file).map(|file| &file.task)
    }

    /// The user does not want these files after all.
    pub(super) fn drop_batch(&mut self, id: u64) {
        for mut batch in self.batches.extract_if(.., |batch| batch.id == id) {
            batch.files.iter_mut().for_each(File::cancel);
        }
    }
}

/// From the question what they are to documents of the project.
impl App {
    /// Loads the documents of a batch as the user has described them.
    pub(super) fn load(&mut self, id: u64, choices: Vec<LoadChoice>) {
        let Some(at) = self.batches.iter().position(|batch| batch.id == id) else { return };
        let batch = self.batches.remove(at);
        let old = batch.again.and_then(|again| self.session()?.project().document(again)).cloned();
        self.tell_left_out(&batch);
        let read = batch.files.into_iter().filter_map(|file| match file.state {
            State::Done(Outcome::Read(read)) => Some((read, file.task)),
            _ => None,
        });
        let (mut edits, mut first_title, mut attached, mut version) = (Vec::new(), None, Vec::new(), None);
        for ((mut read, task), choice) in read.zip(choices) {
            if let Content::File(path) = task.content {
                self.originals.insert(read.loaded.origin.sha256.clone(), path);
            }
            let attachments = std::mem::take(&mut read.attachments).into_iter().enumerate();
            let wanted = attachments.filter(|(at, _)| choice.attachments.contains(at));
            attached.extend(wanted.map(|(_, attachment)| Task::bytes(&attachment.name, attachment.bytes)));
            let id = self.session().map(|session| session.project().id_to_load(&read.loaded));
            let mut document = Document::new(read.loaded, &choice.title, choice.role, UNSTAMPED);
            document.id = id.unwrap_or(document.id);
            document.author = Text::from(choice.author.as_str());
            document.published = Text::from(choice.published.as_str());
            let replaced = choice.replaces.and_then(|old| self.session()?.project().document(old)).cloned();
            if let Some(old) = replaced.as_ref().or(old.as_ref()) {
                again::inherit(&mut document, old);
            }
            if let Some(old) = replaced {
                version = Some((old.id, document));
                continue;
            }
            // Loaded while this was asked.
            if self.session().is_some_and(|session| session.project().document(document.id).is_some()) {
                continue;
            }
            if choice.role == Role::Draft {
                first_title.get_or_insert(choice.title);
            }
            edits.push(Edit::insert(document));
        }
        self.add_documents(edits, first_title);
        if let Some((old, new)) = version {
            self.replace_document(old, Box::new(new));
        }
        if !attached.is_empty() {
            self.read_tasks(attached, None);
        }
    }

    fn add_documents(&mut self, mut edits: Vec<Edit>, first_title: Option<String>) {
        let Some(session) = self.session() else { return };
        let name = if edits.len() > 1 { "Add documents" } else { "Add document" };
        if let (None, Some(title)) = (session.project().about(), first_title) {
            edits.insert(0, Edit::insert(About::new(session.project().id(), &title, UNSTAMPED)));
        }
        let opened: Vec<_> = edits.iter().map(Edit::record).collect();
        self.run(Action::Commit(Transaction::new(name, edits), Then::Stay));
        self.open_where_empty(&opened);
    }

    /// Opens new documents in readers that show nothing: drafts left, evidence right.
    fn open_where_empty(&mut self, records: &[RecordId]) {
        let Some(work) = &mut self.work else { return };
        work.session.desk_with_project(|desk, project| {
            for document in project.documents() {
                let is_new = records.iter().any(|record| record.id == document.id.0);
                let side = match document.role {
                    Role::Draft => Side::Left,
                    Role::Evidence => Side::Right,
                };
                if is_new && desk.pane(side).tabs.is_empty() {
                    desk.pane_mut(side).show(document.id);
                }
            }
        });
    }
}
