//! Which of several versions of one document is the newest: what a person says once, however many there are.

use crate::model::{Actor, DocumentId, Project, Time};
use crate::text::listed;

use super::super::history::perform;
use super::super::{Moment, Transaction};
use super::{CannotReplace, in_quotes, replace, tidied};

/// Says which of the versions that replace a document is the newest: `newest`. The others are earlier versions of it from
/// then on, in the order in which they came, and what stands in them goes with its words.
pub fn choose_newest(
    project: &Project,
    replaced: DocumentId,
    newest: DocumentId,
) -> Result<Transaction, CannotReplace> {
    let versions = project.forks().find(|(document, _)| *document == replaced).map(|(_, versions)| versions);
    let mut line: Vec<DocumentId> = versions.unwrap_or_default();
    line.retain(|version| *version != newest);
    let older: Vec<DocumentId> = line.iter().map(|version| project.newest(*version).unwrap_or(*version)).collect();
    line.push(newest);
    // One follows the other. What that comes to is tried out step by step, and done at once.
    let mut trial = project.clone();
    let mut edits = Vec::new();
    for (old, new) in older.iter().zip(line.iter().skip(1)) {
        let (Some(old), Some(new)) = (trial.document(*old), trial.document(*new)) else { continue };
        let step = replace(&trial, old, (**new).clone())?.edits;
        let nobody = Moment { actor: Actor(0), time: Time(0) };
        if perform(&mut trial, "".into(), step.clone(), nobody).is_ok() {
            edits.extend(step);
        }
    }
    let older: Vec<String> = older.iter().map(|older| in_quotes(project.called(*older))).collect();
    let command = format!("{} follows {}", in_quotes(project.called(newest)), listed(&older, "and"));
    Ok(Transaction::new(&command, tidied(edits)))
}
