//! What two versions have in common for certain: runs of words that stand in each just once.

use std::cmp::Reverse;
use std::ops::Range;

use crate::text::common_subsequence;

use super::words::{Forms, Sort};

/// So many words in a row are looked up.
const SHINGLE: usize = 4;
/// A run that stands out of order is chance if it is shorter.
const MIN_MOVED: usize = 8;
/// More pairs of lines than this are not compared.
const MAX_LINES: usize = 4_000_000;
/// By how much the distance of two runs may differ between the versions for them to belong together.
const SLACK: usize = 40;

/// A stretch of words that both versions have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Its first word in the old version.
    pub(super) old: usize,
    /// Its first word in the new version.
    pub(super) new: usize,
    /// Its number of words.
    pub(super) len: usize,
    /// Whether it keeps the order of the whole; else it was moved.
    pub(super) in_order: bool,
    /// Whether it is a paragraph of both.
    is_paragraph: bool,
}

impl Run {
    /// A place in both versions, without words.
    pub(super) fn at(old: usize, new: usize) -> Self {
        Self { old, new, len: 0, in_order: true, is_paragraph: false }
    }

    /// Behind its last word in the old version.
    pub(super) fn old_end(&self) -> usize {
        self.old + self.len
    }

    /// Behind its last word in the new version.
    pub(super) fn new_end(&self) -> usize {
        self.new + self.len
    }
}

/// The certain runs, in the order of the old version; no word is in two.
pub(super) fn runs(old: &[u32], new: &[u32], forms: &Forms<'_>) -> Vec<Run> {
    let mut pairs = unique_pairs(old, new, forms);
    // What both begin and end with is in its place, however often it stands elsewhere.
    let last = old.len().checked_sub(1).zip(new.len().checked_sub(1));
    let ends =
        [(0, 0)].into_iter().chain(last).filter(|(i, j)| old.get(*i).is_some_and(|word| new.get(*j) == Some(word)));
    pairs.extend(ends);
    pairs.sort_unstable();
    let mut found = extended(old, new, &pairs);
    found.extend(common_paragraphs(old, new, forms));
    let mut free = apart(found, old.len(), new.len());
    free.sort_unstable_by_key(|run| run.old);
    let clusters = clusters(&free);
    let in_order = in_order(&free, &clusters);
    let mut kept = Vec::new();
    for (cluster, in_order) in clusters.into_iter().zip(in_order) {
        let runs = free.get(cluster).unwrap_or_default();
        let n_words: usize = runs.iter().map(|run| run.len).sum();
        if in_order || n_words >= MIN_MOVED || runs.iter().any(|run| run.is_paragraph) {
            kept.extend(runs.iter().map(|run| Run { in_order, ..*run }));
        }
    }
    kept
}

/// The places of the shingles that each version has just once, in the order of the old one.
fn unique_pairs(old: &[u32], new: &[u32], forms: &Forms<'_>) -> Vec<(usize, usize)> {
    let tells = |words: &[u32]| words.iter().filter(|word| forms.form(**word).is_word()).count() >= 2;
    let shingles = |words: &[u32]| -> Vec<(u64, usize)> {
        let told = words.windows(SHINGLE).enumerate().filter(|(_, shingle)| tells(shingle));
        told.map(|(at, shingle)| (hash(shingle), at)).collect()
    };
    once_in_both(shingles(old), shingles(new))
}

/// The places of the keys that stand just once in each, in the order of the old one.
fn once_in_both(old: Vec<(u64, usize)>, new: Vec<(u64, usize)>) -> Vec<(usize, usize)> {
    let (old, new) = (once(old), once(new));
    let mut rest = new.iter().peekable();
    let mut found = Vec::new();
    for (key, at) in old {
        while rest.next_if(|(other, _)| *other < key).is_some() {}
        if let Some((_, other_at)) = rest.next_if(|(other, _)| *other == key) {
            found.push((at, *other_at));
        }
    }
    found.sort_unstable();
    found
}

/// Only the keys that stand there once, sorted.
fn once(mut keys: Vec<(u64, usize)>) -> Vec<(u64, usize)> {
    keys.sort_unstable();
    keys.chunk_by(|(a, _), (b, _)| a == b).filter_map(|same| <[_; 1]>::try_from(same).ok()).map(|[one]| one).collect()
}

