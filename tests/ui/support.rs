//! A desk to try one view on: a small project, and an app that is just enough to do what the view asks for.

use std::cell::{Cell, RefCell};

use egui::{Ui, Vec2};
use egui_kittest::Harness;
use tickmark::{
    command::{Action, Command, Keymap, Request, Then, WindowAction},
    edit::{self, Transaction, Typing, TypingTarget},
    model::{
        Actor, Body, CheckerId, Document, DocumentId, Dot, Edit, Facts, Id, Importer, LinkId, LinkTarget, Loaded,
        Origin, PassageId, PassageKind, Project, ProjectId, Relation, Role, Source, SourceId, SourceKind, Structure,
        Time,
    },
    session::{Focus, Session, Worker},
    store::Settings,
    text::{Blocks, TextRange},
    ui::{ViewCtx, finish_if_left, theme},
};

use crate::cpu_render::CpuRenderer;

/// 21 November 2026, 12:40 UTC.
pub const NOW: Time = Time(1_795_264_800);

/// An open project, and what views asked for.
pub struct Desk {
    /// The project at work.
    pub session: Session,
    /// What belongs to the user.
    pub settings: Settings,
    /// The field that is being typed in.
    pub typing: RefCell<Option<Typing>>,
    /// The field that should take the keyboard.
    pub focus_field: Cell<Option<TypingTarget>>,
    /// The clock.
    pub now: Time,
    /// Actions that were asked for and that a desk cannot do, such as following a link.
    pub asked: Vec<Action>,
    keymap: Keymap,
    requests: RefCell<Vec<Request>>,
    n_ids: u32,
}

impl Desk {
    /// An empty project at which Ana Ruiz works.
    pub fn new() -> Self {
        let worker = Worker { checker: CheckerId(id(1)), name: "Ana Ruiz".into(), actor: Actor(1) };
        let settings = Settings::default();
        Self {
            session: Session::new(Project::new(ProjectId(id(2))), worker, id(9)),
            keymap: Keymap::new(&settings.keys, true),
            settings,
            typing: RefCell::default(),
            focus_field: Cell::default(),
            now: NOW,
            asked: Vec::new(),
            requests: RefCell::default(),
            n_ids: 10,
        }
    }

    /// Loads a text whose paragraphs are its lines.
    pub fn document(&mut self, title: &str, role: Role, text: &str) -> DocumentId {
        let origin = Origin {
            name: format!("{title}.txt"),
            bytes: text.len() as u64,
            sha256: tickmark::model::sha256(text.as_bytes()),
            loaded: self.now,
        };
        let loaded = Loaded {
            origin,
            media_type: "text/plain".into(),
            encoding: "UTF-8".into(),
            importer: Importer::default(),
            facts: Facts::default(),
            body: Body::new(text, Blocks::lines(text), Structure::default()),
        };
        let document = Document::new(loaded, title, role, UNSTAMPED);
        let id = document.id;
        self.commit(Transaction::new("Load a document", vec![Edit::insert(document)]));
        id
    }

    /// Marks the first place in a document where `words` stand.
    pub fn mark(&mut self, document: DocumentId, words: &str, kind: PassageKind) -> PassageId {
        let document = self.session.project().document(document).expect("a test marks what it loaded").clone();
        let start = document.text().find(words).expect("a test marks words of its text");
        let range = TextRange::between(start, start + words.len());
        let (id, what) = edit::add_passage(self.session.project(), &document, range, kind, self.session.fresh)
            .expect("the words are not empty");
        self.commit(what);
        id
    }

    /// Links a passage.
    pub fn link(&mut self, from: PassageId, to: LinkTarget, relation: Relation) -> LinkId {
        let (id, what) = edit::add_link(self.session.project(), from, to, relation, self.session.fresh);
        self.commit(what);
        id
    }

    /// Enters a source.
    pub fn source(&mut self, kind: SourceKind, name: &str) -> SourceId {
        let source = Source::new(self.session.fresh.into(), kind, name, UNSTAMPED);
        let id = source.id;
        self.commit(Transaction::new("Add a source", vec![Edit::insert(source)]));
        id
    }

