//! Small windows, long titles, many links: everything has room and can be reached.

use egui::{Rect, vec2};
use tickmark::command::{Action, WindowAction};
use tickmark::model::{LinkTarget, PassageKind, Project, Relation, Role};
use tickmark::session::LowerTab;
use tickmark::session::Side::{Left, Right};

use super::driver::{Driver, Home};
use super::review::replace;
use crate::support::Desk;

const TITLE: &str = "A very long title, as reports and the pages of ministries have it, which nobody ever thought would have to fit anywhere";

/// A draft with a long title, in which a whole paragraph is a passage and another has twelve links.
fn crowded() -> Project {
    let mut desk = Desk::new();
    let whole = "Very quickly, the country came to have the highest incarceration rate in the entire world. ".repeat(6);
    let draft = format!("Heading\n{whole}\nOver 80,000 people were detained.");
    let draft = desk.document(TITLE, Role::Draft, &draft);
    desk.mark(draft, whole.trim_end(), PassageKind::Claim);
    let detained = desk.mark(draft, "Over 80,000 people", PassageKind::Statistic);
    for (at, relation) in Relation::ALL.into_iter().cycle().take(12).enumerate() {
        let words = format!("The report of the year {} counts {at} people in prison", 2000 + at);
        let report =
            format!("{words}, which is more than in the years before, as its authors say with regret. ").repeat(3);
        let report = desk.document(&format!("{TITLE} {at}"), Role::Evidence, &report);
        let counted = desk.mark(report, &words, PassageKind::Statistic);
        desk.link(detained, LinkTarget::Passage(counted), relation);
    }
    desk.session.project().clone()
}

/// The window of 1280×800 pixels at a zoom of 125 %, with the crowded passage in hand.
fn crowded_window(home: &Home) -> Driver {
    let mut driver = Driver::open(home, vec2(1280.0, 800.0) / 1.25, &crowded());
    driver.click_words(Left, "Over 80,000 people");
    driver
}

#[test]
fn no_text_is_written_over_another() {
    let home = Home::new();
    let mut driver = crowded_window(&home);
    assert_eq!(driver.overlaps(), []);
    for keys in ["Ctrl+B", "Ctrl+J", "Ctrl+B"] {
        driver.press(keys);
        assert_eq!(driver.overlaps(), [], "after {keys}");
    }
    for keys in ["S", "L", "Ctrl+K", "F1", "F2"] {
        driver.press(keys);
        assert!(driver.app().dialog_is_open(), "{keys} opens a dialog");
        driver.press("Escape");
        assert!(!driver.app().dialog_is_open(), "Esc closes it");
    }
    assert_eq!(driver.overlaps(), []);
}

/// The places of the notices.
fn notices(driver: &Driver) -> Vec<Rect> {
    let names = driver.names();
    names.iter().filter(|name| name.starts_with("Notice: ")).map(|name| driver.rect(name)).collect()
}

#[test]
fn notices_cover_nothing_that_one_works_with() {
    let lower = |height| Action::Window(WindowAction::LowerHeight(height));
    for (size, height) in [(vec2(1280.0, 780.0), 0), (vec2(1280.0, 780.0), 700), (vec2(1440.0, 900.0), 700)] {
        let home = Home::new();
        let mut driver = Driver::texts_in(&home, size, &[("Draft 1", "The toll was 265.\n\nThe end.\n")]);
        driver.select_words(Left, "toll was 265");
        driver.press("1");
        replace(&mut driver, &home, "Nobody knows.\n\nThe end.\n");
        driver.click("Review");
        driver.wait_for_jobs();
        driver.request(lower(height));
        driver.press("R Ctrl+C");
        // The new version is read left, and what the keys mean is in the lower pane.
        for is_open in [true, false] {
            let shown = notices(&driver);
            assert!(!shown.is_empty(), "{:?}", driver.names());
            let other = driver.reader(Right);
            assert!(shown.iter().all(|notice| other.contains_rect(*notice)), "{shown:?} in {other}");
            if is_open {
                driver.press("Ctrl+J");
            }
        }
        driver.click_words(Right, "The end");
        let other = driver.reader(Left);
        assert!(notices(&driver).iter().all(|notice| other.contains_rect(*notice)), "{:?}", notices(&driver));
    }
}

