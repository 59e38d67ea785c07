//! What is told of what others did: with the words that were meant, a new version as one thing, and counted alike wherever
//! it is told.

use std::collections::BTreeSet;

use expect_test::{Expect, expect};
use tickmark::edit;
use tickmark::merge::{NewsKind, Tally, Teller, merge, news};
use tickmark::model::{
    AnyRecord, Changed, Dot, Field, Id, Outcome, PassageKind, Project, RecordId, RecordKind, Text, Value,
};
use tickmark::session::Session;
use tickmark::text::TextRange;

use crate::merge::{TODAY, does, opens};
use crate::replace::loaded;
use crate::support::Case;

const DRAFT: &str = "\
//- one.txt role:draft
Since then <statistic #1>265 people</statistic> have died.

By capacity, it is <claim #2>the world's largest prison</claim>.

He said <quote #3>“we are sure”</quote> of it. In May <statistic #4>80,000</statistic> were held.
";
const NEW: &str = "Since then 266 people have died.\n\nHe said “we are sure” of it. In May 80,000 were held.\n";

fn replaces(session: &mut Session, title: &str, text: &str) {
    let old = session.project().documents_as(tickmark::model::Role::Draft)[0].clone();
    let what = edit::replace(session.project(), &old, loaded(title, text)).expect("a new version");
    does(session, what);
}

fn marks(session: &mut Session, words: &str) -> tickmark::model::PassageId {
    let draft = session.project().documents_as(tickmark::model::Role::Draft)[0].clone();
    let at = draft.text().find(words).expect("words");
    let range = TextRange::between(at, at + words.len());
    let mark =
        edit::add_passage(session.project(), &draft, range, PassageKind::Claim, Id::derived(&[words.as_bytes()]));
    let (id, what) = mark.expect("a passage");
    does(session, what);
    id
}

fn finds(session: &mut Session, case: &Case, number: u32, outcome: Outcome) {
    let passage = session.project().passage(case.id(number)).expect("it").clone();
    does(session, edit::set_outcome([&*passage], Some(outcome)));
}

/// What whoever has the one copy is told of the other.
pub fn told(ours: &Project, theirs: &Project) -> String {
    let merged = merge(ours, theirs).project;
    let teller = Teller::new(&merged, Some(TODAY)).with_copies([ours, theirs]);
    let mut lines = String::new();
    for news in news(&ours.seen, &merged) {
        lines.push_str(&teller.tell(&news));
        lines.push('\n');
        for line in teller.look_at(&news) {
            lines.push_str(&format!("  {line}\n"));
        }
    }
    lines
}

#[track_caller]
fn check(ours: &Session, theirs: &Session, expected: Expect) {
    expected.assert_eq(&told(ours.project(), theirs.project()));
}

