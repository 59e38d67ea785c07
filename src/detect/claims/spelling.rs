//! Names that are written in several ways, in one document or in several.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Body;
use crate::reading::{Name, NameKind, Tokens};
use crate::text::{Folded, TextRange, is_slip};

use super::super::article::Article;
use super::{ClaimClass, Found};

/// Shorter words differ by a letter too often.
const MIN_CLOSE: usize = 3;
/// A surname alone is taken for another's slip only if it is as long.
const MIN_CLOSE_ALONE: usize = 6;
/// Longer words are no names.
const MAX_WORD: usize = 40;

/// A name that is written in several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The ways, the most frequent first.
    pub forms: Vec<SpellingForm>,
}

/// One way to write a name, and where it is so written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpellingForm {
    /// The word as it is written.
    pub written: String,
    /// The index of the document and the place in it, in order.
    pub places: Vec<(usize, TextRange)>,
}

/// The names that are written in several ways in these documents, in the order in which they are first named.
///
/// Told apart are accents, single letters in names that are else the same ("Jon Smith", "John Smith"), and single letters
/// within long surnames, unless these have given names of their own. The shapes of apostrophes and dashes are no spelling.
pub fn spellings(bodies: &[&Body]) -> Vec<Spelling> {
    let articles: Vec<Article<'_>> = bodies.iter().map(|body| Article::of(body, None)).collect();
    Forms::of(articles.iter().enumerate().flat_map(|(index, article)| words_of(article, index))).spellings()
}

/// For each paragraph the names that are written otherwise elsewhere in the document, but for the most frequent form.
pub(super) fn odd_ones_out(article: &Article<'_>) -> BTreeMap<usize, Vec<Found>> {
    let mut found: BTreeMap<usize, Vec<Found>> = BTreeMap::new();
    for spelling in Forms::of(words_of(article, 0)).spellings() {
        let [usual, odd @ ..] = spelling.forms.as_slice() else { continue };
        for form in odd {
            let n_usual = usual.places.len();
            let often = if n_usual == 1 { "once".to_owned() } else { format!("{n_usual} times") };
            let why = format!("“{}” here, “{}” {often} in this text: which is it?", form.written, usual.written);
            for (_, place) in &form.places {
                let paragraph = article.body.blocks().at(place.start());
                let start = article.start(paragraph);
                let range = TextRange::between(place.start() - start, place.end() - start);
                found.entry(paragraph).or_default().push(Found::new(range, ClaimClass::Spelling, why.clone()));
            }
        }
    }
    found
}

/// Names with two apostrophes where one belongs: O''Brien.
pub(super) fn doubled_apostrophes(tokens: &Tokens<'_>) -> Vec<Found> {
    let slip = |at: usize| {
        let is_slip = tokens.is_capital(at) && tokens.word(at).is_some_and(|word| word.contains("''"));
        let before = at.checked_sub(1).filter(|before| tokens.is_capital(*before));
        let range = tokens.span(before.unwrap_or(at), at).filter(|_| is_slip)?;
        Some(Found::new(range, ClaimClass::Spelling, "Two apostrophes where one belongs: a slip of the keyboard?"))
    };
    (0..tokens.len()).filter_map(slip).collect()
}

/// A word of a name.
struct Word {
    document: usize,
    range: TextRange,
    written: String,
    folded: String,
    /// The other words of the name, folded, with a gap where this one stands.
    rest: String,
    /// Whether it is the last word of a person's name.
    is_surname: bool,
}

/// The words of the names of a document.
fn words_of(article: &Article<'_>, document: usize) -> impl Iterator<Item = Word> {
    article.named().flat_map(move |(_, tokens, names)| {
        let words = names.iter().flat_map(|name| words_of_name(article, document, &tokens, name));
        words.collect::<Vec<_>>()
    })
}

fn words_of_name(article: &Article<'_>, document: usize, tokens: &Tokens<'_>, name: &Name) -> Vec<Word> {
    let parts: Vec<(TextRange, String, String)> = (name.tokens.0..=name.tokens.1)
        .filter(|at| tokens.word(*at).is_some_and(|word| word.len() <= MAX_WORD))
        .filter_map(|at| {
            let range = tokens.range(at)?;
            let range = range.intersection(name.range)?;
            let written = range.within(tokens.text())?.to_owned();
            let folded = Folded::of(&written).text().to_owned();
            Some((range, written, folded))
        })
        .take(6)
        .collect();
    let mut words = Vec::new();
    for (at, (range, written, folded)) in parts.iter().enumerate() {
        let others = parts.iter().enumerate().map(|(other, part)| if other == at { "_" } else { part.2.as_str() });
        if article.shown(name.paragraph, *range).is_none() || !written.contains(char::is_lowercase) {
            continue;
        }
        words.push(Word {
            document,
            range: range.shifted(article.start(name.paragraph)),
            written: written.clone(),
            folded: folded.clone(),
            rest: others.collect::<Vec<_>>().join(" "),
            is_surname: name.kind == NameKind::Person && at + 1 == parts.len(),
        });
    }
    words
}

/// The words of names by their folded form, and which of these are forms of one name.
struct Forms {
    /// In the order in which they are first written.
    list: Vec<Form>,
}

struct Form {
    /// As it is written, with straight apostrophes and hyphens, and the places.
    written: BTreeMap<String, Vec<(usize, TextRange)>>,
    /// The index of a form that it is another spelling of; its own if it is the first.
    same_as: usize,
}

