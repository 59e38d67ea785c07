//! The quantities of a text: numbers with what bounds them, their units and what stands around them.

use crate::text::{TextRange, Window};

use super::context::Context;
use super::date::{DateSpan, date_spans};
use super::ellipsis;
use super::measure::{Measured, measured, named};
use super::noun::{counted, is_in_name};
use super::number::{Form, Number, Value, number_at, scaled_alike};
use super::pieces::Pieces;
use super::trend::{self, Moved};
use super::{Amount, Interval, Language, Quantifier, Quantity, Tokens, Trend, Unit, UnitClass};

/// How far around the caret the words of a quantity are looked for, in bytes.
const REACH: usize = 512;

/// The quantities of a text in order. Numbers that belong to names ("MS-13", "page 12"), dates and times of day are none.
pub fn quantities(tokens: &Tokens<'_>, language: &'static Language) -> Vec<Quantity> {
    let pieces = Pieces::of(tokens, language);
    let context = Context::of(&pieces);
    let dates = date_spans(&pieces);
    let found = Reader { pieces: &pieces, dates: &dates }.all();
    let mut complete: Vec<Quantity> = Vec::with_capacity(found.len());
    let mut previous: Option<(usize, Option<Trend>)> = None;
    for found in found {
        let last = found.last;
        let moved = found.moved(&pieces, context.sentence_start(found.first));
        let mut quantity = found.complete(&context, &pieces, &dates, previous.map(|(last, _)| last));
        let trend = trend::trend(&pieces, moved).or(quantity.trend);
        let as_before = previous.and_then(|(before, trend)| trend.filter(|_| trend::goes_on(&pieces, before, moved)));
        quantity.trend = trend.or(as_before);
        previous = Some((last, quantity.trend));
        complete.push(quantity);
    }
    complete
}

/// The words of the quantity of one block that `offset` lies in or touches, with its bound and its unit: "at least 85,000
/// people", "$6 million", "1,086 per 100,000". In a date, the digits at the offset.
pub fn quantity_at(block_text: &str, offset: usize) -> Option<TextRange> {
    let window = Window::around(block_text, offset, REACH);
    let offset = window.inner(offset);
    let tokens = Tokens::of(window.text());
    let pieces = Pieces::of(&tokens, Language::of(window.text()));
    let dates = date_spans(&pieces);
    let found = Reader { pieces: &pieces, dates: &dates }.all();
    let ranges = found.iter().map(|found| pieces.span(found.first, found.last));
    let digits = (0..pieces.len()).filter(|&at| !pieces.digits(at).is_empty()).map(|at| pieces.span(at, at));
    ranges.chain(digits).find(|range| range.touches(offset)).map(|range| window.outer(range))
}

/// A quantity in pieces.
pub(super) struct Found {
    /// With what bounds it, and its unit.
    pub(super) first: usize,
    pub(super) last: usize,
    /// The number alone.
    pub(super) number: (usize, usize),
    pub(super) value: Value,
    /// The upper end of a range.
    pub(super) upper: Option<f64>,
    pub(super) quantifier: Quantifier,
    pub(super) is_near: bool,
    is_negative: bool,
    pub(super) unit: Option<Unit>,
}

impl Found {
    /// What tells where something went by it, in a sentence that starts with the piece `start`.
    fn moved(&self, pieces: &Pieces<'_>, start: usize) -> Moved {
        let unit = self.unit.as_ref();
        let class = unit.map(|unit| unit.class);
        let is_points = unit.is_some_and(|unit| pieces.language.phrases.points.contains(&unit.head()));
        let is_rate = class == Some(UnitClass::Share) || is_points && class == Some(UnitClass::Other);
        Moved { first: self.first, last: self.last, class, start, is_rate, is_points }
    }

