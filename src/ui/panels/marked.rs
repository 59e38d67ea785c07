//! Words before and after a new version, with what differs marked, and the signs of what became of them.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Stroke};

use crate::model::Made;
use crate::text::Placement;
use crate::ui::theme::Theme;
use crate::ui::widgets::Glyph;

use super::passage::{Fate, word_diff};
use super::quoted::{Quoted, first_chars, last_chars};

/// How much of words that stay is shown in a line beside words that do not, in characters.
const KEPT: usize = 14;

/// Words in their sentence, in pieces of which some went or came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// Before the words.
    pub before: String,
    /// The words in pieces.
    pub words: Vec<(Fate, String)>,
    /// After the words.
    pub after: String,
}

impl Marked {
    /// Those of both sides: what was taken out stands in the first, what was put in in the second.
    pub fn both(old: &Quoted, new: Option<&Quoted>) -> [Option<Self>; 2] {
        let diff = match new {
            Some(new) if new.words != old.words => word_diff(&old.words, &new.words),
            _ => vec![(Fate::Kept, old.words.clone())],
        };
        let of = |quoted: &Quoted, not: Fate| Self {
            before: quoted.before.clone(),
            words: diff.iter().filter(|(fate, _)| *fate != not).cloned().collect(),
            after: quoted.after.clone(),
        };
        [Some(of(old, Fate::Added)), new.map(|new| of(new, Fate::Removed))]
    }

    /// Fit for one line: what stays is cut where that helps to see what does not.
    pub fn in_a_line(self) -> Self {
        let is_changed = self.words.iter().any(|(fate, _)| *fate != Fate::Kept);
        let is_late = |(fate, text): &(Fate, String)| *fate == Fate::Kept && text.chars().count() > 2 * KEPT;
        let before = if is_changed && self.words.first().is_some_and(is_late) { String::new() } else { self.before };
        let n_pieces = self.words.len();
        let short = |(at, (fate, text)): (usize, (Fate, String))| {
            let is_long = text.chars().count() > 2 * KEPT;
            let text = match (fate, is_changed && is_long) {
                (Fate::Kept, true) if at == 0 => last_chars(&text, KEPT),
                (Fate::Kept, true) if at + 1 < n_pieces => {
                    format!("{} {}", first_chars(&text, KEPT), last_chars(&text, KEPT)).replace("… …", "…")
                }
                _ => text,
            };
            (fate, text)
        };
        Self { before, words: self.words.into_iter().enumerate().map(short).collect(), after: self.after }
    }

    /// The words alone.
    pub fn text(&self) -> String {
        self.words.iter().map(|(_, text)| text.as_str()).collect()
    }
}

/// The sign and the color of what became of a passage. The word stands beside it.
pub fn sign_of(became: Placement, theme: &Theme) -> (Glyph, Color32) {
    match became {
        Placement::Unchanged => (Glyph::Equal, theme.ink2),
        Placement::Moved => (Glyph::ArrowDown, theme.ink),
        Placement::Changed => (Glyph::NotEqual, theme.conf),
        Placement::Ambiguous => (Glyph::Question, theme.unk),
        Placement::Orphaned => (Glyph::Cross, theme.bad),
    }
}

/// The sign and the color of what a new version has of a change.
pub fn sign_of_made(made: Made, theme: &Theme) -> (Glyph, Color32) {
    match made {
        Made::AsProposed => (Glyph::Tick, theme.ok),
        Made::Otherwise => (Glyph::NotEqual, theme.conf),
        Made::Gone => (Glyph::Dash, theme.ink2),
        Made::NotMade => (Glyph::Cross, theme.bad),
    }
}

/// Words in their sentence: what was taken out is struck, what was put in is underlined.
pub fn marked_job(says: &Marked, theme: &Theme, (size, ink): (f32, Color32)) -> LayoutJob {
    let line_height = Some((size * 1.36).round());
    let format = |font, color| TextFormat { line_height, ..TextFormat::simple(font, color) };
    let around = format(theme.quoted(size), theme.ink2);
    let mut job = LayoutJob::default();
    job.append(&says.before, 0.0, around.clone());
    for (fate, text) in &says.words {
        let kept = format(theme.quoted(size), ink);
        let strong = format(theme.quoted_strong(size), theme.ink);
        let format = match fate {
            Fate::Kept => kept,
            Fate::Removed => TextFormat { strikethrough: Stroke::new(1.2, theme.bad), ..strong },
            Fate::Added => TextFormat { underline: Stroke::new(1.5, theme.ok), ..strong },
        };
        job.append(text, 0.0, format);
    }
    job.append(&says.after, 0.0, around);
    job
}

/// The first letter large.
pub fn sentence_case(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
