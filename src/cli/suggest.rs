//! `tickmark suggest`: what in a document can be wrong.

use std::io::{self, Read as _, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::detect::{Item, Quote, RatedSentence, Speaker, Suggestion, rated, suggestions};
use crate::import::read_file;
use crate::model::{Body, Structure, Time};
use crate::reading::{Quantifier, Quantity, Trend, Unit, UnitClass};
use crate::text::{Blocks, PartialDate, TextRange};

use super::chars::{CharCount, Chars};
use super::{Failure, import, one_line};

/// How many of the sentences that are most worth checking are listed, and how much of each.
const N_SENTENCES: usize = 10;
const SENTENCE_CHARS: usize = 120;

#[derive(Args)]
pub(super) struct Suggest {
    /// The document, or - for text on the standard input
    file: PathBuf,
    /// Answer in JSON; places count characters
    #[arg(long)]
    json: bool,
    /// When it was published, if the file does not say: 2025, 2025-02 or 2025-02-20
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    published: Option<PartialDate>,
}

fn read_date(typed: &str) -> Result<PartialDate, &'static str> {
    PartialDate::read(typed).ok_or("no date that can mean only one")
}

impl Suggest {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let (body, published) = self.read()?;
        let found = suggestions(&body, published);
        if self.json {
            let rated = rated(&body, &found);
            serde_json::to_writer(&mut *out, &Report::of(&body, &found, &rated)).map_err(io::Error::from)?;
            writeln!(out)?;
            return Ok(0);
        }
        print(&body, &found, out)?;
        Ok(0)
    }

    /// The document, and when it was published.
    fn read(&self) -> Result<(Body, Option<PartialDate>), Failure> {
        if self.file.as_os_str() == "-" {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).map_err(Failure::because)?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let blocks = Blocks::lines(&text);
            return Ok((Body::new(text, blocks, Structure::default()), self.published));
        }
        let bytes = read_file(&self.file).map_err(Failure::because)?;
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let loaded = import(&self.file, &name, &bytes)?.into_loaded(&name, &bytes, Time(0));
        let published = self.published.or_else(|| PartialDate::read(&loaded.facts.published));
        Ok((loaded.body, published))
    }
}

/// Every suggestion on a line, and below them the sentences that are most worth checking.
fn print(body: &Body, found: &[Suggestion], out: &mut dyn Write) -> io::Result<()> {
    let words = |range: TextRange| one_line(range.within(body.text()).unwrap_or_default(), usize::MAX);
    let paragraph = |range: TextRange| body.blocks().at(range.start()) + 1;
    for Suggestion { range, item } in found {
        let (class, says) = match item {
            Item::Claim(claim) => (claim.class.name(), claim.why.clone()),
            Item::Quote(quote) => (quote.class.name(), quote_says(quote, words)),
            Item::Statistic(quantity) => ("", statistic_says(quantity, words)),
        };
        let dot = if says.is_empty() { "" } else { "  · " };
        writeln!(out, "¶{:<4} {:<9} {class:<11} {}{dot}{says}", paragraph(*range), item.kind().name(), words(*range))?;
    }
    let mut rated = rated(body, found);
    rated.retain(|sentence| sentence.worth.score > 0.0);
    rated.sort_by(|a, b| b.worth.score.total_cmp(&a.worth.score));
    if !rated.is_empty() {
        writeln!(out, "\nmost worth checking")?;
    }
    for RatedSentence { range, worth } in rated.iter().take(N_SENTENCES) {
        let reasons: Vec<_> = worth.reasons.iter().map(ToString::to_string).collect();
        let sentence = one_line(&words(*range), SENTENCE_CHARS);
        writeln!(out, "¶{:<4} {:.2} {sentence}  · {}", paragraph(*range), worth.score, reasons.join(", "))?;
    }
    Ok(())
}

/// Who says it, how sure that is and why, and what is odd about the marks.
fn quote_says(quote: &Quote, words: impl Fn(TextRange) -> String) -> String {
    let speaker = quote.speaker.as_ref().map(|Speaker { range, name, confidence, why }| {
        let place = words(*range);
        let who = match name {
            Some(name) if *name == place => place,
            Some(name) => format!("{} (“{place}”)", one_line(name, usize::MAX)),
            None => format!("“{place}”, name not told"),
        };
        format!("{who}, {:.0} %: {why}", confidence * 100.0)
    });
    let speaker = speaker.or_else(|| quote.class.is_said().then(|| "no speaker found".to_owned()));
    speaker.into_iter().chain(quote.oddity.map(|oddity| oddity.to_string())).collect::<Vec<_>>().join("; ")
}

