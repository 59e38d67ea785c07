//! Two versions of a text side by side.

use egui::{PointerButton, vec2};
use tickmark::command::{Action, Ask, Command, Then};
use tickmark::edit;
use tickmark::model::Field;
use tickmark::session::Side::{self, Left, Right};
use tickmark::text::TextRange;

use super::driver::{Driver, Home};

const FIRST: &str = "It was reported on Monday that at least 265 people died.\nNobody else was there.\n\
    The church, the families and all of the lawyers asked for peace in the country again.\n\
    That is the end of it, said the man at the door.";
const SECOND: &str = "It was reported on Monday that at least 266 people died.\n\
    That is the end of it, said the man at the door.\n\
    The church, the families and all of the lawyers asked for peace in the whole country again.";

/// Both open, the first on the left, compared.
fn compared(home: &Home, first: &str, second: &str) -> Driver {
    let mut driver = Driver::texts(home, &[("First", first), ("Second", second)]);
    driver.press("F8");
    driver.wait_for_jobs();
    driver
}

/// The words at the carets of both readers, up to the end of the line.
fn at_carets(driver: &Driver) -> [String; 2] {
    [Left, Right].map(|side| {
        let tab = driver.session().desk.pane(side).tab().expect("a document is open");
        let text = driver.project().document(tab.document).expect("it is there").text();
        text.get(tab.selection.head..).unwrap_or_default().lines().next().unwrap_or_default().to_owned()
    })
}

#[test]
fn what_differs_is_counted_and_walked_through() {
    let home = Home::new();
    let mut driver = compared(&home, FIRST, SECOND);
    assert!(driver.shows("4 differences"), "{:?}", driver.names());
    for legend in ["1 inserted", "1 deleted", "1 replaced", "1 moved"] {
        assert!(driver.shows(legend), "{legend}: {:?}", driver.names());
    }
    driver.press("F7");
    assert!(driver.shows("Difference 1 of 4, replaced: “265” by “266”"), "{:?}", driver.names());
    assert_eq!(at_carets(&driver), ["265 people died.", "266 people died."]);
    for told in [
        "Difference 2 of 4, moved: “That is the end of it, said the man at the door.”",
        "Difference 3 of 4, deleted: “Nobody else was there.”",
        "Difference 4 of 4, inserted: “whole”",
    ] {
        driver.press("F7");
        assert!(driver.shows(told), "{told}");
    }
    driver.press("F7");
    assert_eq!(at_carets(&driver), ["265 people died.", "266 people died."], "around the end");
    driver.press("F7 Shift+F7");
    assert_eq!(at_carets(&driver), ["265 people died.", "266 people died."]);
    driver.click("Next difference (F7)");
    assert!(driver.reads("2 of 4"));
}

#[test]
fn the_walk_goes_on_where_the_caret_was_put() {
    let home = Home::new();
    let mut driver = compared(&home, "one 1 two 2 three 3 four", "one 5 two 6 three 7 four");
    driver.click_words(Left, "two");
    driver.press("F7");
    assert_eq!(at_carets(&driver), ["2 three 3 four", "6 three 7 four"]);
    driver.press("O");
    driver.click_words(Right, "four");
    driver.press("Shift+F7");
    assert_eq!(at_carets(&driver), ["3 four", "7 four"]);
}

#[test]
fn who_rests_on_a_difference_is_told_the_other_wording() {
    let home = Home::new();
    let mut driver = compared(&home, FIRST, SECOND);
    let told = [
        (Left, "265", "Replaced by “266”"),
        (Right, "266", "Was “265”"),
        (Left, "Nobody", "Deleted: the version on the right has nothing of it"),
        (Left, "the end of it", "Moved to ¶2"),
        (Right, "the end of it", "Moved from ¶4"),
    ];
    for (side, words, says) in told {
        let at = driver.words(side, words).left_center() + vec2(3.0, 0.0);
        driver.move_to(at);
        driver.wait(1);
        assert!(driver.reads(says), "{words}: {says}");
    }
}

#[test]
fn escape_or_the_command_again_leaves() {
    let home = Home::new();
    let mut driver = compared(&home, FIRST, SECOND);
    driver.select_words(Left, "reported");
    driver.press("Escape");
    assert!(driver.session().desk.compares, "Esc lets the words go first");
    driver.press("Escape");
    assert!(!driver.session().desk.compares && !driver.shows("4 differences"));
    driver.press("F8");
    assert!(driver.shows("4 differences"), "what was worked out is kept");
    driver.press("F8");
    assert!(!driver.session().desk.compares);
    driver.press("F8");
    driver.click("Leave the comparison");
    assert!(!driver.session().desk.compares);
}

