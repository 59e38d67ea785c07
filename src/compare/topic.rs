//! What a statement speaks of, as the words of its sentence and of those around it.

use std::collections::BTreeMap;

use crate::reading::Term;

/// What a word of the sentences around a statement is worth against one of its own.
const AROUND_WEIGHT: f32 = 0.3;

/// The terms of a statement, each with what it is worth, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topic {
    terms: Vec<(Term, f32)>,
}

impl Topic {
    /// The topic of a sentence with these terms, those of the sentences beside it being `around`.
    pub fn of(own: impl IntoIterator<Item = Term>, around: impl IntoIterator<Item = Term>) -> Self {
        let mut terms: Vec<(Term, f32)> = own.into_iter().map(|term| (term, 1.0)).collect();
        terms.extend(around.into_iter().map(|term| (term, AROUND_WEIGHT)));
        terms.retain(|(term, _)| *term != Term::QUOTED);
        // What the sentence itself says counts more, and stands first.
        terms.sort_by(|(a, x), (b, y)| a.cmp(b).then(y.total_cmp(x)));
        terms.dedup_by_key(|(term, _)| *term);
        Self { terms }
    }

    /// Whether the statement has a term itself, not only those beside it.
    pub fn says(&self, term: Term) -> bool {
        let at = self.terms.binary_search_by_key(&term, |(term, _)| *term).ok();
        at.and_then(|at| self.terms.get(at)).is_some_and(|(_, weight)| *weight >= 1.0)
    }

    /// Its terms in order, each with what it is worth.
    pub fn terms(&self) -> &[(Term, f32)] {
        &self.terms
    }
}

/// How much each term tells, by how many of some topics have it.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    told: BTreeMap<Term, f32>,
    n: usize,
}

impl Rarity {
    /// What the terms of these topics tell.
    pub fn of<'t>(topics: impl IntoIterator<Item = &'t Topic>) -> Self {
        let mut n = 0;
        let mut all: Vec<Term> = Vec::new();
        for topic in topics {
            n += 1;
            all.extend(topic.terms.iter().filter(|(_, weight)| *weight >= 1.0).map(|(term, _)| *term));
        }
        all.sort_unstable();
        let same = all.chunk_by(|a, b| a == b);
        let told = same.filter_map(|same| Some((*same.first()?, Self::told(n, same.len())))).collect();
        Self { told, n }
    }

    /// What a term tells: nothing if all have it.
    pub fn of_term(&self, term: Term) -> f32 {
        self.told.get(&term).copied().unwrap_or_else(|| Self::told(self.n, 1))
    }

    fn told(n: usize, n_with: usize) -> f32 {
        (1.0 + n.saturating_sub(n_with) as f32 / n_with as f32).ln()
    }

    /// What a few terms tell that are met in one topic of fifty: a statement that tells less has too little to go by.
    pub fn of_several(&self) -> f32 {
        FEW * (1.0 + self.n.min(50) as f32).ln()
    }
}

/// How many terms are few.
const FEW: f32 = 3.0;
