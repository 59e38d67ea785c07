//! The tabs of readers while versions come, are chosen between, reviewed and compared: those that a user opened.

use tickmark::command::{Action, Command, Then, WindowAction};
use tickmark::edit;
use tickmark::model::Role;
use tickmark::session::LowerTab::Passages;
use tickmark::session::Side::{self, Left, Right};

use super::driver::{Driver, Home};
use super::forks::takes_in;
use super::merging::{copy, mark, merge, saved};
use super::review::replace;

const ANA: &str = "One zwei three.\nFour five.\nSix.\nSeven.";
const BEN: &str = "Four five.\nOne two three.\nSix.\nSeven.";

/// The tabs of a reader, that in front within brackets.
fn tabs(driver: &Driver, side: Side) -> String {
    let pane = driver.session().desk.pane(side);
    let title = |(at, tab): (usize, &tickmark::session::Tab)| {
        let called = driver.project().called(tab.document);
        if at == pane.front { format!("[{called}]") } else { called.to_owned() }
    };
    pane.tabs.iter().enumerate().map(title).collect::<Vec<_>>().join(" ")
}

fn both(driver: &Driver) -> String {
    format!("{} | {}", tabs(driver, Left), tabs(driver, Right))
}

/// A draft of which two people took in different new versions, which are under review, and a report.
fn forked(home: &Home) -> Driver {
    let mut driver = saved(home);
    for words in ["Four", "Six", "Seven"] {
        mark(&mut driver, words);
    }
    driver.drop_files(vec![home.file("report.txt", "Another text of another day.")]);
    driver.press("Enter");
    driver.wait_for(|app| app.session().is_some_and(|it| it.project().documents().len() == 2));
    driver.press("Ctrl+S");
    driver.wait_saved();
    let ben = copy(home, ("Ben Okafor", "ben.tickmark.ron"), takes_in("Draft 2", "two.txt", ANA));
    let cem = copy(home, ("Cem Öz", "cem.tickmark.ron"), takes_in("Draft 2b", "other.txt", BEN));
    for copied in [ben, cem] {
        merge(&mut driver, copied);
        driver.wait_for_jobs();
    }
    assert_eq!(both(&driver), "[Draft 2] | [report]");
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    driver
}

#[test]
fn choices_between_versions_and_the_way_back_pile_up_no_tabs() {
    let home = Home::new();
    let mut driver = forked(&home);
    let steps = [
        ("The newer is Draft 2b", "Draft 2b"),
        ("Ctrl+Z", "Draft 2"),
        ("Ctrl+Shift+Z", "Draft 2b"),
        ("Ctrl+Z", "Draft 2"),
        ("The newer is Draft 2", "Draft 2"),
        ("Ctrl+Z", "Draft 2"),
        ("Ctrl+Shift+Z", "Draft 2"),
        ("Ctrl+Z", "Draft 2"),
        ("The newer is Draft 2b", "Draft 2b"),
    ];
    for (step, own) in steps {
        if step.starts_with("Ctrl") {
            driver.press(step)
        } else {
            driver.click(step)
        }
        driver.wait_for_jobs();
        for side in Side::BOTH {
            let pane = driver.session().desk.pane(side);
            let own: Vec<_> = pane.tabs.iter().filter(|tab| !tab.guest).collect();
            assert!(own.len() == 1 && pane.tabs.len() <= 2, "{step}: {}", both(&driver));
        }
        let left = driver.session().desk.pane(Left).tabs[0].document;
        assert_eq!(driver.project().called(left), own, "{step}: {}", both(&driver));
    }
    driver.request(Command::Undo);
    driver.request(Action::Window(WindowAction::ShowLower(Passages)));
    driver.wait_for_jobs();
    assert_eq!(both(&driver), "[Draft 2] | [report]", "as before the review");
}

