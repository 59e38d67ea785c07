//! Coverage of a draft: which of its sentences nobody has looked at, and what stands between it and its sign-off.

use std::ops::Range;
use std::sync::Arc;

use crate::text::{BlockKind, TextRange, sentences};

use super::structure::united;
use super::{Body, Document, DocumentId, Origins, Outcome, Passage, PassageId, Project, RestsOn, Why};

impl Body {
    /// The sentences of these paragraphs that a reader shows by default, in the order of the text. A heading counts as one
    /// sentence; what shows neither letter nor digit is none. They never change, as the text does not.
    pub fn shown_sentences(&self, blocks: Range<usize>) -> impl Iterator<Item = TextRange> {
        let blocks = blocks.start..blocks.end.min(self.blocks().len());
        let in_blocks = blocks.flat_map(|index| {
            let block = self.blocks().range(index);
            let words = block.within(self.text()).unwrap_or_default();
            let is_heading = matches!(self.blocks().kind(index), BlockKind::Heading(_));
            let whole = is_heading.then(|| TextRange::of(words).trimmed(words));
            let parts = (!is_heading).then(|| sentences(words)).into_iter().flatten();
            whole.into_iter().chain(parts).map(move |sentence| sentence.shifted(block.start()))
        });
        in_blocks.filter(|sentence| shows_words(self.text(), *sentence, self.hidden_at_first()))
    }

    /// The sentence at `offset` among those that are shown; between two the one before.
    pub fn shown_sentence_at(&self, offset: usize) -> Option<TextRange> {
        let block = self.blocks().at(offset);
        let mut found = None;
        for sentence in self.shown_sentences(block..block + 1) {
            if found.is_some() && sentence.start() > offset {
                break;
            }
            found = Some(sentence);
        }
        found
    }
}

/// Whether there is a letter or digit in `range` outside of what is hidden.
fn shows_words(text: &str, range: TextRange, hidden: &[TextRange]) -> bool {
    let first = hidden.partition_point(|hidden| hidden.end() <= range.start());
    let inside = hidden.iter().skip(first).take_while(|hidden| hidden.start() < range.end());
    let mut at = range.start();
    for gap in inside.copied().chain([TextRange::empty(range.end())]) {
        let shown = TextRange::between(at, gap.start().max(at));
        if shown.within(text).is_some_and(|shown| shown.contains(char::is_alphanumeric)) {
            return true;
        }
        at = gap.end().max(at);
    }
    false
}

/// Which stretches of a document somebody has looked at: where passages are, and what was passed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// In order, none touching another; so are those that were passed.
    marked: Vec<TextRange>,
    passed: Vec<TextRange>,
}

impl Looked {
    /// What was looked at in a document whose passages are at `marked`, and where those stand that are shown in a version
    /// beside it.
    pub fn at(project: &Project, document: DocumentId, marked: impl IntoIterator<Item = TextRange>) -> Self {
        let marked = marked.into_iter().chain(project.standing_beside(document));
        Self { marked: united(marked.collect()), ..Self::passed(project, document) }
    }

    /// What was passed in a document.
    pub fn passed(project: &Project, document: DocumentId) -> Self {
        let passed = project.passes_of(document).map(|pass| pass.place.range());
        Self { marked: Vec::new(), passed: united(passed.collect()) }
    }

    /// Whether nobody has looked at a sentence: no passage has words of it, and it was not passed.
    pub fn is_untouched(&self, sentence: TextRange) -> bool {
        let first_behind = |ranges: &[TextRange]| ranges.partition_point(|range| range.end() <= sentence.start());
        let marked = self.marked.get(first_behind(&self.marked)).is_some_and(|range| range.overlaps(sentence));
        let passed = self.passed.get(first_behind(&self.passed)).is_some_and(|range| range.covers(sentence));
        !marked && !passed
    }
}

/// How far a draft is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Passages that are closed.
    pub n_closed: usize,
    /// Passages that are open.
    pub n_open: usize,
    /// Sentences and headings.
    pub n_sentences: usize,
    /// Those that nobody has looked at.
    pub n_untouched: usize,
    /// Suggestions of its writer that were neither accepted nor dismissed: they stand in the way of a sign-off.
    pub n_undecided: usize,
    /// All suggestions that wait, those that the program noticed included.
    pub n_waiting: usize,
}

/// What stands between a draft and its sign-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// A passage is open.
    Open(PassageId, Why),
    /// A confirmed passage rests on fewer independent sources than the rules of the project ask for.
    TooFewSources(PassageId, RestsOn),
    /// Nobody has looked at a sentence or heading, nor at the same in a version beside it.
    Untouched(TextRange),
    /// So many suggestions of its writer were neither accepted nor dismissed.
    Undecided(usize),
    /// So many other new versions of the same document were taken in.
    Forked(usize),
    /// Of so many passages of earlier versions nobody has looked at what became of them.
    Unreviewed(usize),
}

