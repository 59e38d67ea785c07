//! The caret and its keys.

use egui::{Key, Modifiers};
use tickmark::session::Selection;

use super::harness::{Reader, Window, focus_before, id, keys, open_usual, range_of};

const TEXT: &str = "One two three.\nThe second paragraph is longer than the others, so long that it does not fit into one \
                    line of the reader and has a second one.\nLast.";

fn reader() -> Reader {
    open_usual(Window::new(TEXT))
}

/// Presses keys with the caret before words, and looks what is then selected with Shift.
#[track_caller]
fn check(before: &str, modifiers: Modifiers, pressed: &[Key], selected: &str) {
    let mut reader = reader();
    focus_before(&mut reader, before);
    keys(&mut reader, modifiers | Modifiers::SHIFT, pressed);
    assert_eq!(reader.state().words(), selected);
}

#[test]
fn arrows_go_by_characters_and_over_the_ends_of_paragraphs() {
    check("two", Modifiers::NONE, &[Key::ArrowRight, Key::ArrowRight], "tw");
    check("two", Modifiers::NONE, &[Key::ArrowLeft], " ");
    check("The second", Modifiers::NONE, &[Key::ArrowLeft], "\n");
    check("One", Modifiers::NONE, &[Key::ArrowLeft], "");
}

#[test]
fn with_control_they_go_by_words() {
    check("two", Modifiers::COMMAND, &[Key::ArrowRight], "two");
    check("two", Modifiers::COMMAND, &[Key::ArrowLeft], "One ");
    check("two", Modifiers::COMMAND, &[Key::End], TEXT.trim_start_matches("One "));
    check("Last", Modifiers::COMMAND, &[Key::Home], TEXT.trim_end_matches("Last."));
}

#[test]
fn with_alt_they_go_by_paragraphs() {
    check("two", Modifiers::ALT, &[Key::ArrowDown], "two three.\n");
    check("two", Modifiers::ALT, &[Key::ArrowUp], "One ");
}

#[test]
fn up_and_down_go_by_lines_and_keep_to_their_column() {
    let mut reader = reader();
    focus_before(&mut reader, "longer");
    let start = reader.state().selection;
    keys(&mut reader, Modifiers::NONE, &[Key::ArrowUp]);
    assert_eq!(reader.state().selection, Selection::caret("One two three.".len()));
    keys(&mut reader, Modifiers::NONE, &[Key::ArrowDown]);
    assert_eq!(reader.state().selection, start);
    keys(&mut reader, Modifiers::NONE, &[Key::ArrowDown, Key::ArrowUp]);
    assert_eq!(reader.state().selection, start);
}

#[test]
fn home_and_end_keep_to_the_line() {
    let mut reader = reader();
    focus_before(&mut reader, "longer");
    keys(&mut reader, Modifiers::NONE, &[Key::End]);
    let end = reader.state().selection.head;
    keys(&mut reader, Modifiers::NONE, &[Key::Home]);
    assert_eq!(reader.state().selection.head, range_of(&reader.state().document, "The second").start());
    assert!(end > range_of(&reader.state().document, "longer").end());
    assert!(end < range_of(&reader.state().document, "Last").start() - 5);
}

#[test]
fn everything_is_selected_and_copied() {
    let mut reader = reader();
    focus_before(&mut reader, "two");
    keys(&mut reader, Modifiers::COMMAND, &[Key::A]);
    assert_eq!(reader.state().words(), TEXT);
    reader.event(egui::Event::Copy);
    reader.step();
    let copied = reader.output().platform_output.commands.iter().any(|command| match command {
        egui::OutputCommand::CopyText(words) => words == TEXT,
        _ => false,
    });
    assert!(copied);
}

#[test]
fn escape_lets_the_selection_go_and_keeps_the_keyboard() {
    let mut reader = reader();
    focus_before(&mut reader, "two");
    keys(&mut reader, Modifiers::COMMAND, &[Key::A]);
    keys(&mut reader, Modifiers::NONE, &[Key::Escape]);
    assert!(reader.state().selection.is_caret());
    assert!(reader.ctx.memory(|memory| memory.has_focus(id())));
}

#[test]
fn the_caret_stays_in_view() {
    let text: String = (0..500).map(|n| format!("Paragraph number {n} of many.\n")).collect();
    let mut reader = open_usual(Window::new(&text));
    focus_before(&mut reader, "Paragraph number 0 ");
    keys(&mut reader, Modifiers::NONE, &[Key::ArrowDown; 60]);
    let caret = reader.state().selection.head;
    assert_eq!(caret, range_of(&reader.state().document, "Paragraph number 60 ").start());
    assert!(reader.state().reader.anchor().offset > 0);
    keys(&mut reader, Modifiers::NONE, &[Key::PageDown, Key::PageUp]);
    assert_eq!(reader.state().selection.head, caret);
    keys(&mut reader, Modifiers::COMMAND, &[Key::End]);
    assert_eq!(reader.state().selection.head, text.len() - 1);
    keys(&mut reader, Modifiers::COMMAND, &[Key::Home]);
    assert_eq!(reader.state().reader.anchor().offset, 0);
}

#[test]
fn tab_leaves_the_reader_and_arrows_do_not() {
    let mut reader = reader();
    focus_before(&mut reader, "two");
    keys(&mut reader, Modifiers::NONE, &[Key::ArrowDown, Key::ArrowLeft]);
    assert!(reader.ctx.memory(|memory| memory.has_focus(id())));
    // Nothing else can have the keyboard here, so it goes nowhere, or comes back from there.
    keys(&mut reader, Modifiers::NONE, &[Key::Tab]);
    reader.step();
    let left = !reader.ctx.memory(|memory| memory.has_focus(id()));
    keys(&mut reader, Modifiers::NONE, &[Key::Tab]);
    reader.step();
    assert!(left || reader.ctx.memory(|memory| memory.has_focus(id())));
}
