//! Former places: where a passage was in earlier versions of its document.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::text::Placement;

use super::{DocumentId, Place};

/// Where a passage was in one version of a document, and what became of it in the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerPlace {
    /// Where it was, with its words.
    pub place: Place,
    /// The version that came next.
    pub version: DocumentId,
    /// What became of it there. What is ambiguous or orphaned stayed where it was.
    pub became: Placement,
    /// Whether it was added there by somebody who did not know of the version that came next.
    #[serde(default, skip_serializing_if = "is_no")]
    pub added: bool,
    /// Whether a person has looked at that.
    #[serde(default, skip_serializing_if = "is_no")]
    pub reviewed: bool,
}

/// The former places of a passage, the latest last. Most passages have none, hence the thin pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<FormerPlace>", into = "Vec<FormerPlace>")]
#[expect(clippy::box_collection, reason = "one word instead of three in every passage")]
pub struct FormerPlaces(Option<Box<Vec<FormerPlace>>>);

impl FormerPlaces {
    /// These, and a later one, instead of what was said of its version before.
    pub fn with(&self, later: FormerPlace) -> Self {
        let others = self.iter().filter(|former| former.version != later.version);
        others.cloned().chain([later.clone()]).collect::<Vec<_>>().into()
    }

    /// What became of the passage when this version came.
    pub fn at(&self, version: DocumentId) -> Option<&FormerPlace> {
        self.iter().rev().find(|former| former.version == version)
    }

    /// What became of the passage in the versions that came after this one.
    pub fn since(&self, version: DocumentId) -> impl Iterator<Item = &FormerPlace> {
        self.iter().skip_while(move |former| former.version != version).skip(1)
    }

    pub(super) fn places_mut(&mut self) -> &mut [FormerPlace] {
        self.0.as_mut().map_or(&mut [], |places| places.as_mut_slice())
    }
}

impl Deref for FormerPlaces {
    type Target = [FormerPlace];

    fn deref(&self) -> &[FormerPlace] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl From<Vec<FormerPlace>> for FormerPlaces {
    fn from(places: Vec<FormerPlace>) -> Self {
        Self((!places.is_empty()).then(|| Box::new(places)))
    }
}

impl From<FormerPlaces> for Vec<FormerPlace> {
    fn from(places: FormerPlaces) -> Self {
        places.0.map_or_else(Self::new, |places| *places)
    }
}

/// What became of it last, and the words it had: "text changed: over 80,000".
impl fmt::Display for FormerPlaces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last() {
            Some(last) => write!(f, "{}: {}", last.became.name(), last.place.words()),
            None => f.write_str("none"),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn is_no(flag: &bool) -> bool {
    !*flag
}
