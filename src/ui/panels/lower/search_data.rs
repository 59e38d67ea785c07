//! The search in everything: a little in each frame, so that long documents do not stop the window.

use std::borrow::Cow;

use crate::model::{DocumentId, ProjectId, RecordId, RecordKind, Role, SourceId};
use crate::search::{Everywhere, Hit, HitPlace, Query};
use crate::session::{Session, Side, Spot};
use crate::text::{TextRange, sentence_at};

/// How many hits are enough for anybody.
pub const MOST_HITS: usize = 5_000;
/// How much text is searched in a frame, in bytes.
const PER_FRAME: usize = 1024 * 1024;
/// How much is shown before a hit and after it, in characters, and how long a paragraph may be to be cut at sentences.
const BEFORE: usize = 70;
const AFTER: usize = 300;
const LONG_PARAGRAPH: usize = 8 * 1024;

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
    search: Option<Everywhere>,
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
        let Some(search) = &mut self.search else { return false };
        let (mut spent, found) = (0, &mut self.found);
        while spent < PER_FRAME && !search.is_done() && found.hits.len() < MOST_HITS {
            spent += search.step(session.project(), &mut |hit| found.push(hit));
        }
        let is_done = search.is_done() || found.hits.len() >= MOST_HITS;
        if is_done {
            self.search = None;
            self.hits = std::mem::take(&mut self.found);
        }
        !is_done
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
        let same_words =
            self.of.as_ref().is_some_and(|(project, _, text)| *project == session.project().id() && text == words);
        if !same_words {
            self.hits = Found::default();
        }
        self.search = Query::new(words).map(|query| Everywhere::new(session.project(), query));
        if self.search.is_none() {
            self.hits = Found::default();
        }
    }
}

impl Found {
    fn push(&mut self, hit: Hit) {
        if self.hits.len() >= MOST_HITS {
            return;
        }
        let group = match hit.place {
            HitPlace::Text(document) => Group::Document(document),
            HitPlace::Field(record, _) => Group::Records(record.kind),
        };
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
            Self::Document(id) => session.project().called(id).to_owned(),
            Self::Records(RecordKind::Document) => "Notes on documents".to_owned(),
            Self::Records(RecordKind::Passage) => "Notes".to_owned(),
            Self::Records(RecordKind::Link) => "Links".to_owned(),
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

/// The words around a hit.
pub fn context(session: &Session, hit: Hit) -> Context {
    match hit.place {
        HitPlace::Text(id) => {
            let Some(document) = session.project().document(id) else { return Context::default() };
            let (block, words) = document.block_at(hit.range.start());
            let inside = hit.range.start().saturating_sub(block.start());
            let within =
                if words.len() <= LONG_PARAGRAPH { sentence_at(words, inside).shifted(block.start()) } else { block };
            let view = document.body.first_view(hit.range);
            Context::of(hit.range, within, |range| document.body.seen(view, range))
        }
        HitPlace::Field(..) => {
            let Some(text) = hit.text(session.project()) else { return Context::default() };
            let piece = |range: TextRange| range.within(&text).unwrap_or_default().into();
            Context::of(hit.range, TextRange::of(&text), piece)
        }
    }
}

/// The source that a hit belongs to.
pub fn source(hit: Hit) -> Option<SourceId> {
    match hit.place {
        HitPlace::Field(RecordId { kind: RecordKind::Source, id }, _) => Some(id.into()),
        HitPlace::Field(..) | HitPlace::Text(_) => None,
    }
}

/// Where the words stand in a reader: a draft on the left, evidence on the right. A note on a document stands above it.
pub fn spot(session: &Session, hit: Hit) -> Option<Spot> {
    let (id, range) = match hit.place {
        HitPlace::Text(id) => (id, hit.range),
        HitPlace::Field(RecordId { kind: RecordKind::Document, id }, _) => (id.into(), TextRange::empty(0)),
        HitPlace::Field(..) => return None,
    };
    let document = session.project().document(id)?;
    let side = if document.role == Role::Draft { Side::Left } else { Side::Right };
    Some(Spot { side, document: id, range, passage: None })
}

/// The number of the paragraph.
pub fn paragraph(session: &Session, hit: Hit) -> Option<usize> {
    match hit.place {
        HitPlace::Text(id) => Some(session.project().document(id)?.paragraph_at(hit.range.start())),
        HitPlace::Field(..) => {
            let passage = session.project().passage(hit.passage(session.project())?)?;
            Some(super::row_order::paragraph(session.project(), passage))
        }
    }
}

impl Context {
    fn of<'t>(hit: TextRange, within: TextRange, piece: impl Fn(TextRange) -> Cow<'t, str>) -> Self {
        let lead = piece(TextRange::between(within.start().min(hit.start()), hit.start()));
        let cut = lead.char_indices().rev().nth(BEFORE).map(|(at, _)| at);
        let before = match cut {
            Some(at) => format!("…{}", lead.get(at..).unwrap_or_default()),
            None => lead.clone().into_owned(),
        };
        Self {
            before,
            hit: piece(hit).chars().take(AFTER).collect(),
            after: piece(TextRange::between(hit.end(), within.end().max(hit.end()))).chars().take(AFTER).collect(),
        }
    }
}
