//! From one version to the next: what becomes of each passage, and of all else that stands in the earlier one.

use std::sync::Arc;

use crate::model::{
    Answer, Change, Document, DocumentId, Edit, Fate, Field, FormerPlace, Made, Pass, Passage, Place, Project,
    Proposal, ProposalContent, Settled, Subject, Text, is_as_proposed,
};
use crate::text::{Alignment, Placement, is_same_but_for_type};

use super::made::said_of_changes;
use super::twice::Twice;
use crate::edit::recipes::{UNSTAMPED, reopened_by_link};

/// From one version to another.
pub(super) struct Step<'p> {
    project: &'p Project,
    old: &'p Document,
    new: &'p Document,
    pub(super) alignment: Alignment<'p>,
    /// The versions that come before the new one.
    before: Vec<DocumentId>,
    /// Whether it is about what somebody added to the old version who did not know of the new one. Taken over, it counts as
    /// looked at.
    added: bool,
}

impl<'p> Step<'p> {
    pub(super) fn new(project: &'p Project, old: &'p Document, new: &'p Document) -> Self {
        let alignment = Alignment::of(old.text(), new.text());
        Self { project, old, new, alignment, before: project.earlier_versions(new.id), added: false }
    }

    /// The same, where these versions come before the new one too.
    pub(super) fn after(self, versions: &[&Arc<Document>]) -> Self {
        let before = versions.iter().map(|version| version.id).chain(self.before);
        Self { before: before.collect(), ..self }
    }

    /// The same for what somebody added to the old version who did not know of the new one.
    pub(super) fn of_added(self) -> Self {
        Self { added: true, ..self }
    }

    /// What becomes of passages, and of all else that stands in the old version.
    pub(super) fn all(&self, passages: &[&Passage]) -> Vec<Edit> {
        let mut edits: Vec<Edit> = passages.iter().flat_map(|passage| self.passage(passage, None)).collect();
        edits.extend(self.passed());
        edits.extend(self.dismissed());
        edits
    }

    /// What becomes of a passage that is only shown in the new version and was marked in the old one.
    pub(super) fn carried(&self, passage: &Passage) -> Vec<Edit> {
        let place = self.project.place_as_said(passage);
        if !self.project.is_carried(passage) || place.document != self.old.id {
            return Vec::new();
        }
        let n_said = passage.former.len().saturating_sub(1);
        let former = passage.former.iter().take(n_said).cloned().collect::<Vec<_>>().into();
        self.passage(&Passage { place, former, ..passage.clone() }, None)
    }

    /// What is said of a passage that stays in the old version, because its place in the new one is not certain.
    pub(super) fn left(&self, passage: &Passage) -> Option<Edit> {
        let became = self.alignment.place(passage.range()).placement;
        let became = if became == Placement::Ambiguous { became } else { Placement::Orphaned };
        let former =
            FormerPlace { place: passage.place.clone(), version: self.new.id, became, added: true, reviewed: true };
        let is_here = passage.place.document == self.old.id;
        is_here.then(|| Edit::set(passage.id, Field::Former, passage.former_with(former)))
    }

    /// What becomes of a passage and of its accepted changes; `twice` if it stands in the new version already.
    pub(super) fn passage(&self, passage: &Passage, twice: Option<&Twice>) -> Vec<Edit> {
        let placed = self.alignment.place(passage.range());
        let accepted = self.project.accepted_changes(passage.id);
        let answers: Vec<(&Change, Answer)> =
            accepted.map(|change| (change, Answer::of(change, passage.range(), &self.alignment, &placed))).collect();
        let here = twice.map(|twice| &twice.here.0);
        let found = here.map(|here| here.range()).or_else(|| answers.iter().find_map(|(_, answer)| answer.range));
        let answers: Vec<(&Change, Made)> = answers.into_iter().map(|(change, answer)| (change, answer.made)).collect();
        let place = found.or(placed.range).and_then(|range| Place::of(self.new, range));
        let is_same = place.as_ref().is_some_and(|place| is_same_but_for_type(place.words(), passage.words()));
        let became = match (found, is_same) {
            (None, _) => placed.placement,
            (Some(_), false) => Placement::Changed,
            (Some(_), true) if placed.placement == Placement::Moved => Placement::Moved,
            (Some(_), true) => Placement::Unchanged,
        };
        // Who left a passage because its words were gone need not do so again while they are.
        let was_left = || {
            let versions: Vec<_> = self.before.iter().copied().chain([self.new.id]).collect();
            became == Placement::Orphaned && (self.project.was_left(passage, &versions) || self.was_looked_at(passage))
        };
        // To take the sentence out was what was decided.
        let is_taken_out = !answers.is_empty() && answers.iter().all(|(_, made)| *made == Made::AsProposed);
        let was_reviewed = here.is_some_and(|here| {
            is_same && here.former.at(self.new.id).is_some_and(|it| it.reviewed) || self.was_looked_at(passage)
        });
        let reviewed = self.added || was_reviewed || place.is_none() && (is_taken_out || was_left());
        // What was added to an earlier version and nobody has looked at goes on waiting.
        let added = self.added || passage.former.last().is_some_and(|former| former.added && !former.reviewed);
        let former = FormerPlace { place: passage.place.clone(), version: self.new.id, became, added, reviewed };
        let mut edits = Vec::new();
        let is_as_proposed =
            place.as_ref().is_some_and(|place| is_as_proposed(passage.words(), place.words(), answers.iter().copied()));
        // Where it was only shown it is to stand from now on: its former places tell of no other.
        let stays = self.project.is_carried(passage).then(|| passage.place.clone());
        edits.extend(place.or(stays).map(|place| Edit::set(passage.id, Field::Place, place)));
        // Where it stands already it may have been left behind by later versions.
        let since = here.into_iter().flat_map(|here| here.former.since(self.new.id));
        let former = since.cloned().fold(passage.former_with(former), |all, later| all.with(later));
        edits.push(Edit::set(passage.id, Field::Former, former));
        let is_checked = twice.is_some_and(|twice| twice.is_checked_here(self.project));
        if became == Placement::Changed && !is_as_proposed && !is_checked {
            // If it is re-opened already it is so anew: whoever dealt with that does not know of this.
            let why =
                passage.outcome.map(|_| Edit::set(passage.id, Field::Reopened, Text::from(Passage::WORDS_CHANGED)));
            edits.extend(why);
            edits.extend(reopened_by_link(self.project, passage.id, "A linked passage changed"));
        }
        edits.extend(said_of_changes(&answers));
        edits
    }

