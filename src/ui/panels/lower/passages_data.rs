//! The rows of the table of passages: kept up to date change by change, and worked out anew in the background when there
//! are many; until the new ones are there the old ones stand.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{DocumentId, PassageId, Places, Project, ProjectId};
use crate::session::{Session, Snapshot};

use super::filter::Filter;
use super::row_order::{Order, RowOrder};

/// How many passages are sorted or filtered within a frame.
const AT_ONCE: usize = 2_000;

/// The rows of the table.
#[derive(Debug, Default)]
pub struct PassageRows {
    shown: Rows,
    /// The rows that are being worked out in the background.
    awaited: Option<Wanted>,
    /// Work for the background, until somebody takes it.
    job: Option<RowsJob>,
    /// Whether `shown` came from there since this was last asked.
    fresh: bool,
}

/// The passages that a table shows, of one project at one revision.
#[derive(Debug, Default)]
pub struct Rows {
    of: Option<(ProjectId, u64)>,
    order: RowOrder,
    rows: Vec<PassageId>,
}

/// Which rows are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    project: ProjectId,
    revision: u64,
    order: Order,
    filter: Filter,
}

/// Rows to be worked out in the background.
#[derive(Debug)]
pub struct RowsJob {
    wanted: Wanted,
    snapshot: Snapshot,
}

impl RowsJob {
    /// Works them out; `None` if nobody waits for them any more.
    pub fn run(self, is_unwanted: impl Fn() -> bool) -> Option<Rows> {
        let Snapshot { project, places, .. } = &self.snapshot;
        Rows::of(&self.wanted, project, places, is_unwanted)
    }
}

impl Rows {
    fn of(
        wanted: &Wanted,
        project: &Project,
        places: &BTreeMap<DocumentId, Places>,
        is_unwanted: impl Fn() -> bool,
    ) -> Option<Self> {
        let order = RowOrder::new(project, wanted.order, &wanted.filter);
        let rows = order.rows(project, places, is_unwanted)?;
        Some(Self { of: Some((wanted.project, wanted.revision)), order, rows })
    }

    /// Takes out the rows that do not have all the words that are looked for now.
    fn narrow(&mut self, project: &Project, filter: &Filter) {
        self.order.filter = filter.clone();
        let passing = filter.compiled();
        self.rows.retain(|id| project.passage(*id).is_some_and(|passage| passing.takes_words(project, passage)));
    }

    /// Takes the rows that changed out, and puts each in where it belongs now.
    fn move_rows(&mut self, project: &Project, changed: &BTreeSet<PassageId>) {
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
        let passages = changed.iter().filter_map(|id| project.passage(*id));
        for passage in passages.filter(|passage| self.order.takes(project, passage)) {
            let at = self.order.place_among(&self.rows, project, passage);
            self.rows.insert(at, passage.id);
        }
    }
}

impl PassageRows {
    /// The passages that pass the filter, in order.
    pub fn rows(&self) -> &[PassageId] {
        &self.shown.rows
    }

    /// Whether the rows stand in this order and passed this filter.
    pub fn is_for(&self, order: Order, filter: &Filter) -> bool {
        self.shown.order.order == order && self.shown.order.filter == *filter
    }

    /// Whether other rows are being worked out.
    pub fn is_waiting(&self) -> bool {
        self.awaited.is_some()
    }

    /// The row of a passage, as the project is now: rows must be up to date.
    pub fn position(&self, session: &Session, id: PassageId) -> Option<usize> {
        let at = self.shown.order.place_among(&self.shown.rows, session.project(), session.project().passage(id)?);
        (self.shown.rows.get(at) == Some(&id)).then_some(at)
    }

    /// Brings the rows up to date, or asks for that to be done in the background. Returns whether they changed.
    pub fn update(&mut self, session: &Session, order: Order, filter: &Filter) -> bool {
        let now = (session.project().id(), session.revision());
        let mut changed = std::mem::take(&mut self.fresh);
        if self.shown.of != Some(now) {
            changed |= self.keep_up(session);
        }
        let is_current = self.shown.of == Some(now);
        if is_current && self.is_for(order, filter) {
            (self.awaited, self.job) = (None, None);
            return changed;
        }
        let shown = &self.shown.order;
        if is_current && shown.order == order && filter.narrows(&shown.filter) && self.shown.rows.len() <= AT_ONCE {
            self.shown.narrow(session.project(), filter);
            return true;
        }
        let wanted = Wanted { project: now.0, revision: now.1, order, filter: filter.clone() };
        let n_passages: usize = session.all_places().values().map(|places| places.counts().n_passages).sum();
        if n_passages <= AT_ONCE
            && let Some(rows) = Rows::of(&wanted, session.project(), session.all_places(), || false)
        {
            self.shown = rows;
            return true;
        }
        if !self.awaited.as_ref().is_some_and(|awaited| wanted.comes_with(awaited, session)) {
            self.awaited = Some(wanted.clone());
            self.job = Some(RowsJob { wanted, snapshot: session.snapshot() });
        }
        changed
    }

    /// Work to be done in the background. It takes the place of work that was taken before.
    pub fn take_job(&mut self) -> Option<RowsJob> {
        self.job.take()
    }

    /// Shows rows that were worked out in the background, unless others are wanted by now.
    pub fn take_rows(&mut self, rows: Rows) {
        let is_for = |wanted: &Wanted| {
            rows.of == Some((wanted.project, wanted.revision))
                && (rows.order.order, &rows.order.filter) == (wanted.order, &wanted.filter)
        };
        if self.awaited.as_ref().is_some_and(is_for) {
            (self.shown, self.awaited, self.fresh) = (rows, None, true);
        }
    }

    /// Brings the rows in line with what was changed since, if that can be told. Returns whether it could.
    fn keep_up(&mut self, session: &Session) -> bool {
        let project = session.project();
        let before = self.shown.of.filter(|(id, _)| *id == project.id());
        let changed = before.and_then(|(_, revision)| session.changes_since(revision));
        if let Some(changed) = &changed {
            self.shown.move_rows(project, changed);
            self.shown.of = Some((project.id(), session.revision()));
        }
        changed.is_some()
    }
}

impl Wanted {
    /// Whether these rows come of the work that is done for others: they differ by changes that can be told.
    fn comes_with(&self, other: &Self, session: &Session) -> bool {
        let at_that_time = Self { revision: other.revision, ..self.clone() };
        at_that_time == *other && session.changes_since(other.revision).is_some()
    }
}
