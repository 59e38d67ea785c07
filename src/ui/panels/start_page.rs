//! The first page: what the program is for, and the ways to begin.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use egui::{Align2, Response, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::command::{Action, Command, FileAction};
use crate::ui::ViewCtx;
use crate::ui::theme::{HAIRLINE, RADIUS, SPACE_L, SPACE_M, Theme};
use crate::ui::widgets::{fit_middle, focus_ring};

use super::keys_of;

/// The widest the page gets.
const PAGE_WIDTH: f32 = 860.0;
/// Where it is narrower than this, the recent projects stand below.
const TWO_COLUMNS: f32 = 720.0;
const CHOICE_HEIGHT: f32 = 62.0;
const RECENT_HEIGHT: f32 = 46.0;

/// What the page cannot know by itself.
#[derive(Clone, Debug, Default)]
pub struct StartPageState {
    /// The recent projects whose files are not there any more. Told by the shell, which may look.
    pub missing: BTreeSet<PathBuf>,
}

/// The page, in all the room of `ui`.
pub fn start_page_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, state: &StartPageState) {
    let theme = Theme::of(ui);
    let room = ui.available_rect_before_wrap();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let width = (room.width() - 2.0 * 48.0).clamp(200.0, PAGE_WIDTH);
        let left = room.left() + ((room.width() - width) / 2.0).floor();
        ui.add_space((room.height() * 0.1).clamp(24.0, 90.0));
        let page = egui::Rect::from_min_size(pos2(left, ui.cursor().top()), vec2(width, 0.0));
        ui.scope_builder(UiBuilder::new().max_rect(page), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            masthead_ui(ui);
            if width >= TWO_COLUMNS && !ctx.settings.recent.is_empty() {
                ui.spacing_mut().item_spacing.x = 48.0;
                ui.columns(2, |columns| {
                    if let [begin, recent] = columns {
                        choices_ui(ctx, begin);
                        recent_ui(ctx, recent, &state.missing);
                    }
                });
            } else {
                choices_ui(ctx, ui);
                ui.add_space(SPACE_L);
                recent_ui(ctx, ui, &state.missing);
            }
            ui.add_space(2.0 * SPACE_L);
            rule(ui);
            ui.add_space(SPACE_M);
            ui.label(theme.text("Drop files or paste text anywhere", theme.body()).color(theme.ink2));
            ui.add_space(SPACE_L);
        });
    });
}

/// The name of the program between two rules, as a newspaper has it.
fn masthead_ui(ui: &mut Ui) {
    let theme = Theme::of(ui);
    let name = ui.painter().layout_no_wrap("Tickmark".to_owned(), theme.quoted_strong(52.0), theme.ink);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), name.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, "Tickmark"));
    ui.painter().galley(rect.min - vec2(2.0, 0.0), name, theme.ink);
    ui.add_space(6.0);
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 5.0), Sense::hover());
    ui.painter().hline(line.x_range(), line.top() + 1.0, Stroke::new(2.0, theme.ink));
    ui.painter().hline(line.x_range(), line.bottom() - 0.5, Stroke::new(HAIRLINE, theme.ink));
    ui.add_space(SPACE_M);
    let sentence =
        "Check every passage of a draft against its sources, and hand over a file in which nothing was skipped.";
    ui.label(theme.text(sentence, theme.reading()).color(theme.ink2));
    ui.add_space(2.0 * SPACE_L);
}

/// The ways to begin.
fn choices_ui(ctx: &ViewCtx<'_>, ui: &mut Ui) {
    heading(ui, "Begin");
    let sample = choice_ui(ui, Command::OpenSample.label(), Command::OpenSample.about(), "");
    if sample.clicked() {
        ctx.send(Command::OpenSample);
    }
    if choice_ui(ui, "New project from documents…", "Load a draft and what bears on it", "").clicked() {
        ctx.send(Action::File(FileAction::New));
        ctx.send(Action::File(FileAction::AskAdd));
    }
    let about_open = "Go on with a file of yours or a colleague’s";
    let open = choice_ui(ui, Command::OpenProject.label(), about_open, &keys_of(ctx, Command::OpenProject));
    if open.clicked() {
        ctx.send(Command::OpenProject);
    }
}

/// A large thing to choose: what it is, and a line about it.
fn choice_ui(ui: &mut Ui, title: &str, about: &str, keys: &str) -> Response {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), CHOICE_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, title));
    under_pointer(ui, &response);
    let color = if response.hovered() || response.has_focus() { theme.accent } else { theme.ink };
    ui.painter().text(rect.min + vec2(0.0, 21.0), Align2::LEFT_CENTER, title, theme.quoted_strong(20.0), color);
    ui.painter().text(rect.min + vec2(0.0, 43.0), Align2::LEFT_CENTER, about, theme.body(), theme.ink2);
    let at = pos2(rect.right() - 2.0, rect.top() + 21.0);
    ui.painter().text(at, Align2::RIGHT_CENTER, keys, theme.small(), theme.faint);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(HAIRLINE, theme.line));
    response
}

/// The projects that were open lately.
fn recent_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, missing: &BTreeSet<PathBuf>) {
    if ctx.settings.recent.is_empty() {
        return;
    }
    heading(ui, "Recent projects");
    for path in &ctx.settings.recent {
        if recent_line_ui(ui, path, missing.contains(path)).clicked() {
            ctx.send(Action::File(FileAction::Open(path.clone())));
        }
    }
}

fn recent_line_ui(ui: &mut Ui, path: &Path, missing: bool) -> Response {
    let theme = Theme::of(ui);
    let sense = if missing { Sense::hover() } else { Sense::click() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), RECENT_HEIGHT), sense);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = name.trim_end_matches(".ron").trim_end_matches(".tickmark");
    let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, !missing, name));
    if !missing {
        under_pointer(ui, &response);
    }
    let (ink, ink2) = if missing { (theme.faint, theme.faint) } else { (theme.ink, theme.ink2) };
    let room = rect.width() - 8.0;
    let shown = fit_middle(ui, name, &theme.body_medium(), room);
    ui.painter().text(rect.min + vec2(0.0, 15.0), Align2::LEFT_CENTER, shown, theme.body_medium(), ink);
    let place = if missing { format!("Not there any more: {folder}") } else { folder };
    let shown = fit_middle(ui, &place, &theme.small(), room);
    ui.painter().text(rect.min + vec2(0.0, 33.0), Align2::LEFT_CENTER, shown, theme.small(), ink2);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(HAIRLINE, theme.line));
    response.on_hover_text(path.display().to_string())
}

/// What stands behind a line because of pointer or keyboard, a little wider than its words.
fn under_pointer(ui: &Ui, response: &Response) {
    let theme = Theme::of(ui);
    let wide = response.rect.expand2(vec2(10.0, -1.0));
    if response.hovered() {
        ui.painter().rect_filled(wide, f32::from(RADIUS), theme.hover);
    }
    let mut ring = response.clone();
    ring.rect = wide;
    focus_ring(ui, &ring, RADIUS);
}

fn heading(ui: &mut Ui, text: &str) {
    let theme = Theme::of(ui);
    ui.label(theme.heading_job(text, theme.faint));
    ui.add_space(8.0);
    rule(ui);
}

fn rule(ui: &mut Ui) {
    let theme = Theme::of(ui);
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), HAIRLINE), Sense::hover());
    ui.painter().hline(line.x_range(), line.center().y, Stroke::new(HAIRLINE, theme.line));
}
