//! What two people set differently: told after a merge, found for the editor wherever it is, and settled there.

use tickmark::edit;
use tickmark::model::{Field, Outcome, Text};
use tickmark::session::Session;

use super::driver::{Driver, Home, NOW};
use super::forks::takes_in;
use super::merging::{DONE, copy, does, finds, merge, saved};

/// Ben and Cem each do something to a copy; both are merged, and the clashes shown.
fn clashing(home: &Home, ben: impl FnOnce(&mut Session), cem: impl FnOnce(&mut Session)) -> Driver {
    let mut driver = saved(home);
    let ben = copy(home, ("Ben Okafor", "ben.tickmark.ron"), ben);
    let cem = copy(home, ("Cem Öz", "cem.tickmark.ron"), cem);
    merge(&mut driver, ben);
    merge(&mut driver, cem);
    driver.click("Show clashes");
    driver.wait_for_jobs();
    driver
}

fn title(title: &'static str) -> impl FnOnce(&mut Session) {
    move |session| {
        let project = session.project().id();
        does(session, edit::set_field(project, Field::Title, Text::from(title)));
    }
}

fn note(note: &'static str) -> impl FnOnce(&mut Session) {
    move |session| {
        let passage = session.project().passages().next().expect("there is one").id;
        does(session, edit::set_field(passage, Field::Note, Text::from(note)));
    }
}

fn click(driver: &mut Driver, label: &str) {
    driver.click(label);
    driver.wait_for_jobs();
}

#[test]
fn the_title_of_the_project_is_settled_like_all_else() {
    let home = Home::new();
    let mut driver = clashing(&home, title("Prisons"), title("Jails"));
    let rows = driver.rows_shown();
    assert!(rows[0].1.contains("Clash") && rows[0].1.contains("The project"), "{rows:?}");
    assert!(rows[0].1.contains("Prisons (Ben Okafor)") && rows[0].1.contains("Jails (Cem Öz)"), "{rows:?}");
    click(&mut driver, "Choose Jails, set by Cem Öz");
    assert_eq!((driver.project().title(), driver.project().n_clashes()), ("Jails", 0));
    assert!(driver.rows_shown().is_empty());
    driver.press("Ctrl+Z");
    assert_eq!(driver.project().n_clashes(), 1, "a choice can be taken back");
}

#[test]
fn clashes_are_offered_until_the_last_is_settled() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| {
        title("Prisons")(ben);
        note("by telephone")(ben);
    });
    let cem = copy(&home, ("Cem Öz", "cem.tickmark.ron"), |cem| {
        title("Jails")(cem);
        note("by letter")(cem);
    });
    merge(&mut driver, ben);
    merge(&mut driver, cem);
    driver.click_line("For the editor");
    driver.wait_for_jobs();
    for (choice, n_left) in [("Choose Jails, set by Cem Öz", 1), ("Choose by letter, set by Cem Öz", 0)] {
        assert!(driver.shows("Show clashes"));
        click(&mut driver, choice);
        assert_eq!(driver.project().n_clashes(), n_left);
    }
    assert!(!driver.shows("Show clashes"));
}

#[test]
fn every_value_says_who_set_it_and_when() {
    let home = Home::new();
    let driver = clashing(&home, title("Prisons"), title("Jails"));
    for who in ["Ben Okafor", "Cem Öz"] {
        let time = tickmark::ui::when::when(DONE, NOW);
        assert!(driver.reads(&format!("{who}, {time}")), "{:?}", driver.names());
    }
}

#[test]
fn another_value_is_written_in_place() {
    let home = Home::new();
    let mut driver = clashing(&home, note("by telephone"), note("by letter"));
    driver.click_nth_from_left("Another value: Note", 0);
    driver.press("Ctrl+A");
    driver.type_text("by both");
    driver.press("Enter");
    assert_eq!((driver.passage("two").note.as_str(), driver.project().n_clashes()), ("by both", 0));
}

