//! What the project is called.

use egui::Context;

use super::DialogAnswer;
use super::parts::{Opening, field};
use crate::model::{About, Actor, Dot, Edit, Field, Text};
use crate::ui::ViewCtx;
use crate::ui::widgets::{Answer, Dialog, DialogButton, select_all};

/// Asks for the title of the project.
#[derive(Clone, Debug)]
pub struct ProjectTitle {
    title: String,
    opening: Opening,
}

impl ProjectTitle {
    /// Asks for the title, which is `title` so far.
    pub fn new(title: &str) -> Self {
        Self { title: title.to_owned(), opening: Opening::default() }
    }

    pub(super) fn show(&mut self, ctx: &ViewCtx<'_>, egui: &Context) -> Option<DialogAnswer> {
        let Some(session) = ctx.session else { return Some(DialogAnswer::Dismissed) };
        let buttons = [DialogButton::new("Cancel"), DialogButton::primary("Use this title")];
        let answer = Dialog::new("project-title", "Title of the project").show(egui, &buttons, |ui| {
            let field = field(ui, "Title", &mut self.title, "What this project is called");
            let had_keys = self.opening.is_done();
            self.opening.give_focus(&field);
            if !had_keys && self.opening.is_done() {
                select_all(ui, &field, &self.title);
            }
        });
        match answer? {
            Answer::Button(1) => {
                let (project, title) = (session.project(), self.title.trim());
                let unstamped = Dot { actor: Actor(0), counter: 0 };
                let edit = match project.about() {
                    Some(about) if about.title.as_str() == title => None,
                    Some(about) => Some(Edit::set(about.id, Field::Title, Text::from(title))),
                    None => Some(Edit::insert(About::new(project.id(), title, unstamped))),
                };
                Some(DialogAnswer::edits("Change the title of the project", edit.into_iter().collect()))
            }
            _ => Some(DialogAnswer::Dismissed),
        }
    }
}
