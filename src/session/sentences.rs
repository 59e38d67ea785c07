//! The sentences of a draft, and which of them nobody has looked at, kept up to date with every change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::edit::{Commit, Touched};
use crate::model::{AnyRecord, Document, DocumentId, Fields as _, Looked, Places, Project, RecordKind, sentence_twins};
use crate::text::TextRange;

use super::indexes::Indexes;
use super::{Direction, Session};

/// So many bytes of drafts are divided into sentences at once. More is work for the background.
const AT_ONCE: usize = 200_000;

/// The sentences and headings of a draft, and which of them nobody has looked at.
#[derive(Clone, Debug)]
pub struct Sentences {
    /// In the order of the text. They never change.
    all: Arc<[TextRange]>,
    /// For each: whether a passage has words of it.
    marked: Vec<bool>,
    /// For each: whether it was passed.
    passed: Vec<bool>,
    /// For each: whether a passage has words of it that is shown in a version beside this one.
    stands: Vec<bool>,
    /// For each: what was done with the same sentence in a version beside this one.
    beside: Vec<Done>,
    /// Those versions, and which of their sentences each is.
    twins: Vec<(DocumentId, Vec<Option<usize>>)>,
    n_untouched: usize,
}

/// What was done with a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Done {
    /// Nothing.
    #[default]
    Nothing,
    /// It has a passage.
    Marked,
    /// It was passed.
    Passed,
}

impl Sentences {
    /// All sentences of a document; which of them were looked at is not known yet.
    fn new(all: Arc<[TextRange]>) -> Self {
        let n = all.len();
        let (none, beside) = (vec![false; n], vec![Done::Nothing; n]);
        Self {
            all,
            marked: none.clone(),
            passed: none.clone(),
            stands: none,
            beside,
            twins: Vec::new(),
            n_untouched: n,
        }
    }

    /// All of them, in the order of the text.
    pub fn all(&self) -> Arc<[TextRange]> {
        Arc::clone(&self.all)
    }

    /// How many there are.
    pub fn n(&self) -> usize {
        self.all.len()
    }

    /// How many of them nobody has looked at.
    pub fn n_untouched(&self) -> usize {
        self.n_untouched
    }

    /// Those in `range` that nobody has looked at.
    pub fn untouched_in(&self, range: TextRange) -> impl Iterator<Item = TextRange> {
        self.indexed(range).filter(|(at, _)| self.is_untouched(*at)).map(|(_, sentence)| sentence)
    }

    /// Those in `range`, each with whether it was passed, here or in a version beside this one.
    pub fn inside(&self, range: TextRange) -> impl Iterator<Item = (TextRange, bool)> {
        self.indexed(range).map(|(at, sentence)| (sentence, self.done(at) == Done::Passed))
    }

    fn indexed(&self, range: TextRange) -> impl Iterator<Item = (usize, TextRange)> {
        let inside = self.first_ending_behind(range.start())..self.all.len();
        let sentences = inside.map_while(move |at| Some((at, *self.all.get(at)?)));
        sentences.take_while(move |(_, sentence)| sentence.start() < range.end())
    }

    /// The nearest that nobody has looked at and that begins after `offset`, or before it; all of them without an offset.
    pub fn next_untouched(&self, direction: Direction, offset: Option<usize>) -> Option<TextRange> {
        let untouched = |at: &usize| self.is_untouched(*at);
        let at = match direction {
            Direction::Forward => {
                let first = offset.map_or(0, |offset| self.all.partition_point(|it| it.start() <= offset));
                (first..self.all.len()).find(untouched)
            }
            Direction::Backward => {
                let end = offset.map_or(self.all.len(), |offset| self.all.partition_point(|it| it.start() < offset));
                (0..end).rev().find(untouched)
            }
        };
        at.and_then(|at| self.all.get(at)).copied()
    }

    fn is_untouched(&self, at: usize) -> bool {
        self.done(at) == Done::Nothing
    }

    /// What was done with a sentence, here or beside.
    fn done(&self, at: usize) -> Done {
        self.done_here(at).max(self.beside.get(at).copied().unwrap_or_default())
    }

    /// What was done with a sentence in this version.
    fn done_here(&self, at: usize) -> Done {
        let was = |list: &[bool]| list.get(at).copied().unwrap_or_default();
        match (was(&self.passed), was(&self.marked) || was(&self.stands)) {
            (true, _) => Done::Passed,
            (false, true) => Done::Marked,
            (false, false) => Done::Nothing,
        }
    }

