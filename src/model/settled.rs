//! What became of suggestions: those of a writer, those that the program noticed, and pairs that it compared.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::TextRange;

use super::record::{Rules, record};
use super::{
    Clashes, Document, DocumentId, Dot, Invalid, PassageKind, Place, PlacesMut, Project, Proposal, ProposalKey,
    RecordId, SettledId, Stamps, Text,
};

record! {
    /// What became of something that was suggested.
    Settled(SettledId) {
        fixed {
            /// What was suggested.
            subject: Subject,
        }
        fields {
            /// What became of it.
            fate: Fate = Fate,
            /// Why.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            reason: Text = Reason,
        }
    }
}

/// Something that was suggested, named by what it is: two people who settle the same have one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// What the writer of a draft put beside its words.
    Proposal(DocumentId, ProposalKey),
    /// Words that the program noticed, and what they would be. Accepted, they are a passage and leave no record here.
    Words(Place, PassageKind),
    /// Two places that the program compared; which comes first means nothing.
    Pair(Place, Place),
}

impl Subject {
    /// The documents that it is about.
    pub fn documents(&self) -> [Option<DocumentId>; 2] {
        match self {
            Self::Proposal(document, _) => [Some(*document), None],
            Self::Words(place, _) => [Some(place.document), None],
            Self::Pair(a, b) => [Some(a.document), Some(b.document)],
        }
    }
}

/// What became of something that was suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Fate {
    /// A passage was made of it.
    Accepted,
    /// Nothing is to come of it.
    Dismissed,
}

impl Fate {
    /// The word for it: "accepted".
    pub fn label(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Dismissed => "dismissed",
        }
    }
}

impl Settled {
    /// What became of something just now.
    pub fn new(subject: Subject, fate: Fate, dot: Dot) -> Self {
        Self {
            id: SettledId::of(&subject),
            subject,
            fate,
            reason: Text::default(),
            present: true,
            stamps: Stamps::new(dot),
            clashes: Clashes::default(),
        }
    }
}

impl Rules for Settled {
    fn names(&self) -> [Option<RecordId>; 3] {
        let [first, second] = self.subject.documents().map(|document| document.map(RecordId::from));
        [first, second, None]
    }

    fn check(&self, project: &Project) -> Result<(), Invalid> {
        match &self.subject {
            Subject::Proposal(document, key) => {
                let document = project.document(*document).ok_or(Invalid::Names((*document).into()))?;
                let is_there = document.proposal(*key).is_some() || document.body.is_emptied();
                if is_there { Ok(()) } else { Err(Invalid::NoProposal) }
            }
            Subject::Words(place, _) => place.check(project),
            Subject::Pair(a, b) => a.check(project).and_then(|()| b.check(project)),
        }
    }

    fn places_mut(&mut self) -> PlacesMut<'_> {
        let own = match &mut self.subject {
            Subject::Proposal(..) => [None, None],
            Subject::Words(place, _) => [Some(place), None],
            Subject::Pair(a, b) => [Some(a), Some(b)],
        };
        PlacesMut::new(own, &mut [])
    }
}

impl Project {
    /// What became of a writer's proposal, `None` while it waits.
    pub fn fate(&self, document: DocumentId, proposal: ProposalKey) -> Option<Fate> {
        self.fate_of(SettledId::of_proposal(document, proposal))
    }

    /// Whether somebody dismissed words that the program noticed.
    pub fn is_dismissed(&self, document: DocumentId, range: TextRange, kind: PassageKind) -> bool {
        self.fate_of(SettledId::of_words(document, range, kind)).is_some()
    }

    /// Whether somebody dismissed two places that the program compared.
    pub fn is_pair_dismissed(&self, a: (DocumentId, TextRange), b: (DocumentId, TextRange)) -> bool {
        self.fate_of(SettledId::of_pair(a, b)).is_some()
    }

    fn fate_of(&self, id: SettledId) -> Option<Fate> {
        self.tables().settled.get(&id).filter(|settled| settled.present).map(|settled| settled.fate)
    }

    /// All that is settled about a document, by id.
    pub fn settled_of(&self, document: DocumentId) -> impl Iterator<Item = &Arc<Settled>> {
        let settled = self.tables().settled.values().filter(|settled| settled.present);
        settled.filter(move |settled| settled.subject.documents().contains(&Some(document)))
    }

    /// The proposals of a document that wait, in the order of the text.
    pub fn waiting_proposals<'d>(&self, document: &'d Document) -> Vec<Proposal<'d>> {
        if self.is_replaced(document.id) {
            return Vec::new();
        }
        let mut proposals = document.proposals();
        proposals.retain(|proposal| self.fate(document.id, proposal.key).is_none());
        proposals
    }
}
