//! What the log tells of new versions of documents: as one thing, and of its many changes those that a person should look
//! at.

use crate::model::{
    Changed, DocumentId, Field, FieldChange, FormerPlace, LogEntry, Made, Project, RecordKind, Replacing, Value,
    staying_in_words,
};
use crate::text::Placement;

use super::words::{LogTeller, cut, in_quotes, is_told};

impl LogTeller<'_> {
    /// Whether a change is listed when a transaction is unfolded: not if it goes without saying, nor if a new version just
    /// took a passage along.
    pub fn lists(&self, changed: &Changed, entry: &LogEntry) -> bool {
        is_told(changed) && (!turns_version(entry) || is_to_look_at(changed))
    }

    /// That passages stayed where they were shown when an earlier version was removed, to go on with after what was done.
    pub(super) fn staying(&self, entry: &LogEntry) -> String {
        match self.project.n_staying_by(entry) {
            0 => String::new(),
            n => format!("; {}", staying_in_words(n)),
        }
    }

    /// The document with which a transaction replaced an earlier version.
    pub(super) fn new_version(&self, entry: &LogEntry) -> Option<DocumentId> {
        let came = |version| {
            entry.changed.iter().any(|changed| match changed {
                Changed::Set(change) => matches!(&change.after, Value::Former(former) if former.at(version).is_some()),
                Changed::Made(_) | Changed::Emptied(_) => false,
            })
        };
        let replaces = |changed: &Changed| {
            let id = DocumentId(changed.record().id);
            let document = self.document(id).filter(|_| changed.record().kind == RecordKind::Document)?;
            let is_new = match changed {
                Changed::Made(_) => document.said_to_replace().1 == entry.dot || came(id),
                Changed::Emptied(_) => false,
                Changed::Set(change) => {
                    let is_taken_back = || matches!(self.project.replacing_by(entry, id), Replacing::FollowsNoMore(_));
                    matches!(change.after, Value::Document(Some(_))) && !is_taken_back()
                }
            };
            (is_new && document.replaces.is_some()).then_some(id)
        };
        entry.changed.iter().find_map(replaces)
    }
}

/// Whether a transaction took passages to another version of their document, or back.
pub(super) fn turns_version(entry: &LogEntry) -> bool {
    let has = |is_one: &dyn Fn(&Changed) -> bool| entry.changed.iter().any(is_one);
    let is_former = |changed: &Changed| matches!(changed, Changed::Set(change) if change.field == Field::Former);
    has(&|changed| changed.record().kind == RecordKind::Document) && has(&is_former)
}

/// Whether a person should look at what a new version did to a passage: it has other words or no certain place, or a
/// change was not made in it as proposed.
fn is_to_look_at(changed: &Changed) -> bool {
    let kind = changed.record().kind;
    let Changed::Set(change) = changed else { return kind == RecordKind::Document };
    match (change.field, &change.after) {
        (Field::Place, _) => true,
        (Field::Former, Value::Former(former)) => {
            let last = gone_back(change).or(former.last());
            last.is_some_and(|last| matches!(last.became, Placement::Ambiguous | Placement::Orphaned))
        }
        (Field::Made, Value::Made(made)) => made.is_some_and(|made| made != Made::AsProposed),
        _ => kind == RecordKind::Document,
    }
}

/// What had become of a passage in a version of its document, if it was just that which was taken back.
fn gone_back(change: &FieldChange) -> Option<&FormerPlace> {
    let (Value::Former(before), Value::Former(after)) = (&change.before, &change.after) else { return None };
    let mut gone = before.iter().filter(|former| after.at(former.version).is_none());
    let (gone, is_only) = (gone.next()?, gone.next().is_none());
    let is_same = |former: &FormerPlace| before.contains(former);
    (is_only && after.iter().all(is_same)).then_some(gone)
}

/// What became of a passage in a new version of its document, or that somebody has looked at that; or that it does not
/// count any more, because that version was removed.
pub(super) fn became(project: &Project, change: &FieldChange) -> String {
    if let Some(gone) = gone_back(change) {
        let title = in_quotes(&cut(project.called(gone.version)));
        return format!("Taken back what became of it in {title}: {}", gone.became.name());
    }
    match &change.after {
        Value::Former(former) => former.last().map_or_else(
            || "No earlier version".to_owned(),
            |last| {
                let head = if last.reviewed { "Accepted in the new version" } else { "In the new version" };
                format!("{head}: {}", last.became.name())
            },
        ),
        after => after.to_string(),
    }
}
