//! The reader, used as a person would use it.

mod harness;
mod pictures;
