//! Where exactly a stretch begins and ends whose first or last words were replaced.
//!
//! Words that were replaced have no partner, but what stands in their place has a border on either side: a word that both
//! versions have, or the end of the paragraph. What stands up to there belongs to the stretch if it is no more than what
//! stood there before. If it is more, some of it was put in beside, and nobody can tell what.

use std::ops::Range;

use super::words::{Sort, Words};
use super::{Alignment, Pair, Stretch};

/// So many marks more than before may stand where words were replaced.
const MARKS: usize = 4;

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
        let (first, last) = (stretch.first, stretch.last);
        let start = self.start_in_place(old.start..first.0, first.1.new).unwrap_or(first.1.new);
        let end = self.end_in_place(last.0 + 1..old.end, last.1.new + 1).unwrap_or(last.1.new + 1);
        self.whole_compound(old, start..end)
    }

    /// Where what stands in the place of the first words begins, before the new word `before`.
    fn start_in_place(&self, lost: Range<usize>, before: usize) -> Option<usize> {
        let border = match lost.start.checked_sub(1) {
            Some(at) if !self.is_break(&self.old, at) => self.pairs.get(at).copied().flatten()?.new + 1,
            _ => (0..before).rev().find(|at| self.is_break(&self.new, *at)).map_or(0, |at| at + 1),
        };
        let place = border..before;
        let is_marked = is_mark(self, &self.old, lost.start);
        let start = place.clone().find(|at| is_marked || !is_mark(self, &self.new, *at)).unwrap_or(before);
        self.is_in_place(lost, place).then_some(start)
    }

    /// Where what stands in the place of the last words ends, from the new word `behind` on.
    fn end_in_place(&self, lost: Range<usize>, behind: usize) -> Option<usize> {
        let n_new = self.new.forms.len();
        let (border, is_paragraph) = match lost.end < self.old.forms.len() && !self.is_break(&self.old, lost.end) {
            true => (self.pairs.get(lost.end).copied().flatten()?.new, false),
            false => ((behind..n_new).find(|at| self.is_break(&self.new, *at)).unwrap_or(n_new), true),
        };
        let place = behind..border;
        let is_marked = is_paragraph || lost.end.checked_sub(1).is_some_and(|at| is_mark(self, &self.old, at));
        let last = place.clone().rev().find(|at| is_marked || !is_mark(self, &self.new, *at));
        self.is_in_place(lost, place).then_some(last.map_or(behind, |last| last + 1))
    }

    /// Whether what is new somewhere is no more than what was lost there.
    fn is_in_place(&self, lost: Range<usize>, place: Range<usize>) -> bool {
        let is_free = |at: usize| self.taken.get(at).is_some_and(|taken| !taken) && !self.is_break(&self.new, at);
        let n_lost = n_words(self, &self.old, lost.clone());
        !lost.is_empty()
            && place.len() <= lost.len() * 2 + MARKS
            && place.clone().all(is_free)
            && n_words(self, &self.new, place) <= n_lost
    }

    /// With all of a word that has a hyphen, unless the old stretch began or ended in one.
    fn whole_compound(&self, old: &Range<usize>, new: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = new;
        let is_free = |at: usize| self.taken.get(at).is_some_and(|taken| !taken);
        if !is_joined(self, &self.old, old.start) {
            while start >= 2 && is_joined(self, &self.new, start) && is_free(start - 1) && is_free(start - 2) {
                start -= 2;
            }
        }
        if !is_joined(self, &self.old, old.end + 1) {
            while is_joined(self, &self.new, end + 1) && is_free(end) && is_free(end + 1) {
                end += 2;
            }
        }
        start..end
    }

    fn is_break(&self, words: &Words, at: usize) -> bool {
        sort(self, words, at) == Some(Sort::Break)
    }
}

fn sort(alignment: &Alignment<'_>, words: &Words, at: usize) -> Option<Sort> {
    words.forms.get(at).map(|form| alignment.forms.form(*form).sort)
}

fn is_mark(alignment: &Alignment<'_>, words: &Words, at: usize) -> bool {
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

/// How many words there are; one with hyphens is one.
fn n_words(alignment: &Alignment<'_>, words: &Words, range: Range<usize>) -> usize {
    let is_word = |at: &usize| matches!(sort(alignment, words, *at), Some(Sort::Word | Sort::Number));
    let start = range.start;
    range.filter(|at| is_word(at) && (*at < start + 2 || !is_joined(alignment, words, *at))).count()
}
