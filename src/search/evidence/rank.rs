//! How much a sentence says of the same as what is sought, and why: numbers, names, dates, words and who speaks.
//!
//! What words alone tell is the share of what is sought that the sentence has; each thing that both say adds to it.

use std::collections::BTreeMap;

use crate::reading::{
    DateMeaning, DateMention, Language, Name, Names, Quantity, Term, Terms, Tokens, dates, quantities,
};
use crate::text::{Folded, TextRange};

use super::Sought;

/// What is sought, as it is read.
pub(super) struct Wanted<'t> {
    read: Read<'t>,
    /// Where the sought words are in their sentence.
    words: TextRange,
    /// What each term is worth.
    weights: &'t BTreeMap<Term, f32>,
    /// What all are worth together.
    total: f32,
    /// What a term is worth that is met in one sentence alone.
    most: f32,
    /// Whose words they are, folded.
    speaker: Option<Speaker>,
}

/// What takes sentences to their terms, for every language that was met.
#[derive(Default)]
pub(super) struct TermsByLanguage {
    by_name: BTreeMap<&'static str, Terms>,
}

impl TermsByLanguage {
    /// For texts of a language.
    pub fn of(&mut self, language: &'static Language) -> &mut Terms {
        self.by_name.entry(language.name).or_insert_with(|| Terms::of(language))
    }
}

/// Who speaks.
struct Speaker {
    name: String,
    /// The last word of the name, folded.
    last: String,
}

/// The word by which a speaker is met again: the last of the name, in lower case.
pub(super) fn speaker_word(name: &str) -> Option<String> {
    name.split_whitespace().next_back().map(str::to_lowercase)
}

/// A sentence against what is sought.
pub(super) struct Ranked {
    /// How much both have in common.
    pub score: f32,
    /// What they have in common, in words.
    pub reason: String,
    /// The words of the sentence that tell it, in their order.
    pub telling: Vec<TextRange>,
    /// The number of the sentence that counts the same as one of the sought words.
    pub number: Option<TextRange>,
}

/// What both say, how much it adds, and where it stands in the sentence.
struct Common {
    worth: f32,
    reason: String,
    places: Vec<TextRange>,
}

/// What a thing around the sought words adds, against one in them.
const AROUND: f32 = 0.4;
/// What two numbers add that count the same and lie near each other; more the more of their words are the same.
const NUMBER: f32 = 0.4;
/// What it adds if the numbers are the same.
const SAME_NUMBER: f32 = 0.25;
/// What a name adds that is met nowhere else.
const NAME: f32 = 0.12;
/// What a date adds.
const DATE: f32 = 0.12;
/// So many words in a row are no chance, and each adds something, up to some number.
const MIN_RUN: usize = 4;
const MAX_RUN: usize = 10;
const RUN_WORD: f32 = 0.05;
/// What it adds if one speaks whose words are sought.
const SPEAKER: f32 = 0.15;
/// What is said of the reason: this many parts of it.
const N_REASONS: usize = 2;
/// What a reason is worth at least, against all that is sought.
const MIN_TOLD: f32 = 0.01;
/// What the rarest words that both have are worth as a reason, against other things that they have in common.
const WORDS: f32 = 0.3;
/// How many words are named that both have.
const N_WORDS: usize = 3;
/// What it tells of two numbers if a word within so many bytes of the second is sought; and how much must tell that both
/// count the same before they are compared.
const BESIDE: f32 = 0.35;
const BESIDE_LEN: usize = 24;
const MIN_SAMENESS: f32 = 0.2;
const MIN_SAMENESS_APART: f32 = 0.45;
/// How far from a number a word stands that can say what it is about, in bytes.
const SIGHT: usize = 80;
/// Numbers that lie farther apart than this count something else.
const MIN_NEARNESS: f32 = 0.3;

impl<'t> Wanted<'t> {
    /// What is sought: `words` with the sentence around them.
    pub fn of(sought: Sought<'t>, weights: &'t BTreeMap<Term, f32>, most: f32) -> Self {
        let Sought { words, sentence, speaker, .. } = sought;
        let within = sentence.find(words).map(|start| TextRange::between(start, start + words.len()));
        let (text, words) = within.map_or((words, TextRange::of(words)), |range| (sentence, range));
        let last = |name| Some(Folded::of(&speaker_word(name)?).text().to_owned());
        let speaker = speaker.and_then(|name| Some(Speaker { name: name.trim().to_owned(), last: last(name)? }));
        Self { read: Read::of(text), words, weights, total: weights.values().sum(), most, speaker }
    }

