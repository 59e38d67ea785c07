//! Which sentences are worth a checker's time first, and why.

use std::fmt;
use std::ops::Range;

use crate::model::Body;
use crate::reading::{Language, Tokens, UnitClass, has};
use crate::text::{TextRange, sentences};

use super::{ClaimClass, Item, Suggestion};

/// How much a sentence is worth checking.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worth {
    /// From 0, nothing to check, to 1.
    pub score: f32,
    /// Why, the strongest reason first.
    pub reasons: Vec<Reason>,
}

/// A sentence of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct RatedSentence {
    /// Its place.
    pub range: TextRange,
    /// How much it is worth checking.
    pub worth: Worth,
}

/// Why a sentence is worth checking, or is not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A share or a rate.
    Rate {
        /// Whether somebody is named for it.
        sourced: bool,
    },
    /// A number.
    Number {
        /// Whether somebody is named for it.
        sourced: bool,
    },
    /// A number and a name.
    NumberAndName,
    /// Somebody's words.
    Quote {
        /// Whether it is clear whose.
        attributed: bool,
    },
    /// A word by which one thing is said to bring about another.
    Cause(String),
    /// A word for something that people are sued over.
    Grave(String),
    /// A claim of some class.
    Claim(ClaimClass),
    /// A word that sets one thing beside another.
    Comparison(String),
    /// It is a question.
    Question,
    /// A word of opinion, wish or forecast.
    Opinion(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fixed = match self {
            Self::Rate { sourced: true } => "a rate",
            Self::Rate { sourced: false } => "a rate, no source named",
            Self::Number { sourced: true } => "a number",
            Self::Number { sourced: false } => "a number, no source named",
            Self::NumberAndName => "a number and a name",
            Self::Quote { attributed: true } => "a quote",
            Self::Quote { attributed: false } => "a quote, no speaker named",
            Self::Question => "a question",
            Self::Cause(word) => return write!(f, "causal: “{word}”"),
            Self::Grave(word) => return write!(f, "grave: “{word}”"),
            Self::Comparison(word) => return write!(f, "a comparison: “{word}”"),
            Self::Opinion(word) => return write!(f, "opinion or forecast: “{word}”"),
            Self::Claim(class) => match class {
                ClaimClass::Name => "a name",
                ClaimClass::Spelling => "a name spelled in several ways",
                ClaimClass::Place => "a place",
                ClaimClass::Date => "a date",
                ClaimClass::Clock => "a time that depends on the day of publication",
                ClaimClass::Superlative => "a superlative",
                ClaimClass::Universal => "all, none or only",
                ClaimClass::Cause => "a cause",
                ClaimClass::Accusation => "an accusation",
            },
        };
        f.write_str(fixed)
    }
}

impl Reason {
    /// How much it adds of what is missing to 1. Negative: by how much it makes the rest less.
    fn weight(&self) -> f32 {
        match self {
            Self::Rate { sourced: false } => 0.55,
            Self::Number { sourced: false } | Self::Claim(ClaimClass::Superlative) => 0.45,
            Self::Rate { sourced: true } | Self::Cause(_) | Self::Quote { attributed: false } => 0.4,
            Self::Claim(ClaimClass::Cause) => 0.4,
            Self::Claim(ClaimClass::Universal) => 0.35,
            Self::Number { sourced: true }
            | Self::Grave(_)
            | Self::Claim(ClaimClass::Spelling | ClaimClass::Accusation) => 0.3,
            Self::Quote { attributed: true } | Self::NumberAndName | Self::Comparison(_) => 0.25,
            Self::Claim(ClaimClass::Name | ClaimClass::Date | ClaimClass::Clock) => 0.2,
            Self::Claim(ClaimClass::Place) => 0.1,
            Self::Opinion(_) => -0.4,
            Self::Question => -0.7,
        }
    }
}

/// The sentences of a document in the order of the text, each with its worth by what was found in it. What a reader hides
/// by default is left out.
pub fn rated(body: &Body, suggestions: &[Suggestion]) -> Vec<RatedSentence> {
    rated_in(body, 0..body.blocks().len(), suggestions)
}

