//! The history in words: who did what, in one passage and in all of the project, and what of it is new.

use expect_test::{Expect, expect};
use jiff::tz::TimeZone;
use tickmark::edit::{self, Transaction};
use tickmark::merge::merge;
use tickmark::model::{
    Decision, Field, Id, LogEntry, Outcome, PassageId, PassageKind, Place, Project, Relation, Text, Time, Value,
    Versions,
};
use tickmark::session::{LogFilter, LogRows, LogTeller, Session, Unseen, belongs_to};
use tickmark::store::{Folders, from_bytes, save_project, seen, to_text};
use tickmark::text::TextRange;

use crate::cli::run;
use crate::merge::{TODAY, both, does, merged, opens};
use crate::support::Case;

/// Before all that others do.
const THE_DAY_BEFORE: Time = Time(TODAY.0 - 86_400);

const PROJECT: &str = "\
//- draft.txt role:draft
<claim #1>Nearly all</claim> of <statistic #2>over 80,000 Salvadorans</statistic> were <claim #3>held</claim>.
//- report.txt role:evidence
<statistic #4>At least 85,000</statistic>, it says.
//- sources
@1 Person Ben
";

/// What is listed, the last first: "Ana: Outcome: none → Wrong (draft.txt ¶1 “over 80,000”)".
fn listed(project: &Project, filter: &LogFilter, unseen: Option<&Unseen>) -> Vec<String> {
    let rows = LogRows::of(project, filter, (unseen, &TimeZone::UTC), || false).expect("nobody breaks it off");
    let teller = rows.teller(project);
    let line = |dot| {
        let entry = project.log.get(dot).expect("it is in the log");
        let told = rows.told(project, entry);
        let place = told.place.and_then(|place| {
            let document = teller.document(place.document)?;
            let now = teller.words_now(place).map(|now| format!(", now “{now}”")).unwrap_or_default();
            let words = teller.words(place);
            let at = place
                .range
                .map_or_else(String::new, |range| format!(" {} “{words}”{now}", document.place_name(range.start())));
            Some(format!(" ({}{at})", document.title))
        });
        format!("{}: {}{}", teller.who(*dot), told.what, place.unwrap_or_default())
    };
    rows.dots().iter().map(line).collect()
}

/// What is told of the last transaction.
#[track_caller]
fn check_last(case: &Case, expected: &Expect) {
    expected.assert_eq(listed(case.project(), &LogFilter::default(), None).first().expect("something was done"));
}

#[test]
fn each_transaction_is_one_line() {
    let mut case = Case::new(PROJECT);
    case.check("#2 outcome wrong");
    check_last(&case, &expect!["Ana: Outcome: none → Wrong (draft.txt ¶1 “over 80,000 Salvadorans”)"]);
    case.add_link("#2 contradicts #4");
    check_last(&case, &expect!["Ana: Link: contradicts report.txt ¶1 (draft.txt ¶1 “over 80,000 Salvadorans”)"]);
    case.check("#2 query how many?");
    check_last(&case, &expect!["Ana: Write a query: “how many?” (draft.txt ¶1 “over 80,000 Salvadorans”)"]);
    case.check("#2 change at least 85,000");
    check_last(&case, &expect!["Ana: Propose a change: “at least 85,000” (draft.txt ¶1 “over 80,000 Salvadorans”)"]);
    let change = case.project().changes().next().expect("a change").clone();
    case.commit(edit::decide(&change, Decision::Accepted, "Ana"));
    check_last(
        &case,
        &expect!["Ana: Change: decision: Open → Accepted; decided by: “Ana” (draft.txt ¶1 “over 80,000 Salvadorans”)"],
    );
    case.check("#2 note seen by eye");
    check_last(&case, &expect!["Ana: Note: “seen by eye” (draft.txt ¶1 “over 80,000 Salvadorans”)"]);
    let time = case.now();
    case.session.undo(time).expect("something to undo").expect("undone");
    check_last(&case, &expect!["Ana: Undone: note: “seen by eye” → empty (draft.txt ¶1 “over 80,000 Salvadorans”)"]);
    case.commit(edit::remove_passages(case.project(), &[case.id(2)]));
    check_last(
        &case,
        &expect!["Ana: Remove passage: 1 passage, 1 link, 1 query, 1 change (draft.txt ¶1 “over 80,000 Salvadorans”)"],
    );
}

