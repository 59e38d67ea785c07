//! A new version of a document: what becomes of all that stands in the old one.
//!
//! The new version is a document that replaces the old one. Passages go with their words, keep their ids, links and
//! history, and remember where they were; those whose words are gone, or may be in several places, stay where they were
//! until a person says what becomes of them. Nothing is guessed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{
    AnyRecord, Change, Clash, Decision, Document, DocumentId, Edit, Fate, Field, Fields as _, FormerPlace, Made, Pass,
    Passage, PassageId, Place, Project, Proposal, ProposalContent, Settled, Subject, Text, Value,
};
use crate::text::{Alignment, Placed, Placement, TextRange, find_words, is_same_but_for_type};

use super::Transaction;
use super::recipes::{UNSTAMPED, reopened, reopened_by_link};

/// Why a document cannot replace another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotReplace {
    /// They are one.
    #[error("this is the very document that it would replace")]
    Itself,
    /// It came before.
    #[error("this is an earlier version of the document that it would replace")]
    Earlier,
}

/// Takes in a new version of a document, which may be here already: all that stands in the old one, and in those that
/// came before it, goes with its words.
pub fn replace(project: &Project, old: &Document, new: Document) -> Result<Transaction, CannotReplace> {
    if new.id == old.id {
        return Err(CannotReplace::Itself);
    }
    let earlier = project.earlier_versions(old.id);
    if earlier.contains(&new.id) {
        return Err(CannotReplace::Earlier);
    }
    let mut edits = Vec::new();
    let known = project.document(new.id);
    let new = known.map_or_else(|| with_facts(new, old), |known| Document::clone(known));
    let new = Document { replaces: Some(old.id), role: old.role, ..new };
    match known {
        None => edits.push(Edit::insert(new.clone())),
        Some(known) => {
            if known.role != new.role {
                edits.push(Edit::set(new.id, Field::Role, new.role));
            }
            edits.push(Edit::set(new.id, Field::Replaces, new.replaces));
        }
    }
    let versions: Vec<DocumentId> = std::iter::once(old.id).chain(earlier).collect();
    let step = |version| Step { before: versions.clone(), ..Step::new(project, version, &new) };
    for version in versions.iter().filter_map(|id| project.document(*id)) {
        let passages: Vec<&Passage> = project.passages_of(version.id).filter(|it| !project.is_carried(it)).collect();
        edits.extend(step(version).all(&passages));
    }
    // What is only shown in the old version was marked in one before it.
    let mut carried = project.passages_of(old.id).filter(|passage| project.is_carried(passage)).peekable();
    if carried.peek().is_some() {
        let step = step(old);
        edits.extend(carried.flat_map(|passage| step.passage(passage)));
    }
    edits.extend(settled_places(project, new.id, old.id));
    Ok(Transaction::new("Replace with a new version", tidied(edits)))
}

/// A new version with what its file does not say and is known of the old one. "Last week" means the same in both.
fn with_facts(new: Document, old: &Document) -> Document {
    let or_old = |new: Text, old: &Text| if new.is_empty() { old.clone() } else { new };
    Document {
        author: or_old(new.author, &old.author),
        publisher: or_old(new.publisher, &old.publisher),
        published: or_old(new.published, &old.published),
        url: or_old(new.url, &old.url),
        origin_group: or_old(new.origin_group, &old.origin_group),
        ..new
    }
}

/// Of two versions that replaced one document, the other is the earlier now: passages that one person carried to this one
/// and another to that one stand here.
fn settled_places(project: &Project, new: DocumentId, old: DocumentId) -> Vec<Edit> {
    let is_other = |clash: &Clash| match &clash.value {
        Value::Place(place) => place.document == old,
        _ => false,
    };
    let here = project.passages().filter(|passage| passage.place.document == new && !passage.clashes().is_empty());
    let twice = here.filter(|passage| project.clashes_of(&AnyRecord::Passage(Arc::clone(passage))).any(is_other));
    twice.map(|passage| Edit::set(passage.id, Field::Place, passage.place.clone())).collect()
}

/// Takes over into the newest version what is only shown there, or was left in earlier ones by somebody who did not know
/// of it: passages, passes and dismissals. Each passage counts as looked at.
pub fn take_over(project: &Project, newest: &Document) -> Transaction {
    let mut edits = Vec::new();
    for version in project.earlier_versions(newest.id).into_iter().filter_map(|id| project.document(id)) {
        let step = Step { added: true, ..Step::new(project, version, newest) };
        edits.extend(project.passages_of(newest.id).flat_map(|passage| step.carried(passage)));
        edits.extend(step.passed());
        edits.extend(step.dismissed());
    }
    Transaction::new("Take over what was added to earlier versions", tidied(edits))
}

