//! The suggestions that wait: what the writer of a draft put beside the words, and what the program noticed in them.
//!
//! What was noticed is computed in the background, once per document, since its text never changes. Which of it waits is
//! kept up to date from what a commit touched, so that it costs nothing to ask, however long the draft is.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::detect::{ClaimClass, Item, RatedSentence, Reason, Suggestion, rated, suggestions_unless};
use crate::model::{Document, DocumentId, PassId, PassageKind, Places, Project, ProposalContent, ProposalKey, Subject};
use crate::text::{PartialDate, TextRange};

/// Names a suggestion within its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuggestionKey {
    /// What the writer put beside the words.
    Writer(ProposalKey),
    /// Words that the program noticed, and what they would be.
    Words(TextRange, PassageKind),
}

/// Names a suggestion.
pub type SuggestionId = (DocumentId, SuggestionKey);

/// What sort of suggestion it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuggestionClass {
    /// A comment of the writer.
    Comment,
    /// A note at the foot of the page or at the end.
    Note,
    /// Where words lead to on the web.
    Address,
    /// Words in quote marks.
    Quote,
    /// A number with what it counts.
    Statistic,
    /// Another statement.
    Claim(ClaimClass),
}

impl SuggestionClass {
    /// The sort of what was noticed.
    fn of(item: &Item) -> Self {
        match item {
            Item::Quote(_) => Self::Quote,
            Item::Statistic(_) => Self::Statistic,
            Item::Claim(claim) => Self::Claim(claim.class),
        }
    }

    /// The word for it: "Superlative".
    pub fn label(self) -> &'static str {
        match self {
            Self::Comment => "Comment",
            Self::Note => "Note",
            Self::Address => "Address",
            Self::Quote => "Quote",
            Self::Statistic => "Statistic",
            Self::Claim(class) => match class {
                ClaimClass::Name => "Name",
                ClaimClass::Spelling => "Spelling",
                ClaimClass::Place => "Place",
                ClaimClass::Date => "Date",
                ClaimClass::Clock => "Clock word",
                ClaimClass::Superlative => "Superlative",
                ClaimClass::Universal => "All or none",
                ClaimClass::Cause => "Cause",
                ClaimClass::Accusation => "Accusation",
            },
        }
    }

    /// Whether there are many of them in any text, each of which is looked up in a moment.
    pub fn is_routine(self) -> bool {
        matches!(self, Self::Claim(ClaimClass::Name | ClaimClass::Place | ClaimClass::Date))
    }
}

/// A suggestion that waits.
#[derive(Clone, Copy, Debug)]
pub struct Waiting<'s> {
    /// Its document.
    pub document: &'s Document,
    /// Which of it.
    pub key: SuggestionKey,
    /// The words it is about; empty if it stands at one place.
    pub range: TextRange,
    /// What sort it is.
    pub class: SuggestionClass,
    /// What it says.
    pub content: WaitingContent<'s>,
    /// How much its sentence is worth checking, from 0 to 1.
    pub worth: f32,
    /// Why its sentence is, the strongest reason first.
    pub reasons: &'s [Reason],
    /// All that was noticed of just these words.
    of_words: &'s [Suggestion],
}

/// What a suggestion says.
#[derive(Clone, Copy, Debug)]
pub enum WaitingContent<'s> {
    /// What the writer put beside the words.
    Writer(ProposalContent<'s>),
    /// What the program noticed.
    Noticed(&'s Item),
}

impl<'s> Waiting<'s> {
    /// Its name among all suggestions.
    pub fn id(&self) -> SuggestionId {
        (self.document.id, self.key)
    }

    /// The kind of passage that it becomes when it is accepted as what it is.
    pub fn kind(&self) -> PassageKind {
        match self.key {
            SuggestionKey::Writer(_) => PassageKind::Claim,
            SuggestionKey::Words(_, kind) => kind,
        }
    }

    /// What was noticed of its words, what says the most first; nothing for what the writer put there.
    pub fn items(&self) -> impl Iterator<Item = &'s Item> + use<'s> {
        let first = match self.content {
            WaitingContent::Noticed(item) => Some(item),
            WaitingContent::Writer(_) => None,
        };
        let is_other = move |item: &&Item| first.is_some_and(|it| !std::ptr::eq(it, *item) && it.kind() == item.kind());
        first.into_iter().chain(self.of_words.iter().map(|one| &one.item).filter(is_other))
    }

    /// The sorts that it is of: words can be a cause and say "only" too.
    pub fn classes(&self) -> BTreeSet<SuggestionClass> {
        std::iter::once(self.class).chain(self.items().map(SuggestionClass::of)).collect()
    }

    /// Whether it is of a sort.
    pub fn is_of(&self, class: SuggestionClass) -> bool {
        self.class == class || self.items().any(|item| SuggestionClass::of(item) == class)
    }

    /// Who says the words, if they are somebody's and it is clear whose.
    pub fn speaker(&self) -> Option<&'s str> {
        match self.content {
            WaitingContent::Noticed(Item::Quote(quote)) => {
                quote.speaker.as_ref().and_then(|speaker| speaker.name.as_deref())
            }
            _ => None,
        }
    }
}

