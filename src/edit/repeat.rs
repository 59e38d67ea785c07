//! What was found out about a passage, for other statements of the same fact in its draft.

use crate::model::{
    Change, ChangeId, Document, Edit, Field, Id, Link, LinkId, LinkTarget, Outcome, Passage, PassageId, PassageKind,
    Place, Project, Relation, Severity, Text,
};
use crate::text::TextRange;

use super::Transaction;
use super::recipes::{UNSTAMPED, clear_reopened};

/// Words that state the fact of a passage again, and what is to be done with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The words.
    pub range: TextRange,
    /// The passage that they are, if they are one.
    pub there: Option<PassageId>,
    /// How they should be instead, if a change is proposed for them.
    pub change: Option<(String, Severity)>,
}

/// A passage that states the fact of another again, as it was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The passage.
    pub passage: PassageId,
    /// The change that was proposed for it, if one was.
    pub change: Option<ChangeId>,
}

/// Gives other statements of a passage's fact in its draft its outcome, or the change that corresponds to its own. Words
/// that are no passage become one of the same kind, and each is linked with the first as repeating it.
///
/// A *repeats* link is no support, so what supports the first is linked with each of them too: it was looked at for this
/// very statement. Where the first stands by its note alone, that goes with it.
pub fn repeat(
    project: &Project,
    (document, first): (&Document, &Passage),
    others: &[Repeat],
    fresh: Id,
) -> (Vec<Repeated>, Transaction) {
    let mut edits = Vec::new();
    let mut repeated = Vec::new();
    for (index, other) in others.iter().enumerate() {
        let own = |what: &str| Id::derived(&[fresh.to_string().as_bytes(), what.as_bytes(), &index.to_le_bytes()]);
        let there = other.there.and_then(|id| project.passage(id));
        let Some(passage) = there.map_or_else(
            || marked(project, document, first, other.range, own("passage")),
            |it| Some(Passage::clone(it)),
        ) else {
            continue;
        };
        if there.is_none() {
            edits.push(Edit::insert(passage.clone()));
        }
        edits.extend(tie(project, first, &passage, document, own("link")));
        edits.extend(settled(project, first, &passage, &own));
        let change = other.change.as_ref().map(|(to, severity)| {
            let words = project.words(&passage.place);
            Change { severity: *severity, ..Change::new(own("change").into(), passage.id, &words, to, UNSTAMPED) }
        });
        repeated.push(Repeated { passage: passage.id, change: change.as_ref().map(|change| change.id) });
        edits.extend(change.map(Edit::insert));
    }
    let is_change = others.iter().any(|other| other.change.is_some());
    let command = if is_change { "Propose the change there too" } else { "Tick there too" };
    (repeated, Transaction::new(command, edits))
}

/// A new passage of the same kind; whose words a quote is goes with it.
fn marked(project: &Project, document: &Document, first: &Passage, range: TextRange, fresh: Id) -> Option<Passage> {
    let mut passage = Passage::new(Place::of(document, range)?, first.kind, UNSTAMPED);
    if project.passage(passage.id).is_some() {
        passage.id = fresh.into();
    }
    if first.kind == PassageKind::Quote {
        passage.speaker = first.speaker.clone();
    }
    Some(passage)
}

/// The link that says that one repeats the other, unless one of them says so already.
fn tie(project: &Project, first: &Passage, other: &Passage, document: &Document, fresh: Id) -> Option<Edit> {
    let joins = |a: PassageId, b: PassageId| {
        project.links_from(a).any(|link| link.to == LinkTarget::Passage(b) && link.relation == Relation::Repeats)
    };
    let is_tied = joins(other.id, first.id) || joins(first.id, other.id);
    let mut link = link(project, other.id, LinkTarget::Passage(first.id), Relation::Repeats, fresh);
    link.place = document.place_name(first.range().start()).into();
    (!is_tied).then(|| Edit::insert(link))
}

fn link(project: &Project, from: PassageId, to: LinkTarget, relation: Relation, fresh: Id) -> Link {
    let derived = LinkId::of(from, to);
    let id = if project.link(derived).is_some() { fresh.into() } else { derived };
    Link::new(id, from, to, relation, UNSTAMPED)
}

/// The outcome of the first with what it rests on, if it has one that its repetitions share and they have none of their
/// own.
fn settled(project: &Project, first: &Passage, other: &Passage, own: &impl Fn(&str) -> Id) -> Vec<Edit> {
    let shared = first.outcome.filter(|it| matches!(it, Outcome::Confirmed | Outcome::ConfirmedWithChange));
    let Some(outcome) = shared.filter(|_| first.reopened.is_empty()) else { return Vec::new() };
    if other.reopened.is_empty() && !matches!(other.outcome, None | Some(Outcome::Confirmed)) {
        return Vec::new();
    }
    let mut edits = vec![Edit::set(other.id, Field::Outcome, Some(outcome))];
    edits.extend(clear_reopened(other));
    let supporting = || project.links_from(first.id).filter(|link| link.relation == Relation::Supports);
    let is_new = |support: &Link| {
        let mut links = project.links_from(other.id);
        support.to != LinkTarget::Passage(other.id)
            && !links.any(|link| link.to == support.to && link.relation == Relation::Supports)
    };
    for (index, support) in supporting().enumerate().filter(|(_, support)| is_new(support)) {
        let Link { rank, place, words, note, .. } = Link::clone(support);
        let copy = link(project, other.id, support.to, Relation::Supports, own(&format!("support {index}")));
        edits.push(Edit::insert(Link { rank, place, words, note, ..copy }));
    }
    if supporting().next().is_none() && other.note.is_empty() && !first.note.is_empty() {
        edits.push(Edit::set(other.id, Field::Note, Text::clone(&first.note)));
    }
    edits
}