/// Says of passages that what became of them in the newest version was looked at: what has no place there is left.
pub fn accept_carried(project: &Project, newest: &Document, passages: &[PassageId]) -> Transaction {
    let mut steps: BTreeMap<DocumentId, Step<'_>> = BTreeMap::new();
    let mut edits = Vec::new();
    for passage in passages.iter().filter_map(|id| project.passage(*id)) {
        if let Some(former) = passage.former_in(newest.id).filter(|_| !project.is_carried(passage)) {
            let former = passage.former_with(FormerPlace { reviewed: true, ..former.clone() });
            edits.push(Edit::set(passage.id, Field::Former, former));
            continue;
        }
        let Some(version) = project.document(project.place_as_said(passage).document) else { continue };
        let new_step = || Step { added: true, ..Step::new(project, version, newest) };
        let step = steps.entry(version.id).or_insert_with(new_step);
        edits.extend(step.carried(passage));
        edits.extend(step.left(passage));
    }
    let stays = |id: &PassageId| project.passage(*id).is_some_and(|it| it.place.document != newest.id);
    let name = match passages.iter().all(stays) {
        true => "Leave in the earlier version",
        false => "Accept what became of a passage",
    };
    Transaction::new(name, edits)
}

/// Gives a passage a place in the newest version by hand.
pub fn attach(project: &Project, passage: &Passage, newest: &Document, range: TextRange) -> Option<Transaction> {
    let place = Place::of(newest, range)?;
    let before = passage.former_in(newest.id).map_or_else(|| passage.place.clone(), |former| former.place.clone());
    let is_same = is_same_but_for_type(before.words(), place.words());
    let became = if is_same { Placement::Moved } else { Placement::Changed };
    let added = passage.former_in(newest.id).is_none_or(|former| former.added);
    let answers = accepted(project, passage.id).map(|change| (change, made_at(change, &place, newest)));
    let answers: Vec<(&Change, Made)> = answers.collect();
    let is_as_proposed = is_as_proposed(before.words(), place.words(), &answers);
    let former = passage.former_with(FormerPlace { place: before, version: newest.id, became, added, reviewed: true });
    let mut edits = vec![Edit::set(passage.id, Field::Place, place), Edit::set(passage.id, Field::Former, former)];
    if !is_same && !is_as_proposed {
        edits.extend(reopened(passage, WORDS_CHANGED));
        edits.extend(reopened_by_link(project, passage.id, "A linked passage changed"));
    }
    edits.extend(said_of_changes(&answers));
    Some(Transaction::new("Give a passage its place in the new version", edits))
}

/// Why a passage is re-opened whose words a new version changed.
const WORDS_CHANGED: &str = "Its words changed in the new version";

/// From one version to another.
struct Step<'p> {
    project: &'p Project,
    old: &'p Document,
    new: &'p Document,
    alignment: Alignment<'p>,
    /// The versions that come before the new one.
    before: Vec<DocumentId>,
    /// Whether it is about what somebody added to the old version who did not know of the new one. Taken over, it counts as
    /// looked at.
    added: bool,
}

impl<'p> Step<'p> {
    fn new(project: &'p Project, old: &'p Document, new: &'p Document) -> Self {
        let alignment = Alignment::of(old.text(), new.text());
        Self { project, old, new, alignment, before: project.earlier_versions(new.id), added: false }
    }

    /// What becomes of passages, and of all else that stands in the old version.
    fn all(&self, passages: &[&Passage]) -> Vec<Edit> {
        let mut edits: Vec<Edit> = passages.iter().flat_map(|passage| self.passage(passage)).collect();
        edits.extend(self.passed());
        edits.extend(self.dismissed());
        edits
    }

    /// What becomes of a passage that is only shown in the new version and was marked in the old one.
    fn carried(&self, passage: &Passage) -> Vec<Edit> {
        let place = self.project.place_as_said(passage);
        if !self.project.is_carried(passage) || place.document != self.old.id {
            return Vec::new();
        }
        let n_said = passage.former.len().saturating_sub(1);
        let former = passage.former.iter().take(n_said).cloned().collect::<Vec<_>>().into();
        self.passage(&Passage { place, former, ..passage.clone() })
    }

