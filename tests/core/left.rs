//! Passages that were left in earlier versions of a draft: what is said of them, and what becomes of them later.

use std::sync::Arc;

use tickmark::edit;
use tickmark::merge::merge;
use tickmark::model::{
    Blocker, Carriage, Document, Field, Made, Outcome, Passage, PassageKind, StandsIn, State, Text, Time, Why,
};
use tickmark::session::{Lookups, MatterState, Session, as_list, as_table, review, review_all};
use tickmark::store::{from_bytes, save_project, to_text};
use tickmark::text::{Placement, TextRange};

use crate::cli::run;
use crate::matters::matters;
use crate::replace::{loaded, replace};
use crate::store_files::folder;
use crate::support::{Case, worker};

const OLD: &str = "//- one.txt role:draft
It was <statistic #1>265</statistic> men then. <claim #2>Nobody else came.</claim>
//- checks
#2 outcome wrong
#2 query who? | 
";

#[test]
fn what_is_left_is_neither_evidence_nor_open() {
    let mut case = Case::new(OLD);
    replace(&mut case, "one.txt", "two.txt", "It was 265 men then.\n");
    let left = case.passage(2);
    let standing = case.session.standing(&left);
    assert_eq!((standing.stands_in, standing.open), (StandsIn::Earlier, None));
    assert_eq!((standing.label(), standing.found()), ("Left", Some(Outcome::Wrong)));
    assert!(case.session.standing(&case.passage(1)).is_draft());
    let table = as_table(&case.session, &[left.id]).text;
    assert!(table.ends_with("Nobody else came.\t1\tone.txt\tClaim\tLeft\tWrong\t0\t\n"), "{table}");
    let list = as_list(&case.session, &[left.id]).text;
    assert!(list.contains("“Nobody else came.” — Wrong, left in an earlier version"), "{list}");
}

/// Ana leaves what is gone from her draft 2; Ben has taken in another one. Then `newer` follows the other.
fn left_by_one(newer: &str) -> (Session, Arc<Document>) {
    let old = "//- one.txt role:draft\nIt was so. <claim #1>Nobody else came.</claim>\n";
    let (mut ana, mut ben) = (Case::new(old), Case::new(old));
    ben.session = Session::new(ana.project().clone(), worker(3), ben.fresh());
    let two = replace(&mut ana, "one.txt", "two.txt", "It was so, they say.\n");
    ana.commit(edit::accept_carried(ana.project(), &two, &[ana.id(1)]));
    replace(&mut ben, "one.txt", "other.txt", "It was so, he said.\n");
    let merged = merge(ana.project(), ben.project()).project;
    // While both stand, each version has what was said of it.
    let rows = review_all(&merged, &mut Lookups::default());
    let said: Vec<_> = rows.iter().map(|row| (row.newest == two.id, row.waits, row.carried.is_added)).collect();
    assert_eq!(said, [(false, true, false), (true, false, false)]);
    let mut session = Session::new(merged, worker(4), ana.session.fresh);
    let documents = session.project().newest_documents().into_iter().cloned();
    let (newer, older): (Vec<_>, Vec<_>) = documents.partition(|document| &*document.title == newer);
    let what = edit::replace(session.project(), &older[0], Document::clone(&newer[0])).expect("settled");
    session.commit(what, Time(9)).expect("a transaction");
    (session, newer[0].clone())
}

#[test]
fn what_was_left_for_one_version_is_not_asked_again_for_the_one_that_follows() {
    for newer in ["two.txt", "other.txt"] {
        let (session, newest) = left_by_one(newer);
        assert_eq!(session.project().forks().count(), 0);
        assert_eq!(session.project().unreviewed(newest.id).count(), 0, "{newer} is the newer");
        assert!(review_all(session.project(), &mut Lookups::default()).iter().all(|row| !row.waits));
        let passage = session.project().passages().next().expect("it");
        let n_told = passage.former.iter().filter(|former| former.version == newest.id).count();
        assert_eq!(n_told, 1, "it is said once what became of it");
    }
}

#[test]
fn what_was_left_holds_for_a_version_that_was_taken_in_meanwhile() {
    let mut ana = Case::new("//- one.txt role:draft\nIt was so. <claim #1>Nobody else came.</claim>\n");
    let two = replace(&mut ana, "one.txt", "two.txt", "It was so, they say.\n");
    let project = ana.project().clone();
    ana.commit(edit::accept_carried(ana.project(), &two, &[ana.id(1)]));
    let mut ben = Session::new(project, worker(3), ana.fresh());
    let three = loaded("three.txt", "It was so, they say now.\n");
    let what = edit::replace(ben.project(), &two, three.clone()).expect("a version");
    ben.commit(what, Time(9)).expect("a transaction");
    assert_eq!(ben.project().unreviewed(three.id).count(), 1);
    let merged = merge(ana.project(), ben.project()).project;
    assert_eq!(merged.unreviewed(three.id).count(), 0);
    assert_eq!(merge(ben.project(), ana.project()).project.unreviewed(three.id).count(), 0);
}

