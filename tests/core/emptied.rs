//! Documents that were removed and emptied for good: their text is gone from every copy that hears of it, and what somebody
//! marked there without knowing is kept.

use tickmark::edit::{self, Deed, Transaction, repeat_deeds};
use tickmark::merge::merge;
use tickmark::model::{
    Body, Comment, Document, DocumentId, Edit, EditError, Field, Id, Outcome, PassageKind, Project, Role, StandsIn,
    Structure, Text,
};
use tickmark::session::{LogTeller, Session, review};
use tickmark::store::{bytes_of_text, from_bytes, to_text};
use tickmark::text::{Blocks, Placement, TextRange};

use crate::merge::{does, opens};
use crate::news::told;
use crate::replace::loaded;
use crate::support::Case;

const PROJECT: &str = "\
//- draft.txt role:draft
Of <statistic #1>over 80,000</statistic> men nobody came home.
//- report.txt role:evidence
<statistic #2>At least 85,000</statistic> were held in two jails of the country.

Nobody there is to know that a secret witness told all of it.
//- links
#1 contradicts #2
";
const SECRET: &str = "a secret witness told";
/// What Ben marks, and quotes with it.
const HELD: &str = "were held";

fn report(case: &Case) -> DocumentId {
    case.document("report.txt").id
}

/// Somebody with a copy who removed the report and emptied it for good.
fn emptied(case: &Case) -> Session {
    let mut ana = opens(case.project(), "Ana Ruiz");
    does(&mut ana, edit::remove_document(case.project(), report(case)));
    does(&mut ana, edit::empty_documents(&[report(case)]));
    ana
}

/// Somebody who does not know of that, and marks words of the report and what was found of them.
fn unknowing(case: &Case) -> Session {
    let mut ben = opens(case.project(), "Ben Okafor");
    let document = case.document("report.txt");
    let (id, what) =
        edit::add_passage(case.project(), &document, TextRange::between(16, 25), PassageKind::Claim, id(1))
            .expect("words of the report");
    does(&mut ben, what);
    does(&mut ben, edit::set_field(id, Field::Note, Text::from("who is it?")));
    ben
}

fn id(number: u8) -> Id {
    Id::derived(&[&[number]])
}

fn text(project: &Project) -> String {
    to_text(project).expect("text")
}

#[track_caller]
fn check_whole(project: &Project) {
    assert_eq!((project.validate(), project.set_aside.len()), (Ok(()), 0));
    let opened = from_bytes(text(project).as_bytes()).expect("a project that opens");
    assert_eq!(opened.notices, Vec::<String>::new());
    assert!(opened.project.tables() == project.tables() && text(&opened.project) == text(project));
}

#[test]
fn the_text_is_gone_from_the_file_and_the_record_stays() {
    let case = Case::new(PROJECT);
    let ana = emptied(&case);
    check_whole(ana.project());
    assert!(!text(ana.project()).contains(SECRET));
    let record = ana.project().tables().documents.get(&report(&case)).expect("its record");
    assert_eq!((&*record.title, record.present), ("report.txt", false));
    assert_eq!(record.body.sha256(), case.document("report.txt").body.sha256());
    assert!(ana.project().removed_with_text().is_empty());
    let by = ana.project().emptied_by(report(&case)).expect("it is in the log");
    assert_eq!(ana.project().who(by), Some("Ana Ruiz"));
    let entry = ana.project().log.values().next_back().expect("an entry");
    assert_eq!(LogTeller::new(ana.project()).told(entry).what, "Empty a removed document for good: “report.txt”");
}

#[test]
fn it_is_known_before_by_how_much_the_file_gets_smaller() {
    let case = Case::new(&format!("//- report.txt role:evidence\n{}", "A line that says little.\n".repeat(1_000)));
    let mut ana = opens(case.project(), "Ana Ruiz");
    does(&mut ana, edit::remove_document(case.project(), report(&case)));
    let (before, told) = (text(ana.project()).len() as u64, bytes_of_text(&case.document("report.txt")));
    does(&mut ana, edit::empty_documents(&[report(&case)]));
    let smaller = before - text(ana.project()).len() as u64;
    // That it was done stands in the file.
    assert!(told.abs_diff(smaller) < 300 && smaller > 25_000, "{told} and {smaller}");
}

