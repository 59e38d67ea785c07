//! Earlier versions in words, and versions of which it is not said which is the newest.

use egui::{Label, Sense, Ui, vec2};

use crate::command::Command;
use crate::model::{DocumentId, Project};
use crate::session::{Fork, goes_on_in, others_in_words};
use crate::ui::ViewCtx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{Glyph, card};

use super::quoted::visible;

/// What is to be known of a document that a newer version replaces: "An earlier version; “Draft 2” replaces it".
pub fn earlier_in_words(project: &Project, document: DocumentId) -> String {
    match project.newest(document).map(|newest| visible(project.called(newest))) {
        Some(newest) => format!("An earlier version; “{newest}” replaces it"),
        None => {
            let fork = Fork::after(project, document);
            let names = fork.map_or_else(|| "several newer ones".to_owned(), |fork| visible(&fork.names(project)));
            format!("An earlier version; {names} replace it")
        }
    }
}

/// What is to be known of a document beside which others replace the same one: "“Draft 2b” (Ben Okafor) replaces “Draft
/// 1”, too".
pub fn fork_in_words(project: &Project, document: DocumentId) -> Option<String> {
    others_in_words(project, document).map(|told| visible(&told))
}

/// That what a version has in common with another one is checked in that, if work goes on there: to go on with after what
/// replaces the same document.
pub fn checked_elsewhere(project: &Project, version: DocumentId) -> String {
    let Some(other) = goes_on_in(project, version) else { return String::new() };
    match Fork::of(project, version).is_some_and(|fork| fork.versions.len() > 2) {
        true => format!("; what it has in common with “{}” is checked there", visible(project.called(other))),
        false => "; what both say is checked there".to_owned(),
    }
}

/// What is to be known of a document whose text is gone: "Its text was emptied for good by Ana Ruiz".
pub fn emptied_in_words(project: &Project, document: DocumentId) -> String {
    let by = project.emptied_by(document).and_then(|dot| project.who(dot));
    let by = by.map(|who| format!(" by {}", visible(who))).unwrap_or_default();
    format!("Its text was emptied for good{by}")
}

/// What is to be done about the versions of which a document is one, or which replace it: "say which is the newer".
pub fn ask_in_words(project: &Project, document: DocumentId) -> String {
    let fork = Fork::of(project, document).or_else(|| Fork::after(project, document));
    fork.map_or_else(|| "say which is the newer".to_owned(), |fork| fork.ask())
}

/// What is told of several versions, and that it is to be said which is the newest, with the way to where that is said.
pub fn undecided_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, told: &str) {
    let theme = Theme::of(ui);
    ui.add_space(2.0);
    card(ui, theme.conf, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 18.0), Sense::hover());
            Glyph::Warning.paint(ui.painter(), rect.center(), 11.0, theme.conf);
            ui.add(Label::new(theme.text(told, theme.body()).color(theme.ink)).wrap());
        });
        if ui.button("Review").on_hover_text(Command::ReviewVersion.about()).clicked() {
            ctx.send(Command::ReviewVersion);
        }
    });
}
