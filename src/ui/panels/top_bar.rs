//! The bar at the top: menus, the project's title, the way to the search, and how far the check is.

use egui::{
    Align, Align2, Button, Layout, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, UiKind, WidgetInfo, pos2,
    text::{LayoutJob, TextFormat},
    vec2,
};

use crate::command::{Action, Command, FileAction, Group};
use crate::session::{Direction, Session};
use crate::ui::ViewCtx;
use crate::ui::command_item::command_item;
use crate::ui::theme::{CONTROL_HEIGHT, HAIRLINE, RADIUS, SPACE_L, SPACE_M, SPACE_S, Theme};
use crate::ui::widgets::{elide_middle, elided_label, focus_ring, kbd, menu_bar};

use super::coverage::{Progress, progress_meter, sign_off_in_words};
use super::keys_of;

/// The commands after which a menu has a line.
const LINES_AFTER: [Command; 18] = [
    Command::OpenSample,
    Command::PasteDocument,
    Command::OpenBackup,
    Command::EditChecker,
    Command::Redo,
    Command::CopyAsText,
    Command::Remove,
    Command::PreviousOpen,
    Command::NextUntouched,
    Command::TakeBackSignOff,
    Command::FollowLink,
    Command::PreviousPane,
    Command::Forward,
    Command::CloseTab,
    Command::FirstRead,
    Command::EditDocument,
    Command::ThemeSystem,
    Command::KeySheet,
];

/// The bar, over the whole width of `ui`.
pub fn top_bar_ui(ctx: &ViewCtx<'_>, ui: &mut Ui) {
    let bar = ui.available_rect_before_wrap().shrink2(vec2(SPACE_S, 0.0));
    let left = Layout::left_to_right(Align::Center);
    let menus = ui.scope_builder(UiBuilder::new().max_rect(bar).layout(left), |ui| menus_ui(ctx, ui)).inner;
    let Some(session) = ctx.session else { return };
    let room = Rect::from_min_max(pos2(menus + SPACE_L, bar.top()), pos2(bar.right() - 6.0, bar.bottom()));
    let rest = project_ui(ctx, session, ui, room);
    ui.scope_builder(UiBuilder::new().max_rect(rest).layout(left), |ui| title_ui(ctx, session, ui));
}

/// The menus. Returns where they end.
fn menus_ui(ctx: &ViewCtx<'_>, ui: &mut Ui) -> f32 {
    menu_bar(ui, |ui| {
        let mut end = ui.min_rect().left();
        for group in Group::ALL {
            let menu = ui.menu_button(group.label(), |ui| {
                for command in Command::ALL.iter().filter(|command| command.group() == *group) {
                    command_ui(ctx, ui, *command);
                }
            });
            end = menu.response.rect.right();
        }
        end
    })
    .inner
}

/// One line of a menu, and what belongs below it.
fn command_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, command: Command) {
    command_item(ctx, ui, command);
    if command == Command::OpenProject {
        recent_ui(ctx, ui);
    }
    if LINES_AFTER.contains(&command) {
        ui.separator();
    }
}

fn recent_ui(ctx: &ViewCtx<'_>, ui: &mut Ui) {
    let recent = &ctx.settings.recent;
    let menu = ui.add_enabled_ui(!recent.is_empty(), |ui| {
        ui.menu_button("Recent projects", |ui| {
            for path in recent {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let name: String = elide_middle(&name, 60.0, |text| text.chars().count() as f32).into_owned();
                let item = ui.add(Button::new(name)).on_hover_text(path.display().to_string());
                if item.clicked() {
                    ctx.send(Action::File(FileAction::Open(path.clone())));
                    ui.close_kind(UiKind::Menu);
                }
            }
        })
        .response
    });
    menu.inner.on_disabled_hover_text("No project was open yet");
}

/// What stands at the right: search, counts, meter, as far as there is room. Returns the room that is left for the title.
fn project_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, room: Rect) -> Rect {
    let theme = Theme::of(ui);
    let draft = session.draft_in_front();
    let progress = draft.map_or_else(|| Progress::of_all(session), |draft| Progress::of(session, draft.id));
    let sign_off = draft.and_then(|draft| session.project().latest_sign_off(draft.id));
    let stands = draft.is_some_and(|draft| session.project().is_signed_off(draft.id));
    let words = ui.painter().layout_job(counts_job(theme, &progress, sign_off.map(|_| stands)));
    let title_width = title_width(ui, session).min(220.0) + SPACE_L;
    let wide = room.width() > 820.0;
    let (meter_width, search_width) = if wide { (140.0, 280.0) } else { (84.0, 200.0) };
    let mut right = room.right();
    let mut take = |width: f32| {
        let fits = right - width - room.left() >= title_width;
        fits.then(|| {
            let rect = Rect::from_min_max(pos2(right - width, room.top()), pos2(right, room.bottom()));
            right = rect.left() - SPACE_L;
            rect
        })
    };
    if let Some(rect) = take(meter_width) {
        let place = Rect::from_center_size(rect.center(), vec2(meter_width, 7.0));
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            progress_meter(ctx, ui, place.size(), &progress, || session.next_step(Direction::Forward))
        });
    }
    if let Some(rect) = take(words.size().x) {
        let at = Align2::LEFT_CENTER.anchor_size(rect.left_center(), words.size()).min;
        let response = ui.interact(rect, ui.make_persistent_id("counts"), Sense::hover());
        let said = sign_off.map(|sign_off| sign_off_in_words(session.project(), sign_off, ctx.now));
        let name = said.iter().map(String::as_str).chain([&*progress.in_words()]).collect::<Vec<_>>().join("\n");
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        let title = draft.map(|draft| format!("{}\n", draft.title)).unwrap_or_default();
        response.on_hover_text(title + &name);
        ui.painter().galley(at, words, theme.ink2);
    }
    if let Some(rect) = take(search_width) {
        search_ui(ctx, ui, Rect::from_center_size(rect.center(), vec2(search_width, CONTROL_HEIGHT)));
    }
    Rect::from_min_max(room.min, pos2(right, room.bottom()))
}

