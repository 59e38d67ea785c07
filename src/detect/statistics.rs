//! Numbers that can be wrong.

use crate::model::{Body, View};
use crate::reading::{Language, Tokens, quantities};

use super::{Item, Suggestion};

/// The quantities of all paragraphs that a reader shows.
pub(super) fn find(body: &Body) -> Vec<Suggestion> {
    let language = Language::of(body.text());
    let hidden = body.structure().hidden(View::default(), body.text().len());
    let mut found = Vec::new();
    for block in body.shown_blocks(View::default()) {
        let Some(words) = block.within(body.text()) else { continue };
        for quantity in quantities(&Tokens::of(words), language) {
            let quantity = quantity.shifted(block.start());
            let next = hidden.get(hidden.partition_point(|hidden| hidden.end() <= quantity.range.start()));
            if !next.is_some_and(|next| next.overlaps(quantity.range)) {
                found.push(Suggestion { range: quantity.range, item: Item::Statistic(quantity) });
            }
        }
    }
    found
}
