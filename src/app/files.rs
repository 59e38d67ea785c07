//! New, open, save, and documents from outside.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::command::{Ask, FileAction};
use crate::model::{Project, ProjectId, Time};
use crate::session::{Session, Worker};
use crate::store::{FileStamp, Fingerprint, OpenError, Opened, backups, from_bytes};
use crate::ui::when::moment;
use crate::ui::widgets::Severity;

use super::App;
use super::jobs::{Done, Save, SaveResult, Saved};
use super::picker::{Pick, Picked};
use super::uniting::{Purpose, TheirCopy, Theirs};
use super::work::Work;

/// What a project file is called by itself.
const ENDING: &str = ".tickmark.ron";
/// What to know after a save that failed.
const NOT_SAVED: &str = "Your work is all still here, and whatever was in that place is as it was. You can try again, \
                         or save it elsewhere.";

impl App {
    /// Whether there are changes that are in no file.
    pub(super) fn is_unsaved(&self) -> bool {
        self.session().is_some_and(|session| session.history().is_unsaved())
    }

    /// Does something that ends the open project, unless it has unsaved changes: then the user is asked first, and
    /// `action` is done afterwards.
    pub(super) fn unless_unsaved(&mut self, action: FileAction, work: impl FnOnce(&mut Self)) {
        if self.is_unsaved() {
            self.ask_unsaved(action);
        } else {
            work(self);
        }
    }

    /// What the project is called: its title, else its file.
    pub(super) fn project_name(&self) -> String {
        let Some(session) = self.session() else { return String::new() };
        let title = session.project().title();
        match &session.path {
            _ if !title.is_empty() => title.to_owned(),
            Some(path) => stem(path),
            None => "Untitled project".into(),
        }
    }

    pub(super) fn new_project(&mut self) {
        let project = Project::new(ProjectId((self.world.fresh_id)()));
        self.begin_work(Opened { project, notices: Vec::new(), read_only: None }, None, None);
    }

    pub(super) fn open_sample(&mut self) {
        let bytes = crate::sample::FILE.as_bytes();
        match from_bytes(bytes) {
            Ok(opened) => self.begin_work(opened, None, Some(Fingerprint::of(bytes))),
            Err(error) => self.tell(Severity::Error, error.to_string()),
        }
    }

    /// Opens a backup. It is in no file until it is saved under a name.
    pub(super) fn open_backup(&mut self, path: &Path) {
        let read = crate::store::read_stamped(path).map_err(|error| error.to_string());
        match read.and_then(|(bytes, _)| from_bytes(&bytes).map(|opened| (opened, bytes)).map_err(|e| e.to_string())) {
            Ok((opened, bytes)) => {
                self.begin_work(opened, None, Some(Fingerprint::of(&bytes)));
                self.never_saved();
                self.tell(Severity::Info, "This is a backup; save it under a name to go on with it");
            }
            Err(problem) => self.problem("The backup could not be opened", &problem, "Nothing was changed."),
        }
    }

    pub(super) fn never_saved(&mut self) {
        if let Some(work) = &mut self.work {
            work.session.history_mut().set_never_saved();
        }
    }

    /// Asks the system for files; the answer comes like that of a job.
    pub(super) fn pick(&mut self, what: Pick) {
        let (wake, asked) = (self.jobs.wake(), what.clone());
        self.world.picker.pick(what, Box::new(move |picked| wake.send(Done::Picked(asked, picked))));
    }

    pub(super) fn pick_project(&mut self) {
        self.pick(Pick::Project);
    }

    pub(super) fn pick_documents(&mut self) {
        if self.session().is_none() {
            self.new_project();
        }
        self.pick(Pick::Documents);
    }

    pub(super) fn pick_folders(&mut self) {
        self.pick(Pick::Folders);
    }

    pub(super) fn pick_save_as(&mut self) {
        let Some(session) = self.session() else { return };
        let folder = session.path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let name = match session.path.as_deref().and_then(Path::file_name) {
            Some(name) => name.to_string_lossy().into_owned(),
            None => format!("{}{ENDING}", file_name_of(&self.project_name())),
        };
        self.pick(Pick::SaveAs { folder, name });
    }

    pub(super) fn open(&mut self, path: PathBuf) {
        self.jobs.open(path);
    }

