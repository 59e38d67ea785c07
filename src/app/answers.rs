//! Questions: which dialog asks them, and what is done with the answers.

use std::path::Path;

use crate::command::{Action, Ask, FileAction};
use crate::store::{CheckerSettings, OpenError, ReadError};
use crate::ui::ViewCtx;
use crate::ui::dialogs::{
    About, BackupItem, Backups, CalculationForm, ChangedOnDisk, CheckerName, Confirm, Dialog, DialogAnswer, DiskChoice,
    DocumentFacts, EmptyingForm, KeySheet, OutcomeList, Palette, PathBox, PathWant, Problem, ProjectTitle,
    RelationList, SignOffForm, SourceForm, TargetList, Unsaved, UnsavedChoice, VersionList,
};
use crate::ui::readers::reader_id;
use crate::ui::theme::{FOOT_HEIGHT, STRIP_WIDTH};
use crate::ui::when::when;
use crate::ui::widgets::Severity;

use super::App;
use super::paths::SystemPaths;
use super::picker::Pick;

impl App {
    /// Puts a question.
    pub(super) fn ask(&mut self, ask: Ask) {
        if let Some(dialog) = self.dialog_for(ask) {
            self.dialogs.push(dialog);
        }
    }

    fn dialog_for(&mut self, ask: Ask) -> Option<Dialog> {
        let project = self.session().map(crate::session::Session::project);
        Some(match ask {
            Ask::Outcome(passages) => Dialog::Outcome(OutcomeList::new(project?, passages)),
            Ask::Relation(link) => Dialog::Relation(RelationList::new(project?, link)),
            Ask::Target(passage) => Dialog::Target(TargetList::new(project?, passage)),
            Ask::Source { source, link_from } => Dialog::Source(SourceForm::new(project?, source, link_from)),
            Ask::Calculation(passage, known) => Dialog::Calculation(CalculationForm::new(project?, passage, known)?),
            Ask::Document(document) => Dialog::DocumentFacts(DocumentFacts::new(project?.document(document)?)),
            Ask::RemoveDocument(document) => Dialog::Confirm(Confirm::remove_document(project?, document)?),
            Ask::EmptyDocuments => Dialog::Emptying(EmptyingForm::new(project?, self.now())?),
            Ask::RemoveSource(source) => Dialog::Confirm(Confirm::remove_source(project?, source)?),
            Ask::SignOff(draft) => {
                let dialog = SignOffForm::new(project?.document(draft)?);
                self.sign_off(draft, None);
                Dialog::SignOff(dialog)
            }
            Ask::Version(old) => match VersionList::new(project?, project?.document(old)?) {
                Some(list) => Dialog::Version(list),
                None => {
                    self.ask_version(old);
                    return None;
                }
            },
            Ask::Title => Dialog::Title(ProjectTitle::new(project?)),
            Ask::Checker => {
                let name = self.settings.checker.as_ref().map_or("", |checker| &checker.name);
                Dialog::Checker(CheckerName::new(name))
            }
            Ask::Palette => Dialog::Palette(Palette::new(&self.view_ctx())),
            Ask::Keys => Dialog::Keys(KeySheet::new(&self.settings.keys, self.settings.single_letters)),
            Ask::Backups => Dialog::Backups(Backups::new(self.backup_items())),
            Ask::About => Dialog::About(About::new(self.folder_names())),
        })
    }

