//! What bears on some words of a document, and how it differs from them.

use crate::compare::{NumberComparison, Stated, WordingVerdict, compare_numbers, compare_wording};
use crate::detect::{Item, suggestions};
use crate::model::{Document, DocumentId, PassageId, PassageKind, Project};
use crate::reading::{DateMeaning, Language, Quantity, Tokens, dates, quantities, quotations};
use crate::search::{self, EvidenceIndex, Sought};
use crate::text::{TextRange, sentence_at};

/// Words for which evidence is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The words.
    pub words: String,
    /// The sentence around them; the words themselves where there is none.
    sentence: String,
    /// Where they stand, if they do.
    pub place: Option<(DocumentId, TextRange)>,
    /// The passage that they are, if they are one.
    pub passage: Option<PassageId>,
    /// Who says them, as far as a person entered it.
    speaker: Option<String>,
}

/// A sentence that bears on a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Bearing {
    /// The document it is in.
    pub document: DocumentId,
    /// Where it is.
    pub range: TextRange,
    /// The words of it that tell, in their order.
    pub telling: Vec<TextRange>,
    /// Why it bears on the question, in words.
    pub reason: String,
    /// How it differs, where that can be told.
    pub verdict: Option<Difference>,
    /// Whether it states the same fact in the same document.
    pub again: bool,
    /// How much it has in common with the question; only for comparing with others of it.
    pub score: f32,
}

/// How two statements differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In a word: "conflict".
    pub label: &'static str,
    /// In a sentence.
    pub reason: String,
}

/// A quote of fewer words is a word, which has no other wording.
const MIN_QUOTE_WORDS: usize = 3;
const QUOTE_MARKS: [char; 6] = ['“', '”', '"', '„', '«', '»'];

impl Question {
    /// About words that stand nowhere.
    pub fn of(words: &str) -> Self {
        let words = words.to_owned();
        Self { sentence: words.clone(), words, place: None, passage: None, speaker: None }
    }

    /// About words of a document; `None` where there are none.
    pub fn at(project: &Project, document: DocumentId, range: TextRange) -> Option<Self> {
        let text = project.document(document)?;
        let words = range.within(text.text()).filter(|words| !words.trim().is_empty())?;
        let (block, inside) = text.block_at(range.start());
        let sentence = sentence_at(inside, range.start().saturating_sub(block.start()));
        let sentence = sentence.within(inside).unwrap_or_default();
        let (words, sentence) = (words.to_owned(), sentence.to_owned());
        Some(Self { words, sentence, place: Some((document, range)), passage: None, speaker: None })
    }

    /// About a passage.
    pub fn about(project: &Project, passage: PassageId) -> Option<Self> {
        let record = project.passage(passage)?;
        let speaker = Some(record.speaker.trim()).filter(|name| !name.is_empty()).map(str::to_owned);
        let question = Self::at(project, record.place.document, record.range())?;
        Some(Self { passage: Some(passage), speaker, ..question })
    }

    /// What the words are when they are marked: a quote in its marks, a number with little else, or a claim.
    pub fn kind(&self) -> PassageKind {
        let is_number = |quantity: &Quantity| quantity.range.len() * 2 > self.words.len();
        if self.words.starts_with(QUOTE_MARKS) {
            PassageKind::Quote
        } else if self.quantities().1.iter().any(is_number) {
            PassageKind::Statistic
        } else {
            PassageKind::Claim
        }
    }

    /// Who says the words: the one who was entered, else the one to whom the document attributes them.
    fn speaker(&self, project: &Project) -> Option<String> {
        let (document, range) = self.place.filter(|_| self.speaker.is_none() && self.is_quote(project)).unzip();
        let attributed = || {
            let found = suggestions(&project.document(document?)?.body, None);
            let range = range?;
            let mut quotes = found.into_iter().filter(|suggestion| suggestion.range.overlaps(range));
            quotes.find_map(|suggestion| match suggestion.item {
                Item::Quote(quote) => quote.speaker.and_then(|speaker| speaker.name),
                Item::Statistic(_) | Item::Claim(_) => None,
            })
        };
        self.speaker.clone().or_else(attributed)
    }

    fn is_quote(&self, project: &Project) -> bool {
        let passage = self.passage.and_then(|id| project.passage(id));
        self.words.contains(QUOTE_MARKS) || passage.is_some_and(|passage| passage.kind == PassageKind::Quote)
    }

    /// The quantities of the words, with the sentence they stand in: what they count is told there.
    fn quantities(&self) -> (&str, Vec<Quantity>) {
        let within = self.sentence.find(&self.words).map(|at| TextRange::between(at, at + self.words.len()));
        let (text, words) = within.map_or((&self.words, TextRange::of(&self.words)), |range| (&self.sentence, range));
        let mut found = quantities(&Tokens::of(text), Language::of(text));
        found.retain(|quantity| words.overlaps(quantity.range));
        (text, found)
    }
}

