//! What is a matter for the editor, in which order, and how it is told in an e-mail.

use std::collections::BTreeMap;

use tickmark::model::PassageId;
use tickmark::search::EvidenceIndex;
use tickmark::session::{Compared, Matter, MatterId, MatterState, Matters, matters_as_list, matters_as_table};

use crate::support::Case;

/// The matters of a project whose documents are compared.
pub fn matters(case: &Case) -> Matters {
    let project = case.project();
    let compared = Compared::default().updated(project, &BTreeMap::new(), || false).expect("nobody cancels it");
    let index = EvidenceIndex::default().updated(project);
    Matters::default().updated(&case.session.snapshot(), compared, &index)
}

/// What is the matter, with the words and the state, one a line.
fn told(case: &Case) -> Vec<String> {
    let words = |matter: &Matter| {
        let (document, range) = matter.words.expect("it is about words");
        let document = case.project().document(document).expect("it is there");
        range.within(document.text()).expect("words").to_owned()
    };
    matters(case)
        .all
        .iter()
        .map(|it| format!("{:?}: {}: {}", it.state, it.in_words(case.project()), words(it)))
        .collect()
}

const EACH: &str = "//- draft.txt role:draft
<claim #1>One</claim> <claim #2>two</claim> <claim #3>three</claim> <claim #4>four</claim> <claim #5>five</claim> \
<claim #6>six</claim> <claim #7>seven</claim> <claim #8>eight</claim>
//- report.txt role:evidence
<claim #9>other</claim> <claim #10>newer</claim>
//- links
#3 contradicts #9
#4 updates #10
#8 context #9
//- checks
#1 outcome on author
#2 outcome cannot verify
#5 outcome wrong
#6 outcome confirmed
#7 change sieben
";

#[test]
fn the_most_serious_comes_first_and_what_is_closed_is_not_there() {
    let case = Case::new(EACH);
    assert_eq!(
        told(&case),
        [
            "Undecided: Wrong: five",
            "Undecided: Contradicted: three",
            "Undecided: Cannot verify: two",
            "Undecided: Change: seven",
            "Undecided: Updated: four",
            "Undecided: On author: One",
        ]
    );
}

#[test]
fn what_is_decided_comes_after_what_is_not() {
    let mut case = Case::new(EACH);
    case.check("#5 change fünf | accepted");
    let told = told(&case);
    assert_eq!(told.last().map(String::as_str), Some("Decided: Wrong, change: five"), "{told:?}");
}

#[test]
fn a_passage_is_one_matter_whatever_there_is_about_it() {
    let mut case = Case::new(EACH);
    for line in ["#3 outcome conflicting", "#3 change drei"] {
        case.check(line);
    }
    case.add_link("#3 updates #10");
    let told = told(&case);
    let about: Vec<_> = told.iter().filter(|line| line.ends_with(": three")).collect();
    assert_eq!(about, ["Undecided: Conflicting, contradicted, change, updated: three"]);
}

#[test]
fn a_link_from_evidence_is_about_the_draft() {
    let case = Case::new(
        "//- draft.txt role:draft\n<claim #1>One</claim>\n//- report.txt role:evidence\n<claim #2>other</claim>\n\
         //- links\n#2 contradicts #1\n",
    );
    assert_eq!(told(&case), ["Undecided: Contradicted: One"]);
}

const PAIR: &str = "//- draft.txt role:draft
The police of El Salvador detained <statistic #1>80,000 people</statistic> without warrants since 2022.
//- report.txt role:evidence
Since 2022 the police of El Salvador have detained <statistic #2>at least 85,000 people</statistic> without warrants.
";

