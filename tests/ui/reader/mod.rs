//! The reader, used as a person would use it.

mod harness;
mod keyboard;
mod mouse;
mod pictures;
mod pure;
mod scrolling;
mod spoken;
mod structure;
