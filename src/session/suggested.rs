//! The suggestions that wait: what the writer of a draft put beside the words, and what the program noticed in them.
//!
//! What was noticed is computed in the background, once per document, since its text never changes. Which of it waits is
//! kept up to date from what a commit touched, so that it costs nothing to ask, however long the draft is.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::detect::{ClaimClass, Item, Reason};
use crate::model::{Document, DocumentId, PassId, PassageKind, Places, Project, ProposalContent, ProposalKey, Subject};
use crate::text::TextRange;

use super::Noticed;
use super::forks::Elsewhere;
use super::noticed::published;

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
    pub(super) fn of(item: &Item) -> Self {
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
}

/// What a suggestion says.
#[derive(Clone, Copy, Debug)]
pub enum WaitingContent<'s> {
    /// What the writer put beside the words.
    Writer(ProposalContent<'s>),
    /// What the program noticed: its place among all of that.
    Noticed(&'s Noticed, usize),
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

    /// What was noticed of its words, what says the most first; nothing for what the writer put there. Some of it is read
    /// from the text again: for what is shown, not for all of them.
    pub fn items(&self) -> Vec<Item> {
        match self.content {
            WaitingContent::Noticed(noticed, index) => noticed.items(&self.document.body, index),
            WaitingContent::Writer(_) => Vec::new(),
        }
    }

    /// How much its sentence is worth checking, from 0 to 1.
    pub fn worth(&self) -> f32 {
        match self.content {
            WaitingContent::Noticed(noticed, _) => noticed.worth(self.range),
            WaitingContent::Writer(_) => 1.0,
        }
    }

    /// Why its sentence is, the strongest reason first. It is read again, as the items are.
    pub fn reasons(&self) -> Vec<Reason> {
        match self.content {
            WaitingContent::Noticed(noticed, _) => noticed.reasons(&self.document.body, self.range),
            WaitingContent::Writer(_) => Vec::new(),
        }
    }

    /// The sorts that it is of: words can be a cause and say "only" too.
    pub fn classes(&self) -> BTreeSet<SuggestionClass> {
        std::iter::once(self.class).chain(self.other_classes()).collect()
    }

    /// Whether it is of a sort.
    pub fn is_of(&self, class: SuggestionClass) -> bool {
        self.class == class || self.other_classes().any(|other| other == class)
    }

    fn other_classes(&self) -> impl Iterator<Item = SuggestionClass> + use<'s> {
        let here = match self.content {
            WaitingContent::Noticed(noticed, index) => Some(noticed.of_words(index)),
            WaitingContent::Writer(_) => None,
        };
        let kind = self.kind();
        here.into_iter().flatten().filter(move |(other, _)| *other == kind).map(|(_, class)| class)
    }

    /// Who says the words, if they are somebody's and it is clear whose.
    pub fn speaker(&self) -> Option<&'s str> {
        match self.content {
            WaitingContent::Noticed(noticed, index) => noticed.speaker(index),
            WaitingContent::Writer(_) => None,
        }
    }
}

/// By what suggestions are sorted.
type Order = (usize, Reverse<usize>, SuggestionKey, Reverse<SuggestionClass>);

/// A suggestion of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    range: TextRange,
    key: SuggestionKey,
    class: SuggestionClass,
    /// Its place among what was noticed, or among what the writer put there.
    index: usize,
}

impl Entry {
    fn noticed(noticed: &Noticed, index: usize) -> Option<Self> {
        let ((range, class), key) = noticed.get(index).zip(noticed.key(index))?;
        Some(Self { range, key, class, index })
    }

    /// In the order of the text; what holds others comes first, and of one kind at one place what says the most.
    fn order(&self) -> Order {
        (self.range.start(), Reverse(self.range.end()), self.key, Reverse(self.class))
    }
}

/// What the writer of a draft put beside the words.
#[derive(Debug)]
struct Written {
    entry: Entry,
    /// How far this and all before it reach.
    reach: usize,
    waits: bool,
}