    fn view_ctx(&self) -> ViewCtx<'_> {
        let session = self.work.as_ref().map(|work| &work.session);
        let typing = (&self.typing, &self.focus_field);
        ViewCtx::new(session, &self.keymap, &self.settings, self.now(), typing, &self.requests)
    }

    fn backup_items(&self) -> Vec<BackupItem> {
        let now = self.now();
        let items = self.backups().into_iter().map(|backup| BackupItem {
            when: when(crate::model::Time(backup.saved.as_second()), now),
            path: backup.path,
            bytes: backup.bytes,
        });
        items.collect()
    }

    fn folder_names(&self) -> Vec<(String, String)> {
        let folders = &self.world.folders;
        let named = [("Settings", &folders.config), ("Unsaved work", &folders.journals), ("Backups", &folders.backups)];
        named.map(|(name, folder)| (name.to_owned(), folder.display().to_string())).to_vec()
    }

    /// Draws the topmost dialog and what is said in the corner, and takes what was answered.
    pub(super) fn show_dialogs(&mut self, egui: &egui::Context) {
        if let Some(mut dialog) = self.dialogs.pop() {
            match dialog.show(&self.view_ctx(), egui) {
                Some(answer) => {
                    self.answered(&dialog, answer);
                    egui.request_repaint();
                }
                None => self.dialogs.push(dialog),
            }
        }
        let room = self.notices_room(egui);
        if let Some(event) = self.toasts.show(egui, room) {
            self.take_offer(event);
            egui.request_repaint();
        }
    }

    /// Where notices stand: over the text of the reader that is not used, whatever lies open around it. So they cover
    /// nothing to press, and not the words that one works with. Where no text is read, it is the corner of the window.
    fn notices_room(&self, egui: &egui::Context) -> egui::Rect {
        let window = egui.content_rect();
        let corner = window.with_max_y(window.bottom() - FOOT_HEIGHT);
        let Some(session) = self.session().filter(|_| self.dialogs.is_empty()) else { return corner };
        let used = session.desk.side;
        let text = |side| {
            egui.read_response(reader_id(side)).map(|text| text.rect.with_max_x(text.rect.right() - STRIP_WIDTH))
        };
        text(used.other()).or_else(|| text(used)).unwrap_or(corner)
    }

    fn answered(&mut self, dialog: &Dialog, answer: DialogAnswer) {
        match answer {
            DialogAnswer::Dismissed => self.dismissed(dialog),
            DialogAnswer::Do(requests) => requests.into_iter().for_each(|request| self.request(request)),
            DialogAnswer::Paths(want, paths) => self.picked_paths(pick_of(want), paths),
            DialogAnswer::Checker(name) => self.name_checker(&name),
            DialogAnswer::Unsaved(choice) => self.decide_unsaved(choice),
            DialogAnswer::Disk(choice) => self.decide_disk(choice),
            DialogAnswer::Recover(index) => self.recover(index),
            DialogAnswer::DiscardRecovered(index) => self.discard_found(index),
            DialogAnswer::Merge => self.merge_shown(),
            DialogAnswer::Backup(path) => self.decide_backup(&path),
            DialogAnswer::Keys(keys, single_letters) => self.change_settings(|settings| {
                settings.keys = keys;
                settings.single_letters = single_letters;
            }),
            DialogAnswer::Load(choices) => {
                if let Dialog::Loading(dialog) = dialog {
                    self.load(dialog.batch, choices);
                }
            }
            DialogAnswer::Encoding(encoding) => self.encoding_chosen(encoding),
            DialogAnswer::OpenUrl(url) => self.window.open_url(egui::OpenUrl::new_tab(url)),
        }
        self.give_keys_back();
    }

    /// A dialog was closed: the keys go back, unless another one is open or a field is being typed in.
    pub(super) fn give_keys_back(&mut self) {
        if let Some(session) = self.session()
            && self.dialogs.is_empty()
            && self.typing.borrow().is_none()
            && !self.views.readers.find_has_keys()
        {
            let resting = self.views.resting(&self.settings.layout, session);
            self.focus(resting);
        }
    }

    fn dismissed(&mut self, dialog: &Dialog) {
        match dialog {
            Dialog::Loading(dialog) => self.drop_batch(dialog.batch),
            Dialog::Encoding(_) => self.encoding_of = None,
            Dialog::Unsaved(_) | Dialog::PathBox(_) | Dialog::ChangedOnDisk(_) => self.after_save = None,
            Dialog::Recovery(_) => self.found.clear(),
            Dialog::Merge(_) => self.merge_dismissed(),
            _ => {}
        }
    }

    /// Asks for a path where the system has no dialog for files.
    pub(super) fn ask_path(&mut self, what: &Pick) {
        let (want, text) = match what {
            Pick::Project => (PathWant::OpenProject, String::new()),
            Pick::Merge { .. } => (PathWant::MergeProject, String::new()),
            Pick::Documents | Pick::Folders => (PathWant::Documents, String::new()),
            Pick::Original { .. } => (PathWant::Original, String::new()),
            Pick::Version { old, .. } => (PathWant::Version(*old), String::new()),
            Pick::SaveAs { folder, name } => {
                let folder = folder.clone().or_else(|| std::env::current_dir().ok()).unwrap_or_default();
                (PathWant::SaveProject, folder.join(name).display().to_string())
            }
        };
        self.dialogs.push(Dialog::PathBox(PathBox::new(want, &text, Box::new(SystemPaths))));
    }

    /// Asks whether to open an address, showing the whole of it.
    pub(super) fn ask_open_url(&mut self, url: String) {
        self.dialogs.push(Dialog::Confirm(Confirm::open_url(&url)));
    }

    fn name_checker(&mut self, name: &str) {
        let id = match &self.settings.checker {
            Some(checker) => checker.id.clone(),
            None => self.session().map(|session| session.worker().checker.to_string()).unwrap_or_default(),
        };
        let id = if id.is_empty() { (self.world.fresh_id)().to_string() } else { id };
        let name = name.to_owned();
        self.change_settings(|settings| settings.checker = Some(CheckerSettings { id, name: name.clone() }));
        let now = self.now();
        let named = self.work.as_mut().map(|work| work.session.set_worker_name(&name, now));
        if let Some(Err(error)) = named {
            self.tell(Severity::Error, error.to_string());
        }
    }

    fn decide_unsaved(&mut self, choice: UnsavedChoice) {
        match choice {
            UnsavedChoice::Save => self.save(),
            UnsavedChoice::Discard => {
                let next = self.after_save.take();
                self.end_work();
                if let Some(next) = next {
                    self.run(Action::File(next));
                }
            }
        }
    }

    fn decide_disk(&mut self, choice: DiskChoice) {
        let Some(path) = self.session().and_then(|session| session.path.clone()) else { return };
        match choice {
            DiskChoice::SaveAs => self.pick_save_as(),
            DiskChoice::KeepBoth => {
                let mine = self.name_beside(&path);
                let message = format!("Your version is saved as {}; the other one stays as it is", mine.display());
                self.tell(Severity::Info, message);
                self.save_to(mine, None);
            }
        }
    }

    fn decide_backup(&mut self, path: &Path) {
        if self.is_unsaved() {
            self.tell(Severity::Warning, "Save the project first: opening a backup would throw its changes away");
            return;
        }
        self.open_backup(path);
    }

    /// Asks what becomes of changes that are not saved.
    pub(super) fn ask_unsaved(&mut self, next: FileAction) {
        self.after_save = Some(next);
        let name = self.project_name();
        self.dialogs.push(Dialog::Unsaved(Unsaved::new(&name)));
    }

    /// Asks what to do when the file was changed by another program, and cannot be merged because of this.
    pub(super) fn ask_disk(&mut self, path: &Path, why: &str) {
        let mine = self.name_beside(path);
        self.dialogs.push(Dialog::ChangedOnDisk(ChangedOnDisk::new(path, &mine, why)));
    }

    /// Shows an error that deserves more than a line.
    pub(super) fn problem(&mut self, title: &str, why: &str, advice: &str) {
        let [title, why, advice] = [title, why, advice].map(str::to_owned);
        let problem = Problem { title, why, advice, ..Problem::default() };
        self.dialogs.push(Dialog::Problem(problem));
    }

    /// Shows why a project cannot be read, with the place in the file.
    pub(super) fn open_problem(&mut self, title: &str, error: &OpenError) {
        let mut problem =
            Problem { title: title.into(), advice: "The file was not changed.".into(), ..Problem::default() };
        match error {
            OpenError::File(error) => problem.why = error.to_string(),
            OpenError::Content { error: ReadError::Broken { line, column, problem: why, excerpt }, path } => {
                problem.why = format!("The file is damaged, or was not copied whole. {why}");
                problem.place = format!("Line {line}, column {column}");
                problem.excerpt = excerpt.clone();
                problem.path = path.display().to_string();
            }
            OpenError::Content { error, path } => {
                problem.why = error.to_string();
                problem.path = path.display().to_string();
            }
        }
        self.dialogs.push(Dialog::Problem(problem));
    }

    /// Whether work is under way that does not belong in a frame, for who looks from outside.
    pub fn is_busy(&self) -> bool {
        self.jobs.is_busy()
    }

    /// Whether a dialog is open, for who looks from outside.
    pub fn dialog_is_open(&self) -> bool {
        !self.dialogs.is_empty()
    }
}

fn pick_of(want: PathWant) -> Pick {
    match want {
        PathWant::OpenProject => Pick::Project,
        PathWant::MergeProject => Pick::Merge { folder: None },
        PathWant::Documents => Pick::Documents,
        PathWant::Original => Pick::Original { name: String::new() },
        PathWant::Version(old) => Pick::Version { old, title: String::new() },
        PathWant::SaveProject => Pick::SaveAs { folder: None, name: String::new() },
    }
}
