//! A place to type paths, where the system has no dialog for files.

use std::fmt;
use std::path::PathBuf;

use egui::{Context, Key, KeyboardShortcut, Modifiers, Response, TextEdit, Ui, vec2};

use super::DialogAnswer;
use super::list::{List, ROW, Row};
use super::parts::{Opening, gap, hint, sentence};
use crate::model::DocumentId;
use crate::ui::theme::Theme;
use crate::ui::widgets::{Answer, Dialog, DialogButton, EditLook, edit_ui};

/// The room for what is said about the paths.
const VERDICT_HEIGHT: f32 = 20.0;

/// Asks for a path, or for several, by typing or pasting.
pub struct PathBox {
    want: PathWant,
    text: String,
    paths: Box<dyn Paths>,
    /// What `paths` said about the text as it stands.
    verdict: Verdict,
    completions: Vec<String>,
    /// Whether the arrows are in the list of completions.
    completing: bool,
    list: List,
    opening: Opening,
}

/// What a path is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathWant {
    /// A project to open.
    OpenProject,
    /// A copy of the project to merge.
    MergeProject,
    /// Documents to load.
    Documents,
    /// The file that a document was loaded from.
    Original,
    /// A file to write the project to.
    SaveProject,
    /// The file of a new version of a document.
    Version(DocumentId),
}

/// What the shell knows about paths. It is asked only when the text has changed.
pub trait Paths {
    /// The paths that `typed` is the beginning of, each whole; a folder ends with the separator.
    fn complete(&self, typed: &str) -> Vec<String>;

    /// What is to be said about `typed` before it is used.
    fn judge(&self, want: PathWant, typed: &str) -> Verdict;

    /// The path that is meant by `typed`.
    fn path(&self, typed: &str) -> PathBuf;
}

/// What is to be said about a path before it is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    #[default]
    Fine,
    /// It can be used, with this in mind: "This file exists and will be replaced".
    Warning(String),
    /// It cannot be used, and why.
    Refused(String),
}

impl PathBox {
    /// Asks for a path, beginning with `text`.
    pub fn new(want: PathWant, text: &str, paths: Box<dyn Paths>) -> Self {
        let mut path_box = Self {
            want,
            text: text.to_owned(),
            paths,
            verdict: Verdict::Fine,
            completions: Vec::new(),
            completing: false,
            list: List::default(),
            opening: Opening::default(),
        };
        path_box.look_up();
        path_box
    }

    pub(super) fn show(&mut self, egui: &Context) -> Option<DialogAnswer> {
        let (title, verb) = match self.want {
            PathWant::OpenProject => ("Open a project", "Open"),
            PathWant::MergeProject => ("Merge a colleague’s file", "Merge…"),
            PathWant::Documents => ("Add documents", "Add"),
            PathWant::Original => ("Where is its file?", "Read it"),
            PathWant::Version(_) => ("Which file is the new version?", "Read it"),
            PathWant::SaveProject => ("Save the project as", "Save"),
        };
        let can = !self.text.trim().is_empty() && !matches!(self.verdict, Verdict::Refused(_));
        // A file that would be gone is not replaced by a mere `Enter`.
        let replaces = matches!(self.verdict, Verdict::Warning(_));
        let buttons = match replaces {
            true => [DialogButton::primary("Cancel"), DialogButton::new("Replace")],
            false => [DialogButton::new("Cancel"), DialogButton::primary(verb).enabled(can)],
        };
        let mut entered = false;
        let answer = Dialog::new("path", title).width(560.0).show(egui, &buttons, |ui| {
            sentence(
                ui,
                match self.want {
                    PathWant::Documents => {
                        "Type or paste the paths of the files or folders, one on each line (Shift+Enter)."
                    }
                    _ => "Type or paste the path of the file.",
                },
            );
            gap(ui);
            entered = self.field_ui(ui) && can && !replaces;
            ui.vertical(|ui| {
                ui.set_min_height(VERDICT_HEIGHT);
                self.verdict_ui(ui);
            });
        });
        match answer {
            Some(Answer::Button(1)) => Some(self.answer()),
            Some(_) => Some(DialogAnswer::Dismissed),
            None => entered.then(|| self.answer()),
        }
    }

