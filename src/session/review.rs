//! The review of a new version: what became of the passages of the versions before it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{ChangeId, Document, DocumentId, Made, PassageId, Place, Project};
use crate::text::{Alignment, MAX_RIVALS, Placed, Placement, TextRange};

use super::{Session, counted};

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
    /// Where in the new version it would stand, if it has no place there and what stood around it has.
    pub near: Option<usize>,
    /// Whether its words were not looked for, because the text in which it stands was emptied for good before.
    pub is_unsought: bool,
    /// What the new version has of its accepted changes.
    pub made: Vec<(ChangeId, Made)>,
    /// Whether it was added to an earlier version by somebody who did not know of this one.
    pub is_added: bool,
    /// Whether a person has looked at it.
    pub reviewed: bool,
}

impl Carried {
    /// In how many places it may be: "3 places". They are not counted to the end: "more than 16 places".
    pub fn n_places_in_words(&self) -> String {
        match self.candidates.len() {
            n if n > MAX_RIVALS => format!("more than {MAX_RIVALS} places"),
            n => counted(n, "place", "places"),
        }
    }
}

/// What became of a passage in one of the documents that have earlier versions.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewRow {
    /// That document.
    pub newest: DocumentId,
    /// What became of it.
    pub carried: Carried,
    /// Whether it waits for a person.
    pub waits: bool,
}

/// What tells a row of the review from all others: the document, and the passage.
pub type ReviewId = (DocumentId, PassageId);

impl ReviewRow {
    /// What tells it from all others.
    pub fn id(&self) -> ReviewId {
        (self.newest, self.carried.passage)
    }

    /// Whether it has a place in more than one version, for two replace the one in which it stands.
    pub fn awaits_fork(&self) -> bool {
        let is_certain = !matches!(self.carried.became, Placement::Ambiguous | Placement::Orphaned);
        is_certain && self.carried.now.is_none()
    }

    /// What accepting it means, if there is anything to accept: "accept", "put it there".
    pub fn accepting(&self) -> Option<&'static str> {
        let carried = &self.carried;
        match (carried.now.is_some(), carried.candidates.is_empty()) {
            _ if self.awaits_fork() => None,
            // What was left can still get a place.
            (false, false) => Some("put it there"),
            _ if !self.waits => None,
            (false, true) => Some("leave it"),
            (true, _) if carried.is_added => Some("take it over"),
            (true, _) => Some("accept"),
        }
    }

    /// Whether a change that was accepted was not made.
    pub fn lacks_change(&self) -> bool {
        self.carried.made.iter().any(|(_, made)| *made == Made::NotMade)
    }
}

/// What became of the passages of all earlier versions, what waits for a person first.
pub fn review_all(project: &Project, lookups: &mut Lookups) -> Vec<ReviewRow> {
    let newest = project.newest_documents().into_iter().filter(|document| document.replaces.is_some());
    let mut rows = Vec::new();
    for newest in newest {
        let all = review_with(project, newest, lookups).into_iter();
        let waits = |id| project.passage(id).is_some_and(|passage| project.awaits_review(passage, newest.id));
        rows.extend(all.map(|carried| ReviewRow { newest: newest.id, waits: waits(carried.passage), carried }));
    }
    rows.sort_by_key(|row| !row.waits);
    rows
}

/// What became of the passages of all earlier versions, listed so that each can be looked up.
#[derive(Debug, Default)]
pub struct Review {
    rows: Arc<[ReviewRow]>,
    /// The rows in the order of their ids.
    by_id: Vec<u32>,
    /// How many rows of each version wait.
    n_waiting: BTreeMap<DocumentId, usize>,
}

impl Review {
    /// Lists what became of all of them.
    pub fn of(project: &Project, lookups: &mut Lookups) -> Self {
        let rows: Arc<[ReviewRow]> = review_all(project, lookups).into();
        let mut by_id: Vec<u32> = (0..).take(rows.len()).collect();
        by_id.sort_unstable_by_key(|row| rows.get(*row as usize).map(ReviewRow::id));
        let mut n_waiting = BTreeMap::new();
        rows.iter().filter(|row| row.waits).for_each(|row| *n_waiting.entry(row.newest).or_default() += 1);
        Self { rows, by_id, n_waiting }
    }

