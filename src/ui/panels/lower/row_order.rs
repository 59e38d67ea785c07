//! In which order a table of passages stands, and which it shows: worked out from a project alone, so that it can be done
//! in the background.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use crate::model::{DocumentId, Field, Mark, Passage, PassageId, Places, Project, StandsIn, Time};
use crate::text::Folded;
use crate::ui::standing::seriousness;

use super::filter::Filter;

/// How many letters of a passage matter for its order; those that begin alike for longer stand in the order of the text.
const N_SORTED_BY: usize = 48;
/// After how many passages it is asked whether anybody still waits for the rows.
const ASK_EVERY: usize = 1024;

/// A column of the table, by which it can be sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageColumn {
    /// The sign of how far the check is.
    Sign,
    /// The words.
    Words,
    /// The number of the paragraph.
    Paragraph,
    /// The title of the document.
    Document,
    /// Claim, quote or statistic.
    Kind,
    /// How far the check is.
    State,
    /// What was found.
    Outcome,
    /// How many links go out from it.
    Links,
    /// Who changed it last.
    Checker,
    /// When that was.
    Changed,
}

impl PassageColumn {
    /// All columns, from left to right.
    pub const ALL: [Self; 10] = [
        Self::Sign,
        Self::Words,
        Self::Paragraph,
        Self::Document,
        Self::Kind,
        Self::State,
        Self::Outcome,
        Self::Links,
        Self::Checker,
        Self::Changed,
    ];
}

/// In which order the rows stand. Rows that are alike stand in the order of the documents and their text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub column: PassageColumn,
    /// The other way round.
    pub descending: bool,
}

impl Default for Order {
    /// Drafts first, documents by title, passages as they come in the text.
    fn default() -> Self {
        Self { column: PassageColumn::Document, descending: false }
    }
}

/// Which passages a table shows, and in which order.
#[derive(Clone, Debug, Default)]
pub struct RowOrder {
    /// By what they are sorted.
    pub order: Order,
    /// Which are shown.
    pub filter: Filter,
    /// In which order the documents come.
    ranks: BTreeMap<DocumentId, usize>,
}

impl RowOrder {
    /// An order of the passages of a project.
    pub fn new(project: &Project, order: Order, filter: &Filter) -> Self {
        let documents = project.documents();
        let ranks = documents.iter().enumerate().map(|(rank, document)| (document.id, rank)).collect();
        Self { order, filter: filter.clone(), ranks }
    }

    /// All rows; `None` if nobody waits for them any more.
    pub fn rows(
        &self,
        project: &Project,
        places: &BTreeMap<DocumentId, Places>,
        is_unwanted: impl Fn() -> bool,
    ) -> Option<Vec<PassageId>> {
        let passing = self.filter.compiled();
        let documents = project.documents().into_iter().filter(|document| self.filter.takes_document(document));
        let marks = documents.filter_map(|document| places.get(&document.id)).flat_map(Places::iter);
        if self.order == Order::default() {
            // They stand so already.
            return Some(marks.filter(|mark| passing.takes_mark(project, mark)).map(|mark| mark.id).collect());
        }
        let mut keyed: Vec<(Key, PassageId)> = Vec::new();
        for (at, mark) in marks.enumerate() {
            if at % ASK_EVERY == 0 && is_unwanted() {
                return None;
            }
            if passing.takes_mark(project, mark) {
                keyed.push((self.key(project, mark), mark.id));
            }
        }
        // Stable, so that rows that are alike stay in the order of the text.
        keyed.sort_by(|(a, _), (b, _)| self.directed(a.cmp(b)));
        Some(keyed.into_iter().map(|(_, id)| id).collect())
    }

    /// Whether a passage is shown.
    pub fn takes(&self, project: &Project, passage: &Passage) -> bool {
        let document = project.document(passage.place.document);
        document.is_some_and(|document| self.filter.takes_document(document))
            && self.filter.compiled().takes_mark(project, &Mark::of(project, passage))
    }

