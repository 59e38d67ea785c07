//! A new version of a document: what becomes of all that stands in the old one.
//!
//! The new version is a document that replaces the old one. Passages go with their words, keep their ids, links and
//! history, and remember where they were; those whose words are gone, or may be in several places, stay where they were
//! until a person says what becomes of them. Nothing is guessed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{
    AnyRecord, Change, Decision, Document, DocumentId, Dot, Edit, Fate, Field, FormerPlace, Made, Pass, Passage,
    PassageId, Place, Project, Proposal, ProposalContent, Settled, Subject, Text, Value,
};
use crate::text::{Alignment, Placement, TextRange, find_words, is_same_but_for_type};

use super::Transaction;
use super::recipes::{UNSTAMPED, reopened, reopened_by_link};

/// How much of a title stands in the name of a transaction, in characters.
const MAX_TITLE: usize = 60;

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
/// came before it, goes with its words. Of two versions that replaced one document it says which is the newer.
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
    // What is here already may have newer versions itself: passages go on to the newest.
    let newest = project.newest(new.id).filter(|newest| *newest != new.id).and_then(|newest| project.document(newest));
    let newest = newest.map_or(&new, |newest| &**newest);
    let versions: Vec<&Arc<Document>> =
        std::iter::once(old.id).chain(earlier).filter_map(|id| project.document(id)).collect();
    let twice = Twice::all(project, &versions, newest);
    let is_once = |passage: &&Passage| twice.iter().all(|twice| twice.here.0.id != passage.id);
    for version in &versions {
        let passages = project.passages_of(version.id).filter(|it| !project.is_carried(it)).filter(is_once);
        edits.extend(Step::new(project, version, newest).all(&passages.collect::<Vec<_>>()));
    }
    // What is only shown in the old version was marked in one before it.
    let mut carried = project.passages_of(old.id).filter(|passage| project.is_carried(passage)).peekable();
    if carried.peek().is_some() {
        let step = Step::new(project, old, newest);
        edits.extend(carried.flat_map(|passage| step.passage(passage, None)));
    }
    edits.extend(settled(project, &twice));
    let fork = known.and_then(|known| project.fork_between(old.id, known.id));
    let command = match fork {
        Some(_) => format!("{} follows {}", in_quotes(project.called(new.id)), in_quotes(project.called(old.id))),
        None => "Replace with a new version".to_owned(),
    };
    Ok(Transaction::new(&command, tidied(edits)))
}

