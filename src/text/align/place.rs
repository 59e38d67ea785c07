//! Where a stretch of the old version is in the new one.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::{TextRange, is_same_but_for_type};

use super::words::{Sort, Words};
use super::{Alignment, Pair};

/// How much of the words must be left for them to have a place, in tenths.
const MIN_KEPT: usize = 3;
/// New words between two that belong together, beyond twice the old ones of all.
const SLACK: usize = 4;

/// What became of a stretch of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Placement {
    /// The same words, in the order of the whole.
    Unchanged,
    /// The same words, elsewhere.
    Moved,
    /// Other words, in part or, if they are few, all of them; here or elsewhere.
    Changed,
    /// The same words in several places which nothing around tells apart.
    Ambiguous,
    /// Gone.
    #[default]
    Orphaned,
}

impl Placement {
    /// The word for it: "text changed".
    pub fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Moved => "moved",
            Self::Changed => "text changed",
            Self::Ambiguous => "ambiguous",
            Self::Orphaned => "orphaned",
        }
    }
}

/// What became of a stretch of words, and where it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// What became of it.
    pub placement: Placement,
    /// Where it is; `None` if that is not sure.
    pub range: Option<TextRange>,
    /// Where it may be, if it is ambiguous.
    pub candidates: Vec<TextRange>,
}

/// Old words that are together in the new version: the first and the last, with what they are there.
pub(super) struct Stretch {
    pub(super) first: (usize, Pair),
    pub(super) last: (usize, Pair),
    /// How many of its words are the same or similar.
    n_kept: usize,
}

/// Where a stretch is in the new version.
struct Found {
    range: TextRange,
    /// Its words there, without those that were put in at its ends.
    new: Range<usize>,
    /// Whether they keep the order of the whole.
    in_order: bool,
}

