//! What documents say, in the form in which it is compared.

use crate::compare::{Said, Statement, Topic};
use crate::detect::{Item, Suggestion};
use crate::model::{Body, View};
use crate::reading::{DateMeaning, Language, Lexicon, Quantity, Term, Terms, Tokens, dates};
use crate::text::{TextRange, sentences};

/// A sentence with fewer words says too little to be compared as a whole.
const MIN_WORDS: usize = 6;
/// How far a negation reaches, in words.
const REACH: usize = 7;
/// How many words before and after a number say what it counts.
const BEFORE: usize = 2;
const AFTER: usize = 1;

/// The numbers, quotes and other statements of a document, which is the `document`th of those that are compared.
pub fn statements<'d>(
    document: usize,
    body: &'d Body,
    found: &'d [Suggestion],
    lexicon: &mut Lexicon,
) -> Vec<Statement<'d>> {
    let language = Language::of(body.text());
    let terms = lexicon.of(language);
    let mut waiting = found.iter().peekable();
    let mut statements = Vec::new();
    for block in body.shown_blocks(View::default()) {
        let text = block.within(body.text()).unwrap_or_default();
        let sentences = sentences(text).map(|range| Sentence::of(range, text, terms)).collect();
        let paragraph = Paragraph { document, language, text, start: block.start(), sentences };
        while waiting.next_if(|suggestion| suggestion.range.start() < block.start()).is_some() {}
        while let Some(suggestion) = waiting.next_if(|suggestion| suggestion.range.start() < block.end()) {
            statements.extend(paragraph.said(suggestion));
        }
        statements.extend((0..paragraph.sentences.len()).filter_map(|at| paragraph.claimed(at)));
    }
    statements
}

/// A paragraph with its sentences.
struct Paragraph<'d> {
    document: usize,
    language: &'static Language,
    text: &'d str,
    start: usize,
    sentences: Vec<Sentence<'d>>,
}

/// A sentence with what it is about.
struct Sentence<'d> {
    /// Its place in the paragraph.
    range: TextRange,
    tokens: Tokens<'d>,
    /// Its terms in order, each with its token.
    terms: Vec<(usize, Term)>,
}

impl<'d> Sentence<'d> {
    fn of(range: TextRange, paragraph: &'d str, terms: &mut Terms) -> Self {
        let tokens = Tokens::of(range.within(paragraph).unwrap_or_default());
        let mut found = Vec::new();
        terms.each(&tokens, |at, term| found.push((at, term)));
        Self { range, tokens, terms: found }
    }

    fn all(&self) -> impl Iterator<Item = Term> {
        self.terms.iter().map(|(_, term)| *term)
    }

    /// Where a token stands in the paragraph.
    fn place(&self, token: usize) -> TextRange {
        let range = self.tokens.range(token).unwrap_or(TextRange::empty(0));
        range.shifted(self.range.start())
    }

    /// Whether a token is a name. The first word has a capital whatever it is.
    fn is_name(&self, token: usize) -> bool {
        token > 0 && self.tokens.is_capital(token)
    }

    fn names(&self) -> Vec<Term> {
        self.terms.iter().filter(|(token, _)| self.is_name(*token)).map(|(_, term)| *term).collect()
    }

    /// The terms right beside a number, and those of its subject.
    fn beside(&self, number: TextRange, subject: Option<TextRange>) -> Vec<Term> {
        let first = self.terms.partition_point(|(token, _)| self.place(*token).end() <= number.start());
        let after = self.terms.partition_point(|(token, _)| self.place(*token).start() < number.end());
        let is_beside =
            |at: usize| (first.saturating_sub(BEFORE)..first).contains(&at) || (after..after + AFTER).contains(&at);
        let is_subject = |token: usize| subject.is_some_and(|subject| subject.covers(self.place(token)));
        let beside = self.terms.iter().enumerate().filter(|(at, (token, _))| is_beside(*at) || is_subject(*token));
        beside.map(|(_, (_, term))| *term).collect()
    }
}

impl<'d> Paragraph<'d> {
    /// What a suggestion says.
    fn said(&self, suggestion: &'d Suggestion) -> Option<Statement<'d>> {
        let inner = self.inner(suggestion.range);
        let at = self.sentences.iter().position(|sentence| sentence.range.overlaps(inner))?;
        let sentence = self.sentences.get(at)?;
        let (said, topic) = match &suggestion.item {
            Item::Statistic(quantity) => {
                let number = self.inner(quantity.number);
                // The number itself says nothing about what it counts.
                let others = sentence.terms.iter().filter(|(token, _)| !number.covers(sentence.place(*token)));
                let subject = quantity.subject.map(|range| self.inner(range));
                let said = Said::Number {
                    quantity,
                    as_of: self.date(quantity),
                    beside: sentence.beside(inner, subject),
                    names: sentence.names(),
                };
                (said, Topic::of(others.map(|(_, term)| *term), self.around(at)))
            }
            Item::Quote(quote) if quote.class.is_said() => {
                let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.name.as_deref());
                (Said::Quote(speaker), Topic::of(sentence.all(), self.around(at)))
            }
            Item::Quote(_) | Item::Claim(_) => return None,
        };
        let words = inner.within(self.text)?;
        Some(Statement { document: self.document, words, range: suggestion.range, said, topic })
    }

    /// What a sentence says as a whole.
    fn claimed(&self, at: usize) -> Option<Statement<'d>> {
        let sentence = self.sentences.get(at)?;
        let tokens = &sentence.tokens;
        let words = (0..tokens.len()).filter_map(|at| Some((at, tokens.word(at)?)));
        let negations: Vec<usize> =
            words.clone().filter(|(_, word)| self.language.is_negation(word)).map(|(at, _)| at).collect();
        let is_reached = |token: usize| negations.iter().any(|at| (at + 1..at + REACH).contains(&token));
        let reached = sentence.terms.iter().filter(|(token, _)| is_reached(*token));
        let (denied, denied_words): (Vec<_>, Vec<_>) = reached.partition(|(token, _)| sentence.is_name(*token));
        let only_terms = |found: Vec<&(usize, Term)>| found.into_iter().map(|(_, term)| *term).collect();
        (words.count() >= MIN_WORDS).then(|| Statement {
            document: self.document,
            words: sentence.range.within(self.text).unwrap_or_default(),
            range: sentence.range.shifted(self.start),
            said: Said::Sentence {
                names: if negations.is_empty() { sentence.names() } else { Vec::new() },
                denied: only_terms(denied),
                denied_words: only_terms(denied_words),
            },
            topic: Topic::of(sentence.all(), self.around(at)),
        })
    }

    /// The terms of the sentences beside one.
    fn around(&self, at: usize) -> impl Iterator<Item = Term> {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        beside.filter_map(|at| self.sentences.get(at)).flat_map(Sentence::all)
    }

    /// The date for which a number is said.
    fn date(&self, quantity: &Quantity) -> Option<(&'d str, DateMeaning)> {
        let words = self.inner(quantity.as_of?).within(self.text)?;
        let date = dates(&Tokens::of(words), self.language).into_iter().next()?;
        Some((date.range.within(words)?, date.meaning))
    }

    /// A range of the document within the paragraph.
    fn inner(&self, range: TextRange) -> TextRange {
        let at = |offset: usize| offset.saturating_sub(self.start).min(self.text.len());
        TextRange::between(at(range.start()), at(range.end()))
    }
}
