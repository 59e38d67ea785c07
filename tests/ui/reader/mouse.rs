//! Selecting, clicking and dragging.

use egui::{Modifiers, PointerButton, pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use tickmark::model::{Outcome, PassageKind, Why};
use tickmark::ui::reader::{ReaderEvent, Trace};

use super::harness::{
    Reader, Window, button, click, drag, move_to, open_usual, place_of, range_of, rects_of, standing, unchecked, wait,
};

const TEXT: &str = "These were the words of U.S. Secretary of State Marco Rubio in early February. The dictator went on.\n\
                    Very quickly it became the country with the highest incarceration rate, with 1,086 per 100,000 as of \
                    June 2024, said the report.\nA last line.";
const OUTER: &str = "the highest incarceration rate, with 1,086 per 100,000 as of June 2024";
const INNER: &str = "1,086 per 100,000";

fn marked() -> Reader {
    let window = Window::new(TEXT);
    open_usual(window.with(OUTER, PassageKind::Claim, unchecked()).with(INNER, PassageKind::Statistic, unchecked()))
}

#[test]
fn a_drag_selects_across_paragraphs() {
    let mut reader = marked();
    let from = rects_of(&mut reader, "dictator")[0].left_center();
    let to = rects_of(&mut reader, "Very quickly")[0].right_center();
    drag(&mut reader, from, to);
    assert_eq!(reader.state().words(), "dictator went on.\nVery quickly");
}

#[test]
fn a_double_click_selects_a_word_and_a_drag_goes_on_by_words() {
    let mut reader = marked();
    let place = place_of(&mut reader, "dictator");
    click(&mut reader, place, 1);
    button(&mut reader, place, PointerButton::Primary, true, Modifiers::NONE);
    assert_eq!(reader.state().words(), "dictator");
    let end = place_of(&mut reader, "went");
    move_to(&mut reader, end);
    button(&mut reader, end, PointerButton::Primary, false, Modifiers::NONE);
    assert_eq!(reader.state().words(), "dictator went");
}

#[test]
fn a_triple_click_selects_a_sentence() {
    let mut reader = marked();
    let place = place_of(&mut reader, "Secretary");
    click(&mut reader, place, 3);
    let sentence = "These were the words of U.S. Secretary of State Marco Rubio in early February.";
    assert_eq!(reader.state().words(), sentence);
}

#[test]
fn shift_and_click_extends() {
    let mut reader = marked();
    let from = rects_of(&mut reader, "dictator")[0].left_center();
    let to = rects_of(&mut reader, "went")[0].right_center();
    click(&mut reader, from, 1);
    reader.event(egui::Event::ModifiersChanged(Modifiers::SHIFT));
    click(&mut reader, to, 1);
    assert_eq!(reader.state().words(), "dictator went");
}

#[test]
fn clicks_take_the_inner_passage_then_the_outer_then_the_inner_again() {
    let mut reader = marked();
    let (inner, outer) = (reader.state().passage(INNER), reader.state().passage(OUTER));
    let place = place_of(&mut reader, INNER);
    for expected in [inner, outer, inner] {
        click(&mut reader, place, 1);
        assert_eq!(reader.state().selected, Some(expected));
        wait(&mut reader);
    }
    let elsewhere = place_of(&mut reader, "dictator");
    click(&mut reader, elsewhere, 1);
    assert_eq!(reader.state().selected, None);
}

#[test]
fn two_quick_clicks_take_the_outer_passage_too() {
    let mut reader = marked();
    let place = place_of(&mut reader, INNER);
    click(&mut reader, place, 2);
    assert_eq!(reader.state().selected, Some(reader.state().passage(OUTER)));
}

#[test]
fn an_edge_of_the_selected_passage_can_be_dragged() {
    let mut reader = marked();
    let passage = reader.state().passage(INNER);
    reader.state_mut().selected = Some(passage);
    let edge = rects_of(&mut reader, INNER).last().expect("it is in view").right_center();
    let to = rects_of(&mut reader, "as of").last().expect("it is in view").right_center();
    drag(&mut reader, edge + vec2(2.0, 0.0), to);
    let range = range_of(&reader.state().document, "1,086 per 100,000 as of");
    assert!(reader.state().events.contains(&ReaderEvent::MoveEdge { passage, range }));
    assert!(reader.state().selection.is_caret());
}

#[test]
fn the_knobs_at_the_ends_of_the_selected_passage_are_dragged_by_their_middles() {
    let mut reader = marked();
    let passage = reader.state().passage(INNER);
    reader.state_mut().selected = Some(passage);
    let line = rects_of(&mut reader, INNER);
    let knob = line.last().expect("it is in view").right_bottom() + vec2(3.5, 1.5);
    let to = rects_of(&mut reader, "as of").last().expect("it is in view").right_bottom();
    drag(&mut reader, knob, pos2(to.x, knob.y));
    let range = range_of(&reader.state().document, "1,086 per 100,000 as of");
    assert!(reader.state().events.contains(&ReaderEvent::MoveEdge { passage, range }));
    let knob = line[0].left_top() - vec2(3.5, 1.5);
    let to = rects_of(&mut reader, "per")[0].left();
    drag(&mut reader, knob, pos2(to, knob.y));
    let range = range_of(&reader.state().document, "per 100,000");
    assert!(reader.state().events.contains(&ReaderEvent::MoveEdge { passage, range }));
}

#[test]
fn an_edge_cannot_pass_the_other() {
    let mut reader = marked();
    let passage = reader.state().passage(INNER);
    reader.state_mut().selected = Some(passage);
    let edge = rects_of(&mut reader, INNER).last().expect("it is in view").right_center();
    let to = rects_of(&mut reader, "These")[0].left_center();
    drag(&mut reader, edge + vec2(2.0, 0.0), to);
    let moved = reader.state().events.iter().find_map(|event| match event {
        ReaderEvent::MoveEdge { range, .. } => Some(*range),
        _ => None,
    });
    assert!(moved.is_some_and(|range| !range.is_empty()));
}

#[test]
fn the_bar_marks_the_selection_without_covering_it() {
    let mut reader = marked();
    let place = place_of(&mut reader, "dictator");
    click(&mut reader, place, 2);
    wait(&mut reader);
    let selected = rects_of(&mut reader, "dictator")[0];
    let bar = reader.get_by_label("Statistic").rect();
    assert!(!bar.intersects(selected));
    reader.get_by_label("Statistic").click();
    reader.run();
    assert!(reader.state().events.contains(&ReaderEvent::Mark(PassageKind::Statistic)));
}

#[test]
fn a_context_menu_keeps_a_selection_it_is_inside_of() {
    let mut reader = marked();
    let place = place_of(&mut reader, "dictator");
    click(&mut reader, place, 2);
    for pressed in [true, false] {
        button(&mut reader, place, PointerButton::Secondary, pressed, Modifiers::NONE);
    }
    reader.run();
    assert_eq!(reader.state().words(), "dictator");
    assert!(reader.query_by_label_contains("Menu at").is_some());
}

#[test]
fn a_context_menu_takes_the_passage_under_the_pointer() {
    let mut reader = marked();
    let place = place_of(&mut reader, INNER);
    for pressed in [true, false] {
        button(&mut reader, place, PointerButton::Secondary, pressed, Modifiers::NONE);
    }
    assert_eq!(reader.state().selected, Some(reader.state().passage(INNER)));
}

#[test]
fn a_card_comes_when_the_pointer_rests_on_a_passage() {
    let mut reader = marked();
    let place = place_of(&mut reader, INNER);
    move_to(&mut reader, place);
    assert_eq!(reader.state().hovered, Some(reader.state().passage(INNER)));
    wait(&mut reader);
    wait(&mut reader);
    assert_eq!(reader.state().carded, Some(reader.state().passage(INNER)));
}

#[test]
fn traced_passages_are_found_in_view_and_below() {
    let text: String = (0..200).map(|n| format!("Paragraph number {n} of many.\n")).collect();
    let window = Window::new(&text).with("number 150", PassageKind::Claim, unchecked());
    let (id, range) = (window.passage("number 150"), range_of(&window.document, "number 150"));
    let mut reader = open_usual(window);
    reader.state_mut().trace = vec![(id, range)];
    reader.step();
    assert_eq!(reader.state().traced, [(id, Trace::Below)]);
    reader.state_mut().reader.reveal(range);
    reader.step();
    assert!(matches!(reader.state().traced.as_slice(), [(_, Trace::Rects(rects))] if rects.len() == 1));
}

#[test]
fn a_sign_in_the_gutter_takes_its_passage_and_then_the_next_of_its_line() {
    let wrong = standing(Some(Outcome::Wrong), Some(Why::Undecided));
    let window = Window::new("One and two and three.\nA last line.")
        .with("One", PassageKind::Claim, unchecked())
        .with("two", PassageKind::Statistic, wrong)
        .with("last", PassageKind::Claim, unchecked());
    let mut reader = open_usual(window);
    for (sign, words) in [
        ("Unchecked, claim: last", "last"),
        ("Wrong, first of 2 in this line, statistic: two", "two"),
        ("Wrong, first of 2 in this line, statistic: two", "One"),
        ("Wrong, first of 2 in this line, statistic: two", "two"),
    ] {
        let place = reader.get_by_label(sign).rect().center();
        click(&mut reader, place, 1);
        assert_eq!(reader.state().selected, Some(reader.state().passage(words)), "{sign}");
    }
    reader.get_by_label("Unchecked, claim: last").click_accesskit();
    reader.run();
    assert_eq!(reader.state().selected, Some(reader.state().passage("last")));
}
