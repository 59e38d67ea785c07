//! How the bytes of a file stand for characters.

use std::sync::Arc;

use egui::{Context, Ui};

use super::DialogAnswer;
use super::list::{List, ROW, Row};
use super::parts::{Opening, gap, hint, quoting, room, sentence};
use crate::import::{encodings, preview};
use crate::text::spelled_out;
use crate::ui::theme::Theme;
use crate::ui::widgets::{Answer, Dialog, DialogButton, elided_label};

/// The height of the lines that are shown.
const PREVIEW_HEIGHT: f32 = 118.0;

/// Asks for the encoding of a file, and shows what its lines would be.
#[derive(Clone, Debug)]
pub struct EncodingChoice {
    file: String,
    /// The encoding in which it was read.
    own: String,
    bytes: Arc<[u8]>,
    /// The row of the list that `lines` belong to.
    shown: usize,
    lines: Vec<String>,
    list: List,
    opening: Opening,
}

impl EncodingChoice {
    /// Asks about a file of this name and these bytes that was read in this encoding.
    pub fn new(file: &str, own: &str, bytes: Arc<[u8]>) -> Self {
        let at = names().position(|(_, name)| name == own).unwrap_or(0);
        let mut choice = Self {
            file: file.to_owned(),
            own: own.to_owned(),
            bytes,
            shown: at,
            lines: Vec::new(),
            list: List::at(at),
            opening: Opening::default(),
        };
        choice.look();
        choice
    }

    pub(super) fn show(&mut self, egui: &Context) -> Option<DialogAnswer> {
        let buttons = [DialogButton::new("Cancel"), DialogButton::primary("Use this encoding")];
        let mut entered = false;
        let answer = Dialog::new("encoding", "Which encoding?").width(560.0).show(egui, &buttons, |ui| {
            entered = self.choice_ui(ui);
        });
        if self.shown != self.list.at {
            self.shown = self.list.at;
            self.look();
            egui.request_repaint();
        }
        let chosen = matches!(answer, Some(Answer::Button(1))) || entered;
        match answer {
            _ if chosen => names().nth(self.list.at).map(|(_, name)| DialogAnswer::Encoding(name.to_owned())),
            Some(_) => Some(DialogAnswer::Dismissed),
            None => None,
        }
    }

    /// Draws the list and the lines; whether `Enter` chose a row.
    fn choice_ui(&mut self, ui: &mut Ui) -> bool {
        sentence(ui, &format!("Choose the one in which {} reads well.", spelled_out(&self.file)));
        let mut script = "";
        let rows: Vec<Row<'_>> = names()
            .map(|(of, name)| {
                let group = (of != script).then_some(of);
                script = of;
                Row { group, text: name, right: if name == self.own { "as it was read" } else { "" }, ..Row::default() }
            })
            .collect();
        let height = (room(ui) - PREVIEW_HEIGHT - ROW).max(3.0 * ROW);
        let before = self.list.at;
        let chosen = self.list.show(ui, &mut self.opening, "Encodings", height, &rows);
        // A click only shows what it would be.
        let clicked = chosen.is_some() && self.list.at != before;
        gap(ui);
        quoting(ui, |ui| {
            ui.set_min_height(PREVIEW_HEIGHT - 20.0);
            let theme = Theme::of(ui);
            for line in &self.lines {
                elided_label(ui, &spelled_out(line), theme.body(), theme.ink);
            }
            if self.lines.is_empty() {
                hint(ui, "Nothing in it can be shown", theme.faint);
            }
        });
        chosen.is_some() && !clicked && ui.input(|input| !input.pointer.any_click())
    }

    fn look(&mut self) {
        let name = names().nth(self.list.at).map_or("", |(_, name)| name);
        self.lines = preview(&self.bytes, name);
    }
}

/// The names of all encodings, with what they are for.
fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    encodings().iter().flat_map(|group| group.names.iter().map(|name| (group.script, *name)))
}
