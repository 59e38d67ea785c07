//! Which passages changed lately, so that a long table can move a row instead of being sorted anew.

use std::collections::{BTreeSet, VecDeque};

use crate::model::PassageId;

/// How many changes of the project are remembered.
const LENGTH: usize = 64;
/// A change of more passages than this counts as a change of all.
const MOST: usize = 1_000;

/// The last changes of a project: what each of them touched.
#[derive(Clone, Debug, Default)]
pub struct Recent {
    /// The passages that each change touched, the last at the end; `None` if it touched all or very many.
    touched: VecDeque<Option<BTreeSet<PassageId>>>,
}

impl Recent {
    /// Remembers a change; `None` stands for one that touched everything.
    pub fn push(&mut self, touched: Option<BTreeSet<PassageId>>) {
        if self.touched.len() == LENGTH {
            self.touched.pop_front();
        }
        self.touched.push_back(touched.filter(|touched| touched.len() <= MOST));
    }

    /// The passages that the last `n_changes` changes touched, `None` if they are forgotten or too many to tell.
    pub fn last(&self, n_changes: usize) -> Option<BTreeSet<PassageId>> {
        let first = self.touched.len().checked_sub(n_changes)?;
        let mut all = BTreeSet::new();
        for touched in self.touched.iter().skip(first) {
            all.extend(touched.as_ref()?);
        }
        (all.len() <= MOST).then_some(all)
    }
}
