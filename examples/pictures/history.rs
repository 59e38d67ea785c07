//! What two colleagues did, in the history.

use std::path::Path;
use std::sync::Arc;

use egui::{Event, Key, Modifiers, MouseWheelUnit, TouchPhase, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tickmark::app::App;
use tickmark::command::{Action, Command, FileAction, HistoryOf, WindowAction};
use tickmark::edit::{self, Transaction};
use tickmark::model::{
    Actor, Dot, Edit, Field, Id, LinkTarget, Outcome, Passage, PassageId, Relation, Source, SourceKind, Text, Time,
};
use tickmark::session::{Session, Side, Worker};
use tickmark::store::{open_project, save_project};

use super::{ask, passage, wait};

/// A project that colleagues have worked on since it was last open, just opened again.
pub fn notice(harness: &mut Harness<'static, App>) {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let file = folder.path().join("story.tickmark.ron");
    std::fs::write(&file, tickmark::sample::FILE).expect("there is room for temporary files");
    open(harness, &file);
    ask(harness, Action::File(FileAction::Close));
    ben_works_on(&file);
    cem_works_on(&file);
    open(harness, &file);
    harness.run_steps(30);
}

/// What is new.
pub fn unseen(harness: &mut Harness<'static, App>) {
    notice(harness);
    ask(harness, Action::ShowHistory(Some(HistoryOf::Unseen)));
    wait(harness);
    dismiss(harness);
}

/// The whole history, with what one command did to many passages.
pub fn unfolded(harness: &mut Harness<'static, App>) {
    notice(harness);
    dismiss(harness);
    ask(harness, Command::History);
    wait(harness);
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowRight, Key::ArrowDown, Key::Enter] {
        harness.key_press(key);
        harness.run_steps(4);
    }
}

/// The work of one person, with some words in it.
pub fn filtered(harness: &mut Harness<'static, App>) {
    notice(harness);
    dismiss(harness);
    ask(harness, Command::History);
    wait(harness);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    harness.run_steps(3);
    for letter in "prison".chars() {
        harness.event(Event::Text(letter.into()));
        harness.run_steps(2);
    }
    wait(harness);
}

/// Notes and questions that are long.
pub fn long_values(harness: &mut Harness<'static, App>) {
    notice(harness);
    dismiss(harness);
    let session = harness.state().session().expect("it was opened");
    let passage = session.project().passages().next().expect("the sample has passages").clone();
    let note = "Called the ministry twice on Monday and once on Tuesday; the press office says that the number is of \
                March 2024, counts everybody who was ever detained, released or not, and stands by it";
    for text in [note.to_owned(), note.replace("2024", "2025"), format!("{note}. They will send the table on Friday")] {
        let what = edit::set_field(passage.id, Field::Note, Text::from(text));
        ask(harness, Action::Commit(what, tickmark::command::Then::Stay));
    }
    ask(harness, Action::Show(passage.id));
    ask(harness, Action::ShowHistory(None));
    wait(harness);
}

/// The history of one passage, in its panel and in the tab.
pub fn of_passage(harness: &mut Harness<'static, App>) {
    notice(harness);
    dismiss(harness);
    let Some(id) = passage(harness, "over 80,000 Salvadorans") else { return };
    ask(harness, Action::Show(id));
    ask(harness, Action::ShowHistory(Some(HistoryOf::Passage(id))));
    wait(harness);
    ask(harness, Action::Window(WindowAction::FocusReader(Side::Left)));
    let screen = harness.ctx.content_rect();
    let panel = egui::pos2(screen.right() - 100.0, screen.top() + 400.0);
    scroll(harness, panel);
    let folds = harness.query_all_by_label("History").filter(|node| node.rect().left() > screen.right() - 400.0);
    folds.for_each(|fold| fold.click());
    harness.run_steps(10);
    scroll(harness, panel);
}

/// A project in which nothing was done.
pub fn empty(harness: &mut Harness<'static, App>) {
    ask(harness, Command::NewProject);
    ask(harness, Command::History);
}

fn open(harness: &mut Harness<'static, App>, file: &Path) {
    ask(harness, Action::File(FileAction::Open(file.to_owned())));
    wait(harness);
    wait(harness);
}

fn dismiss(harness: &mut Harness<'static, App>) {
    if let Some(button) = harness.query_by_label("Dismiss") {
        button.click();
    }
    harness.run_steps(4);
}

fn scroll(harness: &mut Harness<'static, App>, at: egui::Pos2) {
    harness.event(Event::PointerMoved(at));
    harness.run_steps(2);
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -2000.0),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(30);
}

/// A colleague at work on a copy of the project.
struct Colleague {
    session: Session,
    time: i64,
}

impl Colleague {
    fn opens(file: &Path, name: &str, (actor, time): (u64, i64)) -> Self {
        let project = open_project(file).expect("the sample is a project").0.project;
        let worker = Worker { checker: Id::derived(&[name.as_bytes()]).into(), name: name.into(), actor: Actor(actor) };
        Self { session: Session::new(project, worker, Id::derived(&[b"fresh", name.as_bytes()])), time }
    }

    fn passage(&self, words: &str) -> Arc<Passage> {
        let mut passages = self.session.project().passages();
        passages.find(|passage| passage.words() == words).expect("the sample marks it").clone()
    }

    fn does(&mut self, what: Transaction) {
        self.time += 240;
        self.session.commit(what, Time(self.time)).expect("it can be changed");
        self.session.fresh = Id::derived(&[&self.time.to_le_bytes()]);
    }

    fn notes(&mut self, passage: PassageId, note: &str) {
        self.does(edit::set_field(passage, Field::Note, Text::from(note)));
    }
}

fn ben_works_on(file: &Path) {
    let mut ben = Colleague::opens(file, "Ben Okafor", (900, 1_742_977_000));
    let rate = ben.passage("1,086 per 100,000");
    ben.notes(rate.id, "World Prison Brief has 1,659 for January; which month does the draft mean?");
    let source = Source::new(ben.session.fresh.into(), SourceKind::Call, "World Prison Brief, Helen Fair", UNSTAMPED);
    let to = LinkTarget::Source(source.id);
    ben.does(Transaction::new("Add source", vec![Edit::insert(source)]));
    let (_, link) = edit::add_link(ben.session.project(), rate.id, to, Relation::Updates, ben.session.fresh);
    ben.does(link);
    let open: Vec<Arc<Passage>> = {
        let project = ben.session.project();
        project
            .passages()
            .filter(|it| project.standing(it).is_draft() && it.outcome.is_none())
            .take(4)
            .cloned()
            .collect()
    };
    ben.does(edit::set_outcome(open.iter().map(|passage| &**passage), Some(Outcome::Confirmed)));
    save_project(file, ben.session.project()).expect("there is room for temporary files");
}

fn cem_works_on(file: &Path) {
    let mut cem = Colleague::opens(file, "Cem Aydın", (901, 1_742_983_000));
    let detained = cem.passage("over 80,000 Salvadorans");
    cem.does(edit::set_outcome([&*detained], Some(Outcome::Conflicting)));
    cem.does(edit::set_outcome([&*detained], Some(Outcome::ConfirmedWithChange)));
    let share = cem.passage("2 percent of the population");
    cem.does(edit::remove_passages(cem.session.project(), &[share.id]));
    save_project(file, cem.session.project()).expect("there is room for temporary files");
}

const UNSTAMPED: Dot = Dot { actor: Actor(0), counter: 0 };
