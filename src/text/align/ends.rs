//! Where exactly a stretch begins and ends whose first or last words were replaced.
//!
//! Words that were replaced have no partner for certain, but what stands in their place has a border on either side: a word
//! that stayed, or the end of the paragraph. What stands up to there belongs to the stretch, as a reader who compares the
//! versions would mark it, unless it is much more than what stood there before: then some of it was put in beside, and nobody
//! can tell what. If the stretch begins or ends amid replaced words, and there are as many as before, each stands for the one
//! in its place.

use std::ops::Range;

use super::words::{Sort, Words};
use super::{Alignment, Pair, Stretch};

/// So many marks more than before may stand where words were replaced.
const MARKS: usize = 4;
/// So many words may stand where one was replaced: "has announced" for "says". Of more, some were put in beside.
const MAX_MORE: usize = 2;
/// So many words and marks beside a stretch are looked at for one that stayed.
pub(super) const AROUND: usize = 12;

impl Alignment<'_> {
    /// Lets marks go with the word that they touch: the stop before a paragraph that stayed belongs to the one before it,
    /// be that another one now.
    pub(super) fn join_marks(&mut self) {
        let marks: Vec<usize> = (1..self.pairs.len()).filter(|at| self.touches(&self.old, *at)).collect();
        let pair = |all: &[Option<Pair>], at: usize| all.get(at).copied().flatten();
        let mut loose = Vec::new();
        for at in &marks {
            let goes_on = pair(&self.pairs, at - 1).map(|before| before.new + 1);
            if let Some(paired) = pair(&self.pairs, *at).filter(|paired| goes_on != Some(paired.new)) {
                loose.push((*at, paired));
            }
        }
        for (at, paired) in &loose {
            self.pairs.get_mut(*at).into_iter().for_each(|pair| *pair = None);
            self.taken.get_mut(paired.new).into_iter().for_each(|taken| *taken = false);
        }
        for at in marks {
            let Some(before) = pair(&self.pairs, at - 1) else { continue };
            let new = before.new + 1;
            if self.old.forms.get(at) == self.new.forms.get(new) && self.touches(&self.new, new) {
                self.enter([(at, new)], before.in_order);
            }
        }
        for (at, paired) in loose {
            self.enter([(at, paired.new)], paired.in_order);
        }
    }

    /// Whether a word is a mark without a space before it.
    fn touches(&self, words: &Words, at: usize) -> bool {
        let range = |at: usize| words.ranges.get(at);
        let before = at.checked_sub(1).and_then(range);
        is_mark(self, words, at) && before.zip(range(at)).is_some_and(|(a, b)| a.end() == b.start())
    }

    /// The new words of a stretch of the old ones, with those that stand in the place of the first and the last of them.
    pub(super) fn with_ends(&self, old: &Range<usize>, stretch: &Stretch) -> Range<usize> {
        let start = self.start_in_place(old.start, stretch).unwrap_or(stretch.first.1.new);
        let end = self.end_in_place(old.end, stretch).unwrap_or(stretch.last.1.new + 1);
        self.whole_compound(old, start.min(end)..end)
    }

    /// Where what stands in the place of the first words begins, if these did not stay and it can be told.
    fn start_in_place(&self, from: usize, stretch: &Stretch) -> Option<usize> {
        let mut words = stretch.first.0..=stretch.last.0;
        let (at, new) = words.find_map(|at| self.stayed(at)).filter(|(at, _)| *at > from)?;
        let (border, new_border) = self.border_before(from, new)?;
        let place = self.place_of(border..at, new_border..new)?;
        let starts = self.word_starts(&self.new, place.clone());
        let n_beside = self.word_starts(&self.old, border..from).len();
        let n_lost = self.word_starts(&self.old, from..at).len();
        if n_beside > 0 {
            return starts.get(n_beside).copied().filter(|_| starts.len() == n_beside + n_lost);
        }
        let keeps_marks = self.keeps_marks(from.checked_sub(1), Some(from));
        let start = place.clone().find(|at| keeps_marks || !is_mark(self, &self.new, *at)).unwrap_or(place.end);
        (starts.len() <= n_lost * MAX_MORE).then_some(start)
    }

    /// Where what stands in the place of the last words ends, if these did not stay and it can be told.
    fn end_in_place(&self, to: usize, stretch: &Stretch) -> Option<usize> {
        let mut words = (stretch.first.0..=stretch.last.0).rev();
        let (at, new) = words.find_map(|at| self.stayed(at)).filter(|(at, _)| at + 1 < to)?;
        let (border, new_border) = self.border_behind(to, new)?;
        let place = self.place_of(at + 1..border, new + 1..new_border)?;
        let starts = self.word_starts(&self.new, place.clone());
        let n_beside = self.word_starts(&self.old, to..border).len();
        let n_lost = self.word_starts(&self.old, at + 1..to).len();
        let is_fitting = match n_beside {
            0 => starts.len() <= n_lost * MAX_MORE,
            _ => starts.len() == n_lost + n_beside,
        };
        let next = starts.get(n_lost).copied().filter(|_| n_beside > 0);
        let mut place = place.start..next.unwrap_or(place.end);
        let keeps_marks = self.keeps_marks(Some(to), to.checked_sub(1));
        // What opens before the next word is that one's.
        let is_its = |at: &usize| match is_mark(self, &self.new, *at) {
            true => keeps_marks && (next.is_none() || self.touches(&self.new, *at)),
            false => true,
        };
        let last = place.rfind(is_its);
        is_fitting.then_some(last.map_or(place.start, |last| last + 1))
    }

    /// An old word that is in the new version, with what it is there.
    pub(super) fn stayed(&self, old: usize) -> Option<(usize, usize)> {
        let pair = self.pairs.get(old).copied().flatten()?;
        self.stays.get(pair.new).is_some_and(|stays| *stays).then_some((old, pair.new))
    }

    /// Where the words that did not stay begin, on from an old one back: behind a word that stayed, or with the paragraph. In
    /// the old version, and before the word `new` in the new one.
    pub(super) fn border_before(&self, from: usize, new: usize) -> Option<(usize, usize)> {
        let near = from.saturating_sub(AROUND)..from;
        let found = near.clone().rev().find(|at| self.is_break(&self.old, *at) || self.stayed(*at).is_some());
        let paragraph = || (0..new).rev().find(|at| self.is_break(&self.new, *at)).map_or(0, |at| at + 1);
        match found {
            Some(at) if !self.is_break(&self.old, at) => Some((at + 1, self.stayed(at)?.1 + 1)),
            Some(at) => Some((at + 1, paragraph())),
            None => (near.start == 0).then(|| (0, paragraph())),
        }
    }

    /// Where the words that did not stay end, from an old one on: at a word that stayed, or with the paragraph. In the old
    /// version, and behind the word `new` in the new one.
    pub(super) fn border_behind(&self, to: usize, new: usize) -> Option<(usize, usize)> {
        let (n_old, n_new) = (self.old.forms.len(), self.new.forms.len());
        let near = to..n_old.min(to + AROUND);
        let found = near.clone().find(|at| self.is_break(&self.old, *at) || self.stayed(*at).is_some());
        let paragraph = || (new..n_new).find(|at| self.is_break(&self.new, *at)).unwrap_or(n_new);
        match found {
            Some(at) if !self.is_break(&self.old, at) => self.stayed(at),
            Some(at) => Some((at, paragraph())),
            None => (near.end == n_old).then(|| (n_old, paragraph())),
        }
    }

    /// What stands in the place of lost words, if nothing of it stayed and it is not far too much.
    pub(super) fn place_of(&self, lost: Range<usize>, place: Range<usize>) -> Option<Range<usize>> {
        let is_free = |at: usize| self.is_free(at) && !self.is_break(&self.new, at);
        let is_near = place.start <= place.end && place.len() <= lost.len() * MAX_MORE + MARKS;
        (is_near && place.clone().all(is_free)).then_some(place)
    }

    /// Whether marks at an end belong to a stretch: if it had some there before, or ended with the paragraph.
    fn keeps_marks(&self, beside: Option<usize>, outermost: Option<usize>) -> bool {
        beside.is_none_or(|at| at >= self.old.forms.len() || self.is_break(&self.old, at))
            || outermost.is_some_and(|at| is_mark(self, &self.old, at))
    }

    /// Whether a new word is none that stayed.
    fn is_free(&self, new: usize) -> bool {
        self.stays.get(new).is_some_and(|stays| !stays)
    }

    /// Where the words of a stretch begin; one with hyphens is one.
    pub(super) fn word_starts(&self, words: &Words, range: Range<usize>) -> Vec<usize> {
        let is_word = |at: &usize| matches!(sort(self, words, *at), Some(Sort::Word | Sort::Number));
        let start = range.start;
        range.filter(|at| is_word(at) && (*at < start + 2 || !is_joined(self, words, *at))).collect()
    }

    /// With all of a word that has a hyphen, unless the old stretch began or ended in one.
    fn whole_compound(&self, old: &Range<usize>, new: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = new;
        if !is_joined(self, &self.old, old.start) {
            while start >= 2 && is_joined(self, &self.new, start) && self.is_free(start - 1) && self.is_free(start - 2)
            {
                start -= 2;
            }
        }
        if !is_joined(self, &self.old, old.end + 1) {
            while is_joined(self, &self.new, end + 1) && self.is_free(end) && self.is_free(end + 1) {
                end += 2;
            }
        }
        start..end
    }

    pub(super) fn is_break(&self, words: &Words, at: usize) -> bool {
        sort(self, words, at) == Some(Sort::Break)
    }
}

fn sort(alignment: &Alignment<'_>, words: &Words, at: usize) -> Option<Sort> {
    words.forms.get(at).map(|form| alignment.forms.form(*form).sort)
}

pub(super) fn is_mark(alignment: &Alignment<'_>, words: &Words, at: usize) -> bool {
    sort(alignment, words, at) == Some(Sort::Mark)
}

/// Whether a word goes on from the one before by a hyphen: "ranking" in "high-ranking".
fn is_joined(alignment: &Alignment<'_>, words: &Words, at: usize) -> bool {
    let text = |at: usize| words.forms.get(at).map(|form| alignment.forms.form(*form));
    let range = |at: usize| words.ranges.get(at);
    let Some(hyphen) = at.checked_sub(1) else { return false };
    let Some(before) = hyphen.checked_sub(1) else { return false };
    let touch = |a: usize, b: usize| range(a).zip(range(b)).is_some_and(|(a, b)| a.end() == b.start());
    let is_word = |at: usize| text(at).is_some_and(super::words::Form::is_word);
    text(hyphen).is_some_and(|form| matches!(form.text, "-" | "\u{2010}" | "\u{2011}"))
        && is_word(before)
        && is_word(at)
        && touch(before, hyphen)
        && touch(hyphen, at)
}
