//! Names with what is said of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::{Name, NameKind, Pronoun, Tokens, has};
use crate::text::{Folded, TextRange};

use super::super::article::Article;
use super::{ClaimClass, Found, places};

/// How many words a description after a name has at most.
const DESCRIPTION_WORDS: usize = 25;
/// How many words an aside in brackets has at most that gives another name.
const ASIDE_WORDS: usize = 8;
/// How many bytes a word in capitals has at most that is short for a name.
const MAX_SHORT_FORM: usize = 8;

/// What has been said of each name so far.
#[derive(Default)]
pub(super) struct Told {
    /// The folded words said of a name, by its folded full form.
    said: BTreeMap<String, BTreeSet<String>>,
    /// Beginnings and ends of the names so far, folded: "Homeland Security".
    parts: BTreeSet<String>,
    /// Names of one word, folded, that say something of another word somewhere: "Canadian" farmers.
    qualities: BTreeSet<String>,
}

impl Told {
    /// Nothing was said yet.
    pub(super) fn of(article: &Article<'_>) -> Self {
        let mut qualities = BTreeSet::new();
        for (_, tokens, names) in article.named() {
            let single = names.iter().filter(|name| name.tokens.0 == name.tokens.1);
            let says_more = single.filter(|name| {
                let is_possessive = tokens.range(name.tokens.0) != Some(name.range);
                !is_possessive && !places::stands_alone(article, &tokens, name)
            });
            qualities.extend(says_more.map(|name| Folded::of(&name.full).text().to_owned()));
        }
        Self { qualities, ..Self::default() }
    }

    /// The names of a paragraph that are new, or of which something new is said.
    pub(super) fn find(&mut self, article: &Article<'_>, paragraph: usize, tokens: &Tokens<'_>) -> Vec<Found> {
        if article.is_heading(paragraph, tokens) {
            return Vec::new();
        }
        let names = article.names.within(paragraph, 0, usize::MAX).iter();
        let names = names
            .filter(|name| !places::is_place(article, tokens, name) && !places::ends_with_land(article, tokens, name));
        names.filter_map(|name| self.told(&Mention { article, tokens, name })).collect()
    }

    fn told(&mut self, mention: &Mention<'_>) -> Option<Found> {
        let name = mention.name;
        let full = Folded::of(&name.full).text().to_owned();
        let is_known = self.said.contains_key(&full) || self.parts.contains(&full);
        self.note_parts(&full);
        let is_thing = !self.qualities.contains(&full) && mention.is_plain_name();
        let known = self.said.entry(full).or_default();
        let title = name.title.filter(|title| has_new(mention, *title, known));
        let described = mention.description().filter(|described| has_new(mention, *described, known));
        let is_naming = match name.kind {
            NameKind::Person => name.tokens.1 > name.tokens.0,
            NameKind::Body => !mention.is_of_person() && !mention.is_shouted(),
            NameKind::Other if name.tokens.1 > name.tokens.0 => !mention.is_of_person(),
            NameKind::Other => is_thing || mention.number().is_some(),
        };
        let other_name = mention.aside().filter(|_| !is_known);
        if title.is_none() && described.is_none() && other_name.is_none() && (is_known || !is_naming) {
            return None;
        }
        let start = title.map_or(name.range.start(), |title| title.start()).min(mention.start());
        let ends = [described, other_name, mention.number()].into_iter().flatten().map(TextRange::end);
        let end = ends.chain([name.range.end()]).max()?;
        let why = match (title, described, other_name) {
            (Some(title), ..) if mention.has_former(title) => "A former title: is it right, and is it over?",
            (Some(_), None, _) => "A name with a title: spelled right, and is it the current one?",
            (_, Some(_), _) => "A name with what is said of it: spelled right, and is it so today?",
            (.., Some(_)) => "A name with its short form: is that what it is called?",
            _ => "A name: spelled right, and the right one?",
        };
        Some(Found::new(TextRange::between(start, end), ClaimClass::Name, why))
    }
}

impl Told {
    /// Notes the beginnings and ends of a name, which may stand for it later.
    fn note_parts(&mut self, full: &str) {
        let spaces = full.match_indices(' ').map(|(at, _)| at).take(6);
        for at in spaces {
            let (before, after) = full.split_at(at);
            self.parts.extend([before, after.trim_start()].map(str::to_owned));
        }
    }
}

/// Whether words say something that was not said before; they are noted.
fn has_new(mention: &Mention<'_>, range: TextRange, known: &mut BTreeSet<String>) -> bool {
    let words = range.within(mention.tokens.text()).unwrap_or_default();
    let folded = Folded::of(words);
    let new = folded.text().split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1);
    new.filter(|word| known.insert((*word).to_owned())).count() > 0
}

/// One mention of a name.
struct Mention<'m> {
    article: &'m Article<'m>,
    tokens: &'m Tokens<'m>,
    name: &'m Name,
}

