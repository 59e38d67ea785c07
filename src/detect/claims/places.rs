//! Names of places.

use std::collections::BTreeSet;

use crate::reading::{Name, NameKind, Tokens, has};
use crate::text::{Folded, TextRange};

use super::super::article::Article;
use super::{ClaimClass, Found};

/// The places that were named so far.
#[derive(Default)]
pub(super) struct Told {
    places: BTreeSet<String>,
}

impl Told {
    /// The places of a paragraph that are named for the first time. Countries and continents alone are left out: they
    /// are seldom wrong, and often named.
    pub(super) fn find(&mut self, article: &Article<'_>, paragraph: usize, tokens: &Tokens<'_>) -> Vec<Found> {
        let names = article.names.within(paragraph, 0, usize::MAX).iter();
        let places = names.filter(|name| is_place(article, tokens, name));
        let found = places.filter_map(|name| {
            let written = name.range.within(tokens.text()).unwrap_or_default();
            let land = land_after(article, tokens, name);
            let is_new = self.places.insert(Folded::of(written).text().to_owned());
            let land_words = land.and_then(|land| land.within(tokens.text())).unwrap_or_default();
            let is_new_there =
                land.is_some() && self.places.insert(Folded::of(&[written, land_words].join(", ")).text().to_owned());
            if !is_new && !is_new_there || is_land(article, tokens, name) {
                return None;
            }
            let end = land.map_or(name.range.end(), |land| land.end());
            let range = TextRange::between(name.range.start(), end);
            Some(Found::new(range, ClaimClass::Place, "A place: spelled right, and did it happen there?"))
        });
        found.collect()
    }
}

/// Whether a name is that of a place.
pub(super) fn is_place(article: &Article<'_>, tokens: &Tokens<'_>, name: &Name) -> bool {
    let claims = &article.language.claims;
    let (first, last) = name.tokens;
    if is_land(article, tokens, name) {
        return true;
    }
    if name.kind == NameKind::Body || name.title.is_some() {
        return false;
    }
    let has_place_noun = last > first
        && [first, last].into_iter().any(|at| tokens.word(at).is_some_and(|word| has(claims.place_nouns, plain(word))));
    let is_led = first.checked_sub(1).and_then(|at| tokens.word(at)).is_some_and(|word| has(claims.place_leads, word));
    let is_possessive = tokens.word(last).is_some_and(|word| word != plain(word));
    let stands_alone = stands_alone(article, tokens, name);
    has_place_noun || is_led && stands_alone && !is_possessive && name.apposition.is_none()
}

/// Whether a name says no more of the word after it: "in Boston", but not "in Boston schools".
pub(super) fn stands_alone(article: &Article<'_>, tokens: &Tokens<'_>, name: &Name) -> bool {
    let speech = &article.language.speech;
    tokens.word(name.tokens.1 + 1).is_none_or(|word| {
        has(speech.prepositions, word)
            || has(speech.joints, word)
            || has(speech.helpers, word)
            || speech.verb(word).is_some()
    })
}

/// Whether a name is that of a country or continent.
fn is_land(article: &Article<'_>, tokens: &Tokens<'_>, name: &Name) -> bool {
    is_land_named(article, tokens, name.tokens)
}

/// Whether a name is a country after a word that has its capital from the start of a sentence: "Leaving France".
pub(super) fn ends_with_land(article: &Article<'_>, tokens: &Tokens<'_>, name: &Name) -> bool {
    let (first, last) = name.tokens;
    first < last && name.kind != NameKind::Body && is_land_named(article, tokens, (first + 1, last))
}

fn is_land_named(article: &Article<'_>, tokens: &Tokens<'_>, (first, last): (usize, usize)) -> bool {
    let words = (first..=last).filter_map(|at| tokens.word(at)).map(plain);
    let words: Vec<&str> = words.take(5).collect();
    has(article.language.claims.lands, &words.join(" "))
}

/// The country after a comma: "Guantánamo Bay, Cuba".
fn land_after(article: &Article<'_>, tokens: &Tokens<'_>, name: &Name) -> Option<TextRange> {
    let first = name.tokens.1 + 2;
    tokens.sign(first - 1).filter(|sign| *sign == ',')?;
    (first..first + 3)
        .rev()
        .find(|last| is_land_named(article, tokens, (first, *last)))
        .and_then(|last| tokens.span(first, last))
}

fn plain(word: &str) -> &str {
    word.strip_suffix("'s").unwrap_or(word)
}
