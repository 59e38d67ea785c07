//! What is known of documents that were just read.

use egui::{Context, Rangef, Ui, UiBuilder, vec2};

use super::DialogAnswer;
use super::load_item::item_ui;
use super::parts::{Opening, gap, hint, room, scrolled};
use crate::edit::tidy_date;
use crate::model::{DocumentId, Role};
use crate::text::spelled_out;
use crate::ui::ViewCtx;
use crate::ui::theme::{ROW_HEIGHT, Theme};
use crate::ui::widgets::{
    Answer, Cell, Column, Dialog, DialogButton, RowLook, Table, TableEvent, TableState, cell_text, check_box,
};

/// The most files that are shown one below the other with all their fields; more are a table.
const MAX_CARDS: usize = 6;
/// The height of the fields below the table, and of the lines above it.
const FIELDS_HEIGHT: f32 = 212.0;
const ABOVE_HEIGHT: f32 = 44.0;

/// Asks for role, title, author and date of documents that were just read, before they are loaded; and what is to be done
/// with files that could not be read.
#[derive(Clone, Debug)]
pub struct Loading {
    /// Which files these are among all that were asked for.
    pub batch: u64,
    items: Vec<LoadItem>,
    /// What should be said of files that are not among them.
    notices: Vec<String>,
    /// The items that are shown, by index.
    shown: Vec<usize>,
    table: TableState,
    opening: Opening,
}

/// A file that was asked for: a document that was just read, with what could be guessed about it, or why there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadItem {
    /// The name of its file, or what it is instead: "Pasted text".
    pub file: String,
    /// What became of it.
    pub state: LoadState,
    /// What its facts seem to be.
    pub guess: LoadChoice,
    /// What its reader should know before trusting the text, a sentence each.
    pub notices: Vec<String>,
    /// The encoding in which it was read; empty if there is none to choose.
    pub encoding: String,
    /// What can be done to read it better.
    pub remedies: Vec<Remedy>,
    /// The password as it is typed.
    pub password: String,
    /// The names of the files inside it.
    pub attachments: Vec<String>,
    /// The document of which it may be a new version.
    pub version: Option<VersionOffer>,
}

/// That a file may be a new version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionOffer {
    /// The document.
    pub old: DocumentId,
    /// What that is called.
    pub title: String,
    /// The titles that are proposed: for a document of its own, and for the new version.
    pub titles: [String; 2],
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LoadState {
    /// It was read.
    #[default]
    Read,
    /// It is being read again, and how far it is.
    Reading(String),
    /// It could not be read, and why.
    Failed(String),
    /// It is here already: "is here already, as “A draft”".
    Here(String),
    /// Nobody wants it.
    Left,
}

/// What can be done where a file was not read, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Enter its password.
    Password,
    /// Let it take more time.
    MoreTime,
    /// Read it as if it were plain text.
    AsPlainText,
}

/// The facts of one document, as they were entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadChoice {
    /// Why it is loaded.
    pub role: Role,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// When it was published.
    pub published: String,
    /// Which of the files inside it are to be loaded too.
    pub attachments: Vec<usize>,
    /// The document of which it is a new version, whose role it takes.
    pub replaces: Option<DocumentId>,
}

impl Default for LoadChoice {
    fn default() -> Self {
        let [title, author, published] = [const { String::new() }; 3];
        Self { role: Role::Evidence, title, author, published, attachments: Vec::new(), replaces: None }
    }
}

impl LoadItem {
    fn is_read(&self) -> bool {
        self.state == LoadState::Read
    }

    /// Loads it as a new version of the document for which that is offered, or as a document of its own; by the title
    /// proposed for that, unless another one was entered.
    pub fn load_as_version(&mut self, is_version: bool) {
        let Some(offer) = &self.version else { return };
        self.guess.replaces = is_version.then_some(offer.old);
        let [own, next] = &offer.titles;
        let (from, to) = if is_version { (own, next) } else { (next, own) };
        if self.guess.title == *from {
            self.guess.title.clone_from(to);
        }
    }

    fn is_titled(&self) -> bool {
        !self.is_read() || !self.guess.title.trim().is_empty()
    }

    /// All that is to be known of it.
    fn told(&self) -> String {
        let lines = match self.state {
            LoadState::Read if self.is_titled() => self.notices.iter().map(String::as_str).collect(),
            _ => vec![self.summary()],
        };
        spelled_out(&lines.join("\n")).into_owned()
    }

    /// What became of it, in a few words.
    fn summary(&self) -> &str {
        match &self.state {
            LoadState::Read if !self.is_titled() => "needs a title",
            LoadState::Read => self.notices.first().map_or("", String::as_str),
            LoadState::Reading(text) | LoadState::Failed(text) | LoadState::Here(text) => text,
            LoadState::Left => "",
        }
    }
}

