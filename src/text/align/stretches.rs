//! From words to stretches: what was altered between words that stayed, joined as a reader would mark it.

use std::ops::Range;

use crate::text::TextRange;

use super::slide::STOPS;
use super::threads::{Thread, Threads};
use super::words::{Forms, Sort, Words};
use super::{Alignment, Alteration, Alterations, Altered, Version};

/// So many words and marks in a row are no chance: they tell that two texts are versions of one.
const MIN_RUN: usize = 4;
/// Between two alterations so many words and marks at most may be marked with them.
const MAX_ISLAND: usize = 4;

/// Words of the old version and what stands in their place in the new one; either may be empty.
#[derive(Clone, Debug)]
struct Piece {
    old: Range<usize>,
    new: Range<usize>,
}

impl Alignment<'_> {
    /// How the versions differ, in stretches.
    pub fn alterations(&self) -> Alterations {
        let threads = self.threads();
        let Threads { whole, moved, is_moved: [old_moved, new_moved] } = &threads;
        let is_moved = |version: Version, at: usize| match version {
            Version::Old => old_moved.get(at).is_some_and(|moved| *moved),
            Version::New => new_moved.get(at).is_some_and(|moved| *moved),
        };
        let mut all = self.altered_in(whole, &is_moved);
        for part in moved {
            all.extend(self.alteration(&Piece { old: part.old.clone(), new: part.new.clone() }, Some(Altered::Moved)));
            all.extend(self.altered_in(part, &|_, _| false));
        }
        let n_common = moved.iter().chain([whole]).map(|thread| self.n_in_runs(thread)).sum();
        let n_words = [&self.old, &self.new].map(|words| words.n_words(&self.forms)).into_iter().min().unwrap_or(0);
        Alterations::new(all, self.together(whole), (n_common, n_words))
    }

    fn altered_in(&self, thread: &Thread, is_out: &dyn Fn(Version, usize) -> bool) -> Vec<Alteration> {
        let mut pieces = Vec::new();
        let mut at = (thread.old.start, thread.new.start);
        for &(old, new) in thread.kept.iter().chain([&(thread.old.end, thread.new.end)]) {
            let (gone, come) = self.unlike((at.0..old, at.1..new), is_out);
            if !gone.is_empty() || !come.is_empty() {
                for piece in self.pieces(gone, come, is_out) {
                    pieces.extend(self.parted(piece));
                }
            }
            at = (old + 1, new + 1);
        }
        let joined = self.joined(pieces, is_out);
        joined.iter().filter_map(|piece| self.alteration(piece, None)).collect()
    }

    /// What is left of a gap without the words that are the same at both its ends.
    fn unlike(
        &self,
        (old, new): (Range<usize>, Range<usize>),
        is_out: &dyn Fn(Version, usize) -> bool,
    ) -> (Range<usize>, Range<usize>) {
        let same =
            |(i, j): &(usize, usize)| self.reads_same(*i, *j) && !is_out(Version::Old, *i) && !is_out(Version::New, *j);
        let n_before = old.clone().zip(new.clone()).take_while(same).count();
        let (old, new) = (old.start + n_before..old.end, new.start + n_before..new.end);
        let n_after = old.clone().rev().zip(new.clone().rev()).take_while(same).count();
        (old.start..old.end - n_after, new.start..new.end - n_after)
    }

    /// What stands between two words that stayed, without what was moved: each stretch with that which it became.
    fn pieces(&self, old: Range<usize>, new: Range<usize>, is_out: &dyn Fn(Version, usize) -> bool) -> Vec<Piece> {
        let mut olds = stretches(old.clone(), |at| !is_out(Version::Old, at));
        let mut news = stretches(new.clone(), |at| !is_out(Version::New, at));
        if let ([only_old], [only_new]) = (olds.as_slice(), news.as_slice()) {
            return vec![Piece { old: only_old.clone(), new: only_new.clone() }];
        }
        olds.reverse();
        news.reverse();
        let mut pieces = Vec::new();
        let (mut old_at, mut new_at) = (old.start, new.start);
        while !olds.is_empty() || !news.is_empty() {
            let (with_old, with_new) = match (olds.last(), news.last()) {
                (Some(from), Some(to)) if self.links(from, to).is_some() => (true, true),
                (Some(from), Some(_)) => match self.links(from, &new) {
                    Some(_) => (false, true),
                    None => (true, false),
                },
                (from, to) => (from.is_some(), to.is_some()),
            };
            let next_old = if with_old { olds.pop() } else { None };
            let next_new = if with_new { news.pop() } else { None };
            let piece = Piece { old: next_old.unwrap_or(old_at..old_at), new: next_new.unwrap_or(new_at..new_at) };
            (old_at, new_at) = (piece.old.end, piece.new.end);
            pieces.push(piece);
        }
        pieces
    }

    /// From the first to the last of the old words that became new ones of a stretch, and of those; `None` if there are none.
    fn links(&self, old: &Range<usize>, new: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let pair = |at: usize| self.pairs.get(at).copied().flatten().map(|pair| (at, pair.new));
        let pairs = old.clone().filter_map(pair).filter(|(_, to)| new.contains(to));
        let ranges = pairs.map(|(from, to)| (from..from + 1, to..to + 1));
        let united = |a: Range<usize>, b: Range<usize>| a.start.min(b.start)..a.end.max(b.end);
        ranges.reduce(|all, one| (united(all.0, one.0), united(all.1, one.1)))
    }

    /// A piece without the lines at its ends of which nothing is in the other version: those were left out or put in.
    fn parted(&self, piece: Piece) -> Vec<Piece> {
        let Piece { old, new } = &piece;
        let Some((linked_old, linked_new)) = self.links(old, new) else { return vec![piece] };
        let (old_start, old_end) = self.old.lines_around(&linked_old, old, &self.forms);
        let (new_start, new_end) = self.new.lines_around(&linked_new, new, &self.forms);
        vec![
            Piece { old: old.start..old_start, new: new.start..new.start },
            Piece { old: old_start..old_start, new: new.start..new_start },
            Piece { old: old_start..old_end, new: new_start..new_end },
            Piece { old: old_end..old.end, new: new_end..new_end },
            Piece { old: old.end..old.end, new: new_end..new.end },
        ]
        .into_iter()
        .filter(|piece| !piece.old.is_empty() || !piece.new.is_empty())
        .collect()
    }

    /// The pieces, two made one if next to nothing stayed between them: a reader marks "at least 265 of the" once.
    fn joined(&self, pieces: Vec<Piece>, is_out: &dyn Fn(Version, usize) -> bool) -> Vec<Piece> {
        let mut joined: Vec<Piece> = Vec::new();
        for piece in pieces {
            match joined.last_mut() {
                Some(last) if self.belong_together(last, &piece, is_out) => {
                    (last.old.end, last.new.end) = (piece.old.end, piece.new.end);
                }
                _ => joined.push(piece),
            }
        }
        joined
    }

    fn belong_together(&self, a: &Piece, b: &Piece, is_out: &dyn Fn(Version, usize) -> bool) -> bool {
        let island = a.old.end..b.old.start;
        let is_small = !island.is_empty() && island.len() <= MAX_ISLAND;
        let is_between = is_small && island.len() == b.new.start - a.new.end;
        if !is_between || island.clone().any(|at| is_out(Version::Old, at) || self.is_weighty(at)) {
            return false;
        }
        let n_words = self.n_words_in(&self.old, &island);
        let size = |piece: &Piece| self.n_words_in(&self.old, &piece.old).max(self.n_words_in(&self.new, &piece.new));
        let replaces = |piece: &Piece| !piece.old.is_empty() && !piece.new.is_empty();
        replaces(a) && replaces(b) && size(a).min(size(b)) > n_words
    }

    /// Whether an old word is a number or ends a sentence or a line: such are never marked if they stayed.
    fn is_weighty(&self, old: usize) -> bool {
        let form = self.old.forms.get(old).map(|form| self.forms.form(*form));
        form.is_none_or(|form| matches!(form.sort, Sort::Number | Sort::Break) || STOPS.contains(&form.text))
    }

    fn n_words_in(&self, words: &Words, range: &Range<usize>) -> usize {
        let forms = words.forms.get(range.clone()).unwrap_or_default();
        forms.iter().filter(|form| self.forms.form(**form).is_word()).count()
    }

    /// A piece in offsets; `None` if it is nothing but ends of lines.
    fn alteration(&self, piece: &Piece, altered: Option<Altered>) -> Option<Alteration> {
        let old = self.old.offsets(&piece.old, &self.forms);
        let new = self.new.offsets(&piece.new, &self.forms);
        let altered = match (old.is_empty(), new.is_empty()) {
            (true, true) => return None,
            (true, false) => Altered::Inserted,
            (false, true) => Altered::Deleted,
            (false, false) => altered.unwrap_or(Altered::Replaced),
        };
        Some(Alteration { altered, old, new })
    }

    /// Where the versions are the same: at both ends of each line or part of one that stayed.
    fn together(&self, thread: &Thread) -> Vec<(usize, usize)> {
        let mut together = vec![(0, 0)];
        let mut last: Option<(usize, usize)> = None;
        let is_break = |at: usize| self.old.is_break(at, &self.forms);
        for &(i, j) in thread.kept.iter().filter(|(old, _)| !is_break(*old)) {
            let (Some(old), Some(new)) = (self.old.ranges.get(i), self.new.ranges.get(j)) else { continue };
            if last.is_some_and(|(a, b)| (a + 1, b + 1) == (i, j)) {
                together.pop();
            } else {
                together.push((old.start(), new.start()));
            }
            together.push((old.end(), new.end()));
            last = Some((i, j));
        }
        together.push((self.old_text.len(), self.new_text.len()));
        together
    }

    fn n_in_runs(&self, thread: &Thread) -> usize {
        let runs = thread.kept.chunk_by(|a, b| (a.0 + 1, a.1 + 1) == *b);
        let words = runs.filter(|run| run.len() >= MIN_RUN).flatten().filter(|(old, _)| self.is_word(*old));
        words.count()
    }
}

