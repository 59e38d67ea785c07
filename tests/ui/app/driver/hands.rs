//! What the user does, with the keyboard and with the mouse.

use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, Rect, TouchPhase, vec2};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tickmark::command::{Command, Request};
use tickmark::session::Side;

use super::Driver;
use super::look::takes_clicks;

/// The keyboard.
impl Driver {
    /// Moves the caret by keys that are not counted.
    #[track_caller]
    pub fn travel(&mut self, keys: &str, n_times: usize) {
        let before = self.n_keys;
        (0..n_times).for_each(|_| self.press(keys));
        self.n_keys = before;
    }

    /// Presses keys, written "Ctrl+Shift+F" or "N"; several are separated by spaces.
    #[track_caller]
    pub fn press(&mut self, keys: &str) {
        for one in keys.split(' ') {
            let (modifiers, key) = parsed(one);
            self.press_key(key, modifiers);
        }
    }

    #[track_caller]
    fn press_key(&mut self, key: Key, modifiers: Modifiers) {
        self.n_keys += 1;
        let event = |pressed| Event::Key { key, physical_key: Some(key), pressed, repeat: false, modifiers };
        self.harness.event(Event::ModifiersChanged(modifiers));
        self.harness.step();
        // As in a real window, the text that a key writes comes in the same frame.
        let name = key.symbol_or_name();
        let writes = name.chars().count() == 1 && name.is_ascii() && !modifiers.command && !modifiers.alt;
        self.harness.input_mut().events.push(event(true));
        if writes {
            let text = if modifiers.shift { name.to_uppercase() } else { name.to_lowercase() };
            self.harness.input_mut().events.push(Event::Text(text));
        }
        self.harness.step();
        self.harness.event(event(false));
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.harness.step();
        self.settle();
        self.check();
    }

    /// Gives commands without waiting for what comes of them.
    pub fn request_at_once(&mut self, commands: &[Command]) {
        commands.iter().for_each(|command| self.harness.state_mut().request(*command));
    }

    /// Asks the program for something as a menu does.
    #[track_caller]
    pub fn request(&mut self, request: impl Into<Request>) {
        self.harness.state_mut().request(request);
        self.settle();
        self.check();
    }

    /// Lets these events come in one frame.
    #[track_caller]
    pub fn events(&mut self, events: impl IntoIterator<Item = Event>) {
        self.harness.input_mut().events.extend(events);
        self.settle();
        self.check();
    }

    /// Presses a key and gives what was copied by it.
    #[track_caller]
    pub fn press_to_copy(&mut self, keys: &str) -> Option<String> {
        let (modifiers, key) = parsed(keys);
        self.harness.event(Event::Key { key, physical_key: Some(key), pressed: true, repeat: false, modifiers });
        self.harness.step();
        let copied = self.copied();
        self.settle();
        copied
    }

    /// Copies, as the system's own key for it does.
    pub fn copy(&mut self) -> Option<String> {
        self.harness.event(Event::Copy);
        self.harness.step();
        self.copied()
    }

    /// Types text, letter by letter.
    #[track_caller]
    pub fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.harness.event(Event::Text(letter.to_string()));
        }
        self.settle();
        self.check();
    }

    /// Pastes text.
    #[track_caller]
    pub fn paste(&mut self, text: &str) {
        self.harness.event(Event::Paste(text.to_owned()));
        self.settle();
        self.check();
    }

    /// Selects words by searching for them: no edge of a passage is in the way.
    #[track_caller]
    pub fn select_words_by_keys(&mut self, words: &str) {
        self.press("Ctrl+F Ctrl+A");
        self.type_text(words);
        self.press("Enter");
        assert_eq!(self.selected_words(), words);
    }
}

/// The mouse.
impl Driver {
    /// Clicks on the widget with this name.
    #[track_caller]
    pub fn click(&mut self, label: &str) {
        let at = self.rect(label).center();
        self.click_at(at);
    }

    /// Clicks on one of the widgets with this name, counted from 0 from top to bottom.
    #[track_caller]
    pub fn click_nth(&mut self, label: &str, index: usize) {
        let found = self.harness.query_all_by_label(label).filter(takes_clicks);
        let mut rects: Vec<Rect> = found.map(|node| node.rect()).collect();
        rects.sort_by(|a, b| a.top().total_cmp(&b.top()));
        let at = rects.get(index).unwrap_or_else(|| panic!("{} are named {label:?}", rects.len())).center();
        self.click_at(at);
    }

    /// Clicks on one of the widgets with this name, counted from 0 from left to right.
    #[track_caller]
    pub fn click_nth_from_left(&mut self, label: &str, index: usize) {
        let found = self.harness.query_all_by_label(label).filter(takes_clicks);
        let mut rects: Vec<Rect> = found.map(|node| node.rect()).collect();
        rects.sort_by(|a, b| a.left().total_cmp(&b.left()));
        let at = rects.get(index).unwrap_or_else(|| panic!("{} are named {label:?}", rects.len())).center();
        self.click_at(at);
    }

    /// Goes through a menu, clicking on each of these lines.
    #[track_caller]
    pub fn choose(&mut self, lines: &[&str]) {
        for line in lines {
            self.click_line(line);
        }
    }

    /// Clicks on the widget whose name begins so, as lines of menus do that show their keys.
    #[track_caller]
    pub fn click_line(&mut self, start: &str) {
        let at = self.rect_starting(start).center();
        self.click_at(at);
    }