    /// All rows, what waits for a person first.
    pub fn rows(&self) -> &Arc<[ReviewRow]> {
        &self.rows
    }

    fn row(&self, id: ReviewId) -> Option<&ReviewRow> {
        let row = |at: &u32| self.rows.get(*at as usize);
        let at = self.by_id.binary_search_by_key(&Some(id), |at| row(at).map(ReviewRow::id)).ok()?;
        self.by_id.get(at).and_then(row)
    }
}

impl Session {
    /// Takes what was listed, in the background, of what became of the passages of earlier versions.
    pub fn take_review(&mut self, review: Review) {
        self.review = review;
        self.n_reviews += 1;
    }

    /// How often that was listed: what was computed from an earlier list may be stale.
    pub fn n_reviews(&self) -> u64 {
        self.n_reviews
    }

    /// What became of a passage in a version, as far as it was listed.
    pub fn reviewed(&self, version: DocumentId, passage: PassageId) -> Option<&ReviewRow> {
        self.review.row((version, passage))
    }

    /// How many passages of earlier versions wait for a look at what became of them in a version, as far as is known.
    pub fn n_to_review(&self, version: DocumentId) -> usize {
        self.review.n_waiting.get(&version).copied().unwrap_or_default()
    }
}

/// Where passages may be that have no certain place. It depends on the texts alone, which never change, and takes as long as
/// reading them: so it is looked up once.
#[derive(Clone, Debug, Default)]
pub struct Lookups(BTreeMap<(DocumentId, DocumentId, TextRange), (Placed, Option<usize>)>);

/// What became of all passages of earlier versions of a document: first those without a certain place, in the order of the
/// versions before it, then the others in the order of its text.
pub fn review(project: &Project, newest: &Document) -> Vec<Carried> {
    review_with(project, newest, &mut Lookups::default())
}

/// The same, with what was looked up before.
pub fn review_with(project: &Project, newest: &Document, lookups: &mut Lookups) -> Vec<Carried> {
    let mut alignments: BTreeMap<DocumentId, Option<Alignment<'_>>> = BTreeMap::new();
    let mut all: Vec<Carried> = Vec::new();
    for passage in project.reviewed_in(newest.id) {
        let is_there = passage.place.document == newest.id;
        let former = passage.former_in(newest.id);
        let before = former.map_or_else(|| passage.place.clone(), |former| former.place.clone());
        // Where a passage may be is not kept; and of one that was added to an earlier version nothing is.
        let looked_up = if is_there {
            None
        } else {
            let (old, range) = (before.document, before.range());
            let key = (old, newest.id, range);
            if !lookups.0.contains_key(&key) {
                let new_alignment = || project.document(old).map(|old| Alignment::of(old.text(), newest.text()));
                let alignment = alignments.entry(old).or_insert_with(new_alignment).as_ref();
                let found = alignment.map(|it| (it.place(range), it.between(range).map(TextRange::start)));
                lookups.0.extend(found.map(|found| (key, found)));
            }
            lookups.0.get(&key).cloned()
        };
        let (placed, near) = looked_up.map_or((None, None), |(placed, near)| (Some(placed), near));
        let became = former.map(|former| former.became).or(placed.as_ref().map(|placed| placed.placement));
        let made = project.changes_of(passage.id).filter_map(|change| Some((change.id, change.made?)));
        all.push(Carried {
            passage: passage.id,
            became: became.unwrap_or_default(),
            before,
            now: is_there.then(|| passage.place.clone()),
            candidates: placed.map(|placed| placed.candidates).unwrap_or_default(),
            near,
            is_unsought: !is_there && project.is_unsought(passage, newest.id),
            made: made.collect(),
            is_added: former.is_none_or(|former| former.added),
            reviewed: project.is_reviewed(passage, newest.id),
        });
    }
    let order = |carried: &Carried| {
        let place = carried.now.as_ref().unwrap_or(&carried.before);
        (carried.now.is_some(), place.range(), carried.passage)
    };
    all.sort_by_cached_key(order);
    all
}
