//! Versions: which document replaces which, and passages that were left in one that was replaced.
//!
//! Only that one document replaces another is a fact. Which version is the newest is derived from all of them, and so is
//! where a passage stands that somebody marked in a version without knowing of the next: it is shown in the newest one
//! where its words are for certain, and saved where it was marked, until a person takes it over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::text::{Alignment, Placement};

use super::{
    AnyRecord, Change, Changed, Document, DocumentId, Dot, Field, Fields as _, FormerPlace, FormerPlaces, LogEntry,
    Passage, PassageId, Place, Project, RecordId, Role, Time, Value, Versions,
};

impl Passage {
    /// Its former places, by whomever they were said: two people may have taken in versions without knowing of each other.
    /// Those that show come first.
    pub fn formers(&self) -> impl Iterator<Item = &FormerPlaces> {
        std::iter::once(&self.former).chain(self.other_formers())
    }

    /// Where it was in earlier versions, by whomever that was said. What shows comes last.
    pub fn all_former(&self) -> impl Iterator<Item = &FormerPlace> {
        self.other_formers().chain([&self.former]).flat_map(|former| former.iter())
    }

    fn other_formers(&self) -> impl Iterator<Item = &FormerPlaces> {
        self.clashes().iter().filter_map(|clash| match &clash.value {
            Value::Former(former) => Some(former),
            _ => None,
        })
    }

    /// What became of it when this version came, by whomever that was said.
    pub fn former_in(&self, version: DocumentId) -> Option<&FormerPlace> {
        self.former.at(version).or_else(|| self.all_former().find(|former| former.version == version))
    }

    /// Its former places with a later one, instead of what was said of its version before. What another person said of
    /// other versions is kept.
    pub fn former_with(&self, later: FormerPlace) -> FormerPlaces {
        let others = self.all_former().filter(|it| self.former.at(it.version).is_none());
        let all: Vec<FormerPlace> = others.chain(self.former.iter()).cloned().collect();
        FormerPlaces::from(all).with(later)
    }
}

/// How a document came to replace another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replacing {
    /// It was taken in as its new version.
    TakenIn,
    /// Both were new versions of one document, and somebody said that it is the newer.
    Follows,
    /// Somebody took back that it follows this one, which came after the one that it replaces again.
    FollowsNoMore(DocumentId),
}

impl Project {
    /// How a document came to replace `now` that replaced `was` before.
    pub fn replacing(&self, was: Option<DocumentId>, now: DocumentId) -> Replacing {
        match was {
            Some(was) if was != now && self.earlier_versions(now).contains(&was) => Replacing::Follows,
            Some(was) if was != now && self.earlier_versions(was).contains(&now) => Replacing::FollowsNoMore(was),
            _ => Replacing::TakenIn,
        }
    }

    /// The new version to which a transaction took a passage along; `None` for other records.
    pub fn took_to(&self, id: RecordId, by: Dot) -> Option<DocumentId> {
        let passage = self.tables().passages.get(&PassageId(id.id)).filter(|it| id == it.id.into())?;
        let new_version = |changed: &Changed| match changed {
            Changed::Set(set) if set.record == id => match &set.after {
                Value::Place(place) => passage.former_in(place.document).map(|former| former.version),
                _ => None,
            },
            _ => None,
        };
        self.log.get(&by)?.changed.iter().find_map(new_version)
    }

    /// How a document came to replace another by a transaction.
    pub fn replacing_by(&self, entry: &LogEntry, version: DocumentId) -> Replacing {
        let set = entry.changed.iter().find_map(|changed| match changed {
            Changed::Set(set) if set.record == version.into() && set.field == Field::Replaces => Some(set),
            _ => None,
        });
        match set.map(|set| (&set.before, &set.after)) {
            Some((Value::Document(was), Value::Document(Some(now)))) => self.replacing(*was, *now),
            _ => Replacing::TakenIn,
        }
    }

