//! English.

use super::{
    Language, StemRules, english_claims, english_clock, english_dates, english_names, english_nouns, english_numbers,
    english_phrases, english_same, english_speech, english_units,
};

pub(super) const ENGLISH: Language = Language {
    name: "English",
    common: &["the", "of", "and", "to", "that", "is", "was", "for", "with", "by", "from"],
    negations: &[
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "nowhere", "without", "cannot", "hardly",
        "barely", "scarcely",
    ],
    negating_ending: "n't",
    same: english_same::SAME,
    persons: english_same::PERSONS,
    person_endings: english_same::PERSON_ENDINGS,
    numbers: &english_numbers::NUMBERS,
    phrases: &english_phrases::PHRASES,
    units: &english_units::UNITS,
    nouns: &english_nouns::NOUNS,
    dates: &english_dates::DATES,
    stems: StemRules::English,
    speech: english_speech::SPEECH,
    names: english_names::NAMES,
    claims: english_claims::CLAIMS,
    clock: english_clock::CLOCK,
};
