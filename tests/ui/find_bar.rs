//! Finding words in the document of a reader.

use egui::{Event, Key, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};
use tickmark::{
    command::{Action, WindowAction},
    model::Role,
    session::Side,
    text::TextRange,
    ui::find_bar::{FindBar, find_bar_ui},
};

use crate::support::{Desk, picture, window};

const TEXT: &str = "one fish\ntwo fish\nred fish";

#[test]
fn enter_leaves_the_hit_selected_and_gives_the_keys_back() {
    let mut find = Find::new(TEXT);
    find.type_text("TWO");
    find.press(Key::Enter);
    assert_eq!(find.selected(), "two");
    assert!(!find.is_open());
    assert_eq!(find.desk().asked.last(), Some(&Action::Window(WindowAction::FocusReader(Side::Left))));
}

#[test]
fn arrows_and_buttons_go_from_hit_to_hit_and_around() {
    let mut find = Find::new(TEXT);
    find.type_text("fish");
    find.expect("1 of 3", 4);
    find.press(Key::ArrowDown);
    find.expect("2 of 3", 13);
    find.harness.get_by_label("Next hit").click();
    find.harness.run();
    find.expect("3 of 3", 22);
    find.press(Key::ArrowDown);
    find.expect("1 of 3", 4);
    find.press(Key::ArrowUp);
    find.expect("3 of 3", 22);
    find.harness.get_by_label("Previous hit").click();
    find.harness.run();
    find.expect("2 of 3", 13);
}

#[test]
fn escape_and_the_cross_close_the_bar_and_keep_the_place() {
    for by_key in [true, false] {
        let mut find = Find::new(TEXT);
        find.type_text("red");
        if by_key {
            find.press(Key::Escape);
        } else {
            find.harness.get_by_label("Close the search").click();
            find.harness.run();
        }
        assert!(!find.is_open());
        assert_eq!(find.selected(), "red");
    }
}

#[test]
fn nothing_found_is_said_and_the_field_keeps_the_keys() {
    let mut find = Find::new(TEXT);
    find.type_text("whale");
    find.harness.get_by_label("Nothing found");
    find.press(Key::Enter);
    assert!(find.is_open());
    find.type_text("red");
    find.press(Key::Enter);
    assert_eq!(find.selected(), "red");
}

#[test]
fn what_is_selected_is_looked_for() {
    let mut find = Find::new(TEXT);
    find.type_text("two fish");
    find.press(Key::Enter);
    find.open();
    find.expect("1 of 1", 9);
    find.type_text("fish");
    find.expect("2 of 3", 13);
}

#[test]
fn a_closed_bar_still_goes_on() {
    let mut find = Find::new(TEXT);
    find.type_text("fish");
    find.press(Key::Enter);
    find.go(true);
    assert_eq!(find.selection().range().start(), 13);
    find.go(false);
    find.go(false);
    assert_eq!(find.selection().range().start(), 22);
}

#[test]
fn a_long_document_is_searched_a_little_in_every_frame() {
    let line = format!("{}\n", "plain words without the one ".repeat(40));
    let text = format!("{}the whale\n{}", line.repeat(900), line.repeat(20));
    let mut find = Find::new(&text);
    find.harness.event(Event::Text("whale".into()));
    find.harness.step();
    assert!(find.harness.query_by_label("Nothing found").is_none());
    find.harness.event(Event::Text("\n".into()));
    find.harness.key_press(Key::Enter);
    find.harness.run_steps(12);
    assert_eq!(find.selected(), "whale");
    assert!(!find.is_open());
}

#[test]
fn hits_across_the_steps_are_found_once() {
    let text = "a fish ".repeat(120_000);
    let mut find = Find::new(&text);
    find.harness.event(Event::Text("fish a".into()));
    find.harness.run_steps(10);
    find.harness.get_by_label("1 of 100000+");
    let text = "fish\n".repeat(60_000) + &"no ".repeat(100_000) + "fish";
    let mut find = Find::new(&text);
    find.harness.event(Event::Text("fish".into()));
    find.harness.run_steps(10);
    find.harness.get_by_label("1 of 60001");
}

#[test]
fn pictures() {
    for (theme, name) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        let mut find = Find::shown(TEXT, (theme, 2.0));
        find.type_text("fish");
        picture(&mut find.harness, &format!("find-bar-{name}"));
    }
}

/// A find bar over a document.
struct Find {
    harness: Harness<'static, (Desk, FindBar)>,
    text: String,
}

impl Find {
    fn new(text: &str) -> Self {
        Self::shown(text, (egui::Theme::Light, 1.0))
    }

    fn shown(text: &str, look: (egui::Theme, f32)) -> Self {
        let mut desk = Desk::new();
        let draft = desk.document("Draft", Role::Draft, text);
        desk.session.desk.pane_mut(Side::Left).show(draft);
        let mut harness = window(vec2(500.0, 80.0), look, desk, FindBar::default(), find_bar_ui);
        harness.run();
        let mut find = Self { harness, text: text.to_owned() };
        find.open();
        find
    }

    fn open(&mut self) {
        let (desk, bar) = self.harness.state_mut();
        bar.open(&desk.session);
        self.settle();
    }

    fn go(&mut self, forward: bool) {
        let (desk, bar) = self.harness.state_mut();
        bar.go(&desk.session, forward);
        self.settle();
    }

    fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.into()));
        self.settle();
    }

    fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.settle();
    }

    /// Runs until nothing happens, and puts the selection where it was asked for.
    fn settle(&mut self) {
        self.harness.run();
        let selection = self.selection();
        let desk = &mut self.harness.state_mut().0;
        if let Some(tab) = desk.session.desk.pane_mut(Side::Left).tab_mut() {
            tab.selection = selection;
        }
    }

    fn desk(&self) -> &Desk {
        &self.harness.state().0
    }

    fn is_open(&self) -> bool {
        self.harness.state().1.is_open()
    }

    /// The selection that was asked for last.
    fn selection(&self) -> tickmark::session::Selection {
        let asked = self.desk().asked.iter().rev();
        asked
            .filter_map(|action| match action {
                Action::ShowWords(Side::Left, selection) => Some(*selection),
                _ => None,
            })
            .next()
            .unwrap_or_default()
    }

    fn selected(&self) -> &str {
        let range: TextRange = self.selection().range();
        range.within(&self.text).expect("hits are in the text")
    }

    #[track_caller]
    fn expect(&self, count: &str, start: usize) {
        self.harness.get_by_label(count);
        assert_eq!(self.selection().range().start(), start);
    }
}