    fn first_ending_behind(&self, offset: usize) -> usize {
        self.all.partition_point(|sentence| sentence.end() <= offset)
    }

    /// Looks again at which sentences in `range` have passages.
    fn mark_again(&mut self, places: &Places, range: TextRange) {
        for at in self.first_ending_behind(range.start())..self.all.len() {
            let Some(sentence) = self.all.get(at).copied().filter(|sentence| sentence.start() < range.end()) else {
                return;
            };
            let before = self.is_untouched(at);
            if let Some(marked) = self.marked.get_mut(at) {
                *marked = places.overlapping(sentence).next().is_some();
            }
            self.n_untouched = self.n_untouched + usize::from(self.is_untouched(at)) - usize::from(before);
        }
    }

    /// Looks again at which sentences were passed.
    fn pass_again(&mut self, project: &Project, document: DocumentId) {
        let looked = Looked::passed(project, document);
        self.passed = self.all.iter().map(|sentence| !looked.is_untouched(*sentence)).collect();
        self.count();
    }

    fn count(&mut self) {
        self.n_untouched = (0..self.all.len()).filter(|at| self.is_untouched(*at)).count();
    }

    /// Looks again which sentences have passages that are shown in a version beside this one.
    fn stand_again(&mut self, standing: &[TextRange]) {
        self.stands = vec![false; self.all.len()];
        for range in standing {
            let sentences = self.indexed(*range).map(|(at, _)| at).collect::<Vec<_>>();
            for at in sentences {
                self.stands.get_mut(at).into_iter().for_each(|stands| *stands = true);
            }
        }
        self.count();
    }

    /// What was done with the same sentences in the versions beside this one, among all drafts.
    fn done_beside(&self, drafts: &BTreeMap<DocumentId, Self>) -> Vec<Done> {
        let twins = |at: usize| self.twins.iter().filter_map(move |(other, twins)| Some((other, *twins.get(at)?)));
        let done = |(other, twin): (&DocumentId, Option<usize>)| Some(drafts.get(other)?.done_here(twin?));
        (0..self.all.len()).map(|at| twins(at).filter_map(done).max().unwrap_or_default()).collect()
    }
}

impl Session {
    /// The sentences of a draft; `None` until those of a very long one are known.
    pub fn sentences(&self, draft: DocumentId) -> Option<&Sentences> {
        self.indexes.sentences.get(&draft)
    }

    /// The drafts whose sentences are not known yet.
    pub fn undivided(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.indexes.undivided(&self.project)
    }

    /// Whether nobody has looked at a sentence of a draft, here or in a version beside it.
    pub fn is_untouched(&self, draft: DocumentId, sentence: TextRange) -> bool {
        match self.sentences(draft) {
            Some(all) => all.untouched_in(sentence).any(|untouched| untouched == sentence),
            None => self.looked(draft).is_untouched(sentence),
        }
    }

    /// Enters the sentences of a draft, which were found in the background.
    pub fn enter_sentences(&mut self, draft: DocumentId, all: Arc<[TextRange]>) {
        self.indexes.enter_sentences(&self.project, [(draft, all)]);
    }
}

