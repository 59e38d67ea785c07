//! One number in digits or words, with its scale: "6 million", "twenty-five", "almost a third" without "almost".

use super::digits;
use super::pieces::Pieces;

/// How many groups of three digits a space may separate, more than any number has.
const MAX_GROUPS: usize = 6;
/// How many decimals may be spelled out after "point".
const MAX_SPELLED: usize = 12;

/// A number as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// Its first piece.
    pub(super) first: usize,
    /// Its last piece.
    pub(super) last: usize,
    pub(super) value: Value,
    pub(super) form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    Exact(f64),
    /// From the first, to the second, which is excluded.
    Vague(f64, f64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits alone, without a part or a scale.
    Plain,
    /// Digits with a part or a scale, words.
    Other,
    /// A part of a whole: "a third".
    Fraction,
    /// Two of a kind: "a couple of".
    Pair,
}

/// The number that starts at a piece.
pub(super) fn number_at(pieces: &Pieces<'_>, at: usize) -> Option<Number> {
    pieces.get(at)?;
    let reader = Reader { pieces, joins_and: !is_between(pieces, at) };
    let phrase = reader.vague(at).or_else(|| reader.fraction(at));
    let number = phrase.or_else(|| reader.in_digits(at)).or_else(|| reader.in_words(at)).or_else(|| reader.pair(at))?;
    Some(reader.quotient(number).unwrap_or(number))
}

/// Whether the number at a piece is the first of two that "between" announces.
fn is_between(pieces: &Pieces<'_>, at: usize) -> bool {
    let numbers = pieces.language.numbers;
    (1..4).any(|back| at >= back && numbers.between.contains(&pieces.word(at - back)))
}

pub(super) struct Reader<'p, 't> {
    pub(super) pieces: &'p Pieces<'t>,
    /// Whether "and" can join the parts of a number.
    joins_and: bool,
}

impl Reader<'_, '_> {
    /// "dozens", "tens of thousands", "several hundred".
    fn vague(&self, at: usize) -> Option<Number> {
        let (p, numbers) = (self.pieces, self.pieces.language.numbers);
        let is_of = |at: usize| p.language.nouns.of.contains(&p.word(at));
        let vague_at = |at: usize| numbers.vague.iter().find(|vague| vague.word == p.word(at));
        if let Some(vague) = vague_at(at).filter(|vague| !vague.needs_of || is_of(at + 1)) {
            let (mut low, mut high) = (vague.low, vague.high);
            let mut last = at;
            while let Some(scale) = self.scale_of_vague(last) {
                (low, high, last) = (low * scale, high * scale, last + 2);
                if last > at + 4 {
                    break;
                }
            }
            return Some(Number { first: at, last, value: Value::Vague(low, high), form: Form::Other });
        }
        let found = numbers.several.iter().map(|(words, low)| (p.starts_with(at, words), *low));
        let (n, low) = found.max_by_key(|(n, _)| *n).filter(|(n, _)| *n > 0)?;
        let mut last = at + n;
        let mut scale = numbers.scale(p.word(last)).or_else(|| Some(vague_at(last)?.high / 10.0))?;
        while let Some(next) = numbers.scale(p.word(last + 1)).filter(|next| *next > scale) {
            (scale, last) = (scale * next, last + 1);
        }
        Some(Number { first: at, last, value: Value::Vague(low * scale, 10.0 * scale), form: Form::Other })
    }

    /// The scale in "of thousands" after a vague word.
    fn scale_of_vague(&self, last: usize) -> Option<f64> {
        let (p, language) = (self.pieces, self.pieces.language);
        let is_of = language.nouns.of.contains(&p.word(last + 1));
        let known = language.numbers.vague.iter().any(|vague| vague.word == p.word(last + 2));
        language.numbers.scale(p.word(last + 2)).filter(|scale| is_of && known && *scale > 99.0)
    }

