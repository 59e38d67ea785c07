//! The project: its records, who names whom, and the one way to change it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use super::{
    About, Actor, AnyRecord, Change, ChangeId, Checker, CheckerId, Clash, Clashes, Document, DocumentId, Dot,
    EditError, Field, Id, Invalid, Link, LinkId, LinkTarget, LogEntry, Pass, Passage, PassageId, ProjectId, Query,
    QueryId, RecordId, RecordKind, Source, SourceId, Stamps, Tables, Text, Value, put_back::PutBack, sign_off::Signed,
};

/// What one project file holds: documents, passages, links and what was found, with who did what.
///
/// Cloning is cheap and shares all records, so a clone is the snapshot that background work gets.
#[derive(Clone, Debug)]
pub struct Project {
    pub(super) id: ProjectId,
    pub(super) tables: Tables,
    /// For every record: the present records that name it, if they are listed. Kept by `apply`, never saved.
    pub(super) named_by: OrdMap<Id, Arc<[RecordId]>>,
    /// For every document that is replaced: what replaces it. Kept by `apply`, never saved.
    pub(super) replaced: BTreeMap<DocumentId, Vec<DocumentId>>,
    /// What documents are called that have the title of another one. Worked out when it is first asked for after a document
    /// changed, for many may be loaded at once; never saved.
    pub(super) told_apart: OnceLock<Arc<BTreeMap<DocumentId, Text>>>,
    /// For every document that has sign-offs: whether one stands. Kept by `apply`, never saved.
    pub(super) signed: BTreeMap<DocumentId, Signed>,
    /// Of the further entries of records: which were only empty when the record was made. Never saved.
    pub(super) unfilled: Arc<BTreeSet<(RecordId, Dot)>>,
    /// What the log tells of undone values. Worked out when it is first asked for after an undo or a redo; never saved.
    pub(super) put_back: OnceLock<Arc<PutBack>>,
    /// Which person each actor was.
    pub actors: BTreeMap<Actor, CheckerId>,
    /// The highest counter per actor that this project has taken in.
    pub seen: BTreeMap<Actor, u32>,
    /// What every transaction did.
    pub log: OrdMap<Dot, LogEntry>,
    /// Documents whose text was thrown away for good.
    pub emptied: BTreeSet<DocumentId>,
    /// The ids of all projects that were united in this one, its own among them; empty if there was only one.
    pub united: BTreeSet<ProjectId>,
    /// Records that could not be understood; they are kept as they stand.
    pub set_aside: Vec<SetAside>,
}

/// A record that broke a rule when its file was read. It is kept and written back as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// Which rule, in a sentence.
    pub reason: String,
    /// The record.
    pub record: AnyRecord,
}

/// One change to a [`Project`], as data. [`Project::apply`] returns the change that takes it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// Enters a record, or enters it anew if it was deleted.
    Insert(AnyRecord),
    /// Gives a field of a record another value. Deleting is giving [`Field::Present`] the value no.
    Set {
        /// The record.
        record: RecordId,
        /// Its field.
        field: Field,
        /// The new value.
        value: Value,
    },
    /// Gives a field the value that it showed and those that clashed with it: what takes back a choice between them.
    Unsettle {
        /// The record.
        record: RecordId,
        /// Its field.
        field: Field,
        /// The value that it showed.
        value: Value,
        /// The further values.
        clashes: Box<[Clash]>,
    },
    /// Puts a record back as it was, be it there or deleted: what takes back an insertion over a deleted record.
    Restore(AnyRecord),
    /// Throws the text of a deleted document away for good: no edit takes that back.
    Empty(DocumentId),
}

impl Edit {
    /// The edit that enters `record`.
    pub fn insert(record: impl Into<AnyRecord>) -> Self {
        Self::Insert(record.into())
    }

    /// The edit that gives `field` of `record` a value.
    pub fn set(record: impl Into<RecordId>, field: Field, value: impl Into<Value>) -> Self {
        Self::Set { record: record.into(), field, value: value.into() }
    }

    /// The edit that deletes `record`.
    pub fn remove(record: impl Into<RecordId>) -> Self {
        Self::set(record, Field::Present, false)
    }

    /// The record it changes.
    pub fn record(&self) -> RecordId {
        match self {
            Self::Insert(record) | Self::Restore(record) => record.record_id(),
            Self::Set { record, .. } | Self::Unsettle { record, .. } => *record,
            Self::Empty(document) => (*document).into(),
        }
    }
}

