//! The project file and everything that keeps work safe.

mod file;
mod v1;

pub use file::{Opened, ReadError, from_bytes, holds, to_text};
