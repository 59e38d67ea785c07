//! Frames of a full window: scrolling, marking, resting.

use std::time::Duration;

use egui::{Event, Key, Modifiers, Pos2, pos2, vec2};
use tickmark::command::{Action, WindowAction};
use tickmark::edit;
use tickmark::model::{DocumentId, PassageKind};
use tickmark::session::{LowerTab, Selection, Side};
use tickmark::text::TextRange;

use crate::report::{Report, Row, Which, median, thread_time};
use crate::texts::{BYTES_PER_PASSAGE, Recipe, Store};
use crate::window::{Window, key, wheel_turned};

/// In the text of the left reader.
const IN_READER: Pos2 = pos2(300.0, 250.0);
const PER_FRAME: Duration = Duration::from_millis(8);

/// Measures frames of full windows.
pub fn run(report: &mut Report, store: &Store) {
    let names =
        ["a frame in which nothing moves", "scrolling with the wheel", "scrolling with keys", "scrolling the table"];
    let mark = "marking a passage, to the frame that shows it";
    let rest = "frames until the window rests";
    let others = ["sorting the table by a click, all frames", "letters in the filter, all frames"];
    let add = ["10,000 passages by 10,000 commands", "10,000 passages by one command"];
    let wanted: Vec<&str> = [&names[..], &others[..], &add[..], &[mark, rest]].concat();
    if !report.wants(&wanted) {
        return;
    }
    let mut marked = Vec::new();
    for passages in [100, 10_000, 100_000] {
        let row = |what| Row { what, bytes: passages * BYTES_PER_PASSAGE, passages };
        let recipe = Recipe { bytes: passages * BYTES_PER_PASSAGE, passages, checked: true };
        let (mut window, filtering) = full(store, recipe);
        let most = Some((Which::P95, PER_FRAME));
        report.times(row(names[0]), repeat(100, |_| window.frame(Vec::new()).time), most);
        report.times(row(names[1]), wheel(&mut window, IN_READER), most);
        report.times(row(names[2]), keys(&mut window), most);
        let table = window.find("¶") + vec2(0.0, 60.0);
        report.times(row(names[3]), wheel(&mut window, table), most);
        report.times(row(others[0]), sorting(&mut window), most);
        report.times(row(others[1]), filtering, most);
        let times = marking(&mut window);
        marked.push(median(times.clone()));
        report.times(row(mark), times, None);
        if let [short, .., long] = marked.as_slice() {
            let ratio = long.as_secs_f64() / short.as_secs_f64();
            report.figure(row(mark), format!("{ratio:.2} × 10 kB"), Some(("ratio < 1.5", ratio < 1.5)));
        }
        window.frame(vec![Event::PointerMoved(IN_READER)]);
        let n = window.settle();
        report.figure(row(rest), n.to_string(), Some(("then none", n < 200 && window.settle() == 1)));
        if passages == 100_000 {
            let most = Some((Which::Worst, Duration::from_millis(100)));
            report.times(row(add[0]), repeat(3, |run| adding(&mut window, run, false)), most);
            report.times(row(add[1]), repeat(3, |run| adding(&mut window, run + 3, true)), most);
        }
    }
}

/// A window as full as it gets, and the frames that it took to filter the table.
fn full(store: &Store, recipe: Recipe) -> (Window, Vec<Duration>) {
    let mut window = Window::new();
    window.open(store.file(recipe));
    let document = document(&window);
    let ask = |window: &mut Window, action| {
        window.app.request(action);
        window.settle();
    };
    ask(&mut window, Action::OpenDocument(Side::Right, document));
    ask(&mut window, Action::OpenDocument(Side::Left, document));
    ask(&mut window, Action::Window(WindowAction::ShowLower(LowerTab::Passages)));
    let field = window.find("Filter by words");
    window.click(field);
    let filtering = "the".chars().flat_map(|letter| {
        let typed = window.frame(vec![Event::Text(letter.into())]).time;
        [typed, window.frame(Vec::new()).time]
    });
    let filtering = filtering.collect::<Vec<_>>().into_iter().chain(window.frames_until_done()).collect();
    let heading = window.find("Passage");
    window.click(heading);
    window.frames_until_done();
    let first = window.app.session().and_then(|session| session.places(document)?.iter().next().copied());
    ask(&mut window, Action::Show(first.expect("a passage").id));
    ask(&mut window, Action::Window(WindowAction::FocusReader(Side::Left)));
    (window, filtering)
}

fn document(window: &Window) -> DocumentId {
    let document = window.app.session().and_then(|session| session.project().documents().first().map(|it| it.id));
    document.expect("the project has a document")
}

