//! A new version of a draft: what becomes of its passages, of what was passed and dismissed, and of accepted changes.

use std::sync::Arc;

use tickmark::edit::{self, CannotReplace};
use tickmark::import::{Options, Watch, import};
use tickmark::merge::merge;
use tickmark::model::{
    Document, DocumentId, Field, Made, Outcome, Passage, PassageKind, Project, Role, State, Text, Time, Why,
};
use tickmark::session::{Session, review};
use tickmark::text::{Placement, TextRange};

use crate::support::{Case, UNSTAMPED, worker};

pub fn loaded(name: &str, text: &str) -> Document {
    let read = import(text.as_bytes(), name, &Options::default(), &Watch::default()).expect("text");
    Document::new(read.into_loaded(name, text.as_bytes(), Time(0)), name, Role::Draft, UNSTAMPED)
}

/// Replaces a document, and gives the new one.
pub fn replace(case: &mut Case, old: &str, new: &str, text: &str) -> Arc<Document> {
    let old = case.document(old);
    let what = edit::replace(case.project(), &old, loaded(new, text)).expect("a new version");
    case.commit(what);
    case.document(new)
}

/// What became of each passage: its number, what it says now, and what became of it.
fn became(case: &Case, newest: &Document) -> Vec<(u32, Placement, String)> {
    let of = |number: u32| {
        let id = case.id(number);
        let all = review(case.project(), newest);
        let mut found = all.iter().filter(|carried| carried.passage == id);
        let carried = found.next().unwrap_or_else(|| panic!("#{number} is not listed"));
        assert!(found.next().is_none(), "#{number} is listed twice");
        let now = carried.now.as_ref().map_or("", |place| place.words()).to_owned();
        (number, carried.became, now)
    };
    (1..=review(case.project(), newest).len()).map(|number| of(number.try_into().expect("few"))).collect()
}

#[track_caller]
fn check(old: &str, new: &str, expected: &[(u32, Placement, &str)]) -> Case {
    let mut case = Case::new(&format!("//- one.txt role:draft\n{old}\n"));
    let newest = replace(&mut case, "one.txt", "two.txt", new);
    let expected: Vec<_> = expected.iter().map(|(number, became, now)| (*number, *became, (*now).to_owned())).collect();
    assert_eq!(became(&case, &newest), expected);
    case
}

#[test]
fn passages_go_with_their_words() {
    check(
        "It opened in 2023.\n\nSince then <statistic #1>265 people</statistic> have died.\n\nBy capacity, it is <claim #2>the world's largest prison</claim>.\n\nHe said <quote #3>“we are sure”</quote> of it.",
        "He said “we are sure” of it.\n\nIt opened in 2023.\n\nSince then 266 people have died.\n",
        &[(1, Placement::Changed, "266 people"), (2, Placement::Orphaned, ""), (3, Placement::Moved, "“we are sure”")],
    );
}

#[test]
fn words_that_may_be_in_two_places_are_not_guessed() {
    let case = check(
        "The count was <statistic #1>265</statistic> here.",
        "The count was 265 here.\n\nThe count was 265 here.\n",
        &[(1, Placement::Ambiguous, "")],
    );
    let newest = case.document("two.txt");
    let row = &review(case.project(), &newest)[0];
    assert_eq!(row.candidates.len(), 2);
    assert_eq!(case.passage(1).place.document, case.document("one.txt").id, "it stays where it was");
}

#[test]
fn a_passage_keeps_its_id_and_remembers_where_it_was() {
    let mut case = Case::new("//- one.txt role:draft\nAbout <claim #1>four men</claim> left.\n");
    let before = case.passage(1);
    let two = replace(&mut case, "one.txt", "two.txt", "Then about four men left.\n");
    let after = case.passage(1);
    assert_eq!((after.id, after.place.document), (before.id, two.id));
    assert_eq!(after.former.last().map(|former| former.place.clone()), Some(before.place.clone()));
    let three = replace(&mut case, "two.txt", "three.txt", "About four men left.\n");
    let words: Vec<DocumentId> = case.passage(1).former.iter().map(|former| former.version).collect();
    assert_eq!(words, [two.id, three.id]);
}