    /// Digits, with groups that spaces separate, parts, powers and scales.
    pub(super) fn in_digits(&self, at: usize) -> Option<Number> {
        let numbers = self.pieces.language.numbers;
        let (mut last, mut value, mut form) = self.digits_at(at)?;
        (last, value, form) =
            self.power(last, value).map_or((last, value, form), |(last, value)| (last, value, Form::Other));
        if let Some((end, part)) = self.part_in_digits(last, value) {
            (last, value, form) = (end, part, Form::Other);
        }
        if let Some((end, scale)) = self.short_scale(last) {
            (last, value, form) = (end, value * scale, Form::Other);
        }
        if numbers.scale(self.scale_word(last)).is_some() {
            let (end, value) = self.scaled(last, value);
            return Some(Number { first: at, last: end, value: Value::Exact(value), form: Form::Other });
        }
        Some(Number { first: at, last, value: Value::Exact(value), form })
    }

    /// The word after a number that may be its scale; a hyphen may stand between.
    fn scale_word(&self, last: usize) -> &str {
        let p = self.pieces;
        if p.sign(last + 1) == Some('-') && p.touches_next(last) { p.word(last + 2) } else { p.word(last + 1) }
    }

    fn digits_at(&self, at: usize) -> Option<(usize, f64, Form)> {
        let (p, decimal) = (self.pieces, self.pieces.language.numbers.decimal);
        if p.sign(at) == Some('.') && p.touches_next(at) && !p.touches_before(at) {
            let part = p.digits(at + 1);
            let is_part = !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
            let value: f64 = is_part.then(|| format!("0.{part}").parse().ok()).flatten()?;
            return Some((at + 1, value, Form::Other));
        }
        if let Some(value) = p.sign(at).and_then(digits::fraction_sign) {
            return Some((at, value, Form::Fraction));
        }
        let digits = p.digits(at);
        let value = digits::value_of(digits, decimal)?;
        let is_plain = digits.chars().all(|c| c.is_ascii_digit());
        let (last, value) = if is_plain { self.spaced_groups(at, value) } else { (at, value) };
        if let Some(part) = p.sign(last + 1).and_then(digits::fraction_sign) {
            return Some((last + 1, value + part, Form::Other));
        }
        let form = if is_plain && last == at { Form::Plain } else { Form::Other };
        Some((last, value, form))
    }

    /// "40 000": groups of three digits after one to three.
    fn spaced_groups(&self, at: usize, value: f64) -> (usize, f64) {
        let p = self.pieces;
        let is_group = |at: usize| {
            let digits = p.digits(at);
            let gap = match (p.get(at - 1), p.get(at)) {
                (Some(before), Some(this)) => this.range.start() - before.range.end(),
                _ => 0,
            };
            let follows = p.touches_next(at) && matches!(p.sign(at + 1), Some('-' | '/'));
            gap == 1 && digits.len() == 3 && digits.chars().all(|c| c.is_ascii_digit()) && !follows
        };
        let leads = p.digits(at).len() <= 3 && !p.digits(at).starts_with('0');
        let n = if leads { (1..=MAX_GROUPS).take_while(|n| is_group(at + n)).count() } else { 0 };
        let is_more = n == MAX_GROUPS && is_group(at + n + 1);
        let joined: String = (at..=at + n).map(|at| p.digits(at)).collect();
        if is_more { (at, value) } else { (at + n, joined.parse().unwrap_or(value)) }
    }