/// What an edit did.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The edit that takes it back.
    pub inverse: Edit,
    /// The record it changed.
    pub record: RecordId,
    /// That record before, `None` if there was none.
    pub before: Option<AnyRecord>,
}

impl Project {
    /// An empty project: no records, nobody has worked on it.
    pub fn new(id: ProjectId) -> Self {
        Self {
            id,
            tables: Tables::default(),
            named_by: OrdMap::new(),
            replaced: BTreeMap::new(),
            told_apart: OnceLock::new(),
            signed: BTreeMap::new(),
            unfilled: Arc::default(),
            put_back: OnceLock::new(),
            actors: BTreeMap::new(),
            seen: BTreeMap::new(),
            log: OrdMap::new(),
            emptied: BTreeSet::new(),
            united: BTreeSet::new(),
            set_aside: Vec::new(),
        }
    }

    /// Makes a change as part of the transaction `dot`. On failure nothing has changed.
    pub fn apply(&mut self, edit: Edit, dot: Dot) -> Result<Applied, EditError> {
        let applied = match edit {
            Edit::Insert(record) => self.insert(record, dot),
            Edit::Set { record, field, value } => self.set(record, field, value, dot),
            Edit::Unsettle { record, field, value, clashes } => {
                let applied = self.set(record, field, value, dot)?;
                if let Some(record) = self.tables.get_mut(record) {
                    record.unsettle(&clashes, dot);
                }
                Ok(applied)
            }
            Edit::Restore(record) => self.restore(record, dot),
            Edit::Empty(document) => self.empty_removed(document),
        }?;
        self.update_versions(applied.record);
        self.update_signed(applied.record, applied.before.as_ref());
        Ok(applied)
    }

    /// Puts a record in the place of the one that there is of its id, with what else it shows: nobody changed it.
    pub(super) fn show(&mut self, record: AnyRecord) {
        let id = record.record_id();
        let before = self.tables.get(id);
        if let Some(before) = before.as_ref().filter(|before| before.fields().present()) {
            self.leave_names(before);
        }
        if record.fields().present() {
            self.enter_names(&record);
        }
        self.tables.put(record);
        self.update_versions(id);
        self.update_signed(id, before.as_ref());
    }

    fn update_versions(&mut self, changed: RecordId) {
        if changed.kind == RecordKind::Document {
            self.replaced = self.count_replaced();
            self.told_apart = OnceLock::new();
        }
    }

    fn insert(&mut self, mut record: AnyRecord, dot: Dot) -> Result<Applied, EditError> {
        let id = record.record_id();
        if self.tables.is_present(id) {
            return Err(EditError::Exists(id));
        }
        self.check(&record)?;
        let before = self.tables.get(id);
        *record.fields_mut().stamps_mut() = Stamps::new(dot);
        self.enter_names(&record);
        self.tables.put(record);
        let inverse = before.clone().map_or_else(|| Edit::remove(id), Edit::Restore);
        Ok(Applied { inverse, record: id, before })
    }

    fn restore(&mut self, mut record: AnyRecord, dot: Dot) -> Result<Applied, EditError> {
        let id = record.record_id();
        let before = self.tables.get(id).ok_or(EditError::Missing(id))?;
        if record.fields().present() {
            self.check(&record)?;
        } else if let Some(by) = self.first_naming(id) {
            return Err(EditError::Named { record: id, by });
        }
        if before.fields().present() {
            self.leave_names(&before);
        }
        // What it puts back are values, never stamps: not even those of values that wait for a choice.
        record = record.without_late();
        let choices: Vec<_> = self.further(id, record.fields()).cloned().collect();
        *record.fields_mut().stamps_mut() = Stamps::new(dot);
        *record.fields_mut().clashes_mut() = Clashes::default();
        record.fields_mut().unsettle(&choices, dot);
        if record.fields().present() {
            self.enter_names(&record);
        }
        self.tables.put(record);
        Ok(Applied { inverse: Edit::Restore(before.clone()), record: id, before: Some(before) })
    }

