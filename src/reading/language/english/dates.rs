//! Dates in English.

use crate::reading::language::dates::DateWords;

// Formatted by hand: one word a line would hide what a table holds.
#[rustfmt::skip]
pub(super) const DATES: DateWords = DateWords {
    months: &[
        ("january", 1),
        ("jan", 1),
        ("february", 2),
        ("feb", 2),
        ("march", 3),
        ("mar", 3),
        ("april", 4),
        ("apr", 4),
        ("may", 5),
        ("june", 6),
        ("jun", 6),
        ("july", 7),
        ("jul", 7),
        ("august", 8),
        ("aug", 8),
        ("september", 9),
        ("sept", 9),
        ("sep", 9),
        ("october", 10),
        ("oct", 10),
        ("november", 11),
        ("nov", 11),
        ("december", 12),
        ("dec", 12),
    ],
    ambiguous: &["may", "march", "mar", "jan", "jun", "dec", "april", "june", "august"],
    parts: &["early", "mid", "late", "mid-", "the beginning of", "the end of"],
    of: &["of"],
    year_leads: &[
        "in", "since", "by", "until", "till", "before", "after", "during", "from", "through", "throughout", "of", "the",
        "early", "late", "mid", "year", "season", "summer", "winter", "spring", "autumn", "fall", "fiscal", "around",
        "circa", "dated", "to", "between", "and", "late-", "mid-", "election", "elections", "quarter",
    ],
    leads: &[
        "as of", "in early", "in late", "in mid", "since early", "since late", "by early", "by late", "by the end of",
        "at the end of", "at the beginning of", "since", "until", "during", "before", "after", "from", "by", "in", "on",
    ],
    between: &["between", "from"],
    to: &["to", "through", "until"],
    and: &["and"],
    seasons: &["summer", "winter", "spring", "autumn", "fall", "fiscal", "fiscal year"],
    century: &["century", "centuries", "th-century", "st-century", "nd-century", "rd-century"],
    ordinals: &["st", "nd", "rd", "th"],
    clock: &["am", "pm", "a.m", "p.m", "a.m.", "p.m.", "o'clock", "gmt", "est", "edt", "pt", "pst", "pdt", "et"],
    capital_months: true,
};