fn hash(words: &[u32]) -> u64 {
    let mix = |hash: u64, word: &u32| (hash.rotate_left(23) ^ u64::from(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    words.iter().fold(words.len() as u64, mix)
}

/// Pairs of equal words as long runs.
fn extended(old: &[u32], new: &[u32], pairs: &[(usize, usize)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &(i, j) in pairs {
        let is_in = |run: &Run| i >= run.old && i < run.old_end() && i - run.old + run.new == j;
        if runs.last().is_some_and(is_in) {
            continue;
        }
        let before = old.get(..i).unwrap_or_default().iter().rev().zip(new.get(..j).unwrap_or_default().iter().rev());
        let after = old.get(i..).unwrap_or_default().iter().zip(new.get(j..).unwrap_or_default());
        let n_before = before.take_while(|(a, b)| a == b).count();
        let n_after = after.take_while(|(a, b)| a == b).count();
        runs.push(Run {
            old: i - n_before,
            new: j - n_before,
            len: n_before + n_after,
            in_order: true,
            is_paragraph: false,
        });
    }
    runs
}

/// The paragraphs that stand just once in each version, however short.
fn common_paragraphs(old: &[u32], new: &[u32], forms: &Forms<'_>) -> Vec<Run> {
    let (old_paragraphs, new_paragraphs) = (paragraphs(old, forms), paragraphs(new, forms));
    let keyed = |words: &[u32], ranges: &[Range<usize>]| -> Vec<(u64, usize)> {
        let key = |(at, range): (usize, &Range<usize>)| Some((hash(words.get(range.clone())?), at));
        ranges.iter().enumerate().filter_map(key).collect()
    };
    let pairs = once_in_both(keyed(old, &old_paragraphs), keyed(new, &new_paragraphs));
    let run = |(i, j): (usize, usize)| {
        let (old, new) = (old_paragraphs.get(i)?, new_paragraphs.get(j)?);
        Some(Run { old: old.start, new: new.start, len: old.len(), in_order: true, is_paragraph: true })
    };
    pairs.into_iter().filter_map(run).collect()
}

/// The lines that a stretch of both versions has in common, in order: what is left where nothing stands just once. Empty if
/// there are none, or too many to compare.
pub(super) fn common_lines(
    old: &[u32],
    old_part: Range<usize>,
    new: &[u32],
    new_part: Range<usize>,
    forms: &Forms<'_>,
) -> Vec<Run> {
    let (old_start, new_start) = (old_part.start, new_part.start);
    let (old, new) = (old.get(old_part).unwrap_or_default(), new.get(new_part).unwrap_or_default());
    let (old_lines, new_lines) = (paragraphs(old, forms), paragraphs(new, forms));
    let keys = |words: &[u32], lines: &[Range<usize>]| -> Vec<u64> {
        lines.iter().filter_map(|line| words.get(line.clone())).map(hash).collect()
    };
    let common = common_subsequence(&keys(old, &old_lines), &keys(new, &new_lines), MAX_LINES);
    let run = |(i, j): (usize, usize)| {
        let (old, new) = (old_lines.get(i)?, new_lines.get(j)?);
        let (old, new) = (old_start + old.start..old_start + old.end, new_start + new.start);
        Some(Run { old: old.start, new, len: old.len(), in_order: true, is_paragraph: true })
    };
    common.unwrap_or_default().into_iter().filter_map(run).collect()
}

/// The paragraphs that hold a word, without the breaks between them.
fn paragraphs(words: &[u32], forms: &Forms<'_>) -> Vec<Range<usize>> {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    let breaks = words.iter().enumerate().filter(|(_, word)| forms.form(**word).sort == Sort::Break);
    for end in breaks.map(|(at, _)| at).chain([words.len()]) {
        let holds_word =
            words.get(start..end).is_some_and(|words| words.iter().any(|word| forms.form(*word).is_word()));
        if holds_word {
            paragraphs.push(start..end);
        }
        start = end + 1;
    }
    paragraphs
}

/// The runs without what paragraphs and longer runs have already.
fn apart(mut runs: Vec<Run>, n_old: usize, n_new: usize) -> Vec<Run> {
    runs.sort_by_key(|run| (Reverse(run.is_paragraph), Reverse(run.len), run.old, run.new));
    let (mut old_taken, mut new_taken) = (vec![false; n_old], vec![false; n_new]);
    let mut free = Vec::new();
    for run in runs {
        let mut from = 0;
        while from < run.len {
            let is_free = |at: &usize| !old_taken[run.old + at] && !new_taken[run.new + at];
            let len = (from..run.len).take_while(is_free).count();
            if len >= 2 || run.is_paragraph && len > 0 {
                let part = Run { old: run.old + from, new: run.new + from, len, ..run };
                old_taken[part.old..part.old_end()].fill(true);
                new_taken[part.new..part.new_end()].fill(true);
                free.push(part);
            }
            from += len + 1;
        }
    }
    free
}

/// Runs that follow each other in both versions at about the same distance.
fn clusters(runs: &[Run]) -> Vec<Range<usize>> {
    let mut clusters: Vec<Range<usize>> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        let goes_on = at.checked_sub(1).and_then(|before| runs.get(before)).is_some_and(|before| {
            let old_gap = run.old - before.old_end();
            let new_gap = run.new.checked_sub(before.new_end());
            new_gap.is_some_and(|new_gap| new_gap <= old_gap * 3 + SLACK && old_gap <= new_gap * 3 + SLACK)
        });
        match clusters.last_mut().filter(|_| goes_on) {
            Some(cluster) => cluster.end = at + 1,
            None => clusters.push(at..at + 1),
        }
    }
    clusters
}

/// Which clusters stand in the same order in both versions, none within another: those that hold the most words together.
fn in_order(runs: &[Run], clusters: &[Range<usize>]) -> Vec<bool> {
    let span = |cluster: &Range<usize>| {
        let runs = runs.get(cluster.clone()).unwrap_or_default();
        let (start, end) = (runs.first().map_or(0, |run| run.new), runs.last().map_or(0, Run::new_end));
        (start..end, runs.iter().map(|run| run.len).sum())
    };
    heaviest_chain(&clusters.iter().map(span).collect::<Vec<_>>())
}

/// Which of some spans of the new version, given in the order of the old one with what they weigh, follow each other there
/// too, so that they weigh the most together.
pub(super) fn heaviest_chain(spans: &[(Range<usize>, usize)]) -> Vec<bool> {
    let mut ends: Vec<usize> = spans.iter().map(|(span, _)| span.end).collect();
    ends.sort_unstable();
    let mut best = BestBelow::new(ends.len());
    let mut before: Vec<Option<usize>> = Vec::with_capacity(spans.len());
    for (at, (span, own_weight)) in spans.iter().enumerate() {
        let (weight, last) = best.below(ends.partition_point(|end| *end <= span.start));
        before.push(last);
        best.enter(ends.partition_point(|end| *end < span.end), (weight + own_weight, Some(at)));
    }
    let mut chosen = vec![false; spans.len()];
    let mut last = best.below(ends.len()).1;
    while let Some(at) = last {
        chosen[at] = true;
        last = before[at];
    }
    chosen
}

/// The heaviest chain among those that end below some rank: a tree of partial maxima, after P. Fenwick (1994).
struct BestBelow(Vec<Chain>);

/// What a chain weighs, and its last span.
type Chain = (usize, Option<usize>);

impl BestBelow {
    fn new(n_ranks: usize) -> Self {
        Self(vec![(0, None); n_ranks + 1])
    }

    fn below(&self, rank: usize) -> Chain {
        let mut best = (0, None);
        let mut node = rank;
        while let Some(chain) = self.0.get(node).filter(|_| node > 0) {
            best = best.max(*chain);
            node &= node - 1;
        }
        best
    }

    fn enter(&mut self, rank: usize, chain: Chain) {
        let mut node = rank + 1;
        while let Some(best) = self.0.get_mut(node) {
            *best = chain.max(*best);
            node += node & node.wrapping_neg();
        }
    }
}
