//! Before another copy of the project is merged: who did what in it.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Context, EventFilter, Id, Key, Label, Modifiers, Rangef, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::DialogAnswer;
use super::parts::{BAR_ROOM, gap, hint, room, sentence};
use crate::session::counted;
use crate::text::spelled_out;
use crate::ui::theme::{ROW_HEIGHT, SPACE_M, SPACE_S, Theme};
use crate::ui::widgets::{
    Answer, Cell, Column, Dialog, DialogButton, Glyph, RowLook, Table, TableEvent, TableState, cell_text, elide_middle,
    fit_middle,
};

/// How many people, documents and doubts are named one by one.
const MOST_NAMED: usize = 4;
/// The room of the line under the cursor, which is shown whole below the table.
const WHOLE_HEIGHT: f32 = 56.0;
/// How many letters of the name of a file stand in the title.
const TITLE_CHARS: f32 = 72.0;
/// How wide a name may be above the table, and the columns with names and moments in it.
const MOST_NAME: f32 = 400.0;
const WHO_WIDTHS: Rangef = Rangef { min: 90.0, max: 180.0 };
const WHEN_WIDTH: f32 = 150.0;
/// How far what tells more of the line above is set in.
const INDENT: f32 = 18.0;
/// The room of the table's head, and the least number of rows that are in view.
const HEAD_HEIGHT: f32 = 29.0;
const MIN_ROWS: f32 = 3.0;

/// Shows what would come in with another copy, and asks whether to merge it.
#[derive(Clone, Debug)]
pub struct MergeForm {
    told: MergeTold,
    table: TableState,
}

/// What is told of another copy before it is merged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergeTold {
    /// The name of its file.
    pub file: String,
    /// The folder that it is in.
    pub folder: String,
    /// How many copies wait after it.
    pub n_waiting: usize,
    /// That it is no copy of the project that is open, and what the two share; empty if it is one.
    pub stranger: String,
    /// Who did something in it, and how much: "12 new, 1 clash".
    pub people: Vec<(String, String)>,
    /// The titles of the documents that are new.
    pub documents: Vec<String>,
    /// What will wait for a person because of newer versions of drafts, a sentence each.
    pub waits: Vec<String>,
    /// What is doubtful about it, a sentence each.
    pub doubts: Vec<String>,
    /// All that comes in.
    pub lines: Arc<[MergeLine]>,
}

/// One thing that comes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergeLine {
    /// Who did it; empty if it tells more of the line above.
    pub who: String,
    /// What, to go on after the name: "set ¶7 “over 80,000 Salvadorans” to wrong".
    pub what: String,
    /// When; empty if that is not known.
    pub when: String,
    /// What somebody else did who did not know of it, if it clashes; else empty.
    pub against: String,
}

impl MergeLine {
    /// All of it in a sentence.
    fn in_words(&self) -> String {
        let when = if self.when.is_empty() { String::new() } else { format!(", {}", self.when) };
        let against = if self.against.is_empty() { String::new() } else { format!("; {}", self.against) };
        spelled_out(format!("{} {}{when}{against}", self.who, self.what).trim_start()).into_owned()
    }

    fn clashes(&self) -> bool {
        !self.against.is_empty()
    }
}

impl MergeForm {
    /// Asks whether to merge the copy of which this is told.
    pub fn new(told: MergeTold) -> Self {
        Self { told, table: TableState::default() }
    }

