//! The search in everything: a little in each frame, so that long documents do not stop the window.

use crate::model::{
    ChangeId, DocumentId, Field, PassageId, ProjectId, QueryId, Record as _, RecordId, RecordKind, Role, SourceId,
    Value,
};
use crate::search::{self, Query};
use crate::session::{Session, Side, Spot};
use crate::text::{TextRange, sentence_at};

/// How many hits are enough for anybody.
pub const MOST_HITS: usize = 5_000;
/// How much text is searched in a frame, in bytes.
const SLICE: usize = 1024 * 1024;
/// How many notes are searched in a frame.
const N_NOTES: usize = 2_000;
/// What it costs to look at a record at all, as if it were text.
const PER_RECORD: usize = 64;
/// How far a hit may reach beyond the slice in which it begins: white space may stretch it.
const OVERLAP: usize = 4 * 1024;
/// How much is shown before a hit and after it, in characters, and how long a paragraph may be to be cut at sentences.
const BEFORE: usize = 70;
const AFTER: usize = 300;
const LONG_PARAGRAPH: usize = 8 * 1024;

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

/// What a hit belongs to, under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The text of this document.
    Document(DocumentId),
    /// The fields of all records of this kind.
    Records(RecordKind),
}

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A heading, and how many hits stand under it.
    Head(Group, usize),
    /// A hit.
    Hit(Hit),
}

/// The hits of a search, and how far it is.
#[derive(Debug, Default)]
pub struct SearchData {
    /// What was searched for, in which state of which project.
    of: Option<(ProjectId, u64, String)>,
    query: Option<Query>,
    /// What is still to be searched, the next at the end.
    ahead: Vec<Part>,
    /// The hits that are found anew; `hits` stands until all are, if the words are still the same.
    found: Found,
    hits: Found,
}

#[derive(Debug, Default)]
struct Found {
    hits: Vec<Hit>,
    /// How many hits each heading has, in the order of the hits.
    groups: Vec<(Group, usize)>,
}

/// A part of a search that fits into a frame, or that takes itself up again after one.
#[derive(Clone, Copy, Debug)]
enum Part {
    Text { document: DocumentId, from: usize, after: usize },
    Notes { after: Option<PassageId> },
    Queries,
    Changes,
    Sources,
}

impl SearchData {
    /// Goes on with the search for `words`, or begins it. Returns whether there is more to do.
    pub fn update(&mut self, session: &Session, words: &str) -> bool {
        let now = (session.project().id(), session.revision());
        let same =
            |(project, revision, text): &(ProjectId, u64, String)| (*project, *revision) == now && *text == *words;
        if !self.of.as_ref().is_some_and(same) {
            self.begin(session, words);
            self.of = Some((now.0, now.1, words.to_owned()));
        }
        let mut spent = 0;
        while spent < SLICE
            && let Some(part) = self.ahead.pop()
        {
            spent += self.search(session, part);
            if self.found.hits.len() >= MOST_HITS {
                self.ahead.clear();
            }
            if self.ahead.is_empty() {
                self.hits = std::mem::take(&mut self.found);
            }
        }
        !self.ahead.is_empty()
    }

    /// Whether the search was broken off because there were too many hits.
    pub fn is_capped(&self) -> bool {
        self.shown().hits.len() >= MOST_HITS
    }

    /// How many hits there are so far.
    pub fn n_hits(&self) -> usize {
        self.shown().hits.len()
    }

    /// How many lines the list has: a heading for each group, and the hits.
    pub fn n_rows(&self) -> usize {
        self.shown().hits.len() + self.shown().groups.len()
    }

    /// A line of the list.
    pub fn row(&self, row: usize) -> Option<Row> {
        let shown = self.shown();
        let (mut head, mut before) = (0, 0);
        for (group, n_hits) in &shown.groups {
            if row == head {
                return Some(Row::Head(*group, *n_hits));
            }
            if row <= head + n_hits {
                return shown.hits.get(before + row - head - 1).copied().map(Row::Hit);
            }
            (head, before) = (head + n_hits + 1, before + n_hits);
        }
        None
    }

    fn shown(&self) -> &Found {
        if self.hits.hits.is_empty() { &self.found } else { &self.hits }
    }

