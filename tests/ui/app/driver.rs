//! Someone who uses the real program: looks at the window, clicks at words, presses keys.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use egui::epaint::text::cursor::CCursor;
use egui::epaint::{Shape, TextShape};
use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, Rect, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use tickmark::app::{App, Done, Pick, Picked, Picker, Wake, World};
use tickmark::model::{Actor, Id, Passage, Project, Time};
use tickmark::session::{Session, Side};
use tickmark::store::{CheckerSettings, Folders, Settings};

use crate::cpu_render::CpuRenderer;

/// 25 March 2025, in the afternoon.
const NOW: Time = Time(1_742_900_000);
/// How long a job may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A folder of its own for one test: the user's files, and the projects.
pub struct Home(tempfile::TempDir);

impl Home {
    /// An empty one, in which the checker has said a name.
    pub fn new() -> Self {
        let home = Self(tempfile::tempdir().expect("there is room for temporary files"));
        let checker = Some(CheckerSettings { id: Id::random([7; 16]).to_string(), name: "Ana Ruiz".into() });
        home.set(|settings| settings.checker = checker);
        home
    }

    /// Changes the settings before the program starts.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings();
        change(&mut settings);
        settings.save(&self.folders()).expect("a temporary folder can be written to");
    }

    /// A copy of everything as it is on disk now, as it is found after a crash.
    pub fn as_left_by_a_crash(&self) -> Self {
        let copy = Self(tempfile::tempdir().expect("there is room for temporary files"));
        copy_folder(self.0.path(), copy.0.path());
        copy
    }

    /// The settings as they are on disk.
    pub fn settings(&self) -> Settings {
        Settings::load(&self.folders()).0
    }

    pub fn folders(&self) -> Folders {
        Folders::inside(self.0.path())
    }

    /// A file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file into it.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).expect("a temporary folder can be written to");
        path
    }
}

/// One of the two articles.
pub fn seed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name)
}

/// The program in a window, and its user.
pub struct Driver {
    harness: Harness<'static, App>,
    answers: Rc<RefCell<VecDeque<Picked>>>,
    /// How many keys were pressed.
    pub n_keys: usize,
}

impl Driver {
    /// The program as it starts in a window of this size.
    pub fn start(home: &Home, size: Vec2) -> Self {
        let answers = Rc::new(RefCell::new(VecDeque::new()));
        let world = World {
            folders: home.folders(),
            picker: Box::new(Answers(Rc::clone(&answers))),
            now: Box::new(|| NOW),
            fresh_id: Box::new(|| Id::random((u128::from(count()) << 64).to_le_bytes())),
            fresh_actor: Box::new(|| Actor(count())),
        };
        let harness = Harness::builder()
            .with_size(size)
            .with_theme(egui::Theme::Light)
            .with_step_dt(1.0 / 30.0)
            .with_max_steps(60)
            .renderer(CpuRenderer::default())
            .build_eframe(|cc| App::new(&cc.egui_ctx, world, Vec::new()));
        let mut driver = Self { harness, answers, n_keys: 0 };
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
        driver
    }

    /// The sample project in a window with room for everything.
    pub fn sample(home: &Home) -> Self {
        let mut driver = Self::start(home, vec2(1600.0, 1000.0));
        driver.click("Open the sample project");
        driver
    }

    /// A new project with these texts, whose paragraphs are their lines; the first is the draft.
    pub fn texts(home: &Home, texts: &[(&str, &str)]) -> Self {
        let mut driver = Self::start(home, vec2(1600.0, 1000.0));
        let paths = texts.iter().map(|(title, text)| home.file(&format!("{title}.txt"), text)).collect();
        driver.drop_files(paths);
        driver.press("Enter");
        driver.wait_for(|app| app.session().is_some_and(|it| it.project().documents().len() == texts.len()));
        driver
    }

    // What there is to see.

    pub fn session(&self) -> &Session {
        self.harness.state().session().expect("a project is open")
    }

    pub fn project(&self) -> &Project {
        self.session().project()
    }

    pub fn app(&self) -> &App {
        self.harness.state()
    }

    /// The passage with these words.
    #[track_caller]
    pub fn passage(&self, words: &str) -> Arc<Passage> {
        self.find_passage(words).unwrap_or_else(|| panic!("no passage says {words:?}"))
    }

    pub fn find_passage(&self, words: &str) -> Option<Arc<Passage>> {
        self.project().passages().find(|passage| passage.words() == words).cloned()
    }

