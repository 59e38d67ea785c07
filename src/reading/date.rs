//! Dates in running text: "June 2024", "February 19", "between 2022 and 2024", "the 1990s".

use crate::text::{PartialDate, TextRange};

use super::noun::counted;
use super::pieces::Pieces;
use super::{Language, Quantifier, Tokens};

/// A date as it stands in a text. Words whose day depends on the day of writing ("last week") are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Its words: "June 2024", "between 2022 and 2024".
    pub range: TextRange,
    /// What they say.
    pub meaning: DateMeaning,
    /// Whether they say what sort of thing the next word is: an "18th-century" law.
    pub qualifies: bool,
}

/// What a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateMeaning {
    /// From one date to another, both included; twice the same for one.
    Span(PartialDate, PartialDate),
    /// A month, or a day of it, of a year that is not said.
    Yearless {
        /// From 1 to 12.
        month: i8,
        /// The day, if it is said.
        day: Option<i8>,
    },
}

impl DateMeaning {
    /// Whether two dates have no day in common. `false` where that cannot be told.
    pub fn is_apart(self, other: Self) -> bool {
        match (self, other) {
            (Self::Span(from, until), Self::Span(other_from, other_until)) => {
                until.last_day() < other_from.first_day() || other_until.last_day() < from.first_day()
            }
            _ => false,
        }
    }
}

/// The dates of a text, in order.
pub fn dates(tokens: &Tokens<'_>, language: &'static Language) -> Vec<DateMention> {
    let pieces = Pieces::of(tokens, language);
    let found = date_spans(&pieces);
    found
        .into_iter()
        .map(|found| {
            let (range, qualifies) = (pieces.span(found.first, found.last), found.qualifies(&pieces));
            DateMention { range, meaning: found.meaning, qualifies }
        })
        .collect()
}

/// A date in pieces.
#[derive(Clone, Copy)]
pub(super) struct DateSpan {
    pub(super) first: usize,
    pub(super) last: usize,
    meaning: DateMeaning,
}

impl DateSpan {
    /// Whether it says what sort of thing the next word is.
    pub(super) fn qualifies(&self, pieces: &Pieces<'_>) -> bool {
        let is_joined = self.last == self.first + 1 && pieces.word(self.last).contains('-');
        is_joined && !pieces.word(self.last + 1).is_empty()
    }
}

/// The dates of pieces, in order; none overlaps another.
pub(super) fn date_spans(pieces: &Pieces<'_>) -> Vec<DateSpan> {
    let mut found: Vec<DateSpan> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let Some(date) = date_at(pieces, at) else {
            at += 1;
            continue;
        };
        let date = ranged(pieces, date);
        at = date.last + 1;
        found.push(date);
    }
    found
}

/// A date and, if the words between say so, the one after it as one range.
fn ranged(pieces: &Pieces<'_>, date: DateSpan) -> DateSpan {
    let words = pieces.language.dates;
    let lead = words.between.contains(&pieces.word_before(date.first));
    let joins = match pieces.sign(date.last + 1) {
        Some('-' | '–' | '—') => true,
        _ => {
            let word = pieces.word(date.last + 1);
            words.to.contains(&word) || lead && words.and.contains(&word)
        }
    };
    let second = if joins { date_at(pieces, date.last + 2).or_else(|| short_year(pieces, date)) } else { None };
    match (date.meaning, second) {
        (DateMeaning::Span(from, _), Some(DateSpan { last, meaning: DateMeaning::Span(_, until), .. }))
            if from <= until =>
        {
            let first = if lead { date.first - 1 } else { date.first };
            DateSpan { first, last, meaning: DateMeaning::Span(from, until) }
        }
        _ => date,
    }
}

/// "24" in 2022–24.
fn short_year(pieces: &Pieces<'_>, date: DateSpan) -> Option<DateSpan> {
    let at = date.last + 2;
    let digits = pieces.digits(at);
    let DateMeaning::Span(from, _) = date.meaning else { return None };
    let is_short =
        digits.len() == 2 && date.first == date.last && pieces.touches_before(at) && !pieces.touches_next(at);
    let century = from.year() / 100 * 100;
    let year = PartialDate::new(i32::from(century) + digits.parse::<i32>().ok()?, None, None).filter(|_| is_short)?;
    (year > from).then_some(DateSpan { first: at, last: at, meaning: DateMeaning::Span(year, year) })
}

fn date_at(pieces: &Pieces<'_>, at: usize) -> Option<DateSpan> {
    if pieces.digits(at).is_empty() {
        return month_first(pieces, at);
    }
    in_digits(pieces, at)
        .or_else(|| day_first(pieces, at))
        .or_else(|| century(pieces, at))
        .or_else(|| decade(pieces, at))
        .or_else(|| year_alone(pieces, at))
}