    fn begin(&mut self, session: &Session, words: &str) {
        self.found = Found::default();
        self.ahead.clear();
        let same_words =
            self.of.as_ref().is_some_and(|(project, _, text)| *project == session.project().id() && text == words);
        if !same_words {
            self.hits = Found::default();
        }
        self.query = Query::new(words);
        if self.query.is_none() {
            self.hits = Found::default();
            return;
        }
        self.ahead.extend([Part::Sources, Part::Changes, Part::Queries, Part::Notes { after: None }]);
        let documents = session.project().documents().into_iter().rev();
        self.ahead.extend(documents.map(|document| Part::Text { document: document.id, from: 0, after: 0 }));
    }

    /// Searches a part. Returns about how many bytes that took.
    fn search(&mut self, session: &Session, part: Part) -> usize {
        let project = session.project();
        match part {
            Part::Text { document, from, after } => self.search_text(session, document, from, after),
            Part::Notes { after } => self.search_notes(session, after),
            Part::Queries => {
                let queries = project.queries().map(|query| {
                    let fields = [(Field::Question, &*query.question), (Field::Answer, &*query.answer)];
                    self.search_fields(query.record_id(), &fields)
                });
                queries.sum()
            }
            Part::Changes => {
                let changes = project.changes().map(|change| {
                    let fields = [(Field::To, &*change.to), (Field::Reason, &*change.reason)];
                    self.search_fields(change.record_id(), &fields)
                });
                changes.sum()
            }
            Part::Sources => {
                let sources = project.sources().into_iter().map(|source| {
                    let fields = [(Field::Name, &*source.name), (Field::Detail, &*source.detail)];
                    self.search_fields(source.record_id(), &fields)
                });
                sources.sum()
            }
        }
    }

    /// Searches a slice of a document. `after` is where the last hit ended.
    fn search_text(&mut self, session: &Session, id: DocumentId, from: usize, mut after: usize) -> usize {
        let (Some(document), Some(query)) = (session.project().document(id), &self.query) else { return 0 };
        let text = document.text();
        let end = text.ceil_char_boundary(from + SLICE);
        let slice = TextRange::between(from, text.ceil_char_boundary(end + OVERLAP));
        let mut hits = Vec::new();
        for hit in search::find(slice.within(text).unwrap_or_default(), query) {
            let hit = hit.shifted(from);
            if hit.start() >= end {
                break;
            }
            if hit.start() >= after {
                after = hit.end();
                hits.push(hit);
            }
        }
        for range in hits {
            self.found.push(Group::Document(id), Hit { place: HitPlace::Text(id), range });
        }
        if end < text.len() {
            self.ahead.push(Part::Text { document: id, from: end, after });
        }
        slice.len()
    }

    /// Searches some notes, beginning after a passage.
    fn search_notes(&mut self, session: &Session, after: Option<PassageId>) -> usize {
        use std::ops::Bound::{Excluded, Unbounded};
        let passages = &session.project().tables().passages;
        let range = (after.map_or(Unbounded, Excluded), Unbounded);
        let some: Vec<_> = passages.range(range).map(|(_, passage)| passage).take(N_NOTES).collect();
        let mut spent = 0;
        for passage in some.iter().filter(|passage| passage.present) {
            let fields =
                [(Field::Note, &*passage.note), (Field::Tags, &*passage.tags), (Field::Speaker, &*passage.speaker)];
            spent += self.search_fields(passage.record_id(), &fields);
        }
        if let Some(last) = some.last().filter(|_| some.len() == N_NOTES) {
            self.ahead.push(Part::Notes { after: Some(last.id) });
        }
        spent
    }

    fn search_fields(&mut self, record: RecordId, fields: &[(Field, &str)]) -> usize {
        let Some(query) = &self.query else { return 0 };
        for (field, text) in fields.iter().filter(|(_, text)| !text.is_empty()) {
            // One hit in a field is enough: the field is shown whole.
            if let Some(range) = search::find(text, query).next() {
                let hit = Hit { place: HitPlace::Field(record, *field), range };
                self.found.push(Group::Records(record.kind), hit);
            }
        }
        PER_RECORD + fields.iter().map(|(_, text)| text.len()).sum::<usize>()
    }
}

