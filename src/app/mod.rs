//! The shell: it owns everything and does things.
//!
//! Each frame it turns keys into commands, draws the views, and runs what they asked for; work that does not belong in a
//! frame goes to a job. Views change nothing themselves, so all that ever happens is in `run.rs`, `files.rs`,
//! `batches.rs` and `answers.rs`, a short function per action. Start reading with [`App`].

mod again;
mod also;
mod answers;
mod batches;
mod coverage;
mod evidence;
mod files;
mod folder;
mod history;
mod jobs;
mod journaling;
mod keys;
mod left_out;
mod matters;
mod merging;
mod noticing;
mod offers;
mod pace;
mod paths;
mod picker;
mod reading;
mod recover;
mod replacing;
mod reviewing;
mod run;
mod show;
mod stepping;
mod uniting;
mod versions;
mod window;
mod work;

pub use picker::{Pick, Picked, Picker, Reply, SystemPicker};
pub use window::run as run_window;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::command::{Action, Command, FileAction, Keymap, Request, WhyNot};
use crate::edit::{Typing, TypingTarget};
use crate::import::Workshop;
use crate::model::{Actor, DocumentId, Id, Project, ProjectId, Time};
use crate::session::{Copied, Session};
use crate::store::{self, Change, Folders, Settings, StoreError, ThemeChoice, Written, journal};
use crate::text::spelled_out;
use crate::ui::dialogs::Dialog;
use crate::ui::theme;
use crate::ui::widgets::{Severity, ToastId, Toasts};

use again::EncodingOf;
use batches::Batch;
use evidence::Indexed;
use jobs::Jobs;
use journaling::JournalNews;
use matters::Gathering;
use merging::Merging;
use noticing::Noticing;
use offers::Offers;
use pace::Pace;
use reviewing::Reviewing;
use show::Views;
use versions::Comparing;
use work::Work;

/// How wide the texture of the letters is at most, in pixels. Thousands have room in it, as large as they are read.
const TEXTURE_SIDE: usize = 4096;

/// What the program takes from the world around it, so that tests can give it another one.
pub struct World {
    /// Where the user's own files lie.
    pub folders: Folders,
    /// Who shows file dialogs.
    pub picker: Box<dyn Picker>,
    /// The clock.
    pub now: Box<dyn Fn() -> Time>,
    /// The source of random ids.
    pub fresh_id: Box<dyn Fn() -> Id>,
    /// The source of actors.
    pub fresh_actor: Box<dyn Fn() -> Actor>,
    /// Who writes projects to the disk.
    pub write: WriteProject,
    /// Who reads files of other programs.
    pub workshop: Workshop,
}

/// Writes a project to a file, safely; called in the background.
pub type WriteProject = Arc<dyn Fn(&Path, &Project) -> Result<Written, StoreError> + Send + Sync>;

impl World {
    /// The world as it is.
    pub fn real(folders: Folders) -> Self {
        Self {
            folders,
            picker: Box::new(SystemPicker),
            now: Box::new(crate::chance::now),
            fresh_id: Box::new(crate::chance::fresh_id),
            fresh_actor: Box::new(crate::chance::fresh_actor),
            write: Arc::new(store::save_project),
            // A system that does not say which program this is may still find it by its name.
            workshop: Workshop::of_this_program().unwrap_or_else(|_| Workshop::of("tickmark")),
        }
    }
}

