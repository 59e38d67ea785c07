//! Sentences that speak of the same.

use tickmark::model::{LinkTarget, Passage, Project, Role};
use tickmark::search::EvidenceIndex;
use tickmark::session::{Bearing, Question, evidence};

use crate::support::Case;

/// The sentences that bear on passage 1 in the documents of `marked`, each with why it was found.
#[track_caller]
fn hits(marked: &str) -> Vec<(String, String)> {
    let case = Case::new(marked);
    let project = case.project();
    let question = Question::about(project, case.passage(1).id).expect("a passage");
    let found = evidence(&EvidenceIndex::default().updated(project), project, &question, 10);
    let words = |hit: &Bearing| hit.range.within(project.document(hit.document)?.text()).map(str::to_owned);
    found.iter().filter_map(|hit| Some((words(hit)?, hit.reason.clone()))).collect()
}

#[test]
fn sentences_with_the_rarest_words_come_first() {
    let found = hits(
        "//- draft.txt role:draft
The police detained <claim #1>over 80,000 people</claim> without warrants.
//- report.txt role:evidence
The people of the town were out. Since then, police have detained at least 85,000 people without a warrant. Prices rose.
",
    );
    assert_eq!(
        found.first().map(|(words, _)| words.as_str()),
        Some("Since then, police have detained at least 85,000 people without a warrant.")
    );
    assert!(found.iter().all(|(words, _)| words != "Prices rose."));
}

#[test]
fn a_number_of_the_same_is_found_though_other_words_are_used() {
    let found = hits(
        "//- draft.txt role:draft
In the year, <statistic #1>at least 265 people</statistic> were killed in the prisons.
//- report.txt role:evidence
Prisons in the year were full, and in the year they were loud. No fewer than 367 people have died there. A cat slept.
",
    );
    let [(words, reason), ..] = found.as_slice() else { panic!("nothing was found") };
    assert!(words.contains("367 people"), "{found:?}");
    assert!(reason.starts_with("same unit"), "{reason}");
}

#[test]
fn every_sentence_says_why_it_was_found() {
    let found = hits(
        "//- draft.txt role:draft
Marco Rubio said the offer to <claim #1>house in his jails dangerous criminals</claim> came in February 2025.
//- report.txt role:evidence
He would house in his jails whoever was sent. It was in February 2025. Nobody asked Marco Rubio about the money.
",
    );
    let reason = |words: &str| found.iter().find(|(hit, _)| hit.contains(words)).map(|(_, reason)| reason.as_str());
    assert_eq!(reason("would house"), Some("same words: “house in his jails”"));
    assert_eq!(reason("It was in"), Some("same date: February 2025"));
    assert_eq!(reason("Nobody asked"), Some("names Marco Rubio too"));
}

#[test]
fn what_the_same_person_says_is_found_in_other_words() {
    let case = Case::new(
        "//- draft.txt role:draft
<quote #1>“No country has made such an offer,”</quote> Marco Rubio said.
//- report.txt role:evidence
Rubio called it “extraordinary”. A dog barked.
",
    );
    let index = EvidenceIndex::default().updated(case.project());
    let question = Question::about(case.project(), case.passage(1).id).expect("a passage");
    let found = evidence(&index, case.project(), &question, 10);
    assert_eq!(found.first().map(|hit| hit.reason.as_str()), Some("Marco Rubio speaks here too"));
}

#[test]
fn another_wording_and_another_number_are_said_to_be_so() {
    let case = Case::new(
        "//- draft.txt role:draft
Police hold <statistic #1>the 80,000 people</statistic>. He said <quote #2>“we shall never release any of these prisoners”</quote>.
//- report.txt role:evidence
Police hold 97,000 people. He said “we shall never free any of these prisoners”.
",
    );
    let index = EvidenceIndex::default().updated(case.project());
    let verdict = |passage| {
        let question = Question::about(case.project(), case.passage(passage).id).expect("a passage");
        let found = evidence(&index, case.project(), &question, 10);
        found.first().and_then(|hit| hit.verdict.as_ref().map(|difference| difference.label()))
    };
    assert_eq!((verdict(1), verdict(2)), (Some("conflict"), Some("reworded")));
}

