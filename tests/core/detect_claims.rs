//! Claims: what is marked, and why.

use proptest::prelude::*;
use tickmark::detect::{Item, Suggestion, rated, spellings, suggestions};
use tickmark::model::{Body, Structure};
use tickmark::reading::Language;
use tickmark::text::{Blocks, PartialDate};

fn body(text: &str) -> Body {
    Body::new(text, Blocks::lines(text), Structure::default())
}

fn found(body: &Body, published: &str) -> Vec<Suggestion> {
    suggestions(body, PartialDate::read(published))
}

/// The claims of a text, each as "class: words".
fn claims(text: &str) -> Vec<String> {
    let body = body(text);
    let words = |found: &Suggestion| found.range.within(body.text()).expect("a range of the text").to_owned();
    let found = found(&body, "2025-02-20");
    let claim = |found: &Suggestion| match &found.item {
        Item::Claim(claim) => Some(format!("{}: {}", claim.class.name(), words(found))),
        Item::Quote(_) | Item::Statistic(_) => None,
    };
    found.iter().filter_map(claim).collect()
}

/// The claims of `text` are just these.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(claims(text), expected, "{text}");
}

/// Why the claim with these words is one.
#[track_caller]
fn why(text: &str, published: &str, words: &str) -> String {
    let body = body(text);
    let found = found(&body, published);
    let claim = found.iter().find_map(|found| match &found.item {
        Item::Claim(claim) if found.range.within(text) == Some(words) => Some(claim.why.clone()),
        _ => None,
    });
    claim.unwrap_or_else(|| panic!("no claim {words:?}"))
}

#[test]
fn a_name_is_marked_with_its_title_or_with_what_is_said_of_it() {
    check("They met U.S. Senator Jane Miller there.", &["name: U.S. Senator Jane Miller"]);
    check(
        "It helps, said Jane Miller, a professor at Emerson College who studies it, when asked.",
        &["name: Jane Miller, a professor at Emerson College"],
    );
    check("The plan is by Jane Miller. Later Miller left.", &["name: Jane Miller"]);
    check(
        "It was Jane Miller. In the end Jane Miller, the mayor of Leeds, left.",
        &["name: Jane Miller", "name: Jane Miller, the mayor of Leeds"],
    );
    check(
        "They called the Office of Public Health (OPH) about it. The OPH was closed.",
        &["name: Office of Public Health (OPH)"],
    );
    check("He left with former President Jane Miller.", &["name: President Jane Miller"]);
}

#[test]
fn a_place_is_marked_once_and_a_country_alone_is_not() {
    check(
        "She works in Bogotá for a paper. Most of the year in Bogotá it rains.",
        &["place: Bogotá", "universal: Most of the year in Bogotá it rains"],
    );
    check("He lives in France.", &[]);
    check("They sailed to Baffin Bay, Canada together.", &["place: Baffin Bay, Canada"]);
}

#[test]
fn what_is_set_above_all_else_is_marked_with_what_it_is_compared_in() {
    check("It is the largest prison in the world, they say.", &["superlative: the largest prison in the world"]);
    check("It has the country’s second-highest tower.", &["superlative: the country’s second-highest tower"]);
    check("This was the first time that a jury heard him.", &["superlative: the first time that a jury heard him"]);
    check("At first the guests did not protest, in the interest of all.", &["universal: in the interest of all"]);
    check("It was an unprecedented offer.", &["superlative: an unprecedented offer"]);
}

#[test]
fn what_holds_for_all_or_none_is_marked_with_what_it_says_so_of() {
    check(
        "It suspended all constitutional guarantees, they said.",
        &["universal: suspended all constitutional guarantees"],
    );
    check(
        "Prisoners do not receive visits and are never allowed outside.",
        &["universal: Prisoners do not receive visits and are never allowed outside"],
    );
    check("It fell by one in every two hundred.", &[]);
    check("After all, he did not come at all.", &[]);
    check("It will only take volunteers, they said.", &["universal: It will only take volunteers"]);
    check("He came not only late.", &[]);
    check("No evidence was shown.", &["universal: No evidence was shown"]);
    check("No doubt he was right.", &[]);
    check("Every now and then he left.", &[]);
}