#[test]
fn what_was_done_to_an_earlier_version_is_told_with_the_words_that_were_meant() {
    let case = Case::new(DRAFT);
    let (mut ana, mut ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    replaces(&mut ana, "two.txt", NEW);
    finds(&mut ben, &case, 1, Outcome::Wrong);
    finds(&mut ben, &case, 4, Outcome::Confirmed);
    check(
        &ana,
        &ben,
        expect![[r#"
        Ben Okafor set one.txt ¶1 “265 people” (now ¶1 “266 people”) to wrong, 21 Nov
        Ben Okafor set ¶2 “80,000” to confirmed, 21 Nov
    "#]],
    );
}

#[test]
fn a_new_version_is_one_line_and_below_it_what_a_person_should_look_at() {
    let mut case = Case::new(DRAFT);
    case.check("#4 change 85,000 | accepted");
    let (mut ana, ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    replaces(&mut ana, "two.txt", NEW);
    check(
        &ben,
        &ana,
        expect![[r#"
        Ana Ruiz replaced “one.txt” with “two.txt” (4 passages: 2 unchanged, 1 text changed, 1 orphaned; 0 accepted changes made, 1 not), 21 Nov
          text changed: ¶1 “265 people”, now ¶1 “266 people”
          orphaned: ¶2 “the world's largest prison”
          not made: “80,000” → “85,000”, ¶2
    "#]],
    );
}

#[test]
fn going_back_to_the_version_before_is_one_line() {
    let mut case = Case::new(DRAFT);
    case.check("#4 change 85,000 | accepted");
    let mut ana = opens(case.project(), "Ana Ruiz");
    replaces(&mut ana, "two.txt", NEW);
    marks(&mut ana, "In May");
    let ben = opens(ana.project(), "Ben Okafor");
    let two = ana.project().documents_as(tickmark::model::Role::Draft)[0].id;
    let mut back = opens(ana.project(), "Cem Aydın");
    let what = edit::remove_document(back.project(), two);
    does(&mut back, what);
    let line = "removed “two.txt”, and went back to “one.txt” (4 passages; 1 removed with it), 21 Nov\n";
    assert_eq!(told(ben.project(), back.project()), format!("Cem Aydın {line}"));
    let merged = merge(ben.project(), back.project()).project;
    let by_copy = news(ben.project(), &merged);
    assert_eq!(by_copy, news(&ben.project().seen, &merged), "told alike by a copy and by what was taken in");
    check_all_told(ben.project(), &merged);
    // Who never had the version is told nothing of it.
    let before = case.project();
    assert!(!told(before, &merged).contains("two.txt"), "{}", told(before, &merged));
}

#[test]
fn what_people_know_is_told_by_what_they_have_taken_in_and_counted_once() {
    let mut case = Case::new(DRAFT);
    case.check("#3 note seen");
    let (mut ana, mut ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    let counted = |theirs: &Session, ours: &Session| {
        let merged = merge(ours.project(), theirs.project()).project;
        let told = Tally::of(&news(ours.project(), &merged)).in_words();
        // Whoever opens it later knows only what they had taken in.
        assert_eq!(Tally::of(&news(&ours.project().seen, &merged)).in_words(), told);
        told
    };
    // Who only says a name, or takes back what was done, tells nothing.
    finds(&mut ben, &case, 1, Outcome::Wrong);
    ben.undo(TODAY).expect("a step").expect("an undo");
    assert_eq!(counted(&ben, &ana), "");
    // Several fields of one record are one thing; the same said by both is nothing new.
    for session in [&mut ana, &mut ben] {
        finds(session, &case, 2, Outcome::Opinion);
    }
    finds(&mut ben, &case, 1, Outcome::Wrong);
    does(&mut ben, edit::set_field(case.id(1), Field::Note, Text::from("no")));
    assert_eq!(counted(&ben, &ana), "1 changed");
    // The same words marked by both, or the same file loaded, are nothing new.
    let mut cem = opens(case.project(), "Cem");
    let said = marks(&mut cem, "He said");
    does(&mut cem, edit::set_field(said, Field::Note, Text::from("to whom?")));
    let mut dana = opens(case.project(), "Dana");
    marks(&mut dana, "He said");
    assert_eq!((counted(&cem, &dana), counted(&dana, &cem)), ("1 changed".into(), String::new()));
    // What was removed and marked again is new; what was made and removed is nothing.
    let removed = edit::remove_passages(ben.project(), &[case.id(4)]);
    does(&mut ben, removed);
    assert_eq!(counted(&ben, &ana), "1 changed, 1 deleted");
    ben.undo(TODAY).expect("a step").expect("an undo");
    let may = marks(&mut ben, "In May");
    assert_eq!(counted(&ben, &ana), "1 new, 1 changed");
    let removed = edit::remove_passages(ben.project(), &[may]);
    does(&mut ben, removed);
    does(&mut ana, edit::set_field(case.id(1), Field::Note, Text::from("yes")));
    assert_eq!(counted(&ben, &ana), "1 changed, 1 clash");
}

#[test]
fn what_one_removed_and_another_changed_is_told_with_what_was_changed() {
    let case = Case::new(DRAFT);
    let (mut ana, mut ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    let removed = edit::remove_passages(ana.project(), &[case.id(1)]);
    does(&mut ana, removed);
    finds(&mut ben, &case, 1, Outcome::Wrong);
    does(&mut ben, edit::set_field(case.id(1), Field::Note, Text::from("it is 266")));
    check(
        &ana,
        &ben,
        expect![[r#"
            Ben Okafor set ¶1 “265 people” to wrong, 21 Nov
            Ben Okafor set the note of ¶1 “265 people” to “it is 266”, 21 Nov
            Ben Okafor changed ¶1 “265 people”, 21 Nov; Ana Ruiz removed it, 21 Nov; neither knew of the other
        "#]],
    );
    check(
        &ben,
        &ana,
        expect![[r#"
            Ana Ruiz removed ¶1 “265 people”, 21 Nov; Ben Okafor changed it, 21 Nov; neither knew of the other
        "#]],
    );
    // Who had removed it knows that it is back, and did not see it made.
    let mut cem = opens(ana.project(), "Cem Aydın");
    let link = edit::settle(cem.project(), case.id(1).into(), Field::Present, Value::Flag(true));
    does(&mut cem, link);
    check(
        &ana,
        &cem,
        expect![[r#"
            Cem Aydın brought back ¶1 “265 people”, 21 Nov
        "#]],
    );
}

#[test]
fn who_only_took_to_a_new_version_what_another_removed_did_not_change_it() {
    let case = Case::new(DRAFT);
    let (mut ana, mut ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    replaces(&mut ana, "two.txt", NEW);
    does(&mut ben, edit::remove_passages(case.project(), &[case.id(4)]));
    let ours = told(ana.project(), ben.project());
    assert_eq!(
        ours,
        "Ben Okafor removed ¶2 “80,000”, 21 Nov; Ana Ruiz took it to “two.txt”, 21 Nov; neither knew of the other\n"
    );
    let theirs = told(ben.project(), ana.project());
    let clash =
        "Ana Ruiz took ¶2 “80,000” to “two.txt”, 21 Nov; Ben Okafor removed it, 21 Nov; neither knew of the other\n";
    assert!(theirs.contains(clash), "{theirs}");
}

#[test]
fn what_came_with_a_new_passage_is_told_with_it_and_who_else_added_to_it() {
    let case = Case::new(DRAFT);
    let (ana, mut ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    let may = marks(&mut ben, "In May");
    let passage = ben.project().passage(may).expect("it").clone();
    does(&mut ben, edit::set_outcome([&*passage], Some(Outcome::Wrong)));
    does(&mut ben, edit::set_field(may, Field::Note, Text::from("it was June")));
    let mut cem = opens(ben.project(), "Cem Aydın");
    does(&mut cem, edit::set_field(may, Field::Tags, Text::from("dates")));
    check(
        &ana,
        &cem,
        expect![[r#"
        Ben Okafor marked ¶3 “In May” as claim, now wrong; note: “it was June”, 21 Nov
        Cem Aydın set the tags of ¶3 “In May” to “dates”, 21 Nov
    "#]],
    );
}

/// Checks that nothing comes in untold, and that nothing is told that did not come in.
#[track_caller]
pub fn check_all_told(ours: &Project, merged: &Project) {
    let news = news(ours, merged);
    let told: BTreeSet<RecordId> = news.iter().map(|one| one.record).collect();
    let versions = news.iter().filter(|one| matches!(one.kind, NewsKind::Replaced(_) | NewsKind::WentBack(_)));
    // Versions that were taken in, or said to follow, on the way to what is told.
    let is_version = |changed: &Changed| match changed {
        Changed::Set(change) => change.field == Field::Replaces && told.contains(&change.record),
        Changed::Emptied(_) => false,
        Changed::Made(_) => false,
    };
    let on_the_way = merged.log.values().filter(|entry| entry.changed.iter().any(is_version));
    let versions: BTreeSet<Dot> = versions.map(|one| one.dot).chain(on_the_way.map(|entry| entry.dot)).collect();
    for shown in merged.tables().iter().filter(|record| record.record_id().kind != RecordKind::Checker) {
        let id = shown.record_id();
        let old = ours.tables().get(id).filter(|old| old.fields().present());
        // What is there only because it is named, and what shows in a field by what was entered before, nobody did: where a
        // passage stands may follow from the versions that there are.
        let record = shown.as_said();
        let fields = record.fields();
        let is_entered = |field: Field, value: &Value| {
            shown
                .entries(field)
                .iter()
                .any(|entry| entry.value == *value && entry.dot != Dot::NOBODY && !ours.has_seen(entry.dot))
        };
        let is_other = |field: &Field| {
            let (old, new) = (old.as_ref().and_then(|old| old.fields().get(*field)), shown.fields().get(*field));
            *field != Field::Former && old != new && new.is_some_and(|new| is_entered(*field, &new))
        };
        let differs = match &old {
            Some(_) => !shown.fields().present() || fields.fields().iter().any(is_other),
            None => fields.present(),
        };
        let former = if let AnyRecord::Passage(passage) = &record { passage.former.last() } else { None };
        let further = fields.clashes().iter().map(|clash| clash.dot);
        let went_along = fields.stamps().dots().chain(further).any(|dot| versions.contains(&dot))
            || former.is_some_and(|former| told.contains(&former.version.into()));
        // With a version that is removed, its passages go back to where they stood.
        let version = if let Some(AnyRecord::Passage(passage)) = &old { Some(passage.place.document) } else { None };
        let went_back = version.is_some_and(|id| merged.document(id).is_none() && told.contains(&id.into()));
        assert!(!differs || told.contains(&id) || went_along || went_back, "not told: {record:?}\nit was {old:?}");
        let is_known = old.as_ref() == Some(&shown);
        assert!(!is_known || !told.contains(&id), "told, though known: {record:?}");
    }
}
