//! Text as text: ranges, paragraphs, sentences, folded forms, and finding words again.
//!
//! Knows nothing else in the crate: no documents, no passages, no files. All offsets are UTF-8 bytes.
//! Start reading with [`TextRange`].

mod blocks;
mod range;
mod selector;

pub use blocks::{Block, BlockKind, Blocks};
pub use range::{BackwardRange, TextRange};
pub use selector::Selector;
