//! The review of a new version in the window: what became of the passages, and what is done about them.

use egui::vec2;
use tickmark::command::{Action, Command, Then};
use tickmark::edit::{self, Transaction};
use tickmark::merge::merge;
use tickmark::model::{
    Actor, CheckerId, Decision, Document, Id, Loaded, Made, Outcome, PassageKind, Project, Role, State, Time,
};
use tickmark::session::Side::{Left, Right};
use tickmark::session::{Session, Worker, review};
use tickmark::text::{Placement, TextRange};

use super::driver::{Driver, Home};

/// Takes in a text as the new version of the draft in front.
#[track_caller]
pub(super) fn replace(driver: &mut Driver, home: &Home, text: &str) {
    driver.will_pick(tickmark::app::Picked::Paths(vec![home.file("Draft 2.txt", text)]));
    driver.request(Command::ReplaceDocument);
    if driver.shows("Which is the new version") {
        driver.press("Enter");
    }
    driver.wait_for_question();
    driver.click("Replace");
    driver.wait_for(|app| app.session().is_some_and(|it| it.project().has_versions()));
    driver.wait_for_jobs();
}

/// A draft in which words are marked as claims, and its new version; the review is open.
pub(super) fn reviewed(home: &Home, old: &str, claims: &[&str], new: &str) -> Driver {
    let mut driver = Driver::texts(home, &[("Draft 1", old)]);
    for words in claims {
        driver.select_words(Left, words);
        driver.press("1");
    }
    replace(&mut driver, home, new);
    driver.click("Review");
    driver.wait_for_jobs();
    driver
}

/// The row under the cursor: what became of it, and the words that it had.
pub(super) fn current(driver: &Driver) -> String {
    let lit = driver.lit_rows();
    assert_eq!(lit.len(), 1, "{lit:?}");
    lit.into_iter().next().unwrap_or_default()
}

#[track_caller]
fn became(driver: &Driver, words: &str) -> (Placement, Option<String>, Vec<Made>) {
    let project = driver.project();
    let newest = project.newest_documents().into_iter().find(|it| it.replaces.is_some()).expect("a new version");
    let all = review(project, newest);
    let found: Vec<_> = all.iter().filter(|carried| carried.before.words() == words).collect();
    assert_eq!(found.len(), 1, "{words:?} is listed once");
    let carried = found[0];
    let now = carried.now.as_ref().map(|place| place.words().to_owned());
    (carried.became, now, carried.made.iter().map(|(_, made)| *made).collect())
}

/// The draft of the sample, in which the change of ¶7 is accepted, and one of ¶9 too.
fn first_article(home: &Home) -> (Driver, String) {
    let mut driver = Driver::sample(home);
    let passage = driver.passage("the 80,000 people detained");
    let fresh = driver.session().fresh;
    let change = tickmark::model::ChangeId(fresh);
    let dot = tickmark::model::Dot { actor: Actor(0), counter: 0 };
    let proposed = tickmark::model::Change::new(
        change,
        passage.id,
        "the 80,000 people detained",
        "the 85,000 people detained",
        dot,
    );
    let what = Transaction::new("Propose change", vec![tickmark::model::Edit::insert(proposed)]);
    driver.request(Action::Commit(what, Then::Stay));
    let proposed = driver.project().tables().changes.get(&change).expect("it was proposed").clone();
    driver.request(Action::Commit(edit::decide(&proposed, Decision::Accepted, "The editor"), Then::Stay));
    let draft = driver.project().documents_as(Role::Draft)[0].text().to_owned();
    (driver, draft)
}

/// Draft 2: ¶7 changed as proposed, ¶9 not, a sentence deleted, a paragraph moved to the front, 265 turned into 266.
fn second_draft(first: &str) -> String {
    let mut lines: Vec<&str> = first.lines().collect();
    let moved = lines.iter().position(|line| line.starts_with("Rights groups also fear")).expect("¶4");
    let moved = lines.remove(moved);
    lines.insert(0, moved);
    let text = lines.join("\n") + "\n";
    let text = text.replace("over 80,000 Salvadorans were detained", "at least 85,000 people were detained");
    let text = text.replace(" By capacity, it is the world’s largest prison.", "");
    text.replace("at least 265 people", "at least 266 people")
}