/// What becomes of an accepted change, and how often the passage waits.
#[track_caller]
fn check_made(change: &str, new: &str, expected: (Placement, Option<Made>)) -> Case {
    let mut case = Case::new(&format!(
        "//- one.txt role:draft\nThe first. Then <statistic #1>over 80,000 men</statistic> left the country. The last.\n\n\
         Another paragraph.\n//- checks\n#1 outcome confirmed with change\n#1 change {change} | accepted\n"
    ));
    let two = replace(&mut case, "one.txt", "two.txt", new);
    let carried = review(case.project(), &two).remove(0);
    assert_eq!((carried.became, carried.made.first().map(|(_, made)| *made)), expected, "{new}");
    case
}

#[test]
fn of_a_change_whose_words_are_gone_nobody_knows_whether_it_would_have_been_made() {
    let change = "at least 85,000 men";
    let gone = (Placement::Orphaned, Some(Made::Gone));
    check_made(change, "The first. The last.\n\nAnother paragraph.\n", gone);
    check_made(change, "Another paragraph.\n", gone);
    check_made(change, "All is new here.\n", gone);
    let otherwise = (Placement::Changed, Some(Made::Otherwise));
    check_made(
        change,
        "The first. Then about 82,000 men left the country. The last.\n\nAnother paragraph.\n",
        otherwise,
    );
    let taken_out = (Placement::Orphaned, Some(Made::AsProposed));
    check_made("", "The first. The last.\n\nAnother paragraph.\n", taken_out);
}

#[test]
fn that_words_are_gone_is_told_everywhere() {
    let case = check_made(
        "at least 85,000 men",
        "The first. The last.\n\nAnother paragraph.\n",
        (Placement::Orphaned, Some(Made::Gone)),
    );
    let two = case.document("two.txt").id;
    let tally = Carriage::of(case.project(), two).to_string();
    assert_eq!(tally, "1 passage: 1 orphaned; 0 accepted changes made, 1 gone with the words");
    let matters = matters(&case).all;
    let told: Vec<_> = matters.iter().map(|matter| (matter.state, matter.in_words(case.project()))).collect();
    assert_eq!(told, [(MatterState::Decided, "Words gone".to_owned())], "it tells something, and is no work");
    let folder = folder();
    save_project(&folder.path().join("it.ron"), case.project()).expect("saved");
    let (_, out, _) = run(folder.path(), &["check", "it.ron"]);
    assert!(out.contains("; 1 passage of an earlier version waits for review\n"), "{out}");
    assert!(out.contains("from earlier versions: 1 passage: 1 orphaned; 0 accepted changes made, 1 gone"), "{out}");
}

#[test]
fn what_waits_for_review_is_counted_alike_everywhere() {
    let mut case = Case::new(
        "//- one.txt role:draft\nIt was <statistic #1>265 men</statistic> then. <claim #2>Nobody else came.</claim>\n\
         //- checks\n#1 outcome confirmed\n#1 note known\n",
    );
    replace(&mut case, "one.txt", "two.txt", "It was 266 men then.\n");
    let project = case.project();
    let (two, waits) = (case.document("two.txt"), |id| move |it: &&Arc<Passage>| it.id == id);
    let changed = case.passage(1).id;
    assert_eq!(project.unreviewed(two.id).filter(waits(changed)).count(), 1, "its words are no longer those checked");
    let n_listed = review_all(project, &mut Lookups::default()).iter().filter(|row| row.waits).count();
    assert_eq!((project.unreviewed(two.id).count(), n_listed), (2, 2));
    let blockers = project.sign_off_blockers(&two, 0);
    assert!(blockers.contains(&Blocker::Open(changed, Why::Reopened)) && blockers.contains(&Blocker::Unreviewed(2)));
    let folder = folder();
    save_project(&folder.path().join("it.ron"), project).expect("saved");
    let (_, out, _) = run(folder.path(), &["check", "it.ron"]);
    assert!(out.contains("; 2 passages of earlier versions wait for review\n"), "{out}");
}

#[test]
fn what_is_left_is_no_work_for_the_editor() {
    let mut case = Case::new(
        "//- one.txt role:draft\nIt was so. <claim #1>Nobody else came.</claim>\n//- two.txt role:evidence\n\
         <claim #2>Ten others came.</claim>\n//- links\n#1 contradicts #2\n//- checks\n#1 outcome wrong\n\
         #1 change Ten others came.\n",
    );
    assert_eq!(matters(&case).all.len(), 1);
    replace(&mut case, "one.txt", "new.txt", "It was so.\n");
    assert_eq!(matters(&case).all.len(), 0);
}

