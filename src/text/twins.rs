//! Which pieces two sequences have in common, for certain: sentences of two versions.

use std::collections::BTreeMap;

/// For each piece of `own` the one of `others` that it is: where it stands just once in either, or next to one of which
/// that is known, or at the same end. What stands several times, and where nothing around tells which it is, is none.
pub fn twins<T: Ord>(own: &[T], others: &[T]) -> Vec<Option<usize>> {
    let mut twins = vec![None; own.len()];
    let mut taken = vec![false; others.len()];
    let (once, other_once) = (standing_once(own), standing_once(others));
    for (piece, at) in once {
        if let Some(other) = other_once.get(piece) {
            enter((&mut twins, &mut taken), (at, *other));
        }
    }
    let is_same = |at: usize, other: usize| own.get(at).is_some_and(|piece| others.get(other) == Some(piece));
    // What follows the last one of which it was known.
    let mut next = Some(0);
    for at in 0..own.len() {
        if let Some(other) = next.filter(|other| is_same(at, *other)) {
            enter((&mut twins, &mut taken), (at, other));
        }
        next = twins.get(at).copied().flatten().map(|other| other + 1);
    }
    let mut before = others.len().checked_sub(1);
    for at in (0..own.len()).rev() {
        if let Some(other) = before.filter(|other| is_same(at, *other)) {
            enter((&mut twins, &mut taken), (at, other));
        }
        before = twins.get(at).copied().flatten().and_then(|other| other.checked_sub(1));
    }
    twins
}

/// Pairs two pieces of which neither has another.
fn enter((twins, taken): (&mut [Option<usize>], &mut [bool]), (at, other): (usize, usize)) {
    if let (Some(twin @ None), Some(taken @ false)) = (twins.get_mut(at), taken.get_mut(other)) {
        (*twin, *taken) = (Some(other), true);
    }
}

/// The pieces that stand just once, and where.
fn standing_once<T: Ord>(pieces: &[T]) -> BTreeMap<&T, usize> {
    let mut found: BTreeMap<&T, Option<usize>> = BTreeMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        found.entry(piece).and_modify(|place| *place = None).or_insert(Some(at));
    }
    found.into_iter().filter_map(|(piece, at)| Some((piece, at?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs as their places, a dot for what has none.
    fn check(own: &str, others: &str, expected: &str) {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        let found = twins(&letters(own), &letters(others)).into_iter();
        let found: String = found.map(|at| at.map_or(".".to_owned(), |at| at.to_string())).collect();
        assert_eq!(found, expected, "{own} and {others}");
    }

    #[test]
    fn pieces_that_stand_once_are_the_same_wherever_they_are() {
        check("abcd", "dxab", "23.0");
    }

    #[test]
    fn what_stands_several_times_is_told_by_what_is_next_to_it() {
        check("anbnc", "bncan", "34012");
        check("nabn", "nxn", "0..2");
        check("xnyn", "nn", "...1");
        check("anxny", "ynzna", "4...0");
    }
}