/// A title within the name of a transaction.
fn in_quotes(title: &str) -> String {
    let mut chars = title.chars();
    let short: String = chars.by_ref().take(MAX_TITLE).collect();
    format!("“{short}{}”", if chars.next().is_some() { "…" } else { "" })
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

/// A passage that one person carried to one version of a document, and another to another one.
struct Twice {
    /// It, as it stands in the version that is the earlier now.
    there: Passage,
    /// It, as it stands in the one that is the newer, and who carried it there.
    here: (Passage, Dot),
}

impl Twice {
    /// All those that stand in one of the versions that are the earlier now, and in the newest or one before it.
    fn all(project: &Project, earlier: &[&Arc<Document>], newest: &Document) -> Vec<Self> {
        let is_there = |id: DocumentId| earlier.iter().any(|version| version.id == id);
        let before = project.earlier_versions(newest.id);
        let is_here = |id: DocumentId| id == newest.id || before.contains(&id) && !is_there(id);
        let forked = project.passages().filter(|passage| project.across_forks(passage).next().is_some());
        let twice = forked.filter_map(|passage| {
            let record = AnyRecord::Passage(Arc::clone(passage));
            let places = || record.entries(Field::Place).into_iter();
            let there = places().find_map(|entry| place_in(entry.value, is_there))?;
            let (here, dot) = places().find_map(|entry| Some((place_in(entry.value, is_here)?, entry.dot)))?;
            let stood = |place: Place| {
                let formers = record.entries(Field::Former).into_iter().filter_map(|entry| match entry.value {
                    Value::Former(former) => Some(former),
                    _ => None,
                });
                let former = formers.into_iter().find(|former| former.at(place.document).is_some());
                Passage { former: former.unwrap_or_default(), place, ..Passage::clone(passage) }
            };
            Some(Self { there: stood(there), here: (stood(here), dot) })
        });
        twice.collect()
    }

    /// Whether its outcome was set by who carried it to the version that is the newer, and since then.
    fn is_checked_here(&self, project: &Project) -> bool {
        let (passage, carried) = &self.here;
        let outcome = passage.stamps.of(Field::Outcome);
        let person = |dot: Dot| project.actors.get(&dot.actor);
        let is_since = match outcome.actor == carried.actor {
            true => outcome.counter > carried.counter,
            false => project.when(outcome) > project.when(*carried),
        };
        person(outcome) == person(*carried) && is_since
    }
}

fn place_in(value: Value, is_in: impl Fn(DocumentId) -> bool) -> Option<Place> {
    if let Value::Place(place) = value { Some(place).filter(|place| is_in(place.document)) } else { None }
}

/// Of two versions that replaced one document, the other is the earlier now: passages that one person carried to this one
/// and another to that one stand here, and went on from there.
fn settled(project: &Project, twice: &[Twice]) -> Vec<Edit> {
    let mut steps: BTreeMap<(DocumentId, DocumentId), Option<Step<'_>>> = BTreeMap::new();
    let mut edits = Vec::new();
    for one in twice {
        let Twice { there, here } = one;
        let new = here.0.place.document;
        let came = here.0.former.at(new).map_or(&there.place, |former| &former.place);
        for old in [there.place.document, came.document] {
            let new_step = || Some(Step::new(project, project.document(old)?, project.document(new)?));
            steps.entry((old, new)).or_insert_with(new_step);
        }
        let step = |old: DocumentId| steps.get(&(old, new)).and_then(Option::as_ref);
        let (Some(from_there), Some(from_before)) = (step(there.place.document), step(came.document)) else { continue };
        edits.extend(from_there.passage(there, Some(one)));
        let before = Passage { place: came.clone(), ..there.clone() };
        for change in project.changes_of(there.id).filter(|change| change.decision == Decision::Accepted) {
            // A change is of the words of one of the versions.
            let is_before = find_words(before.words(), &change.from).is_some();
            let (step, passage) = if is_before { (from_before, &before) } else { (from_there, there) };
            edits.extend(made(change, step.answer(passage, change).made));
        }
    }
    edits
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

/// Says of passages that what became of them in the newest version was looked at.
pub fn accept_carried(project: &Project, newest: &Document, passages: &[PassageId]) -> Transaction {
    let mut steps: BTreeMap<DocumentId, Step<'_>> = BTreeMap::new();
    let mut edits = Vec::new();
    for passage in passages.iter().filter_map(|id| project.passage(*id)) {
        if let Some(former) = passage.former.at(newest.id).filter(|_| !project.is_carried(passage)) {
            let former = passage.former.with_last(FormerPlace { reviewed: true, ..former.clone() });
            edits.push(Edit::set(passage.id, Field::Former, former));
            continue;
        }
        let Some(version) = project.document(project.place_as_said(passage).document) else { continue };
        let new_step = || Step { added: true, ..Step::new(project, version, newest) };
        let step = steps.entry(version.id).or_insert_with(new_step);
        edits.extend(step.carried(passage));
        edits.extend(step.left(passage));
    }
    Transaction::new("Accept what became of a passage", edits)
}

/// Gives a passage a place in the newest version by hand.
pub fn attach(project: &Project, passage: &Passage, newest: &Document, range: TextRange) -> Option<Transaction> {
    let place = Place::of(newest, range)?;
    let before = passage.former.at(newest.id).map_or_else(|| passage.place.clone(), |former| former.place.clone());
    let is_same = is_same_but_for_type(before.words(), place.words());
    let became = if is_same { Placement::Moved } else { Placement::Changed };
    let added = passage.former.at(newest.id).is_none_or(|former| former.added);
    let former = FormerPlace { place: before, version: newest.id, became, added, reviewed: true };
    let former = match passage.former.at(newest.id) {
        Some(_) => passage.former.with_last(former),
        None => passage.former.with(former),
    };
    let mut edits = vec![Edit::set(passage.id, Field::Place, place), Edit::set(passage.id, Field::Former, former)];
    if !is_same {
        edits.extend(reopened(passage, WORDS_CHANGED));
        edits.extend(reopened_by_link(project, passage.id, "A linked passage changed"));
    }
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
    /// Whether it is about what somebody added to the old version who did not know of the new one. Taken over, it counts as
    /// looked at.
    added: bool,
}

impl<'p> Step<'p> {
    fn new(project: &'p Project, old: &'p Document, new: &'p Document) -> Self {
        Self { project, old, new, alignment: Alignment::of(old.text(), new.text()), added: false }
    }

    /// What becomes of passages, and of all else that stands in the old version.
    fn all(&self, passages: &[&Passage]) -> Vec<Edit> {
        let mut edits: Vec<Edit> = passages.iter().flat_map(|passage| self.passage(passage, None)).collect();
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
        self.passage(&Passage { place, former, ..passage.clone() }, None)
    }

    /// What is said of a passage that stays in the old version, because its place in the new one is not certain.
    fn left(&self, passage: &Passage) -> Option<Edit> {
        let became = self.alignment.place(passage.range()).placement;
        let became = if became == Placement::Ambiguous { became } else { Placement::Orphaned };
        let former =
            FormerPlace { place: passage.place.clone(), version: self.new.id, became, added: true, reviewed: true };
        let is_here = passage.place.document == self.old.id;
        is_here.then(|| Edit::set(passage.id, Field::Former, passage.former.with(former)))
    }

    /// What becomes of a passage and of its accepted changes; `twice` if it stands in the new version already.
    fn passage(&self, passage: &Passage, twice: Option<&Twice>) -> Vec<Edit> {
        let placed = self.alignment.place(passage.range());
        let accepted = self.project.changes_of(passage.id).filter(|change| change.decision == Decision::Accepted);
        let answers: Vec<(&Change, Answer)> =
            accepted.map(|change| (&**change, self.answer(passage, change))).collect();
        let here = twice.map(|twice| &twice.here.0);
        let found = here.map(|here| here.range()).or_else(|| answers.iter().find_map(|(_, answer)| answer.range));
        let place = found.or(placed.range).and_then(|range| Place::of(self.new, range));
        let is_same = place.as_ref().is_some_and(|place| is_same_but_for_type(place.words(), passage.words()));
        let became = match (found, is_same) {
            (None, _) => placed.placement,
            (Some(_), false) => Placement::Changed,
            (Some(_), true) if placed.placement == Placement::Moved => Placement::Moved,
            (Some(_), true) => Placement::Unchanged,
        };
        // Who left a passage because its words were gone need not do so again while they are.
        let was_left = passage.former.last().is_some_and(|former| former.reviewed && former.place == passage.place)
            && became == Placement::Orphaned;
        // To take the sentence out was what was decided.
        let is_taken_out = !answers.is_empty() && answers.iter().all(|(_, answer)| answer.made == Made::AsProposed);
        let was_reviewed =
            is_same && here.is_some_and(|here| here.former.at(self.new.id).is_some_and(|it| it.reviewed));
        let reviewed = self.added || was_reviewed || place.is_none() && (was_left || is_taken_out);
        // What was added to an earlier version and nobody has looked at goes on waiting.
        let added = self.added || passage.former.last().is_some_and(|former| former.added && !former.reviewed);
        let former = FormerPlace { place: passage.place.clone(), version: self.new.id, became, added, reviewed };
        let mut edits = Vec::new();
        let is_as_proposed = place.as_ref().is_some_and(|place| self.is_as_proposed(passage, place, &answers));
        edits.extend(place.map(|place| Edit::set(passage.id, Field::Place, place)));
        // Where it stands already it may have been left behind by later versions.
        let since = here.into_iter().flat_map(|here| here.former.since(self.new.id));
        let former = since.cloned().fold(passage.former.with(former), |all, later| all.with(later));
        edits.push(Edit::set(passage.id, Field::Former, former));
        let is_checked = twice.is_some_and(|twice| twice.is_checked_here(self.project));
        if became == Placement::Changed && !is_as_proposed && !is_checked {
            // If it is re-opened already it is so anew: whoever dealt with that does not know of this.
            let why = passage.outcome.map(|_| Edit::set(passage.id, Field::Reopened, Text::from(WORDS_CHANGED)));
            edits.extend(why);
            edits.extend(reopened_by_link(self.project, passage.id, "A linked passage changed"));
        }
        edits.extend(answers.iter().filter_map(|(change, answer)| made(change, answer.made)));
        edits
    }

    /// Whether the words of a passage are just what accepted changes make of them.
    fn is_as_proposed(&self, passage: &Passage, place: &Place, answers: &[(&Change, Answer)]) -> bool {
        let made = answers.iter().filter(|(_, answer)| answer.made == Made::AsProposed);
        let proposed = made.fold(passage.words().to_owned(), |words, (change, _)| {
            find_words(&words, &change.from).map_or_else(|| change.to.to_string(), |at| with(&words, at, &change.to))
        });
        is_same_but_for_type(&proposed, place.words())
    }

    /// What the new version has of a change, and where the passage is by that.
    fn answer(&self, passage: &Passage, change: &Change) -> Answer {
        // The words to be changed may be some of the passage, or more.
        let own = find_words(passage.words(), &change.from).map(|at| at.shifted(passage.range().start()));
        let stood = own.unwrap_or_else(|| passage.range());
        let Some(now) = self.alignment.between(stood) else {
            let made = if change.to.trim().is_empty() { Made::AsProposed } else { Made::Otherwise };
            let is_elsewhere = self.alignment.place(passage.range()).placement == Placement::Moved;
            return Answer { made: if is_elsewhere { Made::NotMade } else { made }, range: None };
        };
        let words = now.within(self.new.text()).unwrap_or_default();
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
        let range = match made {
            Made::AsProposed => new.map(|at| at.shifted(now.start())),
            // Not as proposed, but the change was made in just these words, if they are about as many.
            Made::Otherwise if words.len() <= 2 * change.from.len().max(change.to.len()) => Some(now),
            Made::Otherwise | Made::NotMade => None,
        };
        let range = range.filter(|range| !range.is_empty()).and_then(|range| self.around(passage, stood, range));
        Answer { made, range }
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

/// Enters what a new version has of a change. Where other versions have another answer, it is entered though it may be the
/// one that shows.
fn made(change: &Change, made: Made) -> Option<Edit> {
    let is_open = change.clashes.iter().any(|clash| clash.field == Field::Made);
    (change.made != Some(made) || is_open).then(|| Edit::set(change.id, Field::Made, Some(made)))
}

/// What a new version has of a change.
struct Answer {
    made: Made,
    /// Where its passage is, if the change was made.
    range: Option<TextRange>,
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