/// What the program noticed in a document.
#[derive(Debug)]
pub struct Noticed {
    /// The document.
    pub document: DocumentId,
    /// The day of publication that it was told.
    published: Option<PartialDate>,
    all: Vec<Suggestion>,
    /// The sentences, in the order of the text.
    rated: Vec<RatedSentence>,
    /// In the order of [`Entry::order`].
    entries: Vec<Entry>,
}

impl Noticed {
    /// Looks for what can be wrong in a document; `None` once nobody waits for it any more.
    pub fn of(document: &Document, is_cancelled: impl Fn() -> bool) -> Option<Self> {
        let published = published(document);
        let all = suggestions_unless(&document.body, published, &is_cancelled)?;
        if is_cancelled() {
            return None;
        }
        let rated = rated(&document.body, &all);
        let mut entries: Vec<Entry> = (0..).zip(&all).map(|(index, one)| Entry::noticed(index, one)).collect();
        entries.sort_by_key(Entry::order);
        // Who settles words settles all that was noticed of them.
        entries.dedup_by_key(|entry| (entry.range, entry.key));
        Some(Self { document: document.id, published, rated, entries, all })
    }

    /// All that was noticed, in the order of the text.
    pub fn all(&self) -> &[Suggestion] {
        &self.all
    }

    /// All that was noticed of the words of one, which stands together.
    fn of_words(&self, index: usize) -> &[Suggestion] {
        let Some(one) = self.all.get(index) else { return &[] };
        let is_same = |other: &&Suggestion| other.range == one.range;
        let n_before = self.all.iter().take(index).rev().take_while(is_same).count();
        let n_behind = self.all.iter().skip(index).take_while(is_same).count();
        self.all.get(index - n_before..index + n_behind).unwrap_or_default()
    }

    /// The sentence in which words begin.
    fn sentence(&self, range: TextRange) -> Option<&RatedSentence> {
        let after = self.rated.partition_point(|sentence| sentence.range.start() <= range.start());
        after.checked_sub(1).and_then(|at| self.rated.get(at))
    }
}

fn published(document: &Document) -> Option<PartialDate> {
    PartialDate::read(&document.published)
}

/// A suggestion of a document, waiting or not.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    range: TextRange,
    key: SuggestionKey,
    class: SuggestionClass,
    /// Its place among what was noticed; of no meaning for what the writer put there.
    index: u32,
    /// How far this and all before it reach.
    reach: usize,
    waits: bool,
}

impl Entry {
    fn noticed(index: u32, one: &Suggestion) -> Self {
        let class = SuggestionClass::of(&one.item);
        let key = SuggestionKey::Words(one.range, one.item.kind());
        Self { range: one.range, key, class, index, reach: 0, waits: true }
    }

    /// In the order of the text; what holds others comes first, and of one kind at one place what says the most.
    fn order(&self) -> (usize, Reverse<usize>, SuggestionKey, Reverse<SuggestionClass>) {
        (self.range.start(), Reverse(self.range.end()), self.key, Reverse(self.class))
    }
}

/// All suggestions of a draft, and which of them wait.
#[derive(Debug)]
pub(super) struct Suggested {
    noticed: Option<Arc<Noticed>>,
    entries: Vec<Entry>,
    n_waiting: usize,
}

