//! Versions that follow each other in a circle: two people were asked which of several is the newer, and answered otherwise.
//!
//! Neither answer counts then: each of these documents shows that it replaces what it replaced before, so that the question
//! comes back. What was answered stays as it was entered until somebody answers anew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{AnyRecord, Changed, Document, DocumentId, Dot, Field, Fields as _, Project, RecordId, Value};

impl Document {
    /// Which document it was said to replace, and by which transaction: not what shows where versions follow each other in a
    /// circle.
    pub fn said_to_replace(&self) -> (Option<DocumentId>, Dot) {
        let entered = || self.clashes.iter().find(|clash| clash.field == Field::Replaces);
        match entered().filter(|_| self.is_derived(Field::Replaces)) {
            Some(entered) => match &entered.value {
                Value::Document(replaces) => (*replaces, entered.dot),
                _ => (None, entered.dot),
            },
            None => (self.replaces, self.stamps.of(Field::Replaces)),
        }
    }
}

impl Project {
    /// Whether people said otherwise which of two versions is the newer, so that it is asked again.
    pub fn is_asked_again(&self, version: DocumentId) -> bool {
        self.document(version).is_some_and(|document| document.is_derived(Field::Replaces))
    }

    /// Who said which of these versions is the newer, if that is asked again.
    pub fn answers(&self, versions: impl Iterator<Item = DocumentId>) -> Vec<(&str, DocumentId)> {
        let asked_again =
            versions.filter_map(|version| self.document(version).filter(|_| self.is_asked_again(version)));
        let answer = |it: &Arc<Document>| (self.who(it.said_to_replace().1).unwrap_or("somebody"), it.id);
        asked_again.map(answer).collect()
    }

    /// The documents that show something else than they do once circles of versions are undone.
    pub(super) fn unlooped(&self) -> Vec<AnyRecord> {
        let documents = self.tables.documents.values().filter(|document| document.present);
        let said: BTreeMap<DocumentId, DocumentId> =
            documents.filter_map(|document| Some((document.id, document.said_to_replace().0?))).collect();
        let before = |id: &DocumentId| said.get(id).copied();
        let is_in_circle = |id: &DocumentId| {
            let mut seen = BTreeSet::new();
            let mut line = std::iter::successors(before(id), before).take_while(|id| seen.insert(*id));
            line.any(|earlier| earlier == *id)
        };
        let circle: BTreeSet<DocumentId> = said.keys().copied().filter(is_in_circle).collect();
        let shown = self.tables.documents.values().map(|document| self.unlooped_one(document, &circle));
        shown.filter(|shown| self.tables.get(shown.record_id()).as_ref() != Some(shown)).collect()
    }

    fn unlooped_one(&self, document: &Arc<Document>, circle: &BTreeSet<DocumentId>) -> AnyRecord {
        let mut shown = AnyRecord::Document(document.clone());
        if document.is_derived(Field::Replaces) {
            shown = shown.with_said(&[Field::Replaces]);
        }
        if circle.contains(&document.id)
            && let Some(before) = self.replaced_before(document.id, circle)
        {
            shown.derive(Field::Replaces, Some(before).into());
        }
        shown
    }

    /// What a document replaced last before it was said to follow another one of these.
    fn replaced_before(&self, version: DocumentId, circle: &BTreeSet<DocumentId>) -> Option<DocumentId> {
        let record = RecordId::from(version);
        let was = |changed: &Changed| match changed {
            Changed::Set(set) if set.record == record && set.field == Field::Replaces => match set.before {
                Value::Document(Some(was)) if !circle.contains(&was) => self.document(was).map(|was| was.id),
                _ => None,
            },
            _ => None,
        };
        let all =
            self.log.values().filter_map(|entry| Some((entry.time, entry.dot, entry.changed.iter().find_map(was)?)));
        all.max().map(|(.., was)| was)
    }
}