#[test]
fn what_changed_many_passages_is_one_line_that_tells_how_many() {
    let mut case = Case::new(PROJECT);
    let passages = [1, 2, 3].map(|number| case.passage(number));
    case.commit(edit::set_outcome(passages.iter().map(|passage| &**passage), Some(Outcome::Confirmed)));
    check_last(&case, &expect!["Ana: Set outcome to confirmed: 3 passages (draft.txt)"]);
    let entry = case.project().log.values().next_back().expect("an entry").clone();
    let teller = LogTeller::new(case.project());
    let changes: Vec<_> = entry.changed.iter().filter_map(|changed| teller.change(changed, &entry)).collect();
    assert_eq!(changes, ["Outcome: none → Confirmed"; 3]);
}

#[test]
fn a_link_is_told_at_both_of_its_ends_by_the_other_one() {
    let mut case = Case::new(PROJECT);
    case.add_link("#2 contradicts #4");
    let entry = case.project().log.values().next_back().expect("an entry").clone();
    let told = |number: u32| LogTeller::of_passage(case.project(), case.id(number)).change(&entry.changed[0], &entry);
    assert_eq!(told(2).as_deref(), Some("Link added: contradicts report.txt ¶1"));
    assert_eq!(told(4).as_deref(), Some("Link added: contradicts draft.txt ¶1"));
    // By now it says something else: what it said when it was made is not told wrongly.
    let link = case.project().links().next().expect("a link").id;
    case.commit(edit::set_field(link, Field::Relation, Relation::Updates));
    let told = LogTeller::of_passage(case.project(), case.id(2)).change(&entry.changed[0], &entry);
    assert_eq!(told.as_deref(), Some("Link added: report.txt ¶1"));
    check_last(&case, &expect!["Ana: Link: relation: contradicts → updates (draft.txt ¶1 “over 80,000 Salvadorans”)"]);
}

/// Ana has worked, and then Ben on her copy, on the next day.
fn by_two() -> (Case, Session) {
    let mut case = Case::new(PROJECT);
    case.check("#2 outcome wrong");
    let mut ben = opens(case.project(), "Ben Okafor");
    does(&mut ben, edit::set_outcome([&*case.passage(1)], Some(Outcome::Opinion)));
    does(&mut ben, edit::set_field(case.id(2), Field::Note, Text::from("who says so?")));
    (case, ben)
}

#[test]
fn it_is_filtered_by_person_day_passage_and_words() {
    let (case, ben) = by_two();
    let all = || listed(ben.project(), &LogFilter::default(), None);
    let filtered = |filter: LogFilter| listed(ben.project(), &filter, None);
    let person = |name: &str| filtered(LogFilter { person: Some(name.into()), ..LogFilter::default() });
    assert_eq!((person("Ana").len(), person("Ben Okafor").len(), all().len()), (8, 2, 10));
    assert!(person("Ben Okafor").iter().all(|line| line.starts_with("Ben Okafor: ")));

    let rows = LogRows::of(ben.project(), &LogFilter::default(), (None, &TimeZone::UTC), || false).expect("all of it");
    assert_eq!(rows.people(), [("Ana".to_owned(), 8), ("Ben Okafor".to_owned(), 2)]);
    let days: Vec<_> = rows.days().iter().map(|(day, n)| (day.to_string(), *n)).collect();
    assert_eq!(days, [("2025-11-21".to_owned(), 2), ("2025-10-09".to_owned(), 8)]);
    let day = "2025-11-21".parse().ok();
    assert_eq!(filtered(LogFilter { day, ..LogFilter::default() }), person("Ben Okafor"));

    let about = |passage: PassageId| filtered(LogFilter { passage: Some(passage), ..LogFilter::default() });
    assert_eq!(about(case.id(2)).len(), 3, "marked, outcome, note: {:?}", about(case.id(2)));
    let with = |text: &str| filtered(LogFilter { text: text.into(), ..LogFilter::default() });
    assert_eq!(with("SAYS SO").len(), 1);
    assert_eq!(with("salvadorans"), about(case.id(2)), "words of the passage are found too");
    assert_eq!(with("no such words"), Vec::<String>::new());
}

