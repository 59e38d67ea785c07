//! Going back: a new version that was taken in by mistake is removed, and nothing that was found is lost.

use tickmark::edit;
use tickmark::merge::merge;
use tickmark::model::{Document, Field, Made, Outcome, PassageKind, Role, State, Text};
use tickmark::session::{LogTeller, Session, belongs_to, review_all};
use tickmark::store::{from_bytes, to_text};
use tickmark::text::TextRange;

use crate::merge::{does, opens};
use crate::news::told;
use crate::replace::loaded;
use crate::support::Case;

const DRAFT: &str = "\
//- one.txt role:draft
It was <statistic #1>265 people</statistic> then. <claim #2>Never</claim> again.

In May <statistic #3>80,000</statistic> were held.
//- checks
#1 outcome confirmed
#1 note seen
#3 outcome confirmed with change
#3 change 85,000 | accepted
";
const TWO: &str = "It was 266 people then.\n\nIn May 80,000 were held.\n";

fn replace(case: &mut Case, old: &str, new: &str, text: &str) -> std::sync::Arc<Document> {
    let what = edit::replace(case.project(), &case.document(old), loaded(new, text)).expect("a new version");
    case.commit(what);
    case.document(new)
}

#[test]
fn passages_go_back_to_where_they_stood_and_wait_for_nothing() {
    let mut case = Case::new(DRAFT);
    let before = case.project().clone();
    let two = replace(&mut case, "one.txt", "two.txt", TWO);
    assert_eq!(case.project().state(&case.passage(1)), State::Reopened);
    case.session.desk.compares = true;
    case.commit(edit::remove_document(case.project(), two.id));
    assert!(case.project().shows_the_same(&before));
    assert!(!case.session.desk.compares, "there is nothing to compare with any more");
    assert!(review_all(case.project(), &mut Default::default()).is_empty());
    let time = case.now();
    case.session.undo(time).expect("a step").expect("an undo");
    assert_eq!((case.passage(1).words(), case.project().n_clashes()), ("266 people", 0));
    assert_eq!(case.project().validate(), Ok(()));
}

#[test]
fn what_was_judged_in_other_words_is_to_be_looked_at_again_and_what_was_passed_stays_passed() {
    let mut case = Case::new(DRAFT);
    let two = replace(&mut case, "one.txt", "two.txt", TWO);
    case.commit(edit::set_outcome([&*case.passage(1), &*case.passage(3)], Some(Outcome::Confirmed)));
    let at = TWO.find("In May").expect("a sentence");
    let sentence = TextRange::between(at, TWO.trim_end().len());
    case.commit(edit::pass_sentences(case.project(), &two, &[sentence]));
    case.commit(edit::remove_document(case.project(), two.id));
    let state = |number| (case.passage(number).words().to_owned(), case.project().state(&case.passage(number)));
    assert_eq!(state(1), ("265 people".to_owned(), State::Reopened), "266 was judged");
    assert_eq!(state(3), ("80,000".to_owned(), State::Checked));
    let mut passed = case.project().passes_of(case.document("one.txt").id).map(|pass| pass.place.words());
    assert_eq!(passed.next(), Some("In May 80,000 were held."));
}

