//! Which words of both versions are the same and stand in one order, and which were moved together.

use std::ops::Range;

use super::runs::heaviest_chain;
use super::words::{Forms, Sort, Words};
use super::{Alignment, Pair};

/// So many words that stand elsewhere were moved; of fewer it is said that they went and came, unless they are a paragraph.
const MIN_MOVED: usize = 5;
/// So many words may have been put in or left out in a row between those that moved together.
const MAX_APART: usize = 24;
/// So many words at the end of a line may as well be those of another line: a stop, a quotation mark, a name.
const MAX_END: usize = 6;

/// Words of both versions in one order: all of a text, or a part that was moved.
pub(super) struct Thread {
    /// Its words in the old version.
    pub(super) old: Range<usize>,
    /// Its words in the new version.
    pub(super) new: Range<usize>,
    /// The words that are the same, in order.
    pub(super) kept: Vec<(usize, usize)>,
}

/// How the words of both versions go together.
pub(super) struct Threads {
    /// All that keeps its order.
    pub(super) whole: Thread,
    /// What was moved, in the order of the old version.
    pub(super) moved: Vec<Thread>,
    /// Which words are in a part that was moved, of the old version and of the new one.
    pub(super) is_moved: [Vec<bool>; 2],
}

/// Pairs that follow each other without a gap.
#[derive(Clone, Copy)]
struct Block {
    old: usize,
    new: usize,
    len: usize,
    in_order: bool,
}

impl Block {
    fn old_end(&self) -> usize {
        self.old + self.len
    }

    fn new_end(&self) -> usize {
        self.new + self.len
    }
}