#[test]
fn one_undo_brings_all_back() {
    let mut case = Case::new(
        "//- one.txt role:draft\nIt was <statistic #1>265</statistic> then. <claim #2>Never</claim> again.\n//- checks\n#1 outcome confirmed\n#1 note seen\n",
    );
    let before = case.project().clone();
    replace(&mut case, "one.txt", "two.txt", "It was 266 then.\n");
    assert!(!case.project().shows_the_same(&before));
    let time = case.now();
    case.session.undo(time).expect("something to undo").expect("an undo");
    assert!(case.project().shows_the_same(&before));
    assert_eq!(case.project().validate(), Ok(()));
    case.session.redo(time).expect("something to redo").expect("a redo");
    assert_eq!(case.passage(1).words(), "266");
}

#[test]
fn changed_words_reopen_what_was_checked() {
    let mut case = Case::new(
        "//- one.txt role:draft\nIt was <statistic #1>265</statistic> then, or <statistic #2>80</statistic>.\n//- checks\n#1 outcome confirmed\n#1 note seen\n#2 outcome confirmed\n#2 note seen\n",
    );
    replace(&mut case, "one.txt", "two.txt", "It was 266 then, or 80.\n");
    assert_eq!(case.project().state(&case.passage(1)), State::Reopened);
    assert_eq!(case.project().state(&case.passage(2)), State::Checked);
}

#[test]
fn who_rests_on_evidence_that_changed_is_reopened() {
    let mut case = Case::new(
        "//- draft.txt role:draft\n<statistic #1>265</statistic> died.\n//- one.txt role:evidence\nWe counted <statistic #2>265 dead</statistic> so far.\n//- links\n#1 supports #2\n//- checks\n#1 outcome confirmed\n",
    );
    let two = replace(&mut case, "one.txt", "two.txt", "We counted 271 dead so far.\n");
    assert_eq!(two.role, Role::Evidence);
    assert_eq!(case.project().state(&case.passage(1)), State::Reopened);
}

#[track_caller]
fn check_made(old: &str, change: &str, new: &str, made: Made, words: &str, state: State) {
    let marked =
        format!("//- one.txt role:draft\n{old}\n//- checks\n#1 outcome confirmed with change\n#1 change {change}\n");
    let mut case = Case::new(&marked);
    replace(&mut case, "one.txt", "two.txt", new);
    let passage = case.passage(1);
    let change = case.project().changes_of(passage.id).next().expect("a change").clone();
    assert_eq!((change.made, passage.words()), (Some(made), words));
    assert_eq!(case.project().state(&passage), state);
    let open = case.project().open_because(&passage);
    assert_eq!(
        open,
        match made {
            Made::AsProposed | Made::Gone => None,
            Made::Otherwise => Some(Why::Reopened),
            Made::NotMade => Some(Why::NotMade),
        }
    );
}

#[test]
fn every_accepted_change_is_looked_for() {
    const OLD: &str = "Between 2022 and 2024, <statistic #1>over 80,000 Salvadorans</statistic> were detained.";
    let change = "at least 85,000 Salvadorans | accepted";
    let made = "Between 2022 and 2024, at least 85,000 Salvadorans were detained.\n";
    check_made(OLD, change, made, Made::AsProposed, "at least 85,000 Salvadorans", State::Checked);
    let otherwise = "Between 2022 and 2024, at least 84,000 Salvadorans were detained.\n";
    check_made(OLD, change, otherwise, Made::Otherwise, "at least 84,000 Salvadorans", State::Reopened);
    let not = "From 2022 to 2024, over 80,000 Salvadorans were detained.\n";
    check_made(OLD, change, not, Made::NotMade, "over 80,000 Salvadorans", State::Checked);
}

#[test]
fn a_change_that_shares_no_word_or_takes_one_away_is_found() {
    check_made(
        "He was the <claim #1>minister</claim> for years.",
        "a deputy secretary | accepted",
        "He was the a deputy secretary for years.\n",
        Made::AsProposed,
        "a deputy secretary",
        State::Checked,
    );
    check_made(
        "Then <statistic #1>over 80,000</statistic> left.",
        "80,000 | accepted",
        "Then 80,000 left.\n",
        Made::AsProposed,
        "80,000",
        State::Checked,
    );
    check_made(
        "Then <statistic #1>80,000</statistic> left.",
        "over 80,000 | accepted",
        "Then over 80,000 left.\n",
        Made::AsProposed,
        "over 80,000",
        State::Checked,
    );
}

