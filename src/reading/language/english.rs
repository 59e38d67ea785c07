//! English.

use super::{Language, StemRules};

pub(super) const ENGLISH: Language = Language {
    name: "English",
    common: &["the", "of", "and", "to", "that", "is", "was", "for", "with", "by", "from"],
    stems: StemRules::English,
};
