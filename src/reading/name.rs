//! Names of people and bodies in running text.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use crate::text::{Folded, TextRange};

use super::gender::{Gender, gender_beside, set_genders};
use super::{Language, Tokens, has};

/// How many words an apposition has at most.
const APPOSITION_WORDS: usize = 25;

/// All names of a document, in order.
#[derive(Clone, Debug, Default)]
pub struct Names {
    list: Vec<Name>,
}

/// One mention of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The index of the paragraph.
    pub paragraph: usize,
    /// The words of the name itself, in the paragraph: "Ana Piquer".
    pub range: TextRange,
    /// The first and last token of it.
    pub tokens: (usize, usize),
    /// What stands before it: "U.S. Secretary of State".
    pub title: Option<TextRange>,
    /// What is said of it between commas: "the Americas director at Amnesty International".
    pub apposition: Option<TextRange>,
    /// What it is a name of.
    pub kind: NameKind,
    /// The fullest form of it in the document: "Samuel Ramirez" for "Ramírez".
    pub full: String,
    /// Whether a man or a woman has it, if a title, a description or the given name tells.
    pub gender: Option<Gender>,
}

/// What a name is of, as far as its words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// A body: "the State Department".
    Body,
    /// A place, a day, anything else with a name.
    Other,
}

/// The words by which a language tells names. Lists are sorted.
#[derive(Debug)]
pub struct NameWords {
    /// Words before a person's name, in lower case without stop: "sen", "president".
    pub titles: &'static [&'static str],
    /// Words within a name that have no capital: "of", "de".
    pub links: &'static [&'static str],
    /// Words with a capital that are no names: weekdays, months.
    pub calendar: &'static [&'static str],
    /// Words that make a name that of a body: "university".
    pub bodies: &'static [&'static str],
    /// Words with which a sentence begins, and no name does.
    pub starters: &'static [&'static str],
    /// Those of them that begin names of several words as well: "New Zealand".
    pub leads: &'static [&'static str],
}

impl Names {
    /// The names in the paragraphs of a document, in linear-logarithmic time. The paragraphs are gone through twice; they
    /// may be read one by one.
    pub fn of<'t, T: Borrow<Tokens<'t>>>(language: &Language, paragraphs: impl IntoIterator<Item = T> + Clone) -> Self {
        let seen = Seen::of(paragraphs.clone());
        let mut list: Vec<Name> = Vec::new();
        let mut fullest = Fullest::default();
        for (paragraph, tokens) in paragraphs.into_iter().enumerate() {
            let tokens = tokens.borrow();
            if is_heading(tokens) {
                continue;
            }
            let n_before = list.len();
            Finder { language, seen: &seen, paragraph, tokens }.push_names(&mut list);
            for index in n_before..list.len() {
                fullest.add(&list, index, tokens);
            }
        }
        fullest.set(&mut list);
        set_genders(&mut list, language);
        Self { list }
    }

    /// All mentions in the order of the text.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Name> {
        self.list.iter()
    }

    /// The mentions of each paragraph that has any, in the order of the text.
    pub fn by_paragraph(&self) -> impl Iterator<Item = &[Name]> {
        self.list.chunk_by(|a, b| a.paragraph == b.paragraph)
    }

    /// The mentions that lie within the tokens from one index to another of a paragraph, both included.
    pub fn within(&self, paragraph: usize, first: usize, last: usize) -> &[Name] {
        let start = self.list.partition_point(|name| (name.paragraph, name.tokens.0) < (paragraph, first));
        let rest = self.list.get(start..).unwrap_or_default();
        let len = rest.iter().take_while(|name| name.paragraph == paragraph && name.tokens.1 <= last).count();
        rest.get(..len).unwrap_or_default()
    }

    /// The mentions before a token of a paragraph, the nearest first.
    pub fn before(&self, paragraph: usize, token: usize) -> impl Iterator<Item = &Name> {
        let end = self.list.partition_point(|name| (name.paragraph, name.tokens.0) < (paragraph, token));
        self.list.get(..end).unwrap_or_default().iter().rev()
    }
}

/// What the document shows of its words: which have a capital inside sentences, and which are also written small.
struct Seen {
    capital: BTreeSet<Box<str>>,
    small: BTreeSet<Box<str>>,
}

