//! `tickmark log`: who did what in a project, and when, as the window tells it.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::model::{Id, LogEntry, PassageId, Project, Time};
use crate::session::{LogFilter, LogRows, counted, in_quotes};

use super::{Failure, one_line, open, print_line, tell};

/// The exit code if a filter leaves nothing.
const NOTHING: u8 = 1;
/// How much of the words of a passage is shown, and of the title of a document, in characters.
const WORDS_CHARS: usize = 60;

#[derive(Args)]
pub(super) struct Log {
    /// The project
    project: PathBuf,
    /// Only what the person of this name did; a part of the name is enough if nobody else has it
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Only what was done on this day, here
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    day: Option<Date>,
    /// Only what was done to the passage of this id, and to what hangs on it
    #[arg(long, value_name = "ID")]
    passage: Option<Id>,
    /// Only what has these words in it
    #[arg(long, value_name = "WORDS")]
    words: Option<String>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

fn day(words: &str) -> Result<Date, &'static str> {
    words.parse().map_err(|_| "a day is written 2026-11-22")
}

impl Log {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let Self { project, person, day, passage, words, json } = self;
        let project = open(&project)?;
        let passage = passage.map(PassageId);
        if let Some(passage) = passage.filter(|id| !project.tables().passages.contains_key(id)) {
            return Err(Failure::Because(format!("No passage of this project has the id {passage}")));
        }
        let zone = TimeZone::system();
        let list = |filter: &LogFilter| LogRows::of(&project, filter, (None, &zone), || false).unwrap_or_default();
        let person = match person {
            Some(name) => Some(the_person(&name, &list(&LogFilter::default()))?),
            None => None,
        };
        let filter = LogFilter { person, day, passage, new_only: false, text: words.unwrap_or_default() };
        let rows = list(&filter);
        let entries = rows.dots().iter().filter_map(|dot| project.log.get(dot));
        let lines = entries.map(|entry| Line::of(&project, &rows, entry));
        if json {
            serde_json::to_writer_pretty(&mut *out, &lines.collect::<Vec<_>>()).map_err(std::io::Error::from)?;
            writeln!(out)?;
        } else {
            for line in lines {
                print_line(out, line.in_words(&zone))?;
            }
        }
        if rows.dots().is_empty() {
            tell(nothing(&filter, &rows));
            return Ok(NOTHING);
        }
        Ok(0)
    }
}

/// The name of the one person whom a name means: just that name, else the only one with these letters in it.
fn the_person(name: &str, all: &LogRows) -> Result<String, Failure> {
    let folded = name.trim().to_lowercase();
    let people = || all.people().iter().map(|(name, _)| name.clone());
    let mut meant: Vec<String> = people().filter(|person| person.to_lowercase() == folded).collect();
    if meant.is_empty() && !folded.is_empty() {
        meant = people().filter(|person| person.to_lowercase().contains(&folded)).collect();
    }
    if let [only] = meant.as_slice() {
        return Ok(only.clone());
    }
    if let Some(exact) = meant.iter().find(|person| **person == name) {
        return Ok(exact.clone());
    }
    let several = !meant.is_empty();
    let who = if several { meant } else { people().collect() };
    let who = if who.is_empty() { "nobody".to_owned() } else { one_line(&who.join(", "), usize::MAX) };
    Err(Failure::Because(match several {
        true => format!("Several people may be meant by “{name}”: {who}"),
        false => format!("Nobody of the name “{name}” has worked on this project; who did: {who}"),
    }))
}

/// That a filter leaves nothing, and what there is.
fn nothing(filter: &LogFilter, rows: &LogRows) -> String {
    let days = rows.days();
    let (Some((last, _)), Some((first, _))) = (days.first(), days.last()) else {
        return "Nothing was done in this project yet".into();
    };
    let day = filter.day.map(|day| format!(" on {day}")).unwrap_or_default();
    let person = filter.person.as_ref().map(|name| format!(" by {}", one_line(name, usize::MAX))).unwrap_or_default();
    let passage = if filter.passage.is_some() { " to this passage" } else { "" };
    let words = if filter.text.is_empty() { String::new() } else { format!(" that has “{}” in it", filter.text) };
    let span = if first == last { format!("on {first}") } else { format!("from {first} to {last}") };
    let n_all = counted(rows.n_all(), "entry", "entries");
    format!("Nothing was done{day}{person}{passage}{words}; the history has {n_all}, {span}")
}

/// One transaction.
#[derive(Serialize)]
struct Line {
    #[serde(serialize_with = "as_text")]
    time: Time,
    who: String,
    /// What was asked for.
    command: String,
    /// What was done.
    what: String,
    /// The title of the document in which it was done.
    #[serde(skip_serializing_if = "String::is_empty")]
    document: String,
    /// The paragraph or page.
    #[serde(skip_serializing_if = "String::is_empty")]
    place: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    words: String,
    /// The words that its passage has by now, if they are others.
    #[serde(skip_serializing_if = "String::is_empty")]
    words_now: String,
    /// Each of several changes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<String>,
}

impl Line {
    fn of(project: &Project, rows: &LogRows, entry: &LogEntry) -> Self {
        let (teller, told) = (rows.teller(project), rows.told(project, entry));
        let document = told.place.and_then(|place| teller.document(place.document));
        let place = document.zip(told.place.and_then(|place| place.range));
        let changes = entry.changed.iter().filter_map(|changed| teller.change(changed, entry));
        Self {
            time: entry.time,
            who: teller.who(entry.dot).to_owned(),
            command: entry.command.to_string(),
            what: told.what,
            document: document.map_or_else(String::new, |document| project.called(document.id).to_owned()),
            place: place.map_or_else(String::new, |(document, range)| document.place_name(range.start())),
            passage: told.place.and_then(|place| place.passage).map(|id| id.to_string()),
            words: told.place.map_or_else(String::new, |place| teller.words(place)),
            words_now: told.place.and_then(|place| teller.words_now(place)).unwrap_or_default(),
            changes: if told.n_changes > 1 { changes.collect() } else { Vec::new() },
        }
    }

    /// "2025-03-24 12:52  Ana Ruiz  Outcome: none → Wrong (A shared agenda ¶7 “over 80,000 Salvadorans”)".
    fn in_words(&self, zone: &TimeZone) -> String {
        let when = Timestamp::from_second(self.time.0).unwrap_or_default().to_zoned(zone.clone());
        let quoted = |words: &str| in_quotes(&one_line(words, WORDS_CHARS));
        let words = match (self.words.as_str(), self.words_now.as_str()) {
            ("", _) => None,
            (words, "") => Some(quoted(words)),
            (words, now) => Some(format!("{}, now {}", quoted(words), quoted(now))),
        };
        let parts = [one_line(&self.document, WORDS_CHARS), self.place.clone()];
        let place = parts.into_iter().filter(|part| !part.is_empty()).chain(words);
        let place = place.collect::<Vec<_>>().join(" ");
        let place = if place.is_empty() { place } else { format!(" ({place})") };
        format!("{}  {}  {}{place}", when.strftime("%Y-%m-%d %H:%M"), self.who, self.what)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn as_text<S: serde::Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}
