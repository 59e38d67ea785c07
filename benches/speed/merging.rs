//! A large merge: it is united and made ready in the background, and taking it in must not be felt in a frame.

use std::time::Duration;

use egui::{Key, Modifiers};
use tickmark::command::{Action, Command, FileAction};
use tickmark::edit;
use tickmark::model::{Actor, Field, PassageId, Text};
use tickmark::session::{Session, Worker};
use tickmark::store::{open_project, save_project};

use crate::report::{Report, Row, Which};
use crate::texts::{BYTES_PER_PASSAGE, NOW, Recipe, Store, id};
use crate::window::{Window, key};

const PASSAGES: usize = 20_000;
const PER_FRAME: Duration = Duration::from_millis(16);

/// Measures the frames of a merge, from the preview to the last that follows from it, and of the ways back and forth.
pub fn run(report: &mut Report, store: &Store) {
    let names = [
        "a large merge taken in, all frames",
        "a large merge taken back, all frames",
        "a large merge done again, all frames",
    ];
    if !report.wants(&names) {
        return;
    }
    let recipe = Recipe { bytes: PASSAGES * BYTES_PER_PASSAGE, passages: PASSAGES, checked: true };
    let file = store.file(recipe);
    let theirs = store.folder().join("theirs.tickmark.ron");
    let (opened, _) = open_project(&file).expect("it was just made");
    let worker = Worker { checker: id(77).into(), name: "Ben Okafor".into(), actor: Actor(77) };
    let mut ben = Session::new(opened.project, worker, id(78));
    let ids: Vec<PassageId> = ben.project().passages().map(|passage| passage.id).collect();
    for passage in ids {
        ben.commit(edit::set_field(passage, Field::Note, Text::from("seen")), NOW).expect("a note can be written");
    }
    save_project(&theirs, ben.project()).expect("there is room for temporary files");
    let mut window = Window::new();
    window.open(file);
    window.frames_until_done();
    window.app.request(Action::File(FileAction::Merge(vec![theirs])));
    window.frames_until_done();
    assert!(window.app.dialog_is_open(), "what would come in is shown");
    let (row, most) = (|what| Row { what, bytes: recipe.bytes, passages: PASSAGES }, Some((Which::Worst, PER_FRAME)));
    let pressed = window.frame(key(Key::Enter, Modifiers::NONE)).time;
    report.times(row(names[0]), std::iter::once(pressed).chain(window.frames_until_done()).collect(), most);
    for (name, command) in [(names[1], Command::Undo), (names[2], Command::Redo)] {
        window.app.request(command);
        report.times(row(name), window.frames_until_done(), most);
    }
}