impl Words {
    fn n_words(&self, forms: &Forms<'_>) -> usize {
        self.forms.iter().filter(|form| forms.form(**form).is_word()).count()
    }

    /// The offsets of some words, without the ends of lines at their ends; if there are none, of the place where they
    /// would be: before the next word where a line begins, else behind the last.
    fn offsets(&self, range: &Range<usize>, forms: &Forms<'_>) -> TextRange {
        let words = self.without_breaks(range.clone(), forms);
        let ends = (self.ranges.get(words.start), words.end.checked_sub(1).and_then(|last| self.ranges.get(last)));
        if let (false, (Some(first), Some(last))) = (words.is_empty(), ends) {
            return TextRange::between(first.start(), last.end());
        }
        let is_break = |at: usize| self.forms.get(at).is_some_and(|form| forms.form(*form).sort == Sort::Break);
        let before = range.start.checked_sub(1);
        let next = self.ranges.get(range.start).filter(|_| !is_break(range.start));
        let last = before.filter(|at| !is_break(*at)).and_then(|at| self.ranges.get(at));
        let place = match (last, next) {
            (Some(last), _) => last.end(),
            (None, Some(next)) => next.start(),
            (None, None) => before.and_then(|at| self.ranges.get(at)).map_or(0, |word| word.end()),
        };
        TextRange::empty(place)
    }

    /// The lines of `whole` in which `part` is: where the first begins and the last ends.
    fn lines_around(&self, part: &Range<usize>, whole: &Range<usize>, forms: &Forms<'_>) -> (usize, usize) {
        let is_break = |at: &usize| self.forms.get(*at).is_some_and(|form| forms.form(*form).sort == Sort::Break);
        let start = (whole.start..part.start).rev().find(is_break).map_or(whole.start, |at| at + 1);
        let end = (part.end..whole.end).find(is_break).unwrap_or(whole.end);
        (start, end)
    }
}

/// The stretches of words that are all `wanted`.
fn stretches(range: Range<usize>, wanted: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for at in range.filter(|at| wanted(*at)) {
        match stretches.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => stretches.push(at..at + 1),
        }
    }
    stretches
}
