//! Spanish.

use super::{Language, StemRules};

pub(super) const SPANISH: Language = Language {
    name: "Spanish",
    common: &["el", "los", "las", "del", "que", "en", "y", "una", "por", "con", "para"],
    negations: &["no", "nunca", "jamás", "ni", "nadie", "nada", "ningún", "ninguna", "ninguno", "tampoco", "sin"],
    negating_ending: "",
    stems: StemRules::Spanish,
};
