//! What documents say, in the form in which it is compared.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::compare::{Named, Said, Statement, Topic};
use crate::detect::{ClaimClass, Item, Suggestion};
use crate::model::Body;
use crate::reading::{DateMeaning, Language, Lexicon, Quantity, Term, Terms, Tokens, UnitClass, dates, has};
use crate::text::{TextRange, sentences};

/// A sentence with fewer words says too little to be compared as a whole.
const MIN_WORDS: usize = 6;
/// How far a negation reaches, in words.
const REACH: usize = 7;
/// How many words before and after a number say what it counts.
const BEFORE: usize = 2;
const AFTER: usize = 1;
/// How far to both sides of a number a word can say what part of a whole it is.
const PART: usize = 4;
/// How far to both sides of a statement its sentence is read, in terms, and how many sentences of its paragraph: a longer
/// one is a list or a table.
const SIGHT: usize = 60;
const SENTENCES: usize = 10;

/// The numbers, quotes and other statements of a document, which is the `document`th of those that are compared.
pub fn statements<'d>(
    document: usize,
    body: &'d Body,
    found: &'d [Suggestion],
    lexicon: &mut Lexicon,
) -> Vec<Statement<'d>> {
    let language = Language::of(body.text());
    let terms = lexicon.of(language);
    let paragraphs: Vec<Paragraph<'d>> = body
        .shown_blocks()
        .map(|block| {
            let text = block.within(body.text()).unwrap_or_default();
            let sentences = sentences(text).map(|range| Sentence::of(range, text, language, terms)).collect();
            Paragraph { document, language, text, start: block.start(), sentences }
        })
        .collect();
    let known: BTreeSet<Term> =
        paragraphs.iter().flat_map(|it| &it.sentences).flat_map(Sentence::inner_names).collect();
    let mut waiting = found.iter().peekable();
    let mut statements = Vec::new();
    for mut paragraph in paragraphs {
        paragraph.sentences.iter_mut().for_each(|sentence| sentence.keep_names(&known));
        while waiting.next_if(|suggestion| suggestion.range.start() < paragraph.start).is_some() {}
        let end = paragraph.start + paragraph.text.len();
        while let Some(suggestion) = waiting.next_if(|suggestion| suggestion.range.start() < end) {
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
    /// The words of its names in order, each with its token.
    names: Vec<(usize, Term)>,
}

impl<'d> Sentence<'d> {
    fn of(range: TextRange, paragraph: &'d str, language: &Language, terms: &mut Terms) -> Self {
        let tokens = Tokens::of(range.within(paragraph).unwrap_or_default());
        let mut found = Vec::new();
        terms.each(&tokens, |at, term| found.push((at, term)));
        let words = &language.names;
        let is_name =
            |word: &&str| !has(words.calendar, word) && !has(words.titles, word) && !has(words.starters, word);
        let capital = (0..tokens.len()).filter(|at| tokens.is_capital(*at));
        let named = capital.filter_map(|at| Some((at, Term::of_name(tokens.word(at).filter(is_name)?))));
        let names = named.collect();
        Self { range, tokens, terms: found, names }
    }

    /// The words of names that do not begin the sentence. The first word has a capital whatever it is.
    fn inner_names(&self) -> impl Iterator<Item = Term> {
        self.names.iter().filter(|(token, _)| *token > 0).map(|(_, name)| *name)
    }

    /// Forgets its first word unless that is known as a name.
    fn keep_names(&mut self, known: &BTreeSet<Term>) {
        self.names.retain(|(token, name)| *token > 0 || known.contains(name));
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

    /// Its terms in a range of the paragraph, and where they are among all.
    fn terms_in(&self, range: TextRange) -> Range<usize> {
        let start = self.terms.partition_point(|(token, _)| self.place(*token).end() <= range.start());
        let end = self.terms.partition_point(|(token, _)| self.place(*token).start() < range.end());
        start..end.max(start)
    }

    fn terms_at(&self, places: Range<usize>) -> impl Iterator<Item = Term> {
        let end = places.end.min(self.terms.len());
        self.terms.get(places.start.min(end)..end).unwrap_or_default().iter().map(|(_, term)| *term)
    }

    /// The terms right beside a range, and those of a subject.
    fn beside(&self, range: TextRange, subject: Option<TextRange>) -> Vec<Term> {
        let Range { start, end } = self.terms_in(range);
        let subject = subject.map_or(0..0, |subject| self.terms_in(subject));
        let before = self.terms_at(start.saturating_sub(BEFORE)..start);
        before.chain(self.terms_at(end..end + AFTER)).chain(self.terms_at(subject)).collect()
    }

    /// The words around a number that are no names.
    fn part(&self, number: TextRange) -> Vec<Term> {
        let Range { start, end } = self.terms_in(number);
        let near = self.terms.get(start.saturating_sub(PART)..self.terms.len().min(end + PART)).unwrap_or_default();
        near.iter().filter(|(token, _)| !self.is_name(*token)).map(|(_, term)| *term).collect()
    }

    /// The last word before a date that is no name.
    fn act_before(&self, date: TextRange) -> Option<Term> {
        let before = self.terms.get(..self.terms_in(date).start).unwrap_or_default();
        before.iter().rev().take(SIGHT).find(|(token, _)| !self.is_name(*token)).map(|(_, term)| *term)
    }

    /// The terms around a range, but for those in it, which say nothing about what it is said of.
    fn around(&self, range: TextRange) -> impl Iterator<Item = Term> {
        let Range { start, end } = self.terms_in(range);
        self.terms_at(start.saturating_sub(SIGHT)..start).chain(self.terms_at(end..end + SIGHT))
    }
}

impl<'d> Paragraph<'d> {
    /// What a suggestion says.
    fn said(&self, suggestion: &'d Suggestion) -> Option<Statement<'d>> {
        let inner = self.inner(suggestion.range);
        let at = self.sentences.partition_point(|sentence| sentence.range.end() <= inner.start());
        let sentence = self.sentences.get(at).filter(|sentence| sentence.range.overlaps(inner))?;
        let statement = |said, topic: Vec<Term>, source| {
            Some(Statement {
                document: self.document,
                words: inner.within(self.text)?,
                range: suggestion.range,
                said,
                topic: Topic::of(topic, self.around(at)),
                names: self.names(at, source),
            })
        };
        match &suggestion.item {
            Item::Statistic(quantity) => {
                let said = Said::Number {
                    quantity,
                    as_of: self.as_of(quantity),
                    beside: sentence.beside(inner, quantity.subject.map(|range| self.inner(range))),
                    counted: self.counted(quantity, sentence),
                    whole: self.whole(quantity, sentence),
                    part: sentence.part(inner),
                };
                let source = quantity.source.map(|range| self.inner(range));
                statement(said, sentence.around(self.inner(quantity.number)).collect(), source)
            }
            Item::Quote(quote) if quote.class.is_said() => {
                let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.name.as_deref());
                statement(Said::Quote(speaker), sentence.all().take(2 * SIGHT).collect(), None)
            }
            Item::Claim(claim) if claim.class == ClaimClass::Date => {
                let [(date, meaning)] = self.dates(inner)[..] else { return None };
                let dated = TextRange::between(inner.start(), date.start());
                let event = sentence.beside(date, Some(dated));
                let said =
                    Said::Date { words: date.within(self.text)?, meaning, event, act: sentence.act_before(date) };
                statement(said, sentence.around(date).collect(), None)
            }
            Item::Quote(_) | Item::Claim(_) => None,
        }
    }

    /// What a sentence says as a whole.
    fn claimed(&self, at: usize) -> Option<Statement<'d>> {
        let sentence = self.sentences.get(at)?;
        let tokens = &sentence.tokens;
        let words = (0..tokens.len()).filter_map(|at| Some((at, tokens.word(at)?)));
        let negations: Vec<usize> =
            words.clone().filter(|(_, word)| self.language.is_negation(word)).map(|(at, _)| at).collect();
        let is_reached = |token: usize| {
            let before = negations.get(..negations.partition_point(|at| *at < token)).unwrap_or_default();
            before.last().is_some_and(|at| token < at + REACH)
        };
        let reached = sentence.terms.iter().filter(|(token, _)| is_reached(*token));
        let (mut denied, denied_words): (Vec<&(usize, Term)>, Vec<_>) =
            reached.partition(|(token, _)| sentence.is_name(*token));
        // "no Republican voter" denies nothing of Republicans.
        let qualifies = |token: usize| tokens.word(token + 1).is_some_and(|word| !self.language.is_function(word));
        denied.retain(|(token, _)| !qualifies(*token));
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
            topic: Topic::of(sentence.all().take(2 * SIGHT), self.around(at)),
            names: self.names(at, None),
        })
    }

    /// The names in a sentence, but for those of a source, and those in the whole paragraph.
    fn names(&self, at: usize, source: Option<TextRange>) -> Named {
        let mut named = Named::default();
        let near = at.saturating_sub(SENTENCES)..self.sentences.len().min(at + SENTENCES + 1);
        for (index, sentence) in near.filter_map(|index| Some((index, self.sentences.get(index)?))) {
            let is_source = |token: usize| source.is_some_and(|source| source.covers(sentence.place(token)));
            let names = sentence.names.iter().take(SIGHT).filter(|(token, _)| !is_source(*token));
            let names = names.map(|(_, name)| *name);
            if index == at { named.own.extend(names) } else { named.around.extend(names) }
        }
        named.in_order()
    }

    /// What a number counts.
    fn counted(&self, quantity: &Quantity, sentence: &Sentence<'_>) -> Option<Term> {
        let unit = quantity.unit.as_ref().filter(|unit| unit.class == UnitClass::Count)?;
        if self.language.is_person(unit.head()) {
            return Some(Term::PEOPLE);
        }
        let within = sentence.terms_in(self.inner(unit.range));
        let mut within = sentence.terms.get(within).unwrap_or_default().iter();
        let is_head = |token: usize| sentence.tokens.word(token) == Some(unit.head());
        let head = within.clone().find(|(token, _)| is_head(*token));
        head.or_else(|| within.next_back()).map(|(_, term)| *term)
    }

    /// Of what a share is said, or what a number counts in all.
    fn whole(&self, quantity: &Quantity, sentence: &Sentence<'_>) -> Option<Term> {
        let unit = quantity.unit.as_ref();
        if let Some(unit) = unit.filter(|unit| unit.class == UnitClass::Share && quantity.subject.is_none()) {
            // "9 per 1,000 inhabitants"
            let (token, term) = sentence.terms.get(sentence.terms_in(self.inner(unit.range)))?.last()?;
            let is_noun = sentence.tokens.word(*token).is_some() && unit.name.contains(char::is_numeric);
            return is_noun.then_some(*term);
        }
        let noun = quantity.subject.or_else(|| unit.map(|unit| unit.range))?;
        let of = self.language.nouns.of;
        let phrase = sentence.terms.get(sentence.terms_in(self.inner(noun))).unwrap_or_default();
        let is_led = |token: usize| sentence.tokens.word(token - 1).is_some_and(|word| of.contains(&word));
        // Of "the population of El Salvador", "population".
        let own = phrase.iter().enumerate().take_while(|(at, (token, _))| *at == 0 || *token == 0 || !is_led(*token));
        own.last().map(|(_, (_, term))| *term)
    }

    /// The terms of the sentences beside one.
    fn around(&self, at: usize) -> impl Iterator<Item = Term> {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        beside.filter_map(|at| self.sentences.get(at)).flat_map(|sentence| sentence.all().take(SIGHT))
    }

    /// The dates in a range, with what they mean.
    fn dates(&self, range: TextRange) -> Vec<(TextRange, DateMeaning)> {
        let found = dates(&Tokens::of(range.within(self.text).unwrap_or_default()), self.language);
        found.into_iter().map(|date| (date.range.shifted(range.start()), date.meaning)).collect()
    }

    /// The date for which a number is said, in its words and what it means.
    fn as_of(&self, quantity: &Quantity) -> Option<(&'d str, DateMeaning)> {
        let (date, meaning) = self.dates(self.inner(quantity.as_of?)).into_iter().next()?;
        Some((date.within(self.text)?, meaning))
    }

    /// A range of the document within the paragraph.
    fn inner(&self, range: TextRange) -> TextRange {
        let at = |offset: usize| offset.saturating_sub(self.start).min(self.text.len());
        TextRange::between(at(range.start()), at(range.end()))
    }
}