    /// What is said of a passage that stays in the old version, because its place in the new one is not certain.
    fn left(&self, passage: &Passage) -> Option<Edit> {
        let became = self.alignment.place(passage.range()).placement;
        let became = if became == Placement::Ambiguous { became } else { Placement::Orphaned };
        let former =
            FormerPlace { place: passage.place.clone(), version: self.new.id, became, added: true, reviewed: true };
        let is_here = passage.place.document == self.old.id;
        is_here.then(|| Edit::set(passage.id, Field::Former, passage.former_with(former)))
    }

    /// What becomes of a passage and of its accepted changes.
    fn passage(&self, passage: &Passage) -> Vec<Edit> {
        let placed = self.alignment.place(passage.range());
        let accepted = accepted(self.project, passage.id);
        let answers: Vec<(&Change, Answer)> =
            accepted.map(|change| (change, self.answer(passage, change, &placed))).collect();
        let found = answers.iter().find_map(|(_, answer)| answer.range);
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
            became == Placement::Orphaned && self.project.was_left(passage, &versions)
        };
        // To take the sentence out was what was decided.
        let is_taken_out = !answers.is_empty() && answers.iter().all(|(_, made)| *made == Made::AsProposed);
        let reviewed = self.added || place.is_none() && (is_taken_out || was_left());
        // What was added to an earlier version and nobody has looked at goes on waiting.
        let added = self.added || passage.former.last().is_some_and(|former| former.added && !former.reviewed);
        let former = FormerPlace { place: passage.place.clone(), version: self.new.id, became, added, reviewed };
        let mut edits = Vec::new();
        let is_as_proposed =
            place.as_ref().is_some_and(|place| is_as_proposed(passage.words(), place.words(), &answers));
        edits.extend(place.map(|place| Edit::set(passage.id, Field::Place, place)));
        edits.push(Edit::set(passage.id, Field::Former, passage.former_with(former)));
        if became == Placement::Changed && !is_as_proposed {
            edits.extend(reopened(passage, WORDS_CHANGED));
            edits.extend(reopened_by_link(self.project, passage.id, "A linked passage changed"));
        }
        edits.extend(said_of_changes(&answers));
        edits
    }

    /// What the new version has of a change, and where the passage is by that.
    fn answer(&self, passage: &Passage, change: &Change, placed: &Placed) -> Answer {
        // The words to be changed may be some of the passage, or more.
        let own = find_words(passage.words(), &change.from).map(|at| at.shifted(passage.range().start()));
        let stood = own.unwrap_or_else(|| passage.range());
        let Some(now) = self.alignment.between(stood) else {
            let mut places = placed.candidates.iter().filter_map(|place| self.new_words(*place));
            let made = match placed.placement {
                Placement::Moved => Made::NotMade,
                Placement::Ambiguous if places.all(|words| find_words(words, &change.from).is_some()) => Made::NotMade,
                _ if change.to.trim().is_empty() => Made::AsProposed,
                Placement::Orphaned => Made::Gone,
                _ => Made::Otherwise,
            };
            return Answer { made, range: None };
        };
        let words = self.new_words(now).unwrap_or_default();
        let (made, new) = made_in(words, change);
        let (made, range) = match made {
            Made::AsProposed => (made, new.map(|at| at.shifted(now.start()))),
            // Not as proposed, but the change was made in just these words, if they are about as many.
            Made::Otherwise if !words.is_empty() && words.len() <= 2 * change.from.len().max(change.to.len()) => {
                (made, Some(now))
            }
            Made::Otherwise if placed.placement == Placement::Orphaned => (Made::Gone, None),
            Made::Otherwise | Made::Gone | Made::NotMade => (made, None),
        };
        let range = range.filter(|range| !range.is_empty()).and_then(|range| self.around(passage, stood, range));
        Answer { made, range }
    }

    fn new_words(&self, range: TextRange) -> Option<&str> {
        range.within(self.new.text())
    }

    /// Where a passage is if the words `stood` of it are now at `range`.
    fn around(&self, passage: &Passage, stood: TextRange, range: TextRange) -> Option<TextRange> {
        let whole = passage.range();
        let side = |old: TextRange| self.alignment.place(old.trimmed(self.old.text())).range;
        let is_blank = |old: TextRange| old.trimmed(self.old.text()).is_empty();
        let before = TextRange::between(whole.start(), stood.start().max(whole.start()));
        let behind = TextRange::between(stood.end().min(whole.end()), whole.end());
        let start = if is_blank(before) { range.start() } else { side(before)?.start() };
        let end = if is_blank(behind) { range.end() } else { side(behind)?.end() };
        (start <= range.start() && range.end() <= end).then(|| TextRange::between(start, end))
    }

    /// Where words stand that the new version has as they were.
    fn unchanged(&self, place: &Place) -> Option<Place> {
        let placed = self.alignment.place(place.range());
        let is_same = matches!(placed.placement, Placement::Unchanged | Placement::Moved);
        placed.range.filter(|_| is_same).and_then(|range| Place::of(self.new, range))
    }

    /// Sentences that were passed, where they are the same.
    fn passed(&self) -> Vec<Edit> {
        let places = self.project.passes_of(self.old.id).filter_map(|pass| self.unchanged(&pass.place));
        let passes = places.map(|place| Pass::new(place, UNSTAMPED));
        let is_new = |pass: &Pass| !self.project.tables().is_present(pass.id.into());
        passes.filter(is_new).map(Edit::insert).collect()
    }

    /// What was settled about words and pairs, where the words are the same, and about what the writer put beside them.
    fn dismissed(&self) -> Vec<Edit> {
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

/// What a new version has of a change.
struct Answer {
    made: Made,
    /// Where its passage is, if the change was made.
    range: Option<TextRange>,
}

/// The changes of a passage that were accepted.
fn accepted(project: &Project, passage: PassageId) -> impl Iterator<Item = &Change> {
    project.changes_of(passage).map(|change| &**change).filter(|change| change.decision == Decision::Accepted)
}

/// What words have of a change, and where in them its own words are.
fn made_in(words: &str, change: &Change) -> (Made, Option<TextRange>) {
    let (new, old) = if is_same_but_for_type(&change.to, &change.from) {
        // The typography is what was to be changed.
        let stands = |sought: &str| words.find(sought).map(|at| TextRange::between(at, at + sought.len()));
        (stands(&change.to), stands(&change.from))
    } else {
        (find_words(words, &change.to), find_words(words, &change.from))
    };
    // One of them may be part of the other: "over 80,000" and "80,000".
    let is_longer = change.to.len() > change.from.len();
    let made = match (change.to.trim().is_empty(), new, old) {
        (true, _, None) => Made::AsProposed,
        (false, Some(_), None) => Made::AsProposed,
        (false, Some(_), Some(_)) if is_longer => Made::AsProposed,
        (_, _, Some(_)) => Made::NotMade,
        _ => Made::Otherwise,
    };
    (made, new)
}

/// What a version has of a change whose passage somebody put at `place`. The words to be changed may be more than its own.
fn made_at(change: &Change, place: &Place, version: &Document) -> Made {
    match made_in(place.words(), change) {
        (Made::Otherwise, _) => {
            let paragraph = version.block_at(place.range().start()).0.within(version.text());
            made_in(paragraph.unwrap_or_default(), change).0
        }
        (made, _) => made,
    }
}

/// Whether words are just what accepted changes make of those that stood.
fn is_as_proposed(before: &str, words: &str, answers: &[(&Change, Made)]) -> bool {
    let made = answers.iter().filter(|(_, made)| *made == Made::AsProposed);
    let proposed = made.fold(before.to_owned(), |words, (change, _)| {
        find_words(&words, &change.from).map_or_else(|| change.to.to_string(), |at| with(&words, at, &change.to))
    });
    is_same_but_for_type(&proposed, words)
}

/// What is entered of changes, where it is not known already.
fn said_of_changes(answers: &[(&Change, Made)]) -> impl Iterator<Item = Edit> {
    let news = answers.iter().filter(|(change, made)| change.made != Some(*made));
    news.map(|(change, made)| Edit::set(change.id, Field::Made, Some(*made)))
}

/// `text` with other words at a place.
fn with(text: &str, at: TextRange, words: &str) -> String {
    let (before, behind) = (text.get(..at.start()), text.get(at.end()..));
    [before.unwrap_or_default(), words, behind.unwrap_or_default()].concat()
}

/// Of several edits that put something in a field, or insert a record, the last.
fn tidied(edits: Vec<Edit>) -> Vec<Edit> {
    let mut seen = std::collections::BTreeSet::new();
    let key = |edit: &Edit| match edit {
        Edit::Set { record, field, .. } | Edit::Unsettle { record, field, .. } => (*record, Some(*field)),
        Edit::Insert(record) | Edit::Restore(record) => (record.record_id(), None),
    };
    let mut edits: Vec<Edit> = edits.into_iter().rev().filter(|edit| seen.insert(key(edit))).collect();
    edits.reverse();
    edits
}
