//! Dates, with what is dated.

use jiff::civil::Date;

use crate::reading::{DateMeaning, DateMention, Language, Tokens, dates, has};
use crate::text::{PartialDate, TextRange};

use super::super::article::Article;
use super::{ClaimClass, Found};

/// How many words before a date are looked at for what is dated.
const REACH: usize = 9;
/// How many words before a date belong to it: "as of", "in early".
const MAX_LEAD: usize = 3;

pub(super) fn find(article: &Article<'_>, tokens: &Tokens<'_>) -> Vec<Found> {
    let found = dates(tokens, article.language).into_iter();
    let found = found.map(|date| {
        let range = with_what_is_dated(article.language, tokens, date);
        Found::new(range, ClaimClass::Date, why(date.meaning, article.published))
    });
    found.collect()
}

fn why(meaning: DateMeaning, published: Option<PartialDate>) -> String {
    match (meaning, published) {
        (DateMeaning::Span(..), _) => "A date: did it happen then?".to_owned(),
        (DateMeaning::Yearless { .. }, None) => "A date without its year: did it happen then?".to_owned(),
        (DateMeaning::Yearless { month, day }, Some(published)) => match last_before(month, day, published) {
            Some(date) => format!("A date without its year: {date} if published {published}; did it happen then?"),
            None => "A date without its year: did it happen then?".to_owned(),
        },
    }
}

/// The last such month or day up to a day of publication, as people write it.
fn last_before(month: i8, day: Option<i8>, published: PartialDate) -> Option<String> {
    let (_, last) = published.span();
    let in_year = |year: i16| Date::new(year, month, day.unwrap_or(1)).ok().filter(|date| *date <= last);
    let date = in_year(last.year()).or_else(|| in_year(last.year().checked_sub(1)?))?;
    Some(date.strftime(if day.is_some() { "%-d %B %Y" } else { "%B %Y" }).to_string())
}

/// A date with the words that lead to it and the noun before them: "the siege of Soyapango in December 2022"; with the
/// word before them if no noun is near: "opened in 2023".
fn with_what_is_dated(language: &Language, tokens: &Tokens<'_>, date: DateMention) -> TextRange {
    let speech = &language.speech;
    let DateMention { range: date, qualifies, .. } = date;
    let first = tokens.at(date.start());
    let noun = tokens.range(tokens.at(date.end())).filter(|_| qualifies);
    let date = noun.map_or(date, |noun| TextRange::between(date.start(), noun.end()));
    let is_lead = |at: usize| {
        tokens.word(at).is_some_and(|word| has(speech.prepositions, word) || language.dates.parts.contains(&word))
    };
    let mut lead = first;
    while lead > 0 && first - lead < MAX_LEAD && is_lead(lead - 1) {
        lead -= 1;
    }
    let mut start = lead;
    for at in (lead.saturating_sub(REACH)..lead).rev() {
        let Some(word) = tokens.word(at) else { break };
        if has(speech.determiners, word) {
            start = at;
            let is_tied =
                at.checked_sub(1).and_then(|at| tokens.word(at)).is_some_and(|word| speech.ties.contains(&word));
            if is_tied {
                continue;
            }
            break;
        }
        let is_other = has(speech.joints, word) && !has(speech.prepositions, word) && !speech.and.contains(&word);
        if is_other || speech.pronoun(word).is_some() || has(speech.helpers, word) {
            break;
        }
    }
    let before = start.checked_sub(1).filter(|_| start == lead && lead < first);
    // Of a name one word says nothing: "Salvador since 2022".
    let is_word = |at: &usize| {
        let word = tokens.word(*at).filter(|_| !tokens.is_capital(*at));
        word.is_some_and(|word| speech.pronoun(word).is_none() && !has(speech.joints, word))
    };
    let start = before.filter(is_word).unwrap_or(start);
    tokens.range(start).map_or(date, |range| TextRange::between(range.start(), date.end()))
}