impl Loading {
    /// Asks about these files.
    pub fn new(items: Vec<LoadItem>) -> Self {
        let shown = items.iter().enumerate().filter(|(_, item)| item.state != LoadState::Left).map(|(idx, _)| idx);
        let shown: Vec<usize> = shown.collect();
        let (table, opening) = (TableState::default(), Opening::default());
        Self { batch: 0, items, notices: Vec::new(), shown, table, opening }
    }

    /// The same, about the files of this batch; `notices` are about others.
    pub fn about(self, batch: u64, notices: Vec<String>) -> Self {
        Self { batch, notices, ..self }
    }

    /// Whether a file is being read again.
    pub fn waits_for(&self, file: usize) -> bool {
        self.items.get(file).is_some_and(|item| matches!(item.state, LoadState::Reading(_)))
    }

    /// A file is read again from now on.
    pub fn wait_for(&mut self, file: usize) {
        if let Some(item) = self.items.get_mut(file) {
            item.state = LoadState::Reading("reading…".to_owned());
        }
    }

    /// Says what became of a file that was read again. Its role stays as it was chosen.
    pub fn set(&mut self, file: usize, item: LoadItem) {
        if let Some(own) = self.items.get_mut(file) {
            let (role, version, replaces) = (own.guess.role, own.version.take(), own.guess.replaces);
            *own = item;
            (own.guess.role, own.version) = (role, version);
            own.load_as_version(replaces.is_some());
        }
    }

    /// The encoding in which a file was read.
    pub fn encoding(&self, file: usize) -> Option<&str> {
        self.items.get(file).map(|item| item.encoding.as_str())
    }