    fn complete(
        self,
        context: &Context<'_, '_>,
        pieces: &Pieces<'_>,
        dates: &[DateSpan],
        previous: Option<usize>,
    ) -> Quantity {
        let class = self.unit.as_ref().map(|unit| unit.class);
        let sign = if self.is_negative { -1.0 } else { 1.0 };
        let can_be_negative = class == Some(UnitClass::Temperature) || self.is_negative;
        let (amount, interval) = match (self.value, self.upper) {
            (Value::Vague(low, until), _) => {
                let interval = match self.quantifier {
                    Quantifier::Equal | Quantifier::About => Interval::vague(low, until),
                    quantifier => Interval::bounded(low, until, quantifier, self.is_near, false),
                };
                (Amount::Range(low, until), interval)
            }
            (Value::Exact(value), upper) => {
                let (a, b) = (sign * value, upper.unwrap_or(sign * value));
                let amount = if upper.is_some() { Amount::Range(a, b) } else { Amount::One(a) };
                (amount, Interval::bounded(a.min(b), a.max(b), self.quantifier, self.is_near, can_be_negative))
            }
        };
        let things = self.unit.as_ref().filter(|unit| unit.class == UnitClass::Count).map(|unit| unit.range);
        let is_loss = self.is_negative && class == Some(UnitClass::Share);
        Quantity {
            range: pieces.span(self.first, self.last),
            number: pieces.span(self.number.0, self.number.1),
            amount,
            interval,
            quantifier: self.quantifier,
            trend: is_loss.then_some(Trend::Down),
            subject: context.subject(self.first, self.last, class).or(things),
            as_of: context.as_of(dates, self.first, self.last, previous),
            source: context.source(self.first),
            unit: self.unit,
        }
    }
}

struct Reader<'p, 't> {
    pieces: &'p Pieces<'t>,
    dates: &'p [DateSpan],
}

impl Reader<'_, '_> {
    fn all(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut dates = self.dates.iter().peekable();
        let mut at = 0;
        while at < self.pieces.len() {
            while dates.next_if(|date| date.last < at).is_some() {}
            if let Some(date) = dates.peek().filter(|date| date.first <= at) {
                at = date.last + 1;
                continue;
            }
            let n_idiom = self.pieces.longest_at(at, self.pieces.language.numbers.idioms);
            let Some(number) = number_at(self.pieces, at).filter(|_| n_idiom == 0) else {
                at += n_idiom.max(1);
                continue;
            };
            at = number.last + 1;
            if !self.is_quantity(&number) {
                continue;
            }
            let start = found.last().map_or(0, |found| found.last + 1);
            let quantities = self.around(number, start);
            at = quantities.last().map_or(at, |last| at.max(last.number.1 + 1));
            // What counts a thing by another has no number of its own: "per 100,000".
            at = quantities
                .last()
                .filter(|last| last.last >= at && self.counts_by(last))
                .map_or(at, |last| last.last + 1);
            found.extend(quantities);
        }
        ellipsis::complete(self.pieces, &mut found);
        found
    }

    /// Whether the unit of a quantity has a number within: "per 100,000", "one in five".
    fn counts_by(&self, found: &Found) -> bool {
        (found.number.1 + 1..=found.last)
            .any(|at| !self.pieces.digits(at).is_empty() || number_at(self.pieces, at).is_some())
    }

    /// Whether a number counts or measures: it belongs to no name, and is no word for somebody or something.
    fn is_quantity(&self, number: &Number) -> bool {
        let (p, words) = (self.pieces, self.pieces.language.numbers);
        let (first, last) = (number.first, number.last);
        let unit = named(p, number).unit;
        let is_money = unit.as_ref().is_some_and(|unit| unit.class != UnitClass::Length);
        if !is_money && number.form == Form::Plain && is_in_name(p, first, last) {
            return false;
        }
        if number.form == Form::Other && !is_money && p.digits(first).is_empty() && number.first == number.last {
            let word = p.word_before(first);
            if p.language.nouns.numbered.binary_search(&word).is_ok() {
                return false;
            }
        }
        if p.touches_before(first) && first > 0 && !p.word_before(first).is_empty() && !is_money {
            return false;
        }
        // What stands behind a stop within a word is a part of it: "v8.1".
        let is_behind = match p.sign_before(first) {
            Some('.') => true,
            Some(',') => first > 1 && !p.word(first - 2).is_empty(),
            _ => false,
        };
        if is_behind && p.touches_before(first) && first > 1 && p.touches_before(first - 1) {
            return false;
        }
        if self.is_joined_to_word(first) || self.is_list_number(number) {
            return false;
        }
        let hyphen = usize::from(p.sign(last + 1) == Some('-') && p.touches_next(last));
        if p.digits(last).is_empty()
            && words.ordinals.contains(&p.word(last + 1 + hyphen))
            && number.form == Form::Other
        {
            return false;
        }
        if p.touches_next(last) && !p.word(last + 1).is_empty() && unit.is_none() {
            return false;
        }
        let is_lone_one = first == last && p.digits(first).is_empty() && matches!(number.value, Value::Exact(1.0));
        !is_lone_one || !words.articles.contains(&p.word(first)) && self.one_counts(number)
    }

