//! Texts with the word frequencies of a language (G. K. Zipf), made up, the same every time.

use std::fmt::Write as _;
use std::sync::Arc;

use tickmark::model::{Body, Structure};
use tickmark::text::Blocks;

/// How many different words there are.
const N_WORDS: u64 = 60_000;
const SYLLABLES: [&str; 16] =
    ["ba", "del", "kir", "mo", "sha", "ten", "ru", "lin", "pos", "cu", "ver", "ga", "zhi", "no", "fral", "est"];
const SMALL: [&str; 12] = ["the", "of", "and", "in", "to", "a", "was", "that", "by", "for", "with", "on"];

/// A text of about `len` bytes: paragraphs of some sentences with names, numbers and quotes. `number` tells texts apart.
pub fn text(number: u64, len: usize) -> Arc<Body> {
    let mut chance = Chance(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut text = String::with_capacity(len + 200);
    while text.len() < len {
        for _ in 0..3 + chance.below(4) {
            sentence(&mut chance, &mut text);
        }
        text.pop();
        text.push('\n');
    }
    let blocks = Blocks::lines(&text);
    Arc::new(Body::new(text, blocks, Structure::default()))
}

fn sentence(chance: &mut Chance, text: &mut String) {
    let n_words = 8 + chance.below(20);
    for at in 0..n_words {
        match chance.below(24) {
            _ if at == 0 => capital(&word(chance), text),
            0..=8 => text.push_str(SMALL[chance.below(SMALL.len() as u64) as usize]),
            9 => {
                let _ = write!(text, "{},{:03}", 1 + chance.below(900), chance.below(1000));
            }
            10 => {
                capital(&word(chance), text);
                text.push(' ');
                capital(&word(chance), text);
            }
            11 => {
                let _ = write!(text, "“{} {},” said", word(chance), word(chance));
            }
            _ => text.push_str(&word(chance)),
        }
        text.push(' ');
    }
    text.pop();
    text.push_str(". ");
}

/// A word; the one of rank r is 1/r times as frequent as the first.
fn word(chance: &mut Chance) -> String {
    let share = chance.below(1 << 20) as f64 / (1 << 20) as f64;
    let mut rank = (N_WORDS as f64).powf(share) as u64;
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[(rank % 16) as usize]);
        rank /= 16;
        if rank == 0 {
            return word;
        }
    }
}

fn capital(word: &str, text: &mut String) {
    let mut chars = word.chars();
    text.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    text.push_str(chars.as_str());
}

/// Marsaglia's xorshift generator.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }
}