    /// The words of the passage selected in the reader used last.
    pub fn selected_passage(&self) -> Option<&str> {
        let id = self.session().desk.tab()?.passage?;
        self.project().passage(id).map(|passage| passage.words())
    }

    /// The words of the passage in hand.
    pub fn in_hand(&self) -> Option<&str> {
        self.project().passage(self.session().desk.hand?).map(|passage| passage.words())
    }

    pub fn passage_in_hand(&self) -> Arc<Passage> {
        let hand = self.session().desk.hand.and_then(|hand| self.project().passage(hand));
        Arc::clone(hand.expect("a passage is in hand"))
    }

    /// The number of the paragraph in which a passage begins.
    pub fn paragraph(&self, passage: &Passage) -> usize {
        let document = self.project().document(passage.place.document).expect("a passage has a document");
        document.paragraph_at(passage.range().start())
    }

    /// The whole window.
    pub fn window(&self) -> Rect {
        self.harness.ctx.content_rect()
    }

    /// The words selected in the reader used last.
    pub fn selected_words(&self) -> &str {
        let tab = self.session().desk.tab().expect("a document is open");
        let document = self.project().document(tab.document).expect("it is in the project");
        tab.selection.range().within(document.text()).expect("a selection lies between characters")
    }

    /// What the program put on the clipboard in the last step.
    pub fn copied(&self) -> Option<String> {
        self.harness.output().platform_output.commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    }

    /// Whether a widget with this name is in the window.
    pub fn shows(&self, label: &str) -> bool {
        self.harness.query_all_by_label(label).next().is_some()
    }

    /// Whether these words are painted anywhere in the window.
    pub fn reads(&self, words: &str) -> bool {
        self.texts_painted().any(|text| text.shape.galley.text().contains(words))
    }

    /// The names in the accessibility tree.
    pub fn names(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        nodes.filter_map(|node| node.accesskit_node().label()).collect()
    }

