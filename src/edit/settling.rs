//! Choosing between what two people set differently.

use crate::model::{DocumentId, Edit, Field, Passage, PassageId, Project, RecordId, RecordKind, SourceId, Value};

use super::replace::{go_along, tidied};
use super::{Transaction, remove_document, remove_passages, remove_source};

/// Gives a field one of the values that two people gave it, or another: it replaces all of them, wherever it is merged
/// later. That a record is to be deleted after all takes along what hangs on it.
pub fn settle(project: &Project, record: RecordId, field: Field, value: Value) -> Transaction {
    let is_deleted = field == Field::Present && value == Value::Flag(false);
    let edits = match record.kind {
        RecordKind::Passage if is_deleted => remove_passages(project, &[PassageId(record.id)]).edits,
        RecordKind::Document if is_deleted => remove_document(project, DocumentId(record.id)).edits,
        RecordKind::Source if is_deleted => remove_source(project, SourceId(record.id)).edits,
        RecordKind::Passage if field == Field::Place => placed(project, PassageId(record.id), value),
        _ => vec![Edit::Set { record, field, value }],
    };
    let command = match field {
        Field::Present if is_deleted => format!("Delete the {} after all", record.kind.name()),
        Field::Present => format!("Keep the {}", record.kind.name()),
        field => format!("Choose the {}", field.label().to_lowercase()),
    };
    Transaction::new(&command, edits)
}

/// A passage stands where it was chosen to be; where that is an earlier version of a document, it goes from there to the
/// newest.
fn placed(project: &Project, passage: PassageId, value: Value) -> Vec<Edit> {
    let mut edits = vec![Edit::set(passage, Field::Place, value.clone())];
    if let (Value::Place(place), Some(passage)) = (value, project.passage(passage)) {
        edits.extend(go_along(project, &Passage { place, ..Passage::clone(passage) }));
    }
    tidied(edits)
}