#[test]
fn what_was_left_comes_back_too_and_is_told_so_and_stays_left_by_who_left_it() {
    let case = Case::new(DRAFT);
    let mut ana = opens(case.project(), "Ana Ruiz");
    let takes_in = |session: &mut Session, title: &str, text: &str| {
        let draft = session.project().documents_as(Role::Draft)[0].clone();
        does(session, edit::replace(session.project(), &draft, loaded(title, text)).expect("a new version"));
        session.project().documents_as(Role::Draft)[0].clone()
    };
    let two = takes_in(&mut ana, "two.txt", TWO);
    let what = edit::accept_carried(ana.project(), &two, &[case.id(2)]);
    does(&mut ana, what);
    let mut ben = opens(ana.project(), "Ben Okafor");
    let three = takes_in(&mut ben, "three.txt", "It was 267 people then.\n\nIn May 80,000 were held.\n");
    let mut cem = opens(ben.project(), "Cem Aydın");
    let what = edit::remove_document(cem.project(), three.id);
    does(&mut cem, what);
    let passage = cem.project().passage(case.id(2)).expect("it is there").clone();
    let left = passage.former.last().expect("it was left").clone();
    let who = |session: &Session| session.project().who(session.project().left_by(&passage, &left)).map(str::to_owned);
    assert_eq!(who(&cem).as_deref(), Some("Ana Ruiz"), "who went back did not leave it");
    let line = "Cem Aydın removed “three.txt”, and went back to “two.txt” (3 passages), 21 Nov\n";
    assert_eq!(told(ben.project(), cem.project()), line);

    let before = cem.project().clone();
    let what = edit::remove_document(cem.project(), two.id);
    does(&mut cem, what);
    let line = "Cem Aydın removed “two.txt”, and went back to “one.txt” (3 passages), 21 Nov\n";
    assert_eq!(told(&before, cem.project()), line);
    let entry = cem.project().log.values().find(|entry| entry.command.ends_with("“one.txt”")).expect("it was done");
    let its_own = entry.changed.iter().filter(|it| belongs_to(cem.project(), it.record(), case.id(2)));
    let teller = LogTeller::of_passage(cem.project(), case.id(2));
    let of_it: Vec<_> = its_own.filter_map(|changed| teller.change(changed, entry)).collect();
    assert_eq!(of_it, ["Taken back what became of it in “two.txt”: orphaned"]);
}

#[test]
fn what_was_found_since_stays_and_what_was_marked_since_goes() {
    let mut case = Case::new(DRAFT);
    let two = replace(&mut case, "one.txt", "two.txt", TWO);
    case.check("#1 outcome wrong");
    let what = edit::accept_carried(case.project(), &two, &[case.id(1), case.id(2)]);
    case.commit(what);
    let fresh = case.fresh();
    let range = TextRange::between(0, 2);
    let (id, what) = edit::add_passage(case.project(), &two, range, PassageKind::Claim, fresh).expect("words");
    case.commit(what);
    assert_eq!(edit::returning(case.project(), two.id).len(), 2);
    case.commit(edit::remove_document(case.project(), two.id));
    let passage = case.passage(1);
    assert_eq!((passage.words(), passage.outcome, &*passage.note), ("265 people", Some(Outcome::Wrong), "seen"));
    assert!(passage.former.is_empty() && case.passage(2).former.is_empty());
    assert!(case.project().passage(id).is_none());
    // The right version is taken in as if the wrong one had never been.
    replace(
        &mut case,
        "one.txt",
        "two again.txt",
        "It was 265 people then, in all. Never again.\n\nIn May 85,000 were held.\n",
    );
    assert_eq!(case.passage(3).words(), "85,000");
    assert_eq!(case.project().unreviewed(case.document("two again.txt").id).count(), 0);
}

#[test]
fn of_three_versions_only_the_last_goes() {
    let mut case = Case::new(DRAFT);
    replace(&mut case, "one.txt", "two.txt", TWO);
    let before = case.project().clone();
    let three = replace(&mut case, "two.txt", "three.txt", "Never again.\n\nThen 267 people.\n");
    case.commit(edit::remove_document(case.project(), three.id));
    assert!(case.project().shows_the_same(&before));
    assert_eq!(case.project().documents_as(Role::Draft)[0].id, case.document("two.txt").id);
}

