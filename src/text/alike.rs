//! Finding passages in a text by what they quote, when the text they were marked in is gone.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{Alignment, Placed, Placement, Selector, TextRange, common_subsequence};

/// So much of the words must be there again, and of them with those around them, in percent.
const MIN_ALIKE: usize = 50;
/// So many places are told of words that stand in several.
const MAX_PLACES: usize = 16;
/// By so much a place must be more like it than any other, in percent.
const MARGIN: usize = 10;
/// So many pairs of words are compared at most to tell that.
const MAX_PAIRS: usize = 1_000_000;

/// What became of the words of each selector in `text`, as far as what all of them quote can tell: their words, those
/// around them, and the order in which they stood. What is like another place nearly as much is ambiguous.
///
/// What they quote is put together to a sketch of the old text, of which `text` is the next version. It takes about as long
/// as reading both twice.
pub fn find_alike(text: &str, selectors: &[&Selector]) -> Vec<Placed> {
    let sketch = Sketch::of(selectors);
    let mut best = sketch.found_in(text, selectors);
    // The runners-up are what is found where the best is not to be seen.
    let second = sketch.found_in(&without(text, best.iter().flatten().map(|found| found.range)), selectors);
    for (best, second) in best.iter_mut().zip(second) {
        let rival = second.filter(|second| best.as_ref().is_some_and(|best| best.share < second.share + MARGIN));
        if let (Some(best), Some(rival)) = (best, rival) {
            let mut candidates = vec![best.range, rival.range];
            candidates.sort_unstable();
            best.placed = Placed { placement: Placement::Ambiguous, range: None, candidates };
        }
    }
    let placed = best.into_iter().zip(selectors).map(|(best, selector)| match best {
        Some(best) => best.placed,
        None => several(text, selector.exact()).unwrap_or_default(),
    });
    placed.collect()
}

/// The places of words that stand in several, if they do.
fn several(text: &str, words: &str) -> Option<Placed> {
    if words.is_empty() {
        return None;
    }
    let places = text.match_indices(words).map(|(at, _)| TextRange::between(at, at + words.len()));
    let candidates: Vec<TextRange> = places.take(MAX_PLACES).collect();
    (candidates.len() > 1).then_some(Placed { placement: Placement::Ambiguous, range: None, candidates })
}

/// A place that says about what a selector quotes.
struct Found {
    placed: Placed,
    range: TextRange,
    /// How much of the words with those around them is there, in percent.
    share: usize,
}

impl Found {
    fn of(text: &str, placed: Placed, selector: &Selector) -> Option<Self> {
        let range = placed.range?;
        let words = range.within(text)?;
        let before = last_chars(text.get(..range.start())?, selector.prefix().chars().count());
        let behind: String = text.get(range.end()..)?.chars().take(selector.suffix().chars().count()).collect();
        let whole = [selector.prefix(), selector.exact(), selector.suffix()].concat();
        let share = share_alike(&whole, &[&before, words, &behind].concat());
        let is_alike = share >= MIN_ALIKE && share_alike(selector.exact(), words) >= MIN_ALIKE;
        is_alike.then_some(Self { placed, range, share })
    }
}

/// A text of the same length in which nothing stands at these places.
fn without(text: &str, ranges: impl Iterator<Item = TextRange>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for range in ranges {
        bytes.get_mut(range.start()..range.end()).into_iter().flatten().for_each(|byte| *byte = b' ');
    }
    // Whole characters were blanked.
    String::from_utf8(bytes).unwrap_or_default()
}

fn last_chars(text: &str, n: usize) -> String {
    let start = text.char_indices().rev().take(n).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default().to_owned()
}

/// How much of the words of both is in both, in the same order, in percent.
fn share_alike(a: &str, b: &str) -> usize {
    let [a, b] = [a, b].map(|text| text.unicode_words().collect::<Vec<_>>());
    match common_subsequence(&a, &b, MAX_PAIRS) {
        Some(common) => (common.len() * 200).checked_div(a.len() + b.len()).unwrap_or(100),
        None => 0,
    }
}

/// As much of an old text as selectors quote.
struct Sketch {
    text: String,
    /// Where the words of each selector stand in it.
    places: Vec<TextRange>,
}

impl Sketch {
    /// Where the words of each selector are in `text`, if something is about the same.
    fn found_in(&self, text: &str, selectors: &[&Selector]) -> Vec<Option<Found>> {
        let alignment = Alignment::of(&self.text, text);
        let placed = self.places.iter().map(|place| alignment.place(*place));
        placed.zip(selectors).map(|(placed, selector)| Found::of(text, placed, selector)).collect()
    }

    fn of(selectors: &[&Selector]) -> Self {
        let begin = |selector: &Selector| selector.range().start().saturating_sub(selector.prefix().len());
        let mut order: Vec<(usize, &Selector)> = selectors.iter().copied().enumerate().collect();
        order.sort_by_key(|(_, selector)| (begin(selector), selector.range().end()));
        let mut sketch = Self { text: String::new(), places: vec![TextRange::empty(0); selectors.len()] };
        // How far of the old text is known, and where the piece ends in the sketch that ends there.
        let mut known_to: usize = 0;
        for (index, selector) in order {
            let quoted = [selector.prefix(), selector.exact(), selector.suffix()].concat();
            let overlap = known_to.checked_sub(begin(selector)).unwrap_or(usize::MAX);
            let from = match sketch.joined(&quoted, overlap) {
                Some(from) => from,
                None => {
                    sketch.text.push_str("\n\n");
                    sketch.text.push_str(&quoted);
                    sketch.text.len() - quoted.len()
                }
            };
            known_to = known_to.max(begin(selector) + quoted.len());
            let start = from + selector.prefix().len();
            if let Some(place) = sketch.places.get_mut(index) {
                *place = TextRange::between(start, start + selector.exact().len());
            }
        }
        sketch
    }

    /// Goes on with what begins `overlap` bytes before the end, if it says the same there; gives where it begins.
    fn joined(&mut self, quoted: &str, overlap: usize) -> Option<usize> {
        let from = self.text.len().checked_sub(overlap)?;
        let known = self.text.get(from..)?;
        let common = known.len().min(quoted.len());
        if known.get(..common)? != quoted.get(..common)? {
            return None;
        }
        let rest = quoted.get(common..)?.to_owned();
        self.text.push_str(&rest);
        Some(from)
    }
}
