//! Times that are told by the day of writing: "last week", "two years ago", and what is still to come: "TK".

use std::fmt;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use crate::text::{PartialDate, TextRange};

use super::{Language, Sense, TimeUnit, TokenKind, Tokens, has};

/// Words that mean a time only by the day on which they were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockWord {
    /// The words.
    pub range: TextRange,
    /// What they mean.
    pub meaning: ClockMeaning,
}

/// What words of time mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockMeaning {
    /// So many days after the day of writing.
    Day(i16),
    /// A day of the week, Monday being 0: with 0 the last one up to the day of writing, with -1 the last one before it,
    /// with 1 the next one after it.
    Weekday(i8, i16),
    /// The unit that lies so many after the one of writing: "last week".
    Shift(TimeUnit, i16),
    /// So many units before the day of writing: "two years ago".
    Ago(TimeUnit, i16),
    /// The units up to the day of writing: "for the past two decades".
    Past(TimeUnit, i16),
    /// A time that is not said: "recently".
    Vague,
    /// Words that the writer has still to fill in: "TK".
    Missing,
}

/// The words of time in a paragraph, in order, none overlapping another.
pub fn clock_words(language: &Language, tokens: &Tokens<'_>) -> Vec<ClockWord> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let missing = missing(language, tokens, at).map(|(len, meaning)| (len, Some(meaning)));
        let next = missing.or_else(|| longest(language, tokens, at)).map(|(len, meaning)| {
            let range = tokens.span(at, at + len - 1);
            found.extend(range.zip(meaning).map(|(range, meaning)| ClockWord { range, meaning }));
            at + len
        });
        at = next.unwrap_or(at + 1);
    }
    found
}

impl ClockMeaning {
    /// The days that are meant in a text of this date, `None` if the words do not tell.
    pub fn days(self, written: PartialDate) -> Option<Days> {
        let (first, last) = written.span();
        let (from, _) = self.days_from(first)?;
        let (_, to) = self.days_from(last)?;
        let exact = self.days_from(first) == self.days_from(last);
        Some(Days { from, to, exact, about: matches!(self, Self::Ago(unit, _) if unit != TimeUnit::Day) })
    }

    /// The first and the last day that are meant in a text of this day.
    fn days_from(self, day: Date) -> Option<(Date, Date)> {
        match self {
            Self::Day(n) => {
                let day = day.checked_add(i32::from(n).days()).ok()?;
                Some((day, day))
            }
            Self::Weekday(weekday, shift) => {
                let today = day.weekday().to_monday_zero_offset();
                let since = (today - weekday).rem_euclid(7);
                let back = match shift {
                    0 => i32::from(since),
                    1.. => i32::from(since) - 7,
                    _ if since == 0 => 7,
                    _ => i32::from(since),
                };
                let day = day.checked_sub(back.days()).ok()?;
                Some((day, day))
            }
            Self::Shift(unit, n) => unit_around(unit, moved(day, unit, n)?),
            Self::Ago(unit, n) => {
                let then = moved(day, unit, n.checked_neg()?)?;
                match unit {
                    TimeUnit::Week | TimeUnit::Month => unit_around(unit, then),
                    TimeUnit::Year | TimeUnit::Decade | TimeUnit::Century => unit_around(TimeUnit::Year, then),
                    TimeUnit::Hour | TimeUnit::Day | TimeUnit::Weekend => Some((then, then)),
                }
            }
            Self::Past(unit, n) => Some((moved(day, unit, n.checked_neg()?)?, day)),
            Self::Vague | Self::Missing => None,
        }
    }
}

/// The day so many units later.
fn moved(day: Date, unit: TimeUnit, n: i16) -> Option<Date> {
    let n = i32::from(n);
    let span = match unit {
        TimeUnit::Hour => 0.days(),
        TimeUnit::Day => n.days(),
        TimeUnit::Week | TimeUnit::Weekend => n.weeks(),
        TimeUnit::Month => n.months(),
        TimeUnit::Year => Span::new().try_years(n).ok()?,
        TimeUnit::Decade => Span::new().try_years(n.checked_mul(10)?).ok()?,
        TimeUnit::Century => Span::new().try_years(n.checked_mul(100)?).ok()?,
    };
    day.checked_add(span).ok()
}

