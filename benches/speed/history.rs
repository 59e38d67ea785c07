//! The history of a project in which very much was done.

use std::time::Duration;

use egui::{Event, Pos2, pos2};
use tickmark::command::{Action, Command};

use crate::report::{Report, Row, Which};
use crate::texts::{BYTES_PER_PASSAGE, Recipe, Store};
use crate::window::{Window, wheel_turned};

/// In the table.
const IN_TABLE: Pos2 = pos2(500.0, 700.0);
const PER_FRAME: Duration = Duration::from_millis(8);

/// Measures the frames of the tab with the history.
pub fn run(report: &mut Report, store: &Store) {
    let open = "opening the history, all frames";
    let wheel = "scrolling the history";
    let filter = "letters in the filter of the history, all frames";
    let change = "a change while the history is shown, all frames";
    if !report.wants(&[open, wheel, filter, change]) {
        return;
    }
    for passages in [10_000, 100_000] {
        let row = |what| Row { what, bytes: passages * BYTES_PER_PASSAGE, passages };
        let most = Some((Which::Worst, PER_FRAME));
        let mut window = Window::new();
        window.open(store.file(Recipe { bytes: passages * BYTES_PER_PASSAGE, passages, checked: true }));
        window.frames_until_done();
        window.app.request(Command::History);
        report.times(row(open), window.frames_until_done(), most);
        report.times(row(wheel), scrolling(&mut window), most);
        let field = window.find("Filter by words");
        window.click(field);
        let letters = "the".chars().flat_map(|letter| {
            let typed = window.frame(vec![Event::Text(letter.into())]).time;
            std::iter::once(typed).chain(window.frames_until_done()).collect::<Vec<_>>()
        });
        report.times(row(filter), letters.collect(), most);
        let first = window.app.session().and_then(|session| session.project().passages().next().cloned());
        let passage = first.expect("the project has passages");
        window.app.request(Action::Show(passage.id));
        window.frames_until_done();
        window.app.request(Command::Remove);
        report.times(row(change), window.frames_until_done(), most);
    }
}

/// Turns the wheel, three lines a frame and then whole pages.
fn scrolling(window: &mut Window) -> Vec<Duration> {
    window.frame(vec![Event::PointerMoved(IN_TABLE)]);
    let turns = std::iter::repeat_n(-90.0, 200).chain(std::iter::repeat_n(-3_000.0, 200));
    let turn = |by: f32| window.frame(vec![wheel_turned(by)]).time;
    turns.map(turn).collect()
}
