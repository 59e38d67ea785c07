//! The sample project: two articles, read as a magazine's checkers would read them.
//!
//! Made by the program's own means from the tables in `rows.rs`: files are imported, passages marked, linked and checked
//! by transactions of a session. People, ids and times are fixed, so that it has the same bytes every time. Start reading
//! with [`project`].

mod rows;
mod table;

use std::collections::BTreeMap;

use crate::edit::{self, Transaction};
use crate::import::{ImportError, Options, Watch, import};
use crate::model::{
    About, Actor, CalculationId, Change, ChangeId, CheckerId, Document, DocumentId, Dot, Edit, EditError, Field, Id,
    LinkTarget, Passage, PassageId, Place, Project, ProjectId, Query, QueryId, Source, SourceId, Text, Time,
};
use crate::session::{Session, Worker};
use crate::text::TextRange;

use table::{Article, ProposedChange, RowCalculation, RowLink, RowQuery, RowSource, Target};

/// What stands between two words of a table for all that is left out.
const LEFT_OUT: &str = " … ";
/// The stamp of a record until its transaction is committed, which stamps it anew.
const UNSTAMPED: Dot = Dot { actor: Actor(0), counter: 0 };
/// 24 March 2025, 9:00 UTC, when the work on the sample begins.
const BEGIN: Time = Time(1_742_806_800);
/// How long a change takes, in seconds, and how long it is from one day's work to the next.
const STEP: i64 = 40;
const NIGHT: i64 = 20 * 3600;

/// The sample as a project file, made by the command `tickmark sample`, which also renews it.
pub const FILE: &str = include_str!("../../assets/sample.tickmark.ron");

