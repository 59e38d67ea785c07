//! Who checks here.

use egui::Context;

use super::DialogAnswer;
use super::parts::{Opening, field, gap, sentence};
use crate::ui::widgets::{Answer, Dialog, DialogButton};

/// Asks for the checker's name.
#[derive(Clone, Debug)]
pub struct CheckerName {
    name: String,
    opening: Opening,
}

impl CheckerName {
    /// Asks for the name, which is `name` so far.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), opening: Opening::default() }
    }

    pub(super) fn show(&mut self, egui: &Context) -> Option<DialogAnswer> {
        let name = self.name.trim().to_owned();
        let buttons = [DialogButton::new("Cancel"), DialogButton::primary("Use this name").enabled(!name.is_empty())];
        let answer = Dialog::new("checker", "Your name").show(egui, &buttons, |ui| {
            sentence(
                ui,
                "Your name goes with everything you record, and colleagues see it. It is kept on this computer.",
            );
            gap(ui);
            let field = field(ui, "Name", &mut self.name, "As colleagues know you");
            self.opening.give_focus(&field);
        });
        match answer? {
            Answer::Button(1) => Some(DialogAnswer::Checker(name)),
            _ => Some(DialogAnswer::Dismissed),
        }
    }
}
