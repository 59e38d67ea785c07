//! A window with one reader in it.

use std::sync::Arc;

use egui::{Id, Key, Modifiers, PointerButton, Pos2, Rect, Vec2, vec2};
use egui_kittest::{Harness, HarnessBuilder};
use tickmark::import::{Options, Watch, import};
use tickmark::model::{
    Actor, Body, Document, Dot, Facts, Importer, Loaded, Mark, Origin, Outcome, PassageId, PassageKind, Places, Role,
    Standing, StandsIn, State, Structure, Time, View, Why,
};
use tickmark::session::Selection;
use tickmark::text::{Block, Blocks, TextRange};
use tickmark::ui::reader::{ReaderEvent, ReaderInput, ReaderState, Trace, WaitingSuggestion, reader_ui};
use tickmark::ui::theme;

use crate::cpu_render::CpuRenderer;

/// What the window remembers: it does with events what the program would do.
pub struct Window {
    pub document: Arc<Document>,
    pub marks: Vec<Mark>,
    pub places: Places,
    pub selection: Selection,
    pub selected: Option<PassageId>,
    pub in_hand: Option<PassageId>,
    pub find_hits: Vec<TextRange>,
    pub linked: Vec<PassageId>,
    pub first_read: bool,
    pub view: View,
    pub waiting: Vec<WaitingSuggestion>,
    pub reader: ReaderState,
    pub events: Vec<ReaderEvent>,
    pub hovered: Option<PassageId>,
    pub trace: Vec<(PassageId, TextRange)>,
    pub traced: Vec<(PassageId, Trace)>,
    pub text_rect: Rect,
    pub carded: Option<PassageId>,
}

pub type Reader = Harness<'static, Window>;

/// The identity of the reader.
pub fn id() -> Id {
    Id::unique("reader")
}

/// A document with the paragraphs and headings that loading finds in a plain text.
pub fn document(text: &str, role: Role) -> Document {
    let blocks = import(text.as_bytes(), "draft.txt", &Options::default(), &Watch::default())
        .ok()
        .and_then(|found| Blocks::new(text, found.blocks));
    let origin =
        Origin { name: "draft.txt".to_owned(), bytes: 0, sha256: tickmark::model::sha256(b""), loaded: Time(0) };
    let loaded = Loaded {
        origin,
        media_type: "text/plain".to_owned(),
        encoding: "UTF-8".to_owned(),
        importer: Importer::default(),
        facts: Facts::default(),
        body: Body::new(text, blocks.unwrap_or_else(|| Blocks::lines(text)), Structure::default()),
    };
    Document::new(loaded, "A draft", role, Dot { actor: Actor(1), counter: 1 })
}

/// Where these words first are.
pub fn range_of(document: &Document, words: &str) -> TextRange {
    let start = document.text().find(words).expect("these words are in the text");
    TextRange::between(start, start + words.len())
}

/// How far a check is: open because of something, or closed.
pub fn standing(outcome: Option<Outcome>, open: Option<Why>) -> Standing {
    let state = if outcome.is_some() { State::Checked } else { State::Unchecked };
    Standing { state, outcome, open, stands_in: StandsIn::Draft }
}

/// A passage that nobody looked at.
pub fn unchecked() -> Standing {
    standing(None, Some(Why::NoOutcome))
}

impl Window {
    pub fn new(text: &str) -> Self {
        Self::of(document(text, Role::Draft))
    }

    /// A window on a text with paragraphs and what is kept beside them.
    pub fn with_structure(text: &str, blocks: Vec<Block>, structure: Structure) -> Self {
        let blocks = Blocks::new(text, blocks).expect("the blocks fit the text");
        assert!(structure.fits(text));
        let plain = document(text, Role::Draft);
        Self::of(Document { body: Arc::new(Body::new(text, blocks, structure)), ..plain })
    }

    fn of(document: Document) -> Self {
        let document = Arc::new(document);
        Self {
            places: Places::new(&document, Vec::new()),
            document,
            marks: Vec::new(),
            selection: Selection::default(),
            selected: None,
            in_hand: None,
            find_hits: Vec::new(),
            linked: Vec::new(),
            first_read: false,
            view: View::default(),
            waiting: Vec::new(),
            reader: ReaderState::default(),
            events: Vec::new(),
            hovered: None,
            trace: Vec::new(),
            traced: Vec::new(),
            text_rect: Rect::NOTHING,
            carded: None,
        }
    }

    /// Marks words that are in the text.
    pub fn with(mut self, words: &str, kind: PassageKind, standing: Standing) -> Self {
        let range = range_of(&self.document, words);
        let id = PassageId::of(self.document.id, range, kind);
        self.marks.push(Mark { range, id, kind, standing });
        self.places = Places::new(&self.document, self.marks.clone());
        self
    }

    /// The passage of these words.
    pub fn passage(&self, words: &str) -> PassageId {
        let range = range_of(&self.document, words);
        self.marks.iter().find(|mark| mark.range == range).map(|mark| mark.id).expect("these words are marked")
    }