impl Alignment<'_> {
    /// How the words go together.
    pub(super) fn threads(&self) -> Threads {
        let blocks = self.blocks();
        let (ordered, others): (Vec<usize>, Vec<usize>) =
            (0..blocks.len()).partition(|at| blocks.get(*at).is_some_and(|block| block.in_order));
        let spans =
            ordered.iter().filter_map(|at| blocks.get(*at)).map(|block| (block.new..block.new_end(), block.len));
        let chosen = heaviest_chain(&spans.collect::<Vec<_>>());
        let mut out_of_order = vec![false; blocks.len()];
        others
            .iter()
            .chain(ordered.iter().zip(&chosen).filter(|(_, chosen)| !**chosen).map(|(at, _)| at))
            .for_each(|at| out_of_order[*at] = true);
        let moved = self.moved(&blocks, &out_of_order);
        let mut is_moved = [vec![false; self.old.forms.len()], vec![false; self.new.forms.len()]];
        for thread in &moved {
            let [old, new] = &mut is_moved;
            old[thread.old.clone()].fill(true);
            new[thread.new.clone()].fill(true);
        }
        let in_order = blocks.iter().zip(&out_of_order).filter(|(_, out)| !**out).map(|(block, _)| *block);
        let kept = self.kept_in(in_order, &is_moved);
        let whole = Thread { old: 0..self.old.forms.len(), new: 0..self.new.forms.len(), kept };
        Threads { whole, moved, is_moved }
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        for (old, pair) in self.pairs.iter().enumerate() {
            let Some(Pair { new, in_order }) = *pair else { continue };
            match blocks.last_mut() {
                Some(block) if (block.old_end(), block.new_end(), block.in_order) == (old, new, in_order) => {
                    block.len += 1;
                }
                _ => blocks.push(Block { old, new, len: 1, in_order }),
            }
        }
        blocks
    }

    fn kept_in(&self, blocks: impl Iterator<Item = Block>, is_moved: &[Vec<bool>; 2]) -> Vec<(usize, usize)> {
        let pairs = blocks.flat_map(|block| (0..block.len).map(move |at| (block.old + at, block.new + at)));
        let mut kept: Vec<_> = pairs.filter(|(old, new)| self.reads_same(*old, *new)).collect();
        for at in 1..kept.len() {
            self.settle_end(&mut kept, at, is_moved);
        }
        kept
    }

    /// Where whole lines were put in or left out before the last words of a line, those may as well end the line before:
    /// of "in it now.\nIt is new.", put in for "in it.", a reader marks "now" and the second line.
    fn settle_end(&self, kept: &mut [(usize, usize)], at: usize, [old_moved, new_moved]: &[Vec<bool>; 2]) {
        let (Some(&before), Some(&here)) = (kept.get(at - 1), kept.get(at)) else { return };
        let (n_old, n_new) = (here.0 - before.0 - 1, here.1 - before.1 - 1);
        let rest = kept.get(at..).unwrap_or_default();
        let goes_on = |(by, pair): (usize, &(usize, usize))| *pair == (here.0 + by, here.1 + by);
        let n_next = rest.iter().take(MAX_END + 1).enumerate().take_while(|(by, pair)| goes_on((*by, pair))).count();
        let (words, is_moved, start, gap) = match (n_old, n_new) {
            (0, 1..) => (&self.new, new_moved, here.1, before.1 + 1..here.1),
            (1.., 0) => (&self.old, old_moved, here.0, before.0 + 1..here.0),
            _ => return,
        };
        let is_break = |at: usize| words.is_break(at, &self.forms);
        let Some(n_end) = (0..=n_next.min(MAX_END)).find(|by| is_break(start + by)).filter(|n_end| *n_end > 0) else {
            return;
        };
        let Some(line_end) = gap.clone().find(|at| is_break(*at)) else { return };
        let Some(first) = line_end.checked_sub(n_end).filter(|first| *first >= gap.start) else { return };
        let has_moved = is_moved.get(first..line_end).is_some_and(|moved| moved.contains(&true));
        if has_moved || words.forms.get(first..line_end) != words.forms.get(start..start + n_end) {
            return;
        }
        for (by, (old, new)) in kept.iter_mut().skip(at).take(n_end).enumerate() {
            match n_old {
                0 => *new = first + by,
                _ => *old = first + by,
            }
        }
    }

    /// Those blocks out of order that follow each other in both versions, together, if they are enough.
    fn moved(&self, blocks: &[Block], out_of_order: &[bool]) -> Vec<Thread> {
        let mut groups: Vec<&[Block]> = Vec::new();
        let mut start = 0;
        for at in 0..=blocks.len() {
            let is_out = out_of_order.get(at).copied().unwrap_or(false);
            let goes_on = is_out && at > start && self.goes_with(&blocks[at - 1], &blocks[at]);
            if !goes_on {
                groups.extend(blocks.get(start..at).filter(|group| !group.is_empty()));
                start = if is_out { at } else { at + 1 };
            }
        }
        groups.into_iter().filter_map(|group| self.moved_together(group)).collect()
    }

    /// Whether only a few words that are new or gone stand between two blocks, in both versions.
    fn goes_with(&self, before: &Block, after: &Block) -> bool {
        let between = before.new_end()..after.new;
        let is_free = |at: usize| self.taken.get(at).is_some_and(|taken| !taken);
        before.new_end() <= after.new
            && between.len() <= MAX_APART
            && after.old - before.old_end() <= MAX_APART
            && between.clone().all(is_free)
    }

    fn moved_together(&self, group: &[Block]) -> Option<Thread> {
        let (first, last) = (group.first()?, group.last()?);
        let mut kept = self.kept_in(group.iter().copied(), &Default::default());
        let (mut old, mut new) = (first.old..last.old_end(), first.new..last.new_end());
        if let Some((i, j)) = self.remnant(&kept, &old, &new, true) {
            (old.start, new.start) = (i + 1, j + 1);
        }
        if let Some((i, j)) = self.remnant(&kept, &old, &new, false) {
            (old.end, new.end) = (i, j);
        }
        (old, new) = (self.old.without_breaks(old, &self.forms), self.new.without_breaks(new, &self.forms));
        kept.retain(|(i, j)| old.contains(i) && new.contains(j));
        let n_words = kept.iter().filter(|(old, _)| self.is_word(*old)).count();
        let is_enough = n_words >= MIN_MOVED || n_words > 0 && self.is_paragraph(&old, &new);
        is_enough.then_some(Thread { old, new, kept })
    }

    /// The end of the line of which only the last words seem to have moved with what follows, or the end of the line before
    /// one of which only the first have: "." before a paragraph is no part of it.
    fn remnant(
        &self,
        kept: &[(usize, usize)],
        old: &Range<usize>,
        new: &Range<usize>,
        at_start: bool,
    ) -> Option<(usize, usize)> {
        let is_break = |(old, _): &&(usize, usize)| self.old.is_break(*old, &self.forms);
        let mut breaks = kept.iter().filter(is_break);
        let (i, j) = *if at_start { breaks.next() } else { breaks.next_back() }?;
        let is_line_end = |words: &Words, at: Option<usize>| at.is_none_or(|at| words.is_break(at, &self.forms));
        let (rest, is_whole) = match at_start {
            true => {
                let before = (old.start.checked_sub(1), new.start.checked_sub(1));
                (old.start..i, is_line_end(&self.old, before.0) && is_line_end(&self.new, before.1))
            }
            false => (i + 1..old.end, is_line_end(&self.old, Some(old.end)) && is_line_end(&self.new, Some(new.end))),
        };
        (!is_whole && rest.len() <= MAX_END).then_some((i, j))
    }
}

impl Words {
    /// Whether a line ends there.
    pub(super) fn is_break(&self, at: usize, forms: &Forms<'_>) -> bool {
        self.forms.get(at).is_none_or(|form| forms.form(*form).sort == Sort::Break)
    }

    /// A stretch without the ends of lines at both its ends.
    pub(super) fn without_breaks(&self, range: Range<usize>, forms: &Forms<'_>) -> Range<usize> {
        let is_break = |at: &usize| self.is_break(*at, forms);
        let start = range.clone().find(|at| !is_break(at)).unwrap_or(range.end);
        let end = range.rev().find(|at| !is_break(at)).map_or(start, |at| at + 1);
        start..end
    }
}
