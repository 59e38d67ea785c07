//! Numbers that can be wrong.

use std::ops::Range;

use crate::model::Body;
use crate::reading::{Language, Quantity, Tokens, quantities};
use crate::text::TextRange;

use super::article::Article;
use super::paragraphs::Paragraphs;
use super::{Item, Suggestion};

/// The quantities of some paragraphs of a document, as far as a reader shows them.
pub(super) fn find(article: &Article<'_>, paragraphs: &Paragraphs<'_>, blocks: Range<usize>) -> Vec<Suggestion> {
    let Article { body, language, .. } = article;
    let hidden = body.hidden_at_first();
    let mut found = Vec::new();
    for index in blocks.filter(|index| body.shows(body.blocks().range(*index))) {
        let Some(tokens) = paragraphs.tokens(index) else { continue };
        for quantity in quantities(tokens, language) {
            let quantity = quantity.shifted(paragraphs.start(index));
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
