//! A new version of a document: what becomes of all that stands in the old one.
//!
//! The new version is a document that replaces the old one. Passages go with their words, keep their ids, links and
//! history, and remember where they were; those whose words are gone, or may be in several places, stay where they were
//! until a person says what becomes of them. Nothing is guessed.

mod choice;
mod made;
mod step;
mod twice;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{
    Change, Document, DocumentId, Edit, Field, FormerPlace, Made, Passage, PassageId, Place, Project, Text,
    is_as_proposed,
};
use crate::text::{Placement, TextRange, is_same_but_for_type};

pub use self::choice::choose_newest;

use self::made::{made_at, said_of_changes};
use self::step::Step;
use self::twice::{Twice, settled};
use super::Transaction;
use super::recipes::{reopened, reopened_by_link};

/// How much of a title stands in the name of a transaction, in characters.
const MAX_TITLE: usize = 60;

/// Why a document cannot replace another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotReplace {
    /// They are one.
    #[error("this is the very document that it would replace")]
    Itself,
    /// It came before.
    #[error("this is an earlier version of the document that it would replace")]
    Earlier,
}

/// Takes in a new version of a document, which may be here already: all that stands in the old one, and in those that
/// came before it, goes with its words. Of two versions that replaced one document it says which is the newer.
pub fn replace(project: &Project, old: &Document, new: Document) -> Result<Transaction, CannotReplace> {
    if new.id == old.id {
        return Err(CannotReplace::Itself);
    }
    let earlier = project.earlier_versions(old.id);
    if earlier.contains(&new.id) {
        return Err(CannotReplace::Earlier);
    }
    let mut edits = Vec::new();
    let known = project.document(new.id);
    let new = known.map_or_else(|| with_facts(new, old), |known| Document::clone(known));
    let new = Document { replaces: Some(old.id), role: old.role, ..new };
    match known {
        None => edits.push(Edit::insert(new.clone())),
        Some(known) => {
            if known.role != new.role {
                edits.push(Edit::set(new.id, Field::Role, new.role));
            }
            edits.push(Edit::set(new.id, Field::Replaces, new.replaces));
            if known.replaces.is_some_and(|before| before != old.id && !earlier.contains(&before)) {
                edits.extend(kept(project, known));
            }
        }
    }
    // What was answered before otherwise holds no more.
    let asked_again = std::iter::once(&old.id).chain(&earlier).filter(|version| project.is_asked_again(**version));
    edits.extend(asked_again.filter_map(|version| told_as_shown(project, *version)));
    // What is here already may have newer versions itself: passages go on to the newest.
    let newest = project.newest(new.id).filter(|newest| *newest != new.id).and_then(|newest| project.document(newest));
    let newest = newest.map_or(&new, |newest| &**newest);
    let versions: Vec<&Arc<Document>> =
        std::iter::once(old.id).chain(earlier).filter_map(|id| project.document(id)).collect();
    let step = |version| Step::new(project, version, newest).after(&versions);
    let twice = Twice::all(project, &versions, newest);
    let is_once = |passage: &&Passage| twice.iter().all(|twice| twice.here.0.id != passage.id);
    for version in &versions {
        let passages = project.passages_of(version.id).filter(|it| !project.is_carried(it)).filter(is_once);
        edits.extend(step(version).all(&passages.collect::<Vec<_>>()));
    }
    // What is only shown in the old version was marked in one before it.
    let mut carried = project.passages_of(old.id).filter(|passage| project.is_carried(passage)).peekable();
    if carried.peek().is_some() {
        let step = step(old);
        edits.extend(carried.flat_map(|passage| step.passage(passage, None)));
    }
    edits.extend(settled(project, &twice));
    let fork = known.and_then(|known| project.fork_between(old.id, known.id));
    let command = match fork {
        Some(_) => format!("{} follows {}", in_quotes(project.called(new.id)), in_quotes(project.called(old.id))),
        None => "Replace with a new version".to_owned(),
    };
    Ok(Transaction::new(&command, tidied(edits)))
}

/// Says of a version that it replaces what it is shown to replace.
pub(super) fn told_as_shown(project: &Project, version: DocumentId) -> Option<Edit> {
    project.document(version).map(|version| Edit::set(version.id, Field::Replaces, version.replaces))
}

/// What somebody put in a version or one that followed it, and another in one before, is to stand there, although it is to
/// be the version of another document.
fn kept(project: &Project, version: &Document) -> Vec<Edit> {
    let is_there = |id: DocumentId| id == version.id || project.earlier_versions(id).contains(&version.id);
    let is_twice = |passage: &Passage| passage.clashes.iter().any(|clash| clash.field == Field::Place);
    let kept = project.passages().filter(|it| is_twice(it) && !project.is_carried(it) && is_there(it.place.document));
    let edits = kept.flat_map(|passage| {
        let place = Edit::set(passage.id, Field::Place, passage.place.clone());
        [place, Edit::set(passage.id, Field::Former, passage.former.clone())]
    });
    edits.collect()
}

/// A title within the name of a transaction.
pub fn in_quotes(title: &str) -> String {
    let mut chars = title.chars();
    let short: String = chars.by_ref().take(MAX_TITLE).collect();
    format!("“{short}{}”", if chars.next().is_some() { "…" } else { "" })
}

