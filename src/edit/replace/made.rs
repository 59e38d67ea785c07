//! What is said of accepted changes when a new version is taken in, or a passage gets its place there by hand.

use crate::model::{Change, Document, Edit, Field, Made, Place};

/// What a version has of a change whose passage somebody put at `place`. The words to be changed may be more than its own.
pub(super) fn made_at(change: &Change, place: &Place, version: &Document) -> Made {
    match Made::in_words(place.words(), change) {
        (Made::Otherwise, _) => {
            let paragraph = version.block_at(place.range().start()).0.within(version.text());
            Made::in_words(paragraph.unwrap_or_default(), change).0
        }
        (made, _) => made,
    }
}

/// What is entered of changes, where it is not known already. Where other versions have another answer, or it is not said but
/// follows from the texts, it is entered though it may be the one that shows.
pub(super) fn said_of_changes(answers: &[(&Change, Made)]) -> impl Iterator<Item = Edit> {
    let is_open = |change: &Change| change.clashes.iter().any(|clash| clash.field == Field::Made);
    let news = answers.iter().filter(move |(change, made)| change.made != Some(*made) || is_open(change));
    news.map(|(change, made)| Edit::set(change.id, Field::Made, Some(*made)))
}
