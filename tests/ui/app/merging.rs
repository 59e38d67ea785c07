//! Merging other copies of the project: shown first, one step of undo, whatever the file is.

use std::path::PathBuf;

use egui::vec2;
use tickmark::app::{App, Picked};
use tickmark::command::{Action, Command, Then};
use tickmark::edit::{self, Transaction};
use tickmark::import::{Options, Watch, import};
use tickmark::model::{
    Actor, Document, Dot, Edit, Field, Id, Outcome, PassageKind, Project, ProjectId, Role, Text, Time,
};
use tickmark::session::Side::Left;
use tickmark::session::{Session, Worker};
use tickmark::store::{open_project, save_project, to_text};
use tickmark::text::TextRange;
use tickmark::ui::when::moment;

use super::driver::{Driver, Home, NOW};

/// A project with one passage, saved as "story.tickmark.ron".
pub fn saved(home: &Home) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", "One two three.\nFour five.\nSix.\nSeven.")]);
    mark(&mut driver, "two");
    save(home, &mut driver);
    driver
}

/// A project with this draft, saved in the same place.
pub fn saved_with(home: &Home, draft: &str) -> Driver {
    let mut driver = Driver::texts(home, &[("draft", draft)]);
    save(home, &mut driver);
    driver
}

fn save(home: &Home, driver: &mut Driver) {
    driver.will_pick(Picked::Paths(vec![home.path("story")]));
    driver.press("Ctrl+S");
    driver.wait_saved();
}

pub fn mark(driver: &mut Driver, words: &str) {
    driver.select_words(Left, words);
    driver.press("1");
    driver.passage(words);
}

/// A colleague's copy of what is saved, in which they did this.
pub fn copy(home: &Home, (name, file): (&str, &str), does: impl FnOnce(&mut Session)) -> PathBuf {
    let (opened, _) = open_project(&home.path("story.tickmark.ron")).expect("it was saved");
    let worker = Worker {
        checker: Id::derived(&[name.as_bytes()]).into(),
        name: name.into(),
        actor: Actor::derived(Id::derived(&[name.as_bytes(), file.as_bytes()])),
    };
    let mut session = Session::new(opened.project, worker, Id::derived(&[file.as_bytes()]));
    does(&mut session);
    let path = home.path(file);
    save_project(&path, session.project()).expect("a temporary folder can be written to");
    path
}

/// When colleagues do what they do.
pub const DONE: Time = Time(1_742_890_000);

pub fn does(session: &mut Session, what: Transaction) {
    session.commit(what, DONE).expect("a change that can be made");
}

/// Marks these words in the first document.
pub fn marks(session: &mut Session, words: &str) {
    let documents = session.project().documents();
    let draft = documents.first().expect("there is one");
    let start = draft.text().find(words).expect("these words are in it");
    let range = TextRange::between(start, start + words.len());
    let marked = edit::add_passage(session.project(), draft, range, PassageKind::Claim, session.fresh);
    let (_, what) = marked.expect("words can be marked");
    does(session, what);
}

pub fn finds(session: &mut Session, words: &str, outcome: Outcome) {
    let passage = session.project().passages().find(|it| it.words() == words).expect("it was marked").clone();
    does(session, edit::set_outcome([&*passage], Some(outcome)));
}

/// Asks to merge a file, and waits until it is shown what it brings.
pub fn ask_merge(driver: &mut Driver, file: PathBuf) {
    driver.will_pick(Picked::Paths(vec![file]));
    driver.choose(&["File", "Merge a colleague’s file"]);
    driver.wait_for(|app| !app.is_busy());
}

pub fn merge(driver: &mut Driver, file: PathBuf) {
    ask_merge(driver, file);
    driver.click("Merge");
}

/// The file of a project, as it would be written.
pub fn text_of(project: &Project) -> String {
    to_text(project).expect("a project can be written")
}

fn outcome(driver: &Driver, words: &str) -> Option<Outcome> {
    driver.passage(words).outcome
}

