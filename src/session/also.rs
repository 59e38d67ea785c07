//! Other statements of a passage's fact in its own draft, and what is offered for them once one of them is settled.
//!
//! What says the same is looked for in the background, with the index of evidence. It depends only on the words of the
//! passage and of its draft, which never changes, so it is kept for as long as the passage has its words. Who has an
//! outcome, and which pairs were dismissed, is looked at when it is asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compare::WordingVerdict;
use crate::edit::{self, Repeat, Repeated, Transaction};
use crate::model::{
    Change, Decision, Document, DocumentId, Mark, Outcome, Passage, PassageId, PassageKind, Place, Project,
};
use crate::reading::{Language, Tokens};
use crate::search::{EvidenceIndex, Sought};
use crate::text::TextRange;

use super::carried::carried;
use super::evidence::{numbers, wording};
use super::{Question, Session};

/// How many characters of other words are told.
const WORDS_CHARS: usize = 80;
/// How many sentences of a draft are read closely for one passage.
const N_READ: usize = 100;

/// Words that state the fact of a passage again, in its own draft.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Also {
    /// The words, with the article before a number.
    range: TextRange,
    /// How they differ: "without “over”"; empty if they do not.
    differs: String,
    /// Whether they say just the same, so that what holds of the passage holds of them.
    agrees: bool,
}

/// What else says the same as a passage: what came of looking for it.
#[derive(Clone, Debug)]
pub struct AlsoFound {
    /// The passage.
    pub passage: PassageId,
    /// As what it was looked for.
    question: Question,
    kind: PassageKind,
    all: Arc<[Also]>,
}

impl AlsoFound {
    /// Looks for what else in its draft says the same as a passage; `None` if it is not there, or in no draft.
    pub fn of(index: &EvidenceIndex, project: &Project, passage: PassageId) -> Option<Self> {
        let record = project.passage(passage)?;
        let draft = project.document(record.place.document).filter(|document| project.is_draft(document))?;
        let question = Question::about(project, passage)?;
        let speaker = question.speaker(project);
        let Question { words, sentence, place, .. } = &question;
        let only_in = Some(draft.id);
        let sought = Sought { words, sentence, speaker: speaker.as_deref(), place: *place, only_in };
        let hits = index.find(project, sought, N_READ).into_iter();
        let mut all: Vec<Also> = hits
            .filter_map(|hit| match hit.number {
                Some(number) => same_number(draft, &question, hit.range, number),
                None if question.is_quote(project) => same_quote(draft, &question, hit.range),
                None => None,
            })
            .collect();
        all.sort_by_key(|also| also.range);
        all.dedup_by_key(|also| also.range);
        Some(Self { passage, question, kind: record.kind, all: all.into() })
    }
}

fn same_number(draft: &Document, question: &Question, sentence: TextRange, number: TextRange) -> Option<Also> {
    let beside = numbers(draft, question, sentence, number).filter(|beside| beside.is_same)?;
    let text = sentence.within(draft.text())?;
    let before = TextRange::between(sentence.start(), number.start()).within(draft.text())?;
    let tokens = Tokens::of(before);
    let last = tokens.len().checked_sub(1);
    let is_definite = |word: &str| Language::of(text).nouns.definite.contains(&word);
    let article = last.filter(|last| tokens.word(*last).is_some_and(is_definite)).and_then(|last| tokens.range(last));
    let start = article.map_or(number.start(), |article| sentence.start() + article.start());
    let range = TextRange::between(start, number.end());
    Some(Also { range, differs: beside.differs, agrees: true })
}

fn same_quote(draft: &Document, question: &Question, sentence: TextRange) -> Option<Also> {
    let (range, wording) = wording(draft, question, sentence)?;
    let agrees = wording.verdict < WordingVerdict::Reworded;
    let differs = if wording.verdict == WordingVerdict::Verbatim { "" } else { wording.verdict.label() };
    Some(Also { range, differs: differs.to_owned(), agrees })
}