    /// The name and place of the widget that has the keyboard.
    pub fn focused(&self) -> Option<(String, Rect)> {
        let node = self.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused())?;
        Some((node.accesskit_node().label().unwrap_or_default(), node.rect()))
    }

    /// The paragraphs or headings in view in the readers, as the accessibility tree tells them.
    pub fn paragraphs(&self, role: egui::accesskit::Role) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        nodes
            .filter(|node| node.accesskit_node().role() == role)
            .filter_map(|node| node.accesskit_node().value())
            .collect()
    }

    /// What the program last told a screen reader by itself.
    pub fn announced(&self) -> Option<String> {
        let is_status = |node: &Node<'_>| node.accesskit_node().role() == egui::accesskit::Role::Status;
        self.harness.root().children_recursive().find(is_status)?.accesskit_node().label()
    }

    /// The widgets that can have the keyboard, by name and place.
    pub fn controls(&self) -> Vec<(egui::accesskit::NodeId, String)> {
        let takes_focus =
            |node: &Node<'_>| node.accesskit_node().data().supports_action(egui::accesskit::Action::Focus);
        let nodes = self.harness.root().children_recursive().filter(takes_focus);
        nodes
            .map(|node| (node.accesskit_node().locate().0, node.accesskit_node().label().unwrap_or_default()))
            .collect()
    }

    /// Presses `Tab` until the keyboard is where it was, and gives where it has been.
    pub fn tab_around(&mut self) -> Vec<(egui::accesskit::NodeId, String)> {
        let mut stops = Vec::new();
        for _ in 0..500 {
            self.press("Tab");
            self.focus_is_visible();
            let node = self.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused());
            let node = node.expect("something has the keyboard");
            let stop = (node.accesskit_node().locate().0, node.accesskit_node().label().unwrap_or_default());
            if stops.contains(&stop) {
                return stops;
            }
            stops.push(stop);
        }
        panic!("the keyboard never comes back");
    }

    /// Texts that are painted over each other in the window, in pairs.
    pub fn overlaps(&self) -> Vec<(String, String)> {
        let lines: Vec<(usize, String, Rect)> =
            self.texts_painted().enumerate().flat_map(|(at, text)| text.lines(at)).collect();
        let mut overlaps = Vec::new();
        for (at, (of, words, rect)) in lines.iter().enumerate() {
            for (other_of, other, other_rect) in lines.iter().skip(at + 1) {
                let both = rect.intersect(*other_rect);
                if of != other_of && both.width() > 1.0 && both.height() > 1.0 {
                    overlaps.push((words.clone(), other.clone()));
                }
            }
        }
        overlaps
    }

    /// Something in the window has the keyboard, and can be seen.
    #[track_caller]
    pub fn focus_is_visible(&self) {
        let (name, rect) = self.focused().expect("something has the keyboard");
        let window = self.window();
        assert!(rect.is_positive() && window.contains_rect(rect), "{name} at {rect} is not in the window");
    }

    /// The place of a widget.
    #[track_caller]
    pub fn rect(&self, label: &str) -> Rect {
        self.node(label).rect()
    }

    /// The place of the widget that takes clicks and whose name begins so.
    #[track_caller]
    pub fn rect_starting(&self, start: &str) -> Rect {
        let nodes = self.harness.root().children_recursive().filter(takes_clicks);
        let labeled = nodes.filter_map(|node| Some((node.accesskit_node().label()?, node.rect())));
        let found: Vec<(String, Rect)> = labeled.filter(|(label, _)| label.starts_with(start)).collect();
        let whole = found.iter().rfind(|(label, _)| label == start);
        whole
            .or(found.first())
            .unwrap_or_else(|| panic!("nothing begins with {start:?} in\n{}", self.names().join("\n")))
            .1
    }

    #[track_caller]
    fn node<'a>(&'a self, label: &'a str) -> Node<'a> {
        let mut found: Vec<Node<'_>> = self.harness.query_all_by_label(label).collect();
        if found.len() > 1 {
            // A name may also be written beside what it names, and widgets take the pointer.
            found.retain(takes_clicks);
        }
        let names = || self.names().join("\n");
        found.into_iter().last().unwrap_or_else(|| panic!("nothing here is named {label:?}, but\n{}", names()))
    }

    /// All texts that are painted, in the order of painting, with what is visible of them.
    pub fn texts_painted(&self) -> impl Iterator<Item = Painted<'_>> {
        let mut texts = Vec::new();
        for clipped in &self.harness.output().shapes {
            collect(&clipped.shape, clipped.clip_rect, &mut texts);
        }
        texts.into_iter()
    }

    /// The area of a reader in the window.
    #[track_caller]
    pub fn reader(&self, side: Side) -> Rect {
        let name = match side {
            Side::Left => "Left reader: ",
            Side::Right => "Right reader: ",
        };
        let is_reader = |node: &Node<'_>| node.accesskit_node().label().is_some_and(|label| label.starts_with(name));
        self.harness.root().children_recursive().find(is_reader).expect("the reader is shown").rect()
    }

    /// Where words of a document are in a reader, if they are in view: their first line.
    pub fn find_words(&self, side: Side, words: &str) -> Option<Rect> {
        let reader = self.reader(side);
        self.texts_painted().filter(|text| text.visible.intersects(reader)).find_map(|text| {
            let rect = text.rect_of(words)?;
            (reader.contains_rect(rect) && text.visible.contains_rect(rect.shrink(1.0))).then_some(rect)
        })
    }

    /// Where words of a document are in a reader; turns the wheel over it until they are in view.
    #[track_caller]
    pub fn words(&mut self, side: Side, words: &str) -> Rect {
        for down in [true, false] {
            for _ in 0..60 {
                if let Some(rect) = self.find_words(side, words) {
                    return rect;
                }
                let at = self.reader(side).center();
                self.wheel(at, if down { -200.0 } else { 200.0 });
            }
        }
        panic!("{words:?} is not in this reader");
    }

    /// How many characters of its text fit into a line of a reader.
    pub fn characters_per_line(&self, side: Side) -> f32 {
        let reader = self.reader(side);
        let paragraph =
            self.texts_painted().filter(|text| reader.contains(text.shape.pos) && text.visible.intersects(reader));
        let paragraph = paragraph.max_by_key(|text| text.shape.galley.text().len()).expect("there is a text");
        let galley = &paragraph.shape.galley;
        let (n_characters, width) =
            galley.rows.iter().fold((0, 0.0), |(n, width), row| (n + row.text().chars().count(), width + row.size.x));
        galley.job.wrap.max_width * n_characters as f32 / width
    }

    // What the user does with the keyboard.

    /// Moves the caret by keys that are not counted.
    #[track_caller]
    pub fn travel(&mut self, keys: &str, n_times: usize) {
        let before = self.n_keys;
        (0..n_times).for_each(|_| self.press(keys));
        self.n_keys = before;
    }

    /// Presses keys, written "Ctrl+Shift+F" or "N"; several are separated by spaces.
    #[track_caller]
    pub fn press(&mut self, keys: &str) {
        for one in keys.split(' ') {
            let (modifiers, key) = parsed(one);
            self.press_key(key, modifiers);
        }
    }

    #[track_caller]
    fn press_key(&mut self, key: Key, modifiers: Modifiers) {
        self.n_keys += 1;
        let event = |pressed| Event::Key { key, physical_key: Some(key), pressed, repeat: false, modifiers };
        self.harness.event(Event::ModifiersChanged(modifiers));
        self.harness.step();
        // As in a real window, the text that a key writes comes in the same frame.
        let name = key.symbol_or_name();
        let writes = name.chars().count() == 1 && name.is_ascii() && !modifiers.command && !modifiers.alt;
        self.harness.input_mut().events.push(event(true));
        if writes {
            let text = if modifiers.shift { name.to_uppercase() } else { name.to_lowercase() };
            self.harness.input_mut().events.push(Event::Text(text));
        }
        self.harness.step();
        self.harness.event(event(false));
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.harness.step();
        self.settle();
        self.check();
    }

    /// Presses a key and gives what was copied by it.
    #[track_caller]
    pub fn press_to_copy(&mut self, keys: &str) -> Option<String> {
        let (modifiers, key) = parsed(keys);
        self.harness.event(Event::Key { key, physical_key: Some(key), pressed: true, repeat: false, modifiers });
        self.harness.step();
        let copied = self.copied();
        self.settle();
        copied
    }

    /// Copies, as the system's own key for it does.
    pub fn copy(&mut self) -> Option<String> {
        self.harness.event(Event::Copy);
        self.harness.step();
        self.copied()
    }

    /// Types text, letter by letter.
    #[track_caller]
    pub fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.harness.event(Event::Text(letter.to_string()));
        }
        self.settle();
        self.check();
    }

    /// Pastes text.
    #[track_caller]
    pub fn paste(&mut self, text: &str) {
        self.harness.event(Event::Paste(text.to_owned()));
        self.settle();
        self.check();
    }

    /// Selects words by searching for them: no edge of a passage is in the way.
    #[track_caller]
    pub fn select_words_by_keys(&mut self, words: &str) {
        self.press("Ctrl+F Ctrl+A");
        self.type_text(words);
        self.press("Enter");
        assert_eq!(self.selected_words(), words);
    }

    // What the user does with the mouse.

    /// Clicks on the widget with this name.
    #[track_caller]
    pub fn click(&mut self, label: &str) {
        let at = self.rect(label).center();
        self.click_at(at);
    }

    /// Clicks on one of the widgets with this name, counted from 0 from top to bottom.
    #[track_caller]
    pub fn click_nth(&mut self, label: &str, index: usize) {
        let found = self.harness.query_all_by_label(label).filter(takes_clicks);
        let mut rects: Vec<Rect> = found.map(|node| node.rect()).collect();
        rects.sort_by(|a, b| a.top().total_cmp(&b.top()));
        let at = rects.get(index).unwrap_or_else(|| panic!("{} are named {label:?}", rects.len())).center();
        self.click_at(at);
    }

    /// Clicks on one of the widgets with this name, counted from 0 from left to right.
    #[track_caller]
    pub fn click_nth_from_left(&mut self, label: &str, index: usize) {
        let found = self.harness.query_all_by_label(label).filter(takes_clicks);
        let mut rects: Vec<Rect> = found.map(|node| node.rect()).collect();
        rects.sort_by(|a, b| a.left().total_cmp(&b.left()));
        let at = rects.get(index).unwrap_or_else(|| panic!("{} are named {label:?}", rects.len())).center();
        self.click_at(at);
    }

    /// Goes through a menu, clicking on each of these lines.
    #[track_caller]
    pub fn choose(&mut self, lines: &[&str]) {
        for line in lines {
            self.click_line(line);
        }
    }

    /// Clicks on the widget whose name begins so, as lines of menus do that show their keys.
    #[track_caller]
    pub fn click_line(&mut self, start: &str) {
        let at = self.rect_starting(start).center();
        self.click_at(at);
    }

    /// Clicks on a widget and gives what was copied by it.
    #[track_caller]
    pub fn click_to_copy(&mut self, label: &str) -> Option<String> {
        let at = self.rect(label).center();
        self.pause();
        self.move_to(at);
        self.button(at, PointerButton::Primary, true);
        self.button(at, PointerButton::Primary, false);
        let copied = self.copied();
        self.settle();
        copied
    }

    /// Where the row of a table is whose name begins so.
    #[track_caller]
    pub fn row(&self, start: &str) -> Rect {
        let is_row = |node: &Node<'_>| node.accesskit_node().label().is_some_and(|label| label.starts_with(start));
        let row = self.harness.root().children_recursive().find(is_row);
        row.unwrap_or_else(|| panic!("no row begins with {start:?}")).rect()
    }

    /// Clicks on a row of a table.
    #[track_caller]
    pub fn click_row(&mut self, start: &str) {
        let at = self.row(start).center();
        self.click_at(at);
    }

    /// Clicks on words in a reader.
    #[track_caller]
    pub fn click_words(&mut self, side: Side, words: &str) {
        let at = self.words(side, words).center();
        self.click_at(at);
    }

    /// Clicks on words in a reader so many times in quick succession.
    #[track_caller]
    pub fn multi_click(&mut self, side: Side, words: &str, n_times: usize) {
        let at = self.words(side, words).center();
        self.pause();
        self.move_to(at);
        for _ in 0..n_times {
            self.button(at, PointerButton::Primary, true);
            self.button(at, PointerButton::Primary, false);
        }
        self.settle();
        self.check();
    }

    /// Selects words in a reader by dragging over them.
    #[track_caller]
    pub fn select_words(&mut self, side: Side, words: &str) {
        let (start, end) = self.ends_of(side, words);
        self.drag(start, end);
        assert_eq!(self.selected_words(), words);
    }

    /// Selects words in a reader by dragging over them from their end.
    #[track_caller]
    pub fn select_words_backwards(&mut self, side: Side, words: &str) {
        let (start, end) = self.ends_of(side, words);
        self.drag(end, start);
        assert_eq!(self.selected_words(), words);
    }

    /// Where words begin and end in a reader, just inside them.
    #[track_caller]
    pub fn ends_of(&mut self, side: Side, words: &str) -> (Pos2, Pos2) {
        self.words(side, words);
        let lines = self.lines_of(side, words);
        let (first, last) = (lines.first().expect("in view"), lines.last().expect("in view"));
        (first.left_center() + vec2(0.5, 0.0), last.right_center() - vec2(0.5, 0.0))
    }

    /// The lines that words cover in a reader.
    pub fn lines_of(&self, side: Side, words: &str) -> Vec<Rect> {
        let reader = self.reader(side);
        let mut texts = self.texts_painted().filter(|text| text.visible.intersects(reader));
        texts.find_map(|text| text.rect_of(words).map(|_| text.lines_of(words))).unwrap_or_default()
    }

    #[track_caller]
    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.pause();
        self.move_to(from);
        self.button(from, PointerButton::Primary, true);
        for part in [0.3, 0.7, 1.0] {
            self.move_to(from.lerp(to, part));
        }
        self.button(to, PointerButton::Primary, false);
        self.settle();
        self.check();
    }

    /// Opens the context menu at words in a reader.
    #[track_caller]
    pub fn menu_at(&mut self, side: Side, words: &str) {
        let at = self.words(side, words).center();
        self.click_with(at, PointerButton::Secondary);
    }

    #[track_caller]
    pub fn click_at(&mut self, at: Pos2) {
        self.click_with(at, PointerButton::Primary);
    }

    #[track_caller]
    pub fn click_with(&mut self, at: Pos2, button: PointerButton) {
        assert!(self.window().contains(at), "nobody can click at {at}");
        self.pause();
        self.move_to(at);
        self.button(at, button, true);
        self.button(at, button, false);
        self.settle();
        self.check();
    }

    pub fn wheel(&mut self, at: Pos2, points: f32) {
        self.move_to(at);
        self.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, points),
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        self.settle();
    }

    pub fn move_to(&mut self, at: Pos2) {
        self.harness.event(Event::PointerMoved(at));
        self.harness.step();
    }

    fn button(&mut self, pos: Pos2, button: PointerButton, pressed: bool) {
        self.harness.event(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
        self.harness.step();
    }

    /// Waits until the next click is no double click.
    fn pause(&mut self) {
        self.harness.run_steps(12);
    }

    // What comes from outside.

    /// Drops files on the window.
    #[track_caller]
    pub fn drop_files(&mut self, paths: Vec<PathBuf>) {
        let dropped = paths.into_iter().map(|path| Arc::new(Dropped(path)) as egui::DroppedFileHandle).collect();
        self.harness.input_mut().dropped_files = dropped;
        self.harness.step();
        self.wait_for(App::dialog_is_open);
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
            assert!(begun.elapsed() < PATIENCE, "this never happens");
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
        self.check();
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

    /// Ends the program as a kill does: nothing is cleaned up.
    pub fn kill(self) {
        std::mem::forget(self.harness);
    }

    /// Clicks on a row of a table while a key is held.
    #[track_caller]
    pub fn click_row_holding(&mut self, start: &str, modifiers: Modifiers) {
        let at = self.row(start).center();
        self.pause();
        self.move_to(at);
        self.harness.event(Event::ModifiersChanged(modifiers));
        for pressed in [true, false] {
            self.harness.event(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers });
        }
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.settle();
        self.check();
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

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a temporary folder can be written to");
    for entry in std::fs::read_dir(from).expect("it is there").map(|entry| entry.expect("it can be read")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("it can be copied");
        }
    }
}

