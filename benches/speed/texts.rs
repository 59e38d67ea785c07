//! The texts and projects that everything is measured with: made up, the same every time.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tickmark::edit::{self, Transaction};
use tickmark::model::{
    Actor, Body, CheckerId, Document, Dot, Edit, Facts, Id, Importer, LinkTarget, Loaded, Origin, Outcome, PassageId,
    PassageKind, Project, ProjectId, Query, QueryId, Relation, Role, Structure, Time, sha256,
};
use tickmark::session::{Session, Worker};
use tickmark::store::to_text;
use tickmark::text::{Blocks, TextRange};

/// About so many bytes of text come on a passage.
pub const BYTES_PER_PASSAGE: usize = 100;
/// When everything happens.
pub const NOW: Time = Time(1_795_264_800);
const UNSTAMPED: Dot = Dot { actor: Actor(0), counter: 0 };

const WHO: [&str; 8] = [
    "The police",
    "Ana García",
    "A “senior” official",
    "The ministry",
    "Cristosal",
    "Two of the guards",
    "The president’s office",
    "Human Rights Watch",
];
const SAID: [&str; 7] = [
    "told reporters that",
    "has recorded",
    "denied — again — that",
    "counted",
    "was told of",
    "wrote in a letter of",
    "confirmed to the court",
];
const WHAT: [&str; 9] = [
    "people detained without a warrant",
    "deaths in custody",
    "dollars paid for each prisoner",
    "cases of torture",
    "beds in the new prison",
    "percent of the population",
    "families who heard nothing",
    "lawyers turned away",
    "children among them",
];

/// What a project holds besides its text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipe {
    /// About so many bytes of text.
    pub bytes: usize,
    /// So many passages.
    pub passages: usize,
    /// Whether some of them have outcomes, queries and links.
    pub checked: bool,
}

/// Project files that were made.
pub struct Store {
    folder: TempDir,
    made: RefCell<BTreeMap<Recipe, PathBuf>>,
}

impl Store {
    /// Nothing made yet.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("there is room for temporary files");
        Self { folder, made: RefCell::default() }
    }

    /// Where files can be put.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file of a project.
    pub fn file(&self, recipe: Recipe) -> PathBuf {
        if let Some(path) = self.made.borrow().get(&recipe) {
            return path.clone();
        }
        let path = self.folder().join(format!("{}.tickmark.ron", self.made.borrow().len()));
        let text = to_text(&project(recipe)).expect("a project can be written");
        std::fs::write(&path, text).expect("there is room for temporary files");
        self.made.borrow_mut().insert(recipe, path.clone());
        path
    }
}

/// A text of at least `bytes` bytes, and the passages in it.
pub fn text(bytes: usize) -> (String, Vec<TextRange>) {
    let mut text = String::with_capacity(bytes + 200);
    let mut ranges = Vec::new();
    let mut chance: u64 = 7;
    let mut pick = move |n: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 40).unwrap_or_default() % n
    };
    while text.len() < bytes {
        for _ in 0..3 + pick(3) {
            let (who, said, what) = (WHO[pick(WHO.len())], SAID[pick(SAID.len())], WHAT[pick(WHAT.len())]);
            let start = text.len();
            text.push_str(&format!("{who} {said} {} {what}", 1000 + pick(90_000)));
            ranges.push(TextRange::between(start, text.len()));
            text.push_str(", as of June 2024, in the north.");
            let target = ranges.len() * BYTES_PER_PASSAGE;
            while text.len() + 8 < target {
                text.push_str(" Indeed.");
            }
            text.push(' ');
        }
        text.pop();
        text.push('\n');
    }
    (text, ranges)
}

/// A project with one draft.
pub fn project(recipe: Recipe) -> Project {
    let worker = Worker { checker: CheckerId(id(1)), name: "Ana Ruiz".into(), actor: Actor(11) };
    let mut session = Session::new(Project::new(ProjectId(id(2))), worker, id(3));
    if recipe.bytes == 0 {
        return session.project().clone();
    }
    let (text, ranges) = text(recipe.bytes);
    let document = document(&text);
    commit(&mut session, Transaction::new("Add document", vec![Edit::insert(document.clone())]));
    let mut passages: Vec<PassageId> = Vec::new();
    for (range, kind) in ranges.into_iter().take(recipe.passages).zip(PassageKind::ALL.into_iter().cycle()) {
        let (passage, what) =
            edit::add_passage(session.project(), &document, range, kind, id(4)).expect("a range of words");
        passages.push(passage);
        commit(&mut session, what);
    }
    if recipe.checked {
        check(&mut session, &passages);
    }
    session.project().clone()
}

/// Gives every tenth passage an outcome, every twentieth a link, every fiftieth a query; the first has five links.
fn check(session: &mut Session, passages: &[PassageId]) {
    let n = passages.len();
    let there = |at: usize| passages.get(at % n.max(1)).copied();
    for (at, passage) in passages.iter().enumerate() {
        let Some(record) = session.project().passage(*passage).cloned() else { continue };
        if at % 10 == 3 {
            let outcome = Outcome::ALL[at / 10 % Outcome::ALL.len()];
            commit(session, edit::set_outcome([&*record], Some(outcome)));
        }
        let n_links = if at == 0 { 5 } else { usize::from(at % 20 == 5) };
        for link in 0..n_links {
            let Some(to) = there(at + 3 + link * n / 4).filter(|to| to != passage) else { continue };
            let relation = Relation::ALL[(at + link) % Relation::ALL.len()];
            commit(session, edit::add_link(session.project(), *passage, LinkTarget::Passage(to), relation, id(5)).1);
        }
        if at % 50 == 7 {
            let number = u128::try_from(at).unwrap_or_default().to_be_bytes();
            let query = Query::new(QueryId(Id::random(number)), *passage, "Ana", "Who says so?", UNSTAMPED);
            commit(session, Transaction::new("Ask", vec![Edit::insert(query)]));
        }
    }
}

/// A text as a document.
pub fn document(text: &str) -> Document {
    let origin =
        Origin { name: "draft.txt".into(), bytes: text.len() as u64, sha256: sha256(text.as_bytes()), loaded: NOW };
    let loaded = Loaded {
        origin,
        media_type: "text/plain".into(),
        encoding: "UTF-8".into(),
        importer: Importer::default(),
        facts: Facts::default(),
        body: Body::new(text, Blocks::lines(text), Structure::default()),
    };
    Document::new(loaded, "The draft", Role::Draft, UNSTAMPED)
}

fn commit(session: &mut Session, what: Transaction) {
    session.commit(what, NOW).expect("what the bench makes keeps the rules");
    session.take_deeds();
}

/// An id.
pub fn id(number: u8) -> Id {
    Id::random([number; 16])
}
