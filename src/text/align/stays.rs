//! Which words stayed, and which are only paired by chance.
//!
//! An alignment pairs what it can: the stop of a paragraph that is gone with that of another, "the" with "them". A word that
//! stayed has another one near it that stayed, in its paragraph; and a mark that stayed touches one.

use super::Alignment;

/// So many words and marks at most are from one word that stayed to the next.
const NEAR: usize = 8;

impl Alignment<'_> {
    /// Which new words stayed.
    pub(super) fn stays(&self) -> Vec<bool> {
        let mut stays = vec![false; self.new.forms.len()];
        let is_break = |new: usize| self.new.is_break(new, &self.forms);
        let pairs = self.pairs.iter().enumerate().filter_map(|(old, pair)| Some((old, (*pair)?.new)));
        let kept: Vec<_> = pairs.filter(|(old, new)| self.is_kept(*old, *new) && !is_break(*new)).collect();
        let words: Vec<_> = kept.iter().copied().filter(|(old, _)| self.is_word(*old)).collect();
        for (at, (old, new)) in words.iter().enumerate() {
            let mut rest = words.iter().skip(at + 1).take_while(|next| next.0 - old <= NEAR);
            let is_near = |next: usize| *new < next && next - new <= NEAR && !(*new..next).any(is_break);
            if let Some((_, next)) = rest.find(|next| is_near(next.1)) {
                (stays[*new], stays[*next]) = (true, true);
            }
        }
        // From word to mark, and from mark to mark: forward, then backward.
        let goes_on =
            |((old, new), (old_next, new_next)): &(_, (usize, usize))| (old + 1, new + 1) == (*old_next, *new_next);
        let beside: Vec<_> = kept.iter().copied().zip(kept.iter().copied().skip(1)).filter(goes_on).collect();
        beside.iter().for_each(|((_, new), (_, next))| stays[*next] |= stays[*new]);
        beside.iter().rev().for_each(|((_, new), (_, next))| stays[*new] |= stays[*next]);
        stays
    }
}
