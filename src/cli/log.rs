//! `tickmark log`: who did what in a project, and when, as the window tells it.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::model::{Id, LogEntry, PassageId, Project, Time};
use crate::session::{LogFilter, LogRows, LogTeller, in_quotes};
use crate::text::spelled_out;

use super::{Failure, one_line, open};

/// How much of the words of a passage is shown, and of the title of a document, in characters.
const WORDS_CHARS: usize = 60;

#[derive(Args)]
pub(super) struct Log {
    /// The project
    project: PathBuf,
    /// Only what the person of this name did
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Only what was done on this day, here
    #[arg(long, value_name = "YYYY-MM-DD")]
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

impl Log {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let Self { project, person, day, passage, words, json } = self;
        let project = open(&project)?;
        let passage = passage.map(PassageId);
        if let Some(passage) = passage.filter(|id| !project.tables().passages.contains_key(id)) {
            return Err(Failure::Because(format!("No passage of this project has the id {passage}")));
        }
        let filter = LogFilter { person, day, passage, new_only: false, text: words.unwrap_or_default() };
        let zone = TimeZone::system();
        let rows = LogRows::of(&project, &filter, (None, &zone), || false).unwrap_or_default();
        let entries = rows.dots().iter().filter_map(|dot| project.log.get(dot));
        let lines = entries.map(|entry| Line::of(&project, &rows, entry));
        if json {
            serde_json::to_writer_pretty(&mut *out, &lines.collect::<Vec<_>>()).map_err(std::io::Error::from)?;
            writeln!(out)?;
            return Ok(0);
        }
        for line in lines {
            writeln!(out, "{}", spelled_out(&line.in_words(&zone)))?;
        }
        Ok(0)
    }
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
    /// Each of several changes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<String>,
}

impl Line {
    fn of(project: &Project, rows: &LogRows, entry: &LogEntry) -> Self {
        let (teller, told) = (LogTeller::new(project), rows.told(project, entry));
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
            changes: if told.n_changes > 1 { changes.collect() } else { Vec::new() },
        }
    }

    /// "2025-03-24 12:52  Ana Ruiz  Outcome: none → Wrong (A shared agenda ¶7 “over 80,000 Salvadorans”)".
    fn in_words(&self, zone: &TimeZone) -> String {
        let when = Timestamp::from_second(self.time.0).unwrap_or_default().to_zoned(zone.clone());
        let words = Some(one_line(&self.words, WORDS_CHARS)).filter(|words| !words.is_empty());
        let parts = [one_line(&self.document, WORDS_CHARS), self.place.clone()];
        let place = parts.into_iter().filter(|part| !part.is_empty()).chain(words.map(|words| in_quotes(&words)));
        let place = place.collect::<Vec<_>>().join(" ");
        let place = if place.is_empty() { place } else { format!(" ({place})") };
        format!("{}  {}  {}{place}", when.strftime("%Y-%m-%d %H:%M"), self.who, self.what)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn as_text<S: serde::Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}