#[test]
fn quotes_of_one_speaker_are_offered_though_they_share_no_word() {
    let found = hits(
        "//- draft.txt role:draft
Nayib Bukele said <quote #1>“we shall never release any of them”</quote>. It rained.
//- report.txt role:evidence
“Prisons cost much money,” said Nayib Bukele. A dog barked.
",
    );
    let first = found.first().expect("the other quote");
    assert!(first.0.contains("cost much money") && first.1.starts_with("Nayib Bukele speaks here too"), "{found:?}");
}

#[test]
fn a_name_that_every_sentence_has_is_no_reason() {
    let found = hits(
        "//- draft.txt role:draft
Prisons in El Salvador are <claim #1>severely overcrowded, El Salvador admits</claim>. So it is in El Salvador.
//- report.txt role:evidence
In El Salvador, cells are severely overcrowded. In El Salvador it rains. Roads in El Salvador are long. Few come to El
Salvador. To El Salvador go many. Beaches of El Salvador are black. Nobody leaves El Salvador. I know El Salvador.
",
    );
    assert_eq!(found.first().map(|(_, reason)| reason.as_str()), Some("both say “severely”, “overcrowded”"));
    assert!(found.iter().all(|(_, reason)| !reason.contains("names El Salvador")), "{found:?}");
}

#[test]
fn a_date_or_a_name_that_was_found_says_what_it_leaves_open() {
    let case = Case::new(
        "//- draft.txt role:draft
The siege of Soyapango was <claim #1>in December 2022</claim>. He met <claim #2>President Nayib Bukele</claim>.
//- report.txt role:evidence
In 2022 came the siege of Soyapango. They met with Nayib Bukelle there.
",
    );
    let index = EvidenceIndex::default().updated(case.project());
    let told = |passage| {
        let question = Question::about(case.project(), case.passage(passage).id).expect("a passage");
        let found = evidence(&index, case.project(), &question, 10);
        found.iter().find_map(|hit| hit.verdict.as_ref().map(|difference| difference.reason.clone()))
    };
    assert_eq!(told(1).as_deref(), Some("“2022” leaves the month open that “December 2022” gives"));
    assert_eq!(told(2).as_deref(), Some("“President Nayib Bukele” against “Nayib Bukelle”: one letter apart"));
}

/// For the passages of the sample's draft that are linked with passages of its evidence, the mean of one divided by the
/// rank at which the first of those is found. It is 0.76; words alone reach 0.68.
#[test]
fn what_the_sample_links_is_found_early() {
    let project: Project = tickmark::sample::project().expect("the sample");
    let index = EvidenceIndex::default().updated(&project);
    let linked = |from: &Passage| -> Vec<Passage> {
        let targets = project.links_from(from.id).filter_map(|link| match link.to {
            LinkTarget::Passage(id) => project.passage(id).map(|to| Passage::clone(to)),
            _ => None,
        });
        targets.filter(|to| to.place.document != from.place.document).collect()
    };
    let (mut sum, mut n) = (0.0, 0.0);
    for passage in project.passages() {
        let is_draft = project.document(passage.place.document).is_some_and(|document| document.role == Role::Draft);
        let targets = linked(passage);
        if !is_draft || targets.is_empty() {
            continue;
        }
        let question = Question::about(&project, passage.id).expect("a passage");
        let found = evidence(&index, &project, &question, 200);
        let mut others = found.iter().filter(|hit| hit.document != passage.place.document);
        let is_linked = |hit: &Bearing| {
            targets.iter().any(|to| to.place.document == hit.document && to.range().overlaps(hit.range))
        };
        n += 1.0;
        sum += others.position(is_linked).map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0));
    }
    assert!(sum / n >= 0.75, "{:.3} of {n}", sum / n);
}