#[test]
fn what_is_said_of_almost_all_or_of_many_is_marked_whole() {
    check(
        "Of the men asked, almost all have been told by guards that it is so.",
        &["universal: almost all have been told by guards"],
    );
    check("They freed nearly all prisoners.", &["universal: freed nearly all prisoners"]);
    check("He said that many of the prisoners died there.", &["universal: many of the prisoners died there"]);
    check("He asked how many came, many years ago.", &["clock: years ago"]);
    let text = "Almost all men died there.";
    assert_eq!(why(text, "", "Almost all men died there"), "“Almost all”: how many are the others, by whose count?");
}

#[test]
fn now_and_since_then_are_words_of_time_where_they_date_what_is_said() {
    check("Since then, the police have left.", &["clock: Since then"]);
    check("The now infamous prison now holds more.", &["clock: now holds"]);
    check("Now, from now on he stays.", &[]);
}

#[test]
fn a_date_is_marked_with_what_is_dated() {
    check("They met after the siege of the town in December 2022.", &["date: the siege of the town in December 2022"]);
    check("It opened in 2023.", &["date: opened in 2023"]);
    check("He came to America in February there.", &["date: in February"]);
    check("They used an old 18th-century law there.", &["date: an old 18th-century law"]);
    assert_eq!(
        why("It began in November.", "2025-02-20", "began in November"),
        "A date without its year: November 2024 if published 2025-02-20; did it happen then?"
    );
}

#[test]
fn causes_and_accusations_of_somebody_named_are_marked() {
    check("Prices rose because of the drought.", &["cause: Prices rose because of the drought"]);
    check(
        "The fund says that Jane Miller stole the money.",
        &["accusation: Jane Miller stole the money", "name: Jane Miller"],
    );
    check("Because of the drought, prices rose.", &["cause: Because of the drought, prices rose"]);
    check("Somebody stole the money.", &[]);
}

#[test]
fn words_of_time_are_counted_from_the_day_of_publication() {
    let last_week = |published| why("He left last week.", published, "last week");
    assert_eq!(last_week("2025-02-20"), "“last week”: 10–16 February 2025 if published 2025-02-20");
    assert_eq!(last_week("2025-02"), "“last week”: within 20 January–23 February 2025 if published 2025-02");
    assert_eq!(last_week(""), "“last week”: counts from the day of publication, which is not known");
    let cases = [
        ("He left today.", "today", "20 February 2025"),
        ("He left two years ago.", "two years ago", "about 2023"),
        ("He left last weekend.", "last weekend", "15–16 February 2025"),
        ("He left earlier this month.", "earlier this month", "February 2025"),
        ("He left on Tuesday.", "on Tuesday", "18 February 2025"),
        ("He left last Thursday.", "last Thursday", "13 February 2025"),
        ("He has been away for the past two decades.", "for the past two decades", "20 February 2005–20 February 2025"),
        (
            "El presidente dijo que la ley y los jueces en la ciudad cambiaron la semana pasada.",
            "la semana pasada",
            "10–16 February 2025",
        ),
        ("El presidente dijo que los jueces en la ciudad se fueron hace dos años.", "hace dos años", "about 2023"),
    ];
    check("It moved a fortnight ago and is now small.", &["clock: a fortnight ago", "clock: is now"]);
    check("It went as soon as it came.", &[]);
    let text = "El presidente dijo que los jueces se van mañana, y no que llegan por la mañana de la ciudad.";
    check(text, &["clock: mañana"]);
    for (text, words, expected) in cases {
        assert_eq!(why(text, "2025-02-20", words), format!("“{words}”: {expected} if published 2025-02-20"));
    }
}

#[test]
fn words_still_to_come_are_marked_and_real_ones_are_not() {
    check("The fee is TK dollars, or $XX (?), in ??.", &["clock: TK", "clock: XX", "clock: ?", "clock: ??"]);
    check("What?? They met Pius XX at 10:00.", &["name: Pius XX"]);
}

