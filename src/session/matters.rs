//! What an editor has to decide or should know before a draft is printed, most serious first.
//!
//! A matter is about one passage, with all that speaks against its words, or about a pair of statements that the program
//! compared and nobody has linked or dismissed. It names records and places; what it says in words is read from the
//! project when it is shown. Start reading with [`Matters::updated`].

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{
    AnyRecord, ChangeId, Decision, DocumentId, Link, LinkId, LinkTarget, Made, Outcome, Passage, PassageId,
    PassageKind, Project, RecordId, Relation, Role, SettledId, Severity, StandsIn, Why,
};
use crate::search::EvidenceIndex;
use crate::text::TextRange;

use super::clashing;
use super::compared::{Compared, Words};
use super::differing::Differences;
use super::found_pairs::pair_matters;
use super::{Difference, Question, Snapshot, evidence};

/// How many sentences are looked at for other statements of a fact.
const MOST_AGAIN: usize = 24;

/// What a matter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatterId {
    /// A passage.
    Passage(PassageId),
    /// Two statements that were compared, by what they are when they are dismissed. Where the other document says its own
    /// several times, the pair that matters most stands for all.
    Pair(SettledId),
    /// A document for which two people took in different new versions.
    Fork(DocumentId),
    /// Something else that two people set differently.
    Record(RecordId),
}

/// Why something is a matter for the editor; the most serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// People took in different new versions of a document.
    Fork,
    /// Two people set it differently.
    Clash,
    /// It is wrong.
    Wrong,
    /// A change was accepted, and the new version does not have it.
    NotMade,
    /// A change is proposed that a lawyer should see.
    LegalChange,
    /// The evidence disagrees.
    Conflicting,
    /// A link contradicts it.
    Contradicted,
    /// A link is said to support it, though its words differ.
    SupportDiffers,
    /// Nothing was found that could settle it.
    CannotVerify,
    /// A change is proposed that changes what is said.
    Change,
    /// It is right once a change is made.
    WithChange,
    /// Another document says otherwise; nobody has linked the two yet.
    Found,
    /// A link tells the same with a newer or closer figure.
    Updated,
    /// A light change is proposed.
    MinorChange,
    /// A change was accepted, and its words are gone from the new version.
    Gone,
    /// The author answers for it.
    OnAuthor,
}

impl Cause {
    /// All causes, the most serious first.
    pub const ALL: [Self; 16] = [
        Self::Fork,
        Self::Clash,
        Self::Wrong,
        Self::NotMade,
        Self::LegalChange,
        Self::Conflicting,
        Self::Contradicted,
        Self::SupportDiffers,
        Self::CannotVerify,
        Self::Change,
        Self::WithChange,
        Self::Found,
        Self::Updated,
        Self::MinorChange,
        Self::Gone,
        Self::OnAuthor,
    ];

    /// The words for it: "Contradicted".
    pub fn label(self) -> &'static str {
        match self {
            Self::Fork => "New versions",
            Self::Clash => "Clash",
            Self::Wrong => "Wrong",
            Self::NotMade => "Change not made",
            Self::LegalChange => "Legal change",
            Self::Conflicting => "Conflicting",
            Self::Contradicted => "Contradicted",
            Self::SupportDiffers => "Support that differs",
            Self::CannotVerify => "Cannot verify",
            Self::Change => "Change",
            Self::WithChange => "Confirmed with change",
            Self::Found => "Found by comparing",
            Self::Updated => "Updated",
            Self::MinorChange => "Minor change",
            Self::Gone => "Words gone",
            Self::OnAuthor => "On author",
        }
    }

    fn of_outcome(outcome: Outcome) -> Option<Self> {
        match outcome {
            Outcome::Wrong => Some(Self::Wrong),
            Outcome::Conflicting => Some(Self::Conflicting),
            Outcome::CannotVerify => Some(Self::CannotVerify),
            Outcome::ConfirmedWithChange => Some(Self::WithChange),
            Outcome::OnAuthor => Some(Self::OnAuthor),
            Outcome::Confirmed | Outcome::Opinion | Outcome::OutOfScope => None,
        }
    }

    fn of_change(severity: Severity) -> Self {
        match severity {
            Severity::Legal => Self::LegalChange,
            Severity::Substantive => Self::Change,
            Severity::Minor => Self::MinorChange,
        }
    }
}

