//! Two versions side by side: what is marked in both readers, and how one scrolls with the other.

use std::sync::Arc;

use crate::model::{Document, DocumentId, Project};
use crate::session::{Side, Versions};
use crate::text::{Alteration, Altered, TextRange, Version};
use crate::ui::reader::{Anchor, Line, ReaderState, Sighted};

/// More characters of the other wording are not told.
const MAX_CHARS: usize = 240;
/// By how much a reader at rest may move, in points.
const STILL: f32 = 0.05;

/// The comparison as it is on the screen.
pub struct CompareState {
    /// Whether each reader scrolls with the other.
    pub together: bool,
    versions: Option<Arc<Versions>>,
    current: Option<usize>,
    wanted: Option<Wanted>,
    scrolled: Scrolled,
}

impl Default for CompareState {
    fn default() -> Self {
        Self { together: true, versions: None, current: None, wanted: None, scrolled: Scrolled::default() }
    }
}

/// What is to be shown in both readers.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Wanted {
    Alteration(usize),
    Place(DocumentId, TextRange),
}

/// Where the readers were, to notice which one the user scrolls.
#[derive(Default)]
struct Scrolled {
    seen: [Option<Anchor>; 2],
    /// Which were put somewhere since: they did not move by themselves.
    put: [bool; 2],
    /// The reader that the other has to follow, scrolled or not.
    lead: Option<Side>,
}

impl CompareState {
    /// Shows how the documents in front differ, or nothing as long as that is not known. At first the other reader goes to
    /// where `lead` is.
    pub fn show(&mut self, versions: Option<Arc<Versions>>, lead: Side) {
        let pair = |versions: &Option<Arc<Versions>>| versions.as_ref().map(|versions| versions.pair);
        if pair(&versions) != pair(&self.versions) {
            self.current = None;
            // Unless something is to be shown.
            let leads = versions.is_some() && self.wanted.is_none();
            self.scrolled = Scrolled { lead: leads.then_some(lead), ..Scrolled::default() };
        }
        self.versions = versions;
    }

    /// Forgets what was shown.
    pub fn leave(&mut self) {
        *self = Self { together: self.together, ..Self::default() };
    }

    /// How the documents in front differ, once that is known.
    pub fn versions(&self) -> Option<&Versions> {
        self.versions.as_deref()
    }

    /// The same, if they are versions of one text at all.
    fn related(&self) -> Option<&Arc<Versions>> {
        self.versions.as_ref().filter(|versions| !versions.alterations.is_unrelated())
    }

    /// The alteration that the user has gone to.
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    /// The alteration behind or before the current one; if the caret was put elsewhere since, from there on.
    pub fn next(&self, side: Side, caret: usize, forward: bool) -> Option<usize> {
        let Versions { pair, alterations } = &**self.related()?;
        let version = pair.version_on(side);
        let n = alterations.all().len();
        let is_there =
            |index: &usize| alterations.all().get(*index).is_some_and(|it| it.range(version).start() == caret);
        match self.current.filter(is_there) {
            Some(current) => Some((current + if forward { 1 } else { n - 1 }) % n),
            None => alterations.next(version, caret, forward),
        }
    }

    /// Goes to an alteration, and gives where it is in both readers.
    pub fn go(&mut self, index: usize) -> Option<[(Side, TextRange); 2]> {
        let Versions { pair, alterations } = &**self.related()?;
        let it = alterations.all().get(index)?;
        let places = Side::BOTH.map(|side| (side, it.range(pair.version_on(side))));
        self.current = Some(index);
        self.wanted = Some(Wanted::Alteration(index));
        Some(places)
    }

    /// Goes to a place of one version, and to where that is in the other, as soon as it is known how they differ.
    pub fn go_to(&mut self, document: DocumentId, range: TextRange) {
        self.wanted = Some(Wanted::Place(document, range));
    }

    /// What a reader has to mark in a document.
    pub fn marks_in(&self, side: Side, document: DocumentId) -> Option<&Versions> {
        let versions = self.related()?;
        (versions.pair.document(versions.pair.version_on(side)).0 == document).then_some(versions)
    }

