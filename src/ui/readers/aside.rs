//! What the readers show of a document beside its text and its passages, kept until the project changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{
    Document, DocumentId, Mark, Passage, PassageId, Places, Project, SpanKind, Standing, StandsIn, State,
};
use crate::session::Session;
use crate::ui::panels::versions::{ask_in_words, checked_elsewhere, emptied_in_words, fork_in_words};

/// What is beside the text of a document.
#[derive(Clone, Debug, Default)]
pub struct Aside {
    revision: Option<u64>,
    offers: Offers,
    /// What other documents replace the same one, if any does, and what is to be done about that.
    fork: Option<Arc<(String, String)>>,
    /// That its text was emptied for good, if it was.
    emptied: Option<Arc<str>>,
    /// Where passages were in it that went along to a newer version.
    former: Places,
}

/// Of what more or less can be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// Headers, hidden text, or what surrounds the article.
    pub whole: bool,
    /// The document is a page with an article on it.
    pub article: bool,
    /// Tracked changes.
    pub changes: bool,
    /// The version that replaces it.
    pub newer: bool,
    /// The usual view, for it is the proof view that is shown.
    pub proof: bool,
}

impl Aside {
    /// Reads the project again if it changed.
    pub fn update(&mut self, session: &Session, document: &Document) {
        let before = self.revision.replace(session.revision());
        if before == Some(session.revision()) {
            return;
        }
        let structure = document.structure();
        self.offers = Offers {
            whole: structure.has_more_than_article(),
            article: structure.spans.iter().any(|span| span.kind == SpanKind::Article),
            changes: structure.has_changes(),
            newer: session.project().is_replaced(document.id),
            proof: false,
        };
        let fork = fork_in_words(session.project(), document.id).map(|told| {
            let told = told + &checked_elsewhere(session.project(), document.id);
            Arc::new((told, ask_in_words(session.project(), document.id)))
        });
        self.fork = fork;
        let emptied = document.body.is_emptied().then(|| emptied_in_words(session.project(), document.id));
        self.emptied = emptied.map(|told| format!("{told}. What was marked in it is kept with its words").into());
        let changed = before.and_then(|before| session.changes_since(before));
        // Nothing stands in a text that is gone.
        let has_former = self.offers.newer && !document.body.is_emptied();
        let is_kept = changed.is_some_and(|changed| has_former && self.keep_former(session, document, &changed));
        if !is_kept {
            self.former = if has_former { all_former(session.project(), document) } else { Places::default() };
        }
    }

    /// Brings the former places of these passages up to date; false if all have to be looked for again.
    fn keep_former(&mut self, session: &Session, document: &Document, changed: &BTreeSet<PassageId>) -> bool {
        changed.iter().all(|id| match session.project().passage(*id) {
            Some(passage) if passage.place.document != document.id => {
                if let Some(mark) = former_mark(passage, document.id) {
                    self.former.remove(mark.range, mark.id);
                    self.former.insert(mark);
                }
                true
            }
            // It is gone, or came back.
            _ => false,
        })
    }

    /// Where passages were in it that went along to a newer version.
    pub fn former(&self) -> &Places {
        &self.former
    }

    /// What other documents replace the same one, if any does, and what is to be done about that.
    pub fn fork(&self) -> Option<Arc<(String, String)>> {
        self.fork.clone()
    }

    /// That its text was emptied for good, if it was.
    pub fn emptied(&self) -> Option<Arc<str>> {
        self.emptied.clone()
    }

    /// Of what more or less can be shown.
    pub fn offers(&self) -> Offers {
        self.offers
    }
}

fn all_former(project: &Project, document: &Document) -> Places {
    Places::new(document, project.passages().filter_map(|passage| former_mark(passage, document.id)).collect())
}

/// The mark of a passage where it was in a document. How far its check is shows where it is now.
fn former_mark(passage: &Passage, document: DocumentId) -> Option<Mark> {
    let was_here = passage.former.iter().rev().find(|former| former.place.document == document);
    let went = was_here.filter(|_| passage.place.document != document)?;
    let standing = Standing { state: State::Unchecked, outcome: None, open: None, stands_in: StandsIn::Evidence };
    Some(Mark { range: went.place.range(), id: passage.id, kind: passage.kind, standing })
}