impl Mention<'_> {
    /// What is said of the name: between commas, or as "is a …".
    fn description(&self) -> Option<TextRange> {
        let (tokens, speech) = (self.tokens, &self.article.language.speech);
        let last = self.name.tokens.1;
        let is_determiner = |at: usize| tokens.word(at).is_some_and(|word| has(speech.determiners, word));
        let is_relative = |at: usize| tokens.word(at).is_some_and(|word| speech.pronoun(word) == Some(Pronoun::Who));
        let is_stated =
            tokens.word(last + 1).is_some_and(|word| speech.passive.contains(&word)) && is_determiner(last + 2);
        let begins = tokens.sign(last + 1) == Some(',') && is_determiner(last + 2);
        if self.name.apposition.is_none() && !is_stated && !(begins && self.name.kind == NameKind::Person) {
            return None;
        }
        let first = last + 2;
        let limit = tokens.len().min(first + DESCRIPTION_WORDS);
        let is_end = |at: &usize| {
            is_relative(*at)
                || tokens.sign(*at).is_some_and(|sign| matches!(sign, ',' | '.' | ';' | ':' | '—' | '–' | '“' | '"'))
        };
        let end = (first + 1..limit).find(is_end)?;
        // With a verb of its own, it is another sentence: "Ruiz, the police said".
        let is_joint = |at: &usize| tokens.word(*at).is_some_and(|word| has(speech.joints, word));
        let before_joint = (first..end).find(is_joint).unwrap_or(end);
        let is_sentence = !is_stated && (first..before_joint).any(|at| self.is_verb(at));
        tokens.span(first, end - 1).filter(|_| !is_sentence)
    }

    fn is_verb(&self, at: usize) -> bool {
        let speech = &self.article.language.speech;
        let word = self.tokens.word(at).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| self.tokens.word(at)).unwrap_or_default();
        let is_noun = has(speech.determiners, before) || self.name.apposition.is_some();
        has(speech.helpers, word) && !has(speech.determiners, word)
            || speech.verb(word).is_some_and(|verb| verb.says && !is_noun)
    }

    /// A short number that belongs to the name: "Barrio 18".
    fn number(&self) -> Option<TextRange> {
        let at = self.name.tokens.1 + 1;
        let range = self.tokens.range(at).filter(|range| self.tokens.is_digits(at) && range.len() <= 3)?;
        let is_name = self.name.kind != NameKind::Person
            && self.tokens.word(at + 1).is_none_or(|word| {
                let speech = &self.article.language.speech;
                has(speech.prepositions, word) || has(speech.joints, word) || has(speech.helpers, word)
            });
        is_name.then_some(range)
    }

    /// Where the name starts, with words before it whose first letters its short form has: "Immigration and Customs
    /// Enforcement (ICE)".
    fn start(&self) -> usize {
        let (tokens, (first, last)) = (self.tokens, self.name.tokens);
        let initial = |at: usize| tokens.written(at).chars().next().filter(|c| c.is_uppercase());
        let short = tokens.written(last + 2);
        let n_initials = (first..=last).filter(|at| initial(*at).is_some()).count();
        let missing = self.aside().map_or(0, |_| short.chars().count().saturating_sub(n_initials)).min(4);
        let mut wanted: Vec<char> = short.chars().take(missing).collect();
        let mut start = first;
        let mut at = first;
        while let (Some(letter), Some(before)) = (wanted.last(), at.checked_sub(1)) {
            let is_link = initial(before).is_none() && tokens.word(before).is_some_and(|word| word.len() <= 3);
            if initial(before) == Some(*letter) {
                wanted.pop();
                start = before;
            } else if !is_link || start - before > 1 {
                break;
            }
            at = before;
        }
        if wanted.is_empty() { tokens.range(start) } else { None }
            .map_or(self.name.range.start(), |range| range.start())
    }

    /// The brackets after the name, if they give another name: "(CECOT)".
    fn aside(&self) -> Option<TextRange> {
        let open = self.name.tokens.1 + 1;
        self.tokens.sign(open).filter(|sign| *sign == '(')?;
        let close = (open + 1..open + 2 + ASIDE_WORDS).find(|at| self.tokens.sign(*at) == Some(')'))?;
        let is_short_form = |at: usize| {
            let written = self.tokens.written(at);
            self.tokens.word(at).is_some() && written.len() > 1 && !written.contains(char::is_lowercase)
        };
        (open + 1..close).any(is_short_form).then(|| self.tokens.span(open, close)).flatten()
    }

    /// Whether it is a government or the like, named after a person or a country: "the Trump Administration".
    fn is_of_person(&self) -> bool {
        let (first, last) = self.name.tokens;
        let claims = &self.article.language.claims;
        let word = self.tokens.word(first).unwrap_or_default();
        let is_land = first == last && has(claims.lands, word.strip_suffix("'s").unwrap_or(word));
        is_land || first < last && !has(claims.lands, word) && self.article.is_person(word)
    }

    /// Whether a name of one word stands as a name does, within a sentence and without "the".
    fn is_plain_name(&self) -> bool {
        let before = self.name.tokens.0.checked_sub(1).and_then(|at| self.tokens.word(at));
        let is_plural = self.tokens.word(self.name.tokens.1).is_some_and(|word| word.ends_with('s'));
        before.is_some_and(|word| !has(self.article.language.speech.determiners, word)) && !is_plural
    }

    /// Whether it is one long word in capitals, which is a word and no short form: "PARIS (Reuters)".
    fn is_shouted(&self) -> bool {
        let written = self.tokens.written(self.name.tokens.0);
        self.name.tokens.0 == self.name.tokens.1
            && written.len() > MAX_SHORT_FORM
            && !written.contains(char::is_lowercase)
    }

    fn has_former(&self, title: TextRange) -> bool {
        let at = self.tokens.at(title.start());
        let words = [at.checked_sub(1), Some(at)];
        let former = self.article.language.claims.former;
        words.into_iter().flatten().any(|at| self.tokens.word(at).is_some_and(|word| has(former, word)))
    }
}