#[test]
fn draft_two_of_the_first_article() {
    let home = Home::new();
    let (mut driver, first) = first_article(&home);
    let before = driver.project().clone();
    let n_passages = driver.session().counts(before.documents_as(Role::Draft)[0].id).n_passages;
    replace(&mut driver, &home, &second_draft(&first));

    let made = became(&driver, "over 80,000 Salvadorans");
    assert_eq!(made, (Placement::Changed, Some("at least 85,000 people".into()), vec![Made::AsProposed]));
    assert_ne!(driver.project().state(&driver.passage("at least 85,000 people")), State::Reopened);
    let (placement, _, made) = became(&driver, "the 80,000 people detained");
    assert_eq!((placement, made), (Placement::Unchanged, vec![Made::NotMade]));
    assert_eq!(became(&driver, "By capacity, it is the world’s largest prison").0, Placement::Orphaned);
    assert_eq!(became(&driver, "a civil violation, not a criminal offense").0, Placement::Moved);
    let changed = became(&driver, "at least 265 people");
    assert_eq!((changed.0, changed.1.as_deref()), (Placement::Changed, Some("at least 266 people")));

    driver.click("Review");
    driver.wait_for_jobs();
    assert!(driver.reads(&format!("{n_passages} of {n_passages}")), "every old passage is listed once");
    let orphaned = "Orphaned, Claim · confirmed. ¶11  A shared agenda · 000_9a464d67475b2cb6.txt: By capacity";
    assert!(current(&driver).starts_with(orphaned), "what waits comes first: {}", current(&driver));
    assert!(driver.reads("Its words are gone"));

    driver.press("Ctrl+Z");
    driver.wait_for_jobs();
    assert!(driver.project().shows_the_same(&before), "one undo brings all back");
}

#[test]
fn enter_accepts_and_goes_on_to_what_waits_next() {
    let home = Home::new();
    let old = "We saw two cats.\n\nThen four dogs came.\n\nAnd all went home.\n";
    let mut driver = reviewed(
        &home,
        old,
        &["two cats", "Then four dogs came", "all went home"],
        "We saw two cats.\n\nAnd all went home.\n",
    );
    assert!(current(&driver).starts_with("Orphaned"));
    assert!(driver.shows("New version 1"), "that one waits is told");
    driver.press("Enter");
    driver.wait_for_jobs();
    let rows: Vec<String> = driver.rows_shown().into_iter().map(|(_, name)| name).collect();
    assert!(rows.iter().any(|name| name.starts_with("Orphaned") && name.contains("Left")), "{rows:?}");
    assert_eq!(became(&driver, "two cats").0, Placement::Unchanged);
    // It is one step.
    driver.press("Ctrl+Z");
    driver.wait_for_jobs();
    assert!(driver.rows_shown()[0].1.contains("Waits"), "{:?}", driver.rows_shown());
}

#[test]
fn an_ambiguous_passage_gets_the_place_that_is_chosen() {
    let home = Home::new();
    let mut driver =
        reviewed(&home, "The count was 265 here.\n", &["265"], "The count was 265 here.\n\nThe count was 265 here.\n");
    assert!(current(&driver).starts_with("Ambiguous"));
    driver.press("Enter");
    assert!(driver.reads("Choose one of its places with the arrow keys"), "nothing is guessed");
    driver.press("ArrowRight ArrowRight Enter");
    driver.wait_for_jobs();
    let (placement, now, _) = became(&driver, "265");
    assert_eq!((placement, now.as_deref()), (Placement::Moved, Some("265")));
    assert_eq!(driver.paragraph(&driver.passage("265")), 2);
    driver.press("Ctrl+Z");
    assert_eq!(became(&driver, "265").0, Placement::Ambiguous);
}

#[test]
fn an_orphan_gets_the_words_that_are_selected() {
    let home = Home::new();
    let mut driver = reviewed(
        &home,
        "The toll was 265 dead men.\n\nThe end.\n",
        &["265 dead men"],
        "Nobody knows.\n\nSome three hundred perished.\n",
    );
    assert!(current(&driver).starts_with("Orphaned"));
    driver.press("R");
    assert!(driver.reads("Select the words in the new version that it should have"));
    driver.select_words(Left, "three hundred");
    driver.press("R");
    driver.wait_for_jobs();
    let attached = became(&driver, "265 dead men");
    assert_eq!((attached.0, attached.1.as_deref()), (Placement::Changed, Some("three hundred")));
}

