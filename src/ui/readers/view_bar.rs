//! The quiet bar below a reader that says what of the document is shown, where there is a choice, and what is to be known.

use std::sync::Arc;

use egui::{Frame, Id, Margin, Rect, Sense, Stroke, Ui, UiBuilder, vec2};

use crate::command::{Action, Command};
use crate::model::{ShownChanges, View};
use crate::session::Side;
use crate::ui::ViewCtx;
use crate::ui::panels::versions::{ask_in_words, earlier_in_words};
use crate::ui::theme::{CONTROL_HEIGHT, HAIRLINE, SPACE_S, Theme};
use crate::ui::widgets::Glyph;

use super::aside::{Aside, Offers};

/// What is told and offered of the document in front of a reader.
pub struct ViewBar {
    side: Side,
    /// What of the document is shown.
    view: View,
    offers: Offers,
    /// That another document replaces the same one.
    fork: Option<Arc<(String, String)>>,
    /// That there is no text any more.
    emptied: Option<Arc<str>>,
}

impl ViewBar {
    /// The bar of a reader; `None` where there is nothing to choose or to tell.
    pub fn new((side, view): (Side, View), offers: Offers, aside: &Aside) -> Option<Self> {
        let (fork, emptied) = (aside.fork(), aside.emptied());
        let Offers { whole, changes, newer, proof, .. } = offers;
        let has_something = whole || changes || newer || proof || fork.is_some() || emptied.is_some();
        has_something.then_some(Self { side, view, offers, fork, emptied })
    }

    /// How high it is: as it was in the frame before, for its width and its words decide that.
    pub fn height(&self, ui: &Ui) -> f32 {
        ui.data(|data| data.get_temp(self.id())).unwrap_or(CONTROL_HEIGHT)
    }

    /// Shows it at this place.
    pub fn show(&self, ctx: &ViewCtx<'_>, ui: &mut Ui, place: Rect) {
        let theme = Theme::of(ui);
        let mut ui = ui.new_child(UiBuilder::new().max_rect(place).id_salt("view bar"));
        // In a narrow reader it takes two lines rather than to lose its end.
        let bar = Frame::NONE.fill(theme.panel).inner_margin(Margin::symmetric(SPACE_S as i8, 0)).show(&mut ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(SPACE_S, 0.0);
            ui.spacing_mut().interact_size.y = CONTROL_HEIGHT;
            ui.horizontal_wrapped(|ui| self.contents_ui(ctx, ui));
        });
        let rect = bar.response.rect;
        ui.painter().hline(rect.x_range(), rect.top() + HAIRLINE / 2.0, Stroke::new(HAIRLINE, theme.line));
        if (rect.height() - self.height(&ui)).abs() > HAIRLINE / 2.0 {
            ui.data_mut(|data| data.insert_temp(self.id(), rect.height()));
            ui.request_repaint();
        }
    }

    fn contents_ui(&self, ctx: &ViewCtx<'_>, ui: &mut Ui) {
        let Self { side, view, offers, .. } = *self;
        if let Some(emptied) = &self.emptied {
            told_ui(ui, Glyph::Info, emptied);
        }
        if offers.newer {
            newer_ui(ctx, ui, side);
        }
        if let Some(fork) = &self.fork {
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
    }

    fn id(&self) -> Id {
        Id::unique(("height of the view bar", self.side))
    }
}

/// What is to be known, behind a sign.
fn told_ui(ui: &mut Ui, sign: Glyph, told: &str) {
    let theme = Theme::of(ui);
    let (place, _) = ui.allocate_exact_size(vec2(12.0, CONTROL_HEIGHT), Sense::hover());
    sign.paint(ui.painter(), place.center(), 12.0, theme.conf);
    ui.label(theme.text(told, theme.small()).color(theme.ink));
}

/// What replaces the document, with the way there.
fn newer_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, side: Side) {
    let Some(session) = ctx.session else { return };
    let Some(document) = session.desk.pane(side).tab().map(|tab| tab.document) else { return };
    told_ui(ui, Glyph::Info, &earlier_in_words(session.project(), document));
    let Some(newest) = session.project().newest(document) else {
        if choice(ui, false, &ask_in_words(session.project(), document)) {
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

/// What else replaces the same document, with the way to where it is said which is the newest.
fn fork_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, (fork, ask): &(String, String)) {
    told_ui(ui, Glyph::Warning, fork);
    if choice(ui, false, ask) {
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