#[test]
fn marks_of_passages_are_quiet_meanwhile() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("First", FIRST), ("Second", SECOND)]);
    driver.select_words(Left, "265 people");
    driver.press("3 Escape");
    let is_sign = |name: &String| name.starts_with("Unchecked, statistic: 265 people");
    assert!(driver.names().iter().any(is_sign), "{:?}", driver.names());
    driver.press("F8");
    driver.wait_for_jobs();
    assert!(!driver.names().iter().any(is_sign));
    driver.press("F8");
    assert!(driver.names().iter().any(is_sign));
}

#[test]
fn texts_that_are_no_versions_of_each_other_are_told() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("F8");
    driver.wait_for_jobs();
    assert!(driver.reads("These are no two versions of one text: they have 1 percent of their words in common"));
    driver.press("F7");
    assert!(driver.shows("Left reader: A shared agenda"), "nothing happens");
}

#[test]
fn texts_that_say_the_same_are_told() {
    let home = Home::new();
    let driver = compared(&home, "It is so.\nAll of it.", "It is so.   All of it.");
    assert!(driver.reads("No difference: both say the same, word for word"));
}

#[test]
fn with_one_document_there_is_nothing_to_compare() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("First", FIRST)]);
    driver.press("F8");
    assert!(driver.reads("Open two documents side by side first"));
    driver.press("F7");
    assert!(driver.reads("No versions are compared"));
}

/// A long text; in the second version some paragraphs are new.
fn long(n_new: usize) -> String {
    let line = |what: &str, at: usize| {
        format!(
            "Here is {what} number{at} of all, with so many words that it goes over a line of the reader, and on, and on."
        )
    };
    let new = (0..n_new).map(|at| line("a new one", at + 500));
    let before = (0..20).map(|at| line("paragraph", at + 100));
    let after = (20..80).map(|at| line("paragraph", at + 100));
    before.chain(new).chain(after).collect::<Vec<_>>().join("\n")
}

/// How far down in both readers a word is that both have.
fn heights(driver: &Driver, word: &str) -> Option<[f32; 2]> {
    Some([driver.find_words(Left, word)?.center().y, driver.find_words(Right, word)?.center().y])
}

/// The first of the paragraphs in view on the left that is whole, and how far down it is in both.
fn first_in_view(driver: &Driver) -> (usize, Option<[f32; 2]>) {
    let reader = driver.reader(Left);
    let seen = (100..180).find(|at| {
        driver
            .find_words(Left, &format!("number{at}"))
            .is_some_and(|word| word.center().y > reader.top() + 0.3 * reader.height())
    });
    let seen = seen.expect("some paragraph is in view");
    (seen, heights(driver, &format!("number{seen}")))
}

#[test]
fn one_reader_scrolls_with_the_other() {
    let home = Home::new();
    let mut driver = compared(&home, &long(0), &long(9));
    for side in [Left, Right] {
        for points in [-1500.0, -900.0, 400.0] {
            let at = driver.reader(side).center();
            driver.wheel(at, points);
            let (at, heights) = first_in_view(&driver);
            let [left, right] = heights.expect("both readers show the paragraph");
            assert!((left - right).abs() < 2.0, "paragraph {at} is at {left} and {right}");
        }
    }
    driver.wait(3);
    assert!(driver.is_at_rest());
    driver.click("Scroll together");
    let before = driver.find_words(Right, "number").expect("in view");
    let at = driver.reader(Left).center();
    driver.wheel(at, 900.0);
    assert_eq!(driver.find_words(Right, "number"), Some(before), "the other one stays");
    driver.click("Scroll together");
    driver.wheel(at, 600.0);
    let (_, heights) = first_in_view(&driver);
    assert!(heights.is_some_and(|[left, right]| (left - right).abs() < 2.0), "{heights:?}");
    driver.wheel(at, 99_000.0);
    assert!(heights_of_first(&driver).is_some_and(|[left, right]| (left - right).abs() < 1.0), "both are at the top");
}

fn heights_of_first(driver: &Driver) -> Option<[f32; 2]> {
    heights(driver, "number100")
}

#[test]
fn both_wordings_of_a_difference_stand_at_one_height() {
    let home = Home::new();
    let (first, second) = (long(0), long(9).replace("number150 of all", "which, as is known, is unnumbered of all"));
    let mut driver = compared(&home, &first, &second);
    driver.press("F7 F7");
    assert!(driver.reads("2 of 2"));
    let [left, right] =
        [(Left, "number150"), (Right, "which, as is known")].map(|(side, words)| driver.find_words(side, words));
    assert_eq!(left.expect("in view").top(), right.expect("in view").top());
}