#[test]
fn what_others_did_since_is_new_and_ones_own_work_is_not() {
    let (case, ben) = by_two();
    let known = case.project().seen.clone();
    let merged = merge(case.project(), ben.project()).project;
    let mut ana = Session::new(merged, case.session.worker().clone(), case.session.fresh);
    ana.set_known(known.clone());
    does(&mut ana, edit::set_outcome([&*case.passage(3)], Some(Outcome::Opinion)));
    let unseen = ana.unseen().expect("Ben has worked");
    assert_eq!(unseen.known(), &known);
    assert_eq!(unseen.documents().len(), 1);
    let new = listed(ana.project(), &LogFilter { new_only: true, ..LogFilter::default() }, Some(unseen));
    assert_eq!(new.len(), 2, "{new:?}");
    assert!(new.iter().all(|line| line.starts_with("Ben Okafor: ")));

    ana.set_known(ana.project().seen.clone());
    assert_eq!(ana.unseen(), None);
    let mut ben = ben;
    ben.set_known(known);
    assert_eq!(ben.unseen(), None, "it is his own work");
}

#[test]
fn what_was_seen_is_remembered_for_each_project_and_never_less() {
    let home = tempfile::tempdir().expect("there is room for temporary files");
    let folders = Folders::inside(home.path());
    let (case, ben) = by_two();
    let project = case.project().id();
    assert_eq!(seen::load(&folders, project), None);
    seen::keep(&folders, project, &ben.project().seen).expect("there is room");
    // An older copy is opened and closed.
    seen::keep(&folders, project, &case.project().seen).expect("there is room");
    assert_eq!(seen::load(&folders, project).as_ref(), Some(&ben.project().seen));
    let file = folders.data.join("seen").join(format!("{project}.ron"));
    std::fs::write(file, "nonsense").expect("it is ours");
    assert_eq!(seen::load(&folders, project), None);
}

#[test]
fn a_transaction_of_very_many_changes_is_told_like_any_other() {
    let mut case = Case::new(&format!("//- draft.txt role:draft\n{}\n", "word ".repeat(100)));
    let draft = case.document("draft.txt");
    let marks = (0..100).filter_map(|n| {
        let range = TextRange::new(5 * n, 5 * n + 4)?;
        edit::add_passage(case.project(), &draft, range, PassageKind::Claim, Id::default())
    });
    let edits = marks.flat_map(|(_, what)| what.edits).collect();
    case.commit(Transaction::new("Accept suggestions", edits));
    check_last(&case, &expect!["Ana: Accept suggestions: 100 passages (draft.txt)"]);
}

