//! The real program with odd documents, hostile projects, and a user who presses everything.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Shape, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tickmark::app::{App, Pick, Picker, Reply, World};
use tickmark::command::{Action, Ask, Command, FileAction, Request, Then};
use tickmark::edit::Transaction;
use tickmark::model::{About, Actor, Dot, Edit, Id, Time};
use tickmark::session::Direction;
use tickmark::store::{CheckerSettings, Folders, Settings};
use tickmark::text::visible_mark;

use crate::cpu_render::CpuRenderer;

/// The program in a window of the usual size, with a folder of its own.
struct Desk {
    harness: Harness<'static, App>,
    home: tempfile::TempDir,
}

/// Nobody is there to pick files.
struct NoPicker;

impl Picker for NoPicker {
    fn pick(&mut self, _: Pick, _: Reply) {}
}

fn counted() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static N: AtomicU64 = AtomicU64::new(1);
    N.fetch_add(1, Ordering::Relaxed)
}

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("there is room for temporary files");
        let folders = Folders::inside(home.path());
        let checker = Some(CheckerSettings { id: Id::random([7; 16]).to_string(), name: "Ana Ruiz".into() });
        Settings { checker, ..Settings::default() }.save(&folders).expect("a temporary folder can be written to");
        let world = World {
            folders,
            picker: Box::new(NoPicker),
            now: Box::new(|| Time(1_742_900_000)),
            fresh_id: Box::new(|| Id::random(u128::from(counted()).to_le_bytes())),
            fresh_actor: Box::new(|| Actor(counted())),
            write: Arc::new(tickmark::store::save_project),
            workshop: tickmark::import::Workshop::of(env!("CARGO_BIN_EXE_tickmark")),
        };
        let harness = Harness::builder()
            .with_size(vec2(1280.0, 800.0))
            .renderer(CpuRenderer::default())
            .with_max_steps(60)
            .build_eframe(|cc| App::new(&cc.egui_ctx, world, Vec::new()));
        let mut desk = Self { harness, home };
        desk.steps(3);
        desk
    }

    fn steps(&mut self, n: usize) {
        for _ in 0..n {
            self.harness.step();
        }
    }

    fn ask(&mut self, request: impl Into<Request>) {
        self.harness.state_mut().request(request);
        self.steps(3);
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home.path().join(name);
        std::fs::write(&path, bytes).expect("a temporary folder can be written to");
        path
    }

    /// Steps until `done`, for jobs run on threads of their own.
    #[track_caller]
    fn wait(&mut self, done: impl Fn(&Harness<'static, App>) -> bool) {
        let came = (0..2000).any(|_| {
            self.harness.step();
            std::thread::park_timeout(std::time::Duration::from_millis(1));
            done(&self.harness)
        });
        assert!(came, "nothing came of it");
        self.steps(3);
    }

    fn open(&mut self, path: PathBuf) {
        self.ask(Action::File(FileAction::Open(path)));
        self.wait(|harness| harness.state().session().is_some());
    }

    /// Drops documents and takes them as they are.
    fn load(&mut self, paths: Vec<PathBuf>) {
        let n = paths.len();
        self.ask(Action::File(FileAction::Add(paths)));
        self.wait(|harness| harness.query_all_by_label("Published").next().is_some());
        self.harness.key_press(Key::Enter);
        self.wait(|harness| harness.state().session().is_some_and(|it| it.project().documents().len() == n));
    }

    #[track_caller]
    fn check(&self) {
        if let Some(session) = self.harness.state().session() {
            assert_eq!(session.project().validate(), Ok(()));
        }
    }

    /// Everything that is written in the window, as it is drawn.
    fn written(&self) -> String {
        let mut shapes: Vec<&Shape> = self.harness.output().shapes.iter().map(|clipped| &clipped.shape).collect();
        let mut written = String::new();
        while let Some(shape) = shapes.pop() {
            match shape {
                Shape::Text(text) => written.extend([text.galley.text(), "\n"]),
                Shape::Vec(inner) => shapes.extend(inner),
                _ => {}
            }
        }
        written
    }

    /// Nothing is drawn that a reader cannot see.
    #[track_caller]
    fn check_written(&self) {
        let written = self.written();
        let hidden = written.lines().find(|line| line.chars().any(|c| visible_mark(c).is_some()));
        assert_eq!(hidden, None);
    }
}

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }

    /// Something that a hand may do by accident.
    fn events(&mut self) -> Vec<Event> {
        let at = pos2(self.roll(1280) as f32, self.roll(800) as f32);
        let modifiers =
            [Modifiers::NONE, Modifiers::NONE, Modifiers::COMMAND, Modifiers::SHIFT, Modifiers::ALT][self.roll(5)];
        let key = Key::ALL[self.roll(Key::ALL.len())];
        let button = [PointerButton::Primary, PointerButton::Primary, PointerButton::Secondary][self.roll(3)];
        let press = |pressed, pos| Event::PointerButton { pos, button, pressed, modifiers };
        match self.roll(9) {
            0..=2 => [true, false]
                .map(|pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers })
                .into(),
            3 => vec![Event::Text(["a", "é\u{301}", "\u{202e}", "85,000", "\0", "\u{1b}[31m"][self.roll(6)].into())],
            4 => vec![Event::PointerMoved(at), press(true, at), press(false, at), press(true, at), press(false, at)],
            5 => {
                let to = pos2(self.roll(1280) as f32, self.roll(800) as f32);
                vec![Event::PointerMoved(at), press(true, at), Event::PointerMoved(to), press(false, to)]
            }
            6 => {
                let delta = vec2(0.0, self.roll(4000) as f32 - 2000.0);
                vec![
                    Event::PointerMoved(at),
                    Event::MouseWheel {
                        unit: MouseWheelUnit::Point,
                        delta,
                        phase: TouchPhase::Move,
                        source: egui::MouseWheelSource::Wheel,
                        modifiers,
                    },
                ]
            }
            7 => vec![Event::Paste("pasted \u{202e}words\0 of\r\nsome kind".into())],
            _ => vec![Event::PointerMoved(at), press(true, at), press(false, at)],
        }
    }
}