/// The program with its window.
pub struct App {
    world: World,
    settings: Settings,
    keymap: Keymap,
    /// The open project.
    work: Option<Work>,
    views: Views,
    /// Dialogs over the window, the topmost last.
    dialogs: Vec<Dialog>,
    toasts: Toasts,
    offers: Offers,
    /// The notice of what others did since the project was last open here.
    unseen_told: Option<ToastId>,
    /// The notice that unsaved work could not be kept safe, while that is so.
    journal_fails: Option<ToastId>,
    jobs: Jobs,
    /// The draft in which it is being looked what can be wrong.
    noticing: Option<Noticing>,
    /// The sentences of all documents, by their words.
    indexed: Indexed,
    /// What the editor has to decide.
    gathering: Gathering,
    /// What became of the passages of earlier versions.
    reviewing: Reviewing,
    /// Versions that were compared.
    comparing: Comparing,
    /// The project and how many documents it had when it was drawn last.
    drawn: Option<(ProjectId, usize)>,
    /// What views asked for in this frame.
    requests: RefCell<Vec<Request>>,
    /// The field that is being typed in.
    typing: RefCell<Option<Typing>>,
    /// The field that should take the keys.
    focus_field: Cell<Option<TypingTarget>>,
    /// Files that are being read, or that it is asked about.
    batches: Vec<Batch>,
    /// How many batches there were.
    n_batches: u64,
    /// Where files are that were loaded since the program started, by their SHA-256.
    originals: BTreeMap<String, PathBuf>,
    /// The document whose file is asked for, and whether an encoding is to be chosen for it.
    wanted: Option<(DocumentId, bool)>,
    /// What the encoding is for that is being chosen.
    encoding_of: Option<EncodingOf>,
    /// Journals of work that was not saved, while they are offered.
    found: Vec<journal::Found>,
    /// Other copies of the project that are to be merged.
    merging: Merging,
    /// What to do once the project is saved or its changes are thrown away.
    after_save: Option<FileAction>,
    /// Whether the window may close without asking.
    closing: bool,
    /// Keys and clicks that came too fast.
    pace: Pace,
    /// What the window is called.
    title: String,
    /// Seconds since the window opened.
    clock: f64,
    window: egui::Context,
}

impl App {
    /// The program as it starts: with a project, with documents for a new one, or with the start page.
    pub fn new(window: &egui::Context, world: World, paths: Vec<PathBuf>) -> Self {
        theme::install(window);
        let (settings, warning) = Settings::load(&world.folders);
        let mut app = Self {
            keymap: Keymap::new(&settings.keys, settings.single_letters),
            jobs: Jobs::new(window.clone()),
            views: Views::default(),
            indexed: Indexed::default(),
            gathering: Gathering::default(),
            reviewing: Reviewing::default(),
            comparing: Comparing::default(),
            drawn: None,
            dialogs: Vec::new(),
            toasts: Toasts::default(),
            offers: Offers::default(),
            unseen_told: None,
            journal_fails: None,
            noticing: None,
            requests: RefCell::default(),
            typing: RefCell::default(),
            focus_field: Cell::new(None),
            batches: Vec::new(),
            n_batches: 0,
            originals: BTreeMap::new(),
            wanted: None,
            encoding_of: None,
            found: Vec::new(),
            merging: Merging::default(),
            after_save: None,
            closing: false,
            pace: Pace::default(),
            title: "Tickmark".to_owned(),
            clock: 0.0,
            window: window.clone(),
            work: None,
            world,
            settings,
        };
        app.apply_settings();
        if let Some(warning) = warning {
            app.tell(Severity::Warning, warning.to_string());
        }
        app.look_for_recent();
        app.find_unsaved_work();
        app.open_paths(paths);
        app
    }

    /// The open project, for who looks at it from outside.
    pub fn session(&self) -> Option<&Session> {
        self.work.as_ref().map(|work| &work.session)
    }

    /// Does what a view, a key or a test asked for.
    pub fn request(&mut self, request: impl Into<Request>) {
        match request.into() {
            Request::Command(command) => match self.meaning(command) {
                Ok(action) => self.run(action),
                Err(why) => self.tell(Severity::Info, format!("{}: {why}", self.name_of(command))),
            },
            Request::Action(action) => self.run(action),
        }
    }

    /// What a command means now: in the lower pane some mean something of their own.
    fn meaning(&mut self, command: Command) -> Result<Action, WhyNot> {
        let session = self.work.as_ref().map(|work| &work.session);
        let answer = session.and_then(|session| match self.views.in_lower() {
            true => self.views.lower.answer(session, command),
            false if self.views.lower_shown(&self.settings.layout) => {
                self.views.lower.answer_in_front(session, command)
            }
            false => None,
        });
        answer.unwrap_or_else(|| command.resolve(session))
    }