#[test]
fn a_pair_waits_until_it_is_linked_or_dismissed() {
    let mut case = Case::new(PAIR);
    assert_eq!(told(&case), ["Undecided: Found: conflict: 80,000 people"]);
    let found = matters(&case).all[0].clone();
    let what = case.session.dismiss_pair(&found, "another period").expect("it is a pair");
    case.commit(what);
    assert_eq!(told(&case), ["Dismissed: Found: conflict: 80,000 people"]);
    let dismissed = matters(&case).all[0].clone();
    assert_eq!(dismissed.decided(case.project()).why, "another period");
    let what = case.session.take_pair_back(&dismissed).expect("it was dismissed");
    case.commit(what);
    let (_, what) = case.session.link_pair(&found).expect("it is a pair");
    case.commit(what);
    assert_eq!(told(&case), ["Undecided: Contradicted: 80,000 people"]);
    let linked: Vec<PassageId> = case.project().passages().map(|passage| passage.id).collect();
    assert_eq!(linked.len(), 2, "what is marked already is linked as it is");
}

#[test]
fn a_support_whose_words_differ_is_a_matter() {
    let mut case = Case::new(PAIR);
    case.add_link("#1 supports #2");
    assert_eq!(told(&case), ["Undecided: Support that differs: 80,000 people"]);
}

#[test]
fn what_somebody_linked_as_context_is_settled() {
    let mut case = Case::new(PAIR);
    case.add_link("#1 context #2");
    assert!(told(&case).is_empty());
}

#[test]
fn documents_are_compared_once() {
    let case = Case::new(PAIR);
    let compared = matters(&case).compared().clone();
    let again = compared.updated(case.project(), &BTreeMap::new(), || true).expect("nothing is left to be done");
    assert_eq!(again.pairs(), compared.pairs());
    assert!(Compared::default().updated(case.project(), &BTreeMap::new(), || true).is_none(), "it can be cancelled");
}

#[test]
fn matters_are_told_for_an_e_mail_and_for_a_spreadsheet() {
    let mut case = Case::new(PAIR);
    case.add_link("#1 contradicts #2");
    case.check("#1 change at least 85,000 people");
    let all = matters(&case).all;
    let rows: Vec<&Matter> = all.iter().collect();
    assert!(matches!(all[0].id, MatterId::Passage(_)) && all[0].state == MatterState::Undecided);
    expect_test::expect![[r#"
        1. Contradicted, change. Undecided (No outcome yet)
            draft.txt, ¶1: “80,000 people” in “The police of El Salvador detained 80,000 people without warrants since 2022.”
            contradicts, secondary: report.txt, ¶1: “at least 85,000 people” in “Since 2022 the police of El Salvador have detained at least 85,000 people without warrants.”
                conflict: “80,000 people” against “at least 85,000 people”, 1.06 times as much
            Change: “80,000 people” → “at least 85,000 people” (substantive; undecided)
    "#]]
    .assert_eq(&matters_as_list(case.project(), &rows).text);
    let table = matters_as_table(case.project(), &rows).text;
    let cells: Vec<usize> = table.lines().map(|line| line.split('\t').count()).collect();
    assert_eq!(cells, [18, 18], "a head and a row of as many cells: {table}");
}

#[test]
fn what_a_source_says_several_times_is_one_matter() {
    let again = "The police of El Salvador detained 85,000 people without warrants since 2022, say all.\n";
    let mut case = Case::new(&(PAIR.to_owned() + again + again));
    let [found] = &*matters(&case).all else { panic!("one matter: {:?}", told(&case)) };
    assert_eq!(found.against.len(), 3);
    let what = case.session.dismiss_pair(found, "another period").expect("it is a pair");
    case.commit(what);
    assert_eq!(told(&case), ["Dismissed: Found: conflict: 80,000 people"]);
    let dismissed = matters(&case).all[0].clone();
    let what = case.session.take_pair_back(&dismissed).expect("it was dismissed");
    case.commit(what);
    assert_eq!(told(&case), ["Undecided: Found: conflict: 80,000 people"]);
    let (_, what) = case.session.link_pair(found).expect("it is a pair");
    case.commit(what);
    assert_eq!(told(&case), ["Undecided: Contradicted: 80,000 people"], "whoever links one has settled all");
}
