//! The words of a sentence that tell who speaks.

use super::clause::{Clause, Phrase};
use crate::reading::{CueVerb, Pronoun, VerbForm};

/// How far after a passive verb its speaker is looked for, in units.
const BY_REACH: usize = 12;
/// How far back a clause may begin that a verb belongs to.
const JOINT_REACH: usize = 30;
/// How far apart commas around a description may stand, in units.
const COMMA_REACH: usize = 40;
/// How many commas are passed on the way back from a verb to its subject.
const MAX_COMMAS: usize = 5;

/// Words that tell who speaks, and who that is.
#[derive(Clone, Copy, Debug)]
pub(in crate::detect) struct Cue {
    /// The unit of the verb, or of the first word of "according to".
    pub(super) at: usize,
    /// The last unit of these words: "went on".
    pub(super) end: usize,
    /// The first unit of the verb and its subject.
    pub(super) first: usize,
    /// The last one.
    pub(super) last: usize,
    /// Who speaks.
    pub(super) subject: Phrase,
    /// In what way it is told.
    pub(super) how: How,
    /// Whether words are given, not only judged or thought.
    pub(super) says: bool,
    /// Whether somebody is called something.
    pub(super) names: bool,
}

/// In what way it is told who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::detect) enum How {
    /// A verb with a subject of its own.
    Verb,
    /// A verb that shares the subject of another: "thanked them, adding".
    Shared,
    /// A passive verb: "described by the court as".
    Passive,
    /// "according to".
    According,
    /// A noun: "her claim that".
    Noun,
}

/// All cues of a sentence in order.
pub(super) fn cues(clause: Clause<'_, '_>) -> Vec<Cue> {
    let mut found: Vec<Cue> = Vec::new();
    for at in 0..clause.units.len() {
        let cue =
            according(clause, at).or_else(|| from_verb(clause, at, &found)).or_else(|| from_noun(clause, at, &found));
        found.extend(cue);
    }
    found
}

fn according(clause: Clause<'_, '_>, at: usize) -> Option<Cue> {
    let words = clause.speech().according.iter().find(|words| clause.starts_with(at, words))?;
    let subject = clause.phrase_from(at + words.len()).or_else(|| bare_phrase(clause, at + words.len()))?;
    Some(Cue {
        at,
        first: at,
        last: subject.last,
        subject,
        how: How::According,
        end: at + words.len() - 1,
        says: true,
        names: false,
    })
}

/// A group of words that begins without a sign of it: "according to people close to him".
fn bare_phrase(clause: Clause<'_, '_>, first: usize) -> Option<Phrase> {
    let end = (first..first + 4).find(|at| clause.is_end(*at) || clause.is_preposition(*at))?;
    (end > first).then(|| Phrase { first, last: end - 1 })
}

fn from_noun(clause: Clause<'_, '_>, at: usize, found: &[Cue]) -> Option<Cue> {
    if clause.is_capital(at) || clause.speech().nouns.binary_search(&clause.word(at)).is_err() {
        return None;
    }
    let owner = (at.saturating_sub(3)..at).rev().find(|owner| {
        let word = clause.word(*owner);
        clause.speech().possessives.contains(&word) || word.ends_with("'s")
    });
    let Some(owner) = owner else {
        // "Broke into chants of “…”".
        let quote = (at + 1..at + 4).find(|link| !clause.is_preposition(*link) && clause.sign(*link) != Some(':'))?;
        let ongoing = CueVerb { form: VerbForm::Ongoing, says: false, names: false, turns: false };
        let subject = shared_subject(clause, at, ongoing, found).filter(|_| clause.is_quote(quote))?;
        return Some(Cue { at, first: at, last: at, subject, how: How::Noun, end: at, says: false, names: false });
    };
    let subject = if clause.speech().possessives.contains(&clause.word(owner)) {
        Phrase { first: owner, last: owner }
    } else {
        clause.phrase_ending(owner)?
    };
    Some(Cue { at, first: subject.first, last: at, subject, how: How::Noun, end: at, says: false, names: false })
}