impl Seen {
    fn of<'t, T: Borrow<Tokens<'t>>>(paragraphs: impl IntoIterator<Item = T>) -> Self {
        let mut seen = Self { capital: BTreeSet::new(), small: BTreeSet::new() };
        let note = |words: &mut BTreeSet<Box<str>>, word: &str| {
            if !words.contains(word) {
                words.insert(word.into());
            }
        };
        for tokens in paragraphs {
            let tokens = tokens.borrow();
            if is_heading(tokens) {
                continue;
            }
            for at in 0..tokens.len() {
                let Some(word) = tokens.word(at) else { continue };
                if !tokens.is_capital(at) {
                    note(&mut seen.small, word);
                } else if !starts_sentence(tokens, at) {
                    note(&mut seen.capital, without_possessive(word));
                }
            }
        }
        seen
    }
}

struct Finder<'f, 't> {
    language: &'f Language,
    seen: &'f Seen,
    paragraph: usize,
    tokens: &'f Tokens<'t>,
}

impl Finder<'_, '_> {
    fn push_names(&self, list: &mut Vec<Name>) {
        let mut at = 0;
        while at < self.tokens.len() {
            if !self.is_part(at) {
                at += 1;
                continue;
            }
            let last = self.end_of_run(at);
            list.extend(self.name(at, last));
            at = last + 1;
        }
    }

    /// Whether a word can stand in a name.
    fn is_part(&self, at: usize) -> bool {
        let words = &self.language.names;
        let is_capital = self.tokens.is_capital(at) || self.is_linked(at);
        let Some(word) = self.tokens.word(at).filter(|_| is_capital) else { return false };
        let word = without_possessive(word);
        // A word that is also written small is a name only by the words around it.
        let starts = starts_sentence(self.tokens, at);
        let alone = !self.tokens.is_capital(at + 1) && self.title_stop(at).is_none();
        let is_lead = !alone && has(words.leads, word) && self.is_part(at + 1);
        let is_starter = words.starters.binary_search(&word).is_ok() && !is_lead;
        let is_word = words.calendar.binary_search(&word).is_err() && !is_starter;
        is_word && (!starts || self.seen.capital.contains(word) || !alone && !self.seen.small.contains(word))
    }

    /// Whether a small word is tied to a capital one behind it: "al-Assad".
    fn is_linked(&self, at: usize) -> bool {
        let parts = self.tokens.written(at).split_once('-');
        parts.is_some_and(|(link, rest)| {
            has(self.language.names.links, link) && rest.chars().next().is_some_and(char::is_uppercase)
        })
    }

    /// Whether the word is a title with a stop: "Sen."; then the index after the stop.
    fn title_stop(&self, at: usize) -> Option<usize> {
        let word = self.tokens.word(at)?;
        let is_short = self.tokens.sign(at + 1) == Some('.') && self.tokens.is_joined(at);
        let is_initial = word.chars().count() == 1;
        (is_short && (is_initial || self.is_title(word))).then_some(at + 2)
    }

    fn is_title(&self, word: &str) -> bool {
        self.language.names.titles.binary_search(&word).is_ok()
    }

    fn end_of_run(&self, first: usize) -> usize {
        let mut last = first;
        loop {
            if self.tokens.word(last).is_some_and(is_possessive) {
                return last;
            }
            let next = self.title_stop(last).unwrap_or(last + 1);
            let is_link =
                |at| self.tokens.word(at).is_some_and(|word| self.language.names.links.binary_search(&word).is_ok());
            let beyond = (next..next + 3).find(|at| !is_link(*at)).unwrap_or(next);
            let goes_on = self.is_part(beyond) && !(beyond > next && self.is_part(next));
            if !goes_on {
                return last;
            }
            last = beyond;
        }
    }

    fn name(&self, first: usize, last: usize) -> Option<Name> {
        let tokens = self.tokens;
        let after_title = (first..=last).rev().find_map(|at| {
            let word = tokens.word(at).filter(|word| at < last && self.is_title(word))?;
            let next = self.title_stop(at).unwrap_or(at + 1);
            // "Secretary of State Marco Rubio", but "President of France".
            let is_link = self.language.names.links.binary_search(&tokens.word(next).unwrap_or(word)).is_ok();
            let next = if is_link { next + 2 } else { next };
            (next <= last).then_some(next)
        });
        let start = after_title.unwrap_or(first);
        let small_title = || {
            let word = tokens.word(start.checked_sub(1)?).filter(|_| !tokens.is_capital(start - 1))?;
            let is_title = self.is_title(word) || self.language.speech.speakers.binary_search(&word).is_ok();
            is_title.then(|| tokens.range(start - 1)).flatten()
        };
        let title = after_title.and_then(|at| tokens.span(first, at - 1)).or_else(small_title);
        let whole = tokens.span(start, last)?;
        let words = whole.within(tokens.text())?;
        let range = TextRange::between(whole.start(), whole.start() + without_possessive(words).len());
        let apposition = self.apposition(last);
        let kind = self.kind(start, last, title.is_some());
        let full = range.within(tokens.text())?.to_owned();
        let gender = gender_beside([title, apposition], tokens, self.language);
        Some(Name { paragraph: self.paragraph, range, tokens: (start, last), title, apposition, kind, full, gender })
    }

