//! The unit around a number: "$", "percent", "miles per hour", "people".

use crate::text::TextRange;

use super::language::{Currency, UnitName};
use super::noun::{counted, made_of};
use super::number::{Form, Number, Value, number_at};
use super::pieces::Pieces;
use super::unit::named_at;
use super::{Unit, UnitClass};

/// A number with its unit, in pieces.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) unit: Option<Unit>,
}

impl Measured {
    fn bare(number: &Number) -> Self {
        Self { first: number.first, last: number.last, unit: None }
    }

    /// The same with what it consists of: "barrels of oil".
    fn filled(self, pieces: &Pieces<'_>, last: usize) -> Self {
        let with = words(pieces, self.last + 1, last);
        let unit = self.unit.map(|unit| unit.filled(&with, pieces.span(last, last).end()));
        Self { first: self.first, last, unit }
    }

    fn with(self, last: usize, unit: Unit) -> Self {
        Self { first: self.first, last: self.last.max(last), unit: Some(unit) }
    }
}

/// The unit of the tables that stands around a number: a currency, percent, a measure.
pub(super) fn named(pieces: &Pieces<'_>, number: &Number) -> Measured {
    let bare = Measured::bare(number);
    let money = currency(pieces, number.first, number.last);
    if let Some((first, last, name)) = money {
        let (from, to) = if first == number.first { (last, last) } else { (first, number.first - 1) };
        let unit = Unit::plain(pieces.span(from, to), UnitClass::Money, name.to_owned());
        return Measured { first, last, unit: Some(unit) };
    }
    if let Some(code) = code_before(pieces, number) {
        return code;
    }
    let at = unit_start(pieces, number);
    if let Some((unit, last)) = named_at(pieces, at) {
        let measured = bare.with(last, Unit::named(pieces.span(at, last), unit));
        let measured = aged(pieces, measured, unit);
        let is_filled = matches!(unit.class, UnitClass::Volume | UnitClass::Weight);
        return made_of(pieces, last)
            .filter(|_| is_filled)
            .map_or(measured.clone(), |last| measured.filled(pieces, last));
    }
    compound(pieces, at).map_or_else(|| bare.clone(), |(unit, last)| bare.clone().with(last, unit))
}

/// The named unit of a number with what it is counted by ("per gram", "per 100,000"), or what is counted.
pub(super) fn measured(pieces: &Pieces<'_>, number: &Number, named: Measured) -> Measured {
    let measured = match named.unit {
        Some(_) => named,
        None if number.form == Form::Fraction => {
            let unit = Unit::share(pieces.span(number.first, number.last), "fraction".to_owned(), 1.0);
            return named.with(number.last, unit);
        }
        None => things(pieces, number, named),
    };
    let next = measured.last + 1;
    rated(pieces, measured, next)
}

/// Where a unit would begin: after a hyphen or an article that belongs to the number ("half an hour").
fn unit_start(pieces: &Pieces<'_>, number: &Number) -> usize {
    let next = number.last + 1;
    if matches!(pieces.sign(next), Some('-' | '‐' | '‑'))
        && pieces.touches_next(number.last)
        && pieces.touches_next(next)
    {
        return next + 1;
    }
    let language = pieces.language;
    // two "sisters"
    if matches!(pieces.sign(next), Some('“' | '‘' | '"' | '«'))
        && !pieces.touches_next(number.last)
        && pieces.touches_next(next)
    {
        return next + 1;
    }
    let article = language.numbers.articles.contains(&pieces.word(next));
    let is_part = number.form == Form::Fraction && article && named_at(pieces, next + 1).is_some();
    let after = pieces.word(next + 1);
    let is_more =
        language.nouns.more.contains(&pieces.word(next)) && !after.is_empty() && !language.nouns.is_stop(after);
    next + usize::from(is_part || is_more)
}