    /// The versions of which a transaction said that another one follows them, which had replaced the same document.
    pub fn older_by(&self, entry: &LogEntry) -> Vec<DocumentId> {
        let older = |changed: &Changed| match changed {
            Changed::Set(set) if set.field == Field::Replaces => match (&set.before, &set.after) {
                (Value::Document(was), Value::Document(Some(now))) => {
                    (self.replacing(*was, *now) == Replacing::Follows).then_some(*now)
                }
                _ => None,
            },
            _ => None,
        };
        entry.changed.iter().filter_map(older).collect()
    }

    /// A version and those that came after it, up to where several replace one.
    pub fn line_from(&self, version: DocumentId) -> impl Iterator<Item = DocumentId> {
        let next = |id: &DocumentId| if let [next] = self.replacements(*id) { Some(*next) } else { None };
        std::iter::successors(Some(version), next)
    }

    /// The version to which passages went by a transaction that took in this one, or said what it follows: itself, or the
    /// newest of those that came after it already.
    pub fn led_to(&self, entry: &LogEntry, version: DocumentId) -> DocumentId {
        let at = |value: &Value, version| match value {
            Value::Former(former) => former.at(version).cloned(),
            _ => None,
        };
        let is_new = |changed: &Changed, version| match changed {
            Changed::Set(set) if set.field == Field::Former => {
                at(&set.after, version).is_some_and(|after| at(&set.before, version) != Some(after))
            }
            _ => false,
        };
        let went_there = |version: &DocumentId| entry.changed.iter().any(|changed| is_new(changed, *version));
        self.line_from(version).filter(went_there).last().unwrap_or(version)
    }

    /// The documents that replace this one. More than one are a fork: two people took in different versions, and which
    /// of them counts is for a person to say.
    pub fn replacements(&self, document: DocumentId) -> &[DocumentId] {
        self.replaced.get(&document).map_or(&[], Vec::as_slice)
    }

    /// Whether there is a newer version of a document.
    pub fn is_replaced(&self, document: DocumentId) -> bool {
        self.replaced.contains_key(&document)
    }

    /// Whether any document has a newer version.
    pub fn has_versions(&self) -> bool {
        !self.replaced.is_empty()
    }

    /// All documents but those that a newer version replaces, in the same order.
    pub fn newest_documents(&self) -> Vec<&Arc<Document>> {
        self.documents().into_iter().filter(|document| !self.is_replaced(document.id)).collect()
    }

    /// All documents in this role but those that a newer version replaces, or that were emptied for good, by title.
    pub fn documents_as(&self, role: Role) -> Vec<&Arc<Document>> {
        let all = self.newest_documents().into_iter();
        all.filter(|document| document.role == role && !document.body.is_emptied()).collect()
    }

    /// Whether a document is a draft under check: not evidence, not replaced by a newer version, and not emptied for good.
    pub fn is_draft(&self, document: &Document) -> bool {
        document.role == Role::Draft && !self.is_replaced(document.id) && !document.body.is_emptied()
    }

    /// The newest version of a document, which is itself if nothing replaces it; `None` if two documents replace it or a
    /// later version.
    pub fn newest(&self, document: DocumentId) -> Option<DocumentId> {
        let mut newest = document;
        loop {
            // There are no circles among those that count as replaced.
            match self.replacements(newest) {
                [] => return Some(newest),
                [next] => newest = *next,
                _ => return None,
            }
        }
    }

    /// The versions that came before a document, as far as they are there, the latest first.
    pub fn earlier_versions(&self, document: DocumentId) -> Vec<DocumentId> {
        let before = |id: &DocumentId| {
            let replaces = self.document(*id)?.replaces?;
            self.replacements(replaces).contains(id).then_some(replaces)
        };
        std::iter::successors(before(&document), before).collect()
    }

    /// The stamps with which documents replaced others, as far as whoever makes the transaction `dot` has not said before
    /// that they were taken in.
    pub fn versions_to_tell(&self, dot: Dot) -> Versions {
        if !self.has_versions() {
            return Versions::default();
        }
        let documents =
            self.tables.documents.values().filter(|document| document.present && document.replaces.is_some());
        let replaced = documents.map(|document| document.said_to_replace().1);
        // What an actor did itself, it knows.
        let mut to_tell: BTreeSet<Dot> = replaced.filter(|by| *by == dot || by.actor != dot.actor).collect();
        let first = Dot { counter: 1, ..dot };
        let mut told = self.log.range(first..dot);
        while !to_tell.is_empty()
            && let Some((_, entry)) = told.next()
        {
            to_tell.retain(|version| !entry.versions.contains(version));
        }
        to_tell.into_iter().collect::<Vec<_>>().into()
    }

