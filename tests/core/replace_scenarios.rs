//! A new version of the first article, alone and with a colleague who works on the old one.

use std::fs;
use std::sync::Arc;

use tickmark::edit;
use tickmark::import::{Options, Watch, import};
use tickmark::merge::merge;
use tickmark::model::{
    Change, ChangeId, Decision, Document, Edit, Id, Made, Outcome, PassageId, PassageKind, Project, ProjectId, Role,
    Time,
};
use tickmark::session::{Session, review};
use tickmark::store::{save_project, to_text};
use tickmark::text::{Placement, TextRange};

use crate::cli::run;
use crate::merge::{does, opens};
use crate::store_files::folder;
use crate::support::UNSTAMPED;

const ARTICLES: [&str; 2] =
    [include_str!("../../seeds/000_9a464d67475b2cb6.txt"), include_str!("../../seeds/001_5dae7fbb4ec7dd23.txt")];

const OVER: &str = "over 80,000 Salvadorans";
const AGAIN: &str = "the 80,000 people";
const LARGEST: &str = "the world’s largest prison";
const DEAD: &str = "at least 265 people";
const TORTILLAS: &str = "two tortillas, one spoonful of beans, and one glass of water per day";

/// Draft 2: ¶7 changed as proposed, ¶9 not, a sentence deleted, a paragraph moved, 265 turned into 266.
fn draft_2() -> String {
    let changed = ARTICLES[0]
        .replacen(OVER, "at least 85,000 Salvadorans", 1)
        .replacen(" By capacity, it is the world’s largest prison.", "", 1)
        .replacen("265", "266", 1);
    let mut paragraphs: Vec<&str> = changed.split('\n').collect();
    let at = paragraphs.iter().position(|paragraph| paragraph.contains("two tortillas")).expect("the paragraph");
    let moved = paragraphs.remove(at);
    paragraphs.insert(4, moved);
    paragraphs.join("\n")
}

fn document(title: &str, text: &str, role: Role) -> Document {
    let read = import(text.as_bytes(), title, &Options::default(), &Watch::default()).expect("text");
    Document::new(read.into_loaded(title, text.as_bytes(), Time(0)), title, role, UNSTAMPED)
}

fn find(session: &Session, title: &str) -> Arc<Document> {
    let documents = session.project().documents();
    documents.into_iter().find(|document| &*document.title == title).expect("a document").clone()
}

fn marks(session: &mut Session, title: &str, words: &str, kind: PassageKind) -> PassageId {
    let document = find(session, title);
    let at = document.text().find(words).unwrap_or_else(|| panic!("{words}"));
    let range = TextRange::between(at, at + words.len());
    let (id, what) = edit::add_passage(session.project(), &document, range, kind, Id::default()).expect("a passage");
    does(session, what);
    id
}

fn sets(session: &mut Session, passage: PassageId, outcome: Outcome) {
    let what = edit::set_outcome([&**session.project().passage(passage).expect("it")], Some(outcome));
    does(session, what);
}

fn proposes(session: &mut Session, passage: PassageId, to: &str) -> ChangeId {
    let words = session.project().passage(passage).expect("it").words().to_owned();
    let id = ChangeId(Id::derived(&[words.as_bytes()]));
    let change = Change { decision: Decision::Accepted, ..Change::new(id, passage, &words, to, UNSTAMPED) };
    does(session, edit::Transaction::new("Propose a change", vec![Edit::insert(change)]));
    id
}

fn replaces(session: &mut Session) -> Arc<Document> {
    let old = find(session, "Draft 1");
    let what = edit::replace(session.project(), &old, document("Draft 2", &draft_2(), Role::Draft));
    does(session, what.expect("a new version"));
    find(session, "Draft 2")
}

/// A project with the first article, in which five passages are marked; two have accepted changes.
fn begun() -> (Session, [PassageId; 5], [ChangeId; 2]) {
    let mut session = opens(&Project::new(ProjectId(Id::derived(&[b"scenario"]))), "Ana Ruiz");
    let draft = Edit::insert(document("Draft 1", ARTICLES[0], Role::Draft));
    does(&mut session, edit::Transaction::new("Add document", vec![draft]));
    let mut mark = |words: &str, kind| marks(&mut session, "Draft 1", words, kind);
    let over = mark(OVER, PassageKind::Statistic);
    let again = mark(AGAIN, PassageKind::Statistic);
    let largest = mark(LARGEST, PassageKind::Claim);
    let dead = mark(DEAD, PassageKind::Statistic);
    let tortillas = mark(TORTILLAS, PassageKind::Quote);
    for passage in [over, again] {
        sets(&mut session, passage, Outcome::ConfirmedWithChange);
    }
    let changes = [
        proposes(&mut session, over, "at least 85,000 Salvadorans"),
        proposes(&mut session, again, "the at least 85,000 people"),
    ];
    sets(&mut session, dead, Outcome::OutOfScope);
    sets(&mut session, tortillas, Outcome::OutOfScope);
    (session, [over, again, largest, dead, tortillas], changes)
}

