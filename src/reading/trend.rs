//! Where something went by a quantity: "rose 5 percent", "down by 12%", "a 3 percent increase".

use super::language::{has, trend_of};
use super::pieces::Pieces;
use super::{Trend, UnitClass};

/// How far before "by" its verb may stand, in pieces.
const REACH: usize = 6;
/// How many words may stand between a verb and the share by which its object changes: "boost sales 5 percent".
const OBJECT: usize = 3;
/// How many may stand between a share and its noun: "a 5 percent year-on-year increase".
const NOUN: usize = 2;
/// How many pieces may stand between two shares of one verb: "fell 2 percent in Rome and 3 percent in Oslo".
const NEXT: usize = 8;

/// A quantity and what is in its sentence before it.
#[derive(Clone, Copy)]
pub(super) struct Moved {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) class: Option<UnitClass>,
    /// The first piece of the sentence, as far as it matters.
    pub(super) start: usize,
    /// Whether it is a percentage, or one by which percentages change.
    pub(super) is_rate: bool,
    /// Whether it is in points, which scores and indexes are counted in.
    pub(super) is_points: bool,
}

/// Where it went by a quantity.
pub(super) fn trend(p: &Pieces<'_>, moved: Moved) -> Option<Trend> {
    let first = moved.first;
    if p.sign(first) == Some('+') && p.touches_next(first) {
        return Some(Trend::Up);
    }
    if let Some(trend) = by_noun(p, moved) {
        return Some(trend);
    }
    let at = lead(p, first);
    let word = p.word_before(at);
    if p.language.phrases.by.contains(&word) && at > 1 {
        let before = (moved.start.max(at.saturating_sub(REACH))..at - 1).rev();
        return before.take_while(|&at| !p.word(at).is_empty()).find_map(|verb| of_verb(p, verb, moved));
    }
    if p.language.nouns.of.contains(&word) && at > 1 {
        return trend_of(p.language.phrases.trend_nouns, p.word(at - 2));
    }
    // "grew six years in a row"
    if moved.class == Some(UnitClass::Time) {
        return None;
    }
    let verb = at.checked_sub(1).and_then(|verb| of_verb(p, verb, moved));
    verb.or_else(|| by_object(p, at, moved))
}

/// Where a quantity goes on from the one before it, which ends with the piece `before`: "fell by 2 percent, others by 3",
/// "fell 36 points, or 0.1 percent", "rose 5 percent and 6 percent".
pub(super) fn goes_on(p: &Pieces<'_>, before: usize, moved: Moved) -> bool {
    let (numbers, first) = (p.language.numbers, moved.first);
    let between = before + 1..first;
    if before < moved.start || between.is_empty() || between.len() > NEXT {
        return false;
    }
    let is_and = |at: usize| numbers.and.contains(&p.word(at));
    let is_joint = |at: usize| p.sign(at) == Some(',') || is_and(at);
    if p.language.phrases.by.contains(&p.word_before(first)) {
        return between.clone().any(is_joint);
    }
    let is_or = |at: usize| p.sign(at) == Some(',') || numbers.range_or.contains(&p.word(at));
    let is_retold =
        between.len() <= 2 && numbers.range_or.contains(&p.word_before(first)) && between.clone().all(is_or);
    let is_inside = between.len() == 1 && p.sign(between.start) == Some('(');
    let phrases = p.language.phrases;
    let is_verb = |at: usize| {
        let is_linking = [phrases.linking, phrases.reporting].iter().any(|list| has(list, p.word(at)));
        // "in May"
        of_verb(p, at, Moved { class: None, ..moved }).is_some() || is_linking && !p.is_capital(at)
    };
    let is_next = is_and(first - 1) && !between.clone().any(is_verb);
    moved.is_rate && (is_retold || is_inside || is_next)
}

/// "a 3 percent increase", "a 5 percent year-on-year drop".
fn by_noun(p: &Pieces<'_>, moved: Moved) -> Option<Trend> {
    let nouns = p.language.nouns;
    let is_inner = |at: &usize| {
        let word = p.word(*at);
        !word.is_empty() && !nouns.is_stop(word) && !nouns.is_plural(word)
    };
    let next = moved.last + 1;
    let reach = if moved.is_rate { NOUN } else { 0 };
    let n_inner = (next..next + reach).take_while(is_inner).count();
    (next..=next + n_inner).find_map(|at| trend_of(p.language.phrases.trend_nouns, p.word(at)))
}

/// Where the words that only add to a quantity begin: "a further", "sharply", "a whopping".
fn lead(p: &Pieces<'_>, first: usize) -> usize {
    let (phrases, articles) = (p.language.phrases, p.language.numbers.articles);
    let mut at = first;
    let word = p.word_before(at);
    let is_praise = at > 1
        && !word.is_empty()
        && !p.language.nouns.is_stop(word)
        && articles.contains(&p.word(at - 2))
        && trend_of(phrases.trends, word).is_none();
    if at > 0 && (phrases.added.contains(&word) || is_praise) {
        at -= 1;
        at -= usize::from(at > 0 && articles.contains(&p.word_before(at)));
    }
    let is_adverb = p.language.nouns.not_nouns.first().is_some_and(|ending| p.word_before(at).ends_with(ending));
    at - usize::from(is_adverb)
}

/// Where a verb or a particle says that something went.
fn of_verb(p: &Pieces<'_>, verb: usize, moved: Moved) -> Option<Trend> {
    let (phrases, word) = (p.language.phrases, p.word(verb));
    if let Some(trend) = trend_of(phrases.trends, word) {
        return Some(trend);
    }
    // "they make up 5 percent"
    let is_particle = phrases.phrasal.contains(&p.word_before(verb));
    // ", down 12 places at"
    let is_aside = phrases.particles.contains(&word) && matches!(p.sign_before(verb), Some(',' | '(' | '–' | '—'));
    let can_move =
        moved.class.is_none_or(|class| matches!(class, UnitClass::Share | UnitClass::Money | UnitClass::Other));
    trend_of(phrases.share_trends, word).filter(|_| (can_move || moved.is_points || is_aside) && !is_particle)
}

/// "boost sales 5 percent", "cut its forecast 2 percent".
fn by_object(p: &Pieces<'_>, at: usize, moved: Moved) -> Option<Trend> {
    let nouns = p.language.nouns;
    let is_object = |at: usize| {
        let word = p.word(at);
        !word.is_empty() && (!nouns.is_stop(word) || nouns.determiners.contains(&word))
    };
    let start = moved.start.max(at.saturating_sub(OBJECT + 1));
    let verb = (start..at).rev().find(|&at| trend_of(p.language.phrases.trends, p.word(at)).is_some())?;
    let is_clear = moved.is_rate && (verb + 1..at).all(is_object);
    is_clear.then(|| trend_of(p.language.phrases.trends, p.word(verb))).flatten()
}
