//! The parts of the window around the readers.
//!
//! Each shows a `Data` struct that a pure function makes from the session, and sends commands and actions.

pub mod passage;

mod document_facts;
mod parts;
