//! What the review of new versions shows.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edit::lower_first;
use crate::model::{Document, DocumentId, Made, Passage, Project, Why};
use crate::session::{Carried, ReviewId, ReviewRow, Session, change_in_words, reopened_in_words};
use crate::text::{Placement, TextRange};
use crate::ui::panels::marked::{Marked, sentence_case};
use crate::ui::panels::quoted::{Quoted, visible};

/// Which rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReviewFilter {
    /// Of what sort they must be.
    pub sort: Option<Sort>,
    /// In which document.
    pub document: Option<DocumentId>,
}

/// A sort of rows, to look at one of them alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// What waits for a person.
    Waiting,
    /// What became so.
    Became(Fated),
    /// Passages with an accepted change that was not made.
    NotMade,
    /// What was added to an earlier version by somebody who did not know of the new one.
    Added,
}

/// What became of a passage, the most serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fated {
    /// See [`Placement::Orphaned`].
    Orphaned,
    /// See [`Placement::Ambiguous`].
    Ambiguous,
    /// See [`Placement::Changed`].
    Changed,
    /// See [`Placement::Moved`].
    Moved,
    /// See [`Placement::Unchanged`].
    Unchanged,
}

impl From<Placement> for Fated {
    fn from(placement: Placement) -> Self {
        match placement {
            Placement::Unchanged => Self::Unchanged,
            Placement::Moved => Self::Moved,
            Placement::Changed => Self::Changed,
            Placement::Ambiguous => Self::Ambiguous,
            Placement::Orphaned => Self::Orphaned,
        }
    }
}

impl Sort {
    /// All sorts, in the order of the menu.
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Became(Fated::Orphaned),
        Self::Became(Fated::Ambiguous),
        Self::Became(Fated::Changed),
        Self::Became(Fated::Moved),
        Self::Became(Fated::Unchanged),
        Self::NotMade,
        Self::Added,
    ];

    /// The words for it: "Text changed".
    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting",
            Self::Became(Fated::Orphaned) => "Orphaned",
            Self::Became(Fated::Ambiguous) => "Ambiguous",
            Self::Became(Fated::Changed) => "Text changed",
            Self::Became(Fated::Moved) => "Moved",
            Self::Became(Fated::Unchanged) => "Unchanged",
            Self::NotMade => "Change not made",
            Self::Added => "Added meanwhile",
        }
    }

    fn takes(self, row: &ReviewRow) -> bool {
        match self {
            Self::Waiting => row.waits,
            Self::Became(fated) => Fated::from(row.carried.became) == fated,
            Self::NotMade => row.lacks_change(),
            Self::Added => row.carried.is_added,
        }
    }
}

impl ReviewFilter {
    /// Whether a row is shown.
    pub fn takes(&self, row: &ReviewRow) -> bool {
        self.document.is_none_or(|document| row.newest == document) && self.sort.is_none_or(|sort| sort.takes(row))
    }

    /// How many rows there are of a sort.
    pub fn count(&self, sort: Sort, all: &[ReviewRow]) -> usize {
        let of = Self { sort: Some(sort), ..*self };
        all.iter().filter(|row| of.takes(row)).count()
    }
}

/// A row: before and now below each other, and what is said about them.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What became of it.
    pub became: Placement,
    /// Whether it waits for a person.
    pub waits: bool,
    /// The same in a word, and what it is.
    pub fate: [String; 2],
    /// Where it was and where it is.
    pub places: [String; 2],
    /// What it said and says. What is gone has no words now, and a sentence instead.
    pub says: [Option<Marked>; 2],
    /// The sentence for what has no certain place.
    pub nowhere: String,
    /// What became of its last accepted change, and which that is.
    pub made: Option<(Made, String)>,
    /// What is to be done about it, in a word, and why.
    pub state: [String; 2],
    /// All of it, for who hears it.
    pub name: String,
}

impl Line {
    /// The line of a row.
    pub fn of(session: &Session, row: &ReviewRow) -> Option<Self> {
        let project = session.project();
        let carried = &row.carried;
        let passage = project.passage(carried.passage)?;
        let newest = project.document(row.newest)?;
        let (old, new) = sides(project, row);
        let says = Marked::both(&old, new.as_ref()).map(|side| side.map(Marked::in_a_line));
        let before = project.document(carried.before.document);
        let place = |document: &Document, range: TextRange| {
            format!("{}  {}", document.place_name(range.start()), visible(project.called(document.id)))
        };
        let was = before.map(|document| place(document, carried.before.range())).unwrap_or_default();
        let is = match &carried.now {
            Some(now) => place(newest, now.range()),
            None => visible(project.called(newest.id)),
        };
        let outcome = passage.outcome.map(|outcome| format!(" · {}", outcome.name())).unwrap_or_default();
        let change = |id| project.tables().changes.get(&id).map(|change| change_in_words(change));
        let made = carried.made.iter().max_by_key(|(_, made)| *made);
        let mut line = Self {
            became: carried.became,
            waits: row.waits,
            fate: [sentence_case(carried.became.name()), format!("{}{outcome}", passage.kind.label())],
            places: [was, is],
            says,
            nowhere: nowhere(carried),
            made: made.map(|(id, made)| (*made, change(*id).map(|words| visible(&words)).unwrap_or_default())),
            state: state_in_words(session, row),
            name: String::new(),
        };
        line.name = line.in_words();
        Some(line)
    }