    /// "1e6", "1.3x10^6", "6.2×10−4".
    fn power(&self, last: usize, value: f64) -> Option<(usize, f64)> {
        let p = self.pieces;
        if !p.touches_next(last) {
            return None;
        }
        let (exponent_at, base) = match p.word(last + 1) {
            "e" => (last + 2, 10.0),
            word if word.strip_prefix('e').is_some_and(is_short_int) => {
                let exponent: i32 = word.get(1..)?.parse().ok()?;
                return finite(last + 1, value * 10f64.powi(exponent));
            }
            word if word.strip_prefix("e-").is_some_and(is_short_int) => {
                let exponent: i32 = word.get(2..)?.parse().ok()?;
                return finite(last + 1, value * 10f64.powi(-exponent));
            }
            "x10" => (last + 2, 10.0),
            _ if p.sign(last + 1) == Some('×') && p.digits(last + 2) == "10" => (last + 3, 10.0),
            _ if p.sign(last + 1) == Some('^') => return self.exponent(last + 2, |exponent| value.powf(exponent)),
            _ => return None,
        };
        let at = if p.sign(exponent_at) == Some('^') { exponent_at + 1 } else { exponent_at };
        self.exponent(at, |exponent| value * f64::powf(base, exponent))
    }

    fn exponent(&self, mut at: usize, power: impl Fn(f64) -> f64) -> Option<(usize, f64)> {
        let p = self.pieces;
        let mut sign = 1.0;
        for _ in 0..2 {
            match p.sign(at) {
                Some('-' | '−') => (sign, at) = (-sign, at + 1),
                Some('+') => at += 1,
                _ => break,
            }
        }
        let exponent: f64 =
            Some(p.digits(at)).filter(|digits| is_short_int(digits)).and_then(|digits| digits.parse().ok())?;
        finite(at, power(sign * exponent))
    }

    /// "2 1/4", "1/2", "1 over 3" without the words.
    fn part_in_digits(&self, last: usize, value: f64) -> Option<(usize, f64)> {
        let p = self.pieces;
        let quotient = |at: usize| {
            // Spaces stand on both sides or on none; U+2044 is the sign that was made for fractions.
            let is_even = p.touches_next(at) == p.touches_next(at + 1);
            let touching = matches!(p.sign(at + 1), Some('/' | '⁄')) && is_even;
            let (part, whole): (u32, u32) = (p.digits(at).parse().ok()?, p.digits(at + 2).parse().ok()?);
            let is_usual =
                matches!(whole, 2..=10 | 12 | 16 | 20 | 32 | 64 | 100 | 128 | 256 | 1000) && (1..whole).contains(&part);
            // What goes on after the second number is a date: 1/2/2024.
            let goes_on = p.touches_next(at + 2) && matches!(p.sign(at + 3), Some('/' | '-'));
            (touching && is_usual && !goes_on).then(|| f64::from(part) / f64::from(whole))
        };
        if let Some(part) = quotient(last) {
            return Some((last + 2, part));
        }
        let part = quotient(last + 1).filter(|_| value.fract() == 0.0 && !p.touches_next(last))?;
        Some((last + 3, value + part))
    }

    /// Letters that touch the digits or follow them: "10k", "2.33 k", "$2.7m".
    fn short_scale(&self, last: usize) -> Option<(usize, f64)> {
        let (p, language) = (self.pieces, self.pieces.language);
        let numbers = language.numbers;
        let word = p.word(last + 1);
        if let Some((_, scale)) = numbers.short_scales.iter().find(|(short, _)| *short == word) {
            // A letter on its own is a scale only where it touches, or stands at an end.
            let fits = word.len() > 1 || p.touches_next(last) || p.get(last + 2).is_none();
            return fits.then_some((last + 1, *scale));
        }
        let (_, scale) = numbers.money_scales.iter().find(|(short, _)| *short == word)?;
        let is_money = self.is_money_before(last);
        let next = p.word(last + 2);
        let is_measured = next.is_empty() || language.nouns.is_stop(next) || language.units.sized.contains(&next);
        let is_capital = p.is_capital(last + 1);
        let is_count = *scale == 1e6 && (is_capital || p.touches_next(last) && !is_measured);
        (is_money || is_count).then_some((last + 1, *scale))
    }

