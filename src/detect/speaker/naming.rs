//! The full name of a speaker.

use crate::reading::{Gender, Language, Name, NameKind, Pronoun, has};

use crate::detect::passage::Sentence;

use super::Attribution;
use super::clause::{Clause, Phrase};

/// How many paragraphs back a pronoun may point.
const REACH: usize = 2;
/// How many names before a pronoun are looked at.
const MAX_NAMES: usize = 50;

/// How many words of a title or a description are looked at for a role.
const MAX_ROLE_WORDS: usize = 30;
/// How many words a name has of which one looks for the end.
const MAX_NAME_WORDS: usize = 8;
/// How many words stand between the comma after a role and the name itself, at most: titles.
const MAX_TITLE_WORDS: usize = 6;

impl Attribution<'_, '_> {
    /// The full name of a speaker, or who it is in words; none if a pronoun or a bare role tells too little. `tokens` are
    /// the first and last of the phrase.
    pub(super) fn name(
        &self,
        paragraph: usize,
        clause: Clause<'_, '_>,
        phrase: Phrase,
        tokens: (usize, usize),
    ) -> Option<String> {
        if phrase.first == phrase.last {
            if let Some(pronoun) = clause.pronoun(phrase.first) {
                return self.meant(pronoun, paragraph, tokens.0);
            }
            if clause.speech().possessives.contains(&clause.word(phrase.first)) {
                let owner = clause.speech().owners.iter().find(|(word, _)| *word == clause.word(phrase.first));
                return owner.and_then(|(_, gender)| self.person_before(paragraph, tokens.0, *gender));
            }
        }
        let named = self.names.within(paragraph, tokens.0, tokens.1);
        let at_end = named.last().filter(|name| name.tokens.1 == tokens.1);
        let at_start = named.first().filter(|_| !clause.is_determiner(phrase.first) && clause.is_capital(phrase.first));
        // "The spokesman for Ruiz" is not Ruiz.
        let tied = (phrase.first..=phrase.last).any(|at| clause.speech().ties.contains(&clause.word(at)));
        if let Some(name) = at_start.or(at_end.filter(|_| !tied)) {
            return Some(name.full.clone());
        }
        if let Some(name) = self.apposed(paragraph, clause, phrase, tokens.1) {
            return Some(name.full.clone());
        }
        let is_owned = clause.speech().possessives.contains(&clause.word(phrase.first));
        match role(clause, phrase).filter(|_| named.is_empty()) {
            Some(role) if is_owned || !tied => self.with_role(paragraph, clause, phrase, role, tokens.0),
            _ if is_owned => None,
            _ => {
                let words =
                    clause.tokens.span(tokens.0, tokens.1).and_then(|range| range.within(clause.tokens.text()))?;
                Some(words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")).unwrap_or(words).to_owned())
            }
        }
    }

    /// Whom a pronoun means.
    fn meant(&self, pronoun: Pronoun, paragraph: usize, token: usize) -> Option<String> {
        match pronoun {
            Pronoun::He | Pronoun::She => self.person_before(paragraph, token, pronoun.gender()),
            Pronoun::Who => self.just_named(paragraph, token).map(|name| name.full.clone()),
            Pronoun::It => self.body_before(paragraph, token),
            Pronoun::They | Pronoun::Other => None,
        }
    }

    /// The name between commas behind a role: "His spokesman, Paul Ngo, said".
    fn apposed(&self, paragraph: usize, clause: Clause<'_, '_>, phrase: Phrase, last: usize) -> Option<&Name> {
        let tokens = clause.tokens;
        role(clause, phrase)?;
        let first = last + 2;
        let name = self.names.within(paragraph, first, first + MAX_TITLE_WORDS + MAX_NAME_WORDS).first()?;
        let title = name.title.map_or(name.tokens.0, |title| tokens.at(title.start()));
        let begins = tokens.sign(last + 1) == Some(',') && (name.tokens.0 == first || title == first);
        // "The mayor, Bea Sol said, is ill": a verb follows, so it is Bea Sol who speaks.
        let ends = tokens.word(name.tokens.1 + 1).is_none()
            && tokens.range(name.tokens.1).map(|it| it.end()) == Some(name.range.end());
        (begins && ends && name.kind == NameKind::Person).then_some(name)
    }

    /// The only one before who was given a role: "the mayor" after "Ana Ruiz, the mayor of Leeds".
    fn with_role(
        &self,
        paragraph: usize,
        clause: Clause<'_, '_>,
        phrase: Phrase,
        role: &str,
        token: usize,
    ) -> Option<String> {
        if !clause.speech().definite.contains(&clause.word(phrase.first)) {
            return None;
        }
        let has_role = |name: &&Name| {
            let Some(tokens) = self.paragraphs.tokens(name.paragraph) else { return false };
            let ranges = [name.title, name.apposition].into_iter().flatten();
            let words = ranges
                .flat_map(|range| (tokens.at(range.start())..).take_while(move |at| *at < tokens.at(range.end())));
            words.take(MAX_ROLE_WORDS).any(|at| tokens.word(at) == Some(role))
        };
        let mut people = self.names.before(paragraph, token).take(MAX_NAMES).filter(has_role);
        let nearest = people.next()?;
        people.all(|name| name.full == nearest.full).then(|| nearest.full.clone())
    }

    /// The person that a pronoun for one of a gender most likely means: who spoke last, or the only one who was named.
    fn person_before(&self, paragraph: usize, token: usize, gender: Option<Gender>) -> Option<String> {
        let near =
            self.names.before(paragraph, token).take_while(|name| name.paragraph + REACH >= paragraph).take(MAX_NAMES);
        let mut people: Vec<&Name> = near.filter(|name| may_be(name, gender)).collect();
        if people.iter().any(|name| name.paragraph == paragraph) {
            people.retain(|name| name.paragraph == paragraph);
        } else if let Some((_, last)) = self.turns.last.as_ref().filter(|(said_in, _)| said_in + REACH >= paragraph)
            && people.iter().any(|name| Some(&name.full) == last.name.as_ref())
        {
            return last.name.clone();
        }
        let first = people.last()?;
        if people.iter().all(|name| name.full == first.full) {
            return Some(first.full.clone());
        }
        self.subject_before(paragraph, token, gender)
    }

    /// The name that the sentence of a pronoun, or the one before, begins with.
    fn subject_before(&self, paragraph: usize, token: usize, gender: Option<Gender>) -> Option<String> {
        let sentences = &self.paragraph(paragraph)?.sentences;
        let starts_before = |sentence: &Sentence| sentence.units.first().is_some_and(|unit| unit.first <= token);
        let n_before = sentences.partition_point(starts_before);
        (n_before.saturating_sub(2)..n_before).rev().find_map(|index| {
            let clause = self.clause(paragraph, index)?;
            let end = clause.units.partition_point(|unit| unit.first < token);
            let phrase = clause.first_phrase(end)?;
            let (first, last) = (clause.units.get(phrase.first)?.first, clause.units.get(phrase.last)?.last);
            let name = self.names.within(paragraph, first, last).last()?;
            // Of "Ana Ruiz's work" it is Ana Ruiz who is spoken of.
            let is_owner = clause.tokens.range(name.tokens.1).is_some_and(|word| word.end() > name.range.end());
            let is_whole = name.tokens.1 == last || is_owner && name.tokens.0 == first;
            (is_whole && may_be(name, gender)).then(|| name.full.clone())
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

/// Whether a name may be meant by a pronoun for one of a gender. One that is not told agrees with both.
fn may_be(name: &Name, gender: Option<Gender>) -> bool {
    let agrees = name.gender.is_none() || gender.is_none() || name.gender == gender;
    name.kind == NameKind::Person && agrees
}

/// The word for what a single person is, if a group of words has one as its head: "mayor" in "the former mayor of
/// Leeds".
fn role<'p>(clause: Clause<'p, '_>, phrase: Phrase) -> Option<&'p str> {
    let tie = (phrase.first..=phrase.last).find(|at| clause.is_preposition(*at));
    let head = tie.map_or(Some(phrase.last), |tie| tie.checked_sub(1)).filter(|head| *head >= phrase.first)?;
    let word = clause.word(head);
    let Language { names, gender, .. } = clause.language;
    (has(names.titles, word) || gender.of(word).is_some()).then_some(word)
}