#[test]
fn a_new_version_is_one_line_and_tells_of_each_passage_what_became_of_it() {
    let said = "He said <quote #2>“we are sure”</quote> of it.";
    let since = "It opened in 2023.\n\nSince then <statistic #1>265 people</statistic> have died.";
    let mut case = Case::new(&format!("//- one.txt role:draft\n{since}\n\n{said}\n"));
    case.check("#1 outcome confirmed");
    let new = crate::replace::loaded(
        "two.txt",
        "He said “we are sure” of it.\n\nIt opened in 2023.\n\nSince then 266 people have died.\n",
    );
    let what = edit::replace(case.project(), &case.document("one.txt"), new).expect("a new version");
    case.commit(what);
    check_last(&case, &expect!["Ana: Replace with a new version: 2 passages: 1 moved, 1 text changed (two.txt)"]);
    let entry = case.project().log.values().next_back().expect("an entry").clone();
    let told = |number| {
        let its_own = entry.changed.iter().filter(|it| belongs_to(case.project(), it.record(), case.id(number)));
        let teller = LogTeller::new(case.project());
        its_own.filter_map(|changed| teller.change(changed, &entry)).collect::<Vec<_>>()
    };
    assert_eq!(
        told(1),
        [
            "Words: “265 people” → “266 people”",
            "In the new version: text changed",
            "Re-opened: its words changed in the new version"
        ]
    );
    assert_eq!(told(2), ["In the new version: moved"]);
    let teller = LogTeller::new(case.project());
    let unfolded = entry.changed.iter().filter(|changed| teller.lists(changed, &entry));
    let unfolded: Vec<_> = unfolded.filter_map(|changed| teller.change(changed, &entry)).collect();
    assert_eq!(unfolded, ["Document added: “two.txt”", "Words: “265 people” → “266 people”"]);
    // What was done before is told with the words that were checked.
    let outcome = listed(case.project(), &LogFilter::default(), None).swap_remove(1);
    assert_eq!(outcome, "Ana: Outcome: none → Confirmed (one.txt ¶2 “265 people”, now “266 people”)");
    // Taken back, all stands where it stood.
    let time = case.now();
    case.session.undo(time).expect("something to undo").expect("undone");
    let outcome = listed(case.project(), &LogFilter::default(), None).swap_remove(2);
    assert_eq!(outcome, "Ana: Outcome: none → Confirmed (one.txt ¶2 “265 people”)");
}

#[test]
fn who_did_not_know_of_a_new_version_meant_the_words_of_the_old_one_whatever_the_clocks_say() {
    let case = Case::new("//- one.txt role:draft\nSince then <statistic #1>265 people</statistic> have died.\n");
    let wrong = |session: &mut Session, outcome| {
        let passage = session.project().passage(case.id(1)).expect("it").clone();
        does(session, edit::set_outcome([&*passage], Some(outcome)));
    };
    let mut ben = opens(case.project(), "Ben Okafor");
    let mut ana = opens(case.project(), "Ana Ruiz");
    let new = crate::replace::loaded("two.txt", "Since then 266 people have died.\n");
    let what = edit::replace(ana.project(), &case.document("one.txt"), new).expect("a new version");
    ana.commit(what, THE_DAY_BEFORE).expect("replaced");
    wrong(&mut ben, Outcome::Wrong);
    ben.merge("Merge", merge(ben.project(), ana.project()).project);
    wrong(&mut ben, Outcome::Opinion);
    let mut cem = opens(ben.project(), "Cem");
    wrong(&mut cem, Outcome::OutOfScope);
    let told = |project: &Project| {
        let mut told = listed(project, &LogFilter::default(), None);
        told.retain(|line| line.contains("Outcome: "));
        told.sort();
        told
    };
    let expected = [
        "Ben Okafor: Outcome: Wrong → Opinion (two.txt ¶1 “266 people”)",
        "Ben Okafor: Outcome: none → Wrong (one.txt ¶1 “265 people”, now “266 people”)",
        "Cem: Outcome: Opinion → Out of scope (two.txt ¶1 “266 people”)",
    ];
    assert_eq!(told(cem.project()), expected);
    let saved = to_text(cem.project()).expect("text");
    assert_eq!(told(&from_bytes(saved.as_bytes()).expect("it opens").project), expected, "the file tells it");
}