/// The currency sign beside a number, as first and last piece of both and its name.
fn currency(pieces: &Pieces<'_>, first: usize, last: usize) -> Option<(usize, usize, &'static str)> {
    let currencies = pieces.language.units.currencies;
    let is_sign =
        |at: usize| pieces.sign(at).is_some_and(|sign| currencies.iter().any(|currency| currency.sign == sign));
    let is_of_next = pieces.touches_next(last + 1) && !pieces.digits(last + 2).is_empty();
    let is_of_next = is_of_next || !pieces.touches_next(last) && !pieces.digits(last + 2).is_empty();
    if is_sign(last + 1) && !is_of_next {
        let name = currencies
            .iter()
            .find(|currency| currency.prefix.is_empty() && Some(currency.sign) == pieces.sign(last + 1));
        if let Some(name) = name {
            return Some((first, last + 1, name.name));
        }
    }
    // A minus may stand before the sign or after it.
    let minus =
        usize::from(first > 0 && matches!(pieces.sign_before(first), Some('-' | '−')) && pieces.touches_before(first));
    let before = first.checked_sub(1 + minus)?;
    // "$US5"
    if pieces.touches_next(before) && before > 0 && is_sign(before - 1) && pieces.touches_before(before) {
        let known = currencies
            .iter()
            .find(|known| known.prefix == pieces.written(before) && Some(known.sign) == pieces.sign(before - 1));
        return known.map(|known| (before - 1, last, known.name));
    }
    if !is_sign(before) {
        return None;
    }
    let sign = pieces.sign(before);
    let prefixed = before.checked_sub(1).and_then(|at| {
        let fits = |prefix: &str| prefix == pieces.written(at) && (pieces.touches_next(at) || prefix.len() > 1);
        currencies.iter().find(|known| !known.prefix.is_empty() && Some(known.sign) == sign && fits(known.prefix))
    });
    let plain = || currencies.iter().find(|known| known.prefix.is_empty() && Some(known.sign) == sign);
    let code = || before.checked_sub(1).and_then(|at| pieces.language.units.code(&pieces.written(at).to_uppercase()));
    match prefixed.map(|known| known.name).or_else(code) {
        Some(name) => Some((before - 1, last, name)),
        // "$75 US"
        None => {
            let fits = |known: &&Currency| {
                known.prefix.len() > 1 && Some(known.sign) == sign && known.prefix == pieces.written(last + 1)
            };
            let suffixed = currencies.iter().find(fits).map(|known| (before, last + 1, known.name));
            suffixed.or_else(|| plain().map(|known| (before, last, known.name)))
        }
    }
}

/// The code of a currency before a number: "USD 200", "Rs500", "PS8.1bn".
fn code_before(pieces: &Pieces<'_>, number: &Number) -> Option<Measured> {
    let units = pieces.language.units;
    let before = number.first.checked_sub(1)?;
    let money = |first: usize, name: &str| {
        let unit = Unit::plain(pieces.span(first, before), UnitClass::Money, name.to_owned());
        Measured { first, last: number.last, unit: Some(unit) }
    };
    if let Some(name) = units.code(pieces.written(before)) {
        return Some(money(before, name));
    }
    // Without a separator it may be a name: "PS5".
    if !pieces.touches_next(before) || pieces.digits(number.first).bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let is_two = pieces.word(before).is_empty() && pieces.touches_before(before);
    let first = before - usize::from(is_two);
    let written = pieces.span(first, before).within(pieces.text())?;
    units.ascii_signs.iter().find(|(sign, _)| *sign == written).map(|(_, name)| money(first, name))
}

/// A word such as "year-old" or "mile-long".
fn compound(pieces: &Pieces<'_>, at: usize) -> Option<(Unit, usize)> {
    let units = pieces.language.units;
    let (head, rest) = pieces.word(at).split_once('-')?;
    let unit = units.all().find(|unit| unit.words.contains(&head) || unit.symbols.contains(&head))?;
    let range = pieces.span(at, at);
    let is_age = units.old.iter().any(|old| rest.starts_with(old));
    Some((if is_age { Unit::aged(range, unit) } else { Unit::named(range, unit) }, at))
}

/// A time that "old" makes an age.
fn aged(pieces: &Pieces<'_>, measured: Measured, unit: &UnitName) -> Measured {
    let hyphen = usize::from(pieces.sign(measured.last + 1) == Some('-'));
    let n = pieces.longest_at(measured.last + 1 + hyphen, pieces.language.units.old);
    if unit.class != UnitClass::Time || n == 0 {
        return measured;
    }
    let last = measured.last + hyphen + n;
    let start = measured.unit.as_ref().map_or(0, |unit| unit.range.start());
    let range = TextRange::between(start, pieces.span(last, last).end());
    measured.with(last, Unit::aged(range, unit))
}