/// "2024-06-30", "30/6/2024".
fn in_digits(pieces: &Pieces<'_>, at: usize) -> Option<DateSpan> {
    let sign = pieces.sign(at + 1).filter(|sign| matches!(sign, '/' | '-' | '.'))?;
    let is_whole = (at..at + 4).all(|at| pieces.touches_next(at)) && !pieces.digits(at + 2).is_empty();
    let ends = !pieces.digits(at + 4).is_empty() && !pieces.touches_next(at + 4)
        || pieces.sign(at + 5).is_some_and(|sign| sign != '-');
    if !is_whole
        || !ends
        || pieces.sign(at + 3) != Some(sign)
        || pieces.touches_before(at) && pieces.sign_before(at) != Some('(')
    {
        return None;
    }
    let lens = [at, at + 2, at + 4].map(|at| pieces.digits(at).len());
    if !matches!(lens, [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4] | [1..=2, 1..=2, 2]) {
        return None;
    }
    let typed = pieces.span(at, at + 4).within(pieces.text())?;
    // 3/4/2025 is in March or in April: then only the year is sure.
    let year = [at, at + 4].into_iter().find_map(|at| year(pieces.digits(at)));
    let date = PartialDate::read(typed).or_else(|| PartialDate::new(year?, None, None))?;
    Some(DateSpan { first: at, last: at + 4, meaning: DateMeaning::Span(date, date) })
}

/// "4 July 2021", "4th of July".
fn day_first(pieces: &Pieces<'_>, at: usize) -> Option<DateSpan> {
    let (day, mut next) = day(pieces, at)?;
    next += usize::from(pieces.language.dates.of.contains(&pieces.word(next)));
    let month = month(pieces, next)?;
    let (last, year) = year_after(pieces, next, true);
    Some(DateSpan { first: at, last, meaning: meaning(year, month, Some(day))? })
}

/// "July", "July 4", "July 4, 2021", "July 2021".
fn month_first(pieces: &Pieces<'_>, at: usize) -> Option<DateSpan> {
    let words = pieces.language.dates;
    let month = month(pieces, at)?;
    let stop = usize::from(pieces.sign(at + 1) == Some('.') && pieces.touches_next(at) && pieces.word(at).len() < 5);
    let month_end = at + stop;
    if let Some((day, next)) = day(pieces, month_end + 1).filter(|_| words.capital_months) {
        let mut last = next - 1;
        // "March 3–5"
        if matches!(pieces.sign(next), Some('-' | '–')) && self::day(pieces, next + 1).is_some() {
            last = next + 1;
        }
        let (end, year) = year_after(pieces, last, true);
        return Some(DateSpan { first: at, last: end, meaning: meaning(year, month, Some(day))? });
    }
    let (last, year) = year_after(pieces, month_end, false);
    let word = pieces.word(at);
    let is_sure = year.is_some() || !words.ambiguous.contains(&word);
    let before = pieces.word_before(at);
    let is_led = words.year_leads.contains(&before) || words.parts.contains(&before);
    (is_sure || is_led && !pieces.is_start(at)).then_some(())?;
    Some(DateSpan { first: at, last: if year.is_some() { last } else { at }, meaning: meaning(year, month, None)? })
}

/// The month named at a piece, also after "mid-".
fn month(pieces: &Pieces<'_>, at: usize) -> Option<i8> {
    let words = pieces.language.dates;
    let word = pieces.word(at);
    let name = word.rsplit_once('-').map_or(word, |(_, name)| name);
    let written = pieces.written(at);
    let is_named =
        !words.capital_months || written.ends_with(|c: char| c.is_lowercase()) && written.contains(char::is_uppercase);
    let is_loud = written.chars().count() > 3 && written.chars().all(char::is_uppercase);
    words.month(name).filter(|_| is_named || is_loud)
}

/// The day of a month in digits at a piece, and the index after it.
fn day(pieces: &Pieces<'_>, at: usize) -> Option<(i8, usize)> {
    let digits = pieces.digits(at);
    let day: i8 = digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)?;
    if !pieces.touches_next(at) {
        return Some((day, at + 1));
    }
    if pieces.language.dates.ordinals.contains(&pieces.word(at + 1)) {
        return Some((day, at + 2));
    }
    let is_measured = !pieces.word(at + 1).is_empty()
        || matches!(pieces.sign(at + 1), Some('%' | ':' | '/' | '°'))
        || pieces.sign(at + 1) == Some('.') && pieces.touches_next(at + 1);
    (!is_measured).then_some((day, at + 1))
}

