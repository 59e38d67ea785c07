//! Colleagues and their copies of the sample project, for pictures of merging.

use std::path::{Path, PathBuf};

use egui_kittest::Harness;
use tickmark::app::App;
use tickmark::command::{Action, FileAction, Then};
use tickmark::edit::{self, Transaction};
use tickmark::import::{Options, Watch, import};
use tickmark::model::{
    Actor, Document, Dot, Edit, Field, Id, LinkTarget, Outcome, Passage, PassageKind, Project, ProjectId, Relation,
    Role, Text, Time,
};
use tickmark::session::{Session, Worker};
use tickmark::store::save_project;
use tickmark::text::TextRange;

use super::{ask, rich, versions, wait};

/// The day before the pictures are taken.
const YESTERDAY: Time = Time(1_742_810_000);

/// A file that is held over the window.
#[derive(Debug)]
pub struct Dropped(pub PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// What was done here since the copies were made.
pub fn ana(harness: &mut Harness<'static, App>) {
    let passage = passage(harness, "over 80,000 Salvadorans");
    let what = passage.map(|passage| edit::set_outcome([&passage], Some(Outcome::Conflicting)));
    what.into_iter().for_each(|what| ask(harness, Action::Commit(what, Then::Stay)));
    let about = harness.state().session().map(|session| session.project().id());
    let titled = about.map(|about| edit::set_field(about, Field::Title, Text::from("Prisons, March issue")));
    titled.into_iter().for_each(|what| ask(harness, Action::Commit(what, Then::Stay)));
}

fn passage(harness: &Harness<'static, App>, words: &str) -> Option<Passage> {
    let session = harness.state().session()?;
    session.project().passages().find(|passage| passage.words() == words).map(|passage| (**passage).clone())
}

/// What two people of long names wrote about one passage, merged and opened.
pub fn long_clash(harness: &mut Harness<'static, App>) {
    let Some(session) = harness.state().session() else { return };
    let people = [
        (
            "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewaren",
            Outcome::Wrong,
        ),
        ("Maria de los Ángeles Fernanda Guadalupe del Carmen Rodríguez y Gutiérrez Martínez", Outcome::Confirmed),
    ];
    let copies = people.into_iter().zip(4..).filter_map(|((name, outcome), n)| {
        let passage = passage(harness, "over 80,000 Salvadorans")?;
        let mut copy = opened(session.project().clone(), name, n);
        let note = name.replace(' ', "").repeat(3);
        let mut what = edit::set_outcome([&passage], Some(outcome));
        what.edits.push(Edit::set(passage.id, Field::Note, Text::from(note.as_str())));
        copy.commit(what, YESTERDAY).ok()?;
        Some(copy.project().clone())
    });
    let merged = copies.reduce(|a, b| tickmark::merge::merge(&a, &b).project);
    let path = std::env::temp_dir().join("tickmark-long.tickmark.ron");
    if let Some(Ok(_)) = merged.map(|merged| save_project(&path, &merged)) {
        ask(harness, Action::File(FileAction::Open(path.clone())));
        wait(harness);
        harness.run_steps(60);
        let _ = std::fs::remove_file(path);
    }
}

/// Asks to merge a copy that a colleague made of the sample.
pub fn merge(harness: &mut Harness<'static, App>, copy: fn(Session) -> (Session, &'static str)) {
    let sample = tickmark::store::from_bytes(tickmark::sample::FILE.as_bytes()).map(|opened| opened.project);
    let project = sample.unwrap_or_else(|_| Project::new(ProjectId::default()));
    let (session, name) = copy(opened(project, "Ben Okafor", 2));
    // Its name is in the picture.
    let folder = std::env::temp_dir().join("Downloads");
    let path = folder.join(name);
    if std::fs::create_dir_all(&folder).is_ok() && save_project(&path, session.project()).is_ok() {
        ask(harness, Action::File(FileAction::Merge(vec![path.clone()])));
        wait(harness);
        // Nobody else uses it, and an empty folder that stays does no harm.
        let _ = std::fs::remove_file(path);
    }
}

fn opened(project: Project, name: &str, number: u8) -> Session {
    let worker = Worker {
        checker: Id::derived(&[name.as_bytes()]).into(),
        name: name.into(),
        actor: Actor::derived(Id::random([number; 16])),
    };
    Session::new(project, worker, Id::random([number; 16]))
}

fn does(session: &mut Session, what: Transaction) {
    let n_done = session.history().n_done();
    if session.commit(what, YESTERDAY).is_ok() {
        session.fresh = Id::derived(&[session.worker().name.as_bytes(), &n_done.to_le_bytes()]);
    }
}

