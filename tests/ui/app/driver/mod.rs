//! Someone who uses the real program: looks at the window, clicks at words, presses keys.

#![expect(clippy::panic, reason = "who looks for something that is not there says what is there instead")]

mod hands;
mod home;
mod look;
mod painted;

pub use home::{Home, sample, seed};

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use egui::{Vec2, vec2};
use egui_kittest::Harness;
use tickmark::app::{App, Pick, Picked, Picker, Reply, World, WriteProject};
use tickmark::import::Workshop;
use tickmark::model::{Actor, Id, Project, Time};
use tickmark::store::{Cause, StoreError};

use crate::cpu_render::CpuRenderer;

/// 25 March 2025, in the afternoon.
pub const NOW: Time = Time(1_742_900_000);
/// How long a job may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program in a window, and its user.
pub struct Driver {
    harness: Harness<'static, App>,
    answers: Rc<RefCell<VecDeque<Picked>>>,
    /// How many keys were pressed.
    pub n_keys: usize,
    /// Whether no project fits on the disk any more.
    pub disk_is_full: Arc<AtomicBool>,
}

impl Driver {
    /// The program as it starts in a window of this size.
    pub fn start(home: &Home, size: Vec2) -> Self {
        Self::start_with(home, size, (Workshop::of(env!("CARGO_BIN_EXE_tickmark")), Vec::new()))
    }

    /// The program with another reader of files, started with these paths.
    pub fn start_with(home: &Home, size: Vec2, (workshop, paths): (Workshop, Vec<PathBuf>)) -> Self {
        let answers = Rc::new(RefCell::new(VecDeque::new()));
        let disk_is_full = Arc::new(AtomicBool::new(false));
        let world = World {
            folders: home.folders(),
            picker: Box::new(Answers(Rc::clone(&answers))),
            now: Box::new(|| NOW),
            fresh_id: Box::new(|| Id::random((u128::from(count()) << 64).to_le_bytes())),
            fresh_actor: Box::new(|| Actor(count())),
            write: write_unless(Arc::clone(&disk_is_full)),
            workshop,
        };
        let harness = Harness::builder()
            .with_size(size)
            .with_theme(egui::Theme::Light)
            .with_step_dt(1.0 / 30.0)
            .with_max_steps(60)
            .renderer(CpuRenderer::default())
            .build_eframe(|cc| App::new(&cc.egui_ctx, world, paths));
        let mut driver = Self { harness, answers, n_keys: 0, disk_is_full };
        driver.settle();
        driver
    }

    /// The program with a project that was saved before.
    pub fn open(home: &Home, size: Vec2, project: &Project) -> Self {
        let file = home.path("story.tickmark.ron");
        tickmark::store::save_project(&file, project).expect("a temporary folder can be written to");
        let mut driver = Self::start(home, size);
        driver.will_pick(Picked::Paths(vec![file]));
        driver.press("Ctrl+O");
        driver.wait_for(|app| app.session().is_some());
        driver.wait_for_jobs();
        driver
    }

    /// The sample project in a window with room for everything.
    pub fn sample(home: &Home) -> Self {
        let mut driver = Self::start(home, vec2(1600.0, 1000.0));
        driver.click("Open the sample project");
        driver.wait_for_jobs();
        driver
    }

    /// A new project with these texts, whose paragraphs are their lines; the first is the draft.
    pub fn texts(home: &Home, texts: &[(&str, &str)]) -> Self {
        Self::texts_in(home, vec2(1600.0, 1000.0), texts)
    }

    /// The same in a window of this size.
    pub fn texts_in(home: &Home, size: Vec2, texts: &[(&str, &str)]) -> Self {
        let mut driver = Self::start(home, size);
        let paths = texts.iter().map(|(title, text)| home.file(&format!("{title}.txt"), text)).collect();
        driver.drop_files(paths);
        driver.press("Enter");
        driver.wait_for(|app| app.session().is_some_and(|it| it.project().documents().len() == texts.len()));
        driver.wait_for_jobs();
        driver
    }
}

/// What comes from outside.
impl Driver {
    /// Drops files on the window, and waits until they are read.
    #[track_caller]
    pub fn drop_files(&mut self, paths: Vec<PathBuf>) {
        self.let_fall(paths);
        self.wait_for_question();
    }

