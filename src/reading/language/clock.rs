//! How a language tells a time by the day of writing.

use super::claims::order;

/// The words of times that are told by the day of writing.
#[derive(Debug)]
pub struct ClockWords {
    /// Ways to tell such a time, sorted. `{n}` stands for a number, `{unit}` for a word of [`ClockWords::units`],
    /// `{day}` for a weekday.
    pub patterns: &'static [(&'static str, Sense)],
    /// Stretches of time, singular and plural. Sorted.
    pub units: &'static [(&'static str, TimeUnit)],
    /// Numbers in words; parts of a number are joined with a hyphen. Sorted.
    pub counts: &'static [(&'static str, i16)],
    /// The days of the week with their place in it, Monday first. Sorted.
    pub weekdays: &'static [(&'static str, i8)],
    /// Syllables that, in capitals or repeated, stand for words still to be written: "TK".
    pub missing: &'static [&'static str],
    /// Words before two capital X that make them a number: "century". Sorted.
    pub before_numerals: &'static [&'static str],
}

impl ClockWords {
    /// The patterns that begin with this word or placeholder.
    pub(crate) fn beginning(&self, first: &str) -> &'static [(&'static str, Sense)] {
        // A space comes before all letters, so that patterns with the same first word stand together.
        let start = self.patterns.partition_point(|(pattern, _)| *pattern < first);
        let rest = self.patterns.get(start..).unwrap_or_default();
        let begins =
            |pattern: &str| pattern.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let len = rest.iter().take_while(|(pattern, _)| begins(pattern)).count();
        rest.get(..len).unwrap_or_default()
    }

    /// The stretch of time that a word in lower case names.
    pub fn unit(&self, word: &str) -> Option<TimeUnit> {
        find(self.units, word)
    }

    /// The weekday that a word in lower case names, Monday being 0.
    pub fn weekday(&self, word: &str) -> Option<i8> {
        find(self.weekdays, word)
    }

    /// The number that a word in lower case says: "twenty-five".
    pub fn count(&self, word: &str) -> Option<i16> {
        find(self.counts, word).or_else(|| {
            let (tens, ones) = word.split_once('-')?;
            Some(find(self.counts, tens)? + find(self.counts, ones)?)
        })
    }
}

fn find<T: Copy>(sorted: &[(&str, T)], word: &str) -> Option<T> {
    let at = sorted.binary_search_by(|(known, _)| order(known, word)).ok()?;
    sorted.get(at).map(|(_, value)| *value)
}

/// What a word of time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// So many days after the day of writing.
    Day(i16),
    /// The unit or weekday that lies so many after the one of writing.
    Shift(i16),
    /// A unit of its own that lies so many after the one of writing.
    Of(TimeUnit, i16),
    /// The number of units before the day of writing.
    Ago,
    /// The number of units up to the day of writing.
    Past,
    /// Some time that is not said.
    Vague,
    /// None that depends on the day of writing, though shorter words do: "as soon as".
    Never,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    /// Less than a day.
    Hour,
    /// A day.
    Day,
    /// From Monday to Sunday.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}