impl Alignment<'_> {
    /// Where a stretch of the old version is in the new one.
    pub fn place(&self, range: TextRange) -> Placed {
        let from = self.old.ranges.partition_point(|word| word.end() <= range.start());
        let to = self.old.ranges.partition_point(|word| word.start() < range.end());
        let stretch = self.stretches(from, to).into_iter().max_by_key(|stretch| stretch.n_kept);
        let found = stretch.and_then(|stretch| self.found(range, &(from..to), &stretch));
        let found = found.or_else(|| {
            let (new, in_order) = self.word_for_word(&(from..to))?;
            Some(Found { range: self.new_words(&new)?, new, in_order })
        });
        let Some(Found { range: new_range, new, in_order }) = found else { return Placed::default() };
        let mut candidates = self.rivals(from..to, &new);
        if !candidates.is_empty() {
            candidates.push(new_range);
            candidates.sort_unstable();
            return Placed { placement: Placement::Ambiguous, range: None, candidates };
        }
        let is_same = self.says_same(range, new_range);
        let placement = match (is_same, in_order) {
            (false, _) => Placement::Changed,
            (true, true) => Placement::Unchanged,
            (true, false) => Placement::Moved,
        };
        Placed { placement, range: Some(new_range), candidates }
    }

    /// Where a stretch is whose words are together in the new version, if that is no chance.
    fn found(&self, range: TextRange, old: &Range<usize>, stretch: &Stretch) -> Option<Found> {
        let n_words = old.clone().filter(|at| self.is_word(*at)).count();
        let new = stretch.first.1.new..stretch.last.1.new + 1;
        let is_sure = match stretch.n_kept * 10 >= n_words * MIN_KEPT && stretch.n_kept > 0 {
            true => !self.is_chance(old, &new, stretch.n_kept),
            // Punctuation has nothing to be told by but what stands around it.
            false => self.is_replaced(old, &new),
        };
        let range = self.new_range(range, old, stretch).filter(|_| is_sure)?;
        Some(Found { range, new, in_order: stretch.first.1.in_order })
    }

    pub(super) fn is_word(&self, old: usize) -> bool {
        self.old.forms.get(old).is_some_and(|form| self.forms.form(*form).is_word())
    }

    fn form_pair(&self, old: usize, new: usize) -> Option<(u32, u32)> {
        Some((*self.old.forms.get(old)?, *self.new.forms.get(new)?))
    }

    pub(super) fn is_same(&self, old: usize, new: usize) -> bool {
        self.form_pair(old, new).is_some_and(|(old, new)| old == new)
    }

    /// Whether they are the same to a reader, who minds no shape of quotation marks.
    pub(super) fn reads_same(&self, old: usize, new: usize) -> bool {
        self.form_pair(old, new).is_some_and(|(old, new)| self.forms.reads_same(old, new))
    }

    pub(super) fn is_kept(&self, old: usize, new: usize) -> bool {
        self.form_pair(old, new).is_some_and(|(old, new)| old == new || self.forms.is_similar(old, new))
    }

    /// The parts of some old words that are together in the new version.
    fn stretches(&self, from: usize, to: usize) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for at in from..to {
            let Some(pair) = self.pairs.get(at).copied().flatten() else { continue };
            let n_kept = usize::from(self.is_word(at) && self.is_kept(at, pair.new));
            let goes_on = stretches.last_mut().filter(|stretch| self.goes_on(stretch.last, (at, pair), to - from));
            match goes_on {
                Some(stretch) => {
                    stretch.last = (at, pair);
                    stretch.n_kept += n_kept;
                }
                None => stretches.push(Stretch { first: (at, pair), last: (at, pair), n_kept }),
            }
        }
        stretches
    }

    /// Whether an old word is together with the one before: not too much came between them, and no other paragraph.
    fn goes_on(&self, before: (usize, Pair), after: (usize, Pair), n_words: usize) -> bool {
        let Some(gap) = after.1.new.checked_sub(before.1.new + 1) else { return false };
        let breaks = |words: &Words, from: usize, to: usize| {
            let forms = words.forms.get(from + 1..to).unwrap_or_default();
            forms.iter().any(|form| self.forms.form(*form).sort == Sort::Break)
        };
        let is_parted =
            || gap > 2 && breaks(&self.new, before.1.new, after.1.new) && !breaks(&self.old, before.0, after.0);
        gap <= n_words * 2 + SLACK && !is_parted()
    }

    /// The place in the new text. Within a word that changed it is where its letters go on.
    fn new_range(&self, range: TextRange, old: &Range<usize>, stretch: &Stretch) -> Option<TextRange> {
        let (first, last) = (stretch.first, stretch.last);
        let new = self.with_ends(old, stretch);
        let start = match new.start == first.1.new {
            true => self.new_offset(first.0, first.1.new, range.start(), true)?,
            false => self.new.ranges.get(new.start)?.start(),
        };
        let end = match new.end == last.1.new + 1 {
            true => self.new_offset(last.0, last.1.new, range.end(), false)?,
            false => self.new.ranges.get(new.end.checked_sub(1)?)?.end(),
        };
        (start < end).then(|| TextRange::between(start, end))
    }

    /// Where an offset at or in an old word is in the new word.
    fn new_offset(&self, old: usize, new: usize, offset: usize, is_start: bool) -> Option<usize> {
        let (old, new) = (*self.old.ranges.get(old)?, *self.new.ranges.get(new)?);
        if offset <= old.start() || offset >= old.end() {
            return Some(if is_start { new.start() } else { new.end() });
        }
        let (x, y) = (old.within(self.old_text)?.as_bytes(), new.within(self.new_text)?.as_bytes());
        let before = x.iter().zip(y).take_while(|(a, b)| a == b).count();
        let after = x.iter().rev().zip(y.iter().rev()).take_while(|(a, b)| a == b).count();
        let at = if offset - old.start() <= before {
            new.start() + (offset - old.start())
        } else if old.end() - offset <= after {
            new.end() - (old.end() - offset)
        } else if is_start {
            new.start()
        } else {
            new.end()
        };
        self.new_text.is_char_boundary(at).then_some(at)
    }

    /// Whether the words are the same. How they are spaced, broken into paragraphs and set means nothing.
    fn says_same(&self, range: TextRange, new_range: TextRange) -> bool {
        let (old, new) = (range.within(self.old_text), new_range.within(self.new_text));
        old.zip(new).is_some_and(|(old, new)| is_same_but_for_type(old, new))
    }
}