/// What a number counts: "three different prisons", "hundreds of migrants".
fn things(pieces: &Pieces<'_>, number: &Number, bare: Measured) -> Measured {
    let language = pieces.language;
    let is_one = matches!(number.value, Value::Exact(1.0));
    let mut at = unit_start(pieces, number);
    if language.nouns.of.contains(&pieces.word(at)) {
        at += 1;
        let whole = at;
        at += (0..2).take_while(|n| language.nouns.determiners.contains(&pieces.word(at + n))).count();
        // "20 of the 30 people": the second number counts them.
        if number_at(pieces, at).is_some() || at == whole && number.form == Form::Plain {
            return bare;
        }
        // "scores of human rights organizations", "one of the best": there are several.
        let found = counted_from(pieces, at, false, bare.clone());
        let is_several = found.unit.as_ref().is_some_and(|unit| pieces.language.nouns.is_plural(unit.head()));
        return if at == whole || is_several { found } else { bare };
    }
    if let Some((unit, last)) = named_at(pieces, at) {
        return bare.with(last, Unit::named(pieces.span(at, last), unit));
    }
    if at > number.last + 1 && matches!(pieces.sign(number.last + 1), Some('-' | '‐' | '‑')) {
        // "three-point range": the word after the hyphen alone.
        let word = pieces.word(at);
        let unit = Unit::plain(pieces.span(at, at), UnitClass::Count, word.to_owned());
        return if word.is_empty() || language.nouns.is_stop(word) || language.numbers.small(word).is_some() {
            bare
        } else {
            bare.with(at, unit)
        };
    }
    let found = counted_from(pieces, at, is_one, bare.clone());
    if found.unit.is_none() && is_compound(pieces, number, at) {
        let unit = Unit::plain(pieces.span(at, at), UnitClass::Count, pieces.word(at).to_owned());
        return bare.with(at, unit);
    }
    let is_several = found.unit.as_ref().is_some_and(|unit| pieces.language.nouns.is_plural(unit.head()));
    // "thousands flee"
    if matches!(number.value, Value::Vague(..)) && !is_several { bare } else { found }
}

/// "a 12 member committee": a word for one of what is counted, before the noun that it describes.
fn is_compound(pieces: &Pieces<'_>, number: &Number, at: usize) -> bool {
    let is_plain = |at: usize| !pieces.word(at).is_empty() && !pieces.language.nouns.is_stop(pieces.word(at));
    let is_led = pieces.language.numbers.articles.contains(&pieces.word_before(number.first));
    is_led && matches!(number.value, Value::Exact(value) if value > 1.0) && is_plain(at) && is_plain(at + 1)
}

fn counted_from(pieces: &Pieces<'_>, at: usize, is_one: bool, bare: Measured) -> Measured {
    let Some((first, last)) = counted(pieces, at, is_one) else { return bare };
    let (head, last) = (pieces.word(last), made_of(pieces, last).unwrap_or(last));
    bare.with(last, Unit::things(pieces.span(first, last), words(pieces, first, last), head))
}

/// The pieces from one to another, in lower case with one space between them.
fn words(pieces: &Pieces<'_>, first: usize, last: usize) -> String {
    let is_mark = |word: &&str| matches!(*word, "”" | "’" | "\"" | "»");
    let words = (first..=last).filter_map(|at| pieces.get(at)).map(|piece| piece.word);
    words.filter(|word| !is_mark(word)).collect::<Vec<_>>().join(" ")
}

/// A measured number with what it is counted by, which would stand at the piece `next`: "per gram", "a barrel", "per
/// 100,000 people".
pub(super) fn rated(pieces: &Pieces<'_>, measured: Measured, next: usize) -> Measured {
    let units = pieces.language.units;
    let slash = usize::from(pieces.sign(next) == Some('/') && pieces.touches_before(next));
    let per = pieces.longest_at(next, units.per).max(slash);
    if per > 0 {
        let of = number_at(pieces, next + per).filter(|_| slash == 0);
        if let Some(of) = of
            && let Value::Exact(whole) = of.value
        {
            return per_number(pieces, measured, &of, whole);
        }
        return per_thing(pieces, measured, next + per, true);
    }
    if let Some(scaled) = measured.unit.is_none().then(|| on_scale(pieces, &measured, next)).flatten() {
        return scaled;
    }
    let article = pieces.longest_at(next, units.per_article);
    if article > 0 && measured.unit.is_some() { per_thing(pieces, measured, next + article, false) } else { measured }
}