#[test]
fn what_a_colleague_did_is_shown_then_taken_in() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| {
        marks(ben, "Four");
        finds(ben, "two", Outcome::Wrong);
    });
    ask_merge(&mut driver, ben);
    for words in ["Merge “ben.tickmark.ron”?", "Ben Okafor", "1 new, 1 changed", "marked ¶2 “Four” as claim"] {
        assert!(driver.reads(words), "{words:?} is missing");
    }
    assert!(driver.find_passage("Four").is_none(), "nothing is taken in yet");
    driver.press("Enter");
    assert_eq!((driver.passage("Four").words(), outcome(&driver, "two")), ("Four", Some(Outcome::Wrong)));
    assert!(driver.reads("Merged “ben.tickmark.ron”: 1 new, 1 changed by Ben Okafor"));
    assert!(driver.session().history().is_unsaved());
}

/// A colleague does something of every kind: new, changed, deleted, set by both, a new version.
fn does_of_all(session: &mut Session) {
    finds(session, "two", Outcome::Wrong);
    marks(session, "Seven");
    let tags = session.project().passages().find(|it| it.words() == "Six").expect("it was marked").id;
    does(session, edit::set_field(tags, Field::Tags, Text::from("numbers")));
    let gone = session.project().passages().find(|it| it.words() == "five").expect("it was marked").id;
    does(session, edit::remove_passages(session.project(), &[gone]));
    does_replace(session, "draft 2", "One two three.\nFour five.\nSix.\nSeventy.");
}

fn does_replace(session: &mut Session, title: &str, text: &str) {
    let read = import(text.as_bytes(), title, &Options::default(), &Watch::default()).expect("text");
    let loaded = read.into_loaded(title, text.as_bytes(), DONE);
    let newer = Document::new(loaded, title, Role::Draft, Dot::NOBODY);
    let old = session.project().documents_as(Role::Draft)[0].clone();
    let what = edit::replace(session.project(), &old, newer).expect("a draft can be replaced");
    does(session, what);
}

#[test]
fn what_is_new_is_counted_alike_before_a_merge_after_it_and_on_opening() {
    let home = Home::new();
    let mut driver = saved(&home);
    mark(&mut driver, "five");
    mark(&mut driver, "Six");
    driver.press("Ctrl+S");
    driver.wait_saved();
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), does_of_all);
    driver.click_words(Left, "two");
    driver.press("T");
    driver.press("Ctrl+S");
    driver.wait_saved();
    let counts = "1 new, 1 changed, 1 deleted, 1 new version, 1 clash";
    ask_merge(&mut driver, ben.clone());
    assert!(driver.reads(counts), "{:?}", driver.names());
    driver.click("Merge");
    assert!(driver.reads(&format!("Merged “ben.tickmark.ron”: {counts} by Ben Okafor")), "{:?}", driver.names());
    driver.press("Ctrl+Z");
    driver.press("Ctrl+S");
    driver.wait_saved();
    driver.choose(&["File", "Close project"]);
    // Somebody else unites the two and saves.
    let story = home.path("story.tickmark.ron");
    let [ours, theirs] = [&story, &ben].map(|path| open_project(path).expect("a project").0.project);
    save_project(&story, &tickmark::merge::merge(&ours, &theirs).project).expect("there is room");
    driver.will_pick(Picked::Paths(vec![story]));
    driver.press("Ctrl+O");
    driver.wait_for_jobs();
    assert!(driver.reads(&format!("Ben Okafor: {counts}")), "{:?}", driver.names());
}

#[test]
fn a_new_version_is_one_line_of_the_question_and_below_it_is_what_to_look_at() {
    let home = Home::new();
    let mut driver = saved(&home);
    mark(&mut driver, "Six");
    mark(&mut driver, "Seven");
    driver.press("Ctrl+S");
    driver.wait_saved();
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| {
        does_replace(ben, "draft 2", "One two three.\nFour five.\nSeventy.\nSix.");
    });
    ask_merge(&mut driver, ben);
    let rows = driver.rows_shown().into_iter().map(|(_, name)| name);
    let rows: Vec<String> = rows.filter(|row| !row.ends_with("unchecked")).collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows.iter().any(|row| row.contains("replaced “draft” with “draft 2” (3 passages: ")), "{rows:?}");
    assert!(rows.iter().any(|row| row.starts_with("orphaned: ¶4 “Seven”")), "{rows:?}");
}