    pub(super) fn show(&mut self, egui: &Context) -> Option<DialogAnswer> {
        let is_stranger = !self.told.stranger.is_empty();
        let leave = DialogButton::new(if self.told.n_waiting > 0 { "Skip" } else { "Cancel" });
        let buttons = match is_stranger {
            true => [DialogButton { default: true, ..leave }, DialogButton::new("Merge all the same")],
            false => [leave, DialogButton::primary("Merge")],
        };
        let file = spelled_out(&self.told.file);
        let file = elide_middle(&file, TITLE_CHARS, |text| text.chars().count() as f32);
        let title = format!("Merge “{file}”?");
        let answer = Dialog::new("merge", &title).width(760.0).show(egui, &buttons, |ui| {
            let top = ui.cursor().top();
            let least =
                if self.told.lines.is_empty() { 0.0 } else { HEAD_HEIGHT + ROW_HEIGHT * MIN_ROWS + WHOLE_HEIGHT };
            let head = ScrollArea::vertical().id_salt("head").max_height(room(egui) - least).auto_shrink([false, true]);
            head.show(ui, |ui| {
                ui.set_max_width(ui.available_width() - BAR_ROOM);
                self.head_ui(ui);
            });
            gap(ui);
            let used = ui.cursor().top() - top;
            self.lines_ui(ui, room(egui) - used);
        });
        Some(match answer? {
            Answer::Button(1) => DialogAnswer::Merge,
            _ => DialogAnswer::Dismissed,
        })
    }

    /// Where it is from, who did how much in it, and what is doubtful.
    fn head_ui(&self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let told = &self.told;
        if !told.stranger.is_empty() {
            ui.label(theme.text(spelled_out(&told.stranger), theme.body_medium()).color(theme.conf));
        }
        let folder = format!("In {}", spelled_out(&told.folder));
        let folder = fit_middle(ui, &folder, &theme.small(), ui.available_width()).into_owned();
        hint(ui, &folder, theme.ink2);
        if told.lines.is_empty() {
            sentence(ui, "Nothing that shows is new in it, but what was done and taken back.");
        }
        for (who, what) in told.people.iter().take(MOST_NAMED) {
            let who = fit_middle(ui, who, &theme.body_strong(), MOST_NAME).into_owned();
            let mut job = LayoutJob::default();
            job.append(&who, 0.0, TextFormat::simple(theme.body_strong(), theme.ink));
            job.append(what, SPACE_S, TextFormat::simple(theme.body(), theme.ink));
            ui.add(Label::new(job).wrap());
        }
        let n_others = told.people.len().saturating_sub(MOST_NAMED);
        if n_others > 0 {
            hint(ui, &format!("and {}", counted(n_others, "other", "others")), theme.ink2);
        }
        if !told.documents.is_empty() {
            let word = if told.documents.len() == 1 { "New document" } else { "New documents" };
            hint(ui, &format!("{word}: {}", named(&told.documents)), theme.ink2);
        }
        for waits in told.waits.iter().take(MOST_NAMED) {
            hint(ui, &spelled_out(waits), theme.ink2);
        }
        for doubt in told.doubts.iter().take(MOST_NAMED) {
            hint(ui, &spelled_out(doubt), theme.conf);
        }
        let n_more = told.doubts.len().saturating_sub(MOST_NAMED);
        if n_more > 0 {
            hint(ui, &format!("and {n_more} more like that"), theme.conf);
        }
        if told.n_waiting > 0 {
            let after = counted(told.n_waiting, "more copy waits", "more copies wait");
            hint(ui, &format!("{after} after this one"), theme.faint);
        }
    }

    /// The width of the column with the names: as wide as they are, within bounds.
    fn who_width(&self, ui: &Ui) -> f32 {
        let theme = Theme::of(ui);
        let width = |name: &str| ui.painter().layout_no_wrap(name.to_owned(), theme.body(), theme.ink).size().x;
        let widest = self.told.people.iter().map(|(who, _)| width(who)).fold(0.0, f32::max);
        (widest + 2.0 * SPACE_M).clamp(WHO_WIDTHS.min, WHO_WIDTHS.max)
    }

