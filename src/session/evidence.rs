//! What bears on some words of a document, and how it differs from them.

use crate::compare::{NumberComparison, Stated, Verdict, Wording, WordingVerdict, compare_numbers, compare_wording};
use crate::detect::speaker_near;
use crate::model::{Document, DocumentId, PassageId, PassageKind, Project};
use crate::reading::{DateMeaning, Language, Quantity, Tokens, dates, quantities, quotations};
use crate::search::{self, EvidenceIndex, Sought};
use crate::text::{TextRange, sentence_at};

use super::difference::{Difference, by_mention};

/// Words for which evidence is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The words.
    pub words: String,
    /// The sentence around them; the words themselves where there is none.
    pub(super) sentence: String,
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

/// A quote of fewer words is a word, which has no other wording.
pub(super) const MIN_QUOTE_WORDS: usize = 3;
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
        range.within(text.text()).filter(|words| !words.trim().is_empty())?;
        let (block, inside) = text.block_at(range.start());
        let sentence = sentence_at(inside, range.start().saturating_sub(block.start())).shifted(block.start());
        // As a reader shows them: words that were struck say nothing.
        let (words, sentence) = (text.body.quoted(range).into_owned(), text.body.quoted(sentence).into_owned());
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
    pub(super) fn speaker(&self, project: &Project) -> Option<String> {
        let attributed = || {
            let (document, range) = self.place.filter(|_| self.is_quote(project))?;
            speaker_near(&project.document(document)?.body, range).and_then(|speaker| speaker.name)
        };
        self.speaker.clone().or_else(attributed)
    }

    pub(super) fn is_quote(&self, project: &Project) -> bool {
        let passage = self.passage.and_then(|id| project.passage(id));
        self.words.contains(QUOTE_MARKS) || passage.is_some_and(|passage| passage.kind == PassageKind::Quote)
    }

    /// The quantities of the words, with the sentence they stand in: what they count is told there.
    pub(super) fn quantities(&self) -> (&str, Vec<Quantity>) {
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
    let sought = Sought { words, sentence, speaker: speaker.as_deref(), place: *place, only_in: None };
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
        .map(|number| Difference::new(Verdict::Number(number.comparison.verdict), number.comparison.reason.clone()));
    let wording = || {
        let (_, nearest) = question.is_quote(project).then(|| wording(document, question, hit.range))??;
        Some(Difference::new(Verdict::Wording(nearest.verdict), nearest.reason))
    };
    let verdict = verdict.or_else(wording);
    let is_here = question.place.is_some_and(|(place, _)| place == hit.document);
    let again = is_here && verdict.is_some();
    let verdict = verdict.or_else(|| by_mention(&question.words, hit.range.within(document.text())?));
    let reason = match number.filter(|_| again) {
        Some(number) => {
            let differs = if number.differs.is_empty() { String::new() } else { format!(", {}", number.differs) };
            format!("also in {}: {}{differs}", document.place_name(hit.range.start()), number.words)
        }
        None if again => format!("also in {}: {}", document.place_name(hit.range.start()), hit.reason),
        None => hit.reason,
    };
    let search::Evidence { document, range, telling, score, .. } = hit;
    Some(Bearing { document, range, telling, reason, verdict, again, score })
}

/// The number of a sentence beside that of a question.
pub(super) struct NumberBeside {
    /// How they differ.
    pub comparison: NumberComparison,
    /// Its words: "80,000 people".
    pub words: String,
    /// What bounds it otherwise than that of the question: "without “over”"; empty if nothing does.
    pub differs: String,
    /// Whether it is the very same number, and none that is the same by chance.
    pub is_same: bool,
}

/// The number of a sentence beside that of the question.
pub(super) fn numbers(
    document: &Document,
    question: &Question,
    sentence: TextRange,
    number: TextRange,
) -> Option<NumberBeside> {
    let (own_text, own) = question.quantities();
    let text = sentence.within(document.text())?;
    let found = quantities(&Tokens::of(text), Language::of(text));
    let other = found.into_iter().find(|quantity| quantity.range.shifted(sentence.start()) == number)?;
    let alike = own.iter().filter(|quantity| quantity.counts_like(&other));
    let own = alike.max_by(|a, b| a.nearness(&other).total_cmp(&b.nearness(&other)))?;
    Some(NumberBeside {
        comparison: compare_numbers(stated(own, own_text)?, stated(&other, text)?)?,
        words: other.range.within(text)?.to_owned(),
        differs: bounded_otherwise((own, own_text), (&other, text)),
        is_same: own.is_same_number(&other),
    })
}

pub(super) fn stated<'t>(quantity: &'t Quantity, text: &'t str) -> Option<Stated<'t>> {
    let date = |range: TextRange| -> Option<(&'t str, DateMeaning)> {
        let words = range.within(text)?;
        let date = dates(&Tokens::of(words), Language::of(text)).into_iter().next()?;
        Some((date.range.within(words)?, date.meaning))
    };
    Some(Stated { quantity, words: quantity.range.within(text)?, as_of: quantity.as_of.and_then(date) })
}

/// What bounds a number otherwise than the first: "without “over”".
fn bounded_otherwise(first: (&Quantity, &str), second: (&Quantity, &str)) -> String {
    let bound = |(quantity, text): (&Quantity, &str)| {
        let before = TextRange::between(quantity.range.start(), quantity.number.start());
        before.within(text).unwrap_or_default().trim().to_owned()
    };
    let (own, other) = (bound(first), bound(second));
    match (own.is_empty(), other.is_empty()) {
        (false, true) => format!("without “{own}”"),
        (true, false) => format!("with “{other}”"),
        (false, false) if own != other => format!("“{other}” instead of “{own}”"),
        _ => String::new(),
    }
}

/// The quote that reaches into a sentence and is nearest to the words of the question, and how it differs from them.
pub(super) fn wording(document: &Document, question: &Question, sentence: TextRange) -> Option<(TextRange, Wording)> {
    let is_long = |words: &str| words.split_whitespace().count() >= MIN_QUOTE_WORDS;
    let (block, text) = document.block_at(sentence.start());
    let quotes = quotations(text).into_iter().map(|quote| quote.range);
    let near = quotes.filter(|range| range.shifted(block.start()).overlaps(sentence));
    let compared = near.filter(|_| is_long(&question.words)).filter_map(|range| {
        let words = range.within(text).filter(|words| is_long(words))?;
        Some((range.shifted(block.start()), compare_wording(&question.words, words)))
    });
    let nearest = compared.min_by_key(|(_, wording)| wording.verdict)?;
    Some(nearest).filter(|(_, wording)| wording.verdict != WordingVerdict::Different)
}