/// Whether somebody still has to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatterState {
    /// Somebody has to.
    Undecided,
    /// It is decided.
    Decided,
    /// It was said that nothing is to come of it.
    Dismissed,
}

/// Something for the editor.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    /// What it is about.
    pub id: MatterId,
    /// Whether it is decided.
    pub state: MatterState,
    /// Why it is here, the most serious first; never empty.
    pub causes: Vec<Cause>,
    /// The words it is about: of a draft, if one end is in a draft. None if it is about the project, a document or a source.
    pub words: Option<Words>,
    /// The passage that they are, if they are one.
    pub passage: Option<PassageId>,
    /// What they are set against, the most serious first.
    pub against: Vec<Against>,
    /// The changes that are proposed, the oldest first.
    pub changes: Vec<ChangeId>,
    /// Where the draft says the same again, if a change is proposed.
    pub again: Arc<[Again]>,
    /// How much a compared pair matters, from 0 to 1; only for comparing with others.
    pub(super) score: f32,
}

/// What some words are set against.
#[derive(Clone, Debug, PartialEq)]
pub struct Against {
    /// Where it stands.
    pub end: End,
    /// The link that says so, if somebody linked them.
    pub link: Option<LinkId>,
    /// How it differs, where that can be told.
    pub difference: Option<Difference>,
}

/// Where something stands that words are set against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Words of a document, and the passage that they are, if they are one.
    Words(Words, Option<PassageId>),
    /// A whole document or a source.
    Whole(LinkTarget),
}

/// Another place where a draft states the same fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// The sentence.
    pub range: TextRange,
    /// Where and in which words: "also in ¶9: 80,000 people, without “over”".
    pub told: String,
}

/// All matters of a project at one revision, and what was read for them, which is kept for the next.
#[derive(Debug, Default)]
pub struct Matters {
    /// All of them, in the order in which they are shown.
    pub all: Arc<[Matter]>,
    compared: Compared,
    differences: Differences,
    again: BTreeMap<(Words, PassageKind), Arc<[Again]>>,
}

impl Matters {
    /// Those of a project, made from those of an earlier state of it and from its documents compared.
    pub fn updated(self, work: &Snapshot, compared: Compared, index: &EvidenceIndex) -> Self {
        let Self { mut differences, again, .. } = self;
        let differs = |from: &Passage, to: &Passage| differences.between(&work.project, &compared, from, to).cloned();
        let mut gathered = Gathered { work, about: BTreeMap::new(), differs };
        gathered.gather();
        let mut read = AgainRead { work, index, known: again, seen: BTreeMap::new() };
        let about = std::mem::take(&mut gathered.about);
        let mut all: Vec<Matter> = about.into_iter().filter_map(|(id, one)| one.matter(id, work, &mut read)).collect();
        all.extend(pair_matters(work, compared.pairs()));
        let ranks: Vec<DocumentId> = work.project.documents().iter().map(|document| document.id).collect();
        let rank = |id: DocumentId| ranks.iter().position(|other| *other == id);
        all.extend(clashing::apart(&work.project).map(|record| clash_matter(&work.project, &record)));
        all.extend(work.project.forks().map(|(document, _)| undecided(MatterId::Fork(document), Cause::Fork)));
        all.sort_by_cached_key(|one| (one.order(), one.words.map(|words| (rank(words.0), words.1)), one.id));
        let again = read.seen;
        Self { all: all.into(), differences, again, compared }
    }

    /// The documents compared, to be kept for when others come or go.
    pub fn compared(&self) -> &Compared {
        &self.compared
    }
}

impl Matter {
    /// The most serious of its causes.
    pub fn first_cause(&self) -> Cause {
        self.causes.first().copied().unwrap_or(Cause::OnAuthor)
    }

    /// What is undecided comes first, then the most serious; of pairs those that matter most.
    fn order(&self) -> (MatterState, Cause, Reverse<u32>, Reverse<usize>) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 0 to 1000")]
        let score = (self.score.clamp(0.0, 1.0) * 1000.0) as u32;
        (self.state, self.first_cause(), Reverse(score), Reverse(self.causes.len()))
    }
}