    /// Compares a sentence with what is sought; `score` is what its words are worth. `None` if all that they have in common
    /// stands in most sentences.
    pub fn rank(&self, sentence: &str, score: f32, terms: &mut TermsByLanguage) -> Option<Ranked> {
        let found = Read::of(sentence);
        let common = if self.total > 0.0 { score / self.total } else { 0.0 };
        let words = self.same_words(&found, terms.of(found.language));
        let (number, same_number) = self.numbers(&found, common, &words).unzip();
        let others = [same_number, self.run(&found), self.speaker(&found), self.date(&found)];
        let names = self.names(&found, terms.of(self.read.language));
        let mut all: Vec<Common> = others.into_iter().flatten().chain(names).collect();
        let score = common + all.iter().map(|common| common.worth).sum::<f32>();
        let mut telling: Vec<TextRange> = words.iter().map(|(_, range)| *range).collect();
        telling.extend(all.iter().flat_map(|common| common.places.iter().copied()));
        all.extend(self.rarest(sentence, &words, &all));
        all.sort_by(|a, b| b.worth.total_cmp(&a.worth));
        all.retain(|common| common.worth >= MIN_TOLD);
        let reasons: Vec<&str> = all.iter().take(N_REASONS).map(|common| common.reason.as_str()).collect();
        let reason = reasons.join("; ");
        (!reason.is_empty()).then(|| Ranked { score, reason, telling: joined(telling), number: number.flatten() })
    }

    /// The rarest words that both have, beside what else they have in common.
    fn rarest(&self, sentence: &str, words: &[(f32, TextRange)], others: &[Common]) -> Option<Common> {
        let is_told =
            |range: TextRange| others.iter().flat_map(|other| &other.places).any(|place| place.overlaps(range));
        let rarest = words.iter().filter(|(_, range)| !is_told(*range)).take(N_WORDS);
        let (weights, places): (Vec<f32>, Vec<TextRange>) = rarest.copied().unzip();
        let worth = WORDS * weights.iter().sum::<f32>() / self.total.max(f32::EPSILON);
        (!places.is_empty()).then(|| Common { worth, reason: both_say(sentence, &places), places })
    }

    fn weight(&self, range: TextRange) -> f32 {
        if self.words.overlaps(range) { 1.0 } else { AROUND }
    }

