//! Finding the words of many selectors in a text that has changed, in one pass.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::{Selector, TextRange};

/// By so many first bytes words are looked up.
const KEY: usize = 8;
/// How many slots there are for beginnings: many times more than there are passages.
const N_SLOTS: usize = 1 << 20;
/// So much is compared at most, in steps of [`STEP`] bytes: a text of one word again and again, marked a thousand times,
/// has no answer.
const MAX_STEPS: usize = 20_000_000;
/// How many bytes are compared in about the time that it takes to begin.
const STEP: usize = 64;

/// Every selector moved to where its words are found in `text`; `None` if they are gone or stand in several places that
/// the words around cannot tell apart. A selector that fits stays.
///
/// It takes about as long as reading the text, however many selectors there are. If words stand in so very many places
/// that comparing them all would take seconds, nothing is found that is not in its place.
pub fn find_again(text: &Arc<str>, selectors: &[&Selector]) -> Vec<Option<Selector>> {
    let mut found: Vec<Found> = selectors.iter().map(|_| Found::default()).collect();
    let lost: Vec<usize> =
        (0..selectors.len()).filter(|at| selectors.get(*at).is_some_and(|it| !it.fits(text))).collect();
    let complete = Sought::new(selectors, &lost).look_in(text, |at, which| {
        let (Some(selector), Some(found)) = (selectors.get(which), found.get_mut(which)) else { return 0 };
        found.enter(at, likeness(text, at, selector));
        selector.prefix().len() + selector.suffix().len()
    });
    let moved = |(selector, found): (&&Selector, &Found)| {
        if selector.fits(text) {
            return Some((**selector).clone());
        }
        let (_, at) = found.best.filter(|_| complete && !found.tied)?;
        Selector::of(text, TextRange::new(at, at + selector.exact().len())?)
    };
    selectors.iter().zip(&found).map(moved).collect()
}

/// The best place for a selector so far: how like it is, and where.
#[derive(Default)]
struct Found {
    best: Option<(usize, usize)>,
    tied: bool,
}

impl Found {
    fn enter(&mut self, at: usize, likeness: usize) {
        match self.best {
            Some((top, _)) if likeness < top => {}
            Some((top, _)) if likeness == top => self.tied = true,
            _ => (self.best, self.tied) = (Some((likeness, at)), false),
        }
    }
}

/// How many of the characters around the words at `at` are those that the selector quotes.
fn likeness(text: &str, at: usize, selector: &Selector) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + selector.exact().len()..).unwrap_or_default();
    let alike_before = before.chars().rev().zip(selector.prefix().chars().rev()).take_while(|(a, b)| a == b);
    let alike_after = after.chars().zip(selector.suffix().chars()).take_while(|(a, b)| a == b);
    alike_before.count() + alike_after.count()
}

/// Words that are looked for, sorted.
struct Sought<'a> {
    words: Vec<&'a str>,
    /// For each of the words, who looks for them.
    by: Vec<Vec<usize>>,
    /// For each of the words, the longest other words with which they begin.
    begins_with: Vec<Option<usize>>,
    /// The stretch of `words` with a certain beginning. Words shorter than that are alone in theirs.
    starts: BTreeMap<(usize, u64), Range<usize>>,
    /// The lengths of those beginnings.
    lengths: Vec<usize>,
    /// Which beginnings there may be, by [`slot`]: most places of a text are passed over by a look at this.
    likely: Vec<bool>,
}

impl<'a> Sought<'a> {
    fn new(selectors: &[&'a Selector], which: &[usize]) -> Self {
        let words = which.iter().filter_map(|at| Some((selectors.get(*at)?.exact(), *at)));
        let mut all: Vec<(&str, usize)> = words.filter(|(words, _)| !words.is_empty()).collect();
        all.sort_unstable();
        let mut sought = Self {
            words: Vec::new(),
            by: Vec::new(),
            begins_with: Vec::new(),
            starts: BTreeMap::new(),
            lengths: Vec::new(),
            likely: vec![false; N_SLOTS],
        };
        for (words, by) in all {
            match sought.by.last_mut() {
                Some(same) if sought.words.last() == Some(&words) => same.push(by),
                _ => sought.enter(words, by),
            }
        }
        sought.lengths = sought.starts.keys().map(|(length, _)| *length).collect();
        sought.lengths.sort_unstable();
        sought.lengths.dedup();
        sought
    }

    /// Enters words that sort behind all others.
    fn enter(&mut self, words: &'a str, by: usize) {
        let index = self.words.len();
        let mut before = index.checked_sub(1);
        while let Some(at) = before.filter(|at| !words.starts_with(self.words.get(*at).copied().unwrap_or_default())) {
            before = self.begins_with.get(at).copied().flatten();
        }
        self.words.push(words);
        self.by.push(vec![by]);
        self.begins_with.push(before);
        if let Some(start) = start_of(words.as_bytes(), KEY.min(words.len())) {
            self.likely[slot(start)] = true;
            self.starts.entry(start).or_insert(index..index).end = index + 1;
        }
    }

    /// Tells where in `text` which words stand, and is told how many bytes that made to compare. Whether it came to the
    /// end of the text.
    fn look_in(&self, text: &str, mut found: impl FnMut(usize, usize) -> usize) -> bool {
        let bytes = text.as_bytes();
        let longest = self.words.iter().map(|words| words.len()).max().unwrap_or_default();
        let mut n_steps = 0;
        for at in 0..bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            for length in &self.lengths {
                let start = start_of(rest, *length).filter(|start| self.likely[slot(*start)]);
                let Some(stretch) = start.and_then(|start| self.starts.get(&start)) else { continue };
                n_steps += 1 + longest / STEP;
                let mut words = self.longest_in(stretch, rest);
                while let Some(index) = words {
                    for by in self.by.get(index).into_iter().flatten() {
                        n_steps += 1 + found(at, *by) / STEP;
                    }
                    // Words shorter than a key have a stretch of their own.
                    let is_short = |index: &usize| self.words.get(*index).is_none_or(|words| words.len() < KEY);
                    words = self.begins_with.get(index).copied().flatten().filter(|index| !is_short(index));
                }
                if n_steps > MAX_STEPS {
                    return false;
                }
            }
        }
        true
    }

    /// The longest words of a stretch with which `rest` begins.
    fn longest_in(&self, stretch: &Range<usize>, rest: &[u8]) -> Option<usize> {
        let words = self.words.get(stretch.clone())?;
        let behind = words.partition_point(|words| words.as_bytes() <= rest);
        let mut index = (stretch.start + behind).checked_sub(1).filter(|index| stretch.contains(index));
        while let Some(at) = index.filter(|at| !self.words.get(*at).is_some_and(|it| rest.starts_with(it.as_bytes()))) {
            index = self.begins_with.get(at).copied().flatten().filter(|index| stretch.contains(index));
        }
        index
    }
}

/// Where a beginning is noted among the likely ones.
fn slot((length, start): (usize, u64)) -> usize {
    let mixed = (start ^ length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> (u64::BITS - N_SLOTS.trailing_zeros())) as usize
}

/// The first `length` bytes as a key.
fn start_of(bytes: &[u8], length: usize) -> Option<(usize, u64)> {
    let mut start = [0; KEY];
    start.get_mut(..length)?.copy_from_slice(bytes.get(..length)?);
    Some((length, u64::from_le_bytes(start)))
}