/// A new version with what its file does not say and is known of the old one. "Last week" means the same in both.
fn with_facts(new: Document, old: &Document) -> Document {
    let or_old = |new: Text, old: &Text| if new.is_empty() { old.clone() } else { new };
    Document {
        author: or_old(new.author, &old.author),
        publisher: or_old(new.publisher, &old.publisher),
        published: or_old(new.published, &old.published),
        url: or_old(new.url, &old.url),
        origin_group: or_old(new.origin_group, &old.origin_group),
        ..new
    }
}

/// Takes over into the newest version what is only shown there, or was left in earlier ones by somebody who did not know
/// of it: passages, passes and dismissals. Each passage counts as looked at.
pub fn take_over(project: &Project, newest: &Document) -> Transaction {
    let mut edits = Vec::new();
    for version in project.earlier_versions(newest.id).into_iter().filter_map(|id| project.document(id)) {
        let step = Step::new(project, version, newest).of_added();
        edits.extend(project.passages_of(newest.id).flat_map(|passage| step.carried(passage)));
        edits.extend(step.passed());
        edits.extend(step.dismissed());
    }
    Transaction::new("Take over what was added to earlier versions", tidied(edits))
}

/// Says of passages that what became of them in the newest version was looked at: what has no place there is left.
pub fn accept_carried(project: &Project, newest: &Document, passages: &[PassageId]) -> Transaction {
    let mut steps: BTreeMap<DocumentId, Step<'_>> = BTreeMap::new();
    let mut edits = Vec::new();
    for passage in passages.iter().filter_map(|id| project.passage(*id)) {
        if let Some(former) = passage.former_in(newest.id).filter(|_| !project.is_carried(passage)) {
            let former = passage.former_with(FormerPlace { reviewed: true, ..former.clone() });
            edits.push(Edit::set(passage.id, Field::Former, former));
            continue;
        }
        let Some(version) = project.document(project.place_as_said(passage).document) else { continue };
        let new_step = || Step::new(project, version, newest).of_added();
        let step = steps.entry(version.id).or_insert_with(new_step);
        edits.extend(step.carried(passage));
        edits.extend(step.left(passage));
    }
    let stays = |id: &PassageId| project.passage(*id).is_some_and(|it| it.place.document != newest.id);
    let name = match passages.iter().all(stays) {
        true => "Leave in the earlier version",
        false => "Accept what became of a passage",
    };
    Transaction::new(name, edits)
}

/// What becomes of a passage in the newest version, if it stands in an earlier one.
pub(super) fn go_along(project: &Project, passage: &Passage) -> Vec<Edit> {
    let old = project.document(passage.place.document);
    let newest = old
        .and_then(|old| project.document(project.newest(old.id)?))
        .filter(|newest| newest.id != passage.place.document);
    let step = old.zip(newest).map(|(old, newest)| Step::new(project, old, newest));
    step.map(|step| step.passage(passage, None)).unwrap_or_default()
}

/// Sentences of one version that were passed, where they are the same in another.
pub(super) fn passed_along(project: &Project, from: DocumentId, to: DocumentId) -> Vec<Edit> {
    let step = project.document(from).zip(project.document(to)).map(|(from, to)| Step::new(project, from, to));
    step.filter(|_| project.passes_of(from).next().is_some()).map(|step| step.passed()).unwrap_or_default()
}

/// Gives a passage a place in the newest version by hand.
pub fn attach(project: &Project, passage: &Passage, newest: &Document, range: TextRange) -> Option<Transaction> {
    let place = Place::of(newest, range)?;
    let before = passage.former_in(newest.id).map_or_else(|| passage.place.clone(), |former| former.place.clone());
    let is_same = is_same_but_for_type(before.words(), place.words());
    let became = if is_same { Placement::Moved } else { Placement::Changed };
    let added = passage.former_in(newest.id).is_none_or(|former| former.added);
    let answers = project.accepted_changes(passage.id).map(|change| (change, made_at(change, &place, newest)));
    let answers: Vec<(&Change, Made)> = answers.collect();
    let is_as_proposed = is_as_proposed(before.words(), place.words(), answers.iter().copied());
    let former = passage.former_with(FormerPlace { place: before, version: newest.id, became, added, reviewed: true });
    let mut edits = vec![Edit::set(passage.id, Field::Place, place), Edit::set(passage.id, Field::Former, former)];
    if !is_same && !is_as_proposed {
        edits.extend(reopened(passage, Passage::WORDS_CHANGED));
        edits.extend(reopened_by_link(project, passage.id, "A linked passage changed"));
    }
    edits.extend(said_of_changes(&answers));
    Some(Transaction::new("Give a passage its place in the new version", edits))
}

/// Of several edits that put something in a field, or insert a record, the last.
pub(super) fn tidied(edits: Vec<Edit>) -> Vec<Edit> {
    let mut seen = std::collections::BTreeSet::new();
    let key = |edit: &Edit| match edit {
        Edit::Set { record, field, .. } | Edit::Unsettle { record, field, .. } => (*record, Some(*field)),
        edit => (edit.record(), None),
    };
    let mut edits: Vec<Edit> = edits.into_iter().rev().filter(|edit| seen.insert(key(edit))).collect();
    edits.reverse();
    edits
}
