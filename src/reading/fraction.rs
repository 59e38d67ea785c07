//! Parts of a whole as numbers: "a third", "two-thirds", "half a million", "1 over 3".

use super::number::{Form, Number, Reader, Value};

impl Reader<'_, '_> {
    /// "a third", "two-thirds", "half", "half a million", "1 over 3".
    pub(super) fn fraction(&self, at: usize) -> Option<Number> {
        let (p, numbers) = (self.pieces, self.pieces.language.numbers);
        let is_half = |at: usize| numbers.half.contains(&p.word(at));
        if is_half(at) && !(at > 0 && numbers.not_half.contains(&p.word(at - 1))) {
            return self.scaled_part(at, at, 0.5).or_else(|| self.lone_half(at));
        }
        if numbers.articles.contains(&p.word(at)) {
            let part = self.part_at(at + 1, 1.0)?;
            return self.scaled_part(at, part.0, part.1).or_else(|| self.fraction_of(at, part, false));
        }
        if let Some(part) = self.part_at(at, 1.0)
            && numbers.scale(p.word(part.0 + 1)).is_some()
        {
            return self.scaled_part(at, part.0, part.1);
        }
        let (last, value) = self.cardinal(at)?;
        let part_at = if matches!(p.sign(last + 1), Some('-' | '‐' | '‑')) { last + 2 } else { last + 1 };
        let part = self.part_at(part_at, value)?;
        self.scaled_part(at, part.0, part.1).or_else(|| self.fraction_of(at, part, true))
    }

    /// A part with a scale after it: "half a million", "a quarter million".
    fn scaled_part(&self, first: usize, last: usize, part: f64) -> Option<Number> {
        let (p, numbers) = (self.pieces, self.pieces.language.numbers);
        let hyphen = matches!(p.sign(last + 1), Some('-')) && p.touches_next(last);
        let of = p.longest_at(last + 1, p.language.nouns.of) + usize::from(hyphen);
        let article = usize::from(numbers.articles.contains(&p.word(last + 1 + of)));
        let at = last + 1 + of + article;
        let scale = numbers.scale(p.word(at))?;
        let scale = scale * numbers.scale(p.word(at + 1)).filter(|next| *next > scale).unwrap_or(1.0);
        Some(Number { first, last: at, value: Value::Exact(part * scale), form: Form::Other })
    }

    /// "half" before what it is half of, after what bounds it, or alone.
    fn lone_half(&self, at: usize) -> Option<Number> {
        let (p, language) = (self.pieces, self.pieces.language);
        let next = p.word(at + 1);
        let whole = language.nouns.of.contains(&next)
            || language.nouns.determiners.contains(&next)
            || language.numbers.articles.contains(&next);
        let bounded = language.phrases.bounds.iter().any(|bound| p.ends_with(at, bound.words) > 0);
        let ended = p.word(at + 1).is_empty() && p.sign(at + 1) != Some('-') || language.nouns.is_stop(next);
        // "cut it by half"
        let bounded = bounded || language.phrases.by.contains(&p.word_before(at));
        let alone = at == 0 && p.len() == 1;
        (whole || bounded && ended || alone).then_some(Number {
            first: at,
            last: at,
            value: Value::Exact(0.5),
            form: Form::Fraction,
        })
    }

    /// A fraction, unless a noun after it says that the part is an order: "a third party".
    fn fraction_of(&self, first: usize, part: (usize, f64), is_counted: bool) -> Option<Number> {
        let (p, nouns) = (self.pieces, self.pieces.language.nouns);
        let next = p.word(part.0 + 1);
        let is_apart = p.get(part.0 + 1).is_none_or(|piece| piece.word != "-") || !p.touches_next(part.0);
        let ends =
            next.is_empty() && p.digits(part.0 + 1).is_empty() || nouns.of.contains(&next) || nouns.is_stop(next);
        (is_apart && (ends || is_counted)).then_some(Number {
            first,
            last: part.0,
            value: Value::Exact(part.1),
            form: Form::Fraction,
        })
    }

    /// The last piece and the value of a part: "thirds" after 2. One has a singular, others do not, and what can be
    /// shortened is no fraction: "two quarters" are half a year.
    pub(super) fn part_at(&self, at: usize, numerator: f64) -> Option<(usize, f64)> {
        let (at, tens) = self.tens_of_part(at).unwrap_or((at, 0.0));
        let word = self.pieces.word(at);
        let numbers = self.pieces.language.numbers;
        let order = || numbers.ordinals.iter().position(|ordinal| word.strip_suffix('s').unwrap_or(word) == *ordinal);
        let whole = if tens > 0.0 { tens + order()? as f64 + 1.0 } else { numbers.fraction(word)? as f64 };
        let is_plural = word.ends_with('s');
        let fits = if is_plural { numerator != 1.0 } else { numerator == 1.0 };
        let shortens = numerator > 1.0 && numerator < whole && whole % numerator == 0.0 && whole < 10.0;
        (fits && numerator >= 1.0 && !shortens).then(|| (at, numerator / whole))
    }

    /// The tens in "twenty-firsts", and where the rest is.
    fn tens_of_part(&self, at: usize) -> Option<(usize, f64)> {
        let (p, numbers) = (self.pieces, self.pieces.language.numbers);
        let tens = numbers.small(p.word(at)).filter(|tens| (20..100).contains(tens) && tens % 10 == 0)?;
        let next = at + 1 + usize::from(matches!(p.sign(at + 1), Some('-' | '‐' | '‑')));
        let word = p.word(next);
        let is_order = numbers.ordinals.contains(&word.strip_suffix('s').unwrap_or(word));
        is_order.then_some((next, f64::from(tens)))
    }

    /// A part with its numerator: "a half", "three quarters".
    pub(super) fn part_from(&self, at: usize) -> Option<(usize, f64)> {
        let (p, numbers) = (self.pieces, self.pieces.language.numbers);
        if numbers.articles.contains(&p.word(at)) {
            return self.part_at(at + 1, 1.0);
        }
        let (end, value) = self.cardinal(at)?;
        let hyphen = usize::from(matches!(p.sign(end + 1), Some('-' | '‐' | '‑')));
        self.part_at(end + 1 + hyphen, value)
    }

    /// "1 over three", if nothing is counted after it.
    pub(super) fn quotient(&self, number: Number) -> Option<Number> {
        let (p, numbers) = (self.pieces, self.pieces.language.numbers);
        let at = number.last + 2;
        if !numbers.divided_by.contains(&p.word(at - 1)) {
            return None;
        }
        let whole = self.in_digits(at).or_else(|| self.in_words(at))?;
        let (Value::Exact(part), Value::Exact(of)) = (number.value, whole.value) else { return None };
        let ends = p.word(whole.last + 1).is_empty() && !matches!(p.sign(whole.last + 1), Some('%' | '°' | '-'));
        let value = Value::Exact(part / of);
        (ends && of > 0.0).then_some(Number { first: number.first, last: whole.last, value, form: Form::Fraction })
    }
}
