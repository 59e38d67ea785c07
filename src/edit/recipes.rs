//! The transactions of the trade: several edits that belong together, under the name a checker knows them by.

use std::sync::Arc;

use crate::model::{
    Change, Decision, Document, DocumentId, Dot, Edit, Field, Fields as _, FormerPlace, Id, Link, LinkId, LinkTarget,
    Outcome, Passage, PassageId, PassageKind, Place, Project, RecordId, Relation, SourceId, Value,
};
use crate::text::TextRange;

use super::Transaction;

/// What a fresh record is stamped with until its transaction is committed, which stamps it anew.
pub(super) const UNSTAMPED: Dot = Dot { actor: crate::model::Actor(0), counter: 0 };

/// Marks `range` of a document. `None` if the range is empty or does not fit.
///
/// A passage that was marked there before and removed comes back empty. One of the same range and kind that is present
/// gets a passage beside it, told apart by `fresh`.
pub fn add_passage(
    project: &Project,
    document: &Document,
    range: TextRange,
    kind: PassageKind,
    fresh: Id,
) -> Option<(PassageId, Transaction)> {
    let mut passage = Passage::new(Place::of(document, range)?, kind, UNSTAMPED);
    if project.passage(passage.id).is_some() {
        passage.id = fresh.into();
    }
    let command = format!("Mark as {}", kind.name());
    Some((passage.id, Transaction::new(&command, vec![Edit::insert(passage)])))
}

/// Gives a passage another kind. Its speaker goes with the kind *quote* and comes back with it: nothing is thrown away.
pub fn set_kind(passage: &Passage, kind: PassageKind) -> Transaction {
    Transaction::new(&format!("Change kind to {}", kind.name()), vec![Edit::set(passage.id, Field::Kind, kind)])
}

/// Gives a passage other words. Its outcome, and that of passages that rest on it, no longer stands. One that was only shown
/// in a newer version stands there now, as looked at.
pub fn set_place(project: &Project, passage: &Passage, place: Place) -> Transaction {
    let mut edits = vec![Edit::set(passage.id, Field::Place, place)];
    if let Some(carried) = passage.former.last().filter(|_| project.is_carried(passage)) {
        let former = passage.former.with(FormerPlace { reviewed: true, ..carried.clone() });
        edits.push(Edit::set(passage.id, Field::Former, former));
    }
    edits.extend(reopened(passage, "Its words changed"));
    edits.extend(reopened_by_link(project, passage.id, "A linked passage changed"));
    Transaction::new("Change the words of a passage", edits)
}

/// Sets or takes away the outcome of passages. They are no longer re-opened.
pub fn set_outcome<'a>(passages: impl IntoIterator<Item = &'a Passage>, outcome: Option<Outcome>) -> Transaction {
    let edits = passages.into_iter().flat_map(|passage| {
        let set = Edit::set(passage.id, Field::Outcome, outcome);
        std::iter::once(set).chain(clear_reopened(passage))
    });
    let command = outcome.map_or_else(|| "Take the outcome away".into(), |o| format!("Set outcome to {}", o.name()));
    Transaction::new(&command, edits.collect())
}

/// The edit after which a passage is no longer re-opened, if it is.
pub fn clear_reopened(passage: &Passage) -> Option<Edit> {
    let is_asked = !passage.reopened.is_empty() || passage.is_derived(Field::Reopened);
    is_asked.then(|| Edit::set(passage.id, Field::Reopened, crate::model::Text::default()))
}

/// Gives one field of one record a value, under the name "Edit note".
pub fn set_field(record: impl Into<RecordId>, field: Field, value: impl Into<Value>) -> Transaction {
    Transaction::new(&format!("Edit {}", field.label().to_lowercase()), vec![Edit::set(record, field, value)])
}

/// Links a passage. If these two are linked already, the new link is told apart by `fresh`.
pub fn add_link(
    project: &Project,
    from: PassageId,
    to: LinkTarget,
    relation: Relation,
    fresh: Id,
) -> (LinkId, Transaction) {
    let place = match to {
        LinkTarget::Passage(to) => project.passage(to).and_then(|to| {
            let document = project.document(to.place.document)?;
            Some(document.place_name(to.range().start()))
        }),
        LinkTarget::Document(_) | LinkTarget::Source(_) => None,
    };
    let (id, edit) = link_edit(project, (from, to), relation, place, fresh);
    (id, Transaction::new("Link", vec![edit]))
}

