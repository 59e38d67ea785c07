//! The quiet bar above a reader that says what of the document is shown, where there is a choice.

use egui::{Frame, Margin, Sense, Stroke, Ui, vec2};

use crate::command::{Action, Command};
use crate::model::{ShownChanges, View};
use crate::session::Side;
use crate::ui::ViewCtx;
use crate::ui::panels::versions::earlier_in_words;
use crate::ui::theme::{CONTROL_HEIGHT, HAIRLINE, SPACE_S, Theme};
use crate::ui::widgets::Glyph;

use super::aside::Offers;

/// Shows the bar; nothing where there is nothing to choose or to tell. `fork` tells that another document replaces the same
/// one, `emptied` that there is no text any more.
pub fn view_bar_ui(
    ctx: &ViewCtx<'_>,
    ui: &mut Ui,
    (side, view): (Side, View),
    (offers, fork, emptied): (Offers, Option<&str>, Option<&str>),
) {
    let has_choice = offers.whole || offers.changes || offers.proof || offers.newer;
    if !has_choice && fork.is_none() && emptied.is_none() {
        return;
    }
    let theme = Theme::of(ui);
    // In a narrow reader it takes two lines rather than to lose its end.
    let bar = Frame::NONE.fill(theme.panel).inner_margin(Margin::symmetric(SPACE_S as i8, 0)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(SPACE_S, 0.0);
        ui.spacing_mut().interact_size.y = CONTROL_HEIGHT;
        ui.horizontal_wrapped(|ui| {
            if let Some(emptied) = emptied {
                let (sign, _) = ui.allocate_exact_size(vec2(12.0, CONTROL_HEIGHT), Sense::hover());
                Glyph::Info.paint(ui.painter(), sign.center(), 12.0, theme.conf);
                ui.label(theme.text(emptied, theme.small()).color(theme.ink));
            }
            if offers.newer {
                newer_ui(ctx, ui, side);
            }
            if let Some(fork) = fork {
                fork_ui(ctx, ui, fork);
            }
            if offers.proof {
                proof_ui(ctx, ui);
            }
            if offers.whole {
                whole_ui(ctx, ui, side, view, offers);
            }
            if offers.changes {
                changes_ui(ctx, ui, side, view);
            }
        });
    });
    let rect = bar.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom() - HAIRLINE / 2.0, Stroke::new(HAIRLINE, theme.line));
}

/// What replaces the document, with the way there.
fn newer_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, side: Side) {
    let Some(session) = ctx.session else { return };
    let Some(document) = session.desk.pane(side).tab().map(|tab| tab.document) else { return };
    let theme = Theme::of(ui);
    let told = earlier_in_words(session.project(), document);
    let (sign, _) = ui.allocate_exact_size(vec2(12.0, CONTROL_HEIGHT), Sense::hover());
    Glyph::Info.paint(ui.painter(), sign.center(), 12.0, theme.conf);
    ui.label(theme.text(told, theme.small()).color(theme.ink));
    let Some(newest) = session.project().newest(document) else {
        if choice(ui, false, "say which is the newer") {
            ctx.send(Command::ReviewVersion);
        }
        return;
    };
    if choice(ui, false, "show it") {
        ctx.send(Action::OpenDocument(side, newest));
    }
    if !session.desk.compares && choice(ui, false, "compare") {
        ctx.send(Action::Compare { old: document, new: newest, at: None });
    }
}

/// What else replaces the same document, with the way to where it is said which is the newer.
fn fork_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, fork: &str) {
    let theme = Theme::of(ui);
    let (sign, _) = ui.allocate_exact_size(vec2(12.0, CONTROL_HEIGHT), Sense::hover());
    Glyph::Warning.paint(ui.painter(), sign.center(), 12.0, theme.conf);
    ui.label(theme.text(fork, theme.small()).color(theme.ink));
    if choice(ui, false, "say which is the newer") {
        ctx.send(Command::ReviewVersion);
    }
}

fn proof_ui(ctx: &ViewCtx<'_>, ui: &mut Ui) {
    quiet(ui, "Proof view: what is done is gray");
    if choice(ui, false, "back to the usual view") {
        ctx.send(Command::Proof);
    }
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