    fn set(&mut self, id: RecordId, field: Field, value: Value, dot: Dot) -> Result<Applied, EditError> {
        let before = self.tables.get(id).ok_or(EditError::Missing(id))?;
        let was_present = before.fields().present();
        if !was_present && field != Field::Present {
            return Err(EditError::Missing(id));
        }
        if field == Field::Present && value == Value::Flag(false) && was_present {
            if let Some(by) = self.first_naming(id) {
                return Err(EditError::Named { record: id, by });
            }
        } else {
            let mut after = before.clone();
            after.fields_mut().put(field, value.clone()).map_err(|_| EditError::WrongField(id, field))?;
            self.check(&after)?;
        }
        if was_present {
            self.leave_names(&before);
        }
        let record = self.tables.get_mut(id).ok_or(EditError::Missing(id))?;
        let old = record.set(field, value, dot).map_err(|_| EditError::WrongField(id, field))?;
        // What was shown because it follows from the texts follows again.
        let old = before.without_late().fields().get(field).unwrap_or(old);
        if let Some(after) = self.tables.get(id).filter(|after| after.fields().present()) {
            self.enter_names(&after);
        }
        let further = self.further(id, before.fields()).filter(|clash| clash.field == field);
        let clashes: Box<[Clash]> = further.cloned().collect();
        let inverse = match clashes.is_empty() {
            true => Edit::Set { record: id, field, value: old },
            false => Edit::Unsettle { record: id, field, value: old, clashes },
        };
        Ok(Applied { inverse, record: id, before: Some(before) })
    }

    /// Whether a record, were it present, would keep all rules.
    pub(super) fn check(&self, record: &AnyRecord) -> Result<(), Invalid> {
        let rules = record.rules();
        if let Some(missing) = rules.names().into_iter().flatten().find(|named| !self.tables.is_present(*named)) {
            return Err(Invalid::Names(missing));
        }
        rules.check(self)
    }

    pub(super) fn first_naming(&self, id: RecordId) -> Option<RecordId> {
        let listed = self.naming(id.id).first().copied();
        let document = DocumentId(id.id);
        let unlisted = || {
            let passage = self.passages_of(document).next().map(|passage| passage.id.into());
            let pass = || self.passes_of(document).next().map(|pass| pass.id.into());
            let carried = || self.carried_from(document).next().map(|passage| passage.id.into());
            passage
                .or_else(pass)
                .or_else(carried)
                .or_else(|| self.settled_of(document).next().map(|settled| settled.id.into()))
        };
        listed.or_else(|| if id.kind == RecordKind::Document { unlisted() } else { None })
    }

    pub(super) fn naming(&self, id: Id) -> &[RecordId] {
        self.named_by.get(&id).map_or(&[], |by| by)
    }

    fn enter_names(&mut self, record: &AnyRecord) {
        self.update_names(record, |by, id| {
            if let Err(at) = by.binary_search(&id) {
                by.insert(at, id);
            }
        });
    }

    fn leave_names(&mut self, record: &AnyRecord) {
        self.update_names(record, |by, id| by.retain(|other| *other != id));
    }

    fn update_names(&mut self, record: &AnyRecord, change: impl Fn(&mut Vec<RecordId>, RecordId)) {
        let id = record.record_id();
        if !id.is_listed() {
            return;
        }
        for named in record.rules().names().into_iter().flatten() {
            let mut by = self.naming(named.id).to_vec();
            change(&mut by, id);
            if by.is_empty() {
                self.named_by.remove(&named.id);
            } else {
                self.named_by.insert(named.id, by.into());
            }
        }
    }

    /// Whether all invariants hold; a sentence for each that does not.
    pub fn validate(&self) -> Result<(), Vec<String>> {
        let mut broken = Vec::new();
        for record in self.tables.iter().filter(|record| record.fields().present()) {
            let id = record.record_id();
            if let Err(rule) = self.check(&record) {
                broken.push(format!("{id}: {rule}"));
            }
            let unlisted = |named: &RecordId| !self.naming(named.id).contains(&id);
            if id.is_listed() && record.rules().names().iter().flatten().any(unlisted) {
                broken.push(format!("{id}: the index does not know whom it names"));
            }
            let unseen = |dot: Dot| dot != Dot::NOBODY && !self.has_seen(dot);
            if record.fields().stamps().dots().any(unseen) {
                broken.push(format!("{id}: it carries a stamp that was never seen"));
            }
        }
        for (id, by) in &self.named_by {
            if let Some(gone) = by.iter().find(|by| !self.tables.is_present(**by)) {
                broken.push(format!("{id}: the index still knows {gone}"));
            }
        }
        if self.signed != self.count_signed() {
            broken.push("the index of sign-offs does not know what they cover".into());
        }
        if broken.is_empty() { Ok(()) } else { Err(broken) }
    }
}

/// Look-ups. They give present records only, in a stable order.
impl Project {
    /// The identity of the project in all its copies.
    pub fn id(&self) -> ProjectId {
        self.id
    }

