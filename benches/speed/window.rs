//! The program in a window that is not shown: given events, measured frame by frame.

use std::cell::Cell;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use eframe::App as _;
use egui::{
    Event, FullOutput, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, Shape,
    TouchPhase, ViewportId, ViewportInfo, vec2,
};
use tempfile::TempDir;
use tickmark::app::{App, Pick, Picker, Reply, World};
use tickmark::import::Workshop;
use tickmark::model::{Actor, Id};
use tickmark::store::{CheckerSettings, Folders, Settings, ThemeChoice};

use crate::report::thread_time;
use crate::texts::{NOW, id};

/// The program in its window.
pub struct Window {
    /// The program.
    pub app: App,
    ctx: egui::Context,
    frame: eframe::Frame,
    time: f64,
    /// Whether a job has asked for a frame.
    woken: Arc<AtomicBool>,
    _home: TempDir,
}

/// What a frame cost, and when the next one is wanted.
pub struct Drawn {
    /// CPU time of this thread.
    pub time: Duration,
    /// Until the next frame that the program asks for by itself.
    pub next: Duration,
}

impl Window {
    /// The window as it opens, with nothing drawn yet.
    pub fn new() -> Self {
        let home = tempfile::tempdir().expect("there is room for temporary files");
        let folders = Folders::inside(home.path());
        let checker = Some(CheckerSettings { id: id(1).to_string(), name: "Ana Ruiz".into() });
        let settings = Settings { checker, theme: ThemeChoice::Light, ..Settings::default() };
        settings.save(&folders).expect("there is room for temporary files");
        let n_ids = Cell::new(1_000_000_u128);
        let fresh_id = move || Id::random(n_ids.replace(n_ids.get() + 1).to_be_bytes());
        let world = World {
            folders,
            picker: Box::new(NoPicker),
            now: Box::new(|| NOW),
            fresh_id: Box::new(fresh_id),
            fresh_actor: Box::new(|| Actor(12)),
            write: Arc::new(tickmark::store::save_project),
            // Only plain text is loaded here, for which no worker is started.
            workshop: Workshop::of("tickmark"),
        };
        let ctx = egui::Context::default();
        let woken = Arc::new(AtomicBool::new(false));
        let wake = Arc::clone(&woken);
        ctx.set_request_repaint_callback(move |when| {
            wake.fetch_or(when.delay.is_zero(), Ordering::AcqRel);
        });
        let app = App::new(&ctx, world, Vec::new());
        let frame = eframe::Frame::_new_kittest();
        Self { app, ctx, frame, time: 0.0, woken, _home: home }
    }

    /// Draws a frame after these events.
    pub fn frame(&mut self, events: Vec<Event>) -> Drawn {
        let start = thread_time();
        let output = self.run(events);
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let time = thread_time() - start;
        assert!(!primitives.is_empty(), "a window is never empty");
        let next = output.viewport_output.get(&ViewportId::ROOT).map_or(Duration::MAX, |out| out.repaint_delay);
        Drawn { time, next }
    }

    fn run(&mut self, events: Vec<Event>) -> FullOutput {
        self.time += 1.0 / 60.0;
        self.woken.store(false, Ordering::Release);
        let viewport = ViewportInfo { native_pixels_per_point: Some(1.0), focused: Some(true), ..Default::default() };
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0))),
            viewports: std::iter::once((ViewportId::ROOT, viewport)).collect(),
            time: Some(self.time),
            events,
            focused: true,
            ..Default::default()
        };
        let Self { app, ctx, frame, .. } = self;
        let mut output = ctx.run_ui(input, |ui| {
            app.logic(&ui.ctx().clone(), frame);
            app.ui(ui, frame);
        });
        // There is no graphics card to take them.
        output.textures_delta.clear();
        output
    }

    /// Draws frames until the program asks for no more, and no more than 200. Returns how many.
    pub fn settle(&mut self) -> usize {
        (1..=200).find(|_| self.frame(Vec::new()).next > Duration::from_secs(1)).unwrap_or(200)
    }

    /// Draws frames until the program asks for no more and nothing is done in the background. Returns what each cost.
    pub fn frames_until_done(&mut self) -> Vec<Duration> {
        let mut times = Vec::new();
        loop {
            let drawn = self.frame(Vec::new());
            times.push(drawn.time);
            // A blinking caret asks for a frame twice a second.
            if !self.app.is_busy() && drawn.next > Duration::from_millis(100) {
                return times;
            }
            if drawn.next > Duration::ZERO {
                std::thread::sleep(Duration::from_micros(200));
            }
        }
    }

    /// Waits for a job, and draws the frame that it asks for.
    pub fn wait(&mut self) -> Drawn {
        while !self.woken.load(Ordering::Acquire) {
            std::thread::sleep(Duration::from_micros(200));
        }
        self.frame(Vec::new())
    }

    /// Where words stand in the window that begin with these; of several the lowest.
    pub fn find(&mut self, words: &str) -> Pos2 {
        let found = self.places_of(words).into_iter().max_by(|a, b| a.y.total_cmp(&b.y));
        found.expect("the words stand in the window")
    }

    fn places_of(&mut self, words: &str) -> Vec<Pos2> {
        let mut found = Vec::new();
        for clipped in self.run(Vec::new()).shapes {
            each_text(&clipped.shape, &mut |text, rect| {
                if text.starts_with(words) {
                    found.push(rect.center());
                }
            });
        }
        found
    }

    /// Clicks. Returns the frame after the button was let go.
    pub fn click(&mut self, at: Pos2) -> Drawn {
        self.frame(vec![Event::PointerMoved(at)]);
        let button = |pressed| Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![button(true)]);
        self.frame(vec![button(false)])
    }

    /// Loads a text as a draft, and draws until it stands there.
    pub fn load(&mut self, path: PathBuf) {
        use tickmark::command::{Action, FileAction};
        self.settle();
        self.app.request(Action::File(FileAction::Add(vec![path])));
        while !self.app.dialog_is_open() {
            self.wait();
        }
        self.settle();
        self.frame(key(Key::Enter, Modifiers::NONE));
        self.settle();
    }

    /// Opens a project, and draws until it stands there.
    pub fn open(&mut self, path: PathBuf) {
        use tickmark::command::{Action, FileAction};
        self.settle();
        self.app.request(Action::File(FileAction::Open(path)));
        while self.app.session().is_none() {
            self.wait();
        }
        self.settle();
    }
}

/// A key that is pressed and let go.
pub fn key(key: Key, modifiers: Modifiers) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    vec![event(true), event(false)]
}

fn each_text(shape: &Shape, seen: &mut impl FnMut(&str, Rect)) {
    match shape {
        Shape::Text(text) => seen(text.galley.text(), text.visual_bounding_rect()),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| each_text(shape, seen)),
        _ => {}
    }
}

/// Nobody is there to pick files.
struct NoPicker;

impl Picker for NoPicker {
    fn pick(&mut self, _: Pick, _: Reply) {}
}

/// The wheel turned by so many points, up if that is more than nothing.
pub fn wheel_turned(by: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, by),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}
