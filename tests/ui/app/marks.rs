//! What is drawn beside the words, between them and around them keeps apart.

use egui::{Pos2, Rect, Vec2, vec2};
use tickmark::model::{Edit, Id, LinkTarget, PassageKind, Project, ProjectId, Relation, Role};
use tickmark::session::Side::{Left, Right};

use super::driver::{Driver, Home};
use crate::{rich, support::Desk};

/// The places along a line.
fn along(points: &[Pos2]) -> Vec<Pos2> {
    let steps = points.iter().zip(points.iter().skip(1));
    steps.flat_map(|(a, b)| (0..=20u8).map(|part| a.lerp(*b, f32::from(part) / 20.0))).collect()
}

/// The middle of the mark of the first note in the margin; its sign in the text has the same name.
fn mark_of(driver: &Driver) -> Pos2 {
    let rects = driver.rects_starting("Note 1: Ministry of Justice");
    rects.into_iter().map(|rect| rect.center()).min_by(|a, b| a.x.total_cmp(&b.x)).expect("it has a mark")
}

#[test]
fn the_sign_of_a_passage_and_the_mark_of_a_suggestion_share_a_line() {
    let mut project = Project::new(ProjectId(Id::random([3; 16])));
    let dot = tickmark::model::Dot { actor: tickmark::model::Actor(1), counter: 1 };
    project.apply(Edit::insert(rich::document(Role::Draft)), dot).expect("a document fits an empty project");
    for size in [vec2(1600.0, 1000.0), vec2(900.0, 700.0)] {
        let home = Home::new();
        let mut driver = Driver::open(&home, size, &project);
        driver.select_words(Left, "The country");
        driver.press("1");
        let sign = Rect::from_center_size(driver.rect("Unchecked, claim: The country").center(), Vec2::splat(11.0));
        let mark = mark_of(&driver);
        assert!(!sign.intersects(Rect::from_center_size(mark, Vec2::splat(9.0))), "{mark} lies over {sign}");
        driver.press("Ctrl+Z");
        let alone = mark_of(&driver);
        let line = driver.words(Left, "The country");
        assert!((alone.y - line.center().y).abs() < 1.0, "without a sign it stands in the middle of its line");
    }
}

#[test]
fn the_number_of_passages_in_a_line_stands_clear_of_the_box_around_its_first_words() {
    // Readers of small windows have little room beside their lines.
    for width in [1600.0, 900.0, 700.0] {
        let home = Home::new();
        let texts = [("Draft", "12 men came, 23 stayed and 45 left.")];
        let mut driver = Driver::texts_in(&home, vec2(width, 800.0), &texts);
        for words in ["12 men", "23", "45"] {
            driver.select_words(Left, words);
            driver.press("3");
        }
        driver.press("Escape");
        let first = driver.words(Left, "12 men");
        let beside = Rect::from_x_y_ranges(first.left() - 60.0..=first.left() + 10.0, first.y_range());
        let counts = driver.texts_painted().filter(|text| text.shape.galley.text() == "3");
        let count = counts.map(|text| Rect::from_min_size(text.shape.pos, text.shape.galley.size()));
        let count = count.into_iter().find(|count| beside.intersects(*count)).expect("their number is told");
        // The box has some room around its words, and a line.
        assert!(count.right() <= first.left() - 3.0, "{count} lies under the box around {first}");
        let number =
            driver.texts_painted().find(|text| text.shape.galley.text() == "1" && text.shape.pos.x < first.left());
        let number = number.expect("the paragraph has a number");
        let end = number.shape.pos.x + number.shape.galley.size().x;
        assert!(end <= count.left() - 10.0, "its sign, before {count}, lies over the number that ends at {end}");
    }
}

#[test]
fn the_tick_of_a_closed_passage_covers_no_letter() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Draft", "The unforgettable fell.")]);
    driver.select_words(Left, "unforge");
    driver.press("1 S X Escape");
    driver.move_to(driver.window().left_top());
    let letters = driver.words(Left, "ttable").with_min_x(driver.words(Left, "unforge").right());
    let tick = driver.curves_painted().map(|(points, _)| Rect::from_points(points));
    let tick = tick.filter(|tick| tick.width() < 9.0 && letters.expand(6.0).contains_rect(*tick));
    let tick = tick.last().expect("a closed passage has a tick");
    let covered = driver.words_in(tick.expand(0.5));
    assert_eq!(covered, <[String; 0]>::default(), "{tick}");
}

/// A draft with a passage below others, linked with each of many short paragraphs of a report.
fn across() -> Project {
    let mut desk = Desk::new();
    let draft = format!("{}Over 80,000 people\n{}", "A line.\n".repeat(9), "A line.\n".repeat(9));
    let draft = desk.document("Draft", Role::Draft, &draft);
    let detained = desk.mark(draft, "Over 80,000 people", PassageKind::Statistic);
    let counts: Vec<String> = (1..=60).map(|at| format!("counted {at} times\n")).collect();
    let report = desk.document("Report", Role::Evidence, &counts.concat());
    for at in 1..=60 {
        let there = desk.mark(report, &format!("counted {at} times"), PassageKind::Statistic);
        desk.link(detained, LinkTarget::Passage(there), Relation::Context);
    }
    desk.session.project().clone()
}

#[test]
fn curves_to_the_reader_beside_run_through_no_number_of_a_paragraph() {
    let home = Home::new();
    let mut driver = Driver::open(&home, vec2(1300.0, 1000.0), &across());
    driver.press("N");
    let numbers = driver.reader(Right);
    let numbers = numbers.with_max_x(driver.words(Right, "counted 1 times").left() - 4.0);
    let texts = driver.texts_painted().enumerate().flat_map(|(at, text)| text.lines(at));
    let numbers: Vec<Rect> = texts.map(|(_, _, ink)| ink).filter(|ink| numbers.contains_rect(*ink)).collect();
    assert!(numbers.len() > 5);
    // Of a dotted curve each dash is a line of its own.
    let segments = driver.lines_painted();
    assert!(segments.len() > 100);
    for place in segments.iter().flat_map(|ends| along(ends)) {
        assert!(!numbers.iter().any(|number| number.expand(0.5).contains(place)), "at {place}");
    }
}

#[test]
fn an_arrow_keeps_off_the_frame_of_its_passage() {
    let home = Home::new();
    let mut driver = Driver::open(&home, vec2(1280.0, 800.0), &across());
    driver.press("N");
    let arrow = driver.rect_starting("43 links lead further down");
    let line = driver.words(Left, "Over 80,000 people");
    let ring = line.expand2(vec2(4.5, 0.0));
    assert!((arrow.center().y - line.center().y).abs() < 1.0, "there is room behind the words");
    assert!(arrow.left() >= ring.right() + 2.0, "{arrow} touches {ring}");
}
