//! The way to see in what the versions of a fork differ, wherever it is told of.

use egui::Ui;

use crate::command::Action;
use crate::model::{DocumentId, Project};
use crate::session::Fork;
use crate::ui::ViewCtx;
use crate::ui::panels::quoted::visible;
use crate::ui::widgets::{drop_menu, menu_item};

/// Shows two of its versions side by side; of several it is asked which.
pub fn compare_ui(ctx: &ViewCtx<'_>, project: &Project, ui: &mut Ui, fork: &Fork) {
    let button = ui.button("Compare…").on_hover_text("Both versions side by side; the question stays here meanwhile");
    ui.accesskit_node_builder(button.id, |node| node.set_label("Compare the versions"));
    let compare = |(old, new)| ctx.send(Action::Compare { old, new, at: None });
    match pairs(fork).as_slice() {
        [only] if button.clicked() => compare(*only),
        [_] => {}
        several => {
            _ = drop_menu(&button, |ui| {
                let called = |id| visible(project.called(id));
                for pair @ (old, new) in several {
                    if menu_item(ui, &format!("“{}” and “{}”", called(*old), called(*new)), "").clicked() {
                        compare(*pair);
                    }
                }
            })
        }
    }
}

/// Each of its versions with each that came after it.
fn pairs(fork: &Fork) -> Vec<(DocumentId, DocumentId)> {
    let versions = || fork.versions.iter().map(|(_, newest)| *newest).enumerate();
    versions().flat_map(|(at, old)| versions().skip(at + 1).map(move |(_, new)| (old, new))).collect()
}
