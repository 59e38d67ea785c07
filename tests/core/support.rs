//! Projects as marked text: several documents in one string, read and printed the same way.
//!
//! ```text
//! //- draft.txt role:draft
//! detained <claim #1>at least <statistic #2>85,000</statistic> people</claim>
//! //- report.txt role:evidence
//! <statistic #3>over 80,000 Salvadorans</statistic> were detained
//! //- sources
//! @1 Person Ben
//! //- links
//! #1 contradicts #3
//! #2 supports @1
//! //- checks
//! #1 outcome confirmed
//! #1 note seen by eye
//! #1 query how many? | 85,000
//! #1 change at least 90,000 people | accepted
//! ```
//!
//! Numbers are those of the passages in the order of the text, when a project is printed. A closing tag that is not that
//! of the innermost passage of its kind carries its number.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::sync::Arc;

use tickmark::edit::{self, Transaction};
use tickmark::import::{Options, Watch, import};
use tickmark::model::{
    Actor, Change, ChangeId, CheckerId, Decision, Document, Dot, Edit, Field, Id, LinkTarget, Outcome, Passage,
    PassageId, PassageKind, Project, ProjectId, Query, QueryId, Relation, Role, Source, SourceId, SourceKind, Text,
    Time,
};
use tickmark::session::{Session, Worker};
use tickmark::text::TextRange;

pub const UNSTAMPED: Dot = Dot { actor: Actor(0), counter: 0 };

/// A project at work, made of marked text.
pub struct Case {
    pub session: Session,
    passages: BTreeMap<u32, PassageId>,
    sources: BTreeMap<u32, SourceId>,
    time: i64,
    n_ids: u32,
}

impl Case {
    /// Reads marked text. Panics where it cannot be understood: it stands in a test.
    #[track_caller]
    pub fn new(marked: &str) -> Self {
        let project = Project::new(ProjectId(Id::derived(&[b"project of a test"])));
        let mut case = Self {
            session: Session::new(project, worker(1), Id::default()),
            passages: BTreeMap::new(),
            sources: BTreeMap::new(),
            time: 1_760_000_000,
            n_ids: 0,
        };
        for part in marked.split("//- ").skip(1) {
            let (head, body) = part.split_once('\n').unwrap_or((part, ""));
            let lines = || body.lines().map(str::trim).filter(|line| !line.is_empty());
            match head.trim() {
                "sources" => lines().for_each(|line| case.add_source(line)),
                "links" => lines().for_each(|line| case.add_link(line)),
                "checks" => lines().for_each(|line| case.check(line)),
                head => case.add_document(head, body.strip_suffix('\n').unwrap_or(body)),
            }
        }
        // What was read is what the project is opened with.
        case.session = Session::new(case.session.project().clone(), worker(2), Id::default());
        case
    }

    pub fn project(&self) -> &Project {
        self.session.project()
    }

    #[track_caller]
    pub fn id(&self, number: u32) -> PassageId {
        *self.passages.get(&number).unwrap_or_else(|| panic!("no passage #{number}"))
    }

    #[track_caller]
    pub fn passage(&self, number: u32) -> Arc<Passage> {
        self.project().passage(self.id(number)).unwrap_or_else(|| panic!("#{number} is gone")).clone()
    }

    pub fn document(&self, title: &str) -> Arc<Document> {
        let documents = self.project().documents();
        documents.into_iter().find(|document| &*document.title == title).expect("a document of this title").clone()
    }

    pub fn now(&mut self) -> Time {
        self.time += 60;
        Time(self.time)
    }

    pub fn fresh(&mut self) -> Id {
        self.n_ids += 1;
        Id::derived(&[b"fresh", &self.n_ids.to_le_bytes()])
    }

    #[track_caller]
    pub fn commit(&mut self, what: Transaction) {
        let time = self.now();
        self.session.commit(what, time).expect("a change that can be made");
        assert_eq!(self.project().validate(), Ok(()));
    }

    fn add_document(&mut self, head: &str, body: &str) {
        let mut words = head.split_whitespace();
        let name = words.next().expect("the name of a document");
        let role = match words.next() {
            Some("role:draft") => Role::Draft,
            Some("role:evidence") => Role::Evidence,
            other => panic!("not a role: {other:?}"),
        };
        let (text, marks) = unmark(body);
        let loaded = import(text.as_bytes(), name, &Options::default(), &Watch::default()).expect("text").into_loaded(
            name,
            text.as_bytes(),
            Time(0),
        );
        let document = Document::new(loaded, name, role, UNSTAMPED);
        self.commit(Transaction::new("Add document", vec![Edit::insert(document.clone())]));
        for (number, kind, range) in marks {
            let fresh = self.fresh();
            let marked = edit::add_passage(self.project(), &document, range, kind, fresh);
            let (id, what) = marked.expect("a passage that fits");
            self.commit(what);
            self.passages.insert(number, id);
        }
    }