#[test]
fn another_value_is_chosen_from_all_there_are() {
    let home = Home::new();
    let mut driver =
        clashing(&home, |ben| finds(ben, "two", Outcome::Wrong), |cem| finds(cem, "two", Outcome::Confirmed));
    driver.click_nth_from_left("Another value: Outcome", 0);
    click(&mut driver, "Opinion");
    assert_eq!((driver.passage("two").outcome, driver.project().n_clashes()), (Some(Outcome::Opinion), 0));
}

#[test]
fn what_one_deleted_and_the_other_changed_is_kept_until_somebody_says() {
    let home = Home::new();
    let remove = |session: &mut Session| {
        let passage = session.project().passages().next().expect("there is one").id;
        does(session, edit::remove_passages(session.project(), &[passage]));
    };
    let mut driver = clashing(&home, remove, note("by letter"));
    assert!(driver.find_passage("two").is_some(), "nothing is lost");
    driver.click_nth_from_left("Choose Delete it, set by Ben Okafor", 0);
    driver.wait_for_jobs();
    assert!(driver.find_passage("two").is_none());
    assert_eq!(driver.project().n_clashes(), 0);
}

#[test]
fn who_only_took_a_new_version_in_is_not_told_to_have_kept_what_another_deleted() {
    let home = Home::new();
    let remove = |session: &mut Session| {
        let passage = session.project().passages().next().expect("there is one").id;
        does(session, edit::remove_passages(session.project(), &[passage]));
    };
    let new = "Four five.\nOne two three.\nSix.\nSeven.";
    let driver = clashing(&home, remove, takes_in("Draft 2", "two.txt", new));
    let time = tickmark::ui::when::when(DONE, NOW);
    for told in [format!("Cem Öz took it to “Draft 2”, {time}"), format!("Ben Okafor, {time}")] {
        assert!(driver.reads(&told), "{told}: {:?}", driver.names());
    }
    assert!(driver.shows("Choose Keep it: Cem Öz took it to “Draft 2”"), "{:?}", driver.names());
    assert!(driver.rows_shown()[0].1.contains("Keep it (Cem Öz took it to “Draft 2”)"), "{:?}", driver.rows_shown());
}

/// A name without a space where a line could end, and one with many.
const LONG_NAMES: [&str; 2] = [
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewaren",
    "Maria de los Ángeles Fernanda Guadalupe del Carmen Rodríguez y Gutiérrez de la Concepción Martínez",
];

/// A note that two people of long names wrote, and an outcome that both set, in a window of 1280×800 pixels at 125 %.
fn long_clashes(home: &Home) -> Driver {
    let address = "anaddresswithoutanyplacewherealinecouldend".repeat(3);
    let driver = saved(home);
    let copies = LONG_NAMES.into_iter().zip([(&*address, Outcome::Wrong), ("no", Outcome::Confirmed)]);
    let copies = copies.map(|(name, (note, outcome))| {
        let path = copy(home, (name, &format!("{}.tickmark.ron", note.len())), |session| {
            let passage = session.project().passages().next().expect("there is one").id;
            does(session, edit::set_field(passage, Field::Note, Text::from(note)));
            finds(session, "two", outcome);
        });
        tickmark::store::open_project(&path).expect("it was saved").0.project
    });
    let merged = copies.reduce(|a, b| tickmark::merge::merge(&a, &b).project).expect("two of them");
    drop(driver);
    Driver::open(home, egui::vec2(1280.0, 800.0) / 1.25, &merged)
}