    fn is_money_before(&self, last: usize) -> bool {
        let p = self.pieces;
        let units = p.language.units;
        (1..=2).filter_map(|back| last.checked_sub(back)).any(|at| {
            let written = p.written(at);
            p.sign(at).is_some_and(|sign| units.currencies.iter().any(|currency| currency.sign == sign))
                || units.is_code(written)
                || p.touches_next(at) && units.ascii_signs.iter().any(|(sign, _)| *sign == written)
        })
    }

    /// Number words: "two hundred and five thousand", "a hundred", "five point two", "one and a half".
    pub(super) fn in_words(&self, at: usize) -> Option<Number> {
        let (p, numbers) = (self.pieces, self.pieces.language.numbers);
        let word = p.word(at);
        let leads = |at: usize| p.language.nouns.determiners.contains(&p.word_before(at));
        let (first, start, value) = if numbers.articles.contains(&word) && numbers.scale(p.word(at + 1)).is_some() {
            (at, at, 1.0)
        } else if numbers.scale(word).is_some_and(|scale| scale == 12.0) && !word.ends_with('s') && leads(at) {
            // "the dozen letters"
            (at, at, 12.0)
        } else if let Some((last, value)) = self.cardinal(at) {
            let (last, value) = self.spelled_decimals(last, value).unwrap_or((last, value));
            (at, last, value)
        } else if numbers.scale(word).is_some_and(|scale| scale == 100.0) && !word.ends_with('s') {
            // "hundred thousand"
            numbers.scale(p.word(at + 1))?;
            (at, at, 100.0)
        } else {
            return None;
        };
        let (last, value) = self.scaled(start, value);
        let (last, value) = self.spelled_decimals(last, value).filter(|_| last > start).unwrap_or((last, value));
        // "one hundred thirty fifths"
        let (last, value) = self.part_at(last + 1, value).filter(|_| value > 1.0).unwrap_or((last, value));
        Some(Number { first, last, value: Value::Exact(value), form: Form::Other })
    }

    /// The sum of small number words from a piece on, below a hundred or, in languages with words for them, a thousand.
    pub(super) fn cardinal(&self, at: usize) -> Option<(usize, f64)> {
        let (p, numbers) = (self.pieces, self.pieces.language.numbers);
        let mut sum = numbers.small(p.word(at))?;
        let mut last = at;
        for _ in 0..3 {
            let joined = matches!(p.sign(last + 1), Some('-' | '‐' | '‑'));
            let and = usize::from(joined || numbers.adds_with_and && numbers.and.contains(&p.word(last + 1)));
            let Some(next) = numbers.small(p.word(last + 1 + and)) else { break };
            let unit = if next < 10 { 10 } else { 100 };
            let fits = next > 0 && sum >= 20 && sum % unit == 0 && (next < 10 || sum >= 100);
            if !fits {
                break;
            }
            (sum, last) = (sum + next, last + 1 + and);
        }
        Some((last, f64::from(sum)))
    }

    /// "five point two", "zero point seventy-one".
    fn spelled_decimals(&self, last: usize, whole: f64) -> Option<(usize, f64)> {
        let (p, numbers) = (self.pieces, self.pieces.language.numbers);
        if !numbers.point.contains(&p.word(last + 1)) {
            return None;
        }
        let (mut end, mut decimals) = (last + 1, String::new());
        while let Some((next, value)) = self.cardinal(end + 1).filter(|_| decimals.len() < MAX_SPELLED) {
            decimals.push_str(&format!("{value}"));
            end = next;
        }
        let part: f64 = format!("0.{decimals}").parse().ok().filter(|_| end > last + 1)?;
        Some((end, whole + part))
    }

