//! A project with all that a session keeps beside it, made ready elsewhere: so that taking in a large merge, and going
//! back behind it, is an exchange.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::edit::Touched;
use crate::model::{DocumentId, PassageId, Project};
use crate::text::TextRange;

use super::indexes::{Indexes, affected_by, concerns_all};
use super::merging::differing;
use super::{Noticed, Session, replaced};

/// What a session has found out about texts. They never change, so it holds for any state of the project.
#[derive(Clone, Debug, Default)]
pub struct Known {
    sentences: BTreeMap<DocumentId, Arc<[TextRange]>>,
    noticed: BTreeMap<DocumentId, Arc<Noticed>>,
}

/// A state of a project with its indexes, to take the place of another.
#[derive(Debug)]
pub struct Ready {
    pub(super) project: Project,
    pub(super) derived: Derived,
}

/// What is derived from a state of a project, beside a session that is at work on another.
#[derive(Debug)]
pub(super) struct Derived {
    indexes: Indexes,
    /// The passages that look different in that one, `None` if all may.
    differing: Option<BTreeSet<PassageId>>,
}

impl Ready {
    /// Makes `project` ready to take the place of `before`. This looks at all of both.
    pub fn of(before: &Project, project: Project, known: &Known) -> Self {
        let mut indexes = Indexes::of(&project);
        indexes.enter_known(&project, known);
        let touched = differing(before, &project);
        let signed_off: BTreeSet<DocumentId> = before.signed_off().collect();
        let is_all = signed_off != indexes.signed_off || touched.iter().any(concerns_all);
        let differing = (!is_all).then(|| affected_by(&project, &touched).collect());
        Self { project, derived: Derived { indexes, differing } }
    }
}

impl Session {
    /// What was found out about texts here, to make another state of the project ready.
    pub fn known(&self) -> Known {
        self.indexes.known()
    }

    /// Exchanges what is derived for that of the state in which the project is now. `before` is the state that was there.
    pub(super) fn exchange(&mut self, before: &Project, derived: &mut Derived) {
        std::mem::swap(&mut self.indexes, &mut derived.indexes);
        // What was found out since they were made.
        self.indexes.enter_known(&self.project, &derived.indexes.known());
        self.revision += 1;
        self.recent.push(derived.differing.clone());
        let ids = before.tables().documents.keys().chain(self.project.tables().documents.keys());
        let ids: BTreeSet<DocumentId> = ids.copied().collect();
        let documents = ids.into_iter().map(|id| Touched { record: id.into(), before: before.tables().get(id.into()) });
        replaced::turn_tabs(&mut self.desk, &self.project, &documents.collect::<Vec<_>>());
        self.desk.let_go_of_missing(&self.project);
    }
}

impl Indexes {
    /// What is known here of texts.
    fn known(&self) -> Known {
        let sentences = self.sentences.iter().map(|(draft, sentences)| (*draft, sentences.all()));
        Known { sentences: sentences.collect(), noticed: self.all_noticed() }
    }

    /// Enters what is known of the texts of this state of the project, as far as it is not known here.
    fn enter_known(&mut self, project: &Project, known: &Known) {
        self.enter_sentences(project, known.sentences.iter().map(|(draft, all)| (*draft, Arc::clone(all))));
        for (draft, noticed) in &known.noticed {
            if self.to_notice.contains(draft) {
                self.suggest(project, *draft, Some(Arc::clone(noticed)));
            }
        }
    }
}