    /// Every record, deleted ones included.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// What the project says of itself.
    pub fn about(&self) -> Option<&About> {
        self.tables.about.get(&self.id).map(|about| &**about)
    }

    /// The title, empty if there is none.
    pub fn title(&self) -> &str {
        self.about().map_or("", |about| &about.title)
    }

    /// A document.
    pub fn document(&self, id: DocumentId) -> Option<&Arc<Document>> {
        self.tables.documents.get(&id).filter(|document| document.present)
    }

    /// A passage.
    pub fn passage(&self, id: PassageId) -> Option<&Arc<Passage>> {
        self.tables.passages.get(&id).filter(|passage| passage.present)
    }

    /// A link.
    pub fn link(&self, id: LinkId) -> Option<&Arc<Link>> {
        self.tables.links.get(&id).filter(|link| link.present)
    }

    /// A source.
    pub fn source(&self, id: SourceId) -> Option<&Arc<Source>> {
        self.tables.sources.get(&id).filter(|source| source.present)
    }

    /// A checker.
    pub fn checker(&self, id: CheckerId) -> Option<&Arc<Checker>> {
        self.tables.checkers.get(&id).filter(|checker| checker.present)
    }

    /// All documents: drafts, then evidence, each by title.
    pub fn documents(&self) -> Vec<&Arc<Document>> {
        let mut documents: Vec<_> = self.tables.documents.values().filter(|document| document.present).collect();
        documents.sort_by(|a, b| (a.role, a.title.as_str(), a.id).cmp(&(b.role, b.title.as_str(), b.id)));
        documents
    }

    /// All sources, by name.
    pub fn sources(&self) -> Vec<&Arc<Source>> {
        let mut sources: Vec<_> = self.tables.sources.values().filter(|source| source.present).collect();
        sources.sort_by(|a, b| (a.name.as_str(), a.id).cmp(&(b.name.as_str(), b.id)));
        sources
    }

    /// All passages, by id.
    pub fn passages(&self) -> impl Iterator<Item = &Arc<Passage>> {
        self.tables.passages.values().filter(|passage| passage.present)
    }

    /// The passages of a document, by id.
    pub fn passages_of(&self, document: DocumentId) -> impl Iterator<Item = &Passage> {
        self.passages().map(|passage| &**passage).filter(move |passage| passage.place.document == document)
    }

    /// The passes of a document, by id.
    pub fn passes_of(&self, document: DocumentId) -> impl Iterator<Item = &Arc<Pass>> {
        let passes = self.tables.passes.values().filter(|pass| pass.present);
        passes.filter(move |pass| pass.place.document == document)
    }

    /// All links, by id.
    pub fn links(&self) -> impl Iterator<Item = &Arc<Link>> {
        self.tables.links.values().filter(|link| link.present)
    }

    /// All queries, by id.
    pub fn queries(&self) -> impl Iterator<Item = &Arc<Query>> {
        self.tables.queries.values().filter(|query| query.present)
    }

    /// All proposed changes, by id.
    pub fn changes(&self) -> impl Iterator<Item = &Arc<Change>> {
        self.tables.changes.values().filter(|change| change.present)
    }

    /// The links that go out from a passage.
    pub fn links_from(&self, passage: PassageId) -> impl Iterator<Item = &Arc<Link>> {
        self.links_at(passage.into()).filter(move |link| link.from == passage)
    }

    /// The links that point to a passage, document or source.
    pub fn links_to(&self, target: LinkTarget) -> impl Iterator<Item = &Arc<Link>> {
        self.links_at(target.record_id().id).filter(move |link| link.to == target)
    }

    fn links_at(&self, id: Id) -> impl Iterator<Item = &Arc<Link>> {
        let links = self.naming(id).iter().filter(|by| by.kind == RecordKind::Link);
        links.filter_map(|by| self.tables.links.get(&LinkId(by.id)))
    }

    /// The queries about a passage.
    pub fn queries_of(&self, passage: PassageId) -> impl Iterator<Item = &Arc<Query>> {
        let queries = self.naming(passage.into()).iter().filter(|by| by.kind == RecordKind::Query);
        queries.filter_map(|by| self.tables.queries.get(&QueryId(by.id)))
    }

    /// The changes proposed for a passage.
    pub fn changes_of(&self, passage: PassageId) -> impl Iterator<Item = &Arc<Change>> {
        let changes = self.naming(passage.into()).iter().filter(|by| by.kind == RecordKind::Change);
        changes.filter_map(|by| self.tables.changes.get(&ChangeId(by.id)))
    }
}
