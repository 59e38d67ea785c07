//! How two passages differ that somebody linked.

use std::collections::BTreeMap;

use crate::compare::{Verdict, WordingVerdict, compare_numbers, compare_wording};
use crate::model::{Passage, PassageKind, Project};

use super::compared::{Compared, ComparedPair, Words};
use super::evidence::stated;
use super::{Difference, Question};

/// The comparisons of linked passages that were made so far. They depend on the words alone, which are read only once.
#[derive(Debug, Default)]
pub struct Differences {
    known: BTreeMap<[(Words, PassageKind); 2], Option<Difference>>,
}

impl Differences {
    /// How two passages differ: by their numbers or wordings, else by what the documents were found to say.
    pub fn between(
        &mut self,
        project: &Project,
        pairs: &PairsByDocument<'_>,
        from: &Passage,
        to: &Passage,
    ) -> Option<Difference> {
        let key = [from, to].map(|passage| ((passage.place.document, passage.range()), passage.kind));
        let direct = self.known.entry(key).or_insert_with(|| difference(project, from, to)).clone();
        direct.or_else(|| pairs.between([key[0].0, key[1].0]).map(|pair| pair.difference.clone()))
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

/// How the numbers or the wordings of two passages differ, where that can be told.
fn difference(project: &Project, from: &Passage, to: &Passage) -> Option<Difference> {
    let (first, second) = (Question::about(project, from.id)?, Question::about(project, to.id)?);
    let ((own_text, own), (other_text, others)) = (first.quantities(), second.quantities());
    let both = own.iter().flat_map(|own| others.iter().map(move |other| (own, other)));
    let alike = both.filter(|(own, other)| own.counts_like(other));
    let nearest = alike.max_by(|(a, x), (b, y)| a.nearness(x).total_cmp(&b.nearness(y)));
    let numbers = nearest.and_then(|(own, other)| {
        let compared = compare_numbers(stated(own, own_text)?, stated(other, other_text)?)?;
        Some(Difference { verdict: Verdict::Number(compared.verdict), reason: compared.reason })
    });
    let wording = || {
        let wording = compare_wording(&first.words, &second.words);
        // Who links quotes of other words need not mean that they are the same one.
        let is_one = wording.verdict != WordingVerdict::Different;
        is_one.then_some(Difference { verdict: Verdict::Wording(wording.verdict), reason: wording.reason })
    };
    let are_quotes = first.is_quote(project) && second.is_quote(project);
    if are_quotes { wording().or(numbers) } else { numbers }
}