/// Ben's copy: some passages, a link, an outcome and a title that differ from ours, a passage less, another document.
pub fn ben(mut session: Session) -> (Session, &'static str) {
    if let Some(passage) = found(&session, "over 80,000 Salvadorans") {
        does(&mut session, edit::set_outcome([&passage], Some(Outcome::Wrong)));
        does(&mut session, edit::set_field(passage.id, Field::Note, Text::from("The office says 85,000 by now")));
    }
    let about = session.project().id();
    does(&mut session, edit::set_field(about, Field::Title, Text::from("Prisons in El Salvador")));
    does(&mut session, Transaction::new("Load", vec![Edit::insert(rich::document(Role::Evidence))]));
    marks(&mut session, 12);
    if let Some(passage) = found(&session, "2 percent of the population") {
        let what = edit::remove_passages(session.project(), &[passage.id]);
        does(&mut session, what);
    }
    let ends = (found(&session, "1,086 per 100,000"), found(&session, "85,000 people"));
    if let (Some(from), Some(to)) = ends {
        let fresh = session.fresh;
        let to = LinkTarget::Passage(to.id);
        let (_, what) = edit::add_link(session.project(), from.id, to, Relation::Supports, fresh);
        does(&mut session, what);
    }
    (session, "prisons (Ben).tickmark.ron")
}

/// Ben's copy with the second draft.
pub fn replacing(session: Session) -> (Session, &'static str) {
    let mut session = ben(session).0;
    let draft = session.project().documents_as(Role::Draft).first().map(|draft| Document::clone(draft));
    let replaced = draft.and_then(|old| {
        let (name, text) = ("A shared agenda, second draft", versions::second_draft(old.text()));
        let read = import(text.as_bytes(), name, &Options::default(), &Watch::default()).ok()?;
        let new = Document::new(read.into_loaded(name, text.as_bytes(), YESTERDAY), name, Role::Draft, Dot::NOBODY);
        edit::replace(session.project(), &old, new).ok()
    });
    replaced.into_iter().for_each(|what| does(&mut session, what));
    (session, "prisons (Ben).tickmark.ron")
}

/// The copy of a desk on which many worked, under a very long name.
pub fn many(session: Session) -> (Session, &'static str) {
    let names = ["Ben Okafor", "Cem Öz", "Dana Wilhelmina Achterberg-Featherstonehaugh", "Eve", "Fay", "Gus"];
    let mut session = ben(session).0;
    for (number, name) in (3..).zip(names) {
        session = opened(session.project().clone(), name, number);
        marks(&mut session, 40);
        if let Some(passage) = found(&session, "1,086 per 100,000") {
            let note =
                Text::from(format!("Seen by {name}, who wrote a note that goes on and on and on about the rate"));
            does(&mut session, edit::set_field(passage.id, Field::Note, note));
        }
    }
    (session, "prisons, second reading, desk copy of the whole newsroom, final (2).tickmark.ron")
}

/// Another project that has one of the documents.
pub fn stranger(session: Session) -> (Session, &'static str) {
    let document = session.project().documents().first().map(|document| Document::clone(document));
    let mut other = opened(Project::new(ProjectId(Id::random([77; 16]))), "Ben Okafor", 8);
    let title =
        tickmark::model::About::new(other.project().id(), "Police in the capital", tickmark::model::Dot::NOBODY);
    does(&mut other, Transaction::new("Title", vec![Edit::insert(title)]));
    let documents = document.into_iter().chain([rich::document(Role::Evidence)]);
    does(&mut other, Transaction::new("Load", documents.map(Edit::insert).collect()));
    marks(&mut other, 9);
    (other, "police.tickmark.ron")
}

fn found(session: &Session, words: &str) -> Option<Passage> {
    session.project().passages().find(|passage| passage.words() == words).map(|passage| (**passage).clone())
}

/// Marks so many more words of the first draft.
fn marks(session: &mut Session, n: usize) {
    let draft = session.project().documents().first().map(|document| Document::clone(document));
    let Some(draft) = draft else { return };
    let starts = draft.text().char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at + 1);
    let starts: Vec<usize> = starts.step_by(7).collect();
    let mut n_left = n;
    for pair in starts.windows(2).skip(session.project().passages().count()) {
        let [from, to] = pair else { continue };
        let range = TextRange::between(*from, *to).trimmed(draft.text());
        let what = edit::add_passage(session.project(), &draft, range, PassageKind::Claim, session.fresh);
        if let Some((_, what)) = what.filter(|_| n_left > 0 && is_on_one_line(&draft, range)) {
            does(session, what);
            n_left -= 1;
        }
    }
}

fn is_on_one_line(draft: &Document, range: TextRange) -> bool {
    range.within(draft.text()).is_some_and(|words| !words.contains('\n'))
}
