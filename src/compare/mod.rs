//! Two statements of the same fact: how they differ, by number, by wording, by date, by name.
//!
//! Pure functions over what [`crate::reading`] found. Nothing here says which statement is right. Start reading with
//! [`compare_wording`].

mod wording;

pub use wording::{Wording, WordingVerdict, compare_wording};
