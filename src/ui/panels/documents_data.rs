//! What the list of documents and sources shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{DocumentId, LinkTarget, PassageId, ProjectId, Role, SignOff, SourceId};
use crate::session::{Fork, Session, counted};
use crate::ui::panels::coverage::Progress;
use crate::ui::panels::quoted::visible;

/// The list at one revision of a project.
#[derive(Debug, Default)]
pub struct DocumentsData {
    /// The project, its revision, how many drafts were not divided into sentences yet, and how often the review was listed.
    of: Option<(ProjectId, u64, usize, u64)>,
    links: LinkCounts,
    /// Drafts by title, then evidence by title; without those that a newer version replaces.
    pub documents: Vec<DocumentLine>,
    /// Sources by name.
    pub sources: Vec<SourceLine>,
}

/// A document in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentLine {
    /// Which.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// Why it is here.
    pub role: Role,
    /// How many passages it has.
    pub n_passages: usize,
    /// Whether its text was emptied for good.
    pub is_emptied: bool,
    /// How far it is, if it is a draft.
    pub progress: Progress,
    /// Its sign-off, and whether that stands.
    pub sign_off: Option<(Arc<SignOff>, bool)>,
    /// How many links point to it or its passages.
    pub n_links: usize,
    /// The versions that came before it, the latest first.
    pub earlier: Vec<DocumentLine>,
    /// That other documents replace the same one, if so.
    pub fork: Option<ForkLine>,
    /// Whether others did something in it since the project was last open here.
    pub is_new: bool,
}

/// That several documents replace the same one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForkLine {
    /// For the list: "Two newest versions: which?".
    pub short: String,
    /// In words, with all of them.
    pub told: String,
    /// What is to be done about it.
    pub ask: String,
}

/// A source in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// Which.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// What it is, and of when: "interview, 12 March".
    pub detail: String,
    /// How many links point to it.
    pub n_links: usize,
    /// Its address, empty if there is none.
    pub url: String,
}

impl DocumentsData {
    /// Reads the project again if it changed.
    pub fn update(&mut self, session: &Session) {
        let now = (session.project().id(), session.revision(), session.undivided().count(), session.n_reviews());
        if self.of == Some(now) {
            return;
        }
        self.links.update(session, self.of.map(|(project, revision, ..)| (project, revision)));
        self.of = Some(now);
        let project = session.project();
        let line = |document: &crate::model::Document| DocumentLine {
            id: document.id,
            title: project.called(document.id).to_owned(),
            role: document.role,
            n_passages: session.counts(document.id).n_passages,
            is_emptied: document.body.is_emptied(),
            progress: Progress::of(session, document.id),
            sign_off: project
                .latest_sign_off(document.id)
                .map(|sign_off| (Arc::clone(sign_off), project.is_signed_off(document.id))),
            n_links: self.links.inside(document.id) + project.links_to(LinkTarget::Document(document.id)).count(),
            earlier: Vec::new(),
            fork: None,
            is_new: session.unseen().is_some_and(|unseen| unseen.documents().contains(&document.id)),
        };
        let with_earlier = |document: &crate::model::Document| {
            let earlier = project.earlier_versions(document.id).into_iter().filter_map(|id| project.document(id));
            let mut forks = project.forks().filter_map(|(replaced, _)| Fork::at(project, replaced));
            let is_one = |fork: &Fork| fork.versions.iter().any(|(_, newest)| *newest == document.id);
            let fork = forks.find(is_one).map(|fork| ForkLine {
                short: format!("{} newest versions: which?", fork.number()),
                told: visible(&fork.in_words(project)),
                ask: fork.ask(),
            });
            DocumentLine { earlier: earlier.map(|document| line(document)).collect(), fork, ..line(document) }
        };
        self.documents = project.newest_documents().into_iter().map(|document| with_earlier(document)).collect();
        let sources = project.sources().into_iter().map(|source| {
            let kind = source.kind.label().to_lowercase();
            let detail = if source.date.is_empty() { kind } else { format!("{kind}, {}", &*source.date) };
            SourceLine {
                id: source.id,
                name: source.name.to_string(),
                detail,
                n_links: project.links_to(LinkTarget::Source(source.id)).count(),
                url: source.url.to_string(),
            }
        });
        self.sources = sources.collect();
    }
}

impl DocumentLine {
    /// What an earlier version still has: "3 passages left in it".
    pub fn left(&self) -> String {
        match self.n_passages {
            0 => "no passage left in it".to_owned(),
            n => format!("{} left in it", counted(n, "passage", "passages")),
        }
    }

    /// "2 earlier versions".
    pub fn fold(&self) -> String {
        counted(self.earlier.len(), "earlier version", "earlier versions")
    }

    /// How far it is: "118 of 149" closed in a draft, "0 of 0, 5 to review", or "signed off"; "18 passages" in evidence.
    pub fn coverage(&self) -> String {
        match self.role {
            _ if self.is_emptied => "text emptied".to_owned(),
            Role::Draft => match &self.sign_off {
                Some((_, true)) => "signed off".to_owned(),
                Some((_, false)) => "sign-off struck".to_owned(),
                None if self.progress.n_to_review > 0 => {
                    let Progress { n_closed, n_to_review, .. } = self.progress;
                    format!("{n_closed} of {}, {n_to_review} to review", self.n_passages)
                }
                None => format!("{} of {}", self.progress.n_closed, self.n_passages),
            },
            Role::Evidence => counted(self.n_passages, "passage", "passages"),
        }
    }
}

/// How many links point to the passages of each document, kept up to date change by change.
#[derive(Debug, Default)]
struct LinkCounts {
    passages: BTreeMap<PassageId, (DocumentId, usize)>,
    documents: BTreeMap<DocumentId, usize>,
}

impl LinkCounts {
    fn inside(&self, document: DocumentId) -> usize {
        self.documents.get(&document).copied().unwrap_or_default()
    }

    fn update(&mut self, session: &Session, before: Option<(ProjectId, u64)>) {
        let before = before.filter(|(project, _)| *project == session.project().id());
        let changed = before.and_then(|(_, revision)| session.changes_since(revision));
        if let Some(changed) = changed {
            changed.into_iter().for_each(|passage| self.count_anew(session, passage));
            return;
        }
        *self = Self::default();
        for link in session.project().links() {
            if let LinkTarget::Passage(to) = link.to
                && let Some(passage) = session.project().passage(to)
            {
                self.passages.entry(to).or_insert((passage.place.document, 0)).1 += 1;
                *self.documents.entry(passage.place.document).or_default() += 1;
            }
        }
    }

    fn count_anew(&mut self, session: &Session, id: PassageId) {
        if let Some((document, n_links)) = self.passages.remove(&id)
            && let Some(sum) = self.documents.get_mut(&document)
        {
            *sum -= n_links;
        }
        let n_links = session.project().links_to(LinkTarget::Passage(id)).count();
        if let Some(passage) = session.project().passage(id).filter(|_| n_links > 0) {
            self.passages.insert(id, (passage.place.document, n_links));
            *self.documents.entry(passage.place.document).or_default() += n_links;
        }
    }
}