#[test]
fn who_leaves_the_question_takes_nothing_in() {
    let home = Home::new();
    let mut driver = saved(&home);
    let before = text_of(driver.project());
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    ask_merge(&mut driver, ben);
    driver.press("Escape");
    assert_eq!(text_of(driver.project()), before);
    assert!(!driver.session().history().is_unsaved());
}

#[test]
fn a_merge_is_taken_back_as_one_step_and_done_again() {
    let home = Home::new();
    let mut driver = saved(&home);
    mark(&mut driver, "Seven");
    let before = text_of(driver.project());
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| {
        marks(ben, "Four");
        marks(ben, "five");
    });
    merge(&mut driver, ben);
    mark(&mut driver, "Six");
    driver.press("Ctrl+Z Ctrl+Z");
    assert_eq!(text_of(driver.project()), before, "stamps, history and all");
    assert!(driver.reads("Undone: merge “ben.tickmark.ron”"));
    driver.press("Ctrl+Z");
    assert!(driver.find_passage("Seven").is_none(), "what was done before is taken back too");
    driver.press("Ctrl+Shift+Z");
    driver.press("Ctrl+Shift+Z");
    driver.wait_for_jobs();
    driver.press("Ctrl+Shift+Z");
    for words in ["two", "Four", "five", "Six", "Seven"] {
        assert!(driver.find_passage(words).is_some(), "{words:?} is missing");
    }
}

#[test]
fn what_was_taken_back_counts_as_not_received() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    merge(&mut driver, ben.clone());
    driver.press("Ctrl+Z");
    mark(&mut driver, "Six");
    merge(&mut driver, ben);
    assert!(driver.find_passage("Four").is_some() && driver.find_passage("Six").is_some());
    assert_eq!(driver.project().n_clashes(), 0);
    let actors: Vec<_> = driver.project().seen.keys().collect();
    assert_eq!(actors.len(), 3, "before, Ben, and since going back: {actors:?}");
}

#[test]
fn the_notice_of_a_merge_stays_until_it_is_closed_or_untrue() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    merge(&mut driver, ben);
    driver.wait(60);
    mark(&mut driver, "Seven");
    let told = "Merged “ben.tickmark.ron”: 1 new by Ben Okafor";
    assert!(driver.reads(told), "whoever looks away or goes on finds it again");
    driver.press("Ctrl+Z Ctrl+Z");
    assert!(!driver.reads(told), "it was taken back");
}

#[test]
fn what_was_done_today_is_told_by_the_clock() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| {
        marks(ben, "Four");
        let passage = ben.project().passages().find(|it| it.words() == "two").expect("it was marked").clone();
        let wrong = edit::set_outcome([&*passage], Some(Outcome::Wrong));
        ben.commit(wrong, Time(NOW.0 - 60)).expect("an outcome");
    });
    driver.request(Action::Commit(edit::set_outcome([&*driver.passage("two")], Some(Outcome::Confirmed)), Then::Stay));
    ask_merge(&mut driver, ben);
    let [then, now, before] = [Time(NOW.0 - 60), NOW, DONE].map(|time| moment(time, NOW));
    assert!(then.contains(':') && now.contains(':'), "{then}, {now}");
    let against = format!(
        "Ben Okafor set ¶1 “two” to wrong, {then}; Ana Ruiz set it to confirmed, {now}; neither knew of the other"
    );
    for told in [against, format!("Ben Okafor marked ¶2 “Four” as claim, {before}")] {
        assert!(driver.shows(&told), "{told}: {:?}", driver.names());
    }
}

#[test]
fn the_notice_of_a_merge_leads_to_what_is_new() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    merge(&mut driver, ben);
    driver.click("Show");
    driver.wait_for_jobs();
    let rows = driver.rows_shown();
    assert!(rows.len() == 1 && rows[0].1.contains("Ben Okafor"), "{rows:?}");
}

#[test]
fn a_project_closed_while_a_copy_is_read_takes_nothing_in() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    driver.let_fall(vec![ben.clone(), ben]);
    driver.request_at_once(&[Command::NewProject]);
    driver.wait_for_jobs();
    assert!(!driver.app().dialog_is_open());
    assert!(driver.project().documents().is_empty());
}

