//! Words in a whole project: in its documents, and in what people have written down about them.

use std::borrow::Cow;
use std::ops::Bound::{Excluded, Unbounded};
use std::sync::Arc;

use crate::model::{
    Change, Document, DocumentId, Field, Id, Link, Passage, PassageId, Project, Query as Asked, Record, RecordId,
    RecordKind, Source, Table, Value,
};
use crate::text::TextRange;

use super::{Query, find};

/// How much text is a part, in bytes.
const SLICE: usize = 1024 * 1024;
/// How many records are a part.
const N_RECORDS: usize = 2_000;
/// What it costs to look at a record at all, as if it were text.
const PER_RECORD: usize = 64;
/// How far a hit may reach beyond the slice in which it begins: white space may stretch it.
const OVERLAP: usize = 4 * 1024;
/// What is searched beside the texts of documents, in the order of the hits.
const KINDS: [RecordKind; 6] = [
    RecordKind::Document,
    RecordKind::Passage,
    RecordKind::Link,
    RecordKind::Query,
    RecordKind::Change,
    RecordKind::Source,
];

/// A place where the words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// In which text.
    pub place: HitPlace,
    /// Where in it.
    pub range: TextRange,
}

/// A text that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitPlace {
    /// The text of a document.
    Text(DocumentId),
    /// A field of a record: a note, a question, the name of a source.
    Field(RecordId, Field),
}

/// A search in everything, a part at a time, so that nobody waits for the whole.
#[derive(Clone, Debug)]
pub struct Everywhere {
    query: Query,
    /// What is still to be searched, the next at the end.
    ahead: Vec<Part>,
}

/// A part of a search, or more than one: then it takes itself up again.
#[derive(Clone, Copy, Debug)]
enum Part {
    Text { document: DocumentId, from: usize, after: usize },
    Records { kind: RecordKind, after: Option<Id> },
}

impl Everywhere {
    /// A search in `project`: its documents in their order, then the records kind by kind.
    pub fn new(project: &Project, query: Query) -> Self {
        let documents = project.documents().into_iter();
        let texts = documents.map(|document| Part::Text { document: document.id, from: 0, after: 0 });
        let mut ahead: Vec<Part> = texts.chain(KINDS.map(|kind| Part::Records { kind, after: None })).collect();
        ahead.reverse();
        Self { query, ahead }
    }

    /// Whether everything was searched.
    pub fn is_done(&self) -> bool {
        self.ahead.is_empty()
    }

    /// Searches the next part of `project`, which must be as it was when the search began. Gives every hit to `found`,
    /// and returns about how many bytes that took.
    pub fn step(&mut self, project: &Project, found: &mut impl FnMut(Hit)) -> usize {
        match self.ahead.pop() {
            None => 0,
            Some(Part::Text { document, from, after }) => self.search_text(project, document, (from, after), found),
            Some(Part::Records { kind, after }) => self.search_records(project, kind, after, found),
        }
    }

    /// Searches a slice of a document that begins at `from`. `after` is where the last hit ended.
    fn search_text(
        &mut self,
        project: &Project,
        id: DocumentId,
        (from, mut after): (usize, usize),
        found: &mut impl FnMut(Hit),
    ) -> usize {
        let Some(document) = project.document(id) else { return 0 };
        let text = document.text();
        let end = text.ceil_char_boundary(from + SLICE);
        let slice = TextRange::between(from, text.ceil_char_boundary(end + OVERLAP));
        let hits = find(slice.within(text).unwrap_or_default(), &self.query).map(|hit| hit.shifted(from));
        for range in hits.take_while(|hit| hit.start() < end) {
            if range.start() >= after {
                after = range.end();
                found(Hit { place: HitPlace::Text(id), range });
            }
        }
        if end < text.len() {
            self.ahead.push(Part::Text { document: id, from: end, after });
        }
        slice.len()
    }