fn repeat(n: usize, time: impl FnMut(usize) -> Duration) -> Vec<Duration> {
    (0..n).map(time).collect()
}

/// Turns the wheel down and up again, three lines a frame and then whole pages.
fn wheel(window: &mut Window, at: Pos2) -> Vec<Duration> {
    window.frame(vec![Event::PointerMoved(at)]);
    let turn = |window: &mut Window, by: f32| window.frame(vec![wheel_turned(by)]).time;
    let slowly = repeat(200, |_| turn(window, -60.0));
    let fast = repeat(200, |_| turn(window, -400.0));
    let back = repeat(200, |_| turn(window, 250.0));
    [slowly, fast, back].concat()
}

/// Pages down and up, to the end and to the beginning.
fn keys(window: &mut Window) -> Vec<Duration> {
    window.click(IN_READER);
    let press = |window: &mut Window, what, modifiers| window.frame(key(what, modifiers)).time;
    let mut times = Vec::new();
    for (what, n, modifiers) in [
        (Key::PageDown, 40, Modifiers::NONE),
        (Key::End, 1, Modifiers::COMMAND),
        (Key::PageUp, 40, Modifiers::NONE),
        (Key::ArrowUp, 40, Modifiers::NONE),
        (Key::Home, 1, Modifiers::COMMAND),
        (Key::ArrowDown, 40, Modifiers::SHIFT),
    ] {
        for _ in 0..n {
            times.push(press(window, what, modifiers));
            times.push(window.frame(Vec::new()).time);
        }
    }
    times
}

/// Sorts the table by other columns: all frames until it is.
fn sorting(window: &mut Window) -> Vec<Duration> {
    let sort = |heading| {
        let at = window.find(heading);
        let click = window.click(at).time;
        std::iter::once(click).chain(window.frames_until_done()).collect::<Vec<_>>()
    };
    ["Kind", "Outcome", "Changed", "Passage"].map(sort).concat()
}

/// Marks selected words all over the document, each with one key.
fn marking(window: &mut Window) -> Vec<Duration> {
    let document = document(window);
    let ends: Vec<usize> = {
        let session = window.app.session().expect("a project is open");
        let places = session.places(document).expect("the document is there");
        let n = places.counts().n_passages;
        places.iter().step_by((n / 50).max(1)).map(|mark| mark.range.end()).take(50).collect()
    };
    let n_passages = |window: &Window| window.app.session().map_or(0, |session| session.counts(document).n_passages);
    let mut times = Vec::new();
    for end in ends {
        window.app.request(Action::ShowWords(Side::Left, Selection::of(TextRange::between(end + 2, end + 31))));
        window.app.request(Action::Window(WindowAction::FocusReader(Side::Left)));
        window.settle();
        let before = n_passages(window);
        let time = window.frame(key(Key::Num1, Modifiers::NONE)).time;
        times.push(time + window.frame(Vec::new()).time);
        assert_eq!(n_passages(window), before + 1, "the key marks");
        window.settle();
    }
    times
}

/// Marks ten thousand ranges that nobody has marked, and draws.
fn adding(window: &mut Window, run: usize, at_once: bool) -> Duration {
    let (document, ranges) = {
        let session = window.app.session().expect("a project is open");
        let document = session.project().document(document(window)).expect("the document is there").clone();
        let marks = session.places(document.id).expect("the document is there").iter();
        let ranges = marks.filter(|mark| mark.range.len() > 24).skip(run * 10_000).take(10_000);
        let inside = |range: TextRange| {
            let from = document.text().ceil_char_boundary(range.start() + 1 + run);
            let to = document.text().floor_char_boundary(range.end() - 1 - run);
            TextRange::between(from, to)
        };
        let ranges: Vec<_> = ranges.map(|mark| inside(mark.range)).collect();
        (document, ranges)
    };
    assert_eq!(ranges.len(), 10_000, "there is enough to mark");
    let start = thread_time();
    let mut all = edit::Transaction::new("Mark", Vec::new());
    for range in ranges {
        let Some(session) = window.app.session() else { continue };
        let fresh = session.fresh;
        let Some((_, what)) = edit::add_passage(session.project(), &document, range, PassageKind::Quote, fresh) else {
            continue;
        };
        if at_once {
            all.edits.extend(what.edits);
        } else {
            window.app.request(Action::Commit(what, tickmark::command::Then::Stay));
        }
    }
    window.app.request(Action::Commit(all, tickmark::command::Then::Stay));
    let time = thread_time() - start;
    window.settle();
    time
}