    /// "GPT-3.5": a word that a hyphen joins to the number, and that is no part of it.
    fn is_joined_to_word(&self, first: usize) -> bool {
        let (p, numbers) = (self.pieces, self.pieces.language.numbers);
        let Some(word) = first.checked_sub(2).map(|at| p.word(at)).filter(|word| !word.is_empty()) else {
            return false;
        };
        let is_joined =
            matches!(p.sign(first - 1), Some('-' | '‑')) && p.touches_before(first) && p.touches_before(first - 1);
        let is_part = [numbers.leads, numbers.minus, numbers.to].iter().any(|list| list.contains(&word));
        is_joined && !p.digits(first).is_empty() && !is_part
    }

    /// "1. The first of several": the number of a paragraph.
    fn is_list_number(&self, number: &Number) -> bool {
        let p = self.pieces;
        let is_start = number.first == 0 && number.form == Form::Plain && p.is_capital(number.last + 2);
        is_start && matches!(p.sign(number.last + 1), Some('.' | ')')) && p.touches_next(number.last)
    }

    /// Whether "one" counts something: "one proposal", "one of the best speakers", but not "this one".
    fn one_counts(&self, number: &Number) -> bool {
        let (p, words) = (self.pieces, self.pieces.language.numbers);
        let at = number.first;
        let before = p.word_before(at);
        let is_joined = p.touches_next(at) && p.sign(at + 1).is_some_and(|sign| matches!(sign, '-' | '‑'));
        let is_alone = p.len() == 1 || words.minus.contains(&before);
        let joint = p.longest_at(at + 1, words.out_of).max(p.longest_at(at + 1, words.in_));
        let is_rate = joint > 0 && number_at(p, at + 1 + joint).is_some();
        let next = p.word(at + 1);
        if is_alone || is_rate {
            return true;
        }
        if words.not_one.contains(&before) {
            return false;
        }
        if is_joined {
            return named(p, number).unit.is_some();
        }
        if words.range_or.contains(&next) {
            return number_at(p, at + 2).is_some();
        }
        if p.language.nouns.of.contains(&next) {
            return measured(p, number, named(p, number)).unit.is_some();
        }
        counted(p, at + 1, true).is_some()
    }

    /// The quantity of a number, or of two that it and the next make; nothing before `start` belongs to it.
    fn around(&self, number: Number, start: usize) -> Vec<Found> {
        if let Some(rate) = self.part_of(&number) {
            return vec![self.bounded(&rate.0, rate.1, None, start)];
        }
        let first = named(self.pieces, &number);
        let Some((second, is_range)) = self.second(&number, &first) else {
            let measured = self.with_unit(&number, first);
            return vec![self.bounded(&number, measured, None, start)];
        };
        let mut number = number;
        let upper = named(self.pieces, &second);
        let upper = self.with_unit(&second, upper);
        if first.unit.is_none()
            || first.unit.as_ref().map(|unit| &unit.name) == upper.unit.as_ref().map(|unit| &unit.name)
        {
            number.value = scaled_alike(self.pieces, number.value, number.first == number.last, &second);
        }
        let unit = first.unit.clone().or_else(|| upper.unit.clone());
        if let (true, Value::Exact(_), Value::Exact(high)) = (is_range, number.value, second.value) {
            let unit = upper.unit.clone().or(unit);
            let whole = Measured { first: first.first, last: upper.last, unit };
            let spanning = Number { last: second.last, ..number };
            return vec![self.bounded(&spanning, whole, Some(high), start)];
        }
        let lower = Measured { unit, ..first };
        let lower = self.bounded(&number, lower, None, start);
        let after = lower.last + 1;
        let upper = Measured { unit: upper.unit.clone().or(lower.unit.clone()), ..upper };
        vec![lower, self.bounded(&second, upper, None, after)]
    }