/// The year after a piece, and the last piece; the piece itself if there is none.
fn year_after(pieces: &Pieces<'_>, last: usize, after_comma: bool) -> (usize, Option<i32>) {
    let comma = usize::from(after_comma && pieces.sign(last + 1) == Some(','));
    let of = usize::from(comma == 0 && pieces.language.dates.of.contains(&pieces.word(last + 1)));
    let at = last + 1 + comma + of;
    match year(pieces.digits(at)) {
        Some(year) if !pieces.touches_next(at) || pieces.word(at + 1).is_empty() => (at, Some(year)),
        _ => (last, None),
    }
}

/// "18th-century", "the 18th century".
fn century(pieces: &Pieces<'_>, at: usize) -> Option<DateSpan> {
    let words = pieces.language.dates;
    let number: i32 = pieces.digits(at).parse().ok().filter(|number| (11..=21).contains(number))?;
    let attached = pieces.word(at + 1);
    let next = pieces.word(at + 2);
    let is_century = pieces.touches_next(at)
        && (words.century.contains(&attached) || words.ordinals.contains(&attached) && words.century.contains(&next));
    let last = if words.century.contains(&attached) { at + 1 } else { at + 2 };
    let (from, until) = (year_only(number * 100 - 99)?, year_only(number * 100)?);
    is_century.then_some(DateSpan { first: at, last, meaning: DateMeaning::Span(from, until) })
}

/// "1990s", "the 1990's".
fn decade(pieces: &Pieces<'_>, at: usize) -> Option<DateSpan> {
    let from = year(pieces.digits(at)).filter(|year| year % 10 == 0)?;
    let is_decade = pieces.touches_next(at) && pieces.word(at + 1) == "s";
    let until = year_only(from + if from % 100 == 0 { 99 } else { 9 })?;
    is_decade.then_some(DateSpan { first: at, last: at + 1, meaning: DateMeaning::Span(year_only(from)?, until) })
}

/// Four digits that can only be a year, or are most likely one.
fn year_alone(pieces: &Pieces<'_>, at: usize) -> Option<DateSpan> {
    let words = pieces.language.dates;
    let number = year(pieces.digits(at)).filter(|year| (1000..=2199).contains(year))?;
    let is_attached = pieces.touches_next(at) && !pieces.word(at + 1).is_empty()
        || pieces.sign(at + 1).is_some_and(|sign| "%°€£$¢".contains(sign))
        || pieces.touches_before(at) && pieces.sign_before(at).is_some_and(|sign| !"(“\"'‘[–—-/".contains(sign));
    if is_attached || pieces.sign_before(at).is_some_and(|sign| "$€£¥#№≈~<>≥≤".contains(sign)) {
        return None;
    }
    let bounds = pieces.language.phrases.bounds.iter();
    let is_bounded =
        bounds.filter(|bound| bound.quantifier != Quantifier::About).any(|bound| pieces.ends_with(at, bound.words) > 0);
    let before = pieces.word_before(at);
    let is_led = words.year_leads.contains(&before) || words.month(before).is_some() || words.seasons.contains(&before);
    let counts = counted(pieces, at + 1, false)
        .is_some_and(|(_, last)| pieces.language.nouns.is_plural(pieces.word(last)))
        || pieces.language.numbers.scale(pieces.word(at + 1)).is_some()
        || super::unit::named_at(pieces, at + 1).is_some();
    let is_year = if counts { is_led && number % 100 != 0 } else { is_led || (1900..=2099).contains(&number) };
    let first = if words.seasons.contains(&before) { at - 1 } else { at };
    let is_divided = pieces.language.numbers.divided_by.contains(&pieces.word(at + 1))
        && super::number::number_at(pieces, at + 2).is_some();
    let date = year_only(number)?;
    (is_year && !is_bounded && !is_divided && pieces.len() > 1).then_some(DateSpan {
        first,
        last: at,
        meaning: DateMeaning::Span(date, date),
    })
}

fn year(digits: &str) -> Option<i32> {
    let is_year = digits.len() == 4 && digits.chars().all(|c| c.is_ascii_digit()) && !digits.starts_with('0');
    is_year.then(|| digits.parse().ok()).flatten()
}

fn year_only(year: i32) -> Option<PartialDate> {
    PartialDate::new(year, None, None)
}

fn meaning(year: Option<i32>, month: i8, day: Option<i8>) -> Option<DateMeaning> {
    let Some(year) = year else { return Some(DateMeaning::Yearless { month, day }) };
    let date = PartialDate::new(year, Some(i32::from(month)), day.map(i32::from))?;
    Some(DateMeaning::Span(date, date))
}
