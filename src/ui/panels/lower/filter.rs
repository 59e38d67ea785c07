//! Which passages the table shows.

use crate::model::{Document, DocumentId, LEFT, Mark, Outcome, Passage, PassageKind, Project, Role, Standing, State};
use crate::search::{self, Query};
use crate::session::Session;

/// What a passage must be like to be shown. All that is asked must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that stand in it.
    pub text: String,
    /// Its kind.
    pub kind: Option<PassageKind>,
    /// How far its check is.
    pub state: Option<HowFar>,
    /// What was found.
    pub outcome: Option<Outcome>,
    /// Where it is.
    pub within: Option<Within>,
    /// Whether it must be open.
    pub open_only: bool,
}

/// How far the check of a passage must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowFar {
    /// As far as this.
    Is(State),
    /// It was left in an earlier version of a draft, however far it was.
    Left,
}

impl HowFar {
    /// The words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Is(state) => state.label(),
            Self::Left => LEFT,
        }
    }

    fn takes(self, standing: Standing) -> bool {
        match self {
            Self::Is(state) => standing.is_draft() && standing.state == state,
            Self::Left => standing.is_left(),
        }
    }
}

/// Where a passage must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// In a document of this role.
    Role(Role),
    /// In this document.
    Document(DocumentId),
}

impl Filter {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether this filter differs from another only by more letters, so that it shows fewer of the same passages.
    pub fn narrows(&self, other: &Self) -> bool {
        let same_text = Self { text: other.text.clone(), ..self.clone() };
        same_text == *other && self.text.starts_with(&other.text)
    }

    /// What is asked by choices from lists, in words: "Quote, In progress".
    pub fn choices(&self, session: &Session) -> String {
        let within = self.within.map(|within| match within {
            Within::Role(role) => role.label().to_owned(),
            Within::Document(id) if session.project().document(id).is_none() => "No document".to_owned(),
            Within::Document(id) => session.project().called(id).to_owned(),
        });
        let choices = [
            self.kind.map(|kind| kind.label().to_owned()),
            self.state.map(|state| state.label().to_owned()),
            self.outcome.map(|outcome| outcome.label().to_owned()),
            within,
        ];
        choices.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Whether passages of this document may be shown.
    pub fn takes_document(&self, document: &Document) -> bool {
        match self.within {
            None => true,
            Some(Within::Role(role)) => document.role == role,
            Some(Within::Document(id)) => document.id == id,
        }
    }

    /// The filter, ready to look at many passages.
    pub fn compiled(&self) -> Compiled<'_> {
        Compiled { filter: self, query: Query::new(&self.text) }
    }
}

/// A [`Filter`] with its words ready to be looked for.
pub struct Compiled<'a> {
    filter: &'a Filter,
    query: Option<Query>,
}

impl Compiled<'_> {
    /// Whether a passage passes, its document aside.
    pub fn takes_mark(&self, project: &Project, mark: &Mark) -> bool {
        let Filter { kind, state, outcome, open_only, .. } = self.filter;
        let standing = mark.standing;
        kind.is_none_or(|kind| mark.kind == kind)
            && state.is_none_or(|state| state.takes(standing))
            && outcome.is_none_or(|outcome| standing.found() == Some(outcome))
            && (!open_only || standing.open.is_some())
            && (self.query.is_none()
                || project.passage(mark.id).is_some_and(|passage| self.takes_words(project, passage)))
    }

    /// Whether a passage has the words that are looked for.
    pub fn takes_words(&self, project: &Project, passage: &Passage) -> bool {
        self.query.as_ref().is_none_or(|query| search::find(&project.words(&passage.place), query).next().is_some())
    }
}