    /// The documents that two others replace, or more, in the order in which they came.
    pub fn forks(&self) -> impl Iterator<Item = (DocumentId, Vec<DocumentId>)> {
        let forks = self.replaced.iter().filter(|(_, by)| by.len() > 1);
        forks.map(|(document, by)| {
            let mut by = by.clone();
            by.sort_by_cached_key(|version| self.came(*version));
            (*document, by)
        })
    }

    /// Whether two documents replace one, or more.
    pub fn has_forks(&self) -> bool {
        self.replaced.values().any(|by| by.len() > 1)
    }

    /// By what versions are in the order in which they came, for all that look at them.
    pub fn came(&self, version: DocumentId) -> (Option<Time>, DocumentId) {
        let by = self.document(version).and_then(|document| self.setters(&**document).next());
        (by.and_then(|by| self.when(by)), version)
    }

    /// Whether two people took in different new versions, of which this document is one or came after one.
    pub fn is_forked(&self, document: DocumentId) -> bool {
        self.earlier_versions(document).into_iter().any(|earlier| self.replacements(earlier).len() > 1)
    }

    /// Whether a passage is shown elsewhere than it was marked: in a newer version that whoever marked it did not know.
    pub fn is_carried(&self, passage: &Passage) -> bool {
        passage.is_derived(Field::Place)
    }

    /// The passages that were marked in a document and are shown in a newer version of it.
    pub fn carried_from(&self, document: DocumentId) -> impl Iterator<Item = &Arc<Passage>> {
        let carried = self.passages().filter(|passage| self.is_carried(passage));
        carried.filter(move |passage| self.place_as_said(passage).document == document)
    }

    /// Where a passage was marked, even if it is shown elsewhere.
    pub fn place_as_said(&self, passage: &Passage) -> Place {
        let entered = passage.clashes().iter().filter(|_| self.is_carried(passage));
        let mut places = entered.filter_map(|clash| match &clash.value {
            Value::Place(place) => Some(place),
            _ => None,
        });
        places.next().unwrap_or(&passage.place).clone()
    }

    /// The passages that came to a version from those before it, or were left in them, by id.
    pub fn reviewed_in(&self, version: DocumentId) -> impl Iterator<Item = &Arc<Passage>> {
        let earlier = self.earlier_versions(version);
        self.passages().filter(move |passage| {
            let document = passage.place.document;
            passage.former_in(version).is_some_and(|_| document == version || earlier.contains(&document))
                || earlier.contains(&document)
        })
    }

    /// The passages of earlier versions that wait for review in this one.
    pub fn unreviewed(&self, version: DocumentId) -> impl Iterator<Item = &Arc<Passage>> {
        self.reviewed_in(version).filter(move |passage| self.awaits_review(passage, version))
    }

    /// Whether nobody has looked at what became of a passage of an earlier version in this one, though its place is not
    /// certain, its words are others than those that were checked, or it was added by somebody who did not know of it.
    pub fn awaits_review(&self, passage: &Passage, version: DocumentId) -> bool {
        let Some(former) = passage.former_in(version) else { return true };
        let is_news = match former.became {
            Placement::Ambiguous | Placement::Orphaned => true,
            Placement::Changed => former.added || !passage.reopened.is_empty(),
            Placement::Unchanged | Placement::Moved => former.added,
        };
        is_news && !self.is_reviewed(passage, version)
    }