#[test]
fn the_row_stays_in_view_when_it_goes_elsewhere_in_the_list() {
    let home = Home::new();
    let claims: Vec<String> = (1..20).map(|n| format!("Claim number {n}.")).collect();
    let old = claims.join("\n\n");
    let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
    let mut driver = reviewed(&home, &old, &claims, &old.replace("Claim number 19.", "Nothing."));
    for _ in 0..2 {
        assert!(current(&driver).contains("Claim number 19."), "what waits is on top");
        driver.select_words(Left, "Nothing");
        driver.press("R");
        driver.wait_for_jobs();
        assert!(current(&driver).starts_with("Text changed"), "it is where its words are in the text");
        driver.press("Ctrl+Z");
        driver.wait_for_jobs();
    }
}

#[test]
fn where_a_whole_stretch_is_gone_the_reader_shows_what_stood_around_it() {
    let home = Home::new();
    let says = |number: usize| {
        format!(
            "Paragraph {number} says one thing, then says another, and goes on to say what nobody else says here.\n\n"
        )
    };
    let old: String = (1..=80).map(says).collect();
    let new: String = (1..=80).filter(|number| !(49..=55).contains(number)).map(says).collect();
    let mut driver = reviewed(&home, &old, &["Paragraph 52 says one thing"], &new);
    driver.click_words(Left, "Paragraph 1 says");
    driver.request(Command::ReviewVersion);
    assert!(current(&driver).starts_with("Orphaned"), "{}", current(&driver));
    assert!(
        driver.find_words(Left, "Paragraph 48 says").is_some() && driver.find_words(Left, "Paragraph 56").is_some()
    );
}

#[test]
fn n_walks_through_what_waits() {
    let home = Home::new();
    let mut driver = reviewed(
        &home,
        "One man ate.\n\nTwo hens slept.\n\nThree cows sang.\n\nAll was well.\n",
        &["One man ate", "Two hens slept", "Three cows sang", "All was well"],
        "All was well.\n\nThree cows sang.\n",
    );
    let first = current(&driver);
    driver.press("N");
    let second = current(&driver);
    driver.press("N");
    assert_eq!(current(&driver), first, "and around");
    driver.press("Shift+N");
    assert_eq!(current(&driver), second);
    assert!(first.starts_with("Orphaned") && second.starts_with("Orphaned") && first != second);
    driver.press("X N X");
    driver.wait_for_jobs();
    driver.press("N");
    assert!(driver.reads("Nothing of the earlier versions waits here any more"));
}

#[test]
fn what_is_not_looked_at_leads_from_the_sign_off_to_the_review() {
    let home = Home::new();
    let old = "Two men came home.\n\nA third one stayed away.\n";
    let mut driver = Driver::texts(&home, &[("Draft 1", old)]);
    driver.select_words(Left, "third one");
    driver.press("1");
    replace(&mut driver, &home, "Two men came home.\n");
    driver.press("P");
    driver.request(Command::SignOff);
    driver.wait_for_jobs();
    assert!(driver.reads("1 passage of an earlier version waits for a look"), "{:?}", driver.names());
    driver.click_line("The new version");
    driver.wait_for_jobs();
    assert!(current(&driver).starts_with("Orphaned"));
}

fn worker(number: u64) -> Worker {
    let checker = CheckerId(Id::random([u8::try_from(number).expect("few"); 16]));
    Worker { checker, name: format!("Worker {number}"), actor: Actor(number) }
}

fn loaded(name: &str, text: &str) -> Document {
    use tickmark::import::{Options, Watch, import};
    let read = import(text.as_bytes(), name, &Options::default(), &Watch::default()).expect("text");
    let loaded: Loaded = read.into_loaded(name, text.as_bytes(), Time(0));
    Document::new(loaded, name, Role::Draft, tickmark::model::Dot { actor: Actor(0), counter: 0 })
}

/// A project with the draft `old` as two people have it.
fn copies(old: &str) -> [Session; 2] {
    let id = |n: u8| Id::random([n; 16]);
    let mut first = Session::new(Project::new(tickmark::model::ProjectId(id(1))), worker(1), id(2));
    let what = Transaction::new("Load", vec![tickmark::model::Edit::insert(loaded("Draft 1", old))]);
    first.commit(what, Time(1)).expect("a document");
    let project = first.project().clone();
    [2, 3].map(|n| Session::new(project.clone(), worker(n), id(n as u8 + 10)))
}