/// A draft of which the second version is read on the left, and a report on the right. The caret is in the first line.
fn second_draft(home: &Home) -> Driver {
    let second = long(9).replace("number150 of all", "which, as is known, is unnumbered of all");
    let mut driver = Driver::texts(home, &[("First", &long(0)), ("Report", "Another text."), ("Second", &second)]);
    let documents: Vec<_> = driver.project().documents().into_iter().map(|it| (it.title.to_string(), it.id)).collect();
    let id = |title: &str| documents.iter().find(|(of, _)| of == title).expect("it is there").1;
    driver.request(Action::Replace(id("First"), id("Second")));
    driver.wait_for_jobs();
    driver.click_words(Left, "number100");
    driver
}

/// How far down a word is in a reader.
#[track_caller]
fn height(driver: &Driver, side: Side, word: &str) -> f32 {
    driver.find_words(side, word).expect("the word is in view").top()
}

/// Whether two heights are one, but for the rounding to pixels.
fn is_about(a: f32, b: f32) -> bool {
    (a - b).abs() < 2.0
}

#[test]
fn a_comparison_opens_where_one_reads_and_leaves_the_reader_where_it_was() {
    let home = Home::new();
    let mut driver = second_draft(&home);
    let at = driver.reader(Left).center();
    driver.wheel(at, -5000.0);
    let (seen, _) = first_in_view(&driver);
    let word = format!("number{seen}");
    let before = height(&driver, Left, &word);
    for way_out in ["F8", "Escape"] {
        driver.press("F8");
        driver.wait_for_jobs();
        assert!(driver.shows("Left reader: First") && driver.shows("Right reader: Second"));
        let [left, right] = [Left, Right].map(|side| height(&driver, side, &word));
        assert!(is_about(right, before) && is_about(left, right), "{word} was at {before}, is at {left} and {right}");
        driver.press(way_out);
        assert!(driver.shows("Left reader: Second") && driver.shows("Right reader: Report"), "{:?}", driver.names());
        let after = height(&driver, Left, &word);
        assert!(is_about(after, before), "{word} was at {before}, is at {after}");
    }
}

#[test]
fn a_comparison_that_was_scrolled_leaves_the_reader_where_it_was_scrolled_to() {
    let home = Home::new();
    let mut driver = second_draft(&home);
    driver.press("F8");
    driver.wait_for_jobs();
    let at = driver.reader(Right).center();
    driver.wheel(at, -6000.0);
    let (seen, _) = first_in_view(&driver);
    let word = format!("number{seen}");
    let there = height(&driver, Right, &word);
    driver.press("F8");
    assert!(driver.shows("Left reader: Second"));
    let after = height(&driver, Left, &word);
    assert!(is_about(after, there), "{word} was at {there}, is at {after}");
}

#[test]
fn the_caret_stands_at_one_height_with_its_words_in_the_other_version() {
    let home = Home::new();
    let mut driver = second_draft(&home);
    let at = driver.reader(Left).center();
    driver.wheel(at, -1900.0);
    // Above it in the second version are nine paragraphs that the first one has not.
    driver.click_words(Left, "number121");
    let before = height(&driver, Left, "number121");
    driver.press("F8");
    driver.wait_for_jobs();
    let [left, right] = [Left, Right].map(|side| height(&driver, side, "number121"));
    assert!(is_about(right, before) && is_about(left, right), "it was at {before}, is at {left} and {right}");
    assert!(at_carets(&driver)[1].contains("121 of all"), "the caret went along");
}

#[test]
fn the_first_difference_is_looked_for_from_where_one_reads() {
    let home = Home::new();
    let mut driver = second_draft(&home);
    let at = driver.reader(Left).center();
    driver.wheel(at, -2300.0);
    driver.press("F8");
    driver.wait_for_jobs();
    driver.press("F7");
    assert!(driver.find_words(Right, "which, as is known").is_some(), "not the one above");
}

#[test]
fn a_list_opens_the_comparison_at_a_place() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("First", &long(0)), ("Second", &long(9))]);
    let [old, new] = [Left, Right].map(|side: Side| driver.session().desk.pane(side).tab().expect("a tab").document);
    let (first, second) = (long(0), long(9));
    let range = |text: &str, words: &str| {
        let at = text.find(words).expect("the words");
        TextRange::between(at, at + words.len())
    };
    driver.request(Action::Compare { old, new, at: Some((old, range(&first, "number150"))) });
    driver.wait_for_jobs();
    let [left, right] = heights(&driver, "number150").expect("both show it");
    assert!((left - right).abs() < 2.0, "{left} {right}");
    driver.request(Action::Compare { old, new, at: Some((new, range(&second, "number504"))) });
    assert!(driver.find_words(Right, "number504").is_some() && driver.find_words(Left, "number120").is_some());
    assert!(driver.reads("1 of 1"), "it is in this difference");
}

