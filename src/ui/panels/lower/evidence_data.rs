//! What bears on a question, as it is shown.

use egui::text::{LayoutJob, TextFormat};

use crate::model::{LinkId, LinkTarget, PassageId};
use crate::session::{Bearing, Difference, Session};
use crate::text::TextRange;
use crate::ui::theme::Theme;
use crate::ui::widgets::on_one_line;

/// How far the first telling word may stand from the beginning of what a row shows, in bytes.
const LEAD: usize = 60;
/// How much of a sentence is shown in full, in bytes.
const LONGEST: usize = 4_000;

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The document and the place in it: "Inside the prisons, ¶5".
    pub place: String,
    /// The sentence.
    pub sentence: Vec<Piece>,
    /// The sentence from about its first telling word.
    pub excerpt: Vec<Piece>,
    /// Why it was found.
    pub reason: String,
    /// How it differs.
    pub verdict: Option<Difference>,
}

/// Some words of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words, on one line.
    pub words: String,
    /// Whether they tell that the sentence bears on the question.
    pub tells: bool,
}

impl Line {
    /// All of it, for who hears it.
    pub fn in_words(&self) -> String {
        let sentence: String = self.sentence.iter().map(|piece| piece.words.as_str()).collect();
        match &self.verdict {
            Some(Difference { verdict, reason, .. }) => {
                format!("{}: {sentence} {}: {reason}. {}", self.place, verdict.label(), self.reason)
            }
            None => format!("{}: {sentence} {}", self.place, self.reason),
        }
    }

    /// Whether it differs from what was asked about so that somebody has to decide.
    pub fn is_for_editor(&self) -> bool {
        self.verdict.as_ref().is_some_and(Difference::is_for_editor)
    }
}

impl Piece {
    /// Pieces in one paragraph, those that tell stronger.
    pub fn job(pieces: &[Self], theme: &Theme, size: f32) -> LayoutJob {
        let mut job = LayoutJob::default();
        for piece in pieces {
            let (font, color) =
                if piece.tells { (theme.quoted_strong(size), theme.ink) } else { (theme.quoted(size), theme.ink2) };
            job.append(&piece.words, 0.0, TextFormat::simple(font, color));
        }
        job
    }
}

/// The rows of what was found.
pub fn lines(session: &Session, found: &[Bearing]) -> Vec<Line> {
    found.iter().filter_map(|bearing| line(session, bearing)).collect()
}

fn line(session: &Session, bearing: &Bearing) -> Option<Line> {
    let document = session.project().document(bearing.document)?;
    let end = document.text().floor_char_boundary(bearing.range.end().min(bearing.range.start() + LONGEST));
    let whole = TextRange::between(bearing.range.start(), end);
    let first = bearing.telling.first().map_or(whole.start(), |range| range.start());
    let from = first.saturating_sub(LEAD).max(whole.start());
    let from = document.text().get(from..).map_or(whole.start(), |_| from);
    let word = document.text().get(from..first).and_then(|lead| lead.find(' ')).map_or(from, |at| from + at + 1);
    let is_cut = first > whole.start() + LEAD;
    let mut excerpt = pieces(document, TextRange::between(if is_cut { word } else { whole.start() }, end), bearing);
    if is_cut {
        excerpt.insert(0, Piece { words: "…".into(), tells: false });
    }
    Some(Line {
        place: format!("{}, {}", document.title, document.place_name(bearing.range.start())),
        sentence: pieces(document, whole, bearing),
        excerpt,
        reason: bearing.reason.clone(),
        verdict: bearing.verdict.clone(),
    })
}

/// The words of a range, cut where telling words begin and end.
fn pieces(document: &crate::model::Document, range: TextRange, bearing: &Bearing) -> Vec<Piece> {
    let view = document.body.first_view(range);
    let mut pieces = Vec::new();
    let mut push = |from: usize, to: usize, tells: bool| {
        if from < to {
            let words = document.body.seen(view, TextRange::between(from, to));
            pieces.push(Piece { words: on_one_line(&words).into_owned(), tells });
        }
    };
    let mut at = range.start();
    for telling in bearing.telling.iter().filter_map(|telling| telling.intersection(range)) {
        push(at, telling.start(), false);
        push(telling.start(), telling.end(), true);
        at = telling.end();
    }
    push(at, range.end(), false);
    pieces
}

/// The link of a passage with a passage in a sentence.
pub fn linked(session: &Session, from: PassageId, bearing: &Bearing) -> Option<LinkId> {
    let project = session.project();
    let is_here = |id: PassageId| {
        project
            .passage(id)
            .is_some_and(|it| it.place.document == bearing.document && it.range().overlaps(bearing.range))
    };
    let mut links = project.links_from(from);
    let link = links.find(|link| matches!(link.to, LinkTarget::Passage(to) if is_here(to)))?;
    Some(link.id)
}
