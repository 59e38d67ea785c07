//! The review of a new version: what became of the passages of the versions before it.

use crate::model::{ChangeId, Document, DocumentId, Made, PassageId, Place, Project};
use crate::text::{Alignment, Placement, TextRange};

/// What became of a passage in a new version of its document.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The passage.
    pub passage: PassageId,
    /// What became of it.
    pub became: Placement,
    /// Where it was, with its words.
    pub before: Place,
    /// Where it is in the new version; `None` if that is not certain.
    pub now: Option<Place>,
    /// Where it may be, if it is ambiguous.
    pub candidates: Vec<TextRange>,
    /// What the new version has of its accepted changes.
    pub made: Vec<(ChangeId, Made)>,
    /// Whether it was added to an earlier version by somebody who did not know of this one.
    pub is_added: bool,
    /// Whether a person has looked at it.
    pub reviewed: bool,
}

impl Carried {
    /// Whether it waits for a person: its place is not certain, its words are others than those that were checked, or
    /// somebody added it to an earlier version.
    pub fn waits(&self, project: &Project) -> bool {
        if self.reviewed {
            return false;
        }
        let is_reopened = || project.passage(self.passage).is_some_and(|passage| !passage.reopened.is_empty());
        match self.became {
            Placement::Ambiguous | Placement::Orphaned => true,
            Placement::Changed => self.is_added || is_reopened(),
            Placement::Unchanged | Placement::Moved => self.is_added,
        }
    }
}

/// What became of all passages of earlier versions of a document: first those without a certain place, in the order of the
/// versions before it, then the others in the order of its text.
pub fn review(project: &Project, newest: &Document) -> Vec<Carried> {
    let mut alignments: std::collections::BTreeMap<DocumentId, Option<Alignment<'_>>> =
        std::collections::BTreeMap::new();
    let mut all: Vec<Carried> = Vec::new();
    for passage in project.reviewed_in(newest.id) {
        let is_there = passage.place.document == newest.id;
        let former = passage.former.at(newest.id);
        let before = former.map_or_else(|| passage.place.clone(), |former| former.place.clone());
        // Where a passage may be is not kept; and of one that was added to an earlier version nothing is.
        let is_looked_up = former.is_none_or(|former| former.became == Placement::Ambiguous) && !is_there;
        let placed = is_looked_up.then(|| {
            let document = before.document;
            let new_alignment = || project.document(document).map(|old| Alignment::of(old.text(), newest.text()));
            alignments.entry(document).or_insert_with(new_alignment).as_ref().map(|it| it.place(before.range()))
        });
        let placed = placed.flatten();
        let became = former.map(|former| former.became).or(placed.as_ref().map(|placed| placed.placement));
        let made = project.changes_of(passage.id).filter_map(|change| Some((change.id, change.made?)));
        all.push(Carried {
            passage: passage.id,
            became: became.unwrap_or_default(),
            before,
            now: is_there.then(|| passage.place.clone()),
            candidates: placed.map(|placed| placed.candidates).unwrap_or_default(),
            made: made.collect(),
            is_added: former.is_none() || project.is_carried(passage),
            reviewed: former.is_some_and(|former| former.reviewed),
        });
    }
    let order = |carried: &Carried| {
        let place = carried.now.as_ref().unwrap_or(&carried.before);
        (carried.now.is_some(), place.range(), carried.passage)
    };
    all.sort_by_cached_key(order);
    all
}