#[test]
fn the_document_that_replaces_the_other_is_the_new_one_wherever_it_stands() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Second", SECOND), ("First", FIRST)]);
    let [new, old] = [Left, Right].map(|side: Side| driver.session().desk.pane(side).tab().expect("a tab").document);
    driver.request(Action::Commit(edit::set_field(new, Field::Replaces, Some(old)), Then::Stay));
    driver.press("F8");
    driver.wait_for_jobs();
    driver.press("F7");
    assert!(driver.shows("Difference 1 of 4, replaced: “265” by “266”"));
    assert_eq!(at_carets(&driver), ["266 people died.", "265 people died."]);
}

#[test]
fn the_menu_of_a_document_compares_it_with_the_one_that_is_read() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("First", FIRST), ("Other", "Another text."), ("Second", SECOND)]);
    let at = driver.rect_starting("Second: ").center();
    driver.click_with(at, PointerButton::Secondary);
    driver.click_line("Compare with “First”");
    driver.wait_for_jobs();
    assert!(driver.shows("Right reader: Second") && driver.shows("4 differences"));
    assert!(driver.session().desk.compares);
}

#[test]
fn both_readers_are_shown_however_narrow_the_window_is() {
    let home = Home::new();
    let texts = [("First", FIRST), ("Second", SECOND)];
    let mut driver = Driver::texts_in(&home, vec2(1024.0, 640.0), &texts);
    driver.request(Command::ShowBoth);
    driver.press("F8");
    driver.wait_for_jobs();
    assert!(driver.shows("Left reader: First") && driver.shows("Right reader: Second"));
    assert_eq!(driver.overlaps(), [], "nothing is painted over");
    driver.press("F11");
    assert!(!driver.session().desk.compares, "the first read has no marks");
}

#[test]
fn a_draft_is_compared_with_the_version_before_it_whatever_is_in_the_other_reader() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("First", FIRST), ("Report", "Another text."), ("Second", SECOND)]);
    let documents: Vec<_> = driver.project().documents().into_iter().map(|it| (it.title.to_string(), it.id)).collect();
    let id = |title: &str| documents.iter().find(|(of, _)| of == title).expect("it is there").1;
    let (first, second) = (id("First"), id("Second"));
    driver.request(Action::Replace(first, second));
    driver.wait_for_jobs();
    assert!(driver.shows("Left reader: Second") && driver.shows("Right reader: Report"), "{:?}", driver.names());
    driver.press("F8");
    driver.wait_for_jobs();
    assert!(
        driver.shows("Left reader: First") && driver.shows("Right reader: Second") && driver.shows("4 differences")
    );
    driver.press("F8");
    driver.request(Action::OpenDocument(Left, second));
    driver.request(Action::OpenDocument(Right, id("Report")));
    let at = driver.rect_starting("Second: ").center();
    driver.click_with(at, PointerButton::Secondary);
    driver.click_line("Compare with “First”");
    driver.wait_for_jobs();
    assert!(driver.session().desk.compares && driver.shows("4 differences"));
}

#[test]
fn a_document_is_removed_by_the_list_of_commands() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("First", FIRST), ("Second", SECOND)]);
    driver.press("Ctrl+K");
    driver.type_text("remove this document");
    driver.press("Enter");
    driver.click("Remove");
    assert_eq!(titles(&driver), ["Second"], "the one in front is gone");
}

#[test]
fn a_mere_enter_removes_no_document() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("First", FIRST), ("Second", SECOND)]);
    let first = driver.project().documents()[0].id;
    for keys in ["Enter", "Escape"] {
        driver.request(Action::Ask(Ask::RemoveDocument(first)));
        assert_eq!(driver.focused().map(|(name, _)| name).as_deref(), Some("Cancel"));
        driver.press(keys);
        assert!(!driver.app().dialog_is_open());
        assert_eq!(titles(&driver), ["First", "Second"], "after {keys}");
    }
    driver.request(Action::Ask(Ask::RemoveDocument(first)));
    driver.press("Tab Enter");
    assert_eq!(titles(&driver), ["Second"], "the button was gone to");
}

fn titles(driver: &Driver) -> Vec<&str> {
    driver.project().documents().into_iter().map(|document| &*document.title).collect()
}
