//! Copies that were changed by hand, or on their way: nothing is lost, and what cannot be right is said.

use tickmark::edit::{self, Transaction};
use tickmark::merge::{Doubt, Merged, Teller, merge};
use tickmark::model::{Actor, AnyRecord, Clash, Dot, Edit, Field, Id, Outcome, PassageKind, Project, State, Value};
use tickmark::store::{from_bytes, to_text};
use tickmark::text::TextRange;

use crate::merge::{PROJECT, both, clashes, does, merged, note, opens, outcome};
use crate::support::{Case, shown};

/// The file of a project after `from` was replaced in it by hand.
#[track_caller]
fn forged(project: &Project, from: &str, to: &str) -> Project {
    let text = to_text(project).expect("text");
    assert!(text.contains(from), "{from} is not in the file");
    from_bytes(text.replace(from, to).as_bytes()).expect("a project that opens").project
}

#[test]
fn stamps_that_lie_keep_all_and_it_is_said() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    does(&mut ana, note(&case, 1, "ana's"));
    does(&mut ben, note(&case, 1, "ben's"));
    // Each copy claims to know the work of the other.
    let knows_all = |project: &Project| {
        let mut project = project.clone();
        for other in [&ana, &ben] {
            project.seen.extend(&other.project().seen);
        }
        project
    };
    let (ours, theirs) = (knows_all(ana.project()), knows_all(ben.project()));
    let Merged { project, doubts } = merge(&ours, &theirs);
    let id = case.passage(1).id;
    assert!(doubts.contains(&Doubt::Stamps(id.into())), "{doubts:?}");
    let said = Teller::new(&project, None).doubts(&[Doubt::Stamps(id.into())]).concat();
    assert!(said.contains("(1 stamp that cannot be right, the first of"), "{said}");
    let told = clashes(&project).concat();
    assert!(told.contains("ana's") && told.contains("ben's"), "{told}");
    // A record that one copy does not have although it claims to know it is kept, too.
    let mut ana = opens(case.project(), "Ana Ruiz");
    let bare = ana.project().clone();
    let source = tickmark::model::Source::new(
        Id::derived(&[b"x"]).into(),
        tickmark::model::SourceKind::Book,
        "Book",
        Dot::NOBODY,
    );
    does(&mut ana, Transaction::new("Add", vec![Edit::insert(source)]));
    let Merged { project, doubts } = merge(&knows_all_of(bare, ana.project()), ana.project());
    // Her name, which she entered with it, is the other one.
    assert_eq!((project.sources().len(), doubts.len()), (1, 2));
}

fn knows_all_of(mut project: Project, other: &Project) -> Project {
    project.seen.extend(&other.seen);
    project
}

#[test]
fn values_of_the_wrong_kind_and_stamps_of_nobody_are_kept() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    does(&mut ben, note(&case, 1, "seen"));
    does(&mut ana, note(&case, 1, "mine"));
    let mut passage = (**ana.project().passage(case.id(1)).expect("it is there")).clone();
    let dot = Dot { actor: Actor(5), counter: 5 };
    let odd = [(Field::Note, Value::Flag(true)), (Field::Title, Value::Flag(true)), (Field::Present, Value::Number(3))];
    passage.clashes = odd.map(|(field, value)| Clash { field, value, dot }).to_vec().into();
    passage.stamps.set(Field::Tags, Dot::NOBODY);
    let odd = ana.project().replaced([AnyRecord::from(passage)]);
    let Merged { project, .. } = merge(&odd, ben.project());
    assert_eq!(project.validate(), Ok(()));
    let merged = project.passage(case.id(1)).expect("it is there");
    assert_eq!(merged.clashes.iter().filter(|clash| clash.dot == dot).count(), 3);
    let text = to_text(&project).expect("text");
    assert!(to_text(&merge(ben.project(), &odd).project).expect("text") == text);
    assert!(to_text(&merge(&project, &odd).project).expect("text") == text);
}