fn take_in(session: &mut Session, name: &str, text: &str) {
    let project = session.project();
    let old = project.documents_as(Role::Draft)[0].clone();
    let what = edit::replace(project, &old, loaded(name, text)).expect("a new version");
    session.commit(what, Time(2)).expect("a transaction");
}

#[test]
fn what_a_colleague_added_to_the_old_draft_is_taken_over() {
    let home = Home::new();
    let [mut ana, mut ben] = copies("Ana Ruiz left in May.\n");
    take_in(&mut ana, "Draft 2", "First words.\n\nAna Ruiz left in May.\n");
    let draft = ben.project().documents()[0].clone();
    let range = TextRange::between(0, 8);
    let (id, what) = edit::add_passage(ben.project(), &draft, range, PassageKind::Claim, ben.fresh).expect("words");
    ben.commit(what, Time(3)).expect("a passage");
    let outcome = edit::set_outcome([&**ben.project().passage(id).expect("it")], Some(Outcome::Wrong));
    ben.commit(outcome, Time(4)).expect("an outcome");
    let merged = merge(ana.project(), ben.project()).project;

    let mut driver = Driver::open(&home, vec2(1600.0, 1000.0), &merged);
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    assert!(current(&driver).contains("Waits, added meanwhile"), "{}", current(&driver));
    assert!(driver.reads("Enter: take it over") && driver.shows("take it over"), "as the button calls it");
    driver.click("Take over 1 added");
    driver.wait_for_jobs();
    let passage = driver.passage("Ana Ruiz");
    assert!(!driver.project().is_carried(&passage) && passage.outcome == Some(Outcome::Wrong));
    assert!(current(&driver).contains("Looked at"), "{}", current(&driver));
    driver.press("Ctrl+Z");
    let passage = driver.passage("Ana Ruiz");
    assert!(passage.former.last().is_some_and(|former| !former.reviewed), "nobody has looked at it");
}

#[test]
fn of_two_new_versions_a_person_says_which_is_the_newer() {
    let home = Home::new();
    let [mut ana, mut ben] = copies("It was 265 men.\n");
    take_in(&mut ana, "Draft 2", "Now it was 265 men.\n");
    take_in(&mut ben, "Draft 2b", "Then it was 265 men.\n");
    let merged = merge(ana.project(), ben.project()).project;
    let mut driver = Driver::open(&home, vec2(1280.0, 800.0), &merged);
    driver.request(Command::ReviewVersion);
    driver.wait_for_jobs();
    assert!(driver.reads("“Draft 2” and “Draft 2b” both replace “Draft 1”. Which is the newer?"));
    let notice = "“Draft 2” and “Draft 2b” both replace “Draft 1”: say which is the newer";
    assert!(driver.shows(notice), "beside the documents too");
    driver.click("The newer is Draft 2b");
    driver.wait_for_jobs();
    assert_eq!(driver.project().forks().count(), 0);
    assert_eq!(&*driver.project().documents_as(Role::Draft)[0].title, "Draft 2b");
    assert!(!driver.reads("both replace"));
    driver.press("Ctrl+Z");
    assert_eq!(driver.project().forks().count(), 1);
}

#[test]
fn the_panel_shows_what_a_passage_said_before() {
    let home = Home::new();
    let old = "In all, 265 people have died.\n\nThe end.\n";
    let mut driver = Driver::texts(&home, &[("Draft 1", old)]);
    driver.select_words(Left, "265 people");
    driver.press("3");
    driver.press("M");
    driver.type_text("Counted by hand");
    driver.press("Escape");
    driver.request(Action::Commit(
        edit::set_outcome([&*driver.passage("265 people")], Some(Outcome::Confirmed)),
        Then::Stay,
    ));
    replace(&mut driver, &home, "In all, 266 people have died.\n\nThe end.\n");
    driver.click_words(Left, "266 people");
    assert!(driver.reads("Re-opened: its words changed in the new version"), "{:?}", driver.names());
    assert!(driver.reads("265 people") && driver.shows("Show it in Draft 1 ¶1"));
    driver.click("Show it in Draft 1 ¶1");
    let tab = driver.session().desk.pane(Right).tab().expect("the old draft is shown beside");
    let words = driver.project().document(tab.document).and_then(|old| tab.selection.range().within(old.text()));
    assert_eq!(words, Some("265 people"));
    driver.click("Accept the new words");
    let former = driver.passage("266 people").former.last().cloned().expect("it was in Draft 1");
    assert!(former.reviewed);
    driver.press("Ctrl+Z");
    assert!(driver.passage("266 people").former.last().is_some_and(|former| !former.reviewed));
}