/// "7.8 on the Richter scale".
fn on_scale(pieces: &Pieces<'_>, measured: &Measured, next: usize) -> Option<Measured> {
    let units = pieces.language.units;
    let at = next + Some(pieces.longest_at(next, units.on_scale)).filter(|n| *n > 0)?;
    if units.scale.is_empty() {
        let unit = Unit::plain(pieces.span(next, at), UnitClass::Other, words(pieces, at, at));
        return (!pieces.word(at).is_empty()).then(|| measured.clone().with(at, unit));
    }
    let scale = (at + 1..at + 3).find(|&at| pieces.word(at) == units.scale)?;
    let range = pieces.span(at, scale - 1);
    let unit = named_at(pieces, at).filter(|(_, last)| *last + 1 == scale).map(|(unit, _)| Unit::named(range, unit));
    let unit = unit.unwrap_or_else(|| Unit::plain(range, UnitClass::Other, words(pieces, at, scale)));
    Some(measured.clone().with(scale, unit))
}

/// "per 100,000", "per 1,000 births".
fn per_number(pieces: &Pieces<'_>, measured: Measured, of: &Number, whole: f64) -> Measured {
    let is_count = measured.unit.as_ref().is_none_or(|unit| unit.class == UnitClass::Count);
    if !is_count || whole <= 0.0 {
        return measured;
    }
    let noun =
        counted(pieces, of.last + 1, false).filter(|(_, last)| pieces.language.nouns.is_plural(pieces.word(*last)));
    let last = noun.map_or(of.last, |(_, last)| last);
    let start = measured.unit.as_ref().map_or(of.first - 1, |unit| pieces.at(unit.range.start()));
    let unit = Unit::share(pieces.span(start, last), format!("per {}", grouped(whole)), whole);
    measured.with(last, unit)
}

/// A number in digits with commas: "100,000".
fn grouped(value: f64) -> String {
    let digits = format!("{value}");
    let whole = digits.find('.').unwrap_or(digits.len());
    let comma = |at: usize| at > 0 && at < whole && (whole - at).is_multiple_of(3);
    digits.char_indices().flat_map(|(at, c)| comma(at).then_some(',').into_iter().chain([c])).collect()
}

/// "per gram", "a month".
fn per_thing(pieces: &Pieces<'_>, measured: Measured, at: usize, is_sure: bool) -> Measured {
    let units = pieces.language.units;
    let by = match named_at(pieces, at) {
        Some((unit, last)) if is_sure || !pieces.word(at).is_empty() => Some((unit.name.to_owned(), last)),
        _ if units.per_things.contains(&pieces.word(at)) => Some((pieces.word(at).to_owned(), at)),
        _ if is_sure && !pieces.word(at).is_empty() && !pieces.language.nouns.is_stop(pieces.word(at)) => {
            Some((pieces.word(at).to_owned(), at))
        }
        _ => None,
    };
    let Some((by, last)) = by.filter(|(_, last)| is_sure || !units.not_per.contains(&pieces.word(last + 1))) else {
        return measured;
    };
    let (range, name) = match &measured.unit {
        Some(unit)
            if unit.class == UnitClass::Money
                && unit.range.end() <= pieces.span(measured.last, measured.last).start() =>
        {
            (pieces.span(at - 1, last), format!("{} per {by}", unit.name))
        }
        Some(unit) => {
            let (lead, head) = unit.name.rsplit_once(' ').map_or(("", unit.name.as_str()), |(lead, head)| (lead, head));
            let one = format!("{lead} {}", pieces.language.nouns.singular(head));
            let range = TextRange::between(unit.range.start(), pieces.span(last, last).end());
            (range, format!("{} per {by}", one.trim_start()))
        }
        None => (pieces.span(at - 1, last), format!("per {by}")),
    };
    measured.with(last, Unit::plain(range, UnitClass::Other, name))
}
