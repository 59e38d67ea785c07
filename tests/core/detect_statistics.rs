//! The statistics that are found in documents.

use std::collections::BTreeMap;

use tickmark::detect::{Item, suggestions};
use tickmark::model::{Body, Structure};
use tickmark::reading::{Amount, Quantity};
use tickmark::text::Blocks;

/// What the two articles say in numbers, as a person reads them.
const LABELS: &str = include_str!("../data/detect/statistics.txt");
const ARTICLES: [(&str, &str); 2] = [
    ("000_9a464d67475b2cb6.txt", include_str!("../../seeds/000_9a464d67475b2cb6.txt")),
    ("001_5dae7fbb4ec7dd23.txt", include_str!("../../seeds/001_5dae7fbb4ec7dd23.txt")),
];

fn statistics(text: &str) -> Vec<Quantity> {
    let body = Body::new(text, Blocks::lines(text), Structure::default());
    let items = suggestions(&body, None).into_iter().map(|suggestion| suggestion.item);
    items.filter_map(|item| if let Item::Statistic(quantity) = item { Some(quantity) } else { None }).collect()
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

#[test]
fn the_articles_say_these_numbers_and_no_others() {
    let mut labels: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut article = "";
    for line in LABELS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("= ") {
            Some(name) => article = name,
            None => labels.entry(article).or_default().push(line),
        }
    }
    for (name, text) in ARTICLES {
        let found: Vec<String> = statistics(text).iter().map(|quantity| written(text, quantity)).collect();
        assert_eq!(found, labels[name], "{name}");
    }
}

#[test]
fn a_statistic_says_what_it_is_about_for_when_and_by_whom() {
    let (_, text) = ARTICLES[0];
    let statistics = statistics(text);
    let rate = statistics.iter().find(|found| found.range.within(text) == Some("1,086 per 100,000")).expect("the rate");
    let words = |range: Option<tickmark::text::TextRange>| range.and_then(|range| range.within(text));
    assert_eq!(words(rate.subject), Some("the highest incarceration rate"));
    assert_eq!(words(rate.as_of), Some("as of June 2024"));
    assert_eq!(words(rate.source), Some("the Prison Policy Initiative"));
}

#[test]
fn places_are_those_of_the_document() {
    let text = "Nothing here.\n\nIn 2023, prices rose 5 percent, according to Eurostat.";
    let found = statistics(text);
    let words = |range: Option<tickmark::text::TextRange>| range.and_then(|range| range.within(text));
    assert_eq!(found.len(), 1);
    assert_eq!(words(Some(found[0].number)), Some("5"));
    assert_eq!(words(found[0].unit.as_ref().map(|unit| unit.range)), Some("percent"));
    assert_eq!(words(found[0].as_of), Some("In 2023"));
    assert_eq!(words(found[0].source), Some("Eurostat"));
}