#[test]
fn a_change_of_an_accent_or_a_quotation_mark_is_told_from_none() {
    const OLD: &str = "The coordinator, <claim #1>Samuel Ramirez</claim>, agreed.";
    let change = "Samuel Ramírez | accepted";
    check_made(OLD, change, "Then Samuel Ramirez agreed.\n", Made::NotMade, "Samuel Ramirez", State::Checked);
    let made = "The coordinator, Samuel Ramírez, agreed.\n";
    check_made(OLD, change, made, Made::AsProposed, "Samuel Ramírez", State::Checked);
    check_made(
        "He said <quote #1>\"we know\"</quote> again.",
        "“we know” | accepted",
        "He said “we know” again.\n",
        Made::AsProposed,
        "“we know”",
        State::Checked,
    );
}

#[test]
fn other_typography_is_no_change_of_words() {
    let case = check(
        "He said <quote #1>\"it's 3-4 men...\"</quote> again.",
        "He said “it’s 3–4 men…” again.\n",
        &[(1, Placement::Unchanged, "“it’s 3–4 men…”")],
    );
    assert!(case.passage(1).reopened.is_empty());
    check("<claim #1>In May</claim> he left.", "In may he left.\n", &[(1, Placement::Changed, "In may")]);
}

#[test]
fn a_change_made_in_a_moved_paragraph_is_made() {
    check_made(
        "The first paragraph says one thing.\n\nIn all, <statistic #1>over 80,000 people</statistic> were detained there.\n\nThe last paragraph says another.",
        "at least 85,000 people | accepted",
        "In all, at least 85,000 people were detained there.\n\nThe first paragraph says one thing.\n\nThe last paragraph says another.\n",
        Made::AsProposed,
        "at least 85,000 people",
        State::Checked,
    );
}

#[test]
fn what_was_passed_and_dismissed_goes_with_its_words() {
    let mut case =
        Case::new("//- one.txt role:draft\nNothing here. He left in 2019.\n\nThis one <claim #1>goes</claim>.\n");
    let one = case.document("one.txt");
    let range = |text: &str, words: &str| {
        let at = text.find(words).expect("words");
        TextRange::between(at, at + words.len())
    };
    let passed = ["Nothing here.", "He left in 2019."].map(|words| range(one.text(), words));
    case.commit(edit::pass_sentences(case.project(), &one, &passed));
    let dismissed = [(range(one.text(), "2019"), PassageKind::Claim)];
    case.commit(edit::dismiss_words(case.project(), &one, &dismissed, "a plain year"));
    let two = replace(&mut case, "one.txt", "two.txt", "New.\n\nNothing here. He left in 2020.\n");
    let project = case.project();
    let passes: Vec<_> = project.passes_of(two.id).map(|pass| pass.place.words().to_owned()).collect();
    assert_eq!(passes, ["Nothing here."]);
    assert!(!project.is_dismissed(two.id, range(two.text(), "2020"), PassageKind::Claim));

    let three = replace(&mut case, "two.txt", "three.txt", "Nothing here. He left in 2019.\n");
    assert!(!case.project().is_dismissed(two.id, range(three.text(), "2019"), PassageKind::Claim));
    assert!(case.project().is_dismissed(three.id, range(three.text(), "2019"), PassageKind::Claim));
}

