//! What the program noticed in a document, kept small: there is a suggestion in every thirty bytes of some texts.
//!
//! Sixteen bytes are kept of each. What a number means is read from its paragraph again when it is asked for, and so is
//! why a sentence is worth checking; what claims say is kept once, however often it is said.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::detect::{Claim, Item, Quote, RatedSentence, Reason, Stretches, Suggestion, rated_in, statistics_in, worth};
use crate::model::{Body, Document, DocumentId, PassageKind};
use crate::reading::{Language, Quantity};
use crate::text::{PartialDate, TextRange};

use super::{SuggestionClass, SuggestionKey};

/// The numbers of a longer paragraph are kept, in bytes: to read it again would take too long.
const READ_AGAIN: usize = 2_000;

/// How far suggestions reach is kept for so many together.
const TOGETHER: usize = 64;

/// What the program noticed in a document.
#[derive(Debug)]
pub struct Noticed {
    /// The document.
    pub document: DocumentId,
    /// The day of publication that it was told.
    pub(super) published: Option<PartialDate>,
    language: &'static Language,
    /// In the order of the text; what holds others comes first, and of one kind at one place what says the most.
    all: Box<[Kept]>,
    quotes: Box<[Quote]>,
    /// Each once.
    claims: Box<[Claim]>,
    /// Those in long paragraphs.
    quantities: Box<[Quantity]>,
    /// How far those until the end of each [`TOGETHER`] reach.
    reaches: Box<[u32]>,
    /// The sentences in the order of the text, each with how much it is worth checking.
    worths: Box<[(TextRange, f32)]>,
}

/// What is kept of a suggestion.
#[derive(Clone, Copy, Debug)]
struct Kept {
    range: TextRange,
    class: SuggestionClass,
    /// Its place among the quotes, the claims or the numbers; [`TO_READ`] for a number that is read again.
    at: u32,
}

/// Stands for the place of a number that is not kept.
const TO_READ: u32 = u32::MAX;

impl Kept {
    fn kind(&self) -> PassageKind {
        match self.class {
            SuggestionClass::Quote => PassageKind::Quote,
            SuggestionClass::Statistic => PassageKind::Statistic,
            _ => PassageKind::Claim,
        }
    }
}

impl Noticed {
    /// Looks for what can be wrong in a document; `None` once nobody waits for it any more.
    pub fn of(document: &Document, is_cancelled: impl Fn() -> bool) -> Option<Self> {
        let published = published(document);
        let body = &document.body;
        let goes_on = || (!is_cancelled()).then_some(());
        goes_on()?;
        let mut keeping = Keeping::default();
        let (mut all, mut worths) = (Vec::new(), Vec::new());
        for (blocks, mut found) in Stretches::of(body, published) {
            goes_on()?;
            let rated = rated_in(body, blocks, &found).into_iter();
            worths.extend(rated.map(|RatedSentence { range, worth }| (range, worth.score)));
            found.sort_by_key(|one| {
                let class = SuggestionClass::of(&one.item);
                (one.range.start(), Reverse(one.range.end()), one.item.kind(), Reverse(class))
            });
            all.extend(found.into_iter().map(|one| keeping.keep(body, one)));
        }
        let all: Box<[Kept]> = all.into();
        let mut reach = 0;
        let reaches = all.chunks(TOGETHER).map(|together| {
            reach = together.iter().map(|one| one.range.end()).max().unwrap_or_default().max(reach);
            u32::try_from(reach).unwrap_or(u32::MAX)
        });
        Some(Self {
            document: document.id,
            published,
            language: Language::of(body.text()),
            reaches: reaches.collect(),
            all,
            quotes: keeping.quotes.into(),
            claims: keeping.claims.into(),
            quantities: keeping.quantities.into(),
            worths: worths.into(),
        })
    }

    /// All that was noticed, in the order of the text. The text is the one that it was noticed in, here as below.
    pub fn all(&self, body: &Body) -> Vec<Suggestion> {
        self.read(body, 0..self.all.len())
    }

    /// Those that have words in `range` or touch its ends.
    pub fn touching(&self, body: &Body, range: TextRange) -> Vec<Suggestion> {
        let near = self.near(range);
        let mut found = self.read(body, near);
        found.retain(|one| one.range.start() <= range.end() && one.range.end() >= range.start());
        found
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The words of one, and what sort it is.
    pub(super) fn get(&self, index: usize) -> Option<(TextRange, SuggestionClass)> {
        self.all.get(index).map(|one| (one.range, one.class))
    }

    /// Its name.
    pub(super) fn key(&self, index: usize) -> Option<SuggestionKey> {
        self.all.get(index).map(|one| SuggestionKey::Words(one.range, one.kind()))
    }

    /// Whether it has the name of the one before it: who settles words settles all that was noticed of them.
    pub(super) fn is_settled_with_another(&self, index: usize) -> bool {
        index.checked_sub(1).is_some_and(|before| self.key(before) == self.key(index))
    }

    /// The first that begins at `offset` or behind it.
    pub(super) fn first_from(&self, offset: usize) -> usize {
        self.all.partition_point(|one| one.range.start() < offset)
    }

    /// A stretch of them in which all are that have words in `range` or touch its ends.
    pub(super) fn near(&self, range: TextRange) -> Range<usize> {
        let first = self.reaches.partition_point(|reach| (*reach as usize) < range.start()) * TOGETHER;
        let end = self.all.partition_point(|one| one.range.start() <= range.end());
        first.min(end)..end
    }

    /// Those of the very words of one, which stand together: of which kind and sort each is.
    pub(super) fn of_words(&self, index: usize) -> impl Iterator<Item = (PassageKind, SuggestionClass)> + use<'_> {
        let same = self.all.get(self.with_words_of(index)).unwrap_or_default();
        same.iter().map(|one| (one.kind(), one.class))
    }

