//! Words that differ as by a slip of the keyboard.

/// Whether one letter more, one less, another one, or two changed about make one word of the other.
pub fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let shorter = a.len().min(b.len());
    let end = a.iter().rev().zip(b.iter().rev()).take(shorter - start).take_while(|(a, b)| a == b).count();
    let rest = |word: &[char]| word.get(start..word.len() - end).unwrap_or_default().to_vec();
    match (rest(&a).as_slice(), rest(&b).as_slice()) {
        ([_] | [], [_] | []) => true,
        ([a1, a2], [b1, b2]) => a1 == b2 && a2 == b1,
        _ => false,
    }
}
