//! Two people took in different new versions of a draft: told once, chosen, taken back, chosen otherwise.

use tickmark::command::Command;
use tickmark::edit;
use tickmark::import::{Options, Watch, import};
use tickmark::model::{Document, Dot, Role, Time};
use tickmark::session::Session;

use super::driver::{Driver, Home};
use super::merging::{copy, does, merge, saved};

const ANA: &str = "One zwei three.\nFour five.\nSix.\nSeven.";
const BEN: &str = "Four five.\nOne two three.\nSix.\nSeven.";

/// A colleague’s copy of what is saved, in which they took in this as the new version.
fn takes_in(title: &'static str, file: &'static str, text: &'static str) -> impl FnOnce(&mut Session) {
    move |session| {
        let old = session.project().documents_as(Role::Draft)[0].clone();
        let read = import(text.as_bytes(), file, &Options::default(), &Watch::default()).expect("text");
        let nobody = Dot { actor: tickmark::model::Actor(0), counter: 0 };
        let new = Document::new(read.into_loaded(file, text.as_bytes(), Time(1)), title, Role::Draft, nobody);
        let what = edit::replace(session.project(), &old, new).expect("a new version");
        does(session, what);
    }
}

/// The project with one passage, in which Ben and Cem took in different drafts of these titles.
fn forked(home: &Home, titles: [&'static str; 2]) -> Driver {
    let mut driver = saved(home);
    let ben = copy(home, ("Ben Okafor", "ben.tickmark.ron"), takes_in(titles[0], "two.txt", ANA));
    let cem = copy(home, ("Cem Öz", "cem.tickmark.ron"), takes_in(titles[1], "other.txt", BEN));
    merge(&mut driver, ben);
    merge(&mut driver, cem);
    driver.wait_for_jobs();
    driver
}

fn newest(driver: &Driver) -> Vec<&str> {
    driver.project().documents_as(Role::Draft).into_iter().map(|draft| driver.project().called(draft.id)).collect()
}

#[test]
fn from_the_merge_to_the_choice_and_back_and_to_the_other() {
    let home = Home::new();
    let mut driver = forked(&home, ["Draft 2", "Draft 2b"]);
    assert_eq!(driver.project().n_clashes(), 0);
    driver.click("Review");
    driver.wait_for_jobs();
    assert!(driver.reads("Which is the newer?"), "the notice leads there at once");
    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    let rows = driver.rows_shown();
    assert_eq!(rows.len(), 1, "one thing to decide: {rows:?}");
    for words in ["Two new versions", "Ben Okafor: Draft 2.", "Cem Öz: Draft 2b.", "both replace “draft”"] {
        assert!(rows[0].1.contains(words), "{words}: {rows:?}");
    }
    driver.click("Review");
    driver.wait_for_jobs();
    driver.click("The newer is Draft 2b");
    driver.wait_for_jobs();
    assert_eq!(newest(&driver), ["Draft 2b"]);
    assert!(driver.find_passage("two").is_some());

    driver.press("Ctrl+Z");
    driver.wait_for_jobs();
    assert!(driver.reads("Undone: “Draft 2b” follows “Draft 2”"), "{:?}", driver.names());
    assert_eq!(newest(&driver), ["Draft 2", "Draft 2b"]);
    driver.press("Ctrl+Shift+Z");
    driver.wait_for_jobs();
    assert_eq!(newest(&driver), ["Draft 2b"]);
    driver.press("Ctrl+Z");
    driver.wait_for_jobs();
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    driver.click("The newer is Draft 2");
    driver.wait_for_jobs();
    assert_eq!(newest(&driver), ["Draft 2"]);
    assert!(driver.find_passage("zwei").is_some());
}

#[test]
fn the_passage_says_where_it_stands_and_leads_to_the_choice() {
    let home = Home::new();
    let mut driver = forked(&home, ["Draft 2", "Draft 2b"]);
    let passage = driver.project().passages().next().expect("there is one").id;
    driver.request(tickmark::command::Action::Show(passage));
    for place in ["“Draft 2” ¶1 (Ben Okafor)", "“Draft 2b” ¶2 (Cem Öz)", "say which is the newer"] {
        assert!(driver.reads(place), "{place}: {:?}", driver.names());
    }
    assert!(!driver.reads("two people set it differently"));
    driver.click_nth_from_left("Review", 0);
    driver.wait_for_jobs();
    assert!(driver.reads("Which is the newer?"));
}

#[test]
fn versions_of_one_title_are_told_apart_wherever_both_are_named() {
    let home = Home::new();
    let mut driver = forked(&home, ["draft", "draft"]);
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    assert!(
        driver.reads("“draft · two.txt” and “draft · other.txt” both replace “draft · draft.txt”"),
        "{:?}",
        driver.names()
    );
    driver.click("The newer is draft · other.txt");
    driver.wait_for_jobs();
    assert_eq!(newest(&driver), ["draft"], "the newest has the title alone");
    assert!(driver.reads("“draft” follows “draft · two.txt”"), "{:?}", driver.names());
    driver.press("Ctrl+Z");
    assert!(driver.reads("“draft · other.txt” follows “draft · two.txt”"), "{:?}", driver.names());
}