#[test]
fn every_old_passage_is_accounted_for_in_the_new_draft() {
    let (mut session, passages, changes) = begun();
    let before = session.project().clone();
    let new = replaces(&mut session);

    let listed = review(session.project(), &new);
    let became = passages.map(|id| {
        let mut rows = listed.iter().filter(|row| row.passage == id);
        let row = rows.next().expect("listed");
        assert!(rows.next().is_none(), "listed once");
        (row.became, row.now.as_ref().map(|place| place.words().to_owned()))
    });
    assert_eq!(listed.len(), passages.len());
    let stands = |words: &str| Some(words.to_owned());
    assert_eq!(
        became,
        [
            (Placement::Changed, stands("at least 85,000 Salvadorans")),
            (Placement::Unchanged, stands(AGAIN)),
            (Placement::Orphaned, None),
            (Placement::Changed, stands("at least 266 people")),
            (Placement::Moved, stands(TORTILLAS)),
        ]
    );
    let made = changes.map(|id| session.project().tables().changes.get(&id).and_then(|change| change.made));
    assert_eq!(made, [Some(Made::AsProposed), Some(Made::NotMade)]);
    let is_reopened = passages.map(|id| !session.project().passage(id).expect("it").reopened.is_empty());
    assert_eq!(is_reopened, [false, false, false, true, false], "only the number that changed");

    session.undo(Time(9)).expect("a step").expect("an undo");
    assert!(session.project().shows_the_same(&before));
}

/// Nouns of the first article that are in both drafts.
const ADDED: [&str; 12] = [
    "Marco Rubio",
    "Nayib Bukele",
    "early February",
    "Cristosal",
    "March 2022",
    "87 people",
    "1,086 per 100,000",
    "Soyapango",
    "Samuel Ramirez",
    "capacity of 40,000",
    "twenty-five months",
    "five missions",
];

#[test]
fn a_colleague_on_the_old_draft_comes_along() {
    let (begun, [over, ..], _) = begun();
    let evidence = || Edit::insert(document("Inside the prisons", ARTICLES[1], Role::Evidence));

    let mut ana = opens(begun.project(), "Ana Ruiz");
    let new = replaces(&mut ana);
    sets(&mut ana, over, Outcome::Conflicting);
    does(&mut ana, edit::Transaction::new("Add document", vec![evidence()]));

    let mut ben = opens(begun.project(), "Ben Okafor");
    let added = ADDED.map(|words| marks(&mut ben, "Draft 1", words, PassageKind::Claim));
    sets(&mut ben, over, Outcome::Wrong);
    does(&mut ben, edit::Transaction::new("Add document", vec![evidence()]));

    let merged = merge(ana.project(), ben.project()).project;
    assert_eq!(merged.validate(), Ok(()));
    for (words, id) in ADDED.iter().zip(added) {
        let passage = merged.passage(id).expect("it");
        assert_eq!((passage.words(), passage.place.document), (*words, new.id));
    }
    assert_eq!(merged.n_clashes(), 1);
    assert_eq!(merged.documents_as(Role::Evidence).len(), 1);

    let text = |project: &Project| to_text(project).expect("text");
    let merged_text = text(&merged);
    assert!(merged_text == text(&merge(ben.project(), ana.project()).project), "the other way round");
    assert!(merged_text == text(&merge(&merged, ben.project()).project), "again");
    assert!(merged_text == text(&merge(ana.project(), &merged).project), "and again");
}

#[test]
fn the_command_line_says_what_waits_in_the_new_draft() {
    let (begun, ..) = begun();
    let (mut ana, mut ben) = (opens(begun.project(), "Ana Ruiz"), opens(begun.project(), "Ben Okafor"));
    replaces(&mut ana);
    marks(&mut ben, "Draft 1", "Soyapango", PassageKind::Claim);
    let folder = folder();
    for (name, session) in [("ana.ron", &ana), ("ben.ron", &ben)] {
        save_project(&folder.path().join(name), session.project()).expect("saved");
    }
    let (code, out, _) = run(folder.path(), &["merge", "ana.ron", "ben.ron", "-o", "both.ron"]);
    assert_eq!(code, 0);
    assert!(out.contains("3 passages of earlier versions wait for a look in “Draft 2”"), "{out}");
    run(folder.path(), &["merge", "ben.ron", "ana.ron", "-o", "other.ron"]);
    let bytes = |name: &str| fs::read(folder.path().join(name)).expect("a file");
    assert!(bytes("both.ron") == bytes("other.ron"));
    let (_, out, _) = run(folder.path(), &["check", "both.ron"]);
    assert!(out.contains("draft     Draft 1: 1 passages, replaced by Draft 2"), "{out}");
    let (_, out, _) = run(folder.path(), &["diff", "ben.ron", "both.ron"]);
    assert!(out.contains("replaced “Draft 1” with “Draft 2”"), "{out}");
    assert!(out.contains("text changed: ¶11 “at least 265 people”, now ¶12 “at least 266 people”"), "{out}");
    assert!(!out.contains("unchanged:") && !out.contains("moved:"), "{out}");
    let (_, out, _) = run(folder.path(), &["textconv", "both.ron"]);
    assert!(
        out.contains("¶12 “at least 266 people” · earlier versions: text changed: Draft 1 ¶11 “at least 265"),
        "{out}"
    );
    assert!(!out.contains("versions: unchanged"), "{out}");
}