/// What speaks about passages, while it is being gathered.
struct Gathered<'w, D> {
    work: &'w Snapshot,
    about: BTreeMap<PassageId, About>,
    differs: D,
}

/// What makes a passage a matter.
#[derive(Default)]
struct About {
    causes: BTreeSet<Cause>,
    against: Vec<(u8, Against)>,
    changes: Vec<ChangeId>,
}

impl<D: FnMut(&Passage, &Passage) -> Option<Difference>> Gathered<'_, D> {
    fn gather(&mut self) {
        let project = &self.work.project;
        let marks = project.documents_as(Role::Draft).into_iter().filter_map(|draft| self.work.places.get(&draft.id));
        for mark in marks.flat_map(|places| places.iter()) {
            let clash = (mark.standing.open == Some(Why::Clash)).then_some(Cause::Clash);
            let outcome = mark.standing.outcome.and_then(Cause::of_outcome);
            for cause in clash.into_iter().chain(outcome) {
                self.about.entry(mark.id).or_default().causes.insert(cause);
            }
        }
        for change in project.changes() {
            // What was left in an earlier version is nobody's work, but that an accepted change is gone with its words, or
            // was not made, tells something.
            let is_for_editor = match stands_in(project, change.passage) {
                Some(StandsIn::Draft) => true,
                Some(StandsIn::Earlier) => change.decision == Decision::Accepted && change.made.is_some(),
                Some(StandsIn::Evidence) | None => false,
            };
            if is_for_editor {
                let about = self.about.entry(change.passage).or_default();
                about.causes.insert(match change.made {
                    Some(Made::Gone) => Cause::Gone,
                    _ => Cause::of_change(change.severity),
                });
                about.causes.extend(change.is_missing().then_some(Cause::NotMade));
                about.changes.push(change.id);
            }
        }
        for link in project.links() {
            self.take_link(link);
        }
        // All else that bears on them.
        for id in self.about.keys().copied().collect::<Vec<_>>() {
            let from: Vec<_> = project.links_from(id).filter(|link| !self.has(id, link.id)).cloned().collect();
            from.iter().for_each(|link| self.set_against(id, link, link.to));
        }
    }

    /// Takes a link that says otherwise than its draft, or is said to support it and does not.
    fn take_link(&mut self, link: &Link) {
        let project = &self.work.project;
        let cause = match link.relation {
            Relation::Contradicts => Cause::Contradicted,
            Relation::Updates => Cause::Updated,
            Relation::Supports if self.difference(link).is_some_and(|it| it.is_for_editor()) => Cause::SupportDiffers,
            Relation::Supports | Relation::Context | Relation::Repeats => return,
        };
        // A link is about the words that it goes out from, unless only its other end is in a draft.
        let (about, other) = match link.to {
            LinkTarget::Passage(to) if !is_draft(project, link.from) && is_draft(project, to) => {
                (to, LinkTarget::Passage(link.from))
            }
            other => (link.from, other),
        };
        let is_left = |id| stands_in(project, id) == Some(StandsIn::Earlier);
        let is_other_left = matches!(other, LinkTarget::Passage(id) if is_left(id));
        if is_left(about) || is_other_left && !is_draft(project, about) {
            return;
        }
        self.about.entry(about).or_default().causes.insert(cause);
        self.set_against(about, link, other);
    }

    fn set_against(&mut self, about: PassageId, link: &Link, other: LinkTarget) {
        let difference = self.difference(link);
        let rank = match link.relation {
            Relation::Contradicts => 0,
            _ if difference.as_ref().is_some_and(Difference::is_for_editor) => 1,
            Relation::Updates => 2,
            Relation::Supports => 3,
            Relation::Context => 4,
            Relation::Repeats => 5,
        };
        let end = match other {
            LinkTarget::Passage(id) => {
                let Some(passage) = self.work.project.passage(id) else { return };
                End::Words((passage.place.document, passage.range()), Some(id))
            }
            LinkTarget::Document(_) | LinkTarget::Source(_) => End::Whole(other),
        };
        let against = Against { end, link: Some(link.id), difference };
        self.about.entry(about).or_default().against.push((rank, against));
    }

    fn difference(&mut self, link: &Link) -> Option<Difference> {
        let LinkTarget::Passage(to) = link.to else { return None };
        let (from, to) = (self.work.project.passage(link.from)?, self.work.project.passage(to)?);
        (self.differs)(from, to)
    }

    fn has(&self, about: PassageId, link: LinkId) -> bool {
        let against = self.about.get(&about).map_or(&[][..], |about| &about.against);
        against.iter().any(|(_, against)| against.link == Some(link))
    }
}

