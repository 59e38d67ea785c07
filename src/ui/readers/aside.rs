//! What the readers show of a document beside its text and its passages, kept until the project changes.

use crate::model::{Document, Mark, Passage, Places, Project, SpanKind};
use crate::session::Session;

/// What is beside the text of a document.
#[derive(Clone, Debug, Default)]
pub struct Aside {
    revision: Option<u64>,
    offers: Offers,
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
        if self.revision.replace(session.revision()) == Some(session.revision()) {
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
        self.former = if self.offers.newer { former_places(session.project(), document) } else { Places::default() };
    }

    /// Where passages were in it that went along to a newer version.
    pub fn former(&self) -> &Places {
        &self.former
    }

    /// Of what more or less can be shown.
    pub fn offers(&self) -> Offers {
        self.offers
    }
}

fn former_places(project: &Project, document: &Document) -> Places {
    let mark = |passage: &Passage| {
        let was_here = passage.former.iter().rev().find(|former| former.place.document == document.id);
        let went = was_here.filter(|_| passage.place.document != document.id)?;
        Some(Mark { range: went.place.range(), ..Mark::of(project, passage) })
    };
    Places::new(document, project.passages().filter_map(|passage| mark(passage)).collect())
}
