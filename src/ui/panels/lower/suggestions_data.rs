//! What the tab with suggestions shows.

use std::collections::BTreeSet;

use crate::edit::{self, Transaction};
use crate::model::{Document, DocumentId, Project, ProjectId, Proposal, ProposalContent, ProposalKey, Role};
use crate::session::Session;
use crate::text::{TextRange, sentence_at};

/// Names a suggestion.
pub type SuggestionId = (DocumentId, ProposalKey);

/// All suggestions that wait, at one revision, by document and in the order of the text.
#[derive(Debug, Default)]
pub struct SuggestionsData {
    of: Option<(ProjectId, u64)>,
    all: Vec<Suggestion>,
}

/// A suggestion that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Which.
    pub id: SuggestionId,
    /// Where it is.
    pub range: TextRange,
    /// "Comment", "Note", "Address".
    pub kind: &'static str,
    /// The words it is about, or those around the place where it stands.
    pub words: String,
    /// What it says.
    pub says: String,
    /// Who wrote it, if that is known.
    pub author: String,
    /// Where it stands: "¶4".
    pub place: String,
    /// The title of its document.
    pub document: String,
}

impl SuggestionsData {
    /// Reads the project again if it changed. Says whether it did.
    pub fn update(&mut self, session: &Session) -> bool {
        let now = (session.project().id(), session.revision());
        if self.of.replace(now) == Some(now) {
            return false;
        }
        self.all =
            session.project().documents_as(Role::Draft).into_iter().flat_map(|it| waiting(session, it)).collect();
        true
    }

    /// All of them.
    pub fn all(&self) -> &[Suggestion] {
        &self.all
    }
}

fn waiting(session: &Session, document: &Document) -> Vec<Suggestion> {
    let proposals = session.project().waiting_proposals(document);
    proposals.iter().map(|proposal| Suggestion::of(document, proposal)).collect()
}

impl Suggestion {
    fn of(document: &Document, proposal: &Proposal<'_>) -> Self {
        let words = |range: TextRange| document.body.quoted(range).trim().to_owned();
        let (kind, says, author) = match proposal.content {
            ProposalContent::Comment(comment) => ("Comment", comment.text.trim().to_owned(), comment.author.clone()),
            ProposalContent::Note(story) => ("Note", words(story.range), String::new()),
            ProposalContent::Address(address) => ("Address", address.url.clone(), String::new()),
        };
        let around = if proposal.range.is_empty() { sentence_around(document, proposal.range) } else { proposal.range };
        Self {
            id: (document.id, proposal.key),
            range: proposal.range,
            kind,
            words: words(around),
            says,
            author,
            place: document.place_name(proposal.range.start()),
            document: document.title.to_string(),
        }
    }
}

fn sentence_around(document: &Document, place: TextRange) -> TextRange {
    let (block, words) = document.block_at(place.start().saturating_sub(1));
    sentence_at(words, place.start().saturating_sub(1).saturating_sub(block.start())).shifted(block.start())
}

/// Dismisses suggestions of any documents in one step.
pub fn dismissed(project: &Project, ids: &BTreeSet<SuggestionId>) -> Transaction {
    let mut edits = Vec::new();
    let documents: BTreeSet<DocumentId> = ids.iter().map(|(document, _)| *document).collect();
    for document in documents {
        let keys: Vec<_> = ids.iter().filter(|(of, _)| *of == document).map(|(_, key)| *key).collect();
        edits.extend(edit::dismiss_proposals(project, document, &keys).edits);
    }
    let command = if ids.len() == 1 { "Dismiss a proposal" } else { "Dismiss proposals" };
    Transaction::new(command, edits)
}
