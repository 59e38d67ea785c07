//! The full name of a speaker.

use crate::reading::{Name, NameKind, Pronoun};

use crate::detect::passage::Sentence;

use super::Attribution;
use super::clause::{Clause, Phrase};

/// How many paragraphs back a pronoun may point.
const REACH: usize = 2;
/// How many names before a pronoun are looked at.
const MAX_NAMES: usize = 50;

impl Attribution<'_, '_> {
    /// The full name of a speaker, or the words as they stand if there is none. `tokens` are the first and last of the
    /// phrase.
    pub(super) fn name(
        &self,
        paragraph: usize,
        clause: Clause<'_, '_>,
        phrase: Phrase,
        tokens: (usize, usize),
    ) -> String {
        let named = self.names.within(paragraph, tokens.0, tokens.1);
        let is_alone = phrase.first == phrase.last;
        let known = match clause.pronoun(phrase.first).filter(|_| is_alone) {
            Some(Pronoun::He | Pronoun::She) => self.person_before(paragraph, tokens.0),
            Some(Pronoun::Who) => self.just_named(paragraph, tokens.0).map(|name| name.full.clone()),
            Some(Pronoun::It) => self.body_before(paragraph, tokens.0),
            Some(_) => None,
            None if is_alone && clause.speech().possessives.contains(&clause.word(phrase.first)) => {
                self.person_before(paragraph, tokens.0)
            }
            None => {
                let at_end = named.last().filter(|name| name.tokens.1 == tokens.1);
                let at_start =
                    named.first().filter(|_| !clause.is_determiner(phrase.first) && clause.is_capital(phrase.first));
                // "The spokesman for Ruiz" is not Ruiz.
                let tied = (phrase.first..=phrase.last).any(|at| clause.speech().ties.contains(&clause.word(at)));
                at_start.or(at_end.filter(|_| !tied)).map(|name| name.full.clone())
            }
        };
        known.unwrap_or_else(|| {
            let words = clause.tokens.span(tokens.0, tokens.1).and_then(|range| range.within(clause.tokens.text()));
            let words = words.unwrap_or_default();
            words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")).unwrap_or(words).to_owned()
        })
    }

    /// The person that "he" or "she" most likely means: who spoke last, or the only one who was named.
    fn person_before(&self, paragraph: usize, token: usize) -> Option<String> {
        let near =
            self.names.before(paragraph, token).take_while(|name| name.paragraph + REACH >= paragraph).take(MAX_NAMES);
        let mut people: Vec<&Name> = near.filter(|name| name.kind == NameKind::Person).collect();
        if people.iter().any(|name| name.paragraph == paragraph) {
            people.retain(|name| name.paragraph == paragraph);
        } else if let Some((_, last)) = self.last.as_ref().filter(|(said_in, _)| said_in + REACH >= paragraph)
            && people.iter().any(|name| name.full == last.name)
        {
            return Some(last.name.clone());
        }
        let first = people.last()?;
        if people.iter().all(|name| name.full == first.full) {
            return Some(first.full.clone());
        }
        self.subject_before(paragraph, token)
    }

    /// The name that the sentence of a pronoun, or the one before, begins with.
    fn subject_before(&self, paragraph: usize, token: usize) -> Option<String> {
        let sentences = &self.paragraph(paragraph)?.sentences;
        let starts_before = |sentence: &Sentence| sentence.units.first().is_some_and(|unit| unit.first <= token);
        let n_before = sentences.partition_point(starts_before);
        (n_before.saturating_sub(2)..n_before).rev().find_map(|index| {
            let clause = self.clause(paragraph, index)?;
            let end = clause.units.partition_point(|unit| unit.first < token);
            let phrase = clause.first_phrase(end)?;
            let (first, last) = (clause.units.get(phrase.first)?.first, clause.units.get(phrase.last)?.last);
            let name = self.names.within(paragraph, first, last).last()?;
            let is_whole = name.tokens.1 == last && name.kind == NameKind::Person;
            is_whole.then(|| name.full.clone())
        })
    }

    /// The body that "it" most likely means: the only one that was named in the paragraph.
    fn body_before(&self, paragraph: usize, token: usize) -> Option<String> {
        let near = self.names.before(paragraph, token).take_while(|name| name.paragraph == paragraph).take(MAX_NAMES);
        let mut bodies: Vec<&Name> = near.filter(|name| name.kind == NameKind::Body).collect();
        let sentences = &self.paragraph(paragraph)?.sentences;
        let start = |sentence: &Sentence| sentence.units.first().map_or(usize::MAX, |unit| unit.first);
        let n_before = sentences.partition_point(|sentence| start(sentence) <= token);
        let sentence_start = n_before.checked_sub(1).and_then(|at| sentences.get(at)).map_or(0, start);
        if bodies.first().is_some_and(|nearest| nearest.tokens.0 >= sentence_start) {
            bodies.retain(|name| name.tokens.0 >= sentence_start);
        }
        let first = bodies.first()?;
        bodies.iter().all(|name| name.full == first.full).then(|| first.full.clone())
    }

    fn just_named(&self, paragraph: usize, token: usize) -> Option<&Name> {
        self.names
            .before(paragraph, token)
            .next()
            .filter(|name| name.paragraph == paragraph && name.tokens.1 + 3 > token)
    }
}