fn from_verb(clause: Clause<'_, '_>, at: usize, found: &[Cue]) -> Option<Cue> {
    let phrase = clause.speech().phrases.iter().find(|words| clause.starts_with(at, words));
    let opens = at == 0 && clause.is_capital(1) && !clause.is_quote(1);
    let verb = match phrase {
        Some(_) => CueVerb { form: VerbForm::Finite, says: true, names: false, turns: false },
        None if opens => clause.speech().verb(clause.word(0)).filter(|verb| verb.form != VerbForm::Base)?,
        None => clause.verb(at)?,
    };
    let verb_last = at + phrase.map_or(0, |words| words.len() - 1);
    if is_passive(clause, at, verb) {
        return by_whom(clause, at);
    }
    let is_infinitive = verb.form == VerbForm::Base && clause.speech().to.contains(&clause.word_before(at));
    if is_infinitive && verb.names {
        return None;
    }
    let cue = |subject: Phrase, how| {
        let first = if how == How::Shared { at } else { subject.first.min(at) };
        // "The group that has called itself": the words belong to who tells of it.
        let restricts = subject.first > 0
            && subject.first < at
            && !clause.is_comma(subject.first - 1)
            && clause.pronoun(subject.first) == Some(Pronoun::Who)
            || clause.speech().that.contains(&clause.word(subject.last + 1));
        // "That he would offer “…”": not said yet.
        let is_plain = verb.form == VerbForm::Base && (clause.is_helper(at.saturating_sub(1)) || is_infinitive);
        Cue {
            at,
            first,
            last: subject.last.max(verb_last),
            subject,
            how,
            end: verb_last,
            says: verb.says && !restricts && !is_plain,
            names: verb.names,
        }
    };
    if let Some(subject) = subject_after(clause, at, verb).filter(|_| phrase.is_none()) {
        return Some(cue(subject, How::Verb));
    }
    if let Some(subject) = subject_before(clause, at, verb) {
        return Some(cue(subject, How::Verb));
    }
    Some(cue(shared_subject(clause, at, verb, found)?, How::Shared))
}

/// The subject that a verb without its own has in common with others.
fn shared_subject(clause: Clause<'_, '_>, at: usize, verb: CueVerb, found: &[Cue]) -> Option<Phrase> {
    let leads_in = at == 0 || at == 1 && clause.is_preposition(0);
    if verb.form == VerbForm::Ongoing && leads_in {
        // "Calling it “…,” the senator left."
        let end = (at + 1..clause.units.len())
            .find(|end| clause.is_comma(*end) || clause.is_quote(*end) && clause.bare_phrase_from(end + 1).is_some())?;
        return clause.bare_phrase_from(end + 1);
    }
    let last = found.iter().rev().find(|cue| matches!(cue.how, How::Verb | How::Shared));
    let floor = last.map_or(0, |cue| cue.at).max(at.saturating_sub(JOINT_REACH));
    let joint = (floor..at).rev().find(|joint| {
        let word = clause.word(*joint);
        let joins = clause.speech().and.contains(&word)
            || clause.speech().but.contains(&word)
            || clause.speech().that.contains(&word);
        clause.is_joint(*joint) && !clause.is_preposition(*joint) && !joins
    });
    let beneath = joint.and_then(|joint| clause.phrase_from(joint + 1)).filter(|phrase| phrase.last + 1 < at);
    beneath.or_else(|| last.map(|cue| cue.subject)).or_else(|| clause.first_phrase(at))
}

/// Whether a past form tells what was done to the one before it.
fn is_passive(clause: Clause<'_, '_>, at: usize, verb: CueVerb) -> bool {
    if verb.form != VerbForm::Past {
        return false;
    }
    let start = (0..at).rev().find(|before| !clause.is_helper(*before)).map_or(0, |before| before + 1);
    let mut helpers = (start..at).map(|helper| clause.word(helper));
    if helpers.any(|helper| clause.speech().passive.contains(&helper)) {
        return true;
    }
    let next = clause.word(at + 1);
    let named_next =
        clause.is_quote(at + 1) || clause.speech().as_words.contains(&next) || clause.speech().by.contains(&next);
    if !verb.names || !named_next || start < at {
        return false;
    }
    // "a policy called “X”", but "what she called “X”", "a policy Ruiz called “X”".
    let Some(before) = start.checked_sub(1) else { return true };
    let fronted = clause.phrase_ending(before).is_some_and(|phrase| {
        let word = clause.word_before(phrase.first);
        clause.pronoun(before).is_some() || clause.is_capital(before) || clause.speech().pronoun(word).is_some()
    });
    !fronted
}

