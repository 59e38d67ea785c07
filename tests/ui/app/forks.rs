//! Two people took in different new versions of a draft: told once, chosen, taken back, chosen otherwise.

use tickmark::command::{Action, Ask, Command};
use tickmark::edit;
use tickmark::import::{Options, Watch, import};
use tickmark::model::{Document, Dot, Place, Role, Time};
use tickmark::session::{Session, Side::Left, Side::Right};
use tickmark::text::TextRange;

use super::driver::{Driver, Home};
use super::merging::{ask_merge, copy, does, mark, merge, saved};

const ANA: &str = "One zwei three.\nFour five.\nSix.\nSeven.";
const BEN: &str = "Four five.\nOne two three.\nSix.\nSeven.";

/// A colleague’s copy of what is saved, in which they took in this as the new version.
pub fn takes_in(title: &'static str, file: &'static str, text: &'static str) -> impl FnOnce(&mut Session) {
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
fn two_new_versions_are_compared_before_it_is_said_which_is_the_newer() {
    let home = Home::new();
    let mut driver = forked(&home, ["Draft 2", "Draft 2b"]);
    driver.click("Review");
    driver.wait_for_jobs();
    driver.click("Compare the versions");
    driver.wait_for_jobs();
    assert!(driver.session().desk.compares);
    let called = |driver: &Driver, side| {
        let tab = driver.session().desk.pane(side).tab().expect("a document is open").document;
        driver.project().called(tab).to_owned()
    };
    assert_eq!([called(&driver, Left), called(&driver, Right)], ["Draft 2", "Draft 2b"]);
    assert!(driver.reads("Which is the newer?"), "it is asked on");
    driver.press("F8");
    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    driver.click("Compare the versions");
    driver.wait_for_jobs();
    assert!(driver.session().desk.compares, "it can be seen where it is listed, too");
    driver.press("F8");
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    driver.click("The newer is Draft 2b");
    driver.wait_for_jobs();
    assert_eq!(newest(&driver), ["Draft 2b"]);
}

#[test]
fn the_passage_says_where_it_stands_and_leads_to_the_choice() {
    let home = Home::new();
    let mut driver = forked(&home, ["Draft 2", "Draft 2b"]);
    let passage = driver.project().passages().next().expect("there is one").id;
    driver.request(Action::Show(passage));
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

#[test]
fn the_choice_and_its_undo_leave_the_checker_at_their_passage() {
    let home = Home::new();
    let mut driver = saved(&home);
    for words in ["Four", "Six", "Seven"] {
        mark(&mut driver, words);
    }
    driver.press("Ctrl+S");
    driver.wait_saved();
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), takes_in("Draft 2", "two.txt", ANA));
    let cem = copy(&home, ("Cem Öz", "cem.tickmark.ron"), takes_in("Draft 2b", "other.txt", BEN));
    merge(&mut driver, ben);
    merge(&mut driver, cem);
    driver.wait_for_jobs();
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    driver.click_words(Left, "Six");
    for choice in ["The newer is Draft 2", "The newer is Draft 2b"] {
        driver.click(choice);
        driver.wait_for_jobs();
        assert_eq!((driver.selected_passage(), driver.in_hand()), (Some("Six"), Some("Six")), "after “{choice}”");
        driver.press("Ctrl+Z");
        driver.wait_for_jobs();
        assert_eq!((driver.selected_passage(), driver.in_hand()), (Some("Six"), Some("Six")), "{choice} undone");
    }
}

#[test]
fn both_versions_say_that_there_is_another_and_what_both_say_is_suggested_once() {
    let home = Home::new();
    let mut driver = forked(&home, ["Draft 2", "Draft 2b"]);
    let drafts = ["Draft 2", "Draft 2b"];
    let id = |driver: &Driver, title: &str| {
        let drafts = driver.project().documents_as(Role::Draft);
        drafts.into_iter().find(|draft| &*draft.title == title).expect("it is there").id
    };
    let others = ["“Draft 2b” (Cem Öz) replaces “draft”, too", "“Draft 2” (Ben Okafor) replaces “draft”, too"];
    for draft in [1, 0] {
        let document = id(&driver, drafts[draft]);
        driver.request(Action::OpenDocument(Left, document));
        driver.request(Action::Deselect(Left));
        driver.wait_for_jobs();
        let told = driver.texts_painted().filter(|text| text.shape.galley.text().starts_with(others[draft])).count();
        assert_eq!(told, 2, "above its text and in its facts: {:?}", driver.names());
    }
    let n_waiting = drafts.map(|draft| driver.session().n_waiting(id(&driver, draft)));
    assert_eq!(n_waiting, [1, 4], "what both say waits in one of them");
    driver.click("say which is the newer");
    driver.wait_for_jobs();
    assert!(driver.reads("Which is the newer?"));
}