#[test]
fn only_what_was_removed_is_emptied() {
    let case = Case::new(PROJECT);
    let mut ana = opens(case.project(), "Ana Ruiz");
    let refused = ana.commit(edit::empty_documents(&[report(&case)]), crate::merge::TODAY).map(|_| ());
    assert_eq!(refused, Err(EditError::StillHere(report(&case).into())));
    assert!(text(ana.project()).contains(SECRET));
}

#[test]
fn a_colleague_s_text_goes_on_merging_the_same_in_any_order() {
    let case = Case::new(PROJECT);
    let (ana, ben) = (emptied(&case), unknowing(&case));
    let mut cem = opens(case.project(), "Cem Aydın");
    does(&mut cem, edit::remove_document(case.project(), report(&case)));
    let [ana, ben, cem] = [ana.project(), ben.project(), cem.project()];
    let unite = |all: &[&Project]| {
        all.iter().skip(1).fold(all[0].clone(), |ours, theirs| {
            let merged = merge(&ours, theirs);
            assert_eq!(merged.doubts, []);
            check_whole(&merged.project);
            merged.project
        })
    };
    let merged = unite(&[ana, ben, cem]);
    assert!(!text(&merged).contains(SECRET), "the text is gone, what is quoted of it stays");
    for order in [&[ben, ana, cem][..], &[cem, ben, ana], &[ben, cem, ana, ben, ana], &[cem, ana, ben, &merged]] {
        assert!(text(&unite(order)) == text(&merged));
    }
}

#[test]
fn a_colleague_is_told_who_emptied_what() {
    let case = Case::new(PROJECT);
    let (ana, ben) = (emptied(&case), unknowing(&case));
    for copy in [case.project(), ben.project()] {
        let lines = told(copy, ana.project());
        assert!(lines.contains("Ana Ruiz emptied “report.txt” for good, 21 Nov\n"), "{lines}");
    }
    let merged = merge(ana.project(), ben.project()).project;
    assert!(!told(&merged, ana.project()).contains("emptied"), "that is known by now");
}

#[test]
fn what_was_marked_without_knowing_is_kept_with_its_words_and_stands_nowhere() {
    let case = Case::new(PROJECT);
    let (ana, ben) = (emptied(&case), unknowing(&case));
    let merged = merge(ana.project(), ben.project()).project;
    let document = merged.document(report(&case)).expect("it is there again, for it is named");
    assert!(document.body.is_emptied());
    let orphan = merged.passages_of(document.id).next().expect("Ben's passage");
    assert_eq!((orphan.words(), &*merged.words(&orphan.place)), (HELD, HELD));
    assert_eq!(&*orphan.note, "who is it?");
    assert!(merged.is_orphaned(orphan));
    assert_eq!(document.place_name(orphan.range().start()), "(text emptied)");
    let mut session = opens(&merged, "Cem Aydın");
    assert_eq!(document.paragraph_at(orphan.range().start()), 0);
    // It can be worked on, and goes like any other.
    let orphan = orphan.id;
    does(&mut session, edit::set_field(orphan, Field::Note, Text::from("nobody")));
    assert_eq!(session.counts(report(&case)).n_passages, 1);
    let what = edit::remove_document(session.project(), report(&case));
    does(&mut session, what);
    check_whole(session.project());
}