/// Links a passage with words of a document: with the passage that stands there, else with a new one of the same kind.
/// `None` if the words cannot be marked, or are the passage itself.
pub fn link_words(
    project: &Project,
    from: &Passage,
    (document, range): (&Document, TextRange),
    relation: Relation,
    fresh: Id,
) -> Option<(LinkId, Transaction)> {
    let mut edits = Vec::new();
    let to = match passage_of(project, document, range) {
        Some(there) => there.id,
        None => {
            let passage = Passage::new(Place::of(document, range)?, from.kind, UNSTAMPED);
            // Its id may be taken by a passage that was marked here and then given other words.
            let taken = project.passage(passage.id).is_some();
            let passage = if taken { Passage { id: fresh.into(), ..passage } } else { passage };
            edits.push(Edit::insert(passage.clone()));
            passage.id
        }
    };
    if to == from.id {
        return None;
    }
    let ends = (from.id, LinkTarget::Passage(to));
    let (id, link) = link_edit(project, ends, relation, Some(document.place_name(range.start())), fresh);
    edits.push(link);
    Some((id, Transaction::new("Link", edits)))
}

/// Links words of two documents, marking those that are no passages yet: as this kind, with this relation. `None` if they
/// cannot be marked, or are the same.
pub fn link_places(
    project: &Project,
    (document, range): (&Document, TextRange),
    to: (&Document, TextRange),
    (kind, relation): (PassageKind, Relation),
    fresh: Id,
) -> Option<(LinkId, Transaction)> {
    let there = passage_of(project, document, range).map(|there| Passage::clone(there));
    let (from, mut edits) = match there {
        Some(there) => (there, Vec::new()),
        None => {
            let passage = Passage::new(Place::of(document, range)?, kind, UNSTAMPED);
            let taken = project.passage(passage.id).is_some();
            let passage = if taken { Passage { id: fresh.into(), ..passage } } else { passage };
            (passage.clone(), vec![Edit::insert(passage)])
        }
    };
    let (link, what) = link_words(project, &from, to, relation, fresh)?;
    edits.extend(what.edits);
    Some((link, Transaction::new("Link", edits)))
}

/// The passage of just these words.
fn passage_of<'p>(project: &'p Project, document: &Document, range: TextRange) -> Option<&'p Arc<Passage>> {
    let marked = PassageKind::ALL.into_iter().map(|kind| PassageId::of(document.id, range, kind));
    let by_id = marked.filter_map(|id| project.passage(id)).find(|there| there.range() == range);
    by_id.or_else(|| {
        let mut here = project.passages().filter(|there| there.place.document == document.id);
        here.find(|there| there.range() == range)
    })
}

/// Decides on a change. Whoever enters a decision has made it, until another name is written.
pub fn decide(change: &Change, decision: Decision, who: &str) -> Transaction {
    let mut what = set_field(change.id, Field::Decision, decision);
    if decision != Decision::Open && change.decided_by.is_empty() {
        what.edits.push(Edit::set(change.id, Field::DecidedBy, crate::model::Text::from(who)));
    }
    what
}

/// Decides that the words of a passage stand as written, although no change is proposed: it is kept as a change to the
/// same words that was declined.
pub fn let_stand(project: &Project, passage: &Passage, who: &str, fresh: Id) -> Transaction {
    let words = project.words(&passage.place);
    let change = Change {
        decision: Decision::Declined,
        decided_by: who.into(),
        ..Change::new(fresh.into(), passage.id, &words, &words, UNSTAMPED)
    };
    Transaction::new("Let it stand as written", vec![Edit::insert(change)])
}

fn link_edit(
    project: &Project,
    (from, to): (PassageId, LinkTarget),
    relation: Relation,
    place: Option<String>,
    fresh: Id,
) -> (LinkId, Edit) {
    let derived = LinkId::of(from, to);
    let id = if project.link(derived).is_some() { fresh.into() } else { derived };
    let mut link = Link::new(id, from, to, relation, UNSTAMPED);
    link.place = place.unwrap_or_default().into();
    (id, Edit::insert(link))
}

/// Removes passages with the links, queries and changes that hang on them, and takes them out of calculations.
pub fn remove_passages(project: &Project, passages: &[PassageId]) -> Transaction {
    let command = if passages.len() == 1 { "Remove passage" } else { "Remove passages" };
    let mut edits = Vec::new();
    for passage in passages {
        edits.extend(loosen(project, *passage));
    }
    edits.extend(super::calculations::let_go(project, passages));
    // A link between two of them is named by both.
    let mut seen = std::collections::BTreeSet::new();
    edits.retain(|edit| seen.insert((edit.record(), matches!(edit, Edit::Set { field: Field::Present, .. }))));
    edits.extend(passages.iter().map(|passage| Edit::remove(*passage)));
    Transaction::new(command, edits)
}