fn takes_clicks(node: &Node<'_>) -> bool {
    let node = node.accesskit_node();
    node.is_text_input() || node.data().supports_action(egui::accesskit::Action::Click)
}

/// A text as it is painted.
pub struct Painted<'a> {
    pub shape: &'a TextShape,
    /// The part of the window in which it can be seen.
    pub visible: Rect,
}

impl Painted<'_> {
    /// Where it is in the window.
    pub fn rect(&self) -> Rect {
        self.shape.visual_bounding_rect().intersect(self.visible)
    }

    /// Its lines as far as they can be seen: which text it is, the words, and what their ink covers.
    fn lines(&self, index: usize) -> Vec<(usize, String, Rect)> {
        let place = self.shape.pos.to_vec2();
        let ink = |row: &egui::epaint::text::PlacedRow| {
            row.visuals.mesh_bounds.translate(place + row.pos.to_vec2()).intersect(self.visible)
        };
        let rows = self.shape.galley.rows.iter().filter(|row| ink(row).is_positive());
        rows.map(|row| (index, row.text(), ink(row))).collect()
    }

    /// The first line of these words in it.
    fn rect_of(&self, words: &str) -> Option<Rect> {
        self.lines_of(words).first().copied()
    }

    /// The lines that these words cover.
    fn lines_of(&self, words: &str) -> Vec<Rect> {
        let galley = &self.shape.galley;
        let Some((before, _)) = galley.text().split_once(words) else { return Vec::new() };
        let first = before.chars().count();
        let mut lines: Vec<Rect> = Vec::new();
        for at in first..first + words.chars().count() {
            let (left, right) =
                (galley.pos_from_cursor(CCursor::new(at)), galley.pos_from_cursor(CCursor::new(at + 1)));
            let same_line = (left.top() - right.top()).abs() < 1.0;
            let right_edge = if same_line { right.left() } else { left.right() + 4.0 };
            let character = Rect::from_min_max(left.min, pos2(right_edge, left.bottom()));
            let character = character.translate(self.shape.pos.to_vec2());
            match lines.last_mut().filter(|line| (line.top() - character.top()).abs() < 1.0) {
                Some(line) => *line = line.union(character),
                None => lines.push(character),
            }
        }
        lines
    }
}

