//! Statements of one sort that may speak of the same, found by the rarer words that both have.

use super::pairs::{Pair, Said, Statement};
use super::same::{Met, compared};
use super::stories::{Stories, common_weight};
use super::topic::Rarity;
use super::wording::WordNumbers;

/// Terms that more statements of a sort have tell too little to begin with, and would cost too much.
const MAX_SAYING: usize = 160;
/// What a word of the sentences around a statement is worth against one of its own.
const AROUND_WEIGHT: f32 = 0.3;

/// The statements of one sort by the terms that they have themselves.
pub(super) struct Matching<'s, 'd> {
    statements: &'s [Statement<'d>],
    rarity: &'s Rarity,
    /// What a statement tells at least that has enough to go by.
    several: f32,
    stories: &'s Stories,
    /// For each statement its document.
    documents: Vec<u32>,
    /// How near documents must be.
    least: Nearness,
    is_of: fn(&Said<'_>) -> bool,
    /// What each statement of the sort, and of the one it is matched with, speaks of; empty for all others.
    weighed: Vec<Weighed>,
    /// The statements of the sort with the first term, with the second, and so on.
    saying: Vec<u32>,
    /// Where in `saying` those with each term begin, and where the last end.
    starts: Vec<u32>,
    /// The words of each quote; empty for all else.
    quoted: Vec<WordNumbers>,
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
        // Both parts are in order, which this sort makes use of.
        terms.sort_by_key(|(number, _)| *number);
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
        least: Nearness,
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
        let documents = statements.iter().map(|statement| u32::try_from(statement.document).unwrap_or(u32::MAX));
        let documents = documents.collect();
        let numbers = |statement: &Statement<'_>| match statement.said {
            Said::Quote(_) if is_of(&statement.said) => WordNumbers::of(statement.words),
            _ => WordNumbers::default(),
        };
        Self {
            quoted: statements.iter().map(numbers).collect(),
            statements,
            rarity,
            several: rarity.of_several(),
            stories,
            documents,
            least,
            is_of,
            weighed,
            saying,
            starts,
        }
    }

    /// The pairs of one of these with a statement that `is_other`, of another document; each once.
    pub fn pairs(&self, is_other: fn(&Said<'_>) -> bool) -> Vec<Pair> {
        let n_documents = self.documents.iter().max().map_or(0, |last| *last as usize + 1);
        let mut search = Search::of(self.statements.len(), n_documents);
        let mut found = Vec::new();
        for (at, statement) in (0_u32..).zip(self.statements) {
            if is_other(&statement.said) {
                self.push_pairs_of(at, statement, &mut search, &mut found);
            }
        }
        found
    }

    fn push_pairs_of(&self, at: u32, statement: &Statement<'_>, search: &mut Search, found: &mut Vec<Pair>) {
        let Some(own) = self.weighed.get(at as usize) else { return };
        // Two of one sort meet twice; the first time counts.
        let first = if (self.is_of)(&statement.said) { at + 1 } else { 0 };
        for term in &own.own {
            let saying = self.saying(*term as usize);
            if saying.len() > MAX_SAYING {
                continue;
            }
            let from = saying.partition_point(|other| *other < first);
            for other in saying.get(from..).unwrap_or_default() {
                let documents = (statement.document, self.documents[*other as usize] as usize);
                if search.nearness(self.stories, documents) >= self.least {
                    search.meet(at, *other);
                }
            }
        }
        for (other, n_shared) in search.take_met() {
            found.extend(self.pair(at as usize, other, n_shared, search));
        }
    }

    fn pair(&self, at: usize, other: usize, n_shared: usize, search: &mut Search) -> Option<Pair> {
        let documents = (self.statements.get(at)?.document, self.statements.get(other)?.document);
        let is_one_story = search.nearness(self.stories, documents) == Nearness::OneStory;
        let (a, b) = (at.min(other), at.max(other));
        let (first, second) = (self.statements.get(a)?, self.statements.get(b)?);
        let (own, theirs) = (self.weighed.get(at)?, self.weighed.get(other)?);
        let least = own.total.min(theirs.total).max(self.several);
        let common = || (common_weight(&own.terms, &theirs.terms) / least).min(1.0);
        let may_be_one = || self.quoted.get(at).zip(self.quoted.get(other)).is_some_and(|(a, b)| a.may_be_one(b));
        let met = Met { rarity: self.rarity, is_one_story, n_shared, common: &common, may_be_one: &may_be_one };
        let (kind, verdict, reason, sameness) = compared(first, second, met)?;
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

/// How near two documents are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// They are one.
    Same,
    /// They tell other stories.
    OtherStory,
    /// They tell one story.
    OneStory,
}

/// What is known while pairs are looked for.
struct Search {
    /// For each statement, which one met it last, and in how many terms.
    met: Vec<(u32, u32)>,
    /// Those that were met by the one that is looked at.
    waiting: Vec<u32>,
    /// The document whose statements are looked at, and how near the others are, as far as that was asked.
    document: Option<usize>,
    near: Vec<Option<Nearness>>,
}

impl Search {
    fn of(n_statements: usize, n_documents: usize) -> Self {
        Self {
            met: vec![(u32::MAX, 0); n_statements],
            waiting: Vec::new(),
            document: None,
            near: vec![None; n_documents],
        }
    }

    /// Notes that a statement has a term of another.
    fn meet(&mut self, at: u32, other: u32) {
        let met = &mut self.met[other as usize];
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
        self.waiting.drain(..).map(|other| (other as usize, met[other as usize].1 as usize)).collect()
    }

    fn nearness(&mut self, stories: &Stories, documents: (usize, usize)) -> Nearness {
        if self.document != Some(documents.0) {
            self.document = Some(documents.0);
            self.near.fill(None);
        }
        *self.near[documents.1].get_or_insert_with(|| match documents {
            (a, b) if a == b => Nearness::Same,
            (a, b) if stories.tell_the_same(a, b) => Nearness::OneStory,
            _ => Nearness::OtherStory,
        })
    }
}