impl About {
    fn matter(self, id: PassageId, work: &Snapshot, read: &mut AgainRead<'_>) -> Option<Matter> {
        let project = &work.project;
        let passage = project.passage(id)?;
        let Self { causes, mut against, mut changes } = self;
        against.sort_by_key(|(rank, against)| (*rank, against.link));
        changes.sort_by_key(|id| {
            let change = project.tables().changes.get(id);
            (change.and_then(|change| project.when(change.stamps.made())), *id)
        });
        let is_open = |id: &ChangeId| {
            let change = project.tables().changes.get(id);
            change.is_some_and(|change| change.decision == Decision::Open || change.is_missing())
        };
        // The link between two pieces of evidence says all there is to say.
        let is_undecided = project.open_because(passage).is_some() || changes.iter().any(is_open);
        let again = if changes.is_empty() { Arc::default() } else { read.again(passage) };
        Some(Matter {
            id: MatterId::Passage(id),
            state: if is_undecided { MatterState::Undecided } else { MatterState::Decided },
            causes: causes.into_iter().collect(),
            words: Some((passage.place.document, passage.range())),
            passage: Some(id),
            against: against.into_iter().map(|(_, against)| against).collect(),
            changes,
            again,
            score: 0.0,
        })
    }
}

/// What drafts say again, as far as it was read before.
struct AgainRead<'w> {
    work: &'w Snapshot,
    index: &'w EvidenceIndex,
    known: BTreeMap<(Words, PassageKind), Arc<[Again]>>,
    seen: BTreeMap<(Words, PassageKind), Arc<[Again]>>,
}

impl AgainRead<'_> {
    /// The other places where its document states the fact of a passage, in the order of the text.
    fn again(&mut self, passage: &Passage) -> Arc<[Again]> {
        let key = ((passage.place.document, passage.range()), passage.kind);
        let known = self.known.remove(&key).or_else(|| self.seen.get(&key).cloned());
        let again = known.unwrap_or_else(|| self.read(passage).into());
        self.seen.insert(key, Arc::clone(&again));
        again
    }

    fn read(&self, passage: &Passage) -> Vec<Again> {
        let project = &self.work.project;
        let Some(question) = Question::about(project, passage.id) else { return Vec::new() };
        let found = evidence(self.index, project, &question, MOST_AGAIN).into_iter().filter(|bearing| bearing.again);
        let mut again: Vec<Again> = found.map(|bearing| Again { range: bearing.range, told: bearing.reason }).collect();
        again.sort_by_key(|again| again.range);
        again
    }
}

/// What two people set differently that is not found at a passage of a draft.
fn clash_matter(project: &Project, record: &AnyRecord) -> Matter {
    let (words, passage) = clashing::words_of(project, record).unzip();
    let matter = undecided(MatterId::Record(record.record_id()), Cause::Clash);
    Matter { words, passage: passage.flatten(), ..matter }
}

/// What somebody has to decide, and that is about no words.
fn undecided(id: MatterId, cause: Cause) -> Matter {
    Matter {
        id,
        state: MatterState::Undecided,
        causes: vec![cause],
        words: None,
        passage: None,
        against: Vec::new(),
        changes: Vec::new(),
        again: Arc::default(),
        score: 0.0,
    }
}

fn is_draft(project: &Project, passage: PassageId) -> bool {
    stands_in(project, passage) == Some(StandsIn::Draft)
}

fn stands_in(project: &Project, passage: PassageId) -> Option<StandsIn> {
    project.passage(passage).map(|passage| project.stands_in(passage))
}
