//! Statements of one sort that may speak of the same, found by the rarer words that both have.

use super::pairs::{Pair, Said, Statement};
use super::same::{Met, compared};
use super::stories::{Stories, common_weight};
use super::topic::Rarity;

/// Terms that more statements of a sort have tell too little to begin with, and would cost too much.
const MAX_SAYING: usize = 300;
/// What a word of the sentences around a statement is worth against one of its own.
const AROUND_WEIGHT: f32 = 0.3;

/// The statements of one sort by the terms that they have themselves.
pub(super) struct Matching<'s, 'd> {
    statements: &'s [Statement<'d>],
    rarity: &'s Rarity,
    /// What a statement tells at least that has enough to go by.
    several: f32,
    stories: &'s Stories,
    is_of: fn(&Said<'_>) -> bool,
    /// What each statement of the sort, and of the one it is matched with, speaks of; empty for all others.
    weighed: Vec<Weighed>,
    /// The statements of the sort with the first term, with the second, and so on.
    saying: Vec<u32>,
    /// Where in `saying` those with each term begin, and where the last end.
    starts: Vec<u32>,
}

/// What a statement speaks of.
#[derive(Default)]
struct Weighed {
    /// The numbers of its own terms, in order.
    own: Vec<u32>,
    /// Of all its terms the number and what it is worth here, in order.
    terms: Vec<(u32, f32)>,
    /// What its own terms tell together.
    total: f32,
}

impl Weighed {
    fn of(statement: &Statement<'_>, rarity: &Rarity) -> Self {
        let number = |term| rarity.number(term).and_then(|number| u32::try_from(number).ok());
        let own: Vec<u32> = statement.topic.own().iter().filter_map(|term| number(*term)).collect();
        let around = statement.topic.around().iter().filter_map(|term| number(*term));
        let told = |number: u32| rarity.told(number as usize);
        let total = own.iter().map(|number| told(*number)).sum();
        let mut terms: Vec<(u32, f32)> = own.iter().map(|number| (*number, told(*number))).collect();
        terms.extend(around.map(|number| (number, told(number) * AROUND_WEIGHT)));
        terms.sort_unstable_by_key(|(number, _)| *number);
        Self { own, terms, total }
    }
}

impl<'s, 'd> Matching<'s, 'd> {
    pub fn of(
        statements: &'s [Statement<'d>],
        rarity: &'s Rarity,
        stories: &'s Stories,
        is_of: fn(&Said<'_>) -> bool,
        is_other: fn(&Said<'_>) -> bool,
    ) -> Self {
        let is_met = |statement: &Statement<'_>| is_of(&statement.said) || is_other(&statement.said);
        let weighed = statements
            .iter()
            .map(|statement| if is_met(statement) { Weighed::of(statement, rarity) } else { Weighed::default() });
        let weighed: Vec<Weighed> = weighed.collect();
        let of_sort = || {
            let all = (0_u32..).zip(statements).zip(&weighed);
            let of_sort = all.filter(|((_, statement), _)| is_of(&statement.said));
            of_sort.flat_map(|((at, _), weighed)| weighed.own.iter().map(move |term| (*term as usize, at)))
        };
        let mut starts = vec![0_u32; rarity.n_terms() + 1];
        of_sort().for_each(|(term, _)| starts[term + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut saying = vec![0_u32; starts.last().copied().unwrap_or(0) as usize];
        for (term, at) in of_sort() {
            saying[next[term] as usize] = at;
            next[term] += 1;
        }
        Self { statements, rarity, several: rarity.of_several(), stories, is_of, weighed, saying, starts }
    }

    /// The pairs of one of these with a statement that `is_other`, of another document; each once.
    pub fn pairs(&self, is_other: fn(&Said<'_>) -> bool) -> Vec<Pair> {
        let mut search = Search::of(self.statements.len());
        let mut found = Vec::new();
        for (at, statement) in self.statements.iter().enumerate() {
            if is_other(&statement.said) {
                self.push_pairs_of(at, statement, &mut search, &mut found);
            }
        }
        found
    }

    fn push_pairs_of(&self, at: usize, statement: &Statement<'_>, search: &mut Search, found: &mut Vec<Pair>) {
        let Some(own) = self.weighed.get(at) else { return };
        // Two of one sort meet twice; the first time counts.
        let first = if (self.is_of)(&statement.said) { at + 1 } else { 0 };
        for term in &own.own {
            let saying = self.saying(*term as usize);
            if saying.len() > MAX_SAYING {
                continue;
            }
            let from = saying.partition_point(|other| (*other as usize) < first);
            for other in saying.iter().skip(from).map(|other| *other as usize) {
                search.meet(at, other);
            }
        }
        for (other, n_shared) in search.take_met() {
            found.extend(self.pair(at, other, n_shared, search));
        }
    }

    fn pair(&self, at: usize, other: usize, n_shared: usize, search: &mut Search) -> Option<Pair> {
        let documents = (self.statements.get(at)?.document, self.statements.get(other)?.document);
        if documents.0 == documents.1 {
            return None;
        }
        let is_one_story = search.is_one_story(self.stories, documents);
        let (a, b) = (at.min(other), at.max(other));
        let (first, second) = (self.statements.get(a)?, self.statements.get(b)?);
        let (own, theirs) = (self.weighed.get(at)?, self.weighed.get(other)?);
        let least = own.total.min(theirs.total).max(self.several);
        let common = || (common_weight(&own.terms, &theirs.terms) / least).min(1.0);
        let (kind, verdict, reason, sameness) =
            compared(first, second, Met { rarity: self.rarity, is_one_story, n_shared, common: &common })?;
        Some(Pair {
            statements: (a, b),
            kind,
            verdict,
            reason,
            score: sameness.min(1.0) * verdict.weight(),
            base: None,
        })
    }

    /// The statements of the sort with a term.
    fn saying(&self, term: usize) -> &[u32] {
        let ends = (self.starts.get(term).copied().unwrap_or(0), self.starts.get(term + 1).copied().unwrap_or(0));
        self.saying.get(ends.0 as usize..ends.1 as usize).unwrap_or_default()
    }
}

/// What is known while pairs are looked for.
struct Search {
    /// For each statement, which one met it last, and in how many terms.
    met: Vec<(usize, usize)>,
    /// Those that were met by the one that is looked at.
    waiting: Vec<usize>,
    /// The document whose statements are looked at, and which others tell its story, as far as that was asked.
    document: Option<usize>,
    one_story: Vec<Option<bool>>,
}

impl Search {
    fn of(n_statements: usize) -> Self {
        Self { met: vec![(usize::MAX, 0); n_statements], waiting: Vec::new(), document: None, one_story: Vec::new() }
    }

    /// Notes that a statement has a term of another.
    fn meet(&mut self, at: usize, other: usize) {
        let met = &mut self.met[other];
        if met.0 == at {
            met.1 += 1;
        } else {
            *met = (at, 1);
            self.waiting.push(other);
        }
    }

    /// The statements that were met, and in how many terms each.
    fn take_met(&mut self) -> Vec<(usize, usize)> {
        let met = &self.met;
        self.waiting.drain(..).map(|other| (other, met[other].1)).collect()
    }

    fn is_one_story(&mut self, stories: &Stories, documents: (usize, usize)) -> bool {
        if self.document != Some(documents.0) {
            self.document = Some(documents.0);
            self.one_story.fill(None);
        }
        if self.one_story.len() <= documents.1 {
            self.one_story.resize(documents.1 + 1, None);
        }
        *self.one_story[documents.1].get_or_insert_with(|| stories.tell_the_same(documents.0, documents.1))
    }
}