#[test]
fn an_earlier_version_is_no_draft_any_more() {
    let mut case =
        Case::new("//- one.txt role:draft\nIt was <statistic #1>265</statistic>. <claim #2>Gone</claim> now.\n");
    let one = case.document("one.txt");
    let two = replace(&mut case, "one.txt", "two.txt", "It was 265.\n");
    let drafts: Vec<_> = case.project().documents_as(Role::Draft).iter().map(|draft| draft.id).collect();
    assert_eq!(drafts, [two.id]);
    assert_eq!(case.session.draft_counts().n_passages, 1);
    assert!(case.session.sentences(one.id).is_none());
    assert_eq!(case.project().open_because(&case.passage(2)), None, "it is in no draft");
    // It waits all the same.
    let blockers = case.project().sign_off_blockers(&two, 0);
    let reasons: Vec<_> = blockers.iter().map(|blocker| blocker.reason()).collect();
    assert!(reasons.contains(&"1 passage of an earlier version waits for a look at what became of it".to_owned()));
    case.commit(edit::accept_carried(case.project(), &two, &[case.id(2)]));
    assert_eq!(case.project().unreviewed(two.id).count(), 0);
}

#[test]
fn words_that_stand_again_and_again_are_ambiguous_however_often() {
    let sentence = "The count was 265 here.\n\n";
    for n in [3, 100, 440] {
        check(
            "The count was <statistic #1>265</statistic> here.",
            &sentence.repeat(n),
            &[(1, Placement::Ambiguous, "")],
        );
    }
}

#[test]
fn what_was_left_waits_again_once_its_words_may_be_somewhere() {
    let mut case = Case::new("//- one.txt role:draft\nFirst.\n\nThe count was <statistic #1>265</statistic> here.\n");
    let two = replace(&mut case, "one.txt", "two.txt", "First.\n");
    case.commit(edit::accept_carried(case.project(), &two, &[case.id(1)]));
    let three = replace(&mut case, "two.txt", "three.txt", "First again.\n");
    assert_eq!(case.project().unreviewed(three.id).count(), 0, "still gone");
    let again = "Else.\n\nThe count was 265 here.\n\nElse.\n\nThe count was 265 here.\n";
    let four = replace(&mut case, "three.txt", "four.txt", again);
    assert_eq!(case.project().unreviewed(four.id).count(), 1);
}

#[test]
fn a_change_that_was_made_otherwise_is_no_change_in_the_version_after() {
    let mut case = Case::new(
        "//- one.txt role:draft\nThen <statistic #1>over 80,000 men</statistic> left.\n//- checks\n\
         #1 outcome confirmed with change\n#1 change at least 85,000 men | accepted\n",
    );
    replace(&mut case, "one.txt", "two.txt", "Then about 80,000 men left.\n");
    case.commit(edit::set_outcome([&*case.passage(1)], Some(Outcome::Confirmed)));
    let three = replace(&mut case, "two.txt", "three.txt", "New.\n\nThen about 80,000 men left.\n");
    assert_eq!(became(&case, &three), [(1, Placement::Unchanged, "about 80,000 men".into())]);
    assert!(case.passage(1).reopened.is_empty());
}

#[test]
fn a_new_version_keeps_what_its_file_does_not_say() {
    let mut case = Case::new("//- one.txt role:draft\nOne.\n");
    let one = case.document("one.txt");
    case.commit(edit::set_field(one.id, Field::Published, Text::from("2025-02")));
    assert_eq!(&*replace(&mut case, "one.txt", "two.txt", "Two.\n").published, "2025-02");
}

#[test]
fn a_passage_is_attached_by_hand() {
    let mut case = Case::new(
        "//- one.txt role:draft\nThe toll was <statistic #1>265 dead men</statistic>.\n//- checks\n#1 outcome confirmed\n#1 note seen\n",
    );
    let two = replace(&mut case, "one.txt", "two.txt", "Nobody knows.\n\nSome three hundred perished.\n");
    assert_eq!(became(&case, &two), [(1, Placement::Orphaned, String::new())]);
    let at = two.text().find("three hundred").expect("words");
    let range = TextRange::between(at, at + "three hundred".len());
    let what = edit::attach(case.project(), &case.passage(1), &two, range).expect("a place");
    case.commit(what);
    assert_eq!(became(&case, &two), [(1, Placement::Changed, "three hundred".into())]);
    assert_eq!(case.project().state(&case.passage(1)), State::Reopened);
    assert_eq!(case.project().unreviewed(two.id).count(), 0);
}