impl Forms {
    fn of(words: impl Iterator<Item = Word>) -> Self {
        let mut index_of: BTreeMap<String, usize> = BTreeMap::new();
        let mut list: Vec<Form> = Vec::new();
        let mut seen = Neighbors::default();
        for word in words {
            let next = list.len();
            let index = *index_of.entry(word.folded.clone()).or_insert(next);
            if index == next {
                list.push(Form { written: BTreeMap::new(), same_as: index });
            }
            if let Some(form) = list.get_mut(index) {
                form.written.entry(plain(&word.written)).or_default().push((word.document, word.range));
            }
            seen.add(&word, index);
        }
        let mut forms = Self { list };
        for (a, b) in seen.pairs() {
            forms.unite(a, b);
        }
        forms
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(form) = self.list.get_mut(a.max(b)) {
            form.same_as = a.min(b);
        }
    }

    fn root(&mut self, mut index: usize) -> usize {
        // A form is the same as an earlier one or as itself, so this ends; each step makes the way shorter.
        while let Some(above) = self.list.get(index).map(|form| form.same_as).filter(|above| *above < index) {
            let next = self.list.get(above).map_or(above, |form| form.same_as);
            if let Some(form) = self.list.get_mut(index) {
                form.same_as = next;
            }
            index = next;
        }
        index
    }

    fn spellings(mut self) -> Vec<Spelling> {
        let roots: Vec<usize> = (0..self.list.len()).map(|index| self.root(index)).collect();
        let mut groups: BTreeMap<usize, Vec<SpellingForm>> = BTreeMap::new();
        for (form, root) in self.list.into_iter().zip(roots) {
            let forms = form.written.into_iter().map(|(written, places)| SpellingForm { written, places });
            groups.entry(root).or_default().extend(forms);
        }
        let several = groups.into_values().filter(|forms| forms.len() > 1);
        several
            .map(|mut forms| {
                forms.sort_by_key(|form| (std::cmp::Reverse(form.places.len()), form.places.first().copied()));
                Spelling { forms }
            })
            .collect()
    }
}

/// Finds words that differ by one letter, without comparing each with each: they are the same without one letter.
#[derive(Default)]
struct Neighbors {
    /// The first forms that leave these letters in a name with this rest.
    in_name: BTreeMap<(String, String), (usize, String)>,
    /// The first forms that leave these letters as a surname, or as a name of one word.
    alone: BTreeMap<String, (usize, String)>,
    /// The given names of a surname.
    given: BTreeMap<usize, BTreeSet<String>>,
    seen: BTreeSet<(usize, String)>,
    close: Vec<(usize, usize)>,
    close_alone: Vec<(usize, usize)>,
}

impl Neighbors {
    fn add(&mut self, word: &Word, index: usize) {
        let is_alone = word.rest == "_";
        if word.is_surname {
            self.given.entry(index).or_default().extend((!is_alone).then(|| word.rest.clone()));
        }
        let n_chars = word.folded.chars().count();
        let is_word = n_chars >= MIN_CLOSE && word.folded.chars().all(char::is_alphabetic);
        if !is_word || !self.seen.insert((index, word.rest.clone())) {
            return;
        }
        for letters in with_one_left_out(&word.folded) {
            if !is_alone {
                let known = self.in_name.entry((word.rest.clone(), letters.clone()));
                let (other, folded) = known.or_insert_with(|| (index, word.folded.clone()));
                if *other != index && is_slip(folded, &word.folded) {
                    self.close.push((*other, index));
                }
            }
            if (is_alone || word.is_surname) && n_chars >= MIN_CLOSE_ALONE {
                let known = self.alone.entry(letters);
                let (other, folded) = known.or_insert_with(|| (index, word.folded.clone()));
                let same_ends = folded.chars().next() == word.folded.chars().next()
                    && folded.chars().next_back() == word.folded.chars().next_back();
                if *other != index && same_ends && is_slip(folded, &word.folded) {
                    self.close_alone.push((*other, index));
                }
            }
        }
    }

    /// The pairs of forms that are spellings of one name.
    fn pairs(self) -> Vec<(usize, usize)> {
        let is_one_name = |(a, b): &(usize, usize)| match (self.given.get(a), self.given.get(b)) {
            (Some(a), Some(b)) => a.is_empty() || b.is_empty() || !a.is_disjoint(b),
            (a, b) => a.is_some() || b.is_some(),
        };
        let mut pairs = self.close;
        pairs.extend(self.close_alone.iter().filter(|pair| is_one_name(pair)));
        pairs
    }
}

/// A word, and what is left of it without each of its letters.
fn with_one_left_out(word: &str) -> impl Iterator<Item = String> {
    let without = |(at, c): (usize, char)| {
        let (before, after) = (word.get(..at).unwrap_or_default(), word.get(at + c.len_utf8()..).unwrap_or_default());
        [before, after].concat()
    };
    std::iter::once(word.to_owned()).chain(word.char_indices().map(without))
}

/// A word with straight apostrophes and plain hyphens, whose shapes are no spelling.
fn plain(word: &str) -> String {
    let plain = |c| match c {
        '’' | '‘' | 'ʼ' => '\'',
        '‐' | '‑' => '-',
        c => c,
    };
    word.chars().map(plain).collect()
}
