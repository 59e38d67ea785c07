//! Files that are being read.

use egui::{Context, ScrollArea, Sense, Ui, vec2};

use super::DialogAnswer;
use super::parts::{BAR_ROOM, Opening, room};
use crate::command::{Action, FileAction};
use crate::ui::ViewCtx;
use crate::ui::theme::{CONTROL_HEIGHT, SPACE_S, Theme};
use crate::ui::widgets::{Answer, Dialog, DialogButton, Glyph, cell_text, focus_ring, icon_button, meter};

/// The height of the line of a file.
const LINE: f32 = CONTROL_HEIGHT + 2.0;
/// The share of a line that its name has.
const NAME_SHARE: f32 = 0.45;

/// Shows how far the reading of files is, and lets it be stopped.
#[derive(Clone, Debug)]
pub struct ReadingFiles {
    /// Which files these are among all that were asked for.
    pub batch: u64,
    /// The files.
    pub lines: Vec<ReadingLine>,
    opening: Opening,
}

/// A file that is to be read, is being read or was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingLine {
    /// Its name.
    pub name: String,
    /// How far it is, or what came of it.
    pub state: String,
    /// Whether there is nothing to wait for.
    pub over: bool,
    /// Whether it could not be read.
    pub failed: bool,
}

impl ReadingFiles {
    /// Shows these files.
    pub fn new(batch: u64, lines: Vec<ReadingLine>) -> Self {
        Self { batch, lines, opening: Opening::default() }
    }

    pub(super) fn show(&mut self, ctx: &ViewCtx<'_>, egui: &Context) -> Option<DialogAnswer> {
        let title = match self.lines.len() {
            0 => "Looking for files".to_owned(),
            1 => "Reading 1 file".to_owned(),
            n => format!("Reading {n} files"),
        };
        let text = if self.lines.len() > 1 { "Cancel all" } else { "Cancel" };
        let answer = Dialog::new("reading", &title)
            .width(560.0)
            .show(egui, &[DialogButton::new(text)], |ui| self.lines_ui(ctx, ui));
        // What was read is kept, but a click beside it that nobody meant should not stop hours of work.
        let is_beside = || egui.input(|input| input.pointer.any_click());
        if answer? == Answer::Dismissed && is_beside() {
            return None;
        }
        ctx.send(Action::File(FileAction::StopReading(None)));
        None
    }

    fn lines_ui(&mut self, ctx: &ViewCtx<'_>, ui: &mut Ui) {
        let (n_over, n_files) = (self.lines.iter().filter(|line| line.over).count(), self.lines.len());
        meter(ui, vec2(ui.available_width(), 6.0), n_over, 0, n_files, &format!("{n_over} of {n_files} files"));
        ui.add_space(6.0);
        let height = (LINE * n_files as f32).min(room(ui));
        let scroll = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
        let shown = scroll.show_rows(ui, LINE, n_files, |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (idx, line) in self.lines.iter().enumerate().skip(rows.start).take(rows.len()) {
                ui.push_id(idx, |ui| line_ui(ctx, ui, idx, line));
            }
        });
        let list = ui.interact(shown.inner_rect, ui.scope_id().with("lines"), Sense::focusable_noninteractive());
        list.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ListBox, true, "Files"));
        focus_ring(ui, &list, 0);
        self.opening.give_focus(&list);
    }
}

fn line_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, idx: usize, line: &ReadingLine) {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - BAR_ROOM, LINE), Sense::hover());
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{}: {}", line.name, line.state)));
    // Clear of the ring around the list.
    let rect = rect.with_min_x(rect.left() + SPACE_S);
    let (name, rest) = rect.split_left_right_at_fraction(NAME_SHARE);
    let (state, button) = rest.split_left_right_at_x(rest.right() - CONTROL_HEIGHT);
    cell_text(ui, name.with_max_x(name.right() - 8.0), &line.name, theme.body(), theme.ink);
    let color = if line.failed { theme.bad } else { theme.ink2 };
    cell_text(ui, state.with_max_x(state.right() - 8.0), &line.state, theme.small(), color);
    if line.failed {
        response.on_hover_text(&line.state);
    }
    if !line.over {
        let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(button));
        if icon_button(&mut ui, Glyph::Close, &format!("Cancel {}", line.name)).clicked() {
            ctx.send(Action::File(FileAction::StopReading(Some(idx))));
        }
    }
}