#[test]
fn no_document_replaces_itself_or_what_came_after_it() {
    let mut case = Case::new("//- one.txt role:draft\nOne.\n");
    let one = case.document("one.txt");
    let same = edit::replace(case.project(), &one, Document::clone(&one));
    assert_eq!(same, Err(CannotReplace::Itself));
    let two = replace(&mut case, "one.txt", "two.txt", "Two.\n");
    let back = edit::replace(case.project(), &two, Document::clone(&one));
    assert_eq!(back, Err(CannotReplace::Earlier));
}

/// A project of two people: the draft is replaced in one copy, the other is changed by `meanwhile`.
fn apart(old: &str, new: &str, meanwhile: impl FnOnce(&mut Case)) -> (Case, Case) {
    let mut ana = Case::new(old);
    let mut ben = Case::new(old);
    ben.session = Session::new(ana.project().clone(), worker(3), ben.fresh());
    meanwhile(&mut ben);
    replace(&mut ana, "one.txt", "two.txt", new);
    (ana, ben)
}

fn marked(case: &mut Case, document: &str, words: &str, kind: PassageKind) -> tickmark::model::PassageId {
    let document = case.document(document);
    let at = document.text().find(words).expect("words");
    let fresh = case.fresh();
    let range = TextRange::between(at, at + words.len());
    let (id, what) = edit::add_passage(case.project(), &document, range, kind, fresh).expect("a passage");
    case.commit(what);
    id
}

fn bytes(project: &Project) -> String {
    tickmark::store::to_text(project).expect("a project can be written")
}

#[test]
fn what_a_colleague_added_to_the_old_draft_stands_in_the_new_one() {
    let (old, new) = (
        "//- one.txt role:draft\nIt was <statistic #1>265</statistic>. Ana Ruiz left in May.\n",
        "New first words.\n\nIt was 265. Ana Ruiz left in June.\n",
    );
    let mut added = None;
    let (ana, ben) = apart(old, new, |ben| {
        let name = marked(ben, "one.txt", "Ana Ruiz", PassageKind::Claim);
        added = Some((name, marked(ben, "one.txt", "May", PassageKind::Claim)));
        let outcome = edit::set_outcome([&*ben.passage(1)], Some(Outcome::Wrong));
        ben.commit(outcome);
    });
    let (name, month) = added.expect("two passages");
    let two = ana.document("two.txt");
    let merged = merge(ana.project(), ben.project()).project;
    assert_eq!(merged.validate(), Ok(()));
    let words = |project: &Project, id| project.passage(id).map(|it| (it.place.document, it.words().to_owned()));
    assert_eq!(words(&merged, name), Some((two.id, "Ana Ruiz".into())));
    assert_eq!(words(&merged, month), Some((two.id, "June".into())), "and it is told that its words changed");
    assert_eq!(merged.n_clashes(), 0);
    assert_eq!(merged.unreviewed(two.id).count(), 2);
    // It is a view: nothing is entered, so everybody has the same bytes.
    let other_way = merge(ben.project(), ana.project()).project;
    assert_eq!(bytes(&merged), bytes(&other_way));
    assert_eq!(bytes(&merge(&merged, ben.project()).project), bytes(&merged));

    // Taken over, it is a fact.
    let mut session = Session::new(merged, worker(4), ana.session.fresh);
    let newest = session.project().document(two.id).expect("the draft").clone();
    session.commit(edit::take_over(session.project(), &newest), Time(9)).expect("a transaction");
    assert_eq!(session.project().unreviewed(two.id).count(), 0);
    assert!(!session.project().is_carried(session.project().passage(name).expect("a passage")));
    session.undo(Time(9)).expect("a step").expect("an undo");
    assert_eq!(session.project().unreviewed(two.id).count(), 2, "taken back, it waits again");
    session.redo(Time(9)).expect("a step").expect("a redo");
    assert_eq!(words(session.project(), name), Some((two.id, "Ana Ruiz".into())));
    assert_eq!(session.project().validate(), Ok(()));
}

