//! What the tab with queries and changes shows.

use std::collections::BTreeSet;

use crate::model::{Change, ChangeId, Decision, PassageId, ProjectId, Query, QueryId, StandsIn};
use crate::session::Session;

/// All queries and changes of a project at one revision, in the order of the text.
#[derive(Debug, Default)]
pub struct AskedData {
    of: Option<(ProjectId, u64)>,
    all: Vec<Asked>,
}

/// A query or a change, and the passage it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub what: What,
    /// The passage.
    pub passage: PassageId,
    /// To whom a query goes, empty for a change.
    pub person: String,
    /// Whether it waits for an answer or a decision. What is about a passage left in an earlier version does not.
    pub waits: bool,
}

/// Which query or change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A query.
    Query(QueryId),
    /// A change.
    Change(ChangeId),
}

/// Which queries and changes are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedFilter {
    /// Only queries, only changes, or both.
    pub sort: Sort,
    /// Only queries to this person.
    pub person: Option<String>,
    /// Only what waits.
    pub waiting_only: bool,
}

/// What is shown: queries, changes or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Both.
    #[default]
    Both,
    /// Queries.
    Queries,
    /// Changes.
    Changes,
}

impl AskedData {
    /// Reads the project again if it changed.
    pub fn update(&mut self, session: &Session) {
        let now = (session.project().id(), session.revision());
        if self.of == Some(now) {
            return;
        }
        let before = self.of.replace(now).filter(|(project, _)| *project == now.0);
        let changed = before.and_then(|(_, revision)| session.changes_since(revision));
        if changed.is_some_and(|changed| !self.concerns(session, &changed)) {
            return;
        }
        let project = session.project();
        // Of what was left in an earlier version nobody has to decide or to answer anything.
        let is_left = |id| project.passage(id).is_some_and(|it| project.stands_in(it) == StandsIn::Earlier);
        let queries = project.queries().map(|query| Asked {
            what: What::Query(query.id),
            passage: query.passage,
            person: query.to.to_string(),
            waits: query.answer.is_empty() && !is_left(query.passage),
        });
        let changes = project.changes().map(|change| Asked {
            what: What::Change(change.id),
            passage: change.passage,
            person: String::new(),
            waits: change.is_missing() || change.decision == Decision::Open && !is_left(change.passage),
        });
        self.all = queries.chain(changes).collect();
        let ranks: Vec<_> = project.documents().into_iter().map(|document| document.id).collect();
        self.all.sort_by_cached_key(|asked| {
            let place = project.passage(asked.passage).map(|passage| {
                let rank = ranks.iter().position(|id| *id == passage.place.document);
                (rank, passage.range().start(), passage.id)
            });
            (place, matches!(asked.what, What::Change(_)))
        });
    }

    /// Whether anything is or was asked about one of these passages.
    fn concerns(&self, session: &Session, passages: &BTreeSet<PassageId>) -> bool {
        let project = session.project();
        let asked =
            |id: &PassageId| project.queries_of(*id).next().is_some() || project.changes_of(*id).next().is_some();
        passages.iter().any(asked) || self.all.iter().any(|asked| passages.contains(&asked.passage))
    }

    /// All, whatever the filter.
    pub fn all(&self) -> &[Asked] {
        &self.all
    }

    /// Those that pass the filter.
    pub fn rows(&self, filter: &AskedFilter) -> Vec<&Asked> {
        self.all.iter().filter(|asked| filter.takes(asked)).collect()
    }

    /// To whom there are queries, by name.
    pub fn people(&self) -> Vec<&str> {
        let mut people: Vec<&str> = self.all.iter().map(|asked| asked.person.as_str()).collect();
        people.sort_unstable();
        people.dedup();
        people.retain(|person| !person.is_empty());
        people
    }
}

impl AskedFilter {
    fn takes(&self, asked: &Asked) -> bool {
        let sort = match asked.what {
            What::Query(_) => self.sort != Sort::Changes,
            What::Change(_) => self.sort != Sort::Queries && self.person.is_none(),
        };
        sort && self.person.as_ref().is_none_or(|person| *person == asked.person) && (!self.waiting_only || asked.waits)
    }
}

/// The queries among rows.
pub fn queries<'a>(session: &'a Session, rows: &[&Asked]) -> Vec<&'a Query> {
    let queries = rows.iter().filter_map(|asked| match asked.what {
        What::Query(id) => session.project().tables().queries.get(&id),
        What::Change(_) => None,
    });
    queries.map(|query| &**query).collect()
}

/// The changes among rows.
pub fn changes<'a>(session: &'a Session, rows: &[&Asked]) -> Vec<&'a Change> {
    let changes = rows.iter().filter_map(|asked| match asked.what {
        What::Change(id) => session.project().tables().changes.get(&id),
        What::Query(_) => None,
    });
    changes.map(|change| &**change).collect()
}
