//! Proposals: what the writer of a draft put beside its words.

use serde::{Deserialize, Serialize};

use crate::text::TextRange;

use super::{Address, Comment, Document, Role, Story, StoryKind, View};

/// What the writer of a draft put beside some of its words: a comment, a note, an address. A checker accepts it, which
/// makes a passage of it, or dismisses it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proposal<'d> {
    /// Which of its document's.
    pub key: ProposalKey,
    /// The words it is about; empty if it stands at one place.
    pub range: TextRange,
    /// What it says.
    pub content: ProposalContent<'d>,
}

/// What a proposal says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ProposalContent<'d> {
    /// What someone wrote in the margin.
    Comment(&'d Comment),
    /// A note at the foot of the page or at the end.
    Note(&'d Story),
    /// Where the words lead to on the web.
    Address(&'d Address),
}

/// Names a proposal within its document, whose text and all beside it never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ProposalKey {
    /// The comment of this index.
    Comment(u32),
    /// The story of this index.
    Note(u32),
    /// The address of this index.
    Address(u32),
}

impl ProposalKey {
    /// What becomes of it beside the passage when it is accepted, in a sentence.
    pub fn accepted(self) -> &'static str {
        match self {
            Self::Comment(_) => "A comment becomes the note of its passage",
            Self::Note(_) => "A note becomes a source, and its passage is linked with it",
            Self::Address(_) => "An address becomes a source, a web page, and its passage is linked with it",
        }
    }
}

impl Document {
    /// All that its writer put beside the words, settled or not, in the order of the text. Answers to a comment belong to
    /// it; evidence proposes nothing, nor do links of words that are not shown at first, such as the menu of a web page.
    pub fn proposals(&self) -> Vec<Proposal<'_>> {
        if self.role != Role::Draft {
            return Vec::new();
        }
        let structure = self.structure();
        let comments = (0..).zip(&structure.comments).map(|(index, _)| ProposalKey::Comment(index));
        let notes = (0..).zip(&structure.stories).map(|(index, _)| ProposalKey::Note(index));
        let hidden = structure.hidden(View::default(), self.text().len());
        let is_hidden = |range: TextRange| {
            let around = hidden.get(hidden.partition_point(|hidden| hidden.end() <= range.start()));
            around.is_some_and(|hidden| hidden.covers(range))
        };
        let addresses = (0..).zip(&structure.addresses).filter(|(_, address)| !is_hidden(address.range));
        let addresses = addresses.map(|(index, _)| ProposalKey::Address(index));
        let keys = comments.chain(notes).chain(addresses);
        let mut proposals: Vec<_> = keys.filter_map(|key| self.proposal(key)).collect();
        proposals.sort_by_key(|proposal| (proposal.range.start(), proposal.key));
        proposals
    }

    /// One of them. `None` if there is none of this name.
    pub fn proposal(&self, key: ProposalKey) -> Option<Proposal<'_>> {
        let structure = self.structure();
        let (range, content) = match key {
            ProposalKey::Comment(index) => {
                let comment = structure.comments.get(index as usize).filter(|comment| comment.thread.is_none())?;
                (comment.range, ProposalContent::Comment(comment))
            }
            ProposalKey::Note(index) => {
                let is_note = |story: &&Story| matches!(story.kind, StoryKind::Footnote | StoryKind::Endnote);
                let note = structure.stories.get(index as usize).filter(is_note)?;
                (TextRange::empty(note.anchor? as usize), ProposalContent::Note(note))
            }
            ProposalKey::Address(index) => {
                let address = structure.addresses.get(index as usize)?;
                (address.range, ProposalContent::Address(address))
            }
        };
        Some(Proposal { key, range, content })
    }

    /// The answers to a comment, in order.
    pub fn answers(&self, comment: u32) -> impl Iterator<Item = &Comment> {
        self.structure().comments.iter().filter(move |answer| answer.thread == Some(comment))
    }
}
