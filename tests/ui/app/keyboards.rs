//! Keyboards that are not American ones: what a key writes, where it lies, and what is typed with AltGr.

use egui::{Event, Key, Modifiers};
use tickmark::model::PassageKind;
use tickmark::session::Side::Left;

use super::driver::{Driver, Home};

const SHIFT: Modifiers = Modifiers::SHIFT;
const NONE: Modifiers = Modifiers::NONE;

/// A project in which a number is selected.
fn draft(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("Draft", "Some 80,000 people said so")]);
    driver.select_words(Left, "80,000");
    driver
}

/// What becomes of the selected number when a key is pressed that writes `text`.
#[track_caller]
fn check(key: Key, physical: Key, modifiers: Modifiers, text: &str, expected: Option<PassageKind>) {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.press_event(key, physical, modifiers, text);
    let marked = driver.project().passages().next().map(|passage| passage.kind);
    assert_eq!(marked, expected, "{key:?} at the place of {physical:?}, which writes {text:?}");
}

#[test]
fn digits_mark_on_every_layout() {
    let (claim, quote, statistic) = (Some(PassageKind::Claim), Some(PassageKind::Quote), Some(PassageKind::Statistic));
    check(Key::Num3, Key::Num3, NONE, "3", statistic);
    // French: & é " without Shift, digits with it.
    check(Key::Num1, Key::Num1, NONE, "&", claim);
    check(Key::Num2, Key::Num2, NONE, "é", quote);
    check(Key::Quote, Key::Num3, NONE, "\"", statistic);
    check(Key::Num3, Key::Num3, SHIFT, "3", statistic);
    // American signs are not digits.
    check(Key::Exclamationmark, Key::Num1, SHIFT, "!", None);
}

#[test]
fn what_alt_gr_types_is_no_command() {
    let home = Home::new();
    let mut driver = draft(&home);
    driver.press("1");
    assert_eq!(driver.project().passages().count(), 1);
    // Polish ł ń ó, German € ² [ @, each on a key whose bare letter or digit is a command.
    driver.hold(Key::AltRight, true);
    for (key, physical, text) in [
        (Key::L, Key::L, "ł"),
        (Key::N, Key::N, "ń"),
        (Key::Num2, Key::Num2, "²"),
        (Key::OpenBracket, Key::Num3, "["),
        (Key::Q, Key::Q, "@"),
    ] {
        driver.press_event(key, physical, NONE, text);
    }
    driver.hold(Key::AltRight, false);
    // The same from a layout whose AltGr lies elsewhere, and as Windows tells it.
    driver.press_event(Key::Q, Key::Q, NONE, "@");
    driver.press_event(Key::M, Key::M, NONE, "µ");
    driver.press_event(Key::Num2, Key::Num2, Modifiers::CTRL | Modifiers::ALT, "²");
    assert_eq!(driver.project().passages().next().map(|passage| passage.kind), Some(PassageKind::Claim));
    assert!(!driver.app().dialog_is_open());
    let (focused, _) = driver.focused().expect("something has the keyboard");
    assert!(focused.starts_with("Left reader"), "{focused}");
}

#[test]
fn letters_are_taken_by_their_place_where_there_are_no_latin_ones() {
    // Russian т lies on N; Hebrew has a slash on Q; a French keyboard writes A where an American one has Q.
    let home = Home::new();
    let mut driver = draft(&home);
    driver.press_event(Key::Num1, Key::Num1, NONE, "1");
    driver.press_event(Key::Slash, Key::Q, NONE, "/");
    assert_eq!(driver.focused().map(|(name, _)| name).as_deref(), Some("New query"));
    driver.press("Escape");
    driver.press_event(Key::Q, Key::A, NONE, "q");
    assert_eq!(driver.focused().map(|(name, _)| name).as_deref(), Some("New query"));
    driver.press("Escape");
    driver.press_event(Key::S, Key::S, NONE, "ы");
    assert!(driver.app().dialog_is_open(), "the list of outcomes");
}

#[test]
fn signs_with_ctrl_are_what_the_layout_writes() {
    let home = Home::new();
    let mut driver = draft(&home);
    let ctrl = Modifiers::CTRL | Modifiers::COMMAND;
    // A plus with Shift, and the French minus in the place of 6.
    driver.press_event(Key::Plus, Key::Equals, ctrl | SHIFT, "");
    assert_eq!(home.settings().zoom, 110);
    driver.press_event(Key::Minus, Key::Num6, ctrl, "");
    assert_eq!(home.settings().zoom, 100);
}

#[test]
fn a_number_pad_without_num_lock_moves_the_caret() {
    check(Key::End, Key::Num1, NONE, "", None);
}

impl Driver {
    /// Presses a key as a layout has it: `text` is what it writes, empty if nothing.
    #[track_caller]
    fn press_event(&mut self, key: Key, physical: Key, modifiers: Modifiers, text: &str) {
        let press = Event::Key { key, physical_key: Some(physical), pressed: true, repeat: false, modifiers };
        let text = Some(Event::Text(text.to_owned())).filter(|_| !text.is_empty());
        self.events(std::iter::once(press).chain(text));
    }

    /// Holds a key down, or lets it go.
    #[track_caller]
    fn hold(&mut self, key: Key, pressed: bool) {
        let event = Event::Key { key, physical_key: Some(key), pressed, repeat: false, modifiers: NONE };
        self.events([event]);
    }
}
