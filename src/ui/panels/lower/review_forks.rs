//! Forks: documents that several others replace, until a person says which of them is the newest.

use egui::{Frame, Label, Margin, Sense, Stroke, Ui, vec2};

use crate::command::Action;
use crate::model::{DocumentId, Project};
use crate::session::{Fork, Session};
use crate::text::listed;
use crate::ui::ViewCtx;
use crate::ui::panels::quoted::visible;
use crate::ui::theme::{CONTROL_HEIGHT, HAIRLINE, SPACE_M, SPACE_S, Theme};
use crate::ui::widgets::{Glyph, fit_middle};

use super::fork_compare::compare_ui;

/// How wide a title is in a button.
const TITLE_WIDTH: f32 = 300.0;

/// A line for each fork, with a button for each of its versions.
pub fn forks_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui) {
    let theme = Theme::of(ui);
    let project = session.project();
    for fork in project.forks().filter_map(|(replaced, _)| Fork::at(project, replaced)) {
        let margin = Margin::symmetric(SPACE_M as i8, 3);
        let line = Frame::NONE.fill(theme.panel).inner_margin(margin).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(SPACE_S, 2.0);
            ui.spacing_mut().interact_size.y = CONTROL_HEIGHT;
            ui.horizontal_wrapped(|ui| {
                let (sign, _) = ui.allocate_exact_size(vec2(14.0, CONTROL_HEIGHT), Sense::hover());
                Glyph::Warning.paint(ui.painter(), sign.center(), 12.0, theme.conf);
                let told = format!("{}. Which is the {}?", visible(&fork.in_words(project)), fork.newer());
                ui.add(Label::new(theme.text(told, theme.body()).color(theme.ink)).wrap());
                for (version, newest) in &fork.versions {
                    newer_ui(ctx, project, ui, (&fork, *version, *newest));
                }
                compare_ui(ctx, project, ui, &fork);
            });
        });
        let rect = line.response.rect;
        ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(HAIRLINE, theme.line));
    }
}

/// The button that says of one version that it is the newest.
fn newer_ui(
    ctx: &ViewCtx<'_>,
    project: &Project,
    ui: &mut Ui,
    (fork, version, newest): (&Fork, DocumentId, DocumentId),
) {
    let theme = Theme::of(ui);
    let called = visible(project.called(newest));
    let title = fit_middle(ui, &called, &theme.body(), TITLE_WIDTH).into_owned();
    let older = fork.versions.iter().map(|(_, newest)| *newest).filter(|other| *other != newest);
    let older: Vec<String> = older.map(|other| format!("“{}”", visible(project.called(other)))).collect();
    let button = ui
        .button(&title)
        .on_hover_text(format!("“{called}” comes after {}: passages go there with their words", listed(&older, "and")));
    let label = format!("The {} is {called}", fork.newer());
    ui.accesskit_node_builder(button.id, |node| node.set_label(label));
    if button.clicked() {
        ctx.send(Action::ChooseNewest(fork.replaced, version));
    }
}
