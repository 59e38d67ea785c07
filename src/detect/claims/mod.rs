//! Other statements that can be wrong: names with what is said of them, places, dates, superlatives, words of time.
//!
//! One file per sort of statement. What is marked is the phrase or clause that can be wrong, not the word that gives it
//! away; what somebody else says in quote marks is left to the quote.

mod clock;
mod dates;
mod grave;
mod names;
mod phrase;
mod places;
mod spelling;
mod sweeping;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::Body;
use crate::reading::Language;
use crate::text::TextRange;

use super::article::Article;
use super::paragraphs::Paragraphs;
use super::{Item, Suggestion};

use phrase::Phrases;

pub use spelling::{Spelling, SpellingForm, spellings};

/// A statement that can be wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What sort of statement it is.
    pub class: ClaimClass,
    /// Why it should be checked, in words.
    pub why: String,
}

/// Whether something in `range` of a document is set above all else: "the largest", "the first".
pub fn has_superlative(body: &Body, range: TextRange) -> bool {
    let block = body.blocks().range(body.blocks().at(range.start()));
    let paragraph = block.within(body.text()).unwrap_or_default();
    let at = |offset: usize| offset.saturating_sub(block.start()).min(paragraph.len());
    let words = TextRange::between(at(range.start()), at(range.end()));
    sweeping::has_superlative(paragraph, words, Language::of(body.text()))
}

/// What sort of statement a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimClass {
    /// A person or body, with what is said of them: "Ana Piquer, the Americas director at Amnesty International".
    Name,
    /// A name that is written in another way elsewhere.
    Spelling,
    /// A place.
    Place,
    /// A day, month or year.
    Date,
    /// A time that depends on the day of publication, and words still to come: "last week", "TK".
    Clock,
    /// What is set above all else: "the largest", "the first", "unprecedented".
    Superlative,
    /// What holds for all, for none or for one alone: "all", "never", "only".
    Universal,
    /// What is said to bring something about: "led to".
    Cause,
    /// What people are sued over if it is not so: "fraud".
    Accusation,
}

impl ClaimClass {
    /// The word for it: "superlative".
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Spelling => "spelling",
            Self::Place => "place",
            Self::Date => "date",
            Self::Clock => "clock",
            Self::Superlative => "superlative",
            Self::Universal => "universal",
            Self::Cause => "cause",
            Self::Accusation => "accusation",
        }
    }
}

/// A claim in a paragraph.
struct Found {
    /// The words, in the paragraph.
    range: TextRange,
    claim: Claim,
}

impl Found {
    fn new(range: TextRange, class: ClaimClass, why: impl Into<String>) -> Self {
        Self { range, claim: Claim { class, why: why.into() } }
    }
}

/// What of a document has to be known to find the claims in the next paragraphs: what is written in several ways
/// anywhere, and what was said before.
pub(super) struct Told {
    names: names::Told,
    places: places::Told,
    /// For each paragraph the names in it that are odd.
    spelling: BTreeMap<usize, Vec<Found>>,
}

impl Told {
    /// Nothing was said yet.
    pub(super) fn of(article: &Article<'_>) -> Self {
        let names = names::Told::of(article);
        Self { names, places: places::Told::default(), spelling: spelling::odd_ones_out(article) }
    }

    /// The claims of the next paragraphs but for those whose words are a quote or a number, which stand in `others`.
    pub(super) fn find(
        &mut self,
        article: &Article<'_>,
        paragraphs: &Paragraphs<'_>,
        blocks: Range<usize>,
        others: &[Suggestion],
    ) -> Vec<Suggestion> {
        let taken = outer(others);
        let mut all = Vec::new();
        for index in blocks {
            let Some(tokens) = paragraphs.tokens(index) else { continue };
            let phrases = Phrases::of(article.language, tokens);
            let mut found = self.spelling.remove(&index).unwrap_or_default();
            found.extend(spelling::doubled_apostrophes(tokens));
            found.extend(clock::find(article, tokens));
            found.extend(dates::find(article, tokens));
            found.extend(sweeping::find(article, index, &phrases));
            found.extend(grave::find(article, index, &phrases));
            found.extend(self.names.find(article, index, tokens));
            found.extend(self.places.find(article, index, tokens));
            without_nested(&mut found);
            all.extend(found.into_iter().filter_map(|found| {
                let range = article.shown(index, found.range).filter(|range| !is_within(*range, &taken))?;
                Some(Suggestion { range, item: Item::Claim(found.claim) })
            }));
        }
        all
    }
}

/// The places of suggestions that lie in no other, in order.
fn outer(suggestions: &[Suggestion]) -> Vec<TextRange> {
    let mut outer: Vec<TextRange> = suggestions.iter().map(|other| other.range).collect();
    outer.sort_by_key(|range| (range.start(), std::cmp::Reverse(range.end())));
    let mut end = 0;
    outer.retain(|range| {
        let is_outer = range.end() > end;
        end = end.max(range.end());
        is_outer
    });
    outer
}

/// Whether a range lies within one of sorted ranges. Those overlap little, so that few are looked at.
fn is_within(range: TextRange, sorted: &[TextRange]) -> bool {
    let end = sorted.partition_point(|other| other.start() <= range.start());
    let before = sorted.get(end.saturating_sub(4)..end).unwrap_or_default();
    before.iter().any(|other| other.covers(range))
}

/// Leaves out what lies within a claim of the same class, and names within words of time: "TK".
fn without_nested(found: &mut Vec<Found>) {
    let clock = found.iter().filter(|found| found.claim.class == ClaimClass::Clock).map(|found| found.range);
    let clock: Vec<TextRange> = clock.collect();
    found.retain(|found| found.claim.class != ClaimClass::Name || !is_within(found.range, &clock));
    found.sort_by_key(|found| (found.range.start(), std::cmp::Reverse(found.range.end())));
    let mut ends: Vec<(ClaimClass, usize)> = Vec::new();
    found.retain(|found| {
        let class = found.claim.class;
        let end = ends.iter_mut().find(|(known, _)| *known == class);
        match end {
            Some((_, end)) if found.range.end() <= *end => false,
            Some((_, end)) => {
                *end = found.range.end();
                true
            }
            None => {
                ends.push((class, found.range.end()));
                true
            }
        }
    });
}
