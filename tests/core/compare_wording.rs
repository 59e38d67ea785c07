//! Quotes word by word.

use tickmark::compare::{Wording, compare_wording};

/// Compares both ways: the verdict is the same, the words of each change places.
#[track_caller]
fn check(first: &str, second: &str, verdict: &str, reason: &str) {
    let Wording { verdict: found, reason: told, only_first, only_second, .. } = compare_wording(first, second);
    assert_eq!((found.label(), told.as_str()), (verdict, reason), "{first} / {second}");
    let back = compare_wording(second, first);
    assert_eq!(back.verdict, found, "the other way round: {second} / {first}");
    assert!(only_first.iter().all(|range| range.within(first).is_some()));
    assert!(only_second.iter().all(|range| range.within(second).is_some()));
}

#[test]
fn typography_is_no_other_wording() {
    check("“a supposed security”", "a supposed security", "verbatim", "The same, character by character");
    check("more harm than good.”", "“more harm than good,", "verbatim", "The same, character by character");
    check(
        "It's by “design”",
        "it’s by \"design\"",
        "verbatim but for typography",
        "The same words; other quote marks and capitals",
    );
    check(
        "Ramirez – the coordinator",
        "Ramírez - the coordinator",
        "verbatim but for typography",
        "The same words; other dashes and accents",
    );
    check(
        "time and time again",
        "time, and time\u{A0}again",
        "verbatim but for typography",
        "The same words; other spaces and punctuation",
    );
    check("time\u{200B} again", "time again", "verbatim but for typography", "The same words; other hidden characters");
}

#[test]
fn what_is_left_out_is_said() {
    check(
        "they cause more harm than good",
        "they cause … harm than good",
        "trimmed",
        "The same words; only one has “more”",
    );
    check(
        "two tortillas, one spoonful of beans, and one glass",
        "one spoonful of beans",
        "trimmed",
        "The same words; only one has “two tortillas and one glass”",
    );
    check("support to the [ruling] party", "support to the party", "trimmed", "The same words; only one has “ruling”");
    check(
        "his party agreed",
        "[Bukele's] party agreed",
        "trimmed",
        "The same words; only one has “his” and only the other “Bukele's”",
    );
}

#[test]
fn words_negations_and_digits_are_never_folded() {
    check(
        "they cause more harm than good",
        "they cause less harm than good",
        "reworded",
        "Other words: “more” against “less”",
    );
    check(
        "do not attend to the root causes",
        "attend to the root causes",
        "reworded",
        "A negation in one of them: “do not” stands only in the first",
    );
    check(
        "over 80,000 people were detained",
        "over 85,000 people were detained",
        "reworded",
        "Another number: “80,000” against “85,000”",
    );
    check("50% of them are out", "50 of them are out", "reworded", "Other words: “%” stands only in the first");
    check("we can't say so", "we can say so", "reworded", "A negation in one of them: “can't” against “can”");
    check(
        "such an offer of friendship",
        "extraordinary gesture never before",
        "different words",
        "Few words in common",
    );
}
