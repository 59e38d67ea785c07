//! What short texts say of the same, and what they do not.

use proptest::prelude::*;
use tickmark::compare::PairKind;
use tickmark::detect::suggestions;
use tickmark::model::{Body, Structure};
use tickmark::session::Comparison;
use tickmark::text::Blocks;

use crate::text::any_text;

/// The pairs of some texts, one a line, in alphabetical order: kind, verdict, words of both.
fn told(texts: &[&str]) -> Vec<String> {
    let bodies: Vec<Body> =
        texts.iter().map(|text| Body::new(*text, Blocks::lines(text), Structure::default())).collect();
    let found: Vec<_> = bodies.iter().map(|body| suggestions(body, None)).collect();
    let documents: Vec<_> = bodies.iter().zip(&found).map(|(body, found)| (body, found.as_slice())).collect();
    let compared = Comparison::of(&documents);
    let line = |pair: &tickmark::compare::Pair| {
        let (a, b) = pair.statements;
        let mut words = [compared.said[a].words, compared.said[b].words];
        words.sort_unstable();
        let of = if pair.kind == PairKind::Claim { String::new() } else { format!(": {} / {}", words[0], words[1]) };
        format!("{} {}{of}", pair.kind.name(), pair.verdict.label())
    };
    let mut lines: Vec<String> = compared.pairs.iter().map(line).collect();
    lines.sort();
    lines
}

#[track_caller]
fn check(first: &str, second: &str, expected: &[&str]) {
    assert_eq!(told(&[first, second]), expected, "{first} / {second}");
    assert_eq!(told(&[second, first]), expected, "the other way round");
}

#[test]
fn the_same_number_is_met_again_in_other_words() {
    check(
        "Police in Lyon arrested 300 demonstrators on Friday, and some of them were hurt. The mayor thanked the officers.",
        "The night was long in Lyon. At least 340 protesters were detained by the police there. Shops stayed shut.",
        &["number conflict: 300 demonstrators / At least 340 protesters"],
    );
    check(
        "The stadium in Leeds can hold 60,000 spectators. It opened in 1999.",
        "Leeds has a stadium with a capacity of 52,000. It was opened by the queen.",
        &["number conflict: 52,000 / 60,000 spectators"],
    );
    check(
        "Acme dismissed 450 workers at its plant in Toledo. The union protested.",
        "Some 700 employees of Acme in Toledo were dismissed. The plant makes engines.",
        &["number conflict: 450 workers / Some 700 employees"],
    );
    check(
        "Volkswagen recalled 1.2 million cars because of a faulty airbag. Owners were told by letter.",
        "A faulty airbag made Volkswagen recall 850,000 vehicles. The repair takes an hour.",
        &["number conflict: 1.2 million cars / 850,000 vehicles"],
    );
    check(
        "Over 80,000 Salvadorans were detained between 2022 and 2024. The prisons are full.",
        "Since 2022, police in El Salvador have arrested 85,000 people. Many are held without trial.",
        &["number compatible: 85,000 people / Over 80,000 Salvadorans"],
    );
}

#[test]
fn the_same_number_is_met_again_in_another_unit() {
    check(
        "The new bridge over the Tagus is 17 kilometers long. It cost a fortune.",
        "At 12 miles, the bridge over the Tagus is one of the longest in Europe. Lisbon is proud of it.",
        &["number conflict: 12 miles / 17 kilometers"],
    );
    check(
        "The expedition to the Thwaites glacier lasted 14 days. It was cold.",
        "The expedition to the Thwaites glacier lasted two weeks. They brought ice.",
        &["number equal: 14 days / two weeks"],
    );
}

#[test]
fn numbers_of_others_are_left_alone() {
    check(
        "In a poll in Iowa, 44 percent of voters chose Anna Clay, who leads Bob Reed.",
        "A poll in Maine found that 31 percent of voters want Carl Dunn, who trails Dora Eck.",
        &[],
    );
    check(
        "Anna Clay needs 67 delegates to win the nomination, her office said in Iowa.",
        "Bob Reed needs 836 delegates to win the nomination, his office said in Iowa.",
        &[],
    );
    check("The club of Leeds sold two players.", "The club of Leeds sold three houses.", &[]);
}

#[test]
fn dates_of_one_event_are_compared() {
    let dated = |date: &str| format!("It rained in Genoa. The Morandi bridge collapsed {date}, which was old.");
    let first = dated("on 14 August 2018");
    check(
        &first,
        &dated("in August 2018"),
        &[
            "date compatible: The Morandi bridge collapsed in August 2018 / The Morandi bridge collapsed on 14 August 2018",
        ],
    );
    check(
        &first,
        &dated("on August 12, 2018"),
        &[
            "date conflict: The Morandi bridge collapsed on 14 August 2018 / The Morandi bridge collapsed on August 12, 2018",
        ],
    );
    check("The clinic in Porto opened in May 2019.", "The clinic in Porto closed in June 2020.", &[]);
}

#[test]
fn a_name_that_another_document_spells_otherwise_is_told() {
    check(
        "Nayib Bukele spoke in San Salvador. “We will go on,” Bukele said.",
        "The president, Nayib Bukelle, was in San Salvador. Bukelle wore a cap.",
        &["name spelling variants: Bukele / Bukelle"],
    );
    check("In Lima, Ana America sang.", "The Americas of Lima and Ana America danced.", &[]);
}

#[test]
fn a_share_is_compared_with_a_number_where_it_is_said_of_how_many() {
    let share = "About 2 percent of the population of El Salvador is in prison.";
    check(
        share,
        "El Salvador, with a population of 6 million, holds some 120,000 people in its prisons.",
        &["number compatible: About 2 percent / some 120,000 people"],
    );
    check(
        share,
        "El Salvador, with a population of 6 million, holds 310,000 people in its prisons.",
        &["number conflict: 310,000 people / About 2 percent"],
    );
    check(share, "El Salvador holds some 120,000 people in its prisons.", &[]);
}

#[test]
fn quotes_that_share_little_but_small_words_are_no_wordings_of_one() {
    check("“There is a lot of water there,” Ana Ruiz said.", "“There is a lot of people,” said Bob Reed.", &[]);
}

#[test]
fn a_text_without_end_takes_no_longer_than_others() {
    let nasty = ["not 5 Abc ".repeat(4_000), "5. Abc not. ".repeat(4_000), "“a b c” 5 Abc, ".repeat(1_000)];
    for text in &nasty {
        told(&[text, "Not 5 Abc are in Abc."]);
    }
}

fn news() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "police",
        "arrested",
        "300",
        "people",
        "2 percent",
        "of",
        "the",
        "population",
        "Lyon",
        "Ana Ruiz",
        "Ruíz",
        "not",
        "in",
        "March 2022",
        "2022",
        "“we will go”",
        "“we shall go on”",
        "said",
        ".",
        "\n",
        "6 million",
        "held",
        "at least",
        "1.086 per 100,000",
        "El Salvador",
        "Salvadoran",
        "died",
        "\u{301}",
        "\u{202e}",
        "5 km",
        "3 miles",
        ",",
        "-7",
    ]);
    prop::collection::vec(word, 1..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn comparing_is_the_same_both_ways(first in news(), second in news()) {
        prop_assert_eq!(told(&[&first, &second]), told(&[&second, &first]));
    }

    #[test]
    fn any_texts_can_be_compared(first in any_text(), second in any_text()) {
        told(&[&first, &second, &first]);
    }
}