    fn kind(&self, first: usize, last: usize, titled: bool) -> NameKind {
        let mut words = (first..=last).filter_map(|at| self.tokens.word(at)).map(without_possessive);
        let is_body = words.any(|word| self.language.names.bodies.binary_search(&word).is_ok());
        let written = without_possessive(self.tokens.written(first));
        let is_acronym = first == last && written.chars().count() > 1 && !written.contains(char::is_lowercase);
        let has_the = first.checked_sub(1).and_then(|at| self.tokens.word(at));
        let has_the = has_the.is_some_and(|word| self.language.speech.determiners.binary_search(&word).is_ok());
        if is_body || is_acronym {
            NameKind::Body
        } else if titled || last > first && last - first < 4 && !has_the {
            NameKind::Person
        } else {
            NameKind::Other
        }
    }

    /// What stands between commas after the name, if it begins as a description does.
    fn apposition(&self, last: usize) -> Option<TextRange> {
        let (tokens, speech) = (self.tokens, &self.language.speech);
        let first = last + 2;
        let begins = tokens.sign(last + 1) == Some(',')
            && (tokens.is_digits(first)
                || tokens.word(first).is_some_and(|word| {
                    speech.determiners.binary_search(&word).is_ok() || speech.speakers.binary_search(&word).is_ok()
                }));
        let ends = |at: &usize| tokens.sign(*at).is_some_and(|sign| matches!(sign, ',' | '.' | ';' | ':' | '—' | '–'));
        let end = (first..tokens.len().min(first + APPOSITION_WORDS)).find(ends).filter(|_| begins)?;
        (end > first).then(|| tokens.span(first, end - 1)).flatten()
    }
}

/// The fullest names by their first words and by their last, folded.
#[derive(Default)]
struct Fullest(BTreeMap<String, usize>);

impl Fullest {
    /// Notes the name at an index of the list, in a paragraph of these tokens.
    fn add(&mut self, list: &[Name], index: usize, tokens: &Tokens<'_>) {
        let Some(name) = list.get(index).filter(|name| name.tokens.1 > name.tokens.0) else { return };
        for at in [name.tokens.1, name.tokens.0] {
            let key = Folded::of(without_possessive(tokens.written(at))).text().to_owned();
            let best = self.0.entry(key).or_insert(index);
            if name.kind == NameKind::Person && list.get(*best).is_some_and(|it| it.kind != name.kind) {
                *best = index;
            }
        }
    }

    /// Gives every mention of one word the fullest form of its name.
    fn set(&self, list: &mut [Name]) {
        for index in 0..list.len() {
            let Some(name) = list.get(index).filter(|name| name.tokens.0 == name.tokens.1) else { continue };
            let full = self.0.get(Folded::of(&name.full).text()).and_then(|index| list.get(*index));
            let found = full.filter(|full| full.kind == NameKind::Person).map(|full| (full.full.clone(), full.kind));
            if let (Some((full, kind)), Some(name)) = (found, list.get_mut(index)) {
                (name.full, name.kind) = (full, kind);
            }
        }
    }
}

/// Whether most words of a paragraph have capitals, so that capitals tell nothing. What ends with a stop is a sentence.
fn is_heading(tokens: &Tokens<'_>) -> bool {
    if tokens.len().checked_sub(1).is_some_and(|last| tokens.sign(last) == Some('.')) {
        return false;
    }
    let n_words = (0..tokens.len()).filter(|at| tokens.word(*at).is_some()).count();
    let n_capital = (0..tokens.len()).filter(|at| tokens.is_capital(*at)).count();
    let is_closed =
        tokens.len().checked_sub(1).and_then(|last| tokens.sign(last)).is_some_and(|sign| ".!?".contains(sign));
    n_words > 4 && n_capital * 10 > n_words * 7 && !is_closed
}

fn starts_sentence(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    match tokens.sign(before) {
        Some('.') => before.checked_sub(1).and_then(|at| tokens.word(at)).is_none_or(|word| word.chars().count() > 4),
        Some(sign) => matches!(sign, '!' | '?' | ':' | '“' | '"' | '‘' | '«' | '…' | '•' | '(' | '—' | '-'),
        None => false,
    }
}

fn is_possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s")
}

fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}
