//! English.

use super::{Language, StemRules, english_claims, english_clock, english_names, english_speech};

pub(super) const ENGLISH: Language = Language {
    name: "English",
    common: &["the", "of", "and", "to", "that", "is", "was", "for", "with", "by", "from"],
    negations: &[
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "nowhere", "without", "cannot", "hardly",
        "barely", "scarcely",
    ],
    negating_ending: "n't",
    stems: StemRules::English,
    speech: english_speech::SPEECH,
    names: english_names::NAMES,
    claims: english_claims::CLAIMS,
    clock: english_clock::CLOCK,
};
