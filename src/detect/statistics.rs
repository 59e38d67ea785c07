//! Numbers that can be wrong.

use crate::model::{Body, View};
use crate::reading::{Language, Quantity, Tokens, quantities};
use crate::text::TextRange;

use super::{Item, Suggestion};

/// The quantities of all paragraphs that a reader shows.
pub(super) fn find(body: &Body) -> Vec<Suggestion> {
    let language = Language::of(body.text());
    let hidden = body.structure().hidden(View::default(), body.text().len());
    let mut found = Vec::new();
    for block in body.shown_blocks(View::default()) {
        for quantity in statistics_in(body, language, block) {
            let next = hidden.get(hidden.partition_point(|hidden| hidden.end() <= quantity.range.start()));
            if !next.is_some_and(|next| next.overlaps(quantity.range)) {
                found.push(Suggestion { range: quantity.range, item: Item::Statistic(Box::new(quantity)) });
            }
        }
    }
    found
}

/// The quantities of one paragraph of a document, also those that a reader hides.
pub fn statistics_in(body: &Body, language: &'static Language, block: TextRange) -> Vec<Quantity> {
    let words = block.within(body.text()).unwrap_or_default();
    quantities(&Tokens::of(words), language).into_iter().map(|quantity| quantity.shifted(block.start())).collect()
}
