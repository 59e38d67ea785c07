//! Numbers against numbers, and the two articles against each other.

use tickmark::compare::{Pair, PairKind, Stated, Statement, compare_numbers, pairs};
use tickmark::detect::{Suggestion, suggestions};
use tickmark::import::{Options, Watch, import};
use tickmark::model::{Body, Time};
use tickmark::reading::{DateMeaning, Language, Lexicon, Quantity, Tokens, dates, quantities};
use tickmark::session::statements;

/// The first quantity of a text and its date.
fn read(text: &str) -> (Quantity, Option<(&str, DateMeaning)>) {
    let tokens = Tokens::of(text);
    let language = Language::ALL[0];
    let date = dates(&tokens, language).into_iter().next();
    let date = date.and_then(|date| Some((date.range.within(text)?, date.meaning)));
    (quantities(&tokens, language).into_iter().next().expect("a quantity"), date)
}

/// Compares the first numbers of two texts, both ways.
#[track_caller]
fn check(first: &str, second: &str, verdict: &str, reason: &str) {
    let ((a, a_date), (b, b_date)) = (read(first), read(second));
    let a = Stated { quantity: &a, words: a.range.within(first).expect("words"), as_of: a_date };
    let b = Stated { quantity: &b, words: b.range.within(second).expect("words"), as_of: b_date };
    let found = compare_numbers(a, b).expect("numbers that can be compared");
    assert_eq!((found.verdict.label(), found.reason.as_str()), (verdict, reason));
    let back = compare_numbers(b, a).expect("numbers that can be compared");
    assert_eq!(back.verdict, found.verdict, "the other way round");
}

#[track_caller]
fn check_apart(first: &str, second: &str) {
    let ((a, _), (b, _)) = (read(first), read(second));
    let stated = |quantity| Stated { quantity, words: "", as_of: None };
    assert_eq!(compare_numbers(stated(&a), stated(&b)), None, "{first} / {second}");
}

#[test]
fn bounds_decide_what_is_a_conflict() {
    check(
        "at least 265 people",
        "at least 367 people",
        "compatible",
        "“at least 265 people” against “at least 367 people”: two lower bounds, “at least 367 people” says more",
    );
    check(
        "the 80,000 people",
        "at least 85,000 people",
        "conflict",
        "“80,000 people” against “at least 85,000 people”, 1.06 times as much",
    );
    check(
        "over 80,000 people",
        "at least 85,000 people",
        "compatible",
        "“over 80,000 people” against “at least 85,000 people”: two lower bounds, “at least 85,000 people” says more",
    );
    check(
        "over 80,000 people",
        "85,000 people",
        "compatible",
        "“over 80,000 people” against “85,000 people”: each allows the other, “85,000 people” says more",
    );
    check(
        "up to 40,000 inmates",
        "41,000 inmates",
        "conflict",
        "“up to 40,000 inmates” against “41,000 inmates”, 1.02 times as much",
    );
    check(
        "nearly 180 deportees",
        "178 deportees",
        "compatible",
        "“nearly 180 deportees” against “178 deportees”: each allows the other, “178 deportees” says more",
    );
    check(
        "65 to 70 prisoners",
        "80 prisoners",
        "conflict",
        "“65 to 70 prisoners” against “80 prisoners”, 1.14 times as much",
    );
    check("40,000 people", "40,000 people", "equal", "“40,000 people” against “40,000 people”: the same number");
}

#[test]
fn rounded_numbers_are_no_conflict() {
    check(
        "120,000 people",
        "118,734 people",
        "compatible",
        "“120,000 people” against “118,734 people”: the same when rounded",
    );
    check("2 percent", "1.7 percent", "compatible", "“2 percent” against “1.7 percent”: the same when rounded");
    check("17 men", "18 men", "conflict", "“17 men” against “18 men”, 1.06 times as much");
}

#[test]
fn units_are_converted_and_dates_told() {
    check(
        "1,086 per 100,000 as of June 2024",
        "2 percent",
        "conflict",
        "“1,086 per 100,000”, which is 1.09 percent, against “2 percent”, 1.84 times as much; one is said for June 2024, the other without a date",
    );
    check(
        "38,000 people in 2019",
        "120,000 people in 2025",
        "different scope",
        "“38,000 people” against “120,000 people”, 3.16 times as much, but one is said for 2019, the other for 2025",
    );
    check(
        "10 miles",
        "16 kilometers",
        "compatible",
        "“10 miles” against “16 kilometers”, which is 9.94 mile: the same when rounded",
    );
    check_apart("5 dollars", "5 euros");
    check_apart("2 percent", "2 people");
    check_apart("rose 5 percent", "5 percent");
}

fn body(bytes: &[u8]) -> Body {
    let imported = import(bytes, "article.txt", &Options::default(), &Watch::default()).expect("a text");
    imported.into_loaded("article.txt", bytes, Time(0)).body
}

/// What the two articles say of the same, one pair a line.
fn told(bodies: &[Body; 2], found: &[Vec<Suggestion>]) -> Vec<String> {
    let mut lexicon = Lexicon::default();
    let said: Vec<Statement<'_>> = bodies
        .iter()
        .zip(found)
        .enumerate()
        .flat_map(|(at, (body, found))| statements(at, body, found, &mut lexicon))
        .collect();
    let line = |pair: Pair| {
        let words = |at: usize| said[at].words.to_owned();
        let (a, b) = pair.statements;
        match pair.kind {
            PairKind::Number | PairKind::Quote | PairKind::Date | PairKind::Name => {
                format!("{}: {} / {}", pair.verdict.label(), words(a), words(b))
            }
            PairKind::Claim => {
                let start = |words: String| words.chars().take(50).collect::<String>();
                format!("{}: {} / {}", pair.verdict.label(), start(words(a)), start(words(b)))
            }
        }
    };
    let mut lines: Vec<String> = pairs(&said).into_iter().map(line).collect();
    lines.sort();
    lines.dedup();
    lines
}

#[test]
fn the_two_articles_against_each_other() {
    let bodies = [
        body(include_bytes!("../../seeds/000_9a464d67475b2cb6.txt")),
        body(include_bytes!("../../seeds/001_5dae7fbb4ec7dd23.txt")),
    ];
    let found: Vec<_> = bodies.iter().map(|body| suggestions(body, None)).collect();
    let told = told(&bodies, &found).join("\n");
    expect_test::expect![[r#"
        compatible: 40,000 / up to 40,000 inmates
        compatible: at least 265 people / at least 367 people
        compatible: at least 265 people / higher than 367
        compatible: over 80,000 Salvadorans / 85,000 people
        compatible: over 80,000 Salvadorans / at least 85,000 people
        conflict: 1,086 per 100,000 / 2 percent
        conflict: 80,000 people / 85,000 people
        conflict: 80,000 people / at least 85,000 people
        different words, same speaker and occasion: "No country has ever made an offer of friendship such as this.” / “extraordinary gesture never before extended by any country”
        one says “not”: Many of these deaths occurred in the country’s new / Of the hundreds of family members of people detain"#]].assert_eq(&told);
}
