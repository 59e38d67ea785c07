//! How two passages differ that somebody linked.

use std::collections::BTreeMap;

use crate::compare::Verdict;
use crate::model::{Passage, PassageKind, Project};

use super::compared::{Compared, ComparedPair, Words};
use super::{Difference, difference};

/// The comparisons of linked passages that were made so far. They depend on the words alone, which are read only once.
#[derive(Debug, Default)]
pub struct Differences {
    known: BTreeMap<[(Words, PassageKind); 2], Option<Difference>>,
}

impl Differences {
    /// How two passages differ: by what they say, else by what the documents were found to say there. Names and dates
    /// that agree tell less than a denial that was found.
    pub fn between(
        &mut self,
        project: &Project,
        pairs: &PairsByDocument<'_>,
        from: &Passage,
        to: &Passage,
    ) -> Option<Difference> {
        let key = [from, to].map(|passage| ((passage.place.document, passage.range()), passage.kind));
        let direct = self.known.entry(key).or_insert_with(|| difference(project, from.id, to.id)).clone();
        let found = || pairs.between([key[0].0, key[1].0]).map(|pair| pair.difference.clone());
        match direct {
            Some(direct) if direct.is_for_editor() || !is_weak(direct.verdict) => Some(direct),
            weak => found().or(weak),
        }
    }
}

/// Pairs by the two documents that they are of.
pub struct PairsByDocument<'c>(BTreeMap<[crate::model::DocumentId; 2], Vec<&'c ComparedPair>>);

impl<'c> PairsByDocument<'c> {
    /// Those of all documents.
    pub fn of(compared: &'c Compared) -> Self {
        let mut pairs: BTreeMap<_, Vec<&ComparedPair>> = BTreeMap::new();
        for pair in compared.pairs() {
            let [a, b] = pair.ends;
            pairs.entry([a.0.min(b.0), a.0.max(b.0)]).or_default().push(pair);
        }
        Self(pairs)
    }

    /// The pair that has words of both of these places, the one that matters most.
    fn between(&self, [a, b]: [Words; 2]) -> Option<&'c ComparedPair> {
        let here = self.0.get(&[a.0.min(b.0), a.0.max(b.0)])?;
        let touches = |one: Words, other: Words| one.0 == other.0 && one.1.overlaps(other.1);
        let is_it = |pair: &&&ComparedPair| {
            let [x, y] = pair.ends;
            touches(x, a) && touches(y, b) || touches(x, b) && touches(y, a)
        };
        here.iter().find(is_it).copied()
    }
}

/// Whether a verdict may be about what two statements have in common by the way.
fn is_weak(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Date(_) | Verdict::Name(_))
}