    fn add_source(&mut self, line: &str) {
        let (number, rest) = line.strip_prefix('@').and_then(|rest| rest.split_once(' ')).expect("@1 Person Ben");
        let (kind, name) = rest.split_once(' ').expect("a kind and a name");
        let kind = SourceKind::ALL.into_iter().find(|known| known.label() == kind).expect("a kind of source");
        let id = SourceId(self.fresh());
        self.commit(Transaction::new("Add source", vec![Edit::insert(Source::new(id, kind, name, UNSTAMPED))]));
        self.sources.insert(number.parse().expect("a number"), id);
    }

    /// Enters a link: `#1 supports #2`, `#1 context @1`, `#1 updates report.txt`.
    #[track_caller]
    pub fn add_link(&mut self, line: &str) {
        let [from, relation, to] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("not a link: {line}") };
        let relation = Relation::ALL.into_iter().find(|known| known.label() == relation).expect("a relation");
        let to = match (to.strip_prefix('#'), to.strip_prefix('@')) {
            (Some(number), _) => LinkTarget::Passage(self.id(number.parse().expect("a number"))),
            (_, Some(number)) => LinkTarget::Source(self.sources[&number.parse().expect("a number")]),
            _ => LinkTarget::Document(self.document(to).id),
        };
        let from = self.id(number(from));
        let fresh = self.fresh();
        let (_, what) = edit::add_link(self.project(), from, to, relation, fresh);
        self.commit(what);
    }

    /// Enters what was found: `#1 outcome confirmed`, `#1 note …`, `#1 query … | answer`, `#1 change … | accepted`.
    #[track_caller]
    pub fn check(&mut self, line: &str) {
        let [passage, what, rest] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("not a check: {line}") };
        let passage = self.passage(number(passage));
        let (first, second) = rest.split_once(" | ").unwrap_or((rest, ""));
        let fresh = self.fresh();
        let what = match what {
            "outcome" => {
                let outcome = Outcome::ALL.into_iter().find(|known| known.name() == rest).expect("an outcome");
                edit::set_outcome([&*passage], Some(outcome))
            }
            "note" => edit::set_field(passage.id, Field::Note, Text::from(rest)),
            "reopened" => edit::set_field(passage.id, Field::Reopened, Text::from(rest)),
            "query" => {
                let mut query = Query::new(QueryId(fresh), passage.id, "The author", first, UNSTAMPED);
                query.answer = second.into();
                Transaction::new("Write a query", vec![Edit::insert(query)])
            }
            "change" => {
                let mut change = Change::new(ChangeId(fresh), passage.id, passage.words(), first, UNSTAMPED);
                change.decision = decision(second);
                Transaction::new("Propose a change", vec![Edit::insert(change)])
            }
            what => panic!("not a check: {what}"),
        };
        self.commit(what);
    }
}

fn number(text: &str) -> u32 {
    text.strip_prefix('#').and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("not a passage: {text}"))
}

fn decision(name: &str) -> Decision {
    match name {
        "" => Decision::Open,
        "accepted" => Decision::Accepted,
        "declined" => Decision::Declined,
        other => panic!("not a decision: {other}"),
    }
}

/// A person who works on the projects of tests.
pub fn worker(actor: u64) -> Worker {
    Worker { checker: CheckerId(Id::derived(&[b"Ana"])), name: "Ana".into(), actor: Actor(actor) }
}

/// Takes the tags out of a text: what is left, and the passages.
fn unmark(marked: &str) -> (String, Vec<(u32, PassageKind, TextRange)>) {
    let mut text = String::new();
    let mut open: Vec<(u32, PassageKind, usize)> = Vec::new();
    let mut marks = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').expect("a tag that ends");
        let (name, given) = tag.split_once(' ').map_or((tag, None), |(name, given)| (name, Some(number(given))));
        let kind = |name| PassageKind::ALL.into_iter().find(|kind| kind.name() == name).expect("a kind");
        match name.strip_prefix('/') {
            None => open.push((given.expect("a number"), kind(name), text.len())),
            Some(name) => {
                let closes = |(number, other, _): &(u32, PassageKind, usize)| match given {
                    Some(given) => given == *number,
                    None => *other == kind(name),
                };
                let (number, kind, start) = open.remove(open.iter().rposition(closes).expect("an open tag"));
                marks.push((number, kind, TextRange::between(start, text.len())));
            }
        }
        rest = after;
    }
    assert!(open.is_empty(), "tags that do not end");
    text.push_str(rest);
    marks.sort();
    (text, marks)
}

