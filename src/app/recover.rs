//! Work that was not saved when the program ended, and what becomes of it.

use std::path::PathBuf;

use crate::edit::{Typing, TypingTarget};
use crate::merge::merge;
use crate::model::{PassageId, Project, ProjectId, Time};
use crate::store::journal::{Found, Recovered};
use crate::store::{
    FileStamp, Fingerprint, JournalHead, Opened, Unsaved, UnsavedWork, backups, from_bytes, journal, read_stamped,
};
use crate::ui::dialogs::{Dialog, FoundWork, Recovery};
use crate::ui::when::moment;
use crate::ui::widgets::Severity;

use super::App;

/// How much of an unfinished text is shown.
const EXCERPT_CHARS: usize = 120;

/// The project that a journal goes on from.
struct Base {
    opened: Opened,
    /// Whether it is known. A journal that holds a whole project can do without.
    is_known: bool,
    /// Its file, if its bytes are the ones that the journal goes on from.
    file: Option<(PathBuf, FileStamp)>,
    fingerprint: Option<Fingerprint>,
    /// What another program made of the file since, to be merged with the work.
    since: Option<Project>,
    /// What should be said about it.
    notice: Option<String>,
}

impl Base {
    /// The same, with what another program made of the file since: merged with the work, if it is the same project still;
    /// else left alone.
    fn beside(self, id: ProjectId, (path, stamp, bytes): (PathBuf, FileStamp, Vec<u8>)) -> Self {
        let same = from_bytes(&bytes).ok().filter(|it| it.project.id() == id && it.read_only.is_none());
        match same {
            Some(since) => {
                let notice = "The project was changed by another program since; your work was merged with that".into();
                Self { file: Some((path, stamp)), since: Some(since.project), notice: Some(notice), ..self }
            }
            None => {
                let path = path.display();
                let notice =
                    format!("{path} was changed since; your work is shown without that and needs a name of its own");
                Self { notice: Some(notice), ..self }
            }
        }
    }
}

impl App {
    /// Looks for journals that go beyond their project file, and offers their work.
    pub(super) fn find_unsaved_work(&mut self) {
        match journal::find(&self.world.folders.journals) {
            Ok(found) => self.found = found,
            Err(problem) => self.tell(Severity::Warning, format!("Unsaved work was not looked for. {problem}")),
        }
        self.offer_found();
    }

    fn offer_found(&mut self) {
        let works: Vec<FoundWork> = self.found.iter().map(|found| self.describe(found)).collect();
        if !works.is_empty() {
            self.dialogs.push(Dialog::Recovery(Recovery::new(works)));
        }
    }

    fn describe(&self, found: &Found) -> FoundWork {
        let recovered = match &found.content {
            Ok(recovered) => recovered,
            Err(error) => {
                return FoundWork {
                    project: "A journal that cannot be read".into(),
                    path: found.path.display().to_string(),
                    problems: vec![error.to_string()],
                    ..FoundWork::default()
                };
            }
        };
        let work = UnsavedWork::of(&recovered.payloads);
        let mut problems = Vec::new();
        if recovered.torn {
            problems.push("Its last entry was not written whole; everything before it is there".into());
        }
        if work.n_unreadable > 0 {
            problems.push(format!("{} of its entries cannot be understood", work.n_unreadable));
        }
        let path = recovered.head.project_path.as_ref();
        let started = recovered.head.started.parse::<Time>();
        FoundWork {
            project: path.map_or_else(|| "A project that was never saved".into(), |path| super::files::stem(path)),
            path: path.map(|path| path.display().to_string()).unwrap_or_default(),
            begun: started.map(|started| moment(started, self.now())).unwrap_or_default(),
            n_changes: work.n_changes,
            until: work.last.map(|last| moment(last, self.now())).unwrap_or_default(),
            typing: work.typing.map(|typing| typing.text.chars().take(EXCERPT_CHARS).collect()).unwrap_or_default(),
            problems,
            readable: true,
        }
    }

    /// Opens the project of a journal with its work taken in.
    pub(super) fn recover(&mut self, index: usize) {
        if index >= self.found.len() {
            return;
        }
        let found = self.found.remove(index);
        let Ok(recovered) = &found.content else { return };
        let work = UnsavedWork::of(&recovered.payloads);
        match self.base_of(recovered, work.has_whole()) {
            Ok(base) => self.take_in(base, work, found),
            Err(problem) => {
                self.problem("The work could not be recovered", &problem, "Nothing was changed.");
                self.found.insert(index, found);
            }
        }
    }

