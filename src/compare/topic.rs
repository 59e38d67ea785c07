//! What a statement speaks of, as the words of its sentence and of those around it.

use crate::reading::Term;

/// The terms of a statement: those of its sentence, and those that only the sentences beside it have. Both in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topic {
    own: Vec<Term>,
    around: Vec<Term>,
}

impl Topic {
    /// The topic of a sentence with these terms, those of the sentences beside it being `around`.
    pub fn of(own: impl IntoIterator<Item = Term>, around: impl IntoIterator<Item = Term>) -> Self {
        let own = in_order(own);
        let mut around = in_order(around);
        around.retain(|term| own.binary_search(term).is_err());
        Self { own, around }
    }

    /// Whether the statement has a term itself, not only those beside it.
    pub fn says(&self, term: Term) -> bool {
        self.own.binary_search(&term).is_ok()
    }

    /// The terms that it has itself, in order.
    pub fn own(&self) -> &[Term] {
        &self.own
    }

    /// The terms that only the sentences beside it have, in order.
    pub fn around(&self) -> &[Term] {
        &self.around
    }
}

fn in_order(terms: impl IntoIterator<Item = Term>) -> Vec<Term> {
    let mut terms: Vec<Term> = terms.into_iter().filter(|term| *term != Term::QUOTED).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The words of the names that a statement speaks of. Both lists are in order, without doubles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Those in its sentence, but for its source.
    pub own: Vec<Term>,
    /// Those in the rest of its paragraph.
    pub around: Vec<Term>,
}

impl Named {
    /// With both lists in order.
    pub fn in_order(mut self) -> Self {
        for names in [&mut self.own, &mut self.around] {
            names.sort_unstable();
            names.dedup();
        }
        self
    }

    /// How far both can be of the same people, places and bodies, from 0 to 1: not at all if each names others; hardly if
    /// one names somebody whom even the paragraph of the other does not.
    pub fn likeness(&self, other: &Self) -> f32 {
        let shares = |some: &[Term], others: &[Term]| some.iter().any(|name| others.binary_search(name).is_ok());
        let is_named_around =
            |named: &Self, silent: &Self| silent.around.is_empty() || shares(&named.own, &silent.around);
        match (self.own.is_empty(), other.own.is_empty()) {
            (true, true) => 1.0,
            (false, false) => f32::from(u8::from(shares(&self.own, &other.own))),
            (false, true) if is_named_around(self, other) => 1.0,
            (true, false) if is_named_around(other, self) => 1.0,
            _ => NAMED_ONCE,
        }
    }
}

/// What is left if only one names somebody.
const NAMED_ONCE: f32 = 0.7;

/// How much each term tells, by how many sentences have it. The terms are numbered.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    /// In order.
    terms: Vec<Term>,
    /// What each tells, in step with `terms`.
    told: Vec<f32>,
    /// Where in `terms` those begin that have the same first bits.
    starts: Vec<u32>,
    n_sentences: usize,
}

/// By so many of its first bits a term is found: few have the same ones.
const INDEX_BITS: u32 = 14;
/// A few sentences cannot tell which words are rare: so many more are thought of that have none of them.
const N_UNSEEN: usize = 30;
/// How many terms are few.
const FEW: f32 = 3.0;

impl Rarity {
    /// What the terms of `topics` tell, by how many of `sentences` have them.
    pub fn of<'t>(topics: impl IntoIterator<Item = &'t Topic>, sentences: impl IntoIterator<Item = &'t Topic>) -> Self {
        let mut terms: Vec<Term> = topics.into_iter().flat_map(|topic| topic.own.iter().copied()).collect();
        terms.sort_unstable();
        terms.dedup();
        let mut starts = vec![0_u32; (1 << INDEX_BITS) + 1];
        for (at, term) in (1_u32..).zip(&terms) {
            starts[first_bits(*term) + 1] = at;
        }
        for at in 1..starts.len() {
            starts[at] = starts[at].max(starts[at - 1]);
        }
        let mut rarity = Self { told: vec![0.0; terms.len()], terms, starts, n_sentences: 0 };
        let mut n_with = vec![0_usize; rarity.terms.len()];
        for topic in sentences {
            rarity.n_sentences += 1;
            for number in topic.own.iter().filter_map(|term| rarity.number(*term)) {
                n_with[number] += 1;
            }
        }
        let n = rarity.n_sentences + N_UNSEEN;
        rarity.told = n_with.into_iter().map(|n_with| told(n, n_with.max(1))).collect();
        rarity
    }

    /// How many terms there are.
    pub fn n_terms(&self) -> usize {
        self.terms.len()
    }

    /// The number of a term; `None` if no topic has it itself.
    pub fn number(&self, term: Term) -> Option<usize> {
        let first = first_bits(term);
        let (start, end) = (self.starts[first] as usize, self.starts[first + 1] as usize);
        let at = self.terms.get(start..end)?.binary_search(&term).ok()?;
        Some(start + at)
    }

    /// What the term with a number tells: nothing if all have it.
    pub fn told(&self, number: usize) -> f32 {
        self.told.get(number).copied().unwrap_or_default()
    }

    /// What a term tells.
    pub fn of_term(&self, term: Term) -> f32 {
        self.number(term).map_or_else(|| told(self.n_sentences + N_UNSEEN, 1), |number| self.told(number))
    }

    /// What a few terms tell that are met in one sentence of fifty: a statement that tells less has too little to go by.
    pub fn of_several(&self) -> f32 {
        FEW * (1.0 + (self.n_sentences + N_UNSEEN).min(50) as f32).ln()
    }
}

fn first_bits(term: Term) -> usize {
    (term.bits() >> (u32::BITS - INDEX_BITS)) as usize
}

fn told(n: usize, n_with: usize) -> f32 {
    (1.0 + n.saturating_sub(n_with) as f32 / n_with as f32).ln()
}
