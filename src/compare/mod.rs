//! Two statements of the same fact: how they differ, by number, by wording, by date, by name; and what follows from two
//! numbers that hang together.
//!
//! Pure functions over what [`crate::reading`] found. Nothing here says which statement is right. Start reading with
//! [`pairs`].

mod calculation;
mod numbers;
mod pairs;
mod span;
mod topic;
mod wording;

pub use calculation::{Calculated, calculate};
pub use numbers::{NumberComparison, NumberVerdict, Stated, compare_numbers};
pub use pairs::{Pair, PairKind, Said, Statement, Verdict, pairs};
pub use topic::{Rarity, Topic};
pub use wording::{Wording, WordingVerdict, compare_wording};