impl Suggested {
    /// The suggestions of a document, `None` if it is no draft.
    pub(super) fn of(
        project: &Project,
        document: &Document,
        places: Option<&Places>,
        noticed: Option<Arc<Noticed>>,
    ) -> Option<Self> {
        if !project.is_draft(document) {
            return None;
        }
        let noticed = noticed.filter(|noticed| noticed.published == published(document));
        let mut entries: Vec<Entry> = noticed.as_ref().map_or_else(Vec::new, |noticed| noticed.entries.clone());
        entries.extend(document.proposals().iter().map(|proposal| {
            let class = match proposal.content {
                ProposalContent::Comment(_) => SuggestionClass::Comment,
                ProposalContent::Note(_) => SuggestionClass::Note,
                ProposalContent::Address(_) => SuggestionClass::Address,
            };
            let key = SuggestionKey::Writer(proposal.key);
            Entry { range: proposal.range, key, class, index: 0, reach: 0, waits: true }
        }));
        entries.sort_by_key(Entry::order);
        let mut reach = 0;
        for entry in &mut entries {
            reach = reach.max(entry.range.end());
            entry.reach = reach;
        }
        let n_waiting = entries.len();
        let mut all = Self { noticed, entries, n_waiting };
        all.settle(project, document.id, places);
        Some(all)
    }

    /// Whether it is still to be looked what can be noticed.
    pub(super) fn is_to_notice(&self) -> bool {
        self.noticed.is_none()
    }

    /// What was noticed.
    pub(super) fn noticed(&self) -> Option<&Arc<Noticed>> {
        self.noticed.as_ref()
    }

    /// How many wait.
    pub(super) fn n_waiting(&self) -> usize {
        self.n_waiting
    }

    /// Those that wait and have words in `range` or touch its ends, in the order of the text.
    pub(super) fn touching(&self, range: TextRange) -> impl Iterator<Item = &Entry> {
        let touching = self.indexes(range).filter_map(|index| self.entries.get(index));
        touching.filter(|entry| entry.waits)
    }

    /// Those that wait and begin at `offset` or behind it.
    pub(super) fn from(&self, offset: usize) -> impl Iterator<Item = &Entry> {
        let first = self.entries.partition_point(|entry| entry.range.start() < offset);
        self.entries.iter().skip(first).filter(|entry| entry.waits)
    }

    /// Those that wait and begin before `offset`, the last first.
    pub(super) fn before(&self, offset: usize) -> impl Iterator<Item = &Entry> {
        let end = self.entries.partition_point(|entry| entry.range.start() < offset);
        self.entries.get(..end).unwrap_or_default().iter().rev().filter(|entry| entry.waits)
    }

    /// The one of this name, if it waits.
    pub(super) fn find(&self, document: &Document, key: SuggestionKey) -> Option<&Entry> {
        let range = match key {
            SuggestionKey::Writer(key) => document.proposal(key)?.range,
            SuggestionKey::Words(range, _) => range,
        };
        let mut there = self.from(range.start()).take_while(|entry| entry.range.start() == range.start());
        there.find(|entry| entry.key == key)
    }

    /// One of them with all that is known of it.
    pub(super) fn waiting<'s>(&'s self, document: &'s Document, entry: &Entry) -> Option<Waiting<'s>> {
        let Entry { range, key, class, index, .. } = *entry;
        if let SuggestionKey::Writer(of) = key {
            let content = WaitingContent::Writer(document.proposal(of)?.content);
            return Some(Waiting { document, key, range, class, content, worth: 1.0, reasons: &[], of_words: &[] });
        }
        let noticed = self.noticed.as_ref()?;
        let content = WaitingContent::Noticed(&noticed.all.get(index as usize)?.item);
        let (worth, reasons) =
            noticed.sentence(range).map_or((0.0, &[][..]), |it| (it.worth.score, &*it.worth.reasons));
        let of_words = noticed.of_words(index as usize);
        Some(Waiting { document, key, range, class, content, worth, reasons, of_words })
    }