#[test]
fn what_waits_goes_on_waiting_in_the_version_after() {
    let (old, new) = ("//- one.txt role:draft\nAna Ruiz left in May.\n", "First.\n\nAna Ruiz left in May.\n");
    let (ana, ben) = apart(old, new, |ben| {
        marked(ben, "one.txt", "Ana Ruiz", PassageKind::Claim);
    });
    let mut session = Session::new(merge(ana.project(), ben.project()).project, worker(4), ana.session.fresh);
    let two = session.project().document(ana.document("two.txt").id).expect("the draft").clone();
    let three = loaded("three.txt", "Before.\n\nFirst.\n\nAna Ruiz left in May.\n");
    let what = edit::replace(session.project(), &two, three.clone()).expect("a version");
    session.commit(what, Time(9)).expect("a transaction");
    assert_eq!(session.project().unreviewed(three.id).count(), 1);
}

#[test]
fn a_saved_file_has_what_was_carried_where_it_was_marked() {
    let (old, new) = ("//- one.txt role:draft\nAna Ruiz left in May.\n", "First.\n\nAna Ruiz left in May.\n");
    let mut added = None;
    let (ana, ben) = apart(old, new, |ben| added = Some(marked(ben, "one.txt", "Ana Ruiz", PassageKind::Claim)));
    let merged = merge(ana.project(), ben.project()).project;
    let id = added.expect("a passage");
    let passage = merged.passage(id).expect("it").clone();
    assert!(merged.is_carried(&passage));
    assert_eq!(merged.place_as_said(&passage), ben.project().passage(id).expect("it").place);
    let read = tickmark::store::from_bytes(bytes(&merged).as_bytes()).expect("a project").project;
    assert!(read.shows_the_same(&merged));
    assert_eq!(bytes(&read), bytes(&merged));
}

#[test]
fn two_versions_of_one_draft_are_a_fork_that_a_person_settles() {
    let old = "//- one.txt role:draft\nIt was <statistic #1>265</statistic> men.\n";
    let (ana, ben) = apart(old, "Now it was 265 men.\n", |ben| {
        replace(ben, "one.txt", "other.txt", "Then it was 265 men.\n");
    });
    let merged = merge(ana.project(), ben.project()).project;
    let forks: Vec<_> = merged.forks().map(|(document, by)| (document, by.len())).collect();
    assert_eq!(forks, [(ana.document("one.txt").id, 2)]);
    assert_eq!(merged.documents_as(Role::Draft).len(), 2, "neither is chosen");
    assert_eq!(merged.newest(ana.document("one.txt").id), None);

    let mut session = Session::new(merged, worker(4), ana.session.fresh);
    let document = |session: &Session, title: &str| {
        session.project().documents().into_iter().find(|it| &*it.title == title).expect("it").clone()
    };
    let (two, other) = (document(&session, "two.txt"), document(&session, "other.txt"));
    let what = edit::replace(session.project(), &two, Document::clone(&other)).expect("settled");
    session.commit(what, Time(9)).expect("a transaction");
    assert_eq!(session.project().forks().count(), 0);
    let passage: &Arc<Passage> = session.project().passages().next().expect("it");
    assert_eq!(passage.place.document, other.id);
    assert_eq!(session.project().n_clashes(), 0, "the choice settles where its passages are");
}

#[test]
fn the_same_version_taken_in_by_both_is_one() {
    let old = "//- one.txt role:draft\nIt was <statistic #1>265</statistic> men. <claim #2>Never</claim> ever.\n";
    let text = "Now it was 266 men.\n";
    let (ana, ben) = apart(old, text, |ben| {
        replace(ben, "one.txt", "two.txt", text);
    });
    let merged = merge(ana.project(), ben.project()).project;
    assert_eq!((merged.n_clashes(), merged.documents().len(), merged.forks().count()), (0, 2, 0));
}

#[test]
fn a_version_that_was_taken_in_by_mistake_can_be_removed() {
    let mut case = Case::new("//- one.txt role:draft\nIt was <statistic #1>265</statistic>.\n");
    let two = replace(&mut case, "one.txt", "two.txt", "All else.\n");
    case.commit(edit::remove_document(case.project(), two.id));
    assert_eq!(case.project().documents_as(Role::Draft).len(), 1);
    assert!(case.project().open_because(&case.passage(1)).is_some());
    case.commit(edit::set_field(case.passage(1).id, Field::Note, Text::from("still here")));
}