    fn search_records(
        &mut self,
        project: &Project,
        kind: RecordKind,
        after: Option<Id>,
        found: &mut impl FnMut(Hit),
    ) -> usize {
        let tables = project.tables();
        match kind {
            RecordKind::Document => self.search_table(&tables.documents, after, of_document, found),
            RecordKind::Passage => self.search_table(&tables.passages, after, of_passage, found),
            RecordKind::Link => self.search_table(&tables.links, after, of_link, found),
            RecordKind::Query => self.search_table(&tables.queries, after, of_query, found),
            RecordKind::Change => self.search_table(&tables.changes, after, of_change, found),
            RecordKind::Source => self.search_table(&tables.sources, after, of_source, found),
            // Not among `KINDS`.
            _ => 0,
        }
    }

    /// Searches the texts of some records, beginning after one of them.
    fn search_table<R: Record>(
        &mut self,
        table: &Table<R>,
        after: Option<Id>,
        texts: fn(&R) -> Texts<'_>,
        found: &mut impl FnMut(Hit),
    ) -> usize {
        let after = after.map_or(Unbounded, |after| Excluded(R::Id::from(after)));
        let some: Vec<&Arc<R>> = table.range((after, Unbounded)).map(|(_, record)| record).take(N_RECORDS).collect();
        let mut spent = 0;
        for record in some.iter().filter(|record| record.present()) {
            spent += PER_RECORD;
            for (field, text) in texts(record).into_iter().filter(|(_, text)| !text.is_empty()) {
                spent += text.len();
                // One hit in a field is enough: the field is shown whole.
                if let Some(range) = find(text, &self.query).next() {
                    found(Hit { place: HitPlace::Field(record.record_id(), field), range });
                }
            }
        }
        if let Some(last) = some.last().filter(|_| some.len() == N_RECORDS) {
            self.ahead.push(Part::Records { kind: R::KIND, after: Some(last.id().into()) });
        }
        spent
    }
}

/// What is searched of a record; an empty text is none.
type Texts<'r> = [(Field, &'r str); 3];

const NONE: (Field, &str) = (Field::Note, "");

fn of_document(document: &Document) -> Texts<'_> {
    [(Field::Note, &document.note), NONE, NONE]
}

fn of_passage(passage: &Passage) -> Texts<'_> {
    [(Field::Note, &passage.note), (Field::Tags, &passage.tags), (Field::Speaker, &passage.speaker)]
}

fn of_link(link: &Link) -> Texts<'_> {
    [(Field::Note, &link.note), (Field::Words, &link.words), (Field::Place, &link.place)]
}

fn of_query(query: &Asked) -> Texts<'_> {
    [(Field::Question, &query.question), (Field::Answer, &query.answer), NONE]
}

fn of_change(change: &Change) -> Texts<'_> {
    [(Field::To, &change.to), (Field::Reason, &change.reason), NONE]
}

fn of_source(source: &Source) -> Texts<'_> {
    [(Field::Name, &source.name), (Field::Detail, &source.detail), NONE]
}

impl Hit {
    /// The whole text that the hit is in.
    pub fn text(self, project: &Project) -> Option<Cow<'_, str>> {
        match self.place {
            HitPlace::Text(id) => Some(project.document(id)?.text().into()),
            HitPlace::Field(record, field) => match project.tables().get(record)?.fields().get(field)? {
                Value::Text(text) => Some(text.to_string().into()),
                _ => None,
            },
        }
    }

    /// The passage that a hit in a field belongs to.
    pub fn passage(self, project: &Project) -> Option<PassageId> {
        let HitPlace::Field(record, _) = self.place else { return None };
        project.tables().get(record)?.rules().passage()
    }

    /// The document that a hit belongs to, if it is no source.
    pub fn document(self, project: &Project) -> Option<&Arc<Document>> {
        let id = match self.place {
            HitPlace::Text(id) => id,
            HitPlace::Field(RecordId { kind: RecordKind::Document, id }, _) => id.into(),
            HitPlace::Field(..) => project.passage(self.passage(project)?)?.place.document,
        };
        project.document(id)
    }
}
