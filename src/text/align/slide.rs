//! Where exactly words were left out or put in, when there is a choice.
//!
//! Of "He came. He saw. He left." without its second sentence, an alignment may as well miss "saw. He" as "He saw.". People
//! leave out and put in whole sentences and paragraphs, so the stretch is slid to begin where one begins.

use super::words::{Forms, Sort};
use super::{Alignment, Pair};

/// Marks that end a sentence.
pub(super) const STOPS: [&str; 7] = [".", "!", "?", "…", "。", "！", "？"];
/// Marks that may follow a stop.
const CLOSERS: [&str; 8] = ["”", "\"", "’", "'", ")", "]", "»", "）"];

impl Alignment<'_> {
    /// Slides all that was left out or put in to the nearest beginning of a sentence or paragraph.
    pub(super) fn slide(&mut self) {
        let mut at = 0;
        while at < self.pairs.len() {
            let n_missing = self.pairs.iter().skip(at).take_while(|pair| pair.is_none()).count();
            if n_missing > 0 {
                self.slide_left_out(at, at + n_missing);
                at += n_missing;
            } else {
                self.slide_put_in(at);
                at += 1;
            }
        }
    }

    /// Slides old words that are missing in the new version, if nothing stands in their place.
    fn slide_left_out(&mut self, from: usize, to: usize) {
        let pair = |at: Option<usize>| at.and_then(|at| self.pairs.get(at).copied().flatten());
        let (Some(before), Some(after)) = (pair(from.checked_sub(1)), pair(Some(to))) else { return };
        if before.new + 1 != after.new {
            return;
        }
        let words = &self.old.forms;
        let is_paired = |at: usize| self.pairs.get(at).is_some_and(Option::is_some);
        let (back, on) = room(words, from, to, is_paired);
        let best = best_start(words, &self.forms, from - back..from + on + 1, from);
        // The words that were before the stretch are behind it now, or the other way round.
        while_moving(from, best, |step| {
            let (source, target) =
                if best < from { (from - 1 - step, to - 1 - step) } else { (to + step, from + step) };
            let moved = self.pairs.get_mut(source).and_then(Option::take);
            if let Some(pair) = self.pairs.get_mut(target) {
                *pair = moved;
            }
        });
    }

    /// Slides new words that are put in between an old word and the next.
    fn slide_put_in(&mut self, at: usize) {
        let pair = |at: usize| self.pairs.get(at).copied().flatten();
        let (Some(before), Some(after)) = (pair(at), pair(at + 1)) else { return };
        let (from, to) = (before.new + 1, after.new);
        let free = self.taken.get(from..to).unwrap_or_default();
        if free.is_empty() || free.contains(&true) {
            return;
        }
        let words = &self.new.forms;
        // How far the old words around follow each other in the new version.
        let follows = |new: usize| {
            let old = if new < from { (at + 1 + new).checked_sub(from) } else { Some(at + 1 + new - to) };
            old.and_then(pair).is_some_and(|pair| pair.new == new)
        };
        let (back, on) = room(words, from, to, follows);
        let best = best_start(words, &self.forms, from - back..from + on + 1, from);
        let (n_back, n_on) = (from.saturating_sub(best), best.saturating_sub(from));
        for step in 0..n_back {
            self.repair(at - step, to - 1 - step);
        }
        for step in 0..n_on {
            self.repair(at + 1 + step, from + step);
        }
    }

    fn repair(&mut self, old: usize, new: usize) {
        let Some(Some(pair)) = self.pairs.get_mut(old) else { return };
        let before = std::mem::replace(pair, Pair { new, ..*pair });
        for (at, is_taken) in [(before.new, false), (new, true)] {
            if let Some(taken) = self.taken.get_mut(at) {
                *taken = is_taken;
            }
        }
    }
}

fn while_moving(from: usize, to: usize, step: impl FnMut(usize)) {
    (0..from.abs_diff(to)).for_each(step);
}

/// By how many words a stretch can be slid back and on, so that it leaves the same words around it.
fn room(words: &[u32], from: usize, to: usize, is_paired: impl Fn(usize) -> bool) -> (usize, usize) {
    let same = |a: usize, b: usize| words.get(a).zip(words.get(b)).is_some_and(|(a, b)| a == b);
    let back = (1..=from).take_while(|by| same(from - by, to - by) && is_paired(from - by)).count();
    let on = (0..words.len()).take_while(|by| same(from + by, to + by) && is_paired(to + by)).count();
    (back, on)
}

/// Where a stretch best begins: with a paragraph, else with a sentence, else where it is.
fn best_start(words: &[u32], forms: &Forms<'_>, starts: std::ops::Range<usize>, now: usize) -> usize {
    let form = |at: usize| words.get(at).map(|form| forms.form(*form));
    let worth = |at: usize| {
        let before = at.checked_sub(1).and_then(form);
        let is_closer = |at: &usize| form(*at).is_some_and(|form| CLOSERS.contains(&form.text));
        let last = (0..at).rev().find(|at| !is_closer(at)).and_then(form);
        match before {
            None => 2,
            Some(before) if before.sort == Sort::Break => 2,
            Some(_) if last.is_some_and(|last| STOPS.contains(&last.text)) => 1,
            Some(_) => 0,
        }
    };
    starts.max_by_key(|at| (worth(*at), std::cmp::Reverse(at.abs_diff(now)))).unwrap_or(now)
}