/// [`rated`], of some paragraphs.
pub fn rated_in(body: &Body, blocks: Range<usize>, suggestions: &[Suggestion]) -> Vec<RatedSentence> {
    let language = Language::of(body.text());
    let mut rated = Vec::new();
    let blocks = blocks.map(|index| body.blocks().range(index));
    for block in blocks.filter(|block| body.shows(*block)) {
        for sentence in sentences(block.within(body.text()).unwrap_or_default()) {
            let range = sentence.shifted(block.start());
            let from = suggestions.partition_point(|found| found.range.start() < range.start());
            let rest = suggestions.get(from..).unwrap_or_default();
            let n_found = rest.partition_point(|found| found.range.start() < range.end());
            let words = range.within(body.text()).unwrap_or_default();
            rated.push(RatedSentence { range, worth: worth(language, words, rest.get(..n_found).unwrap_or_default()) });
        }
    }
    rated
}

/// How much a sentence is worth checking, by what was found in it and by its words.
pub fn worth(language: &Language, sentence: &str, found: &[Suggestion]) -> Worth {
    let tokens = Tokens::of(sentence);
    let names_source = phrase_in(&tokens, language.speech.according);
    let mut reasons: Vec<Reason> = found.iter().map(|found| reason(&found.item, names_source)).collect();
    let has_number = reasons.iter().any(|reason| matches!(reason, Reason::Number { .. } | Reason::Rate { .. }));
    if has_number && reasons.contains(&Reason::Claim(ClaimClass::Name)) {
        reasons.push(Reason::NumberAndName);
    }
    let claims = &language.claims;
    let cause = longest_in(&tokens, claims.cause_phrases).or_else(|| word_in(&tokens, claims.causes));
    reasons.extend(cause.map(Reason::Cause));
    reasons.extend(word_in(&tokens, claims.grave).map(Reason::Grave));
    reasons.extend(word_in(&tokens, claims.comparisons).map(Reason::Comparison));
    // "May" is a month as well as a wish.
    let is_month = |written: &String| has(language.names.calendar, &written.to_lowercase()) && starts_large(written);
    let opinion = word_in(&tokens, claims.opinions).filter(|written| !is_month(written));
    reasons.extend(opinion.or_else(|| word_in(&tokens, claims.selves)).map(Reason::Opinion));
    let ends = sentence.trim_end_matches(|c: char| !matches!(c, '?' | '.' | '!') && !c.is_alphanumeric());
    reasons.extend(ends.ends_with('?').then_some(Reason::Question));
    reasons.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then_with(|| a.cmp(b)));
    reasons.dedup();
    Worth { score: score(&reasons), reasons }
}

fn starts_large(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Each reason adds its part of what is missing to 1, so that many of them never make more.
fn score(reasons: &[Reason]) -> f32 {
    let weights = || reasons.iter().map(Reason::weight);
    let missing: f32 = weights().filter(|weight| *weight > 0.0).map(|weight| 1.0 - weight).product();
    let left: f32 = weights().filter(|weight| *weight < 0.0).map(|weight| 1.0 + weight).product();
    (1.0 - missing) * left
}

fn reason(item: &Item, names_source: bool) -> Reason {
    match item {
        Item::Quote(quote) => Reason::Quote { attributed: quote.speaker.is_some() || !quote.class.is_said() },
        Item::Claim(claim) => Reason::Claim(claim.class),
        Item::Statistic(quantity) => {
            let sourced = quantity.source.is_some() || names_source;
            let is_share = quantity.unit.as_ref().is_some_and(|unit| unit.class == UnitClass::Share);
            if is_share { Reason::Rate { sourced } } else { Reason::Number { sourced } }
        }
    }
}

/// The first word that a sorted list has, as written.
fn word_in(tokens: &Tokens<'_>, list: &[&str]) -> Option<String> {
    let at = (0..tokens.len()).find(|at| tokens.word(*at).is_some_and(|word| has(list, word)))?;
    Some(tokens.written(at).to_owned())
}

/// The first stretch of a sentence that sorted phrases have, as written.
fn longest_in(tokens: &Tokens<'_>, sorted: &[&[&str]]) -> Option<String> {
    let found = (0..tokens.len()).map(|at| (at, tokens.longest_of(at, sorted))).find(|(_, len)| *len > 0);
    let (at, len) = found?;
    tokens.span(at, at + len - 1)?.within(tokens.text()).map(str::to_owned)
}

/// Whether one of the phrases stands in a sentence.
fn phrase_in(tokens: &Tokens<'_>, phrases: &[&[&str]]) -> bool {
    (0..tokens.len()).any(|at| phrases.iter().any(|words| tokens.starts_with(at, words)))
}