    pub(super) fn show(&mut self, ctx: &ViewCtx<'_>, egui: &Context) -> Option<DialogAnswer> {
        let n_read = self.items.iter().filter(|item| item.is_read()).count();
        let waits = (0..self.items.len()).any(|file| self.waits_for(file));
        let titled = self.items.iter().all(LoadItem::is_titled);
        let is_version = self.items.iter().any(|item| item.is_read() && item.guess.replaces.is_some());
        let verb = match n_read {
            _ if is_version => "Replace".to_owned(),
            1 => "Load".to_owned(),
            n => format!("Load {n}"),
        };
        let buttons = [DialogButton::new("Cancel"), DialogButton::primary(&verb).enabled(titled && !waits)];
        let close = [DialogButton::primary("Close")];
        let buttons: &[DialogButton<'_>] = if n_read == 0 && !waits { &close } else { &buttons };
        let is_table = self.shown.len() > MAX_CARDS;
        let width = if is_table { 760.0 } else { 540.0 };
        let answer = Dialog::new("loading", &self.title(n_read, is_version)).width(width).show(egui, buttons, |ui| {
            if !self.notices.is_empty() {
                hint(ui, &self.notices.join(" · "), Theme::of(ui).ink2);
            }
            if n_read > 1 {
                self.first_is_draft_ui(ui);
            }
            if is_table {
                self.table_ui(ctx, ui);
            } else {
                self.cards_ui(ctx, ui);
            }
            if !titled {
                hint(ui, "Every document needs a title", Theme::of(ui).conf);
            }
        });
        match answer? {
            Answer::Button(1) => {
                let read = self.items.iter().filter(|item| item.is_read());
                Some(DialogAnswer::Load(read.map(|item| item.guess.trimmed()).collect()))
            }
            _ => Some(DialogAnswer::Dismissed),
        }
    }

    fn title(&self, n_read: usize, is_version: bool) -> String {
        let not_loaded = self.shown.len();
        match n_read {
            0 if not_loaded == 1 => "This file was not loaded".to_owned(),
            0 => format!("{not_loaded} files were not loaded"),
            1 if is_version => "Load this as a new version?".to_owned(),
            1 => "Load this document?".to_owned(),
            n => format!("Load these {n} documents?"),
        }
    }

    /// The usual case with one tick: the first is the draft, the others are evidence.
    fn first_is_draft_ui(&mut self, ui: &mut Ui) {
        let is_draft = |item: &&mut LoadItem| item.guess.role == Role::Draft;
        let mut read = self.items.iter_mut().filter(|item| item.is_read());
        let mut first_only = read.next().is_some_and(|first| is_draft(&first)) && !read.any(|item| is_draft(&item));
        if check_box(ui, &mut first_only, "The first is the draft, the others are evidence").changed() {
            for (idx, item) in self.items.iter_mut().filter(|item| item.is_read()).enumerate() {
                item.guess.role = if idx == 0 && first_only { Role::Draft } else { Role::Evidence };
            }
        }
    }

    fn cards_ui(&mut self, ctx: &ViewCtx<'_>, ui: &mut Ui) {
        scrolled(ui, |ui| {
            for (at, idx) in self.shown.iter().enumerate() {
                let Some(item) = self.items.get_mut(*idx) else { continue };
                let opening = (at == 0).then_some(&mut self.opening);
                ui.push_id(idx, |ui| item_ui(ctx, ui, (self.batch, *idx), item, opening));
                gap(ui);
            }
        });
    }

    /// A line for each file, and the fields of the one that has the cursor.
    fn table_ui(&mut self, ctx: &ViewCtx<'_>, ui: &mut Ui) {
        const COLUMNS: [(&str, Rangef, u8); 4] = [
            ("File", Rangef { min: 130.0, max: 200.0 }, 3),
            ("Role", Rangef { min: 76.0, max: 76.0 }, 2),
            ("Title", Rangef { min: 140.0, max: 280.0 }, 3),
            ("To know", Rangef { min: 120.0, max: f32::INFINITY }, 1),
        ];
        let columns = COLUMNS.map(|(title, width, keep)| Column { title, name: title, width, keep, sortable: false });
        let n_rows = self.shown.len();
        let table =
            Table { name: "Files to load", columns: &columns, n_rows, sorted: None, empty: "", row_height: ROW_HEIGHT };
        let size = vec2(ui.available_width(), (room(ui) - FIELDS_HEIGHT - ABOVE_HEIGHT).max(100.0));
        let (_, rect) = ui.allocate_space(size);
        let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("files"));
        let (items, shown) = (&self.items, &self.shown);
        let cursor = self.table.cursor();
        let item_of = |row: usize| shown.get(row).and_then(|idx| items.get(*idx));
        let look = |row| {
            let item = item_of(row);
            let name = item.map(|item| format!("{}: {} {}", item.file, item.guess.title, item.summary()));
            RowLook { selected: row == cursor, name: name.unwrap_or_default() }
        };
        let pointer = ui.input(|input| input.pointer.hover_pos());
        let mut pointed_at = None;
        let drawn = table.show(&mut inside, &mut self.table, look, |ui, cell| {
            if let Some(item) = item_of(cell.row) {
                cell_ui(ui, cell, item);
                if pointer.is_some_and(|at| cell.rect.contains(at)) {
                    pointed_at = Some(item.told());
                }
            }
        });
        let told = pointed_at.filter(|told| !told.is_empty());
        if let Some(told) = told {
            ui.interact(rect, ui.scope_id().with("told"), egui::Sense::hover()).on_hover_text_at_pointer(told);
        }
        if let Some(TableEvent::Click(row, _) | TableEvent::Open(row)) = drawn.event {
            self.table.set_cursor(row);
        }
        self.opening.give_focus(&drawn.response);
        gap(ui);
        let fields = self.shown.get(self.table.cursor()).copied();
        if let Some((idx, item)) = fields.and_then(|idx| Some((idx, self.items.get_mut(idx)?))) {
            let scroll = egui::ScrollArea::vertical().id_salt("fields").max_height(FIELDS_HEIGHT - 20.0);
            scroll.auto_shrink([false, false]).show(ui, |ui| {
                ui.set_max_width(ui.available_width() - super::parts::BAR_ROOM);
                ui.push_id(("fields", idx), |ui| item_ui(ctx, ui, (self.batch, idx), item, None));
            });
        }
    }
}

fn cell_ui(ui: &Ui, cell: Cell, item: &LoadItem) {
    let theme = Theme::of(ui);
    let (text, color) = match cell.column {
        0 => (item.file.as_str(), theme.ink),
        1 if item.is_read() => (item.guess.role.label(), theme.ink2),
        2 if item.is_read() => (item.guess.title.as_str(), theme.ink),
        3 if matches!(item.state, LoadState::Failed(_)) => (item.summary(), theme.bad),
        3 if item.is_read() => (item.summary(), theme.conf),
        3 => (item.summary(), theme.ink2),
        _ => ("", theme.ink),
    };
    let color = if cell.selected { theme.on_sel(color) } else { color };
    cell_text(ui, cell.rect, text, theme.body(), color);
}

impl LoadChoice {
    fn trimmed(&self) -> Self {
        let trimmed = |text: &String| text.trim().to_owned();
        Self {
            role: self.role,
            title: trimmed(&self.title),
            author: trimmed(&self.author),
            published: tidy_date(&self.published),
            attachments: self.attachments.clone(),
            replaces: self.replaces,
        }
    }
}
