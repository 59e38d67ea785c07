//! The panel of a passage that has very many links.

use std::collections::BTreeSet;

use egui::{Modifiers, Theme, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tickmark::model::{LinkTarget, PassageKind, Relation, Role};

use crate::passage_panel::{Panel, panel_in};
use crate::support::Desk;

#[test]
fn of_very_many_links_each_that_is_in_view_says_how_its_words_differ() {
    let mut desk = Desk::new();
    let draft = desk.document("A shared agenda", Role::Draft, "Over 80,000 people were detained.");
    let counts = (0..130).map(|at| format!("{} people", 70_000 + at)).collect::<Vec<_>>();
    let evidence = desk.document("Counts", Role::Evidence, &counts.join("\n"));
    let hand = desk.mark(draft, "Over 80,000 people", PassageKind::Statistic);
    for count in &counts {
        let other = desk.mark(evidence, count, PassageKind::Statistic);
        desk.link(hand, LinkTarget::Passage(other), Relation::Supports);
    }
    desk.select(hand);
    let mut panel = panel_in(desk, vec2(318.0, 600.0), (Theme::Light, 1.0));
    for n_more in [90, 50, 10] {
        panel.get_by_label(&format!("Show more: {n_more} further links")).scroll_to_me();
        panel.run();
        panel.get_by_label(&format!("Show more: {n_more} further links")).click();
        panel.run();
    }
    wheel(&mut panel, -1e6);
    let mut told = BTreeSet::new();
    while told.len() < counts.len() {
        let cards = panel.query_all_by_label_contains("Follow:");
        let names: Vec<_> = cards.map(|card| card.accesskit_node().label().unwrap_or_default()).collect();
        assert!(names.len() < 40, "only those near the view are drawn, not {}", names.len());
        assert!(names.iter().all(|name| name.ends_with(", conflict")), "{names:?}");
        let n_before = told.len();
        told.extend(names);
        assert!(told.len() > n_before, "every card comes into view: {n_before} of {}", counts.len());
        wheel(&mut panel, 600.0);
    }
}

fn wheel(panel: &mut Panel, points: f32) {
    panel.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    // The wheel's way is spread over some frames.
    panel.run_steps(12);
}