    /// The row among `rows`, which stand in this order, at which a passage stands or would stand.
    pub fn place_among(&self, rows: &[PassageId], project: &Project, passage: &Passage) -> usize {
        let own = (self.key(project, &Mark::of(project, passage)), self.place(passage));
        rows.partition_point(|other| {
            project.passage(*other).is_some_and(|other| {
                let by_key = self.directed(self.key(project, &Mark::of(project, other)).cmp(&own.0));
                by_key.then_with(|| self.place(other).cmp(&own.1)) == Ordering::Less
            })
        })
    }

    fn directed(&self, order: Ordering) -> Ordering {
        if self.order.descending { order.reverse() } else { order }
    }

    /// Where a passage comes in the order of the documents and their text.
    fn place(&self, passage: &Passage) -> (usize, usize, Reverse<usize>, PassageId) {
        let rank = self.ranks.get(&passage.place.document).copied().unwrap_or_default();
        (rank, passage.range().start(), Reverse(passage.range().end()), passage.id)
    }

    /// What a row is sorted by.
    fn key(&self, project: &Project, mark: &Mark) -> Key {
        let standing = mark.standing;
        let passage = || project.passage(mark.id);
        match self.order.column {
            PassageColumn::Sign => Key::Number(-i64::from(if standing.is_draft() { seriousness(standing) } else { 0 })),
            PassageColumn::Words => {
                Key::Text(passage().map(|passage| sorted_words(project, passage)).unwrap_or_default())
            }
            PassageColumn::Paragraph => number(passage().map_or(0, |passage| paragraph(project, passage))),
            PassageColumn::Document => {
                let document = passage().map(|passage| passage.place.document);
                number(document.and_then(|document| self.ranks.get(&document)).copied().unwrap_or_default())
            }
            PassageColumn::Kind => number(mark.kind as usize),
            PassageColumn::State => number(match standing.stands_in {
                StandsIn::Draft => standing.state as usize,
                StandsIn::Earlier => 98,
                StandsIn::Evidence => 99,
            }),
            PassageColumn::Outcome => {
                let without = if standing.stands_in == StandsIn::Evidence { 99 } else { 98 };
                number(standing.found().map_or(without, |outcome| outcome as usize))
            }
            PassageColumn::Links => number(project.links_from(mark.id).count()),
            PassageColumn::Checker => {
                let checker =
                    passage().and_then(|passage| changed(project, passage)).map(|(who, _)| who.to_lowercase());
                Key::Text(checker.unwrap_or_default())
            }
            PassageColumn::Changed => {
                Key::Number(passage().and_then(|passage| changed(project, passage)).map_or(0, |(_, time)| time.0))
            }
        }
    }
}

/// What a row is sorted by. All rows of a table have the same sort of key.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(String),
}

fn number(n: usize) -> Key {
    Key::Number(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The beginning of the words as they are compared, without the quote mark before them.
fn sorted_words(project: &Project, passage: &Passage) -> String {
    let words: String = project.words(&passage.place).chars().take(N_SORTED_BY).collect();
    Folded::of(&words).text().trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// The number of the paragraph in which a passage begins.
pub fn paragraph(project: &Project, passage: &Passage) -> usize {
    let document = project.document(passage.place.document);
    document.map_or(0, |document| document.paragraph_at(passage.range().start()))
}

/// Who changed a passage last, and when. To take it along to a new version, and back to the one before, is no change of it.
pub fn changed<'a>(project: &'a Project, passage: &Passage) -> Option<(&'a str, Time)> {
    let made = passage.stamps.made();
    let came = project.set_by(passage, Field::Former);
    let dots = project.setters(passage).filter(|dot| *dot == made || *dot != came);
    let dots = dots.filter_map(|dot| Some((project.when(dot)?, dot)));
    let (time, dot) = dots.max()?;
    Some((project.who(dot).unwrap_or_default(), time))
}
