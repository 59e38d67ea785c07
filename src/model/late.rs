//! Changes that were accepted once a newer version was there, or by somebody who did not know of it.
//!
//! What a version has of the changes that were accepted before it came is entered when it is taken in. Of these nobody
//! entered anything: it follows from the texts of both versions, and is shown as if it had been. A passage that counts as
//! re-opened because its words changed does not, if that is just what was accepted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::text::{Alignment, find_words, is_same_but_for_type};

use super::made::is_as_proposed;
use super::{
    Answer, AnyRecord, Change, ChangeId, Changed, Decision, DocumentId, Dot, Field, Made, Passage, PassageId, Place,
    Project, RecordId, Text, Value,
};

/// The fields that may show what follows from other records, and shows again if it does.
const FOLLOWS: [Field; 3] = [Field::Replaces, Field::Made, Field::Reopened];

/// Pairs of versions, each aligned once.
type Alignments<'p> = BTreeMap<(DocumentId, DocumentId), Alignment<'p>>;

impl AnyRecord {
    /// The record without what follows from the texts of versions, and from what is said of others.
    pub(super) fn without_late(&self) -> Self {
        self.with_said(&FOLLOWS)
    }
}

impl Project {
    /// Shows what versions have of changes that were accepted late.
    pub(super) fn show_late(&mut self) {
        for record in self.late(&self.passages_with_changes()) {
            self.show(record);
        }
    }

    /// The passages for which changes were accepted, or are shown to have been.
    pub(super) fn passages_with_changes(&self) -> BTreeSet<PassageId> {
        let accepted = self.changes().filter(|change| change.decision == Decision::Accepted || change.made.is_some());
        accepted.map(|change| change.passage).collect()
    }

    /// What these passages and their changes show, where that is something else than they do: what versions have of changes
    /// that were accepted late.
    pub(super) fn late(&self, passages: &BTreeSet<PassageId>) -> Vec<AnyRecord> {
        let mut alignments = Alignments::new();
        let mut late = Vec::new();
        for passage in passages.iter().filter_map(|id| self.passage(*id)) {
            let changes: Vec<AnyRecord> = self.changes_of(passage.id).map(|it| it.clone().into()).collect();
            let mut shown = Vec::with_capacity(changes.len());
            for change in &changes {
                let mut said = change.without_late();
                if let AnyRecord::Change(change) = &said
                    && let Some(made) = self.made_of_late(passage, change, &mut alignments)
                {
                    said.derive(Field::Made, Some(made).into());
                }
                shown.push(said);
            }
            shown.push(looked_at(passage, &shown));
            late.extend(shown.into_iter().filter(|it| self.tables().get(it.record_id()).as_ref() != Some(it)));
        }
        late
    }

    /// What a change shows that was deleted.
    pub(super) fn late_deleted(&self, change: ChangeId) -> Option<AnyRecord> {
        let change = self.tables.changes.get(&change).filter(|change| !change.present)?;
        let (is, said) = (AnyRecord::Change(change.clone()), AnyRecord::Change(change.clone()).without_late());
        (is != said).then_some(said)
    }

    /// What the newest version has of a change, if that follows from the texts.
    fn made_of_late<'p>(
        &'p self,
        passage: &Passage,
        change: &Arc<Change>,
        alignments: &mut Alignments<'p>,
    ) -> Option<Made> {
        let is_said = || change.made.is_some() || change.clashes.iter().any(|clash| clash.field == Field::Made);
        if change.decision != Decision::Accepted || is_said() {
            return None;
        }
        let newest = self.newest(passage.place.document)?;
        let steps = self.steps_to(passage, newest);
        let (last, _) = steps.last()?;
        let decided = self.set_by(&**change, Field::Decision);
        let unknown = steps.iter().find(|(_, version)| self.knew_version(decided, *version) == Some(false));
        let place = unknown.map_or(last, |(place, _)| place);
        // What was removed has its text all the same.
        let (old, new) = (self.tables.documents.get(&place.document)?, self.document(newest)?);
        if old.body.is_emptied() || new.body.is_emptied() {
            return None;
        }
        let new_alignment = || Alignment::of(old.text(), new.text());
        let alignment = alignments.entry((old.id, newest)).or_insert_with(new_alignment);
        let made = Answer::of(change, place.range(), alignment, &alignment.place(place.range())).made;
        // Who knew of the version may have meant its words: then the change is still to be made.
        let stood = || find_words(old.block_at(place.range().start()).0.within(old.text())?, &change.from);
        let is_known = unknown.is_some() || made == Made::AsProposed && stood().is_some();
        is_known.then_some(made)
    }

    /// Where a passage was in earlier versions on the way to the newest, each with the version that came next, from first to
    /// last.
    fn steps_to(&self, passage: &Passage, newest: DocumentId) -> Vec<(Place, DocumentId)> {
        let earlier = self.earlier_versions(newest);
        let is_here = |version: &DocumentId| *version == newest || earlier.contains(version);
        let said = passage.former.iter().map(|former| (former.place.clone(), former.version));
        let mut steps: Vec<_> = said.filter(|(_, version)| is_here(version)).collect();
        if passage.place.document != newest && passage.former.at(newest).is_none() {
            steps.push((passage.place.clone(), newest));
        }
        steps.retain(|(place, _)| place.document != newest);
        steps
    }

    /// Whether whoever made the transaction `dot` had taken in a new version; `None` if the log does not tell.
    fn knew_version(&self, dot: Dot, version: DocumentId) -> Option<bool> {
        let version = self.document(version)?;
        let (record, replaces) = (RecordId::from(version.id), Value::from(version.said_to_replace().0));
        // Whoever takes in a version says so; the programs before this one did not.
        let (_, came) = version.said_to_replace();
        self.log.get(&came).filter(|entry| entry.versions.contains(&came))?;
        // It may have been said several times that it replaces the other.
        let is_it = |changed: &Changed| match changed {
            Changed::Made(made) => *made == record,
            Changed::Set(set) => set.record == record && set.field == Field::Replaces && set.after == replaces,
            Changed::Emptied(_) => false,
        };
        let took_in = |by: &Dot| self.log.get(by).is_some_and(|entry| entry.changed.iter().any(is_it));
        let mut done = self.log.range(Dot { counter: 1, ..dot }..=dot);
        Some(done.any(|(_, entry)| entry.versions.iter().any(took_in)))
    }
}

/// A passage with what it shows: that its words changed is no reason to look at it again, if they are what was accepted.
fn looked_at(passage: &Arc<Passage>, changes: &[AnyRecord]) -> AnyRecord {
    let mut said = AnyRecord::Passage(Arc::clone(passage)).without_late();
    let answers = || {
        let changes = changes.iter().filter_map(|record| match record {
            AnyRecord::Change(change) => Some(&**change),
            _ => None,
        });
        let accepted = changes.filter(|change| change.decision == Decision::Accepted);
        accepted.filter_map(|change| Some((change, change.made?)))
    };
    let is_for_its_words = || {
        let reasons = said.entries(Field::Reopened);
        reasons.iter().all(|entry| entry.value == Text::from(Passage::WORDS_CHANGED).into())
    };
    let is_proposed = || {
        let mut before = passage.former.iter().map(|former| former.place.words());
        let now = passage.place.words();
        before.any(|before| !is_same_but_for_type(before, now) && is_as_proposed(before, now, answers()))
    };
    if answers().any(|(_, made)| made == Made::AsProposed) && is_for_its_words() && is_proposed() {
        said.derive(Field::Reopened, Text::default().into());
    }
    said
}
