//! Spanish.

use super::{Language, StemRules};

pub(super) const SPANISH: Language = Language {
    name: "Spanish",
    common: &["el", "los", "las", "del", "que", "en", "y", "una", "por", "con", "para"],
    stems: StemRules::Spanish,
};
