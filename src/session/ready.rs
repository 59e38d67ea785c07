//! A project with all that a session keeps beside it, made ready elsewhere: so that taking in a large merge, and going
//! back behind it, is an exchange.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::edit::Touched;
use crate::model::{Actor, DocumentId, Id, Origins, PassageId, Places, Project};
use crate::text::TextRange;

use super::indexes::{affected_by, concerns_all};
use super::merging::differing;
use super::suggested::Suggested;
use super::{Noticed, Sentences, Session, Worker, replaced};

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
    pub(super) indexes: Indexes,
}

/// The indexes of a session that depend on the state of its project.
#[derive(Debug)]
pub(super) struct Indexes {
    places: BTreeMap<DocumentId, Places>,
    sentences: BTreeMap<DocumentId, Sentences>,
    undivided: BTreeSet<DocumentId>,
    origins: Origins,
    replaced: BTreeSet<DocumentId>,
    signed_off: BTreeSet<DocumentId>,
    suggested: BTreeMap<DocumentId, Suggested>,
    to_notice: BTreeSet<DocumentId>,
    /// The passages that look different in the other state, `None` if all may.
    differing: Option<BTreeSet<PassageId>>,
}

impl Ready {
    /// Makes `project` ready to take the place of `before`. This looks at all of both.
    pub fn of(before: &Project, project: Project, known: &Known) -> Self {
        let nobody = Worker { checker: Id::default().into(), name: String::new(), actor: Actor(0) };
        let mut session = Session::new(project, nobody, Id::default());
        session.enter_known(known);
        let touched = differing(before, &session.project);
        let before: BTreeSet<DocumentId> = before.signed_off().collect();
        let is_all = before != session.signed_off || touched.iter().any(concerns_all);
        let differing = (!is_all).then(|| affected_by(&session.project, &touched).collect());
        let indexes = Indexes {
            places: session.places,
            sentences: session.sentences,
            undivided: session.undivided,
            origins: session.origins,
            replaced: session.replaced,
            signed_off: session.signed_off,
            suggested: session.suggested,
            to_notice: session.to_notice,
            differing,
        };
        Self { project: session.project, indexes }
    }
}

impl Session {
    /// What was found out about texts here, to make another state of the project ready.
    pub fn known(&self) -> Known {
        let sentences = self.sentences.iter().map(|(draft, sentences)| (*draft, sentences.all()));
        Known { sentences: sentences.collect(), noticed: self.all_noticed() }
    }

    /// Exchanges the indexes for those of the state in which the project is now. `before` is the state that was there.
    pub(super) fn exchange(&mut self, before: &Project, indexes: &mut Indexes) {
        let known = self.known();
        std::mem::swap(&mut self.places, &mut indexes.places);
        std::mem::swap(&mut self.sentences, &mut indexes.sentences);
        std::mem::swap(&mut self.undivided, &mut indexes.undivided);
        std::mem::swap(&mut self.origins, &mut indexes.origins);
        std::mem::swap(&mut self.replaced, &mut indexes.replaced);
        std::mem::swap(&mut self.signed_off, &mut indexes.signed_off);
        std::mem::swap(&mut self.suggested, &mut indexes.suggested);
        std::mem::swap(&mut self.to_notice, &mut indexes.to_notice);
        // What was found out since they were made.
        self.enter_known(&known);
        self.revision += 1;
        self.recent.push(indexes.differing.clone());
        let ids = before.tables().documents.keys().chain(self.project.tables().documents.keys());
        let ids: BTreeSet<DocumentId> = ids.copied().collect();
        let documents = ids.into_iter().map(|id| Touched { record: id.into(), before: before.tables().get(id.into()) });
        replaced::turn_tabs(&mut self.desk, &self.project, &documents.collect::<Vec<_>>());
        self.desk.let_go_of_missing(&self.project);
    }

    /// Enters what is known of the texts of this state of the project, as far as it is not known here.
    fn enter_known(&mut self, known: &Known) {
        for (draft, all) in &known.sentences {
            self.enter_sentences(*draft, Arc::clone(all));
        }
        for (draft, noticed) in &known.noticed {
            if self.to_notice.contains(draft) {
                self.suggest(*draft, Some(Arc::clone(noticed)));
            }
        }
    }
}