#[test]
fn of_two_texts_the_one_that_was_loaded_is_used_and_passages_are_found_in_it() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    does(&mut ben, note(&case, 2, "seen"));
    does(&mut ana, note(&case, 1, "mine"));
    let torn = forged(
        ben.project(),
        "Nearly all of over 80,000 Salvadorans were",
        ">> Nearly all of over 80,000 Salvadorans were",
    );
    let torn = if torn.passages().count() == 3 { torn } else { panic!("passages were lost on reading") };
    let draft = case.document("draft.txt");
    for (ours, theirs) in [(ana.project(), &torn), (&torn, ana.project())] {
        let Merged { project, doubts } = merge(ours, theirs);
        assert_eq!(doubts, [Doubt::Text(draft.id)]);
        assert_eq!((project.validate(), project.n_clashes(), project.set_aside.len()), (Ok(()), 0, 0));
        assert_eq!(shown(&project), PROJECT.to_owned() + "//- checks\n#1 note mine\n#2 note seen\n");
    }
}

#[test]
fn a_digit_that_was_changed_in_a_text_takes_no_passage_with_it() {
    let mut case = Case::new(PROJECT);
    case.commit(outcome(&case, 2, Outcome::Confirmed));
    let [mut ana, mut ben] = both(&case);
    for digits in ["90,000", "70,000"] {
        let changed =
            forged(case.project(), "over 80,000 Salvadorans were", &format!("over {digits} Salvadorans were"));
        assert_eq!(changed.state(changed.passage(case.id(2)).expect("it is there")), State::Reopened);
        for copy in [ana.project(), ben.project()] {
            for (ours, theirs) in [(copy, &changed), (&changed, copy)] {
                let Merged { project, doubts } = merge(ours, theirs);
                assert_eq!(doubts, [Doubt::Text(case.document("draft.txt").id)]);
                assert_eq!((project.n_clashes(), project.set_aside.len()), (0, 0));
                assert_eq!(shown(&project), shown(copy), "it is no more re-opened, either");
                assert_eq!(to_text(&merge(&project, &changed).project).ok(), to_text(&project).ok());
            }
        }
        // What is done meanwhile stays.
        does(&mut ana, note(&case, 2, &format!("by telephone, not {digits}")));
        does(&mut ben, note(&case, 1, digits));
    }
}

#[test]
fn what_is_marked_in_a_text_that_was_changed_on_its_way_goes_to_the_one_that_was_loaded() {
    let case = Case::new(PROJECT);
    let [ana, ben] = both(&case);
    let changed = forged(ben.project(), "over 80,000 Salvadorans were", "over 90,000 Salvadorans were");
    let mut ben = opens(&changed, "Ben Okafor");
    let draft = ben.project().document(case.document("draft.txt").id).expect("the draft").clone();
    let (from, to) = (draft.text().find("90,000"), draft.text().find(" held"));
    let range = TextRange::between(from.expect("90,000"), to.expect("held"));
    let mark = edit::add_passage(ben.project(), &draft, range, PassageKind::Claim, Id::derived(&[b"his"]));
    does(&mut ben, mark.expect("words").1);
    let Merged { project, .. } = merge(ana.project(), ben.project());
    assert_eq!((project.n_clashes(), project.set_aside.len()), (0, 0));
    assert!(
        project.passages().any(|passage| passage.place.words() == "80,000 Salvadorans were"),
        "{}",
        shown(&project)
    );
}

