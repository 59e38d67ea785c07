//! Dates as people type them, when they can only mean one.

use std::fmt;

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A date as exactly as it is known: a year, a month of it, a day of that. Written `2025`, `2025-03`, `2025-03-14`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    /// Only with a month.
    day: Option<i8>,
}

impl PartialDate {
    /// Reads `2025-03-14`, "14 March 2025", "March 14, 2025", "3/2025" and the like. `None` for what is no date, and for
    /// what is another one elsewhere: 3/4/2025 is in March or in April.
    pub fn read(typed: &str) -> Option<Self> {
        let is_between = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '/' | '.' | ',');
        if typed.contains(|c: char| !c.is_alphanumeric() && !is_between(c)) {
            return None;
        }
        let mut month = None;
        let mut numbers = Vec::new();
        for word in typed.split(is_between).filter(|word| !word.is_empty()) {
            match (number(word), month_named(word)) {
                (Some(number), _) => numbers.push(number),
                (None, Some(named)) if month.is_none() => month = Some(named),
                _ if is_one_of(&WEEKDAYS, word).is_some() || word.eq_ignore_ascii_case("of") => {}
                _ => return None,
            }
        }
        let separators: Vec<char> = typed.trim().chars().filter(|c| is_between(*c)).collect();
        let only = |separator| separators.iter().all(|c| *c == separator);
        match (month, numbers.as_slice()) {
            (None, [year]) => Self::new(*year, None, None),
            (Some(month), [year]) => Self::new(*year, Some(month), None),
            (Some(month), [day, year] | [year, day]) if is_year(*year) => Self::new(*year, Some(month), Some(*day)),
            // “2011/12” may be the winter of 2011.
            (None, [year, month]) if is_year(*year) && !only('/') => Self::new(*year, Some(*month), None),
            (None, [month, year]) => Self::new(*year, Some(*month), None),
            (None, [year, month, day]) if is_year(*year) => Self::alike(&separators, *year, *month, *day),
            // Nobody puts the month first before a stop.
            (None, [day, month, year]) if only('.') => Self::new(*year, Some(*month), Some(*day)),
            (None, [a, b, year]) if *b > 12 || a == b => Self::alike(&separators, *year, *a, *b),
            (None, [a, b, year]) if *a > 12 => Self::alike(&separators, *year, *b, *a),
            _ => None,
        }
    }

    /// The first and the last day that it can mean, for reckoning with them.
    pub fn span(self) -> (Date, Date) {
        let first = Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::MIN);
        let month = Date::new(self.year, self.month.unwrap_or(12), 1).unwrap_or(Date::MAX);
        (first, self.day.map_or(month.last_of_month(), |_| first))
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Its month from 1 to 12, if it is known.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// Its day of the month, if it is known.
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// As one writes it in a text: "14 March 2025", "March 2025", "2025".
    pub fn in_words(self) -> String {
        let month = self.month.and_then(|month| MONTHS.get(usize::try_from(month - 1).ok()?));
        let capital =
            |name: &str| name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect();
        let parts = [self.day.map(|day| day.to_string()), month.map(|name| capital(name)), Some(self.year.to_string())];
        parts.into_iter().flatten().collect::<Vec<String>>().join(" ")
    }

    /// The first day that it can mean, as numbers that are ordered like days.
    pub fn first_day(self) -> (i16, i8, i8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that it can mean, or a day after it in the same month.
    pub fn last_day(self) -> (i16, i8, i8) {
        (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31))
    }

    /// The date if all its parts are separated alike: “2025-03/04” is something else.
    fn alike(separators: &[char], year: i32, month: i32, day: i32) -> Option<Self> {
        let alike = separators.first().is_some_and(|first| separators.iter().all(|c| c == first));
        alike.then(|| Self::new(year, Some(month), Some(day))).flatten()
    }

    /// The date if there is such a day.
    pub fn new(year: i32, month: Option<i32>, day: Option<i32>) -> Option<Self> {
        let small = |number: i32| i8::try_from(number).ok();
        let (known_month, known_day) = (small(month.unwrap_or(1))?, small(day.unwrap_or(1))?);
        let year = i16::try_from(year).ok().filter(|year| is_year(i32::from(*year)))?;
        Date::new(year, known_month, known_day).ok()?;
        Some(Self { year, month: month.map(|_| known_month), day: day.map(|_| known_day) })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        let parts = [self.month, self.day];
        parts.into_iter().flatten().try_for_each(|part| write!(f, "-{part:02}"))
    }
}

/// A number, also “14th”.
fn number(word: &str) -> Option<i32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    digits.chars().all(|c| c.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// Nothing that has been published and is checked is older, and nobody writes a year of the first millennium alone.
fn is_year(number: i32) -> bool {
    (1000..=9999).contains(&number)
}

/// The month of this name, or of one cut after three letters or more.
fn month_named(word: &str) -> Option<i32> {
    is_one_of(&MONTHS, word).and_then(|at| i32::try_from(at + 1).ok())
}

fn is_one_of(names: &[&str], word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    names.iter().position(|name| word.len() >= 3 && name.starts_with(&word))
}