    /// Takes a passage in hand.
    pub fn select(&mut self, passage: PassageId) {
        let project = self.session.project().clone();
        self.session.desk.select(&project, self.session.desk.side, passage);
    }

    /// Makes a transaction that the project must accept.
    pub fn commit(&mut self, what: Transaction) {
        self.session.commit(what, self.now).expect("a test makes changes that can be made");
        self.n_ids += 1;
        self.session.fresh = id(self.n_ids);
        self.session.project().validate().expect("every change keeps the rules");
    }

    /// Shows a view once, and does what it asks for.
    pub fn show(&mut self, ui: &mut Ui, view: impl FnOnce(&ViewCtx<'_>, &mut Ui)) {
        let fields = (&self.typing, &self.focus_field);
        let ctx = ViewCtx::new(Some(&self.session), &self.keymap, &self.settings, self.now, fields, &self.requests);
        view(&ctx, ui);
        finish_if_left(&ctx, ui.ctx());
        for request in self.requests.take() {
            match request {
                Request::Command(command) => self.command(command),
                Request::Action(action) => self.run(action),
            }
            ui.ctx().request_repaint();
        }
    }

    /// Does what a command means now, if it means anything.
    pub fn command(&mut self, command: Command) {
        if let Ok(action) = command.resolve(Some(&self.session)) {
            self.run(action);
        }
    }

    fn run(&mut self, action: Action) {
        let project = self.session.project().clone();
        match action {
            Action::Commit(what, then) => {
                self.commit(what);
                match then {
                    Then::Stay => {}
                    Then::Select(passage) | Then::Attached(passage) => self.select(passage),
                    Then::AskRelation(_) | Then::NextOpen | Then::NextUntouched | Then::NextProposal => {
                        self.asked.push(Action::Commit(Transaction::new("", Vec::new()), then))
                    }
                }
            }
            Action::FinishTyping => {
                let typing = self.typing.take();
                if let Some(what) = typing.and_then(|typing| typing.transaction(&project, self.session.fresh)) {
                    self.commit(what);
                }
            }
            Action::BeginTyping(target) => self.focus_field.set(Some(target)),
            Action::Undo => drop(self.session.undo(self.now)),
            Action::Redo => drop(self.session.redo(self.now)),
            Action::Select(side, passage) => self.session.desk.select(&project, side, passage),
            Action::Show(passage) => self.select(passage),
            Action::SelectRows(rows) => (self.session.desk.rows, self.session.desk.focus) = (rows, Focus::Lower),
            Action::Window(WindowAction::ShowLower(tab)) => self.session.desk.lower = tab,
            other => self.asked.push(other),
        }
    }
}

/// A window in our look that shows one view on a desk, with both checks of the harness on.
pub fn window<State: 'static>(
    size: Vec2,
    look: (egui::Theme, f32),
    desk: Desk,
    state: State,
    view: impl Fn(&ViewCtx<'_>, &mut Ui, &mut State) + 'static,
) -> Harness<'static, (Desk, State)> {
    let draw = move |ui: &mut Ui, (desk, state): &mut (Desk, State)| desk.show(ui, |ctx, ui| view(ctx, ui, state));
    Harness::builder()
        .with_size(size)
        .with_theme(look.0)
        .with_pixels_per_point(look.1)
        .with_context_setup(theme::install)
        .renderer(CpuRenderer::default())
        .build_ui_state(draw, (desk, state))
}

/// Keeps a picture of the window where `TICKMARK_PICTURES` says.
pub fn picture<State>(harness: &mut Harness<'_, State>, name: &str) {
    if let Some(folder) = std::env::var_os("TICKMARK_PICTURES") {
        let image = harness.render().expect("our renderer draws everything that egui draws by itself");
        let path = std::path::PathBuf::from(folder).join(name).with_extension("png");
        image.save(&path).expect("the folder in TICKMARK_PICTURES can be written to");
    }
}

/// What a fresh record carries until it is committed.
pub const UNSTAMPED: Dot = Dot { actor: Actor(0), counter: 0 };

fn id(number: u32) -> Id {
    Id::random(u128::from(number).to_le_bytes())
}
