//! What a quantity leaves out because its neighbor or its place says it: "45 and 50 mg", "24 of the 34 seats".

use super::measure::{Measured, rated};
use super::number::{Value, number_at, scaled_alike};
use super::pieces::Pieces;
use super::quantities::Found;
use super::{Quantifier, Unit, UnitClass};

/// How many pieces may stand between two quantities that are told alike: "at 25 percent and Ann Lee at 14".
const REACH: usize = 12;
/// How many may stand between where something came from and where it went.
const WAY: usize = 5;
/// Nobody is older.
const OLDEST: f64 = 120.0;

/// Gives the quantities of a paragraph what they share with their neighbors.
pub(super) fn complete(pieces: &Pieces<'_>, found: &mut [Found]) {
    // What follows a quantity may have to wait for its own unit: "5, 6 or 7 percent".
    for at in (1..found.len()).rev() {
        if let Some((before, this)) = pair(found, at) {
            from_next(pieces, before, this);
        }
    }
    for at in 0..found.len() {
        if let Some((before, this)) = pair(found, at) {
            from_before(pieces, before, this);
        }
        if let Some(this) = found.get_mut(at).filter(|this| this.unit.is_none()) {
            this.unit = age(pieces, this);
        }
    }
}

/// A quantity and the one before it.
fn pair(found: &mut [Found], at: usize) -> Option<(&mut Found, &mut Found)> {
    let (before, rest) = found.split_at_mut_checked(at)?;
    Some((before.last_mut()?, rest.first_mut()?))
}

/// "45 and 50 mg", "24 of the 34 seats".
fn from_next(p: &Pieces<'_>, before: &mut Found, this: &Found) {
    let (numbers, nouns) = (p.language.numbers, p.language.nouns);
    let between = before.last + 1..this.first;
    if before.unit.is_some() || between.is_empty() || !matches!(before.value, Value::Exact(_)) {
        return;
    }
    let is_joint = |at: usize| {
        let word = p.word(at);
        p.sign(at) == Some(',') || numbers.and.contains(&word) || numbers.range_or.contains(&word)
    };
    // "8- to 16-meter", "73-to-25 percent"
    let hangs = p.sign(between.start) == Some('-') && p.touches_next(before.last);
    let is_hung = |at: usize| numbers.to.contains(&p.word(at)) || p.sign(at) == Some('-') || is_joint(at);
    let is_list = between.len() <= 2 && between.clone().all(is_joint)
        || hangs && between.len() <= 3 && between.clone().skip(1).all(is_hung);
    let is_part = nouns.of.contains(&p.word(between.start))
        && between.len() <= 3
        && between.clone().skip(1).all(|at| nouns.determiners.contains(&p.word(at)))
        && this.unit.as_ref().is_some_and(|unit| unit.class != UnitClass::Share);
    // "3 and 5 million euros"
    if is_list
        && between.len() == 1
        && let Some(second) = number_at(p, this.number.0)
    {
        before.value = scaled_alike(p, before.value, before.number.0 == before.number.1, &second);
    }
    if is_list || is_part {
        before.unit.clone_from(&this.unit);
    }
}

fn from_before(p: &Pieces<'_>, before: &mut Found, this: &mut Found) {
    let between = before.last + 1..this.first;
    if between.is_empty() {
        return;
    }
    // "9 billion shekels ($2 billion) a year"
    let is_inside = between.len() == 1 && p.sign(between.start) == Some('(');
    if is_inside && p.sign(this.last + 1) == Some(')') {
        by_both(p, before, this);
    }
    if is_inside {
        restate(before, this);
    }
    let Some(unit) = before.unit.as_ref().filter(|_| matches!(this.value, Value::Exact(_))) else { return };
    // "the ages of 18 and 34"
    let is_age_too =
        unit.class == UnitClass::Age && between.len() == 1 && p.language.numbers.and.contains(&p.word(between.start));
    let is_told_alike = is_age_too || is_way(p, before, this) || is_parallel(p, before, this);
    match &this.unit {
        None if is_told_alike => this.unit = Some(unit.clone()),
        // "from $75 a barrel to $45"
        Some(own) if is_told_alike && own.class == UnitClass::Money && unit.is_rate_of(own) => {
            this.unit = Some(Unit::plain(own.range, unit.class, unit.name.clone()));
        }
        _ => {}
    }
}

