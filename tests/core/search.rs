//! Finding words in a text.

use proptest::prelude::*;
use tickmark::search::{Query, find};

use crate::text::any_text;

/// Expects the hits of `words` in `marked` to be what stands between `⟦` and `⟧`.
#[track_caller]
fn check(words: &str, marked: &str) {
    let text = marked.replace(['⟦', '⟧'], "");
    let query = Query::new(words).expect("words to look for");
    let mut found = text.clone();
    let hits: Vec<_> = find(&text, &query).collect();
    for hit in hits.into_iter().rev() {
        found.insert(hit.end(), '⟧');
        found.insert(hit.start(), '⟦');
    }
    assert_eq!(found, marked);
}

#[test]
fn finds_words_however_they_are_typed() {
    check("guantanamo bay", "⟦Guantánamo\n   Bay⟧ and ⟦GUANTANAMO BAY⟧");
    check("  \"it's\" -  so ", "he said ⟦“it’s” — so⟧");
    check("Lodz", "in ⟦Łódź⟧");
    check("ffi", "e⟦ﬃ⟧cient and e⟦ffi⟧cient");
    check("85,000", "at least ⟦85,000⟧ people");
}

#[test]
fn hits_do_not_overlap() {
    check("aa", "⟦aa⟧⟦aa⟧a");
    check("s", "⟦S⟧tra⟦ß⟧e");
}

#[test]
fn nothing_is_no_query() {
    assert!(["", " \n", "\u{200B}"].into_iter().all(|words| Query::new(words).is_none()));
}

#[test]
fn finds_words_anywhere_in_a_long_text() {
    for at in (65_500..65_560).chain(131_000..131_100).step_by(3) {
        let mut text = "x".repeat(at);
        text.push_str("one \n twó");
        text.push_str(&"é".repeat(100));
        let hits: Vec<_> = find(&text, &Query::new("one two").expect("words")).collect();
        assert_eq!(hits.iter().map(|hit| hit.within(&text)).collect::<Vec<_>>(), [Some("one \n twó")]);
    }
}

#[test]
fn gets_over_a_desert_of_white_space() {
    let text = ["one", &" ".repeat(300_000), "two"].concat();
    let hits: Vec<_> = find(&text, &Query::new("one two").expect("words")).collect();
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].len(), text.len());
}

proptest! {
    #[test]
    fn a_word_of_the_text_is_found(text in any_text(), pick in any::<prop::sample::Index>()) {
        let words: Vec<&str> = text.split_whitespace().collect();
        prop_assume!(!words.is_empty());
        let Some(query) = Query::new(words[pick.index(words.len())]) else { return Ok(()) };
        let hits: Vec<_> = find(&text, &query).collect();
        prop_assert!(!hits.is_empty() && hits.iter().all(|hit| hit.within(&text).is_some()));
        prop_assert!(hits.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
    }
}
