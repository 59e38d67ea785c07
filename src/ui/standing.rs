//! How far the check of a passage is, what it found and what links say, as signs and colors.

use egui::Color32;

use crate::model::{Outcome, Relation, Standing, StandsIn, State, Why};

use super::theme::Theme;
use super::widgets::Glyph;

/// The sign for it, told from all others by its shape.
pub fn glyph_of(standing: Standing) -> Glyph {
    match standing.stands_in {
        StandsIn::Draft => {}
        StandsIn::Earlier => return standing.outcome.map_or(Glyph::Dash, outcome_glyph),
        StandsIn::Evidence => return Glyph::Dash,
    }
    match (standing.open, standing.outcome) {
        (Some(Why::Clash), _) => Glyph::Clash,
        (Some(Why::Reopened), _) => Glyph::Reopen,
        // A question that is out weighs more than what was found so far, unless that is bad.
        (Some(Why::AwaitsAnswer), None | Some(Outcome::Confirmed | Outcome::OnAuthor)) => Glyph::Ellipsis,
        (_, Some(outcome)) => outcome_glyph(outcome),
        (_, None) if standing.state == State::InProgress => Glyph::HalfCircle,
        (_, None) => Glyph::Circle,
    }
}

/// The color for it.
pub fn color_of(standing: Standing, theme: &Theme) -> Color32 {
    match standing.stands_in {
        StandsIn::Draft => {}
        StandsIn::Earlier => return theme.ink2,
        StandsIn::Evidence => return theme.accent,
    }
    match (standing.open, standing.outcome) {
        (None, Some(Outcome::Confirmed | Outcome::ConfirmedWithChange)) => theme.ok,
        (Some(Why::Clash | Why::Reopened), _) => theme.conf,
        (_, Some(Outcome::Wrong)) => theme.bad,
        (_, Some(Outcome::Conflicting | Outcome::ConfirmedWithChange)) => theme.conf,
        (_, Some(Outcome::CannotVerify)) => theme.unk,
        (Some(Why::AwaitsAnswer), _) => theme.accent,
        (Some(Why::Unsupported | Why::NoAnswer), _) => theme.conf,
        (_, Some(Outcome::Confirmed)) => theme.ok,
        (_, Some(Outcome::OnAuthor | Outcome::Opinion | Outcome::OutOfScope)) => theme.ink2,
        (_, None) => theme.faint,
    }
}

/// How serious it is: of several the highest is shown. All that is open is more serious than what is closed.
pub fn seriousness(standing: Standing) -> u8 {
    match (standing.open, standing.outcome) {
        (Some(Why::Clash), _) => 11,
        (Some(_), Some(Outcome::Wrong)) => 10,
        (Some(_), Some(Outcome::Conflicting)) => 9,
        (Some(Why::Reopened), _) => 8,
        (Some(_), Some(Outcome::CannotVerify)) => 7,
        (Some(_), Some(Outcome::ConfirmedWithChange)) => 6,
        (Some(_), Some(_)) => 5,
        (Some(Why::AwaitsAnswer), None) => 4,
        (Some(_), None) if standing.state == State::InProgress => 3,
        (Some(_), None) => 2,
        (None, Some(Outcome::Wrong | Outcome::Conflicting | Outcome::CannotVerify)) => 1,
        (None, _) => 0,
    }
}

/// The sign for an outcome.
pub fn outcome_glyph(outcome: Outcome) -> Glyph {
    match outcome {
        Outcome::Confirmed => Glyph::Tick,
        Outcome::ConfirmedWithChange => Glyph::TickChange,
        Outcome::Wrong => Glyph::Cross,
        Outcome::Conflicting => Glyph::NotEqual,
        Outcome::CannotVerify => Glyph::Question,
        Outcome::OnAuthor => Glyph::Person,
        Outcome::Opinion => Glyph::Opinion,
        Outcome::OutOfScope => Glyph::OutOfScope,
    }
}

/// The color of an outcome, without regard to whether its passage is closed.
pub fn color_of_outcome(outcome: Outcome, theme: &Theme) -> Color32 {
    match outcome {
        Outcome::Confirmed | Outcome::ConfirmedWithChange => theme.ok,
        Outcome::Wrong => theme.bad,
        Outcome::Conflicting => theme.conf,
        Outcome::CannotVerify => theme.unk,
        Outcome::OnAuthor | Outcome::Opinion | Outcome::OutOfScope => theme.ink2,
    }
}

/// The color of a relation. Never its only sign: the word stands beside it, and connectors differ in their dash.
pub fn color_of_relation(relation: Relation, theme: &Theme) -> Color32 {
    match relation {
        Relation::Supports => theme.ok,
        Relation::Contradicts => theme.conf,
        Relation::Updates => theme.accent,
        Relation::Repeats => theme.unk,
        Relation::Context => theme.ink2,
    }
}