impl Blocker {
    /// Why it stands in the way, in words.
    pub fn reason(self) -> String {
        match self {
            Self::Open(_, why) => why.label().to_owned(),
            Self::TooFewSources(_, rests_on) => format!("Rests on {rests_on}, fewer than the project asks for"),
            Self::Untouched(_) => "Untouched: nothing marked, and not passed".to_owned(),
            Self::Undecided(1) => "1 suggestion was neither accepted nor dismissed".to_owned(),
            Self::Undecided(n) => format!("{n} suggestions were neither accepted nor dismissed"),
            Self::Forked(1) => "Another new version replaces the same document: say which is the newer".to_owned(),
            Self::Forked(n) => format!("{n} other new versions replace the same document: say which is the newest"),
            Self::Unreviewed(1) => "1 passage of an earlier version waits for a look at what became of it".to_owned(),
            Self::Unreviewed(n) => format!("{n} passages of earlier versions wait for a look at what became of them"),
        }
    }

    /// Where it is, `None` for what is not in one place.
    pub fn range(self, project: &Project) -> Option<TextRange> {
        match self {
            Self::Open(passage, _) | Self::TooFewSources(passage, _) => Some(project.passage(passage)?.range()),
            Self::Untouched(range) => Some(range),
            Self::Undecided(_) | Self::Forked(_) | Self::Unreviewed(_) => None,
        }
    }
}

impl Project {
    /// How far a draft is, of which so many suggestions of its writer and so many in all wait. It looks at all of the text:
    /// work for the background where documents are large.
    pub fn coverage(&self, draft: &Document, n_undecided: usize, n_waiting: usize) -> Coverage {
        let passages: Vec<&Passage> = self.passages_of(draft.id).collect();
        let n_open = passages.iter().filter(|passage| self.open_because(passage).is_some()).count();
        let (mut n_sentences, mut n_untouched) = (0, 0);
        self.each_sentence(draft, &passages, |_, is_untouched| {
            n_sentences += 1;
            n_untouched += usize::from(is_untouched);
        });
        Coverage { n_closed: passages.len() - n_open, n_open, n_sentences, n_untouched, n_undecided, n_waiting }
    }

    /// What stands between a draft and its sign-off, in the order of the text; `n_undecided` suggestions of it wait. It
    /// looks at all of the text: work for the background where documents are large.
    pub fn sign_off_blockers(&self, draft: &Document, n_undecided: usize) -> Vec<Blocker> {
        let passages: Vec<&Passage> = self.passages_of(draft.id).collect();
        let independent = self.about().map_or(0, |about| about.independent);
        let origins = if independent > 0 { Origins::of(self) } else { Origins::default() };
        let too_few = |passage: &Passage| {
            let is_asked = independent > 0 && passage.outcome == Some(Outcome::Confirmed);
            let rests_on = is_asked.then(|| origins.rests_on(self, passage));
            rests_on.filter(|rests_on| !rests_on.is_enough(independent))
        };
        let blocks = |passage: &&Passage| {
            let open = self.open_because(passage).map(|why| Blocker::Open(passage.id, why));
            let blocker = open.or_else(|| Some(Blocker::TooFewSources(passage.id, too_few(passage)?)));
            Some((passage.range(), blocker?))
        };
        let mut blockers: Vec<(TextRange, Blocker)> = passages.iter().filter_map(blocks).collect();
        self.each_sentence(draft, &passages, |sentence, is_untouched| {
            blockers.extend(is_untouched.then_some((sentence, Blocker::Untouched(sentence))));
        });
        blockers.sort_by_key(|(range, _)| *range);
        let undecided = (n_undecided > 0).then_some(Blocker::Undecided(n_undecided));
        // Those that were re-opened there are open, and named one by one: where all are, there is nothing more to say.
        let is_named = |passage: &Arc<Passage>| passage.place.document == draft.id && !passage.reopened.is_empty();
        let has_others = self.unreviewed(draft.id).any(|passage| !is_named(passage));
        let unreviewed = has_others.then(|| Blocker::Unreviewed(self.unreviewed(draft.id).count()));
        let beside = |earlier: &DocumentId| self.replacements(*earlier).len().saturating_sub(1);
        let n_beside = self.earlier_versions(draft.id).iter().map(beside).find(|n| *n > 0);
        let forked = n_beside.map(Blocker::Forked);
        let last = undecided.into_iter().chain(forked).chain(unreviewed);
        blockers.into_iter().map(|(_, blocker)| blocker).chain(last).collect()
    }

    fn each_sentence(&self, document: &Document, passages: &[&Passage], mut each: impl FnMut(TextRange, bool)) {
        let looked = Looked::at(self, document.id, passages.iter().map(|passage| passage.range()));
        let sentences: Vec<TextRange> = document.body.shown_sentences(0..document.blocks().len()).collect();
        let beside = self.looked_beside(document, &sentences);
        for (sentence, beside) in sentences.into_iter().zip(beside) {
            each(sentence, !beside && looked.is_untouched(sentence));
        }
    }
}
