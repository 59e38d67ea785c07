//! Sentences that speak of the same as some words.
//!
//! Two steps: the index gives the sentences that share rare words with what is sought (BM25: S. Robertson, H. Zaragoza,
//! "The Probabilistic Relevance Framework: BM25 and Beyond", 2009), then the best of them are read closely. So the whole
//! costs milliseconds for thousands of documents. Start reading with [`EvidenceIndex::find`].

mod rank;
mod segment;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{DocumentId, Project};
use crate::reading::{Language, Term, Terms, Tokens};
use crate::text::{TextRange, sentence_at};

use self::rank::{TermsByLanguage, Wanted, speaker_word};
use self::segment::{Segment, SentenceNumber};

/// The sentences of all documents of a project, by their words. A clone shares everything.
#[derive(Clone, Debug, Default)]
pub struct EvidenceIndex {
    segments: Vec<Arc<Segment>>,
}

/// A sentence that may bear on what was sought.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The document it is in.
    pub document: DocumentId,
    /// Where it is.
    pub range: TextRange,
    /// How much it has in common; only for comparing with others of the same search.
    pub score: f32,
    /// What it has in common, in words.
    pub reason: String,
    /// The words of it that tell that, in their order.
    pub telling: Vec<TextRange>,
    /// The number in it that counts the same as one of the sought words.
    pub number: Option<TextRange>,
}

/// What is sought: some words, and the sentence around them, which says what they are about.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'t> {
    /// The words.
    pub words: &'t str,
    /// The sentence that they stand in, empty if there is none.
    pub sentence: &'t str,
    /// Whose words they are: what the same person says elsewhere is found too.
    pub speaker: Option<&'t str>,
    /// Where that is: it is not found itself.
    pub place: Option<(DocumentId, TextRange)>,
    /// The only document in which it is sought, if there is one.
    pub only_in: Option<DocumentId>,
}

/// Segments that are not full are made one when there are more.
const MAX_OPEN_SEGMENTS: usize = 8;

impl EvidenceIndex {
    /// The index of a project, made from that of an earlier state of it: only what came since is read.
    pub fn updated(&self, project: &Project) -> Self {
        let present: BTreeSet<DocumentId> = project.newest_documents().iter().map(|document| document.id).collect();
        let is_whole = |segment: &&Arc<Segment>| segment.documents().all(|id| present.contains(&id));
        let mut segments: Vec<_> = self.segments.iter().filter(is_whole).cloned().collect();
        if segments.iter().filter(|segment| !segment.is_full()).count() >= MAX_OPEN_SEGMENTS {
            segments.retain(|segment| segment.is_full());
        }
        let known: BTreeSet<DocumentId> = segments.iter().flat_map(|segment| segment.documents()).collect();
        let (mut waiting, mut len) = (Vec::new(), 0);
        for document in project.newest_documents().into_iter().filter(|document| !known.contains(&document.id)) {
            len += document.text().len();
            waiting.push((document.id, &*document.body));
            if len >= Segment::FULL_LEN {
                segments.push(Arc::new(Segment::of(std::mem::take(&mut waiting))));
                len = 0;
            }
        }
        if !waiting.is_empty() {
            segments.push(Arc::new(Segment::of(waiting)));
        }
        Self { segments }
    }

