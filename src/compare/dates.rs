//! Two dates: equal, compatible, or in conflict.

use crate::reading::DateMeaning;

/// How two dates of one event differ, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateVerdict {
    /// They say the same.
    Equal,
    /// Both can be true: one leaves open what the other gives, or they have days in common.
    Compatible,
    /// Not both can be true of one event.
    Conflict,
}

impl DateVerdict {
    /// The word for it: "compatible".
    pub fn label(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Compatible => "compatible",
            Self::Conflict => "conflict",
        }
    }
}

/// How two dates differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateComparison {
    /// In a word.
    pub verdict: DateVerdict,
    /// In a sentence.
    pub reason: String,
}

/// Compares two dates, each its words and what they say, that are said of one event.
pub fn compare_dates(first: (&str, DateMeaning), second: (&str, DateMeaning)) -> DateComparison {
    let (a, b) = (Parts::of(first.1), Parts::of(second.1));
    let against = format!("“{}” against “{}”", first.0, second.0);
    let compared = |verdict, reason| DateComparison { verdict, reason };
    if first.1 == second.1 {
        return compared(DateVerdict::Equal, against + ": the same date");
    }
    let (Some(a), Some(b)) = (a, b) else {
        return if first.1.is_apart(second.1) {
            compared(DateVerdict::Conflict, against + ": no day lies in both")
        } else {
            compared(DateVerdict::Compatible, against + ": some days lie in both")
        };
    };
    let differing = a.differing(b);
    if !differing.is_empty() {
        return compared(DateVerdict::Conflict, format!("{against}: another {}", listed(&differing)));
    }
    let opened = |open: (&str, Parts), given: (&str, Parts)| {
        let parts = open.1.leaves_open(given.1);
        (!parts.is_empty()).then(|| format!("“{}” leaves the {} open that “{}” gives", open.0, listed(&parts), given.0))
    };
    let told = [opened((first.0, a), (second.0, b)), opened((second.0, b), (first.0, a))];
    compared(DateVerdict::Compatible, told.into_iter().flatten().collect::<Vec<_>>().join(", and "))
}

/// The parts of one date, as far as they are said.
#[derive(Clone, Copy)]
struct Parts([Option<i16>; 3]);

const NAMES: [&str; 3] = ["year", "month", "day"];

impl Parts {
    /// Those of one date; of a stretch of several dates there are none.
    fn of(meaning: DateMeaning) -> Option<Self> {
        match meaning {
            DateMeaning::Span(from, until) => (from == until)
                .then(|| Self([Some(from.year()), from.month().map(i16::from), from.day().map(i16::from)])),
            DateMeaning::Yearless { month, day } => Some(Self([None, Some(i16::from(month)), day.map(i16::from)])),
        }
    }

    /// The names of the parts that both give, but differently. What lies below one that differs says nothing more.
    fn differing(self, other: Self) -> Vec<&'static str> {
        let parts = NAMES.iter().zip(self.0.into_iter().zip(other.0));
        let differing = parts.filter(|(_, (a, b))| a.is_some() && b.is_some() && a != b);
        differing.take(1).map(|(name, _)| *name).collect()
    }

    /// The names of the parts that only the other gives.
    fn leaves_open(self, other: Self) -> Vec<&'static str> {
        let parts = NAMES.iter().zip(self.0.into_iter().zip(other.0));
        parts.filter(|(_, (a, b))| a.is_none() && b.is_some()).map(|(name, _)| *name).collect()
    }
}

fn listed(names: &[&str]) -> String {
    names.join(" and ")
}
