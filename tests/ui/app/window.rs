//! The window itself: palette, keys, theme, zoom, panes.

use egui::vec2;
use tickmark::command::Command;
use tickmark::session::Side::{Left, Right};
use tickmark::store::ThemeChoice;

use super::driver::{Driver, Home};

#[test]
fn the_palette_does_any_command() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("N Ctrl+K");
    driver.type_text("write a note");
    driver.press("Enter");
    driver.type_text("From the palette");
    driver.press("Ctrl+Enter");
    let passage = driver.passage_in_hand();
    assert!(passage.note.ends_with("From the palette"), "{}", passage.note);
    driver.press("Ctrl+K");
    driver.type_text("dark theme");
    driver.press("Enter");
    assert_eq!(home.settings().theme, ThemeChoice::Dark);
    driver.press("Ctrl+K");
    driver.type_text("search everything");
    driver.press("Enter");
    driver.type_text("Cristosal");
    assert!(driver.focused().is_some_and(|(name, _)| name == "Search everything"), "{:?}", driver.focused());
}

#[test]
fn an_idle_window_is_not_painted_again() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("N");
    driver.wait(3);
    assert!(driver.is_at_rest(), "with a passage selected");
    driver.press("M");
    driver.type_text("A note");
    driver.wait(3);
    assert!(driver.is_at_rest(), "with the caret in a field");
}

#[test]
fn after_a_dialog_the_reader_has_the_keys_again() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("N");
    for keys in ["Ctrl+K", "F1", "F2", "S", "L", "Shift+L"] {
        driver.press(keys);
        assert!(driver.app().dialog_is_open(), "{keys}");
        driver.press("Escape");
        assert!(!driver.app().dialog_is_open(), "{keys}");
        let (focused, _) = driver.focused().expect("something has the keyboard");
        assert!(focused.starts_with("Left reader"), "after {keys} it has {focused}");
    }
}

#[test]
fn letters_over_a_dialog_do_nothing_below_it() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("N");
    let (hand, revision) = (driver.in_hand().map(str::to_owned), driver.session().revision());
    for dialog in ["F1", "Ctrl+K", "F2"] {
        driver.press(dialog);
        driver.press("N 1 Delete T O Q");
        assert!(driver.app().dialog_is_open(), "{dialog}");
        assert_eq!((driver.in_hand(), driver.session().revision()), (hand.as_deref(), revision), "{dialog}");
        driver.press("Escape");
    }
}

#[test]
fn a_changed_key_works_and_is_remembered() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("F1");
    let row = Command::ALL.iter().position(|command| *command == Command::OtherReader).expect("a command");
    driver.travel("Down", row);
    driver.press("Enter J");
    driver.click("Save");
    assert_eq!(home.settings().keys.get("other-reader").map(String::as_str), Some("J"));
    driver.press("J");
    assert_eq!(driver.session().desk.side, Right);
    driver.press("O");
    assert_eq!(driver.session().desk.side, Right, "the old key does nothing");
    drop(driver);
    let mut driver = Driver::sample(&home);
    driver.press("J");
    assert_eq!(driver.session().desk.side, Right);
}

#[test]
fn single_letters_can_be_switched_off() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("F1");
    driver.click("Single letters act in readers and tables");
    driver.click("Save");
    assert!(!home.settings().single_letters);
    driver.press("N");
    assert_eq!(driver.in_hand(), None);
    driver.choose(&["Passage", "Next open item"]);
    assert!(driver.in_hand().is_some());
}

#[test]
fn theme_and_zoom_are_remembered() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.choose(&["View", "Dark theme"]);
    driver.press("Ctrl+Equals Ctrl+Equals Ctrl+Minus");
    assert_eq!((home.settings().theme, home.settings().zoom), (ThemeChoice::Dark, 110));
    driver.press("Ctrl+0");
    driver.choose(&["View", "Light theme"]);
    assert_eq!((home.settings().theme, home.settings().zoom), (ThemeChoice::Light, 100));
}

#[test]
fn the_first_read_shows_one_reader_without_marks() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("F11");
    assert!(!driver.names().iter().any(|name| name.starts_with("Right reader") || name.starts_with("Statistic: ")));
    assert!(!driver.shows("Outcome: No outcome") && !driver.shows("File"));
    assert!(driver.characters_per_line(Left) >= 60.0);
    driver.press("F11");
    assert!(driver.shows("File"));
}