/// Removes a source with the links to it.
pub fn remove_source(project: &Project, source: SourceId) -> Transaction {
    let links = project.links_to(LinkTarget::Source(source));
    let mut edits: Vec<_> = links.map(|link| Edit::remove(link.id)).collect();
    edits.push(Edit::remove(source));
    Transaction::new("Remove source", edits)
}

/// Removes a document with its passages and all that hangs on them. Passages that were marked in it and are shown in a
/// newer version stay there; those that came to it from an earlier version return to it.
pub fn remove_document(project: &Project, document: DocumentId) -> Transaction {
    let returning = super::returning(project, document);
    let inside = project.passages().filter(|passage| passage.place.document == document);
    let passages: Vec<_> = inside.map(|passage| passage.id).filter(|id| !returning.contains_key(id)).collect();
    let mut edits = super::going_back::go_back(project, document);
    edits.extend(remove_passages(project, &passages).edits);
    if let Some(newest) = project.newest(document).and_then(|newest| project.document(newest)) {
        let carried: Vec<_> = project.carried_from(document).map(|passage| passage.id).collect();
        edits.extend(super::accept_carried(project, newest, &carried).edits);
    }
    // Links from its own passages go with them.
    let from_outside = |link: &&Arc<Link>| passages.binary_search(&link.from).is_err();
    let links = project.links_to(LinkTarget::Document(document)).filter(from_outside);
    edits.extend(links.map(|link| Edit::remove(link.id)));
    edits.extend(project.settled_of(document).map(|settled| Edit::remove(settled.id)));
    edits.extend(project.passes_of(document).map(|pass| Edit::remove(pass.id)));
    edits.extend(project.sign_offs_of(document).into_iter().map(|sign_off| Edit::remove(sign_off.id)));
    // Of a chain of versions only this one goes.
    if let Some(before) = project.earlier_versions(document).first() {
        let after = project.replacements(document).iter();
        edits.extend(after.map(|newer| Edit::set(*newer, Field::Replaces, Some(*before))));
    }
    // With it goes what somebody answered of the versions beside it.
    let follows =
        |other: &&&Arc<Document>| other.said_to_replace().0 == Some(document) && other.replaces != Some(document);
    let documents = project.documents();
    edits.extend(documents.iter().filter(follows).filter_map(|it| super::replace::told_as_shown(project, it.id)));
    edits.push(Edit::remove(document));
    let goes_back = super::goes_back(project, document) && super::beside(project, document).is_none();
    let before = project.earlier_versions(document).first().filter(|_| goes_back).copied();
    let name = before.map(|before| format!("Go back to {}", super::in_quotes(project.called(before))));
    Transaction::new(name.as_deref().unwrap_or("Remove document"), edits)
}

/// Throws the texts of removed documents away for good.
pub fn empty_documents(documents: &[DocumentId]) -> Transaction {
    let command =
        if documents.len() == 1 { "Empty a removed document for good" } else { "Empty removed documents for good" };
    Transaction::new(command, documents.iter().map(|document| Edit::Empty(*document)).collect())
}

/// Takes away everything that names a passage; who rested on it is re-opened.
fn loosen(project: &Project, passage: PassageId) -> Vec<Edit> {
    let mut edits = reopened_by_link(project, passage, "A linked passage was removed");
    edits.extend(project.links_from(passage).map(|link| Edit::remove(link.id)));
    edits.extend(project.links_to(LinkTarget::Passage(passage)).map(|link| Edit::remove(link.id)));
    edits.extend(project.queries_of(passage).map(|query| Edit::remove(query.id)));
    edits.extend(project.changes_of(passage).map(|change| Edit::remove(change.id)));
    edits
}

pub(super) fn reopened(passage: &Passage, reason: &str) -> Option<Edit> {
    let stands = passage.outcome.is_some() && passage.reopened.is_empty();
    stands.then(|| Edit::set(passage.id, Field::Reopened, crate::model::Text::from(reason)))
}

pub(super) fn reopened_by_link(project: &Project, passage: PassageId, reason: &str) -> Vec<Edit> {
    let resting = project.links_to(LinkTarget::Passage(passage)).filter_map(|link| project.passage(link.from));
    resting.filter_map(|passage| reopened(passage, reason)).collect()
}