    /// A number from its first part on: multiplies by scales, and adds what follows them.
    fn scaled(&self, start: usize, first: f64) -> (usize, f64) {
        let (p, numbers) = (self.pieces, self.pieces.language.numbers);
        let (mut total, mut current, mut last) = (0.0, first, start);
        // The last scale, and whether something may be added to it.
        let (mut unit, mut is_open) = (1.0, false);
        for _ in 0..12 {
            let hyphen = usize::from(p.sign(last + 1) == Some('-') && p.touches_next(last));
            let word = p.word(last + 1 + hyphen);
            if let Some(scale) = numbers.scale(word) {
                if scale < unit && current == 0.0 {
                    break;
                }
                (total, current) = match current {
                    0.0 => (total * scale, 0.0),
                    _ if scale == 100.0 => (total, current * scale),
                    _ => (total + current * scale, 0.0),
                };
                (last, unit, is_open) = (last + 1 + hyphen, scale, true);
                continue;
            }
            let Some((end, added)) = self.added(last, unit, current, is_open) else { break };
            is_open = false;
            match added {
                Added::Whole(value) => current += value,
                Added::Part(part) => {
                    let scaled_later = numbers.scale(p.word(end + 1)).is_some();
                    if unit > 1.0 && current == 0.0 && !scaled_later { total += part * unit } else { current += part }
                }
            }
            last = end;
        }
        let value = total + current;
        if value.is_finite() { (last, value) } else { (start, first) }
    }

    /// What is added to a number: "and a half", and after a scale "and five", "twenty-five", "3 hundred".
    fn added(&self, last: usize, unit: f64, current: f64, is_open: bool) -> Option<(usize, Added)> {
        let (p, numbers) = (self.pieces, self.pieces.language.numbers);
        let and = usize::from(numbers.and.contains(&p.word(last + 1)));
        if and == 1 && !self.joins_and {
            return None;
        }
        let at = last + 1 + and;
        if and == 1
            && let Some((end, part)) = self.part_from(at)
        {
            return Some((end, Added::Part(part)));
        }
        // "one hundred thirty fifths" are of 35.
        if and == 0 && self.part_at(at, 1000.0).is_some() {
            return None;
        }
        let is_lower = |end: usize| numbers.scale(p.word(end + 1)).is_some_and(|scale| scale < unit);
        let digits = p.digits(at).parse::<u16>().ok().filter(|_| is_lower(at) || and == 1 && unit == 100.0);
        let (end, value) = digits.map(|value| (at, f64::from(value))).or_else(|| self.cardinal(at))?;
        let room = if current > 0.0 && unit == 100.0 { 100.0 } else { unit };
        let is_higher = numbers.scale(p.word(end + 1)).is_some_and(|scale| scale >= unit && scale != 12.0);
        let fits = is_open && unit != 12.0 && value < room && value > 0.0 && !(is_higher && unit > 100.0);
        fits.then_some((end, Added::Whole(value)))
    }

    /// "a couple of" before a noun.
    fn pair(&self, at: usize) -> Option<Number> {
        let p = self.pieces;
        let n = p.longest_at(at, p.language.numbers.pair);
        let counts = n > 0 && p.language.nouns.is_plural(p.word(at + n));
        counts.then(|| Number { first: at, last: at + n - 1, value: Value::Exact(2.0), form: Form::Pair })
    }
}

/// The value of the first of two numbers, with the scale that only the second has: "1 to 2 thousand". A scale of its own
/// it has only if it is longer than one word.
pub(super) fn scaled_alike(p: &Pieces<'_>, first: Value, is_bare: bool, second: &Number) -> Value {
    let (Value::Exact(low), Value::Exact(high)) = (first, second.value) else { return first };
    let digits = digits::value_of(p.digits(second.first), p.language.numbers.decimal);
    let lead = digits.or_else(|| p.language.numbers.small(p.word(second.first)).map(f64::from));
    match lead.filter(|lead| *lead > 0.0 && is_bare && second.last > second.first) {
        Some(lead) if low < lead && high >= 1000.0 * lead => Value::Exact(low * (high / lead)),
        _ => first,
    }
}

enum Added {
    Whole(f64),
    Part(f64),
}

fn is_short_int(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
}

fn finite(last: usize, value: f64) -> Option<(usize, f64)> {
    value.is_finite().then_some((last, value))
}