    /// Takes what jobs have done.
    pub(super) fn take_answers(&mut self) {
        for done in self.jobs.done() {
            match done {
                Done::Picked(what, picked) => self.picked(what, picked),
                Done::Reading(batch, news) => self.reading_news(batch, news),
                Done::Original(found) => self.original_found(*found),
                Done::Sample(batch, file, sample) => self.sample_read(batch, file, sample),
                Done::Opened(path, opened) => self.opened(path, opened),
                Done::Saved(saved) => self.saved(saved),
                Done::Divided(project, draft, all) => self.divided(project, draft, all),
                Done::SignOff(found) => self.sign_off_found(*found),
                Done::Noticed(noticed) => self.take_noticed(noticed.map(|noticed| *noticed)),
                Done::Sorted(rows) => rows.into_iter().for_each(|rows| self.views.lower.take_rows(*rows)),
                Done::History(rows) => {
                    rows.into_iter().for_each(|rows| self.views.lower.history_mut().take_rows(*rows))
                }
                Done::Evidence(news) => self.take_evidence(*news),
                Done::Reviewed(reviewed) => self.take_reviewed(*reviewed),
                Done::Version(found) => self.version_found(*found),
                Done::Matters(gathered) => self.take_matters(*gathered),
                Done::United(united) => self.united(*united),
                Done::Copies(of, copies) => self.copies_found(&of, copies),
                Done::Versions(versions) => self.take_versions(*versions),
            }
        }
    }

    fn picked(&mut self, what: Pick, picked: Picked) {
        match picked {
            Picked::Paths(paths) => self.picked_paths(what, paths),
            Picked::Cancelled => {
                self.after_save = None;
                self.wanted = None;
            }
            Picked::NoDialog => self.ask_path(&what),
        }
    }

    /// Goes on with the paths that the user picked, in the system's dialog or by typing.
    pub(super) fn picked_paths(&mut self, what: Pick, paths: Vec<PathBuf>) {
        let mut paths = absolute(paths);
        match what {
            Pick::Documents | Pick::Folders => self.read_documents(paths),
            Pick::Original { .. } => self.original_picked(paths.pop()),
            Pick::Merge { .. } => self.merge_files(paths),
            Pick::Version { old, .. } => {
                if let Some(path) = paths.pop() {
                    self.add_version(old, path);
                }
            }
            Pick::Project => {
                if let Some(path) = paths.pop() {
                    self.open(path);
                }
            }
            Pick::SaveAs { .. } => {
                if let Some(path) = paths.pop() {
                    self.save_to(with_ending(path), None);
                }
            }
        }
    }

    fn opened(&mut self, path: PathBuf, opened: Result<Box<(Opened, FileStamp)>, OpenError>) {
        self.finish_typing();
        match opened {
            // While it was read, work went on in the project that is open.
            Ok(_) if self.is_unsaved() => self.ask_unsaved(FileAction::Open(path)),
            Ok(opened) => {
                let (opened, stamp) = *opened;
                self.begin_work(opened, Some((path.clone(), stamp)), None);
                self.change_settings(|settings| settings.remember(&path));
                self.look_for_copies();
            }
            Err(error) => self.open_problem("The project could not be opened", &error),
        }
    }

    /// Shows a project that was opened or begun.
    pub(super) fn begin_work(&mut self, opened: Opened, file: Option<(PathBuf, FileStamp)>, base: Option<Fingerprint>) {
        self.end_work();
        let worker = self.worker();
        let mut session = Session::new(opened.project, worker, (self.world.fresh_id)());
        session.read_only = opened.read_only;
        let stamp = file.map(|(path, stamp)| {
            session.path = Some(path);
            stamp
        });
        for notice in opened.notices {
            self.tell(Severity::Warning, notice);
        }
        if let Some(why) = &session.read_only {
            let message = format!("This project can only be saved under another name, because {why}");
            self.toasts.add(Severity::Warning, message, None);
        }
        if let Some(known) = self.known_of(&session) {
            session.set_known(known);
        }
        let work = Work::begin(session, stamp, base, self.world.folders.journals.clone(), (self.now(), &self.window));
        if let Some(other) = &work.other {
            let since = moment(Time(other.since.as_second()), self.now());
            let message = format!("{} has this project open since {since}", other.name);
            self.toasts.add(Severity::Warning, message, None);
        }
        let side = work.session.desk.side;
        self.forget_matters();
        self.work = Some(work);
        self.focus(crate::session::Focus::Reader(side));
        self.tell_unseen();
        if self.settings.checker.is_none() {
            self.run(crate::command::Action::Ask(Ask::Checker));
        }
    }

    /// Who works here: the person of the settings, who gets an identity now if there is none yet.
    fn worker(&mut self) -> Worker {
        let known = self.settings.checker.as_ref();
        let id = known.and_then(|checker| checker.id.parse().ok()).unwrap_or_else(|| (self.world.fresh_id)());
        let name = known.map_or_else(|| "Unnamed checker".to_owned(), |checker| checker.name.clone());
        Worker { checker: id.into(), name, actor: (self.world.fresh_actor)() }
    }

    pub(super) fn end_work(&mut self) {
        self.typing.take();
        self.forget_merging();
        self.forget_version();
        self.remember_seen();
        self.forget_unseen();
        if let Some(work) = self.work.take() {
            work.discard();
        }
        self.views = super::Views::default();
        self.look_for_recent();
    }

