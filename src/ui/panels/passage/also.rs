//! Where else the draft says the same, and what is offered for it.

use egui::{Align, Button, Label, Layout, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::command::{Action, Command};
use crate::model::{PassageId, Standing};
use crate::session::{AlsoThere, Offer, Session, Side, Spot};
use crate::ui::ViewCtx;
use crate::ui::panels::quoted::visible;
use crate::ui::standing::{color_of, glyph_of};
use crate::ui::theme::{CONTROL_HEIGHT, SPACE_XS, Theme};
use crate::ui::widgets::{Glyph, focus_ring, icon_button};

/// How far the words are from the edge, behind the sign.
const INDENT: f32 = 16.0;
/// So many other statements are shown.
const MAX_SHOWN: usize = 5;

/// Another statement, and the standing of the passage that it is.
#[derive(Clone, Debug)]
pub struct AlsoData {
    there: AlsoThere,
    standing: Option<Standing>,
}

impl AlsoData {
    /// What else its draft says of the fact of a passage.
    pub fn of(session: &Session, passage: PassageId) -> Vec<Self> {
        let standing = |there: &AlsoThere| Some(session.standing(session.project().passage(there.passage?)?));
        let all = session.also(passage).into_iter().take(MAX_SHOWN);
        all.map(|there| Self { standing: standing(&there), there }).collect()
    }
}

/// The other statements, a line each; nothing where there are none.
pub fn also_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, passage: PassageId, all: &[AlsoData]) {
    for data in all {
        ui.push_id(("also", data.there.range), |ui| {
            ui.add_space(SPACE_XS);
            line_ui(ctx, ui, passage, data);
            if let Some(offer) = &data.there.offer {
                offer_ui(ctx, ui, passage, &data.there, offer);
            }
        });
    }
}

/// Where it is said, which a click shows, and a sign that takes the line away.
fn line_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, passage: PassageId, data: &AlsoData) {
    let theme = Theme::of(ui);
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        let (sign, _) = ui.allocate_exact_size(vec2(INDENT - SPACE_XS, 20.0), Sense::hover());
        let (glyph, color) = data
            .standing
            .map_or((Glyph::ArrowBoth, theme.faint), |standing| (glyph_of(standing), color_of(standing, theme)));
        glyph.paint(ui.painter(), sign.center(), 10.0, color);
        ui.scope(|ui| {
            ui.set_max_width(width - INDENT - CONTROL_HEIGHT);
            let told = visible(&format!("Also said in {}", data.there.told()));
            let text = RichText::new(&told).font(theme.small()).color(theme.ink2);
            let response = ui.add(Label::new(text).wrap().sense(Sense::click()));
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &told));
            if response.hovered() {
                let line = Stroke::new(1.0, theme.ink2);
                ui.painter().hline(response.rect.x_range(), response.rect.bottom() - 1.0, line);
            }
            focus_ring(ui, &response, 3);
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                ctx.send(Action::Go(spot(ctx, &data.there)));
            }
        });
        ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
            let name = format!("Not the same as {}: name it no longer", data.there.place);
            if icon_button(ui, Glyph::Close, &name).clicked() {
                ctx.send(Action::DismissAlso(passage, data.there.range));
            }
        });
    });
}

/// What is offered: for a change what the words become, and a button.
fn offer_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, passage: PassageId, there: &AlsoThere, offer: &Offer) {
    let theme = Theme::of(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(INDENT);
        ui.vertical(|ui| {
            if let Offer::Change { to, is_clear: true } = offer {
                let to = if to.is_empty() { "(delete)".to_owned() } else { visible(to) };
                ui.add(Label::new(theme.text(&to, theme.quoted_strong(15.0)).color(theme.ink)).wrap());
            }
            let text = RichText::new(offer.label()).font(theme.body_medium()).color(theme.accent);
            let response = ui.add(Button::new(text));
            let name = format!("{}: {}", offer.label(), there.place);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            focus_ring(ui, &response, crate::ui::theme::RADIUS);
            let keys = ctx.keymap.shown(Command::CarryOver);
            if response.on_hover_text(format!("{} {keys}", Command::CarryOver.about())).clicked() {
                ctx.send(Action::CarryOver(passage, vec![there.range]));
            }
        });
    });
}

/// Where it is said, in the reader that shows the draft. The passage in hand stays in hand.
fn spot(ctx: &ViewCtx<'_>, there: &AlsoThere) -> Spot {
    let shows = |side: &Side| {
        let tab = ctx.session.and_then(|session| session.desk.pane(*side).tab());
        tab.is_some_and(|tab| tab.document == there.document)
    };
    let side = Side::BOTH.into_iter().find(shows).unwrap_or_default();
    Spot { side, document: there.document, range: there.range, passage: None }
}