/// What is told again in another unit has the same bound: "over 7 miles (11 km)".
fn restate(before: &Found, this: &mut Found) {
    let class = |found: &Found| found.unit.as_ref().map(|unit| unit.class);
    let is_measure = class(this).is_some_and(|class| class != UnitClass::Count && class != UnitClass::Other);
    if class(before) == class(this) && is_measure && this.quantifier == Quantifier::Equal {
        (this.quantifier, this.is_near) = (before.quantifier, before.is_near);
    }
}

/// What both are counted by, after the parenthesis around the second.
fn by_both(p: &Pieces<'_>, before: &mut Found, this: &mut Found) {
    let by = |found: &Found| {
        let unit = found.unit.clone()?;
        let measured = Measured { first: found.first, last: found.last, unit: Some(unit) };
        let by = rated(p, measured, this.last + 2);
        (by.last > found.last).then_some(by.unit).flatten()
    };
    if let (Some(first), Some(second)) = (by(before), by(this)) {
        (before.unit, this.unit) = (Some(first), Some(second));
    }
}

/// "from 14-18 mpg to 24", "7 dollars to 9".
fn is_way(p: &Pieces<'_>, before: &Found, this: &Found) -> bool {
    let numbers = p.language.numbers;
    let between = before.last + 1..this.first;
    let is_goal = numbers.to.contains(&p.word_before(this.first));
    let is_from = numbers.from.contains(&p.word_before(before.first)) && between.len() <= WAY;
    is_goal && (between.len() == 1 || is_from) && between.clone().all(|at| p.sign(at).is_none())
}

/// "Ann Lee at 25 percent and Bob Roe *at* 14": the word before both is the same.
fn is_parallel(p: &Pieces<'_>, before: &Found, this: &Found) -> bool {
    let (language, lead) = (p.language, p.word_before(this.first));
    let between = before.last + 1..this.first;
    let leads = !lead.is_empty()
        && lead == p.word_before(before.first)
        && !language.nouns.determiners.contains(&lead)
        && !language.numbers.articles.contains(&lead)
        && !language.nouns.of.contains(&lead)
        && !language.numbers.and.contains(&lead);
    let goes_on = |at: usize| !matches!(p.sign(at), Some('.' | '!' | '?' | ':' | '(' | ')'));
    leads && this.upper.is_none() && between.len() <= REACH && between.clone().all(goes_on)
}

/// How old somebody is, without a word for years: "Ann Lee, 25, said", "aged 25", "at age 94".
fn age(p: &Pieces<'_>, found: &Found) -> Option<Unit> {
    let units = p.language.units;
    let Value::Exact(value) = found.value else { return None };
    let is_age = (1.0..OLDEST).contains(&value) && value.fract() == 0.0;
    let year = units.names.iter().find(|unit| unit.name == "year").filter(|_| is_age)?;
    // "aged 25", "the ages of 18 and 34"
    let of = usize::from(p.language.nouns.of.contains(&p.word_before(found.first)));
    let said = found.first.checked_sub(1 + of).filter(|&at| units.ages.contains(&p.word(at)));
    let is_aside = found.first > 1
        && p.sign_before(found.first) == Some(',')
        && p.is_capital(found.first - 2)
        && !p.digits(found.number.0).is_empty()
        && found.first == found.number.0
        && matches!(p.sign(found.last + 1), Some(',' | ';' | '.' | ')'));
    let at = said.or(is_aside.then_some(found.number.0))?;
    Some(Unit::aged(p.span(at, at), year))
}
