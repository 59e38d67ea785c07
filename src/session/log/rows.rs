//! The log as a list, the newest entry first: worked out from a project alone, so that it can be done in the background.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::{Changed, Dot, LogEntry, PassageId, Project, RecordKind, Then, Time};
use crate::search::{self, Query};

use super::{LogTeller, Told, Unseen, belongs_to};

/// Transactions that changed more than this are told once, when they are listed, and not whenever they are looked at.
const LONG: usize = 64;
/// After how many entries it is asked whether anybody still waits for the list.
const ASK_EVERY: usize = 256;

/// Which entries are listed. All that is asked must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Made by the person of this name.
    pub person: Option<String>,
    /// Made on this day.
    pub day: Option<Date>,
    /// About this passage, or what hangs on it.
    pub passage: Option<PassageId>,
    /// Made by others since the project was last open here.
    pub new_only: bool,
    /// With these words in what is told of it.
    pub text: String,
}

/// The entries that a filter leaves, the newest first, and what can be filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogRows {
    dots: Vec<Dot>,
    n_all: usize,
    people: Vec<(String, usize)>,
    days: Vec<(Date, usize)>,
    long: BTreeMap<Dot, Told>,
    /// Where passages stood at every time.
    then: Then,
}

impl LogRows {
    /// The entries of a project that pass a filter, with days as they are in `zone`; `None` if nobody waits for them any
    /// more.
    pub fn of(
        project: &Project,
        filter: &LogFilter,
        (unseen, zone): (Option<&Unseen>, &TimeZone),
        is_unwanted: impl Fn() -> bool,
    ) -> Option<Self> {
        let mut rows = Self::default();
        let mut days = Days::new(zone);
        let mut people: BTreeMap<&str, usize> = BTreeMap::new();
        let mut by_day: BTreeMap<Date, usize> = BTreeMap::new();
        let then = Then::of(project);
        let passing = Passing { project, then: &then, filter, unseen, query: Query::new(&filter.text) };
        let mut keyed: Vec<(Time, Dot)> = Vec::new();
        for (at, entry) in project.log.values().enumerate() {
            if at % ASK_EVERY == 0 && is_unwanted() {
                return None;
            }
            if only_names_somebody(entry) {
                continue;
            }
            rows.n_all += 1;
            let (who, day) = (passing.teller().who(entry.dot), days.of(entry.time));
            *people.entry(who).or_default() += 1;
            *by_day.entry(day).or_default() += 1;
            if passing.takes(entry, who, day) {
                keyed.push((entry.time, entry.dot));
                if entry.changed.len() > LONG {
                    rows.long.insert(entry.dot, passing.teller().told(entry));
                }
            }
        }
        keyed.sort_unstable_by_key(|(time, dot)| Reverse((*time, dot.counter, dot.actor)));
        rows.dots = keyed.into_iter().map(|(_, dot)| dot).collect();
        rows.people = people.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
        rows.days = by_day.into_iter().rev().collect();
        rows.then = then;
        Some(rows)
    }

    /// The entries.
    pub fn dots(&self) -> &[Dot] {
        &self.dots
    }

    /// How many entries there are, whatever the filter.
    pub fn n_all(&self) -> usize {
        self.n_all
    }

    /// Who made how many entries, by name.
    pub fn people(&self) -> &[(String, usize)] {
        &self.people
    }

    /// On which days how many were made, the last day first.
    pub fn days(&self) -> &[(Date, usize)] {
        &self.days
    }

    /// What an entry tells.
    pub fn told(&self, project: &Project, entry: &LogEntry) -> Told {
        self.long.get(&entry.dot).cloned().unwrap_or_else(|| self.teller(project).told(entry))
    }

    /// Tells of entries, with the words that passages had when something was done to them.
    pub fn teller<'a>(&'a self, project: &'a Project) -> LogTeller<'a> {
        LogTeller::with_then(project, &self.then)
    }
}

/// A filter, ready to look at many entries.
struct Passing<'a> {
    project: &'a Project,
    then: &'a Then,
    filter: &'a LogFilter,
    unseen: Option<&'a Unseen>,
    query: Option<Query>,
}

impl<'a> Passing<'a> {
    fn teller(&self) -> LogTeller<'a> {
        LogTeller::with_then(self.project, self.then)
    }

    fn takes(&self, entry: &LogEntry, who: &str, day: Date) -> bool {
        let LogFilter { person, day: wanted, passage, new_only, .. } = self.filter;
        let is_about = |passage| entry.changed.iter().any(|it| belongs_to(self.project, it.record(), passage));
        person.as_ref().is_none_or(|person| person == who)
            && wanted.is_none_or(|wanted| wanted == day)
            && (!new_only || self.unseen.is_some_and(|unseen| unseen.has(self.project, entry)))
            && passage.is_none_or(is_about)
            && self.query.as_ref().is_none_or(|query| self.has_words(entry, who, query))
    }

    /// Whether the words stand in what is told of an entry: who, what, the words of its passages, their documents.
    fn has_words(&self, entry: &LogEntry, who: &str, query: &Query) -> bool {
        let teller = self.teller();
        let has = |text: &str| search::find(text, query).next().is_some();
        let place_has = |changed: &Changed| {
            teller.place(changed.record(), entry.dot).is_some_and(|place| {
                has(&teller.words(place))
                    || teller.words_now(place).is_some_and(|now| has(&now))
                    || has(self.project.called(place.document))
            })
        };
        let change_has = |changed: &Changed| teller.change(changed, entry).is_some_and(|what| has(&what));
        has(who)
            || has(&entry.command)
            || entry.changed.iter().any(|changed| change_has(changed) || place_has(changed))
            || (entry.changed.len() > 1 && has(&teller.told(entry).what))
    }
}

/// Whether all that was done is that somebody who begins to work here said a name.
pub(super) fn only_names_somebody(entry: &LogEntry) -> bool {
    let names = |changed: &Changed| matches!(changed, Changed::Made(record) if record.kind == RecordKind::Checker);
    !entry.changed.is_empty() && entry.changed.iter().all(names)
}

/// The days of many moments, most of which are on the day of the one before.
struct Days<'a> {
    zone: &'a TimeZone,
    last: Option<(std::ops::Range<i64>, Date)>,
}

impl<'a> Days<'a> {
    fn new(zone: &'a TimeZone) -> Self {
        Self { zone, last: None }
    }

    fn of(&mut self, time: Time) -> Date {
        if let Some((seconds, date)) = &self.last
            && seconds.contains(&time.0)
        {
            return *date;
        }
        let moment = Timestamp::from_second(time.0).unwrap_or_default().to_zoned(self.zone.clone());
        let start = moment.start_of_day();
        let end = start.as_ref().ok().and_then(|start| start.tomorrow().ok());
        if let (Ok(start), Some(end)) = (start, end) {
            self.last = Some((start.timestamp().as_second()..end.timestamp().as_second(), moment.date()));
        }
        moment.date()
    }
}
