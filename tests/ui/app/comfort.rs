//! What the window says of what it does, and keeps in view.

use egui::{Rect, vec2};
use tickmark::app::Picked;
use tickmark::command::{Action, Command, WindowAction};
use tickmark::session::LowerTab;
use tickmark::session::Side::{Left, Right};

use super::driver::{Driver, Home};

const LOCKED: &[u8] = include_bytes!("../../data/import/locked.pdf");

/// A draft in which a word is marked as claim.
fn marked(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("Draft", "Over 80,000 people were detained.")]);
    driver.select_words(Left, "Over 80,000 people");
    driver.press("1");
    driver
}

#[test]
fn undo_and_redo_say_what_they_are_about() {
    let home = Home::new();
    let mut driver = marked(&home);
    driver.choose(&["Edit", "Undo: mark as claim"]);
    assert!(driver.reads("Undone: mark as claim"));
    assert!(driver.find_passage("Over 80,000 people").is_none());
    driver.choose(&["Edit", "Redo: mark as claim"]);
    assert!(driver.reads("Redone: mark as claim") && !driver.reads("Undone"), "one notice, about the last step");
}

#[test]
fn a_removed_passage_comes_back_by_the_notice_about_it() {
    let home = Home::new();
    let mut driver = marked(&home);
    driver.press("Delete");
    assert!(driver.reads("Removed: “Over 80,000 people”"));
    driver.click("Undo");
    assert!(driver.find_passage("Over 80,000 people").is_some());
    driver.press("Delete");
    driver.select_words(Left, "detained");
    driver.press("1");
    assert!(!driver.shows("Undo"), "it would take something else back now");
}

#[test]
fn the_menu_ticks_what_is_on() {
    let home = Home::new();
    let mut driver = marked(&home);
    driver.click("View");
    assert_eq!((driver.is_ticked("Both readers"), driver.is_ticked("Stack the readers")), (true, false));
    assert_eq!((driver.is_ticked("Theme of the system"), driver.is_ticked("Dark theme")), (true, false));
    driver.click_line("Stack the readers");
    driver.click("View");
    assert!(driver.is_ticked("Stack the readers"));
}

#[test]
fn the_title_of_the_project_is_changed_where_it_stands() {
    let home = Home::new();
    let mut driver = marked(&home);
    driver.click("Change the title of the project");
    driver.type_text("Detained");
    driver.press("Enter");
    assert_eq!(driver.project().title(), "Detained");
    driver.choose(&["File", "Title and rules of the project…"]);
    driver.type_text("Freed");
    driver.press("Enter");
    assert_eq!(driver.project().title(), "Freed");
    driver.press("Ctrl+Z");
    assert_eq!(driver.project().title(), "Detained");
}

#[test]
fn tab_goes_through_the_tools_of_the_tables_from_left_to_right() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    for tab in [LowerTab::Passages, LowerTab::Asked] {
        driver.request(Action::Window(WindowAction::ShowLower(tab)));
        driver.settle();
        let bar = driver.rect_starting("Suggestions ");
        let mut stops: Vec<(String, Rect)> = Vec::new();
        while !driver.focused().is_some_and(|stop| stops.contains(&stop)) {
            stops.extend(driver.focused());
            driver.press("Tab");
        }
        let is_tool = |it: &Rect| it.left() > 700.0 && bar.y_range().contains(it.center().y);
        let tools: Vec<f32> = stops.iter().map(|(_, rect)| rect).filter(|it| is_tool(it)).map(Rect::left).collect();
        assert!(tools.len() >= 2 && tools.is_sorted(), "{tab:?}: {tools:?}");
        let ends = driver.texts_painted().filter(|text| bar.y_range().contains(text.shape.pos.y + 8.0));
        let right = ends.map(|text| text.shape.pos.x + text.shape.galley.size().x).fold(0.0, f32::max);
        assert!(driver.window().right() - right < 30.0, "they end at the right edge");
    }
}

#[test]
fn files_that_were_left_out_are_named_with_the_way_to_them() {
    let home = Home::new();
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.drop_files(vec![home.file("a.txt", "The first."), home.bytes("locked.pdf", LOCKED)]);
    driver.click("Load");
    driver.settle();
    assert!(driver.reads("1 file was not loaded") && driver.reads("locked.pdf: "), "{:?}", driver.names());
    driver.click("Show…");
    driver.wait_for_question();
    assert!(driver.shows("Password of locked.pdf"));
}

