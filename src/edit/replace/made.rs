//! What a new version has of the changes that were accepted.

use crate::model::{Change, Decision, Document, Edit, Field, Made, PassageId, Place, Project};
use crate::text::{TextRange, find_words, is_same_but_for_type};

/// The changes of a passage that were accepted.
pub(super) fn accepted(project: &Project, passage: PassageId) -> impl Iterator<Item = &Change> {
    project.changes_of(passage).map(|change| &**change).filter(|change| change.decision == Decision::Accepted)
}

/// What words have of a change, and where in them its own words are.
pub(super) fn made_in(words: &str, change: &Change) -> (Made, Option<TextRange>) {
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
        (true, _, None) => Made::AsProposed,
        (false, Some(_), None) => Made::AsProposed,
        (false, Some(_), Some(_)) if is_longer => Made::AsProposed,
        (_, _, Some(_)) => Made::NotMade,
        _ => Made::Otherwise,
    };
    (made, new)
}

/// What a version has of a change whose passage somebody put at `place`. The words to be changed may be more than its own.
pub(super) fn made_at(change: &Change, place: &Place, version: &Document) -> Made {
    match made_in(place.words(), change) {
        (Made::Otherwise, _) => {
            let paragraph = version.block_at(place.range().start()).0.within(version.text());
            made_in(paragraph.unwrap_or_default(), change).0
        }
        (made, _) => made,
    }
}

/// Whether words are just what accepted changes make of those that stood.
pub(super) fn is_as_proposed(before: &str, words: &str, answers: &[(&Change, Made)]) -> bool {
    let made = answers.iter().filter(|(_, made)| *made == Made::AsProposed);
    let proposed = made.fold(before.to_owned(), |words, (change, _)| {
        find_words(&words, &change.from).map_or_else(|| change.to.to_string(), |at| with(&words, at, &change.to))
    });
    is_same_but_for_type(&proposed, words)
}

/// What is entered of changes, where it is not known already. Where other versions have another answer, it is entered though
/// it may be the one that shows.
pub(super) fn said_of_changes(answers: &[(&Change, Made)]) -> impl Iterator<Item = Edit> {
    let is_open = |change: &Change| change.clashes.iter().any(|clash| clash.field == Field::Made);
    let news = answers.iter().filter(move |(change, made)| change.made != Some(*made) || is_open(change));
    news.map(|(change, made)| Edit::set(change.id, Field::Made, Some(*made)))
}

/// `text` with other words at a place.
fn with(text: &str, at: TextRange, words: &str) -> String {
    let (before, behind) = (text.get(..at.start()), text.get(at.end()..));
    [before.unwrap_or_default(), words, behind.unwrap_or_default()].concat()
}