    /// The unit after a number, which may stand behind what bounds it: "five or more people".
    fn with_unit(&self, number: &Number, named: Measured) -> Measured {
        if named.unit.is_none()
            && let Some((n, _)) = self.bound_after(number.last)
        {
            let shifted = Number { last: number.last + n, ..*number };
            let found = measured(self.pieces, &shifted, super::measure::named(self.pieces, &shifted));
            return if found.unit.is_some() { found } else { named };
        }
        measured(self.pieces, number, named)
    }

    /// "one out of five", "3 in 10": the part as a number with its unit.
    fn part_of(&self, number: &Number) -> Option<(Number, Measured)> {
        let (p, words) = (self.pieces, self.pieces.language.numbers);
        let out_of = p.longest_at(number.last + 1, words.out_of);
        let n = if out_of > 0 { out_of } else { p.longest_at(number.last + 1, words.in_) };
        let whole = number_at(p, number.last + 1 + n).filter(|_| n > 0)?;
        let (Value::Exact(part), Value::Exact(of)) = (number.value, whole.value) else { return None };
        let is_round = of <= 10.0 || [12.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0].contains(&of) || of % 100.0 == 0.0;
        let is_year = self.dates.iter().any(|date| date.first == whole.first);
        let is_measured = named(p, &whole).unit.is_some() || named(p, number).unit.is_some();
        let fits = part > 0.0 && part < of && !is_year && !is_measured && part.fract() == 0.0 && of.fract() == 0.0;
        if !fits || out_of == 0 && !is_round {
            return None;
        }
        let rate = Number { last: whole.last, value: Value::Exact(part / of), form: Form::Fraction, ..*number };
        let measured = measured(p, &rate, Measured { first: rate.first, last: rate.last, unit: None });
        Some((rate, measured))
    }

    /// The second of two numbers, and whether they are the ends of a range: "65 to 70", "between 5% and 6%", "from 38,000
    /// people to 120,000" is a change.
    fn second(&self, number: &Number, first: &Measured) -> Option<(Number, bool)> {
        let (p, words) = (self.pieces, self.pieces.language.numbers);
        let Value::Exact(low) = number.value else { return None };
        let joint = first.last + 1;
        let (start, _) = self.bounds_before(first.first);
        let lead = p.word_before(start);
        let is_between = words.between.contains(&lead);
        let is_dash = p.sign(joint).is_some_and(|sign| matches!(sign, '-' | '–' | '—' | '‑'));
        let is_tight = is_dash && p.touches_next(joint) == p.touches_before(joint);
        let word = p.word(joint);
        let joins_by_or = words.range_or.contains(&word) && number.form != Form::Fraction;
        let is_joined = words.to.contains(&word) || is_tight || joins_by_or || is_between && words.and.contains(&word);
        // A currency, its prefix or a bound may stand before the second.
        let at = (joint + 1..=joint + 3).take_while(|_| is_joined).find(|&at| number_at(p, at).is_some())?;
        let second = number_at(p, at).filter(|second| self.dates.iter().all(|date| date.first != second.first))?;
        let money = named(p, &second);
        if money.first != joint + 1 && at != joint + 1 || is_dash && second.form == Form::Fraction {
            return None;
        }
        let Value::Exact(high) = second.value else { return None };
        let Value::Exact(low) = (if first.unit.is_none() {
            scaled_alike(p, number.value, number.first == number.last, &second)
        } else {
            Value::Exact(low)
        }) else {
            return None;
        };
        let is_to = words.to.contains(&word);
        let is_from =
            is_to && words.from.contains(&lead) && !words.ranging.contains(&p.word_before(start.saturating_sub(1)));
        if is_from {
            return Some((second, false));
        }
        // "rose by 5 to 20", "rose 5 percent to $20": where it went to is no end of a range.
        let is_goal = is_to && p.language.phrases.by.contains(&lead);
        let unlike = matches!((&first.unit, &money.unit), (Some(first), Some(second)) if first.name != second.name);
        if is_goal || unlike {
            return None;
        }
        let is_small = !joins_by_or || low + 3.0 >= high && high <= 100.0;
        (low < high && is_small).then_some((second, true))
    }