/// A draft in which words amid a paragraph have a link to words at the beginning of a report, and twelve to its end.
fn linked() -> Project {
    let mut desk = Desk::new();
    let around = "Very quickly, the country came to have the highest rate in the entire world. ";
    let draft = format!("{}Over 80,000 people were detained. {}", around.repeat(12), around.repeat(4));
    let draft = desk.document("Draft", Role::Draft, &draft);
    let detained = desk.mark(draft, "Over 80,000 people", PassageKind::Statistic);
    let counts: Vec<String> = (1..=12).map(|at| format!("counted {at} times")).collect();
    let report = format!("{around}They were 85,000. {}{}.", around.repeat(60), counts.join(" and "));
    let report = desk.document("Report", Role::Evidence, &report);
    for words in ["85,000"].into_iter().chain(counts.iter().map(String::as_str)) {
        let there = desk.mark(report, words, PassageKind::Statistic);
        desk.link(detained, LinkTarget::Passage(there), Relation::Supports);
    }
    desk.session.project().clone()
}

/// A small window with one reader above the other, in which the linked words are in hand.
fn linked_window(home: &Home) -> Driver {
    let mut driver = Driver::open(home, vec2(1280.0, 800.0) / 1.25, &linked());
    driver.press("N");
    assert!(driver.reader(Left).bottom() < driver.reader(Right).top());
    driver
}

#[test]
fn links_that_lead_out_of_view_in_one_direction_share_an_arrow_beside_the_words() {
    let home = Home::new();
    let mut driver = linked_window(&home);
    let arrow = driver.rect_starting("12 links lead further down, the first: supports: counted 1 times");
    assert!(driver.reader(Left).contains_rect(arrow));
    assert_eq!(driver.words_in(arrow), ["12"]);
    driver.click_at(arrow.center());
    assert_eq!(driver.selected_passage(), Some("counted 1 times"));
}

#[test]
fn curves_from_one_reader_to_the_one_below_run_through_no_words() {
    let home = Home::new();
    let mut driver = linked_window(&home);
    // Until its line is cut by the lower edge of its reader, and then gone.
    for _ in 0..30 {
        let curves = driver.curves_painted().filter(|(points, _)| Rect::from_points(points).height() > 60.0);
        let curves: Vec<_> = curves.map(|(points, visible)| (points.to_vec(), visible)).collect();
        for (points, visible) in &curves {
            let steps = points.iter().zip(points.iter().skip(1));
            let places = steps.flat_map(|(a, b)| (0..=100u8).map(|part| a.lerp(*b, f32::from(part) / 100.0)));
            for place in places.filter(|place| visible.contains(*place)) {
                let covered = driver.words_in(Rect::from_center_size(place, vec2(0.5, 0.5)));
                assert_eq!(covered, <[String; 0]>::default(), "at {place}");
                assert!([Left, Right].iter().any(|side| driver.reader(*side).contains(place)), "{place} is in no text");
            }
        }
        let is_in_view = driver.find_words(Left, "Over 80,000 people").is_some();
        assert!(!is_in_view || !curves.is_empty(), "a curve begins at words in view");
        let at = driver.reader(Left).center();
        driver.wheel(at, 9.0);
    }
    assert!(driver.find_words(Left, "Over 80,000 people").is_none());
}

