//! Passages: marked stretches of a document.

use serde::{Deserialize, Serialize};

use crate::text::{Selector, TextRange};

use super::record::{Rules, record};
use super::{
    Checklist, Clashes, Document, DocumentId, Dot, FormerPlaces, Invalid, Outcome, PassageId, PlacesMut, Project,
    RecordId, Stamps, Text,
};

record! {
    /// A marked stretch of a document, with a kind. In a draft it is what is checked, in evidence what links point to.
    Passage(PassageId) {
        fixed {}
        fields {
            /// Where it is and what it says.
            place: Place = Place,
            /// What it is.
            kind: PassageKind = Kind,
            /// What the check found.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            outcome: Option<Outcome> = Outcome,
            /// Why its outcome no longer stands, empty while it does.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            reopened: Text = Reopened,
            /// What the checker wrote.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            note: Text = Note,
            /// Free keywords, separated by commas.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            tags: Text = Tags,
            /// Whose words a quote is.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            speaker: Text = Speaker,
            /// The checker's word on what a number means, as decimal text.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            reading: Text = Reading,
            /// What of it the checker has looked at.
            #[serde(default, skip_serializing_if = "Checklist::is_empty")]
            checklist: Checklist = Checklist,
            /// Where it was in earlier versions of its document, and what became of it in the next.
            #[serde(default, skip_serializing_if = "<[_]>::is_empty")]
            former: FormerPlaces = Former,
        }
    }
}

/// Where a passage is and what it says. One field: a range makes no sense without its document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The document it is in.
    pub document: DocumentId,
    /// The range, the words, and the words around them.
    pub selector: Selector,
}

impl Place {
    /// The place of `range` in `document`, `None` if that is empty or does not fit.
    pub fn of(document: &Document, range: TextRange) -> Option<Self> {
        Some(Self { document: document.id, selector: Selector::of(document.body.shared_text(), range)? })
    }

    /// The range in the document's text.
    pub fn range(&self) -> TextRange {
        self.selector.range()
    }

    /// All the words, also those that no reader shows: to show them, [`Project::words`].
    pub fn words(&self) -> &str {
        self.selector.exact()
    }

    /// Whether the document is there and holds these words just there.
    pub(super) fn check(&self, project: &Project) -> Result<(), Invalid> {
        let document = project.document(self.document).ok_or(Invalid::Names(self.document.into()))?;
        let (range, text) = (self.range(), document.text());
        // Of what was marked without knowing that the text would be thrown away, the words are kept.
        if self.selector.fits(text) || document.body.is_emptied() {
            return Ok(());
        }
        let outside = Invalid::Outside { range, length: text.len() };
        Err(range.within(text).map_or(outside, |_| Invalid::OtherWords { range }))
    }
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PassageKind {
    /// A statement that can be wrong.
    Claim,
    /// Somebody's words.
    Quote,
    /// A number with what it counts.
    Statistic,
}

impl PassageKind {
    /// All kinds, in the order of their keys.
    pub const ALL: [Self; 3] = [Self::Claim, Self::Quote, Self::Statistic];

    /// The word for it: "Claim".
    pub fn label(self) -> &'static str {
        match self {
            Self::Claim => "Claim",
            Self::Quote => "Quote",
            Self::Statistic => "Statistic",
        }
    }

    /// The word for it in files and scripts: "claim".
    pub fn name(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Quote => "quote",
            Self::Statistic => "statistic",
        }
    }
}

impl Passage {
    /// Why it is re-opened if a new version changed its words.
    pub const WORDS_CHANGED: &str = "Its words changed in the new version";

    /// A passage that was just marked. Its id is made from where it is and what it is.
    pub fn new(place: Place, kind: PassageKind, dot: Dot) -> Self {
        Self {
            id: PassageId::of(place.document, place.range(), kind),
            place,
            kind,
            outcome: None,
            reopened: Text::default(),
            note: Text::default(),
            tags: Text::default(),
            speaker: Text::default(),
            reading: Text::default(),
            checklist: Checklist::default(),
            former: FormerPlaces::default(),
            present: true,
            stamps: Stamps::new(dot),
            clashes: Clashes::default(),
        }
    }

    /// All its words, also those that no reader shows: to show them, [`Project::words`].
    pub fn words(&self) -> &str {
        self.place.words()
    }

    /// Its range in the text of its document.
    pub fn range(&self) -> TextRange {
        self.place.range()
    }
}

impl Rules for Passage {
    fn names(&self) -> [Option<RecordId>; 3] {
        [Some(self.place.document.into()), None, None]
    }

    fn check(&self, project: &Project) -> Result<(), Invalid> {
        self.place.check(project)
    }

    fn passage(&self) -> Option<PassageId> {
        Some(self.id)
    }

    fn places_mut(&mut self) -> PlacesMut<'_> {
        PlacesMut::new([Some(&mut self.place), None], self.former.places_mut())
    }
}