#[test]
fn that_there_is_another_version_is_told_without_moving_a_word() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), takes_in("Draft 2", "two.txt", ANA));
    let cem = copy(&home, ("Cem Öz", "cem.tickmark.ron"), takes_in("Draft 2b", "other.txt", BEN));
    merge(&mut driver, ben);
    driver.wait_for_jobs();
    let told = "“Draft 2b” (Cem Öz) replaces “draft”, too";
    let before = driver.find_words(Left, "Six").expect("it is in view");
    merge(&mut driver, cem);
    driver.wait_for_jobs();
    assert!(driver.reads(told));
    assert_eq!(driver.find_words(Left, "Six"), Some(before));
    driver.press("Ctrl+Z");
    driver.wait_for_jobs();
    assert!(!driver.reads(told));
    assert_eq!(driver.find_words(Left, "Six"), Some(before));
}

#[test]
fn which_version_stays_is_told_before_the_other_one_is_removed() {
    let home = Home::new();
    let mut driver = forked(&home, ["Draft", "Draft"]);
    let two = driver.project().documents_as(Role::Draft).into_iter().map(|draft| draft.id).collect::<Vec<_>>();
    let two = two.into_iter().find(|id| driver.project().called(*id) == "Draft · two.txt").expect("it was taken in");
    driver.request(Action::Ask(Ask::RemoveDocument(two)));
    driver.wait_for_jobs();
    assert!(driver.reads("“Draft · other.txt” stays"));
    assert!(!driver.reads("takes its place again"));
    driver.click("Remove");
    assert!(driver.reads("“Draft · two.txt” was removed"));
    assert_eq!(newest(&driver), ["Draft"]);
}

#[test]
fn a_sentence_that_was_passed_in_one_version_is_not_asked_for_in_the_other() {
    let home = Home::new();
    let mut driver = forked(&home, ["Draft 2", "Draft 2b"]);
    let open = |driver: &mut Driver, title: &str| {
        let drafts = driver.project().documents_as(Role::Draft);
        let draft = drafts.into_iter().find(|draft| &*draft.title == title).expect("it is there").id;
        driver.request(Action::OpenDocument(Left, draft));
        driver.wait_for_jobs();
    };
    open(&mut driver, "Draft 2b");
    assert!(driver.shows("Untouched: Six.") && !driver.shows("Untouched: One two three."), "a passage stands there");
    open(&mut driver, "Draft 2");
    driver.click("Untouched: Six.");
    driver.press("P");
    open(&mut driver, "Draft 2b");
    assert!(!driver.shows("Untouched: Six.") && driver.shows("Untouched: Seven."), "{:?}", driver.names());
    assert!(driver.names().iter().any(|name| name.starts_with("Draft 2b: draft") && name.contains("2 of 4 sentences")));
    driver.click_words(Left, "Six");
    driver.press("P");
    assert!(driver.reads("It was looked at in another new version"));
}

#[test]
fn of_three_versions_all_are_named_and_one_answer_is_enough() {
    let home = Home::new();
    let mut driver = forked(&home, ["Draft 2", "Draft 2b"]);
    let dea = copy(&home, ("Dea", "dea.tickmark.ron"), takes_in("Draft 2c", "third.txt", "One two three.\nSix."));
    merge(&mut driver, dea);
    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    let row = driver.rows_shown().swap_remove(0).1;
    for words in ["Three new versions", "Ben Okafor: Draft 2", "Cem Öz: Draft 2b", "Dea: Draft 2c", "the newest"] {
        assert!(row.contains(words), "{words}: {row}");
    }
    let passage = driver.project().passages().next().expect("there is one").id;
    driver.request(Action::Show(passage));
    for place in ["“Draft 2” ¶1 (Ben Okafor)", "“Draft 2b” ¶2 (Cem Öz)", "“Draft 2c” ¶1 (Dea)"] {
        assert!(driver.reads(place), "{place}: {:?}", driver.names());
    }
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    assert!(driver.reads("all replace “draft”. Which is the newest?"), "{:?}", driver.names());
    driver.click("The newest is Draft 2c");
    driver.wait_for_jobs();
    assert_eq!(newest(&driver), ["Draft 2c"]);
    let told = "Notice: “Draft 2c” follows “Draft 2” and “Draft 2b”.";
    assert!(driver.names().iter().any(|name| name.starts_with(told)), "{:?}", driver.names());
    driver.press("Ctrl+Z");
    driver.wait_for_jobs();
    assert!(driver.reads("all replace “draft”. Which is the newest?"), "{:?}", driver.names());
    assert!(!driver.names().iter().any(|name| name.starts_with(told)), "that is said no more: {:?}", driver.names());
}