#[test]
fn a_draft_without_its_text_is_not_under_check_and_a_new_version_leaves_what_was_marked_there() {
    let case = Case::new("//- draft.txt role:draft\nNobody came home. Over <statistic #1>80,000</statistic> stayed.\n");
    let draft = case.document("draft.txt");
    let mut ana = opens(case.project(), "Ana Ruiz");
    does(&mut ana, edit::remove_document(case.project(), draft.id));
    does(&mut ana, edit::empty_documents(&[draft.id]));
    let mut ben = opens(case.project(), "Ben Okafor");
    does(&mut ben, edit::set_outcome([&*case.passage(1)], Some(Outcome::Wrong)));
    let merged = merge(ben.project(), ana.project()).project;
    let mut cem = opens(&merged, "Cem Aydın");
    let passage = merged.passage(case.id(1)).expect("it is kept");
    let standing = merged.standing(passage);
    assert_eq!((standing.stands_in, standing.open, standing.found()), (StandsIn::Earlier, None, Some(Outcome::Wrong)));
    assert_eq!(cem.draft_counts().n_open, 0);
    let new = loaded("draft2.txt", "Nobody came home. Over 80,000 stayed there.\n");
    does(&mut cem, edit::replace(&merged, merged.document(draft.id).expect("it is there"), new).expect("a version"));
    assert_eq!(cem.project().passage(case.id(1)).map(|passage| passage.place.document), Some(draft.id));
    check_whole(cem.project());
}