/// What it counts, for when, and who is named for it.
fn statistic_says(quantity: &Quantity, words: impl Fn(TextRange) -> String) -> String {
    let unit = quantity.unit.as_ref().map(|unit| format!("in {}", one_line(&unit.name, usize::MAX)));
    let beside = |range: TextRange| (!quantity.range.covers(range)).then(|| words(range));
    let subject = quantity.subject.and_then(beside).map(|subject| format!("of {subject}"));
    let as_of = quantity.as_of.map(|date| format!("date: {}", words(date)));
    let source = quantity.source.map_or("no source named".to_owned(), |source| format!("source: {}", words(source)));
    let bound = format!("{} {}", quantity.quantifier.name().replace('_', " "), words(quantity.number));
    [Some(bound), unit, subject, as_of, Some(source)].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// The suggestions in the form of the JSON answer.
#[derive(Serialize)]
struct Report<'d> {
    suggestions: Vec<SuggestionReport<'d>>,
    sentences: Vec<SentenceReport>,
}

/// A sentence and how much it is worth checking, from 0 to 1.
#[derive(Serialize)]
struct SentenceReport {
    chars: Chars,
    worth: f32,
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct SuggestionReport<'d> {
    kind: &'static str,
    chars: Chars,
    text: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<QuoteReport<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistic: Option<StatisticReport<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<ClaimReport<'d>>,
}

#[derive(Serialize)]
struct QuoteReport<'d> {
    class: &'static str,
    speaker: Option<SpeakerReport<'d>>,
    /// What is odd about its marks, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    oddity: Option<String>,
}

#[derive(Serialize)]
struct SpeakerReport<'d> {
    chars: Chars,
    text: &'d str,
    /// None where a pronoun or a role stands whose name is not told.
    name: Option<&'d str>,
    confidence: f32,
    why: &'d str,
}

#[derive(Serialize)]
struct StatisticReport<'d> {
    /// The number, if it is just one.
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    number_chars: Chars,
    quantifier: &'static str,
    /// Where it went by so much. What is only about a number or a range says more of it: "fell by about 5" is about 5.
    trend: Option<&'static str>,
    /// Where it went, bounded or not.
    direction: Option<&'static str>,
    unit: Option<&'d str>,
    subject: Option<&'d str>,
    as_of: Option<&'d str>,
    source: Option<&'d str>,
}

#[derive(Serialize)]
struct ClaimReport<'d> {
    class: &'static str,
    why: &'d str,
}

impl<'d> Report<'d> {
    fn of(body: &'d Body, found: &'d [Suggestion], rated: &[RatedSentence]) -> Self {
        let count = CharCount::of(body.text());
        let words = |range: TextRange| range.within(body.text()).unwrap_or_default();
        let report = |suggestion: &'d Suggestion| {
            let (mut quote, mut statistic, mut claim) = (None, None, None);
            match &suggestion.item {
                Item::Quote(found) => quote = Some(QuoteReport::of(found, &count, words)),
                Item::Statistic(found) => statistic = Some(StatisticReport::of(found, &count, words)),
                Item::Claim(found) => claim = Some(ClaimReport { class: found.class.name(), why: &found.why }),
            }
            let (chars, text) = (count.range(suggestion.range), words(suggestion.range));
            SuggestionReport { kind: suggestion.item.kind().name(), chars, text, quote, statistic, claim }
        };
        let sentence = |rated: &RatedSentence| SentenceReport {
            chars: count.range(rated.range),
            worth: (rated.worth.score * 100.0).round() / 100.0,
            reasons: rated.worth.reasons.iter().map(ToString::to_string).collect(),
        };
        Self { suggestions: found.iter().map(report).collect(), sentences: rated.iter().map(sentence).collect() }
    }
}

impl<'d> QuoteReport<'d> {
    fn of(quote: &'d Quote, count: &CharCount<'_>, words: impl Fn(TextRange) -> &'d str) -> Self {
        let speaker = quote.speaker.as_ref().map(|speaker| SpeakerReport {
            chars: count.range(speaker.range),
            text: words(speaker.range),
            name: speaker.name.as_deref(),
            confidence: speaker.confidence,
            why: &speaker.why,
        });
        Self { class: quote.class.name(), speaker, oddity: quote.oddity.map(|oddity| oddity.to_string()) }
    }
}

impl<'d> StatisticReport<'d> {
    fn of(quantity: &'d Quantity, count: &CharCount<'_>, words: impl Fn(TextRange) -> &'d str) -> Self {
        let direction = quantity.trend.map(Trend::name);
        // A fraction has no unit in its text.
        let is_part = |unit: &Unit| unit.class == UnitClass::Share && unit.range == quantity.number;
        let is_blurred = quantity.quantifier == Quantifier::About || quantity.stated().is_none();
        Self {
            value: quantity.stated(),
            low: quantity.interval.low.map(|end| end.value),
            high: quantity.interval.high.map(|end| end.value),
            number_chars: count.range(quantity.number),
            quantifier: quantity.quantifier.name(),
            trend: direction.filter(|_| !is_blurred),
            direction,
            unit: quantity.unit.as_ref().filter(|unit| !is_part(unit)).map(|unit| unit.name.as_str()),
            subject: quantity.subject.map(&words),
            as_of: quantity.as_of.map(&words),
            source: quantity.source.map(&words),
        }
    }
}