#[test]
fn what_a_colleague_marked_in_the_earlier_version_stays_there() {
    let case = Case::new(DRAFT);
    let (mut ana, mut ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    let what = edit::replace(ana.project(), &case.document("one.txt"), loaded("two.txt", TWO)).expect("a new version");
    does(&mut ana, what);
    let fresh = tickmark::model::Id::derived(&[b"May"]);
    let at = case.document("one.txt").text().find("May").expect("words");
    let range = TextRange::between(at, at + 3);
    let mark = edit::add_passage(ben.project(), &case.document("one.txt"), range, PassageKind::Claim, fresh);
    let (may, what) = mark.expect("words");
    does(&mut ben, what);
    does(&mut ben, edit::set_field(may, Field::Note, Text::from("or June")));
    let mut both = opens(&merge(ana.project(), ben.project()).project, "Cem");
    let document = |session: &Session| session.project().passage(may).expect("it").place.document;
    let two = document(&both);
    assert_ne!(two, case.document("one.txt").id, "it is shown in the new version");
    let what = edit::remove_document(both.project(), two);
    does(&mut both, what);
    assert_eq!(document(&both), case.document("one.txt").id);
    assert_eq!(&*both.project().passage(may).expect("it").note, "or June");
    assert_eq!(both.project().validate(), Ok(()));
    let saved = to_text(both.project()).expect("text");
    let opened = from_bytes(saved.as_bytes()).expect("a project that opens").project;
    assert!(opened.shows_the_same(both.project()) && to_text(&opened).expect("text") == saved);
}

#[test]
fn of_a_fork_one_version_goes_and_its_passages_stand_in_the_other() {
    let case = Case::new(DRAFT);
    let (mut ana, mut ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), "Ben Okafor"));
    for (session, name, first) in [(&mut ana, "two.txt", "Now"), (&mut ben, "other.txt", "Then")] {
        let text = format!("{first} all is new. {TWO}");
        let what = edit::replace(session.project(), &case.document("one.txt"), loaded(name, &text)).expect("new");
        does(session, what);
    }
    let both = merge(ana.project(), ben.project()).project;
    for name in ["two.txt", "other.txt"] {
        let mut cem = opens(&both, "Cem");
        let gone = both.documents().into_iter().find(|it| &*it.title == name).expect("it").id;
        let what = edit::remove_document(cem.project(), gone);
        does(&mut cem, what);
        let newest = cem.project().documents_as(Role::Draft)[0].id;
        assert_ne!(newest, gone);
        for number in [1, 3] {
            let passage = cem.project().passage(case.id(number)).expect("it");
            assert_eq!(passage.place.document, newest, "{name} #{number}");
            assert!(passage.former.at(gone).is_none() && passage.former.at(newest).is_some());
        }
        assert_eq!((cem.project().validate(), cem.project().forks().count()), (Ok(()), 0));
        let places = cem.project().clashing().flat_map(|record| {
            let record = record.clone();
            cem.project().clashes_of(&record).map(|clash| clash.field).collect::<Vec<_>>()
        });
        assert!(places.into_iter().all(|field| field != Field::Place));
    }
}

#[test]
fn passages_go_back_behind_a_version_that_was_removed_before() {
    let mut case = Case::new(DRAFT);
    let before = case.project().clone();
    let two = replace(&mut case, "one.txt", "two.txt", TWO);
    let three = replace(
        &mut case,
        "two.txt",
        "three.txt",
        "Then it was 267 people.\n\nIn May 80,000 were held. Never again.\n",
    );
    case.commit(edit::remove_document(case.project(), two.id));
    assert_eq!(edit::returning(case.project(), three.id).len(), 2, "the third was left in the first");
    case.commit(edit::remove_document(case.project(), three.id));
    assert_eq!([1, 2, 3].map(|nr| case.passage(nr).words().to_owned()), ["265 people", "Never", "80,000"]);
    assert_eq!(case.project().documents().len(), before.documents().len());
}

#[test]
fn what_was_removed_and_brought_back_goes_back_alike() {
    let mut case = Case::new(DRAFT);
    let two = replace(&mut case, "one.txt", "two.txt", "It was 266 people then.\n\nIn May 85,000 were held.\n");
    let made = |case: &Case| case.project().changes_of(case.id(3)).next().expect("one").made;
    assert_eq!(made(&case), Some(Made::AsProposed));
    case.commit(edit::remove_document(case.project(), two.id));
    let once = case.project().clone();
    let time = case.now();
    case.session.undo(time).expect("a step").expect("an undo");
    case.commit(edit::remove_document(case.project(), two.id));
    assert_eq!((made(&case), case.project().shows_the_same(&once)), (None, true));
}
