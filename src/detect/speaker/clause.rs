//! A sentence as it is read for its speakers: words, and the groups of words that name somebody.

use crate::detect::passage::{Sentence, Unit, UnitKind};
use crate::reading::{CueVerb, Language, Pronoun, Speech, Tokens, VerbForm};

/// How far back the subject of a sentence may lie.
const MAX_LOOK_BACK: usize = 200;
/// How many words may stand before a name that has no article.
const MAX_ADJECTIVES: usize = 8;
/// How many units a group of words has at most.
const MAX_UNITS: usize = 25;

/// A sentence with what is needed to read it.
#[derive(Clone, Copy)]
pub(in crate::detect) struct Clause<'p, 't> {
    pub(in crate::detect) tokens: &'p Tokens<'t>,
    pub(in crate::detect) units: &'p [Unit],
    pub(in crate::detect) language: &'static Language,
}

/// A group of words that names somebody, from its first to its last unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::detect) struct Phrase {
    pub(in crate::detect) first: usize,
    pub(in crate::detect) last: usize,
}

impl<'p, 't> Clause<'p, 't> {
    pub(in crate::detect) fn of(tokens: &'p Tokens<'t>, sentence: &'p Sentence, language: &'static Language) -> Self {
        Self { tokens, units: &sentence.units, language }
    }

