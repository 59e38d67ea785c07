//! Few words all of which gave way to others, where what stands beside them tells which.

use std::ops::Range;

use super::Alignment;
use super::ends::{AROUND, is_mark};

/// So few words and marks may all be others, if those on both sides stand as they stood.
const MAX_BETWEEN: usize = 5;
/// So few words may all be others, if what is near them stayed.
const MAX_REPLACED: usize = 3;
/// How much around the former must be what it was, in tenths.
const MIN_BETWEEN: usize = 3;
/// How much around the latter must be what it was, in tenths.
const MIN_AROUND: usize = 5;

/// What did not stay between words that did.
struct Between {
    old: Range<usize>,
    new: Range<usize>,
    /// Whether a word stayed before it, and one behind it.
    has_word: [bool; 2],
    /// Whether it keeps the order of the whole.
    in_order: bool,
}

impl Alignment<'_> {
    /// Whether few words were replaced by as many, between words that stand as they stood.
    pub(super) fn is_replaced(&self, old: &Range<usize>, new: &Range<usize>) -> bool {
        let (from, to) = (old.start, old.end);
        let pair = |at: usize| self.pairs.get(at).copied().flatten();
        let Some(first) = pair(from).filter(|_| to - from <= MAX_BETWEEN) else { return false };
        let is_beside =
            |at: usize, new: usize| at >= self.old.forms.len() || pair(at).is_some_and(|pair| pair.new == new);
        let holds = |at: usize, new: usize| self.is_same(at, new) && is_beside(at, new);
        let goes_on = (from..to).all(|at| is_beside(at, first.new + (at - from)));
        let before = match (from.checked_sub(1), first.new.checked_sub(1)) {
            (None, None) => true,
            (Some(at), Some(new)) => holds(at, new),
            _ => false,
        };
        let end = first.new + (to - from);
        let is_end = to == self.old.forms.len() && end == self.new.forms.len();
        goes_on && before && (is_end || holds(to, end)) && self.is_around(old, new, MIN_BETWEEN)
    }

    /// The new words that stand for old ones of which hardly any stayed, if there are as many as before between what stayed
    /// beside them: each stands for the one in its place. Also whether they keep the order of the whole.
    pub(super) fn word_for_word(&self, old: &Range<usize>) -> Option<(Range<usize>, bool)> {
        let between = self.between_stayed(old)?;
        let is_mark = |words, at: usize| is_mark(self, words, at);
        let n_marks = |words, range: Range<usize>| range.filter(|at| is_mark(words, *at)).count();
        let [before, behind] =
            [between.old.start..old.start, old.end..between.old.end].map(|beside| n_marks(&self.old, beside));
        // Between marks stands a part of its own, a sentence perhaps: that another one has as many words is chance.
        let goes_on = between.has_word[0] && before == 0 || between.has_word[1] && behind == 0;
        let has_more_marks = n_marks(&self.new, between.new.clone()) > n_marks(&self.old, between.old.clone());
        let (lost, found) =
            (self.word_starts(&self.old, between.old), self.word_starts(&self.new, between.new.clone()));
        if !goes_on || has_more_marks || lost.len() != found.len() || lost.len() > MAX_REPLACED {
            return None;
        }
        let first = lost.iter().position(|at| *at >= old.start)?;
        let next = lost.iter().position(|at| *at >= old.end).unwrap_or(lost.len());
        let start = *found.get(first).filter(|_| first < next)?;
        let mut rest = start..found.get(next).copied().unwrap_or(between.new.end);
        let new = start..rest.rfind(|at| !is_mark(&self.new, *at))? + 1;
        self.is_around(old, &new, MIN_AROUND).then_some((new, between.in_order))
    }

    /// What did not stay around some old words, as far as a word or mark that did, or as the paragraph goes; one of those is
    /// there at least.
    fn between_stayed(&self, old: &Range<usize>) -> Option<Between> {
        let stayed = |at| self.stayed(at);
        let is_in_line = |at: &usize| !self.is_break(&self.old, *at);
        let before = (old.start.saturating_sub(AROUND)..old.start).rev().take_while(is_in_line).find_map(stayed);
        let behind = (old.end..old.end + AROUND).take_while(is_in_line).find_map(stayed);
        let (start, new_start) = match (before, behind) {
            (Some((at, new)), _) => (at + 1, new + 1),
            (None, behind) => self.border_before(old.start, behind?.1)?,
        };
        let (end, new_end) = match (before, behind) {
            (_, Some(behind)) => behind,
            (before, None) => self.border_behind(old.end, before?.1)?,
        };
        let new = self.place_of(start..end, new_start..new_end)?;
        let (beside, _) = before.or(behind)?;
        let in_order = self.pairs.get(beside).copied().flatten()?.in_order;
        let has_word = [before, behind].map(|beside| beside.is_some_and(|(at, _)| self.is_word(at)));
        Some(Between { old: start..end, new, has_word, in_order })
    }
}