/// Where the left reader is: the document in front, its paragraph, and the passage that is selected.
fn place(driver: &Driver) -> (String, usize, Option<String>) {
    let session = driver.session();
    let tab = session.desk.pane(Left).tab().expect("a document");
    let document = driver.project().document(tab.document).expect("it is there");
    let selected = tab.passage.and_then(|id| driver.project().passage(id)).map(|it| it.words().to_owned());
    (driver.project().called(tab.document).to_owned(), document.blocks().at(tab.selection.head), selected)
}

/// The review of the two versions, with one of them open where no passage is in hand; the review has the keys, or not.
fn read_on(home: &Home, title: &str, in_list: bool) -> Driver {
    let mut driver = forked(home);
    driver.click_words(Left, "five");
    driver.press("Escape");
    let drafts = driver.project().documents_as(Role::Draft);
    let draft = drafts.into_iter().find(|it| driver.project().called(it.id) == title).expect("it is there").id;
    driver.request(Action::OpenDocument(Left, draft));
    driver.click_words(Left, "zwei");
    driver.press("P");
    driver.click_words(Left, "five");
    driver.press("Escape");
    if in_list {
        driver.press("Shift+F6 Shift+F6");
    }
    assert_eq!((driver.in_hand(), driver.session().desk.watches_review()), (None, in_list));
    driver
}

#[test]
fn whoever_read_on_without_a_passage_is_there_again_after_an_undo() {
    for (in_list, newer) in [(false, "Draft 2b"), (false, "Draft 2"), (true, "Draft 2b"), (true, "Draft 2")] {
        let home = Home::new();
        let mut driver = read_on(&home, "Draft 2", in_list);
        let before = (both(&driver), place(&driver), None);
        driver.click(&format!("The newer is {newer}"));
        driver.wait_for_jobs();
        driver.press("Ctrl+Z");
        driver.wait_for_jobs();
        assert_eq!((both(&driver), place(&driver), driver.in_hand()), before, "{newer}, {in_list}");
    }
}

#[test]
fn a_version_that_comes_back_is_read_where_it_was_without_a_passage() {
    for in_list in [false, true] {
        let home = Home::new();
        let mut driver = read_on(&home, "Draft 2", in_list);
        let before = (tabs(&driver, Left), place(&driver), None);
        let draft = driver.session().desk.tab().expect("it is read").document;
        driver.request(Action::Commit(edit::remove_document(driver.project(), draft), Then::Stay));
        driver.wait_for_jobs();
        driver.press("Ctrl+Z");
        driver.wait_for_jobs();
        assert_eq!((tabs(&driver, Left), place(&driver), driver.in_hand()), before, "{in_list}");
    }
}

/// Which tabs of a reader are guests.
fn guests(driver: &Driver, side: Side) -> Vec<bool> {
    driver.session().desk.pane(side).tabs.iter().map(|tab| tab.guest).collect()
}

#[test]
fn what_the_review_lent_stays_what_it_was_when_a_removal_is_taken_back() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("Draft 1", "One two.\n\nThree.\n"), ("report", "Another text.\n")]);
    mark(&mut driver, "two");
    replace(&mut driver, &home, "Three.\n");
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    let before = (both(&driver), guests(&driver, Right));
    assert_eq!(before, ("[Draft 2] | report [Draft 1]".to_owned(), vec![false, true]));
    let newest = driver.project().newest_documents().into_iter().find(|it| it.replaces.is_some()).expect("it").id;
    driver.request(Action::Commit(edit::remove_document(driver.project(), newest), Then::Stay));
    driver.wait_for_jobs();
    driver.press("Ctrl+Z");
    driver.wait_for_jobs();
    assert_eq!((both(&driver), guests(&driver, Right)), before);
}