    fn take_in(&mut self, base: Base, work: UnsavedWork, found: Found) {
        let typing = work.typing.clone();
        let (mut project, mut history) = work.onto(&base.opened.project, base.is_known);
        // What was recovered is journaled anew before the old journal goes.
        let mut again = work.again(base.is_known, self.now());
        if let Some(since) = &base.since {
            let merged = merge(&project, since).project;
            history.merge(&mut project, "Merge the file as it was changed", merged);
            // The journal goes on from the file as it is now, and the work was not done to that.
            again = vec![Unsaved::Whole(Box::new(project.clone()))];
        }
        // What was taken back before the program ended is in the file still, and nobody knows whence it came.
        let in_file = base.since.or(base.file.as_ref().map(|_| base.opened.project));
        let opened = Opened { project, ..base.opened };
        self.begin_work(opened, base.file, base.fingerprint);
        if let Some(notice) = base.notice {
            self.tell(Severity::Warning, notice);
        }
        if let Some(work) = &mut self.work {
            *work.session.history_mut() = history;
            in_file.into_iter().for_each(|in_file| work.brought_by_file(in_file));
            work.journal_again(again);
        }
        let at = last_touched(typing.as_ref(), self.session().map(crate::session::Session::project));
        self.typing.replace(typing);
        self.finish_typing();
        self.never_saved();
        if let Some(passage) = at {
            self.show_passage(passage);
        }
        self.keep_journal();
        if let Err(problem) = found.discard() {
            self.tell(Severity::Warning, problem.to_string());
        }
        self.tell(Severity::Info, "The unsaved work was recovered; save the project to keep it");
    }

    /// Finds the project that a journal goes on from: its file, a backup with the same bytes, the sample, or nothing yet;
    /// and what became of the file since. A journal that holds the `whole` project needs nothing to go on from.
    fn base_of(&self, recovered: &Recovered, whole: bool) -> Result<Base, String> {
        let JournalHead { project_path, base, project_id, .. } = &recovered.head;
        let id: ProjectId = project_id.parse::<crate::model::Id>().map_err(|error| error.to_string())?.into();
        let empty = || Opened { project: Project::new(id), notices: Vec::new(), read_only: None };
        let on = |opened| Base { opened, is_known: true, file: None, fingerprint: None, since: None, notice: None };
        let Some(fingerprint) = base else { return Ok(on(empty())) };
        let mut on_disk = None;
        if let Some(path) = project_path
            && let Ok((bytes, stamp)) = read_stamped(path)
        {
            if Fingerprint::of(&bytes) == *fingerprint {
                let opened = from_bytes(&bytes).map_err(|error| error.to_string())?;
                return Ok(Base { file: Some((path.clone(), stamp)), ..on(opened) });
            }
            on_disk = Some((path.clone(), stamp, bytes));
        }
        let sample = crate::sample::FILE.as_bytes();
        let kept = backups::list(&self.world.folders.backups, project_id).into_iter();
        let kept = kept.filter_map(|backup| Some(read_stamped(&backup.path).ok()?.0));
        let same = kept.chain([sample.to_vec()]).find(|bytes| Fingerprint::of(bytes) == *fingerprint);
        let is_known = same.is_some();
        let before = match same {
            Some(bytes) => Some(from_bytes(&bytes).map_err(|error| error.to_string())?),
            None => whole.then(empty),
        };
        if let Some(opened) = before {
            let notice = (!is_known).then(|| "What was done before the merge cannot be undone any more".to_owned());
            let base = Base { fingerprint: Some(fingerprint.clone()), is_known, notice, ..on(opened) };
            return Ok(if let Some(on_disk) = on_disk { base.beside(id, on_disk) } else { base });
        }
        let (path, stamp, bytes) =
            on_disk.ok_or("the project file it belongs to is gone, and there is no backup of it")?;
        let opened = from_bytes(&bytes).map_err(|error| error.to_string())?;
        if opened.project.id() != id {
            return Err(format!("another project is now at {}", path.display()));
        }
        let notice = Some("The project was changed by another program since; your work was put on top of that".into());
        Ok(Base { file: Some((path, stamp)), notice, ..on(opened) })
    }

    /// Throws the work of a journal away.
    pub(super) fn discard_found(&mut self, index: usize) {
        if index < self.found.len() {
            let found = self.found.remove(index);
            if let Err(problem) = found.discard() {
                self.tell(Severity::Warning, problem.to_string());
            }
        }
        self.offer_found();
    }
}

/// The passage at which somebody was typing when the program ended.
fn last_touched(typing: Option<&Typing>, project: Option<&Project>) -> Option<PassageId> {
    let passage = match typing?.target {
        TypingTarget::NewQuery(passage) | TypingTarget::NewChange(passage) => passage,
        TypingTarget::Field(record, _) => project?.tables().get(record)?.rules().passage()?,
    };
    project?.passage(passage).map(|passage| passage.id)
}
