//! What a newer version of a document has of the changes that were accepted.

use serde::{Deserialize, Serialize};

use crate::text::{Alignment, Placed, Placement, TextRange, find_words, is_same_but_for_type};

use super::{Change, Decision, PassageId, Project};

/// What a new version of a draft has of a change that was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Made {
    /// The words are as they should be.
    AsProposed,
    /// The words are others, and not as they should be.
    Otherwise,
    /// The words are gone with what stood around them: whether it would have been made, nobody can know.
    Gone,
    /// The words stand as they stood.
    NotMade,
}

impl Made {
    /// The words for it: "made as proposed".
    pub fn label(self) -> &'static str {
        match self {
            Self::AsProposed => "made as proposed",
            Self::Otherwise => "made otherwise",
            Self::NotMade => "not made",
            Self::Gone => "its words are gone",
        }
    }

    /// What words have of a change, and where in them its own words are.
    pub fn in_words(words: &str, change: &Change) -> (Self, Option<TextRange>) {
        let (new, old) = if is_same_but_for_type(&change.to, &change.from) {
            // The typography is what was to be changed.
            let stands = |sought: &str| words.find(sought).map(|at| TextRange::between(at, at + sought.len()));
            (stands(&change.to), stands(&change.from))
        } else {
            (find_words(words, &change.to), find_words(words, &change.from))
        };
        // One of them may be part of the other: "over 80,000" and "80,000".
        let is_longer = change.to.len() > change.from.len();
        let made = match (change.to.trim().is_empty(), new, old) {
            (true, _, None) => Self::AsProposed,
            (false, Some(_), None) => Self::AsProposed,
            (false, Some(_), Some(_)) if is_longer => Self::AsProposed,
            (_, _, Some(_)) => Self::NotMade,
            _ => Self::Otherwise,
        };
        (made, new)
    }
}

/// What a newer version has of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether it was made.
    pub made: Made,
    /// Where its passage is in the newer version, if the change was made.
    pub range: Option<TextRange>,
}

impl Answer {
    /// What the newer of two versions has of a change to the passage that stood at `whole` in the other; `placed` is what
    /// became of that.
    pub fn of(change: &Change, whole: TextRange, alignment: &Alignment<'_>, placed: &Placed) -> Self {
        // The words to be changed may be some of the passage, or more.
        let passage = whole.within(alignment.old_text()).unwrap_or_default();
        let own = find_words(passage, &change.from).map(|at| at.shifted(whole.start()));
        let stood = own.unwrap_or(whole);
        let words_at = |range: TextRange| range.within(alignment.new_text());
        let Some(now) = alignment.between(stood) else {
            let mut places = placed.candidates.iter().filter_map(|place| words_at(*place));
            let made = match placed.placement {
                Placement::Moved => Made::NotMade,
                Placement::Ambiguous if places.all(|words| find_words(words, &change.from).is_some()) => Made::NotMade,
                _ if change.to.trim().is_empty() => Made::AsProposed,
                Placement::Orphaned => Made::Gone,
                _ => Made::Otherwise,
            };
            return Self { made, range: None };
        };
        let words = words_at(now).unwrap_or_default();
        let (made, new) = Made::in_words(words, change);
        let (made, range) = match made {
            Made::AsProposed => (made, new.map(|at| at.shifted(now.start()))),
            // Not as proposed, but the change was made in just these words, if they are about as many.
            Made::Otherwise if !words.is_empty() && words.len() <= 2 * change.from.len().max(change.to.len()) => {
                (made, Some(now))
            }
            Made::Otherwise if placed.placement == Placement::Orphaned => (Made::Gone, None),
            Made::Otherwise | Made::Gone | Made::NotMade => (made, None),
        };
        let range = range.filter(|range| !range.is_empty()).and_then(|range| around(alignment, whole, stood, range));
        Self { made, range }
    }
}

/// Where the passage is that stood at `whole`, if the words `stood` of it are now at `range`.
fn around(alignment: &Alignment<'_>, whole: TextRange, stood: TextRange, range: TextRange) -> Option<TextRange> {
    let trimmed = |old: TextRange| old.trimmed(alignment.old_text());
    let side = |old: TextRange| alignment.place(trimmed(old)).range;
    let before = TextRange::between(whole.start(), stood.start().max(whole.start()));
    let behind = TextRange::between(stood.end().min(whole.end()), whole.end());
    let start = if trimmed(before).is_empty() { range.start() } else { side(before)?.start() };
    let end = if trimmed(behind).is_empty() { range.end() } else { side(behind)?.end() };
    (start <= range.start() && range.end() <= end).then(|| TextRange::between(start, end))
}

/// Whether words are just what changes, as far as they were made as proposed, make of those that stood.
pub fn is_as_proposed<'c>(before: &str, words: &str, answers: impl IntoIterator<Item = (&'c Change, Made)>) -> bool {
    let made = answers.into_iter().filter(|(_, made)| *made == Made::AsProposed);
    let proposed = made.fold(before.to_owned(), |words, (change, _)| {
        find_words(&words, &change.from).map_or_else(|| change.to.to_string(), |at| with(&words, at, &change.to))
    });
    is_same_but_for_type(&proposed, words)
}

/// `text` with other words at a place.
fn with(text: &str, at: TextRange, words: &str) -> String {
    let (before, behind) = (text.get(..at.start()), text.get(at.end()..));
    [before.unwrap_or_default(), words, behind.unwrap_or_default()].concat()
}

impl Project {
    /// The changes of a passage that were accepted.
    pub fn accepted_changes(&self, passage: PassageId) -> impl Iterator<Item = &Change> {
        self.changes_of(passage).map(|change| &**change).filter(|change| change.decision == Decision::Accepted)
    }
}