    /// The arrow keys move the row while a button has the keys, to which they mean nothing.
    fn take_arrows(&mut self, ui: &Ui, table: Id, n_rows: usize) {
        let Some(focused) = ui.memory(|memory| memory.focused()).filter(|focused| *focused != table) else { return };
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
        let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let (up, down) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown));
        let row = (self.table.cursor() + down).min(n_rows.saturating_sub(1)).saturating_sub(up);
        if row != self.table.cursor() {
            self.table.reveal(row);
        }
    }

    /// All that comes in, a row each, and the one under the cursor in full below.
    fn lines_ui(&mut self, ui: &mut Ui, room: f32) {
        let lines = Arc::clone(&self.told.lines);
        if lines.is_empty() {
            return;
        }
        let who = self.who_width(ui);
        let widths = [
            ("Who", Rangef::new(who, who), 2),
            ("What", Rangef::new(240.0, f32::INFINITY), 3),
            ("When", Rangef::new(WHEN_WIDTH, WHEN_WIDTH), 1),
        ];
        let columns = widths.map(|(title, width, keep)| Column { title, name: title, width, keep, sortable: false });
        let n_fit = ((room - WHOLE_HEIGHT - HEAD_HEIGHT) / ROW_HEIGHT).floor().max(MIN_ROWS);
        let height = HEAD_HEIGHT + ROW_HEIGHT * n_fit.min(lines.len() as f32);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("what comes in"));
        let table = Table {
            name: "What comes in",
            columns: &columns,
            n_rows: lines.len(),
            sorted: None,
            empty: "",
            row_height: ROW_HEIGHT,
        };
        self.take_arrows(ui, Table::id(&inside, table.name), lines.len());
        let cursor = self.table.cursor();
        let look = |row: usize| RowLook {
            selected: row == cursor,
            name: lines.get(row).map(MergeLine::in_words).unwrap_or_default(),
        };
        let shown = table.show(&mut inside, &mut self.table, look, |ui, cell| {
            lines.get(cell.row).into_iter().for_each(|line| cell_ui(ui, cell, line));
        });
        if let Some(TableEvent::Click(row, _) | TableEvent::Open(row)) = shown.event {
            self.table.set_cursor(row);
            if shown.response.clicked() {
                // The button has the keys again, and `Enter` means what it says.
                shown.response.surrender_focus();
            }
        }
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), WHOLE_HEIGHT));
        let theme = Theme::of(ui);
        if let Some(line) = lines.get(self.table.cursor()) {
            let mut whole = ui.new_child(UiBuilder::new().max_rect(rect.with_max_x(rect.right() - BAR_ROOM)));
            whole.add_space(SPACE_S);
            let text = theme.text(line.in_words(), theme.small()).color(theme.ink2);
            whole.add(Label::new(text).wrap().selectable(true));
        }
    }
}

fn cell_ui(ui: &Ui, cell: Cell, line: &MergeLine) {
    let theme = Theme::of(ui);
    let colored = |color| if cell.selected { theme.on_sel(color) } else { color };
    match cell.column {
        0 => cell_text(ui, cell.rect, &line.who, theme.body(), theme.ink),
        1 => {
            let mut rect = cell.rect;
            if line.clashes() {
                Glyph::Clash.paint(ui.painter(), pos2(rect.left() + 6.0, rect.center().y), 11.0, colored(theme.conf));
                rect = rect.with_min_x(rect.left() + 18.0);
            }
            if line.who.is_empty() {
                rect = rect.with_min_x(rect.left() + INDENT);
            }
            cell_text(ui, rect, &line.what, theme.body(), theme.ink);
        }
        _ => cell_text(ui, cell.rect, &line.when, theme.small(), colored(theme.ink2)),
    }
}

/// The first of some titles, and how many others there are.
fn named(titles: &[String]) -> String {
    let first: Vec<String> = titles.iter().take(MOST_NAMED).map(|title| format!("“{}”", spelled_out(title))).collect();
    let n_more = titles.len().saturating_sub(MOST_NAMED);
    let more = if n_more > 0 { format!(" and {n_more} more") } else { String::new() };
    first.join(", ") + &more
}
