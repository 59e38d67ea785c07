//! Documents that were emptied for good: their records stay, their texts are gone from every copy that hears of it.
//!
//! Which they are is a set that only grows, so that no merge brings a text back. Passages that somebody marked there
//! without knowing of it are orphaned: they keep the words that they quote and what was found of them, and stand nowhere.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::text::{Placement, TextRange};

use super::{
    AnyRecord, Applied, Changed, Document, DocumentId, Dot, Edit, EditError, FormerPlace, Loaded, LogEntry, Passage,
    Project, RecordId, SetAside, Value,
};

impl Document {
    /// Throws its text away: an empty one stays, with the hash of what it was. Says whether there was any.
    pub(crate) fn empty(document: &mut Arc<Self>) -> bool {
        let emptied = document.body.emptied();
        let differs = *document.body != emptied;
        if differs {
            Arc::make_mut(document).body = Arc::new(emptied);
        }
        differs
    }
}

impl SetAside {
    /// Throws the text away if the record is one of these documents.
    pub(crate) fn empty(&mut self, documents: &BTreeSet<DocumentId>) {
        if let AnyRecord::Document(document) = &mut self.record
            && documents.contains(&document.id)
        {
            Document::empty(document);
        }
    }
}

impl Project {
    /// Throws the texts of these documents away for good. Whatever hangs on them stays.
    pub(crate) fn empty(&mut self, documents: &BTreeSet<DocumentId>) {
        self.emptied.extend(documents);
        for id in documents {
            if let Some(mut document) = self.tables.documents.get(id).cloned()
                && Document::empty(&mut document)
            {
                self.tables.put(document.into());
            }
        }
        self.set_aside.iter_mut().for_each(|aside| aside.empty(documents));
        self.show_late();
    }

    /// The project with the texts of these documents thrown away; the project itself if they are already.
    pub(crate) fn with_emptied(&self, documents: &BTreeSet<DocumentId>) -> Cow<'_, Self> {
        if self.emptied == *documents {
            return Cow::Borrowed(self);
        }
        let mut project = self.clone();
        project.empty(documents);
        Cow::Owned(project)
    }

    /// The documents that were removed and still have their text, by title.
    pub fn removed_with_text(&self) -> Vec<&Arc<Document>> {
        let documents = self.tables.documents.values();
        let removed = documents.filter(|document| !document.present && !self.emptied.contains(&document.id));
        let mut removed: Vec<_> = removed.collect();
        removed.sort_by(|a, b| (a.title.as_str(), a.id).cmp(&(b.title.as_str(), b.id)));
        removed
    }

    /// The transaction by which the text of a document was thrown away, if the log has it; of several the first.
    pub fn emptied_by(&self, document: DocumentId) -> Option<Dot> {
        let emptied = Changed::Emptied(document);
        let by = self.log.values().filter(|entry| entry.changed.contains(&emptied));
        by.min_by_key(|entry| (entry.time, entry.dot)).map(|entry| entry.dot)
    }

    /// Whether the text in which a passage was marked was thrown away, so that it stands nowhere.
    pub fn is_orphaned(&self, passage: &Passage) -> bool {
        self.document(passage.place.document).is_some_and(|document| document.body.is_emptied())
    }

    /// Whether nobody can say if the words of a passage are in a version of its document, or where: the text in which it
    /// stands was thrown away before they were looked for there.
    pub fn is_unsought(&self, passage: &Passage, version: DocumentId) -> bool {
        let is_found =
            |former: &FormerPlace| former.became != Placement::Ambiguous && self.was_sought(passage, former.version);
        self.is_orphaned(passage) && !passage.former_in(version).is_some_and(is_found)
    }

    /// Whether it was said what became of a passage in a version before the text in which it stands was thrown away.
    fn was_sought(&self, passage: &Passage, version: DocumentId) -> bool {
        let says = |changed: &Changed| match changed {
            Changed::Set(set) if set.record == passage.id.into() => {
                matches!(&set.after, Value::Former(former) if former.at(version).is_some())
            }
            _ => false,
        };
        let moment = |entry: &LogEntry| (entry.time, entry.dot.counter, entry.dot);
        let said = self.log.values().filter(|entry| entry.changed.iter().any(says)).map(moment).min();
        let emptied = self.emptied_by(passage.place.document).and_then(|dot| self.log.get(&dot)).map(moment);
        said.zip(emptied).is_none_or(|(said, emptied)| said < emptied)
    }

    /// The words that somebody marked at a range of a text that is gone, as a passage there quotes them.
    pub fn orphaned_words(&self, document: &Document, range: TextRange) -> Option<&str> {
        let mut here = self.passages_of(document.id).filter(|_| document.body.is_emptied());
        here.find(|passage| passage.range() == range).map(Passage::words)
    }

    /// The id under which a text that was just read is loaded. A document that was emptied for good never has a text again,
    /// so the same text gets another id, which everybody gives it.
    pub fn id_to_load(&self, loaded: &Loaded) -> DocumentId {
        let ids = DocumentId::all_of(&loaded.origin.sha256, loaded.body.sha256());
        ids.take(self.emptied.len() + 1).find(|id| !self.emptied.contains(id)).unwrap_or_default()
    }

    pub(super) fn empty_removed(&mut self, document: DocumentId) -> Result<Applied, EditError> {
        let record = RecordId::from(document);
        let before = self.tables.get(record).ok_or(EditError::Missing(record))?;
        if before.fields().present() {
            return Err(EditError::StillHere(record));
        }
        self.empty(&BTreeSet::from([document]));
        Ok(Applied { inverse: Edit::Empty(document), record, before: Some(before) })
    }
}