/// What is known of other statements of passages.
#[derive(Debug, Default)]
pub(super) struct AlsoKnown {
    of: BTreeMap<PassageId, AlsoFound>,
    /// How often something was found.
    n_found: u64,
    /// The passage of which it was last told that its fact is said again.
    told: Option<PassageId>,
}

/// What is offered for words that say the same as a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// To confirm them too.
    Tick,
    /// To change them so; where it is not clear how, the new words of the passage's own change, to be edited.
    Change {
        /// How they should be.
        to: String,
        /// Whether that is clear.
        is_clear: bool,
    },
}

impl Offer {
    /// What a button says that does it: "Tick there too".
    pub fn label(&self) -> &'static str {
        match self {
            Self::Tick => "Tick there too",
            Self::Change { is_clear: true, .. } => "Propose there too",
            Self::Change { is_clear: false, .. } => "Propose there too…",
        }
    }
}

/// Words that say the same as a passage, as they stand now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlsoThere {
    /// The draft.
    pub document: DocumentId,
    /// Where they are.
    pub range: TextRange,
    /// The words.
    pub words: String,
    /// Their paragraph: "¶9".
    pub place: String,
    /// How they differ: "without “over”"; empty if they do not.
    pub differs: String,
    /// The passage that they are, if they are one.
    pub passage: Option<PassageId>,
    /// What is offered for them.
    pub offer: Option<Offer>,
}

impl AlsoThere {
    /// What they say, in a few words: "¶9: “the 80,000 people”, without “over”".
    pub fn told(&self) -> String {
        let differs = if self.differs.is_empty() { String::new() } else { format!(", {}", self.differs) };
        let words = super::copy::bare(&self.words);
        let mut chars = words.chars();
        let beginning: String = chars.by_ref().take(WORDS_CHARS).collect();
        let rest = if chars.next().is_some() { "…" } else { "" };
        format!("{}: “{beginning}{rest}”{differs}", self.place)
    }
}

impl Session {
    /// What else in its draft says the same as a passage, but for what was dismissed. Nothing before it was looked for.
    pub fn also(&self, passage: PassageId) -> Vec<AlsoThere> {
        let Some(record) = self.project.passage(passage) else { return Vec::new() };
        let Some(draft) = self.project.document(record.place.document) else { return Vec::new() };
        let all = self.known_also(passage).into_iter().flat_map(|found| found.all.iter());
        all.filter_map(|also| self.also_there(draft, record, also)).collect()
    }

    /// Whether it was looked for what else says the same as a passage.
    pub fn knows_also(&self, passage: PassageId) -> bool {
        self.known_also(passage).is_some()
    }

    /// Grows when something was found that says the same as a passage.
    pub fn n_also(&self) -> u64 {
        self.also.n_found
    }

    /// Takes what says the same as a passage.
    pub fn take_also(&mut self, found: AlsoFound) {
        self.also.of.insert(found.passage, found);
        self.also.n_found += 1;
    }

    /// Gives these of the words that say the same as a passage its outcome or its change; `None` if nothing is offered for
    /// any of them.
    pub fn carry_over(&self, passage: PassageId, to: &[TextRange]) -> Option<(Vec<Repeated>, Transaction)> {
        let record = self.project.passage(passage)?;
        let draft = self.project.document(record.place.document)?;
        let severity = newest_change(&self.project, passage).map(|change| change.severity).unwrap_or_default();
        let there = self.also(passage).into_iter().filter(|there| to.contains(&there.range));
        let others = there.filter_map(|there| {
            let change = match there.offer? {
                Offer::Tick => None,
                Offer::Change { to, .. } => Some((to, severity)),
            };
            Some(Repeat { range: there.range, there: there.passage, change })
        });
        let (repeated, what) = edit::repeat(&self.project, (draft, record), &others.collect::<Vec<_>>(), self.fresh);
        (!repeated.is_empty()).then_some((repeated, what))
    }

    /// Says that two statements are not of the same fact, or that nothing is to be done about it: they are not named
    /// together any more.
    pub fn dismiss_also(&self, passage: PassageId, range: TextRange) -> Option<Transaction> {
        let place = &self.project.passage(passage)?.place;
        let other = Place::of(self.project.document(place.document)?, range)?;
        Some(edit::dismiss_pair(&self.project, place.clone(), other, ""))
    }

