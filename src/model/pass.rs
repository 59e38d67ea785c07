//! Passes: sentences in which there is nothing to check.

use super::record::{Rules, record};
use super::{Clashes, Dot, Invalid, PassId, Place, PlacesMut, Project, RecordId, Stamps};

record! {
    /// A checker's word that in this sentence or heading there is nothing to check.
    Pass(PassId) {
        fixed {
            /// The sentence or heading.
            place: Place,
        }
        fields {}
    }
}

impl Pass {
    /// A pass that was just given. Its id is made from where it is.
    pub fn new(place: Place, dot: Dot) -> Self {
        Self {
            id: PassId::of(place.document, place.range()),
            place,
            present: true,
            stamps: Stamps::new(dot),
            clashes: Clashes::default(),
        }
    }
}

impl Rules for Pass {
    fn names(&self) -> [Option<RecordId>; 3] {
        [Some(self.place.document.into()), None, None]
    }

    fn check(&self, project: &Project) -> Result<(), Invalid> {
        self.place.check(project)
    }

    fn places_mut(&mut self) -> PlacesMut<'_> {
        PlacesMut::new([Some(&mut self.place), None], &mut [])
    }
}
