//! What two sequences have in common.

/// The pairs of indexes of a longest common subsequence of two sequences, in order; of several the one that takes what it
/// can from `a` first. `None` if that would take more than `max_pairs` comparisons.
pub fn common_subsequence<T: Eq>(a: &[T], b: &[T], max_pairs: usize) -> Option<Vec<(usize, usize)>> {
    let n_before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a_rest, b_rest) = (a.get(n_before..)?, b.get(n_before..)?);
    let n_after = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a_inner, b_inner) = (a_rest.get(..a_rest.len() - n_after)?, b_rest.get(..b_rest.len() - n_after)?);
    if a_inner.len().saturating_mul(b_inner.len()) > max_pairs {
        return None;
    }
    let inner = inner(a_inner, b_inner).into_iter().map(|(i, j)| (i + n_before, j + n_before));
    let after = (0..n_after).map(|at| (a.len() - n_after + at, b.len() - n_after + at));
    Some((0..n_before).map(|at| (at, at)).chain(inner).chain(after).collect())
}

fn inner<T: Eq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    // How much the rests of both have in common, for every pair of rests.
    let mut common = vec![0_u32; (a.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    for (i, x) in a.iter().enumerate().rev() {
        for (j, y) in b.iter().enumerate().rev() {
            common[at(i, j)] =
                if x == y { common[at(i + 1, j + 1)] + 1 } else { common[at(i + 1, j)].max(common[at(i, j + 1)]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x == y {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if common[at(i + 1, j)] >= common[at(i, j + 1)] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