#[test]
fn what_a_person_gives_a_place_has_its_changes_looked_for_there() {
    let new = "The first. The last.\n\nIn all, at least 85,000 men went away.\n";
    let mut case = check_made("at least 85,000 men", new, (Placement::Orphaned, Some(Made::Gone)));
    let two = case.document("two.txt");
    let at = two.text().find("at least 85,000 men").expect("words");
    let range = TextRange::between(at, at + "at least 85,000 men".len());
    case.commit(edit::attach(case.project(), &case.passage(1), &two, range).expect("a place"));
    let made = case.project().changes_of(case.id(1)).next().and_then(|change| change.made);
    assert_eq!(made, Some(Made::AsProposed));
    assert_eq!(case.project().state(&case.passage(1)), State::Checked, "made as proposed, it is not opened again");
}

#[test]
fn a_sentence_that_comes_back_takes_its_passage_along() {
    let mut case = check_made(
        "at least 85,000 men",
        "The first. The last.\n\nAnother paragraph.\n",
        (Placement::Orphaned, Some(Made::Gone)),
    );
    let two = case.document("two.txt");
    case.commit(edit::accept_carried(case.project(), &two, &[case.id(1)]));
    let text = "The first. Then over 80,000 men left the country. The last.\n\nAnother paragraph.\n";
    let three = replace(&mut case, "two.txt", "three.txt", text);
    let row = review(case.project(), &three).remove(0);
    assert_eq!(
        (row.became, row.now.map(|now| now.words().to_owned())),
        (Placement::Unchanged, Some("over 80,000 men".into()))
    );
    assert_eq!(row.made.first().map(|(_, made)| *made), Some(Made::NotMade));
    let passage: Arc<Passage> = case.passage(1);
    assert_eq!(case.session.standing(&passage).open, Some(Why::NotMade), "it counts again");
}

#[test]
fn of_a_chain_of_versions_one_can_be_removed() {
    let mut case = Case::new("//- one.txt role:draft\nIt was so. <claim #1>Nobody else came.</claim>\n");
    let two = replace(&mut case, "one.txt", "two.txt", "It was so, they say.\n");
    let three = replace(&mut case, "two.txt", "three.txt", "It was so, they all say.\n");
    let before = case.project().clone();
    case.commit(edit::remove_document(case.project(), two.id));
    assert_eq!(case.project().earlier_versions(three.id), [case.document("one.txt").id]);
    assert!(case.session.standing(&case.passage(1)).is_left(), "the first is no draft again");
    case.commit(edit::remove_document(case.project(), case.document("one.txt").id));
    assert!(case.project().passage(case.id(1)).is_none());
    for _ in 0..2 {
        let time = case.now();
        case.session.undo(time).expect("something to undo").expect("an undo");
    }
    assert!(case.project().shows_the_same(&before));
}

#[test]
fn an_answer_to_a_query_is_recorded_where_the_passage_was_left() {
    let mut case = Case::new(OLD);
    replace(&mut case, "one.txt", "two.txt", "It was 265 men then.\n");
    let query = case.project().queries_of(case.id(2)).next().expect("it").id;
    case.commit(edit::set_field(query, Field::Answer, Text::from("My mother")));
    assert_eq!(case.session.draft_counts().n_open, 1, "only what stands in the draft counts");
    assert_eq!(case.project().queries_of(case.id(2)).next().map(|it| it.answer.to_string()), Some("My mother".into()));
}

#[test]
fn what_a_newer_version_has_not_stays_in_the_one_it_is_shown_in() {
    let old = "//- one.txt role:draft\nIt was so. Nobody else came.\n";
    let (mut ana, mut ben) = (Case::new(old), Case::new(old));
    ben.session = Session::new(ana.project().clone(), worker(3), ben.fresh());
    let one = ben.document("one.txt");
    let (fresh, words) = (ben.fresh(), TextRange::between(11, 28));
    let mark = edit::add_passage(ben.project(), &one, words, PassageKind::Claim, fresh);
    let (id, what) = mark.expect("words");
    ben.commit(what);
    let two = replace(&mut ana, "one.txt", "two.txt", "Now it was so. Nobody else came.\n");
    ana.session = Session::new(merge(ana.project(), ben.project()).project, worker(4), ana.session.fresh);
    replace(&mut ana, "two.txt", "three.txt", "Now it was so.\n");
    ana.commit(edit::remove_document(ana.project(), one.id));
    assert_eq!(ana.project().passage(id).map(|passage| passage.place.document), Some(two.id));
    // Saved and opened, all of that is so still: nothing names the first version.
    let saved = to_text(ana.project()).expect("text");
    let opened = from_bytes(saved.as_bytes()).expect("a project that opens").project;
    assert_eq!(opened.passage(id).map(|passage| passage.place.document), Some(two.id));
    assert!(opened.document(one.id).is_none());
    assert_eq!(opened.n_clashes(), 0);
}