    /// The passage for whose other statements something is offered: the one that the panel shows, else the one of which that
    /// was told last. With those other statements.
    pub fn offered(&self) -> Option<(PassageId, Vec<TextRange>)> {
        let passages = [self.desk.shown(), self.also.told].into_iter().flatten();
        let offered = passages.map(|id| (id, self.offered_for(id)));
        offered.into_iter().find(|(_, ranges)| !ranges.is_empty())
    }

    /// The other statements of a passage's fact for which something is offered.
    pub fn offered_for(&self, passage: PassageId) -> Vec<TextRange> {
        let there = self.also(passage).into_iter().filter(|there| there.offer.is_some());
        there.map(|there| there.range).collect()
    }

    /// Remembers that it was told of this passage that its fact is said again.
    pub fn tell_also(&mut self, passage: PassageId) {
        self.also.told = Some(passage);
    }

    fn known_also(&self, passage: PassageId) -> Option<&AlsoFound> {
        let record = self.project.passage(passage)?;
        let known = self.also.of.get(&passage)?;
        let is_same =
            known.kind == record.kind && Some(&known.question) == Question::about(&self.project, passage).as_ref();
        is_same.then_some(known)
    }

    fn also_there(&self, draft: &Document, first: &Passage, also: &Also) -> Option<AlsoThere> {
        let there = self.passage_saying(draft, first, also.range);
        let own = (draft.id, first.range());
        let is_dismissed = |range| self.project.is_pair_dismissed(own, (draft.id, range));
        if is_dismissed(also.range) || there.is_some_and(|there| is_dismissed(there.range())) {
            return None;
        }
        let range = there.map_or(also.range, Passage::range);
        let words = draft.body.quoted(range).into_owned();
        let offer = Some(()).filter(|()| also.agrees).and_then(|()| self.offer(first, there, &words));
        Some(AlsoThere {
            document: draft.id,
            place: draft.place_name(range.start()),
            differs: also.differs.clone(),
            passage: there.map(|there| there.id),
            range,
            words,
            offer,
        })
    }

    /// The passage that words are: of just these words, or of the same kind with most of them.
    fn passage_saying(&self, draft: &Document, first: &Passage, range: TextRange) -> Option<&Passage> {
        let has_most = |mark: &Mark| mark.range.intersection(range).is_some_and(|both| 2 * both.len() > range.len());
        let marks = self.places(draft.id)?.overlapping(range).filter(|mark| mark.id != first.id);
        let said = marks.filter(|mark| mark.range == range || mark.kind == first.kind && has_most(mark));
        let nearest = said.min_by_key(|mark| (mark.range != range, mark.range.len()))?;
        self.project.passage(nearest.id).map(|passage| &**passage)
    }

    fn offer(&self, first: &Passage, there: Option<&Passage>, words: &str) -> Option<Offer> {
        let is_open = |there: &Passage| there.outcome.is_none() || !there.reopened.is_empty();
        if first.outcome == Some(Outcome::Confirmed) {
            let says_only_that = first.kind != PassageKind::Claim
                || Question::about(&self.project, first.id).is_some_and(|it| it.kind() != PassageKind::Claim);
            let is_due = first.reopened.is_empty() && says_only_that && there.is_none_or(is_open);
            return is_due.then_some(Offer::Tick);
        }
        let change = newest_change(&self.project, first.id)?;
        if there.is_some_and(|there| self.project.changes_of(there.id).next().is_some()) {
            return None;
        }
        let clear = carried(&change.from, &change.to, words);
        Some(Offer::Change { is_clear: clear.is_some(), to: clear.unwrap_or_else(|| change.to.to_string()) })
    }
}

/// The newest change of a passage that was not declined.
fn newest_change(project: &Project, passage: PassageId) -> Option<&Change> {
    let changes = project.changes_of(passage).filter(|change| change.decision != Decision::Declined);
    changes.max_by_key(|change| (project.when(change.stamps.made()), change.id)).map(|change| &**change)
}
