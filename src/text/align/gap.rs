//! What lies between certain runs, word against word: an alignment with affine gaps.
//!
//! The method is that of O. Gotoh, "An improved algorithm for matching biological sequences" (1982): leaving out many
//! words in a row costs little more than leaving out one, as people do it.

use super::words::{Forms, Sort};

/// More pairs of words than this are not compared: what is left is not aligned.
const MAX_PAIRS: usize = 4_000_000;
/// What beginning to leave out words costs, in tenths like [`super::words::Form::worth`].
const OPEN: i32 = 11;
/// What each further word left out costs.
const EXTEND: i32 = 2;
/// What a pair of words is worth of which one is likely the other, spelled otherwise.
const SIMILAR: i32 = 12;
/// What a pair of two numbers is worth.
const NUMBERS: i32 = 2;
/// What a pair of different words costs. Two of them cost more than a common word that stayed, and one left out on either
/// side of it.
const DIFFERENT: i32 = 5;
/// What a pair of different sorts costs.
const UNLIKE: i32 = 30;
/// Less than any sum.
const NEVER: i32 = i32::MIN / 2;

/// Words of the two versions; those that something else has already are `None`.
pub(super) struct Gap<'g, 't> {
    pub(super) old: Vec<Option<u32>>,
    pub(super) new: Vec<Option<u32>>,
    pub(super) forms: &'g Forms<'t>,
}

/// How the words of a gap can be paired, for every beginning of it.
pub(super) struct Paired {
    width: usize,
    /// For each pair of beginnings, the step by which each of the three kinds of end is best reached.
    steps: Vec<u8>,
    /// For each number of old words the best end.
    best: Vec<End>,
    /// The kind of end that is best for all words.
    last: u8,
}

/// The best end for some old words.
#[derive(Clone, Copy)]
struct End {
    worth: i32,
    /// How many new words come before it.
    n_new: usize,
    kind: u8,
}

impl End {
    /// The best end in a row: for some old words, with each number of new words.
    fn of(row: &[[i32; 3]]) -> Self {
        let mut end = Self { worth: NEVER, n_new: 0, kind: OLD };
        for (n_new, [pair, out_old, _]) in row.iter().enumerate() {
            let (worth, kind) = if pair >= out_old { (*pair, PAIR) } else { (*out_old, OLD) };
            if worth > end.worth {
                end = Self { worth, n_new, kind };
            }
        }
        end
    }
}

/// The kinds of end: a pair, an old word left out, a new word left out.
const PAIR: u8 = 0;
const OLD: u8 = 1;
const NEW: u8 = 2;

impl Gap<'_, '_> {
    /// Compares all words with all; `None` if they are too many.
    pub(super) fn paired(&self) -> Option<Paired> {
        let (n_old, width) = (self.old.len(), self.new.len() + 1);
        (n_old.saturating_mul(width) <= MAX_PAIRS).then_some(())?;
        let mut steps = vec![0_u8; (n_old + 1) * width];
        let mut above: Vec<[i32; 3]> = (0..width).map(|j| [NEVER, NEVER, leaving_out(j)]).collect();
        above[0] = [0, NEVER, NEVER];
        steps.iter_mut().take(width).for_each(|step| *step = NEW << 4);
        let mut best = vec![End { worth: 0, n_new: 0, kind: PAIR }];
        let mut row = Vec::with_capacity(width);
        for ((i, old), steps) in (1..).zip(&self.old).zip(steps.chunks_exact_mut(width).skip(1)) {
            let (mut diagonal, mut left) = (above[0], [NEVER, leaving_out(i), NEVER]);
            row.clear();
            row.push(left);
            steps[0] = OLD << 2;
            for ((new, up), step) in self.new.iter().zip(&above[1..]).zip(&mut steps[1..]) {
                let (pair, from_pair) = top(diagonal);
                let (out_old, from_old) = top([up[0] - OPEN, up[1] - EXTEND, up[2] - OPEN]);
                let (out_new, from_new) = top([left[0] - OPEN, left[1] - OPEN, left[2] - EXTEND]);
                (diagonal, left) = (*up, [pair + self.worth(*old, *new), out_old, out_new]);
                row.push(left);
                *step = from_pair | from_old << 2 | from_new << 4;
            }
            best.push(End::of(&row));
            std::mem::swap(&mut above, &mut row);
        }
        let last = above.last().map_or(PAIR, |ends| top(*ends).1);
        Some(Paired { width, steps, best, last })
    }

    fn worth(&self, old: Option<u32>, new: Option<u32>) -> i32 {
        let (Some(old), Some(new)) = (old, new) else { return -2 * UNLIKE };
        if old == new {
            return self.forms.form(old).worth();
        }
        match (self.forms.form(old).sort, self.forms.form(new).sort) {
            (Sort::Number, Sort::Number) => NUMBERS,
            _ if self.forms.is_similar(old, new) => SIMILAR,
            (Sort::Word | Sort::Number, Sort::Word | Sort::Number) => -DIFFERENT,
            (Sort::Mark, Sort::Mark) => -DIFFERENT,
            _ => -UNLIKE,
        }
    }
}

/// What leaving out so many words costs.
fn leaving_out(n_words: usize) -> i32 {
    if n_words == 0 { 0 } else { -OPEN - EXTEND * i32::try_from(n_words - 1).unwrap_or(i32::MAX / 64) }
}

/// The best of three, and which it is; of equals the first.
fn top(worth: [i32; 3]) -> (i32, u8) {
    let [pair, old, new] = worth;
    if pair >= old && pair >= new {
        (pair, PAIR)
    } else if old >= new {
        (old, OLD)
    } else {
        (new, NEW)
    }
}

impl Paired {
    /// The pairs of all words of the gap.
    pub(super) fn whole(&self) -> Vec<(usize, usize)> {
        self.pairs(self.best.len() - 1, self.width - 1, self.last)
    }

    /// What the first `n_old` words are worth at best.
    pub(super) fn worth(&self, n_old: usize) -> i32 {
        self.best.get(n_old).map_or(NEVER, |end| end.worth)
    }

    /// The pairs of the first `n_old` words with the first new words, as many as fit.
    pub(super) fn first(&self, n_old: usize) -> Vec<(usize, usize)> {
        self.best.get(n_old).map_or_else(Vec::new, |end| self.pairs(n_old, end.n_new, end.kind))
    }

    fn pairs(&self, mut i: usize, mut j: usize, mut end: u8) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        while i > 0 || j > 0 {
            let step = self.steps[i * self.width + j];
            match end {
                PAIR if i > 0 && j > 0 => {
                    pairs.push((i - 1, j - 1));
                    (i, j, end) = (i - 1, j - 1, step & 3);
                }
                OLD if i > 0 => (i, end) = (i - 1, step >> 2 & 3),
                NEW if j > 0 => (j, end) = (j - 1, step >> 4 & 3),
                _ => break,
            }
        }
        pairs.reverse();
        pairs
    }
}