    /// The sentences that have most in common with what is sought, best first; at most `n_wanted`.
    pub fn find(&self, project: &Project, sought: Sought<'_>, n_wanted: usize) -> Vec<Evidence> {
        let weights = self.weighted(sought);
        let wanted = Wanted::of(sought, &weights, rarity(self.n_sentences(), 1));
        let mut terms = TermsByLanguage::default();
        let mut found: Vec<Evidence> = self
            .candidates(sought, &weights)
            .into_iter()
            .filter_map(|(score, segment, sentence)| {
                let (id, start) = self.segments.get(segment)?.place(sentence)?;
                let document = project.document(id)?;
                let (block, words) = document.block_at(start);
                let range = sentence_at(words, start - block.start()).shifted(block.start());
                if sought.place.is_some_and(|(other, place)| other == id && place.overlaps(range)) {
                    return None;
                }
                let ranked = wanted.rank(range.within(document.text())?, score, &mut terms)?;
                let here = |inner: TextRange| inner.shifted(range.start());
                let telling = ranked.telling.into_iter().map(here).collect();
                Some(Evidence {
                    document: id,
                    range,
                    score: ranked.score,
                    reason: ranked.reason,
                    telling,
                    number: ranked.number.map(here),
                })
            })
            .collect();
        found.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then((a.document, a.range.start()).cmp(&(b.document, b.range.start())))
        });
        found.truncate(n_wanted);
        found
    }

    /// The sentences to be read closely: those with the best words, and those in which the speaker is quoted. Each with
    /// what its words are worth and its segment.
    fn candidates(&self, sought: Sought<'_>, weights: &BTreeMap<Term, f32>) -> Vec<(f32, usize, SentenceNumber)> {
        let language = Language::of(sought.sentence);
        let speaker = sought.speaker.and_then(speaker_word).and_then(|word| Terms::of(language).word(&word));
        let (mut best, mut spoken) = (Vec::new(), Vec::new());
        for (number, segment) in self.segments.iter().enumerate() {
            if sought.only_in.is_some_and(|only| !segment.documents().any(|document| document == only)) {
                continue;
            }
            let is_wanted = |sentence: &SentenceNumber| {
                let place = || segment.place(*sentence).map(|(document, _)| document);
                sought.only_in.is_none_or(|only| place() == Some(only))
            };
            let scores = self.scores(segment, weights);
            let with = |sentence| (scores.get(sentence as usize).copied().unwrap_or(0.0), number, sentence);
            if let Some(name) = speaker {
                let quoted: BTreeSet<SentenceNumber> = segment.sentences(name).collect();
                let here = segment.sentences(Term::QUOTED).filter(is_wanted);
                spoken.extend(here.filter(|at| quoted.contains(at)).map(with));
            }
            let met =
                (0..).take(segment.n_sentences()).map(with).filter(|(score, _, at)| *score > 0.0 && is_wanted(at));
            best.extend(met);
            keep_best(&mut best, N_READ);
            keep_best(&mut spoken, N_SPOKEN);
        }
        best.append(&mut spoken);
        best.sort_unstable_by_key(|(_, segment, sentence)| (*segment, *sentence));
        best.dedup_by_key(|(_, segment, sentence)| (*segment, *sentence));
        best
    }

    fn n_sentences(&self) -> usize {
        self.segments.iter().map(|segment| segment.n_sentences()).sum()
    }

    /// The memory that it takes, in bytes.
    pub fn memory(&self) -> usize {
        self.segments.iter().map(|segment| segment.memory()).sum()
    }

    /// The terms of what is sought with what each is worth.
    fn weighted(&self, sought: Sought<'_>) -> BTreeMap<Term, f32> {
        let mut weights = BTreeMap::new();
        let mut terms = Terms::of(Language::of(sought.sentence));
        for (words, weight) in [(sought.sentence, AROUND_WEIGHT), (sought.words, 1.0)] {
            terms.each(&Tokens::of(words), |_, term| {
                weights.insert(term, weight);
            });
        }
        let n_sentences = self.n_sentences();
        for (term, weight) in &mut weights {
            let n_with: usize = self.segments.iter().map(|segment| segment.sentences(*term).count()).sum();
            *weight *= rarity(n_sentences, n_with);
        }
        weights
    }

    /// What the words of each sentence of a segment are worth.
    fn scores(&self, segment: &Segment, terms: &BTreeMap<Term, f32>) -> Vec<f32> {
        let n_sentences = self.n_sentences();
        let n_terms: u64 = self.segments.iter().map(|segment| segment.n_terms_in_all()).sum();
        let mean_len = n_terms as f32 / n_sentences.max(1) as f32;
        let mut scores = vec![0.0_f32; segment.n_sentences()];
        for (term, weight) in terms {
            for sentence in segment.sentences(*term) {
                let len = f32::from(segment.n_terms(sentence)) / mean_len;
                if let Some(score) = scores.get_mut(sentence as usize) {
                    *score +=
                        weight * (SATURATION + 1.0) / (1.0 + SATURATION * (1.0 - LENGTH_WEIGHT + LENGTH_WEIGHT * len));
                }
            }
        }
        scores
    }
}

/// Keeps the best `n` sentences, in any order.
fn keep_best(sentences: &mut Vec<(f32, usize, SentenceNumber)>, n: usize) {
    if sentences.len() > n {
        sentences.select_nth_unstable_by(n, |(a, x, i), (b, y, j)| b.total_cmp(a).then((x, i).cmp(&(y, j))));
        sentences.truncate(n);
    }
}

/// What a term of the sentence around the sought words is worth against one of them.
const AROUND_WEIGHT: f32 = 0.4;
/// How many sentences are read closely for their words, and how many more for their speaker.
const N_READ: usize = 100;
const N_SPOKEN: usize = 40;
/// The parameters k1 and b of BM25. Sentences differ little in length, and say more when they are longer.
const SATURATION: f32 = 1.2;
const LENGTH_WEIGHT: f32 = 0.4;

/// How much a term that `n_with` of `n` sentences have tells (the inverse document frequency of BM25).
fn rarity(n: usize, n_with: usize) -> f32 {
    (1.0 + (n as f32 - n_with as f32 + 0.5) / (n_with as f32 + 0.5)).ln()
}
