//! What the tab with the history shows: its rows, worked out in the background where there are many, and what each says.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::{Dot, Project, ProjectId, Time};
use crate::session::{Copied, LogFilter, LogPlace, LogRows, LogTeller, Session, Unseen, counted, in_quotes};
use crate::ui::when::{moment, when};

/// How many changes are listed within a frame, and how many if words are looked for in what is told of them.
const AT_ONCE: usize = 2_000;
const AT_ONCE_BY_WORDS: usize = 200;

/// A row: a transaction, or one of its changes where that is unfolded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HistoryRow {
    /// All of a transaction.
    Entry(Dot),
    /// One of its changes.
    Change(Dot, usize),
}

/// What a row says.
#[derive(Clone, Debug, Default)]
pub struct RowTold {
    /// When, to the minute; empty for one of several changes, as is who.
    pub when: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// Where.
    pub place: Option<LogPlace>,
    /// The words there.
    pub words: String,
    /// The words that the passage has by now, if they are others.
    pub words_now: String,
    /// The paragraph or page.
    pub paragraph: String,
    /// The document.
    pub title: String,
    /// Whether others did it since the project was last open here.
    pub is_new: bool,
    /// Whether it is unfolded, if there is anything to unfold.
    pub unfolded: Option<bool>,
}

impl RowTold {
    /// The words, and those of today if they are others: "“265 people”, now “266 people”".
    pub fn words_then_and_now(&self) -> String {
        match self.words_now.as_str() {
            "" => self.words.clone(),
            now => format!("{}, now {}", in_quotes(&self.words), in_quotes(now)),
        }
    }
}

/// The rows of the tab.
#[derive(Debug, Default)]
pub struct HistoryData {
    shown: HistoryRows,
    /// The rows that are being worked out in the background.
    awaited: Option<Wanted>,
    /// Work for the background, until somebody takes it.
    job: Option<HistoryJob>,
    /// Whether `shown` came from there since this was last asked.
    fresh: bool,
    /// The transactions that are unfolded, with which of their changes are told.
    unfolded: BTreeMap<Dot, Vec<usize>>,
    /// Where those are that a filter leaves, from the first to the last.
    open: Vec<(usize, Dot)>,
}

/// The rows that a filter leaves, of one project at one revision.
#[derive(Debug, Default)]
pub struct HistoryRows {
    of: Option<Wanted>,
    rows: LogRows,
}

/// Which rows are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    project: ProjectId,
    revision: u64,
    filter: LogFilter,
}

/// Rows to be worked out in the background.
#[derive(Debug)]
pub struct HistoryJob {
    wanted: Wanted,
    project: Project,
    unseen: Option<Arc<Unseen>>,
}

impl HistoryJob {
    /// Works them out; `None` if nobody waits for them any more.
    pub fn run(self, is_unwanted: impl Fn() -> bool) -> Option<HistoryRows> {
        let among = (self.unseen.as_deref(), &TimeZone::system());
        let rows = LogRows::of(&self.project, &self.wanted.filter, among, is_unwanted)?;
        Some(HistoryRows { of: Some(self.wanted), rows })
    }
}

impl HistoryData {
    /// The list, without what is unfolded in it.
    pub fn list(&self) -> &LogRows {
        &self.shown.rows
    }

    /// Whether other rows are being worked out.
    pub fn is_waiting(&self) -> bool {
        self.awaited.is_some()
    }

    /// Brings the rows up to date, or asks for that to be done in the background. Returns whether they changed.
    pub fn update(&mut self, session: &Session, filter: &LogFilter) -> bool {
        let project = session.project();
        let wanted = Wanted { project: project.id(), revision: session.revision(), filter: filter.clone() };
        let fresh = std::mem::take(&mut self.fresh);
        if self.shown.of.as_ref() == Some(&wanted) {
            (self.awaited, self.job) = (None, None);
            return fresh;
        }
        if self.shown.of.as_ref().is_some_and(|of| of.project != wanted.project) {
            *self = Self::default();
        }
        if self.awaited.as_ref() == Some(&wanted) {
            return fresh;
        }
        let job = HistoryJob { wanted: wanted.clone(), project: project.clone(), unseen: session.unseen().cloned() };
        if is_short(project, filter) {
            if let Some(rows) = job.run(|| false) {
                self.show(rows);
            }
            return true;
        }
        (self.awaited, self.job) = (Some(wanted), Some(job));
        fresh
    }

