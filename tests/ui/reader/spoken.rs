//! What a screen reader hears.

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tickmark::model::{Outcome, PassageKind, State, Why};

use super::harness::{Window, open_usual, standing, unchecked};

#[test]
fn passages_are_named_with_all_that_is_known() {
    let mut conflicting = standing(Some(Outcome::Conflicting), Some(Why::AwaitsAnswer));
    conflicting.state = State::QueryOut;
    let mut window = Window::new("One.\nWith 1,086 per 100,000 as of June.\nThree.")
        .with("1,086 per 100,000", PassageKind::Statistic, conflicting)
        .with("One", PassageKind::Claim, unchecked());
    window.linked = vec![window.passage("1,086 per 100,000"); 2];
    let reader = open_usual(window);
    reader.get_by_label("Statistic: 1,086 per 100,000, paragraph 2, conflicting, query out, 2 links");
    reader.get_by_label("Claim: One, paragraph 1, unchecked");
}

#[test]
fn a_screen_reader_can_click_a_passage() {
    let window = Window::new("One two three.").with("two", PassageKind::Claim, unchecked());
    let mut reader = open_usual(window);
    reader.get_by_role(Role::Mark).click_accesskit();
    reader.run();
    assert_eq!(reader.state().selected, Some(reader.state().passage("two")));
}

#[test]
fn paragraphs_are_read_in_order() {
    let reader = open_usual(Window::new("The first.\nThe second."));
    let heard: Vec<_> =
        reader.get_all_by_role(Role::Paragraph).filter_map(|node| node.accesskit_node().label()).collect();
    assert_eq!(heard, ["The first.", "The second."]);
}

#[test]
fn the_reader_has_its_name() {
    let reader = open_usual(Window::new("One."));
    reader.get_by_label("Reader: A draft");
    reader.get_by_label("Overview of Reader: A draft");
}