#[test]
fn a_change_that_was_not_made_is_for_the_editor() {
    let home = Home::new();
    let (mut driver, first) = first_article(&home);
    replace(&mut driver, &home, &second_draft(&first));
    driver.request(Action::Show(driver.passage("the 80,000 people detained").id));
    assert!(driver.reads("Not made in the new version"));
    // Words that were asked for are nothing to look at.
    driver.click_words(Left, "at least 85,000 people");
    assert!(driver.reads("Text changed") && !driver.shows("Accept the new words"), "{:?}", driver.names());
    driver.request(Action::Show(driver.passage("at least 266 people").id));
    assert!(driver.shows("Accept the new words"));

    driver.request(Command::ForEditor);
    driver.wait_for_jobs();
    let is_it = |name: &String| name.starts_with("Change not made") && name.contains("the 80,000 people detained");
    let row = driver.names().into_iter().find(is_it).expect("it is for the editor");
    assert!(row.contains("Undecided"), "{row}");
    driver.click_row(&row);
    driver.click("Stands as written");
    driver.wait_for_jobs();
    let passage = driver.passage("the 80,000 people detained");
    let change = driver.project().changes_of(passage.id).next().expect("it was proposed").clone();
    assert_eq!(change.decision, Decision::Declined);

    driver.press("Ctrl+Z");
    driver.click("Queries and changes 16");
    let states: Vec<String> = driver.texts_painted().map(|text| text.shape.galley.text().to_owned()).collect();
    assert!(states.iter().any(|state| state == "Not made") && states.iter().any(|state| state == "Made"), "{states:?}");
}

#[test]
fn both_versions_are_compared_at_a_row() {
    let home = Home::new();
    let old = "In all, 265 people have died.\n\nThe end.\n";
    let mut driver = reviewed(&home, old, &["265 people"], "In all, 266 people have died.\n\nThe end.\n");
    driver.click("Compare");
    driver.wait_for_jobs();
    let title = |driver: &Driver, side| {
        let tab = driver.session().desk.pane(side).tab().expect("it is open");
        driver.project().document(tab.document).expect("it is here").title.to_string()
    };
    assert!(driver.session().desk.compares);
    assert_eq!([title(&driver, Left), title(&driver, Right)], ["Draft 1", "Draft 2"]);
    // Walking through the rows keeps the sides.
    driver.click_row("Text changed");
    assert_eq!([title(&driver, Left), title(&driver, Right)], ["Draft 1", "Draft 2"]);
}

/// Three that are gone; the last is left where it was, and taken back from another row.
fn taken_back(home: &Home) -> Driver {
    let old = "One man ate.\n\nTwo hens slept.\n\nThree cows sang.\n\nAll was well.\n";
    let mut driver =
        reviewed(home, old, &["One man ate", "Two hens slept", "Three cows sang"], "All was well.\n\nNobody sang.\n");
    driver.press("Enter");
    driver.wait_for_jobs();
    driver.press("N Home");
    driver.wait_for_jobs();
    assert!(current(&driver).contains("One man ate"), "{}", current(&driver));
    driver.press("Ctrl+Z");
    driver.wait_for_jobs();
    driver
}

#[test]
fn the_row_follows_what_undo_leads_to() {
    let home = Home::new();
    let mut driver = taken_back(&home);
    assert_eq!(driver.in_hand(), Some("Three cows sang"));
    assert!(current(&driver).contains("Three cows sang"), "{}", current(&driver));
    driver.select_words(Left, "Nobody sang");
    driver.press("R");
    driver.wait_for_jobs();
    assert_eq!(became(&driver, "Three cows sang").1.as_deref(), Some("Nobody sang"));
}

#[test]
fn the_row_follows_when_the_newest_version_goes_and_comes_back() {
    let home = Home::new();
    let mut driver = taken_back(&home);
    driver.press("End");
    let newest = driver.project().newest_documents()[0].id;
    driver.request(Action::Commit(edit::remove_document(driver.project(), newest), Then::Stay));
    driver.wait_for_jobs();
    driver.press("Ctrl+Z");
    driver.wait_for_jobs();
    let hand = driver.in_hand().expect("a passage").to_owned();
    assert!(current(&driver).contains(&hand), "{hand:?}: {}", current(&driver));
}