    /// Work to be done in the background. It takes the place of work that was taken before.
    pub fn take_job(&mut self) -> Option<HistoryJob> {
        self.job.take()
    }

    /// Shows rows that were worked out in the background, unless others are wanted by now.
    pub fn take_rows(&mut self, rows: HistoryRows) {
        if self.awaited.is_some() && self.awaited == rows.of {
            self.show(rows);
            self.fresh = true;
        }
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        let n_changes = |(_, dot): &(usize, Dot)| self.unfolded.get(dot).map_or(0, Vec::len);
        self.shown.rows.dots().len() + self.open.iter().map(n_changes).sum::<usize>()
    }

    /// The row at a place.
    pub fn row(&self, at: usize) -> Option<HistoryRow> {
        let mut n_changes = 0;
        for (entry, dot) in &self.open {
            let head = entry + n_changes;
            if at <= head {
                break;
            }
            let changes = self.unfolded.get(dot)?;
            if let Some(change) = changes.get(at - head - 1) {
                return Some(HistoryRow::Change(*dot, *change));
            }
            n_changes += changes.len();
        }
        self.shown.rows.dots().get(at - n_changes).copied().map(HistoryRow::Entry)
    }

    /// Where a row is.
    pub fn position(&self, row: HistoryRow) -> Option<usize> {
        let (HistoryRow::Entry(dot) | HistoryRow::Change(dot, _)) = row;
        let entry = self.shown.rows.dots().iter().position(|other| *other == dot)?;
        let before = self.open.iter().take_while(|(at, _)| *at < entry);
        let head = entry + before.filter_map(|(_, dot)| self.unfolded.get(dot)).map(Vec::len).sum::<usize>();
        match row {
            HistoryRow::Entry(_) => Some(head),
            HistoryRow::Change(_, change) => {
                let at = self.unfolded.get(&dot)?.iter().position(|other| *other == change)?;
                Some(head + 1 + at)
            }
        }
    }

    /// Unfolds a transaction that made several changes, or folds it.
    pub fn unfold(&mut self, project: &Project, dot: Dot, unfold: bool) {
        let Some(entry) = project.log.get(&dot) else { return };
        let teller = self.shown.rows.teller(project);
        self.unfolded.remove(&dot);
        if unfold {
            let changes = entry.changed.iter().enumerate();
            let mut told: Vec<usize> = changes.filter(|(_, it)| teller.lists(it, entry)).map(|(at, _)| at).collect();
            if told.len() <= AT_ONCE {
                // As they stand in the text; what was done at one place stays in its order.
                told.sort_by_cached_key(|at| {
                    let place = entry.changed.get(*at).and_then(|changed| teller.place(changed.record(), dot));
                    place.map(|place| (place.document, place.range.map(|range| range.start())))
                });
            }
            if told.len() > 1 {
                self.unfolded.insert(dot, told);
            }
        }
        self.find_unfolded();
    }

    /// What a row says.
    pub fn line(&self, session: &Session, row: HistoryRow, now: Time) -> Option<RowTold> {
        let project = session.project();
        let teller = self.shown.rows.teller(project);
        let (HistoryRow::Entry(dot) | HistoryRow::Change(dot, _)) = row;
        let entry = project.log.get(&dot)?;
        let mut line = match row {
            HistoryRow::Entry(_) => {
                let told = self.shown.rows.told(project, entry);
                RowTold {
                    when: moment(entry.time, now),
                    who: teller.who(dot).to_owned(),
                    what: told.what,
                    place: told.place,
                    unfolded: (told.n_changes > 1).then(|| self.unfolded.contains_key(&dot)),
                    ..RowTold::default()
                }
            }
            HistoryRow::Change(_, change) => {
                let changed = entry.changed.get(change)?;
                let (what, place) = (teller.change(changed, entry)?, teller.place(changed.record(), dot));
                RowTold { what, place, ..RowTold::default() }
            }
        };
        line.is_new = session.unseen().is_some_and(|unseen| unseen.has(project, entry));
        if let Some(place) = line.place
            && let Some(document) = teller.document(place.document)
        {
            line.words = teller.words(place);
            line.words_now = teller.words_now(place).unwrap_or_default();
            line.paragraph = place.range.map_or_else(String::new, |range| document.place_name(range.start()));
            line.title = project.called(place.document).to_owned();
        }
        Some(line)
    }

