//! How two passages differ that somebody linked.

use std::collections::BTreeMap;

use crate::compare::Verdict;
use crate::model::{Passage, PassageKind, Project};

use super::compared::{Compared, Words};
use super::{Difference, difference};

/// The comparisons of linked passages that were made so far. They depend on the words alone and on what the documents
/// were found to say, so they are made only once.
#[derive(Debug, Default)]
pub struct Differences {
    known: BTreeMap<[End; 2], Option<Difference>>,
    /// What the documents were found to say.
    compared: Compared,
}

/// All that tells of a passage what it says.
type End = (Words, PassageKind, String);

impl Differences {
    /// How two passages differ: by what they say, else by what the documents were found to say there. Names and dates
    /// that agree tell less than a denial that was found.
    pub fn between(
        &mut self,
        project: &Project,
        compared: &Compared,
        from: &Passage,
        to: &Passage,
    ) -> Option<&Difference> {
        if !self.compared.is_same(compared) {
            *self = Self { known: BTreeMap::new(), compared: compared.clone() };
        }
        let end =
            |passage: &Passage| ((passage.place.document, passage.range()), passage.kind, passage.speaker.to_string());
        let made = || {
            let direct = difference(project, compared.bases(), from.id, to.id);
            let found = || compared.between([end(from).0, end(to).0]).map(|pair| pair.difference.clone());
            match direct {
                Some(direct) if direct.is_for_editor() || !is_weak(direct.verdict) => Some(direct),
                weak => found().or(weak),
            }
        };
        self.known.entry([from, to].map(end)).or_insert_with(made).as_ref()
    }
}

/// Whether a verdict may be about what two statements have in common by the way.
fn is_weak(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Date(_) | Verdict::Name(_))
}
