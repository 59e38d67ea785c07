//! Asking a session for the suggestions that wait, and what accepting and dismissing them does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::edit::{self, Commit, NoticedWords, Transaction};
use crate::model::{AnyRecord, Document, DocumentId, Edit, PassageKind, Project, ProposalKey, RecordKind, Subject};
use crate::text::TextRange;

use super::forks::goes_on_in;
use super::indexes::Indexes;
use super::suggested::Suggested;
use super::{Direction, Noticed, Session, SuggestionId, SuggestionKey, Waiting};

impl Session {
    /// A draft in which it is still to be looked what can be noticed; the one in the reader used last first.
    pub fn to_notice(&self) -> Option<&Arc<Document>> {
        let front = self.desk.tab().map(|tab| tab.document).filter(|front| self.indexes.to_notice.contains(front));
        front.or_else(|| self.indexes.to_notice.first().copied()).and_then(|id| self.project.document(id))
    }

    /// Whether it is still to be looked what can be noticed in a document.
    pub fn is_to_notice(&self, document: DocumentId) -> bool {
        self.indexes.to_notice.contains(&document)
    }

    /// What was noticed in a draft, once that was looked for.
    pub fn noticed(&self, document: DocumentId) -> Option<&Arc<Noticed>> {
        self.indexes.suggested.get(&document)?.noticed()
    }

    /// What was noticed in all drafts in which that was looked for.
    pub fn all_noticed(&self) -> BTreeMap<DocumentId, Arc<Noticed>> {
        self.indexes.all_noticed()
    }

    /// Takes what was noticed in a document, unless it is gone or its day of publication is another one by now.
    pub fn take_noticed(&mut self, noticed: Noticed) {
        let id = noticed.document;
        if self.indexes.suggested.contains_key(&id) {
            self.indexes.suggest(&self.project, id, Some(Arc::new(noticed)));
            // Nothing that is kept of the project holds for its suggestions.
            self.revision += 1;
            self.recent.push(Some(BTreeSet::new()));
        }
    }

    /// How many suggestions of a draft wait.
    pub fn n_waiting(&self, document: DocumentId) -> usize {
        self.indexes.suggested.get(&document).map_or(0, Suggested::n_waiting)
    }

    /// How many suggestions of all drafts wait.
    pub fn n_all_waiting(&self) -> usize {
        self.indexes.suggested.values().map(Suggested::n_waiting).sum()
    }

    /// The suggestions of a draft that wait, in the order of the text.
    pub fn waiting(&self, document: DocumentId) -> impl Iterator<Item = Waiting<'_>> {
        let here = self.suggested_in(document).into_iter();
        here.flat_map(|(document, all)| all.from(0).filter_map(move |entry| all.waiting(document, entry)))
    }

    /// Those that have words in `range` or touch its ends.
    pub fn waiting_in(&self, document: DocumentId, range: TextRange) -> impl Iterator<Item = Waiting<'_>> {
        let here = self.suggested_in(document).into_iter();
        here.flat_map(move |(document, all)| all.touching(range).filter_map(move |entry| all.waiting(document, entry)))
    }

    /// The one at the caret of the reader used last: of several one of this kind, and the shortest. None while
    /// suggestions are switched off.
    pub fn waiting_at_caret(&self, kind: Option<PassageKind>) -> Option<Waiting<'_>> {
        let tab = self.desk.tab().filter(|_| self.desk.suggestions)?;
        let caret = tab.selection.head;
        let rank = |one: &Waiting<'_>| {
            let ends_here = !one.range.is_empty() && one.range.end() == caret;
            (kind.is_some_and(|kind| one.kind() != kind), ends_here, one.range.len())
        };
        self.waiting_in(tab.document, TextRange::empty(caret)).min_by_key(rank)
    }

    /// The next one from `offset` on in a draft, or the last one that begins before it, and around.
    pub fn next_waiting(&self, document: DocumentId, offset: usize, direction: Direction) -> Option<Waiting<'_>> {
        let (document, all) = self.suggested_in(document)?;
        let end = document.text().len() + 1;
        let entry = match direction {
            Direction::Forward => all.from(offset).next().or_else(|| all.from(0).next()),
            Direction::Backward => all.before(offset).next().or_else(|| all.before(end).next()),
        };
        all.waiting(document, entry?)
    }

    /// The one of this name, if it waits.
    pub fn find_waiting(&self, (document, key): SuggestionId) -> Option<Waiting<'_>> {
        let (document, all) = self.suggested_in(document)?;
        all.waiting(document, all.find(document, key)?)
    }

    /// Accepts suggestions in one step, each as what it is or all as one kind.
    pub fn accept(&self, ids: &[SuggestionId], kind: Option<PassageKind>) -> Transaction {
        let waiting = ids.iter().filter_map(|id| self.find_waiting(*id));
        let words = waiting.filter(|one| matches!(one.key, SuggestionKey::Words(..))).map(|one| NoticedWords {
            document: one.document,
            range: one.range,
            kind: kind.unwrap_or(one.kind()),
            speaker: one.speaker().unwrap_or_default(),
        });
        let words = edit::accept_words(&self.project, &words.collect::<Vec<_>>());
        let writers = writers(ids);
        if writers.is_empty() {
            return words;
        }
        // A comment may be about words that become a passage in the same step.
        let after = with_all(&self.project, &words.edits);
        let claim = kind.unwrap_or(PassageKind::Claim);
        let proposals = edit::accept_proposals(&after, &writers, claim, self.fresh);
        let name = if words.edits.is_empty() { &*proposals.command } else { "Accept suggestions" };
        Transaction::new(name, words.edits.iter().cloned().chain(proposals.edits).collect())
    }

    /// Dismisses suggestions in one step.
    pub fn dismiss(&self, ids: &[SuggestionId]) -> Transaction {
        let documents: BTreeSet<DocumentId> = ids.iter().map(|(document, _)| *document).collect();
        let mut edits = Vec::new();
        for document in documents.into_iter().filter_map(|id| self.project.document(id)) {
            let here = || ids.iter().filter(|(of, _)| *of == document.id);
            let keys: Vec<ProposalKey> = here().filter_map(|(_, key)| writer(*key)).collect();
            edits.extend(edit::dismiss_proposals(&self.project, document.id, &keys).edits);
            let words = here().filter_map(|(_, key)| match key {
                SuggestionKey::Words(range, kind) => Some((*range, *kind)),
                SuggestionKey::Writer(_) => None,
            });
            edits.extend(edit::dismiss_words(&self.project, document, &words.collect::<Vec<_>>(), "").edits);
        }
        Transaction::new(if ids.len() == 1 { "Dismiss a suggestion" } else { "Dismiss suggestions" }, edits)
    }

    fn suggested_in(&self, document: DocumentId) -> Option<(&Document, &Suggested)> {
        Some((&**self.project.document(document)?, self.indexes.suggested.get(&document)?))
    }
}