#[test]
fn going_back_to_a_version_leaves_whoever_reads_at_the_same_words() {
    let text: String = (1..=90).map(|number| format!("Paragraph {number} says something of its own.\n")).collect();
    for read in [1, 50] {
        let home = Home::new();
        let mut driver = Driver::texts(&home, &[("Draft 1", &text)]);
        let old = driver.project().documents()[0].id;
        replace(&mut driver, &home, &format!("One is new.\n{text}"));
        let newest = driver.project().newest_documents()[0].id;
        // The old one is looked at elsewhere meanwhile.
        driver.request(Action::OpenDocument(Left, old));
        driver.words(Left, "Paragraph 80 says");
        driver.request(Action::OpenDocument(Left, newest));
        let read = format!("Paragraph {read} says");
        let before = driver.words(Left, &read);
        driver.request(Action::Commit(edit::remove_document(driver.project(), newest), Then::Stay));
        driver.wait_for_jobs();
        let after = driver.find_words(Left, &read).expect("it is still in view");
        assert!((after.top() - before.top()).abs() < 60.0, "{before} {after}");
    }
}

#[test]
fn what_only_the_review_opened_goes_with_it() {
    let home = Home::new();
    let mut driver = forked(&home);
    assert!(both(&driver).ends_with("| report [draft]"), "{}", both(&driver));
    driver.request(Action::Window(WindowAction::ShowLower(Passages)));
    assert_eq!(both(&driver), "[Draft 2] | [report]");
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    let draft = driver.session().desk.pane(Right).tab().expect("it is shown").document;
    driver.request(Action::OpenDocument(Right, draft));
    driver.request(Action::Window(WindowAction::ShowLower(Passages)));
    assert_eq!(tabs(&driver, Right), "report [draft]", "the user wants it there");
}

#[test]
fn a_comparison_leaves_the_tabs_as_they_were() {
    let home = Home::new();
    let mut driver = forked(&home);
    driver.click("The newer is Draft 2b");
    driver.wait_for_jobs();
    driver.request(Action::Window(WindowAction::ShowLower(Passages)));
    assert_eq!(both(&driver), "[Draft 2b] | [report]");
    driver.press("F8");
    driver.wait_for_jobs();
    assert_eq!(both(&driver), "Draft 2b [Draft 2] | report [Draft 2b]");
    driver.press("F8");
    assert_eq!(both(&driver), "[Draft 2b] | [report]");
}

#[test]
fn two_versions_that_a_user_opened_are_both_there_again_after_an_undo() {
    let texts = [("One", "It is so.\nAll of it."), ("Two", "It is so.\nMost of it.")];
    for (opened, read) in [("One [Two]", 1), ("[One] Two", 0)] {
        let home = Home::new();
        let mut driver = Driver::texts(&home, &texts);
        let [one, two] = [Left, Right].map(|side| driver.session().desk.pane(side).tabs[0].document);
        driver.request(Action::OpenDocument(Left, two));
        driver.request(Action::OpenDocument(Left, [one, two][read]));
        driver.request(Action::CloseTab(Right, 0));
        assert_eq!(both(&driver), format!("{opened} | "));
        driver.request(Action::Replace(one, two));
        driver.wait_for_jobs();
        assert_eq!(both(&driver), "[Two] | ");
        driver.press("Ctrl+Z");
        assert_eq!(both(&driver), format!("{opened} | "));
        driver.press("Ctrl+Shift+Z");
        assert_eq!(both(&driver), "[Two] | ");
    }
}

#[test]
fn the_way_back_leads_to_a_passage_where_it_is_now() {
    let home = Home::new();
    let mut driver = Driver::texts(&home, &[("One", "It is so.\nAll of it."), ("Two", "It was so.\n\nAll of it.")]);
    let [one, two] = [Left, Right].map(|side| driver.session().desk.pane(side).tabs[0].document);
    driver.request(Action::CloseTab(Right, 0));
    mark(&mut driver, "All of it");
    driver.click_words(Left, "It is so");
    driver.request(Action::Show(driver.passage("All of it").id));
    driver.request(Action::OpenDocument(Left, two));
    driver.request(Action::Replace(one, two));
    driver.wait_for_jobs();
    driver.press("Alt+ArrowLeft");
    assert_eq!((both(&driver).as_str(), driver.selected_words()), ("[Two] | ", "All of it"));
    assert_eq!(driver.selected_passage(), Some("All of it"));
}