/// All suggestions of a draft, and which of them wait.
#[derive(Debug)]
pub(super) struct Suggested {
    noticed: Option<Arc<Noticed>>,
    /// For each that was noticed: whether it waits.
    waits: Vec<bool>,
    /// In the order of the text.
    written: Vec<Written>,
    n_waiting: usize,
    /// What another version has too in which work goes on: what was noticed there waits there.
    elsewhere: Elsewhere,
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
        let elsewhere = Elsewhere::of(project, document);
        let is_named = |noticed: &Noticed, index| {
            !noticed.is_settled_with_another(index)
                && noticed.get(index).is_some_and(|(range, _)| !elsewhere.has(range))
        };
        let waits: Vec<bool> = noticed
            .as_ref()
            .map_or_else(Vec::new, |noticed| (0..noticed.len()).map(|index| is_named(noticed, index)).collect());
        let written = written(document);
        let n_waiting = waits.iter().filter(|waits| **waits).count() + written.len();
        let mut all = Self { noticed, waits, written, n_waiting, elsewhere };
        all.settle(project, document.id, places);
        Some(all)
    }

    /// Whether some of it waits in another version.
    pub(super) fn waits_elsewhere(&self) -> bool {
        !self.elsewhere.is_empty()
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
    pub(super) fn touching(&self, range: TextRange) -> impl Iterator<Item = Entry> {
        let near = self.noticed.as_ref().map_or(0..0, |noticed| noticed.near(range));
        let both = merged(self.noticed_in(near), self.written_in(self.written_near(range)), |a, b| a <= b);
        both.filter(move |entry| entry.range.end() >= range.start())
    }

    /// Those that wait and begin at `offset` or behind it.
    pub(super) fn from(&self, offset: usize) -> impl Iterator<Item = Entry> {
        let (first, first_written) = self.first_from(offset);
        let written = self.written_in(first_written..self.written.len());
        merged(self.noticed_in(first..self.waits.len()), written, |a, b| a <= b)
    }

    /// Those that wait and begin before `offset`, the last first.
    pub(super) fn before(&self, offset: usize) -> impl Iterator<Item = Entry> {
        let (end, end_written) = self.first_from(offset);
        merged(self.noticed_in(0..end).rev(), self.written_in(0..end_written).rev(), |a, b| a >= b)
    }

    fn first_from(&self, offset: usize) -> (usize, usize) {
        let noticed = self.noticed.as_ref().map_or(0, |noticed| noticed.first_from(offset));
        (noticed, self.written.partition_point(|one| one.entry.range.start() < offset))
    }

    fn noticed_in(&self, indexes: Range<usize>) -> impl DoubleEndedIterator<Item = Entry> {
        let waiting = indexes.filter(|index| self.waits.get(*index).copied().unwrap_or_default());
        waiting.filter_map(|index| Entry::noticed(self.noticed.as_ref()?, index))
    }

    fn written_in(&self, indexes: Range<usize>) -> impl DoubleEndedIterator<Item = Entry> {
        let here = self.written.get(indexes).unwrap_or_default();
        here.iter().filter(|one| one.waits).map(|one| one.entry)
    }

    /// A stretch of what the writer put there in which all is that has words in `range` or touches its ends.
    fn written_near(&self, range: TextRange) -> Range<usize> {
        let first = self.written.partition_point(|one| one.reach < range.start());
        let end = self.written.partition_point(|one| one.entry.range.start() <= range.end());
        first.min(end)..end
    }

    /// The one of this name, if it waits.
    pub(super) fn find(&self, document: &Document, key: SuggestionKey) -> Option<Entry> {
        let range = match key {
            SuggestionKey::Writer(key) => document.proposal(key)?.range,
            SuggestionKey::Words(range, _) => range,
        };
        let mut there = self.from(range.start()).take_while(|entry| entry.range.start() == range.start());
        there.find(|entry| entry.key == key)
    }

    /// One of them with all that is known of it.
    pub(super) fn waiting<'s>(&'s self, document: &'s Document, entry: Entry) -> Option<Waiting<'s>> {
        let Entry { range, key, class, index } = entry;
        let content = match key {
            SuggestionKey::Writer(of) => WaitingContent::Writer(document.proposal(of)?.content),
            SuggestionKey::Words(..) => WaitingContent::Noticed(self.noticed.as_ref()?, index),
        };
        Some(Waiting { document, key, range, class, content })
    }

    /// Looks again which of those that touch `range` wait.
    pub(super) fn recheck(&mut self, project: &Project, id: DocumentId, places: Option<&Places>, range: TextRange) {
        let mut passed = Passed::of(project, id);
        let touches = |other: TextRange| other.start() <= range.end() && other.end() >= range.start();
        let set = |waits: &mut bool, is: bool, n_waiting: &mut usize| {
            *n_waiting = *n_waiting + usize::from(is) - usize::from(*waits);
            *waits = is;
        };
        let written = self.written_near(range);
        for one in self.written.get_mut(written).unwrap_or_default() {
            if let SuggestionKey::Writer(key) = one.entry.key
                && touches(one.entry.range)
            {
                set(&mut one.waits, project.fate(id, key).is_none(), &mut self.n_waiting);
            }
        }
        let Some(noticed) = &self.noticed else { return };
        for index in noticed.near(range).filter(|index| !noticed.is_settled_with_another(*index)) {
            if let (Some(SuggestionKey::Words(range, kind)), Some(waits)) =
                (noticed.key(index), self.waits.get_mut(index))
                && touches(range)
            {
                let is = !project.is_dismissed(id, range, kind)
                    && !is_marked(places, range, kind)
                    && !passed.covers(range)
                    && !self.elsewhere.has(range);
                set(waits, is, &mut self.n_waiting);
            }
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
}

/// What the writer of a document put beside its words, all waiting.
fn written(document: &Document) -> Vec<Written> {
    let mut entries: Vec<Entry> = document
        .proposals()
        .iter()
        .enumerate()
        .map(|(index, proposal)| {
            let class = match proposal.content {
                ProposalContent::Comment(_) => SuggestionClass::Comment,
                ProposalContent::Note(_) => SuggestionClass::Note,
                ProposalContent::Address(_) => SuggestionClass::Address,
            };
            Entry { range: proposal.range, key: SuggestionKey::Writer(proposal.key), class, index }
        })
        .collect();
    entries.sort_by_key(Entry::order);
    let mut reach = 0;
    let reaching = entries.into_iter().map(|entry| {
        reach = entry.range.end().max(reach);
        Written { entry, reach, waits: true }
    });
    reaching.collect()
}

/// Two lists as one, in the order that both have.
fn merged(
    a: impl Iterator<Item = Entry>,
    b: impl Iterator<Item = Entry>,
    comes_first: impl Fn(&Order, &Order) -> bool,
) -> impl Iterator<Item = Entry> {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    std::iter::from_fn(move || match (a.peek(), b.peek()) {
        (Some(one), Some(other)) if !comes_first(&one.order(), &other.order()) => b.next(),
        (Some(_), _) => a.next(),
        (None, _) => b.next(),
    })
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
