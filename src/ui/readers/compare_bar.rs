//! The bar above the readers while two versions are compared: how much differs, and the way through it.

use egui::{Align2, Frame, Margin, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::command::{Command, WindowAction};
use crate::session::{Session, VersionPair, Versions};
use crate::text::{Altered, Version};
use crate::ui::ViewCtx;
use crate::ui::theme::{CONTROL_HEIGHT, HAIRLINE, SPACE_S, SPACE_XS, Theme};
use crate::ui::widgets::{Glyph, altered_line, altered_tint, check_box, icon_button};

use super::compare::{CompareState, excerpt};

/// The sample of how words are marked.
const SAMPLE: &str = "Aa";

/// Shows the bar over the whole width of `ui`.
pub fn compare_bar_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, session: &Session, state: &mut CompareState) {
    let theme = Theme::of(ui);
    let margin = Margin::symmetric(SPACE_S as i8, SPACE_XS as i8);
    let bar = Frame::NONE.fill(theme.panel).inner_margin(margin).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(SPACE_S, SPACE_XS);
        ui.spacing_mut().interact_size.y = CONTROL_HEIGHT;
        let whole = ui.available_rect_before_wrap();
        let corner =
            Rect::from_min_size(whole.right_top() - vec2(CONTROL_HEIGHT, 0.0), vec2(CONTROL_HEIGHT, CONTROL_HEIGHT));
        ui.scope(|ui| {
            ui.set_width(whole.width() - CONTROL_HEIGHT - SPACE_S);
            ui.horizontal_wrapped(|ui| contents_ui(ctx, ui, session, state));
        });
        let close = ui.scope_builder(egui::UiBuilder::new().max_rect(corner), |ui| {
            icon_button(ui, Glyph::Close, "Leave the comparison")
        });
        if close.inner.clicked() {
            ctx.send(Command::CompareVersions);
        }
    });
    let rect = bar.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom() - HAIRLINE / 2.0, Stroke::new(HAIRLINE, theme.line));
}

fn contents_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, session: &Session, state: &mut CompareState) {
    let Some(versions) =
        state.versions().filter(|it| !it.alterations.is_unrelated() && !it.alterations.all().is_empty())
    else {
        return said_ui(ui, &instead(session, state));
    };
    let previous = icon_button(ui, Glyph::ChevronUp, &named(ctx, Command::PreviousDifference));
    let next = icon_button(ui, Glyph::ChevronDown, &named(ctx, Command::NextDifference));
    if previous.clicked() || next.clicked() {
        ctx.send(crate::command::Action::Window(WindowAction::NextDifference { forward: next.clicked() }));
    }
    count_ui(ui, session, versions, state.current());
    ui.add_space(SPACE_S);
    for altered in Altered::ALL {
        let n = versions.alterations.count(altered);
        if n > 0 {
            legend_ui(ui, altered, n);
        }
    }
    check_box(ui, &mut state.together, "Scroll together");
}

/// "Next difference (F7)".
fn named(ctx: &ViewCtx<'_>, command: Command) -> String {
    let keys = ctx.keymap.shown(command);
    if keys.is_empty() { command.label().to_owned() } else { format!("{} ({keys})", command.label()) }
}

/// What is said where there is nothing to walk through.
fn instead(session: &Session, state: &CompareState) -> String {
    match state.versions() {
        None if VersionPair::in_front(session).is_none() => {
            "Open another document in one of the readers: the two that stand side by side are compared".to_owned()
        }
        None => "Comparing…".to_owned(),
        Some(it) if it.alterations.is_unrelated() => format!(
            "These are no two versions of one text: they have {} percent of their words in common",
            it.alterations.common()
        ),
        Some(_) => "No difference: both say the same, word for word".to_owned(),
    }
}

fn said_ui(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui);
    let label = ui.label(theme.text(words, theme.body()).color(theme.ink2));
    tell(ui, &label);
}

/// Lets a screen reader say a label when it changes.
fn tell(ui: &Ui, label: &Response) {
    ui.accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

/// "3 of 12", in room for "12 of 12", so that what follows stays where it is.
fn count_ui(ui: &mut Ui, session: &Session, versions: &Versions, current: Option<usize>) {
    let theme = Theme::of(ui);
    let n = versions.alterations.all().len();
    let count = match (current, n) {
        (Some(current), n) => format!("{} of {n}", current + 1),
        (None, 1) => "1 difference".to_owned(),
        (None, n) => format!("{n} differences"),
    };
    let spoken = match current.and_then(|current| spoken(session, versions, current)) {
        Some(words) => format!("Difference {count}, {words}"),
        None => count.clone(),
    };
    let galley = ui.painter().layout_no_wrap(count, theme.body_medium(), theme.ink);
    let widest = ui.painter().layout_no_wrap(format!("{n} of {n}"), theme.body_medium(), theme.ink).size().x;
    let size = vec2(galley.size().x.max(widest), CONTROL_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    tell(ui, &response);
    let at = Align2::LEFT_CENTER.anchor_size(rect.left_center(), galley.size()).min;
    ui.painter().galley(at, galley, theme.ink);
}

/// "replaced: “265” by “266”".
fn spoken(session: &Session, versions: &Versions, index: usize) -> Option<String> {
    let it = versions.alterations.all().get(index)?;
    let words = |version: Version| {
        let document = session.project().document(versions.pair.document(version).0)?;
        Some(excerpt(document, it.range(version)))
    };
    let (old, new) = (words(Version::Old)?, words(Version::New)?);
    Some(match it.altered {
        Altered::Inserted => format!("inserted: “{new}”"),
        Altered::Deleted => format!("deleted: “{old}”"),
        Altered::Replaced => format!("replaced: “{old}” by “{new}”"),
        Altered::Moved => format!("moved: “{new}”"),
    })
}

/// How many words are altered so, beside a sample of how they are marked.
fn legend_ui(ui: &mut Ui, altered: Altered, n: usize) {
    let theme = Theme::of(ui);
    let sample = ui.painter().layout_no_wrap(SAMPLE.to_owned(), theme.quoted(15.0), theme.ink);
    let words = ui.painter().layout_no_wrap(format!("{n} {}", altered.name()), theme.small(), theme.ink2);
    let (around, gap) = (4.0, 5.0);
    let size = vec2(sample.size().x + 2.0 * around + gap + words.size().x + SPACE_XS, CONTROL_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words.text()));
    let swatch =
        Rect::from_min_size(rect.min, vec2(sample.size().x + 2.0 * around, CONTROL_HEIGHT)).shrink2(vec2(0.0, 2.0));
    ui.painter().rect_filled(swatch.shrink2(vec2(0.0, 1.0)), 2.0, altered_tint(altered, theme));
    ui.painter().galley(Align2::CENTER_CENTER.anchor_size(swatch.center(), sample.size()).min, sample, theme.ink);
    altered_line(ui.painter(), theme, altered, swatch.shrink2(vec2(around, 0.0)));
    let at = Align2::LEFT_CENTER.anchor_size(swatch.right_center() + vec2(gap, 0.0), words.size()).min;
    ui.painter().galley(at, words, theme.ink2);
}