    /// The field and its completions; returns whether `Enter` was pressed and meant the path as it stands.
    fn field_ui(&mut self, ui: &mut Ui) -> bool {
        let n_rows = self.completions.len();
        let arrows = |key| ui.input(|input| input.key_pressed(key));
        // Up and down are the cursor's between lines, so they enter the completions only where there is one line.
        if n_rows > 0 && !self.text.contains('\n') && (self.completing || arrows(Key::ArrowDown)) {
            if self.completing {
                self.list.take_arrows(ui, n_rows);
            } else {
                ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
                self.completing = true;
            }
        }
        let field_id = ui.scope_id().with("paths");
        let has_keys = !self.opening.is_done() || ui.memory(|memory| memory.has_focus(field_id));
        let entered = has_keys && self.list.take_enter(ui);
        let field = self.text_ui(ui, field_id);
        self.opening.give_focus(&field);
        if field.changed() {
            self.look_up();
        }
        let rows = self.completions.iter().map(|path| Row { text: path, ..Row::default() });
        let rows: Vec<Row<'_>> = rows.collect();
        let height = ROW * 6.0;
        let mut unmarked = List::at(usize::MAX);
        let list = if self.completing { &mut self.list } else { &mut unmarked };
        // As high whatever there is to show, so that the dialog stays where it is.
        let clicked = ui.vertical(|ui| {
            ui.set_min_height(height);
            list.rows_ui(ui, "Completions", height, &rows)
        });
        let clicked = clicked.inner;
        let taken = clicked.or((entered && self.completing).then_some(self.list.at));
        if let Some(path) = taken.and_then(|row| self.completions.get(row)).cloned() {
            self.take(&path);
            put_cursor_at_end(ui, &field, &self.text);
        }
        entered && taken.is_none()
    }

    fn text_ui(&mut self, ui: &mut Ui, id: egui::Id) -> Response {
        let several = self.want == PathWant::Documents;
        let line_break = KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter);
        let (look, n_rows) = if several { (EditLook::area(ui), 3) } else { (EditLook::line(ui), 1) };
        let field = edit_ui(ui, &mut self.text, look, |edit| {
            let edit =
                edit.id(id).return_key(several.then_some(line_break)).desired_rows(n_rows).desired_width(f32::INFINITY);
            edit.margin(vec2(10.0, 5.0))
        });
        let name = if several { "Paths" } else { "Path" };
        ui.accesskit_node_builder(field.id, |node| node.set_label(name));
        field
    }

    fn verdict_ui(&self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        match &self.verdict {
            Verdict::Fine => {}
            Verdict::Warning(sentence) => hint(ui, sentence, theme.conf),
            Verdict::Refused(sentence) => hint(ui, sentence, theme.bad),
        }
    }

    /// Puts a completion in place of the last line.
    fn take(&mut self, path: &str) {
        let before = self.text.rsplit_once('\n').map_or(String::new(), |(before, _)| format!("{before}\n"));
        self.text = before + path;
        self.look_up();
    }

    /// Asks what can be said about the text as it stands.
    fn look_up(&mut self) {
        let last = self.text.lines().last().unwrap_or_default();
        self.completions = self.paths.complete(last);
        self.completing = false;
        self.list.restart();
        let verdicts = lines(&self.text).map(|line| self.paths.judge(self.want, line));
        self.verdict = verdicts.max_by_key(Verdict::weight).unwrap_or_default();
    }

    fn answer(&self) -> DialogAnswer {
        DialogAnswer::Paths(self.want, lines(&self.text).map(|line| self.paths.path(line)).collect())
    }
}

impl fmt::Debug for PathBox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PathBox").field("want", &self.want).field("text", &self.text).finish_non_exhaustive()
    }
}

impl Verdict {
    fn weight(&self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Warning(_) => 1,
            Self::Refused(_) => 2,
        }
    }
}

/// The paths in a text, one on each line. Quote marks around a path, as file managers copy them, are left out.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.trim().trim_matches('"')).filter(|line| !line.is_empty())
}

fn put_cursor_at_end(ui: &Ui, field: &Response, text: &str) {
    if let Some(mut state) = TextEdit::load_state(ui, field.id) {
        let end = egui::text::CCursor::new(text.chars().count());
        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        state.store(ui, field.id);
    }
    field.request_focus();
}