#[test]
fn the_same_file_brings_nothing_twice() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    merge(&mut driver, ben.clone());
    ask_merge(&mut driver, ben);
    assert!(driver.reads("All that “ben.tickmark.ron” holds is here already"));
    assert!(!driver.app().dialog_is_open());
}

#[test]
fn a_project_that_is_dropped_is_merged_or_opened() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    driver.drop_files(vec![ben.clone()]);
    driver.click("Merge…");
    driver.wait_for_jobs();
    driver.click("Merge");
    assert!(driver.find_passage("Four").is_some());
    driver.press("Ctrl+S");
    driver.wait_saved();
    driver.drop_files(vec![ben.clone()]);
    driver.click("Open it");
    driver.wait_for(|app| app.session().is_some_and(|session| session.path.as_ref() == Some(&ben)));
}

#[test]
fn several_copies_are_asked_about_one_after_the_other() {
    let home = Home::new();
    let mut driver = saved(&home);
    let copies = [("Ben Okafor", "ben.tickmark.ron", "Four"), ("Cem Öz", "cem.tickmark.ron", "five")];
    let files = copies.map(|(name, file, words)| copy(&home, (name, file), |them| marks(them, words)));
    driver.drop_files(files.to_vec());
    assert!(driver.reads("Merge “ben.tickmark.ron”?") && driver.reads("1 more copy waits after this one"));
    driver.click("Skip");
    driver.wait_for(|app| app.dialog_is_open() && !app.is_busy());
    assert!(driver.reads("Merge “cem.tickmark.ron”?"));
    driver.click("Merge");
    assert!(driver.find_passage("Four").is_none() && driver.find_passage("five").is_some());
}

#[test]
fn another_project_says_what_the_two_share_before() {
    let home = Home::new();
    let mut driver = saved(&home);
    let other = Project::new(ProjectId(Id::derived(&[b"another"])));
    let draft = driver.project().documents()[0].clone();
    let worker = Worker { checker: Id::default().into(), name: "Ben Okafor".into(), actor: Actor(77) };
    let mut session = Session::new(other, worker, Id::default());
    does(&mut session, Transaction::new("Load", vec![Edit::insert(draft)]));
    marks(&mut session, "Four");
    let file = home.path("other.tickmark.ron");
    save_project(&file, session.project()).expect("a temporary folder can be written to");
    ask_merge(&mut driver, file.clone());
    assert!(driver.reads("This is no copy of the project that is open but another project. The two share 1 document."));
    driver.press("Enter");
    assert!(driver.find_passage("Four").is_none(), "Enter does not merge strangers");
    ask_merge(&mut driver, file);
    driver.click("Merge all the same");
    assert!(driver.find_passage("Four").is_some());
}

#[test]
fn a_file_that_cannot_be_merged_says_why_and_changes_nothing() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    let whole = std::fs::read_to_string(&ben).expect("it was written");
    let half: String = whole.chars().take(whole.chars().count() / 2).collect();
    let newer = whole.replacen("version: 1", "version: 9", 1);
    let unreadable = newer.replacen("min_reader: 1", "min_reader: 9", 1);
    let unknown = whole.replacen("format: \"tickmark\",", "format: \"tickmark\", mood: 1,", 1);
    let before = text_of(driver.project());
    for (text, why) in [
        (half, "The file is damaged, or was not copied whole"),
        (newer, "it was written by a newer Tickmark"),
        (unreadable, "needs a newer Tickmark"),
        (unknown, "it holds what this version does not know"),
        ("just a text".to_owned(), "not a Tickmark project"),
        (String::new(), "the file is empty"),
    ] {
        ask_merge(&mut driver, home.file("bad.tickmark.ron", &text));
        assert!(driver.reads("“bad.tickmark.ron” was not merged"), "{why}");
        assert!(driver.reads(why), "{why}: {:?}", driver.names());
        driver.press("Enter");
        assert_eq!(text_of(driver.project()), before);
    }
    ask_merge(&mut driver, home.path("gone.tickmark.ron"));
    assert!(driver.reads("“gone.tickmark.ron” was not merged"));
}