#[test]
fn words_that_nobody_looked_for_in_a_new_version_before_the_old_text_was_emptied_are_not_said_to_be_gone() {
    let case = Case::new("//- one.txt role:draft\nOver <statistic #1>80,000</statistic> stayed. Nobody came home.\n");
    let one = case.document("one.txt");
    let (mut ana, mut ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    let new = loaded("two.txt", "Nobody came home.\n");
    does(&mut ana, edit::replace(case.project(), &one, new.clone()).expect("a new version"));
    let removed = edit::remove_document(ana.project(), one.id);
    does(&mut ana, removed);
    does(&mut ana, edit::empty_documents(&[one.id]));
    let at = one.text().find("Nobody").expect("words");
    let range = TextRange::between(at, at + 6);
    let (nobody, mark) =
        edit::add_passage(case.project(), &one, range, PassageKind::Claim, id(1)).expect("words of the draft");
    does(&mut ben, mark);
    does(&mut ben, edit::set_outcome([&*case.passage(1)], Some(Outcome::Wrong)));
    let merged = merge(ana.project(), ben.project()).project;
    let rows = review(&merged, merged.document(new.id).expect("it is there"));
    let mut told: Vec<_> = rows.iter().map(|row| (row.passage == nobody, row.became, row.is_unsought)).collect();
    told.sort_by_key(|(is_nobody, ..)| *is_nobody);
    assert_eq!(told, [(false, Placement::Orphaned, false), (true, Placement::Orphaned, true)]);
}

#[test]
fn the_same_file_can_be_loaded_again() {
    let case = Case::new(PROJECT);
    let (mut ana, ben) = (emptied(&case), unknowing(&case));
    let mut read = Document { role: Role::Evidence, ..Document::clone(&case.document("report.txt")) };
    let load = |document: &Document| Transaction::new("Add document", vec![Edit::insert(document.clone())]);
    assert!(ana.commit(load(&read), crate::merge::TODAY).is_err(), "never a text under the id that was emptied");
    let mut ids = DocumentId::all_of(&read.origins[0].sha256, read.body.sha256());
    assert_eq!(ids.next(), Some(report(&case)));
    read.id = ids.next().expect("another id");
    does(&mut ana, load(&read));
    let merged = merge(ben.project(), ana.project()).project;
    check_whole(&merged);
    let has_text = |id| merged.document(id).is_some_and(|document| document.text().contains(SECRET));
    assert!(has_text(read.id) && !has_text(report(&case)));
    let again = merge(&merged, emptied(&case).project()).project;
    assert!(text(&again) == text(&merge(ana.project(), &again).project));
}

#[test]
fn undo_does_not_go_behind_it() {
    let case = Case::new(PROJECT);
    let mut ana = opens(case.project(), "Ana Ruiz");
    does(&mut ana, edit::remove_document(case.project(), report(&case)));
    ana.history_mut().set_saved(1);
    does(&mut ana, edit::empty_documents(&[report(&case)]));
    assert_eq!((ana.history().undo_name(), ana.history().redo_name()), (None, None));
    assert!(ana.history().is_unsaved(), "another save has to throw it away there too");
    // A save that began before and ended after does not hold it.
    ana.history_mut().set_saved(1);
    assert!(ana.history().is_unsaved());
    let saved = ana.history().n_done();
    ana.history_mut().set_saved(saved);
    does(&mut ana, edit::set_field(case.id(1), Field::Note, Text::from("a")));
    assert!(ana.undo(crate::merge::TODAY).expect("a step").is_ok());
    assert!(!ana.history().is_unsaved() && ana.undo(crate::merge::TODAY).is_none());
    check_whole(ana.project());
}

#[test]
fn undoing_the_merge_that_brought_it_is_as_if_it_was_not_received() {
    let case = Case::new(PROJECT);
    let (ana, mut ben) = (emptied(&case), unknowing(&case));
    let before = text(ben.project());
    let merged = merge(ben.project(), ana.project()).project;
    ben.merge("Merge", merged);
    assert!(!text(ben.project()).contains(SECRET));
    assert!(ben.undo_merge());
    assert!(text(ben.project()) == before);
}

#[test]
fn a_crash_after_it_brings_nothing_back() {
    let case = Case::new(PROJECT);
    let mut ana = emptied(&case);
    does(&mut ana, edit::set_field(case.id(1), Field::Note, Text::from("a")));
    let deeds: Vec<Deed> = ana.take_deeds();
    let written: String = deeds
        .iter()
        .skip(2)
        .map(|deed| match deed {
            Deed::Facts(facts) => serde_json::to_string(facts).expect("facts"),
            _ => String::new(),
        })
        .collect();
    assert!(!written.contains(SECRET));
    let (project, history) = repeat_deeds(case.project(), true, deeds);
    assert!(text(&project) == text(ana.project()));
    check_whole(&project);
    assert_eq!(history.undo_name(), Some("Edit note"));
    assert_eq!(history.n_done(), ana.history().n_done());
}

#[test]
fn a_text_put_back_by_hand_is_let_go_and_that_is_said() {
    let case = Case::new(PROJECT);
    let ana = emptied(&case);
    let mut forged = Project::new(case.project().id());
    forged.clone_from(case.project());
    forged.emptied = ana.project().emptied.clone();
    let opened = from_bytes(text(&forged).as_bytes()).expect("a project that opens");
    assert_eq!(
        opened.notices,
        ["“report.txt” was emptied for good; the text that it had again in this file is let go"]
    );
    assert!(!text(&opened.project).contains(SECRET));
    check_whole(&opened.project);
    assert_eq!(opened.project.passages().count(), 2, "what is marked there is kept");
}

#[test]
fn what_the_writer_proposed_in_it_goes_too_and_what_was_said_of_that_is_kept() {
    let case = Case::new(PROJECT);
    let mut commented = Document::clone(&case.document("draft.txt"));
    let (words, range) = (commented.text().to_owned(), TextRange::between(0, 2));
    let comment = Comment {
        range,
        author: "Ben".into(),
        time: String::new(),
        text: "sure?".into(),
        thread: None,
        resolved: false,
    };
    let structure = Structure { comments: vec![comment], ..Structure::default() };
    commented.body = Body::new(&*words, Blocks::lines(&words), structure).into();
    commented.id = DocumentId(id(2));
    let mut start = opens(case.project(), "Ana Ruiz");
    does(&mut start, Transaction::new("Add document", vec![Edit::insert(commented.clone())]));
    let mut ana = opens(start.project(), "Ana Ruiz");
    does(&mut ana, edit::remove_document(start.project(), commented.id));
    does(&mut ana, edit::empty_documents(&[commented.id]));
    let mut ben = opens(start.project(), "Ben Okafor");
    let key = commented.proposals()[0].key;
    does(&mut ben, edit::dismiss_proposals(start.project(), commented.id, &[key]));
    let merged = merge(ana.project(), ben.project()).project;
    check_whole(&merged);
    let document = merged.document(commented.id).expect("named by what Ben said");
    assert!(document.proposals().is_empty() && document.structure().is_empty());
}
