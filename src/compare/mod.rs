//! Two statements of the same fact: how they differ, by number, by wording, by date, by name; and what follows from two
//! numbers that hang together.
//!
//! Pure functions over what [`crate::reading`] found. Nothing here says which statement is right. Start reading with
//! [`pairs`].

mod bases;
mod calculation;
mod dates;
mod matching;
mod names;
mod numbers;
mod pairs;
mod same;
mod span;
mod stories;
mod topic;
mod wording;

pub use bases::{bases, compare_with_base};
pub use calculation::{Calculated, calculate};
pub use dates::{DateComparison, DateVerdict, compare_dates};
pub use names::{NameComparison, NameVerdict, compare_names};
pub use numbers::{NumberComparison, NumberVerdict, Stated, compare_numbers};
pub use pairs::{Pair, PairKind, Said, Statement, Verdict, pairs};
pub use stories::Stories;
pub use topic::{Named, Topic};
pub use wording::{Wording, WordingVerdict, compare_wording};