    /// Says something in a corner of the window.
    fn tell(&mut self, severity: Severity, message: impl Into<String>) {
        self.toasts.add(severity, message, None);
    }

    /// Puts a text on the clipboard, and says so.
    fn copy(&mut self, Copied { text, what }: Copied) {
        self.window.copy_text(text);
        self.tell(Severity::Info, format!("{what} copied"));
    }

    fn now(&self) -> Time {
        (self.world.now)()
    }

    /// Brings theme, zoom and keys in line with the settings.
    fn apply_settings(&mut self) {
        self.keymap = Keymap::new(&self.settings.keys, self.settings.single_letters);
        let theme = match self.settings.theme {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        };
        // What is set, even to what it was, is drawn anew.
        if self.window.options(|options| options.theme_preference) != theme {
            self.window.set_theme(theme);
        }
        let zoom = f32::from(self.settings.zoom) / 100.0;
        if (self.window.zoom_factor() - zoom).abs() > f32::EPSILON {
            self.window.set_zoom_factor(zoom);
        }
    }

    /// Changes the settings, and keeps them.
    fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.apply_settings();
        if let Err(error) = self.settings.save(&self.world.folders) {
            self.tell(Severity::Warning, error.to_string());
        }
    }

    /// Opens what the program was started with.
    fn open_paths(&mut self, paths: Vec<PathBuf>) {
        let paths = files::absolute(paths);
        match paths.as_slice() {
            [] => {}
            [only] if is_project(only) => self.run(Action::File(FileAction::Open(only.clone()))),
            _ => {
                self.run(Action::File(FileAction::New));
                self.run(Action::File(FileAction::Add(paths)));
            }
        }
    }

    /// Files that were dropped and text that was pasted.
    fn take_drops(&mut self, ctx: &egui::Context) {
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        match dropped.as_slice() {
            [] => {}
            _ if self.dropped_projects(&dropped) => {}
            [only] => self.dropped_on(ctx, only.clone()),
            _ => self.run(Action::File(FileAction::Add(dropped))),
        }
        if self.dialogs.is_empty() && !ctx.text_edit_focused() {
            let pasted = ctx.input_mut(|input| {
                let at = input.events.iter().position(|event| matches!(event, egui::Event::Paste(_)))?;
                match input.events.remove(at) {
                    egui::Event::Paste(text) => Some(text),
                    _ => None,
                }
            });
            if let Some(text) = pasted.filter(|text| !text.trim().is_empty()) {
                self.run(Action::File(FileAction::AddText(text)));
            }
        }
    }

    /// Turns keys into commands, unless a dialog has them. A list that only chooses leaves those that save.
    fn take_keys(&mut self, ctx: &egui::Context) {
        if let Some(dialog) = self.dialogs.last() {
            let commands = if dialog.is_list() { keys::take_save(ctx, &self.keymap) } else { Vec::new() };
            return commands.into_iter().for_each(|command| self.request(command));
        }
        if self.leaves_compare(ctx) {
            self.toggle_compare();
        } else if self.leaves_proof(ctx) {
            self.views.readers.proof = false;
        }
        let singles = self.views.letters_act(ctx);
        let in_reader = !egui::Popup::is_any_open(ctx) && Views::reader_has_keys(ctx);
        let commands = keys::take_commands(ctx, &self.keymap, singles, in_reader);
        for command in commands.into_iter().chain(keys::mouse_commands(ctx)) {
            self.request(command);
        }
        if !ctx.text_edit_focused() && take_copy(ctx) {
            self.request(Command::Copy);
        }
    }

    /// Does what the views asked for while they were drawn.
    fn run_requests(&mut self) {
        let requests = std::mem::take(&mut *self.requests.borrow_mut());
        if !requests.is_empty() {
            self.window.request_repaint();
        }
        for request in requests {
            self.request(request);
        }
    }

    /// Holds the window open while there is unsaved work that nobody has decided about.
    fn guard_close(&mut self, ctx: &egui::Context) {
        if !self.closing && ctx.input(|input| input.viewport().close_requested()) {
            self.finish_typing();
            if self.is_unsaved() {
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
                self.run(Action::File(FileAction::Quit));
            } else {
                self.end_work();
            }
        }
    }

    /// When the window is used again after another one was, the file may have been changed meanwhile.
    fn look_at_file(&mut self, ctx: &egui::Context) {
        let came_back = ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(true)));
        let change = self.work.as_mut().filter(|_| came_back).and_then(Work::changed_on_disk);
        let message = match change {
            Some(Change::Changed) => {
                "Another program has changed the file of this project since you opened it. Saving merges both"
            }
            Some(Change::Gone) => "The file of this project was deleted or moved away. Saving writes it again",
            Some(Change::Same) | None => return,
        };
        self.tell_file_changed(message);
    }

    fn keep_journal(&mut self) {
        let moment = (self.now(), self.clock);
        let typing = self.typing.borrow().clone();
        let Some(work) = &mut self.work else { return };
        work.journal(typing.as_ref(), moment);
        if work.owes_typing(typing.as_ref()) {
            self.window.request_repaint_after(std::time::Duration::from_millis(500));
        }
        match work.journal_news() {
            Some(JournalNews::Fails(problem)) => {
                let message = format!("{problem}\nIt is tried again and again. Save the project to be sure");
                self.journal_fails = Some(self.toasts.add(Severity::Error, message, None));
            }
            Some(JournalNews::WorksAgain) => {
                self.journal_fails.take().into_iter().for_each(|fails| self.toasts.remove(fails));
                self.tell(Severity::Info, "Unsaved work is kept safe again");
            }
            None => {}
        }
    }

    /// Calls the window after the project, with a mark while there are unsaved changes, if it is called otherwise.
    fn name_window(&mut self, ctx: &egui::Context) {
        let mark = if self.is_unsaved() { "• " } else { "" };
        let title = match self.session() {
            Some(_) => format!("{mark}{} — Tickmark", self.project_name()),
            None => "Tickmark".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(spelled_out(&title).into_owned()));
            self.title = title;
        }
    }
}

