//! What the table of passages shows: its rows in order, kept up to date change by change.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{DocumentId, Fields as _, Mark, Passage, PassageId, ProjectId, Time};
use crate::session::Session;
use crate::text::Folded;
use crate::ui::standing::seriousness;

use super::filter::Filter;

/// How many letters of a passage matter for its order; those that begin alike for longer stand in the order of the text.
const N_SORTED_BY: usize = 48;

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

/// The rows of the table, for one project at one revision.
#[derive(Debug, Default)]
pub struct PassageRows {
    of: Option<(ProjectId, u64)>,
    order: Order,
    filter: Filter,
    /// In which order the documents come.
    ranks: BTreeMap<DocumentId, usize>,
    rows: Vec<PassageId>,
}

impl PassageRows {
    /// The passages that pass the filter, in order.
    pub fn rows(&self) -> &[PassageId] {
        &self.rows
    }

    /// Whether the rows stand in this order and passed this filter.
    pub fn is_for(&self, order: Order, filter: &Filter) -> bool {
        self.order == order && self.filter == *filter
    }

    /// The row of a passage, as the project is now: rows must be up to date.
    pub fn position(&self, session: &Session, id: PassageId) -> Option<usize> {
        let at = self.place_of(session, session.project().passage(id)?);
        (self.rows.get(at) == Some(&id)).then_some(at)
    }

    /// Brings the rows up to date. Returns whether they changed.
    pub fn update(&mut self, session: &Session, order: Order, filter: &Filter) -> bool {
        let now = (session.project().id(), session.revision());
        let same_view = self.is_for(order, filter);
        if same_view && self.of == Some(now) {
            return false;
        }
        if self.of == Some(now) && self.order == order && filter.narrows(&self.filter) {
            self.filter = filter.clone();
            self.narrow(session);
            return true;
        }
        let before = self.of.filter(|(project, _)| same_view && *project == now.0);
        match before.and_then(|(_, revision)| session.changes_since(revision)) {
            Some(changed) => self.move_rows(session, &changed),
            None => {
                (self.order, self.filter) = (order, filter.clone());
                self.rebuild(session);
            }
        }
        self.of = Some(now);
        true
    }

    fn rebuild(&mut self, session: &Session) {
        let documents = session.project().documents();
        self.ranks = documents.iter().enumerate().map(|(rank, document)| (document.id, rank)).collect();
        let passing = self.filter.compiled();
        let places = documents.iter().filter(|document| self.filter.takes_document(document));
        let marks = places.filter_map(|document| session.places(document.id)).flat_map(|places| places.iter());
        let marks = marks.filter(|mark| passing.takes_mark(session, mark));
        if self.order == Order::default() {
            self.rows = marks.map(|mark| mark.id).collect();
            return;
        }
        let mut keyed: Vec<(Key, PassageId)> = marks.map(|mark| (self.key(session, mark), mark.id)).collect();
        // Stable, so that rows that are alike stay in the order of the text.
        keyed.sort_by(|(a, _), (b, _)| self.directed(a.cmp(b)));
        self.rows = keyed.into_iter().map(|(_, id)| id).collect();
    }

    /// Takes out the rows that do not have all the words that are looked for now: a letter more must not take longer.
    fn narrow(&mut self, session: &Session) {
        let passing = self.filter.compiled();
        self.rows.retain(|id| session.project().passage(*id).is_some_and(|passage| passing.takes_words(passage)));
    }

    /// Takes the rows that changed out, and puts each in where it belongs now.
    fn move_rows(&mut self, session: &Session, changed: &BTreeSet<PassageId>) {
        if changed.is_empty() {
            return;
        }
        // Where a row stood cannot be told from what it is now. Most often it is one, and there are many rows.
        match changed.first() {
            Some(only) if changed.len() == 1 => {
                let at = self.rows.iter().position(|id| id == only);
                at.map(|at| self.rows.remove(at));
            }
            _ => self.rows.retain(|id| !changed.contains(id)),
        }
        let passing = self.filter.compiled();
        for id in changed {
            let Some(passage) = session.project().passage(*id) else { continue };
            let mark = Mark::of(session.project(), passage);
            let document = session.project().document(passage.place.document);
            if !document.is_some_and(|document| self.filter.takes_document(document))
                || !passing.takes_mark(session, &mark)
            {
                continue;
            }
            let at = self.place_of(session, passage);
            self.rows.insert(at, *id);
        }
    }

    /// The row at which a passage stands or would stand.
    fn place_of(&self, session: &Session, passage: &Passage) -> usize {
        let own = (self.key(session, &Mark::of(session.project(), passage)), self.place(passage));
        self.rows.partition_point(|other| {
            session.project().passage(*other).is_some_and(|other| {
                let mark = Mark::of(session.project(), other);
                let by_key = self.directed(self.key(session, &mark).cmp(&own.0));
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
    fn key(&self, session: &Session, mark: &Mark) -> Key {
        let standing = mark.standing;
        let passage = || session.project().passage(mark.id);
        match self.order.column {
            PassageColumn::Sign => Key::Number(-i64::from(if standing.draft { seriousness(standing) } else { 0 })),
            PassageColumn::Words => Key::Text(passage().map(|passage| sorted_words(passage)).unwrap_or_default()),
            PassageColumn::Paragraph => number(passage().map_or(0, |passage| paragraph(session, passage))),
            PassageColumn::Document => {
                let document = passage().map(|passage| passage.place.document);
                number(document.and_then(|document| self.ranks.get(&document)).copied().unwrap_or_default())
            }
            PassageColumn::Kind => number(mark.kind as usize),
            PassageColumn::State if standing.draft => number(standing.state as usize),
            PassageColumn::Outcome if standing.draft => number(standing.outcome.map_or(98, |outcome| outcome as usize)),
            PassageColumn::State | PassageColumn::Outcome => number(99),
            PassageColumn::Links => number(session.project().links_from(mark.id).count()),
            PassageColumn::Checker => {
                let checker =
                    passage().and_then(|passage| changed(session, passage)).map(|(who, _)| who.to_lowercase());
                Key::Text(checker.unwrap_or_default())
            }
            PassageColumn::Changed => {
                Key::Number(passage().and_then(|passage| changed(session, passage)).map_or(0, |(_, time)| time.0))
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
fn sorted_words(passage: &Passage) -> String {
    let words: String = passage.words().chars().take(N_SORTED_BY).collect();
    Folded::of(&words).text().trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// The number of the paragraph in which a passage begins.
pub fn paragraph(session: &Session, passage: &Passage) -> usize {
    let document = session.project().document(passage.place.document);
    document.map_or(0, |document| document.paragraph_at(passage.range().start()))
}

/// Who changed a passage last, and when.
pub fn changed<'a>(session: &'a Session, passage: &Passage) -> Option<(&'a str, Time)> {
    let project = session.project();
    let dots = passage.stamps().dots().filter_map(|dot| Some((project.when(dot)?, dot)));
    let (time, dot) = dots.max()?;
    Some((project.who(dot).unwrap_or_default(), time))
}
