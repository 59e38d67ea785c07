//! How a language tells that a statement is sweeping, grave or causal.

use std::cmp::Ordering;

/// The words of claims. Lists that are looked up are sorted.
#[derive(Debug)]
pub struct ClaimWords {
    /// Endings of words that put something above all else: "-est".
    pub superlative_endings: &'static [&'static str],
    /// Words with such an ending that do not: "interest". Sorted.
    pub not_superlatives: &'static [&'static str],
    /// Words that do so without an ending, after a determiner: "best". Sorted.
    pub superlatives: &'static [&'static str],
    /// Words that do so in any place: "unprecedented". Sorted.
    pub uniques: &'static [&'static str],
    /// Words that do so before another: "most" violent. Some languages need a determiner before them.
    pub most: &'static [&'static str],
    /// The first of all: "first". Sorted.
    pub firsts: &'static [&'static str],
    /// Words before or after such a word with which it tells no rank: "at" first, first "half". Sorted.
    pub not_first: &'static [&'static str],
    /// Phrases that put something above all else: "than any other". Sorted.
    pub superlative_phrases: &'static [&'static [&'static str]],
    /// Determiners that mean each of a group: "all", "every". Sorted.
    pub all: &'static [&'static str],
    /// Of these, the ones that before a number say how often: "every two years".
    pub each: &'static [&'static str],
    /// Phrases with such a word that mean something else: "after all".
    pub not_all: &'static [&'static [&'static str]],
    /// Words before "all" that leave room for others: "almost". Sorted.
    pub nearly: &'static [&'static str],
    /// Determiners that mean a large number that is not said: "many". Sorted.
    pub many: &'static [&'static str],
    /// Words beside such a determiner with which it asks, compares or tells a time: "how" many, many "years". Sorted.
    pub not_many: &'static [&'static str],
    /// Determiners that mean more than half: "most". Sorted.
    pub majorities: &'static [&'static str],
    /// Words after such a determiner with which it means something else: most "likely". Sorted.
    pub not_majorities: &'static [&'static str],
    /// Words that mean each of a group, in any place: "everybody", "always". Sorted.
    pub always: &'static [&'static str],
    /// Words that mean none of a group or at no time: "none", "never". Sorted.
    pub never: &'static [&'static str],
    /// Determiners that mean none: "no". Sorted.
    pub no: &'static [&'static str],
    /// Words after such a determiner with which it means something else: no "longer". Sorted.
    pub not_no: &'static [&'static str],
    /// Words that make a negation one without exception: not "any". Sorted.
    pub any: &'static [&'static str],
    /// Words that leave out everything else: "only". Sorted.
    pub only: &'static [&'static str],
    /// Phrases with such a word that mean something else: "not only".
    pub not_only: &'static [&'static [&'static str]],
    /// Words that join two of a kind as "and" does: "or". Sorted.
    pub or: &'static [&'static str],
    /// Words that say what brought something about: "caused". Sorted.
    pub causes: &'static [&'static str],
    /// Phrases that do so: "because of". Sorted.
    pub cause_phrases: &'static [&'static [&'static str]],
    /// Words for what people are sued over if it is not so: "torture", "fraud". Sorted.
    pub grave: &'static [&'static str],
    /// Words that set one thing beside another: "higher", "doubled". Sorted.
    pub comparisons: &'static [&'static str],
    /// Words that tell an opinion, a wish or a forecast: "should", "perhaps". Sorted.
    pub opinions: &'static [&'static str],
    /// Words by which somebody speaks of himself: "I", "we". Sorted.
    pub selves: &'static [&'static str],
    /// Countries, continents and the like, in lower case. Sorted.
    pub lands: &'static [&'static str],
    /// Words in the name of a place: "bay", "river". Sorted.
    pub place_nouns: &'static [&'static str],
    /// Words before the name of a place: "in". Sorted.
    pub place_leads: &'static [&'static str],
    /// Words before what somebody once was: "former". Sorted.
    pub former: &'static [&'static str],
}

/// Whether a sorted list has a word.
pub fn has(list: &[&str], word: &str) -> bool {
    list.binary_search_by(|known| order(known, word)).is_ok()
}

/// The order of words. Most differ in their first byte, and are told apart without comparing more.
pub(super) fn order(a: &str, b: &str) -> Ordering {
    a.as_bytes().first().cmp(&b.as_bytes().first()).then_with(|| a.cmp(b))
}