    /// Looks again which of those that touch `range` wait.
    pub(super) fn recheck(&mut self, project: &Project, id: DocumentId, places: Option<&Places>, range: TextRange) {
        let mut passed = Passed::of(project, id);
        for index in self.indexes(range).collect::<Vec<_>>() {
            let Some(entry) = self.entries.get_mut(index) else { continue };
            let waits = match entry.key {
                SuggestionKey::Writer(key) => project.fate(id, key).is_none(),
                SuggestionKey::Words(range, kind) => {
                    !project.is_dismissed(id, range, kind) && !is_marked(places, range, kind) && !passed.covers(range)
                }
            };
            self.n_waiting = self.n_waiting + usize::from(waits) - usize::from(entry.waits);
            entry.waits = waits;
        }
    }

    /// Lets those that are settled, or are passages already, no longer wait. Looks at what is settled, not at all that
    /// is suggested, of which there is far more.
    fn settle(&mut self, project: &Project, id: DocumentId, places: Option<&Places>) {
        let mut settled: BTreeSet<TextRange> = BTreeSet::new();
        for record in project.settled_of(id) {
            match &record.subject {
                Subject::Proposal(of, key) => {
                    let document = project.document(*of);
                    settled.extend(document.and_then(|document| Some(document.proposal(*key)?.range)));
                }
                Subject::Words(place, _) => _ = settled.insert(place.range()),
                Subject::Pair(..) => {}
            }
        }
        settled.extend(project.passes_of(id).map(|pass| pass.place.range()));
        settled.extend(places.into_iter().flat_map(Places::iter).map(|mark| mark.range));
        for range in settled {
            self.recheck(project, id, places, range);
        }
    }

    /// The places among all of those that have words in `range` or touch its ends.
    fn indexes(&self, range: TextRange) -> impl Iterator<Item = usize> {
        let first = self.entries.partition_point(|entry| entry.reach < range.start());
        let end = self.entries.partition_point(|entry| entry.range.start() <= range.end());
        let near = self.entries.iter().enumerate().take(end).skip(first);
        near.filter(move |(_, entry)| entry.range.end() >= range.start()).map(|(index, _)| index)
    }
}

/// Whether words are a passage already: of any kind if it has just these words, else of this kind. Where it shares words
/// with a quote or a number it is the same quote or number; but a name within a claim is another thing to check, so a
/// claim has to be nearly the same words.
fn is_marked(places: Option<&Places>, range: TextRange, kind: PassageKind) -> bool {
    let is_same = |mark: TextRange| match kind {
        PassageKind::Quote | PassageKind::Statistic => mark.overlaps(range),
        PassageKind::Claim => is_nearly(mark, range),
    };
    let mut marks = places.into_iter().flat_map(|places| places.overlapping(range));
    marks.any(|mark| mark.range == range || (mark.kind == kind && is_same(mark.range)))
}

/// Whether two stretches share at least two thirds of what both have together.
fn is_nearly(a: TextRange, b: TextRange) -> bool {
    let n_both = a.intersection(b).map_or(0, TextRange::len);
    3 * n_both >= 2 * (a.len() + b.len() - n_both)
}

/// The sentences of a document of which somebody said that there is nothing to check in them.
struct Passed<'p> {
    project: &'p Project,
    /// Nothing if no sentence of it was passed.
    document: Option<&'p Document>,
    /// The paragraph that was looked at last, with its sentences: there may be very many, and as many are asked about.
    block: Option<(usize, Vec<TextRange>)>,
}

impl<'p> Passed<'p> {
    fn of(project: &'p Project, id: DocumentId) -> Self {
        let document = project.document(id).filter(|_| project.passes_of(id).next().is_some());
        Self { project, document: document.map(|document| &**document), block: None }
    }

    /// Whether the sentence of these words was passed.
    fn covers(&mut self, range: TextRange) -> bool {
        let Some(document) = self.document else { return false };
        let block = document.blocks().at(range.start());
        let known = self.block.take().filter(|(at, _)| *at == block);
        let (_, sentences) = self
            .block
            .insert(known.unwrap_or_else(|| (block, document.body.shown_sentences(block..block + 1).collect())));
        let after = sentences.partition_point(|sentence| sentence.start() <= range.start());
        let sentence = after.checked_sub(1).and_then(|at| sentences.get(at)).filter(|sentence| sentence.covers(range));
        sentence.is_some_and(|sentence| self.project.tables().is_present(PassId::of(document.id, *sentence).into()))
    }
}
