//! What the readers show of a document beside its text and its passages, kept until the project changes.

use std::sync::Arc;

use crate::model::{Document, Proposal, ProposalContent, SpanKind};
use crate::session::Session;
use crate::ui::reader::{Waiting, WaitingSuggestion};

/// What is beside the text of a document.
#[derive(Clone, Debug, Default)]
pub struct Aside {
    revision: Option<u64>,
    waiting: Arc<Waiting>,
    offers: Offers,
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
        let waiting = session.project().waiting_proposals(document);
        self.waiting = Arc::new(Waiting::new(waiting.iter().map(|proposal| suggestion(document, proposal)).collect()));
        self.offers = Offers {
            whole: structure.has_more_than_article(),
            article: structure.spans.iter().any(|span| span.kind == SpanKind::Article),
            changes: structure.has_changes(),
            proof: false,
        };
    }

    /// The suggestions that wait.
    pub fn waiting(&self) -> Arc<Waiting> {
        Arc::clone(&self.waiting)
    }

    /// Of what more or less can be shown.
    pub fn offers(&self) -> Offers {
        self.offers
    }
}

/// What a suggestion says, in words.
pub fn suggestion(document: &Document, proposal: &Proposal<'_>) -> WaitingSuggestion {
    let (title, says) = match proposal.content {
        ProposalContent::Comment(comment) => {
            let day = comment.time.split('T').next().unwrap_or_default();
            let mut title = "Comment".to_owned();
            if !comment.author.is_empty() {
                title.extend([" by ", comment.author.as_str()]);
            }
            if !day.is_empty() {
                title.extend([", ", day]);
            }
            if comment.resolved {
                title.push_str(", marked as done");
            }
            (title, comment.text.trim().to_owned())
        }
        ProposalContent::Note(story) => {
            let words = document.body.quoted(story.range);
            (format!("Note {}", story.mark).trim().to_owned(), words.trim().to_owned())
        }
        ProposalContent::Address(address) => ("Address".to_owned(), address.url.clone()),
    };
    WaitingSuggestion { key: proposal.key, range: proposal.range, title, says }
}
