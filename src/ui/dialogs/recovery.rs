//! Work of a program that ended before it was saved.

use egui::{Button, Context, Response, RichText, Ui};

use super::DialogAnswer;
use super::parts::{hint, keep_in_view, scrolled, sentence};
use crate::ui::theme::{CONTROL_HEIGHT, Theme};
use crate::ui::widgets::{Answer, Dialog, DialogButton, accent_button, card, elided_label};

/// Shows the unsaved work that was found, and asks what becomes of it. One answer at a time.
#[derive(Clone, Debug)]
pub struct Recovery {
    works: Vec<FoundWork>,
    /// The one that would be thrown away if that were confirmed.
    discarding: Option<usize>,
}

/// Unsaved work that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundWork {
    /// What the project is called.
    pub project: String,
    /// Its file, empty if it was never saved.
    pub path: String,
    /// When it was begun, in words.
    pub begun: String,
    /// How many changes it has.
    pub n_changes: usize,
    /// When the last of them was made, in words.
    pub until: String,
    /// The beginning of the text that was being typed, empty if there is none.
    pub typing: String,
    /// What is wrong with it, a sentence each.
    pub problems: Vec<String>,
    /// Whether anything of it can be recovered.
    pub readable: bool,
}

impl FoundWork {
    /// How much work it is, and up to when: "12 changes, the last 14:31 · begun 12:40".
    fn amount(&self) -> String {
        let changes = match (self.n_changes, self.until.as_str()) {
            (0, _) => "No change finished".to_owned(),
            (1, "") => "1 change".to_owned(),
            (1, until) => format!("1 change, {until}"),
            (n, "") => format!("{n} changes"),
            (n, until) => format!("{n} changes, the last {until}"),
        };
        if self.begun.is_empty() { changes } else { format!("{changes} · begun {}", self.begun) }
    }
}

impl Recovery {
    /// Asks about this work.
    pub fn new(works: Vec<FoundWork>) -> Self {
        Self { works, discarding: None }
    }

    pub(super) fn show(&mut self, egui: &Context) -> Option<DialogAnswer> {
        let is_alone = self.works.len() == 1;
        let can_recover = is_alone && self.discarding.is_none() && self.works.iter().all(|work| work.readable);
        let mut buttons = vec![DialogButton { default: !can_recover, ..DialogButton::new("Later") }];
        if can_recover {
            buttons.push(DialogButton::primary("Recover"));
        }
        let mut pressed = None;
        let answer = Dialog::new("recovery", "Unsaved work was found").width(520.0).show(egui, &buttons, |ui| {
            sentence(
                ui,
                "Tickmark ended before this was saved. What is recovered can be undone, back to the last save. Later \
                 means: it stays, and you are asked again.",
            );
            scrolled(ui, |ui| {
                for (idx, work) in self.works.iter().enumerate() {
                    let asked = self.discarding == Some(idx);
                    let press = ui.push_id(idx, |ui| work_ui(ui, work, asked, !is_alone)).inner;
                    pressed = press.map(|press| (idx, press)).or(pressed);
                }
            });
        });
        match pressed {
            Some((idx, Press::Recover)) => return Some(DialogAnswer::Recover(idx)),
            Some((idx, Press::Discard)) if self.discarding == Some(idx) => {
                return Some(DialogAnswer::DiscardRecovered(idx));
            }
            Some((idx, Press::Discard)) => self.discarding = Some(idx),
            Some((_, Press::Keep)) => self.discarding = None,
            None => {}
        }
        match answer? {
            Answer::Button(1) => Some(DialogAnswer::Recover(0)),
            _ => Some(DialogAnswer::Dismissed),
        }
    }
}

/// What was pressed beside one work.
#[derive(Clone, Copy, Debug)]
enum Press {
    Recover,
    Discard,
    Keep,
}

fn work_ui(ui: &mut Ui, work: &FoundWork, discarding: bool, with_recover: bool) -> Option<Press> {
    let theme = Theme::of(ui);
    let color = if work.problems.is_empty() { theme.accent } else { theme.conf };
    let shown = card(ui, color, |ui| {
        let project = if work.project.is_empty() { "A project without a title" } else { &work.project };
        elided_label(ui, project, theme.body_medium(), theme.ink);
        let path = if work.path.is_empty() { "never saved" } else { &work.path };
        elided_label(ui, path, theme.small(), theme.ink2);
        hint(ui, &work.amount(), theme.ink2);
        if !work.typing.is_empty() {
            hint(ui, &format!("Being typed: “{}”", work.typing), theme.ink2);
        }
        for problem in &work.problems {
            hint(ui, problem, theme.conf);
        }
        let pressed = ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = CONTROL_HEIGHT;
            buttons_ui(ui, work, discarding, with_recover)
        });
        if discarding {
            hint(ui, "Discarded work cannot be brought back.", theme.bad);
        }
        pressed.inner
    });
    shown.inner
}

fn buttons_ui(ui: &mut Ui, work: &FoundWork, discarding: bool, with_recover: bool) -> Option<Press> {
    let theme = Theme::of(ui);
    let mut pressed = None;
    let mut press = |response: Response, what| {
        keep_in_view(&response);
        if response.clicked() {
            pressed = Some(what);
        }
    };
    if with_recover && work.readable {
        press(accent_button(ui, "Recover"), Press::Recover);
    }
    if discarding {
        // In the place of “Discard…” and with its focus, for who clicks or presses `Enter` twice.
        press(ui.button("Keep it"), Press::Keep);
    }
    let text = if discarding { "Discard for good" } else { "Discard…" };
    press(ui.add(Button::new(RichText::new(text).color(theme.bad))), Press::Discard);
    pressed
}