impl Indexes {
    fn undivided<'p>(&self, project: &'p Project) -> impl Iterator<Item = &'p Arc<Document>> {
        self.undivided.iter().filter_map(|draft| project.document(*draft))
    }

    /// Enters the sentences of drafts, as far as they are not known yet.
    pub(super) fn enter_sentences(
        &mut self,
        project: &Project,
        found: impl IntoIterator<Item = (DocumentId, Arc<[TextRange]>)>,
    ) {
        let mut has_more = false;
        for (draft, all) in found {
            if self.undivided.remove(&draft) {
                self.sentences.insert(draft, Sentences::new(all));
                self.look_again(project, draft);
                has_more = true;
            }
        }
        if has_more {
            self.find_twins(project);
        }
    }

    /// Finds the sentences of drafts, as far as that can be done at once.
    pub(super) fn divide(&mut self, project: &Project) {
        let mut n_bytes = 0;
        let mut fits = |draft: &&Arc<Document>| {
            n_bytes += draft.text().len();
            n_bytes <= AT_ONCE
        };
        let found: Vec<_> = self
            .undivided(project)
            .take_while(|draft| fits(draft))
            .map(|draft| (draft.id, sentences_of(draft)))
            .collect();
        self.enter_sentences(project, found);
    }

    /// Brings the sentences up to date with what a transaction touched.
    pub(super) fn update_sentences(&mut self, project: &Project, commit: &Commit, documents: &BTreeSet<DocumentId>) {
        let mut passed: BTreeSet<DocumentId> = BTreeSet::new();
        for id in documents.iter().copied() {
            let is_draft = project.document(id).is_some_and(|document| project.is_draft(document));
            if !is_draft {
                self.sentences.remove(&id);
                self.undivided.remove(&id);
            } else if self.sentences.contains_key(&id) {
                self.look_again(project, id);
            } else {
                self.undivided.insert(id);
            }
        }
        for touched in &commit.touched {
            let after = project.tables().get(touched.record);
            for record in touched.before.iter().chain(&after) {
                match record {
                    AnyRecord::Passage(passage) => self.mark_again(passage.place.document, passage.range()),
                    AnyRecord::Pass(pass) => passed.extend([pass.place.document]),
                    _ => {}
                }
            }
        }
        for draft in passed {
            if let Some(sentences) = self.sentences.get_mut(&draft) {
                sentences.pass_again(project, draft);
            }
        }
        if !documents.is_empty() {
            self.divide(project);
            self.find_twins(project);
        } else if project.has_any_beside() {
            if commit.touched.iter().any(|touched| may_stand_twice(project, touched)) {
                self.stand_again(project);
            }
            let looks = |touched: &Touched| matches!(touched.record.kind, RecordKind::Passage | RecordKind::Pass);
            if commit.touched.iter().any(looks) {
                self.look_beside();
            }
        }
    }

    /// Finds out which sentences are the same in versions beside each other, as far as they are known.
    fn find_twins(&mut self, project: &Project) {
        let known = &self.sentences;
        if !project.has_any_beside() && known.values().all(|own| own.twins.is_empty()) {
            return;
        }
        let twins_of = |(id, own): (&DocumentId, &Sentences)| {
            let document = project.document(*id)?;
            let beside = project.beside(*id).into_iter().filter_map(|other| Some((other, known.get(&other.id)?)));
            let twins = |(other, theirs): (&Arc<Document>, &Sentences)| {
                // Texts never change.
                let known = own.twins.iter().find(|(known, _)| *known == other.id).cloned();
                known.unwrap_or_else(|| (other.id, sentence_twins((document, &own.all), (other, &theirs.all))))
            };
            Some((*id, beside.map(twins).collect::<Vec<_>>()))
        };
        let twins: Vec<_> = known.iter().filter_map(twins_of).collect();
        for (id, twins) in twins {
            if let Some(own) = self.sentences.get_mut(&id) {
                (own.twins, own.beside) = (twins, vec![Done::Nothing; own.all.len()]);
            }
        }
        self.stand_again(project);
        self.look_beside();
    }

    fn stand_again(&mut self, project: &Project) {
        self.sentences.iter_mut().for_each(|(id, own)| own.stand_again(&project.standing_beside(*id)));
    }

    /// What was looked at in a version beside another need not be looked at there again.
    fn look_beside(&mut self) {
        let forked = self.sentences.iter().filter(|(_, own)| !own.twins.is_empty());
        let beside = forked.map(|(id, own)| (*id, own.done_beside(&self.sentences)));
        for (id, beside) in beside.collect::<Vec<_>>() {
            if let Some(own) = self.sentences.get_mut(&id) {
                own.beside = beside;
                own.count();
            }
        }
    }

    fn look_again(&mut self, project: &Project, draft: DocumentId) {
        let end = project.document(draft).map_or(0, |document| document.text().len());
        self.mark_again(draft, TextRange::between(0, end));
        if let Some(sentences) = self.sentences.get_mut(&draft) {
            sentences.pass_again(project, draft);
        }
    }

    fn mark_again(&mut self, draft: DocumentId, range: TextRange) {
        if let Some((sentences, places)) = self.sentences.get_mut(&draft).zip(self.places.get(&draft)) {
            sentences.mark_again(places, range);
        }
    }
}

/// Whether a passage may stand in two versions that was touched, or may have stood.
fn may_stand_twice(project: &Project, touched: &Touched) -> bool {
    let after = project.tables().get(touched.record);
    let mut both = touched.before.iter().chain(&after);
    both.any(|record| matches!(record, AnyRecord::Passage(passage) if !passage.clashes().is_empty()))
}

/// The sentences of a document. This looks at all of its text.
pub fn sentences_of(document: &Document) -> Arc<[TextRange]> {
    document.body.shown_sentences(0..document.blocks().len()).collect()
}