impl Indexes {
    /// What was noticed in all drafts in which that was looked for.
    pub(super) fn all_noticed(&self) -> BTreeMap<DocumentId, Arc<Noticed>> {
        let noticed = self.suggested.iter().filter_map(|(id, all)| Some((*id, Arc::clone(all.noticed()?))));
        noticed.collect()
    }

    /// Looks again what is suggested in a document, which may be gone.
    pub(super) fn suggest(&mut self, project: &Project, id: DocumentId, noticed: Option<Arc<Noticed>>) {
        let noticed = noticed.or_else(|| self.suggested.get(&id)?.noticed().cloned());
        let document = project.document(id);
        self.to_notice.remove(&id);
        match document.and_then(|it| Suggested::of(project, it, self.places.get(&id), noticed)) {
            Some(suggested) => {
                self.to_notice.extend(suggested.is_to_notice().then_some(id));
                self.suggested.insert(id, suggested);
            }
            None => _ = self.suggested.remove(&id),
        }
    }

    /// Brings what waits up to date with what a transaction touched.
    pub(super) fn resuggest(&mut self, project: &Project, commit: &Commit, documents: &BTreeSet<DocumentId>) {
        documents.iter().for_each(|document| self.suggest(project, *document, None));
        if !documents.is_empty() {
            // Which of two versions work goes on in may be another now.
            let is_elsewhere = |id: &DocumentId| goes_on_in(project, *id).is_some();
            let forked = self.suggested.iter().filter(|(id, all)| all.waits_elsewhere() || is_elsewhere(id));
            let forked: Vec<DocumentId> = forked.map(|(id, _)| *id).filter(|id| !documents.contains(id)).collect();
            forked.into_iter().for_each(|document| self.suggest(project, document, None));
        }
        let mut places: BTreeSet<(DocumentId, TextRange)> = BTreeSet::new();
        for touched in &commit.touched {
            match touched.record.kind {
                RecordKind::Passage | RecordKind::Settled | RecordKind::Pass => {
                    let after = project.tables().get(touched.record);
                    let both = touched.before.iter().chain(&after);
                    places.extend(both.filter_map(|record| place_of(project, record)));
                }
                _ => {}
            }
        }
        for (document, range) in places {
            if let Some(suggested) = self.suggested.get_mut(&document) {
                suggested.recheck(project, document, self.places.get(&document), range);
            }
        }
    }
}

/// Where the words are that a passage has, that were passed, or of which something was settled.
fn place_of(project: &Project, record: &AnyRecord) -> Option<(DocumentId, TextRange)> {
    match record {
        AnyRecord::Passage(passage) => Some((passage.place.document, passage.range())),
        AnyRecord::Pass(pass) => Some((pass.place.document, pass.place.range())),
        AnyRecord::Settled(settled) => match &settled.subject {
            Subject::Proposal(document, key) => Some((*document, project.document(*document)?.proposal(*key)?.range)),
            Subject::Words(place, _) => Some((place.document, place.range())),
            Subject::Pair(..) => None,
        },
        _ => None,
    }
}

fn writer(key: SuggestionKey) -> Option<ProposalKey> {
    match key {
        SuggestionKey::Writer(key) => Some(key),
        SuggestionKey::Words(..) => None,
    }
}

fn writers(ids: &[SuggestionId]) -> Vec<(DocumentId, ProposalKey)> {
    ids.iter().filter_map(|(document, key)| Some((*document, writer(*key)?))).collect()
}

/// The project as these edits leave it.
fn with_all(project: &Project, edits: &[Edit]) -> Project {
    let mut after = project.clone();
    let nobody = crate::model::Dot { actor: crate::model::Actor(0), counter: 0 };
    for edit in edits {
        // What cannot be made fails in the transaction too, which says so.
        let _ = after.apply(edit.clone(), nobody);
    }
    after
}