    /// Whether a person has looked at what became of just these words in the new version, to which they came from another one.
    fn was_looked_at(&self, passage: &Passage) -> bool {
        let mut said = passage.all_former().filter(|former| former.version == self.new.id);
        said.any(|former| former.reviewed && is_same_but_for_type(former.place.words(), passage.words()))
    }

    /// Where words stand that the new version has as they were.
    fn unchanged(&self, place: &Place) -> Option<Place> {
        let placed = self.alignment.place(place.range());
        let is_same = matches!(placed.placement, Placement::Unchanged | Placement::Moved);
        placed.range.filter(|_| is_same).and_then(|range| Place::of(self.new, range))
    }

    /// Sentences that were passed, where they are the same.
    pub(super) fn passed(&self) -> Vec<Edit> {
        let places = self.project.passes_of(self.old.id).filter_map(|pass| self.unchanged(&pass.place));
        let passes = places.map(|place| Pass::new(place, UNSTAMPED));
        let is_new = |pass: &Pass| !self.project.tables().is_present(pass.id.into());
        passes.filter(is_new).map(Edit::insert).collect()
    }

    /// What was settled about words and pairs, where the words are the same, and about what the writer put beside them.
    pub(super) fn dismissed(&self) -> Vec<Edit> {
        let there = |place: &Place| match place.document == self.old.id {
            true => self.unchanged(place),
            false => Some(place.clone()),
        };
        let subject = |subject: &Subject| match subject {
            Subject::Words(place, kind) => Some(Subject::Words(there(place)?, *kind)),
            Subject::Pair(a, b) => Some(Subject::Pair(there(a)?, there(b)?)),
            Subject::Proposal(_, key) => {
                let put = self.old.proposal(*key)?;
                let mut others = self.new.proposals().into_iter();
                others.find(|other| self.is_again(&put, other)).map(|other| Subject::Proposal(self.new.id, other.key))
            }
        };
        let settled = self.project.settled_of(self.old.id).filter_map(|settled| {
            // What was accepted is a passage, which goes its own way; only that it waits no longer is to be said.
            let subject = subject(&settled.subject)?;
            let is_kept = settled.fate == Fate::Dismissed || matches!(subject, Subject::Proposal(..));
            let again = Settled { reason: settled.reason.clone(), ..Settled::new(subject, settled.fate, UNSTAMPED) };
            is_kept.then_some(again)
        });
        let is_new = |settled: &Settled| !self.project.tables().is_present(settled.id.into());
        settled.filter(is_new).map(Edit::insert).collect()
    }

    /// Whether a writer's comment, note or address stands in the new version again, at the same words.
    fn is_again(&self, old: &Proposal<'_>, new: &Proposal<'_>) -> bool {
        let says_same = match (old.content, new.content) {
            (ProposalContent::Comment(old), ProposalContent::Comment(new)) => {
                (&old.author, &old.text) == (&new.author, &new.text)
            }
            (ProposalContent::Note(old), ProposalContent::Note(new)) => {
                old.range.within(self.old.text()) == new.range.within(self.new.text())
            }
            (ProposalContent::Address(old), ProposalContent::Address(new)) => old.url == new.url,
            _ => false,
        };
        says_same && (old.range.is_empty() || self.alignment.place(old.range).range == Some(new.range))
    }
}