/// The first and the last day of the unit that a day lies in.
fn unit_around(unit: TimeUnit, day: Date) -> Option<(Date, Date)> {
    let years = |n: i16| {
        let start = day.year() - day.year().rem_euclid(n);
        Some((Date::new(start, 1, 1).ok()?, Date::new(start.checked_add(n - 1)?, 12, 31).ok()?))
    };
    let monday = || day.checked_sub(day.weekday().to_monday_zero_offset().days()).ok();
    match unit {
        TimeUnit::Hour | TimeUnit::Day => Some((day, day)),
        TimeUnit::Week => Some((monday()?, monday()?.checked_add(6.days()).ok()?)),
        TimeUnit::Weekend => Some((monday()?.checked_add(5.days()).ok()?, monday()?.checked_add(6.days()).ok()?)),
        TimeUnit::Month => Some((day.first_of_month(), day.last_of_month())),
        TimeUnit::Year => years(1),
        TimeUnit::Decade => years(10),
        TimeUnit::Century => years(100),
    }
}

/// The days that words of time mean. Written as people write them: "10–16 February 2025", "January 2025".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Whether all of these days are meant; otherwise some within them, because the day of writing is not known.
    pub exact: bool,
    /// Whether the words do not mean it to the day.
    pub about: bool,
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.exact {
            f.write_str("within ")?;
        } else if self.about {
            f.write_str("about ")?;
        }
        let (from, to) = (self.from, self.to);
        let is_months = from == from.first_of_month() && to == to.last_of_month();
        let same_year = from.year() == to.year();
        let same_month = same_year && from.month() == to.month();
        if is_months && from.month() == 1 && to.month() == 12 {
            return if same_year { write!(f, "{}", from.year()) } else { write!(f, "{}–{}", from.year(), to.year()) };
        }
        let last = if is_months { to.strftime("%B %Y") } else { to.strftime("%-d %B %Y") };
        let first = match (is_months, same_month, same_year) {
            (true, true, _) => return write!(f, "{last}"),
            (false, true, _) if from == to => return write!(f, "{last}"),
            (false, true, _) => from.strftime("%-d"),
            (true, false, true) => from.strftime("%B"),
            (false, false, true) => from.strftime("%-d %B"),
            (true, false, false) => from.strftime("%B %Y"),
            (false, false, false) => from.strftime("%-d %B %Y"),
        };
        write!(f, "{first}–{last}")
    }
}

/// The number of tokens and the meaning, if it has one, of the longest pattern that stands at an index.
fn longest(language: &Language, tokens: &Tokens<'_>, at: usize) -> Option<(usize, Option<ClockMeaning>)> {
    let clock = &language.clock;
    let word = tokens.word(at).unwrap_or_default();
    let placeholders = [
        ("{n}", tokens.is_digits(at) || clock.count(word).is_some()),
        ("{unit}", clock.unit(word).is_some()),
        ("{day}", clock.weekday(word).is_some() && !is_in_name(tokens, at)),
    ];
    let open = placeholders.into_iter().filter(|(_, fits)| *fits).flat_map(|(first, _)| clock.beginning(first));
    let exact = if word.is_empty() { &[] } else { clock.beginning(word) };
    let all = exact.iter().chain(open);
    let found = all.filter_map(|(pattern, sense)| matched(language, tokens, at, pattern, *sense));
    found.max_by_key(|(len, _)| *len)
}

/// Whether a word with a capital stands beside another: "Black Friday".
fn is_in_name(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_capital(at + 1) || at.checked_sub(1).is_some_and(|before| tokens.is_capital(before))
}

