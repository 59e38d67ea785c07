//! That two people carried the passage to different new versions of its document: to be decided once, for all passages.

use egui::{Label, Sense, Ui, vec2};

use crate::command::Command;
use crate::ui::ViewCtx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{Glyph, card};

use super::data::PassageData;

/// Where it stands, with the way to where it is said which version is the newer.
pub fn forked_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData) {
    let Some(stands) = &data.forked else { return };
    let theme = Theme::of(ui);
    ui.add_space(2.0);
    card(ui, theme.conf, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 18.0), Sense::hover());
            Glyph::Warning.paint(ui.painter(), rect.center(), 11.0, theme.conf);
            let told = format!("Stands in {stands}: say which is the newer");
            ui.add(Label::new(theme.text(told, theme.body()).color(theme.ink)).wrap());
        });
        if ui.button("Review").on_hover_text(Command::ReviewVersion.about()).clicked() {
            ctx.send(Command::ReviewVersion);
        }
    });
}
