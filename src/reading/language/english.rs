//! English.

use super::{Language, StemRules};

pub(super) const ENGLISH: Language = Language {
    name: "English",
    common: &["the", "of", "and", "to", "that", "is", "was", "for", "with", "by", "from"],
    negations: &[
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "nowhere", "without", "cannot", "hardly",
        "barely", "scarcely",
    ],
    negating_ending: "n't",
    stems: StemRules::English,
};
