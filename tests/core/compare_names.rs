//! Dates against dates, and names against names.

use tickmark::compare::{DateComparison, NameComparison, Verdict, compare_dates, compare_names};
use tickmark::compare::{DateVerdict, NameVerdict, NumberVerdict, WordingVerdict};
use tickmark::reading::{DateMeaning, Language, Tokens, dates};

fn date(text: &str) -> DateMeaning {
    dates(&Tokens::of(text), Language::ALL[0]).first().expect("a date").meaning
}

/// Compares two dates both ways.
#[track_caller]
fn check_dates(first: &str, second: &str, verdict: &str, reason: &str) {
    let DateComparison { verdict: found, reason: told } = compare_dates((first, date(first)), (second, date(second)));
    assert_eq!((found.label(), told.as_str()), (verdict, reason), "{first} / {second}");
    let back = compare_dates((second, date(second)), (first, date(first)));
    assert_eq!(back.verdict, found, "the other way round");
}

/// Compares two names both ways; no verdict says that they are names of two.
#[track_caller]
fn check_names(first: &str, second: &str, verdict: Option<&str>) {
    let verdict_of = |found: Option<NameComparison>| found.map(|found| found.verdict.label());
    assert_eq!(verdict_of(compare_names(first, second)), verdict, "{first} / {second}");
    assert_eq!(verdict_of(compare_names(second, first)), verdict, "{second} / {first}");
}

#[test]
fn a_date_that_leaves_something_open_is_no_conflict() {
    check_dates("in March 2022", "in March 2022", "equal", "“in March 2022” against “in March 2022”: the same date");
    check_dates("in 2022", "March 2022", "compatible", "“in 2022” leaves the month open that “March 2022” gives");
    check_dates(
        "March 3",
        "March 2022",
        "compatible",
        "“March 3” leaves the year open that “March 2022” gives, and “March 2022” leaves the day open that “March 3” gives",
    );
    check_dates(
        "in 2023",
        "between 2022 and 2024",
        "compatible",
        "“in 2023” against “between 2022 and 2024”: some days lie in both",
    );
}

#[test]
fn dates_that_cannot_both_be_true_say_which_part_differs() {
    check_dates("March 2022", "April 2022", "conflict", "“March 2022” against “April 2022”: another month");
    check_dates("March 3", "March 5, 2022", "conflict", "“March 3” against “March 5, 2022”: another day");
    check_dates(
        "in 2021",
        "between 2022 and 2024",
        "conflict",
        "“in 2021” against “between 2022 and 2024”: no day lies in both",
    );
}

#[test]
fn names_are_compared_without_titles_and_with_their_spelling() {
    check_names("Samuel Ramirez", "Samuel Ramirez", Some("equal"));
    check_names("Samuel Ramirez", "Ramirez", Some("compatible"));
    check_names("U.S. Secretary of State Marco Rubio", "Rubio's", Some("compatible"));
    check_names("J. Smith", "John Smith", Some("compatible"));
    check_names("Ramirez", "Ramírez", Some("spelling variants"));
    check_names("Nayib Bukele", "Bukelle", Some("spelling variants"));
    check_names("Jon Smith", "John Smith", Some("spelling variants"));
    check_names("O’Brien", "O'Brien", Some("equal"));
    check_names("President Juan Lopez", "President Pedro Lopez", Some("conflict"));
    check_names("North Carolina", "South Carolina", None);
    check_names("Marco Rubio", "Nayib Bukele", None);
    check_names("Reid", "Reed", None);
    check_names("", "Reed", None);
}

#[test]
fn an_editor_hears_of_what_cannot_stay_as_it_is() {
    let for_editor = [
        Verdict::Number(NumberVerdict::Conflict),
        Verdict::Wording(WordingVerdict::Reworded),
        Verdict::Wording(WordingVerdict::Different),
        Verdict::Date(DateVerdict::Conflict),
        Verdict::Name(NameVerdict::Spelling),
        Verdict::Denied,
    ];
    let not_for_editor = [
        Verdict::Number(NumberVerdict::Compatible),
        Verdict::Number(NumberVerdict::DifferentScope),
        Verdict::Wording(WordingVerdict::Trimmed),
        Verdict::Date(DateVerdict::Compatible),
        Verdict::Name(NameVerdict::Compatible),
    ];
    assert!(for_editor.iter().all(|verdict| verdict.is_for_editor()));
    assert!(!not_for_editor.iter().any(|verdict| verdict.is_for_editor()));
}