    /// A measured number with what bounds it before and after.
    fn bounded(&self, number: &Number, measured: Measured, upper: Option<f64>, start: usize) -> Found {
        let (p, words) = (self.pieces, self.pieces.language.numbers);
        let mut first = measured.first;
        let minus = first.checked_sub(1).filter(|&before| {
            let is_sign = matches!(p.sign(before), Some('-' | '−')) && p.touches_next(before);
            // "al menos 5" and "plus or minus 5" are no minus.
            let is_word = words.minus.contains(&p.word(before)) && self.bounds_before(first).1.is_none();
            is_sign && !p.touches_before(before) || is_word || self.is_minus_word(before)
        });
        let inner_minus = measured.first < number.first && matches!(p.sign_before(number.first), Some('-' | '−'));
        if let Some(minus) = minus {
            first = if self.is_minus_word(minus) { minus - 1 } else { minus };
        }
        if matches!(p.sign_before(first), Some('+')) && p.touches_before(first) {
            first -= 1;
        }
        let (mut first, mut bound) = self.bounds_before(first);
        let mut last = measured.last;
        let after = self.bound_after(number.last).or_else(|| self.bound_after(last));
        if let Some((n, found)) = after {
            last = last.max(if self.bound_after(number.last).is_some() { number.last + n } else { last + n });
            bound = Some(found);
        }
        if upper.is_some() && first > 0 && words.between.contains(&p.word(first - 1)) {
            first -= 1;
        }
        first = first.max(start.min(number.first));
        let (quantifier, is_near) = bound.unwrap_or((Quantifier::Equal, false));
        let quantifier = if number.form == Form::Pair && bound.is_none() { Quantifier::About } else { quantifier };
        Found {
            first,
            last,
            number: (number.first, number.last),
            value: number.value,
            upper,
            quantifier,
            is_near,
            is_negative: minus.is_some() || inner_minus,
            unit: measured.unit,
        }
    }

    /// A hyphen after "minus": "minus-130".
    fn is_minus_word(&self, at: usize) -> bool {
        let p = self.pieces;
        p.sign(at) == Some('-') && p.language.numbers.minus.contains(&p.word_before(at))
    }

    /// The first piece of the words and signs before a number that bound it, and what they say.
    fn bounds_before(&self, number: usize) -> (usize, Option<(Quantifier, bool)>) {
        let p = self.pieces;
        let (mut first, mut bound) = (number, None);
        for _ in 0..4 {
            let sign = p.sign_before(first).and_then(|sign| match sign {
                '~' | '≈' | '±' => Some(Quantifier::About),
                '>' => Some(Quantifier::MoreThan),
                '<' => Some(Quantifier::LessThan),
                '≥' => Some(Quantifier::AtLeast),
                '≤' => Some(Quantifier::AtMost),
                _ => None,
            });
            let words = p.language.phrases.bounds.iter().map(|bound| (p.ends_with(first, bound.words), bound));
            let words = words.filter(|(n, _)| *n > 0).reduce(|best, next| if next.0 > best.0 { next } else { best });
            let (n, next) = match (sign, words) {
                (Some(sign), _) => (1, (sign, false)),
                (None, Some((n, bound))) => (n, (bound.quantifier, bound.is_near)),
                (None, None) => break,
            };
            first -= n;
            // Of several the outer says more, unless it only blurs or stresses: "an estimated at least 30".
            let is_weak = matches!(next.0, Quantifier::Equal | Quantifier::About);
            if bound.is_none_or(|(inner, _)| inner == Quantifier::Equal || !is_weak) {
                bound = Some(next);
            }
        }
        (first, bound)
    }

    /// What bounds a number after it: "or more", "+".
    fn bound_after(&self, last: usize) -> Option<(usize, (Quantifier, bool))> {
        let p = self.pieces;
        if p.sign(last + 1) == Some('+') && p.touches_next(last) && !p.touches_next(last + 1) {
            return Some((1, (Quantifier::AtLeast, false)));
        }
        // "four-plus months"
        let hyphen = usize::from(p.sign(last + 1) == Some('-') && p.touches_next(last) && p.touches_next(last + 1));
        let start = last + 1 + hyphen;
        let found = p.language.phrases.bounds_after.iter().map(|bound| (p.starts_with(start, bound.words), bound));
        let (n, bound) = found.filter(|(n, _)| *n > 0).max_by_key(|(n, _)| *n)?;
        Some((n + hyphen, (bound.quantifier, bound.is_near)))
    }
}