/// Prints a project as marked text.
pub fn shown(project: &Project) -> String {
    let mut out = String::new();
    let mut numbers: BTreeMap<PassageId, u32> = BTreeMap::new();
    for document in project.documents() {
        let mut inside: Vec<_> = project.passages().filter(|passage| passage.place.document == document.id).collect();
        inside.sort_by_key(|passage| (passage.range().start(), std::cmp::Reverse(passage.range().end()), passage.id));
        for passage in &inside {
            let number = u32::try_from(numbers.len()).expect("few passages") + 1;
            numbers.insert(passage.id, number);
        }
        writeln!(out, "//- {} role:{}", document.title, document.role.name()).expect("a string");
        out += &mark_up(document.text(), &inside, &numbers);
        out.push('\n');
    }
    let sources = project.sources();
    let named: BTreeMap<_, _> = sources.iter().enumerate().map(|(at, source)| (source.id, at + 1)).collect();
    section(&mut out, "sources", sources.iter().map(|s| format!("@{} {} {}", named[&s.id], s.kind.label(), s.name)));
    let links = project.links().map(|link| {
        let to = match link.to {
            LinkTarget::Passage(id) => format!("#{}", numbers[&id]),
            LinkTarget::Source(id) => format!("@{}", named[&id]),
            LinkTarget::Document(id) => project.document(id).expect("a document").title.to_string(),
        };
        format!("#{} {} {to}", numbers[&link.from], link.relation.label())
    });
    section(&mut out, "links", links);
    let checks = numbers.iter().flat_map(|(id, number)| {
        let passage = project.passage(*id).expect("a passage");
        checks_of(project, passage).into_iter().map(move |check| format!("#{number} {check}"))
    });
    section(&mut out, "checks", checks);
    out
}

fn section(out: &mut String, name: &str, lines: impl Iterator<Item = String>) {
    let mut lines: Vec<_> = lines.collect();
    lines.sort();
    if !lines.is_empty() {
        writeln!(out, "//- {name}\n{}", lines.join("\n")).expect("a string");
    }
}

fn checks_of(project: &Project, passage: &Passage) -> Vec<String> {
    let or_nothing = |words: &str| if words.is_empty() { String::new() } else { format!(" | {words}") };
    let mut checks: Vec<_> = passage.outcome.iter().map(|outcome| format!("outcome {}", outcome.name())).collect();
    checks.extend((!passage.note.is_empty()).then(|| format!("note {}", passage.note)));
    checks.extend((!passage.reopened.is_empty()).then(|| format!("reopened {}", passage.reopened)));
    checks.extend(project.queries_of(passage.id).map(|q| format!("query {}{}", q.question, or_nothing(&q.answer))));
    checks.extend(project.changes_of(passage.id).map(|change| {
        let decision = match change.decision {
            Decision::Open => "",
            Decision::Accepted => "accepted",
            Decision::Declined => "declined",
        };
        format!("change {}{}", change.to, or_nothing(decision))
    }));
    checks
}

/// The text with the tags of its passages, which come in the order of the text.
fn mark_up(text: &str, passages: &[&Arc<Passage>], numbers: &BTreeMap<PassageId, u32>) -> String {
    // At one offset: what ends comes before what begins, the last begun first.
    let mut tags: Vec<(usize, bool, i64, String)> = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let (range, number, kind) = (passage.range(), numbers[&passage.id], passage.kind);
        let later = passages.iter().skip(at + 1).filter(|later| later.kind == kind);
        let crossed = later.into_iter().any(|later| later.range().contains(range.end()));
        let close = if crossed { format!("</{} #{number}>", kind.name()) } else { format!("</{}>", kind.name()) };
        tags.push((range.start(), true, i64::from(number), format!("<{} #{number}>", kind.name())));
        tags.push((range.end(), false, -i64::from(number), close));
    }
    tags.sort();
    let mut out = String::new();
    let mut done = 0;
    for (at, _, _, tag) in tags {
        out += text.get(done..at).expect("an offset in the text");
        out += &tag;
        done = at;
    }
    out + text.get(done..).expect("an offset in the text")
}

#[test]
fn marked_text_is_printed_as_it_was_read() {
    let marked = "\
//- draft.txt role:draft
A <claim #1>first <statistic #2>of “4”</statistic>, <quote #3>x</claim> é</quote>.

<claim #4>Second <claim #5>and</claim #4> third</claim>
//- report.txt role:evidence
<statistic #6>over 80,000</statistic> detained
//- sources
@1 Person Ben
@2 Book Tables
//- links
#1 contradicts #6
#1 supports @2
#2 context report.txt
//- checks
#1 change two | declined
#1 note seen
#1 outcome confirmed with change
#2 query how many?
#3 query who? | Ben
#4 reopened Its words changed
";
    assert_eq!(shown(Case::new(marked).project()), marked);
}

/// A ZIP archive of these parts, as they are.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content.as_bytes()).expect("room for a part");
    }
    zip.finish().expect("an archive").into_inner()
}
