//! What was judged in a version that goes: it is about the words that passages had there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{DocumentId, Edit, Field, Passage, PassageId, Place, Project, RecordId, Text, Then};
use crate::text::is_same_but_for_type;

use super::said_by;

/// Why a passage is re-opened that was judged by other words than those to which it returns.
const OTHER_WORDS: &str = "It was judged by other words, of a version that was removed";

/// These edits, with which passages stay at these places, and those after which none counts as judged that has other words
/// there than those that were judged.
pub(super) fn with_judged_again(
    project: &Project,
    version: DocumentId,
    staying: &BTreeMap<PassageId, Place>,
    mut edits: Vec<Edit>,
) -> Vec<Edit> {
    for passage in judged_in(project, version, staying) {
        let of_it = |edit: &&mut Edit| match edit {
            Edit::Set { record, field, .. } | Edit::Unsettle { record, field, .. } => {
                (*record, *field) == (RecordId::from(passage.id), Field::Reopened)
            }
            _ => false,
        };
        match edits.iter_mut().rfind(of_it) {
            Some(Edit::Set { value, .. } | Edit::Unsettle { value, .. }) if value.is_unfilled() => {
                *value = Text::from(OTHER_WORDS).into();
            }
            None if passage.reopened.is_empty() => {
                edits.push(Edit::set(passage.id, Field::Reopened, Text::from(OTHER_WORDS)));
            }
            _ => {}
        }
    }
    edits
}

/// The passages whose outcome is about the words that they had in the version that goes, and have no more.
fn judged_in<'p>(
    project: &'p Project,
    version: DocumentId,
    staying: &BTreeMap<PassageId, Place>,
) -> Vec<&'p Arc<Passage>> {
    let then = Then::of(project);
    let took_in: BTreeSet<_> =
        said_by(project, version).into_iter().map(|(entry, _)| project.actors.get(&entry.dot.actor)).collect();
    let is_judged_there = |passage: &&Arc<Passage>| {
        let Some(now) = staying.get(&passage.id).filter(|_| passage.outcome.is_some()) else { return false };
        let outcome = project.set_by(&***passage, Field::Outcome);
        // Who did not take in that version saw what is shown.
        let may_have_been = passage.place.document == version || took_in.contains(&project.actors.get(&outcome.actor));
        let judged = || then.place(project, passage.id, outcome);
        may_have_been
            && judged().is_some_and(|it| it.document == version && !is_same_but_for_type(it.words(), now.words()))
    };
    project.passages().filter(is_judged_there).collect()
}
