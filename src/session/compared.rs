//! What the documents of a project say of the same although not both can stand: all of them compared with each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compare::Said;
use crate::model::{Document, DocumentId, Project, Role};
use crate::reading::Amount;
use crate::text::TextRange;

use super::bases::Base;
use super::figures::Figure;
use super::{Bases, Comparison, Difference, Noticed, Session};

/// Some words of a document.
pub type Words = (DocumentId, TextRange);

/// The pairs of statements of different documents about which an editor has something to decide. The texts of documents
/// never change, so it is made anew only when documents come or go. A clone shares everything.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// All documents of the project.
    documents: Vec<DocumentId>,
    /// How many of them are left out.
    n_left_out: usize,
    noticed: BTreeMap<DocumentId, Arc<Noticed>>,
    pairs: Arc<[ComparedPair]>,
    /// The places among the pairs of those of two documents.
    by_documents: Arc<BTreeMap<[DocumentId; 2], Vec<usize>>>,
    bases: Bases,
}

/// So much text is compared, in bytes: the drafts, then evidence in its order, as far as it fits. More would keep the
/// processor busy for minutes.
const MOST_TEXT: usize = 8_000_000;

/// Two statements of different documents that speak of the same, and differ.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedPair {
    /// Both; those of the document that was loaded first come first.
    pub ends: [Words; 2],
    /// The numbers that they say, if they are numbers.
    pub amounts: [Option<Amount>; 2],
    /// How they differ.
    pub difference: Difference,
    /// How much they have in common and how much it matters, from 0 to 1; only for comparing with others.
    pub score: f32,
}

impl Compared {
    /// The documents of a project compared, made from an earlier state of it. `noticed` is what was noticed in some of
    /// them; in the others it is looked for. `None` once nobody waits for it any more.
    pub fn updated(
        &self,
        project: &Project,
        noticed: &BTreeMap<DocumentId, Arc<Noticed>>,
        is_cancelled: impl Fn() -> bool,
    ) -> Option<Self> {
        let all = project.newest_documents();
        let documents: Vec<DocumentId> = all.iter().map(|document| document.id).collect();
        if documents == self.documents {
            return Some(self.clone());
        }
        let fitting = fitting(project);
        let n_left_out = all.len() - fitting.len();
        // One document has nothing to be compared with.
        if fitting.len() < 2 {
            return Some(Self { documents, n_left_out, noticed: noticed.clone(), ..Self::default() });
        }
        let known = |id| noticed.get(&id).or_else(|| self.noticed.get(&id)).cloned();
        let look = |document| Noticed::of(document, &is_cancelled).map(Arc::new);
        let looked = fitting.iter().map(|document| Some((document.id, known(document.id).or_else(|| look(document))?)));
        let noticed: BTreeMap<DocumentId, Arc<Noticed>> = looked.collect::<Option<_>>()?;
        if is_cancelled() {
            return None;
        }
        let all_of = |it: &&Arc<Document>| noticed.get(&it.id).map_or_else(Vec::new, |noticed| noticed.all(&it.body));
        let found: Vec<_> = fitting.iter().map(all_of).collect();
        let texts: Vec<_> = fitting.iter().zip(&found).map(|(document, found)| (&*document.body, &**found)).collect();
        let Comparison { said, pairs, bases } = Comparison::of(&texts);
        let end = |at: usize| {
            let statement = said.get(at)?;
            Some((fitting.get(statement.document)?.id, statement.range))
        };
        let amount = |at: usize| match &said.get(at)?.said {
            Said::Number { quantity, .. } => Some(quantity.amount),
            _ => None,
        };
        let matters = pairs.into_iter().filter(|pair| pair.verdict.is_for_editor());
        let compared = matters.filter_map(|pair| {
            let (a, b) = pair.statements;
            let (ends, amounts) = ([end(a)?, end(b)?], [amount(a), amount(b)]);
            let base = pair.base.and_then(end);
            let difference = Difference { verdict: pair.verdict, reason: pair.reason, base };
            Some(ComparedPair { ends, amounts, difference, score: pair.score })
        });
        let pairs: Arc<[ComparedPair]> = compared.collect();
        let bases = bases.into_iter().filter_map(|(share, all)| {
            let [of, whole] = [Figure::said(said.get(share)?)?, Figure::said(said.get(all)?)?];
            Some((end(share)?, Base { share: of.stated().quantity.amount, place: end(all)?, all: whole }))
        });
        let bases = Bases::of(bases);
        let mut by_documents: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, pair) in pairs.iter().enumerate() {
            by_documents.entry(documents_of(pair.ends)).or_default().push(at);
        }
        Some(Self { documents, n_left_out, noticed, pairs, by_documents: Arc::new(by_documents), bases })
    }

    /// How many documents were too much to be compared.
    pub fn n_left_out(&self) -> usize {
        self.n_left_out
    }

    /// The pairs, those that matter most first.
    pub fn pairs(&self) -> &[ComparedPair] {
        &self.pairs
    }

    /// The pair that has words of both of these places, the one that matters most.
    pub fn between(&self, [a, b]: [Words; 2]) -> Option<&ComparedPair> {
        let touches = |one: Words, other: Words| one.0 == other.0 && one.1.overlaps(other.1);
        let is_it = |pair: &&ComparedPair| {
            let [x, y] = pair.ends;
            touches(x, a) && touches(y, b) || touches(x, b) && touches(y, a)
        };
        let here = self.by_documents.get(&documents_of([a, b]))?;
        here.iter().filter_map(|at| self.pairs.get(*at)).find(is_it)
    }

    /// Of how many the shares are shares.
    pub fn bases(&self) -> &Bases {
        &self.bases
    }

    /// Whether this is a clone of another, or the other of this.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.pairs, &other.pairs) && Arc::ptr_eq(&self.by_documents, &other.by_documents)
    }
}

impl Session {
    /// What the documents say of the same although not both can stand, once they were compared.
    pub fn compared(&self) -> &Compared {
        &self.compared
    }

    /// Takes the documents compared.
    pub fn take_compared(&mut self, compared: Compared) {
        self.compared = compared;
    }
}

/// The documents of two places, in one order whichever comes first.
fn documents_of([a, b]: [Words; 2]) -> [DocumentId; 2] {
    [a.0.min(b.0), a.0.max(b.0)]
}

/// The documents that are compared.
fn fitting(project: &Project) -> Vec<&Arc<Document>> {
    let mut left = MOST_TEXT;
    let in_order = Role::ALL.into_iter().flat_map(|role| project.documents_as(role));
    let fits = |document: &&Arc<Document>| {
        let rest = left.checked_sub(document.text().len());
        left = rest.unwrap_or(left);
        rest.is_some()
    };
    in_order.filter(fits).collect()
}
