//! Quotations: pairs of quote marks, apostrophes, and marks that have no counterpart.

use proptest::prelude::*;
use tickmark::reading::{Quotation, quotation_at, quotations};

use crate::text::{any_text, check, paragraph_of};

#[track_caller]
fn check_quotation(marked: &str) {
    check(marked, quotation_at);
}

/// Expects the quotations of a text, each as its words and, after a `|`, what is odd about it.
#[track_caller]
fn check_all(text: &str, expected: &[&str]) {
    let told = |quotation: &Quotation| {
        let words = quotation.range.within(text).expect("a range of the text");
        quotation.oddity.map_or(words.to_owned(), |oddity| format!("{words} | {oddity}"))
    };
    assert_eq!(quotations(text).iter().map(told).collect::<Vec<_>>(), expected);
}

#[test]
fn quotations_of_all_kinds_are_found() {
    check_quotation(r#"say ⟦"y^es"⟧ or "no""#);
    check_quotation("say ⟦“y^es”⟧ or “no”");
    check_quotation("sagt ⟦„j^a“⟧ und „nein“");
    check_quotation("dit ⟦« o^ui »⟧ ou « non »");
    check_quotation("sagt ⟦»j^a«⟧ und »nein«");
    check_quotation("sa ⟦”j^a”⟧ och ”nej”");
    check_quotation("he said 「⟦『は^い』⟧」");
    check_quotation("their ⟦‘tough on cr^ime’⟧ approaches");
    check_quotation("their ⟦'tough on cr^ime'⟧ approaches");
    check_quotation("say ^⟦“yes”⟧");
    check_quotation("say ⟦“yes”⟧^");
    check_quotation("say “yes” ^or “no”");
}

#[test]
fn quotations_nest_and_marks_mix() {
    check_quotation("⟦“She said ‘no’ to^ me”⟧, he said");
    check_quotation("“She said ⟦‘n^o’⟧ to me”, he said");
    check_quotation("⟦\"mixed ma^rks”⟧ here");
    check_quotation("⟦“It's a system that by des^ign isn’t”⟧");
    check_quotation("“a ⟦‘b c^’⟧”");
    check_quotation("⟦“a ‘b c’^”⟧");
}

#[test]
fn apostrophes_quote_nothing() {
    check_quotation("the prisoners’ fa^milies’ homes");
    check_quotation("the prisoners' fa^milies' homes in the '90s");
    check_quotation("it’s Bukele’s pri^son");
    check_quotation("“An open en^d");
}

#[test]
fn the_quotation_at_the_start_of_the_first_article_has_unlike_marks() {
    let (paragraph, at) = paragraph_of("No country has");
    let quotation = quotation_at(paragraph, at).and_then(|range| range.within(paragraph));
    assert_eq!(quotation, Some("\"No country has ever made an offer of friendship such as this.”"));
}

#[test]
fn no_quotation_is_looked_for_far_away() {
    let text = "слово ".repeat(4_000_000);
    assert_eq!(quotation_at(&text, text.len() / 2 + 5), None);
}

#[test]
fn unlike_marks_pair_up_and_are_told() {
    check_all("\"No country.” He", &["\"No country.” | opens with \" and closes with ”"]);
    check_all("„Ja“ und „nein” und »doch«", &["„Ja“", "„nein”", "»doch«"]);
    check_all("“one\" and «two»", &["“one\" | opens with “ and closes with \"", "«two»"]);
}

#[test]
fn a_mark_that_is_never_closed_is_told() {
    check_all("He said: “I go. I stay", &["“I go. I stay | opens with “ and is never closed"]);
    check_all("“I go. He said “no.”", &["“I go. | opens with “ and is never closed", "“no.”"]);
    check_all("«Voy", &["«Voy | opens with « and is never closed"]);
    check_all("the prisoners' homes, ‘em and the '90s", &[]);
}

#[test]
fn a_mark_that_is_never_opened_is_told() {
    check_all("He left. I stay,” she said.", &["I stay,” | closes with ” and is never opened"]);
    check_all("a screen of 6.5\" and 7\"", &[]);
}

#[test]
fn two_single_marks_are_a_double_one() {
    check_all("''Go,'' she said", &["''Go,''"]);
    check_all("''I said, 'Go,''' he said", &["''I said, 'Go,'''", "'Go,'"]);
    check_all("Timothy O''Farrell", &[]);
}

#[test]
fn quotations_lie_in_others() {
    let found = quotations("“She said ‘a “b” c’ to me” and “d”");
    assert_eq!(found.iter().map(|quotation| quotation.depth).collect::<Vec<_>>(), [0, 1, 2, 0]);
}

#[test]
fn brackets_of_editors_stay_inside() {
    check_all("“the party [Bukele’s party] won,” he said", &["“the party [Bukele’s party] won,”"]);
    check_all("said “[t]he end (of it)”", &["“[t]he end (of it)”"]);
}

#[test]
fn a_lost_space_hides_no_quotation() {
    check_all("he said,\"Go home\" twice", &["\"Go home\""]);
}

proptest! {
    #[test]
    fn all_ranges_lie_on_characters(text in any_text(), offset in 0usize..200) {
        let ranges = quotations(&text).into_iter().map(|quotation| quotation.range).chain(quotation_at(&text, offset));
        for range in ranges {
            prop_assert!(range.within(&text).is_some());
        }
    }

    #[test]
    fn marks_in_thousands_do_no_harm(mark in "[“”\"'‘’«»„({a ]{1,5}") {
        let text = mark.repeat(200);
        prop_assert!(quotations(&text).iter().all(|quotation| quotation.range.within(&text).is_some()));
    }
}