#[test]
fn stamps_that_lie_are_told_and_nothing_is_lost() {
    let home = Home::new();
    let mut driver = saved(&home);
    let whole = std::fs::read_to_string(home.path("story.tickmark.ron")).expect("it was saved");
    let forged = home.file("forged.tickmark.ron", &whole.replacen("title: \"draft\"", "title: \"theirs\"", 1));
    ask_merge(&mut driver, forged);
    assert!(driver.reads("The copies do not agree on who knew of what"));
    driver.click("Merge");
    assert_eq!(driver.project().n_clashes(), 1, "both titles stay");
}

#[test]
fn what_is_done_while_a_copy_is_read_is_kept() {
    let home = Home::new();
    let mut driver = saved(&home);
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    driver.press("M");
    driver.type_text("half a no");
    driver.will_pick(Picked::Paths(vec![ben]));
    driver.choose(&["File", "Merge a colleague’s file"]);
    driver.wait_for(App::dialog_is_open);
    driver.press("Enter");
    driver.wait_for_jobs();
    assert_eq!(driver.passage("two").note.as_str(), "half a no");
    assert!(driver.find_passage("Four").is_some());
}

#[test]
fn a_sign_off_that_a_merge_strikes_is_told() {
    let home = Home::new();
    let mut driver = saved(&home);
    let sign = |session: &mut Session| {
        let signed = edit::sign_off(session.project(), session.project().documents()[0], 0, "because", session.fresh);
        let (_, what) = signed.expect("a draft can be signed off");
        does(session, what);
    };
    let signed = copy(&home, ("Ana Ruiz", "signed.tickmark.ron"), sign);
    merge(&mut driver, signed);
    assert!(driver.reads("Signed off: “draft”"));
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| marks(ben, "Four"));
    merge(&mut driver, ben);
    assert!(driver.reads("This strikes the sign-off of “draft”"));
}

#[test]
fn titles_set_by_two_clash() {
    let home = Home::new();
    let mut driver = saved(&home);
    let retitle = |to: &'static str| {
        move |session: &mut Session| {
            let draft = session.project().documents()[0].id;
            does(session, edit::set_field(draft, Field::Title, Text::from(to)));
        }
    };
    for (name, file, title) in [("Ben Okafor", "ben.tickmark.ron", "B"), ("Cem Öz", "cem.tickmark.ron", "C")] {
        let file = copy(&home, (name, file), retitle(title));
        merge(&mut driver, file);
    }
    assert!(driver.reads("1 clash by Cem Öz"), "{:?}", driver.names());
    assert_eq!(driver.project().n_clashes(), 1);
}

#[test]
fn what_was_marked_in_an_older_draft_stands_in_the_newer_one_and_waits_there() {
    let home = Home::new();
    drop(saved(&home));
    let ben = copy(&home, ("Ben Okafor", "ben.tickmark.ron"), |ben| {
        marks(ben, "Four");
        finds(ben, "two", Outcome::Wrong);
    });
    copy(&home, ("Ana Ruiz", "story.tickmark.ron"), |ana| {
        does_replace(ana, "draft 2", "A new beginning.\nOne two three.\nFour five.\nSix.\nSeven.");
        finds(ana, "two", Outcome::Conflicting);
    });
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.will_pick(Picked::Paths(vec![home.path("story.tickmark.ron")]));
    driver.press("Ctrl+O");
    driver.wait_for_jobs();
    ask_merge(&mut driver, ben);
    assert!(driver.reads("1 passage of an earlier version waits for a look in “draft 2”"));
    driver.click("Merge");
    let newest = driver.project().documents_as(Role::Draft)[0].clone();
    assert_eq!(newest.title.as_str(), "draft 2");
    for words in ["two", "Four"] {
        assert_eq!(driver.passage(words).place.document, newest.id);
    }
    assert_eq!(driver.project().n_clashes(), 1);
    driver.press("Ctrl+Z");
    assert!(driver.find_passage("Four").is_none());
    driver.press("Ctrl+Shift+Z");
    driver.wait_for_jobs();
    assert_eq!(driver.passage("Four").place.document, newest.id);
}
