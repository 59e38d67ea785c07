//! Text that is being typed, before it becomes a transaction.

use serde::{Deserialize, Serialize};

use crate::model::{Change, Edit, Field, Id, PassageId, Project, Query, RecordId, Text, Value};

use crate::text::PartialDate;

use super::Transaction;
use super::recipes::UNSTAMPED;

/// To whom a query goes until another is named.
const WRITER: &str = "the writer";

/// A field that is being typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TypingTarget {
    /// A field of a record that is there.
    Field(RecordId, Field),
    /// The question of a query that does not exist yet.
    NewQuery(PassageId),
    /// The new words of a change that does not exist yet.
    NewChange(PassageId),
}

/// A text field with what stands in it. It becomes one transaction when the field is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typing {
    /// Where it belongs.
    pub target: TypingTarget,
    /// The text as it stands in the field.
    pub text: String,
}

impl Typing {
    /// The field as it stands in the project, to be typed in.
    pub fn begin(project: &Project, target: TypingTarget) -> Self {
        let text = match target {
            TypingTarget::Field(record, field) => stored(project, record, field).to_string(),
            TypingTarget::NewQuery(_) => String::new(),
            TypingTarget::NewChange(passage) => {
                project.passage(passage).map(|passage| project.words(&passage.place).into_owned()).unwrap_or_default()
            }
        };
        Self { target, text }
    }

    /// The transaction that keeps the text, `None` if it changes nothing. A new record gets the id `fresh`.
    pub fn transaction(&self, project: &Project, fresh: Id) -> Option<Transaction> {
        let text = self.text.trim_end();
        match self.target {
            TypingTarget::Field(record, field) => {
                let text = if field == Field::Published { tidy_date(text) } else { text.to_owned() };
                let changed = project.tables().is_present(record) && *stored(project, record, field) != *text;
                changed.then(|| super::set_field(record, field, Text::from(text)))
            }
            TypingTarget::NewQuery(passage) => {
                project.passage(passage).filter(|_| !text.trim().is_empty())?;
                let query = Query::new(fresh.into(), passage, WRITER, text, UNSTAMPED);
                Some(Transaction::new("Ask a query", vec![Edit::insert(query)]))
            }
            TypingTarget::NewChange(passage) => {
                let words = project.words(&project.passage(passage)?.place);
                if text == words {
                    return None;
                }
                let change = Change::new(fresh.into(), passage, &words, text, UNSTAMPED);
                Some(Transaction::new("Propose a change", vec![Edit::insert(change)]))
            }
        }
    }
}

/// What was typed as a date, in the one form for all if it can only mean one date, else as it was typed.
pub fn tidy_date(typed: &str) -> String {
    PartialDate::read(typed).map_or_else(|| typed.trim().to_owned(), |date| date.to_string())
}

fn stored(project: &Project, record: RecordId, field: Field) -> Text {
    match project.tables().get(record).and_then(|record| record.fields().get(field)) {
        Some(Value::Text(text)) => text,
        _ => Text::default(),
    }
}