#[test]
fn a_name_spelled_in_several_ways_is_marked_where_it_is_the_odd_one_out() {
    let text = "It was Ana Ramirez. Ana Ramirez left. Later Ana Ramírez came.";
    assert_eq!(why(text, "", "Ramírez"), "“Ramírez” here, “Ramirez” 2 times in this text: which is it?");
    let spelled =
        |text: &str| claims(text).into_iter().filter(|claim| claim.starts_with("spelling")).collect::<Vec<_>>();
    assert_eq!(spelled("It was Jon Smith. Then John Smith left."), ["spelling: John"]);
    assert_eq!(spelled("It was Mary Gellman. The lawyer Mary Gelman left."), ["spelling: Gelman"]);
    assert_eq!(spelled("It was Mary Johnson. Then Carl Johnston left, and Ana Smith."), Vec::<String>::new());
    assert_eq!(spelled("It was Tim O’Brien. Then Tim O'Brien left."), Vec::<String>::new());
    assert_eq!(spelled("It was Tim O''Brien."), ["spelling: Tim O''Brien"]);
}

#[test]
fn spellings_are_found_across_documents() {
    let (a, b) =
        (body("They met in Guantanamo Bay."), body("They met in Guantánamo Bay. In Guantánamo Bay it rained."));
    let found = spellings(&[&a, &b]);
    let forms: Vec<_> =
        found.iter().flat_map(|it| &it.forms).map(|it| (it.written.as_str(), it.places.len())).collect();
    assert_eq!(forms, [("Guantánamo", 2), ("Guantanamo", 1)]);
}

#[test]
fn a_sentence_with_a_bare_rate_is_worth_more_than_an_opinion_or_a_question() {
    let text = "Some 40 percent of them died because of the heat. I hope that it ends well. Will it end?";
    let body = body(text);
    let rated = rated(&body, &found(&body, ""));
    let reasons: Vec<_> =
        rated.iter().map(|it| it.worth.reasons.iter().map(ToString::to_string).collect::<Vec<_>>()).collect();
    assert_eq!(reasons[0], ["a rate, no source named", "causal: “because of”", "a cause", "a comparison: “percent”"]);
    assert_eq!(reasons[1], ["opinion or forecast: “hope”"]);
    let [rate, opinion, question] = rated.as_slice() else { panic!("three sentences") };
    assert!(rate.worth.score > 0.6 && opinion.worth.score < 0.1 && question.worth.score < 0.1);
}

/// The marks of a checker, made by hand, and what became of them.
struct Labels {
    n_marks: usize,
    n_covered: usize,
    n_suggested: usize,
    n_noise: usize,
}

/// Compares the claims of an article with the marks of a checker. `counts` tells which classes of marks count; noise is
/// what overlaps no mark at all.
fn compared(text: &str, labels: &str, counts: impl Fn(&str) -> bool) -> Labels {
    let body = body(text);
    let all = found(&body, "2025-02");
    let claims: Vec<_> =
        all.iter().filter(|found| matches!(found.item, Item::Claim(_))).map(|found| found.range).collect();
    let mut paragraph = body.blocks().range(0);
    let mut marks = Vec::new();
    for line in labels.lines().filter(|line| !line.starts_with('#')) {
        if let Some(number) = line.strip_prefix('¶') {
            paragraph = body.blocks().range(number.parse::<usize>().expect("the number of a paragraph") - 1);
            continue;
        }
        let (class, words) = line.split_once(' ').expect("a class and words");
        let inner = paragraph.within(text).expect("a paragraph");
        let at = inner.find(words.trim()).unwrap_or_else(|| panic!("no {words:?} in {inner:?}"));
        marks.push((class, paragraph.start() + at, words.trim().len()));
    }
    let range = |at: usize, len: usize| tickmark::text::TextRange::between(at, at + len);
    let counted = || marks.iter().filter(|(class, ..)| counts(class));
    Labels {
        n_marks: counted().count(),
        n_covered: counted().filter(|(_, at, len)| claims.iter().any(|claim| claim.overlaps(range(*at, *len)))).count(),
        n_suggested: claims.len(),
        n_noise: claims
            .iter()
            .filter(|claim| !marks.iter().any(|(_, at, len)| claim.overlaps(range(*at, *len))))
            .count(),
    }
}

