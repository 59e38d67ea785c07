//! Spanish.

use super::{
    Language, StemRules, spanish_claims, spanish_clock, spanish_names, spanish_numbers, spanish_same, spanish_speech,
    spanish_units,
};

pub(super) const SPANISH: Language = Language {
    name: "Spanish",
    common: &["el", "los", "las", "del", "que", "en", "y", "una", "por", "con", "para"],
    negations: &["no", "nunca", "jamás", "ni", "nadie", "nada", "ningún", "ninguna", "ninguno", "tampoco", "sin"],
    negating_ending: "",
    same: spanish_same::SAME,
    persons: spanish_same::PERSONS,
    person_endings: spanish_same::PERSON_ENDINGS,
    numbers: &spanish_numbers::NUMBERS,
    phrases: &spanish_numbers::PHRASES,
    units: &spanish_units::UNITS,
    nouns: &spanish_units::NOUNS,
    dates: &spanish_units::DATES,
    stems: StemRules::Spanish,
    speech: spanish_speech::SPEECH,
    names: spanish_names::NAMES,
    claims: spanish_claims::CLAIMS,
    clock: spanish_clock::CLOCK,
};