    fn in_words(&self) -> String {
        let [old, new] = &self.says;
        let said = |side: &Option<Marked>| side.as_ref().map(Marked::text).unwrap_or_else(|| self.nowhere.clone());
        let sides = [(&self.places[0], said(old)), (&self.places[1], said(new))];
        let mut parts = vec![self.fate.join(", ")];
        parts.extend(sides.into_iter().map(|(place, words)| format!("{place}: {words}")));
        parts.extend(self.made.as_ref().map(|(made, change)| format!("{}: {change}", sentence_case(made.label()))));
        parts.push(self.state.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", "));
        parts.retain(|part| !part.is_empty());
        parts.join(". ")
    }
}

/// What a passage said, and what it says now if it has a place, each in its sentence.
pub fn sides(project: &Project, row: &ReviewRow) -> (Quoted, Option<Quoted>) {
    let before = &row.carried.before;
    let old = Quoted::at(project, before);
    let now = row.carried.now.as_ref().zip(project.document(row.newest));
    (old, now.map(|(now, newest)| Quoted::of(newest, now.range())))
}

/// What stands where something has no certain place.
fn nowhere(carried: &Carried) -> String {
    match carried.became {
        _ if carried.is_unsought => "not looked for: the old text was emptied for good".to_owned(),
        Placement::Ambiguous => format!("may be in {}", carried.n_places_in_words()),
        Placement::Orphaned => "gone".to_owned(),
        // Where several versions replace the old one, nobody knows yet to which of them it should go.
        _ => "not carried before it is said which version is the newest".to_owned(),
    }
}

/// What is to be done about a row, and why.
fn state_in_words(session: &Session, row: &ReviewRow) -> [String; 2] {
    let carried = &row.carried;
    let passage = session.project().passage(carried.passage);
    let open = passage.and_then(|passage| session.standing(passage).open);
    let why = match (carried.is_added, open) {
        (true, _) => "added meanwhile".to_owned(),
        (_, Some(Why::Reopened)) => open_again(session.project(), passage),
        (_, Some(Why::NotMade)) => "change not made".to_owned(),
        _ => String::new(),
    };
    let state = match (row.waits, carried.reviewed) {
        (true, _) => "Waits",
        (false, true) if carried.now.is_none() => "Left",
        (false, true) => "Looked at",
        (false, false) => "",
    };
    [state.to_owned(), why]
}

/// That it is open again, and by which version if that may be another than the one of the row: "open again: its words
/// changed in “Draft 2b”".
fn open_again(project: &Project, passage: Option<&Arc<Passage>>) -> String {
    let forked = passage.filter(|passage| project.across_forks(passage).next().is_some());
    let why = forked.map(|passage| format!(": {}", lower_first(&visible(&reopened_in_words(project, passage)))));
    format!("open again{}", why.unwrap_or_default())
}

/// "Draft 2 ¶5".
pub fn named_place(project: &Project, document: &Document, range: TextRange) -> String {
    format!("{} {}", visible(project.called(document.id)), document.place_name(range.start()))
}

/// The rows that pass a filter, by their place among all.
#[derive(Debug, Default)]
pub struct ReviewData {
    all: Arc<[ReviewRow]>,
    rows: Vec<usize>,
    /// The lines that were shown, of one revision.
    lines: RefCell<BTreeMap<ReviewId, Option<Arc<Line>>>>,
    of: Cell<Option<u64>>,
}

impl ReviewData {
    /// Takes other rows.
    pub fn set(&mut self, all: Arc<[ReviewRow]>, filter: ReviewFilter) {
        self.all = all;
        self.lines.borrow_mut().clear();
        self.filter(filter);
    }

    /// Shows those that pass a filter.
    pub fn filter(&mut self, filter: ReviewFilter) {
        self.rows = self.all.iter().enumerate().filter(|(_, row)| filter.takes(row)).map(|(at, _)| at).collect();
    }

    /// All rows, whatever the filter.
    pub fn all(&self) -> &[ReviewRow] {
        &self.all
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// A row.
    pub fn row(&self, row: usize) -> Option<&ReviewRow> {
        self.rows.get(row).and_then(|at| self.all.get(*at))
    }

    /// The rows in order.
    pub fn rows(&self) -> impl Iterator<Item = &ReviewRow> {
        self.rows.iter().filter_map(|at| self.all.get(*at))
    }

    /// How many rows wait for a person.
    pub fn n_waiting(&self) -> usize {
        self.all.iter().filter(|row| row.waits).count()
    }

    /// The line of a row, which is made when it is first shown.
    pub fn line(&self, session: &Session, row: usize) -> Option<Arc<Line>> {
        let of = Some(session.revision());
        let mut lines = self.lines.borrow_mut();
        if self.of.replace(of) != of {
            lines.clear();
        }
        let row = self.row(row)?;
        lines.entry(row.id()).or_insert_with(|| Line::of(session, row).map(Arc::new)).clone()
    }
}