#[test]
fn each_of_three_versions_says_which_the_others_are() {
    let home = Home::new();
    let mut driver = forked(&home, ["Draft 2", "Draft 2b"]);
    let dea = copy(&home, ("Dea", "dea.tickmark.ron"), takes_in("Draft 2c", "third.txt", "One two three.\nSix."));
    merge(&mut driver, dea);
    driver.wait_for_jobs();
    let project = driver.project();
    let draft = project.documents_as(Role::Draft).into_iter().find(|it| &*it.title == "Draft 2c").expect("it").id;
    driver.request(Action::OpenDocument(Left, draft));
    driver.request(Action::Deselect(Left));
    driver.wait_for_jobs();
    let names = ["“Draft 2” (Ben Okafor)", "“Draft 2b” (Cem Öz)"];
    let told = |text: &str| names.iter().all(|name| text.contains(name)) && text.contains(" replace “draft”, too");
    let n_told = driver.texts_painted().filter(|text| told(text.shape.galley.text())).count();
    assert_eq!(n_told, 2, "above its text and in its facts: {:?}", driver.names());
    assert!(driver.shows("say which is the newest"), "{:?}", driver.names());
    driver.request(Action::Ask(Ask::RemoveDocument(draft)));
    driver.wait_for_jobs();
    assert!(driver.reads("” and “Draft 2"), "{:?}", driver.names());
    assert!(driver.reads("” stay"), "{:?}", driver.names());
}

#[test]
fn what_is_open_again_for_the_version_beside_says_so() {
    let home = Home::new();
    let mut driver = saved(&home);
    driver.click_words(Left, "two");
    driver.press("T Ctrl+S");
    driver.wait_saved();
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), takes_in("Draft 2", "two.txt", ANA));
    let cem = copy(&home, ("Cem Öz", "cem.tickmark.ron"), takes_in("Draft 2b", "other.txt", BEN));
    merge(&mut driver, ben);
    merge(&mut driver, cem);
    driver.wait_for_jobs();
    let passage = driver.project().passages().next().expect("there is one").id;
    driver.request(Action::Show(passage));
    assert!(driver.reads("Re-opened: its words changed in “Draft 2”"), "{:?}", driver.names());
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    let rows: Vec<String> = driver.rows_shown().into_iter().map(|(_, name)| name).collect();
    assert!(rows.iter().any(|row| row.contains("open again: its words changed in “Draft 2”")), "{rows:?}");
    assert!(driver.reads("Open again: its words changed in “Draft 2”"), "{:?}", driver.names());
}

#[test]
fn what_to_look_at_in_a_second_version_is_told_before_it_comes() {
    for [first, second] in [[ANA, BEN], [BEN, ANA]] {
        let home = Home::new();
        let mut driver = saved(&home);
        let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), takes_in("Draft 2", "two.txt", first));
        let cem = copy(&home, ("Cem Öz", "cem.tickmark.ron"), takes_in("Draft 2b", "other.txt", second));
        let mut n_told = 0;
        for copied in [ben, cem] {
            ask_merge(&mut driver, copied);
            let rows: Vec<String> = driver.rows_shown().into_iter().map(|(_, name)| name).collect();
            n_told += rows.iter().filter(|row| row.starts_with("text changed: ¶1 “two”, now ¶1 “zwei”")).count();
            driver.click("Merge");
            driver.wait_for_jobs();
        }
        assert_eq!(n_told, 1, "whichever comes first");
    }
}

#[test]
fn that_a_choice_is_settled_is_told_before_the_earlier_version_is_removed() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| {
        let passage = ben.project().passages().next().expect("there is one").clone();
        let draft = ben.project().document(passage.place.document).expect("it is there");
        let wider = Place::of(draft, TextRange::between(0, 7)).expect("words");
        let what = edit::set_place(ben.project(), &passage, wider);
        does(ben, what);
    });
    let cem = copy(&home, ("Cem Öz", "cem.tickmark.ron"), takes_in("Draft 2", "two.txt", ANA));
    merge(&mut driver, ben);
    merge(&mut driver, cem);
    driver.wait_for_jobs();
    assert_eq!(driver.project().n_clashes(), 1);
    let newest = driver.project().documents_as(Role::Draft)[0].id;
    let earlier = driver.project().earlier_versions(newest)[0];
    driver.request(Action::Ask(Ask::RemoveDocument(earlier)));
    driver.wait_for_jobs();
    let told = "1 passage that two people placed differently stays where it is shown. You can undo this.";
    assert!(driver.reads(told), "{:?}", driver.names());
    driver.click("Remove");
    assert_eq!(driver.project().n_clashes(), 0);
}