    /// The words of a sentence that say something and are sought, those that tell most first.
    fn same_words(&self, found: &Read<'_>, terms: &mut Terms) -> Vec<(f32, TextRange)> {
        let mut words: Vec<(f32, TextRange)> = Vec::new();
        let mut known = Vec::new();
        terms.each(&found.tokens, |at, term| {
            if let Some(weight) = self.weights.get(&term).filter(|_| term != Term::QUOTED && !known.contains(&term)) {
                known.push(term);
                words.extend(found.tokens.range(at).map(|range| (*weight, range)));
            }
        });
        words.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.start().cmp(&y.start())));
        words
    }

    /// That both have numbers that may count the same; with the number of the sentence, if it is one of the sought words
    /// that it is like.
    fn numbers(
        &self,
        found: &Read<'_>,
        common: f32,
        words: &[(f32, TextRange)],
    ) -> Option<(Option<TextRange>, Common)> {
        let pairs = self.read.quantities.iter().flat_map(|own| found.quantities.iter().map(move |other| (own, other)));
        let worth = |own: &Quantity, other: &Quantity| {
            let nearness = own.nearness(other);
            let is_bare = own.unit.is_none() || other.unit.is_none();
            let is_same = own.is_same_number(other);
            let counts = own.counts_like(other) && own.trend.is_some() == other.trend.is_some();
            if !counts || nearness < MIN_NEARNESS || is_bare && !is_same {
                return None;
            }
            let same = if is_same { SAME_NUMBER } else { 0.0 };
            Some(self.weight(own.range) * (nearness * NUMBER * (0.5 + common) + same))
        };
        let best = pairs.filter_map(|(own, other)| Some((worth(own, other)?, own, other)));
        let (worth, own, other) = best.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let reason = number_reason(own, other, found, words);
        let subject = subject(other, words);
        let places = subject.into_iter().chain([other.range]).collect();
        let is_beside = subject.is_some_and(|word| distance(other.range, word) <= BESIDE_LEN);
        let sameness = own.nearness(other) * (common + if is_beside { BESIDE } else { 0.0 });
        let least = if is_beside { MIN_SAMENESS } else { MIN_SAMENESS_APART };
        let is_of_same = own.is_same_number(other) || sameness >= least;
        let number = (self.words.overlaps(own.range) && is_of_same).then_some(other.range);
        Some((number, Common { worth, reason, places }))
    }

    /// The longest run of words that both have.
    fn run(&self, found: &Read<'_>) -> Option<Common> {
        let own: Vec<&str> = self.read.words.iter().map(|(_, word)| word.as_str()).collect();
        let other: Vec<&str> = found.words.iter().map(|(_, word)| word.as_str()).collect();
        let (len, start, in_own) = longest_run(&own, &other)?;
        if len < MIN_RUN {
            return None;
        }
        // What it begins and ends with says nothing by itself: "the", "of".
        let run = found.words.get(start..start + len)?;
        let says = |(_, word): &&(TextRange, String)| !found.language.is_function(word);
        let (first, last) = (run.iter().find(says)?, run.iter().rfind(says)?);
        let range = TextRange::between(first.0.start(), last.0.end());
        let own_range = self.read.words.get(in_own).map_or(TextRange::empty(0), |(range, _)| *range);
        let worth = self.weight(own_range) * RUN_WORD * (len.min(MAX_RUN) - MIN_RUN + 2) as f32;
        let words = range.within(found.text).unwrap_or_default();
        Some(Common { worth, reason: format!("same words: “{words}”"), places: vec![range] })
    }

    /// Whether the one whose words are sought speaks here.
    fn speaker(&self, found: &Read<'_>) -> Option<Common> {
        let speaker = self.speaker.as_ref().filter(|_| found.is_quoted)?;
        let (range, _) = found.words.iter().find(|(_, word)| *word == speaker.last)?;
        let reason = format!("{} speaks here too", speaker.name);
        Some(Common { worth: SPEAKER, reason, places: vec![*range] })
    }

    fn date(&self, found: &Read<'_>) -> Option<Common> {
        let pairs = self.read.dates.iter().flat_map(|own| found.dates.iter().map(move |other| (own, other)));
        let (own, other) = pairs.into_iter().find(|(own, other)| is_same_date(own.meaning, other.meaning))?;
        let words = other.range.within(found.text).unwrap_or_default();
        let worth = DATE * self.weight(own.range);
        Some(Common { worth, reason: format!("same date: {words}"), places: vec![other.range] })
    }

    /// The names that both have. One that most sentences have tells little.
    fn names(&self, found: &Read<'_>, terms: &mut Terms) -> Vec<Common> {
        let (mut known, mut common) = (Vec::new(), Vec::new());
        for (own, key) in &self.read.names {
            let Some((other, _)) = found.names.iter().find(|(_, other)| other == key) else { continue };
            if known.contains(&key) {
                continue;
            }
            known.push(key);
            let range = other.range;
            let words = range.within(found.text).unwrap_or_default();
            let worth = NAME * self.weight(own.range) * self.rarity(own, terms);
            common.push(Common { worth, reason: format!("names {words} too"), places: vec![range] });
        }
        common
    }

    /// How much a name of what is sought tells, from 0 to 1, by the rarest of its words.
    fn rarity(&self, name: &Name, terms: &mut Terms) -> f32 {
        let tokens = &self.read.tokens;
        let words = (name.tokens.0..=name.tokens.1).filter_map(|at| tokens.word(at));
        let weights = words.filter_map(|word| self.weights.get(&terms.word(word)?));
        let rarest = weights.copied().fold(0.0, f32::max);
        (rarest / (self.most * self.weight(name.range)).max(f32::EPSILON)).clamp(0.0, 1.0)
    }
}

/// The word that both have and that stands nearest to a number.
fn subject(number: &Quantity, words: &[(f32, TextRange)]) -> Option<TextRange> {
    let outside = words.iter().map(|(_, range)| *range).filter(|range| !number.range.overlaps(*range));
    let is_within_sight = |range: &TextRange| distance(number.range, *range) <= SIGHT;
    outside.filter(is_within_sight).min_by_key(|range| distance(number.range, *range))
}