fn collect<'a>(shape: &'a Shape, visible: Rect, texts: &mut Vec<Painted<'a>>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, visible, texts)),
        Shape::Text(shape) => texts.push(Painted { shape, visible }),
        _ => {}
    }
}

fn parsed(keys: &str) -> (Modifiers, Key) {
    let mut modifiers = Modifiers::NONE;
    let (before, key) = keys.rsplit_once('+').unwrap_or(("", keys));
    for modifier in before.split('+').filter(|modifier| !modifier.is_empty()) {
        modifiers |= match modifier {
            "Ctrl" => Modifiers::CTRL | Modifiers::COMMAND,
            "Shift" => Modifiers::SHIFT,
            "Alt" => Modifiers::ALT,
            other => panic!("{other} is no modifier"),
        };
    }
    (modifiers, Key::from_name(key).unwrap_or_else(|| panic!("{key} is no key")))
}

/// Ids that no other start of the program gets: 1, 2, 3, …
fn count() -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// The user's answers to file dialogs.
struct Answers(Rc<RefCell<VecDeque<Picked>>>);

impl Picker for Answers {
    fn pick(&mut self, what: Pick, wake: Wake) {
        let picked = self.0.borrow_mut().pop_front().unwrap_or(Picked::Cancelled);
        wake.send(Done::Picked(what, picked));
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