#[test]
fn long_names_and_values_stay_within_the_panel_and_are_told_whole() {
    let home = Home::new();
    let mut driver = long_clashes(&home);
    let passage = driver.passage("two").id;
    driver.request(tickmark::command::Action::Show(passage));
    driver.request(tickmark::command::Command::ForEditor);
    driver.wait_for_jobs();
    let buttons = driver.rects_starting("Choose ");
    assert!(buttons.len() >= 4, "{:?}", driver.names());
    let cut: Vec<_> = driver
        .texts_painted()
        .filter(|text| text.visible.is_positive() && text.shape.galley.text() != "all commands")
        .filter(|text| text.shape.pos.x + text.shape.galley.size().x > text.visible.right() + 1.0)
        .map(|text| text.shape.galley.text().to_owned())
        .collect();
    assert_eq!(cut, [""; 0]);
    for name in LONG_NAMES {
        assert!(driver.names().iter().any(|it| it.starts_with("Choose ") && it.contains(name)), "{:?}", driver.names());
    }
}

#[test]
fn who_set_a_value_and_when_is_read_whole_in_a_window_of_1440_by_900() {
    let home = Home::new();
    let (ben, cem) = (Outcome::ConfirmedWithChange, Outcome::Conflicting);
    let driver = clashing(&home, |it| finds(it, "two", ben), |it| finds(it, "two", cem));
    let merged = driver.project().clone();
    drop(driver);
    let home = Home::new();
    let mut driver = Driver::open(&home, egui::vec2(1440.0, 900.0), &merged);
    let passage = driver.passage("two").id;
    driver.request(tickmark::command::Action::Show(passage));
    driver.request(tickmark::command::Command::ForEditor);
    driver.wait_for_jobs();
    let time = tickmark::ui::when::when(DONE, NOW);
    for who in ["Ben Okafor", "Cem Öz"] {
        let said = format!("{who}, {time}");
        let n_whole = driver.texts_painted().filter(|text| text.shape.galley.text() == said).count();
        let n_buttons = driver.rects_starting("Choose ").len() / 2;
        assert!(n_whole >= n_buttons, "{said}: {n_whole} of {n_buttons}");
    }
    assert!(driver.overlaps().is_empty(), "{:?}", driver.overlaps());
}

#[test]
fn what_is_settled_in_the_panel_leaves_no_other_clash_chosen_in_the_list() {
    let home = Home::new();
    let both = |said: &'static str, called: &'static str| {
        move |session: &mut Session| {
            note(said)(session);
            title(called)(session);
        }
    };
    let mut driver = clashing(&home, both("by telephone", "Prisons"), both("by letter", "Jails"));
    let (first, other) = ("Another value: Note", "Choose Jails, set by Cem Öz");
    driver.click_row("Clash. draft");
    assert!(driver.shows(first) && !driver.shows(other), "{:?}", driver.names());
    driver.click_nth_from_left(first, 0);
    driver.press("Ctrl+A");
    driver.type_text("by both");
    driver.press("Enter");
    driver.wait_for_jobs();
    assert_eq!((driver.rows_shown().len(), driver.project().n_clashes()), (1, 1));
    assert_eq!((driver.lit_rows(), driver.shows(other)), (Vec::new(), false), "the passage is still in hand");
    assert_eq!(driver.in_hand(), Some("two"));
    let row = driver.rows_shown()[0].0;
    driver.click_at(egui::pos2(60.0, row + 10.0));
    assert_eq!((driver.lit_rows().len(), driver.shows(other)), (1, true));
}

#[test]
fn the_last_clash_leads_on_to_all_else() {
    let home = Home::new();
    let ben = |session: &mut Session| {
        title("Prisons")(session);
        finds(session, "two", Outcome::Wrong);
    };
    let mut driver = clashing(&home, ben, title("Jails"));
    click(&mut driver, "Choose Jails, set by Cem Öz");
    assert!(driver.rows_shown().is_empty() && driver.reads("Nothing is like that"));
    click(&mut driver, "Show all 1");
    assert!(
        driver.rows_shown().len() == 1 && driver.rows_shown()[0].1.starts_with("Wrong"),
        "{:?}",
        driver.rows_shown()
    );
}
