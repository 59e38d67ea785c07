//! What the project is called, and how many independent sources it asks for.

use egui::Context;

use super::DialogAnswer;
use super::parts::{Opening, choice, field, gap, hint, named};
use crate::model::{About, Actor, Dot, Edit, Field, Project, Text};
use crate::ui::ViewCtx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{Answer, Dialog, DialogButton, select_all};

/// How many independent sources a project can ask for here.
const INDEPENDENT: [(u32, &str); 4] = [(0, "no rule"), (1, "1"), (2, "2"), (3, "3")];

/// Asks for the title of the project, and for its rule about sources.
#[derive(Clone, Debug)]
pub struct ProjectTitle {
    title: String,
    independent: u32,
    opening: Opening,
}

impl ProjectTitle {
    /// Asks for them, beginning with what the project says so far.
    pub fn new(project: &Project) -> Self {
        let independent = project.about().map_or(0, |about| about.independent);
        Self { title: project.title().to_owned(), independent, opening: Opening::default() }
    }

    pub(super) fn show(&mut self, ctx: &ViewCtx<'_>, egui: &Context) -> Option<DialogAnswer> {
        let Some(session) = ctx.session else { return Some(DialogAnswer::Dismissed) };
        let buttons = [DialogButton::new("Cancel"), DialogButton::primary("Save")];
        let answer = Dialog::new("project-title", "Title and rules of the project").width(500.0).show(egui, &buttons, |ui| {
            let field = field(ui, "Title", &mut self.title, "What this project is called");
            let had_keys = self.opening.is_done();
            self.opening.give_focus(&field);
            if !had_keys && self.opening.is_done() {
                select_all(ui, &field, &self.title);
            }
            gap(ui);
            named(ui, "Sources", |ui| choice(ui, "Independent sources", &INDEPENDENT, &mut self.independent));
            let rule = "A confirmed passage has to rest on so many independent sources, or on one that is primary, before its draft is signed off";
            hint(ui, rule, Theme::of(ui).ink2);
        });
        match answer? {
            Answer::Button(1) => Some(self.answer(session.project())),
            _ => Some(DialogAnswer::Dismissed),
        }
    }
    fn answer(&self, project: &Project) -> DialogAnswer {
        let (title, independent) = (self.title.trim(), self.independent);
        let unstamped = Dot { actor: Actor(0), counter: 0 };
        let Some(about) = project.about() else {
            let about = About { independent, ..About::new(project.id(), title, unstamped) };
            return DialogAnswer::edits("Change the title of the project", vec![Edit::insert(about)]);
        };
        let titled = (about.title.as_str() != title).then(|| Edit::set(about.id, Field::Title, Text::from(title)));
        let ruled = (about.independent != independent).then(|| Edit::set(about.id, Field::Independent, independent));
        let command = match (&titled, &ruled) {
            (None, Some(_)) => "Change the rules of the project",
            _ => "Change the title of the project",
        };
        DialogAnswer::edits(command, titled.into_iter().chain(ruled).collect())
    }
}
