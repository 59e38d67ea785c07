//! Names of people and bodies in running text.

use proptest::prelude::*;
use tickmark::reading::{GenderWords, Language, Name, NameKind, Names, Speech, Tokens};
use tickmark::text::TextRange;

use crate::text::any_text;

/// Expects the names of a text, each as its full form with its title before it and its apposition after it in brackets.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let words = |range: TextRange| range.within(text).expect("a range of the text");
    let told = |name: &Name| {
        let title = name.title.map_or(String::new(), |title| format!("[{}] ", words(title)));
        let apposition = name.apposition.map_or(String::new(), |said| format!(" [{}]", words(said)));
        format!("{title}{}{apposition}", name.full)
    };
    let names = Names::of(Language::of(text), &[Tokens::of(text)]);
    assert_eq!(names.iter().map(told).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn names_come_with_titles_and_appositions() {
    check("He met U.S. Secretary of State Marco Rubio.", &["[U.S. Secretary of State] Marco Rubio"]);
    check("It was spokesman Bea Sol.", &["[spokesman] Bea Sol"]);
    check("We saw Sen. Ana Ruiz.", &["[Sen.] Ana Ruiz"]);
    check("We saw President Omar al-Sol.", &["[President] Omar al-Sol"]);
    check(
        "It was Ana Piquer, the Americas director at Cristosal.",
        &["Ana Piquer [the Americas director at Cristosal]", "Americas", "Cristosal"],
    );
}

#[test]
fn later_mentions_mean_the_full_name() {
    check("They met Samuel Ramirez. Then Ramírez left.", &["Samuel Ramirez", "Samuel Ramirez"]);
    check("They met Ana Ruiz at Ruiz’s house.", &["Ana Ruiz", "Ana Ruiz"]);
}

#[test]
fn capitals_at_the_start_of_a_sentence_make_no_name() {
    check("Prisons are full. However, people wait.", &[]);
    check("Bukele spoke. Then Bukele left in March.", &["Bukele", "Bukele"]);
}

#[test]
fn new_is_part_of_a_name() {
    check("He went to New Zealand in May.", &["New Zealand"]);
    check("New Zealand said no.", &["New Zealand"]);
    check("New rules came. New prisons opened in New Mexico.", &["New Mexico"]);
}

#[test]
fn bodies_are_told_from_people() {
    let text = "He left the State Department, and Ana Ruiz and the ACLU stayed.";
    let names = Names::of(Language::of(text), &[Tokens::of(text)]);
    let kinds: Vec<NameKind> = names.iter().map(|name| name.kind).collect();
    assert_eq!(kinds, [NameKind::Body, NameKind::Person, NameKind::Body]);
}

#[test]
fn tables_that_are_looked_up_are_sorted() {
    for language in Language::ALL {
        let Speech { say, judge, naming, turns, doubtful, nouns, helpers, irregular, .. } = language.speech;
        let Speech { quantifiers, plurals, determiners, prepositions, joints, .. } = language.speech;
        let Speech { speakers, works, titled, terms, .. } = language.speech;
        let names = &language.names;
        let lists = [say, judge, naming, turns, doubtful, nouns, helpers, quantifiers, plurals, determiners];
        let more = [prepositions, joints, speakers, works, titled, terms, names.titles, names.links, names.calendar];
        let GenderWords { men, women, given_men, given_women } = language.gender;
        let more = more.into_iter().chain([men, women, given_men, given_women]);
        for list in lists.into_iter().chain(more).chain([names.bodies, names.starters]) {
            assert!(list.is_sorted(), "{}: {list:?}", language.name);
        }
        assert!(irregular.is_sorted_by_key(|(form, ..)| *form), "{}", language.name);
    }
}

proptest! {
    #[test]
    fn any_text_has_names_within_it(text in any_text()) {
        for name in Names::of(Language::of(&text), &[Tokens::of(&text)]).iter() {
            let ranges = [Some(name.range), name.title, name.apposition];
            prop_assert!(ranges.into_iter().flatten().all(|range| range.within(&text).is_some()));
        }
    }
}