const ARTICLES: [(&str, &str); 2] = [
    (include_str!("../../seeds/000_9a464d67475b2cb6.txt"), include_str!("../data/detect/claims_000.txt")),
    (include_str!("../../seeds/001_5dae7fbb4ec7dd23.txt"), include_str!("../data/detect/claims_001.txt")),
];

#[test]
fn claims_of_the_articles_are_those_that_a_checker_marks() {
    // Of the marks that some word gives away; plain facts are told by nothing but what they say.
    let bars = [(89, 8), (73, 16)];
    for ((text, labels), (min_covered, max_noise)) in ARTICLES.into_iter().zip(bars) {
        let it = compared(text, labels, |class| class != "fact");
        assert!(it.n_covered * 100 >= it.n_marks * min_covered, "{} of {} marks", it.n_covered, it.n_marks);
        assert!(
            it.n_noise * 100 <= it.n_suggested * max_noise,
            "{} of {} claims are noise",
            it.n_noise,
            it.n_suggested
        );
    }
}

#[test]
fn tables_that_are_looked_up_are_sorted() {
    for language in Language::ALL {
        let words = &language.claims;
        let lists = [
            words.not_superlatives,
            words.superlatives,
            words.uniques,
            words.firsts,
            words.not_first,
            words.all,
            words.nearly,
            words.many,
            words.not_many,
            words.majorities,
            words.not_majorities,
            words.always,
            words.never,
            words.no,
            words.not_no,
            words.any,
            words.only,
            words.or,
            words.causes,
            words.grave,
            words.comparisons,
            words.opinions,
            words.selves,
            words.lands,
            words.place_nouns,
            words.place_leads,
            words.former,
            language.clock.before_numerals,
        ];
        for list in lists {
            assert!(list.is_sorted(), "{}: {list:?}", language.name);
        }
        assert!(words.superlative_phrases.is_sorted() && words.cause_phrases.is_sorted(), "{}", language.name);
        assert!(language.clock.patterns.is_sorted_by_key(|(pattern, _)| pattern), "{}", language.name);
        assert!(language.clock.units.is_sorted_by_key(|(word, _)| word), "{}", language.name);
        assert!(language.clock.counts.is_sorted_by_key(|(word, _)| word), "{}", language.name);
        assert!(language.clock.weekdays.is_sorted_by_key(|(word, _)| word), "{}", language.name);
    }
}

/// Pieces of the nastiest texts.
const PIECES: [&str; 36] = [
    "last week",
    "TK",
    "??",
    "XX",
    "00",
    " ",
    "\n",
    "“",
    "”",
    "\"",
    "‘",
    "'",
    "''",
    "(",
    ")",
    ",",
    ".",
    "the largest",
    "never",
    "all",
    "Ana",
    "Ramírez",
    "Rami\u{301}rez",
    "O''",
    "U.S.",
    "\u{200d}",
    "\u{202e}",
    "مرحبا",
    "漢字",
    "🙂",
    "9999999999",
    "two",
    "years ago",
    "in 2023",
    "ﬁ",
    "-",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_it(picks in prop::collection::vec(0..PIECES.len(), 0..120), gaps in any::<u64>()) {
        let mut text = String::new();
        for (at, pick) in picks.iter().enumerate() {
            text.push_str(PIECES[*pick]);
            if gaps >> (at % 64) & 1 == 1 {
                text.push(' ');
            }
        }
        let body = body(&text);
        let found = found(&body, "2025-02-20");
        for suggestion in &found {
            prop_assert!(suggestion.range.within(&text).is_some_and(|words| !words.is_empty()));
        }
        for sentence in rated(&body, &found) {
            prop_assert!((0.0..=1.0).contains(&sentence.worth.score));
        }
        spellings(&[&body, &body]);
    }
}

#[test]
fn long_odd_texts_do_not_break_it() {
    for piece in [
        "“",
        "TK ",
        "? ",
        "last ",
        "the largest ",
        "all and ",
        "Ana ",
        "Aa Ab ",
        "no ",
        "7",
        "x",
        "(",
        "O''",
        "years ago ",
    ] {
        let body = body(&piece.repeat(10_000));
        rated(&body, &found(&body, "9999"));
        spellings(&[&body]);
    }
}
