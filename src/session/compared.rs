//! What the documents of a project say of the same although not both can stand: all of them compared with each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Document, DocumentId, Project, Role};
use crate::text::TextRange;

use super::{Comparison, Difference, Noticed};

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
}

/// So much text is compared, in bytes: the drafts, then evidence in its order, as far as it fits. More would keep the
/// processor busy for minutes.
const MOST_TEXT: usize = 4_000_000;

/// Two statements of different documents that speak of the same, and differ.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedPair {
    /// Both; those of the document that was loaded first come first.
    pub ends: [Words; 2],
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
            return Some(Self { documents, n_left_out, noticed: noticed.clone(), pairs: Arc::default() });
        }
        let known = |id| noticed.get(&id).or_else(|| self.noticed.get(&id)).cloned();
        let look = |document| Noticed::of(document, &is_cancelled).map(Arc::new);
        let looked = fitting.iter().map(|document| Some((document.id, known(document.id).or_else(|| look(document))?)));
        let noticed: BTreeMap<DocumentId, Arc<Noticed>> = looked.collect::<Option<_>>()?;
        if is_cancelled() {
            return None;
        }
        let said = |document: &&Arc<Document>| noticed.get(&document.id).map_or(&[][..], |noticed| noticed.all());
        let texts: Vec<_> = fitting.iter().map(|document| (&*document.body, said(document))).collect();
        let Comparison { said, pairs } = Comparison::of(&texts);
        let end = |at: usize| {
            let statement = said.get(at)?;
            Some((fitting.get(statement.document)?.id, statement.range))
        };
        let matters = pairs.into_iter().filter(|pair| pair.verdict.is_for_editor());
        let compared = matters.filter_map(|pair| {
            let ends = [end(pair.statements.0)?, end(pair.statements.1)?];
            let difference = Difference { verdict: pair.verdict, reason: pair.reason };
            Some(ComparedPair { ends, difference, score: pair.score })
        });
        let pairs = compared.collect();
        Some(Self { documents, n_left_out, noticed, pairs })
    }

    /// How many documents were too much to be compared.
    pub fn n_left_out(&self) -> usize {
        self.n_left_out
    }

    /// The pairs, those that matter most first.
    pub fn pairs(&self) -> &[ComparedPair] {
        &self.pairs
    }
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
