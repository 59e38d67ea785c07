//! What a statement speaks of, as the words of its sentence and of those around it.

use std::collections::BTreeMap;

use crate::reading::{Term, Terms, Tokens};
use crate::text::TextRange;

/// What a word of the sentences around a statement is worth against one of its own.
const AROUND_WEIGHT: f32 = 0.3;

/// The terms of a statement, each with what it is worth, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topic {
    terms: Vec<(Term, f32)>,
}

impl Topic {
    /// The topic of `sentence` in a paragraph, without the words of `except`: the number itself says nothing about what
    /// it counts. `around` are the sentences beside it.
    pub fn of(
        paragraph: &str,
        sentence: TextRange,
        except: TextRange,
        around: &[TextRange],
        terms: &mut Terms,
    ) -> Self {
        let mut found: BTreeMap<Term, f32> = BTreeMap::new();
        for range in around {
            terms.each(&Tokens::of(range.within(paragraph).unwrap_or_default()), |_, term| {
                found.entry(term).or_insert(AROUND_WEIGHT);
            });
        }
        let tokens = Tokens::of(sentence.within(paragraph).unwrap_or_default());
        terms.each(&tokens, |at, term| {
            let range = tokens.range(at).map(|range| range.shifted(sentence.start()));
            if !range.is_some_and(|range| except.covers(range)) {
                found.insert(term, 1.0);
            }
        });
        found.remove(&Term::QUOTED);
        Self { terms: found.into_iter().collect() }
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

/// How many of some topics have each term, and so how much it tells.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    n_with: BTreeMap<Term, u32>,
    n: u32,
}

impl Rarity {
    /// What the terms of these topics tell.
    pub fn of<'t>(topics: impl IntoIterator<Item = &'t Topic>) -> Self {
        let mut rarity = Self::default();
        for topic in topics {
            rarity.n += 1;
            for (term, weight) in &topic.terms {
                if *weight >= 1.0 {
                    *rarity.n_with.entry(*term).or_insert(0) += 1;
                }
            }
        }
        rarity
    }

    /// What a term tells: nothing if all have it.
    pub fn of_term(&self, term: Term) -> f32 {
        let n_with = self.n_with.get(&term).copied().unwrap_or(0).max(1);
        (1.0 + (self.n as f32 - n_with as f32).max(0.0) / n_with as f32).ln()
    }

    /// What a few terms tell that are met in one topic of fifty: a statement that tells less has too little to go by.
    pub fn of_several(&self) -> f32 {
        FEW * (1.0 + self.n.min(50) as f32).ln()
    }
}

/// How many terms are few.
const FEW: f32 = 3.0;
