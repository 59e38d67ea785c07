//! Who did what to a passage, and when.

use std::collections::BTreeMap;

use crate::model::{Actor, Dot, LogEntry, PassageId, Project, Time};
use crate::session::{LogTeller, belongs_to};

/// How many entries of the log are read in one frame: a project of many passages has as many entries.
const N_A_FRAME: usize = 4000;

/// What was done to a passage and to its links, queries and changes.
///
/// It is read from the newest entry to the oldest, some in each frame, and later on from where it was read to before, as
/// a log only grows at its actors' ends, unless a merge is undone.
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
    /// Who, and whether it was an undo: "Ana Ruiz · undone".
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
    let mut its_own = entry.changed.iter().filter(|changed| belongs_to(project, changed.record(), passage)).peekable();
    // Nearly all entries are of other passages.
    if its_own.peek().is_none() {
        return Vec::new();
    }
    let teller = LogTeller::of_passage(project, passage);
    let again = match entry.command.split(' ').next() {
        Some("Undo") => " · undone",
        Some("Redo") => " · redone",
        _ => "",
    };
    let line =
        |what| HistoryLine { dot: entry.dot, time: entry.time, who: format!("{}{again}", teller.who(entry.dot)), what };
    its_own.filter_map(|changed| teller.change(changed, entry)).map(line).collect()
}
