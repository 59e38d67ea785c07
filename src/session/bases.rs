//! Of how many the shares in the documents of a project are shares.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compare::{NumberComparison, Stated, compare_with_base};
use crate::reading::{Amount, Quantity};
use crate::text::TextRange;

use super::Words;
use super::figures::Figure;

/// For the shares of which the documents say of how many they are shares, the number of all. A clone shares everything.
#[derive(Clone, Debug, Default)]
pub struct Bases(Arc<BTreeMap<Words, Base>>);

/// The number of all of which another is a share.
#[derive(Clone, Debug)]
pub(super) struct Base {
    /// The share.
    pub share: Amount,
    /// Where the number of all stands.
    pub place: Words,
    /// That number.
    pub all: Figure,
}

impl Bases {
    /// Those of some shares, by where these stand.
    pub(super) fn of(bases: impl IntoIterator<Item = (Words, Base)>) -> Self {
        Self(Arc::new(bases.into_iter().collect()))
    }

    /// The base of a share that stands in some words.
    pub(super) fn find(&self, (document, range): Words, share: &Quantity) -> Option<&Base> {
        let here = self.0.range((document, TextRange::empty(0))..).take_while(|((id, _), _)| *id == document);
        let mut touched = here.filter(|((_, place), _)| place.overlaps(range));
        touched.find(|(_, base)| base.share == share.amount).map(|(_, base)| base)
    }
}

impl Base {
    /// How a number differs from what the share makes; `None` if it is the number of all itself, or more.
    pub(super) fn compare(&self, share: Stated<'_>, count: Stated<'_>) -> Option<NumberComparison> {
        let is_part = count.quantity.amount.high() < self.all.stated().quantity.amount.high();
        compare_with_base(share, self.all.stated(), count).filter(|_| is_part)
    }
}
