//! That two people carried the passage to different new versions of its document: to be decided once, for all passages.

use egui::Ui;

use crate::ui::ViewCtx;
use crate::ui::panels::versions::undecided_ui;

use super::data::PassageData;

/// Where it stands, with the way to where it is said which version is the newer.
pub fn forked_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData) {
    if let Some(stands) = &data.forked {
        undecided_ui(ctx, ui, stands);
    }
}