fn take_copy(ctx: &egui::Context) -> bool {
    ctx.input_mut(|input| {
        let n_before = input.events.len();
        input.events.retain(|event| !matches!(event, egui::Event::Copy));
        input.events.len() < n_before
    })
}

/// Whether a path looks like a project: any RON file.
fn is_project(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"))
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        // As wide as the system allows, most of the texture of the letters would stay empty, and be cleared and uploaded.
        if let Some(side) = &mut input.max_texture_side {
            *side = (*side).min(TEXTURE_SIDE);
        }
        if self.pace.keep(input, ctx.text_edit_focused()) {
            ctx.request_repaint();
        }
    }

    fn logic(&mut self, ctx: &egui::Context, _: &mut eframe::Frame) {
        self.clock = ctx.input(|input| input.time);
        self.take_answers();
        self.show_suggestions();
        self.show_reading();
        self.keep_versions();
        self.guard_close(ctx);
        self.look_at_file(ctx);
        if self.is_drawn(ctx) {
            self.notice();
            self.divide_drafts();
            self.keep_evidence();
            self.keep_matters();
            self.keep_review();
        }
        self.keep_journal();
        self.name_window(ctx);
    }

    /// The window begins as paper, so that no view needs to paint any: where the processor draws, as in a virtual machine,
    /// each layer over the whole window takes longer than all of its text.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.window_fill.to_normalized_gamma_f32()
    }

    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.take_drops(&ctx);
        self.take_keys(&ctx);
        self.follow_versions();
        self.show(ui);
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |window| window.set_label(spelled_out(&self.title)));
        if let Some(job) = self.views.lower.take_job() {
            self.jobs.sort(job);
        }
        if let Some(job) = self.views.lower.history_mut().take_job() {
            self.jobs.list_history(job);
        }
        self.show_dialogs(&ctx);
        self.drawn = self.documents_at_hand();
        self.run_requests();
    }
}