    /// Waits until files are read, and it is asked what they are.
    #[track_caller]
    pub fn wait_for_question(&mut self) {
        self.wait_for(|app| app.dialog_is_open() && !app.is_busy());
    }

    /// Drops files on the window.
    pub fn let_fall(&mut self, paths: Vec<PathBuf>) {
        let dropped = paths.into_iter().map(|path| Arc::new(Dropped(path)) as egui::DroppedFileHandle).collect();
        self.harness.input_mut().dropped_files = dropped;
        self.harness.step();
    }

    /// What the user answers when the system next asks for files.
    pub fn will_pick(&mut self, picked: Picked) {
        self.answers.borrow_mut().push_back(picked);
    }

    /// Waits for a job.
    #[track_caller]
    pub fn wait_for(&mut self, is_done: impl Fn(&App) -> bool) {
        let begun = Instant::now();
        while !is_done(self.harness.state()) {
            assert!(begun.elapsed() < PATIENCE, "this never happens; there are\n{}", self.names().join("\n"));
            std::thread::sleep(Duration::from_millis(2));
            self.harness.step();
        }
        self.settle();
        self.check();
    }

    /// Waits until these words are painted.
    #[track_caller]
    pub fn wait_until_reads(&mut self, words: &str) {
        let begun = Instant::now();
        while !self.reads(words) {
            assert!(begun.elapsed() < PATIENCE, "{words:?} is never shown");
            std::thread::sleep(Duration::from_millis(2));
            self.harness.step();
        }
        self.settle();
        self.check();
    }

    /// Waits until these words are where they outlive a crash.
    #[track_caller]
    pub fn wait_until_journaled(&mut self, home: &Home, words: &str) {
        // The field that is being typed in is journaled twice a second.
        self.wait(1);
        self.wait_for(|_| home.has_journaled(words));
    }

    /// Waits until nothing is done in the background.
    #[track_caller]
    pub fn wait_for_jobs(&mut self) {
        self.wait_for(|app| !app.is_busy());
    }

    /// Waits until the project is saved.
    #[track_caller]
    pub fn wait_saved(&mut self) {
        self.wait_for(|app| app.session().is_some_and(|session| !session.history().is_unsaved()));
    }

    /// Closes the window as its cross does; whether the program lets it.
    pub fn close_window(&mut self) -> bool {
        let viewport = self.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.events.push(egui::ViewportEvent::Close);
        self.harness.step();
        let root = self.harness.output().viewport_output.get(&egui::ViewportId::ROOT).cloned();
        let kept = root.is_some_and(|root| root.commands.contains(&egui::ViewportCommand::CancelClose));
        self.settle();
        !kept
    }

    /// Lets seconds pass.
    pub fn wait(&mut self, seconds: usize) {
        self.harness.run_steps(seconds * 30);
    }

    /// Whether the window waits for something to happen before it is painted again.
    pub fn is_at_rest(&self) -> bool {
        !self.harness.ctx.has_requested_repaint()
    }

    /// Ends the program as a kill does: nothing is cleaned up.
    pub fn kill(self) {
        std::mem::forget(self.harness);
    }

    /// Runs until nothing moves.
    #[track_caller]
    pub fn settle(&mut self) {
        self.harness.run();
    }

    #[track_caller]
    fn check(&self) {
        if let Some(session) = self.harness.state().session() {
            session.project().validate().expect("every step keeps the rules of the project");
        }
    }
}

/// Writes projects while the disk has room.
fn write_unless(disk_is_full: Arc<AtomicBool>) -> WriteProject {
    Arc::new(move |path, project| match disk_is_full.load(Ordering::Relaxed) {
        true => Err(StoreError::NotSaved { cause: Cause::DiskFull, path: path.to_owned() }),
        false => tickmark::store::save_project(path, project),
    })
}

/// Ids that no other start of the program gets: 1, 2, 3, …
fn count() -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// The user's answers to file dialogs.
struct Answers(Rc<RefCell<VecDeque<Picked>>>);

impl Picker for Answers {
    fn pick(&mut self, _: Pick, reply: Reply) {
        let picked = self.0.borrow_mut().pop_front().unwrap_or(Picked::Cancelled);
        reply(picked);
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}