#[test]
fn what_somebody_took_over_was_marked_in_the_version_before() {
    let case = Case::new("//- one.txt role:draft\nSince then 265 people have died.\n");
    let [mut ana, mut ben] = ["Ana Ruiz", "Ben Okafor"].map(|name| opens(case.project(), name));
    let new = crate::replace::loaded("two.txt", "He came.\n\nSince then 265 people have died.\n");
    let taken_in = edit::replace(ana.project(), &case.document("one.txt"), new).expect("a new version");
    does(&mut ana, taken_in);
    let range = TextRange::between(11, 21);
    let mark = edit::add_passage(case.project(), &case.document("one.txt"), range, PassageKind::Claim, Id::default());
    does(&mut ben, mark.expect("words").1);
    ana.merge("Merge", merge(ana.project(), ben.project()).project);
    let marked = |session: &Session| {
        let mut told = listed(session.project(), &LogFilter::default(), None);
        told.retain(|line| line.starts_with("Ben Okafor: Mark"));
        told
    };
    let before = marked(&ana);
    assert_eq!(before, ["Ben Okafor: Mark as claim (one.txt ¶1 “265 people”)"]);
    let two = ana.project().newest_documents()[0].clone();
    let taken_over = edit::take_over(ana.project(), &two);
    does(&mut ana, taken_over);
    assert_eq!(ana.project().passages_of(two.id).count(), 1, "it is taken over");
    assert_eq!(marked(&ana), before);
}