/// Why the sample cannot be made: a table does not fit the articles.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SampleError {
    /// An article cannot be read.
    #[error("the sample cannot be made, because an article cannot be read: {0}")]
    Article(#[from] ImportError),
    /// Words of a table stand nowhere in their article, or in several places.
    #[error("the sample cannot be made, because these words do not stand in just one place: “{0}”")]
    Words(&'static str),
    /// A change breaks a rule.
    #[error("the sample cannot be made, because {0}")]
    Edit(#[from] EditError),
}

/// The sample project. Equal to the last bit every time.
pub fn project() -> Result<Project, SampleError> {
    let [ana, ben, ana_again] = [rows::ANA.worker(0), rows::BEN.worker(0), rows::ANA.worker(1)];
    let mut bench = Bench::new(ana);
    bench.begin()?;
    for article in &rows::ARTICLES {
        bench.load(article)?;
    }
    for source in rows::SOURCES {
        bench.add_source(source)?;
    }
    for article in &rows::ARTICLES {
        bench.mark(article)?;
    }
    for link in rows::LINKS {
        bench.link(link)?;
    }
    bench.check()?;
    bench.hand_over(ben);
    for query in rows::QUERIES {
        bench.ask(query)?;
    }
    for change in rows::CHANGES {
        bench.propose(change)?;
    }
    for calculation in rows::CALCULATIONS {
        bench.calculate(calculation)?;
    }
    bench.move_edges()?;
    bench.hand_over(ana_again);
    bench.decide()?;
    Ok(bench.session.project().clone())
}

/// The work so far.
struct Bench {
    session: Session,
    time: Time,
    documents: Vec<DocumentId>,
    sources: BTreeMap<&'static str, SourceId>,
    /// The passages of both articles by their words in the tables.
    passages: BTreeMap<Target, PassageId>,
    queries: Vec<(QueryId, &'static str)>,
    changes: Vec<(ChangeId, &'static ProposedChange)>,
}

impl Bench {
    fn new(worker: Worker) -> Self {
        let project = Project::new(ProjectId(fixed_id("project")));
        Self {
            session: Session::new(project, worker, Id::default()),
            time: BEGIN,
            documents: Vec::new(),
            sources: BTreeMap::new(),
            passages: BTreeMap::new(),
            queries: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// The next day, somebody else goes on, in an opening of their own.
    fn hand_over(&mut self, worker: Worker) {
        self.session = Session::new(self.session.project().clone(), worker, Id::default());
        self.time.0 += NIGHT;
    }

    fn commit(&mut self, what: Transaction) -> Result<(), EditError> {
        self.time.0 += STEP;
        self.session.commit(what, self.time).map(drop)
    }

    fn set(&mut self, record: impl Into<crate::model::RecordId>, field: Field, text: &str) -> Result<(), EditError> {
        if text.is_empty() { Ok(()) } else { self.commit(edit::set_field(record, field, Text::from(text))) }
    }

    fn begin(&mut self) -> Result<(), SampleError> {
        let about = About::new(self.session.project().id(), rows::TITLE, UNSTAMPED);
        Ok(self.commit(Transaction::new("Name the project", vec![Edit::insert(about)]))?)
    }

    fn load(&mut self, article: &Article) -> Result<(), SampleError> {
        let bytes = article.bytes;
        let loaded = import(bytes, article.file, &Options::default(), &Watch::default())?.into_loaded(
            article.file,
            bytes,
            self.time,
        );
        let mut document = Document::new(loaded, article.title, article.role, UNSTAMPED);
        document.author = article.author.into();
        document.published = article.published.into();
        document.note = article.note.into();
        self.documents.push(document.id);
        Ok(self.commit(Transaction::new("Add document", vec![Edit::insert(document)]))?)
    }

    fn add_source(&mut self, row: &RowSource) -> Result<(), SampleError> {
        let id = SourceId(fixed_id(row.name));
        let mut source = Source::new(id, row.kind, row.name, UNSTAMPED);
        source.detail = row.detail.into();
        source.url = row.url.into();
        self.sources.insert(row.name, id);
        Ok(self.commit(Transaction::new("Add source", vec![Edit::insert(source)]))?)
    }

    fn mark(&mut self, article: &Article) -> Result<(), SampleError> {
        for mark in article.marks {
            let document = self.document(article)?;
            let range = range_of(document.text(), mark.words)?;
            let marked = edit::add_passage(self.session.project(), &document, range, mark.kind, fixed_id(mark.words));
            let (passage, what) = marked.ok_or(SampleError::Words(mark.words))?;
            self.commit(what)?;
            self.passages.insert(article.target(mark.words), passage);
            self.set(passage, Field::Speaker, mark.speaker)?;
        }
        Ok(())
    }

    fn link(&mut self, row: &RowLink) -> Result<(), SampleError> {
        let from = self.passage(Target::Draft(row.from))?;
        let to = match row.to {
            Target::Source(name) => LinkTarget::Source(*self.sources.get(name).ok_or(SampleError::Words(name))?),
            target => LinkTarget::Passage(self.passage(target)?),
        };
        let fresh = fixed_id(&format!("link from {}", row.from));
        let (link, what) = edit::add_link(self.session.project(), from, to, row.relation, fresh);
        self.commit(what)?;
        if row.rank != crate::model::Rank::default() {
            self.commit(edit::set_field(link, Field::Rank, row.rank))?;
        }
        Ok(self.set(link, Field::Note, row.note)?)
    }

    /// Notes and outcomes, in the order of the text.
    fn check(&mut self) -> Result<(), SampleError> {
        for article in &rows::ARTICLES {
            for mark in article.marks {
                let id = self.passage(article.target(mark.words))?;
                self.set(id, Field::Note, mark.note)?;
                if mark.outcome.is_some() {
                    let passage = self.record(id, mark.words)?;
                    self.commit(edit::set_outcome([&*passage], mark.outcome))?;
                }
            }
        }
        Ok(())
    }

    fn ask(&mut self, row: &RowQuery) -> Result<(), SampleError> {
        let passage = self.passage(Target::Draft(row.words))?;
        let id = QueryId(fixed_id(row.question));
        let mut query = Query::new(id, passage, row.to, row.question, UNSTAMPED);
        query.sent = row.sent.into();
        self.queries.push((id, row.answer));
        Ok(self.commit(Transaction::new("Write a query", vec![Edit::insert(query)]))?)
    }

    fn propose(&mut self, row: &'static ProposedChange) -> Result<(), SampleError> {
        let passage = self.passage(Target::Draft(row.words))?;
        let words = self.record(passage, row.words)?.words().to_owned();
        let id = ChangeId(fixed_id(row.to));
        let mut change = Change::new(id, passage, &words, row.to, UNSTAMPED);
        change.severity = row.severity;
        change.reason = row.reason.into();
        self.changes.push((id, row));
        Ok(self.commit(Transaction::new("Propose a change", vec![Edit::insert(change)]))?)
    }

    fn calculate(&mut self, row: &RowCalculation) -> Result<(), SampleError> {
        let [part, rate] = [self.passage(row.part)?, self.passage(row.rate)?];
        let id = CalculationId(fixed_id(row.part.words()));
        self.commit(edit::calculate(self.session.project(), None, [Some(part), None, Some(rate)], id.into()))?;
        Ok(self.set(id, Field::Note, row.note)?)
    }

    /// Gives passages that were checked already other words: they are open again.
    fn move_edges(&mut self) -> Result<(), SampleError> {
        for (words, now) in rows::MOVED {
            let id = self.passage(Target::Draft(words))?;
            let passage = self.record(id, words)?;
            let document = self.session.project().document(passage.place.document).cloned();
            let document = document.ok_or(SampleError::Words(words))?;
            let place = Place::of(&document, range_of(document.text(), now)?).ok_or(SampleError::Words(now))?;
            self.commit(edit::set_place(self.session.project(), &passage, place))?;
        }
        Ok(())
    }

    /// Answers that came in, and what was decided.
    fn decide(&mut self) -> Result<(), SampleError> {
        for (query, answer) in std::mem::take(&mut self.queries) {
            self.set(query, Field::Answer, answer)?;
        }
        for (change, row) in std::mem::take(&mut self.changes) {
            if let Some((decision, by)) = row.decided {
                let edits = vec![
                    Edit::set(change, Field::Decision, decision),
                    Edit::set(change, Field::DecidedBy, Text::from(by)),
                ];
                self.commit(Transaction::new("Decide on a change", edits))?;
            }
        }
        Ok(())
    }

    fn document(&self, article: &Article) -> Result<std::sync::Arc<Document>, SampleError> {
        let documents = self.documents.iter().filter_map(|id| self.session.project().document(*id));
        let named = documents.clone().find(|document| &*document.title == article.title);
        named.cloned().ok_or(SampleError::Words(article.title))
    }

    fn passage(&self, words: Target) -> Result<PassageId, SampleError> {
        self.passages.get(&words).copied().ok_or(SampleError::Words(words.words()))
    }

    fn record(&self, id: PassageId, words: &'static str) -> Result<std::sync::Arc<Passage>, SampleError> {
        self.session.project().passage(id).cloned().ok_or(SampleError::Words(words))
    }
}

/// Where words of a table stand: once in the whole text, from the first part to the nearest second part.
fn range_of(text: &str, words: &'static str) -> Result<TextRange, SampleError> {
    let (first, last) = words.split_once(LEFT_OUT).unwrap_or((words, ""));
    let mut places = text.match_indices(first);
    let (Some((start, _)), None) = (places.next(), places.next()) else { return Err(SampleError::Words(words)) };
    let after = start + first.len();
    let rest = text.get(after..).unwrap_or_default();
    let skipped = rest.find(last).ok_or(SampleError::Words(words))?;
    Ok(TextRange::between(start, after + skipped + last.len()))
}

/// An id that is the same every time.
fn fixed_id(name: &str) -> Id {
    Id::derived(&[b"sample", name.as_bytes()])
}

impl table::Person {
    /// The `turn`-th opening of the project by this person.
    fn worker(&self, turn: u64) -> Worker {
        Worker { checker: CheckerId(fixed_id(self.name)), name: self.name.into(), actor: Actor(self.actor + turn) }
    }
}