    /// The offsets whose lines have to stand where the eyes rest in each reader now, if the user wants to see something.
    pub fn places(&mut self) -> Option<[(Side, usize); 2]> {
        let versions = Arc::clone(self.related()?);
        let Versions { pair, alterations } = &*versions;
        match self.wanted.take()? {
            Wanted::Alteration(index) => {
                let it = alterations.all().get(index)?;
                Some(Side::BOTH.map(|side| (side, it.range(pair.version_on(side)).start())))
            }
            Wanted::Place(document, range) => {
                let version = pair.version_of(document)?;
                let touched = alterations.touching(version, range);
                let on_it = touched.filter(|(_, it)| it.range(version).overlaps(range)).map(|(index, _)| index);
                self.current = on_it.min();
                let there = self.across(version, Line { offset: range.start() as f64, above: 0.0 }).offset;
                Some([(pair.side_of(version), range.start()), (pair.side_of(version.other()), there as usize)])
            }
        }
    }

    /// The readers were put somewhere: they did not scroll.
    pub fn was_put(&mut self, side: Side) {
        self.scrolled.put[side as usize] = true;
    }

    /// Where the other reader has to go because this one was scrolled, if it was.
    pub fn follow(&mut self, side: Side, reader: &ReaderState) -> Option<Place> {
        let Scrolled { seen, put, lead } = &mut self.scrolled;
        let now = reader.anchor();
        let before = seen[side as usize].replace(now);
        let was_put = std::mem::take(&mut put[side as usize]);
        let leads = lead.take_if(|lead| *lead == side).is_some();
        let is_still = |before: Anchor| before.offset == now.offset && (before.below - now.below).abs() < STILL;
        let has_moved = !was_put && before.is_some_and(|before| !is_still(before));
        let version = self.related()?.pair.version_on(side);
        match reader.caret().filter(|_| leads) {
            Some(caret) => {
                let there = self.across(version, Line { offset: caret.offset as f64, above: 0.0 }).offset;
                Some(Place::Row(Sighted { offset: there as usize, ..caret }))
            }
            None if !leads && (!has_moved || !self.together) => None,
            None if now == Anchor::default() => Some(Place::Top),
            None => Some(Place::Line(self.across(version, reader.line()))),
        }
    }

    /// Where the other version is when one is at a line. While the user looks at words that were moved, that is within them.
    fn across(&self, version: Version, line: Line) -> Line {
        let Some(versions) = &self.versions else { return line };
        let current = self.current.and_then(|current| versions.alterations.all().get(current));
        let is_within = |it: &&Alteration| {
            let (start, end) = (it.range(version).start() as f64, it.range(version).end() as f64);
            it.altered == Altered::Moved && (start..=end).contains(&line.offset)
        };
        let offset = match current.filter(is_within) {
            Some(it) => {
                let (from, to) = (it.range(version), it.range(version.other()));
                let share = (line.offset - from.start() as f64) / from.len().max(1) as f64;
                to.start() as f64 + share * to.len() as f64
            }
            None => versions.alterations.across(version, line.offset),
        };
        Line { offset, ..line }
    }
}

/// Where a reader has to go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// The beginning, with all that stands above it.
    Top,
    /// A line.
    Line(Line),
    /// The same, with all of it.
    Row(Sighted),
}

/// What an alteration is, for who reads one of the versions: "Was “265”".
pub fn in_words(project: &Project, versions: &Versions, version: Version, it: &Alteration) -> String {
    let (here, there) = match version {
        Version::Old => ("Replaced by", "Moved to"),
        Version::New => ("Was", "Moved from"),
    };
    let (id, _) = versions.pair.document(version.other());
    let other = project.document(id);
    let side = match versions.pair.side_of(version.other()) {
        Side::Left => "left",
        Side::Right => "right",
    };
    let range = it.range(version.other());
    match it.altered {
        Altered::Inserted | Altered::Deleted => {
            let what = if it.altered == Altered::Inserted { "Inserted" } else { "Deleted" };
            format!("{what}: the version on the {side} has nothing of it")
        }
        Altered::Replaced => format!("{here} “{}”", other.map_or_else(String::new, |other| excerpt(other, range))),
        Altered::Moved => {
            format!("{there} {}", other.map_or_else(String::new, |other| other.place_name(range.start())))
        }
    }
}

/// The words of a range, on one line, the end left out if they are many.
pub fn excerpt(document: &Document, range: TextRange) -> String {
    let words = range.within(document.text()).unwrap_or_default();
    let cut = words.char_indices().nth(MAX_CHARS).and_then(|(end, _)| words.get(..end));
    let words = crate::ui::widgets::on_one_line(cut.unwrap_or(words)).into_owned();
    if cut.is_some() { words + "…" } else { words }
}
