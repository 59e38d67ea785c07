//! How the words of two linked passages differ.

use std::collections::BTreeMap;

use tickmark::session::{Bases, Compared, difference};

use crate::support::Case;

/// How passages 1 and 2 of two documents differ, and that it is the same the other way round.
#[track_caller]
fn check(first: &str, second: &str, expected: Option<(&str, &str)>) {
    let case = Case::new(&format!("//- draft.txt role:draft\n{first}\n//- report.txt role:evidence\n{second}\n"));
    let (a, b) = (case.passage(1).id, case.passage(2).id);
    let found = difference(case.project(), &Bases::default(), a, b);
    let told = found.as_ref().map(|found| (found.label(), found.reason.as_str()));
    assert_eq!(told, expected);
    let back = difference(case.project(), &Bases::default(), b, a);
    assert_eq!(back.map(|back| back.verdict), found.map(|found| found.verdict), "the other way round");
}

#[test]
fn numbers_are_compared_before_dates() {
    check(
        "It was <claim #1>over 80,000 people by May 2024</claim>.",
        "They hold <statistic #2>85,000 people</statistic>.",
        Some((
            "compatible",
            "“over 80,000 people” against “85,000 people”: each allows the other, “85,000 people” says more",
        )),
    );
}

#[test]
fn a_share_and_a_number_are_not_compared_without_a_base() {
    check(
        "Of them <claim #1>2 percent</claim> are in prison.",
        "They hold <statistic #2>120,000 people</statistic>.",
        Some((
            "different scope",
            "“2 percent” against “120,000 people”: units that cannot be converted without a base",
        )),
    );
}

/// How a share of the prisoners differs from some words, with what other documents say.
#[track_caller]
fn check_share(count: &str, expected: &str) {
    let case = Case::new(&format!(
        "//- draft.txt role:draft\nOf the people of El Salvador <statistic #1>2 percent of the population</statistic> are in \
         prison.\n//- report.txt role:evidence\nIn El Salvador they hold <statistic #2>{count}</statistic>.\n\
         //- Yearbook role:evidence\nEl Salvador has a population of 6 million.\n"
    ));
    let project = case.project();
    let compared = Compared::default().updated(project, &BTreeMap::new(), || false).expect("nobody cancels it");
    for (a, b) in [(1, 2), (2, 1)] {
        let found = difference(project, compared.bases(), case.passage(a).id, case.passage(b).id).expect("two numbers");
        assert_eq!(format!("{}: {}", found.label(), found.told(project)), expected);
    }
}

#[test]
fn a_share_and_a_number_are_compared_by_a_base_that_a_third_document_has() {
    check_share(
        "120,000 people",
        "compatible: “2 percent” of “6 million” is 120,000, against “120,000 people”: the same when \
         rounded; “6 million” stands in Yearbook ¶1",
    );
    check_share(
        "310,000 people",
        "conflict: “2 percent” of “6 million” is 120,000, against “310,000 people”, 2.58 times as much; \
         “6 million” stands in Yearbook ¶1",
    );
}

#[test]
fn a_share_is_not_compared_with_the_number_that_it_is_of() {
    check_share(
        "6.2 million people",
        "different scope: “2 percent” against “6.2 million people”: a share, and of how many it is a share",
    );
}

#[test]
fn dates_and_names_are_compared_where_there_is_nothing_else() {
    check(
        "It began <claim #1>in 2022</claim>.",
        "It began in <claim #2>March 2022</claim>.",
        Some(("compatible", "“2022” leaves the month open that “March 2022” gives")),
    );
    check(
        "So said <claim #1>President Nayib Bukele</claim> there.",
        "It was said by <claim #2>Nayib Bukelle</claim> there.",
        Some(("spelling variants", "“President Nayib Bukele” against “Nayib Bukelle”: one letter apart")),
    );
    check("He went <claim #1>home</claim>.", "In <claim #2>May 2022</claim> he left.", None);
}

#[test]
fn quotes_of_the_same_speaker_are_compared_in_any_words() {
    check(
        "<quote #1>“No country has made such an offer,”</quote> Marco Rubio said.",
        "<quote #2>“It is a gesture without example,”</quote> said Rubio.",
        Some(("different words, same speaker and occasion", "Few words in common")),
    );
    check(
        "<quote #1>“No country has made such an offer,”</quote> Marco Rubio said.",
        "<quote #2>“It is a gesture without example,”</quote> said Ana Ruiz.",
        None,
    );
}