#[test]
fn what_cannot_stand_in_the_text_that_is_used_is_set_aside_and_that_is_said() {
    let case = Case::new(PROJECT);
    let [ana, ben] = both(&case);
    let changed = forged(ben.project(), "were held.", "were held. He left in May 1999, poor and alone.");
    let mut ben = opens(&changed, "Ben Okafor");
    let draft = ben.project().document(case.document("draft.txt").id).expect("the draft").clone();
    let at = draft.text().find("in May 1999, poor").expect("his words");
    let range = TextRange::between(at, at + "in May 1999, poor".len());
    let mark = edit::add_passage(ben.project(), &draft, range, PassageKind::Claim, Id::derived(&[b"his"]));
    does(&mut ben, mark.expect("words").1);
    let Merged { project, doubts } = merge(ana.project(), ben.project());
    assert_eq!((project.passages().count(), project.set_aside.len()), (3, 1));
    let said = Teller::new(&project, None).doubts(&doubts).join("\n");
    let expected = "One record cannot stand beside what the other copy holds, and is set aside; it is a passage: ";
    assert!(said.contains(expected), "{said}");
}

#[test]
fn who_claims_to_know_what_their_history_does_not_tell_of_replaces_none_of_it() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    does(&mut ana, outcome(&case, 2, Outcome::Wrong));
    does(&mut ana, edit::remove_passages(case.project(), &[case.id(1)]));
    does(&mut ben, outcome(&case, 2, Outcome::Confirmed));
    let honest = merged(&ana, &ben);
    let claims = knows_all_of(ben.project().clone(), ana.project());
    for (ours, theirs) in [(ana.project(), &claims), (&claims, ana.project())] {
        let Merged { project, doubts } = merge(ours, theirs);
        assert!(doubts.contains(&Doubt::Stamps(case.id(2).into())), "{doubts:?}");
        assert_eq!((shown(&project), clashes(&project)), (shown(&honest), clashes(&honest)));
    }
}

#[test]
fn records_that_were_set_aside_stay_as_they_stand() {
    let case = Case::new(PROJECT);
    let [ana, ben] = both(&case);
    let broken = forged(ben.project(), "range: (14, 37)", "range: (14, 3700)");
    assert_eq!(broken.set_aside.len(), 2, "the passage and its link");
    let Merged { project, doubts } = merge(ana.project(), &broken);
    assert_eq!((doubts, project.set_aside.len(), project.passages().count()), (vec![], 2, 3));
    let text = to_text(&project).expect("text");
    assert!(to_text(&merge(&broken, &project).project).expect("text") == text);
}

#[test]
fn a_value_that_was_changed_by_hand_replaces_none_of_those_it_clashes_with() {
    let case = Case::new(PROJECT);
    let [mut ana, mut ben] = both(&case);
    does(&mut ana, note(&case, 1, "ana's"));
    does(&mut ben, note(&case, 1, "ben's"));
    let united = merged(&ana, &ben);
    let by_hand = forged(ben.project(), "note: \"ben's\"", "note: \"by hand\"");
    for (ours, theirs) in [(&united, &by_hand), (&by_hand, &united)] {
        let Merged { project, doubts } = merge(ours, theirs);
        let passage = AnyRecord::Passage(project.passage(case.id(1)).expect("it is there").clone());
        let mut notes: Vec<_> = passage.entries(Field::Note).into_iter().map(|it| it.value.to_string()).collect();
        notes.sort();
        assert_eq!(notes, ["ana's", "ben's", "by hand"]);
        assert_eq!(doubts, [Doubt::Stamps(case.id(1).into())]);
        // Nor does any of them go when it is merged with either again.
        let text = to_text(&project).expect("text");
        for copy in [&united, &by_hand, ben.project(), ana.project()] {
            assert!(to_text(&merge(&project, copy).project).expect("text") == text);
        }
    }
}

#[test]
fn copies_that_do_not_agree_what_a_record_is_keep_both() {
    let case = Case::new(PROJECT);
    let [ana, ben] = both(&case);
    let [from, to] = [2, 1].map(|number| format!("from: \"{}\"", Id::from(case.id(number))));
    let forged = forged(ben.project(), &from, &to);
    let Merged { project, doubts } = merge(ana.project(), &forged);
    assert!(matches!(doubts[..], [Doubt::Fixed(_)]), "{doubts:?}");
    assert_eq!((project.validate(), project.links().count(), project.set_aside.len()), (Ok(()), 1, 1));
}
