//! How a language writes dates in running text.

/// The words of dates.
#[derive(Debug)]
pub struct DateWords {
    /// The months, long and short, with their number.
    pub months: &'static [(&'static str, i8)],
    /// Those that are also other words and need a day, a year or a word of time beside them: "may".
    pub ambiguous: &'static [&'static str],
    /// Words of the parts of a month or year: "early", "late", "mid".
    pub parts: &'static [&'static str],
    /// Words within a date: 3 "of" March.
    pub of: &'static [&'static str],
    /// Words after which four digits are a year: "in", "since".
    pub year_leads: &'static [&'static str],
    /// Words that belong to a date that others rest on, the longer first: "as of", "in".
    pub leads: &'static [&'static str],
    /// Words before two years: "between".
    pub between: &'static [&'static str],
    /// Words between two dates: "to".
    pub to: &'static [&'static str],
    /// Words between two dates after "between": "and".
    pub and: &'static [&'static str],
    /// Seasons and the like before a year: "summer", "fiscal".
    pub seasons: &'static [&'static str],
    /// The word for a hundred years.
    pub century: &'static [&'static str],
    /// Letters after the digits of a day: "th".
    pub ordinals: &'static [&'static str],
    /// Words after the digits of a time of day: "pm".
    pub clock: &'static [&'static str],
    /// Whether months are written in capitals.
    pub capital_months: bool,
}

impl DateWords {
    /// The number of the month with this name.
    pub fn month(&self, word: &str) -> Option<i8> {
        self.months.iter().find(|(name, _)| *name == word).map(|(_, month)| *month)
    }
}