#[test]
fn why_a_file_was_not_read_can_be_read_whole_in_a_long_list() {
    let home = Home::new();
    let mut driver = Driver::start(&home, vec2(1000.0, 1000.0));
    let mut files: Vec<_> = (0..7).map(|at| home.file(&format!("{at}.txt"), &format!("Text {at}."))).collect();
    files.push(home.bytes("locked.pdf", LOCKED));
    driver.drop_files(files);
    let row = driver.row("locked.pdf");
    let told = |driver: &Driver| {
        let texts =
            driver.texts_painted().filter(|text| text.shape.galley.text().contains("is locked with a password"));
        texts.count()
    };
    assert_eq!(told(&driver), 1, "in its cell, as far as there is room");
    driver.move_to(row.right_center() - vec2(60.0, 0.0));
    driver.wait(1);
    assert_eq!(told(&driver), 2);
}

#[test]
fn it_is_said_what_accepting_makes() {
    let home = Home::new();
    let mut driver = super::suggestions::open(&home);
    driver.click_line("Suggestions ");
    driver.click_row("Note");
    let button = driver.rect("Accept").center();
    driver.move_to(button);
    driver.wait(1);
    assert!(driver.reads("A note becomes a source, and its passage is linked with it"));
    assert!(!driver.reads("A comment becomes"), "none is selected");
}

#[test]
fn the_caret_stays_in_view_in_a_note_that_grows() {
    let home = Home::new();
    let mut driver = marked(&home);
    driver.press("M");
    driver.paste(&format!("{}The end", "A line of the note.\n".repeat(60)));
    driver.settle();
    let lines = driver.texts_painted().enumerate().flat_map(|(at, text)| text.lines(at));
    assert!(lines.map(|(_, words, _)| words).any(|words| words.contains("The end")), "the caret is in view");
}

#[test]
fn rows_are_shown_whole() {
    let home = Home::new();
    let driver = Driver::sample(&home);
    let rows = driver.rect_starting("Passages, ");
    for row in driver.rows_shown().iter().map(|(_, name)| driver.row(name)).filter(|row| row.top() < rows.bottom()) {
        assert!(row.bottom() <= rows.bottom() + 0.5, "{row} is cut by the end of {rows}");
    }
}

#[test]
fn the_passage_in_hand_stays_in_view_when_everything_gets_larger() {
    let home = Home::new();
    let mut driver = Driver::sample(&home);
    driver.press("N N N N N N");
    let words = driver.in_hand().expect("one is in hand").to_owned();
    for _ in 0..8 {
        driver.request(Command::ZoomIn);
        driver.settle();
        let line = driver.find_words(Left, &words).expect("it is in view");
        assert!(driver.reader(Left).contains_rect(line), "{line} in {}", driver.reader(Left));
    }
}

#[test]
fn the_question_what_a_link_says_leaves_its_words_free() {
    for size in [vec2(1600.0, 1000.0), vec2(1280.0, 800.0)] {
        let home = Home::new();
        let lines =
            "A line that is not the point, and long enough to reach to the other side of its reader.\n".repeat(4);
        let draft = format!("{lines}Over 80,000 people were detained.");
        let report = format!("{lines}They say it was 85,000 people.");
        let mut driver = Driver::texts_in(&home, size, &[("draft", &draft), ("report", &report)]);
        driver.select_words(Left, "Over 80,000 people");
        driver.press("3");
        driver.select_words(Right, "85,000 people");
        driver.press("L");
        driver.settle();
        let title = driver.texts_painted().find_map(|text| text.rect_of("What does it say?")).expect("it is asked");
        let popup = title.union(driver.rect_starting("supports")).union(driver.rect_starting("Primary evidence"));
        for (side, words) in [(Left, "Over 80,000 people"), (Right, "85,000 people")] {
            let line = driver.find_words(side, words).expect("it is in view");
            assert!(!popup.intersects(line), "{popup} covers {line}");
        }
    }
}

#[test]
fn the_box_for_paths_stays_where_it_is() {
    let home = Home::new();
    home.file("one.txt", "One.");
    home.file("two.txt", "Two.");
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.will_pick(Picked::NoDialog);
    driver.press("Ctrl+O");
    driver.settle();
    let before = driver.rect("Cancel");
    driver.paste(&format!("{}/", home.path("").display()));
    driver.settle();
    assert_eq!(driver.rect("Cancel"), before);
    driver.type_text("nothing of that name");
    driver.settle();
    assert_eq!(driver.rect("Cancel"), before);
}
