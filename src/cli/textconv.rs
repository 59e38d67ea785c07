//! `tickmark textconv`: a project as lines that `git diff` and `git log -p` can compare.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::merge::{Teller, position};
use crate::model::{AnyRecord, Field, Project, Value};
use crate::store::{OpenError, open_project};
use crate::text::Placement;

use super::{Failure, print_line, told};

#[derive(Args)]
pub(super) struct Textconv {
    /// The project; clones that were set up by an earlier version put no -- before it
    #[arg(allow_hyphen_values = true)]
    project: PathBuf,
}

impl Textconv {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let project = match open_project(&self.project) {
            Ok((opened, _)) => told(opened),
            // Git stops the whole comparison if this fails. What it calls the file would be another name each time.
            Err(error) => {
                let why = match error {
                    OpenError::File(error) => error.cause().map_or_else(|| error.to_string(), ToString::to_string),
                    OpenError::Content { error, .. } => error.to_string(),
                };
                for line in format!("cannot be read, because {why}").lines() {
                    print_line(out, line)?;
                }
                return Ok(0);
            }
        };
        // Days are told with their year: what is told of a commit must not change with the time.
        let teller = Teller::new(&project, None);
        let mut records: Vec<AnyRecord> = project.tables().iter().filter(|record| record.fields().present()).collect();
        records.sort_by_cached_key(|record| (position(&project, record), record.record_id()));
        for record in records {
            for line in lines(&project, &teller, &record) {
                print_line(out, line)?;
            }
        }
        Ok(0)
    }
}

/// One line for a record and one for each field that somebody filled, with who did it.
fn lines(project: &Project, teller: &Teller<'_>, record: &AnyRecord) -> Vec<String> {
    let (fields, thing) = (record.fields(), teller.thing(record));
    let mut lines = vec![match record {
        AnyRecord::Document(document) => {
            let n_paragraphs = document.blocks().iter().count();
            format!("{thing} · text: paragraphs {n_paragraphs}, bytes {}", document.text().len())
        }
        _ => format!("{thing} ({})", teller.by(fields.stamps().made())),
    }];
    let said_already = |field: Field, value: &Value| match value {
        // Of a passage that a new version just took along there is nothing more to say.
        Value::Former(former) => {
            former.last().is_none_or(|last| matches!(last.became, Placement::Unchanged | Placement::Moved))
        }
        Value::Place(_) => field == Field::Place,
        value => value.is_unfilled(),
    };
    for field in fields.fields() {
        let Some(value) = fields.get(*field).filter(|value| !said_already(*field, value)) else { continue };
        // Who took something back set none of the values that it put back.
        let by = teller.by(project.value_set_by(record, *field, &value, fields.stamps().of(*field)));
        lines.push(format!("{thing} · {}: {} ({by})", field.label().to_lowercase(), teller.value_whole(&value)));
    }
    for clash in project.clashes_of(record) {
        let value = teller.value_whole(&clash.value);
        let by = teller.by(project.value_set_by(record, clash.field, &clash.value, clash.dot));
        lines.push(format!("{thing} · {}, in a clash: {value} ({by})", clash.field.label().to_lowercase()));
    }
    lines
}