#[test]
fn panes_fold_and_unfold() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    assert!(driver.shows("New source…") && driver.shows("Filter by words"));
    driver.press("Ctrl+B Ctrl+J");
    assert!(!driver.shows("New source…") && !driver.shows("Filter by words"));
    driver.choose(&["View", "Documents"]);
    driver.choose(&["View", "Lower pane"]);
    assert!(driver.shows("New source…") && driver.shows("Filter by words"));
    driver.press("Ctrl+2");
    assert!(!driver.names().iter().any(|name| name.starts_with("Right reader")));
    driver.press("Ctrl+2");
    driver.choose(&["View", "Stack the readers"]);
    assert!(driver.reader(Left).bottom() <= driver.reader(Right).top());
}

#[test]
fn narrow_windows_fold_panes_by_themselves() {
    let home = Home::new();
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.click("Open the sample project");
    assert!(!driver.shows("New source…") && !driver.shows("Filter by words"));
}

#[test]
fn the_readers_can_be_divided_otherwise() {
    let home = Home::new();
    let mut driver = Driver::start(&home, vec2(1920.0, 1080.0));
    driver.click("Open the sample project");
    let before = driver.reader(Left).width();
    let line = driver.rect("Between the readers").center();
    driver.drag(line, line + vec2(-60.0, 0.0));
    assert!((driver.reader(Left).width() - before + 60.0).abs() < 3.0);
    assert_ne!(home.settings().layout.split, 500);
}

#[test]
fn the_lower_pane_is_as_high_as_it_is_dragged() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    let edge = driver.rect("Above the lower pane").center();
    driver.drag(edge, edge - vec2(0.0, 60.0));
    assert!((driver.rect("Above the lower pane").center().y - (edge.y - 60.0)).abs() < 2.0);
    assert!(home.settings().layout.lower_height > 290, "{:?}", home.settings().layout);
}

#[test]
fn a_field_of_the_lower_pane_leaves_the_passage_where_it_is_scrolled() {
    let home = Home::new();
    let mut driver = Driver::start(&home, vec2(1600.0, 700.0));
    driver.click("Open the sample project");
    driver.press("N");
    driver.click("Filter by words");
    let before = driver.rect_starting("Outcome: ");
    for _ in 0..3 {
        driver.press("Shift+Tab");
        let (name, _) = driver.focused().expect("something has the keyboard");
        assert_eq!(driver.rect_starting("Outcome: "), before, "{name}");
    }
}

#[test]
fn keys_with_ctrl_can_be_given() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("F1");
    let row = Command::ALL.iter().position(|command| *command == Command::OtherReader).expect("a command");
    driver.travel("Down", row);
    driver.press("Enter ControlLeft Ctrl+J");
    driver.click("Save");
    assert_eq!(home.settings().keys.get("other-reader").map(String::as_str), Some("Ctrl+J"));
}

#[test]
fn the_window_is_divided_as_it_was_left() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("Ctrl+B Ctrl+J Ctrl+2");
    let edge = driver.rect("Left of the passage").center();
    driver.drag(edge, edge - vec2(50.0, 0.0));
    let moved = driver.rect("Left of the passage").center();
    assert!((edge.x - 50.0 - moved.x).abs() < 2.0, "{edge} to {moved}");
    drop(driver);
    let mut driver = Driver::sample(&home);
    assert!(!driver.shows("New source…") && !driver.shows("Filter by words"));
    assert!(!driver.names().iter().any(|name| name.starts_with("Right reader")));
    assert!((driver.rect("Left of the passage").center().x - moved.x).abs() < 1.0);
    // What such a window does by itself is no choice: a small one folds again.
    driver.press("Ctrl+B Ctrl+J");
    drop(driver);
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.click("Open the sample project");
    assert!(!driver.shows("New source…") && !driver.shows("Filter by words"));
}

#[test]
fn a_screen_reader_hears_what_the_window_is_called() {
    let home = Home::new();
    let driver = Driver::texts(&home, &[("draft", "One two three.")]);
    assert_eq!(driver.window_name().as_deref(), Some("• draft — Tickmark"));
}