    /// What was noticed of the words of one, this first, then those of its kind.
    pub(super) fn items(&self, body: &Body, index: usize) -> Vec<Item> {
        let same = self.with_words_of(index);
        let first = index - same.start;
        let mut items: Vec<Item> = self.read(body, same).into_iter().map(|one| one.item).collect();
        if first < items.len() {
            items.get_mut(..=first).unwrap_or_default().rotate_right(1);
        }
        let kind = items.first().map(Item::kind);
        items.retain(|item| Some(item.kind()) == kind);
        items
    }

    /// Who says the words of one, if they are somebody's and it is clear whose.
    pub(super) fn speaker(&self, index: usize) -> Option<&str> {
        let one = self.all.get(index).filter(|one| one.class == SuggestionClass::Quote)?;
        self.quotes.get(one.at as usize)?.speaker.as_ref()?.name.as_deref()
    }

    /// How much the sentence in which words begin is worth checking, from 0 to 1.
    pub(super) fn worth(&self, range: TextRange) -> f32 {
        self.sentence(range).map_or(0.0, |(_, worth)| worth)
    }

    /// Why that sentence is, the strongest reason first.
    pub(super) fn reasons(&self, body: &Body, range: TextRange) -> Vec<Reason> {
        let Some((sentence, _)) = self.sentence(range) else { return Vec::new() };
        let found = self.read(body, self.first_from(sentence.start())..self.first_from(sentence.end()));
        worth(self.language, sentence.within(body.text()).unwrap_or_default(), &found).reasons
    }

    fn sentence(&self, range: TextRange) -> Option<(TextRange, f32)> {
        let after = self.worths.partition_point(|(sentence, _)| sentence.start() <= range.start());
        after.checked_sub(1).and_then(|at| self.worths.get(at)).copied()
    }

    fn with_words_of(&self, index: usize) -> Range<usize> {
        let Some(one) = self.all.get(index) else { return index..index };
        let is_same = |other: &&Kept| other.range == one.range;
        let n_before = self.all.iter().take(index).rev().take_while(is_same).count();
        let n_behind = self.all.iter().skip(index).take_while(is_same).count();
        index - n_before..index + n_behind
    }

    /// Some of them with all that they say.
    fn read(&self, body: &Body, indexes: Range<usize>) -> Vec<Suggestion> {
        // The paragraph that was read last, with its numbers.
        let mut paragraph: Option<(usize, Vec<Quantity>)> = None;
        let mut number = |one: &Kept| {
            if one.at != TO_READ {
                return self.quantities.get(one.at as usize).cloned();
            }
            let block = body.blocks().at(one.range.start());
            let (_, numbers) = match paragraph.take().filter(|(at, _)| *at == block) {
                Some(known) => paragraph.insert(known),
                None => paragraph.insert((block, statistics_in(body, self.language, body.blocks().range(block)))),
            };
            numbers.iter().find(|quantity| quantity.range == one.range).cloned()
        };
        let all = self.all.get(indexes).unwrap_or_default().iter();
        let read = all.filter_map(|one| {
            let item = match one.class {
                SuggestionClass::Quote => Item::Quote(self.quotes.get(one.at as usize)?.clone().into()),
                SuggestionClass::Statistic => Item::Statistic(number(one)?.into()),
                _ => Item::Claim(self.claims.get(one.at as usize)?.clone()),
            };
            Some(Suggestion { range: one.range, item })
        });
        read.collect()
    }
}

/// The day of publication that is said of a document.
pub(super) fn published(document: &Document) -> Option<PartialDate> {
    PartialDate::read(&document.published)
}

/// What is kept beside the suggestions, in the making.
#[derive(Default)]
struct Keeping {
    quotes: Vec<Quote>,
    claims: Vec<Claim>,
    /// Where each claim stands among them.
    known: BTreeMap<(SuggestionClass, Box<str>), u32>,
    quantities: Vec<Quantity>,
}

impl Keeping {
    fn keep(&mut self, body: &Body, Suggestion { range, item }: Suggestion) -> Kept {
        let class = SuggestionClass::of(&item);
        let at = match item {
            Item::Quote(quote) => push(&mut self.quotes, *quote),
            Item::Claim(claim) => {
                let next = self.claims.len();
                *self.known.entry((class, claim.why.as_str().into())).or_insert_with(|| {
                    self.claims.push(claim);
                    u32::try_from(next).unwrap_or(u32::MAX)
                })
            }
            Item::Statistic(_) if body.blocks().range(body.blocks().at(range.start())).len() <= READ_AGAIN => TO_READ,
            Item::Statistic(quantity) => push(&mut self.quantities, *quantity),
        };
        Kept { range, class, at }
    }
}

/// Enters something at the end of a list, and gives its place there. No text is so long that it would not fit.
fn push<T>(list: &mut Vec<T>, one: T) -> u32 {
    list.push(one);
    u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
}
