//! The list that sets an outcome.

use egui::{Context, Key};

use super::DialogAnswer;
use super::list::{List, ROW, Row};
use super::parts::{Opening, letter, popup, popup_title};
use crate::command::{Action, Then};
use crate::edit;
use crate::model::{Outcome, PassageId, Project};
use crate::ui::ViewCtx;
use crate::ui::standing::{color_of_outcome, outcome_glyph};
use crate::ui::theme::Theme;
use crate::ui::widgets::Glyph;

/// Asks what the check of one or more passages found. There is no time limit.
#[derive(Clone, Debug)]
pub struct OutcomeList {
    passages: Vec<PassageId>,
    list: List,
    opening: Opening,
}

/// The letters that choose an outcome, in the order of [`Outcome::ALL`].
const LETTERS: [&str; 8] = ["C", "H", "W", "F", "V", "A", "O", "X"];

impl OutcomeList {
    /// Asks for the outcome of these passages. The list begins at the outcome that the first of them has.
    pub fn new(project: &Project, passages: Vec<PassageId>) -> Self {
        let outcome = passages.first().and_then(|id| project.passage(*id)).and_then(|passage| passage.outcome);
        let at = Outcome::ALL.iter().position(|other| Some(*other) == outcome).unwrap_or_default();
        Self { passages, list: List::at(at), opening: Opening::default() }
    }

    pub(super) fn show(&mut self, ctx: &ViewCtx<'_>, egui: &Context) -> Option<DialogAnswer> {
        let Some(project) = ctx.session.map(|session| session.project()) else { return Some(DialogAnswer::Dismissed) };
        let passages: Vec<_> = self.passages.iter().filter_map(|id| project.passage(*id)).collect();
        if passages.is_empty() {
            return Some(DialogAnswer::Dismissed);
        }
        let theme = Theme::of(egui);
        let title = match passages.len() {
            1 => "Outcome".to_owned(),
            n_passages => format!("Outcome of {n_passages} passages"),
        };
        let why_not = if passages.iter().any(|it| it.outcome.is_some()) { "" } else { "It has none" };
        let mut rows = Outcome::ALL.iter().zip(LETTERS).map(|(outcome, letter)| Row {
            sign: Some((outcome_glyph(*outcome), color_of_outcome(*outcome, theme))),
            text: outcome.label(),
            right: letter,
            ..Row::default()
        });
        let take_away =
            Row { sign: Some((Glyph::Close, theme.faint)), text: "Take away", right: "Del", why_not, ..Row::default() };
        let rows: Vec<Row<'_>> = rows.by_ref().chain([take_away]).collect();
        let shown = popup(egui, "outcome", &title, 250.0, |ui| {
            popup_title(ui, &title);
            let chosen = self.list.show(ui, &mut self.opening, "Outcomes", ROW * rows.len() as f32, &rows);
            let pressed = letter(ui).and_then(|pressed| LETTERS.iter().position(|letter| *letter == pressed));
            let delete = why_not.is_empty() && ui.input(|input| input.key_pressed(Key::Delete));
            chosen.or(pressed).or(delete.then_some(Outcome::ALL.len()))
        });
        if let Some(chosen) = shown.inner {
            let outcome = Outcome::ALL.get(chosen).copied();
            let what = edit::set_outcome(passages.into_iter().map(|passage| &**passage), outcome);
            return Some(DialogAnswer::action(Action::Commit(what, Then::Stay)));
        }
        shown.dismissed.then_some(DialogAnswer::Dismissed)
    }
}