    /// Whether a person has looked at what became of a passage in a version. Who left it in one before because its words
    /// were gone need not do so again while they are; and nobody need where that was decided.
    pub fn is_reviewed(&self, passage: &Passage, version: DocumentId) -> bool {
        let Some(former) = passage.former_in(version) else { return false };
        let was_left = || {
            let mut versions = self.earlier_versions(version);
            versions.push(version);
            self.was_left(passage, &versions)
        };
        former.reviewed || former.became == Placement::Orphaned && (was_left() || self.is_taken_out(passage))
    }

    /// Whether the words of a passage were to be taken out, and were.
    fn is_taken_out(&self, passage: &Passage) -> bool {
        let mut accepted = self.accepted_changes(passage.id).peekable();
        accepted.peek().is_some() && accepted.all(Change::is_made)
    }

    /// Whether somebody left a passage where it stands because its words were gone from one of these versions.
    pub fn was_left(&self, passage: &Passage, versions: &[DocumentId]) -> bool {
        let is_left = |former: &FormerPlace| {
            let is_gone = former.became == Placement::Orphaned && former.place == passage.place;
            former.reviewed && is_gone && versions.contains(&former.version)
        };
        passage.all_former().any(is_left)
    }

    /// For every document that another one replaces: by which. Documents that replace each other in a circle, of which
    /// nothing is known from before, count as not replaced. And what was removed, and is there only because somebody who did
    /// not know that left something in it, is the newer version of nothing before a person says that it stays.
    pub(super) fn count_replaced(&self) -> BTreeMap<DocumentId, Vec<DocumentId>> {
        let stays = |document: &&Arc<Document>| !document.is_derived(Field::Present);
        let replaces = |id: &DocumentId| {
            let replaces = self.document(*id).filter(stays)?.replaces;
            replaces.filter(|old| self.document(*old).is_some())
        };
        let mut replaced: BTreeMap<DocumentId, Vec<DocumentId>> = BTreeMap::new();
        for id in self.tables.documents.keys() {
            let Some(old) = replaces(id) else { continue };
            let mut seen = BTreeSet::new();
            let mut earlier = std::iter::successors(Some(old), replaces).take_while(|earlier| seen.insert(*earlier));
            if !earlier.any(|earlier| earlier == *id) {
                replaced.entry(old).or_default().push(*id);
            }
        }
        replaced
    }

    /// Shows passages that were left in a replaced document in its newest version, where their words are for certain.
    pub(super) fn carry(&mut self) {
        if self.replaced.is_empty() {
            return;
        }
        for carried in self.carried(self.passages()) {
            self.tables.put(carried);
        }
    }

    /// Those of these passages that were left in a replaced document, as they show in its newest version.
    pub(super) fn carried<'a>(&self, passages: impl Iterator<Item = &'a Arc<Passage>>) -> Vec<AnyRecord> {
        let mut left: BTreeMap<(DocumentId, DocumentId), Vec<&Arc<Passage>>> = BTreeMap::new();
        for passage in passages.filter(|passage| self.is_replaced(passage.place.document)) {
            let old = passage.place.document;
            // Of what is told already what became of it, no more is known.
            if let Some(new) = self.newest(old).filter(|new| passage.former.at(*new).is_none()) {
                left.entry((old, new)).or_default().push(passage);
            }
        }
        let mut carried = Vec::new();
        for ((old, new), passages) in left {
            let (Some(old), Some(new)) = (self.document(old), self.document(new)) else { continue };
            let alignment = Alignment::of(old.text(), new.text());
            carried.extend(passages.into_iter().filter_map(|passage| carried_to(passage, &alignment, new)));
        }
        carried
    }
}

/// A passage as it shows in a newer version, if its words are there for certain.
fn carried_to(passage: &Arc<Passage>, alignment: &Alignment<'_>, new: &Document) -> Option<AnyRecord> {
    let placed = alignment.place(passage.range());
    let place = placed.range.and_then(|range| Place::of(new, range))?;
    let said = passage.place.clone();
    let former = FormerPlace { place: said, version: new.id, became: placed.placement, added: true, reviewed: false };
    let former = passage.former.with(former);
    let mut record = AnyRecord::Passage(Arc::clone(passage));
    record.derive(Field::Place, place.into());
    record.derive(Field::Former, former.into());
    Some(record)
}
