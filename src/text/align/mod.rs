//! Two versions of a text, word against word, and where the words of the old one are in the new one.
//!
//! First what both have for certain: runs of words that stand just once in each, whether in order or moved. Then the words
//! between them, by an alignment that knows spelling and numbers. What is not sure has no place: nothing is guessed.
//! Start reading with [`Alignment`]; [`Alterations`] is how the two differ, in stretches.

mod alterations;
mod between;
mod ends;
mod gap;
mod parts;
mod place;
mod replaced;
mod rivals;
mod runs;
mod slide;
mod stays;
mod stretches;
mod threads;
mod words;

use std::ops::Range;

pub use alterations::{Alteration, Alterations, Altered, Version};
pub use place::{Placed, Placement};
pub use rivals::MAX_RIVALS;

use self::gap::Gap;
use self::place::Stretch;
use self::rivals::Spare;
use self::runs::{Run, runs};
use self::words::{Forms, Words};

/// So many words more than the old ones are looked at beside a run.
const REACH: usize = 16;

/// Two versions of a text, word against word.
pub struct Alignment<'t> {
    old_text: &'t str,
    new_text: &'t str,
    forms: Forms<'t>,
    old: Words,
    new: Words,
    /// For each old word the new word that it is or became.
    pairs: Vec<Option<Pair>>,
    /// Which new words are in a pair.
    taken: Vec<bool>,
    /// Which new words stayed for certain.
    stays: Vec<bool>,
    spare: Spare,
}

/// What an old word is or became.
#[derive(Clone, Copy, Debug)]
struct Pair {
    /// The new word.
    new: usize,
    /// Whether it keeps the order of the whole; else it was moved.
    in_order: bool,
}

impl<'t> Alignment<'t> {
    /// Aligns two versions. It takes about as long as reading both, however long they are.
    pub fn of(old_text: &'t str, new_text: &'t str) -> Self {
        let (old, new, forms) = Forms::read(old_text, new_text);
        let (pairs, taken) = (vec![None; old.forms.len()], vec![false; new.forms.len()]);
        let (stays, spare) = (taken.clone(), Spare::default());
        let mut alignment = Self { old_text, new_text, forms, old, new, pairs, taken, stays, spare };
        let runs = runs(&alignment.old.forms, &alignment.new.forms, &alignment.forms);
        for run in &runs {
            let words = (0..run.len).map(|at| (run.old + at, run.new + at));
            alignment.enter(words, run.in_order);
        }
        alignment.fill(&runs);
        alignment.slide();
        alignment.join_marks();
        alignment.stays = alignment.stays();
        alignment.spare = Spare::of(&alignment.new.forms, &alignment.taken);
        alignment
    }

    /// The text of the earlier version.
    pub fn old_text(&self) -> &'t str {
        self.old_text
    }

    /// The text of the later version.
    pub fn new_text(&self) -> &'t str {
        self.new_text
    }

    fn enter(&mut self, pairs: impl IntoIterator<Item = (usize, usize)>, in_order: bool) {
        for (old, new) in pairs {
            if let (Some(pair @ None), Some(taken @ false)) = (self.pairs.get_mut(old), self.taken.get_mut(new)) {
                (*pair, *taken) = (Some(Pair { new, in_order }), true);
            }
        }
    }

    /// Pairs the words between runs, first where the fewest are: so no word there is taken for one that is gone elsewhere.
    fn fill(&mut self, runs: &[Run]) {
        let (start, end) = (Run::at(0, 0), Run::at(self.old.forms.len(), self.new.forms.len()));
        let befores = [start].into_iter().chain(runs.iter().copied());
        let between = befores.zip(runs.iter().copied().chain([end]));
        let mut gaps: Vec<(Run, Run)> = between.filter(|(before, after)| after.old > before.old_end()).collect();
        gaps.sort_by_key(|(before, after)| {
            let n_new = after.new.checked_sub(before.new_end());
            n_new.map_or(usize::MAX, |n_new| n_new + after.old - before.old_end())
        });
        for (before, after) in gaps {
            self.fill_between(&before, &after);
        }
    }

    fn fill_between(&mut self, before: &Run, after: &Run) {
        let (old, new) = (before.old_end()..after.old, before.new_end()..after.new);
        if new.start <= new.end {
            if let Some(paired) = self.gap(old.clone(), new.clone()).paired() {
                let pairs = paired.whole().into_iter().map(|(i, j)| (old.start + i, new.start + j));
                self.enter(pairs.collect::<Vec<_>>(), before.in_order && after.in_order);
                return;
            }
            let runs = runs::common_lines(&self.old.forms, old, &self.new.forms, new, &self.forms);
            if !runs.is_empty() {
                for run in &runs {
                    self.enter((0..run.len).map(|at| (run.old + at, run.new + at)), before.in_order && after.in_order);
                }
                let mut before = *before;
                for after in runs.iter().chain([after]) {
                    self.fill_between(&before, after);
                    before = *after;
                }
                return;
            }
        }
        self.fill_from_both(before, after);
    }

    /// Pairs the words between two runs of which one was moved, or between which too much lies: each takes what goes on
    /// from it.
    fn fill_from_both(&mut self, before: &Run, after: &Run) {
        let (from, to) = (before.old_end(), after.old);
        let n_old = to - from;
        let (start, end) = (before.new_end(), after.new);
        let reach = n_old * 2 + REACH;
        let forward = self.gap(from..to, start..(start + reach).min(self.new.forms.len())).paired();
        let mut backward = self.gap(from..to, end.saturating_sub(reach)..end);
        backward.old.reverse();
        backward.new.reverse();
        let (Some(forward), Some(backward)) = (forward, backward.paired()) else { return };
        let cut = (0..=n_old).max_by_key(|cut| forward.worth(*cut) + backward.worth(n_old - cut)).unwrap_or(0);
        let first: Vec<_> = forward.first(cut).into_iter().map(|(i, j)| (from + i, start + j)).collect();
        let last: Vec<_> = backward.first(n_old - cut).into_iter().map(|(i, j)| (to - 1 - i, end - 1 - j)).collect();
        self.enter(first, before.in_order);
        self.enter(last, after.in_order);
    }

    /// The words of a stretch of both versions that are in no pair.
    fn gap(&self, old: Range<usize>, new: Range<usize>) -> Gap<'_, 't> {
        let olds = old.map(|at| self.old.forms.get(at).copied()).collect();
        let is_free = |at: &usize| !self.taken.get(*at).copied().unwrap_or(true);
        let news = new.map(|at| self.new.forms.get(at).copied().filter(|_| is_free(&at))).collect();
        Gap { old: olds, new: news, forms: &self.forms }
    }
}
