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

mod everywhere {
    use expect_test::{Expect, expect};
    use tickmark::model::Field;
    use tickmark::search::{Everywhere, HitPlace};

    use super::*;
    use crate::support::Case;

    const PROJECT: &str = "\
//- draft.txt role:draft
They <claim #1>detained 85,000</claim>, a lot of whales
//- report.txt role:evidence
<statistic #2>over 80,000</statistic> were detained near Wales
//- sources
@1 Person Wanda Whale
//- links
#1 contradicts #2
//- checks
#1 note no whale in sight
#1 query which whales? | the white whale
#1 change 85,000 whales | accepted
";

    /// Where the words are found: in a document by its title, or in a field of a kind of record, and around which passage.
    fn check(words: &str, expected: Expect) {
        let mut case = Case::new(PROJECT);
        let link = case.project().links().next().expect("a link").id;
        case.commit(tickmark::edit::set_field(link, Field::Note, tickmark::model::Text::from("whale, too")));
        let project = case.project();
        let mut found = String::new();
        let mut search = Everywhere::new(project, Query::new(words).expect("words"));
        while !search.is_done() {
            search.step(project, &mut |hit| {
                let place = match hit.place {
                    HitPlace::Text(id) => project.document(id).expect("a document").title.to_string(),
                    HitPlace::Field(record, field) => format!("{} {}", record.kind.name(), field.name()),
                };
                let about =
                    hit.passage(project).and_then(|id| project.passage(id)).map_or("", |passage| passage.words());
                let text = hit.text(project).expect("a text");
                found += &format!("{place} [{about}]: {}\n", hit.range.within(&text).expect("words"));
            });
        }
        expected.assert_eq(&found);
    }

    #[test]
    fn finds_words_in_documents_and_in_all_that_was_written() {
        check(
            "WHALE",
            expect![[r#"
            draft.txt []: whale
            passage note [detained 85,000]: whale
            link note [detained 85,000]: whale
            query question [detained 85,000]: whale
            query answer [detained 85,000]: whale
            change to [detained 85,000]: whale
            source name []: Whale
        "#]],
        );
        check("zebra", expect![[""]]);
    }
}