/// The number of tokens and the meaning of a pattern, if it stands at an index.
fn matched(
    language: &Language,
    tokens: &Tokens<'_>,
    first: usize,
    pattern: &str,
    sense: Sense,
) -> Option<(usize, Option<ClockMeaning>)> {
    let clock = &language.clock;
    let (mut n, mut unit, mut weekday) = (1, None, None);
    let mut at = first;
    for part in pattern.split(' ') {
        match part {
            "{n}" if tokens.is_digits(at) => n = tokens.written(at).parse().ok()?,
            "{n}" => n = clock.count(tokens.word(at)?)?,
            "{unit}" => unit = Some(clock.unit(tokens.word(at)?)?),
            "{day}" => {
                weekday = Some(clock.weekday(tokens.word(at)?)?);
                if is_dated(language, tokens, at) {
                    return None;
                }
            }
            // A capital within makes it a name: "CBS This Morning".
            part if tokens.word(at) == Some(part) && (at == first || !tokens.is_capital(at)) => {}
            _ => return None,
        }
        at += 1;
    }
    let meaning = match (sense, unit, weekday) {
        (Sense::Never, ..) => return Some((at - first, None)),
        (Sense::Day(days), ..) => ClockMeaning::Day(days),
        (Sense::Of(unit, shift), ..) => ClockMeaning::Shift(unit, shift),
        (Sense::Shift(shift), _, Some(weekday)) => ClockMeaning::Weekday(weekday, shift),
        (Sense::Shift(shift), Some(unit), _) => ClockMeaning::Shift(unit, shift),
        (Sense::Ago, Some(unit), _) => ClockMeaning::Ago(unit, n),
        (Sense::Past, Some(unit), _) => ClockMeaning::Past(unit, n),
        _ => ClockMeaning::Vague,
    };
    Some((at - first, Some(meaning)))
}

/// Whether a weekday has its date beside it: "Tuesday, February 18".
fn is_dated(language: &Language, tokens: &Tokens<'_>, at: usize) -> bool {
    let next = if tokens.sign(at + 1) == Some(',') { at + 2 } else { at + 1 };
    tokens.is_digits(next) || tokens.word(next).is_some_and(|word| has(language.names.calendar, word))
}

/// The number of tokens that stand for words still to be written. Signs that are so used are the same in all languages.
fn missing(language: &Language, tokens: &Tokens<'_>, at: usize) -> Option<(usize, ClockMeaning)> {
    let len = match tokens.get(at)?.kind {
        TokenKind::Word { .. } => usize::from(is_missing_word(language, tokens, at)),
        TokenKind::Sign('?') => n_question_marks(tokens, at),
        TokenKind::Digits | TokenKind::Sign(_) => 0,
    };
    (len > 0).then_some((len, ClockMeaning::Missing))
}

/// Whether a word stands for words still to be written: "TK", "tktk", "XX".
fn is_missing_word(language: &Language, tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at).unwrap_or_default();
    let is_capital = || !tokens.written(at).contains(char::is_lowercase);
    let repeats = |syllable: &&str| word.starts_with(*syllable) && word.split(*syllable).all(str::is_empty);
    if language.clock.missing.iter().any(repeats) && (word.len() > 3 || is_capital()) {
        return true;
    }
    // After a name or a word that is counted so, they are a Roman number.
    let is_roman = || {
        let Some(before) = at.checked_sub(1) else { return false };
        let counted = tokens.word(before).is_some_and(|word| has(language.clock.before_numerals, word));
        counted || tokens.is_capital(before)
    };
    matches!(word.len(), 2..=4) && word.bytes().all(|b| b == b'x') && is_capital() && !is_roman()
}

/// How many question marks stand in a row without a question before them, 0 if it is only one.
fn n_question_marks(tokens: &Tokens<'_>, at: usize) -> usize {
    let is_joined = |at: usize| at.checked_sub(1).is_some_and(|before| tokens.is_joined(before));
    let before = at.checked_sub(1).filter(|_| is_joined(at));
    if before.is_some_and(|before| tokens.word(before).is_some() || matches!(tokens.sign(before), Some('?' | '!'))) {
        return 0;
    }
    let len = 1 + (at + 1..).take_while(|at| tokens.sign(*at) == Some('?') && is_joined(*at)).count();
    let in_brackets = matches!(before.and_then(|before| tokens.sign(before)), Some('(' | '['))
        && matches!(tokens.sign(at + len), Some(')' | ']'));
    if len > 1 || in_brackets { len } else { 0 }
}
