//! Whether words may as well be somewhere else: what stands around them decides, or nothing does.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::TextRange;

use super::Alignment;
use super::words::{Sort, Words};

/// So many words on either side are looked at.
const AROUND: usize = 8;
/// By how many words they may be further away in the new version.
const SHIFT: usize = 4;
/// No line of marks is longer.
const MAX_LINE: usize = 120;
/// So few words are chance, if nothing around them is what it was.
const MAX_CHANCE: usize = 2;
/// Of more words, so few that are left are chance, if hardly anything around them is what it was.
const MAX_LEFT: usize = 3;
/// How much around them must be what it was, in tenths. Measured: below it, of words of which one is left, two in three
/// are wrong.
const MIN_AROUND: usize = 3;
/// So many places of a word are looked at.
const MAX_PLACES: usize = 20_000;
/// At so many that say the same it is looked what stands around them.
const MAX_ALIKE: usize = 1_000;
/// So many other places that are as likely are given; there may be more.
pub const MAX_RIVALS: usize = 16;

/// The new words that nothing in the old version became, by form.
#[derive(Default)]
pub(super) struct Spare(BTreeMap<u32, Vec<usize>>);

impl Spare {
    pub(super) fn of(forms: &[u32], taken: &[bool]) -> Self {
        let mut spare = Self::default();
        for (at, (form, _)) in forms.iter().zip(taken).enumerate().filter(|(_, (_, taken))| !**taken) {
            spare.0.entry(*form).or_default().push(at);
        }
        spare
    }
}

impl Alignment<'_> {
    /// The places of the new version which say what the old words say, and are as likely as `place`.
    pub(super) fn rivals(&self, old: Range<usize>, place: &Range<usize>) -> Vec<TextRange> {
        let Some(words) = self.old.forms.get(old.clone()) else { return Vec::new() };
        let places = |(at, form): (usize, &u32)| Some((at, self.spare.0.get(form)?));
        // A word that is nowhere else settles it.
        let rarest =
            words.iter().enumerate().map(places).min_by_key(|found| found.map_or(0, |(_, places)| places.len()));
        let Some(Some((offset, places))) = rarest else { return Vec::new() };
        let starts = places.iter().take(MAX_PLACES).filter_map(|at| at.checked_sub(offset));
        let is_spare = |at: usize| self.taken.get(at).is_some_and(|taken| !taken);
        let says_it = |start: &usize| {
            let new = *start..*start + words.len();
            self.new.forms.get(new.clone()) == Some(words) && new.clone().all(is_spare)
        };
        let own = self.n_around(&old, place);
        let rivals = starts.filter(says_it).map(|start| start..start + words.len());
        let rivals = rivals.take(MAX_ALIKE).filter(|rival| self.n_alike(&old, rival) >= own);
        rivals.filter_map(|rival| self.new_words(&rival)).take(MAX_RIVALS).collect()
    }

    /// Whether words are found by chance: nothing around them is what it was, or hardly anything and they are few.
    pub(super) fn is_chance(&self, old: &Range<usize>, new: &Range<usize>, n_kept: usize) -> bool {
        let n_words = old.clone().filter(|at| self.is_word(*at)).count();
        let is_few = n_kept <= MAX_LEFT && n_kept < n_words || n_kept == 1 || n_kept * 2 < n_words;
        if n_kept > MAX_CHANCE && !is_few || self.is_paragraph(old, new) {
            return false;
        }
        let is_none = || self.n_around(old, new) == 0;
        n_kept <= MAX_CHANCE && is_none() || is_few && !self.is_around(old, new, MIN_AROUND)
    }

    /// Whether of the words around the old ones so many, in tenths, became words around the new ones.
    pub(super) fn is_around(&self, old: &Range<usize>, new: &Range<usize>, tenths: usize) -> bool {
        self.n_around(old, new) * 10 >= self.around(old).count() * tenths
    }

    /// The words of the new version as a range of its text.
    pub(super) fn new_words(&self, words: &Range<usize>) -> Option<TextRange> {
        let (first, last) = (self.new.ranges.get(words.start)?, self.new.ranges.get(words.end.checked_sub(1)?)?);
        Some(TextRange::between(first.start(), last.end()))
    }

    /// How many of the words around the old ones became words around the new ones.
    fn n_around(&self, old: &Range<usize>, new: &Range<usize>) -> usize {
        let beside = self.reach(&self.new, new, AROUND + SHIFT);
        let pairs = self.around(old).filter_map(|at| Some((at, self.pairs.get(at).copied().flatten()?.new)));
        let is_beside =
            |(at, now): &(usize, usize)| beside.contains(now) && !new.contains(now) && self.is_kept(*at, *now);
        pairs.filter(is_beside).count()
    }

    /// How many of the words around the old ones stand around the new ones too.
    fn n_alike(&self, old: &Range<usize>, new: &Range<usize>) -> usize {
        let beside = self.reach(&self.new, new, AROUND + SHIFT).filter(|at| !new.contains(at));
        let beside: Vec<u32> = beside.filter_map(|at| self.new.forms.get(at).copied()).collect();
        let forms = self.around(old).filter_map(|at| self.old.forms.get(at));
        forms.filter(|form| beside.contains(form)).count()
    }

    /// Whether the words are a paragraph of both versions.
    pub(super) fn is_paragraph(&self, old: &Range<usize>, new: &Range<usize>) -> bool {
        let is_break = |form: Option<&u32>| form.is_none_or(|form| self.forms.form(*form).sort == Sort::Break);
        let before = |forms: &[u32], at: usize| is_break(at.checked_sub(1).and_then(|at| forms.get(at)));
        let (olds, news) = (&self.old.forms, &self.new.forms);
        before(olds, old.start) && before(news, new.start) && is_break(olds.get(old.end)) && is_break(news.get(new.end))
    }

    /// The old words on both sides, without punctuation.
    fn around(&self, old: &Range<usize>) -> impl Iterator<Item = usize> {
        let reach = self.reach(&self.old, old, AROUND);
        (reach.start..old.start).chain(old.end..reach.end).filter(|at| self.is_word(*at))
    }

    /// With so many words and marks more on either side, and over a line of marks as far as the next word.
    fn reach(&self, version: &Words, words: &Range<usize>, n_more: usize) -> Range<usize> {
        let is_word = |at: &usize| version.forms.get(*at).is_some_and(|form| self.forms.form(*form).is_word());
        let (near, far) = (words.start.saturating_sub(n_more), words.start.saturating_sub(MAX_LINE));
        let start = (far..words.start).rev().find(is_word).unwrap_or(near).min(near);
        let (near, far) = (words.end + n_more, words.end + MAX_LINE);
        let end = (words.end..far).find(is_word).map_or(near, |word| word + 1).max(near);
        start..end.min(version.forms.len())
    }
}