#[test]
fn in_the_log_of_an_older_program_whoever_goes_on_in_a_version_meant_its_words() {
    let case = Case::new("//- one.txt role:draft\nSince then <statistic #1>265 people</statistic> have died.\n");
    let (mut ana, mut ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    let one = case.document("one.txt");
    let new = crate::replace::loaded("two.txt", "Since then 266 people have died.\n");
    let what = edit::replace(ana.project(), &one, new).expect("a new version");
    ana.commit(what, THE_DAY_BEFORE).expect("replaced");
    does(&mut ben, edit::set_outcome([&*case.passage(1)], Some(Outcome::Wrong)));
    let died = TextRange::between(27, 31);
    let mark = edit::add_passage(ben.project(), &one, died, PassageKind::Claim, Id::derived(&[b"died"]));
    does(&mut ben, mark.expect("words").1);
    let mut merged = merge(ana.project(), ben.project()).project;
    let entries: Vec<_> = merged.log.values().cloned().collect();
    for entry in entries {
        merged.log.insert(entry.dot, LogEntry { versions: Versions::default(), ..entry });
    }
    let of_ben = LogFilter { person: Some("Ben Okafor".into()), ..LogFilter::default() };
    let told = listed(&merged, &of_ben, None);
    assert_eq!(told[1], "Ben Okafor: Outcome: none → Wrong (one.txt ¶1 “265 people”, now “266 people”)");
}

#[test]
fn what_was_done_in_a_text_that_is_gone_is_told_with_the_words_that_it_was_done_to() {
    let mut case =
        Case::new("//- one.txt role:draft\nSince <claim #2>May</claim> <statistic #1>265</statistic> died.\n");
    case.check("#1 note who says so?");
    case.check("#1 change at least 265");
    let one = case.document("one.txt");
    let died = Place::of(&one, TextRange::between(10, 18)).expect("words");
    case.commit(edit::set_place(case.project(), &case.passage(1), died));
    case.commit(edit::remove_passages(case.project(), &[case.id(2)]));
    crate::replace::replace(&mut case, "one.txt", "two.txt", "Since then 266 died.\n");
    let before = listed(case.project(), &LogFilter::default(), None);
    assert!(before.iter().any(|line| line.contains("(one.txt ¶1 “265”, now “266 died”)")), "{before:#?}");
    case.commit(edit::remove_document(case.project(), one.id));
    case.commit(edit::empty_documents(&[one.id]));
    let since = listed(case.project(), &LogFilter::default(), None);
    let without_paragraph = before.iter().map(|line| line.replace("one.txt ¶1", "one.txt (text emptied)"));
    assert_eq!(since[2..], without_paragraph.collect::<Vec<_>>());
}

/// What the command prints, without the time.
fn printed(folder: &std::path::Path, args: &[&str]) -> Vec<String> {
    let (code, out, _) = run(folder, &[&["log", "story.ron"], args].concat());
    assert_eq!(code, 0);
    out.lines().map(|line| line.get("2025-11-21 12:40  ".len()..).unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_command_line_prints_the_same() {
    let (case, ben) = by_two();
    let home = tempfile::tempdir().expect("there is room for temporary files");
    save_project(&home.path().join("story.ron"), ben.project()).expect("saved");
    let expected = [
        "Ben Okafor  Note: “who says so?” (draft.txt ¶1 “over 80,000 Salvadorans”)",
        "Ben Okafor  Outcome: none → Opinion (draft.txt ¶1 “Nearly all”)",
    ];
    assert_eq!(printed(home.path(), &["--person", "Ben Okafor"]), expected);
    assert_eq!(printed(home.path(), &["--words", "says so"]), expected[..1]);
    assert_eq!(printed(home.path(), &["--person", "ben"]), expected);
    assert_eq!(printed(home.path(), &["--passage", &case.id(2).to_string()]).len(), 3);
    assert_eq!(printed(home.path(), &[]).len(), 10);
    let (_, json, _) = run(home.path(), &["log", "story.ron", "--json", "--words", "says so"]);
    let lines: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&lines[0]["who"], &lines[0]["place"]), (&"Ben Okafor".into(), &"¶1".into()));
    assert_eq!(lines[0]["what"], "Note: “who says so?”");
    let (code, _, why) =
        run(home.path(), &["log", "story.ron", "--passage", &case.document("draft.txt").id.to_string()]);
    assert!(code == 2 && why.starts_with("No passage of this project has the id"), "{why}");
}

#[test]
fn the_command_line_says_why_it_prints_nothing() {
    let (_, ben) = by_two();
    let home = tempfile::tempdir().expect("there is room for temporary files");
    save_project(&home.path().join("story.ron"), ben.project()).expect("saved");
    let check = |args: &[&str], expected: (i32, &str)| {
        let (code, out, said) = run(home.path(), &[&["log", "story.ron"], args].concat());
        assert_eq!((code, said.trim_end(), out.as_str()), (expected.0, expected.1, ""));
    };
    check(&["--person", "Bob"], (2, "Nobody of the name “Bob” has worked on this project; who did: Ana, Ben Okafor"));
    check(&["--person", "a"], (2, "Several people may be meant by “a”: Ana, Ben Okafor"));
    check(
        &["--day", "2020-01-01", "--person", "Ana"],
        (1, "Nothing was done on 2020-01-01 by Ana; the history has 10 entries, from 2025-10-09 to 2025-11-21"),
    );
    check(
        &["--words", "no such words"],
        (
            1,
            "Nothing was done that has “no such words” in it; the history has 10 entries, from 2025-10-09 to 2025-11-21",
        ),
    );
    let (code, _, said) = run(home.path(), &["log", "story.ron", "--day", "foo"]);
    assert!(code == 2 && said.contains("a day is written 2026-11-22") && !said.contains("digit"), "{said}");
    let (code, out, _) = run(home.path(), &["log", "story.ron", "--json", "--day", "2020-01-01"]);
    assert_eq!((code, out.as_str()), (1, "[]\n"), "a script can still read it");
}

#[test]
fn who_chooses_what_shows_already_has_chosen_of_several() {
    let case = Case::new("//- draft.txt role:draft\nIt was <claim #1>so</claim>.\n");
    let [mut ana, mut ben] = both(&case);
    for (session, outcome) in [(&mut ana, Outcome::Wrong), (&mut ben, Outcome::OutOfScope)] {
        let passage = session.project().passage(case.id(1)).expect("it").clone();
        does(session, edit::set_outcome([&*passage], Some(outcome)));
    }
    let mut cem = opens(&merged(&ana, &ben), "Cem");
    let shown = cem.project().passage(case.id(1)).expect("it").outcome;
    let told = |cem: &Session| listed(cem.project(), &LogFilter::default(), None).swap_remove(0);
    let words = format!("Outcome: {}, chosen of several (draft.txt ¶1 “so”)", shown.expect("one").label());
    let choice = edit::settle(cem.project(), case.id(1).into(), Field::Outcome, Value::Outcome(shown));
    does(&mut cem, choice);
    assert_eq!(told(&cem), format!("Cem: {words}"));
    let _ = cem.undo(TODAY).expect("undone");
    assert_eq!(told(&cem), format!("Cem: Undone: {}", words.replace("Outcome:", "outcome:")));
}