/// How many bytes are between two ranges.
fn distance(a: TextRange, b: TextRange) -> usize {
    b.start().saturating_sub(a.end()).max(a.start().saturating_sub(b.end()))
}

/// Why two numbers belong together, in words.
fn number_reason(own: &Quantity, other: &Quantity, found: &Read<'_>, words: &[(f32, TextRange)]) -> String {
    if own.is_same_number(other) {
        let number = other.number.within(found.text).unwrap_or_default();
        return format!("the same number: {number}");
    }
    let unit = other.unit.as_ref().map_or("", |unit| {
        if unit.range.is_empty() { &unit.name } else { unit.range.within(found.text).unwrap_or(&unit.name) }
    });
    match subject(other, words).and_then(|range| range.within(found.text)) {
        Some(subject) => format!("same unit and subject: {unit}, {subject}"),
        None => format!("same unit: {unit}"),
    }
}

/// That both have some words.
fn both_say(sentence: &str, words: &[TextRange]) -> String {
    let words = words.iter().filter_map(|range| range.within(sentence));
    let words: Vec<String> = words.map(|word| format!("“{word}”")).collect();
    format!("both say {}", words.join(", "))
}

fn is_same_date(a: DateMeaning, b: DateMeaning) -> bool {
    match (a, b) {
        // A span of years has a day in common with too much.
        (DateMeaning::Span(from, until), DateMeaning::Span(other_from, other_until)) => {
            from == until && other_from == other_until && !a.is_apart(b)
        }
        _ => a == b,
    }
}

/// Ranges in order, those that overlap made one.
fn joined(mut ranges: Vec<TextRange>) -> Vec<TextRange> {
    ranges.sort_by_key(|range| (range.start(), range.end()));
    let mut joined: Vec<TextRange> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start() <= last.end() => {
                *last = TextRange::between(last.start(), last.end().max(range.end()));
            }
            _ => joined.push(range),
        }
    }
    joined
}

/// The longest run of equal words: how long it is, and where it begins in `other` and in `own`.
fn longest_run(own: &[&str], other: &[&str]) -> Option<(usize, usize, usize)> {
    let mut best: Option<(usize, usize, usize)> = None;
    let mut lens = vec![0_usize; other.len() + 1];
    for (in_own, word) in own.iter().enumerate() {
        let mut before = 0;
        for (in_other, met) in other.iter().enumerate() {
            let Some(len) = lens.get_mut(in_other + 1) else { continue };
            let above = std::mem::replace(len, if word == met { before + 1 } else { 0 });
            if best.is_none_or(|(longest, ..)| *len > longest) && *len > 0 {
                best = Some((*len, in_other + 1 - *len, in_own + 1 - *len));
            }
            before = above;
        }
    }
    best
}

/// A text as it is read: what it says that can be compared.
struct Read<'t> {
    text: &'t str,
    language: &'static Language,
    tokens: Tokens<'t>,
    /// Its words and numbers, folded, with their places.
    words: Vec<(TextRange, String)>,
    quantities: Vec<Quantity>,
    /// Its names, each with its last word folded.
    names: Vec<(Name, String)>,
    dates: Vec<DateMention>,
    is_quoted: bool,
}

/// A text is read up to here, in bytes: a longer sentence is a list or a table.
const LONGEST: usize = 2_000;

impl<'t> Read<'t> {
    fn of(text: &'t str) -> Self {
        let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
        let language = Language::of(text);
        let tokens = Tokens::of(text);
        let word = |at: usize| {
            let written = tokens.written(at);
            written
                .starts_with(char::is_alphanumeric)
                .then(|| (tokens.range(at), Folded::of(written).text().to_owned()))
        };
        let words = (0..tokens.len()).filter_map(word).filter_map(|(range, word)| Some((range?, word))).collect();
        let last = |name: &Name| {
            let words = name.range.within(text).unwrap_or_default();
            Folded::of(words.split_whitespace().next_back().unwrap_or_default()).text().to_owned()
        };
        let names = Names::of(language, std::slice::from_ref(&tokens));
        Self {
            text,
            language,
            words,
            quantities: quantities(&tokens, language),
            names: names.iter().map(|name| (name.clone(), last(name))).collect(),
            dates: dates(&tokens, language),
            is_quoted: text.contains(['“', '”', '"', '«', '»', '„']),
            tokens,
        }
    }
}
