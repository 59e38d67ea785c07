//! What could not be done.

use egui::{
    Context, Label, Stroke, Ui,
    text::{LayoutJob, TextFormat},
};

use super::DialogAnswer;
use super::parts::{gap, hint, quoting, scrolled, sentence};
use crate::text::spelled_out;
use crate::ui::theme::Theme;
use crate::ui::widgets::{Dialog, DialogButton};

/// Tells what could not be done, why and where, with a piece of the file if that helps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// What failed: "The project could not be opened".
    pub title: String,
    /// Why, in one or more sentences.
    pub why: String,
    /// Where: a line and column, empty if there is none.
    pub place: String,
    /// The file, empty if there is none.
    pub path: String,
    /// The lines of the file that the problem is in, empty if there are none. A last line of spaces and `^` points to the
    /// character above.
    pub excerpt: String,
    /// What is safe all the same, or what can be done: "The file was not changed".
    pub advice: String,
}

impl Problem {
    pub(super) fn show(&self, egui: &Context) -> Option<DialogAnswer> {
        let buttons = [DialogButton::primary("Close")];
        let answer = Dialog::new("problem", &self.title).width(560.0).show(egui, &buttons, |ui| {
            scrolled(ui, |ui| {
                sentence(ui, &spelled_out(&self.why));
                if !self.place.is_empty() {
                    hint(ui, &self.place, Theme::of(ui).ink2);
                }
                if !self.excerpt.is_empty() {
                    gap(ui);
                    quoting(ui, |ui| lines_ui(ui, &self.excerpt));
                }
                if !self.advice.is_empty() {
                    gap(ui);
                    sentence(ui, &self.advice);
                }
                if !self.path.is_empty() {
                    gap(ui);
                    hint(ui, &spelled_out(&self.path), Theme::of(ui).ink2);
                }
            });
        });
        answer.map(|_| DialogAnswer::Dismissed)
    }
}

/// The lines of an excerpt. The character that its last line points to is colored and underlined: letters are not all
/// equally wide, so that an arrow below would point beside it.
fn lines_ui(ui: &mut Ui, excerpt: &str) {
    let theme = Theme::of(ui);
    let mut lines: Vec<&str> = excerpt.lines().collect();
    let column = lines.pop_if(|last| last.trim() == "^").map(|arrow| arrow.chars().count() - 1);
    let last = lines.len().saturating_sub(1);
    for (idx, line) in lines.into_iter().enumerate() {
        let plain = TextFormat::simple(theme.body(), theme.ink);
        let mut job = LayoutJob::default();
        match column.filter(|_| idx == last) {
            None => job.append(&spelled_out(line), 0.0, plain),
            Some(column) => {
                let part = |from, n_chars| line.chars().skip(from).take(n_chars).collect::<String>();
                let at = match part(column, 1) {
                    at if at.trim().is_empty() => "\u{2009}\u{2009}".to_owned(),
                    at => at,
                };
                let marked = TextFormat {
                    color: theme.bad,
                    background: theme.hover,
                    underline: Stroke::new(1.5, theme.bad),
                    ..plain.clone()
                };
                job.append(&spelled_out(&part(0, column)), 0.0, plain.clone());
                job.append(&spelled_out(&at), 0.0, marked);
                job.append(&spelled_out(&part(column + 1, usize::MAX)), 0.0, plain);
            }
        }
        job.wrap.max_width = ui.available_width();
        ui.add(Label::new(job).selectable(true));
    }
}
