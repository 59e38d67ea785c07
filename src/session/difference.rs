//! How the words of two passages differ, whatever the link between them says.

use crate::compare::{
    DateVerdict, NameVerdict, NumberVerdict, Stated, Verdict, WordingVerdict, compare_dates, compare_names,
    compare_numbers, compare_wording,
};
use crate::model::{PassageId, Project};
use crate::reading::{DateMeaning, Language, Names, Quantity, Tokens, UnitClass, dates};

use super::bases::Bases;
use super::compared::Words;
use super::evidence::{MIN_QUOTE_WORDS, Question, stated};

/// How two statements differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In a word.
    pub verdict: Verdict,
    /// In a sentence.
    pub reason: String,
    /// Where it is said of how many one of them is a share, if that decides.
    pub base: Option<Words>,
}

impl Difference {
    /// Of statements that need nothing else to be compared.
    pub fn new(verdict: Verdict, reason: String) -> Self {
        Self { verdict, reason, base: None }
    }

    /// In a sentence, with where the number of all stands: "…; “6 million people” stands in Yearbook ¶3".
    pub fn told(&self, project: &Project) -> String {
        let place = |(document, range): Words| {
            let document = project.document(document)?;
            let words = range.within(document.text())?;
            Some(format!(
                "; “{words}” stands in {} {}",
                project.called(document.id),
                document.place_name(range.start())
            ))
        };
        self.base.and_then(place).map_or_else(|| self.reason.clone(), |base| self.reason.clone() + &base)
    }

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

/// How the words of two passages differ: as quotes, by their numbers, their dates or their names. A share is compared with
/// a number by means of `bases`. `None` where they have nothing of one sort, and if one of them is gone.
pub fn difference(project: &Project, bases: &Bases, first: PassageId, second: PassageId) -> Option<Difference> {
    let (first, second) = (Question::about(project, first)?, Question::about(project, second)?);
    let quotes = first.is_quote(project) && second.is_quote(project);
    quotes
        .then(|| by_wording(project, &first, &second))
        .flatten()
        .or_else(|| by_number(bases, &first, &second))
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
    Some(Difference::new(Verdict::Wording(wording.verdict), wording.reason))
}

/// Of several numbers those are compared that lie nearest and count the same.
fn by_number(bases: &Bases, first: &Question, second: &Question) -> Option<Difference> {
    let ((text, own), (other_text, others)) = (first.quantities(), second.quantities());
    let pairs = || own.iter().flat_map(|own| others.iter().map(move |other| (own, other)));
    let alike = pairs().filter(|(own, other)| own.counts_like(other));
    let nearness = |(own, other): &(&Quantity, &Quantity)| own.nearness(other);
    let Some((own, other)) = alike.max_by(|a, b| nearness(a).total_cmp(&nearness(b))) else {
        let stated =
            |(own, other)| Some([(stated(own, text)?, first.place), (stated(other, other_text)?, second.place)]);
        let [share, count] = pairs().filter_map(stated).find_map(share_and_count)?;
        return Some(by_base(bases, share, count.0));
    };
    let compared = compare_numbers(stated(own, text)?, stated(other, other_text)?)?;
    Some(Difference::new(Verdict::Number(compared.verdict), compared.reason))
}

/// A number, and the words in which it stands, if they stand somewhere.
type Placed<'t> = (Stated<'t>, Option<Words>);

/// Two numbers, the share first; `None` unless one is a share and the other counts what it may be a share of.
fn share_and_count(pair: [Placed<'_>; 2]) -> Option<[Placed<'_>; 2]> {
    match pair.map(|(stated, _)| stated.quantity.unit.as_ref().map(|unit| unit.class)) {
        [Some(UnitClass::Share), Some(UnitClass::Count)] => Some(pair),
        [Some(UnitClass::Count), Some(UnitClass::Share)] => Some([pair[1], pair[0]]),
        _ => None,
    }
}

fn by_base(bases: &Bases, (share, place): Placed<'_>, count: Stated<'_>) -> Difference {
    let base = place.and_then(|place| bases.find(place, share.quantity));
    let compared = base.and_then(|base| Some((base.place, base.compare(share, count)?)));
    let Some((place, compared)) = compared else {
        let why = match base {
            Some(_) => "a share, and of how many it is a share",
            None => "units that cannot be converted without a base",
        };
        let reason = format!("“{}” against “{}”: {why}", share.words, count.words);
        return Difference::new(Verdict::Number(NumberVerdict::DifferentScope), reason);
    };
    Difference { verdict: Verdict::Number(compared.verdict), reason: compared.reason, base: Some(place) }
}

/// Compares two texts that have one date each.
fn by_date(first: &str, second: &str) -> Option<Difference> {
    let compared = compare_dates(only_date(first)?, only_date(second)?);
    Some(Difference::new(Verdict::Date(compared.verdict), compared.reason))
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
    let dated = dated.map(|compared| Difference::new(Verdict::Date(compared.verdict), compared.reason));
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
    Some(Difference::new(Verdict::Name(compared.verdict), compared.reason))
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
