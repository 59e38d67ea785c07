//! The quiet bar above a reader that says what of the document is shown, where there is a choice.

use egui::{Align, Layout, Sense, Stroke, Ui, UiBuilder, vec2};

use crate::command::Action;
use crate::model::{ShownChanges, View};
use crate::session::Side;
use crate::ui::ViewCtx;
use crate::ui::theme::{CONTROL_HEIGHT, HAIRLINE, SPACE_S, Theme};

use super::aside::Offers;

/// Shows the bar; nothing where there is no choice.
pub fn view_bar_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, side: Side, view: View, offers: Offers) {
    if !offers.whole && !offers.changes {
        return;
    }
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), CONTROL_HEIGHT), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, theme.panel);
    ui.painter().hline(rect.x_range(), rect.bottom() - HAIRLINE / 2.0, Stroke::new(HAIRLINE, theme.line));
    let room = UiBuilder::new().max_rect(rect.shrink2(vec2(SPACE_S, 0.0))).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(room, |ui| {
        ui.spacing_mut().item_spacing.x = SPACE_S;
        if offers.whole {
            whole_ui(ctx, ui, side, view, offers);
        }
        if offers.changes {
            changes_ui(ctx, ui, side, view);
        }
    });
}

fn whole_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, side: Side, view: View, offers: Offers) {
    let (now, other) = match (view.whole, offers.article) {
        (false, true) => ("Article", "show the whole page"),
        (true, true) => ("Whole page", "show the article"),
        (false, false) => ("Text", "show headers and hidden text"),
        (true, false) => ("Text with headers and hidden text", "show the text"),
    };
    quiet(ui, now);
    let whole = View { whole: !view.whole, ..view };
    if choice(ui, false, other) {
        ctx.send(Action::SetView(side, whole));
    }
}

fn changes_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, side: Side, view: View) {
    quiet(ui, "Changes:");
    let ways =
        [(ShownChanges::Accepted, "accepted"), (ShownChanges::Original, "original"), (ShownChanges::Both, "both")];
    for (changes, word) in ways {
        if choice(ui, view.changes == changes, word) {
            ctx.send(Action::SetView(side, View { changes, ..view }));
        }
    }
}

fn quiet(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui);
    ui.label(theme.text(words, theme.small()).color(theme.ink2));
}

fn choice(ui: &mut Ui, chosen: bool, words: &str) -> bool {
    let theme = Theme::of(ui);
    let color = if chosen { theme.ink } else { theme.accent };
    ui.selectable_label(chosen, theme.text(words, theme.small()).color(color)).clicked()
}