/// Where the numbers of paragraphs are painted, the bars of untouched sentences begin and the words begin.
#[test]
fn numbers_of_three_digits_are_whole_beside_the_bars() {
    let lines: Vec<String> = (0..130).map(|n| format!("Line {n} of it.")).collect();
    let text = lines.join("\n");
    for (width, zoom, documents) in
        [(1280.0, 125, true), (1280.0, 100, true), (1440.0, 100, true), (1920.0, 100, false)]
    {
        let home = Home::new();
        home.set(|settings| {
            settings.zoom = zoom;
            settings.layout.list_open = Some(documents);
        });
        let mut driver = Driver::texts_in(&home, vec2(width, 900.0), &[("Draft", &text), ("Report", "Nothing.")]);
        driver.press("Ctrl+End");
        let reader = driver.reader(Left);
        let bar = driver.rect("Untouched: Line 129 of it.");
        let words = driver.words(Left, "Line 129");
        let (_, _, number) = driver
            .texts_painted()
            .enumerate()
            .flat_map(|(at, text)| text.lines(at))
            .find(|(_, words, rect)| words == "130" && reader.intersects(*rect))
            .expect("the last paragraph has its number");
        // The ink is a little less wide than the digits, and none of it is cut off.
        assert!(number.width() > 14.0, "{width} {zoom}: {number}");
        assert!(number.left() >= bar.left() + 7.0 && number.right() < words.left() - 8.0, "{width} {zoom}: {number}");
    }
}

#[test]
fn lines_hold_at_least_45_characters() {
    let home = Home::new();
    let driver = crowded_window(&home);
    for side in [Left, Right] {
        assert!(driver.characters_per_line(side) >= 45.0, "{}", driver.characters_per_line(side));
    }
}

#[test]
fn outcome_and_evidence_are_in_view() {
    let home = Home::new();
    let driver = crowded_window(&home);
    let window = driver.window();
    assert!(window.contains_rect(driver.rect("Outcome: No outcome")));
    assert!(window.contains_rect(driver.rect_starting("Follow: contradicts")), "the first link is in view");
}

#[test]
fn tab_reaches_every_control() {
    let home = Home::new();
    let mut driver = crowded_window(&home);
    let stops = driver.tab_around();
    let missed: Vec<_> = driver.controls().into_iter().filter(|control| !stops.contains(control)).collect();
    assert!(missed.is_empty(), "Tab never comes to {missed:?}");
}

#[test]
fn next_tells_a_screen_reader_what_it_stopped_at() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    for _ in 0..12 {
        driver.press("N");
        let told = driver.announced().expect("something is announced");
        let passage = driver.passage_in_hand();
        let standing = driver.session().standing(&passage);
        let n_links = driver.project().links_from(passage.id).count();
        let paragraph = driver.paragraph(&passage);
        for part in [passage.kind.label(), passage.words(), &format!("paragraph {paragraph}"), standing.state.name()] {
            assert!(told.contains(part), "{told:?} does not tell {part:?}");
        }
        if let Some(outcome) = standing.outcome {
            assert!(told.contains(outcome.name()), "{told:?}");
        }
        assert!(told.contains(&format!("{n_links} link")) || (n_links == 0 && told.contains("no link")), "{told:?}");
    }
}

#[test]
fn tab_enters_and_leaves_every_pane() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("N");
    let names: Vec<String> = driver.tab_around().into_iter().map(|(_, name)| name).collect();
    let row = "But the self-described dictator";
    for start in ["Left reader: ", "Right reader: ", "Outcome: ", "Add documents", row, "File"] {
        assert!(names.iter().any(|name| name.starts_with(start)), "Tab never comes to {start:?} but to {names:?}");
    }
}

#[test]
fn a_tab_without_tools_leaves_the_tabs_their_room() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("draft", "Over 80,000 people were detained.")]);
    driver.request(Action::Window(WindowAction::ShowLower(LowerTab::Evidence)));
    driver.wait_for_jobs();
    let tabs = driver.rect("Evidence").with_max_x(driver.window().right());
    assert_eq!(driver.words_in(tabs), ["Evidence", "History"], "the head of the table stands below");
}