/// The sentences that bear on a question, those that state the same fact in its own document first, then the best; at
/// most `n_wanted`.
pub fn evidence(index: &EvidenceIndex, project: &Project, question: &Question, n_wanted: usize) -> Vec<Bearing> {
    let speaker = question.speaker(project);
    let Question { words, sentence, place, .. } = question;
    let sought = Sought { words, sentence, speaker: speaker.as_deref(), place: *place };
    let found = index.find(project, sought, n_wanted);
    let mut bearings: Vec<Bearing> = found.into_iter().filter_map(|hit| bearing(project, question, hit)).collect();
    bearings.sort_by_key(|bearing| !bearing.again);
    bearings
}

fn bearing(project: &Project, question: &Question, hit: search::Evidence) -> Option<Bearing> {
    let document = project.document(hit.document)?;
    let number = hit.number.and_then(|number| numbers(document, question, hit.range, number));
    let verdict = number
        .as_ref()
        .map(|(comparison, _)| Difference { label: comparison.verdict.label(), reason: comparison.reason.clone() });
    let wording = || question.is_quote(project).then(|| wording(document, question, &hit))?;
    let verdict = verdict.or_else(wording);
    let is_here = question.place.is_some_and(|(place, _)| place == hit.document);
    let again = is_here && verdict.is_some();
    let reason = match number.filter(|_| again) {
        Some((_, words)) => format!("also in {}: {words}", document.place_name(hit.range.start())),
        None if again => format!("also in {}: {}", document.place_name(hit.range.start()), hit.reason),
        None => hit.reason,
    };
    let search::Evidence { document, range, telling, score, .. } = hit;
    Some(Bearing { document, range, telling, reason, verdict, again, score })
}

/// How the number of a sentence differs from that of the question; with its words, and what bounds it otherwise.
fn numbers(
    document: &Document,
    question: &Question,
    sentence: TextRange,
    number: TextRange,
) -> Option<(NumberComparison, String)> {
    let (own_text, own) = question.quantities();
    let text = sentence.within(document.text())?;
    let found = quantities(&Tokens::of(text), Language::of(text));
    let other = found.into_iter().find(|quantity| quantity.range.shifted(sentence.start()) == number)?;
    let alike = own.iter().filter(|quantity| quantity.counts_like(&other));
    let own = alike.max_by(|a, b| a.nearness(&other).total_cmp(&b.nearness(&other)))?;
    let comparison = compare_numbers(stated(own, own_text)?, stated(&other, text)?)?;
    Some((comparison, bounded_otherwise((own, own_text), (&other, text))))
}

fn stated<'t>(quantity: &'t Quantity, text: &'t str) -> Option<Stated<'t>> {
    let date = |range: TextRange| -> Option<(&'t str, DateMeaning)> {
        let words = range.within(text)?;
        let date = dates(&Tokens::of(words), Language::of(text)).into_iter().next()?;
        Some((date.range.within(words)?, date.meaning))
    };
    Some(Stated { quantity, words: quantity.range.within(text)?, as_of: quantity.as_of.and_then(date) })
}

/// The words of a number, and what bounds it otherwise than the first: "the 80,000 people, without “over”".
fn bounded_otherwise(first: (&Quantity, &str), second: (&Quantity, &str)) -> String {
    let bound = |(quantity, text): (&Quantity, &str)| {
        let before = TextRange::between(quantity.range.start(), quantity.number.start());
        before.within(text).unwrap_or_default().trim().to_owned()
    };
    let words = second.0.range.within(second.1).unwrap_or_default();
    let (own, other) = (bound(first), bound(second));
    match (own.is_empty(), other.is_empty()) {
        (false, true) => format!("{words}, without “{own}”"),
        (true, false) => format!("{words}, with “{other}”"),
        (false, false) if own != other => format!("{words}, “{other}” instead of “{own}”"),
        _ => words.to_owned(),
    }
}

/// How a quote that reaches into a sentence differs from the words of the question.
fn wording(document: &Document, question: &Question, hit: &search::Evidence) -> Option<Difference> {
    let is_long = |words: &str| words.split_whitespace().count() >= MIN_QUOTE_WORDS;
    let (block, text) = document.block_at(hit.range.start());
    let quotes = quotations(text).into_iter().filter(|quote| quote.range.shifted(block.start()).overlaps(hit.range));
    let quotes = quotes.filter_map(|quote| quote.range.within(text)).filter(|words| is_long(words));
    let compared = quotes.filter(|_| is_long(&question.words)).map(|words| compare_wording(&question.words, words));
    let nearest = compared.min_by_key(|wording| wording.verdict)?;
    let is_alike = nearest.verdict != WordingVerdict::Different;
    is_alike.then(|| Difference { label: nearest.verdict.label(), reason: nearest.reason })
}
