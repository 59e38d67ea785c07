//! Scrolling, in documents of every shape.

use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, vec2};
use tickmark::text::TextRange;
use tickmark::ui::reader::Anchor;

use super::harness::{Reader, Window, button, lines_of_traced, move_to, open, open_usual, range_of, trace};

fn lines(n: usize) -> String {
    (0..n).map(|n| format!("Paragraph number {n} of many, with some words in it to read.\n")).collect()
}

fn wheel(reader: &mut Reader, by: f32) {
    let at = reader.state().text_rect.center();
    move_to(reader, at);
    let delta = vec2(0.0, by);
    let (modifiers, source) = (Modifiers::NONE, MouseWheelSource::Unknown);
    reader.event(Event::MouseWheel { unit: MouseWheelUnit::Point, delta, phase: TouchPhase::Move, modifiers, source });
    for _ in 0..30 {
        reader.step();
    }
}

fn first_offset(reader: &Reader) -> usize {
    reader.state().reader.anchor().offset
}

#[test]
fn the_wheel_scrolls_down_and_back_to_the_same_place() {
    let mut reader = open_usual(Window::new(&lines(300)));
    let start = reader.state().reader.anchor();
    wheel(&mut reader, -500.0);
    let moved = reader.state().reader.anchor();
    assert!(moved.offset > start.offset);
    wheel(&mut reader, 500.0);
    assert_eq!(reader.state().reader.anchor(), start);
}

#[test]
fn it_stops_at_both_ends() {
    let mut reader = open_usual(Window::new(&lines(60)));
    let start = reader.state().reader.anchor();
    wheel(&mut reader, 5000.0);
    assert_eq!(reader.state().reader.anchor(), start);
    wheel(&mut reader, -50_000.0);
    let end = reader.state().reader.anchor();
    wheel(&mut reader, -500.0);
    assert_eq!(reader.state().reader.anchor(), end);
    let last = range_of(&reader.state().document, "Paragraph number 59");
    trace(&mut reader, last);
    assert!(lines_of_traced(&reader).is_some_and(|lines| lines.iter().all(|line| line.bottom() <= 640.0)));
}

#[test]
fn the_words_at_the_top_stay_there_when_the_width_changes() {
    let text = "A sentence of some words that is long enough. ".repeat(400);
    let mut reader = open(Window::new(&text), vec2(540.0, 640.0), egui::Theme::Light, 1.0);
    reader.state_mut().reader.set_anchor(Anchor { offset: 9000, below: 0.0 });
    reader.run();
    let before = first_offset(&reader);
    reader.set_size(vec2(420.0, 640.0));
    reader.run();
    assert!(first_offset(&reader).abs_diff(before) < 60, "{} {before}", first_offset(&reader));
}

#[test]
fn narrow_readers_keep_lines_of_45_characters() {
    let text = "Rights groups fear that more innocent people will be held in prisons. ".repeat(8);
    let mut reader = open(Window::new(&text), vec2(466.0, 640.0), egui::Theme::Light, 1.0);
    trace(&mut reader, TextRange::between(0, text.len()));
    let lines = lines_of_traced(&reader).expect("the text is in view");
    assert!(reader.state().text_rect.width() <= 430.0);
    assert!(text.len() / lines.len() >= 43, "{} lines", lines.len());
}

#[test]
fn one_enormous_line_is_laid_out_only_where_it_is_seen() {
    let text = "All of this is one line, 12,345 words long or more, without an end. ".repeat(300_000);
    let mut reader = open_usual(Window::new(&text));
    let middle = text.floor_char_boundary(text.len() / 2);
    reader.state_mut().reader.reveal(TextRange::between(middle, middle + 10));
    reader.run();
    assert!(first_offset(&reader).abs_diff(middle) < 5000);
    wheel(&mut reader, -400.0);
    assert!(first_offset(&reader) > middle - 2000);
}

#[test]
fn the_strip_leads_to_its_place_in_the_document() {
    let text = lines(2000);
    let mut reader = open_usual(Window::new(&text));
    let strip = reader.state().text_rect;
    let at = egui::pos2(strip.right() + 10.0, strip.center().y);
    move_to(&mut reader, at);
    for pressed in [true, false] {
        button(&mut reader, at, egui::PointerButton::Primary, pressed, Modifiers::NONE);
    }
    assert!(first_offset(&reader).abs_diff(text.len() / 2) < text.len() / 50);
}

#[test]
fn another_document_begins_at_its_beginning() {
    let mut reader = open_usual(Window::new(&lines(300)));
    wheel(&mut reader, -2000.0);
    assert!(first_offset(&reader) > 0);
    reader.state_mut().document = Window::new(&lines(200)).document;
    reader.run();
    assert_eq!(reader.state().reader.anchor(), Anchor::default());
}

#[test]
fn back_leads_to_where_it_was() {
    let mut reader = open_usual(Window::new(&lines(300)));
    wheel(&mut reader, -2000.0);
    let was = reader.state().reader.anchor();
    let far = range_of(&reader.state().document, "Paragraph number 250");
    reader.state_mut().reader.reveal(far);
    reader.run();
    assert_ne!(reader.state().reader.anchor(), was);
    reader.state_mut().reader.set_anchor(was);
    reader.run();
    assert_eq!(reader.state().reader.anchor(), was);
}

#[test]
fn documents_of_nothing_and_of_blank_lines_are_shown() {
    for text in ["", "\n", "\n\n  \n", "x", "\u{301}", "\0", "a\n\n\n\n\nb"] {
        let mut reader = open_usual(Window::new(text));
        wheel(&mut reader, -500.0);
        assert_eq!(reader.state().reader.anchor(), Anchor::default(), "{text:?}");
    }
}

#[test]
fn a_selection_that_is_dragged_over_the_edge_goes_on() {
    let mut reader = open_usual(Window::new(&lines(300)));
    let from = reader.state().text_rect.center();
    move_to(&mut reader, from);
    button(&mut reader, from, egui::PointerButton::Primary, true, Modifiers::NONE);
    let beyond = egui::pos2(from.x, reader.state().text_rect.bottom() + 40.0);
    move_to(&mut reader, beyond);
    for _ in 0..60 {
        reader.step();
    }
    button(&mut reader, beyond, egui::PointerButton::Primary, false, Modifiers::NONE);
    assert!(first_offset(&reader) > 200);
    let selected = reader.state().selection.range();
    assert!(selected.start() < first_offset(&reader) && selected.end() > first_offset(&reader));
}

#[test]
fn an_idle_reader_asks_for_no_repaint() {
    let mut reader = open_usual(Window::new(&lines(100)));
    reader.run();
    reader.step();
    assert!(!reader.ctx.has_requested_repaint());
}