impl Found {
    fn push(&mut self, group: Group, hit: Hit) {
        if self.hits.len() >= MOST_HITS {
            return;
        }
        self.hits.push(hit);
        match self.groups.last_mut() {
            Some((last, n_hits)) if *last == group => *n_hits += 1,
            _ => self.groups.push((group, 1)),
        }
    }
}

impl Group {
    /// The heading.
    pub fn title(self, session: &Session) -> String {
        match self {
            Self::Document(id) => session.project().document(id).map_or_else(String::new, |it| it.title.to_string()),
            Self::Records(RecordKind::Passage) => "Notes".to_owned(),
            Self::Records(RecordKind::Query) => "Queries".to_owned(),
            Self::Records(RecordKind::Change) => "Changes".to_owned(),
            Self::Records(RecordKind::Source) => "People and calls".to_owned(),
            Self::Records(kind) => kind.name().to_owned(),
        }
    }
}

/// A hit with some words around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The words before it in its sentence.
    pub before: String,
    /// The words that were found.
    pub hit: String,
    /// The words after it.
    pub after: String,
}

impl Hit {
    /// The words around the hit.
    pub fn context(self, session: &Session) -> Context {
        match self.place {
            HitPlace::Text(id) => {
                let Some(document) = session.project().document(id) else { return Context::default() };
                let (block, words) = document.block_at(self.range.start());
                let inside = self.range.start().saturating_sub(block.start());
                let within = if words.len() <= LONG_PARAGRAPH {
                    sentence_at(words, inside).shifted(block.start())
                } else {
                    block
                };
                Context::of(document.text(), self.range, within)
            }
            HitPlace::Field(record, field) => {
                let record = session.project().tables().get(record);
                match record.and_then(|record| record.fields().get(field)) {
                    Some(Value::Text(text)) => Context::of(&text, self.range, TextRange::of(&text)),
                    _ => Context::default(),
                }
            }
        }
    }

    /// The passage that a hit in a field belongs to.
    pub fn passage(self, session: &Session) -> Option<PassageId> {
        let tables = session.project().tables();
        match self.place {
            HitPlace::Field(RecordId { kind: RecordKind::Passage, id }, _) => Some(id.into()),
            HitPlace::Field(RecordId { kind: RecordKind::Query, id }, _) => {
                Some(tables.queries.get(&QueryId(id))?.passage)
            }
            HitPlace::Field(RecordId { kind: RecordKind::Change, id }, _) => {
                Some(tables.changes.get(&ChangeId(id))?.passage)
            }
            HitPlace::Field(..) | HitPlace::Text(_) => None,
        }
    }

    /// The source that a hit belongs to.
    pub fn source(self) -> Option<SourceId> {
        match self.place {
            HitPlace::Field(RecordId { kind: RecordKind::Source, id }, _) => Some(id.into()),
            HitPlace::Field(..) | HitPlace::Text(_) => None,
        }
    }

    /// Where the words stand in a reader: a draft on the left, evidence on the right.
    pub fn spot(self, session: &Session) -> Option<Spot> {
        let HitPlace::Text(id) = self.place else { return None };
        let document = session.project().document(id)?;
        let side = if document.role == Role::Draft { Side::Left } else { Side::Right };
        Some(Spot { side, document: id, range: self.range, passage: None })
    }

    /// The number of the paragraph.
    pub fn paragraph(self, session: &Session) -> Option<usize> {
        match self.place {
            HitPlace::Text(id) => Some(session.project().document(id)?.paragraph_at(self.range.start())),
            HitPlace::Field(..) => {
                let passage = session.project().passage(self.passage(session)?)?;
                Some(super::passages_data::paragraph(session, passage))
            }
        }
    }
}

impl Context {
    fn of(text: &str, hit: TextRange, within: TextRange) -> Self {
        let piece = |from: usize, to: usize| TextRange::between(from, to).within(text).unwrap_or_default();
        let lead = piece(within.start().min(hit.start()), hit.start());
        let cut = lead.char_indices().rev().nth(BEFORE).map(|(at, _)| at);
        let before = match cut {
            Some(at) => format!("…{}", lead.get(at..).unwrap_or_default()),
            None => lead.to_owned(),
        };
        Self {
            before,
            hit: piece(hit.start(), hit.end()).chars().take(AFTER).collect(),
            after: piece(hit.end(), within.end().max(hit.end())).chars().take(AFTER).collect(),
        }
    }
}
