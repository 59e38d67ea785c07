//! Who did what to a passage, and when.

use std::collections::BTreeMap;

use crate::model::{
    Actor, Changed, Dot, Field, FieldChange, LinkId, LogEntry, PassageId, Project, RecordId, RecordKind, Time, Value,
};
use crate::ui::panels::quoted::excerpt;

use super::data::{LinkData, lower_first};

/// How many entries of the log are read in one frame: a project of many passages has as many entries.
const N_A_FRAME: usize = 4000;

/// What was done to a passage and to its links, queries and changes.
///
/// It is read from the newest entry to the oldest, some in each frame, and later on from where it was read to before, as
/// a log only grows at its actors' ends.
#[derive(Clone, Debug)]
pub struct PassageHistory {
    passage: PassageId,
    /// For every actor up to which counter the log was read, or will be by what is `ahead`.
    read: BTreeMap<Actor, u32>,
    /// Stretches of the log that are still to be read, both ends included; the last comes first.
    ahead: Vec<(Dot, Dot)>,
    /// The newest first.
    lines: Vec<HistoryLine>,
}

/// One thing that somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// In which transaction.
    pub dot: Dot,
    /// When.
    pub time: Time,
    /// Who.
    pub who: String,
    /// What: "Outcome: none → Conflicting".
    pub what: String,
}

impl PassageHistory {
    /// A history that has not been read yet.
    pub fn new(passage: PassageId) -> Self {
        Self { passage, read: BTreeMap::new(), ahead: Vec::new(), lines: Vec::new() }
    }

    /// The passage.
    pub fn passage(&self) -> PassageId {
        self.passage
    }

    /// What was done, the newest first.
    pub fn lines(&self) -> &[HistoryLine] {
        &self.lines
    }

    /// Reads what was done since it was last read, or some of it. Returns whether that is all.
    pub fn read_on(&mut self, project: &Project) -> bool {
        // A log also loses its end, when a merge is taken back.
        if self.read.iter().any(|(actor, read)| project.seen.get(actor).is_none_or(|seen| seen < read)) {
            *self = Self::new(self.passage);
        }
        for (&actor, &seen) in &project.seen {
            let from = self.read.insert(actor, seen).unwrap_or(0);
            if from < seen {
                self.ahead.push((Dot { actor, counter: from + 1 }, Dot { actor, counter: seen }));
            }
        }
        let n_before = self.lines.len();
        let mut n_left = N_A_FRAME;
        while n_left > 0
            && let Some((first, last)) = self.ahead.pop()
        {
            let n = u32::try_from(n_left).unwrap_or(u32::MAX);
            let from = first.counter.max(last.counter.saturating_sub(n - 1));
            if from > first.counter {
                self.ahead.push((first, Dot { counter: from - 1, ..last }));
            }
            n_left -= (last.counter - from) as usize + 1;
            for (_, entry) in project.log.range(Dot { counter: from, ..first }..=last) {
                self.lines.extend(lines_of(project, self.passage, entry));
            }
        }
        if self.lines.len() > n_before {
            // Stable, so that what one transaction did stays in its order.
            self.lines.sort_by_key(|line| std::cmp::Reverse((line.time, line.dot.counter, line.dot.actor)));
        }
        self.ahead.is_empty()
    }
}

fn lines_of(project: &Project, passage: PassageId, entry: &LogEntry) -> Vec<HistoryLine> {
    let concerns = entry.changed.iter().filter(|changed| concerns(project, changed.record(), passage));
    let line = |what| HistoryLine {
        dot: entry.dot,
        time: entry.time,
        who: project.who(entry.dot).unwrap_or("somebody").to_owned(),
        what,
    };
    concerns.filter_map(|changed| what(project, changed, entry)).map(line).collect()
}

/// Whether a record belongs to a passage, or is a calculation that it is in, be the record still there or not.
fn concerns(project: &Project, record: RecordId, passage: PassageId) -> bool {
    project.tables().get(record).is_some_and(|of| match record.kind {
        RecordKind::Calculation => of.rules().names().contains(&Some(passage.into())),
        _ => of.rules().passage() == Some(passage),
    })
}

fn what(project: &Project, changed: &Changed, entry: &LogEntry) -> Option<String> {
    let of = match changed.record().kind {
        RecordKind::Passage => String::new(),
        kind => format!("{}: ", capital(kind.name())),
    };
    match changed {
        Changed::Made(record) if record.kind == RecordKind::Passage => Some(entry.command.to_string()),
        Changed::Made(record) => {
            let link = project.tables().links.get(&LinkId(record.id)).filter(|_| record.kind == RecordKind::Link);
            let place = link.map(|link| LinkData::of(project, link, link.to).place).unwrap_or_default();
            let to = if place.is_empty() { place } else { format!(": {place}") };
            Some(format!("{} added{to}", capital(record.kind.name())))
        }
        Changed::Set(change) if change.field == Field::Present => {
            let verb = if change.after == Value::Flag(true) { "brought back" } else { "removed" };
            Some(format!("{} {verb}", capital(change.record.kind.name())))
        }
        // That it was re-opened no more goes without saying: its outcome was set again.
        Changed::Set(change) if change.field == Field::Reopened && is_empty(&change.after) => None,
        Changed::Set(change) if change.field == Field::Reopened => {
            Some(format!("Re-opened: {}", lower_first(&change.after.to_string())))
        }
        Changed::Set(change) => Some(format!("{of}{}", set(project, change, of.is_empty()))),
    }
}

fn set(project: &Project, change: &FieldChange, begins: bool) -> String {
    let label = if begins { change.field.label().to_owned() } else { lower_first(change.field.label()) };
    let shown = |value: &Value| match value {
        Value::Text(_) | Value::Place(_) if is_empty(value) => "empty".to_owned(),
        Value::Text(_) | Value::Place(_) | Value::Passage(Some(_)) => {
            in_quotes(&excerpt(&project.value_in_words(value)))
        }
        value => value.to_string(),
    };
    match &change.before {
        before @ Value::Text(_) if is_empty(before) => format!("{label}: {}", shown(&change.after)),
        before => format!("{label}: {} → {}", shown(before), shown(&change.after)),
    }
}

fn in_quotes(text: &str) -> String {
    if text.starts_with(['“', '"', '„', '«']) { text.to_owned() } else { format!("“{text}”") }
}

fn is_empty(value: &Value) -> bool {
    matches!(value, Value::Text(text) if text.is_empty())
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
