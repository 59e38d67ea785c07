//! Text as text: ranges, paragraphs, sentences, folded forms, finding words again, and one version against the next.
//!
//! Knows nothing else in the crate: no documents, no passages, no files. All offsets are UTF-8 bytes.
//! Start reading with [`TextRange`].

mod align;
mod alike;
mod blocks;
mod common;
mod date;
mod find_again;
mod fold;
mod listed;
mod marks;
mod range;
mod selector;
mod sentence;
mod slip;
mod twins;
mod typography;
mod window;

pub use align::{Alignment, Alteration, Alterations, Altered, MAX_RIVALS, Placed, Placement, Version};
pub use alike::find_alike;
pub use blocks::{Block, BlockKind, Blocks};
pub use common::common_subsequence;
pub use date::PartialDate;
pub use find_again::find_again;
pub use fold::Folded;
pub use listed::listed;
pub use marks::{has_rtl, is_rtl_char, spelled_out, visible_mark};
pub use range::{BackwardRange, TextRange};
pub use selector::Selector;
pub use sentence::{sentence_at, sentences, word_at};
pub use slip::is_slip;
pub use twins::twins;
pub use typography::{find_words, is_same_but_for_type};

pub(crate) use window::Window;