fn counts_job(theme: &Theme, progress: &Progress, signed_off: Option<bool>) -> LayoutJob {
    let mut job = LayoutJob::default();
    let strong = TextFormat::simple(theme.body_strong(), theme.ink);
    let plain = TextFormat::simple(theme.body(), theme.ink2);
    match signed_off {
        Some(true) => job.append("Signed off · ", 0.0, TextFormat { color: theme.ok, ..strong.clone() }),
        Some(false) => job.append("Sign-off struck · ", 0.0, TextFormat { color: theme.conf, ..strong.clone() }),
        None => {}
    }
    let Progress { n_closed, n_open, sentences, n_to_review, .. } = *progress;
    let untouched = sentences.map(|(n_untouched, _)| (n_untouched, " untouched"));
    let review = (n_to_review > 0).then_some((n_to_review, " to review"));
    let counts = [(n_closed, " closed"), (n_open, " open")].into_iter().chain(untouched).chain(review);
    for (at, (n, what)) in counts.enumerate() {
        job.append(if at > 0 { " · " } else { "" }, 0.0, plain.clone());
        job.append(&n.to_string(), 0.0, strong.clone());
        job.append(what, 0.0, plain.clone());
    }
    job
}

/// What looks like a field leads to the field of the search in the lower pane.
fn search_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, rect: Rect) {
    let theme = Theme::of(ui);
    let response = ui.interact(rect, ui.make_persistent_id("search everything"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Search everything"));
    let line = if response.hovered() { theme.control_line } else { theme.line };
    ui.painter().rect(rect, f32::from(RADIUS), theme.paper, Stroke::new(HAIRLINE, line), StrokeKind::Inside);
    let at = pos2(rect.left() + 10.0, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, "Search everything", theme.body(), theme.faint);
    let keys = keys_of(ctx, Command::FindEverywhere);
    if !keys.is_empty() {
        let layout = Layout::right_to_left(Align::Center);
        let corner = rect.shrink2(vec2(SPACE_S, 0.0));
        ui.scope_builder(UiBuilder::new().max_rect(corner).layout(layout), |ui| kbd(ui, &keys));
    }
    focus_ring(ui, &response, RADIUS);
    if response.on_hover_cursor(egui::CursorIcon::Text).clicked() {
        ctx.send(Command::FindEverywhere);
    }
}

const UNSAVED: &str = "unsaved";

fn title_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui) {
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.x = SPACE_M;
    let unsaved = session.history().is_unsaved();
    let kept = if unsaved { text_width(ui, UNSAVED, &theme.body()) + SPACE_M } else { 0.0 };
    ui.scope(|ui| {
        ui.set_max_width((ui.available_width() - kept).max(0.0));
        let title = elided_label(ui, title(session), theme.body_strong(), theme.ink);
        let button = ui.interact(title.rect, ui.make_persistent_id("title"), Sense::click());
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Change the title of the project"));
        focus_ring(ui, &button, RADIUS);
        if button.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text("Click to change the title").clicked() {
            ctx.send(Command::EditTitle);
        }
    });
    if unsaved {
        ui.label(theme.text(UNSAVED, theme.body()).color(theme.faint));
    }
}

fn title_width(ui: &Ui, session: &Session) -> f32 {
    let theme = Theme::of(ui);
    // A title can be of any length; so much of it is more than is shown.
    let head: String = title(session).chars().take(100).collect();
    let unsaved = if session.history().is_unsaved() { text_width(ui, UNSAVED, &theme.body()) + SPACE_M } else { 0.0 };
    text_width(ui, &head, &theme.body_strong()) + unsaved
}

/// The title of the project, else the name of its file.
fn title(session: &Session) -> &str {
    let file = || session.path.as_deref().and_then(|path| path.file_stem()).and_then(|stem| stem.to_str());
    match session.project().title() {
        "" => file().unwrap_or("Untitled project"),
        title => title,
    }
}

fn text_width(ui: &Ui, text: &str, font: &egui::FontId) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), font.clone(), egui::Color32::PLACEHOLDER).size().x
}