    /// Rows as a table: columns separated by tabs, a line for the heads.
    pub fn as_table(&self, session: &Session, rows: &[HistoryRow]) -> Copied {
        let mut table = String::from("When\tWho\tWhat\tPassage\t¶\tDocument\n");
        for (when, who, line) in self.whole_lines(session, rows) {
            let cells = [&when, &who, &line.what, &line.words_then_and_now(), &line.paragraph, &line.title];
            table.push_str(&cells.map(|cell| cell.replace(['\t', '\n'], " ")).join("\t"));
            table.push('\n');
        }
        Copied { text: table, what: counted(rows.len(), "row", "rows") }
    }

    /// Rows as a list for an e-mail, a line each.
    pub fn as_list(&self, session: &Session, rows: &[HistoryRow]) -> Copied {
        let mut list = String::new();
        for (when, who, line) in self.whole_lines(session, rows) {
            let place = [&*line.title, &*line.paragraph].into_iter().filter(|part| !part.is_empty());
            let place = place.collect::<Vec<_>>().join(", ");
            let quoted = if line.words_now.is_empty() { in_quotes(&line.words) } else { line.words_then_and_now() };
            let words = if line.words.is_empty() { String::new() } else { format!(" {quoted}") };
            let place = if place.is_empty() { String::new() } else { format!(" ({place}{words})") };
            list.push_str(&format!("{when}, {who}: {}{place}\n", line.what).replace('\t', " "));
        }
        Copied { text: list, what: counted(rows.len(), "row", "rows") }
    }

    /// What rows say, each with when and by whom it was done, however they are folded.
    fn whole_lines(&self, session: &Session, rows: &[HistoryRow]) -> Vec<(String, String, RowTold)> {
        let told = rows.iter().filter_map(|row| {
            let (HistoryRow::Entry(dot) | HistoryRow::Change(dot, _)) = *row;
            let entry = session.project().log.get(&dot)?;
            let when = Timestamp::from_second(entry.time.0).unwrap_or_default().to_zoned(TimeZone::system());
            let who = LogTeller::new(session.project()).who(dot).to_owned();
            Some((when.strftime("%Y-%m-%d %H:%M").to_string(), who, self.line(session, *row, entry.time)?))
        });
        told.collect()
    }

    fn show(&mut self, rows: HistoryRows) {
        (self.shown, self.awaited, self.job) = (rows, None, None);
        self.find_unfolded();
    }

    fn find_unfolded(&mut self) {
        let dots = self.shown.rows.dots();
        let place = |dot: &Dot| Some((dots.iter().position(|other| other == dot)?, *dot));
        self.open = self.unfolded.keys().filter_map(place).collect();
        self.open.sort_unstable();
    }
}

/// A day as a reader of today would put it: "today", "yesterday", "18 March".
pub fn day_in_words(day: Date, now: Time) -> String {
    let today = Timestamp::from_second(now.0).unwrap_or_default().to_zoned(TimeZone::system()).date();
    let start = day.to_zoned(TimeZone::system()).map(|start| Time(start.timestamp().as_second()));
    match start {
        _ if day == today => "today".to_owned(),
        Ok(start) => when(start, now),
        Err(_) => day.to_string(),
    }
}

/// Whether the log is so short that it can be listed while the window waits.
fn is_short(project: &Project, filter: &LogFilter) -> bool {
    let most = if filter.text.is_empty() { AT_ONCE } else { AT_ONCE_BY_WORDS };
    let mut n_changes = 0;
    project.log.len() <= most
        && project.log.values().all(|entry| {
            n_changes += entry.changed.len();
            n_changes <= most
        })
}
