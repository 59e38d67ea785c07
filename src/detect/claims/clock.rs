//! Times that depend on the day of publication.

use crate::reading::{ClockMeaning, Tokens, clock_words};
use crate::text::PartialDate;

use super::super::article::Article;
use super::{ClaimClass, Found};

pub(super) fn find(article: &Article<'_>, tokens: &Tokens<'_>) -> Vec<Found> {
    let words = clock_words(article.language, tokens).into_iter();
    let found = words.map(|word| {
        let written = word.range.within(tokens.text()).unwrap_or_default();
        Found::new(word.range, ClaimClass::Clock, why(written, word.meaning, article.published))
    });
    found.collect()
}

fn why(written: &str, meaning: ClockMeaning, published: Option<PartialDate>) -> String {
    match (meaning, published) {
        (ClockMeaning::Missing, _) => format!("“{written}”: something is still to come here"),
        (ClockMeaning::Vague, _) => format!("“{written}”: when, and is it still so on the day of publication?"),
        (_, None) => format!("“{written}”: counts from the day of publication, which is not known"),
        (_, Some(published)) => match meaning.days(published) {
            Some(days) => format!("“{written}”: {days} if published {published}"),
            None => format!("“{written}”: when was that?"),
        },
    }
}