fn run_wild(desk: &mut Desk, seed: u64, n_steps: usize) {
    let mut dice = Dice(seed);
    for _ in 0..n_steps {
        for event in dice.events() {
            desk.harness.event(event);
        }
        desk.harness.step();
        desk.check();
    }
}

#[test]
fn whoever_presses_everything_breaks_nothing() {
    let number = |name: &str, usual| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (n_runs, n_steps) = (number("TICKMARK_RUNS", 2), number("TICKMARK_STEPS", 150));
    for seed in 0..n_runs {
        let mut desk = Desk::new();
        desk.ask(Action::File(FileAction::OpenSample));
        run_wild(&mut desk, seed, usize::try_from(n_steps).unwrap_or(0));
        if n_runs > 2 {
            println!("run {seed} done");
        }
    }
}

#[test]
fn hidden_characters_of_titles_are_spelled_out_everywhere() {
    let mut desk = Desk::new();
    let bad = "Evil \u{202e}txt\u{1b}[31m\0 \u{200b}title";
    let project = tickmark::sample::FILE
        .replace("title: \"A shared agenda\"", &format!("title: \"{bad}\""))
        .replace("name: \"Ana", "name: \"Ana\u{202e}");
    let path = desk.file("evil.tickmark.ron", project);
    desk.open(path);
    // With a passage in hand no field for a title is shown: what is edited stands there as it is.
    let passage =
        desk.harness.state().session().and_then(|it| it.next_open(Direction::Forward)).expect("an open passage");
    desk.ask(Action::Show(passage));
    assert!(desk.written().contains("Evil ‹RLO›"), "{}", desk.written());
    desk.check_written();
    desk.ask(Command::Palette);
    desk.harness.event(Event::Text("evil".into()));
    desk.steps(3);
    desk.check_written();
    desk.harness.key_press(Key::Escape);
    desk.ask(Command::FindEverywhere);
    desk.harness.event(Event::Text("counted".into()));
    desk.steps(3);
    desk.check_written();
    desk.ask(Action::Ask(Ask::Target(passage)));
    desk.check_written();
}

#[test]
fn an_empty_document_and_one_of_hidden_characters_can_be_used() {
    let mut desk = Desk::new();
    let empty = desk.file("empty.txt", "");
    let hidden = desk.file("hidden.txt", "a\0b \u{202e}c\u{7f}\n\u{feff}\u{200b}\n\u{1b}[31mred 85,000\n");
    desk.load(vec![empty, hidden]);
    desk.check();
    run_wild(&mut desk, 1, 60);
}

#[test]
fn work_done_while_another_project_is_read_is_not_thrown_away() {
    let mut desk = Desk::new();
    let path = desk.file("other.tickmark.ron", tickmark::sample::FILE);
    desk.ask(Command::NewProject);
    // The reading begins while nothing is unsaved, and ends after something is.
    let app = desk.harness.state_mut();
    app.request(Action::File(FileAction::Open(path)));
    let id = app.session().expect("a new project").project().id();
    let named = Edit::insert(About::new(id, "Mine", Dot { actor: Actor(0), counter: 0 }));
    app.request(Action::Commit(Transaction::new("Name the project", vec![named]), Then::Stay));
    desk.wait(|harness| harness.query_all_by_label_contains("Don’t save").next().is_some());
    let session = desk.harness.state().session().expect("the project is still open");
    assert_eq!(session.project().title(), "Mine");
}

#[test]
fn many_files_that_are_no_texts_are_told_in_one_dialog() {
    let mut desk = Desk::new();
    let paths = (0..40).map(|n| desk.file(&format!("{n}.png"), b"\x89PNG\r\n\x1a\n")).collect();
    desk.ask(Action::File(FileAction::Add(paths)));
    desk.wait(|harness| harness.query_all_by_label_contains("40 files were not loaded").next().is_some());
    assert_eq!(desk.harness.query_all_by_label("Close").count(), 1);
    assert_eq!(desk.harness.query_all_by_label("Dismiss").count(), 0);
}
