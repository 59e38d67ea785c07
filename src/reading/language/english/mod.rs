//! English.

mod claims;
mod clock;
mod dates;
mod gender;
mod money;
mod names;
mod nouns;
mod numbers;
mod phrases;
mod same;
mod speech;
mod units;

use super::{Language, StemRules};

pub(super) const ENGLISH: Language = Language {
    name: "English",
    common: &["the", "of", "and", "to", "that", "is", "was", "for", "with", "by", "from"],
    negations: &[
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "nowhere", "without", "cannot", "hardly",
        "barely", "scarcely",
    ],
    negating_ending: "n't",
    same: same::SAME,
    persons: same::PERSONS,
    person_endings: same::PERSON_ENDINGS,
    numbers: &numbers::NUMBERS,
    phrases: &phrases::PHRASES,
    units: &units::UNITS,
    nouns: &nouns::NOUNS,
    dates: &dates::DATES,
    stems: StemRules::English,
    speech: speech::SPEECH,
    names: names::NAMES,
    gender: gender::GENDER,
    claims: claims::CLAIMS,
    clock: clock::CLOCK,
};
