//! Spanish.

mod claims;
mod clock;
mod gender;
mod names;
mod numbers;
mod same;
mod speech;
mod units;

use super::{Language, StemRules};

pub(super) const SPANISH: Language = Language {
    name: "Spanish",
    common: &["el", "los", "las", "del", "que", "en", "y", "una", "por", "con", "para"],
    negations: &["no", "nunca", "jamás", "ni", "nadie", "nada", "ningún", "ninguna", "ninguno", "tampoco", "sin"],
    negating_ending: "",
    same: same::SAME,
    persons: same::PERSONS,
    person_endings: same::PERSON_ENDINGS,
    numbers: &numbers::NUMBERS,
    phrases: &numbers::PHRASES,
    units: &units::UNITS,
    nouns: &units::NOUNS,
    dates: &units::DATES,
    stems: StemRules::Spanish,
    speech: speech::SPEECH,
    names: names::NAMES,
    gender: gender::GENDER,
    claims: claims::CLAIMS,
    clock: clock::CLOCK,
};