    /// The selected words.
    pub fn words(&self) -> &str {
        self.selection.range().within(self.document.text()).expect("a selection lies between characters")
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        let linked = |id: PassageId| self.linked.iter().filter(|linked| **linked == id).count();
        let input = ReaderInput {
            id: id(),
            name: "Reader: A draft",
            document: &self.document,
            view: self.view,
            waiting: &|_| self.waiting.clone(),
            sentences: None,
            pass_keys: "P",
            proof: false,
            earlier: false,
            places: Some(&self.places),
            former: &Places::default(),
            revision: self.marks.len() as u64,
            selection: self.selection,
            selected: self.selected,
            in_hand: self.in_hand,
            hovered_elsewhere: None,
            find_hits: &self.find_hits,
            current_hit: Some(0),
            trace: &self.trace,
            n_links: &linked,
            compared: None,
            first_read: self.first_read,
            above: 0.0,
            below: 0.0,
            active: true,
        };
        let carded = &mut self.carded;
        let output = reader_ui(
            ui,
            &input,
            &mut self.reader,
            |ui, at| {
                ui.label(format!("Menu at {}", at.offset));
            },
            |ui, passage| {
                *carded = Some(passage);
                ui.label("Card");
            },
        );
        self.hovered = output.hovered;
        self.traced = output.traced;
        self.text_rect = output.text_rect;
        for event in output.events {
            match event {
                ReaderEvent::Select(selection) => self.selection = selection,
                ReaderEvent::Passage(passage) => self.selected = Some(passage),
                ReaderEvent::Blank => self.selected = None,
                _ => {}
            }
            self.events.push(event);
        }
    }
}

/// Opens a window of this size.
pub fn open(window: Window, size: Vec2, which: egui::Theme, scale: f32) -> Reader {
    build(Harness::builder().with_size(size).with_pixels_per_point(scale).with_theme(which), window)
}

/// Opens a window on a text for which our fonts have no signs.
pub fn open_with_any_glyph(window: Window) -> Reader {
    build(Harness::builder().with_size(vec2(540.0, 640.0)).allow_missing_glyphs(), window)
}

fn build(builder: HarnessBuilder<Window>, window: Window) -> Reader {
    let mut harness = builder
        .with_step_dt(1.0 / 60.0)
        .with_context_setup(theme::install)
        .renderer(CpuRenderer::default())
        .build_ui_state(
            |ui, window: &mut Window| {
                egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| window.ui(ui));
            },
            window,
        );
    harness.run();
    harness
}

/// Opens a window of the usual size.
pub fn open_usual(window: Window) -> Reader {
    open(window, vec2(540.0, 640.0), egui::Theme::Light, 1.0)
}

/// The middle of words on the screen.
pub fn place_of(reader: &mut Reader, words: &str) -> Pos2 {
    rects_of(reader, words).first().expect("these words are in view").center()
}

/// The lines that words cover on the screen.
pub fn rects_of(reader: &mut Reader, words: &str) -> Vec<Rect> {
    let range = range_of(&reader.state().document, words);
    trace(reader, range);
    lines_of_traced(reader).expect("these words are in view")
}

/// Asks the reader where `range` is on the screen.
pub fn trace(reader: &mut Reader, range: TextRange) {
    let id = PassageId::of(reader.state().document.id, range, PassageKind::Claim);
    reader.state_mut().trace = vec![(id, range)];
    reader.step();
}

/// The lines of the traced passage, if it is in view.
pub fn lines_of_traced(reader: &Reader) -> Option<Vec<Rect>> {
    match reader.state().traced.first()? {
        (_, Trace::Rects(rects)) => Some(rects.clone()),
        _ => None,
    }
}

pub fn move_to(reader: &mut Reader, pos: Pos2) {
    reader.event(egui::Event::PointerMoved(pos));
    reader.step();
}

pub fn button(reader: &mut Reader, pos: Pos2, button: PointerButton, pressed: bool, modifiers: Modifiers) {
    reader.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
    reader.step();
}

/// Clicks so many times in quick succession.
pub fn click(reader: &mut Reader, pos: Pos2, n_times: usize) {
    move_to(reader, pos);
    for _ in 0..n_times {
        button(reader, pos, PointerButton::Primary, true, Modifiers::NONE);
        button(reader, pos, PointerButton::Primary, false, Modifiers::NONE);
    }
}

/// Waits until the next click is no double click.
pub fn wait(reader: &mut Reader) {
    for _ in 0..30 {
        reader.step();
    }
}

pub fn drag(reader: &mut Reader, from: Pos2, to: Pos2) {
    move_to(reader, from);
    button(reader, from, PointerButton::Primary, true, Modifiers::NONE);
    move_to(reader, from.lerp(to, 0.5));
    move_to(reader, to);
    button(reader, to, PointerButton::Primary, false, Modifiers::NONE);
}

/// Presses keys, with the keyboard on the reader.
pub fn keys(reader: &mut Reader, modifiers: Modifiers, keys: &[Key]) {
    for key in keys {
        reader.key_press_modifiers(modifiers, *key);
        reader.step();
    }
}

/// Puts the keyboard on the reader, and the caret before words.
pub fn focus_before(reader: &mut Reader, words: &str) {
    let start = range_of(&reader.state().document, words).start();
    reader.state_mut().selection = Selection::caret(start);
    reader.ctx.memory_mut(|memory| memory.request_focus(id()));
    reader.step();
    reader.step();
}