    /// Looks which of the recent projects are still where they were, for the start page.
    pub(super) fn look_for_recent(&mut self) {
        let recent = self.settings.recent.iter();
        self.views.start.missing = recent.filter(|path| !path.exists()).cloned().collect();
    }

    pub(super) fn quit(&mut self) {
        self.end_work();
        self.closing = true;
        self.window.send_viewport_cmd(egui::ViewportCommand::Close);
    }

    pub(super) fn save(&mut self) {
        let Some(work) = &self.work else { return };
        match (&work.session.path, &work.session.read_only) {
            (Some(path), None) => {
                let (path, stamp) = (path.clone(), work.stamp.clone());
                self.save_to(path, stamp);
            }
            _ => self.pick_save_as(),
        }
    }

    /// Saves to `path`; with a stamp only if the file is still the one that it belongs to. What the file brought and was
    /// taken back since is merged first: it would be nowhere any more.
    pub(super) fn save_to(&mut self, path: PathBuf, stamp: Option<FileStamp>) {
        let (time, backups) = (self.now(), self.world.folders.backups.clone());
        let write = Arc::clone(&self.world.write);
        self.keep_journal();
        let Some(work) = &mut self.work else { return };
        if work.saving {
            return;
        }
        let is_own_file = work.session.path.as_ref() == Some(&path);
        if let Some(project) = work.taken_back().filter(|_| is_own_file).cloned() {
            let stamp = stamp.or_else(|| work.stamp.clone());
            return self.unite(Theirs::Known(Box::new(TheirCopy { path, project, stamp })), Purpose::Keep);
        }
        work.save_begins();
        let session = &work.session;
        let save = Save {
            project: session.project().clone(),
            path,
            stamp,
            backups,
            time,
            n_done: session.history().n_done(),
            write,
        };
        self.jobs.save(save);
    }

    fn saved(&mut self, saved: Saved) {
        let Some(work) = &mut self.work else { return };
        work.saving = false;
        match saved.result {
            SaveResult::Written { written, backup } => {
                let path = written.path.clone();
                work.session.history_mut().set_saved(saved.n_done);
                work.session.read_only = None;
                work.save_done(written.path, written.stamp, saved.time);
                self.forget_file_changed();
                self.merged_is_saved();
                if written.beside {
                    let message = format!("The file is held by another program; saved beside it as {}", path.display());
                    self.tell(Severity::Warning, message);
                }
                if let Some(problem) = backup {
                    self.tell(Severity::Warning, problem.to_string());
                }
                self.change_settings(|settings| settings.remember(&path));
                self.remember_seen();
                if let Some(next) = self.after_save.take() {
                    self.run(crate::command::Action::File(next));
                }
            }
            SaveResult::ChangedOnDisk => self.unite(Theirs::File(saved.path), Purpose::Save),
            SaveResult::Failed(error) => {
                self.after_save = None;
                self.problem("The project was not saved", &error.to_string(), NOT_SAVED);
            }
        }
    }

    /// A name beside `path` that nothing has yet, for keeping both: "story (Ana Ruiz).tickmark.ron".
    pub(super) fn name_beside(&self, path: &Path) -> PathBuf {
        let who = self.session().map_or("mine", |session| &session.worker().name);
        let stem = stem(path);
        let named = |n: usize| {
            let number = if n > 1 { format!(" {n}") } else { String::new() };
            path.with_file_name(format!("{stem} ({}{number}){ENDING}", file_name_of(who)))
        };
        (1..).map(named).find(|path| !path.exists()).unwrap_or_else(|| path.to_owned())
    }

    /// The backups of the open project, newest first.
    pub(super) fn backups(&self) -> Vec<backups::Backup> {
        let Some(session) = self.session() else { return Vec::new() };
        backups::list(&self.world.folders.backups, &session.project().id().to_string())
    }
}

/// Paths as they are still right when the program is next started in another folder.
pub(super) fn absolute(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    paths.into_iter().map(|path| std::path::absolute(&path).unwrap_or(path)).collect()
}

/// The name of a file without its endings.
pub(super) fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".ron").unwrap_or(&name);
    name.strip_suffix(".tickmark").unwrap_or(name).to_owned()
}

/// Adds the usual ending to a name that has none.
fn with_ending(path: PathBuf) -> PathBuf {
    match path.extension() {
        Some(ending) if ending.eq_ignore_ascii_case("ron") => path,
        _ => {
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(ENDING);
            path.with_file_name(name)
        }
    }
}

/// A title as the name of a file: without what file systems refuse.
fn file_name_of(title: &str) -> String {
    let name: String =
        title.chars().map(|c| if c.is_control() || r#"\/:*?"<>|"#.contains(c) { ' ' } else { c }).collect();
    let name: String = name.trim().chars().take(80).collect();
    if name.is_empty() { "project".into() } else { name }
}