    pub(in crate::detect) fn speech(&self) -> &'static Speech {
        &self.language.speech
    }

    /// The word of a unit in lower case, empty if it is none.
    pub(in crate::detect) fn word(&self, at: usize) -> &'p str {
        let unit = self.units.get(at).filter(|unit| unit.kind == UnitKind::Word);
        unit.and_then(|unit| self.tokens.word(unit.first)).unwrap_or_default()
    }

    /// The word before a unit.
    pub(in crate::detect) fn word_before(&self, at: usize) -> &'p str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    pub(in crate::detect) fn is_capital(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| unit.kind == UnitKind::Word && self.tokens.is_capital(unit.first))
    }

    pub(in crate::detect) fn sign(&self, at: usize) -> Option<char> {
        match self.units.get(at)?.kind {
            UnitKind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    pub(in crate::detect) fn is_quote(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| matches!(unit.kind, UnitKind::Quote(_)))
    }

    /// Whether these words stand from a unit on.
    pub(in crate::detect) fn starts_with(&self, at: usize, words: &[&str]) -> bool {
        words.iter().zip(at..).all(|(word, at)| self.word(at) == *word)
    }

    /// Whether a comma or dash stands there.
    pub(in crate::detect) fn is_comma(&self, at: usize) -> bool {
        matches!(self.sign(at), Some(',' | '—' | '–' | '-' | '―'))
    }

    /// Whether the sentence or a part of it ends before this unit.
    pub(in crate::detect) fn is_end(&self, at: usize) -> bool {
        at >= self.units.len() || self.sign(at).is_some()
    }

    pub(in crate::detect) fn is_determiner(&self, at: usize) -> bool {
        self.speech().determiners.binary_search(&self.word(at)).is_ok()
    }

    pub(in crate::detect) fn is_preposition(&self, at: usize) -> bool {
        self.speech().prepositions.binary_search(&self.word(at)).is_ok()
    }

    pub(in crate::detect) fn is_joint(&self, at: usize) -> bool {
        self.speech().joints.binary_search(&self.word(at)).is_ok()
    }

    pub(in crate::detect) fn is_helper(&self, at: usize) -> bool {
        !self.is_capital(at) && self.speech().is_helper(self.word(at))
    }

    pub(in crate::detect) fn is_speaker_noun(&self, at: usize) -> bool {
        let word = self.word(at);
        let plain = word.strip_suffix("'s").unwrap_or(word);
        self.speech().speakers.binary_search(&plain).is_ok()
    }

    pub(in crate::detect) fn pronoun(&self, at: usize) -> Option<Pronoun> {
        let word = self.word(at);
        let plain = word.split('\'').next().unwrap_or(word);
        self.speech().pronoun(plain)
    }

    /// The verb of speech at a unit, unless it is a noun there: "the report", "his claims".
    pub(in crate::detect) fn verb(&self, at: usize) -> Option<CueVerb> {
        if self.is_capital(at) {
            return None;
        }
        let verb = self.speech().verb(self.word(at))?;
        let is_verb = match at.checked_sub(1) {
            None => verb.form != VerbForm::Base,
            Some(before) => self.is_verb_after(before, at, verb),
        };
        let right_beside = |at: usize| self.is_end(at) || self.is_quote(at);
        (is_verb && (!verb.turns || right_beside(at + 1))).then_some(verb)
    }

    fn is_verb_after(&self, before: usize, at: usize, verb: CueVerb) -> bool {
        let word = self.word(before);
        let is_plural = word.ends_with('s') && !word.ends_with("'s") && !self.is_preposition(before);
        let among = |list: &[&str]| list.binary_search(&word).is_ok();
        let is_quantifier = among(self.speech().quantifiers);
        let is_subject = self.pronoun(before).is_some() || is_quantifier;
        let is_free = self.is_helper(before) || self.speech().and.contains(&word) || self.speech().that.contains(&word);
        if self.is_determiner(before) && !is_quantifier || self.is_possessive(before) {
            return false;
        }
        if verb.form == VerbForm::Base {
            let is_plural = is_plural && !self.is_capital(before) || among(self.speech().plurals);
            return is_subject || is_free || is_plural || self.speech().to.contains(&word);
        }
        if self.speech().doubtful.binary_search(&self.word(at)).is_ok() {
            return is_subject
                || self.speech().that.contains(&word)
                || self.is_speaker_noun(before)
                || self.is_name_word(before);
        }
        !(self.word(at).ends_with('s') && self.is_preposition(before))
    }

    /// The group of words that ends with a unit.
    pub(in crate::detect) fn phrase_ending(&self, last: usize) -> Option<Phrase> {
        if self.pronoun(last).is_some() {
            return Some(Phrase { first: last, last });
        }
        if self.is_boundary(last) || self.is_preposition(last) && !self.is_capital(last) {
            return None;
        }
        let mut first = last;
        while let Some(before) = first.checked_sub(1).filter(|before| last - before < MAX_UNITS) {
            if self.is_preposition(before) && (before == 0 || !self.is_capital(before)) {
                let beyond = before.checked_sub(1).filter(|at| !self.is_boundary(*at) && !self.is_preposition(*at));
                if beyond.is_none() {
                    break;
                }
            } else if self.speech().and.contains(&self.word(before)) {
                let both_names = before > 0 && self.is_capital(before - 1) && self.is_capital(first);
                if !both_names {
                    break;
                }
            } else if self.is_boundary(before) {
                break;
            }
            first = before;
        }
        // "Last week | the president": what stands before a determiner belongs to it only through a preposition.
        let inner = (first + 1..=last)
            .rev()
            .find(|at| self.is_determiner(*at) && !self.is_preposition(at - 1) && !self.is_determiner(at - 1));
        Some(Phrase { first: inner.unwrap_or(first), last })
    }

    /// Whether a group of words cannot go on over this unit.
    fn is_boundary(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at) else { return true };
        match unit.kind {
            UnitKind::Quote(_) => true,
            UnitKind::Sign(sign) => !matches!(sign, '’' | '\'' | '&' | '@' | '/'),
            UnitKind::Word => {
                let is_verb = self.verb(at).is_some_and(|verb| match verb.form {
                    VerbForm::Base => false,
                    // "Retired" may describe whom a name follows.
                    VerbForm::Past => self.is_capital(at.saturating_sub(1)),
                    VerbForm::Finite | VerbForm::Ongoing => true,
                });
                self.pronoun(at).is_some()
                    || !self.is_determiner(at) && (self.is_joint(at) || self.is_helper(at) || is_verb)
            }
        }
    }

    /// The group of words that begins with a unit.
    pub(in crate::detect) fn phrase_from(&self, first: usize) -> Option<Phrase> {
        if self.pronoun(first).is_some() {
            return Some(Phrase { first, last: first });
        }
        if !self.is_phrase_start(first) {
            return None;
        }
        let mut last = first;
        while last - first < MAX_UNITS {
            let next = last + 1;
            let tied = self.speech().ties.contains(&self.word(next)) && !self.is_boundary(next + 1);
            let both_names =
                self.speech().and.contains(&self.word(next)) && self.is_capital(last) && self.is_capital(next + 1);
            if tied || both_names {
                last = next + 1;
                continue;
            }
            let done = self.is_name_word(last) || self.is_speaker_noun(last);
            let ends = self.is_boundary(next)
                || self.is_preposition(next)
                || self.speech().and.contains(&self.word(next))
                || done && !self.is_capital(next) && !self.is_speaker_noun(next) && !self.is_possessive(last);
            if ends {
                break;
            }
            last = next;
        }
        // Before a quotation a determiner belongs to that.
        (last > first || !self.is_determiner(first) || self.is_end(first + 1)).then_some(Phrase { first, last })
    }

    fn is_possessive(&self, at: usize) -> bool {
        self.word(at).ends_with("'s") || matches!(self.sign(at), Some('’' | '\''))
    }

    /// Whether a word with a capital can be a name: no "The", no "Monday".
    pub(in crate::detect) fn is_name_word(&self, at: usize) -> bool {
        self.is_capital(at)
            && !self.is_preposition(at)
            && !self.is_joint(at)
            && self.language.names.starters.binary_search(&self.word(at)).is_err()
            && self.language.names.calendar.binary_search(&self.word(at)).is_err()
    }

    /// Whether a group of words names a person or a body, as far as its words tell.
    pub(in crate::detect) fn is_somebody(&self, phrase: Phrase) -> bool {
        let owner = self.speech().possessives.contains(&self.word(phrase.first));
        let is_quantifier = self.speech().quantifiers.binary_search(&self.word(phrase.first)).is_ok();
        owner && phrase.first == phrase.last
            || is_quantifier
            || self.pronoun(phrase.first).is_some()
            || (phrase.first..=phrase.last).any(|at| self.is_name_word(at) || self.is_speaker_noun(at))
    }

    pub(in crate::detect) fn is_person_pronoun(&self, phrase: Phrase) -> bool {
        matches!(self.pronoun(phrase.first), Some(Pronoun::He | Pronoun::She | Pronoun::They))
    }

    /// Whether somebody may be named from here on.
    pub(in crate::detect) fn is_phrase_start(&self, at: usize) -> bool {
        let is_word = self.units.get(at).is_some_and(|unit| unit.kind == UnitKind::Word);
        let starts = self.is_determiner(at) || self.is_speaker_noun(at) || self.sign(at) == Some('@');
        is_word && (starts || self.is_name_word(at)) || self.sign(at) == Some('@')
    }

    /// The group of words that begins with a unit that may be an adjective or a noun without article: "former senator Ana
    /// Ruiz".
    pub(in crate::detect) fn bare_phrase_from(&self, first: usize) -> Option<Phrase> {
        if let Some(phrase) = self.phrase_from(first) {
            return Some(phrase);
        }
        let start =
            (first..first + MAX_ADJECTIVES).take_while(|at| !self.is_boundary(*at) && !self.is_preposition(*at));
        let name = start.last().filter(|at| self.is_name_word(*at) || self.is_speaker_noun(*at))?;
        let name = (first..=name).find(|at| self.is_phrase_start(*at))?;
        Some(Phrase { first, last: self.phrase_from(name)?.last })
    }

    /// The first group of words of the sentence before a unit that does something, passing over what leads in: "In
    /// March, after the vote, the senator".
    pub(in crate::detect) fn first_phrase(&self, before: usize) -> Option<Phrase> {
        let floor = before.saturating_sub(MAX_LOOK_BACK);
        let start = (floor..before).rev().find(|at| matches!(self.sign(*at), Some(';' | ':')));
        let mut at = start.map_or(floor, |start| start + 1);
        while at < before {
            let word = self.word(at);
            let leads_in = self.is_preposition(at)
                || self.is_joint(at) && !self.speech().and.contains(&word) && !self.speech().but.contains(&word)
                || word.ends_with(self.speech().ongoing) && !self.is_determiner(at);
            if leads_in {
                let comma = (at..before).find(|at| self.is_comma(*at));
                match comma {
                    Some(comma) => at = comma + 1,
                    None if self.is_preposition(at) => at = self.phrase_from(at + 1)?.last + 1,
                    None => at += 1,
                }
                continue;
            }
            if self.pronoun(at).is_some() || self.is_phrase_start(at) {
                return self.phrase_from(at).filter(|phrase| phrase.last < before);
            }
            at += 1;
        }
        None
    }
}