    /// Clicks on a widget and gives what was copied by it.
    #[track_caller]
    pub fn click_to_copy(&mut self, label: &str) -> Option<String> {
        let at = self.rect(label).center();
        self.pause();
        self.move_to(at);
        self.button(at, PointerButton::Primary, true);
        self.button(at, PointerButton::Primary, false);
        let copied = self.copied();
        self.settle();
        copied
    }

    /// Where the row of a table is whose name begins so.
    #[track_caller]
    pub fn row(&self, start: &str) -> Rect {
        let is_row = |node: &Node<'_>| node.accesskit_node().label().is_some_and(|label| label.starts_with(start));
        let row = self.harness.root().children_recursive().find(is_row);
        row.unwrap_or_else(|| panic!("no row begins with {start:?}")).rect()
    }

    /// Clicks on a row of a table.
    #[track_caller]
    pub fn click_row(&mut self, start: &str) {
        let at = self.row(start).center();
        self.click_at(at);
    }

    /// Clicks on words in a reader.
    #[track_caller]
    pub fn click_words(&mut self, side: Side, words: &str) {
        let at = self.words(side, words).center();
        self.click_at(at);
    }

    /// Clicks on words in a reader so many times in quick succession.
    #[track_caller]
    pub fn multi_click(&mut self, side: Side, words: &str, n_times: usize) {
        let at = self.words(side, words).center();
        self.pause();
        self.move_to(at);
        for _ in 0..n_times {
            self.button(at, PointerButton::Primary, true);
            self.button(at, PointerButton::Primary, false);
        }
        self.settle();
        self.check();
    }

    /// Selects words in a reader by dragging over them.
    #[track_caller]
    pub fn select_words(&mut self, side: Side, words: &str) {
        let (start, end) = self.ends_of(side, words);
        self.drag(start, end);
        assert_eq!(self.selected_words(), words);
    }

    /// Selects words in a reader by dragging over them from their end.
    #[track_caller]
    pub fn select_words_backwards(&mut self, side: Side, words: &str) {
        let (start, end) = self.ends_of(side, words);
        self.drag(end, start);
        assert_eq!(self.selected_words(), words);
    }

    /// Where words begin and end in a reader, just inside them.
    #[track_caller]
    pub fn ends_of(&mut self, side: Side, words: &str) -> (Pos2, Pos2) {
        self.words(side, words);
        let lines = self.lines_of(side, words);
        let (first, last) = (lines.first().expect("in view"), lines.last().expect("in view"));
        (first.left_center() + vec2(0.5, 0.0), last.right_center() - vec2(0.5, 0.0))
    }

    /// The lines that words cover in a reader.
    pub fn lines_of(&self, side: Side, words: &str) -> Vec<Rect> {
        let reader = self.reader(side);
        let mut texts = self.texts_painted().filter(|text| text.visible.intersects(reader));
        texts.find_map(|text| text.rect_of(words).map(|_| text.lines_of(words))).unwrap_or_default()
    }

    #[track_caller]
    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.pause();
        self.move_to(from);
        self.button(from, PointerButton::Primary, true);
        for part in [0.3, 0.7, 1.0] {
            self.move_to(from.lerp(to, part));
        }
        self.button(to, PointerButton::Primary, false);
        self.settle();
        self.check();
    }

    /// Opens the context menu at words in a reader.
    #[track_caller]
    pub fn menu_at(&mut self, side: Side, words: &str) {
        let at = self.words(side, words).center();
        self.click_with(at, PointerButton::Secondary);
    }

    #[track_caller]
    pub fn click_at(&mut self, at: Pos2) {
        self.click_with(at, PointerButton::Primary);
    }

    #[track_caller]
    pub fn click_with(&mut self, at: Pos2, button: PointerButton) {
        assert!(self.window().contains(at), "nobody can click at {at}");
        self.pause();
        self.move_to(at);
        self.button(at, button, true);
        self.button(at, button, false);
        self.settle();
        self.check();
    }

    pub fn wheel(&mut self, at: Pos2, points: f32) {
        self.move_to(at);
        self.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, points),
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        self.settle();
    }

    /// Comes back to the window from another one.
    pub fn come_back(&mut self) {
        self.harness.event(egui::Event::WindowFocused(false));
        self.settle();
        self.harness.event(egui::Event::WindowFocused(true));
        self.settle();
    }

    pub fn move_to(&mut self, at: Pos2) {
        self.harness.event(Event::PointerMoved(at));
        self.harness.step();
    }

    fn button(&mut self, pos: Pos2, button: PointerButton, pressed: bool) {
        self.harness.event(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
        self.harness.step();
    }

    /// Waits until the next click is no double click.
    fn pause(&mut self) {
        self.harness.run_steps(12);
    }

    /// Clicks on a row of a table while a key is held.
    #[track_caller]
    pub fn click_row_holding(&mut self, start: &str, modifiers: Modifiers) {
        let at = self.row(start).center();
        self.pause();
        self.move_to(at);
        self.harness.event(Event::ModifiersChanged(modifiers));
        for pressed in [true, false] {
            self.harness.event(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers });
        }
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.settle();
        self.check();
    }
}

fn parsed(keys: &str) -> (Modifiers, Key) {
    let mut modifiers = Modifiers::NONE;
    let (before, key) = keys.rsplit_once('+').unwrap_or(("", keys));
    for modifier in before.split('+').filter(|modifier| !modifier.is_empty()) {
        modifiers |= match modifier {
            "Ctrl" => Modifiers::CTRL | Modifiers::COMMAND,
            "Shift" => Modifiers::SHIFT,
            "Alt" => Modifiers::ALT,
            other => panic!("{other} is no modifier"),
        };
    }
    (modifiers, Key::from_name(key).unwrap_or_else(|| panic!("{key} is no key")))
}
