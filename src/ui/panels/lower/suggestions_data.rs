//! What the tab with suggestions shows.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::{DocumentId, ProjectId, Role};
use crate::session::{Session, SuggestionClass, SuggestionId, Waiting};

/// What a suggestion must be like to be shown, and in which order they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SuggestionsFilter {
    /// Of what sort it must be.
    pub class: Option<SuggestionClass>,
    /// In which draft it must be.
    pub document: Option<DocumentId>,
    /// Whether those whose sentences are most worth checking come first; else they are in the order of the text.
    pub by_worth: bool,
}

impl SuggestionsFilter {
    /// Whether a suggestion is shown.
    pub fn takes(&self, one: &Waiting<'_>) -> bool {
        self.class.is_none_or(|class| one.is_of(class)) && self.document.is_none_or(|id| one.document.id == id)
    }
}

/// The suggestions that wait, at one revision, by document and in the order of the text. What a row says is computed when
/// it is drawn: there may be very many.
#[derive(Debug, Default)]
pub struct SuggestionsData {
    of: Option<(ProjectId, u64, SuggestionsFilter)>,
    rows: Vec<SuggestionId>,
    /// How many there are of each sort, in the draft that is asked for; one may be of several.
    classes: BTreeMap<SuggestionClass, usize>,
    /// How many there are of all sorts, in the draft that is asked for.
    n_in_draft: usize,
    drafts: Vec<(DocumentId, String)>,
}

impl SuggestionsData {
    /// Reads the project again if it or the filter changed. Says whether it did.
    pub fn update(&mut self, session: &Session, filter: SuggestionsFilter) -> bool {
        let now = (session.project().id(), session.revision(), filter);
        if self.of.replace(now) == Some(now) {
            return false;
        }
        let drafts = session.project().documents_as(Role::Draft);
        self.drafts = drafts.iter().map(|draft| (draft.id, session.project().called(draft.id).to_owned())).collect();
        let all = || drafts.iter().flat_map(|draft| session.waiting(draft.id));
        self.classes.clear();
        self.n_in_draft = 0;
        let in_draft = SuggestionsFilter { class: None, ..filter };
        for one in all().filter(|one| in_draft.takes(one)) {
            self.n_in_draft += 1;
            for class in one.classes() {
                *self.classes.entry(class).or_default() += 1;
            }
        }
        let mut rows: Vec<(SuggestionId, f32)> =
            all().filter(|one| filter.takes(one)).map(|one| (one.id(), one.worth())).collect();
        if filter.by_worth {
            // Stable: those of equal worth stay in the order of the text.
            rows.sort_by_key(|(_, worth)| Reverse(in_hundredths(*worth)));
        }
        self.rows = rows.into_iter().map(|(id, _)| id).collect();
        true
    }

    /// Those that are shown.
    pub fn rows(&self) -> &[SuggestionId] {
        &self.rows
    }

    /// How many there are of all sorts, in the draft that is asked for.
    pub fn n_in_draft(&self) -> usize {
        self.n_in_draft
    }

    /// How many there are of each sort, in the draft that is asked for; one may be of several.
    pub fn classes(&self) -> &BTreeMap<SuggestionClass, usize> {
        &self.classes
    }

    /// The drafts with their titles.
    pub fn drafts(&self) -> &[(DocumentId, String)] {
        &self.drafts
    }
}

/// A worth from 0 to 1 as a whole number, which has an order.
fn in_hundredths(worth: f32) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "it is from 0 to 100")]
    let hundredths = (worth.clamp(0.0, 1.0) * 100.0).round() as i32;
    hundredths
}
