//! How the words of two passages differ, whatever the link between them says.

use crate::compare::{
    DateVerdict, NameVerdict, NumberVerdict, Verdict, WordingVerdict, compare_dates, compare_names, compare_numbers,
    compare_wording,
};
use crate::model::{PassageId, Project};
use crate::reading::{DateMeaning, Language, Names, Quantity, Tokens, UnitClass, dates};

use super::evidence::{MIN_QUOTE_WORDS, Question, stated};

/// How two statements differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In a word.
    pub verdict: Verdict,
    /// In a sentence.
    pub reason: String,
}

impl Difference {
    /// The words for it: "conflict".
    pub fn label(&self) -> &'static str {
        self.verdict.label()
    }

    /// Whether both say the same number.
    pub fn is_equal(&self) -> bool {
        self.verdict == Verdict::Number(NumberVerdict::Equal)
    }

    /// Whether an editor has something to decide.
    pub fn is_for_editor(&self) -> bool {
        self.verdict.is_for_editor()
    }
}

/// How the words of two passages differ: as quotes, by their numbers, their dates or their names. `None` where they have
/// nothing of one sort, and if one of them is gone.
pub fn difference(project: &Project, first: PassageId, second: PassageId) -> Option<Difference> {
    let (first, second) = (Question::about(project, first)?, Question::about(project, second)?);
    let quotes = first.is_quote(project) && second.is_quote(project);
    quotes
        .then(|| by_wording(project, &first, &second))
        .flatten()
        .or_else(|| by_number(&first, &second))
        .or_else(|| by_date(&first.words, &second.words))
        .or_else(|| by_name(&first.words, &second.words))
}

fn by_wording(project: &Project, first: &Question, second: &Question) -> Option<Difference> {
    let is_long = |question: &Question| question.words.split_whitespace().count() >= MIN_QUOTE_WORDS;
    let wording = compare_wording(&first.words, &second.words);
    if !is_long(first) || !is_long(second) {
        return None;
    }
    if wording.verdict == WordingVerdict::Different {
        let is_same = |a: &str, b: &str| compare_names(a, b).is_some_and(|it| it.verdict != NameVerdict::Conflict);
        is_same(&first.speaker(project)?, &second.speaker(project)?).then_some(())?;
    }
    Some(Difference { verdict: Verdict::Wording(wording.verdict), reason: wording.reason })
}

/// Of several numbers those are compared that lie nearest and count the same.
fn by_number(first: &Question, second: &Question) -> Option<Difference> {
    let ((text, own), (other_text, others)) = (first.quantities(), second.quantities());
    let pairs = || own.iter().flat_map(|own| others.iter().map(move |other| (own, other)));
    let alike = pairs().filter(|(own, other)| own.counts_like(other));
    let nearness = |(own, other): &(&Quantity, &Quantity)| own.nearness(other);
    let words = |(own, other): (&Quantity, &Quantity)| Some((own.range.within(text)?, other.range.within(other_text)?));
    let Some((own, other)) = alike.max_by(|a, b| nearness(a).total_cmp(&nearness(b))) else {
        let (words, other_words) = words(pairs().find(|(own, other)| is_share_and_count(own, other))?)?;
        let reason = format!("“{words}” against “{other_words}”: units that cannot be converted without a base");
        return Some(Difference { verdict: Verdict::Number(NumberVerdict::DifferentScope), reason });
    };
    let compared = compare_numbers(stated(own, text)?, stated(other, other_text)?)?;
    Some(Difference { verdict: Verdict::Number(compared.verdict), reason: compared.reason })
}

/// Whether one of two numbers is a share and the other counts what it may be a share of.
fn is_share_and_count(first: &Quantity, second: &Quantity) -> bool {
    let classes = [first, second].map(|quantity| quantity.unit.as_ref().map(|unit| unit.class));
    let one = |class| classes.iter().filter(|it| **it == Some(class)).count() == 1;
    one(UnitClass::Share) && one(UnitClass::Count)
}

/// Compares two texts that have one date each.
fn by_date(first: &str, second: &str) -> Option<Difference> {
    let compared = compare_dates(only_date(first)?, only_date(second)?);
    Some(Difference { verdict: Verdict::Date(compared.verdict), reason: compared.reason })
}

/// How the date or the names of some words differ from those in a sentence that was found for them. Of that it is not sure
/// that it speaks of the same, so another date in it is no conflict.
pub(super) fn by_mention(words: &str, sentence: &str) -> Option<Difference> {
    let own = only_date(words);
    let others = dates(&Tokens::of(sentence), Language::of(sentence));
    let compared = others.iter().filter_map(|other| {
        let other = (other.range.within(sentence)?, other.meaning);
        Some(compare_dates(own?, other)).filter(|compared| compared.verdict != DateVerdict::Conflict)
    });
    let dated = compared.min_by_key(|compared| compared.verdict);
    let dated = dated.map(|compared| Difference { verdict: Verdict::Date(compared.verdict), reason: compared.reason });
    dated.or_else(|| by_name(words, sentence).filter(Difference::is_for_editor))
}

fn only_date(text: &str) -> Option<(&str, DateMeaning)> {
    let found = dates(&Tokens::of(text), Language::of(text));
    let [only] = found.as_slice() else { return None };
    Some((only.range.within(text)?, only.meaning))
}

/// Compares the names of two texts: those that are spelled otherwise first; else those of texts that have one each.
fn by_name(first: &str, second: &str) -> Option<Difference> {
    let (own, others) = (names(first), names(second));
    let pairs = || own.iter().flat_map(|own| others.iter().map(move |other| (own, other)));
    let spelled = pairs().filter_map(|(own, other)| compare_names(own, other));
    let spelled = spelled.into_iter().find(|compared| compared.verdict == NameVerdict::Spelling);
    let only = || compare_names(own.first()?, others.first()?).filter(|_| own.len() == 1 && others.len() == 1);
    let compared = spelled.or_else(only)?;
    Some(Difference { verdict: Verdict::Name(compared.verdict), reason: compared.reason })
}

/// The names of a text with their titles.
fn names(text: &str) -> Vec<String> {
    let tokens = Tokens::of(text);
    let found = Names::of(Language::of(text), std::slice::from_ref(&tokens));
    let written = found.iter().filter_map(|name| {
        let title = name.title.and_then(|title| title.within(text));
        let name = name.range.within(text)?;
        Some(title.map_or_else(|| name.to_owned(), |title| format!("{title} {name}")))
    });
    written.collect()
}
