//! The statistics that are found in documents.

use tickmark::detect::{Item, suggestions};
use tickmark::model::{Body, Structure};
use tickmark::reading::{Amount, Quantity};
use tickmark::text::{Blocks, TextRange};

/// What the two articles say in numbers, as a person reads them.
const LABELS: &str = include_str!("../data/detect/statistics.txt");
const ARTICLES: [(&str, &str); 2] = [
    ("000_9a464d67475b2cb6.txt", include_str!("../../seeds/000_9a464d67475b2cb6.txt")),
    ("001_5dae7fbb4ec7dd23.txt", include_str!("../../seeds/001_5dae7fbb4ec7dd23.txt")),
];

fn statistics(text: &str) -> Vec<Quantity> {
    let body = Body::new(text, Blocks::lines(text), Structure::default());
    let items = suggestions(&body, None).into_iter().map(|suggestion| suggestion.item);
    items.filter_map(|item| if let Item::Statistic(quantity) = item { Some(*quantity) } else { None }).collect()
}

/// A statistic as the list of labels writes it.
fn written(text: &str, quantity: &Quantity) -> String {
    let value = match quantity.amount {
        Amount::One(value) => format!("{}", (value * 1e6).trunc() / 1e6),
        Amount::Range(low, high) => format!("{low}..{high}"),
    };
    let words = quantity.range.within(text).expect("a range of the text");
    format!("{:<6} {:<10} {value:<14} {words}", quantity.range.start(), quantity.quantifier.name())
}

/// The lines of the labels of an article: those with a number, those without.
fn labels(article: &str) -> (Vec<&'static str>, Vec<&'static str>) {
    let head = format!("= {article}");
    let lines = LABELS.lines().skip_while(|line| *line != head).skip(1).take_while(|line| !line.starts_with('='));
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let at = lines.iter().position(|line| line.starts_with("- ")).expect("a list without numbers");
    (lines[..at].to_vec(), lines[at + 1..].to_vec())
}

#[test]
fn the_articles_say_these_numbers_and_no_others() {
    for (name, text) in ARTICLES {
        let found: Vec<String> = statistics(text).iter().map(|quantity| written(text, quantity)).collect();
        assert_eq!(found, labels(name).0, "{name}");
    }
}

#[test]
fn what_is_said_of_how_many_without_a_number_is_a_claim() {
    for (name, text) in ARTICLES {
        let found = suggestions(&Body::new(text, Blocks::lines(text), Structure::default()), None);
        let claims = || found.iter().filter(|suggestion| matches!(suggestion.item, Item::Claim(_)));
        for line in labels(name).1 {
            let (start, words) = line.split_once(' ').expect("a place and words");
            let start = start.parse().expect("a place");
            let range = TextRange::between(start, start + words.trim().len());
            assert_eq!(range.within(text), Some(words.trim()));
            assert!(claims().any(|claim| claim.range.overlaps(range)), "{name}: {line}");
        }
    }
}

#[test]
fn a_statistic_says_what_it_is_about_for_when_and_by_whom() {
    let (_, text) = ARTICLES[0];
    let statistics = statistics(text);
    let rate = statistics.iter().find(|found| found.range.within(text) == Some("1,086 per 100,000")).expect("the rate");
    let words = |range: Option<TextRange>| range.and_then(|range| range.within(text));
    assert_eq!(words(rate.subject), Some("the highest incarceration rate"));
    assert_eq!(words(rate.as_of), Some("as of June 2024"));
    assert_eq!(words(rate.source), Some("the Prison Policy Initiative"));
}

#[test]
fn places_are_those_of_the_document() {
    let text = "Nothing here.\n\nIn 2023, prices rose 5 percent, according to Eurostat.";
    let found = statistics(text);
    let words = |range: Option<TextRange>| range.and_then(|range| range.within(text));
    assert_eq!(found.len(), 1);
    assert_eq!(words(Some(found[0].number)), Some("5"));
    assert_eq!(words(found[0].unit.as_ref().map(|unit| unit.range)), Some("percent"));
    assert_eq!(words(found[0].as_of), Some("In 2023"));
    assert_eq!(words(found[0].source), Some("Eurostat"));
}

#[test]
fn a_date_that_says_what_sort_of_thing_something_is_dates_no_number() {
    let found = statistics("They used an old 18th-century law to deport 300 men.");
    assert_eq!(found.first().map(|found| found.as_of), Some(None));
    let found = statistics("In the 18th century, 300 men were deported.");
    assert!(found.first().is_some_and(|found| found.as_of.is_some()));
}