fn by_whom(clause: Clause<'_, '_>, at: usize) -> Option<Cue> {
    let by = (at + 1..at + BY_REACH).find(|by| clause.speech().by.contains(&clause.word(*by)))?;
    let subject = clause.phrase_from(by + 1)?;
    Some(Cue { at, first: at, last: subject.last, subject, how: How::Passive, end: at, says: true, names: false })
}

/// The subject of a verb that stands before it: "…," said Piquer.
fn subject_after(clause: Clause<'_, '_>, at: usize, verb: CueVerb) -> Option<Phrase> {
    if verb.form == VerbForm::Ongoing {
        return None;
    }
    let Some(before) = at.checked_sub(1) else { return clause.bare_phrase_from(at + 1) };
    if clause.is_quote(before) || clause.is_comma(before) && before > 0 && clause.is_quote(before - 1) {
        return clause.bare_phrase_from(at + 1);
    }
    let subject = clause.phrase_from(at + 1)?;
    let closes = clause.is_end(subject.last + 1) || clause.is_preposition(subject.last + 1);
    // "Ana Ruiz, denied the charges": charges deny nothing.
    let speaks = clause.is_comma(before) && verb.says && clause.is_somebody(subject);
    let inserted = speaks && closes && head_before_comma(clause, before).is_none();
    inserted.then_some(subject)
}

/// The subject of a verb that stands after it.
fn subject_before(clause: Clause<'_, '_>, at: usize, verb: CueVerb) -> Option<Phrase> {
    let mut end = at;
    let mut is_helped = false;
    while let Some(before) = end.checked_sub(1).filter(|before| clause.is_helper(*before)) {
        is_helped |= clause.speech().passive.contains(&clause.word(before));
        end = before;
    }
    let mut before = end.checked_sub(1)?;
    // "Who has in the past called": what stands between helpers and verb.
    if let Some(aside) = clause.phrase_ending(before).and_then(|phrase| phrase.first.checked_sub(1))
        && clause.is_preposition(aside)
        && aside > 0
        && (clause.is_helper(aside - 1) || clause.pronoun(aside - 1).is_some())
    {
        before = (0..aside).rev().find(|at| !clause.is_helper(*at))?;
    }
    let word = clause.word(before);
    if verb.form == VerbForm::Ongoing && !is_helped || verb.form == VerbForm::Base && clause.speech().to.contains(&word)
    {
        return None;
    }
    if clause.pronoun(before) == Some(Pronoun::Who) {
        return Some(Phrase { first: before, last: before });
    }
    if clause.speech().that.contains(&word) {
        return clause.phrase_ending(before.checked_sub(1)?);
    }
    if clause.is_comma(before) {
        return head_before_comma(clause, before);
    }
    clause.phrase_ending(before)
}

/// Whom the words before a comma describe: "Ana Piquer, the Americas director at Amnesty International, |".
fn head_before_comma(clause: Clause<'_, '_>, comma: usize) -> Option<Phrase> {
    let mut after = comma;
    for _ in 0..MAX_COMMAS {
        let before = (after.saturating_sub(COMMA_REACH)..after).rev().find(|at| clause.is_comma(*at))?;
        let head = before.checked_sub(1).and_then(|end| clause.phrase_ending(end));
        let names = |phrase: &Phrase| {
            clause.pronoun(phrase.last).is_some()
                || clause.is_speaker_noun(phrase.last)
                || clause.is_capital(phrase.last) && clause.is_name_word(phrase.last)
        };
        if let Some(head) = head.filter(names) {
            // An apposition may hold names of its own: the head begins the sentence part.
            let begins = match head.first.checked_sub(1) {
                None => true,
                Some(before) if clause.is_preposition(before) && !clause.is_joint(before) => false,
                Some(before) => !clause.is_comma(before) || is_opening(clause, before),
            };
            if begins {
                return Some(head);
            }
        }
        after = before;
    }
    None
}

/// Whether a comma closes what leads into a sentence: "In March, |Ana Piquer, the director, said".
fn is_opening(clause: Clause<'_, '_>, comma: usize) -> bool {
    let floor = comma.saturating_sub(COMMA_REACH);
    let start = (floor..comma).rev().find(|at| clause.is_comma(*at) || clause.is_quote(*at)).map_or(floor, |at| at + 1);
    start == 0 && (clause.is_preposition(0) || clause.is_joint(0) || clause.is_helper(0)) || clause.is_quote(comma - 1)
}
